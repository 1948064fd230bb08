"""What every document had to say, with counts anyone can check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.records import SourceFilter

from .extractive import PartAnswer
from .records import Coverage, Outcome, Statement

if TYPE_CHECKING:
    from index.corpus import Corpus

MOST_TERMS = 12


def cover(
    corpus: Corpus,
    statements: Sequence[Statement],
    parts: Sequence[PartAnswer],
    sources: SourceFilter | Sequence[str] | None,
) -> tuple[Coverage, ...]:
    """One entry per document of the corpus.

    A document SPEAKS if a statement cites it, has NOTHING_FOUND if it was asked, and was
    NOT_SEARCHED if the filter or the limit on documents left it out. The counts are exact
    whole-word occurrences of the question's words in the document's text.
    """
    cited = {c.source.id for s in statements for c in s.citations}
    heard = frozenset().union(*(p.heard for p in parts)) if parts else frozenset()
    allowed = {s.id for s in corpus.sources(sources)}
    terms = list(dict.fromkeys(t for p in parts for t in (*p.part.names, *p.part.words)))
    terms = _without_repeats(terms)[:MOST_TERMS]
    everything = corpus.sources()
    counts = corpus.count_terms(terms, [s.id for s in everything]) if terms else {}
    entries = []
    for source in everything:
        if source.id in cited:
            outcome = Outcome.SPEAKS
        elif source.id in heard and source.id in allowed:
            outcome = Outcome.NOTHING_FOUND
        else:
            outcome = Outcome.NOT_SEARCHED
        entries.append(Coverage(source.id, outcome, dict(counts.get(source.id, {}))))
    return tuple(entries)


def _without_repeats(terms: Sequence[str]) -> list[str]:
    """Terms without the words that a longer name before them already holds."""
    kept: list[str] = []
    for term in terms:
        if not any(term.lower() in name.lower().split() for name in kept):
            kept.append(term)
    return kept
