"""Whether a sentence can be the answer at all: what no likeness of words makes up for.

A near miss shares nearly all words of a question and still does not answer it: the parties are
swapped, the opposite is told ("began" for "end"), the third contract for the second, another year,
or nothing of the type asked for. Such sentences are set aside, whatever their probability; what
the rules do not see stays as it was ranked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from index.words import STOP_WORDS

from .asked_names import lacks_new_name
from .asked_party import tells_of_another
from .asked_roles import swaps_roles
from .belonging import is_anothers, lacks_holder
from .candidates import Candidate
from .clauses import READABLE_CHARACTERS, negated, split_clauses
from .counted import counts_another_kind
from .cues import opposites_differ
from .effects import tells_effect
from .features import surroundings, without_known
from .folding import fold_text
from .measures import measure_asked, tells_measure
from .opposed_agents import opposes_agent
from .ordered import is_another_of_row
from .put_questions import puts_question
from .query import Expected, Kind, Part
from .ranking import Ranked
from .told_types import tells_amount, tells_time
from .word_forms import has_opposite, is_past, lemma, lemmas, tokens


class Misfit(StrEnum):
    """Why a sentence cannot answer."""

    ROLES = "roles"
    OPPOSITE = "opposite"
    POLARITY = "polarity"
    OTHER = "other"
    YEAR = "year"
    TYPE = "type"
    NAME = "name"
    QUESTION = "question"
    OWNER = "owner"


MOST_READ = 24
_READ = frozenset({Kind.FACT, Kind.EXPLAIN})
# Views deny and turn things round, and lists gather: only who does what to whom is read there.
_ROLES_ONLY = frozenset({Kind.VIEW, Kind.LIST})
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
# "before 2019", "between 2004 and 2018": other years are what is asked for.
_RANGE = re.compile(
    r"\b(?:before|after|since|until|till|by|from|between|than)\s+(?:\w+\s+){0,2}?\d{4}"
    r"(?:\s*(?:and|to|-|–)\s*\d{4})?",
    re.I,
)
_SAYS = re.compile(
    r"\b(?:say|says|said|write|writes|wrote|report|reports|claim|claims|argue|argues|think|thinks"
    r"|believe|believes|deny|denies|denied|mean|means|know|known|happen|happened)\b",
    re.I,
)


@lru_cache(maxsize=1024)
def _lemmas(text: str) -> frozenset[str]:
    return lemmas(text)


def misfit(part: Part, candidate: Candidate) -> Misfit | None:
    """Why a sentence cannot answer a question; None where no rule speaks against it."""
    if part.kind is Kind.YES_NO and lacks_name(part, candidate):
        return Misfit.NAME
    if len(candidate.text) > READABLE_CHARACTERS or part.kind not in _READ | _ROLES_ONLY:
        return None
    if puts_question(part.text, candidate.text):
        return Misfit.QUESTION
    if tells_of_another(part.text, candidate.text, part.also):
        return Misfit.NAME
    if swaps_roles(part.text, candidate.text):
        return Misfit.ROLES
    if opposes_agent(part, candidate.text, surroundings(candidate.passage)):
        return Misfit.ROLES
    if is_anothers(part, candidate.text):
        return Misfit.OWNER
    if part.kind in _ROLES_ONLY:
        return None
    if tells_opposite(part.text, candidate.text) or tells_effect(part.text, candidate.text):
        return Misfit.OPPOSITE
    if differs_in_polarity(part.text, candidate.text):
        return Misfit.POLARITY
    passage = candidate.passage
    if is_another_in_order(part.text, candidate.text) or is_another_of_row(
        part.text, candidate.text, passage.text, surroundings(passage)
    ):
        return Misfit.OTHER
    if is_of_another_year(part, candidate):
        return Misfit.YEAR
    return Misfit.TYPE if lacks_type(part, candidate) else None


def those_that_fit(part: Part, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The sentences that no rule speaks against, in their order.

    Those far behind are never said, and are not read for it.
    """
    read = [
        item
        for item in ranked[:MOST_READ]
        # What was answered to the very question fits, whatever it says.
        if item.features.get("turn") == 1.0 or misfit(part, item.candidate) is None
    ]
    return [*read, *ranked[MOST_READ:]] if read else []


def is_of_another_year(part: Part, candidate: Candidate) -> bool:
    """Whether a question names a year, and the passage and its document's date only others."""
    asked = set(_YEAR.findall(_RANGE.sub(" ", part.text)))
    told = set(_YEAR.findall(surroundings(candidate.passage)))
    published = (candidate.source.published or "")[:4]
    return bool(asked) and bool(told) and not asked & {*told, published}


def lacks_name(part: Part, candidate: Candidate) -> bool:
    """Whether a name of the question is nowhere in the passage, its headings, title and house.

    "Did Varn support Kestria?" is answered neither yes nor no by what Ondal did. A part of the
    name is enough, as is another name that means the same; and in what a company issues "the
    company" needs no name.
    """
    words = [w for w in part.text.split()[1:] if len(w) > 3]
    if sum(w[0].isupper() for w in words) * 2 > len(words) > 2:
        return False  # Written Like a Headline: capitals name nothing
    house = (candidate.source.publisher or "").title()
    told = fold_text(f"{surroundings(candidate.passage)} {house}")
    return any(not stands_in(part, name, told) for name in part.names)


def stands_in(part: Part, name: str, told: str) -> bool:
    """Whether a part of a name, or of another name that means the same, stands in a text.

    Args:
        told: folded text.
    """
    others = [pair for pair in part.also if name.lower() in {n.lower() for n in pair}]
    alike = fold_text(" ".join((name, *(n for pair in others for n in pair))))
    return any(word[: max(4, len(word) - 2)] in told for word in re.split(r"[\s-]+", alike))


