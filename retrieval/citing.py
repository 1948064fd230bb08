"""Citations: making them, finding quotes again, numbering markers.

A quote is found exactly, or after folding (see `folding`) with a map back to the document, and
only as whole words; never by likeness. A quote that stands in several places is placed by the
characters around it or not at all. Ids that a model writes are read in `drafts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from index.errors import InputError
from index.records import Document, Sentence, Source, Span

from .folding import Folded, fold_document, fold_plain
from .records import Citation, Match, Speaker, Statement

CONTEXT_CHARACTERS = 32
MOST_OCCURRENCES = 1000
SHORTEST_ELSEWHERE = 20


class CorpusView(Protocol):
    """The little that proof needs of a corpus."""

    def document(self, source_id: str, /) -> Document:
        """The document with this source id."""

    def sentences(self, source_id: str, /) -> tuple[Sentence, ...]:
        """Its sentences in order."""

    def sources(self, restriction: Any = None, /) -> tuple[Source, ...]:
        """All sources that are searched."""


def make_citation(
    document: Document,
    span: Span,
    *,
    marker: int = 0,
    match: Match = Match.EXACT,
    attribution: tuple[Speaker, ...] = (),
    context: Span | None = None,
) -> Citation:
    """Cite a span of a document.

    Args:
        document: the document that holds it.
        span: what is quoted.
        marker: the number shown, from 1; 0 until numbered.
        match: EXACT unless the caller knows better.
        attribution: who says it, innermost first; empty = the document itself.
        context: the neighbouring sentence without which the quote cannot be understood.

    Returns:
        A citation whose quote is `document.text[span.start:span.end]`, nothing else.

    Raises:
        ValueError: the span reaches past the text.
    """
    text = document.text
    page = document.page_at(span.start)
    return Citation(
        source=document.source,
        span=span,
        quote=span.of(text),
        prefix=text[max(0, span.start - CONTEXT_CHARACTERS) : span.start],
        suffix=text[span.end : span.end + CONTEXT_CHARACTERS],
        page=page.number if page else None,
        page_label=page.label if page else None,
        section=document.section_at(span.start),
        marker=marker,
        match=match,
        attribution=attribution,
        context=context,
    )


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] cuts no word, number or contraction in two.

    "5 million" is not in "1.5 million", "military" not in "non-military", "can" not in "can't".
    """
    before = text[start - 1] if start else " "
    further = text[start - 2] if start > 1 else " "
    after = text[end] if end < len(text) else " "
    beyond = text[end + 1] if end + 1 < len(text) else " "
    first, last = text[start], text[end - 1]
    if first.isalnum() and (
        before.isalnum()
        or (before in "-\u2010\u2011" and further.isalnum())
        or (first.isdigit() and before in ".,'\u2019" and further.isdigit())
        or (first.isdigit() and before in "-\u2212\u2013+" and not further.isalnum())
    ):
        return False
    if last.isalnum() and after.isalnum():
        return False
    if last.isdigit() and after in ".,'\u2019" and beyond.isdigit():
        return False
    return not (last.isalpha() and after in "'\u2019" and beyond in "tT")


def _all_places(needle: str, hay: str) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    at = hay.find(needle)
    while at >= 0 and len(places) < MOST_OCCURRENCES:
        if _is_whole(hay, at, at + len(needle)):
            places.append((at, at + len(needle)))
        at = hay.find(needle, at + 1)
    return places


def _folded_places(quote: str, document: Document, keep: bool) -> list[Span]:
    media = document.source.media_type
    hay = fold_document(document.text, media, keep_line_hyphens=keep)
    found: dict[Span, None] = {}
    for variant in {fold_plain(quote, "text/plain"), fold_plain(quote, media)}:
        if variant:
            for start, end in _all_places(variant, hay.text):
                found[_to_span(hay, start, end)] = None
    return sorted(found)


def _to_span(hay: Folded, start: int, end: int) -> Span:
    return Span(hay.starts[start], hay.ends[end - 1])


def find_occurrences(quote: str, document: Document) -> tuple[Span, ...]:
    """Everywhere a quote stands in a document, as whole words.

    Args:
        quote: the words, as written or as retyped with other quotation marks, dashes, hyphens
            or white space.
        document: where to look.

    Returns:
        Spans in order: exact ones if there are any, else those equal after folding.
    """
    wanted = quote.strip()
    if not wanted:
        return ()
    exact = _all_places(wanted, document.text)
    if exact:
        return tuple(Span(a, b) for a, b in exact)
    if not fold_plain(wanted):
        return ()
    return tuple(_folded_places(wanted, document, False) or _folded_places(wanted, document, True))


