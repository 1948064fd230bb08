"""A number, date or name of the same type stands nearby: the right one is cut, or none."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from answer_records import ranked, source

from index.records import Passage, Span
from retrieval.judges import Reading, load_judges
from retrieval.query import split_parts
from retrieval.short_answers import cut_answer, same_answer

FILE = Path(__file__).with_name("distractors.jsonl")
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
HERE = source("a")
READER = load_judges().reader


def ask(case, sentence, reading):
    """What is cut from one sentence of a passage, whatever sentence was chosen."""
    text = " ".join(case["passage"])
    passage = Passage(HERE, Span(0, len(text)), text)
    item = ranked(sentence, 0.9, HERE, reading=reading)
    item = replace(item, candidate=replace(item.candidate, passage=passage))
    return cut_answer(split_parts(case["question"])[0], item, 0.35)


def is_right(case, cut):
    return cut is None or any(same_answer(cut, right) for right in case["right"])


def test_there_are_thirty():
    assert len({c["question"] for c in CASES}) >= 30
    for case in CASES:
        text = " ".join(case["passage"])
        assert all(words in text for words in case["right"] + case["wrong"])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["question"])
def test_a_reader_that_points_at_the_distractor_is_not_believed(case):
    for sentence in case["passage"]:
        for words in case["wrong"]:
            if words in sentence:
                start = sentence.index(words)
                reading = Reading(0.99, start, start + len(words), 0.99)
                cut = ask(case, sentence, reading)
                assert is_right(case, cut), f"{cut!r} from {sentence!r}"


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["question"])
def test_without_a_reader_the_rule_is_right_or_silent(case):
    for sentence in case["passage"]:
        cut = ask(case, sentence, None)
        assert is_right(case, cut), f"{cut!r} from {sentence!r}"


@pytest.mark.skipif(READER is None, reason="no reader is shipped")
def test_with_the_bundled_reader_too():
    for case in CASES:
        for sentence in case["passage"]:
            reading = READER.read(case["question"], [sentence])[0]
            assert is_right(case, ask(case, sentence, reading)), case["question"]


def test_most_are_answered():
    """Refusing everything would pass the rest."""
    found = [
        any(ask(case, sentence, None) is not None for sentence in case["passage"])
        for case in CASES
        if case["right"]
    ]
    assert sum(found) >= 0.7 * len(found)
