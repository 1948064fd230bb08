"""Chroma's chunking evaluation (Smith and Troynikov 2024): questions with exact character spans.

The folder holds questions_df.csv (question, references as JSON, corpus_id) and the corpora as
corpora_<id>.md or corpora/<id>.md, plain or gzip. All corpora form one. Every reference of a
question is a group of the gold evidence.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from index.errors import InputError

from ..reading import Record, read_text
from ..records import Evidence, QuestionCase, QuestionSet
from .building import DocumentFolder, build_set


def read_chroma(path: Path, work: Path) -> QuestionSet:
    """Read the evaluation's folder, or its questions_df.csv.

    Raises:
        InputError: a column, corpus or reference is missing, or a reference does not stand at
            its offset.
    """
    home = path if path.is_dir() else path.parent
    table = path if path.is_file() else _find(home, "questions_df.csv")
    folder = DocumentFolder(work)
    corpora: dict[str, tuple[str, str]] = {}
    cases = []
    reader = csv.DictReader(io.StringIO(read_text(table), newline=""))
    needed = {"question", "references", "corpus_id"}
    if not needed <= set(reader.fieldnames or ()):
        raise InputError(
            f"{table}:1: the columns {', '.join(sorted(needed))} are needed.", "Correct line 1."
        )
    for number, row in enumerate(reader, 1):
        record = Record(f"{table}:{reader.line_num}", row)
        corpus = record.text("corpus_id")
        if corpus not in corpora:
            source = _find(home, f"corpora_{corpus}.md", f"corpora/{corpus}.md")
            text = read_text(source).replace("\r\n", "\n")
            corpora[corpus] = (folder.add(corpus, text, suffix=".md"), text)
        case = QuestionCase(
            id=f"chroma-{number}",
            question=record.text("question"),
            type=corpus,
            evidence=_references(record, *corpora[corpus]),
        )
        cases.append((record, case))
    return build_set("chunking_evaluation", cases, folder.finish(), path)


def _references(record: Record, file: str, text: str) -> tuple[tuple[Evidence, ...], ...]:
    try:
        values: Any = json.loads(record.text("references"))
    except json.JSONDecodeError as error:
        raise record.fail("references", f"is not JSON ({error})") from None
    groups = []
    for entry in Record(record.where, {"references": values}).records("references"):
        quote, start = entry.text("content"), entry.get("start_index", int)
        if text[start : start + len(quote)] != quote:
            raise entry.fail("start_index", f"is {start}; the content does not stand there")
        groups.append((Evidence(file, quote, start, start + len(quote)),))
    return tuple(groups)


def _find(folder: Path, *names: str) -> Path:
    for name in names:
        for candidate in (folder / name, folder / f"{name}.gz"):
            if candidate.is_file():
                return candidate
    raise InputError(f"{folder}: no {' or '.join(names)} (or .gz) in it.", "Add the file.")
