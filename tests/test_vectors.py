"""The vector index: it agrees with brute force, and its file is whole or refused."""

from __future__ import annotations

import errno
import hashlib
import os
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.errors import CorpusDamaged, CorpusFull, InputError, ModelError
from index.vectors import VectorIndex

ROOT = Path(__file__).resolve().parent.parent


def _unit(count: int, dimension: int, seed: int = 0) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, dimension))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def _brute(
    ids: NDArray[Any], rows: NDArray[Any], query: NDArray[Any], k: int, allowed: set[int] | None
) -> list[tuple[int, float]]:
    scores = rows.astype(np.float64) @ (query / np.linalg.norm(query))
    pairs = [
        (int(i), float(s))
        for i, s in zip(ids, scores, strict=True)
        if allowed is None or int(i) in allowed
    ]
    return sorted(pairs, key=lambda pair: -pair[1])[:k]


@pytest.mark.parametrize("largest", [5_000, 2**40])
@pytest.mark.parametrize("share", [None, 0.5, 0.01])
def test_agrees_with_brute_force(largest: int, share: float | None) -> None:
    rng = np.random.default_rng(7)
    rows = _unit(2_000, 48)
    ids = (
        rng.choice(largest, 2_000, replace=False)
        if largest < 10**6
        else (rng.permutation(2_000) * (largest // 2_000))
    )
    index = VectorIndex(ids, rows)
    for query in rng.normal(size=(20, 48)):
        allowed = None if share is None else set(ids[rng.random(2_000) < share].tolist())
        found = index.search(query, 15, None if allowed is None else sorted(allowed))
        expected = _brute(ids, rows, query, 15, allowed)
        assert [i for i, _ in found] == [i for i, _ in expected]
        np.testing.assert_allclose([s for _, s in found], [s for _, s in expected], atol=1e-6)


def test_a_vector_is_at_cosine_one_from_itself() -> None:
    rows = _unit(50, 8)
    index = VectorIndex(np.arange(50), rows * 7)
    for i, row in enumerate(rows):
        (key, score), *_ = index.search(row * 3, 1)
        assert key == i
        assert score == pytest.approx(1, abs=1e-6)
    (_, opposite) = index.search(-rows[0], 50)[-1]
    assert opposite == pytest.approx(-1, abs=1e-6)


def test_above_the_limit_eight_bits_keep_the_neighbours() -> None:
    rng = np.random.default_rng(3)
    centres = _unit(40, 64)
    rows = centres[rng.integers(0, 40, 3_000)] + rng.normal(scale=0.08, size=(3_000, 64))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    ids = np.arange(3_000) * 2
    index = VectorIndex(ids[:1_000], rows[:1_000], exact_limit=1_000)
    assert index.exact
    index.add(ids[1_000:], rows[1_000:])
    assert not index.exact
    assert len(index) == 3_000
    kept, worst = 0, 0.0
    for query in rows[::100]:
        found = dict(index.search(query, 10))
        expected = dict(_brute(ids, rows, query, 10, None))
        kept += len(found.keys() & expected.keys())
        worst = max([worst, *(abs(found[i] - expected[i]) for i in found.keys() & expected.keys())])
    assert kept / 300 >= 0.95
    assert worst < 0.005
    assert index.remove(ids[:500]) == 500
    assert all(i >= 1_000 for i, _ in index.search(rows[0], 50))
    few = index.search(rows[0], 10, [1_000, 2_000, 0])
    assert {i for i, _ in few} == {1_000, 2_000}


def test_limits_of_k_and_of_what_is_allowed() -> None:
    index = VectorIndex([5, 9], _unit(2, 4))
    query = np.ones(4)
    assert index.search(query, 0) == index.search(query, -3) == []
    assert len(index.search(query, 100)) == 2
    assert index.search(query, 5, []) == []
    assert index.search(query, 5, [7, 8, 2**50]) == []
    assert [i for i, _ in index.search(query, 5, [9, 9, 1])] == [9]
    empty = VectorIndex([], np.zeros((0, 4)))
    assert len(empty) == 0
    assert empty.search(query, 3) == []
    assert empty.remove([1]) == 0


def test_equal_scores_come_by_ascending_id() -> None:
    index = VectorIndex([9, 3, 6], np.ones((3, 4)))
    assert [i for i, _ in index.search(np.ones(4), 3)] == [3, 6, 9]


def test_an_id_may_not_come_twice() -> None:
    with pytest.raises(InputError, match="twice"):
        VectorIndex([1, 1], _unit(2, 4))
    index = VectorIndex([1, 2], _unit(2, 4))
    with pytest.raises(InputError, match="twice"):
        index.add([3, 2], _unit(2, 4))
    assert sorted(index.ids.tolist()) == [1, 2]
    index.remove([2])
    index.add([3, 2], _unit(2, 4))
    assert sorted(index.ids.tolist()) == [1, 2, 3]


@pytest.mark.parametrize("ids", [[-1], [1.5], ["a"], [[1]], [1, 2]])
def test_bad_ids_are_refused(ids: Any) -> None:
    with pytest.raises((InputError, ModelError)):
        VectorIndex(ids, _unit(1, 4))


@pytest.mark.parametrize("bad", [np.nan, np.inf, 0.0])
def test_bad_vectors_are_refused_and_change_nothing(bad: float) -> None:
    index = VectorIndex([1], _unit(1, 4))
    rows = _unit(2, 4)
    rows[1] = bad
    with pytest.raises(ModelError):
        index.add([2, 3], rows)
    with pytest.raises(ModelError):
        index.search(rows[1], 1)
    assert len(index) == 1


@pytest.mark.parametrize("rows", [np.zeros((1, 5)), np.zeros(4), np.zeros((0, 0)), "x"])
def test_tables_of_another_shape_are_refused(rows: Any) -> None:
    with pytest.raises((InputError, ModelError)):
        VectorIndex([1], rows)
    with pytest.raises(ModelError):
        VectorIndex([1], _unit(1, 4)).search(np.ones(5), 1)


def test_a_copy_is_independent() -> None:
    index = VectorIndex([1, 2, 3], _unit(3, 4))
    other = index.copy()
    other.remove([1])
    other.add([7], _unit(1, 4, seed=5))
    assert sorted(index.ids.tolist()) == [1, 2, 3]
    assert sorted(other.ids.tolist()) == [2, 3, 7]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "remove", "file"]), st.sets(st.integers(0, 30))),
        max_size=12,
    ),
    st.sampled_from([4, 100_000]),
)
def test_any_history_agrees_with_a_dictionary(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, set[int]]], limit: int
) -> None:
    folder = tmp_path_factory.mktemp("history")
    rows = _unit(31, 6)
    index, model = VectorIndex([], np.zeros((0, 6)), exact_limit=limit), set[int]()
    for step, keys in steps:
        if step == "add":
            new = sorted(keys - model)
            index.add(new, rows[new])
            model |= keys
        elif step == "remove":
            assert index.remove(sorted(keys)) == len(keys & model)
            model -= keys
        else:
            digest = index.write(folder / "v")
            index = VectorIndex.read(folder / "v", digest, dimension=6, exact_limit=limit)
        assert sorted(index.ids.tolist()) == sorted(model)
        assert {i for i, _ in index.search(rows[0], 50)} == model
        assert {i for i, _ in index.search(rows[0], 50, list(range(10)))} == model & set(range(10))


