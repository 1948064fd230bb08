"""Regions and sections, on invented twins of what real files look like."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.records import Block, BlockKind, Parsed, RegionKind, Span
from index.regions import find_regions
from index.sentences import split_sentences

LONG = (
    "The island's harbour silted up within a decade, and the council, which had been warned by its "
    "own engineers, did nothing about it until the ferry ran aground in the spring of that year."
)


def kinds(text: str, media_type: str = "text/plain") -> list[tuple[str, str]]:
    regions, _ = find_regions(Parsed(text, media_type))
    return [(region.kind.value, region.span.of(text)) for region in regions]


def headings(text: str, media_type: str = "text/plain") -> list[str]:
    return [quote for kind, quote in kinds(text, media_type) if kind == "heading"]


def of_kind(text: str, kind: str, media_type: str = "text/plain") -> list[str]:
    return [quote for found, quote in kinds(text, media_type) if found == kind]


THESIS = f"""
University of Marl
Faculty of Coasts

Master's Thesis

AFTER THE TIDE: WHY THE FERRY TALKS FAILED
BETWEEN MARL AND OSTREY

Mentor: Prof. Nela Dvořák

Student: Ivo Brandt

Marl, May 3, 2021

Contents

INTRODUCTION.....\t3
1. Earlier work\t7
2. Harbour Talks before the Second Storm\t10
2.1. Origins of the Quarrel.....\t14
2.1.1. The Lowe Plan\t25
Conclusion\t56
3. Bibliography\t60

INTRODUCTION

{LONG}

{LONG}

1. Earlier work

{LONG}

2. Harbour Talks before the Second Storm

2.1. Origins of the Quarrel

{LONG}

2.1.1. The Lowe Plan

{LONG} It rested on the

good will of three captains, and on luck.

2.1.2. The Consequences of the First and the Second Storm for the Marl-Ostrey Ferry Line

{LONG}

Conclusion

{LONG}

3. Bibliography

- Aber, N., 2020: “How the mayor watered down the report”, available at: <https://example.org/a/b>
- Board of Works, 2011: “1993 Orders on the Quay”, available at: <https://example.org/13508.htm>.

Daily.example, January 10, 2019: “Mayor: the quay stays shut”, available at:

https://example.org/en/mayor_the_quay-2879347

Osei, L., 2019. *Tides: Anatomy of a harbour*. Marl University Press.

