from __future__ import annotations

import pytest

from retrieval.put_questions import puts_question


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            "Who opened the sluice at Varn?",
            "It was asked to find out who opened the sluice at Varn, and with what key.",
        ),
        ("Who opened the sluice?", "The court must decide who opened the sluice."),
        ("When did the sluice open?", "Readers ask me when the sluice did open."),
        ("How many people drowned?", "An inquiry is to establish how many people drowned."),
        ("Where was the key kept?", "They are investigating where the key was kept."),
    ],
)
def test_a_question_that_is_put_answers_nothing(question, text):
    assert puts_question(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Who opened the sluice?", "Lund opened the sluice."),
        ("Who opened the sluice?", "Nobody knows who opened the sluice."),
        ("Who opened the sluice?", "The court found who opened the sluice: it was Lund."),
        ("Who asked for the key?", "It was Lund who asked for the key."),
        ("Who asked for the key?", "The mayor asked those who had asked for the key to come."),
        ("Did Lund open the sluice?", "The court asked whether Lund opened the sluice."),
        ("What was the court to find out?", "The court was to find out who opened the sluice."),
    ],
)
def test_answers_and_other_questions_are_kept(question, text):
    assert not puts_question(question, text)
