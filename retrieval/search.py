"""Search: the passages that bear on a question, and every place a phrase stands.

    search    words (BM25) and meaning (vectors), fused, perhaps reranked; the best k passages
    find      exact and exhaustive: every occurrence in every text, counted

Documents in a language the embedding model was not made for are searched by words only, and so is
everything while the model fails.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from index.errors import InputError, ModelError, QuestionError, SettingsError
from index.occurrences import Needle, spans_of
from index.records import Passage, Source, SourceFilter, Span
from index.words import content_terms, words

from .fusion import fuse_minmax, fuse_rrf
from .judges import Reranker, load_judges
from .query import check_question

if TYPE_CHECKING:
    from index.corpus import Corpus

_LOG = logging.getLogger("vouchqa")

MAX_QUESTION = 4_000
MAX_RESULTS = 50
CONTEXT = 32
_ENGLISH_ONLY = ("all-MiniLM-L6-v2",)

_ENGLISH_ALONE = frozenset(
    "the what who whom whose when where which why how did does were are and for with from that "
    "this these about by to of have had is".split()
)

_Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """How passages are ranked.

    Attributes:
        fusion: "minmax" = mean of the min-max normalised scores; "rrf" = by ranks only.
        depth: how many of each list are fused, 1-1,000.
        dense: search by meaning, where the model knows the language.
        words: search by words.
        rerank: judges the best passages anew against the question; None = leave them.
        rerank_depth: how many are reranked, 1-`depth`.
        bibliography: search bibliography and captions (by words) instead of body and notes.

    Raises:
        SettingsError: a value is out of its range, or nothing is left to search by.
    """

    fusion: Literal["minmax", "rrf"] = "minmax"
    depth: int = 100
    dense: bool = True
    words: bool = True
    rerank: Reranker | None = None
    rerank_depth: int = 20
    bibliography: bool = False

    def __post_init__(self) -> None:
        if self.fusion not in ("minmax", "rrf"):
            raise SettingsError(f"fusion is {self.fusion!r}.", "Give minmax or rrf.")
        if not 1 <= self.depth <= 1_000:
            raise SettingsError(f"depth is {self.depth}.", "Give a number from 1 to 1,000.")
        if not 1 <= self.rerank_depth <= self.depth:
            raise SettingsError(
                f"rerank_depth is {self.rerank_depth}.", f"Give a number from 1 to {self.depth}."
            )
        if not (self.dense or self.words):
            raise SettingsError("Neither dense nor words is on.", "Turn one of them on.")


def search(
    question: str,
    corpus: Corpus,
    k: int = 10,
    *,
    sources: SourceFilter | Sequence[str] | None = None,
    settings: SearchSettings | None = None,
) -> tuple[Passage, ...]:
    """The passages that bear on a question, best first.

    Args:
        question: 1-4,000 characters; any signs in it are text, never syntax.
        corpus: an open corpus.
        k: most passages, 1-50.
        sources: only these documents; None = all.
        settings: None = the defaults, with the bundled reranker.

    Returns:
        Passages with their `score` and, in `scores`, what it is made of: "bm25" and "dense" where
        that search found the passage, "fused", and "rerank" where it was judged. Equal scores
        stand in the order of arrival of their documents. Empty where nothing is found.

    Raises:
        QuestionError: the question is empty or too long.
        InputError: `k` is out of range.
    """
    chosen = settings or SearchSettings(rerank=load_judges().reranker)
    asked = check_question(question)
    if not 1 <= k <= MAX_RESULTS:
        raise InputError(f"k is {k}.", f"Give a number from 1 to {MAX_RESULTS}.")
    known = corpus.sources(sources)
    if not known:
        return ()
    lists = _lists(asked, corpus, known, chosen, every=sources is None)
    passages: dict[_Key, Passage] = {}
    scores: dict[_Key, dict[str, float]] = {}
    for name, hits in lists.items():
        for passage, score in hits:
            key = (passage.source.id, passage.span.start, passage.span.end)
            passages.setdefault(key, passage)
            scores.setdefault(key, {})[name] = score
    arrival = {source.id: number for number, source in enumerate(known)}
    fuse = fuse_minmax if chosen.fusion == "minmax" else fuse_rrf
    fused = fuse(
        [[(key, found[name]) for key, found in scores.items() if name in found] for name in lists],
        depth=chosen.depth,
        order=lambda key: (arrival.get(key[0], len(arrival)), key[1], key[2]),
    )
    ranked = [
        replace(passages[key], score=score, scores={**scores[key], "fused": score})
        for key, score in fused
    ]
    return tuple(_reranked(asked, ranked, chosen)[:k])


def _lists(
    question: str,
    corpus: Corpus,
    known: Sequence[Source],
    settings: SearchSettings,
    *,
    every: bool,
) -> dict[str, list[tuple[Passage, float]]]:
    """One ranked list for each way of searching that applies."""
    ids = None if every else [source.id for source in known]
    lists: dict[str, list[tuple[Passage, float]]] = {}
    if settings.words or settings.bibliography:
        lists["bm25"] = corpus.match_words(
            content_terms(question), settings.depth, ids, reference=settings.bibliography
        )
    if settings.dense and not settings.bibliography:
        readable = by_meaning(question, corpus, known)
        if readable:
            only = ids if len(readable) == len(known) else [source.id for source in readable]
            try:
                vector = corpus.embed_question(question)
            except ModelError as error:
                if not settings.words:
                    raise
                _LOG.warning("Searched by words only: %s", error)
            else:
                lists["dense"] = corpus.match_vectors(vector, settings.depth, only)
    return lists


def _reads_as_english(question: str) -> bool:
    """Whether an ASCII question holds function words that only English has.

    It saves loading the language model (85 MB) for nearly every English question; what does not
    read as English is asked to it.
    """
    asked = words(question) if question.isascii() else []
    plain = sum(word in _ENGLISH_ALONE for word in asked)
    return plain >= 2 or (plain == 1 and len(asked) <= 5)


def by_meaning(question: str, corpus: Corpus, sources: Sequence[Source]) -> list[Source]:
    """The sources that can be searched by meaning; the others only by words.

    An embedder may name the languages it was made for (`languages`, ISO 639-1 codes); the bundled
    model knows English, and one that names none is taken at its word for all. Documents and
    questions of unknown language are given the benefit of the doubt.
    """
    from index.language import detect_language

    embedder = corpus.embedder
    languages = getattr(embedder, "languages", None)
    if languages is None and embedder.name in _ENGLISH_ONLY:
        languages = ("en",)
    if languages is None:
        return list(sources)
    fitting = {*languages, None}
    if "en" in fitting and _is_in_another_script(question):
        return []
    if not _reads_as_english(question) and detect_language(question) not in fitting:
        return []
    return [source for source in sources if source.language in fitting]


def _is_in_another_script(question: str) -> bool:
    """Whether most letters are not Latin: too short to name the language, and no English."""
    letters = [c for c in question if c.isalpha()]
    return sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters) * 2 > len(letters)


def _reranked(question: str, ranked: list[Passage], settings: SearchSettings) -> list[Passage]:
    """The best passages anew, by relevance and fused score; the rest behind them.

    Both are min-max normalised over the reranked passages and averaged: relevance alone loses to
    the fusion on scientific claims (`docs/models.md`).
    """
    if settings.rerank is None or not ranked:
        return ranked
    top, rest = ranked[: settings.rerank_depth], ranked[settings.rerank_depth :]
    judged = settings.rerank.score(question, [passage.text for passage in top])
    relevance = _normalised([float(score) for score in judged])
    fused = _normalised([passage.score for passage in top])
    scored = [
        replace(passage, score=(one + two) / 2, scores={**passage.scores, "rerank": float(score)})
        for passage, score, one, two in zip(top, judged, relevance, fused, strict=True)
    ]
    scored.sort(key=lambda passage: -passage.score)  # stable: ties keep the fused order
    # Scores of judged and unjudged passages are not comparable; the latter stay below all.
    floor = min((passage.score for passage in scored), default=0.0)
    return scored + [replace(passage, score=min(passage.score, floor)) for passage in rest]


def _normalised(scores: Sequence[float]) -> list[float]:
    """Scores between 0 and 1; all 1 where they are equal."""
    low, high = min(scores), max(scores)
    return [(s - low) / (high - low) if high > low else 1.0 for s in scores]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a phrase stands.

    Attributes:
        quote: `document.text[span.start:span.end]`.
        prefix: up to 32 characters before it.
        suffix: up to 32 characters after it.
        page: 1-based number of its page; None where there are no pages.
        section: heading path, outermost first.
    """

    source: Source
    span: Span
    quote: str
    prefix: str
    suffix: str
    page: int | None = None
    page_label: str | None = None
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindReport:
    """Every occurrence of a phrase.

    Attributes:
        hits: in order of arrival of the documents, then of the text.
        counts: source id -> number of hits, 0 included, for every document that was read.
    """

    phrase: str
    hits: tuple[Hit, ...]
    counts: Mapping[str, int] = field(default_factory=dict, hash=False)


