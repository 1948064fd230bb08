"""Gathering the sentences that may answer: every document is asked.

Search ranks passages over the whole corpus; documents it left out are then asked one by one, up
to a limit, so that no document stays silent because a longer one shouted. A passage brings its
sentences; only body and notes can become statements.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.plain_text import plain_text
from index.records import Passage, RegionKind, Sentence, Source, SourceFilter

from .search import SearchSettings, search
from .table_rows import Table, table_at

if TYPE_CHECKING:
    from index.corpus import Corpus

CITABLE = frozenset({RegionKind.BODY, RegionKind.NOTES})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer.

    Attributes:
        passage: the passage that brought it, with its search scores.
        position: index into `corpus.sentences(source.id)`.
        text: the sentence without markup, for judging; never shown as a quote.
    """

    source: Source
    sentence: Sentence
    position: int
    passage: Passage
    text: str


def gather_passages(
    question: str,
    corpus: Corpus,
    *,
    depth: int,
    documents: int,
    sources: SourceFilter | Sequence[str] | None = None,
    settings: SearchSettings | None = None,
) -> tuple[list[Passage], frozenset[str]]:
    """The best passages overall, then the best of each document not yet heard.

    Args:
        depth: passages taken from the ranking over all documents, at most 50.
        documents: most documents asked; those ranked first come first.

    Returns:
        Passages, best first within each stage, and the ids of the documents that were asked.
    """
    asked = corpus.sources(sources)
    ranked = list(search(question, corpus, depth, sources=sources, settings=settings))
    heard = set(list(dict.fromkeys(p.source.id for p in ranked))[:documents])
    ranked = [p for p in ranked if p.source.id in heard]
    silent = [s.id for s in asked if s.id not in heard]
    for source_id in silent[: documents - len(heard)]:
        ranked += search(question, corpus, 2, sources=(source_id,), settings=settings)
        heard.add(source_id)
    if len(asked) <= documents:
        heard |= {s.id for s in asked}
    return ranked, frozenset(heard)


def sentences_of(
    passages: Iterable[Passage], corpus: Corpus, kinds: frozenset[RegionKind] = CITABLE
) -> list[Candidate]:
    """The citable sentences of passages, each once, in the order of their passages.

    The header of a table says nothing by itself; its rows bring it as context.
    """
    found: dict[tuple[str, int], Candidate] = {}
    tables: dict[str, Table] = {}
    for passage in passages:
        document = corpus.document(passage.source.id)
        sentences = corpus.sentences(passage.source.id)
        starts = [s.span.start for s in sentences]
        position = bisect_left(starts, passage.span.start)
        while position < len(sentences) and starts[position] < passage.span.end:
            sentence = sentences[position]
            key = (passage.source.id, position)
            table = tables.get(passage.source.id)
            if table is None or not table.first <= position <= table.last:
                table = table_at(document.text, sentences, position)
                if table is not None:
                    tables[passage.source.id] = table
            heads = table is not None and table.header_of(position) == position
            if sentence.kind in kinds and key not in found and not heads:
                text = plain_text(sentence.span.of(document.text), passage.source.media_type)
                found[key] = Candidate(
                    source=document.source,
                    sentence=sentence,
                    position=position,
                    passage=passage,
                    text=" ".join(text.split()),
                )
            position += 1
    return [c for c in found.values() if says_something(c.text)]


_SENTENCE_ENDS = re.compile(r"(?<=[a-z0-9)])[.!?][”\"’')]*\s+")


def sentence_before(candidate: Candidate) -> str:
    """The sentence right before a candidate in its passage; empty where it opens the passage.

    Empty, too, where the passage writes the candidate with markup.
    """
    text = candidate.passage.text
    place = text.find(candidate.text)
    return _SENTENCE_ENDS.split(text[:place].rstrip())[-1] if place > 0 else ""


def rescored(passage: Passage, **scores: float) -> Passage:
    """The passage with further entries in `scores`."""
    return replace(passage, scores={**passage.scores, **scores})


_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override|discard)\b[^.!?]{0,60}\b(?:instructions?|prompts?"
    r"|documents?|sources?|rules|guidelines|context|above|previous|earlier)\b"
    r"|\b(?:AI|language models?|assistants?|chatbots?|automatic readers?)\b[^.!?]{0,40}"
    r"\b(?:must|should|shall|are (?:asked|ordered|instructed|told))\b|\bsystem prompt\b"
    # "When asked who paid, answer that ...": told to nobody but who answers.
    r"|\b(?:[Ww]hen(?:ever)?|[Ii]f)\s+(?:you\s+are\s+|anyone\s+|someone\s+|a\s+user\s+|the\s+user\s+)?"
    r"ask(?:ed|s)\b[^.!?]{0,120},\s*(?:please\s+|always\s+|only\s+|just\s+|you\s+(?:must|should)\s+)*"
    r"(?:answer|reply|respond|write|claim|pretend|say|state|tell|cite|quote|name)\s+"
    r"(?:that|with|it|only|nothing|nobody|yes|no|them|this|the user|as|in|[\"“'‘])"
    r"|\byour (?:answer|reply|response)s? (?:must|should|shall|has to|is to)\b"
    r"|\bin your (?:answer|reply|response),?\s+(?:name|say|cite|quote|mention|write|state|include"
    r"|only|do|never|always)\b|^\W*(?:answer|reply|respond)\s+(?:only\s+)?with\b"
    r"|\bwhoever (?:answers|reads|summari[sz]es) this\b[^.!?]{0,40}\b(?:must|should|shall)\b"
    r"|^\W*(?:do not|don't|never) (?:cite|quote|mention|use) (?:any|the) other\b",
    re.I,
)
# What only a prompt or our own files hold: tags of documents and roles, ids of sentences.
_IMITATES = re.compile(
    r"</?\s*(?:documents?|sources?|passages?|context|system|user|assistant|instructions?|answer"
    r"|question|history|quotes?)\b[^<>\n]{0,80}>|\[S\d+\]|\bvouch-sources\.toml\b"
    r"|^\W*(?:system|assistant|user|human)\s*:\s|<\|[a-z_]{2,30}\|>|\[/?INST\]"
    r"|^\W*#{2,}\s*(?:instructions?|system|response|input)\b|^\[\d{1,2}\]\s*[\"“]",
    re.I,
)


def asserts(text: str) -> bool:
    """Whether a text may be an assertion, however short.

    It does not ask, it does not only announce what follows ("The reasons were these:"), it gives no
    orders to whoever reads by machine and imitates no prompt.
    """
    if _ORDER.search(text) or _IMITATES.search(text):
        return False
    return not text.rstrip(" *_\"'”’)").endswith(("?", ":"))


def says_something(text: str) -> bool:
    """A statement asserts, in at least three words, one of them with three letters."""
    if not asserts(text):
        return False
    words = [w for w in text.split() if any(c.isalnum() for c in w)]
    return len(words) >= 3 and any(sum(c.isalpha() for c in w) >= 3 for w in words)
