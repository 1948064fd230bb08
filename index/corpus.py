"""The corpus: a folder of indexed documents that is asked by words and by meaning.

    with Corpus.open("my-corpus") as corpus:
        report = corpus.add(["papers/", "note.pdf"])
        corpus.sources(), corpus.document(id), corpus.sentences(id)

Threads may share one corpus; one process writes at a time. The folder holds corpus.sqlite (the
truth), one vectors-*.faiss (derived), uploads/ (copies of uploaded files) and the write lock.

    collecting -> ingest (parse, split, store) -> filling (embed) -> generations (publish)
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .asking import CorpusSettings, ReadableCorpus
from .errors import CorpusError, CorpusLocked, InputError, ModelError
from .lock import WriteLock
from .records import AddReport, Source
from .store import Store, make_folder
from .store_rows import get_meta, set_meta

__all__ = ["Corpus", "CorpusSettings"]

_LOG = logging.getLogger("vouchqa")

Progress = Callable[[int, int, str], None]


class Corpus(ReadableCorpus):
    """An open corpus; make one with `Corpus.open`.

    Attributes:
        embedding_error: why the last `add` left vectors pending; None if it did not.
    """

    def __init__(self, store: Store, embeddings: object, settings: CorpusSettings) -> None:
        super().__init__(store, embeddings, settings)
        self.embedding_error: ModelError | None = None
        self._lock = WriteLock(store.folder, seconds=settings.lock_seconds)

    @staticmethod
    def open(
        path: str | Path,
        *,
        embeddings: object = None,
        settings: CorpusSettings | None = None,
        read_only: bool = False,
    ) -> Corpus:
        """Open the corpus in a folder; folder and corpus are made where they are missing.

        Args:
            path: the folder, private to its owner (0700) when made here.
            embeddings: a sentence-transformers name or folder, a LangChain `Embeddings`, or an
                `Embedder`; None = the model the corpus was made with, else the bundled one.
            settings: None = the settings the corpus was made with, else the defaults.
            read_only: write nothing, not even beside the corpus, which must exist.

        Raises:
            CorpusMismatch: made by a newer version, another embedding model or unit settings.
            CorpusDamaged: not a corpus.
            CorpusError: the folder cannot be made, read or written to.
        """
        folder = _absolute(path)
        if not read_only:
            make_folder(folder)
        store = Store(folder, read_only=read_only)
        if read_only and not store.path.exists():
            raise CorpusError(f"There is no corpus in {folder}.", "Index some documents first.")
        corpus = Corpus(store, embeddings, settings or CorpusSettings())
        try:
            if not read_only and store.needs_migration():
                with corpus._lock.held():
                    store.create_or_migrate()
            corpus._check_identity(settings)
            if not read_only:
                corpus._resume()
        except BaseException:
            corpus.close()
            raise
        return corpus

    @staticmethod
    def rebuild(
        path: str | Path,
        *,
        embeddings: object = None,
        settings: CorpusSettings | None = None,
        progress: Progress | None = None,
    ) -> Corpus:
        """Open a corpus and make its passages and vectors again from the stored texts.

        No file is read. This is the way to another embedding model or other unit settings, and
        back from a damaged full-text index or vector file.

        Args:
            path: the folder.
            embeddings: as for `open`, but None = the bundled model.
            settings: None = the defaults.
            progress: called with done, total and what is being done.
        """
        from .rebuilding import replace_units

        chosen = settings or CorpusSettings()
        store = Store(_absolute(path))
        corpus = Corpus(store, embeddings, chosen)
        try:
            with corpus._lock.held():
                if store.needs_migration():
                    store.create_or_migrate()
                corpus._embedder = replace_units(store, embeddings, chosen.units, progress)
                corpus._fill(progress)
        except BaseException:
            corpus.close()
            raise
        return corpus

    def _check_identity(self, settings: CorpusSettings | None) -> None:
        from .identity import check_units, read_identity, stored_units

        with self._store.reading() as db:
            identity = read_identity(db)
        if identity is None:
            return
        if settings is not None:
            check_units(identity, settings.units, self.path)
        else:
            self._settings = CorpusSettings(units=stored_units(identity))
        if self._choice is not None:
            _ = self.embedder

    def _resume(self) -> None:
        """Finish a forgetting that was interrupted, unless another process is at it."""
        from .forgetting import finish_forgetting, is_unfinished

        if is_unfinished(self._store):
            with contextlib.suppress(CorpusLocked), self._lock.held():
                finish_forgetting(self._store, self._vector_files())

    def __enter__(self) -> Corpus:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(
        self,
        paths: str | Path | Iterable[str | Path],
        *,
        progress: Progress | None = None,
        copy: bool = False,
        embed: bool = True,
    ) -> AddReport:
        """Index files and folders; what has not changed is neither parsed nor embedded.

        A document is searchable by words as soon as it is stored, before its vectors are made.
        A file that changed supersedes its old version. A file that cannot be read is listed in
        the report with its reason and what to do; the others go on.

        Args:
            paths: files and folders (read recursively; hidden files and links out are left out).
            progress: called with done, total and what is being done.
            copy: copy the files into the corpus first (uploads); else they are referred to.
            embed: make vectors now; else `fill` makes them later.

        Raises:
            CorpusLocked: another process is writing.
            CorpusFull: the disk is full; what was committed before is kept.
        """
        from .collecting import collect
        from .ingest import Ingest
        from .loaders import SUFFIXES
        from .on_disk import missing_below
        from .uploads import copy_in

        given = [paths] if isinstance(paths, str | Path) else list(paths)
        found, skips = collect(given, SUFFIXES, self.path)
        with self._lock.held():
            self._settle_identity()
            ingest = Ingest(
                self._store,
                self.embedder,
                self._settings.units,
                self._settings.limits,
                self.counters,
            )
            ingest.outcome.skipped.extend(skips)
            try:
                for number, entry in enumerate(found):
                    if progress is not None:
                        progress(number, len(found), entry.path.name)
                    ingest.take(copy_in(entry, self.path) if copy else entry)
            finally:
                ingest.flush()
            self._note_aliases({entry.root for entry in found})
            if embed:
                self._fill(progress)
            with self._store.reading() as db:
                folders = [_absolute(path) for path in given]
                seen = {entry.path for entry in found}
                missing = missing_below(db, self._shelf.sources(db), folders, seen)
        outcome = ingest.outcome
        return AddReport(
            tuple(outcome.added),
            tuple(outcome.updated),
            tuple(outcome.unchanged),
            tuple(outcome.skipped),
            missing,
        )

    def fill(self, *, progress: Progress | None = None) -> int:
        """Make the vectors that are pending.

        Args:
            progress: called with done, total and "embedding".

        Returns:
            how many passages are still pending; above 0 `embedding_error` says why.
        """
        with self._lock.held():
            self._settle_identity()
            self._fill(progress)
        return self.pending

    def _fill(self, progress: Progress | None) -> None:
        from .filling import fill_vectors

        files = self._vector_files()
        if files is None:
            return
        self.embedding_error = None
        try:
            fill_vectors(self._store, files, self.embedder, self.counters, progress)
        except ModelError as error:
            # Words find the documents all the same; `pending` tells the rest.
            _LOG.warning("Embedding stopped: %s", error)
            self.embedding_error = error

    def _settle_identity(self) -> None:
        """The first writer fixes the embedder and the units; later ones must have the same."""
        from .identity import check_units, matching_embedder, read_identity, write_identity

        with self._store.reading() as db:
            identity = read_identity(db)
        if identity is None:
            embedder = self.embedder
            with self._store.writing() as db:
                write_identity(db, embedder, self._settings.units, self._choice)
        else:  # it may have been rebuilt, or begun, by another process since it was opened
            check_units(identity, self._settings.units, self.path)
            matching_embedder(identity, self.embedder, self.path)

    def _note_aliases(self, folders: Iterable[Path]) -> None:
        from .manifest import read_aliases

        with self._store.reading() as db:
            known: dict[str, Any] = get_meta(db, "aliases", {})
        new = dict(known)
        for folder in folders:
            try:
                groups = [list(group) for group in read_aliases(folder)]
            except InputError:
                continue  # a broken manifest is listed among what was skipped
            new.pop(str(folder), None)
            if groups:
                new[str(folder)] = groups
        if new != known:
            with self._store.writing() as db:
                set_meta(db, "aliases", new)

    def set_aliases(self, groups: Iterable[Iterable[str]]) -> None:
        """Say which names mean the same thing; replaces what was set so before.

        Args:
            groups: e.g. [["Türkiye", "Turkey"]]; groups of manifests stay beside them.
        """
        with self._lock.held(), self._store.writing() as db:
            known: dict[str, Any] = get_meta(db, "aliases", {})
            known[""] = [list(group) for group in groups]
            set_meta(db, "aliases", known)

    def set_metadata(self, id: str, **fields: object) -> Source:  # noqa: A002
        """Correct what is known about a document; wins over the file and lasts.

        Args:
            id: the document.
            fields: title, authors, publisher, published, genre, tags, language, url; None takes
                an earlier correction back.

        Returns:
            the document's metadata from now on.

        Raises:
            InputError: no such document or field, or a value that is not allowed.
        """
        from .metadata import validate_fields
        from .upkeep import redescribe

        taken_back = [name for name, value in fields.items() if value is None]
        validate_fields(dict.fromkeys(taken_back))
        given = validate_fields({k: v for k, v in fields.items() if v is not None})
        with self._lock.held():
            with self._store.reading() as db:
                self._shelf.entry(db, id)
            with self._store.writing() as db:
                (stored,) = db.execute(
                    "SELECT fields FROM documents WHERE id = ?", (id,)
                ).fetchone()
                kept = {k: v for k, v in json.loads(stored).items() if k not in fields} | given
                db.execute(
                    "UPDATE documents SET fields = ? WHERE id = ?",
                    (json.dumps(kept, ensure_ascii=False), id),
                )
                return redescribe(db, id, None)

    def remove(self, ids: Sequence[str]) -> None:
        """Stop searching documents; their texts still resolve, so saved answers can be checked.

        Indexing a folder again leaves them out; adding the file by its name brings it back.

        Raises:
            InputError: there is no such document; then nothing is removed.
        """
        from .forgetting import remove_documents

        with self._lock.held():
            remove_documents(self._store, self._vector_files(), self._known(ids))

    def remove_missing(self) -> tuple[Source, ...]:
        """Stop searching every document whose file is gone; their texts still resolve.

        A file that comes back is searched again when it or its folder is added.

        Returns:
            the documents that are no longer searched.
        """
        from .forgetting import remove_documents
        from .on_disk import FileState, let_go

        with self._lock.held():
            states = self.file_states()
            gone = [s for s in self.sources() if states.get(s.id) is FileState.MISSING]
            if gone:
                remove_documents(self._store, self._vector_files(), [s.id for s in gone], let_go)
        return tuple(gone)

    def forget(self, ids: Sequence[str]) -> None:
        """Delete documents, their older versions and uploaded copies, and every trace of them.

        The user's own files are not touched. Deleted bytes are overwritten in the corpus file,
        its log and its full-text index; the vector file is written anew.

        Raises:
            InputError: there is no such document; then nothing is deleted.
            CorpusLocked: another process reads the corpus, so its log cannot be emptied yet.
        """
        from .forgetting import forget_documents

        with self._lock.held():
            try:
                forget_documents(self._store, self._vector_files(), self._known(ids))
            finally:
                self._let_texts_go()

    def _known(self, ids: Sequence[str]) -> list[str]:
        if isinstance(ids, str):
            raise InputError("A list of ids is wanted, not one string.", f"Give [{ids[:64]!r}].")
        with self._store.reading() as db:
            for source_id in ids:
                self._shelf.entry(db, source_id)
        return list(dict.fromkeys(ids))

    def save_case(self, record: Mapping[str, Any]) -> None:
        """Keep a flagged citation, as a record of a question set.

        Raises:
            InputError: it is not JSON.
        """
        try:
            data = json.dumps(dict(record), ensure_ascii=False, allow_nan=False)
            data.encode("utf-8")
        except (TypeError, ValueError) as error:
            raise InputError(f"The case cannot be kept ({error}).", "Give JSON values.") from None
        with self._lock.held(), self._store.writing() as db:
            db.execute("INSERT INTO cases (record) VALUES (?)", (data,))


def _absolute(path: str | Path) -> Path:
    return Path(os.path.abspath(Path(path).expanduser()))  # noqa: PTH100 (keeps links)