def _agreement(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def locate(quote: str, document: Document, *, prefix: str = "", suffix: str = "") -> Span | None:
    """Place a quote in a document.

    Args:
        quote: the words to find.
        document: where.
        prefix: characters that stood before it, to tell several places apart.
        suffix: characters that stood after it.

    Returns:
        The span; None if the quote is not there, or stands in several places that the
        characters around it do not tell apart. Never a place that is merely alike.
    """
    places = find_occurrences(quote, document)
    if len(places) <= 1:
        return places[0] if places else None
    text = document.text
    before, after = fold_plain(prefix)[::-1], fold_plain(suffix)
    scored = []
    for span in places:
        left = fold_plain(text[max(0, span.start - 2 * CONTEXT_CHARACTERS) : span.start])[::-1]
        right = fold_plain(text[span.end : span.end + 2 * CONTEXT_CHARACTERS])
        scored.append((_agreement(before, left) + _agreement(after, right), span))
    scored.sort(key=lambda item: (-item[0], item[1]))
    return scored[0][1] if scored[0][0] > scored[1][0] else None


def read_document(source_id: str, corpus: CorpusView) -> Document | None:
    """The document of an id that may be invented.

    Args:
        source_id: an id from a model or a saved answer.
        corpus: where it should be.

    Returns:
        The document; None if the corpus has none of that id. A damaged corpus still raises.
    """
    try:
        return corpus.document(source_id)
    except (InputError, LookupError):
        return None


def find_elsewhere(quote: str, corpus: CorpusView, *, not_in: str) -> tuple[Source, Span] | None:
    """Look for a quote in the other documents.

    Args:
        quote: the words; fewer than 20 characters stand anywhere by chance and are not looked up.
        corpus: all documents.
        not_in: the id of the source that does not hold it.

    Returns:
        The first other source that holds it and where; None if none does.
    """
    if len(quote.strip()) < SHORTEST_ELSEWHERE:
        return None
    for source in corpus.sources():
        if source.id == not_in:
            continue
        document = read_document(source.id, corpus)
        places = find_occurrences(quote, document) if document else ()
        if places:
            return source, places[0]
    return None


def match_quote(
    quote: str, source_id: str, corpus: CorpusView, *, prefix: str = "", suffix: str = ""
) -> tuple[Match, Span | None]:
    """Look a quote up in the source it names.

    Args:
        quote: the words offered.
        source_id: the source they are said to come from.
        corpus: all documents.
        prefix: characters before the quote, to tell several places apart.
        suffix: characters after it.

    Returns:
        (EXACT, span) where it stands; (NOT_LOCATED, None) if it does not, or stands in several
        places; (OTHER_SOURCE, None) if another document holds it (`find_elsewhere` says
        which); (INVENTED, None) if there is no such source.
    """
    document = read_document(source_id, corpus)
    if document is None:
        return Match.INVENTED, None
    span = locate(quote, document, prefix=prefix, suffix=suffix)
    if span is not None:
        return Match.EXACT, span
    if not find_occurrences(quote, document) and find_elsewhere(quote, corpus, not_in=source_id):
        return Match.OTHER_SOURCE, None
    return Match.NOT_LOCATED, None


def number_markers(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Number citations from 1 by first appearance; the same quote keeps its number.

    Args:
        statements: in the order they are shown.

    Returns:
        The same statements with `Citation.marker` set.
    """
    numbers: dict[tuple[str, Span | str], int] = {}
    numbered = []
    for statement in statements:
        citations = tuple(
            replace(c, marker=numbers.setdefault(_identity(c), len(numbers) + 1))
            for c in statement.citations
        )
        numbered.append(replace(statement, citations=citations))
    return tuple(numbered)


def _identity(citation: Citation) -> tuple[str, Span | str]:
    where = citation.span if citation.span is not None else citation.quote
    return citation.source.id, where


def render_markers(citations: Sequence[Citation]) -> str:
    """The markers after a statement: "[1][2]", each once, in order; empty without citations."""
    return "".join(f"[{n}]" for n in dict.fromkeys(c.marker for c in citations if c.marker))


def compose_text(
    statements: Iterable[Statement], *, separator: str = "\n"
) -> tuple[str, tuple[Statement, ...]]:
    """Number the markers and write `Answer.text`.

    Args:
        statements: in the order they are shown; their spans are ignored.
        separator: a space or a line break.

    Returns:
        The text (lead-in + statement + " [n]" for each) and the statements with markers and
        the spans of lead-in + text in it.
    """
    text = ""
    placed = []
    for statement in number_markers(statements):
        if text:
            text += separator
        start = len(text)
        text += statement.lead_in + statement.text
        placed.append(replace(statement, span=Span(start, len(text))))
        marks = render_markers(statement.citations)
        text += f" {marks}" if marks else ""
    return text, tuple(placed)
