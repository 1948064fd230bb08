"""Killed at any step, the corpus is the old one or the new one, whole.

A child process indexes and is stopped with `os._exit` at the n-th step of writing, so nothing is
flushed, closed or rolled back by anyone; the parent opens what is left and compares it with the
states before and after. The slow run kills at random moments instead.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from corpora import write

from index.corpus import Corpus
from index.errors import VouchError
from retrieval.search import search

ROOT = Path(__file__).resolve().parent.parent

CHILD = """
import os, sys
sys.path.insert(0, {root!r})
import index.ingest, index.generations
from index.corpus import Corpus
from index.language import detect_language
detect_language("The pier of Lisk was built by the guild of fishers.")

def work(folder, papers, action, stop):
    corpus = Corpus.open(folder, embeddings="hashing")
    steps = []
    def step(name):
        steps.append(name)
        if len(steps) == stop:
            print(name, flush=True)
            os._exit(9)
    corpus._store.step = step
    if action == "add":
        corpus.add(papers)
    elif action == "forget":
        corpus.forget([s.id for s in corpus.sources() if s.name == "a.txt"])
    print(len(steps), flush=True)
    os._exit(0)

action, papers, *victims = sys.argv[1:]
for victim in victims:
    folder, stop = victim.rsplit("=", 1)
    child = os.fork()
    if not child:
        try:
            work(folder, papers, action, int(stop))
        except BaseException as error:
            print(repr(error), flush=True)
            os._exit(1)
    os.waitpid(child, 0)
"""

LOOP = """
import os, sys
sys.path.insert(0, {root!r})
from index.corpus import Corpus
folder, papers = sys.argv[1:]
corpus = Corpus.open(folder, embeddings="hashing")
for number in range(10_000):
    path = os.path.join(papers, "turn%d.txt" % (number % 5))
    with open(path, "w") as file:
        file.write("Turn %d of the pier was paid by guild %d. " % (number, number) * 40)
    report = corpus.add(papers)
    for source_id in report.added + report.updated:
        print(source_id, flush=True)
    if number % 3 == 2:
        corpus.remove([s.id for s in corpus.sources()[:1]])
"""


def text(name: str) -> str:
    return "\n\n".join(
        f"The pier of {name} was built by guild {n}. The toll of {name} was {n} crowns."
        for n in range(20)
    )


def run_children(papers: Path, action: str, victims: list[tuple[Path, int]]) -> list[str]:
    """Stop one forked process after another; returns the names of the steps they stopped at."""
    done = subprocess.run(
        [
            *(sys.executable, "-c", CHILD.format(root=str(ROOT)), action, str(papers)),
            *(f"{folder}={stop}" for folder, stop in victims),
        ],
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    return done.stdout.split("\n")[:-1]


def check_whole(corpus: Corpus) -> frozenset[str]:
    """The invariants that hold in any state; returns the ids that are searched."""
    live = frozenset(source.id for source in corpus.sources())
    with corpus._store.reading() as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        words = {row for (row,) in db.execute("SELECT rowid FROM words")}
        searched = {
            row
            for (row,) in db.execute(
                "SELECT passages.id FROM passages JOIN documents ON documents.seq ="
                " passages.document WHERE state = 'live' AND kind IN ('body', 'notes')"
            )
        }
        assert words == searched
        files = corpus._vector_files()
        index = files.current(db) if files else None
        indexed = set() if index is None else {int(piece) for piece in index.ids}
        known = {piece for (piece,) in db.execute("SELECT id FROM pieces")}
        assert index is None or len(index) == len(indexed)
        # It may cover fewer pieces than the rows, never others.
        assert indexed <= known
    for source_id in live:
        document = corpus.document(source_id)
        for passage in corpus.passages(source_id):
            assert passage.text == passage.span.of(document.text)
    query = corpus.embedder.embed_query("pier of a")
    for passage, score in corpus.match_vectors(query, 500):
        assert passage.source.id in live
        assert np.isfinite(score)
    for passage in search("Who built the pier?", corpus, 50):
        assert passage.source.id in live
    return live


def prepared(tmp_path: Path) -> tuple[Path, Path]:
    """A corpus with a.txt and b.txt; then a.txt changes and c.txt comes."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for name in "ab":
        write(papers / f"{name}.txt", text(name))
    with Corpus.open(tmp_path / "corpus", embeddings="hashing") as corpus:
        corpus.add(papers)
    write(papers / "a.txt", text("a") + " It has a new end.")
    write(papers / "c.txt", text("c"))
    return tmp_path / "corpus", papers


