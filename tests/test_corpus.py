"""The corpus: identity, forgetting, generations, threads, and agreement with brute force."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from corpora import by_name, write
from numpy.typing import NDArray

from index.corpus import Corpus, CorpusSettings
from index.embedding import HashingEmbedder
from index.errors import (
    CorpusDamaged,
    CorpusError,
    CorpusFull,
    CorpusLocked,
    CorpusMismatch,
    InputError,
    ModelError,
)
from index.lock import WriteLock
from index.passages import UnitSettings
from index.plain_text import plain_text
from index.records import SourceFilter
from retrieval.search import search

TOWNS = ("Lisk", "Hale", "Marl", "Ostrey", "Vess", "Bron")


def text_about(town: str, sentences: int = 30) -> str:
    things = ("pier", "mole", "quay", "light", "dam", "canal", "toll")
    return "\n\n".join(
        f"The {things[n % 7]} of {town} was built in {1800 + 7 * n + len(town)} by guild {n}. "
        f"Its cost of {n * 37} crowns was paid by the {things[(n + 3) % 7]} board of {town}."
        for n in range(sentences)
    )


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for town in TOWNS:
        write(folder / f"{town}.txt", text_about(town))
    return folder


@pytest.fixture
def corpus(tmp_path: Path, papers: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "corpus", embeddings="hashing") as opened:
        opened.add(papers)
        yield opened


def vector_files(corpus: Corpus) -> list[str]:
    return [path.name for path in corpus.path.iterdir() if path.suffix == ".faiss"]


# Opening


def test_an_empty_corpus_answers_empty(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "deep" / "new", embeddings="hashing") as corpus:
        assert corpus.sources() == ()
        assert corpus.match_words(["pier"], 5) == []
        assert corpus.match_vectors(corpus.embedder.embed_query("pier"), 5) == []
        assert search("Who paid?", corpus) == ()
        assert corpus.vocabulary() == {}
        assert corpus.count_terms(["pier"]) == {}
        assert corpus.aliases == ()
        assert corpus.cases() == []
        assert (corpus.pending, corpus.generation) == (0, 0)
        assert corpus.path.stat().st_mode & 0o777 == 0o700


def test_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    with pytest.raises(CorpusError, match="not a folder"):
        Corpus.open(tmp_path / "x")


def test_no_write_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(CorpusError, match=r"cannot be written to.*--corpus"):
        Corpus.open(tmp_path / "deep" / "x")


def test_read_only_needs_a_corpus_and_asks_it(corpus: Corpus, papers: Path) -> None:
    with pytest.raises(CorpusError, match="no corpus"):
        Corpus.open(papers, read_only=True)
    corpus.close()
    listing = sorted(path.name for path in corpus.path.iterdir())
    with Corpus.open(corpus.path, read_only=True) as reader:
        assert len(reader.sources()) == 6
        assert search("Who built the pier of Lisk?", reader)
        with pytest.raises(CorpusError, match="reading only"):
            reader.set_aliases([["a", "b"]])
    left = {path.name for path in corpus.path.iterdir()}
    assert left - {"corpus.sqlite-wal", "corpus.sqlite-shm"} == set(listing)


def test_a_closed_corpus_says_so(corpus: Corpus) -> None:
    corpus.close()
    corpus.close()
    with pytest.raises(CorpusError, match="closed"):
        corpus.sources()


# Identity


class Other(HashingEmbedder):
    """Same name and dimension, other vectors: what a silent change of a model looks like."""

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return super().embed_documents(texts)[:, ::-1]


class Revised(HashingEmbedder):
    revision = "2"


class Renamed(HashingEmbedder):
    name = "elsewhere"


@pytest.mark.parametrize("embedder", [HashingEmbedder(64), Other(), Revised(), Renamed()])
def test_another_model_is_refused_with_the_way_out(corpus: Corpus, embedder: object) -> None:
    corpus.close()
    with pytest.raises(CorpusMismatch, match="vouch index --rebuild --corpus"):
        Corpus.open(corpus.path, embeddings=embedder)
    with Corpus.open(corpus.path) as again:
        assert len(again.sources()) == 6


def test_the_model_by_name_is_remembered(corpus: Corpus) -> None:
    corpus.close()
    with Corpus.open(corpus.path) as again:
        assert again.embedder.name == "hashing"


def test_a_model_given_as_an_object_must_be_given_again(tmp_path: Path, papers: Path) -> None:
    with Corpus.open(tmp_path / "c", embeddings=Renamed()) as corpus:
        corpus.add(papers)
    with (
        Corpus.open(tmp_path / "c") as corpus,
        pytest.raises(CorpusMismatch, match="elsewhere"),
    ):
        search("pier", corpus)
    with Corpus.open(tmp_path / "c", embeddings=Renamed()) as corpus:
        assert search("pier", corpus)


def test_other_unit_settings_are_refused_and_the_stored_ones_kept(
    tmp_path: Path, papers: Path
) -> None:
    small = CorpusSettings(units=UnitSettings(passage_characters=300))
    with Corpus.open(tmp_path / "c", embeddings="hashing", settings=small) as corpus:
        corpus.add(papers)
        assert max(len(p.text) for p in corpus.passages(corpus.sources()[0].id)) <= 300
    with pytest.raises(CorpusMismatch, match="unit settings"):
        Corpus.open(tmp_path / "c", settings=CorpusSettings())
    with Corpus.open(tmp_path / "c") as corpus:
        write(papers / "new.txt", text_about("New"))
        corpus.add(papers)
        assert max(len(p.text) for p in corpus.passages(by_name(corpus, "new.txt"))) <= 300


def test_rebuild_changes_model_and_units_without_reading_files(
    corpus: Corpus, papers: Path
) -> None:
    pier = by_name(corpus, "Lisk.txt")
    corpus.set_metadata(pier, title="Kept")
    corpus.remove([by_name(corpus, "Vess.txt")])
    corpus.close()
    for path in papers.iterdir():
        path.unlink()
    settings = CorpusSettings(units=UnitSettings(passage_characters=300))
    with Corpus.rebuild(corpus.path, embeddings=Renamed(), settings=settings) as again:
        assert again.pending == 0
        assert again.document(pier).source.title == "Kept"
        assert len(again.sources()) == 5
        assert max(len(p.text) for p in again.passages(pier)) <= 300
        top = search("Who built the pier of Lisk?", again)[0]
        assert top.source.id == pier
        assert {"bm25", "dense", "fused"} <= set(top.scores)
        assert len(vector_files(again)) == 1
    with Corpus.open(corpus.path, embeddings=Renamed()) as again:
        assert search("Who built the pier of Lisk?", again)


# Documents


def test_documents_passages_and_sentences_agree(corpus: Corpus) -> None:
    for source in corpus.sources():
        document = corpus.document(source.id)
        assert document.source == source
        sentences = corpus.sentences(source.id)
        assert sentences
        passages = corpus.passages(source.id)
        assert [p.span for p in passages] == sorted(p.span for p in passages)
        for passage in passages:
            assert passage.text == passage.span.of(document.text)
            assert any(passage.span.contains(sentence.span) for sentence in sentences)
    assert corpus.document(source.id) is corpus.document(source.id)


@pytest.mark.parametrize("method", ["document", "sentences", "passages"])
def test_an_unknown_document_is_an_input_error(corpus: Corpus, method: str) -> None:
    with pytest.raises(InputError, match="no document"):
        getattr(corpus, method)("f" * 64)


def test_an_altered_text_is_not_shown(corpus: Corpus) -> None:
    victim = by_name(corpus, "Lisk.txt")
    with corpus._lock.held(), corpus._store.writing() as db:
        (text,) = db.execute("SELECT text FROM documents WHERE id = ?", (victim,)).fetchone()
        forged = text.replace(b"37 crowns", b"97 crowns")
        assert forged != text
        db.execute("UPDATE documents SET text = ? WHERE id = ?", (forged, victim))
    with pytest.raises(CorpusDamaged, match="not the one that was indexed"):
        corpus.document(victim)


def test_filters(corpus: Corpus) -> None:
    lisk, hale, marl = (by_name(corpus, f"{town}.txt") for town in ("Lisk", "Hale", "Marl"))
    corpus.set_metadata(lisk, authors=["Ada Example"], published="2019-03", tags=["sea"])
    corpus.set_metadata(hale, authors=["Ben Sample", "Ada Example"], published="2021")
    corpus.set_metadata(marl, publisher="Quay Press", genre="report", published="2024-07-11")

    def chosen(**fields: Any) -> set[str]:
        return {source.id for source in corpus.sources(SourceFilter(**fields))}

    assert chosen(authors=("ada example",)) == {lisk, hale}
    assert chosen(publishers=("QUAY PRESS",)) == {marl}
    assert chosen(genres=("report",)) == {marl}
    assert chosen(tags=("SEA",)) == {lisk}
    assert chosen(after="2021") == {hale, marl}
    assert chosen(after="2024-07-11") == {marl}
    assert chosen(after="2024-07-12") == set()
    assert chosen(before="2019-03-31") == {lisk}
    assert chosen(before="2024-07-10") == {lisk, hale}
    assert chosen(authors=("Ada Example",), before="2020") == {lisk}
    assert chosen(ids=(lisk, "nothing")) == {lisk}
    assert {source.id for source in corpus.sources([hale])} == {hale}
    assert corpus.sources([]) == ()
    with pytest.raises(InputError, match="not one string"):
        corpus.sources(lisk)
    found = search("pier", corpus, sources=SourceFilter(tags=("sea",)))
    assert {passage.source.id for passage in found} == {lisk}


def test_vocabulary_and_counts_are_exact(corpus: Corpus) -> None:
    hale = by_name(corpus, "Hale.txt")
    text = corpus.document(hale).text
    counts = corpus.count_terms(["Hale", "crowns", "pier of Hale", "absent"], [hale])
    assert counts == {
        hale: {
            "Hale": text.count("Hale"),
            "crowns": text.count("crowns"),
            "pier of Hale": text.count("pier of Hale"),
            "absent": 0,
        }
    }
    assert corpus.vocabulary("hale") == {"hale": len(corpus.passages(hale))}


def test_counts_follow_a_document_that_changes_goes_and_comes_back(
    corpus: Corpus, papers: Path
) -> None:
    def count() -> int:
        return sum(counted["toll"] for counted in corpus.count_terms(["toll"]).values())

    before = count()
    write(papers / "Hale.txt", text_about("Hale") + "\n\nThe toll was a toll.")
    corpus.add(papers)
    assert count() == before + 2
    hale = by_name(corpus, "Hale.txt")
    share = corpus.count_terms(["toll"], [hale])[hale]["toll"]
    corpus.remove([hale])
    assert count() == before + 2 - share
    corpus.add(papers / "Hale.txt")
    assert count() == before + 2
    corpus.forget([hale])
    assert count() == before + 2 - share
    assert corpus._folded_texts.keys() <= {source.id for source in corpus.sources()}


def test_counts_are_the_same_when_no_text_may_be_kept(corpus: Corpus) -> None:
    kept = corpus.count_terms(["toll", "pier of Hale"])
    corpus._let_texts_go()
    corpus._folded_room = 0
    assert corpus.count_terms(["toll", "pier of Hale"]) == kept
    assert corpus._folded_texts == {}


# Vectors


def brute_force(corpus: Corpus, question: str, ids: Sequence[str]) -> list[tuple[str, int, float]]:
    """Best cosine over each passage's pieces, computed from the texts alone."""
    query = corpus.embedder.embed_query(question)
    scored: list[tuple[str, int, float]] = []
    for source_id in ids:
        document = corpus.document(source_id)
        with corpus._store.reading() as db:
            rows = db.execute(
                "SELECT passages.start, pieces.start, pieces.end FROM pieces"
                " JOIN passages ON passages.id = pieces.passage"
                " JOIN documents ON documents.seq = passages.document WHERE documents.id = ?",
                (source_id,),
            ).fetchall()
        best: dict[int, float] = {}
        for passage, start, end in rows:
            text = plain_text(document.text[start:end], document.source.media_type)
            cosine = float(corpus.embedder.embed_documents([text])[0] @ query)
            best[passage] = max(best.get(passage, -1.0), cosine)
        scored.extend((source_id, start, cosine) for start, cosine in best.items())
    return sorted(scored, key=lambda hit: -hit[2])


