"""The run as text for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from .intervals import Interval
from .metrics.table import GROUPS, Metric
from .summary import Change, Miss, Summary

_BAR = 24


def render_text(
    summary: Summary,
    misses: Sequence[Miss] = (),
    against: tuple[Summary, Summary] | None = None,
) -> str:
    """All numbers of a run, grouped, with their intervals.

    Args:
        summary: of the run.
        misses: minimums that were not reached, shown last.
        against: the searches of the product (compared with the rival's) and of the rival.
    """
    out = [f"{summary.name}: {summary.count} questions, engine {summary.engine}"]
    if summary.failures:
        out.append(f"{summary.failures} failed and count as worst on every metric")
    if summary.fallbacks:
        out.append(f"{summary.fallbacks} were answered word for word: the model failed them")
    if summary.unlocated:
        out.append(f"{summary.unlocated} gold quotes stand in no document as indexed: misses")
    if summary.index:
        out.append(_index_line(summary.index))
    for group in GROUPS:
        lines = [line for line in summary.lines if line.metric.group == group]
        if not lines:
            continue
        note = f" (by {grader_line(summary)})" if group == "entailment" else ""
        out += ["", f"{group}{note}"]
        for line in lines:
            out.append(f"  {line.metric.name:<22}{show_interval(line.metric, line.interval)}")
    if len(summary.types) > 1:
        out += ["", "right, by type of question"]
        out += [_bar_line(name, interval) for name, interval in summary.types]
    if summary.changes:
        out += ["", f"against {summary.baseline}"]
        out += [_change_line(change) for change in summary.changes]
    if against:
        out += ["", *_rival_lines(*against)]
    if misses:
        out += ["", *(_miss_line(miss) for miss in misses)]
    return "\n".join(out)


def show_number(metric: Metric, value: float) -> str:
    """A number as its metric wants it: shares with three places, counts whole."""
    if metric.unit in ("characters", "MiB"):
        return f"{value:,.0f}"
    return f"{value:.3f}"


def show_interval(metric: Metric, interval: Interval) -> str:
    """Number, interval and count: "0.912  [0.874, 0.945]  n=140"."""
    number, low, high = (
        show_number(metric, v) for v in (interval.value, interval.low, interval.high)
    )
    unit = f" {metric.unit}" if metric.unit else ""
    return f"{number:>8}  [{low}, {high}]{unit}  n={interval.count}"


def grader_line(summary: Summary) -> str:
    """Who judged entailment and how good it is."""
    grader = summary.grader
    if grader is None:
        return "an unnamed grader"
    if not grader.accuracy:
        return f"{grader.name}; its own accuracy was not measured, see --grader-set"
    parts = [
        f"{name} {q.balanced.value:.3f} [{q.balanced.low:.3f}, {q.balanced.high:.3f}] "
        f"n={q.balanced.count}, AUROC {q.auroc:.3f}"
        for name, q in grader.accuracy
    ]
    return f"{grader.name}; balanced accuracy {', '.join(parts)}"


def _index_line(index: dict[str, float]) -> str:
    return (
        f"indexed {index.get('documents', 0):,.0f} documents "
        f"({index.get('characters', 0):,.0f} characters) in {index.get('seconds', 0):.1f} s, "
        f"{index.get('bytes', 0) / 2**20:.1f} MiB on disk"
    )


def _bar_line(name: str, interval: Interval) -> str:
    full = round(interval.value * _BAR)
    bar = "█" * full + "·" * (_BAR - full)
    share = f"{interval.value:.2f} [{interval.low:.2f}, {interval.high:.2f}]"
    return f"  {name[:22]:<22}{bar} {share} n={interval.count}"


def _change_line(change: Change) -> str:
    d = change.difference
    sure = "*" if d.p < 0.05 else " "
    number, low, high = (show_number(change.metric, v) for v in (d.value, d.low, d.high))
    sign = "+" if d.value > 0 else ""
    return (
        f" {sure}{change.metric.name:<22}{sign + number:>8}  [{low}, {high}]  p={d.p:.3f}  "
        f"{d.better} better, {d.worse} worse of {d.count}"
    )


def _rival_lines(ours: Summary, theirs: Summary) -> list[str]:
    out = [f"search against the stock {theirs.engine} pipeline"]
    for label, made in (("ours", ours), (theirs.engine, theirs)):
        if made.index:
            out.append(f"  {label}: {_index_line(made.index)}")
    for change in ours.changes:
        other = theirs.value(change.metric.name)
        mine = ours.value(change.metric.name)
        if other is None or mine is None:
            continue
        d = change.difference
        pair = f"{show_number(change.metric, mine):>8} vs {show_number(change.metric, other):>8}"
        low, high = show_number(change.metric, d.low), show_number(change.metric, d.high)
        out.append(f"  {change.metric.name:<22}{pair}  difference [{low}, {high}]  p={d.p:.3f}")
    return out


def _miss_line(miss: Miss) -> str:
    if miss.value is None:
        return f"MISSED {miss.name}: wanted {miss.wanted:g}, this run has no such number"
    return f"MISSED {miss.name}: wanted {miss.wanted:g}, got {miss.value:.4g}"
