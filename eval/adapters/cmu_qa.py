"""The CMU/Pitt question-answer set (Smith, Heilman and Hwa 2008): students' questions, articles.

The folder holds S08/S09/S10_question_answer_pairs.txt (Latin-1, tab-separated) and
articles_clean.tar.gz. All articles form one corpus; a question's own is the relevant one.
Several people answered each question: their answers are aliases. Questions without an answer
(NULL) or whose article is not there are left out, as the set does not say why.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

from index.errors import InputError

from ..reading import MAX_BYTES, Record, read_bytes, read_text
from ..records import QuestionCase, QuestionSet
from .building import DocumentFolder, build_set

_COLUMNS = 6


def read_cmu_qa(path: Path, work: Path) -> QuestionSet:
    """Read the folder.

    Raises:
        InputError: a file is missing or damaged, or a line has too few columns.
    """
    folder = DocumentFolder(work)
    tables = sorted(path.glob("S*_question_answer_pairs.txt*"))
    if not tables:
        raise InputError(
            f"{path}: no S08_question_answer_pairs.txt in it.", "Give the folder of the set."
        )
    articles = _articles(path / "articles_clean.tar.gz")
    files: dict[str, str] = {}
    answers: dict[tuple[str, str], list[str]] = {}
    where: dict[tuple[str, str], str] = {}
    for table in tables:
        for number, cells in _rows(table):
            title, question, answer, article = cells[0], cells[1], cells[2], cells[5].strip()
            useless = {"", "NULL"} & {question.strip(), answer.strip()}
            if useless or article not in articles:
                continue
            if article not in files:
                files[article] = folder.add(title.replace("_", " "), articles[article])
            key = (files[article], question.strip())
            answers.setdefault(key, []).append(answer.strip().rstrip("."))
            where.setdefault(key, f"{table}:{number}")
    cases = [
        (
            Record(where[key], {}),
            QuestionCase(
                id=f"cmu-{number}",
                question=key[1],
                type="yes_no" if _verdicts(found) else "fact",
                answers=tuple(dict.fromkeys(a.lower() if _verdicts([a]) else a for a in found)),
                relevant={key[0]: 1},
            ),
        )
        for number, (key, found) in enumerate(answers.items(), 1)
    ]
    return build_set("cmu_qa", cases, folder.finish(), path)


def _verdicts(answers: list[str]) -> bool:
    return all(answer.lower() in ("yes", "no") for answer in answers)


def _rows(table: Path) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of each row but the first; a row broken by a line end is joined."""
    # Latin-1 as published, though one file opens with the byte order mark of UTF-8. Not
    # splitlines(): it would also cut at 0x85, which Windows wrote for an ellipsis.
    lines = read_text(table, encoding="latin-1").removeprefix("ï»¿").split("\n")
    held, first = "", 0
    for number, line in enumerate(lines, 1):
        if number == 1 or not (held or line.strip()):
            continue
        first = first if held else number
        held = f"{held} {line.rstrip()}" if held else line.rstrip("\r")
        cells = held.split("\t")
        if len(cells) >= _COLUMNS:
            yield first, [cell.replace("\\n", " ").strip() for cell in cells]
            held = ""
    if held:
        raise InputError(
            f"{table}:{first}: fewer than the {_COLUMNS} columns needed.", "Correct that line."
        )


def _articles(archive: Path) -> dict[str, str]:
    data = read_bytes(archive)
    found: dict[str, str] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as packed:
            for member in packed:
                content = packed.extractfile(member) if member.isfile() else None
                if content is None or member.size > MAX_BYTES:
                    continue
                name = Path(member.name).name.split(".")[0]
                found[name] = content.read().decode("utf-8", "replace")
    except tarfile.TarError as error:
        raise InputError(f"{archive}: not a tar file ({error}).", "Fetch it again.") from None
    return found
