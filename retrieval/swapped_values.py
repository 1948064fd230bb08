"""Whether two sentences give other values for one thing, told in other words.

    We put it on the table on 20 September 2010.
    The package was presented on 27 September 2010.

Each has one date. With the other's date in its place the second sentence follows from the first:
so both tell of one event, and of two dates for it. The verifier compares; it is asked only where
the rules have found nothing that sets the two apart, and each holds a single value.
"""

from __future__ import annotations

import re

from index.records import Span

from .clauses import READABLE_CHARACTERS
from .folding import fold_text
from .judges import Verifier
from .own_deeds import may_be_theirs
from .quantities import find_quantities
from .query import VALUES, Expected, Kind, Part
from .scope import other_scope
from .told_types import without_references
from .values import Standing, compare_dates, compare_numbers
from .written_dates import find_dates, without_dates

_WRITTEN = re.compile(
    r"(?:\d[\d.,]*\d|\d|[a-z]+(?:-[a-z]+)*)(?: (?:hundred|thousand|million|billion))?", re.I
)
_NEAR = 25
"""Characters around a number that tell its unit and whether it is a bound."""


def values_exclude(part: Part, one: str, two: str, verifier: Verifier, least: float) -> bool:
    """Whether the only values of two sentences exclude each other, told of one thing.

    Args:
        part: the question both answer; only one that asks for a value can be answered so.
        least: least probability, 0 to 1, that one sentence follows from the other with its value.
    """
    if part.kind is not Kind.FACT or part.expects not in VALUES:
        return False
    if max(len(one), len(two)) > READABLE_CHARACTERS:
        return False
    one, two = (fold_text(without_references(text)) for text in (one, two))
    if not all(may_be_theirs(part.text, text) for text in (one, two)):
        return False
    first, second = (_only_value(part.expects, text) for text in (one, two))
    if first is None or second is None or other_scope(part, one, two, part.expects):
        return False
    if _standing(part.expects, one, first, two, second) is not Standing.APART:
        return False
    swapped = [
        (_with_value(two, second, first.of(one)), one),
        (_with_value(one, first, second.of(two)), two),
    ]
    return max(scores.entailed for scores in verifier.judge(swapped)) >= least


def _only_value(expects: Expected, text: str) -> Span | None:
    """Where the one value of a type stands; None where there is none, or several."""
    if expects is Expected.DATE:
        found = [Span(d.start, d.end) for d in find_dates(text)]
    else:
        bare = without_dates(text)
        numbers = (q for q in find_quantities(bare) if q.kind == "number")
        written = (_WRITTEN.match(bare, q.start) for q in numbers)
        found = [Span(m.start(), m.end()) for m in written if m]
    return found[0] if len(found) == 1 else None


def _standing(expects: Expected, one: str, first: Span, two: str, second: Span) -> Standing:
    if expects is Expected.DATE:
        return compare_dates(first.of(one), second.of(two))
    around = [
        text[max(0, span.start - _NEAR) : span.end + _NEAR]
        for text, span in ((one, first), (two, second))
    ]
    behind = [text[s.start : s.end + _NEAR] for text, s in ((one, first), (two, second))]
    return compare_numbers(behind[0], behind[1], (around[0], around[1]))


def _with_value(text: str, span: Span, value: str) -> str:
    return f"{text[: span.start]}{value}{text[span.end :]}"
