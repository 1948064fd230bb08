"""The words before a quote name who says it, neutrally, and never more than was proved."""

from __future__ import annotations

import pytest

from index.records import Source, Span
from retrieval.lead_ins import (
    author_label,
    date_note,
    holder,
    in_lower_case,
    lead_in,
    second_hand,
    surname_of,
    written_date,
)
from retrieval.records import Citation, Mode, Speaker

ALIZADA = Source(id="a" * 64, title="Ports", authors=("Gulnara Alizada",), published="2024-07-11")


def cite(*chain: Speaker, source: Source = ALIZADA, quote: str = "The port closed.") -> Citation:
    return Citation(source, Span(0, len(quote)), quote, attribution=chain)


AUTHOR = Speaker("Alizada", mode=Mode.RELAYS)
QUOTING = Speaker("Alizada", mode=Mode.QUOTES)
BROERS = Speaker("Broers", "(Broers 2019: 96)", span=Span(0, 6))


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (cite(), "Alizada (2024): "),
        (cite(BROERS, AUTHOR), "Broers (2019: 96), cited by Alizada (2024): "),
        (cite(BROERS), "Broers (2019: 96), cited by Alizada (2024): "),
        (
            cite(Speaker("Broers", "(2019: 96)", span=Span(0, 6)), AUTHOR),
            "Broers (2019: 96), cited by Alizada (2024): ",
        ),
        (
            cite(Speaker("de Waal", "(de Waal, 2003)", span=Span(0, 6)), QUOTING),
            "de Waal (2003), cited by Alizada (2024): ",
        ),
        (
            cite(Speaker("Broers", "[12]", span=Span(0, 6)), AUTHOR),
            "Broers [12], cited by Alizada (2024): ",
        ),
        (
            cite(Speaker("Alizada", "(Broers 2019: 3)", mode=Mode.RELAYS)),
            "Alizada (2024), citing (Broers 2019: 3): ",
        ),
        (cite(Speaker("Kara", span=Span(0, 4)), QUOTING), "Kara, quoted by Alizada (2024): "),
        (cite(Speaker("Kara", span=Span(0, 4)), AUTHOR), "Kara, reported by Alizada (2024): "),
        (
            cite(
                Speaker("Kara", span=Span(0, 4)),
                Speaker("Broers", "(2019: 3)", mode=Mode.QUOTES, span=Span(9, 15)),
                QUOTING,
            ),
            "Kara, quoted by Broers (2019: 3), cited by Alizada (2024): ",
        ),
        (cite(QUOTING), "Alizada (2024) quotes: "),
        (cite(AUTHOR), "Alizada (2024) reports: "),
        (cite(source=Source(id="b", title="Ports of Sulen", published="2024")), "Ports of Sulen: "),
        (cite(source=Source(id="b", path="/x/ports.txt")), "ports.txt: "),
        # without an author, a house speaks for what houses sign; a paper's writer stays unknown
        *(
            (
                cite(
                    source=Source(
                        id="b", title="P", publisher="Quay Trust", published="2021-02", genre=genre
                    )
                ),
                expected,
            )
            for genre, expected in (
                ("comment", "Quay Trust (2021): "),
                ("press_release", "Quay Trust (2021): "),
                ("report", "Quay Trust (2021): "),
                ("interview", "Quay Trust (2021): "),
                ("opinion", "P: "),
                ("news", "P: "),
                ("paper", "P: "),
                (None, "P: "),
            )
        ),
        (
            cite(
                source=Source(
                    id="b", title="P", authors=("Ada Kara",), publisher="Quay Trust", genre="report"
                )
            ),
            "Kara: ",
        ),
        (cite(source=Source(id="b", authors=("Kara",))), "Kara: "),
        (cite(quote="The port closes this month."), "Alizada (11 July 2024): "),
        (cite(quote="The port will close.", source=Source(id="b", title="T")), "T (undated): "),
        (
            cite(quote="It is expected to close.", source=Source(id="b", authors=("Kara",))),
            "Kara (undated): ",
        ),
    ],
)
def test_the_lead_in_says_what_was_proved(citation, expected):
    assert lead_in(citation) == expected


@pytest.mark.parametrize(
    "quote",
    [
        "The port closes today.",
        "They will pay.",
        "Will they pay?",
        "The port is expected to open.",
        "The port is currently closed.",
        "It closed last week.",
        "This month the ministers meet.",
        "Last winter it froze.",
        "It closed three years ago.",
        "They’ll pay.",
        "It closed on Tuesday.",
    ],
)
def test_a_quote_tied_to_its_day_shows_the_date(quote):
    assert date_note(cite(quote=quote)) == "11 July 2024"
    assert date_note(cite(quote=quote, source=Source(id="b"))) == "undated"


