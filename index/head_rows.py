"""The lines of a document's head without Markdown's stars, each still knowing where it stands.

"*Opinion* | **Ada Lee** | 3 May 2018" is read as "Opinion | Ada Lee | 3 May 2018".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .records import Block, Span
from .titles import Row

_EMPHASIS = re.compile(
    r"(?<![\w\\*_])(?P<mark>\*{1,3}|_{1,3})(?=[^\s*_])(?P<words>.+?)(?<=[^\s*_])(?P=mark)(?![\w*_])"
)
_AROUND = " \t*_>#"


@dataclass(frozen=True, slots=True)
class UnmarkedRow(Row):
    """A line of which characters were left out; `offsets` is where each of the others stands."""

    offsets: tuple[int, ...] = ()

    def part(self, start: int, end: int) -> Span:
        """The span in the document of `text[start:end]`, with the marks between."""
        if end <= start:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def rows_of(block: Block, content: str, *, whole: bool) -> list[Row]:
    """The lines of a block, each without the marks around and in it.

    Args:
        block: the block.
        content: its text.
        whole: the block is one line, however it is broken: a heading.
    """
    if whole:
        return [Row(content, block.span.start, block.kind, block.level)]
    rows, offset = [], 0
    for line in content.split("\n"):
        if row := _row(line, block.span.start + offset, block):
            rows.append(row)
        offset += len(line) + 1
    return rows


def part_of(row: Row, start: int, end: int) -> Row:
    """A part of a line as a line of its own."""
    text = row.text[start:end]
    if isinstance(row, UnmarkedRow):
        offsets = row.offsets[start:end]
        begin = offsets[0] if offsets else row.start
        return UnmarkedRow(text, begin, row.kind, row.level, offsets)
    return Row(text, row.start + start, row.kind, row.level)


def is_marked_off(row: Row, start: int, end: int) -> bool:
    """Whether marks stood between `start` and `end` of a line: a name in bold before a date."""
    span = row.part(start, end)
    return span.end - span.start > end - start


def _row(line: str, start: int, block: Block) -> Row | None:
    lead = len(line) - len(line.lstrip(_AROUND))
    stop = len(line.rstrip(" \t*_\\"))
    left_out = {at for match in _EMPHASIS.finditer(line) for at in _marks(match)}
    if not line[lead:stop]:
        return None
    if not any(lead <= at < stop for at in left_out):
        return Row(line[lead:stop], start + lead, block.kind, block.level)
    kept = [at for at in range(lead, stop) if at not in left_out]
    text = "".join(line[at] for at in kept)
    offsets = tuple(start + at for at in kept)
    return UnmarkedRow(text, offsets[0], block.kind, block.level, offsets)


def _marks(match: re.Match[str]) -> list[int]:
    """Where the stars of a match stand, those of emphasis inside emphasis too."""
    width = len(match["mark"])
    inside = _EMPHASIS.finditer(match.string, *match.span("words"))
    deeper = [at for inner in inside for at in _marks(inner)]
    opening = range(match.start(), match.start() + width)
    return [*opening, *range(match.end() - width, match.end()), *deeper]
