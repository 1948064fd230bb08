"""What every row of the model table is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from retrieval.judge_model import BundledJudge

from .metrics import interval

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bench:
    """What the rows are measured with."""

    data: Path
    judge: BundledJudge
    share: float

    def sample(self, cases: Sequence[Any], most: int, seed: int = 5) -> list[Any]:
        """At most `most` cases, times the share asked for, in a fixed random order."""
        count = min(len(cases), max(20, round(most * self.share)))
        return Random(seed).sample(list(cases), count)


def row(judgement: str, bench: str, measure: str, **figures: tuple[float, float, float]) -> Row:
    """One row: name of a method -> (figure, lower, upper)."""
    return {"judgement": judgement, "set": bench, "measure": measure, "figures": figures}


def mean_of(values: Sequence[float]) -> tuple[float, float, float]:
    """The mean with its interval."""
    got = np.array(values)
    return interval(lambda at: float(got[at].mean()), len(got))
