"""A cause is asked for: its effects are no answer."""

import pytest

from retrieval.effects import tells_effect

WHAT = "What caused the flood of 1921?"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (WHAT, "The flood destroyed the mill and the bridge."),
        (WHAT, "In 1921 the flood resulted in the loss of forty houses."),
        ("What led to the strike?", "The strike has led to higher wages."),
        ("What were the causes of the war?", "As a result of the war, the port was closed."),
        ("What triggered the 1990 boycott of the mill?", "After the boycott the mill was sold."),
    ],
)
def test_what_came_of_it_is_set_aside(question, sentence):
    assert tells_effect(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (WHAT, "The flood was caused by the broken dyke."),
        (WHAT, "A broken dyke caused the flood, which destroyed the mill."),
        (WHAT, "The broken dyke led to the flood."),
        (WHAT, "The flood, which stemmed from a broken dyke, destroyed the mill."),
        (WHAT, "The dyke had been left to rot."),
        (WHAT, "After the dyke broke, the flood came."),
        (
            "What led to the war?",
            "The war between the two led to the blockade because of the dues.",
        ),
        ("What led to the war?", "After the first war, dues led to the second war."),
        ("Who caused the flood?", "The flood destroyed the mill."),
        ("Why did the flood come?", "The flood destroyed the mill."),
    ],
)
def test_what_may_be_the_cause_stays(question, sentence):
    assert not tells_effect(question, sentence)
