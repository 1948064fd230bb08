"""Adding files: what is picked up, what is done again and what is not, metadata, bad input."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import by_name, write

from index import ingest, regions
from index.corpus import Corpus, CorpusSettings
from index.errors import InputError
from index.ingest import Ingest, clean
from index.limits import Limits
from index.records import Origin, Parsed
from index.uploads import safe_name
from retrieval.search import search

PIER = "The pier of Lisk was paid for by the fishers. It was opened in 1904 by the mayor."
MOLE = "The mole was built by the state. Its stones came from the quarry at Hale."


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with Corpus.open(tmp_path / "corpus", embeddings="hashing") as opened:
        yield opened


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "deep" / "er").mkdir(parents=True)
    write(folder / "pier.txt", PIER)
    write(folder / "deep" / "er" / "mole.md", MOLE)
    return folder


def found(corpus: Corpus, question: str) -> list[str]:
    return [passage.source.name for passage in search(question, corpus)]


# What is picked up


def test_folders_are_read_to_the_bottom(corpus: Corpus, papers: Path) -> None:
    report = corpus.add([papers])
    assert [source.name for source in corpus.sources()] == ["mole.md", "pier.txt"]
    assert len(report.added) == 2
    assert report.skipped == ()
    assert found(corpus, "Who paid for the pier?")[0] == "pier.txt"


def test_hidden_files_links_out_pipes_and_strangers(
    corpus: Corpus, papers: Path, tmp_path: Path
) -> None:
    write(tmp_path / "secret.txt", "The secret is out.")
    (papers / ".git").mkdir()
    write(papers / ".git" / "x.txt", "hidden")
    write(papers / ".note.txt", "hidden")
    (papers / "out.txt").symlink_to(tmp_path / "secret.txt")
    (papers / "loop").symlink_to(papers)
    (papers / "nowhere.txt").symlink_to(papers / "missing.txt")
    (papers / "inside.txt").symlink_to(papers / "pier.txt")
    os.mkfifo(papers / "pipe.txt")
    write(papers / "song.mp3", "la la")
    write(papers / "refs.bib", "")
    report = corpus.add([papers])
    assert len(report.added) == 2
    reasons = {Path(skip.path).name: skip.reason for skip in report.skipped}
    assert set(reasons) == {"out.txt", "nowhere.txt", "pipe.txt", "song.mp3"}
    assert "out of the folder" in reasons["out.txt"]
    assert "regular" in reasons["pipe.txt"]
    assert "type" in reasons["song.mp3"]
    assert all(skip.fix for skip in report.skipped)


def test_a_link_the_user_names_is_followed(corpus: Corpus, papers: Path, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(papers / "pier.txt")
    assert len(corpus.add(tmp_path / "link.txt").added) == 1


def test_the_corpus_itself_is_never_read(tmp_path: Path) -> None:
    write(tmp_path / "pier.txt", PIER)
    with Corpus.open(tmp_path / "index", embeddings="hashing") as corpus:
        corpus.add([tmp_path], copy=True)
        report = corpus.add([tmp_path])
        assert report.added == ()
        assert len(corpus.sources()) == 1


def test_bad_paths_are_listed_and_the_others_go_on(
    corpus: Corpus, papers: Path, tmp_path: Path
) -> None:
    write(tmp_path / "empty.txt", "")
    write(tmp_path / "broken.pdf", "%PDF-1.4 nothing more")
    (tmp_path / "void").mkdir()
    report = corpus.add(
        [
            tmp_path / "missing.txt",
            tmp_path / "empty.txt",
            tmp_path / "broken.pdf",
            tmp_path / "void",
            papers,
        ]
    )
    assert len(report.added) == 2
    assert {Path(skip.path).name for skip in report.skipped} == {
        *("missing.txt", "empty.txt", "broken.pdf", "void")
    }
    assert all(skip.reason and skip.fix for skip in report.skipped)


def test_a_file_over_the_limit_is_listed_unread(tmp_path: Path, papers: Path) -> None:
    settings = CorpusSettings(limits=Limits(file_bytes=100))
    with Corpus.open(tmp_path / "c", embeddings="hashing", settings=settings) as corpus:
        write(papers / "pier.txt", "x" * 101)
        write(papers / "deep" / "er" / "mole.md", "y" * 100)
        report = corpus.add(papers)
        assert [Path(skip.path).name for skip in report.skipped] == ["pier.txt"]
        assert "limit" in report.skipped[0].reason
        assert corpus.counters["hashed"] == 1


def test_undecodable_names_and_lone_surrogates(corpus: Corpus, papers: Path) -> None:
    bad = os.fsencode(papers) + b"/bad\xff.txt"
    with open(bad, "w") as file:  # noqa: PTH123 (a bytes path)
        file.write("text")
    report = corpus.add(papers)
    assert len(report.added) == 2
    assert report.skipped[0].path.endswith("bad\ufffd.txt")
    mended = clean(Parsed("a\ud800b", "text/plain", declared={"authors": ("\udfff",)}))
    assert mended.text == "a\ufffdb"
    assert mended.declared == {"authors": ("\ufffd",)}


def test_nul_stays_in_place(corpus: Corpus, papers: Path) -> None:
    write(papers / "nul.txt", "The pier\x00 stands. The quay\x00 fell.")
    corpus.add(papers)
    document = corpus.document(by_name(corpus, "nul.txt"))
    for sentence in corpus.sentences(document.source.id):
        assert sentence.span.of(document.text)
    for passage in corpus.passages(document.source.id):
        assert passage.text == passage.span.of(document.text)


def test_a_document_that_breaks_the_reader_harms_itself_only(
    corpus: Corpus, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = regions.find_regions

    def fail(parsed: Parsed) -> object:
        if "pier" in parsed.text:
            raise RecursionError("too deep")
        return whole(parsed)

    monkeypatch.setattr(ingest, "find_regions", fail)
    report = corpus.add(papers)
    assert len(report.added) == 1
    assert Path(report.skipped[0].path).name == "pier.txt"
    assert "RecursionError" in report.skipped[0].reason
    monkeypatch.undo()
    assert len(corpus.add(papers).added) == 1


def test_interrupted_work_keeps_what_was_read(corpus: Corpus, papers: Path) -> None:
    def interrupt(done: int, total: int, label: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        corpus.add(papers, progress=interrupt)
    assert [source.name for source in corpus.sources()] == ["mole.md"]
    assert len(corpus.add(papers).added) == 1
    assert corpus.pending == 0


# What is done again and what is not


def test_unchanged_files_are_not_even_opened(
    corpus: Corpus, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = corpus.add(papers)
    before, generation = dict(corpus.counters), corpus.generation

    def refuse(self: Ingest, path: Path, size: int) -> bytes:
        raise AssertionError(path)

    monkeypatch.setattr(Ingest, "_read", refuse)
    again = corpus.add(papers)
    assert again.unchanged == first.added
    assert (again.added, again.updated, again.skipped) == ((), (), ())
    assert dict(corpus.counters) == before
    assert corpus.generation == generation


def test_a_touched_file_is_hashed_but_not_parsed(corpus: Corpus, papers: Path) -> None:
    corpus.add(papers)
    parsed, embedded = corpus.counters["parsed"], corpus.counters["embedded"]
    os.utime(papers / "pier.txt", (1, 1))
    report = corpus.add(papers)
    assert len(report.unchanged) == 2
    assert corpus.counters["hashed"] == 3
    assert (corpus.counters["parsed"], corpus.counters["embedded"]) == (parsed, embedded)
    corpus.add(papers)
    assert corpus.counters["hashed"] == 3


def test_a_file_written_just_now_is_not_trusted(corpus: Corpus, papers: Path) -> None:
    write(papers / "pier.txt", PIER, age=0)
    corpus.add(papers)
    stat = (papers / "pier.txt").stat()
    (papers / "pier.txt").write_text(PIER.replace("1904", "1905"), encoding="utf-8")
    os.utime(papers / "pier.txt", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    report = corpus.add(papers)
    assert len(report.updated) == 1


def test_a_changed_file_supersedes_its_old_version(corpus: Corpus, papers: Path) -> None:
    corpus.add(papers)
    old = by_name(corpus, "pier.txt")
    write(papers / "pier.txt", PIER.replace("1904", "1911"), age=30)
    report = corpus.add(papers)
    new = by_name(corpus, "pier.txt")
    assert report.updated == (new,)
    assert len(report.unchanged) == 1
    assert {source.id for source in corpus.sources(include_superseded=True)} == {
        *(old, new, by_name(corpus, "mole.md"))
    }
    assert "1904" in corpus.document(old).text
    assert corpus.sentences(old)
    assert corpus.passages(old)
    for question in ("1904 mayor", "1911 mayor"):
        texts = [passage.text for passage in search(question, corpus)]
        assert any("1911" in text for text in texts)
        assert not any("1904" in text for text in texts)
    assert dict(corpus.vocabulary("190")) == {}
    # And back: the old version is neither parsed nor embedded again.
    before = dict(corpus.counters)
    write(papers / "pier.txt", PIER, age=20)
    assert corpus.add(papers).updated == (old,)
    assert corpus.counters["parsed"] == before["parsed"]
    assert corpus.counters["embedded"] == before["embedded"]
    assert by_name(corpus, "pier.txt") == old
    assert corpus.vocabulary("190")["1904"] == 1


def test_a_small_edit_embeds_little(corpus: Corpus, papers: Path) -> None:
    paragraphs = [
        f"Chapter {n} is about the pier of town {n}. " + f"It has {n} arches of stone. " * 12
        for n in range(30)
    ]
    write(papers / "long.txt", "\n\n".join(paragraphs))
    corpus.add(papers)
    before = corpus.counters["embedded"]
    assert before > 30
    paragraphs[14] = paragraphs[14].replace("14 arches", "15 arches")
    write(papers / "long.txt", "\n\n".join(paragraphs), age=30)
    corpus.add(papers)
    assert 0 < corpus.counters["embedded"] - before <= 4


def test_the_same_bytes_are_one_source(corpus: Corpus, papers: Path) -> None:
    write(papers / "copy.txt", PIER)
    report = corpus.add(papers)
    assert len(corpus.sources()) == 2
    assert len(report.added) == 2
    assert len(report.unchanged) == 1
    # The copy changes: the original stays as it is.
    write(papers / "copy.txt", PIER + " It fell.", age=30)
    report = corpus.add(papers)
    assert len(report.updated) == 1
    assert len(corpus.sources()) == 3


def test_a_renamed_file_keeps_its_id_and_costs_nothing(corpus: Corpus, papers: Path) -> None:
    corpus.add(papers)
    before = corpus.counters["embedded"], corpus.counters["parsed"]
    old = by_name(corpus, "pier.txt")
    (papers / "pier.txt").rename(papers / "jetty.txt")
    report = corpus.add(papers)
    assert (corpus.counters["embedded"], corpus.counters["parsed"]) == before
    assert by_name(corpus, "jetty.txt") == old
    assert report.added == ()


def test_removed_stays_removed_until_it_is_named(corpus: Corpus, papers: Path) -> None:
    corpus.add(papers)
    pier = by_name(corpus, "pier.txt")
    corpus.remove([pier])
    corpus.add(papers)
    assert [source.name for source in corpus.sources()] == ["mole.md"]
    before = dict(corpus.counters)
    report = corpus.add(papers / "pier.txt")
    assert report.added == (pier,)
    assert corpus.counters["parsed"] == before["parsed"]
    assert found(corpus, "Who paid for the pier?")[0] == "pier.txt"


# Metadata


def test_the_manifest_is_applied_without_parsing_again(corpus: Corpus, papers: Path) -> None:
    corpus.add(papers)
    before = dict(corpus.counters)
    (papers / "vouch-sources.toml").write_text(
        'aliases = [["Lisk", "Liskhamn"]]\n'
        '["pier.txt"]\ntitle = "On the Pier"\nauthors = ["Ada Example"]\n'
        '["deep/er/mole.md"]\npublished = 2021-05-04\n',
        encoding="utf-8",
    )
    report = corpus.add(papers)
    assert len(report.unchanged) == 2
    assert dict(corpus.counters) == before
    pier = corpus.document(by_name(corpus, "pier.txt")).source
    assert (pier.title, pier.authors) == ("On the Pier", ("Ada Example",))
    assert pier.provenance["title"].origin is Origin.USER
    assert corpus.document(by_name(corpus, "mole.md")).source.published == "2021-05-04"
    assert corpus.aliases == (("Lisk", "Liskhamn"),)
    # The title is searched too.
    assert "pier.txt" in [p.source.name for p, _ in corpus.match_words(["On the Pier"], 1)]


def test_a_broken_manifest_is_listed_and_harms_nothing(corpus: Corpus, papers: Path) -> None:
    (papers / "vouch-sources.toml").write_text("title = ", encoding="utf-8")
    report = corpus.add(papers)
    assert len(report.added) == 2
    assert any("vouch-sources.toml" in skip.reason for skip in report.skipped)


def test_a_bibliography_beside_the_files_is_applied(corpus: Corpus, papers: Path) -> None:
    (papers / "library.bib").write_text(
        "@book{pier, title={The Pier}, author={Example, Ada}, year={2019}, file={pier.txt}}",
        encoding="utf-8",
    )
    corpus.add(papers)
    pier = corpus.document(by_name(corpus, "pier.txt")).source
    assert (pier.title, pier.published) == ("The Pier", "2019")
    assert pier.provenance["title"].origin is Origin.DECLARED


def test_what_the_user_set_outlasts_everything(corpus: Corpus, papers: Path) -> None:
    corpus.add(papers)
    corpus.set_metadata(by_name(corpus, "pier.txt"), title="Mine", genre="report")
    (papers / "vouch-sources.toml").write_text(
        '["pier.txt"]\ntitle = "Theirs"\npublisher = "Press"\n', encoding="utf-8"
    )
    corpus.add(papers)
    write(papers / "pier.txt", PIER + " More.", age=30)
    corpus.add(papers)
    source = corpus.document(by_name(corpus, "pier.txt")).source
    assert (source.title, source.genre, source.publisher) == ("Mine", "report", "Press")
    again = corpus.set_metadata(source.id, title=None)
    assert again.title == "Theirs"
    with pytest.raises(InputError, match="colour"):
        corpus.set_metadata(source.id, colour="red")
    with pytest.raises(InputError, match="genre"):
        corpus.set_metadata(source.id, genre="poem")
    with pytest.raises(InputError, match="no document"):
        corpus.set_metadata("0" * 64, title="x")


# Uploads


def test_uploads_are_copied_under_safe_names(corpus: Corpus, tmp_path: Path) -> None:
    upload = tmp_path / "-my <b>.txt"
    write(upload, PIER)
    report = corpus.add(upload, copy=True)
    upload.unlink()
    (source,) = corpus.sources()
    assert report.added == (source.id,)
    assert source.path is not None
    assert Path(source.path).is_relative_to(corpus.path / "uploads")
    assert source.name == "my _b_.txt"
    assert Path(source.path).read_text(encoding="utf-8") == PIER
    assert len(corpus.add(source.path).unchanged) == 1


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\nb\x00.txt", "a_b_.txt"),
        ("CON.txt", "_CON.txt"),
        ("...", "file"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        ("ä" * 150 + ".pdf", "ä" * 98 + ".pdf"),
        ("naïve paper (1).pdf", "naïve paper (1).pdf"),
    ],
)
def test_safe_names(given: str, safe: str) -> None:
    assert safe_name(given) == safe
    assert len(safe_name(given).encode()) <= 200


# Order of work


def test_words_find_a_document_before_its_vectors_are_made(corpus: Corpus, papers: Path) -> None:
    corpus.add(papers, embed=False)
    assert corpus.pending == 2
    assert corpus.counters["embedded"] == 0
    assert found(corpus, "Who paid for the pier?") == ["pier.txt"]
    assert corpus.fill() == 0
    assert len(found(corpus, "Who paid for the pier?")) == 2


def test_progress_counts_up_to_the_end(corpus: Corpus, papers: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    corpus.add(papers, progress=lambda done, total, label: steps.append((done, total, label)))
    assert [step for step in steps if step[2] != "embedding"] == [
        (0, 2, "mole.md"),
        (1, 2, "pier.txt"),
    ]
    assert steps[-1][:2] == (2, 2)


def test_adding_nothing_is_fine(corpus: Corpus) -> None:
    report = corpus.add([])
    assert (report.added, report.skipped) == ((), ())
    assert corpus.sources() == ()
    assert corpus.pending == 0
