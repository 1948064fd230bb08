"""Near misses are set aside, whatever they score; what answers is not."""

from dataclasses import replace

import pytest
from answer_records import ranked, source

from retrieval.fitting import Misfit, misfit, those_that_fit
from retrieval.query import read_part

HERE = source("a")


def judge(question, sentence, passage=None):
    item = ranked(sentence, 0.9, HERE)
    candidate = item.candidate
    if passage is not None:
        candidate = replace(candidate, passage=replace(candidate.passage, text=passage))
    return misfit(read_part(question), candidate)


@pytest.mark.parametrize(
    ("question", "sentence", "reason"),
    [
        ("Who sold the mill to the town?", "The town sold the mill to Ana Berg.", Misfit.ROLES),
        ("Who does Brood blame for it?", "The Board blamed Brood for it.", Misfit.ROLES),
        ("When did the strike end?", "The strike began in 1991.", Misfit.OPPOSITE),
        ("When did the bridge close?", "The bridge was opened in 1957.", Misfit.OPPOSITE),
        ("When did the dues rise?", "The dues fell in 1902.", Misfit.OPPOSITE),
        ("What are higher tolls used for?", "Lower tolls are used for repairs.", Misfit.OPPOSITE),
        ("Who is the first warden?", "Odd Karst is the last warden.", Misfit.OPPOSITE),
        ("What is the lowest quay?", "The highest quay is the Mole.", Misfit.OPPOSITE),
        (
            "Who uninvited the mayor to dine?",
            "Ana Berg invited the mayor to dine.",
            Misfit.OPPOSITE,
        ),
        (
            "When did the treaty come into force?",
            "The treaty never came into force.",
            Misfit.POLARITY,
        ),
        (
            "What boats can not use the basin?",
            "Boats up to 12 metres can use the basin.",
            Misfit.POLARITY,
        ),
        (
            "What rules are laid down in the charter?",
            "These are rules which are not laid down in the charter.",
            Misfit.POLARITY,
        ),
        (
            "When was the third contract signed?",
            "The second contract was signed in 1999.",
            Misfit.OTHER,
        ),
        (
            "What title did Harl II take?",
            "Bethen took the title of king as vassal to Harl III.",
            Misfit.OTHER,
        ),
        (
            "What did the Harbour Act 2002 extend?",
            "The Harbour Act 2012 extended dues.",
            Misfit.OTHER,
        ),
        ("Who chaired the Guild in 1725?", "Ana Berg chaired the Guild in 1752.", Misfit.YEAR),
        ("When was the mole built?", "The mole was built of granite.", Misfit.TYPE),
        ("When did the war of 1921 end?", "The war of 1921 was short.", Misfit.TYPE),
        ("How much did the levy bring in?", "How much it brought in is disputed.", Misfit.TYPE),
        ("How many boats sank in the gale?", "Boats sank in the gale.", Misfit.TYPE),
        ("How often does the ferry cross?", "The ferry crosses in two hours.", Misfit.TYPE),
        ("How old is the bell?", "The bell weighs two tonnes.", Misfit.TYPE),
    ],
)
def test_a_near_miss_is_named(question, sentence, reason):
    assert judge(question, sentence) is reason


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When did the strike end?", "The strike began in 1991 and ended in 1993."),
        ("When did the strike end?", "The strike, which began in 1991, lasted until 1993."),
        ("When did the strike begin?", "The strike broke out in 1991, at the end of May."),
        ("How long is the south arm?", "The north arm is 640 metres long and the south arm 410."),
        ("When did the lace develop?", "The lace did not develop until 1750."),
        ("When was the berth closed?", "The berth closed in 2008 will not be reopened."),
        ("How much did the harbour cost?", "Without the road, the harbour cost 29 million crowns."),
        (
            "Who must vote on the dues?",
            "A majority of all members (not just those present) must vote.",
        ),
        ("What did the chair say after the fall?", "The chair said that it came without any sign."),
        (
            "When was the second contract signed?",
            "The second, signed a year later, was small in 1999.",
        ),
        ("Where was World Fair 2 held?", "The World Fair II was held in Varn."),
        ("When was the last inspection before 2019?", "The last inspection was in 2011."),
        ("When did the boat sink?", "The boat sank when the storm broke."),
        ("How many were hurt?", "Nobody was hurt."),
        ("How many people were hurt?", "No one was hurt."),
        ("How often did the ferry from Varn to Lisk cross?", "A ferry crossed to Lisk every day."),
        ("Did the strike end?", "The strike did not end."),
        ("Who does Brood blame for it?", "Brood blamed the Board for it, not the storm."),
        ("What do they think of the levy?", "They think it was never fair."),
    ],
)
def test_what_answers_stays(question, sentence):
    assert judge(question, sentence) is None


def test_a_year_in_the_same_passage_counts():
    sentence = "Ana Berg, elected in 1720, chaired it."
    assert judge("Who chaired the Guild in 1725?", sentence) is Misfit.YEAR
    assert judge("Who chaired the Guild in 1725?", sentence, f"In 1725 it met. {sentence}") is None


def test_a_passage_of_another_year_is_about_another():
    sentence = "Forty ships were sunk."
    question = "How many ships were sunk in the war of 1921?"
    assert judge(question, sentence, f"The war of 1904 was long. {sentence}") is Misfit.YEAR
    assert judge(question, sentence, f"The war of 1921 was long. {sentence}") is None


def test_what_does_not_fit_is_left_out():
    swapped = ranked("The town sold the mill to Ana Berg.", 0.9, HERE)
    right = ranked("Ana Berg sold the mill to the town.", 0.4, HERE, 1)
    assert those_that_fit(read_part("Who sold the mill to the town?"), [swapped, right]) == [right]


def test_yes_or_no_needs_every_name_of_the_question():
    told = "Ondal threw its full support behind Kestria in the war of 1920."
    assert judge("Did Varn support Kestria in 1920?", told, told) is Misfit.NAME
    assert judge("Did Ondal support Kestria in 1920?", told, told) is None
    here = f"Varn was asked twice. {told}"
    assert judge("Did Varn support Kestria in 1920?", told, here) is None


def test_another_name_of_the_same_is_enough_for_yes_or_no():
    told = "Liskhamn was repaired in 1920."
    part = read_part("Was Port Vess repaired in 1920?")
    item = ranked(told, 0.9, HERE).candidate
    item = replace(item, passage=replace(item.passage, text=told))
    assert misfit(part, item) is Misfit.NAME
    assert misfit(replace(part, also=(("port vess", "Liskhamn"),)), item) is None


def test_capitals_of_a_headline_are_no_names():
    told = "The scores of reviewers rose with each citation of what they had written."
    asked = "Are Reviewers' Scores Influenced by Citations to Their Own Work?"
    assert judge(asked, told, told) is None
