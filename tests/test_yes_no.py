"""Yes or no: the claim behind the question, and silence where nothing decides."""

import pytest
from answer_records import ranked, source

from retrieval.judges import OverlapVerifier, SupportScores
from retrieval.query import read_part
from retrieval.yes_no import as_claim, yes_or_no

LANTERN = source("a")


class Scripted:
    def __init__(self, entailed: float, contradicted: float) -> None:
        self.scores = SupportScores(entailed, 1 - entailed - contradicted, contradicted)

    def judge(self, pairs):
        return [self.scores for _ in pairs]


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Did the Guild pay for the harbour?", "the Guild did pay for the harbour."),
        ("Is Port Lisk a town?", "Port Lisk is a town."),
        ("Is it true that the wall fell?", "the wall fell."),
        ("Wasn't the Board warned?", "the Board was not warned."),
        ("Who paid?", None),
    ],
)
def test_the_claim_behind_a_question(question, claim):
    assert as_claim(question) == claim


def decide(question: str, sentence: str, verifier) -> str | None:
    return yes_or_no(read_part(question), ranked(sentence, 0.9, LANTERN), verifier, 0.8)


def test_yes_needs_entailment_and_no_objection():
    question = "Did the Guild pay for the harbour?"
    assert decide(question, "The Guild did pay for the harbour.", Scripted(0.95, 0)) == "Yes"
    assert decide(question, "The Guild did pay for the harbour.", Scripted(0.5, 0)) is None
    assert decide(question, "The Guild did not pay for the harbour.", Scripted(0.95, 0)) is None


def test_no_needs_a_contradiction():
    question = "Did the Guild pay for the harbour?"
    assert decide(question, "The Guild did not pay for the harbour.", Scripted(0, 0.95)) == "No"
    assert decide(question, "The Guild is old.", Scripted(0.1, 0.1)) is None


def test_without_a_verifier_or_a_yes_no_question_there_is_silence():
    assert decide("Did the Guild pay?", "The Guild did pay.", None) is None
    assert decide("Who paid?", "The Guild did pay.", Scripted(0.99, 0)) is None


def test_shared_words_are_never_a_yes():
    sentence = "The Guild did pay the Board for the harbour in 1999 and it was not enough."
    assert decide("Did the Board pay the Guild in 2001?", sentence, OverlapVerifier()) is None
