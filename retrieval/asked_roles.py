"""The parties of the deed a question asks about, and whether a sentence tells it the other way.

"Who was Kestria's ambassador to Ondal?" is not answered by Ondal's ambassador to Kestria, nor
"When did Ondal visit Kestria?" by a visit the other way. Read by rule from subjects, objects,
agents behind "by" and what stands behind "to", "from" and "against"; what cannot be read is never
called swapped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .asked import participle, verb_after
from .clauses import READABLE_CHARACTERS, Clause, object_of, split_clauses, subject_of
from .word_forms import is_auxiliary, is_past, is_verb, lemma, lemmas, tokens


@dataclass(frozen=True, slots=True)
class Party:
    """One who takes part. `names`: those of its lemmas that were written with a capital."""

    terms: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Event:
    """A deed or a relation and its parties; None where a party is not told.

    Attributes:
        deed: lemma of the verb or noun.
        agent: who does it, whose it is, or from whom it comes.
        patient: whom it is done to, or what it goes to, for a noun.
        ways: what stands behind "to", "from" and "against", for a verb.
        head: the agent without its owner ("the clerk" for "the town's clerk"), where it acts
            on something.
        noun: whether the deed is a noun.
    """

    deed: str
    agent: Party | None
    patient: Party | None
    ways: tuple[tuple[str, Party], ...] = ()
    head: Party | None = None
    noun: bool = False


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
_STOPS = frozenset(
    "to from against by in on at for with into onto over under about after before during since "
    "until between through near behind towards upon as and but or that which who when while "
    "because if".split()
)
_DETERMINERS = frozenset("the a an its their his her this that these those our some".split())
# Both parties do it, or it has no direction: it may be told either way round.
_MUTUAL = frozenset(
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
_ENVOY = frozenset(
    lemma(w)
    for w in "ambassador envoy emissary consul legate delegate representative nuncio".split()
)
# "sold to the town", "to merchants"; "organised to help" goes to nobody.
_WAY = re.compile(
    r"\b(?:to\s+(?=[A-Z]|(?:the|a|an|its|their|his|her|some|both|all|two|three)\b|\w+s\b)"
    r"|(?P<other>from|against)\s+)"
)
_TITLE = re.compile(r"\b(?:Ambassador|Envoy|Consul|Legate|Delegate|Representative|Nuncio)\b")
_OPPOSITE_WAY = {"to": "from", "from": "to"}
_TARGET = r"to|towards?|against|on|upon|over|in|at"


def swaps_roles(question: str, sentence: str) -> bool:
    """Whether a sentence tells the deed a question asks about with its parties swapped.

    False where it tells it the asked way round somewhere, where it tells another deed, and where
    the parties cannot be read.
    """
    if len(sentence) > READABLE_CHARACTERS:
        return False
    for asked in _asked_events(question):
        verdicts = [_compare(asked, told) for told in _told_events(sentence, asked.deed)]
        if True in verdicts and False not in verdicts:
            return True
    return False


def plays_other_role(question: str, sentence: str, words: str) -> bool:
    """Whether words of a sentence name a party that the question names already, or plays its part.

    "To whom did the town sell the mill?": in "The town of Brell sold the mill to Ana Berg", Brell
    is the seller, and that is the town's part.
    """
    party = _party(words)
    if party is None or len(sentence) > READABLE_CHARACTERS:
        return False
    for asked in _asked_events(question):
        known = dict(asked.ways)
        for told in _told_events(sentence, asked.deed):
            taken = [told.agent] if asked.agent else []
            taken += [told.patient] if asked.patient else []
            taken += [other for way, other in told.ways if way in known]
            free = [told.agent] if not asked.agent else []
            free += [told.patient] if not asked.patient else []
            free += [other for way, other in told.ways if way not in known]
            if any(_holds(p, party) for p in taken) and not any(_holds(p, party) for p in free):
                return True
    return False


def _compare(asked: Event, told: Event) -> bool | None:
    """True: swapped; False: the same way round; None: it cannot be told."""
    if _is_swapped(asked, told):
        return True
    ways = dict(told.ways)
    pairs = [(asked.agent, told.agent), (asked.patient, told.patient)]
    pairs += [(party, ways.get(way)) for way, party in asked.ways]
    return False if any(a and b and _within(a, b) for a, b in pairs) else None


def _is_swapped(asked: Event, told: Event) -> bool:
    ways = dict(told.ways)
    if asked.noun != told.noun and told.noun and not (told.agent and told.patient):
        return False
    apart = asked.agent and told.agent and not _within(asked.agent, told.agent)
    others = (told.patient, *ways.values())
    if apart and asked.agent and any(_holds(other, asked.agent) for other in others):
        return True
    if asked.agent and told.noun and told.agent is None and _holds(told.patient, asked.agent):
        return True
    if asked.patient and _acts(asked.patient, told) and not _holds(told.patient, asked.patient):
        return True
    for way, party in asked.ways:
        if _holds(ways.get(way), party):
            continue
        if _holds(ways.get(_OPPOSITE_WAY.get(way, "")), party) or _acts(party, told):
            return True
    return False


def _acts(party: Party, told: Event) -> bool:
    """Whether a party is itself the one who acts in what is told."""
    return told.head is not None and _within(party, told.head)


def _holds(whole: Party | None, party: Party) -> bool:
    return whole is not None and _within(party, whole)


def _within(party: Party, other: Party) -> bool:
    """Whether `other` names `party`, in full or by a shorter name of the same."""
    if not party.terms or not other.terms:
        return False
    if all(_alike(t, other.terms, t in party.names) for t in party.terms):
        return True
    return other.terms <= party.terms and bool(other.names or not party.names)


def _alike(term: str, others: frozenset[str], name: bool) -> bool:
    """Whether a term is among others; "Kestria" is in "Kestrian"."""
    if term in others:
        return True
    if not name or len(term) < 5:
        return False
    return any(o.startswith(term[:-1]) or (len(o) > 4 and term.startswith(o[:-1])) for o in others)


def _party(text: str) -> Party | None:
    terms = lemmas(text)
    names = lemmas(" ".join(t[0] for t in tokens(text) if t[0][0].isupper()))
    return Party(terms, names & terms) if terms else None


@lru_cache(maxsize=256)
def _asked_events(question: str) -> tuple[Event, ...]:
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
    deeds = [e for e in found if e and e.deed not in _MUTUAL and (e.agent or e.patient or e.ways)]
    return (*deeds, *(e for e in _relations(plain) if e.agent and e.patient))


def _verbs(words: list[re.Match[str]], helper: int) -> list[int]:
    """Where the verb of "did the Guild grant land to ..." may stand."""
    if words[helper][0].lower() not in _DO:
        return []
    last = verb_after(words, helper + 1)
    named = [i for i in range(helper + 1, len(words)) if words[i][0][0].isupper()]
    places = [] if last is None or last <= helper + 1 else [last]
    if named and named[0] <= helper + 2:
        end = next((i for i in range(named[0], len(words)) if words[i][0][0].islower()), None)
        if end is not None and end not in places and words[end][0].lower() not in _STOPS | {"of"}:
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
    by = _party(_phrase(agent[1])) if agent else None
    return Event(lemma(words[verb][0]), by, _party(_phrase(before)), _ways_behind(behind), by)


def _event(deed: str, subject: str | None, behind: str) -> Event:
    agent = _party(_phrase(subject)) if subject else None
    return Event(deed, agent, _party(_phrase(behind)), _ways_behind(behind), agent)


def _ways_behind(text: str) -> tuple[tuple[str, Party], ...]:
    found: dict[str, Party] = {}
    for match in _WAY.finditer(text):
        party = _party(_phrase(text[match.end() :]))
        if party:
            found.setdefault(match["other"] or "to", party)
    return tuple(found.items())


def _phrase(text: str) -> str:
    """The noun phrase a text opens with."""
    taken: list[str] = []
    at = 0
    for token in tokens(text):
        low = token[0].lower()
        between = text[at : token.start()].strip()
        if low in _STOPS or (between and between not in {"'", "’"}) or len(taken) > 6:
            break
        if taken and _closes(token[0], taken):
            break
        taken.append(token[0])
        at = token.end()
    return " ".join(taken)


def _closes(word: str, taken: list[str]) -> bool:
    """Whether a word no longer belongs to the noun phrase before it."""
    if is_auxiliary(word) or (is_verb(word) and taken[-1] not in _DETERMINERS):
        return True
    if word[0].isupper() or "of" in {word.lower(), taken[-1].lower()}:
        return False
    # "Kestria's leader" goes on behind the name, "Kestria sent" does not.
    return any(w[0].isupper() for w in taken) and not re.search(r"['’]s?$", taken[-1])


@lru_cache(maxsize=2048)
def _told_events(sentence: str, deed: str) -> tuple[Event, ...]:
    """What a sentence tells of a deed, by its verb and by its noun."""
    held = lemmas(sentence)
    if deed not in held and not (deed in _ENVOY and held & _ENVOY):
        return ()
    told = [_told_deed(clause, deed, sentence) for clause in split_clauses(sentence, deed)]
    nouns = [e for e in _relations(sentence) if e.deed == deed or {e.deed, deed} <= _ENVOY]
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
            patient = _party(done.of(clause.text)) if done else _inherited(clause)
            return Event(deed, _party(subject), patient, ways, _head(subject))
        thing = object_of(clause, deed)
        acting = bool(thing.strip()) or bool(ways)
        agent = _party(subject) or _inherited(clause)
        head = _head(subject) if subject else agent
        return Event(deed, agent, _party(thing), ways, head if acting else None)
    return None


def _inherited(clause: Clause) -> Party | None:
    return Party(clause.subject, frozenset()) if clause.subject else None


def _head(text: str) -> Party | None:
    """A noun phrase without what is only its owner: "the clerk" of "the town's clerk"."""
    bare = re.split(r"\s+(?:of|in|from|at|near|behind)\s+(?=the\b|[a-z])", text)[0]
    if re.search(r"['’]s?\s", bare):
        bare = re.split(r"['’]s?\s+", bare)[-1]
    return _party(bare)


_NAMED = r"[A-ZÀ-ÖØ-Þ][\w-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-ZÀ-ÖØ-Þ][\w-]*)*"
_OWNED = re.compile(
    rf"(?P<owner>{_NAMED}|[a-z-]{{3,}})(?:['’]s|s['’])\s+(?:[a-z-]+\s+){{0,2}}?(?P<noun>[a-z]+)\b"
)
# "Kestria's first ambassador to": the noun is the one that goes somewhere.
_OWNED_TO = re.compile(
    rf"(?P<owner>{_NAMED}|[a-z-]{{3,}})(?:['’]s|s['’])\s+(?:[a-z-]+\s+){{1,2}}?(?P<noun>[a-z]+)"
    rf"(?=\s+(?:{_TARGET})\s)"
)
_ADJECTIVE = re.compile(rf"\b(?P<owner>{_NAMED})\s+(?P<noun>[a-z]+)\b")
_OF = re.compile(r"\b(?P<noun>[a-z]+)\s+(?:of|from)\s+")
_TO = re.compile(rf"\b(?P<noun>[a-z]+)\s+(?:{_TARGET})\s+")
_TO_WHOM = re.compile(rf"\s+(?:{_TARGET})\s+")


def _relations(text: str) -> list[Event]:
    """Nouns with whose they are and whom they go to: "Kestria's ambassador to Ondal"."""
    text = _TITLE.sub(lambda title: title[0].lower(), text)  # "the Ambassador of Kestria"
    found: list[Event | None] = []
    owners = (_OWNED, _OWNED_TO, _ADJECTIVE)
    for match in (match for pattern in owners for match in pattern.finditer(text)):
        noun, owner = lemma(match["noun"]), _party(match["owner"])
        target = _target(text[match.end() :])
        told = target or match.re is _OWNED or noun in _ENVOY
        if owner and told and _is_relation(match["noun"]):
            found.append(Event(noun, owner, target, head=owner, noun=True))
    for match in (*_OF.finditer(text), *_TO.finditer(text)):
        if _is_relation(match["noun"]):
            rest = text[match.end() :]
            found.append(_of_and_to(lemma(match["noun"]), match.re is _OF, rest))
    return [event for event in found if event]


def _is_relation(word: str) -> bool:
    return lemma(word) not in _MUTUAL and not is_verb(word) and word not in _STOPS | {"of"}


def _of_and_to(noun: str, owned: bool, behind: str) -> Event | None:
    """The parties of a noun that go before ("of the town") and behind ("to the Guild")."""
    phrase = _phrase(behind)
    first = _party(phrase)
    words = tokens(behind)[: len(phrase.split())]
    if first is None or not words:
        return None
    rest = behind[words[-1].end() :]
    by = re.match(r"\s+by\s+", rest)
    if by:
        agent = _party(_phrase(rest[by.end() :]))
        return Event(noun, agent, first, head=agent, noun=True)
    if owned:
        return Event(noun, first, _target(rest), head=first, noun=True)
    source = re.match(r"\s+(?:from|of)\s+", rest)
    owner = _party(_phrase(rest[source.end() :])) if source else None
    return Event(noun, owner, first, head=owner, noun=True)


def _target(rest: str) -> Party | None:
    match = _TO_WHOM.match(rest)
    return _party(_phrase(rest[match.end() :])) if match else None
