"""Title, writer, publisher, date and genre from a document's own first and last lines.

The rules know the forms in which documents say these things ("By Jane Doe | 12 March 2024",
"Student: ...", "Example Center comment, 10.04.2025") and prefer silence: a wrong writer costs more
than none. An institution is no writer, an affiliation no publisher, a date inside running text no
publication date.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .byline_lines import (
    OTHER_LABEL,
    findings_of,
    genre_named,
    is_house_line,
    is_lone_writer,
    is_outlet,
    names_place_and_year,
    plain_line,
)
from .names import is_institution_name, is_person, without_title
from .records import Block, BlockKind, Parsed, Span
from .title_words import dated_title, issued_by_house, report_named
from .titles import Finding, Row, find_title
from .translations import find_original

_HEAD_LINES = 25
_TAIL_BLOCKS = 4
_RUNNING_TEXT = 240
_HOUSE_LINES = 8

_STOP = re.compile(
    r"(?:table of )?contents|abstract|introduction|summary|executive summary|foreword|preface"
    r"|acknowledge?ments?|declaration",
    re.I,
)
_AUTHORS_OWN = re.compile(
    r"(?:the )?(?:views?|opinions?)\b.{0,80}?\b(?:expressed|presented|stated)\b.{0,120}?"
    r"\b(?:author|writer|columnist|contributor)(?:['’]?s?\b|\(s\))",
    re.I | re.DOTALL,
)
_WRITER_NOTE = re.compile(
    r"[\[(*_]*\s*(?:(?i:the\s+)?(?i:writer|author),?\s+)?(?P<name>[^,\[\](){}.;:]{3,60}?),?\s+"
    r"(?:is|was)\s+(?:an?|the)\s+(?P<job>[^.]{0,120})",
)
_JOB = re.compile(
    r"\b(?:fellow|journalist|analyst|researcher|professor|columnist|correspondent|reporter|editor|"
    r"freelance|contributor|lecturer|historian|writer|author|scholar|student|expert|lawyer)\b",
    re.I,
)


def find_bylines(parsed: Parsed) -> tuple[Finding, ...]:
    """What the head and the end of a document say about it.

    Args:
        parsed: text and blocks.

    Returns:
        At most one finding per field, of title, authors, publisher, published, genre and
        translation_of.
    """
    rows = _head(parsed)
    found: dict[str, Finding] = {}
    used: set[int] = set()
    for index, row in enumerate(rows):
        findings = _findings_at(rows, index)
        if index == 0 and _is_title_too(row, findings):
            pass  # "Interview with Ada Lee: 'We wait'" names its kind and is the title
        elif findings or OTHER_LABEL.match(row.text):
            used.add(index)
        for finding in findings:
            found.setdefault(finding.field, finding)
    kind = found["genre"].value if "genre" in found else None
    if any(genre_named(row, heading=True) for row in rows[:3]):
        _add_letterhead(rows, used, found)
    if any(re.match(r"to:\s", row.text, re.I) for row in rows):
        _add_sender(rows, found)
    _add_masthead(rows, used, found)
    title = found.get("title") or find_title(rows, used, kind == "thesis", banner=_has_banner(rows))
    if title:
        found["title"] = title
        _add_from_title(rows, used, title, found)
        _add_report(rows, title, found)
    for finding in _of_tail(parsed):
        found.setdefault(finding.field, finding)
    if original := find_original(parsed):
        found[original.field] = original
    return tuple(found.values())


def _head(parsed: Parsed) -> list[Row]:
    """The lines before running text begins; the first block in any case."""
    rows: list[Row] = []
    for block in parsed.blocks:
        if block.kind in (BlockKind.BOILERPLATE, BlockKind.NOTE, BlockKind.CODE):
            continue
        content = block.span.of(parsed.text)
        if len(rows) >= _HEAD_LINES or _STOP.fullmatch(plain_line(content)):
            break
        if len(content) > _RUNNING_TEXT or _sentences(content) > 1:
            # A standfirst may stand between title and byline, a body may not.
            if rows and len(content) <= 2 * _RUNNING_TEXT and len(rows) < 3:
                continue
            break
        rows += _rows(block, content)
    return rows


def _findings_at(rows: list[Row], index: int) -> list[Finding]:
    """What a line says where it stands."""
    row = rows[index]
    if index == 0:
        banner = genre_named(row, heading=True) if _has_banner(rows) else None
        # "Annual Report 2021" is no place with a year.
        return [banner] if banner else [] if names_place_and_year(row) else findings_of(row)
    findings = findings_of(row)
    if index > _HOUSE_LINES or any(r.kind is BlockKind.HEADING for r in rows[: index + 1]):
        findings = [f for f in findings if f.field != "title"]  # "Subject: ..." of a quoted letter
    if not any(f.field == "publisher" for f in findings):
        return findings
    above = rows[index - 1].text
    named = is_person(without_title(above)) or any(
        f.field == "authors" for f in findings_of(rows[index - 1])
    )
    if index > _HOUSE_LINES or (named and is_house_line(row)):
        # Under a name an institution is where the writer works.
        return [f for f in findings if f.field != "publisher"]
    return findings


def _is_title_too(row: Row, findings: list[Finding]) -> bool:
    """Whether a first line says its kind among other words."""
    return [f.field for f in findings] == ["genre"] and len(row.text.split()) > 3


def _add_masthead(rows: list[Row], used: set[int], found: dict[str, Finding]) -> None:
    """A newspaper's name above a date and the headline: "The Holm Courier", "3 May 2021"."""
    if len(rows) < 3 or 0 in used or 1 not in used or "publisher" in found:
        return
    first = rows[0]
    dated = "published" in found and found["published"].span.start >= rows[1].start
    later = any(i not in used for i in range(2, min(len(rows), 5)))
    if dated and later and first.kind is not BlockKind.HEADING and is_outlet(first.text):
        used.add(0)
        found["publisher"] = Finding("publisher", first.text, first.part(0, len(first.text)))


