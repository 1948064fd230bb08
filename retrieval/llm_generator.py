"""The LLM generator: a language model words the answer, and every sentence is proved or left out.

    ranked sentences -> prompt -> drafts, as they come -> proof -> statements shown as they pass
                                          -> failed: one repair round, then left out, on record

The extractive answer is already there when the model is asked. It is what is shown, announced,
whenever the model fails in any way or nothing it says passes; it keeps the model from silencing
a side; and where nothing was found that may answer, the model is not asked at all.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from index.plain_text import plain_text

from .answering import AnswerSettings, Event
from .citing import compose_text
from .evidence import cite_candidate
from .extractive import LIKELIEST, PartAnswer
from .judges import Verifier
from .llm_asking import Asking, Round
from .llm_faults import ModelFault
from .llm_models import OpenModel, open_model
from .llm_proof import Proof
from .llm_settings import LLMSettings
from .llm_sides import hear_all
from .llm_stream import Budget
from .prompts import Offered
from .query import Kind
from .ranking import Ranked, weights_for
from .records import Answer, Outcome, Statement, Support
from .short_answers import Found, cut_answer, group_answers
from .viewpoints import find_viewpoints
from .yes_no import verdicts

if TYPE_CHECKING:
    from index.corpus import Corpus

MOST_INVENTED = 20
MOST_STATEMENTS = 6


def word_answer(
    result: Answer,
    parts: Sequence[PartAnswer],
    corpus: Corpus,
    llm: Any,
    settings: AnswerSettings,
    names: Sequence[tuple[str, str]] = (),
) -> Generator[Event, None, Answer]:
    """Let a language model word an answer.

    Args:
        result: the finished extractive answer: the fallback.
        parts: what it was made of, with all ranked sentences.
        corpus: where everything is looked up.
        llm: a LangChain chat model, "provider:model", or an `OpenModel`.
        settings: of the answer; `settings.llm` governs the model.
        names: pairs that mean the same, besides the corpus' alias list.

    Yields:
        Events: "status", and "statement" for each that has passed.

    Returns:
        The model's answer, every statement proved; or `result` with a notice that says why.

    Raises:
        ModelError: there is no such model.
    """
    limits = settings.llm
    model = open_model(llm, limits)
    offered = offer_sentences(parts, corpus, settings)
    if not offered:
        told = f"{model.name} was not asked: no sentence comes near to answering."
        return (yield from _fall_back(result, told, asked=False))
    yield Event("status", f"Asking {model.name}")
    proof = Proof(corpus, offered, settings.judges_at_hand().verifier, limits)
    asking = Asking(model, proof, Budget(limits.total), result, [p.part.text for p in parts])
    first = Round()
    try:
        yield from asking.run(first)
        last = first
        if first.failed and limits.repairs and len(first.passed) < limits.statements:
            yield Event("status", "Checking again what did not pass")
            last = Round(passed=list(first.passed))
            yield from asking.repair(first, last)
    except ModelFault as fault:
        record = _record(first, first.failed)
        told = f"{model.name} {fault.fault.told}"
        return (yield from _fall_back(replace(result, **record), told))
    record = _record(first, last.failed if last is first else _still_failed(first, last))
    record["invented"] = _bounded([*first.invented, *last.invented])
    if not last.passed:
        told = f"Nothing that {model.name} wrote passed the check."
        if not first.drafts:
            told = f"{model.name} found no answer in the sentences it was given."
        return (yield from _fall_back(replace(result, **record), told))
    kept = last.passed[: limits.statements]
    missing = _missing(kept, parts, offered)
    kept, added = hear_all(kept, missing, result.statements, proof, MOST_STATEMENTS)
    for statement in added:
        yield Event("statement", statement.lead_in + statement.text, statement)
    aliases = (*corpus.aliases, *names)
    made = _assemble(replace(result, **record), [*kept, *added], parts, offered, settings, aliases)
    notices = _notices(model, made, len(added), first.altered or last.altered, result)
    return replace(made, engine=model.name, notices=notices)


def offer_sentences(
    parts: Sequence[PartAnswer], corpus: Corpus, settings: AnswerSettings
) -> tuple[Offered, ...]:
    """The ranked sentences a model may work from, grouped by document, in reading order.

    The best of every document comes first, then the best of all, down to the floor. A part whose
    best sentence stays below `LLMSettings.floor` of the operating point brings none.

    Returns:
        Empty where no part has anything that may answer.
    """
    limits = settings.llm
    judges = settings.judges_at_hand()
    best: dict[tuple[str, int], tuple[Ranked, int]] = {}
    for index, made in enumerate(parts):
        threshold = settings.choice.threshold
        if threshold is None:
            threshold = weights_for(made.part, judges).threshold
        if made.confidence < limits.floor * threshold or not made.ranked:
            continue
        for ranked in made.ranked:
            key = (ranked.candidate.source.id, ranked.candidate.position)
            enough = ranked.score >= limits.offered * threshold
            short = len(ranked.candidate.text) <= limits.sentence_characters
            if enough and short and (key not in best or best[key][0].score < ranked.score):
                best[key] = (ranked, index)
    chosen = _spread(sorted(best.values(), key=lambda pair: -pair[0].score), limits)
    order = {r.candidate.source.id: i for i, (r, _) in reversed(list(enumerate(chosen)))}
    chosen.sort(key=lambda pair: (order[pair[0].candidate.source.id], pair[0].candidate.position))
    return tuple(
        _offer(number, ranked, part, corpus) for number, (ranked, part) in enumerate(chosen, 1)
    )


def _offer(number: int, ranked: Ranked, part: int, corpus: Corpus) -> Offered:
    citation = cite_candidate(corpus, ranked)
    context = ""
    if citation.context is not None:
        text = corpus.document(citation.source.id).text
        context = plain_text(citation.context.of(text), citation.source.media_type)
    return Offered(number, ranked, part, citation, context)


def _spread(ranked: list[tuple[Ranked, int]], limits: LLMSettings) -> list[tuple[Ranked, int]]:
    heard: set[str] = set()
    first: list[tuple[Ranked, int]] = []
    rest: list[tuple[Ranked, int]] = []
    for pair in ranked:
        source = pair[0].candidate.source.id
        (rest if source in heard else first).append(pair)
        heard.add(source)
    kept = [*first, *rest][: limits.sentences]
    return sorted(kept, key=lambda pair: -pair[0].score)


def _record(first: Round, failed: Sequence[Statement]) -> dict[str, Any]:
    """What was left out and what was invented: kept on the answer whatever is shown."""
    return {"left_out": tuple(failed), "invented": _bounded(first.invented)}


def _bounded(invented: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(invented))[:MOST_INVENTED]


def _still_failed(first: Round, last: Round) -> list[Statement]:
    """What stays left out after the repair round: each claim once, as it was worded last."""
    repaired = [s for s in last.passed if s not in first.passed]
    left: list[Statement] = []
    for statement in first.failed:
        cited = _cited(statement)
        if any(cited & _cited(s) for s in repaired):
            continue
        again = next((s for s in last.failed if cited & _cited(s) and s not in left), None)
        left.append(again or statement)
    return left + [s for s in last.failed if s not in left and not _cited(s)]


def _cited(statement: Statement) -> set[tuple[str, object]]:
    return {(c.source.id, c.span or c.quote) for c in statement.citations}


def _fall_back(result: Answer, told: str, *, asked: bool = True) -> Generator[Event, None, Answer]:
    """The word-for-word answer, announced."""
    notice = told
    if not result.abstained:
        notice = f"{told} The answer shown is word for word from the documents."
    elif asked:
        notice = f"{told} No sentence of the documents was found to answer either."
    yield Event("status", notice)
    for statement in result.statements:
        yield Event("statement", statement.lead_in + statement.text, statement)
    return replace(result, notices=(*result.notices, notice))


def _missing(
    kept: Sequence[Statement], parts: Sequence[PartAnswer], offered: Sequence[Offered]
) -> list[Statement]:
    """The extractive statements of parts that the model passed over."""
    answered = {_part_of(s, offered) for s in kept}
    return [s for i, made in enumerate(parts) if i not in answered for s in made.statements]


def _part_of(statement: Statement, offered: Sequence[Offered]) -> int | None:
    """The part of the question a statement answers: that of its best cited sentence."""
    cited = _cited(statement)
    mine = [o for o in offered if (o.citation.source.id, o.citation.span) in cited]
    return max(mine, key=lambda o: o.ranked.score).part if mine else None


def _assemble(
    result: Answer,
    statements: Sequence[Statement],
    parts: Sequence[PartAnswer],
    offered: Sequence[Offered],
    settings: AnswerSettings,
    aliases: Sequence[Sequence[str]],
) -> Answer:
    """The answer made of proved statements, with short answers, viewpoints and coverage anew."""
    text, placed = compose_text(statements)
    verifier = settings.judges_at_hand().verifier
    short = _short(placed, parts, offered, verifier, settings)
    cited = {c.source.id for s in placed for c in s.citations}
    part_of = [_part_of(s, offered) for s in placed]
    answered = set(part_of)
    found_for = [None if i is None else parts[i].part for i in part_of]
    by_text = {s.text for s in placed}
    unanswered = tuple(
        p.part.written
        for i, p in enumerate(parts)
        if i not in answered and not any(s.text in by_text for s in p.statements)
    )
    return replace(
        result,
        text=text,
        statements=placed,
        short_answers=group_answers(
            [Found(w, i, placed[i].citations) for i, w in enumerate(short) if w is not None]
        ),
        abstained=False,
        unanswered=unanswered,
        viewpoints=find_viewpoints(placed, short, verifier, settings.relations, found_for, aliases),
        nearest=result.nearest if unanswered else (),
        coverage=tuple(
            replace(
                c,
                outcome=Outcome.SPEAKS
                if c.source_id in cited
                else Outcome.NOTHING_FOUND
                if c.outcome is Outcome.SPEAKS
                else c.outcome,
            )
            for c in result.coverage
        ),
    )


def _short(
    placed: Sequence[Statement],
    parts: Sequence[PartAnswer],
    offered: Sequence[Offered],
    verifier: Verifier | None,
    settings: AnswerSettings,
) -> list[str | None]:
    """For each statement the few words of the one sentence it cites that answer, if it has them."""
    found: list[str | None] = [None] * len(placed)
    decided: dict[int, list[tuple[int, Offered]]] = {}
    for index, statement in enumerate(placed):
        cited = _cited(statement)
        mine = [o for o in offered if (o.citation.source.id, o.citation.span) in cited]
        if len(mine) != 1:
            continue
        part = parts[mine[0].part].part
        if part.kind is Kind.YES_NO:
            decided.setdefault(mine[0].part, []).append((index, mine[0]))
            continue
        words = cut_answer(part, mine[0].ranked, settings.short_answer)
        found[index] = words if words is not None and words in statement.text else None
    for number, items in decided.items():
        made = parts[number]
        said = [(o.ranked, o.citation.attribution) for _, o in items]
        told, _ = verdicts(made.part, said, made.ranked[:LIKELIEST], verifier, settings.yes_no)
        for (index, _), verdict in zip(items, told, strict=True):
            found[index] = verdict
    return found


def _notices(
    model: OpenModel, made: Answer, added: int, altered: bool, result: Answer
) -> tuple[str, ...]:
    said = [*result.notices, f"Worded by {model.name}; every statement was checked."]
    if made.left_out:
        n = len(made.left_out)
        was = "statement was" if n == 1 else "statements were"
        said.append(
            f"{n} {was} left out: the cited sentences do not bear {'it' if n == 1 else 'them'}."
        )
    if any(s.support is Support.UNCHECKED for s in made.left_out):
        said.append("No support model is at hand, so only word-for-word statements are shown.")
    if made.invented:
        said.append(f"The model named sentences that do not exist: {len(made.invented)}.")
    if altered:
        said.append("Links and markup in the model's words were taken out.")
    if added:
        said.append("What the model passed over is quoted word for word.")
    return tuple(dict.fromkeys(said))
