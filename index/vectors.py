"""The vector index: ids and unit vectors in, nearest ids by cosine out; the only faiss importer.

Up to `EXACT_LIMIT` vectors the search is exact (flat inner product). Above it every number is
kept in 8 bits (flat scalar quantiser: a quarter of the memory, half the time); the search still
looks at every vector, so filtering and removal stay exact in what they keep and scores move by
about .001. The figures are in docs/models-embedder.md.

The index is derived from the store: any doubt about its file is `CorpusDamaged`, and the file is
built again from the vectors kept there. Files are written beside, flushed, read back, renamed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import threading
import warnings
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .embedding import unit_rows
from .errors import CorpusDamaged, CorpusFull, InputError

EXACT_LIMIT = 100_000
REBUILD = "Build the vectors again from the store. Type: vouch index --rebuild"

_CHUNK = 1 << 20
_LARGEST_DIMENSION = 1 << 16
_LARGEST_BITMAP_ID = 1 << 26
_DISK_FULL = {28, 122}  # ENOSPC, EDQUOT
_loading = threading.Lock()


class VectorIndex:
    """Vectors by id, searched by cosine.

    Any number of threads may search one index; `add` and `remove` need it for themselves (use
    `copy` to change an index that others search).

    Args:
        ids: integers >= 0, one for each vector, none twice.
        vectors: (n, dimension) numbers, rows scaled to length 1 here; (0, dimension) is empty.
        exact_limit: above this many vectors, 8 bits a number.

    Raises:
        InputError: the ids are not such, or there is no dimension.
        ModelError: a vector is not such.
    """

    def __init__(
        self, ids: ArrayLike, vectors: ArrayLike, *, exact_limit: int = EXACT_LIMIT
    ) -> None:
        rows = np.asarray(vectors)
        if rows.ndim != 2 or not 1 <= rows.shape[1] <= _LARGEST_DIMENSION:
            raise InputError(f"Vectors of shape {rows.shape} are no table.", "Give (n, d) numbers.")
        self.dimension = int(rows.shape[1])
        self._exact_limit = exact_limit
        faiss = _faiss()
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(self.dimension))
        self.add(ids, rows)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def exact(self) -> bool:
        """Whether vectors are kept in full (32 bits a number)."""
        return not isinstance(self._inner(), _faiss().IndexScalarQuantizer)

    @property
    def ids(self) -> NDArray[np.int64]:
        """All ids, in the order they were added."""
        found = _faiss().vector_to_array(self._index.id_map)
        return cast("NDArray[np.int64]", found.astype(np.int64))

    def add(self, ids: ArrayLike, vectors: ArrayLike) -> None:
        """Add vectors under new ids; all or none.

        Args:
            ids: integers >= 0, one for each row, none twice and none in the index.
            vectors: (n, dimension); rows are scaled to length 1.

        Raises:
            InputError: the ids are not such.
            ModelError: the vectors are not such.
        """
        keys = _as_ids(ids)
        rows = unit_rows(vectors, len(keys), self.dimension, "given")
        if not len(keys):
            return
        if np.unique(keys).size != keys.size or np.isin(keys, self.ids).any():
            raise InputError("An id is given twice or already in the index.", "Remove it first.")
        if self.exact and len(self) + len(keys) > self._exact_limit:
            self._quantise(rows)
        self._index.add_with_ids(np.ascontiguousarray(rows), keys)

    def remove(self, ids: ArrayLike) -> int:
        """Remove ids; those not in the index are passed over.

        Returns:
            How many were removed.
        """
        keys = np.unique(_as_ids(ids))
        if not keys.size or not len(self):
            return 0
        return int(self._index.remove_ids(_faiss().IDSelectorBatch(keys)))

    def copy(self) -> VectorIndex:
        """An independent copy, to change while others search this one."""
        empty = np.zeros((0, self.dimension), np.float32)
        other = VectorIndex([], empty, exact_limit=self._exact_limit)
        other._index = _faiss().clone_index(self._index)
        return other

    def search(
        self, vector: ArrayLike, k: int, allowed_ids: ArrayLike | None = None
    ) -> list[tuple[int, float]]:
        """The ids nearest to a vector.

        Args:
            vector: `dimension` numbers, of any length but 0.
            k: most results; below 1 gives none.
            allowed_ids: only these may be found; None means all, empty means none.

        Returns:
            (id, cosine) pairs, highest cosine first, equal ones by ascending id; fewer than `k`
            where fewer exist. Cosines lie in -1..1 but for rounding.

        Raises:
            ModelError: the vector is not such.
        """
        query = unit_rows(np.atleast_2d(np.asarray(vector)), 1, self.dimension, "given")
        k = min(k, len(self))
        if k < 1:
            return []
        faiss = _faiss()
        parameters, kept = None, None
        if allowed_ids is not None:
            keys = np.unique(_as_ids(allowed_ids))
            if not keys.size:
                return []
            k = min(k, int(keys.size))
            # `kept` holds the memory that the selector points into.
            selector, kept = _selector(keys)
            parameters = faiss.SearchParameters(sel=selector)
        scores, found = self._index.search(query, k, params=parameters)
        del kept
        pairs = [
            (int(key), float(score))
            for key, score in zip(found[0], scores[0], strict=True)
            if key >= 0 and np.isfinite(score)
        ]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def write(self, path: Path) -> str:
        """Write the index so that `path` holds, whatever happens, the old file or the new.

        Returns:
            Lower-case hex SHA-256 of the file, needed to read it.

        Raises:
            CorpusFull: the disk is full.
            CorpusDamaged: what was read back is not what was written, or the folder is unusable.
        """
        temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}.tmp")
        try:
            with temporary.open("w+b") as stream:
                digest = self._write_stream(stream)
                stream.flush()
                os.fsync(stream.fileno())
                stream.seek(0)
                if hashlib.file_digest(stream, "sha256").hexdigest() != digest:
                    raise CorpusDamaged(f"{path.name} could not be written whole.", REBUILD)
            temporary.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            if error.errno in _DISK_FULL:
                raise CorpusFull(
                    f"The disk is full; {path.name} was not written.",
                    "Free some space and try again; the earlier state is unharmed.",
                ) from error
            raise CorpusDamaged(
                f"{path} cannot be written: {error.strerror or error}.",
                "Check that the folder exists and that you may write to it.",
            ) from error
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        return digest

    @classmethod
    def read(
        cls,
        path: Path,
        sha256: str,
        *,
        dimension: int | None = None,
        exact_limit: int = EXACT_LIMIT,
    ) -> VectorIndex:
        """Read an index file; nothing is parsed before its hash and header have been checked.

        Args:
            path: the file.
            sha256: what `write` returned.
            dimension: what the file must hold; None accepts any.
            exact_limit: as for the constructor, for vectors added later.

        Raises:
            CorpusDamaged: the file is missing, altered, of another dimension, or no index.
        """
        damaged = CorpusDamaged(f"The vector file {path.name} is damaged or altered.", REBUILD)
        try:
            with path.open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                    raise damaged
                stream.seek(0)
                found = _read_dimension(stream)
                if found is None or not 1 <= found <= _LARGEST_DIMENSION:
                    raise damaged
                if dimension is not None and found != dimension:
                    raise CorpusDamaged(
                        f"The vector file {path.name} holds {found} numbers a vector, "
                        f"not {dimension}.",
                        REBUILD,
                    )
                stream.seek(0)
                parsed = _parse(stream, os.fstat(stream.fileno()).st_size)
        except OSError as error:
            what = f"The vector file {path} cannot be read: {error.strerror or error}."
            raise CorpusDamaged(what, REBUILD) from error
        if parsed is None or parsed.d != found:
            raise damaged
        index = cls([], np.zeros((0, found), np.float32), exact_limit=exact_limit)
        index._index = parsed
        return index

    def _inner(self) -> Any:
        return _faiss().downcast_index(self._index.index)

    def _quantise(self, coming: NDArray[np.float32]) -> None:
        """Turn the exact index into one of 8 bits a number; ranges are taken from all vectors."""
        faiss = _faiss()
        keys, count = self.ids, len(self)
        rows = self._inner().reconstruct_n(0, count) if count else coming[:0]
        inner = faiss.IndexScalarQuantizer(
            self.dimension, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        inner.train(np.ascontiguousarray(np.concatenate([rows, coming])))
        index = faiss.IndexIDMap2(inner)
        inner.this.disown()
        index.own_fields = True
        if count:
            index.add_with_ids(np.ascontiguousarray(rows), keys)
        self._index = index

    def _write_stream(self, stream: BinaryIO) -> str:
        faiss = _faiss()
        whole = hashlib.sha256()
        failure: list[OSError] = []

        def take(data: bytes) -> int:
            # faiss drops the cause of a failed write, so it is kept here.
            try:
                stream.write(data)
            except OSError as error:
                failure.append(error)
                raise
            whole.update(data)
            return len(data)

        try:
            faiss.write_index(self._index, faiss.PyCallbackIOWriter(take, _CHUNK))
        except Exception as error:
            raise (failure[0] if failure else OSError(str(error))) from error
        return whole.hexdigest()


@lru_cache(maxsize=1)
def _faiss() -> Any:
    """Import faiss, once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # from its generated bindings
        import faiss
    # One question is one thread's work; more threads only spin, and hang in a forked child.
    faiss.omp_set_num_threads(1)
    return faiss


