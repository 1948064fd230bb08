"""From the lines of PDF pages to one reading text: paragraphs, headings, notes, running heads.

Lines of a paragraph are joined by a space, line-end hyphens by nothing, paragraphs by a blank
line, rows of a table by a line end and its cells by a tab, pages by a line end. Running heads, feet
and page numbers stay in the text as BOILERPLATE.
Where a paragraph runs over a page break it is put last on its page and first on the next, behind
and before the page's notes and feet, so that no page number stands inside a sentence; it is one
block then.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ..records import Block, BlockKind, Page, Span
from .pdf_furniture import Line, find_furniture, has_letters

_TAIL = 80  # characters of a line's end that are looked at; keeps hostile lines cheap
_NOTE_MARK = re.compile(r"(?:\d{1,3}|[⁰¹²³⁴-⁹]{1,3}|[*†‡§]{1,3})[\s.)]?\s*(?=\S)")
_LIST_MARK = re.compile(r"(?:[•‣▪●◦–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_LEADER = re.compile(r"(?:[.…·_]\s?){4,}\s*\w{1,6}$")
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Sen|Gov|No|Nos|Fig|Vol|pp|p|cf|vs|[A-Z])\.$"
)
_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]⁰¹²³⁴-⁹]*$")


@dataclass
class _Paragraph:
    kind: BlockKind
    lines: list[Line]
    level: int = 0
    text: str = ""


@dataclass
class _PageItems:
    """What stands on one page, by place."""

    head: list[_Paragraph] = field(default_factory=list)
    body: list[_Paragraph] = field(default_factory=list)
    foot: list[_Paragraph] = field(default_factory=list)


def lay_out(
    pages: list[list[Line]], labels: list[str | None]
) -> tuple[str, list[Block], list[Page]]:
    """The canonical text of a PDF, its blocks and its pages.

    Args:
        pages: the lines of each page in reading order.
        labels: what the file declares as page labels; None where it declares none. Then the
            printed page number is the label, if it counts up with the pages.
    """
    furniture, printed = find_furniture(pages)
    body_size = _body_size(pages, furniture)
    vocabulary = _vocabulary(pages)
    items: list[_PageItems] = []
    for lines in pages:
        items.append(_sorted_page(lines, furniture, body_size))
    _set_levels(items, body_size)
    for item in items:
        for paragraph in (*item.head, *item.body, *item.foot):
            paragraph.text = _joined(paragraph.lines, vocabulary)
    return _Writer(vocabulary).write(items, [a or b for a, b in zip(labels, printed, strict=True)])


# --- paragraphs -----------------------------------------------------------------------------


def _body_size(pages: list[list[Line]], furniture: set[int]) -> float:
    sizes: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            if id(line) not in furniture:
                sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _sorted_page(lines: list[Line], furniture: set[int], body_size: float) -> _PageItems:
    items = _PageItems()
    text_lines = [line for line in lines if id(line) not in furniture]
    middle = lines[0].page_height / 2 if lines else 0
    for line in lines:
        if id(line) in furniture:
            place = items.head if line.bottom > middle else items.foot
            place.append(_Paragraph(BlockKind.BOILERPLATE, [line]))
    noted = _note_lines(text_lines, body_size)
    taken = {id(line) for line in noted}
    items.body = _paragraphs([line for line in text_lines if id(line) not in taken], body_size)
    notes = _note_paragraphs(noted)
    items.foot = notes + items.foot
    return items


def _note_lines(lines: list[Line], body_size: float) -> list[Line]:
    """The footnotes: small type below all body type, in the lower half, opened by a note mark."""
    body = [line.bottom for line in lines if line.size >= 0.93 * body_size]
    if not body:
        # A page of small type only (an index, a form) has no footnotes.
        return []
    foot = [line for line in lines if line.size < 0.93 * body_size and line.bottom < min(body)]
    while foot and not (
        _NOTE_MARK.match(foot[0].text) and foot[0].bottom < foot[0].page_height / 2
    ):
        foot.pop(0)
    return foot


def _note_paragraphs(lines: list[Line]) -> list[_Paragraph]:
    notes: list[_Paragraph] = []
    for line in lines:
        if not notes or _NOTE_MARK.match(line.text):
            notes.append(_Paragraph(BlockKind.NOTE, [line]))
        else:
            notes[-1].lines.append(line)
    return notes


def _paragraphs(lines: list[Line], body_size: float) -> list[_Paragraph]:
    pitches = [
        above.bottom - below.bottom
        for above, below in pairwise(lines)
        if 0 < above.bottom - below.bottom < 4 * body_size
    ]
    pitch = _usual_pitch(pitches) if pitches else 1.2 * body_size
    rights = _column_rights(lines)
    paragraphs: list[_Paragraph] = []
    for line in lines:
        before = paragraphs[-1].lines[-1] if paragraphs else None
        if "\t" in line.text:
            paragraphs.append(_Paragraph(BlockKind.TABLE, [line]))
        elif (
            before is None
            or "\t" in before.text
            or _begins(before, line, pitch, rights[_column(before)])
        ):
            kind = BlockKind.LIST_ITEM if _LIST_MARK.match(line.text) else BlockKind.PARAGRAPH
            paragraphs.append(_Paragraph(kind, [line]))
        else:
            paragraphs[-1].lines.append(line)
    for index, paragraph in enumerate(paragraphs):
        near = paragraphs[max(0, index - 1) : index + 2]
        if paragraph.kind is BlockKind.TABLE:
            if sum(p.kind is BlockKind.TABLE for p in near) < 2:
                paragraph.kind = BlockKind.PARAGRAPH  # one line with a gap makes no table
        elif _is_heading(paragraph, body_size):
            paragraph.kind = BlockKind.HEADING
    return paragraphs


def _usual_pitch(pitches: list[float]) -> float:
    """The distance of lines within paragraphs: the smaller half tells it."""
    ordered = sorted(pitches)
    return median(ordered[: max(1, (2 * len(ordered)) // 3)])


def _column(line: Line) -> int:
    """Lines of one column begin within about an indent of each other."""
    return round(line.left / 30)


def _column_rights(lines: list[Line]) -> dict[int, float]:
    """How far right the lines of each column reach, a few overlong ones aside."""
    reaches: dict[int, list[float]] = {}
    for line in lines:
        for column in (_column(line) - 1, _column(line), _column(line) + 1):
            reaches.setdefault(column, []).append(line.right)
    return {column: _reach(sorted(found)) for column, found in reaches.items()}


def _reach(rights: list[float]) -> float:
    return rights[int(0.9 * (len(rights) - 1)) if len(rights) >= 10 else -1]


def _begins(before: Line, line: Line, pitch: float, right: float) -> bool:
    """Whether `line` opens a paragraph after `before`."""
    if before.hyphenated:
        return False
    if _LEADER.search(before.text[-_TAIL:]):
        return True
    if abs(line.size - before.size) > 0.08 * max(line.size, before.size):
        return True
    if _LIST_MARK.match(line.text) and (
        _ENDED.search(before.text[-_TAIL:]) or line.text[0] in "•‣▪●◦"
    ):
        return True
    drop = before.bottom - line.bottom
    if drop < 0:
        # The next column, or text placed out of order.
        return not (line.text[0].islower() or not _ENDED.search(before.text[-_TAIL:]))
    if drop > 1.35 * pitch:
        return True
    if before.bold != line.bold and (before.bold or line.bold):
        return not line.text[0].islower()
    ended = bool(_ENDED.search(before.text[-_TAIL:]))
    if ended and line.left > before.left + 0.6 * line.size:
        return True
    # A line that stops well before its column's edge, with room for the next word, was ended on
    # purpose. Unjustified text ends lines anywhere, so "well" is a quarter of the column after a
    # full stop, more without one, most of it before a small letter.
    room = right - before.right
    if room < 0.6 * line.size * len(line.text.split(maxsplit=1)[0]):
        return False
    lower = line.text[0].islower()
    share = (1.0 if lower else 0.25) if ended else (0.6 if lower else 0.45)
    return room > share * max(1.0, right - min(before.left, line.left))


def _is_heading(paragraph: _Paragraph, body_size: float) -> bool:
    lines = paragraph.lines
    length = sum(len(line.text) for line in lines)
    if len(lines) > 3 or length > 200 or not has_letters(lines[0].text):
        return False
    if _LEADER.search(lines[-1].text[-_TAIL:]):
        return False
    if lines[0].size >= 1.15 * body_size:
        return True
    return (
        all(line.bold for line in lines)
        and len(lines) <= 2
        and length <= 120
        and not lines[-1].text.endswith((".", ",", ";"))
        and lines[0].size >= 0.95 * body_size
    )


def _set_levels(items: list[_PageItems], body_size: float) -> None:
    """Heading levels by rank of type size; bold headings of body size come last."""
    headings = [p for item in items for p in item.body if p.kind is BlockKind.HEADING]
    sizes: list[float] = []
    for size in sorted({p.lines[0].size for p in headings}, reverse=True):
        if not sizes or sizes[-1] - size > 0.05 * body_size:
            sizes.append(size)
    for heading in headings:
        rank = sum(size - heading.lines[0].size > 0.05 * body_size for size in sizes)
        heading.level = min(6, rank + 1)


# --- joining --------------------------------------------------------------------------------


def _vocabulary(pages: list[list[Line]]) -> Counter[str]:
    words: Counter[str] = Counter()
    for lines in pages:
        for line in lines:
            words.update(re.findall(r"\w+(?:-\w+)*", line.text.lower()))
    return words


def _joined(lines: list[Line], vocabulary: Counter[str]) -> str:
    text = lines[0].text
    for above, below in pairwise(lines):
        text = _glued(text, below.text, above.hyphenated, vocabulary)
    if lines[-1].hyphenated:
        text += "-"
    return text


def _glued(text: str, following: str, hyphenated: bool, vocabulary: Counter[str]) -> str:
    """Two lines as one; a hyphen at the end of the first is dropped where it only broke a word."""
    if not hyphenated:
        return f"{text} {following}"
    head = re.search(r"[\w-]+$", text[-_TAIL:])
    tail = re.match(r"[\w-]+", following)
    if head is None or tail is None:
        return f"{text}- {following}" if head is None else f"{text}-{following}"
    if not following[0].islower():
        return f"{text}-{following}"
    compound = f"{head[0]}-{tail[0]}".lower()
    whole = f"{head[0]}{tail[0]}".lower()
    if vocabulary[compound] > vocabulary[whole]:
        return f"{text}-{following}"
    return f"{text}{following}"


class _Writer:
    """Writes pages one after the other and remembers where everything landed."""

    def __init__(self, vocabulary: Counter[str]) -> None:
        self._vocabulary = vocabulary
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def write(
        self, items: list[_PageItems], labels: list[str | None]
    ) -> tuple[str, list[Block], list[Page]]:
        """The text, its blocks and its pages."""
        pages: list[Page] = []
        carried = False
        for index, item in enumerate(items):
            if index:
                self._put("\n")
            start = self._length
            runs_on = index + 1 < len(items) and self._runs_on(item, items[index + 1], carried)
            if runs_on:
                self._move_broken_word(item.body[-1], items[index + 1].body[0])
            before: _Paragraph | None = None
            for paragraph, continues in self._ordered(item, carried, runs_on):
                if before:
                    row = before.kind is paragraph.kind is BlockKind.TABLE
                    self._put("\n" if row else "\n\n")
                self._paragraph(paragraph, continues)
                before = paragraph
            pages.append(Page(index + 1, Span(start, self._length), labels[index]))
            carried = runs_on
        # A page reaches to where the next one starts, so that no character is between pages.
        closed = [
            Page(page.number, Span(page.span.start, following.span.start), page.label)
            for page, following in pairwise(pages)
        ]
        return "".join(self._parts), self._blocks, closed + pages[-1:]

    @staticmethod
    def _runs_on(item: _PageItems, following: _PageItems, carried: bool) -> bool:
        if not item.body or not following.body or (carried and len(item.body) == 1):
            return False
        last, first = item.body[-1], following.body[0]
        plain = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        if last.kind not in plain or first.kind is not BlockKind.PARAGRAPH:
            return False
        if last.lines[-1].hyphenated:
            return True
        if abs(last.lines[-1].size - first.lines[0].size) > 0.08 * last.lines[-1].size:
            return False
        if _ABBREVIATED.search(last.text[-_TAIL:]):
            return True
        ended = _ENDED.search(last.text[-_TAIL:]) is not None
        return not ended and (first.text[0].islower() or len(last.lines) > 1)

    @staticmethod
    def _ordered(item: _PageItems, carried: bool, runs_on: bool) -> list[tuple[_Paragraph, bool]]:
        opening = [(item.body[0], True)] if carried else []
        body = item.body[1:] if carried else item.body
        closing = [(body[-1], False)] if runs_on and body else []
        body = body[:-1] if closing else body
        between = [(p, False) for p in (*item.head, *body, *item.foot)]
        return [*opening, *between, *closing]

    def _move_broken_word(self, last: _Paragraph, first: _Paragraph) -> None:
        """A word hyphenated over the page break goes whole onto its first page."""
        if not last.lines[-1].hyphenated:
            return
        word, _, rest = first.text.partition(" ")
        if rest:
            last.text = _glued(last.text.removesuffix("-"), word, True, self._vocabulary)
            first.text = rest

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _paragraph(self, paragraph: _Paragraph, continues: bool) -> None:
        start = self._length
        self._put(paragraph.text)
        if continues and self._blocks:
            before = self._blocks[-1]
            self._blocks[-1] = Block(before.kind, Span(before.span.start, self._length))
        else:
            self._blocks.append(Block(paragraph.kind, Span(start, self._length), paragraph.level))
