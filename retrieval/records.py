"""The nouns of an answer: statements, the citations that prove them, and who says it.

All records are frozen; verdicts are enums, so that "not located", "not checked" and "invented"
are values and failures stay visible. `None` means unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from index.records import Passage, Source, Span


class Match(StrEnum):
    """What became of a quote when it was looked up in the source it names."""

    EXACT = "exact"
    NOT_LOCATED = "not_located"
    OTHER_SOURCE = "other_source"
    INVENTED = "invented"


class Support(StrEnum):
    """Whether the cited text bears the statement. QUOTED = the statement is the quote, whole."""

    QUOTED = "quoted"
    SUPPORTED = "supported"
    PARTIAL = "partial"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    UNCHECKED = "unchecked"


class Reason(StrEnum):
    """Why a statement is not supported: the first veto that fired, or the verifier's verdict."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    HEDGE = "hedge"
    QUANTIFIER = "quantifier"
    REPORTED = "reported"
    NOT_ENTAILED = "not_entailed"
    QUOTE_MISSING = "quote_missing"
    WRONG_SOURCE = "wrong_source"


class Mode(StrEnum):
    """How a speaker stands to the words: own words, quoted words, retold, or denied."""

    SAYS = "says"
    QUOTES = "quotes"
    RELAYS = "relays"
    REJECTS = "rejects"


class Relation(StrEnum):
    """How a viewpoint stands to the others (see `Viewpoint`)."""

    SAME = "same"
    DIFFERENT = "different"
    OTHER_MATTER = "other_matter"


class Outcome(StrEnum):
    """What a document had to say to a question."""

    SPEAKS = "speaks"
    NOTHING_FOUND = "nothing_found"
    NOT_SEARCHED = "not_searched"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of the chain of who says it.

    Attributes:
        name: as written in the text, or as known from the source's metadata.
        reference: the in-text reference as written, e.g. "(de Waal 2003: 213)".
        work: the bibliography entry it points to, or the id of a source in the corpus.
        span: where the text names the speaker; None for the document itself.
    """

    name: str
    reference: str | None = None
    work: str | None = None
    mode: Mode = Mode.SAYS
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One piece of evidence.

    Attributes:
        span: where the quote stands in `Document.text`; None if it was not located.
        quote: for EXACT, `document.text[span.start:span.end]`; else what the model offered.
        prefix, suffix: up to 32 characters around it (W3C TextQuoteSelector).
        marker: the number shown, from 1, by first appearance in the answer.
        attribution: innermost speaker first; empty = the document itself speaks.
        context: the neighbouring sentence without which the quote cannot be understood.
    """

    source: Source
    span: Span | None
    quote: str
    prefix: str = ""
    suffix: str = ""
    page: int | None = None
    page_label: str | None = None
    section: tuple[str, ...] = ()
    marker: int = 0
    match: Match = Match.EXACT
    attribution: tuple[Speaker, ...] = ()
    context: Span | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer.

    Attributes:
        text: what is claimed.
        lead_in: who says it ("Alizada, citing (Broers 2019: 3): "), kept apart; may be empty.
        span: where lead-in + text stand in `Answer.text`.
    """

    text: str
    lead_in: str
    span: Span
    citations: tuple[Citation, ...]
    support: Support = Support.UNCHECKED
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """A distinct short answer (a name, number, date, yes or no) and who holds it."""

    text: str
    citations: tuple[Citation, ...]
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Statements that say the same, and who holds them.

    Attributes:
        phrase: verbatim words that tell this viewpoint from the others.
        statements: indices into `Answer.statements`.
        relation: DIFFERENT cannot be right together with the first or another viewpoint here, SAME
            and OTHER_MATTER are to the first one; None = undecided.
        second_hand: heard only through somebody else.
    """

    holders: tuple[str, ...]
    phrase: str
    statements: tuple[int, ...]
    relation: Relation | None = None
    second_hand: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one document had to say. `term_counts`: exact occurrences of each question term."""

    source_id: str
    outcome: Outcome
    term_counts: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer.

    `text` is lead-in + statement + " [n]" for each statement in order, joined by a space or a
    line break, nothing else; groups and headings belong to renderers.

    Attributes:
        rewritten: the question as resolved from the history; None if read as written.
        abstained: the documents do not say; then `statements` is empty.
        unanswered: parts of the question no document answers, as written; of a follow-up, as
            resolved.
        nearest: the nearest passages where nothing answers; they are not evidence.
        coverage: one entry per document in the corpus.
        left_out: statements that failed a check, with verdict and reason.
        invented: markers a model wrote that name nothing.
        notices: one line each: fallback used, spelling corrected, limits met.
        engine: "extractive" or the language model's name.
        generation: of the corpus when it was asked.
        seconds: wall time.
    """

    question: str
    text: str = ""
    rewritten: str | None = None
    statements: tuple[Statement, ...] = ()
    short_answers: tuple[ShortAnswer, ...] = ()
    abstained: bool = False
    unanswered: tuple[str, ...] = ()
    viewpoints: tuple[Viewpoint, ...] = ()
    nearest: tuple[Passage, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    left_out: tuple[Statement, ...] = ()
    invented: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    engine: str = "extractive"
    generation: int = 0
    seconds: float = 0.0

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations in order of appearance."""
        return tuple(c for s in self.statements for c in s.citations)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources cited, each once, in order of appearance."""
        return tuple({c.source.id: c.source for c in self.citations}.values())

    def to_json(self, *, indent: int | None = None) -> str:
        """Versioned, loss-free JSON; each source once, no full text."""
        from .serialize import answer_to_json

        return answer_to_json(self, indent=indent)

    @staticmethod
    def from_json(data: str) -> Answer:
        """Read what `to_json` wrote.

        Raises:
            InputError: not JSON, not an answer, or of a newer version.
        """
        from .serialize import answer_from_json

        return answer_from_json(data)

    def to_markdown(self) -> str:
        """The answer with footnotes: quote, document, page."""
        from .export import answer_to_markdown

        return answer_to_markdown(self)

    def to_bibtex(self) -> str:
        """The used sources as BibTeX."""
        from .export import answer_to_bibtex

        return answer_to_bibtex(self)

    def to_csl_json(self) -> str:
        """The used sources as CSL-JSON."""
        from .export import answer_to_csl_json

        return answer_to_csl_json(self)
