"""One party's position is not answered by another's."""

import pytest

from retrieval.asked_party import party_asked, tells_of_another


@pytest.mark.parametrize(
    ("question", "party"),
    [
        ("What was Kestria's position on the dues?", "Kestria"),
        ("What is the position of Kestria on the dues?", "Kestria"),
        ("What is the view of the Harbour Board?", "Harbour Board"),
        ("What role did Mira Holt play in the talks?", "Mira Holt"),
        ("How did Ondal respond to the levy?", "Ondal"),
        ("What are the Guild's main demands?", "Guild"),
        ("Who paid for the harbour?", None),
        ("What are the views on the levy?", None),
        ("What is the role of drones?", None),
        ("Why did Kestria pay?", None),
    ],
)
def test_whose_position_is_asked(question, party):
    assert party_asked(question) == party


QUESTION = "What was Kestria's position on the dues?"


@pytest.mark.parametrize(
    "sentence",
    [
        "Moscow consistently called for lower dues.",
        "In 1999 the Ondalian envoy called for lower dues.",
        "The dues were defended by the Guild of Varn.",
    ],
)
def test_what_others_hold_is_set_aside(sentence):
    assert tells_of_another(QUESTION, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kestria called for lower dues.",
        "The Kestrian envoy and Ondal called for lower dues.",
        "Ondal wanted dues, but its neighbour did not.",
        "They called for lower dues in Varn.",
        "The government in Varn called for lower dues.",
        "Lower dues were called for.",
        "Ondal consistently called for lower dues.",  # a capital at the beginning proves no name
    ],
)
def test_what_may_be_the_party_stays(sentence):
    assert not tells_of_another(QUESTION, sentence)


def test_a_capital_stands_for_its_country_and_a_pair_of_names_is_one():
    question = "What is France's position on the dues?"
    assert not tells_of_another(question, "Paris wants lower dues.")
    assert tells_of_another(question, "The dues, Madrid says, must fall.")
    assert not tells_of_another(QUESTION, "The dues, Marn says, must fall.", (("Kestria", "Marn"),))


def test_other_questions_set_nothing_aside():
    assert not tells_of_another("Who wanted lower dues?", "The dues, Ondal says, must fall.")
