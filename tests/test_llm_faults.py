"""Every way a model server fails: labelled, in time, and the word-for-word answer instead."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from llm_corpus import QUESTION, build, quick
from llm_server import SECRET, ChatServer
from scripted_llm import ScriptedChat, as_json, copying, id_of

from index.errors import ModelError
from retrieval.answering import answer, stream_answer
from retrieval.llm_faults import Fault, ModelFault, name_fault, name_stop, retry_after
from retrieval.llm_models import load_model, open_model

pytest.importorskip("langchain_openai")
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    with build(tmp_path_factory.mktemp("documents"), tmp_path_factory.mktemp("corpus")) as opened:
        yield opened


@pytest.fixture(scope="module")
def plain(corpus):
    return answer(QUESTION, corpus, settings=quick())


@pytest.fixture
def server():
    with ChatServer() as running:
        running.reply = good
        yield running


def good(asked):
    said = "The Guild of Fishers paid for the stone harbour."
    return as_json((said, [id_of(asked, "Guild of Fishers")]))


def fails(result, plain, fault):
    """The fallback is the extractive answer, and the notice is this fault's."""
    assert result.engine == "extractive"
    assert (result.text, result.statements) == (plain.text, plain.statements)
    labels = [n for n in result.notices if fault.told in n]
    assert labels, result.notices
    assert "word for word" in labels[0]
    assert SECRET not in str(result)


def ask(corpus, url, **changes):
    began = time.perf_counter()
    model = load_model("openai:test", base_url=url)
    result = answer(QUESTION, corpus, llm=model, settings=quick(**changes))
    return result, time.perf_counter() - began


def test_a_good_server_words_the_answer(corpus, server):
    result, _ = ask(corpus, server.url)
    assert result.engine == "openai:test"
    assert result.statements[0].text == "The Guild of Fishers paid for the stone harbour."
    body = server.requests[0]
    assert body["response_format"]["type"] == "json_schema"
    assert body["stream"] is True


@pytest.mark.parametrize(
    ("script", "fault", "requests"),
    [
        ("401", Fault.KEY, 1),
        ("403", Fault.FORBIDDEN, 1),
        ("404", Fault.NO_MODEL, 1),
        ("429", Fault.BUSY, 3),
        ("500", Fault.SERVER, 3),
        ("503", Fault.SERVER, 3),
        ("hang_up", Fault.CUT, 3),
        ("slow", Fault.SLOW_START, 3),
        ("stall", Fault.STALL, 3),
        ("drip", Fault.DEADLINE, None),
        ("cut", Fault.CUT, 3),
        ("cut_chunked", Fault.CUT, 3),
        ("no_finish", Fault.CUT, None),
        ("length", Fault.LENGTH, 1),
        ("filtered", Fault.WITHHELD, 1),
        ("empty", Fault.EMPTY, 3),
        ("bad_json", Fault.UNREADABLE, 2),
        ("cut_json", Fault.UNREADABLE, 2),
        ("html", Fault.UNREADABLE, 2),
        ("html_page", Fault.FAILED, 1),
        ("huge", Fault.TOO_LONG, 1),
        ("endless", Fault.TOO_LONG, 1),
        ("echo", Fault.ECHO, 1),
        ("400", Fault.BAD_REQUEST, 2),
    ],
)
def test_each_fault_has_its_label_and_the_word_for_word_answer(
    corpus, plain, server, script, fault, requests
):
    server.play(script)
    late = {"slow": {"first_byte": 0.2}, "stall": {"idle": 0.2}, "drip": {"total": 0.6}}
    limits = late.get(script, {})
    result, seconds = ask(corpus, server.url, **limits)
    fails(result, plain, fault)
    assert seconds < limits.get("total", 10.0) + 1
    if requests is not None:
        assert len(server.requests) == requests
    assert len(server.requests) <= 3


@pytest.mark.parametrize(("troubles", "answers"), [(1, True), (2, True), (3, False)])
def test_three_tries_and_no_more(corpus, plain, server, troubles, answers):
    server.play(*["500"] * troubles, "good")
    result, _ = ask(corpus, server.url)
    assert (result.engine == "openai:test") is answers
    assert len(server.requests) == min(troubles + 1, 3)


