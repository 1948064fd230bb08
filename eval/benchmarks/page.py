"""Write docs/benchmarks.md from the suite's files. Every number on the page comes from there.

The numbers (no question, no text) are kept beside the page in docs/benchmarks/, and a test writes
the page again from them and compares.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from index.errors import InputError

from ..arguments import exit_code_of, folder
from ..reading import read_json
from .suite import SETS, Entry

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
Numbers = Mapping[str, Any]
_DROPPED = ("baseline", "changes", "curve")
_EXTRA = ("verifier", "cold")

_INTRO = """# Benchmarks

Written by `python -m eval.benchmarks.page` from the files of one run of
`python -m eval.benchmarks.suite`; nothing here is typed. The public sets are not shipped: bring
them and run it yourself. Square brackets hold 95 % intervals (bootstrap over questions). What
each metric counts, with its denominator, stands in `eval/metrics/`.

Of our own sample this page shows the test split; it shares no document of its own with the tune
split. What was trained or fitted on what is said in [models.md](models.md).
"""

_LIMITS = """
## What these numbers don't show

They show that the right passage was cited and that every quote stands where it is said to stand;
not that the document tells the truth, nor that the answer reads well. A citation counts when it
covers half of a gold quote, so a long citation hits more easily: read *cited characters* beside
every hit rate. The sets mark one right place or a few, and an answer from another, equally good
place counts as wrong. Questions marked unanswerable in SQuAD are unanswerable from one paragraph;
here all paragraphs are asked, and now and then another one does answer. Whole-document judgements
(CMU, PubMedQA, SciFact) say nothing about the sentence cited. Our own sample was written by the
people who wrote the product, which is why the others are here. The stock pipeline only searches;
it was given the same texts, weights and questions and its documented defaults, and tuning would
change it. All sets are English and clean text; scans, tables and other languages are not
measured. Intervals reflect the choice of questions, not of documents. Times depend on the machine
and on what else it was doing.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the page.

    Args:
        argv: arguments; None takes them from the process.
    """
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks.page", description=__doc__)
    parser.add_argument("runs", type=folder, metavar="RUNS")
    parser.add_argument("--to", type=Path, default=PAGE)
    options = parser.parse_args(argv)
    return exit_code_of("page", lambda: _write(options))


def _write(options: argparse.Namespace) -> None:
    page = write_page(options.runs)
    kept = options.to.with_suffix("")
    kept.mkdir(parents=True, exist_ok=True)
    for old in kept.glob("*.json"):
        old.unlink()
    for name in (*(entry.name for entry in SETS), *_EXTRA):
        data = _read(options.runs, name)
        if data is not None:
            text = json.dumps(_kept(data), ensure_ascii=False, indent=1)
            (kept / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    options.to.write_text(page, encoding="utf-8")


def _kept(data: Any) -> Any:
    """Numbers without paths or names of the machine they were made on."""
    if not isinstance(data, dict):
        return data
    return {key: _kept(value) for key, value in data.items() if key not in _DROPPED}


def _read(runs: Path, name: str) -> Any:
    """A file of the suite, from a folder of runs or of kept numbers; None if it is not there."""
    for path in (runs / name / "summary.json", runs / f"{name}.json"):
        if path.is_file():
            return read_json(path)
    return None


def write_page(runs: Path) -> str:
    """The page for a folder of runs, or of kept numbers.

    Raises:
        InputError: the folder holds no finished set.
    """
    read = [(entry, _read(runs, entry.name)) for entry in SETS]
    found = [(entry, data) for entry, data in read if data is not None]
    if not found:
        raise InputError(f"{runs} holds no finished set.", "Run the suite first.")
    parts = [_INTRO, _made(found), _answers(found), _sample(found), _searches(found)]
    parts += [_verifier(runs), _cold(runs), _LIMITS]
    return "\n".join(part.strip("\n") + "\n" for part in parts if part)


def _made(found: Sequence[tuple[Entry, Numbers]]) -> str:
    made = found[0][1]["made"]
    return f"Made with {', '.join(f'{key} {value}' for key, value in made.items())}."


def _answers(found: Sequence[tuple[Entry, Numbers]]) -> str:
    rows = []
    for entry, data in found:
        if entry.search_only:
            continue
        rows.append(
            [
                entry.title,
                f"{data['questions']}",
                _share(data, "right_outcome"),
                _share(data, "evidence_any", "source_recall"),
                _share(data, "evidence_precision", "source_precision"),
                _share(data, "quote_exact"),
                _share(data, "answer_recall"),
                _share(data, "right_abstention"),
                _share(data, "answering"),
                _count(data, "cited_characters"),
                _seconds(data, "seconds"),
            ]
        )
    head = [
        "set", "questions", "right", "cites the gold", "citations that are gold", "quotes exact",
        "holds the answer", "refused, unanswerable", "answered, answerable", "cited characters",
        "seconds",
    ]  # fmt: skip
    note = (
        "*Right*: cites gold evidence (a relevant document where only those are judged), or "
        "refuses where the documents do not say. For CMU and PubMedQA *gold* means the right "
        "document. 1 - *answered* is the rate of false refusals."
    )
    return "\n".join(["## Answers, no language model", "", *_table(head, rows), "", note])


def _sample(found: Sequence[tuple[Entry, Numbers]]) -> str:
    data = next((data for entry, data in found if entry.name == "sample"), None)
    if data is None:
        return ""
    wanted = (
        "speaker_score", "speaker_right", "speaker_not_wrong", "sides_cited", "all_sides_cited",
        "balance", "holders_right", "no_invented_dispute", "nugget_recall", "strict_citations",
        "sentence_f1", "character_precision", "character_recall", "auroc", "coverage_area",
    )  # fmt: skip
    rows = [[f"`{name}`", _share(data, name), str(data["metrics"][name]["count"])]
            for name in wanted if name in data["metrics"]]  # fmt: skip
    types = [[name, _interval(v), str(v["count"])] for name, v in data["types"].items()]
    return "\n".join(
        [
            "## The contested sample in depth", "",
            *_table(["metric", "mean", "questions"], rows), "",
            "Right, by type of question:", "",
            *_table(["type", "right", "questions"], types),
        ]
    )  # fmt: skip


def _searches(found: Sequence[tuple[Entry, Numbers]]) -> str:
    rows = []
    for entry, data in found:
        if "against" not in data:
            continue
        for side, label in (("ours", "Vouch"), ("theirs", "stock LangChain")):
            made = data["against"][side]
            index = made["index"]
            rows.append(
                [
                    entry.title if side == "ours" else "",
                    label,
                    _share(made, "R@5"),
                    _share(made, "R@10"),
                    _share(made, "nDCG@10"),
                    _share(made, "all@5"),
                    _count(made, "retrieved_characters"),
                    f"{index['seconds']:.1f}" if index else "",
                    _milliseconds(made),
                ]
            )
    if not rows:
        return ""
    head = [
        "set", "pipeline", "recall@5", "recall@10", "nDCG@10", "all@5", "characters in 5",
        "index seconds", "search ms",
    ]  # fmt: skip
    note = (
        "Stock: recursive splitter 1000/200, the same MiniLM weights (fp32, torch), flat FAISS. "
        "A passage counts when it alone covers half of a gold quote; whole documents count by "
        "their first passage. Index seconds: Vouch parses, splits, stores, embeds and builds "
        "both indexes; the stock side splits, embeds and builds its own."
    )
    return "\n".join(["## Search against the stock pipeline", "", *_table(head, rows), "", note])


def _verifier(runs: Path) -> str:
    data = _read(runs, "verifier")
    rows = [
        [
            row["set"],
            row["grader"],
            _interval(row["quality"]["balanced"]),
            f"{row['quality']['auroc']:.3f}",
            str(row["quality"]["balanced"]["count"]),
        ]
        for row in data or ()
    ]
    head = ["labelled set", "verifier", "balanced accuracy at 0.5", "AUROC", "pairs"]
    return "\n".join(["## The verifier itself", "", *_table(head, rows)]) if rows else ""


def _cold(runs: Path) -> str:
    data = _read(runs, "cold")
    if data is None:
        return ""
    sides = {k: v for k, v in data.items() if isinstance(v, dict)}
    rows = [
        [side, f"{v['seconds']:.2f}", f"{v['peak_bytes'] / 2**20:,.0f}"]
        for side, v in sides.items()
    ]
    note = f"Median of {data['starts']} fresh processes on the sample; one question each."
    head = ["first question of a cold process", "seconds", "peak MiB"]
    return "\n".join(["## Cold start", "", *_table(head, rows), "", note])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return lines + [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]


def _share(data: Numbers, *names: str) -> str:
    """The first of these metrics that the run has, with its interval; "" for none."""
    for name in names:
        if name in data["metrics"]:
            return _interval(data["metrics"][name])
    return ""


def _interval(interval: Numbers) -> str:
    return f"{interval['value']:.3f} [{interval['low']:.2f}, {interval['high']:.2f}]"


def _count(data: Numbers, name: str) -> str:
    interval = data["metrics"].get(name)
    return f"{interval['value']:,.0f}" if interval else ""


def _seconds(data: Numbers, name: str) -> str:
    interval = data["metrics"].get(name)
    return f"{interval['value']:.2f}" if interval else ""


def _milliseconds(data: Numbers) -> str:
    interval = data["metrics"].get("search_seconds")
    return f"{1000 * interval['value']:.0f}" if interval else ""


if __name__ == "__main__":
    sys.exit(main())
