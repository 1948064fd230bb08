"""The shape of a corpus file, as an append-only list of small steps.

A corpus of version n is brought to the newest version by running the steps n, n+1, ... in one
transaction. A step that has been released is never edited: what it got wrong, a later one mends.

    documents  one row per version of a file's content: canonical text, its map, its metadata
    files      where contents were found; several paths may share one document
    passages   what search returns        pieces   what is embedded; FAISS ids are `pieces.id`
    vectors    embeddings by model and text hash, so nothing is embedded twice
    words      FTS5 over stems of body and notes; `reference_words` of bibliography and captions
    vocabulary folded words -> passages that hold them, for spelling
    meta       generation, identity, vector file, aliases;  cases: flagged citations
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .store import Connection

APPLICATION_ID = 0x564F5543  # "VOUC": tells a corpus from any other SQLite file

# Terms arrive folded and stemmed, so FTS5 only has to keep each of them whole.
_TOKENIZER = "tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'\""


def _lay_out(db: Connection) -> None:
    """Version 1: everything."""
    statements = (
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE documents (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL CHECK (state IN ('live', 'superseded', 'removed')),
            source TEXT NOT NULL,
            fields TEXT NOT NULL,
            beside TEXT NOT NULL,
            text BLOB NOT NULL,
            parsed TEXT NOT NULL,
            map TEXT NOT NULL,
            sentences BLOB NOT NULL,
            first_passage INTEGER NOT NULL DEFAULT 0,
            last_passage INTEGER NOT NULL DEFAULT -1,
            replaced_by TEXT)""",
        """CREATE TABLE files (
            path TEXT PRIMARY KEY,
            document TEXT NOT NULL REFERENCES documents (id),
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            settled INTEGER NOT NULL,
            beside TEXT NOT NULL)""",
        "CREATE INDEX files_by_document ON files (document)",
        """CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document INTEGER NOT NULL REFERENCES documents (seq),
            start INTEGER NOT NULL, end INTEGER NOT NULL,
            kind TEXT NOT NULL,
            text BLOB NOT NULL,
            page INTEGER, page_label TEXT, section TEXT NOT NULL)""",
        "CREATE INDEX passages_by_document ON passages (document)",
        """CREATE TABLE pieces (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            passage INTEGER NOT NULL REFERENCES passages (id),
            start INTEGER NOT NULL, end INTEGER NOT NULL,
            text_hash BLOB NOT NULL,
            vector INTEGER REFERENCES vectors (id))""",
        "CREATE INDEX pieces_by_passage ON pieces (passage)",
        "CREATE INDEX pieces_by_vector ON pieces (vector)",
        "CREATE INDEX pieces_pending ON pieces (passage) WHERE vector IS NULL",
        "CREATE INDEX pieces_pending_text ON pieces (text_hash) WHERE vector IS NULL",
        """CREATE TABLE vectors (
            id INTEGER PRIMARY KEY,
            model TEXT NOT NULL,
            text_hash BLOB NOT NULL,
            vector BLOB NOT NULL,
            UNIQUE (model, text_hash))""",
        f"CREATE VIRTUAL TABLE words USING fts5 (body, title, heading, {_TOKENIZER})",
        f"CREATE VIRTUAL TABLE reference_words USING fts5 (body, title, heading, {_TOKENIZER})",
        "CREATE VIRTUAL TABLE words_terms USING fts5vocab (words, row)",
        "CREATE VIRTUAL TABLE reference_words_terms USING fts5vocab (reference_words, row)",
        "CREATE TABLE vocabulary (word TEXT PRIMARY KEY, passages INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE cases (id INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL)",
        "INSERT INTO meta VALUES ('generation', '0')",
    )
    for statement in statements:
        db.execute(statement)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_lay_out,)
VERSION = len(MIGRATIONS)


def migrate(db: Connection) -> None:
    """Bring an open corpus to the newest version, in the caller's transaction.

    Args:
        db: a connection inside a write transaction; its `user_version` tells where to begin.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    for step in MIGRATIONS[version:]:
        step(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")
