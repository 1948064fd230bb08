"""Which work a document says it translates."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.bibliography_files import read_bibliography_files
from index.bylines import find_bylines
from index.loaders import load
from index.manifest import MANIFEST_NAME, read_manifest
from index.metadata import describe
from index.records import Origin

BODY = (
    "Der Damm von Orsk kostete 4,5 Millionen Kronen und wurde 1931 fertig. Die Gilde bezahlte ihn, "
    "und der Rat der Stadt stritt danach noch zwei Jahre darüber, wem das Wasser gehört, das sich "
    "hinter dem Damm staut, und wer den Zoll an der Schleuse einnehmen darf.\n"
)


def original(head: str, tail: str = "", name: str = "a.txt") -> str | None:
    parsed = load(Path(name), f"Der Damm\n\n{head}\n\n{BODY}\n{BODY}\n{tail}".encode())
    found = {f.field: f for f in find_bylines(parsed)}
    finding = found.get("translation_of")
    if finding is None:
        return None
    assert finding.span.of(parsed.text).split() == str(finding.value).split()
    return str(finding.value)


@pytest.mark.parametrize(
    "head",
    [
        "Originaltitel: The Dam at Orsk",
        "Original title: *The Dam at Orsk*.",
        "Titre original : « The Dam at Orsk »",
        "Translation of “The Dam at Orsk” by Jon Brell",
        "This is an unofficial German translation of “The Dam at Orsk”.",
        "(Translated by Jon Brell from the English “The Dam at Orsk”, 2019.)",
        "Übersetzung von „The Dam at Orsk“",
        "This essay was first published in English as “The Dam at Orsk”.",
    ],
)
@pytest.mark.parametrize("place", ["head", "tail"])
def test_a_note_that_names_the_original_is_read(head, place):
    assert original(head if place == "head" else "By Mara Quill", head * (place == "tail")) == (
        "The Dam at Orsk"
    )


@pytest.mark.parametrize(
    "head",
    [
        "Translated from the English by Jon Brell",
        "Translated by: Jon Brell",
        "Brell's poem was first published as “The Old Road” in 1931.",
        "The translation of “The Old Road” took Brell ten years.",
        "Original title",
    ],
)
def test_other_notes_name_no_original(head):
    assert original(head) is None


def test_front_matter_and_pages_declare_it(tmp_path):
    text = f"---\ntitle: Der Damm\ntranslation_of: The Dam at Orsk\n---\n\n# Der Damm\n\n{BODY}"
    parsed = load(Path("a.md"), text.encode())
    source = describe(parsed, source_id="a", path=None)
    assert source.translation_of == "The Dam at Orsk"
    assert source.provenance["translation_of"].origin is Origin.DECLARED
    page = (
        '<html><head><script type="application/ld+json">{"@type": "Article", "headline": "Damm", '
        '"translationOfWork": {"@type": "Article", "name": "The Dam at Orsk"}}</script></head>'
        f"<body><p>{BODY}</p></body></html>"
    )
    assert load(Path("a.html"), page.encode()).declared["translation_of"] == "The Dam at Orsk"


def test_the_user_and_reference_managers_declare_it(tmp_path):
    (tmp_path / "damm.txt").write_text(BODY, "utf-8")
    (tmp_path / "damm.bib").write_text(
        "@book{damm, title = {Der Damm}, origtitle = {The Dam at {Orsk}}}", "utf-8"
    )
    assert read_bibliography_files(tmp_path)["damm.txt"]["translation_of"] == "The Dam at Orsk"
    (tmp_path / "damm.bib").unlink()
    (tmp_path / "damm.json").write_text(
        '[{"id": "damm", "type": "book", "title": "Der Damm", "original-title": "The Dam"}]',
        "utf-8",
    )
    assert read_bibliography_files(tmp_path)["damm.txt"]["translation_of"] == "The Dam"
    (tmp_path / MANIFEST_NAME).write_text('["damm.txt"]\ntranslation_of = "dam.md"\n', "utf-8")
    assert read_manifest(tmp_path)["damm.txt"] == {"translation_of": "dam.md"}
