"""SciFact (Wadden et al. 2020) as BEIR queries and judgements with its corpus as CSV in a zip.

The folder holds beir_queries.jsonl, beir_qrels_test.tsv and scifact_csv.zip (corpus_train.csv,
whose abstracts are printed arrays of sentence strings). Queries are claims, not questions; whole
documents are judged, so this measures search.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

from index.errors import InputError

from ..reading import MAX_BYTES, Record, read_bytes, read_jsonl
from ..records import QuestionSet
from .beir import judged_cases, read_qrels_tsv
from .building import DocumentFolder, build_set

_SENTENCE = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", re.DOTALL)


def read_scifact(path: Path, work: Path) -> QuestionSet:
    """Read the folder.

    Raises:
        InputError: a file or column is missing or damaged.
    """
    folder = DocumentFolder(work)
    files: dict[str, str] = {}
    archive = path / "scifact_csv.zip"
    rows = csv.DictReader(io.StringIO(_corpus(archive), newline=""))
    for row in rows:
        record = Record(f"{archive} corpus line {rows.line_num}", row)
        title, sentences = record.text("title"), split_printed(record.get("abstract", str, ""))
        files[record.text("doc_id")] = folder.add(title, f"{title}\n\n{' '.join(sentences)}\n")
    judged = read_qrels_tsv(_find(path, "beir_qrels_test.tsv"))
    cases = judged_cases(read_jsonl(_find(path, "beir_queries.jsonl")), judged, files)
    return build_set("scifact", cases, folder.finish(), path)


def split_printed(array: str) -> list[str]:
    """The strings of a printed numpy array: quoted with either mark, no commas between."""
    found = (single or double for single, double in _SENTENCE.findall(array))
    return [re.sub(r"\\(.)", r"\1", text.replace("\\n", " ")).strip() for text in found]


def _corpus(archive: Path) -> str:
    data = read_bytes(archive)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entry = packed.getinfo("corpus_train.csv")
            if entry.file_size > MAX_BYTES:
                raise InputError(f"{archive}: the corpus is too large.", "Use a smaller copy.")
            return packed.read(entry).decode("utf-8-sig")
    except (zipfile.BadZipFile, KeyError) as error:
        raise InputError(
            f"{archive}: no corpus_train.csv in it ({error}).", "Fetch the archive again."
        ) from None


def _find(folder: Path, name: str) -> Path:
    for candidate in (folder / name, folder / f"{name}.gz"):
        if candidate.is_file():
            return candidate
    raise InputError(f"{folder}: no {name} (or .gz) in it.", "Give the folder of the set.")
