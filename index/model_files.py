"""Model folders: the pins in model.json, checked before a model file is parsed.

Kept apart from `onnx_model` so that whoever makes a model can pin it without loading one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from .errors import ModelError

REINSTALL = "Install Vouch again: pip install --force-reinstall vouchqa"


def read_facts(folder: Path) -> dict[str, Any]:
    """Read a model folder's model.json.

    Raises:
        ModelError: it is missing, not JSON, or lacks a pin.
    """
    path = folder / "model.json"
    try:
        facts = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}.", REINSTALL) from error
    needed = {"file", "sha256", "tokenizer", "tokenizer_sha256", "max_tokens"}
    missing = needed - set(facts) if isinstance(facts, dict) else needed
    if missing:
        raise ModelError(f"{path} lacks {', '.join(sorted(missing))}.", REINSTALL)
    return cast("dict[str, Any]", facts)


def pin_model(folder: Path, *, max_tokens: int, **facts: object) -> Path:
    """Write model.json for the model.onnx and tokenizer.json that lie in `folder`.

    Args:
        folder: the model folder.
        max_tokens: the model's window, special tokens included.
        facts: anything else to record (name, revision, dimension, source, ...); JSON values.

    Returns:
        The path of model.json.
    """
    content = {
        "file": "model.onnx",
        "sha256": file_sha256(folder / "model.onnx"),
        "tokenizer": "tokenizer.json",
        "tokenizer_sha256": file_sha256(folder / "tokenizer.json"),
        "max_tokens": max_tokens,
        **facts,
    }
    path = folder / "model.json"
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return path


def file_sha256(path: Path) -> str:
    """Lower-case hex SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def pinned_file(folder: Path, facts: Mapping[str, Any], file_key: str, hash_key: str) -> Path:
    """The path of a file that model.json names, its hash checked.

    Args:
        folder: the model folder.
        facts: from `read_facts`.
        file_key: the entry that holds the file's name, e.g. "file".
        hash_key: the entry that holds its SHA-256, e.g. "sha256".

    Raises:
        ModelError: the file is missing, altered, or lies outside the folder.
    """
    name = str(facts[file_key])
    if Path(name).name != name:
        raise ModelError(f"model.json names {name!r}, a file outside its folder.", REINSTALL)
    path = folder / name
    try:
        found = file_sha256(path)
    except OSError as error:
        raise ModelError(f"The model file {path} cannot be read: {error}.", REINSTALL) from error
    if found != facts[hash_key]:
        raise ModelError(
            f"The model file {path} is not the one Vouch shipped (its SHA-256 differs).",
            REINSTALL,
        )
    return path
