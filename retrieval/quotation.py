"""Where quotation marks open and close, over sentences, paragraphs and pages.

A quotation runs to its closing mark, however far; an opening mark repeated at the start of a
paragraph goes on with it. An apostrophe is no mark. Marks that do not pair leave a zone in which
nobody can be said to speak: from the stray mark to the edge of its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Span

# Which marks may close which: German „…“, French «…» and their mirrored uses included.
_CLOSERS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    '"': '"',
    "‘": "’",
    "'": "'",
    "‹": "›",
}
_MARKS = re.compile(r"[“”„‟«»\"‘’'‹›]")
_SINGLE = frozenset("‘’'‹›")
# A quotation longer than this has lost its closing mark.
LONGEST = 6000
_PARAGRAPH = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_BEFORE_OPENING = frozenset(" \t\n\r\u00a0([{—–-/>*_\u2009\u202f\u200b:;")
_AFTER_CLOSING = frozenset(" \t\n\r\u00a0)]}—–-/.,;:!?…*_\u2009\u202f¹²³⁴⁵⁶⁷⁸⁹⁰\\[<'\"’”")
_ELISION = re.compile(r"['’](?:\d0s|\d\ds?\b|tis\b|twas\b|em\b|til\b|cause\b|n['’])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between two marks.

    Attributes:
        outer: with its marks.
        inner: without them.
    """

    outer: Span
    inner: Span


@dataclass(frozen=True, slots=True)
class Quotations:
    """All quotations of a text, in order, and the zones where marks do not pair."""

    pairs: tuple[Quotation, ...] = ()
    unbalanced: tuple[Span, ...] = ()

    def around(self, span: Span) -> Quotation | None:
        """The quotation that holds `span` between its marks (marks may belong to `span`)."""
        for pair in self.pairs:
            if pair.outer.contains(span):
                return pair
        return None

    def within(self, span: Span) -> tuple[Quotation, ...]:
        """The quotations that share characters with `span`."""
        return tuple(p for p in self.pairs if p.outer.overlaps(span))

    def unsure(self, span: Span) -> bool:
        """Whether `span` touches a zone where marks do not pair."""
        return any(zone.overlaps(span) for zone in self.unbalanced)


@dataclass(slots=True)
class _Open:
    mark: str
    at: int


def find_quotations(text: str, regions: Sequence[Span] | None = None) -> Quotations:
    """Pair the quotation marks of a text.

    Args:
        text: a document's whole text.
        regions: the stretches to read in order, without headings, notes and the like: a
            quotation runs on from one to the next. None = all of it.

    Returns:
        Outermost quotations only: a quotation inside a quotation is part of it.
    """
    stretches = list(regions) if regions is not None else [Span(0, len(text))]
    pairs: list[Quotation] = []
    unbalanced: list[Span] = []
    current: _Open | None = None
    breaks = _paragraph_starts(text, stretches)
    for stretch in stretches:
        for match in _MARKS.finditer(text, stretch.start, stretch.end):
            at = match.start()
            if current is not None and at - current.at > LONGEST:
                unbalanced.append(_to_paragraph_end(text, current.at, stretches))
                current = None
            current = _step(text, at, current, pairs, unbalanced, breaks, stretches)
    if current is not None:
        unbalanced.append(_to_paragraph_end(text, current.at, stretches))
    return Quotations(tuple(pairs), tuple(sorted(unbalanced)))


def _step(
    text: str,
    at: int,
    current: _Open | None,
    pairs: list[Quotation],
    unbalanced: list[Span],
    breaks: frozenset[int],
    stretches: Sequence[Span],
) -> _Open | None:
    """Read one mark; returns the quotation open after it."""
    mark = text[at]
    opens, closes = _shape(text, at)
    if current is None:
        if opens and _may_open(text, at):
            return _Open(mark, at)
        if closes and mark in "”»" and not _is_measure(text, at):
            unbalanced.append(_from_paragraph_start(at, breaks))
        return None
    if mark in _CLOSERS[current.mark] and closes and not _is_apostrophe(text, at, current):
        pairs.append(Quotation(Span(current.at, at + 1), Span(current.at + 1, at)))
        return None
    if opens and (mark == current.mark or _kin(mark, current.mark)):
        if at in breaks:
            return current
        if mark in _SINGLE:
            return current
        unbalanced.append(_to_paragraph_end(text, current.at, stretches, before=at))
        return _Open(mark, at)
    return current


