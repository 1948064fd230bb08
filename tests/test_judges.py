"""The judges: word overlap by hand-worked figures, the protocols, and the bundled models."""

from __future__ import annotations

import pytest

from retrieval.judges import (
    Judges,
    OverlapReader,
    OverlapReranker,
    OverlapVerifier,
    load_judges,
)


def test_overlap_reranker_prefers_rare_words_and_keeps_order():
    texts = ["The ferry sails at noon.", "The ferry to Ostrava sails.", "Nothing here."]
    scores = OverlapReranker().score("When does the Ostrava ferry sail?", texts)
    assert scores.shape == (3,)
    assert scores[1] == pytest.approx(1.0)
    assert scores[1] > scores[0] > scores[2] == 0.0


def test_overlap_reader_counts_stems_and_points_nowhere():
    reading = OverlapReader().read("Who painted the bridges?", ["She paints bridges.", "No."])
    assert reading[0].answerable == pytest.approx(1.0)
    assert (reading[0].start, reading[0].end) == (None, None)
    assert reading[1].answerable == 0.0


def test_overlap_verifier_shares_sum_to_one_and_never_contradict():
    first, second = OverlapVerifier().judge(
        [("The mill burned in 1902.", "In 1902 the old mill burned down."), ("A b", "zzz")]
    )
    assert first.entailed == pytest.approx(1.0)
    assert second.entailed == 0.0
    for verdict in (first, second):
        assert verdict.contradicted == 0.0
        assert verdict.entailed + verdict.neutral + verdict.contradicted == pytest.approx(1.0)


@pytest.mark.parametrize("question", ["", "?!", "the of and"])
def test_overlap_judges_take_questions_without_content(question):
    scores = OverlapReranker().score(question, ["the of and", ""])
    assert ((scores >= 0) & (scores <= 1)).all()
    assert len(OverlapReader().read(question, ["", "the of and"])) == 2


def test_no_texts_give_no_scores():
    assert OverlapReranker().score("q", []).shape == (0,)
    assert OverlapReader().read("q", []) == []
    assert OverlapVerifier().judge([]) == []


def test_judges_default_to_none():
    assert Judges() == Judges(None, None, None)
    assert isinstance(load_judges(), Judges)
    assert load_judges() is load_judges()
