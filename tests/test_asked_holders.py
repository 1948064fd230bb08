"""Whose view is asked for, and which documents that means."""

import pytest
from answer_records import source

from retrieval.asked_holders import as_own_deed, documents_of, holder_asked, without_holder

LEVY = source("a", title="Our levy, our harbour", authors=("Marta Ellend",))
PRESS = source("b", title="Statement", publisher="Ministry of Works")
CENTRE = source("c", title="Three purses", publisher="Northwater Centre")


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What does Ellend say about the levy?", "Ellend"),
        ("What does Marta Ellend think of the Ministry?", "Marta Ellend"),
        ("According to the Ministry of Works, who paid?", "Ministry of Works"),
        ("What is Ellend's view of the wall?", "Ellend"),
        ("How should the wall be mended, according to Ellend?", "Ellend"),
        ("Why does Ellend blame the Board?", "Ellend"),
        ("What did Ellend recommend?", "Ellend"),
        ("What does Northwater want the treaty to hold?", "Northwater"),
        ("In Ellend's view, why did the wall fall?", "Ellend"),
        ("What does Rena Solt, according to Ellend, say about the wall?", "Rena Solt"),
        ("Why did the wall fall?", None),
        ("What did the wall cost?", None),
    ],
)
def test_whose_view_is_asked(question, name):
    assert holder_asked(question) == name


def test_which_documents_a_name_means():
    sources = (LEVY, PRESS, CENTRE)
    assert documents_of("Ellend", sources) == (LEVY,)
    assert documents_of("Marta Ellend", sources) == (LEVY,)
    assert documents_of("Marta", sources) == ()
    assert documents_of("Ministry of Works", sources) == (PRESS,)
    assert documents_of("NC", sources) == (CENTRE,)
    assert documents_of("Aldery", sources) == ()


@pytest.mark.parametrize(
    ("question", "name", "put"),
    [
        ("According to Ellend, who paid?", "Ellend", "who paid?"),
        (
            "What does Ellend say about the levy?",
            "Ellend",
            "What do the documents say about the levy?",
        ),
        ("How should it be mended, according to Ellend?", "Ellend", "How should it be mended?"),
        (
            "What does Rena Solt, as cited by Ellend, say about the wall?",
            "Rena Solt",
            "What do the documents say about the wall?",
        ),
        ("How should it be mended according to Ellend?", "Ellend", "How should it be mended?"),
        ("Would it hold, in Ellend's opinion?", "Ellend", "Would it hold?"),
        ("What does Ellend say? (Who paid for the wall?)", "Ellend", "Who paid for the wall?"),
        ("What did Ellend find in 2019?", "Ellend", "What did I find in 2019?"),
        ("Why does Ellend blame the Board?", "Ellend", "Why do I blame the Board?"),
        ("What is Ellend's view?", "Ellend", "What is Ellend's view?"),
        ("Why did Ellend say it fell?", "Ellend", "Why did Ellend say it fell?"),
    ],
)
def test_the_question_as_it_is_put_to_the_holder(question, name, put):
    assert without_holder(question, name) == put


def test_a_name_in_a_title_is_not_who_speaks():
    about = source("d", title="Ellend and the levy")
    assert documents_of("Ellend", (about,)) == ()


@pytest.mark.parametrize(
    ("question", "put"),
    [
        (
            "How many fishers did Marta Ellend interview for her book?",
            "How many fishers did I interview?",
        ),
        ("Whom has Ellend met in Varn?", "Whom have I met in Varn?"),
        ("How many fishers did Aldery interview?", None),
        ("Who interviewed Ellend?", None),
        ("When was the wall built?", None),
    ],
)
def test_an_author_tells_of_her_own_deeds_as_i(question, put):
    found = as_own_deed(question, (LEVY, PRESS, CENTRE))
    assert (found and found[0]) == put
