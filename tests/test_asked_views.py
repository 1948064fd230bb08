"""Questions about what the sources say: the frame goes, the matter and the holders stay."""

import time

import pytest

from retrieval.asked_views import asks_to_compare, each_holder_asked, question_behind, topic_asked
from retrieval.query import Kind, read_part, split_parts

LEVY = "the levy"
WAR = "Turkey's role in the war"


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("Where do the sources differ on the levy?", LEVY),
        ("Where do the sources differ about Turkey's role in the war?", WAR),
        ("How do the sources differ on the levy?", LEVY),
        ("How far do the authors agree about the levy?", LEVY),
        ("On what points do the authors disagree about the levy?", LEVY),
        ("What do the sources disagree on when it comes to the levy?", LEVY),
        ("To what extent do the authors agree about the levy?", LEVY),
        ("Do the sources agree on the levy?", LEVY),
        ("Do all the documents agree about the levy?", LEVY),
        ("Are the sources in agreement on the levy?", LEVY),
        ("Are the authors divided over the levy?", LEVY),
        ("Is there any disagreement about the levy?", LEVY),
        ("Is there a consensus among the sources on the levy?", LEVY),
        ("Are there different accounts of the storm?", "the storm"),
        ("Are there conflicting views on the levy in the documents?", LEVY),
        ("What are the different views on the levy?", LEVY),
        ("What are the views on the levy?", LEVY),
        ("What are the main disagreements between the authors about the levy?", LEVY),
        ("Which differences are there between the sources on the levy?", LEVY),
        ("What differences are there between the accounts of the storm?", "the storm"),
        ("What views do the authors hold on Turkey's role in the war?", WAR),
        ("Compare the sources on the levy.", LEVY),
        ("Compare what the sources say about the levy.", LEVY),
        ("Compare the different accounts of the storm.", "the storm"),
        ("How do the accounts of the storm differ?", "the storm"),
        ("How do the sources' accounts of the storm differ?", "the storm"),
        ("How do estimates of the dead vary?", "the dead"),
        ("What is disputed about the levy?", LEVY),
        ("Who disagrees about the levy?", LEVY),
        ("Who says what about the levy?", LEVY),
        ("What does each source say about the levy?", LEVY),
        ("How is the storm described in the sources?", "the storm"),
        ("How is the storm seen by different authors?", "the storm"),
        ("How do the sources treat Turkey's role in the war?", WAR),
        ("Which documents mention the ferry?", "the ferry"),
        ("What do the sources say about the cost of the wall?", "the cost of the wall"),
    ],
)
def test_the_matter_of_a_question_about_the_sources(question, matter):
    assert topic_asked(question) == matter
    part = read_part(question)
    assert part.kind is Kind.TOPIC
    assert set(part.terms).isdisjoint({"sources", "authors", "documents", "differ", "agree"})


@pytest.mark.parametrize(
    ("question", "plain", "kind"),
    [
        ("Do the sources agree on who paid for the wall?", "Who paid for the wall?", Kind.FACT),
        ("What do the texts say about why it fell?", "Why it fell?", Kind.EXPLAIN),
        ("Where do the sources differ on the cost of the wall?", "How much did the wall cost?",
         Kind.FACT),
        ("Where do they differ on the number of boats lost in 1996?",
         "How many boats were lost in 1996?", Kind.FACT),
        ("How do the authors differ on the causes of the collapse?", "What caused the collapse?",
         Kind.EXPLAIN),
        ("How do accounts of the blame for the collapse differ?",
         "Who is to blame for the collapse?", Kind.VIEW),
        ("Do all the documents agree that the Board was warned?",
         "Is it true that the Board was warned?", Kind.YES_NO),
        ("Do the authors differ on whether the Board was warned?",
         "Is it true that the Board was warned?", Kind.YES_NO),
        ("Which sources say that the Board was warned?", "Is it true that the Board was warned?",
         Kind.YES_NO),
        ("Which sources blame the Ministry?", "Who blames the Ministry?", Kind.VIEW),
        ("According to the sources, who paid for the wall?", "Who paid for the wall?", Kind.FACT),
        ("Who paid for the wall according to the documents?", "Who paid for the wall?", Kind.FACT),
    ],
)  # fmt: skip
def test_the_plain_question_inside(question, plain, kind):
    assert question_behind(question) == plain
    assert topic_asked(question) is None
    part = read_part(question)
    assert (part.text, part.written, part.kind) == (plain, question, kind)


