"""What fills the slot a question leaves open, read from one sentence by rule.

"When did the levy begin?" leaves a date open, bound to the levy and to beginning. A date, number
or name fills the slot only where it stands in the clause that says so: a date of another event in
the same sentence is no candidate, and two candidates are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.records import Span

from .asked import DIMENSIONS, Asked, other_dimension
from .clauses import READABLE_CHARACTERS, Clause, split_clauses, subject_of
from .folding import fold
from .measures import is_unit_of
from .quantities import Quantity, find_quantities
from .query import Expected
from .told_types import without_references
from .word_forms import is_past, lemma, lemmas, tokens
from .written_dates import find_dates, without_dates

CURRENCIES = frozenset(
    "crown dollar euro pound yen rouble manat dram lira franc mark thaler shilling penny ducat "
    "guilder florin rupee krone krona peso rand zloty forint dinar rial dirham lari hryvnia tenge "
    "som lev leu kuna shekel baht won yuan renminbi cent talent denarius livre gulden".split()
)
_MEASURES = frozenset(
    "metre meter kilometre kilometer mile foot feet inch centimetre millimetre tonne ton kilogram "
    "kilo litre liter barrel hectare acre hour day week month year minute second degree percent "
    "per cent crate cubic square knot watt kilowatt megawatt".split()
)
_NOT_OF_EVENT = re.compile(
    r"\b(?:of|after|before|than|until|by|since|like|from|to|between|and|or|in favour of)\s*$", re.I
)
_BEING = frozenset(
    "is are was were has had have took happened occurred held amounted reached measured stood "
    "totalled numbered counted fought dates dated measures stands numbers counts amounts".split()
)
_NOT_COUNTED = re.compile(r"\b(?:of|per|(?<!more )(?<!less )(?<!fewer )than)\s*$", re.I)
_DIMENSION = re.compile(r"\s([a-z]+)\b")
_PER = re.compile(r"\s(?:an?|per|each|every)\s[a-z]+\b")
_SEASON = re.compile(
    r"(?:\b(?:early|late|mid|spring|summer|autumn|winter|the (?:spring|summer|autumn|winter) of)"
    r"[ -])+$",
    re.I,
)
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|to|off|outside|[Oo]n)\s+(?P<name>(?:the\s+)?(?:[a-z]+\s+of\s+)?"
    r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s+(?:of\s+(?:the\s+)?)?[A-ZÀ-ÖØ-Þ][\w’'-]+)*)"
)
_MONTH = re.compile(
    r"(?:the\s+)?(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|Spring|Summer|Autumn|Winter|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday"
    r"|Sunday)\b"
)
_NUMBER_TEXT = re.compile(
    r"\s?(?P<text>(?:(?:US)?[$€£¥₽₺]\s?)?[-−]?"
    r"(?:\d+(?:[.,\u00a0\u202f' ]\d{3})*(?:[.,]\d+)*|[A-Za-z]+(?:-[A-Za-z]+)?)"
    r"(?:\s?[-–]\s?\d[\d.,]*\d|\s?[-–]\s?\d)?"
    r"(?:[\s-](?:hundred|thousand|million|billion|trillion)|(?:mn|bn|tn|[mkb]))?"
    r"(?P<unit>\s?%|\sper\s?cent|\s(?:(?:cubic|square|nautical) )?[a-z]+)?)"
)


@dataclass(frozen=True, slots=True)
class Filler:
    """Words of a sentence that fill the slot, and the clause they are bound in."""

    text: str
    span: Span
    clause: Clause


def fill_slot(asked: Asked, sentence: str) -> list[Filler]:
    """Every filler of the slot that a clause of the sentence binds, in order."""
    found: list[Filler] = []
    if len(sentence) > READABLE_CHARACTERS:
        return found
    for clause in split_clauses(sentence, asked.verb):
        if asked.subject and asked.verb:
            found += _subjects(asked, clause, bool(found))
        elif _binds(asked, clause):
            found += _typed(asked, clause, sentence)
    return found


def candidates(slot: Expected, text: str) -> int:
    """How many different fillers of a type a text holds, bound or not; 0 for other types."""
    text = without_references(text)
    if slot is Expected.DATE:
        return len({(d.year, d.month, d.day) for d in find_dates(text)})
    if slot in {Expected.NUMBER, Expected.MONEY}:
        return len({q.values for q in find_quantities(without_dates(text)) if q.kind != "ordinal"})
    if slot is Expected.PLACE:
        return len({m["name"] for m in _PLACE.finditer(text) if not _MONTH.match(m["name"])})
    return 0


def bound_elsewhere(slot: Expected, before: str) -> bool:
    """Whether what follows `before` belongs to another event: "the flood of 1951", "since 1951"."""
    if slot is Expected.DATE:
        if re.search(r"\bnot\b[^,;.]*\buntil\s+$", before):
            return False
        season = _SEASON.search(before)
        return bool(_NOT_OF_EVENT.search(before[: season.start()] if season else before))
    return bool(_NOT_COUNTED.search(before))


def money_of(quantity: Quantity) -> str | None:
    """The currency of a quantity, None where it has none."""
    if quantity.unit and quantity.unit != "%":
        return quantity.unit
    for noun in quantity.nouns[:1]:
        base = noun.rstrip("s") if noun not in CURRENCIES else noun
        if base in CURRENCIES:
            return base
    return None


def _binds(asked: Asked, clause: Clause) -> bool:
    """Whether a clause is about the event and the things of the question."""
    if not asked.things <= clause.terms or asked.things & _compared_with(clause):
        return False
    own = lemmas(clause.text)
    if other_dimension(asked, own):
        return False
    if asked.verb is not None:
        return asked.verb in own
    return bool(asked.things or asked.unit) and _is_copular(clause.text)


def _compared_with(clause: Clause) -> frozenset[str]:
    """What a clause only compares with: the year of "9,400, 300 fewer than in 2020"."""
    behind = _THAN.search(clause.text)
    if behind is None:
        return frozenset()
    return lemmas(behind[0]) - lemmas(_THAN.sub(" ", clause.text))


_THAN = re.compile(r"\bthan\s+(?:in|on|at|during|before|after)\b[^,;]*", re.I)


def _is_copular(text: str) -> bool:
    """Whether a clause says what something is or has, and tells no other event of it."""
    words = [t[0] for t in tokens(text)]
    if _TEMPORAL.search(text):
        return False
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word.lower() in _BEING:
            return not (after and is_past(after) and after.lower() not in _BEING)
        if is_past(word):
            return False
    return False


_TEMPORAL = re.compile(r"\b(?:after|before|since|until|following|than)\b", re.I)


def _subjects(asked: Asked, clause: Clause, earlier: bool) -> list[Filler]:
    rest = re.search(r"\bthe (?:rest|remainder|other half|balance)\b", clause.text)
    if not asked.things <= clause.terms and not (earlier and rest):
        return []
    if asked.verb is None:
        return []
    span = subject_of(clause, asked.verb, patient=asked.patient)
    if span is None:
        return []
    text = span.of(clause.text)
    # "The harbour was paid for": what the question names is not what it asks for.
    if lemmas(text) <= asked.things or text.split()[0].lower() in _PRONOUNS:
        return []
    at = clause.span.start + span.start
    return [Filler(text, Span(at, at + len(text)), clause)]


_PRONOUNS = frozenset(
    "it they he she we i you this that these those who which what nobody none nothing".split()
)


def _typed(asked: Asked, clause: Clause, sentence: str) -> list[Filler]:
    spans: list[Span] = []
    if asked.slot is Expected.DATE:
        spans = _dates(clause.text)
    elif asked.slot in {Expected.NUMBER, Expected.MONEY}:
        spans = _numbers(asked, clause.text)
    elif asked.slot is Expected.PLACE:
        spans = [
            Span(m.start("name"), m.end("name"))
            for m in _PLACE.finditer(clause.text)
            if not _MONTH.match(m["name"]) and not lemmas(m["name"]) <= asked.things
        ]
    made = []
    for span in spans:
        at = clause.span.start + span.start
        made.append(Filler(span.of(clause.text), Span(at, at + len(span)), clause))
    return made


def _dates(text: str) -> list[Span]:
    folded = fold(text)
    spans = []
    for date in find_dates(folded.text):
        before = folded.text[: date.start]
        if bound_elsewhere(Expected.DATE, before):
            continue
        season = _SEASON.search(before)
        start = season.start() if season else date.start
        spans.append(_mapped(folded.starts, folded.ends, start, date.end))
    return spans


def _numbers(asked: Asked, text: str) -> list[Span]:
    folded = fold(text)
    blanked = without_dates(folded.text)
    spans = []
    for quantity in find_quantities(blanked):
        if quantity.kind != "number" or not _fits(asked, quantity):
            continue
        before = folded.text[: quantity.start].rstrip("$€£ ")
        if bound_elsewhere(asked.slot, before) and not _is_measured(asked, before):
            continue
        match = _NUMBER_TEXT.match(folded.text, quantity.start)
        if match is None:
            continue
        end = match.end("text")
        unit = (match["unit"] or "").strip().lower()
        measured = lemma(unit.split()[-1]) in {lemma(m) for m in _MEASURES} if unit else False
        if unit and not (measured or unit[0] == "%" or unit.startswith("per")):
            is_money = money_of(quantity) is not None
            if not (is_money and unit.rstrip("s") in CURRENCIES):
                end = match.start("unit")
        per = _PER.match(folded.text, end)
        end = per.end() if per else end
        span = _mapped(folded.starts, folded.ends, match.start("text"), end)
        told = _DIMENSION.match(folded.text, end)
        if asked.measure and told:
            # "41 metres high and 12 metres wide": each number with its own dimension.
            if lemma(told[1]) in asked.measure:
                return [span]
            if any(lemma(told[1]) in d for d in DIMENSIONS):
                continue
        spans.append(span)
    return spans


def _is_measured(asked: Asked, before: str) -> bool:
    """Whether the number is that of the thing asked about: "a population of 12,000"."""
    match = re.search(r"(\w+)\s+of\s*$", before)
    return match is not None and lemma(match[1]) in asked.things | asked.unit


def _fits(asked: Asked, quantity: Quantity) -> bool:
    """Whether a quantity is of the unit asked for."""
    money = money_of(quantity)
    if asked.slot is Expected.MONEY:
        bare = not quantity.nouns and not quantity.unit and min(quantity.values) >= 1000
        return money is not None or bare
    if asked.scale is not None:
        return is_unit_of(asked.scale, frozenset(lemma(n) for n in quantity.nouns[:2]))
    if asked.unit & {lemma(c) for c in CURRENCIES}:
        return bool(asked.unit & {lemma(n) for n in (*quantity.nouns, money or "x")})
    if asked.unit & lemmas("percentage percent share proportion rate"):
        return quantity.unit == "%"
    if asked.unit:
        return asked.unit <= {lemma(n) for n in quantity.nouns}
    return True


def _mapped(starts: object, ends: object, start: int, end: int) -> Span:
    return Span(starts[start], ends[end - 1])  # type: ignore[index]
