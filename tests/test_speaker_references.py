"""References beside what is said: through whom, which of two, notes that are not there."""

from __future__ import annotations

import re

import pytest
from speaker_cases import chains, is_right, read_cases
from test_attribution import leads

from index.records import Span
from retrieval.bibliography import UPPER, Cited, Shelf, link, parse_entry, split_authors

CHAINS = r"""
“The wall fell” (Hrel, quoted in Broers 2019: 31).
    = Hrel < Broers

Hrel (1998, as cited in Broers 2019: 31) argues that the wall fell.
    = Hrel < Broers

As Hrel (1998), cited in Broers (2019: 31), put it, “the wall fell”.
    = Hrel < Broers

The wall fell (Hrel, as cited in Broers 2019: 31).
    = cites

“The wall fell” (my translation).
    = ?

“The wall fell” (emphasis added), and the port closed.
    = T

Kara said, quoting Demir, that the wall fell.
    = Kara

As Orr and colleagues (2017) show, the port closed.
    = Orr and colleagues

Orr and others (2017) argue that the port closed.
    = Orr and others

The port closed (Orr and her colleagues 2017).
    = cites

The inscription reads: “Here stood the wall.”
    = ?

The town had one wish: “peace”.
    = T

Kara believes, however, that the wall was sand.
    = Kara

Kara claims, wrongly, that the wall fell.
    = Kara

Kara rejects the view that the wall was sand.
    = -Kara
"""


@pytest.mark.parametrize(("text", "expected"), read_cases(CHAINS))
def test_who_says_each_sentence(text, expected):
    found = chains(text)
    assert len(found) == len(expected), found
    assert all(map(is_right, found, expected)), found


NOTES = "1. Broers, Anatomy of a Port, p. 4.\n2. Ibid., p. 9.\n3. Kara 2001: 3.\n4. So he said."


def test_notes_are_named_with_their_number():
    body = "\n\n".join(
        ["It closed.¹", "It rose.²", "It fell.³", "It stood.⁴", "It left.⁵", "It is 40 km² wide."]
    )
    assert leads(body, notes=NOTES) == [
        "T, citing note 1",
        "T, citing note 2",
        "T, citing note 3",
        "T",
        "T, citing note 5",  # there is no such note, and it is shown as written
        "T",
    ]
    assert leads("Demir said that “the port closed”.³", notes=NOTES) == [
        "Demir, reported by Kara (note 3), cited by T"
    ]


def entries(*texts: str) -> Shelf:
    return Shelf(tuple(parse_entry(t, Span(0, len(t))) for t in texts))


BROERS = entries("Broers, L. (2019) Anatomy.", "Broers, Ada (2019) Walls.", "K. Orr (2017) Silt.")


@pytest.mark.parametrize(
    ("name", "year", "work", "candidates"),
    [
        ("Broers", "2019", None, 2),
        ("L. Broers", "2019", "Broers, L. (2019) Anatomy.", 1),
        ("Broers, A.", "2019", "Broers, Ada (2019) Walls.", 1),
        ("Ada Broers", "2019", "Broers, Ada (2019) Walls.", 1),
        ("M. Broers", "2019", None, 2),
        ("Hrel", "2019", None, 0),
        ("Orr", "2017", "K. Orr (2017) Silt.", 1),
    ],
)
def test_an_initial_tells_which_of_two(name, year, work, candidates):
    found = link(Cited(name, year), BROERS)
    assert (found.work, found.candidates) == (work, candidates)


def test_authors_with_others():
    assert split_authors("Orr and her colleagues") == (("Orr",), True)
    assert split_authors("Orr et al.") == (("Orr",), True)
    assert split_authors("Orr, K.") == (("K. Orr",), False)
    assert split_authors("Kara and Demir") == (("Kara", "Demir"), False)


def test_a_work_cited_through_another_is_not_named_twice():
    body = "According to Hrel (1998, as cited in Broers 2019: 31), the Guild paid."
    assert leads(body) == ["Hrel (1998), cited by Broers (2019: 31), cited by T"]


def test_the_capitals_in_brackets_are_all_capitals_and_no_others():
    capital = re.compile(f"[{UPPER}]")
    letters = [chr(c) for c in range(0x530)]
    assert [c for c in letters if capital.fullmatch(c)] == [c for c in letters if c.isupper()]
