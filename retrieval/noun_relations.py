"""Nouns with whose they are and whom they go to: "Kestria's ambassador to Ondal".

Of a deed's noun, "of" may name who does it ("the visit of the king") or whom it is done to ("the
capture of the fort"); behind a genitive, or where "by" follows, it is whom it is done to.
"""

from __future__ import annotations

import re

from .parties import STOPS, Event, Party, party_of, phrase_of
from .word_forms import is_verb, lemma, tokens

# Both parties do it, or it has no direction: it may be told either way round.
MUTUAL = frozenset(
    lemma(w)
    for w in (
        "fight meet marry agree negotiate talk trade border merge unite clash correspond "
        "cooperate ally exchange share differ play compete speak argue quarrel distance road way "
        "line route path railway link connection relation treaty war peace alliance difference "
        "bridge ferry canal journey trip train agreement battle contract match game friendship "
        "conflict dispute cooperation negotiation conversation equal resemble comprise compose "
        "constitute form include contain hold have"
    ).split()
)
ENVOY = frozenset(
    lemma(w)
    for w in "ambassador envoy emissary consul legate delegate representative nuncio".split()
)
_TITLE = re.compile(r"\b(?:Ambassador|Envoy|Consul|Legate|Delegate|Representative|Nuncio)\b")
_TARGET = r"to|towards?|against|on|upon|over|in|at"
# Where a deed was done is no party of it; where an envoy sits is.
_PLACES = re.compile(r"\s+(?:in|at|over|near)\s")
_BY = re.compile(r"(?:\s+(?:in|at|near|on)\s+[^,;:.()]{1,40}?)?\s+by\s+")
_GENITIVE = re.compile(r"(?:['’]s|s['’])\s+(?:[a-z-]+\s+){0,2}$")
# Bounded: a row of capitals must not be read to its end from each of its words.
_CAPITAL = r"(?<![\w-])[A-ZÀ-ÖØ-Þ][\w-]{0,60}"
_NAMED = rf"{_CAPITAL}(?:\s+(?:of\s+(?:the\s+)?)?{_CAPITAL}){{0,7}}"
_COMMON = r"(?<![\w-])[a-z-]{3,60}"
_OWNED = re.compile(
    rf"(?P<owner>{_NAMED}|{_COMMON})(?:['’]s|s['’])\s+(?:[a-z-]+\s+){{0,2}}?(?P<noun>[a-z]+)\b"
)
# "Kestria's first ambassador to": the noun is the one that goes somewhere.
_OWNED_TO = re.compile(
    rf"(?P<owner>{_NAMED}|{_COMMON})(?:['’]s|s['’])\s+(?:[a-z-]+\s+){{1,2}}?(?P<noun>[a-z]+)"
    rf"(?=\s+(?:{_TARGET})\s)"
)
_ADJECTIVE = re.compile(rf"\b(?P<owner>{_NAMED})\s+(?P<noun>[a-z]+)\b")
_OF = re.compile(r"\b(?P<noun>[a-z]+)\s+(?:of|from)\s+")
_TO = re.compile(rf"\b(?P<noun>[a-z]+)\s+(?:{_TARGET})\s+")
_TO_WHOM = re.compile(rf"\s+(?:{_TARGET})\s+")
_OF_WHOM = re.compile(r"\s+of\s+")


def relations_in(text: str) -> list[Event]:
    """Nouns with whose they are and whom they go to: "Kestria's ambassador to Ondal"."""
    text = _TITLE.sub(lambda title: title[0].lower(), text)  # "the Ambassador of Kestria"
    found: list[Event | None] = []
    owners = (_OWNED, _OWNED_TO, _ADJECTIVE)
    for match in (match for pattern in owners for match in pattern.finditer(text)):
        noun, owner = lemma(match["noun"]), party_of(match["owner"])
        target = _target(noun, text[match.end() :])
        if match.re is _OWNED and target is None:
            # "Ondal's invasion of Kestria": behind its doer stands whom it is done to.
            of = _OF_WHOM.match(text[match.end() :])
            target = party_of(phrase_of(text[match.end() + of.end() :])) if of else None
        told = target or match.re is _OWNED or noun in ENVOY
        if owner and told and _is_relation(match["noun"]):
            found.append(Event(noun, owner, target, head=owner, noun=True))
    for match in (*_OF.finditer(text), *_TO.finditer(text)):
        if _is_relation(match["noun"]) and not _GENITIVE.search(text[: match.start()]):
            rest = text[match.end() :]
            found.append(_of_and_to(lemma(match["noun"]), match.re is _OF, rest))
    return [event for event in found if event]


def _is_relation(word: str) -> bool:
    return lemma(word) not in MUTUAL and not is_verb(word) and word not in STOPS | {"of"}


def _of_and_to(noun: str, owned: bool, behind: str) -> Event | None:
    """The parties of a noun that go before ("of the town") and behind ("to the Guild")."""
    phrase = phrase_of(behind)
    first = party_of(phrase)
    words = tokens(behind)[: len(phrase.split())]
    if first is None or not words:
        return None
    rest = behind[words[-1].end() :]
    by = _BY.match(rest)
    if by:
        agent = party_of(phrase_of(rest[by.end() :]))
        return Event(noun, agent, first, head=agent, noun=True)
    if owned:
        return Event(noun, first, _target(noun, rest), head=first, noun=True)
    source = re.match(r"\s+(?:from|of)\s+", rest)
    owner = party_of(phrase_of(rest[source.end() :])) if source else None
    return Event(noun, owner, first, head=owner, noun=True)


def _target(noun: str, rest: str) -> Party | None:
    match = _TO_WHOM.match(rest)
    if noun not in ENVOY and _PLACES.match(rest):
        return None
    return party_of(phrase_of(rest[match.end() :])) if match else None
