"""Judges that count shared words: no model, no training, the baseline to beat.

They know nothing of order, negation or sense. Use them where no model is shipped, and in tests,
where their verdicts can be worked out by hand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from .judge_records import Reading, SupportScores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STOP_WORDS = (
    "a an and are as at be been but by did do does for from had has have he her his how i if in "
    "into is it its many much of on or our she so than that the their them then there these they "
    "this those to was we were what when where which who whom whose why will with would you your"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


@lru_cache(maxsize=1)
def _english() -> Callable[[str], str]:
    from snowballstemmer import stemmer

    stem: Callable[[str], str] = stemmer("english").stemWord
    return stem


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    return _english()(word)


def content_words(text: str) -> frozenset[str]:
    """The stems of a text's words, lower-cased, without stop words.

    Args:
        text: any text; where it holds nothing but stop words, those are kept.

    Returns:
        Stems; empty for a text without a word.
    """
    words = {word.casefold() for word in _WORD.findall(text)}
    return frozenset(_stem(word) for word in (words - STOP_WORDS or words))


def share_covered(wanted: frozenset[str], text: str) -> float:
    """The share of `wanted` that `text` holds, 0..1; 0 where nothing is wanted."""
    return len(wanted & content_words(text)) / len(wanted) if wanted else 0.0


class OverlapReranker:
    """Share of the question's words a text holds, rarer words (among the texts) weighing more."""

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `judges.Reranker.score`."""
        import numpy as np

        wanted = content_words(question)
        held = [wanted & content_words(text) for text in texts]
        weight = {
            word: math.log(1 + (len(texts) + 0.5) / (sum(word in words for words in held) + 0.5))
            for word in sorted(wanted)
        }
        total = sum(weight.values()) or 1.0
        return np.array([sum(weight[w] for w in sorted(words)) / total for words in held], "f4")


class OverlapReader:
    """Share of the question's words a text holds. It points at no span."""

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """See `judges.Reader.read`."""
        wanted = content_words(question)
        return [Reading(share_covered(wanted, text)) for text in texts]


class OverlapVerifier:
    """Share of the statement's words the evidence holds; the rest is neutral, none contradicted."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[SupportScores]:
        """See `judges.Verifier.judge`."""
        shares = (
            share_covered(content_words(statement), evidence) for statement, evidence in pairs
        )
        return [SupportScores(share, 1 - share, 0.0) for share in shares]
