"""Did search find the evidence? Recall@k, nDCG@k and RR through ir_measures, and all@k.

ir_measures (MacAvaney et al. 2022) wraps trec_eval; this file only says what a hit is. Where the
gold is quotes, each evidence group is one relevant item and a passage retrieves it when the
passage alone covers at least half of one of its quotes. Where the gold is whole documents, a
document stands at the rank of its first passage. A question whose search failed scores 0.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..records import Found, Gold, GoldSpan, Response
from .covering import HIT_SHARE

CUTOFFS = (5, 10)

Ranking = tuple[tuple[str, float], ...]
"""(item, score) pairs, best first."""


def measures() -> tuple[str, ...]:
    """The names of the rows `retrieval_rows` yields."""
    return (*(f"R@{k}" for k in CUTOFFS), "nDCG@10", "RR@10", *(f"all@{k}" for k in CUTOFFS))


def retrieval_rows(
    golds: Sequence[Gold], responses: Sequence[Response]
) -> dict[str, list[float | None]]:
    """For each measure one value per question; None where the question has no gold to find.

    Empty where search was not run for any question.

    Args:
        golds: located questions.
        responses: in the same order.
    """
    if all(r.retrieved is None for r in responses):
        return {}
    qrels: dict[str, dict[str, int]] = {}
    for number, gold in enumerate(golds):
        wanted = wanted_items(gold)
        if wanted:
            qrels[str(number)] = wanted
    rankings = {key: _tops(golds[int(key)], responses[int(key)]) for key in qrels}
    rows: dict[str, list[float | None]] = {name: [None] * len(golds) for name in measures()}
    whole = {key: dict(tops[None]) for key, tops in rankings.items()}
    values = score_run(qrels, whole, ("nDCG@10", "RR@10"))
    for k in CUTOFFS:
        # Cut at k passages, not at k items: one passage may hold two pieces of evidence.
        cut = {key: dict(tops[k]) for key, tops in rankings.items()}
        values[f"R@{k}"] = score_run(qrels, cut, ("R@1000",))["R@1000"]
        values[f"all@{k}"] = {
            key: float(wanted.keys() <= cut[key].keys()) for key, wanted in qrels.items()
        }
    for name, by_key in values.items():
        for key, value in by_key.items():
            rows[name][int(key)] = value
    return rows


def score_run(
    qrels: dict[str, dict[str, int]], run: dict[str, dict[str, float]], names: Sequence[str]
) -> dict[str, dict[str, float]]:
    """Measure -> question -> value by ir_measures; questions absent from the run get 0.

    Args:
        qrels: question -> item -> grade.
        run: question -> item -> score, higher is better.
        names: measures as ir_measures spells them, e.g. "nDCG@10".
    """
    if not qrels:
        return {name: {} for name in names}
    import ir_measures

    parsed = {ir_measures.parse_measure(name): name for name in names}
    values: dict[str, dict[str, float]] = {name: dict.fromkeys(qrels, 0.0) for name in names}
    for metric in ir_measures.iter_calc(list(parsed), qrels, run):
        values[parsed[metric.measure]][metric.query_id] = float(metric.value)
    return values


def wanted_items(gold: Gold) -> dict[str, int]:
    """Item -> grade: one item per evidence group, else the relevant documents, else none."""
    if gold.groups:
        return {f"group {number}": 1 for number in range(len(gold.groups))}
    return dict(gold.case.relevant)


def rank_items(gold: Gold, passages: Sequence[Found]) -> Ranking:
    """What the passages retrieve, in order, each item once.

    A passage that holds no new evidence takes up a rank of its own, so noise costs.
    """
    order: list[str] = []
    seen: set[str] = set()
    for number, passage in enumerate(passages):
        if gold.groups:
            held = [
                f"group {index}"
                for index, group in enumerate(gold.groups)
                if any(covers(passage, span) for span in group)
            ]
            fresh = [item for item in held if item not in seen]
            items = fresh or [f"passage {number}"]
        else:
            items = [] if passage.file in seen else [passage.file]
        order.extend(items)
        seen.update(items)
    return tuple((item, float(len(order) - rank)) for rank, item in enumerate(order))


def covers(passage: Found, span: GoldSpan) -> bool:
    """Whether one passage covers at least half of a gold quote's characters."""
    if passage.file != span.file or span.start >= span.end:
        return False
    shared = min(passage.end, span.end) - max(passage.start, span.start)
    return shared >= HIT_SHARE * (span.end - span.start)


def _tops(gold: Gold, response: Response) -> dict[int | None, Ranking]:
    """What the first k passages (or documents) retrieve, by k; None = all of them."""
    passages = response.retrieved or ()
    ranking = rank_items(gold, passages)
    tops: dict[int | None, Ranking] = {None: ranking}
    for k in CUTOFFS:
        tops[k] = rank_items(gold, passages[:k]) if gold.groups else ranking[:k]
    return tops
