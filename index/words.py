"""Words: how a text becomes the terms that lexical search compares.

    text -> fold (case, accents, compatibility forms) -> words -> stems

The same steps run over passages when they are stored and over questions when they are asked, so
"Türkiye's" finds "Turkiye". Scripts written without spaces (Chinese, Japanese, Thai, ...) become
overlapping pairs of characters, so that a part of a run is found too. Nothing here ever touches
the canonical text: offsets and quotes are the business of others.
"""

from __future__ import annotations

import re
import sys
import threading
import unicodedata
from functools import lru_cache

STOP_WORDS: frozenset[str] = frozenset(
    """
    a about above after again against all am an and any are aren as at be because been before
    being below between both but by can cannot could couldn did didn do does doesn doing don down
    during each few for from further had hadn has hasn have haven having he her here hers herself
    him himself his how i if in into is isn it its itself just let me more most mustn my myself no
    nor not now of off on once only or other our ours ourselves out over own same shan she should
    shouldn so some such than that the their theirs them themselves then there these they this
    those through to too under until up upon us very was wasn we were weren what when where which
    while who whom whose why will with won would wouldn you your yours yourself yourselves
    """.split()
)
"""English function words. They are indexed, and asked for only where nothing else is left."""

_CONTRACTION = re.compile(r"(?<=\w)['’ʼ](?:s|t|d|ll|re|ve|m)\b")
# Scripts written without spaces between words; Hangul has spaces, but glues its particles on.
UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f\u1780-\u17ff"  # Myanmar, Khmer
    "\u3040-\u30ff\u31f0-\u31ff"  # Hiragana, Katakana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\uac00-\ud7af"  # Hangul syllables
)
_UNSPACED_RUN = re.compile(f"([{UNSPACED}]+)")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_SPLITTING_ASCII = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    """Letters and digits, with the marks that belong to them (vowel signs of Indic scripts)."""
    marks = []
    for code in range(0x0300, 0x10000):
        if unicodedata.category(chr(code))[0] == "M":
            marks.append(chr(code))
    return re.compile(f"[^\\W_](?:[^\\W_]|[{re.escape(''.join(marks))}])*")


def fold(text: str) -> str:
    """Lower-case without accents on Latin, Greek and Cyrillic letters; compatibility forms merged.

    The result may be longer or shorter than `text`: compare with it, never take offsets from it.
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    # A dotless i is a letter of its own to Unicode; readers who type "i" mean it all the same.
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", decomposed)).replace("ı", "i")


def words(text: str, *, stored: bool = False) -> list[str]:
    """All folded words in order, stop words and repetitions included.

    Runs of a script without spaces come as overlapping pairs of characters.

    Args:
        text: any text.
        stored: also the last character of such a run alone, so that every character of a stored
            text begins some term and a question of one character can look for beginnings.
    """
    plain = fold(_CONTRACTION.sub(" ", text))
    if plain.isascii():
        return _SPLITTING_ASCII.findall(plain)
    found: list[str] = []
    for word in _word_pattern().findall(plain):
        if word.isascii() or not _UNSPACED_RUN.search(word):
            found.append(word)
        else:
            found.extend(_pairs(word, stored))
    return found


def _pairs(word: str, stored: bool) -> list[str]:
    """Split a word that holds unspaced script: "東京都2024" -> 東京, 京都, 2024."""
    parts: list[str] = []
    for part in _UNSPACED_RUN.split(word):
        if not part:
            continue
        if not _UNSPACED_RUN.match(part) or len(part) == 1:
            parts.append(part)
        else:
            parts.extend(part[i : i + 2] for i in range(len(part) - 1))
            parts.extend(part[-1:] if stored else ())
    return parts


def is_unspaced(term: str) -> bool:
    """Whether `term` is written in a script without spaces between words."""
    return _UNSPACED_RUN.fullmatch(term) is not None


_stemming = threading.Lock()


@lru_cache(maxsize=1)
def _stemmer() -> object:
    import snowballstemmer

    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of one folded word by the English Snowball ("Porter2") algorithm.

    Words with digits or non-ASCII letters are returned unchanged.
    M. F. Porter, "Snowball: A language for stemming algorithms", 2001.
    """
    if not (word.isascii() and word.isalpha()) or len(word) < 3:
        return word
    with _stemming:  # the stemmer keeps its working word on itself
        return sys.intern(str(_stemmer().stemWord(word)))  # type: ignore[attr-defined]


def index_terms(text: str) -> list[str]:
    """Stems of all words in order: what is stored for a passage."""
    return [stem(word) for word in words(text, stored=True)]


def content_words(text: str) -> tuple[str, ...]:
    """Distinct folded words in order of appearance without stop words, not stemmed.

    Where only stop words are left ("to be or not to be") they are returned.
    """
    distinct = tuple(dict.fromkeys(words(text)))
    return tuple(word for word in distinct if word not in STOP_WORDS) or distinct


def content_terms(text: str) -> tuple[str, ...]:
    """Distinct stems of the content words of `text`, in order of appearance.

    Where only stop words are left they are used; empty for a text without letters and digits.
    """
    return tuple(dict.fromkeys(stem(word) for word in content_words(text)))
