from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from retrieval.judges import SupportScores
from retrieval.query import read_part
from retrieval.swapped_values import values_exclude

WHEN = "When was the plan put to the towns?"
MANY = "How many people took part in the march?"


@dataclass
class Verifier:
    """Says that every claim is borne out with one probability; keeps what it was asked."""

    entailed: float
    asked: list[tuple[str, str]] = field(default_factory=list)

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[SupportScores]:
        self.asked += pairs
        return [SupportScores(self.entailed, 1 - self.entailed, 0.0) for _ in pairs]


def excludes(question: str, one: str, two: str, entailed: float = 0.9) -> bool:
    return values_exclude(read_part(question), one, two, Verifier(entailed), 0.6)


@pytest.mark.parametrize(
    ("question", "one", "two"),
    [
        (
            WHEN,
            "We laid it on the table on 20 September 2010.",
            "The plan was presented on 27 September 2010 (Holm 2014: 21).",
        ),
        (MANY, "The march drew 6,240 adults.", "On this basis 6,112 persons took part."),
        (MANY, "Some forty people marched.", "There were 900 of them."),
    ],
)
def test_single_values_of_one_thing_exclude_each_other(question, one, two):
    assert excludes(question, one, two)
    assert excludes(question, two, one)
    assert not excludes(question, one, two, entailed=0.5)


@pytest.mark.parametrize(
    ("question", "one", "two"),
    [
        (WHEN, "It was presented in September 2010.", "The plan came on 27 September 2010."),
        (WHEN, "It came on 20 September 2010.", "It came on 3 May 2011 and on 4 May 2011."),
        (MANY, "900 marched.", "31 were killed and 80 wounded."),
        (MANY, "At least 900 marched.", "There were 1,200 of them."),
        ("Who led the march?", "Berg led 900 people.", "Holm led 40 people."),
        ("Why did they march?", "900 marched for bread.", "40 marched for peace."),
    ],
)
def test_what_may_be_right_together_is_no_dispute(question, one, two):
    assert not excludes(question, one, two)


def test_the_other_value_is_put_in_its_place():
    verifier = Verifier(0.9)
    values_exclude(
        read_part(MANY), "Since the 1990s, 900 people marched.", "The march drew 40.", verifier, 0.6
    )
    assert verifier.asked == [
        ("The march drew 900.", "Since the 1990s, 900 people marched."),
        ("Since the 1990s, 40 people marched.", "The march drew 40."),
    ]
