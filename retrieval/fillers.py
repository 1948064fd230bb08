"""What fills the slot a question leaves open, read from one sentence by rule.

"When did the levy begin?" leaves a date open, bound to the levy and to beginning. A date, number
or name fills the slot only where it stands in the clause that says so: a date of another event in
the same sentence is no candidate, and two candidates are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.records import Span
from index.words import STOP_WORDS, content_words

from .clauses import Clause, split_clauses, subject_of
from .folding import fold
from .quantities import Quantity, find_quantities
from .query import Expected, Kind, Part
from .word_forms import is_auxiliary, is_past, lemma, lemmas, tokens
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
_OPENING = re.compile(
    r"^(?:(?:and|but|so|then|according to [^,]+,)\s+)?(?:(?P<prep>in|on|at|by|from|to|with|for|of)"
    r"\s+)?(?P<wh>who|whom|whose|what|which|when|where|how (?:many|much|long|old|far|often|big|"
    r"large|high|deep|tall|wide|fast)|how)\b\s*(?P<rest>.*?)[\s?.!]*$",
    re.I | re.S,
)
_PREPOSITION = frozenset(
    "in on at for with from to by after before under over between into through during about "
    "against across near since until within behind beyond along around off up out down".split()
)
_DETERMINER = frozenset("the a an its their his her this that these those our your my".split())
_NOT_OF_EVENT = re.compile(
    r"\b(?:of|after|before|than|until|by|since|like|from|to|between|and|or|in favour of)\s*$", re.I
)
_NOT_COUNTED = re.compile(r"\b(?:of|per|(?<!more )(?<!less )(?<!fewer )than)\s*$", re.I)
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
class Asked:
    """What a question leaves open and what it binds it to.

    Attributes:
        slot: the type of the filler; ANY = whatever is the subject or agent.
        subject: whether the filler is who or what does it (or to whom it is done, passive).
        verb: lemma of the event; None where the question names none but being.
        things: lemmas of what takes part: all have to be in the filler's clause.
        unit: lemmas of what is counted; empty where none is.
    """

    slot: Expected
    subject: bool
    verb: str | None
    things: frozenset[str]
    unit: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Filler:
    """Words of a sentence that fill the slot, and the clause they are bound in."""

    text: str
    span: Span
    clause: Clause


@lru_cache(maxsize=512)
def read_asked(part: Part) -> Asked | None:
    """The slot a question leaves open; None for why, how, yes/no and other questions."""
    if part.kind not in {Kind.FACT, Kind.LIST, Kind.VIEW, Kind.KEYWORD}:
        return None
    opening = _OPENING.match(part.text.strip())
    if opening is None:
        return None
    wh, rest = opening["wh"].lower(), opening["rest"]
    words = tokens(rest)
    if not words:
        return None
    unit: frozenset[str] = frozenset()
    at = 0
    if wh.startswith("how m") or wh in {"which", "what"}:
        at = _noun_phrase(rest, 0)
        counted = [w[0] for w in words[:at] if not find_quantities(w[0])]
        unit = lemmas(" ".join(counted))
    helped = at < len(words) and is_auxiliary(words[at][0])
    if helped and words[at][0].lower() in {"did", "does", "do"}:
        verb_at = _verb_after(words, at + 1)
        subject = False
    elif helped:
        verb_at, subject = _participle(words, at + 1, wh)
    else:
        verb_at, subject = at, True
    verb = lemma(words[verb_at][0]) if verb_at is not None and verb_at < len(words) else None
    others = [w[0] for i, w in enumerate(words) if i != verb_at and i >= at]
    things = lemmas(" ".join(others)) - ({verb} if verb else set())
    if wh in {"which", "what"} and part.expects is Expected.ANY and not subject:
        return None
    # "what year", "which city", "what share" name the type, not a thing of the event.
    if part.expects in {Expected.DATE, Expected.PLACE, Expected.MONEY} and wh in {"which", "what"}:
        unit = frozenset()
    if wh == "how much" and part.expects is Expected.MONEY:
        unit -= lemmas("money")
    subject = subject and part.expects in {Expected.PERSON, Expected.ANY}
    if part.expects is Expected.PERSON and (wh == "whom" or opening["prep"]) and not subject:
        return None
    if part.expects is Expected.ANY and not subject:
        return None
    if not things - unit and not unit:
        return None
    return Asked(part.expects, subject, verb, things - unit, unit)


def fill_slot(asked: Asked, sentence: str) -> list[Filler]:
    """Every filler of the slot that a clause of the sentence binds, in order."""
    found: list[Filler] = []
    for clause in split_clauses(sentence, asked.verb):
        if asked.subject and asked.verb:
            found += _subjects(asked, clause, bool(found))
        elif _binds(asked, clause):
            found += _typed(asked, clause, sentence)
    return found


def candidates(slot: Expected, text: str) -> int:
    """How many different fillers of a type a text holds, bound or not; 0 for other types."""
    if slot is Expected.DATE:
        return len({(d.year, d.month, d.day) for d in find_dates(text)})
    if slot in {Expected.NUMBER, Expected.MONEY}:
        return len({q.values for q in find_quantities(without_dates(text)) if q.kind != "ordinal"})
    if slot is Expected.PLACE:
        return len({m["name"] for m in _PLACE.finditer(text) if not _MONTH.match(m["name"])})
    return 0


def money_of(quantity: Quantity) -> str | None:
    """The currency of a quantity, None where it has none."""
    if quantity.unit and quantity.unit != "%":
        return quantity.unit
    for noun in quantity.nouns[:1]:
        base = noun.rstrip("s") if noun not in CURRENCIES else noun
        if base in CURRENCIES:
            return base
    return None


def _noun_phrase(rest: str, start: int) -> int:
    """How many words from `start` belong to "which city", "how many boats"."""
    words = tokens(rest)
    place = start
    while place < len(words):
        word = words[place][0].lower()
        if is_auxiliary(word) or is_past(words[place][0]) or word in _PREPOSITION - {"of"}:
            break
        place += 1
        if place - start >= 1 and place < len(words) and not is_auxiliary(words[place][0]):
            if any(is_auxiliary(w[0]) or is_past(w[0]) for w in words[place : place + 4]):
                continue
            break
    return place


def _verb_after(words: list[re.Match[str]], start: int) -> int | None:
    """The base verb of "did the Guild of Fishers pay ...": the last word of the subject's run."""
    last: int | None = None
    run = 0
    for place in range(start, len(words)):
        word = words[place][0]
        low = word.lower()
        if word[0].isupper() or low in {"i", "he", "she", "it", "they", "we", "you"}:
            if last is not None and run >= 2:
                break
            run += 1
            last = None if word[0].isupper() or len(low) < 5 else last
            continue
        if low in _DETERMINER and run == 0:
            run = 1
            continue
        if low == "of" or (low in {"and"} and last is not None):
            run = max(run, 1)
            last = None
            continue
        if low in _PREPOSITION or low in _DETERMINER or low[0].isdigit():
            if last is not None and (run >= 2 or low in _DETERMINER):
                break
            continue
        last = place
        run += 1
    return last


