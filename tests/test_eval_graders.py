"""Graders: who may judge, in batches, and how good they are."""

from __future__ import annotations

import sys
import types

import pytest
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from eval.graders import (
    ChatGrader,
    OwnGrader,
    balanced_accuracy,
    grade_grader,
    judge_pairs,
    make_grader,
)
from eval.records import LabelledPair
from index.errors import InputError, ModelError, ModelUnavailable


class Words:
    """Supports what is made of the evidence's words; the shipped kind of fake."""

    name = "words"

    def __init__(self):
        self.batches = []

    def support(self, pairs):
        self.batches.append(len(pairs))
        return [float(set(s.split()) <= set(e.split())) for s, e in pairs]


def test_each_distinct_pair_is_judged_once_in_batches():
    grader = Words()
    pairs = [(f"s{i % 40}", "s1 s2") for i in range(100)]
    verdicts = judge_pairs(grader, pairs)
    assert grader.batches == [32, 8]
    assert verdicts["s1", "s1 s2"] is True
    assert verdicts["s3", "s1 s2"] is False


def test_a_grader_that_answers_too_little_is_refused():
    class Short(Words):
        def support(self, pairs):
            return [1.0]

    with pytest.raises(ModelError, match="1 verdicts for 2 pairs"):
        judge_pairs(Short(), [("a", "b"), ("c", "d")])


def test_balanced_accuracy_is_the_mean_of_both_recalls():
    assert balanced_accuracy([(True, True)] * 9 + [(False, True)]) == 0.5
    assert balanced_accuracy([(True, True), (True, False), (False, False)]) == 0.75
    assert balanced_accuracy([(True, True)]) is None


def test_a_grader_is_graded_on_labelled_pairs():
    pairs = [
        LabelledPair(str(i), "a b", "a b c" if i % 2 else "a c", bool(i % 2)) for i in range(40)
    ]
    found = grade_grader(Words(), pairs)
    assert (found.balanced.value, found.balanced.count, found.auroc) == (1.0, 40, 1.0)

    class Shy(Words):
        def support(self, pairs):
            return [0.4 * score for score in super().support(pairs)]

    shy = grade_grader(Shy(), pairs)
    assert (shy.balanced.value, shy.auroc) == (0.5, 1.0), "right order, wrong scale"
    with pytest.raises(InputError, match="all of one kind"):
        grade_grader(Words(), pairs[1::2])


@pytest.mark.parametrize(
    ("reply", "support"),
    [("yes", 1.0), ("Yes.", 1.0), ("**Yes**", 1.0), ("yes, it does", 1.0), ("No", 0.0), ("", 0.0),
     ("Yesterday", 0.0), ("I think yes", 0.0)],
)  # fmt: skip
def test_a_chat_model_says_yes_or_it_is_no(reply, support):
    model = GenericFakeChatModel(messages=iter([AIMessage(reply)]))
    assert ChatGrader(model).support([("s", "e")]) == [support]


def test_a_chat_model_that_fails_is_an_error_with_a_way_out():
    model = GenericFakeChatModel(messages=iter([]))
    with pytest.raises(ModelUnavailable, match="Run again"):
        ChatGrader(model).support([("s", "e")])


def test_graders_by_name(monkeypatch):
    ours = types.ModuleType("our_graders")
    ours.make, ours.made, ours.Words = Words, Words(), Words
    monkeypatch.setitem(sys.modules, "our_graders", ours)
    for name in ("make", "made", "Words"):
        assert make_grader(f"python:our_graders:{name}").name == "words"
    for choice, says in (
        ("nonsense", "Unknown grader"),
        ("python:no_such_module:x", "No grader at"),
        ("python:json:dumps_", "No grader at"),
        ("python:collections:OrderedDict", "has no support"),
    ):
        with pytest.raises(InputError, match=says):
            make_grader(choice)
    with pytest.raises(ModelError, match="no provider 'nobody'"):
        make_grader("nobody:nothing")


def test_a_chat_model_grades_without_chance_by_any_of_its_names(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    grader = make_grader("OpenAI:local-model")  # as `vouch ask --llm` takes it: no key needed
    assert grader.name == "OpenAI:local-model"
    assert grader._model.temperature == 0


def test_the_products_own_verifier_is_labelled_as_such(monkeypatch):
    from retrieval import judges
    from retrieval.judges import Judges, OverlapVerifier

    monkeypatch.setattr(judges, "load_judges", lambda: Judges(verifier=OverlapVerifier()))
    grader = OwnGrader()
    assert "own" in grader.name
    high, low = grader.support(
        [("The port paid.", "The port paid."), ("The king slept.", "The port paid.")]
    )
    assert high > low
    monkeypatch.setattr(judges, "load_judges", Judges)
    with pytest.raises(ModelError, match="not installed"):
        OwnGrader()
