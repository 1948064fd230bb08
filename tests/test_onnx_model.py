"""The ONNX runner: order, offsets, pairs, groups, pins."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from index.embedding import BUNDLED
from index.errors import ModelError, SettingsError
from index.model_files import file_sha256, pin_model, read_facts
from index.onnx_model import OnnxModel, all_cores, open_tokenizer

TEXTS = [
    "The harbour froze.",
    "",
    "a " * 300,
    "Who paid?",
    "İstanbul’da 3 gemi",
    "The harbour froze.",
]


@pytest.fixture(scope="module")
def bundled() -> OnnxModel:
    return OnnxModel(BUNDLED)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> OnnxModel:
    """A model whose outputs can be foretold from the ids: `start` is the id of each token,
    `logits` the sums of ids, of the mask and of the types."""
    return OnnxModel(_write_tiny(tmp_path_factory.mktemp("tiny")))


def _write_tiny(folder: Path, *, poison: bool = False) -> Path:
    from onnx import TensorProto, helper, save

    shape = ["batch", "tokens"]
    names = ("input_ids", "attention_mask", "token_type_ids")
    nodes = [helper.make_node("Cast", [n], [f"f_{n}"], to=TensorProto.FLOAT) for n in names]
    nodes += [
        helper.make_node("ReduceSum", [f"f_{n}", "axis"], [f"s_{n}"], keepdims=1) for n in names
    ]
    nodes.append(helper.make_node("Concat", [f"s_{n}" for n in names], ["sums"], axis=1))
    nodes.append(helper.make_node("Div" if poison else "Sub", ["sums", "zero"], ["logits"]))
    nodes.append(helper.make_node("Identity", ["f_input_ids"], ["start"]))
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(n, TensorProto.INT64, shape) for n in names],
        [
            helper.make_tensor_value_info("start", TensorProto.FLOAT, shape),
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 3]),
        ],
        [
            helper.make_tensor("axis", TensorProto.INT64, [1], [1]),
            helper.make_tensor("zero", TensorProto.FLOAT, [1], [0.0]),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    save(model, str(folder / "model.onnx"))
    shutil.copyfile(BUNDLED / "tokenizer.json", folder / "tokenizer.json")
    pin_model(folder, max_tokens=64, name="tiny")
    return folder


@pytest.mark.parametrize("batch_tokens", [1, 20, 100_000])
@pytest.mark.parametrize("threads", [1, 3])
def test_rows_come_back_in_the_order_of_the_texts(
    tiny: OnnxModel, batch_tokens: int, threads: int
) -> None:
    encoded = tiny.encode(TEXTS)
    found = tiny.run_encoded(encoded, batch_tokens=batch_tokens, threads=threads)
    assert set(found) == {"start", "logits"}
    for row, item in enumerate(encoded):
        assert found["logits"][row].tolist() == [sum(item.ids), len(item), sum(item.type_ids)]
        assert found["start"][row, : len(item)].tolist() == list(item.ids)
        assert np.isneginf(found["start"][row, len(item) :]).all()
    assert found["start"].shape == (len(TEXTS), 64)


def test_no_texts_give_empty_arrays(tiny: OnnxModel, bundled: OnnxModel) -> None:
    assert tiny.run([])["logits"].shape == (0, 3)
    assert bundled.run([])["sentence_embedding"].shape == (0, 384)


def test_offsets_of_a_pair_point_into_its_own_texts(tiny: OnnxModel) -> None:
    question, passage = "Who paid for İzmir?", "Before 1912 — “Osman” paid for İzmir."
    (item,) = tiny.encode([(question, passage)])
    texts = {0: question, 1: passage}
    words = [texts[p][a:b] for p, (a, b) in zip(item.parts, item.offsets, strict=True) if p == 1]
    assert "Osman" in "".join(words)
    assert words[:2] == ["Before", "1912"]
    assert "".join(words).endswith("İzmir.")
    assert [p for p in item.parts if p is None] == [None] * 3
    assert item.type_ids == tuple(1 if i > item.parts.index(1) - 1 else 0 for i in range(len(item)))


def test_a_long_second_text_leaves_the_question_whole(tiny: OnnxModel) -> None:
    question = "who paid for the harbour " * 6
    (item,) = tiny.encode([(question, "word " * 500)], cut="second")
    assert len(item) == 64
    assert item.cut
    assert item.parts.count(0) == tiny.count_tokens(question)


def test_a_question_longer_than_the_window_is_cut_too(tiny: OnnxModel) -> None:
    (item,) = tiny.encode([("who " * 500, "word " * 500)], cut="second")
    assert len(item) == 64
    assert item.parts.count(1) > 0


def test_window_and_flag_of_what_was_cut(tiny: OnnxModel) -> None:
    short, long = tiny.encode(["two words", "word " * 100], max_tokens=16)
    assert (short.cut, len(short)) == (False, 4)
    assert (long.cut, len(long)) == (True, 16)
    assert len(tiny.encode(["word " * 100], max_tokens=9_999)[0]) == 64
    with pytest.raises(SettingsError):
        tiny.encode(["x"], max_tokens=2)


def test_count_tokens_neither_cuts_nor_counts_special_tokens(tiny: OnnxModel) -> None:
    assert tiny.count_tokens("word " * 100) == 100
    assert tiny.count_tokens("") == 0
    tiny.encode(["x"], max_tokens=8)
    assert tiny.count_tokens("word " * 100) == 100


def test_lone_surrogate_keeps_offsets(tiny: OnnxModel) -> None:
    text = "a \ud83d harbour"
    (item,) = tiny.encode([text])
    assert text[slice(*item.offsets[-2])] == "harbour"
    assert tiny.count_tokens(text) == 3


def test_a_text_has_one_vector_alone_or_in_bulk(bundled: OnnxModel) -> None:
    bulk = bundled.run(TEXTS, threads=2)["sentence_embedding"]
    for row, text in enumerate(TEXTS):
        alone = bundled.run([text])["sentence_embedding"][0]
        np.testing.assert_allclose(alone, bulk[row], atol=1e-6)


def test_threads_share_a_model(bundled: OnnxModel) -> None:
    expected = bundled.run(TEXTS)["sentence_embedding"]
    failures: list[str] = []

    def ask(width: int) -> None:
        for _ in range(5):
            bundled.encode(["word " * 50], max_tokens=width)
            if not np.allclose(bundled.run(TEXTS)["sentence_embedding"], expected, atol=1e-6):
                failures.append(f"width {width}")

    threads = [threading.Thread(target=ask, args=(8 + i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_values_that_are_not_numbers_are_refused(tmp_path: Path) -> None:
    model = OnnxModel(_write_tiny(tmp_path, poison=True))
    with pytest.raises(ModelError, match="not a number"):
        model.run(["x"])


def _copy(tmp_path: Path) -> Path:
    return _write_tiny(tmp_path)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_one_changed_byte_is_noticed_before_parsing(tmp_path: Path, name: str) -> None:
    folder = _copy(tmp_path)
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(ModelError, match="SHA-256") as caught:
        OnnxModel(folder)
    assert "pip install" in caught.value.fix


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "model.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = _copy(tmp_path)
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        OnnxModel(folder)


@pytest.mark.parametrize("content", ["", "[]", "{}", "nonsense", '{"file": "model.onnx"}'])
def test_a_broken_model_json_is_an_error_with_a_fix(tmp_path: Path, content: str) -> None:
    (tmp_path / "model.json").write_text(content)
    with pytest.raises(ModelError, match=r"model\.json"):
        read_facts(tmp_path)


def test_model_json_may_not_point_outside_its_folder(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    facts = json.loads((folder / "model.json").read_text())
    facts["file"] = "../model.onnx"
    (folder / "model.json").write_text(json.dumps(facts))
    with pytest.raises(ModelError, match="outside"):
        OnnxModel(folder)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_pinned_file_of_nonsense_is_an_error(tmp_path: Path, name: str) -> None:
    folder = _copy(tmp_path)
    (folder / name).write_bytes(b"nonsense")
    pin_model(folder, max_tokens=64)
    with pytest.raises(ModelError, match="cannot be loaded"):
        OnnxModel(folder)


def test_threads_below_one_are_refused() -> None:
    with pytest.raises(SettingsError):
        OnnxModel(BUNDLED, threads=0)
    assert all_cores() >= 1


def test_the_bundled_pins_hold() -> None:
    facts = read_facts(BUNDLED)
    assert file_sha256(BUNDLED / "model.onnx") == facts["sha256"]
    assert file_sha256(BUNDLED / "tokenizer.json") == facts["tokenizer_sha256"]
    assert (BUNDLED / "model.onnx").stat().st_size < 25_000_000
    for name in ("NOTICE", "MODEL_CARD.md"):
        assert "Apache" in (BUNDLED / name).read_text("utf-8")
    assert open_tokenizer(BUNDLED).encode("harbour", add_special_tokens=False).tokens == ["harbour"]
