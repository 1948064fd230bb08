"""Which work a document says it translates: "Translation of “The Mill”", "Originaltitel: The Mill".

Only a note that names the original counts, with the span of the name. "Translated from the
German" names a language and no work: whose text it is stays unknown.
"""

from __future__ import annotations

import re

from .records import BlockKind, Parsed, Span
from .titles import Finding

_BLOCKS = 12
_LONGEST = 300
_MARKED = r"(?:[“\"„«‘*_]+\s?(?P<{0}>[^“”\"„«»*_\n]{{2,200}}?)\s?[”\"“»’*_]+)"
_LABEL = re.compile(
    r"[\s*_([]*(?:original\s(?:title|work|version)|originaltitel|titre\soriginal|título\soriginal"
    r"|titolo\soriginale|oorspronkelijke\stitel|tytuł\soryginału|translation\sof|übersetzung\svon"
    r"|traduction\sde|traducción\sde|traduzione\sdi)\s*:\s*"
    r"(?:" + _MARKED.format("marked") + r"|(?P<plain>[^\n“”\"„«»*_]{2,200}?))[\s.*_)\]]*$",
    re.I | re.M,
)
# The document of itself: "This is a translation of …", "(Translated from …)".
_SENTENCE = re.compile(
    r"[\s>*_([]*(?:this\s(?:[\w-]+\s){1,6}?)?(?:(?:an?\s)?(?:(?!the\b)\w+\s){0,2}translation\s(?:of|from)|translated\s(?:\w+\s){0,3}?from"
    r"|übersetzung\s(?:von|des|der)|traduction\sde|traducción\sde|traduzione\sdi"
    r"|(?:first\s|originally\s)+(?:published|issued|written|printed)\s(?:in\s\w+\s)?(?:as"
    r"|under\sthe\stitle))\s(?:the\s(?:\w+\s){1,3}?)?"
    + _MARKED.format("marked")
    + r"(?=\s*(?:[.,;:()*_]|by\b|$))",
    re.I,
)


def find_original(parsed: Parsed) -> Finding | None:
    """The title of the work a document says it translates, from its first and last blocks.

    Args:
        parsed: text and blocks.

    Returns:
        A finding for `translation_of` with the span of the title; None where no note names one.
    """
    blocks = [b for b in parsed.blocks if b.kind is not BlockKind.CODE]
    ends = [*blocks[:_BLOCKS], *blocks[_BLOCKS:][-_BLOCKS:]]
    for block in ends:
        content = block.span.of(parsed.text)
        if len(content) > _LONGEST:
            continue
        for pattern in (_LABEL, _SENTENCE):
            match = pattern.search(content) if pattern is _LABEL else pattern.match(content)
            if match is None:
                continue
            group = "plain" if match.groupdict().get("plain") else "marked"
            title = " ".join(match[group].split()).strip(" .,;")
            if title:
                start = block.span.start + match.start(group)
                span = Span(start, block.span.start + match.end(group))
                return Finding("translation_of", title, span)
    return None
