"""From the product's records to the evaluation's: what was answered, found again independently.

Nothing the answer says about itself is believed: whether a quote stands at its span, on its page
and in its section is looked up in the documents here.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.records import Document, Passage, Span
from retrieval.records import Answer, Citation, Statement

from .locating import locate
from .records import (
    Cited,
    Evidence,
    Found,
    Gold,
    GoldSpan,
    Group,
    QuestionCase,
    Response,
    Said,
    Side,
    Voice,
)

if TYPE_CHECKING:
    from index.corpus import Corpus


class Observer:
    """Knows a corpus by the file names a question set uses.

    Args:
        corpus: open, its documents indexed.
        folder: file names are relative to it; None = the bare names of the files.
    """

    def __init__(self, corpus: Corpus, folder: Path | None) -> None:
        self._corpus = corpus
        self._folder = folder
        self.id_of = {self.name_of(s.path): s.id for s in corpus.sources() if s.path}
        self._starts: dict[str, list[int]] = {}

    def name_of(self, path: str | None) -> str:
        """The file name a question set would use for a document's path; "" for None."""
        if path is None:
            return ""
        if self._folder is not None:
            try:
                return Path(path).resolve().relative_to(self._folder.resolve()).as_posix()
            except ValueError:
                pass
        return Path(path).name

    def locate_case(self, case: QuestionCase) -> Gold:
        """Find a question's quotes in the documents as they were indexed."""
        return Gold(
            case=case,
            groups=tuple(self._group(group) for group in case.evidence),
            sides=tuple(tuple(self._group(g) for g in v.evidence) for v in case.viewpoints),
            pages=tuple(
                tuple((e.file, e.page) for e in group if e.page is not None)
                for group in case.evidence
            ),
        )

    def _group(self, group: Sequence[Evidence]) -> Group:
        found: dict[GoldSpan, None] = {}
        for evidence in group:
            source = self.id_of.get(evidence.file)
            if source is None:
                continue
            document = self._corpus.document(source)
            for start, end in locate(evidence.quote, document.text, evidence.start):
                page = document.page_at(start)
                sentences = self._sentences(source, Span(start, end))
                number = page.number if page else None
                found[GoldSpan(evidence.file, start, end, sentences, number)] = None
        return tuple(found)

    def respond(
        self,
        case_id: str,
        answer: Answer,
        *,
        confidence: float | None = None,
    ) -> Response:
        """Write an answer down for the metrics.

        Args:
            case_id: of the question.
            answer: as the product gave it.
            confidence: that the documents answer, where the product tells it.
        """
        return Response(
            id=case_id,
            text=answer.text,
            statements=tuple(self._said(s) for s in answer.statements),
            short_answers=tuple(s.text for s in answer.short_answers),
            abstained=answer.abstained,
            unanswered=answer.unanswered,
            viewpoints=tuple(
                Side(v.holders, v.statements, v.relation.value if v.relation else None)
                for v in answer.viewpoints
            ),
            invented=answer.invented,
            left_out=len(answer.left_out),
            confidence=confidence,
            engine=answer.engine,
            seconds=answer.seconds,
            peak_bytes=peak_memory(),
        )

    def list_found(self, passages: Sequence[Passage]) -> tuple[Found, ...]:
        """Write down what search returned, in its order."""
        return tuple(Found(self.name_of(p.source.path), p.span.start, p.span.end) for p in passages)

    def _said(self, statement: Statement) -> Said:
        citations = tuple(self._cited(citation) for citation in statement.citations)
        return Said(statement.text, statement.lead_in, citations, statement.support.value)

    def _cited(self, citation: Citation) -> Cited:
        file = self.name_of(citation.source.path)
        document = self._corpus.document(citation.source.id) if file in self.id_of else None
        span, source = citation.span, citation.source
        inside = document is not None and span is not None and span.end <= len(document.text)
        return Cited(
            file=file,
            quote=citation.quote,
            start=span.start if span else None,
            end=span.end if span else None,
            marker=citation.marker,
            match=citation.match.value,
            reproduces=inside and _reads(document, span) == citation.quote,
            in_place=_in_place(document, citation) if inside else None,
            page=citation.page,
            sentences=self._sentences(source.id, span) if inside and span else (),
            voices=tuple(Voice(s.name, s.reference, s.mode.value) for s in citation.attribution),
            authors=source.authors or tuple(n for n in (source.title, source.publisher) if n),
            context=len(citation.context) if citation.context else 0,
        )

    def _sentences(self, source_id: str, span: Span) -> tuple[int, ...]:
        if source_id not in self._starts:
            self._starts[source_id] = [s.span.start for s in self._corpus.sentences(source_id)]
        sentences = self._corpus.sentences(source_id)
        starts = self._starts[source_id]
        first = max(0, bisect_right(starts, span.start) - 1)
        last = bisect_left(starts, span.end)
        return tuple(i for i in range(first, last) if sentences[i].span.overlaps(span))


def _reads(document: Document | None, span: Span | None) -> str | None:
    return span.of(document.text) if document and span else None


def _in_place(document: Document | None, citation: Citation) -> bool | None:
    """Whether the span begins on the page and in the section it names; None = it names none."""
    span = citation.span
    if document is None or span is None or (citation.page is None and not citation.section):
        return None
    page = document.page_at(span.start)
    on_page = citation.page is None or (page is not None and page.number == citation.page)
    section = not citation.section or document.section_at(span.start) == citation.section
    return on_page and section


def peak_memory() -> int | None:
    """The process's highest resident memory so far in bytes; None where it cannot be read.

    Linux counts it anew for each program (VmHWM); `ru_maxrss` there still holds what the process
    that started us used.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    try:
        import resource
    except ImportError:  # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak if sys.platform == "darwin" else peak * 1024)
