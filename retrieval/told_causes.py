"""What caused a thing, or who is to blame for it: sentences that say so, or say that it is not so.

    "What caused the flood?"    "The gale caused the flood."  "The flood was due to neglect."
                                "The mine had nothing to do with the flood."
                                "The cause was neglect."  where the passage speaks of the flood

Shared words are a poor guide here: all sentences about a flood hold them, and those that name its
cause often do not. What a thing led to itself ("The flood caused a famine.") is no cause of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .candidates import sentence_before
from .clauses import READABLE_CHARACTERS, negated
from .features import surroundings
from .query import Part
from .ranking import Ranked, best_first
from .word_forms import lemma, lemmas, tokens

_NAMED, _MEANT = 2, 1
# A sentence that tells it answers; how likely the reader finds it orders those that tell it alike.
_LEAST = {_NAMED: 0.7, _MEANT: 0.45}
_STEP = 0.25

_BE = r"(?:is|was|are|were|be|been|being)"
_ADVERBS = r"(?:(?:[a-z]+ly|also|then|first|in fact|itself|not|never|indeed|perhaps) ){0,2}"
_CAUSED = (
    r"(?:caus(?:e|es|ed|ing)(?! of\b)|trigger(?:s|ed|ing)?|provok(?:e|es|ed|ing)|spark(?:s|ed|ing)?"
    r"|induc(?:e|es|ed|ing)|precipitat(?:e|es|ed|ing)|unleash(?:es|ed|ing)?"
    r"|(?:brings?|brought|bringing) (?:about|on)|(?:sets?|setting) off|g[ia]v(?:e|es|ing) rise to"
    r"|(?:leads?|led|leading) to|contribut(?:e|es|ed|ing) to|result(?:s|ed|ing)? in)"
)
_CAUSE = r"(?:causes?|reasons?|origins?|triggers?|explanations?|culprits?|roots?)"
_OF = r"(?:of|for|behind)"
_HAPPEN = r"(?:happen|occur|take place|come about|break out)"
_FAIL = r"(?:fail|collapse|burst|breach|break|rupture|give way|sink|crash|explode|burn down)"
_ASKS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        (
            rf"\b(?:what|who)(?: else)? {_ADVERBS}(?:{_CAUSED}|(?:is|was|lay|lies) behind)"
            r" (?P<event>.+)"
        ),
        (
            r"\b(?:what|which|about|on)\b(?: \w+){0,4} (?:the |a )?(?:\w+ ){0,2}?"
            rf"{_CAUSE} {_OF} (?P<event>.+)"
        ),
        rf"^(?:the )?{_CAUSE} {_OF} (?P<event>.+)",
        (
            r"\b(?:to blame|at fault|responsible|accountable|blamed?|responsibility|the blame)"
            r"(?: \w+){0,2} for (?P<event>.+)"
        ),
        r"\bwhose fault (?:is|was|were) (?P<event>.+)",
        rf"\bwhy did (?P<event>.+?) {_HAPPEN}\b",
        rf"\bwhy did (?P<event>.+? {_FAIL})\b",
    )
)
_FAILURES = (
    (
        "fail failure collapse burst breach break rupture give accident disaster catastrophe "
        "incident tragedy event"
    ),
    "sink sinking shipwreck wreck accident disaster catastrophe tragedy",
    "crash accident disaster",
    "explode explosion blast accident disaster",
    "burn fire blaze",
    "quake earthquake tremor",
    "spill leak spillage leakage discharge release",
    "shelling bombardment bombing",
    "massacre killing killings bloodshed slaughter",
)
_DEED = re.compile(
    r"^(?:and |but |so |then )?who (?:really |first |actually |else )?(?P<deed>fired (?:on|at)"
    r"|opened fire|shelled|attacked|bombed|bombarded|killed|murdered|shot|massacred|assassinated"
    r"|poisoned|set fire to|burn(?:ed|t)(?: down)?|blew up|sabotaged|destroyed|looted|leaked"
    r"|stole|robbed|sank)\b(?P<rest>.*)",
    re.I,
)
_DEEDS = (
    "fire shell shelling attack bomb bombing bombard bombardment strike round",
    "kill murder killing massacre shoot shooting slaughter assassinate assassination death shot",
    "burn arson set blaze",
    "leak disclose pass",
    "steal theft rob robbery loot looting",
    "destroy destruction demolish blow sabotage explosion",
    "sink sinking",
    "poison poisoning",
)
_ENDS_PHRASE = re.compile(
    r"[?.!,;:()]|\s(?:of|in|at|on|from|during|near|to|that|which|who|by|with|between|after|before"
    r"|since|for|along|over|under|according|and|or)\b"
)
_POINTS = frozenset("it this that they these".split())
_GENERIC = lemmas("accident disaster catastrophe incident tragedy event failure")


@dataclass(frozen=True, slots=True)
class Event:
    """What a question asks the cause of.

    Attributes:
        words: lemmas that name it, any of them.
        things: lemmas of what it happened to: "the dam" of "the dam's collapse".
        deed: whether somebody's deed is asked about: "who shelled the market?"
    """

    words: frozenset[str]
    things: frozenset[str]
    deed: bool = False


@lru_cache(maxsize=256)
def event_asked(question: str) -> Event | None:
    """What a question asks the cause of, or the blame for; None for any other question.

    Who did what hurts others ("Who burned the mill?") is asked as blame is.
    """
    deed = _DEED.match(question)
    if deed:
        verb = next(lemma(t[0]) for t in tokens(deed["deed"]) if t[0].lower() != "opened")
        alike = {lemma(w) for row in _DEEDS for w in row.split() if verb in lemmas(row)}
        return Event(frozenset({verb} | alike), lemmas(deed["rest"]), deed=True)
    for pattern in _ASKS:
        found = pattern.search(question)
        if found:
            return _event(found["event"])
    return None


def _event(phrase: str) -> Event | None:
    end = _ENDS_PHRASE.search(phrase)
    first = phrase[: end.start()] if end else phrase
    words = [lemma(t[0]) for t in tokens(first) if t[0].lower() not in {"the", "a", "an", "this"}]
    if not words:
        return None
    head, plain = words[-1], [t[0] for t in tokens(first)][:-1]
    alike = {lemma(w) for row in _FAILURES for w in row.split() if head in lemmas(row)}
    # "the dam failure", "the Orm flood"; of "the terrible flood" nothing else is known.
    things = lemmas(" ".join(w for w in plain if alike or not w.islower()))
    if end and end[0].strip() == "of":
        behind = phrase[end.end() :]
        stop = _ENDS_PHRASE.search(behind)
        things |= lemmas(behind[: stop.start()] if stop else behind)
    return Event(frozenset({head} | alike), things)


def causes_first(part: Part, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The sentences that tell the cause asked about before all others, with a score to match.

    Where nothing else is asked they come back as they are.

    Args:
        ranked: those that fit, best first.
    """
    event = event_asked(part.text)
    if event is None:
        return list(ranked)
    raised = []
    for item in ranked:
        candidate = item.candidate
        around = surroundings(candidate.passage)
        told = tells_cause(event, candidate.text, sentence_before(candidate), around)
        raised.append(
            replace(
                item,
                score=_LEAST[told] + _STEP * item.score,
                features={**item.features, "causal": 1.0},
            )
            if told
            else item
        )
    return sorted(raised, key=best_first)


