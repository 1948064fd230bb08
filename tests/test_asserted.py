"""What a sentence asserts itself: denials in other words, clauses in running prose, near misses.

The rows were written in five lots, each before the rules were run on it; the rules were mended on
all but the last thirty, of which 13 of 14 were answered at first sight and none wrongly.
"""

import json
from pathlib import Path

import pytest
from answer_records import SameVerdict, ranked, source

from index.records import Document, Sentence, Span
from retrieval.asserted import Assertion, asserted, says_so
from retrieval.attribution import analyse, attribute
from retrieval.claims import read_claim
from retrieval.judges import load_judges
from retrieval.query import read_part
from retrieval.records import Mode, Speaker
from retrieval.yes_no import yes_or_no

TITLE = source("a", title="Two Banks", authors=("Marta Ellend",))
ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("yes_no_prose.jsonl").read_text("utf-8").splitlines()
]
SURE = [SameVerdict(0.99, 0), SameVerdict(0, 0.99), None, load_judges().verifier]
# Right answers that are kept back: counted, so that more silence is noticed.
SILENT = 15


def speakers(sentence: str) -> tuple[Speaker, ...]:
    span = Span(0, len(sentence))
    return attribute(analyse(Document(TITLE, sentence), (Sentence(span),)), span)


def decide(row: dict, verifier) -> str | None:
    item = ranked(row["sentence"], 0.9, TITLE)
    return yes_or_no(read_part(row["question"]), item, verifier, 0.8, speakers(row["sentence"]))


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["sentence"][:40])
def test_no_row_is_answered_wrongly_whoever_agrees(row):
    for verifier in SURE:
        assert decide(row, verifier) in {row["answer"], None}


def test_most_rows_that_answer_are_answered():
    answered = [r for r in ROWS if r["answer"]]
    assert (len(answered), len(ROWS)) == (128, 333)
    silent = [r for r in answered if decide(r, None) != r["answer"]]
    assert len(silent) <= SILENT, silent


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("The mill, which had burned in 1911, was rebuilt, though nobody knew how it was paid.",
         [("The mill was rebuilt.", False), ("The mill had burned in 1911.", False)]),
        ("There is no truth in the claim that the mill was rebuilt.",
         [("the mill was rebuilt.", True)]),
        ("Tarl, the smith who had warned him, was acquitted.", [("Tarl was acquitted.", False)]),
        ("Tarl, say those who knew him, was acquitted.",
         [("Tarl, say those who knew him, was acquitted.", False)]),
        ("At no time was the council asked.", [("the council was not asked.", False)]),
        ("On 30 June the senate met.", [("the senate met on 30 June.", False)]),
        ("The mill, if the miller is right, was rebuilt.",
         [("The mill, if the miller is right, was rebuilt.", False)]),
        ("The poet died in Lindau, not in Varn.",
         [("The poet died in Lindau, not in Varn.", False), ("The poet died in Lindau.", False)]),
    ],
)  # fmt: skip
def test_the_plain_clauses_of_a_sentence(sentence, clauses):
    assert asserted(sentence) == tuple(Assertion(*clause) for clause in clauses)


def test_what_a_speaker_says_counts_only_where_the_speaker_is_known():
    claim = read_claim("Was the dam inspected?")
    sentence = "The engineer told the court that the dam had been inspected."
    engineer = Speaker("The engineer", mode=Mode.SAYS, span=Span(0, 12))
    clerk = Speaker("The clerk", mode=Mode.SAYS, span=Span(0, 9))
    assert says_so(claim, sentence) is None
    assert says_so(claim, sentence, [clerk]) is None
    assert says_so(claim, sentence, [engineer]) is True
    assert says_so(claim, "The engineer did not tell the court that the dam had been inspected.",
                   [engineer]) is None  # fmt: skip


def test_what_a_speaker_rejects_is_denied_by_that_speaker():
    claim = read_claim("Did the Board receive a warning?")
    board = Speaker("The Board", mode=Mode.REJECTS, span=Span(0, 9))
    assert says_so(claim, "The Board denied having received a warning.", [board]) is False
    assert says_so(claim, "The Board denied having received a warning.") is None
    assert says_so(claim, "The Board never denied having received a warning.", [board]) is None
