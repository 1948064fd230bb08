"""Search and find: fusion over a real corpus, limits, languages, reranking, exact places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from corpora import filled
from numpy.typing import NDArray

from index.corpus import Corpus
from index.embedding import HashingEmbedder
from index.errors import InputError, ModelError, QuestionError, SettingsError
from index.records import Passage, SourceFilter
from retrieval.fusion import fuse_minmax
from retrieval.search import SearchSettings, find, search

ENGLISH = (
    "The harbour of Lisk was paid for by the fishers. It was opened in 1904 by the mayor. "
    "The guild said that “nobody else gave a crown”."
)
GERMAN = (
    "Der Hafen von Lisk wurde von den Fischern bezahlt. Der Bürgermeister hat ihn eröffnet. "
    "Die Zunft sagte, dass niemand sonst eine Krone gegeben habe. Das steht in allen Büchern."
)
THESIS = (
    "# Whose harbour?\n\nThe harbour belongs to the town, writes Broers.\n\n"
    "## Bibliography\n\nBroers, L. (2019) Harbours of the North. Edinburgh: Quay Press.\n\n"
    "Aber, N. (2020) Piers and Politics. Marl: University Press.\n"
)
LIGHT = "\n\n".join(
    f"Lighthouse number {n} stands on the rock of Hale. Its lamp burned {n} barrels of oil."
    for n in range(40)
)


class Named(HashingEmbedder):
    """A hashing embedder that names the languages it was made for."""

    languages = ("en",)
    failing = False

    def embed_query(self, text: str) -> NDArray[np.float32]:
        if self.failing:
            raise ModelError("The model is away.", "Try again.")
        return super().embed_query(text)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    files = {"en.txt": ENGLISH, "de.txt": GERMAN, "light.txt": LIGHT, "thesis.md": THESIS}
    with filled(tmp_path_factory.mktemp("search"), files, embeddings=Named()) as opened:
        yield opened


def names(passages: Sequence[Passage]) -> list[str]:
    return [passage.source.name for passage in passages]


def key(passage: Passage) -> tuple[str, int]:
    return passage.source.id, passage.span.start


# Ranking


def test_scores_say_what_they_are_made_of(corpus: Corpus) -> None:
    found = search("Who paid for the harbour?", corpus, settings=SearchSettings())
    assert found[0].source.name == "en.txt"
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    for passage in found:
        assert passage.scores["fused"] == passage.score
        assert set(passage.scores) <= {"bm25", "dense", "fused"}
        assert len(passage.scores) >= 2
        assert passage.text == passage.span.of(corpus.document(passage.source.id).text)


def test_the_fused_list_is_the_fusion_of_the_two(corpus: Corpus) -> None:
    question = "lamp of the harbour"
    words = corpus.match_words(["lamp", "harbour"], 100)
    dense = [
        (passage, score)
        for passage, score in corpus.match_vectors(corpus.embedder.embed_query(question), 100)
        if passage.source.name != "de.txt"
    ]
    expected = dict(fuse_minmax([[(key(p), s) for p, s in words], [(key(p), s) for p, s in dense]]))
    found = search(question, corpus, 50, settings=SearchSettings())
    for passage in found:
        assert passage.score == pytest.approx(expected[key(passage)])


def test_one_leg_alone(corpus: Corpus) -> None:
    words = search("harbour", corpus, settings=SearchSettings(dense=False))
    assert all(set(passage.scores) == {"bm25", "fused"} for passage in words)
    dense = search("harbour", corpus, 20, settings=SearchSettings(words=False))
    assert all(set(passage.scores) == {"dense", "fused"} for passage in dense)
    assert len(dense) > len(words)


def test_reciprocal_ranks_by_option(corpus: Corpus) -> None:
    found = search("Who paid for the harbour?", corpus, 3, settings=SearchSettings(fusion="rrf"))
    assert found[0].source.name == "en.txt"
    assert found[0].score == pytest.approx(2 / 61)


def test_the_same_question_gives_the_same_list(corpus: Corpus) -> None:
    first = search("lamp oil rock", corpus, 50)
    assert [key(p) for p in first] == [key(p) for p in search("lamp oil rock", corpus, 50)]
    assert [key(p) for p in search("lamp oil rock", corpus, 7)] == [key(p) for p in first[:7]]


class LongestFirst:
    def score(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray([len(text) / 1_000 for text in texts], dtype=np.float32)


def test_a_reranker_orders_the_top_and_the_rest_stays_below(corpus: Corpus) -> None:
    settings = SearchSettings(rerank=LongestFirst(), rerank_depth=3)
    plain = search("lamp of the harbour", corpus, 10, settings=SearchSettings())
    found = search("lamp of the harbour", corpus, 10, settings=settings)
    assert {key(p) for p in found[:3]} == {key(p) for p in plain[:3]}
    # The score is the mean of both, each min-max normalised over the three.
    for part in ("rerank", "fused"):
        assert all(part in p.scores for p in found[:3])
    both = [
        sum(
            (p.scores[part] - min(q.scores[part] for q in found[:3]))
            / (max(q.scores[part] for q in found[:3]) - min(q.scores[part] for q in found[:3]))
            for part in ("rerank", "fused")
        )
        / 2
        for p in found[:3]
    ]
    assert [p.score for p in found[:3]] == pytest.approx(both)
    assert all("rerank" not in p.scores for p in found[3:])
    assert [key(p) for p in found[3:]] == [key(p) for p in plain[3:]]
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)


def test_the_bundled_reranker_judges_by_default(corpus: Corpus) -> None:
    found = search("Who paid for the harbour?", corpus)
    assert "rerank" in found[0].scores


def test_bibliography_only_when_asked(corpus: Corpus) -> None:
    question = "Harbours of the North Edinburgh"
    assert all("Edinburgh" not in p.text for p in search(question, corpus, 50))
    found = search(question, corpus, settings=SearchSettings(bibliography=True))
    assert "Edinburgh" in found[0].text
    assert names(found) == ["thesis.md"] * len(found)


# Languages and failing models


def test_other_languages_are_searched_by_words_only(corpus: Corpus) -> None:
    found = search("Hafen Lisk", corpus, 50)
    german = [passage for passage in found if passage.source.name == "de.txt"]
    assert german
    assert all("dense" not in passage.scores for passage in german)
    assert any("dense" in passage.scores for passage in found)
    asked = search("Wer hat den Hafen von Lisk bezahlt und wer hat ihn eröffnet?", corpus, 50)
    assert asked[0].source.name == "de.txt"
    assert all("dense" not in passage.scores for passage in asked)


def test_words_carry_on_while_the_model_fails(corpus: Corpus) -> None:
    Named.failing = True
    try:
        found = search("Who opened the harbour in 1904?", corpus)
        assert found[0].source.name == "en.txt"
        assert "dense" not in found[0].scores
        with pytest.raises(ModelError):
            search("Who opened the pier?", corpus, settings=SearchSettings(words=False))
    finally:
        Named.failing = False


# Filters and limits


def test_filters_reach_both_legs(corpus: Corpus) -> None:
    light = next(source.id for source in corpus.sources() if source.name == "light.txt")
    for sources in ([light], SourceFilter(ids=(light,))):
        found = search("Who paid for the harbour?", corpus, 50, sources=sources)
        assert set(names(found)) == {"light.txt"}
    assert search("harbour", corpus, sources=SourceFilter(authors=("Nobody",))) == ()
    assert search("harbour", corpus, sources=["unknown"]) == ()


@pytest.mark.parametrize("question", ["", "  \n", "?!…", "\x00", "😀"])
def test_empty_questions(corpus: Corpus, question: str) -> None:
    with pytest.raises(QuestionError):
        search(question, corpus)


def test_question_length_at_the_limit(corpus: Corpus) -> None:
    for length in (3_999, 4_000):
        search(("harbour " * 600)[: length - 1] + "x", corpus)
    with pytest.raises(QuestionError, match=r"4,001"):
        search("x" * 4_001, corpus)


def test_phrase_length_at_the_limit(corpus: Corpus) -> None:
    for length in (3_999, 4_000):
        assert find("x" * length, corpus).hits == ()
    with pytest.raises(QuestionError, match=r"4,001"):
        find("x" * 4_001, corpus)


@pytest.mark.parametrize("k", [0, -1, 51])
def test_k_out_of_range(corpus: Corpus, k: int) -> None:
    with pytest.raises(InputError, match="1 to 50"):
        search("harbour", corpus, k)


def test_k_at_the_limit(corpus: Corpus) -> None:
    for k in (1, 49, 50):
        assert len(search("harbour lamp", corpus, k)) <= k


@pytest.mark.parametrize(
    "wrong",
    [
        {"fusion": "best"},
        {"depth": 0},
        {"depth": 1_001},
        {"rerank_depth": 0},
        {"rerank_depth": 101},
        {"dense": False, "words": False},
    ],
)
def test_settings_out_of_range(wrong: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        SearchSettings(**wrong)  # type: ignore[arg-type]


HOSTILE = ("what's", "c++ or harbour", "AND", "NEAR(harbour", 'the "harbour', "a:b", "why? harbour")


@pytest.mark.parametrize("question", HOSTILE)
def test_questions_are_never_syntax(corpus: Corpus, question: str) -> None:
    found = search(question, corpus)
    if "harbour" in question:
        assert "harbour" in found[0].text.lower()


# Find


def test_find_gives_every_place_exactly(corpus: Corpus) -> None:
    report = find("HARBOUR", corpus)
    total = 0
    for source in corpus.sources():
        text = corpus.document(source.id).text.lower()
        count = text.count("harbour") - text.count("harbours")
        assert report.counts[source.id] == count
        total += count
    assert len(report.hits) == total == 3
    for hit in report.hits:
        text = corpus.document(hit.source.id).text
        assert hit.span.of(text) == hit.quote
        assert hit.quote.lower() == "harbour"
        assert text[: hit.span.start].endswith(hit.prefix)
        assert text[hit.span.end :].startswith(hit.suffix)
        assert len(hit.prefix) <= 32
        assert len(hit.suffix) <= 32
    thesis = [hit for hit in find("harbours", corpus).hits if hit.source.name == "thesis.md"]
    assert thesis[-1].section[-1] == "Bibliography"


@pytest.mark.parametrize(
    ("phrase", "quote"),
    [
        ('"nobody else gave a crown"', "“nobody else gave a crown”"),
        ("opened  in\n1904", "opened in 1904"),
        ("1904 by", "1904 by"),
        (".", None),
        ("(2019)", "(2019)"),
        ("fishers.*", None),
    ],
)
def test_find_forgives_marks_and_spaces_and_nothing_else(
    corpus: Corpus, phrase: str, quote: str | None
) -> None:
    report = find(phrase, corpus)
    if quote is not None:
        assert [hit.quote for hit in report.hits] == [quote]
    elif phrase == ".":
        assert all(hit.quote == "." for hit in report.hits)
        assert len(report.hits) > 40
    else:
        assert report.hits == ()


def test_find_reaches_across_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The long\n  quay’s end; the LONG QUAY'S end", encoding="utf-8")
    with Corpus.open(tmp_path / "c", embeddings="hashing") as corpus:
        corpus.add(tmp_path / "a.txt")
        report = find("long quay's end", corpus)
        assert [hit.quote for hit in report.hits] == ["long\n  quay’s end", "LONG QUAY'S end"]
        assert set(report.counts.values()) == {2}
        assert find("long quay", corpus, sources=[]).counts == {}


def test_find_refuses_nothing_and_too_much(corpus: Corpus) -> None:
    with pytest.raises(QuestionError):
        find("  ", corpus)
    with pytest.raises(QuestionError):
        find("x" * 4_001, corpus)
