"""Follow-up questions are filled in from the last turn, or left alone."""

import pytest

from index.records import Source, Span
from retrieval.followup import resolve_followup, resolve_parts, topic_of
from retrieval.query import split_parts
from retrieval.records import Answer, Citation, ShortAnswer


@pytest.mark.parametrize(
    ("earlier", "question", "resolved"),
    [
        ("Who paid for the harbour?", "When was it built?", "When was the harbour built?"),
        ("What did Lisk pay in 2019?", "And in 2021?", "What did Lisk pay in 2021?"),
        ("Who paid for the harbour?", "Why?", "Why? (Who paid for the harbour?)"),
        ("Who is Marta Ellend?", "Where did she work?", "Where did Marta Ellend work?"),
        ("When was the harbour built?", "And the lighthouse?", "When was the lighthouse built?"),
        ("How much did Port Lisk lend?", "What about Aldmere?", "How much did Aldmere lend?"),
        ("When did the strike end?", "Who led it?", "Who led the strike?"),
        ("Who built it?", "What does Brood say?", "What does Brood say? (Who built it?)"),
        ("Who paid?", "And what do the fishers think?", "What do the fishers think? (Who paid?)"),
        ("Who wrote the report?", "And who read the report?", "Who read the report?"),
    ],
)
def test_resolved(earlier, question, resolved):
    assert resolve_followup(question, [(earlier, "")]) == resolved


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        ("Who paid for the harbour?", "Who is Marta Ellend?"),
        ("Who paid for the harbour?", "Is it true that the town agreed?"),
        ("Who paid for the harbour?", "How many boats were there in the basin?"),
        ("Who paid for the harbour?", "When was the lighthouse built?"),
        ("Who paid for the harbour?", "Where did she work?"),
    ],
)
def test_left_alone(earlier, question):
    assert resolve_followup(question, [(earlier, "")]) is None


def test_without_history_nothing_is_resolved():
    assert resolve_followup("Why?", []) is None


def test_the_last_turn_counts_as_it_was_resolved():
    earlier = Answer(question="And in 2021?", rewritten="What did Lisk pay in 2021?")
    turns = [("What did Lisk pay in 2019?", ""), ("And in 2021?", earlier)]
    assert resolve_followup("And in 2022?", turns) == "What did Lisk pay in 2022?"


def test_a_person_is_taken_from_a_single_short_answer():
    citation = Citation(Source(id="a" * 64), Span(0, 3), "Ana")
    reply = Answer(
        question="Who led the strike?",
        short_answers=(ShortAnswer("Ana Berg", (citation,), ("Lantern",)),),
    )
    assert resolve_followup("Where did she live?", [("Who led the strike?", reply)]) == (
        "Where did Ana Berg live?"
    )


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("When did the second Lisk war begin?", "the second Lisk war"),
        ("Who paid for the harbour?", "the harbour"),
        ("Who is Marta Ellend?", "Marta Ellend"),
        ("How much did the city of Ralo lend?", "the city of Ralo"),
        ("Why did Aldmere refuse the loan?", "Aldmere"),
        ("When was the lighthouse sold?", "the lighthouse"),
        ("Why?", None),
    ],
)
def test_what_a_question_is_about(question, topic):
    assert topic_of(question) == topic


def test_the_second_part_of_a_question_takes_the_subject_of_the_first():
    parts = split_parts("When did the second Lisk war begin and how long did it last?")
    assert [p.text for p in resolve_parts(parts)] == [
        "When did the second Lisk war begin",
        "How long did the second Lisk war last?",
    ]
    assert resolve_parts(parts)[1].written == "how long did it last?"


def test_a_bare_object_points_back_even_where_the_question_names_a_subject():
    earlier = "What is the levy of Port Lisk?"
    assert resolve_followup("Why does Aldmere oppose it?", [(earlier, "")]) == (
        "Why does Aldmere oppose the levy of Port Lisk?"
    )
    assert topic_of("Why does Aldmere oppose it?") == "Aldmere"


@pytest.mark.parametrize(
    ("question", "second"),
    [
        (
            "When did the war of 1904 end, and who brokered the ceasefire?",
            "who brokered the ceasefire (the war of 1904)?",
        ),
        (
            "How many boats sank in the storm of January 2021, and who paid for the repairs?",
            "who paid for the repairs (the storm of January 2021)?",
        ),
        (
            "When did the Varn strike begin and how many workers took part?",
            "how many workers took part (the Varn strike)?",
        ),
        ("When was the bridge built, and by whom?", "By whom was the bridge built?"),
        ("When did the treaty of Vess fail, and why?", "Why did the treaty of Vess fail?"),
        ("Where was the treaty signed and in which year?", "In which year was the treaty signed?"),
        ("Who sold the mill and to whom?", "To whom? (Who sold the mill)"),
        (
            "What was the sum of the first loan and what was it for?",
            "What was the first loan for?",
        ),
        # It names its own, or there is nothing to take over.
        ("When did the war of 1904 end, and who is Dana Kell?", "who is Dana Kell?"),
        ("When did the war of 1904 end, and who won in 1921?", "who won in 1921?"),
        ("Who built the harbour and who paid for the road?", "who paid for the road?"),
        ("Who was Marta Ellend, and what was the levy?", "what was the levy?"),
    ],
)
def test_the_second_part_takes_the_event_of_the_first(question, second):
    parts = resolve_parts(split_parts(question))
    assert [part.text for part in parts][1:] == [second]


