"""The page a citation stands on, as printed, for the evidence panel.

Drawn only when the reader asks for it, in a child process with limits of time and memory, from
the very bytes that were indexed: a file that was changed, moved or deleted since is not shown.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import VouchError
from index.limits import Limits
from index.records import Document, Page
from retrieval.records import Citation

if TYPE_CHECKING:
    from index.corpus import Corpus

PDF = "application/pdf"
_WIDTH = 1000
_PIXELS = 3_000_000
_SECONDS = 20.0
_MEMORY = 2**30
_LARGEST_PICTURE = 6_000_000
_LONGEST_QUOTE = 20_000
_ONE_AT_A_TIME = threading.Lock()
_GONE = "The file is no longer at its place, so its page cannot be shown. The text above was kept."
_CHANGED = "The file was changed since it was read, so its page cannot be shown."
_LARGE = "The file is too large to draw its page here."
_FAILED = "This page could not be drawn."
_UNMARKED = "The quote could not be found on the picture; look for the words above."
_PARTLY = "Only a part of the quote is marked; the rest is on the next page or could not be found."


def has_page_image(citation: Citation) -> bool:
    """Whether there may be a picture of the page a citation stands on."""
    return (
        citation.source.media_type == PDF
        and citation.span is not None
        and citation.page is not None
    )


def page_image(
    citation: Citation, corpus: Corpus, *, most_bytes: int = Limits().file_bytes
) -> dict[str, Any]:
    """The page of a citation as JSON values.

    Args:
        citation: of a PDF.
        corpus: names the file; what the citation itself says of it is not trusted.
        most_bytes: larger files are not read.

    Returns:
        `image` (a data: address), `alt`, `boxes` (shares of the picture) and `note`; only `note`
        where there is no picture.
    """
    try:
        document = corpus.document(citation.source.id)
        page = document.page_at(citation.span.start) if citation.span else None
    except VouchError as error:
        return {"note": error.what}
    if page is None or document.source.media_type != PDF:
        return {"note": _FAILED}
    data = _bytes_of(document, most_bytes)
    if isinstance(data, str):
        return {"note": data}
    drawn = _drawn(data, page, citation)
    if drawn is None:
        return {"note": _FAILED}
    picture, told = drawn
    found = float(told["found"])
    label = page.label or str(page.number)
    marked = ", with the quote marked" if told["boxes"] else ""
    return {
        "image": "data:image/jpeg;base64," + base64.b64encode(picture).decode("ascii"),
        "alt": f"Page {label} of {document.source.label}{marked}",
        "boxes": told["boxes"],
        "note": _UNMARKED if not told["boxes"] else _PARTLY if found < 0.98 else "",
    }


def _bytes_of(document: Document, most: int) -> bytes | str:
    """The file as it was indexed, or why there is none."""
    path = Path(document.source.path or "")
    try:
        # A pipe that stands there now would be waited for without end.
        if not path.is_file():
            return _GONE
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError:
        return _GONE
    if len(data) > most:
        return _LARGE
    return data if hashlib.sha256(data).hexdigest() == document.source.id else _CHANGED


def _drawn(data: bytes, page: Page, citation: Citation) -> tuple[bytes, dict[str, Any]] | None:
    assert citation.span is not None
    request = {
        "page": page.number,
        "quote": citation.quote[:_LONGEST_QUOTE],
        "at": (citation.span.start - page.span.start) / max(1, len(page.span)),
        "width": _WIDTH,
        "pixels": _PIXELS,
        "memory": _MEMORY,
    }
    root = str(Path(__file__).resolve().parent.parent)
    code = f"import sys; sys.path.insert(0, {root!r}); from ui.pdf_page import serve; serve()"
    try:
        with _ONE_AT_A_TIME:
            # -P: a module of the user's current folder must not be taken for a library.
            done = subprocess.run(
                [sys.executable, "-P", "-c", code],
                input=json.dumps(request).encode("ascii") + b"\n" + data,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        line, _, picture = done.stdout.partition(b"\n")
        told = json.loads(line)
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    whole = done.returncode == 0 and isinstance(told, dict) and len(picture) <= _LARGEST_PICTURE
    return (picture, told) if whole and picture else None