@pytest.mark.parametrize("question", ["Who built the pier of Lisk?", "toll board", "guild 7"])
def test_vectors_agree_with_brute_force(corpus: Corpus, question: str) -> None:
    everything = [source.id for source in corpus.sources()]
    query = corpus.embedder.embed_query(question)
    for ids in (everything, everything[1:3]):
        expected = brute_force(corpus, question, ids)
        found = corpus.match_vectors(query, 500, None if ids is everything else ids)
        assert len(found) == len(expected)
        assert [score for _, score in found] == pytest.approx([s for _, _, s in expected], abs=1e-5)
        assert {(p.source.id, p.span.start): pytest.approx(s, abs=1e-5) for p, s in found} == {
            (source_id, start): score for source_id, start, score in expected
        }
        first = corpus.match_vectors(query, 5, None if ids is everything else ids)
        assert first == found[:5]


def test_a_missing_or_altered_vector_file_is_made_again(corpus: Corpus) -> None:
    query = corpus.embedder.embed_query("pier of Lisk")
    expected = corpus.match_vectors(query, 5)
    corpus.close()
    path = corpus.path / vector_files(corpus)[0]
    good = path.read_bytes()
    for damage in (good[:-1], good[:40] + b"\xff" + good[41:], b"", None):
        path.unlink(missing_ok=True)
        if damage is not None:
            path.write_bytes(damage)
        with Corpus.open(corpus.path) as again:
            assert again.match_vectors(query, 5) == expected
    with Corpus.open(corpus.path) as again:  # and a writer mends the folder
        embedded = again.counters["embedded"]
        again.fill()
        assert again.counters["embedded"] == embedded
        assert len(vector_files(again)) == 1


