"""Alterations change one thing, and that thing."""

from __future__ import annotations

from random import Random

import pytest

from training import alterations as alter

SENTENCE = (
    "In March 1902 the guild of Ansholm was paid 412 crowns by Tomas Reiner for the first mill."
)


def differing(a: str, b: str) -> set[str]:
    return set(a.replace(".", "").split()) ^ set(b.replace(".", "").split())


@pytest.mark.parametrize("seed", range(20))
def test_a_changed_number_is_another_number_of_the_same_length(seed):
    changed = alter.change_number(SENTENCE, Random(seed))
    assert changed is not None
    assert len(changed) == len(SENTENCE)
    old, new = sorted(differing(SENTENCE, changed), key=lambda w: w in changed.split())
    assert old in {"1902", "412"}
    assert new.isdigit()
    assert new != old


def test_a_number_word_changes_too():
    changed = alter.change_number("They had three boats.", Random(1))
    assert changed is not None
    assert "three" not in changed


def test_a_month_changes():
    changed = alter.change_date(SENTENCE, Random(3))
    assert changed is not None
    assert "March" not in changed


def test_a_name_is_replaced_by_one_that_shares_no_word_with_the_text():
    names = ["Ansholm", "Tomas Reiner", "Vera Lund"]
    changed = alter.change_name(SENTENCE, Random(2), names)
    assert changed is not None
    assert "Vera Lund" in changed
    assert ("Ansholm" not in changed) != ("Tomas Reiner" not in changed)


def test_no_other_name_no_change():
    assert alter.change_name(SENTENCE, Random(2), ["Ansholm"]) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [("The dam was built.", {"not", "never"}), ("It did not rain.", {"not"})],
)
def test_negation_comes_or_goes(text, words):
    changed = {alter.change_negation(text, Random(seed)) for seed in range(30)} - {None}
    assert changed
    assert all(differing(text, c) & words for c in changed)


def test_hedges_come_and_go():
    hedged = alter.add_hedge("The dam was built in May.", Random(4))
    assert hedged is not None
    assert alter.drop_hedge("The dam was reportedly built.", Random(4)) == "The dam was built."
    assert alter.drop_hedge("The dam was built.", Random(4)) is None
    assert alter.drop_hedge("It may be late.", Random(4)) in {
        "It will be late.",
        "It must be late.",
    }


def test_quantifiers_and_opposites():
    assert alter.change_quantifier("Some boats sank.", Random(1)) == "All boats sank."
    assert alter.change_opposite("The first mill.", Random(1)) == "The last mill."
    assert alter.change_quantifier("Boats sank.", Random(1)) is None
    assert alter.change_opposite("Boats sank.", Random(1)) is None


@pytest.mark.parametrize("kind", sorted(alter.PLAIN_ALTERATIONS))
@pytest.mark.parametrize("text", ["", ".", "Ja", "1" * 500, "was " * 300])
def test_odd_texts_are_left_or_changed_never_an_error(kind, text):
    changed = alter.PLAIN_ALTERATIONS[kind](text, Random(0))
    assert changed is None or changed != text


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        (
            "Ostrel sold the island to Tarva in 1902.",
            "Tarva sold the island to Ostrel in 1902.",
        ),
        ("Who was Ostrel's envoy to Tarva?", "Who was Tarva's envoy to Ostrel?"),
        ("When did Tomas Reiner visit Tarva?", "When did Tarva visit Tomas Reiner?"),
    ],
)
def test_two_names_change_places(text, changed):
    assert alter.swap_names(text, Random(4)) == changed


@pytest.mark.parametrize(
    "text",
    [
        "Ostrel and Tarva signed the treaty.",
        "When was the harbour of Ostrel built?",
        "The mill burned down.",
    ],
)
def test_names_that_are_alike_in_role_stay(text):
    assert alter.swap_names(text, Random(4)) is None


def test_a_question_is_asked_of_what_the_text_does_not_tell():
    question, text = "When did the mill burn down?", "The mill burned down that night, 1923."
    found = {alter.change_asked(question, text, Random(s)) for s in range(30)}
    assert found == {f"{word} did the mill burn down?" for word in ("Why", "How", "Where")}
    because = "The mill burned down in October because of a lamp."
    found = {alter.change_asked("When did it burn down?", because, Random(s)) for s in range(30)}
    assert "Why did it burn down?" not in found
    assert alter.change_asked("Who built the mill?", text, Random(1)) is None
