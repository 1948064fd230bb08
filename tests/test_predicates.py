"""Where the subject of a yes/no question ends: the claim in the order of a statement."""

import pytest

from retrieval.claims import read_claim
from retrieval.yes_no import as_claim

CLAIMS = """
Was | the fire in the grain depot | an accident
Was | the carriage of the slate from Holm | a gift
Was | Tarn hill | in Lorrian hands when the market was shelled
Was | the quay | really unsafe in 2008
Was | the landing place | really unsafe in 2008
Did | the Orm spill | cost any lives
Did | the council of Orm | learn of the surveyor's letter before the wall fell
Did | the weavers | ever come close to a strike before the fire
Did | the bell at Lower Orm | ring
Did | the serum | play a part in the death of the smith
Was | the ferryman Tarl | acquitted
Did | the Orm delegation | walk out of the Holm meeting
Is | the mill | older than the church
Are | the wells in the lower town | safe
Was | the treaty of 1921 | ever ratified
Has | the bridge | been repaired
Did | anyone | warn the town
Did | the mayor | know about the crack
Does | the report | blame the company
Does | the Orm Institute | take a side in the dispute
Did | the government | pay for the dam
Did | the price of bread | rise after the reform
Did | prices | rise
Were | the soldiers | armed
Were | any of the prisoners | released
Was | the decision to close the line | legal
Was | the company | warned before the wall gave way
Did | the commission | find the company guilty
Was | the election of 1998 | fair
Did | the head of the guild | resign
Did | the families of the drowned | receive compensation
Did | the new law | help small farmers
Did | the first two trials | end in acquittals
Was | there | a warning before the flood
Were | there | survivors
Is | there | any proof that the letter was sent
Did | Ada Orm | write the letter herself
Did | Orm and Holm | sign the accord
Was | Orm | the first to cross the pass
Was | Ada Orm | a member of the board
Is | the museum | open on Sundays
Was | the harbour master | in the town that night
Was | the plan of the ministry | a success
Was | the loan from the bank | a gift in truth
Did | the army | use gas in the valley
Did | the rebels | hold the town until spring
Did | most of the villagers | vote for the union
Did | the union | call off the strike
Can | the wall | be saved
Should | the ministry | publish the report
Has | the ministry | published the report
Had | the dam | been inspected before it broke
Were | the doctors who treated the men | paid by the company
Did | the doctors who treated the men | report the burns
Was | it | the drought that caused the famine
Was | the bridge | built by the army
Was | the old bridge near the mill | demolished after the war
Was | the ship's captain | drunk
Was | the captain of the ship | drunk
Was | the school | closed because of the strike
Were | the fields around Holm | mined
Did | the vaccine | cause the deaths
Did | the vaccine trial in Holm | break the rules
Did | the mine owners | offer the widows money
Does | Orm Metals | still own the mine
Do | all sources | agree on the date
Did | the tram line | make a profit
Did | the number of passengers | fall
Was | the cost of the line | higher than planned
Was | the strike of the weavers | successful
Was | the well | the cause of the tremor
Was | the author of the pamphlet | ever found
Did | the court | order a new survey
Did | the court | order the company to pay
Did | the witness | change her statement
Did | the witness statements | change
Did | the press | report the deaths
Did | the press reports | name the company
Were | the harbour dues | raised in 2009
Was | the water in the town wells | poisoned
Is | Orm | still alive
Is | the author of the report | independent
Did | the police | shoot first
Did | the police chief | lie to parliament
Did | the ambassador's letter | reach the king
Did | a second explosion | follow
Did | Lake Orm | freeze in 1956
Was | the ceasefire of May | broken by the rebels
Was | the treasurer | responsible for the loss
Was | the treasurer of the guild | responsible for the loss
""".strip().splitlines()


@pytest.mark.parametrize("row", CLAIMS)
def test_the_predicate_begins_behind_the_whole_subject(row):
    opening, subject, predicate = row.split(" | ")
    question = f"{opening} {subject} {predicate}?"
    assert as_claim(question) == f"{subject} {opening.lower()} {predicate}."


@pytest.mark.parametrize(
    ("question", "subject", "verb"),
    [
        ("Was the ferryman Tarl acquitted?", {"tarl"}, "acquit"),
        ("Did the Orm spill cost any lives?", {"orm", "spill"}, "cost"),
        ("Was the landing place really unsafe?", {"land", "place"}, None),
        ("Was the orphanage run by nuns?", {"orphanag"}, None),
    ],
)
def test_the_subject_and_the_verb(question, subject, verb):
    claim = read_claim(question)
    assert (claim.subject, claim.verb) == (subject, verb)


def test_a_name_is_enough_but_no_other_of_that_name():
    assert read_claim("Was the old mill sold?").terms == {"old", "mill", "sell"}
    assert read_claim("Was the river Orm dredged?").terms == {"orm", "dredg"}
