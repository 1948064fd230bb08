"""Reporting clauses: who, in a sentence, is said to say what.

    According to Broers (2019: 96), P.      Broers argues that P.      “P,” said the ministry.
    As Broers notes, P.      In the words of Broers, “P”.      Broers: “P”.

Rules, not a parser, and made to stay silent: a negated, passive or hypothetical verb reports
nothing ("Kara did not say that P"), doing is not saying ("Kara visited Sulen"), and what stands
behind "but" or a semicolon is no longer the speaker's.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from index.records import Span

from .bibliography import CAP, PARTICLE, UPPER
from .records import Mode
from .references import strip_leading
from .reporting_words import (
    ADVERB,
    BARE,
    DENYING,
    GENERIC,
    GENERIC_OF,
    OTHER_WORK,
    PROPER,
    QUOTE_ONLY,
    REFERENCE,
    ROLE,
    SPEECH,
    SUBJECT,
    TELLING,
    TRAILING,
    WORK,
    alternatives,
)

_WRONGLY = re.compile(r"\b(?:wrongly|falsely|mistakenly|incorrectly|misleadingly|erroneously)\b")
_MAIN = re.compile(
    rf"(?P<lead>(?:(?:In|On|At|By|During|After|Since)\s[^,;:“\"]{{2,60}},\s+|[A-Z][a-z]+ly,\s+|"
    r"In\s(?:his|her|their|its)\s[^,;:.“\"]{2,40}?\s(?=(?:he|she|they)\s)|"
    rf"(?:However|Moreover|Meanwhile|But|And|Yet|Still|Similarly|Likewise|Furthermore|"
    rf"In addition|In contrast|By contrast),?\s+)?){SUBJECT}(?P<adverb>{ADVERB})\s+"
    rf"(?:(?P<tell>{alternatives(TELLING)})\s+(?P<hearer>[^,;:.“\"]{{2,70}}?)(?:\s+that\b|,?\s*(?=[“\"«„])|:)|"
    rf"(?P<deny>{alternatives(DENYING)})\s+(?:(?:to|before|in)\s[^,;:.“\"]{{2,60}}?\s)?that\b|"
    r"(?P<call>call(?:s|ed)|describe[sd]|dubs|dubbed|label(?:s|led))\s[^,;:.“\"«„]{2,90}?\s"
    r"(?:as\s+)?(?=[“\"«„])|"
    rf"(?P<verb>{SPEECH}|{alternatives(QUOTE_ONLY)})\b(?P<tail>(?:\s+(?:in|on|at|to|from|during|after|of|before)\s"
    rf"[^,;:.“\"]{{2,60}}?)?{REFERENCE}(?:\s+that\b|,?\s*:|,?\s*(?=[“\"«„‘])))|"
    rf"(?P<bare>{BARE})(?=\s+(?:the|a|an|he|she|it|they|there|this|these|those|his|her|its|their|"
    rf"no|all|some|[{UPPER}\d][\w'’.,-]*)\s+\w+))"
)
_FRONTED = re.compile(
    rf"(?:According\s+to|In\s+the\s+words\s+of|In\s+the\s+(?:view|opinion|eyes|account)\s+of|"
    rf"As\s+(?:reported|quoted|stated|noted|argued|told)\s+by|Quoting|Citing)\s+"
    rf"(?P<who>[^,;:“\"()]{{2,110}}?)(?P<reference>{REFERENCE}),\s*(?:that\s+)?"
)
_AS_CLAUSE = re.compile(
    rf"As\s+{SUBJECT}{ADVERB}\s+(?:{SPEECH}|puts?\sit|put\sit|has\sshown)\b[^,;:“\"]{{0,40}}[,:]\s*"
)
# "Kara put it plainly: “…”"
_PUT = re.compile(
    rf"{SUBJECT}{ADVERB}\s+(?:(?:puts?|saw|sees?|knew|knows?|understood|understands?|expressed|"
    rf"summed)\s(?:it|this|that|the\s(?:matter|point))|(?:says?|said|thinks|thought)\s(?:so|as\smuch)|"
    rf"(?:is|was|were)\s(?:more\s|less\s|very\s|quite\s)?(?:blunt|frank|clear|plain|brief|direct|"
    rf"explicit|candid|certain)|agrees?|agreed|disagrees?|disagreed|describe[sd]|explain(?:s|ed)|recall(?:s|ed)|"
    rf"answer(?:s|ed)|repli(?:es|ed)|complain(?:s|ed)|warn(?:s|ed)|remember(?:s|ed)|comment(?:s|ed))"
    rf"\b[^,;:.“\"]{{0,60}}:\s*(?=[“\"«„]|\Z)"
)
_IN_VIEW = re.compile(
    rf"In\s+(?P<who>{PROPER})['’]s?{REFERENCE}\s+"
    r"(?:view|words|opinion|account|reading|telling|assessment|estimation),\s*"
)
_COLON = re.compile(rf"(?P<who>{PROPER}){REFERENCE}:\s*(?=[“\"«„])")
_AFTER = re.compile(
    rf"(?P<head>[,”\"’'»“?!—–-]+\s*|^\s*)(?:{SUBJECT}(?P<adverb>{ADVERB})\s+(?P<verb>{TRAILING})\b|"
    rf"(?P<verb2>{TRAILING})\s+(?P<who2>{PROPER}|{GENERIC}|{OTHER_WORK})|"
    rf"according\s+to\s+(?P<who3>[^,;:.“\"()]{{2,110}}?)(?=\s*[,;.(]|\s*$))"
    r"(?P<rest>(?:[^“\"«„;:()]{0,90}(?:\([^()]{0,120}\)[^“\"«„;:()]{0,20})?))$"
)
_MIDDLE = re.compile(r",\s+according\s+to\s+(?P<who>[^,;:.“\"()]{2,110}?)" + REFERENCE + r",\s")
_CONTRAST = re.compile(
    r";\s|,?\s+(?:but|while|whereas|although|though|however|yet|unlike|despite)\s|"
    rf",\s+and\s+(?:(?:the|a)\s+)?(?:[\w'’-]+\s+){{1,4}}(?:{SPEECH}|{alternatives(DENYING)})\b"
)
_NAMED_ASIDE = re.compile(rf",\s((?:(?:{CAP})\s){{1,3}}(?:{PARTICLE}\s)?(?:{CAP})),")
# "A reader who signs as “Old Salt” writes: …"; the insides of marks are blanked, "·".
_PEN_LEAD = (
    r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Ss]omeone|[Ss]omebody)\s(?:[^\W\d_][\w'’-]*,?\s){0,7}?"
    r"(?:sign(?:s|ed|ing)|call(?:s|ed|ing)|style[sd]?|styling|known|writ(?:es?|ing)|wrote|"
    r"post(?:s|ed|ing)|using|uses|used)(?:\s(?:himself|herself|itself|themselves|only|simply|"
    r"letters|under|by|with|as|in|of|the|a|his|her|their|pen|name|pseudonym|nickname|handle)){0,6}"
)
_PEN_NAME = (
    rf"{_PEN_LEAD}\s"
    rf"(?:[“\"‘„«](?P<pen>[·\s]{{2,40}}?)[,.]?[”\"’“»]|(?P<plain>(?:{CAP})(?:\s(?:{CAP})){{0,3}}))"
)
PEN_NAME_NEXT = re.compile(rf"{_PEN_LEAD}\s\Z")
_SIGNED = re.compile(
    rf"{_PEN_NAME},?(?P<adverb>{ADVERB})\s(?:{SPEECH}|{alternatives(QUOTE_ONLY)})\b"
    rf"(?:\s(?:in|on|at|to|from)\s[^,;:.“\"]{{2,60}}?)?(?:\s+that\b|,?\s*:|,?\s*(?=[“\"«„‘]))"
)
_SIGNED_AFTER = re.compile(
    rf"(?:[,”\"’'»“?!—–-]+\s*|^\s*)(?:{TRAILING})\s{_PEN_NAME}(?P<rest>[^“\"«„;:]{{0,60}})$"
)
_POSSESSIVE = re.compile(r"(?:its|his|her|their)\s", re.IGNORECASE)
_PRONOUNS = frozenset("he she they".split())
_NOBODY = re.compile(
    r"(?:no|nobody|none|few|hardly|everyone|everybody|someone|anyone|one|it|this|that|these|those|"
    r"which|who|what|there|we|i|you|research|evidence|data|history|experience|results?|findings?|"
    r"figures?|tables?|law|plan|schedule|schedules|plans|which|whom|him|her|them|us|me|rumou?rs?|"
    r"legend|tradition|the\s(?:author|authors|chapter|section|document|present|"
    r"current|law|plan|rules?|results?|data|evidence|figures?)|this\s\w+|these\s\w+|our\s\w+|"
    r"my\s\w+|some|many|most|others?|another|both|all)\b\Z",
    re.IGNORECASE,
)


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
        pronoun: whether the speaker is only "he", "she" or "they".
        work: the noun of a work that speaks ("report" in "The report says"); else None.
    """

    name: str
    who: Span
    clause: Span
    content: Span
    mode: Mode = Mode.SAYS
    doubted: bool = False
    pronoun: bool = False
    work: str | None = None


