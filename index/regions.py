"""What each stretch of a document is for: body, headings, contents, bibliography, notes, captions.

Loaders mark what their format knows. A plain text file or a PDF marks nothing, so the rest is
recognised by shape (`shapes.py`) and by what stands around it:

    paragraphs -> contents -> captions, notes -> strong headings -> bibliography, notes sections
               -> title page -> weak headings -> regions and sections

There is one region per logical paragraph, entry or line. What is in doubt stays body: a heading
taken for body costs a clumsy quote, body taken for a heading loses a statement.
"""

from __future__ import annotations

from collections import Counter

from . import shapes
from .contents import mark_contents
from .drafts import PROSE, Draft
from .entries import mark_bibliography
from .paragraphs import Paragraph, continues, find_paragraphs
from .plain_text import plain_text
from .records import BlockKind, Parsed, Region, RegionKind, Section, Span

_EXPLICIT = {
    BlockKind.HEADING: RegionKind.HEADING,
    BlockKind.CAPTION: RegionKind.CAPTION,
    BlockKind.NOTE: RegionKind.NOTES,
    BlockKind.BOILERPLATE: RegionKind.BOILERPLATE,
}
_LONGEST_TITLE = 130
_MOST_TITLE_LINES = 30


def find_regions(parsed: Parsed) -> tuple[tuple[Region, ...], tuple[Section, ...]]:
    """The regions and sections of a loaded document.

    Args:
        parsed: a loader's result.

    Returns:
        Regions in order, without overlap, together covering all but white space, one for each
        logical paragraph, list item, table row, entry or line of contents; and sections, each
        from its heading to the next heading of the same or a higher level, outermost first.
    """
    drafts = [_draft(parsed.text, paragraph) for paragraph in find_paragraphs(parsed)]
    explicit = [draft.level for draft in drafts if draft.kind is RegionKind.HEADING]
    base = Counter(explicit).most_common(1)[0][0] if explicit else 1
    mark_contents(drafts)
    _mark_labels(drafts)
    _mark_strong_headings(drafts, base)
    drafts = mark_bibliography(parsed.text, drafts)
    _mark_notes(drafts)
    _mark_title_page(drafts)
    _mark_weak_headings(drafts, shapes_only=len(explicit) < 2)
    drafts = _join_torn(parsed.text, drafts)
    regions = tuple(Region(draft.kind or RegionKind.BODY, draft.span) for draft in drafts)
    return regions, _find_sections(parsed, drafts)


def _draft(text: str, paragraph: Paragraph) -> Draft:
    kind = _EXPLICIT.get(paragraph.kind)
    level = max(1, paragraph.level) if kind is RegionKind.HEADING else 0
    return Draft(paragraph.span, paragraph.span.of(text), paragraph.kind, kind, level)


# -- captions, notes by shape, strong headings --------------------------------------------------


def _mark_labels(drafts: list[Draft]) -> None:
    last = len(drafts) - 1
    for index, draft in enumerate(drafts):
        if not draft.open:
            continue
        if shapes.is_caption(draft.text):
            draft.kind = RegionKind.CAPTION
        elif shapes.is_note(draft.text) or (
            index >= last - 2 and index > 0 and shapes.is_writer_note(draft.text)
        ):
            draft.kind = RegionKind.NOTES


def _mark_strong_headings(drafts: list[Draft], base: int) -> None:
    for index, draft in enumerate(drafts):
        if not draft.open or len(draft.text) > _LONGEST_TITLE or "\n\n" in draft.text:
            continue
        numbered = shapes.numbering(draft.text)
        if shapes.title_word(draft.text) in shapes.SECTION_TITLES:
            if draft.text.rstrip("*_ ").endswith((".", ",")) or index + 1 == len(drafts):
                continue
            level = numbered[0] if numbered else base
        elif numbered and _is_numbered_heading(drafts, index, numbered):
            level = numbered[0]
        elif _is_capitals_heading(drafts, index):
            level = base
        else:
            continue
        draft.kind, draft.level = RegionKind.HEADING, level


def _is_numbered_heading(drafts: list[Draft], index: int, numbered: tuple[int, str]) -> bool:
    depth, rest = numbered
    if shapes.ends_sentence(rest) and not rest.endswith("?"):
        return False
    if rest[-1:] in (",", ";", ":") or index + 1 == len(drafts) or shapes.is_entry(rest):
        return False
    if drafts[index + 1].open and drafts[index + 1].text[:1].islower():
        return False
    return depth > 1 or not any(
        0 <= other < len(drafts)
        and drafts[other].open
        and shapes.LIST_ITEM.match(drafts[other].text)
        for other in (index - 1, index + 1)
    )


