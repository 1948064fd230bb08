"""What a statement loses that only leaves words out of a sentence.

A verifier finds "It was warned" borne out by "It was warned, if its former staff is right", and
so does any count of words. Dropping words is a valid inference only where nothing governs what is
kept: a modifier may go from a plain assertion ("The levy ended in 2011 in Vess"), never from a
negated or universal one, which it restricts ("Nobody died before midnight"): MacCartney and
Manning 2007, "Natural logic for textual inference".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .folding import fold_plain
from .governors import CONDITION, HEDGE, NEGATION, QUANTIFIER, REPORTING
from .records import Citation, Reason

_GOVERNORS = ((NEGATION, Reason.NEGATION), (HEDGE, Reason.HEDGE), (CONDITION, Reason.HEDGE))
_UNIVERSAL = re.compile(
    r"\b(?:all|every|everyone|everybody|everything|each|any|anyone|always|only|solely|entirely|"
    r"both|most|fewer|less)\b",
    re.I,
)
_JOINS = frozenset({"and", "or"})
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|began|came|fell|gave|got|held|kept|led|left|"
    r"lost|made|met|paid|put|ran|rose|sank|saw|sent|sold|spent|stood|took|went|won|wrote|\w{2,}ed)\b",
    re.I,
)


def lost_in_cut(text: str, citations: Sequence[Citation]) -> Reason | None:
    """What a statement has lost that only leaves words out of a cited sentence.

    Args:
        text: the statement.
        citations: what it is held against, one at a time.

    Returns:
        The first of negation, hedge (condition and contrast among them), report, quantifier;
        None where nothing of the kind is lost, or the statement is worded anew.
    """
    said = _tokens(fold_plain(text))
    losses: list[Reason | None] = []
    for citation in citations:
        runs = _left_out(said, fold_plain(citation.quote, citation.source.media_type))
        if runs is not None:
            losses.append(_loss(" ".join(said), runs, attributed=bool(citation.attribution)))
    return None if None in losses or not losses else losses[0]


def _loss(kept: str, runs: Sequence[Sequence[str]], *, attributed: bool) -> Reason | None:
    rest = " | ".join(" ".join(run) for run in runs)
    for pattern, reason in _GOVERNORS:
        if pattern.search(rest):
            return reason
    if REPORTING.search(rest) and not attributed:
        return Reason.REPORTED
    modifiers = [" ".join(run) for run in runs if not _is_clause(run)]
    if any(QUANTIFIER.search(words) for words in modifiers):
        return Reason.QUANTIFIER
    if modifiers and NEGATION.search(kept):
        return Reason.NEGATION
    if modifiers and _UNIVERSAL.search(kept):
        return Reason.QUANTIFIER
    return None


def _is_clause(run: Sequence[str]) -> bool:
    """Whether a run of dropped words is a clause beside the rest: "began in 1999 and"."""
    joined = run[0].lower() in _JOINS or run[-1].lower() in _JOINS
    return joined and bool(_FINITE.search(" ".join(run)))


def _left_out(said: Sequence[str], sentence: str) -> list[list[str]] | None:
    """The runs of words a statement leaves out of a sentence; None where it is no mere cut."""
    runs: list[list[str]] = []
    at, open_run = 0, False
    for token in _tokens(sentence):
        if at < len(said) and token.casefold() == said[at].casefold():
            at, open_run = at + 1, False
            continue
        if not open_run:
            runs.append([])
        runs[-1].append(token)
        open_run = True
    return runs if at == len(said) and said else None


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+(?:[-'’.,]\w+)*", text)
