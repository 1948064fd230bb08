"""The bundled judges: one small ONNX model that reads two texts at once.

A model folder (see `index.onnx_model`) whose model.json also says what it can judge and how its
logits become probabilities:

    "judgements": ["relevance", "answer", "support"]
    "calibration": {"relevance": [a, b], "answer": [a, b], "support": [a, b1, b2, b3]}

p = sigmoid(a x + b) for the first two (Platt 1999), softmax(a x + b) for support; fitted on
held-back training data by `training/calibrate.py`. A pair runs in a group of its own, so the same
pair has the same verdict whatever stands beside it. Results are remembered, so that reranking and
reading the same texts costs one pass.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError

from .judge_records import Reading, SupportScores
from .judges import Judges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.onnx_model import Encoded, OnnxModel

REMEMBERED = 4096
MOST_WINDOWS = 12
UNKNOWN_TOKEN = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything the model says of one pair; spans are characters of the second text."""

    relevance: float
    answer: float
    span: tuple[int, int]
    span_score: float
    support: tuple[float, float, float]


# What is said of a pair where one text holds no word the model knows.
SILENT = Verdict(0.0, 0.0, (0, 0), 0.0, (0.0, 1.0, 0.0))


class BundledJudge:
    """Reranker, reader and verifier over one model. Safe to share between threads.

    A second text longer than the model's window is read in overlapping windows (at most
    `MOST_WINDOWS`, the rest is not read): relevance and answer come from the window that answers
    best, support from the window that entails most.

    Args:
        model: a loaded model.
        max_tokens: window in tokens, question and special tokens included; None = the model's.

    Raises:
        ModelError: its model.json lacks the judgements or their calibration.
    """

    def __init__(self, model: OnnxModel, *, max_tokens: int | None = None) -> None:
        self._model = model
        self._max_tokens = min(max_tokens or model.max_tokens, model.max_tokens)
        try:
            self.judgements = frozenset(model.facts["judgements"])
            calibration = model.facts["calibration"]
            self._relevance = tuple(float(x) for x in calibration["relevance"])
            self._answer = tuple(float(x) for x in calibration["answer"])
            self._support = np.array(calibration["support"], "f8")
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(
                f"{model.folder.name}/model.json is not that of a judge: {error}.",
                "Install Vouch again: pip install --force-reinstall vouchqa",
            ) from error
        self._known: OrderedDict[tuple[str, str], Verdict] = OrderedDict()
        self._lock = threading.Lock()

    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `judges.Reranker.score`."""
        verdicts = self.verdicts([(question, text) for text in texts])
        return np.array([verdict.relevance for verdict in verdicts], "f4")

    def read(self, question: str, texts: Sequence[str]) -> list[Reading]:
        """See `judges.Reader.read`."""
        verdicts = self.verdicts([(question, text) for text in texts])
        return [
            Reading(v.answer, *v.span, v.span_score) if v.span[1] > v.span[0] else Reading(v.answer)
            for v in verdicts
        ]

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[SupportScores]:
        """See `judges.Verifier.judge`."""
        return [SupportScores(*verdict.support) for verdict in self.verdicts(pairs)]

    def verdicts(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        """What the model says of each (first, second) pair, in order.

        Raises:
            ModelError: the model fails.
        """
        with self._lock:
            found = {pair: self._known[pair] for pair in pairs if pair in self._known}
        fresh = [pair for pair in dict.fromkeys(pairs) if pair not in found]
        found.update(zip(fresh, self._run(fresh), strict=True))
        with self._lock:
            for pair in fresh:
                self._known[pair] = found[pair]
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return [found[pair] for pair in pairs]

    def _run(self, pairs: Sequence[tuple[str, str]]) -> list[Verdict]:
        windows = [self._windows(first, second) for first, second in pairs]
        flat = [
            (first, second[start:end])
            for (first, second), cuts in zip(pairs, windows, strict=True)
            for start, end in cuts
        ]
        encoded = self._model.encode(flat, max_tokens=self._max_tokens, cut="second")
        outputs = self._model.run_encoded(encoded, batch_tokens=1)
        verdicts, row = [], 0
        for cuts in windows:
            parts = []
            for start, _ in cuts:
                parts.append(self._verdict(outputs, row, encoded[row], start))
                row += 1
            verdicts.append(_joined(parts))
        return verdicts

    def _windows(self, first: str, second: str) -> list[tuple[int, int]]:
        """Character ranges of the second text, each short enough to be read whole."""
        whole = self._model.encode([(first, second)], max_tokens=self._max_tokens, cut="second")[0]
        if not whole.cut:
            return [(0, len(second))]
        read = [o for o, part in zip(whole.offsets, whole.parts, strict=True) if part == 1]
        if len(read) < 16:  # the question alone fills the window
            return [(0, len(second))]
        size = max(16, int((read[-1][1] - read[0][0]) * 0.9))
        cuts: list[tuple[int, int]] = []
        start = 0
        while start < len(second) and len(cuts) < MOST_WINDOWS:
            end = len(second) if start + size >= len(second) else _gap(second, start + size)
            cuts.append((start, end))
            if end == len(second):
                break
            start = _gap(second, end - size // 3)
        return cuts

    def _verdict(
        self,
        outputs: dict[str, NDArray[np.float32]],
        row: int,
        item: Encoded,
        shift: int,
    ) -> Verdict:
        words = [p for p, i in zip(item.parts, item.ids, strict=True) if i != UNKNOWN_TOKEN]
        if 0 not in words or 1 not in words:
            return SILENT
        relevance, answer = (float(x) for x in outputs["scores"][row])
        first, last, log_score = (float(x) for x in outputs["span"][row])
        begin, end = item.offsets[int(first)][0], item.offsets[int(last)][1]
        raw = self._support[0] * outputs["support"][row].astype("f8") + self._support[1:]
        shares = np.exp(raw - raw.max())
        shares /= shares.sum()
        return Verdict(
            relevance=_sigmoid(self._relevance[0] * relevance + self._relevance[1]),
            answer=_sigmoid(self._answer[0] * answer + self._answer[1]),
            span=(begin + shift, end + shift) if item.parts[int(first)] == 1 else (0, 0),
            span_score=float(np.exp(min(0.0, log_score))),
            support=(float(shares[0]), float(shares[1]), float(shares[2])),
        )


def _joined(parts: Sequence[Verdict]) -> Verdict:
    """One verdict from those of a text's windows."""
    if len(parts) == 1:
        return parts[0]
    reading = max(parts, key=lambda part: part.answer)
    return Verdict(
        relevance=max(part.relevance for part in parts),
        answer=reading.answer,
        span=reading.span,
        span_score=reading.span_score,
        support=max((part.support for part in parts), key=lambda support: support[0]),
    )


def _gap(text: str, at: int) -> int:
    """The start of the word around `at`; `at` itself in a very long word."""
    before = text.rfind(" ", max(0, at - 60), at)
    return before + 1 if before >= 0 else at


def _sigmoid(value: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(value, -60, 60))))


def open_bundled(models: Path) -> Judges:
    """Load the judges below a folder of model folders.

    Args:
        models: each sub-folder with a model.json is one model.

    Returns:
        For each judgement the first model, by folder name, that makes it.

    Raises:
        ModelError: a model is damaged or not a judge.
    """
    from index.onnx_model import OnnxModel, all_cores

    found: dict[str, BundledJudge] = {}
    for facts in sorted(models.glob("*/model.json")):
        judge = BundledJudge(OnnxModel(facts.parent, threads=min(2, all_cores())))
        for judgement in judge.judgements:
            found.setdefault(judgement, judge)
    return Judges(found.get("relevance"), found.get("answer"), found.get("support"))
