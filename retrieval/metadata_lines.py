"""The line of a document that says who wrote it, when, where, what it is or whom it is with.

Lines at the head and the end of a text count, running text does not; what stands in the text
itself goes before its front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.dates import DATE_PATTERN, iso_date
from index.occurrences import Needle, folded
from index.plain_text import plain_text
from index.records import Document, RegionKind, Span
from index.words import words

from .metadata_fields import Field

_HEAD = 6_000
_TAIL = 1_500
_LONGEST_LINE = 200
_DATE = re.compile(DATE_PATTERN, re.I)
# Lines that name somebody, or give a date, in another role.
_OTHER_ROLE = re.compile(
    r"\W*(?:to|cc|copy|for|mentor|supervis\w+|advis\w+|tutor|editor|edited|review\w*|translat\w+|"
    r"photo\w*|image|picture|illustrat\w+|committee|chair|examiner|referee|source|credit|tags?|"
    r"reprinted|adapted|last updated|updated|modified|accessed|retrieved|revised)\b",
    re.I,
)
_WRITER_LINE = re.compile(
    r"\W*(?:by|written by|authors?|writers?|from|student|candidate|submitted by|prepared by|byline)"
    r"\b",
    re.I,
)
_GENRE_LINE = {
    "opinion": r"opinion|op-?ed|column|editorial|viewpoint",
    "comment": r"comment|commentary|analysis",
    "report": r"report|policy brief",
    "thesis": r"thesis|dissertation",
    "paper": r"(?:working|discussion|research|conference) papers?",
    "press_release": r"press release|for immediate release",
    "interview": r"interview",
}


def line_that_says(document: Document, field: Field, value: str) -> Span | None:
    """The line at the head or the end of a text that says who, when, where or what it is.

    Args:
        document: the document.
        field: what is to be said.
        value: one value of it, as `values_of` gives it.

    Returns:
        The line without surrounding white space; None where none says it.
    """
    source = document.source
    known = source.provenance.get(field.value)
    lines = list(_lines(document))
    if known is not None and known.span is not None:
        # What the byline was read from need not be read again: "Spring 2020" dates it 2020.
        own = [line for line in lines if line.contains(known.span)]
        if field is Field.TITLE:
            return known.span
        if own and says_it(own[0].of(document.text), document, field, value, whole=False):
            return own[0]
    if field is Field.TITLE:
        return _title_line(document, lines)
    declared = front_matter(document)
    for line in sorted(lines, key=lambda line: line.start < declared):
        text = line.of(document.text)
        in_body = document.region_at(line.start) in (RegionKind.BODY, RegionKind.NOTES)
        if in_body and not (field is Field.AUTHORS and _WRITER_LINE.match(text)):
            continue
        title = words(text) == words(source.title or "")
        if field is not Field.GENRE and (title or _OTHER_ROLE.match(text)):
            continue
        if says_it(text, document, field, value):
            return line
    return None


def _lines(document: Document) -> Iterator[Span]:
    """The lines at the head of a text, then those at its end; long ones are running text."""
    text = document.text
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        if _HEAD < start < len(text) - _TAIL:
            continue
        written = match.group()
        start += len(written) - len(written.lstrip())
        end -= len(written) - len(written.rstrip())
        mark = re.fullmatch(r"([*_]{1,3})[^*_].*[^*_]\1", text[start:end])
        if mark and document.source.media_type == "text/markdown":
            start, end = start + len(mark[1]), end - len(mark[1])
        if start < end <= start + _LONGEST_LINE:
            yield Span(start, end)


def line_of(document: Document, span: Span) -> Span:
    """The line around a span, without white space; cut at a sentence's end where it is long."""
    text = document.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    if end - start > _LONGEST_LINE:
        before = list(re.finditer(r"[.!?][\"”’)]*\s+", text[start : span.start]))
        start += before[-1].end() if before else 0
        after = re.compile(r"[.!?][\"”’)]*(?=\s)").search(text, span.end, end)
        end = after.end() if after else end
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Span(start, max(start, start + len(text[start:end].rstrip())))


def _title_line(document: Document, lines: list[Span]) -> Span | None:
    """The heading or first line that is the title, without the marks of a heading."""
    wanted = words(document.source.title or "")
    declared = front_matter(document)
    for line in sorted(lines, key=lambda line: line.start < declared):
        text = line.of(document.text)
        form = r"title\s*:\s*[\"']?" if line.start < declared else r"#{1,6}\s+"
        mark = re.match(form, text, re.I)
        start = mark.end() if mark else 0
        plain = text[start:].rstrip("\"'") if mark and line.start < declared else text[start:]
        said = words(plain_text(plain, document.source.media_type))
        # A declared title may say more: "Holm Works: Annual report" above "Annual report".
        if wanted and (said == wanted or (len(said) > 1 and _holds_run(wanted, said))):
            return Span(line.start + start, line.start + start + len(plain))
    # A document whose title stands nowhere in it is shown by how it begins.
    begins = re.compile(r"\S").search(document.text, declared)
    return line_of(document, Span(begins.start(), begins.end())) if begins else None


def _holds_run(whole: list[str], part: list[str]) -> bool:
    return any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))


def front_matter(document: Document) -> int:
    """Where the front matter of a Markdown file ends; 0 where it has none."""
    if document.source.media_type != "text/markdown":
        return 0
    match = re.match(r"\s*---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|$)", document.text, re.DOTALL)
    return match.end() if match else 0


def says_it(line: str, document: Document, field: Field, value: str, *, whole: bool = True) -> bool:
    """Whether a line says one value of a field.

    Args:
        line: as it stands in the text.
        document: whose line it is.
        field: what is to be said.
        value: as `metadata_answers.values_of` gives it.
        whole: a year counts only where the line is little more than it, for lines that are not
            known to be a byline.
    """
    plain = plain_text(line, document.source.media_type)
    if field is Field.PUBLISHED:
        known = document.source.published or ""
        if len(known) == 4:
            form = (
                rf"(?:\W*(?:date|year|published)\W+)?\W*{known}\W*"
                if whole
                else rf".*\b{known}\b.*"
            )
            if re.fullmatch(form, plain, re.I):
                return True
        dates = (iso_date(match.group()) for match in _DATE.finditer(plain))
        return any(date is not None and date.startswith(known) for date in dates)
    if field is Field.TITLE:
        return True
    if field is Field.GENRE:
        kind = _GENRE_LINE.get(document.source.genre or "")
        return bool(kind) and bool(re.search(rf"\b(?:{kind})\b", plain, re.I))
    hay = folded(plain)
    names = (value, " ".join(reversed([part.strip() for part in value.split(",", 1)])))
    places = (end for name in names for _, end in Needle.of(name).places(hay))
    # "The Tide: How was it?" is somebody speaking.
    return any(not hay[end:].lstrip().startswith(":") for end in places)
