"""Countries and peoples: "Kestria" and "Kestrian", "France" and "French", "Turkey" and "Türkiye".

A place and the word for its people count as the same name where the documents hold both. Regular
ones are read off the endings, so that invented and little-known places work as well; the table has
what no ending tells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.words import words

from .lands import lands_called, names_of_one_land
from .spelling import Variant

# What the table of lands has not: cities, and names of several words.
_SAME_PLACE = (
    ("Czechia", "Czech Republic"), ("Kiev", "Kyiv"), ("Peking", "Beijing"),
    ("Ceylon", "Sri Lanka"), ("Bombay", "Mumbai"), ("Swaziland", "Eswatini"),
    ("USSR", "Soviet Union"), ("USA", "United States"), ("UAE", "United Arab Emirates"),
    ("UK", "United Kingdom"), ("EU", "European Union"), ("UN", "United Nations"),
    ("Macedonia", "North Macedonia"),
)  # fmt: skip
_ENDINGS = ("n", "an", "ian", "ean", "i", "ese", "ish", "er")
_VOWEL = re.compile(r"[aeiouy]$")
_FEWEST_LETTERS = 4
_NAME = re.compile(r"\b[^\W\d_][\w’'-]*")


def name_variants(question: str, vocabulary: Mapping[str, int]) -> tuple[Variant, ...]:
    """The other forms of a question's place names and peoples that stand in the documents.

    Args:
        question: names are recognised by their capital, those of the table in any case.
        vocabulary: folded word -> passages that hold it.

    Returns:
        One `Variant` for each other form, `why` "form"; "name" where it is another name of the
        place and not a form of it.
    """
    found: dict[tuple[str, str], Variant] = {}
    for written in dict.fromkeys(_NAME.findall(question)):
        bare = re.sub(r"['’]s?$", "", written)
        (name,) = words(bare) if len(words(bare)) == 1 else ("",)
        if len(name) < _FEWEST_LETTERS or not (written[0].isupper() or _listed(name)):
            continue
        for other in sorted(forms_of(name, vocabulary) - {name}):
            found[bare, other] = Variant(bare, other, "form")
    lowered = f" {' '.join(words(question))} "
    for pair in (*_SAME_PLACE, *names_of_one_land()):
        for name, other in (pair, pair[::-1]):
            asked = f" {' '.join(words(name))} " in lowered
            if asked and all(word in vocabulary for word in words(other)):
                found[name, other] = Variant(name, other, "name")
    return tuple(found.values())


def forms_of(name: str, vocabulary: Mapping[str, int]) -> frozenset[str]:
    """A folded name with its other forms: the place for the people, the people for the place."""
    one = name.removesuffix("s")
    found = {name, *(other for other in _listed(name) if other in vocabulary)}
    places = {place for place in _places(one) if place in vocabulary and one in _people(place)}
    for place in (name, *places):
        found |= {place, *(form for form in _people(place) if form in vocabulary)}
    plural = {f"{form}s" for form in found - {name, *places} if f"{form}s" in vocabulary}
    return frozenset(found | plural)


def _listed(name: str) -> frozenset[str]:
    """What the table of lands ties to a name: a place's people, or a people's places."""
    found: set[str] = set()
    for land in lands_called(name):
        if name in land.names:
            found |= land.people if name in land.places else land.names
    return frozenset(found - {name})


def _people(place: str) -> frozenset[str]:
    """What the people of a place may be called, by its ending."""
    stems = {place}
    if _VOWEL.search(place):
        stems.add(place[:-1])
    return frozenset(stem + end for stem in stems for end in _ENDINGS if stem + end != place)


def _places(people: str) -> frozenset[str]:
    """What a place may be called whose people are called so; `people` in the singular."""
    cut = {people.removesuffix(end) for end in _ENDINGS if people.endswith(end)}
    cut = {stem for stem in cut if len(stem) >= _FEWEST_LETTERS - 1}
    return frozenset(stem + end for stem in cut for end in ("", "a", "e", "i", "o", "y"))
