"""What governs a language model: deadlines, limits, and how little is enough to ask it."""

from __future__ import annotations

from dataclasses import dataclass

from index.errors import SettingsError

from .records import Support


@dataclass(frozen=True, slots=True)
class LLMSettings:
    """Deadlines and limits of one question to a language model.

    Attributes:
        first_byte: seconds until the first piece of a reply.
        idle: seconds between two pieces.
        total: seconds for everything, all tries, pauses and the repair round.
        followup: seconds for resolving a follow-up question, apart from `total`.
        tries: requests for one reply, 1 and up.
        backoff: seconds before the second try, doubled for each further one; a server that
            names its own pause (Retry-After) is obeyed where the deadline allows it.
        reply_tokens: most tokens the provider is told to write, for models made from a name;
            None = the provider's own limit. A reply that is stopped there is given up.
        reply_characters: a longer reply, thoughts included, is cut off and given up.
        sentences: most sentences handed to the model.
        sentence_characters: longer sentences are not handed out.
        statements: most statements in an answer, 1 to 6.
        drafts: most drafted statements looked at.
        statement_characters: longest statement.
        floor: the model is asked only about parts whose best sentence reaches this share of the
            operating point, 0..1; below it, silence.
        offered: a sentence is handed out if it reaches this share of the operating point, 0..1.
        repairs: repair rounds for statements that failed, 0 or 1.
        structured: whether to ask for structured output; None = where the model has it.
        passing: verdicts with which a statement is shown.
    """

    first_byte: float = 30.0
    idle: float = 20.0
    total: float = 120.0
    followup: float = 15.0
    tries: int = 3
    backoff: float = 0.5
    reply_tokens: int | None = None
    reply_characters: int = 60_000
    sentences: int = 24
    sentence_characters: int = 2_000
    statements: int = 6
    drafts: int = 12
    statement_characters: int = 600
    floor: float = 0.5
    offered: float = 0.25
    repairs: int = 1
    structured: bool | None = None
    passing: frozenset[Support] = frozenset({Support.QUOTED, Support.SUPPORTED})

    def __post_init__(self) -> None:
        for name in ("first_byte", "idle", "total", "followup"):
            self._within(name, 0.001, 86_400)
        for name in ("reply_characters", "sentences", "sentence_characters", "drafts"):
            self._within(name, 1, 1_000_000)
        for name in ("floor", "offered"):
            self._within(name, 0.0, 1.0)
        self._within("statement_characters", 1, 10_000)
        self._within("backoff", 0.0, 60.0)
        self._within("tries", 1, 10)
        self._within("statements", 1, 6)
        self._within("repairs", 0, 1)
        if self.reply_tokens is not None:
            self._within("reply_tokens", 1, 1_000_000)

    def _within(self, name: str, low: float, high: float) -> None:
        value = getattr(self, name)
        if not low <= value <= high:
            raise SettingsError(
                f"The setting {name} is {value}.", f"Give a number from {low:g} to {high:g}."
            )
