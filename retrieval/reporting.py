"""Reporting clauses: who, in a sentence, is said to say what.

    According to Broers (2019: 96), P.      Broers argues that P.      “P,” said the ministry.
    As Broers notes, P.      In the words of Broers, “P”.      Broers quotes Kara as saying that P.

Rules, not a parser, and made to stay silent: a negated or hypothetical verb reports nothing
("Kara did not say that P"), doing is not saying ("Kara visited Sulen"), an act of speech without
what was said is an act ("Kara warned the Board about the wall"), and what stands behind "but" or
a semicolon is no longer the speaker's.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from index.names import is_organisation
from index.records import Span

from .bibliography import CAP, PARTICLE
from .pen_names import find_signed
from .records import Mode
from .reporting_patterns import (
    AFTER,
    AFTER_MARK,
    AS_CLAUSE,
    CLEFT,
    COLON,
    CONTRAST,
    FOR,
    FRONTED,
    GOES_ON_SAYING,
    HIS_OPINION,
    IN_VIEW,
    IS_OPINION,
    MAIN,
    MAIN_PLAIN,
    MIDDLE,
    PASSIVE,
    PUT,
    QUOTED_AS,
    QUOTING,
    STANCE,
    WORK,
)
from .reporting_subjects import PRONOUNS, is_named_work
from .reporting_words import DENYING, EVIDENCE, WRONGLY, alternatives
from .speaker_names import OFFICE_ALONE, is_named, read_name, work_of

_NAMED_ASIDE = re.compile(
    rf",\s(?:[^,]{{2,60}}\s(?:called|named)\s)?"
    rf"((?:(?:{CAP})\s){{1,3}}(?:{PARTICLE}\s)?(?:{CAP})),"
)
_STUDY = re.compile(r"\b(?:study|survey|report|article|book|poll|paper|analysis)\b", re.IGNORECASE)
_NAME_BEHIND = re.compile(
    rf",\s((?:(?:{CAP})\s){{1,3}}(?:{PARTICLE}\s)?(?:{CAP}))(?=[,.;\n]|\s(?:in|on|at)\b|\Z)"
)
_POSSESSIVE = re.compile(r"(?:its|his|her|their)\s", re.IGNORECASE)
_FRONT = (FRONTED, IN_VIEW, FOR, AS_CLAUSE, QUOTED_AS, PASSIVE, IS_OPINION, QUOTING)
_LAST = (PUT, COLON, STANCE, WORK, CLEFT, HIS_OPINION)


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting clause.

    Attributes:
        name: of the speaker as written, without article and role.
        who: where the name stands.
        clause: the clause itself, which is nobody's content.
        content: what is said; ends where a contrast begins.
        mode: SAYS, or REJECTS where the verb denies.
        doubted: whether the author calls it wrong.
        pronoun: whether the speaker is only "he", "she", "they" or "it".
        work: the noun of a work that speaks ("report" in "The report says"); else None.
        through: whoever the clause says the speaker is quoted by; None = nobody.
        relays: whether the speaker only quotes the one whom `content` begins with.
    """

    name: str
    who: Span
    clause: Span
    content: Span
    mode: Mode = Mode.SAYS
    doubted: bool = False
    pronoun: bool = False
    work: str | None = None
    through: tuple[str, Span] | None = None
    relays: bool = False


def find_report(
    text: str,
    span: Span,
    *,
    common: Collection[str] = (),
    masked: str | None = None,
    inner: bool = False,
) -> Report | None:
    """The reporting clause of a sentence, if it has exactly one reading.

    Args:
        text: the document's whole text.
        span: one sentence, or the rest of one.
        common: lower-case words of the document: "Traders said" is no Mr Traders.
        masked: `text` with the insides of quotations blanked, so that what is quoted is not
            read as a clause of the sentence.
        inner: whether `span` is what somebody is said to say, so that it may go on "Kara as
            saying that …".

    Returns:
        The clause; None where nobody is said to say anything.
    """
    whole = text if masked is None else masked
    signed = _signed_report(text, whole, span)
    if signed is not None:
        return signed
    sentence = span.of(whole)
    start = span.start + _skip(sentence)
    sentence = whole[start : span.end]
    for pattern in (*_FRONT, *((GOES_ON_SAYING,) if inner else ()), MAIN, MAIN_PLAIN, *_LAST):
        match = pattern.match(sentence)
        if match:
            report = _make(whole, start, match, span, common)
            if report and (pattern is not WORK or _is_work(report, match.group())):
                return replace(report, relays=pattern is QUOTING)
    match = MIDDLE.search(sentence)
    if match and not CONTRAST.search(sentence):
        report = _make(whole, start, match, span, common)
        if report:
            return replace(report, content=Span(start, span.end))
    return find_trailing(text, Span(start, span.end), common=common, masked=masked)


