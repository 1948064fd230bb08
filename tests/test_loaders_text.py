from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from corpora import contents
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.limits import Limits
from index.loaders import SUFFIXES, load
from index.loaders.front_matter import declared_fields, find_front_matter
from index.records import BlockKind, Parsed


def read(data: str | bytes, name: str = "a.txt", **limits) -> Parsed:
    content = data.encode() if isinstance(data, str) else data
    return load(Path(name), content, limits=Limits(**limits))


def check_blocks(parsed: Parsed) -> None:
    end = 0
    for block in parsed.blocks:
        assert block.span.start >= end
        assert block.span.of(parsed.text).strip()
        end = block.span.end
    assert end <= len(parsed.text)


# --- charset ---


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (codecs.BOM_UTF8 + "Größe\r\nzwei\rdrei".encode(), "Größe\nzwei\ndrei"),
        (
            codecs.BOM_UTF16_LE + "Türkiye ve Azərbaycan".encode("utf-16-le"),
            "Türkiye ve Azərbaycan",
        ),
        (codecs.BOM_UTF16_BE + "Größe".encode("utf-16-be"), "Größe"),
        (codecs.BOM_UTF32_LE + "Größe".encode("utf-32-le"), "Größe"),
        ("e\u0301 and \u00e9 stay apart".encode(), "e\u0301 and \u00e9 stay apart"),
    ],
)
def test_declared_charsets_are_exact_and_not_normalised(data, text):
    parsed = read(data)
    assert parsed.text == text
    assert parsed.notices == ()


def test_utf16_without_mark_is_read_and_stated():
    parsed = read("The council met at the mill on Monday.".encode("utf-16-le"))
    assert parsed.text == "The council met at the mill on Monday."
    assert "utf-16-le" in parsed.notices[0]


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        (
            "cp1252",
            "Der Müller sagte: „Größe zählt nicht für uns“ – und ging über die Brücke. " * 5,
        ),
        ("gb18030", "村里的磨坊在河边，村民每天早上都去那里取水，冬天也不例外。" * 8),
        ("latin-1", "El niño comió en el café de la señora Peña, según contó después. " * 5),
    ],
)
def test_legacy_charsets_are_guessed_and_the_guess_is_stated(charset, text):
    parsed = read(text.encode(charset))
    assert parsed.text == text
    assert "guess" in parsed.notices[0]


def test_a_false_byte_order_mark_is_an_error():
    with pytest.raises(LoadError, match="UTF-8"):
        read(codecs.BOM_UTF8 + b"abc \xff\xfe def")


def test_a_few_broken_bytes_do_not_change_the_charset():
    parsed = read("Größe, Brücke, Müller, Café, señor und über".encode() + b" x\x81y")
    assert parsed.text == "Größe, Brücke, Müller, Café, señor und über x\ufffdy"
    assert parsed.notices == ("1 bytes are not UTF-8 and are shown as \ufffd.",)


def test_nul_is_replaced_one_for_one_and_stated():
    parsed = read("one\x00two three four five six seven eight nine ten")
    assert parsed.text.startswith("one\ufffdtwo")
    assert "NUL" in parsed.notices[0]


def test_binary_data_named_txt_is_refused():
    with pytest.raises(LoadError, match="binary"):
        read(bytes(range(256)) * 40)


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_text_or_a_load_error(data):
    try:
        parsed = read(data)
    except LoadError:
        return
    parsed.text.encode("utf-8")
    assert "\r" not in parsed.text
    assert "\x00" not in parsed.text
    check_blocks(parsed)


# --- plain text blocks ---


def test_one_line_per_paragraph():
    parsed = read("A short title\nThe first paragraph. It has two sentences.\nThe second one.\n")
    assert contents(parsed) == [
        "A short title",
        "The first paragraph. It has two sentences.",
        "The second one.",
    ]


def test_hard_wrapped_paragraphs_stay_whole():
    wrapped = (
        "The council of the valley met on Monday and talked about the\n"
        "mill for three hours before it adjourned; nobody had expected\n"
        "that Mr. Holm would speak at such length about the river."
    )
    parsed = read(wrapped + "\n\n" + wrapped + "\n")
    assert contents(parsed) == [wrapped, wrapped]


def test_lines_of_a_title_page_stay_apart_but_a_title_in_capitals_joins():
    text = (
        "University of Example\nFaculty of Letters\n\n"
        "THE LONG WAY TO THE MILL AND BACK TO THE RIVER THAT FEEDS IT\n"
        "A STUDY IN PATIENCE AND ROT\n"
    )
    assert contents(read(text)) == [
        "University of Example",
        "Faculty of Letters",
        "THE LONG WAY TO THE MILL AND BACK TO THE RIVER THAT FEEDS IT\nA STUDY IN PATIENCE AND ROT",
    ]


def test_bullets_are_markup_and_numbers_are_text():
    parsed = read("Points:\n- the first\n- the second\n\n1. Literature review\n")
    items = contents(parsed, BlockKind.LIST_ITEM)
    assert items == ["the first", "the second", "1. Literature review"]


