"""Text folded for comparison, with a map back to every original character.

Folding forgives how a text was typeset (quotation marks, dashes, white space, ligatures, soft
hyphens, hyphens at line ends) and nothing that bears meaning: look-alike letters of another
script, superscripts and fractions ("10²" is not "102"), case, digits and words stay apart.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.occurrences import DASHES, DOUBLE_MARKS, SINGLE_MARKS, UNSEEN
from index.plain_text import plain_text_map

_TABLE: dict[str, str] = (
    dict.fromkeys(DOUBLE_MARKS, '"') | dict.fromkeys(SINGLE_MARKS, "'") | dict.fromkeys(DASHES, "-")
)
# ASCII but for white space, the hyphen and the grave accent: folded to itself.
_UNFOLDED = re.compile(r"[!-,.-_a-~]+")
_LINE_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u00ad][ \t]*\r?\n[ \t]*(?=\w)")
_WORTH_KEEPING = 600
_MARKDOWN = ("text/markdown", "text/x-markdown")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, per folded character, the original range it stands for.

    Attributes:
        text: the folded text, white space collapsed to single spaces.
        starts: offset of the first original character behind each folded one.
        ends: offset after the last original character behind each folded one.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def fold_character(cluster: str) -> str:
    """Fold one character with its combining marks.

    Args:
        cluster: a base character followed by its combining marks, if any.

    Returns:
        What it compares as; empty for characters that are not shown. Superscripts, subscripts
        and fractions are kept: NFKC would turn "10²" into "102".
    """
    if cluster in _TABLE:
        return _TABLE[cluster]
    if cluster in UNSEEN:
        return ""
    if unicodedata.decomposition(cluster[0]).startswith(("<super>", "<sub>", "<fraction>")):
        return cluster
    return "".join(_TABLE.get(c, c) for c in unicodedata.normalize("NFKC", cluster))


def fold(text: str, *, keep_line_hyphens: bool = False) -> Folded:
    """Fold a text for comparison.

    Args:
        text: any text.
        keep_line_hyphens: whether a hyphen at a line end belongs to the word ("well-" + "known")
            or was set by the typesetter. Nobody can tell, so callers try both.

    Returns:
        The folded text with its map. Long texts are kept for a while: documents are searched
        again and again.
    """
    if len(text) < _WORTH_KEEPING:
        return _fold(text, keep_line_hyphens)
    return _fold_kept(text, keep_line_hyphens)


@lru_cache(maxsize=128)
def _fold_kept(text: str, keep_line_hyphens: bool) -> Folded:
    return _fold(text, keep_line_hyphens)


def _fold(text: str, keep_line_hyphens: bool) -> Folded:
    out: list[str] = []
    starts, ends = array("I"), array("I")
    skip = {m.start(): (m.end(), "-") for m in _LINE_HYPHEN.finditer(text)}
    i, n = 0, len(text)
    while i < n:
        plain = _UNFOLDED.match(text, i)
        if plain:
            j = plain.end()
            # A combining mark that follows belongs to the last character.
            if j < n and unicodedata.combining(text[j]):
                j -= 1
            out.extend(text[i:j])
            starts.extend(range(i, j))
            ends.extend(range(i + 1, j + 1))
            if j > i:
                i = j
                continue
        j = i + 1
        if i in skip:
            j, folded = skip[i]
            if not keep_line_hyphens or text[i] == "\u00ad":
                folded = ""
        elif text[i].isspace():
            while j < n and text[j].isspace():
                j += 1
            folded = " "
        else:
            while j < n and unicodedata.combining(text[j]):
                j += 1
            folded = text[i] if j == i + 1 and text[i].isascii() else fold_character(text[i:j])
            folded = _TABLE.get(folded, folded)
        for character in folded:
            if character == " " and out and out[-1] == " ":
                ends[-1] = j
                continue
            out.append(character)
            starts.append(i)
            ends.append(j)
        i = j
    return Folded("".join(out), starts, ends)


def fold_text(text: str) -> str:
    """The folded text alone, stripped of surrounding white space."""
    return fold(text).text.strip()


def fold_document(text: str, media_type: str, *, keep_line_hyphens: bool = False) -> Folded:
    """Fold a document's text after dropping Markdown markup and escapes.

    Args:
        text: a document's canonical text, or a stretch of it.
        media_type: as in `Source.media_type`.
        keep_line_hyphens: see `fold`.

    Returns:
        The folded plain text; the map leads to offsets of `text` itself.
    """
    if len(text) < _WORTH_KEEPING or media_type not in _MARKDOWN:
        return _fold_document(text, media_type, keep_line_hyphens)
    return _fold_document_kept(text, media_type, keep_line_hyphens)


@lru_cache(maxsize=128)
def _fold_document_kept(text: str, media_type: str, keep_line_hyphens: bool) -> Folded:
    return _fold_document(text, media_type, keep_line_hyphens)


def _fold_document(text: str, media_type: str, keep_line_hyphens: bool) -> Folded:
    if media_type not in _MARKDOWN:
        return fold(text, keep_line_hyphens=keep_line_hyphens)
    plain, offsets = plain_text_map(text, media_type)
    folded = _fold(plain, keep_line_hyphens)
    return Folded(
        folded.text,
        array("I", [offsets[s] for s in folded.starts]),
        array("I", [offsets[e - 1] + 1 for e in folded.ends]),
    )


def fold_plain(text: str, media_type: str = "text/plain") -> str:
    """Fold a stretch of a document without its markup, stripped: two texts that read alike.

    Args:
        text: a quote or statement.
        media_type: of the document it comes from.

    Returns:
        The folded plain text.
    """
    return fold_document(text, media_type).text.strip()
