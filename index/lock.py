"""The write lock: one process writes to a corpus at a time, and the others learn who.

The lock is the operating system's (released when its owner dies, however it dies); the file
beside it that names the owner is for the message only and never decides anything.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from .errors import CorpusError, CorpusLocked


class WriteLock:
    """An exclusive, re-entrant lock on a corpus folder, for threads and processes alike.

    Args:
        folder: the corpus folder; must exist when the lock is taken.
        seconds: how long to wait for another process, >= 0.
    """

    def __init__(self, folder: Path, *, seconds: float = 10.0) -> None:
        self._path = folder / "write.lock"
        self._owner = folder / "write.owner"
        self._seconds = seconds
        self._thread = threading.RLock()
        self._depth = 0

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; threads of this process queue up, other processes are waited for.

        Raises:
            CorpusLocked: another process still holds it after the waiting time.
            CorpusError: the lock file cannot be written.
        """
        with self._thread:
            if self._depth == 0:
                self._acquire()
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    with contextlib.suppress(OSError):
                        self._owner.unlink()
                    self._file.release()

    def _acquire(self) -> None:
        from filelock import FileLock, Timeout

        self._file = FileLock(self._path, timeout=self._seconds, mode=0o600)
        try:
            self._file.acquire()
        except Timeout:
            raise CorpusLocked(
                f"{self._path.parent} is being written to by {self._named_owner()}.",
                "Wait until it has finished, or end that process, then try again.",
            ) from None
        except (OSError, NotImplementedError) as error:
            raise CorpusError(
                f"{self._path.parent} cannot be written to ({error}).",
                "Give yourself write permission, or name another folder with --corpus.",
            ) from None
        with contextlib.suppress(OSError):
            self._owner.write_text(f"process {os.getpid()}", encoding="utf-8")

    def _named_owner(self) -> str:
        try:
            named = self._owner.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            named = ""
        return named[:80] or "another process"
