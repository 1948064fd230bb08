"""The second of a row is told from the others."""

import pytest

from retrieval.ordered import is_another_of_row

SILOS = "In the ballot of 1987, 62 percent were for the silo. A second ballot was refused in 1991."


@pytest.mark.parametrize(
    ("question", "sentence", "passage"),
    [
        (
            "What was the result of the second ballot?",
            "In the ballot of 1987, 62 percent were for the silo.",
            SILOS,
        ),
    ],
)
def test_another_of_the_row_does_not_answer(question, sentence, passage):
    assert is_another_of_row(question, sentence, passage, passage)


@pytest.mark.parametrize(
    ("question", "sentence", "passage"),
    [
        ("How tall is the second silo?", "The second rises 40 metres.", SILOS),
        (
            "How tall is the second silo?",
            "It rises 40 metres.",
            "The first silo is low. The second is not. It rises 40 metres.",
        ),
        ("How tall is the second silo?", "Silo 2 rises 40 metres.", "Silo 2 rises 40 metres."),
        ("What did the second kiln burn?", "The kiln burnt peat.", "The kiln burnt peat."),
        ("How tall is the new silo?", "The silo rises 40 metres.", "The silo rises 40 metres."),
        ("Why was the second ballot refused?", "A second ballot was refused in 1991.", SILOS),
        (
            "What was the result of the second ballot of 1987?",
            "In the ballot of 1987, 62 percent were for the silo.",
            SILOS,
        ),
        ("Which is the second largest silo?", "The silo of Brell.", "The silo of Brell."),
    ],
)
def test_the_same_or_what_cannot_be_told_stays(question, sentence, passage):
    assert not is_another_of_row(question, sentence, passage, passage)
