"""What a judge says: readings and support scores."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether one text answers a question, and where.

    Attributes:
        answerable: calibrated probability, 0..1, that the text answers the question (for the
            overlap reader: the share of the question's words it holds, not a probability).
        start: first character of the answer in the text as given; None where none was sought.
        end: one past its last character; None exactly where `start` is.
        span_score: probability, 0..1, of this span among all spans, given that the text answers.
    """

    answerable: float
    start: int | None = None
    end: int | None = None
    span_score: float = 0.0


@dataclass(frozen=True, slots=True)
class SupportScores:
    """How evidence stands to a statement: three shares, each 0..1, that sum to 1."""

    entailed: float
    neutral: float
    contradicted: float
