"""What a cut may lose: a strict reading of its own, against which the product's cuts are held.

Made to refuse: only a cut whose leavings are known to be harmless passes. The product may let go
of what only says where; everything else that this refuses it has to refuse too.
"""

from __future__ import annotations

import re

from index.records import Span
from retrieval.governors import CONDITION, HEDGE, NEGATION, QUANTIFIER, REPORTING

DATE = re.compile(
    r"\b(?:1[0-9]{3}|20[0-9]{2}|January|February|March|April|May|June|July|August|September|"
    r"October|November|December|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b|"
    r"\b(?:today|yesterday|tomorrow|now|currently|recently|previously|formerly|then|ago|"
    r"century|decade|(?:this|last|next) (?:year|month|week))\b",
)
_GOVERNORS = (NEGATION, HEDGE, CONDITION, REPORTING, QUANTIFIER, DATE)
_CONNECTIVE = re.compile(
    r"(?:however|therefore|thus|hence|moreover|furthermore|in addition|also|finally|indeed|"
    r"consequently|accordingly|nevertheless|nonetheless|in fact|first(?:ly)?|second(?:ly)?|"
    r"third(?:ly)?|for example|for instance|overall|notably|and)\b,?",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\((?:[^()]*\b(?:1[5-9]|20)\d\d[a-z]?\b[^()]*|ibid[^()]*)\)|\\?\[[\d,;\s–-]+\\?\]|[¹²³⁰-⁹]+",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"[\s.,;:!?\"'“”‘’«»„()\[\]*_>\\–—-]*")
_SUBJECT_START = re.compile(
    r"(?:The|the|A|a|An|an|Its|its|Their|their|His|his|Her|her|This|this|These|these)\s+\w+|[A-Z]\w+"
)
_PRONOUN_START = re.compile(
    r"(?:its?|their|they|his|he|her|she|this|that|these|those|which|who|whose|such)\b",
    re.IGNORECASE,
)
_BOUNDARY_AFTER = re.compile(r"\s*(?:;|[,–—]?\s*\band\b|[.!?]|$)")
_BOUNDARY_BEFORE = re.compile(r"(?:;|[,–—]\s*(?:and)?|\band)\s*$")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|did|will|would|can|could|may|might|must|shall|"
    r"should|became|began|built|bought|came|cost|fell|found|gave|got|grew|held|kept|knew|led|"
    r"left|lost|made|met|paid|put|ran|rose|sank|saw|sent|set|sold|spent|stood|took|went|won|"
    r"wrote|\w{2,}(?:ed|es|s))\b",
    re.IGNORECASE,
)


def needs_whole(sentence: str, cut: Span) -> bool:
    """Whether a cut loses something that governs it.

    Args:
        sentence: one whole sentence.
        cut: the part to be taken, a span of `sentence`.

    Returns:
        False only if what is left out is empty, a connective or a reference, or a clause that
        stands beside the cut without governing it; True for everything else, also for a cut
        past the sentence's end.
    """
    if cut.end > len(sentence) or not len(cut):
        return True
    kept = cut.of(sentence)
    before = _REFERENCE.sub(" ", sentence[: cut.start]).strip()
    after = _REFERENCE.sub(" ", sentence[cut.end :])
    before_rest = _CONNECTIVE.sub("", before, count=1) if _CONNECTIVE.match(before) else before
    no_before = bool(_EMPTY.fullmatch(before_rest))
    no_after = bool(_EMPTY.fullmatch(after))
    if no_before and no_after:
        return _cuts_quotation(kept)
    left_out = f"{'' if no_before else before} | {after}"
    if any(pattern.search(left_out) for pattern in _GOVERNORS) or _cuts_quotation(kept):
        return True
    if not _FINITE.search(kept) or _loses_number(left_out):
        return True
    if not no_before and not _own_clause(before, kept):
        return True
    return not (no_after or _coordinate_follows(after))


def _cuts_quotation(kept: str) -> bool:
    """Whether the cut holds one mark of a pair, or one bracket."""
    return (
        kept.count("“") != kept.count("”")
        or kept.count('"') % 2 == 1
        or kept.count("(") != kept.count(")")
        or kept.count("«") != kept.count("»")
    )


def _loses_number(left_out: str) -> bool:
    return bool(re.search(r"\d", left_out))


def _own_clause(before: str, kept: str) -> bool:
    """The cut begins a clause with its own subject: "…; the port stayed open"."""
    if not _BOUNDARY_BEFORE.search(before) or _PRONOUN_START.match(kept.lstrip()):
        return False
    return bool(_SUBJECT_START.match(kept.lstrip()))


def _coordinate_follows(after: str) -> bool:
    """What follows is a clause of its own: "…, and the port stayed open"."""
    boundary = _BOUNDARY_AFTER.match(after)
    if not boundary:
        return False
    rest = after[boundary.end() :].strip()
    return bool(_SUBJECT_START.match(rest)) and bool(_FINITE.search(rest))
