"""Fusion: several ranked lists of the same things become one.

Each list is [(key, score), ...] with higher scores better; the order within a list is taken from
its scores, ties by key, so that the outcome never depends on the order of arrival.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, TypeVar

Key = TypeVar("Key", bound=Hashable)

RRF_CONSTANT = 60


def rank(
    scored: Sequence[tuple[Key, float]], depth: int, *, order: Any = None
) -> list[tuple[Key, float]]:
    """The best `depth` entries, best first; ties in the order of the keys.

    Args:
        scored: pairs of key and score; a key that comes twice counts with its best score.
        depth: how many to keep, at least 0.
        order: function from key to something sortable that breaks ties; None = the key itself.
    """
    best: dict[Key, float] = {}
    for key, score in scored:
        if key not in best or score > best[key]:
            best[key] = score
    by_key = order or (lambda key: key)
    return sorted(best.items(), key=lambda item: (-item[1], by_key(item[0])))[:depth]


def fuse_minmax(
    lists: Sequence[Sequence[tuple[Key, float]]], *, depth: int = 100, order: Any = None
) -> list[tuple[Key, float]]:
    """Mean of the min-max normalised scores over each list's top `depth`; absent counts 0.

    A list of equal scores gives each of its entries 1. Empty lists still count in the mean, so
    that a score says how much of the evidence there could be is there. Scores lie in 0..1.
    J. H. Lee, "Analyses of multiple evidence combination", SIGIR 1997 (CombSUM, normalised).
    """
    totals: dict[Key, float] = {}
    for scored in lists:
        top = rank(scored, depth, order=order)
        if not top:
            continue
        high, low = top[0][1], top[-1][1]
        for key, score in top:
            share = (score - low) / (high - low) if high > low else 1.0
            totals[key] = totals.get(key, 0.0) + share / len(lists)
    return rank(list(totals.items()), len(totals), order=order)


def fuse_rrf(
    lists: Sequence[Sequence[tuple[Key, float]]], *, depth: int = 100, order: Any = None
) -> list[tuple[Key, float]]:
    """Reciprocal rank fusion: the sum of 1 / (60 + rank) over the lists, ranks from 1.

    G. V. Cormack, C. L. A. Clarke, S. Büttcher, SIGIR 2009.
    """
    totals: dict[Key, float] = {}
    for scored in lists:
        for place, (key, _) in enumerate(rank(scored, depth, order=order), start=1):
            totals[key] = totals.get(key, 0.0) + 1.0 / (RRF_CONSTANT + place)
    return rank(list(totals.items()), len(totals), order=order)
