"""Files into rows: read what changed, split it, store it, embed what has no vector yet.

Look first, work last:

    look      size and time as last seen? then nothing is opened
    hash      same bytes? then nothing is parsed
    parse     loader -> regions, sentences, passages, pieces
    store     one commit for a few documents: searchable by words from here on
    embed     pieces without a vector, then one published vector file
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .bibliography_files import read_bibliography_files
from .collecting import Found
from .errors import LoadError, VouchError
from .generations import model_key
from .limits import Limits
from .loading import load_isolated
from .manifest import read_manifest
from .metadata import describe
from .on_disk import file_rows
from .passages import UnitSettings, split_passages
from .plain_text import plain_text
from .records import Document, Page, Parsed, Sentence, Skip
from .regions import find_regions
from .sentences import split_sentences
from .store import Store
from .store_rows import FileRow, PassageRow, insert_document, insert_passages, note_file, paths_of
from .store_search import SEARCHED
from .upkeep import as_fields, index_words, redescribe, retire, revive, source_of

if TYPE_CHECKING:
    from .embedding import Embedder
    from .store import Connection

_LOG = logging.getLogger("vouchqa")

# A file written this recently may change again without its time or size showing it.
_SETTLE_NS = 2_000_000_000
_FLUSH_CHARACTERS = 200_000
_FLUSH_SECONDS = 0.5
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Beside:
    """Metadata that lies beside a file: `user` from manifests, `beside` from bibliographies."""

    user: Mapping[str, object] = field(default_factory=dict)
    beside: Mapping[str, object] = field(default_factory=dict)

    def to_json(self) -> str:
        """Deterministic, so that it also tells whether anything changed."""
        return json.dumps({"user": dict(self.user), "beside": dict(self.beside)}, sort_keys=True)

    @staticmethod
    def from_json(data: str) -> Beside:
        """What `to_json` wrote; lists come back as tuples."""
        fields = json.loads(data)
        return Beside(as_fields(fields.get("user", {})), as_fields(fields.get("beside", {})))


@dataclass(slots=True)
class Outcome:
    """What one run did; ids in order of arrival, counts of the costly steps."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Prepared:
    document: Document
    parsed: Parsed
    sentences: tuple[Sentence, ...]
    rows: tuple[PassageRow, ...]
    file: FileRow
    beside: Beside
    fields: Mapping[str, object]


