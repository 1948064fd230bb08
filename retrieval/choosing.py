"""Choosing which sentences answer, from those that were ranked.

    fact           the best sentence; another only from another document, or right beside it
    why / how      two to four sentences
    views, lists   one or two from each document, every document first heard once

A sentence is chosen only above the operating point, and never because something has to be. Copies
of a sentence are one statement with several citations.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .orphans import orphan, shown_beside
from .query import Kind, Part
from .ranking import Ranked, confidence_of

RESTATES = 0.6
_FRAME = re.compile(r"\b(?:introduction|conclusions?|abstract|summary|foreword|preface)\b", re.I)


@dataclass(frozen=True, slots=True)
class ChoiceSettings:
    """How much is said.

    Attributes:
        threshold: least confidence that anything answers; None = the one fitted with the model.
        least: least probability of a sentence.
        relative: least probability as a share of the best sentence's.
        statements: most statements in an answer.
        each: most from one document, for facts, explanations and views.
        frame_penalty: taken off a sentence from an introduction or a conclusion.
        orphan_margin: how much worse a sentence that stands on its own may be and still be
            taken instead of one that needs its neighbour.
    """

    threshold: float | None = None
    least: float = 0.05
    relative: float = 0.25
    statements: int = 6
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
    able = _able(ranked, settings, threshold)
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
                reason = _reason_after(part, item, ranked)
                if reason is not None and not any(reason is c.ranked for c in chosen):
                    chosen.append(Choice(reason))
            elif item not in (twin.ranked, *twin.copies):
                _add_copy(twin, item)
    return chosen


def _reason_after(part: Part, item: Ranked, ranked: Sequence[Ranked]) -> Ranked | None:
    """The next sentence, where `item` only restates what is to be explained.

    "People ask why the town agreed. The answer is simple: ..." - both are cited.
    """
    if part.kind is not Kind.EXPLAIN or item.features.get("causal", 0.0):
        return None
    if item.features.get("overlap", 0.0) < RESTATES:
        return None
    place = (item.candidate.source.id, item.candidate.position + 1)
    for other in ranked:
        if (other.candidate.source.id, other.candidate.position) == place:
            gives = other.features.get("causal", 0.0) or other.features.get("pointed", 0.0)
            return other if gives or _is_orphan(other) else None
    return None


def same_words(one: str, two: str) -> bool:
    """Whether two sentences are the same words: a copy, whatever its quotes and spacing."""
    return _bare(one) == _bare(two)


def _able(ranked: Sequence[Ranked], settings: ChoiceSettings, threshold: float) -> list[Ranked]:
    if settings.threshold is not None:
        threshold = settings.threshold
    if not ranked or confidence_of(ranked) < threshold:
        return []
    least = max(settings.least, settings.relative * ranked[0].score)

    def order(item: Ranked) -> tuple[float, str, int]:
        framed = _FRAME.search(" ".join(item.candidate.passage.section[-1:]))
        score = item.score - (settings.frame_penalty if framed else 0.0)
        return (-score, item.candidate.source.id, item.candidate.position)

    return sorted((r for r in ranked if r.score >= least), key=order)


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


def _add_copy(choice: Choice, item: Ranked) -> None:
    known = {choice.ranked.candidate.source.id, *(c.candidate.source.id for c in choice.copies)}
    if item.candidate.source.id not in known:
        choice.copies.append(item)


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
        ):
            return other
    return item


def _is_orphan(item: Ranked) -> bool:
    """Whether a sentence needs its neighbour, given the title and headings a reader sees."""
    candidate = item.candidate
    return orphan(candidate.text, shown_beside(candidate.source, candidate.passage.section))


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
