"""A saved answer looked up again: every citation holds, moved, changed or is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.records import Source, Span

from .citing import CorpusView, locate, read_document
from .records import Answer, Citation


class Durability(StrEnum):
    """What became of a saved citation."""

    HOLDS = "holds"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CitationReport:
    """One saved citation, looked up again.

    Attributes:
        citation: as saved.
        statement: its index in `Answer.statements`.
        outcome: HOLDS = the same words at the same place of the current version; MOVED = the
            same words elsewhere in it or in its newer version; CHANGED = the source is there,
            the words are not; GONE = there is no such source any more.
        source: where the words are now; None unless they hold or moved.
        span: where in that source; None unless they hold or moved.
    """

    citation: Citation
    statement: int
    outcome: Durability
    source: Source | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What `verify` found, one entry per citation in order."""

    citations: tuple[CitationReport, ...]

    def count(self, outcome: Durability) -> int:
        """How many citations had this outcome."""
        return sum(c.outcome is outcome for c in self.citations)

    @property
    def sound(self) -> bool:
        """Whether every citation holds or was found again."""
        return all(c.outcome in (Durability.HOLDS, Durability.MOVED) for c in self.citations)


def verify(answer: Answer, corpus: CorpusView) -> VerifyReport:
    """Find every citation of a saved answer again.

    Args:
        answer: as saved.
        corpus: as it is now; superseded versions may still be resolved.

    Returns:
        One entry per citation of every statement, in order.

    Raises:
        CorpusError: the corpus is damaged; a citation is not called gone for that.
    """
    current = corpus.sources()
    return VerifyReport(
        tuple(
            _look_again(citation, index, corpus, current)
            for index, statement in enumerate(answer.statements)
            for citation in statement.citations
        )
    )


def _look_again(
    citation: Citation, index: int, corpus: CorpusView, current: Sequence[Source]
) -> CitationReport:
    source = citation.source
    is_current = any(s.id == source.id for s in current)
    newer = next((s for s in current if source.path and s.path == source.path), None)
    if is_current:
        document = read_document(source.id, corpus)
    elif newer is not None:
        document = read_document(newer.id, corpus)
    else:
        document = read_document(source.id, corpus)
    if document is None:
        return CitationReport(citation, index, Durability.GONE)
    span = citation.span
    in_reach = document.source.id == source.id and span and span.end <= len(document.text)
    if in_reach and span and span.of(document.text) == citation.quote:
        return CitationReport(citation, index, Durability.HOLDS, document.source, span)
    place = locate(citation.quote, document, prefix=citation.prefix, suffix=citation.suffix)
    if place is None:
        return CitationReport(citation, index, Durability.CHANGED)
    return CitationReport(citation, index, Durability.MOVED, document.source, place)
