"""Setting up: an environment that was begun and not finished is made again."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def start(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("vouch_start", ROOT / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return module


def script(monkeypatch, start, *, pip: bool, venv: bool):
    """Answers for the commands that are run; a venv that fails leaves a python behind."""
    commands = []

    def run(command, **_options):
        commands.append([str(part) for part in command])
        if "venv" in commands[-1]:
            start.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            start.PYTHON.touch()
        good = venv if "venv" in commands[-1] else pip
        return subprocess.CompletedProcess(command, 0 if good else 1)

    monkeypatch.setattr(start.subprocess, "run", run)
    return commands


def test_a_finished_environment_is_left_alone(start, monkeypatch):
    start.PYTHON.parent.mkdir(parents=True)
    start.PYTHON.touch()
    commands = script(monkeypatch, start, pip=True, venv=True)
    start.make_environment()
    assert [c for c in commands if "venv" in c] == []


def test_an_environment_without_pip_is_made_again(start, monkeypatch):
    start.PYTHON.parent.mkdir(parents=True)
    start.PYTHON.touch()
    commands = script(monkeypatch, start, pip=False, venv=True)
    start.make_environment()
    assert commands[-1] == [sys.executable, "-m", "venv", "--clear", str(start.VENV)]


def test_a_failed_environment_is_taken_away_and_the_package_named(start, monkeypatch):
    script(monkeypatch, start, pip=False, venv=False)
    with pytest.raises(SystemExit, match=r"sudo apt install python3\.\d+-venv"):
        start.make_environment()
    assert not start.VENV.exists()


@pytest.mark.parametrize("asked", ["--help", "-h", "help"])
def test_help_is_printed_at_once_and_sets_nothing_up(start, monkeypatch, capsys, asked):
    commands = script(monkeypatch, start, pip=True, venv=True)
    monkeypatch.setattr(start.sys, "argv", ["start.py", asked])
    assert start.main() == 0
    assert commands == []
    assert not start.VENV.exists()
    said = capsys.readouterr().out
    assert "python3 start.py test" in said
    assert "--cuda" in said


def test_the_help_of_a_command_is_the_command_s_own(start, monkeypatch):
    start.PYTHON.parent.mkdir(parents=True)
    start.PYTHON.touch()
    commands = script(monkeypatch, start, pip=True, venv=True)
    monkeypatch.setattr(start, "install", lambda cuda: None)
    monkeypatch.setattr(start.sys, "argv", ["start.py", "ask", "--help"])
    start.main()
    assert commands[-1][1:] == ["-m", "vouchqa", "ask", "--help"]