def test_true_is_no_word_of_the_matter():
    part = read_part("Which sources say that the Board was warned?")
    assert part.terms == ("board", "warned")


@pytest.mark.parametrize(
    ("question", "names", "matter"),
    [
        ("What do Ellend and Brood say about the levy?", "Ellend|Brood", LEVY),
        ("Compare what Ellend and Brood say about the levy.", "Ellend|Brood", LEVY),
        ("Compare Ellend and the Ministry of Works on the levy.", "Ellend|the Ministry of Works",
         LEVY),
        ("Compare Ellend's and Brood's views of the levy.", "Ellend|Brood", LEVY),
        ("Compare Ellend's account of the storm with Brood's.", "Ellend|Brood", "the storm"),
        ("Compare the views of Ellend, Brood and the Guild on the levy.",
         "Ellend|Brood|the Guild", LEVY),
        ("How does Ellend differ from Brood on the levy?", "Ellend|Brood", LEVY),
        ("Does Ellend agree with Brood on the levy?", "Ellend|Brood", LEVY),
        ("Do Ellend and Brood agree on who paid?", "Ellend|Brood", "who paid"),
        ("Where do Ellend and Brood disagree about Turkey's role in the war?", "Ellend|Brood",
         WAR),
        ("How do the views of Ellend and Brood on the levy differ?", "Ellend|Brood", LEVY),
        ("How does Ellend's account of the storm differ from Brood's?", "Ellend|Brood",
         "the storm"),
        ("What is the difference between Ellend and Brood on the levy?", "Ellend|Brood", LEVY),
    ],
)  # fmt: skip
def test_each_holder_is_asked(question, names, matter):
    asked = tuple(f"What does {name} say about {matter}?" for name in names.split("|"))
    assert each_holder_asked(question) == asked
    assert tuple(part.text for part in split_parts(question)) == asked


@pytest.mark.parametrize(
    "question",
    [
        "What does the Ministry of Trade and Industry say about the levy?",
        "When did Kestria and Ondal agree on the border?",
        "How did Kestria and Ondal agree on the border?",
        "What did Kestria and Ondal sign?",
        "Did the parties agree on the border?",
        "What is the position of the harbour?",
        "What is on the ship?",
        "How did the sources of the river dry up in 1999?",
        "Where did the ship land?",
        "Is there a dispute in the harbour?",
        "What do the sources disagree about?",
        "Who paid for the wall?",
    ],
)
def test_other_questions_are_left_as_they_are(question):
    assert topic_asked(question) is None
    assert question_behind(question) is None
    assert each_holder_asked(question) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Where do the sources differ on " + "the levy of " * 300,
        "Compare " + "Ellend, " * 400 + "and Brood on the levy",
        "Compare " + "Ellend of the Guild " * 190,
        "How do the accounts of " + "the views of the sources on " * 130,
        "What " + "different various " * 220,
    ],
)
def test_a_long_question_is_read_in_no_time(question):
    began = time.perf_counter()
    split_parts(question)
    assert time.perf_counter() - began < 1.0


@pytest.mark.parametrize(
    ("question", "compares"),
    [
        ("Where do the sources differ on the levy?", True),
        ("Do the sources agree on who paid?", True),
        ("Do all the documents agree that the wall fell?", True),
        ("Compare what Ellend and Brood say about the levy.", True),
        ("What do the sources say about the levy?", False),
        ("Which sources say that the wall fell?", False),
        ("Who paid for the levy?", False),
    ],
)
def test_whether_a_difference_is_asked_for(question, compares):
    assert asks_to_compare(question) is compares
