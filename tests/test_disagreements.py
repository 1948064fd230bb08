"""What do the sources disagree about: figures, dates and denials, and no invented dispute."""

from __future__ import annotations

import time

import pytest

from index.corpus import Corpus
from index.records import Source, Span
from retrieval.answering import AnswerSettings, answer
from retrieval.disagreements import answer_disagreements, asks_for_disagreements
from retrieval.disputes import Told, find_disputes, names_of
from retrieval.judges import Judges
from retrieval.records import Answer, Outcome, Relation

ASK = "What do the sources disagree about?"
FILES = {
    "dam.md": """---
title: The Dam at Orsk
author: Mara Quill
date: 2019
---

# The Dam at Orsk

The dam at Orsk cost 4.5 million crowns and was finished in 1931. The Water Guild paid for the dam.

Twelve men died at Orsk while the dam was built.
""",
    "damm.md": """---
title: Der Damm von Orsk
author: Mara Quill
date: 2019
lang: de
translation_of: The Dam at Orsk
---

# Der Damm von Orsk

Der Damm von Orsk kostete 4,5 Millionen Kronen und wurde 1931 fertig. Zwölf Männer starben.
""",
    "price.md": """---
title: A price for the dam at Orsk
author: Jon Brell
date: 2020
---

# A price for the dam at Orsk

The dam at Orsk cost 6 million crowns, the Orsk Council told this paper.

The Water Guild never paid for the dam. How much did the dam at Orsk cost?
""",
    "vell.md": """---
title: The Dam at Vell
author: Tilda Orm
date: 2021
---

# The Dam at Vell

The dam at Vell cost 9 million crowns and was finished in 1944.
""",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dams")
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    with Corpus.open(tmp_path_factory.mktemp("corpus")) as made:
        made.add([folder])
        yield made


@pytest.mark.parametrize(
    "question",
    [
        ASK,
        "Where do the documents differ?",
        "where do they disagree",
        "On what points do these sources contradict each other?",
        "Do the sources agree?",
        "Do the documents say the same thing?",
        "What are the main disagreements between the documents?",
        "Are there any contradictions?",
        "List all discrepancies among the sources.",
        "Which documents contradict each other?",
        "What is disputed?",
    ],
)
def test_questions_that_name_no_matter(question):
    assert asks_for_disagreements(question)


@pytest.mark.parametrize(
    "question",
    [
        "What do the sources disagree about in 1931?",
        "Where do the sources differ on the levy?",
        "Do the sources agree that the Guild paid?",
        "Are there any contradictions in the treaty of Orsk?",
        "Do they agree with the ministry?",
        "What do the sources say?",
        "What is the difference between a quay and a pier?",
    ],
)
def test_questions_that_name_a_matter_are_asked_as_ever(question, corpus):
    assert not asks_for_disagreements(question)
    assert answer_disagreements(question, None, corpus) is None


def test_every_dispute_is_cited_on_both_sides(corpus):
    began = time.perf_counter()
    answer = answer_disagreements(ASK, None, corpus)
    assert time.perf_counter() - began < 2
    assert answer is not None
    assert not answer.abstained
    assert [(v.holders, v.phrase) for v in answer.viewpoints] == [
        (("Quill",), "4.5 million crowns"),
        (("Orsk Council",), "6 million crowns"),
        (("Quill",), "The Water Guild paid for the dam."),
        (("Brell",), "The Water Guild never paid for the dam."),
    ]
    assert [v.relation for v in answer.viewpoints] == [Relation.SAME] + [Relation.DIFFERENT] * 3
    assert [v.second_hand for v in answer.viewpoints] == [False, True, False, False]
    assert "Differ: “4.5 million crowns” [1] and “6 million crowns” [2]." in answer.notices
    assert "Differ: asserted in [3] and denied in [4]." in answer.notices
    assert any("Where do the sources differ on the dam?" in n for n in answer.notices)
    assert Answer.from_json(answer.to_json()) == answer
    spoke = {c.source_id for c in answer.coverage if c.outcome is Outcome.SPEAKS}
    assert len(spoke) == 2
    assert not any(c.outcome is Outcome.NOT_SEARCHED for c in answer.coverage)


def test_where_nothing_differs_the_user_is_told_to_name_a_matter(corpus):
    ids = [s.id for s in corpus.sources() if s.authors != ("Jon Brell",)]
    answer = answer_disagreements(ASK, None, corpus, ids)
    assert answer is not None
    assert answer.abstained
    assert answer.unanswered == (ASK,)
    assert answer.viewpoints == ()
    assert "Name one, for example: “Where do the sources differ on" in answer.notices[0]
    (kept,) = (c for c in answer.coverage if c.source_id not in ids)
    assert kept.outcome is Outcome.NOT_SEARCHED


def test_a_copy_is_cited_beside_the_signed_sentence(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    copied = "The dam at Orsk cost 6 million crowns, the Orsk Council told this paper."
    copied = f"The dam at Orsk, once more\n\n{copied}\n"
    (tmp_path / "copy.txt").write_text(copied, "utf-8")
    with Corpus.open(tmp_path / "corpus") as made:
        made.add([tmp_path / name for name in (*FILES, "copy.txt")])
        answer = answer_disagreements(ASK, None, made)
    assert answer is not None
    (stated,) = (s for s in answer.statements if "6 million" in s.text)
    assert [c.source.authors for c in stated.citations] == [("Jon Brell",), ()]
    (view,) = (v for v in answer.viewpoints if v.phrase == "6 million crowns")
    assert view.holders == ("Orsk Council",)


def told(*texts: str, around: str = "") -> list[Told]:
    return [
        Told(Source(id=str(i)), Span(0, len(t)), t, names_of(around)) for i, t in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("one", "two", "values"),
    [
        ("The dam at Orsk cost 4 million crowns.",
         "The dam at Orsk cost 6 million crowns, the Orsk Council told us.",
         ("4 million crowns", "6 million crowns")),
        ("The dam at Orsk was finished in 1931.",
         "The dam at Orsk cost little and was finished in 1933.", ("1931", "1933")),
        ("Twelve men died at Orsk in 1931.", "Forty men died at Orsk in 1931.",
         ("Twelve", "Forty")),
        ("The dam at Orsk is 40 metres high.", "The dam at Orsk is 52 metres high.",
         ("40 metres", "52 metres")),
        ("Orsk has 12,000 inhabitants.", "Orsk has 15,000 inhabitants.", ("12,000", "15,000")),
        ("The Guild paid for the dam at Orsk.", "The Guild did not pay for the dam at Orsk.", None),
    ],
)  # fmt: skip
def test_pairs_that_differ(one, two, values):
    (found,) = find_disputes(told(one, two))
    assert found.values == values


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The dam at Orsk is 40 metres high.", "The dam at Vell is 52 metres high."),
        ("Twelve men died at Orsk in 1931.", "Forty men died at Orsk in 1932."),
        ("The levy at Orsk brought in 4 million in 1931.",
         "The levy at Orsk brought in 5 million in 1932."),
        ("The levy at Orsk was 4 crowns a crate.", "The levy at Orsk was 5 crowns a boat."),
        ("About 40 boats sank off Orsk.", "42 boats sank off Orsk."),
        ("The Orsk dam collapsed on 3 May 1957.", "The Orsk dam collapsed in 1957."),
        ("The Treaty of Orsk was signed in 1911.", "The Treaty of Orsk was ratified in 1913."),
        ("The first bridge at Orsk opened in 1911.", "The second bridge at Orsk opened in 1931."),
        ("The Guild paid 4 million crowns for the dam at Orsk.",
         "The Board paid 6 million crowns for the dam at Orsk."),
        ("The Guild paid for the dam at Orsk.",
         "The Guild never paid for the dam at Orsk in full."),
        ("The hall at Orsk was opened in 1923 and became their home.",
         "The 1922–23 competition saw a final in the newly opened hall at Orsk."),
        ("Orsk has a population of 8,400 and one large harbour.", "Orsk has 9,100 harbours."),
        ("The dam at Orsk was to be finished in 1931.", "The dam at Orsk was finished in 1933."),
    ],
)  # fmt: skip
def test_pairs_that_agree_or_speak_of_other_things(one, two):
    assert find_disputes(told(one, two)) == []


def test_what_the_title_names_need_not_be_said_again():
    pair = ("The dam cost 4 million crowns.", "The dam at Orsk cost 6 million crowns.")
    assert find_disputes(told(*pair)) == []
    assert len(find_disputes(told(*pair, around="The Dam at Orsk"))) == 1


def test_many_sentences_end_in_time():
    many = [f"The dam at Orsk number {i} cost {i} million crowns in all." for i in range(2000)]
    began = time.perf_counter()
    find_disputes(told(*many), seconds=0.5)
    assert time.perf_counter() - began < 3


def test_a_question_that_names_no_matter_is_answered_through_the_front_door(corpus):
    found = answer(ASK, corpus, settings=AnswerSettings(judges=Judges()))
    assert not found.abstained
    assert {v.relation for v in found.viewpoints} >= {Relation.SAME, Relation.DIFFERENT}
    assert {c.source.name for c in found.citations} >= {"dam.md", "price.md"}
