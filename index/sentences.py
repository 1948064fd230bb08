"""Sentences with exact offsets: the smallest thing Vouch cites.

sentencex (Wikimedia, MIT) proposes boundaries inside one paragraph; a guard then takes back those
that fall after an abbreviation, an initial or inside brackets, and adds those it misses after
closing quotes and footnote marks. Paragraphs that a converter tore apart in mid-sentence are read
as one. Work is bounded: text is read in windows, and a "sentence" of more than 4,000 characters
is cut at a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from . import abbreviations as words
from . import shapes
from .paragraphs import continues
from .records import Region, RegionKind, Sentence, Span

_PROSE = frozenset({RegionKind.BODY, RegionKind.NOTES})
_WINDOW = 30_000
_LONGEST = 4_000
# The running heads and page numbers that may stand inside a sentence torn by a page break.
_WIDEST_BRIDGE = 240

_CLOSERS = re.escape(shapes.CLOSERS)
_MARKS = rf"(?:[{shapes.SUPERSCRIPTS}]+|\[\^?\w{{1,6}}(?:[,–-][ ]?\d{{1,3}})*\])"
_OPENERS = "“\"‘'«„‚([{¿¡*_—–-"
_AFTER_CLOSER = re.compile(
    rf"[.!?…][{_CLOSERS}]+{_MARKS}*[{_CLOSERS}]*[ ]+|[.!?…]{_MARKS}(?:[ ]?{_MARKS})*[ ]+"
)
_AFTER_DIGIT_MARK = re.compile(r"(?<=[^\W\d_]{3})[.!?][”\"’]?\d{1,3}[ ]+(?=[“\"‘(]?[^\W\d_])")
_NO_SPACE = re.compile(r"(?<=[a-z]{3})[.!?][”\"’]?(?=[A-Z][a-z]+[ ,])")
_SMALL_START = re.compile(r"[a-z]{3}[.?!] +[a-z]")
_CAPITAL_START = re.compile(r"[a-z]{3}[.?!] +[A-Z]")
_PLAIN = re.compile(r"[.!?…][ ]+(?=[^\W\d_])")
_FIRST_WORD = re.compile(rf"[{re.escape(_OPENERS)} ]*([^\W_][^\s,;:!?)\]”»]*)")
_ONLY_MARKS = re.compile(rf"(?:{_MARKS}|[\W_])+\Z")
_CITATION = re.compile(r"[(\[][^()\[\]]{1,300}[)\]][.;,]?\Z")
_LONE_NUMBER = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\Z")
_INITIALS = re.compile(r"(?:\w\.[-‐]?)*\w\Z")
_NUMBERED = re.compile(r"(?:\d|[IVXLC]+\b|[A-Z]\b|§|#)")
_DATE_END = re.compile(r"(?<!\d)\d{1,2}\.\Z")
_DATE_START = re.compile(r"(?:\d{1,2}\.[ ]?)?\d{4}(?!\d)")
_DE_MONTH = re.compile(
    r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
)
_TIME_OR_DAY = re.compile(
    r"(?:E[SD]T|P[SD]T|C[SE]?[SD]?T|GMT|UTC|BST|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)\b"
)
# "Plan B. Nobody objected.": a letter after one of these names a thing, it is no initial.
_LETTERED = frozenset(
    """
    plan vitamin group class type war part annex appendix section option hepatitis grade schedule
    phase level team category chapter table figure article zone area point block building wing
    """.split()
)
_SOFT = frozenset({"al", "f", "ff", "m", "tr", "bn", "mn", "np", "excl", "incl", "resp"})


def split_sentences(
    text: str, regions: Sequence[Region], language: str | None = None
) -> tuple[Sentence, ...]:
    """Every sentence, heading, caption, line of contents and entry, in order.

    Args:
        text: the document's text.
        regions: as `find_regions` gives them, in order; none means that all of it is body.
        language: ISO 639-1 code; None reads it as English.

    Returns:
        Non-overlapping sentences, trimmed of white space and of a leading list, quote or heading
        mark, each with the kind of its region. Every other visible character of body and notes is
        in exactly one of them. Boilerplate gives none; where it stands inside a sentence torn by
        a page break, the sentence's span runs over it.
    """
    found: list[Sentence] = []
    prose: _Stretch | None = None
    style = _Style(language or "en", _is_lower_case(text))
    for region in regions or (Region(RegionKind.BODY, Span(0, len(text))),):
        if region.kind is RegionKind.BOILERPLATE:
            if prose is not None:
                prose.holes.append(region.span)
            continue
        for place, unit in enumerate(_paragraphs(text, region.span)):
            # Between two regions only a page break may tear a sentence: `find_regions` has
            # joined the rest, and it knows list items from paragraphs.
            broken = prose is not None and (place > 0 or prose.is_interrupted())
            if prose is not None and broken and _is_torn(text, prose, region.kind, unit):
                prose.end = unit.end
                prose.last = unit
                continue
            if prose is not None:
                found.extend(_read(text, prose, style))
                prose = None
            start = _after_marker(text, unit)
            if region.kind in _PROSE:
                prose = _Stretch(region.kind, start, unit.end, Span(start, unit.end))
            else:
                lines = (
                    _lines(text, start, unit.end)
                    if region.kind is RegionKind.CONTENTS
                    else (Span(start, unit.end),)
                )
                found.extend(
                    Sentence(part, region.kind) for line in lines for part in _bounded(text, line)
                )
    if prose is not None:
        found.extend(_read(text, prose, style))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Style:
    """How a document is written: its language, and whether sentences begin in lower case."""

    language: str
    lower_case: bool


def _is_lower_case(text: str) -> bool:
    """Whether the text was stripped of capitals, so that a small letter says nothing."""
    sample = text[:200_000]
    small = len(_SMALL_START.findall(sample))
    return small > 5 and small > 4 * len(_CAPITAL_START.findall(sample))


@dataclass(slots=True)
class _Stretch:
    """Prose that is read as one: paragraphs torn apart in mid-sentence, and what lies between."""

    kind: RegionKind
    start: int
    end: int
    last: Span
    holes: list[Span] = field(default_factory=list)

    def is_interrupted(self) -> bool:
        """Whether boilerplate follows what has been read so far."""
        return bool(self.holes) and self.holes[-1].start >= self.end


def _is_torn(text: str, prose: _Stretch, kind: RegionKind, unit: Span) -> bool:
    """Whether the paragraph `unit` goes on with the sentence that `prose` leaves unfinished."""
    if kind is not prose.kind:
        return False
    between = sum(len(hole) for hole in prose.holes if hole.start >= prose.end)
    if between > _WIDEST_BRIDGE:
        return False
    start, end = prose.last.start, prose.last.end
    return continues(text[max(start, end - 2000) : end], text[unit.start : unit.start + 400])


def _paragraphs(text: str, span: Span) -> Iterator[Span]:
    """The stretches of a region between blank lines, trimmed."""
    position = span.start
    for gap in re.finditer(r"\n[^\S\n]*\n\s*", text[span.start : span.end]):
        yield from _trimmed(text, position, span.start + gap.start())
        position = span.start + gap.end()
    yield from _trimmed(text, position, span.end)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of a stretch of contents, or its entries where they stand on one line."""
    position = start
    for line in text[start:end].split("\n"):
        first = 0
        for last in shapes.contents_entries(line):
            yield from _trimmed(text, position + first, position + last)
            first = last
        yield from _trimmed(text, position + first, position + len(line))
        position += len(line) + 1


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _after_marker(text: str, unit: Span) -> int:
    """Where the words of a paragraph begin, past "#", "-", ">" or "1."; never past its end."""
    marker = shapes.MARKER.match(text, unit.start, unit.end)
    start = marker.end() if marker else unit.start
    while start < unit.end and text[start].isspace():
        start += 1
    return start if start < unit.end else unit.start


