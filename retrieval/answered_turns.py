"""Answers of an interview to the very question a user asks.

"Was it ever shut?" is answered by "Solt: Never. Not for a day.", which shares no word with it: the
interviewer's question line does. Where that line asks what the user asks, the opening of the
answer stands high among the ranked sentences; the line itself is never cited, it is shown as the
context. Where no line asks that, nothing changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.plain_text import plain_text
from index.records import Passage, Sentence, Span

from .candidates import CITABLE, Candidate, asserts
from .evidence import discourse_of
from .features import fits_type
from .fillers import candidates as values_in
from .query import VALUES, Expected, Kind, Part
from .question_lines import (
    Asked,
    bare_words,
    close_question,
    dodges,
    is_plain,
    opening_of,
    questions_of,
    read_question,
    same_question,
    verdict,
)
from .ranking import Ranked, best_first
from .turns import Turn, is_hearing, is_interview, shows_turns, without_label

if TYPE_CHECKING:
    from index.corpus import Corpus

# Features of such an answer that no weight knows: by them it is told from other sentences.
TURN = "turn"
VERDICT = "verdict"
_SAME = 0.97
_CLOSE = 0.8
# Above what a yes/no question needs, so that "I can't say." may be cited where nobody says.
_DODGED = 0.66
_MET = 0.6
_BESIDE = 0.5


@dataclass(frozen=True, slots=True)
class _Answer:
    """The opening of a turn: its sentences, and where they stand in the document."""

    sentences: tuple[str, ...]
    span: Span
    position: int
    kept: Sentence


def answered_first(
    part: Part, ranked: Sequence[Ranked], corpus: Corpus, passages: Sequence[Passage]
) -> list[Ranked]:
    """The ranked sentences, led by what was answered to the same question.

    Beside such an answer, a sentence that lacks much of the question counts for half: mostly it
    was only the best there was.

    Args:
        ranked: best first.
        passages: as read, best first; their documents are looked through.
    """
    spoken = (
        p.source.id
        for p in passages
        if is_interview(p.source) or is_hearing(p.source) or shows_turns(p.text)
    )
    found = [
        item
        for source_id in dict.fromkeys(spoken)
        for item in _answers(part, corpus, source_id, passages)
    ]
    if not found:
        return list(ranked)
    known = {(r.candidate.source.id, r.candidate.sentence.span): r.reading for r in ranked}
    found = [replace(r, reading=known.get(_place(r))) for r in found]
    rest = [_beside(r) for r in ranked if not any(_overlaps(r, item) for item in found)]
    everything = [*found, *rest]
    everything.sort(key=best_first)
    return everything


def verdict_told(ranked: Ranked) -> bool | None:
    """What such an answer says to a yes/no question; None for every other sentence."""
    said = ranked.features.get(VERDICT, 0.0)
    return said > 0 if said else None


def words_told(part: Part, ranked: Ranked) -> str | None:
    """The short answer that such an answer is: "In March 2019" of "Solt: In March 2019."."""
    if ranked.features.get(TURN) != 1.0 or part.kind is not Kind.FACT:
        return None
    words = bare_words(without_label(ranked.candidate.text))
    if words is None or part.expects is Expected.ANY or not fits_type(part, f"x {words}"):
        return None
    if part.expects in VALUES:
        return words if values_in(part.expects, words) == 1 else None
    if "," in words:  # "Otto Berg, in 1950": more than was asked
        return None
    return words


def _answers(
    part: Part, corpus: Corpus, source_id: str, passages: Sequence[Passage]
) -> Iterator[Ranked]:
    document = corpus.document(source_id)
    for turn in discourse_of(corpus, source_id).turns:
        if turn.asked is None:
            continue
        lines = questions_of(turn.asked.of(document.text))
        user = read_question(part.text, turn.name)
        asked = [read_question(line, turn.name) for line in lines]
        if not any(close_question(user, line) for line in asked):
            continue
        answer = _opening(corpus, source_id, turn)
        if answer is None:
            continue
        text = " ".join(answer.sentences)
        held = [p for p in passages if p.source.id == source_id and p.span.overlaps(answer.span)]
        section = document.section_at(answer.span.start)
        own = Passage(document.source, answer.span, answer.span.of(document.text), section=section)
        candidate = Candidate(
            document.source,
            replace(answer.kept, span=answer.span),
            answer.position,
            held[0] if held else own,
            text,
        )
        if asserts(text):
            yield _ranked(part, user, asked, candidate, answer, turn)


def _ranked(
    part: Part,
    user: Asked,
    asked: Sequence[Asked],
    candidate: Candidate,
    answer: _Answer,
    turn: Turn,
) -> Ranked:
    said = (without_label(answer.sentences[0]), *answer.sentences[1:])
    same = any(same_question(user, line) for line in asked)
    score = _SAME if same else _CLOSE
    features = {"overlap": 1.0, "pointed": 1.0, "typed": 1.0, "causal": 1.0}
    features[TURN] = 1.0 if same else 0.5
    if dodges(said[0]):
        score = _DODGED
        features |= {"pointed": 0.0, TURN: 0.5}
    elif part.kind is Kind.YES_NO and turn.name and len(asked) == 1 and is_plain(user, asked[0]):
        told = verdict(said)
        if told is not None:
            features[VERDICT] = 1.0 if told else -1.0
    return Ranked(candidate, score, features)


def _opening(corpus: Corpus, source_id: str, turn: Turn) -> _Answer | None:
    """The first sentences of a turn, as many as make an answer; None where it has none."""
    document = corpus.document(source_id)
    inside = [
        (at, sentence)
        for at, sentence in enumerate(corpus.sentences(source_id))
        if sentence.kind in CITABLE and turn.span.contains(sentence.span)
    ]
    media = document.source.media_type
    texts = [" ".join(plain_text(s.span.of(document.text), media).split()) for _, s in inside]
    if not texts:
        return None
    # A further paragraph is no part of a short answer.
    ends = [s.span.end for _, s in inside[:-1]]
    parted = (
        re.search(r"\n\s*\n", document.text[a : s.span.start])
        for a, (_, s) in zip(ends, inside[1:], strict=True)
    )
    texts = texts[: 1 + next((i for i, gap in enumerate(parted) if gap), len(texts))]
    taken = opening_of([without_label(texts[0]), *texts[1:]])
    (position, first), (_, last) = inside[0], inside[taken - 1]
    span = Span(first.span.start, last.span.end)
    return _Answer(tuple(texts[:taken]), span, position, first)


def _place(ranked: Ranked) -> tuple[str, Span]:
    return ranked.candidate.source.id, ranked.candidate.sentence.span


def _overlaps(ranked: Ranked, other: Ranked) -> bool:
    one, two = ranked.candidate, other.candidate
    return one.source.id == two.source.id and one.sentence.span.overlaps(two.sentence.span)


def _beside(item: Ranked) -> Ranked:
    if item.features.get("overlap", 0.0) >= _MET:
        return item
    return replace(item, score=_BESIDE * item.score)