def test_form_feeds_make_pages():
    parsed = read("First page here.\n\fSecond page here.\n\fThird.\n")
    assert [page.number for page in parsed.pages] == [1, 2, 3]
    assert parsed.pages[1].span.of(parsed.text) == "Second page here.\n\f"
    assert contents(parsed) == ["First page here.", "Second page here.", "Third."]


paragraph = st.from_regex(r"[A-Z][a-zé’,“” ]{1,90}[a-z][.!?]", fullmatch=True).map(
    lambda s: " ".join(s.split())
)


@given(st.lists(paragraph, min_size=1, max_size=8), st.sampled_from(["\n\n", "\r\n\r\n", "\n \n"]))
@settings(max_examples=60, deadline=None)
def test_planted_paragraphs_are_found_exactly(paragraphs, glue):
    parsed = read(glue.join(paragraphs))
    assert contents(parsed) == paragraphs
    check_blocks(parsed)


# --- Markdown ---

MARKDOWN = """---
title: "The Mill: a history"
author:
  - Ada Example
  - name: Ben Sample
date: 2024-03-12
tags: [river, mill]
lang: en-GB
genre: report
---

# The *Mill* of Lower Holm ##

Costs rose to \\$2 billion[^1],
said the miller.

Second heading
--------------

> Quoted words go here,
> over two lines.

- first item
- second item
  continued
  1. nested item

| Year | Levy |
|------|------|
| 1950 | 4.5 \\| 5 |

```python
print("code")
```

![The mill](mill.png)

<!-- a comment -->

[^1]: According to the ledger.

[ref]: https://example.org
"""


def test_markdown_blocks():
    parsed = read(MARKDOWN, "a.md")
    assert parsed.text == MARKDOWN
    assert parsed.media_type == "text/markdown"
    check_blocks(parsed)
    assert contents(parsed, BlockKind.HEADING) == ["The *Mill* of Lower Holm", "Second heading"]
    assert [b.level for b in parsed.blocks if b.kind is BlockKind.HEADING] == [1, 2]
    assert contents(parsed, BlockKind.PARAGRAPH) == [
        "Costs rose to \\$2 billion[^1],\nsaid the miller."
    ]
    assert contents(parsed, BlockKind.QUOTE) == ["Quoted words go here,\n> over two lines."]
    assert contents(parsed, BlockKind.LIST_ITEM) == [
        "first item",
        "second item\n  continued",
        "nested item",
    ]
    assert contents(parsed, BlockKind.TABLE) == ["Year | Levy", "1950 | 4.5 \\| 5"]
    assert contents(parsed, BlockKind.CODE) == ['print("code")']
    assert contents(parsed, BlockKind.CAPTION) == ["![The mill](mill.png)"]
    assert contents(parsed, BlockKind.NOTE) == ["According to the ledger."]
    boilerplate = contents(parsed, BlockKind.BOILERPLATE)
    assert boilerplate[0].startswith("---\ntitle")
    assert "<!-- a comment -->" in boilerplate
    assert "[ref]: https://example.org" in boilerplate


def test_front_matter_is_declared():
    assert dict(read(MARKDOWN, "a.md").declared) == {
        "title": "The Mill: a history",
        "authors": ("Ada Example", "Ben Sample"),
        "published": "2024-03-12",
        "tags": ("river", "mill"),
        "language": "en",
        "genre": "report",
    }


@pytest.mark.parametrize(
    ("front", "declared"),
    [
        ("---\ntitle: X and Y # comment\n---\n", {"title": "X and Y"}),
        ("---\ndate: 04/05/2024\ngenre: poem\nsource: somewhere\n---\n", {}),
        (
            "---\nauthor: [Ada Example, 'Ben Sample']\n...\n",
            {"authors": ("Ada Example", "Ben Sample")},
        ),
        ("---\ntags:\n- a\n- b\nkeywords: c\n---\n", {"tags": ("a", "b")}),
    ],
)
def test_front_matter_forms(front, declared):
    assert find_front_matter(front + "Text.") == len(front)
    assert declared_fields(front) == declared


def test_a_rule_at_the_top_is_no_front_matter():
    assert find_front_matter("---\n\nJust a rule above.\n\n---\n") == 0
    assert find_front_matter("---\ntitle: never closed\n") == 0


def test_long_front_matter_is_searched_in_linear_time():
    import time

    start = time.monotonic()
    assert find_front_matter("---\n" + "x\n" * 2_000_000) == 0
    assert time.monotonic() - start < 60  # a guard against hanging, not a figure


