"""Answers about the documents themselves, from their metadata and where their text says it.

Nothing is shown that no line of the document bears: the line that names the writer or the date is
quoted word for word. What only the file's properties or the user's manifest say is no quote; it is
told in a notice, with where it comes from, and the question stays unanswered by the texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.dates import DATE_PATTERN, iso_date
from index.occurrences import Needle, folded
from index.plain_text import plain_text
from index.records import Document, Origin, RegionKind, Source, SourceFilter, Span
from index.words import stem, words

from .citing import compose_text, make_citation
from .extractive import PartAnswer
from .followup import History, resolve_parts, topic_of
from .lead_ins import written_date
from .metadata_questions import (
    Field,
    MetadataQuestion,
    asks_of_it,
    is_called,
    read_metadata_parts,
)
from .query import Part, split_parts
from .records import Answer, Coverage, Outcome, ShortAnswer, Statement, Support

if TYPE_CHECKING:
    from index.corpus import Corpus

_MOST_LISTED = 50
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
_WHICH = "The answer before cites {} documents; any may be meant, so each of them was asked."
_WRITTEN = frozenset(
    stem(word)
    for word in (
        "treaty agreement accord letter book novel poem song hymn anthem play opera declaration "
        "constitution law act bill decree resolution statement speech article text manifesto memo "
        "diary memoir inscription story script charter contract note essay report document code"
    ).split()
)
_SAID_BY = {
    Origin.USER: "by the metadata you gave",
    Origin.DECLARED: "by the file's own properties or a bibliography beside it",
    Origin.BYLINE: "by its byline",
}
_WHAT = {
    Field.AUTHORS: "written by",
    Field.PUBLISHED: "published",
    Field.PUBLISHER: "published by",
    Field.GENRE: "kind:",
}


def answer_from_metadata(
    question: str,
    resolved: str | None,
    corpus: Corpus,
    sources: SourceFilter | Sequence[str] | None,
    earlier: tuple[Source, ...] = (),
) -> Answer | None:
    """The answer to a question about documents of the corpus; None for every other question.

    Args:
        question: as asked.
        resolved: as resolved from the history; None where it is read as written.
        corpus: an open corpus.
        sources: which documents may be asked; None = all.
        earlier: the documents that "it" of the question means, from `documents_of_it`; each of
            them is asked, and where they are several a notice says so.

    Returns:
        One statement for each line that says it, `abstained` where there is none. None also where
        nothing is known of any document meant: the texts are then searched like for any question.
    """
    whole = question if earlier else resolved or question
    parts = [(p.text, p.written) for p in resolve_parts(split_parts(whole))]
    read = read_metadata_parts(parts, corpus.sources(sources), earlier)
    asked = [q for q in read if q is not None]
    if len(asked) < len(read) or not (earlier or any(map(_is_known, asked))):
        return None
    statements: list[Statement] = []
    notices = [_WHICH.format(len(earlier))] if len(earlier) > 1 else []
    unanswered: list[str] = []
    for part in asked:
        told = [_about(source, part, corpus) for source in part.sources[:_MOST_LISTED]]
        for stated, noted in told:
            statements.extend(s for s in stated if s not in statements)
            notices.extend(noted)
        if not any(stated for stated, _ in told):
            unanswered.append(part.written)
        if len(part.sources) > _MOST_LISTED:
            notices.append(f"Only {_MOST_LISTED} of {len(part.sources):,} documents are shown.")
    text, placed = compose_text(statements)
    return Answer(
        question=question,
        rewritten=resolved,
        text=text,
        statements=placed,
        short_answers=_short_answers(asked, placed),
        abstained=not placed,
        unanswered=tuple(unanswered),
        coverage=_coverage(corpus, asked, placed),
        notices=tuple(dict.fromkeys(notices)),
        generation=corpus.generation,
    )


def documents_of_it(question: str, history: History) -> tuple[Source, ...]:
    """The documents that "Who wrote it?" asks about: those that the answer before cites.

    Empty for other questions, and where the turn before was about something that is written
    itself: after "When was the treaty signed?" it is the treaty.
    """
    reply = history[-1][1] if history else ""
    if not isinstance(reply, Answer) or not asks_of_it(question):
        return ()
    topic = topic_of(reply.rewritten or history[-1][0]) or ""
    if _WRITTEN.intersection(stem(word) for word in words(topic)):
        return ()
    cited = [c.source for s in reply.statements for c in s.citations]
    return tuple({source.id: source for source in cited}.values())


def name_document(question: str, source: Source) -> str:
    """The question with the document's title, or its file, for "it"."""
    name = f"“{source.title}”" if source.title else source.name
    return re.sub(r"\b(?:it|this|that)\b", lambda _: name, question, flags=re.I)


def read_parts_of_documents(
    parts: Sequence[Part], corpus: Corpus, sources: SourceFilter | Sequence[str] | None
) -> tuple[MetadataQuestion | None, ...]:
    """What each part asks about documents; None for other parts, or where nothing is known."""
    read = read_metadata_parts([(p.text, p.written) for p in parts], corpus.sources(sources))
    return tuple(q if q is not None and _is_known(q) else None for q in read)


