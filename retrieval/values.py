"""Whether two written values, numbers or dates, are the same, differ, or can both be true.

"about 11 million" and "11.2 million" can both be true, so can "more than 40" and "45", "1999" and
"1 January 1999". Only values that cannot are different answers.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum

from .fillers import money_of
from .folding import fold_text
from .quantities import Quantity, find_quantities, in_one_unit
from .word_forms import lemma
from .written_dates import WrittenDate, bears, find_dates, without_dates

_ABOUT = 0.15
_ROUND = re.compile(
    r"\b(?:about|around|nearly|almost|roughly|approximately|some|circa|an estimated|close to"
    r"|just (?:over|under)|or so|over|more than|less than|fewer than|under|at least|at most|up to"
    r"|no more than|no fewer than)\s*$",
    re.I,
)
_ABOVE = re.compile(
    r"\b(?:over|more than|at least|no fewer than|no less than|upwards of)\s*$", re.I
)
_BELOW = re.compile(r"\b(?:under|less than|fewer than|at most|up to|no more than)\s*$", re.I)
_RATES = (
    re.compile(r"\b(?:a|per|each|every) (?:day)\b|\bdaily\b", re.I),
    re.compile(r"\b(?:a|per|each|every) (?:week)\b|\bweekly\b", re.I),
    re.compile(r"\b(?:a|per|each|every) (?:month)\b|\bmonthly\b", re.I),
    re.compile(r"\b(?:a|per|each|every) (?:year)\b|\b(?:yearly|annual(?:ly)?)\b", re.I),
    re.compile(r"\b(?:a|per) (?:crate|head|person|tonne|boat|household|metre|barrel|hour)\b", re.I),
)


class Standing(StrEnum):
    """How two values stand to each other."""

    EQUAL = "equal"
    APART = "apart"
    OPEN = "open"
    OTHER_UNIT = "other_unit"


def compare_numbers(one: str, two: str, contexts: tuple[str, str]) -> Standing:
    """How two written numbers stand to each other.

    Args:
        contexts: the clauses they stand in, for "about", "a year".
    """
    first, second = _number(one, contexts[0]), _number(two, contexts[1])
    if first is None or second is None:
        return Standing.OPEN
    (q1, before1), (q2, before2) = first, second
    units = q1.nouns[:1], q2.nouns[:1]
    q1, q2 = _converted(*in_one_unit(q1, q2))
    turned = units != (q1.nouns[:1], q2.nouns[:1])
    if _other_unit(q1, q2) or rate(contexts[0]) != rate(contexts[1]):
        return Standing.OTHER_UNIT
    if q1.kind != "number" or q2.kind != "number" or not q1.values or not q2.values:
        return Standing.OPEN
    if q1.upper or q2.upper:
        return _ranges(q1, q2)
    if any(_near(a, b, 1e-9) for a in q1.values for b in q2.values):
        return Standing.EQUAL
    a, b = min(q1.values), min(q2.values)
    if _bounded(before1, a, b) or _bounded(before2, b, a):
        return Standing.OPEN
    rough = turned or _ROUND.search(before1) or _ROUND.search(before2)
    if rough and any(_near(x, y, _ABOUT) for x in q1.values for y in q2.values):
        return Standing.OPEN
    return Standing.APART


def compare_dates(one: str, two: str) -> Standing:
    """How two written dates stand to each other; a year and a day in it are equal."""
    first, second = find_dates(fold_text(one)), find_dates(fold_text(two))
    if not first or not second:
        return Standing.OPEN
    a, b = first[0], second[0]
    if bears(a, b) or bears(b, a):
        return Standing.EQUAL
    if re.search(r"\d0s\b|century|circa|\bearly\b|\blate\b", f"{one} {two}") and _decade(a, b):
        return Standing.OPEN
    return Standing.APART if _conflict(a, b) else Standing.OPEN


def rate(text: str) -> int | None:
    """Which rate a text gives (a day, a year, a crate ...), None for none."""
    return next((i for i, pattern in enumerate(_RATES) if pattern.search(text)), None)


def _number(words: str, context: str) -> tuple[Quantity, str] | None:
    folded = fold_text(context)
    at = folded.find(fold_text(words))
    if at < 0:
        return None
    blanked = without_dates(folded)
    for quantity in find_quantities(blanked):
        if at - 2 <= quantity.start < at + len(words):
            return quantity, folded[:at]
    found = find_quantities(fold_text(words))
    return (found[0], folded[:at]) if found else None


def _other_unit(one: Quantity, two: Quantity) -> bool:
    money = money_of(one), money_of(two)
    if any(money) and money[0] != money[1]:
        return all(money)
    if (one.unit == "%") != (two.unit == "%"):
        return True
    if any(money) or not one.nouns or not two.nouns:
        return False
    first, second = lemma(one.nouns[0]), lemma(two.nouns[0])
    return first != second and first in _MEASURED and second in _MEASURED


def _converted(one: Quantity, two: Quantity) -> tuple[Quantity, Quantity]:
    """Both in the smaller unit where they measure one thing in two: "eleven weeks", "77 days"."""
    first, second = (lemma(q.nouns[0]) if q.nouns else "" for q in (one, two))
    for scale in _SCALES:
        if first != second and first in scale and second in scale:
            return _times(one, scale[first]), _times(two, scale[second])
    return one, two


def _times(quantity: Quantity, factor: float) -> Quantity:
    upper = quantity.upper and frozenset(v * factor for v in quantity.upper)
    return replace(
        quantity, values=frozenset(v * factor for v in quantity.values), upper=upper, nouns=()
    )


_SCALES = tuple(
    {lemma(unit): size for unit, size in scale.items()}
    for scale in (
        {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44,
         "year": 365.25, "decade": 3652.5, "century": 36525.0},
        {"millimetre": 0.001, "centimetre": 0.01, "metre": 1.0, "kilometre": 1000.0},
        {"gram": 0.001, "kilogram": 1.0, "tonne": 1000.0},
        {"hectare": 1.0, "acre": 0.4047},
        {"foot": 1.0, "feet": 1.0, "mile": 5280.0, "inch": 1 / 12},
    )
)  # fmt: skip
_MEASURED = frozenset(
    lemma(w)
    for w in (
        "metre kilometre mile foot feet inch tonne ton barrel hectare acre hour day week month "
        "year minute kilogram litre boat ship house person man woman child family household crate "
        "cubic square degree"
    ).split()
)


def _near(a: float, b: float, share: float) -> bool:
    return abs(a - b) <= share * max(abs(a), abs(b))


def _bounded(before: str, bound: float, value: float) -> bool:
    """Whether "more than 40" leaves room for 45."""
    if _ABOVE.search(before):
        return value >= bound
    return bool(_BELOW.search(before)) and value <= bound


def _ranges(one: Quantity, two: Quantity) -> Standing:
    low1, high1 = min(one.values), max(one.upper or one.values)
    low2, high2 = min(two.values), max(two.upper or two.values)
    if (low1, high1) == (low2, high2):
        return Standing.EQUAL
    return Standing.OPEN if low1 <= high2 and low2 <= high1 else Standing.APART


def _conflict(a: WrittenDate, b: WrittenDate) -> bool:
    pairs = ((a.year, b.year), (a.month, b.month), (a.day, b.day))
    return any(x is not None and y is not None and x != y for x, y in pairs)


def _decade(a: WrittenDate, b: WrittenDate) -> bool:
    return bool(a.year and b.year and abs(a.year - b.year) < 10)
