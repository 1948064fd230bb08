"""Whose a thing is: whether a sentence tells of another's where one's own is asked for.

"Who is the president of Kestria?" is not answered by what the president of Ondal asked of Kestria.
A sentence is another's only where the noun of the question stands in it, and every time bound to
another name: "Ondal's president", "the Ondalian president", "president Ula Berg of Ondal". What is
bound to nothing ("the president"), or to what cannot be read, may be anyone's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.words import STOP_WORDS, fold

from .clauses import READABLE_CHARACTERS
from .lands import lands_called, same_land
from .query import Kind, Part
from .titles import MODIFIERS, OFFICES, RULERS
from .word_forms import is_auxiliary, is_verb, tokens

_ASKED = re.compile(
    r"^\s*(?:(?:and|but|so|then)\s+)?(?:(?:to|from|by|against|in|on|at|for|of|with)\s+)?"
    r"(?:who|whom|whose|what|which|when|where)\b",
    re.I,
)
# "Who is the mayor", "who was elected mayor": then it is the holder that is asked for.
_HOLDER = re.compile(
    r"^\s*(?:(?:and|but|so|then)\s+)?(?:who|what|which|where)\s+(?:\w+\s+){0,2}?"
    r"(?:is|are|was|were|became|become|becomes)\b",
    re.I,
)
_RULES = re.compile(
    r"\b(?:rul(?:e[sd]?|ing)|led|leads?|leading|govern(?:s|ed|ing)?|head(?:s|ed|ing)"
    r"|chair(?:s|ed|ing)|ran|runs|found(?:s|ed|ing)|own(?:s|ed|ing)|reign(?:s|ed|ing)? over"
    r"|presid(?:es?|ed|ing) over)\s+(?:the\s+)?(?=[A-ZÀ-Þ])"
)
_WHO_HOLDS = re.compile(
    rf"^\s*who\s+(?:is|was|are|were|became)\s+(?:\w+['’]?s?\s+){{0,4}}?(?:{'|'.join(sorted(RULERS))})s?\b",
    re.I,
)
# They tell whose it is once more, in words that are not read.
_OPEN = re.compile(
    r"\b(?:counterparts?|opposite numbers?|(?:that|those) (?:of|in|from)|than|both)\b", re.I
)
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|his|her|its|their|him|them|who|which|this|these)\b", re.I
)
# What each land, town or body has one of, and what is named after where it was; a person's things
# are left alone, for a person goes by more than one name.
_OWN = OFFICES | frozenset(
    "capital population currency border frontier coast flag anthem parliament constitution "
    "government treasury budget economy territory throne army navy fleet force troop embassy "
    "author architect designer publisher editor inventor discoverer heir successor battle siege "
    "treaty massacre revolt uprising revolution independence coup election census occupation "
    "annexation parish garrison hinterland patron".split()
)
_GENERIC = frozenset(
    "republic state states union council government parliament assembly senate board country "
    "house houses kingdom empire nation city town court church congress cabinet chamber ministry "
    "department committee commission office company party university college school world war "
    "staff army navy guild society museum".split()
)
_COMMON = _GENERIC | frozenset(
    "port new saint north south east west great old upper lower lake mount san fort cape isle "
    "island islands river bay the of and".split()
)
# They end like the name of a people, or stand like one, and name none.
_NO_PEOPLE = frozenset(
    "republican christian lutheran anglican catholic presbyterian puritan victorian european "
    "african asian muslim democratic socialist communist human then when great grand high".split()
)
_PEOPLE = re.compile(r"[A-ZÀ-Þ]\w+(?:i?an|ean|ish|ese|[a-z]{3}i|ic|[^aeiou]ch)$")
_ACRONYM = re.compile(r"[A-Z]{2,5}$")
# "President.example, 15 July": an address on the web is nobody.
_SITE = re.compile(r"\.[a-z]{2,7}\b")
_OWNER = re.compile(r"['’]s?$")
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday".split()
)

Words = Sequence[re.Match[str]]


def is_anothers(part: Part, sentence: str) -> bool:
    """Whether a sentence speaks of another's where a question asks for somebody's own.

    Args:
        part: a question for a fact or a list; others are never refused here.
        sentence: one sentence, plain text.
    """
    if part.kind not in {Kind.FACT, Kind.LIST} or len(sentence) > READABLE_CHARACTERS:
        return False
    asked = _asked(part.text) if _ASKED.match(part.text) else ()
    if not asked or _OPEN.search(sentence):
        return False
    words = [w for w in tokens(sentence) if not _SITE.match(sentence, w.end())]
    known = _known(part)
    for noun in asked:
        owners = [_owner(sentence, words, i) for i, w in enumerate(words) if _is(w[0], noun)]
        if not owners and _HOLDER.match(part.text) and _singular(noun) in RULERS:
            # "President Berg of Ondal came" does not say who is another's prime minister.
            titled = (i for i, w in enumerate(words) if _singular(fold(w[0])) in RULERS)
            owners = [_owner(sentence, words, i) for i in titled]
        if not owners or not all(owners) or any(meet(owner, known) for owner in owners):
            continue
        if not _told_otherwise(part, noun, sentence, words, known):
            return True
    return False


def lacks_holder(part: Part, sentence: str) -> bool:
    """Whether a question asks who holds an office, and a sentence names nobody who could.

    The names of the question, lands, peoples, titles and months are nobody.
    """
    if not _WHO_HOLDS.match(part.text) or sentence == sentence.lower():
        return False
    known = _known(part)
    for word in tokens(sentence):
        low = fold(_OWNER.sub("", word[0]))
        if not _NAME.match(word[0]) or _SITE.match(sentence, word.end()) or low in STOP_WORDS:
            continue
        nobody = OFFICES | MODIFIERS | _CALENDAR | _COMMON
        if _singular(low) not in nobody and not meet(frozenset({low}), known):
            return False
    return True


def _told_otherwise(
    part: Part, noun: str, sentence: str, words: Words, known: frozenset[str]
) -> bool:
    """Whether the sentence may yet speak of the asked one's own, by a pronoun or another word."""
    if not _HOLDER.match(part.text):
        named = any(meet(frozenset({fold(w[0])}), known) for w in words if _NAME.match(w[0]))
        return named or bool(_PRONOUN.search(sentence))
    if _singular(noun) not in OFFICES:
        return False
    for match in _RULES.finditer(sentence):
        ruled = frozenset(fold(w[0]) for w in tokens(sentence[match.end() :])[:3])
        if meet(ruled, known):
            return True
    offices = (i for i, w in enumerate(words) if _singular(fold(w[0])) in OFFICES)
    return any(meet(_owner(sentence, words, i), known) for i in offices)


