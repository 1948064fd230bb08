"""Does every citation prove what it claims to quote? No gold needed, no model.

The denominator is what was given: an abstention cites nothing and is not judged (None), a failed
question or an answer without any citation scores 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..records import Cited, Gold, Response
from .covering import citation_count, located

_MARKER = re.compile(r"\[([^\[\]\n]{1,60})\]")
_NUMBERS = re.compile(r"\s*-?\d+(?:\s*[-–,;]\s*-?\d+)*\s*")


def quote_exact(gold: Gold, response: Response) -> float | None:
    """Share of citations whose span reproduces the quote, character for character.

    Formula: |{c : text[c.start:c.end] = c.quote}| / (|citations| + |invented markers|).
    """
    return _share(response, located)


def quote_in_place(gold: Gold, response: Response) -> float | None:
    """Share of citations that begin on the page and in the section they name.

    Formula: |{c in place}| / (|citations| + |invented markers|). Where neither page nor section
    is named the quote itself is the place, so being located is enough.
    """
    return _share(response, lambda c: c.in_place if c.in_place is not None else located(c))


def markers_resolve(gold: Gold, response: Response) -> float | None:
    """Share of the [n] in the answer's text that name a given citation.

    Formula: |known| / (|known| + |unknown|), over the markers that `read_markers` reads in
    `response.text` outside its statements, plus the invented ones the system reports itself. An
    answer without any marker scores 0.
    """
    if response.error is not None:
        return 0.0
    if not response.answered:
        return None if response.abstained else 0.0
    numbers = {c.marker for c in response.citations if c.match != "invented"}
    known, unknown = read_markers(_around_statements(response), numbers)
    wrong = max(len(unknown), len(response.invented))
    total = len(known) + wrong
    return len(known) / total if total else 0.0


def _around_statements(response: Response) -> str:
    """The answer's text without its statements: a "[3]" within one is the document's own."""
    parts, rest = [], response.text
    for said in response.statements:
        before, found, after = rest.partition(said.text)
        if found:
            parts.append(before)
            rest = after
    return " ".join([*parts, rest])


def read_markers(text: str, numbers: set[int]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Read "[1]", "[1, 2]", "[1][2]", "[1-3]" from a text, trusting none of them.

    ALCE's script reads "[0]" as index -1 and credits the last passage; here a number names a
    citation only if it is among `numbers`, and a range is never spelled out further than that.

    Args:
        text: the answer.
        numbers: markers that exist.

    Returns:
        (markers that exist, in order and with repeats; the rest as written).
    """
    known: list[int] = []
    unknown: list[str] = []
    for match in _MARKER.finditer(text):
        inside = match.group(1)
        if not _NUMBERS.fullmatch(inside):
            continue
        for part in re.split(r"[,;]", inside):
            numbers_here = [int(n) for n in re.findall(r"(?<!\d)\d{1,12}(?!\d)", part)]
            named = [n for n in sorted(numbers) if _names(numbers_here, n)]
            negative = part.strip().startswith("-")
            ends_known = bool(numbers_here) and all(n in numbers for n in numbers_here)
            if named and ends_known and not negative:
                known.extend(named)
            else:
                unknown.append(part.strip())
    return tuple(known), tuple(unknown)


def _names(ends: list[int], number: int) -> bool:
    return ends[0] <= number <= ends[-1] if ends else False


def _share(response: Response, holds: Callable[[Cited], bool]) -> float | None:
    if response.error is not None:
        return 0.0
    if response.abstained and not response.statements:
        return None
    total = citation_count(response)
    if not total:
        return 0.0
    return sum(1 for c in response.citations if holds(c)) / total
