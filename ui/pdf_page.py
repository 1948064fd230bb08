"""One page of a PDF as a picture, and where on it a quote stands. Runs in a child process.

Request on standard input: one JSON line (page, quote, at, width, pixels, memory), then the file's
bytes. Reply on standard output: one JSON line (width, height, boxes, found), then a JPEG.
pypdfium2 has its home in index/loaders/pdf_loader.py for reading; this is its other one, for
drawing.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

_LEAST_PIECE = 12  # letters and digits; shorter ones stand anywhere
_MOST_PIECES = 6
_MOST_BOXES = 200
_QUALITY = 82


def draw(
    data: bytes, number: int, quote: str, at: float, width: int, pixels: int
) -> tuple[bytes, dict[str, Any]]:
    """Draw a page and find a quote on it.

    Args:
        data: the PDF.
        number: of the page, from 1.
        quote: its words as they stand in the document's text.
        at: how far down the page's text it begins, 0 to 1; decides between equal places.
        width: of the picture, in pixels, at most.
        pixels: most pixels of the picture, whatever the page's size.

    Returns:
        A JPEG, and `width`, `height`, `found` (the share of the quote's letters that was found,
        0 to 1) and `boxes`: left, top, width and height as shares of the picture.
    """
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        page = pdf[number - 1]
        rects, found = _find(page, quote, at)
        size = page.get_size()
        scale = min(width / size[0], (pixels / (size[0] * size[1])) ** 0.5)
        bitmap = page.render(scale=scale, may_draw_forms=False)
        place = bitmap.get_posconv(page)
        boxes = [_box(place, rect, bitmap.width, bitmap.height) for rect in rects]
        file = io.BytesIO()
        bitmap.to_pil().convert("RGB").save(file, "JPEG", quality=_QUALITY)
        told = {"width": bitmap.width, "height": bitmap.height, "found": found, "boxes": boxes}
        return file.getvalue(), told
    finally:
        pdf.close()


def _find(page: Any, quote: str, at: float) -> tuple[list[tuple[float, ...]], float]:
    """Rectangles around the quote in the page's own coordinates, and how much of it they hold."""
    turned = page.get_rotation()
    page.set_rotation(0)  # as it was read; turned pages are read in another order
    text_page = page.get_textpage()
    try:
        letters, places = _squeezed(_characters(text_page))
        wanted, _ = _squeezed(quote)
        rects: list[tuple[float, ...]] = []
        held = 0
        for start, end in _pieces(letters, wanted, at):
            held += end - start
            first, last = places[start], places[end - 1]
            for index in range(text_page.count_rects(first, last - first + 1)):
                if len(rects) < _MOST_BOXES:
                    rects.append(text_page.get_rect(index))
        return rects, held / len(wanted) if wanted else 0.0
    finally:
        text_page.close()
        page.set_rotation(turned)


def _characters(text_page: Any) -> str:
    """The page's characters, one for each of PDFium's indices."""
    import pypdfium2.raw as raw

    codes = (raw.FPDFText_GetUnicode(text_page.raw, i) for i in range(text_page.count_chars()))
    return "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)


def _squeezed(text: str) -> tuple[str, list[int]]:
    """Letters and digits alone, folded, and the index each comes from.

    Spaces, line ends and hyphens differ between a page and the text made of it.
    """
    letters: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text):
        for folded in unicodedata.normalize("NFKC", char).casefold():
            if folded.isalnum():
                letters.append(folded)
                places.append(index)
    return "".join(letters), places


def _pieces(letters: str, wanted: str, at: float) -> Iterator[tuple[int, int]]:
    """Where the quote stands: whole, or in pieces where a column or the page ends inside it."""
    rest = wanted
    for _ in range(_MOST_PIECES):
        length = _longest(letters, rest)
        if not length or length < min(_LEAST_PIECE, len(wanted)):
            return
        start = _nearest(letters, rest[:length], at * len(letters))
        yield start, start + length
        rest = rest[length:]
        at = (start + length) / len(letters)


def _longest(letters: str, wanted: str) -> int:
    """How many of the first letters of `wanted` stand together."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if wanted[:middle] in letters:
            low = middle
        else:
            high = middle - 1
    return low


def _nearest(letters: str, piece: str, to: float) -> int:
    best, start = letters.find(piece), letters.find(piece)
    while start >= 0:
        if abs(start - to) < abs(best - to):
            best = start
        start = letters.find(piece, start + 1)
    return best


def _box(place: Any, rect: tuple[float, ...], width: int, height: int) -> list[float]:
    corners = [place.to_bitmap(rect[0], rect[1]), place.to_bitmap(rect[2], rect[3])]
    xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
    shares = (xs[0] / width, ys[0] / height, (xs[1] - xs[0]) / width, (ys[1] - ys[0]) / height)
    return [round(min(1.0, max(0.0, share)), 5) for share in shares]


def serve() -> None:
    """Answer one request; runs in the child only."""
    line = json.loads(sys.stdin.buffer.readline())
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (line["memory"], line["memory"]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    picture, told = draw(
        sys.stdin.buffer.read(),
        line["page"],
        line["quote"],
        line["at"],
        line["width"],
        line["pixels"],
    )
    sys.stdout.buffer.write(json.dumps(told).encode("ascii") + b"\n" + picture)
