"""Is the short answer right, and does the text hold it? Words only, no model.

Normalisation is SQuAD's (Rajpurkar et al. 2016): lower case, no punctuation, no articles, single
spaces. A failure or an abstention scores 0 on an answerable question; unanswerable questions and
questions without gold answers are not judged (None).
"""

from __future__ import annotations

import re
import string
from collections import Counter

from ..records import Gold, Response

NUGGET_SHARE = 0.8
"""The share of a nugget's words that one statement must hold for the nugget to be told."""

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’„«»–—…")
_VERDICTS = ("yes", "no", "maybe")


def normalize(text: str) -> str:
    """SQuAD's normal form of an answer, typographic punctuation included."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(gold: Gold, response: Response) -> float | None:
    """1 if the first short answer is one of the gold answers after normalisation.

    Only the first counts, or listing guesses would win. Without a short answer the text of all
    statements is compared, which rarely matches: that is what was said.
    """
    if not _judged(gold):
        return None
    given = normalize(_short(response))
    return float(bool(given) and any(given == normalize(a) for a in gold.case.answers))


def token_f1(gold: Gold, response: Response) -> float | None:
    """Harmonic mean of word precision and recall against the best gold answer.

    Formula: with n words in common (as bags), P = n/|given|, R = n/|gold|, F1 = 2PR/(P+R).
    """
    if not _judged(gold):
        return None
    given = normalize(_short(response)).split()
    return max(_f1(given, normalize(answer).split()) for answer in gold.case.answers)


def answer_recall(gold: Gold, response: Response) -> float | None:
    """1 if any gold alias stands in the answer's statements or short answers, as whole words.

    ALCE's "STR-EM" for one answer with aliases (Gao et al. 2023, section 4.1); the measure that
    suits answers made of whole sentences.
    """
    if not _judged(gold):
        return None
    said = _said(response)
    return float(any(_stands(alias, said) for alias in gold.case.answers))


def answer_clean(gold: Gold, response: Response) -> float | None:
    """1 if the answer holds the gold and none of the rejected strings (RAMDocs' strict match).

    Gold = every nugget where there are nuggets, else any alias. A question with nothing but
    rejected strings (a flagged citation) is clean if they are not said; refusing says nothing.
    A failure or an empty answer scores 0. None without rejected strings.
    """
    case = gold.case
    if not case.answerable or not case.rejected:
        return None
    said = _said(response)
    if not case.nuggets and not case.answers:
        outcome = response.answered or (response.abstained and response.error is None)
        return float(outcome and not any(_stands(wrong, said) for wrong in case.rejected))
    holds = (
        all(_stands(nugget, said) for nugget in case.nuggets)
        if case.nuggets
        else any(_stands(alias, said) for alias in case.answers)
    )
    return float(holds and not any(_stands(wrong, said) for wrong in case.rejected))


def nugget_recall(gold: Gold, response: Response) -> float | None:
    """Share of the nuggets told: |{n : one statement holds 80 % of n's words}| / |nuggets|.

    A lower bound: a nugget told in other words is missed. With a grader use entailment instead.
    """
    case = gold.case
    if not case.answerable or not case.nuggets:
        return None
    told = [set(normalize(s.lead_in + " " + s.text).split()) for s in response.statements]
    told += [set(normalize(short).split()) for short in response.short_answers]
    if not response.answered:
        told = []
    return sum(_told(nugget, told) for nugget in case.nuggets) / len(case.nuggets)


def yes_no(gold: Gold, response: Response) -> float | None:
    """1 if a yes/no/maybe question is answered with the right word.

    The word is the first short answer's first word, else the first statement's. None unless
    every gold answer is yes, no or maybe.
    """
    if not _judged(gold):
        return None
    wanted = {normalize(answer) for answer in gold.case.answers}
    if not wanted <= set(_VERDICTS):
        return None
    return float(verdict(response) in wanted)


def verdict(response: Response) -> str | None:
    """The yes, no or maybe an answer opens with; None if it opens otherwise."""
    words = normalize(_short(response)).split()
    return words[0] if words and words[0] in _VERDICTS else None


def _judged(gold: Gold) -> bool:
    return gold.case.answerable and bool(gold.case.answers)


def _short(response: Response) -> str:
    if not response.answered:
        return ""
    if response.short_answers:
        return response.short_answers[0]
    return " ".join(said.text for said in response.statements)


def _said(response: Response) -> str:
    if not response.answered:
        return ""
    return normalize(" | ".join([*(s.text for s in response.statements), *response.short_answers]))


def _stands(phrase: str, normal_text: str) -> bool:
    wanted = normalize(phrase)
    return bool(wanted) and f" {wanted} " in f" {normal_text} "


def _told(nugget: str, told: list[set[str]]) -> bool:
    words = set(normalize(nugget).split())
    return bool(words) and any(len(words & said) >= NUGGET_SHARE * len(words) for said in told)


def _f1(given: list[str], wanted: list[str]) -> float:
    same = sum((Counter(given) & Counter(wanted)).values())
    if not same:
        return 0.0
    precision, recall = same / len(given), same / len(wanted)
    return 2 * precision * recall / (precision + recall)
