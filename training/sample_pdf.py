"""Set a manuscript as a PDF: running heads, printed page labels, tables, words broken at line ends.

Set by hand rather than by a layout engine: the traps (a quotation over a page end, a table between
two paragraphs, a broken word) must stand exactly where the source puts them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from .manuscript import SOFT_HYPHEN, Manuscript


class _Press:
    """Sets a manuscript page by page, with a running head and the printed page label."""

    width, height = 419.5, 595.3  # A5 in points
    left, right, top, bottom = 52.0, 367.5, 530.0, 60.0

    def __init__(self, manuscript: Manuscript) -> None:
        from reportlab.pdfbase.pdfmetrics import stringWidth
        from reportlab.pdfgen.canvas import Canvas

        self._measure = stringWidth
        self._manuscript = manuscript
        self._out = io.BytesIO()
        size = (self.width, self.height)
        self._canvas: Any = Canvas(self._out, pagesize=size, invariant=1, pageCompression=1)
        self._canvas.setTitle(manuscript.field("title"))
        self._canvas.setAuthor(manuscript.field("author"))
        self._canvas.setCreator("a typesetter")
        self._y = self.top
        self._pages: list[str] = []

    def set_pages(self) -> bytes:
        """The whole PDF."""
        for block in self._manuscript.blocks:
            label, _, rest = block.partition("\n")
            if label.startswith("@@ "):
                self._begin_page(label[3:].strip())
                block = rest.strip()
            if block:
                self._set_block(block)
        self._label_pages()
        self._canvas.save()
        return self._out.getvalue()

    def _begin_page(self, label: str) -> None:
        if self._pages:
            self._canvas.showPage()
        self._pages.append(label)
        self._y = self.top
        self._canvas.setFont("Times-Italic", 9)
        self._canvas.drawString(self.left, 556, self._manuscript.field("head"))
        self._canvas.setFont("Times-Roman", 9)
        self._canvas.drawString(self.left, 36, self._manuscript.field("foot"))
        self._canvas.drawRightString(self.right, 36, label)

    def _label_pages(self) -> None:
        roman = [page for page in self._pages if not page.isdigit()]
        if roman:
            self._canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
        if len(roman) < len(self._pages):
            first = int(self._pages[len(roman)])
            self._canvas.addPageLabel(len(roman), style="ARABIC", start=first)

    def _set_block(self, block: str) -> None:
        if block.startswith("## "):
            self._set_lines(block[3:], "Times-Bold", 12, 16)
        elif block.startswith("# "):
            self._set_lines(block[2:], "Times-Bold", 16, 21)
        elif block.startswith("|"):
            self._set_table(block)
        elif "\t" in block:
            self._set_contents(block)
        elif re.match(r"Table \d+\. ", block):
            self._set_lines(block, "Times-Italic", 10, 13, after=4)
        else:
            self._set_lines(block, "Times-Roman", 11, 14.5)

    def _set_lines(
        self, text: str, font: str, size: float, leading: float, after: float = 9
    ) -> None:
        for line in self._broken(" ".join(text.split()), font, size):
            self._line(line, font, size, leading)
        self._y -= after

    def _line(self, text: str, font: str, size: float, leading: float) -> None:
        if self._y < self.bottom:
            raise ValueError(f"{self._manuscript.name}: page {self._pages[-1]} is too long")
        self._canvas.setFont(font, size)
        self._canvas.drawString(self.left, self._y, text)
        self._y -= leading

    def _broken(self, text: str, font: str, size: float) -> Iterator[str]:
        room = self.right - self.left
        line = ""
        for word in text.split(" "):
            plain = word.replace(SOFT_HYPHEN, "")
            longer = f"{line} {plain}".strip()
            if self._measure(longer, font, size) <= room:
                line = longer
                continue
            head, mark, tail = word.partition(SOFT_HYPHEN)
            if mark and self._measure(f"{line} {head}-", font, size) <= room:
                yield f"{line} {head}-"
                line = tail.replace(SOFT_HYPHEN, "")
            else:
                yield line
                line = plain
        yield line

    def _set_table(self, block: str) -> None:
        rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in block.splitlines()]
        step = 150 / max(1, len(rows[0]) - 1)
        for number, row in enumerate(rows):
            font = "Times-Bold" if number == 0 else "Times-Roman"
            self._canvas.setFont(font, 10)
            self._canvas.drawString(self.left, self._y, row[0])
            for place, cell in enumerate(row[1:], 1):
                self._canvas.drawRightString(self.left + 165 + place * step, self._y, cell)
            self._y -= 14
        self._y -= 9

    def _set_contents(self, block: str) -> None:
        room = self.right - self.left - 24
        for row in block.splitlines():
            title, _, page = row.partition("\t")
            width = self._measure(title, "Times-Roman", 11)
            dots = "." * int((room - width) / self._measure(".", "Times-Roman", 11))
            self._line(f"{title} {dots} {page}", "Times-Roman", 11, 15)
        self._y -= 9


def make_pdf(manuscript: Manuscript) -> bytes:
    """A PDF with running heads, printed page labels and tables.

    Raises:
        ValueError: a page of the source does not fit on a page.
    """
    return _Press(manuscript).set_pages()
