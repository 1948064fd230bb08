"""What excludes a claim beside a plain "not": a contrary verb, another value, "it is untrue that".

"The union rejected the offer" excludes that it accepted it; "it cost 90,000" that it cost 140,000.
What a sentence adds may be what it is about (another year, another part), so it may add nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .claims import SILENCING, Claim, borne_out, claim_of, said_plainly, same_roles
from .clauses import READABLE_CHARACTERS, Clause, negated, reports_in, split_clauses
from .cues import UNNAMED_REPORT, quantifier_differs
from .folding import fold_text
from .plain_forms import plain_form
from .values import Standing, compare_dates, compare_numbers
from .word_forms import contraries_of, lemma, tokens
from .written_dates import find_dates, without_dates

_CONTRASTED = re.compile(
    r", (?:and )?not (?P<way>in|by|from|to|for|with|at|on|of|into|against) (?P<other>[^,;.]+)[.;]?$"
)
_NOT_SO = re.compile(
    r"\b[Ii]t (?:is|was) (?:not (?:correct|true|right|so|the case)|wrong|untrue|false|incorrect) "
    r"that (?P<said>[^,;:]+)[.]?$"
)
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*\d|(?<![\w.,])\d(?![\w,.])")
# What has one measure, and what happens once: another value there is a denial.
_MEASURED = frozenset(lemma(w) for w in "cost weigh measure last".split())
_ONCE = frozenset(
    lemma(w)
    for w in (
        "open build founded born die launch complete invent discover publish demolish abolish"
    ).split()
)


def excluded(claim: Claim, sentence: str) -> bool:
    """Whether a sentence says of the claim's things what cannot be so if the claim is.

    Args:
        sentence: one sentence, plain text.
    """
    if claim.negated or not claim.subject or len(sentence) > READABLE_CHARACTERS:
        return False
    text = said_plainly(sentence, claim)
    if SILENCING.search(text) or UNNAMED_REPORT.search(text) or reports_in(text):
        return False
    denied = _NOT_SO.search(text)
    if denied:
        return borne_out(claim, denied["said"]) is True
    contrast = _CONTRASTED.search(text)
    if contrast:
        opening = text[: contrast.start()].rfind(f" {contrast['way']} ")
        told = f"{text[:opening]} {contrast['way']} {contrast['other']}."
        return opening > 0 and borne_out(claim, told) is True
    return _by_contrary(claim, text) or _by_value(claim, text)


def _by_contrary(claim: Claim, text: str) -> bool:
    for contrary in contraries_of(claim.verb) if claim.verb else ():
        for clause in split_clauses(text, contrary):
            verb = next((t for t in tokens(clause.text) if lemma(t[0]) == contrary), None)
            if verb is None or negated(clause.text[: verb.start()] + clause.text[verb.end() :]):
                continue
            terms = claim.terms - {claim.verb} | {contrary}
            swapped = replace(claim, verb=contrary, terms=frozenset(t for t in terms if t))
            doers = _before(clause, verb) if claim.passive else frozenset()
            if swapped.terms <= clause.terms <= swapped.terms | doers:
                bounded = quantifier_differs(fold_text(claim.text), clause.text)
                return same_roles(swapped, clause) and not bounded
    return False


def _before(clause: Clause, verb: re.Match[str]) -> frozenset[str]:
    return frozenset(lemma(t[0]) for t in tokens(clause.text[: verb.start()]))


def _by_value(claim: Claim, text: str) -> bool:
    """Whether the sentence is the claim but for one figure or date that cannot be both."""
    said = plain_form(fold_text(claim.text))
    dates = find_dates(said), find_dates(text)
    if len(dates[0]) == len(dates[1]) == 1 and claim.verb in _ONCE:
        mine, theirs = (t[d[0].start : d[0].end] for t, d in zip((said, text), dates, strict=True))
        apart = compare_dates(mine, theirs) is Standing.APART
        return apart and borne_out(claim, text.replace(theirs, mine)) is True
    numbers = [_NUMBER.findall(without_dates(t)) for t in (said, text)]
    if len(numbers[0]) == len(numbers[1]) == 1 and (claim.verb in _MEASURED or claim.verb is None):
        mine, theirs = numbers[0][0], numbers[1][0]
        apart = compare_numbers(mine, theirs, (said, text)) is Standing.APART
        # In digits, as the sentence has it by now.
        return apart and borne_out(claim_of(said), text.replace(theirs, mine)) is True
    return False
