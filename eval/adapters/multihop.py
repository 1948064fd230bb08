"""HotpotQA (Yang et al. 2018), 2WikiMultihopQA (Ho et al. 2020), MuSiQue (Trivedi et al. 2022).

All paragraphs of the file form one corpus, one document each. HotpotQA and 2Wiki name supporting
sentences: each is a group of the gold evidence. Where a copy gives the context's sentences
joined, or in MuSiQue, only documents are judged: a sentence number cannot be guessed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..reading import Record, read_records
from ..records import Evidence, QuestionCase, QuestionSet
from .building import DocumentFolder, build_set


def read_hotpot(path: Path, work: Path) -> QuestionSet:
    """Read HotpotQA or 2Wiki, JSON or JSONL.

    Raises:
        InputError: a supporting fact names a title or sentence that the context does not have.
    """
    folder = DocumentFolder(work)
    cases = []
    for number, record in enumerate(read_records(path), 1):
        context: dict[str, tuple[str, list[str] | None]] = {}
        for entry in record.get("context", list):
            title, sentences, text = _paragraph(record, entry)
            context[title] = (folder.add(title, text), sentences)
        evidence, relevant = _supporting(record, context)
        case = QuestionCase(
            id=str(record.get("_id", (str, int), None) or record.get("id", str, f"hop-{number}")),
            question=record.text("question"),
            type=record.get("type", str, "multihop"),
            answers=(record.text("answer"),),
            evidence=evidence,
            relevant=relevant,
        )
        cases.append((record, case))
    return build_set(path.name.split(".")[0], cases, folder.finish(), path)


def _paragraph(record: Record, entry: Any) -> tuple[str, list[str] | None, str]:
    if not isinstance(entry, list) or len(entry) != 2 or not isinstance(entry[0], str):
        raise record.fail("context", "must hold [title, sentences] pairs")
    title, body = entry
    if isinstance(body, str):
        return title, None, body
    if not isinstance(body, list) or not all(isinstance(s, str) for s in body):
        raise record.fail("context", f"gives no sentences for '{title}'")
    joined = "".join(s if s[:1].isspace() or not i else f" {s}" for i, s in enumerate(body))
    return title, [s.strip() for s in body], joined.strip() + "\n"


def _supporting(
    record: Record, context: dict[str, tuple[str, list[str] | None]]
) -> tuple[tuple[tuple[Evidence, ...], ...], dict[str, int]]:
    groups, relevant, whole = [], {}, False
    for fact in record.get("supporting_facts", list):
        if not isinstance(fact, list) or len(fact) != 2 or fact[0] not in context:
            raise record.fail("supporting_facts", f"names {fact!r}, which is not in the context")
        file, sentences = context[fact[0]]
        relevant[file] = 1
        if sentences is None:
            whole = True
        elif not isinstance(fact[1], int) or not 0 <= fact[1] < len(sentences):
            # HotpotQA itself has a few such facts; the document is known, the sentence is not.
            whole = True
        elif sentences[fact[1]]:
            groups.append((Evidence(file, sentences[fact[1]]),))
    return (() if whole else tuple(dict.fromkeys(groups))), relevant


def read_musique(path: Path, work: Path) -> QuestionSet:
    """Read MuSiQue, JSON or JSONL."""
    folder = DocumentFolder(work)
    cases = []
    for record in read_records(path):
        relevant: dict[str, int] = {}
        for paragraph in record.records("paragraphs"):
            file = folder.add(paragraph.text("title"), paragraph.text("paragraph_text"))
            if paragraph.get("is_supporting", bool, False):
                relevant[file] = 1
        answerable = record.get("answerable", bool, True)
        answers = (record.text("answer"), *record.texts("answer_aliases")) if answerable else ()
        case = QuestionCase(
            id=record.text("id"),
            question=record.text("question"),
            type=record.text("id").split("_")[0] if answerable else "unanswerable",
            answers=tuple(dict.fromkeys(answers)),
            relevant=relevant if answerable else {},
            answerable=answerable,
        )
        cases.append((record, case))
    return build_set(path.name.split(".")[0], cases, folder.finish(), path)