# What an institution does as well ("It blamed the captain") tells no work.
_ONLY_WRITTEN = re.compile(
    r"\b(?:suggest|recommend|propos|advis|describ|list|outlin|not|identif|envisag)[a-z]+\s\Z"
)


def _is_work(report: Report, clause: str) -> bool:
    if report.pronoun:
        return report.name.lower() == "it" and _ONLY_WRITTEN.search(clause) is not None
    return bool(report.work or is_named_work(report.name))


def _signed_report(text: str, whole: str, span: Span) -> Report | None:
    sentence = span.of(whole).rstrip(" \n.!?*_")
    signed = find_signed(text, whole, span, _skip(sentence), _clause_starts(sentence, True))
    return None if signed is None else Report(*signed)


def _skip(sentence: str) -> int:
    match = re.match(r"[\s>*#_-]*(?:\d{1,3}[.)]\s+)?", sentence)
    return match.end() if match else 0


# "According to him, …"
_OBJECTIVE = {
    "him": ("he", 0),
    "his": ("he", 0),
    "her": ("she", 0),
    "them": ("they", 0),
    "their": ("they", 0),
    "it": ("it", 0),
    "its": ("it", 0),
}
_SHOWING = re.compile(rf"{EVIDENCE}|ma[dk]es?\s(?:it\s(?:\w+\s)?)?clear.*")
_NOUNS = (
    r"(?:states|notes|claims|reports|demands|comments|fears|estimates|remarks|records|rules|"
    r"hopes|objects|answers|complaints|points)"
)
_NOUN_BEFORE_COLON = re.compile(rf"\b{_NOUNS}(?:\s(?:in|of|on|at|from|with)\s[^:]{{2,60}})?:\s*\Z")
# ", Ruria, and Central Orian states." lists states; nobody states anything.
_LAST_IS_NOUN = re.compile(
    r"\b(?:states|notes|claims|reports|demands|comments|views|fears|estimates|remarks)$"
)


def _ends_list(match: re.Match[str]) -> bool:
    """Whether a clause behind a comma may be the last noun of a list."""
    if not _LAST_IS_NOUN.search(match.group()):
        return False
    who = match["who"] or ""
    return not (who.startswith("the ") and " and " not in who and is_organisation(who))


def find_trailing(
    text: str,
    span: Span,
    *,
    common: Collection[str] = (),
    masked: str | None = None,
    tail: bool = False,
) -> Report | None:
    """The reporting clause at the end of a sentence ("…, said Kara in May").

    Args:
        text: the document's whole text.
        span: the sentence, or what follows a closing mark in it.
        common: see `find_report`.
        masked: see `find_report`.
        tail: whether `span` is what follows a closing mark, so that it may begin with the clause.

    Returns:
        The clause, with what stands before it in `span` as its content.
    """
    whole = text if masked is None else masked
    signed = _signed_report(text, whole, span) if tail else None
    if signed is not None:
        return signed
    sentence = span.of(whole)
    # “…,” said Kara (“Kara defends the levy”, 2020): what follows is a title's mark
    stripped = sentence.rstrip(" \n.!?*_(")
    for start in _clause_starts(stripped, tail):
        match = (AFTER_MARK if tail else AFTER).match(stripped, start)
        if match is None or CONTRAST.search(match["rest"]):
            continue
        if match["as"] and "," in match["rest"]:
            continue  # an aside in the document's own sentence
        if not tail and stripped.startswith(", ", start) and _ends_list(match):
            continue
        report = _make(whole, span.start, match, span, common)
        if report is None:
            continue
        content = Span(span.start, span.start + match.start())
        if CONTRAST.search(sentence[: match.start()]):
            content = Span(content.end, content.end)
        clause = Span(span.start + match.start(), span.end)
        return replace(report, clause=clause, content=content)
    return None


