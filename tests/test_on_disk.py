"""What becomes of files after they were read: nothing is hidden, nothing taken away by itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from corpora import write

from index.corpus import Corpus
from index.on_disk import FileState, file_state
from index.store_rows import FileRow
from retrieval.search import search

TEXTS = {
    "mole.md": "# The mole\n\nThe mole of Vess was raised in 1911 by the pilots of the town.",
    "quay.md": "# The quay\n\nThe quay of Orm was paved with slate from the northern hills.",
    "deep/light.md": "# The light\n\nThe light of Hale burned oil until the cable was laid.",
}


@pytest.fixture
def papers(tmp_path):
    for name, text in TEXTS.items():
        write(tmp_path / "papers" / name, text)
    return tmp_path / "papers"


@pytest.fixture
def corpus(tmp_path, papers):
    with Corpus.open(tmp_path / "corpus", embeddings="hashing") as opened:
        opened.add(papers)
        yield opened


def states(corpus):
    found = corpus.file_states()
    return {source.name: found[source.id] for source in corpus.sources()}


def test_files_as_they_were_read_are_the_same(corpus):
    assert set(states(corpus).values()) == {FileState.SAME}


def test_a_deleted_file_is_missing_and_still_searched(corpus, papers):
    (papers / "mole.md").unlink()
    assert states(corpus)["mole.md"] is FileState.MISSING
    assert "1911" in search("When was the mole of Vess raised?", corpus)[0].text


def test_a_deleted_folder_takes_its_files_with_it(corpus, papers):
    (papers / "deep" / "light.md").unlink()
    (papers / "deep").rmdir()
    assert states(corpus)["light.md"] is FileState.MISSING


@pytest.mark.parametrize("text", [TEXTS["quay.md"] + " More.", TEXTS["quay.md"].upper()])
def test_an_edited_file_has_changed_whatever_its_size(corpus, papers, text):
    write(papers / "quay.md", text, age=30)
    assert states(corpus)["quay.md"] is FileState.CHANGED


def test_a_file_that_was_only_touched_has_not_changed(corpus, papers):
    write(papers / "quay.md", TEXTS["quay.md"], age=5)
    assert states(corpus)["quay.md"] is FileState.SAME


def test_a_change_right_after_reading_is_seen_though_size_and_time_are_the_same(tmp_path):
    path = tmp_path / "a.md"
    write(path, "The toll was four crowns.", age=0)
    with Corpus.open(tmp_path / "corpus", embeddings="hashing") as corpus:
        corpus.add(path)
        stamp = path.stat().st_mtime_ns
        path.write_text("The toll was nine crowns.", encoding="utf-8")
        os.utime(path, ns=(stamp, stamp))
        assert states(corpus) == {"a.md": FileState.CHANGED}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path):
    path = tmp_path / "pipe.md"
    os.mkfifo(path)
    empty = FileRow(str(path), "0" * 64, path.stat().st_size, 0, settled=False, beside="")
    assert file_state(empty) is FileState.CHANGED


def test_a_copy_elsewhere_keeps_a_document_from_being_missing(tmp_path, papers):
    write(papers / "copy.md", TEXTS["quay.md"])
    with Corpus.open(tmp_path / "corpus", embeddings="hashing") as corpus:
        corpus.add(papers)
        (papers / "quay.md").unlink()
        assert FileState.MISSING not in corpus.file_states().values()


@pytest.mark.skipif(os.name == "nt", reason="permissions are POSIX")
def test_what_cannot_be_looked_at_is_not_called_missing(corpus, papers, monkeypatch):
    real = Path.stat

    def refuse(self, **options):
        if self.name == "quay.md":
            raise PermissionError(13, "Permission denied")
        return real(self, **options)

    monkeypatch.setattr(Path, "stat", refuse)
    assert states(corpus)["quay.md"] is FileState.UNREADABLE
    assert corpus.remove_missing() == ()


def test_a_superseded_version_has_the_state_of_the_file_that_replaced_it(corpus, papers):
    (old,) = [source for source in corpus.sources() if source.name == "quay.md"]
    write(papers / "quay.md", "The quay of Orm was paved with brick.", age=30)
    corpus.add(papers)
    assert corpus.file_states([old]) == {old.id: FileState.SAME}
    write(papers / "quay.md", "The quay of Orm was never paved.", age=20)
    assert corpus.file_states([old]) == {old.id: FileState.CHANGED}


def test_adding_the_folder_again_mentions_what_is_missing_and_keeps_it(corpus, papers):
    (papers / "mole.md").unlink()
    (gone,) = [source.id for source in corpus.sources() if source.name == "mole.md"]
    report = corpus.add(papers)
    assert report.missing == (gone,)
    assert len(report.unchanged) == 2
    assert gone in {source.id for source in corpus.sources()}


def test_only_the_folders_given_are_spoken_of(corpus, papers):
    (papers / "mole.md").unlink()
    assert corpus.add(papers / "deep").missing == ()
    assert len(corpus.add([papers / "deep", papers]).missing) == 1


def test_a_folder_that_lost_every_file_mentions_all(corpus, papers):
    for name in TEXTS:
        (papers / name).unlink()
    assert len(corpus.add(papers).missing) == 3


def test_a_renamed_file_is_not_missing(corpus, papers):
    (papers / "mole.md").rename(papers / "pier.md")
    assert corpus.add(papers).missing == ()
    assert states(corpus)["pier.md"] is FileState.SAME


def test_removing_the_missing_keeps_their_texts_and_lets_them_come_back(corpus, papers):
    (papers / "mole.md").unlink()
    (gone,) = corpus.remove_missing()
    assert gone.name == "mole.md"
    assert len(corpus.sources()) == 2
    assert "1911" in corpus.document(gone.id).text
    assert corpus.remove_missing() == ()
    assert corpus.add(papers).missing == ()
    write(papers / "mole.md", TEXTS["mole.md"])
    assert corpus.add(papers).added == (gone.id,)
    assert "1911" in search("When was the mole of Vess raised?", corpus)[0].text


def test_a_document_the_user_removed_stays_removed_when_its_folder_is_added(corpus, papers):
    (gone,) = [source.id for source in corpus.sources() if source.name == "mole.md"]
    corpus.remove([gone])
    corpus.add(papers)
    assert gone not in {source.id for source in corpus.sources()}


def test_an_uploaded_copy_does_not_miss_its_original(tmp_path, papers):
    with Corpus.open(tmp_path / "corpus", embeddings="hashing") as corpus:
        corpus.add(papers, copy=True)
        (papers / "mole.md").unlink()
        assert set(states(corpus).values()) == {FileState.SAME}


def test_a_corpus_opened_for_reading_can_be_asked(corpus, papers, tmp_path):
    (papers / "mole.md").unlink()
    with Corpus.open(tmp_path / "corpus", read_only=True) as reader:
        assert list(reader.file_states().values()).count(FileState.MISSING) == 1
