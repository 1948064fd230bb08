"""DOCX: mammoth makes HTML of it, the shared walk makes text and blocks of that.

Headings, lists, tables, footnotes and endnotes survive; deleted text, comments and pictures do
not. DOCX has no pages. The file's dates say when it was saved, never when it was published.
"""

from __future__ import annotations

import io
import re
from typing import Any

from ..errors import LoadError
from ..limits import Limits
from ..names import is_house, is_organisation, is_placeholder, without_title
from ..records import Parsed
from .archives import GuardedArchive
from .detection import MEDIA_TYPES
from .markup import parse_html, parse_xml, read_tree

_STYLES = """
p[style-name='Title'] => h1.doctitle:fresh
p[style-name='title'] => h1.doctitle:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
"""
_CORE = "docProps/core.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_EMPTY_TITLE = re.compile(
    r"(?:microsoft word\b.*|word document|document\d*|untitled.*|"
    r".*\.(?:docx?|odt|rtf|pdf|dotx?|html?|tex|dvi|indd|pages|md|txt))",
    re.I,
)


def load_docx(data: bytes, name: str, limits: Limits) -> Parsed:
    """Read a Word document.

    Args:
        data: the whole file.
        name: for messages.
        limits: the archive limits apply.

    Raises:
        LoadError: damaged, a bomb, or without text.
    """
    import mammoth

    archive = GuardedArchive(data, name, limits)
    archive.check_whole()
    for entry in archive.names:
        # Office Open XML forbids document types; whoever writes one wants entities expanded.
        if entry.endswith((".xml", ".rels")) and _has_doctype(archive.read(entry)):
            raise LoadError(
                f"{name} declares XML entities, which are not read.",
                "Save it again from the program that made it.",
            )
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data), style_map=_STYLES, convert_image=_no_pictures
        )
    except Exception:  # mammoth raises what its parts raise; any of it means a damaged file
        raise LoadError(
            f"{name} is damaged: Word's markup in it cannot be read.",
            "Open it in Word or LibreOffice and save it again.",
        ) from None
    if not result.value.strip():
        raise LoadError(f"{name} holds no text.", "Add a document with text in it.")
    # "↑" is mammoth's own link back from a note to its mark: no text of the document.
    markup = re.sub(r'\s*<a href="#(?:foot|end)note-ref-[^"]*">↑</a>', "", result.value)
    reading = read_tree(parse_html(f"<html><body>{markup}</body></html>", name))
    if not reading.text.strip():
        raise LoadError(f"{name} holds no text.", "Add a document with text in it.")
    return Parsed(
        text=reading.text,
        media_type=MEDIA_TYPES["docx"],
        blocks=tuple(reading.blocks),
        declared=_core_properties(archive, name),
    )


def is_empty_title(title: str) -> bool:
    """Whether a declared title is what a program fills in: a file name, "Untitled", "Document1"."""
    return _EMPTY_TITLE.fullmatch(title.strip()) is not None


def declared_writers(written: str) -> dict[str, tuple[str, ...] | str]:
    """What a document property for the author declares: people, or the house that issued it.

    Programs and accounts are left out. An institution is no writer but the publisher.

    Args:
        written: the property's text; "" where there is none.
    """
    names = [without_title(part) for part in re.split(r"\s*;\s*|\s+and\s+|\s*&\s*", written)]
    people = [
        name
        for name in names
        if " " in name
        and not is_placeholder(name)
        and not is_organisation(name)
        and not is_house(name)
    ]
    whole = " ".join(written.split())
    if people:
        return {"authors": tuple(dict.fromkeys(people))}
    return {"publisher": whole} if ";" not in whole and is_house(whole) else {}


def _core_properties(archive: GuardedArchive, name: str) -> dict[str, str | tuple[str, ...]]:
    declared: dict[str, str | tuple[str, ...]] = {}
    if _CORE not in archive.names:
        return declared
    try:
        root = parse_xml(archive.read(_CORE), name)
    except LoadError:
        # Its properties are broken, its text is not: nothing is declared then.
        return declared
    title = " ".join((root.findtext(f"{_DC}title") or "").split())
    if title and not is_empty_title(title):
        declared["title"] = title
    declared.update(declared_writers(root.findtext(f"{_DC}creator") or ""))
    language = re.match(r"[A-Za-z]{2}(?=-|$)", root.findtext(f"{_DC}language") or "")
    if language:
        declared["language"] = language[0].lower()
    return declared


def _no_pictures(_image: Any) -> list[Any]:
    return []


def _has_doctype(part: bytes) -> bool:
    head = part[:2000].replace(b"\x00", b"")
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head
