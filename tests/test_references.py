"""In-text references are read whole and linked exactly, or shown as unlinked."""

from __future__ import annotations

import time

import pytest

from index.records import Document, Region, RegionKind, Source, Span
from retrieval.bibliography import Shelf, first_author, parse_entry, read_shelf
from retrieval.references import RefersBy, find_references, resolve_ibid


def shelf(*entries: str, sources: tuple[Source, ...] = ()) -> Shelf:
    return Shelf(tuple(parse_entry(e, Span(0, len(e))) for e in entries), {}, sources, "own")


def read(text: str, where: Shelf | None = None):
    return resolve_ibid(find_references(text, Span(0, len(text)), where or Shelf()))


def named(text: str):
    return [[(c.name, c.year, c.locator) for c in r.cited] for r in read(text)]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("(de Waal 2003: 213)", [("de Waal", "2003", ": 213")]),
        ("(A 2020; B 2021: 4-5)", [("A", "2020", ""), ("B", "2021", ": 4-5")]),
        ("(see Broers 2019, p. 40; cf. Kara & Demir, 2001)",
         [("Broers", "2019", ", p. 40"), ("Kara & Demir", "2001", "")]),
        ("(Kara et al. 2011)", [("Kara et al.", "2011", "")]),
        ("(Human Rights Watch 2020)", [("Human Rights Watch", "2020", "")]),
        ("(Ministry of Foreign Affairs of Sulen 2020)",
         [("Ministry of Foreign Affairs of Sulen", "2020", "")]),
        ("(Broers 2019a; 2019b)", [("Broers", "2019a", ""), ("Broers", "2019b", "")]),
        ("(Kara 2019, 2020)", [("Kara", "2019", ""), ("Kara", "2020", "")]),
        ("(Kara n.d.)", [("Kara", "n.d.", "")]),
        ("(Kara, 2019, pp. 3-5)", [("Kara", "2019", ", pp. 3-5")]),
        ("(van der Berg 2001)", [("van der Berg", "2001", "")]),
        ("As Broers (2019: 96) argues", [("Broers", "2019", ": 96")]),
        ("According to Kara and Demir (2019), no", [("Kara and Demir", "2019", "")]),
        ("Kara’s (2019) book", [("Kara", "2019", "")]),
        ("In Kara, Demir, and Orr (2019)", [("Kara, Demir, and Orr", "2019", "")]),
        ("the Ministry of Ports (2019)", [("Ministry of Ports", "2019", "")]),
    ],
)  # fmt: skip
def test_author_year_references(text, cited):
    assert named(text) == [cited]


@pytest.mark.parametrize(
    "text",
    [
        "(in May 2019)",
        "(May 2019)",
        "(1998–2004)",
        "(founded 1998)",
        "(Kara, 12 May 2019)",
        "(n.d.)",
        "in 2019 (see below)",
        "it (2019) was",
        "[sic]",
        "[Kara]",
    ],
)
def test_a_date_or_remark_is_no_reference(text):
    assert read(text) == ()


def test_second_hand_references_keep_both_works():
    [reference] = read("(Broers 2019, as cited in Kara 2021: 5)")
    assert reference.cited[0].name == "Broers"
    assert reference.cited[0].via is not None
    assert (reference.cited[0].via.name, reference.cited[0].via.locator) == ("Kara", ": 5")
    [through] = read("(cited in Kara 2021)")
    assert through.cited[0].name is None
    assert through.cited[0].via is not None


def test_ibid_takes_all_works_of_the_last_reference_and_no_page():
    first, second, third = read("It fell (A 2020: 3; B 2021: 4). It rose (ibid.: 9). (Ibid.)")
    assert [c.name for c in second.cited] == ["A", "B"]
    assert [c.locator for c in second.cited] == ["", ""]
    assert [c.name for c in third.cited] == ["A", "B"]
    assert first.cited[0].locator == ": 3"
    [alone] = read("It rose (ibid.: 9).")
    assert (alone.kind, alone.cited) == (RefersBy.IBID, ())


def linked(text: str, where: Shelf):
    [reference] = read(text, where)
    return [(c.work, c.candidates) for c in reference.cited]


