r"""References in running text, and the bibliography entries they point to.

    (de Waal 2003: 213)   (A 2020; B 2021: 4-5)   Broers (2019: 96)   (A 2019, as cited in B 2021)
    [12]   [3, 4]   \[12\]   text¹²   text[^3]   (ibid.: 45)

Linking is exact or not at all: surname and year must be those of one entry. Several candidates,
or none, leave the reference as written and its work unknown; nothing is matched by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from index.names import is_organisation
from index.records import Span

from .bibliography import (
    AUTHORS,
    NAME,
    PARTICLE,
    SUPERSCRIPTS,
    UPPER,
    YEAR,
    Cited,
    Shelf,
    first_author,
    link,
)

_PAGES = r"[\divxlc]+f{0,2}(?:\s*[-–]\s*[\divxlc]+)?"
_LOCATOR = (
    rf"(?:\s*:\s*{_PAGES}(?:,\s*{_PAGES})*|"
    rf",?\s+(?:pp?|paras?|chs?|chap|sec|no|vol|ch|n|nn)\.?\s*{_PAGES}(?:,\s*{_PAGES})*|"
    rf",?\s+(?:chapter|section|note|§)\s*{_PAGES}|,\s*{_PAGES})"
)
_SIGNAL = (
    r"(?:(?:see|see also|also|cf\.?|e\.g\.|i\.e\.|for example|for instance|for a review|"
    r"but see|compare|following|after|adapted from|based on|from|in|and|as)[,:]?\s+)*"
)
_ITEM = re.compile(
    rf"{_SIGNAL}(?:(?P<authors>{AUTHORS})['’]?s?,?\s+)?"
    rf"(?:\[\d{{4}}\]\s*)?\(?(?P<year>{YEAR})\)?"
    rf"(?P<locator>{_LOCATOR})?(?:,?\s+(?:emphasis|italics|translation|my|own|original)[^;]*)?",
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_DATED_ITEM = re.compile(
    rf"{_SIGNAL}(?P<name>(?:The\s)?{NAME}|\w[\w-]*(?:\.[\w-]+)+),?\s+"
    rf"(?:\d{{1,2}}\s{_MONTH}|{_MONTH}(?:\s\d{{1,2}},)?),?\s(?P<year>{YEAR})"
    rf"(?P<locator>{_LOCATOR})?"
)
# What papers and pages are called, besides the words by which `index.names` knows institutions.
_OUTLET = re.compile(
    r"\w\.\w|\b(?:Courier|Post|Mail|Express|Observer|Standard|Echo|Star|Sun|Voice|Bulletin|"
    r"Record|Register|Sentinel|Dispatch|Independent|Guardian|Messenger|Examiner|Inquirer|Globe|"
    r"Today|Online|Lantern|Reader|Reuters|Chronicle|Mirror|Argus|Leader)\Z"
)
_VIA = re.compile(
    r",?\s*\b(?:as\s+)?(?:cited|quoted|qtd\.?|reported|reproduced)\s+(?:in|by)\b:?\s*",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\(([^()]{2,400})\)")
_NUMERIC = re.compile(
    r"\\?\[(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)(?:(?:,\s*pp?\.?\s*|:\s*)[\d–-]+)?\\?\](?!\()"
)
_SUPERSCRIPT = re.compile(r"(?<=[^\W_][^\w\s]|[^\W_]{2}|[.,;:!?”\"')]{2})([¹²³⁰⁴-⁹]{1,3})")
_UNIT = re.compile(r"\d\s?(?:[kcdm]?m|ft|mi|yd|in)\Z")
_CLOSING = ".,;:!?”\"')"
_MARKDOWN_NOTE = re.compile(r"\[\^([\w-]{1,20})\](?!:)")
_IBID = re.compile(
    r"\(\s*(?:see\s+)?(?:ibid(?:em)?|idem|id)\b\.?\s*[,:]?\s*(?:pp?\.?\s*)?[\divxlc\s,–-]*\)",
    re.IGNORECASE,
)
# A note that gives a year, an address or a page names a source; else it is a remark.
_SOURCE_NOTE = re.compile(
    rf"{YEAR}|https?:|\bibid|\bidem\b|\bpp?\.\s?\d|\bop\.?\s?cit|\bloc\.?\s?cit", re.IGNORECASE
)
_IBID_START = re.compile(r"\s*(?:ibid(?:em)?|idem)\b", re.IGNORECASE)
_NARRATIVE_NAME = re.compile(rf"(?P<authors>{AUTHORS})(?:['’]s?)?\s*\Z")
_MONTHS = frozenset(
    "January February March April May June July August September October November December Jan Feb "
    "Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Spring Summer Autumn Winter Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday".split()
)
# Words that begin a sentence before a name: "As Broers (2019) argues".
_NOT_IN_NAMES = frozenset(
    "A An As At After According Although And Also Before Both But By Contrary Despite During "
    "Elsewhere Even Except First For From Given Here Hence However If In Indeed Its It Later Like "
    "Likewise Meanwhile Moreover Nor Of On Only Or Other Others Our Recently Second See Since So "
    "Some Still Such That The Their Then There These They This Those Though Through Thus To Two "
    "Under Unlike Until Using We What When Where Whereas Whether While With Yet Furthermore "
    "Similarly Finally Therefore Because Article Table Figure Fig Chapter Section Page Part Box "
    "Appendix Law Act Resolution Decree No".split()
)


class RefersBy(StrEnum):
    """How a reference points."""

    AUTHOR_YEAR = "author_year"
    NUMBER = "number"
    NOTE = "note"
    IBID = "ibid"


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it stands in the text.

    Attributes:
        span: of the parentheses or mark; the name of "Broers (2019)" stands before it.
        text: as written.
        cited: the works it names; empty for an "ibid" with nothing before it.
        name_span: where the name of a narrative reference stands.
        is_dated: whether it names a paper or page of one day: "(Tidal Wire, 3 May 2020)".
    """

    span: Span
    text: str
    kind: RefersBy
    cited: tuple[Cited, ...]
    name_span: Span | None = None
    is_dated: bool = False


