"""What a question about documents asks: the nouns that reading and answering it share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from index.records import Source


class Field(StrEnum):
    """What is asked about a document; the values are names of `Source` fields, but for GUEST."""

    AUTHORS = "authors"
    PUBLISHED = "published"
    PUBLISHER = "publisher"
    GENRE = "genre"
    TITLE = "title"
    GUEST = "guest"


@dataclass(frozen=True, slots=True)
class MetadataQuestion:
    """One thing that is asked about some documents.

    Attributes:
        written: the part of the question, as written.
        sources: the documents meant, at most `MOST_MEANT` for a question about one.
        who: the writer or publisher whose documents are asked for, as `plain_name` gives it.
        listing: documents are asked for, not something about one.
        count: how many documents there are is asked for.
        notices: what was counted in the metadata; no line of a text says it.
    """

    written: str
    field: Field
    sources: tuple[Source, ...]
    who: str = ""
    listing: bool = False
    count: bool = False
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the texts add to the metadata.

    Attributes:
        guests: source id -> whom the interview is with.
        length: how many words a document has; None where nobody counted.
    """

    guests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    length: Callable[[Source], int] | None = None
