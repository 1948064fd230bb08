"""The corpus file: refusal, errors, full-text search against an independent BM25."""

from __future__ import annotations

import hashlib
import math
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import store_search
from index.errors import CorpusDamaged, CorpusError, CorpusFull, CorpusMismatch
from index.migrations import MIGRATIONS, VERSION
from index.records import (
    Block,
    BlockKind,
    Origin,
    Page,
    Parsed,
    Provenance,
    RegionKind,
    Sentence,
    Source,
    Span,
)
from index.store import Store
from index.store_rows import (
    get_meta,
    parsed_from_json,
    parsed_to_json,
    sentences_from_bytes,
    sentences_to_bytes,
    set_meta,
    source_from_json,
    source_to_json,
)
from index.store_search import match_rows, read_vocabulary, write_words
from index.words import content_terms, index_terms


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path)
    opened.create_or_migrate()
    yield opened
    opened.close()


def put(store: Store, texts: Sequence[str], kind: RegionKind = RegionKind.BODY) -> None:
    with store.writing() as db:
        write_words(db, ((n, kind, text, None, ()) for n, text in enumerate(texts, start=1)))


def fingerprint(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


# The file


def test_a_new_file_has_the_newest_version_and_is_private(store: Store) -> None:
    header = store.path.read_bytes()[:100]
    assert int.from_bytes(header[60:64], "big") == VERSION == len(MIGRATIONS)
    assert header[68:72] == b"VOUC"
    assert store.path.stat().st_mode & 0o077 == 0


def test_creating_again_changes_nothing(store: Store) -> None:
    with store.writing() as db:
        set_meta(db, "kept", 7)
    store.create_or_migrate()
    with store.reading() as db:
        assert get_meta(db, "kept") == 7


def test_a_newer_version_is_refused_untouched(store: Store, tmp_path: Path) -> None:
    store.close()
    db = sqlite3.connect(store.path)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    before = fingerprint(tmp_path)
    with pytest.raises(CorpusMismatch, match=rf"version {VERSION + 1}.*up to {VERSION}.*Update"):
        Store(tmp_path)
    assert fingerprint(tmp_path) == before


@pytest.mark.parametrize("content", [b"no database at all, but text" * 9, b"SQLite format 3\0"])
def test_a_foreign_file_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "corpus.sqlite").write_bytes(content)
    with pytest.raises(CorpusDamaged, match="not a Vouch corpus"):
        Store(tmp_path)
    assert (tmp_path / "corpus.sqlite").read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "corpus.sqlite")
    db.execute("PRAGMA application_id = 1")
    db.execute("CREATE TABLE theirs (x)")
    db.close()
    with pytest.raises(CorpusDamaged, match="not a Vouch corpus"):
        Store(tmp_path)


def test_a_cut_file_is_an_error_with_a_cause(store: Store) -> None:
    store.close()
    store.path.write_bytes(store.path.read_bytes()[:6_000])
    cut = Store(store.folder)
    with pytest.raises(CorpusError, match="damaged"), cut.reading() as db:
        db.execute("SELECT count(*) FROM pieces").fetchall()
    cut.close()


def test_a_file_that_vanishes_is_an_error(store: Store) -> None:
    store.path.unlink()
    with pytest.raises(CorpusDamaged, match="is gone"), store.reading():
        pass


def test_every_commit_raises_the_generation(store: Store) -> None:
    for expected in (1, 2, 3):
        with store.writing() as db:
            set_meta(db, "x", expected)
        with store.reading() as db:
            assert get_meta(db, "generation") == expected


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    def stop(step: str) -> None:
        if step == "rows":
            raise ZeroDivisionError

    store.step = stop
    with pytest.raises(ZeroDivisionError), store.writing() as db:
        set_meta(db, "x", 1)
    store.step = lambda step: None
    with store.reading() as db:
        assert get_meta(db, "x") is None
        assert get_meta(db, "generation") == 0
    with store.writing() as db:
        set_meta(db, "x", 2)


def test_readers_keep_their_snapshot(store: Store) -> None:
    with store.reading() as db:
        assert get_meta(db, "generation") == 0
        with store.writing() as writer:
            set_meta(writer, "x", 1)
        assert get_meta(db, "generation") == 0
        assert get_meta(db, "x") is None


def test_a_full_disk_is_named_and_harmless(store: Store) -> None:
    with store.writing() as db:
        set_meta(db, "kept", "yes")
    with store.writing() as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(CorpusFull, match="Free some space"), store.writing() as db:
        set_meta(db, "large", "x" * 500_000)
    with store.reading() as db:
        assert get_meta(db, "kept") == "yes"
        assert get_meta(db, "large") is None
    with store.writing() as db:  # a new connection: space was freed
        set_meta(db, "large", "x" * 500_000)


