"""A sentence in clauses: what is said of what.

No parser: clauses end at punctuation and conjunctions where a verb stands on both sides, and a
clause without a subject of its own takes the one before ("began in 1999 and ended in 2011"). Made
to say little: a clause too long binds nothing wrongly, it only leaves more than one candidate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.records import Span

from .cues import REPORTING_WORD
from .word_forms import is_auxiliary, is_past, is_verb, lemma, lemmas, tokens

_CUT = re.compile(
    r"\s*[,;:()]\s*(?:and\s+|but\s+|or\s+|while\s+|whereas\s+|although\s+|though\s+|because\s+"
    r"|so\s+|which\s+|who\s+|where\s+)?|\s+[–—-]\s+"
    r"|\s+(?:and|but|while|whereas|although|though|because|after|before|when|until|since|which"
    r"|who|that|if|unless)\s+"
)
_OPENS_CLAUSE = re.compile(r";|,\s*(?:and|but|while|whereas)\s")
_NOUN_PHRASE = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y|[A-Z])\b|[A-Z]"
)
_CLEFT = re.compile(r"It (?:was|is) [^,;]+? (?:that|who|which)\b")
_PRONOUN = re.compile(r"(?:it|they|he|she|this|these|who|which|that|there)\b", re.I)
_NEGATED = re.compile(
    r"\b(?:not(?! only| just| merely| least)|never|no longer|neither|nor|cannot|nobody|no one|none"
    r"|nothing|without|fail(?:s|ed)? to|refus(?:es|ed) to|den(?:y|ies|ied)|declin(?:es|ed) to"
    r"|reject(?:s|ed))\b|n['’]t\b|\bno (?=[a-z])(?!doubt|less|fewer|more)",
    re.I,
)
READABLE_CHARACTERS = 2000
"""Sentences longer than this (tables, lists run together) are not read by rule: the patterns look
back and forth, and what is so long binds nothing to anything."""
_DECIMAL = re.compile(r"(?<=\d),\s?(?=\d)|(?<=[A-Z]\.)\s")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence about one event.

    Attributes:
        span: where it stands.
        subject: lemmas of the subject it takes over from before; empty where it has its own.
        terms: lemmas of its own words and of that subject.
        negated: whether a negation stands in it.
    """

    text: str
    span: Span
    subject: frozenset[str]
    terms: frozenset[str]
    negated: bool


@lru_cache(maxsize=4096)
def split_clauses(sentence: str, verb: str | None = None) -> tuple[Clause, ...]:
    """The clauses of a sentence in order.

    Args:
        verb: lemma of a verb looked for, known as one in every form it takes.
    """
    pieces = _pieces(sentence, verb)
    found: list[Clause] = []
    subject: frozenset[str] = frozenset()
    for start, end in pieces:
        text = sentence[start:end]
        own = _own_subject(text, verb)
        taken: frozenset[str] = frozenset()
        relative = _RELATIVE.match(sentence[:start])
        if relative is not None:
            # "sold the quay, which closed": the quay did, and the Board goes on afterwards.
            noun, opens = _antecedent(relative["before"], verb)
            taken = noun if own is None else frozenset()
            subject = noun if opens and noun else subject
        elif own is None:
            # "Founded in 1671, the mint struck copper": the subject comes behind.
            taken = (
                frozenset() if _interrupted(sentence[:start]) else _modified(sentence, start, text)
            )
            taken = taken or subject
            taken = taken or _next_subject(sentence, pieces, start, verb) or frozenset()
        else:
            subject = own or subject
        terms = lemmas(text) | taken
        if found and own and _ELLIPTIC.search(text):
            # "The Guild paid for it, and the Board did not": pay for it.
            terms |= found[-1].terms - (_own_subject(found[-1].text, verb) or frozenset())
        found.append(Clause(text, Span(start, end), taken, terms, negated(text)))
    return tuple(found)


def _modified(sentence: str, start: int, text: str) -> frozenset[str]:
    """The noun before a comma that a participle describes: "had a wooden pier, built in 1884"."""
    first = tokens(text)[:1]
    before = sentence[:start].rstrip()
    if not first or not before.endswith(",") or not is_past(first[0][0]):
        return frozenset()
    tail = [t[0] for t in tokens(re.split(r"[,;:]", before[:-1])[-1])[-3:]]
    while tail and (is_verb(tail[0]) or any(is_verb(w) for w in tail)):
        tail = tail[1:]
    # "burned in 1911, rebuilt at once": what ends in a date describes nothing.
    return frozenset() if not tail or tail[-1][0].isdigit() else lemmas(" ".join(tail))


_RELATIVE = re.compile(
    r"(?P<before>.*?)(?:\s*,)?\s(?:[\w-]+\s+of\s+)?(?:which|who|whom|that)\s+$", re.S
)
_WHOSE = re.compile(r"\s*[,(]\s*(?:which|who|whose|whom|where)\b")
# Behind these stands another noun; "of" and the place belong to the one before.
_OTHER_NOUN = re.compile(
    r"\b(?:to|for|from|by|with|against|after|before|between|under|over|about|into|through|as)\s",
    re.I,
)
_PART = re.compile(
    r"[,;:()]\s*(?:and\s+|but\s+|or\s+)?|\s(?:and|but|that|because|when|while|which|who)\s"
)


