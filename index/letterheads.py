"""Who issues a document, from the lines above its title and the place and date before its text.

"REPUBLIC OF ORMIA / MINISTRY OF WATER / Press Department / PRESS RELEASE No. 8", a letter's head,
"HOLM, 3 May 2019 (Plain Wire) –".
"""

from __future__ import annotations

import re

from .byline_lines import findings_of, is_outlet
from .dates import DATE_PATTERN, iso_date
from .genre_lines import genre_named
from .mastheads import ADDRESS, names_house
from .records import BlockKind, Parsed, Span
from .titles import Finding, Row

_STATE = re.compile(
    r"(?:the\s+)?(?:[^\W\d_]+\s+){0,2}(?:republic|kingdom|state|government|commonwealth|federation|"
    r"principality|city|municipality|county|province|canton)\s+of\s+(?:the\s+)?[^\W\d_]+"
    r"(?:\s+[^\W\d_]+){0,3}",
    re.I,
)
_LETTERHEAD_LINES = 6
_DATELINE = re.compile(
    rf"[^\W\d_][^\n()]{{1,40}}?(?:,\s+(?P<date>(?i:{DATE_PATTERN})|[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}}"
    r"|\d{1,2}\s+[A-Z][a-z]{2,8})\s*|\s+(?=\())(?:\((?P<house>[^()\n]{2,50})\)\s*)?(?:[–—-]{1,2})\s"
)
_DATELINE_BLOCKS = 12
_REPORT_OF = re.compile(
    r"(?:the\s+)?(?:\w+\s+)?report\s+(?:of|by)\s+the\s+(?P<house>(?:[A-Z][\w'’-]*\s+){0,4}?"
    r"(?P<body>commission|committee|inquiry|enquiry|panel|tribunal|task\s+force|working\s+group)"
    r"(?:\s+of\s+(?:inquiry|enquiry|investigation|experts|review))?"
    r"(?:\s+(?:into|on|for|of)\s[^:;(–—]+)?)",
    re.I,
)
_ON_A_REPORT = re.compile(
    r"\b(?:critique|critical|review|reading|respon\w+|reply|comments?|notes?|analysis|summary|"
    r"debate)\b",
    re.I,
)


def add_letterhead(
    rows: list[Row], used: set[int], found: dict[str, Finding], letter: bool
) -> None:
    """The institution above "Press release", a date or a letter's greeting: it issues the text.

    Args:
        rows: the document's head.
        used: indices of rows that say something; the letterhead's are added.
        found: what is known; a publisher is added, and a letter's title where nothing else is one.
        letter: the document greets someone.
    """
    start = next((i for i in range(len(rows)) if i not in used), None)
    if start is None or start > 3:
        return
    banner = any(
        genre_named(row, heading=True)
        or any(f.field == "genre" and f.value != "thesis" for f in findings_of(row))
        for row in rows[: _LETTERHEAD_LINES + 2]
    )
    houses: list[int] = []
    head: list[int] = []
    for at in range(start, min(len(rows), start + _LETTERHEAD_LINES)):
        text = rows[at].text
        if at in used:
            break
        if _STATE.fullmatch(text):
            head.append(at)
        elif names_house(text):
            head.append(at)
            houses.append(at)
        elif head and ADDRESS.fullmatch(text):
            head.append(at)
        else:
            break
    if not houses:
        return
    row, end = rows[houses[0]], head[-1] + 1
    shouts = row.text.isupper() and row.kind is BlockKind.PARAGRAPH
    later = any(i not in used for i in range(end, min(len(rows), end + 5)))
    if row.kind is BlockKind.HEADING and all(r.kind is not BlockKind.HEADING for r in rows[end:]):
        return  # the only heading is the title
    if letter and row.kind is not BlockKind.HEADING:
        _issue(row, found)
        used.update(head)
        found.setdefault("title", Finding("title", _name(row), row.part(0, len(row.text))))
    elif later and (
        (banner and end in used) or (shouts and ("published" in found or len(head) > 1))
    ):
        _issue(row, found)
        used.update(head)


def commission_reporting(row: Row) -> Finding | None:
    """The publisher of "Report of the Commission of Inquiry into the Flood": the commission.

    Args:
        row: the title.
    """
    match = _REPORT_OF.match(row.text)
    if match is None or not match["body"][0].isupper() or _ON_A_REPORT.search(row.text):
        return None
    house = match["house"].rstrip(" .*_")
    name, comma, rest = house.partition(",")
    if comma and not re.search(r"\band\b", rest):
        house = name  # "..., Orm Copper Mine", "..., 12 June 2012"
    start = match.start("house")
    words = " ".join(house.split())
    return Finding("publisher", words, row.part(start, start + len(house)))


def find_dateline(parsed: Parsed) -> list[Finding]:
    """Date and agency of the first paragraph's "HOLM, 3 May 2019 (Plain Wire) –"."""
    for block in parsed.blocks[:_DATELINE_BLOCKS]:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        match = _DATELINE.match(block.span.of(parsed.text))
        if match is None or not match.group()[:2].strip().isupper():
            continue
        start, findings = block.span.start, []
        if iso := iso_date(match["date"] or ""):
            span = Span(start + match.start("date"), start + match.end("date"))
            findings.append(Finding("published", iso, span))
        house = match["house"]
        if house and is_outlet(house):
            span = Span(start + match.start("house"), start + match.end("house"))
            findings.append(Finding("publisher", house, span))
        return findings
    return []


def is_state(text: str) -> bool:
    """Whether a line names a state or a town and nothing else: "REPUBLIC OF ORMIA"."""
    return bool(_STATE.fullmatch(text))


def _issue(row: Row, found: dict[str, Finding]) -> None:
    found.setdefault("publisher", Finding("publisher", _name(row), row.part(0, len(row.text))))


def _name(row: Row) -> str:
    return " ".join(row.text.split())