def copy(folder: Path, to: Path) -> Path:
    to.mkdir()
    for path in folder.iterdir():
        if path.is_file():
            (to / path.name).write_bytes(path.read_bytes())
    return to


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("action", ["add", "forget"])
def test_killed_at_every_step_it_is_old_or_new(tmp_path: Path, action: str) -> None:
    folder, papers = prepared(tmp_path)
    with Corpus.open(copy(folder, tmp_path / "old")) as corpus:
        old = check_whole(corpus)
    end = copy(folder, tmp_path / "new")
    steps = int(run_children(papers, action, [(end, 0)])[0])
    with Corpus.open(end) as corpus:
        new = check_whole(corpus)
        changed = next((s.id for s in corpus.sources() if s.name == "a.txt"), "")
        answers = [(p.span, p.score) for p in search("Who built the pier of a?", corpus, 50)]
    assert old != new
    assert steps >= 8
    victims = [(copy(folder, tmp_path / f"at{n}"), n) for n in range(1, steps + 1)]
    seen = run_children(papers, action, victims)
    assert len(seen) == steps
    for (victim, _), step in zip(victims, seen, strict=True):
        with Corpus.open(victim) as corpus:
            state = check_whole(corpus)
            # Each commit is whole; adding commits documents as they come, so some may be new.
            assert state in (old, new, old | (new - {changed}), (old & new) | {changed}), step
            # Going on brings it to the end, and leaves no file behind that no row names.
            if action == "add":
                corpus.add(papers)
                again = [(p.span, p.score) for p in search("Who built the pier of a?", corpus, 50)]
                assert again == answers
            else:
                corpus.forget([s.id for s in corpus.sources() if s.name == "a.txt"])
            assert check_whole(corpus) == new
            files = [p.name for p in corpus.path.iterdir() if "vectors-" in p.name]
            assert len(files) == 1
    assert {"begun", "rows", "committed", "vectors_built", "vectors_written", "manifest"} <= set(
        seen
    )


def test_killed_while_it_is_created(tmp_path: Path) -> None:
    _, papers = prepared(tmp_path)
    (tmp_path / "fresh").mkdir()
    (tmp_path / "fresh" / "corpus.sqlite").touch()  # made, and nothing written yet
    with Corpus.open(tmp_path / "fresh", embeddings="hashing") as corpus:
        assert len(corpus.add(papers).added) == 3


def test_a_plain_copy_without_its_log_is_old_or_refused(tmp_path: Path) -> None:
    folder, papers = prepared(tmp_path)
    with Corpus.open(folder) as corpus:
        corpus.add(papers)
        bare = tmp_path / "bare"
        bare.mkdir()
        (bare / "corpus.sqlite").write_bytes((folder / "corpus.sqlite").read_bytes())
    try:
        with Corpus.open(bare) as again:
            check_whole(again)
    except VouchError:
        pass


def test_one_changed_byte_never_changes_a_quote(tmp_path: Path) -> None:
    folder, _ = prepared(tmp_path)
    with Corpus.open(folder) as corpus:
        texts = {source.id: corpus.document(source.id).text for source in corpus.sources()}
    good = (folder / "corpus.sqlite").read_bytes()
    draw = random.Random(11)
    refused = 0
    for _ in range(60):
        at = draw.randrange(100, len(good))
        (folder / "corpus.sqlite").write_bytes(
            good[:at] + bytes([good[at] ^ draw.randrange(1, 256)]) + good[at + 1 :]
        )
        try:
            with Corpus.open(folder, read_only=True) as corpus:
                for source in corpus.sources():
                    shown = corpus.document(source.id).text
                    assert shown == texts[source.id]
                search("Who built the pier?", corpus)
        except VouchError:
            refused += 1
    assert refused > 5


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_at_random_moments_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    folder, papers = prepared(tmp_path)
    draw = random.Random(7)
    for _ in range(60):
        child = subprocess.Popen(
            [sys.executable, "-c", LOOP.format(root=str(ROOT)), folder, papers],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        time.sleep(draw.uniform(0.5, 2.5))
        child.send_signal(signal.SIGKILL)
        output, _ = child.communicate()
        acknowledged = [line for line in output.split("\n")[:-1] if len(line) == 64]
        with Corpus.open(folder) as corpus:
            check_whole(corpus)
            known = {source.id for source in corpus.sources(include_superseded=True)}
            assert set(acknowledged) <= known
