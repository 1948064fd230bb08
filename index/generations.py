"""The vector file of a generation: built beside, named in the manifest row, swapped by readers.

Vectors live in SQLite as blobs; the FAISS file is derived from them and can always be made again
without embedding. Publishing writes a new file under a new name (flushed, fsynced, re-read,
renamed), then names it in one commit, then deletes the old one. Whoever stops in between leaves
the old generation whole and at most a file that no row names.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import secrets
import threading
from array import array
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .errors import CorpusDamaged, CorpusError, CorpusMismatch
from .store import REBUILD, Store
from .store_rows import get_meta, set_meta
from .vectors import VectorIndex

if TYPE_CHECKING:
    from .embedding import Embedder
    from .store import Connection

_LOG = logging.getLogger("vouchqa")
_PREFIX = "vectors-"
_SUFFIX = ".faiss"

_COVERED = (
    " FROM pieces JOIN vectors ON vectors.id = pieces.vector"
    " JOIN passages ON passages.id = pieces.passage"
    " JOIN documents ON documents.seq = passages.document"
    " WHERE documents.state = 'live' AND vectors.model = ?"
)

Entry = dict[str, Any]


def model_key(embedder: Embedder) -> str:
    """What vectors are filed under: name, revision and dimension of the embedder."""
    return f"{embedder.name}@{embedder.revision}#{embedder.dimension}"


class VectorFiles:
    """The vector index of a store, kept in memory per published file.

    Args:
        store: where the blobs and the manifest row are.
        model: key of the embedding model whose vectors are meant.
        dimension: length of each vector.

    Attributes:
        model: the same key.
    """

    def __init__(self, store: Store, model: str, dimension: int) -> None:
        self._store = store
        self.model = model
        self._dimension = dimension
        self._guard = threading.Lock()
        self._loaded: tuple[str, VectorIndex] | None = None

    def current(self, db: Connection) -> VectorIndex | None:
        """The index that belongs to a snapshot; None where nothing was published yet.

        A file that is missing or altered is not served: its content is made again, in memory,
        from the blobs of the same snapshot.

        Raises:
            CorpusMismatch: the corpus was rebuilt with another model since it was opened.
        """
        manifest = get_meta(db, "vectors")
        if manifest is None:
            return None
        if manifest["model"] != self.model:
            raise CorpusMismatch(
                f"{self._store.folder} was rebuilt with another embedding model.",
                "Open it again.",
            )
        with self._guard:
            if self._loaded is None or self._loaded[0] != manifest["file"]:
                path = self._store.folder / manifest["file"]
                try:
                    index = VectorIndex.read(path, manifest["sha256"], dimension=self._dimension)
                except CorpusError as error:
                    # No fix to name: it may only be that a newer generation has replaced it.
                    _LOG.warning("Vectors are read from the corpus itself: %s", error.what)
                    index, _ = self._build(db)
                self._loaded = (manifest["file"], index)
            return self._loaded[1]

    def _build(
        self, db: Connection, without: Collection[str] = ()
    ) -> tuple[VectorIndex, list[int]]:
        """An index over the live documents but those in `without`, and what it covers."""
        ids: list[int] = []
        rows: list[bytes] = []
        marks = ",".join("?" * len(without))
        query = f"{_COVERED} AND documents.id NOT IN ({marks}) ORDER BY pieces.id"
        found = db.execute("SELECT pieces.id, vectors.vector" + query, (self.model, *without))
        for piece, vector in found:
            ids.append(piece)
            rows.append(vector)
        if any(len(row) != 4 * self._dimension for row in rows):
            raise CorpusDamaged(
                f"{self._store.folder} holds vectors of another length.",
                f"Run: {REBUILD} {self._store.folder}",
            )
        matrix: NDArray[np.float32] = np.frombuffer(b"".join(rows), dtype="<f4").astype(np.float32)
        index = VectorIndex(
            np.asarray(ids, dtype=np.int64), matrix.reshape(len(ids), self._dimension)
        )
        return index, _summary(ids)

    def publish(self) -> bool:
        """Make the vectors of all live pieces searchable; the caller holds the write lock.

        Returns:
            whether there was anything new to publish.

        Raises:
            CorpusFull: no space for the new file; the old one stays in use.
        """
        with self._store.reading() as db:
            manifest = get_meta(db, "vectors")
            if manifest is not None and (self._store.folder / manifest["file"]).exists():
                query = f"SELECT pieces.id{_COVERED} ORDER BY pieces.id"
                ids = [piece for (piece,) in db.execute(query, (self.model,))]
                if manifest["model"] == self.model and manifest["covers"] == _summary(ids):
                    self.sweep(keep=manifest["file"])
                    return False
        entry, index = self.prepare()
        with self._store.writing() as db:
            self.name(db, entry)
        self.adopt(entry, index)
        return True

    def prepare(self, without: Collection[str] = ()) -> tuple[Entry, VectorIndex]:
        """Write a file that no row names yet; the caller holds the write lock.

        Args:
            without: ids of live documents to leave out because they are about to go.

        Returns:
            what `name` and `adopt` take.
        """
        with self._store.reading() as db:
            index, covers = self._build(db, without)
        self._store.step("vectors_built")
        name = f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
        digest = index.write(self._store.folder / name)
        self._store.step("vectors_written")
        return {"file": name, "sha256": digest, "model": self.model, "covers": covers}, index

    def name(self, db: Connection, entry: Entry) -> None:
        """Make a prepared file the one of this generation, inside the caller's commit."""
        set_meta(db, "vectors", entry)
        self._store.step("manifest")

    def adopt(self, entry: Entry, index: VectorIndex) -> None:
        """Use what was committed, and delete the files it replaces."""
        with self._guard:
            self._loaded = (entry["file"], index)
        self._store.step("swapped")
        self.sweep(keep=entry["file"])
        self._store.step("swept")

    def sweep(self, keep: str) -> None:
        """Delete vector files no row names; readers that still use one hold it in memory."""
        for path in self._store.folder.iterdir():
            if path.name.lstrip(".").startswith(_PREFIX) and path.name != keep:
                with contextlib.suppress(OSError):
                    path.unlink()


def _summary(ids: Sequence[int]) -> list[int]:
    """What tells two coverings apart: how many pieces, and a checksum of their ids."""
    packed = array("q", ids).tobytes()
    return [len(ids), int.from_bytes(hashlib.sha256(packed).digest()[:6], "big")]
