"""Whose turn it is in an interview: the guest's answers are the guest's words.

    **Rena Solt:** Half of it …      Q: … / A: …      **And Ondal?** / Ondal lent. …

An answer runs over its paragraphs to the next turn. The questions, the introduction and editorial
notes are the document's. Only where the turns are certain: the document calls itself an interview
(its genre, or "A talk with Rena Solt"), and labels, set-off questions or plain questions part the
turns; in a hearing only labels do, one of which asks. Where a speaker's name is not certain the
turn has none: quoted, by nobody knows whom.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.names import is_organisation, is_person, without_title
from index.records import Document, RegionKind, Source, Span

_CAPITALS = r"[^\W\d_a-z][\w.'’-]*"
_NAME = (
    rf"{_CAPITALS}(?:\s(?:(?:de|da|di|del|der|den|van|von|al|bin|ben|af|av|ter)\s)*"
    rf"{_CAPITALS}){{1,4}}"
)
_TITLE = re.compile(
    rf"(?:(?P<before>{_NAME})(?: (?i:in conversation|interviewed|talks? to|answers)\b.*|"
    r":\s+(?i:an interview)\b.*)|(?i:interview|in conversation):\s+(?P<colon>"
    rf"{_NAME})|(?i:.*\b(?:an? )?(?:interview|talk|conversation|q ?(?:&|and) ?a|questions|talking|"
    rf"speaking) (?:with|to|for):? )(?P<after>{_NAME}))(?=\s*(?:$|[,:.(–—|]))"
)
_HEARING = re.compile(
    r"\b(?:hearings?|transcripts?|oral evidence|testimony|(?:cross-)?examination of|inquest"
    r"|deposition|minutes)\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"[ \t>]*(?P<open>\*\*|__|\*|_)?(?P<name>[^\W\d_][\w.'’ -]{0,40}?)"
    r"(?:\s*\*\*|\s*__|\s*\*|\s*_)?(?:(?<=\b[QA])[.:]|:)(?:\*\*|__|\*|_)?\s+(?=\S)"
)
_ASKING = frozenset("q question questions interviewer interview editor moderator host".split())
_ANSWERING = frozenset("a answer answers guest interviewee respondent".split())
_BOLD = re.compile(r"[ \t>]*(\*\*|__)(?!\s).+(?<!\s)\1\s*", re.DOTALL)
_ITALIC = re.compile(r"[ \t>]*([*_])(?![*_\s]).+(?<![*_\s])\1\s*", re.DOTALL)
_ATX = re.compile(r"[ \t]*#{1,6}\s")
_ASKED = re.compile(r"\?[\s*_”\"’')]*\Z")
_CLOSING = re.compile(
    r"[\W_]*(?:(?:this )?interview(?:ed)? (?:by|was)|interviewer:|questions? by|this (?:interview|"
    r"conversation|talk)|the (?:interview|conversation|talk|questions) (?:was|has|were|took)|"
    r"photo|picture|translat|edited by|words by|text by|recorded by)",
    re.IGNORECASE,
)
_SPOKE = r"(?:spoke|speaks|talked|talks|answered|answers|received|gave|agreed|sat down)"
_INTRODUCED = re.compile(
    rf"(?:(?P<met>met|visited|interviewed|asked|(?:spoke|talked|speaks|sat down) (?:to|with))\s+"
    rf"(?:(?P<whom>{_NAME})|(?:him|her|them)\b)|(?:(?P<who>{_NAME})|\b[Ss]?[Hh]e)\s+{_SPOKE}\b)"
)
_OPENING_NAME = re.compile(rf"(?:^|(?<=[.!?]\s))[\s*_]*(?P<name>{_NAME})(?=,|\s+[a-z])")
_SAYING = r"(?:says|said|adds|added|recalls|recalled|explains|explained|tells|told|insists)"
_LABELLED = re.compile(rf"^{_LABEL.pattern}", re.MULTILINE)
_LONGEST_QUESTION = 300
_FEWEST = 2
_FEWEST_PLAIN = 3
_FEWEST_EXCHANGED = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """What one guest says at one go.

    Attributes:
        span: from its first character, label included, to the end of its last paragraph.
        name: of who speaks; None where that is not certain.
        who: where the document names the speaker; None as `name`.
        asked: the question line right before it, label included; None where there is none.
    """

    span: Span
    name: str | None = None
    who: Span | None = None
    asked: Span | None = None


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, or a labelled line of one."""

    span: Span
    text: str
    label: str | None
    prompt: bool
    heading: bool


