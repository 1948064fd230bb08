"""RAMDocs (Wang et al. 2025): ambiguity, misinformation and noise in one pile of documents.

Each question is asked over its own documents. A right answer shows every gold answer (nuggets)
and none of the wrong ones (`answer_clean` is the paper's strict exact match); each gold answer is
a side, told by the documents that give it. The documents are judged as wholes.
"""

from __future__ import annotations

from pathlib import Path

from ..reading import Record, read_records
from ..records import QuestionCase, QuestionSet
from .building import DocumentFolder, build_set


def read_ramdocs(path: Path, work: Path) -> QuestionSet:
    """Read a RAMDocs JSONL file."""
    folder = DocumentFolder(work)
    cases = []
    for number, record in enumerate(read_records(path), 1):
        documents = [
            (folder.add(f"question {number} document {i}", d.text("text")), d.text("type"))
            for i, d in enumerate(record.records("documents"), 1)
        ]
        gold = record.texts("gold_answers", ...)
        case = QuestionCase(
            id=_id(record, number),
            question=record.text("question"),
            type="ambiguous" if len(gold) > 1 else "conflict",
            answers=gold,
            nuggets=gold,
            rejected=record.texts("wrong_answers"),
            relevant={file: 1 for file, kind in documents if kind == "correct"},
            files=tuple(dict.fromkeys(file for file, _ in documents)),
        )
        cases.append((record, case))
    return build_set(path.name.split(".")[0], cases, folder.finish(), path)


def _id(record: Record, number: int) -> str:
    return str(record.get("id", (str, int), f"ramdocs-{number}"))
