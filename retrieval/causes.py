"""Whether two sentences give the same cause of a thing, or causes that exclude each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .asked import asks_for_words
from .compared import COMPATIBLE, OPEN, Compared, ruled
from .cues import negation_differs
from .query import Part
from .records import Relation
from .scope import other_scope
from .told_causes import Event, Telling, event_asked, read_telling
from .word_forms import lemma, lemmas

_CAUSE = re.compile(
    r"\b(?P<not>not\s+)?(?:because(?: of)?|due to|owing to|as a result of|thanks to|on account of"
    r"|(?:was|were|been) (?P<not2>not )?caused by|brought about by|(?:was|were) the work of"
    r"|blames? (?:it|this|the \w+) on)\s+(?P<cause>[^.;]+)",
    re.I,
)
_MANY_CAUSES = re.compile(
    r"\b(?:partly|in part|also|among|one (?:reason|cause)|contributed|not only|not just|and not"
    r"|mainly|chiefly|both|as well as|several|combined|together)\b",
    re.I,
)
_NAME = re.compile(r"\b[A-Z][\w'.-]+")
_CAUSES = {
    "nature": (
        "storm gale flood ice drought rain wave sea wind earthquake frost lightning landslide tide "
        "current weather heat snow river worm natural nature"
    ),
    "fire": "fire blaze flame burning arson",
    "disease": "disease epidemic plague illness cholera typhus fever infection",
    "neglect": (
        "neglect error mistake maintenance repair design carelessness negligence mismanagement "
        "neglected ignored warning crack rot corruption incompetence overloaded overload"
    ),
    "attack": "attack bomb sabotage raid war shell cannon rebel enemy soldier explosion",
    "money": "money fund debt bankruptcy price cost profit loss credit budget demand",
    "works": (
        "drilling injection pumping blasting mining digging excavation construction dredging well "
        "mine quarry"
    ),
    "will": "order decision policy strike boycott election quarrel vote refusal",
}
_CAUSE_OF = {lemma(word): name for name, words in _CAUSES.items() for word in words.split()}


def compare_causes(part: Part, one: str, two: str) -> Compared:
    """How the causes two sentences give for what was asked about stand to each other.

    Args:
        part: the question why; both sentences have to hold half of its words.
    """
    told = _told(part, one, two)
    if told is not None:
        several = _MANY_CAUSES.search(one) or _MANY_CAUSES.search(two)
        return COMPATIBLE if several else _compare_tellings(*told)
    because = _CAUSE.search(one), _CAUSE.search(two)
    asked = asks_for_words(part)
    covered = [len(asked & lemmas(t)) >= 0.5 * len(asked) for t in (one, two)]
    if not because[0] or not because[1] or not all(covered):
        return OPEN
    if other_scope(part, one[: because[0].start()], two[: because[1].start()]):
        return ruled(Relation.OTHER_MATTER)
    causes = [lemmas(m["cause"]) - asked for m in because if m]
    shared = causes[0] & causes[1]
    denied = [bool(m["not"] or m["not2"]) for m in because if m]
    smaller = min(len(causes[0]), len(causes[1])) or 1
    if denied[0] != denied[1]:
        return ruled(Relation.DIFFERENT) if len(shared) >= 0.6 * smaller else COMPATIBLE
    if any(denied) or _MANY_CAUSES.search(one) or _MANY_CAUSES.search(two):
        return COMPATIBLE
    if len(shared) >= 0.6 * smaller and not negation_differs(
        because[0]["cause"], because[1]["cause"]
    ):
        return ruled(Relation.SAME)
    return _apart(causes)


def _apart(causes: Sequence[frozenset[str]]) -> Compared:
    """Two causes of one kind each, and not of the same, exclude each other."""
    kinds = [{_CAUSE_OF[t] for t in cause if t in _CAUSE_OF} for cause in causes]
    apart = len(kinds[0]) == len(kinds[1]) == 1 and kinds[0] != kinds[1]
    return ruled(Relation.DIFFERENT) if apart and not causes[0] & causes[1] else COMPATIBLE


def _told(part: Part, one: str, two: str) -> tuple[Event, Telling, Telling] | None:
    """What both sentences tell of the cause asked about, where both give it for one event."""
    event = event_asked(part.text)
    if event is None:
        return None
    tellings = [read_telling(event, text, near=True) for text in (one, two)]
    first, second = tellings
    if first is None or second is None or not first.cause or not second.cause:
        return None
    # What a cause names is no scope: "the artillery of Varn" and "the Grey Band".
    bare = one.replace(first.cause, " "), two.replace(second.cause, " ")
    if other_scope(part, *bare):
        return None
    return event, first, second


def _compare_tellings(event: Event, first: Telling, second: Telling) -> Compared:
    """How the causes that two sentences tell of one event stand to each other."""
    if event.deed:
        return _compare_doers(first, second)
    causes = [lemmas(t.cause) - event.words - event.things for t in (first, second)]
    shared = causes[0] & causes[1]
    same = bool(shared) and len(shared) >= 0.6 * min(map(len, causes))
    if first.denied != second.denied:
        return ruled(Relation.DIFFERENT) if same else COMPATIBLE
    if first.denied:
        return COMPATIBLE
    return ruled(Relation.SAME) if same else _apart(causes)


def _compare_doers(first: Telling, second: Telling) -> Compared:
    """Whose deed it was: two who are named, and share no name, exclude each other."""
    named = [lemmas(" ".join(_NAME.findall(t.cause))) for t in (first, second)]
    if not named[0] or not named[1] or first.denied or second.denied:
        return OPEN
    return OPEN if named[0] & named[1] else ruled(Relation.DIFFERENT)
