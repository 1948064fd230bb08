"""What each part of answering brings: the same questions with one part switched off at a time.

    python -m eval.benchmarks.ablations DATA --out RUNS [--limit N]

Every variant answers the same questions over the same index; a figure stands with its interval,
and with the paired difference to the whole where that is significant. Writes `ablations.json` and
prints the tables that `docs/answers.md` holds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..adapters.formats import read_set, sample_cases
from ..arguments import exit_code_of, folder, positive
from ..cli import SAMPLE
from ..product import made_with, open_product
from ..records import QuestionSet
from ..runner import run_questions
from ..runs import Run, RunHeader, fingerprint
from ..summary import Summary, summarise

if TYPE_CHECKING:
    from retrieval.answering import AnswerSettings

SEED = 1
SETS: tuple[tuple[str, str | None, str | None], ...] = (
    ("sample, test split", None, None),
    ("SQuAD 2.0", "squad", "squad_v2/dev-half-v2.0.json.gz"),
    ("Chroma", "chroma", "chunking_evaluation"),
    ("XQuAD", "squad", "xquad_en/xquad.en.json.gz"),
    ("QuoteSum", "quotesum", "quotesum_dev/dev.jsonl.gz"),
    ("CMU", "cmu_qa", "cmu_qa"),
)
SHOWN = (
    "right_outcome",
    "evidence_any",
    "evidence_recall",
    "sentence_precision",
    "sentence_f1",
    "answering",
    "right_abstention",
    "auroc",
    "speaker_score",
    "all_sides_cited",
    "no_invented_dispute",
    "cited_characters",
)


def variants() -> dict[str, AnswerSettings]:
    """Name -> settings: the whole, then one part off at a time."""
    from retrieval.answering import AnswerSettings
    from retrieval.judges import Judges, load_judges

    whole = AnswerSettings()
    judges = load_judges()
    return {
        "whole": whole,
        "no judge": replace(whole, judges=Judges()),
        "no reranker": replace(whole, judges=replace(judges, reranker=None)),
        "no verifier": replace(whole, judges=replace(judges, verifier=None)),
        "words only": replace(whole, search=replace(whole.search, dense=False)),
        "meaning only": replace(whole, search=replace(whole.search, words=False)),
        "rank fusion": replace(whole, search=replace(whole.search, fusion="rrf")),
        "best documents only": replace(whole, documents=1),
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Run every variant on every set; what is done is not done again."""
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks.ablations")
    parser.add_argument("data", type=folder, metavar="DATA")
    parser.add_argument("--out", type=Path, required=True, metavar="RUNS")
    parser.add_argument("--limit", type=positive, default=100)
    parser.add_argument("--sets", type=positive, default=len(SETS), help="the first so many sets")
    options = parser.parse_args(argv)
    return exit_code_of("ablations", lambda: _run(options))


def _run(options: argparse.Namespace) -> None:
    results: dict[str, Any] = {}
    for title, kind, place in SETS[: options.sets]:
        work = options.out / title.replace(" ", "-").replace(",", "")
        if place is not None and not (options.data / place).exists():
            print(f"{title}: {options.data / place} is not there, passed over", file=sys.stderr)
            continue
        results[title] = _measure(_questions(kind, place, options, work), work)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "ablations.json").write_text(json.dumps(results, indent=1) + "\n")
    print("\n\n".join(table(title, rows) for title, rows in results.items()))


def _questions(
    kind: str | None, place: str | None, options: argparse.Namespace, work: Path
) -> QuestionSet:
    if kind is None or place is None:
        whole = read_set("vouch", SAMPLE, work / "work")
        test = tuple(c for c in whole.cases if c.split == "test")
        return replace(whole, cases=test)
    return sample_cases(read_set(kind, options.data / place, work / "work"), options.limit, SEED)


def _measure(question_set: QuestionSet, work: Path) -> dict[str, Any]:
    runs: dict[str, Run] = {}
    with open_product(question_set, work / "work") as product:
        for name, settings in variants().items():
            print(f"{work.name}: {name}", file=sys.stderr, flush=True)
            header = RunHeader(
                question_set.name,
                fingerprint(question_set.cases),
                "extractive",
                settings={"variant": name},
                index=product.index,
                made=made_with(),
            )
            runs[name] = run_questions(
                question_set.cases,
                replace(product, settings=settings).ask,
                product.observer.locate_case,
                work / f"{name.replace(' ', '-')}.jsonl",
                header,
            )
    return {name: _numbers(run, runs["whole"]) for name, run in runs.items()}


def _numbers(run: Run, whole: Run) -> dict[str, Any]:
    compared: Callable[[], Summary] = lambda: summarise(run, baseline=whole)  # noqa: E731
    summary = compared().to_json() if run is not whole else summarise(run).to_json()
    return {
        "metrics": {n: v for n, v in summary["metrics"].items() if n in SHOWN},
        "changes": {n: v for n, v in summary["changes"].items() if n in SHOWN},
        "questions": summary["questions"],
    }


def table(title: str, rows: dict[str, Any]) -> str:
    """A Markdown table: one line a variant; a star marks a significant paired difference."""
    names = [n for n in SHOWN if n in rows["whole"]["metrics"]]
    head = [f"### {title} ({rows['whole']['questions']} questions)", ""]
    head.append("| variant | " + " | ".join(n.replace("_", " ") for n in names) + " |")
    head.append("| --- |" + " --- |" * len(names))
    return "\n".join([*head, *_lines(rows, names)])


def _lines(rows: dict[str, Any], names: Sequence[str]) -> Iterator[str]:
    for variant, data in rows.items():
        cells = []
        for name in names:
            value = data["metrics"].get(name)
            if value is None or value["value"] is None:
                cells.append("-")
                continue
            digits = 0 if name == "cited_characters" else 3
            text = f"{value['value']:.{digits}f}"
            if variant == "whole":
                text += f" [{value['low']:.{digits}f}, {value['high']:.{digits}f}]"
            change = data["changes"].get(name)
            if change and (change["low"] > 0 or change["high"] < 0):
                text += "*"
            cells.append(text)
        yield f"| {variant} | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
