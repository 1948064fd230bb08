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
from collections.abc import Sequence
from dataclasses import replace

from index.names import is_organisation
from index.records import Span

from .cited_speakers import cited_speakers, is_same_name, speakers_of
from .cues import REPORTING_WORD
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
from .lead_ins import author_label as author_label
from .lead_ins import date_note as date_note
from .lead_ins import holder as holder
from .lead_ins import lead_in as lead_in
from .lead_ins import second_hand as second_hand
from .own_voice import is_own_voice
from .pronouns import names_nobody_else, same_pronoun
from .quotation import Quotation
from .records import Mode, Speaker
from .references import Reference
from .reporting import PEN_NAME_NEXT, Report
from .turns import Turn, turn_at

_NOTHING = re.compile(r"[\s.,;:!?()\[\]\"'“”‘’«»„*_>#\\–—…-]*")
_JOINING = re.compile(r"\b(?:and|that|then|also|however|moreover|furthermore|meanwhile)\b", re.I)
_ABOUT_TEXT = re.compile(
    r"\W*(?:The|This|His|Her|Their|These|One) (?:[a-z]+ )?(?:passages?|warning|words|text|lines?|"
    r"paragraph|sentences?|quotation|account|description|letter|statement|memoir|verdict|reasons?|"
    r"definition|conclusion)\b"
)
# Where the author heard it: "(interview, Varn, 9 September 2021)".
_HEARD = re.compile(
    r"\((?:author['’]s |personal |telephone |field ?)?(?:interview|communication|conversation|"
    r"e-?mail|letter|notes?)\b[^()]{0,80}\)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s.,;]*")
