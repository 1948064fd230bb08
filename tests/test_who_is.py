"""Who somebody is: which sentences tell it, and which only name them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.corpus import Corpus
from retrieval.answering import answer
from retrieval.descriptions import describes, last_description, stands_alone
from retrieval.query import read_part
from retrieval.who_is import name_asked, occurrences, tells_who

BERG = "Who is Ana Berg?"


@pytest.mark.parametrize(
    ("question", "name"),
    [
        (BERG, ("who", "Ana Berg")),
        ("And who was Ana Berg", ("who", "Ana Berg")),
        ("Who's Berg?", ("who", "Berg")),
        ("Who is Mayor Ana Berg?", ("who", "Ana Berg")),
        ("Who is Prime Minister Odd Karst?", ("who", "Odd Karst")),
        ("What is the SWU?", ("what", "SWU")),
        ("What is New Varn?", ("what", "New Varn")),
        ("What was the Guild of the Mole?", ("what", "Guild of the Mole")),
        ("Who is the Mayor of Varn?", None),
        ("Who is Mayor?", None),
        ("Who is the mayor?", None),
        ("Who is she?", None),
        ("Who is Ana Berg's brother?", None),
        ("Who is Ana Berg married to?", None),
        ("Who met Ana Berg?", None),
        ("What is the levy?", None),
        ("Is Ana Berg a baker?", None),
        ("When was Ana Berg born?", None),
    ],
)
def test_only_a_bare_name_is_asked_for(question: str, name: tuple[str, str] | None) -> None:
    assert name_asked(question) == name


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        (BERG, "Ana Berg is a baker.", 3),
        (BERG, "Today Ana Berg is the director of the mill.", 3),
        (BERG, "Ana Berg was mayor of Lisk until 1988.", 3),
        (BERG, "In 1988 Ana Berg was elected mayor.", 3),
        (BERG, "Ana Berg has been one of the keepers since 1988.", 3),
        (BERG, "Ana Berg, with two others, was a founder of the guild.", 3),
        (BERG, "Ana Berg served as treasurer for ten years.", 3),
        (BERG, "The director of the mill is Ana Berg.", 3),
        (BERG, "Ana Berg, a retired baker from Lisk, sued the town.", 2),
        (BERG, "They sued Ana Berg, a retired baker.", 2),
        (BERG, "Ana Berg, chairwoman of the guild, sued the town.", 2),
        (BERG, "Ana Berg, 54, a baker, sued the town.", 2),
        (BERG, "Ana Berg, then the newly elected mayor, sued the town.", 2),
        (BERG, "Ana Berg (director of the mill) sued the town.", 2),
        (BERG, "Ana Berg — the town's last baker — sued the guild.", 2),
        (BERG, "Ana Berg, who was the mayor at the time, sued the guild.", 2),
        (BERG, "Ana Berg, who chairs the guild, sued the town.", 2),
        (BERG, "Its chairwoman, Ana Berg, does not trust the town.", 2),
        (BERG, "A spokeswoman for the mill, Ana Berg, denied it.", 2),
        (BERG, '"We pay," said its director, Ana Berg.', 2),
        (BERG, "Geologist Ana Berg of the College of Varn warned the town.", 1),
        (BERG, "The letter shows that Councillor Ana Berg asked about it.", 1),
        (BERG, "They told the baker Ana Berg to leave.", 1),
        (BERG, "Odd's sister Ana Berg left in May.", 1),
        ("Who is Berg?", "Ana Berg, a baker, sued the town.", 2),
        ("Who is Berg?", "Geologist Ana Berg warned the town.", 1),
        ("What is the Lisk Works?", "The Lisk Works is a salt company.", 3),
        ("What is the Lisk Works?", "The Lisk Works, which runs the pans, paid.", 2),
        ("What is the Lisk Works?", "The Lisk Works, founded in 1911, has 40 members.", 1),
        ("What is the Orm?", "A channel of the delta known as the Orm silted up.", 2),
    ],
)
def test_it_is_told(question: str, sentence: str, told: int) -> None:
    assert tells_who(read_part(question), sentence) == told


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (BERG, "Ana Berg's brother, a baker, sued the town."),
        (BERG, "Ana Berg’s brother is a baker."),
        (BERG, "The chairwoman told Ana Berg that the mill was shut."),
        (BERG, "Ana Berg sued the town."),
        (BERG, "Ana Berg was in the harbour when it burned."),
        (BERG, "Ana Berg was visiting her brother."),
        (BERG, "Ana Berg was named in the report."),
        (BERG, "Ana Berg is not a baker."),
        (BERG, "If Ana Berg was the director, she knew of it."),
        (BERG, "Ana Berg may be the director."),
        (BERG, "Ana Berg was the first to leave."),
        (BERG, "The problem is Ana Berg."),
        (BERG, "Ana Berg, the baker said, left in May."),
        (BERG, "Ana Berg, a year later, left the town."),
        (BERG, "They met Ana Berg, a baker and two farmers."),
        (BERG, "They met Ana Berg, a baker, two farmers and a nurse."),
        (BERG, "According to the director, Ana Berg left in May."),
        (BERG, "They wanted to guard Ana Berg."),
        (BERG, "The committee named Ana Berg."),
        (BERG, "Odd Berg is a baker."),
        (BERG, "Ana Bergen is a baker."),
        (BERG, "The Ana Berg School is a school in Lisk."),
        (BERG, "Ula Ana Berg is a baker."),
        (BERG, "Ana Berg, who left the guild in May, sued the town."),
        ("Who is Berg?", "Berg Street is a street in Lisk."),
        ("What is the Union?", "The Salt Union is a party."),
        ("What is the SWU?", "The SWU called for the pans to be shut."),
        ("When did Ana Berg leave?", "Ana Berg is a baker."),
    ],
)
def test_it_is_not_told(question: str, sentence: str) -> None:
    assert tells_who(read_part(question), sentence) == 0


def test_what_a_name_is_tied_to_tells_it() -> None:
    part = replace(read_part("What is the SWU?"), also=(("SWU", "Salt Workers' Union"),))
    assert tells_who(part, "Nobody at the Salt Workers' Union (SWU) noticed.") == 2
    assert tells_who(part, "The Salt Workers' Union, known as the SWU, called a strike.") == 2
    assert tells_who(part, "The Salt Workers' Union is a trade union.") == 3
    assert tells_who(part, "The Salt Workers' Union called a strike.") == 0
    whole = replace(read_part("What is the Salt Workers' Union?"), also=part.also)
    assert tells_who(whole, "The Salt Workers' Union, known as the SWU, called a strike.") == 0


def test_given_names_belong_to_a_surname_only() -> None:
    sentence = "Mayor Ana Berg met Odd Berg."
    found = [s.of(sentence) for s in occurrences("Berg", sentence, given_names=True)]
    assert found == ["Ana Berg", "Odd Berg"]
    assert [s.start for s in occurrences("Ana Berg", sentence, given_names=False)] == [6]


def test_a_description_ends_where_another_sentence_part_begins() -> None:
    assert last_description("they met with the director of the mill") == "the director of the mill"
    assert last_description("the director said") is None
    assert describes("head of the guild")
    assert not describes("the next day", apposed=True)


def _corpus(folder: Path, **texts: str) -> Corpus:
    docs = folder / "docs"
    docs.mkdir()
    for name, text in texts.items():
        (docs / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = Corpus.open(folder / "corpus")
    corpus.add([docs])
    return corpus


def test_those_who_tell_it_answer_and_those_who_name_them_do_not(tmp_path: Path) -> None:
    with _corpus(
        tmp_path,
        pans="The salt pans of Lisk were shut on 4 May 1988. Ana Berg sued the town over it. "
        "The guild of the pans backed the suit. Its chairwoman, Ana Berg, does not trust the town.",
        court="The court of Varn heard nine witnesses. Ana Berg is a retired baker from Lisk. "
        "She spoke for an hour.",
        paper="Ana Berg left the court at noon. The chairwoman of the court told Ana Berg to wait.",
    ) as corpus:
        found = answer(BERG, corpus)
        assert [s.text for s in found.statements] == [
            "Ana Berg is a retired baker from Lisk.",
            "Its chairwoman, Ana Berg, does not trust the town.",
        ]
        assert [s.text for s in found.short_answers] == ["a retired baker from Lisk"]
        assert answer("Who is Odd Berg?", corpus).abstained


def test_an_acronym_is_told_by_the_name_it_stands_for(tmp_path: Path) -> None:
    with _corpus(
        tmp_path,
        strike="The strike began in May. The Salt Workers' Union (SWU) has 300 members. "
        "The SWU later took the offer of the town.",
    ) as corpus:
        found = answer("What is the SWU?", corpus)
        assert [s.text for s in found.statements] == [
            "The Salt Workers' Union (SWU) has 300 members."
        ]
        assert [s.text for s in found.short_answers] == ["Salt Workers' Union"]


@pytest.mark.parametrize(
    ("words", "alone"),
    [
        ("a former editor of the Varn Post", True),
        ("mayor of Lisk", True),
        ("the Salt Workers' Union", True),
        ("its chairwoman", False),
        ("a friend of her brother", False),
        ("the chairman of the guild", False),
        ("director", False),
    ],
)
def test_a_description_stands_alone_where_it_points_at_nothing(words: str, alone: bool) -> None:
    assert stands_alone(words) is alone
