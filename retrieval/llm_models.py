"""Language models: opening them, and the little we need of them. Alone makes chat models.

Any LangChain chat model will do, and "provider:model" for the providers of
`langchain.chat_models.init_chat_model`; a base URL points the openai provider at any server that
speaks its protocol. Keys come from the environment. No trace leaves through LangSmith, whatever
the environment says: documents go to the model that was named and nowhere else.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.errors import ModelError

from .llm_settings import LLMSettings

Message = tuple[str, str]

_EXTRAS = {"openai": "openai", "anthropic": "anthropic", "google_genai": "google",
           "ollama": "ollama"}  # fmt: skip
_ALIASES = {"google": "google_genai", "gemini": "google_genai", "claude": "anthropic"}
_KEYS = {
    "openai": ("OPENAI_API_KEY",),
    "anthropic": ("ANTHROPIC_API_KEY",),
    "google_genai": ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
    "mistralai": ("MISTRAL_API_KEY",),
    "groq": ("GROQ_API_KEY",),
    "cohere": ("COHERE_API_KEY", "CO_API_KEY"),
    "together": ("TOGETHER_API_KEY",),
    "fireworks": ("FIREWORKS_API_KEY",),
    "deepseek": ("DEEPSEEK_API_KEY",),
    "xai": ("XAI_API_KEY",),
    "openrouter": ("OPENROUTER_API_KEY",),
    "perplexity": ("PPLX_API_KEY", "PERPLEXITY_API_KEY"),
}
# Providers whose every whole stream ends with a finish reason: without one it was cut.
_SAYS_WHEN_DONE = ("openai", "azure", "anthropic", "google", "ollama", "mistral", "groq", "xai",
                   "deepseek", "fireworks", "together")  # fmt: skip
_STOP_KEYS = ("finish_reason", "stop_reason", "done_reason")


@dataclass(frozen=True, slots=True)
class Piece:
    """One chunk of a reply: its text, and the finish reason where the chunk has one."""

    text: str
    stop: str | None = None


@dataclass(frozen=True, slots=True)
class OpenModel:
    """A chat model and how to speak to it.

    Attributes:
        chat: the LangChain object.
        name: "provider:model" as far as it is known, else the class's name.
        streams: whether it gives its reply piece by piece; else the whole comes at once.
        says_when_done: whether the end of a whole reply has a finish reason.
    """

    chat: Any
    name: str
    streams: bool
    says_when_done: bool

    def pieces(self, messages: Sequence[Message], *, structured: bool = False) -> Iterator[Piece]:
        """Ask, and give the reply as it comes. Exceptions are the provider's.

        Args:
            messages: (role, text) with the roles system, human, ai.
            structured: ask for `REPLY_SCHEMA`.
        """
        from langsmith.run_helpers import tracing_context

        target = _structured(self.chat) if structured else self.chat
        with tracing_context(enabled=False):
            stream = (self.chat if target is None else target).stream(list(messages))
            try:
                for chunk in stream:
                    piece = _read_chunk(chunk)
                    yield piece
                    if piece.stop:
                        # Some libraries parse the whole once more at the end, and fail at it.
                        return
            finally:
                close = getattr(stream, "close", None)
                if close is not None:
                    close()

    @property
    def structures(self) -> bool:
        """Whether it can be asked for structured output."""
        return _structured(self.chat) is not None


REPLY_SCHEMA: dict[str, Any] = {
    "title": "statements",
    "description": "What the numbered sentences say in answer to the question.",
    "type": "object",
    "properties": {
        "statements": {
            "type": "array",
            "description": "Empty where the sentences do not answer.",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string", "description": "One plain sentence."},
                    "sentences": {
                        "type": "array",
                        "items": {"type": "string"},
                        "description": "Ids of the sentences that say it, for example s3.",
                    },
                },
                "required": ["text", "sentences"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["statements"],
    "additionalProperties": False,
}


def open_model(llm: Any, limits: LLMSettings | None = None) -> OpenModel:
    """A language model, ready to ask.

    Args:
        llm: a LangChain chat model (bound or not), "provider:model", or an `OpenModel`.
        limits: deadlines for a model that is made here; None = the defaults.

    Raises:
        ModelError: it is none of these, or cannot be made.
    """
    if isinstance(llm, OpenModel):
        return llm
    if isinstance(llm, str):
        return _described(load_model(llm, limits=limits), llm)
    if not callable(getattr(llm, "stream", None)) or not callable(getattr(llm, "invoke", None)):
        raise ModelError(
            f"{type(llm).__name__} is no language model.",
            'Give a LangChain chat model, or its name as "provider:model".',
        )
    return _described(llm, None)


def load_model(
    name: str,
    *,
    base_url: str | None = None,
    limits: LLMSettings | None = None,
    temperature: float | None = None,
) -> Any:
    """Make a chat model from its name.

    Args:
        name: "provider:model", for example "openai:gpt-4o-mini" or "ollama:llama3.1".
        base_url: address of a server that speaks the provider's protocol; None = the
            provider's own, or what its environment variable says.
        limits: its connections are given up after `total`, its replies end at `reply_tokens`;
            None = the defaults.
        temperature: 0 for replies as alike as the provider can make them; None = its default.

    Returns:
        A LangChain `BaseChatModel`; nothing is sent yet.

    Raises:
        ModelError: no provider is named, its package is missing, or its key is not set.
    """
    provider, _, model = name.strip().partition(":")
    provider = provider.strip().lower().replace("-", "_")
    provider = _ALIASES.get(provider, provider)
    if not model.strip() or not provider:
        raise ModelError(
            f"{name!r} names no provider and model.",
            "Write provider:model, for example openai:gpt-4o-mini or ollama:llama3.1.",
        )
    options = _options(provider, base_url, limits or LLMSettings())
    if temperature is not None:
        options["temperature"] = temperature
    _require_key(provider, options)
    from langchain.chat_models import init_chat_model

    try:
        return init_chat_model(model.strip(), model_provider=provider, **options)
    except ImportError as error:
        extra = _EXTRAS.get(provider)
        package = f'"vouchqa[{extra}]"' if extra else f"langchain-{provider.replace('_', '-')}"
        raise ModelError(
            f"The package for the provider {provider!r} is not installed.",
            f"Install it: pip install {package}",
        ) from error
    except Exception as error:
        # Each provider validates in its own way, and may repeat a key in its message.
        raise _not_made(name, provider, error) from error


def _not_made(name: str, provider: str, error: Exception) -> ModelError:
    text = str(error).lower()
    if "unsupported" in text and "provider" in text:
        return ModelError(
            f"There is no provider {provider!r}.",
            "Use openai, anthropic, google_genai, ollama, or another of LangChain's providers.",
        )
    if "api_key" in text or "api key" in text or "credentials" in text:
        variable = _KEYS.get(provider, (f"{provider.upper()}_API_KEY",))[0]
        return ModelError(f"{name} needs a key.", f"Set {variable} in the environment.")
    return ModelError(
        f"{name} could not be set up ({type(error).__name__}).",
        "Check its name and the address of its server.",
    )


def _options(provider: str, base_url: str | None, limits: LLMSettings) -> dict[str, Any]:
    """What every model is made with: our own tries and deadlines instead of the library's."""
    options: dict[str, Any] = {"timeout": limits.total, "max_retries": 0}
    if provider == "ollama":
        options = {"client_kwargs": {"timeout": limits.total}}
    if limits.reply_tokens is not None:
        options["num_predict" if provider == "ollama" else "max_tokens"] = limits.reply_tokens
    if base_url:
        options["base_url"] = base_url
        if provider == "openai" and not os.environ.get("OPENAI_API_KEY"):
            # Local servers ask for no key, the client's constructor does.
            options["api_key"] = "none"
    return options


