"""What one line at the head of a document says about it: writer, publisher, date, kind.

Each rule knows one form ("By Jane Doe | 12 March 2024", "Holm Courier, 29 January 2021", "PhD
thesis, University of Holm, 2023") and reads the whole line, or says nothing.
"""

from __future__ import annotations

import re

from .dates import DATE_PATTERN, iso_date
from .genre_lines import GENRE_LINES, SERIES, SERIES_NUMBER, genre_line
from .head_rows import part_of
from .names import (
    JOB,
    is_institution_name,
    is_organisation,
    is_person,
    is_presented,
    split_names,
    without_title,
)
from .records import BlockKind, Span
from .titles import THESIS, Finding, Row

_DATE = re.compile(DATE_PATTERN, re.I)
# Behind a label, which Markdown may have set in bold: "Author:", "**Author**:", "**Author:**".
_COLON = r"[*_]*\s*:[*_]*"
FULL_STOP = r"(?<=[^\W\d_]{3})(?<!\bProf)(?<!Assoc)(?<!Asst)(?<!\bHon)(?<!\bRev)\.\s+(?=[A-Z])"
"""A full stop behind a name, not behind "Prof."."""
_SEPARATOR = re.compile(rf"\s*[|•·‖]\s*|\s+[–—-]\s+|\s{{3,}}|\t+|{FULL_STOP}")
_BY = re.compile(
    r"(?:by|from(?=\s[A-Z][^,|]{3,40}\sin\s[A-Z][\w-]+$)|"
    r"(?:(?:an?|guest)\s+)?(?:comment|commentary|essay|post|column|review|analysis|article) by|"
    r"(?:written|posted|compiled|conducted|text|words|story|reporting) by|authors?"
    rf"|(?P<held>interview(?:ed)?) by|interviewer:|(?:text|words|story):)(?:{_COLON})?\s+(?=\S)",
    re.I,
)
_WRITER_LABEL = re.compile(
    r"(?:author|authors|writer|student|candidate|submitted by|presented by|prepared by)"
    rf"(?:\(s\))?{_COLON}\s*(?=\S)|(?:submitted|presented|written|asked|tabled) by\s+(?=\S)",
    re.I,
)
OTHER_LABEL = re.compile(
    r"(?:mentor|supervisor|supervised by|advisor|adviser|tutor|promotor|editor|edited by|reviewer|"
    r"reviewed by|translator|translated by|photos?|photographs?|photography|images?|pictures?|"
    r"illustration|committee|chair|before|coram|judges?|counsel|parties|examiner|referee|to|cc|present|excused|source|credit|tags?|"
    r"keywords?|category|share|contact|e-?mail|tel|last updated|"
    r"updated|modified|accessed|retrieved)\b[^:]{0,30}:|"
    # the clerk of a hearing, who asserts nothing
    r"(?:record|minutes|notes?|transcri\w+|recorded)\s+(?:(?:taken|kept|made|prepared)\s+)?by\s",
    re.I,
)
_DATE_LABEL = re.compile(
    r"(?:published|posted|publication date|date of publication|date|sent|released|issued"
    r"|first published|delivered|handed down|judge?ment of|judge?ment delivered)"
    rf"(?:\s+on)?(?:{_COLON})?\s+(?=\S)",
    re.I,
)
_CREDITS = re.compile(
    r"[,;|]?\s*\b(?:with\s+)?(?:photos?|photographs?|photography|pictures?|images?|illustrations?|video)"
    r"\s*(?::|\bby\b)",
    re.I,
)
_LATER_LABEL = re.compile(r"(?:last\s+)?(?:updated|modified|accessed|retrieved|revised)\b", re.I)
_TITLE_LABEL = re.compile(rf"(?:title|subject|headline|re){_COLON}\s+(?=\S.*\w)", re.I)
_PUBLISHER_LABEL = re.compile(rf"(?:published by|publisher)(?:{_COLON})?\s+(?=\S)", re.I)
_CLOCK = re.compile(r",?\s+(?:at\s+)?\d{1,2}[:.]\d\d(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,5})?$", re.I)
_PLACE = r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){0,2}"
_OUTLET_LINE = re.compile(
    rf"\(?(?P<name>[^,()]+),\s*(?P<date>{DATE_PATTERN})(?:,\s+pp?\.\s*[\d–-]+)?[.)]*",
    re.I,
)
# "The Lantern, 8 January 2022": a place with an article is rare, a newspaper with one is not.
_WITH_ARTICLE = re.compile(r"The(?: [A-Z][\w'’&-]+){1,4}")
_PLACES_WITH_ARTICLE = frozenset({"the hague", "the bahamas", "the gambia", "the netherlands"})
_PLACE_DATE = re.compile(rf"{_PLACE},\s+(?P<date>.+)$")
_PLACE_YEAR = re.compile(rf"{_PLACE},?\s+(?P<date>\d{{4}})$")
# "Tuesday 24 September 2019, Committee Room 4, 10.15 am"
_DATE_ROOM = re.compile(
    rf"(?P<date>(?i:{DATE_PATTERN}))(?:,\s+(?:(?i:at\s+)?\d\d?[.:]\d\d(?:\s*[ap]\.?m\.?)?|"
    r"(?:[A-Z][\w'’-]*\s+){0,3}(?:Room|Chamber|Hall|House|Building|Session)(?:\s+[A-Z\d]\w*)?))+"
)
_WORKS = re.compile(r"\b(?:report|review|survey|plan|budget|award|conference|edition|no)\b", re.I)
_CENTRE_LINE = re.compile(
    r"(?P<name>[A-Z][\w.&'’\- ]{1,80}?)(?:\s*[,|•·:]\s*|\s+[–—-]\s+|\s+)"
    rf"(?P<genre>{SERIES})(?:\s+{SERIES_NUMBER})?\s*(?:[,|•·:–—-]\s*(?P<rest>.*))?$"
)
_OUTLETS = frozenset(
    """Courier Post Herald Tribune Gazette Messenger Chronicle News Observer Mercury Echo
    Sentinel Dispatch Telegraph Mail Guardian Journal Review Magazine Monitor Inquirer Examiner
    Bulletin Standard Advertiser Argus Wire Globe Star Agency Press Times Review Weekly
    Daily Newsletter Quarterly Monthly""".split()
)
_SERIALS = frozenset("Annals Archives Acta Journal Proceedings Transactions Bulletin".split())
# "Orm Courier, 12 May 2015. The writer was minister of works.": a note, of which nothing is read.
_NOTE_BEHIND = re.compile(r"(?:The (?:writer|author)|Translated|This (?:article|text|piece))\b.*")
_CAPTION = re.compile(r"\b(?:photo|image|picture|credit|illustration)\b\s*(?::|by\b|credit)", re.I)


