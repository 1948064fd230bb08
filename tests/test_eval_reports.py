"""Reports: all numbers are there, and nothing from a document becomes markup."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from eval.charts import bars, curve
from eval.graders import GraderQuality, GraderReport
from eval.intervals import Interval
from eval.records import Cited, Evidence, Gold, GoldSpan, QuestionCase, Response, Said, Voice
from eval.report import render_text
from eval.report_html import render_html
from eval.runs import Run, RunHeader
from eval.summary import Miss, summarise

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> ${7*7} \" ' & [1]"


def make_run(name="set", good=True, engine="extractive"):
    case = QuestionCase(
        "q1", EVIL, type=f"fact {EVIL}", answers=(EVIL,), nuggets=(EVIL,),
        evidence=((Evidence(EVIL, EVIL),),),
    )  # fmt: skip
    other = QuestionCase("q2", "Why?", type="unanswerable", answerable=False)
    failed = QuestionCase("q3", "Who?", evidence=((Evidence("a", "b"),),))
    cited = Cited(EVIL, EVIL, 0, len(EVIL), 1, reproduces=good, voices=(Voice(EVIL),))
    said = Said(EVIL, EVIL, (cited,), "quoted")
    golds = (Gold(case, ((GoldSpan(EVIL, 0, len(EVIL)),),)), Gold(other), Gold(failed, ((),)))
    responses = (
        Response("q1", EVIL, (said,), (EVIL,), invented=(EVIL,), retrieved=(), confidence=0.9),
        Response("q2", abstained=not good, retrieved=(), confidence=0.2),
        Response("q3", error=EVIL),
    )
    header = RunHeader(name, "f", engine, index={"seconds": 2.5, "bytes": 2**20, "documents": 3})
    return Run(header, golds, responses)


def make_summary(**more):
    return summarise(make_run(), grader=None, baseline=make_run(good=False), **more)


def test_the_page_is_well_formed_and_nothing_in_it_runs_or_loads():
    page = render_html(make_summary(), (Miss(EVIL, 1.0, 0.5),), (make_summary(), make_summary()))
    assert "<script" not in page
    assert "<img" not in page
    assert "onerror=alert" not in re.sub(r"&lt;img src=x onerror=alert", "", page)
    assert not re.search(r"(?:src|href|url)\s*[=(]", page.replace("img src=x", ""))
    xml = re.sub(r"<meta [^>]*>", "", page.split("\n", 1)[1])
    tree = ElementTree.fromstring(xml)
    text = "".join(tree.itertext())
    assert "<script>alert(1)</script>" in text, "shown as text"


def test_the_page_holds_every_part():
    page = render_html(make_summary(), (Miss("evidence_recall", 0.9, 0.3),))
    for part in (
        "Minimums missed", "Right, by type", "Accuracy against coverage", "What changed against",
        "worst answers", "evidence_recall", "stands in no document", "95 % interval", "Failed:",
        "Invented markers", "1 failed",
    ):  # fmt: skip
        assert part in page, part
    assert page.count("<svg") == 2


def test_the_text_holds_numbers_intervals_and_misses():
    text = render_text(make_summary(), (Miss("yes_no", 0.9, None), Miss("seconds", 1, 2.5)))
    assert re.search(r"evidence_recall +0\.500  \[0\.000, 1\.000\]  n=2", text)
    assert "1 failed and count as worst" in text
    assert "1 gold quotes stand in no document" in text
    assert "MISSED yes_no: wanted 0.9, this run has no such number" in text
    assert "MISSED seconds: wanted 1, got 2.5" in text
    assert "indexed 3 documents" in text


def test_a_grader_is_named_beside_its_scores():
    class Yes:
        name = "yes-man"

        def support(self, pairs):
            return [1.0] * len(pairs)

    report = GraderReport(
        "yes-man", (("wice", GraderQuality(Interval(0.5, 0.45, 0.55, 300), 0.8)),)
    )
    text = render_text(summarise(make_run(), grader=Yes(), report=report))
    assert (
        "entailment (by yes-man; balanced accuracy wice 0.500 [0.450, 0.550] n=300, AUROC 0.800)"
        in text
    )
    bare = render_text(summarise(make_run(), grader=Yes(), report=GraderReport("yes-man")))
    assert "its own accuracy was not measured" in bare


def test_without_a_grader_there_are_no_entailment_rows():
    assert "entailment" not in render_text(make_summary())


def test_a_search_run_has_no_answer_rows():
    summary = summarise(make_run(engine="search"))
    assert {line.metric.group for line in summary.lines} == {"retrieval", "cost"}
    assert "evidence_recall" not in render_html(summary)


def test_charts_place_their_marks_by_the_numbers():
    svg = bars([("fact", Interval(0.5, 0.25, 0.75, 8)), ("x" * 60, Interval(1, 1, 1, 1))])
    tree = ElementTree.fromstring(svg)
    space = "{http://www.w3.org/2000/svg}"
    widths = [float(rect.get("width")) for rect in tree.iter(f"{space}rect")]
    assert widths[1] == pytest.approx(2 * widths[0])
    whisker = next(e for e in tree.iter(f"{space}line") if e.get("class") == "whisker")
    length = float(whisker.get("x2")) - float(whisker.get("x1"))
    assert length == pytest.approx(widths[0], abs=0.2)
    line = ElementTree.fromstring(curve([(0.5, 1.0), (1.0, 0.5)])).find(f"{space}polyline")
    (x1, y1), (x2, y2) = (map(float, p.split(",")) for p in line.get("points").split())
    assert x1 < x2
    assert y1 < y2, "less accurate is lower on the page"
