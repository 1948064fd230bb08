"""Rows of tables: which sentences are rows, and the header without which a row cannot be read.

Loaders put the cells of a row on one line, between tabs or bars. A header is told only where it is
certain: a drawn rule stands under it, or a column holds figures in every row but its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.records import RegionKind, Sentence, Span

_CELLS = re.compile(r"\t|\s\|\s")
_RULE = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*\Z")
_FIGURE = re.compile(r"\d")
_LABEL = re.compile(r"[^\d]*|(?:1[5-9]|20)\d\d(?:[/–-]\d{2,4})?")
_LONGEST_LABEL = 60


def is_row(text: str) -> bool:
    """Whether a sentence, as it stands in the text, is cells between tabs or bars."""
    return len(cells_of(text)) > 1 and "\n" not in text.strip()


def cells_of(text: str) -> list[str]:
    """The cells of a row, without the bars around it; an empty cell is an empty string."""
    return [cell.strip() for cell in _CELLS.split(text.strip().strip("|"))]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that stand together, by the positions of their sentences.

    Attributes:
        first, last: the first and the last row.
        headed: the last row that the first one is certainly the header of; None for a table of one
            row, and where no header is certain.
    """

    first: int
    last: int
    headed: int | None

    def header_of(self, position: int) -> int | None:
        """The header of a row; the header's own position for the header itself."""
        return None if self.headed is None or position > self.headed else self.first


def table_at(text: str, sentences: Sequence[Sentence], position: int) -> Table | None:
    """The table a sentence is a row of; None for what is no row.

    Args:
        text: the document's text.
        sentences: its sentences in order.
        position: of the sentence that is looked at.
    """
    if not is_row(sentences[position].span.of(text)):
        return None
    first = last = position
    while first and _adjoins(text, sentences[first - 1], sentences[first]):
        first -= 1
    while last + 1 < len(sentences) and _adjoins(text, sentences[last], sentences[last + 1]):
        last += 1
    return Table(first, last, _headed(text, sentences[first : last + 1], first))


def header_of(text: str, sentences: Sequence[Sentence], position: int) -> int | None:
    """The position of the header of a row's table, as `Table.header_of`; None for what is no row.

    Whoever looks at many sentences takes `table_at` once a table: it reads all of its rows.
    """
    table = table_at(text, sentences, position)
    return table.header_of(position) if table else None


def _headed(text: str, rows: Sequence[Sentence], first: int) -> int | None:
    """Up to which position the first of a table's rows is the header of the others."""
    if len(rows) < 2:
        return None
    labels = cells_of(rows[0].span.of(text))
    if any(len(label) > _LONGEST_LABEL for label in labels):
        return None
    others = [cells_of(row.span.of(text)) for row in rows[1:]]
    # Two tables may touch: with another number of columns another one has begun.
    others = list(takewhile(lambda cells: len(cells) == len(others[0]), others))
    ruled = _RULE.match(text[rows[0].span.end : rows[1].span.start]) is not None
    return first + len(others) if ruled or _tops_figures(labels, others) else None


def header_span(text: str, sentences: Sequence[Sentence], span: Span) -> Span | None:
    """The header, with its caption where one stands right before it, that a cited row needs.

    Returns:
        None for what is no row, for a header itself, and where no header is certain.
    """
    at = next((i for i, s in enumerate(sentences) if s.span == span), None)
    head = None if at is None else header_of(text, sentences, at)
    if head is None or head == at:
        return None
    start = sentences[head].span.start
    if head and sentences[head - 1].kind is RegionKind.CAPTION:
        before = sentences[head - 1].span
        if not text[before.end : start].strip():
            start = before.start
    return Span(start, sentences[head].span.end)


def _adjoins(text: str, one: Sentence, two: Sentence) -> bool:
    """Whether two sentences are rows with nothing but a drawn rule between them."""
    between = text[one.span.end : two.span.start]
    # Two tables have an empty line between them, the rows of one have none.
    if between.count("\n") > 1 and not between.strip():
        return False
    if between.strip(" \t\n|") and not _RULE.match(between):
        return False
    return is_row(one.span.of(text)) and is_row(two.span.of(text))


def _tops_figures(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether every label is words or a year, and one stands over a column of figures.

    Columns are counted from the right: a header often has no word over the first column.
    """
    if not all(_LABEL.fullmatch(label) for label in labels):
        return False
    return any(
        all(len(row) > at and _FIGURE.search(row[-1 - at]) for row in rows)
        for at in range(len(labels) - (1 if len(labels) >= len(rows[0]) else 0))
    )
