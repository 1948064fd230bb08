"""An interviewer's question against a user's, and the words an answer opens with."""

import pytest

from retrieval.question_lines import (
    bare_words,
    close_question,
    dodges,
    is_plain,
    leans,
    opening_of,
    questions_of,
    read_question,
    same_question,
    verdict,
)

GUEST = "Rena Solt"


def both(user, line, name=GUEST):
    (said,) = questions_of(line)
    return read_question(user, name), read_question(said, name)


@pytest.mark.parametrize(
    ("user", "line"),
    [
        ("Was the mill ever shut?", "The Quay: Was the mill ever shut?"),
        ("When did Rena Solt leave?", "The Quay: When did you leave?"),
        ("When did Mrs Solt leave?", "Q: Mrs Solt, when did you leave?"),
        ("Was Solt warned?", "**And were you warned?**"),
        ("Does Solt think that it was fair?", "Q: Do you think that it was fair?"),
        ("What was Solt's first ship?", "Q: What was your first ship?"),
        ("Was the mill shut?", "Q: You ran it for years. So was the mill ever shut, Ms. Solt?"),
    ],
)
def test_the_same_question(user, line):
    asked = both(user, line)
    assert same_question(*asked)
    assert close_question(*asked)


@pytest.mark.parametrize(
    ("user", "line"),
    [
        ("Was the mill ever shut?", "Q: Was the school ever shut?"),
        ("Was the mill ever shut?", "Q: Was the mill not shut?"),
        ("Was the mill ever shut?", "Q: Will the mill be shut?"),
        ("Did the mill sue the bank?", "Q: Did the bank sue the mill?"),
        ("Who sold the mill?", "Q: When was the mill sold?"),
        ("Did Solt vote for the levy?", "Q: Did you vote against the levy?"),
        ("How deep is the second shaft?", "Q: How deep is the shaft?"),
        ("When did Berg leave?", "Q: When did you leave?"),
        ("Was the mill ever shut?", "Q: Why was it?"),
    ],
)
def test_another_question(user, line):
    asked = both(user, line)
    assert not same_question(*asked)
    assert not close_question(*asked)


def test_a_line_may_say_a_little_more_but_then_a_bare_yes_is_not_enough():
    asked = both(
        "Was the old mill at the weir ever shut?",
        "Q: Was the old stone mill at the weir ever shut?",
    )
    assert close_question(*asked)
    assert not same_question(*asked)
    assert not is_plain(*asked)


@pytest.mark.parametrize(
    ("user", "line"),
    [
        ("Did it hold?", "Q: Did it hold?"),
        ("Was it oil or gas?", "Q: Was it oil or gas?"),
        ("Did the dam not hold?", "Q: Did the dam not hold?"),
        ("Didn't the dam hold?", "Q: Didn't the dam hold?"),
        ("Were you warned?", "Q: Were you warned?"),
    ],
)
def test_the_same_question_whose_yes_is_no_verdict(user, line):
    asked = both(user, line)
    assert same_question(*asked)
    assert not is_plain(*asked)


def test_without_a_name_you_is_nobody():
    user, line = both("When did Solt leave?", "Q: When did you leave?", None)
    assert not close_question(user, line)


def test_a_line_of_two_questions_has_both():
    assert questions_of("Q: It was late. Did you go? And who paid?") == (
        "Did you go?",
        "And who paid?",
    )
    assert questions_of("Q: The council never said so.") == ()


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["Never.", "Not for a day."], False),
        (["No."], False),
        (["No, it was not."], False),
        (["Not at all."], False),
        (["By no means."], False),
        (["Certainly not."], False),
        (["Of course not."], False),
        (["Yes."], True),
        (["Yes, twice."], True),
        (["Of course."], True),
        (["Of course we did."], True),
        (["Certainly."], True),
        (["Yes, in part."], None),
        (["Yes, I think."], None),
        (["Yes and no."], None),
        (["Yes.", "But only at night."], None),
        (["No, if you mean the winter."], None),
        (["No one could have known."], None),
        (["No comment."], None),
        (["Not really."], None),
        (["Never again will I sail."], None),
        (["Yes, never."], None),
        (["I can't say.", "Ask the council."], None),
        (["The boilers took over."], None),
        ([], None),
    ],
)
def test_what_the_opening_says(said, expected):
    assert verdict(said) is expected


@pytest.mark.parametrize(
    "said",
    [
        "No comment.",
        "I can't say.",
        "I really don't know.",
        "Ask the council.",
        "That is not for me to judge.",
        "I'd rather not go into it.",
    ],
)
def test_dodges(said):
    assert dodges(said)


@pytest.mark.parametrize("said", ["No.", "I can say that it held.", "Asking was useless."])
def test_answers_are_no_dodges(said):
    assert not dodges(said)


def test_a_bare_word_takes_the_next_sentences_along():
    assert opening_of(["Never.", "Not for a day.", "The old wheel took over.", "It rained."]) == 3
    assert opening_of(["In May 1931.", "The board met in June."]) == 1
    assert opening_of(["Thirty.", "All of them came from Ondal."]) == 2
    assert opening_of(["Never."]) == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("In May 1931.", "In May 1931"),
        ("Thirty men.", "Thirty men"),
        ("About thirty men.", None),
        ("Not in May.", None),
        ("We left in May.", None),
        ("In May. Or June.", None),
    ],
)
def test_bare_words(said, words):
    assert bare_words(said) == words


def test_what_leans_on_its_question():
    assert leans("Never. Not for a day.", "Q: Was the mill ever shut?")
    assert leans("In May 1931.", "Q: When did you leave?")
    assert leans("It had nothing to do with the flood.", "Q: Why did the mill burn?")
    assert not leans("The shaft is ninety metres deep.", "Q: How deep is the shaft?")
