"""Who may be trained on, who is held back, who is only tested.

- refused: stands in a dev set (see `overlap`)
- tested: 3,000 FEVER claims set aside by claim, in every set that holds them (evidence texts may
  recur under other claims)
- held back: about one article or claim in twenty, for early stopping and calibration
- trained on: the rest

What was written for Vouch has parts of its own (`written_sets.part_of`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from .overlap import DevGuard, normalised
from .sets import PairRecord, QuestionRecord, read_pairs, read_questions, read_rte_fever
from .written_sets import written_pairs, written_questions

FEVER_TEST_CLAIMS = 3000
HELD_SHARE = 0.05


@dataclass
class Splits:
    """Records by use, and how many of each set were refused."""

    questions: list[QuestionRecord] = field(default_factory=list)
    held_questions: list[QuestionRecord] = field(default_factory=list)
    pairs: list[PairRecord] = field(default_factory=list)
    held_pairs: list[PairRecord] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)


def share_of(key: str) -> float:
    """A number in [0, 1) that depends on the key alone."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:6], "big") / 2**48


def fever_test(data: Path) -> list[PairRecord]:
    """The pairs of the 3,000 FEVER claims that are never trained on."""
    records = list(read_rte_fever(data / "train" / "rte_fever_dev"))
    claims = sorted({r.group for r in records}, key=lambda g: (share_of("fever-test:" + g), g))
    chosen = set(claims[:FEVER_TEST_CLAIMS])
    return [r for r in records if r.group in chosen]


def split(data: Path) -> Splits:
    """Read every set below `data` and sort its records by use."""
    guard, found = DevGuard(data), Splits()
    seen: dict[str, bool] = {}
    for record in read_questions(data):
        if record.context not in seen:
            seen[record.context] = guard.holds(record.context)
        title = record.article.split(":", 1)[1]
        if seen[record.context] or guard.holds(record.question) or guard.is_title(title):
            found.refused[record.source] += 1
        elif share_of(record.article) < HELD_SHARE:
            found.held_questions.append(record)
        else:
            found.questions.append(record)
    claims = {" ".join(normalised(record.statement)) for record in fever_test(data)}
    for pair in read_pairs(data):
        fever = pair.source in {"rte_fever", "fever_symmetric"}
        if guard.holds(pair.statement) or guard.holds(pair.evidence):
            found.refused[pair.source] += 1
        elif fever and " ".join(normalised(pair.statement)) in claims:
            found.refused[f"{pair.source} (set aside for the test)"] += 1
        elif share_of(pair.group) < HELD_SHARE:
            found.held_pairs.append(pair)
        else:
            found.pairs.append(pair)
    found.questions += written_questions("train")
    found.held_questions += written_questions("fit")
    found.pairs += written_pairs("train")
    found.held_pairs += written_pairs("fit")
    return found
