"""Negatives mined by words and meaning, on invented texts."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from index.embedding import HashingEmbedder, OnnxEmbedder
from retrieval.fusion import fuse_minmax
from training.bm25 import BM25
from training.mining import DEPTH, HEAD, Miner

TEXTS = [
    "The north harbour of Ostrel froze in May 1902, and the ships waited for pilots.",
    "The mill at Tarva was built of red brick and employed forty people.",
    "A physician treated the sailors who had fallen ill on the long voyage.",
    "The council of Ostrel paid for the repair of the quay.",
    "Onions, a bay leaf and a pinch of salt are enough for this soup.",
    "The harbour master kept a list of every ship that came in.",
]


class Counting(HashingEmbedder):
    """Remembers what it was asked to embed."""

    def __init__(self, revision="1"):
        super().__init__(64)
        self.revision = revision
        self.documents: list[str] = []
        self.queries: list[str] = []

    def embed_documents(self, texts):
        self.documents += texts
        return super().embed_documents(texts)

    def embed_query(self, text):
        self.queries.append(text)
        return HashingEmbedder.embed_documents(self, [text])[0]


def many(count):
    random = Random(4)
    words = [f"word{n}" for n in range(120)]
    return [" ".join(random.choices(words, k=12)) for _ in range(count)]


def test_the_ranking_is_the_fusion_of_both_whole_lists():
    texts, embedder = many(400), HashingEmbedder(64)
    miner = Miner(texts, cache=None, embedder=embedder)
    for question in ("word3 word8", "word5 word5 word77 other", "nothing of the pool"):
        words = BM25(texts).scores(question)
        likeness = embedder.embed_documents(texts) @ embedder.embed_query(question)
        likeness = likeness.astype("f8").round(6)
        expected = fuse_minmax(
            [
                [(i, float(s)) for i, s in enumerate(words) if s > 0],
                [(i, float(s)) for i, s in enumerate(likeness)],
            ],
            depth=DEPTH,
        )
        assert miner.top(question, 500) == [place for place, _ in expected]
        assert miner.top(question, 12) == [place for place, _ in expected][:12]


def test_meaning_finds_what_words_miss():
    question = "Which doctor cared for the crew?"
    assert BM25(TEXTS).top(question, 12) == []
    assert Miner(TEXTS, cache=None, embedder=OnnxEmbedder(threads=1)).top(question, 1) == [2]


def test_a_text_without_a_shared_word_counts_as_not_found_by_words():
    embedder = HashingEmbedder(64)
    miner = Miner(TEXTS, cache=None, embedder=embedder)
    by_meaning = np.argsort(-(embedder.embed_documents(TEXTS) @ embedder.embed_query("xyzzy")))
    assert miner.top("xyzzy", 6)[0] == by_meaning[0]


def test_vectors_are_kept_and_made_again_for_other_texts_or_another_model(tmp_path):
    cache = tmp_path / "deep" / "cache"
    first = Counting()
    before = Miner(TEXTS, cache=cache, embedder=first).top("harbour", 6)
    assert len(first.documents) == len(TEXTS)
    second = Counting()
    assert Miner(TEXTS, cache=cache, embedder=second).top("harbour", 6) == before
    assert second.documents == []
    third = Counting()
    Miner([*TEXTS[1:], TEXTS[0]], cache=cache, embedder=third)
    assert len(third.documents) == len(TEXTS)
    other = Counting("2")
    Miner(TEXTS, cache=cache, embedder=other)
    assert len(other.documents) == len(TEXTS)
    assert not list(cache.glob("*.part"))


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"nothing of the kind"])
def test_a_damaged_cache_is_made_anew(tmp_path, damage):
    before = Miner(TEXTS, cache=tmp_path, embedder=Counting()).top("harbour", 6)
    (kept,) = tmp_path.glob("*.npy")
    whole = kept.read_bytes()
    for broken in (damage, whole[:-40]):
        kept.write_bytes(broken)
        again = Counting()
        assert Miner(TEXTS, cache=tmp_path, embedder=again).top("harbour", 6) == before
        assert len(again.documents) == len(TEXTS)
        assert kept.read_bytes() == whole


def test_a_cache_with_other_rows_is_not_used(tmp_path):
    Miner(TEXTS, cache=tmp_path, embedder=Counting())
    (kept,) = tmp_path.glob("*.npy")
    np.save(kept, np.zeros((2, 64), np.float32))
    again = Counting()
    Miner(TEXTS, cache=tmp_path, embedder=again)
    assert len(again.documents) == len(TEXTS)


def test_only_the_beginning_is_embedded_and_each_beginning_once():
    long = "harbour " * 200
    embedder = Counting()
    miner = Miner([long, TEXTS[1], long, long + "end"], cache=None, embedder=embedder)
    assert embedder.documents == [long[:HEAD], TEXTS[1]]
    assert sorted(miner.top("harbour", 3)) == [0, 2, 3]


def test_a_question_is_embedded_once(monkeypatch):
    monkeypatch.setattr("training.mining.REMEMBERED", 2)
    embedder = Counting()
    miner = Miner(TEXTS, cache=None, embedder=embedder)
    for question in ("one", "one", "two", "three", "one"):
        miner.top(question, 3)
    assert embedder.queries == ["one", "two", "three", "one"]


def test_an_empty_pool_and_an_empty_question():
    assert Miner([], cache=None, embedder=HashingEmbedder()).top("harbour", 12) == []
    miner = Miner(["", *TEXTS], cache=None, embedder=HashingEmbedder())
    assert sorted(miner.top("", 50)) == list(range(7))
    assert miner.top("harbour", 0) == []
