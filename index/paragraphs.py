"""From a loader's blocks to logical paragraphs: what the writer meant by one paragraph or line.

A plain text file puts one paragraph on one line, or wraps it hard over many; a PDF does the
latter without blank lines between paragraphs. `find_paragraphs` undoes the wrapping and keeps
lines apart that stand alone by their shape (headings, list items, entries of a contents list,
captions). `continues` says whether a paragraph break fell into the middle of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import shapes
from .abbreviations import ANYWHERE, BEFORE_NAMES, FUNCTION_WORDS, OFTEN_LAST, last_token
from .records import Block, BlockKind, Parsed, Span

# A line wider than this was not wrapped by hand or by a PDF converter.
_WIDEST_WRAP = 130
_SINGLE_UNIT = frozenset(
    {BlockKind.HEADING, BlockKind.CAPTION, BlockKind.NOTE, BlockKind.BOILERPLATE}
)
_SETEXT = re.compile(r"[ ]{0,3}(=+|-{2,})[ \t]*\Z")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_HASHES = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+\S")
_ALWAYS_BEFORE_NAMES = frozenset({"mr", "mrs", "ms", "dr", "prof", "messrs"})
_OPENING = "“\"‘«„'([*_"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One logical paragraph: its span, what the loader called it, and a heading level or 0."""

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0


def find_paragraphs(parsed: Parsed) -> list[Paragraph]:
    """All visible text as logical paragraphs, in order, trimmed, not overlapping.

    Args:
        parsed: a loader's result; text its blocks leave out is read as paragraphs too.

    Returns:
        Paragraphs whose spans together hold every non-whitespace character.
    """
    text = parsed.text
    found: list[Paragraph] = []
    position = _front_matter(parsed)
    if position:
        found.append(Paragraph(Span(0, position), BlockKind.BOILERPLATE))
    markdown = parsed.media_type in ("text/markdown", "text/plain")
    for block in sorted(parsed.blocks, key=lambda block: block.span):
        start, end = max(block.span.start, position), min(block.span.end, len(text))
        if start >= end:
            continue
        start = _before_marker(text, position, start)
        found.extend(_split_gap(text, position, start, markdown))
        found.extend(_split_block(text, Block(block.kind, Span(start, end), block.level), markdown))
        position = end
    found.extend(_split_gap(text, position, len(text), markdown))
    return found


def _before_marker(text: str, position: int, start: int) -> int:
    """Where the list, quote or heading mark in front of a block begins; `start` without one."""
    line = max(position, text.rfind("\n", position, start) + 1)
    mark = shapes.MARKER.match(text, line, min(len(text), start + 2))
    gap = text[line:start].strip()
    return line if gap and mark and mark.end() >= line + len(text[line:start].rstrip()) else start


def _split_gap(text: str, start: int, end: int, markdown: bool) -> Iterator[Paragraph]:
    """Text the loader left out: paragraphs like any other, but marks without a word are none."""
    for piece in _split_stretch(text, start, end, markdown):
        wordless = not any(char.isalnum() for char in piece.span.of(text))
        if wordless and piece.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            yield Paragraph(piece.span, BlockKind.BOILERPLATE)
        else:
            yield piece


def _front_matter(parsed: Parsed) -> int:
    """Where YAML front matter ends; 0 where there is none."""
    text = parsed.text
    if parsed.media_type != "text/markdown" or not text.startswith("---\n"):
        return 0
    end = text.find("\n---", 3, 20_000)
    if end < 0 or ":" not in text[4:end]:
        return 0
    line_end = text.find("\n", end + 1)
    return len(text) if line_end < 0 else line_end


