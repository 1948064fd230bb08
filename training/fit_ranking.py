"""Fits the weights of `retrieval.ranking` and prints the operating points of abstention.

    python -m training.fit_ranking --data DATA --sample QUESTIONS.jsonl --save features.npz

Questions: half the articles of the SQuAD 2.0 dev half (the other half is for reporting), two of
the five texts of the chunking-evaluation spans, and the tune split of the sample; a part of what
was written for Vouch is measured beside them, not fitted. Each set is one corpus; every candidate
sentence is labelled by whether it overlaps a gold span. A logistic regression with an L2 penalty is
fitted on questions weighted equally, once with all features and once without those of a reader; the
operating points are those of `ranking.confidence_of`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.corpus import Corpus
from retrieval.answering import AnswerSettings
from retrieval.extractive import answer_part
from retrieval.features import FEATURES
from retrieval.judges import Judges, load_judges
from retrieval.query import split_parts
from retrieval.ranking import SENTENCES_COUNTED
from retrieval.wording import widen

from .sets import read_squad
from .written_sets import WritePart, read_written

SEED = 20_240_611
OF_JUDGES = ("reader", "pair", "reader_passage", "pointed", "rerank")
WORDS = tuple(name for name in FEATURES if name not in OF_JUDGES)


@dataclass(frozen=True, slots=True)
class Item:
    """A question and the quotes that answer it, by document; none = unanswerable."""

    question: str
    gold: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Task:
    """Texts by file name, or a folder of documents, and questions over them.

    Attributes:
        fitted: whether the weights are fitted on it; else it is only reported.
    """

    name: str
    texts: dict[str, str]
    items: list[Item]
    folder: Path | None = None
    fitted: bool = True


def squad_task(path: Path, *, fit: bool, most: int) -> Task:
    """Even articles to fit, odd ones to report; the gold quote is the answer's surroundings."""
    texts: dict[str, list[str]] = {}
    items = []
    names: dict[str, None] = {}
    for record in read_squad(path, "squad"):
        names.setdefault(record.article)
        if (list(names).index(record.article) % 2 == 0) != fit:
            continue
        name = f"article-{list(names).index(record.article)}.txt"
        paragraphs = texts.setdefault(name, [])
        if record.context not in paragraphs:
            paragraphs.append(record.context)
        gold = tuple(
            (name, record.context[max(0, s - 25) : e + 25].strip()) for s, e in record.spans[:1]
        )
        items.append(Item(record.question, gold))
    chosen = np.random.default_rng(SEED).permutation(len(items))[:most]
    joined = {name: "\n\n".join(paragraphs) for name, paragraphs in texts.items()}
    return Task(f"squad-{'fit' if fit else 'test'}", joined, [items[i] for i in sorted(chosen)])


