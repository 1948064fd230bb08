"""Answers about the documents themselves, from their metadata and where their text says it.

Nothing is shown that no line of the document bears: the line that names the writer or the date is
quoted word for word. What only the file's properties or the user's manifest say is no quote; it is
told in a notice, with where it comes from, and the question stays unanswered by the texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.plain_text import plain_text
from index.records import Document, Origin, Source, SourceFilter, Span
from index.words import stem, words

from .citing import compose_text, make_citation
from .described_documents import is_called
from .extractive import PartAnswer
from .followup import History, resolve_parts, topic_of
from .lead_ins import written_date
from .metadata_fields import Field, Known, MetadataQuestion
from .metadata_lines import front_matter, line_of, line_that_says
from .metadata_questions import asks_of_it, read_metadata_parts
from .query import Part, split_parts
from .records import Answer, Coverage, Outcome, ShortAnswer, Statement, Support
from .turns import find_turns, guest_in_title, is_interview

if TYPE_CHECKING:
    from index.corpus import Corpus

_MOST_LISTED = 50
_ANY_MEANT = "{} documents fit these words; any may be meant, so each of them was asked."
_UNSIGNED = "{}: no writer is named; shown is who published it."
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
    Field.TITLE: "title:",
    Field.GUEST: "with",
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
    among = corpus.sources(sources)
    read = read_metadata_parts(parts, among, earlier, _known(whole, corpus, among))
    asked = [q for q in read if q is not None]
    if len(asked) < len(read) or not (earlier or any(map(_is_known, asked))):
        return None
    statements: list[Statement] = []
    notices = [_WHICH.format(len(earlier))] if len(earlier) > 1 else []
    unanswered: list[str] = []
    answered: list[tuple[MetadataQuestion, list[_Told]]] = []
    for part in asked:
        told, noted = _tell_all(part, corpus)
        answered.append((part, told))
        statements.extend(t.statement for t in told if t.statement not in statements)
        notices.extend(n for n in noted if n != _ANY_MEANT.format(len(earlier)))
        if not told:
            unanswered.append(part.written)
    text, placed = compose_text(statements)
    return Answer(
        question=question,
        rewritten=resolved,
        text=text,
        statements=placed,
        short_answers=_short_answers(answered, placed),
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
    among = corpus.sources(sources)
    whole = " ".join(part.written for part in parts)
    read = read_metadata_parts(
        [(p.text, p.written) for p in parts], among, known=_known(whole, corpus, among)
    )
    return tuple(q if q is not None and _is_known(q) else None for q in read)


def tell_part(part: Part, asked: MetadataQuestion, corpus: Corpus) -> PartAnswer:
    """The answer to one part that asks about documents, beside parts that ask what they say."""
    told, notices = _tell_all(asked, corpus)
    # What is said of different documents is no answer that they share.
    alone = len(asked.sources) == 1
    return PartAnswer(
        part,
        tuple(t.statement for t in told),
        tuple((" and ".join(t.values) or None) if alone else None for t in told),
        confidence=float(bool(told)),
        heard=frozenset(source.id for source in asked.sources),
        notices=tuple(notices),
    )


def _tell_all(asked: MetadataQuestion, corpus: Corpus) -> tuple[list[_Told], list[str]]:
    """What the lines of all documents meant say, and the notices."""
    made = [_about(source, asked, corpus) for source in asked.sources[:_MOST_LISTED]]
    notices = list(asked.notices)
    if len(asked.sources) > 1 and not asked.listing:
        notices.append(_ANY_MEANT.format(len(asked.sources)))
    notices += [note for _, noted in made for note in noted]
    if len(asked.sources) > _MOST_LISTED:
        notices.append(f"Only {_MOST_LISTED} of {len(asked.sources):,} documents are shown.")
    return [one for told, _ in made for one in told], notices


def _is_known(asked: MetadataQuestion) -> bool:
    if asked.notices or asked.field is Field.GUEST:
        return True
    writers = asked.field is Field.AUTHORS
    return any(values_of(s, asked.field) or (writers and s.publisher) for s in asked.sources)


def values_of(source: Source, field: Field) -> tuple[str, ...]:
    """What the metadata says, in words a reader would use; empty where it is unknown."""
    if field is Field.AUTHORS:
        return tuple(author for author in source.authors if author.strip())
    if field is Field.TITLE:
        return (source.label,)
    value: str | None = None if field is Field.GUEST else getattr(source, field.value)
    if not value:
        return ()
    if field is Field.PUBLISHED:
        return (written_date(value),)
    return (value.replace("_", " ") if field is Field.GENRE else value,)


@dataclass(frozen=True, slots=True)
class _Told:
    """A statement from one line, and the values that the line says."""

    statement: Statement
    values: tuple[str, ...]


def _about(
    source: Source, asked: MetadataQuestion, corpus: Corpus
) -> tuple[list[_Told], list[str]]:
    """What one document's text says of itself, and notices for what only its metadata says."""
    field = asked.field
    document = corpus.document(source.id)
    if field is Field.GUEST:
        return [_tell(document, line, field, (name,)) for name, line in guests_of(document)], []
    values = values_of(source, field)
    notices: list[str] = []
    if field is Field.AUTHORS and not values and source.publisher and not asked.listing:
        field, values = Field.PUBLISHER, (source.publisher,)
        notices.append(_UNSIGNED.format(source.label))
    # The name of another role, or one that only repeats the question, is no short answer.
    unsaid = bool(notices) or (asked.listing and (asked.who or field is Field.GENRE))
    if asked.who and field is Field.AUTHORS:
        values = tuple(value for value in values if is_called(value, asked.who))
    if not values:
        return [], [f"{source.label}: neither its text nor its metadata says so."]
    found: dict[Span, list[str]] = {}
    missing: list[str] = []
    for value in values:
        line = line_that_says(document, field, value)
        if line is None:
            missing.append(value)
        else:
            found.setdefault(line, []).append(value)
    told = [
        _tell(document, line, field, () if unsaid else tuple(said)) for line, said in found.items()
    ]
    if missing:
        known = source.provenance.get(field.value)
        origin = f", {_SAID_BY[known.origin]}" if known else ""
        said = f"{source.label}: {_WHAT[field]} {', '.join(missing)}{origin}"
        notices = [f"{said}; no byline in its text says so."]
    return told, notices


