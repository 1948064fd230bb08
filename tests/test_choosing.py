"""Which sentences are said, and how many."""

import pytest
from answer_records import ranked, source

from retrieval.choosing import ChoiceSettings, choose_sentences, same_words
from retrieval.query import read_part
from retrieval.ranking import Ranked

A, B, C = source("a"), source("b"), source("c")
LOOSE = ChoiceSettings(threshold=0.5)
SETTINGS = ChoiceSettings(threshold=0.5, relative=0.6, first=0.6)


def texts(choices):
    return [c.ranked.candidate.text for c in choices]


def test_nothing_reaches_the_operating_point():
    part = read_part("Who paid for the harbour?")
    assert choose_sentences(part, [ranked("The Guild paid.", 0.49, A)], SETTINGS) == []
    assert choose_sentences(part, [], SETTINGS) == []


def test_a_fact_takes_one_sentence_from_each_document():
    part = read_part("Who paid for the harbour?")
    items = [
        ranked("The Guild paid for the harbour.", 0.9, A, 0),
        ranked("The Guild paid for all of the harbour.", 0.85, A, 1),
        ranked("The Ministry paid for the harbour.", 0.8, B),
        ranked("Nobody knows who paid.", 0.5, C),
    ]
    assert texts(choose_sentences(part, items, SETTINGS)) == [
        "The Guild paid for the harbour.",
        "The Ministry paid for the harbour.",
    ]


def test_every_document_is_heard_before_any_is_heard_twice():
    part = read_part("What do they say about the Ministry?")
    items = [
        ranked("The Ministry let the wall rot.", 0.9, A, 0),
        ranked("The Ministry kept the dues.", 0.89, A, 1),
        ranked("The Ministry repaired the wall.", 0.7, B, 0),
    ]
    assert texts(choose_sentences(part, items, SETTINGS)) == [
        "The Ministry let the wall rot.",
        "The Ministry repaired the wall.",
        "The Ministry kept the dues.",
    ]


def test_a_copy_adds_a_citation_not_a_statement():
    part = read_part("Who paid for the harbour?")
    items = [
        ranked("The Guild paid “in full”.", 0.9, A),
        ranked('The Guild paid "in full".', 0.88, B),
    ]
    chosen = choose_sentences(part, items, SETTINGS)
    assert texts(chosen) == ["The Guild paid “in full”."]
    assert [c.candidate.source.id for c in chosen[0].copies] == [B.id]


def test_sentences_that_differ_in_a_figure_or_a_negation_are_no_copies():
    assert same_words("It cost 4 crowns.", "It cost 4 crowns")
    assert not same_words("It cost 4 crowns.", "It cost 5 crowns.")
    assert not same_words("It did cost 4 crowns.", "It did not cost 4 crowns.")


def test_a_sentence_that_stands_alone_is_taken_instead_of_an_orphan():
    part = read_part("Who paid for the harbour?")
    items = [
        ranked("They paid for the harbour with a levy.", 0.9, A, 0),
        ranked("The fishers of Port Lisk paid for the harbour.", 0.85, A, 1),
    ]
    assert texts(choose_sentences(part, items, SETTINGS)) == [
        "The fishers of Port Lisk paid for the harbour."
    ]
    far = [items[0], ranked("The fishers of Port Lisk paid for it all.", 0.6, A, 1)]
    assert texts(choose_sentences(part, far, SETTINGS)) == [
        "They paid for the harbour with a levy."
    ]


@pytest.mark.parametrize("frame", ["Conclusion", "1. Introduction", "2. Literature Review"])
def test_body_comes_before_what_frames_it(frame):
    part = read_part("Who paid for the harbour?")
    items = [
        ranked("In sum, the Guild paid for the harbour.", 0.81, A, 9, section=(frame,)),
        ranked("The Guild paid for the harbour by a levy.", 0.8, A, 3, section=("2. The levy",)),
    ]
    assert texts(choose_sentences(part, items, SETTINGS)) == [
        "The Guild paid for the harbour by a levy."
    ]


def test_never_more_statements_than_the_limit():
    part = read_part("What do they say about the Ministry?")
    items = [
        ranked(f"The Ministry said {i} things.", 0.9, source(c)) for i, c in enumerate("abcdefghi")
    ]
    assert len(choose_sentences(part, items, SETTINGS)) == 8


def test_a_reason_in_the_next_sentence_is_cited_with_its_claim():
    part = read_part("Why did the town agree to the tax?")
    claim = ranked("People ask why the town agreed to the tax.", 0.9, A, 4)
    reason = ranked("The answer is that the boats would have left.", 0.1, A, 5)
    claim = Ranked(claim.candidate, 0.9, {"overlap": 1.0})
    pointed = Ranked(reason.candidate, 0.1, {"pointed": 1.0})
    assert texts(choose_sentences(part, [claim, pointed], SETTINGS)) == [
        "People ask why the town agreed to the tax.",
        "The answer is that the boats would have left.",
    ]
    unrelated = Ranked(ranked("Gulls are loud in May.", 0.1, A, 5).candidate, 0.1, {})
    assert choose_sentences(part, [claim, unrelated], SETTINGS) == []


