"""The speakers a reference names, and through whom: "Broers (2019: 96), as cited in Kara 2021"."""

from __future__ import annotations

import re
from dataclasses import replace

from index.records import Span

from .bibliography import Cited
from .discourse import MARKS_ONLY, Discourse, references_in, written_reference
from .records import Mode, Speaker
from .references import Reference, RefersBy
from .reporting import Report

_CITED_IN = re.compile(
    r"(?:\s\([^()]{4,40}\))?,\s(?:as\s|who\sis\s|whom\s)?(?:cited|quoted|reported|interviewed)\s(?:in|by)\s(?:the\s)?"
)


def speakers_of(discourse: Discourse, sentence: Span, report: Report) -> list[Speaker]:
    """The subject of a reporting clause with its reference, and whoever it is cited through."""
    speaker = Speaker(report.name, mode=report.mode, span=report.who)
    if report.through is not None:
        name, where = report.through
        return [speaker, Speaker(name, mode=Mode.RELAYS, span=where)]
    single = [r for r in references_in(discourse, sentence) if len(r.cited) == 1]
    through = next((r for r in single if _quotes(discourse, report.who, r)), None)
    for reference in single:
        if through is not None and reference is not through:
            if _follows(discourse, report.who, reference):
                speaker = replace(speaker, reference=reference.text, work=reference.cited[0].work)
            continue
        if not _is_near(discourse, reference, report, sentence):
            continue
        cited = reference.cited[0]
        if reference is through:
            return [speaker, *cited_speakers(discourse, reference)]
        if is_same_name(report.name, cited.name) or _follows(discourse, report.who, reference):
            is_named = reference.kind in (RefersBy.IBID, RefersBy.NOTE)
            written = written_reference(discourse, reference) if is_named else reference.text
            if cited.via is not None and cited.year:
                written = f"({cited.year}{cited.locator})"
            speaker = replace(speaker, reference=written, work=cited.work)
            return [speaker, *_through(cited, reference)]
        if cited.name is not None:
            return [speaker, *cited_speakers(discourse, reference)]
        return [speaker, *_through(cited, reference)]
    return [speaker]


def _is_near(discourse: Discourse, reference: Reference, report: Report, sentence: Span) -> bool:
    """The reference belongs to the whole report: behind its name, or at the sentence's end."""
    after = discourse.text[reference.span.end : sentence.end]
    beside = _follows(discourse, report.who, reference) or _quotes(discourse, report.who, reference)
    return beside or bool(MARKS_ONLY.fullmatch(after))


def _quotes(discourse: Discourse, who: Span, reference: Reference) -> bool:
    """Whether the name goes on "Hrel, cited in Broers (2019: 31), …"."""
    start = (reference.name_span or reference.span).start
    return bool(_CITED_IN.fullmatch(discourse.text[who.end : max(who.end, start)]))


def _follows(discourse: Discourse, who: Span, reference: Reference) -> bool:
    if reference.name_span is not None:
        return reference.name_span.overlaps(who)
    between = discourse.text[who.end : reference.span.start]
    return who.end <= reference.span.start and not between.strip()


def is_same_name(name: str, cited: str | None) -> bool:
    """Whether a speaker's name and a reference's are one: "Odde Karst" and "Karst"."""
    if cited is None:
        return False
    a, b = name.casefold(), cited.casefold()
    return a == b or a.endswith(f" {b}") or b.endswith(f" {a}")


def _through(cited: Cited, reference: Reference) -> list[Speaker]:
    if cited.via is None or cited.via.name is None:
        return []
    via = cited.via
    own = f"({via.name} {via.year}{via.locator})" if via.year else reference.text
    return [Speaker(cited.via.name, own, via.work, mode=Mode.RELAYS, span=reference.span)]


def cited_speakers(discourse: Discourse, reference: Reference) -> list[Speaker]:
    """The one author a reference names, and whoever they are cited through; else nobody."""
    if len(reference.cited) != 1:
        return []
    cited = reference.cited[0]
    if cited.name is None:
        return _through(cited, reference)
    span = reference.name_span or reference.span
    own = Speaker(
        cited.name, _spoken(discourse, reference, cited), cited.work, mode=Mode.SAYS, span=span
    )
    return [own, *_through(cited, reference)]


def _spoken(discourse: Discourse, reference: Reference, cited: Cited) -> str:
    """The reference beside its author's name; without the second-hand part, which follows."""
    if cited.via is not None and cited.year:
        return f"({cited.name} {cited.year}{cited.locator})"
    return reference.text if reference.name_span else written_reference(discourse, reference)
