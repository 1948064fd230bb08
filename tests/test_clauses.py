"""A sentence in clauses: whose subject is whose."""

from __future__ import annotations

import time

import pytest

from retrieval.clauses import split_clauses
from retrieval.query import split_parts
from retrieval.relations import compare
from retrieval.word_forms import lemmas


@pytest.mark.parametrize(
    ("sentence", "clause", "subject"),
    [
        ("The Board sold the quay, which closed in 1931.", "closed", "quay"),
        ("The Board hired Karsten, who designed the dam.", "designed", "Karsten"),
        ("Kara wrote to the ministry in Sarnet, which refused to pay.", "refused",
         "ministry Sarnet"),
        ("The Board leased the quay to the Guild, which sold it to Brell.", "sold", "Guild"),
        ("The council paid 4 million crowns for the dam that collapsed.", "collapsed", "dam"),
        ("The Board sold three ships, two of which sank.", "sank", "three ship"),
        ("The levy fell in May, which angered the fishers.", "angered", ""),
        ("The Board asked who built the wall.", "built", ""),
        # what goes on behind a relative clause
        ("The Board, which owned the quay, sold it in 1931.", "sold", "Board"),
        ("The Board, whose chairman resigned, sold the quay.", "sold", "Board"),
        ("Karsten met the mayor, who had voted against the dam, and left.", "left", "Karsten"),
        ("The Board found that the wall, which was built in 1911, was unsafe.", "unsafe", "wall"),
        ("The Board sold the quay, and the Guild, which had paid, protested.", "protested",
         "Guild"),
        # no relative clause
        ("The work began in 1999 and ended in 2011.", "ended", "work"),
        ("The town had a wooden pier, built in 1884.", "built", "wooden pier"),
    ],
)  # fmt: skip
def test_whom_a_clause_speaks_of(sentence, clause, subject):
    found = next(c for c in split_clauses(sentence) if clause in c.text.split(" ")
                 or clause in c.text.strip(" .,").split(" "))  # fmt: skip
    assert found.subject == lemmas(subject)


@pytest.mark.parametrize(
    ("sentence", "last"),
    [
        ("Kara was elected in 2019; her deputy, Ott Berg, was elected in 2020.",
         "her deputy, Ott Berg, was elected in 2020."),
        ("Kara was elected in 2019, and her deputy, Ott Berg, was elected in 2020.",
         "her deputy, Ott Berg, was elected in 2020."),
        ("He bought plums, pears, and figs, and, in 1999, sold the mill.", "sold the mill."),
        ("The pier, a ruin, was shelled; later, in June, it fell.", "it fell."),
    ],
)  # fmt: skip
def test_an_aside_stays_with_the_clause_it_stands_in(sentence, last):
    assert split_clauses(sentence)[-1].text == last


def test_a_relative_clause_makes_no_dispute_of_another_subject():
    (part,) = split_parts("Did the Board close?")
    one = "The Board sold the quay, which closed in 1931."
    two = "The Board did not close in 1931."
    assert compare(part, one, two).relation is None


def test_long_sentences_end_in_time():
    began = time.perf_counter()
    split_clauses("the Board, which sold the quay that closed, " * 45)
    assert time.perf_counter() - began < 1
