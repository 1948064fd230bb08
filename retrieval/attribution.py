"""Who says it: the chain of speakers behind a span of a document, innermost first.

`analyse` reads a document once: quotations, references, bibliography. `attribute` then answers
for any span. What holds:

- inside a quotation: the speaker its reporting clause or the reference behind it names;
- under a reporting clause ("Broers (2019: 96) argues that …"): its subject;
- beside a reference only ("… (Broers 2019: 3)."): the document speaks, citing it;
- where marks do not pair, or nobody is named: nobody but the document, which quotes or reports.

As deep as parsed, never guessed: a wrong speaker costs more than none. A reference covers its own
sentence only. The last link is the document's own, with `span` None; its mode says how the
document stands to the words. An empty chain means that the document itself speaks.
"""

from __future__ import annotations

import re
from dataclasses import replace

from index.names import is_organisation
from index.records import Span

from .cited_speakers import cited_speakers, is_same_name, speakers_of
from .discourse import Discourse as Discourse
from .discourse import analyse as analyse
from .discourse import (
    is_cited,
    own_link,
    references_in,
    report_after,
    report_in,
    sentence_at,
    sentence_before,
    trim,
)
from .hearsay import is_hearsay
from .lead_ins import author_label as author_label
from .lead_ins import date_note as date_note
from .lead_ins import holder as holder
from .lead_ins import lead_in as lead_in
from .lead_ins import second_hand as second_hand
from .own_voice import is_own_voice
from .pronouns import is_only_body, names_nobody_else, same_pronoun
from .quotation import Quotation
from .quote_frames import (
    has_own_words,
    is_introduced,
    is_reported,
    opens_unread_clause,
    reference_behind,
    report_before,
    signed_below,
    tail_after,
)
from .records import Mode, Speaker
from .reporting import Report
from .turns import Turn, turn_at

_UNMARKED = re.compile(
    r"\b(?:writes?|wrote|says?|said|answer(?:s|ed)|repli(?:es|ed)):\s+[^\W\d_a-z]"
)
_TOLD = re.compile(
    r"\b(?:sa(?:id|ys)|add(?:s|ed)|told|tells|announced|den(?:ies|ied)|warn(?:s|ed)|insist(?:s|ed)|"
    r"admit(?:s|ted)|claimed|conceded|concedes)\b"
)
_PARAGRAPH = 3000
_DEEPEST = 4
_PRONOUN_REACH = 3


def attribute(discourse: Discourse, span: Span) -> tuple[Speaker, ...]:
    """Who says what stands in a span.

    Args:
        discourse: of the document.
        span: a sentence, several, or a part of one.

    Returns:
        Innermost speaker first, the document's own link last; empty = the document itself
        speaks. Where several sentences do not share one chain, it is empty.
    """
    trimmed = trim(discourse.text, span)
    chain = _without_own_voice(discourse, _read_chain(discourse, trimmed))
    turn = turn_at(discourse.turns, trimmed)
    return chain if turn is None else _in_turn(discourse, turn, chain)


