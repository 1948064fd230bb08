"""Reads what was written for Vouch alone: invented paragraphs, questions and statements.

`training/written/*.jsonl`, one paragraph a line. Public sets mostly ask in the words of the text;
here two questions of six share no content word with the sentence that answers them, and two use the
text's own names and words and have no answer in it (Rajpurkar, Jia and Liang 2018, "Know What You
Don't Know", on why such questions are the hard ones). Statements are reworded too.

    {"id": "policy-007", "topic": "...", "sentences": [str, ...],
     "questions": [{"kind": "paraphrase|fact|why|near_miss", "q": str, "at": [int], "answer": str,
                    "near": int}],
     "statements": [{"label": "entailed|contradicted|neutral", "s": str, "at": [int]}]}

`at` numbers the sentences that answer or bear, the main one first; `near` the one that comes
closest. Part of the paragraphs is never trained on: see `part_of`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .sets import Label, PairRecord, QuestionRecord

FOLDER = Path(__file__).parent / "written"
SOURCE = "written"
WritePart = Literal["train", "fit", "test"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to a paragraph; `at` is empty where the paragraph has no answer."""

    kind: str
    text: str
    at: tuple[int, ...]
    answer: str
    near: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, and the sentences it is to be judged by."""

    label: Label
    text: str
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """An invented paragraph with its questions and statements."""

    id: str
    sentences: tuple[str, ...]
    questions: tuple[Question, ...]
    statements: tuple[Statement, ...]

    @property
    def field(self) -> str:
        """What it is about, broadly: the file it stands in."""
        return self.id.rsplit("-", 1)[0]

    @property
    def text(self) -> str:
        """The sentences with a space between."""
        return " ".join(self.sentences)

    def span(self, position: int) -> tuple[int, int]:
        """Where a sentence stands in `text`."""
        start = sum(len(sentence) + 1 for sentence in self.sentences[:position])
        return start, start + len(self.sentences[position])

    def joined(self, positions: Iterable[int]) -> str:
        """Sentences in the order of the text, with a space between."""
        return " ".join(self.sentences[at] for at in sorted(set(positions)))


def part_of(identity: str) -> WritePart:
    """Trained on (three quarters), used to stop and to calibrate (an eighth), or only tested."""
    share = int.from_bytes(hashlib.sha256(identity.encode()).digest()[:6], "big") / 2**48
    return "test" if share < 0.125 else "fit" if share < 0.25 else "train"


def read_written(part: WritePart, folder: Path = FOLDER) -> Iterator[Paragraph]:
    """The paragraphs of a part, in the order of the files."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if part_of(row["id"]) == part:
                yield Paragraph(
                    row["id"],
                    tuple(row["sentences"]),
                    tuple(
                        Question(
                            q["kind"], q["q"], tuple(q["at"]), q.get("answer", ""), q.get("near", 0)
                        )
                        for q in row["questions"]
                    ),
                    tuple(Statement(s["label"], s["s"], tuple(s["at"])) for s in row["statements"]),
                )


def written_questions(part: WritePart, folder: Path = FOLDER) -> Iterator[QuestionRecord]:
    """One record a question; an unanswerable one points at the sentence that comes closest."""
    for paragraph in read_written(part, folder):
        for question in paragraph.questions:
            at = question.at[0] if question.at else question.near
            start, end = paragraph.span(at)
            place = paragraph.text.find(question.answer, start, end) if question.answer else -1
            if place >= 0:
                start, end = place, place + len(question.answer)
            yield QuestionRecord(
                SOURCE, f"{SOURCE}:{paragraph.field}", question.text, paragraph.text,
                ((start, end),), not question.at,
            )  # fmt: skip


def written_pairs(part: WritePart, folder: Path = FOLDER) -> Iterator[PairRecord]:
    """Each statement against its sentences, and against those with what stands around them."""
    for paragraph in read_written(part, folder):
        last = len(paragraph.sentences) - 1
        for statement in paragraph.statements:
            near = {n for at in statement.at for n in (at - 1, at, at + 1) if 0 <= n <= last}
            for evidence in dict.fromkeys((paragraph.joined(statement.at), paragraph.joined(near))):
                yield PairRecord(SOURCE, statement.text, evidence, statement.label, paragraph.id)
