"""What speaks for a sentence: its type in the asked unit, its reason, what it points back to."""

import pytest
from answer_records import ranked, source

from retrieval.features import fits_type, word_features
from retrieval.query import read_part

HERE = source("a")


def features(question, sentence, before=0.7):
    candidate = ranked(sentence, 0.5, HERE).candidate
    return word_features(read_part(question), candidate, set(), set(), before, 0.0, {})


@pytest.mark.parametrize(
    ("question", "fits", "other"),
    [
        ("How often does it cross?", "It crosses twice a day.", "It crosses in 2 hours."),
        ("How far is it?", "It is 12 kilometres away.", "It costs 12 crowns."),
        (
            "When did the war of 1921 end?",
            "The war of 1921 ended in May.",
            "That of 1921 was short.",
        ),
        ("How many boats sank?", "Four sank.", "Boats sank."),
    ],
)
def test_the_type_is_that_of_the_asked_unit(question, fits, other):
    assert fits_type(read_part(question), fits)
    assert not fits_type(read_part(question), other)


def test_a_reason_or_a_manner_is_seen():
    assert features("Why was it closed?", "It was closed to save money.")["causal"] == 1.0
    assert features("Why was it closed?", "It was closed in May.")["causal"] == 0.0
    assert features("How was it paid?", "It was paid by selling the boats.")["causal"] == 1.0
    assert features("Why was it paid?", "It was paid by selling the boats.")["causal"] == 0.0
    assert features("When was it closed?", "It was closed to save money.")["causal"] == 0.0


def test_the_sentence_before_counts_where_one_points_back_to_it():
    question = "What interest did the loan carry?"
    assert features(question, "It provided 7 million at five per cent.")["before"] == 0.7
    assert features(question, "The first was 7 million.")["before"] == 0.7
    assert features(question, "Seven million came from Ondal.")["before"] == 0.0
    assert features("Why was it lent?", "Seven million came from Ondal.")["before"] == 0.7
