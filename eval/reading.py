"""Reading other people's files: bounded, gzip or not, and every complaint names file and line.

Every adapter reads through here, so a gigabyte, a cut download or a missing field looks the same
whatever the format: an `InputError` that says which line and which field, and what to do.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import InputError

MAX_BYTES = 256 * 2**20
"""A set larger than this, packed or unpacked, is refused rather than read."""


def read_text(path: Path, *, encoding: str = "utf-8", max_bytes: int | None = None) -> str:
    """The text of a file, unpacked if it is gzip, without a byte order mark.

    Args:
        path: plain or gzip; gzip is recognised by its first two bytes.
        encoding: of the text.
        max_bytes: limit for the file and for what it unpacks to; None = `MAX_BYTES`.

    Raises:
        InputError: missing, a folder, too large, damaged, or not in this encoding.
    """
    data = read_bytes(path, max_bytes=max_bytes)
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{path}:{line}: not {encoding} text (byte {data[error.start]:#04x}).",
            f"Save the file as {encoding}.",
        ) from None


def read_bytes(path: Path, *, max_bytes: int | None = None) -> bytes:
    """The bytes of a file, unpacked if it is gzip.

    Raises:
        InputError: missing, a folder, empty, too large, or damaged gzip.
    """
    limit = MAX_BYTES if max_bytes is None else max_bytes
    if not path.exists():
        raise InputError(f"{path} does not exist.", "Check the path.")
    if path.is_dir():
        raise InputError(f"{path} is a folder, a file is needed.", "Name the file itself.")
    size = path.stat().st_size
    if size > limit:
        raise _too_large(path, size, limit)
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = _unpack(path, limit)
    if not data.strip():
        raise InputError(f"{path} is empty.", "Give a file with at least one record.")
    return data


def _unpack(path: Path, limit: int) -> bytes:
    try:
        with gzip.open(path) as packed:
            data = packed.read(limit + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"{path}: damaged gzip file ({error}).", "Fetch or pack the file again."
        ) from None
    if len(data) > limit:
        raise _too_large(path, len(data), limit)
    return data


def _too_large(path: Path, size: int, limit: int) -> InputError:
    return InputError(
        f"{path} holds {size / 2**20:,.0f} MB or more; the limit is {limit / 2**20:,.0f} MB.",
        "Split the set, or take a sample of it first.",
    )


@dataclass(frozen=True, slots=True)
class Record:
    """A JSON object and where it stands, whose fields are read with complaints that name both.

    Attributes:
        where: "file:line" or "file: record 7".
        data: the object.
    """

    where: str
    data: Mapping[str, Any]

    def fail(self, field: str, problem: str) -> InputError:
        """The error for a field of this record."""
        return InputError(f"{self.where}: field '{field}' {problem}.", "Correct that record.")

    def get(self, field: str, kind: type | tuple[type, ...], default: Any = ...) -> Any:
        """The value of `field`, checked to be of `kind`.

        Args:
            field: the key.
            kind: accepted type or types; bool is not accepted where int is asked for.
            default: what a missing or null field yields; without it the field is needed.

        Raises:
            InputError: the field is missing or of another type.
        """
        value = self.data.get(field)
        if value is None:
            if default is ...:
                raise self.fail(field, "is missing")
            return default
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            names = " or ".join(_KIND_NAMES.get(k, k.__name__) for k in kinds)
            raise self.fail(
                field, f"must be {names}, not {_KIND_NAMES.get(type(value), type(value).__name__)}"
            )
        return value

    def text(self, field: str, default: Any = ...) -> str:
        """The string in `field`; needed (and not blank) unless a default is given."""
        value: str = self.get(field, str, default)
        if default is ... and not value.strip():
            raise self.fail(field, "is empty")
        return value

    def texts(self, field: str, default: Any = ()) -> tuple[str, ...]:
        """The list of strings in `field`."""
        values = self.get(field, list, None)
        if values is None:
            if default is ...:
                raise self.fail(field, "is missing")
            return tuple(default)
        for number, value in enumerate(values, 1):
            if not isinstance(value, str):
                raise self.fail(field, f"must hold strings; entry {number} is not one")
        return tuple(values)

    def records(self, field: str, default: Any = ...) -> tuple[Record, ...]:
        """The list of objects in `field`."""
        values = self.get(field, list, default)
        found = []
        for number, value in enumerate(values, 1):
            if not isinstance(value, dict):
                raise self.fail(field, f"must hold objects; entry {number} is not one")
            found.append(Record(f"{self.where}, {field} {number}", value))
        return tuple(found)


_KIND_NAMES: dict[type, str] = {
    str: "a string",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    list: "a list",
    dict: "an object",
}


def read_jsonl(path: Path, *, max_bytes: int | None = None) -> Iterator[Record]:
    """One record per line; blank lines are passed over.

    Raises:
        InputError: as `read_text`, or a line is not a JSON object (with its number).
    """
    lines = read_text(path, max_bytes=max_bytes).split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            data = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise InputError(f"{where}: not JSON ({error}).", "Correct that line.") from None
        if not isinstance(data, dict):
            raise InputError(f"{where}: not a JSON object.", "Each line is one {...} object.")
        yield Record(where, data)


def read_json(path: Path, *, max_bytes: int | None = None) -> Any:
    """The JSON value of a whole file.

    Raises:
        InputError: as `read_text`, or not JSON (with the line of the mistake).
    """
    text = read_text(path, max_bytes=max_bytes)
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise InputError(f"{path}:{line}: not JSON ({error}).", "Correct the file.") from None


def read_records(path: Path, *, max_bytes: int | None = None) -> tuple[Record, ...]:
    """The objects of a JSON list or of a JSONL file, whichever `path` is.

    Raises:
        InputError: as `read_json` and `read_jsonl`.
    """
    if not read_text(path, max_bytes=max_bytes).lstrip().startswith("["):
        return tuple(read_jsonl(path, max_bytes=max_bytes))
    values = read_json(path, max_bytes=max_bytes)
    found = []
    for number, value in enumerate(values, 1):
        if not isinstance(value, dict):
            raise InputError(f"{path}: record {number} is not an object.", "Correct the file.")
        found.append(Record(f"{path}: record {number}", value))
    return tuple(found)
