"""Making passages and vectors again from the stored texts: for another model or other settings.

Everything derived is replaced in one commit, then embedded; the texts, the metadata and what the
user set stay. No file is read. Whoever stops in between has the old corpus or the new one, the
new one perhaps with vectors pending.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .embedding import load_embedder
from .generations import model_key
from .identity import write_identity
from .ingest import make_passages
from .passages import UnitSettings
from .records import Document, Sentence
from .store_rows import PassageRow
from .upkeep import split_again

if TYPE_CHECKING:
    from .embedding import Embedder
    from .store import Store


def replace_units(
    store: Store,
    embeddings: object,
    units: UnitSettings,
    progress: Callable[[int, int, str], None] | None = None,
) -> Embedder:
    """Cut every document again and note the new identity, in one commit.

    Args:
        store: of a corpus whose write lock the caller holds.
        embeddings: as for `Corpus.open`; None = the bundled model.
        units: passage and piece sizes from now on.
        progress: called with done, total and "splitting".

    Returns:
        the embedder that the corpus is made for from now on.
    """
    embedder = load_embedder(embeddings)

    def split(document: Document, sentences: tuple[Sentence, ...]) -> tuple[PassageRow, ...]:
        return make_passages(document, sentences, units, embedder)

    with store.writing() as db:
        write_identity(db, embedder, units, embeddings)
        # The full-text index is emptied first: it may be what is damaged.
        for table in ("words", "reference_words", "vocabulary"):
            db.execute(f"DELETE FROM {table}")
        ids = [found for (found,) in db.execute("SELECT id FROM documents ORDER BY seq")]
        for number, source_id in enumerate(ids):
            if progress is not None:
                progress(number, len(ids), "splitting")
            split_again(db, source_id, model_key(embedder), split)
    return embedder
