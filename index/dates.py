"""Dates as documents write them, made ISO 8601 and only as precise as they were.

"12 March 2024", "March 12, 2024", "12.03.2024" and "March 2024" are understood; "04/05/2024" is
4 May in one country and 5 April in another, so it stays unknown.
"""

from __future__ import annotations

import datetime
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\.?,?\s+"
_ORDINAL = r"(?:st|nd|rd|th)?"

DATE_PATTERN = (
    r"(?:\d{4}-\d{2}-\d{2}(?!\d)(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?!\d)"
    r"|\d{1,2}/\d{1,2}/\d{4}(?!\d)"
    r"|\d{4}/\d{2}/\d{2}(?!\d)"
    rf"|(?:{_WEEKDAY})?\d{{1,2}}{_ORDINAL}\s+(?:of\s+)?{_MONTH},?\s+\d{{4}}(?!\d)"
    rf"|(?:{_WEEKDAY})?{_MONTH}\s+\d{{1,2}}{_ORDINAL},?\s+\d{{4}}(?!\d)"
    rf"|{_MONTH},?\s+\d{{4}}(?!\d))"
)
"""A regular expression (case-insensitive, no groups) for a written date."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?!\d))?)?(?:[T ].*)?")
_SLASH_YEAR_FIRST = re.compile(r"(\d{4})/(\d{2})/(\d{2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_DAY_MONTH = re.compile(
    rf"(?:{_WEEKDAY})?(\d{{1,2}}){_ORDINAL}\s+(?:of\s+)?({_MONTH}),?\s+(\d{{4}})", re.I
)
_MONTH_DAY = re.compile(rf"(?:{_WEEKDAY})?({_MONTH})\s+(\d{{1,2}}){_ORDINAL},?\s+(\d{{4}})", re.I)
_MONTH_YEAR = re.compile(rf"({_MONTH}),?\s+(\d{{4}})", re.I)


def iso_date(written: str) -> str | None:
    """The date as ISO 8601, as precise as written.

    Args:
        written: the date alone; surrounding white space, a trailing full stop and a trailing
            footnote mark ("10.04.2025¹") are ignored.

    Returns:
        "2024", "2024-03" or "2024-03-12"; None where it is no date, is not in the calendar,
        lies outside 1000-2199, or could be read two ways.
    """
    text = written.strip().rstrip(".*†‡⁰¹²³⁴⁵⁶⁷⁸⁹ ")
    for read in (_numeric, _worded):
        found = read(text)
        if found is not None:
            return _checked(*found)
    return None


def _numeric(text: str) -> tuple[int, int | None, int | None] | None:
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
        return int(year), int(month) if month else None, int(day) if day else None
    if match := _SLASH_YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _DOTTED.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _SLASHED.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if first > 12:
            return year, second, first
        if second > 12 or first == second:
            return year, first, second
    return None


def _worded(text: str) -> tuple[int, int | None, int | None] | None:
    if match := _DAY_MONTH.fullmatch(text):
        return int(match[3]), _month(match[2]), int(match[1])
    if match := _MONTH_DAY.fullmatch(text):
        return int(match[3]), _month(match[1]), int(match[2])
    if match := _MONTH_YEAR.fullmatch(text):
        return int(match[2]), _month(match[1]), None
    return None


def _month(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _checked(year: int, month: int | None, day: int | None) -> str | None:
    if not 1000 <= year <= 2199:
        return None
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    parts = [f"{year:04d}"]
    if month:
        parts.append(f"{month:02d}")
        if day:
            parts.append(f"{day:02d}")
    return "-".join(parts)
