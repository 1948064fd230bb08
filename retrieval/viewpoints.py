"""Where sources differ: statements grouped by what they say and who holds it.

Two statements are the SAME where they give the same short answer or entail each other; DIFFERENT
where they give different answers of the type asked for to the same matter, or contradict each
other; ANOTHER MATTER where they are bound to other years. Everything else is undecided (None):
no dispute is made from mere unlikeness.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.words import content_terms, stem

from .judges import Verifier
from .lead_ins import holder, second_hand
from .records import Relation, Statement, Viewpoint
from .short_answers import same_answer

PHRASE_CHARACTERS = 120
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class RelationSettings:
    """When two statements count as the same or as different.

    Attributes:
        entails: least probability, both ways, for SAME.
        contradicts: least probability, either way, for DIFFERENT.
        shared: least share of content words in common for a contradiction to count.
    """

    entails: float = 0.7
    contradicts: float = 0.85
    shared: float = 0.34


def relate(
    one: Statement,
    two: Statement,
    short: tuple[str | None, str | None],
    verifier: Verifier | None,
    settings: RelationSettings = RelationSettings(),
) -> Relation | None:
    """How the second statement stands to the first; None = undecided.

    Args:
        short: their short answers, None where there is none.
    """
    if short[0] is not None and short[1] is not None:
        if same_answer(short[0], short[1]):
            return Relation.SAME
        return Relation.OTHER_MATTER if _other_year(one, two, short) else Relation.DIFFERENT
    if _words(one.text) == _words(two.text):
        return Relation.SAME
    if verifier is None or _shared(one.text, two.text) < settings.shared:
        return None
    there, back = verifier.judge([(two.text, one.text), (one.text, two.text)])
    if min(there.entailed, back.entailed) >= settings.entails:
        return Relation.SAME
    if max(there.contradicted, back.contradicted) >= settings.contradicts:
        return Relation.OTHER_MATTER if _other_year(one, two, short) else Relation.DIFFERENT
    return None


def find_viewpoints(
    statements: Sequence[Statement],
    short: Sequence[str | None],
    verifier: Verifier | None = None,
    settings: RelationSettings = RelationSettings(),
) -> tuple[Viewpoint, ...]:
    """Groups of statements by what they say, in order of first appearance.

    Args:
        statements: of the answer, in order.
        short: each statement's short answer, or None.

    Returns:
        Empty where fewer than two holders, or two differing statements, are there to compare.
    """
    groups: list[list[int]] = []
    for index, statement in enumerate(statements):
        for group in groups:
            pair = (short[group[0]], short[index])
            first = statements[group[0]]
            if relate(first, statement, pair, verifier, settings) is Relation.SAME:
                group.append(index)
                break
        else:
            groups.append([index])
    views: list[Viewpoint] = []
    for group in groups:
        citations = [c for i in group for c in statements[i].citations]
        relation: Relation | None = Relation.SAME
        if views:
            head, mine = groups[0][0], group[0]
            pair = (short[head], short[mine])
            relation = relate(statements[head], statements[mine], pair, verifier, settings)
        views.append(
            Viewpoint(
                holders=tuple(dict.fromkeys(n for c in citations for n in holder(c))),
                phrase=_phrase(statements[group[0]], short[group[0]]),
                statements=tuple(group),
                relation=relation,
                second_hand=all(second_hand(c) for c in citations),
            )
        )
    holders = {name for view in views for name in view.holders}
    differ = any(v.relation is Relation.DIFFERENT for v in views)
    return tuple(views) if len(holders) > 1 or differ else ()


def _phrase(statement: Statement, short: str | None) -> str:
    if short:
        return short
    text = statement.citations[0].quote if statement.citations else statement.text
    if len(text) <= PHRASE_CHARACTERS:
        return text
    return text[:PHRASE_CHARACTERS].rsplit(None, 1)[0]


def _other_year(one: Statement, two: Statement, short: tuple[str | None, str | None]) -> bool:
    """Whether both name years, none in common, beyond the years that are the answer itself."""
    answers = set(_YEAR.findall(f"{short[0]} {short[1]}"))
    first = set(_YEAR.findall(one.text)) - answers
    second = set(_YEAR.findall(two.text)) - answers
    return bool(first and second and not first & second)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _shared(one: str, two: str) -> float:
    first = {stem(t) for t in content_terms(one)}
    second = {stem(t) for t in content_terms(two)}
    return len(first & second) / max(1, min(len(first), len(second)))