def test_read_only_neither_writes_nor_needs_a_writable_folder(store: Store) -> None:
    put(store, ["the pier"])
    store.close()
    reader = Store(store.folder, read_only=True)
    before = fingerprint(store.folder)
    with reader.reading() as db:
        assert match_rows(db, ["pier"], 5)
    with pytest.raises(CorpusError, match="reading only"), reader.writing():
        pass
    reader.close()
    assert {n: h for n, h in fingerprint(store.folder).items() if n in before} == before


def test_where_sqlite_may_not_make_its_side_files_it_reads_immutably(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, ["the pier"])
    store.close()
    reader = Store(store.folder, read_only=True)
    connect = Store._connect

    def refuse_side_files(self: Store, mode: str) -> object:
        if "immutable" not in mode:
            raise sqlite3.OperationalError("unable to open database file")
        return connect(self, mode)

    monkeypatch.setattr(Store, "_connect", refuse_side_files)
    with reader.reading() as db:
        assert match_rows(db, ["pier"], 5)
    reader.close()


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(CorpusError, match="closed"), store.reading():
        pass
    with pytest.raises(CorpusError, match="closed"), store.writing():
        pass


# Records in rows


def test_records_survive_their_rows() -> None:
    source = Source(
        id="ab",
        path="/x/y.txt",
        title="A “title”",
        authors=("Ä. B.", "C"),
        published="2024-07",
        tags=("t",),
        text_sha256="cd",
        provenance={
            "title": Provenance(Origin.BYLINE, Span(0, 9)),
            "authors": Provenance(Origin.USER),
        },
    )
    again = source_from_json(source_to_json(source))
    assert again == source
    assert again.provenance == source.provenance
    parsed = Parsed(
        text="ab\x00c",
        media_type="application/pdf",
        blocks=(Block(BlockKind.HEADING, Span(0, 2), 3),),
        pages=(Page(1, Span(0, 4), "xii"), Page(2, Span(4, 4), None)),
        declared={"title": "T", "authors": ("A", "B")},
        notices=("n",),
    )
    assert parsed_from_json(parsed_to_json(parsed), parsed.text) == parsed
    assert parsed_from_json(parsed_to_json(parsed), "").declared == parsed.declared
    sentences = (Sentence(Span(0, 5)), Sentence(Span(5, 2**30), RegionKind.NOTES))
    assert sentences_from_bytes(sentences_to_bytes(sentences)) == sentences


# Full-text search


def oracle(texts: Sequence[str], terms: Sequence[str]) -> list[tuple[int, float]]:
    """BM25 written from its formula: k1 1.2, b 0.75, IDF ln((N-n+.5)/(n+.5)) floored at 1e-6."""
    documents = [index_terms(text) for text in texts]
    average = sum(map(len, documents)) / len(documents)
    scores: dict[int, float] = {}
    for term in terms:
        holders = sum(term in document for document in documents)
        idf = math.log((len(documents) - holders + 0.5) / (holders + 0.5))
        for number, document in enumerate(documents, start=1):
            count = Counter(document)[term]
            if count:
                norm = 1.2 * (0.25 + 0.75 * len(document) / average)
                gain = max(idf, 1e-6) * count * 2.2 / (count + norm)
                scores[number] = scores.get(number, 0.0) + gain
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


def test_ranks_and_scores_agree_with_an_independent_bm25(store: Store) -> None:
    draw = random.Random(4)
    vocabulary = [a + b for a in ("kor", "mal", "tis", "ven", "dro") for b in ("an", "ek", "ul")]
    texts = [
        " ".join(draw.choices(vocabulary, weights=range(1, 16), k=draw.randint(5, 60)))
        for _ in range(120)
    ]
    put(store, texts)
    with store.reading() as db:
        for _ in range(25):
            query = draw.sample(vocabulary, draw.randint(1, 4))
            found = match_rows(db, query, len(texts))
            expected = oracle(texts, content_terms(" ".join(query)))
            assert [s for _, s in found] == pytest.approx([s for _, s in expected], rel=1e-6)
            assert dict(found) == pytest.approx(dict(expected), rel=1e-6)


HOSTILE = (
    *("what's", "why?", "c++", "", " ", "AND", "OR", "NOT", "NEAR(", '"', "'", "a:b:c", "*"),
    *("(((", ")))", "^start", "body : x", "{a b}", "-pier", "pier AND", "pier OR (", "\x00", "%"),
    *("a\x00b", "\ud800", "😀" * 50, "title:pier", "pier*", '"pier', "pier; DROP TABLE words"),
)


@pytest.mark.parametrize("question", HOSTILE)
def test_no_question_is_syntax(store: Store, question: str) -> None:
    put(store, ["the pier of Lisk", "the drop in tables and words", "a b c"])
    with store.reading() as db:
        found = match_rows(db, question.split(" "), 5)
        assert found == match_rows(db, [question], 5)
        if "pier" in question:
            assert 1 in [number for number, _ in found]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=20), max_size=5))
