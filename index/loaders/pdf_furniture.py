"""Printed lines, and which of them are running heads, feet and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_SHORTEST_NUMBERED = 2
_EDGE_LINES = 3
_REPEATS = 3
_NUMBER = re.compile(
    r"(?:page|p\.|seite|s\.)?\s*[-–—\[(|]?\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—\])|]?"
    r"(?:\s*(?:of|/|von)\s*\d{1,4})?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. Lengths are points; the origin is the page's lower left corner.

    Attributes:
        text: white space collapsed, without the line-end hyphen.
        size: height of its tallest character box, a stand-in for the type size.
        hyphenated: a hyphen stood at its end.
        page: 0-based.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    hyphenated: bool
    page: int
    page_height: float


def find_furniture(pages: list[list[Line]]) -> tuple[set[int], list[str | None]]:
    """Find what is printed on the page and is not its text.

    A line near the edge that stands at the same height on three or more pages, digits aside, is a
    running head or foot. Numbers at the very edge that count up with the pages are page numbers.

    Args:
        pages: the lines of each page.

    Returns:
        `id()` of the boilerplate lines, and for each page its printed number or None.
    """
    edges = [_edge_lines(lines) for lines in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for page_edges in edges:
        seen.update({_head_key(line) for line in page_edges})
    furniture = {
        id(line)
        for page_edges in edges
        for line in page_edges
        if seen[_head_key(line)] >= _REPEATS and has_letters(line.text)
    }
    printed: list[str | None] = [None] * len(pages)
    for number_lines in _counting(pages):
        for index, line in number_lines:
            furniture.add(id(line))
            match = _page_number(line)
            printed[index] = match[1] if match else None
    return furniture, printed


def _edge_lines(lines: list[Line]) -> list[Line]:
    """The topmost and bottommost lines, by place and not by order in the file."""
    margin = [line for line in lines if _in_margin(line)]
    ordered = sorted(margin, key=lambda line: -line.top)
    return ordered if len(ordered) <= 2 else ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]


def _in_margin(line: Line) -> bool:
    """Whether it stands in the top or bottom 15 % of the page."""
    return line.bottom > 0.85 * line.page_height or line.top < 0.15 * line.page_height


def _head_key(line: Line) -> tuple[str, int]:
    """Equal for lines that repeat: same words whatever their digits, same height (5 points)."""
    words = re.sub(r"\b[ivxlc]+\b|\d+", "#", line.text.lower())
    return " ".join(words.split()), round(line.bottom / 5)


def has_letters(text: str) -> bool:
    """Whether there is a letter in it."""
    return any(char.isalpha() for char in text)


def _counting(pages: list[list[Line]]) -> list[list[tuple[int, Line]]]:
    """Runs of page numbers at the very edge of pages: number minus page index is constant."""
    by_offset: dict[tuple[bool, int], list[tuple[int, Line]]] = {}
    for index, lines in enumerate(pages):
        if not lines:
            continue
        highest = max(lines, key=lambda line: line.top)
        lowest = min(lines, key=lambda line: line.bottom)
        for line in {id(highest): highest, id(lowest): lowest}.values():
            match = _page_number(line)
            if match is None:
                continue
            value = int(match[1]) if match[1].isdigit() else _roman(match[1].lower())
            if value:
                key = (match[1].isdigit(), value - index)
                by_offset.setdefault(key, []).append((index, line))
    return [run for run in by_offset.values() if len(run) >= _SHORTEST_NUMBERED]


def _page_number(line: Line) -> re.Match[str] | None:
    """The number that is the whole line, or its first or last cell ("Chapter 2<tab>31")."""
    cells = line.text.split("\t")
    return _NUMBER.fullmatch(cells[-1]) or _NUMBER.fullmatch(cells[0])


def _roman(written: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    total = 0
    for char, following in zip(written, written[1:] + " ", strict=True):
        value = values[char]
        total += -value if values.get(following, 0) > value else value
    return total
