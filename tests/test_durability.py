"""A saved answer looked up again after its documents have changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpora import filled

from index.corpus import Corpus
from index.records import Span
from retrieval.durability import Durability, verify
from retrieval.evidence import cite_span
from retrieval.records import Answer, Statement, Support

NEWS = """# Roof falls

By Lena Okafor

The roof fell in May. "We warned the city twice about the snow," said Paul Destry. He
said the steel met every standard. The Guild paid 72 crowns. The city paid the rest.
"""
STEEL = "the steel met every standard."
SNOW = "We warned the city twice about the snow"
PAID = "The Guild paid 72 crowns."


def saved(corpus: Corpus, quote: str) -> Answer:
    """An answer of one sentence of the only document."""
    (source,) = corpus.sources()
    text = corpus.document(source.id).text
    sentence = next(
        s.span for s in corpus.sentences(source.id) if quote in text[s.span.start : s.span.end]
    )
    citation = cite_span(corpus, source.id, sentence)
    statement = Statement(citation.quote, "", Span(0, 0), (citation,), Support.QUOTED)
    return Answer(question="?", statements=(statement,))


@pytest.mark.parametrize(
    ("quote", "old", "new", "outcome"),
    [
        (STEEL, "said Paul Destry.", "said Karl Onsager.", Durability.CHANGED),
        (PAID, "By Lena Okafor", "By Olive Smith", Durability.CHANGED),
        (PAID, "The Guild paid", "Our opponents pretend: The Guild paid", Durability.CHANGED),
        (PAID, "72 crowns", "73 crowns", Durability.CHANGED),
        # Another place, or another matter, changes nothing.
        (PAID, "The roof fell in May.", "It rained. The roof fell in May.", Durability.MOVED),
        (STEEL, "The roof fell in May.", "It rained. The roof fell in May.", Durability.MOVED),
        (PAID, "The city paid the rest.", "The city paid nothing.", Durability.HOLDS),
        (SNOW, "The Guild paid 72 crowns.", "The Guild paid 7 crowns.", Durability.MOVED),
    ],
)
def test_who_says_it_is_looked_up_again(tmp_path, quote, old, new, outcome):
    with filled(tmp_path, {"a.md": NEWS}) as corpus:
        answer = saved(corpus, quote)
        (before,) = verify(answer, corpus).citations
        assert before.outcome is Durability.HOLDS
        assert old in NEWS
        path = Path(corpus.sources()[0].path or "")
        path.write_text(NEWS.replace(old, new), encoding="utf-8")
        corpus.add([path])
        (after,) = verify(answer, corpus).citations
    if outcome is Durability.HOLDS:
        assert after.outcome in {Durability.HOLDS, Durability.MOVED}
    else:
        assert after.outcome is outcome
    assert (after.why is not None) == (outcome is Durability.CHANGED and "73" not in new)
