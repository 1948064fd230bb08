"""Scoring sentences: does this sentence answer the question?

One number per sentence, the probability that it answers, from a logistic model over a few
features (`FEATURES`). Its weights are fitted by `training/fit_ranking.py` on questions of public
sets and of the sample's tune split; with no reader model a second set of weights uses words and
retrieval alone. Higher is better; scores of different questions are comparable.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.records import Passage
from index.words import content_terms, stem

from .candidates import Candidate, rescored
from .judges import Judges, Reading
from .query import Expected, Part

FEATURES = (
    "reader",
    "reader_passage",
    "pointed",
    "rerank",
    "fused",
    "dense",
    "overlap",
    "overlap_near",
    "names",
    "typed",
    "length",
)


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
        threshold: the operating point: below it the best sentence does not answer, and Vouch
            abstains; fitted with the model.
    """

    bias: float
    of: Mapping[str, float]
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        """The probability of answering, 0..1."""
        total = self.bias + sum(w * features.get(name, 0.0) for name, w in self.of.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


# Without a reader: words, names and retrieval.
WORDS_ONLY = Weights(
    bias=-8.88,
    of={
        "fused": 2.27,
        "dense": 1.70,
        "overlap": 2.75,
        "overlap_near": 1.30,
        "names": 0.47,
        "typed": 1.12,
        "length": -0.06,
    },
    threshold=0.06,
)
# With the bundled reader.
WITH_READER = Weights(
    bias=-4.6,
    of={
        "reader": 4.0,
        "reader_passage": 1.2,
        "pointed": 1.0,
        "rerank": 1.0,
        "fused": 0.8,
        "overlap": 1.4,
        "overlap_near": 0.6,
        "names": 0.6,
        "typed": 0.5,
    },
    threshold=0.3,
)


def weights_for(judges: Judges) -> Weights:
    """The fitted weights that go with the judges at hand."""
    return WITH_READER if judges.reader else WORDS_ONLY


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
    weights: Weights | None = None,
) -> list[Ranked]:
    """Candidates by probability of answering, best first; ties by source and position.

    Args:
        reads: the passages the candidates came from, as read.
        most: candidates the reader reads, chosen by words and by what it made of their
            passages, every document's best among them; the others are not ranked.
        rarity: weight of each stem of the question (inverse document frequency); None = equal.
        weights: None takes the fitted weights that go with the judges at hand.
    """
    if not candidates:
        return []
    weights = weights or weights_for(judges)
    by_passage = {(r.passage.source.id, r.passage.span): r for r in reads}
    ranked = []
    for candidate in candidates:
        read = by_passage[candidate.source.id, candidate.passage.span]
        features = _word_features(part, candidate, rarity or {}) | _passage_features(
            candidate, read
        )
        ranked.append(Ranked(candidate, weights.probability(features), features))
    ranked.sort(key=_order)
    if judges.reader is None:
        return ranked
    shortlist = _shortlist(ranked, most)
    readings = judges.reader.read(part.text, [r.candidate.text for r in shortlist])
    for position, (item, reading) in enumerate(zip(shortlist, readings, strict=True)):
        features = {**item.features, "reader": reading.answerable}
        score = weights.probability(features)
        shortlist[position] = Ranked(item.candidate, score, features, reading)
    return sorted(shortlist, key=_order)


def _order(item: Ranked) -> tuple[float, str, int]:
    return (-item.score, item.candidate.source.id, item.candidate.position)


def _shortlist(ranked: Sequence[Ranked], most: int) -> list[Ranked]:
    """The best of each document first, then the best of the rest, `most` in all."""
    best = list({r.candidate.source.id: r for r in reversed(ranked)}.values())
    best.sort(key=_order)
    kept = best[: most // 2]
    taken = set(map(id, kept))
    return kept + [r for r in ranked if id(r) not in taken][: most - len(kept)]


def _passage_features(candidate: Candidate, read: ReadPassage) -> dict[str, float]:
    if read.reading is None:
        return {}
    at = read.answer_at
    inside = at is not None and candidate.sentence.span.start <= at < candidate.sentence.span.end
    return {
        "reader_passage": read.reading.answerable,
        "pointed": read.reading.answerable if inside else 0.0,
    }


def _word_features(
    part: Part, candidate: Candidate, rarity: Mapping[str, float]
) -> dict[str, float]:
    wanted = {stem(t) for t in part.terms}
    held = {stem(t) for t in content_terms(candidate.text)}
    near = held | {stem(t) for t in content_terms(candidate.passage.text)}
    near |= {stem(t) for t in content_terms(" ".join(candidate.passage.section))}
    near |= {stem(t) for t in content_terms(candidate.source.title or "")}
    total = sum(rarity.get(t, 1.0) for t in wanted) or 1.0
    scores = candidate.passage.scores
    names = [*part.names, *part.numbers]
    return {
        "rerank": scores.get("rerank", 0.0),
        "fused": scores.get("fused", 0.0),
        "dense": scores.get("dense", 0.0),
        "overlap": sum(rarity.get(t, 1.0) for t in wanted & held) / total,
        "overlap_near": sum(rarity.get(t, 1.0) for t in wanted & near) / total,
        "names": _share_named(names, candidate.passage.text),
        "typed": 1.0 if holds_type(part.expects, candidate.text) else 0.0,
        "length": min(1.0, len(candidate.text) / 200.0),
    }


def _share_named(names: Sequence[str], text: str) -> float:
    if not names:
        return 1.0
    lowered = text.lower()
    return sum(n.lower() in lowered for n in names) / len(names)


_TYPED: Mapping[Expected, re.Pattern[str]] = {
    Expected.DATE: re.compile(
        r"\b(?:1\d|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September"
        r"|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
        r"|spring|summer|autumn|winter|century|yesterday|today)\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}",
        re.I,
    ),
    Expected.NUMBER: re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred"
        r"|thousand|million|billion|half|third|quarter|twice|percent)\b",
        re.I,
    ),
    Expected.MONEY: re.compile(
        r"[$€£¥₽]\s?\d|\d[\d.,]*\s*(?:million|billion|thousand|bn|m)?\s*[A-Za-z]*\s*"
        r"(?:crowns?|dollars?|euros?|pounds?|marks?|francs?|manat|rubles?|lira|USD|EUR|GBP)"
        r"|\b(?:million|billion|thousand|hundred)\b|\d",
        re.I,
    ),
    Expected.PERSON: re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+|\b[A-Z][\w’'-]+\s+[A-Z]"),
    Expected.PLACE: re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+|^(?:In|At|From|Near) [A-Z]"),
}


def holds_type(expected: Expected, text: str) -> bool:
    """Whether a text holds anything of the expected type; True where any type will do."""
    pattern = _TYPED.get(expected)
    return pattern is None or bool(pattern.search(text))
