"""Score a ranking that any system wrote, with TREC's own files: qrels and run."""

from __future__ import annotations

from pathlib import Path

from index.errors import InputError

from .adapters.beir import read_qrels, read_run
from .intervals import mean_interval
from .metrics.retrieval import score_run

MEASURES = ("nDCG@10", "R@5", "R@10", "R@100", "RR@10", "AP")


def score_trec(qrels_path: Path, run_path: Path, *, seed: int = 0) -> str:
    """The measures of a run with their intervals, as text.

    Judged queries that the run does not hold count as 0; queries without any relevant document
    are left out, as trec_eval does.

    Raises:
        InputError: a file is wrong, or the two share no query.
    """
    qrels = {q: grades for q, grades in read_qrels(qrels_path).items() if max(grades.values()) > 0}
    run = read_run(run_path)
    if not set(qrels) & set(run):
        raise InputError(
            f"{run_path} ranks none of the queries of {qrels_path}.", "Give a matching pair."
        )
    lines = [f"{run_path.name}: {len(qrels)} queries, {len(set(qrels) - set(run))} not ranked"]
    for name, values in score_run(qrels, run, MEASURES).items():
        found = mean_interval(list(values.values()), seed=seed)
        assert found is not None
        lines.append(f"  {name:<10}{found.value:.4f}  [{found.low:.4f}, {found.high:.4f}]")
    return "\n".join(lines)
