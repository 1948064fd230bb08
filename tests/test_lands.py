"""The table of lands."""

import pytest

from index.words import fold
from retrieval.lands import is_seat, lands, lands_called, same_land


def test_every_row_has_a_place_and_is_folded():
    for land in lands():
        assert land.places
        words = land.all_names | land.seats
        assert all(word == fold(word) and word.isalpha() for word in words), land


def test_no_place_stands_in_two_rows():
    places = [place for land in lands() for place in land.places]
    shared = {place for place in places if places.count(place) > 1}
    assert shared == set()


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("france", "french", True),
        ("french", "france", True),
        ("turkey", "turkiye", True),
        ("soviet", "russian", True),  # loosely
        ("france", "germany", False),
        ("france", "paris", False),
        ("nowhere", "nowherian", False),
    ],
)
def test_names_of_one_land(one, two, same):
    assert same_land(one, two) is same


def test_a_word_that_is_no_land_has_none():
    assert lands_called("harbour") == ()
    assert is_seat("ankara")
    assert not is_seat("turkey")