def _read(text: str, prose: _Stretch, style: _Style) -> Iterator[Sentence]:
    """The sentences of a stretch, read in windows so that the work stays linear."""
    flat = re.sub(r"\s", " ", text[prose.start : prose.end])
    for hole in prose.holes:
        first, last = hole.start - prose.start, min(hole.end, prose.end) - prose.start
        if 0 <= first < last:
            flat = flat[:first] + " " * (last - first) + flat[last:]
    position = 0
    while position < len(flat):
        window = flat[position : position + _WINDOW]
        spans = list(_segment(window, style))
        whole = position + len(window) >= len(flat)
        step = spans.pop().start if not whole and len(spans) > 1 else len(window)
        for span in spans:
            shifted = Span(prose.start + position + span.start, prose.start + position + span.end)
            for part in _bounded(text, shifted):
                yield Sentence(part, prose.kind)
        position += step


def _bounded(text: str, span: Span) -> Iterator[Span]:
    """`span`, cut at spaces into parts of at most 4,000 characters."""
    start = span.start
    while span.end - start > _LONGEST:
        cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = cut if cut > 0 else start + _LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, span.end)


def _segment(flat: str, style: _Style) -> Iterator[Span]:
    """Trimmed sentence spans of one window without line breaks."""
    cuts = _candidates(flat, style)
    start = 0
    for index, cut in enumerate(cuts):
        following = cuts[index + 1] if index + 1 < len(cuts) else len(flat)
        if not _goes_on(flat[start:cut].rstrip()[-600:], flat[cut:following].lstrip(), style):
            yield from _trimmed(flat, start, cut)
            start = cut
    yield from _trimmed(flat, start, len(flat))