@pytest.mark.parametrize(
    "quote",
    ["It closed in 2019.", "There is goodwill.", "He met Will Kara.", "It fell on Tuesday, 4 May."],
)
def test_other_quotes_do_not(quote):
    assert date_note(cite(quote=quote)) is None


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Gulnara Alizada", "Alizada"),
        ("Thomas de Waal", "de Waal"),
        ("de Waal, Thomas", "de Waal"),
        ("Waal, Thomas de", "de Waal"),
        ("Dr. Ana Kara, PhD", "Kara"),
        ("Martin Kara Jr.", "Kara"),
        ("Human Rights Watch", "Human Rights Watch"),
        ("Ministry of Ports", "Ministry of Ports"),
        ("Reuters", "Reuters"),
        ("Friends of the Quay", "Friends of the Quay"),
        ("王小明", "王小明"),
    ],
)
def test_surnames(name, surname):
    assert surname_of(name) == surname


def test_several_authors_share_one_voice():
    two = Source(id="a", authors=("Ana Kara", "Bo Demir"))
    three = Source(id="a", authors=("Ana Kara", "Bo Demir", "Cy Orr"))
    assert author_label(two) == "Kara and Demir"
    assert author_label(three) == "Kara et al."
    assert author_label(Source(id="a", authors=(" ",), title="T")) == "T"


def test_dates_are_as_precise_as_known():
    assert written_date("2024") == "2024"
    assert written_date("2024-07") == "July 2024"
    assert written_date("2024-07-01") == "1 July 2024"
    assert written_date("2024-17-01") == "2024-17-01"


@pytest.mark.parametrize(
    ("citation", "holders", "indirect"),
    [
        (cite(), ("Alizada",), False),
        (cite(BROERS, AUTHOR), ("Broers",), True),
        (cite(Speaker("Alizada", "(Broers 2019: 3)", mode=Mode.RELAYS)), ("Alizada",), False),
        (cite(QUOTING), (), True),
        (cite(Speaker("Alizada", mode=Mode.REJECTS)), ("Alizada",), True),
    ],
)
def test_holders_are_the_innermost_certain_speaker(citation, holders, indirect):
    assert holder(citation) == holders
    assert second_hand(citation) is indirect


def test_no_loaded_verbs():
    for mode in Mode:
        for reference in (None, "(Broers 2019: 3)"):
            said = lead_in(cite(Speaker("Kara", reference, mode=mode, span=Span(0, 4)), AUTHOR))
            said += lead_in(cite(Speaker("Alizada", reference, mode=mode)))
            assert not {"admits", "claims", "reveals", "insists"} & set(said.split())


@pytest.mark.parametrize(
    "quote",
    [
        "The mole is still closed.",
        "The dam has since been closed.",
        "In two weeks the port opens.",
        "In recent years silt has grown.",
        "For the last ten years nobody came.",
        "The council plans to sell the mole.",
        "The current mayor is Kara.",
        "The present mayor is Kara.",
        "These days nobody comes.",
        "Nowadays nobody comes.",
        "It may be sold soon.",
        "At the time of writing the port is closed.",
        "The council’s will is strong, but it will yield.",
    ],
)
def test_further_words_that_hang_on_their_day(quote):
    assert date_note(cite(quote=quote)) == "11 July 2024"


@pytest.mark.parametrize(
    "quote",
    [
        "He left a will in 1911.",
        "The will of the people won.",
        "Against its will the council paid.",
        "The present chapter tells of the mole.",
        "The mole would be sold in 1911.",
        "Next to the mole stands a chapel.",
    ],
)
def test_words_that_hang_on_no_day(quote):
    assert date_note(cite(quote=quote)) is None


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("MINISTRY OF FOREIGN AFFAIRS", "Ministry of Foreign Affairs"),
        ("THE PRICE OF A QUIET TOWN", "The Price of a Quiet Town"),
        ("THE BREWERS' UNION - EDITOR'S NOTE", "The Brewers' Union - Editor's Note"),
        ("UN OFFICE FOR WATER", "UN Office for Water"),
        ("STONES HIT HOLM BRIDGE", "Stones Hit Holm Bridge"),
        ("ADA LUNN", "Ada Lunn"),
        ("OSCE", "OSCE"),
        ("The Tide", "The Tide"),
        ("Ports of KES", "Ports of KES"),
    ],
)
def test_what_is_written_in_capitals_alone_is_not_shouted(written, shown):
    assert in_lower_case(written) == shown
