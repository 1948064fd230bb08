"""MTRAG and MTRAG-UN (Katsis et al. 2025): conversations with reference passages.

The last user turn is the question, the turns before it the history. It is asked over the
passages of its own record. Passages are judged as wholes; answerability decides what a right
answer is: UNANSWERABLE and UNDERSPECIFIED want a refusal, PARTIAL an answer.
"""

from __future__ import annotations

from pathlib import Path

from ..reading import Record, read_records
from ..records import QuestionCase, QuestionSet
from .building import DocumentFolder, build_set

_ANSWERABLE = {"ANSWERABLE": True, "PARTIAL": True, "UNANSWERABLE": False, "UNDERSPECIFIED": False}


def read_mtrag(path: Path, work: Path) -> QuestionSet:
    """Read an MTRAG reference file (JSONL).

    Raises:
        InputError: a field is missing, a turn has no speaker, or the answerability is unknown.
    """
    folder = DocumentFolder(work)
    cases = []
    for record in read_records(path):
        contexts = record.records("contexts", [])
        files = tuple(
            folder.add(c.get("title", str, "") or c.get("document_id", str, ""), c.text("text"))
            for c in contexts
        )
        history, question = _conversation(record)
        kinds = record.texts("answerability", ...)
        kind = kinds[0].upper() if kinds else ""
        if kind not in _ANSWERABLE:
            raise record.fail("answerability", f"is '{kind}'; known are {', '.join(_ANSWERABLE)}")
        answerable = _ANSWERABLE[kind]
        targets = tuple(t.get("text", str, "") for t in record.records("targets", []))
        case = QuestionCase(
            id=record.text("task_id"),
            question=question,
            type=kind.lower(),
            history=history,
            nuggets=tuple(t for t in targets if t.strip()) if answerable else (),
            relevant=dict.fromkeys(files, 1) if answerable else {},
            files=files,
            answerable=answerable,
            tags=tuple(t.lower() for t in record.texts("Multi-Turn")),
        )
        cases.append((record, case))
    return build_set(path.name.split(".")[0], cases, folder.finish(), path)


def _conversation(record: Record) -> tuple[tuple[tuple[str, str], ...], str]:
    turns = [(t.text("speaker"), t.get("text", str, "")) for t in record.records("input")]
    if not turns or turns[-1][0] != "user" or not turns[-1][1].strip():
        raise record.fail("input", "must end with a user's question")
    history: list[tuple[str, str]] = []
    for speaker, text in turns[:-1]:
        if speaker == "user":
            history.append((text, ""))
        elif speaker == "agent" and history:
            history[-1] = (history[-1][0], f"{history[-1][1]} {text}".strip())
        else:
            raise record.fail("input", f"has a turn of '{speaker}' where a user's was expected")
    return tuple(history), turns[-1][1]
