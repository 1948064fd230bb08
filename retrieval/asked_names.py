"""Whether a name is asked for, and whether a sentence has any that the question does not know.

"What was the name of the barge?" is not answered by "The stone came by barge from Garrow.": a
place is named, the barge is not.
"""

from __future__ import annotations

import re

from index.words import STOP_WORDS, fold

from .word_forms import lemma, tokens

_ASKED = re.compile(
    r"\b(?:what|which) (?:is|was|are|were) the (?:full |first |last |real |original )?names? of"
    r" (?:the |a |an |his |her |its |their )?(?P<of>[^?,;]+)",
    re.I,
)
_NAMING = re.compile(r"\b(?:called|named|known as|termed|dubbed|nicknamed|baptised|christened)\b")
_HEAD_ENDS = re.compile(r"\b(?:of|in|at|on|from|to|for|by|with|that|which|who|whose)\b", re.I)
_PLACED = frozenset({"of", "in", "at", "from", "to", "near"})
_NO_NAMES = frozenset(
    "january february march april may june july august september october november december monday"
    " tuesday wednesday thursday friday saturday sunday mr mrs ms dr".split()
)
_QUOTED = re.compile(r"[\"“‘«][^\"”’»]{2,40}[\"”’»]")


def asks_name(question: str) -> bool:
    """Whether the name of something or somebody is asked for.

    "What is ... called?" asks for a term as often: "chemotaxis" is no name.
    """
    return _ASKED.search(question) is not None


def lacks_new_name(question: str, sentence: str) -> bool:
    """Whether a sentence names nothing but what the question names, or a place beside it.

    The first word of a sentence counts as a name unless it is a function word: better a sentence
    too many than an answer lost.

    Args:
        question: one for which `asks_name` holds; for any other the result is False.
        sentence: one sentence, plain text.
    """
    found = _ASKED.search(question)
    if found is None or _NAMING.search(sentence):
        return False
    head = _head(found["of"])
    known = {fold(t[0]) for t in tokens(question)}
    if any(not {fold(t[0]) for t in tokens(m[0])} <= known for m in _QUOTED.finditer(sentence)):
        return False
    told = [t[0] for t in tokens(sentence)]
    for at, word in enumerate(told):
        folded = fold(word)
        if not word[0].isupper() or folded in known | STOP_WORDS | _NO_NAMES:
            continue
        if not _is_place_of(told, at, head):
            return False
    return True


def _head(words: str) -> str | None:
    """The lemma of the noun that is to be named: "barge" of "the barge that carried stone"."""
    noun = [t[0] for t in tokens(_HEAD_ENDS.split(words)[0])]
    return lemma(noun[-1]) if noun else None


def _is_place_of(told: list[str], at: int, head: str | None) -> bool:
    """Whether a name only says where the thing asked about is: "the mayor of Varn"."""
    while at and told[at - 1][0].isupper():
        at -= 1
    if at and told[at - 1].lower() == "the":
        at -= 1
    return at > 1 and told[at - 1].lower() in _PLACED and lemma(told[at - 2]) == head
