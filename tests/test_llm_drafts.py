"""Reading what a model drafted: whatever its form, bounds are kept, nothing is counted twice."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted_llm import as_json

from retrieval.drafts import DraftReader, read_ids

GOOD = ("The levy ended in 2011.", (2,))


def read(text, known=3, piece=1000):
    reader = DraftReader(known)
    drafts = []
    for at in range(0, len(text), piece):
        drafts += reader.feed(text[at : at + piece])
    return [*drafts, *reader.finish()], reader


def pairs(text, **options):
    drafts, _ = read(text, **options)
    return [(d.text, d.ids) for d in drafts]


JSON = as_json(("The levy ended in 2011.", ["s2"]))


@pytest.mark.parametrize("piece", [1, 3, 1000])
@pytest.mark.parametrize(
    "reply",
    [
        JSON,
        f"```json\n{JSON}\n```",
        f"Here is the JSON you asked for:\n{JSON}\nI hope it helps [s1].",
        json.dumps(json.loads(JSON), indent=2),
        '[{"text": "The levy ended in 2011.", "sentences": ["s2"]}]',
        '{"statements": [{"text": "The levy ended in 2011.", "sentences": ["s2"],},]}',
        '{"statements": [{"statement": "The levy ended in 2011.", "ids": "s2"}]}',
        '{"statements": [{"text": "The levy ended in 2011.", "ids": [2]}]}',
        '{"statements": [{"text": "The levy ended in 2011. [s2]"}]}',
        '{"statements": [{"text": "The levy ended\nin 2011.", "sentences": ["S2"]}]}',
        '{"text": "The levy ended in 2011.", "sentences": ["[s2]"]}\n',
        "The levy ended in 2011. [s2]",
        "The levy ended in 2011 [s2].",
        "- The levy ended in 2011. 【s2】",
        "1. The levy ended in 2011. (s2)\n",
        "**The levy ended in 2011.** [s2]",
        "The levy ended in 2011. [2]",
        "Answer:\n\nThe levy ended in 2011.[s2][s2]",
        "The levy [s2] ended in 2011. [s2]",
    ],
)
def test_one_statement_in_any_form(reply, piece):
    assert pairs(reply, piece=piece) == [GOOD]


def test_several_statements_of_one_line_keep_their_own_ids():
    reply = "The levy began in 1999. [s1] It ended in 2011 [s2]. Gulls are loud. [s3]"
    assert pairs(reply) == [
        ("The levy began in 1999.", (1,)),
        ("It ended in 2011.", (2,)),
        ("Gulls are loud.", (3,)),
    ]


def test_a_draft_is_given_out_as_soon_as_it_is_whole():
    reader = DraftReader(3)
    first, second = as_json(("A b c.", ["s1"]), ("D e f.", ["s2"])).split("}", 1)
    assert reader.feed(first) == []
    assert [d.text for d in reader.feed("}")] == ["A b c."]
    assert [d.text for d in reader.feed(second)] == ["D e f."]
    lines = DraftReader(3)
    assert lines.feed("A b c. [s1]") == []
    assert [d.text for d in lines.feed("\nD e")] == ["A b c."]


def test_a_reference_in_brackets_is_no_id_where_there_are_ids():
    assert pairs("As Broers (2019) and [12] say, it ended. [s1]") == [
        ("As Broers (2019) and [12] say, it ended.", (1,))
    ]


def test_ids_that_were_not_handed_out_are_invented():
    drafts, _ = read("It ended. [s2, s9, s0]")
    assert (drafts[0].ids, drafts[0].invented) == ((2,), ("s9", "s0"))


@pytest.mark.parametrize(
    ("value", "known", "invented"),
    [
        ("s1-s3", (1, 2, 3), ()),
        ("s2-999999999", (2, 3), ("s2-999999999",)),
        (["s3", "s1", "s3"], (3, 1), ()),
        (float("nan"), (), ("nan",)),
        (True, (), ("True",)),
        (-1, (), ("-1",)),
        (None, (), ()),
        ({"s1": 1}, (), ("{'s1': 1}",)),
        ("9" * 5000, (), ("9" * 20,)),
        ([[["s1"]]], (), ("[['s1']]",)),
        ("levy.txt", (), ("levy.txt",)),
        ("s3-s1", (), ("s3-s1",)),
    ],
)
def test_hostile_ids(value, known, invented):
    good, bad = read_ids(value, 3)
    assert good == known
    assert [b[:20] for b in bad] == [i[:20] for i in invented]


def test_an_absurd_number_of_ranges_neither_hangs_nor_raises():
    began = time.monotonic()
    assert read_ids("[1-" * 20_000, 5)[0] == (1,)
    assert read_ids("s1", 0) == ((), ("s1",))
    assert time.monotonic() - began < 60  # a guard against hanging, not a figure


@settings(deadline=None)
@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 20))
def test_a_known_id_is_always_one_that_was_handed_out(low, high, known):
    good, _ = read_ids(f"s{low}-s{high}", known)
    assert good == tuple(range(max(1, low), min(known, high) + 1))


def test_a_key_given_twice_with_two_meanings_is_no_draft():
    reply = '{"statements": [{"text": "A b c.", "text": "D e f.", "sentences": ["s1"]}]}'
    drafts, reader = read(reply)
    assert drafts == []
    assert reader.malformed
    assert not reader.says_nothing


def test_nan_in_json_names_no_sentence():
    drafts, _ = read('{"statements": [{"text": "A b c.", "sentences": [NaN, "s1"]}]}')
    assert (drafts[0].ids, drafts[0].invented) == ((1,), ("nan",))


def test_cut_json_keeps_the_whole_ones_and_says_that_it_is_cut():
    drafts, reader = read('{"statements": [{"text": "A b c.", "sentences": ["s1"]}, {"text": "D')
    assert [d.text for d in drafts] == ["A b c."]
    assert reader.incomplete


def test_text_without_a_marker_is_an_uncited_draft():
    drafts, _ = read("The harbour was a gift of the king.\nHere are the statements:\n")
    assert [(d.text, d.ids) for d in drafts] == [("The harbour was a gift of the king.", ())]


@pytest.mark.parametrize(
    "reply", ["NONE", "none.", "```\nNONE\n```", as_json(), f"```json\n{as_json()}\n```"]
)
def test_nothing_said_is_said(reply):
    drafts, reader = read(reply)
    assert drafts == []
    assert reader.says_nothing


@pytest.mark.parametrize("reply", ["", "{}", "<html></html>", '{"statements": [{"text": 3}]}', "{"])
def test_what_says_nothing_readable_is_not_taken_for_silence(reply):
    drafts, reader = read(reply)
    assert drafts == []
    assert not reader.says_nothing


def test_braces_in_a_line_do_not_swallow_the_rest():
    assert pairs("The set {a began in 1999. [s1]\nThe levy ended in 2011. [s2]")[-1] == GOOD


def test_a_statement_of_one_megabyte_is_cut_in_time():
    began = time.perf_counter()
    drafts, _ = read("word " * 4_000 + "[s1]")
    assert len(drafts[0].text) <= 601
    read("{" * 20_000)
    read("[" * 20_000 + "s1")
    read('{"text": "a", "sentences": ' + "[" * 19_000)
    read("a." * 10_000)
    read("<" * 20_000)
    read("[s1" * 6_000)
    read("![" * 10_000 + " [s1]")
    assert time.perf_counter() - began < 60  # a guard against hanging, not a figure


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='{}[]"\\s123,:.- \nTextsentences()', max_size=120), st.integers(1, 4))
def test_no_reply_breaks_the_reader(text, known):
    drafts, _ = read(text, known=known)
    for draft in drafts:
        assert all(1 <= i <= known for i in draft.ids)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.integers(1, 50))
def test_pieces_make_no_difference(text, piece):
    assert read(text, piece=piece)[0] == read(text)[0]
