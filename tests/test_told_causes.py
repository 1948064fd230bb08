from __future__ import annotations

import pytest

from retrieval.causes import compare_causes
from retrieval.query import Kind, read_part
from retrieval.records import Relation
from retrieval.told_causes import event_asked, read_telling, tells_cause

FLOOD = "What caused the flood?"
DAM = "Why did the tailings dam fail?"


@pytest.mark.parametrize(
    "question",
    [
        FLOOD,
        "What was the main cause of the flood?",
        "What really led to the flood of 1932?",
        "According to the ministry, what caused the flood?",
        "Who is to blame for the flood?",
        "Who does Lund hold responsible for the flood in Varn?",
        "Whose fault was the flood?",
        "What does Lund say about the cause of the flood?",
        "Who was blamed for the flood?",
        "Why did the flood happen?",
        "cause of the flood",
    ],
)
def test_a_question_for_a_cause_names_its_event(question):
    event = event_asked(question)
    assert event is not None
    assert "flood" in event.words


@pytest.mark.parametrize(
    "question",
    [
        "When did the flood happen?",
        "What did the flood cause?",
        "Why did the mayor resign?",
        "How many died in the flood?",
        "What is the reason?",
        "Who built the dam?",
    ],
)
def test_other_questions_ask_for_no_cause(question):
    assert event_asked(question) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The gale caused the flood.",
        "Neglect led to the flood of 1932.",
        "The flood was due to neglect.",
        "The flood was, in our view, the work of saboteurs.",
        "The flood was triggered by a burst pipe.",
        "The flood resulted from years of saving.",
        "The mine had no part in the flood.",
        "The flood had nothing to do with the mine.",
        "Nobody is to blame for the flood but the council.",
        "Lund blames the council for the flood.",
        "The cause of the flood was neglect.",
        "The flood was no accident.",
        "The flood was a natural disaster.",
        "The council bears the responsibility for the flood.",
        "The report holds the council responsible for the flood.",
    ],
)
def test_a_cause_is_told_with_the_event_named(sentence):
    event = event_asked(FLOOD)
    assert event is not None
    assert tells_cause(event, sentence, "", f"The dam. {sentence}") == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "It was caused by a burst pipe.",
        "The disaster was due to neglect.",
        "The cause was neglect.",
        "The mine is the cause, and everyone knows it.",
        "The council is to blame.",
        "Lund blames it on the rain.",
        "Some blame the council for it.",
        "It was no accident.",
        "We are told that the flood had nothing to do with the mine.",
    ],
)
def test_where_the_event_stands_around_it_counts_for_less(sentence):
    event = event_asked(FLOOD)
    assert event is not None
    before = "The flood came at night."
    assert tells_cause(event, sentence, before, f"{before} {sentence}") == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The flood caused damage of 4 million crowns.",
        "The flood led to a famine.",
        "The inquiry is to find what caused the flood.",
        "Nothing is decided until the cause of the flood is known.",
        "What was the cause of the flood?",
        "Cause and blame are different things.",
        "The study looks at the root causes of the flood.",
        "After the flood the guild blamed the mayor for the strike.",
        "The guild, which had seen the flood, blames the government on treason.",
        "The flood reached the market square.",
        "The mayor resigned because of his health.",
        "The fire was caused by a lamp.",
    ],
)
def test_effects_questions_and_other_things_tell_no_cause(sentence):
    event = event_asked(FLOOD)
    assert event is not None
    assert tells_cause(event, sentence, "", f"The dam. {sentence}") == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "The collapse was caused by an overfilled pond.",
        "The dam burst because the drains were blocked.",
        "The breach was due to the earthquake.",
    ],
)
def test_a_failure_goes_by_its_other_names(sentence):
    event = event_asked(DAM)
    assert event is not None
    assert tells_cause(event, sentence, "", f"The dam. {sentence}") == 2


