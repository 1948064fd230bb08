"""The command line: exit codes, one-line errors, JSON, filters, reports."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ui.cli import run

ROOT = Path(__file__).parents[1]

HARBOUR = """\
---
title: The Harbour of Vess
author: Ada Lorne
date: 2019-04-02
---

# The Harbour of Vess

The harbour of Vess was paid for by the fishing guild in 1954. The guild raised four million crowns.

The stone came from the quarry at Orm. Nobody asked the ferrymen.
"""
LIGHTHOUSE = """\
---
title: A Lighthouse Remembered
author: Bo Renn
date: 2021
---

# A Lighthouse Remembered

The lighthouse keeper burned oil until 1962. After that the lamp was electric.
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A working folder with two documents, and no setting from outside."""
    for name in [n for n in os.environ if n.startswith("VOUCH_")]:
        monkeypatch.delenv(name)
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (papers / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def indexed(place, capsys):
    assert run(["index", "papers", "--embeddings", "hashing"]) == 0
    capsys.readouterr()
    return place


def out_of(capsys):
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return captured.out, captured.err


def test_index_reports_every_file(place, capsys):
    (place / "papers" / "picture.bmp").write_bytes(b"BM")
    assert run(["index", "papers", "--embeddings", "hashing"]) == 0
    out, _ = out_of(capsys)
    assert "added     2" in out
    assert "harbour.md  The Harbour of Vess" in out
    assert "picture.bmp: Files of this type are not read." in out
    assert run(["index", "papers"]) == 0
    out, _ = out_of(capsys)
    assert "added     0" in out
    assert "unchanged 2" in out


def test_index_json_holds_the_report(place, capsys):
    assert run(["index", "papers", "--json", "--embeddings", "hashing"]) == 0
    report = json.loads(out_of(capsys)[0])
    assert len(report["added"]) == 2
    assert report["skipped"] == []
    assert report["pending"] == 0


def test_a_named_file_that_cannot_be_read_is_6_and_the_others_are_indexed(place, capsys):
    empty = place / "empty.pdf"
    empty.write_bytes(b"")
    assert run(["index", "papers", "empty.pdf", "gone.txt", "--embeddings", "hashing"]) == 6
    out, _ = out_of(capsys)
    assert "added     2" in out
    assert "empty.pdf" in out
    assert "There is no such file or folder." in out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["index"], 2, "Nothing to index"),
        (["index", "nowhere"], 2, "no such file"),
        (["ask", "Who?"], 4, "vouch index"),
        (["find", "Who"], 4, "vouch index"),
        (["sources"], 4, "vouch index"),
        (["verify", "nowhere.json"], 2, "cannot be read"),
        (["index", "--rebuild"], 2, "no corpus"),
        (["ask"], 2, "--help"),
        (["fnid", "x"], 2, "vouch find"),
        (["ask", "--depth"], 2, "--help"),
        (["chat", "nowhere"], 2, "no such file"),
        (["chat", "--host", "0.0.0.0"], 2, "VOUCH_AUTH"),
        (["chat", "--port", "99999"], 2, "port"),
        (["ask", "x", "--option", "depth=0"], 2, "depth"),
        (["ask", "x", "--option", "dpeth=5"], 2, "Did you mean depth?"),
        (["ask", "x", "--option", "depth"], 2, "name=value"),
        (["ask", "x", "--history", "nowhere.json"], 2, "cannot be read"),
        (["ask", "x", "--base-url", "http://127.0.0.1:9/v1"], 2, "--llm"),
        (["chat", "--base-url", "http://127.0.0.1:9/v1"], 2, "--llm"),
    ],
)
def test_bad_input_is_one_line_with_a_fix(place, capsys, arguments, code, says):
    assert run(arguments) == code
    _, err = out_of(capsys)
    assert says in err
    assert err.startswith("vouch: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 4001])
def test_a_question_that_is_none_is_2(indexed, capsys, question):
    assert run(["ask", question]) == 2
    assert out_of(capsys)[1].startswith("vouch: ")


@pytest.mark.parametrize("question", ['"NEAR( AND *', "col:x OR (", "'; DROP TABLE documents; --"])
def test_query_syntax_is_only_text(indexed, capsys, question):
    assert run(["ask", question]) in (0, 3)
    out_of(capsys)


def test_ask_answers_with_evidence(indexed, capsys):
    assert run(["ask", "Who", "paid", "for", "the", "harbour", "of", "Vess?"]) == 0
    out, _ = out_of(capsys)
    assert "The harbour of Vess was paid for by the fishing guild in 1954. [1]" in out
    assert "Quoted word for word; found in the source" in out
    assert "verified" not in out.lower()


def test_ask_says_when_the_documents_do_not(indexed, capsys):
    assert run(["ask", "Who", "invented", "the", "zeppelin?"]) == 3
    out, _ = out_of(capsys)
    assert out.startswith("The documents don't say.")
    assert "zeppelin: 0\n" in out
    assert "Nearest passages (they do not answer)" in out


def test_ask_json_round_trips_and_verifies(indexed, capsys):
    assert run(["ask", "Who paid for the harbour of Vess?", "--json"]) == 0
    saved = out_of(capsys)[0]
    Path("answer.json").write_text(saved, encoding="utf-8")
    assert run(["verify", "answer.json"]) == 0
    assert "holds" in out_of(capsys)[0]
    altered = saved.replace(
        '"text": "The harbour of Vess was', '"text": "The harbour of Vess was not'
    )
    assert altered != saved
    Path("altered.json").write_text(altered, encoding="utf-8")
    assert run(["verify", "altered.json", "--json"]) == 1
    report = json.loads(out_of(capsys)[0])
    assert report["sound"] is False
    assert report["altered"] == [0]


def test_verify_tells_a_changed_source(indexed, capsys):
    run(["ask", "Who paid for the harbour of Vess?", "--json"])
    Path("answer.json").write_text(out_of(capsys)[0], encoding="utf-8")
    path = indexed / "papers" / "harbour.md"
    path.write_text(HARBOUR.replace("by the fishing guild", "by the king"), encoding="utf-8")
    assert run(["index", "papers"]) == 0
    out_of(capsys)
    assert run(["verify", "answer.json"]) == 1
    assert "CHANGED" in out_of(capsys)[0]


def test_verify_says_where_words_are_now_and_that_a_document_was_removed(indexed, capsys):
    run(["ask", "Who paid for the harbour of Vess?", "--json"])
    Path("answer.json").write_text(out_of(capsys)[0], encoding="utf-8")
    path = indexed / "papers" / "harbour.md"
    path.write_text(HARBOUR.replace("The stone", "Nobody swam.\n\nThe stone"), encoding="utf-8")
    first = HARBOUR.index("The harbour of Vess was")
    path.write_text(
        f"{HARBOUR[:first]}A new opening stands here now.\n\n{HARBOUR[first:]}", encoding="utf-8"
    )
    assert run(["index", "papers"]) == 0
    out_of(capsys)
    assert run(["verify", "answer.json"]) == 0
    at = first + len("A new opening stands here now.\n\n")
    told = " ".join(out_of(capsys)[0].split())
    assert f"now in The Harbour of Vess, characters {at} to " in told
    run(["ask", "Who paid for the harbour of Vess?", "--json"])
    Path("answer.json").write_text(out_of(capsys)[0], encoding="utf-8")
    path.unlink()
    assert run(["sources", "--remove-missing"]) == 0
    out_of(capsys)
    assert run(["verify", "answer.json"]) == 0
    told = out_of(capsys)[0]
    assert "removed: the document is no longer searched" in told
    assert "still searched" not in told
    assert run(["verify", "answer.json", "--json"]) == 0
    assert json.loads(out_of(capsys)[0])["citations"][0]["searched"] is False


def test_ask_follows_up_on_saved_answers(indexed, capsys):
    run(["ask", "Who paid for the harbour of Vess?", "--json"])
    Path("answer.json").write_text(out_of(capsys)[0], encoding="utf-8")
    run(["ask", "When was it built?", "--history", "answer.json", "--json"])
    saved = out_of(capsys)[0]
    assert "Vess" in json.loads(saved)["answer"]["rewritten"]
    Path("second.json").write_text(saved, encoding="utf-8")
    run(["ask", "Why?", "--history", "answer.json", "--history", "second.json"])
    assert "Read as: Why? (When was " in out_of(capsys)[0]


def test_verify_says_that_the_file_is_no_longer_what_was_read(indexed, capsys):
    run(["ask", "Who paid for the harbour of Vess?", "--json"])
    Path("answer.json").write_text(out_of(capsys)[0], encoding="utf-8")
    assert run(["verify", "answer.json"]) == 0
    assert "the file" not in out_of(capsys)[0]
    path = indexed / "papers" / "harbour.md"
    path.write_text(HARBOUR.replace("by the fishing guild", "by the king"), encoding="utf-8")
    assert run(["verify", "answer.json"]) == 0
    out, _ = out_of(capsys)
    assert "holds" in out
    assert "changed since it was read" in out
    path.unlink()
    assert run(["verify", "answer.json"]) == 0
    assert "no longer on disk" in out_of(capsys)[0]
    assert run(["verify", "answer.json", "--json"]) == 0
    assert json.loads(out_of(capsys)[0])["citations"][0]["file_state"] == "missing"


def test_a_file_that_is_gone_is_said_by_every_command_and_removed_on_request(indexed, capsys):
    (indexed / "papers" / "harbour.md").unlink()
    assert run(["sources"]) == 0
    out, _ = out_of(capsys)
    assert out.count("the file is no longer on disk") == 1
    assert "vouch sources --remove-missing" in out
    run(["sources", "--json"])
    listed = {s["file"]: s["file_state"] for s in json.loads(out_of(capsys)[0])}
    assert listed == {"harbour.md": "missing", "lighthouse.md": "same"}
    assert run(["ask", "Who paid for the harbour of Vess?"]) == 0
    assert "The Harbour of Vess: the file is no longer on disk" in out_of(capsys)[0]
    assert run(["ask", "Until when did the lighthouse keeper burn oil?"]) == 0
    assert "no longer on disk" not in out_of(capsys)[0]
    assert run(["index", "papers"]) == 0
    out, _ = out_of(capsys)
    assert "missing   1" in out
    assert run(["doctor"]) == 0
    assert "1 of 2 no longer on disk" in out_of(capsys)[0]
    assert run(["sources", "--remove-missing"]) == 0
    assert "Removed 1 document " in out_of(capsys)[0]
    run(["sources", "--json"])
    assert [s["file"] for s in json.loads(out_of(capsys)[0])] == ["lighthouse.md"]
    assert run(["sources", "--remove-missing"]) == 0
    assert "Removed 0 documents" in out_of(capsys)[0]


@pytest.mark.parametrize("text", ["not json", "{}", '{"vouch_answer": 99}', "[" * 2000])
def test_verify_refuses_what_is_no_answer(indexed, capsys, text):
    Path("answer.json").write_text(text, encoding="utf-8")
    assert run(["verify", "answer.json"]) == 2
    out_of(capsys)


def test_exports_of_ask(indexed, capsys):
    question = "Who paid for the harbour of Vess?"
    assert run(["ask", question, "--markdown"]) == 0
    assert "fishing guild" in out_of(capsys)[0]
    assert run(["ask", question, "--bibtex"]) == 0
    assert "Lorne" in out_of(capsys)[0]
    assert run(["ask", question, "--csl-json"]) == 0
    assert json.loads(out_of(capsys)[0])[0]["title"] == "The Harbour of Vess"


def test_filters_choose_the_documents(indexed, capsys):
    question = "Who paid for the harbour of Vess?"
    assert run(["ask", question, "--author", "Ada Lorne"]) == 0
    assert run(["ask", question, "--source", "harbour.md"]) == 0
    assert run(["ask", question, "--author", "Bo Renn"]) == 3
    assert run(["ask", question, "--before", "2018"]) == 3
    assert run(["ask", question, "--after", "2019-04", "--before", "2020"]) == 0
    out_of(capsys)


@pytest.mark.parametrize(
    "option",
    [["--after", "spring"], ["--before", "2020-13"], ["--genre", "poem"], ["--source", "nothing"]],
)
def test_a_filter_that_is_none_is_2(indexed, capsys, option):
    assert run(["ask", "Who paid?", *option]) == 2
    out_of(capsys)


def test_an_error_is_json_where_json_was_asked_for(indexed, capsys):
    assert run(["ask", "Who paid?", "--after", "spring", "--json"]) == 2
    out, _ = out_of(capsys)
    assert json.loads(out)["error"]["exit_code"] == 2


def test_find_counts_and_shows_places(indexed, capsys):
    assert run(["find", "guild"]) == 0
    out, _ = out_of(capsys)
    assert out.startswith("2 times in 1 document of 2")
    assert "«guild»" in out
    assert run(["find", "zeppelin"]) == 3
    assert run(["find", "guild", "--json"]) == 0
    out = out_of(capsys)[0]
    data = json.loads(out[out.index("{") :])
    hit = data["hits"][0]
    text = (indexed / "papers" / "harbour.md").read_text(encoding="utf-8")
    assert text[hit["start"] : hit["end"]] == hit["quote"]


def test_sources_lists_sets_removes_and_forgets(indexed, capsys):
    assert run(["sources", "--json"]) == 0
    listed = {s["file"]: s for s in json.loads(out_of(capsys)[0])}
    first = listed["harbour.md"]["id"]
    assert listed["harbour.md"]["provenance"]["title"] == "declared"
    assert run(["sources", "--set", first[:8], "title=Vess", "authors=A. Lorne; C. Ek"]) == 0
    out_of(capsys)
    assert run(["sources"]) == 0
    out, _ = out_of(capsys)
    assert "Vess" in out
    assert "A. Lorne; C. Ek" in out
    assert run(["sources", "--set", first[:8], "genre=poem"]) == 2
    assert run(["sources", "--set", first[:8]]) == 2
    assert run(["sources", "--remove", "lighthouse.md"]) == 0
    assert run(["sources", "--forget", "harbour.md"]) == 0
    out_of(capsys)
    assert run(["sources", "--json"]) == 0
    assert json.loads(out_of(capsys)[0]) == []


def test_the_template_is_a_manifest_that_reads_back(indexed, capsys):
    assert run(["sources", "--template", "papers"]) == 0
    template = out_of(capsys)[0]
    (indexed / "papers" / "vouch-sources.toml").write_text(template, encoding="utf-8")
    from index.manifest import read_manifest

    fields = read_manifest(indexed / "papers")
    assert fields["harbour.md"]["title"] == "The Harbour of Vess"


def test_rebuild_changes_the_embedding_model(indexed, capsys):
    assert run(["ask", "Who paid?", "--embeddings", "nosuchmodel"]) in (4, 5)
    out_of(capsys)
    assert run(["index", "--rebuild", "--embeddings", "hashing"]) == 0
    assert "Rebuilt 2 documents" in out_of(capsys)[0]


def test_doctor_reports_and_finds_a_damaged_corpus(indexed, capsys):
    assert run(["doctor"]) == 0
    out, _ = out_of(capsys)
    assert "2 documents, every text as indexed" in out
    assert "Nothing leaves this machine." in out
    (indexed / ".vouch" / "corpus.sqlite").write_bytes(b"not a database" * 100)
    assert run(["doctor", "--json"]) == 1
    findings = {f["name"]: f for f in json.loads(out_of(capsys)[0])}
    assert findings["corpus"]["ok"] is False


def test_reading_needs_no_write_permission(indexed, capsys):
    folder = indexed / ".vouch"
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    assert run(["ask", "Who paid for the harbour of Vess?"]) == 0
    out_of(capsys)
    after = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    assert before["corpus.sqlite"] == after["corpus.sqlite"]


def test_an_unexpected_error_is_one_line_and_4(indexed, capsys, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError("a bug")

    monkeypatch.setattr("ui.commands_ask.stream_answer", fail)
    assert run(["ask", "Who paid?"]) == 4
    _, err = out_of(capsys)
    assert "a bug" in err
    assert "--debug" in err
    with pytest.raises(RuntimeError):
        run(["ask", "Who paid?", "--debug"])


def test_interrupting_is_130(indexed, capsys, monkeypatch):
    def stop(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr("ui.commands_ask.stream_answer", stop)
    assert run(["ask", "Who paid?"]) == 130
    assert "Interrupted" in out_of(capsys)[1]


def test_help_and_version(capsys):
    assert run(["--help"]) == 0
    assert "vouch COMMAND" in out_of(capsys)[0]
    assert run([]) == 2
    assert run(["--version"]) == 0
    out_of(capsys)
    for name in ("index", "ask", "find", "chat", "sources", "verify", "doctor"):
        assert run([name, "--help"]) == 0
        assert "usage:" in out_of(capsys)[0]


def vouch(arguments, folder, **options):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "vouchqa", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_standard_input_closed_pipe_and_bytes_that_are_no_text(indexed):
    asked = vouch(["ask", "-"], indexed)
    broken = vouch(["ask", "-"], indexed)
    out, err = asked.communicate(b"Who paid for the harbour of Vess?", timeout=60)
    assert asked.returncode == 0, err
    assert b"fishing guild" in out
    _, err = broken.communicate(b"\xff\xfe\xfa", timeout=60)
    assert broken.returncode == 2
    assert b"UTF-8" in err
    piped = vouch(["sources"], indexed)
    piped.stdout.close()
    assert piped.wait(timeout=60) == 0
    assert b"Traceback" not in piped.stderr.read()
    for process in (asked, broken, piped):
        for stream in (process.stdin, process.stdout, process.stderr):
            stream.close()


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_a_cold_ask_loads_no_heavy_library_and_stays_small(indexed):
    code = (
        "import sys\n"
        "from vouchqa import main\n"
        "code = main(['ask', 'Who paid for the harbour of Vess?'])\n"
        "heavy = [n for n in ('torch', 'gradio', 'langchain', 'sentence_transformers', 'pandas',"
        " 'trafilatura', 'pypdfium2') if n in sys.modules]\n"
        # Not getrusage: its maximum is inherited from the process that started this one.
        "peak = [x for x in open('/proc/self/status') if x.startswith('VmHWM')][0].split()[1]\n"
        "print(code, heavy, peak)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=indexed, env=environment, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    last = done.stdout.strip().splitlines()[-1]
    assert last.startswith("0 [] "), (last, done.stderr)
    assert int(last.split()[-1]) <= 250 * 1024


def test_the_page_stops_when_interrupted(indexed):
    process = vouch(["chat", "--no-browser"], indexed, start_new_session=True)
    try:
        line = process.stdout.readline()
        assert b"http://127.0.0.1:" in line
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
        assert process.returncode == 130
        assert b"Traceback" not in err
        assert b"Nothing leaves this machine." in err
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def test_a_language_model_words_the_answer_after_its_host_was_named(indexed, capsys, monkeypatch):
    from llm_server import ChatServer

    def reply(asked: str) -> str:
        found = re.search(r"\b(s\d+)\b[^\n]*fishing guild", asked)
        text = "The harbour of Vess was paid for by the fishing guild in 1954."
        ids = [found[1]] if found else []
        return json.dumps({"statements": [{"text": text, "sentences": ids}]})

    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with ChatServer() as server:
        server.reply = reply
        model = ["--llm", "openai:test", "--base-url", server.url]
        assert run(["ask", "Who paid for the harbour of Vess?", *model, "--json"]) == 0
        out, err = out_of(capsys)
        answer = json.loads(out[out.index("{") :])["answer"]
        assert answer["engine"] == "openai:test"
        assert len(server.requests) >= 1
        assert "Nothing leaves this machine: openai:test runs at 127.0.0.1." in err
        server.play("500")
        options = ["--option", "llm_tries=1"]
        assert run(["ask", "Who paid for the harbour of Vess?", *model, *options]) == 0
        out, _ = out_of(capsys)
        assert "fishing guild in 1954. [1]" in out
        assert "Note: openai:test" in out


def test_a_model_without_key_or_provider_is_5(indexed, capsys, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    assert run(["ask", "Who paid?", "--llm", "openai:x"]) == 5
    assert "OPENAI_API_KEY" in out_of(capsys)[1]
    assert run(["ask", "Who paid?", "--llm", "nonsense"]) == 5
    assert "provider:model" in out_of(capsys)[1]


def test_a_locked_corpus_is_4_and_reading_goes_on(indexed, capsys, monkeypatch):
    from index.corpus import Corpus

    holder = Corpus.open(".vouch")
    with holder._lock.held():
        options = ["--option", "lock_seconds=0.1"]
        process = vouch(["index", "papers", *options], indexed)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 4
        assert b"being written to by process" in err
        assert run(["ask", "Who paid for the harbour of Vess?"]) == 0
    holder.close()
    out_of(capsys)


def test_a_corpus_of_a_newer_version_is_4_and_untouched(indexed, capsys):
    path = indexed / ".vouch" / "corpus.sqlite"
    data = bytearray(path.read_bytes())
    data[60:64] = (9999).to_bytes(4, "big")
    path.write_bytes(data)
    for command in (["ask", "Who?"], ["index", "papers"], ["sources"]):
        assert run(command) == 4
        assert "newer Vouch" in out_of(capsys)[1]
    assert path.read_bytes() == data


def test_the_sample_is_shown_only_where_nobody_named_a_corpus(indexed):
    from ui.commands_chat import uses_sample
    from ui.settings import Settings

    assert not uses_sample(Settings())
    (indexed / "elsewhere").mkdir()
    os.chdir(indexed / "elsewhere")
    assert uses_sample(Settings())
    assert not uses_sample(Settings({"corpus": "mine"}))


def test_a_port_that_is_taken_is_2(indexed):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        process = vouch(["chat", "--no-browser", "--port", port], indexed)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert f"Port {port} is taken.".encode() in err
    assert b"Traceback" not in err