_UNMARKED = re.compile(
    r"\b(?:writes?|wrote|says?|said|answer(?:s|ed)|repli(?:es|ed)):\s+[^\W\d_a-z]"
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
    if quotations and not _has_own_words(discourse, span, quotations, report):
        chains = {_quoted(discourse, q) for q in quotations}
        return chains.pop() if len(chains) == 1 else (own_link(discourse, Mode.QUOTES),)
    if report is not None and _is_reported(discourse, span, report):
        return _reported(discourse, sentence, report)
    cited = [r for r in references_in(discourse, sentence) if is_cited(r)]
    if cited and (report is None or span == sentence):
        return (own_link(discourse, Mode.RELAYS, cited),)
    return (own_link(discourse, Mode.QUOTES),) if _goes_on_unmarked(discourse, sentence) else ()


def _goes_on_unmarked(discourse: Discourse, sentence: Span) -> bool:
    """Whether the paragraph quotes without marks: "A reader writes: It closed. It was sad."."""
    start = max(discourse.text.rfind("\n\n", 0, sentence.start), sentence.start - _PARAGRAPH, 0)
    match = _UNMARKED.search(discourse.masked, start, sentence.start + 1)
    return (
        match is not None
        and report_in(discourse, sentence_at(discourse, match.start())) is not None
    )


def _has_own_words(
    discourse: Discourse, span: Span, quotations: Sequence[Quotation], report: Report | None
) -> bool:
    """Whether a span holds words outside quotations, reporting clauses and references."""
    covered = [q.outer for q in quotations]
    covered += [r.span for r in references_in(discourse, span)]
    covered += [_tail_clause(discourse, q, span) for q in quotations]
    covered += [Span(*m.span()) for m in _HEARD.finditer(discourse.text, span.start, span.end)]
    if report is not None:
        covered.append(report.clause)
    rest, at = "", span.start
    for piece in sorted(covered):
        if piece.start > at:
            rest += discourse.text[at : min(piece.start, span.end)] + " "
        at = max(at, piece.end)
    rest += discourse.text[at : span.end]
    return not _NOTHING.fullmatch(_JOINING.sub(" ", rest))


def _tail_clause(discourse: Discourse, quotation: Quotation, span: Span) -> Span:
    """The reporting clause between a quotation and the next one or the sentence's end."""
    tail = _tail_after(discourse, quotation, span.end)
    report = report_after(discourse, tail)
    return report.clause if report else Span(tail.start, tail.start)


def _tail_after(discourse: Discourse, quotation: Quotation, end: int) -> Span:
    start = quotation.outer.end
    following = [
        p.outer.start
        for p in discourse.quotations.pairs
        if p.outer.start >= start
        and not PEN_NAME_NEXT.search(discourse.text[start : p.outer.start])
    ]
    return Span(start, max(start, min([end, *following[:1]])))


def _is_reported(discourse: Discourse, span: Span, report: Report) -> bool:
    """Whether all of a span but clause and references is the speaker's."""
    content, clause = report.content, report.clause
    covered = sorted([content, clause, *(r.span for r in references_in(discourse, span))])
    if not len(content):
        return False
    rest, at = "", span.start
    for piece in covered:
        if piece.start > at:
            rest += discourse.text[at : min(piece.start, span.end)]
        at = max(at, piece.end)
    return bool(_NOTHING.fullmatch(rest + discourse.text[min(at, span.end) : span.end]))


def _reported(discourse: Discourse, sentence: Span, report: Report) -> tuple[Speaker, ...]:
    mode = Mode.REJECTS if report.doubted else Mode.RELAYS
    if report.pronoun:
        name = _resolve(discourse, sentence, report)
        if name is None:
            return (own_link(discourse, mode),)
        return (replace(name, span=report.who, mode=report.mode), own_link(discourse, mode))
    chain = [*_nested(discourse, report), *speakers_of(discourse, sentence, report)]
    return (*chain, own_link(discourse, mode))


def _nested(discourse: Discourse, report: Report, depth: int = 1) -> list[Speaker]:
    """Speakers inside what is said: "Kara said that Demir had claimed that …"."""
    inner = report_in(discourse, trim(discourse.text, report.content))
    if inner is None or inner.pronoun or depth >= _DEEPEST or not len(inner.content):
        return []
    if inner.clause.start - report.content.start > 3 and inner.content.start != inner.clause.end:
        return []
    own = Speaker(inner.name, mode=inner.mode, span=inner.who)
    return [*_nested(discourse, inner, depth + 1), own]


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
    report = _report_before(discourse, quotation, first)
    reference = _reference_behind(discourse, quotation)
    sentence = first
    if report is None:
        tail = _tail_after(discourse, quotation, last.end)
        report = report_after(discourse, tail)
        sentence = Span(outer.start, last.end)
    if report is not None:
        if report.pronoun:
            name = _resolve(discourse, first, report)
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
    if reference is not None:
        # Introduced by words we cannot read: the speaker is named there, not in the reference.
        introduced = _is_introduced(discourse, quotation, first, last, reference)
        cited = [] if introduced else cited_speakers(discourse, reference)
        return tuple(cited) or (own_link(discourse, Mode.QUOTES, [reference]),)
    return _going_on(discourse, quotation, first)


def _is_introduced(
    discourse: Discourse, quotation: Quotation, first: Span, last: Span, reference: Reference
) -> bool:
    """Whether somebody else than the cited author may be said to speak, though not readably who.

    "A former director put it frankly: “…” (Minutes 2021: 31)" names a speaker the reference does
    not; "The passage is worth quoting: “…” (Kara 2006: 73)" and "Kara put it so: “…” (Kara …)"
    do not.
    """
    start = quotation.outer.start
    opening = discourse.masked[first.start : start]
    around = f"{opening} {discourse.masked[quotation.outer.end : last.end]}"
    introduction = re.sub(r"\([^()]*\)", " ", around)
    if not opening.strip(" \t\n>*_"):
        before = sentence_before(discourse, start)
        if before is not None and before.of(discourse.text).rstrip(" *_\n").endswith(":"):
            introduction = before.of(discourse.masked)
            opening = introduction
    if not opening.rstrip(" *_\n").endswith(":") and not REPORTING_WORD.search(introduction):
        return False
    name = reference.cited[0].name if len(reference.cited) == 1 else None
    if name and re.search(rf"\b{re.escape(name.split(' et al')[0])}\b", introduction):
        return False
    return not _ABOUT_TEXT.match(introduction)


def _report_before(discourse: Discourse, quotation: Quotation, first: Span) -> Report | None:
    """The clause that introduces a quotation, in its sentence or in the one before it."""
    start = quotation.outer.start
    if discourse.text[first.start : start].strip(" \t\n>*_"):
        report = report_in(discourse, first)
        if report and report.content.start <= start and report.clause.end <= start + 1:
            return report if start < report.content.end else None
        return None
    before = sentence_before(discourse, start)
    if before is None or not before.of(discourse.text).rstrip(" *_\n").endswith(":"):
        return None
    report = report_in(discourse, before)
    ends_there = report is not None and not report.content.of(discourse.text).strip(" *_\n")
    return report if ends_there else None


def _reference_behind(discourse: Discourse, quotation: Quotation) -> Reference | None:
    """The reference directly behind a quotation, or at the end inside a block quotation."""
    outer, text = quotation.outer, discourse.text
    for reference in discourse.references:
        if reference.span.start >= outer.end:
            between = text[outer.end : reference.span.start]
            return reference if _BETWEEN.fullmatch(between) and len(between) < 4 else None
        is_block = quotation.inner == outer and outer.contains(reference.span)
        if is_block and _NOTHING.fullmatch(text[reference.span.end : outer.end]):
            return reference
    return None


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
    """Whom "he" or "she" means: the one person who spoke just before, if no other is named."""
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
            if not same_pronoun(discourse, name, report):
                return None
            alone = names_nobody_else(discourse, before, name)
            return name if alone and not is_organisation(name.name) else None
        if not discourse.quotations.around(trim(discourse.text, before)):
            return None
        offset = before.start
    return None
