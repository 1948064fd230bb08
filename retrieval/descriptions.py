"""Phrases that say who somebody or what something is: "a retired baker", "head of the guild".

Read by their head: what somebody does or is to another, and kinds of bodies, places and things.
"The baker said" and "a year later" describe nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.names import is_organisation

from .titles import JOBS, OFFICES
from .word_forms import is_past, is_verb

_PERSONS = (
    OFFICES
    | JOBS
    | frozenset(
        "councillor councilman councilwoman alderman lawyer attorney solicitor barrister "
        "magistrate doctor nurse surgeon dentist midwife vet chemist architect author poet "
        "editor sculptor "
        "composer actor actress dancer singer constable officer sergeant lieutenant major "
        "brigadier pilot skipper mate trader merchant broker accountant student pupil monk nun "
        "priest pastor vicar rabbi imam abbot knight baron baroness count countess treasurer "
        "prosecutor notary clerk curator guard coach expert scholar scientist member activist "
        "resident native citizen veteran witness victim candidate rival widow widower brother "
        "sister mother father wife husband son daughter uncle aunt cousin nephew niece friend "
        "neighbour neighbor partner colleague successor predecessor assistant aide ceo tenant heir "
        "survivor producer contractor investor donor creator inventor sponsor tailor sailor "
        "supervisor instructor conductor auditor counsellor counselor creditor surveyor mayoress "
        "proprietor administrator coordinator translator narrator protester player winner loser "
        "writer painter builder baker farmer teacher engineer banker miner gardener driver "
        "carpenter reporter lecturer reader fisher hunter potter weaver plumber worker manager "
        "dealer shepherd geographer philosopher photographer villager islander grocer butcher "
        "brewer miller campaigner lawmaker co-founder cofounder vice-president designer "
        "commentator columnist critic broadcaster publisher printer physician statistician".split()
    )
)
_PERSON_ENDS = re.compile(
    r"(?:[a-z]{3,}ist|[a-z]{2,}ician|(?:histo|libra|agra|veterina)rian|[a-z]{2,}keeper|[a-z]{2,}maker"
    r"|[a-z]{2,}holder|[a-z]+woman|[a-z]{2,}(?:[sk]|her|dle|air)man|[a-z]{2,}person|[a-z]{2,}master"
    r"|[a-z]{2,}wright)"
)
_NO_PERSONS = frozenset("consist resist insist persist assist enlist christ superwoman".split())
_THINGS = frozenset(
    "company firm operator supplier maker manufacturer agency union association group party "
    "newspaper paper magazine journal bank fund institute ministry committee commission council "
    "board court club society charity church school university hospital museum theatre village "
    "town city port island river lake mountain hill valley province region district county state "
    "country kingdom ship boat ferry barge bridge canal dam mill mine quarry well station factory "
    "plant project programme program law act treaty agreement contract charter book novel poem "
    "film play song festival method disease language tribe movement campaign network platform "
    "software tool service subsidiary insurer landlord daily weekly fault street square".split()
)
# Verbs as well: "to guard Ana Berg". With an article or a capital they are nouns.
_VERBS_TOO = frozenset(
    "guard witness rival coach nurse doctor mate mine act play ship well book head chair state "
    "station film plant count knight partner author aide pilot sponsor question chief father "
    "mother paper port bank fund project contract group party dam bridge tool program".split()
)
_NO_DESCRIPTION = frozenset(
    "day days week weeks month months year years time times moment morning afternoon evening night "
    "hour hours minute minutes way while result first last only one ones same reason cause problem "
    "issue question answer case lot bit few rest point truth fact best worst next other others "
    "latter subject target focus matter surprise shame pity weekend summer winter spring autumn "
    "century decade exception consequence later earlier ago before after late early too again "
    "thing thing's part most least".split()
)
_DETERMINER = (
    r"(?:a|an|the|its|his|her|their|our|my|one\s+of|[^\W\d_a-z][\w-]*(?:['’]s|s['’]))(?=\s)"
)
_STARTS = re.compile(rf"(?<![\w’'-])(?i:{_DETERMINER})")
_OPENING = re.compile(rf"(?i:{_DETERMINER})\s+")
_PREPOSITION = re.compile(
    r"\s+(?:of|for|at|in|on|from|to|with|by|since|until|who|which|that|whose|and|behind|near"
    r"|under|over|against)\b"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_NEGATED = re.compile(r"\W*(?:not|never|no|nobody|nothing|neither|hardly|barely)\b", re.I)
_SAYING = frozenset(
    "says tells thinks asks adds writes argues claims believes notes warns told met saw".split()
)
_FINITE = frozenset("is was are were has had have will would said can could may".split())
_POINTING = re.compile(
    r"\b(?:its|his|her|their|our|my|your|this|that|these|those|it|he|she|they|we|I|same|such"
    r"|latter|here|there|today|now|another|other)\b",
    re.I,
)
_OWN = re.compile(r"\b(?:of|for|at|in)\s+(?:the\s+)?[^\W\d_a-z]|(?<!\w)[^\W\d_a-z][\w-]*['’]s?\s")
_MOST_WORDS = 12


def is_described(word: str) -> bool:
    """Whether a word in small letters says what somebody does or what kind of thing it is."""
    singular = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    if {word, singular} & (_PERSONS | _THINGS):
        return True
    return bool(_PERSON_ENDS.fullmatch(singular)) and singular not in _NO_PERSONS


def titled(before: str) -> bool:
    """Whether a text ends in a noun that describes whoever is named next: "Mayor", "the baker"."""
    word = re.search(r"(?:^|(?<=[\s(“\"‘]))(?P<word>[^\W\d_][\w-]*)\s+$", before)
    if word is None or not is_described(word["word"].lower()):
        return False
    if word["word"].lower() not in _VERBS_TOO or word["word"][0].isupper():
        return True
    return bool(
        re.search(rf"(?<![\w’'-])(?i:{_DETERMINER})\s+(?:\w+\s+)?$", before[: word.start()])
    )


def describes(phrase: str, *, apposed: bool = False) -> bool:
    """Whether a phrase says who or what something is.

    Args:
        apposed: it only follows a name: then "her garden" may be the next of a row.
    """
    phrase = phrase.strip()
    if not phrase or _NEGATED.match(phrase):
        return False
    opening = _OPENING.match(phrase)
    head = _head(phrase[opening.end() :] if opening else phrase)
    if not head or head in _NO_DESCRIPTION:
        return False
    known = is_described(head) or is_organisation(head)
    if opening:
        plain = opening[0].strip().lower() in {"a", "an", "the"}
        return known or plain or not apposed
    bare = _PREPOSITION.split(phrase)[0]
    if _STARTS.search(bare) or phrase[0].isupper():
        return False
    first = bare.split()[0].lower()
    doing = first.endswith("ing") and first not in {"acting", "leading"}
    return is_described(head) and not (doing or is_verb(first))


def last_description(text: str, *, named: bool = False) -> str | None:
    """The noun phrase a text ends with, if it describes somebody: "its director"; else None.

    Args:
        named: a name will do as well: "the Salt Workers' Union".
    """
    for start in _STARTS.finditer(text):
        phrase = text[start.start() :].strip()
        opening = _OPENING.match(phrase)
        inner = phrase[opening.end() :] if opening else ""
        head = _head(inner)
        if not head or has_verb(inner) or head in _NO_DESCRIPTION:
            continue
        if named or is_described(head):
            return phrase
    return None


def has_verb(phrase: str) -> bool:
    """Whether a phrase goes on to a verb of its own: "the baker said"."""
    words = _WORD.findall(re.split(r"\s+(?:who|which|that|whose|where)\b", phrase)[0])
    for place, word in enumerate(words):
        if word in _FINITE:
            return True
        if place and (word in _SAYING or (is_past(word) and not _is_modifier(words, place))):
            return True
    return False


def stands_alone(words: str) -> bool:
    """Whether a description can be read without its sentence.

    "A geologist at Kelm" can; "its chairwoman" needs to be told whose, and so may "the mayor".
    """
    if not words or len(words.split()) > _MOST_WORDS or _POINTING.search(words):
        return False
    if re.match(r"(?:a|an)\s", words, re.I):
        return True
    name = re.sub(r"^[Tt]he\s+", "", words)
    capital = all(w[0].isupper() or w in {"of", "the", "for", "and"} for w in name.split())
    return capital or bool(_OWN.search(words))


def _head(phrase: str) -> str:
    """The noun a phrase is about, in small letters: "baker" of "retired baker from Lisk"."""
    words = _WORD.findall(_PREPOSITION.split(f" {phrase}", maxsplit=1)[0])
    return words[-1].lower() if words else ""


def _is_modifier(words: Sequence[str], place: int) -> bool:
    """Whether a participle belongs to a noun: "the newly elected mayor", "a firm based in"."""
    if place + 1 == len(words):
        return False
    behind = words[place + 1].lower()
    return is_described(behind) or behind in {"in", "by", "at", "from", "on", "as", "to"}
