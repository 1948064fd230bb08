"""The table of all metrics: one row each, with its group, what it judges and which way is better.

`score` computes every row for a whole run; the reports, the minimums of CI and the benchmark
page all read the same rows, so a metric is added here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..records import Gold, Response
from . import abstention, answers, attribution, citation, cost, evidence, retrieval, spans
from . import viewpoints as sides

PerQuestion = Callable[[Gold, Response], float | None]
PerRun = Callable[[Sequence[Gold], Sequence[Response]], float | None]


@dataclass(frozen=True, slots=True)
class Metric:
    """One row.

    Attributes:
        name: as typed in `--min name=value`.
        group: heading in the reports.
        higher_is_better: False for costs.
        unit: "" for a share of 1, else what it counts.
        about: one line, the docstring's first.
    """

    name: str
    group: str
    higher_is_better: bool
    unit: str
    about: str


@dataclass(frozen=True, slots=True)
class Row:
    """A metric's values: one per question (None = not judged), or one for the run.

    `whole` is set for metrics of the run as such; `values` is then empty.
    """

    metric: Metric
    values: tuple[float | None, ...] = ()
    whole: float | None = None
    compute: PerRun | None = None

    @property
    def judged(self) -> tuple[float, ...]:
        """The values of the questions that were judged."""
        return tuple(v for v in self.values if v is not None)

    @property
    def mean(self) -> float | None:
        """The row's one number: the mean over judged questions; None if none was."""
        if self.compute is not None:
            return self.whole
        return sum(self.judged) / len(self.judged) if self.judged else None


_EACH: tuple[tuple[str, tuple[PerQuestion, ...]], ...] = (
    ("overall", (abstention.right_outcome,)),
    (
        "evidence",
        (
            evidence.evidence_any,
            evidence.evidence_recall,
            evidence.evidence_all,
            evidence.evidence_precision,
            evidence.strict_citations,
            evidence.sentence_precision,
            evidence.sentence_recall,
            evidence.sentence_f1,
            evidence.character_precision,
            evidence.character_recall,
            evidence.character_iou,
            evidence.page_recall,
        ),
    ),
    ("proof", (spans.quote_exact, spans.quote_in_place, spans.markers_resolve)),
    (
        "answers",
        (
            answers.answer_recall,
            answers.exact_match,
            answers.token_f1,
            answers.nugget_recall,
            answers.answer_clean,
            answers.yes_no,
        ),
    ),
    (
        "abstention",
        (abstention.answering, abstention.right_abstention, abstention.right_when_answered),
    ),
    (
        "attribution",
        (
            attribution.source_recall,
            attribution.source_precision,
            attribution.speaker_score,
            attribution.speaker_right,
            attribution.speaker_not_wrong,
        ),
    ),
    (
        "viewpoints",
        (
            sides.sides_cited,
            sides.all_sides_cited,
            sides.balance,
            sides.holders_right,
            sides.no_invented_dispute,
        ),
    ),
)
_RUN: tuple[tuple[str, PerRun], ...] = (
    ("abstention", abstention.auroc),
    ("abstention", abstention.coverage_area),
)
_COSTS: tuple[tuple[PerQuestion, str], ...] = (
    (cost.cited_characters, "characters"),
    (cost.lead_in_characters, "characters"),
    (cost.context_characters, "characters"),
    (cost.retrieved_characters, "characters"),
    (cost.seconds, "s"),
    (cost.search_seconds, "s"),
    (cost.peak_megabytes, "MiB"),
)
_GRADED: tuple[Callable[[Gold, Response, citation.Entails], float | None], ...] = (
    citation.citation_recall,
    citation.citation_precision,
    citation.strict_entailment,
)
GROUPS = (
    "overall", "evidence", "proof", "entailment", "answers", "abstention", "attribution",
    "viewpoints", "retrieval", "cost",
)  # fmt: skip


def score(
    golds: Sequence[Gold],
    responses: Sequence[Response],
    entails: citation.Entails | None = None,
) -> tuple[Row, ...]:
    """Every metric over a run, groups in the order of `GROUPS`.

    Args:
        golds: located questions.
        responses: one per question, in the same order; a failure included.
        entails: the grader's verdicts; None = the entailment rows are absent.

    Returns:
        Rows with at least one judged question; others are left out.

    Raises:
        ValueError: the two differ in length or order.
    """
    if [g.case.id for g in golds] != [r.id for r in responses]:
        raise ValueError("one response per question, in the same order")
    rows: list[Row] = []
    for group, functions in _EACH:
        for function in functions:
            metric = _metric(function, group)
            rows.append(Row(metric, _each(function, golds, responses)))
    if entails is not None:
        judge = entails
        for graded in _GRADED:
            values = tuple(graded(g, r, judge) for g, r in zip(golds, responses, strict=True))
            rows.append(Row(_metric(graded, "entailment"), values))
    for group, whole in _RUN:
        value = whole(golds, responses)
        if value is not None:
            rows.append(Row(_metric(whole, group), whole=value, compute=whole))
    for name, column in retrieval.retrieval_rows(golds, responses).items():
        about = _RETRIEVAL_ABOUT.get(name.split("@")[0], name)
        rows.append(Row(Metric(name, "retrieval", True, "", about), tuple(column)))
    for function, unit in _COSTS:
        metric = _metric(function, "cost", higher=False, unit=unit)
        rows.append(Row(metric, _each(function, golds, responses)))
    kept = [row for row in rows if row.compute is not None or row.judged]
    return tuple(sorted(kept, key=lambda row: GROUPS.index(row.metric.group)))


def metric_names() -> tuple[str, ...]:
    """Every name `--min` accepts."""
    each = [f.__name__ for _, functions in _EACH for f in functions]
    whole = [f.__name__ for _, f in _RUN]
    graded = [f.__name__ for f in _GRADED]
    costs = [f.__name__ for f, _ in _COSTS]
    return (*each, *graded, *whole, *retrieval.measures(), *costs)


_RETRIEVAL_ABOUT = {
    "R": "Share of the evidence that the first k passages hold.",
    "all": "1 if the first k passages hold all of the evidence.",
    "nDCG": "Normalised discounted cumulative gain of the ranking.",
    "RR": "1 / rank of the first passage that holds evidence.",
}


def _each(
    function: PerQuestion, golds: Sequence[Gold], responses: Sequence[Response]
) -> tuple[float | None, ...]:
    return tuple(function(g, r) for g, r in zip(golds, responses, strict=True))


def _metric(
    function: Callable[..., float | None], group: str, *, higher: bool = True, unit: str = ""
) -> Metric:
    about = (function.__doc__ or "").strip().split("\n")[0]
    return Metric(function.__name__, group, higher, unit, about)
