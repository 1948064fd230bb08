"""Makes hard negatives: one small change that turns a true statement into an unproved one.

Each function takes a text and a random generator and gives a changed text, or None where it
finds nothing to change. They are used to train the verifier and the reader, and (on texts that
were never trained on) to test the verifier together with the vetoes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random

_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*\d|(?<![\w.,])\d(?!\w)")
_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve twenty".split()
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_NUMBER_WORDS[1:])})\b", re.IGNORECASE)
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_MONTH = re.compile(rf"\b({'|'.join(m for m in _MONTHS if m != 'May')})\b")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DATED = {*_MONTHS, *_DAYS}
_NAME = re.compile(r"(?<=[\w,;)] )(?:[A-Z][\w'-]+)(?: (?:of |de |van |the )?[A-Z][\w'-]+)*")
# A capitalised run that opens a sentence is a name when a verb may follow it.
_OPENING = re.compile(
    r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)*(?= (?:\w+ed|is|was|has|had|did|"
    r"wrote|sold|gave|made|told|led|won|took|held|built|sent|bought|\w+s)\b)"
)
_CAPITAL_BEFORE = re.compile(r"(?:^|\s)[A-Z][\w.'-]* $")
_NO_NAMES = frozenset(
    "He She It They We I You This That These Those There Who What Which When Where Why How In On "
    "At The A An His Her Its Their As After Before While During Some Many Most All".split()
)
_JOINED = re.compile(
    r"^[,;]? ?(?:and|or|,|-|/|\()|\b(?:and|or|between|with|met|near|in|at|of) ?$|^\s*$",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|must|does|did|do)\b(?! not\b|n't)"
)
_NOT = re.compile(r"\b(not|never) |n't\b")
_HEDGES = ("reportedly", "allegedly", "possibly", "probably", "perhaps", "apparently")
_HEDGE = re.compile(
    rf"\b({'|'.join(_HEDGES)}|supposedly|likely|maybe)\b,? ?"
    r"|\b(may|might|could)\b(?= (?:have|be)\b)",
    re.IGNORECASE,
)
_QUANTIFIERS: Mapping[str, str] = {
    "some": "all", "many": "all", "most": "all", "several": "all", "few": "most",
    "often": "always", "usually": "always", "sometimes": "always", "rarely": "often",
    "all": "some", "every": "hardly any", "always": "sometimes", "both": "neither of",
    "at least": "at most", "more than": "less than", "nearly": "more than", "only": "not only",
}  # fmt: skip
_QUANTIFIER = re.compile(rf"\b({'|'.join(_QUANTIFIERS)})\b", re.IGNORECASE)
_OPPOSITES = """
first/last before/after more/fewer most/least largest/smallest larger/smaller highest/lowest
higher/lower increase/decrease increased/decreased increases/decreases north/south northern/southern
east/west eastern/western early/late earlier/later old/new older/younger oldest/youngest best/worst
better/worse win/lose won/lost wins/loses accept/reject accepted/rejected support/oppose
supported/opposed allow/forbid allowed/forbidden begin/end began/ended start/stop started/stopped
open/close opened/closed rise/fall rose/fell above/below inside/outside public/private male/female
men/women man/woman father/mother son/daughter brother/sister king/queen husband/wife major/minor
positive/negative strong/weak stronger/weaker rich/poor long/short longer/shorter same/different
internal/external maximum/minimum upper/lower left/right enter/leave entered/left buy/sell
bought/sold gain/lose gained/lost success/failure successful/unsuccessful legal/illegal
formal/informal common/rare rural/urban native/foreign permanent/temporary similar/different
cause/prevent caused/prevented include/exclude included/excluded with/without during/after
majority/minority friend/enemy ally/enemy peace/war birth/death born/died summer/winter
spring/autumn hot/cold fast/slow easy/difficult heavy/light deep/shallow ancient/modern
built/destroyed founded/dissolved export/import exports/imports teacher/student
""".split()
OPPOSITES: Mapping[str, str] = {
    a: b for pair in _OPPOSITES for a, b in (pair.split("/"), pair.split("/")[::-1])
}
_WORD = re.compile(r"[A-Za-z-]+")

Alteration = Callable[[str, Random], "str | None"]


def _swap(text: str, found: re.Match[str], new: str) -> str:
    return text[: found.start()] + new + text[found.end() :]


def change_number(text: str, random: Random) -> str | None:
    """Another number of the same shape: 1902 -> 1907, 12.5 -> 17.5, three -> five."""
    found = list(_NUMBER.finditer(text))
    words = list(_NUMBER_WORD.finditer(text))
    if not found and not words:
        return None
    pick = random.choice(found + words)
    if pick.re is _NUMBER_WORD:
        others = [word for word in _NUMBER_WORDS[1:] if word != pick.group().lower()]
        return _swap(text, pick, random.choice(others))
    digits = [i for i, char in enumerate(pick.group()) if char.isdigit()]
    place = random.choice(digits[-2:] if len(digits) > 1 else digits)
    old = pick.group()[place]
    choices = [d for d in "123456789" if d != old]
    return _swap(
        text, pick, pick.group()[:place] + random.choice(choices) + pick.group()[place + 1 :]
    )


def change_date(text: str, random: Random) -> str | None:
    """Another month."""
    found = list(_MONTH.finditer(text))
    if not found:
        return None
    pick = random.choice(found)
    return _swap(text, pick, random.choice([m for m in _MONTHS if m != pick.group()]))


def _names(text: str) -> list[re.Match[str]]:
    return [m for m in _NAME.finditer(text) if m.group().split()[0] not in _DATED]


def find_names(text: str) -> list[str]:
    """Capitalised runs that do not open a sentence, in order."""
    return [found.group() for found in _names(text)]


def change_name(text: str, random: Random, names: Sequence[str]) -> str | None:
    """One name replaced by another of `names` that shares no word with the text."""
    found = _names(text)
    words = set(_WORD.findall(text))
    others = [name for name in names if not words & set(_WORD.findall(name))]
    if not found or not others:
        return None
    return _swap(text, random.choice(found), random.choice(others))


def swap_names(text: str, random: Random) -> str | None:
    """Two names changed for each other: who did it, and to whom. Not two that "and" joins."""
    found = [m for m in _names(text) if not _CAPITAL_BEFORE.search(text[: m.start()])]
    opening = _OPENING.match(text)
    if opening and opening.group().split()[0] not in _NO_NAMES:
        found = [opening, *(m for m in found if m.start() >= opening.end())]
    spans = [(m.start(), m.start() + len(m.group().removesuffix("'s"))) for m in found]
    pairs = [
        (a, b)
        for i, a in enumerate(spans)
        for b in spans[i + 1 :]
        if not set(_WORD.findall(text[slice(*a)])) & set(_WORD.findall(text[slice(*b)]))
        and not _JOINED.search(text[a[1] : b[0]])
    ]
    if not pairs:
        return None
    a, b = random.choice(pairs)
    return text[: a[0]] + text[slice(*b)] + text[a[1] : b[0]] + text[slice(*a)] + text[b[1] :]


def change_negation(text: str, random: Random) -> str | None:
    """Drops a "not" where there is one, else puts one after the first auxiliary verb."""
    found = _NOT.search(text)
    if found and random.random() < 0.8:
        return _swap(text, found, "")
    place = _AUXILIARY.search(text)
    if place is None:
        return None
    word = (
        " never"
        if place.group() in {"has", "have", "had", "was", "were"} and random.random() < 0.3
        else " not"
    )
    return text[: place.end()] + word + text[place.end() :]


def add_hedge(text: str, random: Random) -> str | None:
    """A hedge after the first auxiliary verb, in front of the sentence, or may for will."""
    if _HEDGE.search(text):
        return None
    place = _AUXILIARY.search(text)
    if place is not None and place.group() == "will":
        return _swap(text, place, random.choice(("may", "might", "could")))
    if place is not None and random.random() < 0.7:
        return f"{text[: place.end()]} {random.choice(_HEDGES)}{text[place.end() :]}"
    opening = random.choice(("It is said that", "Some believe that", "Reportedly,", "Perhaps"))
    return f"{opening} {text}"


def drop_hedge(text: str, random: Random) -> str | None:
    """The sentence without its first hedge."""
    found = _HEDGE.search(text)
    if found is None:
        return None
    if found.group().lower() in {"may", "might", "could"}:
        return _swap(text, found, random.choice(("will", "must")))
    return _swap(text, found, "")


def change_quantifier(text: str, random: Random) -> str | None:
    """Some -> all, most -> all, often -> always and the like."""
    found = list(_QUANTIFIER.finditer(text))
    if not found:
        return None
    pick = random.choice(found)
    new = _QUANTIFIERS[pick.group().lower()]
    return _swap(text, pick, new.capitalize() if pick.group()[0].isupper() else new)


def change_opposite(text: str, random: Random) -> str | None:
    """One word replaced by its opposite."""
    found = [w for w in _WORD.finditer(text) if w.group().lower() in OPPOSITES]
    if not found:
        return None
    pick = random.choice(found)
    new = OPPOSITES[pick.group().lower()]
    return _swap(text, pick, new.capitalize() if pick.group()[0].isupper() else new)


_ASKS = re.compile(
    r"^(when|where|why|how)\b(?= (?:did|does|do|was|were|is|are|has|had|can|will)\b)", re.I
)
# What a text must not hold when it is asked for, so that it surely does not answer.
_ANSWERS: Mapping[str, re.Pattern[str]] = {
    "when": re.compile(
        r"\d{3,4}|century|\b(?:during|after|before|when|until|since|years?)\b|" + _MONTH.pattern
    ),
    "where": re.compile(r"\b(?:in|at|on|near|from|to|outside|across) (?:the )?[A-Z]|\bwhere\b"),
    "why": re.compile(
        r"\b(?:because|since|as|due|for|so|to|reason|caused?|led|result\w*|order|after|thus)\b",
        re.IGNORECASE,
    ),
    "how": re.compile(
        r"\b(?:by|through|via|with|using|means|method|way|without|from)\b", re.IGNORECASE
    ),
}  # fmt: skip


def change_asked(question: str, text: str, random: Random) -> str | None:
    """When -> where, why or how, where `text` holds nothing that could answer that."""
    found = _ASKS.match(question)
    if found is None:
        return None
    asked = found.group().lower()
    others = [kind for kind, cue in _ANSWERS.items() if kind != asked and not cue.search(text)]
    return f"{random.choice(others).capitalize()}{question[found.end() :]}" if others else None


PLAIN_ALTERATIONS: Mapping[str, Alteration] = {
    "number": change_number,
    "date": change_date,
    "negation": change_negation,
    "quantifier": change_quantifier,
    "opposite": change_opposite,
}
