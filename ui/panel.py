"""The evidence panel: what one citation shows, and the skeleton that shows it.

`panel_value` makes plain data of a citation. The skeleton (panel.html) is static: document text
never enters a Gradio template, because those execute `${...}`; the script
(panel.js) fills the skeleton with `textContent` alone.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import VouchError
from index.records import Document, Span
from retrieval.citing import compose_text
from retrieval.records import Answer, Citation, Match, Statement

from .page_image import has_page_image
from .phrases import chain_of, describe_source, place_of, verdict_of

if TYPE_CHECKING:
    from index.corpus import Corpus

_AROUND = 420
_HERE = Path(__file__).resolve().parent


def find_citation(answer: Answer, marker: int) -> tuple[Statement, Citation] | None:
    """The statement and citation that carry a marker; None if none does."""
    for statement in answer.statements:
        for citation in statement.citations:
            if citation.marker == marker:
                return statement, citation
    return None


def panel_value(
    answer: Answer, answer_id: str, marker: int, corpus: Corpus, *, flagged: bool = False
) -> dict[str, Any] | None:
    """Everything the panel shows about one citation, as JSON values.

    Args:
        answer: the answer that was opened.
        answer_id: its id on the page.
        marker: which citation.
        corpus: for the text around the quote; a document that is gone leaves the quote alone.
        flagged: the reader has said that it does not support the statement.

    Returns:
        None if the answer has no such citation.
    """
    found = find_citation(answer, marker)
    if found is None:
        return None
    statement, citation = found
    segments, gone = window(citation, corpus)
    alone = _alone(answer, statement, citation)
    return {
        "answer": answer_id,
        "marker": marker,
        "markers": sorted({c.marker for c in answer.citations}),
        "title": citation.source.label,
        "about": describe_source(citation.source),
        "file": citation.source.name if citation.source.title else "",
        "place": place_of(citation),
        "verdict": verdict_of(citation, statement.support, statement.reason),
        "chain": chain_of(citation),
        "segments": segments,
        "gone": gone,
        "state": "" if gone else _state(citation, corpus),
        "has_paper": has_page_image(citation),
        "has_context": any(kind == "context" for _, kind in segments),
        "quote": f"“{citation.quote}” ({_named(citation)})",
        "footnote": _export(alone.to_markdown),
        "bibtex": _export(alone.to_bibtex),
        "flagged": flagged,
    }


def _state(citation: Citation, corpus: Corpus) -> str:
    """What has become of the document since; empty where it is still searched."""
    if any(source.id == citation.source.id for source in corpus.sources()):
        return ""
    return "The document was removed or replaced since. This is the text that was cited."


def window(citation: Citation, corpus: Corpus) -> tuple[list[tuple[str, str]], str]:
    """The quote inside its surroundings, as (text, kind) pieces, and why there are none, if so.

    `kind` is "quote", "context" or "". The pieces joined are a stretch of the document's text;
    the "quote" piece is `citation.quote`, to the character.
    """
    try:
        document = corpus.document(citation.source.id)
    except VouchError as error:
        return _bare(citation), f"The document is not in the corpus any more. {error.what}"
    span = citation.span
    if span is None or citation.match is not Match.EXACT:
        return _bare(citation), "The quote was not found in the source."
    if span.end > len(document.text) or span.of(document.text) != citation.quote:
        return _bare(citation), "The stored text is not the one that was cited."
    return _pieces(document, span, citation.context), ""


def _bare(citation: Citation) -> list[tuple[str, str]]:
    around = ((citation.prefix, ""), (citation.quote, "quote"), (citation.suffix, ""))
    return [(text, kind) for text, kind in around if text]


def _pieces(document: Document, span: Span, context: Span | None) -> list[tuple[str, str]]:
    text = document.text
    if context is not None and (context.overlaps(span) or context.end > len(text)):
        context = None
    first = min(span.start, context.start) if context else span.start
    last = max(span.end, context.end) if context else span.end
    start = _edge(text, max(0, first - _AROUND), first)
    end = len(text) if last + _AROUND >= len(text) else text.rfind(" ", last, last + _AROUND)
    end = max(end, last)
    marked = sorted([(span, "quote"), *([(context, "context")] if context else [])])
    pieces: list[tuple[str, str]] = [("… ", "")] if start else []
    at = start
    for where, kind in marked:
        pieces.append((text[at : where.start], ""))
        pieces.append((where.of(text), kind))
        at = where.end
    pieces.append((text[at:end], ""))
    if end < len(text):
        pieces.append((" …", ""))
    return [(piece, kind) for piece, kind in pieces if piece]


def _edge(text: str, start: int, limit: int) -> int:
    """The first start of a word at or after `start`, before `limit`."""
    if start == 0:
        return 0
    space = text.find(" ", start, limit)
    return limit if space < 0 else space + 1


def _named(citation: Citation) -> str:
    place = place_of(citation)
    return f"{citation.source.label}, {place}" if place else citation.source.label


def _alone(answer: Answer, statement: Statement, citation: Citation) -> Answer:
    """An answer of this one statement and citation, for the exports of the panel."""
    text, placed = compose_text((replace(statement, citations=(citation,)),))
    return replace(
        answer, text=text, statements=placed, short_answers=(), viewpoints=(), notices=(),
        left_out=(), unanswered=(), nearest=(), abstained=False,
    )  # fmt: skip


def _export(make: Any) -> str:
    try:
        return str(make()).strip()
    except VouchError as error:
        return str(error)


def skeleton() -> str:
    """The panel's static HTML; holds no template sign and no document text."""
    return (_HERE / "panel.html").read_text(encoding="utf-8")


def script() -> str:
    """The script that fills the skeleton and opens citations."""
    return (_HERE / "panel.js").read_text(encoding="utf-8")
