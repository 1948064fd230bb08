"""Which kind of document a line names: "PRESS RELEASE No. 8", "Op-ed", "An interview with ..."."""

from __future__ import annotations

import re

from .records import BlockKind
from .titles import Finding, Row

SERIES = (  # as written in one line with the house that issues it
    r"[Cc]omment|[Cc]ommentary|[Aa]nalysis|[Pp]ress [Rr]elease|[Rr]eport|[Pp]olicy [Bb]rief|"
    r"[Ss]tatement|[Ee]ditorial|[Oo]pinion|(?:[Ww]orking|[Dd]iscussion|[Rr]esearch) [Pp]aper"
)
# "No. 12", "2015/07", "88/2011", "2018-3": the number of a series, which is no date.
SERIES_NUMBER = r"(?:[Nn]o\.?|[Nn]r\.?|[Nn]umber|#)?\s*(?:\d{1,4}[/-]\d{1,4}|\d{1,3})(?![\d./-])"
# A line under the title: "An interview with Jonas Wick, director of the works until 2021".
_HELD_WITH = re.compile(
    r"[\s*_>]*(?:An?\s|[A-Z][^.?!:]{2,60}\sin\s)?([Ii]nterview|[Cc]onversation)"
    r"\swith\s[A-Z][^.?!]*[*_]*$"
)
GENRE_LINES = {  # line in small letters -> genre
    "opinion": "opinion",
    "op-ed": "opinion",
    "oped": "opinion",
    "editorial": "opinion",
    "leader": "opinion",
    "leading article": "opinion",
    "column": "opinion",
    "guest column": "opinion",
    "viewpoint": "opinion",
    "our opinion": "opinion",
    "our view": "opinion",
    "our comment": "opinion",
    "editorial comment": "opinion",
    "editorial opinion": "opinion",
    "guest opinion": "opinion",
    "guest essay": "opinion",
    "opinion column": "opinion",
    "comment": "comment",
    "commentary": "comment",
    "analysis": "comment",
    "interview": "interview",
    "letter to the editor": "opinion",
    "letters to the editor": "opinion",
    "news analysis": "comment",
    "press release": "press_release",
    "press statement": "press_release",
    "media release": "press_release",
    "news release": "press_release",
    "for immediate release": "press_release",
    "for immediate use": "press_release",
    "for immediate publication": "press_release",
    "news": "news",
    "breaking news": "news",
    "report": "report",
    "annual report": "report",
    "technical report": "report",
    "policy brief": "report",
    "research report": "report",
    "briefing paper": "report",
    "briefing note": "report",
    "briefing": "report",
    "policy paper": "report",
    "fact sheet": "report",
    "working paper": "paper",
    "working paper series": "paper",
    "working papers": "paper",
    "discussion paper series": "paper",
    "research paper": "paper",
    "research article": "paper",
    "conference paper": "paper",
    "discussion paper": "paper",
    "memo": "other",
    "memorandum": "other",
    "minutes": "other",
    "circular": "other",
    "statement": "other",
    "oral evidence": "other",
    "written evidence": "other",
    "written question": "other",
    "oral question": "other",
    "parliamentary question": "other",
    "judgment": "other",
    "judgement": "other",
}


_BESIDE = re.compile(r"\s*[|/·•]\s*|\s+[–—-]\s+|:\s+")


def plain_line(text: str) -> str:
    """A line without the marks of Markdown around it and its last full stop."""
    return text.strip(" \t\n*_#:").rstrip(".")


def genre_line(row: Row) -> list[Finding]:
    """The kind of a line that names it alone, before a bar, or as "An interview with ..."."""
    if genre := genre_named(row):
        return [genre]
    match = re.match(
        r"(opinion|op-ed|editorial|leader|leading article|interview|press release)\s*[:|]\s+\S",
        row.text,
        re.I,
    )
    if match:
        # Letters like "ı" match without case only, and are none of the known words.
        kind = GENRE_LINES.get(match[1].lower())
        if kind is None:
            return []
        return [Finding("genre", kind, row.part(match.start(1), match.end(1)))]
    held = _HELD_WITH.match(row.text)
    return [Finding("genre", "interview", row.part(held.start(1), held.end(1)))] if held else []


def genre_named(row: Row, *, heading: bool = False) -> Finding | None:
    """The kind that a line names with nothing beside it ("PRESS RELEASE", "Op-ed").

    Args:
        row: the line.
        heading: whether a heading counts; as a rule it is a section's.
    """
    line = plain_line(row.text)
    numbered = re.sub(rf"(?<=\w)\s+{SERIES_NUMBER}$", "", line, flags=re.I)
    # "News 24" may be a name, "Comment No. 7" is none; no title is "Report No. 12" as a heading.
    counted = len(numbered.split()) > 1 or (
        row.kind is not BlockKind.HEADING and re.search(r"\b(?:no|nr)\.", line, re.I)
    )
    genre = GENRE_LINES.get(line.lower()) or (
        GENRE_LINES.get(numbered.lower()) if counted else None
    )
    # "PRESS RELEASE - FOR IMMEDIATE USE"
    kinds = [GENRE_LINES.get(plain_line(part).lower()) for part in _BESIDE.split(line)]
    if genre is None and len(set(kinds)) == 1:
        genre = kinds[0]
    if genre is None or (row.kind is BlockKind.HEADING and not heading):
        return None
    return Finding("genre", genre, row.part(0, len(row.text)))
