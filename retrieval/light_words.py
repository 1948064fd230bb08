"""Words of a question that only frame it: "What role did drones play?" is about drones.

No answer has to hold them, so they count for nothing when a sentence is compared with a question.
"""

from __future__ import annotations

import re

_PLAY = r"play(?:s|ed|ing)?"
# What is found, and what stays of it.
_FRAMES: tuple[tuple[str, str], ...] = (
    (rf"\b(?:role|part)s?\b(.{{0,80}}?)\b{_PLAY}\b", r"\1"),
    (rf"\b{_PLAY}\s+(?:(?:a|an|any|the|no)\s+)?(?:\w+\s+)?(?:role|part)s?\b", ""),
    (r"\b(?:kind|type|sort|form|name|number|amount|example)s? of\b", ""),
    (r"\b(how many) (?:people|persons|individuals)\b", r"\1"),
    (r"\b(?:(?:main|chief|key|real|major)\s+)?(?:reason|cause)s? (?:for|of|why|behind|that)\b", ""),
    (r"\b(?:happen|occur)(?:s|ed|red|ing)?\b", ""),
    (r"\b(?:take|takes|took|taken|taking) place\b", ""),
    (r"\baccording to (?:the|this|these|my|our) \w+\b", ""),
    (r"^(?:please\s+)?(?:tell me|explain|describe|list|name|give(?: me)?)\b", ""),
)
_COMPILED = tuple((re.compile(found, re.I), stays) for found, stays in _FRAMES)


def without_frame(question: str) -> str:
    """The question without the words that only frame it."""
    for pattern, stays in _COMPILED:
        question = pattern.sub(f" {stays} ", question)
    return " ".join(question.split())
