"""Spelling and name variants: what else a question's words may be called in these documents.

Corrections are made against the corpus' own vocabulary and are always shown; the word as typed
is searched as well. Variants come from the user's alias list and from appositions in the text
("Port Vess (formerly Vessa)"), never from likeness.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from index.records import Document
from index.words import STOP_WORDS, stem, words

from .titles import ADDRESS, JOBS, OFFICES

MIN_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Variant:
    """`word` of the question is also searched as `other`.

    `why`: "spelling", "alias", "text", "name" (of the same place), "form" (of the same name),
    "absent" (such a form, where the word itself stands nowhere),
    "source" (of somebody whose documents these are, though no text names them).
    """

    word: str
    other: str
    why: str


def spelling_variants(
    terms: Iterable[str],
    vocabulary: Mapping[str, int],
    is_word: Callable[[str], bool] = lambda _: False,
) -> tuple[Variant, ...]:
    """Likely intended words for terms that no document holds.

    A term of five letters or more that is absent is matched with words of the same first letter
    at Damerau-Levenshtein distance 1 (2 from nine letters on); the most frequent of the nearest
    wins, a tie between two equally frequent ones gives nothing.

    Args:
        terms: content words of the question, lower case.
        vocabulary: word -> number of passages that hold it.
        is_word: whether a term is a word of the language: then it is no slip, and only its
            other spelling ("criticised", "criticized") counts.
    """
    from rapidfuzz.distance import OSA

    found = []
    for term in terms:
        if len(term) < MIN_LETTERS or not term.isalpha() or term in vocabulary:
            continue
        if is_word(term) or any(stem(term) == stem(word) for word in _near(term, vocabulary)):
            found += [Variant(term, o, "spelling") for o in _respelt(term) if o in vocabulary]
            continue
        limit = 2 if len(term) >= 9 else 1
        near: list[tuple[int, int, str]] = []
        for word, count in vocabulary.items():
            if word[:1] != term[:1] or abs(len(word) - len(term)) > limit or not word.isalpha():
                continue
            distance = OSA.distance(term, word, score_cutoff=limit)
            if distance <= limit:
                near.append((distance, -count, word))
        near.sort()
        if near and not (len(near) > 1 and near[0][:2] == near[1][:2]):
            found.append(Variant(term, near[0][2], "spelling"))
    return tuple(found)


def _near(term: str, vocabulary: Mapping[str, int]) -> list[str]:
    """Words of the vocabulary with the same first four letters."""
    return [word for word in vocabulary if word[:4] == term[:4]]


def _respelt(term: str) -> tuple[str, ...]:
    """The word as the other side of the Atlantic spells it."""
    pairs = (("is", "iz"), ("iz", "is"), ("our", "or"), ("or", "our"), ("tre", "ter"))
    return tuple(
        dict.fromkeys(
            term[: m.start()] + b + term[m.end() :] for a, b in pairs for m in re.finditer(a, term)
        )
    )


_TITLES = ADDRESS | JOBS | OFFICES


def absent_names(
    names: Iterable[str], vocabulary: Mapping[str, int], also: Iterable[tuple[str, str]] = ()
) -> tuple[str, ...]:
    """Names of a question of which no document holds a single word.

    What is said of a name that stands nowhere is said of something else. A word counts as held if
    a word of the documents begins like it ("Kestrian", "Kestria"); titles,
    acronyms and names with a
    variant on the alias list are not judged.

    Args:
        names: as written in the question, other spellings already put right.
        vocabulary: folded word -> passages that hold it.
        also: (name, other name) pairs.
    """
    excused = {name.lower() for name, _ in also}
    found = []
    for name in names:
        parts = [w for w in words(name) if len(w) > 3 and w not in STOP_WORDS]
        # A mayor whom the documents know is not Mayor Lunn.
        parts = [w for w in parts if w not in _TITLES] or parts
        if not parts or name.isupper() or name.lower() in excused:
            continue
        starts = tuple(w[: max(4, len(w) - 3)] for w in parts)
        if not any(word.startswith(starts) for word in vocabulary):
            found.append(name)
    return tuple(found)


def alias_variants(question: str, groups: Iterable[Iterable[str]]) -> tuple[Variant, ...]:
    """Other names from alias groups of which one stands in the question, whole words only."""
    found = []
    for group in groups:
        names = tuple(group)
        present = [n for n in names if _holds(question, n)]
        if present:
            found += [Variant(present[0], n, "alias") for n in names if n not in present]
    return tuple(found)


_CAPITALISED = r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,3}"
# A name that small words may join: "Institute for the History of Salt".
_LONG = r"[A-Z][\w’'-]+(?:(?:\s+(?:of|for|the|and|on|in|de|la|du))*\s+[A-Z][\w’'-]*\w[’']?){1,8}"
_APPOSITION = re.compile(
    rf"(?P<a>{_CAPITALISED})\s*(?:\(|,\s*)(?:known\s+as|abbreviated(?:\s+(?:as|to))?"
    r"|(?:also|formerly|previously|officially|otherwise|better|commonly|usually)\s+"
    r"(?:known(?:\s+to\s+\w+)?(?:\s+as)?|called(?:\s+by\s+\w+)?|named))\s+"
    rf"(?:the\s+)?[“\"‘]?(?P<b>{_CAPITALISED})(?![\w’'-]|\s+of\b)"
    rf"|(?P<c>{_CAPITALISED})\s*\((?:formerly|also|previously)\s+(?P<d>{_CAPITALISED})\)"
    rf"|(?P<e>{_LONG})\s*\((?:(?:the|hereafter|hereinafter|or)\s+)*[“\"‘]?"
    r"(?P<f>[A-Z][A-Za-z]{0,3}[A-Z]{1,6})[”\"’]?\)"
)
_OPENING = re.compile(
    r"[(,]\s*(?:also|formerly|previously|officially|otherwise|better|commonly|usually|known"
    r"|abbreviated)\s|\((?:(?:the|hereafter|hereinafter|or)\s+)*[“\"‘]?[A-Z]\w{0,8}[”\"’]?\)"
)
# "southern Armenia, also known as Zangezur" names a part, not the whole.
_PART_OF = re.compile(r"\b(?:[a-z]+ern|part of|parts of|region of|province of)\s+$")


def text_aliases(document: Document) -> tuple[tuple[str, str], ...]:
    """Pairs of names a document itself ties together by an apposition.

    "Port Vess, also known as Vessa" and "Port Vess (formerly Vessa)" give
    ("Port Vess", "Vessa"). A bare parenthesis proves nothing, unless it holds the first letters of
    the name before it: "Salt Workers' Union (SWU)".
    """
    pairs = []
    text = document.text
    for opening in _OPENING.finditer(text):
        # Names are searched around the few words that tie them: large texts are read at once.
        at = opening.start()
        around = _APPOSITION.finditer(text, max(0, at - 200), at + 200)
        match = next((m for m in around if m.start() <= at < m.end()), None)
        if match is None:
            continue
        one = match.group("a") or match.group("c") or match.group("e")
        two = match.group("b") or match.group("d") or match.group("f")
        if match.group("f"):
            one = _initialled(one, two)
        one = one.removeprefix("The ")
        part = _PART_OF.search(text[max(0, match.start() - 30) : match.start()])
        if one and one.lower() != two.lower() and not part:
            pairs.append((one, two))
    return tuple(dict.fromkeys(pairs))


def _initialled(name: str, letters: str) -> str:
    """The last words of a name whose first letters those are, small words passed over or not.

    "" where there are none: "The Harbour Board of Lisk (HBL)" gives "Harbour Board of Lisk".
    """
    written = name.split()
    for start in range(len(written)):
        own = written[start:]
        if not own[0][0].isupper() or own[0] == "The":
            continue
        every = "".join(word[0] for word in own)
        large = "".join(word[0] for word in own if word[0].isupper())
        if letters.lower() in (every.lower(), large.lower()):
            return " ".join(own)
    return ""


def _holds(text: str, name: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I))