def _require_key(provider: str, options: dict[str, Any]) -> None:
    variables = _KEYS.get(provider, ())
    if variables and "api_key" not in options and not any(map(os.environ.get, variables)):
        if provider == "openai" and os.environ.get("OPENAI_BASE_URL"):
            options["api_key"] = "none"
            return
        raise ModelError(
            f"The provider {provider!r} needs a key.",
            f"Set {' or '.join(variables)} in the environment.",
        )


def _described(chat: Any, name: str | None) -> OpenModel:
    from langchain_core.language_models import BaseChatModel

    inner = chat
    while not isinstance(inner, BaseChatModel) and hasattr(inner, "bound"):
        inner = inner.bound
    streams = not isinstance(inner, BaseChatModel) or (
        type(inner)._stream is not BaseChatModel._stream
        and getattr(inner, "disable_streaming", False) is not True
    )
    provider, model = _identity(inner)
    known = f"{provider}:{model}" if provider and model else model or type(inner).__name__
    kind = str(getattr(inner, "_llm_type", "")) + " " + (provider or "")
    done = any(word in kind.lower() for word in _SAYS_WHEN_DONE)
    return OpenModel(chat, (name or known).strip()[:80], streams, done)


def _identity(chat: Any) -> tuple[str | None, str | None]:
    """Provider and model as the object itself tells them."""
    model = getattr(chat, "model_name", None) or getattr(chat, "model", None)
    try:
        told = chat._get_ls_params()
    except Exception:
        # Only there for tracing; a model that cannot tell is known by its class.
        told = {}
    provider = told.get("ls_provider") if isinstance(told, dict) else None
    if not isinstance(model, str):
        model = None
    return (provider if isinstance(provider, str) else None), model


def _structured(chat: Any) -> Any:
    """The model bound to `REPLY_SCHEMA`, to be streamed raw; None where it has no such thing."""
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import RunnableSequence

    if not isinstance(chat, BaseChatModel):
        return None
    kind = type(chat)
    own = kind.with_structured_output is not BaseChatModel.with_structured_output
    if not own and kind.bind_tools is BaseChatModel.bind_tools:
        return None
    try:
        chain = chat.with_structured_output(REPLY_SCHEMA)
    except Exception:
        # Providers refuse with errors of their own; markers work everywhere.
        return None
    # The chain's parser waits for the whole reply; its first link streams.
    return chain.first if isinstance(chain, RunnableSequence) else None


def _read_chunk(chunk: Any) -> Piece:
    content = getattr(chunk, "content", chunk)
    text = content if isinstance(content, str) else ""
    if isinstance(content, list):
        for block in content:
            if isinstance(block, str):
                text += block
            elif isinstance(block, dict) and block.get("type") == "text":
                text += str(block.get("text", ""))
    calls = getattr(chunk, "tool_call_chunks", None) or ()
    if calls:
        text += "".join(str(call.get("args") or "") for call in calls)
    else:
        text += _whole_calls(chunk)
    told = getattr(chunk, "response_metadata", None) or {}
    stop = next((told[k] for k in _STOP_KEYS if isinstance(told.get(k), str) and told[k]), None)
    extra = getattr(chunk, "additional_kwargs", None) or {}
    return Piece(text, "refusal" if extra.get("refusal") else stop)


def _whole_calls(chunk: Any) -> str:
    import json

    calls = getattr(chunk, "tool_calls", None) or ()
    return "".join(json.dumps(call.get("args"), ensure_ascii=False) for call in calls)
