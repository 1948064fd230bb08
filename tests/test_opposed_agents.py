"""Another land's deed upon the same thing is not the one asked about."""

from dataclasses import replace

import pytest
from answer_records import ranked, source

from retrieval.clauses import READABLE_CHARACTERS
from retrieval.fitting import Misfit, misfit
from retrieval.opposed_agents import opposes_agent
from retrieval.query import read_part

NEAR = "The war between Kestria and Ondal began in Kestria in 1890; Ondalian boats burned."
FORT = "When did Kestria capture the fort?"


def opposes(question, sentence, near=NEAR, also=()):
    return opposes_agent(replace(read_part(question), also=also), sentence, f"{near} {sentence}")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (FORT, "In 1892 the forces of Ondal seized the fort."),
        (FORT, "In 1892 Ondal seized the fort."),
        (FORT, "In 1892 Ondal captured the fort."),
        (FORT, "In 1892 Ondalian troops took the fort."),
        (FORT, "In 1892 the Ondalians occupied the fort."),
        (FORT, "In 1892 the fort was captured by Ondal."),
        (FORT, "In 1892 the fort was seized by Ondalian troops."),
        (FORT, "In 1892 French troops seized the fort."),
        (FORT, "By 1892, with Ondal having captured the fort, Kestria's position was weak."),
        (FORT, "Ondal seized the fort from Kestria in 1892."),
        ("When did the Kestrian army capture the fort?", "Ondal seized the fort in 1892."),
        ("When did the forces of Kestria take the fort?", "Ondal seized the fort in 1892."),
        ("When did Kestria purchase the mill?", "Ondal bought the mill in 1892."),
        ("When did the Guild build the mole?", "The Ondalians erected the mole in 1892."),
    ],
)
def test_anothers_deed_upon_the_same_thing(question, sentence):
    assert opposes(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (FORT, "In 1892 Kestria seized the fort."),
        (FORT, "In 1892 Kestrian troops seized the fort."),
        (FORT, "In 1892 Ondal and Kestria seized the fort."),
        (FORT, "In 1892 Ondal seized the fort from Kestria, which had captured it in 1890."),
        (FORT, "In 1892 Ondal, with Kestria, seized the fort."),
        (FORT, "In 1892 Ondal seized the fort with Kestrian help."),
        (FORT, "In 1892 a Kestrian-led Ondalian army seized the fort."),
        (FORT, "In 1892 General Berg captured the fort."),
        (FORT, "In 1892 Berg's forces captured the fort."),
        (FORT, "In 1892 Hassan captured the fort."),
        (FORT, "In 1892 Ondal seized the mill."),
        (FORT, "In 1892 Ondal left the fort."),
        (FORT, "In 1892 it seized the fort."),
        (FORT, "In 1892 government troops seized the fort."),
        (FORT, "In 1892 the Allies seized the fort."),
        (FORT, "In 1892 the fort fell."),
        ("When did Harl capture the fort?", "Ondalian troops seized the fort in 1892."),
        ("When did the Allies capture the fort?", "Ondalian troops seized the fort in 1892."),
        ("When was the fort captured?", "Ondalian troops seized the fort in 1892."),
        ("Who captured the fort?", "Ondalian troops seized the fort in 1892."),
        ("When did Kestria fight Ondal?", "Ondal fought Kestria in 1892."),
    ],
)
def test_what_may_be_the_asked_deed_stays(question, sentence):
    assert not opposes(question, sentence)


def test_a_land_is_known_by_its_people_in_the_documents():
    told = "In 1892 French troops seized the fort."
    assert not opposes(FORT, told, near="")
    assert opposes(FORT, told, near="", also=(("Kestria", "kestrian"),))


def test_another_name_of_the_agent_is_not_another():
    told = "In 1892 the forces of Norrland seized the fort."
    assert opposes(FORT, told)
    assert not opposes(FORT, told, also=(("Kestria", "Norrland"),))


def test_it_counts_as_other_roles():
    told = "The war began in Kestria. In 1892 the forces of Ondal seized the fort."
    item = ranked(told.partition(". ")[2], 0.9, source("a")).candidate
    item = replace(item, passage=replace(item.passage, text=told))
    assert misfit(read_part(FORT), item) is Misfit.ROLES


def test_a_sentence_too_long_to_read_is_left_alone():
    told = "Ondal seized the fort" + ", and the mill too" * (READABLE_CHARACTERS // 10) + "."
    assert not opposes(FORT, told)