def test_a_third_part_takes_it_too():
    parts = resolve_parts(split_parts("Who built the quay, when, and how?"))
    assert [part.text for part in parts[1:]] == [
        "When? (Who built the quay)",
        "How? (Who built the quay)",
    ]


@pytest.mark.parametrize(
    ("earlier", "question", "resolved"),
    [
        ("Who paid for the mole?", "Who else?", "Who else? (Who paid for the mole?)"),
        ("Who paid for the mole?", "And who else?", "Who else? (Who paid for the mole?)"),
        ("Who paid for the mole?", "Tell me more, please.", "What else? (Who paid for the mole?)"),
        ("Who paid for the mole?", "And then?", "What happened then? (Who paid for the mole?)"),
        ("Why did the wall fall?", "Who disagrees?", "Who disagrees? (Why did the wall fall?)"),
        ("Why did the wall fall?", "Is that true?", "Is that true? (Why did the wall fall?)"),
        (
            "Why did the wall fall?",
            "In which document?",
            "In which document? (Why did the wall fall?)",
        ),
        ("Who built the mole?", "Was it the Board?", "Was it the Board? (Who built the mole?)"),
        # What was carried on already is carried on once.
        ("Who else? (Who paid?)", "Says who?", "Says who? (Who paid?)"),
        ("Who agrees? (Who paid?)", "What does Brood say?", "What does Brood say? (Who paid?)"),
    ],
)
def test_what_asks_nothing_alone_carries_the_question_before_on(earlier, question, resolved):
    assert resolve_followup(question, [(earlier, "")]) == resolved


@pytest.mark.parametrize(
    ("earlier", "question", "resolved"),
    [
        ("Who paid in 2021?", "In 2022?", "Who paid in 2022?"),
        ("Who paid?", "in 2022", "Who paid, in 2022?"),
        (
            "How much did it cost?",
            "According to Brood?",
            "How much did it cost, according to Brood?",
        ),
        ("Who paid in Lisk?", "In Vess?", "Who paid in Vess?"),
        ("Who paid for Lisk?", "And in Vess?", "Who paid for Lisk, in Vess?"),
        (
            "What does the Guild say about the levy?",
            "What about the Fishers' Union?",
            "What does the Fishers' Union say about the levy?",
        ),
        # The speaker, not what is spoken of, whatever it is called.
        (
            "What does the Fishers' Union say about Lisk?",
            "And Aldmere Water?",
            "What does Aldmere Water say about Lisk?",
        ),
        (
            "What was the height of the wave?",
            "And of the earlier one?",
            "What was the height of the earlier wave?",
        ),
        ("How deep is the first basin?", "And the second?", "How deep is the second basin?"),
        ("Who is Ana Berg?", "And her brother?", "Who is Ana Berg's brother?"),
    ],
)
def test_a_fragment_takes_the_place_of_its_like(earlier, question, resolved):
    assert resolve_followup(question, [(earlier, "")]) == resolved


@pytest.mark.parametrize(
    ("earlier", "question", "resolved"),
    [
        ("What was the height of the wave?", "When was it?", "When was the wave?"),
        ("Why did the wall fall?", "When did that happen?", "When did the wall fall?"),
        ("Why did Aldmere refuse the loan?", "When was it offered?", "When was the loan offered?"),
        ("Why did Aldmere leave the league?", "When did it join?", "When did Aldmere join?"),
        # The sum, the town or the guild: not for us to say.
        (
            "How much did the town lend the guild?",
            "What was it for?",
            "What was it for? (How much did the town lend the guild?)",
        ),
        (
            "Who is the director of Lisk Heat?",
            "Who is her deputy?",
            "Who is the deputy of the director of Lisk Heat?",
        ),
    ],
)
def test_it_is_what_the_question_before_was_about(earlier, question, resolved):
    assert resolve_followup(question, [(earlier, "")]) == resolved


@pytest.mark.parametrize(
    "question",
    [
        "In what year did the strike end?",
        "In the report of 2020, who is named?",
        "levy of Port Lisk",
        "Who disagrees with the levy?",
        "What else did Ana Berg build?",
        "Thanks",
    ],
)
def test_what_asks_something_of_its_own_takes_nothing(question):
    assert resolve_followup(question, [("Who paid for the harbour?", "")]) is None