_SILENT = re.compile(
    r"\?[\"”’']?\s*$|\b(?:whether|until|if|unless)\b[^,;]*\bcaus"
    r"|\b(?:to|will|would|must|should) (?:find|establish|determine|investigate|clarify|examine"
    r"|look into|study|identify)\b[^,;]*\bcaus",
    re.I,
)
_ACTIVE = re.compile(
    rf"\b(?:{_CAUSED}|(?:is|was|are|were) {_ADVERBS}(?:behind|responsible for"
    r"|to blame for|at fault for|the (?:\w+ )?(?:cause|reason|trigger|explanation) (?:of|for))"
    r"|blam(?:e|es|ed|ing)\b(?P<blamed>[^,;]*?) for"
    r"|(?:play(?:s|ed)?|had) (?:a|no|any|some) (?:\w+ )?(?:part|role|share) in)\b(?! by\b)",
    re.I,
)
_PASSIVE = re.compile(
    rf"\b(?:{_CAUSED} (?:\w+ly )?by|due to|owing to|because(?: of)?|down to|as a result of"
    r"|(?:the|a) (?:direct |inevitable )?(?:result|work|consequence|outcome|fault) of"
    r"|(?:result(?:s|ed)?|stem(?:s|med)?|arises?|arose|follow(?:s|ed)?) from|attribut(?:ed|able) to"
    r"|ascribed to|put down to|traced (?:back )?to|explained by|for lack of"
    r"|(?:had|has|have|having) (?:nothing|little|much|everything|something) to do with)\b",
    re.I,
)
_NATURE = re.compile(
    rf"\b(?:{_BE}|remains?)(?: \w+| ?,[^,]*,){{0,3}}? (?:(?:an?|no|the|any) )?(?:\w+ )?"
    r"(?P<nature>accident"
    r"|natural (?:\w+ )?(?:event|disaster|cause|causes|origin|phenomenon)|act of \w+|sabotage"
    r"|arson|man-made|manmade|human error|negligence|neglect|inevitable|avoidable|preventable"
    r"|unavoidable|foreseeable|unforeseeable|deliberate|accidental|natural)\b",
    re.I,
)
_DISTANCED = re.compile(
    r"\b(?:wants?|would have|asks?|asked|wanted) (?:us|everyone|people|readers|the \w+) (?:to )?"
    r"believe\b|\bwe are told\b|\bso-called\b|\bsupposed(?:ly)?\b|\bpretend",
    re.I,
)
_CAUSE_IS = re.compile(
    rf"\b{_CAUSE} (?:(?:of|for|behind) [^,;]{{1,60}} )?(?:is|was|were|are|la?y|lies)\b", re.I
)
_IS_CAUSE = re.compile(
    r"\b(?:is|was|were|are) (?:\w+ ){0,3}?(?:(?:cause|culprit|trigger)s?|to blame|at fault)\b"
    r"|\bcaused (?:it|this|that)\b",
    re.I,
)
_BLAME = re.compile(
    r"\bblam(?:es|ed|ing)\b|\bblame (?=(?:the|it|this|that|him|her|them|us|me|[A-Z])\b)"
    r"|\bto blame\b|\bblame (?:lies|lay|rests|rested|falls|fell)\b|\bat fault\b"
    r"|\bfault (?:lies|lay|is|was|of)\b|\b(?:my|our|his|her|their|its|['’]s) (?:own )?fault\b"
    r"|\bresponsib(?:le for|ility (?:lies|lay|rests|for))\b|\b(?:bears?|bore|carr(?:y|ies|ied)"
    r"|accepts?|accepted|takes?|took|den(?:y|ies|ied)) (?:\w+ ){0,3}(?:responsibility|blame|fault"
    r"|liability)\b|\bhold(?:s|ing)? [^,;.]{1,50} (?:responsible|accountable)\b"
    r"|\bheld (?:[^,;.]{1,50} )?(?:responsible|accountable)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a sentence says of the cause of an event.

    Attributes:
        open: 2 where the sentence names the event, 1 where only what stands around it does.
        cause: the words for the cause; empty where the rules do not find them.
        denied: whether the sentence says that it was not that.
    """

    open: int
    cause: str = ""
    denied: bool = False


def tells_cause(event: Event, sentence: str, before: str, around: str) -> int:
    """How openly a sentence tells a cause of an event, denies one, or lays blame for it.

    Args:
        before: the sentence before it, where "it" or "the disaster" may be named.
        around: its passage with headings and title; what the event befell has to stand there, or
            in the sentence.

    Returns:
        2 where the sentence names the event, 1 where only what stands around it does, else 0.
    """
    if event.things and not event.things & lemmas(f"{sentence} {around}"):
        return 0
    telling = read_telling(
        event, sentence, near=_named(event, around), pointed=_named(event, before)
    )
    return telling.open if telling else 0


def read_telling(
    event: Event, sentence: str, *, near: bool, pointed: bool = True
) -> Telling | None:
    """What a sentence says of an event's cause; None where it says nothing of it.

    Args:
        near: whether what stands around the sentence names the event.
        pointed: whether "it" may be the event: the sentence right before names it.
    """
    if len(sentence) > READABLE_CHARACTERS or _SILENT.search(sentence):
        return None
    if _DISTANCED.search(sentence):
        return Telling(_MEANT) if near or _named(event, sentence) else None
    if event.deed:
        return _doer(event, sentence, near=near)
    for found in _ACTIVE.finditer(sentence):
        behind = _CLAUSE_ENDS.split(sentence[found.end() :])[0]
        cause = _CLAUSE_STARTS.split(sentence[: found.start()])[-1]
        if _named(event, behind) or (pointed and _is_pointed(behind)):
            told = found["blamed"] or cause
            is_open = _NAMED if _named(event, behind) else _MEANT
            return Telling(is_open, told, negated(f"{cause} {found[0]}"))
    for pattern in (_PASSIVE, _NATURE):
        for found in pattern.finditer(sentence):
            before = _CLAUSE_STARTS.split(sentence[: found.start()])[-1]
            if _named(event, before) or (pointed and _opens_pointing(before)):
                behind = _CLAUSE_ENDS.split(sentence[found.end() :])[0]
                told = behind if pattern is _PASSIVE else found["nature"]
                is_open = _NAMED if _named(event, before) else _MEANT
                return Telling(is_open, told, negated(f"{before} {found[0]}"))
    return _bare_cause(event, sentence, near=near)


def _doer(event: Event, sentence: str, *, near: bool) -> Telling | None:
    """Whose deed a sentence says it was: "was shelled by", "carried out by", "did not fire"."""
    for found in _DONE_BY.finditer(sentence):
        before = _CLAUSE_STARTS.split(sentence[: found.start()])[-1]
        is_deed = lemma(found["deed"]) in event.words
        if is_deed or (_CARRIED_OUT.fullmatch(found["deed"]) and _named(event, before)):
            behind = _CLAUSE_ENDS.split(sentence[found.end() :])[0]
            # "fired from the ridge": whence, and not by whom.
            doer = behind if found["by"].lower() == "by" else ""
            return Telling(_NAMED, doer, negated(f"{before} {found[0]}"))
    denied = _DID_NOT.search(sentence)
    if denied and _named(event, denied["deed"]):
        return Telling(_NAMED, _CLAUSE_STARTS.split(sentence[: denied.start()])[-1], denied=True)
    if near and _lays_blame(event, sentence):
        return Telling(_NAMED if _named(event, sentence) else _MEANT)
    return None


_DONE_BY = re.compile(
    r"\b(?P<deed>carried out|[a-z]+) (?P<by>by|from) (?!(?:means|way|the time|\d|[a-z]+ing)\b)",
    re.I,
)
_CARRIED_OUT = re.compile(r"carried out|committed|ordered|perpetrated|done|organi[sz]ed", re.I)
_DID_NOT = re.compile(
    r"\b(?:(?:did|had|has|have) (?:not|never)|never) (?P<deed>\w+(?: \w+){0,3})", re.I
)


def _bare_cause(event: Event, sentence: str, *, near: bool) -> Telling | None:
    """What "the cause" or "to blame" tells, where the event need not stand in the sentence."""
    is_open = _NAMED if _named(event, sentence) else _MEANT if near else 0
    if not is_open:
        return None
    found = _CAUSE_IS.search(sentence)
    if found:
        behind = _CLAUSE_ENDS.split(sentence[found.end() :])[0]
        return Telling(is_open, behind, negated(behind))
    found = _IS_CAUSE.search(sentence)
    if found:
        cause = _CLAUSE_STARTS.split(sentence[: found.start()])[-1]
        return Telling(is_open, cause, negated(f"{cause} {found[0]}"))
    return Telling(is_open) if _lays_blame(event, sentence) else None


_BLAMED = re.compile(r"\bblam\w+\b(?P<whom>[^,;.]*?) (?P<how>for|on) (?P<what>[^,;.]+)", re.I)


def _lays_blame(event: Event, sentence: str) -> bool:
    """Whether a sentence lays blame, and for nothing else: "blamed the mayor for the strike"."""
    if not _BLAME.search(sentence):
        return False
    found = _BLAMED.search(sentence)
    if found is None:
        return True
    matter = found["what"] if found["how"].lower() == "for" else found["whom"]
    return (
        _named(event, matter)
        or _is_pointed(matter)
        or (
            # "blamed the army on the ridge": where it stands.
            event.deed and found["how"].lower() == "on"
        )
    )


_CLAUSE_ENDS = re.compile(r"[;.]|,\s+(?:but|while|although|though|which|who|and)\b")
_CLAUSE_STARTS = re.compile(r"[;:“\"]|,\s+(?:but|while|although|though|which|and)\b|\bthat\b")


def _named(event: Event, text: str) -> bool:
    held = lemmas(text)
    return bool(held & event.words)


def _is_pointed(text: str) -> bool:
    """Whether "it", "this" or "the disaster" is what follows."""
    words = text.split()[:3]
    return bool(words) and (
        words[0].lower().strip(".,") in _POINTS or bool(lemmas(" ".join(words)) & _GENERIC)
    )


def _opens_pointing(text: str) -> bool:
    """Whether a clause is about "it", "this" or "the disaster"."""
    words = re.split(r"[,:“\"]\s*", text)[-1].split()
    return bool(words) and (
        words[0].lower() in _POINTS or bool(lemmas(" ".join(words[:4])) & _GENERIC)
    )
