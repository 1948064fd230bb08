"""The page as printed: the right boxes, only the indexed bytes, bounded, and never a crash."""

from __future__ import annotations

import base64
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from index.corpus import Corpus
from retrieval.records import Citation
from ui import page_image as module
from ui.page_events import PageEvents
from ui.page_image import has_page_image, page_image
from ui.page_session import PageSession
from ui.pdf_page import draw
from ui.settings import Settings

QUOTE = "The wheel of Tarn was rebuilt in 1887 by the carpenter Joss Merrick of Aldmoor."
FILLER = "The mill ground barley for six parishes and kept its accounts in a chest."


def pdf(pages, *, size=(400, 600)) -> bytes:
    """A PDF whose pages hold these lines, at 14 points, from 500 points up downwards."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=True)
    for lines in pages:
        canvas.setFont("Times-Roman", 10)
        for number, line in enumerate(lines):
            canvas.drawString(40, 500 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


PAGE = [FILLER, "The wheel of Tarn was rebuilt in 1887 by the car-",
        "penter Joss Merrick of Aldmoor.", FILLER]  # fmt: skip


def drawn(data, number=1, quote=QUOTE, at=0.3):
    picture, told = draw(data, number, quote, at, 800, 3_000_000)
    assert picture[:3] == b"\xff\xd8\xff"
    return told


def test_the_boxes_lie_on_the_lines_of_the_quote():
    told = drawn(pdf([PAGE]))
    assert (told["width"], told["height"], told["found"]) == (800, 1200, 1.0)
    first, second = told["boxes"]
    # Baselines at 486 and 472 of 600 points; a box reaches from below to above its baseline.
    for box, baseline in ((first, 486), (second, 472)):
        left, top, _, height = box
        assert left == pytest.approx(0.1, abs=0.01)
        assert top < 1 - baseline / 600 < top + height + 0.005
        assert 0.005 < height < 0.03
    assert first[2] > second[2]


def test_a_turned_page_is_shown_turned_and_marked_there():
    data = pdf([PAGE])
    assert data.count(b"/Rotate 0 ") == 1
    upright, turned = drawn(data), drawn(data.replace(b"/Rotate 0 ", b"/Rotate 90"))
    assert turned["width"] > turned["height"]
    assert turned["found"] == 1.0
    (left, top, width, height), *_ = upright["boxes"]
    expected = [1 - top - height, left, height, width]
    assert turned["boxes"][0] == pytest.approx(expected, abs=0.01)


def test_of_equal_places_the_one_that_was_cited_is_marked():
    lines = [QUOTE, *[FILLER] * 20, QUOTE]
    high, low = drawn(pdf([lines]), at=0.0), drawn(pdf([lines]), at=0.95)
    assert high["boxes"][0][1] < 0.3
    assert low["boxes"][0][1] > 0.5


def test_a_quote_that_goes_on_elsewhere_is_marked_in_part():
    told = drawn(pdf([PAGE[:2], PAGE[2:]]))
    assert len(told["boxes"]) == 1
    assert 0.4 < told["found"] < 0.8
    torn = drawn(pdf([[PAGE[1], "Running head 17", PAGE[2]]]))
    assert torn["found"] == 1.0
    assert len(torn["boxes"]) == 2
    assert drawn(pdf([[FILLER]]))["boxes"] == []
    assert drawn(pdf([[FILLER]]), quote="—")["found"] == 0.0


def test_a_gigantic_page_makes_a_small_picture():
    told = drawn(pdf([PAGE], size=(14_000, 14_000)))
    assert told["width"] <= 800
    tall = drawn(pdf([PAGE], size=(20, 14_000)))
    assert tall["width"] * tall["height"] <= 3_100_000


@pytest.fixture
def mill(tmp_path):
    path = tmp_path / "mill.pdf"
    path.write_bytes(pdf([[FILLER] * 3, PAGE]))
    with Corpus.open(tmp_path / "corpus", embeddings="hashing") as corpus:
        corpus.add([path])
        yield corpus, path


def cited(corpus) -> Citation:
    (source,) = corpus.sources()
    document = corpus.document(source.id)
    start = document.text.index("The wheel")
    end = document.text.index("Aldmoor.") + len("Aldmoor.")
    from index.records import Span

    span = Span(start, end)
    return Citation(source, span, span.of(document.text), page=2, marker=1)


def test_the_page_of_a_citation_comes_as_a_picture_with_a_text_for_those_who_cannot_see_it(mill):
    corpus, _ = mill
    citation = cited(corpus)
    assert has_page_image(citation)
    value = page_image(citation, corpus)
    assert json.dumps(value)
    head, _, body = value["image"].partition(",")
    assert head == "data:image/jpeg;base64"
    assert base64.b64decode(body)[:3] == b"\xff\xd8\xff"
    assert value["alt"].startswith("Page 2 of ")
    assert value["alt"].endswith("with the quote marked")
    assert len(value["boxes"]) == 2
    assert value["note"] == ""


def test_only_the_file_that_was_indexed_is_shown(mill):
    corpus, path = mill
    citation = cited(corpus)
    content = path.read_bytes()
    path.write_bytes(content + b"\n")
    assert "changed" in page_image(citation, corpus)["note"]
    path.write_bytes(content)
    assert "too large" in page_image(citation, corpus, most_bytes=len(content) - 1)["note"]
    assert "image" in page_image(citation, corpus, most_bytes=len(content))
    path.unlink()
    gone = page_image(citation, corpus)
    assert "no longer at its place" in gone["note"]
    assert "image" not in gone


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
@pytest.mark.timeout(60)
def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(mill):
    corpus, path = mill
    citation = cited(corpus)
    path.unlink()
    os.mkfifo(path)
    assert "no longer at its place" in page_image(citation, corpus)["note"]


def test_what_a_saved_answer_says_of_the_file_is_not_believed(mill, tmp_path):
    corpus, path = mill
    other = tmp_path / "other.pdf"
    other.write_bytes(pdf([["Secret"], ["Secret"]]))
    citation = cited(corpus)
    told = replace(citation, source=replace(citation.source, path=str(other)), page=99)
    assert page_image(told, corpus)["alt"].startswith("Page 2 of ")
    path.unlink()
    assert "image" not in page_image(told, corpus)


def test_a_drawing_that_fails_or_hangs_is_said(mill, monkeypatch):
    corpus, _ = mill
    citation = cited(corpus)
    monkeypatch.setattr(module, "_SECONDS", 0.01)
    assert page_image(citation, corpus) == {"note": "This page could not be drawn."}
    monkeypatch.undo()
    monkeypatch.setattr(module, "_MEMORY", 2**20)
    assert page_image(citation, corpus) == {"note": "This page could not be drawn."}


def test_the_panel_offers_the_page_of_a_pdf_and_draws_it_only_when_asked(mill, tmp_path):
    corpus, _ = mill
    note = tmp_path / "note.txt"
    note.write_text("The sluice of Tarn was built by Ida Lund.", encoding="utf-8")
    corpus.add([note])
    events, session = PageEvents(corpus, Settings()), PageSession()
    list(events.ask("Who rebuilt the wheel of Tarn?", [], session, None))
    list(events.ask("Who built the sluice of Tarn?", [], session, None))
    offered = {}
    for answer_id, answer in session.answers.items():
        for citation in answer.citations:
            data = {"answer": answer_id, "marker": citation.marker}
            value = events.open_citation(session, data)
            assert "paper" not in value
            offered[citation.source.name] = value["has_paper"]
            if value["has_paper"]:
                paper = events.open_page(session, data)
                assert {**paper, "paper": None} == {**value, "paper": None}
                assert paper["paper"]["image"].startswith("data:image/jpeg;base64,")
    assert offered == {"mill.pdf": True, "note.txt": False}


@pytest.mark.parametrize("data", [None, {}, {"answer": "a", "marker": 1}, {"answer": 1}])
def test_whatever_the_browser_sends_draws_nothing(mill, data):
    events = PageEvents(mill[0], Settings())
    value = events.open_page(PageSession(), data)
    assert value is None or set(value) == {"lost"}


def test_the_child_takes_no_module_from_the_current_folder(mill, tmp_path, monkeypatch):
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "pypdfium2.py").write_text("raise SystemExit(3)", encoding="utf-8")
    (folder / "ui").mkdir()
    (folder / "ui" / "__init__.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(folder)
    assert "image" in page_image(cited(mill[0]), mill[0])
    assert Path.cwd() == folder
