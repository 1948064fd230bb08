"""Find a gold quote in a document's text, without the code under test.

The product has its own search for quotes; an evaluation that used it would share its mistakes.
First the words as they stand; then with white space, quotation marks, dashes and line-end
hyphens read alike through a map back to the original characters. Nothing fuzzier: a quote that
differs in a letter is not found.
"""

from __future__ import annotations

from collections.abc import Iterator

_ALIKE = {
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    "…": "...",
}  # fmt: skip
_NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def locate(quote: str, text: str, near: int | None = None) -> tuple[tuple[int, int], ...]:
    """All occurrences of `quote` in `text`, or the one nearest to `near`.

    Args:
        quote: the words to find; blank finds nothing.
        text: the document.
        near: code point at which the set says it starts; None = all occurrences.

    Returns:
        Half-open spans in `text`, in order; empty when it does not stand there.
    """
    if not quote.strip():
        return ()
    spans = tuple(_occurrences(quote, text))
    if not spans:
        flat_quote, _ = flatten(quote)
        flat_text, offsets = flatten(text)
        flat_quote = flat_quote.strip()
        spans = tuple(
            (offsets[start], offsets[end - 1] + 1)
            for start, end in _occurrences(flat_quote, flat_text)
        )
    if near is not None and spans:
        spans = (min(spans, key=lambda span: abs(span[0] - near)),)
    return spans


def _occurrences(needle: str, text: str) -> Iterator[tuple[int, int]]:
    if not needle:
        return
    start = text.find(needle)
    while start >= 0:
        yield start, start + len(needle)
        start = text.find(needle, start + 1)


def flatten(text: str) -> tuple[str, list[int]]:
    """`text` with typographic variants made alike, and for each character where it came from.

    Runs of white space become one space, a hyphen at a line's end is joined, soft hyphens and
    zero-width characters vanish.
    """
    out: list[str] = []
    offsets: list[int] = []
    position, length = 0, len(text)
    while position < length:
        char = text[position]
        if char.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                offsets.append(position)
            position += 1
            continue
        if char in "-‐" and out and out[-1].isalpha():
            after = position + 1
            while after < length and text[after] in " \t\r":
                after += 1
            if after < length and text[after] == "\n":
                while after < length and text[after].isspace():
                    after += 1
                if after < length and text[after].islower():
                    position = after
                    continue
        if char not in _NOTHING:
            for part in _ALIKE.get(char, char):
                out.append(part)
                offsets.append(position)
        position += 1
    return "".join(out), offsets
