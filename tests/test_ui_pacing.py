"""Waiting without being stuck: order, errors, silence, and leaving in the middle."""

from __future__ import annotations

import threading
import time

import pytest

from ui.pacing import step_on


def test_items_come_in_order_and_silence_is_told():
    def slow():
        yield 1
        time.sleep(0.25)
        yield 2

    steps = list(step_on(slow, 0.05))
    assert [step for step in steps if step is not None] == [1, 2]
    assert 2 <= steps.count(None) <= 5
    assert list(step_on(lambda: iter(()), 1.0)) == []


def test_what_is_raised_is_raised_here():
    def fails():
        yield 1
        raise ValueError("inside")

    steps = step_on(fails, 1.0)
    assert next(steps) == 1
    with pytest.raises(ValueError, match="inside"):
        next(steps)

    def cannot_begin():
        raise KeyError("at once")

    with pytest.raises(KeyError):
        list(step_on(cannot_begin, 1.0))


def test_leaving_does_not_wait_and_closes_what_was_begun():
    go, closed = threading.Event(), threading.Event()

    def stuck():
        try:
            yield 1
            go.wait(10)
            yield 2
            yield 3
        finally:
            closed.set()

    steps = step_on(stuck, 0.05)
    assert next(steps) == 1
    assert next(steps) is None
    began = time.monotonic()
    steps.close()
    assert time.monotonic() - began < 1
    assert not closed.is_set()
    go.set()
    assert closed.wait(5)
