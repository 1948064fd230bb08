"""Whether two descriptions can be the same actor: names, plain nouns, and what each may be.

"The fishers" and "the treasury" cannot be one; "the mayor" and "Ana Berg" can, and then nobody
may call them two. Three answers therefore: the same, distinct, or possibly the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .word_forms import lemma, lemmas, tokens


class Likeness(StrEnum):
    """How two descriptions stand to each other."""

    SAME = "same"
    DISTINCT = "distinct"
    OPEN = "open"


_CLASSES = {
    "state": (
        "state government treasury ministry republic crown kingdom administration authority "
        "parliament cabinet exchequer minister king queen nation empire senate congress"
    ),
    "town": "town city municipality council mayor village commune borough district",
    "guild": "guild union cooperative association society federation league club brotherhood",
    "firm": "company firm contractor builder yard works bank corporation business mill brewery",
    "people": (
        "fisher fisherman fishermen farmer resident inhabitant villager townspeople townsfolk "
        "citizen worker docker volunteer merchant parishioner local peasant sailor soldier monk "
        "rebel settler miner weaver student pupil prisoner rioter person trader shipowner"
    ),
    "nature": (
        "storm gale hurricane tempest wind wave sea surge flood water ice frost earthquake quake "
        "landslide drought rain lightning avalanche tide current weather snow"
    ),
    "fire": "fire blaze flame",
    "levy": "levy tax toll duty due tariff fee",
    "loan": "loan credit grant subsidy donation legacy",
    "insurer": "insurer insurance underwriter",
    "deed": "explosion bomb attack collision raid sabotage shell cannon mine",
}
_CLASS_OF = {lemma(word): name for name, words in _CLASSES.items() for word in words.split()}
_NOT_ACTING_BY_NAME = frozenset({"people", "nature", "fire", "levy", "deed", "insurer"})
_VAGUE = frozenset(
    lemma(w)
    for w in (
        "man woman owner author founder head leader official chair chairman chairwoman director "
        "member group body team others one several many some donor backer partner side party "
        "neighbour expert engineer architect"
    ).split()
)
_GENERIC = frozenset(
    lemma(w) for w in "republic ministry guild kingdom town city port company bank office".split()
)
_TOGETHER = re.compile(
    r"\s+(?:and|together with|along with|as well as|jointly with|with the help of)\s+|,\s+"
)
_WHOLE = re.compile(
    r"\b(?:in full|alone|only|solely|entirely|wholly|all of it|single-handed(?:ly)?|every crown"
    r"|without (?:any |outside )?help|nobody else|no one else|the whole)\b",
    re.I,
)
_SHARED = re.compile(
    r"\b(?:half|halves|equal parts|equally|the rest|the remainder|share[ds]?|jointly|together|part"
    r"|third|quarter|between them|\d+ ?(?:%|per ?cent))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Actor:
    """One who does or gives something, as described.

    Attributes:
        terms: lemmas of the description.
        named: lemmas of its capitalised words, those behind "of" or "in" left out: "the fishers
            of Port Lisk" is a description, "Ondal" a name.
        within: lemmas of all its capitalised words.
        group: the class of actors its words belong to; None where they tell none.
    """

    terms: frozenset[str]
    named: frozenset[str]
    within: frozenset[str]
    group: str | None


def read_actors(text: str) -> tuple[Actor, ...]:
    """The actors a noun phrase names: "Kestria and Ondal" are two."""
    found = []
    for piece in _TOGETHER.split(text):
        terms = lemmas(piece)
        if terms:
            found.append(_actor(piece, terms))
    return tuple(found)


def compare_actors(
    one: Sequence[Actor], two: Sequence[Actor], texts: tuple[str, str] = ("", "")
) -> Likeness:
    """Whether two sets of actors are the same answer.

    Args:
        texts: what the actors were read from, for "in full", "half", "together".

    Returns:
        OPEN where the one set may be described by the other, or is a part of it without either
        text saying that its actors did it alone or shared it.
    """
    if not one or not two:
        return Likeness.OPEN
    alike = [[liken(a, b) for b in two] for a in one]
    left = [any(v is Likeness.SAME for v in row) for row in alike]
    right = [any(row[i] is Likeness.SAME for row in alike) for i in range(len(two))]
    shares = [bool(_SHARED.search(t)) for t in texts]
    wholes = [bool(_WHOLE.search(t)) for t in texts]
    splits = (shares[0] and wholes[1]) or (wholes[0] and shares[1])
    if all(left) and all(right):
        return Likeness.DISTINCT if splits else Likeness.SAME
    if any(left) or any(right):
        contrast = any(shares) or any(wholes)
        return Likeness.DISTINCT if contrast and len(one) != len(two) else Likeness.OPEN
    if all(v is Likeness.DISTINCT for row in alike for v in row):
        return Likeness.DISTINCT
    if splits or (any(shares) and len(one) != len(two)):
        return Likeness.DISTINCT
    return Likeness.OPEN


def liken(one: Actor, two: Actor) -> Likeness:
    """Whether two descriptions are of the same actor."""
    if one.terms == two.terms:
        return Likeness.SAME
    mine, theirs = one.within - two.within, two.within - one.within
    if one.terms <= two.terms or two.terms <= one.terms:
        return Likeness.SAME
    if one.terms & two.terms:
        # "the Guild of Fishers", "the Guild of Weavers": both go on, and differently.
        apart = bool(mine - _GENERIC) and bool(theirs - _GENERIC)
        return Likeness.DISTINCT if apart else Likeness.OPEN
    if one.group and two.group:
        if one.group != two.group:
            return Likeness.OPEN if {one.group, two.group} == {"state", "town"} else _distinct()
        apart = bool(mine - _GENERIC) and bool(theirs - _GENERIC)
        return Likeness.DISTINCT if apart else Likeness.OPEN
    if one.named and two.named:
        return _named_apart(one, two)
    return _described(one, two)


def _distinct() -> Likeness:
    return Likeness.DISTINCT


def _named_apart(one: Actor, two: Actor) -> Likeness:
    """Two names without a word in common; one may be the state that the other is a part of."""
    group = one.group or two.group
    if group in {"state", "town", "firm", "guild"}:
        bare = two if one.group else one
        alone = len(bare.named) == 1 and bare.terms == bare.named
        return Likeness.OPEN if alone else Likeness.DISTINCT
    return Likeness.DISTINCT


def _described(one: Actor, two: Actor) -> Likeness:
    """At least one is a plain description: "the mayor", "the levy"."""
    if one.terms & _VAGUE or two.terms & _VAGUE:
        return Likeness.OPEN
    group = one.group or two.group
    if one.named or two.named:
        described = two if one.named else one
        acts = described.group not in _NOT_ACTING_BY_NAME
        return Likeness.OPEN if acts else Likeness.DISTINCT
    return Likeness.DISTINCT if group else Likeness.OPEN


def _actor(piece: str, terms: frozenset[str]) -> Actor:
    head = re.split(r"\b(?:of|in|at|from|who|which|that)\b", piece)[0]
    names = [_names(head), _names(piece)]
    groups = [_CLASS_OF[t] for t in map(lemma, re.findall(r"\w+", head)) if t in _CLASS_OF]
    return Actor(terms, names[0], names[1], groups[-1] if groups else None)


def _names(text: str) -> frozenset[str]:
    words = [t[0] for t in tokens(text)]
    named = [w for w in words if w[0].isupper() and w.lower() not in _DETERMINERS]
    # "Farmers built it": a plural that opens the sentence is no name.
    if len(named) == 1 and words[0] == named[0] and lemma(named[0]) in _CLASS_OF:
        named = []
    return lemmas(" ".join(named))


_DETERMINERS = frozenset("the a an its their his her our this that some all both".split())
