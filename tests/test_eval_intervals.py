"""Intervals and the paired test: known distributions, degenerate inputs, the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from eval.intervals import mean_interval, paired_difference, statistic_interval


def test_the_interval_agrees_with_the_normal_one_for_many_values():
    values = np.random.default_rng(1).normal(3, 2, 2000)
    found = mean_interval(list(values))
    half = 1.96 * values.std(ddof=1) / np.sqrt(len(values))
    assert found.value == pytest.approx(values.mean())
    assert found.low == pytest.approx(values.mean() - half, abs=0.01)
    assert found.high == pytest.approx(values.mean() + half, abs=0.01)
    assert found.count == 2000


def test_intervals_cover_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(2)
    hits = 0
    for seed in range(200):
        found = mean_interval(list(rng.random(60) < 0.7), seed=seed, resamples=400)
        hits += found.low <= 0.7 <= found.high
    assert 180 <= hits <= 200


def test_all_right_is_not_certainty():
    found = mean_interval([1.0] * 20)
    expected = stats.binomtest(20, 20).proportion_ci(method="wilson")
    assert (found.value, found.high) == (1.0, 1.0)
    assert found.low == pytest.approx(expected.low)
    assert mean_interval([0.0] * 20).high > 0.1


def test_degenerate_inputs():
    assert mean_interval([]) is None
    assert mean_interval([3.5]).low == mean_interval([3.5]).high == 3.5
    assert paired_difference([], []) is None
    assert paired_difference([0.0], [1.0]).p == 1.0


def test_the_same_seed_gives_the_same_interval():
    values = [0.0, 1.0, 1.0, 0.0, 1.0]
    assert mean_interval(values, seed=4) == mean_interval(values, seed=4)


def test_a_run_against_itself_is_no_difference():
    found = paired_difference([1.0, 0.0, 1.0], [1.0, 0.0, 1.0])
    assert (found.value, found.p, found.better, found.worse) == (0.0, 1.0, 0, 0)


def test_a_clear_gain_is_told_from_noise():
    rng = np.random.default_rng(3)
    old = (rng.random(200) < 0.5).astype(float)
    better = np.maximum(old, rng.random(200) < 0.4)
    found = paired_difference(list(old), list(better))
    assert found.p < 0.001
    assert found.low > 0
    assert found.worse == 0
    noise = paired_difference(list(old), list(rng.permutation(old)))
    assert noise.p > 0.05
    assert noise.low < 0 < noise.high


def test_few_pairs_give_the_exact_sign_flip_p():
    # Three gains of 1: of 8 sign patterns two are as extreme, p = 2/8.
    assert paired_difference([0.0] * 3, [1.0] * 3).p == pytest.approx(0.25)


def test_runs_of_different_length_are_refused():
    with pytest.raises(ValueError, match="same length"):
        paired_difference([1.0], [1.0, 0.0])


def test_a_statistic_of_the_run_gets_an_interval_and_undefined_samples_drop_out():
    data = np.arange(50, dtype=float)

    def statistic(chosen):
        return None if chosen[0] == 0 else float(np.median(data[chosen]))

    found = statistic_interval(statistic, 50, 24.5)
    assert found.low < 24.5 < found.high
    never = statistic_interval(lambda chosen: None, 50, 0.5)
    assert (never.low, never.high) == (0.5, 0.5)
