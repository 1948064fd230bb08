"""Questions about a document of the corpus itself: who wrote it, when and where it was published.

    "Who wrote the harbour comment?"  "When was Corran's report published?"
    "Which documents are by Corran?"  "What kind of document is "Three purses"?"

Such a question is recognised by its whole form, and only where it names a document: by its title,
its file name, or a noun for its kind with words of its title, writer, publisher or date. Everything
else is a question about what the documents say: "Who wrote the treaty?" is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.records import Source

from .corpus_questions import read_corpus_question
from .described_documents import POINTING, documents_meant, is_called, plain_name
from .metadata_fields import Field, Known, MetadataQuestion
from .metadata_lists import all_of_kind, read_list

__all__ = [
    "Field",
    "Known",
    "MetadataQuestion",
    "asks_of_it",
    "asks_what_it_says",
    "read_metadata_parts",
    "read_metadata_question",
]

_BE = "(?:is|are|was|were)"
_SPOKEN = "(?:published|written|released|issued|printed)"
_WHEN = "(?:publication |publishing )?(?:date|year)(?: of publication)?"
_THING = "document|text|source|publication|article|writing|piece|work|file"
_HOUSE = (
    "newspaper|paper|magazine|journal|press|outlet|publisher|publishing house|house|institute|"
    "institution|organi[sz]ation|publication"
)
_FORMS: tuple[tuple[Field, str], ...] = (
    (Field.AUTHORS, r"who (?:wrote|authored|penned) (?P<what>.+)"),
    (Field.AUTHORS, rf"(?:who|what) {_BE} (?:the )?(?:authors?|writers?) of (?P<what>.+)"),
    (Field.AUTHORS, rf"by whom {_BE} (?P<what>.+) (?:written|authored)"),
    (Field.AUTHORS, rf"who {_BE} (?P<what>.+) (?:written|authored) by"),
    (Field.PUBLISHED, rf"when {_BE} (?P<what>.+) (?:{_SPOKEN}|submitted|defended)"),
    (Field.PUBLISHED, r"when did (?P<loose>.+) (?:appear|come out)"),
    (Field.PUBLISHED, rf"what {_BE} the {_WHEN} of (?P<what>.+)"),
    (
        Field.PUBLISHED,
        (
            rf"(?:in|on)? ?(?:what|which) (?:year|month|date|day) {_BE} (?P<what>.+) "
            rf"(?:{_SPOKEN}|submitted|defended)"
        ),
    ),
    (Field.PUBLISHER, r"who (?:published|issued|released|printed) (?P<what>.+)"),
    (Field.PUBLISHER, rf"(?:who|what) {_BE} the publishers? of (?P<what>.+)"),
    (Field.PUBLISHER, rf"(?:where|by whom) {_BE} (?P<what>.+) (?:published|issued|printed)"),
    (Field.PUBLISHER, rf"who {_BE} (?P<what>.+) published by"),
    (Field.PUBLISHER, r"where did (?P<loose>.+) (?:appear|come out)"),
    (
        Field.PUBLISHER,
        (
            rf"(?:where|(?:at|to) (?:what|which) (?:university|institution|college)) {_BE} "
            r"(?P<what>.+) (?:submitted|defended|written|handed in)"
        ),
    ),
    (
        Field.PUBLISHER,
        rf"(?:what|which) (?:{_HOUSE}) (?:published|printed|ran|issued|released) (?P<what>.+)",
    ),
    (Field.GENRE, rf"(?:what|which) (?:kind|type|sort|genre) of (?:{_THING}) {_BE} (?P<what>.+)"),
    (
        Field.PUBLISHER,
        (
            rf"(?:which|what) (?:university|institution|institute|college|{_HOUSE}) {_BE} "
            r"(?P<what>.+) (?:from|of|in)"
        ),
    ),
    (
        Field.GUEST,
        r"who (?:gave|answered|is speaking in|speaks in|spoke in) (?P<what>the interview.*)",
    ),
    (Field.AUTHORS, r"who (?:conducted|held|led|did|made) (?P<what>the interviews?\b.*)"),
    (
        Field.GUEST,
        (
            r"who (?:is|was|were|are) (?:the )?(?:interviewed|guest|interviewee)s?"
            r"(?: (?:in|of) (?P<what>.+))?"
        ),
    ),
    (
        Field.GUEST,
        rf"(?:with whom|who) {_BE} (?P<what>the interview.*?)(?: (?:held|conducted))?(?: with)?",
    ),
    (Field.TITLE, rf"what {_BE} the (?:title|name) of (?P<what>.+)"),
    (Field.TITLE, rf"what {_BE} (?P<what>.+) (?:called|titled|entitled)"),
    (Field.GENRE, rf"what {_BE} the genre of (?P<what>.+)"),
    (Field.GENRE, rf"what genre {_BE} (?P<what>.+)"),
)
_PATTERNS = tuple((field, re.compile(form, re.I)) for field, form in _FORMS)
_AND = {"when": Field.PUBLISHED, "where": Field.PUBLISHER}
_INTERVIEWED = re.compile(r"who (?:has )?interviewed (?P<guest>.+)", re.I)
_BY_WHOM = re.compile(rf"who {_BE} interviewed by (?P<house>.+)", re.I)
_POLITE = re.compile(
    r"^(?:(?:and|but) )?(?:(?:please|(?:can|could|would) you(?: please)?|do you know)\b[, ]*)?"
    r"(?:(?:tell|show) (?:me|us) )?"
    r"(?=(?:who|what|which|when|where|how many|by whom|(?:is|are) there|in (?:what|which))\b)",
    re.I,
)
_OF_IT = re.compile(
    rf"(?:and )?(?:who (?:wrote|authored|penned|published) (?:it|this|that)"
    rf"|who {_BE} the (?:author|writer|publisher)s? of (?:it|this|that)"
    rf"|by whom {_BE} (?:it|this|that) (?:written|authored|published)"
    rf"|(?:when|where|in (?:what|which) year) {_BE} (?:it|this|that) published"
    rf"|(?:what|which) (?:kind|type|sort) of (?:{_THING}) {_BE} (?:it|this|that)) ?[?.!]*",
    re.I,
)
_SAYS = re.compile(
    r"\bwhat (?:else )?(?:do|does|did) (?P<what>(?:(?:the|this|that) )?[^,;]{1,200}?) "
    r"(?:say|state|argue|conclude|find|report|recommend|propose|claim|mention|write|demand)\b",
    re.I,
)


def read_metadata_question(
    parts: Sequence[tuple[str, str]], sources: Sequence[Source]
) -> tuple[MetadataQuestion, ...]:
    """What a question asks about documents of the corpus.

    Args:
        parts: each part of the question as resolved and as written.
        sources: the documents that may be meant.

    Returns:
        One entry per part; empty unless every part is such a question and names a document.
    """
    read = read_metadata_parts(parts, sources)
    return tuple(r for r in read if r is not None) if None not in read else ()


def read_metadata_parts(
    parts: Sequence[tuple[str, str]],
    sources: Sequence[Source],
    earlier: tuple[Source, ...] = (),
    known: Known | None = None,
) -> tuple[MetadataQuestion | None, ...]:
    """The same, part by part; None for a part that asks what the documents say.

    Args:
        parts: as for `read_metadata_question`.
        sources: the documents that may be meant.
        earlier: the documents that "it" of the first part means.
        known: what the texts add: guests of interviews, lengths.
    """
    known = known or Known()
    read: list[MetadataQuestion | None] = []
    for text, written in parts:
        # As written first: "it" of a later part is the document, whatever its words were.
        found = _read_part(written, written, sources, earlier, known) if earlier else None
        found = found or _read_part(text, written, sources, earlier, known)
        read.append(found)
        says = None if found else _SAYS.search(written)
        # "What does the harbour report say about it, and who wrote it?"
        earlier = found.sources if found else documents_meant(says["what"], sources) if says else ()
    return tuple(read)


def asks_of_it(question: str) -> bool:
    """Whether a question asks who wrote or published something, and names it only by "it"."""
    return bool(_OF_IT.fullmatch(" ".join(question.split())))


def asks_what_it_says(written: str) -> bool:
    """Whether a part asks what a document that it calls "it" says."""
    found = _SAYS.search(written)
    return found is not None and found["what"].lower() in POINTING


def _read_part(
    text: str,
    written: str,
    sources: Sequence[Source],
    earlier: tuple[Source, ...],
    known: Known,
) -> MetadataQuestion | None:
    asked = _POLITE.sub("", " ".join(text.split()).strip(" ?!."))
    asked = re.sub(r"^(who|what|when|where)['’]s\b", r"\1 is", asked, flags=re.I)
    if earlier and asked.lower() in _AND:
        return MetadataQuestion(written, _AND[asked.lower()], earlier)
    for field, pattern in _PATTERNS:
        match = pattern.fullmatch(asked)
        if match is None:
            continue
        groups = match.groupdict()
        what = groups.get("what") or groups.get("loose") or ""
        if field is Field.GUEST and not what:
            meant = tuple(s for s in sources if s.id in known.guests)
            return MetadataQuestion(written, field, meant, listing=True) if meant else None
        meant = documents_meant(
            what, sources, earlier, by_title="what" in groups, guests=known.guests
        )
        if field is Field.GUEST:
            meant = tuple(s for s in meant if s.id in known.guests)
        if meant:
            return MetadataQuestion(written, field, meant)
        if several := all_of_kind(what, sources):
            return MetadataQuestion(written, field, several, listing=True)
    return (
        _read_interview(asked, written, sources, known)
        or read_list(asked, written, sources)
        or read_corpus_question(asked, written, sources, known)
    )


def _read_interview(
    asked: str, written: str, sources: Sequence[Source], known: Known
) -> MetadataQuestion | None:
    """Who interviewed somebody, or whom somebody interviewed, where that interview is here."""
    if match := _INTERVIEWED.fullmatch(asked):
        guest = plain_name(match["guest"])
        meant = tuple(
            s for s in sources if any(is_called(g, guest) for g in known.guests.get(s.id, ()))
        )
        return MetadataQuestion(written, Field.AUTHORS, meant, listing=True) if meant else None
    if match := _BY_WHOM.fullmatch(asked):
        house = plain_name(match["house"])
        meant = tuple(
            s
            for s in sources
            if s.id in known.guests
            and any(is_called(name, house) for name in (*s.authors, s.publisher or ""))
        )
        return MetadataQuestion(written, Field.GUEST, meant, listing=True) if meant else None
    return None
