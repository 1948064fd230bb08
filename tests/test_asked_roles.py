"""Swapped parties do not answer, active or passive, by verb or by noun."""

import pytest

from retrieval.asked_roles import plays_other_role, swaps_roles

ENVOY = "Who was Kestria's ambassador to Ondal?"
VISIT = "When did Ondal visit Kestria?"
SOLD = "Who sold the mill to the town?"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (ENVOY, "Ondal's ambassador to Kestria was Dana Kell."),
        (ENVOY, "Dana Kell was the ambassador of Ondal in Kestria."),
        (ENVOY, "Dana Kell served as ambassador to Kestria."),
        (ENVOY, "The Ondal ambassador to Kestria was Dana Kell."),
        (ENVOY, "Ondal's envoy in Kestria was Dana Kell."),
        (ENVOY, "Thanks to Dana Kell, the Ambassador of the Republic of Ondal to Kestria."),
        ("Who was Kestria's first ambassador to Ondal?", "Ondal's ambassador to Kestria is Kell."),
        (
            "Who was the ambassador of Kestria to Ondal?",
            "The Ondal envoy to Kestria was Dana Kell.",
        ),
        (VISIT, "Kestria's leader visited Ondal in 1991."),
        (VISIT, "Ondal was visited by the leader of Kestria in 1991."),
        (VISIT, "The visit of Kestria's leader to Ondal took place in 1991."),
        (
            "When did the king of Ondal visit Kestria?",
            "The queen of Kestria visited Ondal in 1991.",
        ),
        ("Who attacked the Guild?", "The Guild attacked the Ministry in 1950."),
        ("Who attacked the Guild?", "The Ministry was attacked by the Guild in 1950."),
        ("Whom did the Guild attack?", "The Ministry attacked the Guild in 1950."),
        ("Who was attacked by the Guild?", "The Ministry attacked the Guild."),
        ("Who was attacked by the Guild?", "The Guild was attacked by the Ministry."),
        (SOLD, "The town sold the mill to Ana Berg in 1902."),
        (SOLD, "The mill was sold by the town to Ana Berg."),
        (SOLD, "The town bought the mill in 1901 and sold it to Ana Berg."),
        ("Who bought the mill from the town?", "The town bought the mill from Ana Berg."),
        ("To whom did the town sell the mill?", "Ana Berg sold the mill to the town."),
        ("By whom was the mill sold to the town?", "The town sold the mill to Ana Berg."),
        (
            "When was the mill sold to the town?",
            "In 1902 the mill was sold by the town to a brewer.",
        ),
        ("From whom did the town buy the mill?", "Ana Berg bought the mill from the town."),
        ("When did Kestria lend money to Ondal?", "Ondal lent Kestria 9 million crowns in 1998."),
        (
            "When did the Guild grant land to the monks?",
            "The monks granted land to the Guild in 1411.",
        ),
        (
            "What was the gift of the town to the Guild?",
            "The gift of the Guild to the town was a bell.",
        ),
        (
            "When did the attack of the Guild on the town happen?",
            "The attack of the town on the Guild happened in 1411.",
        ),
        ("When was the conquest of Vess by Ondal?", "The conquest of Ondal by Vess was in 1411."),
        ("Who did the mayor appoint?", "The council appointed the mayor in 1911."),
        ("Which country did Ondal invade?", "Ondal was invaded by Kestria."),
        (
            "When did King Harl conquer Vessland?",
            "In 1066 Duke Wilm of Normark conquered Vessland killing King Harl at the ford.",
        ),
    ],
)
def test_the_other_way_round_is_swapped(question, sentence):
    assert swaps_roles(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (ENVOY, "Kestria's ambassador to Ondal was Dana Kell."),
        (ENVOY, "Dana Kell served as ambassador to Ondal."),
        (ENVOY, "The Kestrian ambassador to Ondal was Dana Kell."),
        (VISIT, "Ondal's leader visited Kestria in 1991."),
        (VISIT, "Kestria was visited by the leader of Ondal in 1991."),
        (VISIT, "The visit of Ondal's leader to Kestria took place in 1991."),
        (VISIT, "Ondal visited Kestria in 1991, and Kestria visited Ondal a year later."),
        ("Who attacked the Guild?", "The Ministry attacked the Guild in 1950."),
        ("Who attacked the Guild?", "The Guild was attacked by the Ministry in 1950."),
        ("Who was attacked by the Guild?", "The Guild attacked the Ministry."),
        (SOLD, "Ana Berg sold the mill to the town in 1902."),
        (SOLD, "The mill was sold to the town by Ana Berg."),
        (SOLD, "The town bought the mill from Ana Berg."),
        ("To whom did the town sell the mill?", "The town sold the mill to Ana Berg."),
        ("When was the mill sold to the town?", "In 1902 the mill was sold to the town."),
        ("Who designed the bridge?", "The bridge's architect, Ana Berg, designed it for trams."),
        ("When did the bridge open?", "The bridge opened in 1957."),
        ("Who fought the Guild?", "The Guild fought the Ministry."),
        ("How many halls comprise the Port Museums?", "The Port Museums comprise three halls."),
        (
            "When was the second one signed?",
            "The second, signed a year later, was 2 million crowns.",
        ),
        ("What was set up to help the Guild?", "Members of the Guild set up a fund."),
        ("When did the ferry leave Varn for Liskhamn?", "The ferry left Varn at nine."),
        ("Why?", "The town sold it."),
    ],
)
def test_the_asked_way_round_or_no_direction_is_not(question, sentence):
    assert not swaps_roles(question, sentence)


