"""Hard negatives as the product finds them: words and meaning, fused.

What the judge reads at work is what the first stage of `retrieval.search` hands it, so its wrong
texts in training are found the same way: BM25 and the shipped embedder, the best 100 of each,
fused by `retrieval.fusion.fuse_minmax`. Two things differ. The words are weighed by `bm25` over
the pool, not by a corpus; and of each text only the beginning is embedded, as one piece.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, OnnxEmbedder
from retrieval.fusion import fuse_minmax

from .bm25 import BM25

HEAD = 400  # characters: about 90 tokens, what the product embeds as one piece
DEPTH = 100  # of each list, as `SearchSettings.depth`
REMEMBERED = 20_000  # questions, less than 1 KB each


class Miner:
    """Ranks a pool of texts for a question; stands in for `BM25` where negatives are mined.

    Args:
        texts: the pool; results are positions in it. A text that stands there twice is embedded
            once and found at both places.
        cache: folder for the vectors of the pool, so that a second run need not make them; None
            keeps them in memory only.
        threads: cores for embedding the pool; a question takes one.
        embedder: None = the shipped one.
    """

    def __init__(
        self,
        texts: Sequence[str],
        *,
        cache: Path | None,
        threads: int = 2,
        embedder: Embedder | None = None,
    ) -> None:
        self._embedder = embedder or OnnxEmbedder(threads=threads)
        self._bm25 = BM25(texts)
        heads = [text[:HEAD] for text in texts]
        unique = {head: row for row, head in enumerate(dict.fromkeys(heads))}
        self._row_of = np.array([unique[head] for head in heads], np.int64)
        self._vectors = _vectors(list(unique), self._embedder, cache)
        self._known: dict[str, NDArray[np.int32]] = {}

    def top(self, question: str, k: int) -> list[int]:
        """Positions of the best `k` texts, best first; at most 200 are ranked."""
        if question not in self._known:
            if len(self._known) >= REMEMBERED:
                del self._known[next(iter(self._known))]
            self._known[question] = self._ranked(question)
        return [int(place) for place in self._known[question][:k]]

    def _ranked(self, question: str) -> NDArray[np.int32]:
        """Every text among the best by words or by meaning, best first."""
        if not len(self._row_of):
            return np.zeros(0, np.int32)
        by_words = self._bm25.scores(question)
        # In 64 bits, so that the outcome does not hang on the number of threads of the product.
        likeness = (self._vectors @ self._embedder.embed_query(question)).astype("f8").round(6)
        by_meaning = likeness[self._row_of]
        lists = [
            [(int(i), float(scores[i])) for i in _best(scores) if found is None or found[i] > 0]
            for scores, found in ((by_words, by_words), (by_meaning, None))
        ]
        fused = fuse_minmax(lists, depth=DEPTH)
        return np.array([place for place, _ in fused], np.int32)


def _best(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Positions of the best `DEPTH` scores, in no order; ties at the edge go to the earlier."""
    if len(scores) <= DEPTH:
        return np.arange(len(scores))
    edge = np.partition(scores, len(scores) - DEPTH)[len(scores) - DEPTH]
    above = np.flatnonzero(scores > edge)
    return np.concatenate([above, np.flatnonzero(scores == edge)[: DEPTH - len(above)]])


def _vectors(texts: Sequence[str], embedder: Embedder, cache: Path | None) -> NDArray[np.float32]:
    """Unit vectors of the texts, from the cache where they are there and fit."""
    if cache is None:
        return embedder.embed_documents(texts)
    digest = hashlib.sha256(f"{embedder.name}\0{embedder.revision}\0{HEAD}".encode())
    for text in texts:
        digest.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    path = cache / f"pool-{digest.hexdigest()[:24]}.npy"
    try:
        with path.open("rb") as stream:
            kept = np.load(stream, allow_pickle=False)
    except (OSError, ValueError, EOFError):  # not there, or cut off while it was written
        kept = None
    if kept is not None and kept.shape == (len(texts), embedder.dimension):
        return cast("NDArray[np.float32]", kept)
    made = embedder.embed_documents(texts)
    cache.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as stream:
        np.save(stream, made)
    part.replace(path)
    return made
