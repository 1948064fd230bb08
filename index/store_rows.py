"""Documents, files, passages and pieces in and out of rows.

Records are kept as JSON where they are small and as packed integers where they are many. Texts
are kept as UTF-8 bytes, which hold every character as it is, NUL included. Nothing is pickled.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .records import (
    Block,
    BlockKind,
    Document,
    Origin,
    Page,
    Parsed,
    Passage,
    Provenance,
    Region,
    RegionKind,
    Section,
    Sentence,
    Source,
    Span,
)

if TYPE_CHECKING:
    from .store import Connection

_KINDS = tuple(RegionKind)
_BLOCKS = tuple(BlockKind)


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage about to be stored: its span, kind, place and the pieces to embed.

    Attributes:
        pieces: span and hash of the text to embed, for each piece.
    """

    span: Span
    kind: RegionKind
    text: str
    page: int | None
    page_label: str | None
    section: tuple[str, ...]
    pieces: tuple[tuple[Span, bytes], ...]


@dataclass(frozen=True, slots=True)
class FileRow:
    """What was seen of a file when it was last read.

    Attributes:
        document: id of the source with its bytes.
        settled: the file was old enough when read that its time tells a later change.
        beside: fingerprint of the metadata given beside the file.
    """

    path: str
    document: str
    size: int
    mtime_ns: int
    settled: bool
    beside: str


def source_to_json(source: Source) -> str:
    """A source as JSON; empty fields are left out."""
    fields: dict[str, Any] = {
        name: getattr(source, name)
        for name in Source.__dataclass_fields__
        if name != "provenance" and getattr(source, name)
    }
    if source.provenance:
        fields["provenance"] = {
            name: [entry.origin.value, *([entry.span.start, entry.span.end] if entry.span else [])]
            for name, entry in source.provenance.items()
        }
    return json.dumps(fields, ensure_ascii=False)


def source_from_json(data: str) -> Source:
    """What `source_to_json` wrote."""
    fields = json.loads(data)
    for name in ("authors", "tags"):
        fields[name] = tuple(fields.get(name, ()))
    fields["provenance"] = {
        name: Provenance(Origin(origin), Span(*span) if span else None)
        for name, (origin, *span) in fields.get("provenance", {}).items()
    }
    return Source(**fields)


def parsed_to_json(parsed: Parsed) -> str:
    """What a loader found, without the text, so that metadata can be described again."""
    return json.dumps(
        {
            "media_type": parsed.media_type,
            "blocks": [
                [_BLOCKS.index(block.kind), block.span.start, block.span.end, block.level]
                for block in parsed.blocks
            ],
            "pages": [[p.number, p.span.start, p.span.end, p.label] for p in parsed.pages],
            "declared": dict(parsed.declared),
            "notices": parsed.notices,
        },
        ensure_ascii=False,
    )


def parsed_from_json(data: str, text: str) -> Parsed:
    """What `parsed_to_json` wrote, with its text."""
    fields = json.loads(data)
    return Parsed(
        text=text,
        media_type=fields["media_type"],
        blocks=tuple(Block(_BLOCKS[k], Span(a, b), level) for k, a, b, level in fields["blocks"]),
        pages=tuple(Page(n, Span(a, b), label) for n, a, b, label in fields["pages"]),
        declared={
            name: tuple(value) if isinstance(value, list) else value
            for name, value in fields["declared"].items()
        },
        notices=tuple(fields["notices"]),
    )


def _map_to_json(document: Document) -> str:
    return json.dumps(
        {
            "regions": [[_KINDS.index(r.kind), r.span.start, r.span.end] for r in document.regions],
            "pages": [[p.number, p.span.start, p.span.end, p.label] for p in document.pages],
            "sections": [[s.span.start, s.span.end, list(s.path)] for s in document.sections],
        },
        ensure_ascii=False,
    )


def document_from_row(source: Source, text: bytes, map_json: str) -> Document:
    """A document from its stored text and map."""
    fields = json.loads(map_json)
    return Document(
        source=source,
        text=text.decode("utf-8"),
        regions=tuple(Region(_KINDS[k], Span(a, b)) for k, a, b in fields["regions"]),
        pages=tuple(Page(n, Span(a, b), label) for n, a, b, label in fields["pages"]),
        sections=tuple(Section(Span(a, b), tuple(path)) for a, b, path in fields["sections"]),
    )


def sentences_to_bytes(sentences: Sequence[Sentence]) -> bytes:
    """Start, end and kind of each sentence as 32-bit little-endian integers."""
    packed = array("i")
    for sentence in sentences:
        packed.extend((sentence.span.start, sentence.span.end, _KINDS.index(sentence.kind)))
    return _little_endian(packed).tobytes()


def sentences_from_bytes(data: bytes) -> tuple[Sentence, ...]:
    """What `sentences_to_bytes` wrote."""
    packed = array("i")
    packed.frombytes(data)
    flat = _little_endian(packed)
    return tuple(
        Sentence(Span(flat[i], flat[i + 1]), _KINDS[flat[i + 2]]) for i in range(0, len(flat), 3)
    )


