"""Fusion: worked examples, ties, and what must hold for any lists."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fusion import fuse_minmax, fuse_rrf, rank

scored_lists = st.lists(
    st.lists(st.tuples(st.integers(0, 30), st.floats(-5, 5, width=32)), max_size=20), max_size=3
)


def test_minmax_by_hand() -> None:
    words = [("a", 10.0), ("b", 5.0), ("c", 0.0)]
    dense = [("c", 0.9), ("a", 0.5)]
    assert fuse_minmax([words, dense]) == [("a", 0.5), ("c", 0.5), ("b", 0.25)]


def test_absent_counts_zero_and_an_empty_list_halves() -> None:
    assert fuse_minmax([[("a", 3.0)], []]) == [("a", 0.5)]
    assert fuse_minmax([[("a", 3.0)]]) == [("a", 1.0)]
    assert fuse_minmax([]) == []
    assert fuse_minmax([[], []]) == []


def test_rrf_by_hand() -> None:
    fused = fuse_rrf([[("a", 2.0), ("b", 1.0)], [("b", 9.0)]])
    assert [key for key, _ in fused] == ["b", "a"]
    assert dict(fused) == pytest.approx({"b": 1 / 62 + 1 / 61, "a": 1 / 61})


def test_depth_cuts_each_list() -> None:
    words = [("a", 3.0), ("b", 2.0), ("c", 1.0)]
    assert [key for key, _ in fuse_minmax([words], depth=2)] == ["a", "b"]
    assert [key for key, _ in fuse_rrf([words], depth=1)] == ["a"]


def test_ties_follow_the_given_order() -> None:
    pairs = [("b", 1.0), ("a", 1.0)]
    assert [key for key, _ in rank(pairs, 5)] == ["a", "b"]
    assert [key for key, _ in rank(pairs, 5, order={"a": 1, "b": 0}.__getitem__)] == ["b", "a"]


@given(scored_lists, st.randoms())
def test_arrival_order_does_not_matter(
    lists: list[list[tuple[int, float]]], shuffler: random.Random
) -> None:
    shuffled = [shuffler.sample(scored, len(scored)) for scored in lists]
    assert fuse_minmax(lists) == fuse_minmax(shuffled)
    assert fuse_rrf(lists) == fuse_rrf(shuffled)


@given(scored_lists)
def test_scores_are_shares_and_nothing_is_lost(lists: list[list[tuple[int, float]]]) -> None:
    fused = fuse_minmax(lists)
    assert {key for key, _ in fused} == {key for scored in lists for key, _ in scored}
    assert all(0 <= score <= 1 + 1e-9 for _, score in fused)
    assert [score for _, score in fused] == sorted((s for _, s in fused), reverse=True)