def test_the_words_of_a_cause_are_cut_out():
    event = event_asked(FLOOD)
    assert event is not None

    def read(sentence: str) -> tuple[str, bool]:
        telling = read_telling(event, sentence, near=True)
        assert telling is not None
        return telling.cause.strip(), telling.denied

    assert read("Lund writes that the gale caused the flood.") == ("the gale", False)
    assert read("The flood was due to neglect, but nobody said so.") == ("neglect", False)
    assert read("The mine did not cause the flood.") == ("The mine did not", True)
    assert read("The cause was a burst pipe.") == ("a burst pipe", False)
    assert read("The flood was no accident.") == ("accident", True)


@pytest.mark.parametrize(
    ("one", "two", "relation"),
    [
        ("The gale caused the flood.", "The flood was due to the gale.", Relation.SAME),
        (
            "The flood was a natural event.",
            "The flood was caused by neglect of the dam.",
            Relation.DIFFERENT,
        ),
        ("The mine caused the flood.", "The mine did not cause the flood.", Relation.DIFFERENT),
        (
            "Drilling triggered the flood, it is likely.",
            "The flood was a natural event.",
            Relation.DIFFERENT,
        ),
        ("The gale did not cause the flood.", "The flood was due to neglect.", None),
        ("The flood was partly due to the gale.", "The flood was due to neglect.", None),
        ("The gale caused the flood of 1932.", "Neglect caused the flood of 1951.", None),
    ],
)
def test_causes_of_one_event_are_held_against_each_other(one, two, relation):
    part = read_part(FLOOD)
    assert compare_causes(part, one, two).relation is relation
    assert compare_causes(part, two, one).relation is relation


@pytest.mark.parametrize(
    "question", ["What was the cause of the flood?", "What were the main causes of the flood?"]
)
def test_asked_for_a_cause_is_asked_to_explain(question):
    assert read_part(question).kind is Kind.EXPLAIN


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The market was shelled by rebels.", 2),
        ("The attack was carried out by the artillery of Varn.", 2),
        ("The rounds were most probably fired from the ridge.", 2),
        ("The ministry said that its units did not open fire.", 2),
        ("The mayor blamed the army on the ridge.", 1),
        ("Stalls burned because the only fire engine had been hit.", 0),
        ("The shelling ended the talks.", 0),
        ("The market was reached by bus.", 0),
    ],
)
def test_whose_deed_it_was_is_told(sentence, told):
    event = event_asked("Who fired on the market?")
    assert event is not None
    assert event.deed
    around = f"The market. {sentence} The shelling lasted an hour."
    assert tells_cause(event, sentence, "", around) == told


def test_who_did_what_harms_nobody_is_no_such_question():
    assert event_asked("Who built the market?") is None
    assert event_asked("Who led the attack?") is None


@pytest.mark.parametrize(
    ("one", "two", "relation"),
    [
        ("It was shelled by the Grey Band.", "It was shelled by the Fifth Army.", "different"),
        ("It was shelled by the Grey Band.", "The attack was carried out by the Band.", None),
        ("It was shelled by the Grey Band.", "It was shelled by rebels.", None),
        ("It was shelled by the Grey Band.", "It was not shelled by the Fifth Army.", None),
        ("It was shelled by the Grey Band.", "The rounds were fired from Kar ridge.", None),
    ],
)
def test_two_whose_deed_it_is_said_to_be_exclude_each_other(one, two, relation):
    part = read_part("Who shelled the market?")
    found = compare_causes(part, one, two).relation
    assert (found and found.value) == relation


def test_it_is_the_event_only_behind_a_sentence_that_names_it():
    event = event_asked(FLOOD)
    assert event is not None
    around = "The flood came in 1932. The war came in 1939. It was the result of greed."
    assert tells_cause(event, "It was the result of greed.", "The war came in 1939.", around) == 0
    assert tells_cause(event, "It was the result of greed.", "The flood came in 1932.", around) == 1


def test_what_befell_another_tells_nothing():
    event = event_asked("Who attacked Orm?")
    assert event is not None
    told = "The army was responsible for the attack on Varn."
    assert tells_cause(event, told, "", told) == 0
    assert tells_cause(event, told, "", f"{told} Orm was spared.") == 2
