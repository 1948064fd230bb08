"""A saved answer looked up again: every citation holds, moved, changed or is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.records import Document, Source, Span

from .attribution import analyse, attribute
from .citing import CorpusView, locate, read_document
from .records import Answer, Citation, Speaker


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
            the words are not, or another says them now, or they are only a part of what a
            sentence says; GONE = there is no such source any more.
        source: where the words are now; None where they are not.
        span: where in that source; None where they are not.
        why: what changed around words that stand; None where nothing did.
    """

    citation: Citation
    statement: int
    outcome: Durability
    source: Source | None = None
    span: Span | None = None
    why: str | None = None


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
    why = _changed_around(citation, document, place, corpus) if newer is not None else None
    outcome = Durability.CHANGED if why else Durability.MOVED
    return CitationReport(citation, index, outcome, document.source, place, why)


def _changed_around(
    citation: Citation, now: Document, place: Span, corpus: CorpusView
) -> str | None:
    """What a newer version changed around words that stand in it: who says them, their sentence."""
    before = read_document(citation.source.id, corpus)
    was_whole = before is None or citation.span is None or _is_whole(before, citation.span, corpus)
    if was_whole and not _is_whole(now, place, corpus):
        return "the words are now only a part of a sentence"
    if before is not None and citation.span is not None:
        # Read again, so that only the text makes a difference.
        told = _who_says(before, citation.span, corpus)
    else:
        told = _names(citation.source, citation.attribution)
    known = _who_says(now, place, corpus)
    if told == known:
        return None
    return f"the words stand, but who says them differs: {told} before, {known} now"


def _is_whole(document: Document, span: Span, corpus: CorpusView) -> bool:
    """Whether a span begins and ends where sentences do, white space aside."""
    cut = document.text[span.start : span.end]
    start = span.start + len(cut) - len(cut.lstrip())
    end = span.end - (len(cut) - len(cut.rstrip()))
    spans = [sentence.span for sentence in corpus.sentences(document.source.id)]
    return any(s.start == start for s in spans) and any(s.end == end for s in spans)


def _who_says(document: Document, span: Span, corpus: CorpusView) -> str:
    sentences = corpus.sentences(document.source.id)
    discourse = analyse(document, sentences, corpus.sources())
    return _names(document.source, attribute(discourse, span))


def _names(source: Source, chain: Sequence[Speaker]) -> str:
    """Who says it, innermost first, and the document's own authors."""
    said = [" ".join(filter(None, (s.name, s.reference))) for s in chain]
    # An author who relays is in the chain under a surname.
    own = tuple(a for a in source.authors if not any(a.endswith(s.name) for s in chain))
    if own or not chain:
        said.append(" and ".join(own) or source.publisher or "the document")
    return ", in ".join(said)
