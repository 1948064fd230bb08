"""`vouch index`: read files and folders into a corpus; `--rebuild` makes its index anew."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from index.corpus import Corpus
from index.errors import InputError, LoadError
from index.on_disk import FileState
from index.records import AddReport, Skip

from .commands_sources import FILE_STATE
from .opening import corpus_folder, end_progress, has_corpus, open_for_writing, progress_line
from .phrases import plural
from .settings import Settings
from .terminal import clean

_MOST_LISTED = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `vouch index` takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders")
    parser.add_argument("--copy", action="store_true", help="copy the files into the corpus")
    parser.add_argument("--rebuild", action="store_true",
                        help="make passages and vectors anew from the stored texts")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="the report as JSON")


def carry_out(arguments: argparse.Namespace, settings: Settings) -> int:
    """Index, and say what was added, updated, unchanged and skipped."""
    if not arguments.paths and not arguments.rebuild:
        raise InputError("Nothing to index was named.", "Give files or folders: vouch index PATH")
    if arguments.paths and not any(Path(p).expanduser().exists() for p in arguments.paths):
        named = ", ".join(arguments.paths[:3])
        raise InputError(f"There is no such file or folder: {named}.", "Check the spelling.")
    if arguments.rebuild:
        _rebuild(settings, arguments.json)
        if not arguments.paths:
            return 0
    progress = progress_line()
    with open_for_writing(settings) as corpus:
        try:
            report = corpus.add(arguments.paths, progress=progress, copy=arguments.copy)
        finally:
            end_progress(progress)
        if arguments.json:
            print(_report_json(report, corpus))
        else:
            print_report(report, corpus)
        if corpus.embedding_error is not None:
            print(f"vouch: {corpus.embedding_error}", file=sys.stderr)
            return corpus.embedding_error.exit_code
    return LoadError.exit_code if named_but_unread(report.skipped, arguments.paths) else 0


def _rebuild(settings: Settings, as_json: bool) -> None:
    folder = corpus_folder(settings)
    if not has_corpus(folder):
        raise InputError(f"There is no corpus in {folder}.", "Name its folder with --corpus.")
    progress = progress_line()
    try:
        corpus = Corpus.rebuild(
            folder,
            embeddings=settings.text("embeddings"),
            settings=settings.corpus_settings(),
            progress=progress,
        )
    finally:
        end_progress(progress)
    with corpus:
        if not as_json:
            print(f"Rebuilt {plural(len(corpus.sources()), 'document')} in {folder}.")


def named_but_unread(skipped: Sequence[Skip], paths: Sequence[str]) -> list[Skip]:
    """The skips of files and folders that the user named; those met in a folder are not errors."""
    named = {Path(p).expanduser().absolute() for p in paths}
    return [skip for skip in skipped if Path(skip.path).absolute() in named]


def print_report(report: AddReport, corpus: Corpus) -> None:
    """Say what indexing did, file by file, on standard output."""
    known = {source.id: source for source in corpus.sources()}
    for word, ids in (("added", report.added), ("updated", report.updated)):
        print(f"{word:<10}{len(ids):,}")
        for source_id in ids[:_MOST_LISTED]:
            source = known.get(source_id)
            if source is not None:
                titled = f"  {source.title}" if source.title else ""
                print(clean(f"  {source.name}{titled}"))
        if len(ids) > _MOST_LISTED:
            print(f"  and {len(ids) - _MOST_LISTED:,} more")
    print(f"{'unchanged':<10}{len(report.unchanged):,}")
    print(f"{'skipped':<10}{len(report.skipped):,}")
    for skip in report.skipped[:_MOST_LISTED]:
        print(clean(f"  {skip.path}: {skip.reason} {skip.fix}"))
    if report.missing:
        print(f"{'missing':<10}{len(report.missing):,}")
        for source_id in report.missing[:_MOST_LISTED]:
            print(clean(f"  {known[source_id].label}: {FILE_STATE[FileState.MISSING]}"))
        print("To stop searching what is missing: vouch sources --remove-missing")
    pending = corpus.pending
    if pending:
        print(f"{plural(pending, 'passage')} can be found by words only until vectors are made.")
    for language, count in other_languages(corpus).items():
        print(f"{plural(count, 'document')} in {language!r}: searched by words only.")


def other_languages(corpus: Corpus) -> dict[str, int]:
    """Languages the embedding model does not know -> how many documents are in them."""
    from retrieval.search import by_meaning

    everything = corpus.sources()
    if not everything:
        return {}
    readable = {s.id for s in by_meaning("", corpus, everything)}
    counts: dict[str, int] = {}
    for source in everything:
        if source.id not in readable and source.language:
            counts[source.language] = counts.get(source.language, 0) + 1
    return counts


def _report_json(report: AddReport, corpus: Corpus) -> str:
    data = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": [asdict(skip) for skip in report.skipped],
        "missing": report.missing,
        "pending": corpus.pending,
        "generation": corpus.generation,
    }
    return json.dumps(data, ensure_ascii=False)
