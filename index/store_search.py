"""Full-text search, vocabulary, and the join of vector hits, over one snapshot.

Scores are the negated `bm25()` of FTS5 (k1 = 1.2, b = 0.75, Robertson's IDF with a floor), so
higher is better. FTS5 scores every row that holds any term; frequent terms are therefore asked
for only while they are cheap or nothing rarer is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .records import RegionKind
from .words import STOP_WORDS, content_terms, fold, index_terms, is_unspaced, stem, words

if TYPE_CHECKING:
    from .store import Connection

SEARCHED = (RegionKind.BODY, RegionKind.NOTES)
REFERENCE = (RegionKind.BIBLIOGRAPHY, RegionKind.CAPTION)
MAX_TERMS = 64
ROW_BUDGET = 20_000
"""How many rows the terms of one question may hold together before frequent ones are dropped."""

# Weights of body, title and nearest heading in BM25; a title repeats in every passage of its
# document, so it must not outweigh what a passage says itself.
WEIGHTS = (1.0, 0.4, 0.6)

_TABLES = dict.fromkeys(SEARCHED, "words") | dict.fromkeys(REFERENCE, "reference_words")


def write_words(
    db: Connection,
    entries: Iterable[tuple[int, RegionKind, str, str | None, tuple[str, ...]]],
) -> None:
    """Make passages searchable by words.

    Args:
        db: a connection inside a write transaction.
        entries: passage id, kind, plain text, title of its document, section path.
    """
    known: Counter[str] = Counter()
    rows: dict[str, list[tuple[int, str, str, str]]] = {"words": [], "reference_words": []}
    for passage, kind, text, title, section in entries:
        table = _TABLES.get(kind)
        if table is None:
            continue
        found = words(text, stored=True)
        body = " ".join(stem(word) for word in found)
        heading = " ".join(index_terms(section[-1])) if section else ""
        rows[table].append((passage, body, " ".join(index_terms(title or "")), heading))
        if table == "words":
            known.update(set(found))
    for table, values in rows.items():
        db.executemany(
            f"INSERT INTO {table} (rowid, body, title, heading) VALUES (?,?,?,?)", values
        )
    db.executemany(
        "INSERT INTO vocabulary (word, passages) VALUES (?, ?)"
        " ON CONFLICT (word) DO UPDATE SET passages = passages + excluded.passages",
        known.items(),
    )


def erase_words(
    db: Connection, first: int, last: int, entries: Iterable[tuple[RegionKind, str]]
) -> None:
    """Take the passages `first`..`last` out of full-text search.

    Args:
        db: a connection inside a write transaction.
        first, last: passage ids, both inclusive.
        entries: kind and plain text of the same passages, to correct the vocabulary.
    """
    for table in ("words", "reference_words"):
        db.execute(f"DELETE FROM {table} WHERE rowid BETWEEN ? AND ?", (first, last))
    lost: Counter[str] = Counter()
    for kind, text in entries:
        if _TABLES.get(kind) == "words":
            lost.update(set(words(text, stored=True)))
    db.executemany(
        "UPDATE vocabulary SET passages = passages - ? WHERE word = ?",
        [(count, word) for word, count in lost.items()],
    )
    db.executemany(
        "DELETE FROM vocabulary WHERE word = ? AND passages <= 0", [(word,) for word in lost]
    )


def match_rows(
    db: Connection,
    query_terms: Sequence[str],
    k: int,
    ranges: Sequence[tuple[int, int]] | None = None,
    *,
    reference: bool = False,
) -> list[tuple[int, float]]:
    """Ids and BM25 scores of the best passages that hold any of the terms.

    Args:
        db: a snapshot.
        query_terms: any strings; they are folded, split, stemmed, and rid of stop words.
        k: how many, at least 1.
        ranges: inclusive ranges of passage ids to search in; None = everywhere.
        reference: search bibliography and captions instead of body and notes.

    Returns:
        best first, ties by id; empty where no term is left or none is found.
    """
    table = "reference_words" if reference else "words"
    terms = affordable(db, content_terms(" ".join(query_terms))[:MAX_TERMS], table)
    if not terms or k < 1 or (ranges is not None and not ranges):
        return []
    expression = " OR ".join(_quoted(term) for term in terms)
    best: list[tuple[int, float]] = []
    sql = (
        f"SELECT rowid, bm25({table}, {WEIGHTS[0]}, {WEIGHTS[1]}, {WEIGHTS[2]}) AS cost"
        f" FROM {table} WHERE {table} MATCH ?"
    )
    if ranges is None:
        rows = db.execute(f"{sql} ORDER BY cost, rowid LIMIT ?", (expression, k))
        best.extend((row[0], -row[1]) for row in rows)
    elif len(ranges) <= 8:
        for first, last in ranges:
            rows = db.execute(
                f"{sql} AND rowid BETWEEN ? AND ? ORDER BY cost, rowid LIMIT ?",
                (expression, first, last, k),
            )
            best.extend((row[0], -row[1]) for row in rows)
    else:
        rows = db.execute(f"{sql} ORDER BY cost, rowid", (expression,))
        best.extend(_inside(((row[0], -row[1]) for row in rows), ranges, k))
    best.sort(key=lambda hit: (-hit[1], hit[0]))
    return best[:k]


def _inside(
    hits: Iterable[tuple[int, float]], ranges: Sequence[tuple[int, int]], k: int
) -> Iterable[tuple[int, float]]:
    """The first `k` hits whose id lies in one of the ranges."""
    from bisect import bisect_right

    ordered = sorted(ranges)
    starts = [first for first, _ in ordered]
    left = k
    for passage, score in hits:
        place = bisect_right(starts, passage) - 1
        if place >= 0 and passage <= ordered[place][1]:
            yield passage, score
            left -= 1
            if not left:
                return


def affordable(db: Connection, terms: Sequence[str], table: str = "words") -> list[str]:
    """The terms worth asking for: all while they are cheap, else the rarest.

    The rarest term that occurs is always kept; others as long as all kept terms together hold no
    more than `ROW_BUDGET` rows.
    """
    counts = {}
    for term in terms:
        row = db.execute(f"SELECT doc FROM {table}_terms WHERE term = ?", (term,)).fetchone()
        if row or (len(term) == 1 and is_unspaced(term)):
            counts[term] = int(row[0]) if row else 1
    kept: list[str] = []
    spent = 0
    for term in sorted(counts, key=lambda term: (counts[term], term)):
        if kept and spent + counts[term] > ROW_BUDGET:
            break
        kept.append(term)
        spent += counts[term]
    return kept


def _quoted(term: str) -> str:
    """An FTS5 string; a lone character of an unspaced script also finds the pairs it begins."""
    quoted = '"' + term.replace('"', '""') + '"'
    return f"{quoted}*" if len(term) == 1 and is_unspaced(term) else quoted


def read_vocabulary(db: Connection, prefix: str | None = None) -> dict[str, int]:
    """Folded words of body and notes -> how many searched passages hold them.

    Args:
        db: a snapshot.
        prefix: only words that begin so, in any case; None or "" = all.
    """
    begin = fold(prefix or "")
    rows = db.execute(
        "SELECT word, passages FROM vocabulary WHERE word >= ? AND word < ? ORDER BY word",
        (begin, begin + "\U0010ffff"),
    )
    return {word: passages for word, passages in rows if word not in STOP_WORDS}


def best_pieces(db: Connection, hits: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Piece hits as passage hits: each passage with its best piece's score, best first.

    Pieces that SQLite does not know (the vector file may be older) are dropped.
    """
    passage_of: dict[int, int] = {}
    ids = [piece for piece, _ in hits]
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        marks = ",".join("?" * len(chunk))
        passage_of.update(
            db.execute(f"SELECT id, passage FROM pieces WHERE id IN ({marks})", chunk).fetchall()
        )
    best: dict[int, float] = {}
    for piece, score in hits:
        passage = passage_of.get(piece)
        if passage is not None and score > best.get(passage, float("-inf")):
            best[passage] = score
    return sorted(best.items(), key=lambda hit: (-hit[1], hit[0]))