def _kin(a: str, b: str) -> bool:
    """Whether two opening marks are of one rank, so that one cannot nest in the other."""
    return (a in _SINGLE) == (b in _SINGLE) and "«" not in (a, b) and "»" not in (a, b)


def _shape(text: str, at: int) -> tuple[bool, bool]:
    """(could open, could close), by the mark itself and by what stands around it."""
    mark = text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    opening_place = before in _BEFORE_OPENING or before in "“‘\"'„«"
    closing_place = after in _AFTER_CLOSING or not after.isalnum()
    if mark in "„‟‹" or mark == "‘":
        return opening_place, False
    if mark == "“":
        # Opens in English, closes in German.
        return opening_place and not after.isspace(), not opening_place and closing_place
    if mark in "”›":
        return False, True
    if mark == "«":
        return True, not opening_place
    if mark == "»":
        return not after.isspace() and opening_place, True
    return opening_place and not after.isspace(), closing_place and not before.isspace()


def _may_open(text: str, at: int) -> bool:
    mark = text[at]
    if mark not in _SINGLE:
        return mark not in "”"
    if mark in "’›" or _ELISION.match(text, at):
        return False
    # A single mark opens only where one closes in the same paragraph; else it is an apostrophe.
    end = _PARAGRAPH.search(text, at)
    return _single_close(text, at + 1, end.start() if end else len(text), mark) is not None


def _single_close(text: str, start: int, end: int, opening: str) -> int | None:
    closer = _CLOSERS[opening]
    for match in re.finditer(re.escape(closer), text[start:end]):
        at = start + match.start()
        after = text[at + 1] if at + 1 < len(text) else " "
        if not after.isalnum() and not text[at - 1].isspace():
            return at
    return None


def _is_apostrophe(text: str, at: int, current: _Open) -> bool:
    """Whether a would-be closing single mark is an apostrophe: "the dockers’ strike"."""
    if text[at] not in "’'":
        return False
    after = text[at + 1] if at + 1 < len(text) else " "
    if after.isalnum():
        return True
    if text[at - 1].lower() != "s" or not re.match(r"\s[a-z]", text[at + 1 : at + 3]):
        return False
    paragraph = _PARAGRAPH.search(text, at)
    end = paragraph.start() if paragraph else len(text)
    following = text.find(current.mark, at + 1, end) if current.mark != "'" else -1
    return (
        _single_close(text, at + 1, following if following > 0 else end, current.mark) is not None
    )


def _is_measure(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isdigit()


def _paragraph_starts(text: str, stretches: Sequence[Span]) -> frozenset[int]:
    """Offsets of the first character of every paragraph, Markdown quote marks skipped."""
    starts = set()
    for stretch in stretches:
        at = stretch.start
        for match in [*_PARAGRAPH.finditer(text, stretch.start, stretch.end), None]:
            while at < stretch.end and text[at] in " \t\n\r>*_":
                at += 1
            starts.add(at)
            if match:
                at = match.end()
    return frozenset(starts)


def _from_paragraph_start(at: int, breaks: frozenset[int]) -> Span:
    return Span(max((b for b in breaks if b <= at), default=0), at + 1)


def _to_paragraph_end(
    text: str, at: int, stretches: Sequence[Span], *, before: int | None = None
) -> Span:
    limit = next((s.end for s in stretches if s.start <= at < s.end), len(text))
    match = _PARAGRAPH.search(text, at, limit)
    end = match.start() if match else limit
    return Span(at, max(at + 1, min(end, before) if before is not None else end))
