"""The list of contents: titles with dots and page numbers, or titles alone under its heading."""

from __future__ import annotations

from collections.abc import Sequence

from . import shapes
from .drafts import Draft
from .records import RegionKind

# No list of contents is longer; keeps a file of nothing else linear.
_MOST_LINES = 1_500


def mark_contents(drafts: Sequence[Draft]) -> None:
    """Mark the lines of contents lists, and a title above them that nothing has marked.

    Args:
        drafts: all paragraphs of a document; changed in place.
    """
    for draft in drafts:
        if draft.open and shapes.contents_entries(draft.text):
            draft.kind = RegionKind.CONTENTS
    index = 0
    while index < len(drafts):
        draft = drafts[index]
        titled = draft.kind in (None, RegionKind.HEADING) and (
            shapes.title_word(draft.text) in shapes.CONTENTS_TITLES
        )
        start = index + 1 if titled else index
        end, believed = _contents_end(drafts, start, titled)
        if believed and end > start:
            if titled and draft.kind is None:
                draft.kind, draft.level = RegionKind.HEADING, 1
            for entry in drafts[start:end]:
                if entry.kind is None:
                    entry.kind = RegionKind.CONTENTS
        index = max(end, index + 1) if believed or not titled else index + 1


def _contents_end(drafts: Sequence[Draft], start: int, titled: bool) -> tuple[int, bool]:
    """Where the lines that look like contents end, and whether they are a list of contents."""
    end, leaders, dotted, last_page, seen = start, 0, 0, 0, set[str]()
    while end < min(len(drafts), start + _MOST_LINES):
        draft = drafts[end]
        if draft.kind is RegionKind.CONTENTS or (
            draft.kind is RegionKind.BOILERPLATE and end > start
        ):
            end += 1
            continue
        if not draft.open or len(draft.text) > 300:
            break
        page = shapes.trailing_page(draft.text)
        if shapes.is_contents_line(draft.text):
            leaders += 1
            dotted += "..." in draft.text or "…" in draft.text or ". . ." in draft.text
        elif not titled:
            break
        elif page is not None and page >= last_page and not shapes.is_entry(draft.text):
            last_page, leaders = page, leaders + 1
        elif leaders:
            if not _is_wrapped_entry(drafts, end):
                break
        elif not _is_bare_entry(draft, seen):
            break
        seen.add(shapes.title_word(draft.text))
        end += 1
    while end > start and drafts[end - 1].kind is RegionKind.BOILERPLATE:
        end -= 1
    if titled:
        return end, leaders > 0 or end - start >= 3
    return end, dotted > 0 and (leaders >= 3 or dotted == leaders)


def _is_wrapped_entry(drafts: Sequence[Draft], index: int) -> bool:
    """Whether an unnumbered line is the first half of an entry whose page stands on the next."""
    if index + 1 >= len(drafts) or len(drafts[index].text) > 120:
        return False
    follower = drafts[index + 1]
    return (
        follower.open
        and shapes.is_contents_line(follower.text)
        and not shapes.ends_sentence(drafts[index].text)
    )


def _is_bare_entry(draft: Draft, seen: set[str]) -> bool:
    """Whether a line may be an entry of a list of contents without page numbers."""
    return (
        len(draft.text) <= 120
        and (draft.text.endswith("?") or not shapes.ends_sentence(draft.text))
        and shapes.title_word(draft.text) not in seen - {""}
    )
