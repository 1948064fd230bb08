"""Citations that readers flagged on the page, as a question set over their own corpus."""

from __future__ import annotations

from pathlib import Path

from index.errors import InputError

from .questions import parse_cases
from .reading import Record
from .records import QuestionSet


def is_corpus(path: Path) -> bool:
    """Whether a path is the folder of a corpus."""
    return (path / "corpus.sqlite").is_file()


def read_flagged(path: Path) -> QuestionSet:
    """The cases kept in a corpus; they are asked of that corpus as it is.

    Raises:
        InputError: not a corpus, no flagged citation, or a case that cannot be read.
    """
    from index.corpus import Corpus

    if not is_corpus(path):
        raise InputError(f"{path} is not a corpus.", "Give the folder that `vouch index` made.")
    with Corpus.open(path, read_only=True) as corpus:
        kept = corpus.cases()
    records = [Record(f"{path}, case {n}", case) for n, case in enumerate(kept, 1)]
    if not records:
        raise InputError(f"{path} holds no flagged citation.", "Flag one on the page first.")
    name = path.resolve().name.strip(".") or "corpus"
    return QuestionSet(f"{name} flagged", parse_cases(records), corpus=path, source=path)
