"""The disputed documents to develop on: every quote is there, and no set knows another's names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.cli import run

DISPUTES = Path(__file__).parent.parent / "training" / "disputes"
NAMES = sorted(p.parent.name for p in DISPUTES.glob("*/questions.jsonl"))


def test_there_are_five_sets_of_forty_four_questions():
    assert len(NAMES) == 5
    for name in NAMES:
        lines = (DISPUTES / name / "questions.jsonl").read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        assert rows[0]["viewpoints"] == "complete"
        assert len(rows) == 45
        assert all(row["id"].startswith(name) for row in rows[1:])


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_set_is_sound(name, capsys):
    assert run([str(DISPUTES / name / "questions.jsonl"), "--check"]) == 0
    assert "0 problems" in capsys.readouterr().out
