"""Small builders of answer records for tests."""

from index.records import Passage, RegionKind, Sentence, Source, Span
from retrieval.candidates import Candidate
from retrieval.judges import Reading, SupportScores
from retrieval.ranking import Ranked
from retrieval.records import Citation, Statement, Support


def source(name: str, **fields) -> Source:
    return Source(id=(name * 64)[:64], path=f"/docs/{name}.txt", **fields)


def ranked(
    text: str,
    score: float,
    where: Source,
    position: int = 0,
    *,
    section: tuple[str, ...] = (),
    reading: Reading | None = None,
) -> Ranked:
    span = Span(position * 1000, position * 1000 + len(text))
    passage = Passage(where, span, text, section=section)
    sentence = Sentence(span, RegionKind.BODY)
    return Ranked(Candidate(where, sentence, position, passage, text), score, {}, reading)


def statement(text: str, where: Source, **fields) -> Statement:
    citation = Citation(where, Span(0, len(text)), text, marker=1, **fields)
    return Statement(text, "", Span(0, len(text)), (citation,), Support.QUOTED)


class SameVerdict:
    """A verifier that says the same of every pair."""

    def __init__(self, entailed: float = 0.0, contradicted: float = 0.0) -> None:
        self.scores = SupportScores(entailed, 1 - entailed - contradicted, contradicted)

    def judge(self, pairs) -> list[SupportScores]:
        return [self.scores for _ in pairs]