def is_interview(source: Source) -> bool:
    """Whether a document calls itself an interview, by genre or by title."""
    return source.genre == "interview" or (
        source.genre in (None, "news", "web", "other") and guest_in_title(source) is not None
    )


def is_hearing(source: Source) -> bool:
    """Whether a document's title says that people were heard: a hearing, minutes."""
    return not is_interview(source) and bool(_HEARING.search(source.title or ""))


def guest_in_title(source: Source) -> str | None:
    """Whom the title of an interview names: "A talk with Rena Solt"; None if nobody."""
    match = _TITLE.match((source.title or "").strip())
    if match is None:
        return None
    name = without_title(match["after"] or match["colon"] or match["before"])
    return name if is_person(name) else None


def find_turns(document: Document) -> tuple[Turn, ...]:
    """The turns of an interview's guests, in order.

    Args:
        document: with its regions; its source says whether it is an interview.

    Returns:
        Empty for everything that is no interview, and for interviews told as a story. A hearing
        is read where labels part its turns and one of them asks; so is what calls itself neither
        and is nearly all labelled turns.
    """
    called = is_interview(document.source)
    if not called and not shows_turns(document.text):
        return ()
    blocks = list(_blocks(document))
    labels = _labels(blocks)
    parted = is_hearing(document.source) or _is_dialogue(blocks, labels)
    if not called and not (parted and any(_asks(c, blocks) for c in labels)):
        return ()
    blocks = [b if b.label in labels else _unlabelled(b) for b in blocks]
    asked = [b for b in blocks if b.prompt]
    is_plain = not labels and sum(bool(_ASKED.search(b.text)) for b in asked) < _FEWEST
    if is_plain:
        blocks = [_plain_prompt(b) for b in blocks]
        if sum(b.prompt for b in blocks) < _FEWEST_PLAIN:
            return ()
    elif not labels and 2 * sum(bool(_ASKED.search(b.text)) for b in asked) < len(asked):
        return ()
    names = _names(document, blocks, labels)
    turns = tuple(_read(document.text, blocks, names, is_plain))
    return () if _is_told(turns, document.text) else turns


def shows_turns(text: str) -> bool:
    """Whether a line of a text opens with a label, as turns do: only a first sign of them."""
    return _LABELLED.search(text) is not None


def _is_dialogue(blocks: Sequence[_Block], labels: frozenset[str]) -> bool:
    """Whether most of a document is turns of one who asks and another who answers, in exchange."""
    said = [b.label for b in blocks if b.label in labels]
    asking = {c for c in labels if _asks(c, blocks)}
    exchanged = sum(a in asking and b not in asking for a, b in pairwise(said))
    return exchanged >= _FEWEST_EXCHANGED and 2 * len(said) >= len(blocks)


def turn_at(turns: Sequence[Turn], span: Span) -> Turn | None:
    """The turn that holds a span; a nameless one where it reaches over the edge of a turn."""
    for turn in turns:
        if turn.span.contains(span):
            return turn
        if turn.span.overlaps(span):
            return Turn(span)
    return None


def without_label(text: str) -> str:
    """A line without the label it opens with: "Solt: Never." -> "Never."."""
    match = _LABEL.match(text)
    return text[match.end() :] if match else text


def _blocks(document: Document) -> Iterator[_Block]:
    regions = [(r.kind, r.span) for r in document.regions] or [
        (RegionKind.BODY, Span(0, len(document.text)))
    ]
    first = True
    for kind, region in regions:
        if kind not in (RegionKind.BODY, RegionKind.HEADING):
            continue
        for span in _paragraphs(document.text, region):
            text = span.of(document.text)
            is_title = first and (kind is RegionKind.HEADING or bool(_ATX.match(text)))
            first = False
            if is_title:
                continue
            label = _LABEL.match(text)
            atx = bool(_ATX.match(text))
            # A bold pull quote is no question.
            set_off = bool(_BOLD.fullmatch(text)) and not re.match(r"[\s*_>]*[“\"„«]", text)
            italic = bool(_ITALIC.fullmatch(text)) and bool(_ASKED.search(text))
            heading = kind is RegionKind.HEADING or atx
            yield _Block(
                span, text, label["name"].strip() if label else None,
                set_off or italic or (atx and bool(_ASKED.search(text))), heading,
            )  # fmt: skip


