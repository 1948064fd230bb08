"""ALCE's citation recall and precision, its two defects repaired, judged by a grader.

Gao, Yen, Yu and Chen 2023, "Enabling large language models to generate text with citations"
(EMNLP), section 4.3. Repaired against the published script: (1) "[0]" is index -1 there and
credits the last passage; here markers never index anything (`spans.read_markers`). (2) An
invented citation adds nothing to the denominator of precision there, so inventing is free; here
it counts as a citation that supports nothing.

A grader says whether a text entails a statement. Without one these rows are absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..records import Gold, Response, Said
from .covering import located

Entails = Callable[[str, str], bool]
"""(statement, evidence) -> whether the evidence entails the statement."""


def citation_recall(gold: Gold, response: Response, entails: Entails) -> float | None:
    """Share of statements that all their citations together entail.

    Formula: |{s : citations(s) ≠ ∅ and concat(citations(s)) entails s}| / |statements|.
    An abstention on an answerable question, a failure and an empty answer score 0; an
    abstention on an unanswerable one is not judged.
    """
    if not response.answered:
        return _unanswered(gold, response)
    supported = sum(_supported(said, entails) for said in response.statements)
    return supported / len(response.statements)


def citation_precision(gold: Gold, response: Response, entails: Entails) -> float | None:
    """Share of citations that are needed: |precise| / (|citations| + |invented markers|).

    A citation is precise when its statement is entailed by all of its citations together, and
    either it alone entails the statement or the others without it do not.
    """
    if not response.answered:
        return _unanswered(gold, response)
    total = len(response.citations) + len(response.invented)
    if not total:
        return 0.0
    return sum(_precise(said, entails) for said in response.statements) / total


def strict_entailment(gold: Gold, response: Response, entails: Entails) -> float | None:
    """1 if every statement is entailed and every citation is precise: one bad marker fails."""
    recall = citation_recall(gold, response, entails)
    precision = citation_precision(gold, response, entails)
    if recall is None or precision is None:
        return None
    return float(recall == 1 and precision == 1)


def pairs_needed(response: Response) -> Iterator[tuple[str, str]]:
    """Every (statement, evidence) pair the three metrics can ask for, for judging in bulk."""
    for said in response.statements:
        quotes = _quotes(said)
        if not quotes:
            continue
        yield said.text, _joined(quotes)
        if len(quotes) > 1:
            for number, quote in enumerate(quotes):
                yield said.text, quote
                yield said.text, _joined(quotes[:number] + quotes[number + 1 :])


def _unanswered(gold: Gold, response: Response) -> float | None:
    if response.abstained and response.error is None and not gold.case.answerable:
        return None
    return 0.0


def _quotes(said: Said) -> list[str]:
    return [citation.quote for citation in said.citations if located(citation)]


def _joined(quotes: list[str]) -> str:
    return "\n".join(quotes)


def _supported(said: Said, entails: Entails) -> bool:
    quotes = _quotes(said)
    return bool(quotes) and entails(said.text, _joined(quotes))


def _precise(said: Said, entails: Entails) -> int:
    if not _supported(said, entails):
        return 0
    quotes = _quotes(said)
    if len(quotes) == 1:
        return 1
    return sum(
        entails(said.text, quote)
        or not entails(said.text, _joined(quotes[:number] + quotes[number + 1 :]))
        for number, quote in enumerate(quotes)
    )
