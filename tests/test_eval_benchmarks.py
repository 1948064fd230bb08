"""The benchmark page is written from the suite's files and says what they say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from eval.adapters.formats import FORMATS
from eval.benchmarks import ablations, cold, page, suite, timing
from eval.benchmarks.page import write_page
from eval.benchmarks.suite import PAIRS, SETS, Entry, arguments_for
from eval.cli import _parser
from index.errors import InputError

ROOT = Path(__file__).parent.parent


def interval(value, count=100):
    return {"value": value, "low": value - 0.05, "high": value + 0.05, "count": count}


def summary(recall, **more):
    names = ("right_outcome", "evidence_any", "quote_exact", "speaker_score", "cited_characters")
    metrics = {name: interval(recall) for name in names}
    return {
        "questions": 100, "engine": "extractive", "metrics": metrics,
        "types": {"fact": interval(recall, 60)}, "made": {"vouch": "0.1.0", "python": "3.11"},
        "index": {"seconds": 1.5},
    } | more  # fmt: skip


@pytest.fixture
def runs(tmp_path):
    def put(name, data):
        (tmp_path / name).mkdir()
        (tmp_path / name / "summary.json").write_text(json.dumps(data))

    searched = {"metrics": {"R@5": interval(0.91), "search_seconds": interval(0.02)},
                "index": {"seconds": 7.0}}  # fmt: skip
    put("sample", summary(0.8123))
    put("squad", summary(0.7, against={"ours": searched, "theirs": searched | {"index": {}}}))
    put("scifact", summary(0.5))
    quality = {"balanced": interval(0.77, 349), "auroc": 0.8123}
    rows = [{"set": "WiCE", "grader": "own", "quality": quality}]
    (tmp_path / "verifier.json").write_text(json.dumps(rows))
    cold = {"starts": 5, "vouch answers": {"seconds": 0.61, "peak_bytes": 200 * 2**20}}
    (tmp_path / "cold.json").write_text(json.dumps(cold))
    return tmp_path


def test_the_page_says_what_the_files_say(runs):
    written = write_page(runs)
    assert "| Our contested sample, test split | 100 | 0.812 [0.76, 0.86] |" in written
    assert "| SQuAD 2.0, dev half | Vouch | 0.910 [0.86, 0.96] |" in written
    assert "| WiCE | own | 0.770 [0.72, 0.82] | 0.812 | 349 |" in written
    assert "| vouch answers | 0.61 | 200 |" in written
    assert "What these numbers don't show" in written
    assert "| fact | 0.812 [0.76, 0.86] | 60 |" in written
    answers = written.split("## Answers")[1].split("\n## ")[0]
    assert "SciFact" not in answers, "search alone has no answers"


def test_every_table_is_even(runs):
    for block in re.findall(r"(?:^\|.*\|\n)+", write_page(runs), re.MULTILINE):
        assert len({line.count("|") for line in block.splitlines()}) == 1


def test_the_page_is_written_and_an_empty_folder_refused(runs, tmp_path):
    target = tmp_path / "docs" / "benchmarks.md"
    assert page.main([str(runs), "--to", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == write_page(runs)
    kept = tmp_path / "docs" / "benchmarks"
    assert write_page(kept) == write_page(runs), "the numbers kept are enough to write it again"
    with pytest.raises(InputError, match="no finished set"):
        write_page(tmp_path / "docs")


def test_the_page_in_the_docs_was_written_and_not_typed():
    shown, kept = ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "benchmarks"
    if kept.is_dir():
        assert shown.read_text(encoding="utf-8") == write_page(kept)
        for path in kept.glob("*.json"):
            text = path.read_text(encoding="utf-8")
            assert '"question"' not in text or path.name == "cold.json"
            assert ".jsonl" not in text, "no paths"


def test_every_entry_of_the_suite_is_a_call_that_vouch_eval_understands(tmp_path):
    for entry in SETS:
        options = _parser().parse_args(arguments_for(entry, tmp_path, tmp_path, limit=7))
        assert options.seed == suite.SEED
        assert options.limit == 7
        assert entry.format is None or entry.format in FORMATS
    assert all(FORMATS[name].pairs for name, _, _ in PAIRS)
    assert len({entry.name for entry in SETS}) == len(SETS)


def test_a_set_that_is_not_there_is_named_and_passed_over(tmp_path, capsys, monkeypatch):
    called = []
    monkeypatch.setattr(suite, "run", lambda arguments: called.append(arguments) or 0)
    monkeypatch.setattr(suite, "SETS", (Entry("sample", "S"), Entry("x", "X", "squad", "none")))
    code = suite.main([str(tmp_path), "--out", str(tmp_path / "o"), "--only", "sample"])
    assert (code, len(called)) == (0, 1)
    assert "--against" in called[0]
    arguments = [str(tmp_path), "--out", str(tmp_path / "o"), "--only", "sample", "--no-rival"]
    assert suite.main(arguments) == 0
    assert "--against" not in called.pop()
    code = suite.main([str(tmp_path), "--out", str(tmp_path / "o"), "--only", "x"])
    assert (code, len(called)) == (0, 1)
    assert "is not there, passed over" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "given", "said"),
    [
        (timing, ["{here}", "--questions", "0"], "'0' is not a whole number of 1 or more"),
        (timing, ["{here}", "--cores", "-1"], "argument"),
        (timing, ["{here}", "--cores", "two"], "'two' is not a whole number"),
        (timing, ["{here}", "--sizes", "0"], "'0' is not a whole number"),
        (timing, ["{here}", "--sizes", "²"], "'²' is not a whole number"),
        (timing, ["{here}/none"], "is not there"),
        (timing, ["{here}"], "squad"),
        (suite, ["{here}", "--out", "{here}", "--limit", "0"], "'0' is not a whole number"),
        (suite, ["{here}", "--out", "{here}", "--only", "sqad"], "invalid choice: 'sqad'"),
        (suite, ["{here}/none", "--out", "{here}"], "is not there"),
        (suite, ["{here}/file", "--out", "{here}"], "is not a folder"),
        (ablations, ["{here}", "--out", "{here}", "--limit", "0"], "'0' is not a whole number"),
        (ablations, ["{here}", "--out", "{here}", "--sets", "0"], "'0' is not a whole number"),
        (ablations, ["{here}/none", "--out", "{here}"], "is not there"),
        (cold, ["--out", "{here}", "--starts", "0"], "'0' is not a whole number"),
        (page, ["{here}/none"], "is not there"),
        (page, ["{here}", "--to", "{here}/to.md"], "no finished set"),
    ],
)
def test_wrong_options_are_refused_with_the_reason(tmp_path, capsys, command, given, said):
    (tmp_path / "file").write_text("")
    before = sorted(tmp_path.rglob("*"))
    arguments = [part.format(here=tmp_path) for part in given]
    try:
        code = command.main(arguments)
    except SystemExit as stop:
        code = stop.code
    assert code == 2
    assert said in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_cold_start_is_timed_and_weighed(tmp_path):
    light = cold._start("pass\n", tmp_path, "q")
    heavy = cold._start("import time; time.sleep(0.2); x = b'x' * (60 * 2**20)\n", tmp_path, "q")
    assert heavy[0] > 0.2
    assert heavy[1] - light[1] > 40 * 2**20
    with pytest.raises(SystemExit, match="failed with code 3"):
        cold._start("raise SystemExit(3)\n", tmp_path, "q")
