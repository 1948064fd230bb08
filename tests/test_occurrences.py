"""Every place of a word: whole words, folded as word search folds, counted as `find` shows them."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus import Corpus
from index.occurrences import Needle, count_words, folded, spans_of
from retrieval.search import find


def quotes(text: str, phrase: str, *, inside_words: bool = False) -> list[str]:
    return [span.of(text) for span in spans_of(Needle.of(phrase, inside_words=inside_words), text)]


def counts(text: str, *terms: str) -> dict[str, int]:
    return count_words(folded(text), {term: Needle.of(term) for term in terms})


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Indian tea from India, India’s best", "India", ["India", "India"]),
        ("pier’s end, pier's end, pierʼs end", "pier's", ["pier’s", "pier's", "pierʼs"]),
        ("‘Lorn’ and 'Lorn'", "'lorn'", ["‘Lorn’", "'Lorn'"]),
        ("“the mole” «the mole»", '"The mole"', ["“the mole”", "«the mole»"]),
        ("har\u00adbour and har\u200bbour", "harbour", ["har\u00adbour", "har\u200bbour"]),
        ("harbour", "har\u00adbour", ["harbour"]),
        ("sea–boat, sea‑boat, sea-boat", "sea-boat", ["sea–boat", "sea‑boat", "sea-boat"]),
        ("Türkiye, TURKIYE, Tu\u0308rkiye", "turkiye", ["Türkiye", "TURKIYE", "Tu\u0308rkiye"]),
        ("Turkiye", "Türkiye", ["Turkiye"]),
        ("café cafe\u0301 cafés", "cafe", ["café", "cafe\u0301"]),
        ("Straße, STRASSE, Strassen", "straße", ["Straße", "STRASSE"]),
        ("ﬁsh and fish", "fish", ["ﬁsh", "fish"]),
        ("10² of 102", "102", ["102"]),
        ("new\n  pier, New pier; newpier", "new pier", ["new\n  pier", "New pier"]),
        ("a new new pier", "new pier", ["new pier"]),
        ("pier-head and _pier_ and pier2", "pier", ["pier", "pier"]),
        ("東京都と東京", "東京", ["東京", "東京"]),
        ("AI技術とAI", "AI", ["AI", "AI"]),
        ("AI技術とは", "AI技術", ["AI技術"]),
        ("a (2019: 3) b", "(2019: 3)", ["(2019: 3)"]),
        ("one. two. three", ".", [".", "."]),
        ("anything", "\u00ad", []),
        ("का क", "क", ["क"]),
    ],
)  # fmt: skip
def test_places_are_whole_words_folded_alike(text, phrase, found):
    assert quotes(text, phrase) == found


def test_parts_of_words_on_request():
    assert quotes("Indian India", "India", inside_words=True) == ["India", "India"]
    assert quotes("Überpier, PIERS", "pier", inside_words=True) == ["pier", "PIER"]


def test_counts_take_words_and_nothing_else():
    text = "Pier. The PIER's end; piers, pier-head, \nNew\nPier and new pier. Straße STRASSE 12 99."
    assert counts(text, "pier", "new pier", "straße", "12", "?", "Pier", "") == {
        "pier": 5, "new pier": 2, "straße": 2, "12": 1, "?": 0, "Pier": 5, "": 0,
    }  # fmt: skip


LETTERS = "aAbéÉe\u0301ßſﬁ’'-–\u00ad \n東.1²İı"


@given(st.text(LETTERS, max_size=40), st.text(LETTERS, min_size=1, max_size=4))
def test_counts_are_the_places_and_every_place_reads_as_the_phrase(text, phrase):
    spans = spans_of(Needle.of(phrase), text)
    if any(map(str.isalnum, folded(phrase))):
        assert counts(text, phrase) == {phrase: len(spans)}
    wanted = " ".join(folded(phrase).split())
    for span in spans:
        assert " ".join(folded(span.of(text)).split()) == wanted
    for before, after in pairwise(spans):
        assert before.end <= after.start


@given(st.text(max_size=60))
def test_any_text_folds_and_folds_no_further(text):
    once = folded(text)
    assert folded(once) == folded(folded(once))
    composed = unicodedata.normalize("NFC", text)
    assert all(span.end <= len(composed) for span in spans_of(Needle.of("a"), composed))


def test_a_long_text_full_of_beginnings_takes_no_time():
    text = "a " * 200_000
    began = time.process_time()
    assert quotes(text, "a " * 50 + "b") == []
    assert counts("x" * 1_000_000, "xxxx") == {"xxxx": 0}
    assert time.process_time() - began < 5


def test_a_letter_that_begins_many_words_is_counted_fast():
    text = "the tent totters, T-cells; " * 200_000
    began = time.process_time()
    assert counts(text, "T") == {"T": 200_000}
    assert time.process_time() - began < 2


def test_find_and_counts_agree_over_a_corpus(tmp_path):
    (tmp_path / "a.txt").write_text(
        "India’s tea. Indian tea.\nIn-\u00addia: INDIA", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text("No tea here.", encoding="utf-8")
    with Corpus.open(tmp_path / "c", embeddings="hashing") as corpus:
        corpus.add([tmp_path / "a.txt", tmp_path / "b.txt"])
        for phrase in ("India", "tea", "India's tea", "no"):
            counted = {i: n[phrase] for i, n in corpus.count_terms([phrase]).items()}
            assert find(phrase, corpus).counts == counted
        assert [hit.quote for hit in find("india", corpus).hits] == ["India", "INDIA"]
        inside = find("india", corpus, inside_words=True)
        assert [hit.quote for hit in inside.hits] == ["India", "India", "INDIA"]


def test_texts_of_documents_no_longer_searched_are_not_kept(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"The mill of {name} burned down in May.\n", "utf-8")
    with Corpus.open(tmp_path / "corpus", embeddings="hashing") as corpus:
        corpus.add([tmp_path / "a.txt", tmp_path / "b.txt"])
        room = corpus._folded_room
        corpus.count_terms(["mill"])
        gone, kept = (s.id for s in corpus.sources())
        corpus.remove([gone])
        assert corpus.count_terms(["mill"]) == {kept: {"mill": 1}}
        assert set(corpus._folded_texts) == {kept}
        assert room - corpus._folded_room == len(corpus._folded_texts[kept])
