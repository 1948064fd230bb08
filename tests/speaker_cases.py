"""Reading an invented text as the product does, and writing its chains in a short form."""

from __future__ import annotations

import tempfile
from pathlib import Path

from index.loaders import load
from index.records import Document, Source
from index.regions import find_regions
from index.sentences import split_sentences
from retrieval.attribution import analyse, attribute
from retrieval.records import Mode, Speaker

BIBLIOGRAPHY = """

## References

Brandel, K. (2014) The Salt Road. Halvorn: Lantern Press.

Osterly, M. and Pavic, J. (2009) Borders of Sand. Brell: Quay Press.

Quell, N. (2018) After the Ceasefire. Sarnet: Lantern Press.

van der Loo, P. (2003) Black Water. Halvorn: Lantern Press.
"""
_ARTICLES = ("the ", "a ", "an ", "both ")


def read_cases(table: str) -> list[tuple[str, list[str]]]:
    """The cases of a table: a text, then "=" and its chains divided by "|", then a blank line."""
    cases = []
    for block in table.strip().split("\n\n"):
        text, _, expected = " ".join(line.strip() for line in block.splitlines()).partition(" = ")
        text = text.replace(" ¶ ", "\n\n").replace(" ↵ ", "\n")
        cases.append((text, expected.split(" | ")))
    return cases


def chains(text: str, *, bibliography: str = BIBLIOGRAPHY, **fields) -> list[str]:
    """The chain of every sentence of a text, in the short form of `test_speaker_cases`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "essay.md")
        path.write_text(text + bibliography, "utf-8")
        parsed = load(path)
    regions, sections = find_regions(parsed)
    known = {"title": "The Water Question", "authors": ("Gulnara Alizada",), "published": "2024"}
    source = Source(id="own", media_type="text/markdown", **(known | fields))
    document = Document(source, parsed.text, regions, (), sections)
    sentences = split_sentences(document.text, regions)
    discourse = analyse(document, sentences)
    return [short(attribute(discourse, s.span)) for s in sentences if s.span.start < len(text)]


def short(chain: tuple[Speaker, ...]) -> str:
    """A chain in the short form: "Hrel < Varro", "?", "cites", "T"."""
    names = [("-" if s.mode is Mode.REJECTS else "") + s.name for s in chain if s.span is not None]
    if names:
        return " < ".join(names)
    if not chain:
        return "T"
    return "cites" if chain[-1].reference else "?"


def is_right(found: str, expected: str) -> bool:
    """Whether a chain is one of those expected; names match without article and title."""
    return any(_is_same(found, one) for one in expected.split(" or "))


def _is_same(found: str, expected: str) -> bool:
    links, wanted = found.split(" < "), expected.split(" < ")
    return len(links) == len(wanted) and all(map(_is_name, links, wanted))


def _is_name(found: str, wanted: str) -> bool:
    found, wanted = found.lower(), wanted.lower()
    if len(wanted) < 3 or wanted == "cites":
        return found == wanted
    if found.startswith("-") != wanted.startswith("-"):
        return False
    found, wanted = found.lstrip("-"), wanted.lstrip("-")
    for article in _ARTICLES:
        found = found.removeprefix(article)
    return wanted in found
