"""`vouch find`: every place where words stand, in every document, counted exactly."""

from __future__ import annotations

import argparse
import json
from typing import Any

from retrieval.search import FindReport, find

from .commands_ask import DONT_SAY_CODE, read_question
from .opening import open_for_reading
from .settings import Settings
from .source_choice import add_filters, filter_from
from .terminal import find_text


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `vouch find` takes."""
    parser.add_argument("phrase", nargs="+", help="words as they stand; - reads standard input")
    parser.add_argument("--inside-words", action="store_true",
                        help="also as a part of longer words")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="hits and counts as JSON")
    add_filters(parser)


def carry_out(arguments: argparse.Namespace, settings: Settings) -> int:
    """Look, print, and return 3 where the words stand nowhere."""
    phrase = read_question(arguments.phrase)
    with open_for_reading(settings) as corpus:
        asked = filter_from(arguments, corpus)
        report = find(phrase, corpus, sources=asked, inside_words=arguments.inside_words)
        sources = corpus.sources()
    if arguments.json:
        print(json.dumps(_fields(report), ensure_ascii=False, indent=2))
    else:
        print(find_text(report, sources))
    return 0 if report.hits else DONT_SAY_CODE


def _fields(report: FindReport) -> dict[str, Any]:
    return {
        "phrase": report.phrase,
        "counts": dict(report.counts),
        "hits": [
            {
                "source": hit.source.id,
                "file": hit.source.name,
                "start": hit.span.start,
                "end": hit.span.end,
                "quote": hit.quote,
                "prefix": hit.prefix,
                "suffix": hit.suffix,
                "page": hit.page,
                "section": list(hit.section),
            }
            for hit in report.hits
        ],
    }
