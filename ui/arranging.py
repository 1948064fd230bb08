"""The order in which an answer is shown: groups of statements and who holds them.

Pure: `Answer` in, plain records out. The page and the terminal lay out the same groups.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.plain_text import plain_text
from retrieval.asked_views import asks_to_compare
from retrieval.lead_ins import author_label
from retrieval.own_voice import house_of
from retrieval.records import Answer, Relation, Statement, Viewpoint

from .phrases import DIFFER, EACH_SAYS, NONE_DIFFER, OTHER_MATTER, UNDECIDED, listed

_MOST_HOLDERS = 6
# As `retrieval.viewpoints.with_sections` tells a holder from himself.
_AT_PLACE = re.compile(r", (?:§ .*|p\. \S+)$")


@dataclass(frozen=True, slots=True)
class Group:
    """Statements of the same holders.

    Attributes:
        heading: who holds it, e.g. "Ellend and Ruk"; empty where the lead-in says so already.
        note: e.g. "said by 2 of 4; second-hand"; may be empty.
        statements: what is said.
    """

    heading: str
    note: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Groups under one title, e.g. "Where the sources differ"; the title may be empty."""

    title: str
    groups: tuple[Group, ...]


def arrange(answer: Answer) -> tuple[Section, ...]:
    """Group the statements of an answer by who holds them, in the order of the answer.

    Viewpoints that give different answers stand together; those of another matter, and those
    nobody decided about, stand apart from them.

    Args:
        answer: any answer; an abstention has no sections.
    """
    views = [v for v in answer.viewpoints if v.statements]
    placed = {i for view in views for i in view.statements}
    rest = tuple(s for i, s in enumerate(answer.statements) if i not in placed)
    if len(views) < 2:
        note = _note(views[0], _heard(answer)) if views else ""
        group = Group("", note, answer.statements)
        return (Section("", (group,)),) if answer.statements else ()
    differ = any(v.relation is Relation.DIFFERENT for v in views)
    compared: list[Group] = []
    other: list[Group] = []
    undecided: list[Group] = []
    for number, view in enumerate(views):
        group = _group(view, answer)
        if view.relation is Relation.OTHER_MATTER:
            other.append(group)
        elif differ and number and view.relation is None:
            undecided.append(group)
        else:
            compared.append(group)
    if rest:
        undecided.append(Group("", "", rest))
    alike = NONE_DIFFER if asks_to_compare(answer.rewritten or answer.question) else EACH_SAYS
    titled = (
        (DIFFER if differ else alike, compared),
        (OTHER_MATTER, other),
        (UNDECIDED if differ else "", undecided),
    )
    return tuple(Section(title, tuple(groups)) for title, groups in titled if groups)


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
    """How many holders speak in the answer; one who contradicts himself is one."""
    names = {name for view in answer.viewpoints for name in view.holders}
    return len({_AT_PLACE.sub("", name) for name in names})


def _note(view: Viewpoint, total: int) -> str:
    count = len(view.holders)
    notes = [f"said by {count} of {total}"] if count > 1 else []
    return "; ".join([*notes, *(["second-hand"] if view.second_hand else [])])


def _group(view: Viewpoint, answer: Answer) -> Group:
    statements = tuple(answer.statements[i] for i in view.statements if i < len(answer.statements))
    told = len(view.holders) < 2 and all(s.lead_in for s in statements)
    heading = "" if told else named(view.holders, answer) or "Nobody named"
    return Group(heading, _note(view, _heard(answer)), statements)


def named(holders: Sequence[str], answer: Answer) -> str:
    """Holders in words, at most six of them by name; titles that stand for a name in quotes."""
    unsigned = [s for s in answer.sources if s.title and not s.authors and not house_of(s)]
    titles = {author_label(s) for s in unsigned}
    names = [f"“{name}”" if name in titles else name for name in holders]
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
