"""Where words stand in a text, every place of them: what counts and `find` rely on.

Text and words are folded alike first, as word search folds them: case, accents, compatibility
forms, kinds of quotation mark, apostrophe and hyphen, and signs that are not shown (soft hyphens)
do not matter. White space of any kind and amount parts words. Superscripts and fractions stay what
they are: "10²" is not "102". Whole words are found unless parts of words are asked for.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .records import Span
from .words import UNSPACED, fold, is_unspaced

SINGLE_MARKS = "\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u00b4`\uff07\u02bc"
DOUBLE_MARKS = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\ufe58\ufe63\uff0d"
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe"
"""Signs that are only typesetting: kinds of quotation mark, of hyphen, and what is not shown."""

_KEPT = ("<super>", "<sub>", "<fraction>")


class _Table(dict[int, str]):
    """Character -> what it compares as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kept = unicodedata.decomposition(character).startswith(_KEPT)
        self[code] = character if kept else fold(character)
        return self[code]


_TABLE = _Table(
    {ord(c): "'" for c in SINGLE_MARKS}
    | {ord(c): '"' for c in DOUBLE_MARKS}
    | {ord(c): "-" for c in DASHES}
    | {ord(c): "" for c in UNSEEN}
)


def _fold_run(error: UnicodeError) -> tuple[bytes, int]:
    """Stands in for a run of characters that are not ASCII."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    run = error.object[error.start : error.end]
    return run.translate(_TABLE).encode("utf-8", "replace"), error.end


# Encoding passes over ASCII at the speed of copying and hands over what is not: five times as fast
# as translating every character, and every answer counts through every document.
codecs.register_error("vouchqa.fold", _fold_run)


def folded(text: str) -> str:
    """The text as it is compared; may be shorter or longer than `text`."""
    if "`" in text:
        text = text.replace("`", "'")
    return text.encode("ascii", "vouchqa.fold").lower().decode("utf-8")


# What a word goes on with: letters and digits of scripts that part words by spaces.
_GOES_ON = rf"[^\W_{UNSPACED}]"


@dataclass(frozen=True, slots=True)
class Needle:
    """Words to look for.

    Attributes:
        words: folded; empty where nothing is left to look for.
        pattern: finds them in a folded text.
    """

    words: tuple[str, ...]
    pattern: re.Pattern[str]

    @staticmethod
    def of(phrase: str, *, inside_words: bool = False) -> Needle:
        """The needle for a phrase as written.

        Args:
            phrase: words as they stand in a text.
            inside_words: find it within longer words too. Scripts written without spaces between
                words are always searched so.
        """
        words = tuple(folded(phrase).split())
        if not words:
            return Needle((), re.compile(r"(?!)"))
        first, *others = (re.escape(word) for word in words)
        whole = not inside_words
        # Behind the first word, not before it: a pattern that begins with letters is found fast.
        before = rf"(?<!{_GOES_ON}{first})" if whole and _is_part(words[0][0]) else ""
        after = rf"(?!{_GOES_ON})" if whole and _is_part(words[-1][-1]) else ""
        rest = "".join(rf"\s+{word}" for word in others)
        return Needle(words, re.compile(f"{first}{before}{rest}{after}"))

    def places(self, hay: str) -> Iterator[tuple[int, int]]:
        """Start and end of each place in a folded text, in order; none overlaps another."""
        if not all(word in hay for word in self.words):
            return
        for match in self.pattern.finditer(hay):
            end = match.end()
            # A mark that changes the last letter stands behind it.
            if end == len(hay) or not unicodedata.category(hay[end]).startswith("M"):
                yield match.span()


def _is_part(character: str) -> bool:
    """Whether a word could go on over this end of it."""
    return character.isalnum() and not is_unspaced(character)


def spans_of(needle: Needle, text: str) -> list[Span]:
    """Every place of a needle in a text, as spans of the text itself."""
    hay = folded(text)
    places = list(needle.places(hay))
    if not places or (len(hay) == len(text) and text.isascii()):
        return [Span(start, end) for start, end in places]
    origins = _origins(text)
    return [Span(origins[start], _end(text, origins[end - 1] + 1)) for start, end in places]


def count_words(hay: str, needles: Mapping[str, Needle]) -> dict[str, int]:
    """How often each needle stands in a folded text, under its own name.

    Needles without a letter or digit count 0.
    """
    return {
        name: sum(1 for _ in needle.places(hay)) if any(map(_is_wordy, needle.words)) else 0
        for name, needle in needles.items()
    }


def _is_wordy(word: str) -> bool:
    return any(map(str.isalnum, word))


def _end(text: str, end: int) -> int:
    """The end moved behind the accents that stand on the last letter."""
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return end


def _origins(text: str) -> array[int]:
    """For each character of the folded text the offset of the one it comes from."""
    origins = array("I")
    for offset, character in enumerate(text):
        if character.isascii():
            origins.append(offset)
        else:
            origins.extend([offset] * len(_TABLE[ord(character)]))
    return origins