def tell_part(part: Part, asked: MetadataQuestion, corpus: Corpus) -> PartAnswer:
    """The answer to one part that asks about documents, beside parts that ask what they say."""
    told = [_about(source, asked, corpus) for source in asked.sources[:_MOST_LISTED]]
    statements = [s for stated, _ in told for s in stated]
    short = []
    for statement in statements:
        values = values_of(statement.citations[0].source, asked.field)
        short.append(" and ".join(v for v in values if _holds(statement, asked.field, v)) or None)
    return PartAnswer(
        part,
        tuple(statements),
        tuple(short),
        confidence=float(bool(statements)),
        heard=frozenset(source.id for source in asked.sources),
        notices=tuple(note for _, noted in told for note in noted),
    )


def _is_known(asked: MetadataQuestion) -> bool:
    return any(values_of(source, asked.field) for source in asked.sources)


def values_of(source: Source, field: Field) -> tuple[str, ...]:
    """What the metadata says, in words a reader would use; empty where it is unknown."""
    if field is Field.AUTHORS:
        return tuple(author for author in source.authors if author.strip())
    value: str | None = getattr(source, field.value)
    if not value:
        return ()
    if field is Field.PUBLISHED:
        return (written_date(value),)
    return (value.replace("_", " ") if field is Field.GENRE else value,)


def _about(
    source: Source, asked: MetadataQuestion, corpus: Corpus
) -> tuple[list[Statement], list[str]]:
    """What one document's text says of itself, and notices for what only its metadata says."""
    values = values_of(source, asked.field)
    if asked.who and asked.field is Field.AUTHORS:
        values = tuple(value for value in values if is_called(value, asked.who))
    if not values:
        return [], [f"{source.label}: neither its text nor its metadata says so."]
    document = corpus.document(source.id)
    statements: list[Statement] = []
    missing: list[str] = []
    for value in values:
        line = line_that_says(document, asked.field, value)
        if line is None:
            missing.append(value)
            continue
        citation = make_citation(document, line)
        statements.append(
            Statement(
                text=" ".join(citation.quote.split()),
                lead_in=f"{source.label}: ",
                span=Span(0, 0),
                citations=(citation,),
                support=Support.SUPPORTED,
            )
        )
    if not missing:
        return statements, []
    known = source.provenance.get(asked.field.value)
    origin = f", {_SAID_BY[known.origin]}" if known else ""
    said = f"{source.label}: {_WHAT[asked.field]} {', '.join(missing)}{origin}"
    return statements, [f"{said}; no byline in its text says so."]


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
        own = [line for line in lines if line.contains(known.span)]
        if own and _says(own[0].of(document.text), document, field, value):
            return own[0]
    for line in lines:
        text = line.of(document.text)
        in_body = document.region_at(line.start) in (RegionKind.BODY, RegionKind.NOTES)
        if in_body and not (field is Field.AUTHORS and _WRITER_LINE.match(text)):
            continue
        title = words(text) == words(source.title or "")
        if field is not Field.GENRE and (title or _OTHER_ROLE.match(text)):
            continue
        if _says(text, document, field, value):
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
        if start < end <= start + _LONGEST_LINE:
            yield Span(start, end)


def _says(line: str, document: Document, field: Field, value: str) -> bool:
    plain = plain_text(line, document.source.media_type)
    if field is Field.PUBLISHED:
        known = document.source.published or ""
        dates = (iso_date(match.group()) for match in _DATE.finditer(plain))
        return any(date is not None and date.startswith(known) for date in dates)
    if field is Field.GENRE:
        form = _GENRE_LINE.get(document.source.genre or "")
        return bool(form) and bool(re.search(rf"\b(?:{form})\b", plain, re.I))
    hay = folded(plain)
    names = (value, " ".join(reversed([part.strip() for part in value.split(",", 1)])))
    places = (end for name in names for _, end in Needle.of(name).places(hay))
    # "The Tide: How was it?" is somebody speaking.
    return any(not hay[end:].lstrip().startswith(":") for end in places)


def _short_answers(
    asked: Sequence[MetadataQuestion], statements: Sequence[Statement]
) -> tuple[ShortAnswer, ...]:
    """One for each value that a cited line holds."""
    found: dict[str, ShortAnswer] = {}
    for part in asked:
        for statement in statements:
            (citation,) = statement.citations
            if citation.source not in part.sources or citation.span is None:
                continue
            for value in values_of(citation.source, part.field):
                held = found.get(value)
                label = citation.source.label
                if statement.text and _holds(statement, part.field, value):
                    found[value] = ShortAnswer(
                        value,
                        (*(held.citations if held else ()), citation),
                        tuple(dict.fromkeys((*(held.holders if held else ()), label))),
                    )
    return tuple(found.values())


def _holds(statement: Statement, field: Field, value: str) -> bool:
    (citation,) = statement.citations
    return _says(citation.quote, Document(citation.source, ""), field, value)


def _coverage(
    corpus: Corpus, asked: Sequence[MetadataQuestion], statements: Sequence[Statement]
) -> tuple[Coverage, ...]:
    """Only the documents meant were asked."""
    cited = {c.source.id for s in statements for c in s.citations}
    meant = {source.id for part in asked for source in part.sources}
    return tuple(
        Coverage(
            source.id,
            Outcome.SPEAKS
            if source.id in cited
            else Outcome.NOTHING_FOUND
            if source.id in meant
            else Outcome.NOT_SEARCHED,
        )
        for source in corpus.sources()
    )
