"""Run files: JSONL, a header and one line per question, enough to score again without documents.

    {"vouch_run": 1, "set": "sample", "questions": "<fingerprint>", "engine": "extractive", …}
    {"gold": {…}, "response": {…}}

A line is written when its question is done, failures included, and never again. A line cut short
by a crash is dropped when the run is taken up.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from index.errors import InputError

from .questions import case_to_json, parse_case
from .reading import Record, read_jsonl
from .records import (
    Cited,
    Found,
    Gold,
    GoldSpan,
    Group,
    QuestionCase,
    Response,
    Said,
    Side,
    Voice,
)

VERSION = 1


@dataclass(frozen=True, slots=True)
class RunHeader:
    """What was run.

    Attributes:
        name: of the question set.
        questions: fingerprint of the questions, so that a run is not continued with others.
        engine: what answered.
        settings: everything else that must be the same to continue: seed, limit, model names.
        index: cost of indexing: seconds, bytes, documents, characters; empty if none was made.
        made: what it was run with (versions, processor), for the record.
    """

    name: str
    questions: str
    engine: str = "extractive"
    settings: Mapping[str, Any] = field(default_factory=dict)
    index: Mapping[str, float] = field(default_factory=dict)
    made: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Run:
    """A run as read: `golds` and `responses` belong together by position."""

    header: RunHeader
    golds: tuple[Gold, ...]
    responses: tuple[Response, ...]
    path: Path | None = None


def fingerprint(cases: Sequence[QuestionCase]) -> str:
    """A hash of all questions and their gold, in order."""
    text = json.dumps([case_to_json(case) for case in cases], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def read_run_file(path: Path) -> Run:
    """Read a run file; a last line cut short is passed over.

    Raises:
        InputError: not a run file, of another version, or a damaged line.
    """
    complete = _complete_bytes(path)
    records = list(_records(path, complete))
    if not records or "vouch_run" not in records[0].data:
        raise InputError(
            f"{path}: not a run file: the first line has no 'vouch_run'.",
            "Give the run.jsonl that `vouch eval` wrote.",
        )
    header = _header(records[0])
    pairs = [_pair(record) for record in records[1:]]
    return Run(header, tuple(g for g, _ in pairs), tuple(r for _, r in pairs), path)


class RunWriter:
    """Appends to a run file, each line whole and on the disk before the next question.

    Args:
        path: the file; made with `header` if it is not there.
        header: must agree with the file's, save for costs and versions.

    Raises:
        InputError: the file holds another run.
    """

    def __init__(self, path: Path, header: RunHeader) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.done: tuple[str, ...] = ()
        if path.exists() and _complete_bytes(path):
            with path.open("r+b") as file:
                file.truncate(_complete_bytes(path))
            run = read_run_file(path)
            _check_same(run.header, header, path)
            self.done = tuple(response.id for response in run.responses)
            self._file = path.open("ab")
        else:
            self._file = path.open("wb")
            self._write(
                {
                    "vouch_run": VERSION,
                    "set": header.name,
                    "questions": header.questions,
                    "engine": header.engine,
                    "settings": dict(header.settings),
                    "index": dict(header.index),
                    "made": dict(header.made),
                }
            )

    def add(self, gold: Gold, response: Response) -> None:
        """Write one question's line."""
        self._write({"gold": gold_to_json(gold), "response": response_to_json(response)})

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> RunWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write(self, data: Mapping[str, Any]) -> None:
        self._file.write(json.dumps(data, ensure_ascii=False).encode("utf-8") + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def _check_same(old: RunHeader, new: RunHeader, path: Path) -> None:
    differing = [
        name for name in ("name", "questions", "engine") if getattr(old, name) != getattr(new, name)
    ]
    if not differing and dict(old.settings) != dict(new.settings):
        keys = {*old.settings, *new.settings}
        differing = sorted(k for k in keys if old.settings.get(k) != new.settings.get(k))
    if differing:
        raise InputError(
            f"{path} holds a run with other {', '.join(differing)}.",
            "Give another --out, or --fresh to start over.",
        )


def _complete_bytes(path: Path) -> int:
    """How many bytes of the file are whole lines."""
    if not path.exists():
        return 0
    data = path.read_bytes()
    return data.rfind(b"\n") + 1


def _records(path: Path, complete: int) -> list[Record]:
    if complete == path.stat().st_size if path.exists() else True:
        return list(read_jsonl(path))
    lines = path.read_bytes()[:complete].decode("utf-8").split("\n")
    return [Record(f"{path}:{n}", json.loads(line)) for n, line in enumerate(lines, 1) if line]


def _header(record: Record) -> RunHeader:
    version = record.get("vouch_run", int)
    if version != VERSION:
        raise record.fail("vouch_run", f"is version {version}; this Vouch reads {VERSION}")
    return RunHeader(
        name=record.text("set"),
        questions=record.text("questions"),
        engine=record.get("engine", str, ""),
        settings=record.get("settings", dict, {}),
        index=record.get("index", dict, {}),
        made=record.get("made", dict, {}),
    )


def _pair(record: Record) -> tuple[Gold, Response]:
    gold = Record(record.where, record.get("gold", dict))
    response = Record(record.where, record.get("response", dict))
    try:
        return gold_from_json(gold), response_from_json(response)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            f"{record.where}: not a line of a run file ({error!r}).", "Run the question again."
        ) from None