class Ingest:
    """One run over a list of files; the caller holds the write lock.

    Args:
        store: where to.
        embedder: only its tokenizer is used here.
        units: passage and piece sizes.
        limits: ceilings for one file.
        counters: incremented: "hashed", "parsed" files.
    """

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        units: UnitSettings,
        limits: Limits,
        counters: Counter[str],
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._units = units
        self._limits = limits
        self._counters = counters
        self._model = model_key(embedder)
        self._folders: dict[Path, tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]] = {}
        self._waiting: list[_Prepared] = []
        self._flushed = time.monotonic()
        self.outcome = Outcome()
        with store.reading() as db:
            self._files = {row.path: row for row in file_rows(db)}
            self._states: dict[str, str] = dict(
                db.execute("SELECT id, state FROM documents").fetchall()
            )

    def take(self, found: Found) -> None:
        """Bring one file's content and metadata up to date; a bad file becomes a Skip."""
        try:
            self._take(found)
        except (LoadError, OSError) as error:
            self.outcome.skipped.append(_skip(found.path, error))

    def _take(self, found: Found) -> None:
        path = str(found.path)
        if _SURROGATES.search(path):
            shown = _SURROGATES.sub("\ufffd", path)
            self.outcome.skipped.append(Skip(shown, "Its name is not valid text.", "Rename it."))
            return
        stat = found.path.stat()
        known = self._files.get(path)
        beside = self._beside(found, known)
        data: bytes | None = None
        if (
            known is not None
            and known.settled
            and (known.size, known.mtime_ns) == (stat.st_size, stat.st_mtime_ns)
        ):
            digest = known.document
        else:
            data = self._read(found.path, stat.st_size)
            digest = hashlib.sha256(data).hexdigest()
        seen = FileRow(
            path,
            digest,
            stat.st_size,
            stat.st_mtime_ns,
            settled=time.time_ns() - stat.st_mtime_ns > _SETTLE_NS,
            beside=beside.to_json(),
        )
        if any(waiting.document.source.id == digest for waiting in self._waiting):
            self.flush()
        state = self._states.get(digest)
        if state is None:
            data = self._read(found.path, stat.st_size) if data is None else data
            self._prepare(data, seen, beside, known)
        elif seen != known or state == "superseded" or (state == "removed" and found.named):
            self._known_content(found, seen, state)
        else:
            self.outcome.unchanged.append(digest)

    def _read(self, path: Path, size: int) -> bytes:
        """The bytes of a file: hashed and parsed are the same ones, whatever happens to it."""
        if size > self._limits.file_bytes:
            raise LoadError(
                f"The file has {size / 2**20:.1f} MB; the limit is "
                f"{self._limits.file_bytes / 2**20:.0f} MB.",
                "Split it, or raise the limit file_bytes.",
            )
        self._counters["hashed"] += 1
        return path.read_bytes()

    def _prepare(self, data: bytes, seen: FileRow, beside: Beside, known: FileRow | None) -> None:
        """Parse new content; it is stored with the next flush."""
        self._counters["parsed"] += 1
        fields = self._user_fields(known.document) if known else {}
        try:
            prepared = self._parse(data, seen, beside, fields)
        except LoadError:
            raise
        except VouchError as error:
            raise LoadError(error.what, error.fix) from error
        except Exception as error:
            # A document nobody foresaw harms itself only.
            _LOG.exception("Reading %s failed", seen.path)
            raise LoadError(
                f"It cannot be processed ({type(error).__name__}: {str(error)[:200]}).",
                "Save it again from the program that made it, or as text.",
            ) from error
        self._waiting.append(prepared)
        waiting = sum(len(prepared.document.text) for prepared in self._waiting)
        if waiting > _FLUSH_CHARACTERS or time.monotonic() - self._flushed > _FLUSH_SECONDS:
            self.flush()

    def _parse(
        self, data: bytes, seen: FileRow, beside: Beside, fields: Mapping[str, object]
    ) -> _Prepared:
        path = Path(seen.path)
        parsed = clean(load_isolated(path, data, limits=self._limits))
        source = describe(
            parsed,
            source_id=seen.document,
            path=path,
            user={**beside.user, **fields},
            beside=beside.beside,
        )
        regions, sections = find_regions(parsed)
        document = Document(source, parsed.text, regions, parsed.pages, sections)
        sentences = split_sentences(parsed.text, regions, source.language)
        rows = make_passages(document, sentences, self._units, self._embedder)
        return _Prepared(document, parsed, sentences, rows, seen, beside, fields)

    def _user_fields(self, source_id: str) -> dict[str, object]:
        """What the user said about the version of a file that is about to be superseded."""
        with self._store.reading() as db:
            row = db.execute("SELECT fields FROM documents WHERE id = ?", (source_id,)).fetchone()
        return as_fields(json.loads(row[0])) if row else {}

    def flush(self) -> None:
        """Store what was prepared, in one commit; searchable by words from then on."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            with self._store.writing() as db:
                for prepared in waiting:
                    self._insert(db, prepared)
            for prepared in waiting:
                self._settle(prepared.file)
        self._flushed = time.monotonic()

    def _insert(self, db: Connection, prepared: _Prepared) -> None:
        seq = insert_document(
            db,
            prepared.document,
            parsed=prepared.parsed,
            sentences=prepared.sentences,
            fields=prepared.fields,
            beside=json.loads(prepared.beside.to_json()),
        )
        insert_passages(db, seq, prepared.rows, self._model)
        index_words(db, prepared.document.source.id)
        self._replace_file(db, prepared.file)

    def _known_content(self, found: Found, seen: FileRow, state: str) -> None:
        """Bytes we already have: another path, an old version come back, or new metadata."""
        back = state == "superseded" or (state == "removed" and found.named)
        with self._store.writing() as db:
            if back:
                revive(db, seen.document)
            self._replace_file(db, seen)
            current = source_of(db, seen.document).path
            gone = current not in paths_of(db, seen.document) or not Path(current or "").exists()
            if back or gone or current == seen.path:
                db.execute(
                    "UPDATE documents SET beside = ? WHERE id = ?", (seen.beside, seen.document)
                )
                redescribe(db, seen.document, seen.path)
        if back:
            self._states[seen.document] = "live"
        self._settle(seen, new=back)

    def _replace_file(self, db: Connection, seen: FileRow) -> None:
        """Point a path to its new content; what no path holds any more is superseded."""
        old = self._files.get(seen.path)
        note_file(db, seen)
        if old is not None and old.document != seen.document and not paths_of(db, old.document):
            retire(db, old.document, "superseded", replaced_by=seen.document)

    def _settle(self, seen: FileRow, *, new: bool | None = None) -> None:
        """Count a stored file and remember it for the rest of the run."""
        old = self._files.get(seen.path)
        self._files[seen.path] = seen
        if old is not None and old.document != seen.document:
            if not any(file.document == old.document for file in self._files.values()):
                self._states[old.document] = "superseded"
            self.outcome.updated.append(seen.document)
        elif new or (new is None and seen.document not in self._states):
            self.outcome.added.append(seen.document)
        else:
            self.outcome.unchanged.append(seen.document)
        self._states.setdefault(seen.document, "live")

    def _beside(self, found: Found, known: FileRow | None) -> Beside:
        """Manifests and bibliographies from the root down to the file's folder; nearest wins.

        Where one of them cannot be read, what was known of the file before stays.
        """
        user: dict[str, object] = {}
        beside: dict[str, object] = {}
        for folder in _folders_between(found.root, found.path.parent):
            if folder not in self._folders:
                self._folders[folder] = (
                    _read(read_manifest, folder, self.outcome),
                    _read(read_bibliography_files, folder, self.outcome),
                )
            manifest, bibliography = self._folders[folder]
            if manifest is None or bibliography is None:
                if known is not None:
                    return Beside.from_json(known.beside)
                manifest, bibliography = manifest or {}, bibliography or {}
            relative = found.path.relative_to(folder).as_posix()
            user.update(manifest.get(relative, {}))
            beside.update(bibliography.get(found.path.name, {}))
        return Beside(user, beside)


def _read(
    reader: Callable[[Path], Mapping[str, Any]], folder: Path, outcome: Outcome
) -> Mapping[str, Any] | None:
    """A metadata file of a folder; None where it is broken, which is listed."""
    try:
        return reader(folder)
    except (VouchError, OSError) as error:
        outcome.skipped.append(_skip(folder, error))
        return None


def _folders_between(root: Path, folder: Path) -> list[Path]:
    above = [folder, *folder.parents]
    return above[: above.index(root) + 1][::-1] if root in above else [folder]


def _skip(path: Path, error: Exception) -> Skip:
    if isinstance(error, VouchError):
        return Skip(str(path), error.what, error.fix)
    if isinstance(error, FileNotFoundError):
        return Skip(str(path), "There is no such file.", "Check the spelling.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Skip(str(path), f"It cannot be read: {reason}.", "Check its permissions.")


def clean(parsed: Parsed) -> Parsed:
    """Replace lone surrogates, which no file can hold, by U+FFFD; offsets stay as they are."""

    def mend(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(mend(part) for part in value)
        return _SURROGATES.sub("\ufffd", value)

    return replace(
        parsed,
        text=mend(parsed.text),
        declared={name: mend(value) for name, value in parsed.declared.items()},
        notices=tuple(mend(notice) for notice in parsed.notices),
    )


def make_passages(
    document: Document,
    sentences: tuple[Sentence, ...],
    units: UnitSettings,
    embedder: Embedder,
) -> tuple[PassageRow, ...]:
    """The passages of a document as rows; only what is searched gets pieces to embed."""
    starts = [page.span.start for page in document.pages]
    media_type = document.source.media_type
    rows = []
    for unit in split_passages(document, sentences, units, embedder.count_tokens):
        page = _page(document.pages, starts, unit.span.start)
        pieces = []
        for span in unit.pieces if unit.kind in SEARCHED else ():
            embedded = plain_text(span.of(document.text), media_type)
            if embedded.strip():
                pieces.append((span, hashlib.sha256(embedded.encode("utf-8")).digest()))
        rows.append(
            PassageRow(
                span=unit.span,
                kind=unit.kind,
                text=unit.span.of(document.text),
                page=page.number if page else None,
                page_label=page.label if page else None,
                section=unit.section,
                pieces=tuple(pieces),
            )
        )
    return tuple(rows)


def _page(pages: tuple[Page, ...], starts: list[int], offset: int) -> Page | None:
    place = bisect_right(starts, offset) - 1
    return pages[place] if place >= 0 else None
