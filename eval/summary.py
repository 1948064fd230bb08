"""From a run to its numbers: every row with its interval, by type, and against another run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import InputError

from .graders import Grader, GraderReport, judge_pairs
from .intervals import Difference, Interval, mean_interval, paired_difference, statistic_interval
from .metrics.abstention import coverage_curve
from .metrics.citation import Entails, pairs_needed
from .metrics.table import Metric, Row, metric_names, score
from .records import Gold, Response
from .runs import Run

SEARCH_ENGINES = ("search", "langchain")
WORD_FOR_WORD = "extractive"
HEADLINE = "right_outcome"


@dataclass(frozen=True, slots=True)
class Line:
    """A metric and its number."""

    metric: Metric
    interval: Interval


@dataclass(frozen=True, slots=True)
class Change:
    """A metric and what became of it since the baseline."""

    metric: Metric
    difference: Difference


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its numbers. `badness`: 1 - the mean of its scaled metrics."""

    gold: Gold
    response: Response
    scores: dict[str, float]
    badness: float


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of a run.

    Attributes:
        lines: metrics in the order of the table.
        types: (question type, headline interval), most questions first.
        curve: (coverage, accuracy) points.
        cases: every question, in order.
        changes: against the baseline; empty without one.
        baseline: its name.
        grader: who judged entailment; None = nobody, those rows are absent.
        fallbacks: questions a language model was asked for and the word-for-word engine answered.
        unlocated: gold quotes that stand nowhere in the documents as indexed.
    """

    name: str
    engine: str
    count: int
    failures: int
    lines: tuple[Line, ...]
    types: tuple[tuple[str, Interval], ...]
    curve: tuple[tuple[float, float], ...]
    cases: tuple[Case, ...]
    index: dict[str, float]
    made: dict[str, str]
    changes: tuple[Change, ...] = ()
    baseline: str | None = None
    grader: GraderReport | None = None
    fallbacks: int = 0
    unlocated: int = 0

    def value(self, name: str) -> float | None:
        """The number of a metric; None if this run has none."""
        return next((ln.interval.value for ln in self.lines if ln.metric.name == name), None)

    def worst(self, count: int = 20) -> tuple[Case, ...]:
        """The questions answered worst, the very worst first."""
        bad = [case for case in self.cases if case.badness > 0]
        return tuple(sorted(bad, key=lambda case: -case.badness)[:count])

    def to_json(self) -> dict[str, Any]:
        """The numbers without the answers."""
        return {
            "set": self.name,
            "engine": self.engine,
            "questions": self.count,
            "failures": self.failures,
            "fallbacks": self.fallbacks,
            "unlocated_gold": self.unlocated,
            "metrics": {ln.metric.name: asdict(ln.interval) for ln in self.lines},
            "types": {name: asdict(interval) for name, interval in self.types},
            "curve": [list(point) for point in self.curve],
            "index": self.index,
            "made": self.made,
            "grader": asdict(self.grader) if self.grader else None,
            "baseline": self.baseline,
            "changes": {c.metric.name: asdict(c.difference) for c in self.changes},
        }


def summarise(
    run: Run,
    *,
    grader: Grader | None = None,
    report: GraderReport | None = None,
    baseline: Run | None = None,
    seed: int = 0,
) -> Summary:
    """Score a run.

    Args:
        run: at least one question.
        grader: judges entailment; None = those rows are absent.
        report: the grader and its own accuracy.
        baseline: an earlier run; compared on the questions both have.
        seed: of all resampling.

    Raises:
        InputError: the run is empty, or shares no question with the baseline.
    """
    if not run.golds:
        raise InputError(f"{run.path}: no question was asked.", "Run it again.")
    entails = entailment(run, grader) if grader else None
    rows = rows_of(run, entails)
    return Summary(
        name=run.header.name,
        engine=run.header.engine,
        count=len(run.golds),
        failures=sum(r.error is not None for r in run.responses),
        lines=tuple(Line(row.metric, _interval(row, run, seed)) for row in rows),
        types=_by_type(run, rows, seed),
        curve=_curve(run),
        cases=_cases(run, rows),
        index=dict(run.header.index),
        made=dict(run.header.made),
        changes=compare(baseline, run, seed=seed) if baseline else (),
        baseline=_baseline_name(baseline),
        grader=report,
        fallbacks=_fallbacks(run),
        unlocated=sum(not group for gold in run.golds for group in gold.groups),
    )


def rows_of(run: Run, entails: Entails | None = None) -> tuple[Row, ...]:
    """The metric rows that mean something for this kind of run."""
    rows = score(run.golds, run.responses, entails)
    if run.header.engine in SEARCH_ENGINES:
        return tuple(r for r in rows if r.metric.group in ("retrieval", "cost"))
    return rows


def entailment(run: Run, grader: Grader) -> Entails:
    """The grader's verdicts on everything the run said, as a function."""
    needed = (pair for response in run.responses for pair in pairs_needed(response))
    verdicts = judge_pairs(grader, needed)
    return lambda statement, evidence: verdicts[statement, evidence]


