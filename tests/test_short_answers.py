"""Short answers: what is cut, what is not, and which are the same."""

import pytest
from answer_records import ranked, source, statement

from retrieval.judges import Reading
from retrieval.query import read_part
from retrieval.short_answers import Found, cut_answer, group_answers, same_answer

LANTERN = source("a", title="Our levy", authors=("Marta Ellend",))
PRESS = source("b", title="Ministry statement")


def cut(question: str, sentence: str, words: str, score: float = 0.9) -> str | None:
    start = sentence.index(words)
    reading = Reading(0.9, start, start + len(words), score)
    return cut_answer(read_part(question), ranked(sentence, 0.9, LANTERN, reading=reading), 0.35)


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("When did the levy begin?", "The levy began on 1 January 1999.", "1 January 1999"),
        ("How many boats sank?", "Eleven boats sank in the basin.", "Eleven"),
        ("Who wrote the report?", "The report was written by Ana Corran.", "Ana Corran"),
    ],
)
def test_facts_are_cut(question, sentence, words):
    assert cut(question, sentence, words) == words


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("When will the wall be done?", "The wall is expected to be done in 2025.", "2025"),
        ("Who wrote the report?", "Perhaps Ana Corran wrote the report.", "Ana Corran"),
        ("When did the levy begin?", "The levy may have begun in 1999.", "1999"),
        ("Why did the wall fail?", "The wall failed because of neglect.", "neglect"),
        ("When did the levy begin?", "The levy was opposed by the Guild.", "the Guild"),
        ("How many boats sank?", "It did not sink eleven boats.", "eleven"),
    ],
)
def test_hedges_forecasts_opinions_and_wrong_types_are_not(question, sentence, words):
    assert cut(question, sentence, words) is None


def test_an_unsure_span_is_no_short_answer():
    sentence = "The levy, first of its kind, was begun in the reign of Amra, 1999."
    assert cut("What is the levy?", "The levy is a fee on fish.", "a fee on fish", 0.2) is None
    assert cut("When did the wall begin?", sentence, "1999", 0.2) is None


def test_what_a_rule_binds_needs_no_sure_reader():
    assert cut("When did the levy begin?", "The levy began in 1999.", "1999", 0.2) == "1999"
    assert cut("When did the levy begin?", "The levy began in 1999.", "levy", 0.9) == "1999"


@pytest.mark.parametrize(
    ("question", "sentence", "cut_to"),
    [
        ("When was Ott Berg elected?",
         "Kara Brun was elected on 15 May 2022; her deputy, Ott Berg, was elected on 1 June 2022.",
         "1 June 2022"),
        ("When was Ott Berg elected?",
         "Kara Brun was elected on 15 May 2022, and Ott Berg on 1 June 2022.", None),
        ("How many homes were supplied with gas in 2020?",
         "In 2021 the firm supplied gas to 9,400 homes, 300 fewer than in 2020.", None),
        ("How many homes were supplied with gas in 2021?",
         "In 2021 the firm supplied 9,400 homes with gas.", "9,400"),
    ],
)  # fmt: skip
def test_a_value_belongs_to_its_own_clause_and_year(question, sentence, cut_to):
    assert cut_answer(read_part(question), ranked(sentence, 0.9, LANTERN), 0.35) == cut_to


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("11 million crowns", "eleven million crowns", True),
        ("1 January 1999", "1999", True),
        ("Ana Corran", "Corran", True),
        ("the Guild", "Guild", True),
        ("11 million crowns", "9 million crowns", False),
        ("4", "4 to 5", False),
        ("January 1999", "January 2000", False),
        ("the Guild", "the Ministry", False),
    ],
)
def test_which_answers_are_the_same(one, two, same):
    assert same_answer(one, two) is same
    assert same_answer(two, one) is same