def test_why_is_not_answered_by_saying_that_it_happened():
    part = read_part("Why was the ferry berth closed?")
    restated = ranked("The ferry berth was closed in May 2008.", 0.9, A)
    mention = ranked("It explains why the ferry berth was closed at last.", 0.8, A, 1)
    reason = ranked("The ferry berth was closed because the stage had rotted.", 0.55, B)
    restated = Ranked(restated.candidate, 0.9, {"overlap": 1.0})
    assert choose_sentences(part, [restated, mention], SETTINGS) == []
    assert texts(choose_sentences(part, [restated, mention, reason], SETTINGS)) == [
        "The ferry berth was closed because the stage had rotted."
    ]
    when = read_part("When was the ferry berth closed?")
    assert len(choose_sentences(when, [restated], SETTINGS)) == 1


def test_an_orphan_with_the_reason_is_not_exchanged():
    part = read_part("Why did the harbour cost more than was agreed?")
    orphan = ranked("It rose because of the price of fuel.", 0.6, A, 0)
    orphan = Ranked(orphan.candidate, 0.6, {"causal": 1.0})
    other = ranked("Rubble cost a third of the price of granite.", 0.59, A, 1)
    assert texts(choose_sentences(part, [orphan, other], SETTINGS))[0] == orphan.candidate.text


def test_a_further_sentence_has_to_speak_of_the_same_matter():
    part = read_part("What did the harbour cost the town?")
    best = ranked("The harbour cost the town 26 million crowns.", 0.9, A)

    def beside(text: str, near: float) -> list[str]:
        item = ranked(text, 0.16, B)
        features = {"dense": 0.1 + 0.5 * near, "overlap_near": near}
        return texts(choose_sentences(part, [best, Ranked(item.candidate, 0.16, features)], LOOSE))

    assert len(beside("The town spent 31 million crowns on the harbour.", 1.0)) == 2
    assert len(beside("The war took 5,000 lives on both sides.", 0.0)) == 1


def test_a_weaker_sentence_of_another_document_is_heard_if_it_has_the_type():
    part = read_part("How much did the harbour cost?")
    settings = ChoiceSettings(threshold=0.5)
    best = Ranked(
        ranked("The harbour cost 26 million crowns.", 0.9, A).candidate, 0.9, {"typed": 1}
    )
    told = ranked("The works came to 31 million crowns.", 0.15, B)
    told = Ranked(told.candidate, 0.15, {"typed": 1.0})
    same = Ranked(ranked("It was 26 million in all.", 0.15, A, 1).candidate, 0.15, {"typed": 1.0})
    astray = ranked("It was 12 crowns.", 0.15, source("d"))
    astray = Ranked(astray.candidate, 0.15, {"typed": 1.0, "overlap": 0.0})
    vague = Ranked(ranked("The works were dear.", 0.15, C).candidate, 0.15, {"typed": 0.0})
    assert texts(choose_sentences(part, [best, told, same, astray, vague], settings)) == [
        "The harbour cost 26 million crowns.",
        "The works came to 31 million crowns.",
    ]


def test_two_dates_of_one_document_are_both_said():
    part = read_part("When was the loan contract signed?")
    settings = ChoiceSettings(threshold=0.5)

    def told(text, score, position):
        return Ranked(ranked(text, score, A, position).candidate, score, {"overlap": 0.8})

    first = told("The loan contract was signed on 9 March 1998.", 0.8, 0)
    second = told("The loan contract that was signed on 19 March 1998 bound both.", 0.4, 1)
    again = told("The loan contract, signed on 9 March 1998, was short.", 0.7, 2)
    year = told("The loan contract was signed in 1998.", 0.6, 4)
    weak = told("The loan contract was renewed on 2 May 2001.", 0.3, 3)
    assert choose(part, [first, again, year, second, weak], settings) == [first, second]
    assert choose(part, [first, again, year, weak], settings) == [first]


def choose(part, items, settings):
    return [choice.ranked for choice in choose_sentences(part, items, settings)]


def test_a_sentence_that_shares_only_names_is_no_second_voice_on_yes_or_no():
    part = read_part("Has Kestria recognised Ondal?")
    first = ranked("Kestria has recognised Ondal.", 0.9, A)
    other = ranked("Kestria and Ondal trade in herring.", 0.15, B)
    said = [
        Ranked(first.candidate, 0.9, {"overlap": 1.0}),
        Ranked(other.candidate, 0.15, {"overlap": 0.5}),
    ]
    assert texts(choose_sentences(part, said, ChoiceSettings(), 0.5)) == [
        "Kestria has recognised Ondal."
    ]
    said[1] = Ranked(other.candidate, 0.15, {"overlap": 0.7})
    assert len(choose_sentences(part, said, ChoiceSettings(), 0.5)) == 2


def test_a_document_is_heard_once_its_copy_is_cited():
    part = read_part("Who paid for the harbour?")
    items = [
        ranked("The Guild paid.", 0.9, A, 0),
        ranked("The Guild paid.", 0.88, B, 0),
        ranked("The wall was long.", 0.87, B, 1),
    ]
    chosen = choose_sentences(part, items, SETTINGS)
    assert texts(chosen) == ["The Guild paid."]
    assert [c.candidate.source.id for c in chosen[0].copies] == [B.id]


@pytest.mark.parametrize(
    ("after", "count"),
    [
        ("The sum was meant for the dam only.", 2),
        ("The money went to the widows of the pilots.", 2),
        ("The miller was a patient man.", 1),
    ],
)
def test_what_a_sum_was_for_is_cited_beside_the_sum(after, count):
    part = read_part("What was the 9,000 marks loan for?")
    items = [
        ranked("The parish lent the mill 9,000 marks.", 0.9, A, 3),
        ranked(after, 0.02, A, 4),
    ]
    assert len(choose_sentences(part, items, SETTINGS)) == count
