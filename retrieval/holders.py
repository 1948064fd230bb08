"""Who holds what citations say, each voice once.

X and whoever cites X are one voice; so are a work and its translations (under the original's
name), and the same words signed here and unsigned there. Ana Berg and Jon Berg are two, under
their full names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.names import is_organisation, without_title
from index.records import Source

from .bibliography import CAP, PARTICLE
from .lead_ins import author_label, holder, split_chain, surname_of
from .own_voice import house_of
from .records import Citation, Statement

_ENTRY_GIVEN = re.compile(
    rf"(?:{PARTICLE}\s?)?(?:{CAP})(?:[ -](?:{CAP}))?,\s+(?P<given>[^\W\d_]\w*\.?)"
)
_PERSONAL = re.compile(rf"(?:(?:{CAP}|{PARTICLE})\s+)*(?:{CAP})")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<!\w)[^\W\d_a-z][\w'’-]{2,}")
_LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class _Voice:
    """A holder before it is named: `full` is said instead of `label` where two share a surname.

    `surname` is what may be shared: None for titles, offices and crowds ("the finance minister").
    """

    label: str
    full: str
    surname: str | None = None

    @property
    def same_name(self) -> str:
        """What one voice is told by: the surname of a person, else the whole name."""
        return _folded(self.surname or re.sub(r"^(?:the|an?)\s", "", self.label, flags=re.I))


def works_of(sources: Iterable[Source]) -> dict[str, str]:
    """Which of some documents are one work, translated.

    Args:
        sources: of what is compared.

    Returns:
        Source id -> what tells its work: the original's id, or its folded title where it is none
        of `sources`. Only what is declared counts (`Source.translation_of`).
    """
    known = {s.id: s for s in sources}
    by_name: dict[str, str] = {}
    for source in known.values():
        for name in (source.id, source.name, source.title):
            if name:
                by_name.setdefault(_folded(name), source.id)

    def root(source: Source) -> str:
        seen = {source.id}
        while source.translation_of:
            key = _folded(source.translation_of)
            original = by_name.get(key)
            if original is None:
                return key
            if original in seen:
                return min(seen)
            seen.add(original)
            source = known[original]
        return source.id

    return {source.id: root(source) for source in known.values()}


def are_translated(one: Source, two: Source, works: Mapping[str, str]) -> bool:
    """Whether of two documents one may translate the other: declared, or signed and dated alike.

    Args:
        works: see `works_of`.
    """
    if one.id == two.id or one.language == two.language:
        return False
    if works.get(one.id, one.id) == works.get(two.id, two.id):
        return True
    dates = sorted((one.published or "", two.published or ""), key=len)
    alike = bool(one.authors and dates[0]) and dates[1].startswith(dates[0])
    return alike and [_folded(a) for a in one.authors] == [_folded(a) for a in two.authors]


def same_in_translation(one: str, two: str) -> bool:
    """Whether two sentences of different languages tell the same figures and names.

    All figures must be the same, and two figures or names in common: what differs in words alone
    cannot be read across languages.
    """
    figures = {_figure(f) for f in _FIGURE.findall(one)}
    if figures != {_figure(f) for f in _FIGURE.findall(two)}:
        return False
    names = set(_NAME.findall(one)) & set(_NAME.findall(two))
    return len(figures) + len(names) >= _LEAST_SHARED


def _figure(written: str) -> str:
    """A figure without thousands marks, with a point for decimals: "4,5" and "4.5"."""
    if re.fullmatch(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", written):
        return re.sub(r"[.,]", "", written)
    return written.replace(",", ".")


def holders_of(
    citations: Sequence[Citation], among: Sequence[Citation] | None = None
) -> tuple[str, ...]:
    """Each voice behind some citations once, in order of appearance.

    Args:
        citations: of one group of statements.
        among: all citations of the answer, so that every group calls a voice the same; None =
            `citations`.

    Returns:
        Names; empty where nobody can be named.
    """
    everything = list(dict.fromkeys([*(among or ()), *citations]))
    sources = {c.source.id: c.source for c in everything}
    works = works_of(sources.values())
    called = _named(v for c in everything for v in _voices(c, sources, works))
    found = [called[v] for c in citations for v in _voices(c, sources, works)]
    return tuple(dict.fromkeys(found))


def holders_in(
    statements: Sequence[Statement], among: Sequence[Citation] | None = None
) -> tuple[str, ...]:
    """The voices behind some statements; the copies of a sentence are the voice of who signed it.

    Args:
        statements: of one group.
        among: see `holders_of`.
    """
    return holders_of([c for s in statements for c in signed_copies(s.citations)], among)


def signed_copies(copies: Sequence[Citation]) -> Sequence[Citation]:
    """Of the same words in several documents those with a name to them, else the first."""
    if len({" ".join(c.quote.split()) for c in copies}) > 1:
        return copies
    named = [c for c in copies if split_chain(c)[0] or c.source.authors or house_of(c.source)]
    return named or copies[:1]


def _voices(
    citation: Citation, sources: Mapping[str, Source], works: Mapping[str, str]
) -> tuple[_Voice, ...]:
    names = holder(citation)
    link = citation.attribution[0] if citation.attribution else None
    if link is not None and link.work in sources:
        return (_voice_of(sources[link.work or ""], sources, works),)
    if not names:
        return ()
    if link is None or link.span is None:
        return (_voice_of(citation.source, sources, works),)
    (name,) = names
    surname = surname_of(name) if _PERSONAL.fullmatch(name) and not is_organisation(name) else None
    given = _ENTRY_GIVEN.match(link.work) if link.work else None
    full = f"{given['given']} {name}" if given and surname == name else name
    return (_Voice(name, full, surname),)


def _voice_of(source: Source, sources: Mapping[str, Source], works: Mapping[str, str]) -> _Voice:
    """A document's own voice: its author's; of an unsigned translation the original's."""
    spoken = source
    if not source.authors and not house_of(source):
        twins = [s for s in sources.values() if works[s.id] == works[source.id]]
        original = sources.get(works[source.id], twins[0])
        spoken = next((s for s in (original, *twins) if s.authors or house_of(s)), original)
    people = [without_title(a) for a in spoken.authors if a.strip()]
    label = author_label(spoken)
    if len(people) != 1 or is_organisation(people[0]):
        return _Voice(label, label)
    return _Voice(label, people[0], surname_of(people[0]))


