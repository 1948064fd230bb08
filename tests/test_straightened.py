"""Clauses in other orders and about anybody, and the verdicts that they bear."""

from __future__ import annotations

import pytest

from retrieval.asserted import says_so
from retrieval.claims import read_claim

# question -> what a sentence says to it
CASES = {
    "Has Orm recognised Lenn?": [
        ("Orm has yet to recognise Lenn.", False),
        ("Orm is the only state that has not recognised Lenn.", False),
        ("Orm remains the only state in the region that has not recognised Lenn.", False),
        ("Orm is among the states that have recognised Lenn.", True),
        ("Orm is one of the few states that have recognised Lenn.", True),
        ("Orm was the first state which had recognised Lenn.", True),
        ("Orm is the only state that Lenn has not recognised.", None),
        ("Orm borders the only state that has not recognised Lenn.", None),
        ("The neighbour of Orm is the only state that has not recognised Lenn.", None),
        ("Lenn is among the states that have recognised Orm.", None),
        ("Orm may be among the states that have recognised Lenn.", None),
    ],
    "Did the Guild pay for the harbour?": [
        ("It was the Guild that paid for the harbour.", True),
        ("It was not the Guild that paid for the harbour.", False),
        ("It was not only the Guild that paid for the harbour.", None),
        ("It was not just the Guild that paid for the harbour.", None),
        ("It was the Guild's lawyer that paid for the harbour.", None),
        ("It was the harbour that paid for the Guild.", None),
        ("It was perhaps the Guild that paid for the harbour.", None),
    ],
    "Did the spill kill anyone?": [
        ("The spill killed three people.", True),
        ("The spill killed at least 14 people.", True),
        ("The spill killed no one.", False),
        ("The spill did not kill anyone.", False),
        ("The spill killed three cows.", None),
        ("The spill nearly killed three people.", None),
        ("The spill killed nobody's cattle.", None),
        ("The fire killed three people.", None),
        ("The fire killed no one.", None),
        ("Three people killed the spill.", None),
        ("The spill was seen by three people and killed 40 cows.", None),
        ("The spill that killed a cow also hurt three people.", None),
        ("The spill killed a man's dog.", None),
        ("The spill killed 40 cows, and a man lost his farm.", None),
    ],
    "Was anyone killed in the spill?": [
        ("Three people were killed in the spill.", True),
        ("Nobody was killed in the spill.", False),
        ("Three people were not killed in the spill.", None),
        ("Two men were hurt and a dog was killed in the spill.", None),
        ("Three people were killed in the fire after the spill.", None),
        ("Three people were killed in the fire.", None),
        ("Three people who saw the spill were killed in the fire.", None),
        ("Three people were hurt in the spill.", None),
        ("It is not known whether three people were killed in the spill.", None),
    ],
    "Were any workers injured?": [
        ("Four workers were injured.", True),
        ("At least 12 workers were injured.", True),
        ("No workers were injured.", False),
        ("Four workers were not injured.", None),
        ("Four workers were dismissed.", None),
        ("Four workers' huts were injured.", None),
        ("Four soldiers were injured.", None),
    ],
    "Were there inspections in 2012?": [
        ("There were no inspections in 2012.", False),
        ("There were two inspections in 2012.", True),
        ("There were inspections in 2012 of the south arm.", True),
        ("There were no inspections of the south arm in 2012.", None),
        ("There were inspections in 2011.", None),
        ("There were no inspections in 2011.", None),
        ("There were calls for inspections in 2012.", None),
        ("There were inspection reports in 2012.", None),
        ("There was no lack of inspections in 2012.", None),
        ("There were fewer inspections in 2012.", None),
        ("There were to be inspections in 2012.", None),
        ("There were inspections in 2012, the Board claims.", None),
        ("If there were inspections in 2012, nobody saw them.", None),
    ],
    "Are there cracks in the wall?": [
        ("There are cracks in the wall.", True),
        ("There were cracks in the wall.", None),
        ("There are no cracks in the wall.", False),
    ],
    "Are there two ferries?": [
        ("There are two ferries; one is for cars.", True),
        ("There are three ferries.", None),
        ("There are two ferry masters.", None),
    ],
    "Are there large fleets in Lenn?": [
        ("In Lenn there are also large fleets, mainly in Orm and Solt.", True),
        ("In Solt there are also large fleets.", None),
        ("In Lenn there are no large fleets.", False),
    ],
    "Can members vote by letter?": [
        ("Members cannot vote by letter.", False),
        ("Members can vote by letter.", True),
        ("Members cannot vote by letter unless they live abroad.", None),
    ],
    "Is Orm the capital of Lenn?": [
        ("Orm (formerly spelled Ormm) is the capital of Lenn.", True),
        ("Orm (the rival of Solt) is not the capital of Lenn.", False),
        ("Orm (allegedly) is the capital of Lenn.", None),
        ("Orm (not Solt, as many think) is the capital of Lenn.", None),
        ("The port of Orm (near the capital of Lenn) is old.", None),
    ],
    "Do eels live in the basin?": [
        ("Eels live in the basin, and may form a tenth of the catch.", True),
        ("Eels live in the basin, but have not been counted.", True),
        ("Eels live in the basin, but are not found there if it freezes.", None),
        ("Eels may live in the basin, and are not rare.", None),
    ],
    "Did Kestria sign the Charter?": [
        ("Kestria has signed the Charter, but has not ratified it.", True),
        ("Kestria has read the Charter, but has not signed it.", None),
    ],
    "Are the fishers wary of the Board?": [
        ("The fishers are normally very wary of the Board and are not invited by it.", True),
        ("The fishers are not wary of the Board.", False),
        ("The Board is wary of the fishers.", None),
    ],
    "Is the eel an endangered species?": [
        ("The eel is an endangered species.", True),
        ("The eel is not an endangered species.", False),
        ("The eel feeds on an endangered species.", None),
        ("The eel is the enemy of an endangered species.", None),
    ],
    "Is the levy universally paid in Solt?": [
        ("In Solt, however, the levy is universally paid.", True),
        ("In Orm, however, the levy is universally paid.", None),
    ],
    "Is the bridge still closed?": [
        ("The bridge remains closed.", True),
        ("The bridge remained closed.", None),
        ("The bridge is closed.", None),
        ("The road remains closed.", None),
    ],
}
ROWS = [(q, s, verdict) for q, said in CASES.items() for s, verdict in said]


@pytest.mark.parametrize(("question", "sentence", "verdict"), ROWS)
def test_other_orders_and_anybody_are_read(question, sentence, verdict):
    claim = read_claim(question, sentence)
    assert claim is not None
    assert says_so(claim, sentence) is verdict
