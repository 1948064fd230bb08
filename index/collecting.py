"""Which files a user means by a list of paths: folders are walked, links and pipes are not trusted.

Folders are read recursively in the order of their names. Hidden entries, links that lead out of
the folder and anything that is not a regular file are left out; what a reader might miss is
listed with its reason, never raised.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .records import Skip

MAX_DEPTH = 64
MANIFEST = "vouch-sources.toml"
_METADATA_SUFFIXES = (".bib", ".bibtex")


@dataclass(frozen=True, slots=True)
class Found:
    """A file to look at.

    Attributes:
        path: absolute, not resolved.
        root: the folder the user named, or the file's own folder.
        named: the user named this very file.
    """

    path: Path
    root: Path
    named: bool


def collect(
    paths: Iterable[str | Path], suffixes: Collection[str], corpus_folder: Path
) -> tuple[list[Found], list[Skip]]:
    """The files that `paths` stand for, each once, and what was left out.

    Args:
        paths: files and folders; `~` is expanded.
        suffixes: lower-case suffixes, with the dot, that are picked up from folders.
        corpus_folder: never read.
    """
    found: dict[Path, Found] = {}
    skips: list[Skip] = []
    for given in paths:
        path = Path(os.path.abspath(Path(given).expanduser()))  # noqa: PTH100 (keeps links)
        for entry in _look(path, suffixes, corpus_folder):
            if isinstance(entry, Skip):
                skips.append(entry)
            elif entry.path not in found or entry.named:
                found[entry.path] = entry
    return list(found.values()), skips


def _look(path: Path, suffixes: Collection[str], corpus: Path) -> Iterator[Found | Skip]:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield _unreadable(path, error)
        return
    if stat.S_ISDIR(mode):
        empty = True
        for entry in _walk(path, path, suffixes, corpus, 0):
            empty = False
            yield entry
        if empty:
            yield Skip(
                str(path),
                "The folder holds no file that can be read.",
                f"Supported: {', '.join(sorted(suffixes))}.",
            )
    elif stat.S_ISREG(mode):
        yield Found(path, path.parent, named=True)
    else:
        yield _irregular(path)


def _walk(
    folder: Path, root: Path, suffixes: Collection[str], corpus: Path, depth: int
) -> Iterator[Found | Skip]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield _unreadable(folder, error)
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not _stays_inside(path, root):
            yield Skip(
                str(path),
                "A link that leads out of the folder, or nowhere.",
                "Name the file it points to, if you want it.",
            )
        elif entry.is_dir(follow_symlinks=False):
            if path == corpus or path.resolve() == corpus.resolve():
                continue
            if depth >= MAX_DEPTH:
                yield Skip(str(path), f"More than {MAX_DEPTH} folders deep.", "Name it itself.")
                continue
            yield from _walk(path, root, suffixes, corpus, depth + 1)
        else:
            yield from _file(path, root, suffixes)


def _file(path: Path, root: Path, suffixes: Collection[str]) -> Iterator[Found | Skip]:
    """One entry of a folder that is not a folder; links to folders inside are met there anyway."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield _unreadable(path, error)
        return
    if stat.S_ISDIR(mode) or path.name == MANIFEST or path.suffix.lower() in _METADATA_SUFFIXES:
        return
    if not stat.S_ISREG(mode):
        yield _irregular(path)
    elif path.suffix.lower() in suffixes:
        yield Found(path, root, named=False)
    elif path.suffix.lower() == ".json":
        yield Skip(
            str(path),
            "JSON is read as a bibliography (CSL-JSON) only.",
            "Fine if it is one.",
        )
    else:
        yield Skip(
            str(path),
            "Files of this type are not read.",
            f"Supported: {', '.join(sorted(suffixes))}.",
        )


def _stays_inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _unreadable(path: Path, error: OSError) -> Skip:
    if isinstance(error, FileNotFoundError):
        return Skip(str(path), "There is no such file or folder.", "Check the spelling.")
    return Skip(str(path), f"It cannot be read: {error.strerror or error}.", "Check permissions.")


def _irregular(path: Path) -> Skip:
    return Skip(str(path), "Not a regular file.", "Save its content as a file and add that.")
