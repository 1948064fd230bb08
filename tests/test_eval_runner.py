"""Run files and the runner: resumable, nothing repeated, nothing lost, failures counted."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from eval.graders import GraderReport
from eval.observing import peak_memory
from eval.reading import Record
from eval.records import (
    Cited,
    Evidence,
    Found,
    Gold,
    GoldSpan,
    GoldSpeaker,
    GoldViewpoint,
    QuestionCase,
    Response,
    Said,
    Side,
    Voice,
)
from eval.runner import run_questions
from eval.runs import (
    RunHeader,
    fingerprint,
    gold_from_json,
    gold_to_json,
    read_run_file,
    response_from_json,
    response_to_json,
)
from eval.summary import check_minimums, compare, summarise
from index.errors import InputError, ModelError, QuestionError

TEXT = "The port paid for the pier. It cost 14 crowns."
PORT = "The port paid for the pier."


def cases(count=6):
    return tuple(
        QuestionCase(f"q{n}", f"Who paid {n}?", evidence=((Evidence("a.txt", PORT),),))
        for n in range(count)
    )


def locate(case):
    return Gold(case, tuple((GoldSpan("a.txt", 0, len(PORT), (0,)),) for _ in case.evidence))


def right(case):
    cited = Cited("a.txt", PORT, 0, len(PORT), 1, reproduces=True, sentences=(0,))
    return Response(case.id, f"{PORT} [1]", (Said(PORT, "", (cited,)),), seconds=0.1)


def header(some):
    return RunHeader("harbour", fingerprint(some), settings={"format": "vouch"})


def lines_of(path: Path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_response_and_its_gold_survive_the_file_exactly():
    case = QuestionCase(
        "x", "Who?", "disagreement", (("a", "b"),), ("port",), ("king",),
        ((Evidence("a.txt", PORT, 0, 27, 1), Evidence("b.txt", "q")),),
        (GoldSpeaker("a.txt", ("Lund",), ("Brandt",)),),
        (GoldViewpoint(("Lund",), ((Evidence("a.txt", PORT),),)),),
        ("nugget",), {"a.txt": 2}, ("a.txt",), True, True, True, ("t",), "tune",
    )  # fmt: skip
    gold = Gold(case, ((GoldSpan("a.txt", 0, 27, (0, 1), 3),), ()), (((),),), ((("a.txt", 1),), ()))
    assert gold_from_json(Record("here", json.loads(json.dumps(gold_to_json(gold))))) == gold
    cited = Cited(
        "a.txt", "q", 0, 1, 2, "other_source", True, False, 3, (4, 5),
        (Voice("Brandt", "(2019)", "relays"), Voice("Lund")), ("Lund",), 40,
    )  # fmt: skip
    response = Response(
        "x", "text [1]", (Said("text", "Lund: ", (cited,), "partial"), Said("bare")), ("a",), True,
        ("part",), (Side(("Lund",), (0, 1), "different"),), ("9",), 2, (Found("a.txt", 0, 9),),
        0.25, "extractive", 1.5, 0.02, 1000, "boom",
    )  # fmt: skip
    again = response_from_json(Record("here", json.loads(json.dumps(response_to_json(response)))))
    assert again == response
    empty = Response("y")
    assert response_from_json(Record("here", response_to_json(empty))) == empty
    assert response_from_json(Record("h", response_to_json(Response("y", retrieved=())))) == (
        Response("y", retrieved=())
    ), "searched and found nothing is not the same as not searched"


def test_every_question_is_one_line(tmp_path):
    path, seen = tmp_path / "run.jsonl", []
    run = run_questions(
        cases(), right, locate, path, header(cases()), progress=lambda *a: seen.append(a[:2])
    )
    assert [r.id for r in run.responses] == [f"q{n}" for n in range(6)]
    assert len(lines_of(path)) == 7
    assert seen == [(n, 6) for n in range(7)]


def test_a_stopped_run_goes_on_without_repeating_or_losing(tmp_path):
    path, asked = tmp_path / "run.jsonl", []

    def stop_at_three(case):
        asked.append(case.id)
        if len(asked) == 4:
            raise KeyboardInterrupt
        return right(case)

    with pytest.raises(KeyboardInterrupt):
        run_questions(cases(), stop_at_three, locate, path, header(cases()))
    assert len(lines_of(path)) == 4
    run = run_questions(cases(), stop_at_three, locate, path, header(cases()))
    assert asked == ["q0", "q1", "q2", "q3", "q3", "q4", "q5"], "q3 never finished"
    assert [r.id for r in run.responses] == [f"q{n}" for n in range(6)]


def test_questions_asked_at_a_time_are_each_asked_once_and_kept_in_order(tmp_path):
    path, asked, together = tmp_path / "run.jsonl", [], threading.Barrier(3, timeout=20)

    def meets_others(case):
        asked.append(case.id)
        if case.id != "q0":
            together.wait()  # only passed when three are asked at the same time
        return right(case)

    run = run_questions(cases(7), meets_others, locate, path, header(cases(7)), jobs=3)
    assert sorted(asked) == [f"q{n}" for n in range(7)]
    assert asked[0] == "q0", "the first alone"
    assert [r.id for r in run.responses] == [f"q{n}" for n in range(7)]
    assert len(lines_of(path)) == 8


def test_a_stop_with_several_at_a_time_loses_nothing_written(tmp_path):
    path = tmp_path / "run.jsonl"

    def stop(done, total, response):
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_questions(cases(30), right, locate, path, header(cases(30)), jobs=2, progress=stop)
    assert len(read_run_file(path).responses) == 5
    assert len(run_questions(cases(30), right, locate, path, header(cases(30))).responses) == 30


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_line_cut_short_by_a_crash_is_asked_again(tmp_path, cut):
    path = tmp_path / "run.jsonl"
    run_questions(cases(3), right, locate, path, header(cases(3)))
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    assert len(read_run_file(path).responses) == 2
    asked = []
    run = run_questions(
        cases(3), lambda c: asked.append(c.id) or right(c), locate, path, header(cases(3))
    )
    assert asked == ["q2"]
    assert len(run.responses) == 3
    assert path.read_bytes() == whole


def test_a_header_cut_short_starts_over(tmp_path):
    path = tmp_path / "run.jsonl"
    path.write_bytes(b'{"vouch_run": 1, "set": "har')
    assert len(run_questions(cases(1), right, locate, path, header(cases(1))).responses) == 1


def test_a_killed_process_loses_nothing(tmp_path):
    path = tmp_path / "run.jsonl"
    script = (
        "import sys, time; sys.path[:0] = [sys.argv[1], sys.argv[2]]\n"
        "import test_eval_runner as t\n"
        "from pathlib import Path\n"
        "def slow(case):\n    time.sleep(0.05); return t.right(case)\n"
        "some = t.cases(40)\n"
        "t.run_questions(some, slow, t.locate, Path(sys.argv[3]), t.header(some))\n"
    )
    root, here = str(Path(__file__).parent.parent), str(Path(__file__).parent)
    process = subprocess.Popen([sys.executable, "-c", script, root, here, str(path)])
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and (not path.exists() or path.read_bytes().count(b"\n") < 5):
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    process.wait()
    before = [r.id for r in read_run_file(path).responses]
    assert 4 <= len(before) < 40
    asked = []
    some = cases(40)
    run = run_questions(some, lambda c: asked.append(c.id) or right(c), locate, path, header(some))
    assert before + asked == [case.id for case in some]
    assert len(run.responses) == 40


def test_peak_memory_is_this_programs_own():
    before = peak_memory()
    block = bytearray(80 * 2**20)
    block[::4096] = b"x" * len(block[::4096])
    after = peak_memory()
    if before is not None:
        assert after >= before
        # A small child of a large parent is small: it does not inherit the parent's peak.
        code = "from eval.observing import peak_memory; print(peak_memory())"
        root = str(Path(__file__).parent.parent)
        child = subprocess.run(
            [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
        )
        if Path("/proc/self/status").is_file():
            assert int(child.stdout) < 80 * 2**20 < after


def test_failures_are_written_down_and_count_as_worst(tmp_path):
    def fails_once(case):
        if case.id == "q1":
            raise ZeroDivisionError("a defect\nin two lines")
        if case.id == "q2":
            raise QuestionError("Too long.", "Shorten it.")
        return right(case)

    path = tmp_path / "run.jsonl"
    run = run_questions(cases(4), fails_once, locate, path, header(cases(4)))
    errors = [r.error for r in run.responses]
    assert errors == [
        None, "ZeroDivisionError: a defect in two lines", "QuestionError: Too long. Shorten it.",
        None,
    ]  # fmt: skip
    summary = summarise(run)
    assert summary.failures == 2
    assert summary.value("evidence_recall") == 0.5


def test_what_would_fail_every_question_stops_the_run_at_the_first(tmp_path):
    def no_model(case):
        raise ModelError("No such model.", "Name another.")

    with pytest.raises(ModelError):
        run_questions(cases(), no_model, locate, tmp_path / "run.jsonl", header(cases()))


def test_a_file_is_not_continued_with_another_run(tmp_path):
    path = tmp_path / "run.jsonl"
    run_questions(cases(2), right, locate, path, header(cases(2)))
    with pytest.raises(InputError, match=r"other questions.*--fresh"):
        run_questions(cases(3), right, locate, path, header(cases(3)))
    other = replace(header(cases(2)), settings={"format": "squad"})
    with pytest.raises(InputError, match="other format"):
        run_questions(cases(2), right, locate, path, other)
    costs = replace(header(cases(2)), index={"seconds": 3.0}, made={"python": "4"})
    run_questions(cases(2), right, locate, path, costs)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty"),
        ('{"a": 1}\n', "no 'vouch_run'"),
        ('{"vouch_run": 9, "set": "x", "questions": "y"}\n', "is version 9"),
        ('{"vouch_run": 1, "set": "x", "questions": "y"}\n{"gold": {}}\n', "2: field 'response'"),
        (
            '{"vouch_run": 1, "set": "x", "questions": "y"}\n{"gold": {}, "response": {}}\n',
            "2: not a line of a run file",
        ),
    ],
)
def test_bad_run_files_are_refused(tmp_path, content, says):
    path = tmp_path / "run.jsonl"
    path.write_text(content)
    with pytest.raises(InputError) as caught:
        read_run_file(path)
    assert says in caught.value.what
    with pytest.raises(InputError, match="does not exist"):
        read_run_file(tmp_path / "none.jsonl")


def test_two_runs_are_compared_on_the_questions_both_have(tmp_path):
    def wrong(case):
        return Response(case.id, abstained=True)

    old = run_questions(cases(5), wrong, locate, tmp_path / "old", header(cases(5)))
    new = run_questions(cases(8), right, locate, tmp_path / "new", header(cases(8)))
    changes = {c.metric.name: c.difference for c in compare(old, new)}
    assert changes["evidence_recall"].value == 1.0
    assert changes["evidence_recall"].count == 5
    assert "quote_exact" not in changes, "the old run cited nothing that could be checked"
    strangers = tuple(replace(c, id=f"z{c.id}") for c in cases(2))
    other = run_questions(strangers, right, locate, tmp_path / "other", header(strangers))
    with pytest.raises(InputError, match="shares no question"):
        compare(other, new)


def test_minimums_are_maximums_for_costs(tmp_path):
    run = run_questions(cases(3), right, locate, tmp_path / "run", header(cases(3)))
    summary = summarise(run, report=GraderReport("x"))
    assert check_minimums(summary, {"evidence_recall": 1.0, "seconds": 1.0}) == ()
    misses = check_minimums(summary, {"seconds": 0.01, "sides_cited": 0.5, "quote_exact": 1.1})
    assert [(m.name, m.value) for m in misses] == [
        ("seconds", pytest.approx(0.1)), ("sides_cited", None), ("quote_exact", 1.0),
    ]  # fmt: skip
    with pytest.raises(InputError, match=r"Unknown metric 'recal'.*evidence_recall"):
        check_minimums(summary, {"recal": 1.0})


def test_the_summary_is_json_and_the_worst_come_first(tmp_path):
    def sometimes(case):
        return right(case) if case.id != "q2" else Response(case.id, error="x: y")

    run = run_questions(cases(4), sometimes, locate, tmp_path / "run", header(cases(4)))
    summary = summarise(run)
    assert [case.gold.case.id for case in summary.worst()] == ["q2"]
    data = json.loads(json.dumps(summary.to_json()))
    assert data["questions"] == 4
    assert data["metrics"]["evidence_recall"]["value"] == 0.75
