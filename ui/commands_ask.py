"""`vouch ask`: a question in, a checked answer out."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from index.errors import InputError, QuestionError
from retrieval.answering import stream_answer
from retrieval.records import Answer

from .commands_sources import file_notices
from .commands_verify import read_answer
from .opening import open_for_reading, open_model, where_words_go
from .settings import Settings
from .source_choice import add_filters, filter_from
from .terminal import answer_text, clean

DONT_SAY_CODE = 3
_LONGEST_INPUT = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `vouch ask` takes."""
    parser.add_argument("question", nargs="+", help="the question; - reads standard input")
    parser.add_argument("--llm", metavar="PROVIDER:MODEL",
                        help="a model words the answer; it sees question and passages")  # fmt: skip
    parser.add_argument("--base-url", metavar="URL", help="an OpenAI-compatible server")
    parser.add_argument("--history", action="append", default=[], metavar="FILE",
                        help="an answer saved with --json that the question follows up on; "
                        "several: oldest first")  # fmt: skip
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="the whole answer as JSON")
    shape.add_argument("--markdown", action="store_true", help="with footnotes")
    shape.add_argument("--bibtex", action="store_true", help="the cited sources")
    shape.add_argument("--csl-json", action="store_true", help="the cited sources")
    add_filters(parser)


def carry_out(arguments: argparse.Namespace, settings: Settings) -> int:
    """Ask, print, and return 3 where the documents don't say."""
    question = read_question(arguments.question)
    history = [(saved.question, saved) for saved in map(read_answer, arguments.history)]
    check_base_url(arguments, settings)
    with open_for_reading(settings) as corpus:
        model = open_model(settings)
        if model is not None:
            print(f"vouch: {where_words_go(settings)}", file=sys.stderr)
        asked = filter_from(arguments, corpus)
        result = Answer(question)
        for event in stream_answer(
            question,
            corpus,
            history=history,
            llm=model,
            sources=asked,
            settings=settings.answer_settings(),
        ):
            if event.answer is not None:
                result = event.answer
            elif event.kind == "status":
                _status(event.text)
        _status("")
        lines = file_notices(result.sources, corpus)
        result = replace(result, notices=(*result.notices, *lines))
        names = {source.id: source.label for source in corpus.sources()}
    print(_shaped(result, arguments, names))
    return DONT_SAY_CODE if result.abstained else 0


def check_base_url(arguments: argparse.Namespace, settings: Settings) -> None:
    """See that a server that was named is asked for something.

    Raises:
        InputError: `--base-url` stands without a model.
    """
    if arguments.base_url and settings.text("llm") is None:
        raise InputError(
            "--base-url names a server, but no model is named.",
            "Add the model, for example --llm openai:llama3.",
        )


def read_question(words: list[str]) -> str:
    """The question from the arguments, or from standard input where it is "-".

    Raises:
        QuestionError: standard input is not UTF-8 text.
    """
    if words != ["-"]:
        return " ".join(words)
    raw = sys.stdin.buffer.read(_LONGEST_INPUT)
    try:
        return raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise QuestionError(
            "Standard input is not UTF-8 text.", "Send the question as UTF-8."
        ) from None


def _shaped(result: Answer, arguments: argparse.Namespace, names: dict[str, str]) -> str:
    if arguments.json:
        return result.to_json(indent=2)
    if arguments.markdown:
        return result.to_markdown()
    if arguments.bibtex:
        return result.to_bibtex()
    if arguments.csl_json:
        return result.to_csl_json()
    return answer_text(result, names=names)


def _status(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{clean(text)[:70]}", end="", file=sys.stderr, flush=True)
