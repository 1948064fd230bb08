"""Names in a statement that its evidence does not bear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.words import STOP_WORDS, stem

from .bibliography import UPPER

_CAPITALISED = re.compile(rf"[{UPPER}][\w'-]*")
_WORD = re.compile(r"[^\W_][\w'-]*")
# Ordinary words that open sentences; a name is not among them.
_OPENERS = frozenset(
    """according although among another anyone besides both despite either else even ever every
    everybody everyone everything few finally first former furthermore hence here however indeed
    instead later latter less like likewise little many maybe meanwhile more moreover most mostly
    much neither never nevertheless next nobody none nothing now often one only others otherwise
    overall perhaps plus rather recently second several similarly since some somebody someone
    something sometimes still such then there thereby therefore third thus today together two
    three four five six seven eight nine ten half unlike until up us usually what whatever when
    whenever where whereas wherever whether while who whoever whole whose why within without
    yesterday yet because before after during over under once nearly almost about around at least
    people work workers officials critics residents experts analysts authorities locals villagers
    dockers ships boats houses families children women men trade water prices costs talks payment
    money plans construction repairs negotiations relations tensions fighting reports evidence
    data results research studies figures history politics opponents supporters members leaders
    scholars historians observers witnesses citizens students teachers farmers fishermen""".split()
)
_MONTHS_AND_DAYS = frozenset(
    """january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday
    saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays i""".split()
)


def name_differs(
    statement: str, evidence: str, nearest: str, aliases: Sequence[Sequence[str]] = ()
) -> bool:
    """Whether a statement names somebody or something its evidence does not.

    Args:
        statement: folded text.
        evidence: folded text, all that is cited.
        nearest: the evidence's sentence nearest to the statement.
        aliases: groups of names that mean the same.

    Returns:
        True for a capitalised word that is not in the evidence, nor an alias or acronym of what
        is; and where the same words stand in another order of names ("A paid B", "B paid A").
    """
    known = _known_words(evidence)
    for place, name in _names(statement):
        bare = _bare(name)
        if bare in known or all(part in known for part in bare.split("-")):
            continue
        if bare in _MONTHS_AND_DAYS or _is_alias(bare, statement, evidence, aliases):
            continue
        if _is_acronym(name, evidence) or _spells_acronym(name, statement, evidence):
            continue
        if place == 0 and not _is_opening_name(statement, bare, known, nearest):
            continue
        return True
    return _swaps_names(statement, nearest)


def _names(text: str) -> list[tuple[int, str]]:
    """Capitalised words with 0 for one that opens a sentence, 1 elsewhere."""
    found = []
    for match in _CAPITALISED.finditer(text):
        if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] == "'"):
            continue
        opening = bool(re.search(r"(?:^|[.!?:]\s)[\"'(\[]*\Z", text[: match.start()]))
        found.append((0 if opening else 1, match[0]))
    return found


def _bare(name: str) -> str:
    lower = name.lower()
    lower = lower[:-2] if lower.endswith("'s") else lower
    return lower.rstrip("'-")


@lru_cache(maxsize=64)
def _known_words(evidence: str) -> frozenset[str]:
    words = set()
    for match in _WORD.finditer(evidence):
        bare = _bare(match[0])
        words.add(bare)
        words.update(bare.split("-"))
    return frozenset(words)


def _is_opening_name(statement: str, bare: str, known: frozenset[str], nearest: str) -> bool:
    """Whether the word that opens a sentence is a name and not just a word with a capital."""
    if bare in STOP_WORDS or bare in _OPENERS or re.match(r"\w+ly\Z|\w+ing\Z", bare):
        return False
    if stem(bare) in {stem(w) for w in known}:
        return False
    following = re.match(rf"[\"'(]*\S+\s+[{UPPER}]", statement)
    if following:
        return True
    # A name of the evidence is gone and an unknown word stands in its place.
    named = {_bare(n) for place, n in _names(nearest) if place or _bare(n) not in _OPENERS}
    said = {_bare(m[0]) for m in _WORD.finditer(statement)}
    return bool(named - said - STOP_WORDS - _MONTHS_AND_DAYS)


def _is_alias(bare: str, statement: str, evidence: str, aliases: Sequence[Sequence[str]]) -> bool:
    said, known = statement.lower(), evidence.lower()
    for group in aliases:
        names = [name.lower() for name in group]
        mine = [n for n in names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", said)]
        theirs = [n for n in names if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", known)]
        if theirs and any(bare in re.split(r"[\s-]+", n) or bare == n for n in mine):
            return True
    return False


def _is_acronym(name: str, evidence: str) -> bool:
    """Whether it is "UN" for "United Nations"."""
    if not name.isupper() or len(name) < 2:
        return False
    for run in re.findall(rf"(?:[{UPPER}][\w'-]*(?: (?:of|for|and|the|in))* ?){{2,}}", evidence):
        initials = "".join(w[0] for w in run.split() if w[0].isupper())
        if name in initials:
            return True
    return False


def _spells_acronym(name: str, statement: str, evidence: str) -> bool:
    """Whether it is part of "United Nations" for "UN"."""
    for run in re.findall(rf"(?:[{UPPER}][\w'-]*(?: (?:of|for|and|the|in))* ?){{2,}}", statement):
        words = [w for w in run.split() if w[0].isupper()]
        for start in range(len(words) - 1):
            initials = "".join(w[0] for w in words[start:])
            if name in words[start:] and re.search(rf"(?<!\w){initials}(?!\w)", evidence):
                return True
    return False


def _swaps_names(statement: str, nearest: str) -> bool:
    """The same words, but the names have changed places."""
    said = [_bare(m[0]) for m in _WORD.finditer(statement)]
    have = [_bare(m[0]) for m in _WORD.finditer(nearest)]
    if said == have or sorted(said) != sorted(have):
        return False
    names = {_bare(n) for _, n in _names(nearest)} & {_bare(n) for _, n in _names(statement)}
    names -= _MONTHS_AND_DAYS
    return [w for w in said if w in names] != [w for w in have if w in names]
