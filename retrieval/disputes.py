"""Sentences of several documents that cannot both be right, found without a question.

Value against value ("cost 4 million", "cost 6 million") and deed against denial ("paid", "did not
pay"), and only where both clauses say the same but for that, of things that go by the same names.
What differs in other words is not read: no dispute is invented. Time is bounded, not complete.
"""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.records import Source, Span
from index.words import content_terms, stem

from .asked import Asked
from .clauses import READABLE_CHARACTERS, negated
from .fillers import Filler, fill_slot, money_of
from .folding import fold_text
from .plain_forms import plain_form
from .quantities import find_quantities
from .query import Expected
from .records import Relation
from .relations import compare, compare_values
from .told_types import without_references
from .word_forms import is_past, lemma, lemmas, tokens

LEAST_SHARED = 2
_LEAST_TERMS = 3
_OVERLAP = 0.5
_COMMONEST = 200
_MOST_PAIRS = 800
_SLOTS = (Expected.MONEY, Expected.DATE, Expected.NUMBER)
_NAME = re.compile(r"(?<![\w.])[^\W\d_a-z][\w’'-]*[^\W_]")
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday the a an in on at by it its this that these "
    "those they he she we i his her their there after before when while but and for from according "
    "yet however nobody no not one two three both all some many most since until during".split()
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion)\b",
    re.I,
)


@dataclass(frozen=True)
class Told:
    """A sentence that may be told otherwise elsewhere.

    Attributes:
        text: without markup.
        around: names of the title, the headings and the sentences before it: what it speaks of.
    """

    source: Source
    span: Span
    text: str
    around: frozenset[str]

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its content words, figures aside."""
        return frozenset(stem(t) for t in content_terms(self.text) if not t[0].isdigit())

    @cached_property
    def names(self) -> frozenset[str]:
        """Its capitalised words, folded, the calendar and openings aside."""
        return names_of(self.text)

    @cached_property
    def folded(self) -> str:
        """As comparisons read it."""
        return plain_form(fold_text(without_references(self.text)))

    @cached_property
    def deeds(self) -> frozenset[str]:
        """Its past verbs."""
        return frozenset(lemma(t[0]) for t in tokens(self.folded) if is_past(t[0]))

    @cached_property
    def denies(self) -> bool:
        """Whether a negation stands in it."""
        return negated(self.folded)

    @cached_property
    def counts(self) -> bool:
        """Whether a figure stands in it."""
        return _NUMBER.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two sentences, by index, that exclude each other; their values where they tell values."""

    one: int
    two: int
    values: tuple[str, str] | None = None


def names_of(text: str) -> frozenset[str]:
    """The capitalised words of a text, folded; "Orsk's" is "orsk"."""
    found = (re.sub(r"['’]s?$", "", m[0]).casefold() for m in _NAME.finditer(text))
    return frozenset(found) - _CALENDAR


def find_disputes(told: Sequence[Told], seconds: float = 1.5) -> list[Dispute]:
    """Pairs of sentences that cannot both be right.

    Args:
        told: sentences of any number of documents.
        seconds: after so long no further pair is compared.

    Returns:
        The likest pairs first, each with the values that differ; denials without.
    """
    end = time.perf_counter() + seconds
    found: list[Dispute] = []
    for one, two in _near_pairs(told):
        if time.perf_counter() > end:
            break
        if not _speak_of_one_thing(told[one], told[two]):
            continue
        values = _values_apart(told[one], told[two])
        if values is not None:
            found.append(Dispute(one, two, values))
        elif told[one].denies != told[two].denies and _denied(told[one], told[two]):
            found.append(Dispute(one, two))
    return found


