"""The extractive generator: sentences that answer, word for word, each with its proof."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from index.records import Passage, RegionKind, Source, SourceFilter
from index.words import stem

from .answered_turns import answered_first
from .asked_documents import document_asked
from .asked_holders import as_own_deed, documents_of, holder_asked, without_holder
from .candidates import CITABLE, gather_passages, sentences_of
from .choosing import Choice, choose_sentences
from .evidence import state
from .fitting import Misfit, misfit
from .governors import needs_context
from .judges import Judges
from .own_deeds import not_anothers_own
from .premises import DENIED, UNTOLD, denials, is_told, premise_of
from .query import Kind, Part, asks_in_words, read_part
from .ranking import Ranked, confidence_of, rank_sentences, read_passages, weights_for
from .records import Statement
from .search import by_meaning, search
from .short_answers import cut_answer
from .spelling import absent_names
from .table_rows import is_row
from .told_by import speaks, told_by
from .told_causes import causes_first
from .who_is import described_as, name_asked, those_that_tell, told_first
from .wording import Wording
from .yes_no import deniers, verdicts

if TYPE_CHECKING:
    from index.corpus import Corpus

    from .answering import AnswerSettings

NOT_THERE = "Nothing was found in {0} that answers this; all documents were asked."
NOT_HEARD = "Nothing was found that {0} says on this; here is what others say."
AT_LEAST = "A list from the sentences found: at least these; others may not have been found."
NOWHERE = "“{0}” stands in none of the documents."
A_ROW = "A row of a table is cited: read it under the header shown beside it."
CONTEXT_NEEDED = "Context needed: a sentence below depends on one that was not found before it."

LIKELIEST = 8
_STEMS: WeakKeyDictionary[Corpus, tuple[int, Mapping[str, int]]] = WeakKeyDictionary()
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """What the documents say to one part of a question.

    Attributes:
        short: each statement's short answer, None where there is none.
        confidence: probability that any of the best sentences answers, 0 to 1.
        ranked: all sentences judged, best first: what a language model may work from.
        passages: the passages read, best first.
        heard: ids of the documents that were asked.
    """

    part: Part
    statements: tuple[Statement, ...] = ()
    short: tuple[str | None, ...] = ()
    confidence: float = 0.0
    ranked: tuple[Ranked, ...] = ()
    passages: tuple[Passage, ...] = ()
    heard: frozenset[str] = frozenset()
    notices: tuple[str, ...] = ()


def answer_part(
    part: Part,
    wording: Wording,
    corpus: Corpus,
    judges: Judges,
    settings: AnswerSettings,
    sources: SourceFilter | Sequence[str] | None = None,
) -> PartAnswer:
    """Ask every document one part of a question and choose the sentences that answer it.

    A part that asks for somebody's view is put to that holder's own documents first, where there
    are any, else to what that holder is quoted or reported as saying; if neither says it, to all.
    So does one that names a document by its kind ("the thesis").
    """
    name = holder_asked(part.text)
    asked = corpus.sources(sources)
    put_to = document_asked(part.text, asked)
    if put_to is not None:
        narrowed = read_part(put_to.question, part.written)
        ids = tuple(source.id for source in put_to.documents)
        made = _answer(narrowed, wording, corpus, judges, settings, ids)
        if made.statements:
            return replace(made, notices=(*made.notices, _only(put_to.named, put_to.documents)))
        made = _answer(narrowed, wording, corpus, judges, settings, sources)
        if any(s.citations[0].source in put_to.documents for s in made.statements):
            return made
        return replace(made, notices=(*made.notices, NOT_THERE.format(put_to.named)))
    own = documents_of(name, asked) if name else ()
    if name and own and len(own) < len(asked):
        narrowed = read_part(without_holder(part.text, name), part.written)
        ids = tuple(source.id for source in own)
        made = _answer(narrowed, wording, corpus, judges, settings, ids)
        if made.statements:
            return replace(made, notices=(*made.notices, _only(f"{name}'s own documents", own)))
    if name and not own:
        plain = read_part(without_holder(part.text, name), part.written)
        made = _answer(plain, wording, corpus, judges, settings, sources, told_by_whom=name)
        if made.statements:
            return replace(made, notices=(*made.notices, f"Only what {name} is heard to say."))
    made = _answer(part, wording, corpus, judges, settings, sources)
    if name and made.statements and not any(speaks(name, s) for s in made.statements):
        return replace(made, notices=(*made.notices, NOT_HEARD.format(name)))
    deed = None if name or made.statements else as_own_deed(part.text, asked)
    if deed is None:
        return made
    ids = tuple(source.id for source in documents_of(deed[1], asked))
    told = _answer(read_part(deed[0], part.written), wording, corpus, judges, settings, ids)
    return told if told.statements else made


def _only(named: str, documents: Sequence[Source]) -> str:
    return f"Put to {named} only: {'; '.join(source.label for source in documents[:3])}."


def _answer(
    part: Part,
    wording: Wording,
    corpus: Corpus,
    judges: Judges,
    settings: AnswerSettings,
    sources: SourceFilter | Sequence[str] | None,
    told_by_whom: str | None = None,
) -> PartAnswer:
    question = wording.widened(part.text)
    passages, heard = _gather(part, question, corpus, settings, sources)
    spelt = replace(
        read_part(wording.corrected(part.text), part.written),
        also=wording.names,
    )
    reads = read_passages(spelt, _to_read(passages, settings.read), judges, most=settings.read)
    kinds = CITABLE | {RegionKind.BIBLIOGRAPHY} if part.kind is Kind.REFERENCE else CITABLE
    found = sentences_of((r.passage for r in reads), corpus, kinds)
    candidates = those_that_tell(spelt, found)
    if told_by_whom:
        candidates = told_by(told_by_whom, candidates, corpus)
    rarity = rarity_of(spelt, corpus)
    ranked = rank_sentences(
        spelt,
        candidates,
        reads,
        judges,
        most=settings.read_sentences,
        rarity=rarity,
        absent=absent_share(spelt, corpus, rarity),
    )
    ranked = answered_first(spelt, ranked, corpus, [r.passage for r in reads])
    ranked = not_anothers_own(spelt, ranked, corpus)
    if told_by_whom:
        ranked = [r for r in ranked if told_by(told_by_whom, (r.candidate,), corpus)]
    names = spelt.names
    if not by_meaning(question, corpus, corpus.sources(sources)):
        # What no judge can read is answered only by what holds a word of it; "Quand" is no name.
        ranked = [r for r in ranked if r.features["overlap"]]
        names = names[1:] if names and spelt.text.startswith(names[0]) else names
    fit = causes_first(spelt, told_first(spelt, ranked)) if asks_in_words(spelt) else []
    choices = choose_sentences(spelt, fit, settings.choice, weights_for(spelt, judges).threshold)
    notices: list[str] = []
    unknown = absent_names(names, corpus.vocabulary(None), spelt.also)
    if unknown:
        choices = []
        notices += [NOWHERE.format(name) for name in unknown]
    else:
        choices, told = _denied(spelt, ranked, choices, judges, settings)
        notices += told
        against = deniers(spelt, [c.ranked for c in choices], ranked[:LIKELIEST])
        choices += [Choice(item) for item in against]
    statements = tuple(state(corpus, c) for c in choices)
    notices += _read_with_care(spelt, statements)
    short, doubts = _short(spelt, choices, statements, ranked, judges, settings)
    notices += doubts
    return PartAnswer(
        part=part,
        statements=statements,
        short=short,
        confidence=0.0 if unknown else confidence_of(fit),
        ranked=tuple(ranked),
        passages=tuple(r.passage for r in reads),
        heard=heard,
        notices=tuple(notices),
    )


def _gather(
    part: Part,
    question: str,
    corpus: Corpus,
    settings: AnswerSettings,
    sources: SourceFilter | Sequence[str] | None,
) -> tuple[list[Passage], frozenset[str]]:
    """The passages to read, best first, bibliographies where works are asked for; who was heard."""
    passages, heard = gather_passages(
        question,
        corpus,
        depth=settings.depth,
        documents=settings.documents,
        sources=sources,
        settings=settings.search,
    )
    if part.kind is Kind.REFERENCE:
        works = replace(settings.search, bibliography=True)
        passages += search(question, corpus, settings.depth, sources=sources, settings=works)
    return passages, heard


def _read_with_care(part: Part, statements: Sequence[Statement]) -> list[str]:
    """What a reader should know of the statements before trusting them to be all, or to stand."""
    notices = [AT_LEAST] if part.kind is Kind.LIST and statements else []
    if any(needs_context(s.citations[0]) for s in statements):
        notices.append(CONTEXT_NEEDED)
    if any(_is_headed_row(s) for s in statements):
        notices.append(A_ROW)
    return notices


def _is_headed_row(statement: Statement) -> bool:
    first = statement.citations[0]
    return first.context is not None and is_row(first.quote)


def _short(
    part: Part,
    choices: Sequence[Choice],
    statements: Sequence[Statement],
    ranked: Sequence[Ranked],
    judges: Judges,
    settings: AnswerSettings,
) -> tuple[tuple[str | None, ...], tuple[str, ...]]:
    """Each statement's short answer, and what a reader should know of them."""
    if name_asked(part.text):
        return tuple(described_as(part, s) for s in statements), ()
    if part.kind is not Kind.YES_NO:
        # Which cell of a row is meant, only its column tells: a row gives no short answer.
        said_briefly = zip(choices, statements, strict=True)
        return tuple(
            None
            if is_row(s.citations[0].quote)
            else cut_answer(part, c.ranked, settings.short_answer)
            for c, s in said_briefly
        ), ()
    speakers = [statement.citations[0].attribution for statement in statements]
    said = list(zip((c.ranked for c in choices), speakers, strict=True))
    return verdicts(part, said, ranked[:LIKELIEST], judges.verifier, settings.yes_no)


