"""An answer for the terminal: plain text, colour only where a person looks at it.

Document text may hold escape sequences that would move the cursor or retitle the window; nothing
reaches the terminal without `clean`.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import TextIO

from index.records import Source
from retrieval.records import Answer, Citation, Statement
from retrieval.search import FindReport, Hit

from .arranging import arrange, named, shorten, shown, term_totals, words_of
from .phrases import (
    DONT_SAY,
    NEAREST,
    WHO,
    chain_of,
    closing_lines,
    locate,
    place_of,
    plural,
    verdict_of,
)

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BOLD, _DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_MOST_COUNTED = 30
_NEAREST = 320


def clean(text: str) -> str:
    """The text without control characters and text-direction overrides; tabs, line ends stay."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def use_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that wants colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int:
    """Columns to wrap at: the terminal's, at most 100."""
    if not stream.isatty():
        return 100
    return max(40, min(100, shutil.get_terminal_size().columns))


class Printer:
    """Collects lines, wrapped and coloured for one stream.

    Args:
        stream: where the lines will go; decides width and colour.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        target = stream or sys.stdout
        self._colour = use_colour(target)
        self._width = width_of(target)
        self._lines: list[str] = []

    def line(self, text: str = "", *, indent: int = 0, style: str = "", hang: int = 0) -> None:
        """Add one paragraph; what comes from documents is cleaned here."""
        wrapped = textwrap.wrap(
            clean(text).replace("\n", " "),
            width=self._width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
        before, after = (style, _END) if style and self._colour else ("", "")
        self._lines.extend(f"{before}{row}{after}" for row in wrapped)

    def bold(self, text: str, *, indent: int = 0) -> None:
        """Add a heading."""
        self.line(text, indent=indent, style=_BOLD)

    def dim(self, text: str, *, indent: int = 0) -> None:
        """Add a remark."""
        self.line(text, indent=indent, style=_DIM)

    def text(self) -> str:
        """Everything added so far."""
        return "\n".join(self._lines)


def answer_text(
    answer: Answer, *, names: dict[str, str] | None = None, out: Printer | None = None
) -> str:
    """An answer with its evidence, for the terminal.

    Args:
        answer: any answer.
        names: source id -> label, to name documents that are not cited.
        out: where lines are collected; None makes one for standard output.
    """
    out = out or Printer()
    if answer.rewritten:
        out.dim(f"Read as: {answer.rewritten}")
        out.line()
    if answer.abstained:
        out.bold(f"{DONT_SAY}.")
    _short_answers(answer, out)
    _statements(answer, out)
    _unanswered(answer, out, names or {})
    _evidence(answer, out)
    _closing(answer, out)
    return out.text()


def _short_answers(answer: Answer, out: Printer) -> None:
    for short in answer.short_answers:
        marks = "".join(f"[{c.marker}]" for c in short.citations if c.marker)
        said = f" ({named(short.holders, answer)})" if short.holders else ""
        out.bold(f"{short.text}{said} {marks}")
    if answer.short_answers:
        out.line()


def _statements(answer: Answer, out: Printer) -> None:
    for section in arrange(answer):
        if section.title:
            out.bold(section.title)
        for group in section.groups:
            note = f" ({group.note})" if group.note else ""
            if group.heading:
                out.line(f"{group.heading}{note}", indent=2)
            indent = 4 if group.heading else 2 if section.title else 0
            for statement in group.statements:
                out.line(_said(statement) + ("" if group.heading else note), indent=indent)
        out.line()


def _said(statement: Statement) -> str:
    marks = "".join(f"[{c.marker}]" for c in statement.citations)
    return f"{statement.lead_in}{words_of(statement)} {marks}"


def _unanswered(answer: Answer, out: Printer, names: dict[str, str]) -> None:
    if answer.unanswered and not answer.abstained:
        for part in answer.unanswered:
            out.bold(f"{DONT_SAY}: {part}")
    if not (answer.abstained or answer.unanswered):
        return
    totals = term_totals(answer)
    if totals:
        out.line()
        out.line("The question's words, counted exactly in the documents asked:")
        for term, (count, documents) in totals.items():
            where = f" in {plural(documents, 'document')}" if count else ""
            out.line(f"{term}: {count:,}{where}", indent=2)
        held = [c for c in answer.coverage if any(c.term_counts.values())]
        for entry in held[:_MOST_COUNTED]:
            counts = ", ".join(f"{t} {n}" for t, n in entry.term_counts.items() if n)
            out.dim(f"{names.get(entry.source_id, entry.source_id[:12])}: {counts}", indent=4)
        if len(held) > _MOST_COUNTED:
            out.dim(f"and {plural(len(held) - _MOST_COUNTED, 'more document')}", indent=4)
    if answer.nearest:
        out.line()
        out.bold(NEAREST)
        for passage in answer.nearest:
            words = shown(passage.text, passage.source.media_type)
            out.line(f"- {locate(passage)}: {shorten(words, _NEAREST)}", hang=2)
    if not answer.abstained:
        out.line()


def _evidence(answer: Answer, out: Printer) -> None:
    if not answer.statements:
        return
    out.bold("Evidence")
    seen: set[int] = set()
    for statement in answer.statements:
        for citation in statement.citations:
            if citation.marker in seen:
                continue
            seen.add(citation.marker)
            out.line(f"[{citation.marker}] {locate(citation)}", hang=4)
            out.dim(verdict_of(citation, statement.support, statement.reason), indent=4)
            if " ".join(citation.quote.split()) != statement.text:
                out.line(f"“{shown(citation.quote, citation.source.media_type)}”", indent=4)
            if citation.attribution:
                out.dim(f"{WHO}: {'; '.join(chain_of(citation))}", indent=4)


def _closing(answer: Answer, out: Printer) -> None:
    lines = closing_lines(answer)
    if lines:
        out.line()
    for line in lines:
        out.dim(f"Note: {line}")


def find_text(report: FindReport, sources: Iterable[Source], out: Printer | None = None) -> str:
    """Every occurrence of a phrase, by document, with counts."""
    out = out or Printer()
    known = {source.id: source for source in sources}
    held = {i: n for i, n in report.counts.items() if n}
    out.bold(
        f"{plural(len(report.hits), 'time')} in {plural(len(held), 'document')} "
        f"of {len(report.counts):,}"
    )
    for source_id, count in held.items():
        out.line()
        label = known[source_id].label if source_id in known else source_id[:12]
        out.bold(f"{label} ({count:,})")
        for hit in report.hits:
            if hit.source.id == source_id:
                out.line(_hit(hit), indent=2, hang=2)
    return out.text()


def _hit(hit: Hit) -> str:
    place = f"p. {hit.page_label or hit.page}: " if hit.page else ""
    words = " ".join(f"{hit.prefix}«{hit.quote}»{hit.suffix}".split())
    return f"{place}…{words}…"


def citation_line(citation: Citation) -> str:
    """A citation in one line: marker, title and place."""
    place = place_of(citation)
    return clean(f"[{citation.marker}] {citation.source.label}{f', {place}' if place else ''}")
