"""Training data: readers, the guard over the dev sets, splits, items and batches."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from random import Random

import pytest

from training.examples import QuestionItems, split_plainly
from training.metrics import (
    auroc,
    balanced_accuracy,
    best_threshold,
    cross_fitted,
    interval,
    ndcg,
    squad_f1,
)
from training.overlap import DevGuard
from training.sets import PairRecord, QuestionRecord, plain, read_squad, read_wice
from training.splits import share_of
from training.statements import StatementItems, to_statement

TEXT = (
    "The north harbour of Ostrel froze in May 1902. Pilots from Ansholm were called by Vera Lund. "
    "Two ships sank near the old lighthouse. The council paid for the repair of the quay in 1904."
)
OTHER = (
    "The mill at Tarva employed forty people in 1911. It was built by Tomas Reiner from red brick. "
    "Some of the workers came from the village of Holm. The mill burned down in October 1923."
)


def record(question, answer, context=TEXT, article="set:Ostrel"):
    start = context.index(answer)
    return QuestionRecord("squad_v2", article, question, context, ((start, start + len(answer)),))


RECORDS = [
    record("When did the north harbour of Ostrel freeze?", "May 1902"),
    record("Who called the pilots from Ansholm?", "Vera Lund"),
    record("What did the council pay for?", "the repair of the quay"),
    record("Who built the mill at Tarva?", "Tomas Reiner", OTHER, "set:Tarva"),
    record("When did the mill burn down?", "October 1923", OTHER, "set:Tarva"),
]


def write_gz(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.write(value if isinstance(value, str) else json.dumps(value))


def squad(title, context, question):
    qas = [{"id": "1", "question": question, "answers": [{"text": "x", "answer_start": 0}]}]
    return {"data": [{"title": title, "paragraphs": [{"context": context, "qas": qas}]}]}


@pytest.fixture(scope="module")
def guard(tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    write_gz(
        data / "dev" / "squad_v2" / "dev-half-v2.0.json.gz",
        squad("Ostrel_(town)", TEXT, "Which harbour froze in May?"),
    )
    write_gz(data / "dev" / "claims" / "dev.jsonl.gz", json.dumps({"claim": "Ships were lost."}))
    return DevGuard(data)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Before. the NORTH harbour of Ostrel -- froze in May, 1902 (pilots from Ansholm)!", True),
        ("Which harbour froze in May?", True),
        ("Which harbour froze in June?", False),
        ("The north harbour of Ostrel froze.", False),
        (OTHER, False),
        ("", False),
    ],
)
def test_the_guard_refuses_equal_texts_and_runs_of_ten_words(guard, text, held):
    assert guard.holds(text) is held


def test_the_guard_knows_titles(guard):
    assert guard.is_title("ostrel (town)")
    assert not guard.is_title("Ansholm")


def test_treebank_text_becomes_plain():
    assert (
        plain("He said `` no '' -LRB- 1902 -RRB- , then left .")
        == 'He said " no " (1902), then left.'
    )


def test_squad_reader_keeps_spans(tmp_path):
    write_gz(tmp_path / "a.json.gz", squad("T", "x marks it", "What marks it?"))
    (found,) = read_squad(tmp_path / "a.json.gz", "s")
    assert found == QuestionRecord("s", "s:T", "What marks it?", "x marks it", ((0, 1),), False)


def test_plain_sentences_keep_initials_together():
    text = "Dr. Lund met T. Reiner. He left (in May). It rained!"
    assert [text[s:e] for s, e in split_plainly(text)] == [
        "Dr. Lund met T. Reiner.",
        "He left (in May).",
        "It rained!",
    ]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("long", [0.0, 1.0])
def test_question_items_point_at_the_answer_and_negatives_lack_it(seed, long):
    items = QuestionItems(RECORDS, Random(seed))
    item = items.make("squad_v2", long=long)
    positive = item[0]
    known = next(r for r in RECORDS if r.question == positive.first)
    start, end = known.spans[0]
    answer = known.context[start:end]
    assert positive.answers == positive.relevant == 1
    assert positive.span is not None
    assert positive.second[positive.span[0] : positive.span[1]] == answer
    for pair in item[1:]:
        if pair.answers == 0 and pair.first == positive.first:
            assert answer not in pair.second
        if pair.span is not None:
            assert pair.second[pair.span[0] : pair.span[1]]


@pytest.mark.parametrize("kind", ["altered", "stated", "cloze", "composed", "rte_fever"])
def test_statement_items_are_labelled(kind):
    pairs = [PairRecord("rte_fever", "The mill burned.", OTHER, "entailed", "fever:a")]
    for seed in range(15):
        random = Random(seed)
        items = StatementItems(pairs, QuestionItems(RECORDS, random), random)
        # The other sources that windows come from are empty here.
        items.WINDOWS = ("squad_v2",)  # type: ignore[misc]
        items.QUESTIONS = ("squad_v2",)  # type: ignore[misc]
        for pair in items.make(kind):
            assert pair.support in {-1, 0, 1, 2, 3}
            if pair.source == "altered" and pair.support == 0:
                assert pair.first in pair.second
            if pair.source.startswith("altered:") and pair.support == 2:
                assert pair.first not in pair.second


def test_an_unanswerable_question_comes_with_sentences_that_look_like_answers():
    open_question = QuestionRecord(
        "squad_v2", "set:Ostrel", "Who called the pilots from Tarva?", TEXT, (), True
    )
    items = QuestionItems([*RECORDS, open_question], Random(1))
    pairs = items._unanswered(open_question)
    assert pairs[0].second.startswith("Pilots from Ansholm")
    assert {(p.answers, p.relevant) for p in pairs} == {(0, -1)}


def test_a_title_belongs_to_its_page():
    items = QuestionItems(RECORDS, Random(1))
    items.TITLED = ("squad_v2",)  # type: ignore[misc]
    for _ in range(6):
        first, *others = items.make("headed", long=0.0)
        assert first.relevant == 1
        assert (first.first == "Ostrel") == (first.second in TEXT)
        assert all(pair.relevant == 0 for pair in others)


def test_wrong_texts_come_from_the_ranker_that_is_given():
    class Last:
        def __init__(self, texts):
            self.texts = texts

        def top(self, question, k):
            return [len(self.texts) - 1]

    items = QuestionItems(RECORDS, Random(1), Last)
    assert items.mined(RECORDS[0], ["may 1902"], 1) == [OTHER]


def test_joined_claims_are_borne_only_together():
    pairs = [
        PairRecord("rte_fever", "The mill burned.", OTHER, "entailed", "fever:a"),
        PairRecord("rte_fever", "Ships sank.", TEXT, "entailed", "fever:b"),
        PairRecord("rte_fever", "The quay was sold.", TEXT, "not_entailed", "fever:c"),
    ]
    random = Random(3)
    items = StatementItems(pairs, QuestionItems(RECORDS, random), random)
    borne, open_ = items.make("joined")
    assert (borne.support, open_.support) == (0, 3)
    assert "The quay was sold." in open_.first
    assert "The quay was sold." not in borne.first


def test_wice_claims_lose_the_words_no_source_bears(tmp_path):
    row = {
        "claim": "In 1902 the pilots of Ostrel saved two ships.",
        "claim_tokens": "In 1902 the pilots of Ostrel saved two ships .".split(),
        "non_supported_spans": [True, True, *[False] * 8],
        "label": "partially_supported",
        "supporting_sentences": [[0]],
        "evidence": ["Two ships were saved by the pilots.", "It rained."],
    }
    path = tmp_path / "claims.jsonl.gz"
    write_gz(path, json.dumps(row))
    found = {(r.statement, r.label) for r in read_wice(path)}
    assert found == {
        (row["claim"], "not_entailed"),
        ("The pilots of Ostrel saved two ships.", "entailed"),
    }


@pytest.mark.parametrize(
    ("question", "answer", "statement"),
    [
        ("who wrote the town anthem", "Ada Holm", "Ada Holm wrote the town anthem."),
        ("What city is the capital of Tarva?", "Holm", "Holm is the capital of Tarva."),
        ("when did the mill burn", "1923", None),
        ("Who did they see?", "Ada", None),
    ],
)
def test_questions_become_statements_where_the_question_word_is_the_subject(
    question, answer, statement
):
    assert to_statement(question, answer) == statement


def test_shares_depend_on_the_key_alone():
    assert share_of("a") == share_of("a") != share_of("b")
    assert 0 <= share_of("") < 1


def test_ndcg_by_hand():
    assert ndcg(["a", "b"], {"a": 1}) == 1.0
    assert ndcg(["b", "a"], {"a": 1}) == pytest.approx(0.6309, abs=1e-4)
    assert ndcg(["b"], {"a": 1}) == 0.0


def test_auroc_counts_ties_half():
    import numpy as np

    labels = np.array([True, False, True, False])
    assert auroc(np.array([0.9, 0.1, 0.5, 0.5]), labels) == 0.875


def test_thresholds_come_from_the_other_folds():
    import numpy as np

    scores = np.array([0.9, 0.8, 0.1, 0.2] * 5)
    labels = scores > 0.5
    assert 0.2 < best_threshold(scores, labels) < 0.8
    assert balanced_accuracy(cross_fitted(scores, labels), labels) == 1.0


def test_squad_f1_drops_articles():
    assert squad_f1("The old mill!", ["old mill"]) == 1.0
    assert squad_f1("red mill", ["old mill", "x"]) == 0.5
    assert squad_f1("", ["mill"]) == 0.0


def test_intervals_hold_the_figure():
    import numpy as np

    values = np.arange(100) / 100
    mean, low, high = interval(lambda at: float(values[at].mean()), 100)
    assert mean == pytest.approx(0.495)
    assert low < mean < high
