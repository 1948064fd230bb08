"""Scoring sentences: does this sentence answer the question?

One number per sentence, the probability that it answers, from a logistic model over a few
features (`features.py`). Its weights are fitted by `training/fit_ranking.py` on questions of public
sets and of the sample's tune split; with no reader model a second set of weights uses words and
retrieval alone. Higher is better; scores of different questions are comparable.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from index.records import Passage

from .candidates import Candidate, rescored
from .features import (
    held_stems,
    log_odds,
    passage_features,
    share_held,
    surroundings,
    word_features,
)
from .judges import Judges, Reader, Reading
from .query import Kind, Part


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its probability of answering, 0..1, and what went into it."""

    candidate: Candidate
    score: float
    features: Mapping[str, float]
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic model and where it says enough.

    Attributes:
        bias, of: the model; features that are absent weigh nothing.
        threshold: the operating point: below this confidence (see `confidence_of`) Vouch
            abstains; fitted with the model.
    """

    bias: float
    of: Mapping[str, float]
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability of answering, 0..1."""
        total = self.bias + sum(w * features.get(name, 0.0) for name, w in self.of.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


SENTENCES_COUNTED = 8
PAIRS_READ = 20
PAIR_CHARACTERS = 700
# Where no sentence holds this share of the question's words, words are a poor guide to the
# sentences worth reading: so many times as many are read.
WORDS_LEAD = 0.5
READ_WIDER = 2.5
YES_NO_THRESHOLD = 0.65

# Without a reader: words, names and retrieval. (No question of the fit met a signpost: that weight
# is set by hand, in both.)
WORDS_ONLY = Weights(
    bias=-8.86,
    of={
        "fused": 1.38,
        "dense": 2.83,
        "overlap": 4.12,
        "overlap_near": 0.57,
        "before": 1.13,
        "absent": 1.47,
        "names": 0.24,
        "named": 0.46,
        "off_year": -0.26,
        "signpost": -1.5,
        "typed": 1.10,
        "causal": 0.83,
        "length": -0.61,
        "explain": -0.63,
        "yes_no": 0.88,
        "asked": 1.38,
    },
    threshold=0.3,
)
# With the bundled reader.
WITH_READER = Weights(
    bias=-4.76,
    of={
        "reader": 0.36,
        "pair": 0.34,
        "reader_passage": -0.33,
        "pointed": 0.85,
        "rerank": 0.29,
        "fused": 1.34,
        "dense": 1.22,
        "overlap": 1.42,
        "met": -1.48,
        "overlap_near": 0.78,
        "before": 0.76,
        "absent": 0.49,
        "names": 0.19,
        "named": 0.20,
        "signpost": -1.5,
        "typed": 0.76,
        "causal": 0.44,
        "length": -1.01,
        "explain": -0.19,
        "yes_no": 1.19,
        "asked": 0.61,
    },
    threshold=0.28,
)
# For questions that ask for everything on a matter: all of its words, or nearly, must be there.
TOPICAL = Weights(
    bias=-6.0,
    of={
        "overlap": 5.0,
        "overlap_near": 1.5,
        "dense": 2.0,
        "named": 0.8,
        "off_year": -1.5,
        "signpost": -2.0,
    },
    threshold=0.5,
)
# "What happened to the offer?" asks for anything about it; the reader wants more to be asked. Set
# by hand, so that a sentence with all words of such a question can be enough.
_ANYTHING = re.compile(
    r"\s*(?:and |so |but )?what (?:has |have |had )?(?:happened|became|become) ", re.I
)
_ANYTHING_BIAS = 1.5
_BY_MATTER = frozenset({Kind.TOPIC, Kind.KEYWORD, Kind.REFERENCE})


def weights_for(part: Part, judges: Judges) -> Weights:
    """The weights that go with a kind of question and the judges at hand."""
    if part.kind in _BY_MATTER:
        return TOPICAL
    weights = WITH_READER if judges.reader else WORDS_ONLY
    if judges.reader and _ANYTHING.match(part.text):
        return replace(weights, bias=weights.bias + _ANYTHING_BIAS)
    if part.kind is Kind.YES_NO:
        # Every sentence on the matter looks like an answer to "Did ...?": ask for more.
        return replace(weights, threshold=YES_NO_THRESHOLD)
    return weights


def confidence_of(ranked: Sequence[Ranked]) -> float:
    """The probability, 0 to 1, that at least one of the best sentences answers.

    1 - (1 - p1)(1 - p2)... over the best eight, taken as independent (noisy or). Several fair
    candidates count for more than the best alone: measured in `docs/answers.md`.
    """
    missed = 1.0
    for item in ranked[:SENTENCES_COUNTED]:
        missed *= 1.0 - item.score
    return 1.0 - missed


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage and what the reader made of it; `reading` is None without a reader."""

    passage: Passage
    reading: Reading | None = None

    @property
    def answer_at(self) -> int | None:
        """Offset in the document of the answer the reader points at."""
        if self.reading is None or self.reading.start is None:
            return None
        return self.passage.span.start + self.reading.start


def read_passages(
    part: Part, passages: Sequence[Passage], judges: Judges, *, most: int = 50
) -> list[ReadPassage]:
    """Passages with the reranker's and the reader's scores, best first.

    The first `most` are read, the others follow in their order. `scores` gains "rerank" and
    "reader" where those judges are at hand; the order is by their sum with the fused score, so
    a judge that is switched off leaves the order of search.
    """
    if not passages:
        return []
    texts = [p.text for p in passages[:most]]
    readings = judges.reader.read(part.text, texts) if judges.reader else [None] * len(texts)
    relevance = judges.reranker.score(part.text, texts) if judges.reranker else None
    found = []
    for position, (passage, reading) in enumerate(zip(passages, readings, strict=False)):
        scores = {}
        if relevance is not None:
            scores["rerank"] = float(relevance[position])
        if reading is not None:
            scores["reader"] = reading.answerable
        found.append(ReadPassage(rescored(passage, **scores), reading))

    def order(read: ReadPassage) -> tuple[float, str, int]:
        parts = read.passage.scores
        total = parts.get("reader", 0.0) + parts.get("rerank", 0.0) + parts.get("fused", 0.0)
        return (-total, read.passage.source.id, read.passage.span.start)

    return [*sorted(found, key=order), *map(ReadPassage, passages[most:])]


def rank_sentences(
    part: Part,
    candidates: Sequence[Candidate],
    reads: Sequence[ReadPassage],
    judges: Judges,
    *,
    most: int = 40,
    rarity: Mapping[str, float] | None = None,
    absent: float = 0.0,
    weights: Weights | None = None,
) -> list[Ranked]:
    """Candidates by probability of answering, best first; ties by source and position.

    Args:
        reads: the passages the candidates came from, as read.
        most: candidates the reader reads, chosen by words and by what it made of their
            passages, every document's best among them; the others are not ranked. More are
            read where words say little (`READ_WIDER`).
        rarity: weight of each stem of the question (inverse document frequency); None = equal.
        absent: share of the question's words that stand nowhere in the corpus.
        weights: None takes the fitted weights that go with the judges at hand.
    """
    if not candidates:
        return []
    weights = weights or weights_for(part, judges)
    described = _describe(part, candidates, reads, rarity or {}, absent)
    met = max(features["overlap"] for features in described)
    ranked = []
    for candidate, features in zip(candidates, described, strict=True):
        known = {**features, "met": met}
        ranked.append(Ranked(candidate, weights.probability(known), known))
    ranked.sort(key=best_first)
    if judges.reader is None:
        return ranked
    shortlist = _shortlist(ranked, most if met >= WORDS_LEAD else round(READ_WIDER * most))
    readings = judges.reader.read(part.text, [r.candidate.text for r in shortlist])
    alone = []
    for item, reading in zip(shortlist, readings, strict=True):
        sure = log_odds(reading.answerable)
        alone.append(_with(item, weights, reading, reader=sure, pair=sure))
    alone.sort(key=best_first)
    told = {(c.source.id, c.position): c.text for c in candidates}
    return sorted(_read_in_pairs(part, alone, told, judges.reader, weights), key=best_first)


def _describe(
    part: Part,
    candidates: Sequence[Candidate],
    reads: Sequence[ReadPassage],
    rarity: Mapping[str, float],
    absent: float,
) -> list[dict[str, float]]:
    """What is known of each candidate before the reader reads it."""
    by_passage = {(r.passage.source.id, r.passage.span): r for r in reads}
    held = {(c.source.id, c.position): held_stems(part, c.text) for c in candidates}
    near = {key: held_stems(part, surroundings(r.passage)) for key, r in by_passage.items()}
    described = []
    for candidate in candidates:
        place = (candidate.source.id, candidate.passage.span)
        read = by_passage[place]
        before = held.get((candidate.source.id, candidate.position - 1), set())
        features = word_features(
            part,
            candidate,
            held[candidate.source.id, candidate.position],
            near[place],
            share_held(part, before, rarity),
            absent,
            rarity,
        )
        described.append(features | passage_features(candidate, read.reading, read.answer_at))
    return described


def _with(item: Ranked, weights: Weights, reading: Reading | None, **features: float) -> Ranked:
    """The same sentence with more known of it."""
    known = {**item.features, **features}
    return Ranked(item.candidate, weights.probability(known), known, reading)


def _read_in_pairs(
    part: Part,
    ranked: Sequence[Ranked],
    told: Mapping[tuple[str, int], str],
    reader: Reader,
    weights: Weights,
) -> list[Ranked]:
    """The best sentences once more, each behind the sentence that comes before it.

    Args:
        ranked: best first.
        told: the text of each sentence at hand, by document and position.
    """
    pairs: dict[int, str] = {}
    for number, item in enumerate(ranked[:PAIRS_READ]):
        candidate = item.candidate
        before = told.get((candidate.source.id, candidate.position - 1))
        if before is not None:
            pairs[number] = f"{before} {candidate.text}"[-PAIR_CHARACTERS:]
    readings = reader.read(part.text, list(pairs.values()))
    found = list(ranked)
    for number, reading in zip(pairs, readings, strict=True):
        item = found[number]
        sure = log_odds(reading.answerable)
        found[number] = _with(item, weights, item.reading, pair=sure)
    return found


def best_first(item: Ranked) -> tuple[float, str, int]:
    """The order of ranked sentences: the likeliest first, ties by source and position."""
    return (-item.score, item.candidate.source.id, item.candidate.position)


def _shortlist(ranked: Sequence[Ranked], most: int) -> list[Ranked]:
    """The best of each document first, then the best of the rest, `most` in all."""
    best = list({r.candidate.source.id: r for r in reversed(ranked)}.values())
    best.sort(key=best_first)
    kept = best[: most // 2]
    taken = set(map(id, kept))
    return kept + [r for r in ranked if id(r) not in taken][: most - len(kept)]
