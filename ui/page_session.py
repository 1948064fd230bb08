"""What one browser tab has asked so far: plain data, no Gradio."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from retrieval.records import Answer

MOST_ANSWERS = 200


@dataclass(slots=True)
class PageSession:
    """The answers of one tab, so that citations in its history still open.

    Attributes:
        answers: page id -> answer, oldest first; the oldest go past 200.
        flagged: (answer id, marker) the reader has flagged.
        packed: page id -> the answer as the browser keeps it, made when the corpus held `known`.
        known: ids of the documents there were then.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    flagged: set[tuple[str, int]] = field(default_factory=set)
    packed: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def keep(self, answer: Answer, answer_id: str) -> None:
        """Remember an answer under the id its links carry."""
        self.answers[answer_id] = answer
        while len(self.answers) > MOST_ANSWERS:
            oldest = next(iter(self.answers))
            del self.answers[oldest]
            self.packed.pop(oldest, None)

    def history(self) -> list[tuple[str, str | Answer]]:
        """The turns so far, as `answer` takes them."""
        return [(answer.question, answer) for answer in self.answers.values()]

    def last(self) -> Answer | None:
        """The newest answer."""
        return next(reversed(self.answers.values()), None)


def new_answer_id() -> str:
    """An id nobody can guess: links to one tab's answers mean nothing in another."""
    return f"a{secrets.token_hex(6)}"
