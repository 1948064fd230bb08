"""A document's bibliography and notes, and which entry a name and year mean.

Linking is exact or not at all: surname and year must be those of one entry. Several candidates,
or none, leave the work unknown; nothing is matched by likeness. A work that is itself in the
corpus is linked to its source, unless the entry names another title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.records import Document, RegionKind, Source, Span

from .lead_ins import surname_of


def _as_ranges(letters: Sequence[str]) -> str:
    """Letters as what stands in a regular expression's brackets: "A-ZÀ-ÖØ-Þ"."""
    runs: list[list[str]] = []
    for letter in letters:
        if runs and ord(letter) == ord(runs[-1][-1]) + 1:
            runs[-1].append(letter)
        else:
            runs.append([letter])
    return "".join("".join(r) if len(r) < 3 else f"{r[0]}-{r[-1]}" for r in runs)


UPPER = _as_ranges([chr(c) for c in range(0x530) if chr(c).isupper()])
PARTICLE = (
    r"(?:de la|de los|van der|van den|von der|de|da|di|do|dos|das|del|della|der|den|van|von|zu|la|"
    r"le|el|al|bin|ibn|ten|ter|af|av|d['’]|al-|el-)"
)
CAP = rf"[{UPPER}](?:[\w'’-]*\w|\.?(?:-?[{UPPER}]\.)*)"
NAME = (
    rf"(?:{PARTICLE}\s?)?(?:{CAP})"
    rf"(?:\s+(?:(?:of|for|on|and|&)\s+(?:the\s+)?)?(?:{PARTICLE}\s?)?(?:{CAP})){{0,7}}?"
)
AND_OTHERS = (
    r"(?:,?\s+et\s+al\.?|\s+(?:and|&)\s+(?:his\s|her\s|their\s)?(?:colleagues|others|co-?authors|"
    r"co-?workers))"
)
AUTHORS = rf"{NAME}(?:,\s+{NAME}){{0,5}}(?:,?\s+(?:and|&)\s+{NAME})?{AND_OTHERS}?"
YEAR = r"(?:(?:1[5-9]|20)\d\d[a-z]?|n\.d\.|forthcoming|in press)"
_ENTRY_NUMBER = re.compile(r"\s*(?:[-*•]\s+)?(?:\\?\[(\d{1,3})\\?\]\.?|(\d{1,3})[.)])\s+")
_NOTE_NUMBER = re.compile(
    r"\s*(?:\[\^([\w-]{1,20})\]:|\\?\[(\d{1,3})\\?\]|([¹²³⁰⁴-⁹]{1,3})|(\d{1,3})[.):]?)\s*(?=\S)"
)
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Entry:
    """One bibliography entry: its text on one line, its number if it has one, its year."""

    span: Span
    text: str
    number: int | None = None
    year: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """One work a reference names.

    Attributes:
        name: its authors as written; None where only a number or note points to it.
        year: as written, "2019a"; None if not given.
        locator: as written, ": 213"; empty if none. Never inherited by an "ibid".
        work: the bibliography entry's text, or the id of a source in the corpus; None = no
            entry, or several candidates.
        candidates: how many entries fit.
        via: the work through which it is cited ("as cited in").
    """

    name: str | None
    year: str | None = None
    locator: str = ""
    work: str | None = None
    candidates: int = 0
    via: Cited | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """What references may point to: the document's entries and notes, the corpus' sources."""

    entries: tuple[Entry, ...] = ()
    notes: dict[str, str] | None = None
    sources: tuple[Source, ...] = ()
    own_id: str = ""


