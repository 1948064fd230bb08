"""From a chosen sentence to a statement that carries its proof.

A statement of the extractive generator is a whole sentence, word for word: its citation's quote
is the document's own text, its attribution is what the text itself shows, and a sentence that
cannot be understood alone brings the one before it as context.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from index.records import Span

from .attribution import Discourse, analyse, attribute
from .choosing import Choice
from .citing import make_citation
from .governors import context_for
from .holders import signed_copies
from .lead_ins import lead_in
from .orphans import orphan, shown_beside
from .question_lines import line_before
from .ranking import Ranked
from .records import Citation, Statement, Support
from .table_rows import header_span

if TYPE_CHECKING:
    from index.corpus import Corpus

_KEPT = 64
_CACHES: WeakKeyDictionary[Corpus, OrderedDict[tuple[str, int], Discourse]] = WeakKeyDictionary()
_LOCK = Lock()


def discourse_of(corpus: Corpus, source_id: str) -> Discourse:
    """Who speaks where in a document, analysed once per generation and kept for reuse."""
    key = (source_id, corpus.generation)
    with _LOCK:
        cache = _CACHES.setdefault(corpus, OrderedDict())
        if key in cache:
            cache.move_to_end(key)
            return cache[key]
    made = analyse(corpus.document(source_id), corpus.sentences(source_id), corpus.sources())
    with _LOCK:
        cache[key] = made
        while len(cache) > _KEPT:
            cache.popitem(last=False)
    return made


def cite_span(corpus: Corpus, source_id: str, span: Span) -> Citation:
    """A citation of a span, with who says it and the context it needs."""
    document = corpus.document(source_id)
    sentences = corpus.sentences(source_id)
    discourse = discourse_of(corpus, source_id)
    context = header_span(document.text, sentences, span)
    if context is None:
        context = line_before(discourse.turns, document.text, span)
    known = shown_beside(document.source, document.section_at(span.start))
    if context is None and orphan(span.of(document.text), known):
        context = context_for(document, sentences, span)
    return make_citation(
        document,
        span,
        attribution=attribute(discourse, span),
        context=context,
    )


def cite_candidate(corpus: Corpus, ranked: Ranked) -> Citation:
    """A citation of a ranked sentence, whole."""
    return cite_span(corpus, ranked.candidate.source.id, ranked.candidate.sentence.span)


def state(corpus: Corpus, choice: Choice) -> Statement:
    """The statement a choice makes: the sentence, word for word, and all its copies cited."""
    cited = [cite_candidate(corpus, item) for item in (choice.ranked, *choice.copies)]
    # The same words signed and unsigned are the words of who signed them.
    first = signed_copies(cited)[0]
    others = [citation for citation in cited if citation is not first]
    return Statement(
        text=" ".join(first.quote.split()),
        lead_in=lead_in(first),
        span=Span(0, 0),
        citations=(first, *others),
        support=Support.QUOTED,
    )
