"""Whether a sentence tells a time, or an amount, at all.

Figures do not tell what they count: "(Berg 2019: 4)" dates nothing and counts nothing, "in 1998"
and "12 March" are no number of boats, "1,500 boats" is no time. What may be either counts as both.
"""

from __future__ import annotations

import re

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:1\d|20|21)\d\d"
_AUTHORS = (
    rf"(?!{_MONTH}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-ZÀ-Þ][\w’'.-]*"
    r"(?:,?\s+(?:and|&|et al\.?|de|van|von|[A-ZÀ-Þ][\w’'.-]*))*"
)
_PAGES = r"\s*(?::|,?\s*pp?\.)\s*\d+(?:\s?[-–,]\s?\d+)*"
# What is only pointed to: "(see Berg and Solt 2019: 4; Karst 2020)", "Berg (2019) argues", "[12]".
_POINTED_TO = re.compile(
    rf"\((?:(?:see|cf\.?|e\.g\.,?|in|cited in|quoted in|also)\s+)*{_AUTHORS},?\s+{_YEAR}[a-z]?"
    rf"(?:{_PAGES})?(?:;[^()]*)?\)"
    rf"|\({_YEAR}[a-z]?{_PAGES}\)"
    rf"|\({_YEAR}[a-z]?\)(?=,? (?:argu|not|say|writ|claim|show|point|report|conclud|stat|suggest"
    r"|maintain|observ|explain|describ|find|think|call)(?:e?s|es|ed|ing)\b)"
    r"|\[\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]"
    r"|\bpp?\.\s*\d+(?:\s?[-–]\s?\d+)?"
    r"|\b(?:[Pp]ages?|[Cc]hapters?|[Aa]rticles?|[Ss]ections?|[Pp]aragraphs?|[Ff]ootnotes?|[Nn]otes?"
    r"|[Ff]igures?|[Ff]ig\.|[Tt]ables?|[Aa]ppendix|[Vv]olumes?|[Vv]ol\.|[Nn]o\.|[Ii]ssue|[Aa]nnex"
    r"|[Rr]esolution|[Rr]oom|[Ff]light|[Rr]oute)\s+\d{1,3}\b(?:\s?[-–]\s?\d{1,3}\b)?"
)
# "1500 boats" are no year; "1842 onwards" and "the 2007 Finals" are.
_SOME_THINGS = (
    r"(?!\s(?-i:(?!(?:was|is|has|as|its|this|his|does|onwards|afterwards|towards)\b)[a-z]+s"
    r"|people|men|women|of)\b)"
)
_BEFORE_YEAR = (
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|till|[Bb]y|[Ff]rom|[Dd]uring|[Aa]fter|[Bb]efore|[Bb]etween|and"
    r"|to|of|early|late|mid|spring|summer|autumn|winter|the|year|circa|about|around)[ -]|[(–/-])"
)
# What says when, and not how many.
_DATES = (
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?\b"
    rf"|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? {_YEAR})?\b(?!\d)"
    rf"|\b{_MONTH}(?:,? of)?,? {_YEAR}\b"
    rf"|{_BEFORE_YEAR}{_YEAR}\b(?![.,]\d)(?!\s?%){_SOME_THINGS}(?:\s?[-–/]\s?\d{{2,4}}\b)?"
    rf"|\b{_YEAR}-\d\d-\d\d\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\b\d{{1,2}}:\d\d\b"
    r"|\b\d{2,4}['’]?s\b|\b\d{1,4}(?:st|nd|rd|th) (?:century|day)\b"
    r"|\b\d{1,4}\s?(?:AD|BCE?|CE|[ap]m\b|[ap]\.m\.|o['’]clock)|\bAD \d+"
)
_DATE = re.compile(_DATES)
_DATING_FIGURE = re.compile(
    rf"{_DATES}|(?<![\d.,$€£])\b{_YEAR}\b(?![.,]\d)(?!\s?(?:%|per ?cent|million|billion|thousand))"
    rf"{_SOME_THINGS}|\b(?:in|since|until|during|before|after|the) {_YEAR}\b(?![.,]\d)"
    r"|(?<=['’])\d\d\b"
    r"|\b\d{1,4}(?:st|nd|rd|th)\b"
    r"|\b(?:in|at|on|by|since|until|till|before|after|from|circa|about|around|c\.|ca\.)\s?\d{1,4}\b"
    rf"(?![.,]\d)(?!\s?(?:%|per ?cent|million|billion|thousand|hundred)){_SOME_THINGS}",
    re.I,
)
_TIME = re.compile(
    r"\b(?:(?-i:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|spring|summer|autumn|winter|season"
    r"|century|centuries|decades?|years?|months?|weeks?|days?|nights?|mornings?|evenings?|noon"
    r"|midnight|hours?|minutes?|mins?|seconds|secs?|ages?|era|reign|period|times?|yesterday|today|tomorrow|tonight"
    r"|when|while|after|before|during|until|since|once|as soon|by then|now|then|soon|later"
    r"|earlier|ago|recently|eve|anniversary|birth|death|never|always|upon|following|whenever|if|case|event"
    r"|intervals?)\b",
    re.I,
)
# "How much it cost is disputed" tells nothing; "a boat" and "the first boat" tell a number.
_HOW_MUCH = re.compile(r"\bhow (?:much|many)\b|\ban? (?!hundred|thousand|million|dozen|half)", re.I)
_AMOUNT = re.compile(
    r"\d|\b(?:no|none|nobody|nothing|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?"
    r"|thousands?|millions?|billions?|trillions?|half|halves|thirds?|quarters?|twice|double|triple"
    r"|fourth|fifth|sixth|seventh|eighth|ninth|tenth|percent|per cent|single|sole|only|both|all"
    r"|every|each|pair|couple|several|few|many|most"
    r"|majority|minority|some|little|enough|an?)\b|[$€£]|\w+fold\b",
    re.I,
)


def without_references(text: str) -> str:
    """A text without what it only points to: "(Berg 2019: 4)" dates nothing."""
    return _POINTED_TO.sub(" ", text)


def tells_time(text: str) -> bool:
    """Whether anything in a text says when, in figures or words."""
    plain = without_references(text)
    return bool(_TIME.search(plain) or _DATING_FIGURE.search(plain))


def tells_amount(text: str) -> bool:
    """Whether anything in a text says how many or how much, in figures or words."""
    plain = _DATE.sub(" ", without_references(text))
    return bool(_AMOUNT.search(_HOW_MUCH.sub(" ", plain)))