def _paragraphs(text: str, region: Span) -> Iterator[Span]:
    """Paragraphs of a region; a line that opens with a label begins one."""
    start = region.start
    for match in re.finditer(r"\n[ \t]*(?:\n\s*)?(?=\S)", region.of(text)):
        at = region.start + match.end()
        is_blank = match[0].count("\n") > 1
        if is_blank or _LABEL.match(text, at, region.end):
            if text[start:at].strip():
                yield Span(start, start + len(text[start:at].rstrip()))
            start = at
    if text[start : region.end].strip():
        yield Span(start, start + len(text[start : region.end].rstrip()))


def _unlabelled(block: _Block) -> _Block:
    return _Block(block.span, block.text, None, block.prompt, block.heading)


def _plain_prompt(block: _Block) -> _Block:
    asks = bool(_ASKED.search(block.text)) and len(block.text) <= _LONGEST_QUESTION
    return _Block(block.span, block.text, None, asks, block.heading)


def _labels(blocks: Sequence[_Block]) -> frozenset[str]:
    """The labels that part turns: Q and A, or names; not the "Note:" of a remark."""
    counts = Counter(b.label for b in blocks if b.label)
    pair = {c for c in counts if c.lower() in _ASKING | _ANSWERING}
    if len({c.lower() in _ASKING for c in pair}) == 1 and len(counts) == len(pair):
        pair = set()
    named = {
        c
        for c in counts
        if all(w[:1].isupper() for w in re.findall(r"[^\W\d_]{4,}", c)) and len(c.split()) <= 5
        and (counts[c] >= _FEWEST or is_person(c) or is_organisation(c) or c.startswith("The "))
        and c.lower() not in _ASKING | _ANSWERING
    }  # fmt: skip
    return frozenset(pair | named)


def _names(
    document: Document, blocks: Sequence[_Block], labels: frozenset[str]
) -> dict[str | None, tuple[bool, str | None]]:
    """Label -> (whether it asks, whose turn it is); None = an answer without a label."""
    source = document.source
    asking = {c for c in labels if _is_asker(c, source, blocks)}
    asking |= {c for c in labels if any(c.split()[-1] == a.split()[-1] for a in asking)}
    head = _head(document, blocks)
    found: dict[str | None, tuple[bool, str | None]] = {}
    for label in labels - asking:
        if label.lower() not in _ANSWERING:
            name = _full_name(label, head)
            if name is None and is_hearing(source) and _ADDRESSED.match(label):
                name = without_title(label.title())
            found[label] = (False, name)
    if found:
        guest = next(iter(found.values()))[1] if len(found) == 1 else None
    else:
        guest = guest_in_title(source) or _introduced(document, blocks)
    found[None] = (False, guest)
    found |= dict.fromkeys((c for c in labels if c.lower() in _ANSWERING), (False, guest))
    return found | dict.fromkeys(asking, (True, None))


def _is_asker(label: str, source: Source, blocks: Sequence[_Block]) -> bool:
    if label.lower() in _ASKING:
        return True
    if label.lower() in _ANSWERING:
        return False
    own = [*source.authors, *([source.publisher] if source.publisher else [])]
    for name in own:
        words, mine = name.lower().split(), label.lower().split()
        if mine in (words, words[-1:], ["the", *words]) or label == _initials(name):
            return True
    said = [b for b in blocks if b.label == label]
    first = next((b.label for b in blocks if b.label), label)
    asks = sum("?" in b.text for b in said)
    if all(b.prompt for b in said) or (is_organisation(label) and 2 * asks >= len(said)):
        return True
    opens = label.split()[-1] == first.split()[-1]
    return (opens or is_hearing(source)) and _asks(label, blocks)


