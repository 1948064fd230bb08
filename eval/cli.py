"""`vouch eval`: parse, run, report, exit.

Everything it makes lies in one folder (--out): run.jsonl (a line per question), summary.json,
report.html, and under work/ the corpus it indexed. Exit code 0, 1 when a minimum is missed, else
the error's.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import CorpusError, InputError, VouchError
from retrieval.llm_models import load_model

from .adapters.formats import FORMATS, read_pairs, read_set, sample_cases
from .arguments import positive
from .checking import check_set
from .flagged import is_corpus, read_flagged
from .graders import Grader, GraderReport, grade_grader, make_grader
from .product import Product, made_with, open_product
from .records import QuestionSet, Response
from .report import render_text
from .report_html import render_html
from .rivals import RIVALS, LangchainRival, texts_of
from .runner import run_questions
from .runs import Run, RunHeader, fingerprint, read_run_file
from .summary import Summary, check_minimums, check_names, summarise
from .trec import score_trec

SAMPLE = Path(__file__).parent / "sample" / "questions.jsonl"
MISSED = 1
WORK = "work"


def run(argv: Sequence[str] | None = None) -> int:
    """Run `vouch eval`.

    Args:
        argv: the arguments after `eval`; None takes them from the process.

    Returns:
        The exit code.
    """
    try:
        options = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return _evaluate(options)
    except VouchError as error:
        print(f"vouch eval: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("\nvouch eval: stopped; run the same command to go on.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output is gone (| head); Python would complain once more at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(
            f"vouch eval: {place}{error.strerror or error}. Give another --out, or make room; "
            "what is done is kept.",
            file=sys.stderr,
        )
        return CorpusError.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vouch eval",
        description="Measure how right the citations are: on the built-in sample, on your own "
        "questions, on a public benchmark, or on the citations flagged in a corpus.",
        epilog="Metrics and their formulas: eval/metrics. A run that was stopped goes on where "
        "it was when the same command is given again.",
    )
    add = parser.add_argument
    add("set", nargs="?", metavar="SET", help="question file or folder; default: the sample. A "
        "corpus folder: the citations flagged in it")  # fmt: skip
    add("--format", default=None, metavar="NAME", help=f"{', '.join(sorted(FORMATS))}, flagged, "
        "trec; default: vouch")  # fmt: skip
    add("--split", choices=("tune", "test"), help="only this part of the set")
    add("--limit", type=positive, metavar="N", help="at most N questions, drawn by --seed")
    add("--seed", type=int, default=0, help="of the draw and the intervals; default 0")
    add("--jobs", type=positive, default=1, metavar="N", help="questions asked at a time; "
        "seconds per answer are measured under that load; default 1")  # fmt: skip
    add("--llm", metavar="PROVIDER:MODEL", help="a language model words the answers")
    add("--search-only", action="store_true", help="search, do not answer")
    add("--against", choices=RIVALS, help="run the stock pipeline on the same questions")
    add("--baseline", metavar="RUN", help="run.jsonl of an earlier run to compare with")
    add("--min", action="append", default=[], metavar="METRIC=VALUE",
        help="exit with 1 if the metric is worse; repeatable")  # fmt: skip
    add("--grader", metavar="NAME", help="who judges entailment: provider:model, "
        "python:module:name, or own (grades its own product, and is labelled so)")  # fmt: skip
    add("--grader-set", action="append", default=[], metavar="FORMAT:PATH",
        help="labelled pairs that show how good it is: wice:…, attributionbench:…")  # fmt: skip
    add("--out", metavar="DIR", help="where run and reports go; default vouch-eval/<set>")
    add("--fresh", action="store_true", help="start over instead of going on")
    add("--report", metavar="RUN", help="score an earlier run.jsonl again; nothing is asked")
    add("--check", action="store_true", help="only compare the set with its documents")
    add("--run", metavar="FILE", help="with --format trec: the run to score against SET (qrels)")
    add("--json", action="store_true", help="the summary as JSON on standard output")
    return parser


def _evaluate(options: argparse.Namespace) -> int:
    check_names(_minimums(options.min))
    if options.baseline:
        read_run_file(Path(options.baseline))  # a wrong path is said now, not after the run
    if options.format == "trec":
        print(score_trec(_needed(options.set, "SET (qrels)"), _needed(options.run, "--run")))
        return 0
    grader, report = _grader(options)
    if options.report:
        made, rival = read_run_file(Path(options.report)), None
        out = Path(options.out or Path(options.report).parent)
        return _report(options, made, rival, grader, report, out)
    question_set, out = _read(options)
    if options.check:
        return _check(question_set)
    if options.llm:
        load_model(options.llm)  # a wrong name is said now, not question by question
    with open_product(
        question_set,
        out / WORK,
        llm=options.llm,
        search_only=options.search_only,
        progress=_index_progress,
    ) as product:
        made = _run_product(options, question_set, product, out)
        rival = _run_rival(options, question_set, product, out) if options.against else None
    return _report(options, made, rival, grader, report, out)


def _report(
    options: argparse.Namespace,
    made: Run,
    rival: Run | None,
    grader: Grader | None,
    report: GraderReport | None,
    out: Path,
) -> int:
    """Score a run, write the reports, and decide the exit code."""
    minimums = _minimums(options.min)
    baseline = read_run_file(Path(options.baseline)) if options.baseline else None
    if grader:
        _say(f"{grader.name} judges what the answers say.")
    summary = summarise(made, grader=grader, report=report, baseline=baseline, seed=options.seed)
    misses = check_minimums(summary, minimums)
    against = _against(made, rival, options.seed) if rival else None
    data = summary.to_json()
    if against:
        data["against"] = {"ours": against[0].to_json(), "theirs": against[1].to_json()}
    text = json.dumps(data, ensure_ascii=False, indent=2)
    _write(out, text, render_html(summary, misses, against))
    if options.json:
        print(text)
    else:
        print(render_text(summary, misses, against))
        print(f"\n{out / 'report.html'}")
    return MISSED if misses else 0


def _minimums(entries: Sequence[str]) -> dict[str, float]:
    found = {}
    for entry in entries:
        name, _, value = entry.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            raise InputError(f"--min {entry}: no number.", "Write --min metric=0.8") from None
    return found


def _needed(value: str | None, name: str) -> Path:
    if value is None:
        raise InputError(f"{name} is needed.", "See vouch eval --help.")
    return Path(value)


def _read(options: argparse.Namespace) -> tuple[QuestionSet, Path]:
    path = Path(options.set) if options.set else SAMPLE
    if options.format == "flagged" or (options.format is None and is_corpus(path)):
        question_set = read_flagged(path)
        out = Path(options.out or f"vouch-eval/{question_set.name}")
    else:
        name = options.format or "vouch"
        label = f"{name}-{path.name.split('.')[0]}" if options.set else "sample"
        out = Path(options.out or f"vouch-eval/{label}")
        if options.fresh:
            _clear(out)
        question_set = read_set(name, path, out / WORK)
    if options.split:
        cases = tuple(c for c in question_set.cases if c.split == options.split)
        if not cases:
            raise InputError(f"The set has no {options.split} split.", "Leave --split out.")
        question_set = replace(question_set, cases=cases)
    if options.fresh:
        (out / "run.jsonl").unlink(missing_ok=True)
    return sample_cases(question_set, options.limit, options.seed), out


def _clear(out: Path) -> None:
    """Remove what an earlier run made in its own folder, and nothing else."""
    if (out / "run.jsonl").exists() and (out / WORK).is_dir():
        shutil.rmtree(out / WORK)
    for file in ("run.jsonl", "run-langchain.jsonl", "summary.json", "report.html"):
        (out / file).unlink(missing_ok=True)


def _check(question_set: QuestionSet) -> int:
    problems = check_set(question_set)
    for problem in problems:
        print(problem)
    print(f"{len(question_set.cases)} questions, {len(problems)} problems")
    return MISSED if problems else 0


def _grader(options: argparse.Namespace) -> tuple[Grader | None, GraderReport | None]:
    if not options.grader:
        if options.grader_set:
            raise InputError("--grader-set is for a --grader.", "Name the grader too.")
        return None, None
    grader = make_grader(options.grader)
    accuracy = []
    for entry in options.grader_set:
        name, _, place = entry.partition(":")
        pairs = read_pairs(name, Path(place))
        accuracy.append((name, grade_grader(grader, pairs, seed=options.seed)))
    return grader, GraderReport(grader.name, tuple(accuracy), options.grader == "own")


def _run_product(
    options: argparse.Namespace, question_set: QuestionSet, product: Product, out: Path
) -> Run:
    engine = "search" if options.search_only else (options.llm or "extractive")
    header = RunHeader(
        question_set.name,
        fingerprint(question_set.cases),
        engine,
        settings={"format": options.format or "vouch"},
        index=product.index,
        made=made_with(),
    )
    return run_questions(
        question_set.cases,
        product.ask,
        product.observer.locate_case,
        out / "run.jsonl",
        header,
        jobs=options.jobs,
        progress=_Progress("asked"),
    )


def _run_rival(
    options: argparse.Namespace, question_set: QuestionSet, product: Product, out: Path
) -> Run:
    path, rival = out / f"run-{options.against}.jsonl", LangchainRival()
    done = {r.id for r in read_run_file(path).responses} if path.exists() else set()
    if not done.issuperset(case.id for case in question_set.cases):
        _say(f"Building the stock {options.against} pipeline.")
        rival.build(texts_of(product.corpus, product.observer.name_of))
    header = RunHeader(
        question_set.name,
        fingerprint(question_set.cases),
        options.against,
        index=rival.index,
        made=made_with(),
    )
    return run_questions(
        question_set.cases,
        rival.ask,
        product.observer.locate_case,
        path,
        header,
        progress=_Progress(f"asked {options.against}"),
    )


def _against(made: Run, rival: Run, seed: int) -> tuple[Summary, Summary]:
    """Both runs as far as they can be compared: their searches."""
    ours = replace(made, header=replace(made.header, engine="search"))
    return summarise(ours, baseline=rival, seed=seed), summarise(rival, seed=seed)


def _write(out: Path, text: str, page: str) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / "summary.json").write_text(text + "\n", encoding="utf-8")
    (out / "report.html").write_text(page, encoding="utf-8")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class _Progress:
    """A line that is overwritten on a terminal, or one line per tenth elsewhere."""

    def __init__(self, verb: str) -> None:
        self._verb = verb
        self._shown = -1

    def __call__(self, done: int, total: int, response: Response | None) -> None:
        if sys.stderr.isatty():
            end = "\n" if done == total else ""
            print(f"\r{self._verb} {done}/{total}", end=end, file=sys.stderr, flush=True)
            return
        tenth = 10 * done // max(total, 1)
        if tenth != self._shown:
            self._shown = tenth
            _say(f"{self._verb} {done}/{total}")


def _index_progress(done: int, total: int, what: str) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == total else ""
        print(f"\rindexing {done}/{total} {what:<40.40}", end=end, file=sys.stderr, flush=True)
