"""Taking documents away: out of the search, or out of the world.

Rows and vector file change in one commit. What lies outside the rows (uploaded copies, old vector
files, the log, freed pages) is deleted after it; a mark in the corpus says so until that is done,
so an interrupted forgetting is finished when the corpus is opened next.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from .store import Store
from .store_rows import get_meta, set_meta
from .upkeep import erase, retire, versions_of
from .uploads import delete_orphans

if TYPE_CHECKING:
    from .generations import VectorFiles
    from .store import Connection

_MARK = "shredding"


@contextlib.contextmanager
def _without(store: Store, files: VectorFiles | None, ids: Sequence[str]) -> Iterator[Connection]:
    """One commit that takes documents away and names a vector file without them."""
    with store.reading() as db:
        published = get_meta(db, "vectors") is not None
    prepared = files.prepare(ids) if files is not None and published else None
    with store.writing() as db:
        yield db
        if files is not None and prepared is not None:
            files.name(db, prepared[0])
    if files is not None and prepared is not None:
        files.adopt(*prepared)


def take_out(db: Connection, ids: Sequence[str]) -> None:
    """Mark documents as removed by the user: only naming the file brings one back."""
    for source_id in ids:
        retire(db, source_id, "removed")


def remove_documents(
    store: Store,
    files: VectorFiles | None,
    ids: Sequence[str],
    how: Callable[[Connection, Sequence[str]], None] = take_out,
) -> None:
    """Stop searching documents; the caller holds the write lock.

    Args:
        store: the corpus.
        files: its vector files.
        ids: the documents.
        how: what is written about them, inside the commit.
    """
    with _without(store, files, ids) as db:
        how(db, ids)


def forget_documents(store: Store, files: VectorFiles | None, ids: Sequence[str]) -> None:
    """Delete documents and their older versions; the caller holds the write lock.

    Raises:
        CorpusLocked: another process reads the corpus, so its log cannot be emptied yet; the
            documents are gone from it, and the rest follows when it is opened next.
    """
    with store.reading() as db:
        chains = [versions_of(db, source_id) for source_id in ids]
    doomed = list(dict.fromkeys(version for chain in chains for version in chain))
    with _without(store, files, doomed) as db:
        for source_id in doomed:
            erase(db, source_id)
        set_meta(db, _MARK, True)
    finish_forgetting(store, files)


def is_unfinished(store: Store) -> bool:
    """Whether a forgetting was interrupted before every trace was gone."""
    with store.reading() as db:
        return bool(get_meta(db, _MARK, False))


def finish_forgetting(store: Store, files: VectorFiles | None) -> None:
    """Delete what forgotten documents left outside their rows; the caller holds the write lock.

    Raises:
        CorpusLocked: as for `forget_documents`.
    """
    with store.reading() as db:
        paths = {path for (path,) in db.execute("SELECT path FROM files")}
        manifest = get_meta(db, "vectors")
    delete_orphans(paths, store.folder)
    if files is not None and manifest is not None:
        files.sweep(keep=manifest["file"])
    store.step("orphans_deleted")
    store.shred()
    store.step("shredded")
    with store.writing() as db:
        db.execute("DELETE FROM meta WHERE key = ?", (_MARK,))
