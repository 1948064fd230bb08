"""Reads the dev sets the judges are measured on. None of them is ever trained on."""

from __future__ import annotations

import ast
import csv
import gzip
import io
import json
import re
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from .examples import split_plainly
from .sets import QuestionRecord, plain, read_squad


@dataclass(frozen=True, slots=True)
class Ranking:
    """Queries over texts; `gold[i]` maps the positions of query i's relevant texts to grades."""

    texts: list[str]
    queries: list[str]
    gold: list[dict[int, int]]


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement, the windows of its evidence, and whether the evidence bears it."""

    statement: str
    windows: list[str]
    supported: bool


def _open(path: Path) -> str:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return stream.read()


def squad_dev(data: Path) -> list[QuestionRecord]:
    """The SQuAD 2.0 dev half, 6,078 questions."""
    return list(read_squad(data / "dev" / "squad_v2" / "dev-half-v2.0.json.gz", "squad_dev"))


def scifact(data: Path) -> Ranking:
    """SciFact as BEIR has it: 300 test claims over 5,183 abstracts."""
    folder = data / "dev" / "scifact"
    csv.field_size_limit(sys.maxsize)
    with zipfile.ZipFile(folder / "scifact_csv.zip") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("corpus_train.csv").decode("utf-8"))))
    places = {row["doc_id"]: place for place, row in enumerate(rows)}
    texts = [f"{row['title']} {_printed_array(row['abstract'])}" for row in rows]
    queries = {}
    for line in _open(folder / "beir_queries.jsonl.gz").splitlines():
        row = json.loads(line)
        queries[row["_id"]] = row["text"]
    gold: dict[str, dict[int, int]] = {}
    for row in csv.DictReader(
        io.StringIO(_open(folder / "beir_qrels_test.tsv.gz")), delimiter="\t"
    ):
        gold.setdefault(row["query-id"], {})[places[row["corpus-id"]]] = int(row["score"])
    names = sorted(gold, key=int)
    return Ranking(texts, [queries[name] for name in names], [gold[name] for name in names])


_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")


def _printed_array(value: str) -> str:
    """The sentences of a printed numpy array of strings, joined."""
    return " ".join(str(ast.literal_eval(part)) for part in _QUOTED.findall(value))


def squad_ranking(data: Path, sample: int) -> Ranking:
    """A sample of the answerable dev questions over all paragraphs of the dev half."""
    records = squad_dev(data)
    texts = list(dict.fromkeys(record.context for record in records))
    places = {text: place for place, text in enumerate(texts)}
    asked = [record for record in records if not record.impossible]
    asked = Random(11).sample(asked, min(sample, len(asked)))
    return Ranking(texts, [r.question for r in asked], [{places[r.context]: 1} for r in asked])


@dataclass(frozen=True, slots=True)
class SpanRanking:
    """Questions over passages of several files; gold are character ranges of a file."""

    passages: list[tuple[str, int, int, str]]
    queries: list[str]
    gold: list[tuple[str, list[tuple[int, int]]]]


def chroma(data: Path, size: int = 800) -> SpanRanking:
    """The Chroma set, its files cut into passages of whole sentences of at most `size`."""
    folder = data / "dev" / "chunking_evaluation"
    passages = []
    for path in sorted(folder.glob("corpora_*.md.gz")):
        name, text = path.name[8:-6], _open(path)
        passages += [(name, s, e, text[s:e]) for s, e in pack(text, size)]
    queries, gold = [], []
    for row in csv.DictReader(io.StringIO(_open(folder / "questions_df.csv.gz"))):
        queries.append(row["question"])
        ranges = [(r["start_index"], r["end_index"]) for r in json.loads(row["references"])]
        gold.append((row["corpus_id"], ranges))
    return SpanRanking(passages, queries, gold)


def pack(text: str, size: int) -> list[tuple[int, int]]:
    """Whole sentences, joined while they fit into `size` characters; longer ones are cut."""
    packed: list[tuple[int, int]] = []
    for start, end in split_plainly(text):
        while end - start > size:
            packed.append((start, start + size))
            start += size
        if packed and end - packed[-1][0] <= size and packed[-1][1] - packed[-1][0] < size:
            packed[-1] = (packed[-1][0], end)
        else:
            packed.append((start, end))
    return packed


def windows_of(text: str, size: int = 600) -> list[str]:
    """A text as windows of whole sentences, each second one shifted by half."""
    spans = split_plainly(text)
    found, start = [], 0
    while start < len(spans):
        end = start + 1
        while end < len(spans) and spans[end][1] - spans[start][0] <= size:
            end += 1
        found.append(text[spans[start][0] : spans[end - 1][1]][: 2 * size])
        if end == len(spans):
            break
        start = max(start + 1, (start + end) // 2)
    return found


def wice(data: Path) -> list[Claim]:
    """WiCE dev: 349 claims against the whole page they cite; only `supported` counts as borne."""
    claims = []
    for line in _open(data / "dev" / "wice" / "claim_dev.jsonl.gz").splitlines():
        row = json.loads(line)
        text = "\n".join(row["evidence"])
        claims.append(Claim(row["claim"], windows_of(text), row["label"] == "supported"))
    return claims


def attribution(data: Path) -> list[Claim]:
    """AttributionBench dev: 1,198 claims against the references they cite."""
    path = data / "dev" / "attributionbench" / "dev_all_subset_balanced.jsonl.gz"
    claims = []
    for line in _open(path).splitlines():
        row: dict[str, Any] = json.loads(line)
        texts = row["references"] or row["webpage_references"]
        windows = [window for text in texts for window in windows_of(plain(str(text)))]
        claims.append(Claim(row["claim"], windows, row["attribution_label"] == "attributable"))
    return claims
