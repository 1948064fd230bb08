"""EPUB: the chapters of the OPF spine in order, each through the shared walk.

Declared metadata is the package's Dublin Core. Printed page numbers are kept where the book
carries page-break marks.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any
from urllib.parse import unquote

from ..dates import iso_date
from ..errors import LoadError
from ..limits import Limits
from ..records import Block, Parsed, Span
from .archives import GuardedArchive
from .detection import MEDIA_TYPES
from .html_loader import decode_markup
from .markup import pages_of, parse_html, parse_xml, read_tree

_CONTAINER = "META-INF/container.xml"
_NS = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_CHAPTER_TYPES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document")
_AGAIN = "Save or download it again."


def load_epub(data: bytes, name: str, limits: Limits) -> Parsed:
    """Read an EPUB 2 or 3 without DRM.

    Args:
        data: the whole file.
        name: for messages.
        limits: the archive limits apply.

    Raises:
        LoadError: damaged, a bomb, encrypted, or without text.
    """
    archive = GuardedArchive(data, name, limits)
    package_path = _package_path(archive, name)
    package = parse_xml(archive.read(package_path), name)
    encrypted = _encrypted_entries(archive, name)
    parts: list[str] = []
    blocks: list[Block] = []
    marks: list[tuple[int, str]] = []
    length = 0
    notices: list[str] = []
    for entry in _spine(package, package_path):
        if entry in encrypted:
            raise LoadError(
                f"{name} is encrypted (DRM) and cannot be read.", "Add a copy without DRM."
            )
        if entry not in archive.names:
            notices.append("A chapter the book lists is missing from the file.")
            continue
        text, _ = decode_markup(archive.read(entry), name)
        if not text.strip():
            continue
        reading = read_tree(parse_html(text, name), keep_furniture=True)
        if not reading.text:
            continue
        if length:
            parts.append("\n\n")
            length += 2
        for block in reading.blocks:
            span = Span(block.span.start + length, block.span.end + length)
            blocks.append(Block(block.kind, span, block.level))
        marks += [(offset + length, label) for offset, label in reading.page_marks]
        parts.append(reading.text)
        length += len(reading.text)
    if not length:
        raise LoadError(f"{name} holds no text.", "Books made of pictures need OCR first.")
    return Parsed(
        text="".join(parts),
        media_type=MEDIA_TYPES["epub"],
        blocks=tuple(blocks),
        pages=pages_of(marks, length),
        declared=_dublin_core(package),
        notices=tuple(dict.fromkeys(notices)),
    )


def _package_path(archive: GuardedArchive, name: str) -> str:
    container = parse_xml(archive.read(_CONTAINER), name)
    node = container.find(".//c:rootfile", _NS)
    path = _inside("", node.get("full-path") or "") if node is not None else None
    if path is None:
        raise LoadError(f"{name} is damaged: it names no package file.", _AGAIN)
    return path


def _inside(folder: str, reference: str) -> str | None:
    """An archive entry from a reference; None where it would leave the archive."""
    path = posixpath.normpath(posixpath.join(folder, unquote(reference.split("#")[0])))
    if path.startswith(("/", "..")) or "://" in reference or "\\" in path or path == ".":
        return None
    return path


def _spine(package: Any, package_path: str) -> list[str]:
    folder = posixpath.dirname(package_path)
    items: dict[str, str] = {}
    for item in package.iterfind(".//opf:manifest/opf:item", _NS):
        path = _inside(folder, item.get("href") or "")
        is_navigation = "nav" in (item.get("properties") or "").split()
        if path and item.get("media-type") in _CHAPTER_TYPES and not is_navigation:
            items[item.get("id") or ""] = path
    order = [
        items[ref.get("idref")]
        for ref in package.iterfind(".//opf:spine/opf:itemref", _NS)
        if ref.get("idref") in items
    ]
    return list(dict.fromkeys(order))


def _encrypted_entries(archive: GuardedArchive, name: str) -> frozenset[str]:
    path = "META-INF/encryption.xml"
    if path not in archive.names:
        return frozenset()
    root = parse_xml(archive.read(path), name)
    uris = [node.get("URI") or "" for node in root.iter("{*}CipherReference")]
    return frozenset(unquote(uri) for uri in uris)


def _dublin_core(package: Any) -> dict[str, str | tuple[str, ...]]:
    declared: dict[str, str | tuple[str, ...]] = {}

    def texts(tag: str) -> list[str]:
        found = package.iterfind(f".//opf:metadata/dc:{tag}", _NS)
        return [text for node in found if (text := " ".join("".join(node.itertext()).split()))]

    for field, tag in (("title", "title"), ("publisher", "publisher")):
        if values := texts(tag):
            declared[field] = values[0]
    if writers := _writers(package):
        declared["authors"] = writers
    dates = [date for value in texts("date") if (date := iso_date(value))]
    # EPUB 2 may list when the file was converted as well: one date is clear, several are not.
    if len(set(dates)) == 1:
        declared["published"] = dates[0]
    if values := texts("language"):
        match = re.match(r"[A-Za-z]{2}(?=-|_|$)", values[0])
        if match:
            declared["language"] = match[0].lower()
    if values := texts("subject"):
        declared["tags"] = tuple(dict.fromkeys(values))
    return declared


def _writers(package: Any) -> tuple[str, ...]:
    roles = {
        (node.get("refines") or "").lstrip("#"): (node.text or "").strip()
        for node in package.iterfind(".//opf:metadata/opf:meta", _NS)
        if node.get("property") == "role"
    }
    names: list[str] = []
    for node in package.iterfind(".//opf:metadata/dc:creator", _NS):
        role = node.get(f"{{{_NS['opf']}}}role") or roles.get(node.get("id") or "") or "aut"
        name = " ".join("".join(node.itertext()).split())
        if name and role == "aut" and name.lower() not in ("unknown", "anonymous"):
            names.append(name)
    return tuple(dict.fromkeys(names))
