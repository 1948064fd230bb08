"""Sets of characters as sorted, disjoint half-open ranges: the arithmetic behind span metrics."""

from __future__ import annotations

from collections.abc import Iterable

from ..records import Cited, Gold, GoldSpan, Group, Response

Ranges = tuple[tuple[int, int], ...]

HIT_SHARE = 0.5
"""The share of a gold quote's characters that must be cited for the quote to count as cited."""


def union(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """The ranges merged where they touch or overlap, empty ones dropped."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(r for r in ranges if r[0] < r[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def size(ranges: Ranges) -> int:
    """The number of characters in disjoint ranges."""
    return sum(end - start for start, end in ranges)


def common(left: Ranges, right: Ranges) -> Ranges:
    """What two sorted, disjoint sets of ranges share."""
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if start < end:
            found.append((start, end))
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1
    return tuple(found)


def cited_ranges(citations: Iterable[Cited]) -> dict[str, Ranges]:
    """File -> the characters cited in it. Citations that were not located hold none."""
    by_file: dict[str, list[tuple[int, int]]] = {}
    for citation in citations:
        if citation.start is not None and citation.end is not None and located(citation):
            by_file.setdefault(citation.file, []).append((citation.start, citation.end))
    return {file: union(ranges) for file, ranges in by_file.items()}


def located(citation: Cited) -> bool:
    """Whether the citation points at characters that do read as quoted."""
    return citation.start is not None and citation.match == "exact" and citation.reproduces


def share_covered(span: GoldSpan, cited: dict[str, Ranges]) -> float:
    """The share of a gold span's characters that are cited, 0 to 1."""
    length = span.end - span.start
    if not length:
        return 0.0
    return size(common(((span.start, span.end),), cited.get(span.file, ()))) / length


def is_hit(group: Group, cited: dict[str, Ranges]) -> bool:
    """Whether the cited characters, taken together, cover half of any alternative or more.

    Together, because systems cite sentence by sentence what a set quotes as one passage.
    """
    return any(share_covered(span, cited) >= HIT_SHARE for span in group)


def is_right(citation: Cited, groups: Iterable[Group]) -> bool:
    """Whether one citation points at gold: it shares half of the shorter of the two, or more.

    The shorter, so that a clause within a long gold passage and a sentence around a gold name
    both count.
    """
    if not located(citation) or citation.start is None or citation.end is None:
        return False
    for group in groups:
        for span in group:
            if span.file != citation.file:
                continue
            shared = min(span.end, citation.end) - max(span.start, citation.start)
            shorter = min(span.end - span.start, citation.end - citation.start)
            if shorter and shared >= HIT_SHARE * shorter:
                return True
    return False


def best_alternatives(gold: Gold, cited: dict[str, Ranges]) -> tuple[GoldSpan, ...]:
    """For each located group the alternative that is covered best, the first among equals."""
    return tuple(
        max(group, key=lambda span: share_covered(span, cited)) for group in gold.groups if group
    )


def gold_groups(gold: Gold) -> tuple[Group, ...]:
    """Every group that a citation may rightly point at: the evidence and all sides."""
    return gold.groups + tuple(group for side in gold.sides for group in side)


def citation_count(response: Response) -> int:
    """Citations given, those with invented markers included."""
    return len(response.citations) + len(response.invented)
