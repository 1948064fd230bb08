"""The vector file of a generation: built beside, named in the manifest row, swapped by readers.

Vectors live in SQLite as blobs; the FAISS file is derived from them and can always be made again
without embedding. Publishing writes a new file under a new name (flushed, fsynced, re-read,
renamed), then names it in one commit, then deletes the old one. Whoever stops in between leaves
the old generation whole and at most a file that no row names.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .errors import CorpusDamaged, CorpusError
from .store import Store
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
    " WHERE documents.state = 'live' AND vectors.model = ? ORDER BY pieces.id"
)


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
        """
        manifest = get_meta(db, "vectors")
        if manifest is None or manifest["model"] != self.model:
            return None
        with self._guard:
            if self._loaded is None or self._loaded[0] != manifest["file"]:
                path = self._store.folder / manifest["file"]
                try:
                    index = VectorIndex.read(path, manifest["sha256"], dimension=self._dimension)
                except CorpusError as error:
                    _LOG.warning("Vector file rebuilt in memory from the corpus: %s", error)
                    index = self._build(db)
                self._loaded = (manifest["file"], index)
            return self._loaded[1]

    def _build(self, db: Connection) -> VectorIndex:
        ids: list[int] = []
        rows: list[bytes] = []
        query = "SELECT pieces.id, vectors.vector" + _COVERED
        for piece, vector in db.execute(query, (self.model,)):
            ids.append(piece)
            rows.append(vector)
        if any(len(row) != 4 * self._dimension for row in rows):
            raise CorpusDamaged(
                f"{self._store.folder} holds vectors of another length.",
                f"Run: vouch index --rebuild --corpus {self._store.folder}",
            )
        matrix: NDArray[np.float32] = np.frombuffer(b"".join(rows), dtype="<f4").astype(np.float32)
        return VectorIndex(
            np.asarray(ids, dtype=np.int64), matrix.reshape(len(ids), self._dimension)
        )

    def publish(self) -> bool:
        """Make the vectors of all live pieces searchable; the caller holds the write lock.

        Returns:
            whether there was anything new to publish.

        Raises:
            CorpusFull: no space for the new file; the old one stays in use.
        """
        store = self._store
        with store.reading() as db:
            manifest = get_meta(db, "vectors")
            summary = self._summary(db)
            present = manifest is not None and (store.folder / manifest["file"]).exists()
            if present and manifest["model"] == self.model and manifest["covers"] == summary:
                return False
            index = self._build(db)
        store.step("vectors_built")
        name = f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"
        digest = index.write(store.folder / name)
        store.step("vectors_written")
        entry = {"file": name, "sha256": digest, "model": self.model, "covers": summary}
        with store.writing() as db:
            set_meta(db, "vectors", entry)
            store.step("manifest")
        with self._guard:
            self._loaded = (name, index)
        store.step("swapped")
        self.sweep(keep=name)
        store.step("swept")
        return True

    def _summary(self, db: Connection) -> list[int]:
        """What tells two coverings apart: count, two sums and last of the piece ids."""
        row = db.execute(
            "SELECT count(*), sum(id), sum(id * id % 1000003), max(id)"
            " FROM (SELECT pieces.id AS id" + _COVERED + ")",
            (self.model,),
        ).fetchone()
        return [int(value or 0) for value in row]

    def sweep(self, keep: str) -> None:
        """Delete vector files no row names; readers that still use one hold it in memory."""
        for path in self._store.folder.iterdir():
            if path.name.lstrip(".").startswith(_PREFIX) and path.name != keep:
                with contextlib.suppress(OSError):
                    path.unlink()
