"""Vouch's own question format: JSONL that people write by hand and check into their repository.

First line, the header:

    {"vouch_questions": 1, "documents": "papers", "name": "harbour", "viewpoints": "complete"}

`documents` is a folder relative to the question file. `"viewpoints": "complete"` promises that
every real disagreement is marked, so that a question without viewpoints has none. Then one
question a line:

    {"id": "q1", "type": "fact", "question": "Who paid?", "answers": ["the port"],
     "evidence": [[{"file": "a.md", "quote": "The port paid for it."}]],
     "speakers": [{"file": "a.md", "author": "Lee", "cited": null}], "answerable": true}

All evidence groups are needed, any alternative hits a group, and the quote decides. The formal
description is `eval/questions.schema.json`; `eval/checking.py` compares a set with its documents.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from index.errors import InputError

from .reading import Record, read_jsonl
from .records import Evidence, GoldSpeaker, GoldViewpoint, QuestionCase, QuestionSet

VERSION = 1
SCHEMA = Path(__file__).with_name("questions.schema.json")
SPLITS = ("tune", "test")
_HEADER = {"vouch_questions", "documents", "name", "viewpoints", "licence", "note"}
_FIELDS = {
    "id", "type", "question", "history", "answers", "rejected", "evidence", "speakers",
    "viewpoints", "nuggets", "relevant", "files", "answerable", "false_premise", "disputed",
    "tags", "split", "note",
}  # fmt: skip


def read_questions(path: Path) -> QuestionSet:
    """Read a question set in Vouch's own format.

    Args:
        path: the JSONL file, plain or gzip.

    Raises:
        InputError: no header, another version, a field that is missing, unknown or of the wrong
            type, a duplicate id, or no question at all; the message names file and line.
    """
    records = list(read_jsonl(path))
    if not records or "vouch_questions" not in records[0].data:
        raise InputError(
            f"{path}:1: not a Vouch question set: the first line has no 'vouch_questions'.",
            'Begin with {"vouch_questions": 1, "documents": "folder"}, or name the --format.',
        )
    header = records[0]
    version = header.get("vouch_questions", int)
    if version != VERSION:
        raise header.fail("vouch_questions", f"is version {version}; this Vouch reads {VERSION}")
    _refuse_unknown(header, _HEADER)
    folder = path.parent / header.text("documents")
    complete = header.get("viewpoints", str, "") == "complete"
    cases = parse_cases(records[1:], complete=complete)
    if not cases:
        raise InputError(f"{path}: holds no question.", "Add a line per question.")
    name = header.get("name", str, path.name.split(".")[0])
    return QuestionSet(name, cases, documents=folder.resolve(), source=path)


def parse_cases(records: Iterable[Record], *, complete: bool = False) -> tuple[QuestionCase, ...]:
    """Question cases from records, ids checked to be unique.

    Args:
        records: one per question.
        complete: a case without viewpoints has no dispute (the header's promise).

    Raises:
        InputError: naming the record and the field.
    """
    cases: list[QuestionCase] = []
    first_at: dict[str, str] = {}
    for record in records:
        case = parse_case(record, complete=complete)
        if case.id in first_at:
            raise record.fail("id", f"'{case.id}' was used before, at {first_at[case.id]}")
        first_at[case.id] = record.where
        cases.append(case)
    return tuple(cases)


def parse_case(record: Record, *, complete: bool = False) -> QuestionCase:
    """One question case from one record.

    Raises:
        InputError: naming the record and the field.
    """
    _refuse_unknown(record, _FIELDS)
    split = record.get("split", str, None)
    if split is not None and split not in SPLITS:
        raise record.fail("split", f"is '{split}'; it is one of {', '.join(SPLITS)}")
    viewpoints = tuple(_viewpoint(r) for r in record.records("viewpoints", []))
    case = QuestionCase(
        id=record.text("id"),
        question=record.text("question"),
        type=record.get("type", str, "other") or "other",
        history=_history(record),
        answers=record.texts("answers"),
        rejected=record.texts("rejected"),
        evidence=_groups(record, "evidence"),
        speakers=tuple(_speaker(r) for r in record.records("speakers", [])),
        viewpoints=viewpoints,
        nuggets=record.texts("nuggets"),
        relevant=_relevant(record),
        files=record.texts("files"),
        answerable=record.get("answerable", bool, True),
        false_premise=record.get("false_premise", bool, False),
        disputed=_disputed(record, viewpoints, complete),
        tags=record.texts("tags"),
        split=split,
    )
    if not case.answerable and not case.false_premise and case.evidence:
        raise record.fail("evidence", "must be empty where 'answerable' is false")
    return case


def _refuse_unknown(record: Record, known: set[str]) -> None:
    unknown = sorted(set(record.data) - known)
    if unknown:
        raise record.fail(unknown[0], f"is not known; known are {', '.join(sorted(known))}")


def _disputed(record: Record, viewpoints: tuple[GoldViewpoint, ...], complete: bool) -> bool | None:
    stated: bool | None = record.get("disputed", bool, None)
    if stated is not None:
        return stated
    if viewpoints:
        return len(viewpoints) > 1
    return False if complete else None


def _history(record: Record) -> tuple[tuple[str, str], ...]:
    turns = []
    for number, turn in enumerate(record.get("history", list, []), 1):
        if (
            not isinstance(turn, list)
            or len(turn) != 2
            or not all(isinstance(part, str) for part in turn)
        ):
            raise record.fail("history", f"turn {number} must be [question, answer]")
        turns.append((turn[0], turn[1]))
    return tuple(turns)


def _relevant(record: Record) -> dict[str, int]:
    grades = record.get("relevant", dict, {})
    for file, grade in grades.items():
        if not isinstance(grade, int) or isinstance(grade, bool) or grade < 1:
            raise record.fail("relevant", f"gives '{file}' no whole grade of 1 or more")
    return dict(grades)


def _groups(record: Record, field: str) -> tuple[tuple[Evidence, ...], ...]:
    groups = []
    for number, group in enumerate(record.get(field, list, []), 1):
        # A lone object is a group of one alternative: the common case, less to type.
        alternatives = [group] if isinstance(group, dict) else group
        if not isinstance(alternatives, list) or not alternatives:
            raise record.fail(field, f"group {number} must be a list of {{file, quote}}")
        found = []
        for entry in alternatives:
            if not isinstance(entry, dict):
                raise record.fail(field, f"group {number} must hold objects with file and quote")
            found.append(_evidence(Record(f"{record.where}, {field} {number}", entry)))
        groups.append(tuple(found))
    return tuple(groups)


def _evidence(record: Record) -> Evidence:
    _refuse_unknown(record, {"file", "quote", "start", "end", "page"})
    quote = record.text("quote")
    start, end = record.get("start", int, None), record.get("end", int, None)
    if start is not None and start < 0:
        raise record.fail("start", "is negative")
    if start is not None and end is not None and end - start != len(quote):
        raise record.fail(
            "end", f"- start is {end - start}, but the quote has {len(quote)} characters"
        )
    return Evidence(record.text("file"), quote, start, end, record.get("page", int, None))


def _speaker(record: Record) -> GoldSpeaker:
    _refuse_unknown(record, {"file", "author", "cited"})
    return GoldSpeaker(record.text("file"), _names(record, "author"), _names(record, "cited"))


def _names(record: Record, field: str) -> tuple[str, ...]:
    value = record.get(field, (str, list), None)
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else record.texts(field)


def _viewpoint(record: Record) -> GoldViewpoint:
    _refuse_unknown(record, {"holders", "evidence", "claim"})
    groups = _groups(record, "evidence")
    if not groups:
        raise record.fail("evidence", "needs at least one quote")
    return GoldViewpoint(record.texts("holders", ...), groups)


def write_questions(question_set: QuestionSet, path: Path) -> None:
    """Write a set in Vouch's own format, so that any adapter's output can be kept and edited."""
    documents = question_set.documents or path.parent
    folder = Path(os.path.relpath(documents.resolve(), path.parent.resolve())).as_posix()
    lines = [
        json.dumps(
            {"vouch_questions": VERSION, "documents": folder, "name": question_set.name},
            ensure_ascii=False,
        )
    ]
    lines += [json.dumps(case_to_json(case), ensure_ascii=False) for case in question_set.cases]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def case_to_json(case: QuestionCase) -> dict[str, Any]:
    """The JSON object of a case, defaults left out."""
    data: dict[str, Any] = {
        "id": case.id,
        "type": case.type,
        "question": case.question,
        "history": [list(turn) for turn in case.history],
        "answers": list(case.answers),
        "rejected": list(case.rejected),
        "evidence": _groups_to_json(case.evidence),
        "speakers": [
            {"file": s.file, "author": list(s.author), "cited": list(s.cited)}
            for s in case.speakers
        ],
        "viewpoints": [
            {"holders": list(v.holders), "evidence": _groups_to_json(v.evidence)}
            for v in case.viewpoints
        ],
        "nuggets": list(case.nuggets),
        "relevant": dict(case.relevant),
        "files": list(case.files),
        "tags": list(case.tags),
    }
    data = {key: value for key, value in data.items() if value}
    data["answerable"] = case.answerable
    if case.false_premise:
        data["false_premise"] = True
    if case.disputed is not None:
        data["disputed"] = case.disputed
    if case.split:
        data["split"] = case.split
    return data


def _groups_to_json(groups: Iterable[Iterable[Evidence]]) -> list[list[dict[str, Any]]]:
    return [[_evidence_to_json(evidence) for evidence in group] for group in groups]


def _evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    data: Mapping[str, Any] = {
        "file": evidence.file,
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "page": evidence.page,
    }
    return {key: value for key, value in data.items() if value is not None}
