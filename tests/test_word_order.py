"""Who did what to whom: altered statements whose words are all the evidence's."""

from __future__ import annotations

import time

import pytest

from retrieval.folding import fold_text
from retrieval.word_order import new_words, order_differs, repeats_another

SAME = [
    ("A baker founded the orchestra in 1911.", "The orchestra was founded by a baker in 1911."),
    ("On weekdays the bakery opens at six.", "The bakery opens at six on weekdays."),
    (
        "To pay for the roof, the abbot sold the wood.",
        "The abbot sold the wood to pay for the roof.",
    ),
    ("The town bought twelve buses.", "The town bought twelve buses from the tram company."),
    ("A beer tax paid for the hospital.", "The hospital was paid for by a tax on beer."),
    ("The river was frozen from January.", "The river froze in January and thawed in April."),
]
OTHER = [
    ("The company bought twelve buses from the town.",
     "The town bought twelve buses from the company."),
    ("Anna Reeve wrote it and Karl Munt read it out.",
     "Karl Munt wrote it and Anna Reeve read it out."),
    ("The abbot sold the roof to pay for tin.", "The abbot sold tin to pay for the roof."),
    ("The hospital paid for a tax on beer.", "The hospital was paid for by a tax on beer."),
    ("The school was moved from Tarn.", "The school was moved to Tarn."),
    ("The wall was raised to half a metre.", "The wall was raised by half a metre."),
    ("The choir was founded for a baker.", "The choir was founded by a baker."),
    ("The mill was closed before its owner died.", "The mill was closed after its owner died."),
    ("The tower leans although the ground is soft.",
     "The tower leans because the ground is soft."),
    ("Rain fell for days after the dam broke.", "Rain had fallen for days when the dam broke."),
    ("Salt was dearer than flour and cheaper than pepper.",
     "Salt was cheaper than flour and dearer than pepper."),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "evidence"), SAME)
def test_a_turned_sentence_and_a_moved_phrase_pass(statement, evidence):
    assert not order_differs(fold_text(statement), fold_text(evidence))


@pytest.mark.parametrize(("statement", "evidence"), OTHER)
def test_changed_roles_and_links_are_seen(statement, evidence):
    assert order_differs(fold_text(statement), fold_text(evidence))


@pytest.mark.parametrize(("statement", "evidence"), SAME + OTHER)
def test_a_sentence_differs_not_from_itself(statement, evidence):
    for text in (statement, evidence):
        assert not order_differs(fold_text(text), fold_text(text))


def test_new_words_are_those_the_evidence_has_in_no_form():
    evidence = "the firm built the bridges in 1911."
    assert new_words("a bridge was built by the firms.", evidence) == ()
    assert new_words("the firm sold the bridge.", evidence) == ("sell",)


REPEATED = [
    ("The north arm is 640 metres long and the south arm 410.",
     "The north arm is 640 metres long and the north arm 410."),
    ("It repaid the 2 million of the first loan and the 6 million of the second.",
     "It repaid the 6 million of the first loan and the 6 million of the second."),
    ("Forty men and women worked on it.", "Forty women and women worked on it."),
    ("The first loan was repaid, the last payment in March.",
     "The last loan was repaid, the last payment in March."),
]  # fmt: skip
TIMES = [
    ("It was closed after the war.", "It was closed during the war."),
    ("It was closed after the war.", "It was closed before the war."),
    ("It has been open since 1999.", "It was open in 1999."),
    ("He did not look after the wall.", "He did not look during the wall."),
]


@pytest.mark.parametrize(("evidence", "statement"), REPEATED + TIMES)
def test_a_word_in_anothers_place_and_another_time_are_seen(evidence, statement):
    assert order_differs(fold_text(statement), fold_text(evidence))


def test_a_word_said_again_in_its_own_place_passes():
    evidence = "Kara built the mill and later sold the mill."
    assert not order_differs(evidence, evidence)
    assert not repeats_another("Kara built the mill and Kara sold it.", "Kara built the mill.")


def test_a_sentence_without_end_is_compared_in_time():
    long = " ".join(f"the {n} ships of {n} sailed to {n} and" for n in range(3000))
    began = time.perf_counter()
    order_differs(f"Kara sold 3 of {long}", f"Demir bought 3 of {long}")
    assert time.perf_counter() - began < 60  # a guard against hanging, not a figure
