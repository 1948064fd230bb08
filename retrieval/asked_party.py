"""Whose position, role or response a question asks for, and sentences that tell another's.

"What was Kestria's position on the dues?" is not answered by "Ondal called for lower dues", which
shares every other word. A sentence is set aside only where it names somebody else, neither the
party nor its capital, and no pronoun could stand for the party.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.words import words

from .lands import is_seat, lands_called
from .query import names_in
from .titles import ADDRESS, MODIFIERS, OFFICES

_MATTER = (
    r"(?:positions?|views?|stances?|roles?|part|polic(?:y|ies)|attitudes?|opinions?|arguments?"
    r"|reactions?|responses?|interests?|aims?|goals?|motives?|demands?|claims?|strateg(?:y|ies)"
    r"|proposals?|plans?|approach|involvement|contribution|support|criticism)"
)
_NAME = r"(?P<name>(?:the\s+)?[A-Z][\w.-]{0,60}(?:\s+(?:of\s+|the\s+){0,2}[A-Z][\w.-]{0,60}){0,4})"
_WHOSE = (
    re.compile(rf"\b{_NAME}['’]s?\s+(?:\w+\s+){{0,2}}?{_MATTER}\b"),
    re.compile(rf"\b{_MATTER}\s+(?:of|taken by|adopted by)\s+{_NAME}"),
    re.compile(rf"\b(?:role|part)\s+(?:did|does|do|has|have|had)\s+{_NAME}\s+play"),
    re.compile(
        rf"\b[Hh]ow\s+(?:did|does|do|has|have)\s+{_NAME}\s+(?:respond|react|justify|explain)"
    ),
)
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|we|I|you|his|her|its|their|our|my|him|them|us|this|these|those|both"
    r"|each|all|who|which|party|side|sides|parties|country|countries|state|government)\b",
    re.I,
)
_TITLES = OFFICES | ADDRESS | MODIFIERS | {"the"}


def party_asked(question: str) -> str | None:
    """Whose position, role or response is asked for; None where the question names nobody."""
    for pattern in _WHOSE:
        if found := pattern.search(question):
            name = re.sub(r"^(?:The|the|What|Which|How)\s+", "", found["name"]).strip()
            return name or None
    return None


def tells_of_another(question: str, sentence: str, also: Iterable[tuple[str, str]] = ()) -> bool:
    """Whether a sentence names others only, where a question asks for one party's position.

    Args:
        also: pairs of names that mean the same.
    """
    party = party_asked(question)
    if party is None or _PRONOUN.search(sentence):
        return False
    told = set(words(sentence))
    if any(_begins_alike(word, held) for word in _called(party, also) for held in told):
        return False
    asked = {word for name in names_in(question) for word in words(name)}
    others = {w for name in names_in(sentence) for w in words(name)} - _TITLES
    opening = words(sentence)[:1]
    if opening and not lands_called(opening[0]) and not is_seat(opening[0]):
        others.discard(opening[0])  # it has its capital from the sentence
    return any(not any(_begins_alike(w, other) for w in asked) for other in others)


def _called(party: str, also: Iterable[tuple[str, str]]) -> set[str]:
    """The words a party goes by: its own, those that mean the same, and its capital."""
    own = [word for word in words(party) if word not in _TITLES and word != "of"]
    found = set(own)
    for one, two in also:
        for name, other in ((one, two), (two, one)):
            if set(words(name)) & set(own):
                found |= set(words(other))
    return found.union(*(land.seats for word in found for land in lands_called(word)))


def _begins_alike(word: str, other: str) -> bool:
    """Whether two folded words may be forms of one name: "kestria" and "kestrian"."""
    shorter = min(len(word), len(other))
    length = max(4, shorter - 2)
    return word == other or (shorter >= 4 and word[:length] == other[:length])