@pytest.mark.parametrize(
    "text",
    [
        "words\n\n" + " " * 300_000 + "x",
        "---\na" + " " * 40_000 + "\n---\nwords",
        "---\ntags: " + "[" * 20_000 + "]" * 20_000 + "\n---\nwords",
        "---\ntitle: a" + " " * 40_000 + "b#\n---\nwords",
        "[" * 100_000,
        "[a]: b\n" * 20_000,
        "[\n" * 20_000,
        "> " * 50_000 + "x",
        "- " * 50_000 + "x",
        "|" * 100_000 + "\n" + "|-" * 50_000 + "|\n",
        "* a\n" * 20_000,
    ],
)
def test_markdown_that_means_harm_is_read_quickly(text):
    import time

    start = time.monotonic()
    read(text, "a.md")
    assert time.monotonic() - start < 60  # a guard against hanging, not a figure


def test_text_nested_past_the_parser_is_kept():
    parsed = read("> " * 60 + "deep words here\n\nAnd after.\n", "a.md")
    assert any("deep words here" in content for content in contents(parsed))
    check_blocks(parsed)


def test_tabs_in_lists_keep_offsets():
    parsed = read("-\tone\ttwo\n\n\tcontinued\n\n1)\tthree\n", "a.md")
    check_blocks(parsed)
    assert {"three"} <= {c.strip() for c in contents(parsed)}


words = st.from_regex(
    r"[A-Z][a-z]{2,9}( [a-zé]{2,9}| \\\$[0-9]{1,3}| \*[a-z]{2,6}\*){1,8}\.", fullmatch=True
)
shapes = st.sampled_from(["{}", "# {}", "### {}", "- {}", "> {}", "1. {}", "* {}"])


@given(st.lists(st.tuples(shapes, words), min_size=1, max_size=8), st.booleans())
@settings(max_examples=60, deadline=None)
def test_planted_markdown_spans_stand_verbatim_in_the_file(planted, crlf):
    text = "\n\n".join(shape.format(content) for shape, content in planted)
    data = text.replace("\n", "\r\n") if crlf else text
    parsed = read(data, "a.md")
    assert parsed.text == text
    assert contents(parsed) == [content for _, content in planted]


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_markdown_gives_ordered_blocks(text):
    try:
        parsed = read(text.encode("utf-8", "replace"), "a.md")
    except LoadError:
        return
    check_blocks(parsed)


# --- sizes and types ---


def test_text_limit_at_and_past():
    for length in (99, 100):
        assert read("a" * length, text_bytes=100).text == "a" * length
    with pytest.raises(LoadError, match="limit"):
        read("a" * 101, text_bytes=100)


def test_file_limit_at_and_past(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 100)
    assert load(path, limits=Limits(file_bytes=100)).text == "a" * 100
    assert load(path, limits=Limits(file_bytes=101)).text == "a" * 100
    with pytest.raises(LoadError, match="limit"):
        load(path, limits=Limits(file_bytes=99))


def test_thirty_megabytes_are_refused_unread(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(30 * 2**20)
    with pytest.raises(LoadError, match=r"30\.0 MB; the limit is 25 MB"):
        load(path)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "white space"),
        ("a.xyz", b"words", "type .xyz"),
        ("a.csv", b"a,b\n1,2\n", "type .csv"),
        ("a.txt", b"%PDF-1.7\n...", "is named .txt but its content is a PDF"),
        ("a.md", b"PK\x03\x04junk", "is named .md but its content is a ZIP archive"),
        ("a.pdf", b"plain words", "is named .pdf but its content is not a PDF"),
        ("a.docx", b"plain words", "is named .docx but its content is not a Word"),
        ("a.docx", b"%PDF-1.4\n", "is named .docx but its content is a PDF"),
        ("a.html", b"\x89PNG\r\n\x1a\n....", "PNG image"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "old Word file"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "password-protected"),
        ("a.txt", b"\x1f\x8b\x08\x00", "gzip"),
    ],
)
def test_refusals_name_the_cause_and_a_fix(name, data, what):
    with pytest.raises(LoadError) as caught:
        read(data, name)
    assert what in caught.value.what
    assert caught.value.fix
    assert "\n" not in str(caught.value)


def test_html_named_txt_stays_text():
    assert read("<html><p>Words</p></html>", "a.txt").media_type == "text/plain"


def test_a_file_without_suffix_goes_by_content():
    assert read("<!doctype html><p>Some words here.</p>", "page").media_type == "text/html"
    assert read("Just words.", "README").media_type == "text/plain"


def test_paths_that_are_no_files(tmp_path):
    with pytest.raises(LoadError, match="does not exist"):
        load(tmp_path / "none.txt")
    with pytest.raises(LoadError, match="folder"):
        load(tmp_path)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    with pytest.raises(LoadError):
        load(tmp_path / "loop.txt")
    with pytest.raises(LoadError):
        load(Path("a\x00b.txt"))


def test_a_pipe_is_refused_without_waiting(tmp_path):
    import os

    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(LoadError, match="regular"):
        load(tmp_path / "pipe.txt")


def test_suffixes():
    assert {".txt", ".md", ".html", ".pdf", ".docx", ".epub"} <= SUFFIXES
