"""The first answer of a cold process, against the stock pipeline's first search.

Both sides start a fresh Python, open an index that lies on the disk and serve one question; the
stock pipeline only searches, Vouch answers, proves and cites. Wall time is the whole process's,
peak memory its own as the kernel counts it; the median of several starts.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ..arguments import positive

_OURS = """
import sys
from index.corpus import Corpus
from retrieval.answering import answer
with Corpus.open(sys.argv[1]) as corpus:
    assert answer(sys.argv[2], corpus) is not None
"""
_OURS_SEARCH = """
import sys
from index.corpus import Corpus
from retrieval.search import search
with Corpus.open(sys.argv[1]) as corpus:
    assert search(sys.argv[2], corpus, 5)
"""
_THEIRS = """
import sys
from pathlib import Path
from eval.rivals import LangchainRival
assert LangchainRival.load(Path(sys.argv[1])).retrieve(sys.argv[2], 5)
"""
_PEAK = """
from pathlib import Path
import resource, sys
status = Path("/proc/self/status")
if status.is_file():
    peak = int(status.read_text().split("VmHWM:")[1].split()[0]) * 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak *= 1 if sys.platform == "darwin" else 1024
print(peak)
"""
SIDES = {
    "vouch answers": ("corpus", _OURS),
    "vouch searches": ("corpus", _OURS_SEARCH),
    "langchain searches": ("langchain", _THEIRS),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and write RUNS/cold.json.

    Args:
        argv: arguments; None takes them from the process.
    """
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks.cold", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, metavar="RUNS")
    parser.add_argument("--starts", type=positive, default=5)
    options = parser.parse_args(argv)
    from index.sample_corpus import example_questions, sample_folder

    work = options.out / "cold"
    _prepare(work, sample_folder())
    question = example_questions()[0]
    rows: dict[str, object] = {"question": question, "starts": options.starts}
    for side, (folder, code) in SIDES.items():
        starts = [_start(code, work / folder, question) for _ in range(options.starts)]
        rows[side] = {
            "seconds": round(statistics.median(seconds for seconds, _ in starts), 3),
            "peak_bytes": int(statistics.median(peak for _, peak in starts)),
        }
        print(f"{side}: {rows[side]}", file=sys.stderr, flush=True)
    (options.out / "cold.json").write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
    return 0


def _prepare(work: Path, documents: Path) -> None:
    """Index the sample for both sides."""
    from index.corpus import Corpus

    from ..rivals import LangchainRival, texts_of

    with Corpus.open(work / "corpus") as corpus:
        corpus.add([str(documents)])
        texts = texts_of(corpus, lambda path: Path(path).name)
    rival = LangchainRival()
    rival.build(texts)
    rival.save(work / "langchain")


def _start(code: str, folder: Path, question: str) -> tuple[float, int]:
    """(seconds, peak bytes) of one fresh process."""
    began = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    child = subprocess.run(
        [sys.executable, "-c", code + _PEAK, str(folder), question],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - began
    if child.returncode:
        raise SystemExit(f"a start failed with code {child.returncode}")
    return seconds, int(child.stdout.split()[-1])


if __name__ == "__main__":
    sys.exit(main())
