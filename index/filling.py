"""Vectors for the pieces that have none yet, and the vector file they belong in.

Words find a document as soon as it is stored; its vectors follow here, in batches that are each
committed, so that nothing is embedded twice even if the work is interrupted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .embedding import unit_rows
from .errors import ModelError, VouchError
from .generations import VectorFiles
from .plain_text import plain_text
from .store import Store
from .store_rows import source_from_json

if TYPE_CHECKING:
    from .embedding import Embedder
    from .store import Connection

BATCH = 256
# A file covers all vectors, so it is written when their number has grown by half, and at the end.
_GROWTH = 0.5
_FIRST_PUBLICATION = 2_000

_PENDING = (
    " FROM pieces JOIN passages ON passages.id = pieces.passage"
    " JOIN documents ON documents.seq = passages.document"
    " WHERE pieces.vector IS NULL AND documents.state = 'live'"
)


def count_pending(db: Connection) -> int:
    """How many searched passages have a piece without a vector."""
    (count,) = db.execute("SELECT count(DISTINCT pieces.passage)" + _PENDING).fetchone()
    return int(count)


def fill_vectors(
    store: Store,
    files: VectorFiles,
    embedder: Embedder,
    counters: Counter[str],
    progress: Callable[[int, int, str], None] | None = None,
) -> None:
    """Embed what is pending and publish; the caller holds the write lock.

    Args:
        store: the corpus.
        files: where the vector file is published.
        embedder: the model.
        counters: "embedded" is raised by one for each text embedded.
        progress: called with passages done, passages in all, "embedding".

    Raises:
        ModelError: the model failed; what was embedded before is kept and published.
        CorpusFull: the disk is full.
    """
    with store.reading() as db:
        (total,) = db.execute("SELECT count(*)" + _PENDING).fetchone()
    done = unpublished = 0
    published = 0
    try:
        while batch := _next_batch(store):
            vectors = _embed(embedder, list(batch.values()))
            blobs = np.ascontiguousarray(vectors, dtype="<f4")
            counters["embedded"] += len(batch)
            with store.writing() as db:
                for digest, row in zip(batch, blobs, strict=True):
                    cursor = db.execute(
                        "INSERT INTO vectors (model, text_hash, vector) VALUES (?, ?, ?)",
                        (files.model, digest, row.tobytes()),
                    )
                    done += db.execute(
                        "UPDATE pieces SET vector = ? WHERE text_hash = ? AND vector IS NULL",
                        (cursor.lastrowid, digest),
                    ).rowcount
            unpublished += len(batch)
            if progress is not None:
                progress(min(done, total), total, "embedding")
            if unpublished > max(_FIRST_PUBLICATION, _GROWTH * published):
                files.publish()
                published, unpublished = published + unpublished, 0
    finally:
        files.publish()


def _embed(embedder: Embedder, texts: list[str]) -> NDArray[np.float32]:
    """Vectors that were checked, whoever made them; every failure is a `ModelError`."""
    try:
        raw = embedder.embed_documents(texts)
    except VouchError:
        raise
    except Exception as error:
        raise ModelError(
            f"The embedding model {embedder.name} failed ({type(error).__name__}: {error}).",
            "What was embedded before is kept; index again to go on.",
        ) from error
    return unit_rows(raw, len(texts), embedder.dimension, embedder.name)


def _next_batch(store: Store) -> dict[bytes, str]:
    """Distinct texts without a vector, by hash; empty when nothing is pending."""
    batch: dict[bytes, str] = {}
    with store.reading() as db:
        rows = db.execute(
            "SELECT pieces.text_hash, pieces.start - passages.start,"
            " pieces.end - passages.start, passages.text, documents.source"
            + _PENDING
            + f" ORDER BY pieces.passage LIMIT {BATCH}"
        )
        media_types: dict[str, str] = {}
        for digest, start, end, text, source in rows:
            if source not in media_types:
                media_types[source] = source_from_json(source).media_type
            batch[digest] = plain_text(text.decode("utf-8")[start:end], media_types[source])
    return batch