_UNTIL = re.compile(r"\b(?:until|till|lasted|over)\b", re.I)


def tells_opposite(question: str, sentence: str) -> bool:
    """Whether a sentence tells the opposite of what is asked: "began" where "end" is asked for.

    A verb's opposite counts wherever it stands; any other word's only beside the same word:
    "the lowest stage" for "the highest stage".
    """
    asked, told = _lemmas(question), _lemmas(sentence)
    verbs = {lemma(t[0]) for t in tokens(sentence) if is_past(t[0])} - asked
    turned = any(has_opposite(word, frozenset(verbs)) for word in asked - told)
    if turned and not _UNTIL.search(sentence):
        return True
    mine = [pair for pair in _pairs(question) if lemma(pair[0]) not in told]
    if not mine:
        return False
    theirs = [pair for pair in _pairs(sentence) if lemma(pair[0]) not in asked]
    return any(
        opposites_differ(fold_text(word), fold_text(other))
        for word, beside in mine
        for other, same in theirs
        if beside == same
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    """Each content word with the content words next to it, before and behind."""
    words = [t[0] for t in tokens(text) if t[0].lower() not in STOP_WORDS]
    behind = [(one, f"> {lemma(two)}") for one, two in pairwise(words)]
    return behind + [(two, f"{lemma(one)} <") for one, two in pairwise(words)]


_NOT = re.compile(
    r"\b(?:not(?! (?:only|just|merely|necessarily|all|every|always)\b)|never|no longer|cannot"
    r"|neither|nor)\b|n['’]t\b",
    re.I,
)
_FAILS = re.compile(r"\b((?:fail|refus|declin)\w*) to\b", re.I)
_NOT_OR_NO = re.compile(rf"{_NOT.pattern}|\b(?:no|none of)\b|{_FAILS.pattern}", re.I)
_UNTIL_THEN = re.compile(r"\bnot\b[^,;.]*\buntil\b", re.I)
_GOVERNED = 3


def differs_in_polarity(question: str, sentence: str) -> bool:
    """Whether a sentence denies what is asked, or asserts what the question denies.

    It denies where a negation stands right before a word of the question, or in a clause that
    shares half of its words and no verb.
    """
    wanted = _lemmas(question)
    if _SAYS.search(question) or len(wanted) < 2:
        return False
    clauses = [c for c in split_clauses(sentence) if len(wanted & c.terms) * 2 >= len(wanted)]
    failing = _FAILS.search(question)
    if _NOT.search(question) or (failing and lemma(failing[1]) not in lemmas(sentence)):
        return bool(clauses) and not negated(sentence)
    return bool(clauses) and all(_denies(c.text, wanted) for c in clauses)


def _denies(clause: str, wanted: frozenset[str]) -> bool:
    if _UNTIL_THEN.search(clause):
        return False
    for cue in _NOT_OR_NO.finditer(clause):
        governed = [t[0] for t in tokens(clause[cue.end() :])][:_GOVERNED]
        if wanted & lemmas(" ".join(governed)) and not wanted & lemmas(cue[0]):
            return True
    told = any(is_past(t[0]) and lemma(t[0]) in wanted for t in tokens(clause))
    return bool(_NOT.search(clause)) and not told


_ORDER = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last final "
    "next previous".split()
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI".split()


def _is_order(word: str) -> bool:
    return word.lower() in _ORDER or bool(_ORDINAL.fullmatch(word.lower()))


def is_another_in_order(question: str, sentence: str) -> bool:
    """Whether a noun of the question has another place in a row: "third", "II", "2012"."""
    asked, told = [t[0] for t in tokens(question)], [t[0] for t in tokens(sentence)]
    places, numbers = {w.lower() for w in told}, {_numeral(w) for w in told}
    for at, word in enumerate(asked):
        if _is_order(word) and word.lower() not in places:
            heads = [lemma(head) for head in asked[at + 1 : at + 3]]
            if any(_always(told, head, _is_order, (-2, 0)) for head in heads):
                return True
        named = at > 0 and asked[at - 1][0].isupper() and _numeral(word) is not None
        other = named and _numeral(word) not in numbers
        if other and _always(told, lemma(asked[at - 1]), _is_numeral, (1, 2)):
            return True
    return False


def _numeral(word: str) -> int | None:
    """The number a word is, in digits or as after a king's name; None for other words."""
    if word.isdecimal() and len(word) < 9:
        return int(word)
    return _ROMANS.index(word) + 1 if word in _ROMANS else None


def _is_numeral(word: str) -> bool:
    return _numeral(word) is not None


def _always(
    told: Sequence[str], head: str, of_kind: Callable[[str], object], beside: tuple[int, int]
) -> bool:
    """Whether a word stands in a sentence, and every time with a word of a kind beside it.

    Args:
        beside: from and up to which place, counted from the word.
    """
    at = [i for i, word in enumerate(told) if lemma(word) == head]
    near = [told[max(0, i + beside[0]) : max(0, i + beside[1])] for i in at]
    return bool(at) and all(any(of_kind(word) for word in words) for words in near)


def lacks_type(part: Part, candidate: Candidate) -> bool:
    """Whether a sentence holds nothing of the type a question asks for.

    The question's own figures are none: "the war of 1921 was short" does not say when it ended.
    """
    if lacks_new_name(part.text, candidate.text):
        return True
    text = without_known(part, candidate.text)
    measure = measure_asked(part.text)
    if measure:
        return not tells_measure(measure, text)
    if part.expects is Expected.PERSON:
        return lacks_holder(part, text)
    if part.expects is Expected.DATE:
        return not tells_time(text)
    if part.expects in {Expected.NUMBER, Expected.MONEY}:
        return not tells_amount(text) or counts_another_kind(part.text, candidate.text)
    return False