def gold_to_json(gold: Gold) -> dict[str, Any]:
    """The JSON object of a located question."""
    return {
        "case": case_to_json(gold.case),
        "groups": [_group_to_json(group) for group in gold.groups],
        "sides": [[_group_to_json(group) for group in side] for side in gold.sides],
        "pages": [[list(page) for page in pages] for pages in gold.pages],
    }


def gold_from_json(record: Record) -> Gold:
    """What `gold_to_json` wrote."""
    data = record.data
    return Gold(
        case=parse_case(Record(record.where, data["case"])),
        groups=tuple(_group(group) for group in data["groups"]),
        sides=tuple(tuple(_group(group) for group in side) for side in data["sides"]),
        pages=tuple(tuple((f, n) for f, n in pages) for pages in data.get("pages", [])),
    )


def _group_to_json(group: Group) -> list[dict[str, Any]]:
    return [_compact(span) for span in group]


def _group(data: Sequence[Mapping[str, Any]]) -> Group:
    return tuple(
        GoldSpan(s["file"], s["start"], s["end"], tuple(s.get("sentences", ())), s.get("page"))
        for s in data
    )


def response_to_json(response: Response) -> dict[str, Any]:
    """The JSON object of a response, defaults left out."""
    return _compact(response)


def response_from_json(record: Record) -> Response:
    """What `response_to_json` wrote."""
    data = dict(record.data)
    retrieved = data.get("retrieved")
    return Response(
        id=data["id"],
        text=data.get("text", ""),
        statements=tuple(_said(s) for s in data.get("statements", ())),
        short_answers=tuple(data.get("short_answers", ())),
        abstained=data.get("abstained", False),
        unanswered=tuple(data.get("unanswered", ())),
        viewpoints=tuple(
            Side(tuple(s["holders"]), tuple(s["statements"]), s.get("relation"))
            for s in data.get("viewpoints", ())
        ),
        invented=tuple(data.get("invented", ())),
        left_out=data.get("left_out", 0),
        retrieved=None if retrieved is None else tuple(Found(**f) for f in retrieved),
        confidence=data.get("confidence"),
        engine=data.get("engine", ""),
        seconds=data.get("seconds", 0.0),
        search_seconds=data.get("search_seconds"),
        peak_bytes=data.get("peak_bytes"),
        error=data.get("error"),
    )


def _said(data: Mapping[str, Any]) -> Said:
    return Said(
        data["text"],
        data.get("lead_in", ""),
        tuple(_cited(c) for c in data.get("citations", ())),
        data.get("support", "unchecked"),
    )


def _cited(data: Mapping[str, Any]) -> Cited:
    values = dict(data)
    values["sentences"] = tuple(values.get("sentences", ()))
    values["authors"] = tuple(values.get("authors", ()))
    values["voices"] = tuple(Voice(**voice) for voice in values.get("voices", ()))
    return Cited(**values)


_KEPT = {"id", "file", "start", "end", "text", "quote", "name", "holders", "statements"}


def _compact(record: Any) -> dict[str, Any]:
    """A dataclass as a dictionary without what equals its default."""
    defaults = {f.name: f.default for f in fields(record)}
    return {
        key: _compact_value(getattr(record, key), value)
        for key, value in asdict(record).items()
        if key in _KEPT or value != defaults[key]
    }


def _compact_value(original: Any, value: Any) -> Any:
    if isinstance(original, tuple) and original and hasattr(original[0], "__dataclass_fields__"):
        return [_compact(entry) for entry in original]
    return value
