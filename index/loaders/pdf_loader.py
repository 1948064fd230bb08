"""PDF: characters by index from PDFium, lines from their boxes, the rest in `pdf_layout`.

The only file here that imports pypdfium2 (`ui.pdf_page` draws pages with it). PDFium is not
thread-safe, so one lock guards every call. Text is read character by character: slices by text
range are off by one after characters that PDFium inserts or drops. Pages are read as if unrotated;
otherwise the order of lines is scrambled.
"""

from __future__ import annotations

import ctypes
import math
import re
import threading
from statistics import median
from typing import Any

from ..errors import LoadError
from ..limits import Limits
from ..names import is_placeholder
from ..records import Parsed
from .charset import clean_surrogates
from .detection import MEDIA_TYPES
from .docx_loader import declared_writers, is_empty_title
from .pdf_furniture import Line
from .pdf_layout import lay_out

_LOCK = threading.Lock()
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HYPHENS = ("\x02", "\ufffe")
_RAISED_SIZE = 0.9  # of the line; what is also raised is a note mark or a power
_CELL_GAP = 2.0  # of the type size; justified text stays well below
_NARROW_CELL_GAP = 0.8  # where other gaps of the line are much smaller
_DROPPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\uffff\ufeff]")


def load_pdf(data: bytes, name: str, limits: Limits) -> Parsed:
    """Read a PDF with a text layer.

    Args:
        data: the whole file.
        name: for messages.
        limits: `pages` applies.

    Raises:
        LoadError: damaged, encrypted, too many pages, or pictures of text only.
    """
    with _LOCK:
        pdf = _opened(data, name)
        try:
            count = len(pdf)
            if count > limits.pages:
                raise LoadError(
                    f"{name} has {count:,} pages; the limit is {limits.pages:,}.",
                    "Split it and add the parts.",
                )
            if count == 0:
                raise LoadError(f"{name} has no pages.", "Save or download it again.")
            pages = [_lines(pdf, index) for index in range(count)]
            labels = [pdf.get_page_label(index) or None for index in range(count)]
            declared = _properties(pdf)
        finally:
            pdf.close()
    readable = [lines for lines in pages if lines]
    if not readable:
        raise LoadError(
            f"{name} has no text layer (scanned?).",
            "Run OCR on it first, for example with OCRmyPDF, and add the result.",
        )
    text, blocks, spans = lay_out([lines or [] for lines in pages], labels)
    notices: list[str] = []
    unread = [str(i) for i, lines in enumerate(pages, start=1) if lines is None]
    if unread:
        notices.append(f"{len(unread)} page(s) could not be read: {', '.join(unread[:20])}.")
    empty = sum(lines == [] for lines in pages)
    if empty:
        notices.append(f"{empty} of {count} pages hold no text (pictures or blank).")
    return Parsed(
        text=text,
        media_type=MEDIA_TYPES["pdf"],
        blocks=tuple(blocks),
        pages=tuple(spans),
        declared=declared,
        notices=tuple(notices),
    )


def _opened(data: bytes, name: str) -> Any:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        len(pdf)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise LoadError(
                f"{name} needs a password.", "Save a copy without the password and add that."
            ) from None
        raise LoadError(
            f"{name} is damaged: PDFium cannot open it.", "Save or download it again."
        ) from None
    return pdf


def _lines(pdf: Any, index: int) -> list[Line] | None:
    """The lines of one page in the order of the file; None where the page cannot be read."""
    import pypdfium2

    try:
        page = pdf[index]
    except pypdfium2.PdfiumError:
        return None
    try:
        page.set_rotation(0)
        height = float(page.get_height())
        text_page = page.get_textpage()
        try:
            return _PageReader(text_page, index, height).lines()
        finally:
            text_page.close()
    except pypdfium2.PdfiumError:
        return None
    finally:
        page.close()


