"""Writers whose names stand under a title with no "By" before them.

A name alone may be a subject, a place or a section of a newspaper. So the line must hold nothing
else, and a second sign must say that it is a byline: a date or a house beside it, the job of
someone who writes, marks of footnotes behind the names, an abstract below. Otherwise it is passed
over: a wrong writer costs more than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .byline_lines import FULL_STOP, findings_of
from .dates import DATE_PATTERN, iso_date
from .genre_lines import GENRE_LINES
from .head_rows import is_marked_off
from .names import (
    ENDS_AS_JOB,
    JOB,
    OFFICE,
    is_institution_name,
    is_organisation,
    is_person,
    split_names,
    without_title,
)
from .records import BlockKind
from .serials import serial_findings
from .titles import Finding, Row

_MARK = r"[\d⁰¹²³⁴-⁹*†‡§]"
_MARKS = re.compile(rf"(?<=[^\W\d_])(?:{_MARK}|,(?={_MARK}))+")
_WORKS_AT = re.compile(r"\s*\(([^()]{3,80})\)")
# "Ada Lee reports from Holm"
_REPORTS = re.compile(r"\s+(?:reports?|writes?)(?:\s+from\s+[A-Z][\w ]{1,30})?$")
_SEPARATOR = re.compile(rf"\s*[|•·‖]\s*|\s+[–—/-]\s+|\s{{3,}}|\t+|{FULL_STOP}")
_BEFORE_DATE = re.compile(rf",\s+(?=(?i:{DATE_PATTERN})$)")
# "Ada Lee, for the Residents' Association. Newsletter no. 31, 17 March 2016"
_SERIES_PART = re.compile(
    r"(?:newsletter|bulletin|circular|issue|no)\.?\s+(?:(?:no|nr)\.?\s*)?\d{1,4}"
    rf"(?:,\s+(?P<date>{DATE_PATTERN}))?",
    re.I,
)
_COLUMN = re.compile(
    r"(?P<kind>[A-Za-z][A-Za-z -]{3,20}?)(?:\s*[|•·]\s*|\s+[–—-]\s+)(?P<names>[^|•·]{5,80})"
)
_ASIDE = re.compile(
    r"\d+\s*[- ]?min(?:ute)?s?\.?\s+read|\d+\s+(?:comments?|words)|\d\d?[:.]\d\d", re.I
)
_COURTESY = re.compile(r"(?:mr|mrs|ms|miss|sir|madam|to|cc|dear)\b", re.I)
# Where people are named who did not write the text: those who were asked, heard, seated, mourned.
OTHERS = re.compile(
    r"\b(?:interview\w*|conversation|evidence|hearing|testimony|witness\w*|minutes|transcript|"
    r"agenda|programme of|participants|panel\w*|attend\w*|obituary|in memoriam|profile|"
    r"portrait|signed|signatories)\b|^to\b|^dear\b",
    re.I,
)
# Words of sections, series, labels and places that begin in capitals as names do.
_NO_NAMES = frozenset(
    """new north south east west northern southern eastern western upper lower great san santa
    santo saint st port fort lake mount cape los las el hong kong buenos aires tel aviv addis ababa
    sri lanka saudi arabia costa rica sierra leone rio abu dhabi kuala lumpur middle united states
    kingdom republic city town valley river island islands county province region street road lane
    avenue square
    europe european asia asian africa african america american world global foreign domestic local
    international national regional public official joint special general annual monthly
    affairs politics political economy economic business culture society sport sports science
    technology health environment education security defence defense human rights climate change
    energy peace war conflict policy opinion
    about accord account action agreement alert amnesty annex appendix archive archives assessment
    background backgrounder book brief briefing bulletin chapter charter charts column communique
    conference contact contents convention country coverage crescent data debate decision
    declaration diary digest discussion document documents dossier draft edition embargoed essay
    event events exclusive explainer extract facts feature features figures final findings
    gallery guest guide guidelines handbook home hot index insight insights introduction
    investigation issue key latest letter live log map maps market markets methodology note notes
    number observations occasional online outlook overview paper papers part perspective
    perspectives photo photos picture pictures podcast post preface preview primer
    proceedings project proposal questions quick rapid reader readers reading recommendations
    references remarks research resolution response restricted results roundup section series
    share sheet situation snapshot speech statement statistics stories story strategic study
    subscribe summary supplement survey table technical text toolkit top transcript treaty trends
    unclassified update updates version video viewpoint views volume working yearbook
    a an and as at but by for from here how in is it its more my no not of off on or our out that
    without across beyond between friends action justice borders together people citizens
    the their these this to until what when where who why with your""".split()
)
# Such words that are names as well: two of them together are none ("Front Page", "Long Read").
_SELDOM_NAMES = frozenset(
    """art article bill black case code cross fact field first front full high history law lead
    life long main open original page press read record red review rose rule second secret short
    sign third today travel voice week white wood words young""".split()
)
_LABEL_ENDING = re.compile(r"(?:[ts]ion|ology|ics|ism|ship|ities)s?$")
_SAID_BY = re.compile(
    r"(?:(?:opening|closing|introductory|concluding|keynote|written|oral|joint)\s+)?"
    r"(?:statement|speech|address|remarks|lecture|testimony)\s+(?:by|of)\s+(?:the\s+|h\.?e\.?\s+)?",
    re.I,
)
_ON_WHAT = re.compile(r"\s+(?:at|on|to|before|in|during|following|after|for)\s.*$", re.I)
_LOOKED_THROUGH = 20_000


@dataclass(frozen=True, slots=True)
class _Named:
    """The writers of one line; `end`: where their names end in it; `sure`: it is a byline."""

    names: tuple[str, ...]
    start: int
    end: int
    sure: bool


def writers_below(
    rows: list[Row], title_at: int, found: dict[str, Finding], text: str, *, abstract: bool
) -> list[Finding]:
    """The writers named under the title, and the date beside them.

    Args:
        rows: the document's head.
        title_at: index of the title's row.
        found: what the head's other lines say.
        text: the whole text, which tells places and common words from names.
        abstract: an abstract follows the head.
    """
    kind = found["genre"].value if "genre" in found else None
    if kind in ("interview", "thesis", "press_release"):
        return []
    if any(OTHERS.search(row.text) for row in rows):
        return []
    named: list[tuple[Row, _Named]] = []
    above = "genre" in found and found["genre"].span.start < rows[title_at].start
    sign, dates = abstract or (above and kind in ("opinion", "comment", "paper")), []
    for at in range(title_at + 1, len(rows)):
        row = rows[at]
        if row.kind is not BlockKind.PARAGRAPH:
            break
        writers = _named(row, text)
        if writers is not None and not rows[at - 1].text.endswith(":"):
            named.append((row, writers))
            dates += _date_beside(row, writers)
            sign = sign or writers.sure or bool(dates)
        elif said := {finding.field for finding in findings_of(row) or serial_findings(row)}:
            sign = sign or bool(said & {"published", "publisher", "genre"})
        elif named and ENDS_AS_JOB.search(row.text) and len(row.text.split()) <= 6:
            sign = sign or bool(JOB.search(row.text))
        elif is_person(without_title(_MARKS.sub("", row.text))):
            return []  # half a list of writers is a wrong list
        elif not _affiliation(row.text) and (named or at > title_at + 1):
            break  # one line may stand between title and writers: a second headline
    names = tuple(dict.fromkeys(name for _, writers in named for name in writers.names))
    heading = rows[title_at].text.lower()
    if not names or not sign or any(name.lower() in heading for name in names):
        return []
    first, last = named[0], named[-1]
    span = first[0].part(first[1].start, first[1].end)
    if last[0] is not first[0]:
        span = type(span)(span.start, last[0].part(last[1].start, last[1].end).end)
    return [Finding("authors", names, span), *dates]


def column_writer(row: Row, text: str) -> list[Finding]:
    """Kind and writers of a line "OPINION | ADA LEE" above or below the title.

    Args:
        row: the line.
        text: the whole text, which tells sections and common words from names.
    """
    match = _COLUMN.fullmatch(row.text)
    kind = GENRE_LINES.get(match["kind"].lower()) if match else None
    if match is None or kind not in ("opinion", "comment"):
        return []
    names = split_names(match["names"])
    if not names or any(OFFICE.search(n) or not certain_name(n, text) for n in names):
        return []
    return [
        Finding("genre", kind, row.part(*match.span("kind"))),
        Finding("authors", names, row.part(*match.span("names"))),
    ]


def speaker_in_title(row: Row, text: str) -> Finding | None:
    """Who gave what a title calls a speech or a statement: "Speech by the Minister, Ada Lee"."""
    said = _SAID_BY.match(row.text)
    if said is None:
        return None
    at = said.end()
    several = _ON_WHAT.sub("", row.text[at:]).rstrip(" .")
    names = split_names(several)
    if len(names) > 1 and all(certain_name(name, text) for name in names):
        return Finding("authors", names, row.part(at, at + len(several)))
    for part in row.text[at:].split(",")[:3]:
        words = _ON_WHAT.sub("", part).strip(" .")
        name = without_title(words)
        if is_person(name) and not OFFICE.search(name) and certain_name(name, text):
            start = row.text.index(words, at)
            return Finding("authors", (name,), row.part(start, start + len(words)))
        at += len(part) + 1
    return None


def certain_name(name: str, text: str) -> bool:
    """Whether words in capitals are no section, no place, and no common words of this text."""
    words = [word.lower() for word in name.split()]
    if _is_label(words):
        return False
    begin = text[:_LOOKED_THROUGH]
    if re.search(rf"\b(?:in|at|near)\s+{re.escape(name)}\b", begin):
        return False
    return not any(
        len(word) > 3 and re.search(rf"(?<![\w@.-]){re.escape(word)}(?![\w@])", begin)
        for word in words
    )


def _is_label(words: list[str]) -> bool:
    if any(word in _NO_NAMES or _LABEL_ENDING.search(word) for word in words):
        return True
    return all(word in _SELDOM_NAMES for word in words)


def _named(row: Row, text: str) -> _Named | None:
    """The writers a line names, where it names nothing else but dates and where they work."""
    parts = _parts(row)
    if _COURTESY.match(row.text):
        return None
    named: _Named | None = None
    for start, part in parts:
        if iso_date(part) or _ASIDE.fullmatch(part) or part.lower() in GENRE_LINES:
            continue
        more = _names_of(part, start, text)
        house = more is None and len(parts) > 1 and is_organisation(part)
        if house or _SERIES_PART.fullmatch(part):
            continue
        if more is None or (named is not None and not (split_names(part) and named.end < start)):
            return None
        # "Ada Lee · Ben Poe"
        named = (
            more if named is None else replace(named, names=named.names + more.names, end=more.end)
        )
    return named


def _parts(row: Row) -> list[tuple[int, str]]:
    text = row.text
    parts, start = [], 0
    ends = list(_SEPARATOR.finditer(text))
    comma = _BEFORE_DATE.search(text)
    if comma and not ends and is_marked_off(row, comma.start() - 1, comma.end() + 1):
        ends = [comma]  # "**Ada Lee**, *3 May 2018*": a town before a date is not set in bold
    for end in [*ends, None]:
        part = text[start : end.start() if end else len(text)]
        if part.strip():
            parts.append((start, part))
        start = end.end() if end else start
    return parts


def _names_of(part: str, start: int, text: str) -> _Named | None:
    reports = _REPORTS.search(part)
    part = part[: reports.start()] if reports else part
    plain = _MARKS.sub("", _WORKS_AT.sub(_without_house, part))
    names = split_names(plain)
    if names:
        if any(OFFICE.search(name) or not certain_name(name, text) for name in names):
            return None
        marked = reports is not None or (plain != part and len(names) > 1)
        return _Named(names, start, start + len(part.rstrip()), marked)
    first, comma, rest = plain.partition(",")
    name = without_title(first)
    if not comma or not is_person(name) or OFFICE.search(name) or iso_date(rest):
        return None
    if _is_label(name.lower().split()):
        return None
    writes = bool(JOB.search(rest))
    if not writes and not is_organisation(rest):
        return None
    return _Named((name,), start, start + part.index(","), writes and len(rest.split()) <= 12)


def _without_house(bracket: re.Match[str]) -> str:
    return "" if is_organisation(bracket[1]) else bracket[0]


def _date_beside(row: Row, writers: _Named) -> list[Finding]:
    """The date of "Ada Lee — 3 May 2019"."""
    for start, part in _parts(row):
        series = _SERIES_PART.fullmatch(part)
        if series and series["date"]:
            start, part = start + series.start("date"), series["date"]
        iso = iso_date(part)
        if iso and start != writers.start:
            return [Finding("published", iso, row.part(start, start + len(part)))]
    return []


def _affiliation(text: str) -> bool:
    """Whether a line says where the writer above it works, or how to reach them."""
    bare = re.sub(rf"^{_MARK}+\s*", "", text)
    if re.search(r"\S@\S+\.\w", text):
        return True
    return is_institution_name(bare) or (bare != text and is_organisation(bare))
