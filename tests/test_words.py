"""Terms: folding, splitting, stemming, and scripts without spaces."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words import (
    STOP_WORDS,
    content_terms,
    content_words,
    fold,
    index_terms,
    is_unspaced,
    stem,
    words,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Türkiye", "Turkiye"),
        ("İstanbul", "istanbul"),
        ("Ağrı", "agri"),
        ("Bakı", "BAKI"),
        ("ﬁnance", "finance"),
        ("２０２４", "2024"),
        ("cafe\u0301", "café"),
        ("STRASSE", "Straße"),
    ],
)
def test_fold_makes_spellings_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_fold_keeps_marks_that_carry_meaning() -> None:
    assert fold("हिन्दी") == "हिन्दी"
    assert words("हिन्दी में") == ["हिन्दी", "में"]


def test_contractions_and_possessives_leave_no_crumbs() -> None:
    assert words("What's Putin's view, and they’ll say it isn't?") == [
        *("what", "putin", "view", "and", "they", "say", "it", "isn")
    ]
    assert words("O'Brien") == ["o", "brien"]


def test_unspaced_scripts_become_pairs() -> None:
    assert words("東京都2024年") == ["東京", "京都", "2024", "年"]
    assert words("ประเทศ")[:2] == ["ปร", "ระ"]
    assert is_unspaced("年")
    assert not is_unspaced("a年")


def test_stem_is_snowball_english() -> None:
    assert [stem(word) for word in ("harbours", "harbour", "paid", "negotiations")] == [
        *("harbour", "harbour", "paid", "negoti")
    ]
    assert stem("2019s") == "2019s"
    assert stem("türkiye") == "türkiye"


def test_content_terms_drop_stop_words_unless_nothing_is_left() -> None:
    assert content_terms("Who paid for the harbours and the harbour?") == ("paid", "harbour")
    assert content_terms("To be or not to be") == ("to", "be", "or", "not")
    assert content_terms("?!") == ()
    assert content_words("The Harbours") == ("harbours",)


def test_stop_words_are_folded_words() -> None:
    assert all(words(word) == [word] for word in STOP_WORDS)


def test_index_and_question_agree() -> None:
    text = "The Türkiye’s negotiators were negotiating; 東京都で."
    stored = index_terms(text)
    assert set(content_terms(text)) <= set(stored)


def test_stemming_in_threads_gives_the_same_stems() -> None:
    vocabulary = [f"{root}{end}" for root in ("nation", "relat", "pay") for end in ("ing", "s")]
    many = [f"{word}{chr(97 + n)}s" for word in vocabulary for n in range(26)] * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(stem, many))
    assert found == [stem(word) for word in many]


@given(st.text())
def test_any_text_gives_clean_terms(text: str) -> None:
    for term in content_terms(text):
        assert term
        assert not any(character.isspace() or character in "\"'*()" for character in term)