BROERS = "Broers, L. (2019) Anatomy of a Port. Edinburgh."


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("(Broers 2019: 3)", BROERS),
        ("(Broers 2019)", "Broers, Laurence. 2019. Anatomy."),
        ("(Broers 2019)", "L. Broers, Anatomy of a Port, 2019."),
        ("(Broers 2019)", "Laurence Broers (2019) Anatomy."),
        ("Laurence Broers (2019: 4)", BROERS),
        ("(de Waal 2003)", "de Waal, Thomas (2003) Black Quay."),
        ("(Kara and Demir 2001)", "Kara, A. and Demir, B. (2001) Quays."),
        ("(Kara & Demir 2001)", "Kara, A., & Demir, B. (2001). Quays."),
        ("(Kara et al. 2001)", "Kara, A., Orr, C. and Demir, B. (2001) Quays."),
        ("(Human Rights Watch 2020)", "Human Rights Watch (2020) Ports."),
        ("(Broers 2019a)", "Broers, L. (2019a) Anatomy."),
    ],
)
def test_one_exact_entry_is_linked(text, entry):
    assert linked(text, shelf(entry)) == [(entry, 1)]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("(Broers 2018)", [BROERS]),
        ("(Broer 2019)", [BROERS]),
        ("(Bröers 2019)", [BROERS]),
        ("(Broers 2019)", ["Broers, L. (2019a) One.", "Broers, L. (2019b) Two."]),
        ("(Broers 2019)", [BROERS, "Broers, M. (2019) Other."]),
        ("(Broers 2019)", ["Broers-Smith, L. (2019) Other."]),
        ("(Broers 2019)", ["Broers Smith, L. (2019) Other."]),
        ("(Broers 2019)", ["Broers, L. and Kara, A. (2019) Two."]),
        ("(Broers and Orr 2019)", ["Broers, L. and Kara, A. (2019) Two."]),
        ("(Kara 2019)", ["Broers, L. (2019) On Kara, A."]),
        ("(Rights 2020)", ["Human Rights Watch (2020) Ports."]),
    ],
)
def test_no_or_several_candidates_are_never_guessed(text, entries):
    [(work, _)] = linked(text, shelf(*entries))
    assert work is None


def test_several_candidates_are_counted():
    two = shelf(BROERS, "Broers, M. (2019) Other.")
    assert linked("(Broers 2019)", two) == [(None, 2)]


def source(title: str | None, *authors: str, year: str = "2019", key: str = "s1") -> Source:
    return Source(id=key, title=title, authors=authors, published=year)


def test_a_work_in_the_corpus_is_linked_to_its_source():
    own = source("Anatomy of a Port", "Laurence Broers")
    assert linked("(Broers 2019)", shelf(sources=(own,))) == [("s1", 1)]
    assert linked("(Broers 2019)", shelf(BROERS, sources=(own,))) == [("s1", 1)]
    other = source("Another book", "Laurence Broers")
    assert linked("(Broers 2019)", shelf(BROERS, sources=(other,))) == [(BROERS, 1)]
    twins = (own, source("Anatomy of a Port", "Mary Broers", key="s2"))
    assert linked("(Broers 2019)", shelf(sources=twins)) == [(None, 2)]
    pair = source(None, "Ana Kara", "Bo Demir")
    assert linked("(Kara and Demir 2019)", shelf(sources=(pair,))) == [("s1", 1)]
    assert linked("(Kara 2019)", shelf(sources=(pair,))) == [(None, 0)]
    assert linked("(Broers 2019)", shelf(sources=(source(None, "L. Broers", key="own"),))) == [
        (None, 0)
    ]


def test_numbers_point_to_numbered_entries():
    numbered = shelf("[1] L. Broers, Anatomy, 2019.", "[2] Kara, A. Quays, 2001.")
    one, many, escaped = read("It fell [1]. It rose [1, 2, 7]. It sank \\[2\\].", numbered)
    assert [c.name for c in one.cited] == ["Broers"]
    assert [c.candidates for c in many.cited] == [1, 1, 0]
    assert escaped.cited[0].work == "Kara, A. Quays, 2001."
    [ranged] = read("It fell [1-2].", numbered)
    assert len(ranged.cited) == 2
    [absurd] = read("It fell [1-999].", numbered)
    assert len(absurd.cited) <= 51


def test_notes_that_name_a_source_are_references_and_remarks_are_not():
    body = "It fell.¹ It rose.² It sank.[^a] It swam.³"
    notes = "1 Broers (2019), p. 4.\n2 Thanks to Kara.\n[^a]: Kara, A. (2001) Quays.\n3 Ibid."
    text = f"{body}\n\n{notes}\n\n{BROERS}"
    regions = (
        Region(RegionKind.BODY, Span(0, len(body))),
        Region(RegionKind.NOTES, Span(len(body) + 2, len(body) + 2 + len(notes))),
        Region(RegionKind.BIBLIOGRAPHY, Span(len(text) - len(BROERS), len(text))),
    )
    where = read_shelf(Document(Source(id="own"), text, regions))
    found = resolve_ibid(find_references(text, regions[0].span, where))
    assert [(r.text, [c.name for c in r.cited]) for r in found] == [
        ("¹", ["Broers"]),
        ("[^a]", ["Kara"]),
        ("³", ["Kara"]),
    ]
    assert found[0].cited[0].work == BROERS


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (BROERS, "Broers"),
        ("L. Broers, Anatomy, 2019.", "Broers"),
        ("de Waal, T. (2003) Black Quay.", "de Waal"),
        ("The Ministry of Ports, Report, 2019.", None),
        ("Anatomy of a Port, 2019.", None),
        ("http://example.org", None),
    ],
)
def test_only_an_entry_that_begins_with_an_author_names_one(entry, name):
    assert first_author(entry) == name


def test_absurd_text_is_read_in_reasonable_time():
    start = time.monotonic()
    for text in (
        "(A " * 5000,
        "Kara " * 8000 + "(2019)",
        "(" + "Kara, " * 60 + "2019)",
        "[1" * 9000,
    ):
        read(text)
    assert time.monotonic() - start < 60  # a guard against hanging, not a figure
