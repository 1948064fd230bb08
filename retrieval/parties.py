"""Who takes part in a deed or a relation, as lemmas, and whether two of them are the same.

"Kestria" is in "the Kestrian king"; "the clerk" is not "the mayor".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .word_forms import is_auxiliary, is_verb, lemmas, tokens


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part. `names`: those of its lemmas that were written with a capital."""

    terms: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Event:
    """A deed or a relation and its parties; None where a party is not told.

    Attributes:
        deed: lemma of the verb or noun.
        agent: who does it, whose it is, or from whom it comes.
        patient: whom it is done to, or what it goes to, for a noun.
        ways: what stands behind "to", "from" and "against", for a verb.
        head: the agent without its owner ("the clerk" for "the town's clerk"), where it acts
            on something.
        noun: whether the deed is a noun.
    """

    deed: str
    agent: Party | None
    patient: Party | None
    ways: tuple[tuple[str, Party], ...] = ()
    head: Party | None = None
    noun: bool = False


STOPS = frozenset(
    "to from against by in on at for with into onto over under about after before during since "
    "until between through near behind towards upon as and but or that which who when while "
    "because if".split()
)
DETERMINERS = frozenset("the a an its their his her this that these those our some".split())


def holds(whole: Party | None, party: Party) -> bool:
    """Whether a party that was read, if any, names another."""
    return whole is not None and within(party, whole)


def within(party: Party, other: Party) -> bool:
    """Whether `other` names `party`, in full or by a shorter name of the same."""
    if not party.terms or not other.terms:
        return False
    if all(_alike(t, other.terms, t in party.names) for t in party.terms):
        return True
    return other.terms <= party.terms and bool(other.names or not party.names)


def _alike(term: str, others: frozenset[str], name: bool) -> bool:
    """Whether a term is among others; "Kestria" is in "Kestrian"."""
    if term in others:
        return True
    if not name or len(term) < 5:
        return False
    return any(o.startswith(term[:-1]) or (len(o) > 4 and term.startswith(o[:-1])) for o in others)


def party_of(text: str) -> Party | None:
    """The party a noun phrase names; None where it holds no content word."""
    terms = lemmas(text)
    names = lemmas(" ".join(t[0] for t in tokens(text) if t[0][0].isupper()))
    return Party(terms, names & terms) if terms else None


def phrase_of(text: str) -> str:
    """The noun phrase a text opens with; empty where it opens with none."""
    taken: list[str] = []
    at = 0
    for token in tokens(text):
        low = token[0].lower()
        between = text[at : token.start()].strip()
        if low in STOPS or (between and between not in {"'", "’"}) or len(taken) > 6:
            break
        if taken and _closes(token[0], taken):
            break
        taken.append(token[0])
        at = token.end()
    return " ".join(taken)


def _closes(word: str, taken: list[str]) -> bool:
    """Whether a word no longer belongs to the noun phrase before it."""
    if is_auxiliary(word) or (is_verb(word) and taken[-1] not in DETERMINERS):
        return True
    if word[0].isupper() or "of" in {word.lower(), taken[-1].lower()}:
        return False
    # "Kestria's leader" goes on behind the name, "Kestria sent" does not.
    return any(w[0].isupper() for w in taken) and not re.search(r"['’]s?$", taken[-1])