def findings_of(row: Row) -> list[Finding]:
    """What one line says; empty where it says nothing of the kind."""
    if _CAPTION.search(row.text) or _LATER_LABEL.match(row.text):
        return []
    for rule in _RULES:
        if findings := rule(row):
            return findings
    return []


def _thesis(row: Row) -> list[Finding]:
    """A line like "PhD thesis, University of Holm, 2023", or the kind of thesis alone."""
    kind = THESIS.match(row.text)
    if kind is None:
        return []
    findings = [Finding("genre", "thesis", row.part(0, kind.end()))]
    if kind.end() == len(row.text):
        return findings
    rest = re.compile(r"(?:\s*[,|·–—-]\s*|\s*\(|\s+at\s+(?:the\s+)?)").match(row.text, kind.end())
    if rest is None:
        return []
    issued = _issued(row, rest.end(), row.text.rstrip(" .)"))
    return findings + issued if issued else []


def _issued(row: Row, start: int, text: str) -> list[Finding]:
    """An institution, perhaps its place, perhaps a date, from `start` to the end of `text`."""
    date = _DATE.search(text, start) or re.compile(r"\b(?:1[5-9]|20)\d\d$").search(text, start)
    if date is not None and date.end() != len(text):
        return []
    end = len(text[start : date.start() if date else len(text)].rstrip(" ,(–—-|·")) + start
    names = text[start:end]
    place = re.search(rf",\s+{_PLACE}$", names)
    if place and not is_organisation(place.group()):
        names = names[: place.start()]
    found = _dated(row, date.start(), date.end()) if date else []
    if not names or is_presented(names):
        return found
    if not is_institution_name(names) or names.lower() in GENRE_LINES:
        return []
    return [Finding("publisher", names, row.part(start, start + len(names))), *found]


def _labelled(row: Row) -> list[Finding]:
    if match := _WRITER_LABEL.match(row.text) or _BY.match(row.text):
        found = _writers(row, match.end())
        held = match.groupdict().get("held")
        if found and held:
            found.append(Finding("genre", "interview", row.part(*match.span("held"))))
        return found
    if OTHER_LABEL.match(row.text) and not _DATE_LABEL.match(row.text):
        return []
    if match := _DATE_LABEL.match(row.text):
        dated = _date_from(row, match.end())
        # "Posted May 3, 2018 · by Ada Lee"
        return [*dated, *_writer_after(row, match.end())] if dated else []
    if match := _TITLE_LABEL.match(row.text):
        return [
            Finding(
                "title",
                " ".join(row.text[match.end() :].split()),
                row.part(match.end(), len(row.text)),
            )
        ]
    if match := _PUBLISHER_LABEL.match(row.text):
        name = row.text[match.end() :].strip(" .")
        if 1 < len(name) <= 80 and name[0].isupper():
            return [Finding("publisher", name, row.part(match.end(), match.end() + len(name)))]
    return []


