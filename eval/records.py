"""The nouns of an evaluation: what was asked, where the truth stands, what was answered.

    QuestionSet ── QuestionCase ── Evidence (a quote in a file: the gold)
                        │
                     located in the documents
                        ▼
                     Gold ── GoldSpan            what a right answer has to cite
                     Response ── Cited           what a system said and cited
                        │
                     metrics (pure functions of Gold and Response)

A `Response` is deliberately not an `Answer`: any system's output can be written down as one, and
a run file holds nothing else. Spans are half-open code points of the document's text; `None`
means unknown, an empty tuple means none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Evidence:
    """A gold quote. The quote decides; `start` only picks one of several occurrences.

    Attributes:
        file: path relative to the set's documents folder, with forward slashes.
        quote: verbatim words of the document.
        start, end: code points in the document's text; None = any occurrence counts.
        page: 1-based page the set names; None = the set names none.
    """

    file: str
    quote: str
    start: int | None = None
    end: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class GoldSpeaker:
    """Who says what is cited from `file`: `cited` (innermost) as told by `author`.

    Both are tuples of accepted spellings; empty `cited` = the author speaks for herself, empty
    `author` = not asked for.
    """

    file: str
    author: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldViewpoint:
    """One side of a disagreement: who holds it and the evidence groups that show it."""

    holders: tuple[str, ...]
    evidence: tuple[tuple[Evidence, ...], ...]


@dataclass(frozen=True, slots=True)
class QuestionCase:
    """One question and everything a right answer is measured against.

    Attributes:
        type: e.g. "fact", "disagreement", "unanswerable"; results are broken down by it.
        history: earlier (question, answer) turns, oldest first.
        answers: accepted spellings of one short answer (aliases).
        rejected: strings a right answer does not assert.
        evidence: groups; all are needed, any alternative hits a group.
        nuggets: facts a full answer holds, all of them.
        relevant: file -> grade (> 0) where a set judges whole documents.
        files: ask only these documents; empty = all.
        answerable: False = the documents do not say.
        disputed: True/False where the set says so; None = not judged.
        split: "tune", "test" or None.
    """

    id: str
    question: str
    type: str = "other"
    history: tuple[tuple[str, str], ...] = ()
    answers: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    evidence: tuple[tuple[Evidence, ...], ...] = ()
    speakers: tuple[GoldSpeaker, ...] = ()
    viewpoints: tuple[GoldViewpoint, ...] = ()
    nuggets: tuple[str, ...] = ()
    relevant: Mapping[str, int] = field(default_factory=dict, hash=False)
    files: tuple[str, ...] = ()
    answerable: bool = True
    false_premise: bool = False
    disputed: bool | None = None
    tags: tuple[str, ...] = ()
    split: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions over one folder of documents.

    Attributes:
        documents: the folder; None for a set that brings no documents.
        corpus: an existing corpus folder to ask instead of indexing `documents`.
        source: the file or folder the set was read from.
    """

    name: str
    cases: tuple[QuestionCase, ...]
    documents: Path | None = None
    corpus: Path | None = None
    source: Path | None = None


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A human judgement on whether `evidence` supports `statement`."""

    id: str
    statement: str
    evidence: str
    supported: bool


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A gold quote found in its document. `sentences`: indices of the sentences it touches."""

    file: str
    start: int
    end: int
    sentences: tuple[int, ...] = ()
    page: int | None = None


Group = tuple[GoldSpan, ...]
"""Alternatives; empty = the quote was not located, so the group can never be hit."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A question case whose quotes were looked up in the documents.

    Attributes:
        groups: one per `case.evidence` entry, in order.
        sides: one tuple of groups per `case.viewpoints` entry, in order.
        pages: per evidence group, the (file, page) pairs the set names; empty = none named.
    """

    case: QuestionCase
    groups: tuple[Group, ...] = ()
    sides: tuple[tuple[Group, ...], ...] = ()
    pages: tuple[tuple[tuple[str, int], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of a speaker chain as the system gave it."""

    name: str
    reference: str | None = None
    mode: str = "says"


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation as it was given and as it was found to be.

    Attributes:
        file: relative to the documents folder; "" when it names no known document.
        start, end: the cited span; None when it was not located.
        match: "exact", "not_located", "other_source" or "invented".
        reproduces: the document's text at the span is the quote, character for character.
        in_place: the span begins on the page and in the section it names; None = names none.
        sentences: indices of the document's sentences it touches.
        voices: the speaker chain, innermost first; empty = the document itself speaks.
        authors: who the system says wrote the document: its authors, else title and publisher.
        context: code points shown around the quote to make it readable.
    """

    file: str
    quote: str
    start: int | None = None
    end: int | None = None
    marker: int = 0
    match: str = "exact"
    reproduces: bool = False
    in_place: bool | None = None
    page: int | None = None
    sentences: tuple[int, ...] = ()
    voices: tuple[Voice, ...] = ()
    authors: tuple[str, ...] = ()
    context: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """One statement. `support` is the system's own verdict on it."""

    text: str
    lead_in: str = ""
    citations: tuple[Cited, ...] = ()
    support: str = "unchecked"


@dataclass(frozen=True, slots=True)
class Side:
    """A viewpoint as the system told it. `statements` are indices into `Response.statements`."""

    holders: tuple[str, ...]
    statements: tuple[int, ...]
    relation: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that search returned, best first."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Response:
    """What a system made of one question.

    Attributes:
        text: the whole answer with its [n] markers.
        short_answers: distinct short answers, first is best.
        abstained: the system said that the documents do not say.
        invented: markers that name nothing.
        left_out: statements the system withheld because a check failed.
        retrieved: passages of a search for the question; None = search was not run.
        confidence: higher = surer that the documents answer; None = the system gives none, and
            1 for an answer and 0 for an abstention are used.
        seconds: wall time of the answer. search_seconds: of the search for `retrieved` alone.
        peak_bytes: the process's peak resident memory so far.
        error: one line when the question failed; it then counts as worst on every metric.
    """

    id: str
    text: str = ""
    statements: tuple[Said, ...] = ()
    short_answers: tuple[str, ...] = ()
    abstained: bool = False
    unanswered: tuple[str, ...] = ()
    viewpoints: tuple[Side, ...] = ()
    invented: tuple[str, ...] = ()
    left_out: int = 0
    retrieved: tuple[Found, ...] | None = None
    confidence: float | None = None
    engine: str = ""
    seconds: float = 0.0
    search_seconds: float | None = None
    peak_bytes: int | None = None
    error: str | None = None

    @property
    def citations(self) -> tuple[Cited, ...]:
        """All citations in order of appearance."""
        return tuple(c for s in self.statements for c in s.citations)

    @property
    def answered(self) -> bool:
        """It says something: no failure, no abstention, at least one statement."""
        return self.error is None and not self.abstained and bool(self.statements)
