"""What a question assumes, and when a document denies it."""

from dataclasses import replace

import pytest
from answer_records import SameVerdict, ranked, source

from retrieval.premises import denials, is_told, premise_of
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
        ("Why did Ondal not intervene in the war?", "Ondal did not intervene in the war."),
        ("Why didn't Ondal intervene in the war?", "Ondal did not intervene in the war."),
        ("Why didn’t the Guild of Fishers pay?", "the Guild of Fishers did not pay."),
        (
            "Why didn't the EU impose sanctions on Ondal?",
            "the EU did not impose sanctions on Ondal.",
        ),
        ("Why did the EU impose sanctions on Ondal?", "the EU did impose sanctions on Ondal."),
        ("Why did the captains move permanently?", "the captains did move permanently."),
        ("Why was the bridge never built?", "the bridge was never built."),
        ("Why wasn't the bridge built?", "the bridge was not built."),
        ("Why has Ondal not signed the treaty?", "Ondal has not signed the treaty."),
        ("Why does the Guild no longer pay dues?", "the Guild no longer does pay dues."),
        ("Why did the town never ask?", "the town never did ask."),
        ("Why was the decision not to pay taken?", "the decision not to pay was taken."),
        ("Why did the man who did not pay leave?", "the man who did not pay did leave."),
        ("Why was it closed?", None),
        ("When did they leave the docks?", None),
        ("Where did the clerk store old proof of payment?", None),
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


DENYING = [
    ("Why did Ondal not intervene in the war?", "Ondal intervened in the war in 1904.", True),
    ("Why did Ondal not intervene in the war?", "Ondal did not intervene in the war.", False),
    ("Why did Ondal not intervene in the war?", "Kestria intervened in the war.", False),
    ("Why was the bridge never built?", "The bridge was built in 1957.", True),
    ("Why was the bridge never built?", "The bridge was planned in 1957.", False),
    ("Why does the Guild no longer pay dues?", "The Guild pays dues.", True),
]


@pytest.mark.parametrize(("question", "sentence", "denied"), DENYING)
def test_what_denies_a_premise_that_denies(question, sentence, denied):
    item = near(sentence)
    for verifier in (None, SameVerdict(contradicted=0.99)):
        found = denials(premise_of(read_part(question)), [item], verifier, 0.8)
        assert found == ([item] if denied else [])


TOLD = [
    ("When did Ondal visit Kestria?", "The visit of Ondal's king to Kestria was brief.", True),
    ("When did Ondal visit Kestria?", "Ondal's visit to Kestria lasted a day.", True),
    ("When did Ondal visit Kestria?", "The Ondalian visit to Kestria lasted a day.", True),
    ("When did Ondal visit Kestria?", "Ondal and Kestria share a border.", False),
    ("When did Ondal visit Kestria?", "Ondal's visit to Vess lasted a day.", False),
    ("When did Ondal visit Kestria?", "Ondal never visited Kestria.", False),
    ("When was the bridge opened?", "The opening of the bridge drew a crowd.", True),
    ("When was the bridge opened?", "The opening of the mill drew a crowd.", False),
    ("When was the fort destroyed?", "The destruction of the fort took a week.", True),
    ("When did Kestria withdraw from Vess?", "The withdrawal of Kestria from Vess was slow.", True),
    ("Why did Kestria invade Vess?", "The invasion of Vess by Kestria was short.", True),
    ("Why did Ondal not intervene in the war?", "Ondal would not intervene.", True),
    ("Why did Ondal not intervene in the war?", "Ondal was loath to intervene.", True),
    ("Why did Ondal not intervene in the war?", "Kestria would not intervene.", False),
    ("Why was the ferry berth reopened?", "The ferry berth will not be reopened.", False),
]


@pytest.mark.parametrize(("question", "sentence", "told"), TOLD)
def test_where_names_and_deed_stand_together_nobody_says_that_no_document_tells(
    question, sentence, told
):
    part = read_part(question)
    assert is_told(part, premise_of(part), [near("Nothing is said."), near(sentence)]) is told


def test_another_name_of_the_same_tells_it():
    part = replace(read_part("When did Ondal visit Kestria?"), also=(("Kestria", "Norrland"),))
    premise = premise_of(part)
    assert is_told(part, premise, [near("Ondal's visit to Norrland lasted a day.")])
    assert not is_told(part, premise, [near("Ondal's visit to Sund lasted a day.")])
