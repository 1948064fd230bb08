"""`vouch chat`: the page in the browser, over a corpus, over paths, or over the sample."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from index.corpus import Corpus
from index.errors import InputError
from index.sample_corpus import sample_folder

from .commands_ask import check_base_url
from .commands_index import print_report
from .opening import (
    corpus_folder,
    end_progress,
    has_corpus,
    open_for_writing,
    open_model,
    progress_line,
    sample_cache,
    where_words_go,
)
from .settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `vouch chat` takes."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="index these first")
    parser.add_argument("--llm", metavar="PROVIDER:MODEL",
                        help="a model words the answer; it sees question and passages")  # fmt: skip
    parser.add_argument("--base-url", metavar="URL", help="an OpenAI-compatible server")
    parser.add_argument("--host", help="address to listen on (default 127.0.0.1); others than "
                        "this machine need VOUCH_AUTH=user:password")  # fmt: skip
    parser.add_argument("--port", help="port to listen on (default: a free one from 7860)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")


def carry_out(arguments: argparse.Namespace, settings: Settings) -> int:
    """Index what was named, then serve the page until it is stopped."""
    from .launching import check_address

    check_address(settings)
    check_base_url(arguments, settings)
    missing = [p for p in arguments.paths if not Path(p).expanduser().exists()]
    if missing:
        raise InputError(f"There is no such file or folder: {missing[0]}.", "Check the spelling.")
    model = open_model(settings)
    shows_sample = not arguments.paths and uses_sample(settings)
    if shows_sample:
        settings = replace(settings, values={**settings.values, "corpus": str(sample_cache())})
    with open_for_writing(settings) as corpus:
        paths = [sample_folder()] if shows_sample else [Path(p) for p in arguments.paths]
        if paths:
            _index(corpus, paths, quiet=shows_sample)
        if shows_sample:
            print("No corpus here: showing the sample. Your own: vouch chat PATH", file=sys.stderr)
        print(where_words_go(settings), file=sys.stderr)
        from .launching import serve

        serve(corpus, settings, model, sample=shows_sample, browser=not arguments.no_browser)
    return 0


def uses_sample(settings: Settings) -> bool:
    """Whether nobody named a corpus and there is none here."""
    return settings.text("corpus") is None and not has_corpus(corpus_folder(settings))


def _index(corpus: Corpus, paths: list[Path], *, quiet: bool) -> None:
    progress = progress_line()
    try:
        report = corpus.add(paths, progress=progress)
    finally:
        end_progress(progress)
    if not quiet:
        print_report(report, corpus)
