"""BEIR folders (Thakur et al. 2021) and TREC run and qrels files: whole documents are judged.

    folder/corpus.jsonl        {"_id": "d1", "title": "…", "text": "…"}
    folder/queries.jsonl       {"_id": "q1", "text": "…"}
    folder/qrels/test.tsv      query-id <tab> corpus-id <tab> score

All three may be gzip. Only judged queries become questions; grades below 1 are not relevant.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.errors import InputError

from ..reading import Record, read_jsonl, read_text
from ..records import QuestionCase, QuestionSet
from .building import DocumentFolder, build_set


def read_beir(path: Path, work: Path) -> QuestionSet:
    """Read a BEIR folder; of its qrels test, else dev, else train.

    Raises:
        InputError: a file is missing, or a line is wrong.
    """
    corpus, queries = _find(path, "corpus.jsonl"), _find(path, "queries.jsonl")
    judged = read_qrels_tsv(_find(path, *(f"qrels/{s}.tsv" for s in ("test", "dev", "train"))))
    folder = DocumentFolder(work)
    files: dict[str, str] = {}
    for record in read_jsonl(corpus):
        title, text = record.get("title", str, ""), record.get("text", str, "")
        if title.strip() or text.strip():
            files[record.text("_id")] = folder.add(title, f"{title}\n\n{text}".strip() + "\n")
    cases = judged_cases(read_jsonl(queries), judged, files)
    return build_set(path.resolve().name, cases, folder.finish(), path)


def judged_cases(
    queries: Iterable[Record], judged: dict[str, dict[str, int]], files: dict[str, str]
) -> list[tuple[Record, QuestionCase]]:
    """The judged queries as cases; queries none of whose relevant documents exist are left out.

    Args:
        queries: records with `_id` and `text`.
        judged: query -> document id -> grade.
        files: document id -> file name.
    """
    cases = []
    for query in queries:
        grades = judged.get(query.text("_id"), {})
        relevant = {files[d]: grade for d, grade in grades.items() if grade > 0 and d in files}
        if relevant:
            case = QuestionCase(
                id=query.text("_id"),
                question=query.text("text"),
                type="query",
                relevant=relevant,
            )
            cases.append((query, case))
    return cases


def read_qrels_tsv(path: Path) -> dict[str, dict[str, int]]:
    """Query -> document -> grade from BEIR's tab-separated judgements with their header line."""
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        cells = line.split("\t")
        if (number == 1 and cells[0] == "query-id") or not line.strip():
            continue
        if len(cells) != 3:
            raise _wrong(path, number, "query-id, corpus-id and score, separated by tabs")
        qrels.setdefault(cells[0], {})[cells[1]] = _grade(path, number, cells[2])
    return qrels


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """Query -> document -> grade from a TREC qrels file: "q1 0 d1 2"."""
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        cells = line.split()
        if not cells:
            continue
        if len(cells) != 4:
            raise _wrong(path, number, "query, 0, document and grade")
        qrels.setdefault(cells[0], {})[cells[2]] = _grade(path, number, cells[3])
    return qrels


def read_run(path: Path) -> dict[str, dict[str, float]]:
    """Query -> document -> score from a TREC run: "q1 Q0 d1 1 12.3 tag"."""
    run: dict[str, dict[str, float]] = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        cells = line.split()
        if not cells:
            continue
        if len(cells) != 6:
            raise _wrong(path, number, "query, Q0, document, rank, score and tag")
        try:
            score = float(cells[4])
        except ValueError:
            raise _wrong(path, number, "a number as score") from None
        ranking = run.setdefault(cells[0], {})
        if cells[2] in ranking:
            raise _wrong(path, number, f"each document once; '{cells[2]}' stands twice")
        ranking[cells[2]] = score
    return run


def _grade(path: Path, number: int, cell: str) -> int:
    try:
        return int(cell)
    except ValueError:
        raise _wrong(path, number, "a whole number as grade") from None


def _wrong(path: Path, number: int, expected: str) -> InputError:
    return InputError(f"{path}:{number}: the line needs {expected}.", "Correct that line.")


def _find(folder: Path, *names: str) -> Path:
    for name in names:
        for candidate in (folder / name, folder / f"{name}.gz"):
            if candidate.is_file():
                return candidate
    raise InputError(
        f"{folder}: no {' or '.join(names)} (or .gz) in it.", "Give the folder of a BEIR set."
    )
