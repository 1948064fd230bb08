"""Asking: question in, checked answer out.

    question (+ history) -> parts -> passages of every document -> sentences, ranked
        -> generator -> statements, each proved -> short answers, viewpoints -> Answer

`answer` and `stream_answer` are the public doors; `ask` also tells how sure the choice was.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from index.records import Passage, Source, SourceFilter

from .choosing import ChoiceSettings
from .citing import compose_text
from .coverage import cover
from .disagreements import answer_disagreements
from .extractive import PartAnswer, answer_part
from .followup import History, resolve_followup, resolve_parts
from .judges import Judges, load_judges
from .llm_settings import LLMSettings
from .metadata_answers import (
    answer_from_metadata,
    documents_of_it,
    name_document,
    read_parts_of_documents,
    tell_part,
)
from .metadata_questions import asks_what_it_says
from .query import Part, check_question, split_parts
from .records import Answer, Statement
from .search import SearchSettings, by_meaning
from .short_answers import Found, group_answers
from .viewpoints import RelationSettings, find_viewpoints
from .wording import Wording, widen

if TYPE_CHECKING:
    from index.corpus import Corpus


@dataclass(frozen=True, slots=True)
class AnswerSettings:
    """What governs an answer.

    Attributes:
        question_characters: longest question read.
        depth: passages taken from the ranking over all documents, 1 to 50.
        documents: most documents asked.
        read: passages the judges read.
        read_sentences: sentences the reader reads.
        nearest: passages shown where nothing answers.
        judges: None takes the bundled models; `Judges()` switches all of them off.
        search: fusion and what is searched.
        choice: how much is said, and from which probability on.
        relations: when statements count as the same or as different.
        short_answer: least probability of the reader's span for a short answer, 0 to 1.
        yes_no: least probability of the verifier for a yes or a no, 0 to 1.
        llm: deadlines and limits of a language model, where one is given.
    """

    question_characters: int = 4000
    depth: int = 20
    documents: int = 50
    read: int = 16
    read_sentences: int = 40
    nearest: int = 3
    judges: Judges | None = None
    search: SearchSettings = field(default_factory=SearchSettings)
    choice: ChoiceSettings = field(default_factory=ChoiceSettings)
    relations: RelationSettings = field(default_factory=RelationSettings)
    short_answer: float = 0.35
    yes_no: float = 0.8
    llm: LLMSettings = field(default_factory=LLMSettings)

    def judges_at_hand(self) -> Judges:
        """The judges given, else the bundled ones."""
        return load_judges() if self.judges is None else self.judges


@dataclass(frozen=True, slots=True)
class Event:
    """A step of `stream_answer`.

    Attributes:
        kind: "status" (what is being done, in `text`), "statement" (one that has passed every
            check) or "answer" (the last event, the same `Answer` that `answer` returns).
    """

    kind: Literal["status", "statement", "answer"]
    text: str = ""
    statement: Statement | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer and the probability, 0 to 1, that any of the sentences found answers."""

    answer: Answer
    confidence: float


Sources = SourceFilter | Sequence[str] | None


def answer(
    question: str,
    corpus: Corpus,
    *,
    history: History = (),
    llm: Any = None,
    sources: Sources = None,
    settings: AnswerSettings | None = None,
) -> Answer:
    """Answer a question from the documents of a corpus, every sentence cited and checked.

    Args:
        question: up to 4,000 characters.
        corpus: an open corpus.
        history: earlier turns, oldest first: (question, answer as `Answer` or string).
        llm: None for word-for-word answers; a LangChain chat model, or "provider:model".
        sources: which documents to ask: a `SourceFilter`, or their ids.
        settings: see `AnswerSettings`.

    Returns:
        The answer; `abstained` where the documents do not say.

    Raises:
        QuestionError: the question is empty, holds no word, or is too long.
        ModelError: `llm` names no model that can be made. A model that fails later is
            answered for by the word-for-word answer and a notice.
    """
    return ask(
        question, corpus, history=history, llm=llm, sources=sources, settings=settings
    ).answer


def stream_answer(
    question: str,
    corpus: Corpus,
    *,
    history: History = (),
    llm: Any = None,
    sources: Sources = None,
    settings: AnswerSettings | None = None,
) -> Iterator[Event]:
    """The same as `answer`, step by step: statements appear when they have passed.

    Yields:
        Events; the last is the answer.
    """
    asked = yield from _steps(question, corpus, history, llm, sources, settings or AnswerSettings())
    yield Event("answer", answer=asked.answer)


def ask(
    question: str,
    corpus: Corpus,
    *,
    history: History = (),
    llm: Any = None,
    sources: Sources = None,
    settings: AnswerSettings | None = None,
) -> Asked:
    """`answer`, with the confidence of the choice: what abstention was decided by."""
    steps = _steps(question, corpus, history, llm, sources, settings or AnswerSettings())
    while True:
        try:
            next(steps)
        except StopIteration as done:
            asked: Asked = done.value
            return asked