def _writer_after(row: Row, start: int) -> list[Finding]:
    """The writer of a line that begins with its date."""
    for end in _PART_END.finditer(row.text, start):
        if by := _BY.match(row.text, end.end()):
            return [f for f in _writers(row, by.end()) if f.field == "authors"]
    return []


def _writers(row: Row, start: int) -> list[Finding]:
    """Names after a label, then a date behind a separator or a comma."""
    rest = row.text[start:]
    date = _DATE.search(rest)
    cut = date.start() if date else len(rest)
    separator = _SEPARATOR.search(rest[:cut])
    names_end = separator.start() if separator and separator.start() else cut
    house = _outlet_behind(rest, names_end, cut)
    names_end = min(names_end, house.start if house else cut)
    written = rest[:names_end].rstrip(" ,|–—-·•")
    written = re.sub(r"\s+(?:on|published|posted)\W*$", "", written, flags=re.I)
    written = _CREDITS.split(written)[0]
    # "Ada Lee in Holm and Ben Poe in Orm"
    placed = re.sub(rf"\s+in\s+{_PLACE}(?=,|\s+and\b|$)", "", written)
    # "Ada Lee (University of Holm)", "Ada Lee (Green Party)"
    bare = re.sub(r"\s*\([^()]{2,60}\)", "", written)
    listed = split_names(written) or split_names(placed) or split_names(bare)
    names = listed or _name_before_affiliation(written)
    findings: list[Finding] = []
    if names:
        shown = written if listed else written.split(",")[0]
        findings.append(Finding("authors", names, row.part(start, start + len(shown))))
        if date and not _LATER_LABEL.search(rest[: date.start()]):
            findings += _dated(row, start + date.start(), start + date.end())
        if house:
            findings.append(
                Finding(
                    "publisher", house.of(rest), row.part(start + house.start, start + house.end)
                )
            )
    return findings


def _outlet_behind(rest: str, names_end: int, cut: int) -> Span | None:
    """The newspaper between a writer and a date: "Ada Lee, The Holm Courier, 3 May 2021"."""
    begin = names_end if names_end < cut else max(0, rest[:cut].rstrip(" ,").rfind(","))
    text = rest[begin:cut]
    name = text.strip(" ,|•·–—-.")
    at = begin + text.find(name)
    return Span(at, at + len(name)) if name and at and is_outlet(name) else None


def _name_before_affiliation(written: str) -> tuple[str, ...]:
    """The writer of "Jane Doe, Example Institute"; the institute is dropped."""
    first, comma, rest = written.partition(",")
    name = without_title(first)
    works = is_organisation(rest) or JOB.search(rest)
    return (name,) if comma and is_person(name) and works else ()


def _centre(row: Row) -> list[Finding]:
    """A line like "Example Center comment, 10.04.2025": the centre publishes its own comment."""
    match = _CENTRE_LINE.fullmatch(row.text)
    if match is None or not 1 < len(match["name"].split()) <= 8:
        return []
    if not is_organisation(match["name"]):
        return []
    rest = match["rest"] or ""
    date = _DATE.match(rest)
    if rest and (date is None or len(rest) - date.end() > 3):
        return []
    if not rest and row.kind is BlockKind.HEADING:
        return []  # "Water Board report" is as likely a title
    name, written = match["name"], match["genre"].lower()
    genre = GENRE_LINES.get(written, "other")
    findings = [
        Finding("publisher", name, row.part(match.start("name"), match.end("name"))),
        Finding("genre", genre, row.part(match.start("genre"), match.end("genre"))),
    ]
    if date:
        start = match.start("rest")
        findings += _dated(row, start + date.start(), start + date.end())
    return findings


def _outlet(row: Row) -> list[Finding]:
    """A line like "Holm Courier, 29 January 2021": a newspaper's name and a date."""
    match = _OUTLET_LINE.fullmatch(row.text.rstrip("* "))
    if match is None or not (is_outlet(match["name"]) or _is_serial(match["name"])):
        return []
    publisher = Finding("publisher", match["name"], row.part(*match.span("name")))
    return [publisher, *_dated(row, *match.span("date"))]


def is_outlet(name: str) -> bool:
    """Whether a name is a newspaper's: "Holm Courier", "The Lantern"."""
    words = name.split()
    if not 1 < len(words) <= 5:
        return False
    if (words[-1].title() if name.isupper() else words[-1]) in _OUTLETS:
        return all(word[0].isupper() or word in ("of", "and", "&") for word in words)
    return bool(_WITH_ARTICLE.fullmatch(name)) and name.lower() not in _PLACES_WITH_ARTICLE


def _is_serial(name: str) -> bool:
    """Whether a name is a learned journal's: "Annals of Example Medicine"."""
    words = name.split()
    return len(words) > 2 and words[0] in _SERIALS and words[1] == "of" and len(words) <= 8


