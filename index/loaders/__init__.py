"""Files in, `Parsed` out: one loader per format behind one door.

    load              read one file (in this process; `index.loading` isolates it)
    SUFFIXES          what is picked up from folders
    read_bytes        the bytes of a file, within the limit on its size

Text, Markdown and HTML are told by suffix, the binary formats by content; a name that contradicts
the content is refused.

    detection        what a file is by its content
    archives         DOCX and EPUB unpacked without trust
    charset          from bytes to characters
    text_loader      plain text
    markdown_loader  Markdown
    front_matter     the block at its head
    html_loader      HTML pages
    html_metadata    what they declare about themselves
    html_bylines     what their bodies mark as writer and date
    markup           a tree of HTML to reading text; alone imports lxml
    docx_loader      DOCX, by mammoth
    epub_loader      EPUB, chapter by chapter
    pdf_loader       PDF: characters and lines
    pdf_furniture    running heads, feet, page numbers
    pdf_layout       lines of pages to one reading text
"""

from __future__ import annotations

import stat
from pathlib import Path

from ..errors import LoadError
from ..limits import Limits
from ..records import Parsed
from .detection import KIND_OF_SUFFIX, READ_TYPES, settle_kind

__all__ = ["SUFFIXES", "load", "read_bytes"]

SUFFIXES: frozenset[str] = frozenset(KIND_OF_SUFFIX)
_USUAL = Limits()


def load(path: Path, data: bytes | None = None, *, limits: Limits = _USUAL) -> Parsed:
    """Read one file into its canonical text, blocks, pages and declared metadata.

    Args:
        path: the file; its suffix tells text from Markdown, its name appears in messages.
        data: its bytes, where the caller has them; None reads them.
        limits: ceilings on size, pages and unpacking.

    Raises:
        LoadError: the file is missing, empty, too large, of a type that is not read, damaged,
            encrypted, or without text. The message names the cause and what to do.
    """
    name = path.name
    content = read_bytes(path, limits=limits) if data is None else data
    check_size(name, len(content), limits)
    parsed = _parsed(settle_kind(name, content), content, name, limits)
    if not parsed.text.strip():
        raise LoadError(f"{name} holds only white space.", "Add a file with text in it.")
    # Cheap first: no character takes more than four bytes.
    if len(parsed.text) * 4 > limits.text_bytes:
        size = len(parsed.text.encode("utf-8"))
        if size > limits.text_bytes:
            raise LoadError(
                f"{name} holds {size / 2**20:.1f} MB of text; "
                f"the limit is {limits.text_bytes / 2**20:g} MB.",
                "Split it and add the parts.",
            )
    return parsed


def read_bytes(path: Path, *, limits: Limits = _USUAL) -> bytes:
    """The bytes of a regular file.

    Raises:
        LoadError: missing, a folder, a device or pipe, not permitted, empty, or too large; a file
            that is too large is not read.
    """
    name = path.name
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            raise LoadError(f"{name} is a folder.", "Give the files in it, or index the folder.")
        if not stat.S_ISREG(info.st_mode):
            # Opening a pipe would wait for its other end for ever.
            raise LoadError(f"{name} is not a regular file.", f"Vouch reads {READ_TYPES}.")
        check_size(name, info.st_size, limits)
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except FileNotFoundError:
        raise LoadError(f"{path} does not exist.", "Check the path.") from None
    except PermissionError:
        raise LoadError(f"{name} may not be read.", "Change the file's permissions.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LoadError(
            f"{name} cannot be read: {reason}.", "Check the file and its disk."
        ) from None
    check_size(name, len(data), limits)
    return data


def check_size(name: str, size: int, limits: Limits) -> None:
    """Refuse a file that is empty or past `limits.file_bytes`.

    Raises:
        LoadError: it is.
    """
    if size == 0:
        raise LoadError(f"{name} is empty (0 bytes).", "Save or download it again.")
    if size > limits.file_bytes:
        raise LoadError(
            f"{name} is {size / 2**20:.1f} MB; the limit is {limits.file_bytes / 2**20:g} MB.",
            "Split it and add the parts.",
        )


def _parsed(kind: str, data: bytes, name: str, limits: Limits) -> Parsed:
    if kind == "text":
        from .text_loader import load_text

        return load_text(data, name)
    if kind == "markdown":
        from .markdown_loader import load_markdown

        return load_markdown(data, name)
    if kind == "html":
        from .html_loader import load_html

        return load_html(data, name)
    if kind == "pdf":
        from .pdf_loader import load_pdf

        return load_pdf(data, name, limits)
    if kind == "docx":
        from .docx_loader import load_docx

        return load_docx(data, name, limits)
    from .epub_loader import load_epub

    return load_epub(data, name, limits)
