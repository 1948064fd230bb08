from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from index.errors import InputError
from index.loaders import load
from index.metadata import FIELDS, describe, validate_fields
from index.records import Origin, Parsed, Provenance

TEXT = """---
title: Declared title
author: Dora Declared
tags: [river]
---

# Heading title

By Bea Byline | 12 March 2024

The council of the valley met on Monday and talked about the mill for three hours before it closed.
"""


def parsed() -> Parsed:
    return load(Path("a.md"), TEXT.encode())


def test_precedence_user_beside_declared_byline():
    document = parsed()
    source = describe(
        document,
        source_id="a" * 64,
        path=Path("docs/a.md"),
        user={"publisher": "User Press"},
        beside={"authors": ["Bess Beside"], "tags": ["citekey:bess2024"], "genre": "poem"},
    )
    assert source.title == "Declared title"
    assert source.authors == ("Bess Beside",)
    assert source.publisher == "User Press"
    assert source.published == "2024-03-12"
    assert source.tags == ("river", "citekey:bess2024")
    assert source.genre is None
    assert source.path == str(Path("docs/a.md").absolute())
    assert source.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert {f: p.origin for f, p in source.provenance.items()} == {
        "title": Origin.DECLARED,
        "authors": Origin.DECLARED,
        "tags": Origin.DECLARED,
        "publisher": Origin.USER,
        "published": Origin.BYLINE,
    }
    span = source.provenance["published"].span
    assert span is not None
    assert span.of(document.text) == "12 March 2024"


def test_the_user_may_make_a_field_unknown():
    source = describe(
        parsed(), source_id="a", path=None, user={"authors": [], "title": None, "published": ""}
    )
    assert source.authors == ()
    assert source.title is None
    assert source.published is None
    assert source.path is None
    assert set(source.provenance) == {"tags"}


def test_nothing_known_is_nothing_invented():
    source = describe(Parsed("words only", "text/plain"), source_id="a", path=None)
    assert (source.title, source.authors, source.publisher, source.published) == (
        None,
        (),
        None,
        None,
    )
    assert source.provenance == {}


def test_the_words_outrank_a_declared_language():
    words = "Der Rat des Tales traf sich am Montag und sprach lange über die Mühle. " * 3
    document = Parsed(words, "text/html", declared={"language": "en"})
    source = describe(document, source_id="a", path=None)
    assert source.language == "de"
    assert "language" not in source.provenance
    kept = describe(document, source_id="a", path=None, user={"language": "en"})
    assert kept.language == "en"
    short = Parsed("Ja.", "text/html", declared={"language": "de"})
    assert describe(short, source_id="a", path=None).language == "de"


def test_a_users_value_has_its_provenance():
    source = describe(
        parsed(), source_id="a", path=None, user={"language": "DE-at", "genre": "News"}
    )
    assert source.language == "de"
    assert source.genre == "news"
    assert source.provenance["language"] == Provenance(Origin.USER)


@pytest.mark.parametrize(
    ("fields", "valid"),
    [
        ({"title": "  The\n mill "}, {"title": "The mill"}),
        ({"authors": "Ada Example"}, {"authors": ("Ada Example",)}),
        ({"authors": ["A", "A", " "]}, {"authors": ("A",)}),
        ({"published": 2024}, {"published": "2024"}),
        ({"published": "12 March 2024"}, {"published": "2024-03-12"}),
        ({"genre": "Press release"}, {"genre": "press_release"}),
        ({"url": "https://mill.example/a?b=c"}, {"url": "https://mill.example/a?b=c"}),
        ({"language": "en_US"}, {"language": "en"}),
        ({"tags": None, "title": None}, {"tags": (), "title": None}),
    ],
)
def test_valid_fields(fields, valid):
    assert validate_fields(fields) == valid


@pytest.mark.parametrize(
    ("fields", "named", "allowed"),
    [
        ({"writer": "x"}, "'writer'", "authors"),
        ({"genre": "poem"}, "'genre'", "news, opinion"),
        ({"published": "04/05/2024"}, "'published'", "2024-03-12"),
        ({"published": True}, "'published'", "published"),
        ({"title": 3}, "'title'", 'title = "..."'),
        ({"authors": [1]}, "'authors'", "["),
        ({"language": "english"}, "'language'", "639-1"),
        ({"url": "javascript:alert(1)"}, "'url'", "https://"),
        ({"title": "x" * 2001}, "'title'", "shorter"),
        ({"tags": ["x"] * 501}, "'tags'", "500"),
    ],
)
def test_unfit_fields_are_named_with_what_is_allowed(fields, named, allowed):
    with pytest.raises(InputError) as caught:
        validate_fields(fields)
    assert named in caught.value.what
    assert allowed in caught.value.fix
    assert caught.value.exit_code == 2


def test_fields_are_those_of_the_record():
    source = describe(parsed(), source_id="a", path=None)
    assert all(hasattr(source, field) for field in FIELDS)
