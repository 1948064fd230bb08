"""What has become of the files since they were read: still there, changed, or gone.

The corpus keeps its own text of every document, so a file that is deleted or edited stays
searchable as it was. Nothing is taken away for that; it is said, so that the reader can decide.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from .records import Source
from .store_rows import FileRow
from .upkeep import retire

if TYPE_CHECKING:
    from .store import Connection


class FileState(StrEnum):
    """A document's file, compared with what was last read of it.

    UNREADABLE is a file that is there, or may be, and cannot be looked at.
    """

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    UNREADABLE = "unreadable"


# Where the same bytes were found at several places, the best of them counts.
_BEST_FIRST = (FileState.SAME, FileState.CHANGED, FileState.UNREADABLE, FileState.MISSING)


def file_rows(db: Connection) -> list[FileRow]:
    """What was seen at every path when it was last read."""
    rows = db.execute("SELECT path, document, size, mtime_ns, settled, beside FROM files")
    return [FileRow(path, id_, size, at, bool(old), by) for path, id_, size, at, old, by in rows]


def file_state(seen: FileRow) -> FileState:
    """Look at one file; it is read only where its size is the same and its time is not telling."""
    path = Path(seen.path)
    try:
        now = path.stat()
        if now.st_size != seen.size or not stat.S_ISREG(now.st_mode):
            return FileState.CHANGED
        if seen.settled and now.st_mtime_ns == seen.mtime_ns:
            return FileState.SAME
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return FileState.MISSING
    except OSError:
        return FileState.UNREADABLE
    return FileState.SAME if digest == seen.document else FileState.CHANGED


def states_of(db: Connection, sources: Iterable[Source]) -> dict[str, FileState]:
    """The state of each document's file, by id.

    A version that was superseded has no file of its own any more: the state is then that of the
    newer version at the same path, compared with what was last read there.
    """
    states: dict[str, FileState] = {}
    by_document: dict[str, list[FileRow]] = {}
    by_path: dict[str, FileRow] = {}
    for row in file_rows(db):
        by_document.setdefault(row.document, []).append(row)
        by_path[row.path] = row
    for source in sources:
        rows = by_document.get(source.id, [])
        if not rows and source.path in by_path:
            rows = [by_path[source.path]]
        found = {file_state(row) for row in rows} or {FileState.MISSING}
        states[source.id] = next(state for state in _BEST_FIRST if state in found)
    return states


def missing_below(
    db: Connection, sources: Sequence[Source], folders: Collection[Path], seen: Collection[Path]
) -> tuple[str, ...]:
    """Ids of documents that were read below one of the folders and have no file any more.

    Args:
        db: a snapshot.
        sources: to choose from.
        folders: that have just been walked.
        seen: files that were found there.
    """
    present = {str(path) for path in seen}
    below = {
        row.document
        for row in file_rows(db)
        if row.path not in present and any(Path(row.path).is_relative_to(f) for f in folders)
    }
    states = states_of(db, [source for source in sources if source.id in below])
    return tuple(number for number, state in states.items() if state is FileState.MISSING)


def let_go(db: Connection, ids: Sequence[str]) -> None:
    """Stop searching documents whose files are gone, and forget where those files were.

    They count as superseded by nothing: texts still resolve, and a file that comes back is
    searched again, also when only its folder is named.
    """
    for source_id in ids:
        retire(db, source_id, "superseded")
        db.execute("DELETE FROM files WHERE document = ?", (source_id,))
