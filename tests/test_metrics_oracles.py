"""Metrics against independent oracles on random input: plain sets, scikit-learn, order."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.graders import balanced_accuracy
from eval.locating import flatten, locate
from eval.metrics import abstention, covering, evidence
from eval.metrics.spans import read_markers
from eval.records import Cited, Evidence, Gold, GoldSpan, QuestionCase, Response, Said

LIMITS = settings(max_examples=60, deadline=None)
RANGES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 15)).map(lambda r: (r[0], r[0] + r[1])),
    max_size=8,
)


def characters(ranges):
    return {i for start, end in ranges for i in range(start, end)}


@LIMITS
@given(RANGES, RANGES)
def test_ranges_agree_with_sets_of_characters(left, right):
    a, b = covering.union(left), covering.union(right)
    assert characters(a) == characters(left)
    assert covering.size(a) == len(characters(left))
    assert characters(covering.common(a, b)) == characters(left) & characters(right)
    assert all(x[1] < y[0] for x, y in pairwise(a)), "sorted and apart"


@LIMITS
@given(RANGES, st.integers(0, 60), st.integers(1, 30))
def test_character_scores_agree_with_sets(cited, start, length):
    case = QuestionCase("x", "?", evidence=((Evidence("d", "q" * length),),))
    gold = Gold(case, ((GoldSpan("d", start, start + length),),))
    citations = tuple(Cited("d", "", a, b, 1, reproduces=True) for a, b in cited)
    found = evidence.character_scores(gold, Response("x", statements=(Said("s", "", citations),)))
    c, g = characters(cited), set(range(start, start + length))
    assert found == pytest.approx(
        (len(c & g) / len(c) if c else 0.0, len(c & g) / len(g), len(c & g) / len(c | g))
    )
    recall = evidence.evidence_recall(gold, Response("x", statements=(Said("s", "", citations),)))
    assert recall == float(len(c & g) >= len(g) / 2)


@LIMITS
@given(
    st.lists(st.tuples(st.booleans(), st.sampled_from([0.1, 0.3, 0.5, 0.9])), min_size=2)
    .filter(lambda rows: 0 < sum(a for a, _ in rows) < len(rows))
)  # fmt: skip
def test_auroc_agrees_with_scikit_learn(rows):
    metrics = pytest.importorskip("sklearn.metrics")
    golds = [Gold(QuestionCase(str(i), "?", answerable=a)) for i, (a, _) in enumerate(rows)]
    responses = [
        Response(str(i), statements=(Said("s"),), confidence=c) for i, (_, c) in enumerate(rows)
    ]
    expected = metrics.roc_auc_score([a for a, _ in rows], [c for _, c in rows])
    assert abstention.auroc(golds, responses) == pytest.approx(expected)


@LIMITS
@given(
    st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2)
    .filter(lambda rows: 0 < sum(a for a, _ in rows) < len(rows))
)  # fmt: skip
def test_balanced_accuracy_agrees_with_scikit_learn(rows):
    metrics = pytest.importorskip("sklearn.metrics")
    expected = metrics.balanced_accuracy_score([a for a, _ in rows], [b for _, b in rows])
    assert balanced_accuracy(rows) == pytest.approx(expected)


def test_the_area_does_not_depend_on_the_order_of_the_file():
    rng = random.Random(7)
    rows = [(rng.random() < 0.7, rng.choice([0.2, 0.4, 0.8])) for _ in range(40)]
    golds = [Gold(QuestionCase(str(i), "?", answerable=a)) for i, (a, _) in enumerate(rows)]
    answers = [
        Response(str(i), statements=(Said("s"),), confidence=c) for i, (_, c) in enumerate(rows)
    ]
    order = list(range(40))
    expected = abstention.coverage_area(golds, answers)
    for _ in range(5):
        rng.shuffle(order)
        shuffled = abstention.coverage_area([golds[i] for i in order], [answers[i] for i in order])
        assert shuffled == pytest.approx(expected)


@LIMITS
@given(st.text("ab “”\"'’-–…\n\u00ad.", max_size=60))
def test_flattened_text_maps_back_in_order(text):
    flat, offsets = flatten(text)
    assert len(flat) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= o < len(text) for o in offsets)


@LIMITS
@given(st.text("abc “-\n", max_size=40), st.integers(0, 40), st.integers(1, 12))
def test_every_part_of_a_text_is_found_where_it_stands(text, start, length):
    quote = text[start : start + length]
    spans = locate(quote, text)
    if quote.strip():
        assert (start, start + len(quote)) in spans
    else:
        assert spans == ()


@LIMITS
@given(st.text("[]0123456789,- –;a", max_size=80))
def test_markers_never_name_what_is_not_there(text):
    known, unknown = read_markers(text, {1, 2, 7})
    assert set(known) <= {1, 2, 7}
    assert len(known) <= 3 * len(text)
    assert all(isinstance(u, str) for u in unknown)