def test_a_port_nobody_listens_on(corpus, plain):
    with ChatServer() as gone:
        url = gone.url
    result, seconds = ask(corpus, url)
    fails(result, plain, Fault.REFUSED)
    assert seconds < 5


def test_a_host_without_an_address(corpus, plain):
    result, _ = ask(corpus, "http://nowhere.invalid/v1", total=1.0)
    fails(result, plain, Fault.UNREACHABLE)


@pytest.mark.parametrize("first", ["429", "500", "slow", "empty", "hang_up", "cut_json"])
def test_a_passing_trouble_is_tried_again(corpus, server, first):
    server.play(first, "good")
    result, _ = ask(corpus, server.url, first_byte=0.6)
    assert result.engine == "openai:test"
    assert len(server.requests) == 2


def test_a_pause_the_server_asks_for_is_kept(corpus, server):
    server.play("429", "good")
    server.retry_after = "0.4"
    result, _ = ask(corpus, server.url)
    assert result.engine == "openai:test"
    assert server.times[1] - server.times[0] >= 0.4


def test_a_pause_beyond_the_deadline_ends_the_wait_at_once(corpus, plain, server):
    server.play("429", "good")
    server.retry_after = "3600"
    result, seconds = ask(corpus, server.url)
    fails(result, plain, Fault.BUSY)
    assert seconds < 5
    assert len(server.requests) == 1


def test_a_server_without_structured_output_is_asked_for_markers(corpus, server):
    def lines(asked):
        return copying("Guild of Fishers")(asked)

    server.reply = lines
    server.play("no_structure")
    result, _ = ask(corpus, server.url)
    assert result.engine == "openai:test"
    assert ["response_format" in body for body in server.requests] == [True, False]


def test_unreadable_json_is_asked_for_again_as_lines(corpus, server):
    server.reply = lambda asked: copying("Guild of Fishers")(asked)
    server.play("bad_json", "good")
    result, _ = ask(corpus, server.url)
    assert result.engine == "openai:test"


def test_a_server_that_names_no_role_is_understood(corpus, server):
    server.play("no_role")
    result, _ = ask(corpus, server.url)
    assert result.engine == "openai:test"


def test_a_function_call_is_read_like_json(corpus, server):
    server.play("tool")
    result, _ = ask(corpus, server.url)
    assert result.engine == "openai:test"


def test_a_cut_stream_does_not_keep_what_was_streamed(corpus, plain, server):
    def two(asked):
        return as_json(
            ("The Guild of Fishers paid for the stone harbour.", [id_of(asked, "Guild of")]),
            ("The Treasury paid for the stone harbour in full.", [id_of(asked, "Treasury")]),
        )

    server.reply = two
    server.play("cut")
    model = load_model("openai:test", base_url=server.url)
    events = list(stream_answer(QUESTION, corpus, llm=model, settings=quick()))
    result = events[-1].answer
    fails(result, plain, Fault.CUT)
    assert any("breaks off" in e.text for e in events if e.kind == "status")
    assert len(server.requests) in {1, 3}  # what was shown is not asked for again


def test_a_failure_in_the_repair_round_keeps_what_passed(corpus, server):
    def two(asked):
        sid = id_of(asked, "Guild of Fishers")
        return as_json(("The Guild of Fishers paid for the stone harbour.", [sid]), ("No.", [sid]))

    server.reply = two
    server.play("good", "401")
    result, _ = ask(corpus, server.url)
    assert result.engine == "openai:test"
    assert len(result.left_out) == 1


def test_no_thread_is_left_waiting_once_the_server_is_gone(corpus, server):
    server.play("stall")
    ask(corpus, server.url, total=0.5)
    server.closing.set()
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        left = [t for t in threading.enumerate() if t.name == "vouch-llm"]
        if not left:
            break
        time.sleep(0.02)
    assert not left
    assert all(t.daemon for t in left)


