"""From a tree of HTML or XHTML to reading text and blocks; the only file that imports lxml.

The text is what a browser would let you copy: white space collapsed, blocks parted by a blank
line, table cells by a tab, rows and list items by a line end. Superscript digits become
Unicode superscripts, because "2025<sup>1</sup>" must not read as the number 20251.
No parser here resolves entities, loads a DTD or opens a connection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..errors import LoadError
from ..records import Block, BlockKind, Page, Span
from .charset import clean_surrogates

DEEPEST = 250
"""Levels of nesting that are read; libxml2 itself stops, silently, a little past it."""
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_POWER = re.compile(r"[+-]?\d{1,3}")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_SKIPPED = frozenset(
    "script style noscript template head title meta link iframe object embed svg math canvas audio "
    "video source track picture img map area input textarea select option button datalist form "
    "dialog menu rp rt".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav ol p pre section summary "
    "table tbody td tfoot th thead tr ul".split()
)
_XHTML = "http://www.w3.org/1999/xhtml"
_EMPTY_ELEMENT = re.compile(r"<([A-Za-z][\w:.-]*)((?:\s[^<>]*?)?)/>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.I,
)
_PAGE_MARK = "\ufdd0"  # a noncharacter: never in a text, so it can stand for a page break
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0\ufffe\uffff]")


@dataclass
class ReadingText:
    """The text of one tree while it grows, its blocks, and the page marks met on the way."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    elements: list[Any] = field(default_factory=list)
    page_marks: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class _Open:
    """The block being written: its kind, level, element, and the pieces of its text."""

    kind: BlockKind
    level: int = 0
    element: Any = None
    pieces: list[str] = field(default_factory=list)
    keep_space: bool = False


