"""Numbers as they are written, and whether two of them mean the same.

"4.2 million" = "4,200,000"; "150.000" and "150,000" may both be 150000; "two" = 2; "4-5" is a
range and no 4. Years and days belong to `written_dates`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.words import fold

_UNITS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),
        range(20, 100, 10),
        strict=True,
    )
)
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "mn": 1e6, "bn": 1e9, "tn": 1e12, "m": 1e6, "k": 1e3, "b": 1e9,
    "thousands": 1e3, "millions": 1e6, "billions": 1e9, "hundreds": 1e2,
}  # fmt: skip
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        range(1, 21),
        strict=True,
    )
)
_FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "thirds": 1 / 3, "quarters": 0.25}
_WORD_NUMBER = "|".join([*_TENS, *_UNITS])
_CURRENCIES = {
    "$": "dollar", "us$": "dollar", "usd": "dollar", "dollar": "dollar", "dollars": "dollar",
    "€": "euro", "eur": "euro", "euro": "euro", "euros": "euro", "£": "pound", "gbp": "pound",
    "pound": "pound", "pounds": "pound", "¥": "yen", "yen": "yen", "₽": "rouble",
    "rouble": "rouble", "roubles": "rouble", "ruble": "rouble", "rubles": "rouble",
    "manat": "manat", "manats": "manat", "dram": "dram", "drams": "dram", "lira": "lira",
    "crown": "crown", "crowns": "crown", "franc": "franc", "francs": "franc", "₺": "lira",
}  # fmt: skip
_PERCENT = {"%", "percent", "per cent", "pct"}
_SYMBOL = r"(?:US\$|[$€£¥₽₺])"
_DIGITS = re.compile(
    rf"(?<![\w.,])(?P<symbol>{_SYMBOL})?\s?(?P<sign>[-−](?=\d))?"
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*)"
    r"(?P<ordinal>st|nd|rd|th)?"
    r"(?:\s?[-–]\s?(?P<to>\d+(?:[.,]\d+)*))?(?!\w)"
    r"(?:[\s-]?(?P<scale>hundred|thousand|million|billion|trillion|mn|bn|tn|[mkb])\b)?|"
    rf"(?<![\w.,])(?P<symbol2>{_SYMBOL})?(?P<glued>\d+(?:[.,]\d+)*)(?P<scale2>mn|bn|tn|[mkb])\b"
)
_WORDS = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_TENS)})-(?P<ones>{'|'.join(list(_UNITS)[1:10])})|"
    rf"(?P<of_each>(?:one|1) (?:in|out of) (?P<each>{'|'.join(_UNITS)}|\d+))|"
    rf"(?P<plain>{_WORD_NUMBER})|(?P<dozen>(?:a |two |three )?dozens?)|"
    rf"(?P<twice>twice)|"
    rf"(?P<fraction>half|(?:one|two|three)[- ](?:thirds?|quarters?)|a (?:third|quarter))|"
    rf"(?P<ordinal>{'|'.join(_ORDINALS)})|(?P<vague>hundreds|thousands|millions|billions)(?= of)|"
    rf"a (?P<one>hundred|thousand|million|billion))\b"
    r"(?:[\s-](?P<scale>hundred|thousand|million|billion|trillion)\b)?",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(\s?%|\sper ?cent\b|[-\s][\w€$£'’]+(?:[\s-]+[\w'’]+){0,2})?")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text.

    Attributes:
        values: what it may mean, usually one; "1.500" is 1.5 or 1500.
        kind: "number", "ordinal" or "vague" ("thousands of").
        unit: "%", a currency, or empty.
        nouns: up to three words that follow, lower-case.
        upper: the other end of a range, else None.
        start: where it stands.
        share: whether it is a fraction, which may be written as a percentage too.
    """

    values: frozenset[float]
    kind: str
    unit: str
    nouns: tuple[str, ...]
    upper: frozenset[float] | None
    start: int
    share: bool = False


def read_number(written: str) -> frozenset[float]:
    """What a written number may mean.

    Args:
        written: digits with points, commas, spaces or apostrophes between them.

    Returns:
        {150000.0} for "150,000" (a comma before three digits separates thousands);
        {150.0, 150000.0} for "150.000", where customs differ.
    """
    bare = re.sub(r"[ \u00a0\u202f']", "", written)
    readings = set()
    if re.fullmatch(r"\d+", bare):
        readings.add(float(bare[:300]))
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        readings.add(float(bare.replace(",", "")[:300]))
    elif re.fullmatch(r"\d+,\d+", bare):
        readings.add(float(bare.replace(",", ".")[:300]))
    if re.fullmatch(r"\d+\.\d+", bare):
        readings.add(float(bare[:300]))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", bare):
        readings.add(float(bare.replace(".", "").replace(",", ".")[:300]))
    return frozenset(readings)


