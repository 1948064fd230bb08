"""Compare a question set with its documents before anything is measured with it.

A gold quote that stands nowhere makes every system look worse, an "unanswerable" question whose
answer does stand there makes the honest one look wrong. Both are mistakes in the set, found here
and named by question and file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import InputError, VouchError

from .locating import flatten, locate
from .records import Evidence, QuestionCase, QuestionSet

_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a question. `case_id` is "" for the set as a whole."""

    case_id: str
    what: str

    def __str__(self) -> str:
        return f"{self.case_id}: {self.what}" if self.case_id else self.what


def check_set(
    question_set: QuestionSet, read_document: Callable[[Path], str] | None = None
) -> tuple[Problem, ...]:
    """Everything in a set that its documents do not bear out.

    Args:
        question_set: with a documents folder.
        read_document: file -> canonical text; None = the product's own loaders.

    Returns:
        One problem per line, in the set's order; empty = the set holds. Checked are: every file
        is there; every quote of evidence and viewpoints stands in its file word for word, at
        its offset if one is given. For an unanswerable question, what an answer would have to
        say stands in no document: neither a `rejected` string nor, for a tag "absent:a+b", the
        words a and b in one sentence. Without either a program cannot check it, and it passes.

    Raises:
        InputError: the documents folder is missing.
    """
    folder = question_set.documents
    if folder is None or not folder.is_dir():
        raise InputError(
            f"The documents folder {folder} does not exist.",
            "Correct 'documents' in the set's first line.",
        )
    texts = _Texts(folder, read_document or load_text)
    found = [problem for case in question_set.cases for problem in _check_case(case, texts)]
    return (*_twins(question_set, folder), *found)


def _twins(question_set: QuestionSet, folder: Path) -> Iterator[Problem]:
    """Files that a question names and that are the same byte for byte: a corpus holds one."""
    first: dict[str, str] = {}
    names = {e.file for case in question_set.cases for e in _all_evidence(case)}
    for name in sorted(names):
        if (folder / name).is_file():
            digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if first.setdefault(digest, name) != name:
                yield Problem("", f"{name} and {first[digest]} are the same, byte for byte.")


def load_text(path: Path) -> str:
    """The canonical text of a file, as the index would have it."""
    from index.loaders import load

    return load(path).text


class _Texts:
    """Texts by file name, each read once; a file that cannot be read is a problem, once."""

    def __init__(self, folder: Path, read_document: Callable[[Path], str]) -> None:
        self.folder = folder
        self._read = read_document
        self._texts: dict[str, str | None] = {}
        self._folded: dict[str, str] | None = None

    def get(self, file: str) -> str | None:
        if file not in self._texts:
            path = self.folder / file
            try:
                self._texts[file] = self._read(path) if path.is_file() else None
            except VouchError:
                self._texts[file] = None
        return self._texts[file]

    def folded(self) -> dict[str, str]:
        if self._folded is None:
            files = (p for p in sorted(self.folder.rglob("*")) if p.is_file())
            names = [p.relative_to(self.folder).as_posix() for p in files]
            self._folded = {
                name: flatten(text)[0].casefold()
                for name in names
                if not Path(name).name.startswith((".", "vouch-sources"))
                and (text := self.get(name)) is not None
            }
        return self._folded


def _check_case(case: QuestionCase, texts: _Texts) -> Iterator[Problem]:
    for evidence in _all_evidence(case):
        what = _check_evidence(evidence, texts)
        if what:
            yield Problem(case.id, what)
    for file in {*case.relevant, *case.files, *(s.file for s in case.speakers)}:
        if texts.get(file) is None:
            yield Problem(case.id, f"{file} is missing or cannot be read.")
    if not case.answerable:
        if case.answers:
            yield Problem(case.id, "is unanswerable, yet lists answers; use 'rejected'.")
        for name, text in texts.folded().items():
            for phrase in case.rejected:
                if _stands(phrase, text):
                    yield Problem(case.id, f"is unanswerable, yet {name} holds “{phrase}”.")
            for tag in case.tags:
                words = tag.removeprefix("absent:").split("+") if tag.startswith("absent:") else []
                if words and any(all(_stands(w, s) for w in words) for s in _END.split(text)):
                    together = " and ".join(f"“{word}”" for word in words)
                    yield Problem(
                        case.id, f"is unanswerable, yet a sentence of {name} holds {together}."
                    )
    elif not case.evidence and not case.relevant and not case.answers and not case.nuggets:
        yield Problem(case.id, "is answerable, but has no evidence, answer or nugget.")


def _stands(phrase: str, folded: str) -> bool:
    words = re.escape(flatten(phrase)[0].strip().casefold())
    return re.search(rf"(?<!\w){words}(?!\w)", folded) is not None


def _all_evidence(case: QuestionCase) -> Iterator[Evidence]:
    for group in case.evidence:
        yield from group
    for viewpoint in case.viewpoints:
        for group in viewpoint.evidence:
            yield from group


def _check_evidence(evidence: Evidence, texts: _Texts) -> str | None:
    text = texts.get(evidence.file)
    if text is None:
        return f"{evidence.file} is missing or cannot be read."
    shown = evidence.quote if len(evidence.quote) <= 60 else evidence.quote[:57] + "..."
    if evidence.quote not in text:
        nearly = "; it does with other quotation marks or spacing"
        hint = nearly if locate(evidence.quote, text) else ""
        return f"“{shown}” does not stand in {evidence.file} word for word{hint}."
    start = evidence.start
    if start is not None and not text.startswith(evidence.quote, start):
        right = text.index(evidence.quote)
        return f"“{shown}” stands at {right} in {evidence.file}, not at {start}."
    return None
