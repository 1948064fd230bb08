"""The stock pipeline as a rival: its chunks are spans, its search is the plain nearest one."""

from __future__ import annotations

import json

import numpy as np
import pytest

from eval import rivals
from eval.cli import run
from eval.records import QuestionCase
from eval.rivals import CHUNK_CHARACTERS, LangchainRival, split

pytest.importorskip("langchain_text_splitters")
LONG = "\n\n".join(f"Paragraph {n} tells of pier {n}. " + "It is long. " * 30 for n in range(12))


class Letters:
    """Embeds by counting letters: deterministic, and near means alike."""

    def encode(self, texts, show_progress_bar=False):
        assert all("\n" not in text for text in texts), "as langchain-huggingface does"
        rows = np.array([[text.lower().count(c) for c in "abcdefghijklmnopqrstuvwxyz0123456789"]
                         for text in texts], dtype=np.float32)  # fmt: skip
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@pytest.fixture(autouse=True)
def _no_model(monkeypatch):
    monkeypatch.setattr(rivals, "_load_model", lambda folder: Letters())


def build(texts):
    rival = LangchainRival()
    rival.build(texts)
    return rival


def test_chunks_are_spans_of_the_text_and_cover_it():
    chunks = split("a", LONG)
    assert len(chunks) > 5
    for chunk in chunks:
        assert LONG[chunk.start : chunk.end] == chunk.text
        assert len(chunk.text) <= CHUNK_CHARACTERS
    covered = set()
    for chunk in chunks:
        covered.update(range(chunk.start, chunk.end))
    assert all(LONG[i].isspace() for i in set(range(len(LONG))) - covered)


def test_the_same_text_twice_keeps_its_own_places():
    text = "Same line.\n\n" * 300
    starts = [chunk.start for chunk in split("a", text)]
    assert starts == sorted(set(starts))


def test_search_agrees_with_brute_force_and_keeps_to_the_files_asked():
    rival = build({"a": LONG, "b": "Quay zebra quiz. " * 90})
    rows = Letters().encode([c.text.replace("\n", " ") for c in rival.chunks])
    query = Letters().encode(["zebra quiz"])[0]
    cosines = {(c.file, c.start): row @ query for c, row in zip(rival.chunks, rows, strict=True)}
    found = [cosines[f.file, f.start] for f in rival.retrieve("zebra quiz", 5)]
    assert found == pytest.approx(sorted(cosines.values(), reverse=True)[:5]), "ties either way"
    assert {f.file for f in rival.retrieve("zebra quiz", 5, ("a",))} == {"a"}
    response = rival.ask(QuestionCase("q", "zebra quiz"))
    assert response.retrieved is not None
    assert len(response.retrieved) == min(10, len(rival.chunks))
    assert response.search_seconds is not None


def test_a_saved_pipeline_reads_back_the_same(tmp_path):
    rival = build({"a": LONG})
    rival.save(tmp_path)
    again = LangchainRival.load(tmp_path)
    assert again.retrieve("pier 7", 3) == rival.retrieve("pier 7", 3)


def test_an_empty_pipeline_finds_nothing():
    assert build({}).retrieve("x", 3) == ()


def test_vouch_eval_against_langchain(tmp_path, capsys):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text(LONG, encoding="utf-8")
    quote = "Paragraph 7 tells of pier 7."
    case = {"id": "q", "question": "What tells of pier 7?",
            "evidence": [[{"file": "a.txt", "quote": quote}]]}  # fmt: skip
    rows = [{"vouch_questions": 1, "documents": "docs"}, case]
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    out = tmp_path / "out"
    arguments = [str(path), "--search-only", "--against", "langchain", "--out", str(out)]
    assert run(arguments) == 0
    shown = capsys.readouterr().out
    assert "search against the stock langchain pipeline" in shown
    assert "ours: indexed 1 documents" in shown
    assert " vs " in shown
    assert "stock langchain pipeline" in (out / "report.html").read_text(encoding="utf-8")
    against = json.loads((out / "summary.json").read_text(encoding="utf-8"))["against"]
    assert against["ours"]["metrics"]["R@5"]["value"] == 1.0
    assert against["theirs"]["engine"] == "langchain"
    assert len((out / "run-langchain.jsonl").read_text().splitlines()) == 2
    assert run(arguments) == 0, "taken up, the rival too"
