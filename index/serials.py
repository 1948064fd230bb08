"""Journals and magazines as the lines above and below a title name them.

"Annals of Example Medicine, volume 58, August 2019, pp. 411-413" and "HOLM - The Magazine of River
Science, May 2018" say where a text appeared; a number of a volume tells a journal from a town.
"""

from __future__ import annotations

import re

from .dates import DATE_PATTERN, iso_date
from .records import BlockKind
from .titles import Finding, Row

_NUMBERED = re.compile(
    r"(?P<name>[A-Z][^\d,;:|]{3,80}?)[\s,;:|]+"
    # "volume 58, no. 3", "vol. 12", "58(3)", "no. 41"
    r"(?:(?:vol(?:ume)?|no|nr|number|issue)\.?\s*\d{1,4}(?:\s?\(\d{1,3}\))?|\d{1,4}\s?\(\d{1,3}\))"
    r"(?:[\s,;:·]+(?:no|nr|number|issue)\.?\s*\d{1,3}(?:[-–/]\d{1,3})?)?"
    rf"(?:[\s,;:·(]+(?P<date>{DATE_PATTERN}|(?:1[5-9]|20)\d\d)\)?)"
    r"(?:[\s,;:·]+(?:pp?\.\s*|pages?\s+)?\d{1,5}(?:\s?[-–]\s?\d{1,5})?)?[.)]*",
    re.I,
)
_MAGAZINE = re.compile(
    r"(?P<name>[A-Z][\w'’&.]*(?:\s[\w'’&.]+){0,4}?)(?:\s*[|]\s*|\s+[–—-]\s+|,\s+)"
    r"(?P<article>[Tt]he\s|THE\s|[Aa]n?\s)(?:[\w-]+\s){0,2}"
    r"(?i:magazine|journal|quarterly|newspaper|weekly|monthly|bulletin|review|periodical)\s"
    r"(?i:of|for|about)\s(?P<rest>[^.!?]+)"
)
_REPRINTED = re.compile(
    r"(?i:\b(?:reprinted\s+(?:from|in)|(?:first|originally)\s+(?:published|appeared|printed)\s+in|"
    r"(?:published|appeared)\s+first\s+in))\s+(?:(?i:the\s+)(?=[A-Z]))?"
    rf"(?P<name>[A-Z][^\d,;:()]{{2,60}}?)[,(\s]+(?P<date>(?i:{DATE_PATTERN})|(?:1[5-9]|20)\d\d)[).]*$"
)
_DATE_BEHIND = re.compile(rf"[\s,|·(–—-]+(?P<date>{DATE_PATTERN})[).]*$", re.I)


def serial_findings(row: Row) -> list[Finding]:
    """Publisher and date of a line that names a journal by its volume or a magazine by its trade.

    Args:
        row: a line that is not the document's first.
    """
    if row.kind is BlockKind.HEADING:
        return []
    if reprinted := reprint_findings(row):
        return reprinted
    match = _NUMBERED.fullmatch(row.text)
    if match is not None and match["name"][0].isupper():
        return _issued(row, match.span("name"), match.span("date"))
    match = _MAGAZINE.fullmatch(row.text)
    date = _DATE_BEHIND.search(row.text)
    if match is None or date is None:
        return []
    return _issued(row, match.span("name"), date.span("date"))


def reprint_findings(row: Row) -> list[Finding]:
    """Publisher and date of a line that ends "..., reprinted from Water Quarterly, May 2016"."""
    match = _REPRINTED.search(row.text)
    return _issued(row, match.span("name"), match.span("date")) if match else []


def magazine_banner(row: Row) -> list[Finding]:
    """Publisher, and a date behind it, of a first line "HOLM - The Magazine of River Science".

    A title such as "Silence - a journal of the plague year" has another article, or small letters
    in its name.
    """
    match = _MAGAZINE.fullmatch(row.text)
    if match is None or not (match["article"].lower() == "the " or match["name"].isupper()):
        return []
    date = _DATE_BEHIND.search(row.text)
    return _issued(row, match.span("name"), date.span("date") if date else None)


def _issued(row: Row, name: tuple[int, int], date: tuple[int, int] | None) -> list[Finding]:
    words = " ".join(row.text[slice(*name)].split())
    findings = [Finding("publisher", words, row.part(*name))]
    iso = iso_date(row.text[slice(*date)]) if date else None
    if date and iso:
        findings.append(Finding("published", iso, row.part(*date)))
    return findings
