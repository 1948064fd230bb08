"""What "only" singles out and "except" leaves out: neither may move, neither may be dropped."""

from __future__ import annotations

import re

from .word_forms import FUNCTION_WORDS, is_auxiliary, is_verb, lemma, tokens

_ONLY = re.compile(r"\b(?:only|solely|exclusively|merely)\b", re.IGNORECASE)
_NOT_ONLY = re.compile(r"\b(?:not|if) $", re.IGNORECASE)
_EXCEPT = re.compile(r"\bexcept\b", re.IGNORECASE)
_GOVERNED = 3
_END = re.compile(r"[,;:.]|\b(?:and|but|or|while|because|which|who|that|when|if)\b", re.IGNORECASE)


def focus_differs(statement: str, nearest: str) -> bool:
    """Whether both limit something by "only", but not the same.

    Args:
        statement: folded text.
        nearest: the sentence of the evidence nearest to it, folded.
    """
    mine, theirs = _focuses(statement), _focuses(nearest)
    if not mine or not theirs:
        return False
    return any(not any(m & t for t in theirs) for m in mine)


def exception_dropped(statement: str, nearest: str) -> bool:
    """Whether "every race except one" has become "every race".

    Args:
        statement: in plain form (see `plain_forms`).
        nearest: the sentence of the evidence nearest to it, in plain form.
    """
    if not _EXCEPT.search(nearest) or _EXCEPT.search(statement):
        return False
    governed = _content([t[0] for t in tokens(_EXCEPT.split(nearest)[0])])[-_GOVERNED:]
    return set(governed) <= set(_content([t[0] for t in tokens(statement)]))


def _focuses(text: str) -> list[frozenset[str]]:
    """What each "only" may single out: the phrase right behind it, or before it at an end."""
    found = []
    for match in _ONLY.finditer(text):
        if _NOT_ONLY.search(text[: match.start()]):
            continue
        following = _END.split(text[match.end() :], maxsplit=1)[0]
        behind = [t[0] for t in tokens(following)]
        before = [t[0] for t in tokens(_END.split(text[: match.start()])[-1])]
        found.append(_phrase(behind) or frozenset(_content(before)[-1:]))
    return [f for f in found if f]


def _phrase(words: list[str]) -> frozenset[str]:
    """The first noun phrase; behind a verb, all that follows may be meant."""
    if words and (is_verb(words[0]) and not is_auxiliary(words[0])):
        return frozenset(_content(words))
    found: list[str] = []
    for word in words:
        content = _content([word])
        if found and not content:
            break
        found += content
    return frozenset(found)


def _content(words: list[str]) -> list[str]:
    return [
        lemma(w)
        for w in words
        if w.lower() not in FUNCTION_WORDS and len(w) > 1 and not is_auxiliary(w)
    ]