def find_report(
    text: str, span: Span, *, common: Collection[str] = (), masked: str | None = None
) -> Report | None:
    """The reporting clause of a sentence, if it has exactly one reading.

    Args:
        text: the document's whole text.
        span: one sentence, or the rest of one.
        common: lower-case words of the document: "Traders said" is no Mr Traders.
        masked: `text` with the insides of quotations blanked, so that what is quoted is not
            read as a clause of the sentence.

    Returns:
        The clause; None where nobody is said to say anything.
    """
    whole = text if masked is None else masked
    signed = _find_signed(text, whole, span)
    if signed is not None:
        return signed
    sentence = span.of(whole)
    start = span.start + _skip(sentence)
    sentence = whole[start : span.end]
    for pattern in (_FRONTED, _IN_VIEW, _AS_CLAUSE, _MAIN, _PUT, _COLON):
        match = pattern.match(sentence)
        if match:
            report = _make(whole, start, match, span, "who", common)
            if report:
                return report
    match = _MIDDLE.search(sentence)
    if match and not _CONTRAST.search(sentence):
        report = _make(whole, start, match, span, "who", common)
        if report:
            return replace(report, content=Span(start, span.end))
    return find_trailing(text, Span(start, span.end), common=common, masked=masked)


def _find_signed(text: str, whole: str, span: Span) -> Report | None:
    """The clause of somebody who is known by a name in quotation marks only."""
    sentence = span.of(whole).rstrip(" \n.!?*_")
    start = _skip(sentence)
    match = _SIGNED.match(sentence, start)
    content = Span(span.start + match.end(), span.end) if match else Span(span.end, span.end)
    if match is None:
        match = next(
            filter(
                None, (_SIGNED_AFTER.match(sentence, at) for at in _clause_starts(sentence, True))
            ),
            None,
        )
        content = Span(span.start, span.start + match.start()) if match else content
    if match is None:
        return None
    group = "pen" if match["pen"] else "plain"
    who = Span(span.start + match.start(group), span.start + match.end(group))
    name = who.of(text).strip()
    if not name[:1].isupper():
        return None
    clause_end = content.start if content.start > who.end else span.end
    return Report(name, who, Span(span.start + match.start(), clause_end), content)


