"""Another's president is not the one asked for; what may be anyone's is left in."""

from dataclasses import replace

import pytest
from answer_records import ranked, source

from retrieval.belonging import is_anothers, lacks_holder
from retrieval.clauses import READABLE_CHARACTERS
from retrieval.fitting import Misfit, misfit
from retrieval.query import read_part

PRESIDENT = "Who is the president of Kestria?"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (PRESIDENT, "The Ondalian President Ula Berg asked for assurances that Kestria would pay."),
        (PRESIDENT, "Ondal's president wants Kestria to pay."),
        (PRESIDENT, "Ondal's first elected president wants Kestria to pay."),
        (PRESIDENT, "The president of Ondal, Ula Berg, wants Kestria to pay."),
        (PRESIDENT, "President Ula Berg of Ondal wrote to Kestria."),
        (PRESIDENT, "The Ondal president, Ula Berg, wrote to Kestria."),
        (PRESIDENT, "The former Ondalian vice president wrote to Kestria."),
        (PRESIDENT, "The French president wrote to Kestria."),
        (PRESIDENT, "UK President Ula Berg wrote to Kestria."),
        ("Who is Kestria's president?", "Ondal's president wants Kestria to pay."),
        ("Who is the Kestrian president?", "Ondal's president wants Kestria to pay."),
        ("Who became king of Kestria in 1900?", "In 1900 the king of Ondal was Harl."),
        ("Who is the president of Kestria?", "Ula Berg is President of the Republic of Ondal."),
        ("Who is the prime minister of Kestria?", "President Berg of Ondal came to Kestria."),
        (PRESIDENT, "The Ondalian president asked Kestria to pay (President.example, 15 July)."),
        ("What is the capital of Kestria?", "The capital of Ondal is near Kestria."),
        ("What is the population of Varn?", "Lisk's population is 40,000, and Varn is near."),
        ("What is the currency of Kestria?", "The Ondalian currency is the crown."),
        ("Who is the mayor of Port Vess?", "The mayor of Port Lisk is Ana Berg."),
        ("When was the battle of Varn?", "The battle of Lisk was in 1904."),
        ("When did the Kestrian army cross?", "The Ondalian army crossed in 1904."),
        ("Who was the author of The Long Mole?", "The author of The Short Quay was Ana Berg."),
        ("Who is the president of France?", "The Dutch president wrote to Paris."),
    ],
)
def test_what_is_anothers_does_not_answer(question, sentence):
    assert is_anothers(read_part(question), sentence)
    assert misfit(read_part(question), ranked(sentence, 0.9, source("a")).candidate)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (PRESIDENT, "The president of Kestria is Odd Karst."),
        (PRESIDENT, "The Kestrian president is Odd Karst."),
        (PRESIDENT, "Kestria's president, Odd Karst, met the president of Ondal."),
        (PRESIDENT, "President Odd Karst of Kestria met the Ondalian president."),
        (PRESIDENT, "The presidents of Ondal and Kestria, Ula Berg and Odd Karst, met."),
        (PRESIDENT, "The Ondalian president met Odd Karst, the Kestrian prime minister."),
        (PRESIDENT, "The Ondalian president met her Kestrian counterpart, Odd Karst."),
        (PRESIDENT, "The Ondalian president met Odd Karst, who leads Kestria."),
        (PRESIDENT, "The president, Odd Karst, met the president of Ondal."),
        (PRESIDENT, "President Odd Karst met the Ondalian president."),
        (PRESIDENT, "Odd Karst has been President of the Republic since 1999."),
        (PRESIDENT, "The president of a party in Ondal spoke."),
        (PRESIDENT, "The Republican president spoke."),
        (PRESIDENT, "Odd Karst beat the Ondalian candidate of the mayor."),
        ("Who is the prime minister of Kestria?", "Kestria's president appointed Odd Karst."),
        ("Who is the owner of Kestria House?", "President Berg of Ondal bought it."),
        (PRESIDENT, "On Monday President Odd Karst spoke."),
        (PRESIDENT, "Odd Karst leads Kestria."),
        ("Who is the president of France?", "The French president is Ana Berg."),
        ("Who is the president of the European Union?", "The EU president is Ana Berg."),
        ("Who was king of Britain?", "The English king was Harl."),
        ("Who heads the Dutch army?", "The army of the Netherlands is led by Ana Berg."),
        ("Who is the parliament of Scotland led by?", "The Scottish Parliament is led by Berg."),
        ("What is the population of Varn?", "Lisk's population is larger than that of Varn."),
        ("When did Kestria's president visit Vess?", "He met the Ondalian president in 1999."),
        ("When did Kestria's president visit Vess?", "The Ondalian president saw Vess in 1999."),
        ("Who is the director of the University of Varn?", "Varn University's director is Berg."),
        ("What is Berg's third book called?", "Ana's third book is called The Quay."),
        ("Who was Harl's father?", "Bethen's father was Odd."),
        ("Why did the president of Kestria resign?", "The Ondalian president demanded it."),
        ("Is Ula Berg the president of Kestria?", "The Ondalian president is Ula Berg."),
        ("Who is the president?", "The Ondalian president is Ula Berg."),
    ],
)
def test_what_may_be_the_asked_ones_stays(question, sentence):
    assert not is_anothers(read_part(question), sentence)


def test_another_name_of_the_same_owner_counts():
    part = read_part(PRESIDENT)
    told = "The president of Norrland is Odd Karst."
    assert is_anothers(part, told)
    assert not is_anothers(replace(part, also=(("Kestria", "Norrland"),)), told)


@pytest.mark.parametrize(
    ("question", "sentence", "lacks"),
    [
        (PRESIDENT, "We asked often, but Kestria waits (President.example, 15 July).", True),
        (PRESIDENT, "He is the President of Kestria.", True),
        (PRESIDENT, "In May the Kestrian president spoke.", True),
        (PRESIDENT, "Odd Karst is the president.", False),
        (PRESIDENT, "The president, Karst, spoke.", False),
        (PRESIDENT, "karst is the president.", False),
        ("Who burned the ledger?", "The clerk burned the ledger.", False),
        ("Who is Kestria's prime minister?", "The prime minister of Kestria spoke.", True),
    ],
)
def test_who_holds_an_office_is_told_by_a_name(question, sentence, lacks):
    assert lacks_holder(read_part(question), sentence) is lacks


def test_the_reason_is_named():
    told = "The Ondalian President Ula Berg asked that Kestria pay."
    assert misfit(read_part(PRESIDENT), ranked(told, 0.9, source("a")).candidate) is Misfit.OWNER


def test_a_sentence_too_long_to_read_is_left_alone():
    told = "Ondal's president spoke" + ", and spoke again" * (READABLE_CHARACTERS // 10) + "."
    assert not is_anothers(read_part(PRESIDENT), told)
