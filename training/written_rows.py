"""The rows on what was written for Vouch: other words, near misses, reworded statements.

Only the part that is neither trained on nor used to stop (`written_sets.part_of`).
"""

from __future__ import annotations

import numpy as np

from retrieval.judge_overlap import OverlapReranker, content_words, share_covered

from .metrics import Floats, auroc, balanced_accuracy, cross_fitted, interval
from .rows import Bench, Row, mean_of, row
from .written_sets import Paragraph, Question, read_written


def _asked(bench: Bench) -> list[tuple[Paragraph, Question]]:
    pairs = [(p, q) for p in read_written("test") for q in p.questions]
    return bench.sample(pairs, len(pairs))


def choose_written(bench: Bench) -> Row:
    """Is the top sentence of the paragraph one that answers? By kind of question."""
    hits: dict[str, list[float]] = {}
    cases = [(p, q) for p, q in _asked(bench) if q.at]
    for paragraph, question in cases:
        found = {
            "overlap": OverlapReranker().score(question.text, paragraph.sentences),
            "judge": np.array(
                [r.answerable for r in bench.judge.read(question.text, paragraph.sentences)]
            ),
        }
        for method, scores in found.items():
            name = "other words" if question.kind == "paraphrase" else question.kind
            hit = float(int(np.argmax(scores)) in question.at)
            hits.setdefault(method, []).append(hit)
            hits.setdefault(f"{method}, {name}", []).append(hit)
    figures = {name: mean_of(got) for name, got in sorted(hits.items())}
    name = f"written for Vouch, {len(cases)} answerable"
    return row("sentence choice", name, "top sentence answers", **figures)


def answer_written(bench: Bench) -> Row:
    """Does this paragraph answer? AUROC over questions, near misses as negatives."""
    cases = _asked(bench)
    labels = np.array([bool(question.at) for _, question in cases])
    overlap = [share_covered(content_words(q.text), p.text) for p, q in cases]
    judged = [max(r.answerable for r in bench.judge.read(q.text, p.sentences)) for p, q in cases]

    def over(values: list[float]) -> tuple[float, float, float]:
        scores = np.array(values)
        return interval(lambda at: auroc(scores[at], labels[at]), len(labels))

    name = f"written for Vouch, {len(cases)} questions"
    figures = {"overlap": over(overlap), "judge, by sentence": over(judged)}
    return row("answerability", name, "AUROC", **figures)


def verify_written(bench: Bench) -> Row:
    """Reworded statements against the sentences they are to be judged by."""
    cases = [(p, s) for p in read_written("test") for s in p.statements]
    labels = np.array([statement.label == "entailed" for _, statement in cases])
    texts = [(statement.text, p.joined(statement.at)) for p, statement in cases]
    scores = {
        "overlap": [share_covered(content_words(text), evidence) for text, evidence in texts],
        "judge": [verdict.entailed for verdict in bench.judge.judge(texts)],
    }

    def over(values: list[float]) -> tuple[float, float, float]:
        found: Floats = np.array(values)
        guesses = cross_fitted(found, labels)
        return interval(lambda at: balanced_accuracy(guesses[at], labels[at]), len(labels))

    name = f"written for Vouch, {len(cases)} statements"
    figures = {method: over(values) for method, values in scores.items()}
    return row("verifier", name, "balanced accuracy", **figures)