def _steps(
    question: str,
    corpus: Corpus,
    history: History,
    llm: Any,
    sources: Sources,
    settings: AnswerSettings,
) -> Generator[Event, None, Asked]:
    began = time.perf_counter()
    question = check_question(question, settings.question_characters)
    asked = corpus.sources(sources)
    of_it = tuple(s for s in documents_of_it(question, history) if s in asked)
    if llm is not None:
        from .llm_models import open_model

        llm = open_model(llm, settings.llm)
    if of_it:
        resolved = name_document(question, of_it[0]) if len(of_it) == 1 else None
    elif llm is None:
        resolved = resolve_followup(question, history)
    else:
        from .llm_followup import resolve_with_model

        resolved = resolve_with_model(question, history, llm, settings.llm)
    text = resolved or question
    if not asked:
        empty = _nothing_to_ask(question, corpus, sources)
        return Asked(replace(empty, seconds=time.perf_counter() - began), 0.0)
    yield Event("status", f"Searching {len(asked)} document{'s' * (len(asked) != 1)}")
    known = answer_from_metadata(question, resolved, corpus, sources, of_it)
    if known is None:
        known = answer_disagreements(question, resolved, corpus, sources)
    if known is not None:
        for statement in known.statements:
            yield Event("statement", statement.lead_in + statement.text, statement)
        seconds = time.perf_counter() - began
        return Asked(replace(known, seconds=seconds), float(not known.abstained))
    wording = widen(text, corpus, sources)
    judges = settings.judges_at_hand()
    parts: list[PartAnswer] = []
    for made in _answer_parts(text, wording, corpus, judges, settings, sources):
        parts.append(made)
        for statement in made.statements if llm is None else ():
            yield Event("statement", statement.lead_in + statement.text, statement)
    result = _assemble(question, resolved, parts, wording, corpus, judges, settings, sources)
    if llm is not None:
        from .llm_generator import word_answer

        result = yield from word_answer(result, parts, corpus, llm, settings, wording.names)
    confidence = max((p.confidence for p in parts), default=0.0)
    return Asked(replace(result, seconds=time.perf_counter() - began), confidence)


def _answer_parts(
    text: str,
    wording: Wording,
    corpus: Corpus,
    judges: Judges,
    settings: AnswerSettings,
    sources: Sources,
) -> Iterator[PartAnswer]:
    """The parts one by one: what is asked about a document is read from its own lines.

    "When was the report published, and what does it say about the levy?": the second part is put
    to that report alone.
    """
    parts = resolve_parts(split_parts(text))
    meant: tuple[Source, ...] = ()
    for part, about in zip(parts, read_parts_of_documents(parts, corpus, sources), strict=True):
        if about is not None:
            meant = about.sources
            yield tell_part(part, about, corpus)
            continue
        own = meant if asks_what_it_says(part.written) else ()
        made = answer_part(
            part, wording, corpus, judges, settings, [s.id for s in own] if own else sources
        )
        if own:
            notice = f"“{part.written}” was put only to {', '.join(s.label for s in own)}."
            made = replace(made, notices=(*made.notices, notice))
        else:
            meant = ()
        yield made


def _assemble(
    question: str,
    resolved: str | None,
    parts: Sequence[PartAnswer],
    wording: Wording,
    corpus: Corpus,
    judges: Judges,
    settings: AnswerSettings,
    sources: Sources,
) -> Answer:
    """The answer made of its parts."""
    statements: list[Statement] = []
    short: list[str | None] = []
    found_for: list[Part] = []
    for made in parts:
        for statement, words in zip(made.statements, made.short, strict=True):
            if statement not in statements:
                statements.append(statement)
                short.append(words)
                found_for.append(made.part)
    names = (*corpus.aliases, *wording.names)
    text, placed = compose_text(statements)
    found = [
        Found(words, i, placed[i].citations) for i, words in enumerate(short) if words is not None
    ]
    notices = [*wording.notices, *(n for made in parts for n in made.notices)]
    notices += _searched_by_words(resolved or question, corpus, sources)
    return Answer(
        question=question,
        rewritten=resolved,
        text=text,
        statements=placed,
        short_answers=group_answers(found),
        abstained=not placed,
        unanswered=tuple(p.part.written for p in parts if not p.statements),
        viewpoints=find_viewpoints(
            placed, short, judges.verifier, settings.relations, found_for, names
        ),
        nearest=_nearest(parts, settings.nearest) if any(not p.statements for p in parts) else (),
        coverage=cover(corpus, placed, parts, sources),
        notices=tuple(dict.fromkeys(notices)),
        generation=corpus.generation,
    )


def _searched_by_words(question: str, corpus: Corpus, sources: Sources) -> list[str]:
    """One line where documents could not be searched by meaning."""
    asked = corpus.sources(sources)
    rest = len(asked) - len(by_meaning(question, corpus, asked))
    if not rest:
        return []
    which = "The documents were"
    if rest < len(asked):
        which = f"{rest} of {len(asked)} documents {'was' if rest == 1 else 'were'}"
    return [f"{which} searched by words only: the model knows English."]


def _nearest(parts: Sequence[PartAnswer], most: int) -> tuple[Passage, ...]:
    """The nearest passages of the parts that nothing answers, each once."""
    found: dict[tuple[str, int], Passage] = {}
    for made in parts:
        if not made.statements:
            ranked = [r.candidate.passage for r in made.ranked[: 2 * most]]
            for passage in (*ranked, *made.passages[:most]):
                found.setdefault((passage.source.id, passage.span.start), passage)
    return tuple(found.values())[:most]


def _nothing_to_ask(question: str, corpus: Corpus, sources: Sources) -> Answer:
    """There is no document to ask: say which of the two reasons it is."""
    notice = "There are no documents yet. Add some: vouch index PATH"
    if sources is not None and corpus.sources():
        notice = "No document fits the filter. Widen it to ask the others."
    parts = split_parts(question)
    return Answer(
        question=question,
        abstained=True,
        unanswered=tuple(p.written for p in parts),
        coverage=cover(corpus, (), (), sources),
        notices=(notice,),
        generation=corpus.generation,
    )
