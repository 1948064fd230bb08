"""The conversation of one browser: what is kept, what comes back, and what must not."""

from __future__ import annotations

import base64
import json
import os
import re
import zlib

import pytest

from index.corpus import Corpus
from retrieval.records import Answer
from ui.keeping import EMPTY, KEY_FILE, WITHHELD, storage_of
from ui.page_events import PageEvents
from ui.page_session import PageSession
from ui.settings import Settings

TEXT = "The lamp of {place} was lit by {who} in 1931. The keeper wrote every evening down."
QUESTION = "Who lit the lamp of Sorn?"


@pytest.fixture
def events(tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    for place, who in (("Sorn", "Mira Holt"), ("Vess", "Jan Orre")):
        path = papers / f"{place.lower()}.txt"
        path.write_text(TEXT.format(place=place, who=who), encoding="utf-8")
    with Corpus.open(tmp_path / "corpus", embeddings="hashing") as corpus:
        corpus.add([papers])
        yield PageEvents(corpus, Settings())


def ask(events, question, session):
    list(events.ask(question, [], session, None))


def through_the_browser(events, session):
    """What a reload brings: the stored value, as JSON, into a session that is empty."""
    stored = json.loads(json.dumps(events.kept(session)))
    new = PageSession()
    return events.restored(stored, new), new


def id_of(events, name):
    return next(s.id for s in events.corpus.sources() if s.name == name)


def test_a_reload_brings_back_the_same_answers_and_their_citations_open(events):
    session = PageSession()
    messages = list(events.ask(QUESTION, [], session, None))[-1].messages
    ask(events, "Who lit the lamp of Vess?", session)
    back, new = through_the_browser(events, session)
    assert [m["role"] for m in back] == ["user", "assistant"] * 2
    assert back[:2] == messages
    assert new.answers == session.answers
    for answer_id in new.answers:
        value = events.open_citation(new, {"answer": answer_id, "marker": 1})
        assert value["gone"] == ""
        assert [text for text, kind in value["segments"] if kind == "quote"]
    assert new.history() == session.history()


def test_a_long_question_comes_back_as_short_as_it_was_shown(events):
    session = PageSession()
    long = QUESTION + " It stood on the rock that ships feared." * 20
    messages = list(events.ask(long, [], session, None))[-1].messages
    back, new = through_the_browser(events, session)
    assert len(back[0]["content"]) < 300
    assert back == messages
    assert new.last().question == long


def test_flags_come_back_with_their_answer(events):
    session = PageSession()
    ask(events, QUESTION, session)
    (answer_id,) = session.answers
    events.flag(session, {"answer": answer_id, "marker": 1})
    _, new = through_the_browser(events, session)
    assert events.open_citation(new, {"answer": answer_id, "marker": 1})["flagged"] is True


def test_what_has_changed_since_is_said(events, tmp_path):
    session = PageSession()
    ask(events, QUESTION, session)
    back, _ = through_the_browser(events, session)
    assert "Since this answer" not in back[1]["content"]
    new = tmp_path / "new.txt"
    new.write_text("The lamp of Sorn was put out by Ida Lund.", encoding="utf-8")
    events.corpus.add([new])
    events.corpus.remove([id_of(events, "vess.txt")])
    back, kept = through_the_browser(events, session)
    said = "Since this answer: 1 document added and 1 document removed or replaced."
    assert said in back[1]["content"]
    assert kept.answers == session.answers


def test_a_removed_document_still_opens_and_the_panel_says_so(events):
    session = PageSession()
    ask(events, QUESTION, session)
    (answer_id,) = session.answers
    data = {"answer": answer_id, "marker": 1}
    assert events.open_citation(session, data)["state"] == ""
    events.corpus.remove([id_of(events, "sorn.txt")])
    _, new = through_the_browser(events, session)
    value = events.open_citation(new, data)
    assert value["gone"] == ""
    assert "removed or replaced" in value["state"]


def test_a_forgotten_document_is_gone_from_the_browser_too(events):
    session = PageSession()
    ask(events, QUESTION, session)
    ask(events, "Who lit the lamp of Vess?", session)
    before = events.kept(session)
    assert len(before["turns"]) == 2
    forgotten = id_of(events, "sorn.txt")
    events.corpus.forget([forgotten])
    # This tab stores the rest at once, and no trace of what was forgotten with it.
    kept = events.kept(session)
    for turn in kept["turns"]:
        assert forgotten not in zlib.decompress(base64.b64decode(turn["answer"])).decode()
    # Another tab, or another browser, had stored it: there it is withheld, and then dropped.
    new = PageSession()
    back = events.restored(before, new)
    assert WITHHELD in [m["content"] for m in back]
    assert "Mira Holt" not in str([m for m in back if m["role"] == "assistant"])
    assert len(events.kept(new)["turns"]) == len(kept["turns"])


def test_nearest_passages_of_a_forgotten_document_go_with_it(events):
    session = PageSession()
    ask(events, "Who is the mayor of Aldmoor?", session)
    assert session.last().abstained
    assert session.last().nearest
    for source in session.last().nearest:
        events.corpus.forget([source.source.id])
        break
    assert events.kept(session)["turns"] == []


def test_notices_about_a_forgotten_document_go_with_it(events):
    number = id_of(events, "sorn.txt")
    events.corpus.set_metadata(number, authors=("Ada Quill",))
    session = PageSession()
    ask(events, "Who wrote sorn.txt?", session)
    assert "Ada Quill" in str(session.last().notices)
    before = events.kept(session)
    events.corpus.forget([number])
    (turn,) = events.kept(session)["turns"]
    assert "Ada Quill" not in zlib.decompress(base64.b64decode(turn["answer"])).decode()
    new = PageSession()
    assert "Ada Quill" not in str(events.restored(before, new))
    assert "Ada Quill" not in str(new.answers)


def bomb():
    return base64.b64encode(zlib.compress(b"0" * 50_000_000, 9)).decode()


def packed(text):
    return base64.b64encode(zlib.compress(text.encode())).decode()


ID = "a0123456789ab"


@pytest.mark.parametrize(
    "stored",
    [
        None,
        "x",
        7,
        [],
        {},
        EMPTY,
        {"turns": None},
        {"turns": "abc"},
        {"turns": [None, 1, "x", [], {}]},
        {"turns": [{"id": ID, "answer": 3}]},
        {"turns": [{"id": ID, "answer": "%%%"}]},
        {"turns": [{"id": ID, "answer": base64.b64encode(b"not zlib").decode()}]},
        {"turns": [{"id": ID, "answer": packed("not json")}]},
        {"turns": [{"id": ID, "answer": packed("[" * 100_000)}]},
        {"turns": [{"id": ID, "answer": bomb()}]},
        {"turns": [{"id": "<b>", "answer": packed(Answer("q").to_json())}]},
        {"turns": [{"id": ID + "-1", "answer": packed(Answer("q").to_json())}]},
    ],
    ids=range(17),
)
def test_whatever_the_browser_holds_is_only_read(events, stored):
    session = PageSession()
    assert events.restored(stored, session) == []
    assert not session.answers


def test_strange_turns_do_not_take_the_good_ones_with_them(events):
    session = PageSession()
    ask(events, QUESTION, session)
    stored = events.kept(session)
    good = stored["turns"][0]
    turns = [{"id": 1}, {**good, "flagged": ["x", None, 1]}, good, None]
    new = PageSession()
    assert len(events.restored({"turns": turns}, new)) == 2
    assert {m for _, m in new.flagged} == {1}


def test_stored_markup_is_text_when_it_comes_back(events):
    answer = Answer("<img src=x onerror=alert(1)>", rewritten="[x](https://evil.example)")
    back = events.restored(
        {"turns": [{"id": ID, "answer": packed(answer.to_json())}]}, PageSession()
    )
    shown = " ".join(m["content"] for m in back)
    assert "<img" not in shown
    assert "](https" not in shown


def test_the_oldest_answers_go_where_there_is_no_room(events, monkeypatch):
    session = PageSession()
    for number in range(4):
        ask(events, QUESTION if number % 2 else "Who lit the lamp of Vess?", session)
    size = max(len(turn["answer"]) for turn in events.kept(session)["turns"])
    monkeypatch.setattr("ui.keeping._MOST_CHARACTERS", 2 * size)
    kept = [turn["id"] for turn in events.kept(session)["turns"]]
    assert kept == list(session.answers)[-2:]
    monkeypatch.setattr("ui.keeping._MOST_CHARACTERS", 10)
    assert events.kept(session) == EMPTY


def test_each_corpus_has_a_place_and_a_secret_of_its_own_that_last(tmp_path):
    found = []
    for name in ("one", "two"):
        with Corpus.open(tmp_path / name, embeddings="hashing") as corpus:
            found.append(storage_of(corpus))
            assert storage_of(corpus) == found[-1]
            if os.name == "posix":
                assert (corpus.path / KEY_FILE).stat().st_mode & 0o077 == 0
    assert len({name for name, _ in found}) == 2
    assert len({secret for _, secret in found}) == 2
    assert all(secret[:8] not in name for name, secret in found)


@pytest.mark.parametrize("spoilt", [b"", b"short", b"g" * 64, b"a" * 65, b"\xff\x00" * 32])
def test_a_spoilt_secret_is_renewed_and_nothing_else_is_lost(tmp_path, caplog, spoilt):
    (tmp_path / "a.txt").write_text(TEXT.format(place="Sorn", who="Mira Holt"), encoding="utf-8")
    with Corpus.open(tmp_path / "c", embeddings="hashing") as corpus:
        corpus.add([tmp_path / "a.txt"])
        key = corpus.path / KEY_FILE
        key.write_bytes(spoilt)
        before = {path.name for path in corpus.path.iterdir()}
        found = storage_of(corpus)
        assert "is renewed" in caplog.text
        caplog.clear()
        assert storage_of(corpus) == found
        assert caplog.text == ""
        assert key.read_text() == found[1]
        assert re.fullmatch("[0-9a-f]{64}", found[1])
        if os.name == "posix":
            assert key.stat().st_mode & 0o077 == 0
        assert {path.name for path in corpus.path.iterdir()} == before
        assert [s.name for s in corpus.sources()] == ["a.txt"]


def test_a_secret_that_cannot_be_written_lasts_as_long_as_the_program(tmp_path, caplog):
    with Corpus.open(tmp_path / "c", embeddings="hashing") as corpus:
        (corpus.path / KEY_FILE).mkdir()
        before = {path.name for path in corpus.path.iterdir()}
        assert len(storage_of(corpus)[1]) == 64
        assert {path.name for path in corpus.path.iterdir()} == before
    assert "cannot be kept" in caplog.text
