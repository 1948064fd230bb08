"""Quotes are found where they stand, or not at all; markers are never trusted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corpora import Shelf
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import CorpusDamaged, InputError
from index.records import Document, Page, Section, Source, Span
from retrieval.citing import (
    compose_text,
    find_elsewhere,
    find_occurrences,
    locate,
    make_citation,
    match_quote,
    number_markers,
    render_markers,
)
from retrieval.folding import fold, fold_text
from retrieval.records import Match, Statement


def document(text: str, key: str = "a" * 64, media_type: str = "text/plain") -> Document:
    return Document(Source(id=key, media_type=media_type, title="T"), text)


TEXT = "The quay cost 4.2 million crowns. Nobody paid for it. The quay was not repaired in 2019."


@pytest.mark.parametrize(
    "quote",
    ["Nobody paid for it.", "The quay cost 4.2 million crowns.", "not repaired", "4.2 million"],
)
def test_an_exact_quote_is_found_where_it_stands(quote):
    assert locate(quote, document(TEXT)) == Span(TEXT.index(quote), TEXT.index(quote) + len(quote))


@pytest.mark.parametrize(
    ("written", "retyped"),
    [
        ("She said “no” to it.", 'She said "no" to it.'),
        ("the port’s debt", "the port's debt"),
        ("from 1990–1995 on", "from 1990-1995 on"),
        ("a long\n  line of text", "a long line of text"),
        ("the har-\nbour wall", "the harbour wall"),
        ("a well-\nknown wall", "a well-known wall"),
        ("the har\u00adbour wall", "the harbour wall"),
        ("the ﬁrst wall", "the first wall"),
        ("the Café", "the Cafe\u0301"),
        ("the harbour wall", "the har\u00adbour wall"),
    ],
)
def test_typesetting_does_not_hide_a_quote(written, retyped):
    text = f"Before it. {written} after it."
    span = locate(retyped, document(text))
    assert span is not None
    assert span.of(text) == written


@pytest.mark.parametrize(
    "altered",
    [
        "The quay cost 4.3 million crowns.",
        "The quay was repaired in 2019.",
        "The quay was not repaired in 2018.",
        "Somebody paid for it.",
        "The quаy cost 4.2 million crowns.",  # Cyrillic а
        "Nobody paid for it. The quay cost 4.2 million crowns.",
        "2 million crowns",  # cut out of 4.2
        "4 million",
        "the quay cost 4.2 million crowns",
        "",
        "   ",
        "\u00ad",
        "cost 4",
    ],
)
def test_an_altered_quote_is_not_found(altered):
    assert locate(altered, document(TEXT)) is None


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("It was a non-military site.", "military site"),
        ("They can't leave.", "They can"),
        ("It fell by -5 degrees.", "5 degrees"),
        ("It is 1,500 long", "500 long"),
        ("It is 1,500 long", "It is 1"),
        ("about 10² people", "about 102 people"),
        ("about 10² people", "about 10 people"),
    ],
)
def test_a_cut_through_a_word_or_number_is_no_quote(text, cut):
    assert locate(cut, document(text)) is None


def test_a_repeated_quote_is_placed_by_its_surroundings_or_not_at_all():
    text = "In May: it sank. In June: it sank. In July it rose."
    assert locate("it sank.", document(text)) is None
    assert locate("it sank.", document(text), prefix="In June: ") == Span(26, 34)
    assert locate("it sank.", document(text), suffix=" In June") == Span(8, 16)
    assert locate("it sank.", document(text), prefix="no such thing ") is None
    assert len(find_occurrences("it sank.", document(text))) == 2


def test_markup_does_not_hide_a_quote_and_the_span_is_of_the_raw_text():
    pytest.importorskip("index.plain_text")
    text = "The **quay** was \\[not\\] repaired.\n"
    span = locate("The quay was [not] repaired.", document(text, media_type="text/markdown"))
    assert span is not None
    assert span.of(text) == "The **quay** was \\[not\\] repaired."


def test_a_citation_carries_its_text_page_and_surroundings():
    text = "x" * 50 + " The quote. " + "y" * 50
    doc = replace(
        document(text),
        pages=(Page(1, Span(0, 20)), Page(2, Span(20, 112), label="xii")),
        sections=(Section(Span(0, 112), ("One",)),),
    )
    citation = make_citation(doc, Span(51, 61), marker=3)
    assert citation.quote == "The quote."
    assert (len(citation.prefix), len(citation.suffix)) == (32, 32)
    assert (citation.page, citation.page_label, citation.section) == (2, "xii", ("One",))
    with pytest.raises(ValueError):
        make_citation(doc, Span(0, 999))


def test_three_ways_to_miss_are_told_apart():
    shelf = Shelf(document(TEXT, "a" * 64), document("The mole was built of basalt.", "b" * 64))
    assert match_quote("Nobody paid for it.", "a" * 64, shelf) == (Match.EXACT, Span(34, 53))
    assert match_quote("Everybody paid for it.", "a" * 64, shelf) == (Match.NOT_LOCATED, None)
    wrong = match_quote("The mole was built of basalt.", "a" * 64, shelf)
    assert wrong == (Match.OTHER_SOURCE, None)
    assert match_quote("Nobody paid for it.", "c" * 64, shelf) == (Match.INVENTED, None)
    elsewhere = find_elsewhere("The mole was built of basalt.", shelf, not_in="a" * 64)
    assert elsewhere is not None
    assert elsewhere[0].id == "b" * 64
    assert find_elsewhere("The mole", shelf, not_in="a" * 64) is None


def test_a_damaged_corpus_is_not_taken_for_an_invented_source():
    class Damaged(Shelf):
        def document(self, key):
            raise CorpusDamaged("cut", "rebuild")

    class Unknown(Shelf):
        def document(self, key):
            raise InputError("no such source", "list them")

    with pytest.raises(CorpusDamaged):
        match_quote("Nobody", "a", Damaged())
    assert match_quote("Nobody", "a", Unknown()) == (Match.INVENTED, None)


def statement(doc: Document, *spans: Span, lead_in: str = "T: ") -> Statement:
    cited = tuple(make_citation(doc, s) for s in spans)
    return Statement(spans[0].of(doc.text), lead_in, Span(0, 0), cited)


def test_markers_count_by_first_appearance_and_text_is_nothing_else():
    doc = document(TEXT)
    first, second = Span(0, 33), Span(34, 53)
    text, placed = compose_text([statement(doc, second), statement(doc, first, second)])
    assert [[c.marker for c in s.citations] for s in placed] == [[1], [2, 1]]
    assert text == "T: Nobody paid for it. [1]\nT: The quay cost 4.2 million crowns. [2][1]"
    assert [s.span.of(text) for s in placed] == [s.lead_in + s.text for s in placed]
    assert number_markers(placed) == placed
    assert render_markers(()) == ""


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_maps_every_character_back(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@settings(deadline=None)
@given(st.text(alphabet="abc 12.,-\n“”’\u00ad", min_size=1, max_size=80), st.data())
def test_what_is_located_reads_as_the_quote(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = locate(text[start:end], document(text))
    if span is not None:
        assert fold_text(span.of(text)) == fold_text(text[start:end]) or "\n" in text
