"""FinanceBench (Islam et al. 2023): questions over the PDFs of annual reports.

The PDFs lie in a folder "pdfs" beside the JSONL file, or beside it directly, named after
`doc_name`. Page numbers of the file count from 0; ours count from 1. Evidence texts were
extracted by another program and often do not stand in ours letter for letter: the page decides
then (`page_recall`).
"""

from __future__ import annotations

from pathlib import Path

from index.errors import InputError

from ..reading import Record, read_jsonl
from ..records import Evidence, QuestionCase, QuestionSet
from .building import build_set


def read_financebench(path: Path, work: Path) -> QuestionSet:
    """Read a FinanceBench JSONL file with its PDFs.

    Raises:
        InputError: a field is missing, or a PDF that a question names.
    """
    folder = path.parent / "pdfs" if (path.parent / "pdfs").is_dir() else path.parent
    cases = []
    for record in read_jsonl(path):
        groups = tuple((_evidence(entry, folder),) for entry in record.records("evidence"))
        case = QuestionCase(
            id=record.text("financebench_id"),
            question=record.text("question"),
            type=record.get("question_type", str, "fact"),
            answers=(record.text("answer"),),
            evidence=groups,
            relevant={group[0].file: 1 for group in groups},
        )
        cases.append((record, case))
    return build_set(path.name.split(".")[0], cases, folder.resolve(), path)


def _evidence(entry: Record, folder: Path) -> Evidence:
    file = entry.text("doc_name") + ".pdf"
    if not (folder / file).is_file():
        raise InputError(
            f"{entry.where}: field 'doc_name': {folder / file} does not exist.",
            "Put the PDFs into a folder 'pdfs' beside the file.",
        )
    page = entry.get("evidence_page_num", int)
    if page < 0:
        raise entry.fail("evidence_page_num", "is negative")
    return Evidence(file, entry.text("evidence_text"), page=page + 1)