def find_quantities(text: str) -> list[Quantity]:
    """All numbers of a text, in words and digits, in order.

    Args:
        text: folded text (see `folding`).
    """
    words = list(_WORDS.finditer(text))
    taken = [m.span() for m in words if m["of_each"]]
    digits = [m for m in _DIGITS.finditer(text) if not any(a <= m.start() < b for a, b in taken)]
    found = [q for m in digits if (q := _from_digits(text, m))]
    found += [_from_words(text, m) for m in words]
    return sorted(found, key=lambda q: q.start)


def _from_digits(text: str, match: re.Match[str]) -> Quantity | None:
    glued = match["glued"]
    values = read_number(glued or match["number"])
    if not values:
        return None
    factor = _SCALES.get((match["scale"] or match["scale2"] or "").lower(), 1.0)
    upper = read_number(match["to"]) if match["to"] else None
    sign = -1.0 if match["sign"] else 1.0
    unit, nouns = _what_follows(text, match.end())
    symbol = (match["symbol"] or match["symbol2"] or "").lower()
    return Quantity(
        frozenset(sign * v * factor for v in values),
        "ordinal" if match["ordinal"] else "number",
        _CURRENCIES.get(symbol, unit),
        nouns,
        frozenset(v * factor for v in upper) if upper else None,
        match.start(),
    )


def _from_words(text: str, match: re.Match[str]) -> Quantity:
    kind, value, share = "number", 0.0, False
    lower = fold(match[0])  # "fıfth" matches, too, where case does not matter
    if match["tens"]:
        value = float(_TENS[fold(match["tens"])] + _UNITS[fold(match["ones"])])
    elif match["plain"]:
        plain = fold(match["plain"])
        value = float(_TENS.get(plain, _UNITS.get(plain, 0)))
    elif match["dozen"]:
        many = lower.startswith("dozens")
        kind = "vague" if many else "number"
        value = 12.0 * (2 if lower.startswith("two") else 3 if lower.startswith("three") else 1)
    elif match["fraction"]:
        parts = re.split(r"[- ]", lower)
        value = _FRACTIONS[parts[-1]] * {"two": 2, "three": 3}.get(parts[0], 1)
        share = True
    elif match["of_each"]:
        each = fold(match["each"])
        value = 1 / (float(_UNITS.get(each, 0) or (each if each.isdigit() else 0)) or 1.0)
        share = True
    elif match["twice"]:
        value = 2.0
    elif match["ordinal"]:
        kind, value = "ordinal", float(_ORDINALS[fold(match["ordinal"])])
    elif match["vague"]:
        kind, value = "vague", _SCALES[fold(match["vague"])]
    else:
        value = _SCALES[fold(match["one"])]
    value *= _SCALES.get(fold(match["scale"] or ""), 1.0)
    unit, nouns = _what_follows(text, match.end())
    if match["twice"]:
        nouns = ("times",)
    values = frozenset({round(value, 6)})
    return Quantity(values, kind, unit, nouns, None, match.start(), share)


def _what_follows(text: str, end: int) -> tuple[str, tuple[str, ...]]:
    match = _AFTER.match(text, end)
    rest = (match[1] or "").strip(" -").lower() if match else ""
    if rest in _PERCENT:
        return "%", ()
    words = tuple(re.split(r"[\s-]+", rest)) if rest else ()
    if words and words[0] in _CURRENCIES:
        return _CURRENCIES[words[0]], words
    return "", words


def is_number_word(word: str) -> bool:
    """Whether a lower-case word is a number, an ordinal, a fraction or a scale."""
    return any(word in known for known in (_UNITS, _TENS, _SCALES, _ORDINALS, _FRACTIONS))


def in_one_unit(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """Two quantities, a fraction put as a percentage where the other one is a percentage."""
    return _as_rate(a, b), _as_rate(b, a)


def _as_rate(quantity: Quantity, other: Quantity) -> Quantity:
    if not quantity.share or other.unit != "%":
        return quantity
    return replace(quantity, values=frozenset(round(v * 100, 4) for v in quantity.values), unit="%")


def is_same(a: Quantity, b: Quantity) -> bool:
    """Whether two quantities can be the same number of the same unit.

    Args:
        a: from the statement.
        b: from the evidence.

    Returns:
        False where values, kind or a stated unit differ, or one is a range and one is not.
    """
    if (a.kind == "ordinal") != (b.kind == "ordinal") or (a.kind == "vague") != (b.kind == "vague"):
        return False
    a, b = in_one_unit(a, b)
    if a.unit and b.unit and a.unit != b.unit:
        return False
    if (a.unit == "%") != (b.unit == "%"):
        return False
    if (a.upper is None) != (b.upper is None):
        return False
    if a.upper and b.upper and not _meet(a.upper, b.upper):
        return False
    return _meet(a.values, b.values)


def _meet(a: frozenset[float], b: frozenset[float]) -> bool:
    return any(abs(x - y) <= 1e-9 * max(abs(x), abs(y)) for x in a for y in b)
