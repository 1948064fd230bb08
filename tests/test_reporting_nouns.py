"""A list that ends in "states" or "claims" is no reporting clause."""

import pytest

from index.records import Span
from retrieval.reporting import find_report


@pytest.mark.parametrize(
    "sentence",
    [
        "It aligned Valdia more closely with Palla, Ruria, and Central Orian states.",
        "The treaty weakened Palla, Ruria and Sund claims.",
        "The board read the minutes, the letters, and Kestrian reports.",
    ],
)
def test_nouns_at_the_end_of_a_list_speak_for_nobody(sentence):
    assert find_report(sentence, Span(0, len(sentence))) is None


def test_a_clause_after_a_quotation_still_names_its_speaker():
    sentence = "“The wall was weak,” Renner states."
    found = find_report(sentence, Span(0, len(sentence)))
    assert found is not None
    assert found.name == "Renner"