def _clause_starts(sentence: str, tail: bool) -> list[int]:
    starts = [m.start() for m in re.finditer(r"[,”\"’'»“?!—–]+\s", sentence)][-4:]
    return [0, *starts] if tail else starts


def _make(
    text: str, offset: int, match: re.Match[str], span: Span, common: Collection[str]
) -> Report | None:
    groups = match.groupdict()
    group = next(g for g in ("who", "who2", "who3", "who4", "who5") if groups.get(g))
    start, end = offset + match.start(group), offset + match.end(group)
    verb = next((groups[g] for g in _VERB_GROUPS if groups.get(g)), "") or ""
    opens = offset + match.start() == start or groups.get("lead") is not None
    written = text[start:end]
    named = _OBJECTIVE.get(written.lower() if written != "It" else "") or read_name(
        written,
        common,
        first=opens,
        verb=verb,
        evidence=bool(_SHOWING.fullmatch(verb)),
    )
    if named is None or _is_no_verb(text, offset, match, name=named[0], verb=verb):
        return None
    name, shift = named
    strict = groups.get("strict") or ""
    apposition = _NAMED_ASIDE.fullmatch(groups.get("aside") or "")
    if apposition and group == "who" and not _STUDY.search(match["who"]):
        # "The chairman, Ulf Kara, said": the name says more than the office.
        name, start = apposition[1], offset + match.start("aside") + apposition.start(1)
        shift = 0
    behind = _NAME_BEHIND.match(text, end) if group == "who2" else None
    if behind and (
        OFFICE_ALONE.fullmatch(text[start:end]) or not re.search(r"[^\W\d_a-z]\S*\Z", name)
    ):
        # "said the Board's new director, Hana Ruel"; "said the Minister of Works, Hana Ruel"
        name, start, shift = behind[1], behind.start(1), 0
    if _POSSESSIVE.match(name):
        return None  # whose chair it is stands elsewhere
    content_start = offset + match.end()
    boundary = CONTRAST.search(text, content_start, span.end)
    content = Span(content_start, boundary.start() if boundary else max(span.end, content_start))
    rejects = groups.get("deny") or groups.get("reject")
    if re.fullmatch(alternatives(DENYING), strict):
        rejects = verb
    return Report(
        name,
        Span(start + shift, start + shift + len(name)),
        Span(offset + match.start(), content_start),
        content,
        Mode.REJECTS if rejects else Mode.SAYS,
        bool(WRONGLY.search(match.group()[match.end(group) - match.start() :])),
        name.lower() in PRONOUNS,
        work_of(name),
        _through(groups.get("through"), offset + match.start("through"), common)
        if groups.get("through")
        else None,
    )


def _is_no_verb(text: str, offset: int, match: re.Match[str], *, name: str, verb: str) -> bool:
    """Whether the verb says nothing: "three client states: Ruria, …", "accepted claims that"."""
    if re.fullmatch(r"continue[sd]", verb) and re.search(r"continue[sd]\sto\b", match.group()):
        return True  # "continued to grow: mainly …"
    if re.search(r"[a-z]ed\Z", name) and re.fullmatch(_NOUNS, verb) and not is_named(name):
        return True
    if not _NOUN_BEFORE_COLON.search(match.group()) or is_named(name):
        return False
    return text[offset + match.end() :].lstrip()[:1] not in set('“"«„‘')


_VERB_GROUPS = ("tell", "deny", "reject", "call", "verb", "phrase", "bare", "strict", "verb2")


def _through(written: str | None, start: int, common: Collection[str]) -> tuple[str, Span] | None:
    named = read_name(written, common, first=False) if written else None
    if named is None:
        return None
    name, shift = named
    return name, Span(start + shift, start + shift + len(name))
