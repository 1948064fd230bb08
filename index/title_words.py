"""What the words of a title say beside what the document is called: its date, its kind."""

from __future__ import annotations

import re

from .dates import DATE_PATTERN, iso_date
from .titles import Finding, Row

_DATE = re.compile(DATE_PATTERN, re.I)
_DATED_NOUN = re.compile(
    r"\b(?:minutes|proceedings|protocol|transcript|agenda|letter|memo|memorandum|circular|bulletin|"
    r"newsletter|hearing|sitting|issue|statement|press release|communiqu[eé]|diary|notes|speech|"
    r"address|briefing|report)\b",
    re.I,
)
_ABOUT = re.compile(r"\b(?:on|about|regarding|concerning|after|following|since|before|for)\b", re.I)
_ISSUED_NOUN = re.compile(
    r"\b(?:minutes|annual report|report|bulletin|newsletter|circular|statement|press release|"
    r"communiqu[eé]|guidelines|handbook|policy brief|proceedings)\b",
    re.I,
)
_REPORT = re.compile(
    r"(?:^|\b(?:annual|final|interim|technical|progress|quarterly|monthly|inspection|status)\s)"
    r"(report)\b(?:\s+(?:on|of|to|for)\b|\s*[:(,]|\s+\d|$)",
    re.I,
)


def dated_title(row: Row) -> Finding | None:
    """The date of a document that its own title gives: "Minutes of the council, 9 May 2021".

    Only behind a noun for what is dated itself; "The flood of 3 May 2021" tells of an event.
    """
    text = row.text.rstrip(" .*")
    dates = list(_DATE.finditer(text))
    if len(dates) != 1 or text[dates[0].end() :].strip(")] "):
        return None
    before = text[: dates[0].start()]
    noun = _DATED_NOUN.search(before)
    if noun is None or _ABOUT.search(before, noun.end()):
        return None
    apart = re.search(r"[,(|:–—\[-]\s*$", before)
    if not apart and not re.search(r"\b(?:of|from|dated)\s+(?:the\s+)?$", before):
        return None
    if not apart and noun.group().lower() == "report":
        return None  # what happened on that day is reported
    iso = iso_date(dates[0].group())
    span = row.part(dates[0].start(), dates[0].end())
    return Finding("published", iso, span) if iso else None


def issued_by_house(title: Finding) -> bool:
    """Whether a title calls its document one of those that institutions issue."""
    return bool(_ISSUED_NOUN.search(str(title.value)))


def report_named(rows: list[Row], title: Finding) -> Finding | None:
    """The "report" of an institution's "Annual report 2021" or "Report on the flood"."""
    row = next(row for row in rows if row.start + len(row.text) >= title.span.end)
    word = _REPORT.search(row.text)
    return Finding("genre", "report", row.part(word.start(1), word.end(1))) if word else None
