"""Run the benchmark sets one after the other; what is done is not done again.

DATA is a folder with the public sets (none is shipped), laid out as `SETS` says. A set whose
files are not there is named and passed over.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from index.errors import VouchError

from ..adapters.formats import read_pairs
from ..arguments import folder, positive
from ..cli import run
from ..graders import Grader, OwnGrader, grade_grader

SEED = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One benchmark: a title for the page, where the set lies, and how it is asked.

    Attributes:
        limit: questions drawn; None = all.
        search_only: search is measured, nothing is answered.
    """

    name: str
    title: str
    format: str | None = None
    path: str | None = None
    limit: int | None = None
    search_only: bool = False
    against: bool = True


SETS = (
    Entry("sample", "Our contested sample, test split"),
    Entry("squad", "SQuAD 2.0, dev half", "squad", "squad_v2/dev-half-v2.0.json.gz", 500),
    Entry("chroma", "Chroma chunking evaluation", "chroma", "chunking_evaluation", 150,
          against=False),
    Entry("chroma-search", "Chroma chunking evaluation, search", "chroma", "chunking_evaluation",
          search_only=True),
    Entry("quotesum", "QuoteSum dev", "quotesum", "quotesum_dev/dev.jsonl.gz", 150),
    Entry("xquad", "XQuAD English", "squad", "xquad_en/xquad.en.json.gz", 150),
    Entry("cmu_qa", "CMU question-answer", "cmu_qa", "cmu_qa", 150),
    Entry("pubmedqa", "PubMedQA labelled", "pubmedqa", "pubmedqa_labeled/ori_pqal.json.gz", 150),
    Entry("scifact", "SciFact (BEIR), search", "scifact", "scifact", search_only=True),
)  # fmt: skip
PAIRS = (
    ("wice", "WiCE claims, dev", "wice/claim_dev.jsonl.gz"),
    ("wice", "WiCE claims, oracle chunks, dev", "wice/oracle_chunks_claim_dev.jsonl.gz"),
    (
        "attributionbench",
        "AttributionBench dev",
        "attributionbench/dev_all_subset_balanced.jsonl.gz",
    ),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the suite.

    Args:
        argv: arguments; None takes them from the process.

    Returns:
        0, or the code of the first set that failed.
    """
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks.suite", description=__doc__)
    parser.add_argument("data", type=folder, metavar="DATA")
    parser.add_argument("--out", type=Path, required=True, metavar="RUNS")
    names = [*(entry.name for entry in SETS), "verifier"]
    parser.add_argument("--only", action="append", choices=names, help="these sets; repeatable")
    parser.add_argument(
        "--limit", type=positive, help="at most so many questions a set, for a trial"
    )
    parser.add_argument("--no-rival", action="store_true", help="leave the stock pipeline out")
    options = parser.parse_args(argv)
    chosen = [entry for entry in SETS if not options.only or entry.name in options.only]
    if options.no_rival:
        chosen = [replace(entry, against=False) for entry in chosen]
    code = 0
    for entry in chosen:
        code = code or _run_entry(entry, options.data, options.out, options.limit)
    if not options.only or "verifier" in options.only:
        code = code or _grade_verifier(options.data, options.out, options.limit)
    return code


def arguments_for(entry: Entry, data: Path, out: Path, limit: int | None = None) -> list[str]:
    """What `vouch eval` is called with."""
    arguments = ["--split", "test"]
    if entry.path is not None:
        arguments = [str(data / entry.path), "--format", entry.format or "vouch"]
    smallest = min((n for n in (entry.limit, limit) if n is not None), default=None)
    if smallest is not None:
        arguments += ["--limit", str(smallest)]
    arguments += ["--search-only"] if entry.search_only else []
    arguments += ["--against", "langchain"] if entry.against else []
    return [*arguments, "--seed", str(SEED), "--out", str(out / entry.name)]


def _run_entry(entry: Entry, data: Path, out: Path, limit: int | None) -> int:
    if entry.path is not None and not (data / entry.path).exists():
        print(f"{entry.name}: {data / entry.path} is not there, passed over", file=sys.stderr)
        return 0
    print(f"== {entry.title}", file=sys.stderr, flush=True)
    return run(arguments_for(entry, data, out, limit))


class OverlapGrader:
    """Word overlap as a verifier: the baseline any model must beat."""

    name = "word overlap"

    def __init__(self) -> None:
        from retrieval.judges import OverlapVerifier

        self._verifier = OverlapVerifier()

    def support(self, pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        """The overlap verifier's share."""
        return [float(scores.entailed) for scores in self._verifier.judge(pairs)]


def _grade_verifier(data: Path, out: Path, limit: int | None) -> int:
    makers: Iterable[Callable[[], Grader]] = (OwnGrader, OverlapGrader)
    rows: list[dict[str, object]] = []
    for make in makers:
        try:
            grader = make()
        except VouchError as error:
            print(f"verifier: {error}", file=sys.stderr)
            continue
        for name, title, place in PAIRS:
            if not (data / place).exists():
                continue
            pairs = read_pairs(name, data / place)
            if limit is not None:
                pairs = pairs[:: max(1, len(pairs) // limit)]
            found = grade_grader(grader, pairs, seed=SEED)
            rows.append({"set": title, "grader": grader.name, "quality": asdict(found)})
            shown = f"{found.balanced.value:.3f}, AUROC {found.auroc:.3f}"
            print(f"{title}: {grader.name} {shown}", file=sys.stderr, flush=True)
    out.mkdir(parents=True, exist_ok=True)
    (out / "verifier.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
