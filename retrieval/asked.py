"""What a question leaves open: the slot, and what it is bound to.

"When was the second bridge opened?" leaves a date open, bound to the second bridge and to
opening. Read by rule from the order of English questions; None where the order is another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.words import STOP_WORDS, content_words

from .base_verbs import BASE_VERBS
from .measures import Measure, measure_asked
from .quantities import find_quantities
from .query import Expected, Kind, Part
from .word_forms import is_auxiliary, is_past, lemma, lemmas, tokens

_OPENING = re.compile(
    r"^(?:(?:and|but|so|then|according to [^,]+,)\s+)?(?:(?P<prep>in|on|at|by|from|to|with|for|of)"
    r"\s+)?(?P<wh>who|whom|whose|what|which|when|where|how (?:many|much|long|old|far|often|big|"
    r"large|high|deep|tall|wide|fast)|how)\b\s*(?P<rest>.*?)[\s?.!]*$",
    re.I | re.S,
)
_FIGURE = re.compile(
    r"(?:is|was|were|are) (?:the |its )?(?:\w+ )?(?:population|height|length|size|area|price|cost"
    r"|fee|depth|width|age|weight|total|number|amount|sum|levy|tax|toll|wage|salary|distance|speed|rate"
    r"|temperature|budget|debt|turnout)\b",
    re.I,
)
PREPOSITION = frozenset(
    "in on at for with from to by after before under over between into through during about "
    "against across near since until within behind beyond along around off up out down".split()
)
DETERMINER = frozenset(
    "the a an its their his her this that these those our your my any some no every each".split()
)
DIMENSIONS = tuple(
    frozenset(lemma(w) for w in words.split())
    for words in (
        "high tall height", "long length", "wide broad width", "deep depth", "old age aged",
        "thick thickness", "heavy weight",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question leaves open and what it binds it to.

    Attributes:
        slot: the type of the filler; ANY = whatever is the subject or agent.
        subject: whether the filler is who or what does it (or to whom it is done, passive).
        verb: lemma of the event; None where the question names none but being.
        things: lemmas of what takes part: all have to be in the filler's clause.
        unit: lemmas of what is counted; empty where none is.
        patient: whether the subject is the one it is done to ("who was elected").
        measure: lemmas of the dimension asked for ("how high"); empty where none is.
        scale: what is to be measured, in whose units the filler has to be; None = any.
    """

    slot: Expected
    subject: bool
    verb: str | None
    things: frozenset[str]
    unit: frozenset[str] = frozenset()
    patient: bool = False
    measure: frozenset[str] = frozenset()
    scale: Measure | None = None


@lru_cache(maxsize=512)
def read_asked(part: Part) -> Asked | None:
    """The slot a question leaves open; None for why, how, yes/no and other questions."""
    if part.kind not in {Kind.FACT, Kind.LIST, Kind.VIEW, Kind.KEYWORD}:
        return None
    opening = _OPENING.match(part.text.strip())
    if opening is None:
        return None
    wh, rest = opening["wh"].lower(), opening["rest"]
    words = tokens(rest)
    if not words:
        return None
    unit: frozenset[str] = frozenset()
    at = 0
    if wh.startswith("how m") or wh in {"which", "what"}:
        at = _noun_phrase(rest, 0)
        counted = [w[0] for w in words[:at] if not find_quantities(w[0])]
        unit = lemmas(" ".join(counted))
    patient = False
    helped = at < len(words) and is_auxiliary(words[at][0])
    if helped and words[at][0].lower() in {"did", "does", "do"}:
        verb_at = verb_after(words, at + 1)
        subject = False
    elif helped:
        verb_at, subject = participle(words, at + 1, wh)
        patient = subject
    else:
        verb_at, subject = at, True
    verb = lemma(words[verb_at][0]) if verb_at is not None and verb_at < len(words) else None
    if verb and (is_auxiliary(words[verb_at or 0][0]) or verb == "have"):
        verb = None
    others = [w[0] for i, w in enumerate(words) if i != verb_at and i >= at]
    things = lemmas(" ".join(others)) - ({verb} if verb else set())
    # "what year", "which city", "what share" name the type, not a thing of the event.
    if part.expects in {Expected.DATE, Expected.PLACE, Expected.MONEY} and wh in {"which", "what"}:
        unit = frozenset()
    if wh == "how much" and part.expects is Expected.MONEY:
        unit -= lemmas("money")
    subject = subject and part.expects in {Expected.PERSON, Expected.ANY}
    if part.expects is Expected.PERSON and (wh == "whom" or opening["prep"]) and not subject:
        return None
    slot = Expected.NUMBER if _FIGURE.match(rest) and not subject else part.expects
    if slot is Expected.ANY and not subject:
        return None
    if not things - unit and not unit:
        return None
    measure = next((d for d in DIMENSIONS if lemma(wh.split()[-1]) in d), frozenset())
    scale = measure_asked(part.text)
    return Asked(slot, subject, verb, things - unit, unit, patient and subject, measure, scale)