def _named(voices: Iterable[_Voice]) -> dict[_Voice, str]:
    """What each voice is called: for short, in full where two of one surname speak."""
    groups: dict[str, list[list[_Voice]]] = {}
    for voice in dict.fromkeys(voices):
        same = groups.setdefault(voice.same_name, [])
        fitting = [g for g in same if all(_may_be_one(voice, v) for v in g)]
        if len(fitting) == 1:
            fitting[0].append(voice)
        else:
            same.append([voice])  # "Berg", where Ana and Jon Berg both speak, is either of them
    called: dict[_Voice, str] = {}
    for same in groups.values():
        for group in same:
            label = group[0].label
            if len(same) > 1:
                label = max((v.full for v in group), key=len)
            called.update(dict.fromkeys(group, label))
    return called


def _may_be_one(one: _Voice, two: _Voice) -> bool:
    """Whether two names of one surname may be one person's: "M. Quill" and "Mara Quill"."""
    first, second = _given(one), _given(two)
    if not first or not second:
        return True
    if len(first) == 1 or len(second) == 1:
        return first[0] == second[0]
    return first == second


def _given(voice: _Voice) -> str:
    """The first given name or initial of a person, folded; "" where none is told."""
    if voice.surname is None or not voice.full.endswith(voice.surname):
        return ""
    before = voice.full[: -len(voice.surname)].split()
    return before[0].strip(".").casefold() if before else ""


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
