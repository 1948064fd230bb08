"""What a question assumes, and when a document denies it."""

import pytest
from answer_records import SameVerdict, ranked, source

from retrieval.premises import denials, premise_of
from retrieval.query import read_part
from retrieval.ranking import Ranked

LANTERN = source("a")


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
    sure, unsure = SameVerdict(contradicted=0.95), SameVerdict(contradicted=0.3)
    contrary = near("The Guild did not burn the ledger.")
    assert denials(premise, [contrary], sure, 0.8) == [contrary]
    assert denials(premise, [contrary], None, 0.8) == [contrary]
    assert denials(premise, [near("The Guild kept a ledger of levies.")], sure, 0.8) == []
    paraphrase = near("The Guild did not destroy the ledger by fire.")
    assert denials(premise, [paraphrase], unsure, 0.8) == []
    assert denials(premise, [paraphrase], None, 0.8) == []


CASES = [
    ("Why did the Guild burn the ledger?", "The ledger was never burned by the Guild.", True),
    ("Why did the Guild burn the ledger?", "The Guild has never burned the ledger.", True),
    ("Why did the Guild burn the ledger?", "The Guild did not burn the old ledger.", False),
    ("Why did the Guild burn the ledger?", "The Guild did not burn the letters.", False),
    ("Why did the Guild burn the ledger?", "The Ministry did not burn the ledger.", False),
    ("Why did the Guild burn the ledger?", "If the Guild did not burn the ledger, who did?", False),
    ("Why did the Guild burn the ledger?", "The Guild may not have burned the ledger.", False),
    ("Why did the Guild burn the ledger?", "The Guild burned the ledger.", False),
    ("Why did the Guild burn the ledger?", "Solt said the Guild did not burn the ledger.", False),
    ("When was the lighthouse sold?", "The lighthouse was not sold.", True),
    ("When was the lighthouse sold?", "The lighthouse was not sold in 1999.", False),
    ("When was the lighthouse sold?", "The mill was not sold.", False),
    ("In which year was the lighthouse sold?", "The lighthouse was never sold.", True),
    ("And why did Ondal lend the money?", "Ondal did not lend the money.", True),
    ("Why did Ondal pay Kestria?", "Kestria did not pay Ondal.", False),
    ("Where was the treaty signed?", "The treaty was not signed.", True),
]


@pytest.mark.parametrize(("question", "sentence", "denied"), CASES)
def test_what_denies_a_premise(question, sentence, denied):
    """Rules alone, and with verifiers that contradict everything or nothing."""
    premise = premise_of(read_part(question))
    item = near(sentence)
    for verifier in (None, SameVerdict(contradicted=0.99), SameVerdict(contradicted=0.0)):
        assert denials(premise, [item], verifier, 0.8) == ([item] if denied else [])


@pytest.mark.parametrize(
    "question",
    [
        "When will the wall be repaired?",
        "Why should the Guild pay?",
        "Why does it matter whether the Guild paid?",
        "How many boats sank?",
        "Who sold the lighthouse?",
    ],
)
def test_what_takes_nothing_for_granted(question):
    assert premise_of(read_part(question)) is None
