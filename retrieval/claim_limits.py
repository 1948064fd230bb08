"""Whether a clause that holds a claim's words says less than the claim, or says it of another.

"Half of the harbour", "the owner of the brewery", "the plan for the school", "closed to cattle",
"that the wall fell" behind "feared", and what was once for what is asked of today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from .clauses import Clause, reports_in
from .cues import hedge_differs, quantifier_differs
from .folding import fold_text
from .word_forms import is_verb, lemma, lemmas, tokens

if TYPE_CHECKING:
    from .claims import Claim

_PARTIAL = re.compile(
    r"\b(?:half|part|third|quarter|share|some|most(?! recent)|many|few|several|the rest|\d+ ?%"
    r"|per ?cent|only|not all|not every|attempt\w*)\b",
    re.I,
)
_FOR_SOME = re.compile(r"\b(?:to|except|but) ((?:the |all |most )?[a-z]\w+)", re.I)
_WHEN = re.compile(r"\b(?:before|after|until|since|during)\b", re.I)
CONTRAST = frozenset(
    lemma(w)
    for w in (
        "first second third old new north south east west northern southern eastern western upper "
        "lower inner outer former last next other another neighbouring rival"
    ).split()
)


DENYING = frozenset(
    lemma(w) for w in "fail refuse deny decline reject ever actually still yet".split()
)


def says_less(claim: Claim, clause: Clause) -> bool:
    """Whether the clause says it of a part, of another, or of something named after it."""
    said, text = fold_text(claim.text), fold_text(clause.text)
    if hedge_differs(said, text) or quantifier_differs(said, text):
        return True
    if _PARTIAL.search(text) and not _PARTIAL.search(said):
        return True
    if clause.terms & CONTRAST - claim.terms:
        return True
    # "closed to cattle", "open to members": so for some.
    some = _FOR_SOME.search(text) if claim.passive or claim.verb is None else None
    if some and not _FOR_SOME.search(said) and lemmas(some[1]) - claim.terms:
        return True
    when = {w.lower() for w in _WHEN.findall(claim.text)}
    if when - {w.lower() for w in _WHEN.findall(clause.text)}:
        return True
    words = tokens(clause.text)
    for one, two in pairwise(words):
        if lemma(one[0]) not in claim.terms - {claim.verb}:
            continue
        between = clause.text[one.end() : two.start()]
        if between[:1] in {"'", "’"} and lemma(two[0]) not in claim.terms:
            return True
        if between.strip() or one[0].endswith(("'s", "’s")):
            if one[0].endswith(("'s", "’s")) and lemma(two[0]) not in claim.terms:
                return True
            continue
        adverb = two[0].endswith("ly") or two[0] in _ADVERBS
        noun = two[0].islower() and not is_verb(two[0]) and not adverb
        if noun and lemmas(two[0]) and lemma(two[0]) not in claim.terms | DENYING:
            return True
    return False


_ADVERBS = frozenset(
    "beforehand afterwards twice once again early late later earlier together too today yesterday "
    "first already last next since soon ago back away instead anyway indeed".split()
)


def no_longer(claim: Claim, clause: Clause) -> bool:
    """Whether a clause tells of the past what is asked of today, or the other way round."""
    past = re.search(r"\b(?:was|were|been)\b", clause.text) is not None
    if past and not re.search(r"\bbeen\b", clause.text):
        return re.search(r"\b(?:is|are)\b", claim.text) is not None
    today = re.search(r"\b(?:is|are)\b", clause.text) is not None
    return today and not past and re.search(r"\b(?:was|were)\b", claim.text) is not None


def stands_under_that(claim: Claim, sentence: str, clause: Clause) -> bool:
    """Whether the claim is only what somebody fears, decides or is told: "that the wall fell"."""
    words = tokens(clause.text)
    at = next((t.start() for t in words if lemma(t[0]) == claim.verb), len(clause.text))
    start = clause.span.start
    found = list(_THAT.finditer(sentence, 0, start + at))
    if not found or reports_in(claim.text):
        return False
    between = sentence[found[-1].end() : start + at]
    return bool(lemmas(between)) and not re.search(r"[;:]", between)


_THAT = re.compile(r"\b(?:that|whether|how|why)\b(?=\s)", re.I)


def belongs_to_another(claim: Claim, clause: Clause) -> bool:
    """Whether it is said of what belongs to a thing of the claim: "the owner of the brewery"."""
    asked = tokens(fold_text(claim.text))
    said = {(thing, link) for _, link, thing in _bound(asked, claim)}
    for noun, link, thing in _bound(tokens(clause.text), claim):
        if noun[0].isdigit() or is_verb(noun) or not lemmas(noun) or noun in _KINDS:
            continue
        if lemma(noun) not in claim.terms and (link == "of" or (thing, link) not in said):
            return True
    # "the plan for the school" is another plan.
    more = {lemma(w) for w in _FOR_THE.findall(clause.text)}
    return bool(more - claim.terms - _TIMES) and not _FOR_THE.search(claim.text)


def _bound(words: Sequence[re.Match[str]], claim: Claim) -> Iterator[tuple[str, str, str]]:
    """(word, preposition, thing) for each of the claim's things that follows a preposition."""
    for place, token in enumerate(words):
        if lemma(token[0]) not in claim.terms - {claim.verb} or token[0][0].isdigit():
            continue
        at = place - 1
        while at > 0 and (lemma(words[at][0]) in claim.terms or words[at][0].lower() in OPENERS):
            at -= 1
        if at >= 1 and words[at][0].lower() in _LINKS:
            yield words[at - 1][0].lower(), words[at][0].lower(), lemma(token[0])


OPENERS = frozenset("the a an this that these those its their his her".split())
_LINKS = frozenset("of on in at for from to about near beside behind under".split())
_FOR_THE = re.compile(
    r"(?<=[a-z]) for (?:the|an?|its|their) (?!(?:first|last|second|third) time)([a-z]\w+)"
)
_TIMES = frozenset(
    lemma(w) for w in "time sum price fee day week month year hour while sake".split()
)
_KINDS = frozenset(
    "town city village island state republic province kingdom county parish port river lake month "
    "year day name".split()
)


def told_of_another(claim: Claim, sentence: str, clause: Clause) -> bool:
    """Whether a relative clause hangs on another thing than the claim's: "peasants who grew it"."""
    found = _WHO.search(sentence[: clause.span.start])
    if found is not None and lemma(found[1]) not in claim.subject:
        return True
    # "The minister whose son resigned", "a canal which feeds the basin was drained".
    verb = next((t.start() for t in tokens(clause.text) if lemma(t[0]) == claim.verb), 0)
    return any(
        lemmas(clause.text[m.end() : verb]) - claim.subject
        for m in _WHOSE.finditer(clause.text, 0, verb)
    )


_WHO = re.compile(r"(\w+),? (?:who|which|that)\s*$")
_WHOSE = re.compile(r"\bwhose\b")


def told_of_two(claim: Claim, clause: Clause) -> bool:
    """Whether part of the claim stands in what is told of another: "…, and the chapel in 1922"."""
    tail = _AND_ANOTHER.search(clause.text)
    if tail is None or any(is_verb(t[0]) for t in tokens(tail[1])):
        return False
    told = lemmas(tail[1])
    return bool(told - claim.terms) and bool(
        claim.terms & told - lemmas(clause.text[: tail.start()]) - clause.subject
    )


_AND_ANOTHER = re.compile(r",\s*(?:and|but|while)\s+([^,;]+)$")
