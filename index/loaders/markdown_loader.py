"""Markdown: the decoded file is the canonical text, markup and escapes included.

markdown-it-py says on which lines a block stands; the block's span is then its written content on
those lines, without the leading marker ("## ", "- ", "> "), so that every quote stands verbatim in
the file. Tables give one block per row.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from ..records import Block, BlockKind, Parsed, Span
from .charset import decode
from .front_matter import declared_fields, find_front_matter
from .text_loader import paragraph_blocks

_NOTE = re.compile(r"\[\^[^\]\n]+\]:[ \t]*")
_LINK_DEFINITION = re.compile(r"[ \t]{0,3}\[[^\]\n]+\]:[ \t]*\S+")
_PICTURE_ONLY = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)\s*$")


def load_markdown(data: bytes, name: str) -> Parsed:
    """Read a Markdown file (CommonMark, tables, footnotes, front matter).

    Args:
        data: the whole file.
        name: for messages.

    Raises:
        LoadError: the bytes are no text.
    """
    text, notices = decode(data, name)
    front = find_front_matter(text)
    blocks = _markup_blocks(text, front)
    blocks = _with_leftovers(text, front, blocks)
    if front:
        blocks.insert(0, Block(BlockKind.BOILERPLATE, Span(0, len(text[:front].rstrip()))))
    return Parsed(
        text=text,
        media_type="text/markdown",
        blocks=tuple(blocks),
        declared=declared_fields(text[:front]),
        notices=notices,
    )


def _markup_blocks(text: str, front: int) -> list[Block]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    # Only the block structure is needed; inline rules cost most of the time.
    parser.core.ruler.enableOnly(["normalize", "block"])
    # markdown-it's line ends are "\n" only, as ours are after decoding.
    body = "\n" * text.count("\n", 0, front) + text[front:]
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    starts.append(len(text) + 1)
    blocks: list[Block] = []
    context: list[str] = []
    level = 0
    for token in parser.parse(body):
        kind = token.type.removesuffix("_open")
        if token.type.endswith("_open"):
            context.append(kind)
            level = int(token.tag[1]) if kind == "heading" else level
            if kind == "tr" and token.map:
                _append(blocks, _row(text, starts, token.map[0]))
        elif token.type.endswith("_close"):
            context.pop()
        elif token.type == "inline" and token.map and "tr" not in context:
            span = _anchored(text, starts, token.map[0], token.content)
            _append(blocks, _kind_of(text, span, context, level) if span else None)
        elif token.type in ("fence", "code_block") and token.map:
            first, last = token.map
            if token.type == "fence":
                last = min(last - 1, first + 1 + token.content.count("\n"))
                first += 1
            _append(blocks, _lines(text, starts, first, last, BlockKind.CODE))
        elif token.type == "html_block" and token.map:
            comment = token.content.lstrip().startswith("<!--")
            sort = BlockKind.BOILERPLATE if comment else BlockKind.PARAGRAPH
            _append(blocks, _lines(text, starts, token.map[0], token.map[1], sort))
    return blocks


def _append(blocks: list[Block], block: Block | None) -> None:
    if block and len(block.span) and (not blocks or block.span.start >= blocks[-1].span.end):
        blocks.append(block)


def _kind_of(text: str, span: Span, context: list[str], level: int) -> Block:
    content = span.of(text)
    if "heading" in context:
        return Block(BlockKind.HEADING, span, level)
    note = _NOTE.match(content)
    if note and note.end() < len(content):
        return Block(BlockKind.NOTE, Span(span.start + note.end(), span.end))
    if _PICTURE_ONLY.match(content):
        return Block(BlockKind.CAPTION, span)
    if "blockquote" in context:
        return Block(BlockKind.QUOTE, span)
    if "list_item" in context:
        return Block(BlockKind.LIST_ITEM, span)
    return Block(BlockKind.PARAGRAPH, span)


def _anchored(text: str, starts: list[int], line: int, content: str) -> Span | None:
    """Where the content of an inline token stands: from its first line to its last."""
    lines = content.split("\n")
    first, last = lines[0].strip(), lines[-1].strip()
    if not first or not last or line + len(lines) >= len(starts):
        return None
    start = text.find(first, starts[line], starts[line + 1] - 1)
    bottom = line + len(lines) - 1
    end = text.rfind(last, starts[bottom], starts[bottom + 1] - 1)
    if start < 0 or end < 0:
        # Tabs were expanded inside the content: take the whole lines.
        block = _lines(text, starts, line, bottom + 1, BlockKind.PARAGRAPH)
        return block.span if block else None
    return Span(start, end + len(last))


def _row(text: str, starts: list[int], line: int) -> Block | None:
    block = _lines(text, starts, line, line + 1, BlockKind.TABLE)
    if block is None:
        return None
    # The outer bars are markup; the inner ones part the cells and stay.
    start, end = block.span.start, block.span.end
    while start < end and text[start] in "| \t>":
        start += 1
    while end > start and text[end - 1] in "| \t" and text[end - 2] != "\\":
        end -= 1
    return Block(BlockKind.TABLE, Span(start, end))


def _lines(text: str, starts: list[int], first: int, last: int, kind: BlockKind) -> Block | None:
    if first >= last or last >= len(starts):
        return None
    start, end = starts[first], min(starts[last] - 1, len(text))
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace() and kind is not BlockKind.CODE:
        start += 1
    return Block(kind, Span(start, end)) if end > start else None


def _is_furniture(line: str) -> bool:
    """Whether a line is markup only: a rule, a table's ruler, a fence, an empty item, blank."""
    content = line.strip(" \t>")
    return not content.strip("-*_=|:+ \t") or content.startswith(("```", "~~~"))


def _with_leftovers(text: str, front: int, blocks: list[Block]) -> list[Block]:
    """Nothing written is lost: lines no block covers become paragraphs or boilerplate."""
    covered = [block.span.start for block in blocks]
    extra: list[Block] = []
    position = front
    for line in text[front:].split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        if _is_furniture(line):
            continue
        index = bisect_right(covered, end) - 1
        if index >= 0 and blocks[index].span.end > start:
            continue
        if _LINK_DEFINITION.match(line):
            extra += [
                Block(BlockKind.BOILERPLATE, b.span) for b in paragraph_blocks(text, start, end)
            ]
        else:
            extra += paragraph_blocks(text, start, end)
    return sorted(blocks + extra, key=lambda block: block.span.start) if extra else blocks