def _is_capitals_heading(drafts: list[Draft], index: int) -> bool:
    text = drafts[index].text
    return (
        shapes.is_capitals(text)
        and index + 1 < len(drafts)
        and text[-1] not in ".,;:!"
        and not shapes.LIST_ITEM.match(text)
        and not any(char.isdigit() for char in text.split()[-1])
    )


def _mark_notes(drafts: list[Draft]) -> None:
    """What stands under a "Notes" heading is notes, up to the next heading or to running text."""
    title: Draft | None = None
    for draft in drafts:
        if draft.kind is RegionKind.HEADING:
            marked = draft.block is BlockKind.HEADING
            if title is None or not marked or draft.level <= title.level:
                is_notes = shapes.title_word(draft.text) in shapes.NOTES_TITLES
                title = draft if is_notes else None
        elif title is not None and draft.open:
            if title.block is not BlockKind.HEADING and not _may_be_note(draft):
                title = None
            else:
                draft.kind = RegionKind.NOTES


def _may_be_note(draft: Draft) -> bool:
    """Whether a paragraph under a line that only looks like the title "Notes" reads like one."""
    listed = draft.block is BlockKind.LIST_ITEM or shapes.is_note(draft.text)
    return listed or draft.text[:1].isdigit() or draft.text[:1] in "[*†"


# -- title page and weak headings ---------------------------------------------------------------


def _mark_title_page(drafts: list[Draft]) -> None:
    """Short lines before the first running text: the title is a heading, the rest boilerplate."""
    end = 0
    while end < len(drafts) and end < _MOST_TITLE_LINES and _is_title_line(drafts, end):
        end += 1
    if end == len(drafts):
        return
    lines = [draft for draft in drafts[:end] if draft.open]
    titles = [
        draft
        for draft in drafts[:end]
        if draft.kind is RegionKind.HEADING and draft.block is BlockKind.HEADING
    ]
    if not titles:
        titles = _pick_titles(drafts[:end], before_prose=drafts[end].open)
    # Without an institution, a writer or a date among them, short lines are somebody's notes.
    is_title_page = any(_is_beside_title(draft.text) for draft in drafts[:end])
    for draft in drafts[:end]:
        if draft in titles:
            draft.kind, draft.level = RegionKind.HEADING, draft.level or 1
        elif draft.kind is RegionKind.HEADING and shapes.is_furniture(draft.text):
            draft.kind, draft.level = RegionKind.BOILERPLATE, 0
        elif (
            draft.open
            and is_title_page
            and (len(lines) > 2 or len(draft.text.split()) <= 5 or _is_beside_title(draft.text))
        ):
            draft.kind = RegionKind.BOILERPLATE


def _is_beside_title(text: str) -> bool:
    return shapes.is_byline(text) or shapes.is_furniture(text)


def _pick_titles(front: list[Draft], *, before_prose: bool) -> list[Draft]:
    """The title among the lines of a title page: in capitals, or first, or last before the text."""
    lines = [draft for draft in front if draft.open or draft.kind is RegionKind.HEADING]
    topics = [draft for draft in lines if not _is_beside_title(draft.text)]
    capitals = [
        draft
        for draft in lines
        if shapes.is_capitals(draft.text)
        and len(draft.text.split()) > 2
        and not shapes.is_furniture(draft.text)
    ]
    if len(lines) > 3 and capitals:
        return capitals[:1]
    if before_prose and topics and topics[-1] is lines[-1] and len(topics[-1].text.split()) > 3:
        return topics[-1:] if len(topics) > 1 and len(lines) > 2 else topics[:1]
    return topics[:1] or lines[:1]


def _is_title_line(drafts: list[Draft], index: int) -> bool:
    draft = drafts[index]
    if draft.kind in (RegionKind.BOILERPLATE, RegionKind.CAPTION):
        return True
    if draft.kind is RegionKind.HEADING:
        return shapes.title_word(draft.text) not in shapes.SECTION_TITLES
    if not draft.open or len(draft.text) > _LONGEST_TITLE or draft.block is not BlockKind.PARAGRAPH:
        return False
    if index + 1 < len(drafts) and continues(draft.text, drafts[index + 1].text):
        return False
    question = index == 0 and draft.text.endswith("?") and not _holds_break(draft.text)
    return question or (not shapes.ends_sentence(draft.text) and draft.text[-1] not in ",;:")


