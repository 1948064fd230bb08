"""What a statement loses that only leaves words out of a sentence.

A verifier finds "It was warned" borne out by "It was warned, if its former staff is right", and
so does any count of words. Dropping words is a valid inference only where nothing governs what is
kept: a modifier may go from a plain assertion ("The levy ended in Vess"), never from a negated or
universal one, which it restricts ("Nobody died at Vess"): MacCartney and Manning 2007, "Natural
logic for textual inference". A date may not go from any: without it, what was so once is so still.
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
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_YEAR = r"\b(?:(?:in|of|since|until|by) 1[0-4]|1[5-9]|20)\d\ds?\b"
_UNIT = r"(?:day|night|week|month|season|year|decade|century|spring|summer|autumn|fall|winter)"
_FEW = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|some|many)"
_WHEN = (
    rf"\b(?i:(?:following|next|same|previous|preceding) {_UNIT}"
    rf"|(?:last|next|this|that) {_UNIT}|{_FEW} {_UNIT}s? (?:and a half )?"
    r"(?:later|earlier|before|after|ago)|yesterday|today|tomorrow)\b"
)
_ALONE = re.compile(rf"{_YEAR}|{_WHEN}")
_DAY = re.compile(
    rf"\b(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}}|"
    rf"(?:[Ii]n|[Oo]f|[Oo]n|[Ss]ince|[Uu]ntil|[Ee]arly|[Ll]ate|[Mm]id) {_MONTH})\b"
)
_DATED = re.compile(rf"{_YEAR}|\b{_MONTH}\b|{_WHEN}")
_FRONTED = re.compile(
    rf"(?i:(?:in|on|by|since|until|during|after|before|from|early|late|the|\d{{1,2}}) ){{0,4}}"
    rf"(?:{_DATED.pattern})"
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
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
        The first of negation, hedge (condition and contrast among them), report, quantifier,
        date; None where nothing of the kind is lost, or the statement is worded anew.
    """
    said = _tokens(fold_plain(text))
    losses: list[Reason | None] = []
    for citation in citations:
        told = fold_plain(citation.quote, citation.source.media_type)
        runs = _left_out(said, told)
        if runs is None:
            continue
        kept, attributed = " ".join(said), bool(citation.attribution)
        lost = _loss(kept, runs, attributed=attributed)
        # The year of a reference in brackets is no date of what is told.
        runs = _left_out(said, _BRACKETED.sub(" ", told)) or []
        dated = lost is None and _loses_date(kept, runs, attributed=attributed)
        losses.append(Reason.DATE if dated else lost)
    return None if None in losses or not losses else losses[0]


def _loss(kept: str, runs: Sequence[Sequence[str]], *, attributed: bool) -> Reason | None:
    rest = " | ".join(" ".join(run) for run in runs)
    rest = re.sub(r"\bMay\b", "", rest)  # the month, or a name: no modal
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


def _loses_date(kept: str, runs: Sequence[Sequence[str]], *, attributed: bool) -> bool:
    """Whether a date goes of which no rougher one stays: "May 2019" for "12 May 2019" is one."""
    for run in runs:
        words = " ".join(run)
        beside = _is_clause(run) and not _FRONTED.match(words)
        if beside or (attributed and REPORTING.search(words)):
            continue
        if _ALONE.search(words) or (_DAY.search(words) and not _DATED.search(kept)):
            return True
    return False


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
