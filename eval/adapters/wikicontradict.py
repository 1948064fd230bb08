"""WikiContradict (Hou et al. 2024): two passages of Wikipedia that answer differently.

Each question is asked over its two contexts, one document each. A right answer reports both
answers, each from its own context: the contexts are the two sides, the answers the nuggets.
"""

from __future__ import annotations

from pathlib import Path

from ..reading import read_records
from ..records import Evidence, GoldViewpoint, QuestionCase, QuestionSet
from .building import DocumentFolder, build_set


def read_wikicontradict(path: Path, work: Path) -> QuestionSet:
    """Read WikiContradict as a JSON list or as JSONL."""
    folder = DocumentFolder(work)
    cases = []
    for number, record in enumerate(read_records(path), 1):
        identity = str(record.get("question_ID", (str, int), f"wikicontradict-{number}"))
        contexts = (record.text("context1"), record.text("context2"))
        answers = (record.text("answer1"), record.text("answer2"))
        files = tuple(
            folder.add(f"{identity} context {i}", text) for i, text in enumerate(contexts, 1)
        )
        sides = []
        for file, text, answer in zip(files, contexts, answers, strict=True):
            # Only an answer that stands in its context marks a place; else the whole context.
            quote = answer if answer in text else text.strip()
            sides.append(GoldViewpoint((), ((Evidence(file, quote),),)))
        case = QuestionCase(
            id=identity,
            question=record.text("question"),
            type="contradiction",
            nuggets=answers,
            evidence=tuple(group for side in sides for group in side.evidence),
            viewpoints=tuple(sides),
            files=files,
            disputed=True,
        )
        cases.append((record, case))
    return build_set(path.name.split(".")[0], cases, folder.finish(), path)