def read_shelf(document: Document, sources: Sequence[Source] = ()) -> Shelf:
    """Read a document's bibliography and notes.

    Args:
        document: with its regions.
        sources: of the corpus; the document itself is never what it cites.

    Returns:
        Entries and numbered notes as they stand in the text.
    """
    entries: list[Entry] = []
    notes: dict[str, str] = {}
    for region in document.regions:
        text = region.span.of(document.text)
        if region.kind is RegionKind.BIBLIOGRAPHY:
            start = region.span.start
            for block in re.finditer(r"\S(?:.|\n(?!\s*\n))*", text):
                span = Span(start + block.start(), start + block.end())
                entries.append(parse_entry(block[0], span))
        elif region.kind is RegionKind.NOTES:
            for line in text.split("\n"):
                number = _NOTE_NUMBER.match(line)
                if number:
                    key = next(g for g in number.groups() if g).translate(SUPERSCRIPTS)
                    notes.setdefault(key, " ".join(line[number.end() :].split()))
    return Shelf(
        tuple(entries), notes or _unnumbered_notes(document), tuple(sources), document.source.id
    )


def _unnumbered_notes(document: Document) -> dict[str, str]:
    """Notes by their order, where the text's marks [1] to [n] are as many as its notes.

    Loaders put the notes of a DOCX behind its text, without their numbers.
    """
    kinds: dict[bool, list[str]] = {True: [], False: []}
    for region in document.regions:
        if region.kind in (RegionKind.NOTES, RegionKind.BODY):
            kinds[region.kind is RegionKind.NOTES].append(region.span.of(document.text))
    lines = [" ".join(line.split()) for note in kinds[True] for line in note.split("\n")]
    lines = [line for line in lines if line]
    marks = {int(n) for n in re.findall(r"\[(\d{1,3})\]", "\n".join(kinds[False]))}
    if marks != set(range(1, len(lines) + 1)):
        return {}
    return {str(i): line for i, line in enumerate(lines, 1)}


def parse_entry(text: str, span: Span) -> Entry:
    """Read one bibliography entry.

    Args:
        text: as it stands in the document.
        span: where.

    Returns:
        The entry; `number` and `year` are None where it gives none.
    """
    number = _ENTRY_NUMBER.match(text)
    body = text[number.end() :] if number else text
    year = re.search(rf"(?<![\w/-]){YEAR}(?![\w/-])", body)
    return Entry(
        span,
        " ".join(body.split()).lstrip("-*• "),
        int(number[1] or number[2]) if number else None,
        year[0] if year else None,
    )


def first_author(entry: str) -> str | None:
    """The first author's surname of an entry that begins with one, else None.

    Args:
        entry: "Broers, L. (2019) …" or "L. Broers, …"; an entry that begins otherwise names
            nobody for certain.
    """
    match = re.match(
        rf"((?:{PARTICLE}\s?)?(?:{CAP})(?:[ -](?:{CAP}))?),\s+(?:[{UPPER}]\.|[{UPPER}][a-zà-ÿ]+\b)"
        r"(?=[^:]{0,120}?\(?(?:1[5-9]|20)\d\d)",
        entry,
    ) or re.match(rf"(?:[{UPPER}]\.[\s-]?)+((?:{PARTICLE}\s?)?[{UPPER}][\w'’-]+)", entry)
    return re.sub(rf"^(?:[{UPPER}]\.[\s-]?)+", "", match[1]) if match else None


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("’", "'")


def split_authors(name: str) -> tuple[tuple[str, ...], bool]:
    """The authors of a reference and whether "et al." follows.

    Args:
        name: "Kara, Orr and Demir", "Kara et al."; "and" inside an institution splits it too,
            which only loses a link.
    """
    bare = re.sub(rf"{AND_OTHERS}$", "", name)
    initials = re.fullmatch(rf"(?P<family>[^,]+),\s+(?P<given>(?:[{UPPER}]\.[\s-]?)+)", bare)
    if initials:
        return (f"{initials['given'].strip()} {initials['family']}",), bare != name
    parts = re.split(r",\s+(?:and\s+|&\s+)?|\s+(?:and|&)\s+", bare)
    return tuple(p.strip() for p in parts if p.strip()), bare != name


