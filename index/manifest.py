"""`vouch-sources.toml`: what the user says about the documents of a folder.

    aliases = [["Türkiye", "Turkey"]]      # names to be searched as one

    ["reports/valley.pdf"]                 # one table per file, path relative to the folder
    title = "The Valley Question"
    authors = ["Ada Example"]
    published = 2024-03-12

It outranks everything the documents say about themselves.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from .errors import InputError
from .metadata import FIELDS, validate_fields
from .records import GENRES, Origin, Source

MANIFEST_NAME = "vouch-sources.toml"

_HEAD = f"""\
# What Vouch knows about these documents. Correct it, fill in what is missing (remove the "#"),
# and save it beside the documents as {MANIFEST_NAME}. What stands here outranks what the files
# say about themselves; what is left out stays as it was found, or unknown.
#
# published: 2024, "2024-03" or 2024-03-12.
# genre: {", ".join(GENRES)}.
# aliases: names to be searched as one, e.g. aliases = [["Türkiye", "Turkey"]]
"""
_ORIGINS = {
    Origin.USER: "",
    Origin.DECLARED: "  # as the file declares",
    Origin.BYLINE: "  # as its first lines say",
}


def read_manifest(folder: Path) -> dict[str, dict[str, object]]:
    """The fields the user gave, by file.

    Args:
        folder: where `vouch-sources.toml` may lie.

    Returns:
        Path relative to `folder` with forward slashes -> field -> value, validated
        (`index.metadata.validate_fields`); empty where there is no manifest.

    Raises:
        InputError: not TOML, an unknown field, a value that does not fit; with the line.
    """
    text, data = _parsed(folder)
    fields: dict[str, dict[str, object]] = {}
    for key, table in data.items():
        if key == "aliases":
            continue
        line = _line_of(text, key)
        if not isinstance(table, dict):
            raise _wrong(f"{key!r} is not a table", line, 'Write ["file name"] and its fields.')
        path = PurePosixPath(key.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or re.match(r"[A-Za-z]:", key):
            raise _wrong(
                f"{key!r} lies outside the folder", line, "Use a path relative to the folder."
            )
        try:
            fields[str(path)] = validate_fields({k: _plain(v) for k, v in table.items()})
        except InputError as error:
            field = next((k for k in table if f"{k!r}" in error.what), None)
            raise _wrong(error.what.rstrip("."), _line_of(text, key, field), error.fix) from None
    return fields


def read_aliases(folder: Path) -> tuple[tuple[str, ...], ...]:
    """Groups of names that mean the same, in order of the manifest.

    Raises:
        InputError: `aliases` is not a list of lists of at least two different names.
    """
    text, data = _parsed(folder)
    groups = data.get("aliases", [])
    example = 'Write aliases = [["Türkiye", "Turkey"]].'
    if not isinstance(groups, list):
        raise _wrong("'aliases' is not a list", _line_of(text, None, "aliases"), example)
    found: list[tuple[str, ...]] = []
    for group in groups:
        names = group if isinstance(group, list) else []
        cleaned = tuple(
            dict.fromkeys(" ".join(n.split()) for n in names if isinstance(n, str) and n.strip())
        )
        if len(cleaned) < 2 or len(cleaned) != len(names):
            raise _wrong(
                f"'aliases' holds {group!r}, which is not two or more different names",
                _line_of(text, None, "aliases"),
                example,
            )
        found.append(cleaned)
    return tuple(found)


def manifest_template(sources: Sequence[Source], folder: Path) -> str:
    """A manifest prefilled with what is known, unknown fields as comments.

    Args:
        sources: the documents; those outside `folder` or without a path are listed by comment.
        folder: where the manifest will lie.

    Returns:
        TOML that `read_manifest` reads back to the known values.
    """
    parts = [_HEAD]
    outside: list[str] = []
    for source in sorted(sources, key=lambda s: s.path or ""):
        relative = _relative(source, folder)
        if relative is None:
            outside.append(source.name)
            continue
        lines = [f"\n[{_quoted(relative)}]"]
        for field in FIELDS:
            value = getattr(source, field)
            if value in (None, ()):
                lines.append(f"# {field} = " + ("[]" if field in ("authors", "tags") else '""'))
                continue
            origin = source.provenance.get(field)
            note = _ORIGINS[origin.origin] if origin else ""
            lines.append(f"{field} = {_toml(value)}{note}")
        parts.append("\n".join(lines) + "\n")
    if outside:
        names = ", ".join(_quoted(name) for name in outside)
        parts.append(f"\n# Not in this folder: {names}\n")
    return "".join(parts)


def _parsed(folder: Path) -> tuple[str, dict[str, Any]]:
    path = folder / MANIFEST_NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return "", {}
    except OSError as error:
        raise InputError(
            f"{MANIFEST_NAME} cannot be read: {error.strerror or error}.",
            "Change its permissions or remove it.",
        ) from None
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _wrong("it is not UTF-8", line, "Save the file as UTF-8.") from None
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"\(at line (\d+), column \d+\)|\(at end of document\)", str(error))
        line = int(match[1]) if match and match[1] else text.count("\n") + 1
        reason = re.sub(r"\s*\(at [^)]*\)", "", str(error))
        raise _wrong(
            reason[:1].lower() + reason[1:],
            line,
            'Strings need quotes, lists brackets: authors = ["Ada Example"].',
        ) from None
    except RecursionError:
        raise _wrong("it is nested too deep", 1, "Write one table per file.") from None


def _wrong(reason: str, line: int, fix: str) -> InputError:
    return InputError(f"{MANIFEST_NAME}, line {line}: {reason}.", fix)


def _line_of(text: str, table: str | None, field: str | None = None) -> int:
    """The 1-based line of a table's header, or of a field in it; 1 where it is not found."""
    lines = text.split("\n")
    start = 0
    if table is not None:
        for number, line in enumerate(lines):
            header = line.strip().removeprefix("[").split("]")[0].strip()
            if header in (table, _quoted(table), f"'{table}'") or line.startswith(f"{table} "):
                start = number
                break
    if field is None:
        return start + 1
    for number, line in enumerate(lines[start:], start=start):
        if re.match(rf"\s*[\"']?{re.escape(field)}[\"']?\s*[=.]", line):
            return number + 1
    return start + 1


def _plain(value: object) -> object:
    """TOML's own dates as ISO 8601 text, its bare year as text."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def _relative(source: Source, folder: Path) -> str | None:
    if source.path is None:
        return None
    try:
        return Path(source.path).relative_to(folder.absolute()).as_posix()
    except ValueError:
        return None


def _toml(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_quoted(item) for item in value) + "]"
    return _quoted(value)


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04x}", escaped) + '"'