- Waltz, E., 1979: *Theory of Ports*, Quay Press, Marl
- Zeno, P., 2001. "Understanding silt", *PS: mud & politics*, 44(4), pp.823-830.
"""


def test_a_thesis_is_taken_apart():
    found = kinds(THESIS)
    assert [q for k, q in found if k == "contents"] == [
        "INTRODUCTION.....\t3",
        "1. Earlier work\t7",
        "2. Harbour Talks before the Second Storm\t10",
        "2.1. Origins of the Quarrel.....\t14",
        "2.1.1. The Lowe Plan\t25",
        "Conclusion\t56",
        "3. Bibliography\t60",
    ]
    assert [q for k, q in found if k == "heading"] == [
        "AFTER THE TIDE: WHY THE FERRY TALKS FAILED\nBETWEEN MARL AND OSTREY",
        "Contents",
        "INTRODUCTION",
        "1. Earlier work",
        "2. Harbour Talks before the Second Storm",
        "2.1. Origins of the Quarrel",
        "2.1.1. The Lowe Plan",
        "2.1.2. The Consequences of the First and the Second Storm for the Marl-Ostrey Ferry Line",
        "Conclusion",
        "3. Bibliography",
    ]
    entries = [q for k, q in found if k == "bibliography"]
    assert len(entries) == 6
    assert entries[2].startswith("Daily.example")
    assert entries[2].endswith("_quay-2879347")
    assert [q for k, q in found if k == "body"] == [
        *[LONG] * 4,
        LONG + " It rested on the\n\ngood will of three captains, and on luck.",
        LONG,
        LONG,
    ]
    assert [q for k, q in found if k == "boilerplate"][-1] == "Marl, May 3, 2021"


def test_sections_nest_by_number():
    _, sections = find_regions(Parsed(THESIS, "text/plain"))
    by_title = {section.path[-1]: section for section in sections}
    plan = by_title["2.1.1. The Lowe Plan"]
    assert plan.path == (
        "2. Harbour Talks before the Second Storm",
        "2.1. Origins of the Quarrel",
        "2.1.1. The Lowe Plan",
    )
    assert THESIS[plan.span.end :].startswith("2.1.2.")
    talks = by_title["2. Harbour Talks before the Second Storm"]
    assert THESIS[talks.span.end :].startswith("Conclusion")
    assert by_title["3. Bibliography"].span.end == len(THESIS)


def test_an_article_with_one_paragraph_per_line():
    text = (
        "What is behind the Marl–Ostrey quarrel?\n"
        f"{LONG}\n"
        "Mayor Aber opens the quay. Photo: https://marl.example\n"
        f"What drove them apart? {LONG}\n"
        "Nobody paid.\n"
        f"{LONG}\n"
        "The way forward\n"
        f"{LONG}\n"
        "[The writer is a fellow at the Institute of Tides. The opinion is her own.]"
    )
    assert [kind for kind, _ in kinds(text)] == [
        "heading",
        "body",
        "caption",
        "body",
        "body",
        "body",
        "heading",
        "body",
        "notes",
    ]


def test_an_article_with_byline_and_footnote():
    text = (
        "\n\nM. Aber and L. Osei about to seal a ferry pact\n\n"
        "Tide Center comment, 10.04.2021¹\n\n"
        f"{LONG}\n\n¹ The original (in Marl.) was posted on our website on 09.04.2021.\n\n{LONG}"
    )
    assert [kind for kind, _ in kinds(text)] == ["heading", "boilerplate", "body", "notes", "body"]


def test_a_short_sentence_is_no_heading():
    text = f"{LONG}\n\nNobody paid.\n\n{LONG}\n\nThe Council Of Marl Refused To Pay.\n\n{LONG}"
    assert headings(text) == []


def test_a_question_on_its_own_line_is_a_heading():
    text = f"{LONG}\n\nWhat are the drivers?\n\n{LONG}\n\nWho paid? Nobody did, it seems?\n\n{LONG}"
    assert headings(text) == ["What are the drivers?"]


def test_half_a_sentence_is_no_heading():
    text = f"{LONG}\n\nThe engineers warned the council of\n\nthe silt. {LONG}"
    assert headings(text) == []


def test_list_items_are_no_headings():
    text = f"{LONG}\n\n1. Dredge the Harbour\n2. Pay the Crew\n3. Close the Quay\n\n{LONG}"
    assert headings(text) == []
    assert of_kind(text, "body")[1:4] == [
        "1. Dredge the Harbour",
        "2. Pay the Crew",
        "3. Close the Quay",
    ]


def test_names_in_a_list_are_no_headings():
    text = f"{LONG}\n\nThose present were:\n\nNela Aber\n\nIvo Brandt\n\nLena Osei\n\n{LONG}"
    assert len(headings(text)) <= 1


def test_markdown_headings_give_levels():
    text = (
        f"# Port\n\n{LONG}\n\n## Costs\n\n{LONG}\n\nSilt\n====\n\n{LONG}\n\n### Deep ###\n\n{LONG}"
    )
    _, sections = find_regions(Parsed(text, "text/markdown"))
    assert [section.path for section in sections] == [
        ("Port",),
        ("Port", "Costs"),
        ("Silt",),
        ("Silt", "Deep"),
    ]


def test_markdown_front_matter_rules_and_notes():
    text = (
        "---\ntitle: Port\nauthor: N. Aber\n---\n\n# Port\n\n"
        f"{LONG}[^1]\n\n---\n\n![The quay](quay.png)\n\n[^1]: See the log of the board.\n"
    )
    assert [kind for kind, _ in kinds(text, "text/markdown")] == [
        "boilerplate",
        "heading",
        "body",
        "boilerplate",
        "caption",
        "notes",
    ]


def test_capitals_and_known_words_are_headings():
    text = f"THE TIDE\n\n{LONG}\n\nWHO PAID\n\n{LONG}\n\nAcknowledgements\n\n{LONG}"
    assert headings(text) == ["THE TIDE", "WHO PAID", "Acknowledgements"]


def test_chapters_and_roman_numbers():
    text = f"Chapter 1\n\n{LONG}\n\nII. The Second Storm\n\n{LONG}\n\nPart III: After\n\n{LONG}"
    assert headings(text) == ["Chapter 1", "II. The Second Storm", "Part III: After"]


@pytest.mark.parametrize(
    "caption",
    [
        "Figure 3. Silt by year",
        "Table 2: Berths and ships",
        "Photo: Marl Gazette",
        "Source: Board of Works, 2019.",
        "Fig. 4 – The quay at low tide",
        "The mayor at the quay. Photo credit: N. Aber / Gull",
        "*Figure 1: The harbour.*",
        "Рис. 2. Порт",
    ],
)
def test_captions(caption):
    assert (("caption", caption)) in kinds(f"{LONG}\n\n{caption}\n\n{LONG}")


@pytest.mark.parametrize(
    "sentence",
    [
        "Table 2 shows that the berths were never counted.",
        "Figure 3 of the report was forged by the board.",
        "The source: a former docker, who spoke at length.",
        "Notes were passed around in the council chamber.",
        "References to the storm were cut from the minutes.",
        "12 ships sank that year.",
        "1988. That was the year of the storm.",
        "The quay fell. Nobody was asked to pay for it. Source: Marl Gazette.",
    ],
)
def test_sentences_that_look_like_something_else_stay_body(sentence):
    assert ("body", sentence) in kinds(f"{LONG}\n\n{sentence}\n\n{LONG}")


def test_contents_without_page_numbers_end_where_the_text_begins():
    listed = "Introduction\nThe Storm\nThe Bill"
    text = f"Contents\n\n{listed}\n\nIntroduction\n\n{LONG}\n\nThe Storm\n\n{LONG}"
    assert of_kind(text, "contents") == ["Introduction", "The Storm", "The Bill"]
    assert headings(text)[:2] == ["Contents", "Introduction"]


def test_contents_with_plain_page_numbers():
    text = f"Table of Contents\nIntroduction 1\nThe storm of 1911 4\nThe bill 19\n\n{LONG}"
    assert of_kind(text, "contents") == ["Introduction 1", "The storm of 1911 4", "The bill 19"]


def test_dotted_leaders_need_no_title():
    text = f"{LONG}\n\nThe storm . . . . . . 4\nThe bill ....... 19\nThe quay ...... xii\n\n{LONG}"
    assert len(of_kind(text, "contents")) == 3


def test_a_table_of_figures_in_plain_text_is_no_contents():
    text = f"{LONG}\n\nMarl\t120\nOstrey\t240\nHale\t310\n\n{LONG}"
    assert of_kind(text, "contents") == []


def test_a_wrapped_bibliography_gives_one_region_per_entry():
    text = (
        f"{LONG}\n\nReferences\n\n"
        "Aber, N. (2020) ‘Mud’, Journal of Silt, 4(2), pp. 1–20, Marl University Press for the\n"
        "Institute of Tides.\n"
        "Osei, L. and Brandt, I. (2019) Tides and Treaties: A History of the Ostrey Ferry and\n"
        "Its Owners. Marl: Quay Press.\n"
        "Zeno, P. (2001) Ports. Hale: Pier Books.\n"
    )
    entries = of_kind(text, "bibliography")
    assert [entry[:4] for entry in entries] == ["Aber", "Osei", "Zeno"]


def test_a_numbered_bibliography():
    text = (
        f"{LONG}\n\nREFERENCES\n\n[1] N. Aber, “Mud,” J. Silt, vol. 4, 2020.\n"
        "[2] L. Osei, Tides. Marl: Quay Press, 2019.\n[3] P. Zeno, Ports, 2001.\n"
    )
    assert len(of_kind(text, "bibliography")) == 3


def test_a_bibliography_ends_at_the_next_section():
    text = (
        f"# Port\n\n{LONG}\n\n## References\n\n- Aber, N., 2020. Mud. Quay Press.\n"
        f"- Osei, L., 2019. Tides. Quay Press.\n\n## Appendix\n\n{LONG}\n"
    )
    assert len(of_kind(text, "bibliography", "text/markdown")) == 2
    assert kinds(text, "text/markdown")[-1] == ("body", LONG)


def test_a_bibliography_may_be_divided():
    text = (
        f"{LONG}\n\nBibliography\n\nPrimary sources\n\nAber, N., 2020. Mud. Quay Press.\n\n"
        "Books\n\nOsei, L., 2019. Tides. Quay Press.\n\nZeno, P., 2001. Ports. Pier Books.\n"
    )
    assert [q[:4] for q in of_kind(text, "bibliography") if q[0] in "AOZ"] == [
        "Aber",
        "Osei",
        "Zeno",
    ]
    assert "body" not in [kind for kind, _ in kinds(text)][1:]


def test_sources_may_head_an_ordinary_section():
    text = f"# Springs\n\n## Sources\n\n{LONG}\n\n{LONG}\n"
    assert of_kind(text, "bibliography", "text/markdown") == []


def test_entries_under_no_title():
    entries = [f"Aber, N.{i}, 20{i:02}. Mud, part {i}. Quay Press." for i in range(10, 15)]
    entries = [entry.replace(f"N.{10 + i},", "N.,") for i, entry in enumerate(entries)]
    text = f"{LONG}\n\n" + "\n".join(entries)
    assert len(of_kind(text, "bibliography")) == 5


def test_notes_section():
    text = (
        f"{LONG}\n\nNotes\n\n1. See the log of the board.\n2. The mayor denied it.\n\n"
        f"About the author\n\n{LONG}"
    )
    assert len(of_kind(text, "notes")) == 2
    assert kinds(text)[-1][0] == "body"


def test_running_text_under_the_word_note_stays_body():
    text = f"{LONG}\n\nNote\n\n{LONG}\n\n{LONG}"
    assert of_kind(text, "notes") == []


def test_a_hash_before_a_sentence_is_a_list_mark():
    text = f"{LONG}\n\n# A machine was promised. It was built in May.\n\n{LONG}"
    assert headings(text) == []


def test_jotted_lines_before_a_sentence_stay_body():
    lines = ["Harbour meeting", "Aber wants to dredge", "Osei against", "Brandt undecided"]
    text = "\n\n".join(lines) + f"\n\n{LONG}"
    assert of_kind(text, "body") == [*lines[1:], LONG]


def test_page_numbers_are_boilerplate():
    text = f"{LONG}\n\n12\n\n{LONG}\n\n- 13 -\n\n{LONG}\n\nPage 14 of 20\n\n{LONG}"
    assert of_kind(text, "boilerplate") == ["12", "- 13 -", "Page 14 of 20"]


def test_a_pdf_page_without_blank_lines():
    text = (
        "was closed after the storm and the crew went home to their\n"
        "families in the north of the island.\n"
        "3.2 The Second Storm\n"
        "The second storm came in the spring, and it took with it the\n"
        "rest of the quay. Nobody in the council of the town had\n"
        "thought of a third.\n"
        "Figure 2. The quay after the storm\n"
        "The third storm came a year later and found nothing to take,\n"
        "for the quay had been gone since the second.\n"
    )
    assert [kind for kind, _ in kinds(text, "application/pdf")] == [
        "body",
        "heading",
        "body",
        "caption",
        "body",
    ]


def test_what_the_loader_marked_is_kept():
    text = f"Port\n\n{LONG}\n\nSee the log.\n\nThe quay\n\nMarl Gazette | Page 2"
    spans = {}
    blocks = []
    for part, kind in (
        ("Port", BlockKind.HEADING),
        (LONG, BlockKind.PARAGRAPH),
        ("See the log.", BlockKind.NOTE),
        ("The quay", BlockKind.CAPTION),
        ("Marl Gazette | Page 2", BlockKind.BOILERPLATE),
    ):
        start = text.index(part)
        spans[part] = Span(start, start + len(part))
        blocks.append(Block(kind, spans[part], 2 if kind is BlockKind.HEADING else 0))
    regions, sections = find_regions(Parsed(text, "text/html", tuple(blocks)))
    assert [region.kind for region in regions] == [
        RegionKind.HEADING,
        RegionKind.BODY,
        RegionKind.NOTES,
        RegionKind.CAPTION,
        RegionKind.BOILERPLATE,
    ]
    assert [section.path for section in sections] == [("Port",)]


def test_text_between_blocks_is_not_lost():
    text = f"Port\n\n{LONG}"
    parsed = Parsed(text, "text/html", (Block(BlockKind.HEADING, Span(0, 4), 1),))
    regions, _ = find_regions(parsed)
    assert [region.span.of(text) for region in regions] == ["Port", LONG]


def test_a_mark_the_loader_left_out_belongs_to_its_item():
    text = "- Dredge the bay.\n- Pay the crew.\n\n> He wept."
    parts = ("Dredge the bay.", "Pay the crew.", "He wept.")
    blocks = tuple(
        Block(BlockKind.LIST_ITEM, Span(text.index(part), text.index(part) + len(part)))
        for part in parts
    )
    regions, _ = find_regions(Parsed(text, "text/markdown", blocks))
    assert [r.span.of(text) for r in regions] == [
        "- Dredge the bay.",
        "- Pay the crew.",
        "> He wept.",
    ]


def test_contents_run_together_on_one_line():
    text = (
        f"Contents\n\n1. The storm ........ 4 2. The bill ........ 19 Quays ........ xx\n\n{LONG}"
    )
    regions, _ = find_regions(Parsed(text, "application/pdf"))
    found = split_sentences(text, regions)
    assert [s.span.of(text) for s in found if s.kind is RegionKind.CONTENTS] == [
        "The storm ........ 4",
        "2. The bill ........ 19",
        "Quays ........ xx",
    ]


def test_contents_may_hold_questions():
    listed = "1. Storm of 2018\n2. Who paid?\n3. Conclusion\n\nReferences"
    text = f"## Contents\n\n{listed}\n\n## 1. Storm\n\n{LONG}"
    assert len(of_kind(text, "contents", "text/markdown")) == 4


def test_a_press_release():
    text = (
        "MINISTRY OF WORKS\n\nPress release\n\n9 August 2018\n\n"
        f"Marl agrees to rebuild the north quay\n\n{LONG}\n\nNobody was hurt.\n\n{LONG}"
    )
    assert headings(text) == ["Marl agrees to rebuild the north quay"]


def test_an_agency_line_is_no_heading():
    text = f"Marl keeps its word\n\nPLAIN WIRE, from our correspondent\n\n{LONG}\n\n{LONG}"
    assert headings(text) == ["Marl keeps its word"]


def test_a_title_page_with_a_question_and_years():
    text = (
        "University of Marl\n\nDepartment of Tides\n\nMaster's Thesis\n\n"
        "WHOSE QUAY? MONEY AND MUD, 1996–2021\n\nStudent: Ivo Brandt\n\nMarl, 3 May 2021\n\n"
        f"Contents\n\nStorm\t3\nBill\t4\n\nStorm\n\n{LONG}"
    )
    assert headings(text)[:2] == ["WHOSE QUAY? MONEY AND MUD, 1996–2021", "Contents"]


def test_bold_questions_of_an_interview_are_headings():
    text = f"# A talk\n\n**How high was it?**\n\n{LONG}\n\n**You saw it.**\n\nYes.\n"
    assert headings(text, "text/markdown") == ["# A talk", "**How high was it?**"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Port", "Port\nQuay\nPier", "1", "#", "...", "Contents"]
)
def test_tiny_texts(text):
    regions, _ = find_regions(Parsed(text, "text/plain"))
    assert " ".join(r.span.of(text) for r in regions).split() == text.split()


LINES = st.sampled_from(
    (
        "Contents|1. Port|References|Aber, N., 2020. Mud.|THE TIDE||12|- item|Photo: x|¹ note|"
        "a.....4|lower case|> q|\t a \t b \t|```|" + LONG
    ).split("|")
)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.text(max_size=300), st.lists(LINES, max_size=30).map("\n".join)),
    st.sampled_from(["text/plain", "text/markdown", "application/pdf"]),
)
def test_regions_cover_all_visible_text_in_order(text, media_type):
    regions, sections = find_regions(Parsed(text, media_type))
    position = 0
    for region in regions:
        assert not text[position : region.span.start].strip()
        assert region.span.start >= position
        assert region.span.of(text).strip()
        position = region.span.end
    assert not text[position:].strip()
    heads = [region.span.start for region in regions if region.kind is RegionKind.HEADING]
    assert [section.span.start for section in sections] == heads


@pytest.mark.parametrize(
    "unit", ["a.a.a.", "x\n", "1. a\n", "Title\n\n", "- \n", "#", ". . . . ", "A\t1\n"]
)
def test_odd_files_take_linear_time(unit):
    text = unit * (120_000 // len(unit))
    began = time.perf_counter()
    find_regions(Parsed(text, "text/plain"))
    assert time.perf_counter() - began < 60  # a guard against hanging, not a figure