def find(
    phrase: str,
    corpus: Corpus,
    *,
    sources: SourceFilter | Sequence[str] | None = None,
    inside_words: bool = False,
) -> FindReport:
    """Every place where a phrase stands, in the whole text of every document.

    Case, accents, kind of quotation mark or hyphen, signs that are not shown, and kind and amount
    of white space do not matter; nothing else is forgiven. The counts are exact.

    Args:
        phrase: 1-4,000 characters.
        corpus: an open corpus.
        sources: only these documents; None = all.
        inside_words: also where it is a part of a longer word ("India" in "Indian").

    Raises:
        QuestionError: the phrase is empty or too long.
    """
    needle = Needle.of(check_phrase(phrase), inside_words=inside_words)
    known = {source.id: source for source in corpus.sources(sources)}
    counts = dict.fromkeys(known, 0)
    hits: list[Hit] = []
    for source_id, text in corpus.texts(list(known)):
        spans = spans_of(needle, text)
        counts[source_id] = len(spans)
        if spans:
            hits.extend(_hits(corpus, source_id, spans))
    return FindReport(phrase, tuple(hits), counts)


def check_phrase(phrase: str) -> str:
    """The phrase without surrounding white space.

    Raises:
        QuestionError: nothing is left, or more than 4,000 characters.
    """
    if len(phrase) > MAX_QUESTION:
        raise QuestionError(
            f"The phrase has {len(phrase):,} characters; the limit is {MAX_QUESTION:,}.",
            "Look for a shorter one.",
        )
    if not phrase.strip():
        raise QuestionError("The phrase is empty.", "Say what to look for.")
    return phrase.strip()


def _hits(corpus: Corpus, source_id: str, spans: Sequence[Span]) -> list[Hit]:
    document = corpus.document(source_id)
    found = []
    for span in spans:
        page = document.page_at(span.start)
        found.append(
            Hit(
                source=document.source,
                span=span,
                quote=span.of(document.text),
                prefix=document.text[max(0, span.start - CONTEXT) : span.start],
                suffix=document.text[span.end : span.end + CONTEXT],
                page=page.number if page else None,
                page_label=page.label if page else None,
                section=document.section_at(span.start),
            )
        )
    return found