class _PageReader:
    """Groups the characters of one text page into lines.

    PDFium ends lines with CR LF, but not where it saw a hyphen (U+0002), and it also ends them
    around raised characters: pieces that stand side by side are put together again.
    """

    def __init__(self, text_page: Any, index: int, height: float) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._page = text_page.raw
        self._index = index
        self._height = height
        self._count = text_page.count_chars()

    def lines(self) -> list[Line]:
        """All lines that hold more than white space."""
        lines: list[Line] = []
        for start, end, hyphenated in self._pieces():
            line = self._line(start, end, hyphenated)
            if line is None:
                continue
            if lines and _continues(lines[-1], line):
                lines[-1] = _merged(lines[-1], line)
            else:
                lines.append(line)
        return lines

    def _pieces(self) -> list[tuple[int, int, bool]]:
        """Index ranges of pieces, and whether a line-end hyphen closes them."""
        pieces: list[tuple[int, int, bool]] = []
        start = 0
        self._chars = [self._character(i) for i in range(self._count)]
        for i, char in enumerate(self._chars):
            if char in ("\r", "\n") or char in _HYPHENS:
                if i > start:
                    pieces.append((start, i, char in _HYPHENS))
                start = i + 1
        if self._count > start:
            pieces.append((start, self._count, False))
        return pieces

    def _character(self, i: int) -> str:
        code = self._raw.FPDFText_GetUnicode(self._page, i)
        return chr(code) if code <= 0x10FFFF else "\ufffd"

    def _line(self, start: int, end: int, hyphenated: bool) -> Line | None:
        while start < end and self._chars[start].isspace():
            start += 1
        while end > start and self._chars[end - 1].isspace():
            end -= 1
        if start == end:
            return None
        first, last = self._box(start), self._box(end - 1)
        size = median(self._size(i) for i in (start, (start + end) // 2, end - 1))
        chars = self._chars[start:end]
        middle = self._box((start + end) // 2)
        bottom = min(first[1], last[1], middle[1])
        for offset, char in enumerate(chars):
            if char.isascii() and char.isdigit() and self._is_raised(start + offset, size, bottom):
                chars[offset] = char.translate(_SUPERSCRIPTS)
        self._part_cells(chars, start, size)
        text = _DROPPED.sub("", clean_surrogates("".join(chars)))
        text = "\t".join(" ".join(cell.split()) for cell in text.split("\t"))
        if not text:
            return None
        if re.search(r"[^\W\d_]-$", text):
            # Not every line-end hyphen is reported as one, at the end of a page never.
            text, hyphenated = text[:-1], True
        return Line(
            text=text,
            left=first[0],
            right=last[2],
            bottom=bottom,
            top=max(first[3], last[3], middle[3]),
            size=size,
            bold=self._is_bold(start) and self._is_bold(end - 1),
            hyphenated=hyphenated,
            page=self._index,
            page_height=self._height,
        )

    def _part_cells(self, chars: list[str], start: int, size: float) -> None:
        """Make the wide gaps of a line tabs; justified text, whose gaps are all alike, has none."""
        gaps = {
            offset: self._box(start + offset + 1)[0] - self._box(start + offset - 1)[2]
            for offset, char in enumerate(chars)
            if char == " " and 0 < offset < len(chars) - 1
        }
        usual = min(gaps.values(), default=0.0)
        for offset, gap in gaps.items():
            if gap > _CELL_GAP * size or (gap > _NARROW_CELL_GAP * size and gap > 2.5 * usual):
                chars[offset] = "\t"

    def _box(self, i: int) -> tuple[float, float, float, float]:
        rect = self._raw.FS_RECTF()
        if not self._raw.FPDFText_GetLooseCharBox(self._page, i, rect):
            return (0.0, 0.0, 0.0, 0.0)
        return (rect.left, rect.bottom, rect.right, rect.top)

    def _size(self, i: int) -> float:
        # The nominal size may be 1 with all scaling in the matrix. Boxes differ between fonts of
        # one size, so they are only the last resort.
        matrix = self._raw.FS_MATRIX()
        nominal = float(self._raw.FPDFText_GetFontSize(self._page, i))
        if nominal > 0 and self._raw.FPDFText_GetMatrix(self._page, i, matrix):
            size = nominal * math.hypot(matrix.b, matrix.d)
            if 1 < size < 1000:
                return size
        _, bottom, _, top = self._box(i)
        return max(0.1, top - bottom)

    def _is_raised(self, i: int, size: float, bottom: float) -> bool:
        low = self._box(i)[1]
        return self._size(i) < _RAISED_SIZE * size and low > bottom + 0.15 * size

    def _is_bold(self, i: int) -> bool:
        buffer = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        length = self._raw.FPDFText_GetFontInfo(self._page, i, buffer, 128, ctypes.byref(flags))
        if not 0 < length <= 128:
            return False
        font = buffer.value.decode("utf-8", "replace").lower()
        return "bold" in font or "black" in font or "heavy" in font


def _continues(before: Line, line: Line) -> bool:
    """Whether `line` stands on the same line of print, right behind `before`."""
    if before.hyphenated:
        return False
    overlap = min(before.top, line.top) - max(before.bottom, line.bottom)
    if overlap < 0.5 * min(before.size, line.size):
        return False
    return -0.3 * before.size < line.left - before.right < _CELL_GAP * max(before.size, line.size)


def _merged(before: Line, line: Line) -> Line:
    gap = line.left - before.right
    size = max(before.size, line.size)
    text = line.text
    raised = (
        line.size < _RAISED_SIZE * before.size and line.bottom > before.bottom + 0.15 * before.size
    )
    if raised and text.isascii() and text.isdigit():
        text = text.translate(_SUPERSCRIPTS)
    glue = "" if raised or gap < 0.12 * size else " "
    return Line(
        text=before.text + glue + text,
        left=before.left,
        right=line.right,
        bottom=before.bottom if before.size >= line.size else line.bottom,
        top=max(before.top, line.top),
        size=size,
        bold=before.bold and line.bold,
        hyphenated=line.hyphenated,
        page=before.page,
        page_height=before.page_height,
    )


def _properties(pdf: Any) -> dict[str, str | tuple[str, ...]]:
    """Title and author of the information dictionary, unless a program filled them in."""
    declared: dict[str, str | tuple[str, ...]] = {}
    info = {key: " ".join(clean_surrogates(value).split()) for key, value in _info(pdf).items()}
    title = info.get("Title", "")
    if len(title) > 3 and not is_empty_title(title) and not is_placeholder(title):
        declared["title"] = title
    declared.update(declared_writers(info.get("Author", "")))
    return declared


def _info(pdf: Any) -> dict[str, str]:
    found: dict[str, str] = pdf.get_metadata_dict()
    return {key: value.replace("\x00", "") for key, value in found.items() if value}
