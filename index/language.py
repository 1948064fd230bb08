"""Which language a text is written in, where that can be told.

The model is py3langid's (naive Bayes over byte n-grams, Lui and Baldwin 2012, "langid.py: An
Off-the-shelf Language Identification Tool"), loaded on first use.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from itertools import islice
from typing import Any

_FEWEST_LETTERS = 24
_LEAST_CONFIDENCE = 0.8
_SAMPLE = 3_000
_LOCK = threading.Lock()


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the language most of `text` is written in.

    Args:
        text: any text; of a long one its beginning, middle and end are read.

    Returns:
        A two-letter code, or None where the text is too short (fewer than 24 letters) or the
        model is less than 80 % sure.
    """
    sample = _sample(text)
    letters = islice(filter(str.isalpha, sample), _FEWEST_LETTERS)
    if sum(1 for _ in letters) < _FEWEST_LETTERS:
        return None
    with _LOCK:
        code, confidence = _identifier().classify(sample)
    if confidence < _LEAST_CONFIDENCE or len(code) != 2:
        return None
    return str(code)


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return "\n".join((text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:]))


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
