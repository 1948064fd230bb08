"""What governs a cut, what is no sentence by itself, and what a sentence needs beside it.

A clause or short answer taken out of a sentence keeps its negation, hedge, modal, condition,
attribution and quantifier, or the whole sentence is cited: `short_answers` and `llm_cuts` look for
these words in what is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.records import Document, RegionKind, Sentence, Span

from .orphans import orphan as orphan
from .orphans import shown_beside
from .records import Citation
from .word_forms import is_past, is_verb, tokens

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
_PRONOUN_START = re.compile(
    r"(?:its?|their|they|his|he|her|she|this|that|these|those|which|who|whose|such)\b",
    re.IGNORECASE,
)


def is_fragment(words: str, sentence: str) -> bool:
    """Whether words cut out of a sentence are no sentence: no subject, no verb, or only "it".

    Args:
        words: folded text.
        sentence: the folded sentence they may be cut from; what is not in it is no cut.
    """
    bare = words.strip(" .,;:!?\"'").lower()
    at = sentence.lower().find(bare)
    if not bare or at < 0:
        return False
    before, after = sentence[:at], sentence[at + len(bare) :]
    if not any(is_verb(t[0]) for t in tokens(bare)):
        # The verb is next door: "Kara paid | 4 million crowns", "The quay | was sold".
        nearby = tokens(re.split(r"[,;:]", before)[-1]) + tokens(after)[:1]
        if any(is_verb(t[0]) for t in nearby):
            return True
    inside = bool(re.search(r"\w", before))
    return inside and (is_past(bare.split()[0]) or bool(_PRONOUN_START.match(bare)))


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
