"""Who it was, without when: dates around a subject are no part of its name."""

from __future__ import annotations

import pytest
from answer_records import ranked, source

from retrieval.clean_names import clean_name
from retrieval.query import read_part
from retrieval.short_answers import cut_answer

OPENINGS = [
    "On July 11, 2024, ",
    "On July 11, 2024 ",
    "July 11, 2024, ",
    "On 11 July 2024, ",
    "In July, 2024, ",
    "In 2024, ",
    "In 2024 ",
    "By 2024, ",
    "On Friday, July 11, 2024, ",
    "On Thursday 11 July, ",
    "In late 2024, ",
    "In the summer of 2024, ",
    "Two years later, in 2024, ",
    "Two years later, ",
    "The following year, ",
    "Between 2022 and 2024, ",
    "From 2022 to 2024 ",
    "After the flood of 2022, ",
    "Since 2024, ",
    "At noon on July 11, 2024, ",
    "In Vess, on July 11, 2024, ",
    "(July 11, 2024) ",
    "11.07.2024: ",
    "2024: ",
    "In July 2024 (two years later), ",
    "Then, on July 11, 2024, ",
    "On the morning of July 11, 2024, ",
    "On July 11th, 2024, ",
    "On Jul. 11, 2024, ",
    "In 44 BC, ",
    "Late in 2024, ",
    "By July 11, 2024, however, ",
]


def cut(question: str, sentence: str) -> str | None:
    held = source("a", title="A title", authors=("Marta Ellend",))
    return cut_answer(read_part(question), ranked(sentence, 0.9, held), 0.35)


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_date_before_the_name_is_no_part_of_it(opening):
    visited = cut(
        "Who visited the quay of Vess?", f"{opening}President Kara Holt visited the quay of Vess."
    )
    assert visited == "President Kara Holt"
    sold = cut(
        "Who sold the ferry to Demir?", f"{opening}the Harbour Guild sold the ferry to Demir."
    )
    assert sold is not None
    assert sold.removeprefix("the ") == "Harbour Guild"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("President Kara Holt, on July 11, 2024, visited the quay of Vess.", "President Kara Holt"),
        ("President Kara Holt in 2024 visited the quay of Vess.", "President Kara Holt"),
        ("After talks on July 11, 2024, Kara Holt visited the quay of Vess.", "Kara Holt"),
        ("In 2024, Kara Holt, the mayor, visited the quay of Vess.", "Kara Holt"),
        ("Holt and, in 2024, Demir visited the quay of Vess.", None),
    ],
)
def test_nor_is_one_behind_it_or_between_two(sentence, name):
    assert cut("Who visited the quay of Vess?", sentence) == name


@pytest.mark.parametrize(
    "name",
    [
        "May Orre",
        "April Holt",
        "The 1998 Committee",
        "the Committee of 1998",
        "The Committee of 4 May",
        "the guild founded in 1998",
        "Forty dockers",
        "40 dockers of Vess",
        "1200 men",
        "Holt, Demir and Orre",
        "the House of Orre",
        "Henry IV",
        "the ferrymen on the quay",
        "The Times of Vess",
    ],
)
def test_what_belongs_to_a_name_stays(name):
    span = clean_name(name)
    assert span is not None
    assert span.of(name) == name


@pytest.mark.parametrize("words", ["2024", "July 11, 2024", "In 2024", "", "11.07.2024", "later"])
def test_a_date_alone_is_no_name(words):
    assert clean_name(words) is None
