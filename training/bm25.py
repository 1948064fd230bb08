"""A small BM25 over texts held in memory, to mine negatives and as a baseline.

Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond"; with the
non-negative idf of Lucene.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.judge_overlap import STOP_WORDS

_WORD = re.compile(r"[^\W_]+")


class BM25:
    """An index over texts.

    Args:
        texts: what is searched; results are positions in it.
        k1: term frequency saturation.
        b: length normalisation, 0..1.
    """

    def __init__(self, texts: Sequence[str], *, k1: float = 1.2, b: float = 0.75) -> None:
        from snowballstemmer import stemmer

        self._stem: Callable[[str], str] = stemmer("english").stemWord
        self._stems: dict[str, str] = {}
        counts = [Counter(self.terms(text)) for text in texts]
        lengths = np.array([sum(c.values()) for c in counts], "f8")
        mean = float(lengths.mean()) if len(lengths) else 1.0
        places: dict[str, list[int]] = defaultdict(list)
        for place, count in enumerate(counts):
            for term in count:
                places[term].append(place)
        self._size = len(texts)
        self._postings: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        for term, where in places.items():
            idf = math.log(1 + (len(texts) - len(where) + 0.5) / (len(where) + 0.5))
            at = np.array(where)
            frequency = np.array([counts[place][term] for place in where], "f8")
            norm = k1 * (1 - b + b * lengths[at] / max(mean, 1e-9))
            self._postings[term] = (at, idf * frequency * (k1 + 1) / (frequency + norm))

    def terms(self, text: str) -> list[str]:
        """Stemmed words in order, stop words dropped."""
        found = []
        for word in _WORD.findall(text.casefold()):
            if word in STOP_WORDS:
                continue
            if word not in self._stems:
                self._stems[word] = self._stem(word)
            found.append(self._stems[word])
        return found

    def scores(self, query: str) -> NDArray[np.float64]:
        """The score of every text, in the order given."""
        total = np.zeros(self._size)
        for term in set(self.terms(query)):
            if term in self._postings:
                at, weight = self._postings[term]
                total[at] += weight
        return total

    def top(self, query: str, k: int) -> list[int]:
        """Positions of the best `k` texts with a score above 0, best first."""
        total = self.scores(query)
        k = min(k, self._size)
        best = np.argpartition(-total, k - 1)[:k] if k else np.zeros(0, int)
        return [int(i) for i in best[np.argsort(-total[best], kind="stable")] if total[i] > 0]
