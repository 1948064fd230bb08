"""Answers as JSON: versioned, loss-free, each source stored once, no full text of documents.

    {"vouch_answer": 1, "sources": {id: {...}}, "answer": {...}}

The records themselves are the schema: fields are written under their names, enums as their
values, and a source inside the answer as its id. Reading checks every type, so that a file from
elsewhere ends as an `InputError` and never as a half-built answer.
"""

from __future__ import annotations

import json
import math
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, NoReturn, Union, get_args, get_origin, get_type_hints

from index.errors import InputError
from index.records import Source

from .records import Answer

VERSION = 1
_FIX = "Give a file written by `vouch ask --json` or `Answer.to_json()`."
_DEEPEST = 60


def answer_to_json(answer: Answer, *, indent: int | None = None) -> str:
    """Write an answer.

    Args:
        answer: what to write.
        indent: spaces per level; None for one line.

    Returns:
        JSON text.

    Raises:
        InputError: a score or time is not a finite number, or two different records share
            one source id.
    """
    sources: dict[str, Source] = {}
    body = _encode(answer, sources)
    table = {key: _encode_fields(source, sources) for key, source in sources.items()}
    data = {"vouch_answer": VERSION, "sources": table, "answer": body}
    text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate in a model's text
        return json.dumps(data, ensure_ascii=True, indent=indent, allow_nan=False)
    return text


def _encode(value: Any, sources: dict[str, Source]) -> Any:
    if isinstance(value, Source):
        if sources.setdefault(value.id, value) != value:
            raise InputError(
                f"Two different sources share the id {value.id[:12]}.", "Make the answer again."
            )
        return value.id
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value) and not isinstance(value, type):
        return _encode_fields(value, sources)
    if isinstance(value, Mapping):
        return {str(key): _encode(item, sources) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_encode(item, sources) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise InputError(f"{value} is not a finite number.", "Make the answer again.")
    return value


def _encode_fields(record: Any, sources: dict[str, Source]) -> dict[str, Any]:
    return {f.name: _encode(getattr(record, f.name), sources) for f in fields(record)}


def answer_from_json(data: str) -> Answer:
    """Read an answer.

    Args:
        data: what `answer_to_json` wrote.

    Returns:
        An answer equal to the one written.

    Raises:
        InputError: not JSON, not an answer, a field that is missing, unknown or of the wrong
            type, or a newer version.
    """
    try:
        raw = json.loads(data, parse_constant=_refuse_constant)
    except (ValueError, RecursionError, TypeError) as error:
        raise InputError(f"This is not JSON ({_short(error)}).", _FIX) from None
    if not isinstance(raw, dict) or "vouch_answer" not in raw:
        raise InputError("This JSON is not a Vouch answer.", _FIX)
    version = raw["vouch_answer"]
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise InputError(f"Unknown answer version {_short(version)}.", _FIX)
    if version > VERSION:
        raise InputError(
            f"This answer is of version {_short(version)}; this Vouch reads up to {VERSION}.",
            "Update Vouch: pip install -U vouchqa",
        )
    table = raw.get("sources")
    if not isinstance(table, dict):
        _refuse("sources", "an object of sources by id", table)
    sources: dict[str, Source] = {}
    for key, entry in table.items():
        source = _decode_record(Source, entry, {}, f"sources.{key[:12]}", 0)
        if source.id != key:
            _refuse(f"sources.{key[:12]}.id", "the id it is stored under", source.id)
        sources[key] = source
    answer: Answer = _decode_record(Answer, raw.get("answer"), sources, "answer", 0)
    return answer


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _short(value: object) -> str:
    try:
        text = str(value)
    except ValueError:  # an integer of more than 4,300 digits
        return "of absurd length"
    return text if len(text) <= 60 else text[:57] + "..."


def _refuse(where: str, expected: str, given: object) -> NoReturn:
    shown = _short(given) if isinstance(given, str | int | float) else type(given).__name__
    raise InputError(f"{where}: expected {expected}, found {shown}.", _FIX)


@lru_cache(maxsize=32)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode_record(kind: type, value: Any, sources: dict[str, Source], at: str, depth: int) -> Any:
    if not isinstance(value, dict):
        _refuse(at, "an object", value)
    hints = _hints(kind)
    known = {f.name: f for f in fields(kind)}
    unknown = sorted(set(value) - set(known))
    if unknown:
        _refuse(at, "only known fields", unknown[0])
    given: dict[str, Any] = {}
    for name, field in known.items():
        if name in value:
            given[name] = _decode(hints[name], value[name], sources, f"{at}.{name}", depth + 1)
        elif field.default is MISSING and field.default_factory is MISSING:
            _refuse(f"{at}.{name}", "a value", None)
    try:
        return kind(**given)
    except ValueError as error:
        raise InputError(f"{at}: {_short(error)}", _FIX) from None


def _decode(hint: Any, value: Any, sources: dict[str, Source], at: str, depth: int) -> Any:
    if depth > _DEEPEST:
        _refuse(at, "less nesting", value)
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in args:
            return None
        return _decode(next(a for a in args if a is not type(None)), value, sources, at, depth)
    if origin is tuple:
        if not isinstance(value, list):
            _refuse(at, "a list", value)
        return tuple(_decode(args[0], v, sources, f"{at}[{i}]", depth) for i, v in enumerate(value))
    if origin is not None:  # Mapping[str, X] is all that is left in the records
        if not isinstance(value, dict):
            _refuse(at, "an object", value)
        return {k: _decode(args[1], v, sources, f"{at}.{k[:40]}", depth) for k, v in value.items()}
    if hint is Source:
        if not isinstance(value, str) or value not in sources:
            _refuse(at, "the id of a listed source", value)
        return sources[value]
    return _decode_scalar(hint, value, sources, at, depth)


def _decode_scalar(hint: Any, value: Any, sources: dict[str, Source], at: str, depth: int) -> Any:
    if is_dataclass(hint) and isinstance(hint, type):
        return _decode_record(hint, value, sources, at, depth)
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(value)
        except ValueError:
            _refuse(at, "one of " + ", ".join(str(m.value) for m in hint), value)
    if hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            _refuse(at, "a finite number", "one past all bounds")
        return number
    if hint in (str, int, bool) and type(value) is hint:
        return value
    _refuse(at, f"a value of type {getattr(hint, '__name__', hint)}", value)