def test_an_unsigned_copy_is_no_further_holder_of_a_short_answer():
    text = "The levy began in 1999."
    signed, wire = statement(text, LANTERN), statement(text, source("w", title="A wire copy"))
    (one,) = group_answers([Found("1999", 0, (*wire.citations, *signed.citations))])
    assert one.holders == ("Ellend",)
    assert len(one.citations) == 2


def test_equal_answers_share_their_holders():
    first = statement("The levy began in 1999.", LANTERN)
    second = statement("On 1 January 1999 it began.", PRESS)
    (one,) = group_answers(
        [Found("1999", 0, first.citations), Found("1 January 1999", 1, second.citations)]
    )
    assert one.text == "1999"
    assert one.holders == ("Ellend", "Ministry statement")
    assert len(one.citations) == 2


@pytest.mark.parametrize(
    ("question", "sentence", "cut_to"),
    [
        (
            "Who paid for the harbour?",
            "In the end the harbour was paid for by the ships that used it.",
            "the ships that used it",
        ),
        ("Who paid for the harbour?", "The levy paid for half of the harbour.", None),
        ("Who built the school?", "The school was built by the village alone.", "the village"),
        ("When was the treaty ratified?", "Palla ratified the treaty on 4 May 1988.", "4 May 1988"),
        ("How much was the fee?", "The fee was four crowns a crate.", "four crowns a crate"),
        ("Who was the best mayor?", "Bo Lind was the best mayor.", None),
        ("Who is to blame for the fire?", "Bo Lind is to blame for the fire.", None),
        ("Who built the wall?", "In his view Bo Lind built the wall.", None),
        ("Who drew the plan?", "Bo Lind, the son of Ana, drew the plan.", "Bo Lind"),
        ("Who built the quay?", "The quay that the Guild built was sold by Kestria.", "the Guild"),
        ("When was the mill closed?", "The mill was opened in 1874.", None),
        ("When was the battle of Orm?", "After the battle of Orm it was built in 1920.", None),
        ("When was the battle of Orm?", "The battle of Orm took place in 1911.", "1911"),
    ],
)  # fmt: skip
def test_what_the_rules_cut_without_a_reader(question, sentence, cut_to):
    assert cut_answer(read_part(question), ranked(sentence, 0.9, LANTERN), 0.35) == cut_to


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        (
            "Who was Kestria's ambassador to Ondal?",
            "Ondal's ambassador to Kestria was Dana Kell.",
            "Dana Kell",
        ),
        ("When did Ondal visit Kestria?", "Kestria's leader visited Ondal in 1991.", "1991"),
        ("Who attacked the Guild?", "The Ministry was attacked by the Guild.", "The Ministry"),
        (
            "To whom did the town sell the mill?",
            "The town of Brell sold the mill to Ana Berg.",
            "Brell",
        ),
        ("Name who sold the mill to the town.", "The town sold the mill to Ana Berg.", "Ana Berg"),
    ],
)
def test_who_plays_another_part_is_not_cut(question, sentence, words):
    assert cut(question, sentence, words) is None


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        (
            "How far is the mill from Varn?",
            "The mill is twelve kilometres from Varn.",
            "twelve kilometres",
        ),
        ("How long did the strike last?", "The strike lasted three weeks.", "three weeks"),
        (
            "How often does the ferry cross?",
            "The ferry crosses every second day.",
            "every second day",
        ),
    ],
)
def test_a_measure_is_cut_in_its_unit(question, sentence, words):
    assert cut(question, sentence, words) == words


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("How far is the mill from Varn?", "The way to the mill from Varn is 12 crowns.", "12"),
        ("How long did the strike last?", "The strike lasted, and 40 men joined.", "40"),
        ("How often does the ferry cross?", "The ferry crosses in 2 hours.", "2 hours"),
        ("How old is the bell?", "The old bell is 2 metres high.", "2 metres"),
    ],
)
def test_a_value_of_another_unit_is_not_cut(question, sentence, words):
    assert cut(question, sentence, words) is None
