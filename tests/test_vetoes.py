"""Every kind of alteration is refused; a whole sentence, word for word, never is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.quantities import find_quantities, read_number
from retrieval.records import Reason
from retrieval.vetoes import split_evidence, veto
from retrieval.written_dates import date_differs, find_dates

ALTERED = [
    # numbers
    ("The quay cost 4.3 million crowns.", "The quay cost 4.2 million crowns.", Reason.NUMBER),
    ("The quay cost 4.2 billion crowns.", "The quay cost 4.2 million crowns.", Reason.NUMBER),
    ("The quay cost 42 million crowns.", "The quay cost 4.2 million crowns.", Reason.NUMBER),
    ("Three ships sank.", "Two ships sank.", Reason.NUMBER),
    ("Trade fell by 12 crowns.", "Trade fell by 12 %.", Reason.NUMBER),
    ("Trade fell by 12%.", "Trade fell by 12 crowns.", Reason.NUMBER),
    ("It cost $40.", "It cost €40.", Reason.NUMBER),
    ("It cost 150,000 crowns.", "It cost 15,000 crowns.", Reason.NUMBER),
    ("The port held 30 ships.", "The port held 40 ships and 30 sailors.", Reason.NUMBER),
    ("Between 4 and 6 ships sank.", "Between 4 and 5 ships sank.", Reason.NUMBER),
    ("4 ships sank.", "4-5 ships sank.", Reason.NUMBER),
    ("It was the third ship.", "It was the second ship.", Reason.NUMBER),
    ("The port paid.  It has 40 ships.", "The port paid (Broers 2019: 40).", Reason.NUMBER),
    # dates
    ("Kara paid in 2018.", "Kara paid in 2019.", Reason.DATE),
    ("Kara paid in June 2019.", "Kara paid in May 2019.", Reason.DATE),
    ("Kara paid on 13 May 2019.", "Kara paid on 12 May 2019.", Reason.DATE),
    ("Kara paid on 12 May 2019.", "Kara paid in May 2019.", Reason.DATE),
    ("Kara paid in June.", "Kara paid in May.", Reason.DATE),
    ("Kara paid on Monday.", "Kara paid on Tuesday.", Reason.DATE),
    ("Kara paid in the 1980s.", "Kara paid in the 1990s.", Reason.DATE),
    ("Kara pays today.", "Kara pays tomorrow.", Reason.DATE),
    ("Kara paid on 2019-05-13.", "Kara paid on 12 May 2019.", Reason.DATE),
    # names
    ("Demir paid for the quay.", "Kara paid for the quay.", Reason.NAME),
    ("The quay belongs to Demir.", "The quay belongs to Kara.", Reason.NAME),
    ("Kara paid Demir.", "Demir paid Kara.", Reason.NAME),
    ("The port of Sulen closed.", "The port of Liskhamn closed.", Reason.NAME),
    ("Ana Kara paid.", "Bo Kara paid.", Reason.NAME),
    ("The UN paid.", "The European Union paid.", Reason.NAME),
    ("Kаra paid for the quay.", "Kara paid for the quay.", Reason.NAME),  # Cyrillic а
    ("The quаy sank.", "The quay sank.", Reason.NAME),
    # negation
    ("Kara paid for the quay.", "Kara did not pay for the quay.", Reason.NEGATION),
    ("Kara did not pay for the quay.", "Kara paid for the quay.", Reason.NEGATION),
    ("Kara was there.", "Kara was never there.", Reason.NEGATION),
    ("Kara had a quay.", "Kara had no quay.", Reason.NEGATION),
    ("Kara could pay.", "Kara couldn't pay.", Reason.NEGATION),
    ("Kara agreed to pay.", "Kara refused to pay.", Reason.NEGATION),
    ("Kara repaired the quay.", "Kara failed to repair the quay.", Reason.NEGATION),
    ("The sale was legal.", "The sale was illegal.", Reason.NEGATION),
    ("The sale was unlawful.", "The sale was lawful.", Reason.NEGATION),
    ("Trade fell in Sulen.", "Trade rose in Sulen.", Reason.NEGATION),
    ("The council approved the plan.", "The council rejected the plan.", Reason.NEGATION),
    ("The quay was repaired with help.", "The quay was repaired without help.", Reason.NEGATION),
    # hedges
    ("Kara paid for the quay.", "Kara may have paid for the quay.", Reason.HEDGE),
    ("Kara pays for the quay.", "Kara could pay for the quay.", Reason.HEDGE),
    ("Kara paid for the quay.", "Kara probably paid for the quay.", Reason.HEDGE),
    ("Kara paid for the quay.", "Kara allegedly paid for the quay.", Reason.HEDGE),
    ("Kara pays for the quay.", "Kara plans to pay for the quay.", Reason.HEDGE),
    ("Kara paid for the quay.", "Kara seems to have paid for the quay.", Reason.HEDGE),
    ("Kara pays for the quay.", "Kara must pay for the quay.", Reason.HEDGE),
    ("Kara must pay for the quay.", "Kara should pay for the quay.", Reason.HEDGE),
    ("Kara pays for the quay.", "Kara will pay for the quay.", Reason.HEDGE),
    ("Kara pays for the quay.", "Kara pays for the quay if the port opens.", Reason.HEDGE),
    ("The quay cost 40 crowns.", "The quay cost about 40 crowns.", Reason.HEDGE),
    ("Perhaps Kara paid.", "Kara paid.", Reason.HEDGE),
    ("Kara probably paid.", "Kara possibly paid.", Reason.HEDGE),
    ("Kara is to blame.", "Kara is said to be to blame.", Reason.HEDGE),
    # quantifiers
    ("All ships sank.", "Some ships sank.", Reason.QUANTIFIER),
    ("All ships sank.", "Most ships sank.", Reason.QUANTIFIER),
    ("Most ships sank.", "Many ships sank.", Reason.QUANTIFIER),
    ("The ships sank.", "Some of the ships sank.", Reason.QUANTIFIER),
    ("Kara paid.", "Only Kara paid.", Reason.QUANTIFIER),
    ("Only Kara paid.", "Kara paid.", Reason.QUANTIFIER),
    ("The port had 40 ships.", "The port had at least 40 ships.", Reason.QUANTIFIER),
    ("At most 40 ships sank.", "At least 40 ships sank.", Reason.QUANTIFIER),
    ("Many ships sank.", "Few ships sank.", Reason.QUANTIFIER),
    ("The quay was repaired.", "The quay was partly repaired.", Reason.QUANTIFIER),
    # reports
    ("The port closed.", "Kara claims that the port closed.", Reason.REPORTED),
    ("The port closed in May.", "According to Kara, the port closed in May.", Reason.REPORTED),
    ("The port closed.", "“The port closed,” said Kara.", Reason.REPORTED),
    (
        "Demir said that the port closed.",
        "Kara and Demir met. Kara said that the port closed.",
        Reason.REPORTED,
    ),
    # halves
    (
        "The council of Sulen bought the ferry in winter.",
        "The council of Sulen sold the harbour crane. A merchant bought the ferry in winter.",
        Reason.NOT_ENTAILED,
    ),
]
HELD = [
    ("The quay cost 4.2 million crowns.", "The quay cost 4,200,000 crowns."),
    ("The quay cost 150,000 crowns.", "The quay cost 150.000 crowns."),
    ("2 ships sank.", "Two ships sank."),
    ("Trade fell by 12 percent.", "Trade fell by 12 %."),
    ("It cost 40 dollars.", "It cost $40."),
    ("Between 4 and 5 ships sank.", "Between four and five ships sank."),
    ("Kara paid in May 2019.", "Kara paid on 12 May 2019."),
    ("Kara paid in 2019.", "Kara paid on 12 May 2019."),
    ("Kara paid on 12 May 2019.", "In 2019 much happened. Kara paid on 12 May."),
    ("Kara paid on May 12, 2019.", "Kara paid on 12 May 2019."),
    ("The UN paid for the quay.", "The United Nations paid for the quay."),
    ("Kara's quay sank.", "The quay of Kara sank."),
    ("The quay was paid for by Kara.", "Kara paid for the quay."),
    ("Kara did not pay.", "Kara refused to pay."),
    ("Kara might pay.", "Kara may pay."),
    ("Kara never paid.", "Kara never paid, but Demir did."),
    ("Demir paid.", "Kara never slept, but Demir paid."),
    ("Kara said that the port closed.", "Kara claims that the port closed."),
    ("According to Kara, the port closed.", "Kara argued that the port closed."),
    ("The port closed.", "The port closed (Broers 2019: 3)."),
    ("Not only Kara paid.", "Not only Kara paid for it."),
    ("She said “no”.", 'She said "no".'),
]


@pytest.mark.parametrize(("statement", "evidence", "reason"), ALTERED)
def test_an_alteration_is_refused_for_its_reason(statement, evidence, reason):
    assert veto(statement, evidence) is reason


@pytest.mark.parametrize(("statement", "evidence"), HELD)
def test_what_the_evidence_bears_is_not_refused(statement, evidence):
    assert veto(statement, evidence) is None


def test_a_whole_sentence_is_never_refused():
    sentences = sorted({e for _, e, _ in ALTERED} | {e for _, e in HELD})
    window = " ".join(sentences)
    for evidence in sentences:
        assert veto(evidence, evidence) is None
        assert veto(evidence, window) is None
        assert veto(evidence, f"Before it all. {evidence} After it all.") is None


def test_nothing_said_is_nothing_to_refuse():
    assert veto("", "Anything.") is None


def test_a_sentence_cut_out_of_a_longer_one_is_not_whole():
    assert veto("Kara paid.", "It is not true that Kara paid.") is Reason.NEGATION
    assert veto("Kara paid.", "Demir denied that Kara paid.") is not None


def test_aliases_join_names():
    pair = ("Türkiye paid for the quay.", "Turkey paid for the quay.")
    assert veto(*pair) is Reason.NAME
    assert veto(*pair, aliases=[("Turkey", "Türkiye")]) is None


def test_an_attributed_statement_needs_no_second_says():
    pair = ("The port closed.", "Kara claims that the port closed.")
    assert veto(*pair) is Reason.REPORTED
    assert veto(*pair, attributed=True) is None


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("150,000", {150000.0}),
        ("150.000", {150.0, 150000.0}),
        ("4.2", {4.2}),
        ("4,2", {4.2}),
        ("1 500", {1500.0}),
        ("1'500.5", {1500.5}),
        ("1.234.567,8", {1234567.8}),
        ("7", {7.0}),
    ],
)
def test_numbers_are_read_as_they_may_be_meant(written, values):
    assert read_number(written) == values


def test_number_words_units_and_ranges():
    text = "Twenty-two ships, half a million crowns, $4bn, 3-4 men, 5 % and the 2nd dock."
    found = find_quantities(text)
    assert [sorted(q.values) for q in found[:1]] == [[22.0]]
    assert any(q.unit == "dollar" and 4e9 in q.values for q in found)
    assert any(q.upper == frozenset({4.0}) for q in found)
    assert any(q.unit == "%" for q in found)
    assert any(q.kind == "ordinal" for q in found)


@pytest.mark.parametrize(
    ("written", "value"),
    [("thırty-nıne men", 39.0), ("the fıfth man", 5.0), ("a thırd of them", 0.333333),
     ("ſixteen men", 16.0), ("one ın fıve", 0.2), ("mıllıons of men", 1e6)],
)  # fmt: skip
def test_letters_that_only_match_where_case_does_not_matter_spoil_no_number(written, value):
    assert any(value in q.values for q in find_quantities(written))


def test_dates_are_read_with_their_precision():
    text = "On 12 May 2019, in June 2020, in March, since 1998 and on 2019-07-01."
    found = [(d.year, d.month, d.day) for d in find_dates(text)]
    assert found == [
        (2019, 5, 12), (2020, 6, None), (None, 3, None), (1998, None, None), (2019, 7, 1)
    ]  # fmt: skip
    assert not date_differs("The ship may sail.", "The ship may sail.")


def test_evidence_is_split_behind_sentences_not_abbreviations():
    assert split_evidence("Dr. Kara paid. Demir left.") == ("Dr. Kara paid.", "Demir left.")


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_gives_a_verdict(a, b):
    assert veto(a, b) is None or isinstance(veto(a, b), Reason)
    assert veto(a, a) is None
