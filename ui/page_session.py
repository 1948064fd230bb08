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
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    flagged: set[tuple[str, int]] = field(default_factory=set)

    def keep(self, answer: Answer, answer_id: str) -> None:
        """Remember an answer under the id its links carry."""
        self.answers[answer_id] = answer
        while len(self.answers) > MOST_ANSWERS:
            del self.answers[next(iter(self.answers))]

    def history(self) -> list[tuple[str, str | Answer]]:
        """The turns so far, as `answer` takes them."""
        return [(answer.question, answer) for answer in self.answers.values()]

    def last(self) -> Answer | None:
        """The newest answer."""
        return next(reversed(self.answers.values()), None)


def new_answer_id() -> str:
    """An id nobody can guess: links to one tab's answers mean nothing in another."""
    return f"a{secrets.token_hex(6)}"
