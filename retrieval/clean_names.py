"""Names without the dates that stand around them: "2024, President Holt" is no answer to "Who?".

A subject is read from where its clause begins, and sentences begin with dates that hold commas of
their own: "On July 11, 2024, President Holt visited the quay".
"""

from __future__ import annotations

import re

from index.records import Span

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1\d|20)\d\ds?"
_UNIT = (
    r"(?:day|night|week|month|season|year|decade|spring|summer|autumn|fall|winter|morning|evening)"
)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTH}\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?{_YEAR}"
)
_WHEN = re.compile(
    rf"\b{_YEAR}\b|\b\d{{1,4}}\s(?:AD|BCE?|CE)\b|^\d[\d./-]*$|\b{_MONTH}\s+\d|\b\d\w*\s+{_MONTH}"
    rf"|^(?:in|since|by|until|during|late|early)\b.*\b{_MONTH}$|^(?:\w+\s)?{_DAY_NAME}$"
    rf"|\b(?:later|earlier|afterwards?|before|ago)$|\b(?:following|next|same|previous)\s+{_UNIT}$"
    r"|^(?:however|then|finally|meanwhile|again|too)$",
    re.I,
)
_PIECE = re.compile(r"\s*(?P<piece>[^,:;()]{1,60})(?:,(?!\d)|:|;|\))\s+")
_AT_ONCE = re.compile(
    rf"(?:(?:in|on|by|since|during|from|between)\s+)?(?:{_DATE}\s+(?:to|and|until|till)\s+)?{_DATE}\s+"
    r"(?=(?:the|an?|its|their|his|her)\s|(?-i:[A-ZÀ-ÖØ-Þ]))",
    re.I,
)
_BEHIND = re.compile(
    r"(?<=[\w.])(?<!\b[a-z])(?P<comma>,?)\s+(?:on|in|by|since|during|from|late in|early in)\s+"
    r"(?P<piece>[^;:()]{1,40})$"
)
_ONLY_WHEN = re.compile(
    rf"(?:(?:\d+(?:st|nd|rd|th|s)?|{_MONTH}|{_DAY_NAME}|{_UNIT}s?|in|on|by|since|from|to|of|the|late"
    r"|early|later|earlier|before|after|ago|following|next|same|previous|AD|BCE?|CE)\b|\W)+",
    re.I,
)
_CALENDAR = re.compile(rf"\b(?:{_MONTH}|{_DAY_NAME}|AD|BCE?|CE)(?!\w)")
_INSIDE = re.compile(rf",\s+(?:on|in|by|since|during)\s+[^,]*(?:{_MONTH}|\d)[^,]*(?:,|$)")


def clean_name(text: str) -> Span | None:
    """Where the name stands in words that were read as one.

    Args:
        text: the subject or agent of a clause, with what stands before and behind it.

    Returns:
        A span of `text` without dates before and behind; None where nothing is left, or a date
        stands between two names.
    """
    start, end = 0, len(text)
    while True:
        piece = _PIECE.match(text, start)
        if piece and _is_when(piece["piece"]):
            start = piece.end()
            continue
        once = _AT_ONCE.match(text, start)
        if once is None:
            break
        start = once.end()
    behind = _BEHIND.search(text, start)
    if behind and _is_when(behind["piece"]):
        named = re.search(r"(?:^|\s)[A-ZÀ-ÖØ-Þ][\w’'.-]*$", text[start : behind.start()])
        end = behind.start() if named or behind["comma"] else end
    left = text[start:end].strip(" ,;:()")
    if not re.search(r"[^\W\d]", left) or _ONLY_WHEN.fullmatch(left) or _INSIDE.search(left):
        return None
    at = text.index(left, start)
    return Span(at, at + len(left))


def _is_when(piece: str) -> bool:
    """Whether words say only when; names other than the calendar's are no date."""
    words = _CALENDAR.sub("0", piece.strip())
    if re.search(r"(?<=\s)[A-ZÀ-ÖØ-Þ]", words):
        return False
    return bool(_WHEN.search(piece.strip()))