def _candidates(flat: str, style: _Style) -> list[int]:
    """Offsets where a sentence may begin: sentencex's, and those it is known to miss."""
    from sentencex import get_sentence_boundaries

    cuts = {int(item["end_index"]) for item in get_sentence_boundaries(style.language, flat)}
    for pattern in (_AFTER_CLOSER, _AFTER_DIGIT_MARK):
        for found in pattern.finditer(flat):
            word = _FIRST_WORD.match(flat, found.end(), found.end() + 60)
            if word and (word[1][0].isupper() or word[1][0].isdigit()):
                cuts.add(found.end())
    cuts.update(found.end() for found in _NO_SPACE.finditer(flat))
    for found in _PLAIN.finditer(flat):
        word = _FIRST_WORD.match(flat, found.end(), found.end() + 60)
        capital = word is not None and (style.lower_case or word[1][0].isupper())
        if word and capital and word[1].lower() in words.OPENERS:
            cuts.add(found.end())
    return sorted(cut for cut in cuts if 0 < cut < len(flat))


def _goes_on(before: str, after: str, style: _Style) -> bool:
    """Whether a proposed boundary is none: the sentence goes on with `after`."""
    after = after.rstrip()[:2000]
    if not before or not after or _ONLY_MARKS.match(after):
        return True
    if _LONE_NUMBER.match(before) or before[-1] in ",;:":
        return True
    citation = _CITATION.match(after)
    if citation and after.rstrip(")].;,")[-1:] not in shapes.TERMINALS:
        return True
    if _is_open(before, after):
        return True
    found = _FIRST_WORD.match(after[:80])
    word = found[1] if found else ""
    if word[:1].islower() and not style.lower_case:
        return not _opens_with_particle(before, after)
    if not before.endswith("."):
        return False
    if _DATE_END.search(before) and (_DATE_START.match(after) or _DE_MONTH.match(after)):
        return True
    return _is_abbreviated(before, word, after)


def _is_open(before: str, after: str) -> bool:
    """Whether a bracket opened in `before` is closed in `after`."""
    for opening, closing in ("()", "[]"):
        last = before.rfind(opening)
        if last < 0 or before.count(opening, -400) <= before.count(closing, -400):
            continue
        closed = after.find(closing, 0, 300)
        if closed >= 0 and opening not in after[:closed]:
            return True
    return False


def _opens_with_particle(before: str, after: str) -> bool:
    """Whether `after` is a new sentence that begins with a name like "de Waal"."""
    parts = after.split(None, 2)
    return (
        len(parts) > 1
        and parts[0] in words.PARTICLES
        and parts[1][:1].isupper()
        and before.endswith(".")
        and not _is_abbreviated(before, parts[1], parts[1])
    )


def _is_abbreviated(before: str, word: str, after: str) -> bool:
    """Whether the full stop that ends `before` belongs to an abbreviation that `word` follows."""
    token = words.last_token(before)
    plain_word = word.rstrip(".").lower()
    opener = plain_word in words.OPENERS and not (len(plain_word) == 1 and word.endswith("."))
    if not token:
        return False
    if token in words.BEFORE_NUMBERS and _NUMBERED.match(after):
        return not opener
    if token in words.ANYWHERE:
        return not (opener and token in _SOFT)
    if token in ("a.m", "p.m", "am", "pm", "etc", "bc", "ad", "bce", "ce", "b.c", "a.d"):
        return _TIME_OR_DAY.match(after) is not None
    if token in words.OFTEN_LAST or token in words.BEFORE_NAMES:
        return not opener
    if _INITIALS.match(token) and not token.isdigit() and before[-2].isupper():
        earlier = before.rsplit(None, 2)
        lettered = len(earlier) > 1 and earlier[-2].strip('(“"').lower() in _LETTERED
        return not opener and not lettered
    return False
