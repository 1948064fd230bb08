"""Plain text: the decoded file is the canonical text; blocks are its paragraphs.

Two habits exist: one line per paragraph, and paragraphs wrapped at a fixed width with blank lines
between them. Each run of non-blank lines is judged by itself.
"""

from __future__ import annotations

import re

from ..records import Block, BlockKind, Page, Parsed, Span
from .charset import decode

_BULLET = re.compile(r"[ \t]*[-*•‣▪●◦–—][ \t]+")
_LIST_MARK = re.compile(r"[ \t]*(?:[-*•‣▪●◦–—][ \t]+|\(?\d{1,3}[.)][ \t]+|\(?[a-z][.)][ \t]+)")
_END = re.compile(r"[.!?:;…][\"'”’»)\]*_⁰¹²³⁴-⁹]*$")
_WIDEST_WRAP = 130
_NARROWEST_WRAP = 40


def load_text(data: bytes, name: str) -> Parsed:
    """Read a plain text file.

    Form feeds, which text converted from print carries, separate pages.

    Args:
        data: the whole file.
        name: for messages.

    Raises:
        LoadError: the bytes are no text.
    """
    text, notices = decode(data, name)
    return Parsed(
        text=text,
        media_type="text/plain",
        blocks=tuple(paragraph_blocks(text, 0, len(text))),
        pages=_form_feed_pages(text),
        notices=notices,
    )


def paragraph_blocks(text: str, start: int, end: int) -> list[Block]:
    """Paragraph and list-item blocks of `text[start:end]`, without surrounding white space."""
    blocks: list[Block] = []
    run: list[Span] = []
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        line = _stripped(text, position, stop)
        feed = "\f" in text[position:stop]
        if feed or not len(line):
            blocks += _blocks_of_run(text, run)
            run = []
        if len(line):
            run.append(line)
        position = stop + 1
    return blocks + _blocks_of_run(text, run)


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _blocks_of_run(text: str, lines: list[Span]) -> list[Block]:
    """One run of non-blank lines: one wrapped paragraph, or a paragraph per line."""
    blocks: list[Block] = []
    group: list[Span] = []
    for line in lines:
        marked = _LIST_MARK.match(text, line.start, line.end) is not None
        if marked and group:
            blocks += _judged(text, group)
            group = []
        group.append(line)
    return blocks + (_judged(text, group) if group else [])


def _judged(text: str, group: list[Span]) -> list[Block]:
    mark = _LIST_MARK.match(text, group[0].start, group[0].end)
    kind = BlockKind.LIST_ITEM if mark else BlockKind.PARAGRAPH
    if len(group) == 1 or _is_wrapped(text, group):
        # A bullet is markup; a number is text ("1. Literature review").
        bullet = _BULLET.match(text, group[0].start, group[0].end)
        first = bullet.end() if bullet and bullet.end() < group[0].end else group[0].start
        return [Block(kind, Span(first, group[-1].end))]
    if mark:
        # A list item and lines that do not continue it.
        return _judged(text, group[:1]) + _judged(text, group[1:])
    return [Block(BlockKind.PARAGRAPH, line) for line in group]


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether the lines are one paragraph broken at a width."""
    width = max(len(line) for line in lines)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return False
    inner = lines[:-1]
    if any(len(line) < 0.55 * width for line in inner):
        return False
    ended = sum(bool(_END.search(line.of(text)[-8:])) for line in inner)
    lower = sum(text[line.start].islower() for line in lines[1:])
    if lower == len(inner):
        return True
    if all(line.of(text).isupper() for line in lines):
        return True
    if len(inner) == 1:
        return not ended and (lower == 1 or len(inner[0]) >= 0.8 * width >= 48)
    return ended <= len(inner) / 2 and lower >= len(inner) / 3


def _form_feed_pages(text: str) -> tuple[Page, ...]:
    if "\f" not in text.strip("\f\n "):
        return ()
    pages: list[Page] = []
    start = 0
    for number, part in enumerate(text.split("\f"), start=1):
        end = start + len(part)
        if end < len(text):
            end += 1
        if len(part) or end > start:
            pages.append(Page(number, Span(start, end)))
        start = end
    return tuple(pages)
