"""DOCX and EPUB, and archives that mean harm."""

from __future__ import annotations

import io
import socket
import struct
import zipfile
from pathlib import Path
from random import Random

import docx
import pytest
from corpora import contents
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.limits import Limits
from index.loaders import load
from index.records import BlockKind, Parsed


def read(name: str, data: bytes, **limits) -> Parsed:
    return load(Path(name), data, limits=Limits(**limits))


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def repacked(data: bytes, **changes: bytes | None) -> bytes:
    """The archive with parts replaced, added, or (None) left out; "__" stands for "/"."""
    parts = {key.replace("__", "/"): value for key, value in changes.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


# --- DOCX ---


def sample_docx() -> bytes:
    document = docx.Document()
    document.add_heading("The Mill of Lower Holm", 0)
    document.add_heading("Beginnings", 1)
    document.add_paragraph("It was sold in 1950 & never paid for.")
    document.add_paragraph("the upper weir", style="List Bullet")
    document.add_paragraph("the lower weir", style="List Bullet")
    document.add_paragraph("Figure 1: the mill", style="Caption")
    document.add_paragraph("We never sold it.", style="Intense Quote")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Year", "Levy", "1950", "4.5"], strict=True):
        cell.text = text
    run = document.add_paragraph("Raised").add_run("2")
    run.font.superscript = True
    return saved(document)


def test_docx_blocks():
    parsed = read("a.docx", sample_docx())
    assert contents(parsed, BlockKind.HEADING) == ["The Mill of Lower Holm", "Beginnings"]
    assert contents(parsed, BlockKind.LIST_ITEM) == ["the upper weir", "the lower weir"]
    assert contents(parsed, BlockKind.CAPTION) == ["Figure 1: the mill"]
    assert contents(parsed, BlockKind.QUOTE) == ["We never sold it."]
    assert contents(parsed, BlockKind.TABLE) == ["Year\tLevy", "1950\t4.5"]
    assert "Raised²" in parsed.text
    assert "It was sold in 1950 & never paid for." in contents(parsed, BlockKind.PARAGRAPH)


FOOTNOTES = b"""<?xml version="1.0" encoding="UTF-8"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:id="2"><w:p><w:r><w:t>See the ledger.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def test_docx_footnotes_are_notes():
    data = sample_docx()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
        types = archive.read("[Content_Types].xml").decode()
        links = archive.read("word/_rels/document.xml.rels").decode()
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    body = body.replace("never paid for.</w:t></w:r></w:p>", f"never paid for.</w:t></w:r>{mark}")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    types = types.replace(
        "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    links = links.replace(
        "</Relationships>",
        f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>',
    )
    parsed = read(
        "a.docx",
        repacked(
            data,
            **{
                "word__document.xml": body.encode(),
                "[Content_Types].xml": types.encode(),
                "word___rels__document.xml.rels": links.encode(),
                "word__footnotes.xml": FOOTNOTES,
            },
        ),
    )
    assert contents(parsed, BlockKind.NOTE) == ["See the ledger."]
    assert "never paid for.[1]" in parsed.text


@pytest.mark.parametrize(
    ("title", "author", "declared"),
    [
        ("The Mill", "Ada Example", {"title": "The Mill", "authors": ("Ada Example",)}),
        ("Word Document", "python-docx", {}),
        ("Document1", "Microsoft Office User", {}),
        ("mill.docx", "admin", {}),
        ("", "Valley Water Agency", {"publisher": "Valley Water Agency"}),
        ("", "Valley News Desk", {}),
        ("", "ada", {}),
    ],
)
def test_core_properties_count_only_where_a_writer_or_a_house_is_named(title, author, declared):
    document = docx.Document()
    document.add_paragraph("Words in it.")
    document.core_properties.title = title
    document.core_properties.author = author
    assert dict(read("a.docx", saved(document)).declared) == declared


def test_docx_without_text_is_refused():
    with pytest.raises(LoadError, match="no text"):
        read("a.docx", saved(docx.Document()))


def test_custom_styles_do_not_hurt():
    document = docx.Document()
    document.styles.add_style("Odd > style: 'x'", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Words in it.", style="Odd > style: 'x'")
    assert read("a.docx", saved(document)).text == "Words in it."


plain = st.from_regex(r"[A-Z][a-zéß&<>]{2,9}( [a-zéß“”]{2,9}){1,12}\.", fullmatch=True)


@given(
    st.lists(
        st.tuples(st.sampled_from(["Normal", "Heading 2", "List Bullet"]), plain),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=5, deadline=None)
def test_planted_docx_paragraphs_are_found_exactly(planted):
    document = docx.Document()
    for style, text in planted:
        document.add_paragraph(text, style=style)
    assert contents(read("a.docx", saved(document))) == [text for _, text in planted]


# --- EPUB ---

CONTAINER = """<?xml version="1.0"?><container version="1.0"
 xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""

METADATA = """<dc:title>The Mill of Holm</dc:title><dc:creator id="c1">Ada Example</dc:creator>
<dc:creator id="c2">Ben Sample</dc:creator>
<meta refines="#c2" property="role">trl</meta>
<dc:publisher>Holm House</dc:publisher><dc:date>2019-05</dc:date><dc:language>en-GB</dc:language>
<dc:subject>rivers</dc:subject>"""


def epub(*chapters: str, metadata: str = METADATA, **extra: bytes) -> bytes:
    items = "".join(
        f'<item id="c{i}" href="text/ch%20{i}.xhtml" media-type="application/xhtml+xml"/>'
        for i in range(len(chapters))
    )
    refs = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    opf = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>
<manifest>{items}
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>
<spine><itemref idref="nav"/>{refs}</spine></package>"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OPS/book.opf", opf)
        archive.writestr("OPS/nav.xhtml", "<html><body><nav>Contents words</nav></body></html>")
        for i, chapter in enumerate(chapters):
            page = f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>Not text</title></head><body>{chapter}</body></html>"""
            archive.writestr(f"OPS/text/ch {i}.xhtml", page)
        for name, content in extra.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def test_epub_chapters_in_spine_order_with_notes_and_pages():
    parsed = read(
        "a.epub",
        epub(
            '<h1>One</h1><p>First <span epub:type="pagebreak" title="7"/>words &amp; more.</p>',
            "<section><h1>Two</h1><p>Second words.</p></section>"
            '<aside epub:type="footnote"><p>A note.</p></aside>',
        ),
    )
    assert parsed.text == "One\n\nFirst words & more.\n\nTwo\n\nSecond words.\n\nA note."
    assert contents(parsed, BlockKind.HEADING) == ["One", "Two"]
    assert contents(parsed, BlockKind.NOTE) == ["A note."]
    assert [(p.label, p.span.start) for p in parsed.pages] == [("7", parsed.text.index("words"))]
    assert dict(parsed.declared) == {
        "title": "The Mill of Holm",
        "authors": ("Ada Example",),
        "publisher": "Holm House",
        "published": "2019-05",
        "language": "en",
        "tags": ("rivers",),
    }


def test_empty_elements_of_xhtml_swallow_nothing():
    data = epub('<a id="x"/><p>First <i/>words.</p><div class="y" /><p>More<br/>words.</p>')
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = archive.read("OPS/text/ch 0.xhtml").decode()
    page = page.replace("<title>Not text</title>", "<title/><script src='x.js'/>")
    parsed = read("a.epub", repacked(data, **{"OPS__text__ch 0.xhtml": page.encode()}))
    assert parsed.text == "First words.\n\nMore\nwords."


def test_several_epub_dates_are_no_date():
    two = METADATA + "<dc:date>2024-01-01</dc:date>"
    assert "published" not in read("a.epub", epub("<p>Words.</p>", metadata=two)).declared


def test_epub_reads_nothing_outside_itself(monkeypatch, tmp_path):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    data = epub("<p>Words.</p><img src='http://evil.example/x.png'/>")
    opf = zipfile.ZipFile(io.BytesIO(data)).read("OPS/book.opf").decode()
    outside = opf.replace("text/ch%200.xhtml", "../../../../etc/passwd")
    with pytest.raises(LoadError, match="no text"):
        read("a.epub", repacked(data, **{"OPS__book.opf": outside.encode()}))


def test_encrypted_epub_is_refused():
    encryption = (
        b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        b'<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherData>'
        b'<CipherReference URI="OPS/text/ch%200.xhtml"/></CipherData></EncryptedData></encryption>'
    )
    data = epub("<p>x</p>", **{"META-INF__encryption.xml": encryption})
    with pytest.raises(LoadError, match="DRM"):
        read("a.epub", data)


@given(st.lists(st.lists(plain, min_size=1, max_size=4), min_size=1, max_size=3))
@settings(max_examples=20, deadline=None)
def test_planted_epub_paragraphs_are_found_exactly(chapters):
    import html

    data = epub(*["".join(f"<p>{html.escape(t)}</p>" for t in chapter) for chapter in chapters])
    assert contents(read("a.epub", data)) == [text for chapter in chapters for text in chapter]


# --- archives that mean harm ---


def bomb(size: int, name: str = "word/bomb.xml") -> bytes:
    return repacked(sample_docx(), **{name.replace("/", "__"): b"\0" * size})


def test_a_high_ratio_is_refused():
    with pytest.raises(LoadError, match="100 times"):
        read("a.docx", bomb(30 * 2**20))
    with pytest.raises(LoadError, match="100 times"):
        read("a.epub", epub("<p>Words.</p><p>" + "a" * 20 * 2**20 + "</p>"))


def test_unpacked_size_at_and_past_the_limit():
    data = sample_docx()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(info.file_size for info in archive.infolist())
    for limit in (size, size + 1):
        assert read("a.docx", data, archive_bytes=limit).text
    with pytest.raises(LoadError, match="unpacks"):
        read("a.docx", data, archive_bytes=size - 1)


def test_the_ratio_at_and_past_the_limit():
    noise = Random(1).randbytes(2**19)
    data = repacked(sample_docx(), word__media__a=noise + bytes(3 * 2**20))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(info.file_size for info in archive.infolist())
    ratio = -(-size // len(data))
    assert 1 < ratio < 100
    for limit in (ratio, ratio + 1):
        assert read("a.docx", data, archive_ratio=limit).text
    with pytest.raises(LoadError, match=f"more than {ratio - 1} times"):
        read("a.docx", data, archive_ratio=ratio - 1)


def test_the_declared_size_is_not_believed():
    data = bytearray(bomb(30 * 2**20))
    # Claim in the central directory that the entry unpacks to ten bytes.
    position = data.rfind(b"PK\x01\x02")
    data[position + 24 : position + 28] = struct.pack("<I", 10)
    with pytest.raises(LoadError):
        read("a.docx", bytes(data))


def test_entry_count_at_and_past_the_limit():
    data = sample_docx()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        count = len(archive.namelist())
    for limit in (count, count + 1):
        assert read("a.docx", data, archive_entries=limit).text
    with pytest.raises(LoadError, match="files"):
        read("a.docx", data, archive_entries=count - 1)


def test_entities_in_docx_are_refused():
    body = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
    )
    with pytest.raises(LoadError, match="entities"):
        read("a.docx", repacked(sample_docx(), **{"word__document.xml": body}))


def test_entities_in_epub_are_refused():
    data = epub("<p>Words.</p>")
    opf = zipfile.ZipFile(io.BytesIO(data)).read("OPS/book.opf").decode()
    evil = opf.replace("?>", '?><!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1)
    with pytest.raises(LoadError, match="entities"):
        read("a.epub", repacked(data, **{"OPS__book.opf": evil.encode()}))


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word__document.xml", b"<broken"),
        ("word__document.xml", b""),
        ("word__document.xml", None),
        ("word___rels__document.xml.rels", b"<broken"),
    ],
)
def test_broken_parts_are_refused(part, content):
    with pytest.raises(LoadError) as caught:
        read("a.docx", repacked(sample_docx(), **{part: content}))
    assert caught.value.fix


@pytest.mark.parametrize("name", ["a.docx", "a.epub"])
def test_truncated_archives_are_refused(name):
    data = sample_docx() if name == "a.docx" else epub("<p>Words.</p>" * 50)
    for share in (0.3, 0.6, 0.95):
        with pytest.raises(LoadError) as caught:
            read(name, data[: int(len(data) * share)])
        assert caught.value.fix


def test_a_name_that_occurs_twice_is_refused():
    buffer = io.BytesIO(sample_docx())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/document.xml", b"<other/>")
    with pytest.raises(LoadError, match="damaged"):
        read("a.docx", buffer.getvalue())


def test_a_plain_zip_named_docx_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "words")
    with pytest.raises(LoadError, match="ZIP archive"):
        read("a.docx", buffer.getvalue())
    with pytest.raises(LoadError, match=r"named \.epub but its content is a Word"):
        read("a.epub", sample_docx())
