from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import InputError
from index.manifest import (
    MANIFEST_NAME,
    manifest_template,
    read_aliases,
    read_manifest,
)
from index.metadata import FIELDS
from index.records import Origin, Provenance, Source

MANIFEST = """aliases = [["Türkiye", "Turkey"], ["Lower Holm", "Nether Holm", "Holm"]]

["reports/valley.pdf"]
title = "The \\"Valley\\" Question"
authors = ["Ada Example", "Ben Sample"]
published = 2024-03-12
genre = "press release"

[notes]
published = 2023
"""


def write(folder: Path, text: str | bytes) -> Path:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / MANIFEST_NAME).write_bytes(data)
    return folder


def test_read(tmp_path):
    write(tmp_path, MANIFEST)
    assert read_manifest(tmp_path) == {
        "reports/valley.pdf": {
            "title": 'The "Valley" Question',
            "authors": ("Ada Example", "Ben Sample"),
            "published": "2024-03-12",
            "genre": "press_release",
        },
        "notes": {"published": "2023"},
    }
    assert read_aliases(tmp_path) == (("Türkiye", "Turkey"), ("Lower Holm", "Nether Holm", "Holm"))


def test_no_manifest(tmp_path):
    assert read_manifest(tmp_path) == {}
    assert read_aliases(tmp_path) == ()


def test_byte_order_mark_and_windows_lines(tmp_path):
    write(tmp_path, b"\xef\xbb\xbf" + MANIFEST.replace("\n", "\r\n").encode())
    assert "notes" in read_manifest(tmp_path)


@pytest.mark.parametrize(
    ("text", "line", "named"),
    [
        ('["a.txt"]\ntitle = The mill\n', 2, ""),
        ('["a.txt"]\ntitle = "The mill\n', 2, ""),
        ('x = 1\n\n["a.txt"\n', 3, ""),
        ('["a.txt"]\ntitle = "x"\n\n["b.txt"]\ntitle = "y"\ngenre = "poem"\n', 6, "'genre'"),
        ('["a.txt"]\n\nwriter = "x"\n', 3, "'writer'"),
        ('["../a.txt"]\ntitle = "x"\n', 1, "outside"),
        ('\n["/etc/passwd"]\ntitle = "x"\n', 2, "outside"),
        ('\ntitle = "x"\n', 2, "not a table"),
        (b'["a.txt"]\ntitle = "\xff"\n', 2, "UTF-8"),
        ('["a.txt"]\npublished = 10:20:30\n', 2, "'published'"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path, text, line, named):
    write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        read_manifest(tmp_path)
    assert caught.value.what.startswith(f"{MANIFEST_NAME}, line {line}: ")
    assert named in caught.value.what
    assert caught.value.fix


@pytest.mark.parametrize("value", ['"x"', '["a", "b"]', '[["a"]]', '[["a", 1]]', '[["a", "a"]]'])
def test_unfit_aliases(tmp_path, value):
    write(tmp_path, f"\naliases = {value}\n")
    with pytest.raises(InputError, match="line 2: 'aliases'"):
        read_aliases(tmp_path)


def test_deeply_nested_toml_is_an_error_not_a_crash(tmp_path):
    write(tmp_path, "aliases = " + "[" * 5000)
    with pytest.raises(InputError):
        read_manifest(tmp_path)


def known_fields(known: Source) -> dict[str, object]:
    return {f: v for f in FIELDS if (v := getattr(known, f)) not in (None, ())}


def source(folder: Path, **fields) -> Source:
    provenance = {
        key: Provenance(Origin.BYLINE if key == "title" else Origin.DECLARED) for key in fields
    }
    path = fields.pop("path", str(folder / "sub folder" / "a.pdf"))
    return Source(id="a" * 64, path=path, provenance=provenance, **fields)


def test_template_round_trip_and_comments(tmp_path):
    known = source(tmp_path, title="The mill\\river", authors=("Ada Example",), published="2024-03")
    outside = source(tmp_path, path="/elsewhere/b.pdf")
    text = manifest_template([known, outside], tmp_path)
    assert "# as its first lines say" in text
    assert "# genre = " in text
    assert 'Not in this folder: "b.pdf"' in text
    write(tmp_path, text)
    assert read_manifest(tmp_path) == {"sub folder/a.pdf": known_fields(known)}
    assert read_aliases(tmp_path) == ()


def test_a_template_of_nothing_is_valid(tmp_path):
    write(tmp_path, manifest_template([], tmp_path))
    assert read_manifest(tmp_path) == {}


def test_uncommented_template_lines_are_valid(tmp_path):
    text = manifest_template([source(tmp_path)], tmp_path)
    opened = re.sub(r'(?m)^# (\w+ = (?:\[\]|""))$', r"\1", text)
    assert opened != text
    write(tmp_path, opened)
    assert read_manifest(tmp_path)["sub folder/a.pdf"]["authors"] == ()


line_of_text = st.text(min_size=1, max_size=40).map(lambda s: " ".join(s.split())).filter(bool)


@given(line_of_text, st.lists(line_of_text, max_size=3, unique=True), line_of_text)
@settings(max_examples=60, deadline=None)
def test_any_known_value_survives_the_round_trip(tmp_path_factory, title, tags, publisher):
    folder = tmp_path_factory.mktemp("m")
    known = source(folder, title=title, tags=tuple(tags), publisher=publisher)
    write(folder, manifest_template([known], folder))
    assert read_manifest(folder) == {"sub folder/a.pdf": known_fields(known)}
