"""Which documents to ask: command-line filters to a `SourceFilter`, and names to source ids."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from index.errors import InputError
from index.records import GENRES, Source, SourceFilter

if TYPE_CHECKING:
    from index.corpus import Corpus

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_SHORTEST_PREFIX = 4


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which documents to ask; each may be repeated."""
    group = parser.add_argument_group("which documents (repeat an option to allow several)")
    group.add_argument("--source", action="append", default=[], metavar="NAME",
                       help="id, file name or title")  # fmt: skip
    group.add_argument("--author", action="append", default=[], metavar="NAME")
    group.add_argument("--publisher", action="append", default=[], metavar="NAME")
    group.add_argument("--genre", action="append", default=[], metavar="GENRE",
                       help=", ".join(GENRES))  # fmt: skip
    group.add_argument("--tag", action="append", default=[], metavar="TAG")
    group.add_argument("--after", metavar="DATE", help="published then or later, e.g. 2021-03")
    group.add_argument("--before", metavar="DATE", help="published then or earlier")


def filter_from(arguments: argparse.Namespace, corpus: Corpus) -> SourceFilter | None:
    """The filter that the options ask for; None where there are none.

    Raises:
        InputError: a date or genre that is none, or a source that is not in the corpus.
    """
    for name in ("after", "before"):
        value = getattr(arguments, name)
        if value is not None and not _DATE.fullmatch(value):
            raise InputError(
                f"--{name} {value!r} is not a date.", "Write 2021, 2021-03 or 2021-03-09."
            )
    for genre in arguments.genre:
        if genre not in GENRES:
            raise InputError(f"{genre!r} is not a genre.", f"Genres are {', '.join(GENRES)}.")
    ids = tuple(find_source(name, corpus).id for name in arguments.source)
    asked = SourceFilter(
        ids=ids,
        authors=tuple(arguments.author),
        publishers=tuple(arguments.publisher),
        genres=tuple(arguments.genre),
        tags=tuple(arguments.tag),
        after=arguments.after,
        before=arguments.before,
    )
    return asked if asked != SourceFilter() else None


def find_source(name: str, corpus: Corpus, *, removed: bool = False) -> Source:
    """The one document a user means.

    Args:
        name: the beginning of its id (4 characters or more), its file name or its title.
        corpus: where to look.
        removed: also among documents that were removed or superseded.

    Raises:
        InputError: none, or more than one, is called so.
    """
    known = corpus.sources(include_superseded=removed)
    wanted = name.strip().casefold()
    exact = [s for s in known if wanted in (s.id, s.name.casefold(), (s.title or "").casefold())]
    begins = len(wanted) >= _SHORTEST_PREFIX
    found = exact or [s for s in known if begins and s.id.startswith(wanted)]
    if not wanted or not found:
        raise InputError(f"No document is called {name!r}.", "See `vouch sources` for their names.")
    if len(found) > 1:
        ids = ", ".join(s.id[:12] for s in found[:5])
        raise InputError(f"{len(found)} documents are called {name!r}.", f"Give an id: {ids}.")
    return found[0]