def _without_own_voice(discourse: Discourse, chain: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """A chain whose outermost speaker is not the document's own author.

    "The Ministry recalls that …" in the Ministry's press release is the document speaking. What
    it denies is not what it says, and a reference to an earlier work of its author stays.
    """
    if len(chain) < 2 or chain[-1].span is not None:
        return chain
    *inner, last, own = chain
    if last.reference or not is_own_voice(last.name, discourse.source, discourse.text):
        return chain
    if inner:
        return (*inner, replace(own, mode=Mode.RELAYS if last.mode is Mode.SAYS else last.mode))
    return (replace(own, mode=Mode.REJECTS),) if last.mode is Mode.REJECTS else ()


def _in_turn(discourse: Discourse, turn: Turn, chain: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """A chain inside an answer of an interview: whoever speaks there, through the guest."""
    inner = [s for s in chain if s.span is not None]
    own = own_link(discourse, Mode.QUOTES)
    if turn.name is None:
        return (*inner, own)
    if inner and inner[-1].name == turn.name:
        return (*inner, own)
    mode = chain[-1].mode if chain and chain[-1].span is None else Mode.SAYS
    return (*inner, Speaker(turn.name, mode=mode, span=turn.who), own)


def _read_chain(discourse: Discourse, trimmed: Span) -> tuple[Speaker, ...]:
    if discourse.quotations.unsure(trimmed):
        return (own_link(discourse, Mode.QUOTES),)
    quotation = discourse.quotations.around(trimmed)
    if quotation is not None:
        return _quoted(discourse, quotation)
    inside = [s for s in discourse.sentences if s.overlaps(trimmed)] or [trimmed]
    chains = {_attribute_sentence(discourse, s, _clip(trimmed, s)) for s in inside}
    return chains.pop() if len(chains) == 1 else ()


def _clip(span: Span, sentence: Span) -> Span:
    return Span(max(span.start, sentence.start), min(span.end, sentence.end))


def _attribute_sentence(discourse: Discourse, sentence: Span, span: Span) -> tuple[Speaker, ...]:
    quotation = discourse.quotations.around(trim(discourse.text, span))
    if quotation is not None:
        return _quoted(discourse, quotation)
    report = report_in(discourse, sentence)
    # "A reader who signs as “Old Salt” writes": a name in marks is no quotation.
    quotations = tuple(
        q
        for q in discourse.quotations.within(span)
        if report is None or not report.clause.contains(q.outer) or report.clause == q.outer
    )
    if quotations and not has_own_words(discourse, span, quotations, report):
        chains = {_quoted(discourse, q) for q in quotations}
        return chains.pop() if len(chains) == 1 else (own_link(discourse, Mode.QUOTES),)
    if report is not None and is_reported(discourse, span, report):
        return _reported(discourse, sentence, report)
    cited = [r for r in references_in(discourse, sentence) if is_cited(r)]
    if cited and (report is None or span == sentence):
        return (own_link(discourse, Mode.RELAYS, cited),)
    if report is None and is_hearsay(trim(discourse.text, sentence).of(discourse.masked)):
        return (own_link(discourse, Mode.RELAYS),)
    unread = report is None and opens_unread_clause(discourse, span, quotations)
    if unread or _goes_on_unmarked(discourse, sentence):
        return (own_link(discourse, Mode.QUOTES),)
    return ()


def _goes_on_unmarked(discourse: Discourse, sentence: Span) -> bool:
    """Whether the paragraph quotes without marks: "A reader writes: It closed. It was sad."."""
    start = max(discourse.text.rfind("\n\n", 0, sentence.start), sentence.start - _PARAGRAPH, 0)
    match = _UNMARKED.search(discourse.masked, start, sentence.start + 1)
    return (
        match is not None
        and report_in(discourse, sentence_at(discourse, match.start())) is not None
    )


def _reported(discourse: Discourse, sentence: Span, report: Report) -> tuple[Speaker, ...]:
    mode = Mode.REJECTS if report.doubted else Mode.RELAYS
    if report.pronoun:
        name = _resolve(discourse, sentence, report)
        if name is None:
            cited = [r for r in references_in(discourse, sentence) if is_cited(r)]
            if cited:
                return (own_link(discourse, mode, cited),)
            # "It argues that …" may be the document on itself; "It said that …" is not.
            is_own = report.name.lower() == "it" and not _TOLD.search(
                report.clause.of(discourse.text)
            )
            return () if is_own else (own_link(discourse, mode),)
        return (replace(name, span=report.who, mode=report.mode), own_link(discourse, mode))
    inner = _nested(discourse, report)
    if report.relays and not inner:
        return (own_link(discourse, mode),)  # whom it quotes cannot be read
    named = speakers_of(discourse, sentence, report)
    several = [r for r in references_in(discourse, sentence) if len(r.cited) > 1 and is_cited(r)]
    if several and not inner and re.match(r"[a-z]|Some |Many |Most |Several |Other ", report.name):
        # "Most historians agree that … (Brandel 2014; Quell 2018)": the works, not the crowd.
        return (own_link(discourse, mode, several),)
    return (*inner, *named, own_link(discourse, mode))


def _nested(discourse: Discourse, report: Report, depth: int = 1) -> list[Speaker]:
    """Speakers inside what is said: "Kara said that Demir had claimed that …"."""
    if not len(report.content) or depth >= _DEEPEST or report.content.contains(report.clause):
        return []
    said = trim(discourse.text, report.content)
    inner = report_in(discourse, said, inner=True)
    if inner is None or inner.pronoun or not len(inner.content) or inner.name == report.name:
        return []
    opens = inner.clause.start - report.content.start <= 3
    is_aside = inner.content.contains(inner.clause)  # "that, according to Kara, P"
    closes = inner.content.end <= inner.clause.start and inner.content.start <= said.start
    if not opens and not is_aside and not closes:
        return []
    own = Speaker(inner.name, mode=inner.mode, span=inner.who)
    deeper = _nested(discourse, inner, depth + 1)
    if inner.relays and not deeper:
        return []
    return [*deeper, own]


def _quoted(discourse: Discourse, quotation: Quotation) -> tuple[Speaker, ...]:
    """The chain behind a quotation; only the document's own link where nobody is named."""
    known = discourse.speakers.get(quotation.outer)
    if known is None:
        known = _find_speakers(discourse, quotation)
        discourse.speakers[quotation.outer] = known
    if known and known[-1].span is None:
        return known
    return (*known, own_link(discourse, Mode.QUOTES))


def _find_speakers(discourse: Discourse, quotation: Quotation) -> tuple[Speaker, ...]:
    outer = quotation.outer
    first = sentence_at(discourse, outer.start)
    last = sentence_at(discourse, outer.end - 1)
    report = report_before(discourse, quotation, first)
    reference = reference_behind(discourse, quotation)
    sentence = first
    if report is None:
        tail = tail_after(discourse, quotation, last.end)
        report = report_after(discourse, tail)
        sentence = Span(outer.start, last.end)
    if report is not None:
        if report.pronoun:
            name = _resolve(discourse, first, report)
            if name is None and reference is not None and reference.is_dated:
                return (own_link(discourse, Mode.QUOTES, [reference]),)
            if name is None and reference is not None:
                # "He wrote “…” (Karst 2009: 18)": the reference says who he is.
                cited = cited_speakers(discourse, reference)
                return tuple(cited) or (own_link(discourse, Mode.QUOTES, [reference]),)
            return (replace(name, span=report.who),) if name else ()
        chain = speakers_of(discourse, sentence, report)
        if reference and all(s.reference is None for s in chain):
            cited = cited_speakers(discourse, reference)
            is_same = bool(cited) and is_same_name(report.name, cited[0].name)
            chain = cited if is_same else chain + cited
        return tuple(chain)
    signed = signed_below(discourse, quotation) if reference is None else None
    if signed is not None:
        return (Speaker(signed[0], span=signed[1]),)
    going_on = _going_on(discourse, quotation, first)
    if reference is not None and going_on:
        # “The wall,” Kara said, “was built on sand” (Karst 2009: 18)
        return (
            going_on
            if going_on[-1].reference
            else (*going_on, *cited_speakers(discourse, reference))
        )
    if reference is not None:
        # Introduced by words we cannot read: the speaker is named there, not in the reference.
        # A day's paper or page quotes others more often than itself.
        introduced = reference.is_dated or is_introduced(
            discourse, quotation, first, last, reference
        )
        cited = [] if introduced else cited_speakers(discourse, reference)
        return tuple(cited) or (own_link(discourse, Mode.QUOTES, [reference]),)
    return going_on


def _going_on(discourse: Discourse, quotation: Quotation, first: Span) -> tuple[Speaker, ...]:
    """“A,” said Kara. “B.” — a quotation that opens right behind an attributed one."""
    start = quotation.outer.start
    previous = [p for p in discourse.quotations.pairs if p.outer.end <= start][-1:]
    if not previous:
        return ()
    if discourse.text[first.start : start].strip() and previous[0].outer.start < first.start:
        return ()
    between = discourse.text[previous[0].outer.end : start]
    if "\n\n" in between or len(between) > 150:
        return ()
    tail = Span(previous[0].outer.end, start)
    report = report_after(discourse, trim(discourse.text, tail))
    if report is None or len(re.findall(r"[.!?]\s", between)) > 1:
        return ()
    return tuple(s for s in _quoted(discourse, previous[0]) if s.span is not None)


def _resolve(discourse: Discourse, sentence: Span, report: Report) -> Speaker | None:
    """Whom "he", "she" or "it" means: the one who spoke just before, if no other is named."""
    if report.name.lower() == "they":
        return None
    offset = sentence.start
    for _ in range(_PRONOUN_REACH):
        before = sentence_before(discourse, offset)
        if before is None or "\n\n" in discourse.text[before.end : offset]:
            return None
        if discourse.quotations.unsure(before):
            return None
        chain = _attribute_sentence(discourse, before, trim(discourse.text, before))
        speakers = [s for s in chain if s.span is not None]
        if len(speakers) == 1 and before.contains(speakers[0].span or before):
            name = speakers[0]
            if report.name.lower() == "it":
                return name if is_only_body(discourse, before, name) else None
            if not same_pronoun(discourse, name, report):
                return None
            alone = names_nobody_else(discourse, before, name)
            return name if alone and not is_organisation(name.name) else None
        if not discourse.quotations.around(trim(discourse.text, before)):
            return None
        offset = before.start
    return None
