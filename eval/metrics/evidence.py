"""Is the gold cited, and is what is cited gold? Character spans decide, no model.

Only questions with gold evidence are judged (None otherwise). A failure, an abstention or an
answer without citations scores 0: missing is counted, not skipped. A gold quote counts as cited
when at least half of its characters, located in the file, are (`covering.HIT_SHARE`).
"""

from __future__ import annotations

from ..records import Gold, Response
from .covering import (
    best_alternatives,
    citation_count,
    cited_ranges,
    common,
    gold_groups,
    is_hit,
    is_right,
    size,
    union,
)


def _judged(gold: Gold) -> bool:
    return bool(gold.groups) and (gold.case.answerable or gold.case.false_premise)


def evidence_recall(gold: Gold, response: Response) -> float | None:
    """Share of the gold evidence groups that are cited: |groups hit| / |groups|.

    A group whose quote could not be located in the documents can never be hit.
    """
    if not _judged(gold):
        return None
    cited = cited_ranges(response.citations)
    return sum(is_hit(group, cited) for group in gold.groups) / len(gold.groups)


def evidence_any(gold: Gold, response: Response) -> float | None:
    """1 if at least one gold group is cited: "the answer cites the gold text"."""
    recall = evidence_recall(gold, response)
    return None if recall is None else float(recall > 0)


def evidence_all(gold: Gold, response: Response) -> float | None:
    """1 if every gold group is cited."""
    recall = evidence_recall(gold, response)
    return None if recall is None else float(recall == 1)


def evidence_precision(gold: Gold, response: Response) -> float | None:
    """Share of citations that point at gold: |right| / (|citations| + |invented markers|).

    A citation is right when it shares at least half of the shorter of itself and a gold span,
    evidence or a side of the dispute. Quotes that were not located count against it.
    """
    if not _judged(gold):
        return None
    total = citation_count(response)
    groups = gold_groups(gold)
    return sum(is_right(c, groups) for c in response.citations) / total if total else 0.0


def strict_citations(gold: Gold, response: Response) -> float | None:
    """1 if the whole answer is right: every group cited and not one citation beside gold.

    Stricter than any average: one misattributed or invented marker fails the answer.
    """
    precision = evidence_precision(gold, response)
    recall = evidence_recall(gold, response)
    if precision is None or recall is None:
        return None
    return float(precision == 1 and recall == 1)


def sentence_scores(gold: Gold, response: Response) -> tuple[float, float, float] | None:
    """(precision, recall, F1) over sentences of the documents.

    Gold sentences are those that the best-covered alternative of each group touches, cited
    sentences those that a located citation touches. P = |both| / |cited|, R = |both| / |gold|.
    """
    if not _judged(gold):
        return None
    ranges = cited_ranges(response.citations)
    wanted = {
        (span.file, number) for span in best_alternatives(gold, ranges) for number in span.sentences
    }
    located = (c for c in response.citations if c.file in ranges and c.start is not None)
    given = {(c.file, number) for c in located for number in c.sentences}
    # Groups that were not located still count as one missed sentence each.
    missing = sum(1 for group in gold.groups if not group)
    return _prf(len(wanted & given), len(given), len(wanted) + missing)


def sentence_precision(gold: Gold, response: Response) -> float | None:
    """Share of cited sentences that are gold; see `sentence_scores`."""
    scores = sentence_scores(gold, response)
    return scores and scores[0]


def sentence_recall(gold: Gold, response: Response) -> float | None:
    """Share of gold sentences that are cited; see `sentence_scores`."""
    scores = sentence_scores(gold, response)
    return scores and scores[1]


def sentence_f1(gold: Gold, response: Response) -> float | None:
    """Harmonic mean of sentence precision and recall; see `sentence_scores`."""
    scores = sentence_scores(gold, response)
    return scores and scores[2]


def character_scores(gold: Gold, response: Response) -> tuple[float, float, float] | None:
    """(precision, recall, IoU) over characters, as in Chroma's chunking evaluation.

    With C the cited and G the gold characters (best-covered alternative of each group):
    P = |C∩G| / |C|, R = |C∩G| / |G|, IoU = |C∩G| / |C∪G|. Each character counts once. A quote
    that was not located adds its length to G, an invented one cites nothing.
    Smith and Troynikov 2024, "Evaluating chunking strategies for retrieval".
    """
    if not _judged(gold):
        return None
    cited = cited_ranges(response.citations)
    by_file: dict[str, list[tuple[int, int]]] = {}
    for span in best_alternatives(gold, cited):
        by_file.setdefault(span.file, []).append((span.start, span.end))
    wanted = {file: union(ranges) for file, ranges in by_file.items()}
    shared = sum(size(common(ranges, cited.get(file, ()))) for file, ranges in wanted.items())
    lost = sum(
        len(entries[0].quote)
        for group, entries in zip(gold.groups, gold.case.evidence, strict=False)
        if not group
    )
    given = sum(size(ranges) for ranges in cited.values())
    total = sum(size(ranges) for ranges in wanted.values()) + lost
    both = given + total - shared
    return (
        shared / given if given else 0.0,
        shared / total if total else 0.0,
        shared / both if both else 0.0,
    )


def character_precision(gold: Gold, response: Response) -> float | None:
    """Share of cited characters that are gold; see `character_scores`."""
    scores = character_scores(gold, response)
    return scores and scores[0]


def character_recall(gold: Gold, response: Response) -> float | None:
    """Share of gold characters that are cited; see `character_scores`."""
    scores = character_scores(gold, response)
    return scores and scores[1]


def character_iou(gold: Gold, response: Response) -> float | None:
    """Cited and gold characters in common over those in either; see `character_scores`."""
    scores = character_scores(gold, response)
    return scores and scores[2]


def page_recall(gold: Gold, response: Response) -> float | None:
    """Share of gold groups with a page whose page is cited: |pages hit| / |groups with page|.

    For sets that name pages of PDFs (FinanceBench); None where the set names none.
    """
    wanted = [pages for pages in gold.pages if pages]
    if not wanted:
        return None
    cited = {(c.file, c.page) for c in response.citations if c.page is not None}
    return sum(any(page in cited for page in pages) for pages in wanted) / len(wanted)


def _prf(both: int, given: int, wanted: int) -> tuple[float, float, float]:
    precision = both / given if given else 0.0
    recall = both / wanted if wanted else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0
