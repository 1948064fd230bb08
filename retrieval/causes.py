"""Whether two sentences give the same cause of a thing, or causes that exclude each other."""

from __future__ import annotations

import re

from .asked import asks_for_words
from .compared import COMPATIBLE, OPEN, Compared, ruled
from .cues import negation_differs
from .query import Part
from .records import Relation
from .scope import other_scope
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
_CAUSES = {
    "nature": (
        "storm gale flood ice drought rain wave sea wind earthquake frost lightning landslide tide "
        "current weather heat snow river worm"
    ),
    "fire": "fire blaze flame burning arson",
    "disease": "disease epidemic plague illness cholera typhus fever infection",
    "neglect": (
        "neglect error mistake maintenance repair design carelessness negligence mismanagement "
        "neglected ignored warning crack rot corruption incompetence overloaded overload"
    ),
    "attack": "attack bomb sabotage raid war shell cannon rebel enemy soldier explosion",
    "money": "money fund debt bankruptcy price cost profit loss credit budget demand",
    "will": "order decision policy strike boycott election quarrel vote refusal",
}
_CAUSE_OF = {lemma(word): name for name, words in _CAUSES.items() for word in words.split()}


def compare_causes(part: Part, one: str, two: str) -> Compared:
    """How the causes two sentences give for what was asked about stand to each other.

    Args:
        part: the question why; both sentences have to hold half of its words.
    """
    first, second = _CAUSE.search(one), _CAUSE.search(two)
    asked = asks_for_words(part)
    covered = [len(asked & lemmas(t)) >= 0.5 * len(asked) for t in (one, two)]
    if not first or not second or not all(covered):
        return OPEN
    if other_scope(part, one[: first.start()], two[: second.start()]):
        return ruled(Relation.OTHER_MATTER)
    causes = [lemmas(m["cause"]) - asked for m in (first, second)]
    shared = causes[0] & causes[1]
    denied = [bool(m["not"] or m["not2"]) for m in (first, second)]
    smaller = min(len(causes[0]), len(causes[1])) or 1
    if denied[0] != denied[1]:
        return ruled(Relation.DIFFERENT) if len(shared) >= 0.6 * smaller else COMPATIBLE
    if any(denied) or _MANY_CAUSES.search(one) or _MANY_CAUSES.search(two):
        return COMPATIBLE
    if len(shared) >= 0.6 * smaller and not negation_differs(first["cause"], second["cause"]):
        return ruled(Relation.SAME)
    kinds = [{_CAUSE_OF[t] for t in cause if t in _CAUSE_OF} for cause in causes]
    apart = len(kinds[0]) == len(kinds[1]) == 1 and kinds[0] != kinds[1]
    return ruled(Relation.DIFFERENT) if apart and not shared else COMPATIBLE
