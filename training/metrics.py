"""The measures of the model table, each with its definition."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Gives nDCG at `depth` with gain 2^grade - 1 (Järvelin and Kekäläinen 2002), 0..1."""

    def gain(order: Sequence[int]) -> float:
        return sum((2.0**g - 1) / math.log2(place + 2) for place, g in enumerate(order[:depth]))

    ideal = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(name, 0) for name in ranked]) / ideal if ideal else 0.0


def auroc(scores: Floats, labels: NDArray[np.bool_]) -> float:
    """Chance that a positive scores above a negative, ties half (Mann and Whitney 1947)."""
    from scipy.stats import rankdata

    positives, negatives = int(labels.sum()), int((~labels).sum())
    if not positives or not negatives:
        return float("nan")
    ranks = float(rankdata(scores)[labels].sum())
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def balanced_accuracy(guesses: NDArray[np.bool_], labels: NDArray[np.bool_]) -> float:
    """Mean of the hit rates on positives and negatives."""
    return float((guesses[labels].mean() + (~guesses[~labels]).mean()) / 2)


def best_threshold(scores: Floats, labels: NDArray[np.bool_]) -> float:
    """The threshold with the best balanced accuracy; scores above it are positive."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(labels[order]) / max(int(labels.sum()), 1)
    misses = np.cumsum(~labels[order]) / max(int((~labels).sum()), 1)
    at = int(np.argmax(hits - misses))
    below = scores[order[at + 1]] if at + 1 < len(scores) else scores[order[at]] - 1
    return float((scores[order[at]] + below) / 2)


def cross_fitted(scores: Floats, labels: NDArray[np.bool_], folds: int = 5) -> NDArray[np.bool_]:
    """Guesses with a threshold chosen on the other folds; case i is in fold i % folds."""
    guesses = np.zeros(len(scores), bool)
    fold = np.arange(len(scores)) % folds
    for number in range(folds):
        threshold = best_threshold(scores[fold != number], labels[fold != number])
        guesses[fold == number] = scores[fold == number] > threshold
    return guesses


def squad_f1(guess: str, answers: Sequence[str]) -> float:
    """Best token F1 against the answers, articles and punctuation dropped (Rajpurkar 2016)."""

    def words(text: str) -> list[str]:
        text = re.sub(r"[^\w\s]", "", text.casefold())
        return [word for word in text.split() if word not in {"a", "an", "the"}]

    best = 0.0
    for answer in answers:
        shared = sum((Counter(words(guess)) & Counter(words(answer))).values())
        if shared:
            precision, recall = shared / len(words(guess)), shared / len(words(answer))
            best = max(best, 2 * precision * recall / (precision + recall))
    return best


def interval(
    figure: Callable[[NDArray[np.int64]], float], cases: int, rounds: int = 500
) -> tuple[float, float, float]:
    """A figure with its 95 % bootstrap interval over cases (Efron 1979).

    Args:
        figure: the figure for a sample, given the positions of its cases.
        cases: how many cases there are.
        rounds: resamples.

    Returns:
        (figure over all cases, lower, upper).
    """
    generator = np.random.default_rng(2024)
    values = [figure(generator.integers(0, cases, cases)) for _ in range(rounds)]
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return figure(np.arange(cases)), float(low), float(high)
