"""Spelling is corrected against the documents' words, names by lists and appositions only."""

import pytest

from index.records import Document, Source
from retrieval.spelling import (
    Variant,
    absent_names,
    alias_variants,
    spelling_variants,
    text_aliases,
)

VOCABULARY = {"harbour": 9, "breakwater": 4, "ministry": 7, "levy": 5, "loans": 2, "loads": 2}


def test_a_misspelt_word_is_found():
    assert spelling_variants(["harbuor", "brekwatter"], VOCABULARY) == (
        Variant("harbuor", "harbour", "spelling"),
        Variant("brekwatter", "breakwater", "spelling"),
    )


def test_known_short_and_ambiguous_words_are_left_alone():
    assert spelling_variants(["harbour", "lavy", "loaks", "2019x"], VOCABULARY) == ()


def test_the_first_letter_must_agree():
    assert spelling_variants(["xarbour"], VOCABULARY) == ()


def test_aliases_need_a_whole_word():
    groups = [["Liskhamn", "Port Lisk"]]
    assert alias_variants("Who built Liskhamn?", groups) == (
        Variant("Liskhamn", "Port Lisk", "alias"),
    )
    assert alias_variants("Who built Liskhamnia?", groups) == ()


def test_an_apposition_ties_two_names_and_a_bare_parenthesis_does_not():
    text = (
        "Port Lisk (formerly Liskhamn) is small. Sund Ferry, also known as Sundby, is not. "
        "The Guild (Aldmere) disagreed. In southern Kestria, also known as Sillen, it rains. "
        "Kestria, named Sillen by some, is far."
    )
    document = Document(Source(id="a" * 64), text)
    assert text_aliases(document) == (("Port Lisk", "Liskhamn"), ("Sund Ferry", "Sundby"))


def test_a_known_word_is_no_slip_but_its_other_spelling_counts():
    words = {"began": 4, "criticized": 2, "blame": 3}
    known = {"begin", "criticised"}.__contains__
    assert spelling_variants(["begin", "criticised", "blames"], words, known) == (
        Variant("criticised", "criticized", "spelling"),
    )


def test_names_of_which_no_document_holds_a_word():
    words = {"kestria": 3, "harbour": 9, "lisk": 4, "ellend": 2}
    names = ("France", "Kestrian", "Port Lisk", "UN", "Marta Ellend", "Oslo")
    assert absent_names(names, words) == ("France", "Oslo")
    assert absent_names(("Liskhamn",), {"harbour": 1}, [("Liskhamn", "Port Lisk")]) == ()
    # The mayor whom the documents know is another.
    assert absent_names(("Mayor Lunn", "Mayor Holt"), {"mayor": 3, "holt": 1}) == ("Mayor Lunn",)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The Fishers' Union, known as the FU, met.", (("Fishers' Union", "FU"),)),
        ("Lisk Heat (LH) noticed.", (("Lisk Heat", "LH"),)),
        ("The Salt Workers' Union (SWU) met.", (("Salt Workers' Union", "SWU"),)),
        (
            "The Institute for the History of Salt (“IHS”) met.",
            (("Institute for the History of Salt", "IHS"),),
        ),
        # Letters that are not the name's, and a byname with more behind it, tie nothing.
        ("The war (WWII) went on. Lisk (USA) too. Ana Berg (Aldmere) left.", ()),
        ("Berg, known as the Fox of Vess, left. The river Aldo, known for its fish.", ()),
    ],
)
def test_a_name_is_tied_to_its_first_letters(text, pairs):
    assert text_aliases(Document(Source(id="a" * 64), text)) == pairs
