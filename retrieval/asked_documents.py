"""The document that a question is put to by its kind or title: "What does the thesis say about …?".

    According to the press release, who paid?     Who paid?               of the press release
    What does the thesis say about the wall?      everything on the wall  of the thesis

Only where the words mean documents for certain; any other question is put to all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.records import Source

from .described_documents import KIND_NOUNS, documents_meant

_KIND = "|".join(sorted(map(re.escape, KIND_NOUNS), key=len, reverse=True))
_WHAT = rf"(?P<what>(?:the|my|this|[A-Z][\w-]+['’]s) (?:(?!and\b|or\b)[\w-]+ ){{0,4}}?(?:{_KIND}))"
_HOLDS = (
    r"(?:say|said|argue|claim|write|report|tell(?: us)?|state|conclude|mention|have to say"
    r"|suggest|think|find|explain)"
)
_TOLD = re.compile(
    rf"^what (?:do|does|did) {_WHAT} {_HOLDS} (?:about|on|of|regarding|concerning) (?P<matter>.+)$",
    re.I,
)
_BEFORE = re.compile(rf"^(?:according to|as told in|in) {_WHAT}, (?P<asked>.+)$", re.I)
_BEHIND = re.compile(rf"^(?P<asked>.+?),? according to {_WHAT}\s*\?\s*$", re.I)


class AskedOf(NamedTuple):
    """A question, the documents it is put to, and the words that name them."""

    question: str
    documents: tuple[Source, ...]
    named: str


def document_asked(question: str, sources: Sequence[Source]) -> AskedOf | None:
    """The documents that a question is put to by their kind; None where it is put to all.

    Args:
        sources: the documents that may be asked.
    """
    text = question.strip()
    found = _TOLD.match(text) or _BEFORE.match(text) or _BEHIND.match(text)
    if found is None:
        return None
    meant = documents_meant(found["what"], sources)
    if not meant or len(meant) == len(sources):
        return None
    if found.re is _TOLD:
        return AskedOf(f"What do the documents say about {found['matter']}", meant, found["what"])
    asked = found["asked"].rstrip("? ")
    return AskedOf(f"{asked[0].upper()}{asked[1:]}?", meant, found["what"])
