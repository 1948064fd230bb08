"""What "how long", "how far", "how old" and "how often" ask for, and whether a text tells it.

A number of the wrong unit is no answer: crowns do not say how far, metres not how often.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from .word_forms import lemma


class Measure(StrEnum):
    """What is measured."""

    AGE = "age"
    DURATION = "duration"
    LENGTH = "length"
    EXTENT = "extent"
    FREQUENCY = "frequency"
    WEIGHT = "weight"
    SPEED = "speed"


_ASKED: tuple[tuple[Measure, re.Pattern[str]], ...] = (
    (Measure.FREQUENCY, re.compile(r"\bhow (?:often|frequently|regularly)\b", re.I)),
    (
        Measure.AGE,
        re.compile(r"\bhow old\b|\b(?:at )?what age\b|^what (?:is|was) (?:\S+ ){1,5}age\b", re.I),
    ),
    (
        Measure.DURATION,
        re.compile(
            r"\bhow long (?:ago|before|after|until|did|does|do|has|have|had|will|would|can|could"
            r"|may|must|should)\b|\bhow (?:many|much) time\b|\b(?:for|within) how long\b"
            r"|\bhow long (?:is|was|are|were) (?:\S+ ){1,4}(?:\w+ed|valid|open|in|at|there|away"
            r"|able|allowed)\b|^what (?:is|was) the (?:duration|length of time)\b",
            re.I,
        ),
    ),
    (Measure.EXTENT, re.compile(r"\bhow long\b", re.I)),
    (
        Measure.LENGTH,
        re.compile(r"\bhow (?:far|deep|tall|wide|broad|thick)\b|\bwhat distance\b", re.I),
    ),
    (Measure.WEIGHT, re.compile(r"\bhow heavy\b|\bhow much (?:did|does|do) .*\bweigh", re.I)),
    (Measure.SPEED, re.compile(r"\bhow fast\b|\b(?:at )?what speed\b", re.I)),
)
# Not from within a row of digits: that would be tried from each of them.
_FIGURE = r"(?<![\d.,])\d[\d.,]*"
_NUMBER = (
    rf"(?:{_FIGURE}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|\w+ty(?:-\w+)?|hundreds?|thousands?|millions?|dozens?|half(?: an?)?|several|few|many"
    r"|couple of|some|quarter of an?)"
)
_TIME = "second minute hour day night week fortnight month year decade century season generation"
_DISTANCE = (
    "millimetre millimeter centimetre centimeter metre meter kilometre kilometer mile foot inch "
    "yard league fathom furlong block storey story mm cm km ft"
)
_WEIGHT = "gram gramme kilogram kilo tonne ton pound ounce stone hundredweight kg"
UNITS: Mapping[Measure, frozenset[str]] = {
    measure: frozenset(lemma(word) for word in words.split())
    for measure, words in (
        (Measure.AGE, "year month week day"),
        (Measure.DURATION, _TIME),
        (Measure.LENGTH, _DISTANCE),
        (Measure.EXTENT, f"{_TIME} {_DISTANCE} page word line chapter"),
        (Measure.WEIGHT, _WEIGHT),
        (Measure.SPEED, f"knot mph kph {_DISTANCE}"),
    )
}
"""Lemmas of the units of a measure; a frequency is told in words ("twice a week")."""


def _counted(units: str) -> str:
    plurals = "|".join(units.split())
    odd = "|feet|inches|centuries|storeys|stories|m"
    return rf"\b{_NUMBER}[\s-]+(?:\w+[\s-]+)?(?:{plurals}{odd})s?\b|\d(?:km|cm|mm|m|ft|kg|h)\b"


_SPAN = (
    r"|\b(?:from|between)\b.*\b(?:to|and|until|till)\b|\b(?:until|since|ever|overnight|forever"
    r"|permanently|temporarily|lifelong|indefinitely|briefly|shortly|soon|immediately|at once"
    r"|(?:not|so|too|as|very|for|last(?:s|ed|ing)?|how) (?:a )?(?:long|short|brief)"
    r"|(?:long|short|brief) (?:time|period|while|spell)"
    r"|(?:for|over|after|within|of) (?:the )?(?:decades|centuries|years|months|weeks|days|hours"
    r"|minutes)|(?:decades|centuries|years|months|weeks|days|hours|minutes) (?:later|ago|long)"
    r"|all (?:day|night|week|winter|summer|year))\b|\d\s?[-–]\s?\d"
)
_TOLD: Mapping[Measure, re.Pattern[str]] = {
    measure: re.compile(pattern, re.I)
    for measure, pattern in (
        (
            Measure.AGE,
            _counted("year month week day")
            + r"|\b(?:aged?|born|youngest|oldest|centur(?:y|ies)|decades)\b"
            r"|\b(?:at|was|is|,) \d{1,3}\b"
            r"|\b(?:in|of) (?:his|her|their) \w+ties\b|\b(?:built|founded|opened|erected|laid|cast"
            r"|made|created|established|constructed|dates?|dating)\b.*\b(?:1\d|20)\d\d\b",
        ),
        (Measure.DURATION, _counted(_TIME) + _SPAN),
        (
            Measure.LENGTH,
            _counted(f"{_DISTANCE} {_TIME}") + rf"|{_FIGURE}\s?(?:′|″|['\"])|\bfar\b|\bnear",
        ),
        (Measure.EXTENT, _counted(f"{_DISTANCE} {_TIME} page word line chapter") + _SPAN),
        (
            Measure.FREQUENCY,
            (
                r"\b(?:every|each|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annual(?:ly)?"
                r"|biennial(?:ly)?|hourly|once|twice|thrice|times|never|always|often|rarely|seldom"
                r"|regular(?:ly)?|frequent(?:ly)?|occasional(?:ly)?|sometimes|usually|per|constantly"
                r"|repeatedly)\b|\b(?:a|an) (?:day|night|week|month|year|hour|minute|second|decade"
                r"|century)\b|\bin \d+ out of \d+\b|%"
            ),
        ),
        (Measure.WEIGHT, _counted(_WEIGHT)),
        (
            Measure.SPEED,
            (
                rf"{_FIGURE}\s?(?:km/h|mph|kph|m/s|kn)\b|\bknots?\b"
                r"|\b(?:an?|per|each|every) (?:hour"
                r"|second|minute|day)\b|\bper cent\b|%|\bspeeds?\b"
            ),
        ),
    )
}


def measure_asked(question: str) -> Measure | None:
    """What a question wants measured; None where it asks for no measure of these."""
    return next((measure for measure, asked in _ASKED if asked.search(question)), None)


def tells_measure(measure: Measure, text: str) -> bool:
    """Whether a text tells anything of that measure, in figures or words."""
    return bool(_TOLD[measure].search(text))


def is_unit_of(measure: Measure, nouns: frozenset[str]) -> bool:
    """Whether one of the lemmas is a unit of the measure."""
    return bool(UNITS.get(measure, frozenset()) & nouns)
