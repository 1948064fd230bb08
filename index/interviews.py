"""Who asks in an interview: "She spoke to Ada Lee", "Ada Lee talks to Ben Poe".

Of two people who speak with each other either may be the one who asks. A pronoun tells ("She spoke
to Ada Lee": Ada Lee asks), or the turns below, where one of the two puts the questions; where
neither does, the text is an interview by nobody known.
"""

from __future__ import annotations

import re

from .names import OFFICE, is_person, without_title
from .records import BlockKind, Parsed, Span
from .titles import Finding
from .writer_lines import certain_name

_BLOCKS_ABOVE = 7
_LONGEST_STANDFIRST = 600
_TURNS_READ = 40
_WORD = r"(?:[A-Z][\w'’-]*\.?|(?:van|von|de|da|di|del|der|la|le|bin|ibn|al|el))"
_PERSON = rf"{_WORD}(?:\s{_WORD}){{1,3}}"
_TALKS = re.compile(
    rf"\b(?:(?P<pronoun>[Hh]e|[Ss]he|[Tt]hey)|(?P<first>{_PERSON}))\s+(?:has\s+)?"
    r"(?:(?P<with>(?:spoke|speaks|spoken|talked|talks|was\s+speaking|was\s+talking)\s+(?:to|with)|"
    r"(?:is\s+|was\s+)?in\s+conversation\s+with)|(?P<asks>interview(?:s|ed)|"
    rf"(?:puts?|put)\s+(?:the|ten|five)\s+questions\s+to))\s+(?P<second>{_PERSON})"
)
_TURN = re.compile(
    r"(?m)^[ \t>]*[*_]{0,3}(?P<label>[A-Z][\w.'’ -]{0,40}?)[*_]{0,3}:[*_]{0,3}[ \t]+(?P<said>\S.*)$"
)


def find_interviewer(parsed: Parsed, title: str) -> list[Finding]:
    """The one who asks, and that it is an interview; empty where the head does not say so.

    Args:
        parsed: text and blocks.
        title: the document's title, which may quote the one who answers.
    """
    asked = _share_of_questions(parsed.text)
    quoted = title[:1] in '"“‘«„'
    if not quoted and len(asked) < 2:
        return []
    for block in parsed.blocks[:_BLOCKS_ABOVE]:
        content = block.span.of(parsed.text)
        if block.kind is not BlockKind.PARAGRAPH or len(content) > _LONGEST_STANDFIRST:
            continue
        for match in _TALKS.finditer(content):
            if len(asked) < 2 and not _stands_apart(match, content):
                continue
            findings = _of_match(match, block.span.start, asked, parsed.text, title)
            if findings:
                return findings
    return []


def _stands_apart(match: re.Match[str], content: str) -> bool:
    """Whether a short note under the title says so, not a story of who spoke with whom."""
    if not match["pronoun"] and re.search(r"\b(?:spoke|talked)\b", match.group()):
        return False  # "Ben Poe spoke to Ada Lee on Monday" is news
    behind = content[match.end() :].strip(" *_.")
    if len(content) > 300 or not re.fullmatch(r"(?:(?:about|in|at|on|for)\s[^.]{1,80})?", behind):
        return False
    return not content[: match.start()].strip(" *_") or bool(
        match["pronoun"] and content[: match.start()].rstrip().endswith((".", "!", "?"))
    )


def _of_match(
    match: re.Match[str], start: int, asked: dict[str, float], text: str, title: str
) -> list[Finding]:
    first = without_title(match["first"] or "")
    second = without_title(match["second"].rstrip("."))
    people = [name for name in (first, second) if name]
    if not all(_is_name(name, text) for name in people):
        return []
    verb = "with" if match["with"] else "asks"
    kind = Finding("genre", "interview", Span(start + match.start(verb), start + match.end(verb)))
    asks = _who_asks(match, first, second, asked, title)
    if asks is None:
        return [kind]
    group = "first" if asks == first else "second"
    at = start + match.start(group) + match[group].index(asks.split()[0])
    return [
        Finding(
            "authors",
            (asks,),
            Span(at, at + len(match[group].rstrip(".")) - (at - start - match.start(group))),
        ),
        kind,
    ]


def _who_asks(
    match: re.Match[str], first: str, second: str, asked: dict[str, float], title: str
) -> str | None:
    shares = {name: _share_of(name, asked) for name in (first, second) if name}
    if match["pronoun"]:
        other = [share for label, share in asked.items() if not _labels(label, second)]
        share = shares[second]
        if share is None:
            return second  # "Q" or the magazine's name stands before the questions
        return second if share > max(other, default=0.0) else None
    known = {name: share for name, share in shares.items() if share is not None}
    if len(known) == 2:
        return max(known, key=lambda name: known[name]) if len(set(known.values())) == 2 else None
    if match["asks"]:
        return first
    # The headline names the one who answers.
    named = [name for name in (first, second) if name.split()[-1].lower() in title.lower()]
    return next((n for n in (first, second) if n not in named), None) if len(named) == 1 else None


def _is_name(name: str, text: str) -> bool:
    return is_person(name) and not OFFICE.search(name) and certain_name(name, text)


def _share_of_questions(text: str) -> dict[str, float]:
    """Of each speaker of the first turns the share of turns that end as questions."""
    turns: dict[str, list[bool]] = {}
    for turn, _ in zip(_TURN.finditer(text), range(_TURNS_READ), strict=False):
        ends = turn["said"].rstrip(' *_"”').endswith("?")
        turns.setdefault(turn["label"].strip(), []).append(ends)
    return {label: sum(ends) / len(ends) for label, ends in turns.items()}


def _share_of(name: str, asked: dict[str, float]) -> float | None:
    shares = [share for label, share in asked.items() if _labels(label, name)]
    return shares[0] if len(shares) == 1 else None


def _labels(label: str, name: str) -> bool:
    """Whether "EXAMPLE", "Ada Example", "Ms Example" or "AE" stands for Ada Example."""
    words = without_title(label).lower().split()
    parts = name.lower().split()
    initials = "".join(part[0] for part in parts)
    return words[-1:] == parts[-1:] or "".join(words).replace(".", "") == initials
