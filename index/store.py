"""The corpus file: connections, transactions, and what SQLite's errors mean to a reader.

The only file that imports sqlite3. Writers hold the corpus's write lock and commit with
BEGIN IMMEDIATE, WAL and synchronous=FULL: an acknowledged change survives a killed process, and
a commit is one step. Every commit raises the generation by one; readers see one snapshot each.

    store.py            this: open, read, write, translate errors
    store_rows.py       documents, files, passages and pieces in and out of rows
    store_search.py     full-text search, vocabulary, and the join of vector hits
    generations.py      the vector file that belongs to a generation
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from .errors import CorpusDamaged, CorpusError, CorpusFull, CorpusLocked, CorpusMismatch
from .migrations import APPLICATION_ID, VERSION, migrate

if TYPE_CHECKING:
    import sqlite3

    Connection: TypeAlias = sqlite3.Connection

FILE_NAME = "corpus.sqlite"
REBUILD = "vouch index --rebuild --corpus"
_BUSY_SECONDS = 10.0


def sqlite_facts() -> tuple[str, bool]:
    """The SQLite version in use, and whether it has the full-text search (FTS5) we need."""
    import sqlite3

    with contextlib.closing(sqlite3.connect(":memory:")) as db:
        options = {row[0] for row in db.execute("PRAGMA compile_options")}
    return sqlite3.sqlite_version, "ENABLE_FTS5" in options


def _no_step(name: str) -> None:
    """What the fault tests replace to stop at a named step of writing."""


class Store:
    """One corpus file, shared by threads.

    Args:
        folder: the corpus folder; must exist.
        read_only: never write, not even beside the file.

    Attributes:
        step: called with the name of each step of a write; tests make it fail.

    Raises:
        CorpusMismatch: written by a newer version; nothing is touched.
        CorpusDamaged: not a corpus file.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self.read_only = read_only
        self.step: Callable[[str], None] = _no_step
        self._idle: list[Connection] = []
        self._guard = threading.Lock()
        self._writer: Connection | None = None
        self._closed = False
        self._refuse_foreign()

    @property
    def exists(self) -> bool:
        """Whether the file is there and complete: creation is one commit."""
        return _stored_version(self.path) > 0

    def _refuse_foreign(self) -> None:
        """Judge the file by its header alone, so that a refused file stays untouched.

        SQLite file format, section 1.3: user version at byte 60, application id at byte 68.
        """
        version = _stored_version(self.path)
        if version > VERSION:
            raise CorpusMismatch(
                f"{self.folder} was written by a newer Vouch (corpus version {version}, "
                f"this one reads up to {VERSION}).",
                "Update Vouch (pip install --upgrade vouchqa), or use another --corpus folder.",
            )

    def create_or_migrate(self) -> None:
        """Bring the file to the newest version; the caller holds the write lock.

        Raises:
            CorpusError: the folder cannot be written to, or the disk is full.
        """
        with self._translated():
            self.path.touch(mode=0o600)
            db = self._connect("rwc")
            try:
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("BEGIN IMMEDIATE")
                migrate(db)
                db.execute("COMMIT")
            finally:
                db.close()

    def needs_migration(self) -> bool:
        """Whether the file is missing, empty or of an older version."""
        return _stored_version(self.path) < VERSION

    def _connect(self, mode: str) -> Connection:
        import sqlite3

        uri = f"{self.path.absolute().as_uri()}?mode={mode}"
        db = sqlite3.connect(
            uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA secure_delete = ON")
            db.execute("PRAGMA temp_store = MEMORY")
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except BaseException:
            db.close()
            raise
        return db

    def _connect_reader(self) -> Connection:
        """A read-only connection; where the folder cannot be written to, an immutable one.

        A WAL file needs its neighbours `-shm` and `-wal`. In a folder we may not write to they
        cannot be made, and the file is whole without them unless a `-wal` was left behind.
        """
        import sqlite3

        try:
            return self._connect("ro")
        except sqlite3.OperationalError:
            log = self.path.with_name(self.path.name + "-wal")
            if not self.path.exists() or (log.exists() and log.stat().st_size):
                raise
            return self._connect("ro&immutable=1")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot: whatever is asked inside belongs to the same generation.

        Raises:
            CorpusDamaged: the file is missing, cut or altered.
            CorpusError: the corpus is closed or cannot be read.
        """
        with self._translated():
            db = self._take_reader()
            try:
                db.execute("BEGIN")
                yield db
            except (ValueError, KeyError, TypeError, IndexError) as error:
                # What is read inside is only ever decoded: a row does not hold what was written.
                db.close()
                raise CorpusDamaged(
                    f"{self.path} holds a row that cannot be read ({error}).",
                    "Restore it from a backup, or delete the folder and index again.",
                ) from error
            except BaseException:
                db.close()
                raise
            db.execute("COMMIT")
            with self._guard:
                if self._closed or len(self._idle) >= 16:
                    db.close()
                else:
                    self._idle.append(db)

    def _take_reader(self) -> Connection:
        with self._guard:
            if self._closed:
                raise CorpusError("This corpus is closed.", "Open it again with Corpus.open(path).")
            if self._idle:
                return self._idle.pop()
        if not self.path.exists():
            raise CorpusDamaged(
                f"{self.path} is gone.", "Restore the folder from a backup, or index again."
            )
        return self._connect_reader()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One commit: everything inside happens, or nothing; the caller holds the write lock.

        Raises:
            CorpusFull: the disk is full; the earlier state is intact.
            CorpusError: the corpus is read-only, closed or cannot be written to.
        """
        if self.read_only:
            raise CorpusError(
                f"{self.folder} was opened for reading only.", "Open it without read_only."
            )
        if self._closed:
            raise CorpusError("This corpus is closed.", "Open it again with Corpus.open(path).")
        with self._translated():
            if self._writer is None:
                self._writer = self._connect("rw")
            db = self._writer
            try:
                db.execute("BEGIN IMMEDIATE")
                self.step("begun")
                yield db
                db.execute(
                    "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'"
                )
                self.step("rows")
                db.execute("COMMIT")
            except BaseException:
                self._abandon()
                raise
        self.step("committed")

    def _abandon(self) -> None:
        """Undo the open transaction; closing the connection does it whatever state it is in."""
        db, self._writer = self._writer, None
        if db is not None:
            with contextlib.suppress(Exception):
                db.close()

    def shred(self) -> None:
        """Leave no deleted byte behind: merge the full-text index, vacuum, empty the WAL.

        The caller holds the write lock and no transaction.
        """
        with self._translated():
            with self._guard:
                idle, self._idle = self._idle, []
            for db in idle:
                db.close()
            db = self._writer or self._connect("rw")
            self._writer = db
            for table in ("words", "reference_words"):
                db.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
            db.execute("VACUUM")
            busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                raise CorpusLocked(
                    f"Another process is reading {self.folder}, so the log cannot be emptied.",
                    "The document is deleted; close other Vouch windows and forget it again.",
                )

    def close(self) -> None:
        """Close every connection; the last one folds the log into the file."""
        with self._guard:
            self._closed = True
            idle, self._idle = self._idle, []
            if self._writer is not None:
                idle.append(self._writer)
                self._writer = None
        for db in idle:
            db.close()

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        """SQLite's and the system's errors as ours, each with its cause and fix."""
        import sqlite3

        try:
            yield
        except sqlite3.Error as error:
            raise self._explained(error) from error
        except OSError as error:
            raise explain_os_error(error, self.folder) from error

    def _explained(self, error: sqlite3.Error) -> CorpusError:
        name = getattr(error, "sqlite_errorname", "") or ""
        text = str(error)
        if name.startswith("SQLITE_FULL") or "disk is full" in text:
            return _full(self.folder)
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return CorpusLocked(
                f"{self.folder} is in use by another process.", "Try again in a moment."
            )
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
            return CorpusError(
                f"{self.folder} cannot be opened for this ({text}).",
                "Check its permissions, or name another folder with --corpus.",
            )
        if name.startswith("SQLITE_IOERR"):
            return CorpusError(
                f"Reading or writing {self.folder} failed ({text}).",
                "Check the disk; nothing that was committed before is lost.",
            )
        return CorpusDamaged(
            f"{self.path} is damaged or not a corpus ({text}).",
            f"Restore it from a backup, or delete the folder and index again; "
            f"if only search fails, run: {REBUILD} {self.folder}",
        )


def explain_os_error(error: OSError, folder: Path) -> CorpusError:
    """The corpus error that an operating-system error on the corpus folder stands for."""
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full(folder)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return CorpusError(
            f"{folder} cannot be written to ({error.strerror}).",
            "Give yourself write permission, or name another folder with --corpus.",
        )
    return CorpusError(
        f"{folder} cannot be used ({error}).", "Check the folder and the disk, then try again."
    )


def make_folder(folder: Path) -> None:
    """Make the corpus folder, readable by its owner only; a folder that is there is left as is."""
    try:
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
        elif not folder.is_dir():
            raise CorpusError(f"{folder} is not a folder.", "Name a folder with --corpus.")
        elif not any(folder.iterdir()):
            folder.chmod(0o700)
    except OSError as error:
        raise explain_os_error(error, folder) from error


def _full(folder: Path) -> CorpusFull:
    return CorpusFull(
        f"The disk that holds {folder} is full.",
        "Free some space and try again; everything indexed before is still there.",
    )


def _stored_version(path: Path) -> int:
    """The version in the file's header; 0 where there is no corpus yet.

    Raises:
        CorpusDamaged: the file is not an SQLite file, or another program's.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise explain_os_error(error, path.parent) from error
    if not header:
        return 0
    version = int.from_bytes(header[60:64], "big")
    owner = int.from_bytes(header[68:72], "big")
    if header[:16] != b"SQLite format 3\0" or len(header) < 100 or owner not in (0, APPLICATION_ID):
        raise CorpusDamaged(
            f"{path} is not a Vouch corpus.",
            "Restore it from a backup, or name another folder with --corpus.",
        )
    return version
