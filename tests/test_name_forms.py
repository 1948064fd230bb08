"""Places, their peoples, and other names of the same place."""

import pytest

from index.corpus import Corpus
from retrieval.name_forms import forms_of, name_variants
from retrieval.spelling import absent_names
from retrieval.wording import widen

VOCABULARY = dict.fromkeys(
    "kestria kestrian kestrians ondal ondalian french france turkey turkish turkiye turks martin "
    "harbour minister library librarian european europe union eu sorn sornese vell velli".split(),
    1,
)


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("What did Kestria want?", {"kestrian", "kestrians"}),
        ("What did the Kestrians want?", {"kestria", "kestrian"}),
        ("Who was the Ondalian minister?", {"ondal"}),
        ("Why did France leave?", {"french"}),
        ("why did france leave?", {"french"}),
        ("Who paid Sorn's debt?", {"sornese"}),
        ("What is Turkey's role?", {"turkish", "turks", "Türkiye"}),
        ("What is Türkiye's role?", {"turkish", "turks", "Turkey"}),
        ("Did the EU pay?", {"European Union"}),
        ("Did the European Union pay?", {"EU", "europe"}),
        ("Who is Martin?", set()),
        ("who runs the library?", set()),
        ("Did Siam pay?", set()),  # "thailand" stands in no document
        ("Who built it?", set()),
        ("", set()),
    ],
)
def test_other_forms_of_a_name_that_stand_in_the_documents(question, others):
    assert {v.other for v in name_variants(question, VOCABULARY)} == others


def test_a_form_is_not_told_and_another_name_is():
    why = {v.other: v.why for v in name_variants("What is Turkey's role?", VOCABULARY)}
    assert why == {"turkish": "form", "turks": "form", "Türkiye": "name"}


def test_forms_need_a_name_of_four_letters():
    assert forms_of("kestria", VOCABULARY) == {"kestria", "kestrian", "kestrians"}
    assert name_variants("Who is Ron?", {"ronian": 1}) == ()


def test_a_question_counts_the_people_as_the_place_and_says_only_another_name(tmp_path):
    text = tmp_path / "talks.txt"
    text.write_text(
        "The Kestrian envoy left Kestria. Türkiye sent a Turkish ship.", encoding="utf-8"
    )
    with Corpus.open(tmp_path / "corpus") as corpus:
        corpus.add([text])
        wording = widen("Did Kestria or Turkey send a ship?", corpus)
    assert {("Kestria", "kestrian"), ("Turkey", "turkish"), ("Turkey", "Türkiye")} <= set(
        wording.names
    )
    assert wording.words == ("Türkiye",)
    assert wording.notices == ("Also searched “Türkiye”, another name of “Turkey”.",)


def test_a_form_of_a_name_is_no_slip_and_an_author_needs_no_place_in_a_text(tmp_path):
    text = tmp_path / "talks.md"
    text.write_text(
        "---\ntitle: Salt\nauthor: Brit Zorn\n---\n\nThe envoy left Kestria with the treaty.\n",
        encoding="utf-8",
    )
    with Corpus.open(tmp_path / "corpus") as corpus:
        corpus.add([text])
        wording = widen("What does Zorn say about the Kestrian treaty?", corpus)
        unknown = absent_names(("Zorn", "Vell"), corpus.vocabulary(None), wording.names)
    assert wording.words == ("kestria",)
    assert wording.notices == (
        "“Kestrian” is not in the documents; also searched its form “kestria”.",
    )
    question = "Who took the Kestrian treaty?"
    assert wording.corrected(question) == question
    assert ("Zorn", "Brit Zorn") in wording.names
    assert unknown == ("Vell",)
