"""What the page does, without a browser: answers, citations, uploads, metadata, flags."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from eval.questions import parse_cases
from eval.reading import Record
from index.corpus import Corpus
from index.on_disk import FileState
from retrieval.records import Answer
from ui.file_notes import FileNotes
from ui.page_events import PageEvents
from ui.page_session import MOST_ANSWERS, PageSession, new_answer_id
from ui.panel import panel_value, script, skeleton
from ui.settings import Settings

TEXT = """\
# The Harbour of Vess

The harbour of Vess was paid for by the fishing guild in 1954. The guild raised four million crowns.

The stone came from the quarry at Orm. Nobody asked the ferrymen about the ${price} of <b>stone</b>.
"""
QUESTION = "Who paid for the harbour of Vess?"


@pytest.fixture
def events(tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "harbour.md").write_text(TEXT, encoding="utf-8")
    with Corpus.open(tmp_path / "corpus", embeddings="hashing") as corpus:
        corpus.add([papers])
        yield PageEvents(corpus, Settings())


def ask(events, question, session, **options):
    turns = list(events.ask(question, [], session, options.pop("selected", None), **options))
    assert turns[-1].done
    assert not any(turn.done for turn in turns[:-1])
    return turns


def test_an_answer_streams_and_its_citation_opens_the_stored_quote(events):
    session = PageSession()
    turns = ask(events, QUESTION, session)
    assert "Searching" in turns[0].messages[-1]["content"]
    body = turns[-1].messages[-1]["content"]
    (answer_id,) = session.answers
    assert f"](#cite-{answer_id}-1 " in body
    value = events.open_citation(session, {"answer": answer_id, "marker": 1})
    quote = session.answers[answer_id].citations[0].quote
    assert [text for text, kind in value["segments"] if kind == "quote"] == [quote]
    joined = "".join(text for text, _ in value["segments"]).removesuffix(" …").removeprefix("… ")
    assert joined in TEXT
    assert value["verdict"] == "Quoted word for word; found in the source"
    assert "harbour of Vess" in value["bibtex"] + value["footnote"]


def test_old_citations_open_after_new_questions_and_after_removal(events):
    session = PageSession()
    ask(events, QUESTION, session)
    first = next(iter(session.answers))
    ask(events, "Where did the stone come from?", session)
    source = events.corpus.sources()[0].id
    assert events.open_citation(session, {"answer": first, "marker": 1})["gone"] == ""
    events.drop(source, forget=False)
    assert events.open_citation(session, {"answer": first, "marker": 1})["gone"] == ""
    events.drop(source, forget=True)
    value = events.open_citation(session, {"answer": first, "marker": 1})
    assert "not in the corpus any more" in value["gone"]
    assert ("quote" in [kind for _, kind in value["segments"]]) is True


@pytest.mark.parametrize(
    "data",
    [None, "x", 3, {}, {"answer": 1, "marker": 1}, {"answer": ["a"], "marker": 1},
     {"answer": None, "marker": "1"}, {"marker": -1, "answer": ""}],
)  # fmt: skip
def test_whatever_the_browser_sends_is_only_looked_up(events, data):
    session = PageSession()
    ask(events, QUESTION, session)
    assert events.open_citation(session, data) is None
    assert events.flag(session, data) is None
    answer_id = next(iter(session.answers))
    assert events.open_citation(session, {"answer": answer_id, "marker": 99}) is None


def test_answers_of_one_tab_do_not_open_in_another(events):
    mine, other = PageSession(), PageSession()
    ask(events, QUESTION, mine)
    answer_id = next(iter(mine.answers))
    value = events.open_citation(other, {"answer": answer_id, "marker": 1})
    assert list(value) == ["lost"]


def test_a_flag_is_kept_once_as_a_case_that_the_evals_read(events):
    session = PageSession()
    ask(events, QUESTION, session)
    data = {"answer": next(iter(session.answers)), "marker": 1}
    assert events.flag(session, data)["flagged"] is True
    assert events.flag(session, data)["flagged"] is True
    (case,) = events.corpus.cases()
    (parsed,) = parse_cases([Record("flag", case)])
    assert parsed.question == QUESTION
    assert parsed.type == "flagged"
    assert parsed.rejected == (session.last().statements[0].text,)
    assert "harbour.md" in case["note"]


def test_uploads_are_reported_file_by_file_and_asked_at_once(events, tmp_path):
    good, bad, odd = tmp_path / "lamp.txt", tmp_path / "empty.pdf", tmp_path / "a*b_[x](y).xyz"
    good.write_text("The lamp of Sorn was lit by Mira Holt in 1931.", encoding="utf-8")
    bad.write_bytes(b"")
    odd.write_bytes(b"\x00\x01\x02")
    steps = list(events.add_files([str(good), str(bad), str(odd)]))
    assert "lamp.txt: reading (1 of 3)" in steps[0]
    report = steps[-1].splitlines()
    assert report[0] == "- lamp.txt: added, 1 passage."
    assert "**not read.**" in report[1]
    assert "**not read.**" in report[2]
    assert "[x](" not in report[2]
    assert good.exists()
    session = PageSession()
    ask(events, "Who lit the lamp of Sorn?", session)
    assert "Mira Holt" in session.last().text


def test_only_uploads_are_taken_and_each_is_deleted_once_copied(events, tmp_path):
    inside, outside = tmp_path / "up" / "lamp.txt", tmp_path / "secret.txt"
    inside.parent.mkdir()
    for path in (inside, outside):
        path.write_text(f"The {path.stem} of Sorn was lit by Mira Holt.", encoding="utf-8")
    link = inside.with_name("link.txt")
    link.symlink_to(outside)
    events.uploads = inside.parent
    report = list(events.add_files([str(inside), str(outside), str(link)]))[-1].splitlines()
    assert "added" in report[0]
    assert "It was not uploaded here" in report[1]
    assert "It was not uploaded here" in report[2]
    assert not inside.exists()
    assert outside.exists()
    assert {s.name for s in events.corpus.sources()} == {"harbour.md", "lamp.txt"}


def test_only_ticked_documents_are_asked(events):
    session = PageSession()
    turns = ask(events, QUESTION, session, selected=[])
    assert "No document is ticked" in turns[-1].messages[-1]["content"]
    ask(events, QUESTION, session, selected=["0" * 64])
    assert session.last().abstained


def test_a_document_that_came_after_the_list_is_asked_unless_some_are_unticked(events):
    (known,) = (i for _, i in events.choices())
    assert events.asked([], []) is None
    assert events.asked([], [known]) == []
    assert events.asked([known], [known]) is None
    assert events.asked([known], [known, "0" * 64]) is None  # what was unticked is gone
    assert events.asked(["0" * 64], ["0" * 64]) is None
    assert events.asked(None, None) is None


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 4001])
def test_a_question_that_is_none_is_told_so(events, question):
    session = PageSession()
    turns = ask(events, question, session)
    assert len(turns[-1].messages) == 2
    assert not session.answers


def test_a_question_that_is_too_long_is_given_back_and_not_repeated_in_full(events):
    question = "Who paid? " * 401
    turn = ask(events, question, PageSession())[-1]
    assert turn.refused == question
    assert len(turn.messages[0]["content"]) < 300
    assert "4,000" in turn.messages[1]["content"]
    assert ask(events, QUESTION, PageSession())[-1].refused == ""


def test_files_that_are_gone_or_have_changed_are_told_of(events, tmp_path):
    assert events.file_note() == ""
    path = tmp_path / "papers" / "*tolls*.txt"
    path.write_text("The tolls of Orm were raised in 1901.", encoding="utf-8")
    events.corpus.add([path])
    (tmp_path / "papers" / "harbour.md").write_text("# The Harbour of Vess", encoding="utf-8")
    path.unlink()
    changed, gone = events.file_note().split("\n")
    assert changed.startswith("- The Harbour of Vess: the file has changed")
    assert gone.startswith("- &#42;tolls&#42;.txt: the file is no longer on disk")
    events.corpus.forget([s.id for s in events.corpus.sources() if s.name == path.name])
    assert events.file_note() == changed


def test_a_disk_that_does_not_answer_holds_nobody_up(events, monkeypatch):
    asked, answers = [], threading.Event()

    def stuck(sources=None):
        asked.append(1)
        answers.wait(60)
        return {source.id: FileState.MISSING for source in events.corpus.sources()}

    monkeypatch.setattr(Corpus, "file_states", lambda self, sources=None: stuck())
    notes = FileNotes(events.corpus, patience=0.01)
    for _ in range(3):
        assert notes.told() == "The files are still being looked at."
    assert asked == [1]
    answers.set()
    patient = FileNotes(events.corpus, patience=60)
    assert "no longer on disk" in patient.told()


def test_many_files_that_are_gone_are_counted(events, tmp_path):
    for number in range(30):
        (tmp_path / "papers" / f"{number}.txt").write_text(
            f"The toll of gate {number} is {number}."
        )
    events.corpus.add([tmp_path / "papers"])
    for path in (tmp_path / "papers").iterdir():
        path.unlink()
    lines = events.file_note().split("\n")
    assert len(lines) == 21
    assert lines[-1] == "- 11 more; vouch sources lists them."


def test_stopping_keeps_what_had_passed_and_says_so(events):
    session = PageSession()
    body = "One.\n\nTwo.\n\n*Asking…*"
    messages = [{"role": "user", "content": "q"}, {"role": "assistant", "content": body}]
    assert events.stopped(messages)[-1]["content"] == "One.\n\nTwo.\n\n*Stopped.*"
    assert events.stopped(messages[:1]) == messages[:1]
    assert events.stopped([]) == []
    assert not session.answers


def test_an_unexpected_error_does_not_show_its_inside(events, monkeypatch, caplog):
    def fail(*_args, **_options):
        raise RuntimeError("secret inside")

    monkeypatch.setattr("ui.page_events.stream_answer", fail)
    turns = ask(events, QUESTION, PageSession())
    assert "secret" not in str(turns)
    assert "secret inside" in caplog.text


def test_a_follow_up_is_resolved_shown_and_can_be_asked_as_edited(events):
    session = PageSession()
    ask(events, QUESTION, session)
    turns = ask(events, "When was it paid for?", session)
    assert turns[-1].rewritten
    assert "Read as:" in turns[-1].messages[-1]["content"]
    turns = ask(events, "When was it paid for?", session, as_written=True)
    assert turns[-1].rewritten is None


def test_metadata_is_edited_and_wrong_values_are_refused(events):
    source_id = events.choices()[0][1]
    fields = ["Vess", "Ann Lee; Bo Ek", "The Press", "2021-03", "report"]
    said = events.save_fields(source_id, *fields)
    assert said.startswith("Saved ")
    assert list(events.fields(source_id)) == fields
    assert events.choices()[0][0] == "Vess (Ann Lee and Bo Ek, 2021)"
    assert events.save_fields(source_id, *fields) == "Nothing was changed."
    assert "2021" in events.fields(source_id)[3]
    refused = events.save_fields(
        source_id, "Vess", "Ann Lee; Bo Ek", "The Press", "spring", "report"
    )
    assert "published" in refused
    assert events.fields(source_id)[3] == "2021-03"
    events.save_fields(source_id, "", "", "", "", "")
    assert events.corpus.sources()[0].authors == ()
    assert "Choose" in events.save_fields(None, *fields)
    assert "Choose" in events.drop(None, forget=True)
    assert events.fields("nothing") == ("", "", "", "", "")


@pytest.mark.parametrize("shape", ["md", "bib", "csl.json", "json"])
def test_the_last_answer_is_saved_in_every_shape(events, shape):
    session = PageSession()
    assert events.export(session, shape) is None
    ask(events, QUESTION, session)
    file = events.export(session, shape)
    assert file["name"] == f"vouch-answer.{shape}"
    assert file["text"].strip()
    if shape == "json":
        assert Answer.from_json(file["text"]) == session.last()


def test_a_session_keeps_a_bounded_number_of_answers():
    session = PageSession()
    for number in range(MOST_ANSWERS + 5):
        session.keep(Answer(str(number)), new_answer_id())
    assert len(session.answers) == MOST_ANSWERS
    assert session.last().question == str(MOST_ANSWERS + 4)
    assert new_answer_id() != new_answer_id()


def test_the_window_shows_the_context_a_quote_needs(events):
    from dataclasses import replace

    from index.records import Span

    session = PageSession()
    ask(events, QUESTION, session)
    answer = session.last()
    text = events.corpus.document(answer.citations[0].source.id).text
    at = text.index("The guild raised")
    quote = "The guild raised four million crowns."
    span, before = Span(at, at + len(quote)), answer.citations[0].span
    citation = replace(answer.citations[0], span=span, quote=quote, context=before)
    answer = replace(answer, statements=(replace(answer.statements[0], citations=(citation,)),))
    value = panel_value(answer, "a1", 1, events.corpus)
    kinds = [kind for _, kind in value["segments"] if kind]
    assert kinds == ["context", "quote"]
    assert value["has_context"]


def test_the_skeleton_holds_nothing_that_a_template_would_run():
    assert "${" not in skeleton()
    assert "{{" not in skeleton()
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in script()


def test_gradio_is_imported_by_one_file():
    folder = Path(__file__).parents[1] / "ui"
    users = [p.name for p in folder.glob("*.py") if "import gradio" in p.read_text("utf-8")]
    assert users == ["page.py"]


def built(tmp_path, code):
    """What code prints of a page, in a process of its own: Gradio leaves event loops behind."""
    head = (
        "import sys\n"
        "from index.corpus import Corpus\n"
        "from ui.page import build_page\n"
        "from ui.settings import Settings\n"
        "with Corpus.open(sys.argv[1], embeddings='hashing') as corpus:\n"
        "    page = build_page(corpus, Settings())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", head + code, str(tmp_path / "corpus")],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


@pytest.mark.slow
def test_sixty_four_questions_wait_and_no_more(tmp_path):
    assert built(tmp_path, "print(page._queue.max_size)\n") == ["64"]


def test_a_flag_that_is_late_does_not_bring_back_a_cleared_chat(tmp_path):
    code = (
        "fns = list(page.fns.values())\n"
        "doubt = next(f for f in fns if 'doubt' in [event for _, event in f.targets])\n"
        "print(sum(doubt._id in f.cancels for f in fns))\n"
        "print(any(type(output).__name__ == 'State' for output in doubt.outputs))\n"
    )
    assert built(tmp_path, code) == ["2", "False"]
