"""Reading questions: parts, kinds, expected types, names."""

import pytest

from index.errors import QuestionError
from retrieval.asked_views import topic_asked
from retrieval.query import (
    Expected,
    Kind,
    check_question,
    names_in,
    read_part,
    split_parts,
)


@pytest.mark.parametrize(
    ("question", "kind", "expects"),
    [
        ("Who paid for the harbour?", Kind.FACT, Expected.PERSON),
        ("When was the breakwater finished?", Kind.FACT, Expected.DATE),
        ("In which year did the strike begin?", Kind.FACT, Expected.DATE),
        ("How much did the new quay cost?", Kind.FACT, Expected.MONEY),
        ("What was the cost of the quay?", Kind.FACT, Expected.MONEY),
        ("How many boats sank?", Kind.FACT, Expected.NUMBER),
        ("Where was the treaty signed?", Kind.FACT, Expected.PLACE),
        ("Why did the wall fail?", Kind.EXPLAIN, Expected.ANY),
        ("How did the Ministry answer?", Kind.EXPLAIN, Expected.ANY),
        ("Did the Guild pay for the harbour?", Kind.YES_NO, Expected.ANY),
        ("Is the harbour public?", Kind.YES_NO, Expected.ANY),
        ("List all boats that sank.", Kind.LIST, Expected.ANY),
        ("What does Ellend say about the Ministry?", Kind.VIEW, Expected.ANY),
        ("harbour levy 1999", Kind.KEYWORD, Expected.ANY),
        ("Which works does the thesis cite?", Kind.REFERENCE, Expected.ANY),
    ],
)
def test_kind_and_type(question, kind, expects):
    part = read_part(question)
    assert (part.kind, part.expects) == (kind, expects)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who paid for the quay and the mole?", 1),
        ("When was it built, and who paid for it?", 2),
        ("Who lent the money? When was it repaid?", 2),
        ("What do we know about who paid?", 1),
        ("Who signed and in which town was it signed?", 2),
        ("harbour levy", 1),
    ],
)
def test_parts(question, parts):
    assert len(split_parts(question)) == parts


def test_parts_keep_their_words():
    first, second = split_parts("When was the wall built, and who paid for the levy?")
    assert (first.text, second.text) == ("When was the wall built", "who paid for the levy?")


def test_names_leave_out_the_question_word():
    assert names_in("Who is Marta Ellend of Port Lisk?") == ("Marta Ellend of Port Lisk",)
    assert names_in("Did Ellend meet the Guild's chair?") == ("Ellend", "Guild")
    assert names_in("Why?") == ()


def test_limits_of_a_question():
    assert check_question("x" * 3999) == "x" * 3999
    assert check_question("x" * 4000) == "x" * 4000
    with pytest.raises(QuestionError, match="4,001 characters"):
        check_question("x" * 4001)


@pytest.mark.parametrize("gap", [" " * 3900, "\n" * 3900, "\t \n" * 1300, "\u2003" * 3900])
def test_a_gap_is_one_space_and_counts_as_it_was_typed(gap):
    assert check_question(f"Who paid{gap}for it?") == "Who paid for it?"
    assert check_question("Who\npaid?") == "Who\npaid?"
    with pytest.raises(QuestionError, match="4,001 characters"):
        check_question("x" + " " * 3999 + "y")


@pytest.mark.parametrize("question", ["", "   ", "?!", "\x00", "--- …"])
def test_questions_without_a_word_are_refused(question):
    with pytest.raises(QuestionError) as caught:
        check_question(question)
    assert caught.value.exit_code == 2
    assert caught.value.fix


def test_lone_surrogates_do_not_break_a_question():
    assert check_question("Who \ud800 paid?") == "Who ? paid?"


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("What do the sources say about the levy?", "the levy"),
        ("What is known about Port Lisk?", "Port Lisk"),
        ("Tell me about the wall.", "the wall"),
        ("What does Ellend say about the levy?", None),
        ("What is the levy?", None),
    ],
)
def test_a_question_that_asks_for_everything_on_a_matter(question, matter):
    assert topic_asked(question) == matter
    assert (read_part(question).kind is Kind.TOPIC) == (matter is not None)


def test_the_words_of_a_topical_question_are_those_of_its_matter():
    assert read_part("What do the sources say about the levy?").terms == ("levy",)


def test_according_to_somebody_is_no_part_of_its_own():
    assert len(split_parts("According to Marta Ellend, who paid for the wall?")) == 1


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("Where do the sources differ about the levy?", "the levy"),
        ("How do the sources describe the storm of 2021?", "the storm of 2021"),
        ("Where did the ship land?", None),
    ],
)
def test_where_sources_differ_is_asked_of_a_matter(question, matter):
    assert topic_asked(question) == matter


def test_words_for_counting_lose_their_possessive():
    assert read_part("What is Ellend's view?").words[0] == "Ellend"


def test_a_question_that_is_no_string_is_refused():
    with pytest.raises(QuestionError, match="NoneType"):
        check_question(None)


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("Which works does the thesis cite on the levy?", ("levy",)),
        ("Which works by Karst are cited?", ("karst",)),
    ],
)
def test_the_matter_of_a_question_for_references(question, terms):
    part = read_part(question)
    assert part.kind is Kind.REFERENCE
    assert part.terms == terms


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("When the wall fell, who paid for the repairs?", 1),
        ("Compared to the old mole, how long is the quay?", 1),
        ("If a captain resigns from the Guild, what does it trigger?", 1),
        ("When did the wall fall, and who paid for the repairs?", 2),
        ("In which year did the wall fall and how much did it cost?", 2),
        ("Was the wall insured, and who paid?", 2),
    ],
)
def test_a_clause_that_asks_nothing_is_no_part_of_its_own(question, parts):
    assert len(split_parts(question)) == parts
