"""What a question assumes, and when a document denies it."""

import pytest
from answer_records import ranked, source

from retrieval.judges import SupportScores
from retrieval.premises import denials, premise_of
from retrieval.query import read_part
from retrieval.ranking import Ranked

LANTERN = source("a")


class Scripted:
    def __init__(self, contradicted: float) -> None:
        self.scores = SupportScores(0, 1 - contradicted, contradicted)

    def judge(self, pairs):
        return [self.scores for _ in pairs]


def near(text: str) -> Ranked:
    item = ranked(text, 0.2, LANTERN)
    return Ranked(item.candidate, item.score, {"overlap": 1.0})


@pytest.mark.parametrize(
    ("question", "premise"),
    [
        ("Why did the Guild burn the ledger?", "the Guild did burn the ledger."),
        ("When was the lighthouse sold?", "the lighthouse was sold."),
        ("Who burned the ledger?", None),
        ("Did the Guild burn the ledger?", None),
    ],
)
def test_what_is_taken_for_granted(question, premise):
    assert premise_of(read_part(question)) == premise


def test_only_an_explicit_contrary_sentence_denies():
    premise = "the Guild did burn the ledger."
    sure, unsure = Scripted(0.95), Scripted(0.3)
    contrary = near("The Guild did not burn the ledger.")
    assert denials(premise, [contrary], sure, 0.8) == [contrary]
    assert denials(premise, [contrary], unsure, 0.8) == []
    assert denials(premise, [contrary], None, 0.8) == []
    assert denials(premise, [near("The Guild kept a ledger of levies.")], sure, 0.8) == []
