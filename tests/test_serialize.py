"""JSON holds the whole answer, and nothing hostile comes back as one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import InputError
from index.records import Origin, Passage, Provenance, Source, Span
from retrieval.records import (
    Answer,
    Citation,
    Coverage,
    Match,
    Mode,
    Outcome,
    Reason,
    Relation,
    ShortAnswer,
    Speaker,
    Statement,
    Support,
    Viewpoint,
)
from retrieval.serialize import answer_from_json, answer_to_json

words = st.text(max_size=12)
maybe = st.none() | words
spans = st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda p: Span(min(p), max(p)))
names = st.lists(words, max_size=2).map(tuple)
scores = st.floats(allow_nan=False, allow_infinity=False)


def source(key: str, draw) -> Source:
    return Source(
        id=key,
        path=draw(maybe),
        url=draw(maybe),
        title=draw(maybe),
        authors=draw(names),
        published=draw(maybe),
        tags=draw(names),
        text_sha256=draw(words),
        provenance=draw(
            st.dictionaries(
                words, st.builds(Provenance, st.sampled_from(Origin), st.none() | spans), max_size=2
            )
        ),
    )


@st.composite
def answers(draw) -> Answer:
    pool = [source(f"{i}" * 64, draw) for i in range(2)]
    one = st.sampled_from(pool)
    speakers = st.builds(Speaker, words, maybe, maybe, st.sampled_from(Mode), st.none() | spans)
    citations = st.builds(
        Citation,
        one,
        st.none() | spans,
        words,
        words,
        words,
        st.none() | st.integers(1, 9),
        maybe,
        names,
        st.integers(0, 9),
        st.sampled_from(Match),
        st.lists(speakers, max_size=2).map(tuple),
        st.none() | spans,
    )
    cited = st.lists(citations, max_size=2).map(tuple)
    statements = st.lists(
        st.builds(
            Statement,
            words,
            words,
            spans,
            cited,
            st.sampled_from(Support),
            st.none() | st.sampled_from(Reason),
        ),
        max_size=2,
    ).map(tuple)
    return Answer(
        question=draw(words),
        text=draw(words),
        rewritten=draw(maybe),
        statements=draw(statements),
        short_answers=(ShortAnswer(draw(words), draw(cited), draw(names)),),
        abstained=draw(st.booleans()),
        unanswered=draw(names),
        viewpoints=(
            Viewpoint(
                draw(names), draw(words), (0, 1), draw(st.none() | st.sampled_from(Relation)), True
            ),
        ),
        nearest=(
            Passage(draw(one), draw(spans), draw(words), draw(scores), {"bm25": draw(scores)}),
        ),
        coverage=(
            Coverage(
                pool[0].id, draw(st.sampled_from(Outcome)), {draw(words): draw(st.integers())}
            ),
        ),
        left_out=draw(statements),
        invented=draw(names),
        notices=draw(names),
        engine=draw(words),
        generation=draw(st.integers(0, 9)),
        seconds=draw(scores),
    )


@settings(max_examples=60, deadline=None)
@given(answers(), st.sampled_from([None, 2]))
def test_an_answer_survives_the_round_trip(answer, indent):
    data = answer_to_json(answer, indent=indent)
    assert answer_from_json(data) == answer
    assert answer_to_json(answer_from_json(data), indent=indent) == data
    data.encode("utf-8")


def small() -> Answer:
    src = Source(id="a" * 64, path="/home/me/x.pdf", title="T")
    citation = Citation(src, Span(0, 3), "abc", marker=1)
    return Answer("Q?", "abc [1]", statements=(Statement("abc", "", Span(0, 3), (citation,) * 2),))


def test_each_source_is_stored_once_and_the_methods_are_doors_to_here():
    data = small().to_json()
    assert data.count('"title"') == 1
    assert json.loads(data)["vouch_answer"] == 1
    assert Answer.from_json(data) == small()


def test_a_lone_surrogate_survives():
    answer = Answer("bad \ud800 text")
    answer_to_json(answer).encode("utf-8")
    assert answer_from_json(answer_to_json(answer)) == answer


def test_what_cannot_be_written_is_refused():
    with pytest.raises(InputError, match="finite"):
        answer_to_json(Answer("Q", seconds=float("nan")))
    a, b = Source(id="a", title="A"), Source(id="a", title="B")
    two = tuple(Statement("x", "", Span(0, 1), (Citation(s, None, "x"),)) for s in (a, b))
    with pytest.raises(InputError, match="share"):
        answer_to_json(Answer("Q", statements=two))


def altered(path: str, value: object) -> str:
    data = json.loads(answer_to_json(small()))
    *parents, last = path.split("/")
    node = data
    for step in parents:
        node = node[int(step)] if isinstance(node, list) else node[step]
    if isinstance(node, list):
        node[int(last)] = value
    else:
        node[last] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "[]",
        "null",
        "3",
        '"x"',
        "{}",
        '{"vouch_answer": 1}',
        '{"vouch_answer": true, "sources": {}, "answer": {"question": "Q"}}',
        '{"vouch_answer": "1", "sources": {}, "answer": {"question": "Q"}}',
        '{"vouch_answer": 0, "sources": {}, "answer": {"question": "Q"}}',
        '{"vouch_answer": 1, "sources": [], "answer": {"question": "Q"}}',
        '{"vouch_answer": 1, "sources": {}, "answer": []}',
        '{"vouch_answer": 1, "sources": {}, "answer": {}}',
        '{"vouch_answer": 1, "sources": {}, "answer": {"question": "Q", "seconds": NaN}}',
        '{"vouch_answer": 1, "sources": {}, "answer": {"question": "Q", "seconds": 1e999}}',
        '{"vouch_answer": 1, "sources": {}, "answer": {"question": "Q", "seconds": 1'
        + "0" * 400
        + "}}",
        '{"vouch_answer": 1' + "0" * 5000 + "}",
        "[" * 100_000,
        '{"a":' * 50_000,
        altered("answer/question", 3),
        altered("answer/abstained", 1),
        altered("answer/generation", True),
        altered("answer/generation", 1.5),
        altered("answer/statements", {}),
        altered("answer/statements/0", None),
        altered("answer/statements/0/support", "proved"),
        altered("answer/statements/0/support", {}),
        altered("answer/statements/0/span", {"start": 3, "end": 1}),
        altered("answer/statements/0/span", {"start": -1, "end": 1}),
        altered("answer/statements/0/citations/0/source", "b" * 64),
        altered("answer/statements/0/citations/0/source", []),
        altered("answer/statements/0/citations/0/extra", 1),
        altered(f"sources/{'a' * 64}/id", "b" * 64),
        altered(f"sources/{'a' * 64}/authors", "Kara"),
        altered("answer/coverage", [{"source_id": "a", "outcome": "speaks", "term_counts": []}]),
    ],
)
def test_hostile_json_is_an_input_error(data):
    with pytest.raises(InputError) as caught:
        answer_from_json(data)
    assert caught.value.what
    assert len(str(caught.value)) < 500


def test_a_newer_version_says_so():
    with pytest.raises(InputError, match="version 2"):
        answer_from_json('{"vouch_answer": 2, "sources": {}, "answer": {"question": "Q"}}')


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda s: st.lists(s) | st.dictionaries(st.text(), s),
    )
)
def test_any_json_is_an_answer_or_an_input_error(value):
    data = json.dumps({"vouch_answer": 1, "sources": {}, "answer": value})
    with pytest.raises(InputError):
        answer_from_json(data)
