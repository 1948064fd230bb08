"""Passages and pieces: whole sentences packed for word search and for embedding.

A passage is what BM25 scores and `search` returns; a piece is a part of it short enough for the
embedding model's attention. Both are cut so that parts of one stretch are alike in size rather
than full ones with a scrap at the end, and at paragraph breaks where that costs little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .errors import SettingsError
from .plain_text import plain_text
from .records import Document, RegionKind, Section, Sentence, Span

# What may lie between two sentences of one passage: list marks, a page number, a running head.
_WIDEST_GAP = 160
# How many sentences one passage or piece may hold: keeps packing linear on "A. B. C. ...".
_MOST_SENTENCES = 60
# Cost of cutting inside a paragraph, in units of a squared share of unused room.
_PARAGRAPH_COST = 0.12


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """Sizes of passages and pieces; part of a corpus's identity.

    Attributes:
        passage_characters: most characters of a passage of more than one sentence, 100-20,000.
        piece_tokens: most tokens of a piece of more than one sentence, 16-2,000.

    Raises:
        SettingsError: if a size is out of its range.
    """

    passage_characters: int = 960
    piece_tokens: int = 100

    def __post_init__(self) -> None:
        for name, low, high in (("passage_characters", 100, 20_000), ("piece_tokens", 16, 2_000)):
            value = getattr(self, name)
            if not low <= value <= high:
                raise SettingsError(f"{name} is {value}.", f"Give a number from {low} to {high}.")


@dataclass(frozen=True, slots=True)
class PassageUnit:
    """A passage before it has a source row.

    Attributes:
        span: from its first sentence's start to its last one's end.
        sentences: indices into the sentences it was made from, consecutive.
        pieces: spans of its pieces, in order, each of whole sentences.
        section: heading path, outermost first.
        kind: the kind of region all its sentences stand in.
    """

    span: Span
    sentences: tuple[int, ...]
    pieces: tuple[Span, ...]
    section: tuple[str, ...]
    kind: RegionKind


def split_passages(
    document: Document,
    sentences: Sequence[Sentence],
    settings: UnitSettings,
    count_tokens: Callable[[str], int],
) -> tuple[PassageUnit, ...]:
    """Pack sentences into passages and pieces.

    Args:
        document: the document the sentences are spans of.
        sentences: as `split_sentences` gives them, in order.
        settings: the sizes.
        count_tokens: tokens of a text under the embedding model; called once per sentence.

    Returns:
        Passages in order; each sentence is in exactly one, each passage within one section and
        one kind of region. A sentence longer than a limit stands alone.
    """
    units: list[PassageUnit] = []
    paths = _section_paths(document.sections, sentences)
    for first, last in _stretches(document.text, sentences, paths):
        members = sentences[first:last]
        starts = [sentence.span.start for sentence in members]
        ends = [sentence.span.end for sentence in members]
        breaks = [
            document.text.count("\n", ends[i - 1], starts[i]) > 0 for i in range(1, len(members))
        ]
        for begin, stop in pack(starts, ends, settings.passage_characters, breaks):
            indices = tuple(range(first + begin, first + stop))
            pieces = _pieces(document, [sentences[i] for i in indices], settings, count_tokens)
            units.append(
                PassageUnit(
                    Span(starts[begin], ends[stop - 1]),
                    indices,
                    tuple(pieces),
                    paths[first],
                    members[0].kind,
                )
            )
    return tuple(units)


def _pieces(
    document: Document,
    members: Sequence[Sentence],
    settings: UnitSettings,
    count_tokens: Callable[[str], int],
) -> Iterator[Span]:
    starts, ends, total = [], [], 0
    for sentence in members:
        words = plain_text(sentence.span.of(document.text), document.source.media_type)
        starts.append(total)
        total += max(1, count_tokens(words))
        ends.append(total)
    for begin, stop in pack(starts, ends, settings.piece_tokens):
        yield Span(members[begin].span.start, members[stop - 1].span.end)


def pack(
    starts: Sequence[int], ends: Sequence[int], limit: int, breaks: Sequence[bool] = ()
) -> list[tuple[int, int]]:
    """Cut a row of items into runs no longer than `limit`, as even as can be.

    The cut minimises the sum over runs of the squared share of `limit` left unused, plus a small
    cost for each cut that is not at a break: the paragraph-filling method of Knuth and Plass
    (1981), "Breaking Paragraphs into Lines", in linear time as a run holds at most 60 items.

    Args:
        starts: where each item begins, ascending.
        ends: where each item ends.
        limit: most of `ends[last] - starts[first]` for a run of more than one item.
        breaks: for each item but the first, whether a paragraph begins with it; empty: cuts cost
            nothing.

    Returns:
        Half-open ranges of item indices, in order, covering all items.
    """
    count = len(starts)
    best = [0.0] + [float("inf")] * count
    origin = [0] * (count + 1)
    for stop in range(1, count + 1):
        for begin in range(stop - 1, max(-1, stop - 1 - _MOST_SENTENCES), -1):
            size = ends[stop - 1] - starts[begin]
            if size > limit and stop - begin > 1:
                break
            slack = max(0.0, 1 - size / limit)
            cost = best[begin] + slack * slack
            if breaks and begin > 0 and not breaks[begin - 1]:
                cost += _PARAGRAPH_COST
            if cost < best[stop]:
                best[stop], origin[stop] = cost, begin
    runs: list[tuple[int, int]] = []
    stop = count
    while stop > 0:
        runs.append((origin[stop], stop))
        stop = origin[stop]
    return runs[::-1]


def _stretches(
    text: str, sentences: Sequence[Sentence], paths: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    """Ranges of adjacent sentences of one kind in one section."""
    first = 0
    for index in range(1, len(sentences) + 1):
        if index < len(sentences):
            before, here = sentences[index - 1], sentences[index]
            gap = here.span.start - before.span.end
            if (
                here.kind is before.kind
                and paths[index] == paths[index - 1]
                and (gap <= _WIDEST_GAP or not text[before.span.end : here.span.start].strip())
            ):
                continue
        if index > first:
            yield first, index
        first = index


def _section_paths(
    sections: Sequence[Section], sentences: Sequence[Sentence]
) -> list[tuple[str, ...]]:
    """The innermost section path of each sentence, in one sweep."""
    ordered = sorted(sections, key=lambda section: (section.span.start, -section.span.end))
    paths: list[tuple[str, ...]] = []
    open_sections: list[Section] = []
    following = 0
    for sentence in sentences:
        offset = sentence.span.start
        while following < len(ordered) and ordered[following].span.start <= offset:
            open_sections.append(ordered[following])
            following += 1
        open_sections = [section for section in open_sections if section.span.end > offset]
        deepest = max(open_sections, key=lambda section: len(section.path), default=None)
        paths.append(deepest.path if deepest else ())
    return paths
