"""The network behind the judges: the MiniLM encoder reading two texts at once, with four heads.

Input is `[CLS] first [SEP] second [SEP]`; the first text is a question or a statement. Two things
are added to the plain cross-encoder, because the training data are few:

- a learned vector marks each token that the other text holds too (the exact-match feature of
  Chen et al. 2017, "Reading Wikipedia to Answer Open-Domain Questions");
- each token of the first text is compared with what it aligns to in the second (Parikh et al.
  2016, "A Decomposable Attention Model"), so that one unmatched word can be seen.

Outputs, per pair: `scores` = logits of (relevant, answers); `span` = (first token, last token,
log probability) of the best answer span; `support` = logits of (entailed, neutral, contradicted).
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
COMPARE = 192
LONGEST_SPAN = 24
SPECIAL = (0, 100, 101, 102, 103)
_LOW = -1e4


class Outputs(NamedTuple):
    """Raw logits: scores (n, 2), start and end (n, tokens), support (n, 3)."""

    scores: Tensor
    start: Tensor
    end: Tensor
    support: Tensor


class Layer(nn.Module):
    """One transformer layer, post-norm, as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """States (n, tokens, WIDTH) and an additive mask (n, 1, 1, tokens) to states."""
        rows, tokens = states.shape[0], states.shape[1]
        shape = (rows, tokens, HEADS, WIDTH // HEADS)
        query = self.query(states).view(shape).transpose(1, 2)
        key = self.key(states).view(shape).transpose(1, 2)
        value = self.value(states).view(shape).transpose(1, 2)
        weights = query @ key.transpose(2, 3) / (WIDTH // HEADS) ** 0.5 + bias
        mixed = weights.softmax(-1) @ value
        mixed = mixed.transpose(1, 2).reshape(rows, tokens, WIDTH)
        states = self.norm1(states + self.out(mixed))
        inner = functional.gelu(self.inner(states))
        out: Tensor = self.norm2(states + self.outer(inner))
        return out


class Judge(nn.Module):
    """The encoder with its heads. Word and position embeddings stay frozen."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.match = nn.Parameter(torch.zeros(WIDTH))
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.compare = nn.Linear(4 * WIDTH, COMPARE)
        self.pool = nn.Linear(3 * WIDTH + 2 * COMPARE + 3, WIDTH)
        self.dropout = nn.Dropout(0.1)
        self.score_head = nn.Linear(WIDTH, 2)
        self.support_head = nn.Linear(WIDTH, 3)
        self.span_head = nn.Linear(WIDTH, 2)
        self.words.requires_grad_(False)
        self.places.requires_grad_(False)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Outputs:
        """Token ids, 1 for real tokens, 0/1 for the text a token is of; each (n, tokens)."""
        mask = attention_mask.to(self.match.dtype)
        second = token_type_ids.to(mask.dtype) * mask
        special = torch.zeros_like(mask)
        for token in SPECIAL:
            special = special + (input_ids == token).to(mask.dtype)
        plain = mask * (1 - special)
        in_first, in_second = plain * (1 - second), plain * second
        states = self._encode(input_ids, token_type_ids, mask, in_first, in_second)
        pooled = self._pool(states, in_first, in_second)
        start, end = self.span_head(states).unbind(-1)
        outside = (1 - in_second) * _LOW
        return Outputs(
            self.score_head(pooled), start + outside, end + outside, self.support_head(pooled)
        )

    def _encode(
        self, ids: Tensor, kinds: Tensor, mask: Tensor, in_first: Tensor, in_second: Tensor
    ) -> Tensor:
        same = (ids.unsqueeze(2) == ids.unsqueeze(1)).to(mask.dtype)
        held_by_second = (same * in_second.unsqueeze(1)).amax(2) * in_first
        held_by_first = (same * in_first.unsqueeze(1)).amax(2) * in_second
        places = torch.arange(ids.shape[1], device=ids.device).unsqueeze(0)
        sums = self.words(ids) + self.places(places) + self.kinds(kinds)
        states: Tensor = (
            self.norm(sums) + (held_by_second + held_by_first).unsqueeze(-1) * self.match
        )
        bias = ((1 - mask) * _LOW).unsqueeze(1).unsqueeze(1)
        for layer in self.layers:
            states = layer(states, bias)
        return states

    def _pool(self, states: Tensor, in_first: Tensor, in_second: Tensor) -> Tensor:
        first = _mean(states, in_first)
        second = _mean(states, in_second)
        units = functional.normalize(states, dim=-1, eps=1e-6)
        cosines = units @ units.transpose(1, 2)
        closest = (cosines + (in_second.unsqueeze(1) - 1) * 4).amax(2)
        aligned = (cosines * 12 + (in_second.unsqueeze(1) - 1) * -_LOW).softmax(-1) @ states
        compared = functional.gelu(
            self.compare(
                torch.cat([states, aligned, states * aligned, (states - aligned).abs()], -1)
            )
        )
        # gelu stays above -0.2, so the bound matters for an empty first text only.
        largest = (compared + (in_first.unsqueeze(-1) - 1) * 1e3).amax(1).clamp(min=-1)
        figures = torch.stack(
            [
                functional.cosine_similarity(first, second, dim=-1, eps=1e-6),
                (closest * in_first).sum(1) / in_first.sum(1).clamp(min=1),
                (closest + (1 - in_first) * 4).amin(1),
            ],
            -1,
        )
        features = [states[:, 0], first * second, (first - second).abs()]
        features += [_mean(compared, in_first), largest, figures]
        pooled: Tensor = self.dropout(functional.gelu(self.pool(torch.cat(features, -1))))
        return pooled


def _mean(states: Tensor, where: Tensor) -> Tensor:
    return (states * where.unsqueeze(-1)).sum(1) / where.sum(1, keepdim=True).clamp(min=1)


def best_span(start: Tensor, end: Tensor) -> Tensor:
    """The best span of each row: (first token, last token, log probability), each (n, 3).

    A span ends at most `LONGEST_SPAN` tokens after it begins. The probability is that of the
    first token times that of the last, each over all tokens of the text.
    """
    log_start, log_end = start.log_softmax(-1), end.log_softmax(-1)
    tokens = start.shape[1]
    places = torch.arange(tokens, device=start.device)
    gap = places.unsqueeze(0) - places.unsqueeze(1)
    allowed = ((gap >= 0) & (gap < LONGEST_SPAN)).to(start.dtype)
    joint = log_start.unsqueeze(2) + log_end.unsqueeze(1) + (allowed - 1) * -_LOW * 4
    best, at = joint.flatten(1).max(-1)
    first = torch.div(at, tokens, rounding_mode="floor")
    return torch.stack([first.to(best.dtype), (at - first * tokens).to(best.dtype), best], -1)


class Exported(nn.Module):
    """What the ONNX file computes: logits of the scores and of support, and the best span."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """See `Judge.forward`; gives scores (n, 2), span (n, 3), support (n, 3)."""
        found = self.judge(input_ids, attention_mask, token_type_ids)
        return found.scores, best_span(found.start, found.end), found.support


def load_pretrained(judge: Judge, weights: Path) -> None:
    """Fill the encoder with all-MiniLM-L6-v2 from its safetensors file."""
    from safetensors.torch import load_file

    found = load_file(str(weights))
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "kinds.weight": "embeddings.token_type_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query", "key": "attention.self.key",
        "value": "attention.self.value", "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm", "inner": "intermediate.dense",
        "outer": "output.dense", "norm2": "output.LayerNorm",
    }  # fmt: skip
    for layer in range(LAYERS):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                names[f"layers.{layer}.{ours}.{kind}"] = f"encoder.layer.{layer}.{theirs}.{kind}"
    missing, unexpected = judge.load_state_dict(
        {ours: found[theirs] for ours, theirs in names.items()}, strict=False
    )
    heads = ("match", "compare", "pool", "score_head", "support_head", "span_head")
    strange = [name for name in missing if not name.startswith(heads)]
    if strange or unexpected:
        raise ValueError(f"weights do not fit: missing {strange}, unexpected {unexpected}")
