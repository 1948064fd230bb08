"""Passages and pieces: whole sentences, inside one section, evenly packed."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SettingsError
from index.passages import PassageUnit, UnitSettings, pack, split_passages
from index.records import Document, Parsed, RegionKind, Section, Sentence, Source, Span
from index.regions import find_regions
from index.sentences import split_sentences


def count_words(text: str) -> int:
    return len(text.split())


def split(text: str, sizes: UnitSettings | None = None, media_type: str = "text/plain"):
    regions, sections = find_regions(Parsed(text, media_type))
    document = Document(Source("a", media_type=media_type), text, regions, (), sections)
    sentences = split_sentences(text, regions, "en")
    return sentences, split_passages(document, sentences, sizes or UnitSettings(), count_words)


def sentences_of(count: int, words: int = 12) -> str:
    return " ".join("Word" + " word" * (words - 2) + f" n{i}." for i in range(count))


def check(text: str, sentences: tuple[Sentence, ...], units: tuple[PassageUnit, ...], size: int):
    assert [i for unit in units for i in unit.sentences] == list(range(len(sentences)))
    for unit in units:
        members = [sentences[i] for i in unit.sentences]
        assert unit.span == Span(members[0].span.start, members[-1].span.end)
        assert len(unit.span) <= size or len(members) == 1
        assert {member.kind for member in members} == {unit.kind}
        assert unit.pieces[0].start == unit.span.start
        assert unit.pieces[-1].end == unit.span.end
        edges = {s.span.start for s in members}, {s.span.end for s in members}
        for piece in unit.pieces:
            assert piece.start in edges[0]
            assert piece.end in edges[1]
        for left, right in itertools.pairwise(unit.pieces):
            assert not text[left.end : right.start].strip() or left.end <= right.start


def test_packs_evenly_instead_of_leaving_a_scrap():
    text = sentences_of(18)
    sentences, units = split(text)
    check(text, sentences, units, UnitSettings().passage_characters)
    sizes = [len(unit.span) for unit in units]
    assert len(sizes) == 2
    assert max(sizes) - min(sizes) <= 120


def test_keeps_a_long_sentence_alone():
    long = "The board " + "and the crew " * 100 + "left."
    text = f"It rained. {long} It snowed."
    _, units = split(text)
    assert [len(unit.sentences) for unit in units] == [1, 1, 1]
    assert units[1].span.of(text) == long
    assert units[1].pieces == (units[1].span,)


@pytest.mark.parametrize(("limit", "count"), [(1, 2), (0, 1), (-1, 1)])
def test_the_limit_itself_still_fits(limit, count):
    text = "A" * 419 + ". " + "B" * 418 + "."
    assert len(text) == 840
    sizes = UnitSettings(passage_characters=840 - limit)
    _, units = split(text, sizes)
    assert len(units) == count


def test_stays_inside_a_section_and_a_kind():
    text = (
        "# Port\n\nThe quay is old. It leaks.\n\n## Costs\n\nIt cost 3 million.\n\n"
        "[^1]: See the log.\n\nNobody paid.\n"
    )
    sentences, units = split(text, media_type="text/markdown")
    check(text, sentences, units, UnitSettings().passage_characters)
    assert [(u.kind.value, u.section, u.span.of(text)) for u in units] == [
        ("heading", ("Port",), "Port"),
        ("body", ("Port",), "The quay is old. It leaks."),
        ("heading", ("Port", "Costs"), "Costs"),
        ("body", ("Port", "Costs"), "It cost 3 million."),
        ("notes", ("Port", "Costs"), "See the log."),
        ("body", ("Port", "Costs"), "Nobody paid."),
    ]


def test_cuts_at_a_paragraph_where_that_is_cheap():
    text = sentences_of(11) + "\n" + sentences_of(7)
    _, units = split(text)
    assert units[0].span.of(text) == sentences_of(11)


def test_pieces_hold_whole_sentences_up_to_the_limit():
    text = sentences_of(12)
    sizes = UnitSettings(piece_tokens=30)
    sentences, units = split(text, sizes)
    check(text, sentences, units, UnitSettings().passage_characters)
    for unit in units:
        for piece in unit.pieces:
            assert count_words(piece.of(text)) <= 30


def test_token_count_is_asked_once_per_sentence():
    text = sentences_of(20)
    asked: list[str] = []

    def count(words: str) -> int:
        asked.append(words)
        return len(words.split())

    regions, sections = find_regions(Parsed(text, "text/plain"))
    document = Document(Source("a"), text, regions, (), sections)
    sentences = split_sentences(text, regions)
    split_passages(document, sentences, UnitSettings(), count)
    assert len(asked) == len(sentences)


def test_nested_and_equal_sections_take_the_innermost():
    text = "One is here. Two is here. Three is here."
    sections = (
        Section(Span(0, 40), ("A",)),
        Section(Span(13, 26), ("A", "B")),
    )
    document = Document(Source("a"), text, (), (), sections)
    sentences = tuple(Sentence(Span(*s)) for s in ((0, 12), (13, 25), (26, 40)))
    units = split_passages(document, sentences, UnitSettings(), count_words)
    assert [unit.section for unit in units] == [("A",), ("A", "B"), ("A",)]
    assert [document.section_at(s.span.start) for s in sentences] == [u.section for u in units]


def test_a_wide_gap_separates():
    text = "One is here." + " Zzz" * 60 + " Two is here."
    sentences = (Sentence(Span(0, 12)), Sentence(Span(len(text) - 12, len(text))))
    units = split_passages(Document(Source("a"), text), sentences, UnitSettings(), count_words)
    assert len(units) == 2


def test_nothing_gives_nothing():
    assert split_passages(Document(Source("a"), ""), (), UnitSettings(), count_words) == ()


@pytest.mark.parametrize(
    "sizes", [{"passage_characters": 99}, {"passage_characters": 20_001}, {"piece_tokens": 15}]
)
def test_sizes_out_of_range_are_refused(sizes):
    with pytest.raises(SettingsError, match="from"):
        UnitSettings(**sizes)


def cost(runs, starts, ends, limit):
    return sum((max(0.0, 1 - (ends[b - 1] - starts[a]) / limit)) ** 2 for a, b in runs)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=9), st.integers(50, 900))
def test_packing_agrees_with_brute_force(lengths, limit):
    ends = list(itertools.accumulate(length + 1 for length in lengths))
    starts = [end - length - 1 for end, length in zip(ends, lengths, strict=True)]
    ends = [end - 1 for end in ends]
    count = len(lengths)
    cheapest = float("inf")
    for inner in itertools.product((False, True), repeat=count - 1):
        edges = [0, *(i + 1 for i, cut in enumerate(inner) if cut), count]
        runs = list(itertools.pairwise(edges))
        if all(ends[b - 1] - starts[a] <= limit or b - a == 1 for a, b in runs):
            cheapest = min(cheapest, cost(runs, starts, ends, limit))
    found = pack(starts, ends, limit)
    assert [i for a, b in found for i in range(a, b)] == list(range(count))
    assert all(ends[b - 1] - starts[a] <= limit or b - a == 1 for a, b in found)
    assert cost(found, starts, ends, limit) == pytest.approx(cheapest)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Ab .!?\n#-*1", max_size=1500))
def test_any_text_is_packed_whole(text):
    sentences, units = split(text, UnitSettings(passage_characters=100, piece_tokens=16))
    check(text, sentences, units, 100)


def test_many_tiny_sentences_take_linear_time():
    text = "Go on. " * 15_000
    began = time.perf_counter()
    _, units = split(text)
    assert time.perf_counter() - began < 60  # a guard against hanging, not a figure
    assert all(unit.kind is RegionKind.BODY for unit in units)
