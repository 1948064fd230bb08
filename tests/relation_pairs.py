"""Invented pairs of sentences: the same answer, a different one, or another matter.

Each: question, first sentence, second sentence, kind of difference. Forty pairs differ; forty
agree or speak of different things. They were written before the rules were run on them.
"""

import json
from pathlib import Path

_FILE = Path(__file__).with_suffix(".jsonl")
_ROWS = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


def _pairs(differ: bool) -> list[tuple[str, str, str, str]]:
    rows = [r for r in _ROWS if r["differ"] is differ]
    return [(r["question"], r["first"], r["second"], r["kind"]) for r in rows]


DIFFER = _pairs(True)
AGREE = _pairs(False)
