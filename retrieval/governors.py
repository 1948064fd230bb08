"""What a cut may not lose, and what a sentence needs beside it.

A clause or short answer taken out of a sentence keeps its negation, hedge, modal, condition,
attribution, quantifier, subject and date, or the whole sentence is cited. The test is made to
refuse: only a cut whose leavings are known to be harmless passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.records import Document, RegionKind, Sentence, Span

from .orphans import orphan as orphan
from .orphans import shown_beside
from .records import Citation

MOST_CONTEXT_SENTENCES = 3

NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|hardly|barely|"
    r"scarcely|rarely|seldom|unlikely|un(?:true|able|willing)|fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|"
    r"den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing)|reject(?:s|ed|ing)?|false(?:ly)?|contrary|"
    r"instead|far from|myth|wrong(?:ly)?|absence|except|excluding|few|little)\b|n['’]t\b",
    re.IGNORECASE,
)
HEDGE = re.compile(
    r"\b(?:may|might|could|would|can|should|must|shall|will|possibly|perhaps|probably|likely|"
    r"apparently|seemingly|allegedly|reportedly|supposedly|presumably|purportedly|ostensibly|"
    r"so-called|seem(?:s|ed)?|appear(?:s|ed)?|suggest(?:s|ed|ing)?|believ(?:e|es|ed|ing)|"
    r"think(?:s)?|thought|assum(?:e|es|ed|ing)|suspect(?:s|ed)?|doubt(?:s|ed|ful)?|"
    r"expect(?:s|ed)?|hop(?:e|es|ed|ing)|fear(?:s|ed)?|plan(?:s|ned)?|intend(?:s|ed)?|"
    r"want(?:s|ed)?|tr(?:y|ies|ied)|attempt(?:s|ed)?|about to|risk(?:s|ed)?|rumou?r(?:s|ed)?|"
    r"estimat(?:e|es|ed)|approximately|roughly|around|nearly|almost|about|up to|"
    r"in (?:theory|principle|part)|partly|partially|more or less|arguably|unclear|uncertain|"
    r"disputed|unconfirmed|unverified|propos(?:e|es|ed|al|als)|draft|potential(?:ly)?|"
    r"tentative(?:ly)?|ought|need(?:s|ed)? to|pretend(?:s|ed)?|imagin(?:e|ed)|as if|as though)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|unless|provided|providing|in case|in the event|whether|assuming|suppose[ds]?|"
    r"supposing|as long as|so long as|until|till|only when|except when|depending|subject to|"
    r"on condition|otherwise|lest|were it|had it|had they|should it|should they|although|though|"
    r"even though|despite|whereas|while|but|yet|however)\b",
    re.IGNORECASE,
)
REPORTING = re.compile(
    r"\b(?:according to|in the words of|in the (?:view|opinion|eyes) of|quot(?:e|es|ed|ing)|"
    r"cit(?:e|es|ed|ing)|says?|said|saying|tells?|told|stat(?:e|es|ed|ing)|argu(?:e|es|ed|ing)|"
    r"claim(?:s|ed|ing)?|assert(?:s|ed|ing)?|alleg(?:e|es|ed|ing)|maintain(?:s|ed|ing)?|"
    r"insist(?:s|ed|ing)?|contend(?:s|ed|ing)?|report(?:s|ed|ing)?|announc(?:e|es|ed|ing)|"
    r"declar(?:e|es|ed|ing)|writ(?:e|es|ing)|wrote|written|not(?:e|es|ed|ing) that|"
    r"explain(?:s|ed|ing)?|add(?:s|ed)? that|warn(?:s|ed|ing)?|admit(?:s|ted|ting)?|"
    r"acknowledg(?:e|es|ed|ing)|observ(?:e|es|ed|ing)|point(?:s|ed|ing)? out|stress(?:es|ed)?|"
    r"conclud(?:e|es|ed|ing)|describ(?:e|es|ed|ing)|accus(?:e|es|ed|ing)|predict(?:s|ed)?|"
    r"promis(?:e|es|ed|ing)|pledg(?:e|es|ed)|vow(?:s|ed)?|recall(?:s|ed)?|asks?|asked|"
    r"answer(?:s|ed)?|repl(?:y|ies|ied)|call(?:s|ed|ing)?|view(?:s|ed)?|consider(?:s|ed)?)\b",
    re.IGNORECASE,
)
QUANTIFIER = re.compile(
    r"\b(?:all|every|each|any|some|most|many|several|few|both|half|at least|at most|only|"
    r"more than|less than|fewer than|over|under|up to|no more than|a (?:third|quarter|majority|"
    r"minority|number|handful)|majority|minority|always|often|sometimes|usually|mostly|"
    r"generally|typically|frequently|occasionally|initially|formerly|once|first|total|per|"
    r"average|combined|together|\d[\d.,]*\s?%)\b",
    re.IGNORECASE,
)
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


def context_for(document: Document, sentences: Sequence[Sentence], span: Span) -> Span | None:
    """The sentence before, where a quote cannot be understood without it.

    Args:
        document: the document of both.
        sentences: its sentences in order.
        span: what is quoted; the sentence where it begins is looked at.

    Returns:
        The span of the sentence before, also from the page before; of up to three, where that
        one is an orphan too. Never a heading or boilerplate. None if the quote stands alone, or
        if nothing precedes it in the same section (`needs_context` then tells).
    """
    at = _index_at(sentences, span.start)
    if at is None or not orphan(sentences[at].span.of(document.text)):
        return None
    chosen: list[Span] = []
    for candidate in _preceding(document, sentences, at):
        if chosen and _parted(document, candidate, chosen[0]):
            break
        chosen.insert(0, candidate)
        if len(chosen) == MOST_CONTEXT_SENTENCES or not orphan(candidate.of(document.text)):
            break
    return Span(chosen[0].start, chosen[-1].end) if chosen else None


def _preceding(document: Document, sentences: Sequence[Sentence], at: int) -> Iterator[Span]:
    """The sentences before one, nearest first, up to the heading of its section.

    What a page break puts between them (running heads, notes, captions) is passed over; a note
    is understood from its own words only.
    """
    own = sentences[at]
    section = document.section_at(own.span.start)
    note = _region_of(document, own.span.start) if own.kind is RegionKind.NOTES else None
    for sentence in reversed(sentences[:at]):
        if sentence.kind is RegionKind.HEADING or (
            document.section_at(sentence.span.start) != section
        ):
            return
        if note is not None and not note.contains(sentence.span):
            return
        if sentence.kind is own.kind:
            yield sentence.span


def _region_of(document: Document, offset: int) -> Span | None:
    return next((r.span for r in document.regions if r.span.start <= offset < r.span.end), None)


def _parted(document: Document, before: Span, after: Span) -> bool:
    """Whether a region that is not read stands between two sentences."""
    gap = Span(before.end, max(before.end, after.start))
    return any(
        r.span.overlaps(gap) and r.kind is not document.region_at(before.start)
        for r in document.regions
    )


def needs_context(citation: Citation) -> bool:
    """Whether a quote is to be labelled "context needed".

    Args:
        citation: as made, with its context if there was any.

    Returns:
        True for an orphan that brings no context, unless its title, headings or house name what
        it opens with.
    """
    known = shown_beside(citation.source, citation.section)
    return citation.context is None and orphan(citation.quote, known)


def _index_at(sentences: Sequence[Sentence], offset: int) -> int | None:
    for i, sentence in enumerate(sentences):
        if sentence.span.start <= offset < sentence.span.end:
            return i
    return None
