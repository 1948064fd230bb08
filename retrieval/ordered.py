"""Whether a passage tells of another of a row: the first vote, where the second is asked for.

"What came of the second vote?" is not answered by "the vote of 1987" where the text comes to "a
second vote" only later. "The second" on its own, in the sentence or before it, is enough.
"""

from __future__ import annotations

import re

from .word_forms import lemma, tokens

_ROW = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_WRITTEN = (
    ("2", "2nd", "ii", "two", "twice"),
    ("3", "3rd", "iii", "three", "thrice"),
    ("4", "4th", "iv", "four"),
    ("5", "5th", "v", "five"),
    ("6", "6th", "vi", "six"),
    ("7", "7th", "vii", "seven"),
    ("8", "8th", "viii", "eight"),
    ("9", "9th", "ix", "nine"),
    ("10", "10th", "x", "ten"),
)
# They may stand for any place but the first.
_LATER = frozenset(
    "another other others later next further new newer again latter last final both each all every "
    "re then subsequent following previous earlier former".split()
)
_OF_YEAR = re.compile(r"\s+(?:of|in)\s+(?:1\d|20)\d\d\b")
# "the second largest", "on the second day of": no place in a row of the things asked about.
_NO_HEAD = frozenset("world half most day week month year time hand to and of".split())


def is_another_of_row(question: str, sentence: str, passage: str, around: str) -> bool:
    """Whether a question asks for the second of things, and a sentence tells of another one.

    Args:
        sentence: one sentence of the passage, plain text.
        passage: the passage's text.
        around: the passage with headings and title.
    """
    asked = [t[0] for t in tokens(question)]
    for at, word in enumerate(asked[:-1]):
        place, head = word.lower(), lemma(asked[at + 1])
        # "the Second Bank" is a name, which may be told by another.
        if place not in _ROW or word[0].isupper() or asked[at + 1].lower() in _NO_HEAD:
            continue
        if asked[at + 1].endswith("est"):
            continue
        forms = {place, *_WRITTEN[_ROW.index(place)]} | _LATER
        # Where no second is told of at all, "the loan" may well be it.
        if not _told(forms, around):
            return False
        return _dated_before(head, forms, sentence, passage) and not _same_year(question, sentence)
    return False


def _told(forms: set[str] | frozenset[str], text: str) -> bool:
    return any(word in forms for word in re.findall(r"[^\W_]+", text.lower()))


def _dated_before(head: str, forms: set[str], sentence: str, passage: str) -> bool:
    """Whether "the vote of 1987" stands before any word of a second one."""
    start = passage.find(sentence)
    if start < 0 or _told(forms, passage[: start + len(sentence)]):
        return False
    named = [t for t in tokens(sentence) if lemma(t[0]) == head]
    return bool(named) and all(_OF_YEAR.match(sentence[t.end() :]) for t in named)


def _same_year(question: str, sentence: str) -> bool:
    years = [set(re.findall(r"\b(?:1\d|20)\d\d\b", text)) for text in (question, sentence)]
    return bool(years[0] & years[1])
