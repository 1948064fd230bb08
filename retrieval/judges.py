"""The three judgements on text, and what makes them.

    Reranker   how relevant is this text to the question?                 0..1 each
    Reader     does this text answer the question, and where in it?       Reading each
    Verifier   does this evidence bear the statement?                     SupportScores each

`load_judges()` gives the bundled models (`retrieval/models/`, int8 ONNX, no torch, loaded once)
and all `None` where none is shipped; every judge can be left out. The Overlap judges need no
model: they are the baseline, the fallback, and the fakes for tests. `CrossEncoderReranker` takes
any other cross-encoder by folder or name. Where things live: overlap in `judge_overlap`, the
bundled models in `judge_model`, other cross-encoders in `judge_cross_encoder`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from .judge_overlap import OverlapReader, OverlapReranker, OverlapVerifier
from .judge_records import Reading, SupportScores

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "Judges",
    "OverlapReader",
    "OverlapReranker",
    "OverlapVerifier",
    "Reader",
    "Reading",
    "Reranker",
    "SupportScores",
    "Verifier",
    "load_cross_encoder",
    "load_judges",
]

MODELS = Path(__file__).parent / "models"


class Reranker(Protocol):
    """Orders texts by relevance."""

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Relevance of each text to the question, 0..1, higher is better, in the order given."""
        ...


class Reader(Protocol):
    """Decides whether a text answers a question, and where."""

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """One reading per text, in the order given."""
        ...


class Verifier(Protocol):
    """Decides whether evidence bears a statement."""

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[SupportScores]:
        """One verdict per (statement, evidence) pair, in the order given."""
        ...


@dataclass(frozen=True, slots=True)
class Judges:
    """What is at hand; `None` switches a judgement off."""

    reranker: Reranker | None = None
    reader: Reader | None = None
    verifier: Verifier | None = None


@lru_cache(maxsize=1)
def load_judges() -> Judges:
    """The bundled judges, loaded once per process.

    Returns:
        Judges over the models in `retrieval/models/`; all `None` if none is shipped.

    Raises:
        ModelError: a shipped model is damaged (its hash does not match).
    """
    if not any(MODELS.glob("*/model.json")):
        return Judges()
    from .judge_model import open_bundled

    return open_bundled(MODELS)


def load_cross_encoder(model: str | Path) -> Reranker:
    """Any other cross-encoder as reranker, through sentence-transformers.

    Args:
        model: a folder, or a name that is already in the local cache or can be fetched.

    Returns:
        A reranker with scores in 0..1.

    Raises:
        ModelUnavailable: not found, or not reachable.
        ModelError: it holds no safetensors weights, or is not a ranking model.
    """
    from .judge_cross_encoder import CrossEncoderReranker

    return CrossEncoderReranker(model)
