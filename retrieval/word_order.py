"""Who did what to whom, by the order of words: what a small verifier does not see.

A statement that says the evidence's words in another order may say the contrary ("the town sold
the company twelve buses"), and models of a few million weights score it like a paraphrase. Words
may change places in two ways only: a sentence turned from active to passive or back, and a phrase
of time, place or reason moved to the front or the end. A changed "before", "after", "because" or
"although" is never the same. In doubt the statement is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from .frames import described_by, find_verbs
from .quantities import is_number_word
from .roles import Roles, compare_roles
from .word_forms import FUNCTION_WORDS, is_past, lemma

_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_WHOLE = re.compile(r".+", re.S)
_PART = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CHECKED = frozenset(
    "possibly perhaps maybe may might reportedly allegedly supposedly nearly almost about roughly "
    "approximately around most mostly majority every none nobody nothing never lack lacks lacked "
    "unable least without within during following via per amid toward towards upon among amongst "
    "prior according twice times".split()
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be)\s+(?:\w+ly\s+|not\s+|also\s+)?(?:\w+(?:ed|en|ne|wn|t|ung|"
    r"ught|ept|ade|aid|old|eld|ost|ut|uilt|ade)|led|met|set|hit|put|cut|won|read)\b",
    re.IGNORECASE,
)
# Being, or what is as good as it: an apposition, "as", "named".
_IS = re.compile(r"\b(?:is|are|was|were|as|named|called|became)\b|, (?:an?|the|who|which)\b", re.I)
_OWNERS = (
    (
        re.compile(
            r"\b(the|an?|its|his|her|their) ((?:[\w-]+ ){0,2}?[\w-]+)['’]s? (?=[a-z])([\w-]+)", re.I
        ),
        r"\1 \3 of \1 \2",
    ),
    (re.compile(r"\b([A-Z][\w-]*(?: [A-Z][\w-]*)*)['’]s? (?=[a-z])([\w-]+)"), r"the \2 of \1"),
    (re.compile(r"\b([^\W_]+)['’]s\s+([^\W_]+)\b"), r"\2 of \1"),
)
_BY = re.compile(r"\bby\s+(?!\d|half|a (?:third|quarter|tenth))", re.IGNORECASE)
_WAYS = frozenset("from to for by into onto against".split())
_MOST_ALIGNED = 300
_BOUNDS = frozenset("before after since until".split())
_TIMES = _BOUNDS | {"in", "on", "at", "by"}
_RELATION = re.compile(
    r"\b(?P<way>from|to|for|by|into|onto|against|in|on|at|with|under|of|before|after|during|since"
    r"|until)\s+"
    r"(?:(?:the|an?|its|his|her|their|this|that|all|both|one|other|[\w-]+(?:al|an|ish|ous|ern|er))\s+)*"
    r"(?P<word>[^\W_]+)",
    re.IGNORECASE,
)
_MOVABLE = re.compile(
    r"(?:in|on|at|by|during|after|before|since|until|from|for|to|under|over|through|with|without|"
    r"between|near|within|because|due|according|each|every|when|while|as|following)\b",
    re.IGNORECASE,
)
_HALVES = re.compile(r"\band\b|\bbut\b|\bwhile\b|\bwhereas\b|;")
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
    statement, nearest = _owned(statement), _owned(nearest)
    if links_differ(statement, nearest) or ways_differ(statement, nearest):
        return True
    if _only_is(statement) and not _IS.search(nearest):
        return True
    if find_verbs(statement) & described_by(nearest) or repeats_another(statement, nearest):
        return True
    known = _words(nearest)
    places = _places(_words(statement), known)
    roles = compare_roles(statement, nearest)
    if roles is not Roles.OPEN:
        return roles is Roles.CLASH
    is_turned = bool(_PASSIVE.search(statement)) != bool(_PASSIVE.search(nearest))
    if _is_rising(places):
        # "The tax paid for it" turned and yet in order: the doer has become the deed.
        return is_turned and bool(_BY.search(statement)) != bool(_BY.search(nearest))
    if is_turned:
        return False
    return not _moves_a_phrase(statement, nearest, places)


def _owned(text: str) -> str:
    for pattern, put in _OWNERS:
        text = pattern.sub(put, text)
    return text


def _only_is(text: str) -> bool:
    """Whether a sentence says no more than that something is something: no event is left."""
    return bool(_IS.search(text)) and not any(is_past(m[0]) for m in _TOKEN.finditer(text))


def ways_differ(statement: str, nearest: str) -> bool:
    """Whether a word both share stands behind "from" here and behind "to" there.

    Args:
        statement: plain text.
        nearest: the sentence of the evidence nearest to it.
    """
    mine, theirs = _relations(statement), _relations(nearest)
    for word in mine.keys() & theirs.keys():
        if mine[word] & theirs[word]:
            continue
        ways = mine[word] | theirs[word]
        if ways <= _WAYS or (ways <= _TIMES and ways & _BOUNDS):
            return True
    return False


def _relations(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _RELATION.finditer(text):
        way = match["way"].lower()
        found.setdefault(lemma(match["word"]), set()).add("in" if way == "during" else way)
    return found


def links_differ(statement: str, nearest: str) -> bool:
    """Whether a statement links its events in time or reason as its evidence does not."""
    for name, pattern in _LINK_PATTERNS.items():
        if name not in _FREE and pattern.search(statement) and not pattern.search(nearest):
            return True
    return False


def repeats_another(statement: str, nearest: str) -> bool:
    """Whether a word of the evidence stands once too often, in the place of another one.

    "The north arm is long and the north arm short" for "the north arm ... and the south arm": no
    word is new, and none is in the wrong order.

    Args:
        statement: folded text.
        nearest: the sentence of the evidence nearest to it, folded.
    """
    said = [word for word, _ in _words(statement)]
    known = [word for word, _ in _words(nearest)]
    mine, theirs = Counter(said), Counter(known)
    if not any(0 < theirs[word] < count for word, count in mine.items()):
        return False
    if max(len(said), len(known)) > _MOST_ALIGNED:
        return True
    aligned = SequenceMatcher(None, said, known, autojunk=False)
    for name, start, end, other, stop in aligned.get_opcodes():
        if name != "replace" or end - start != stop - other:
            continue
        for new, old in zip(said[start:end], known[other:stop], strict=True):
            if 0 < theirs[new] < mine[new] and mine[old] < theirs[old]:
                return True
    return False


def new_words(statement: str, evidence: str) -> tuple[str, ...]:
    """The content words of a statement that its evidence has in no form.

    Args:
        statement: folded text.
        evidence: folded text.
    """
    held = {word for word, _ in _words(evidence)}
    return tuple(
        word
        for word, at in _words(statement)
        if word not in held and not _is_checked(statement[at:], word)
    )


def _is_checked(rest: str, word: str) -> bool:
    """Whether the vetoes hold the word that opens `rest` to its evidence: numbers, bounds, hedges.

    A word that only binds ("within", "during") says nothing of its own.
    """
    written = _PART.match(rest)
    low = written[0].lower() if written else word
    return low in _CHECKED or low[0].isdigit() or is_number_word(low)


def _words(text: str) -> list[tuple[str, int]]:
    return [
        (lemma(part[0]), match.start() + part.start())
        for match in _TOKEN.finditer(text)
        for part in ([_WHOLE.match(match[0])] if "-" not in match[0] else _PART.finditer(match[0]))
        if part
        and part[0].lower() not in FUNCTION_WORDS
        and (len(part[0]) > 1 or part[0].isdigit())
    ]


def _places(said: Sequence[tuple[str, int]], known: Sequence[tuple[str, int]]) -> list[int]:
    """Where the words of a statement stand in the evidence, those that stand there once."""
    order = [word for word, _ in known]
    mine = [word for word, _ in said]
    return [order.index(w) for w in mine if order.count(w) == 1 and mine.count(w) == 1]


def _contrasts(statement: str, nearest: str) -> bool:
    """Whether two halves each have a phrase of the kind that moved: which one has which matters."""
    for text in (statement, nearest):
        opening = _MOVABLE.match(text.lstrip(" \"'"))
        halves = _HALVES.split(nearest)
        if opening and sum(opening[0].lower() in h.lower().split() for h in halves) > 1:
            return True
    return False


def _is_rising(places: Sequence[int]) -> bool:
    return all(a < b for a, b in pairwise(places))


def _moves_a_phrase(statement: str, nearest: str, places: Sequence[int]) -> bool:
    """Whether one cut turns the order right: the parts before and behind it changed places."""
    cuts = [i for i in range(1, len(places)) if places[i] < places[i - 1]]
    if len(cuts) != 1:
        return False
    first, second = places[: cuts[0]], places[cuts[0] :]
    if max(second) >= min(first) or _contrasts(statement, nearest):
        return False
    return opens_movable(statement) != opens_movable(nearest)


def opens_movable(text: str) -> bool:
    """Whether a text opens with a phrase or clause that may stand first or last."""
    return bool(_MOVABLE.match(text.lstrip(" \"'")))
