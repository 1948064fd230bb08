"""Words that only frame a question."""

import pytest

from retrieval.light_words import without_frame
from retrieval.query import read_part


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("What role did drones play in the war?", "What did drones in the war?"),
        ("Did Kestria play an important role in the talks?", "Did Kestria in the talks?"),
        ("What kind of stone was used?", "What stone was used?"),
        ("How many people were killed in Varn?", "How many were killed in Varn?"),
        ("What was the main reason for the closure?", "What was the the closure?"),
        ("What happened to the ferry?", "What to the ferry?"),
        ("When did the strike take place?", "When did the strike ?"),
        ("According to the report, who paid?", ", who paid?"),
        ("What part of the harbour fell?", "What part of the harbour fell?"),
        ("Who played the flute?", "Who played the flute?"),
        ("What role has the mayor?", "What role has the mayor?"),
    ],
)
def test_what_stays_of_a_question(question, rest):
    assert without_frame(question) == rest


def test_an_answer_need_not_hold_the_frame():
    assert read_part("What role did drones play?").terms == ("drones",)
    assert read_part("What happened?").terms == ("happened",)  # nothing else is left
