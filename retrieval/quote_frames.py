"""What stands around a quotation or a reported sentence: its frame.

The words that introduce it, the clause or the reference behind it, and whether anything is left
that the document says in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.names import without_title
from index.records import Span

from .bibliography import CAP, PARTICLE
from .cues import REPORTING_WORD
from .discourse import (
    MARKS_ONLY,
    Discourse,
    references_in,
    report_after,
    report_in,
    sentence_before,
)
from .pen_names import PEN_NAME_NEXT
from .quotation import Quotation
from .references import Reference
from .reporting import Report

_JOINING = re.compile(r"\b(?:and|that|then|also|however|moreover|furthermore|meanwhile)\b", re.I)
_ABOUT_TEXT = re.compile(
    r"\W*(?:The|This|His|Her|Their|These|One) (?:[a-z]+ )?(?:passages?|warning|words|text|lines?|"
    r"paragraph|sentences?|quotation|account|description|letter|statement|memoir|verdict|reasons?|"
    r"definition|conclusion)\b"
)
_PERSON = rf"(?:(?:{CAP})\s){{0,3}}(?:{PARTICLE}\s)?(?:{CAP})"
# Where the author heard it, and from whom: "(Sorn, interview, Varn, 9 September 2021)".
_HEARD = re.compile(
    rf"\((?:(?P<name>{_PERSON}),\s)?(?:author['’]s\s|personal\s|telephone\s|field\s?)?"
    r"(?:interview|communication|conversation|e-?mail|letter|notes?|diary)\b[^()]{0,80}\)"
)
_COMMA_CLOSES = re.compile(r"(?:,[”\"’'»]\s[a-z]|.[”\"’'»]\s?[–—]\s)")
_SIGNED_BELOW = re.compile(
    r"(?:[ \t>*_]*\n){0,2}[ \t>*_]*[—–-]{1,2}[ \t]?"
    rf"(?P<name>(?:(?:{CAP})\s){{1,3}}(?:{PARTICLE}\s)?(?:{CAP}))(?:,[^\n]{{0,80}})?[.*_ ]*(?:\n|$)"
)
_PARENTHESES = re.compile(r"\s?\([^()]{2,200}\)")
_FEWEST_WORDS = 3
_LONGEST_FRAME = 8
_BETWEEN = re.compile(r"[\s.,;]*")


def has_own_words(
    discourse: Discourse, span: Span, quotations: Sequence[Quotation], report: Report | None
) -> bool:
    """Whether a span holds words outside quotations, reporting clauses and references."""
    covered = [q.outer for q in quotations]
    covered += [r.span for r in references_in(discourse, span)]
    covered += [_tail_clause(discourse, q, span) for q in quotations]
    covered += [Span(*m.span()) for m in _HEARD.finditer(discourse.text, span.start, span.end)]
    # “The wall fell” (my translation): what stands behind in parentheses is no claim.
    behind = (_PARENTHESES.match(discourse.text, q.outer.end) for q in quotations)
    covered += [Span(*m.span()) for m in behind if m and m.end() <= span.end]
    if report is not None:
        covered.append(report.clause)
    rest, at = "", span.start
    for piece in sorted(covered):
        if piece.start > at:
            rest += discourse.text[at : min(piece.start, span.end)] + " "
        at = max(at, piece.end)
    rest += discourse.text[at : span.end]
    return not MARKS_ONLY.fullmatch(_JOINING.sub(" ", rest))


def opens_unread_clause(discourse: Discourse, span: Span, quotations: Sequence[Quotation]) -> bool:
    """Whether a sentence is quoted words and a clause that names no speaker.

    “Water has no passport,” goes a saying in Sulen. The inscription reads: “Water has no passport.”
    """
    if not quotations:
        return False
    first, last = quotations[0], quotations[-1]
    opening = discourse.text[span.start : last.outer.start].rstrip(" *_\n")
    quoted = last.inner.of(discourse.text)
    is_sentence = quoted[:1].isupper() and len(quoted.split()) >= _FEWEST_WORDS
    # A longer opening says something of its own.
    is_frame = opening.endswith(":") and len(opening.split()) <= _LONGEST_FRAME
    if is_frame and is_sentence and len(quotations) == 1:
        return bool(MARKS_ONLY.fullmatch(discourse.text[last.outer.end : span.end]))
    if discourse.text[span.start : first.outer.start].strip(" \t\n>*_"):
        return False
    return bool(_COMMA_CLOSES.match(discourse.text, first.outer.end - 2, span.end))


def _tail_clause(discourse: Discourse, quotation: Quotation, span: Span) -> Span:
    """The reporting clause between a quotation and the next one or the sentence's end."""
    tail = tail_after(discourse, quotation, span.end)
    report = report_after(discourse, tail)
    return report.clause if report else Span(tail.start, tail.start)


def signed_below(discourse: Discourse, quotation: Quotation) -> tuple[str, Span] | None:
    """The name a quotation is signed with: “…” — Ines Varro, or so on the next line."""
    end = quotation.outer.end
    heard = _HEARD.match(discourse.text, end + discourse.text.startswith(" ", end))
    match = heard if heard and heard["name"] else _SIGNED_BELOW.match(discourse.text, end)
    if match is None:
        return None
    name = without_title(match["name"])
    start = match.end("name") - len(name)
    return name, Span(start, start + len(name))


def tail_after(discourse: Discourse, quotation: Quotation, end: int) -> Span:
    """What stands between a quotation and the next one, or `end`."""
    start = quotation.outer.end
    following = [
        p.outer.start
        for p in discourse.quotations.pairs
        if p.outer.start >= start
        and not PEN_NAME_NEXT.search(discourse.text[start : p.outer.start])
    ]
    return Span(start, max(start, min([end, *following[:1]])))


def is_reported(discourse: Discourse, span: Span, report: Report) -> bool:
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
    return bool(MARKS_ONLY.fullmatch(rest + discourse.text[min(at, span.end) : span.end]))


def is_introduced(
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


def report_before(discourse: Discourse, quotation: Quotation, first: Span) -> Report | None:
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


def reference_behind(discourse: Discourse, quotation: Quotation) -> Reference | None:
    """The reference directly behind a quotation, or at the end inside a block quotation."""
    outer, text = quotation.outer, discourse.text
    for reference in discourse.references:
        if reference.span.start >= outer.end:
            between = text[outer.end : reference.span.start]
            return reference if _BETWEEN.fullmatch(between) and len(between) < 4 else None
        is_block = quotation.inner == outer and outer.contains(reference.span)
        if is_block and MARKS_ONLY.fullmatch(text[reference.span.end : outer.end]):
            return reference
    return None