def _denied(
    part: Part,
    ranked: Sequence[Ranked],
    choices: list[Choice],
    judges: Judges,
    settings: AnswerSettings,
) -> tuple[list[Choice], list[str]]:
    """What was chosen, or the sentence that denies what the question takes for granted.

    It is given where nothing was chosen, or nothing that shares as many of the question's words.
    """
    said = max((choice.ranked.features.get("overlap", 0.0) for choice in choices), default=-1.0)
    nearer = [r for r in ranked[:LIKELIEST] if r.features.get("overlap", 0.0) > said]
    if choices and all(misfit(part, r.candidate) is not Misfit.POLARITY for r in nearer):
        return choices, []
    premise = premise_of(part)
    if premise is None:
        return choices, []
    denied = denials(premise, ranked, judges.verifier, settings.yes_no)[:1]
    if not denied and (choices or is_told(part, premise, ranked)):
        return choices, []
    return [Choice(item) for item in denied], [(DENIED if denied else UNTOLD).format(premise)]


def rarity_of(part: Part, corpus: Corpus) -> Mapping[str, float]:
    """Inverse document frequency of each of the question's stems, over passages.

    ln(1 + (N - n + 0.5) / (n + 0.5)), as in BM25 (Robertson and Zaragoza 2009), with N the count
    of the corpus' most frequent word.
    """
    counts = stem_counts(corpus)
    most = max(counts.values(), default=1)
    weights = {}
    for term in part.terms:
        held = counts.get(stem(term), 0)
        weights[stem(term)] = math.log(1 + (most - min(held, most) + 0.5) / (held + 0.5))
    return weights