@pytest.mark.slow
def test_a_process_ends_though_a_model_hangs(server, tmp_path):
    server.play("stall")
    code = f"""
import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests")!r}]
from pathlib import Path
from llm_corpus import QUESTION, build, quick
from retrieval.answering import answer
from retrieval.llm_models import load_model
corpus = build(Path("documents"), Path("corpus"))
model = load_model("openai:test", base_url={server.url!r})
print(answer(QUESTION, corpus, llm=model, settings=quick(total=0.6)).engine)
"""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "extractive", done.stderr
    assert time.perf_counter() - began < 40


def test_no_trace_goes_anywhere_else(corpus, server, monkeypatch):
    from langsmith import utils

    for name, value in (("TRACING", "true"), ("ENDPOINT", server.url), ("API_KEY", "x")):
        monkeypatch.setenv(f"LANGSMITH_{name}", value)
    utils.get_env_var.cache_clear()
    try:
        model = ScriptedChat(replies=[copying("Guild of Fishers")])
        assert answer(QUESTION, corpus, llm=model, settings=quick()).engine == "ScriptedChat"
        time.sleep(0.5)
    finally:
        monkeypatch.undo()
        utils.get_env_var.cache_clear()
    assert server.hits == []


def test_a_reader_who_leaves_ends_the_asking(corpus, server):
    server.play("endless")
    model = load_model("openai:test", base_url=server.url)
    events = stream_answer(QUESTION, corpus, llm=model, settings=quick())
    next(e for e in events if "Asking" in e.text)
    events.close()
    assert not [t for t in threading.enumerate() if t.name == "vouch-llm" and not t.daemon]


def test_an_exception_of_any_kind_becomes_a_label(corpus, plain):
    for error in (RuntimeError(SECRET), KeyError("x"), MemoryError(), SystemExit(3)):
        model = ScriptedChat(replies=[error])
        result = answer(QUESTION, corpus, llm=model, settings=quick())
        fails(result, plain, Fault.FAILED)


def test_every_fault_says_something():
    assert len({fault.told for fault in Fault}) == len(Fault)
    assert all(fault.told.endswith(".") for fault in Fault)


class _Response:
    def __init__(self, value):
        self.headers = {"retry-after": value}


class _Refusal(Exception):
    def __init__(self, value, status=429):
        super().__init__("x")
        self.response = _Response(value)
        self.status_code = status


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("2", 2.0), ("0.5", 0.5), ("-4", 0.0), ("soon", None), ("nan", None), ("inf", None),
     ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0), ("1e400", None)],
)  # fmt: skip
def test_a_retry_after_is_seconds_or_a_date(value, seconds):
    assert retry_after(_Refusal(value)) == seconds
    assert name_fault(_Refusal(value)).pause == seconds


def test_an_unknown_status_is_still_named():
    assert name_fault(_Refusal("1", 418)).fault is Fault.BAD_REQUEST
    assert name_fault(_Refusal("1", 529)).fault is Fault.SERVER
    assert name_fault(ModelFault(Fault.ECHO)).fault is Fault.ECHO


@pytest.mark.parametrize(
    ("reason", "fault"),
    [("stop", None), ("STOP", None), ("end_turn", None), ("tool_calls", None),
     ("length", Fault.LENGTH), ("MAX_TOKENS", Fault.LENGTH), ("SAFETY", Fault.WITHHELD)],
)  # fmt: skip
def test_finish_reasons(reason, fault):
    assert name_stop(reason) is fault


def test_a_missing_key_names_its_variable(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ModelError, match="OPENAI_API_KEY") as caught:
        load_model("openai:gpt-4o-mini")
    assert caught.value.exit_code == 5


def test_a_missing_package_names_the_line_to_type(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "x")
    monkeypatch.setitem(__import__("sys").modules, "langchain_anthropic", None)
    with pytest.raises(ModelError, match=r'pip install "vouchqa\[anthropic\]"'):
        load_model("anthropic:claude-sonnet-4-5")


@pytest.mark.parametrize("name", ["gpt-4o-mini", "openai:", ":x", "", "nosuch:model"])
def test_a_name_that_is_none_says_how_names_are_written(name):
    with pytest.raises(ModelError):
        load_model(name)


def test_a_key_never_reaches_an_error(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    assert SECRET not in repr(open_model("openai:gpt-4o-mini").name)
