"""The order in which an answer is shown: groups of statements and who holds them.

Pure: `Answer` in, plain records out. The page and the terminal lay out the same groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.plain_text import plain_text
from retrieval.records import Answer, Relation, Statement, Viewpoint

from .phrases import DIFFER, EACH_SAYS, RELATION, listed

_MOST_HOLDERS = 6


@dataclass(frozen=True, slots=True)
class Group:
    """Statements under one heading.

    Attributes:
        heading: who holds it, e.g. "Ellend and Ruk"; empty where a heading would say nothing.
        note: e.g. "said by 2 of 4; a different answer; second-hand"; may be empty.
        statements: what is said.
    """

    heading: str
    note: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """An answer's statements in groups.

    Attributes:
        title: "Where the sources differ", or empty.
    """

    title: str
    groups: tuple[Group, ...]


def arrange(answer: Answer) -> Arrangement:
    """Group the statements of an answer by who holds them, in the order of the answer.

    Args:
        answer: any answer; an abstention has no groups.
    """
    views = [v for v in answer.viewpoints if v.statements]
    placed = {i for view in views for i in view.statements}
    rest = tuple(s for i, s in enumerate(answer.statements) if i not in placed)
    if len(views) < 2:
        note = _said_by(views[0], _heard(answer)) if views else ""
        everything = answer.statements
        return Arrangement("", (Group("", note, everything),) if everything else ())
    differ = any(v.relation is Relation.DIFFERENT for v in views)
    groups = [_group(view, answer, _heard(answer), differ) for view in views]
    if rest:
        groups.append(Group("Also", "", rest))
    return Arrangement(DIFFER if differ else EACH_SAYS, tuple(groups))


def shown(text: str, media_type: str) -> str:
    """A quote without the markup of its file, on one line, for reading; never for checking."""
    plain = plain_text(text, media_type)
    if "markdown" in media_type:
        # A sentence cut out of a bold paragraph keeps one half of a pair of marks.
        for mark in ("**", "__"):
            if plain.count(mark) % 2:
                plain = plain.replace(mark, "")
    return " ".join(plain.split())


def words_of(statement: Statement) -> str:
    """The words of a statement as they are shown, without the lead-in."""
    media = statement.citations[0].source.media_type if statement.citations else "text/plain"
    return shown(statement.text, media)


def shorten(text: str, most: int) -> str:
    """The first words of a text, at most `most` characters, with an ellipsis where it is cut."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _heard(answer: Answer) -> int:
    """How many holders speak in the answer."""
    return len({name for view in answer.viewpoints for name in view.holders})


def _said_by(view: Viewpoint, total: int) -> str:
    count = len(view.holders)
    return f"said by {count} of {total}" if count > 1 else ""


def _group(view: Viewpoint, answer: Answer, total: int, differ: bool) -> Group:
    notes = [_said_by(view, total)]
    first = answer.viewpoints[0] is view
    if view.relation and not first:
        notes.append(RELATION[view.relation])
    elif differ and not first:
        notes.append("not decided whether it differs")
    if view.second_hand:
        notes.append("second-hand")
    statements = tuple(answer.statements[i] for i in view.statements if i < len(answer.statements))
    heading = named(view.holders) or "Nobody named"
    return Group(heading, "; ".join(n for n in notes if n), statements)


def named(holders: Sequence[str]) -> str:
    """Holders in words, at most six of them by name."""
    names = list(holders)
    if len(names) > _MOST_HOLDERS:
        names = [*names[: _MOST_HOLDERS - 1], f"{len(names) - _MOST_HOLDERS + 1} others"]
    return listed(names)


def term_totals(answer: Answer) -> dict[str, tuple[int, int]]:
    """Question word -> (exact occurrences in all documents, documents that hold it)."""
    totals: dict[str, tuple[int, int]] = {}
    for entry in answer.coverage:
        for term, count in entry.term_counts.items():
            words, documents = totals.get(term, (0, 0))
            totals[term] = (words + count, documents + (count > 0))
    return totals