def _holds_break(text: str) -> bool:
    """Whether a sentence ends inside the text and not only at its end."""
    return any(mark in text[:-1] for mark in (". ", "? ", "! "))


def _mark_weak_headings(drafts: list[Draft], *, shapes_only: bool) -> None:
    """Short lines without a closing mark that stand before running text.

    Args:
        drafts: all paragraphs.
        shapes_only: the file marks no headings itself, so their shape is all there is.
    """
    numbered_depth = 0
    for index, draft in enumerate(drafts):
        if draft.kind is RegionKind.HEADING:
            numbered = shapes.numbering(draft.text)
            numbered_depth = numbered[0] if numbered else 0
        elif (draft.open and _is_bold(draft.text)) or (
            shapes_only and _is_weak_heading(drafts, index)
        ):
            draft.kind, draft.level = (
                RegionKind.HEADING,
                numbered_depth + 1 if numbered_depth else 2,
            )


def _is_bold(text: str) -> bool:
    line = text.strip()
    return (
        5 < len(line) <= 200
        and line[:2] in ("**", "__")
        and line[-2:] == line[:2]
        and line[:2] not in line[2:-2]
        and (line.rstrip("*_ ").endswith("?") or not shapes.ends_sentence(line))
    )


def _is_weak_heading(drafts: list[Draft], index: int) -> bool:
    draft = drafts[index]
    text = draft.text
    if not draft.open or draft.block is not BlockKind.PARAGRAPH or index + 1 >= len(drafts):
        return False
    if len(text) > 90 or len(text.split()) > 14 or "\n" in text or text[-1] in ',;:-–—)"”':
        return False
    first = text.lstrip("“\"‘'«*_")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    question = text.endswith("?") and not _holds_break(text)
    if not question and (shapes.ends_sentence(text) or shapes.is_entry(text)):
        return False
    follower = drafts[index + 1]
    if follower.kind is not None or follower.block not in PROSE:
        return False
    if len(follower.text) < 80 or continues(text, follower.text):
        return False
    before = drafts[index - 1] if index else None
    return (
        before is None
        or before.kind is not None
        or (shapes.ends_sentence(before.text) and not continues(before.text, text))
    )


def _join_torn(text: str, drafts: list[Draft]) -> list[Draft]:
    """One region for paragraphs that a converter tore apart in the middle of a sentence."""
    joined: list[Draft] = []
    for draft in drafts:
        before = joined[-1] if joined else None
        if (
            before is not None
            and draft.kind is before.kind
            and draft.kind in (None, RegionKind.NOTES)
            and before.block in PROSE
            and draft.block in (BlockKind.PARAGRAPH, BlockKind.QUOTE)
            and (draft.block is before.block or before.block is BlockKind.LIST_ITEM)
            and continues(before.text[-2000:], draft.text)
        ):
            before.span = Span(before.span.start, draft.span.end)
            # The last part decides whether the next one goes on.
            before.text = draft.text
        else:
            joined.append(draft)
    return joined


# -- sections -----------------------------------------------------------------------------------


def _find_sections(parsed: Parsed, drafts: list[Draft]) -> tuple[Section, ...]:
    """Each heading's section, ordered by where it begins."""
    sections: list[tuple[int, int, tuple[str, ...]]] = []
    stack: list[tuple[int, int, int, str]] = []  # level, place in `sections`, start, title
    for draft in drafts:
        if draft.kind is not RegionKind.HEADING:
            continue
        title = _title_text(draft.text, parsed.media_type)
        while stack and stack[-1][0] >= draft.level:
            _, place, start, _ = stack.pop()
            sections[place] = (start, draft.span.start, sections[place][2])
        path = (*(entry[3] for entry in stack), title)
        stack.append((draft.level, len(sections), draft.span.start, title))
        sections.append((draft.span.start, len(parsed.text), path))
    return tuple(Section(Span(start, end), path) for start, end, path in sections)


def _title_text(text: str, media_type: str) -> str:
    marked = shapes.bare(text) if text.lstrip()[:1] in "#*_" else text
    return " ".join(plain_text(marked, media_type).split())[:200]