def chroma_task(folder: Path, corpora: Sequence[str], most: int) -> Task:
    """Questions with quoted references over long texts; all are answerable."""
    texts = {}
    for name in corpora:
        with gzip.open(folder / f"corpora_{name}.md.gz", "rt", encoding="utf-8") as stream:
            texts[f"{name}.txt"] = stream.read()
    with gzip.open(folder / "questions_df.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(io.StringIO(stream.read())))
    items = []
    for row in rows:
        if row["corpus_id"] in corpora:
            quotes = [r["content"] for r in json.loads(row["references"])]
            gold = tuple((f"{row['corpus_id']}.txt", q) for q in quotes)
            items.append(Item(row["question"], gold))
    chosen = np.random.default_rng(SEED).permutation(len(items))[:most]
    return Task("chroma", texts, [items[i] for i in sorted(chosen)])


def written_task(part: WritePart, most: int) -> Task:
    """What was written for Vouch: a document a field, near misses are unanswerable."""
    texts: dict[str, str] = {}
    items = []
    for paragraph in read_written(part):
        name = f"{paragraph.field}.txt"
        texts[name] = f"{texts[name]}\n\n{paragraph.text}" if name in texts else paragraph.text
        for question in paragraph.questions:
            gold = tuple((name, paragraph.sentences[at]) for at in question.at)
            items.append(Item(question.text, gold))
    chosen = np.random.default_rng(SEED).permutation(len(items))[:most]
    picked = [items[i] for i in sorted(chosen)]
    return Task(f"written-{part}", texts, picked, fitted=False)


def sample_task(path: Path, split: str) -> Task:
    """The contested sample's questions of one split."""
    lines = path.read_text(encoding="utf-8").splitlines()
    head = json.loads(lines[0])
    items = []
    for line in lines[1:]:
        case = json.loads(line)
        if case["split"] == split and not case.get("history"):
            gold = tuple((e["file"], e["quote"]) for g in case["evidence"] for e in g)
            items.append(Item(case["question"], gold))
    return Task(f"sample-{split}", {}, items, (path.parent / head["documents"]).resolve())


def measure(task: Task, judges: Judges) -> Iterator[tuple[int, NDArray[np.float64], bool]]:
    """(question number, features, answers?) for every candidate sentence of every question."""
    settings = replace(AnswerSettings(), judges=judges)
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        folder = task.folder or home / "texts"
        if task.folder is None:
            folder.mkdir()
            for name, text in task.texts.items():
                (folder / name).write_text(text, encoding="utf-8")
        with Corpus.open(home / "corpus") as corpus:
            corpus.add([folder])
            for number, item in enumerate(task.items):
                part = split_parts(item.question)[0]
                made = answer_part(part, widen(item.question, corpus), corpus, judges, settings)
                for ranked in made.ranked:
                    candidate = ranked.candidate
                    text = corpus.document(candidate.source.id).text
                    quote = candidate.sentence.span.of(text)
                    hit = any(
                        file == candidate.source.name and _meets(quote, gold)
                        for file, gold in item.gold
                    )
                    vector = [ranked.features.get(name, 0.0) for name in FEATURES]
                    yield number, np.array(vector), hit


def _meets(sentence: str, gold: str) -> bool:
    """Whether a sentence holds, or is held by, a gold quote, or shares half of it."""
    if gold in sentence or sentence in gold:
        return True
    middle = gold[25:-25] if len(gold) > 60 else gold
    return len(middle) > 3 and middle in sentence


def fit_logistic(
    features: NDArray[np.float64], labels: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[float, NDArray[np.float64]]:
    """Bias and weights of an L2-regularised logistic regression (C = 10)."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10.0, max_iter=2000)
    model.fit(features, labels, sample_weight=weights)
    return float(model.intercept_[0]), model.coef_[0]


def operating_points(
    best: NDArray[np.float64], answerable: NDArray[np.bool_], right: NDArray[np.bool_]
) -> Iterator[str]:
    """Threshold, false abstention, right abstention, precision of what is answered."""
    for threshold in np.arange(0.05, 0.75, 0.05):
        said = best >= threshold
        false_abstention = 1 - said[answerable].mean() if answerable.any() else float("nan")
        refused = 1 - said[~answerable].mean() if (~answerable).any() else float("nan")
        precision = right[said].mean() if said.any() else float("nan")
        yield f"{threshold:.2f}  {false_abstention:.3f}  {refused:.3f}  {precision:.3f}"


def main() -> None:
    """Measure, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sample", type=Path, required=True)
    parser.add_argument("--most", type=int, default=300)
    parser.add_argument("--save", type=Path, help="keep the features for another look")
    options = parser.parse_args()
    judges = load_judges()
    dev = options.data / "dev"
    tasks = [
        squad_task(dev / "squad_v2" / "dev-half-v2.0.json.gz", fit=True, most=options.most),
        chroma_task(
            dev / "chunking_evaluation", ("wikitexts", "state_of_the_union"), options.most // 2
        ),
        written_task("fit", options.most),
        sample_task(options.sample, "tune"),
    ]
    rows, hits, owners, offset = [], [], [], 0
    for task in tasks:
        for number, vector, hit in measure(task, judges):
            rows.append(vector)
            hits.append(hit)
            owners.append(offset + number)
        offset += len(task.items)
    features, labels, question = np.array(rows), np.array(hits), np.array(owners)
    if options.save:
        np.savez(options.save, features=features, labels=labels, question=question)
    share = 1.0 / np.bincount(question, minlength=offset)[question]
    fitted = np.repeat([task.fitted for task in tasks], [len(task.items) for task in tasks])
    used = fitted[question]
    for label, names in (("with reader", FEATURES), ("words only", WORDS)):
        columns = [FEATURES.index(name) for name in names]
        chosen = features[:, columns]
        bias, weights = fit_logistic(chosen[used], labels[used], share[used])
        print(label, "bias", round(bias, 2))
        for name, weight in zip(names, weights, strict=True):
            print(f"        {name!r}: {weight:.2f},")
        scores = 1 / (1 + np.exp(-(bias + chosen @ weights)))
        report(tasks, question, scores, labels)


def report(
    tasks: Sequence[Task],
    question: NDArray[np.int64],
    scores: NDArray[np.float64],
    labels: NDArray[np.bool_],
) -> None:
    """Print the operating points of each task."""
    starts = 0
    for task in tasks:
        numbers = np.arange(starts, starts + len(task.items))
        starts += len(task.items)
        rows = [np.flatnonzero(question == n) for n in numbers]
        sure = np.array([confidence(scores[i]) for i in rows])
        right = np.array([bool(len(i)) and labels[i[scores[i].argmax()]] for i in rows])
        able = np.array([bool(item.gold) for item in task.items])
        print(task.name, "threshold, false abstention, right abstention, top sentence right")
        print("\n".join(operating_points(sure, able, right)))


def confidence(scores: NDArray[np.float64]) -> float:
    """As `ranking.confidence_of`, over an array."""
    return float(1 - np.prod(1 - np.sort(scores)[::-1][:SENTENCES_COUNTED]))


if __name__ == "__main__":
    main()