def _split_block(text: str, block: Block, markdown: bool) -> Iterator[Paragraph]:
    start, end = _trim(text, block.span.start, block.span.end)
    if start >= end:
        return
    if block.kind in _SINGLE_UNIT:
        yield Paragraph(Span(start, end), block.kind, block.level)
    elif block.kind is BlockKind.TABLE:
        for first, last in _lines(text, start, end):
            rule = not any(char.isalnum() for char in text[first:last])
            kind = BlockKind.BOILERPLATE if rule else BlockKind.TABLE
            yield Paragraph(Span(first, last), kind)
    elif block.kind is BlockKind.PARAGRAPH:
        yield from _split_stretch(text, start, end, markdown)
    else:
        for piece in _split_stretch(text, start, end, markdown):
            kind = block.kind if piece.kind is BlockKind.PARAGRAPH else piece.kind
            yield Paragraph(piece.span, kind, piece.level)


def _split_stretch(text: str, start: int, end: int, markdown: bool) -> Iterator[Paragraph]:
    """Paragraphs of text[start:end]: groups between blank lines, then lines within groups."""
    group: list[tuple[int, int]] = []
    previous_end = start
    for first, last in _lines(text, start, end):
        if group and text.count("\n", previous_end, first) > 1:
            yield from _split_group(text, group, markdown)
            group = []
        group.append((first, last))
        previous_end = last
    if group:
        yield from _split_group(text, group, markdown)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Trimmed non-blank lines of text[start:end]; form feeds and page marks are space too."""
    position = start
    while position < end:
        line_end = text.find("\n", position, end)
        if line_end < 0:
            line_end = end
        first, last = _trim(text, position, line_end)
        if first < last:
            yield first, last
        position = line_end + 1


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _split_group(text: str, lines: list[tuple[int, int]], markdown: bool) -> Iterator[Paragraph]:
    """Paragraphs of lines that stand together without a blank line."""
    widest = max(last - first for first, last in lines)
    wrapped = len(lines) > 1 and _is_wrapped(text, lines, widest)
    start = end = -1
    for index, (first, last) in enumerate(lines):
        line = text[first:last]
        underline = _SETEXT.match(line) if markdown and start >= 0 and end - start < 200 else None
        if underline and text.count("\n", start, end) == 0:
            level = 1 if underline[1][0] == "=" else 2
            yield Paragraph(Span(start, end), BlockKind.HEADING, level)
            yield Paragraph(Span(first, last), BlockKind.BOILERPLATE)
            start = -1
            continue
        alone = _stands_alone(line, markdown)
        if start >= 0 and not (
            alone is None
            and not shapes.LIST_ITEM.match(line)
            and _joins(text, (start, end), lines, index, widest, wrapped)
        ):
            yield _paragraph(text, start, end)
            start = -1
        if alone is not None:
            yield Paragraph(Span(first, last), alone.kind, alone.level)
            continue
        if start < 0:
            start = first
        end = last
    if start >= 0:
        yield _paragraph(text, start, end)


def _paragraph(text: str, start: int, end: int) -> Paragraph:
    item = shapes.LIST_ITEM.match(text, start, min(end, start + 20))
    return Paragraph(Span(start, end), BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH)


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: BlockKind
    level: int = 0


def _stands_alone(line: str, markdown: bool) -> _Shape | None:
    """What a line is if its shape alone keeps it apart from its neighbours; None if it may join."""
    hashes = _HASHES.match(line) if markdown else None
    if hashes and not (line.endswith(".") and shapes.ends_sentence(line)):
        return _Shape(BlockKind.HEADING, len(hashes[1]))
    if shapes.is_rule(line) or shapes.is_page_number(line) or (markdown and _FENCE.match(line)):
        return _Shape(BlockKind.BOILERPLATE)
    if markdown and line.startswith("<!--") and line.endswith("-->"):
        return _Shape(BlockKind.BOILERPLATE)
    if shapes.is_contents_line(line):
        return _Shape(BlockKind.PARAGRAPH)
    if markdown and line.startswith("![") and line.endswith(")"):
        return _Shape(BlockKind.CAPTION)
    if shapes.is_table_row(line):
        rule = not any(char.isalnum() for char in line)
        return _Shape(BlockKind.BOILERPLATE if rule else BlockKind.TABLE)
    if shapes.title_word(line) in shapes.SECTION_TITLES and not line.endswith((".", ",")):
        return _Shape(BlockKind.PARAGRAPH)
    return None


def _is_wrapped(text: str, lines: list[tuple[int, int]], widest: int) -> bool:
    """Whether these lines were broken to fit a width, not because a paragraph ended."""
    if widest > _WIDEST_WRAP or widest < 30:
        return False
    inner = lines[:-1]
    open_ends = sum(not shapes.ends_sentence(text[first:last]) for first, last in inner)
    wide = sum(last - first >= 0.7 * widest for first, last in inner)
    return open_ends * 2 >= len(inner) and wide * 2 >= len(inner)


def _joins(
    text: str,
    current: tuple[int, int],
    lines: list[tuple[int, int]],
    index: int,
    widest: int,
    wrapped: bool,
) -> bool:
    """Whether line `index` goes on with the paragraph that ends on the line before."""
    before, line = text[slice(*lines[index - 1])], text[slice(*lines[index])]
    if shapes.LIST_ITEM.match(text[current[0] : current[0] + 20]) and line[:1].islower():
        return True
    if shapes.is_note(line) or shapes.is_caption(line):
        return False
    if not wrapped:
        return continues(text[max(current[0], current[1] - 2000) : current[1]], line)
    if line[:1].islower() or not _is_room_left(before, line, widest):
        # No room for the next word: the break is the page's, unless both are capitals or title.
        return not (
            shapes.is_capitals(before) != shapes.is_capitals(line) and len(before) < 0.8 * widest
        )
    if shapes.numbering(line) and len(line) < 0.8 * widest and not shapes.ends_sentence(line):
        return False
    if shapes.is_capitals(before) and shapes.is_capitals(line):
        return True
    if last_token(before) in _ALWAYS_BEFORE_NAMES:
        return True
    return not shapes.ends_sentence(before) and len(before) >= 0.6 * widest


def _is_room_left(before: str, line: str, widest: int) -> bool:
    """Whether the first word of `line` would have fitted on the line before it."""
    word = line.split(None, 1)[0] if line else ""
    return len(before) + 1 + len(word) <= 0.92 * widest


def continues(before: str, after: str) -> bool:
    """Whether a break between two stretches of text fell into the middle of a sentence.

    Args:
        before: the paragraph or line that ends at the break.
        after: what follows it.

    Returns:
        True where `before` is cut short and `after` goes on with it: a small letter after an
        unfinished line, a line that stops on a function word, a comma or an abbreviation, or a
        long line of prose without an end.
    """
    head, tail = after.lstrip()[:200], before.rstrip()[-2000:]
    if not head or not tail or shapes.LIST_ITEM.match(head) or shapes.MARKER.match(head):
        return False
    token = last_token(tail)
    if shapes.ends_sentence(tail):
        if not tail.endswith("."):
            return False
        if token in _ALWAYS_BEFORE_NAMES and head[:1].isupper():
            return True
        return head[:1].islower() and (
            token in ANYWHERE or token in OFTEN_LAST or token in BEFORE_NAMES
        )
    if "://" in tail.rsplit(None, 1)[-1] or shapes.is_caption(tail):
        return False
    if any(bar in part for bar in (" | ", "\t") for part in (tail[-200:], head)):
        return False
    opening = head.lstrip(_OPENING)[:1]
    if tail[-1] in ":;":
        return tail[-1] == ";" and head[:1].islower() and len(tail) > 60
    if opening.islower():
        return len(before.split()) > 2 or not before[:1].isupper()
    words = tail.split()
    last = words[-1].strip("“”\"‘’'()*_").lower()
    if len(words) >= 5 and (last in FUNCTION_WORDS or tail[-1] in ",-–—") and len(tail) >= 30:
        return True
    prose = len(words) >= 12 and len(tail) >= 80
    return (
        prose
        and not shapes.is_capitals(tail)
        and tail[-1] not in ')]>"”»'
        and (opening.isalpha() or opening.isdigit())
    )
