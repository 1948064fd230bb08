"""`vouch sources`: list the documents, prefill a manifest, correct metadata, remove or forget."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.corpus import Corpus
from index.errors import InputError
from index.on_disk import FileState
from index.records import Source

from .opening import open_for_reading, open_for_writing
from .phrases import plural
from .settings import Settings
from .source_choice import find_source
from .terminal import Printer

_LISTS = ("authors", "tags")

FILE_STATE = {
    FileState.CHANGED: "the file has changed since it was read; vouch index reads it again",
    FileState.MISSING: "the file is no longer on disk; what was read of it is still searched",
    FileState.UNREADABLE: "the file cannot be looked at now; what was read of it is searched",
}
"""What is said of a file that is not as it was read; nothing is said of the others."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `vouch sources` takes."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--template", nargs="?", const=".", metavar="FOLDER",
                      help="print vouch-sources.toml for a folder, prefilled")  # fmt: skip
    what.add_argument("--set", nargs="+", metavar=("ID", "FIELD=VALUE"),
                      help='e.g. --set 3f2a title="A title" authors="Ann Lee; Bo Ek"')  # fmt: skip
    what.add_argument("--remove", nargs="+", metavar="ID", help="stop searching; still resolves")
    what.add_argument("--remove-missing", action="store_true",
                      help="remove the documents whose files are no longer on disk")  # fmt: skip
    what.add_argument("--forget", nargs="+", metavar="ID", help="delete every trace")
    parser.add_argument("--json", action="store_true", help="the list as JSON")


def carry_out(arguments: argparse.Namespace, settings: Settings) -> int:
    """List or change what is known about the documents."""
    if arguments.set:
        with open_for_writing(settings) as corpus:
            wanted = find_source(arguments.set[0], corpus)
            changed = corpus.set_metadata(wanted.id, **parse_fields(arguments.set[1:]))
            _show([changed], corpus, arguments.json)
        return 0
    if arguments.remove_missing:
        with open_for_writing(settings) as corpus:
            _say_removed(corpus.remove_missing())
        return 0
    if arguments.remove or arguments.forget:
        with open_for_writing(settings) as corpus:
            gone = bool(arguments.forget)
            names = arguments.remove or arguments.forget
            chosen = [find_source(name, corpus, removed=gone) for name in names]
            ids = [source.id for source in chosen]
            (corpus.remove if arguments.remove else corpus.forget)(ids)
        word = "Removed" if arguments.remove else "Forgot"
        print(f"{word} {plural(len(ids), 'document')}.")
        return 0
    with open_for_reading(settings) as corpus:
        if arguments.template:
            from index.manifest import manifest_template

            folder = Path(arguments.template).expanduser().absolute()
            print(manifest_template(corpus.sources(), folder), end="")
        else:
            _show(corpus.sources(), corpus, arguments.json)
    return 0


def _say_removed(gone: Sequence[Source]) -> None:
    out = Printer()
    for source in gone:
        out.line(f"{source.id[:12]}  {source.label}")
    out.line(f"Removed {plural(len(gone), 'document')} whose file is no longer on disk.")
    print(out.text())


def file_notices(sources: Sequence[Source], corpus: Corpus) -> list[str]:
    """One line for each document whose file is not as it was read."""
    states = corpus.file_states(sources)
    return [
        f"{source.label}: {FILE_STATE[states[source.id]]}."
        for source in sources
        if states[source.id] in FILE_STATE
    ]


def parse_fields(pairs: Sequence[str]) -> dict[str, object]:
    """`field=value` pairs; an empty value takes a correction back, ";" parts authors and tags.

    Raises:
        InputError: no pair, or one without "=".
    """
    fields: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InputError(f"{pair!r} sets nothing.", 'Write field=value, e.g. title="A title".')
        value = value.strip()
        if not value:
            fields[name] = None
        elif name in _LISTS:
            fields[name] = [part.strip() for part in value.split(";") if part.strip()]
        else:
            fields[name] = value
    if not fields:
        raise InputError("Nothing to set was given.", 'Write field=value, e.g. title="A title".')
    return fields


def source_fields(source: Source, state: FileState | None = None) -> dict[str, Any]:
    """A source as plain JSON values, with where each field comes from and how its file is."""
    return {
        "id": source.id,
        "file": source.name,
        "path": source.path,
        "title": source.title,
        "authors": list(source.authors),
        "publisher": source.publisher,
        "published": source.published,
        "genre": source.genre,
        "tags": list(source.tags),
        "language": source.language,
        "url": source.url,
        "translation_of": source.translation_of,
        "media_type": source.media_type,
        "provenance": {name: p.origin.value for name, p in source.provenance.items()},
        "file_state": state.value if state else None,
    }


def _show(sources: Sequence[Source], corpus: Corpus, as_json: bool) -> None:
    states = corpus.file_states(sources)
    if as_json:
        fields = [source_fields(s, states[s.id]) for s in sources]
        print(json.dumps(fields, ensure_ascii=False, indent=2))
        return
    out = Printer()
    for source in sources:
        out.bold(f"{source.id[:12]}  {source.label}")
        known = [
            "; ".join(source.authors) or "author unknown",
            source.publisher,
            source.published or "undated",
            source.genre,
            source.language,
            source.name if source.title else None,
        ]
        out.dim(" · ".join(k for k in known if k), indent=14)
        if states[source.id] in FILE_STATE:
            out.line(FILE_STATE[states[source.id]], indent=14)
    out.line(plural(len(sources), "document"))
    gone = sum(states[source.id] is FileState.MISSING for source in sources)
    if gone:
        out.line(
            f"{gone:,} no longer on disk. To stop searching them: vouch sources --remove-missing"
        )
    print(out.text())
