"""The embedder's measurements, on invented sets whose figures can be told by hand."""

from __future__ import annotations

import csv
import gzip
import json
import math
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from index.embedding import HashingEmbedder
from training.measure_embedder import (
    cut_pieces,
    difference,
    measure_scifact,
    measure_spans,
)


def test_pieces_are_whole_sentences_in_order() -> None:
    text = "One sentence here. " * 60 + "\n\n" + "x" * 2_000 + " End."
    pieces = cut_pieces(text)
    assert all(a < b for a, b in pieces)
    assert all(b <= c for (_, b), (c, _) in pairwise(pieces))
    assert "".join(text[a:b] for a, b in pieces).split() == text.split()
    assert max(b - a for a, b in pieces) <= 900
    assert text[slice(*pieces[0])].endswith("here. ")


def test_difference_is_paired_and_has_an_interval() -> None:
    assert difference([1, 0, 1], [1, 0, 1]) == (0, 0, 0)
    gap, low, high = difference([1.0, 0.0] * 50, [0.0, 0.0] * 50)
    assert gap == 0.5
    assert 0.3 < low < 0.5 < high < 0.7


def test_spans_count_a_quote_once_half_of_it_is_found(tmp_path: Path) -> None:
    sentences = [f"The {word} was repaired in spring. " * 12 for word in ("mole", "quay", "mill")]
    text = "".join(sentences)
    with gzip.open(tmp_path / "corpora_town.md.gz", "wt", encoding="utf-8", newline="") as stream:
        stream.write(text)
    start = text.index("The quay")
    quote = {"content": text[start : start + 30], "start_index": start, "end_index": start + 30}
    with gzip.open(tmp_path / "questions_df.csv.gz", "wt", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["question", "references", "corpus_id"])
        writer.writeheader()
        row = {"references": json.dumps([quote]), "corpus_id": "town"}
        writer.writerow({"question": "quay repaired", **row})
    figures, each = measure_spans(HashingEmbedder(), tmp_path)
    assert each["recall@5"] == [1.0]
    assert figures["quotes"] == 1


def test_scifact_figures_follow_the_formula(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "scifact_csv.zip", "w") as archive:
        archive.writestr(
            "corpus_train.csv",
            "doc_id,title,abstract,structured\n"
            "1,Sleep,\"['Long sleep helps.'\n 'It does.']\",False\n"
            '2,Harbour ice,"[""Ice isn\'t rare in the harbour.""]",False\n',
        )
    with gzip.open(tmp_path / "beir_qrels_test.tsv.gz", "wt") as stream:
        stream.write("query-id\tcorpus-id\tscore\nq1\t2\t1\nq2\t2\t1\n")
    with gzip.open(tmp_path / "beir_queries.jsonl.gz", "wt") as stream:
        stream.write('{"_id": "q1", "text": "ice harbour"}\n{"_id": "q2", "text": "long sleep"}\n')
    figures, each = measure_scifact(HashingEmbedder(), tmp_path)
    assert each["nDCG@10"] == pytest.approx([1, 1 / math.log2(3)])
    assert figures["recall@100"] == 1
    assert figures["documents"] == 2
