"""`vouch verify`: whether the citations of a saved answer still stand in the corpus.

The corpus is asked, which keeps the texts as they were read. Where a file on disk is no longer
the one that was read, that is said beside its citations; it changes no verdict.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from index.corpus import Corpus
from index.errors import InputError
from index.on_disk import FileState
from index.records import Source
from retrieval.citing import make_citation
from retrieval.records import Answer, Support
from retrieval.verification import CitationReport, Durability, VerifyReport, check, verify

from .commands_sources import FILE_STATE
from .opening import open_for_reading
from .phrases import place_of, plural
from .settings import Settings
from .terminal import Printer, citation_line

_WORDS = {
    Durability.HOLDS: "holds",
    Durability.MOVED: "moved",
    Durability.CHANGED: "CHANGED",
    Durability.GONE: "GONE",
}
_LARGEST = 50 * 2**20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `vouch verify` takes."""
    parser.add_argument("file", help="written by vouch ask --json; - reads standard input")
    parser.add_argument("--json", action="store_true", help="the findings as JSON")


def carry_out(arguments: argparse.Namespace, settings: Settings) -> int:
    """Look every citation up again; 1 where one has changed or gone."""
    saved = read_answer(arguments.file)
    with open_for_reading(settings) as corpus:
        report = verify(saved, corpus)
        altered = altered_statements(saved, report, corpus)
        searched = {source.id for source in corpus.sources()}
        places = {n: _place(entry, corpus) for n, entry in enumerate(report.citations)}
        states = corpus.file_states({read_from(entry).id: read_from(entry) for entry in
                                     report.citations}.values())  # fmt: skip
    if arguments.json:
        print(_json(report, altered, states, searched))
    else:
        print(_text(report, altered, _remarks(report, states, searched), places))
    return 0 if report.sound and not altered else 1


def read_from(entry: CitationReport) -> Source:
    """The document a citation was looked up in: the newer version where it moved there."""
    return entry.source or entry.citation.source


def altered_statements(saved: Answer, report: VerifyReport, corpus: Corpus) -> list[int]:
    """Statements saved as word for word that are not, though their quotes stand: edited ones."""
    broken = {
        entry.statement
        for entry in report.citations
        if entry.outcome not in (Durability.HOLDS, Durability.MOVED)
    }
    return [
        number
        for number, statement in enumerate(saved.statements)
        if statement.support is Support.QUOTED
        and number not in broken
        and check(statement, corpus).support is not Support.QUOTED
    ]


def read_answer(name: str) -> Answer:
    """An answer saved as JSON.

    Args:
        name: of the file; "-" reads standard input.

    Raises:
        InputError: it cannot be read or holds no answer.
    """
    return Answer.from_json(_read(name))


def _read(name: str) -> str:
    try:
        if name == "-":
            raw = sys.stdin.buffer.read(_LARGEST)
        else:
            path = Path(name).expanduser()
            if path.stat().st_size > _LARGEST:
                raise InputError(f"{name} is larger than an answer can be.", "Name a saved answer.")
            raw = path.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"{name} cannot be read ({error.strerror or error}).", "Name a saved answer."
        ) from None
    except UnicodeDecodeError:
        raise InputError(f"{name} is not UTF-8 text.", "Name a saved answer.") from None


def _remarks(
    report: VerifyReport, states: Mapping[str, FileState], searched: Collection[str]
) -> dict[int, str]:
    """What is said of the document of a citation, by the citation's number."""
    said = {}
    for number, entry in enumerate(report.citations):
        source = read_from(entry).id
        if entry.outcome is Durability.GONE:
            continue
        if entry.outcome is Durability.HOLDS and source not in searched:
            said[number] = "removed: the document is no longer searched, its text is kept"
        elif source in searched and states[source] in FILE_STATE:
            said[number] = FILE_STATE[states[source]]
    return said


def _text(
    report: VerifyReport,
    altered: list[int],
    remarks: Mapping[int, str],
    places: Mapping[int, str],
) -> str:
    out = Printer()
    for number, entry in enumerate(report.citations):
        out.line(f"{_WORDS[entry.outcome]:<9}{citation_line(entry.citation)}", hang=9)
        if entry.outcome is Durability.MOVED and entry.source is not None:
            out.dim(f"now in {entry.source.label}{places[number]}", indent=9)
        if entry.why:
            out.line(entry.why, indent=9)
        if number in remarks:
            out.line(remarks[number], indent=9)
    for number in altered:
        out.line(f"{'ALTERED':<9}statement {number + 1} is not what its quotes say", hang=9)
    if report.citations:
        out.line()
    counts = ", ".join(
        f"{report.count(outcome):,} {word.lower()}"
        for outcome, word in _WORDS.items()
        if report.count(outcome)
    )
    total = plural(len(report.citations), "citation")
    out.line(f"{total}: {counts}" if counts else "The answer holds no citation.")
    return out.text()


def _place(entry: CitationReport, corpus: Corpus) -> str:
    """Where words that moved stand now, with their place there and in characters."""
    if entry.outcome is not Durability.MOVED or entry.source is None or entry.span is None:
        return ""
    now = make_citation(corpus.document(entry.source.id), entry.span)
    place = place_of(now)
    characters = f"characters {entry.span.start:,} to {entry.span.end:,}"
    return f"{f', {place}' if place else ''}, {characters}"


def _json(
    report: VerifyReport,
    altered: list[int],
    states: Mapping[str, FileState],
    searched: Collection[str],
) -> str:
    entries = [
        {
            "marker": entry.citation.marker,
            "statement": entry.statement,
            "outcome": entry.outcome.value,
            "source": entry.source.id if entry.source else None,
            "start": entry.span.start if entry.span else None,
            "end": entry.span.end if entry.span else None,
            "why": entry.why,
            "file_state": (
                None if entry.outcome is Durability.GONE else states[read_from(entry).id].value
            ),
            "searched": read_from(entry).id in searched,
        }
        for entry in report.citations
    ]
    data = {"sound": report.sound and not altered, "citations": entries, "altered": altered}
    return json.dumps(data, ensure_ascii=False, indent=2)
