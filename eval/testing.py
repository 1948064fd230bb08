"""Evaluations in your own pytest suite.

from eval.testing import assert_minimums, evaluate

def test_our_documents_are_cited(tmp_path):
summary = evaluate("questions.jsonl", work=tmp_path)
assert_minimums(summary, evidence_recall=0.8, quote_exact=1.0)
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .adapters.formats import read_set, sample_cases
from .graders import Grader, GraderReport
from .product import engine_name, made_with, open_product
from .records import QuestionSet
from .runner import Ask, run_questions
from .runs import RunHeader, fingerprint, read_run_file
from .summary import Summary, check_minimums, summarise


def evaluate(
    questions: str | Path | QuestionSet,
    *,
    work: str | Path,
    format: str = "vouch",  # noqa: A002 - the command line's word
    llm: Any = None,
    limit: int | None = None,
    seed: int = 0,
    grader: Grader | None = None,
    baseline: str | Path | None = None,
    ask: Ask | None = None,
) -> Summary:
    """Run a question set and return its numbers.

    Args:
        questions: a file or folder in `format`, or a set already read.
        work: a folder for documents, corpus and run file; the run is taken up if it is there.
        format: a key of `eval.adapters.formats.FORMATS`.
        llm: a LangChain chat model or "provider:model"; None = word-for-word answers.
        limit: at most so many questions, drawn with `seed`.
        seed: of the sample and of all resampling.
        grader: judges entailment; None = those rows are absent.
        baseline: an earlier run.jsonl to compare with.
        ask: another system: question case -> `Response`; its citations are compared with the
            gold as located in the set's documents.

    Raises:
        InputError: the set, the format or the baseline cannot be used.
        VouchError: the corpus or the model cannot be used at all.
    """
    folder = Path(work)
    if isinstance(questions, QuestionSet):
        chosen = sample_cases(questions, limit, seed)
    else:
        chosen = sample_cases(read_set(format, Path(questions), folder), limit, seed)
    with open_product(chosen, folder, llm=llm) as product:
        header = RunHeader(
            chosen.name,
            fingerprint(chosen.cases),
            engine_name(llm),
            index=product.index,
            made=made_with(),
        )
        observer = product.observer
        run = run_questions(
            chosen.cases, ask or product.ask, observer.locate_case, folder / "run.jsonl", header
        )
    report = GraderReport(grader.name) if grader else None
    old = read_run_file(Path(baseline)) if baseline else None
    return summarise(run, grader=grader, report=report, baseline=old, seed=seed)


def assert_minimums(summary: Summary, **minimums: float) -> None:
    """Fail the test if a metric is below its minimum (for costs: above its maximum).

    Raises:
        AssertionError: naming every metric missed, with the worst questions.
        InputError: a name is no metric.
    """
    misses = check_minimums(summary, minimums)
    if misses:
        got = ("nothing" if m.value is None else f"{m.value:.4g}" for m in misses)
        missed = "; ".join(
            f"{m.name} wanted {m.wanted:g}, got {value}"
            for m, value in zip(misses, got, strict=True)
        )
        worst = ", ".join(case.gold.case.id for case in summary.worst(5))
        raise AssertionError(f"{missed}. Worst questions: {worst or 'none'}.")