def _as_ids(ids: ArrayLike) -> NDArray[np.int64]:
    given = np.asarray(ids)
    if given.size == 0:
        return np.zeros(0, np.int64)
    if given.ndim != 1 or given.dtype.kind not in "iu" or (given < 0).any():
        raise InputError("Ids must be a row of integers from 0 on.", "Give the pieces' row ids.")
    return np.ascontiguousarray(given, np.int64)


def _selector(keys: NDArray[np.int64]) -> tuple[Any, object]:
    """A faiss selector of these sorted ids, and the memory it points into."""
    faiss = _faiss()
    if keys[-1] >= _LARGEST_BITMAP_ID:
        return faiss.IDSelectorBatch(keys), keys
    marks = np.zeros((int(keys[-1]) // 8 + 1) * 8, np.bool_)
    marks[keys] = True
    bitmap = np.packbits(marks, bitorder="little")
    return faiss.IDSelectorBitmap(bitmap), bitmap


def _read_dimension(stream: BinaryIO) -> int | None:
    """The dimension in a faiss id-map file's header, or None if it is no such file."""
    header = stream.read(8)
    if len(header) < 8 or header[:4] != b"IxM2":
        return None
    return cast("int", struct.unpack("<i", header[4:])[0])


def _parse(stream: BinaryIO, size: int) -> Any | None:
    """Let faiss read the stream, bounded by the file's size; None if it is no index of ours."""
    faiss = _faiss()
    with _loading:
        limits = {
            name: getattr(faiss, f"get_deserialization_{name}")
            for name in ("vector_byte_limit", "loop_limit")
            if hasattr(faiss, f"get_deserialization_{name}")
        }
        before = {name: limit() for name, limit in limits.items()}
        try:
            for name in limits:
                getattr(faiss, f"set_deserialization_{name}")(max(size, 1 << 16))
            index = faiss.read_index(faiss.PyCallbackIOReader(stream.read, _CHUNK))
        except Exception:  # faiss raises RuntimeError, MemoryError and others
            return None
        finally:
            for name, limit in before.items():
                getattr(faiss, f"set_deserialization_{name}")(limit)
    kinds = (faiss.IndexFlat, faiss.IndexScalarQuantizer)
    if not isinstance(index, faiss.IndexIDMap2):
        return None
    inner = faiss.downcast_index(index.index)
    sound = (
        isinstance(inner, kinds)
        and inner.metric_type == faiss.METRIC_INNER_PRODUCT
        and inner.d == index.d
        and inner.ntotal == index.ntotal == index.id_map.size()
        and inner.codes.size() == inner.ntotal * inner.code_size
    )
    return index if sound else None


def _sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable; Windows offers no way to and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
