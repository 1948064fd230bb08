"""Title, writer, publisher, date and genre from a document's own first and last lines.

The rules know the forms in which documents say these things ("By Jane Doe | 12 March 2024",
"Student: ...", "Example Center comment, 10.04.2025") and prefer silence: a wrong writer costs more
than none. An institution is no writer, an affiliation no publisher, a date inside running text no
publication date.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .dates import DATE_PATTERN, iso_date
from .names import is_organisation, is_person, split_names, without_title
from .records import Block, BlockKind, Parsed, Span
from .titles import THESIS, Finding, Row, find_title
from .translations import find_original

_HEAD_LINES = 25
_TAIL_BLOCKS = 4
_RUNNING_TEXT = 240

_DATE = re.compile(DATE_PATTERN, re.I)
_SEPARATOR = re.compile(r"\s*[|•·‖]\s*|\s+[–—-]\s+|\s{3,}|\t+")
_BY = re.compile(r"(?:by|written by|author|authors|text by|words by)\s*:?\s+(?=\S)", re.I)
_WRITER_LABEL = re.compile(
    r"(?:author|authors|writer|student|candidate|submitted by|presented by|prepared by)"
    r"(?:\(s\))?\s*:\s*(?=\S)|(?:submitted|presented|written) by\s+(?=\S)",
    re.I,
)
_OTHER_LABEL = re.compile(
    r"(?:mentor|supervisor|supervised by|advisor|adviser|tutor|promotor|editor|edited by|reviewer|"
    r"reviewed by|translator|translated by|photo|photograph|image|picture|illustration|committee|"
    r"chair|examiner|referee|source|credit|tags?|keywords?|category|share|contact|e-?mail|tel|"
    r"last updated|updated|modified|accessed|retrieved)\b[^:]{0,30}:",
    re.I,
)
_DATE_LABEL = re.compile(
    r"(?:published|posted|publication date|date of publication|date|released|issued"
    r"|first published)"
    r"(?:\s+on)?\s*:?\s+(?=\S)",
    re.I,
)
_LATER_LABEL = re.compile(r"(?:last\s+)?(?:updated|modified|accessed|retrieved|revised)\b", re.I)
_PUBLISHER_LABEL = re.compile(r"(?:published by|publisher)\s*:?\s+(?=\S)", re.I)
_PLACE = r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+){0,2}"
_PLACE_DATE = re.compile(rf"{_PLACE},\s+(?P<date>.+)$")
_PLACE_YEAR = re.compile(rf"{_PLACE},?\s+(?P<date>\d{{4}})$")
_CENTRE_LINE = re.compile(
    r"(?P<name>[A-Z][\w.&'’\- ]{1,80}?)\s+"
    r"(?P<genre>comment|commentary|analysis|press release|report|"
    r"policy brief|statement|editorial|opinion)\s*(?:[,|:–—-]\s*(?P<rest>.*))?$"
)
_OUTLETS = frozenset(
    """Courier Post Times Herald Tribune Gazette Messenger Chronicle News Observer Mercury Echo
    Sentinel Dispatch Telegraph Mail Guardian Journal Review Magazine Monitor Inquirer Examiner
    Bulletin Standard Advertiser Argus""".split()
)
# A line under the title: "An interview with Jonas Wick, director of the works until 2021".
_HELD_WITH = re.compile(
    r"[\s*_>]*(?:An?\s)?([Ii]nterview|[Cc]onversation)\swith\s[A-Z][^.?!]*[*_]*$"
)
_GENRE_LINES = {
    "opinion": "opinion",
    "op-ed": "opinion",
    "oped": "opinion",
    "editorial": "opinion",
    "column": "opinion",
    "guest column": "opinion",
    "viewpoint": "opinion",
    "comment": "comment",
    "commentary": "comment",
    "analysis": "comment",
    "interview": "interview",
    "press release": "press_release",
    "for immediate release": "press_release",
    "news": "news",
    "breaking news": "news",
    "report": "report",
    "annual report": "report",
    "technical report": "report",
    "policy brief": "report",
    "working paper": "paper",
    "research paper": "paper",
    "research article": "paper",
    "conference paper": "paper",
    "discussion paper": "paper",
}
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
_CAPTION = re.compile(r"\b(?:photo|image|picture|credit|illustration)\b\s*(?::|by\b|credit)", re.I)


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
        findings = _of_row(row)
        if findings or _OTHER_LABEL.match(row.text):
            used.add(index)
        for finding in findings:
            found.setdefault(finding.field, finding)
    is_thesis = "genre" in found and found["genre"].value == "thesis"
    if "genre" in found and found["genre"].value == "press_release":
        letterhead = _letterhead(rows, used)
        if letterhead:
            used.add(0)
            found.setdefault("publisher", letterhead)
    if any(re.match(r"to:\s", row.text, re.I) for row in rows):
        _add_sender(rows, found)
    title = find_title(rows, used, is_thesis)
    if title:
        found["title"] = title
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
        if len(rows) >= _HEAD_LINES or _STOP.fullmatch(_plain(content)):
            break
        if len(content) > _RUNNING_TEXT or _sentences(content) > 1:
            # A standfirst may stand between title and byline, a body may not.
            if rows and len(content) <= 2 * _RUNNING_TEXT and len(rows) < 3:
                continue
            break
        rows += _rows(block, content)
    return rows


def _letterhead(rows: list[Row], used: set[int]) -> Finding | None:
    """The institution above "Press release": it issues the text."""
    first = rows[0]
    if 0 in used or not is_organisation(first.text) or not 1 < len(first.text.split()) <= 12:
        return None
    if 1 not in used or first.text.endswith((".", "?", "!")):
        return None
    name = " ".join(first.text.split())
    return Finding("publisher", name, first.part(0, len(first.text)))


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


def _plain(text: str) -> str:
    return text.strip(" \t\n*_#:").rstrip(".")


def _sentences(text: str) -> int:
    return len(re.findall(r"[^\W\d_]{3,}[.!?][\"”’)]*(?=\s+[A-Z“\"]|$)", text))


def _of_row(row: Row) -> list[Finding]:
    """What one line says; empty where it says nothing of the kind."""
    if _CAPTION.search(row.text) or _LATER_LABEL.match(row.text):
        return []
    for rule in (_thesis, _labelled, _centre, _outlet, _date_line, _genre_line):
        if findings := rule(row):
            return findings
    return []


def _thesis(row: Row) -> list[Finding]:
    match = THESIS.fullmatch(row.text)
    return [Finding("genre", "thesis", row.part(0, len(row.text)))] if match else []


def _labelled(row: Row) -> list[Finding]:
    if match := _WRITER_LABEL.match(row.text) or _BY.match(row.text):
        return _writers(row, match.end())
    if _OTHER_LABEL.match(row.text) and not _DATE_LABEL.match(row.text):
        return []
    if match := _DATE_LABEL.match(row.text):
        return _date_from(row, match.end())
    if match := _PUBLISHER_LABEL.match(row.text):
        name = row.text[match.end() :].strip(" .")
        if 1 < len(name) <= 80 and name[0].isupper():
            return [Finding("publisher", name, row.part(match.end(), match.end() + len(name)))]
    return []


def _writers(row: Row, start: int) -> list[Finding]:
    """Names after a label, then a date behind a separator or a comma."""
    rest = row.text[start:]
    date = _DATE.search(rest)
    cut = date.start() if date else len(rest)
    separator = _SEPARATOR.search(rest[:cut])
    names_end = separator.start() if separator and separator.start() else cut
    written = rest[:names_end].rstrip(" ,|–—-·•")
    written = re.sub(r"\s+(?:on|published|posted)\W*$", "", written, flags=re.I)
    names = split_names(written) or _name_before_affiliation(written)
    findings: list[Finding] = []
    if names:
        shown = written if split_names(written) else written.split(",")[0]
        findings.append(Finding("authors", names, row.part(start, start + len(shown))))
        if date and not _LATER_LABEL.search(rest[: date.start()]):
            findings += _dated(row, start + date.start(), start + date.end())
    return findings


def _name_before_affiliation(written: str) -> tuple[str, ...]:
    """The writer of "Jane Doe, Example Institute"; the institute is dropped."""
    first, comma, rest = written.partition(",")
    name = without_title(first)
    return (name,) if comma and is_person(name) and is_organisation(rest) else ()


def _centre(row: Row) -> list[Finding]:
    """A line like "Example Center comment, 10.04.2025": the centre publishes its own comment."""
    match = _CENTRE_LINE.fullmatch(row.text)
    if match is None or not is_organisation(match["name"]) or len(match["name"].split()) > 8:
        return []
    rest = match["rest"] or ""
    date = _DATE.match(rest)
    if rest and (date is None or len(rest) - date.end() > 3):
        return []
    if not rest and row.kind is BlockKind.HEADING:
        return []  # "Water Board report" is as likely a title
    name, written = match["name"], match["genre"].lower()
    genre = _GENRE_LINES.get(written, "other")
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
    name, comma, rest = row.text.rstrip(".* ").partition(",")
    date = _DATE.fullmatch(rest.strip())
    words = name.split()
    if not comma or date is None or not 1 < len(words) <= 5 or words[-1] not in _OUTLETS:
        return []
    start = row.text.index(rest.strip(), len(name))
    return [
        Finding("publisher", name, row.part(0, len(name))),
        *_dated(row, start, start + len(rest.strip())),
    ]


def _date_line(row: Row) -> list[Finding]:
    """A line that is nothing but a date, or a place and a date."""
    text = row.text.rstrip(".* ⁰¹²³⁴⁵⁶⁷⁸⁹")
    if _DATE.fullmatch(text):
        return _dated(row, 0, len(text))
    for pattern in (_PLACE_DATE, _PLACE_YEAR):
        match = pattern.fullmatch(text)
        if match and (pattern is _PLACE_YEAR or _DATE.fullmatch(match["date"])):
            return _dated(row, match.start("date"), match.end("date"))
    parts = [part.strip() for part in re.split(r"[|•·]", text)]
    if len(parts) > 1:
        return _of_parts(row, parts)
    return []


def _of_parts(row: Row, parts: list[str]) -> list[Finding]:
    """A line like "Opinion | 12 March 2024": each part by itself."""
    findings: list[Finding] = []
    dated = any(_DATE.fullmatch(part) for part in parts)
    for part in parts:
        start = row.text.find(part)
        if _DATE.fullmatch(part):
            findings += _dated(row, start, start + len(part))
        elif part.lower() in _GENRE_LINES:
            span = row.part(start, start + len(part))
            findings.append(Finding("genre", _GENRE_LINES[part.lower()], span))
        elif match := _BY.match(part):
            names = split_names(part[match.end() :])
            if names:
                span = row.part(start + match.end(), start + len(part))
                findings.append(Finding("authors", names, span))
    return findings if dated or len(findings) > 1 else []


def _genre_line(row: Row) -> list[Finding]:
    text = _plain(row.text)
    if text.lower() in _GENRE_LINES and row.kind is not BlockKind.HEADING:
        return [Finding("genre", _GENRE_LINES[text.lower()], row.part(0, len(row.text)))]
    match = re.match(
        r"(opinion|op-ed|editorial|interview|press release)\s*[:|]\s+\S", row.text, re.I
    )
    if match:
        # Letters like "ı" match without case only, and are none of the known words.
        genre = _GENRE_LINES.get(match[1].lower())
        if genre is None:
            return []
        return [Finding("genre", genre, row.part(match.start(1), match.end(1)))]
    held = _HELD_WITH.match(row.text)
    return [Finding("genre", "interview", row.part(held.start(1), held.end(1)))] if held else []


def _date_from(row: Row, start: int) -> list[Finding]:
    match = _DATE.match(row.text, start)
    return _dated(row, match.start(), match.end()) if match else []


def _dated(row: Row, start: int, end: int) -> list[Finding]:
    date = iso_date(row.text[start:end])
    return [Finding("published", date, row.part(start, end))] if date else []


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
