"""What happens to a document once it is stored: searched or not, described again, forgotten.

Every function works inside the caller's write transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .metadata import describe
from .plain_text import plain_text
from .records import Document, RegionKind, Sentence, Source
from .store_rows import (
    PassageRow,
    delete_passages,
    document_from_row,
    insert_passages,
    parsed_from_json,
    sentences_from_bytes,
    source_from_json,
    source_to_json,
)
from .store_search import erase_words, write_words

if TYPE_CHECKING:
    from .store import Connection


def seq_of(db: Connection, source_id: str) -> int | None:
    """The number of a document, whatever its state; None if it is not there."""
    row = db.execute("SELECT seq FROM documents WHERE id = ?", (source_id,)).fetchone()
    return int(row[0]) if row else None


def source_of(db: Connection, source_id: str) -> Source:
    """The stored metadata of a document that is there."""
    row = db.execute("SELECT source FROM documents WHERE id = ?", (source_id,)).fetchone()
    return source_from_json(row[0])


def _stored_passages(
    db: Connection, seq: int, media_type: str
) -> Iterator[tuple[int, RegionKind, str, tuple[str, ...]]]:
    rows = db.execute(
        "SELECT id, kind, text, section FROM passages WHERE document = ? ORDER BY id", (seq,)
    ).fetchall()
    for passage, kind, text, section in rows:
        yield (
            passage,
            RegionKind(kind),
            plain_text(text.decode("utf-8"), media_type),
            tuple(json.loads(section)),
        )


def index_words(db: Connection, source_id: str) -> None:
    """Make the stored passages of a document searchable by words."""
    seq = seq_of(db, source_id)
    if seq is None:
        return
    source = source_of(db, source_id)
    write_words(
        db,
        (
            (passage, kind, text, source.title, section)
            for passage, kind, text, section in _stored_passages(db, seq, source.media_type)
        ),
    )


def unindex_words(db: Connection, source_id: str) -> None:
    """Take a live document out of full-text search; others are left as they are."""
    row = db.execute(
        "SELECT seq, first_passage, last_passage FROM documents WHERE id = ? AND state = 'live'",
        (source_id,),
    ).fetchone()
    if row is None:
        return
    source = source_of(db, source_id)
    passages = _stored_passages(db, row[0], source.media_type)
    erase_words(db, row[1], row[2], ((kind, text) for _, kind, text, _ in passages))


def redescribe(db: Connection, source_id: str, path: str | None) -> Source:
    """Settle the metadata of a stored document again, without parsing its file.

    Args:
        db: inside a write transaction.
        source_id: a document that is there.
        path: where its file is known to be now; None keeps what is stored.
    """
    row = db.execute(
        "SELECT source, fields, beside, text, parsed, state FROM documents WHERE id = ?",
        (source_id,),
    ).fetchone()
    old = source_from_json(row[0])
    beside = {name: as_fields(values) for name, values in json.loads(row[2]).items()}
    place = path or old.path
    new = describe(
        parsed_from_json(row[4], row[3].decode("utf-8")),
        source_id=source_id,
        path=Path(place) if place else None,
        user={**beside.get("user", {}), **as_fields(json.loads(row[1]))},
        beside=beside.get("beside", {}),
    )
    live = row[5] == "live"
    if new.title != old.title and live:
        unindex_words(db, source_id)
    db.execute("UPDATE documents SET source = ? WHERE id = ?", (source_to_json(new), source_id))
    if new.title != old.title and live:
        index_words(db, source_id)
    return new


def as_fields(values: Mapping[str, object]) -> dict[str, object]:
    """Metadata read from JSON, with its lists as tuples again."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}


def retire(db: Connection, source_id: str, state: str, replaced_by: str | None = None) -> None:
    """Stop searching a live document; its text stays resolvable.

    Args:
        db: inside a write transaction.
        source_id: the document; nothing happens if it is not live.
        state: "superseded" or "removed".
        replaced_by: id of the version that supersedes it.
    """
    unindex_words(db, source_id)
    db.execute(
        "UPDATE documents SET state = ?, replaced_by = ? WHERE id = ? AND state = 'live'",
        (state, replaced_by, source_id),
    )


def revive(db: Connection, source_id: str) -> None:
    """Search a superseded or removed document again; it is neither parsed nor embedded."""
    db.execute("UPDATE documents SET state = 'live', replaced_by = NULL WHERE id = ?", (source_id,))
    index_words(db, source_id)


def split_again(
    db: Connection,
    source_id: str,
    model: str,
    split: Callable[[Document, tuple[Sentence, ...]], Sequence[PassageRow]],
) -> None:
    """Replace the passages of a document, for another model or other unit settings.

    The caller has emptied the full-text index; live documents are put in again.
    """
    seq, source, text, mapped, packed, state = db.execute(
        "SELECT seq, source, text, map, sentences, state FROM documents WHERE id = ?",
        (source_id,),
    ).fetchone()
    document = document_from_row(source_from_json(source), text, mapped)
    delete_passages(db, seq)
    insert_passages(db, seq, split(document, sentences_from_bytes(packed)), model)
    if state == "live":
        index_words(db, source_id)


def versions_of(db: Connection, source_id: str) -> list[str]:
    """A document and every version it superseded, newest first."""
    chain = [source_id]
    for current in chain:
        rows = db.execute("SELECT id FROM documents WHERE replaced_by = ?", (current,))
        chain.extend(older for (older,) in rows if older not in chain)
    return chain


def erase(db: Connection, source_id: str) -> None:
    """Delete a document from every table, and the flagged citations that speak of it."""
    seq = seq_of(db, source_id)
    if seq is None:
        return
    source = source_of(db, source_id)
    unindex_words(db, source_id)
    delete_passages(db, seq)
    db.execute("DELETE FROM files WHERE document = ?", (source_id,))
    db.execute("DELETE FROM documents WHERE seq = ?", (seq,))
    db.execute(
        "DELETE FROM vectors WHERE id NOT IN (SELECT vector FROM pieces WHERE vector IS NOT NULL)"
    )
    for case, record in db.execute("SELECT id, record FROM cases").fetchall():
        if source_id in record or _names_file(json.loads(record), source.name):
            db.execute("DELETE FROM cases WHERE id = ?", (case,))


def _names_file(record: Any, name: str) -> bool:
    """Whether a flagged citation speaks of a file: in any string that ends with its name."""
    if isinstance(record, dict):
        return any(_names_file(value, name) for value in record.values())
    if isinstance(record, list):
        return any(_names_file(value, name) for value in record)
    return isinstance(record, str) and record.replace("\\", "/").rsplit("/", 1)[-1] == name
