"""What a number counts: houses are no people.

"How many people were hurt?" is not answered by "It damaged 70 barns". Only people are told from
things, and only where a sentence shares no word with the question; what a bare figure counts is
not read.
"""

from __future__ import annotations

import re

from .told_types import without_references
from .word_forms import is_verb, lemmas
from .written_dates import without_dates

_PEOPLE_ASKED = re.compile(r"\bhow many (?:[a-z]+ )?(?:people|persons)\b", re.I)
_COUNTED = re.compile(
    r"(?<![\w.,])(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds|thousands|dozens)"
    r"(?: (?:hundred|thousand|million))?\s+(?P<what>of (?:them|these|those|which)\b|[a-z]+)",
    re.I,
)
# Who is counted is somebody: "workers", "residents", "musicians", "florists"; or what came upon
# people, which tells their number as well.
_SOMEBODY = re.compile(
    r"\w+(?:er|or|ist|ian|ant|ent|ee|man|men|folk|mate|eur)s?$"
    r"|(?:people|persons?|child|children|kids?|boys?|girls?|souls?|lives|dead|fans?|nuns?|monks?|crew"
    r"|staff|guests?|pupils?|victims?|casualties|injuries|deaths|fatalities|families|youths?"
    r"|adults?|civilians?|nationals?|locals?|hostages?|slaves?|friends?|patriots?|cases?"
    r"|wounded|injured|missing|hurt|killed|troops|wives|husbands|daughters?|sons?|jews?)$",
    re.I,
)
_NO_THING = frozenset("metres meters litres liters percent per others others".split())


def counts_another_kind(question: str, sentence: str) -> bool:
    """Whether people are asked for, and every number of an unlike sentence counts things."""
    if not _PEOPLE_ASKED.search(question) or lemmas(question) & lemmas(sentence):
        return False
    plain = without_dates(without_references(sentence))
    counted = [match["what"].lower() for match in _COUNTED.finditer(plain)]
    things = [what for what in counted if not what.startswith("of ") and not is_verb(what)]
    return bool(things) and all(_is_thing(what) for what in things)


def _is_thing(word: str) -> bool:
    return word.endswith("s") and word not in _NO_THING and not _SOMEBODY.match(word)
