"""PubMedQA's labelled part (Jin et al. 2019): yes/no/maybe questions over abstracts.

Each abstract (its conclusion withheld, as published) is a document of one corpus; its own is the
relevant one.
"""

from __future__ import annotations

from pathlib import Path

from index.errors import InputError

from ..reading import Record, read_json
from ..records import QuestionCase, QuestionSet
from .building import DocumentFolder, build_set


def read_pubmedqa(path: Path, work: Path) -> QuestionSet:
    """Read ori_pqal.json (an object of records by PubMed id)."""
    data = read_json(path)
    if not isinstance(data, dict):
        raise InputError(f"{path}: not an object of records by id.", "Name the right --format.")
    folder = DocumentFolder(work)
    cases = []
    for identity, value in data.items():
        if not isinstance(value, dict):
            raise InputError(f"{path}: record '{identity}' is not an object.", "Correct it.")
        record = Record(f"{path}: record '{identity}'", value)
        labels, contexts = record.texts("LABELS"), record.texts("CONTEXTS", ...)
        parts = [
            f"{label.capitalize()}: {text}" if label else text
            for label, text in zip([*labels, *[""] * len(contexts)], contexts, strict=False)
        ]
        file = folder.add(f"pubmed {identity}", "\n\n".join(parts) + "\n")
        decision = record.text("final_decision")
        if decision not in ("yes", "no", "maybe"):
            raise record.fail("final_decision", f"is '{decision}', not yes, no or maybe")
        case = QuestionCase(
            id=identity,
            question=record.text("QUESTION"),
            type=decision,
            answers=(decision,),
            relevant={file: 1},
        )
        cases.append((record, case))
    return build_set("pubmedqa", cases, folder.finish(), path)
