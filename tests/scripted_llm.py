"""Language models that say what a test tells them to: a queue of replies, or an obedient one."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import RunnableLambda, RunnableSequence
from pydantic import Field

Reply = str | BaseException | Callable[[str], str]


class ScriptedChat(BaseChatModel):
    """Gives the next reply of its queue, piece by piece; the last one is repeated.

    A reply may be a text, an exception to raise, or a function of the human message. `calls`
    keeps what it was asked.
    """

    replies: list[Any] = Field(default_factory=list)
    calls: list[str] = Field(default_factory=list)
    systems: list[str] = Field(default_factory=list)
    piece: int = 7
    pause: float = 0.0

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _next(self, messages: Sequence[BaseMessage]) -> str:
        asked = str(messages[-1].content)
        self.systems.append(str(messages[0].content))
        self.calls.append(asked)
        reply = self.replies[min(len(self.calls), len(self.replies)) - 1]
        if isinstance(reply, BaseException):
            raise reply
        return reply(asked) if callable(reply) else reply

    def _stream(self, messages, stop=None, run_manager=None, **kwargs) -> Iterator[Any]:
        text = self._next(messages)
        for at in range(0, len(text), self.piece):
            if self.pause:
                time.sleep(self.pause)
            yield ChatGenerationChunk(message=AIMessageChunk(content=text[at : at + self.piece]))
        if not text:
            yield ChatGenerationChunk(message=AIMessageChunk(content=""))

    def _generate(self, messages, stop=None, run_manager=None, **kwargs) -> ChatResult:
        message = AIMessage(content=self._next(messages))
        return ChatResult(generations=[ChatGeneration(message=message)])


class WholeChat(ScriptedChat):
    """The same without streaming: the reply comes at once."""

    _stream = BaseChatModel._stream

    def _generate(self, messages, stop=None, run_manager=None, **kwargs) -> ChatResult:
        if self.pause:
            time.sleep(self.pause)
        return super()._generate(messages)


class StructuredChat(ScriptedChat):
    """The same, and it can be asked for structured output."""

    asked_structured: list[bool] = Field(default_factory=list)

    def with_structured_output(self, schema, **kwargs) -> Any:
        return RunnableSequence(
            self.bind(response_format=schema), RunnableLambda(lambda m: json.loads(m.content))
        )

    def _stream(self, messages, stop=None, run_manager=None, **kwargs) -> Iterator[Any]:
        self.asked_structured.append("response_format" in kwargs)
        yield from super()._stream(messages, stop, run_manager, **kwargs)


def sentences_in(asked: str) -> dict[str, str]:
    """id -> sentence, as a human message offers them."""
    found = re.findall(r"^(s\d+)(?: \(.*?\))?: (.*)$", asked, re.M)
    return dict(found)


def id_of(asked: str, words: str) -> str:
    """The id of the sentence that holds some words."""
    return next(i for i, text in sentences_in(asked).items() if words in text)


def as_json(*statements: tuple[str, Sequence[str]]) -> str:
    """A structured reply."""
    return json.dumps({"statements": [{"text": t, "sentences": list(i)} for t, i in statements]})


def copying(words: str) -> Callable[[str], str]:
    """A reply that copies the sentence holding some words and names it."""

    def reply(asked: str) -> str:
        sid = id_of(asked, words)
        return f"{sentences_in(asked)[sid]} [{sid}]"

    return reply
