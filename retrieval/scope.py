"""Whether two clauses speak of other things: years, places, objects, owners, rates, plans."""

from __future__ import annotations

import re

from .folding import fold_text
from .query import Expected, Part
from .values import rate
from .word_forms import lemma, lemmas
from .written_dates import WrittenDate, bears, find_dates

_CONTRAST = frozenset(
    lemma(w)
    for w in (
        "first second third fourth fifth last north south east west northern southern eastern "
        "western upper lower inner outer old new former winter summer spring autumn gross net "
        "total annual monthly left right small large little great final initial original eastbound "
        "westbound domestic foreign male female"
    ).split()
)
_POSSESSIVE = re.compile(r"\b([\w-]+?)(?:['’]s|s['’])\s+(?:[a-z]+\s)?([a-z]+)\b")
_COMPLEMENT = re.compile(
    r"\b(?:for|against|under|between|instead of)\s+(?:the\s+|a\s+|its\s+|their\s+)?"
    r"((?!first|half|about)[\w’'-]+(?:\s+and\s+(?:the\s+)?[\w’'-]+)?)",
    re.I,
)
_PLANNED = re.compile(
    r"\b(?:expected|planned|budgeted|estimated in advance|was to|were to|is to|will|would|should"
    r"|forecast|projected|scheduled|proposed|intended|supposed to|offered|promised)\b",
    re.I,
)
_PLACED = re.compile(
    r"\b(?:of|at|in|near|from|to|on)\s+(?:the\s+)?((?:[A-ZÀ-ÖØ-Þ][\w’'-]+\s?)+)"
    r"|\b((?:[A-ZÀ-ÖØ-Þ][\w’'-]+\s)+)(?=[a-z])"
)


def other_scope(part: Part | None, one: str, two: str, slot: Expected | None = None) -> bool:
    """Whether two clauses name other years, places, objects or rates than each other.

    Args:
        slot: the type that was asked for, which is no scope.
    """
    question = part.text if part else ""
    if slot is not Expected.DATE and _dates_conflict(question, one, two):
        return True
    if slot is not Expected.PLACE and _names_conflict(question, one, two):
        return True
    whose = _possessors(one), _possessors(two)
    if any(whose[0][t] != whose[1][t] for t in whose[0].keys() & whose[1].keys()):
        return True
    asked = lemmas(question)
    ends = [lemmas(" ".join(_COMPLEMENT.findall(t))) - asked for t in (one, two)]
    if ends[0] and ends[1] and not ends[0] & ends[1]:
        return True
    first, second = (lemmas(t) & _CONTRAST - asked for t in (one, two))
    if first and second and not first & second:
        return True
    if bool(_PLANNED.search(one)) != bool(_PLANNED.search(two)):
        return True
    return slot in {Expected.NUMBER, Expected.MONEY} and rate(one) != rate(two)


def _possessors(text: str) -> dict[str, str]:
    """What is whose: strike -> docker in "the dockers' strike"."""
    return {lemma(m[2]): lemma(m[1]) for m in _POSSESSIVE.finditer(text)}


def _dates_conflict(question: str, one: str, two: str) -> bool:
    asked = find_dates(fold_text(question))
    first, second = (find_dates(fold_text(t)) for t in (one, two))
    if not first or not second:
        return False

    def meets(a: WrittenDate, b: WrittenDate) -> bool:
        return bears(a, b) or bears(b, a)

    if any(meets(a, b) for a in first for b in second):
        return False
    return not (
        any(meets(a, q) for a in first for q in asked)
        and any(meets(b, q) for b in second for q in asked)
    )


def _names_conflict(question: str, one: str, two: str) -> bool:
    asked = lemmas(question)
    first, second = (_placed_names(t) - asked for t in (one, two))
    return bool(first and second and not first & second)


def _placed_names(text: str) -> frozenset[str]:
    found: set[str] = set()
    for match in _PLACED.finditer(text):
        words = match[1] or match[2]
        if not _CALENDAR.match(words):
            found |= lemmas(words)
    return frozenset(found)


_CALENDAR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|The |In |On |At |A |An |Its |Their )"
)
