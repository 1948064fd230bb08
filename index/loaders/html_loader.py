"""HTML pages: main text and structure, without navigation, advertisements or hidden text.

Two readers look at a page. Our own walk keeps order, structure and offsets; trafilatura says which
of the text is the article. A block of the walk is kept where trafilatura kept its words, or where
it stands between such blocks as a heading, caption or table row would. Where trafilatura finds
little, the whole visible text stays: losing text is worse than keeping a menu.
"""

from __future__ import annotations

import logging
import re
from typing import Any

from ..dates import DATE_PATTERN
from ..errors import LoadError
from ..records import Block, BlockKind, Parsed, Span
from .charset import decode
from .html_metadata import declared_by_page
from .markup import ReadingText, clean_text, parse_html, read_tree
from .text_loader import paragraph_blocks

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]{2,40})", re.I)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_\-]{2,40})", re.I)
_BYLINE = re.compile(rf"(?:by|written by|author|published|posted)\b|{DATE_PATTERN}", re.I)
_LONGEST_BYLINE = 160
_WORD = re.compile(r"\w+")
_ENOUGH_KEPT = 0.25
_MAIN_SHARE = 0.7


def load_html(data: bytes, name: str) -> Parsed:
    """Read an HTML or XHTML page.

    Args:
        data: the whole file.
        name: for messages.

    Raises:
        LoadError: no readable HTML, nested too deep, or no text in it.
    """
    text, notices = decode_markup(data, name)
    root = parse_html(text, name)
    main = clean_text(_main_text(text))
    reading = _whole_reading(root, main)
    kept = _main_blocks(reading, main) if main else list(range(len(reading.blocks)))
    chosen = _rebuilt(reading, kept)
    if not chosen.text.strip():
        raise LoadError(
            f"{name} holds no readable text.",
            "If the page builds its text by script, save it from the browser as text or PDF.",
        )
    return Parsed(
        text=chosen.text,
        media_type="text/html",
        blocks=tuple(chosen.blocks),
        declared=declared_by_page(root),
        notices=notices,
    )


def _whole_reading(root: Any, main: str) -> ReadingText:
    """The page's visible text, by our walk where it finds at least half of the article."""
    body = root.find("body")
    reading = read_tree(root if body is None else body)
    if 2 * len(reading.text) < len(main):
        # The article stands in a `header` or `aside`, or one of them was never closed.
        reading = read_tree(root, keep_furniture=True)
    if 2 * len(reading.text) < len(main):
        # Markup too broken for the walk: the extractor's lines are the paragraphs.
        reading = ReadingText(main, paragraph_blocks(main, 0, len(main)))
        reading.elements = [None] * len(reading.blocks)
    return reading


def decode_markup(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Decode HTML or XHTML: byte-order mark, declared charset, UTF-8, then a guess.

    Raises:
        LoadError: the bytes are no text.
    """
    declared = _XML_CHARSET.search(data[:200]) or _META_CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        charset = declared[1].decode("ascii").lower()
        # The HTML standard reads these labels as windows-1252, and a meta tag in a UTF-16 file
        # can only have been read as ASCII.
        charset = "cp1252" if charset in ("iso-8859-1", "latin-1", "latin1", "ascii") else charset
        if not charset.startswith(("utf-16", "utf-32", "utf-7")):
            try:
                return data.decode(charset).replace("\r\n", "\n").replace("\r", "\n"), ()
            except (UnicodeDecodeError, LookupError):
                pass
    return decode(data, name)


def _main_text(text: str) -> str:
    """What trafilatura takes for the article; empty where it finds none."""
    import trafilatura

    logger = logging.getLogger("trafilatura")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        found = trafilatura.extract(
            text,
            output_format="txt",
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            favor_recall=True,
            deduplicate=False,
            with_metadata=False,
        )
    except (ValueError, TypeError, AttributeError, RecursionError, KeyError, IndexError):
        # An extractor that stumbles over a page costs the cleaning, not the page.
        return ""
    finally:
        logger.setLevel(level)
    return found or ""


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    width = 3 if len(words) >= 3 else max(1, len(words))
    return {tuple(words[i : i + width]) for i in range(len(words) - width + 1)}


def _main_blocks(reading: ReadingText, main: str) -> list[int]:
    """Indices of the blocks that belong to the article."""
    words = _WORD.findall(main.lower())
    known: set[tuple[str, ...]] = set()
    for width in (1, 2, 3):
        known |= {tuple(words[i : i + width]) for i in range(len(words) - width + 1)}
    lines = {" ".join(_WORD.findall(line.lower())) for line in main.splitlines()}
    sure: list[int] = []
    for index, block in enumerate(reading.blocks):
        content = block.span.of(reading.text)
        grams = _shingles(content)
        if not grams:
            continue
        if len(_WORD.findall(content)) < 4:
            # A few common words occur anywhere: a short block must be a line of its own there.
            if " ".join(_WORD.findall(content.lower())) in lines:
                sure.append(index)
        elif len(grams & known) / len(grams) >= _MAIN_SHARE:
            sure.append(index)
    everything = sum(len(block.span) for block in reading.blocks)
    if not sure or sum(len(reading.blocks[i].span) for i in sure) < _ENOUGH_KEPT * everything:
        return list(range(len(reading.blocks)))
    return _with_structure(reading, sure)


def _with_structure(reading: ReadingText, sure: list[int]) -> list[int]:
    """Add headings, captions, table rows, list items and notes that stand inside the article."""
    chosen = set(sure)
    first, last = sure[0], sure[-1]
    structural = (BlockKind.HEADING, BlockKind.CAPTION, BlockKind.TABLE, BlockKind.QUOTE)
    for index, block in enumerate(reading.blocks):
        inside = first < index < last
        if (inside and block.kind in structural) or block.kind is BlockKind.NOTE:
            chosen.add(index)
    text_start = next((i for i in sure if not _is_title(reading.blocks[i])), first)
    headings = [i for i in range(text_start) if _is_title(reading.blocks[i])]
    if headings:
        # Extractors drop the byline between title and text; it says who wrote this.
        chosen.add(headings[-1])
        chosen |= {
            index
            for index in range(headings[-1] + 1, text_start)
            if _BYLINE.match(reading.blocks[index].span.of(reading.text))
            and len(reading.blocks[index].span) < _LONGEST_BYLINE
        }
    for index, block in enumerate(reading.blocks):
        # A list is in or out as a whole: its neighbours in the same parent decide.
        if block.kind is not BlockKind.LIST_ITEM or index in chosen:
            continue
        if any(
            near in chosen and _same_parent(reading.elements[near], reading.elements[index])
            for near in (index - 1, index + 1)
            if 0 <= near < len(reading.blocks)
        ):
            chosen.add(index)
    return sorted(chosen)


def _is_title(block: Block) -> bool:
    return block.kind is BlockKind.HEADING and block.level == 1


def _same_parent(one: Any, other: Any) -> bool:
    return one is not None and other is not None and one.getparent() is other.getparent()


def _rebuilt(reading: ReadingText, kept: list[int]) -> ReadingText:
    """The text of the kept blocks only, with the same glue between them."""
    if len(kept) == len(reading.blocks):
        return reading
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    previous: BlockKind | None = None
    for index in kept:
        block = reading.blocks[index]
        tight = block.kind is previous and block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE)
        glue = ("\n" if tight else "\n\n") if length else ""
        content = block.span.of(reading.text)
        start = length + len(glue)
        parts += [glue, content]
        length = start + len(content)
        blocks.append(Block(block.kind, Span(start, length), block.level))
        previous = block.kind
    return ReadingText("".join(parts), blocks)
