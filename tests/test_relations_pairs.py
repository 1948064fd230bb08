"""Forty pairs that differ are told apart; of forty that do not, none becomes a dispute."""

import json
from pathlib import Path

import pytest
from answer_records import source, statement
from relation_pairs import AGREE, DIFFER

from retrieval.judges import SupportScores, load_judges
from retrieval.query import split_parts
from retrieval.records import Relation
from retrieval.viewpoints import find_viewpoints, relate

ONE = source("a", title="The first")
TWO = source("b", title="The second")
JUDGE = load_judges().verifier


def name(pair):
    return f"{pair[3]}: {pair[1][:30]}"


def related(question, first, second, verifier):
    part = split_parts(question)[0]
    pair = statement(first, ONE), statement(second, TWO)
    return relate(*pair, (None, None), verifier, part=part)


def test_there_are_forty_of_each():
    assert len(DIFFER) == len({p[1:3] for p in DIFFER}) == 40
    assert len(AGREE) == len({p[1:3] for p in AGREE}) == 40


@pytest.mark.parametrize("pair", DIFFER, ids=map(name, DIFFER))
@pytest.mark.parametrize("verifier", [None, JUDGE], ids=["rules", "judge"])
def test_both_sides_are_told_apart(pair, verifier):
    question, first, second, _ = pair
    assert related(question, first, second, verifier) is Relation.DIFFERENT
    assert related(question, second, first, verifier) is Relation.DIFFERENT


@pytest.mark.parametrize("pair", AGREE, ids=map(name, AGREE))
@pytest.mark.parametrize("verifier", [None, JUDGE], ids=["rules", "judge"])
def test_no_dispute_is_invented(pair, verifier):
    question, first, second, _ = pair
    assert related(question, first, second, verifier) is not Relation.DIFFERENT
    assert related(question, second, first, verifier) is not Relation.DIFFERENT


class Quarrelsome:
    """A verifier that finds a contradiction in every pair."""

    def judge(self, pairs):
        return [SupportScores(0.0, 0.01, 0.99) for _ in pairs]


def test_the_rules_hold_against_a_verifier_that_contradicts_everything():
    disputes = [p for p in AGREE if related(*p[:3], Quarrelsome()) is Relation.DIFFERENT]
    assert disputes == []


def test_what_agrees_is_mostly_seen_to_agree():
    same = [p for p in AGREE if p[3] == "same"]
    seen = sum(related(*p[:3], None) is Relation.SAME for p in same)
    assert seen >= 0.9 * len(same)


def test_what_is_of_another_matter_is_never_the_same():
    for question, first, second, kind in AGREE:
        if kind.startswith(("other", "loan", "unit", "rate", "planned", "same figure")):
            assert related(question, first, second, JUDGE) is not Relation.SAME, first


@pytest.mark.parametrize("pair", DIFFER[:4], ids=map(name, DIFFER[:4]))
def test_both_sides_stand_as_viewpoints_with_their_holders(pair):
    question, first, second, _ = pair
    part = split_parts(question)[0]
    views = find_viewpoints(
        [statement(first, ONE), statement(second, TWO)], [None, None], parts=[part, part]
    )
    assert [v.relation for v in views] == [Relation.SAME, Relation.DIFFERENT]
    assert [v.holders for v in views] == [("The first",), ("The second",)]


LATER = [
    json.loads(line)
    for line in Path(__file__)
    .with_name("relation_pairs_later.jsonl")
    .read_text("utf-8")
    .splitlines()
]


@pytest.mark.parametrize("row", LATER, ids=lambda r: r["second"][:40])
def test_of_the_later_pairs_none_becomes_a_dispute(row):
    if row["differ"]:
        return
    for verifier in (None, JUDGE):
        for pair in ((row["first"], row["second"]), (row["second"], row["first"])):
            assert related(row["question"], *pair, verifier) is not Relation.DIFFERENT


def test_of_the_later_pairs_that_differ_most_are_told_apart():
    differ = [r for r in LATER if r["differ"]]
    told = [
        r for r in differ
        if related(r["question"], r["first"], r["second"], None) is Relation.DIFFERENT
    ]  # fmt: skip
    assert len(differ) == 50
    assert len(told) >= 35


def test_who_did_it_to_whom_is_never_the_same_turned_round():
    class Agreeing:
        def judge(self, pairs):
            return [SupportScores(0.99, 0.01, 0.0) for _ in pairs]

    question = "Who sued whom?"
    one, two = "The village sued the railway.", "The railway sued the village."
    assert related(question, one, two, Agreeing()) is not Relation.SAME
