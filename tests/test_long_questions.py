"""What reads a question takes time in proportion to its length, whatever stands in it.

Each text is ten times as long as a question may be: read to its end from each of its places, it
takes minutes; read once, milliseconds.
"""

from __future__ import annotations

import time

import pytest

from retrieval.asked_holders import holder_asked
from retrieval.asked_party import party_asked
from retrieval.noun_relations import relations_in
from retrieval.query import check_question, split_parts

LENGTH = 40_000
SECONDS = 10.0


@pytest.mark.parametrize(
    "unit", ["A ", "Ab ", "A-", "A", "a", "-", "A's ", "of the A ", "(A ", "“"]
)
@pytest.mark.parametrize("read", [relations_in, party_asked, holder_asked])
def test_a_row_of_the_same_is_read_once(read, unit):
    text = f"Who paid {unit * (LENGTH // len(unit))}?"
    began = time.process_time()
    read(text)
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("gap", [" ", "\n", " \t"])
def test_a_gap_is_no_reading(gap):
    began = time.process_time()
    (part,) = split_parts(check_question(f"Who paid{gap * 1900}for it?"))
    assert part.text == "Who paid for it?"
    assert time.process_time() - began < 1.0