def _asks(label: str, blocks: Sequence[_Block]) -> bool:
    """Whether nearly all that stands under a label asks; or much of it, and little of the rest."""
    said = [b for b in blocks if b.label == label]
    rest = [b for b in blocks if b.label and b.label != label]
    asks, others = (sum("?" in b.text for b in found) for found in (said, rest))
    leads = asks >= max(_FEWEST_PLAIN, 0.3 * len(said)) and asks >= 4 * others
    return len(said) >= _FEWEST and (asks >= 0.8 * len(said) or leads)


def _head(document: Document, blocks: Sequence[_Block]) -> str:
    """Title and introduction: where a guest is named in full."""
    first = next((b for b in blocks if b.label or b.prompt), None)
    end = first.span.start if first else 0
    return f"{document.source.title or ''}\n{document.text[:end]}"


def _full_name(label: str, head: str) -> str | None:
    """The name a label stands for: itself, or the one full name of the head it is short for."""
    plain = without_title(label.title() if label.isupper() and " " in label else label)
    if is_person(plain):
        return plain
    known = {without_title(m[0]) for line in head.splitlines() for m in re.finditer(_NAME, line)}
    fits = {n for n in known if is_person(n) and _is_short_for(plain, n)}
    return fits.pop() if len(fits) == 1 else None


def _is_short_for(label: str, name: str) -> bool:
    words = name.split()
    return label.casefold() in (words[-1].casefold(), words[0].casefold()) or (
        label.replace(".", "").replace(" ", "") == _initials(name)
    )


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.split() if w[:1].isupper())


def _introduced(document: Document, blocks: Sequence[_Block]) -> str | None:
    """Whom the introduction says was spoken to: the one name it gives."""
    head = _head(document, blocks)
    match = _INTRODUCED.search(head)
    if match is None:
        return None
    direct = match["whom"] or match["who"]
    if direct:
        name = without_title(direct)
        return name if is_person(name) else None
    names = {without_title(m["name"]) for m in _OPENING_NAME.finditer(head[: match.start()])}
    people = {n for n in names if is_person(n)}
    return people.pop() if len(people) == 1 else None


def _read(
    text: str,
    blocks: Sequence[_Block],
    names: Mapping[str | None, tuple[bool, str | None]],
    is_plain: bool,
) -> Iterator[Turn]:
    """Turns block by block; what follows a note or another heading is the document's."""
    running: Span | None = None
    name: str | None = None
    line: Span | None = None
    is_open, is_first = False, False
    for block in blocks:
        begins = block.label is not None or block.prompt
        if not begins and not block.heading and not _is_note(block):
            if not is_open:
                continue
            if is_plain and not is_first and name is not None:
                # Without markup a remark of the interviewer looks like a further paragraph.
                if running is not None:
                    yield _turn(text, running, name, line)
                running, name, line = None, None, None
            running = Span(running.start if running else block.span.start, block.span.end)
            is_first = False
            continue
        if running is not None:
            yield _turn(text, running, name, line)
            line = None  # whoever speaks next was not the one asked, as far as is certain
        asks, name = names[block.label] if block.label else (True, None)
        running = None if asks else block.span
        name = names[None][1] if asks else name
        line = (block.span if begins else None) if asks else line
        is_open, is_first = begins, asks
    if running is not None:
        yield _turn(text, running, name, line)


def _is_note(block: _Block) -> bool:
    """An editor's line: "*The talk has been shortened.*", "Interview by …"."""
    return bool(_CLOSING.match(block.text) or _ITALIC.fullmatch(block.text))


def _turn(text: str, span: Span, name: str | None, asked: Span | None) -> Turn:
    if name is None:
        return Turn(span, asked=asked)
    at = text.find(name)
    # Named by the metadata only: where the turn begins.
    who = Span(at, at + len(name)) if at >= 0 else Span(span.start, span.start)
    return Turn(span, name, who, asked)


def _is_told(turns: Sequence[Turn], text: str) -> bool:
    """Whether the "answers" speak of the guest: a story with questions for headings."""
    for turn in turns:
        if turn.name is None:
            continue
        surname = re.escape(turn.name.split()[-1])
        told = rf"\b(?:{surname}\s+{_SAYING}|{_SAYING}\s+(?:\w+\s)?{surname})\b"
        if re.search(told, turn.span.of(text)):
            return True
    return False
