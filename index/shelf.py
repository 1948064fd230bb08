"""Which documents there are, kept in memory per generation.

Search returns row ids; the shelf turns them into passages with their sources and drops what is
no longer searched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from .errors import InputError
from .records import Passage, Source, SourceFilter
from .store_rows import get_meta, passages_by_id, source_from_json

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .store import Connection


class _Books:
    """The documents of one generation."""

    def __init__(self, generation: int, rows: Iterable[Any]) -> None:
        self.generation = generation
        self.live: dict[int, Source] = {}
        self.by_id: dict[str, tuple[int, Source, int, int]] = {}
        for seq, source_id, state, source, first, last in rows:
            record = source_from_json(source)
            self.by_id[source_id] = (seq, record, first, last)
            if state == "live":
                self.live[seq] = record


class Shelf:
    """The documents a snapshot holds. Every method takes the snapshot it speaks about."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._books: _Books | None = None

    def at(self, db: Connection) -> _Books:
        """The documents of this snapshot, read again only when the generation has changed."""
        generation = int(get_meta(db, "generation"))
        with self._guard:
            if self._books is None or self._books.generation != generation:
                rows = db.execute(
                    "SELECT seq, id, state, source, first_passage, last_passage"
                    " FROM documents ORDER BY seq"
                )
                self._books = _Books(generation, rows)
            return self._books

    def sources(self, db: Connection, *, every: bool = False) -> tuple[Source, ...]:
        """Searched documents in order of arrival; with `every` also those that only resolve."""
        books = self.at(db)
        if every:
            return tuple(entry[1] for entry in books.by_id.values())
        return tuple(books.live.values())

    def entry(self, db: Connection, source_id: str) -> tuple[int, Source]:
        """Number and metadata of a document in whatever state.

        Raises:
            InputError: there is no such document.
        """
        found = self.at(db).by_id.get(source_id)
        if found is None:
            raise InputError(
                f"There is no document {source_id[:64]!r} in this corpus.", "See: vouch sources"
            )
        return found[0], found[1]

    def ranges(self, db: Connection, ids: Collection[str]) -> list[tuple[int, int]]:
        """The passage ids of searched documents as inclusive ranges; unknown ids are left out."""
        books = self.at(db)
        found = (books.by_id[source_id] for source_id in ids if source_id in books.by_id)
        return sorted(
            (first, last) for seq, _, first, last in found if seq in books.live and last >= first
        )

    def pieces(self, db: Connection, ids: Collection[str]) -> NDArray[Any]:
        """The piece ids of searched documents."""
        import numpy as np

        parts = []
        for first, last in self.ranges(db, ids):
            low, high = db.execute(
                "SELECT min(id), max(id) FROM pieces WHERE passage BETWEEN ? AND ?", (first, last)
            ).fetchone()
            if low is not None:
                parts.append(np.arange(low, high + 1, dtype=np.int64))
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

    def join(
        self, db: Connection, hits: Sequence[tuple[int, float]], k: int
    ) -> list[tuple[Passage, float]]:
        """The first `k` hits whose passage is searched, with the passage, in the given order."""
        live = self.at(db).live
        found: list[tuple[Passage, float]] = []
        for start in range(0, len(hits), max(k, 1)):
            some = hits[start : start + max(k, 1)]
            passages = passages_by_id(db, [passage for passage, _ in some], live)
            found.extend((passages[number], score) for number, score in some if number in passages)
            if len(found) >= k:
                break
        return found[:k]


def select_sources(
    sources: Iterable[Source], asked: SourceFilter | Sequence[str] | None
) -> tuple[Source, ...]:
    """The sources a filter lets through, in the order given.

    Args:
        sources: to choose from.
        asked: a filter, or ids; None = all. Unknown ids select nothing.

    Raises:
        InputError: one string where a sequence of ids is meant.
    """
    if asked is None:
        return tuple(sources)
    if isinstance(asked, str):
        raise InputError("sources takes a list of ids, not one string.", f"Give [{asked[:64]!r}].")
    if not isinstance(asked, SourceFilter):
        wanted = set(asked)
        return tuple(source for source in sources if source.id in wanted)
    return tuple(source for source in sources if _passes(source, asked))


def _passes(source: Source, asked: SourceFilter) -> bool:
    published = source.published or ""
    return (
        (not asked.ids or source.id in asked.ids)
        and _shares(source.authors, asked.authors)
        and _shares((source.publisher or "",), asked.publishers)
        and _shares((source.genre or "",), asked.genres)
        and _shares(source.tags, asked.tags)
        and (not asked.after or (bool(published) and _latest(published) >= asked.after))
        and (not asked.before or (bool(published) and published <= _latest(asked.before)))
    )


def _shares(held: Iterable[str], asked: Iterable[str]) -> bool:
    wanted = {text.casefold() for text in asked}
    return not wanted or any(text.casefold() in wanted for text in held)


def _latest(date: str) -> str:
    """The last day an ISO date of any precision may mean: "2024-07" reaches to its end."""
    return date + "-99" * (2 - date.count("-"))