def find_references(text: str, region: Span, shelf: Shelf) -> list[Reference]:
    """All references in a stretch of text, in order; "ibid" is not yet resolved.

    Args:
        text: the document's whole text.
        region: where to look.
        shelf: what they may point to.

    Returns:
        References with their works linked where exactly one fits.
    """
    found: list[Reference] = []
    for match in _PARENTHESES.finditer(text, region.start, region.end):
        reference = _read_parentheses(text, match, region, shelf)
        if reference:
            found.append(reference)
    for match in _IBID.finditer(text, region.start, region.end):
        found.append(Reference(Span(*match.span()), match[0], RefersBy.IBID, ()))
    for match in _NUMERIC.finditer(text, region.start, region.end):
        numbered = _read_numbers(match, shelf)
        if numbered:
            found.append(numbered)
    for pattern in (_SUPERSCRIPT, _MARKDOWN_NOTE):
        for match in pattern.finditer(text, region.start, region.end):
            reference = _read_note(match, shelf)
            if reference:
                found.append(reference)
    return sorted(found, key=lambda r: r.span)


def resolve_ibid(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Give each "ibid" all works of the last reference before it, without their pages.

    Args:
        references: of one document, in order.

    Returns:
        The same references; an "ibid" with nothing before it keeps no works.
    """
    resolved: list[Reference] = []
    for reference in references:
        if reference.kind is RefersBy.IBID and resolved:
            last = tuple(_without_page(c) for c in resolved[-1].cited)
            reference = replace(reference, cited=last, is_dated=resolved[-1].is_dated)
        resolved.append(reference)
    return tuple(resolved)


def _without_page(cited: Cited) -> Cited:
    via = replace(cited.via, locator="") if cited.via else None
    return replace(cited, locator="", via=via)


def _read_parentheses(
    text: str, match: re.Match[str], region: Span, shelf: Shelf
) -> Reference | None:
    if not re.search(YEAR, match[1]):
        return None
    dated = _read_dated(match, shelf)
    if dated is not None:
        return dated
    cited: list[Cited] = []
    name_span = None
    # "(Broers 2019, 2021)" names two works of one writer.
    content = re.sub(rf"({YEAR})\s*,\s*(?={YEAR}(?!\w))", r"\1; ", match[1])
    for index, piece in enumerate(content.split(";")):
        item = _read_item(piece.strip(), shelf)
        if item is None:
            return None
        if item.name is None and item.via is not None:
            cited.append(item)
            continue
        if item.name is None and index == 0:
            before = text[max(region.start, match.start() - 160) : match.start()]
            name = _name_before(before)
            if name is None:
                return None
            start = match.start() - len(before) + name.start("authors")
            written = strip_leading(name["authors"])
            start += len(name["authors"]) - len(written)
            written = re.sub(r"['’]s?$", "", written)
            if not written or written in _MONTHS:
                return None
            name_span = Span(start, start + len(written))
            item = link(replace(item, name=written), shelf)
        elif item.name is None:
            # "(Broers 2019a; 2019b)"
            item = link(replace(item, name=cited[-1].name), shelf)
        cited.append(item)
    span = Span(*match.span())
    return Reference(span, match[0], RefersBy.AUTHOR_YEAR, tuple(cited), name_span)


def _read_dated(match: re.Match[str], shelf: Shelf) -> Reference | None:
    """A paper, a page or a writer with a day: "(Tidal Wire, 3 May 2020; Kara, Aug 6, 2019)".

    "(Brell, 3 May 2020)" may be a place: a name that is no paper's must be in the bibliography.
    """
    cited: list[Cited] = []
    for piece in match[1].split(";"):
        item = _DATED_ITEM.fullmatch(piece.strip())
        if item is None:
            return None
        work = link(Cited(item["name"], item["year"]), shelf)
        name = item["name"]
        is_outlet = _OUTLET.search(name) or (not re.search(r"\d", name) and is_organisation(name))
        if not (work.candidates or is_outlet):
            return None
        cited.append(work)
    span = Span(*match.span())
    return Reference(span, match[0], RefersBy.AUTHOR_YEAR, tuple(cited), is_dated=True)


def _name_before(before: str) -> re.Match[str] | None:
    """The longest name that ends where the parentheses open."""
    starts = [m.start() for m in re.finditer(rf"\b(?:{PARTICLE}\s?)?(?=[{UPPER}])", before)]
    for start in starts:
        name = _NARRATIVE_NAME.match(before, start)
        if name:
            return name
    return None


def strip_leading(name: str) -> str:
    """A name without the sentence-opening words a greedy reader took for part of it."""
    words = name.split()
    while len(words) > 1 and words[0].strip(",") in _NOT_IN_NAMES:
        words.pop(0)
        while words and words[0] in {"of", "for", "on", "and", "the", "&"}:
            words.pop(0)
    return " ".join(words)


def _read_item(piece: str, shelf: Shelf) -> Cited | None:
    """One work between semicolons: "see Broers 2019: 3, as cited in Kara 2021"."""
    head, *tail = _VIA.split(piece, maxsplit=1)
    via = _read_item(tail[0].strip(), shelf) if tail else None
    if tail and via is None:
        return None
    if not head.strip():
        # "(cited in Kara 2021)": whoever is named in the sentence, through Kara.
        return Cited(None, via=via) if via and via.name else None
    match = _ITEM.fullmatch(head.strip().rstrip(","))
    if not match:
        # "(Hrel, quoted in Broers 2019: 31)"
        told = via is not None and via.name and re.fullmatch(AUTHORS, head.strip().rstrip(","))
        return Cited(strip_leading(told[0]), via=via) if told else None
    name = match["authors"]
    if name:
        name = strip_leading(name)
        if not name or name.split()[0] in _MONTHS or name.split()[-1] in _MONTHS:
            return None
    item = Cited(name or None, match["year"], match["locator"] or "", via=via)
    return link(item, shelf) if name else item


def _read_numbers(match: re.Match[str], shelf: Shelf) -> Reference | None:
    cited: list[Cited] = []
    if not shelf.entries and shelf.notes and match[1] in shelf.notes:
        return _read_note(match, shelf)
    for part in re.split(r"\s*[,;]\s*", match[1]):
        bounds = [int(n) for n in re.findall(r"\d+", part)]
        numbers = range(bounds[0], min(bounds[-1], bounds[0] + 50) + 1)
        for number in numbers:
            entries = [e for e in shelf.entries if e.number == number]
            note = (shelf.notes or {}).get(str(number))
            work = entries[0].text if len(entries) == 1 else note if not entries else None
            candidates = len(entries) or int(note is not None)
            cited.append(Cited(first_author(work) if work else None, None, "", work, candidates))
    return Reference(Span(*match.span()), match[0], RefersBy.NUMBER, tuple(cited))


def _read_note(match: re.Match[str], shelf: Shelf) -> Reference | None:
    if _UNIT.search(match.string, max(0, match.start() - 12), match.start()):
        return None  # "40 km²"
    note = (shelf.notes or {}).get(match[1].translate(SUPERSCRIPTS))
    if note is None and match.re is _SUPERSCRIPT and match.string[match.start() - 1] in _CLOSING:
        # A note that is not there is shown as written; "km²" is none.
        return Reference(Span(*match.span()), match[0], RefersBy.NOTE, (Cited(None),))
    if note is None or not _SOURCE_NOTE.search(note):
        return None  # a remark, not a source
    span = Span(*match.span())
    if _IBID_START.match(note):
        return Reference(span, match[0], RefersBy.IBID, ())
    item = _read_item(note.strip(" ."), shelf)
    if item is not None and item.name:
        cited = item if item.work else replace(item, work=note, candidates=1)
    else:
        cited = Cited(first_author(note), None, "", note, 1)
    return Reference(span, match[0], RefersBy.NOTE, (cited,))