def other_dimension(asked: Asked, terms: frozenset[str]) -> bool:
    """Whether the words tell a dimension ("wide"), and not the one asked for ("how high")."""
    if not asked.measure or terms & asked.measure:
        return False
    return any(terms & d for d in DIMENSIONS)


def asks_for_words(part: Part) -> frozenset[str]:
    """Lemmas of all content words of a question, the wh-word aside."""
    return lemmas(" ".join(w for w in content_words(part.text) if w not in STOP_WORDS))


def _noun_phrase(rest: str, start: int) -> int:
    """How many words from `start` belong to "which city", "how many boats"."""
    words = tokens(rest)
    place = start
    while place < len(words):
        word = words[place][0].lower()
        if is_auxiliary(word) or is_past(words[place][0]) or word in PREPOSITION - {"of"}:
            break
        place += 1
        if place - start >= 1 and place < len(words) and not is_auxiliary(words[place][0]):
            if any(is_auxiliary(w[0]) or is_past(w[0]) for w in words[place : place + 4]):
                continue
            break
    return place


def verb_after(words: list[re.Match[str]], start: int) -> int | None:
    """The base verb of "did the Guild of Fishers pay ...": the last word of the subject's run."""
    shown = _shown_verb([w[0] for w in words], start)
    if shown is not None:
        return shown
    last: int | None = None
    run = 0
    # "the levy on flour end": behind a determiner a noun comes first, then the verb.
    least = 3 if start < len(words) and words[start][0].lower() in DETERMINER else 2
    for place in range(start, len(words)):
        word = words[place][0]
        low = word.lower()
        if word[0].isupper() or low in {"i", "he", "she", "it", "they", "we", "you"}:
            if last is not None and run >= least:
                break
            run += 1
            last = None if word[0].isupper() or len(low) < 5 else last
            continue
        if low in DETERMINER and run == 0:
            run = 1
            continue
        if low == "of" or (low in {"and"} and last is not None):
            run = max(run, 1)
            last = None
            continue
        if low in PREPOSITION and least == run + 1 and last is not None:
            last = None
            continue
        if low in PREPOSITION or low in DETERMINER or low[0].isdigit():
            if last is not None and (run >= least or (low in DETERMINER and run >= least - 1)):
                break
            continue
        last = place
        run += 1
    return last


def _shown_verb(words: list[str], start: int) -> int | None:
    """A verb that the list knows, or that a noun phrase follows: "break the rules"."""
    none = DETERMINER | PREPOSITION | _NO_VERB
    places = [
        place
        for place in range(start + 1, len(words))
        if words[place].islower()
        and words[place] not in none
        and words[place - 1].lower() not in DETERMINER | PREPOSITION | {"of", "and", "or"}
    ]
    followed = (p for p in places if p + 1 < len(words) and words[p + 1].lower() in DETERMINER)
    return next((p for p in places if words[p] in BASE_VERBS), next(followed, None))


_NO_VERB = frozenset("of and or but to all both half such not than as too so back away".split())


def participle(words: list[re.Match[str]], start: int, wh: str) -> tuple[int | None, bool]:
    """The participle of "was the bridge opened"; True where it follows at once ("who was …")."""
    for place in range(start, len(words)):
        if is_past(words[place][0]):
            direct = wh in {"who", "what", "which"} and place - start <= 1
            return place, direct
    return None, False