def test_threads_share_an_index() -> None:
    rows = _unit(500, 16)
    index = VectorIndex(np.arange(500), rows)
    failures: list[object] = []

    def ask(start: int) -> None:
        for i in range(start, start + 100):
            allowed = np.arange(i, min(500, i + 20))
            found = index.search(rows[i], 3, allowed)
            if found[0][0] != i or not {key for key, _ in found} <= set(allowed.tolist()):
                failures.append((i, found))

    threads = [threading.Thread(target=ask, args=(n * 100,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_child_can_search() -> None:
    program = """
import os, sys
import numpy as np
from index.vectors import VectorIndex
index = VectorIndex(np.arange(200), np.random.default_rng(0).normal(size=(200, 16)))
index.search(np.ones(16), 5)
child = os.fork()
if child == 0:
    os._exit(0 if len(index.search(np.ones(16), 5)) == 5 else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, timeout=20, check=False)
    assert done.returncode == 0


# The file


@pytest.fixture
def written(tmp_path: Path) -> tuple[Path, str]:
    path = tmp_path / "vectors-1.faiss"
    return path, VectorIndex(np.arange(40) * 3, _unit(40, 16)).write(path)


def test_write_and_read_give_the_same_index(written: tuple[Path, str]) -> None:
    path, digest = written
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
    index = VectorIndex.read(path, digest, dimension=16)
    assert index.search(np.ones(16), 9) == VectorIndex(np.arange(40) * 3, _unit(40, 16)).search(
        np.ones(16), 9
    )
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_an_empty_index_can_be_kept(tmp_path: Path) -> None:
    digest = VectorIndex([], np.zeros((0, 4))).write(tmp_path / "v")
    assert len(VectorIndex.read(tmp_path / "v", digest, dimension=4)) == 0


def test_names_outside_ascii_work(tmp_path: Path) -> None:
    folder = tmp_path / "Ağrı – 北"
    folder.mkdir()
    digest = VectorIndex([1], _unit(1, 4)).write(folder / "vektörler")
    assert len(VectorIndex.read(folder / "vektörler", digest)) == 1


@pytest.mark.parametrize("step", [0, 1, 4, 8, 100, -1])
def test_a_cut_file_is_damaged(written: tuple[Path, str], step: int) -> None:
    path, digest = written
    path.write_bytes(path.read_bytes()[:step])
    with pytest.raises(CorpusDamaged, match="damaged") as caught:
        VectorIndex.read(path, digest)
    assert "vouch index --rebuild" in caught.value.fix


def test_any_flipped_bit_is_damage(written: tuple[Path, str]) -> None:
    path, digest = written
    whole = path.read_bytes()
    for position in range(0, len(whole), 37):
        data = bytearray(whole)
        data[position] ^= 1 << (position % 8)
        path.write_bytes(data)
        with pytest.raises(CorpusDamaged):
            VectorIndex.read(path, digest)


def test_a_text_renamed_as_an_index_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "v"
    for data in (b"", b"Dear reader, this is a letter.", b"IxM2", b"IxM2\x10\x00\x00\x00 letter"):
        path.write_bytes(data)
        with pytest.raises(CorpusDamaged):
            VectorIndex.read(path, hashlib.sha256(data).hexdigest())


def test_a_missing_file_or_a_folder_is_damage(tmp_path: Path) -> None:
    with pytest.raises(CorpusDamaged, match="cannot be read"):
        VectorIndex.read(tmp_path / "none", "0" * 64)
    with pytest.raises(CorpusDamaged, match="cannot be read"):
        VectorIndex.read(tmp_path, "0" * 64)


def test_another_dimension_is_refused(written: tuple[Path, str]) -> None:
    path, digest = written
    with pytest.raises(CorpusDamaged, match="16 numbers a vector, not 384"):
        VectorIndex.read(path, digest, dimension=384)


def test_a_foreign_faiss_index_is_refused(tmp_path: Path) -> None:
    faiss = pytest.importorskip("faiss")
    rows = _unit(20, 8)
    euclidean = faiss.IndexIDMap2(faiss.IndexFlatL2(8))
    graph = faiss.IndexIDMap2(faiss.IndexHNSWFlat(8, 4))
    bare = faiss.IndexFlatIP(8)
    for index in (euclidean, graph):
        index.add_with_ids(rows, np.arange(20))
    for index in (euclidean, graph, bare):
        data = faiss.serialize_index(index).tobytes()
        (tmp_path / "v").write_bytes(data)
        with pytest.raises(CorpusDamaged):
            VectorIndex.read(tmp_path / "v", hashlib.sha256(data).hexdigest())


# Even files that carry the right hash may not crash or exhaust the process.
_MUTANTS = """
import hashlib, pathlib, random, resource, struct, sys
import numpy as np
from index.errors import VouchError
from index.vectors import VectorIndex
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
folder, count, rng = pathlib.Path(sys.argv[1]), int(sys.argv[2]), random.Random(11)
rows, whole = np.random.default_rng(0).normal(size=(40, 16)), []
for limit in (100, 10):
    VectorIndex(np.arange(40) * 3, rows, exact_limit=limit).write(folder / "v")
    whole.append((folder / "v").read_bytes())
numbers = [0, 1, -1, 2**31 - 1, -2**31, 2**40, 2**62, 2**63 - 1, -2**63]
refused = 0
for _ in range(count):
    data = bytearray(rng.choice(whole))
    kind, place = rng.randrange(4), rng.randrange(250)
    if kind == 0:
        data = data[: rng.randrange(len(data))]
    elif kind == 1:
        for _ in range(rng.randrange(1, 8)):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    elif kind == 2:
        data[place : place + 8] = struct.pack("<q", rng.choice(numbers))
    else:
        data[place : place + 4] = struct.pack("<i", rng.choice(numbers[:5]))
    (folder / "m").write_bytes(data)
    try:
        index = VectorIndex.read(folder / "m", hashlib.sha256(data).hexdigest())
        index.search(np.ones(index.dimension), 5)
        index.search(np.ones(index.dimension), 5, [3, 6])
        index.copy().remove([3])
    except VouchError:
        refused += 1
print(refused)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits memory the Linux way")
def test_mutated_files_with_the_right_hash_do_no_harm(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _MUTANTS, str(tmp_path), "600"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr[-500:]) == (0, "")
    assert 100 < int(done.stdout) < 600


class _Full:
    """A file object on a disk that is full after the first bytes."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, data: bytes) -> int:
        if self._stream.tell() > 100:
            raise OSError(errno.ENOSPC, "No space left on device")
        return int(self._stream.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()


@pytest.mark.parametrize("where", ["write", "fsync"])
def test_a_full_disk_leaves_the_old_file(
    written: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    path, digest = written

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        if where == "fsync":
            patch.setattr(os, "fsync", full)
        else:
            opened = Path.open
            patch.setattr(Path, "open", lambda self, mode="r": _Full(opened(self, mode)))
        with pytest.raises(CorpusFull) as caught:
            VectorIndex([1], _unit(1, 16)).write(path)
    assert caught.value.retryable
    assert len(VectorIndex.read(path, digest)) == 40
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(not hasattr(os, "pwrite"), reason="no pwrite on this system")
def test_a_write_that_is_not_kept_is_noticed(
    written: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, digest = written
    real = os.fsync

    def lossy(handle: int) -> None:
        real(handle)
        os.pwrite(handle, struct.pack("<q", 0), 60)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lossy)
        with pytest.raises(CorpusDamaged, match="not be written whole"):
            VectorIndex([1, 2], _unit(2, 16)).write(path)
    assert len(VectorIndex.read(path, digest)) == 40


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusDamaged, match="none"):
        VectorIndex([1], _unit(1, 4)).write(tmp_path / "none" / "v")
