"""What one file may cost: the ceilings every loader keeps and the worker enforces."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Ceilings for one file; a file at the limit is read, one past it is a `LoadError`.

    Attributes:
        file_bytes: size of the file on disk.
        text_bytes: size of its canonical text in UTF-8.
        pages: pages of a PDF.
        seconds: wall time in the worker process.
        memory_bytes: address space of the worker process (POSIX only).
        archive_bytes: unpacked size of a DOCX or EPUB, counted while unpacking.
        archive_ratio: unpacked size over packed size, for the whole archive.
        archive_entries: files inside the archive.
    """

    file_bytes: int = 25 * 2**20
    text_bytes: int = 20 * 2**20
    pages: int = 2000
    seconds: float = 60
    memory_bytes: int = 2**30
    archive_bytes: int = 200 * 2**20
    archive_ratio: int = 100
    archive_entries: int = 10_000
