"""Who did what to whom, by the order of words: what a small verifier does not see.

A statement that says the evidence's words in another order may say the contrary ("the town sold
the company twelve buses"), and models of a few million weights score it like a paraphrase. Words
may change places in two ways only: a sentence turned from active to passive or back, and a phrase
of time, place or reason moved to the front or the end. A changed "before", "after", "because" or
"although" is never the same. In doubt the statement is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.words import STOP_WORDS

from .word_forms import lemma

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+|not\s+|also\s+)?(?:\w+(?:ed|en|ne|wn|t|ung|"
    r"ught|ept|ade|aid|old|eld|ost|ut|uilt|ade)|led|met|set|hit|put|cut|won|read)\b",
    re.IGNORECASE,
)
_OWNER = re.compile(r"\b([^\W_]+)['’]s\s+([^\W_]+)\b")
_BY = re.compile(r"\bby\s+(?!\d|half|a (?:third|quarter|tenth))", re.IGNORECASE)
_WAYS = frozenset("from to for by into onto against".split())
_RELATION = re.compile(
    r"\b(?P<way>from|to|for|by|into|onto|against|in|on|at|with|under|of)\s+"
    r"(?:(?:the|an?|its|his|her|their|this|that|all|both|one|other|[\w-]+(?:al|an|ish|ous|ern|er))\s+)*"
    r"(?P<word>[^\W_]+)",
    re.IGNORECASE,
)
_MOVABLE = re.compile(
    r"(?:in|on|at|by|during|after|before|since|until|from|for|to|under|over|through|with|without|"
    r"between|near|within|because|due|according|each|every|when|while|as|following)\b",
    re.IGNORECASE,
)
_LINKS = {
    "before": r"before|prior to|earlier than|until",
    "after": r"after|following|since|later than|once|afterwards",
    "because": r"because|due to|owing to|led to|caused?|as a result|therefore|thanks to|ma[dk]es?",
    "although": r"although|though|despite|in spite of|even so|nevertheless",
    "if": r"if|unless|in case|provided|as long as",
    "but": r"but|except|while|whereas|not",
}
_LINK_PATTERNS = {k: re.compile(rf"\b(?:{v})\b", re.IGNORECASE) for k, v in _LINKS.items()}
# Links that a paraphrase may leave unsaid.
_FREE = frozenset({"but", "if"})


def order_differs(statement: str, nearest: str) -> bool:
    """Whether a statement says its evidence's words in an order that may mean something else.

    Args:
        statement: folded text.
        nearest: the sentence of the evidence nearest to it, folded.

    Returns:
        False where the words stand in order, where the voice changed, or where one phrase that
        opens with a preposition moved.
    """
    # "Sulen's mole" is "the mole of Sulen".
    statement, nearest = (_OWNER.sub(r"\2 of \1", text) for text in (statement, nearest))
    if links_differ(statement, nearest) or _relations_differ(statement, nearest):
        return True
    known = _words(nearest)
    places = _places(_words(statement), known)
    is_turned = bool(_PASSIVE.search(statement)) != bool(_PASSIVE.search(nearest))
    if _is_rising(places):
        # "The tax paid for it" turned and yet in order: the doer has become the deed.
        return is_turned and bool(_BY.search(statement)) != bool(_BY.search(nearest))
    if is_turned:
        return False
    return not _moves_a_phrase(statement, nearest, places)


def _relations_differ(statement: str, nearest: str) -> bool:
    """Whether a word both share stands behind "from" here and behind "to" there."""
    mine, theirs = _relations(statement), _relations(nearest)
    return any(
        word in theirs and not mine[word] & theirs[word] and (mine[word] | theirs[word]) <= _WAYS
        for word in mine
    )


def _relations(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _RELATION.finditer(text):
        found.setdefault(lemma(match["word"]), set()).add(match["way"].lower())
    return found


def links_differ(statement: str, nearest: str) -> bool:
    """Whether a statement links its events in time or reason as its evidence does not."""
    for name, pattern in _LINK_PATTERNS.items():
        if name not in _FREE and pattern.search(statement) and not pattern.search(nearest):
            return True
    return False


def new_words(statement: str, evidence: str) -> tuple[str, ...]:
    """The content words of a statement that its evidence has in no form.

    Args:
        statement: folded text.
        evidence: folded text.
    """
    held = {word for word, _ in _words(evidence)}
    return tuple(word for word, _ in _words(statement) if word not in held)


def _words(text: str) -> list[tuple[str, int]]:
    return [
        (lemma(m[0]), m.start())
        for m in _TOKEN.finditer(text)
        if m[0].lower() not in STOP_WORDS and len(m[0]) > 1
    ]


def _places(said: Sequence[tuple[str, int]], known: Sequence[tuple[str, int]]) -> list[int]:
    """Where the words of a statement stand in the evidence, those that stand there once."""
    order = [word for word, _ in known]
    mine = [word for word, _ in said]
    return [order.index(w) for w in mine if order.count(w) == 1 and mine.count(w) == 1]


def _is_rising(places: Sequence[int]) -> bool:
    return all(a < b for a, b in pairwise(places))


def _moves_a_phrase(statement: str, nearest: str, places: Sequence[int]) -> bool:
    """Whether one cut turns the order right: the parts before and behind it changed places."""
    cuts = [i for i in range(1, len(places)) if places[i] < places[i - 1]]
    if len(cuts) != 1:
        return False
    first, second = places[: cuts[0]], places[cuts[0] :]
    if max(second) >= min(first):
        return False
    opens = bool(_MOVABLE.match(statement.lstrip(" \"'")))
    opened = bool(_MOVABLE.match(nearest.lstrip(" \"'")))
    return opens != opened