def stem_counts(corpus: Corpus) -> Mapping[str, int]:
    """Stem -> passages that hold its most frequent form; counted once per generation."""
    with _LOCK:
        known = _STEMS.get(corpus)
    if known is not None and known[0] == corpus.generation:
        return known[1]
    counts: dict[str, int] = {}
    for word, held in corpus.vocabulary(None).items():
        stemmed = stem(word)
        counts[stemmed] = max(held, counts.get(stemmed, 0))
    with _LOCK:
        _STEMS[corpus] = (corpus.generation, counts)
    return counts


def absent_share(part: Part, corpus: Corpus, rarity: Mapping[str, float]) -> float:
    """The share, 0 to 1, of a question's words of which no document holds any form."""
    held = stem_counts(corpus).keys()
    wanted = {stem(term) for term in part.terms}
    total = sum(rarity.get(t, 1.0) for t in wanted)
    return sum(rarity.get(t, 1.0) for t in wanted - held) / total if total else 0.0


def _to_read(passages: Sequence[Passage], most: int) -> list[Passage]:
    """The best passages, and the best one of every document beyond them."""
    chosen = list(passages[:most])
    heard = {p.source.id for p in chosen}
    for passage in passages[most:]:
        if passage.source.id not in heard:
            chosen.append(passage)
            heard.add(passage.source.id)
    return chosen
