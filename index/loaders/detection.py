"""What a file is by its content, and whether its name tells the truth."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath

from ..errors import LoadError

READ_TYPES = "text (.txt), Markdown (.md), HTML (.html), PDF, DOCX and EPUB"
MEDIA_TYPES = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
}
KIND_OF_SUFFIX = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".epub": "epub",
}
_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
    (b"ID3", "an audio file"),
    (b"%!PS", "a PostScript file"),
)
_NAMES = {"pdf": "a PDF", "docx": "a Word document (DOCX)", "epub": "an EPUB", "html": "HTML"}
_OLE_WHAT = "is an old Word file (.doc) or a password-protected Office file"
_OLE_FIX = "Open it in Word or LibreOffice and save it as .docx without a password."


def sniff(data: bytes) -> str:
    """The kind by content: "pdf", "docx", "epub", "html", "text", "zip", "ole", or a phrase.

    A phrase ("a PNG image") names a kind that is not read. "text" means no known signature.
    """
    head = data[:1024]
    if b"%PDF-" in head and not head.lstrip().lower().startswith((b"<", b"#")):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")) or (
        start.startswith(b"<?xml") and b"<html" in start
    ):
        return "html"
    return "text"


def settle_kind(name: str, data: bytes) -> str:
    """The loader to use: by suffix for text, Markdown and HTML, by content for the others.

    Args:
        name: the file's name; only its suffix counts.
        data: the whole file, not empty.

    Returns:
        A key of `MEDIA_TYPES`.

    Raises:
        LoadError: the type is not read, or name and content contradict each other.
    """
    suffix = PurePath(name).suffix.lower()
    content = sniff(data)
    if content == "ole":
        raise LoadError(f"{name} {_OLE_WHAT}.", _OLE_FIX)
    if content not in (*MEDIA_TYPES, "zip"):
        raise LoadError(f"{name} is {content}.", f"Vouch reads {READ_TYPES}.")
    expected = KIND_OF_SUFFIX.get(suffix)
    if expected is None:
        if suffix == "" and content in MEDIA_TYPES:
            return content
        shown = f"of type {suffix}" if suffix else "without a known type"
        raise LoadError(f"{name} is {shown}, which is not read.", f"Vouch reads {READ_TYPES}.")
    if expected in ("text", "markdown", "html") and content in ("text", "html"):
        return expected
    if expected == content:
        return expected
    if content == "text" and expected in _NAMES:
        raise LoadError(
            f"{name} is named {suffix} but its content is not {_NAMES[expected]}; "
            "it is damaged or something else.",
            "Save or download it again.",
        )
    found = _NAMES.get(content, "a ZIP archive")
    raise LoadError(
        f"{name} is named {suffix} but its content is {found}.",
        f"Rename it to end in .{content}."
        if content in _NAMES
        else ("Save or download it again." if expected in ("docx", "epub") else "Unpack it first."),
    )


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        # Cut short: the central directory is gone, but the first entries still tell.
        if b"application/epub+zip" in data[:200]:
            return "epub"
        return "docx" if b"[Content_Types].xml" in data[:4096] or b"word/" in data else "zip"
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return "docx"
    if "META-INF/container.xml" in names or "mimetype" in names:
        return "epub"
    return "zip"
