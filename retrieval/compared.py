"""What a comparison by rule comes to: a relation, open, or compatible for good."""

from __future__ import annotations

from dataclasses import dataclass

from .records import Relation


@dataclass(frozen=True, slots=True)
class Compared:
    """What the rules make of two sentences.

    Attributes:
        relation: None = undecided.
        settled: whether that is the last word: they fill the slot so that both can be right, and
            no verdict of a model may call that a dispute.
    """

    relation: Relation | None = None
    settled: bool = False


OPEN = Compared()
COMPATIBLE = Compared(None, settled=True)


def ruled(relation: Relation) -> Compared:
    """A relation the rules are sure of."""
    return Compared(relation, settled=True)
