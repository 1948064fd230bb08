"""Whether "he", "she" or "it" behind a reporting clause can only mean its speaker.

A sentence qualifies when its speaker is the one person in it. What is capitalised and no person
(an institution, a place behind "in", "the North Arm") does not compete; any other name, and any
person without one ("the engineer"), does. In doubt the pronoun stays a pronoun.
"""

from __future__ import annotations

import re

from index.names import is_organisation
from index.records import Span

from .discourse import Discourse
from .records import Speaker
from .reporting import Report
from .reporting_subjects import is_named_work
from .speaker_names import OFFICE

_CAPITALS = r"[^\W\d_a-z][\w'’-]*"
_SEQUENCE = re.compile(
    rf"(?P<before>(?:\b[a-zà-ÿ]\S*\s+){{0,3}})(?P<names>\b{_CAPITALS}"
    rf"(?:\s+(?:(?:of|for|and)\s+(?:the\s+)?)?{_CAPITALS})*)"
)
_NO_PERSON_BEHIND = re.compile(
    r"(?:\b(?:the|in|at|near|off|across|outside|around|this|every|each)\s+(?:[a-z]+\s+)?|"
    r"\b(?:mayor|governor|minister|president|chair\w*|head|bishop|king|queen|university|port|city|"
    r"town|village|island|river|bay|republic|coast|people|fishers)\s+of\s+)\Z",
    re.IGNORECASE,
)
_DAYS = frozenset(
    "January February March April May June July August September October November December Monday "
    "Tuesday Wednesday Thursday Friday Saturday Sunday I".split()
)
_PERSON = re.compile(
    r"\b(?:the|an?|his|her|its|their|another|one)\s+(?:[a-z-]+\s+){0,2}?"
    r"(?:\w*(?:man|woman)|engineer|minister|mayor|director|governor|president|captain|chair|"
    r"spokesperson|colleague|official|officer|inspector|owner|lawyer|judge|editor|reporter|"
    r"secretary|manager|foreman|brother|sister|father|mother|son|daughter|wife|husband|friend|"
    r"neighbour|uncle|aunt|grandfather|grandmother|boy|girl|predecessor|successor|deputy|author|"
    r"witness|keeper|doctor|teacher|bishop|priest|king|queen|clerk|master|leader|critic|writer)\b"
)
_ASIDE = re.compile(r"\s*(?:\([^()]*\))?,[^,.;:]{3,90},")
_OFFICE = re.compile(r"(?:[Tt]he|[Aa]n?|[Tt]hen|[Ff]ormer)\s[^.;:]{2,90}?,?\s*\Z")
_TITLE = re.compile(rf"{OFFICE}\Z")
_SHE = re.compile(r"\b(?:Mrs|Ms|Miss|[a-z]*woman|mother|sister|daughter|wife|queen|Lady|Dame)\b")
_BODY = re.compile(
    r"\b(?:ministr(?:y|ies)|governments?|boards?|commissions?|committees?|councils?|court|courts|"
    r"tribunals?|inquir(?:y|ies)|institutes?|agenc(?:y|ies)|authorit(?:y|ies)|banks?|compan(?:y|ies)|unions?|"
    r"foundations?|associations?|part(?:y|ies)|opposition|fund|funds|centres?|offices?|departments?|"
    r"parliaments?|universit(?:y|ies)|newspapers?|firms?|groups?|societ(?:y|ies)|embass(?:y|ies))\b",
    re.IGNORECASE,
)
_HE = re.compile(r"\b(?:Mr|Sir|father|brother|son|husband|king|fisherman|Lord)\b")


def names_nobody_else(discourse: Discourse, sentence: Span, speaker: Speaker) -> bool:
    """Whether a speaker is the one person whom a sentence names.

    Args:
        discourse: of the document.
        sentence: in which the speaker is named.
        speaker: with the span of the name.

    Returns:
        False where another name or person stands in it, quotations aside.
    """
    who = speaker.span or sentence
    if not re.match(r"[^\W\d_a-z]", speaker.name) or " and " in speaker.name:
        return False
    before = discourse.masked[sentence.start : who.start]
    after = discourse.masked[who.end : sentence.end]
    after = _ASIDE.sub(" ", after, count=1) if _ASIDE.match(after) else after
    before = _TITLE.sub("", before)
    own = _OFFICE.search(before)
    if _PERSON.search(after) or (own is None and _PERSON.search(before)):
        return False
    return not names_people(before, opens=True) and not names_people(after, opens=False)


def names_people(text: str, *, opens: bool) -> bool:
    """Whether a text names anybody who may be a person.

    Args:
        opens: whether the text opens a sentence, where a capital proves nothing.
    """
    for match in _SEQUENCE.finditer(text):
        names = match["names"]
        if names in _DAYS or is_organisation(names):
            continue
        if opens and not text[: match.start("names")].strip(" \t\n>*_#-") and " " not in names:
            continue  # "The", "Yesterday": the word that opens the sentence
        if not _NO_PERSON_BEHIND.search(match["before"]):
            return True
    return False


def same_pronoun(discourse: Discourse, speaker: Speaker, report: Report) -> bool:
    """Whether a pronoun fits a speaker: who was "he" a sentence ago is not "she" now.

    Args:
        discourse: of the document.
        speaker: with the span of the name, or of the pronoun that stood for it.
        report: the clause whose subject is a pronoun.
    """
    if speaker.span is None:
        return False
    pronoun = report.name.lower()
    written = speaker.span.of(discourse.text).lower()
    if written in {"he", "she"}:
        return written == pronoun
    start = max(discourse.text.rfind("\n", 0, speaker.span.start), speaker.span.start - 90, 0)
    near = re.split(r"[.;:!?]\s", discourse.text[start : speaker.span.end])[-1]
    return not (_HE if pronoun == "she" else _SHE).search(near)


def is_only_body(discourse: Discourse, sentence: Span, speaker: Speaker) -> bool:
    """Whether a speaker is an institution or work and the only one that a sentence names.

    Args:
        discourse: of the document.
        sentence: in which the speaker is named.
        speaker: with the span of the name.
    """
    bodies = _BODY.findall(sentence.of(discourse.masked))
    is_work = is_named_work(speaker.name)
    if speaker.span is None or not (is_work or _BODY.search(speaker.name)):
        return False
    others = _SEQUENCE.finditer(discourse.masked[speaker.span.end : sentence.end])
    named = [m["names"] for m in others if is_organisation(m["names"])]
    return len(bodies) == len(_BODY.findall(speaker.name)) and not named
