"""The judge's network, its losses, calibration and batches, on invented pairs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from training.batches import collate, tokenize  # noqa: E402
from training.calibrate import calibration_error, fit_platt, fit_support  # noqa: E402
from training.encoder import LONGEST_SPAN, Judge, Outputs, best_span  # noqa: E402
from training.examples import Pair  # noqa: E402
from training.train import Average, TrainSettings, losses  # noqa: E402

TOKENIZER = Path(__file__).parent.parent / "index" / "models" / "minilm" / "tokenizer.json"
MILL = "The mill was built by Tomas Reiner in 1911."
PAIRS = [
    Pair("Who built the mill?", MILL, 1, 1, (22, 34)),
    Pair("Who built the mill?", "Herring was landed there.", 0, 0),
    Pair("The mill is old.", MILL, support=3),
]


@pytest.fixture(scope="module", autouse=True)
def _one_thread():
    # Several threads wait for each other on a busy machine and are slower than one.
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def tokenizer():
    tokenizers = pytest.importorskip("tokenizers")
    found = tokenizers.Tokenizer.from_file(str(TOKENIZER))
    found.no_padding()
    found.no_truncation()
    return found


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(3)
    judge = Judge().eval()
    torch.nn.init.normal_(judge.match, std=0.1)
    return judge


def run(model, batch):
    with torch.no_grad():
        return model(batch.ids, batch.mask, batch.kinds)


def test_tokens_hold_the_span_and_are_cut_in_the_second_text(tokenizer):
    tokens = tokenize(tokenizer, PAIRS[0], 64)
    words = [tokenizer.id_to_token(i) for i in tokens.ids]
    assert words[tokens.span[0] : tokens.span[1] + 1] == ["tomas", "rein", "##er"]
    assert not tokens.spoiled
    cut = tokenize(tokenizer, PAIRS[0], 14)
    assert len(cut.ids) == 14
    assert cut.ids[-1] == 102
    assert cut.span is None
    assert cut.spoiled


def test_padding_changes_nothing(model, tokenizer):
    items = [[tokenize(tokenizer, pair, 64)] for pair in PAIRS]
    together = run(model, collate(items))
    for row, item in enumerate(items):
        alone = run(model, collate([item]))
        size = len(item[0].ids)
        assert torch.allclose(together.scores[row], alone.scores[0], atol=1e-4)
        assert torch.allclose(together.support[row], alone.support[0], atol=1e-4)
        assert torch.allclose(together.start[row, :size], alone.start[0], atol=1e-3)


@pytest.mark.parametrize(("first", "second"), [("", MILL), ("Who?", ""), ("", "")])
def test_empty_texts_give_finite_numbers(model, tokenizer, first, second):
    found = run(model, collate([[tokenize(tokenizer, Pair(first, second), 64)]]))
    assert all(torch.isfinite(part).all() for part in found)
    assert torch.isfinite(best_span(found.start, found.end)).all()


def test_the_best_span_runs_forward_and_is_not_too_long():
    start, end = torch.full((2, 60), -9.0), torch.full((2, 60), -9.0)
    start[0, 10], end[0, 5], end[0, 12] = 5.0, 9.0, 4.0  # the end at 5 lies before the start
    start[1, 3], end[1, 3 + LONGEST_SPAN], end[1, 20] = 5.0, 9.0, 4.0  # too long by one
    found = best_span(start, end)
    assert found[:, :2].tolist() == [[10.0, 12.0], [3.0, 20.0]]
    assert (found[:, 2] <= 0).all()


def test_each_loss_looks_at_its_own_labels_only(tokenizer):
    batch = collate([[tokenize(tokenizer, pair, 64) for pair in PAIRS]])
    rows, width = batch.ids.shape
    found = Outputs(
        torch.zeros(rows, 2), torch.zeros(rows, width), torch.zeros(rows, width),
        torch.zeros(rows, 3),
    )  # fmt: skip
    parts = {name: float(value) for name, value in losses(found, batch).items()}
    assert parts["relevant"] == pytest.approx(np.log(2))
    assert parts["answers"] == pytest.approx(np.log(2))
    assert parts["rank"] == pytest.approx(np.log(2))
    assert parts["span"] == pytest.approx(np.log(width))
    assert parts["support"] == pytest.approx(-np.log(2 / 3))  # neutral or contradicted
    none = replace(
        batch, relevant=-torch.ones(rows), answers=-torch.ones(rows),
        start=-torch.ones(rows).long(), support=-torch.ones(rows).long(),
    )  # fmt: skip
    assert losses(found, none) == {}


def test_the_average_follows_the_weights():
    torch.manual_seed(1)
    model = Judge()
    average = Average(model, 0.5)
    with torch.no_grad():
        model.match += 1
    for _ in range(12):
        average.update(model)
    assert torch.allclose(average.model.match, model.match, atol=1e-3)
    assert torch.equal(average.model.words.weight, model.words.weight)


def test_platt_finds_slope_and_offset():
    generator = np.random.default_rng(5)
    logits = generator.normal(size=4000)
    labels = (generator.random(4000) < 1 / (1 + np.exp(-(2 * logits - 1)))).astype(float)
    slope, offset = fit_platt(logits, labels)
    assert slope == pytest.approx(2, abs=0.2)
    assert offset == pytest.approx(-1, abs=0.15)
    probabilities = 1 / (1 + np.exp(-(slope * logits + offset)))
    assert calibration_error(probabilities, labels) < 0.03 < calibration_error(labels * 0, labels)


def test_support_learns_from_two_and_three_way_labels():
    logits = np.array([[2.0, 0, 0], [0, 2, 0], [0, 0, 2], [0, 1, 1]] * 50)
    slope, first, neutral, contradicted = fit_support(logits, np.array([0, 1, 2, 3] * 50))
    assert slope > 1
    assert first == 0.0
    assert abs(neutral - contradicted) < 0.3


def test_settings_have_defaults_for_all_but_the_data():
    assert TrainSettings("data").out == "build/judge"
