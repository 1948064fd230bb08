"""A name that is asked for: which sentences have none to give."""

from __future__ import annotations

import pytest

from retrieval.asked_names import asks_name, lacks_new_name


@pytest.mark.parametrize(
    "question",
    [
        "What was the name of the barge that carried the salt?",
        "What were the names of the two envoys?",
        "Which was the original name of the square?",
    ],
)
def test_a_name_is_asked_for(question: str) -> None:
    assert asks_name(question)


@pytest.mark.parametrize(
    "question",
    [
        "What is the ferry called?",
        "What did the abbot call the envoy?",
        "Who named the square?",
        "What is the treaty about?",
    ],
)
def test_no_name_is_asked_for(question: str) -> None:
    assert not asks_name(question)
    assert not lacks_new_name(question, "It was sunk in May.")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (
            "What was the name of the barge that carried the salt from Ebben?",
            "In May the salt of Ebben came down the canal on a single barge.",
        ),
        ("What was the name of the abbot?", "It was said that the abbot of Lunden kept bees."),
        ("What was the name of the abbot?", "On Sunday the abbot in Great Lunden kept silent."),
    ],
)
def test_a_sentence_without_a_new_name_does_not_answer(question: str, sentence: str) -> None:
    assert lacks_new_name(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What was the name of the barge?", "The salt came on the barge Perpetua."),
        ("What was the name of the barge?", "They called it “the old aunt”."),
        ("What was the name of the abbot?", "Bees were kept by Abbot Ruprecht of Lunden."),
        ("What was the name of the abbot?", "Ruprecht kept bees."),
        ("What was the name of the river?", "The mill stood on the Orle."),
        ("What was the name of the fever?", "It is a disease known as marsh fever."),
    ],
)
def test_a_sentence_with_a_new_name_may_answer(question: str, sentence: str) -> None:
    assert not lacks_new_name(question, sentence)
