"""The lines of a document's head, and which of them is the title."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from .names import is_institution_name, is_organisation
from .records import BlockKind, Span

_LONGEST_TITLE = 200
THESIS = re.compile(
    r"(?:(?:a|an)\s+)?(?:(?:master|bachelor|doctora|doctor)\w*(?:['’]s|s['’])?|m\.?a\.?|m\.?sc\.?|"
    r"b\.?a\.?|ph\.?\s?d\.?|diploma|graduation|undergraduate|graduate)\s+"
    r"(?:final\s+|degree\s+)?(?:thesis|dissertation)\.?"
    r"|an?\s+(?:thesis|dissertation)\s+(?:submitted|presented)\b.{0,200}",
    re.I,
)
"""A line that names a kind of thesis, alone."""
_INSTITUTIONAL = re.compile(
    r"\b(?:university|faculty|department|school|college|institute|academy|programme?|studies|"
    r"degree|ministry|centre|center|master|bachelor|ma|msc|phd|mba|doctoral)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One field said by the document itself, and where. `span` covers the words used."""

    field: str
    value: str | tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the document's head, with its place in the text."""

    text: str
    start: int
    kind: BlockKind
    level: int

    def part(self, start: int, end: int) -> Span:
        """The span in the document of `text[start:end]`."""
        return Span(self.start + start, self.start + end)


def find_title(
    rows: list[Row], used: set[int], is_thesis: bool, *, banner: bool = False
) -> Finding | None:
    """The first heading of the highest level, or the first line where it can be a title.

    Args:
        rows: the document's head.
        used: indices of rows that say something else (a byline, a date).
        is_thesis: the head is a thesis's title page, where the institution comes first.
        banner: the first line is no title but a kind, such as "PRESS RELEASE".
    """
    headings = [row for row in rows if row.kind is BlockKind.HEADING]
    if banner and headings and rows[0] is headings[0]:
        headings = headings[1:]
    if headings:
        top = min(row.level for row in headings)
        heading = next(row for row in headings if row.level == top)
        return _titled(heading) if not is_thesis or not _is_institutional(heading) else None
    if is_thesis:
        return _thesis_title(rows, used)
    if not rows or 0 in used or rows[0].kind is not BlockKind.PARAGRAPH:
        first = next((i for i in range(len(rows)) if i not in used), None)
        # Above the title may stand a letterhead, "Opinion", a date and a writer, nothing else.
        if first is None or first > 8 or rows[first].kind is not BlockKind.PARAGRAPH:
            return None
        return _plain_title(rows[first])
    return _plain_title(rows[0])


def _plain_title(row: Row) -> Finding | None:
    text = row.text
    ends_like_prose = text.endswith((".", ",", ";", ":")) and not text.endswith("...")
    if ends_like_prose or len(text) > 150 or len(text.split()) < 2 or _is_institutional(row):
        return None
    if is_organisation(text) and text.isupper():
        return None  # a letterhead
    if text[0].islower() or "\t" in text or THESIS.search(text):
        return None
    return _titled(row)


def _thesis_title(rows: list[Row], used: set[int]) -> Finding | None:
    """On a title page: the one line in capitals, else the line after "Master's Thesis"."""
    free = [
        (index, row)
        for index, row in enumerate(rows)
        if index not in used and not _is_institutional(row) and len(row.text.split()) > 2
    ]
    capitals = [row for _, row in free if row.text.isupper()]
    if len(capitals) == 1:
        return _titled(capitals[0])
    kind = next((i for i, row in enumerate(rows) if THESIS.fullmatch(row.text)), None)
    after = [row for index, row in free if kind is not None and index == kind + 1]
    if after:
        return _titled(after[0])
    return _titled(free[0][1]) if len(free) == 1 else None


def _is_institutional(row: Row) -> bool:
    """Whether a line is an institution, a course or a degree; a headline about one is not."""
    words = row.text.split()
    if not _INSTITUTIONAL.search(row.text) or len(words) > 6:
        return False
    return row.text.islower() or is_institution_name(row.text) or not _is_headline(words)


def _is_headline(words: list[str]) -> bool:
    """Whether a word in small letters stands behind one that is no "of" or "for"."""
    pairs = itertools.pairwise(words)
    small = ("of", "for", "in", "and", "the", "to", "at", "on", "&", "a", "an", "by")
    return any(
        b[0].islower() and b not in small and a.lower() not in small and a[0].isupper()
        for a, b in pairs
    )


def _titled(row: Row) -> Finding | None:
    text = " ".join(row.text.split())
    if not 1 < len(text) <= _LONGEST_TITLE or not re.search(r"[^\W\d_]", text):
        return None
    # A Markdown title keeps its markup in the text; a reader wants the words.
    text = re.sub(r"(?<!\\)(\*\*|__|\*)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"\\([\\`*_{}\[\]()#+\-.!$&~|<>])", r"\1", text)
    return Finding("title", text, row.part(0, len(row.text)))