def _little_endian(packed: array[int]) -> array[int]:
    import sys

    if sys.byteorder == "big":
        packed.byteswap()
    return packed


def insert_document(
    db: Connection,
    document: Document,
    *,
    parsed: Parsed,
    sentences: Sequence[Sentence],
    fields: Mapping[str, object],
    beside: Mapping[str, object],
) -> int:
    """Store a new document as live, without passages.

    Returns:
        its `seq`, the number that orders documents by arrival.
    """
    cursor = db.execute(
        "INSERT INTO documents (id, state, source, fields, beside, text, parsed, map, sentences)"
        " VALUES (?, 'live', ?, ?, ?, ?, ?, ?, ?)",
        (
            document.source.id,
            source_to_json(document.source),
            json.dumps(fields, ensure_ascii=False),
            json.dumps(beside, ensure_ascii=False),
            document.text.encode("utf-8"),
            parsed_to_json(parsed),
            _map_to_json(document),
            sentences_to_bytes(sentences),
        ),
    )
    return int(cursor.lastrowid or 0)


def insert_passages(db: Connection, seq: int, rows: Iterable[PassageRow], model: str) -> None:
    """Store the passages and pieces of a document and note which ids they got.

    Ids of one document follow one another, so a range of ids is a document. Pieces whose text
    was embedded by `model` before get that vector at once.
    """
    first = last = 0
    for row in rows:
        cursor = db.execute(
            "INSERT INTO passages (document, start, end, kind, text, page, page_label, section)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                seq,
                row.span.start,
                row.span.end,
                row.kind.value,
                row.text.encode("utf-8"),
                row.page,
                row.page_label,
                json.dumps(row.section, ensure_ascii=False),
            ),
        )
        last = int(cursor.lastrowid or 0)
        first = first or last
        db.executemany(
            "INSERT INTO pieces (passage, start, end, text_hash, vector) VALUES (?, ?, ?, ?,"
            " (SELECT id FROM vectors WHERE model = ? AND text_hash = ?))",
            [(last, s.start, s.end, digest, model, digest) for s, digest in row.pieces],
        )
    db.execute(
        "UPDATE documents SET first_passage = ?, last_passage = ? WHERE seq = ?",
        (first, last if first else -1, seq),
    )


def delete_passages(db: Connection, seq: int) -> None:
    """Delete the passages and pieces of a document; its vectors stay for a later use."""
    db.execute(
        "DELETE FROM pieces WHERE passage IN (SELECT id FROM passages WHERE document = ?)", (seq,)
    )
    db.execute("DELETE FROM passages WHERE document = ?", (seq,))


_PASSAGE_COLUMNS = "p.id, p.document, p.start, p.end, p.text, p.page, p.page_label, p.section"


def passages_by_id(
    db: Connection, ids: Sequence[int], sources: Mapping[int, Source]
) -> dict[int, Passage]:
    """Passages of documents in `sources` (by seq); ids that are not there are left out."""
    found: dict[int, Passage] = {}
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        marks = ",".join("?" * len(chunk))
        rows = db.execute(
            f"SELECT {_PASSAGE_COLUMNS} FROM passages p WHERE p.id IN ({marks})", chunk
        )
        for row in rows:
            if row[1] in sources:
                found[row[0]] = _passage(row, sources[row[1]])
    return found


def passages_of(db: Connection, seq: int, source: Source) -> tuple[Passage, ...]:
    """All passages of one document in reading order, bibliography and captions included."""
    rows = db.execute(
        f"SELECT {_PASSAGE_COLUMNS} FROM passages p WHERE p.document = ? ORDER BY p.id", (seq,)
    )
    return tuple(_passage(row, source) for row in rows)


def _passage(row: Sequence[Any], source: Source) -> Passage:
    return Passage(
        source=source,
        span=Span(row[2], row[3]),
        text=row[4].decode("utf-8"),
        page=row[5],
        page_label=row[6],
        section=tuple(json.loads(row[7])),
    )


def note_file(db: Connection, seen: FileRow) -> None:
    """Remember what was seen at a path, instead of what was seen before."""
    db.execute(
        "INSERT OR REPLACE INTO files (path, document, size, mtime_ns, settled, beside)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (seen.path, seen.document, seen.size, seen.mtime_ns, int(seen.settled), seen.beside),
    )


def paths_of(db: Connection, source_id: str) -> list[str]:
    """Every path at which the bytes of a source were last seen."""
    rows = db.execute("SELECT path FROM files WHERE document = ? ORDER BY rowid", (source_id,))
    return [path for (path,) in rows]


def get_meta(db: Connection, key: str, default: Any = None) -> Any:
    """A JSON value of the corpus itself; `default` where it was never set."""
    row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return json.loads(row[0]) if row else default


def set_meta(db: Connection, key: str, value: Any) -> None:
    """Set a JSON value of the corpus itself."""
    db.execute(
        "INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)",
        (key, json.dumps(value, ensure_ascii=False)),
    )