def _house(row: Row) -> list[Finding]:
    """A line like "Water Service of Holm, Holm, March 2022": who issues, where and when.

    Under a writer's name it would be an affiliation; the caller knows.
    """
    if row.kind is BlockKind.HEADING:
        return []
    found = _issued(row, 0, row.text.rstrip(".* "))
    return found if len(found) > 1 or is_presented(row.text) else []


def is_house_line(row: Row) -> bool:
    """Whether a line names an institution that is no newspaper, and a date."""
    return bool(_house(row)) and not _outlet(row)


def names_place_and_year(row: Row) -> bool:
    """Whether a line is a place and a year and nothing else."""
    return bool(_PLACE_YEAR.fullmatch(row.text)) and not _DATE.fullmatch(row.text)


def _date_line(row: Row) -> list[Finding]:
    """A line that is nothing but a date, or a place and a date, or parts of which one is."""
    return _whole_date(row) or _of_parts(row)


def _whole_date(row: Row) -> list[Finding]:
    text = row.text.rstrip(".* ⁰¹²³⁴⁵⁶⁷⁸⁹")
    at = _CLOCK.search(text)
    if _DATE.fullmatch(text[: at.start()] if at else text):
        return _dated(row, 0, at.start() if at else len(text))
    if row.kind is not BlockKind.HEADING and (sitting := _DATE_ROOM.fullmatch(text)):
        return _dated(row, *sitting.span("date"))
    for pattern in (_PLACE_DATE, _PLACE_YEAR):
        match = pattern.fullmatch(text)
        if pattern is _PLACE_YEAR and (row.kind is BlockKind.HEADING or _WORKS.search(text)):
            break
        if match and (pattern is _PLACE_YEAR or _DATE.fullmatch(match["date"])):
            return _dated(row, match.start("date"), match.end("date"))
    return []


_PART_END = re.compile(
    r"\s*[|•·;]\s*|\s+[–—/-]\s+|(?<=\d)\.\s+(?=[A-Z])|,\s+(?=[Bb]y\s)|(?<=\d)\s+(?=[Bb]y\s+[A-Z])"
)


def _of_parts(row: Row) -> list[Finding]:
    """A line like "Opinion | 12 March 2024" or "The Holm Courier, 3 May 2021. By Ada Lee".

    Each part by itself; a line that holds a part of which nothing is known must name a date.
    """
    ends = [*_PART_END.finditer(row.text), None]
    if len(ends) == 1:
        return []
    found: dict[str, Finding] = {}
    start, silent = 0, False
    for end in ends:
        stop = end.start() if end else len(row.text)
        part = part_of(row, start, stop)
        if "published" in found and _NOTE_BEHIND.fullmatch(part.text):
            break
        said = _of_part(part) if part.text else []
        # "Plain Wire — Holm — 3 May 2018"
        placed = start > 0 and "publisher" in found and re.fullmatch(_PLACE, part.text.strip())
        silent = silent or not (said or placed)
        for finding in said:
            found.setdefault(finding.field, finding)
        start = end.end() if end else stop
    if silent and not ("published" in found and re.search(r"[|•·]", row.text)):
        return []
    return list(found.values())


def _of_part(part: Row) -> list[Finding]:
    for rule in (_labelled, _outlet, _house, _whole_date, genre_line):
        if findings := rule(part):
            return findings
    name = part.text.strip()
    if is_outlet(name) and name.split()[-1] in _OUTLETS:
        return [Finding("publisher", name, part.part(0, len(name)))]
    return []


def is_lone_writer(row: Row) -> bool:
    """Whether a line is one person's name, with no title before it ("Prof." is an examiner)."""
    name = " ".join(row.text.split())
    return row.kind is not BlockKind.HEADING and is_person(name) and without_title(name) == name


def _date_from(row: Row, start: int) -> list[Finding]:
    match = _DATE.match(row.text, start)
    return _dated(row, match.start(), match.end()) if match else []


def _dated(row: Row, start: int, end: int) -> list[Finding]:
    date = iso_date(row.text[start:end])
    return [Finding("published", date, row.part(start, end))] if date else []


def _kind_dated(row: Row) -> list[Finding]:
    """A line like "Technical report, September 2018"."""
    kind, comma, _ = row.text.partition(",")
    if not comma or row.kind is BlockKind.HEADING:
        return []
    named = genre_line(part_of(row, 0, len(kind)))
    date = _DATE.match(row.text, len(kind) + 1 + (row.text[len(kind) + 1 :][:1] == " "))
    if not named or date is None or row.text[date.end() :].strip(" .)"):
        return []
    return [*named, *_dated(row, date.start(), date.end())]


_RULES = (_thesis, _labelled, _centre, _outlet, _house, _date_line, _kind_dated, genre_line)