def parse_html(data: bytes | str, name: str) -> Any:
    """The root element of an HTML page.

    Args:
        data: decoded text, or bytes that declare their charset.
        name: for messages.

    Raises:
        LoadError: nothing in it can be parsed, or it is nested past `DEEPEST` levels.
    """
    from lxml import etree, html

    if isinstance(data, str):
        if data.lstrip().startswith("<?xml") or _XHTML in data[:2000]:
            data = _EMPTY_ELEMENT.sub(_opened_and_closed, data)
        # lxml refuses text that carries an encoding declaration of its own.
        data = re.sub(r"^\s*<\?xml[^>]*\?>", "", data)
        data = clean_surrogates(data).encode("utf-8")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(data, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise LoadError(
            f"{name} holds no readable HTML.", "Save or download the page again."
        ) from None
    stopped = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    if stopped or _depth(root) > DEEPEST:
        raise LoadError(
            f"{name} nests its elements more than {DEEPEST} deep.",
            "Save the page as plain text and add that.",
        )
    return root


def _opened_and_closed(match: re.Match[str]) -> str:
    """An empty XHTML element in two tags: HTML reads "<title/>" as a title without end."""
    tag, attributes = match[1], match[2]
    return match[0] if tag.lower() in _VOID else f"<{tag}{attributes}></{tag}>"


def parse_xml(data: bytes, name: str) -> Any:
    """The root element of an XML part (OPF, core properties).

    Raises:
        LoadError: not well-formed, or it declares entities (no honest part of an EPUB or DOCX
            does).
    """
    from lxml import etree

    if b"<!ENTITY" in data or b"<!E\x00N" in data or b"<\x00!\x00E\x00N" in data:
        raise LoadError(
            f"{name} declares XML entities, which are not read.",
            "Save it again from the program that made it.",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(data, parser=parser)
    except (etree.XMLSyntaxError, ValueError):
        raise LoadError(
            f"{name} is damaged: one of its XML parts cannot be parsed.",
            "Save or download it again.",
        ) from None


def read_tree(root: Any, *, keep_furniture: bool = False) -> ReadingText:
    """The reading text of a tree.

    Args:
        root: an lxml element.
        keep_furniture: also read `nav`, page `header`/`footer` and `aside` (books use them for
            text); scripts, forms and hidden elements are always left out.

    Returns:
        Text without leading or trailing white space, blocks in order that do not overlap,
        for each block its element, and `(offset, label)` of EPUB page breaks.
    """
    walk = _Walk(keep_furniture)
    walk.element(root, _Open(BlockKind.PARAGRAPH))
    walk.close()
    return walk.finish()


def clean_text(text: str) -> str:
    """The text without control characters and lone surrogates, line ends made LF."""
    return _CONTROL.sub("", clean_surrogates(text)).replace("\r\n", "\n")


def pages_of(marks: list[tuple[int, str]], length: int) -> tuple[Page, ...]:
    """Pages from `(offset, label)` marks; text before the first mark has no page."""
    pages: list[Page] = []
    for index, (offset, label) in enumerate(marks):
        end = marks[index + 1][0] if index + 1 < len(marks) else length
        pages.append(Page(index + 1, Span(offset, max(offset, end)), label or None))
    return tuple(pages)


class _Walk:
    """One pass over a tree. Depth is bounded by `parse_html`, so recursion is safe."""

    def __init__(self, keep_furniture: bool) -> None:
        self.out = ReadingText()
        self._keep_furniture = keep_furniture
        self._open = _Open(BlockKind.PARAGRAPH)
        self._parts: list[str] = []
        self._length = 0
        self._last: BlockKind | None = None
        self._marks: list[str] = []  # labels of page breaks met and not yet placed
        self._waiting = 0  # page breaks met in blocks without text

    def element(self, node: Any, context: _Open) -> None:
        """Read `node` and what is in it; `context` is the block kind text would get here."""
        tag = node.tag
        if not isinstance(tag, str):
            return
        tag = tag.rsplit("}", 1)[-1].lower()
        if tag in _SKIPPED or _is_hidden(node) or self._is_furniture(node, tag):
            return
        if tag == "br":
            self._open.pieces.append("\n")
            return
        if _is_page_break(node):
            self._marks.append(node.get("title") or node.get("aria-label") or node.text or "")
            self._open.pieces.append(_PAGE_MARK)
            return
        if tag == "tr":
            self._row(node)
            return
        inner = _entered(node, tag, context)
        if tag in _BLOCKS:
            self.close(inner)
        elif tag == "sup":
            self._superscript(node)
            return
        self._say(node.text)
        for child in node:
            self.element(child, inner)
            if tag in _BLOCKS and _is_block(child):
                self.close(inner)
            self._say(child.tail)
        if tag in _BLOCKS:
            self.close(context)

    def close(self, following: _Open | None = None) -> None:
        """Write the open block out and start one like `following`."""
        current = self._open
        self._open = _Open(
            following.kind if following else BlockKind.PARAGRAPH,
            following.level if following else 0,
            following.element if following else None,
            keep_space=following.keep_space if following else False,
        )
        joined = "".join(current.pieces)
        text = joined.strip("\n").rstrip() if current.keep_space else _collapsed(joined)
        marks: list[int] = []
        while _PAGE_MARK in text:
            marks.append(text.index(_PAGE_MARK))
            text = text.replace(_PAGE_MARK, "", 1)
        if not text.strip():
            self._waiting += len(marks)
            return
        marks = [0] * self._waiting + [min(mark, len(text)) for mark in marks]
        self._waiting = 0
        close_kin = (BlockKind.LIST_ITEM, BlockKind.TABLE)
        tight = current.kind in close_kin and current.kind is self._last
        glue = ("\n" if tight else "\n\n") if self._length else ""
        start = self._length + len(glue)
        self._parts += [glue, text]
        self._length = start + len(text)
        for mark in marks:
            self.out.page_marks.append((start + mark, " ".join(self._marks.pop(0).split())))
        self.out.blocks.append(Block(current.kind, Span(start, self._length), current.level))
        self.out.elements.append(current.element)
        self._last = current.kind

    def finish(self) -> ReadingText:
        """The finished text."""
        self.out.text = "".join(self._parts)
        return self.out

    def _say(self, text: str | None) -> None:
        if text:
            text = clean_text(text)
            self._open.pieces.append(text if self._open.keep_space else _SPACES.sub(" ", text))

    def _superscript(self, node: Any) -> None:
        self._say("".join(_visible_text(node)))

    def _row(self, row: Any) -> None:
        self.close(_Open(BlockKind.TABLE, element=row))
        cells = [child for child in row if _tag(child) in ("td", "th") and not _is_hidden(child)]
        texts = [_cell_text(cell) for cell in cells]
        if any(texts):
            self._open.keep_space = True
            self._open.pieces.append("\t".join(texts).rstrip("\t"))
        self.close()

    def _is_furniture(self, node: Any, tag: str) -> bool:
        if self._keep_furniture:
            return False
        if tag in ("nav", "aside") or node.get("role") in (
            "navigation",
            "banner",
            "contentinfo",
            "complementary",
            "search",
        ):
            return True
        if tag in ("header", "footer"):
            # Inside an article they hold its title or notes; outside they are the page's own.
            return not any(_tag(parent) in ("article", "main") for parent in node.iterancestors())
        return False


def _entered(node: Any, tag: str, context: _Open) -> _Open:
    """The kind of block that text directly inside `node` belongs to."""
    kind, level, keep = context.kind, context.level, context.keep_space
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        kind, level = BlockKind.HEADING, int(tag[1])
    elif tag in ("li", "dd", "dt"):
        kind = context.kind if context.kind is BlockKind.NOTE else BlockKind.LIST_ITEM
        if _is_note(node):
            kind = BlockKind.NOTE
    elif tag == "blockquote":
        kind = BlockKind.QUOTE
    elif tag in ("figcaption", "caption") or (tag == "p" and "caption" in _classes(node)):
        kind = BlockKind.CAPTION
    elif tag == "pre":
        kind, keep = BlockKind.CODE, True
    elif tag in ("aside", "section", "div", "ol", "ul", "p") and _is_note(node):
        kind = BlockKind.NOTE
    elif tag in _BLOCKS:
        pass
    else:
        return context
    return _Open(kind, level, node, keep_space=keep)


def _tag(node: Any) -> str:
    return node.tag.rsplit("}", 1)[-1].lower() if isinstance(node.tag, str) else ""


def _classes(node: Any) -> list[str]:
    return (node.get("class") or "").lower().split()


def _is_block(node: Any) -> bool:
    return _tag(node) in _BLOCKS


def _is_note(node: Any) -> bool:
    kind = f"{node.get('epub:type') or ''} {node.get('role') or ''}"
    ident = (node.get("id") or "").lower()
    return (
        bool(re.search(r"\b(?:foot|rear|end)notes?\b|doc-(?:foot|end)note", kind))
        or bool(re.match(r"(?:foot|end)note-\d+$", ident))
        or any(name in ("footnote", "footnotes", "endnote", "endnotes") for name in _classes(node))
    )


def _is_page_break(node: Any) -> bool:
    kind = f"{node.get('epub:type') or ''} {node.get('role') or ''}"
    return "pagebreak" in kind


def _is_hidden(node: Any) -> bool:
    return (
        node.get("hidden") is not None
        or node.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(node.get("style") or ""))
    )


def _visible_text(node: Any) -> Iterator[str]:
    if not isinstance(node.tag, str) or _tag(node) in _SKIPPED or _is_hidden(node):
        return
    if _tag(node) == "sup":
        yield _raised("".join(node.itertext()).strip())
        return
    if node.text:
        yield node.text
    for child in node:
        if _tag(child) in _BLOCKS or _tag(child) == "br":
            yield " "
        yield from _visible_text(child)
        if child.tail:
            yield child.tail


def _raised(text: str) -> str:
    """A note mark or power as Unicode superscripts, other raised text as it is."""
    return text.translate(_SUPERSCRIPTS) if _POWER.fullmatch(text) else text


def _cell_text(cell: Any) -> str:
    return " ".join(clean_text("".join(_visible_text(cell))).split())


def _collapsed(text: str) -> str:
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()


def _depth(root: Any) -> int:
    deepest, stack = 0, [(root, 1)]
    while stack:
        node, level = stack.pop()
        deepest = max(deepest, level)
        if deepest > DEEPEST:
            break
        stack += [(child, level + 1) for child in node]
    return deepest
