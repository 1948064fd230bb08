"""Uploaded files: copied into the corpus under safe names, deleted with their documents."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from .collecting import Found
from .errors import CorpusFull
from .store import explain_os_error

FOLDER = "uploads"
_MAX_NAME_BYTES = 200
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """A file name that is safe on every system and looks like the one that was given.

    Control and path characters become "_", leading dots and dashes go, at most 200 bytes.
    """
    cleaned = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]', "_", name).strip(" .")
    cleaned = cleaned.lstrip("-") or "file"
    if _RESERVED.match(cleaned):
        cleaned = f"_{cleaned}"
    stem, dot, suffix = cleaned.rpartition(".")
    if not dot or len(suffix) > 16:
        stem, dot, suffix = cleaned, "", ""
    room = _MAX_NAME_BYTES - len((dot + suffix).encode("utf-8"))
    return stem.encode("utf-8")[:room].decode("utf-8", "ignore") + dot + suffix


def copy_in(found: Found, corpus_folder: Path) -> Found:
    """Copy a file into the corpus; the same bytes under the same name are copied once.

    Raises:
        CorpusFull: there is no space for the copy.
    """
    uploads = corpus_folder / FOLDER
    if found.path.is_relative_to(uploads):
        return found
    try:
        with found.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return found  # reading it fails again, and is reported, where it is indexed
    target = uploads / digest[:16] / safe_name(found.path.name)
    try:
        if not target.exists():
            uploads.mkdir(mode=0o700, exist_ok=True)
            target.parent.mkdir(mode=0o700, exist_ok=True)
            partial = target.with_name(f".{os.getpid()}.part")
            try:
                shutil.copyfile(found.path, partial)
                partial.chmod(0o600)
                partial.replace(target)
            finally:
                with contextlib.suppress(OSError):
                    partial.unlink(missing_ok=True)
    except OSError as error:
        explained = explain_os_error(error, corpus_folder)
        if isinstance(explained, CorpusFull):
            raise explained from error
        return found
    return replace(found, path=target)


def delete_orphans(paths: Collection[str], corpus_folder: Path) -> None:
    """Delete the copies inside the corpus that no document has.

    Args:
        paths: of all files that documents have.
        corpus_folder: of the corpus; files outside its `uploads` are the user's own.
    """
    uploads = corpus_folder / FOLDER
    if not uploads.is_dir():
        return
    for copy in list(uploads.rglob("*")):
        if copy.is_file() and str(copy) not in paths:
            with contextlib.suppress(OSError):
                copy.unlink()
    for folder in list(uploads.iterdir()):
        with contextlib.suppress(OSError):
            folder.rmdir()
