"""Asking a corpus: sources, documents, passages by words and by vectors, counts.

Reading takes no lock: each call sees one generation, and threads may share a corpus. What changes
a corpus is in corpus.py.
"""

from __future__ import annotations

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .errors import CorpusDamaged
from .limits import Limits
from .occurrences import Needle, count_words, folded
from .passages import UnitSettings
from .records import Document, Passage, Sentence, Source, SourceFilter
from .shelf import Shelf, select_sources
from .store import Store
from .store_rows import document_from_row, get_meta, passages_of, sentences_from_bytes
from .store_search import best_pieces, match_rows, read_vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .embedding import Embedder
    from .generations import VectorFiles
    from .on_disk import FileState

_CACHED_DOCUMENTS = 64
_CACHED_QUESTIONS = 16
_KEPT_CHARACTERS = 64_000_000


@dataclass(frozen=True, slots=True)
class CorpusSettings:
    """How a corpus cuts, limits and waits.

    Attributes:
        units: passage and piece sizes; fixed once documents are in.
        limits: ceilings for one file.
        lock_seconds: how long to wait for another process that writes, >= 0.
    """

    units: UnitSettings = field(default_factory=UnitSettings)
    limits: Limits = field(default_factory=Limits)
    lock_seconds: float = 10.0


class ReadableCorpus:
    """The half of a corpus that only reads; `Corpus` adds the half that writes.

    Attributes:
        path: its folder.
        counters: "hashed" and "parsed" files, "embedded" texts since it was opened.
    """

    def __init__(self, store: Store, embeddings: object, settings: CorpusSettings) -> None:
        self.path = store.folder
        self.counters: Counter[str] = Counter()
        self._store = store
        self._settings = settings
        self._choice = embeddings
        self._guard = RLock()
        self._shelf = Shelf()
        self._embedder: Embedder | None = None
        self._files: VectorFiles | None = None
        self._documents: OrderedDict[tuple[str, int], Document] = OrderedDict()
        self._questions: OrderedDict[str, NDArray[Any]] = OrderedDict()
        self._vocabulary: tuple[int, Mapping[str, int]] | None = None
        self._folded_texts: dict[str, str] = {}
        self._folded_room = _KEPT_CHARACTERS
        self._folded_at = -1

    def close(self) -> None:
        """Release files and connections; using the corpus afterwards is a `CorpusError`."""
        self._store.close()

    @property
    def embedder(self) -> Embedder:
        """The model that embeds questions and passages, loaded at first use.

        Raises:
            CorpusMismatch: not the model the corpus was made with.
            ModelError: it cannot be loaded.
        """
        with self._guard:
            if self._embedder is None:
                from .identity import matching_embedder, read_identity

                with self._store.reading() as db:
                    identity = read_identity(db)
                self._embedder = matching_embedder(identity, self._choice, self.path)
            return self._embedder

    @property
    def generation(self) -> int:
        """The number of the last commit, from 0; it never goes back."""
        with self._store.reading() as db:
            return int(get_meta(db, "generation"))

    @property
    def pending(self) -> int:
        """How many searched passages still lack vectors; words find them all the same."""
        from .filling import count_pending

        with self._store.reading() as db:
            return count_pending(db)

    @property
    def aliases(self) -> tuple[tuple[str, ...], ...]:
        """Groups of names for the same thing, as given by manifests and `set_aliases`."""
        with self._store.reading() as db:
            groups = get_meta(db, "aliases", {})
        return tuple(dict.fromkeys(tuple(group) for given in groups.values() for group in given))

    def sources(
        self,
        filter: SourceFilter | Sequence[str] | None = None,  # noqa: A002
        *,
        include_superseded: bool = False,
    ) -> tuple[Source, ...]:
        """What is searched, in order of arrival.

        Args:
            filter: only these; None = all.
            include_superseded: also old versions and removed documents, which still resolve.
        """
        with self._store.reading() as db:
            known = self._shelf.sources(db, every=include_superseded)
        return select_sources(known, filter)

    def document(self, id: str) -> Document:  # noqa: A002
        """A document with its whole text, superseded and removed ones included.

        Raises:
            InputError: there is no such document.
            CorpusDamaged: its text is not the one that was indexed.
        """
        with self._store.reading() as db:
            key = (id, int(get_meta(db, "generation")))
            with self._guard:
                if key in self._documents:
                    self._documents.move_to_end(key)
                    return self._documents[key]
            seq, source = self._shelf.entry(db, id)
            text, mapped = db.execute(
                "SELECT text, map FROM documents WHERE seq = ?", (seq,)
            ).fetchone()
            if hashlib.sha256(text).hexdigest() != source.text_sha256:
                raise CorpusDamaged(
                    f"The stored text of {source.label} is not the one that was indexed.",
                    f"Forget it and add its file again, or restore {self.path} from a backup.",
                )
            document = document_from_row(source, text, mapped)
        with self._guard:
            self._documents[key] = document
            while len(self._documents) > _CACHED_DOCUMENTS:
                self._documents.popitem(last=False)
        return document

    def sentences(self, id: str) -> tuple[Sentence, ...]:  # noqa: A002
        """The sentences of a document in reading order.

        Raises:
            InputError: there is no such document.
        """
        with self._store.reading() as db:
            seq, _ = self._shelf.entry(db, id)
            (packed,) = db.execute(
                "SELECT sentences FROM documents WHERE seq = ?", (seq,)
            ).fetchone()
            return sentences_from_bytes(packed)

    def passages(self, id: str) -> tuple[Passage, ...]:  # noqa: A002
        """The passages of a document in reading order.

        Raises:
            InputError: there is no such document.
        """
        with self._store.reading() as db:
            return passages_of(db, *self._shelf.entry(db, id))

    def file_states(self, sources: Iterable[Source] | None = None) -> Mapping[str, FileState]:
        """What has become of the documents' files since they were read, by source id.

        Args:
            sources: only these; None = all that are searched.

        Returns:
            `FileState`s: "same", "changed", "missing" or "unreadable"; read anew at each call.
        """
        from .on_disk import states_of

        with self._store.reading() as db:
            return states_of(db, self._shelf.sources(db) if sources is None else sources)

    def texts(self, ids: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
        """Id and whole text of each searched document, one at a time, in order of arrival.

        Args:
            ids: only these; None = all.
        """
        for source in self.sources(tuple(ids) if ids is not None else None):
            text = self._text(source.id)
            if text is not None:
                yield source.id, text

    def match_words(
        self,
        query_terms: Sequence[str],
        k: int,
        ids: Collection[str] | None = None,
        *,
        reference: bool = False,
    ) -> list[tuple[Passage, float]]:
        """Passages that hold any of the terms, by BM25; higher is better, ties by arrival.

        Args:
            query_terms: any strings; folded, stemmed, rid of stop words; 64 terms count.
            k: most results.
            ids: only these documents; None = all.
            reference: search bibliography and captions instead of body and notes.
        """
        with self._store.reading() as db:
            ranges = None if ids is None else self._shelf.ranges(db, ids)
            hits = match_rows(db, query_terms, k, ranges, reference=reference)
            return self._shelf.join(db, hits, k)

    def match_vectors(
        self, vector: NDArray[Any], k: int, ids: Collection[str] | None = None
    ) -> list[tuple[Passage, float]]:
        """Passages nearest to a vector, by the cosine of their best piece, ties by arrival.

        Args:
            vector: of the embedder's dimension.
            k: most results.
            ids: only these documents; None = all.
        """
        files = self._vector_files()
        if files is None or k < 1:
            return []
        with self._store.reading() as db:
            index = files.current(db)
            if index is None:
                return []
            allowed = None if ids is None else self._shelf.pieces(db, ids)
            # Pieces share passages and old pieces are dropped, so ask for more until k are found.
            wanted = 3 * k + 8
            while True:
                hits = index.search(vector, wanted, allowed)
                found = self._shelf.join(db, best_pieces(db, hits), k)
                if len(found) >= k or len(hits) < wanted:
                    return found
                wanted *= 4

    def vocabulary(self, prefix: str | None = None) -> Mapping[str, int]:
        """Folded words (not stems) of body and notes -> how many searched passages hold them.

        Args:
            prefix: only words that begin so; None = all, read once per generation.
        """
        with self._store.reading() as db:
            if prefix:
                return read_vocabulary(db, prefix)
            generation = int(get_meta(db, "generation"))
            with self._guard:
                if self._vocabulary is None or self._vocabulary[0] != generation:
                    self._vocabulary = (generation, MappingProxyType(read_vocabulary(db)))
                return self._vocabulary[1]

    def embed_question(self, text: str) -> NDArray[Any]:
        """The vector of a question; the last few are remembered.

        Raises:
            ModelError: the embedding model failed.
        """
        with self._guard:
            if text in self._questions:
                return self._questions[text]
        vector = self.embedder.embed_query(text)
        with self._guard:
            self._questions[text] = vector
            while len(self._questions) > _CACHED_QUESTIONS:
                self._questions.popitem(last=False)
        return vector

    def count_terms(
        self, terms: Sequence[str], ids: Collection[str] | None = None
    ) -> Mapping[str, Mapping[str, int]]:
        """Exact occurrences of terms in whole texts: whole words, as `find` finds them.

        Args:
            terms: words or phrases; case, accents, kinds of quotation mark and hyphen, signs
                that are not shown and the amount of white space do not matter.
            ids: only these documents; None = all that are searched.

        Returns:
            source id -> term as given -> count.
        """
        needles = {term: Needle.of(term) for term in terms}
        wanted = self.sources(tuple(ids) if ids is not None else None)
        self._drop_stale_texts()
        return {s.id: count_words(self._folded(s), needles) for s in wanted}

    def _folded(self, source: Source) -> str:
        """A text as counts compare it; kept, because every answer counts through all of them."""
        kept = self._folded_texts.get(source.id)
        if kept is not None:
            return kept
        began = self.generation
        text = self._text(source.id)
        if text is None:
            return ""
        kept = folded(text)
        with self._guard:
            # What was forgotten meanwhile is not kept.
            fits = self._folded_room >= len(kept) and began == self.generation
            if fits and source.id not in self._folded_texts:
                self._folded_room -= len(kept)
                self._folded_texts[source.id] = kept
        return kept

    def _drop_stale_texts(self) -> None:
        """Keep folded texts of searched documents only, once a generation."""
        with self._guard:
            if self._folded_at == (generation := self.generation):
                return
            live = {source.id for source in self.sources()}
            for source_id in self._folded_texts.keys() - live:
                self._folded_room += len(self._folded_texts.pop(source_id))
            self._folded_at = generation

    def _text(self, source_id: str) -> str | None:
        """The whole text of a searched document; None where it no longer is one."""
        with self._store.reading() as db:
            row = db.execute(
                "SELECT text FROM documents WHERE id = ? AND state = 'live'", (source_id,)
            ).fetchone()
            return row[0].decode("utf-8") if row is not None else None

    def _let_texts_go(self) -> None:
        """Keep no text in memory."""
        with self._guard:
            self._documents.clear()
            self._folded_texts.clear()
            self._folded_room = _KEPT_CHARACTERS

    def cases(self) -> list[dict[str, Any]]:
        """The citations readers flagged, as question-set records, oldest first."""
        import json

        with self._store.reading() as db:
            rows = db.execute("SELECT record FROM cases ORDER BY id").fetchall()
            return [json.loads(record) for (record,) in rows]

    def _vector_files(self) -> VectorFiles | None:
        """The vector files of the model this corpus was opened with; None before anything is in."""
        from .generations import VectorFiles
        from .identity import read_identity, stored_model

        with self._guard:
            if self._files is None:
                with self._store.reading() as db:
                    identity = read_identity(db)
                if identity is not None:
                    self._files = VectorFiles(self._store, *stored_model(identity))
            return self._files
