"""Turns records into training items: one question or statement with its texts and labels.

An item keeps a positive and its negatives together, so that they can be ranked against each
other. Unanswerable questions and unproved statements are mostly made here: other sentences of
the same paragraph, other paragraphs of the same article, BM25's best wrong texts, the paragraph
without its answer sentence, questions and statements with one thing changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol

from .alterations import (
    change_asked,
    change_name,
    change_negation,
    change_number,
    change_opposite,
    find_names,
    swap_names,
)
from .bm25 import BM25
from .sets import QuestionRecord

UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts and what is known of them; `UNKNOWN` labels are not trained on.

    Attributes:
        relevant: 1 or 0.
        answers: 1 if `second` answers the question `first`, else 0.
        span: characters of the answer in `second`.
        support: 0 entailed, 1 neutral, 2 contradicted, 3 neutral or contradicted.
    """

    first: str
    second: str
    relevant: int = UNKNOWN
    answers: int = UNKNOWN
    span: tuple[int, int] | None = None
    support: int = UNKNOWN
    source: str = ""


Item = tuple[Pair, ...]
_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])|\n+")
_LONG = re.compile(r"[A-Za-z]{5,}")
_SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|vs|etc|Fig|al|e\.g|i\.e|U\.S|[A-Z])\.)\s*$")


def split_plainly(text: str) -> list[tuple[int, int]]:
    """Sentence spans by punctuation: good enough to train on, not what is cited."""
    cuts, start = [], 0
    for found in _END.finditer(text):
        if not _SHORT.search(text[max(0, found.start() - 6) : found.start()]):
            cuts.append((start, found.start() + len(found.group().rstrip())))
            start = found.end()
    cuts.append((start, len(text)))
    return [(s, e) for s, e in cuts if text[s:e].strip()]


class Ranker(Protocol):
    """Finds texts that look like answers; `BM25` is one, `mining.Miner` another."""

    def top(self, question: str, k: int) -> list[int]:
        """Positions of the `k` best texts, best first."""


