"""Title pages of theses and books, and the line that says from which book an excerpt is.

"by" on a line of its own above a name, "A thesis submitted in partial fulfilment / of the
requirements", a writer's name above a title in capitals, 'From "The Mill Years" by Ada Lee (Holm:
Mill Press, 2018)'.
"""

from __future__ import annotations

import re

from .dates import DATE_PATTERN, iso_date
from .names import OFFICE, is_institution_name, is_person, split_names, without_title
from .records import BlockKind
from .titles import THESIS, Finding, Row
from .writer_lines import OTHERS, certain_name

_SUBMITTED = re.compile(
    r"(?:an?\s+)?(?P<kind>(?:doctoral\s+|master(?:['’]s)?\s+)?(?:thesis|dissertation))\s+"
    r"(?:submitted|presented)\b[^.]*",
    re.I,
)
_GOES_ON = re.compile(r"(?:in|for|of|to|at|as|by)\s+(?:the|an?|partial|part)\b", re.I)
_BY_ALONE = re.compile(
    r"(?:(?:an?\s+)?(?:thesis|dissertation|report|study|novel|memoir|paper|submitted|presented|"
    r"written|prepared)\s+)?by\s*:?",
    re.I,
)
_LINES_OF_A_PAGE = 10
_YEAR_AT_END = re.compile(rf"(?:{DATE_PATTERN}|(?:1[5-9]|20)\d\d)$", re.I)
_HIGH_SCHOOL = re.compile(r"\b(?:university|college|school|academy|polytechnic|institute)\b", re.I)
_KIND_OF_BOOK = re.compile(
    r"an?\s+(?:\w+\s+)?(?:memoir|novel|history|biography|autobiography)", re.I
)
_EXCERPT = re.compile(
    r"(?:(?:an?\s+)?(?:excerpt(?:ed)?|extract(?:ed)?|chapter|pages?)\s+)?(?:from|[Ff]rom|From)\s+"
    r"[\"“‘*_](?P<title>[^\"”*_]{3,120}?),?[\"”’*_],?\s+"
    r"(?:(?:the\s+|an?\s+)?(?:memoirs?|autobiography|diar(?:y|ies)|recollections)\s+(?:of|by)|by)\s+"
    r"(?P<names>[^(,;]{4,80}?)\s*[(,]\s*(?P<place>[A-Z][\w ]{1,30}):\s+(?P<house>[^,()]{2,60}),\s+"
    r"(?P<year>(?:1[5-9]|20)\d\d)\)?(?:,?\s+(?:pp?\.|pages?|ch\.|chapter)\s*[\w–, -]+)?\.?",
    re.I,
)


def thesis_submitted(row: Row) -> list[Finding]:
    """Kind, university and date of "Thesis submitted for the degree of ..., University of Orm".

    Args:
        row: a line of the head.
    """
    match = _SUBMITTED.fullmatch(row.text)
    if match is None:
        return []
    findings = [Finding("genre", "thesis", row.part(*match.span("kind")))]
    text = row.text.rstrip(" .)")
    date = _YEAR_AT_END.search(text)
    if date and (iso := iso_date(date.group())):
        findings.append(Finding("published", iso, row.part(*date.span())))
    at = 0
    for part in text.split(","):
        name = re.sub(r"^.*\b(?:at|to)\s+the\s+", "", part).strip()
        if _HIGH_SCHOOL.search(name) and is_institution_name(name):
            start = row.text.index(name, at)
            findings.append(Finding("publisher", name, row.part(start, start + len(name))))
            break
        at += len(part) + 1
    return findings


def goes_on(rows: list[Row], index: int) -> bool:
    """Whether a line ends the sentence "A thesis submitted in partial fulfilment ..." above it."""
    if index == 0 or not _GOES_ON.match(rows[index].text):
        return False
    above = rows[index - 1].text
    return bool(THESIS.match(above) or _SUBMITTED.match(above) or goes_on(rows, index - 1))


def writer_under_by(rows: list[Row], index: int) -> list[Finding]:
    """The writers on a line above which "by" stands alone."""
    if not 0 < index < _LINES_OF_A_PAGE or not _BY_ALONE.fullmatch(rows[index - 1].text):
        return []
    row = rows[index]
    names = split_names(row.text)
    return [Finding("authors", names, row.part(0, len(row.text)))] if names else []


def is_by_alone(row: Row) -> bool:
    """Whether a line is "by" and nothing else."""
    return bool(_BY_ALONE.fullmatch(row.text))


def excerpt_findings(row: Row) -> list[Finding]:
    """Title, writers, publisher and year of the book from which an excerpt is."""
    match = _EXCERPT.fullmatch(row.text)
    names = split_names(match["names"]) if match else ()
    if match is None or not names:
        return []
    return [
        Finding("title", match["title"], row.part(*match.span("title"))),
        Finding("authors", names, row.part(*match.span("names"))),
        Finding("publisher", match["house"], row.part(*match.span("house"))),
        Finding("published", match["year"], row.part(*match.span("year"))),
    ]


def writer_on_cover(rows: list[Row], text: str) -> list[Finding]:
    """The name above a title in capitals or a heading, where a date or "A memoir" is below.

    Args:
        rows: the document's head.
        text: the whole text, which tells common words from names.
    """
    if len(rows) < 3:
        return []
    first, title = rows[:2]
    name = without_title(first.text)
    if first.kind is BlockKind.HEADING or not is_person(name) or OFFICE.search(name):
        return []
    apart = title.kind is BlockKind.HEADING or (title.text.isupper() and not name.isupper())
    words = title.text.split()
    if not apart or len(words) < 2 or is_person(title.text.title()) or title.text[0] in '"“‘«':
        return []
    below = rows[2:6]
    signed = any(_KIND_OF_BOOK.fullmatch(row.text) or iso_date(row.text) for row in below)
    spoken = any(OTHERS.search(row.text) for row in rows)
    if not signed or spoken or name.split()[-1].lower() in title.text.lower():
        return []
    if not certain_name(name, text):
        return []
    return [Finding("authors", (name,), first.part(0, len(first.text)))]
