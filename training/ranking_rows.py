"""The rows on ranking: first stages, their fusion, and the fusion reranked by the judge."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, load_embedder
from retrieval.judge_model import BundledJudge
from retrieval.judge_overlap import OverlapReranker

from . import benches
from .bm25 import BM25
from .metrics import Floats, ndcg
from .rows import Bench, Row, mean_of, row

DEPTH = 20


def unit(values: Floats) -> Floats:
    """Values scaled to 0..1; all 0 where they are equal."""
    spread = values.max() - values.min() if len(values) else 0.0
    return (values - values.min()) / spread if spread > 0 else np.zeros_like(values)


def _vectors(embedder: Embedder, texts: Sequence[str]) -> NDArray[np.float32]:
    """The texts' vectors, kept in build/ between runs by hash of texts and model."""
    key = hashlib.sha256("\0".join([embedder.name, embedder.revision, *texts]).encode())
    kept = Path("build") / f"vectors-{key.hexdigest()[:16]}.npy"
    if kept.exists():
        return cast("NDArray[np.float32]", np.load(kept, allow_pickle=False))
    vectors = embedder.embed_documents(list(texts))
    kept.parent.mkdir(exist_ok=True)
    np.save(kept, vectors, allow_pickle=False)
    return vectors


class Stages:
    """Ranks texts by BM25, dense vectors, their fusion, and the fusion reranked."""

    def __init__(self, texts: Sequence[str], judge: BundledJudge) -> None:
        self._texts, self._judge, self._bm25 = texts, judge, BM25(texts)
        self._embedder = load_embedder()
        self._vectors = _vectors(self._embedder, texts)

    def rank(self, query: str) -> dict[str, list[int]]:
        """Positions of texts, best first, 100 deep, by each method."""
        words = self._bm25.scores(query)
        dense = (self._vectors @ self._embedder.embed_query(query)).astype("f8")
        fused = np.zeros(len(self._texts))
        for scores in (words, dense):
            top = np.argsort(-scores, kind="stable")[:100]
            fused[top] += unit(scores[top]) / 2
        order = {
            name: [int(i) for i in np.argsort(-scores, kind="stable")[:100]]
            for name, scores in (("bm25", words), ("dense", dense), ("fusion", fused))
        }
        first = order["fusion"][:DEPTH]
        texts = [self._texts[i] for i in first]
        found = self._judge.score(query, texts).astype("f8")
        overlap = OverlapReranker().score(query, texts).astype("f8")
        rest = order["fusion"][DEPTH:]
        both = found + unit(fused[first])
        for name, scores in (("overlap", overlap), ("judge", found), ("judge + fusion", both)):
            order[name] = [first[i] for i in np.argsort(-scores, kind="stable")] + rest
        return order


def _ranked(
    stages: Stages, queries: Sequence[str], figure: Callable[[int, list[int]], float]
) -> dict[str, tuple[float, float, float]]:
    values: dict[str, list[float]] = {}
    for number, query in enumerate(queries):
        for name, order in stages.rank(query).items():
            values.setdefault(name, []).append(figure(number, order))
    return {name: mean_of(got) for name, got in values.items()}


def rank_scifact(bench: Bench) -> Row:
    """SciFact, nDCG@10."""
    ranking = benches.scifact(bench.data)
    chosen = bench.sample(range(len(ranking.queries)), 300)
    stages = Stages(ranking.texts, bench.judge)

    def figure(number: int, order: list[int]) -> float:
        grades = {str(p): g for p, g in ranking.gold[chosen[number]].items()}
        return ndcg([str(i) for i in order], grades)

    figures = _ranked(stages, [ranking.queries[i] for i in chosen], figure)
    return row("rerank", f"SciFact, {len(chosen)} claims, 5,183 abstracts", "nDCG@10", **figures)


def rank_squad(bench: Bench) -> Row:
    """SQuAD dev half, hit@1 over all its paragraphs."""
    ranking = benches.squad_ranking(bench.data, max(20, round(400 * bench.share)))

    def figure(number: int, order: list[int]) -> float:
        return float(order[0] in ranking.gold[number])

    figures = _ranked(Stages(ranking.texts, bench.judge), ranking.queries, figure)
    name = f"SQuAD dev half, {len(ranking.queries)} questions, {len(ranking.texts)} paragraphs"
    return row("rerank", name, "hit@1", **figures)


def rank_chroma(bench: Bench) -> Row:
    """Chroma spans: share of the gold characters in the first five passages."""
    ranking = benches.chroma(bench.data)
    chosen = bench.sample(range(len(ranking.queries)), 472)

    def figure(number: int, order: list[int]) -> float:
        file, ranges = ranking.gold[chosen[number]]
        taken = [ranking.passages[i] for i in order[:5] if ranking.passages[i][0] == file]
        wanted = {c for s, e in ranges for c in range(s, e)}
        held = {c for _, s, e, _ in taken for c in wanted if s <= c < e}
        return len(held) / len(wanted)

    stages = Stages([passage[3] for passage in ranking.passages], bench.judge)
    figures = _ranked(stages, [ranking.queries[i] for i in chosen], figure)
    name = f"Chroma spans, {len(chosen)} questions, 5 x 800 characters"
    return row("rerank", name, "character recall", **figures)
