"""Items to padded batches of token ids: sampled by weight, bucketed by length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import torch
from torch import Tensor

from .examples import UNKNOWN, Item, Pair, QuestionItems
from .statements import StatementItems

QUESTION_WEIGHTS: Mapping[str, float] = {
    "squad_v2": 2.4, "squadshifts_wiki": 2.6, "qed": 1.8, "nq_open_oracle": 1.2, "covid_qa": 0.6,
    "nqg_squad_sentences": 1.2, "qamr": 0.3, "medquad": 0.5, "headed": 0.3,
    "written": 9.0,
}  # fmt: skip
STATEMENT_WEIGHTS: Mapping[str, float] = {
    "mnli": 4.0, "snli": 1.0, "scitail": 0.7, "fever_symmetric": 0.8, "fool_me_twice": 1.8,
    "rte_fever": 4.0, "wice": 1.0, "altered": 1.4, "stated": 1.8, "cloze": 0.6, "composed": 0.4,
    "joined": 1.8, "written": 6.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tokens:
    """One pair as token ids, with its span in tokens (None where it has none or lost it).

    `spoiled` says that what the label rests on may have been cut away.
    """

    ids: list[int]
    kinds: list[int]
    span: tuple[int, int] | None
    pair: Pair
    spoiled: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors; labels use -1 for unknown. `item` numbers the item each row is of."""

    ids: Tensor
    mask: Tensor
    kinds: Tensor
    relevant: Tensor
    answers: Tensor
    start: Tensor
    end: Tensor
    support: Tensor
    item: Tensor


def tokenize(tokenizer: Any, pair: Pair, longest: int) -> Tokens:
    """Token ids of a pair, the second text cut so that all fit into `longest`."""
    first = tokenizer.encode(pair.first, add_special_tokens=False).ids[: longest // 2]
    second = tokenizer.encode(pair.second, add_special_tokens=False)
    room = longest - len(first) - 3
    ids = [101, *first, 102, *second.ids[:room], 102]
    kinds = [0] * (len(first) + 2) + [1] * (len(ids) - len(first) - 2)
    span = None
    if pair.span is not None:
        inside = [
            i
            for i, (s, e) in enumerate(second.offsets[:room])
            if s < pair.span[1] and e > pair.span[0]
        ]
        complete = inside and second.offsets[inside[-1]][1] >= pair.span[1]
        # An unknown token (100) is masked as special and cannot be pointed at.
        edges = {second.ids[inside[0]], second.ids[inside[-1]]} if inside else set()
        if complete and 100 not in edges:
            span = (inside[0] + len(first) + 2, inside[-1] + len(first) + 2)
    needs_all = pair.support != UNKNOWN or (pair.answers == 1 and span is None)
    return Tokens(ids, kinds, span, pair, spoiled=needs_all and len(second.ids) > room)


def collate(items: Sequence[Sequence[Tokens]]) -> Batch:
    """Pad the pairs of several items to one length."""
    rows = [(number, tokens) for number, item in enumerate(items) for tokens in item]
    width = max(len(tokens.ids) for _, tokens in rows)
    ids, mask, kinds = (torch.zeros(len(rows), width, dtype=torch.long) for _ in range(3))
    for row, (_, tokens) in enumerate(rows):
        size = len(tokens.ids)
        ids[row, :size] = torch.tensor(tokens.ids)
        mask[row, :size] = 1
        kinds[row, :size] = torch.tensor(tokens.kinds)

    def column(values: Iterator[int]) -> Tensor:
        return torch.tensor(list(values))

    return Batch(
        ids, mask, kinds,
        relevant=column(t.pair.relevant for _, t in rows),
        answers=column(t.pair.answers for _, t in rows),
        start=column(t.span[0] if t.span else UNKNOWN for _, t in rows),
        end=column(t.span[1] if t.span else UNKNOWN for _, t in rows),
        support=column(t.pair.support for _, t in rows),
        item=column(number for number, _ in rows),
    )  # fmt: skip


class Stream:
    """An endless stream of batches, repeatable from its seed.

    Args:
        questions: makes question items.
        statements: makes statement items.
        tokenizer: a `tokenizers.Tokenizer` without padding and truncation.
        random: decides which items come.
        question_share: share of items that are questions (their items hold 3-5 pairs each).
    """

    def __init__(
        self,
        questions: QuestionItems,
        statements: StatementItems,
        tokenizer: Any,
        random: Random,
        *,
        question_share: float = 0.34,
    ) -> None:
        self._questions, self._statements = questions, statements
        self._tokenizer, self._random = tokenizer, random
        self._share = question_share
        self.long = 0.3
        self.longest = 96

    def item(self) -> Item:
        """One item, by weight."""
        asks = self._random.random() < self._share
        weights = QUESTION_WEIGHTS if asks else STATEMENT_WEIGHTS
        source = self._random.choices(list(weights), list(weights.values()))[0]
        if asks:
            return self._questions.make(source, long=self.long)
        return self._statements.make(source)

    def _tokens(self) -> list[Tokens]:
        """The next item whose labels survive the cut to `longest` tokens."""
        while True:
            pairs = dict.fromkeys(self.item())
            tokens = [tokenize(self._tokenizer, pair, self.longest) for pair in pairs]
            if not any(t.spoiled for t in tokens):
                return tokens

    def batches(self, batch_tokens: int) -> Iterator[Batch]:
        """Batches of about `batch_tokens` tokens, padding included; items stay whole."""
        while True:
            items = [self._tokens() for _ in range(200)]
            items.sort(key=lambda item: max(len(t.ids) for t in item))
            groups: list[list[list[Tokens]]] = [[]]
            rows = 0
            for item in items:
                width = max(len(t.ids) for t in item)
                if groups[-1] and (rows + len(item)) * width > batch_tokens:
                    groups.append([])
                    rows = 0
                groups[-1].append(item)
                rows += len(item)
            self._random.shuffle(groups)
            for group in groups:
                yield collate(group)
