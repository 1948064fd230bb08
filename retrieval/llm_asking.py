"""Asking a language model: tries, pauses, reading its drafts as they come, the repair round."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from .answering import Event
from .drafts import Draft, DraftReader
from .llm_faults import Fault, ModelFault
from .llm_models import OpenModel
from .llm_proof import Proof
from .llm_settings import LLMSettings
from .llm_stream import Budget, skip_thoughts, take_reply
from .prompts import Prompt, write_prompt
from .records import Answer, Statement


@dataclass(slots=True)
class Round:
    """What one round of asking brought: in order, each once."""

    passed: list[Statement] = field(default_factory=list)
    failed: list[Statement] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    altered: bool = False
    drafts: int = 0


@dataclass(slots=True)
class Asking:
    """The conversation with one model about one question."""

    model: OpenModel
    proof: Proof
    budget: Budget
    result: Answer
    parts: Sequence[str]
    structured: bool | None = None

    def run(self, into: Round) -> Generator[Event, None, None]:
        """Ask; what passes is given out as it comes.

        Raises:
            ModelFault: no try brought a whole, readable reply.
        """
        yield from self._tries((), into)

    def repair(self, first: Round, into: Round) -> Generator[Event, None, None]:
        """Have failed statements worded again. A model that fails at this changes nothing."""
        failed = [s for s in first.failed if s.text][: self.limits.statements]
        # The first round was whole: what it left unproved stays left out.
        with suppress(ModelFault):
            yield from self._tries(failed, into)

    @property
    def limits(self) -> LLMSettings:
        """Deadlines and limits."""
        return self.proof.settings

    def _tries(self, failed: Sequence[Statement], into: Round) -> Generator[Event, None, None]:
        if self.structured is None:
            wanted = self.limits.structured
            self.structured = self.model.structures if wanted is None else wanted
        already = len(into.passed)
        for attempt in range(1, self.limits.tries + 1):
            try:
                yield from self._once(failed, into)
                return
            except ModelFault as fault:
                if len(into.passed) > already or attempt == self.limits.tries:
                    raise
                pause = self._pause(fault, attempt)
                if pause is None or pause >= self.budget.left:
                    raise
                into.failed, into.invented, into.drafts = [], [], 0
                yield Event("status", f"{self.model.name} {fault.fault.told} Trying again")
                self.budget.pause(pause)

    def _pause(self, fault: ModelFault, attempt: int) -> float | None:
        """Seconds until another try; None where none would help."""
        if self.structured and fault.fault in {Fault.BAD_REQUEST, Fault.UNREADABLE}:
            # Many servers know no structured output; markers work everywhere.
            self.structured = False
            return 0.0
        if not fault.retryable:
            return None
        return fault.pause if fault.pause is not None else self.limits.backoff * 2 ** (attempt - 1)

    def _once(self, failed: Sequence[Statement], into: Round) -> Generator[Event, None, None]:
        limits = self.limits
        prompt = write_prompt(
            self.result.rewritten or self.result.question,
            self.parts,
            self.proof.offered,
            most=limits.statements,
            structured=bool(self.structured),
            failed=failed,
        )
        reader = DraftReader(len(self.proof.offered), limits.statement_characters)
        pieces = take_reply(
            lambda: self.model.pieces(prompt.messages, structured=prompt.structured),
            limits,
            self.budget,
            streams=self.model.streams,
            says_when_done=self.model.says_when_done,
        )
        for piece in skip_thoughts(pieces):
            yield from self._take(reader.feed(piece), reader, prompt, into)
        yield from self._take(reader.finish(), reader, prompt, into)
        if reader.incomplete:
            # A model that said it was done wrote no JSON; any other may have been cut off.
            raise ModelFault(Fault.UNREADABLE if self.model.says_when_done else Fault.CUT)
        if not into.drafts and not reader.says_nothing:
            raise ModelFault(Fault.UNREADABLE)

    def _take(
        self, drafts: Sequence[Draft], reader: DraftReader, prompt: Prompt, into: Round
    ) -> Generator[Event, None, None]:
        if drafts and prompt.is_echoed(reader.text):
            raise ModelFault(Fault.ECHO)
        for draft in drafts:
            into.drafts += 1
            if into.drafts > self.limits.drafts:
                return
            into.invented += draft.invented
            into.altered = into.altered or draft.altered
            if len(into.passed) >= self.limits.statements:
                return
            statement = self.proof.prove(draft)
            if any(_same(statement, s) for s in into.passed) or statement in into.failed:
                continue
            if statement.support in self.limits.passing:
                into.passed.append(statement)
                yield Event("statement", statement.lead_in + statement.text, statement)
            else:
                into.failed.append(statement)


def _same(one: Statement, two: Statement) -> bool:
    return one.text.casefold() == two.text.casefold()
