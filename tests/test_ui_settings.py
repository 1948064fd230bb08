"""Settings: which origin wins, what is refused, and what reaches the dataclasses."""

from __future__ import annotations

from pathlib import Path

import pytest

import vouchqa
from index.errors import InputError, ModelError, SettingsError
from ui.launching import POLICY, check_address, is_loopback, launch_options
from ui.opening import corpus_folder, model_host, open_model, sample_cache, where_words_go
from ui.settings import FILE_NAME, KEYS, Settings, parse_options, read_settings


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


@pytest.mark.parametrize("name", [n for n, k in KEYS.items() if k.group != "entry"])
def test_every_setting_belongs_to_a_field(tmp_path, name):
    key = KEYS[name]
    value = key.choices[0] if key.choices else "true" if key.kind is bool else str(int(key.low) + 1)
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
