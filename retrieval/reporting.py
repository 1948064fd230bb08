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

from index.records import Span

from .bibliography import CAP, PARTICLE, UPPER
from .pen_names import find_signed
from .records import Mode
from .reporting_subjects import (
    ADVERB,
    GENERIC,
    OTHER_WORK,
    PLAIN,
    PLAIN_BEHIND,
    PRONOUNS,
    PROPER,
    REFERENCE,
    SUBJECT,
    read_name,
    work_of,
)
from .reporting_words import (
    CLAUSE,
    DENYING,
    EVIDENCE,
    LOOSE,
    OPINION,
    PHRASE,
    QUOTE_ONLY,
    REJECTING,
    SAYING,
    SPEECH,
    TELLING,
    TRAILING,
    WRONGLY,
    alternatives,
)

_LEAD = (
    r"(?P<lead>(?:(?:In|On|At|By|During|After|Since)\s[^,;:“\"]{2,60},\s+|[A-Z][a-z]+ly,\s+|"
    r"(?:Speaking|Writing|Testifying|Appearing|Talking|Citing|Quoting|Asked|Questioned|Pressed|"
    r"Interviewed|Addressing|Commenting|Responding|Replying|Looking|Reflecting|Recalling|"
    r"Drawing\son|Building\son|Following)\s[^;:“\"]{2,90}?,\s+|"
    r"In\s(?:his|her|their|its)\s[^,;:.“\"]{2,40}?\s(?=(?:he|she|they)\s)|"
    r"(?:However|Moreover|Meanwhile|But|And|Yet|Still|Similarly|Likewise|Furthermore|Instead|"
    r"Indeed|Later|Earlier|Today|Yesterday|Recently|Again|First|Second|Third|Finally|Then|So|"
    r"In addition|In contrast|By contrast|In turn|At first),?\s+)?)"
)
_WHEN = (
    r"(?:\s+(?:yesterday|today|recently|again|later|publicly|privately|simply|plainly|"
    r"(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:last|this|earlier\sthis)\s\w+))?"
)
_MAIN = re.compile(
    rf"{_LEAD}{SUBJECT}(?P<adverb>{ADVERB})\s+"
    rf"(?:(?P<tell>{alternatives(TELLING)})\s+(?:(?P<hearer>[^,;:.“\"]{{2,70}}?)"
    rf"(?:\s+that\b|,?\s*(?=[“\"«„])|:)|(?:me|us|him|her|them|reporters|(?:{CAP}))\s(?={CLAUSE}))|"
    rf"(?P<deny>{alternatives(DENYING)})\s+(?:(?:to|before|in)\s[^,;:.“\"]{{2,60}}?\s)?that\b|"
    rf"(?P<reject>{REJECTING})|"
    r"(?P<call>call(?:s|ed)|describe[sd]|dubs|dubbed|label(?:s|led))\s[^,;:.“\"«„]{2,90}?\s"
    r"(?:as\s+)?(?=[“\"«„])|"
    rf"(?P<verb>{SPEECH}|{alternatives(QUOTE_ONLY)})\b{_WHEN}(?P<tail>(?:,?\s+(?:in|on|at|to|from|"
    rf"during|after|of|before)\s[^,;:.“\"]{{2,60}}?,?)?"
    rf"{REFERENCE}(?:\s+that\b|,?\s*:|,?\s*(?=[“\"«„‘])))|"
    rf"(?P<phrase>{PHRASE})\b|"
    rf"(?P<bare>{LOOSE})(?=\s+(?:(?:the|a|an|he|she|it|they|there|this|these|those|his|her|its|"
    rf"their|no|all|some|[{UPPER}\d][\w'’.,-]*)\s+\w+|(?:an?\s)?(?:hundred|thousand|million|dozen)))|"
    rf"(?P<strict>{SPEECH}|{alternatives(DENYING)})(?=\s{CLAUSE}))"
)
_FRONTED = re.compile(
    rf"(?:(?:[A-Z][a-z]+,\s|And\s|But\s|Yet\s)?[Aa]ccording\s+to|"
    rf"(?:In|On|By|From)\s+the\s+(?:words|view|opinion|eyes|account|judge?ment|assessment|"
    rf"estimation|estimate|telling|reading|point\sof\sview|standpoint)\s+of|Per(?=\s+the\s)|"
    rf"As\s+(?:reported|quoted|stated|noted|argued|told)\s+by)\s+"
    rf"(?P<who>[^,;:“\"()]{{2,110}}?)(?P<reference>{REFERENCE}),\s*(?:that\s+)?"
)
_FOR = re.compile(rf"For\s+(?P<who>{PROPER})\s?(?=\(){REFERENCE},\s*")
_AS_CLAUSE = re.compile(
    rf"As\s+{SUBJECT}{ADVERB}\s+(?:{SPEECH}|puts?\sit|put\sit|told\s[^,;:“\"]{{2,40}})\b"
    rf"[^,;:“\"]{{0,40}}[,:]\s*"
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
_OF_ONE = r"(?:own\s+)?(?:[a-z]+\s+)?"
_IN_VIEW = re.compile(
    rf"(?:In|On|By|From)\s+(?P<who>{PROPER}|{GENERIC})['’]s?{REFERENCE}\s+{_OF_ONE}"
    r"(?:view|words|opinion|account|reading|telling|assessment|estimation|estimate|phrase|mind|eyes|"
    r"judge?ment|formulation|reckoning|count|point\sof\sview),\s*"
)
_OPINION = re.compile(
    rf"(?:It\s(?:is|was|remains)\s(?P<who>{PROPER}|{GENERIC})['’]s?\s{_OF_ONE}(?:{OPINION})\sthat\b|"
    rf"(?P<who2>{PROPER}|{GENERIC}|{PLAIN})['’]s?{REFERENCE}\s(?:[a-z]+\s){{0,2}}?(?:{OPINION})\s"
    rf"(?:is|was|remains)\s(?:\w+ly\s)?(?:that\b|(?=[“\"«„])))"
)
_PASSIVE = re.compile(
    r"It\s(?:is|was|has\sbeen)\s(?:\w+ly\s)?(?:reported|claimed|alleged|argued|said|suggested|"
    rf"announced|confirmed|stated)\sby\s(?P<who>[^,;:.“\"()]{{2,90}}?){REFERENCE}\sthat\b"
)
_QUOTED_AS = re.compile(
    rf"{SUBJECT}{ADVERB}\s+(?:is|was|were|been)\s(?:\w+ly\s)?(?:quoted|cited|reported)"
    rf"(?:\s(?:by|in)\s(?P<through>[^,;:.“\"()]{{2,70}}?){REFERENCE})?\sas\s(?:{SAYING})"
    r"(?:\s+that\b|:|,?\s*(?=[“\"«„])|\s)"
)
# "Broers quotes Kara as saying that": what Kara says is read next.
_QUOTING = re.compile(
    rf"{SUBJECT}{ADVERB}\s+(?:quote[sd]?|cite[sd]?|report(?:s|ed)|recall(?:s|ed)|"
    rf"remember(?:s|ed)|paraphrase[sd])\s(?=[^,;:.“\"]{{2,90}}\s(?:as\s)?(?:{SAYING})\b)"
)
_SAYING = re.compile(
    rf"{SUBJECT}\s+(?:as\s)?(?:{SAYING})(?:\s+in\s[^,;:.“\"]{{2,60}}?)?"
    r"(?:\s+that\b|:|,?\s*(?=[“\"«„])|\s)"
)
_COLON = re.compile(rf"(?P<who>{PROPER}){REFERENCE}:\s*(?=[“\"«„])")
# What may follow "…, Kara said": when, where, to whom, or the rest of the sentence.
_ASIDE_FROM = (
    r"(?=,?\s*$|\s*[(–—]|,\s(?:in|on|at|adding|speaking|referring|citing|quoting|when|after|"
    r"according|who|with|as)\b|\s(?:in|on|at|to|after|during|before|last|this|yesterday|today|when|while|"
    r"as|with|of|from|by|again|later|earlier|then|recently|publicly|about|me|us|him|her|them|"
    r"reporters|it|\w+ly|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
_HEARD = r"(?:told|tells|asked|informed|assured|warned|reminded)\s[^,;:“\"«„()]{1,90}"
_AFTER = re.compile(
    rf"(?P<head>[,”\"’'»“?!—–-]+\s*|^\s*)(?:(?P<as>as\s)?{SUBJECT}(?P<adverb>{ADVERB})\s+"
    rf"(?P<verb>{_HEARD}|(?:{TRAILING}){_ASIDE_FROM})|"
    rf"(?P<verb2>{TRAILING})\s+(?P<who2>{PROPER}|{GENERIC}|{OTHER_WORK}|{PLAIN_BEHIND})|"
    rf"according\s+to\s+(?P<who3>[^,;:.“\"()]{{2,110}}?)(?=\s*[,;.(]|\s*$)|"
    rf"in\sthe\s(?:words|view|opinion)\sof\s(?P<who4>[^,;:.“\"()]{{2,110}}?)(?=\s*[,;.(]|\s*$))"
    r"(?P<rest>(?:(?!,\saccording\sto\b)[^“\"«„;:()]){0,90}"
    r"(?:\([^()]{0,120}\)[^“\"«„;:()]{0,20})?)$"
)
_MIDDLE = re.compile(
    rf",\s+(?:according\s+to\s+(?P<who>[^,;:.“\"()]{{2,110}}?){REFERENCE}|"
    rf"in\s(?P<who2>{PROPER})['’]s?{REFERENCE}\s+{_OF_ONE}(?:view|words|opinion|phrase|account|"
    rf"telling|judge?ment)|in\sthe\s(?:words|view|opinion)\sof\s(?P<who3>[^,;:.“\"()]{{2,90}}?)"
    rf"{REFERENCE}|(?P<verb2>says|said|writes|wrote|argues|argued|notes|noted|claims|claimed|"
    rf"insists|insisted)\s(?P<who4>{PROPER}|{GENERIC}){REFERENCE}(?!,\s(?:the|an?|who|whose|\d+|in|"
    rf"on|at|one|then|now)\b)|"
    rf"(?P<who5>{PROPER}|{GENERIC}|he|she|they){REFERENCE}(?P<adverb>{ADVERB})\s(?P<verb>says|said|argues|argued|"
    rf"claims|claimed|insists|insisted|believes|believed|thinks|writes|wrote|maintains|maintained|"
    rf"explains|explained|recalls|recalled|adds|added|told\s[^,;:.“\"]{{2,40}}))"
    r"(?:\s(?:in|on|at)\s[^,;:.“\"]{2,40})?,\s(?!according\b|citing\b|quoting\b)"
)
_CONTRAST = re.compile(
    r";\s|,?\s+(?:but|while|whereas|although|though|however|yet|unlike|despite)\s|"
    rf",\s+and\s+(?:(?:the|a)\s+)?(?:[\w'’-]+\s+){{1,4}}(?:{SPEECH}|{alternatives(DENYING)})\b"
)
_NAMED_ASIDE = re.compile(rf",\s((?:(?:{CAP})\s){{1,3}}(?:{PARTICLE}\s)?(?:{CAP})),")
_POSSESSIVE = re.compile(r"(?:its|his|her|their)\s", re.IGNORECASE)
_FRONT = (_FRONTED, _IN_VIEW, _FOR, _AS_CLAUSE, _QUOTED_AS, _PASSIVE, _OPINION, _QUOTING)


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
    for pattern in (*_FRONT, *((_SAYING,) if inner else ()), _MAIN, _PUT, _COLON):
        match = pattern.match(sentence)
        if match:
            report = _make(whole, start, match, span, common)
            if report:
                return replace(report, relays=pattern is _QUOTING)
    match = _MIDDLE.search(sentence)
    if match and not _CONTRAST.search(sentence):
        report = _make(whole, start, match, span, common)
        if report:
            return replace(report, content=Span(start, span.end))
    return find_trailing(text, Span(start, span.end), common=common, masked=masked)


def _signed_report(text: str, whole: str, span: Span) -> Report | None:
    sentence = span.of(whole).rstrip(" \n.!?*_")
    signed = find_signed(text, whole, span, _skip(sentence), _clause_starts(sentence, True))
    return None if signed is None else Report(*signed)


def _skip(sentence: str) -> int:
    match = re.match(r"[\s>*#_-]*(?:\d{1,3}[.)]\s+)?", sentence)
    return match.end() if match else 0


# ", Ruria, and Central Orian states." lists states; nobody states anything.
_LAST_IS_NOUN = re.compile(
    r"\b(?:states|notes|claims|reports|demands|comments|views|fears|estimates|remarks)$"
)


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
    stripped = sentence.rstrip(" \n.!?*_")
    for start in _clause_starts(stripped, tail):
        match = _AFTER.match(stripped, start)
        if match is None or _CONTRAST.search(match["rest"]):
            continue
        if match["as"] and "," in match["rest"]:
            continue  # an aside in the document's own sentence
        if not tail and stripped.startswith(", ", start) and _LAST_IS_NOUN.search(match.group()):
            continue
        report = _make(whole, span.start, match, span, common)
        if report is None:
            continue
        content = Span(span.start, span.start + match.start())
        if _CONTRAST.search(sentence[: match.start()]):
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
    named = read_name(
        text[start:end],
        common,
        first=opens,
        verb=verb,
        evidence=bool(re.fullmatch(EVIDENCE, verb)),
    )
    if named is None:
        return None
    name, shift = named
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
    rejects = groups.get("deny") or groups.get("reject")
    if re.fullmatch(alternatives(DENYING), groups.get("strict") or ""):
        rejects = verb
    return Report(
        name,
        Span(start + shift, start + shift + len(name)),
        Span(offset + match.start(), content_start),
        content,
        Mode.REJECTS if rejects else Mode.SAYS,
        bool(WRONGLY.search(groups.get("adverb") or "")),
        name.lower() in PRONOUNS,
        work_of(name),
        _through(groups.get("through"), offset + match.start("through"), common)
        if groups.get("through")
        else None,
    )


_VERB_GROUPS = ("tell", "deny", "reject", "call", "verb", "phrase", "bare", "strict", "verb2")


def _through(written: str | None, start: int, common: Collection[str]) -> tuple[str, Span] | None:
    named = read_name(written, common, first=False) if written else None
    if named is None:
        return None
    name, shift = named
    return name, Span(start + shift, start + shift + len(name))
