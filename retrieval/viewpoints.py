"""Where sources differ: statements grouped by what they say and who holds it.

    same              they fill the question's slot alike, or entail each other
    different         they fill it so that both cannot be right, or one denies what the other says
    another matter    bound to other years, places, objects, units; or answers to another part
    None              undecided: no dispute is made from mere unlikeness

The rules of `relations` decide first; the verifier only where they are silent, and only with
high confidence about the same matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations

from index.words import content_terms, stem

from .asked_holders import holder_asked, without_holder
from .cues import negation_differs
from .entities import Likeness, compare_actors, read_actors
from .folding import fold_text
from .holders import are_translated, holders_in, holders_of, same_in_translation, works_of
from .judges import Verifier
from .lead_ins import second_hand
from .own_deeds import is_anothers
from .query import Expected, Part, read_part
from .records import Relation, Statement, Viewpoint
from .relations import Aliases, compare
from .roles import Roles, compare_roles
from .scope import other_scope
from .short_answers import same_answer
from .swapped_values import values_exclude
from .values import Standing, compare_dates, compare_numbers
from .vetoes import veto
from .word_forms import lemmas

PHRASE_CHARACTERS = 120
_SAID = frozenset({"Yes", "No"})


@dataclass(frozen=True, slots=True)
class RelationSettings:
    """When two statements count as the same or as different by the verifier.

    Attributes:
        entails: least probability, both ways, for SAME.
        contradicts: least probability, the one way, for DIFFERENT.
        contradicts_back: least probability the other way.
        shared: least share of content words in common for a contradiction to count.
        swapped: least probability that a sentence follows from the other with its value, for
            two single values to exclude each other.
    """

    entails: float = 0.7
    contradicts: float = 0.85
    contradicts_back: float = 0.5
    shared: float = 0.34
    swapped: float = 0.6


def relate(
    one: Statement,
    two: Statement,
    short: tuple[str | None, str | None],
    verifier: Verifier | None,
    settings: RelationSettings = RelationSettings(),
    part: Part | None = None,
    aliases: Aliases = (),
) -> Relation | None:
    """How the second statement stands to the first; None = undecided.

    What is told of somebody else than the question asks about is no other answer to it.

    Args:
        short: their short answers, None where there is none.
        part: what both were found for; None where that is not known.
        aliases: groups of names that mean the same.
    """
    told = _relation(one, two, short, verifier, settings, part, aliases)
    if told is Relation.DIFFERENT and part is not None:
        return None if any(is_anothers(part.text, s.text) for s in (one, two)) else told
    return told


def _relation(
    one: Statement,
    two: Statement,
    short: tuple[str | None, str | None],
    verifier: Verifier | None,
    settings: RelationSettings,
    part: Part | None,
    aliases: Aliases,
) -> Relation | None:
    found = compare(part, one.text, two.text, aliases, _matter_of(one) & _matter_of(two))
    if found.settled:
        return found.relation
    if short[0] is not None and short[1] is not None:
        return _by_short(one.text, two.text, short[0], short[1], part)
    told = _by_verdict(one.text, two.text, verifier, settings, part)
    if told is not None or verifier is None or part is None or _share_a_source(one, two):
        return told
    apart = values_exclude(part, one.text, two.text, verifier, settings.swapped)
    return Relation.DIFFERENT if apart else None


def _share_a_source(one: Statement, two: Statement) -> bool:
    return bool({c.source.id for c in one.citations} & {c.source.id for c in two.citations})


def _matter_of(statement: Statement) -> frozenset[str]:
    """Lemmas of what a statement says and of the title and headings it stands under."""
    citation = next(iter(statement.citations), None)
    shown = (citation.source.title or "", *citation.section) if citation else ()
    return lemmas(" ".join((statement.text, *shown)))


def find_viewpoints(
    statements: Sequence[Statement],
    short: Sequence[str | None],
    verifier: Verifier | None = None,
    settings: RelationSettings = RelationSettings(),
    parts: Sequence[Part | None] = (),
    aliases: Aliases = (),
) -> tuple[Viewpoint, ...]:
    """Groups of statements by what they say.

    Args:
        statements: of the answer, in order.
        short: each statement's short answer, or None.
        parts: what each statement was found for; empty = not known. Answers to different parts
            of a question are another matter, unless one thing was asked of two holders.
        aliases: groups of names that mean the same.

    Returns:
        Those that differ first, then the best answer, then what is said more than once; each in
        order of first appearance. Every group is held against every other one: DIFFERENT is what
        cannot be right together with the first viewpoint or with another one here. Empty where
        fewer than two holders, or two differing statements, are there to compare.
    """
    asked = parts if len(parts) == len(statements) else (None,) * len(statements)
    works = works_of(c.source for s in statements for c in s.citations)

    @cache
    def stands(first: int, second: int, judged: bool) -> Relation | None:
        about = asked[first]
        if about is not asked[second]:
            about = _common_matter(about, asked[second])
            if about is None:
                return Relation.OTHER_MATTER
        pair = (short[first], short[second])
        one, two = statements[first], statements[second]
        if _translates(one, two, works):
            # Across languages only figures and names can be compared, and no dispute is read.
            return Relation.SAME if same_in_translation(one.text, two.text) else None
        judge = verifier if judged else None
        return relate(one, two, pair, judge, settings, about, aliases)

    groups = _group(len(statements), stands)
    differing = {
        (g, h)
        for g, h in combinations(range(len(groups)), 2)
        if _differ(groups[g], groups[h], stands)
    }
    disputed = {g for pair in differing for g in pair}
    # After those that differ, and the best answer, what several hold.
    order = sorted(
        range(len(groups)), key=lambda g: (g not in disputed, g > 0 and len(groups[g]) < 2)
    )
    first = order[0] if order else 0
    relations: list[Relation | None] = [Relation.SAME for _ in order[:1]]
    for g in order[1:]:
        pair = sorted((groups[first][0], groups[g][0]))
        relations.append(Relation.DIFFERENT if g in disputed else stands(pair[0], pair[1], True))
    views = _views(statements, short, [groups[g] for g in order], relations)
    holders = {name for view in views for name in view.holders}
    if len(holders) < 2 and not disputed:
        return ()
    return tuple(with_sections(views, statements))


def _translates(one: Statement, two: Statement, works: Mapping[str, str]) -> bool:
    """Whether every quote of one may translate every quote of the other."""
    pairs = [(a.source, b.source) for a in one.citations for b in two.citations]
    return bool(pairs) and all(are_translated(a, b, works) for a, b in pairs)


def _common_matter(one: Part | None, two: Part | None) -> Part | None:
    """What two parts both ask, put to different holders; None where they ask different things."""
    if one is None or two is None:
        return None
    first, second = (
        read_part(without_holder(p.text, holder_asked(p.text) or "")) for p in (one, two)
    )
    return first if first.text.rstrip("?. ") == second.text.rstrip("?. ") else None


Standings = Callable[[int, int, bool], Relation | None]


def _group(count: int, stands: Standings) -> list[list[int]]:
    """Statements that say the same as the first of their group, and contradict none of it."""
    groups: list[list[int]] = []
    for index in range(count):
        for group in groups:
            if stands(group[0], index, True) is not Relation.SAME:
                continue
            # By the rules alone: a verifier's many small verdicts would add up to a split.
            rest = {stands(other, index, False) for other in group[1:]}
            if not rest & {Relation.DIFFERENT, Relation.OTHER_MATTER}:
                group.append(index)
                break
        else:
            groups.append([index])
    return groups


def _differ(one: Sequence[int], two: Sequence[int], stands: Standings) -> bool:
    """Whether two groups cannot both be right: their first statements, or any by the rules."""
    found = {stands(min(a, b), max(a, b), False) for a in one for b in two}
    if Relation.SAME in found:
        return False
    leaders = stands(min(one[0], two[0]), max(one[0], two[0]), True)
    return leaders is Relation.DIFFERENT or Relation.DIFFERENT in found


def with_sections(views: Sequence[Viewpoint], statements: Sequence[Statement]) -> list[Viewpoint]:
    """Viewpoints that differ, a holder of several with the section or page of each.

    "Ellend" against "Ellend" would say nothing: "Ellend, § Costs" against "Ellend, § Preface".

    Args:
        views: of one answer.
        statements: of the answer.
    """
    sides = [v for v in views if v.relation in {Relation.SAME, Relation.DIFFERENT}]
    held = Counter(name for view in sides for name in view.holders)

    def labelled(view: Viewpoint, name: str) -> str:
        place = _place(view, name, statements)
        others = {_place(v, name, statements) for v in sides if v is not view and name in v.holders}
        return f"{name}, {place}" if place and place not in others else name

    return [
        replace(
            view,
            holders=tuple(labelled(view, n) if held[n] > 1 else n for n in view.holders),
        )
        if view in sides
        else view
        for view in views
    ]


def _place(view: Viewpoint, name: str, statements: Sequence[Statement]) -> str:
    """Where a holder says it: the innermost heading, else the page, of the first quote."""
    cited = [c for i in view.statements for c in statements[i].citations]
    among = [c for s in statements for c in s.citations]
    citation = next((c for c in cited if name in holders_of([c], among)), None)
    if citation is None:
        return ""
    if citation.section:
        return f"§ {citation.section[-1]}"
    label = citation.page_label or (str(citation.page) if citation.page is not None else "")
    return f"p. {label}" if label else ""


def _views(
    statements: Sequence[Statement],
    short: Sequence[str | None],
    groups: Sequence[Sequence[int]],
    relations: Sequence[Relation | None],
) -> list[Viewpoint]:
    """One viewpoint per group; undecided statements of the same holders are one."""
    among = [c for s in statements for c in s.citations]
    merged: list[tuple[tuple[str, ...], list[int], Relation | None]] = []
    for group, relation in zip(groups, relations, strict=True):
        names = holders_in([statements[i] for i in group], among)
        alike = [m for m in merged if m[0] == names and m[2] is None] if relation is None else []
        if alike:
            alike[0][1].extend(group)
        else:
            merged.append((names, list(group), relation))
    return [
        Viewpoint(
            holders=names,
            phrase=_phrase(statements[group[0]], short[group[0]]),
            statements=tuple(group),
            relation=relation,
            second_hand=all(second_hand(c) for i in group for c in statements[i].citations),
        )
        for names, group, relation in merged
    ]


def _by_short(one: str, two: str, first: str, second: str, part: Part | None) -> Relation | None:
    """By their short answers: a pair of typed values, or names."""
    if same_answer(first, second):
        return Relation.SAME
    slot = part.expects if part else None
    rest = one.replace(first, " "), two.replace(second, " ")
    if other_scope(part, *rest, slot=slot):
        return Relation.OTHER_MATTER
    if {first, second} == _SAID:
        return Relation.DIFFERENT
    if slot is Expected.DATE:
        standing = compare_dates(first, second)
    elif any(c.isdigit() for c in first + second) or slot in {Expected.NUMBER, Expected.MONEY}:
        standing = compare_numbers(first, second, (one, two))
    else:
        likeness = compare_actors(read_actors(first), read_actors(second), (one, two))
        if likeness is Likeness.SAME:
            return Relation.SAME
        return Relation.DIFFERENT if likeness is Likeness.DISTINCT else None
    return {
        Standing.EQUAL: Relation.SAME,
        Standing.APART: Relation.DIFFERENT,
        Standing.OTHER_UNIT: Relation.OTHER_MATTER,
    }.get(standing)


def _by_verdict(
    one: str,
    two: str,
    verifier: Verifier | None,
    settings: RelationSettings,
    part: Part | None,
) -> Relation | None:
    """By the verifier, where it is sure and the two are about the same matter."""
    if verifier is None or _shared(one, two) < settings.shared:
        return None
    there, back = verifier.judge([(two, one), (one, two)])
    if min(there.entailed, back.entailed) >= settings.entails:
        agreed = veto(one, two, attributed=True) is None or veto(two, one, attributed=True) is None
        turned = negation_differs(fold_text(one), fold_text(two)) or (
            compare_roles(fold_text(one), fold_text(two)) is Roles.CLASH
        )
        return Relation.SAME if agreed and not turned else None
    verdicts = sorted((there.contradicted, back.contradicted))
    if _named_otherwise(one, two):
        return None
    if verdicts[1] >= settings.contradicts and verdicts[0] >= settings.contradicts_back:
        slot = part.expects if part else None
        return Relation.OTHER_MATTER if other_scope(part, one, two, slot) else Relation.DIFFERENT
    return None


def _named_otherwise(one: str, two: str) -> bool:
    """Whether two sentences are one but for a name and a description: "Aldmere", "the capital".

    They may well be the same: a copy with a name taken out is no other side.
    """
    first, second = (re.findall(r"\w+", text) for text in (one, two))
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    changed = [b for b in blocks if b[0] != "equal"]
    if len(changed) != 1 or len(first) < _LONG:
        return False
    _, a, b, c, d = changed[0]
    rest = [w for w in (*first[a:b], *second[c:d]) if content_terms(w)]
    return (
        a > 0 and len({w[0].isupper() for w in rest}) == 2 and not any(w[0].isdigit() for w in rest)
    )


_LONG = 8


def _phrase(statement: Statement, short: str | None) -> str:
    if short:
        return short
    text = statement.citations[0].quote if statement.citations else statement.text
    if len(text) <= PHRASE_CHARACTERS:
        return text
    return text[:PHRASE_CHARACTERS].rsplit(None, 1)[0]


def _shared(one: str, two: str) -> float:
    first = {stem(t) for t in content_terms(one)}
    second = {stem(t) for t in content_terms(two)}
    return len(first & second) / max(1, min(len(first), len(second)))
