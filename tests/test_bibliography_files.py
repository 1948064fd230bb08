from __future__ import annotations

import json

import pytest

from index.bibliography_files import read_bibliography_files
from index.errors import InputError

BIB = r"""@comment{made by nobody}
@article{example2024mill,
  title = {The {Mill} of Lower Holm -- a m{\"u}ller's tale},
  author = {Example, Ada and {Society of Bread and Salt} and von Muster, Jr., Ludwig},
  journaltitle = {Journal of Mills},
  date = {2024-03-12},
  keywords = {rivers, mills},
  langid = {english},
  url = {https://mill.example/a\_b},
  file = {Full Text:files/12/example mill.pdf:application/pdf;Page:C\:\\Zotero\\snap.html:text/html}
}
@mastersthesis{sample2023,
  title = {Water \& wheel},
  author = {Ben Sample},
  school = {Holm University},
  year = 2023, month = jun
}
@misc{broken, title = {Never closed
"""


def test_bibtex(tmp_path):
    (tmp_path / "library.bib").write_text(BIB, "utf-8")
    (tmp_path / "sample2023.txt").write_text("words", "utf-8")
    found = read_bibliography_files(tmp_path)
    expected = {
        "title": "The Mill of Lower Holm – a müller's tale",
        "authors": ("Ada Example", "Society of Bread and Salt", "Ludwig von Muster Jr."),
        "published": "2024-03-12",
        "genre": "paper",
        "language": "en",
        "url": "https://mill.example/a_b",
        "tags": ("rivers", "mills", "citekey:example2024mill"),
    }
    assert found == {
        "example mill.pdf": expected,
        "snap.html": expected,
        "sample2023.txt": {
            "title": "Water & wheel",
            "authors": ("Ben Sample",),
            "published": "2023-06",
            "genre": "thesis",
            "tags": ("citekey:sample2023",),
        },
    }


CSL = [
    {
        "id": "example2024",
        "citation-key": "example2024mill",
        "type": "article-newspaper",
        "title": "Who owns the water?",
        "container-title": "Valley Post",
        "publisher": "Valley Holding",
        "author": [
            {"family": "Muster", "given": "Ludwig", "non-dropping-particle": "van"},
            {"literal": "Valley Water Agency"},
        ],
        "issued": {"date-parts": [[2024, 3]]},
        "language": "en-GB",
        "URL": "https://post.example/1",
        "keyword": "river; mill",
        "attachments": [{"path": "/home/x/storage/AB/water.pdf"}],
    },
    {"type": "book", "title": "Elsewhere", "id": "other", "issued": {"literal": "04/05/2024"}},
]


@pytest.mark.parametrize("wrapped", [CSL, {"items": CSL}])
def test_csl_json(tmp_path, wrapped):
    (tmp_path / "export.json").write_text(json.dumps(wrapped), "utf-8")
    assert read_bibliography_files(tmp_path) == {
        "water.pdf": {
            "title": "Who owns the water?",
            "authors": ("Ludwig van Muster", "Valley Water Agency"),
            "publisher": "Valley Post",
            "published": "2024-03",
            "genre": "news",
            "language": "en",
            "url": "https://post.example/1",
            "tags": ("river", "mill", "citekey:example2024mill"),
        }
    }


def test_one_entry_with_the_documents_own_name(tmp_path):
    (tmp_path / "mill.json").write_text(json.dumps([CSL[1]]), "utf-8")
    (tmp_path / "mill.pdf").write_bytes(b"x")
    found = read_bibliography_files(tmp_path)
    assert found["mill.pdf"]["title"] == "Elsewhere"
    assert "published" not in found["mill.pdf"]  # the date could be read two ways


@pytest.mark.parametrize(
    "field",
    [
        "a/b/mill.pdf",
        ":files/mill.pdf:PDF",
        ":/x/mill.pdf:application/pdf",
        "mill.pdf:PDF",
        r"C:\docs\mill.pdf",
        r"Mill:C\:\\docs\\mill.pdf:application/pdf",
    ],
)
def test_forms_of_the_file_field(tmp_path, field):
    (tmp_path / "a.bib").write_text(f"@misc{{k1, title = {{T}}, file = {{{field}}}}}", "utf-8")
    assert list(read_bibliography_files(tmp_path)) == ["mill.pdf"]


@pytest.mark.parametrize(
    "content", ["", "[", "{}", "[1, 2]", '{"a": {"b": 1}}', "[" * 100_000, '"x"']
)
def test_json_that_is_no_bibliography_is_passed_over(tmp_path, content):
    (tmp_path / "data.json").write_text(content, "utf-8")
    assert read_bibliography_files(tmp_path) == {}


def test_bibtex_that_cannot_be_read_is_an_error_with_its_line(tmp_path):
    (tmp_path / "a.bib").write_text("\n@article{broken, title = {Never closed", "utf-8")
    with pytest.raises(InputError, match=r"a\.bib, line 2"):
        read_bibliography_files(tmp_path)


def test_no_bibliography(tmp_path):
    (tmp_path / "a.txt").write_text("words", "utf-8")
    assert read_bibliography_files(tmp_path) == {}
    assert read_bibliography_files(tmp_path / "none") == {}
