"""The table of times: its documents, its questions, its numbers, and one run from end to end."""

from __future__ import annotations

import io
import json
import re
import tarfile

import pytest

from eval.benchmarks import timing
from eval.benchmarks.timing import (
    Timed,
    draw_questions,
    main,
    percentile,
    write_documents,
    write_table,
)
from index.errors import InputError

TEXTS = {
    "Pier": "The pier of Orm was built in 1911.\n\nThe guild paid for it. " * 10,
    "Canal": "The canal of Vess carries salt.\n\nIt froze in 1954. " * 10,
    "Lamp": "The lamp of Hale burned oil until 1880. " * 10,
}


@pytest.fixture
def data(tmp_path):
    articles = tmp_path / "data" / timing.ARTICLES
    questions = tmp_path / "data" / timing.QUESTIONS
    articles.parent.mkdir(parents=True)
    questions.parent.mkdir(parents=True)
    with tarfile.open(articles, "w:gz") as archive:
        for title, text in TEXTS.items():
            member = tarfile.TarInfo(f"articles/{title}.txt")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    asked = [
        "When was the pier of Orm built?",
        "Who paid for the pier?",
        "When did the canal freeze?",
        "What does the canal carry?",
        "Who lit the lamp?",
        "What did the lamp burn?",
    ]
    squad = {
        "data": [
            {
                "title": "Canal" if "canal" in question else "Pier",
                "paragraphs": [{"context": "", "qas": [{"question": question}]}],
            }
            for question in asked
        ]
    }
    questions.write_text(json.dumps(squad), encoding="utf-8")
    return tmp_path / "data"


def test_questions_are_the_same_for_the_same_seed(data):
    drawn = draw_questions(data / timing.QUESTIONS, 4)
    assert drawn == draw_questions(data / timing.QUESTIONS, 4)
    assert len(set(drawn)) == 4
    assert len(draw_questions(data / timing.QUESTIONS, 99)) == 6


def test_what_is_no_data_is_named(data, tmp_path):
    (tmp_path / "squad.json").write_text('{"data": [{}]}', encoding="utf-8")
    with pytest.raises(InputError, match="not SQuAD"):
        draw_questions(tmp_path / "squad.json", 2)
    with pytest.raises(InputError, match="cannot be read"):
        write_documents(tmp_path, tmp_path / "squad.json", (), 100)
    assert main([str(tmp_path), "--sizes", "2"]) == InputError.exit_code


def test_articles_asked_about_come_first_and_copies_differ(data, tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    assert write_documents(folder, data / timing.ARTICLES, ["Pier"], 100) == 1
    (only,) = folder.iterdir()
    assert only.name == "Pier-1.txt"
    assert only.read_text(encoding="utf-8") == TEXTS["Pier"][:100] + "\n"
    total = sum(map(len, TEXTS.values()))
    assert write_documents(folder, data / timing.ARTICLES, ["Canal"], 2 * total + 10) == 3
    contents = [path.read_bytes() for path in folder.iterdir()]
    assert len(set(contents)) == len(contents) == 7
    written = sum(len(content) for content in contents)
    assert 2 * total < written < 2 * total + 400


def test_the_table_says_what_was_measured():
    times = tuple(n / 100 for n in range(1, 101))
    small = Timed(4, 1, 1, "bundled", 1.5, 0.9, times, (0.004,) * 100, 200 * 2**20)
    large = Timed(99_876, 2_500, 6, "hashing", 130.2, 12.4, times, (0.05,) * 100, None)
    page = write_table([small, large], 2, 0.3)
    row = "| 4 | 1 | bundled | 0.51 s | 0.95 s | 4.0 ms | 0.90 s | 200 MB | 1.50 s |"
    assert row in page.splitlines()
    row = "| 99,876 | 2,500 | hashing | 0.51 s | 0.95 s | 50 ms | 12 s | not known | 130 s |"
    assert row in page.splitlines()
    assert "For 99,876 passages the articles are repeated (6 copies)" in page
    assert "*hashing*: words hashed" in page
    assert "2 cores" in page
    assert "load 0.3 when it began" in page
    assert "hashed" not in write_table([small], 1, None)


def test_percentiles_lie_between_the_nearest_times():
    assert percentile([3.0], 95) == 3.0
    assert percentile([1.0, 2.0, 3.0], 50) == 2.0
    assert percentile([float(n) for n in range(101)], 95) == 95.0


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_whole_run_measures_and_keeps_its_corpora(data, tmp_path, capsys):
    work = tmp_path / "work"
    arguments = [str(data), "--sizes", "2:hashing", "--questions", "2", "--work", str(work)]
    assert main([*arguments, "--out", str(tmp_path / "table.md")]) == 0
    page = capsys.readouterr().out
    assert (tmp_path / "table.md").read_text(encoding="utf-8") == page
    assert re.search(r"^\| \d+ \| \d \| hashing \| [\d.]+ m?s \|", page, re.M)
    made = (work / "2-hashing" / "made.json").stat().st_mtime_ns
    assert main(arguments) == 0
    assert (work / "2-hashing" / "made.json").stat().st_mtime_ns == made
