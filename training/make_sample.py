"""Make the sample's binary documents (PDF, DOCX, EPUB) from plain sources.

    python -m training.make_sample            writes index/sample/documents/*
    python -m training.make_sample --check    says which files would change; exit code 1 if any

The sources lie in `training/sample_sources`; `training/manuscript.py` describes their form.

The same sources give the same bytes: dates are fixed, archives are written in a fixed order.
Text, Markdown and HTML documents of the sample are written by hand where they lie.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import sys
import zipfile
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from .manuscript import Manuscript, read_manuscript
from .sample_pdf import make_pdf

ROOT = Path(__file__).resolve().parent.parent
SOURCES = Path(__file__).resolve().parent / "sample_sources"
DOCUMENTS = ROOT / "index" / "sample" / "documents"
_ZIP_DATE = (2020, 1, 1, 0, 0, 0)
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


# ----------------------------------------------------------------------------------------- DOCX


def make_docx(manuscript: Manuscript) -> bytes:
    """A Word document with headings, tables and real footnotes."""
    import docx

    document: Any = docx.Document()
    when = datetime.fromisoformat(manuscript.field("date")).replace(tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.author = manuscript.field("title"), manuscript.field("author")
    properties.created = properties.modified = when.replace(tzinfo=None)
    properties.last_modified_by, properties.comments = manuscript.field("author"), ""
    notes: dict[int, str] = {}
    for block in manuscript.blocks:
        note = re.match(r"\[\^(\d+)\]:\s*", block)
        if note:
            notes[int(note[1])] = block[note.end() :]
        elif block.startswith("#"):
            hashes, _, text = block.partition(" ")
            document.add_heading(text, level=len(hashes) - 1)
        elif block.startswith("|"):
            _add_table(document, block)
        else:
            _add_paragraph(document, " ".join(block.split()))
    if notes:
        _add_notes(document, notes)
    out = io.BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


def _add_table(document: Any, block: str) -> None:
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in block.splitlines()]
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _add_paragraph(document: Any, text: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = document.add_paragraph()
    for part in re.split(r"(\[\^\d+\])", text):
        mark = re.fullmatch(r"\[\^(\d+)\]", part)
        if mark:
            run = paragraph.add_run()
            run.font.superscript = True
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), mark[1])
            run._r.append(reference)
        elif part:
            paragraph.add_run(part)


def _add_notes(document: Any, notes: dict[int, str]) -> None:
    # python-docx has no footnotes: the part is written here, as Word writes it.
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t>'
        "</w:r></w:p></w:footnote>"
        for number, text in sorted(notes.items())
    )
    ends = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
        '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
        "<w:continuationSeparator/></w:r></w:p></w:footnote>"
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:footnotes xmlns:w="{_WORD}">{ends}{body}</w:footnotes>'
    )
    part = Part(
        PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, xml.encode(), document.part.package
    )
    document.part.relate_to(part, _FOOTNOTES)


def _repacked(data: bytes) -> bytes:
    """The same archive with fixed dates."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


# ----------------------------------------------------------------------------------------- EPUB


def make_epub(manuscript: Manuscript) -> bytes:
    """An EPUB 3 with one chapter per `# ` heading."""
    chapters: list[list[str]] = []
    for block in manuscript.blocks:
        if block.startswith("# "):
            chapters.append([])
        chapters[-1].append(block)
    language = manuscript.field("language") or "en"
    names = [f"chapter{number}.xhtml" for number in range(1, len(chapters) + 1)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        # The first entry says what the archive is, uncompressed, by the standard.
        book.writestr(zipfile.ZipInfo("mimetype", _ZIP_DATE), "application/epub+zip")
        parts = {
            "META-INF/container.xml": _CONTAINER,
            "OEBPS/content.opf": _package(manuscript, names, language),
            "OEBPS/nav.xhtml": _navigation(chapters, names, language),
        }
        for name, chapter in zip(names, chapters, strict=True):
            parts[f"OEBPS/{name}"] = _page(chapter[0][2:], _markup(chapter), language)
        for path, text in parts.items():
            book.writestr(zipfile.ZipInfo(path, _ZIP_DATE), text, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
    'full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)


def _package(manuscript: Manuscript, names: list[str], language: str) -> str:
    title = manuscript.field("title")
    identity = hashlib.sha256(title.encode()).hexdigest()[:16]
    optional = {"creator": "author", "publisher": "publisher", "date": "date"}
    known = "".join(
        f"<dc:{element}>{escape(manuscript.field(key))}</dc:{element}>"
        for element, key in optional.items()
        if manuscript.field(key)
    )
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(names, 1)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(1, len(names) + 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<package version="3.0" unique-identifier="id" '
        'xmlns="http://www.idpf.org/2007/opf"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:vouch-sample:{identity}</dc:identifier>'
        f"<dc:title>{escape(title)}</dc:title><dc:language>{language}</dc:language>{known}"
        '<meta property="dcterms:modified">2020-01-01T00:00:00Z</meta></metadata><manifest>'
        '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        f"{items}</manifest><spine>{spine}</spine></package>"
    )


def _navigation(chapters: list[list[str]], names: list[str], language: str) -> str:
    items = "".join(
        f'<li><a href="{name}">{escape(chapter[0][2:])}</a></li>'
        for name, chapter in zip(names, chapters, strict=True)
    )
    nav = f'<nav epub:type="toc" xmlns:epub="http://www.idpf.org/2007/ops"><ol>{items}</ol></nav>'
    return _page("Contents", nav, language)


def _page(title: str, body: str, language: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}" xml:lang="{language}">'
        f"<head><title>{escape(title)}</title></head><body>{body}</body></html>"
    )


def _markup(blocks: list[str]) -> str:
    parts = []
    for block in blocks:
        hashes = re.match(r"(#+) ", block)
        if hashes:
            level = len(hashes[1])
            parts.append(f"<h{level}>{escape(block[level + 1 :])}</h{level}>")
        else:
            parts.append(f"<p>{escape(' '.join(block.split()), quote=False)}</p>")
    return "\n".join(parts)


# ------------------------------------------------------------------------------------------ all

MAKERS = {".pdf": make_pdf, ".docx": make_docx, ".epub": make_epub}
BOUND = {
    "corran-harbour-accounts": ".pdf",
    "tarrant-memo-cracks": ".docx",
    "liskhamn-short-history": ".epub",
    "river-commission-report": ".pdf",
    "delegation-note": ".docx",
    "harl-at-sedra-bridge": ".epub",
}


def make_all() -> dict[str, bytes]:
    """File name -> content of every binary document of the sample."""
    return {
        name + suffix: MAKERS[suffix](read_manuscript(SOURCES / f"{name}.txt"))
        for name, suffix in BOUND.items()
    }


def main(arguments: list[str] | None = None) -> int:
    """Write the documents, or with `--check` say which are out of date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args(arguments).check
    stale = []
    for name, content in make_all().items():
        path = DOCUMENTS / name
        if path.exists() and path.read_bytes() == content:
            continue
        stale.append(name)
        if not check:
            path.write_bytes(content)
        print(f"{'out of date' if check else 'written'}: {name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
