"""The question that names no matter, as "What do the sources disagree about?" does.

Answered with the sentences of the documents that exclude each other by a figure, a date or a
denial (`disputes`), each pair cited. Views in other words are not compared here: where nothing is
found nothing is claimed, and the user is told to name a matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.plain_text import plain_text
from index.records import RegionKind, Source, SourceFilter, Span
from index.words import STOP_WORDS

from .choosing import same_words
from .citing import compose_text
from .disputes import Dispute, Told, find_disputes, names_of
from .evidence import cite_span
from .holders import are_translated, holders_in, works_of
from .lead_ins import lead_in, second_hand
from .records import Answer, Coverage, Outcome, Relation, Statement, Support, Viewpoint
from .short_answers import same_answer
from .viewpoints import PHRASE_CHARACTERS, with_sections

if TYPE_CHECKING:
    from index.corpus import Corpus

_DOCUMENTS = (
    r"(?:they|(?:(?:the|these|those|my|our|your|all|both|different|various|any|of|two|three|four"
    r"|five)\s+)*(?:sources?|documents?|texts?|articles?|papers?|reports?|authors?|writers?|files?"
    r"|books?|accounts?))"
)
_DIFFER = (
    r"(?:differ|disagree|diverge|conflict|clash|contradict)(?:\s+(?:with\s+|from\s+)?"
    r"(?:each\s+other|one\s+another|themselves))?"
)
_SPLITS = (
    r"(?:(?:main|biggest|important)\s+)?(?:disagreements?|differences?|contradictions?|conflicts?"
    r"|discrepanc(?:y|ies)|disputes?|points?\s+of\s+(?:disagreement|contention))"
)
_BETWEEN = rf"(?:\s+(?:between|among|amongst|across|in|of|within)\s+{_DOCUMENTS})?"
_FORMS = tuple(
    re.compile(rf"(?:and\s+|but\s+|so\s+)?{form}[\s?.!]*", re.I)
    for form in (
        (
            r"(?:what|where|how|(?:on|about|in|over)\s+(?:what|which)(?:\s+(?:ways?|points?|respects?"
            rf"|matters?|questions?|issues?))?)\s+do\s+{_DOCUMENTS}\s+(?:most\s+)?{_DIFFER}"
            r"(?:\s+(?:about|on|over|in))?"
        ),
        (
            rf"(?:do|does)\s+{_DOCUMENTS}\s+(?:ever\s+)?(?:{_DIFFER}|agree(?:\s+on\s+everything"
            r"|\s+with\s+(?:each\s+other|one\s+another))?|say\s+the\s+same(?:\s+things?)?)"
        ),
        rf"(?:what|which)\s+(?:are|is)\s+(?:the\s+)?{_SPLITS}{_BETWEEN}",
        rf"(?:are|is)\s+there\s+(?:any\s+|an?\s+)?{_SPLITS}{_BETWEEN}",
        (
            rf"(?:please\s+)?(?:list|show|find|name|tell)\s+(?:me\s+)?(?:all\s+|any\s+)?(?:the\s+)?"
            rf"{_SPLITS}{_BETWEEN}"
        ),
        rf"(?:which|what)\s+{_DOCUMENTS}\s+{_DIFFER}",
        r"what\s+(?:is|remains)\s+(?:disputed|contested|in\s+dispute)",
    )
)
_READ = frozenset({RegionKind.BODY})
# A question asserts nothing, and a pronoun's clause says of whom only in another sentence.
_OPEN = re.compile(
    r"\?[”\"’']?$|^\W*(?:He|She|It|They|This|These|That|Those|His|Her|Its|Their|We|Our|I|My)\b"
)
_MOST_SENTENCES = 4000
_MOST_DOCUMENTS = 400
_MOST_DISPUTES = 4
_MOST_EACH = 2
_BEFORE = 2
_FEWEST_WORDS = 4

NONE_FOUND = (
    "No two sentences were found that exclude each other by a figure, a date or a denial; views in "
    "other words are not compared without a matter. Name one, for example: “{0}”"
)
FOUND = (
    "Only figures, dates and denials are compared here. For views name a matter, for example: “{0}”"
)
DIFFERS = "Differ: {0}."
MORE = "{0} more differences were found and are not shown."
READ_ONLY = "Not all was compared: {0:,} sentences, from the beginning of the documents, were."


@dataclass(frozen=True, slots=True)
class _Side:
    """Sentences, by index, that tell the same value, or all assert, or all deny."""

    phrase: str
    told: list[int]


def asks_for_disagreements(question: str) -> bool:
    """Whether a question asks where documents differ and names no matter."""
    return any(form.fullmatch(question.strip()) for form in _FORMS)


def answer_disagreements(
    question: str,
    resolved: str | None,
    corpus: Corpus,
    sources: SourceFilter | Sequence[str] | None = None,
    seconds: float = 1.2,
) -> Answer | None:
    """What the documents tell otherwise than each other; None for every other question.

    Args:
        question: as asked.
        resolved: as resolved from the history; None where it is read as written.
        corpus: an open corpus.
        sources: which documents may be asked; None = all.
        seconds: how long sentences are compared at most.

    Returns:
        An answer with one viewpoint for each side of each dispute, `abstained` where none is
        found; its notices say what was compared and how to ask on.
    """
    if not asks_for_disagreements(resolved or question):
        return None
    asked = corpus.sources(sources)
    told, whole = _sentences(corpus, asked)
    found = [d for d in find_disputes(told, seconds) if not _are_one_text(told[d.one], told[d.two])]
    disputes = _joined(found, told)
    shown = disputes[:_MOST_DISPUTES]
    order = [i for sides in shown for side in sides for i in side.told]
    copies = {i: [i, *(j for j in order if j != i and _is_copy(told[i], told[j]))] for i in order}
    firsts = [i for i in order if order.index(i) == min(map(order.index, copies[i]))]
    place = {j: n for n, i in enumerate(firsts) for j in copies[i]}
    text, placed = compose_text([_stated(corpus, [told[j] for j in copies[i]]) for i in firsts])
    example = f"Where do the sources differ on {_matter(asked)}?"
    notices = [(FOUND if shown else NONE_FOUND).format(example)]
    notices += [DIFFERS.format(_pair(sides, placed, place)) for sides in shown]
    if len(disputes) > len(shown):
        notices.append(MORE.format(len(disputes) - len(shown)))
    if not whole:
        notices.append(READ_ONLY.format(len(told)))
    return Answer(
        question=question,
        rewritten=resolved,
        text=text,
        statements=placed,
        abstained=not placed,
        unanswered=() if placed else (resolved or question,),
        viewpoints=_viewpoints(shown, placed, place),
        coverage=_coverage(corpus, asked, placed),
        notices=tuple(notices),
        generation=corpus.generation,
    )


def _sentences(corpus: Corpus, asked: Sequence[Source]) -> tuple[list[Told], bool]:
    """Sentences that can be understood alone, and whether all of them were read."""
    whole = len(asked) <= _MOST_DOCUMENTS
    asked = asked[:_MOST_DOCUMENTS]
    spans = {s.id: [x.span for x in corpus.sentences(s.id) if x.kind in _READ] for s in asked}
    told: list[Told] = []
    left = _MOST_SENTENCES
    # The short ones first, so that what they leave goes to the long ones.
    ordered = sorted(asked, key=lambda s: len(spans[s.id]))
    for place, source in enumerate(ordered):
        most = left // (len(ordered) - place)
        whole = whole and len(spans[source.id]) <= most
        left -= min(most, len(spans[source.id]))
        told += _of_document(corpus, source, spans[source.id][:most])
    return told, whole


def _of_document(corpus: Corpus, source: Source, spans: Sequence[Span]) -> Iterator[Told]:
    document = corpus.document(source.id)
    before: list[frozenset[str]] = []
    for span in spans:
        text = " ".join(plain_text(span.of(document.text), source.media_type).split())
        section = document.section_at(span.start)
        around = names_of(" ".join((source.title or "", *section)))
        told = Told(source, span, text, around.union(*before[-_BEFORE:]))
        before.append(told.names)
        if len(text.split()) >= _FEWEST_WORDS and not _OPEN.search(text):
            yield told


def _are_one_text(one: Told, two: Told) -> bool:
    """Whether one of two documents translates the other: figures are not read across languages."""
    return are_translated(one.source, two.source, works_of((one.source, two.source)))


def _joined(found: Sequence[Dispute], told: Sequence[Told]) -> list[list[_Side]]:
    """Disputes that share a sentence as one, in sides: values first, then of most documents."""
    groups: list[list[Dispute]] = []
    for dispute in found:
        near = [g for g in groups if any({d.one, d.two} & {dispute.one, dispute.two} for d in g)]
        same = [g for g in near if (g[0].values is None) == (dispute.values is None)]
        if same:
            same[0].append(dispute)
        elif not near:
            groups.append([dispute])
    sided = [(group[0].values is None, _sides(group, told)) for group in groups]
    documents = [len({told[i].source.id for s in sides for i in s.told}) for _, sides in sided]
    order = sorted(range(len(sided)), key=lambda g: (sided[g][0], -documents[g]))
    return [sided[g][1] for g in order]


def _sides(group: Sequence[Dispute], told: Sequence[Told]) -> list[_Side]:
    sides: list[_Side] = []
    for dispute in group:
        for index, value in zip(
            (dispute.one, dispute.two), dispute.values or ("", ""), strict=True
        ):
            phrase = value or ("denied" if told[index].denies else "asserted")
            side = next((s for s in sides if _is_same(s.phrase, phrase)), None)
            if side is None:
                side = _Side(phrase, [])
                sides.append(side)
            if index not in side.told and len(side.told) < _MOST_EACH:
                side.told.append(index)
    return [side for side in sides if side.told]


def _is_same(one: str, two: str) -> bool:
    return one.casefold() == two.casefold() or same_answer(one, two)


def _is_copy(one: Told, two: Told) -> bool:
    return one.source.id != two.source.id and same_words(one.text, two.text)


def _stated(corpus: Corpus, copies: Sequence[Told]) -> Statement:
    """The statement of a sentence with all its copies cited, a signed one first."""
    signed = sorted(copies, key=lambda t: not t.source.authors)
    citations = tuple(cite_span(corpus, t.source.id, t.span) for t in signed)
    text = " ".join(citations[0].quote.split())
    return Statement(text, lead_in(citations[0]), Span(0, 0), citations, Support.QUOTED)


def _viewpoints(
    disputes: Sequence[Sequence[_Side]],
    statements: Sequence[Statement],
    place: dict[int, int],
) -> tuple[Viewpoint, ...]:
    among = [c for s in statements for c in s.citations]
    views: list[Viewpoint] = []
    for sides in disputes:
        made: list[Viewpoint] = []
        for side in sides:
            said = [statements[n] for n in _places(side, place)]
            quote = said[0].citations[0].quote
            phrase = side.phrase if side.phrase in quote else quote[:PHRASE_CHARACTERS]
            made.append(
                Viewpoint(
                    holders=holders_in(said, among),
                    phrase=phrase,
                    statements=_places(side, place),
                    relation=Relation.DIFFERENT if views or made else Relation.SAME,
                    second_hand=all(second_hand(c) for s in said for c in s.citations),
                )
            )
        views += with_sections(made, statements)
    return tuple(views)


def _places(side: _Side, place: dict[int, int]) -> tuple[int, ...]:
    """The statements of a side, each once."""
    return tuple(dict.fromkeys(place[i] for i in side.told))


def _pair(sides: Sequence[_Side], statements: Sequence[Statement], place: dict[int, int]) -> str:
    """The sides of one dispute in a line: "“4 million” [1] and “6 million” [2]"."""
    told = []
    for side in sides:
        said = [statements[n] for n in _places(side, place)]
        marks = " ".join(f"[{c.marker}]" for s in said for c in s.citations)
        is_value = side.phrase in said[0].citations[0].quote
        told.append(f"“{side.phrase}” {marks}" if is_value else f"{side.phrase} in {marks}")
    return " and ".join((", ".join(told[:-1]), told[-1]))


def _coverage(
    corpus: Corpus, asked: Sequence[Source], statements: Sequence[Statement]
) -> tuple[Coverage, ...]:
    cited = {c.source.id for s in statements for c in s.citations}
    heard = {s.id for s in asked}
    return tuple(
        Coverage(
            source.id,
            Outcome.SPEAKS
            if source.id in cited
            else Outcome.NOTHING_FOUND
            if source.id in heard
            else Outcome.NOT_SEARCHED,
        )
        for source in corpus.sources()
    )


def _matter(asked: Sequence[Source]) -> str:
    """A word of the most titles, as an example of a matter; else one that fits anywhere."""
    written: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    for source in asked:
        titled = re.findall(r"[^\W\d_]{3,}", source.title or "")
        for word in titled:
            written.setdefault(word.casefold(), set()).add(word.title() if word.isupper() else word)
        counts.update({w.casefold() for w in titled} - STOP_WORDS)
    best = [word for word, count in counts.most_common() if count > 1]
    plain = next((w for w in best if w in written[w]), None)
    if plain:
        return f"the {plain}"
    return min(written[best[0]]) if best else "the cost of the harbour"
