"""The words without the markup: for embedding, matching and display, never for citing.

The canonical text of a Markdown or text file keeps its markup, so that quotes stand verbatim in
the file. `plain_text_map` drops the markup and remembers for each remaining character where it
came from. Markdown gets the whole treatment; plain text files only what nobody writes by accident
(escaped signs, asterisk emphasis, addresses in angle brackets); other types have none.
"""

from __future__ import annotations

import html
import re

_SOFT_HYPHEN = "\u00ad"
# Stands in for characters that later patterns must not read as markup.
_SHIELD = "¤"

_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~\n])")
_ESCAPE_IN_TEXT = re.compile(r"(?<![\w\\:])\\(?=[$*_#\[\]~&])|\\(?=\$\d)")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)((?:[^`\n]|\n(?!\n)){1,2000}?)(?<!`)\1(?!`)")
_FENCE = re.compile(r"^[ ]{0,3}(?:```|~~~)[^\n`]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)
_AUTOLINK = re.compile(r"<(?=(?:https?://|mailto:|ftp://)[^\s<>]{1,2000}>)")
_LINK = re.compile(
    r"!?\[((?:[^\[\]\n]|\n(?!\n)){0,600})\]"
    r"(?:\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}"
    r"(?:[ \t]+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\)"
    r"|\[[^\[\]\n]{0,100}\])"
)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,12}(?:\s[^<>\n]{0,300})?/?>")
_INNER = r"(?=[^\s*_~])(?:[^*\n]|\n(?!\n)){0,600}?(?<=\S)"
_STRONG = re.compile(rf"(?<![\w*])(\*\*\*|\*\*)(?!\*){_INNER}\1(?![\w*])")
_STRONG_SPLIT = re.compile(
    r"(?<![\w*])(\*\*)(?=[^\s*])(?:[^\n]|\n(?!\n)){1,600}?(?<=[^\s])\1(?![\w*])"
)
_EMPHASIS = re.compile(r"(?<![\w*])(\*)(?=[^\s*])(?:[^*\n]|\n(?!\n)){0,600}?(?<=[^\s*])\1(?![\w*])")
_UNDERSCORE = re.compile(
    r"(?<![\w_])(__?)(?=[^\s_])(?:[^_\n]|\n(?!\n)|(?<=\w)_(?=\w)){0,600}?(?<=[^\s_])\1(?![\w_])"
)
# One sentence of an emphasised paragraph: its other mark stands in another sentence.
_HALF = re.compile(r"\A\*{1,3}(?=[^\s*])|(?<=[.!?…”\"’])\*{1,3}\Z")
_STRUCK = re.compile(r"(~~)(?=\S)[^~\n]{1,600}(?<=\S)\1")
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+", re.MULTILINE)
_HEADING_END = re.compile(r"(?<=[^\s#])[ \t]+#+[ \t]*$", re.MULTILINE)
_QUOTE = re.compile(r"^[ ]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


def plain_text(text: str, media_type: str) -> str:
    """`text` without Markdown markup, escapes and soft hyphens.

    Args:
        text: any stretch of a document's text.
        media_type: the document's; "text/markdown" and "text/plain" are treated.

    Returns:
        The remaining text; white space is left as it is.
    """
    if not _may_hold_markup(text, media_type):
        return text.replace(_SOFT_HYPHEN, "")
    return plain_text_map(text, media_type)[0]


def plain_text_map(text: str, media_type: str) -> tuple[str, list[int]]:
    """`plain_text` and where each of its characters comes from.

    Args:
        text: any stretch of a document's text.
        media_type: the document's.

    Returns:
        The plain text and a list of the same length: for each plain character its offset in
        `text`, ascending; characters of a decoded entity share the entity's offset.
    """
    dropped = bytearray(len(text))
    entities: dict[int, str] = {}
    if _may_hold_markup(text, media_type):
        markup = _Markup(text, dropped)
        if media_type == "text/markdown":
            markup.drop_markdown()
            entities = markup.entities()
        else:
            markup.drop_certain()
    characters: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        if offset in entities:
            characters.extend(entities[offset])
            offsets.extend([offset] * len(entities[offset]))
        elif not dropped[offset] and char != _SOFT_HYPHEN:
            characters.append(char)
            offsets.append(offset)
    return "".join(characters), offsets


def _may_hold_markup(text: str, media_type: str) -> bool:
    if media_type == "text/markdown":
        return any(char in text for char in "\\`*_[<#>&~")
    return media_type == "text/plain" and any(char in text for char in "\\*<#")


class _Markup:
    """Finds markup in one text and marks its characters as dropped.

    `masked` is the text with everything already read replaced by a shield of the same length.
    """

    def __init__(self, text: str, dropped: bytearray) -> None:
        self.text = text
        self.masked = text
        self.dropped = dropped

    def drop_markdown(self) -> None:
        self._code()
        self._shield_pairs(_ESCAPE)
        self._whole(_FENCE)
        self._whole(_COMMENT)
        self._autolinks()
        self._links()
        self._whole(_FOOTNOTE)
        self._whole(_TAG)
        self._whole(_HEADING)
        self._whole(_HEADING_END)
        self._whole(_QUOTE)
        for pattern in (_STRONG, _STRONG_SPLIT, _EMPHASIS, _UNDERSCORE, _STRUCK):
            self._paired(pattern)
        self._whole(_HALF)

    def drop_certain(self) -> None:
        self._shield_pairs(_ESCAPE_IN_TEXT)
        self._autolinks()
        self._whole(_HEADING)
        for pattern in (_STRONG, _EMPHASIS):
            self._paired(pattern)
        self._whole(_HALF)

    def entities(self) -> dict[int, str]:
        """Decoded entities by offset; their characters are marked as dropped."""
        found: dict[int, str] = {}
        for match in _ENTITY.finditer(self.masked):
            decoded = html.unescape(match.group())
            if decoded != match.group() and not self.dropped[match.start()]:
                found[match.start()] = decoded
                self._drop(match.start(), match.end())
        return found

    def _drop(self, start: int, end: int) -> None:
        self.dropped[start:end] = b"\x01" * (end - start)

    def _replace(self, spans: list[tuple[int, int]]) -> None:
        """Shield the given spans, in order, from later patterns."""
        if not spans:
            return
        parts: list[str] = []
        position = 0
        for start, end in spans:
            parts.append(self.masked[position:start])
            parts.append(_SHIELD * (end - start))
            position = end
        parts.append(self.masked[position:])
        self.masked = "".join(parts)

    def _whole(self, pattern: re.Pattern[str]) -> None:
        spans = [match.span() for match in pattern.finditer(self.masked)]
        for start, end in spans:
            self._drop(start, end)
        self._replace([span for span in spans if span[0] < span[1]])

    def _shield_pairs(self, pattern: re.Pattern[str]) -> None:
        """Drop each backslash and shield it with the sign after it."""
        spans: list[tuple[int, int]] = []
        for match in pattern.finditer(self.masked):
            if spans and match.start() < spans[-1][1]:
                continue
            self._drop(match.start(), match.start() + 1)
            newline = self.masked[match.start() + 1] == "\n"
            spans.append((match.start(), match.start() + (1 if newline else 2)))
        self._replace(spans)

    def _code(self) -> None:
        spans: list[tuple[int, int]] = []
        for match in _CODE.finditer(self.masked):
            ticks = len(match[1])
            self._drop(match.start(), match.start() + ticks)
            self._drop(match.end() - ticks, match.end())
            spans.append(match.span())
        self._replace(spans)

    def _autolinks(self) -> None:
        spans: list[tuple[int, int]] = []
        for match in _AUTOLINK.finditer(self.masked):
            end = self.masked.index(">", match.start())
            self._drop(match.start(), match.start() + 1)
            self._drop(end, end + 1)
            spans.append((match.start(), end + 1))
        self._replace(spans)

    def _links(self) -> None:
        spans: list[tuple[int, int]] = []
        for match in _LINK.finditer(self.masked):
            if not match[1].strip() and not match.group().startswith("!"):
                continue
            if match[1].startswith("^"):
                continue
            self._drop(match.start(), match.start(1))
            self._drop(match.end(1), match.end())
            spans.append((match.start(), match.start(1)))
            spans.append((match.end(1), match.end()))
        self._replace(spans)

    def _paired(self, pattern: re.Pattern[str]) -> None:
        spans: list[tuple[int, int]] = []
        for match in pattern.finditer(self.masked):
            width = len(match[1])
            for start in (match.start(), match.end() - width):
                self._drop(start, start + width)
                spans.append((start, start + width))
        self._replace(sorted(spans))
