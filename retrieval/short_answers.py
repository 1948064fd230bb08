"""Short answers: the few words that answer, and who holds them.

A short answer is cut from a sentence that is cited whole. It is given only for facts: never for
an opinion, a forecast or a hedge, never where the cut would drop a negation, condition,
attribution or quantifier, and only where it has the type that was asked for and is bound to the
event, unit and role asked about: by rule (`fillers`) where one clause says so, else by the
reader's span where nothing else of its type could be meant. Equal answers of several sentences
are one, with all their holders.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Span

from .answered_turns import words_told
from .asked import Asked, asks_for_words, other_dimension, read_asked
from .asked_roles import plays_other_role, swaps_roles
from .clauses import READABLE_CHARACTERS, split_clauses
from .clean_names import clean_name
from .features import fits_type
from .fillers import bound_elsewhere, candidates, fill_slot
from .folding import fold_text
from .governors import NEGATION
from .holders import holders_of, signed_copies
from .measures import Measure
from .quantities import find_quantities
from .query import Expected, Kind, Part, names_in
from .ranking import Ranked
from .records import Citation, ShortAnswer
from .word_forms import lemmas

MOST_CHARACTERS = 90
_SOFT = re.compile(
    r"\b(?:(?-i:may)|might|could|would|should|perhaps|possibly|probably|likely|apparently|reportedly"
    r"|allegedly|seems?|appears?|expected|will|shall|plans? to|intends? to|believes?|thinks?"
    r"|in (?:my|our|his|her|their) (?:view|opinion)|hopes?|hoped|fears?|feared|if|arguably"
    r"|supposed(?:ly)?|scheduled|planned|forecast|projected|proposed|ought|must|rumou?red"
    r"|thought|believed|presumably|due to (?:open|close|begin|start|end))\b",
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
_EVALUATION = re.compile(
    r"\b(?:best|worst|greatest|better|worse|blame|guilty|fault|responsible|important|wrong|right"
    r"|fair|unfair|good|bad|should|ought|likely|expected|think|believe|opinion|view|success\w*"
    r"|fail(?:ure|ed)?|legitimate|just(?:ified)?|illegal|will|would)\b",
    re.I,
)
_PART_OF = re.compile(
    r"\b(?:half|the rest|the remainder|equal parts|jointly|third of|quarter of|part of|most of"
    r"|some of|together with)\b",
    re.I,
)
_MOST_WORDS = 8
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
    sentence = ranked.candidate.text
    told = words_told(part, ranked)
    if told is not None:
        return told
    if part.kind not in _FACTUAL or _EVALUATION.search(part.text) or _SOFT.search(sentence):
        return None
    if len(sentence) > READABLE_CHARACTERS or swaps_roles(part.text, sentence):
        return None
    asked = read_asked(part)
    bound = _bound(asked, sentence) if asked else []
    if len(bound) > 1:
        return None
    span = bound[0] if bound else _read(part, asked, ranked, least)
    if span is None or len(span) > MOST_CHARACTERS:
        return None
    words = span.of(sentence)
    if not bound and not fits_type(part, f"x {words}"):
        return None
    if governed(sentence, span.start, span.end):
        return None
    return None if plays_other_role(part.text, sentence, words) else words


def _bound(asked: Asked, sentence: str) -> list[Span]:
    """The spans that fill the slot by rule, each value once."""
    found: dict[str, Span] = {}
    for filler in fill_slot(asked, sentence):
        if asked.subject and _PART_OF.search(filler.clause.text):
            return [filler.span, filler.span]
        span, text = filler.span, filler.text
        if asked.subject:
            name = clean_name(text)
            if name is None:
                continue
            span = Span(span.start + name.start, span.start + name.end)
            text = name.of(text)
        apposition = re.search(r",\s+(?:the|a|an|its|then|who)\s|\s+alone$", text)
        if asked.subject and apposition:
            span = Span(span.start, span.start + apposition.start())
        # "by the ships that used it": the description goes on.
        relative = re.match(r"\s+(?:that|which|who)\b[^,;:.]*", sentence[span.end :])
        if asked.subject and relative and span.end < len(sentence):
            span = Span(span.start, span.end + len(relative[0].rstrip()))
        found.setdefault(answer_key(span.of(sentence)), span)
    return list(found.values())


def _read(part: Part, asked: Asked | None, ranked: Ranked, least: float) -> Span | None:
    """The reader's span, where nothing else of its type can be meant."""
    reading, sentence = ranked.reading, ranked.candidate.text
    if reading is None or reading.start is None or reading.end is None:
        return None
    words = sentence[reading.start : reading.end].strip(" ,;:.")
    if not words or reading.span_score < least or len(words.split()) > _MOST_WORDS:
        return None
    start = sentence.index(words, reading.start)
    span = Span(start, start + len(words))
    wanted, held = asks_for_words(part), lemmas(sentence)
    if asked is None or part.expects is Expected.ANY:
        said = lemmas(words)
        return span if wanted <= held and said and not said & wanted else None
    verb = {asked.verb} if asked.verb else set()
    if not asked.things | asked.unit | verb <= held or other_dimension(asked, held):
        return None
    if bound_elsewhere(part.expects, sentence[:start]):
        return None
    clause = next((c for c in split_clauses(sentence) if c.span.start <= start < c.span.end), None)
    inside = clause is not None and asked.things | verb <= clause.terms
    if asked.scale is Measure.FREQUENCY:
        return span if inside else None
    return span if _only_one(part, ranked, words, inside) else None


def _only_one(part: Part, ranked: Ranked, words: str, inside: bool) -> bool:
    """Whether the words are the only ones of the type asked for, as far as one may see.

    Where the words stand in the clause of the event, the sentence is as far as one looks; else
    the passage.
    """
    text = ranked.candidate.text if inside else ranked.candidate.passage.text
    if part.expects in {Expected.DATE, Expected.NUMBER, Expected.MONEY}:
        return candidates(part.expects, text) == 1
    known = lemmas(part.text)
    names = [n for n in names_in(text) if not lemmas(n) <= known]
    mine = lemmas(words)
    return all(lemmas(n) & mine for n in names)


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
    everything = [c for item in found for c in item.citations]
    for items in groups.values():
        citations = tuple(dict.fromkeys(c for item in items for c in item.citations))
        signed = [c for item in items for c in signed_copies(item.citations)]
        answers.append(ShortAnswer(items[0].text, citations, holders_of(signed, everything)))
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