def _near_pairs(told: Sequence[Told]) -> list[tuple[int, int]]:
    """Pairs that share most words of the shorter one, where a figure or denial may differ."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(told):
        for word in item.stems:
            holding[word].append(index)
    near: list[tuple[float, int, int]] = []
    for index, item in enumerate(told):
        if len(item.text) > READABLE_CHARACTERS or not (item.counts or item.denies):
            continue
        shared = Counter(
            other
            for word in item.stems
            if len(holding[word]) <= _COMMONEST
            for other in holding[word]
            if other != index
        )
        for other, count in shared.items():
            both = told[other]
            seen_from_there = other < index and (both.counts or both.denies)
            if count < LEAST_SHARED or seen_from_there:
                continue
            if (item.counts and both.counts) or item.denies != both.denies:
                share = count / min(len(item.stems), len(both.stems))
                if share >= _OVERLAP:
                    near.append((-share, min(index, other), max(index, other)))
    return [(one, two) for _, one, two in sorted(near)[:_MOST_PAIRS]]


def _speak_of_one_thing(one: Told, two: Told) -> bool:
    same = one.source.id == two.source.id
    return same or bool((one.names | one.around) & (two.names | two.around))


def _name_the_same(one: Told, two: Told, first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether each of two clauses names what the other names, or speaks of it anyway."""
    return first - second <= two.names | two.around and second - first <= one.names | one.around


def _values_apart(one: Told, two: Told) -> tuple[str, str] | None:
    if not (one.counts and two.counts):
        return None
    for deed in (*sorted(one.deeds & two.deeds), None):
        things = frozenset() if deed else lemmas(one.folded) & lemmas(two.folded)
        for slot in _SLOTS:
            asked = Asked(slot, False, deed, things)
            told = [fill_slot(asked, t.folded) for t in (one, two)]
            if not all(len(found) == 1 for found in told) or not _say_the_same(deed, told):
                continue
            if slot is not Expected.DATE and len({_counted(found[0]) for found in told}) > 1:
                continue
            if slot is Expected.DATE and not all(_is_when(found[0]) for found in told):
                continue
            if not _name_the_same(one, two, *(names_of(f[0].clause.text) for f in told)):
                continue
            if compare_values(asked, one.folded, two.folded) is Relation.DIFFERENT:
                written = [fill_slot(asked, without_references(t.text)) for t in (one, two)]
                if all(len(found) == 1 for found in written):
                    return written[0][0].text, written[1][0].text
    return None


def _say_the_same(deed: str | None, told: Iterable[Sequence[Filler]]) -> bool:
    """Whether of two clauses the one says, but for the value, nothing that the other does not."""
    first, second = (_rest(found[0]) for found in told)
    fewer, more = sorted((first, second), key=len)
    least = LEAST_SHARED if deed is None or deed in fewer else _LEAST_TERMS
    return len(fewer) >= least and fewer <= more


_DATING = re.compile(
    r"\b(?:in|on|by|since|from|until|at|during|around|about)\s+(?:(?:the\s+)?[a-z]+\s+(?:of\s+)?)?$",
    re.I,
)


def _is_when(filler: Filler) -> bool:
    """Whether a date says when, and is no part of a name: "the 1922–23 competition"."""
    start = filler.span.start - filler.clause.span.start
    text = filler.clause.text
    ranged = re.match(r"\s?[-–/]\s?\d", text[start + len(filler.text) :])
    return ranged is None and _DATING.search(text[:start]) is not None


def _counted(filler: Filler) -> str:
    """What a number counts, or a sum is for: "crate" of "4 crowns a crate"; "" of bare sums."""
    rate = re.search(r"\s(?:an?|per|each|every)\s(\w+)$", filler.text)
    if rate is not None:
        return lemma(rate[1])
    if any(money_of(q) for q in find_quantities(fold_text(filler.text))):
        return ""
    behind = filler.clause.text[filler.span.end - filler.clause.span.start :]
    words = [t[0] for t in tokens(filler.text) if not _NUMBER.search(t[0]) and t[0].isalpha()]
    return lemma([*words, *(t[0] for t in tokens(behind)[:1]), ""][0])


def _rest(filler: Filler) -> frozenset[str]:
    clause = filler.clause
    start = filler.span.start - clause.span.start
    bare = f"{clause.text[:start]} {clause.text[start + len(filler.text) :]}"
    return lemmas(bare) | clause.subject


def _denied(one: Told, two: Told) -> bool:
    if not _name_the_same(one, two, one.names, two.names):
        return False
    if len(lemmas(one.folded) & lemmas(two.folded)) < _LEAST_TERMS:
        return False
    return compare(None, one.text, two.text).relation is Relation.DIFFERENT
