"""Short answers: the few words that answer, and who holds them.

A short answer is cut from a sentence that is cited whole. It is given only for facts: never for
an opinion, a forecast or a hedge, never where the cut would drop a negation, condition,
attribution or quantifier, and only where it has the type that was asked for. Equal answers of
several sentences are one, with all their holders.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .features import holds_type
from .folding import fold_text
from .governors import NEGATION
from .lead_ins import holder
from .quantities import find_quantities
from .query import Expected, Kind, Part
from .ranking import Ranked
from .records import Citation, ShortAnswer

MOST_CHARACTERS = 90
_SOFT = re.compile(
    r"\b(?:may|might|could|would|should|perhaps|possibly|probably|likely|apparently|reportedly"
    r"|allegedly|seems?|appears?|expected|will|shall|plans? to|intends? to|believes?|thinks?"
    r"|in (?:my|our) (?:view|opinion)|hopes?|fears?|if)\b",
    re.I,
)
_CONDITION = re.compile(
    r"\b(?:if|unless|provided that|in case|whether|assuming|supposedly|as long as|otherwise)\b",
    re.I,
)
_REPORTED = re.compile(
    r"\baccording to\b|\b(?:says?|said|claim(?:s|ed)|argue[sd]?|alleg\w+|assert(?:s|ed)?"
    r"|maintain(?:s|ed)|insist(?:s|ed)|report(?:s|ed)|announced?|stated?|wrote|told \w+)"
    r"(?:\s+that\b|\s*[,:“\"])|[,”\"]\s+(?:\w+\s+){0,3}(?:said|says|wrote|claimed)\b",
    re.I,
)
_BOUND = re.compile(
    r"\b(?:at least|at most|only|more than|less than|fewer than|over|under|up to|nearly|almost"
    r"|about|around|roughly|approximately|some|half(?: of)?|part of|most of|all but|not)\s*$",
    re.I,
)
_FACTUAL = frozenset({Kind.FACT, Kind.LIST, Kind.KEYWORD})


@dataclass(frozen=True, slots=True)
class Found:
    """Words that answer, the statement they stand in, and the statement's citations."""

    text: str
    statement: int
    citations: tuple[Citation, ...]


def cut_answer(part: Part, ranked: Ranked, least: float) -> str | None:
    """The words of a sentence that answer by themselves, or None.

    Args:
        least: least probability of the reader's span.
    """
    reading = ranked.reading
    if part.kind not in _FACTUAL or part.expects is Expected.ANY:
        return None
    if reading is None or reading.start is None or reading.end is None:
        return None
    sentence = ranked.candidate.text
    words = sentence[reading.start : reading.end].strip(" ,;:.")
    if not words or len(words) > MOST_CHARACTERS or reading.span_score < least:
        return None
    if _SOFT.search(sentence) or not holds_type(part.expects, f"x {words}"):
        return None
    start = sentence.index(words, reading.start)
    return None if governed(sentence, start, start + len(words)) else words


def governed(sentence: str, start: int, end: int) -> bool:
    """Whether something outside sentence[start:end] changes what those words mean as an answer.

    Negations, hedges, conditions and reporting clauses anywhere in the sentence count, and a
    bound right before the words ("at least", "nearly"). The subject and the date may stay
    outside: a short answer is always shown inside its whole sentence.
    """
    outside = f"{sentence[:start]} | {sentence[end:]}"
    if NEGATION.search(outside) or _CONDITION.search(outside) or _REPORTED.search(outside):
        return True
    return bool(_BOUND.search(sentence[:start]))


def group_answers(found: Sequence[Found]) -> tuple[ShortAnswer, ...]:
    """One short answer per distinct answer, in order of first appearance."""
    groups: dict[str, list[Found]] = {}
    for item in found:
        groups.setdefault(_same(item.text, groups), []).append(item)
    answers = []
    for items in groups.values():
        citations = tuple(dict.fromkeys(c for item in items for c in item.citations))
        holders = tuple(dict.fromkeys(name for c in citations for name in holder(c)))
        answers.append(ShortAnswer(items[0].text, citations, holders))
    return tuple(answers)


def answer_key(text: str) -> str:
    """What equal short answers share: numbers by value and unit, else the folded words."""
    numbers = find_quantities(fold_text(text))
    if numbers:
        return " ".join(sorted({f"{min(n.values)!r}{n.unit}" for n in numbers if n.values}))
    words = re.findall(r"\w+", text.casefold())
    return " ".join(w for w in words if w not in {"the", "a", "an", "in", "on", "by", "of"})


def same_answer(one: str, two: str) -> bool:
    """Whether two short answers are the same.

    Equal keys are; so are a name and its longer form, and a date and the year it falls in.
    """
    first, second = set(answer_key(one).split()), set(answer_key(two).split())
    if first == second:
        return True
    if not first or not second or not (first <= second or second <= first):
        return False
    shared = first & second
    return not any(t[0].isdigit() for t in first | second) or any(map(_is_year, shared))


def _is_year(token: str) -> bool:
    return bool(re.fullmatch(r"(?:1[5-9]|20)\d\d\.0", token))


def _same(text: str, known: dict[str, list[Found]]) -> str:
    """The answer among those known that `text` equals, else itself."""
    return next((other for other in known if same_answer(text, other)), text)
