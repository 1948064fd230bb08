"""QuoteSum (Schuster et al. 2023): answers woven from marked quotes of up to eight sources.

Each question is asked over its own sources, one document each. "[ 2 The pier ] froze …"
quotes source 2; each such quote that stands in its source is a group of the gold evidence. One
question has several annotators' summaries: each is an id of its own.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..locating import locate
from ..reading import Record, read_records
from ..records import Evidence, QuestionCase, QuestionSet
from .building import DocumentFolder, build_set

MAX_SOURCES = 8
_QUOTE = re.compile(r"\[\s*(\d+)\s+(.*?)\s*\](?=\s|$|[^\w\]])", re.DOTALL)


def read_quotesum(path: Path, work: Path) -> QuestionSet:
    """Read a QuoteSum JSONL file.

    Raises:
        InputError: a field is missing, a quote names a source that is not there, or none of a
            summary's quotes stands in its source.
    """
    folder = DocumentFolder(work)
    cases = []
    for record in read_records(path):
        sources = _sources(record)
        files = {n: folder.add(title, text) for n, (title, text) in sources.items()}
        evidence = _evidence(record, sources, files)
        short = (record.get(f"short_ans_{n}", str, "").strip() for n in sources)
        covered = _QUOTE.findall(record.get("covered_short_answers", str, ""))
        case = QuestionCase(
            id=record.get("unique_id", str, None) or record.text("qid"),
            question=record.text("question"),
            type="several sources" if len({e[0].file for e in evidence}) > 1 else "one source",
            answers=tuple(dict.fromkeys(s for s in short if s)),
            nuggets=tuple(dict.fromkeys(text for _, text in covered)),
            evidence=evidence,
            files=tuple(dict.fromkeys(files.values())),
        )
        cases.append((record, case))
    return build_set(path.name.split(".")[0], cases, folder.finish(), path)


def _sources(record: Record) -> dict[int, tuple[str, str]]:
    found = {}
    for number in range(1, MAX_SOURCES + 1):
        text = record.get(f"source{number}", str, "")
        if text.strip():
            found[number] = (record.get(f"title{number}", str, ""), text)
    if not found:
        raise record.fail("source1", "is missing")
    return found


def _evidence(
    record: Record, sources: dict[int, tuple[str, str]], files: dict[int, str]
) -> tuple[tuple[Evidence, ...], ...]:
    groups: dict[Evidence, None] = {}
    for digits, quote in _QUOTE.findall(record.text("summary")):
        number = int(digits)
        if number not in sources:
            raise record.fail("summary", f"quotes source {number}, which is empty")
        text = sources[number][1]
        if locate(quote, text):
            groups[Evidence(files[number], quote)] = None
    if not groups:
        raise record.fail("summary", "quotes nothing that stands in its sources")
    return tuple((evidence,) for evidence in groups)
