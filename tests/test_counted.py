"""A number counts what stands behind it."""

import pytest

from retrieval.counted import counts_another_kind

HURT = "How many people were hurt?"


@pytest.mark.parametrize(
    "sentence",
    [
        "It flattened 70 barns, 9 of them wholly.",
        "The storm tore down 70 barns (Berg 2019: 4).",
        "The insurer received 1,048 claims; 377 had been paid by 31 March 2022.",
    ],
)
def test_things_are_no_people(sentence):
    assert counts_another_kind(HURT, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine residents were taken to the infirmary.",
        "It flattened 70 barns and left four dead.",
        "The figure was raised to nine.",
        "There were 12 casualties.",
        "70 barns fell, and nobody was hurt.",
        "The storm of 1987 passed.",
    ],
)
def test_people_and_bare_figures_stay(sentence):
    assert not counts_another_kind(HURT, sentence)


def test_only_people_are_told_from_things():
    assert not counts_another_kind("How many ships were built?", "The yard launched 40 vessels.")