def _has_banner(rows: list[Row]) -> bool:
    return len(rows) > 1 and genre_named(rows[0], heading=True) is not None


def _add_letterhead(rows: list[Row], used: set[int], found: dict[str, Finding]) -> None:
    """The institution beside "Press release", above the title: it issues the text."""
    index = next((i for i in range(len(rows)) if i not in used), None)
    if index is None or index > 3 or index + 1 not in used:
        return
    row = rows[index]
    later = any(i not in used for i in range(index + 1, min(len(rows), index + 5)))
    if later and len(row.text.split()) > 1 and is_institution_name(row.text):
        used.add(index)
        name = " ".join(row.text.split())
        found.setdefault("publisher", Finding("publisher", name, row.part(0, len(row.text))))


def _add_from_title(
    rows: list[Row], used: set[int], title: Finding, found: dict[str, Finding]
) -> None:
    """What the title's own words and the line under it say, where nothing else did."""
    at = next(i for i, row in enumerate(rows) if row.start + len(row.text) >= title.span.end)
    if "published" not in found and (dated := dated_title(rows[at])):
        found["published"] = dated
    below = next((i for i in range(at + 1, len(rows)) if rows[i].kind is not BlockKind.HEADING), -1)
    if below < 0 or below != at + 1 or below in used:
        return
    row = rows[below]
    kind = found["genre"].value if "genre" in found else None
    if kind == "thesis" and "authors" not in found and is_lone_writer(row):
        found["authors"] = Finding(
            "authors", (" ".join(row.text.split()),), row.part(0, len(row.text))
        )
    named = len(row.text.split()) > 1 and is_institution_name(row.text)
    if named and "authors" not in found and issued_by_house(title):
        found.setdefault("publisher", Finding("publisher", row.text, row.part(0, len(row.text))))


def _add_report(rows: list[Row], title: Finding, found: dict[str, Finding]) -> None:
    """An institution's "Annual report" is a report; a newspaper's "Report on ..." may be news."""
    house = found.get("publisher")
    if house and "genre" not in found and not is_outlet(str(house.value)):
        reported = report_named(rows, title)
        if reported:
            found["genre"] = reported


def _add_sender(rows: list[Row], found: dict[str, Finding]) -> None:
    """In a memo or letter, which has a "To:", the person of "From:" is the writer."""
    for row in rows:
        match = re.match(r"from:\s+", row.text, re.I)
        if match and "authors" not in found:
            name, _, _ = row.text[match.end() :].partition(",")
            person = without_title(name)
            if is_person(person):
                span = row.part(match.end(), match.end() + len(name))
                found["authors"] = Finding("authors", (person,), span)


def _rows(block: Block, content: str) -> list[Row]:
    if block.kind is BlockKind.HEADING or (len(content) > 60 and content.isupper()):
        return [Row(content, block.span.start, block.kind, block.level)]
    rows, offset = [], 0
    for line in content.split("\n"):
        lead = len(line) - len(line.lstrip(" \t*_>#"))
        text = line[lead:].rstrip(" \t*_\\")
        if text:
            start = block.span.start + offset + lead
            rows.append(Row(text, start, block.kind, block.level))
        offset += len(line) + 1
    return rows


def _sentences(text: str) -> int:
    return len(re.findall(r"[^\W\d_]{3,}[.!?][\"”’)]*(?=\s+[A-Z“\"]|$)", text))


def _of_tail(parsed: Parsed) -> list[Finding]:
    """Notes on the writer behind the text: "[The writer is ...]", "Views are the author's own"."""
    findings: list[Finding] = []
    blocks = [b for b in parsed.blocks if b.kind is not BlockKind.BOILERPLATE][-_TAIL_BLOCKS:]
    rules: tuple[Callable[[str, int], list[Finding]], ...] = (_own_opinion, _writer_note)
    for block in blocks:
        content = block.span.of(parsed.text)
        if len(content) <= 600:
            for rule in rules:
                findings += rule(content, block.span.start)
    return findings


def _own_opinion(content: str, start: int) -> list[Finding]:
    match = _AUTHORS_OWN.search(content)
    if match is None:
        return []
    return [Finding("genre", "opinion", Span(start + match.start(), start + match.end()))]


def _writer_note(content: str, start: int) -> list[Finding]:
    match = _WRITER_NOTE.match(content)
    if match is None or not _JOB.search(match["job"]):
        return []
    marked = content.lstrip()[:1] in "[(*_" or re.match(
        r"(?:the\s+)?(?:writer|author)", content, re.I
    )
    name = without_title(match["name"])
    if not marked or not is_person(name) or name.lower().startswith("the "):
        return []
    span = Span(start + match.start("name"), start + match.end("name"))
    return [Finding("authors", (name,), span)]
