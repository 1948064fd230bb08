"""Title, writer, publisher, date and genre from a document's own first and last lines.

The rules know the forms in which documents say these things ("By Jane Doe | 12 March 2024",
"Student: ...", "Example Center comment, 10.04.2025") and prefer silence: a wrong writer costs more
than none. An institution is no writer, an affiliation no publisher, a date inside running text no
publication date.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .byline_lines import (
    OTHER_LABEL,
    findings_of,
    is_house_line,
    is_lone_writer,
    is_outlet,
    names_place_and_year,
)
from .genre_lines import genre_named, plain_line
from .head_rows import rows_of
from .interviews import find_interviewer
from .letterheads import add_letterhead, commission_reporting, find_dateline, is_state
from .mastheads import (
    PART_OF_A_BOOK,
    headline_below,
    is_case,
    is_notice,
    names_house,
    read_masthead,
)
from .names import is_institution_name, is_person, without_title
from .records import Block, BlockKind, Parsed
from .serials import serial_findings
from .signatures import find_signatures, is_letter
from .title_pages import (
    excerpt_findings,
    goes_on,
    is_by_alone,
    thesis_submitted,
    writer_on_cover,
    writer_under_by,
)
from .title_words import dated_title, issued_by_house, report_named
from .titles import Finding, Row, find_title
from .translations import find_original
from .writer_lines import column_writer, speaker_in_title, writers_below

_HEAD_LINES = 25
_RUNNING_TEXT = 240
_HOUSE_LINES = 8

_STOP = re.compile(
    r"(?:table of )?contents|abstract|introduction|summary|executive summary|foreword|preface"
    r"|acknowledge?ments?|declaration",
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
    head = _head(parsed)
    masthead = read_masthead(head, parsed.text)
    rows = head[masthead.lines :]
    found = {finding.field: finding for finding in masthead.findings}
    if cover := writer_on_cover(rows, parsed.text):
        rows = rows[1:]
        found |= {finding.field: finding for finding in (*cover, *_as_title(rows[0]))}
    used = _read_lines(rows, parsed.text, found)
    kind = found["genre"].value if "genre" in found else None
    letter = is_letter(parsed)
    if not masthead.lines:
        add_letterhead(rows, used, found, letter)
    if any(re.match(r"to:\s", row.text, re.I) for row in rows):
        _add_sender(rows, found)
    title = found.get("title") or find_title(rows, used, kind == "thesis", banner=_has_banner(rows))
    if title is None:
        title = next(iter(_shouted_title(rows, used, found)), None)
    if title and not (letter and is_person(without_title(str(title.value)))):
        found["title"] = title
        _add_from_title(rows, used, title, found)
        _add_report(rows, title, found)
        for finding in find_interviewer(parsed, str(title.value)):
            found.setdefault(finding.field, finding)
        if not letter:
            _add_writers(parsed, rows, title, found)
    if title and PART_OF_A_BOOK.match(str(title.value)) and "authors" not in found:
        found.pop("published", None)  # "Chapter 3", "12 May 1951": when the story plays
    for finding in (*find_signatures(parsed), *find_dateline(parsed)):
        found.setdefault(finding.field, finding)
    if original := find_original(parsed):
        found[original.field] = original
    return tuple(found.values())


def _read_lines(rows: list[Row], text: str, found: dict[str, Finding]) -> set[int]:
    """The indices of the lines that are no title; what they say is added to `found`."""
    used: set[int] = set()
    for index, row in enumerate(rows):
        findings = column_writer(row, text) or writer_under_by(rows, index)
        findings = findings or _findings_at(rows, index)
        if index == 0 and _is_title_too(rows, findings):
            pass  # "Interview with Ada Lee: 'We wait'" names its kind and is the title
        elif findings or _is_no_title(rows, index, below=bool(found)):
            used.add(index)
        for finding in findings:
            found.setdefault(finding.field, finding)
    return used


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


def _is_no_title(rows: list[Row], index: int, *, below: bool) -> bool:
    """Whether a line is a label, an address, or part of another; `below`: a letterhead is known."""
    row = rows[index]
    # Under an address as the first line a file's running text begins.
    other = OTHER_LABEL.match(row.text) or (is_notice(row) and (below or index > 0))
    return bool(other) or is_by_alone(row) or goes_on(rows, index)


def _findings_at(rows: list[Row], index: int) -> list[Finding]:
    """What a line says where it stands."""
    row = rows[index]
    if said := thesis_submitted(row) or excerpt_findings(row):
        return said
    if index == 0:
        banner = genre_named(row, heading=True) if _has_banner(rows) else None
        # "Annual Report 2021" is no place with a year.
        return [banner] if banner else [] if names_place_and_year(row) else findings_of(row)
    findings = findings_of(row) or serial_findings(row)
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


def _is_title_too(rows: list[Row], findings: list[Finding]) -> bool:
    """Whether a first line says its kind among other words."""
    row = rows[0]
    if [f.field for f in findings] != ["genre"] or genre_named(row) is not None:
        return False
    _, bar, section = row.text.partition("|")
    if bar and len(section.split()) < 4 and headline_below(rows, 1) == 1:
        return False  # "Opinion | Climate"
    return len(row.text.split()) > 3


def _has_banner(rows: list[Row]) -> bool:
    return len(rows) > 1 and genre_named(rows[0], heading=True) is not None


def _title_at(rows: list[Row], title: Finding) -> int:
    """Index of the line in which the title ends."""
    return next(i for i, row in enumerate(rows) if row.part(0, len(row.text)).end >= title.span.end)


def _add_from_title(
    rows: list[Row], used: set[int], title: Finding, found: dict[str, Finding]
) -> None:
    """What the title's own words and the line under it say, where nothing else did."""
    at = _title_at(rows, title)
    if "published" not in found and (dated := dated_title(rows[at])):
        found["published"] = dated
    kind = found["genre"].value if "genre" in found else None
    free = next((i for i in range(at + 1, len(rows)) if i not in used), -1)
    if kind == "thesis" and "authors" not in found and 0 < free <= at + 2:
        row = rows[free]
        if is_lone_writer(row):
            name = " ".join(row.text.split())
            found["authors"] = Finding("authors", (name,), row.part(0, len(row.text)))
    below = next((i for i in range(at + 1, len(rows)) if rows[i].kind is not BlockKind.HEADING), -1)
    if below < 0 or below != at + 1 or below in used:
        return
    row = rows[below]
    named = names_house(row.text)
    issued = issued_by_house(title) or kind == "report" or is_case(str(title.value))
    if named and "authors" not in found and issued:
        found.setdefault("publisher", Finding("publisher", row.text, row.part(0, len(row.text))))