def test_the_vector_file_follows_removal(corpus: Corpus) -> None:
    before = vector_files(corpus)
    gone = by_name(corpus, "Vess.txt")
    corpus.remove([gone])
    assert len(vector_files(corpus)) == 1
    assert vector_files(corpus) != before
    found = corpus.match_vectors(corpus.embedder.embed_query("pier of Vess"), 500)
    assert gone not in {passage.source.id for passage, _ in found}
    assert found


class Failing(HashingEmbedder):
    """Embeds so many texts, then fails."""

    def __init__(self, texts: int) -> None:
        super().__init__()
        self.left = texts

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(texts) > 8:  # not the canaries
            self.left -= len(texts)
            if self.left < 0:
                raise ModelError("The model failed.", "Try again.")
        return super().embed_documents(texts)


def test_words_work_when_embedding_fails_and_it_resumes(tmp_path: Path, papers: Path) -> None:
    for number in range(12):
        write(papers / f"more{number}.txt", text_about(f"More{number}", 90))
    failing = Failing(256)
    with Corpus.open(tmp_path / "c", embeddings=failing) as corpus:
        report = corpus.add(papers)
        assert len(report.added) == 18
        assert corpus.pending > 0
        error = corpus.embedding_error
        assert isinstance(error, ModelError)
        assert corpus.counters["embedded"] == 256
        assert search("guild 7 of More3", corpus)[0].source.name == "more3.txt"
        failing.left = 10_000
        assert corpus.fill() == 0
        assert corpus.embedding_error is None
        with corpus._store.reading() as db:
            (texts,) = db.execute("SELECT count(DISTINCT text_hash) FROM pieces").fetchone()
        assert corpus.counters["embedded"] == texts