def _participle(words: list[re.Match[str]], start: int, wh: str) -> tuple[int | None, bool]:
    """The participle of "was the bridge opened"; True where it follows at once ("who was …")."""
    for place in range(start, len(words)):
        if is_past(words[place][0]):
            direct = wh in {"who", "what", "which"} and place - start <= 1
            return place, direct
    return None, False


def _binds(asked: Asked, clause: Clause) -> bool:
    if not asked.things <= clause.terms:
        return False
    if asked.verb is None:
        return bool(asked.things)
    return asked.verb in lemmas(clause.text)


def _subjects(asked: Asked, clause: Clause, earlier: bool) -> list[Filler]:
    rest = re.search(r"\bthe (?:rest|remainder|other half|balance)\b", clause.text)
    if not asked.things <= clause.terms and not (earlier and rest):
        return []
    if asked.verb is None:
        return []
    span = subject_of(clause, asked.verb)
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
        season = _SEASON.search(before)
        start = season.start() if season else date.start
        if _NOT_OF_EVENT.search(folded.text[:start]):
            continue
        spans.append(_mapped(folded.starts, folded.ends, start, date.end))
    return spans


def _numbers(asked: Asked, text: str) -> list[Span]:
    folded = fold(text)
    blanked = without_dates(folded.text)
    spans = []
    for quantity in find_quantities(blanked):
        if quantity.kind != "number" or not _fits(asked, quantity):
            continue
        if _NOT_COUNTED.search(folded.text[: quantity.start].rstrip("$€£ ")):
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
        spans.append(_mapped(folded.starts, folded.ends, match.start("text"), end))
    return spans


def _fits(asked: Asked, quantity: Quantity) -> bool:
    """Whether a quantity is of the unit asked for."""
    money = money_of(quantity)
    if asked.slot is Expected.MONEY:
        return money is not None
    if asked.unit & {lemma(c) for c in CURRENCIES}:
        return bool(asked.unit & {lemma(n) for n in (*quantity.nouns, money or "x")})
    if asked.unit & lemmas("percentage percent share proportion rate"):
        return quantity.unit == "%"
    if asked.unit:
        return asked.unit <= {lemma(n) for n in quantity.nouns}
    return True


def _mapped(starts: object, ends: object, start: int, end: int) -> Span:
    return Span(starts[start], ends[end - 1])  # type: ignore[index]


def asks_for_words(part: Part) -> frozenset[str]:
    """Lemmas of all content words of a question, the wh-word aside."""
    return lemmas(" ".join(w for w in content_words(part.text) if w not in STOP_WORDS))