_ELLIPTIC = re.compile(
    r"\b(?:did|does|do|has|have|had|was|were|is|are|would|will|could|can)(?:\s+not|n['’]t)\W*$",
    re.I,
)


def _antecedent(before: str, verb: str | None) -> tuple[frozenset[str], bool]:
    """Lemmas of the noun that a relative pronoun stands for, and whether it is itself a subject.

    Args:
        before: all that stands before the pronoun.
        verb: see `split_clauses`.
    """
    part = _PART.split(before)[-1]
    verbs = [t for t in tokens(part) if is_verb(t[0]) or (verb and lemma(t[0]) == verb)]
    noun = part[verbs[-1].end() :] if verbs else part
    words = lemmas(_OTHER_NOUN.split(noun)[-1])
    # "fell in May, which angered them": all of it did.
    is_thing = any(not w.isdigit() for w in words) and not _WHEN.fullmatch(noun.strip())
    return (words if is_thing else frozenset()), not verbs


_WHEN = re.compile(
    r"(?:(?:in|on|by|since|until|at|the|early|late|of|\d+|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\s*)+"
)


def _interrupted(before: str) -> bool:
    """Whether a relative clause ends here and the main verb comes: "The Board, which …, "."""
    opens = _WHOSE.search(before)
    if opens is None or not before.rstrip().endswith((",", ")")):
        return False
    return not _has_verb(before[: opens.start()], None)


def _next_subject(
    sentence: str, pieces: list[tuple[int, int]], start: int, verb: str | None
) -> frozenset[str] | None:
    following = [p for p in pieces if p[0] > start]
    opens = tokens(sentence[start:])[:1]
    if start or not following or not opens or not is_past(opens[0][0].lower()):
        return None
    return _own_subject(sentence[following[0][0] : following[0][1]], verb)


def reports_in(text: str) -> list[re.Match[str]]:
    """Reporting verbs of a text; "the state" and "a report" are none."""
    return [m for m in REPORTING_WORD.finditer(text) if not _NOUN_BEFORE.search(text[: m.start()])]


_NOUN_BEFORE = re.compile(
    r"\b(?:the|a|an|this|that|its|their|his|her|no|every|annual|final|old|new)\s+$|['’]s?\s+$", re.I
)


def negated(text: str) -> bool:
    """Whether a negation or a denying verb stands in a text; "not until 1869" is none."""
    return bool(_NEGATED.search(_NOT_UNTIL.sub(" ", text)))


_NOT_UNTIL = re.compile(r"\bnot\b(?=[^,;.]*\buntil\b)", re.I)


def _pieces(sentence: str, verb: str | None) -> list[tuple[int, int]]:
    """Stretches with a verb each: a stretch without one stays with its neighbour."""
    held = {m.start() for m in _DECIMAL.finditer(sentence)}
    segments: list[tuple[int, int]] = []
    stops: set[int] = set()
    start = 0
    cleft = _CLEFT.match(sentence)
    for cut in _CUT.finditer(sentence, cleft.end() if cleft else 0):
        if cut.start() in held or any(cut.start() <= h < cut.end() for h in held):
            continue
        segments.append((start, cut.end()))
        start = cut.end()
        if _OPENS_CLAUSE.search(cut[0]) and _NOUN_PHRASE.match(sentence[start:]):
            stops.add(start)
    segments.append((start, len(sentence)))
    merged: list[tuple[int, int]] = []
    open_start = 0
    has_verb = False
    stop: int | None = None
    for left, right in segments:
        # "and her deputy, Rolf Berg, was elected": what stands before the aside belongs to it.
        stop = left if left in stops else stop
        verbal = _has_verb(sentence[left:right], verb)
        if verbal and has_verb:
            cut_at = left if stop is None else stop
            merged.append((open_start, cut_at))
            open_start = cut_at
        if verbal:
            stop = None
        has_verb = has_verb or verbal
    merged.append((open_start, len(sentence)))
    return [(a, b) for a, b in merged if sentence[a:b].strip()]


def _has_verb(text: str, verb: str | None) -> bool:
    return any(is_verb(t[0]) or (verb and lemma(t[0]) == verb) for t in tokens(text))


def _own_subject(text: str, verb: str | None) -> frozenset[str] | None:
    """Lemmas before a clause's verb; None where it opens with its verb or a pronoun."""
    stripped = re.sub(r"^(?:and|but|or|then|later|also)\s+", "", text.strip(), flags=re.I)
    if _PRONOUN.match(stripped):
        return None
    for token in tokens(stripped):
        if is_verb(token[0]) or (verb and lemma(token[0]) == verb):
            before = _WHOSE.split(stripped[: token.start()])[0]
            return lemmas(before) if lemmas(before) else None
    return lemmas(stripped)


