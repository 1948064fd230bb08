"""Items for the verifier: pairs of the sets, and pairs made from the texts of the questions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from random import Random

from .alterations import (
    PLAIN_ALTERATIONS,
    add_hedge,
    change_name,
    change_number,
    change_opposite,
    drop_hedge,
    find_names,
    swap_names,
)
from .bm25 import BM25
from .examples import UNKNOWN, Item, Pair, QuestionItems
from .sets import PairRecord, QuestionRecord

FACTUAL = ("rte_fever", "fool_me_twice")
SUPPORT = {"entailed": 0, "neutral": 1, "contradicted": 2, "not_entailed": 3}
_SUBJECT = re.compile(
    r"^(who|what|which(?: [a-z][\w-]*){0,3}?|what (?:type|kind|year|city|country|company|group|"
    r"team|name|person|war|language)(?: of [\w-]+)?) "
    r"(is|was|are|were|has|had|will|can|could|[a-z]+(?:ed|s)|won|wrote|sang|sings|made|led|built|"
    r"became|began|took|gave|held|ran|came|said|told|found|left|sold|fought)\b (?!you\b)",
    re.IGNORECASE,
)


_ASIDE = re.compile(r"\s*\([^()]*\)|, (?:which|who|where)\b[^,.;]*(?=[,.;])|^[A-Z]\w+ly, ")


def shorten(sentence: str) -> str:
    """A sentence without brackets, relative clauses and an opening adverb: still borne by it."""
    short = _ASIDE.sub("", sentence)
    if len(short) < 25 or short == sentence:
        return sentence
    return short[0].upper() + short[1:]


def to_statement(question: str, answer: str) -> str | None:
    """A statement from a question whose question word is the subject, and an answer.

    "who wrote the anthem" + "Ada Holm" -> "Ada Holm wrote the anthem."; None for other questions.
    """
    found = _SUBJECT.match(question.strip())
    if found is None or not answer or len(answer) > 90:
        return None
    if found.group(2).lower() in {"does", "is", "was"} and len(question.split()) < 4:
        return None
    rest = question.strip()[found.start(2) :].rstrip("? .")
    return f"{answer[0].upper()}{answer[1:]} {rest}."


class StatementItems:
    """Makes items for the verifier from pairs and from the texts of the questions.

    Args:
        records: statement sets, training part.
        questions: where windows, sentences and questions come from.
        random: the source of all choices.
    """

    WINDOWS = ("squad_v2", "squadshifts_wiki", "qed", "covid_qa", "nq_open_oracle")
    QUESTIONS = ("squad_v2", "squadshifts_wiki", "qed", "nq_open_oracle")

    def __init__(
        self, records: Sequence[PairRecord], questions: QuestionItems, random: Random
    ) -> None:
        self._random, self._questions = random, questions
        self.by_source: dict[str, list[PairRecord]] = defaultdict(list)
        for record in records:
            self.by_source[record.source].append(record)
        facts = [r for s in FACTUAL for r in self.by_source[s]]
        self._borne = [r for r in facts if r.label == "entailed"]
        self._unborne = [r for r in facts if r.label != "entailed"]
        self._evidence = sorted({r.evidence for r in facts})
        self._bm25 = BM25([text[:600] for text in self._evidence])

    def make(self, source: str) -> Item:
        """One item of a set, or a made one: `altered`, `stated`, `cloze`, `composed`, `joined`."""
        made = {
            "altered": self._altered,
            "stated": self._stated,
            "cloze": self._cloze,
            "composed": self._composed,
            "joined": self._joined,
        }
        if source in made:
            return made[source]()
        record = self._random.choice(self.by_source[source])
        factual = source in {"rte_fever", "fool_me_twice", "fever_symmetric"}
        evidence = record.evidence[:1100]
        if factual and len(evidence) < 400 and self._random.random() < 0.3:
            # The same verdict amid text that has nothing to do with it.
            other = self._random.choice(self._evidence)[:300]
            evidence = (
                f"{evidence} {other}" if self._random.random() < 0.5 else f"{other} {evidence}"
            )
        pair = Pair(
            record.statement, evidence, 1 if factual else UNKNOWN,
            support=SUPPORT[record.label], source=source,
        )  # fmt: skip
        if factual and self._random.random() < 0.25:
            mined = [self._evidence[i] for i in self._bm25.top(record.statement, 8)]
            mined = [
                t
                for t in mined
                if t[:200] not in record.evidence and record.evidence[:200] not in t
            ]
            if mined:
                # Other evidence may bear the statement too, so only its rank is trained on.
                other = self._random.choice(mined)
                return (pair, Pair(record.statement, other[:900], 0, source=source))
        return (pair,)

    def _window_with(self) -> tuple[str, str, list[str], list[str], QuestionRecord] | None:
        """A sentence, with the sentences before and after it in a window of one to four."""
        record = self._questions.random_context(self.WINDOWS)
        spans = self._questions.sentences_of(record.context)
        at = [i for i, (s, e) in enumerate(spans) if 40 <= e - s <= 260]
        if not at:
            return None
        place = self._random.choice(at)
        before = self._random.choice((0, 0, 1, 2))
        after = self._random.choice((0, 0, 1, 2))
        texts = [record.context[s:e] for s, e in spans]
        left, right = texts[max(0, place - before) : place], texts[place + 1 : place + 1 + after]
        return texts[place], " ".join([*left, texts[place], *right]), left, right, record

    def _altered(self) -> Item:
        """A sentence of a window, whole and with one thing changed."""
        found = self._window_with()
        if found is None:
            return self._altered()
        sentence, window, left, right, record = found
        random = self._random
        pairs = [Pair(shorten(sentence), window, support=0, source="altered")]
        kinds = list(PLAIN_ALTERATIONS)
        random.shuffle(kinds)
        for kind in kinds:
            changed = PLAIN_ALTERATIONS[kind](sentence, random)
            if changed and changed not in window and len(pairs) < 3:
                label = 3 if kind in {"quantifier", "opposite"} else 2
                pairs.append(Pair(changed, window, support=label, source=f"altered:{kind}"))
        names = find_names(window) + self._questions.article_names[record.article]
        renamed = change_name(sentence, random, names)
        if renamed:
            pairs.append(Pair(renamed, window, support=3, source="altered:name"))
        swapped = swap_names(sentence, random)
        if swapped:
            pairs.append(Pair(swapped, window, support=3, source="altered:swapped"))
        if random.random() < 0.5:
            hedged = add_hedge(sentence, random)
            bare = drop_hedge(sentence, random)
            if bare:
                pairs.append(Pair(bare, window, support=1, source="altered:hedge"))
            elif hedged:
                text = " ".join([*left, hedged, *right])
                pairs.append(Pair(sentence, text, support=1, source="altered:hedge"))
                pairs.append(Pair(hedged, text, support=0, source="altered"))
        if (left or right) and random.random() < 0.5:
            pairs.append(
                Pair(sentence, " ".join(left + right), support=1, source="altered:removed")
            )
        return tuple(pairs)

    def _composed(self) -> Item:
        """Two sentences as one statement: borne by both, not by one, nor with one changed."""
        random = self._random
        record = self._questions.random_context(self.WINDOWS)
        spans = self._questions.sentences_of(record.context)
        fit = [i for i, (s, e) in enumerate(spans) if 30 <= e - s <= 220]
        near = [(i, j) for i in fit for j in fit if i < j <= i + 3]
        if not near:
            return self._altered()
        i, j = random.choice(near)
        texts = [record.context[s:e] for s, e in spans]
        first, second = shorten(texts[i]), shorten(texts[j])
        statement = f"{first} {second}"
        low, high = max(0, i - random.choice((0, 1))), j + 1 + random.choice((0, 1))
        window = texts[low:high]
        dropped = texts[random.choice((i, j))]
        partly = " ".join(text for text in window if text != dropped)
        pairs = [Pair(statement, " ".join(window), support=0, source="composed")]
        if partly:
            pairs.append(Pair(statement, partly, support=3, source="composed:partly"))
        names = [n for t in window for n in find_names(t)]
        names += self._questions.article_names[record.article]
        part = random.choice((first, second))
        changed = (
            change_name(part, random, names)
            or change_number(part, random)
            or change_opposite(part, random)
        )
        if changed:
            false = statement.replace(part, changed)
            pairs.append(Pair(false, " ".join(window), support=3, source="composed:changed"))
        return tuple(pairs)

    def _joined(self) -> Item:
        """Claims in their own words as one statement, their evidence amid other text.

        Borne when every claim is; the claims that are not are the sets' own, made by people.
        """
        random = self._random
        first, second = random.choice(self._borne), random.choice(self._borne)
        other = random.choice(self._unborne)
        extra = [random.choice(self._evidence)[:260] for _ in range(random.choice((0, 1, 1, 2)))]
        pairs = []
        for claims, label in (((first, second), 0), ((first, other), 3)):
            ordered = random.sample(claims, 2)
            texts = [claim.evidence[:420] for claim in claims] + extra
            statement = " ".join(claim.statement.rstrip(". ") + "." for claim in ordered)
            evidence = " ".join(random.sample(texts, len(texts)))
            pairs.append(Pair(statement, evidence, support=label, source="joined"))
        return tuple(pairs)

    def _stated(self) -> Item:
        """A question and its answer as a statement; a wrong answer of the same text as another."""
        random = self._random
        for _ in range(60):
            record = self._questions.random_context(self.QUESTIONS)
            if not record.spans:
                continue
            start, end = min(record.spans, key=lambda s: s[1] - s[0])
            answer = record.context[start:end]
            statement = to_statement(record.question, answer)
            if statement is None:
                continue
            low, high = self._questions.window(
                record.context, (start, end), random.choice((100, 350, 700))
            )
            window = record.context[low:high]
            pairs = [Pair(statement, window, 1, support=0, source="stated")]
            wrong = [n for n in find_names(window) if n not in answer and answer not in n]
            if wrong:
                false = to_statement(record.question, random.choice(wrong))
                if false:
                    pairs.append(Pair(false, window, support=3, source="stated:wrong"))
            changed = change_number(statement, random) or change_opposite(statement, random)
            if changed and random.random() < 0.5:
                pairs.append(Pair(changed, window, support=3, source="stated:changed"))
            other = self._questions.without_answer(record, low, high, [answer.casefold()])
            if other and random.random() < 0.5:
                pairs.append(Pair(statement, other, support=1, source="stated:removed"))
            return tuple(pairs)
        return self._altered()

    def _cloze(self) -> Item:
        """A sentence against the passage it was taken from, and against passages like it."""
        found = self._window_with()
        if found is None:
            return self._cloze()
        sentence, _, _, _, record = found
        spans = self._questions.sentences_of(record.context)
        texts = [record.context[s:e] for s, e in spans]
        at = texts.index(sentence)
        rest = " ".join(texts[max(0, at - 2) : at] + texts[at + 1 : at + 4])
        if len(rest) < 80:
            return self._altered()
        fake = QuestionRecord(record.source, record.article, sentence, record.context)
        mined = self._questions.mined(fake, [sentence[:40].casefold()], 2)
        pairs = [Pair(sentence, rest[:800], 1, source="cloze")]
        pairs += [Pair(sentence, self._questions.crop(t, 500), 0, source="cloze") for t in mined]
        return tuple(pairs)
