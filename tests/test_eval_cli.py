"""`vouch eval` end to end on a small set: numbers, files, exit codes, and every way to be wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel

from eval import cli, product
from eval.adapters.formats import FORMATS
from eval.cli import run
from eval.metrics.table import metric_names
from eval.questions import SCHEMA
from eval.report import render_text
from eval.testing import assert_minimums, evaluate
from index.corpus import Corpus
from index.errors import InputError
from retrieval.answering import ask
from retrieval.judges import Judges, OverlapReader, OverlapReranker, OverlapVerifier

HARBOUR = """The harbour of Lisk

The port paid for the stone pier in 1999. The guild of fishers had asked for it for years.

The pier cost fourteen million crowns, and the levy on herring paid half of that sum.
"""
RIVER = """The river Onde

The ferry crosses the river Onde twice a day in summer. In winter the ice closes the crossing.
"""
CASES = [
    {
        "id": "pier", "type": "fact", "question": "Who paid for the stone pier?",
        "answers": ["the port"], "split": "tune",
        "evidence": [[{"file": "harbour.txt", "quote": "The port paid for the stone pier"}]],
    },
    {
        "id": "ferry", "type": "fact", "question": "How often does the ferry cross the river?",
        "answers": ["twice a day"], "split": "test",
        "evidence": [[{"file": "river.txt", "quote": "crosses the river Onde twice a day"}]],
    },
    {
        "id": "mine", "type": "unanswerable", "question": "Where was the copper mine dug?",
        "answerable": False, "rejected": ["copper"], "split": "test",
    },
]  # fmt: skip


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """A set and a folder for runs, shared: indexing is the slow part."""
    home = tmp_path_factory.mktemp("eval")
    (home / "docs").mkdir()
    (home / "docs" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (home / "docs" / "river.txt").write_text(RIVER, encoding="utf-8")
    rows = [{"vouch_questions": 1, "documents": "docs", "name": "lisk"}, *CASES]
    (home / "lisk.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return home


@pytest.fixture(autouse=True)
def _overlap_judges(monkeypatch):
    """Word overlap instead of the models: fast, and the same on every machine."""
    judges = Judges(OverlapReranker(), OverlapReader(), OverlapVerifier())
    monkeypatch.setattr("retrieval.answering.load_judges", lambda: judges)


def call(work, *arguments, out="out"):
    return run([str(work / "lisk.jsonl"), "--out", str(work / out), *arguments])


def test_a_set_is_run_scored_and_written_down(work, capsys):
    assert call(work) == 0
    shown = capsys.readouterr()
    assert "lisk: 3 questions, engine extractive" in shown.out
    assert "evidence_recall" in shown.out
    assert "asked 3/3" in shown.err
    lines = (work / "out" / "run.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4
    header = json.loads(lines[0])
    assert header["index"]["documents"] == 2
    summary = json.loads((work / "out" / "summary.json").read_text(encoding="utf-8"))
    assert summary["metrics"]["quote_exact"]["value"] == 1.0
    assert summary["metrics"]["evidence_recall"]["value"] == 1.0
    assert summary["unlocated_gold"] == 0
    assert (work / "out" / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_second_call_asks_nothing_again(work, monkeypatch, capsys):
    assert call(work, out="again") == 0

    def never(*_, **__):
        raise AssertionError("asked again")

    monkeypatch.setattr("retrieval.answering.ask", never)
    assert call(work, out="again") == 0
    assert "evidence_recall" in capsys.readouterr().out


def test_minimums_decide_the_exit_code(work, capsys):
    assert call(work, "--min", "evidence_recall=0.9", "--min", "seconds=60") == 0
    assert call(work, "--min", "evidence_recall=1.1") == 1
    assert "MISSED evidence_recall: wanted 1.1, got 1" in capsys.readouterr().out


def test_against_a_baseline_and_as_json(work, capsys):
    call(work, out="old")
    capsys.readouterr()
    baseline = str(work / "old" / "run.jsonl")
    assert call(work, "--baseline", baseline, "--json", out="new") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["changes"]["evidence_recall"]["value"] == 0.0
    assert data["changes"]["evidence_recall"]["count"] == 2


def test_a_run_is_scored_again_without_asking(work, monkeypatch, capsys):
    call(work, out="once")
    monkeypatch.setattr("retrieval.answering.ask", None)
    again = work / "elsewhere"
    assert run(["--report", str(work / "once" / "run.jsonl"), "--out", str(again)]) == 0
    assert "evidence_recall" in capsys.readouterr().out
    assert (again / "report.html").is_file()
    assert run(["--report", str(work / "lisk.jsonl"), "--out", str(again)]) == 2


def test_a_split_a_limit_and_search_alone(work, capsys):
    assert call(work, "--split", "test", "--search-only", out="split") == 0
    shown = capsys.readouterr().out
    assert "2 questions, engine search" in shown
    assert "R@5" in shown
    assert "evidence_recall" not in shown
    assert call(work, "--limit", "1", "--seed", "3", out="limit") == 0
    assert "1 questions" in capsys.readouterr().out


def test_the_check_finds_what_the_documents_do_not_bear_out(work, capsys):
    assert call(work, "--check") == 0
    assert "3 questions, 0 problems" in capsys.readouterr().out
    broken = work / "broken.jsonl"
    text = (work / "lisk.jsonl").read_text(encoding="utf-8")
    broken.write_text(text.replace('"copper"', '"levy"'), encoding="utf-8")
    assert run([str(broken), "--check"]) == 1
    assert "mine: is unanswerable, yet harbour.txt holds" in capsys.readouterr().out


def test_a_grader_of_ones_own_needs_its_name(work, capsys, monkeypatch):
    monkeypatch.setattr("retrieval.judges.load_judges", lambda: Judges(verifier=OverlapVerifier()))
    assert call(work) == 0
    assert "citation_recall" not in capsys.readouterr().out
    assert call(work, "--grader", "own") == 0
    shown = capsys.readouterr().out
    assert "entailment (by own verifier (grades its own product); its own accuracy was not" in shown


def test_a_grader_is_graded(work, capsys, monkeypatch):
    monkeypatch.setattr("retrieval.judges.load_judges", lambda: Judges(verifier=OverlapVerifier()))
    rows = [
        {"label": label, "claim": "the port paid", "evidence": [text], "meta": {"id": text}}
        for label, text in (("supported", "the port paid"), ("not_supported", "a king slept"))
    ]
    path = work / "wice.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert call(work, "--grader", "own", "--grader-set", f"wice:{path}") == 0
    assert "balanced accuracy wice 1.000" in capsys.readouterr().out


def test_fresh_starts_over_and_touches_nothing_else(work):
    call(work, out="fresh")
    keep = work / "fresh" / "my notes.txt"
    keep.write_text("mine")
    before = (work / "fresh" / "run.jsonl").stat().st_mtime_ns
    assert call(work, "--fresh", out="fresh") == 0
    assert (work / "fresh" / "run.jsonl").stat().st_mtime_ns > before
    assert keep.read_text() == "mine"


def test_flagged_citations_are_a_set(work, tmp_path, capsys):
    with Corpus.open(tmp_path / "mine") as corpus:
        corpus.add([str(work / "docs")])
        corpus.save_case(CASES[0])
    assert run([str(tmp_path / "mine"), "--out", str(tmp_path / "out")]) == 0
    assert "1 questions" in capsys.readouterr().out
    with Corpus.open(tmp_path / "empty"):
        pass
    assert run([str(tmp_path / "empty"), "--out", str(tmp_path / "o")]) == 2
    assert "holds no flagged citation" in capsys.readouterr().err


def test_a_trec_run_is_scored(tmp_path, capsys):
    (tmp_path / "qrels").write_text("q1 0 d1 1\nq2 0 d1 1\n")
    (tmp_path / "run").write_text("q1 Q0 d1 1 3 x\n")
    arguments = [str(tmp_path / "qrels"), "--format", "trec"]
    assert run([*arguments, "--run", str(tmp_path / "run")]) == 0
    shown = capsys.readouterr().out
    assert "2 queries, 1 not ranked" in shown
    assert "RR@10     0.5000" in shown
    assert run(arguments) == 2
    (tmp_path / "run").write_text("q9 Q0 d1 1 3 x\n")
    assert run([*arguments, "--run", str(tmp_path / "run")]) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["nowhere.jsonl"], 2, "nowhere.jsonl does not exist"),
        (["{work}/lisk.jsonl", "--format", "csv"], 2, "Unknown format 'csv'"),
        (["{work}/lisk.jsonl", "--format", "wice"], 2, "holds verifier tests"),
        (["{work}/lisk.jsonl", "--min", "evidence_recall"], 2, "Write --min metric=0.8"),
        (["{work}/lisk.jsonl", "--min", "recal=1"], 2, "Unknown metric 'recal'"),
        (["{work}/lisk.jsonl", "--limit", "0"], 2, "not a whole number of 1 or more"),
        (["{work}/lisk.jsonl", "--grader", "x"], 2, "Unknown grader"),
        (["{work}/lisk.jsonl", "--grader-set", "wice:x"], 2, "is for a --grader"),
        (["{work}/lisk.jsonl", "--baseline", "none"], 2, "none does not exist"),
        (["{work}/lisk.jsonl", "--llm", "nobody:nothing"], 5, "nobody"),
        (["{work}/docs", "--format", "flagged"], 2, "is not a corpus"),
        (["{work}/docs"], 2, "is a folder"),
        (["--nonsense"], 2, "unrecognized arguments"),
        (["--help"], 0, ""),
    ],
)
def test_bad_calls_end_in_one_line_and_a_code(work, tmp_path, capsys, arguments, code, says):
    filled = [a.replace("{work}", str(work)) for a in arguments]
    assert run([*filled, "--out", str(tmp_path / "out")]) == code
    shown = capsys.readouterr()
    assert says in shown.err
    assert "Traceback" not in shown.err


def test_a_place_that_cannot_be_written_is_one_line(work, tmp_path, capsys):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert call(work, "--search-only", out="x") == 0
    arguments = ["--report", str(work / "x" / "run.jsonl"), "--out", str(blocked / "sub")]
    assert run(arguments) == 4
    shown = capsys.readouterr().err
    assert shown.count("\n") <= 5
    assert "Give another --out" in shown
    assert "Traceback" not in shown


def test_a_reader_that_leaves_early_is_no_error(work):
    call(work, out="once")
    command = f"{sys.executable} -m eval --report {work}/once/run.jsonl --json | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        capture_output=True,
        cwd=Path(cli.__file__).parent.parent,
        text=True,
    )
    assert done.stderr == ""


def test_a_stop_is_announced_and_taken_up(work, monkeypatch, capsys):
    real, asked = ask, []

    def stops(question, corpus, **more):
        asked.append(question)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return real(question, corpus, **more)

    monkeypatch.setattr("retrieval.answering.ask", stops)
    assert call(work, out="stopped") == 130
    assert "run the same command to go on" in capsys.readouterr().err
    assert call(work, out="stopped") == 0
    assert len(asked) == 4, "three questions, one of them twice because it was stopped"


def test_the_function_for_other_peoples_suites(work, tmp_path):
    summary = evaluate(work / "lisk.jsonl", work=tmp_path)
    assert_minimums(summary, evidence_recall=1.0, quote_exact=1.0)
    with pytest.raises(AssertionError, match=r"evidence_recall wanted 2, got 1\. Worst questions"):
        assert_minimums(summary, evidence_recall=2)
    with pytest.raises(InputError, match="Unknown metric"):
        assert_minimums(summary, recall=1)


def test_an_engine_is_named_without_its_settings():
    class Chat:
        model_name = "gpt-x"
        api_key = "sk-secret"

    assert product.engine_name(None) == "extractive"
    assert product.engine_name("openai:gpt-x") == "openai:gpt-x"
    assert product.engine_name(Chat()) == "gpt-x"
    assert product.engine_name(object()) == "object"


def test_documents_taken_out_of_the_set_leave_its_corpus(work, tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "harbour.txt").write_text(HARBOUR)
    (folder / "river.txt").write_text(RIVER)
    question_set = product.QuestionSet("x", (), documents=folder)
    with product.open_product(question_set, tmp_path / "w") as made:
        assert sorted(made.observer.id_of) == ["harbour.txt", "river.txt"]
        assert made.index["documents"] == 2
    (folder / "river.txt").unlink()
    with product.open_product(question_set, tmp_path / "w") as made:
        assert list(made.observer.id_of) == ["harbour.txt"]


def test_a_set_without_readable_documents_is_an_error(tmp_path):
    empty = tmp_path / "docs"
    empty.mkdir()
    for folder, says in ((empty, "could be read"), (tmp_path / "none", "does not exist")):
        question_set = product.QuestionSet("x", (), documents=folder)
        with (
            pytest.raises(InputError, match=says),
            product.open_product(question_set, tmp_path / "w"),
        ):
            pass


def test_the_shipped_sample_is_the_default():
    assert cli.SAMPLE.is_file()


def test_the_guide_names_every_metric_format_and_field():
    guide = (Path(cli.__file__).parent.parent / "docs" / "evals.md").read_text(encoding="utf-8")
    for name in metric_names():
        assert f"`{name}`" in guide, name
    for name, entry in FORMATS.items():
        assert name == "vouch" or f"`{name}`" in guide or (entry.pairs and f"{name}:…" in guide)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for field in schema["$defs"]["question"]["properties"]:
        assert field == "note" or f"`{field}`" in guide, field


def test_financebench_runs_end_to_end_on_a_real_pdf(tmp_path, capsys):
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    (tmp_path / "pdfs").mkdir()
    pdf = canvas.Canvas(str(tmp_path / "pdfs" / "ACME_2020_10K.pdf"))
    pdf.drawString(72, 700, "Acme makes anvils and sells them in three countries.")
    pdf.showPage()
    pdf.drawString(72, 700, "Net revenue of Acme in 2020 was 314 million dollars.")
    pdf.save()
    record = {
        "financebench_id": "f1", "doc_name": "ACME_2020_10K", "answer": "314 million dollars",
        "question": "What was the net revenue of Acme in 2020?",
        "evidence": [{
            "evidence_text": "Net revenue of Acme in 2020   was 314 million dollars.",
            "doc_name": "ACME_2020_10K", "evidence_page_num": 1,
        }],
    }  # fmt: skip
    path = tmp_path / "f.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert run([str(path), "--format", "financebench", "--out", str(tmp_path / "o"), "--json"]) == 0
    metrics = json.loads(capsys.readouterr().out)["metrics"]
    assert metrics["page_recall"]["value"] == 1.0, "page 1 of the file is our page 2"
    assert metrics["evidence_recall"]["value"] == 1.0, "spacing does not matter"
    assert metrics["quote_in_place"]["value"] == 1.0
    assert metrics["answer_recall"]["value"] == 1.0


def test_a_model_that_fails_every_question_is_counted(work, tmp_path, capsys):
    class Broken(GenericFakeChatModel):
        model_name: str = "broken"

        def _generate(self, *_, **__):
            raise RuntimeError("no connection")

        def _stream(self, *_, **__):
            raise RuntimeError("no connection")

    summary = evaluate(work / "lisk.jsonl", work=tmp_path, llm=Broken(messages=iter([])))
    assert summary.engine == "broken"
    assert summary.fallbacks >= 2
    assert summary.failures == 0
    assert f"{summary.fallbacks} were answered word for word" in render_text(summary)