class QuestionItems:
    """Makes items from question records.

    Args:
        records: all records of the training part; texts are mined among them.
        random: the source of all choices.
        ranker: makes what mines wrong texts from the pool of all texts.
    """

    TITLED = ("squad_v2", "squadshifts_wiki", "qed", "nq_open_oracle")

    def __init__(
        self,
        records: Sequence[QuestionRecord],
        random: Random,
        ranker: Callable[[Sequence[str]], Ranker] = BM25,
    ) -> None:
        self._random = random
        self.by_source: dict[str, list[QuestionRecord]] = defaultdict(list)
        self._of_article: dict[str, list[str]] = defaultdict(list)
        self._questions: dict[str, list[QuestionRecord]] = defaultdict(list)
        self._sentences: dict[str, list[tuple[int, int]]] = {}
        for record in records:
            self.by_source[record.source].append(record)
            self._questions[record.article].append(record)
            known = self._of_article[record.article]
            if record.context not in known[-40:]:
                known.append(record.context)
        self.impossible = [r for r in self.by_source["squad_v2"] if r.impossible]
        self._pool = [t[:1500] for texts in self._of_article.values() for t in texts]
        self._ranker = ranker(self._pool)
        self.article_names = {
            article: sorted({name for text in texts[:30] for name in find_names(text[:3000])})
            for article, texts in self._of_article.items()
        }

    def make(self, source: str, *, long: float) -> Item:
        """One item of a random record; `long` is the share with passages, not sentences."""
        if source == "headed":
            return self._headed()
        record = self._random.choice(self.by_source[source])
        if source == "squad_v2" and self.impossible and self._random.random() < 0.25:
            record = self._random.choice(self.impossible)
        if not record.spans and not record.impossible:
            return self._whole(record)
        if self._random.random() < long:
            return self.passage(record)
        return self._unanswered(record) if record.impossible else self._sentence(record)

    def _unanswered(self, record: QuestionRecord) -> Item:
        """An unanswerable question with the sentences that look most like answers to it.

        Where the record points at one (`spans`), that one comes first.
        """
        cuts = self.sentences_of(record.context)
        near = {cut for cut in cuts for s, e in record.spans if cut[0] < e and s < cut[1]}
        order = sorted(
            cuts,
            key=lambda c: (c not in near, -_shared(record.question, record.context[slice(*c)])),
        )
        texts = [record.context[start:end] for start, end in order]
        return tuple(Pair(record.question, t, UNKNOWN, 0, source=record.source) for t in texts[:2])

    def _headed(self) -> Item:
        """A page's title against a piece of the page, and against pieces of pages like it."""
        record = self._random.choice(self.by_source[self._random.choice(self.TITLED)])
        title = record.article.split(":", 1)[1].replace("_", " ")
        own = self._of_article[record.article]
        fake = QuestionRecord(record.source, record.article, title, record.context)
        mined = [t for t in self.mined(fake, [title.casefold()], 2) if t not in own]
        texts = [self.crop(t, 450) for t in (record.context, *mined)]
        return tuple(
            Pair(title, text, int(number == 0), source="headed")
            for number, text in enumerate(texts)
        )

    def sentences_of(self, text: str) -> list[tuple[int, int]]:
        """Sentence spans, remembered."""
        if text not in self._sentences:
            self._sentences[text] = split_plainly(text)
        return self._sentences[text]

    def random_context(self, sources: Sequence[str]) -> QuestionRecord:
        """A record with a text of several sentences."""
        return self._random.choice(self.by_source[self._random.choice(sources)])

    def _pick_span(self, record: QuestionRecord) -> tuple[int, int]:
        return min(record.spans, key=lambda span: (span[1] - span[0] > 80, span[0]))

    def _answers(self, record: QuestionRecord) -> list[str]:
        return [record.context[s:e].casefold() for s, e in record.spans]

    def _sentence(self, record: QuestionRecord) -> Item:
        """The sentence with the answer against its neighbours and a mined one."""
        spans, answer = self.sentences_of(record.context), self._pick_span(record)
        holding = [s for s in spans if s[0] <= answer[0] and answer[1] <= s[1]]
        if not holding:
            return self.passage(record)
        start, end = holding[0]
        text = record.context[start:end]
        place = (answer[0] - start, answer[1] - start)
        question = record.question
        # A whole sentence is no short answer to point at.
        pointed = place if place != (0, len(text)) else None
        pairs = [Pair(question, text, 1, 1, pointed, source=record.source)]
        pairs += self._edited(record, text, place)
        answers = self._answers(record)
        others = [record.context[s:e] for s, e in spans if (s, e) != (start, end)]
        others = [t for t in others if not any(a in t.casefold() for a in answers)]
        others.sort(key=lambda t: -_shared(question, t))
        pairs += [Pair(question, t, 0, 0, source=record.source) for t in others[:2] if len(t) > 20]
        for text in self.mined(record, answers, 1):
            inside = self.sentences_of(text)
            s, e = max(inside, key=lambda span: _shared(question, text[span[0] : span[1]]))
            pairs.append(Pair(question, text[s:e], 0, 0, source=record.source))
        return tuple(pairs)

    def passage(self, record: QuestionRecord) -> Item:
        """A window around the answer against other windows, mined and of the same article."""
        question, random = record.question, self._random
        size = random.choice((300, 450, 650, 850))
        if record.impossible:
            text = record.context[:900]
            return (Pair(question, text, UNKNOWN, 0, source=record.source),)
        answer = self._pick_span(record)
        start, end = self.window(record.context, answer, size)
        text = record.context[start:end]
        place = (answer[0] - start, answer[1] - start)
        pointed = place if answer not in self.sentences_of(record.context) else None
        pairs = [Pair(question, text, 1, 1, pointed, source=record.source)]
        pairs += self._edited(record, text, place)
        answers = self._answers(record)
        near = [t for t in self._of_article[record.article] if t != record.context]
        near = [t for t in near if not any(a in t.casefold() for a in answers)]
        random.shuffle(near)
        near = sorted(near[:12], key=lambda t: -_shared(question, t[:size]))[:1]
        far = self.mined(record, answers, 2 - len(near))
        pairs += [
            Pair(question, self.crop(t, size), 0, 0, source=record.source) for t in near + far
        ]
        if random.random() < 0.3:
            without = self.without_answer(record, start, end, answers)
            if without:
                pairs.append(Pair(question, without, UNKNOWN, 0, source=record.source))
        return tuple(pairs)

    def _whole(self, record: QuestionRecord) -> Item:
        """A text that answers as a whole against neighbours and mined texts."""
        size = 700 if record.source == "medquad" else 400
        question = record.question
        pairs = [Pair(question, record.context[:size], 1, 1, source=record.source)]
        near = [r.context for r in self._questions[record.article] if r.context != record.context]
        near.sort(key=lambda t: -_shared(question, t[:size]))
        far = self.mined(record, [record.context[:60].casefold()], 1)
        pairs += [Pair(question, t[:size], 0, 0, source=record.source) for t in near[:2] + far]
        if self._random.random() < 0.4:
            changed = self._change_question(record, record.context[:size])
            if changed:
                pairs.append(Pair(changed, record.context[:size], UNKNOWN, 0, source=record.source))
        return tuple(pairs)

    def _edited(self, record: QuestionRecord, text: str, place: tuple[int, int]) -> list[Pair]:
        """The same text under a changed question, or another question of the article."""
        random, pairs = self._random, []
        roll = random.random()
        if roll < 0.45:
            changed = self._change_question(record, text)
            if changed:
                pairs.append(Pair(changed, text, UNKNOWN, 0, source=record.source))
        elif roll < 0.8:
            others = [
                r
                for r in random.sample(
                    self._questions[record.article], min(12, len(self._questions[record.article]))
                )
                if r.question != record.question
                and not r.impossible
                and r.context != record.context
                and not any(a in text.casefold() for a in self._answers(r))
            ]
            if others:
                other = max(others, key=lambda r: _shared(r.question, text))
                pairs.append(Pair(other.question, text, UNKNOWN, 0, source=record.source))
        elif roll < 0.92:
            swapped = self._swap_both(record, text, place)
            if swapped:
                pairs.append(swapped)
        return pairs

    def _change_question(self, record: QuestionRecord, text: str) -> str | None:
        """The question with one thing changed, so that `text` does not answer it.

        What comes in stands in the text too where it can: an odd word alone must be no clue.
        """
        random, question = self._random, record.question
        here = [name for name in find_names(text) if name not in question]
        names = here if here and random.random() < 0.6 else self.article_names[record.article]
        ways: list[Callable[[], str | None]] = [
            lambda: change_name(question, random, names),
            lambda: change_number(question, random),
            lambda: change_opposite(question, random),
            lambda: change_opposite(question, random),
            lambda: swap_names(question, random),
            lambda: change_asked(question, text, random),
            lambda: self._change_within(question, text),
            lambda: change_negation(question, random),
            lambda: self._change_word(record),
            lambda: self._change_word(record),
        ]
        random.shuffle(ways)
        for way in ways[:3]:
            changed = way()
            if changed and changed != question:
                return changed
        return None

    def _change_within(self, question: str, text: str) -> str | None:
        """One word of the question replaced by a word of the text with the same ending."""
        random = self._random
        for old in random.sample(ours := _LONG.findall(question)[1:], len(ours)):
            fit = [w for w in _LONG.findall(text) if w[-2:] == old[-2:] and w not in question]
            if fit and old.islower():
                return question.replace(old, random.choice(fit).lower(), 1)
        return None

    def _change_word(self, record: QuestionRecord) -> str | None:
        """One long word of the question replaced by one of another question of the article."""
        random = self._random
        other = random.choice(self._questions[record.article])
        here = list(re.finditer(r"[A-Za-z]{5,}", record.question))[1:]
        text = record.context.casefold()
        here = [m for m in here if m.group().casefold() in text]
        there = re.findall(r"[A-Za-z]{5,}", other.question)[1:]
        there = [w for w in there if w.casefold() not in record.question.casefold()]
        if not here or not there:
            return None
        pick = random.choice(here)
        before, after = record.question[: pick.start()], record.question[pick.end() :]
        return f"{before}{random.choice(there)}{after}"

    def _swap_both(self, record: QuestionRecord, text: str, place: tuple[int, int]) -> Pair | None:
        """One name changed in question and text alike: still answered, so odd names are no clue."""
        question, random = record.question, self._random
        both = [n for n in find_names(question) if n in text and n not in text[place[0] : place[1]]]
        names = [n for n in self.article_names[record.article] if n not in text]
        if not both or not names:
            return None
        old, new = random.choice(both), random.choice(names)
        answer = text[place[0] : place[1]]
        changed = text.replace(old, new)
        start = changed.find(answer)
        if start < 0:
            return None
        return Pair(
            question.replace(old, new), changed, UNKNOWN, 1, (start, start + len(answer)),
            source=record.source,
        )  # fmt: skip

    def mined(self, record: QuestionRecord, answers: Sequence[str], count: int) -> list[str]:
        """Texts that BM25 ranks high, of other contexts, without the answer's words."""
        found = [self._pool[i] for i in self._ranker.top(record.question, 12)]
        head = record.context[:1500]
        fit = [t for t in found if t != head and not any(a in t.casefold() for a in answers)]
        fit = fit[:6]
        return self._random.sample(fit, min(count, len(fit)))

    def window(self, text: str, answer: tuple[int, int], size: int) -> tuple[int, int]:
        """Whole sentences around an answer, about `size` characters."""
        spans = self.sentences_of(text)
        at = [i for i, (s, e) in enumerate(spans) if s < answer[1] and answer[0] < e] or [0]
        low, high = at[0], at[-1]
        while spans[high][1] - spans[low][0] < size and (low > 0 or high < len(spans) - 1):
            if high == len(spans) - 1 or (low > 0 and self._random.random() < 0.5):
                low -= 1
            else:
                high += 1
        return min(spans[low][0], answer[0]), max(spans[high][1], answer[1])

    def crop(self, text: str, size: int) -> str:
        """A random window of about `size` characters."""
        spans = self.sentences_of(text)
        start, end = self.window(text, self._random.choice(spans), size) if spans else (0, size)
        return text[start:end]

    def without_answer(
        self, record: QuestionRecord, start: int, end: int, answers: Sequence[str]
    ) -> str:
        """The sentences between two offsets that hold none of the answers, joined."""
        kept = [
            record.context[s:e]
            for s, e in self.sentences_of(record.context)
            if start <= s and e <= end
        ]
        return " ".join(t for t in kept if not any(a in t.casefold() for a in answers))


def _shared(question: str, text: str) -> int:
    """How many words two texts share; cheap, for choosing negatives."""
    return len(
        set(re.findall(r"\w{3,}", question.casefold()))
        & set(re.findall(r"\w{3,}", text.casefold()))
    )
