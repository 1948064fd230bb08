"""Does it speak when the documents do, and keep silent when they don't?

Confidence is the response's own where it gives one, else 1 for an answer and 0 for an
abstention: then AUROC is the mean of right abstention and answering, and the curve has one step.
A failed question is worst in every pair and covers nothing. An abstention on everything scores 1
on `right_abstention` and 0 on the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import rankdata

from ..records import Gold, Response
from .answers import answer_clean, answer_recall, nugget_recall
from .attribution import source_recall
from .evidence import evidence_any


def right_abstention(gold: Gold, response: Response) -> float | None:
    """1 if an unanswerable question is refused; None for answerable ones. Mean = true refusals."""
    if gold.case.answerable:
        return None
    return float(response.error is None and response.abstained)


def answering(gold: Gold, response: Response) -> float | None:
    """1 if an answerable question is answered; None for unanswerable ones.

    1 - mean = the rate of false abstention, failures included.
    """
    if not gold.case.answerable:
        return None
    return float(response.answered)


def right_when_answered(gold: Gold, response: Response) -> float | None:
    """Of the answers given, the right ones; None where it abstained.

    Right = `is_right_answer`; an answer to an unanswerable question is wrong. This is the
    accuracy at the coverage the system chose.
    """
    if response.error is None and response.abstained:
        return None
    if gold.case.answerable and not _has_gold(gold):
        return None
    return float(is_right_answer(gold, response))


def right_outcome(gold: Gold, response: Response) -> float | None:
    """1 for a right answer to an answerable question or a refusal of an unanswerable one.

    The one number that counts every question of a set that says what is right. Right =
    `is_right_answer`; a false premise may be refused or refuted; a flagged citation is right
    when it is not said again.
    """
    if not gold.case.answerable and not is_right_answer(gold, response):
        return right_abstention(gold, response)
    if not _has_gold(gold):
        return answer_clean(gold, response)
    return float(is_right_answer(gold, response))


def is_right_answer(gold: Gold, response: Response) -> bool:
    """Whether an answer is right: it cites gold evidence, else a relevant document, else says it.

    The first kind of gold the case has decides: evidence, relevant documents, answers, nuggets.
    An answer without any gold to compare with is not right.
    """
    if not response.answered or not (gold.case.answerable or gold.case.false_premise):
        return False
    scores = (measure(gold, response) for measure in _RIGHT)
    return next((score > 0 for score in scores if score is not None), False)


_RIGHT = (evidence_any, source_recall, answer_recall, nugget_recall)


def _has_gold(gold: Gold) -> bool:
    return any(measure(gold, Response(gold.case.id)) is not None for measure in _RIGHT)


def confidence(response: Response) -> float:
    """How sure the system is that the documents answer; see the module's docstring."""
    if response.confidence is not None:
        return response.confidence
    return float(response.answered)


def auroc(golds: Sequence[Gold], responses: Sequence[Response]) -> float | None:
    """Chance that an answerable question gets a higher confidence than an unanswerable one.

    Formula (Mann and Whitney 1947): (|{(a, u) : c_a > c_u}| + ½ |{c_a = c_u}|) / (|A| · |U|).
    A failed question loses all its pairs. None unless there are questions of both kinds.
    """
    labels = np.array([gold.case.answerable for gold in golds], dtype=bool)
    positives, negatives = int(labels.sum()), int((~labels).sum())
    if not positives or not negatives:
        return None
    good = np.array([_has_outcome(response) for response in responses], dtype=bool)
    scores = np.array([confidence(response) for response in responses], dtype=float)
    kept = labels[good]
    won = rank_auroc(scores[good], kept) * float(kept.sum()) * float((~kept).sum())
    return won / (positives * negatives)


def rank_auroc(scores: ArrayLike, labels: ArrayLike) -> float:
    """AUROC from ranks, ties counted half; 0 unless both labels occur."""
    values, positive = np.asarray(scores, dtype=float), np.asarray(labels, dtype=bool)
    count = int(positive.sum())
    others = len(positive) - count
    if not count or not others:
        return 0.0
    wins = float(rankdata(values)[positive].sum()) - count * (count + 1) / 2
    return wins / (count * others)


def _has_outcome(response: Response) -> bool:
    return response.error is None and (response.abstained or bool(response.statements))


def coverage_curve(
    golds: Sequence[Gold], responses: Sequence[Response]
) -> tuple[tuple[float, float], ...]:
    """(coverage, accuracy) as the bar of confidence is lowered answer by answer.

    Coverage = answers shown / all questions, accuracy = right answers / answers shown
    (El-Yaniv and Wiener 2010; Kamath et al. 2020). Equal confidences enter together. Only
    answers can be shown: the curve ends where the system abstained or failed.
    """
    shown = [
        (confidence(response), is_right_answer(gold, response))
        for gold, response in zip(golds, responses, strict=True)
        if response.answered
    ]
    shown.sort(key=lambda pair: -pair[0])
    points, right = [], 0
    for number, (score, correct) in enumerate(shown, 1):
        right += correct
        if number == len(shown) or shown[number][0] != score:
            points.append((number / len(golds), right / number))
    return tuple(points)


def coverage_area(golds: Sequence[Gold], responses: Sequence[Response]) -> float | None:
    """Area under the curve of right answers among the first n, n up to the answerable questions.

    Formula: mean over n = 1..|A| of (right among the n surest answers) / n, where |A| is the
    number of answerable questions and answers that were not given are not right. 1 = every
    answerable question answered rightly, before any wrong answer. Ties in confidence share
    their mean accuracy, so the order of a file cannot matter.
    """
    total = sum(gold.case.answerable for gold in golds)
    if not total:
        return None
    shown: dict[float, list[bool]] = {}
    for gold, response in zip(golds, responses, strict=True):
        if response.answered:
            shown.setdefault(confidence(response), []).append(is_right_answer(gold, response))
    expected: list[float] = []
    for score in sorted(shown, reverse=True):
        tied = shown[score]
        expected.extend([sum(tied) / len(tied)] * len(tied))
    expected += [0.0] * (total - len(expected))
    so_far = np.cumsum(np.array(expected[:total]))
    return float(np.mean(so_far / np.arange(1, total + 1)))
