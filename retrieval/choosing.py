"""Choosing which sentences answer, from those that were ranked.

    fact           the best sentence; another only from another document, or right beside it
    why / how      two to four sentences
    views, lists   one or two from each document, every document first heard once

A sentence is chosen only above the operating point, and never because something has to be. Copies
of a sentence are one statement with several citations.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .features import log_odds, without_known
from .folding import fold_text
from .orphans import orphan, shown_beside
from .quantities import find_quantities
from .query import VALUES, Expected, Kind, Part
from .ranking import Ranked, confidence_of
from .word_forms import lemmas
from .written_dates import find_dates, without_dates

RESTATES = 0.6
MET = 0.6
_WHY = re.compile(
    r"\s*(?:(?:and|but|so)\s+)?(?:why\b|for what reason|what (?:caused|led to|explains)"
    r"|what (?:is|was|are|were) the (?:reason|cause))",
    re.I,
)
_SPEAKS_OF_WHY = re.compile(r"\bwhy\b", re.I)
_BECAUSE = re.compile(
    r"\b(?:because|since|due to|owing to|thanks to|as a result|therefore|so that|in order to"
    r"|that is why|this is why|led to|caused)\b",
    re.I,
)
_DATED = re.compile(
    r"\d+|\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b"
)
_NEW = 2
_WHAT_FOR = re.compile(
    r"\bwhat\b.*\bfor\s*\?*\s*$|\bwhat\b.*\b(?:spent on|used for|meant for|go to|purpose)\b", re.I
)
_GOES_TO = re.compile(
    r"(?:(?:the|this|that|these|those)\s+(?:sum|money|amount|loan|grant|funds?|credit|payment"
    r"|subsidy)|it|this|they)\s+(?:(?:was|were|is|are|had been|has been)\s+(?:\w+\s+){0,2}?"
    r"(?:meant|intended|earmarked|reserved|set aside|spent|used|for)|went|served|paid for)\b",
    re.I,
)
_FRAME = re.compile(
    r"\b(?:introduction|conclusions?|abstract|summary|foreword|preface|literature review"
    r"|review of (?:the )?literature|related work)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ChoiceSettings:
    """How much is said.

    Attributes:
        threshold: least confidence that anything answers; None = the one fitted with the model.
        least: least probability of a sentence.
        relative: least probability as a share of the best sentence's.
        first: the same for the first sentence of a document that has not been heard.
        second: the same for a sentence with another figure or date in a document already heard.
        further: least probability of any sentence but the best one (see `_adds`), 0 to 1.
        statements: most statements in an answer.
        each: most from one document, for facts, explanations and views.
        frame_penalty: taken off a sentence from an introduction, conclusion or literature review.
        orphan_margin: how much worse a sentence that stands on its own may be and still be
            taken instead of one that needs its neighbour.
    """

    threshold: float | None = None
    least: float = 0.05
    relative: float = 0.25
    first: float = 0.15
    second: float = 0.4
    further: float = 0.15
    statements: int = 8
    each_fact: int = 1
    each_explanation: int = 3
    each_view: int = 2
    frame_penalty: float = 0.03
    orphan_margin: float = 0.1


@dataclass(slots=True)
class Choice:
    """A sentence that was chosen; `copies` are the same words in other documents."""

    ranked: Ranked
    copies: list[Ranked] = field(default_factory=list)


def choose_sentences(
    part: Part, ranked: Sequence[Ranked], settings: ChoiceSettings, threshold: float = 0.5
) -> list[Choice]:
    """The sentences that answer one part, one per document first, then by probability.

    Args:
        threshold: the model's operating point, where the settings name none.

    Returns:
        At most `settings.statements`; empty where nothing reaches the operating point.
    """
    able = _able(part, ranked, settings, threshold)
    if not able:
        return []
    each = _each(part.kind, settings)
    most = min(settings.statements, _most(part.kind, settings))
    chosen: list[Choice] = []
    taken: dict[str, int] = {}
    for most_each in range(1, each + 1):
        for best in able:
            if len(chosen) >= most:
                return chosen
            source = best.candidate.source.id
            if taken.get(source, 0) >= most_each or any(best is c.ranked for c in chosen):
                continue
            item = _standing_alone(best, able, chosen, settings)
            twin = _twin(item, chosen)
            if twin is None:
                chosen.append(Choice(item))
                taken[source] = taken.get(source, 0) + 1
                reason = _reason_after(part, item, ranked) or _purpose_after(part, item, ranked)
                if reason is not None and not any(reason is c.ranked for c in chosen):
                    chosen.append(Choice(reason))
            elif item not in (twin.ranked, *twin.copies) and _add_copy(twin, item):
                taken[source] = taken.get(source, 0) + 1
    return [*chosen, *_other_values(part, able, chosen, settings)][:most]


def _other_values(
    part: Part, able: Sequence[Ranked], chosen: Sequence[Choice], settings: ChoiceSettings
) -> list[Choice]:
    """Sentences of documents already heard that tell another figure or date: both are said."""
    if part.kind is not Kind.FACT or part.expects not in VALUES:
        return []
    found: dict[str, Choice] = {}
    for choice in chosen:
        source = choice.ranked.candidate.source.id
        told = _values(part, choice.ranked)
        least = settings.second * choice.ranked.score
        words = 0.4 * choice.ranked.features.get("overlap", 0.0)
        for item in able:
            values = _values(part, item)
            near = item.score >= least and item.features.get("overlap", 0.0) >= words
            other = bool(values) and not any(_agree(v, t) for v in values for t in told)
            if item.candidate.source.id == source and near and other:
                found.setdefault(source, Choice(item))
    return list(found.values())


def _values(part: Part, item: Ranked) -> frozenset[tuple[object, ...]]:
    """The dates of a sentence, or its figures, that the question does not name itself."""
    text = without_known(part, fold_text(item.candidate.text))
    if part.expects is Expected.DATE:
        return frozenset((d.year, d.month, d.day) for d in find_dates(text))
    figures = find_quantities(without_dates(text))
    return frozenset((q.values,) for q in figures if q.kind != "ordinal")


def _agree(one: tuple[object, ...], two: tuple[object, ...]) -> bool:
    """Whether two values can be one: "1998" and "9 March 1998" can."""
    return all(a == b or a is None or b is None for a, b in zip(one, two, strict=True))


def _reason_after(part: Part, item: Ranked, ranked: Sequence[Ranked]) -> Ranked | None:
    """The next sentence, where `item` only restates what is to be explained.

    "People ask why the town agreed. The answer is simple: ..." - both are cited.
    """
    if part.kind is not Kind.EXPLAIN or item.features.get("causal", 0.0):
        return None
    if item.features.get("overlap", 0.0) < RESTATES:
        return None
    other = _next_sentence(item, ranked)
    if other is None or _SPEAKS_OF_WHY.search(other.candidate.text):
        return None
    gives = other.features.get("causal", 0.0) or other.features.get("pointed", 0.0)
    return other if gives or _is_orphan(other) else None


def _purpose_after(part: Part, item: Ranked, ranked: Sequence[Ranked]) -> Ranked | None:
    """The next sentence, where it tells what the sum of `item` was for.

    "The parish lent the mill 9,000 marks. The sum was meant for the dam." - both are cited.
    """
    if not _WHAT_FOR.search(part.text) or not find_quantities(item.candidate.text):
        return None
    other = _next_sentence(item, ranked)
    return other if other is not None and _GOES_TO.match(other.candidate.text) else None


def _next_sentence(item: Ranked, ranked: Sequence[Ranked]) -> Ranked | None:
    """The sentence right behind one in its document; None where it was not ranked."""
    place = (item.candidate.source.id, item.candidate.position + 1)
    return next((r for r in ranked if (r.candidate.source.id, r.candidate.position) == place), None)


def same_words(one: str, two: str) -> bool:
    """Whether two sentences are the same words: a copy, whatever its quotes and spacing."""
    return _bare(one) == _bare(two)


def _able(
    part: Part, ranked: Sequence[Ranked], settings: ChoiceSettings, threshold: float
) -> list[Ranked]:
    """The sentences that may be said, best first; none that only restates the question."""
    if settings.threshold is not None:
        threshold = settings.threshold
    ranked = [r for r in ranked if not _restates(part, r) or _reason_after(part, r, ranked)]
    if not ranked or confidence_of(ranked) < threshold:
        return []
    best = max(item.score for item in ranked)

    def order(item: Ranked) -> tuple[float, str, int]:
        framed = _FRAME.search(" ".join(item.candidate.passage.section[-1:]))
        score = item.score - (settings.frame_penalty if framed else 0.0)
        return (-score, item.candidate.source.id, item.candidate.position)

    able: list[Ranked] = []
    heard: set[str] = set()
    for item in sorted(ranked, key=order):
        source = item.candidate.source.id
        share = settings.relative if source in heard or not _fills(part, item) else settings.first
        if able and _adds(part, item) < settings.further:
            continue
        if item.score >= max(settings.least, share * best):
            able.append(item)
            heard.add(source)
    return able


# Fitted on all but the best sentences of answers to the tune split and to two more sets of disputed
# invented documents, each left out in turn.
_ADDS_BIAS = -1.47
_USUAL_COSINE = 0.4
_ADDS = {"score": 0.73, "shared": 2.22, "dense": 1.46, "overlap_near": 0.59}


def _adds(part: Part, item: Ranked) -> float:
    """The probability, 0 to 1, that a sentence beside the best one speaks of the same matter.

    What the reader makes of it says less there than whether it shares the question's words.
    """
    asked = lemmas(part.text)
    known = {
        "score": log_odds(item.score),
        "shared": len(asked & lemmas(item.candidate.text)) / max(1, len(asked)),
        "dense": item.features.get("dense", _USUAL_COSINE),
        "overlap_near": item.features.get("overlap_near", 1.0),
    }
    total = _ADDS_BIAS + sum(weight * known[name] for name, weight in _ADDS.items())
    return 1.0 / (1.0 + math.exp(-total))


def _fills(part: Part, item: Ranked) -> bool:
    """Whether a sentence has what is asked for: the type of a fact, the reason of a deed.

    One that shares no word with the question may speak of anything, and for yes or no so may one
    that shares only the names.
    """
    overlap = item.features.get("overlap", 1.0)
    if overlap == 0.0 or (part.kind is Kind.YES_NO and overlap < MET):
        return False
    if part.kind is Kind.EXPLAIN:
        return bool(item.features.get("causal", 0.0) or item.features.get("pointed", 0.0))
    return part.expects is Expected.ANY or bool(item.features.get("typed", 1.0))


def _restates(part: Part, item: Ranked) -> bool:
    """Whether a sentence says again what is to be explained, and gives no reason for it."""
    if part.kind is not Kind.EXPLAIN or not _WHY.match(part.text):
        return False
    text = item.candidate.text
    if _SPEAKS_OF_WHY.search(text) and not _BECAUSE.search(text):
        return True
    if item.features.get("causal", 0.0):
        return False
    new = lemmas(_DATED.sub(" ", text)) - lemmas(part.text)
    return len(new) <= _NEW and item.features.get("overlap", 0.0) >= RESTATES


def _each(kind: Kind, settings: ChoiceSettings) -> int:
    if kind is Kind.EXPLAIN:
        return settings.each_explanation
    if kind in {Kind.VIEW, Kind.LIST, Kind.KEYWORD, Kind.TOPIC, Kind.REFERENCE}:
        return settings.each_view
    return settings.each_fact


def _most(kind: Kind, settings: ChoiceSettings) -> int:
    return 4 if kind is Kind.EXPLAIN else settings.statements


def _twin(item: Ranked, chosen: Sequence[Choice]) -> Choice | None:
    text = item.candidate.text
    return next((c for c in chosen if same_words(text, c.ranked.candidate.text)), None)


def _add_copy(choice: Choice, item: Ranked) -> bool:
    """Whether a document was heard by citing its copy; a document is cited once for one thing."""
    known = {choice.ranked.candidate.source.id, *(c.candidate.source.id for c in choice.copies)}
    if item.candidate.source.id not in known:
        choice.copies.append(item)
        return True
    return False


def _standing_alone(
    item: Ranked, able: Sequence[Ranked], chosen: Sequence[Choice], settings: ChoiceSettings
) -> Ranked:
    """A self-contained sentence of nearly equal rank from the same document, else `item`."""
    if not _is_orphan(item):
        return item
    for other in able:
        if (
            other.candidate.source.id == item.candidate.source.id
            and other.score >= item.score - settings.orphan_margin
            and not _is_orphan(other)
            and not any(other is c.ranked for c in chosen)
            and not _loses(item, other)
        ):
            return other
    return item


def _loses(item: Ranked, other: Ranked) -> bool:
    """Whether `other` lacks what makes `item` an answer: the type asked for, or the reason."""
    return any(
        other.features.get(name, 0.0) < item.features.get(name, 0.0)
        for name in ("typed", "causal", "pointed")
    )


def _is_orphan(item: Ranked) -> bool:
    """Whether a sentence needs its neighbour, given the title and headings a reader sees."""
    candidate = item.candidate
    return orphan(candidate.text, shown_beside(candidate.source, candidate.passage.section))


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