class Broken(HashingEmbedder):
    def __init__(self, fault: str) -> None:
        super().__init__()
        self.fault = fault

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = super().embed_documents(texts)
        if len(texts) <= 8:  # questions and canaries
            return rows
        if self.fault == "too few":
            return rows[:-1]
        if self.fault == "raises":
            raise RuntimeError("out of memory at text 37")
        rows[5] = np.nan if self.fault == "nan" else 0
        return rows


@pytest.mark.parametrize("fault", ["too few", "raises", "nan", "zeros"])
def test_faulty_vectors_are_refused(tmp_path: Path, papers: Path, fault: str) -> None:
    with Corpus.open(tmp_path / "c", embeddings=Broken(fault)) as corpus:
        corpus.add(papers)
        assert corpus.embedding_error is not None
        assert corpus.counters["embedded"] == 0
        assert corpus.match_vectors(corpus.embedder.embed_query("pier"), 5) == []
        assert search("pier", corpus)


# Forgetting


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_forgotten_means_gone(tmp_path: Path) -> None:
    canary, word, author = "zqxj7732kanaryvogel", "Unwiederholbar", "Xerxes Quibble"
    secret = tmp_path / f"{word}.txt"
    with Corpus.open(tmp_path / "corpus", embeddings="hashing") as corpus:
        write(tmp_path / "other.txt", text_about("Lisk", 200))
        corpus.add(tmp_path / "other.txt")
        write(secret, f"{text_about('Vess', 50)} The code is {canary}. {word} is the word.")
        corpus.add(secret, copy=True)
        (old,) = [s.id for s in corpus.sources() if s.name == secret.name]
        corpus.set_metadata(old, authors=[author])
        corpus.save_case({"question": "?", "evidence": [[{"file": secret.name, "quote": canary}]]})
        corpus.save_case({"question": "kept"})
        assert search(canary, corpus)
        vectors = [corpus.embedder.embed_documents([p.text])[0] for p in corpus.passages(old)]
        corpus.forget([old])
        assert search(canary, corpus, settings=None) == () or all(
            canary not in passage.text for passage in search(canary, corpus)
        )
        assert corpus.cases() == [{"question": "kept"}]
        assert corpus.vocabulary(canary) == {}
        for name, data in bytes_of(corpus.path).items():
            for trace in (canary, word, author, old, "Xerxes"):
                assert trace.encode() not in data, (name, trace)
                assert trace.lower().encode() not in data, (name, trace)
            assert not any(vector.tobytes()[:64] in data for vector in vectors), name
        assert not list((corpus.path / "uploads").rglob("*.txt"))
        with pytest.raises(InputError):
            corpus.document(old)
        assert len(corpus.sources()) == 1
    for name, data in bytes_of(tmp_path / "corpus").items():
        assert canary.encode() not in data, name
    assert secret.exists()  # the user's own file is the user's


