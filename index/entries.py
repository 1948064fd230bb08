"""Bibliographies: where they begin and end, and one region for each entry.

A bibliography begins under its title, or without one where four strict entries follow each other.
Entries come one per line, wrapped over several lines, or torn by a blank line before a long
address: paragraphs that hold several are cut, those that hold part of one are joined.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import shapes
from .drafts import Draft
from .records import BlockKind, RegionKind, Span

# Titles that also head ordinary sections: believed only when half of what follows are entries.
_AMBIGUOUS = frozenset({"sources", "literature", "further reading", "quellen", "kaynaklar", "note"})
_RECLAIMED = frozenset({None, RegionKind.NOTES, RegionKind.CAPTION})


def mark_bibliography(text: str, drafts: list[Draft]) -> list[Draft]:
    """Claim bibliographies, then cut and join their paragraphs so that each holds one entry.

    Args:
        text: the document's text.
        drafts: all its paragraphs; headings must be marked.

    Returns:
        The paragraphs with entries in place of the paragraphs they stood in.
    """
    result: list[Draft] = []
    index = 0
    while index < len(drafts):
        draft = drafts[index]
        start = index
        if draft.kind is RegionKind.HEADING and (
            shapes.title_word(draft.text) in shapes.BIBLIOGRAPHY_TITLES
        ):
            start = index + 1
            end = _bibliography_end(drafts, start, draft)
        else:
            end = _untitled_entries_end(drafts, start)
        if end <= start:
            result.append(draft)
            index += 1
            continue
        result.extend(drafts[index:start])
        stretch = drafts[start:end]
        for entry in stretch:
            if entry.kind in _RECLAIMED and entry.block not in (BlockKind.NOTE, BlockKind.CAPTION):
                entry.kind = RegionKind.BIBLIOGRAPHY
        for spans_of, group in _runs(stretch):
            if spans_of is RegionKind.BIBLIOGRAPHY:
                spans = split_entries(text, [entry.span for entry in group])
                result.extend(
                    Draft(span, span.of(text), BlockKind.PARAGRAPH, RegionKind.BIBLIOGRAPHY)
                    for span in spans
                )
            else:
                result.extend(group)
        index = end
    return result


def _runs(drafts: list[Draft]) -> list[tuple[RegionKind | None, list[Draft]]]:
    runs: list[tuple[RegionKind | None, list[Draft]]] = []
    for draft in drafts:
        if not runs or runs[-1][0] is not draft.kind:
            runs.append((draft.kind, []))
        runs[-1][1].append(draft)
    return runs


def _bibliography_end(drafts: list[Draft], start: int, title: Draft) -> int:
    """Where the bibliography under `title` ends; `start` if what follows is not one."""
    sample = [draft.text for draft in drafts[start : start + 8] if draft.kind is None][:5]
    entries = sum(shapes.is_entry(text) for text in sample)
    ambiguous = shapes.title_word(title.text) in _AMBIGUOUS
    if not entries or (ambiguous and entries * 2 < len(sample)):
        return start
    for index in range(start, len(drafts)):
        draft = drafts[index]
        if draft.kind is RegionKind.HEADING:
            if _ends_bibliography(draft, title):
                return index
            if draft.block is not BlockKind.HEADING and shapes.is_entry(draft.text):
                draft.kind, draft.level = None, 0
            else:
                draft.level = max(draft.level, title.level + 1)
        elif _is_prose(drafts, index) and _is_prose(drafts, index + 1):
            return index
    return len(drafts)


def _ends_bibliography(heading: Draft, title: Draft) -> bool:
    """Whether a heading found after a bibliography's title closes it or only divides it."""
    word = shapes.title_word(heading.text)
    if word in shapes.BIBLIOGRAPHY_TITLES:
        return False
    if heading.block is BlockKind.HEADING:
        return heading.level <= title.level or title.block is not BlockKind.HEADING
    return word in shapes.SECTION_TITLES or not shapes.is_entry(heading.text)


def _is_prose(drafts: list[Draft], index: int) -> bool:
    """Whether a paragraph is running text rather than an entry; True past the last one."""
    if index >= len(drafts):
        return False
    text = drafts[index].text
    return drafts[index].open and len(text) > 250 and not shapes.is_entry(text)


def _untitled_entries_end(drafts: list[Draft], start: int) -> int:
    """Where a run of at least four strict entries under no heading ends; else `start`."""
    end = start
    while end < len(drafts) and drafts[end].open and shapes.is_strict_entry(drafts[end].text):
        end += 1
    return end if end - start >= 4 else start


def split_entries(text: str, spans: Sequence[Span]) -> list[Span]:
    """Entry spans from the paragraph spans of one bibliography.

    Args:
        text: the document's text.
        spans: adjacent paragraphs of one bibliography, in order.

    Returns:
        Spans in order that cover the same visible characters, one for each entry.
    """
    lines: list[Span] = []
    for span in spans:
        position = span.start
        for raw in span.of(text).split("\n"):
            stripped = raw.strip()
            if stripped:
                start = position + raw.index(stripped[0])
                lines.append(Span(start, start + len(stripped)))
            position += len(raw) + 1
    paragraph_starts = {span.start for span in spans}
    entries: list[Span] = []
    for line in lines:
        if entries and _goes_on(
            text, entries[-1], line, same_paragraph=line.start not in paragraph_starts
        ):
            entries[-1] = Span(entries[-1].start, line.end)
        else:
            entries.append(line)
    return entries


def _goes_on(text: str, entry: Span, line: Span, *, same_paragraph: bool) -> bool:
    """Whether `line` belongs to the entry before it."""
    before, after = text[max(entry.start, entry.end - 400) : entry.end], line.of(text)[:600]
    if shapes.MARKER.match(after) or after.startswith("["):
        return False
    if shapes.is_address(after) or after[:1].islower():
        return not shapes.is_strict_entry(after)
    if before[-1:] in ":,;-–" or before.endswith((" at", " In", " in", "&", " and")):
        return True
    finished = shapes.ends_sentence(before) or _ends_in_address(before)
    if same_paragraph:
        return not (shapes.is_strict_entry(after) or (finished and shapes.is_entry(after)))
    return not finished and not shapes.is_entry(after)


def _ends_in_address(text: str) -> bool:
    words = text.split()
    return bool(words) and ("://" in words[-1] or words[-1].startswith("www."))
