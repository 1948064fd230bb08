"""Every way a language model fails, named.

A fault carries no text of the server's: error bodies repeat keys, prompts and addresses. What a
reader is told comes from `Fault` alone.
"""

from __future__ import annotations

import email.utils
import math
import socket
import time
from collections.abc import Iterator
from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """What went wrong; the value is the label, `told` the line for the reader."""

    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    KEY = "key"
    FORBIDDEN = "forbidden"
    NO_MODEL = "no_model"
    BAD_REQUEST = "bad_request"
    BUSY = "busy"
    SERVER = "server"
    SLOW_START = "slow_start"
    STALL = "stall"
    DEADLINE = "deadline"
    CUT = "cut"
    LENGTH = "length"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    ECHO = "echo"
    TOO_LONG = "too_long"
    WITHHELD = "withheld"
    FAILED = "failed"

    @property
    def told(self) -> str:
        """What happened, to follow the model's name."""
        return _TOLD[self]


_TOLD = {
    Fault.REFUSED: "refused the connection; check that its server runs.",
    Fault.UNREACHABLE: "could not be reached; check the address and the network.",
    Fault.KEY: "did not accept the key (401).",
    Fault.FORBIDDEN: "is not allowed for this key (403).",
    Fault.NO_MODEL: "is not known to the server (404); check the model's name.",
    Fault.BAD_REQUEST: "refused the request.",
    Fault.BUSY: "is busy or its quota is used up (429).",
    Fault.SERVER: "failed on its side (server error).",
    Fault.SLOW_START: "did not begin to answer in time.",
    Fault.STALL: "stopped in the middle of its reply.",
    Fault.DEADLINE: "did not finish within the deadline.",
    Fault.CUT: "sent a reply that breaks off.",
    Fault.LENGTH: "reached its length limit before the end of its reply.",
    Fault.EMPTY: "sent an empty reply.",
    Fault.UNREADABLE: "sent a reply without readable statements.",
    Fault.ECHO: "repeated its instructions instead of answering.",
    Fault.TOO_LONG: "sent far more than an answer.",
    Fault.WITHHELD: "declined to answer.",
    Fault.FAILED: "failed; check its name and the address of its server.",
}
_RETRYABLE = frozenset(
    {Fault.REFUSED, Fault.UNREACHABLE, Fault.BUSY, Fault.SERVER, Fault.SLOW_START, Fault.STALL,
     Fault.CUT, Fault.EMPTY}
)  # fmt: skip
_BY_STATUS = {400: Fault.BAD_REQUEST, 401: Fault.KEY, 403: Fault.FORBIDDEN, 404: Fault.NO_MODEL,
              408: Fault.SLOW_START, 422: Fault.BAD_REQUEST, 429: Fault.BUSY}  # fmt: skip
_LENGTH_STOPS = frozenset({"length", "max_tokens", "model_length", "max_output_tokens"})
_WITHHELD_STOPS = frozenset(
    {"content_filter", "refusal", "safety", "recitation", "blocklist", "prohibited_content", "spii"}
)
_DEEPEST = 10


class ModelFault(Exception):
    """A language model's failure, on its way to a label. Never leaves `retrieval`.

    Attributes:
        fault: which.
        pause: seconds the server asked to wait; None where it did not say.
    """

    def __init__(self, fault: Fault, pause: float | None = None) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.pause = pause

    @property
    def retryable(self) -> bool:
        """Whether another try may help."""
        return self.fault in _RETRYABLE


def name_fault(error: BaseException) -> ModelFault:
    """What an exception of a provider's library means.

    The libraries are not imported: their exceptions tell by status code, by class name, or by
    what caused them.

    Args:
        error: as raised while a model was asked.
    """
    chain = list(_causes(error))
    for cause in chain:
        if isinstance(cause, ModelFault):
            return cause
    for cause in chain:
        status = _status(cause)
        if status is not None:
            fault = _BY_STATUS.get(status)
            if fault is None:
                fault = Fault.SERVER if status >= 500 else Fault.BAD_REQUEST
            return ModelFault(fault, retry_after(cause))
    return ModelFault(_by_kind(chain))


def _by_kind(chain: list[BaseException]) -> Fault:
    names = " ".join(type(cause).__name__ for cause in chain)
    if any(isinstance(c, socket.gaierror) for c in chain):
        return Fault.UNREACHABLE
    if any(isinstance(c, ConnectionRefusedError) for c in chain):
        return Fault.REFUSED
    if "LengthFinishReason" in names:
        return Fault.LENGTH
    if "ContentFilterFinishReason" in names or "Refusal" in names:
        return Fault.WITHHELD
    if "ReadTimeout" in names:
        return Fault.STALL
    if "Timeout" in names:
        return Fault.SLOW_START
    broken = ("RemoteProtocolError", "ReadError", "IncompleteRead", "ConnectionResetError",
              "BrokenPipe", "ConnectionAborted")  # fmt: skip
    if any(name in names for name in broken):
        return Fault.CUT
    message = " ".join(str(cause) for cause in chain).lower()
    # httpx wraps the operating system's error as text only, in some versions.
    if "connection refused" in message or "all connection attempts failed" in message:
        return Fault.REFUSED
    if "name or service not known" in message or "nodename nor servname" in message:
        return Fault.UNREACHABLE
    if "ConnectError" in names or "APIConnectionError" in names or "ConnectionError" in names:
        return Fault.UNREACHABLE
    if "no generation chunks" in message or "no generations found" in message:
        return Fault.EMPTY
    if "JSONDecodeError" in names or "ValidationError" in names:
        return Fault.UNREADABLE
    return Fault.FAILED


def _causes(error: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = error
    for _ in range(_DEEPEST):
        if current is None:
            return
        yield current
        current = current.__cause__ or current.__context__


def _status(error: BaseException) -> int | None:
    response = getattr(error, "response", None)
    for holder in (error, response):
        for name in ("status_code", "status", "code"):
            value = getattr(holder, name, None)
            if isinstance(value, int) and not isinstance(value, bool) and 400 <= value < 600:
                return value
    return None


def retry_after(error: BaseException) -> float | None:
    """The pause a server asks for in its Retry-After header (RFC 9110, 10.2.3).

    Args:
        error: with a `response` that has `headers`, or without.

    Returns:
        Seconds, 0 and up; None where nothing readable was said.
    """
    headers: Any = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get("retry-after") if hasattr(headers, "get") else None
    if not isinstance(value, str):
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            seconds = email.utils.parsedate_to_datetime(value).timestamp() - time.time()
        except (TypeError, ValueError, OverflowError):
            return None
    return max(0.0, seconds) if math.isfinite(seconds) else None


def name_stop(reason: str) -> Fault | None:
    """What a finish reason means; None where the reply is whole.

    Args:
        reason: as the provider calls it: "stop", "length", "MAX_TOKENS", "content_filter".
    """
    lowered = reason.lower()
    if lowered in _LENGTH_STOPS:
        return Fault.LENGTH
    return Fault.WITHHELD if lowered in _WITHHELD_STOPS else None
