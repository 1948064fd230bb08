"""Waiting for something slow without being stuck in it.

Gradio can end an event only between two steps of its generator. A step that waits for a language
model would hold the page's Stop button, and with it the question box, for as long as the model is
silent; so the waiting is done in a thread, and the generator steps on meanwhile.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")


def step_on(make: Callable[[], Iterator[T]], seconds: float) -> Iterator[T | None]:
    """What an iterator yields, as it comes.

    Args:
        make: makes the iterator, in the thread where it then runs.
        seconds: how long to wait for the next item.

    Yields:
        Items; None for each time none came. When the caller stops taking them, the iterator is
        closed as soon as it gives its next item.

    Raises:
        Exception: whatever the iterator raises.
    """
    box: queue.SimpleQueue[tuple[T | None, BaseException | None, bool]] = queue.SimpleQueue()
    left = threading.Event()

    def pump() -> None:
        error: BaseException | None = None
        items = None
        try:
            items = make()
            for item in items:
                if left.is_set():
                    break
                box.put((item, None, False))
        except BaseException as caught:
            error = caught
        finally:
            close = getattr(items, "close", None)
            if close is not None:
                close()
            box.put((None, error, True))

    threading.Thread(target=pump, name="vouch-answer", daemon=True).start()
    try:
        while True:
            try:
                item, error, ended = box.get(timeout=seconds)
            except queue.Empty:
                yield None
                continue
            if error is not None:
                raise error
            if ended:
                return
            yield item
    finally:
        left.set()
