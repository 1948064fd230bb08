"""Who says it: offices with what they are for, works that speak, stances with their words.

The short form of a chain is told in `test_speaker_cases`.
"""

from __future__ import annotations

import pytest
from speaker_cases import chains, is_right, read_cases

from retrieval.titles import BEFORE_NAMES, OFFICES, RULERS, closes_office

OFFICES_FOR = r"""
Minister of Health Gao Qiang said that the ward was closed.
    = Gao Qiang

The minister of health Gao Qiang said that the ward was closed.
    = Gao Qiang

According to Estarian Minister of Health Gao Qiang, the ward was closed.
    = Gao Qiang

“The ward was closed,” said Minister of Health Gao Qiang.
    = Gao Qiang

Deputy Minister of Foreign Affairs Teo Marsh told reporters that the treaty stood.
    = Teo Marsh

Secretary of State for Water Ines Varro argued that the levy was fair.
    = Ines Varro

The Minister for Labour and Social Affairs Ana van der Loo said that the levy was fair.
    = Ana van der Loo

“The ward was closed,” Director of the Harbour Institute Lena Orr said.
    = Lena Orr

Head of the Water Guild Tomas Brell warned that the dam would fail.
    = Tomas Brell

According to the figures released by Tomas Brell, the dam holds half.
    = Tomas Brell

According to information available to the Water Guild, nobody was hurt.
    = Water Guild

President of Turkey Teo Marsh said that the treaty stood.
    = Teo Marsh

The Ministry of Health's Gao Qiang said that the ward was closed.
    = Gao Qiang

The Minister of Foreign Affairs said that the treaty stood.
    = Minister of Foreign Affairs

Minister of State Security Affairs said that the ward was closed.
    = Minister of State Security Affairs

The Governor of Port Vess said that the treaty stood.
    = Governor of Port Vess

Mayor of Salt Lake City said that the treaty stood.
    = Mayor of Salt Lake City

Hana Ruel on Thursday accused the Board of neglect, saying that no plan had been drawn.
    = Hana Ruel
"""

WORKS = r"""
The Harlan report suggested a phased approach.
    = Harlan report

The Harlan report says that the wall was sound.
    = Harlan report

The Harlan report, published in 2011, recommended closing the north pier.
    = Harlan report

The Harlan Commission's report recommended closing the north pier.
    = Harlan Commission's report

The report of the Harlan Commission warned of a collapse.
    = report of the Harlan Commission

A study by the Quay Institute suggested a phased approach.
    = A study by the Quay Institute or study by the Quay Institute

The Delta Plan called for a new wall at Brell.
    = Delta Plan

Kara's book describes a town without a wall.
    = Kara's book

The Harlan report found no cracks, but the Board closed the pier.
    = T

The plan calls for a new wall.
    = T

The 2014 study found that silt had doubled.
    = T

Recent reports suggested a phased approach.
    = T

The Water report suggested a phased approach.
    = T

The Harlan report was published in May.
    = T
"""

STANCES = r"""
Tilda Orm said on Monday that the dam leaks. She called for a new dam, arguing that the old one is
a danger.
    = Tilda Orm | Tilda Orm

Tilda Orm said that the dam leaks. Jon Brell listened. He called for a new dam, arguing that the
old one is a danger.
    = Tilda Orm | T | ?

Tilda Orm and Jon Brell said that the dam leaks. He called for a new dam, arguing that it is old.
    = Tilda Orm and Jon Brell | ?

He called for a new dam, arguing that the old one is a danger.
    = ?

Orm criticised the plan, saying it would ruin the fishers.
    = Orm

Orm rejected the plan of the Board, insisting that the wall was sound.
    = Orm

Orm called for a new dam.
    = T

Orm resigned, saying that the wall was unsound.
    = T
"""

PRONOUNS = r"""
Kara argues that the wall fell. In her view, it was sand.
    = Kara | Kara

Kara argues that the wall fell. Her argument is that it was sand.
    = Kara | Kara

In his view, it was sand.
    = ?

The Harlan report says that the wall fell. It adds that nobody was warned.
    = Harlan report | Harlan report

The Harlan report suggested a phased approach. It also recommended a new wall.
    = Harlan report | Harlan report

It recommended a new wall.
    = T

It was Kara who said that the wall was sand.
    = Kara

What Kara says is that the wall was sand.
    = Kara

It is certain that the wall was sand.
    = T

Their plan was that the wall be rebuilt.
    = T
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [*read_cases(OFFICES_FOR), *read_cases(WORKS), *read_cases(STANCES), *read_cases(PRONOUNS)],
)
def test_who_says_each_sentence(text, expected):
    found = chains(text)
    assert len(found) == len(expected), found
    assert all(map(is_right, found, expected)), found


def test_a_named_report_is_not_another_where_it_is_the_document_itself():
    text = "The Harlan report says that the wall was sound."
    assert chains(text, title="The Harlan Report", genre="report") == ["T"]
    assert chains(text, title="The water", authors=("Ines Harlan",)) == ["T"]


def test_one_table_tells_titles_from_names():
    assert RULERS < OFFICES
    assert {"minister", "professor"} <= BEFORE_NAMES
    assert not {"king", "captain"} & BEFORE_NAMES
    assert closes_office("Foreign Affairs")
    assert closes_office("Labour and Energy")
    assert closes_office("Quay Commission")
    assert closes_office("Georgia")
    assert not closes_office("New")
    assert not closes_office("")