@lru_cache(maxsize=256)
def _asked(question: str) -> tuple[str, ...]:
    """The nouns of a question that it binds to a name: "president" of "Kestria's president"."""
    words = tokens(question)
    found = []
    for place, word in enumerate(words):
        low = fold(word[0])
        if _singular(low) in _OWN and _owner(question, words, place):
            found.append(low)
    return tuple(found)


def _known(part: Part) -> frozenset[str]:
    """The words of all names of a question, and of what else they are called."""
    names = list(part.names)
    for one, two in part.also:
        if any(n.lower() in {one.lower(), two.lower()} for n in part.names):
            names += [one, two]
    found = {fold(_OWNER.sub("", t[0])) for name in names for t in tokens(name)}
    initials = ("".join(w[0] for w in n.split() if w[0].isupper()) for n in names)
    return frozenset(found | {fold(i) for i in initials if len(i) > 1}) - {"the", "of", "and"}


def _owner(text: str, words: Words, place: int) -> frozenset[str]:
    """The words of the name a noun is bound to; empty where it is bound to none that is read."""
    found = _behind(text, words, place) or _before(text, words, place)
    # "President of the Republic" is that of whichever land is spoken of.
    return found if found - _GENERIC else frozenset()


def _behind(text: str, words: Words, place: int) -> frozenset[str]:
    """The name behind "of": "president of Ondal", "president Ula Berg of Ondal"."""
    at = place + 1
    while at < min(len(words), place + 4) and _NAME.match(words[at][0]) and _near(text, words, at):
        at += 1
    if at >= len(words) or words[at][0] != "of" or not _near(text, words, at):
        return frozenset()
    found: set[str] = set()
    for i in range(at + 1, min(len(words), at + 12)):
        word = words[i][0]
        if not _near(text, words, i, "\"'“”‘’«»*_,&" if found else "\"'“”‘’«»*_"):
            break
        if _NAME.match(word):
            found.add(fold(_OWNER.sub("", word)))
        elif fold(word) not in {"the", "and", "of", "both", "de", "von", "van"}:
            break
    return frozenset(found)