def subject_of(clause: Clause, verb: str, *, patient: bool = False) -> Span | None:
    """Where the subject of an active verb stands in a clause, or a passive's agent.

    Args:
        verb: lemma of the verb.
        patient: look for the subject of a passive instead: who was elected.

    Returns:
        A span of `clause.text`; None where the verb is not there as a finite verb with a noun
        phrase before it (or "by" behind a participle).
    """
    words = tokens(clause.text)
    for place, token in enumerate(words):
        if lemma(token[0]) != verb:
            continue
        before = [w[0].lower() for w in words[max(0, place - 3) : place]]
        if before[-1:] in (["to"], ["a"], ["the"], ["an"], ["of"], ["their"], ["its"]):
            continue
        passive = any(w in _BE for w in before[-2:]) and is_past(token[0])
        if patient:
            forms = [w for w in words[max(0, place - 2) : place] if w[0].lower() in _BE]
            return _active(clause.text, forms[0].start()) if passive else None
        if passive or (place and _reduced(words, place, clause.text)):
            return _agent(clause.text, token.end())
        return _active(clause.text, token.start())
    return None


_BE = frozenset("is are was were be been being".split())
_AGENT = re.compile(
    r"(?:\s+\w+){0,6}?\s+by\s+(?=[A-Z“\"]|(?:the|a|an|its|their|his|her|some|one|local|two|three)\b)"
)
_AGENT_END = re.compile(
    r"[,.;:()“”]|\s+(?:in|on|at|for|with|from|to|after|before|under|during|since|until|as"
    r"|when|where|between|through|into|over|by)\s"
)
_LEADING = re.compile(
    r"^(?:(?:and|but|or|while|whereas|although|though|because|since|when|that|however|then|later"
    r"|finally|so|thus|yet|also|instead|still|meanwhile|in fact|in the end|"
    r"according to [^,]+)\b,?\s+)+",
    re.I,
)
_ADVERBIAL = re.compile(
    r"^(?:In|On|At|By|After|Before|During|Since|Until|From|For|Under|With|As|To|Between|Over)\b"
    r"[^,]*,\s*|^(?:In|On|By|Since|During) (?:(?:early|late|the|spring|summer|autumn|winter|of|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"\d{1,4}s?|century|year|\d+th)\s+)*(?=\S)",
)
_TAIL = re.compile(
    r"(?:\s+(?:had|has|have|did|do|does|also|then|later|first|finally|itself|themselves|alone"
    r"|once|never|not|only|can|cannot|must|shall|should|would|may|might|could|probably|perhaps|all|both|each|\w+ly|will|who"
    r"|which|that|themselves))+$",
    re.I,
)


def object_of(clause: Clause, verb: str) -> str:
    """The few words right behind an active verb; empty where it is a passive or not there."""
    words = tokens(clause.text)
    for place, token in enumerate(words):
        if lemma(token[0]) != verb:
            continue
        if any(w[0].lower() in _BE for w in words[max(0, place - 2) : place]):
            return ""
        close = _AGENT_END.search(clause.text, token.end())
        return clause.text[token.end() : close.start() if close else len(clause.text)]
    return ""


def _reduced(words: list[re.Match[str]], place: int, text: str) -> bool:
    """A participle without "was": "a wall built by the town"."""
    end = words[place].end()
    return bool(re.match(r"\s+by\s", text[end:])) and is_past(words[place][0])


def _agent(text: str, end: int) -> Span | None:
    opening = _AGENT.match(text[end:])
    if opening is None:
        return None
    start = end + opening.end()
    close = _AGENT_END.search(text, start)
    stop = close.start() if close else len(text)
    return _trimmed(text, start, stop)


def _active(text: str, verb_at: int) -> Span | None:
    head = text[:verb_at].rstrip()
    head = _TAIL.sub("", f" {head}")[1:]
    if not head:
        return None
    reports = reports_in(head)
    start = reports[-1].end() if reports else 0
    comma = re.search(r",\s*$", head)
    if comma:
        head = head[: comma.start()]
    rest = head[start:]
    for pattern in (_LEADING, _ADVERBIAL, _LEADING):
        found = pattern.match(rest.lstrip())
        if found:
            skipped = len(rest) - len(rest.lstrip()) + found.end()
            start += skipped
            rest = head[start:]
    cleft = re.match(r"\s*It (?:was|is) ", rest)
    if cleft:
        start += cleft.end()
        rest = head[start:]
    relative = list(re.finditer(r"\b(?:that|which|who|whom)\b\s*,?\s*", rest))
    if relative and lemmas(rest[relative[-1].end() :]):
        start += relative[-1].end()
        rest = head[start:]
    named = frozenset({"named", "called"})
    if any((is_past(t[0]) and t[0] not in named) or is_auxiliary(t[0]) for t in tokens(rest)):
        return None
    return _trimmed(text, start, len(head))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and not (text[start].isalnum()):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".'’)"):
        end -= 1
    relative = re.search(r"\s+(?:that|which|who|whom)$", text[start:end])
    end = start + relative.start() if relative else end
    while end > start and text[end - 1] in ".":
        end -= 1
    words = text[start:end].split()
    if not words or len(words) > 12 or not lemmas(text[start:end]):
        return None
    return Span(start, end)
