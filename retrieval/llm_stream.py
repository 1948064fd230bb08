"""Taking a reply under deadlines that really interrupt.

The model is read in a thread of its own; what comes of it is waited for with a clock. A reader
stuck in a socket is left behind (it is a daemon and ends with its socket's time-out), so that no
model, library or server can hold the answer longer than the deadline.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator

from .llm_faults import Fault, ModelFault, name_fault, name_stop
from .llm_models import Piece
from .llm_settings import LLMSettings

_THINK, _THOUGHT = "<think>", "</think>"


class Budget:
    """A deadline that several steps share, by the monotonic clock.

    Args:
        seconds: from now.
    """

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left, 0 and up."""
        return max(0.0, self._ends - time.monotonic())

    def pause(self, seconds: float) -> None:
        """Wait, never past the deadline."""
        time.sleep(min(seconds, self.left))


def take_reply(
    ask: Callable[[], Iterator[Piece]],
    settings: LLMSettings,
    budget: Budget,
    *,
    streams: bool = True,
    says_when_done: bool = False,
) -> Generator[str, None, None]:
    """The text of one reply, as it comes.

    Args:
        ask: sends the request and iterates over the reply; runs in another thread.
        settings: deadlines and the longest reply.
        budget: what is left for this question.
        streams: whether the reply comes in pieces; else the first may take all that is left.
        says_when_done: whether a whole reply ends with a finish reason.

    Yields:
        Pieces of text, none empty.

    Raises:
        ModelFault: refused, late, cut, stopped short, empty or too long.
    """
    box: queue.SimpleQueue[Piece | BaseException | None] = queue.SimpleQueue()
    stop = threading.Event()
    threading.Thread(
        target=_pump,
        args=(ask, box, stop, settings.reply_characters),
        name="vouch-llm",
        daemon=True,
    ).start()
    started, length, ended = False, 0, None
    try:
        while True:
            patience = settings.idle if started else settings.first_byte
            if not streams and not started:
                patience = budget.left
            item = _next(box, patience, budget, started)
            if isinstance(item, BaseException):
                raise name_fault(item)
            if item is None:
                break
            started = True
            ended = item.stop or ended
            length += len(item.text)
            if length > settings.reply_characters:
                raise ModelFault(Fault.TOO_LONG)
            if item.text:
                yield item.text
    finally:
        stop.set()
    _check_end(length, ended, says_when_done)


def _next(
    box: queue.SimpleQueue[Piece | BaseException | None],
    patience: float,
    budget: Budget,
    started: bool,
) -> Piece | BaseException | None:
    left = budget.left
    try:
        # What has arrived counts, also where checking it took us past the deadline.
        return box.get(timeout=min(patience, left)) if left > 0 else box.get_nowait()
    except queue.Empty:
        if left <= patience:
            raise ModelFault(Fault.DEADLINE) from None
        raise ModelFault(Fault.STALL if started else Fault.SLOW_START) from None


def _check_end(length: int, ended: str | None, says_when_done: bool) -> None:
    fault = name_stop(ended) if ended else None
    if fault is not None:
        raise ModelFault(fault)
    if ended is None and says_when_done and length:
        raise ModelFault(Fault.CUT)
    if not length:
        raise ModelFault(Fault.EMPTY)


def skip_thoughts(pieces: Iterable[str]) -> Generator[str, None, None]:
    """A reply without the <think> … </think> that some models open it with."""
    held, thinking, begun = "", False, False
    for piece in pieces:
        if begun:
            yield piece
            continue
        held += piece
        opening = held.lstrip()[: len(_THINK)]
        if not thinking and len(opening) < len(_THINK) and _THINK.startswith(opening):
            continue
        thinking = opening == _THINK
        if thinking and _THOUGHT not in held:
            continue
        begun = True
        rest = held.partition(_THOUGHT)[2] if thinking else held
        if rest:
            yield rest
    if not begun and not thinking and held:
        yield held


def _pump(
    ask: Callable[[], Iterator[Piece]],
    box: queue.SimpleQueue[Piece | BaseException | None],
    stop: threading.Event,
    most: int,
) -> None:
    """Read a reply into the box until it ends, fails, is too long, or nobody listens."""
    try:
        pieces, length = ask(), 0
        try:
            for piece in pieces:
                length += len(piece.text)
                box.put(piece)
                if stop.is_set() or length > most:
                    return
        finally:
            close = getattr(pieces, "close", None)
            if close is not None:
                close()
        box.put(None)
    except BaseException as error:
        # It crosses into the thread that waits; there it becomes a label.
        box.put(error)
