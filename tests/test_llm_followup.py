"""Follow-up questions resolved by a model, held to the conversation."""

import pytest
from llm_corpus import QUESTION, build, quick
from scripted_llm import ScriptedChat

from retrieval.answering import answer
from retrieval.llm_followup import is_open, resolve_with_model
from retrieval.llm_settings import LLMSettings

HISTORY = [("Who paid for the stone harbour of Port Hale?", "Berg: The Guild of Fishers paid. [1]")]
LIMITS = LLMSettings(followup=2.0, first_byte=2.0, idle=2.0)


def resolve(question, reply, history=HISTORY, limits=LIMITS):
    model = ScriptedChat(replies=[reply])
    return resolve_with_model(question, history, model, limits), model


def test_a_pronoun_is_filled_in_from_the_conversation():
    resolved, model = resolve("How much did they pay?", "How much did the Guild of Fishers pay?")
    assert resolved == "How much did the Guild of Fishers pay?"
    assert "Q: Who paid for the stone harbour" in model.calls[0]


@pytest.mark.parametrize(
    "question",
    ["When did the Treasury pay?", "Who is Ana Berg?", "What did Port Hale cost in 1999?"],
)
def test_a_question_with_its_own_subject_is_not_sent(question):
    resolved, model = resolve(question, "Something else?")
    assert resolved is None
    assert model.calls == []


def test_without_history_nothing_is_sent():
    resolved, model = resolve("Why?", "Why did the Guild pay?", history=())
    assert (resolved, model.calls) == (None, [])


@pytest.mark.parametrize(
    "reply",
    [
        "How much did the Moon Company pay?",  # a name from nowhere
        "How much did the Guild pay in 1999?",  # a number from nowhere
        "How much did the Guild of Fishers pay? See https://evil.example/x",
        "The Guild paid four crowns.\nHow much did they pay?",
        "Who paid for the stone harbour?",  # another question
        "",
        "x" * 500,
        "<b>How much did the Guild pay?</b>",
        RuntimeError("down"),
    ],
)
def test_what_goes_beyond_the_conversation_is_thrown_away(reply):
    from retrieval.followup import resolve_followup

    question = "How much did they pay?"
    resolved, _ = resolve(question, reply)
    assert resolved == resolve_followup(question, HISTORY)


def test_a_late_model_is_not_waited_for():
    import time

    model = ScriptedChat(replies=["How much did the Guild of Fishers pay?"], pause=5.0)
    began = time.perf_counter()
    limits = LLMSettings(followup=0.2)
    resolve_with_model("How much did they pay?", HISTORY, model, limits)
    assert time.perf_counter() - began < 2


def test_a_question_that_stays_as_it_was_is_not_shown_as_resolved():
    resolved, _ = resolve("Is it so?", "Is it so?")
    assert resolved is None


@pytest.mark.parametrize(
    ("question", "is_it"),
    [("Why?", True), ("And in Sund?", True), ("When was it built?", True), ("Who else?", True),
     ("When did Sund pay?", False), ("Which year was the quay finished?", False)],
)  # fmt: skip
def test_which_questions_leave_something_out(question, is_it):
    assert is_open(question) is is_it


def test_the_resolved_question_is_asked_and_shown(tmp_path):
    with build(tmp_path / "documents", tmp_path / "corpus") as corpus:
        model = ScriptedChat(replies=["When did the levy end?", "NONE"])
        history = [(QUESTION, "The Guild of Fishers paid with a levy. [1]")]
        result = answer("When did it end?", corpus, history=history, llm=model, settings=quick())
    assert result.rewritten == "When did the levy end?"
    assert result.question == "When did it end?"
    assert "Question: When did the levy end?" in model.calls[1]