def _before(text: str, words: Words, place: int) -> frozenset[str]:
    """The name before a noun: "Ondal's first president", "the Ondalian president"."""
    verbal = False
    for at in range(place - 1, max(-1, place - 4), -1):
        word = words[at][0]
        if not _near(text, words, at + 1, "'’"):
            return frozenset()
        if _NAME.match(word) and _owns(text, words[at]):
            return _whole(text, words, at)
        low = fold(word)
        if _NAME.match(word) and not verbal and low not in _NO_PEOPLE | MODIFIERS | _CALENDAR:
            article = at > 0 and fold(words[at - 1][0]) in {"the", "a", "an", "former"}
            if is_people(word) or is_land(low) or _ACRONYM.match(word):
                return frozenset({low})
            return _whole(text, words, at) if article and at == place - 1 else frozenset()
        if low in STOP_WORDS or is_auxiliary(word) or (_NAME.match(word) and low not in MODIFIERS):
            return frozenset()
        # "Ondal's first elected president", but "the Ondalian asked president Berg".
        verbal = verbal or is_verb(word)
    return frozenset()


def _owns(text: str, word: re.Match[str]) -> bool:
    """Whether a word is a genitive: "Ondal's", "the Ondalians'"."""
    if re.search(r"['’]s$", word[0]):
        return True
    return word[0].endswith("s") and text[word.end() : word.end() + 1] in {"'", "’"}


def _whole(text: str, words: Words, place: int) -> frozenset[str]:
    """All words of the name that ends in a place: "the University of Varn's"."""
    found: set[str] = set()
    for i in range(place, max(-1, place - 5), -1):
        word = words[i][0]
        if i < place and not _near(text, words, i + 1):
            break
        if _NAME.match(word) and fold(word) not in MODIFIERS | {"the"}:
            found.add(fold(_OWNER.sub("", word)))
        elif word not in {"of", "the", "and"}:
            break
    return frozenset(found)


def _near(text: str, words: Words, at: int, marks: str = "") -> bool:
    """Whether only white space, or marks too, stand between a word and the one before it."""
    return not text[words[at - 1].end() : words[at].start()].strip(f" \t\n\u00a0{marks}")


def _is(word: str, noun: str) -> bool:
    low = fold(word)
    return _singular(low) == _singular(noun) and low.isalpha()


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def is_land(word: str) -> bool:
    """Whether a word is a land or people of the table, whatever its case."""
    return bool(lands_called(fold(word)))


def is_people(word: str) -> bool:
    """Whether a capitalised word has the shape of a people's name: "Ondalian", "Ondalians"."""
    return bool(_PEOPLE.match(word.removesuffix("s"))) and fold(word) not in _NO_PEOPLE


def meet(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether a word of one name is alike to one of another's: "Kestria", "Kestrian".

    Args:
        one: folded words.
        two: folded words.
    """
    # "Port Vess" and "Port Lisk" are not alike for being ports.
    mine, theirs = one - _COMMON or one, two - _COMMON or two
    return any(_alike(a, b) for a in mine for b in theirs)


def _alike(one: str, two: str) -> bool:
    if one == two or same_land(one, two):
        return True
    least = min(4, len(one), len(two))
    return least >= 3 and one[:least] == two[:least]
