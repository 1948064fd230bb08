"""Small corpora for tests, made of files or in memory."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from index.corpus import Corpus
from index.records import Block, BlockKind, Document, Parsed, Sentence, Source, Span
from retrieval.citing import make_citation
from retrieval.records import Citation


def write(path: Path, text: str, *, age: float = 60) -> None:
    """Write a file that looks as old as a file usually is; its folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    then = time.time() - age
    os.utime(path, (then, then))


def filled(folder: Path, texts: Mapping[str, str], *, embeddings: Any = "hashing") -> Corpus:
    """A corpus in `folder/corpus` of the files `folder/papers`, text by file name."""
    for name, text in texts.items():
        write(folder / "papers" / name, text)
    corpus = Corpus.open(folder / "corpus", embeddings=embeddings)
    corpus.add(folder / "papers")
    return corpus


def by_name(corpus: Corpus, name: str) -> str:
    """The id of the one searched document with this file name."""
    (match,) = [source.id for source in corpus.sources() if source.name == name]
    return match


def contents(parsed: Parsed, *kinds: BlockKind) -> list[str]:
    """The texts of a file's blocks, of some kinds or of all."""

    def wanted(block: Block) -> bool:
        return not kinds or block.kind in kinds

    return [block.span.of(parsed.text) for block in parsed.blocks if wanted(block)]


class Shelf:
    """Documents in memory, as much of a corpus as proof needs."""

    def __init__(
        self, *documents: Document, units: Mapping[str, tuple[Sentence, ...]] | None = None
    ) -> None:
        self.documents = {document.source.id: document for document in documents}
        self.units = dict(units or {})
        self.superseded: set[str] = set()

    @classmethod
    def of(cls, **documents: tuple[str, ...]) -> Shelf:
        """Documents by id, each given as its sentences."""
        made, units = [], {}
        for key, texts in documents.items():
            text, sentences = "", []
            for part in texts:
                text += (" " if text else "") + part
                sentences.append(Sentence(Span(len(text) - len(part), len(text))))
            made.append(Document(Source(id=key, path=f"/d/{key[0]}.txt"), text))
            units[key] = tuple(sentences)
        return cls(*made, units=units)

    def document(self, key: str) -> Document:
        return self.documents[key]

    def sentences(self, key: str) -> tuple[Sentence, ...]:
        return self.units.get(key, ())

    def sources(self, restriction: object = None) -> tuple[Source, ...]:
        return tuple(d.source for k, d in self.documents.items() if k not in self.superseded)

    def cite(self, key: str, quote: str) -> Citation:
        start = self.documents[key].text.index(quote)
        return make_citation(self.documents[key], Span(start, start + len(quote)))
