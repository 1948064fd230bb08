"""How one sentence stands to another as answers to the same question.

    same slot, same filler                        SAME
    same slot, fillers that cannot both be true   DIFFERENT
    other year, place, object, unit or scope      ANOTHER MATTER
    the same clause, asserted and denied          DIFFERENT
    anything else                                 None: undecided

Rules only; `viewpoints` adds the verifier. Made so that no dispute is invented: what may describe
the same ("the mayor", "Ana Berg"), what may both hold ("about 11", "11.2"), and what is only said
of other things stays undecided.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.records import Span

from .asked import Asked, read_asked
from .asserted import says_so
from .causes import compare_causes
from .claims import read_claim
from .clauses import READABLE_CHARACTERS, Clause, negated, split_clauses, subject_of
from .compared import COMPATIBLE, OPEN, Compared, ruled
from .cues import REPORTING_WORD, negation_differs
from .entities import Likeness, compare_actors, read_actors
from .fillers import Filler, fill_slot
from .folding import fold_text
from .plain_forms import plain_form
from .query import VALUES, Expected, Kind, Part, read_part
from .records import Mode, Relation
from .reporting import find_trailing
from .roles import Roles, compare_roles, turned_alike
from .scope import other_scope
from .told_causes import event_asked
from .told_types import without_references
from .values import Standing, compare_dates, compare_numbers
from .word_forms import are_contrary, is_past, is_verb, lemma, lemmas, tokens

Aliases = Sequence[Sequence[str]]


def compare(
    part: Part | None,
    one: str,
    two: str,
    aliases: Aliases = (),
    known: frozenset[str] = frozenset(),
) -> Compared:
    """How the second sentence stands to the first.

    Args:
        part: what was asked; None compares the sentences alone.
        aliases: groups of names that mean the same.
        known: lemmas that both documents speak of anyway, by title or heading: names of the
            question among them need not be said again.
    """
    one, two = _unified(one, aliases), _unified(two, aliases)
    if _words(one) == _words(two):
        return ruled(Relation.SAME)
    if max(len(one), len(two)) > READABLE_CHARACTERS:
        return COMPATIBLE
    one, two = (plain_form(fold_text(_unsigned(without_references(t)))) for t in (one, two))
    asked = None
    found = OPEN
    if part is not None:
        part = replace(part, text=_unified(part.text, aliases))
        asked = _without_known(read_asked(part), part, known)
        found = _compare_fillers(asked, part, one, two) if asked else OPEN
        if not found.settled and (part.kind is Kind.EXPLAIN or event_asked(part.text)):
            found = _compare_causes(part, one, two)
        if not found.settled and part.kind is Kind.YES_NO:
            found = _compare_claims(part, one, two)
        if not found.settled and part.kind is Kind.TOPIC:
            found = _compare_figures(part, one, two)
        if found.settled:
            return found
    if not found.settled and turned_alike(one, two):
        whole = Roles.SAME in {compare_roles(one, two), compare_roles(two, one)}
        return ruled(Relation.SAME) if whole and not other_scope(part, one, two) else COMPATIBLE
    found = _compare_polarity(part, one, two)
    if found.settled or asked is None or asked.slot not in VALUES:
        return found
    # A figure or date on the one side only is of another unit or event for all one knows.
    lopsided = bool(fill_slot(asked, one)) != bool(fill_slot(asked, two))
    return COMPATIBLE if lopsided else found


def _unsigned(text: str) -> str:
    """A sentence without the clause at its end that says whose it is: ", say the engineers"."""
    comma = text.rfind(",")
    if comma < 0 or not REPORTING_WORD.search(text, comma):
        return text
    report = find_trailing(text, Span(0, len(text)))
    if report is None or report.mode is not Mode.SAYS or not len(report.content):
        return text
    return f"{report.content.of(text).rstrip(' ,')}."


def _without_known(asked: Asked | None, part: Part, known: frozenset[str]) -> Asked | None:
    """What is asked, without the names that both documents are about."""
    if asked is None or not known:
        return asked
    rest = asked.things - (known & lemmas(" ".join(part.names)))
    return replace(asked, things=rest) if rest else asked


def _compare_causes(part: Part, one: str, two: str) -> Compared:
    """The same cause of a thing and of its contrary is no agreement."""
    found = compare_causes(part, one, two)
    if found.relation is not Relation.SAME:
        return found
    before = [_BECAUSE.split(text)[0] for text in (one, two)]
    return ruled(Relation.DIFFERENT) if negated(before[0]) != negated(before[1]) else found


_BECAUSE = re.compile(
    r"\b(?:(?:not )?because|due to|owing to|as a result of|thanks to|on account of)\b", re.I
)


def compare_values(asked: Asked, one: str, two: str) -> Relation | None:
    """How the values that two sentences tell of one event stand to each other.

    Args:
        asked: the event, read from the sentences themselves and no question.
        one: folded, in its plain form.
        two: the same.
    """
    return _compare_fillers(asked, read_part(" ".join(sorted(asked.things))), one, two).relation


def _compare_fillers(asked: Asked, part: Part, one: str, two: str) -> Compared:
    first, second = fill_slot(asked, one), fill_slot(asked, two)
    if not first or not second:
        return _other_thing(asked, one, two, (first, second))
    bare = [_without(f) for f in (first, second)]
    if other_scope(part, bare[0], bare[1], slot=asked.slot):
        return ruled(Relation.OTHER_MATTER)
    standing = _standing(asked, first, second)
    denied = [negated(b) for b in bare]
    if standing is Standing.OTHER_UNIT:
        return ruled(Relation.OTHER_MATTER)
    if denied[0] != denied[1]:
        return ruled(Relation.DIFFERENT) if standing is Standing.EQUAL else COMPATIBLE
    if standing is Standing.EQUAL:
        return ruled(Relation.SAME)
    apart = standing is Standing.APART and not any(denied)
    if asked.subject and apart:
        # The other's actor is named as well: "the Orm family, who own Stonewell".
        apart = not _names_both(first, two) and not _names_both(second, one)
        # "A student" may be Mira Holt.
        apart = apart and not _may_name(first, second) and not _may_name(second, first)
    hedged = any(_HEDGED.search(f.clause.text) for f in (*first, *second))
    if not apart or hedged or _described_apart(asked, part, *bare):
        # "The Guild paid, and the Board did not" names both, and denies the Board's part.
        denied_too = asked.subject and _compare_polarity(part, one, two).relation
        return ruled(Relation.DIFFERENT) if denied_too is Relation.DIFFERENT else COMPATIBLE
    return ruled(Relation.DIFFERENT)


def _standing(asked: Asked, first: Sequence[Filler], second: Sequence[Filler]) -> Standing:
    if asked.subject:
        texts = tuple(" ".join(f.clause.text for f in found) for found in (first, second))
        actors = [tuple(a for f in found for a in read_actors(f.text)) for found in (first, second)]
        likeness = compare_actors(actors[0], actors[1], (texts[0], texts[1]))
        return {
            Likeness.SAME: Standing.EQUAL,
            Likeness.DISTINCT: Standing.APART,
            Likeness.OPEN: Standing.OPEN,
        }[likeness]
    if len(first) > 1 or len(second) > 1:
        return Standing.OPEN
    a, b = first[0], second[0]
    if asked.slot is Expected.DATE:
        return compare_dates(a.text, b.text)
    if asked.slot is Expected.PLACE:
        inside = a.text in b.clause.text or b.text in a.clause.text
        return Standing.OPEN if inside and a.text != b.text else _places(a.text, b.text)
    return compare_numbers(a.text, b.text, (a.clause.text, b.clause.text))


def _places(one: str, two: str) -> Standing:
    first, second = lemmas(one), lemmas(two)
    if first <= second or second <= first:
        return Standing.EQUAL
    return Standing.OPEN if first & second else Standing.APART


def _names_both(fillers: Sequence[Filler], other: str) -> bool:
    named = [a.terms for f in fillers for a in read_actors(f.text) if a.named]
    held = lemmas(other)
    return any(n <= held for n in named)


def _may_name(described: Sequence[Filler], named: Sequence[Filler]) -> bool:
    """Whether a description of one somebody may be of the person who is named."""
    return any(_SOMEBODY.match(d.text) for d in described) and any(
        re.fullmatch(r"(?:[A-Z][\w.'-]+ ?)+", n.text) for n in named
    )


_SOMEBODY = re.compile(r"(?:an?|one) [a-z-]+(?: [a-z-]+)?$", re.I)


def _described_apart(asked: Asked, part: Part, one: str, two: str) -> bool:
    """Whether the thing asked about bears two different descriptions: "stone", "new"."""
    known = lemmas(part.text)
    for thing in asked.things:
        first, second = (_before(thing, text) - known for text in (one, two))
        if first and second and not first & second:
            return True
    return False


def _before(thing: str, text: str) -> frozenset[str]:
    words = [t[0] for t in tokens(text)]
    found: frozenset[str] = frozenset()
    for before, word in pairwise(words):
        if lemma(word) == thing and not is_verb(before):
            found |= lemmas(before)
    return found


def _other_thing(
    asked: Asked, one: str, two: str, found: tuple[list[Filler], list[Filler]]
) -> Compared:
    """One answers, the other says the like of something else: another matter."""
    if not any(found) or not asked.things:
        return OPEN
    silent = two if found[0] else one
    loose = [f for f in fill_slot(replace(asked, things=frozenset()), silent) if f.clause.terms]
    for filler in loose:
        rest = filler.clause.terms - lemmas(filler.text) - {asked.verb}
        if rest and not rest & asked.things:
            return ruled(Relation.OTHER_MATTER)
    return OPEN


def _compare_claims(part: Part, one: str, two: str) -> Compared:
    """Both say yes or no to the same question in its own words."""
    claims = [read_claim(part.text, text) for text in (one, two)]
    said = [c and says_so(c, text) for c, text in zip(claims, (one, two), strict=True)]
    if None in said:
        return OPEN
    if other_scope(part, one, two):
        return ruled(Relation.OTHER_MATTER)
    return ruled(Relation.SAME if said[0] is said[1] else Relation.DIFFERENT)


def _compare_figures(part: Part, one: str, two: str) -> Compared:
    """Both tell a sum or date of the matter's same event: "the levy brought in 7", "… in 5"."""
    matter = lemmas(" ".join(part.terms))
    deeds = [{lemma(t[0]) for t in tokens(text) if is_past(t[0])} for text in (one, two)]
    for deed in sorted(deeds[0] & deeds[1]):
        for slot in (Expected.MONEY, Expected.DATE):
            told = [fill_slot(Asked(slot, False, deed, matter), text) for text in (one, two)]
            if not all(len(found) == 1 for found in told):
                continue
            whose = [_subject_in(found[0].clause, deed, matter) for found in told]
            if any(w is None for w in whose) or whose[0] != whose[1]:
                continue
            found = _compare_fillers(Asked(slot, False, deed, matter), part, one, two)
            if found.relation in {Relation.DIFFERENT, Relation.SAME}:
                return found
    return OPEN


