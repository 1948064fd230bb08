"""The parties of the deed a question asks about, and whether a sentence tells it the other way.

"Who was Kestria's ambassador to Ondal?" is not answered by Ondal's ambassador to Kestria, nor
"When did Ondal visit Kestria?" by a visit the other way. Read by rule from subjects, objects,
agents behind "by" and what stands behind "to", "from" and "against"; what cannot be read is never
called swapped.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .asked import participle, verb_after
from .clauses import READABLE_CHARACTERS, Clause, object_of, split_clauses, subject_of
from .deeds import forms_of
from .noun_relations import ENVOY, MUTUAL, relations_in
from .parties import STOPS, Event, Party, holds, party_of, phrase_of, within
from .word_forms import is_auxiliary, is_past, lemma, lemmas, tokens

_OPENING = re.compile(
    r"^\s*(?:(?:and|but|so|then|according to [^,]+,)\s+)?"
    r"(?:(?:to|from|by|against|in|on|at|for)\s+)?"
    r"(?P<wh>who|whom|whose|what|which|when|where|why|how(?: (?:many|much|long|often))?)\b\s*"
    r"(?P<rest>.*?)[\s?.!]*$",
    re.I | re.S,
)
_DO = frozenset("do does did will would can could should may might must".split())
_BE = frozenset("is are was were be been being".split())
_HAVE = frozenset("has have had".split())
# "sold to the town", "to merchants"; "organised to help" goes to nobody.
_WAY = re.compile(
    r"\b(?:to\s+(?=[A-Z]|(?:the|a|an|its|their|his|her|some|both|all|two|three)\b|\w+s\b)"
    r"|(?P<other>from|against)\s+)"
)
_OPPOSITE_WAY = {"to": "from", "from": "to"}


def swaps_roles(question: str, sentence: str) -> bool:
    """Whether a sentence tells the deed a question asks about with its parties swapped.

    False where it tells it the asked way round somewhere, where it tells another deed, and where
    the parties cannot be read.
    """
    if len(sentence) > READABLE_CHARACTERS:
        return False
    for asked in asked_events(question):
        verdicts = [_compare(asked, told) for told in told_events(sentence, asked.deed)]
        if True in verdicts and False not in verdicts:
            return True
    return False


def plays_other_role(question: str, sentence: str, words: str) -> bool:
    """Whether words of a sentence name a party that the question names already, or plays its part.

    "To whom did the town sell the mill?": in "The town of Brell sold the mill to Ana Berg", Brell
    is the seller, and that is the town's part.
    """
    party = party_of(words)
    if party is None or len(sentence) > READABLE_CHARACTERS:
        return False
    for asked in asked_events(question):
        known = dict(asked.ways)
        for told in told_events(sentence, asked.deed):
            taken = [told.agent] if asked.agent else []
            taken += [told.patient] if asked.patient else []
            taken += [other for way, other in told.ways if way in known]
            free = [told.agent] if not asked.agent else []
            free += [told.patient] if not asked.patient else []
            free += [other for way, other in told.ways if way not in known]
            if any(holds(p, party) for p in taken) and not any(holds(p, party) for p in free):
                return True
    return False


def _compare(asked: Event, told: Event) -> bool | None:
    """True: swapped; False: the same way round; None: it cannot be told."""
    if _is_swapped(asked, told):
        return True
    ways = dict(told.ways)
    pairs = [(asked.agent, told.agent), (asked.patient, told.patient)]
    pairs += [(party, ways.get(way)) for way, party in asked.ways]
    return False if any(a and b and within(a, b) for a, b in pairs) else None


def _is_swapped(asked: Event, told: Event) -> bool:
    ways = dict(told.ways)
    if asked.noun != told.noun and told.noun and not (told.agent and told.patient):
        return False
    # "The capture of the fort" is not the fort's doing: only who does it tells the direction.
    named = told.noun and not asked.noun
    apart = asked.agent and told.agent and not within(asked.agent, told.agent)
    others = (told.patient, *ways.values())
    if apart and asked.agent and any(holds(other, asked.agent) for other in others):
        return True
    if asked.agent and told.noun and told.agent is None and holds(told.patient, asked.agent):
        return True
    if named:
        return False
    if asked.patient and _acts(asked.patient, told) and not holds(told.patient, asked.patient):
        return True
    for way, party in asked.ways:
        if holds(ways.get(way), party):
            continue
        if holds(ways.get(_OPPOSITE_WAY.get(way, "")), party) or _acts(party, told):
            return True
    return False


def _acts(party: Party, told: Event) -> bool:
    """Whether a party is itself the one who acts in what is told."""
    return told.head is not None and within(party, told.head)


@lru_cache(maxsize=256)
def asked_events(question: str) -> tuple[Event, ...]:
    """The deeds a question asks about whose parties it tells."""
    opening = _OPENING.match(question)
    if opening is None:
        return ()
    rest = plain = opening["rest"]
    words = tokens(rest)
    found: list[Event | None] = []
    helper = next((i for i, w in enumerate(words[:6]) if is_auxiliary(w[0])), None)
    first = next((i for i, w in enumerate(words[:4]) if is_past(w[0])), None)
    if helper is not None and (first is None or helper < first):
        if words[helper][0].lower() not in _DO:
            found.append(_asked_passive(rest, words, helper))
        for verb in _verbs(words, helper):
            subject = rest[words[helper].end() : words[verb].start()]
            found.append(_event(lemma(words[verb][0]), subject, rest[words[verb].end() :]))
            # "the attack on the town happen": the verb is none of the town's words.
            plain = f"{rest[: words[verb].start()]},{rest[words[verb].end() :]}"
    elif words and (first is not None or opening["wh"].lower() == "who"):
        place = words[first or 0]
        found.append(_event(lemma(place[0]), None, rest[place.end() :]))
    deeds = [e for e in found if e and e.deed not in MUTUAL and (e.agent or e.patient or e.ways)]
    return (*deeds, *(e for e in relations_in(plain) if e.agent and e.patient))


def _verbs(words: list[re.Match[str]], helper: int) -> list[int]:
    """Where the verb of "did the Guild grant land to ..." may stand."""
    if words[helper][0].lower() not in _DO:
        return []
    last = verb_after(words, helper + 1)
    named = [i for i in range(helper + 1, len(words)) if words[i][0][0].isupper()]
    places = [] if last is None or last <= helper + 1 else [last]
    if named and named[0] <= helper + 2:
        end = next((i for i in range(named[0], len(words)) if words[i][0][0].islower()), None)
        if end is not None and end not in places and words[end][0].lower() not in STOPS | {"of"}:
            places.append(end)
    return places


def _asked_passive(rest: str, words: list[re.Match[str]], helper: int) -> Event | None:
    """The participle of "was the mill sold to the town by ..." with its parties."""
    verb, _ = participle(words, helper + 1, "")
    if verb is None:
        return None
    before = rest[words[helper].end() : words[verb].start()]
    behind = rest[words[verb].end() :]
    if words[helper][0].lower() in _HAVE and "been" not in before.split():
        return _event(lemma(words[verb][0]), before, behind)
    agent = re.search(r"\bby\s+(.+)", behind)
    by = party_of(phrase_of(agent[1])) if agent else None
    return Event(lemma(words[verb][0]), by, party_of(phrase_of(before)), _ways_behind(behind), by)


def _event(deed: str, subject: str | None, behind: str) -> Event:
    agent = party_of(phrase_of(subject)) if subject else None
    return Event(deed, agent, party_of(phrase_of(behind)), _ways_behind(behind), agent)


def _ways_behind(text: str) -> tuple[tuple[str, Party], ...]:
    found: dict[str, Party] = {}
    for match in _WAY.finditer(text):
        party = party_of(phrase_of(text[match.end() :]))
        if party:
            found.setdefault(match["other"] or "to", party)
    return tuple(found.items())


@lru_cache(maxsize=2048)
def told_events(sentence: str, deed: str) -> tuple[Event, ...]:
    """What a sentence tells of a deed, by its verb and by its noun.

    Args:
        deed: a lemma.
    """
    held = lemmas(sentence)
    forms = forms_of(deed)
    if not forms & held and not (deed in ENVOY and held & ENVOY):
        return ()
    told = [_told_deed(clause, deed, sentence) for clause in split_clauses(sentence, deed)]
    nouns = [e for e in relations_in(sentence) if e.deed in forms or {e.deed, deed} <= ENVOY]
    return (*(e for e in told if e), *nouns)


def _told_deed(clause: Clause, deed: str, sentence: str) -> Event | None:
    words = tokens(clause.text)
    for place, token in enumerate(words):
        if lemma(token[0]) != deed:
            continue
        before = [w[0].lower() for w in words[max(0, place - 3) : place]]
        if before[-1:] and before[-1] in {"to", "a", "the", "an", "of", "their", "its", "no"}:
            continue
        behind = clause.text[token.end() :]
        passive = is_past(token[0]) and (
            any(w in _BE for w in before[-2:]) or bool(re.match(r"\s+by\s", behind))
        )
        opened = sentence[: clause.span.start + token.start()].rstrip()
        if opened.endswith((",", "(", "–", "—")) and is_past(token[0]) and not passive:
            # "The second, signed a year later, was ...": who signed is not told.
            continue
        span = subject_of(clause, deed)
        subject = span.of(clause.text) if span else ""
        ways = _ways_behind(behind)
        if passive:
            done = subject_of(clause, deed, patient=True)
            patient = party_of(done.of(clause.text)) if done else _inherited(clause)
            return Event(deed, party_of(subject), patient, ways, _head(subject))
        thing = object_of(clause, deed)
        acting = bool(thing.strip()) or bool(ways)
        agent = party_of(subject) or _inherited(clause)
        head = _head(subject) if subject else agent
        return Event(deed, agent, party_of(thing), ways, head if acting else None)
    return None


def _inherited(clause: Clause) -> Party | None:
    return Party(clause.subject, frozenset()) if clause.subject else None


def _head(text: str) -> Party | None:
    """A noun phrase without what is only its owner: "the clerk" of "the town's clerk"."""
    bare = re.split(r"\s+(?:of|in|from|at|near|behind)\s+(?=the\b|[a-z])", text)[0]
    if re.search(r"['’]s?\s", bare):
        bare = re.split(r"['’]s?\s+", bare)[-1]
    return party_of(bare)
