"""Unpacking DOCX and EPUB without trusting them.

Sizes are counted while unpacking, because the size an archive declares is a claim. Names are
looked up, never written to disk, so a name such as "../../x" can reach nothing.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from ..errors import LoadError
from ..limits import Limits

_CHUNK = 1 << 16
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_RATIO_FLOOR = 2**20


class GuardedArchive:
    """A ZIP held in memory whose entries are read under `Limits`.

    Args:
        data: the whole archive.
        name: for messages.
        limits: `archive_bytes`, `archive_ratio` and `archive_entries` apply.

    Raises:
        LoadError: no readable ZIP, or too many entries.
    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._packed = max(1, len(data))
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise self._broken() from None
        entries = self._zip.namelist()
        if len(entries) > limits.archive_entries:
            raise LoadError(
                f"{name} holds {len(entries):,} files; the limit is {limits.archive_entries:,}.",
                "Save it again from the program that made it.",
            )
        self.names = frozenset(entries)

    def read(self, entry: str) -> bytes:
        """The bytes of one entry.

        Raises:
            LoadError: absent, damaged, encrypted, or past the limits; the count runs over all
                reads of this archive.
        """
        if entry not in self.names:
            raise LoadError(
                f"{self._name} lacks its part {entry!r}; it is damaged.",
                "Save or download it again.",
            )
        info = self._zip.getinfo(entry)
        if info.flag_bits & 1:
            raise LoadError(
                f"{self._name} needs a password.", "Save it without a password and add it again."
            )
        parts: list[bytes] = []
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    self._unpacked += len(chunk)
                    self._check()
                    parts.append(chunk)
        except _BROKEN:
            raise self._broken() from None
        return b"".join(parts)

    def check_whole(self) -> None:
        """Unpack every entry once, keeping nothing, so that another reader may do so safely.

        What it unpacks is counted by itself, so that a file at the limit can still be read.

        Raises:
            LoadError: as `read`; also for a name that occurs twice (two readers may disagree on
                which one counts).
        """
        infos = self._zip.infolist()
        if len({info.filename for info in infos}) != len(infos):
            raise self._broken()
        read_before, self._unpacked = self._unpacked, 0
        for info in infos:
            if not info.is_dir():
                self.read(info.filename)
        self._unpacked = read_before

    def _check(self) -> None:
        limits = self._limits
        if self._unpacked > limits.archive_bytes:
            raise LoadError(
                f"{self._name} unpacks to more than {limits.archive_bytes // 2**20} MB.",
                "Remove pictures or split it, then add it again.",
            )
        # Small files reach high ratios honestly: the ratio counts from 1 MB on.
        if self._unpacked > max(_RATIO_FLOOR, self._packed * limits.archive_ratio):
            raise LoadError(
                f"{self._name} unpacks to more than {limits.archive_ratio} times its size, "
                "as only a decompression bomb does.",
                "Save it again from the program that made it.",
            )

    def _broken(self) -> LoadError:
        return LoadError(
            f"{self._name} is damaged: its archive cannot be unpacked.",
            "Save or download it again.",
        )