def _subject_in(clause: Clause, verb: str, matter: frozenset[str]) -> frozenset[str] | None:
    """The years a clause's subject bears, where the subject is the matter; else None.

    "The levy of 1950" is another levy, and "the chairman of the levy board" is none.
    """
    passive = re.search(r"\b(?:was|were|been)\b", clause.text) is not None
    span = subject_of(clause, verb, patient=passive)
    if span is None:
        return frozenset() if clause.subject and clause.subject <= matter else None
    words = span.of(clause.text)
    head = [t[0] for t in tokens(re.split(r"\s(?:of|on|in|for|from|at|by|to|with)\s", words)[0])]
    if not head or lemma(head[-1]) not in matter:
        return None
    return frozenset(w for w in re.findall(r"\d+", words))


def _compare_polarity(part: Part | None, one: str, two: str) -> Compared:
    """The same clause asserted and denied, or with a word for its opposite."""
    turned = False
    for first in split_clauses(one):
        for second in split_clauses(two):
            if _is_supposed(one, first) or _is_supposed(two, second):
                continue
            if _contrary(part, first, second):
                return ruled(Relation.DIFFERENT)
            turned = turned or first.negated != second.negated
    # One denies, but more or other than what the other says: that is no dispute.
    return COMPATIBLE if turned else OPEN