def link(item: Cited, shelf: Shelf) -> Cited:
    """Set the work a named item points to, if exactly one fits."""
    if not item.name or not item.year:
        return item
    authors, and_others = split_authors(item.name)
    fitting = [e for e in shelf.entries if _entry_fits(e, authors, and_others, item.year)]
    if len(authors) > 1:
        # "Ministry of Trade and Industry" is one author.
        same_year = (e for e in shelf.entries if e.year == item.year)
        whole = [e for e in same_year if _begins_with(e.text, item.name)]
        fitting = list(dict.fromkeys(fitting + whole))
    if len(fitting) > 1:
        # "A. Broers 2019" of two Broers.
        fitting = [e for e in fitting if _has_initial(e, authors[0])] or fitting
    work = fitting[0].text if len(fitting) == 1 else None
    sources = [s for s in shelf.sources if _source_fits(s, authors, and_others, item, shelf)]
    if fitting:
        # The entry knows the title: another work of the same year is not this one.
        sources = [
            s for s in sources if work and s.title and _same(s.title).strip(" .") in _same(work)
        ]
    if len(sources) == 1:
        work = sources[0].id
    return replace(item, work=work, candidates=len(fitting) or len(sources))


def _has_initial(entry: Entry, author: str) -> bool:
    """Whether an entry's first author has the given name or initial that a reference tells."""
    family = surname_of(author)
    given = author[: -len(family)].strip() if author.endswith(family) else ""
    if not given:
        return False
    behind = re.match(rf"{re.escape(_same(family))},?\s+(\w)", _same(entry.text))
    before = re.match(rf"(\w)[^,]*?\s{re.escape(_same(family))}\b", _same(entry.text))
    found = behind or before
    return found is not None and found[1] == _same(given)[0]


def _begins_with(entry: str, name: str) -> bool:
    """Whether an entry's first author is exactly this name."""
    wanted = re.escape(_same(name))
    text = _same(entry)
    if re.match(rf"{wanted}(?=\s*[,.(:&;]|\s+(?:and|with)\b|\s+[a-z]\.)", text):
        return True
    # "L. Broers, …" and "Laurence Broers (2019)"
    given = re.match(rf"(?:[^\W\d_]+\.?[\s-]+){{1,3}}?{wanted}(?=\s*[,.(:]|\s+and\b)", text)
    if given is None or "," in given[0]:
        return False
    return not re.search(r"\b(?:and|of|the)\b", given[0])


def _entry_fits(entry: Entry, authors: Sequence[str], and_others: bool, year: str) -> bool:
    if entry.year != year:
        return False
    first = [authors[0]] + ([surname_of(authors[0])] if " " in authors[0] else [])
    if not any(_begins_with(entry.text, name) for name in first):
        return False
    people = _same(entry.text.split(year)[0])
    several = bool(re.search(r"\s(?:and|&)\s|;|\bet al\b", people))
    if and_others:
        return True
    if len(authors) == 1:
        return not several or (_same(authors[0]) in people and " and " in _same(authors[0]))
    return several and all(
        re.search(rf"(?<!\w){re.escape(_same(surname_of(a)))}(?!\w)", people) for a in authors[1:]
    )


def _source_fits(
    source: Source, authors: Sequence[str], and_others: bool, item: Cited, shelf: Shelf
) -> bool:
    if source.id == shelf.own_id or not source.published or not source.authors:
        return False
    if source.published[:4] != item.year:
        return False
    known = [_same(surname_of(a)) for a in source.authors]
    full = [_same(a) for a in source.authors]
    named = [_same(a) for a in authors]
    if [_same(item.name or "")] == full:
        return True
    if and_others:
        return len(known) > 1 and named[0] in (known[0], full[0])
    return len(named) == len(known) and all(
        n in (k, f) for n, k, f in zip(named, known, full, strict=True)
    )
