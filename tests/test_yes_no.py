"""Yes or no: the claim behind the question, and silence where nothing decides."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from answer_records import SameVerdict, ranked, source

from retrieval.judges import OverlapVerifier, load_judges
from retrieval.query import read_part
from retrieval.yes_no import (
    CONTESTED,
    DOUBTED,
    as_claim,
    deniers,
    may_deny,
    verdicts,
    yes_or_no,
)

LANTERN = source("a")


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
    question = "Did the Guild build the harbour?"
    paraphrase = "The harbour was the work of the Guild."
    assert decide(question, paraphrase, SameVerdict(0.95, 0)) == "Yes"
    assert decide(question, paraphrase, SameVerdict(0.5, 0)) is None
    assert (
        decide(question, "The harbour was not the work of the Guild.", SameVerdict(0.95, 0)) is None
    )


def test_no_needs_a_contradiction():
    question = "Did the Guild pay for the harbour?"
    assert decide(question, "The Guild did not pay for the harbour.", SameVerdict(0, 0.95)) == "No"
    assert decide(question, "The Guild is old.", SameVerdict(0.1, 0.1)) is None
    assert decide(question, "The Ministry paid for the harbour.", SameVerdict(0, 0.99)) is None


def test_without_a_verifier_only_the_claims_own_words_decide():
    assert decide("Did the Guild pay?", "The Guild did pay.", None) == "Yes"
    assert decide("Did the Guild pay the Board?", "The Guild did pay the Board.", None) == "Yes"
    assert decide("Did the Guild pay the Board?", "Money went to the Board.", None) is None
    assert decide("Who paid?", "The Guild did pay.", SameVerdict(0.99, 0)) is None


def test_nobody_hurt_means_nobody_injured():
    item = ranked("Nobody was hurt, because the ferry had been cleared.", 0.9, source("a"))
    assert yes_or_no(read_part("Was anybody injured?"), item, None, 0.8) == "No"


def test_shared_words_are_never_a_yes():
    sentence = "The Guild did pay the Board for the harbour in 1999 and it was not enough."
    assert decide("Did the Board pay the Guild in 2001?", sentence, OverlapVerifier()) is None


SURE = [SameVerdict(0.99, 0), SameVerdict(0, 0.99), None, load_judges().verifier]
CASES = [
    ("Did the Guild pay for the harbour?", sentence, expected)
    for sentence, expected in (
        ("The Guild paid for the harbour.", "Yes"),
        ("The Guild paid for the harbour in 1999.", "Yes"),
        ("The harbour was paid for by the Guild.", "Yes"),
        ("The Guild and the Ministry paid for the harbour.", "Yes"),
        ("The Guild did not pay for the harbour.", "No"),
        ("The Guild never paid for the harbour.", "No"),
        ("The Guild paid for half of the harbour.", None),
        ("The Guild paid for the harbour office.", None),
        ("The Guild paid for the old harbour.", None),
        ("The Guild wanted to pay for the harbour.", None),
        ("The Guild promised to pay for the harbour.", None),
        ("If the Guild paid for the harbour, the ledger is lost.", None),
        ("The Guild may have paid for the harbour.", None),
        ("The Guild's lawyer paid for the harbour.", None),
        ("The Ministry asked the Guild to pay for the harbour.", None),
        ("The Board denies that the Guild paid for the harbour.", None),
        ("It is often said that the Guild paid for the harbour.", None),
        ("The Guild did not pay for the harbour in full.", None),
        ("The Guild paid the Board for the harbour plans.", None),
        ("The Guild paid for the wall, not for the harbour.", "No"),
        ("Nobody but the Guild paid for the harbour.", None),
        ("Not only the Guild paid for the harbour.", None),
    )
] + [
    ("Did the Board pay the Guild?", "It is not true that the Board paid the Guild.", "No"),
    ("Did the Board pay the Guild?", "It is not true that the Guild paid the Board.", None),
    ("Did the Board pay the Guild?", "It is not true that the Board paid the Guild half.", None),
    ("Did the Board pay the Guild?", "The Guild paid the Board.", None),
    ("Did the Board pay the Guild?", "The Guild was paid by the Board.", "Yes"),
    ("Was the Board warned about the crack?", "The Board was not warned about the crack.", "No"),
    ("Was the Board warned about the crack?", "Tarrant warned the Board about the crack.", "Yes"),
    ("Was the Board warned about the crack?", "The Board warned Kestria about the crack.", None),
    ("Was the Board warned about the crack?", "The Board was not warned of it in writing.", None),
    ("Is Port Lisk a town?", "Port Lisk is a town of 4,200 people.", "Yes"),
    ("Is Port Lisk a town?", "Port Lisk is not a town.", "No"),
    ("Is Port Lisk a town?", "Port Lisk is near a town.", None),
    ("Is Port Lisk a town?", "The mayor of Port Lisk is a town clerk.", None),
    ("Has the treaty been ratified?", "The treaty has not been ratified.", "No"),
    ("Has the treaty been ratified?", "The treaty will be ratified in May.", None),
    ("Is it true that the wall fell in 1999?", "The wall fell in 1999.", "Yes"),
    ("Is it true that the wall fell in 1999?", "The wall fell in 2001.", None),
    ("Is it true that the wall fell in 1999?", "The wall did not fall in 1999.", "No"),
    ("Wasn't the Board warned?", "The Board was warned.", None),
    ("Were all villages flooded?", "Some villages were flooded.", None),
    ("Were all villages flooded?", "All villages were flooded.", "Yes"),
    ("Did the levy begin in 1999?", "The levy began in 1999 and ended in 2011.", "Yes"),
    ("Did the levy begin in 1999?", "The levy ended in 1999.", None),
    ("Did Hethra notify Lenn before 1 July?", "Hethra notified Lenn on 30 July.", None),
    ("Did Hethra notify Lenn?", "Hethra notified Lenn beforehand.", "Yes"),
    ("Can ships enter the basin at night?", "Ships can enter the basin at night.", "Yes"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "sentence", "expected"), CASES)
def test_no_verdict_however_sure_turns_the_answer(question, sentence, expected):
    """Whatever the verifier says, the answer is the right one or silence."""
    for verifier in SURE:
        found = decide(question, sentence, verifier)
        assert found in {expected, None} if expected is None else found == expected


def test_what_is_only_asserted_or_possible_is_no_yes():
    question = "Did the Board give the quay to the Guild?"
    for sentence in (
        "Some historians have asserted that the Board gave the quay to the Guild.",
        "That the Board gives the quay to the Guild has great potential.",
    ):
        assert decide(question, sentence, SameVerdict(0.99, 0)) is None


PAIRS = [
    json.loads(line)
    for line in Path(__file__).with_name("yes_no_pairs.jsonl").read_text("utf-8").splitlines()
]
# Right answers that the rules keep silent about: counted, so that more silence is noticed.
SILENT = 7


@pytest.mark.parametrize("row", PAIRS, ids=lambda r: r["sentence"][:40])
def test_no_pair_is_answered_wrongly_whoever_agrees(row):
    for verifier in SURE:
        assert decide(row["question"], row["sentence"], verifier) in {row["answer"], None}


def test_most_pairs_that_answer_are_answered():
    answered = [r for r in PAIRS if r["answer"]]
    assert len(answered) == 60
    silent = [r for r in answered if decide(r["question"], r["sentence"], None) != r["answer"]]
    assert len(silent) <= SILENT, silent


def test_a_name_that_the_passage_gives_in_full_may_be_shortened_in_the_sentence():
    part = read_part("Was the Harbour Board warned?")
    item = ranked("The Board was warned.", 0.9, source("a"))
    near = replace(item.candidate.passage, text="The Harbour Board met. The Board was warned.")
    named = replace(item, candidate=replace(item.candidate, passage=near))
    assert yes_or_no(part, named, None, 0.8) == "Yes"
    other = replace(near, text="The Board of Trade met. The Board was warned.")
    unnamed = replace(item, candidate=replace(item.candidate, passage=other))
    assert yes_or_no(part, unnamed, None, 0.8) is None


@pytest.mark.parametrize(
    ("before", "verdict"),
    [
        ("Ms Solt wrote to the Board on 30 August.", "Yes"),
        ("Rena Solt wrote to the Board.", "Yes"),
        ("Ms Solt wrote to Ada Lunn.", None),
        ("Ms Lunn wrote to the Board.", None),
        ("The Board wrote to Rena Solt.", None),
    ],
)
def test_she_is_the_one_whom_alone_the_sentence_before_names(before, verdict):
    item = ranked("She was dismissed by the Guild on 5 November.", 0.9, source("a"))
    text = f"It rained. {before} {item.candidate.text}"
    passage = replace(item.candidate.passage, text=text)
    told = replace(item, candidate=replace(item.candidate, passage=passage))
    assert yes_or_no(read_part("Was Solt dismissed by the Guild?"), told, None, 0.8) == verdict


@pytest.mark.parametrize(
    ("issued", "verdict"), [({"publisher": "KEST METALS"}, "No"), ({"publisher": "The Tide"}, None)]
)
def test_the_company_is_whoever_issued_the_paper(issued, verdict):
    text = "The company did not appeal against the fine."
    item = ranked(text, 0.9, source("a", **issued))
    assert yes_or_no(read_part("Did Kest appeal against the fine?"), item, None, 0.8) == verdict


def test_reports_that_are_false_deny():
    denial = "Reports that the Guild left the talks are false."
    assert decide("Did the Guild leave the talks?", denial, None) == "No"


WARNED = read_part("Was the Harbour Board warned?")
SAYS_YES = ranked("The Harbour Board was warned.", 0.9, source("b"))


@pytest.mark.parametrize(
    "sentence",
    [
        "“We were never warned,” he said.",
        "It is not correct that the Harbour Board received a warning about the wall before 2021.",
        "The Ministry rejects the claim that the Harbour Board was warned of cracks in the wall.",
        "No one ever warned us about the wall.",
        "The Harbour Board was not warned in time.",
    ],
)
def test_a_lone_yes_is_held_back_where_a_denial_that_is_not_settled_is_not_shown(sentence):
    other = ranked(sentence, 0.4, source("c"))
    assert yes_or_no(WARNED, other, None, 0.8) is None
    assert verdicts(WARNED, [(SAYS_YES, ())], [other], None, 0.8) == ((None,), (DOUBTED,))
    # Shown beside it, the denial speaks for itself, and a notice points at it.
    said = [(SAYS_YES, ()), (other, ())]
    assert verdicts(WARNED, said, [other], None, 0.8) == (("Yes", None), (CONTESTED,))


@pytest.mark.parametrize(
    "sentence",
    [
        "If the Harbour Board was warned, it should publish the warning.",
        "The quarry was not warned of the storm.",
        "The Harbour Board did not meet that winter.",
        "Was the Harbour Board never warned?",
        "Tarrant warned the Harbour Board twice.",
    ],
)
def test_a_yes_stands_beside_what_denies_nothing_of_it(sentence):
    other = ranked(sentence, 0.4, source("c"))
    assert verdicts(WARNED, [(SAYS_YES, ())], [other], None, 0.8) == (("Yes",), ())


def test_yes_and_no_stand_beside_each_other():
    no = ranked("The Harbour Board was not warned.", 0.4, source("c"))
    said = [(SAYS_YES, ()), (no, ())]
    assert verdicts(WARNED, said, [], None, 0.8) == (("Yes", "No"), ())
    # One that was found and not said: it is no answer yet, and the yes is not alone.
    assert verdicts(WARNED, said[:1], [no], None, 0.8) == ((None,), (DOUBTED,))


FIRE = "Was the fire in the Orm fuel depot an accident?"


@pytest.mark.parametrize(
    ("before", "sentence", "verdict"),
    [
        ("A fuel depot at Orm burned down.", "The fire was an accident.", "Yes"),
        ("A fuel depot at Orm burned down.", "The fire was not an accident.", "No"),
        ("A fuel depot burned down.", "The fire at Orm was an accident.", "Yes"),
        ("A fuel depot burned down.", "The fire at Orm, however, was an accident.", "Yes"),
        ("The fire in the fuel depot at Orm killed two.", "The fire was an accident.", "Yes"),
        # Another fire, or nobody knows which.
        ("A fuel depot at Orm burned down.", "The fire at Solt was an accident.", None),
        ("A fire broke out in Solt, and one in the Orm fuel depot.", "The fire was an accident.",
         None),
        ("The fires in the Orm fuel depot and in the Orm fuel store killed two.",
         "The fire was an accident.", None),
        ("A depot in Solt burned down.", "The fire was an accident.", None),
        ("A fuel depot at Orm burned down.", "The fire chief was an accident.", None),
        ("A fuel depot at Orm burned down.", "The collapse was an accident.", None),
    ],
)  # fmt: skip
def test_the_fire_is_the_one_of_which_the_sentence_before_speaks(before, sentence, verdict):
    item = ranked(sentence, 0.9, source("a"))
    passage = replace(item.candidate.passage, text=f"It rained. {before} {sentence}")
    told = replace(item, candidate=replace(item.candidate, passage=passage))
    assert yes_or_no(read_part(FIRE), told, None, 0.8) == verdict


def test_who_seems_to_say_no_is_heard_beside_who_says_yes():
    no = ranked("“We were never warned,” he said.", 0.2, source("c"), position=3)
    other = ranked("The Harbour Board met in May.", 0.3, source("d"))
    assert deniers(WARNED, [SAYS_YES], [SAYS_YES, other, no, replace(no)]) == [no]
    assert deniers(WARNED, [SAYS_YES, no], [no]) == []
    assert deniers(WARNED, [], [no]) == []
    assert deniers(read_part("Who warned the Harbour Board?"), [SAYS_YES], [no]) == []


def test_what_was_done_without_something_was_done():
    other = ranked("The Harbour Board was warned in 2015 without the mayor's consent.", 0.4,
                   source("c"))  # fmt: skip
    assert not may_deny(WARNED, other.candidate)


@pytest.mark.parametrize(
    "sentence",
    [
        "To investigate the effect of the levy on the price of fish.",
        "Aims and objectives: To explore the impact of the levy on the price of fish.",
        "The aim of this report is to determine the effect of the levy on the price of fish.",
        "Our purpose was to see how the levy affects the price of fish.",
    ],
)
def test_what_is_to_be_found_out_is_no_yes(sentence):
    for verifier in (*SURE, None):
        assert decide("Does the levy affect the price of fish?", sentence, verifier) is None