def _skip(sentence: str) -> int:
    match = re.match(r"[\s>*#_-]*(?:\d{1,3}[.)]\s+)?", sentence)
    return match.end() if match else 0


# ", Ruria, and Central Orian states." lists states; nobody states anything.
_LAST_IS_NOUN = re.compile(r"\b(?:states|notes|claims|reports|demands|comments|views|fears)$")


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
    signed = _find_signed(text, whole, span) if tail else None
    if signed is not None:
        return signed
    sentence = span.of(whole)
    stripped = sentence.rstrip(" \n.!?*_")
    for start in _clause_starts(stripped, tail):
        match = _AFTER.match(stripped, start)
        if match is None or _CONTRAST.search(match["rest"]):
            continue
        if not tail and stripped.startswith(", ", start) and _LAST_IS_NOUN.search(match.group()):
            continue
        group = next(g for g in ("who", "who2", "who3") if match[g])
        report = _make(whole, span.start, match, span, group, common)
        if report is None:
            continue
        content = Span(span.start, span.start + match.start())
        if _CONTRAST.search(sentence[: match.start()]):
            content = Span(content.end, content.end)
        return Report(
            report.name, report.who, Span(span.start + match.start(), span.end), content,
            report.mode, report.doubted, report.pronoun, report.work,
        )  # fmt: skip
    return None


