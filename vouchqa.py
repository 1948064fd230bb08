"""Vouch: question answering over your own documents whose every sentence can be checked.

    from vouchqa import Corpus, answer

    with Corpus.open("my-corpus") as corpus:
        corpus.add(["papers/", "note.pdf"])
        print(answer("Who paid for the harbour?", corpus).text)

This module is the front door: public names load on first use (PEP 562), so that importing it
costs nothing, and `main` is the command `vouch`.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.corpus import Corpus as Corpus
    from index.errors import VouchError as VouchError
    from index.records import AddReport as AddReport
    from index.records import Document as Document
    from index.records import Passage as Passage
    from index.records import Source as Source
    from index.records import SourceFilter as SourceFilter
    from index.records import Span as Span
    from retrieval.answering import AnswerSettings as AnswerSettings
    from retrieval.answering import Event as Event
    from retrieval.answering import answer as answer
    from retrieval.answering import stream_answer as stream_answer
    from retrieval.records import Answer as Answer
    from retrieval.records import Citation as Citation
    from retrieval.records import Coverage as Coverage
    from retrieval.records import Match as Match
    from retrieval.records import Reason as Reason
    from retrieval.records import ShortAnswer as ShortAnswer
    from retrieval.records import Speaker as Speaker
    from retrieval.records import Statement as Statement
    from retrieval.records import Support as Support
    from retrieval.records import Viewpoint as Viewpoint
    from retrieval.search import find as find
    from retrieval.search import search as search
    from retrieval.verification import verify as verify

__version__ = "0.1.0"

_HOME = {
    "AddReport": "index.records",
    "Answer": "retrieval.records",
    "AnswerSettings": "retrieval.answering",
    "Citation": "retrieval.records",
    "Corpus": "index.corpus",
    "Coverage": "retrieval.records",
    "Document": "index.records",
    "Event": "retrieval.answering",
    "Match": "retrieval.records",
    "Passage": "index.records",
    "Reason": "retrieval.records",
    "ShortAnswer": "retrieval.records",
    "Source": "index.records",
    "SourceFilter": "index.records",
    "Span": "index.records",
    "Speaker": "retrieval.records",
    "Statement": "retrieval.records",
    "Support": "retrieval.records",
    "Viewpoint": "retrieval.records",
    "VouchError": "index.errors",
    "answer": "retrieval.answering",
    "find": "retrieval.search",
    "search": "retrieval.search",
    "stream_answer": "retrieval.answering",
    "verify": "retrieval.verification",
}
_ROOMS = ("index", "retrieval", "ui", "eval")

__all__ = [*_HOME, "__version__", "main"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'vouchqa' has no attribute {name!r}")
    _refuse_shadows()
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


def _refuse_shadows() -> None:
    """Name any foreign package that hides one of our rooms.

    The rooms have everyday names; a project with its own `retrieval/` would otherwise fail
    far from the cause.
    """
    home = Path(__file__).resolve().parent
    for room in _ROOMS:
        spec = find_spec(room)
        origin = Path(spec.origin).resolve() if spec and spec.origin else None
        if origin is None or origin.parent.parent != home:
            raise ImportError(
                f"Vouch's package {room!r} is hidden by {origin or 'something else'}. "
                "Install Vouch in its own environment, or start Python from another folder."
            )


def _settle_streams() -> None:
    """Write UTF-8 to files and pipes whatever the system's code page, so that JSON loses nothing.

    A terminal keeps its encoding and shows "?" for signs that it lacks, instead of an error.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            kept = stream.isatty() or "PYTHONIOENCODING" in os.environ
            reconfigure(encoding=None if kept else "utf-8", errors="replace")


def main(argv: list[str] | None = None) -> int:
    """Run the command `vouch`; `vouch eval` loads the evals, everything else the interface.

    Args:
        argv: the arguments after the program's name; None takes them from the process.

    Returns:
        The exit code.
    """
    _refuse_shadows()
    _settle_streams()
    arguments = sys.argv[1:] if argv is None else argv
    if arguments[:1] == ["eval"]:
        code = import_module("eval.cli").run(arguments[1:])
    else:
        code = import_module("ui.cli").run(arguments)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