def _add_writers(
    parsed: Parsed, rows: list[Row], title: Finding, found: dict[str, Finding]
) -> None:
    """Names under the title with no "By" before them, and the speaker whom the title names."""
    if "authors" in found:
        return
    at = _title_at(rows, title)
    if speaker := speaker_in_title(rows[at], parsed.text):
        found["authors"] = speaker
        return
    for finding in writers_below(rows, at, found, parsed.text, abstract=_has_abstract(parsed)):
        found.setdefault(finding.field, finding)


def _shouted_title(rows: list[Row], used: set[int], found: dict[str, Finding]) -> list[Finding]:
    """A headline in capitals that is no letterhead: the letterhead is known, or it is a report."""
    at = next((i for i in range(len(rows)) if i not in used), None)
    if at is None or headline_below(rows, at) != at or not rows[at].text.isupper():
        return []
    kind = found["genre"].value if "genre" in found else None
    released = kind == "press_release" and "publisher" in found and len(rows[at].text.split()) > 3
    if not released and commission_reporting(rows[at]) is None:
        return []
    return _as_title(rows[at])


def _as_title(row: Row) -> list[Finding]:
    """A line known to be the title."""
    title = find_title([replace(row, kind=BlockKind.HEADING)], set(), is_thesis=False)
    return [title] if title else []


def _has_abstract(parsed: Parsed) -> bool:
    contents = (block.span.of(parsed.text) for block in parsed.blocks[:_HEAD_LINES])
    return any(re.fullmatch(r"abstract", plain_line(content), re.I) for content in contents)


def _add_report(rows: list[Row], title: Finding, found: dict[str, Finding]) -> None:
    """An institution's "Annual report" is a report; a newspaper's "Report on ..." may be news."""
    at = rows[_title_at(rows, title)]
    if not {"publisher", "authors"} & set(found) and (commission := commission_reporting(at)):
        found["publisher"] = commission
    house = found.get("publisher")
    if house and "genre" not in found and not is_outlet(str(house.value)):
        reported = report_named([at], replace(title, span=at.part(0, 0)))
        if reported:
            found["genre"] = reported


def _add_sender(rows: list[Row], found: dict[str, Finding]) -> None:
    """In a memo or letter, which has a "To:", the person of "From:" is the writer."""
    for row in rows:
        match = re.match(r"from:\s+[\"“]?", row.text, re.I)
        if match and "authors" not in found:
            # "Ada Lee, Engineer", "Ada Lee <ada@orm.example>"
            name = re.split(r"[,\"”]|\s+[<(]", row.text[match.end() :])[0]
            person = without_title(name)
            if is_person(person):
                span = row.part(match.end(), match.end() + len(name))
                found["authors"] = Finding("authors", (person,), span)


def _rows(block: Block, content: str) -> list[Row]:
    lines = content.split("\n")
    shouted = len(content) > 60 and content.isupper()
    house = any(is_state(line) or is_institution_name(line) for line in lines[:2])
    whole = block.kind is BlockKind.HEADING or (shouted and not (house and len(lines) > 1))
    return rows_of(block, content, whole=whole)


def _sentences(text: str) -> int:
    return len(re.findall(r"[^\W\d_]{3,}(?<!\bProf)[.!?][\"”’)]*(?=\s+[A-Z“\"]|$)", text))