def compare(old: Run, new: Run, *, seed: int = 0) -> tuple[Change, ...]:
    """Every per-question metric on the questions both runs have, paired.

    Questions are the same when id and text are. A question judged in only one of the runs (an
    abstention has no citations to check) is left out of that metric.

    Raises:
        InputError: the runs share no question.
    """
    old_at = {(g.case.id, g.case.question): i for i, g in enumerate(old.golds)}
    pairs = [
        (old_at[key], i)
        for i, g in enumerate(new.golds)
        if (key := (g.case.id, g.case.question)) in old_at
    ]
    if not pairs:
        raise InputError(
            f"{old.path} shares no question with this run.", "Give a --baseline of the same set."
        )
    old_rows = {row.metric.name: row for row in rows_of(old)}
    changes = []
    for row in rows_of(new):
        before = old_rows.get(row.metric.name)
        if before is None or row.compute is not None:
            continue
        both = [(before.values[i], row.values[j]) for i, j in pairs]
        kept = [(a, b) for a, b in both if a is not None and b is not None]
        difference = paired_difference([a for a, _ in kept], [b for _, b in kept], seed=seed)
        if difference is not None:
            changes.append(Change(row.metric, difference))
    return tuple(changes)


@dataclass(frozen=True, slots=True)
class Miss:
    """A minimum that was not reached. `value` is None where the run has no such number."""

    name: str
    wanted: float
    value: float | None


def check_names(minimums: Iterable[str]) -> None:
    """Refuse names that are no metric.

    Raises:
        InputError: naming the first of them and all metrics.
    """
    unknown = sorted(set(minimums) - set(metric_names()))
    if unknown:
        raise InputError(
            f"Unknown metric '{unknown[0]}'.", f"Known are: {', '.join(sorted(metric_names()))}."
        )


def check_minimums(summary: Summary, minimums: dict[str, float]) -> tuple[Miss, ...]:
    """The minimums that a run misses; for costs, where lower is better, they are maximums.

    Raises:
        InputError: a name is no metric.
    """
    check_names(minimums)
    lines = {line.metric.name: line for line in summary.lines}
    misses = []
    for name, wanted in minimums.items():
        line = lines.get(name)
        value = line.interval.value if line else None
        if line is None or value is None:
            misses.append(Miss(name, wanted, None))
        elif value < wanted if line.metric.higher_is_better else value > wanted:
            misses.append(Miss(name, wanted, value))
    return tuple(misses)


def _interval(row: Row, run: Run, seed: int) -> Interval:
    compute = row.compute
    if compute is None:
        found = mean_interval(row.judged, seed=seed)
        assert found is not None
        return found

    def again(chosen: NDArray[np.intp]) -> float | None:
        return compute([run.golds[i] for i in chosen], [run.responses[i] for i in chosen])

    return statistic_interval(again, len(run.golds), row.whole or 0.0, seed=seed)


def _by_type(run: Run, rows: Sequence[Row], seed: int) -> tuple[tuple[str, Interval], ...]:
    headline = next((row for row in rows if row.metric.name == HEADLINE), None)
    headline = headline or next((row for row in rows if row.metric.group == "retrieval"), None)
    if headline is None:
        return ()
    by_type: dict[str, list[float]] = {}
    for gold, value in zip(run.golds, headline.values, strict=True):
        if value is not None:
            by_type.setdefault(gold.case.type, []).append(value)
    found = [(name, mean_interval(values, seed=seed)) for name, values in by_type.items()]
    kept = [(name, interval) for name, interval in found if interval is not None]
    return tuple(sorted(kept, key=lambda pair: (-pair[1].count, pair[0])))


def _curve(run: Run) -> tuple[tuple[float, float], ...]:
    if run.header.engine in SEARCH_ENGINES:
        return ()
    return coverage_curve(run.golds, run.responses)


def _cases(run: Run, rows: Sequence[Row]) -> tuple[Case, ...]:
    scaled = {r.metric.name for r in rows if r.metric.group != "cost"}
    cases = []
    for i, (gold, response) in enumerate(zip(run.golds, run.responses, strict=True)):
        scores = {
            r.metric.name: value
            for r in rows
            if r.compute is None and (value := r.values[i]) is not None
        }
        judged = [value for name, value in scores.items() if name in scaled]
        badness = 1 - sum(judged) / len(judged) if judged else 0.0
        cases.append(Case(gold, response, scores, badness))
    return tuple(cases)


def _fallbacks(run: Run) -> int:
    if run.header.engine in (*SEARCH_ENGINES, WORD_FOR_WORD):
        return 0
    return sum(r.engine == WORD_FOR_WORD for r in run.responses)


def _baseline_name(baseline: Run | None) -> str | None:
    if baseline is None:
        return None
    return str(baseline.path or baseline.header.name)