def test_any_terms_are_safe(store: Store, terms: list[str]) -> None:
    with store.reading() as db:
        assert isinstance(match_rows(db, terms, 3), list)


def test_a_very_long_question_costs_no_more_than_its_first_terms(store: Store) -> None:
    put(store, ["the pier of Lisk"])
    with store.reading() as db:
        assert match_rows(db, ["pier"] + [f"w{n}" for n in range(200_000)], 5)
        assert match_rows(db, [f"w{n}" for n in range(64)] + ["pier"], 5) == []


def test_accents_case_and_endings_do_not_matter(store: Store) -> None:
    put(store, ["Türkiye signed.", "The harbours closed.", "Nothing here."])
    with store.reading() as db:
        assert [n for n, _ in match_rows(db, ["TURKIYE"], 5)] == [1]
        assert [n for n, _ in match_rows(db, ["harbour"], 5)] == [2]


def test_parts_of_unspaced_text_are_found(store: Store) -> None:
    put(store, ["私は東京都庁へ行きました。", "大阪の港。", "ท่าเรือของเมือง"])
    with store.reading() as db:
        assert [n for n, _ in match_rows(db, ["東京"], 5)] == [1]
        assert [n for n, _ in match_rows(db, ["都庁"], 5)] == [1]
        assert [n for n, _ in match_rows(db, ["港"], 5)] == [2]
        assert [n for n, _ in match_rows(db, ["เมือง"], 5)] == [3]


def test_only_stop_words_still_find_them(store: Store) -> None:
    put(store, ["To be or not to be.", "The pier."])
    with store.reading() as db:
        assert [n for n, _ in match_rows(db, ["to", "be", "or", "not", "to", "be"], 5)] == [1]


def test_bibliography_is_searched_only_when_asked(store: Store) -> None:
    put(store, ["Broers (2019) on the war."], RegionKind.BIBLIOGRAPHY)
    with store.reading() as db:
        assert match_rows(db, ["Broers"], 5) == []
        assert [n for n, _ in match_rows(db, ["Broers"], 5, reference=True)] == [1]
        assert read_vocabulary(db) == {}


def test_headings_titles_and_boilerplate(store: Store) -> None:
    with store.writing() as db:
        write_words(
            db,
            [
                (1, RegionKind.BODY, "It was long.", "The Siege", ("One", "Hunger")),
                (2, RegionKind.BOILERPLATE, "Subscribe to siege news", None, ()),
                (3, RegionKind.BODY, "Hunger, hunger.", None, ()),
            ],
        )
    with store.reading() as db:
        assert [n for n, _ in match_rows(db, ["siege"], 5)] == [1]
        assert [n for n, _ in match_rows(db, ["hunger"], 5)] == [3, 1]
        assert match_rows(db, ["one"], 5) == []


def test_ranges_restrict_and_agree_with_filtering(store: Store) -> None:
    draw = random.Random(1)
    texts = [" ".join(draw.choices(["pier", "quay", "mole", "dam"], k=6)) for _ in range(60)]
    put(store, texts)
    with store.reading() as db:
        everything = match_rows(db, ["pier", "dam"], 60)
        for ranges in ([(10, 20)], [(1, 3), (50, 60)], [(n, n) for n in range(1, 40, 3)]):
            wanted = {n for first, last in ranges for n in range(first, last + 1)}
            expected = [hit for hit in everything if hit[0] in wanted]
            assert match_rows(db, ["pier", "dam"], 60, ranges) == expected
            assert match_rows(db, ["pier", "dam"], 2, ranges) == expected[:2]
        assert match_rows(db, ["pier"], 5, []) == []


def test_frequent_terms_are_dropped_when_they_cost_too_much(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, ["common rare" if n == 3 else "common" for n in range(50)])
    monkeypatch.setattr(store_search, "ROW_BUDGET", 20)
    with store.reading() as db:
        assert [n for n, _ in match_rows(db, ["common", "rare"], 50)] == [4]
        assert len(match_rows(db, ["common"], 50)) == 50


def test_vocabulary_counts_passages_not_occurrences(store: Store) -> None:
    put(store, ["Pier, pier and piers", "The pier", "Quay"])
    with store.reading() as db:
        assert read_vocabulary(db) == {"pier": 2, "piers": 1, "quay": 1}
        assert read_vocabulary(db, "PIE") == {"pier": 2, "piers": 1}
    with store.writing() as db:
        store_search.erase_words(db, 2, 2, [(RegionKind.BODY, "The pier")])
    with store.reading() as db:
        assert read_vocabulary(db) == {"pier": 1, "piers": 1, "quay": 1}
        assert [n for n, _ in match_rows(db, ["pier"], 5)] == [1]