def _tell(document: Document, line: Span, field: Field, values: tuple[str, ...]) -> _Told:
    """The line as a statement, with the document it is about before it."""
    source = document.source
    citation = make_citation(document, line)
    is_title = words(plain_text(citation.quote, source.media_type)) == words(source.title or "")
    about = _described(source) if field is Field.TITLE else source.label
    if field is Field.TITLE and source.title and not is_title:
        about = f"“{source.title}”, {about}"
    place = ", front matter" if line.start < front_matter(document) else ""
    statement = Statement(
        text=" ".join(citation.quote.split()),
        lead_in=f"{about}{place}: ",
        span=Span(0, 0),
        citations=(citation,),
        support=Support.SUPPORTED,
    )
    return _Told(statement, () if field is Field.TITLE else values)


def _described(source: Source) -> str:
    """What stands before a title in a list of documents: writers, house and date, else the file."""
    writers = ", ".join(values_of(source, Field.AUTHORS))
    house = source.publisher if source.publisher not in source.authors else None
    date = written_date(source.published) if source.published else None
    kind = f" ({' '.join(values_of(source, Field.GENRE))})" if source.genre else ""
    return (", ".join(part for part in (writers, house, date) if part) or source.name) + kind


def guests_of(document: Document) -> tuple[tuple[str, Span], ...]:
    """Whom an interview is with, each with the line that names them."""
    named: dict[str, Span] = {}
    for turn in find_turns(document):
        if turn.name and turn.who is not None and len(turn.who):
            named.setdefault(turn.name, _in_text(document, turn.name) or turn.who)
    guest = guest_in_title(document.source)
    if guest and guest not in named and (span := _in_text(document, guest)):
        named[guest] = span
    return tuple((name, line_of(document, span)) for name, span in named.items())


def _in_text(document: Document, name: str) -> Span | None:
    """Where a name first stands behind the front matter."""
    at = document.text.find(name, front_matter(document))
    return Span(at, at + len(name)) if at >= 0 else None


def _known(asked: str, corpus: Corpus, sources: Sequence[Source]) -> Known:
    """What the texts add, as far as the question may need it: reading them takes time."""
    guests: dict[str, tuple[str, ...]] = {}
    if re.search(r"\binterview|\bguest", asked, re.I):
        for source in sources:
            if is_interview(source):
                names = tuple(name for name, _ in guests_of(corpus.document(source.id)))
                if names:
                    guests[source.id] = names
    return Known(guests, lambda source: len(corpus.document(source.id).text.split()))


def _short_answers(
    parts: Sequence[tuple[MetadataQuestion, Sequence[_Told]]], statements: Sequence[Statement]
) -> tuple[ShortAnswer, ...]:
    """One for each value that a cited line holds; the number where documents are counted."""
    by_place = {_place(s): s.citations[0] for s in statements}
    found: dict[str, ShortAnswer] = {}
    for part, told in parts:
        cited = [by_place[_place(t.statement)] for t in told if _place(t.statement) in by_place]
        if part.count:
            if len(cited) == len(part.sources):
                number = f"{len(part.sources):,}"
                found[number] = ShortAnswer(number, tuple(cited), ())
            continue
        for one, citation in zip(told, cited, strict=False):
            for value in one.values:
                held = found.get(value)
                label = citation.source.label
                found[value] = ShortAnswer(
                    value,
                    (*(held.citations if held else ()), citation),
                    tuple(dict.fromkeys((*(held.holders if held else ()), label))),
                )
    return tuple(found.values())


def _place(statement: Statement) -> tuple[str, Span | None]:
    (citation,) = statement.citations
    return citation.source.id, citation.span


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
