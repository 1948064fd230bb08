"""CLAPnq (Rosenthal et al. 2024): long answers, each sentence selected from one passage.

Each question is asked over the whole corpus of passages. The selected sentences are the gold,
all of them; a record whose answers are all empty is unanswerable.
"""

from __future__ import annotations

from pathlib import Path

from ..reading import Record, read_records
from ..records import Evidence, QuestionCase, QuestionSet
from .building import DocumentFolder, build_set


def read_clapnq(path: Path, work: Path) -> QuestionSet:
    """Read a CLAPnq JSONL file.

    Raises:
        InputError: a field is missing, or a selected sentence stands in no passage.
    """
    folder = DocumentFolder(work)
    cases = []
    for record in read_records(path):
        passages = [
            (folder.add(p.get("title", str, ""), p.text("text")), p.text("text"))
            for p in record.records("passages")
        ]
        outputs = record.records("output")
        answers = tuple(o.text("answer") for o in outputs if o.get("answer", str, "").strip())
        sentences = dict.fromkeys(
            s for o in outputs for s in o.texts("selected_sentences") if s.strip()
        )
        groups = [_find(record, sentence, passages) for sentence in sentences] if answers else []
        case = QuestionCase(
            id=str(record.get("id", (str, int))),
            question=record.text("input"),
            type="long" if answers else "unanswerable",
            nuggets=answers,
            evidence=tuple(groups),
            answerable=bool(answers),
        )
        cases.append((record, case))
    return build_set(path.name.split(".")[0], cases, folder.finish(), path)


def _find(record: Record, sentence: str, passages: list[tuple[str, str]]) -> tuple[Evidence, ...]:
    wanted = sentence.strip()
    found = tuple(Evidence(file, wanted) for file, text in passages if wanted in text)
    if not found:
        raise record.fail(
            "selected_sentences", f"holds “{wanted[:50]}”, which stands in no passage"
        )
    return found