def test_a_sentence_too_long_to_read_is_left_alone():
    sentence = "The town sold the mill to Ana Berg" + ", and the mill ground corn" * 100 + "."
    assert not swaps_roles(SOLD, sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "words", "other"),
    [
        (
            "To whom did the town sell the mill?",
            "The town of Brell sold the mill to Ana Berg.",
            "Ana Berg",
            "Brell",
        ),
        ("Who was attacked by the Guild?", "The Guild attacked the Ministry.", "Ministry", "Guild"),
        (SOLD, "Ana Berg sold the mill to the town of Brell.", "Ana Berg", "town of Brell"),
        ("By whom was the mill built?", "Ana Berg built the old mill.", "Ana Berg", "old mill"),
    ],
)
def test_words_that_play_a_part_the_question_fills_are_no_answer(question, sentence, words, other):
    assert not plays_other_role(question, sentence, words)
    assert plays_other_role(question, sentence, other)


@pytest.mark.parametrize(
    ("question", "sentence", "swapped"),
    [
        (
            "When was the bridge opened?",
            "The opening of the bridge to the public was in 1957.",
            False,
        ),
        (
            "When was the bridge opened?",
            "The opening of the bridge took place on 4 May 1957.",
            False,
        ),
        (
            "When did Ondal visit Kestria?",
            "The visit of Ondal to Kestria was on 4 May 1990.",
            False,
        ),
        ("When did Ondal visit Kestria?", "Ondal's visit to Kestria was on 4 May 1990.", False),
        ("When did Ondal visit Kestria?", "The visit of Kestria to Ondal was on 4 May 1990.", True),
        ("When did Ondal visit Kestria?", "Kestria's visit to Ondal was on 4 May 1990.", True),
        (
            "When did Ondal capture the fort?",
            "The capture of the fort in Kestria by Ondal was in 1892.",
            False,
        ),
        (
            "When did Ondal capture the fort?",
            "The capture of the fort on the hill was in 1892.",
            False,
        ),
        ("When was the fort captured?", "The capture of the fort in Kestria was in 1892.", False),
        (
            "Who signed the treaty?",
            "The signing of the treaty in Varn by Ana Berg was quick.",
            False,
        ),
        ("Who signed the treaty?", "The signing of the treaty in Varn was quick.", False),
        ("Where was the treaty signed?", "The signing of the treaty on the quay was quick.", False),
        (
            "When was the mill sold to the town?",
            "The sale of the mill to the town was in 1902.",
            False,
        ),
        (
            "When did the Guild sell the mill to the town?",
            "The sale of the mill to the town was in 1902.",
            False,
        ),
        (
            "When did the Guild sell the mill to the town?",
            "The sale of the mill to the Guild was in 1902.",
            True,
        ),
        (
            "When was the fort destroyed?",
            "The destruction of the fort in Varn took a week in 1904.",
            False,
        ),
        ("When did Kestria invade Ondal?", "The invasion of Ondal by Kestria was in 1904.", False),
        ("When did Kestria invade Ondal?", "Kestria's invasion of Ondal was in 1904.", False),
        ("When did Kestria invade Ondal?", "The invasion of Kestria by Ondal was in 1904.", True),
        ("When did Kestria invade Ondal?", "Ondal's invasion of Kestria was in 1904.", True),
        ("When did the queen visit the mill?", "The queen's visit to the mill was in 1904.", False),
        (
            "When did Odd Karst visit Varn?",
            "During the visit of Odd Karst to Varn in 1904 it rained.",
            False,
        ),
        ("Who visited Varn?", "The visit of Odd Karst to Varn in 1904 was brief.", False),
        (
            "When did the Guild decide on the levy?",
            "The decision of the Guild on the levy fell in 1904.",
            False,
        ),
        (
            "When did Kestria withdraw from Varn?",
            "The withdrawal of Kestria from Varn was in 1904.",
            False,
        ),
        (
            "When did Kestria withdraw its troops from Varn?",
            "The withdrawal of Kestrian troops from Varn was in 1904.",
            False,
        ),
        ("When was the harbour attacked?", "The attack on the harbour of Varn was in 1904.", False),
        ("Who bought the mill?", "The purchase of the mill by Ana Berg was in 1904.", False),
    ],
)
def test_a_deed_told_by_its_noun(question, sentence, swapped):
    """Behind "of" stands who does it or whom it is done to; behind "in", only where."""
    assert swaps_roles(question, sentence) is swapped
