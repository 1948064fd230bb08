"""Quotation state runs to its closing mark; apostrophes open nothing; stray marks are zones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.records import Span
from retrieval.quotation import LONGEST, find_quotations


def inner(text: str) -> list[str]:
    return [p.inner.of(text) for p in find_quotations(text).pairs]


def zones(text: str) -> list[str]:
    return [z.of(text) for z in find_quotations(text).unbalanced]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “no” to it.", ["no"]),
        ("“A. B,” she said. “C. D.”", ["A. B,", "C. D."]),
        ('"A. B," he said. "C."', ["A. B,", "C."]),
        ("“One.\n\n“Two.\n\n“Three.” End.", ["One.\n\n“Two.\n\n“Three."]),
        ('"One.\n\n"Two." End.', ['One.\n\n"Two.']),
        ("“One.\n\nTwo.” End.", ["One.\n\nTwo."]),
        ("„Nein“, sagte er. «Non» dit-il.", ["Nein", "Non"]),
        ("«Да», «нет»", ["Да", "нет"]),
        ("“He called it ‘a wound’ once.”", ["He called it ‘a wound’ once."]),
        ("‘He called it “a wound” once.’", ["He called it “a wound” once."]),
        ("'the port' and 'the quay'", ["the port", "the quay"]),
        ("‘the dockers’ strike’ was", ["the dockers’ strike"]),
        ("'No,' he said. It's", ["No,"]),
        ("(“yes”)", ["yes"]),
        ("word—“quote”—word", ["quote"]),
        ('She said: "We paid".[1] "He" x', ["We paid", "He"]),
        ("He said: “one [two] … three.”¹ Next.", ["one [two] … three."]),
    ],
)
def test_pairs_are_found(text, quoted):
    assert inner(text) == quoted
    assert zones(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kara’s dockers’ strike hurt the ’90s trade.",
        "It's the '90s and Kara's and the dockers' own.",
        "He was 5'10\" tall and 6' wide.",
        "rock ’n’ roll isn’t o’clock",
        "the ships’ captains and the crews’ wives",
    ],
)
def test_apostrophes_and_measures_are_no_marks(text):
    assert inner(text) == []
    assert zones(text) == []


@pytest.mark.parametrize(
    ("text", "quoted", "unsure"),
    [
        ("He said “no. \n\nThen “yes” came.", ["yes"], ["“no. "]),
        ("He said “no.\n\nShe left.", [], ["“no."]),
        ("no” he said", [], ["no”"]),
        ('"A. B. \n\nNext "c" d', ["c"], ['"A. B. ']),
        ("“a “b” c", ["b"], ["“a "]),
    ],
)
def test_stray_marks_make_a_zone_and_do_not_spread(text, quoted, unsure):
    assert inner(text) == quoted
    assert zones(text) == unsure


def test_a_quotation_goes_on_over_regions_but_not_forever():
    text = "“One. Two.\fThree.” Four."
    found = find_quotations(text, [Span(0, 10), Span(11, len(text))])
    assert [p.inner.of(text) for p in found.pairs] == ["One. Two.\fThree."]
    long = "“One " + "word " * LONGEST + "end.”"
    assert find_quotations(long).pairs == ()


def test_questions_to_the_marks():
    text = "“One. Two,” said Kara. Three."
    found = find_quotations(text)
    assert found.around(Span(1, 5)) == found.pairs[0]
    assert found.around(Span(23, 28)) is None
    assert found.within(Span(0, 22)) == found.pairs
    assert not found.unsure(Span(0, 22))


@settings(deadline=None)
@given(st.text(alphabet="aB s.\n“”\"‘’'«»„", max_size=80))
def test_any_text_gives_disjoint_pairs_in_order(text):
    found = find_quotations(text)
    last = 0
    for pair in found.pairs:
        assert last <= pair.outer.start < pair.inner.end < pair.outer.end <= len(text)
        last = pair.outer.end
    assert all(z.end <= len(text) for z in found.unbalanced)