def test_forgetting_takes_the_older_versions_along(corpus: Corpus, papers: Path) -> None:
    versions = [by_name(corpus, "Lisk.txt")]
    for number in range(2):
        write(papers / "Lisk.txt", text_about("Lisk") + f"\n\nEdition {number} canary{number}x.")
        then = time.time() - 50 + number
        os.utime(papers / "Lisk.txt", (then, then))
        corpus.add(papers)
        versions.append(by_name(corpus, "Lisk.txt"))
    corpus.forget([versions[-1]])
    for version in versions:
        with pytest.raises(InputError):
            corpus.document(version)
    assert all(b"canary0x" not in data for data in bytes_of(corpus.path).values())
    # Adding it again finds nothing of it.
    embedded = corpus.counters["embedded"]
    assert len(corpus.add(papers).added) == 1
    assert corpus.counters["embedded"] > embedded


def test_forgetting_an_unknown_id_deletes_nothing(corpus: Corpus) -> None:
    with pytest.raises(InputError):
        corpus.forget([by_name(corpus, "Lisk.txt"), "nope"])
    with pytest.raises(InputError, match="not one string"):
        corpus.remove(by_name(corpus, "Lisk.txt"))
    assert len(corpus.sources()) == 6


# Generations, threads, other processes


def test_readers_swap_on_a_new_generation(corpus: Corpus, papers: Path) -> None:
    with Corpus.open(corpus.path) as reader:
        query = reader.embedder.embed_query("canal of Nova")
        assert "nova.txt" not in {p.source.name for p, _ in reader.match_vectors(query, 100)}
        before = reader.generation
        write(papers / "nova.txt", text_about("Nova"))
        corpus.add(papers)
        assert reader.generation > before
        assert "nova.txt" in {p.source.name for p, _ in reader.match_vectors(query, 100)}
        assert search("canal of Nova", reader)[0].source.name == "nova.txt"
        corpus.forget([by_name(corpus, "nova.txt")])
        assert "nova.txt" not in {p.source.name for p, _ in reader.match_vectors(query, 100)}


