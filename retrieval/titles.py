"""Offices, ranks and forms of address: one table for all who tell a title from a name.

Lower-case words; who reads them decides whether "Governor" may be a name.
"""

from __future__ import annotations

import re

from index.names import is_organisation

from .lands import lands_called

RULERS = frozenset(
    "president minister premier chancellor governor mayor king queen emperor empress sultan shah "
    "tsar pope ambassador".split()
)
"""Whoever holds one of these is told with the title or not at all."""

HEADS = frozenset(
    "prince princess duke duchess bishop envoy consul general commander leader head chief chair "
    "chairman chairwoman director secretary speaker ruler monarch warden captain admiral boss "
    "founder owner".split()
)
"""Those of whom a land, town or body has one; "the owner" may be told by "bought", too."""

OFFICES = RULERS | HEADS

JOBS = frozenset(
    "professor commissioner judge senator colonel archbishop chairperson inspector historian "
    "economist analyst spokesman spokeswoman spokesperson negotiator representative sociologist "
    "diplomat journalist researcher adviser advisor deputy mp".split()
)
"""What else stands before a name and is no part of it."""

ADDRESS = frozenset("mr mrs ms miss sir dame dr prof rev hon".split())

MODIFIERS = frozenset(
    "prime foreign vice deputy former first second third last new old interim acting interior "
    "defence defense finance current present late then".split()
)
"""What stands before an office: "the former foreign minister"."""

_PART_OF_NAMES = frozenset(
    "king queen emperor empress sultan shah tsar pope prince princess duke duchess consul general "
    "leader head chief speaker ruler monarch warden captain boss founder owner".split()
)
BEFORE_NAMES = (OFFICES | JOBS) - _PART_OF_NAMES
"""Offices that are no part of the name behind them; "King Harald" keeps his, "Chief" may be one."""

_PORTFOLIOS = frozenset(
    "health finance justice education works defence defense interior agriculture trade transport "
    "labour labor energy environment culture tourism fisheries forestry economy economics industry "
    "commerce war state water foreign internal external home public social affairs relations "
    "security development planning housing infrastructure sport sports science technology research "
    "information communications communication youth family welfare religion mines history law "
    "medicine physics chemistry geography sociology anthropology literature philosophy politics "
    "political international economic sciences studies engineering theology music regional natural "
    "resources cooperation integration migration immigration treasury revenue".split()
)


_BODIES = frozenset("guild republic kingdom church province region state tribunal".split())


def is_portfolio(words: str) -> bool:
    """Whether words only tell what an office is for: "Foreign Affairs", "Labour and Energy"."""
    plain = [w for w in re.findall(r"[^\W\d_]+", words.lower()) if w not in _JOINS]
    return bool(plain) and all(w in _PORTFOLIOS for w in plain)


_JOINS = frozenset("and of for the".split())


def closes_office(words: str) -> bool:
    """Whether an office ends with these words: "Health", "the Quay Commission", "Georgia".

    What may be the first half of a longer name does not close it: "New", "Port".
    """
    last = words.split()[-1] if words.split() else ""
    if is_portfolio(words) or is_organisation(last) or last.lower() in _BODIES:
        return True
    return any(last.lower() in land.places for land in lands_called(last.lower()))
