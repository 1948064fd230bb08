"""Dates as they are written, and whether the evidence bears a statement's date.

A statement may be less precise than its evidence ("May 2019" for "12 May 2019"), never more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_SHORT = {m[:3]: i + 1 for i, m in enumerate(_MONTHS)} | {"sept": 9}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:1[0-9]|20|21)\d\d"
_PATTERNS = (
    re.compile(rf"(?<!\d)(?P<y>{_YEAR})-(?P<mn>0[1-9]|1[0-2])(?:-(?P<d>\d\d))?(?!\d)"),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH})(?:,? (?P<y>{_YEAR}))?\b"
    ),
    re.compile(
        rf"\b(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y>{_YEAR}))?\b(?!\d)"
    ),
    re.compile(rf"\b(?P<m>{_MONTH})(?:,? of)?,? (?P<y>{_YEAR})\b"),
    re.compile(
        rf"(?<![\w.,])(?P<y>{_YEAR})(?:s\b)?(?![\w%]|[.,]\d)(?! (?:million|billion|thousand))"
    ),
    re.compile(rf"\b(?P<m>{_MONTH})\b(?! \d)"),
)
# Behind these a month stands, whatever comes after it.
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|during|of|from|to|last|next|this|that|every|each|early|late|mid|"
    r"between|and|or|before|after|the|a)[ -]$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[.!?:;]\s)[\"'(\[]*$")
_GOES_ON = re.compile(
    r"(?:'s\b|,| (?:was|is|had|has|saw|brought|came|began|passed|ended|went|and (?:January|February"
    r"|March|April|May|June|July|August|September|October|November|December)\b|\w+ed\b))"
)
_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_RELATIVE = re.compile(r"\b(today|yesterday|tomorrow|tonight)\b", re.IGNORECASE)
_DECADE = re.compile(r"\b((?:1[0-9]|20)\d0)['’]?s\b")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as far as it is given; None for the parts that are not."""

    year: int | None
    month: int | None
    day: int | None
    start: int
    end: int


def find_dates(text: str) -> list[WrittenDate]:
    """All dates of a text in order; the longest reading of each place.

    Args:
        text: folded text (see `folding`).
    """
    found: list[WrittenDate] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            start = match.start()
            if pattern is _PATTERNS[-1] and not _is_month(text, match):
                continue
            if any(d.start < match.end() and start < d.end for d in found):
                continue
            month = int(groups["mn"]) if groups.get("mn") else _month(groups.get("m"))
            day = int(groups["d"]) if groups.get("d") else None
            year = int(groups["y"]) if groups.get("y") else None
            if day is not None and not 1 <= day <= 31:
                continue
            found.append(WrittenDate(year, month, day, start, match.end()))
    return sorted(found, key=lambda d: d.start)


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Whether a month's name alone is one: no "May we", "Theresa May", "June Carter"."""
    before, after = text[: match.start()], text[match.end() :]
    if re.match(r"\.?\s[A-Z][a-z]", after) and not _BEFORE_MONTH.search(before):
        return False
    if _OPENS.search(before):
        return bool(_GOES_ON.match(after))
    if _BEFORE_MONTH.search(before):
        return True
    return not re.search(r"[A-Z][\w'.-]*\s$", before)


def _month(name: str | None) -> int | None:
    if not name:
        return None
    lower = name.lower().rstrip(".")
    return _SHORT.get("sept" if lower.startswith("sept") else lower[:3])


def bears(evidence: WrittenDate, stated: WrittenDate) -> bool:
    """Whether the evidence's date is the stated one, at least as precise."""
    return all(
        want is None or want == have
        for want, have in (
            (stated.year, evidence.year),
            (stated.month, evidence.month),
            (stated.day, evidence.day),
        )
    )


def date_differs(statement: str, evidence: str) -> bool:
    """Whether a statement dates something as its evidence does not.

    Args:
        statement: folded text.
        evidence: folded text.

    Returns:
        True if a date, weekday, decade or "today" of the statement is not in the evidence.
        A day and month may be completed by a year that stands elsewhere in the evidence.
    """
    known = find_dates(evidence)
    years = {d.year for d in known if d.year}
    for stated in find_dates(statement):
        if any(bears(d, stated) for d in known):
            continue
        completed = stated.year in years and any(
            d.year is None and bears(WrittenDate(stated.year, d.month, d.day, 0, 0), stated)
            for d in known
        )
        if not completed:
            return True
    for pattern in (_WEEKDAY, _RELATIVE, _DECADE):
        have = {m[1].lower() for m in pattern.finditer(evidence)}
        if any(m[1].lower() not in have for m in pattern.finditer(statement)):
            return True
    return False


def without_dates(text: str) -> str:
    """The text with its dates and decades blanked, so that numbers are not read from them."""
    for date in reversed(find_dates(text)):
        text = text[: date.start] + " " * (date.end - date.start) + text[date.end :]
    return _DECADE.sub(lambda m: " " * len(m[0]), text)
