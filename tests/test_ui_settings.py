"""Settings: which origin wins, what is refused, and what reaches the dataclasses."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

import vouchqa
from index.errors import InputError, ModelError, SettingsError
from retrieval.llm_settings import LLMSettings
from ui.cli import run
from ui.launching import POLICY, check_address, is_loopback, launch_options
from ui.opening import corpus_folder, model_host, open_model, sample_cache, where_words_go
from ui.settings import FILE_NAME, KEYS, Settings, default_of, parse_options, read_settings


def test_a_flag_beats_the_environment_beats_the_file_beats_the_default(tmp_path):
    assert read_settings({}, {}, tmp_path).number("depth", 20) == 20
    (tmp_path / FILE_NAME).write_text('depth = 5\nllm = "a:b"\ncorpus = "x"\n', encoding="utf-8")
    settings = read_settings({"llm": "e:f"}, {"VOUCH_LLM": "c:d", "VOUCH_CORPUS": "y"}, tmp_path)
    assert settings.number("depth", 20) == 5
    assert settings.text("corpus") == "y"
    assert settings.text("llm") == "e:f"
    assert settings.origin == {"depth": "vouch.toml", "corpus": "environment", "llm": "flag"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("dpeth = 3", "Did you mean depth?"),
        ("depth = 0", "from 1 to 50"),
        ("depth = 51", "from 1 to 50"),
        ("depth = true", "whole number"),
        ("depth = 2.5", "whole number"),
        ('depth = "many"', "whole number"),
        ("llm = 3", "must be text"),
        ('fusion = "best"', "minmax or rrf"),
        ('dense = "perhaps"', "true or false"),
        ("[depth]\nx = 1", "depth"),
        ("depth = ", "not TOML"),
        ("port = 65536", "65,535"),
    ],
)
def test_what_does_not_fit_is_refused_with_name_and_origin(tmp_path, text, says):
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"vouch\.toml") as caught:
        read_settings({}, {}, tmp_path)
    assert says in str(caught.value)


def test_a_slip_in_a_variable_is_found_and_foreign_variables_are_left_alone(tmp_path):
    with pytest.raises(SettingsError, match="Did you mean depth"):
        read_settings({}, {"VOUCH_DEPHT": "3"}, tmp_path)
    foreign = {"VOUCH_REQUIRE_BROWSER": "1", "VOUCH_AUTH": "a:b", "VOUCH_XYZZY": "1", "DEPTH": "9"}
    assert read_settings({}, foreign, tmp_path).values == {}


def test_settings_reach_what_they_govern(tmp_path):
    pairs = parse_options(["depth=7", "fusion=rrf", "dense=false", "pages=3", "lock_seconds=1.5",
                           "llm_total=9"])  # fmt: skip
    settings = read_settings(pairs, {}, tmp_path)
    answer = settings.answer_settings()
    assert (answer.depth, answer.search.fusion, answer.search.dense) == (7, "rrf", False)
    assert answer.llm.total == 9
    corpus = settings.corpus_settings()
    assert corpus is not None
    assert (corpus.limits.pages, corpus.lock_seconds) == (3, 1.5)
    assert Settings().corpus_settings() is None


LIMITS = [f.name for f in fields(LLMSettings) if f.name != "passing"]


@pytest.mark.parametrize("name", LIMITS)
def test_every_limit_of_a_language_model_is_a_setting_with_the_same_range(tmp_path, name):
    key = KEYS[f"llm_{name}"]
    if key.kind is bool:
        return
    for value in (key.low, key.high):
        settings = read_settings({f"llm_{name}": str(key.kind(value))}, {}, tmp_path)
        assert getattr(settings.answer_settings().llm, name) == value
    for value in (key.low - 1, key.high + 1):
        with pytest.raises(SettingsError):
            LLMSettings(**{name: value})
        with pytest.raises(SettingsError, match=f"llm_{name}"):
            read_settings({f"llm_{name}": str(key.kind(value))}, {}, tmp_path)


def test_the_documentation_lists_the_limits_as_they_are():
    text = (Path(__file__).parents[1] / "docs" / "language-models.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `llm_(\w+)` \| (.+? \| .+?) \| ", text, re.M))
    assert list(rows) == LIMITS
    for name, row in rows.items():
        key, default = KEYS[f"llm_{name}"], default_of(f"llm_{name}")
        told, _, span = row.partition(" | ")
        if default is not None:
            assert float(told) == default, name
        expected = "true or false" if key.kind is bool else f"{key.low:g} to {key.high:,.0f}"
        assert span == expected, name


def test_the_limits_reach_the_client_of_the_model(monkeypatch, tmp_path):
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    given = {"llm": "openai:x", "llm_total": "300", "llm_reply_tokens": "77"}
    model = open_model(read_settings(given, {}, tmp_path))
    assert model.request_timeout == 300
    assert model.max_tokens == 77
    assert open_model(Settings({"llm": "openai:x"})).max_tokens is None


def test_every_setting_is_listed_with_its_value_and_origin(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOUCH_LLM_TOTAL", "9")
    assert run(["doctor", "--settings", "--json", "--option", "threshold=0.5"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert list(rows) == list(KEYS)
    told = [(rows[n]["value"], rows[n]["origin"]) for n in ("llm_total", "threshold", "llm_tries")]
    assert told == [(9.0, "environment"), (0.5, "flag"), (3, "default")]
    assert run(["doctor", "--settings"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^llm_total +9 \(environment\)$", shown, re.M)
    assert re.search(r"^dense +true$", shown, re.M)
    assert "a number from 0.001 to 86,400" in shown


def test_more_silence_can_be_asked_for(tmp_path):
    settings = read_settings({"threshold": "0.75"}, {}, tmp_path).answer_settings()
    assert settings.choice.threshold == 0.75
    assert Settings().answer_settings().choice.threshold is None


@pytest.mark.parametrize("name", [n for n, k in KEYS.items() if k.group != "entry"])
def test_every_setting_belongs_to_a_field(tmp_path, name):
    key = KEYS[name]
    low = key.low if key.high <= key.low + 1 else key.low + 1
    value = key.choices[0] if key.choices else "true" if key.kind is bool else f"{low:.0f}"
    settings = read_settings({name: value}, {}, tmp_path)
    settings.answer_settings()
    settings.corpus_settings()


def test_the_page_says_where_words_go_before_anything_is_sent():
    assert where_words_go(Settings()) == "Nothing leaves this machine."
    local = Settings({"llm": "openai:x", "base_url": "http://127.0.0.1:8000/v1"})
    assert where_words_go(local).startswith("Nothing leaves this machine")
    remote = where_words_go(Settings({"llm": "anthropic:claude"}))
    assert "api.anthropic.com" in remote
    assert "Your question and the passages" in remote


@pytest.mark.parametrize(
    ("name", "base", "host"),
    [
        ("openai:x", None, "api.openai.com"),
        ("openai:x", "https://models.example.org/v1", "models.example.org"),
        ("openai:x", "models.example.org:8080", "models.example.org"),
        ("ollama:x", None, "localhost"),
        ("other:x", None, "the provider 'other'"),
    ],
)
def test_the_host_of_a_model_is_named(monkeypatch, name, base, host):
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.delenv("OLLAMA_HOST", raising=False)
    assert model_host(name, base) == host


def test_a_model_that_cannot_be_made_is_an_error_with_a_fix(monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    assert open_model(Settings()) is None
    with pytest.raises(ModelError, match="OPENAI_API_KEY"):
        open_model(Settings({"llm": "openai:gpt-x"}))
    with pytest.raises(ModelError, match="provider:model"):
        open_model(Settings({"llm": "nonsense"}))


def test_folders(monkeypatch, tmp_path):
    assert corpus_folder(Settings()) == Path(".vouch")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert sample_cache() == tmp_path / "vouch" / f"sample-{vouchqa.__version__}"


def test_two_versions_do_not_share_the_corpus_of_the_sample(monkeypatch):
    old = sample_cache()
    monkeypatch.setattr("vouchqa.__version__", "99.0.1")
    assert sample_cache() != old


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "192.168.1.5", "::", "example.org", "127.0.0.1.nip.io"]
)
def test_other_machines_are_kept_out_without_a_password(monkeypatch, host):
    monkeypatch.delenv("VOUCH_AUTH", raising=False)
    assert not is_loopback(host)
    with pytest.raises(InputError, match="VOUCH_AUTH"):
        check_address(Settings({"host": host}))
    monkeypatch.setenv("VOUCH_AUTH", "ann:long-enough")
    assert check_address(Settings({"host": host})) == ("ann", "long-enough")


@pytest.mark.parametrize("value", ["ann", "ann:", ":password-long", "ann:short"])
def test_a_weak_password_is_refused(monkeypatch, value):
    monkeypatch.setenv("VOUCH_AUTH", value)
    with pytest.raises(SettingsError, match="VOUCH_AUTH"):
        check_address(Settings())


def test_the_page_is_launched_safely(monkeypatch, tmp_path):
    monkeypatch.delenv("VOUCH_AUTH", raising=False)
    options = launch_options(Settings(), tmp_path)
    assert options["server_name"] == "127.0.0.1"
    off = ("share", "show_error", "enable_monitoring", "run_history", "mcp_server", "ssr_mode")
    assert [options[name] for name in off] == [False] * len(off)
    assert options["allowed_paths"] == []
    assert options["blocked_paths"] == [str(tmp_path)]
    assert options["strict_cors"] is True
    assert options["max_file_size"] == 25 * 2**20
    assert options["auth"] is None
    monkeypatch.setenv("VOUCH_AUTH", "ann:long-enough")
    check = launch_options(Settings(), tmp_path)["auth"]
    assert check("ann", "long-enough")
    assert not check("ann", "long-enougH")
    assert not check("ann\nlong-enough", "")
    assert "connect-src 'self'" in POLICY
    assert "frame-ancestors 'none'" in POLICY
