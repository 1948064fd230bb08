"""What was written for Vouch to learn from: read whole, split by paragraph, fit to train on."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from training.examples import QuestionItems
from training.written_sets import (
    FOLDER,
    SOURCE,
    Paragraph,
    part_of,
    read_written,
    written_pairs,
    written_questions,
)

SENTENCES = [
    "The ferry firm let 40 deckhands go in March.",
    "It said that fuel had become too dear.",
    "The union called a meeting in Ostrel.",
]


def a_row(number: int) -> dict[str, object]:
    return {
        "id": f"boats-{number:03}",
        "topic": "boats",
        "sentences": SENTENCES,
        "questions": [
            {"kind": "paraphrase", "q": "How many sailors lost work?", "at": [0], "answer": "40"},
            {"kind": "why", "q": "What drove the cuts?", "at": [1], "answer": ""},
            {"kind": "near_miss", "q": "Who let the union meet?", "at": [], "near": 2},
        ],
        "statements": [
            {"label": "entailed", "s": "Forty sailors were dismissed.", "at": [0]},
            {"label": "contradicted", "s": "Nobody was dismissed in March.", "at": [0]},
        ],
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [json.dumps(a_row(number)) for number in range(40)]
    (tmp_path / "boats.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return tmp_path


def test_every_paragraph_is_in_one_part(folder: Path) -> None:
    parts = [[p.id for p in read_written(part, folder)] for part in ("train", "fit", "test")]
    assert sorted([*parts[0], *parts[1], *parts[2]]) == [f"boats-{n:03}" for n in range(40)]
    assert len(parts[0]) > len(parts[1]) + len(parts[2]) > 0


def test_questions_point_at_their_answer(folder: Path) -> None:
    other_words, whole, miss = list(written_questions("train", folder))[:3]
    assert other_words.context == " ".join(SENTENCES)
    assert [other_words.context[s:e] for s, e in other_words.spans] == ["40"]
    assert [whole.context[s:e] for s, e in whole.spans] == [SENTENCES[1]]
    assert miss.impossible
    assert [miss.context[s:e] for s, e in miss.spans] == [SENTENCES[2]]


def test_statements_stand_beside_their_sentence_and_what_is_around_it(folder: Path) -> None:
    alone, near = list(written_pairs("train", folder))[:2]
    assert alone.evidence == SENTENCES[0]
    assert near.evidence == f"{SENTENCES[0]} {SENTENCES[1]}"
    assert alone.label == near.label == "entailed"


def test_a_near_miss_is_trained_on_beside_the_sentence_that_comes_closest(folder: Path) -> None:
    records = [r for r in written_questions("train", folder) if r.impossible]
    item = QuestionItems(records, Random(1)).make(SOURCE, long=0.0)
    assert item[0].second == SENTENCES[2]
    assert {pair.answers for pair in item} == {0}


def test_a_whole_sentence_is_no_short_answer(folder: Path) -> None:
    records = [r for r in written_questions("train", folder) if "cuts" in r.question]
    items = QuestionItems(records, Random(1))
    for long in (0.0, 1.0):
        first = items.make(SOURCE, long=long)[0]
        assert first.answers == 1
        assert first.span is None


def _rows() -> list[tuple[str, Paragraph]]:
    return [(part_of(p.id), p) for part in ("train", "fit", "test") for p in read_written(part)]


def test_what_is_shipped_is_whole() -> None:
    seen = [paragraph.id for _, paragraph in _rows()]
    assert len(seen) == len(set(seen)) > 100
    for _, paragraph in _rows():
        last = len(paragraph.sentences)
        for question in paragraph.questions:
            assert question.kind in {"paraphrase", "fact", "why", "near_miss"}
            assert all(0 <= at < last for at in (*question.at, question.near))
            assert bool(question.at) is (question.kind != "near_miss")
            assert question.answer in paragraph.joined(question.at)
        for statement in paragraph.statements:
            assert statement.label in {"entailed", "neutral", "contradicted"}
            assert statement.at
            assert all(0 <= at < last for at in statement.at)


def test_nothing_shipped_stands_in_the_sample() -> None:
    """What is measured must not be trained on: no run of ten words in common."""
    from index.sample_corpus import sample_folder
    from training.overlap import RUN, normalised

    def runs(text: str) -> set[tuple[str, ...]]:
        words = normalised(text)
        return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}

    sample = set()
    for path in sample_folder().rglob("*"):
        if path.suffix in {".md", ".txt", ".html"}:
            sample |= runs(path.read_text("utf-8"))
    assert sample
    assert FOLDER.is_dir()
    assert not any(runs(paragraph.text) & sample for _, paragraph in _rows())