def _clause_starts(sentence: str, tail: bool) -> list[int]:
    starts = [m.start() for m in re.finditer(r"[,”\"’'»“?!—–]+\s", sentence)][-4:]
    return [0, *starts] if tail else starts


def _make(
    text: str, offset: int, match: re.Match[str], span: Span, group: str, common: Collection[str]
) -> Report | None:
    start, end = offset + match.start(group), offset + match.end(group)
    named = _name(text[start:end], common, first=offset + match.start() == start)
    if named is None:
        return None
    name, shift = named
    groups = match.groupdict()
    apposition = _NAMED_ASIDE.fullmatch(groups.get("aside") or "")
    if apposition and group == "who":
        # "The chairman, Ulf Kara, said": the name says more than the office.
        name, start = apposition[1], offset + match.start("aside") + apposition.start(1)
        shift = 0
    if _POSSESSIVE.match(name):
        return None  # whose chair it is stands elsewhere
    content_start = offset + match.end()
    boundary = _CONTRAST.search(text, content_start, span.end)
    content = Span(content_start, boundary.start() if boundary else max(span.end, content_start))
    return Report(
        name,
        Span(start + shift, start + shift + len(name)),
        Span(offset + match.start(), content_start),
        content,
        Mode.REJECTS if groups.get("deny") else Mode.SAYS,
        bool(_WRONGLY.search(groups.get("adverb") or "")),
        name.lower() in _PRONOUNS,
        _work(name),
    )


def _work(name: str) -> str | None:
    match = re.fullmatch(rf"the\s(?:[a-z]+\s)?({WORK})", name, re.IGNORECASE)
    return match[1].lower() if match else None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"(?:(?:[Tt]he|[Aa]n?)\s+)?(?:(?:{CAP})['’]s?\s+)?(?:{ROLE}\s+)+(?=[{UPPER}])"),
        re.compile(rf"(?:{GENERIC}|{GENERIC_OF})\Z"),
    )


def _name(written: str, common: Collection[str], *, first: bool) -> tuple[str, int] | None:
    """The speaker's name without article and role, and where in `written` it begins."""
    bare = strip_leading(written) if written[:1].isupper() and " " in written else written
    if bare != written and not re.match(r"(?:The|A|An|Its|His|Her|Their)\s", written):
        return None
    if _NOBODY.match(written) or len(written) > 110:
        return None
    role, generic = _patterns()
    if generic.match(written) or _work(written) or written.lower() in _PRONOUNS:
        return written, 0
    prefix = role.match(written) or re.match(r"(?:The|the|An?|an?)\s+", written)
    name = written[prefix.end() :] if prefix else written
    if not re.search(rf"[{UPPER}]", name):
        return (written, 0) if not first and len(written.split()) <= 12 else None
    words = name.split()
    if first and len(words) == 1 and words[0].lower() in common:
        return None  # an ordinary word that happens to open the sentence
    return name, written.rindex(name)
