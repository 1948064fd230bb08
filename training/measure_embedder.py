"""Measures embedding models for recall and speed, as reported in docs/models-embedder.md.

    python -m training.measure_embedder --spans FOLDER --scifact FOLDER MODEL...

MODEL is a model folder (see `index.onnx_model`). The span set is brandonstarxel's
chunking_evaluation (corpora, and questions with quotes at offsets); SciFact is read from the
CSV release with BEIR's queries and judgements. Both are read from gzip or zip as published.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import platform
import re
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.embedding import Embedder, OnnxEmbedder
from index.onnx_model import all_cores

PIECE_CHARACTERS = 450


def cut_pieces(text: str) -> list[tuple[int, int]]:
    """Spans of whole sentences (by a plain rule) of at most about 450 characters."""
    ends = [m.end() for m in re.finditer(r"[.!?][\"')\]]*\s+|\n+", text)] + [len(text)]
    pieces: list[tuple[int, int]] = []
    start = last = 0
    for end in ends:
        if end - start > PIECE_CHARACTERS and last > start:
            pieces.append((start, last))
            start = last
        while end - start > 2 * PIECE_CHARACTERS:
            pieces.append((start, start + PIECE_CHARACTERS))
            start += PIECE_CHARACTERS
        last = end
    if len(text) > start:
        pieces.append((start, len(text)))
    return [(a, b) for a, b in pieces if text[a:b].strip()]


def difference(values: Sequence[float], others: Sequence[float]) -> tuple[float, float, float]:
    """Mean paired difference with its 95 % interval (bootstrap over the pairs, 10,000 draws)."""
    gaps = np.asarray(values, float) - np.asarray(others, float)
    draws = np.random.default_rng(0).integers(0, len(gaps), (10_000, len(gaps)))
    low, high = np.quantile(gaps[draws].mean(axis=1), [0.025, 0.975])
    return float(gaps.mean()), float(low), float(high)


def measure_spans(
    embedder: Embedder, folder: Path
) -> tuple[dict[str, float], dict[str, list[float]]]:
    """Share of quotes at least half covered by the 5, 10, 20 nearest pieces of their corpus."""
    csv.field_size_limit(10**9)
    with gzip.open(folder / "questions_df.csv.gz", "rt", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    hits: dict[int, list[float]] = {5: [], 10: [], 20: []}
    pieces_embedded, seconds, query_seconds = 0, 0.0, []
    for corpus in sorted({row["corpus_id"] for row in rows}):
        with gzip.open(folder / f"corpora_{corpus}.md.gz", "rt", encoding="utf-8", newline="") as s:
            text = s.read()
        pieces = cut_pieces(text)
        started = time.perf_counter()
        vectors = embedder.embed_documents([text[a:b] for a, b in pieces])
        seconds += time.perf_counter() - started
        pieces_embedded += len(pieces)
        for row in rows:
            if row["corpus_id"] != corpus:
                continue
            started = time.perf_counter()
            query = embedder.embed_query(row["question"])
            query_seconds.append(time.perf_counter() - started)
            order = np.argsort(-(vectors @ query), kind="stable")[:20]
            for quote in json.loads(row["references"]):
                a, b = int(quote["start_index"]), int(quote["end_index"])
                covered = np.cumsum(
                    [max(0, min(b, pieces[i][1]) - max(a, pieces[i][0])) for i in order]
                )
                for k, found in hits.items():
                    found.append(float(covered[min(k, len(covered)) - 1] * 2 >= b - a))
    figures = {
        **{f"recall@{k}": float(np.mean(found)) for k, found in hits.items()},
        "quotes": len(hits[5]),
        "pieces": pieces_embedded,
        "pieces/s": pieces_embedded / seconds,
        "query ms (median)": 1000 * float(np.median(query_seconds)),
    }
    return figures, {f"recall@{k}": found for k, found in hits.items()}


def measure_scifact(
    embedder: Embedder, folder: Path
) -> tuple[dict[str, float], dict[str, list[float]]]:
    """The usual nDCG@10 and recall@100 over title and abstract (Jaervelin & Kekaelaeinen 2002)."""
    ids, texts = _scifact_corpus(folder)
    judged: dict[str, dict[str, int]] = {}
    with gzip.open(folder / "beir_qrels_test.tsv.gz", "rt", encoding="utf-8") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            judged.setdefault(row["query-id"], {})[row["corpus-id"]] = int(row["score"])
    with gzip.open(folder / "beir_queries.jsonl.gz", "rt", encoding="utf-8") as stream:
        queries = {q["_id"]: q["text"] for q in map(json.loads, stream)}
    started = time.perf_counter()
    vectors = embedder.embed_documents(texts)
    seconds = time.perf_counter() - started
    gains: list[float] = []
    recalls: list[float] = []
    for query_id, relevant in judged.items():
        scores = vectors @ embedder.embed_query(queries[query_id])
        ranked = [ids[i] for i in np.argsort(-scores, kind="stable")[:100]]
        gain = sum(relevant.get(d, 0) / np.log2(r + 2) for r, d in enumerate(ranked[:10]))
        best = sorted(relevant.values(), reverse=True)[:10]
        gains.append(gain / sum(g / np.log2(r + 2) for r, g in enumerate(best)))
        recalls.append(len(set(ranked) & set(relevant)) / len(relevant))
    figures = {
        "nDCG@10": float(np.mean(gains)),
        "recall@100": float(np.mean(recalls)),
        "queries": len(gains),
        "documents": len(ids),
        "documents/s": len(ids) / seconds,
    }
    return figures, {"nDCG@10": gains, "recall@100": recalls}


def _scifact_corpus(folder: Path) -> tuple[list[str], list[str]]:
    csv.field_size_limit(10**9)
    ids, texts = [], []
    with (
        zipfile.ZipFile(folder / "scifact_csv.zip") as archive,
        archive.open("corpus_train.csv") as raw,
    ):
        for row in csv.DictReader(io.TextIOWrapper(raw, "utf-8")):
            # The column is a printed array of strings; either quote mark, no commas between.
            sentences = re.findall(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"", row["abstract"])
            ids.append(row["doc_id"])
            texts.append(f"{row['title']} {' '.join(a or b for a, b in sentences)}")
    return ids, texts


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each model on each set, and each after the first against the first; JSON lines."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--spans", type=Path)
    parser.add_argument("--scifact", type=Path)
    parser.add_argument("--threads", type=int, default=all_cores())
    options = parser.parse_args(arguments)
    for measure, folder in ((measure_spans, options.spans), (measure_scifact, options.scifact)):
        if folder is None:
            continue
        first: dict[str, list[float]] = {}
        for model in options.models:
            figures, each = measure(OnnxEmbedder(model, threads=options.threads), folder)
            found: dict[str, Any] = dict(figures)
            for name, values in each.items():
                if name in first:
                    gap, low, high = difference(values, first[name])
                    found[f"{name} less first"] = f"{gap:+.4f} [{low:+.4f}, {high:+.4f}]"
            first = first or each
            rounded = {k: round(v, 4) if isinstance(v, float) else v for k, v in found.items()}
            line = {"model": model.name, "set": folder.name, **rounded, "threads": options.threads}
            print(json.dumps({**line, "machine": platform.machine()}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