def _is_supposed(sentence: str, clause: Clause) -> bool:
    """Whether a clause stands behind an "if": it says nothing of what is."""
    return bool(_SUPPOSES.search(sentence[: clause.span.start]))


_SUPPOSES = re.compile(r"\b(?:if|unless|whether|as though|suppose|supposing)\s*$", re.I)


def _contrary(part: Part | None, first: Clause, second: Clause) -> bool:
    if other_scope(part, first.text, second.text) or _HEDGED.search(first.text + second.text):
        return False
    a, b = first.terms - _DENYING, second.terms - _DENYING
    if min(len(a), len(b)) < 2:
        return False
    if first.negated != second.negated:
        # What the denying clause adds may be all that it denies: "not in writing".
        no, yes = (a, b) if first.negated else (b, a)
        return no <= yes and _SCOPED.search(first.text + " " + second.text) is None
    if first.negated:
        return False
    left, right = a - b, b - a
    if len(left) != 1 or len(right) != 1 or len(a & b) < 2:
        return False
    if are_contrary(*left, *right):
        return True
    return negation_differs(fold_text(first.text), fold_text(second.text))


_DENYING = frozenset(lemma(w) for w in "fail refuse deny decline reject denied longer".split())
_HEDGED = re.compile(
    r"\b(?:(?-i:may)(?! \d)|might|could|perhaps|possibly|probably|reportedly|allegedly|if|unless"
    r"|whether)\b",
    re.I,
)
_SCOPED = re.compile(
    r"\b(?:not|never) (?:all|every|always|only|fully|entirely|in full|yet|until|both|because|by)\b"
    r"|\b(?:some|many|most|few|several|sometimes|often)\b",
    re.I,
)


def _without(fillers: Sequence[Filler]) -> str:
    """The clauses of fillers with the fillers blanked."""
    pieces = []
    for filler in fillers:
        start = filler.span.start - filler.clause.span.start
        text = filler.clause.text
        pieces.append(f"{text[:start]} {text[start + len(filler.text) :]}")
    return " ".join(pieces)


def _unified(text: str, aliases: Aliases) -> str:
    """Every name of a group put as one of them, a capitalised one."""
    for group in aliases:
        names = [n for n in group if n]
        first = next((n for n in names if n[0].isupper()), names[0] if names else "")
        others = "|".join(re.escape(n) for n in names if n != first)
        if others:
            chosen = first.replace("\\", r"\\")
            text = re.sub(rf"(?<!\w)(?:{others})(?!\w)", chosen, text, flags=re.I)
    return text


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