def test_threads_read_whole_generations_while_one_writes(corpus: Corpus, papers: Path) -> None:
    stop = threading.Event()
    wrong: list[str] = []
    asked = [0]
    gone: set[str] = set()

    def read() -> None:
        while not stop.is_set():
            for passage in search("Who built the pier?", corpus, 20):
                try:
                    document = corpus.document(passage.source.id)
                except InputError:  # forgotten after it was found
                    gone.add(passage.source.name)
                    continue
                if passage.text != passage.span.of(document.text):
                    wrong.append(passage.text)
            asked[0] += 1

    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(read) for _ in range(6)]
        try:
            for number in range(8):
                write(papers / "turn.txt", text_about(f"Turn{number}", 10))
                then = time.time() - 50 + number
                os.utime(papers / "turn.txt", (then, then))
                corpus.add(papers)
            corpus.forget([by_name(corpus, "turn.txt")])
        finally:
            stop.set()
        for reader in readers:
            reader.result()
    assert wrong == []
    assert gone <= {"turn.txt"}
    assert asked[0] > 0


def test_threads_queue_up_to_write(corpus: Corpus, tmp_path: Path) -> None:
    for number in range(6):
        write(tmp_path / f"t{number}.txt", text_about(f"Thread{number}", 5))
    with ThreadPoolExecutor(6) as pool:
        reports = list(pool.map(lambda n: corpus.add(tmp_path / f"t{n}.txt"), range(6)))
    assert all(len(report.added) == 1 for report in reports)
    assert len(corpus.sources()) == 12
    assert corpus.pending == 0


def test_a_second_writer_is_told_who_writes(corpus: Corpus, papers: Path) -> None:
    patient = CorpusSettings(lock_seconds=0.1)
    with (
        Corpus.open(corpus.path, settings=patient) as second,
        WriteLock(corpus.path).held(),
        pytest.raises(CorpusLocked, match=rf"process {os.getpid()}") as caught,
    ):
        second.add(papers)
    assert caught.value.retryable
    with Corpus.open(corpus.path, settings=patient) as second:
        assert len(second.add(papers).unchanged) == 6


def test_a_full_disk_while_adding_loses_nothing(corpus: Corpus, papers: Path) -> None:
    expected = search("Who built the pier of Lisk?", corpus)
    with corpus._lock.held(), corpus._store.writing() as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages + 10}")
    write(papers / "large.txt", text_about("Large", 2_000))
    with pytest.raises(CorpusFull):
        corpus.add(papers)
    assert search("Who built the pier of Lisk?", corpus) == expected
    assert len(corpus.add(papers).added) == 1


def test_flagged_citations_are_kept(corpus: Corpus) -> None:
    case = {"id": "x1", "question": "Wer?", "evidence": [[{"file": "a", "quote": "“ä”"}]]}
    corpus.save_case(case)
    corpus.close()
    with Corpus.open(corpus.path) as again:
        assert again.cases() == [json.loads(json.dumps(case))]
        with pytest.raises(InputError, match="cannot be kept"):
            again.save_case({"x": object()})
        with pytest.raises(InputError, match="cannot be kept"):
            again.save_case({"x": float("nan")})


def test_aliases_are_kept(corpus: Corpus) -> None:
    corpus.set_aliases([["Türkiye", "Turkey"], ["a", "b"]])
    corpus.set_aliases([["Türkiye", "Turkey"]])
    assert corpus.aliases == (("Türkiye", "Turkey"),)
