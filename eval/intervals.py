"""How far could these numbers be luck? Bootstrap intervals and the paired test.

Intervals: percentile bootstrap over questions (Efron and Tibshirani 1993), 95 %. Where every
value is the same the bootstrap would claim certainty, so a share of 0 or 1 gets Wilson's interval
(1927) instead. Two runs on the same questions: sign-flip permutation test of the mean difference
(scipy), with the bootstrap interval of the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest, permutation_test

LEVEL = 0.95
RESAMPLES = 2000
_BLOCK = 4_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A number and its 95 % interval; `count` = the questions it was measured on."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two runs, on the questions both have.

    Attributes:
        value: mean of (new - old); low and high its 95 % interval.
        p: chance of a difference this large if the runs were alike; 1.0 where nothing differs.
        count: paired questions. better, worse: of which changed for the better or the worse.
    """

    value: float
    low: float
    high: float
    p: float
    count: int
    better: int
    worse: int


def mean_interval(
    values: Sequence[float], *, seed: int = 0, resamples: int = RESAMPLES
) -> Interval | None:
    """The mean and its interval; None for no values.

    Args:
        values: one per question.
        seed: of the resampling; the same seed gives the same interval.
        resamples: bootstrap samples.
    """
    if not values:
        return None
    data = np.asarray(values, dtype=float)
    mean = float(data.mean())
    if data.min() == data.max():
        if mean in (0.0, 1.0):
            wilson = binomtest(int(data.sum()), len(data)).proportion_ci(LEVEL, method="wilson")
            return Interval(mean, float(wilson.low), float(wilson.high), len(data))
        return Interval(mean, mean, mean, len(data))
    low, high = np.quantile(
        _resampled_means(data, seed, resamples), [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    )
    return Interval(mean, float(low), float(high), len(data))


def statistic_interval(
    statistic: Callable[[NDArray[np.intp]], float | None],
    count: int,
    value: float,
    *,
    seed: int = 0,
    resamples: int = 500,
) -> Interval:
    """The interval of a statistic of the whole run, e.g. AUROC.

    Args:
        statistic: question indices (with repeats) -> value; None where it is not defined for
            that sample, which then drops out.
        count: number of questions.
        value: the statistic on the questions as they are.
        seed: of the resampling.
        resamples: bootstrap samples; fewer than for means, each costs a pass over the run.
    """
    rng = np.random.default_rng(seed)
    found = [statistic(rng.integers(0, count, count)) for _ in range(resamples)]
    kept = np.array([v for v in found if v is not None])
    if not len(kept):
        return Interval(value, value, value, count)
    low, high = np.quantile(kept, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(value, float(low), float(high), count)


def paired_difference(
    old: Sequence[float], new: Sequence[float], *, seed: int = 0, resamples: int = 9999
) -> Difference | None:
    """Compare two runs question by question; None for no pairs.

    Args:
        old, new: values of the same questions in the same order.
        seed: of the resampling.
        resamples: sign flips drawn; all of them where there are fewer.

    Raises:
        ValueError: the two differ in length.
    """
    if len(old) != len(new):
        raise ValueError("paired values must be of the same length")
    if not old:
        return None
    change = np.asarray(new, dtype=float) - np.asarray(old, dtype=float)
    mean = float(change.mean())
    better, worse = int((change > 0).sum()), int((change < 0).sum())
    if not better and not worse:
        return Difference(0.0, 0.0, 0.0, 1.0, len(change), 0, 0)
    if len(change) == 1:  # one pair is as extreme as its mirror image, whatever it is
        return Difference(mean, mean, mean, 1.0, 1, better, worse)
    test = permutation_test(
        (change,),
        lambda x, axis: np.mean(x, axis=axis),
        permutation_type="samples",
        n_resamples=resamples,
        vectorized=True,
        batch=max(1, _BLOCK // len(change)),
        rng=np.random.default_rng(seed),
    )
    low, high = np.quantile(
        _resampled_means(change, seed, RESAMPLES), [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    )
    return Difference(mean, float(low), float(high), float(test.pvalue), len(change), better, worse)


def _resampled_means(data: NDArray[np.float64], seed: int, resamples: int) -> NDArray[np.float64]:
    """Means of bootstrap samples, in blocks that keep memory below some 32 MB."""
    rng = np.random.default_rng(seed)
    rows = max(1, _BLOCK // len(data))
    means = [
        data[rng.integers(0, len(data), (min(rows, resamples - done), len(data)))].mean(axis=1)
        for done in range(0, resamples, rows)
    ]
    return np.concatenate(means)
