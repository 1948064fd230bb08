"""The last look before a sentence is shown.

`check` gives one statement its verdict. It is QUOTED only as whole sentences of the source, word
for word. Anything else is judged: the vetoes first, then the order of the words, then the verifier
over windows around what is cited; words the source does not have leave it PARTIAL at best. Three
ways to fail are told apart: the quote is not in the source (QUOTE_MISSING), it is another source's
(WRONG_SOURCE), it is there and does not bear the statement (the other reasons).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from index.records import Document, Sentence, Span

from .citing import CorpusView, make_citation, match_quote, read_document
from .cues import REPORTING_WORD
from .durability import CitationReport as CitationReport
from .durability import Durability as Durability
from .durability import VerifyReport as VerifyReport
from .durability import verify as verify
from .folding import fold_plain, fold_text
from .governors import is_fragment
from .lead_ins import split_chain
from .plain_forms import plain_form
from .records import Citation, Match, Mode, Reason, Statement, Support
from .roles import told_from_behind, turned_alike
from .vetoes import (
    is_whole_sentence,
    joins_halves,
    nearest_sentence,
    split_evidence,
    token_line,
    veto,
)
from .word_order import new_words, order_differs

if TYPE_CHECKING:
    from .judges import SupportScores, Verifier


@dataclass(frozen=True, slots=True)
class VerificationSettings:
    """Thresholds on a verifier's scores, each 0..1.

    No threshold tells paraphrases from swapped roles: of 60 invented sentences, a paraphrase and
    two alterations of each, a judge of this size and the vetoes alone accept 36 and 58 at 0.5. With
    roles, order and `new_words` = 0 it is 48 of 100 paraphrases and 0 of 200 alterations
    (`tests/paraphrases.jsonl`, on which the rules were mended; 14 of 20 and 1 of 40 on the last
    rows before they were). A paraphrase that is refused costs a line.

    Attributes:
        supported: least `entailed` for SUPPORTED.
        partial: least `entailed` for PARTIAL.
        contradicted: least `contradicted` for CONTRADICTED.
        neighbours: sentences on each side that a window may take in.
        new_words: most content words of a SUPPORTED statement that what is cited has in no form;
            one with more is PARTIAL, whatever the verifier says.
    """

    supported: float = 0.5
    partial: float = 0.25
    contradicted: float = 0.5
    neighbours: int = 1
    new_words: int = 0


def check(
    statement: Statement,
    corpus: CorpusView,
    verifier: Verifier | None = None,
    *,
    aliases: Sequence[Sequence[str]] = (),
    settings: VerificationSettings | None = None,
) -> Statement:
    """Give a statement its verdict.

    Args:
        statement: with its citations; their match and span are looked up anew.
        corpus: where they are looked up.
        verifier: judges what is not word for word; None leaves such statements UNCHECKED
            unless a veto or a missing quote settles them.
        aliases: groups of names that mean the same.
        settings: thresholds; None for the defaults.

    Returns:
        The statement with `support`, `reason` and its citations as they were found. A citation
        that cannot be found fails the whole statement.
    """
    settings = settings or VerificationSettings()
    citations = tuple(recite(c, corpus) for c in statement.citations)
    found = replace(statement, citations=citations)
    if not citations:
        return replace(found, support=Support.UNSUPPORTED, reason=Reason.QUOTE_MISSING)
    failed = [c for c in citations if c.match is not Match.EXACT]
    if failed:
        elsewhere = all(c.match is Match.OTHER_SOURCE for c in failed)
        reason = Reason.WRONG_SOURCE if elsewhere else Reason.QUOTE_MISSING
        return replace(found, support=Support.UNSUPPORTED, reason=reason)
    quoting = _quoting_citations(found, corpus)
    if quoting:
        return replace(found, citations=quoting, support=Support.QUOTED, reason=None)
    return _judge(found, corpus, verifier, aliases, settings)


def recite(citation: Citation, corpus: CorpusView) -> Citation:
    """Look a citation up in its source.

    Args:
        citation: from a generator or a saved answer.
        corpus: all documents.

    Returns:
        The citation with match, span, page and surroundings as the source has them; with span
        None and the reason in `match` if its words are not there.
    """
    document = read_document(citation.source.id, corpus)
    if document is not None and citation.span is not None and citation.quote:
        span = citation.span
        if span.end <= len(document.text) and span.of(document.text) == citation.quote:
            return replace(citation, match=Match.EXACT)
    match, place = match_quote(
        citation.quote, citation.source.id, corpus,
        prefix=citation.prefix, suffix=citation.suffix,
    )  # fmt: skip
    if document is None or place is None:
        return replace(citation, match=match, span=None)
    return make_citation(
        document, place, marker=citation.marker,
        attribution=citation.attribution, context=citation.context,
    )  # fmt: skip


def is_whole_sentences(document: Document, sentences: Sequence[Sentence], span: Span) -> bool:
    """Whether a span is one or more whole sentences of its document.

    Args:
        document: the document.
        sentences: its sentences in order.
        span: white space at its edges does not count.
    """
    inner = _strip(document.text, span)
    inside = [s for s in sentences if s.span.overlaps(inner)]
    if not inside:
        return False
    whole = Span(inside[0].span.start, inside[-1].span.end)
    return _strip(document.text, whole) == inner


def _strip(text: str, span: Span) -> Span:
    start, end = min(span.start, len(text)), min(span.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _quoting_citations(statement: Statement, corpus: CorpusView) -> tuple[Citation, ...]:
    """The citations a statement repeats word for word, in whole sentences; empty if it does not.

    A statement may join the whole sentences of several citations in order, or be backed by
    several sources that say the same words; a copy that differs in a fatal point is let go.
    """
    # A generator may repeat a sentence with its markup or without.
    media = statement.citations[0].source.media_type
    wanted = {fold_plain(statement.text), fold_plain(statement.text, media)} - {""}
    texts = []
    for citation in statement.citations:
        document = read_document(citation.source.id, corpus)
        if document is None or citation.span is None:
            return ()
        if not is_whole_sentences(document, corpus.sentences(citation.source.id), citation.span):
            return ()
        texts.append(fold_plain(citation.quote, citation.source.media_type))
    if " ".join(texts) in wanted:
        return statement.citations
    if not wanted & set(texts):
        return ()
    return tuple(
        citation
        for citation, text in zip(statement.citations, texts, strict=True)
        if text in wanted or all(veto(w, text, attributed=True) is None for w in wanted)
    )


def _judge(
    statement: Statement,
    corpus: CorpusView,
    verifier: Verifier | None,
    aliases: Sequence[Sequence[str]],
    settings: VerificationSettings,
) -> Statement:
    cited, wide = _windows(statement, corpus, settings.neighbours)
    attributed = _is_attributed(statement)
    narrow_reason = veto(statement.text, cited, aliases=aliases, attributed=attributed)
    reason = narrow_reason and veto(statement.text, wide, aliases=aliases, attributed=attributed)
    if reason is None and (
        _joins_halves(statement, corpus, cited) or _is_reordered(statement.text, cited)
    ):
        reason = Reason.NOT_ENTAILED
    if reason is not None:
        contradicted = reason is Reason.NEGATION
        support = Support.CONTRADICTED if contradicted else Support.UNSUPPORTED
        return replace(statement, support=support, reason=reason)
    if verifier is None:
        return replace(statement, support=Support.UNCHECKED, reason=narrow_reason)
    texts = list(dict.fromkeys([cited, wide]))
    scores = verifier.judge([(statement.text, text) for text in texts])
    support, verdict = _grade(scores, settings)
    if support is Support.SUPPORTED and narrow_reason is not None:
        # Only a neighbour bears it: what is cited is not enough.
        return replace(statement, support=Support.PARTIAL, reason=narrow_reason)
    if support is Support.SUPPORTED and is_fragment(fold_text(statement.text), fold_text(cited)):
        return replace(statement, support=Support.PARTIAL, reason=Reason.NOT_ENTAILED)
    if support is Support.SUPPORTED and len(_new_words(statement, cited)) > settings.new_words:
        return replace(statement, support=Support.PARTIAL, reason=Reason.NOT_ENTAILED)
    return replace(statement, support=support, reason=verdict)


def _is_reordered(text: str, cited: str) -> bool:
    said, known = fold_text(text), fold_text(cited)
    if is_whole_sentence(said, known):
        return False
    plain = plain_form(said)
    return order_differs(plain, nearest_sentence(plain, _plain_sentences(known)))


def _plain_sentences(known: str) -> list[str]:
    return [plain_form(s) for s in split_evidence(known)]


def _new_words(statement: Statement, cited: str) -> tuple[str, ...]:
    """What a statement adds in words of its own; who speaks is proved by the attribution."""
    voices = [name for c in statement.citations for name in c.source.authors]
    voices += [s.name for c in statement.citations for s in c.attribution]
    said = plain_form(fold_text(statement.text))
    sentences = _plain_sentences(fold_text(cited))
    known = " ".join([*sentences, fold_text(" ".join([statement.lead_in, *voices]))])
    found = new_words(REPORTING_WORD.sub(" ", said), known)
    if any(told_from_behind(w) for w in found) and (
        turned_alike(said, nearest_sentence(said, sentences))
    ):
        found = tuple(w for w in found if not told_from_behind(w))
    return found


def _joins_halves(statement: Statement, corpus: CorpusView, cited: str) -> bool:
    """Whether the statement glues a part of what is cited to a part of the same documents."""
    lines = []
    for source in {c.source.id: c.source for c in statement.citations}.values():
        document = read_document(source.id, corpus)
        if document is not None:
            sentences = tuple(corpus.sentences(source.id))
            lines.append(_document_line(document.text, source.media_type, sentences))
    said, known, line = fold_plain(statement.text), split_evidence(cited), "".join(lines)
    # "The treaty was forged, some say" is no pair of halves: "some say that the treaty was forged".
    return all(joins_halves(text, known, line) for text in dict.fromkeys((said, plain_form(said))))


@lru_cache(maxsize=8)
def _document_line(text: str, media_type: str, sentences: tuple[Sentence, ...]) -> str:
    return token_line([fold_plain(s.span.of(text), media_type) for s in sentences])


def _grade(
    scores: Sequence[SupportScores], settings: VerificationSettings
) -> tuple[Support, Reason | None]:
    best = max(scores, key=lambda s: s.entailed)
    if best.entailed >= settings.supported and best.entailed > best.contradicted:
        return Support.SUPPORTED, None
    if max(s.contradicted for s in scores) >= settings.contradicted:
        return Support.CONTRADICTED, Reason.NOT_ENTAILED
    if best.entailed >= settings.partial:
        return Support.PARTIAL, Reason.NOT_ENTAILED
    return Support.UNSUPPORTED, Reason.NOT_ENTAILED


def _is_attributed(statement: Statement) -> bool:
    """Whether the lead-in names every citation's speaker, so that the text need not."""
    for citation in statement.citations:
        inner, own = split_chain(citation)
        named = bool(inner) and inner[0].name in statement.lead_in
        relayed = not inner and own is not None and own.mode is not Mode.SAYS
        if not named and not (relayed and own is not None and own.name in statement.lead_in):
            return False
    return True


def _windows(statement: Statement, corpus: CorpusView, neighbours: int) -> tuple[str, str]:
    """The whole sentences that are cited with their context, and the same with neighbours."""
    narrow: list[str] = []
    wide: list[str] = []
    for citation in statement.citations:
        document = read_document(citation.source.id, corpus)
        if document is None or citation.span is None:
            continue
        sentences = corpus.sentences(citation.source.id)
        spans = [citation.span] + ([citation.context] if citation.context else [])
        inside = [i for i, s in enumerate(sentences) if any(s.span.overlaps(x) for x in spans)]
        media = citation.source.media_type
        if not inside:
            narrow.append(fold_plain(citation.quote, media))
            wide.append(narrow[-1])
            continue
        near = range(
            max(0, inside[0] - neighbours), min(len(sentences), inside[-1] + 1 + neighbours)
        )
        for target, indices in ((narrow, inside), (wide, near)):
            texts = [fold_plain(sentences[i].span.of(document.text), media) for i in indices]
            target.append(" ".join(texts))
    return " ".join(dict.fromkeys(narrow)), " ".join(dict.fromkeys(wide))
