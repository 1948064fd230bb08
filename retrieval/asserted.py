"""What a sentence asserts or denies itself, freed of what it only mentions beside it.

    The mill, which had burned in 1911, was rebuilt, though nobody could say how.
        asserts   The mill was rebuilt
    There is no truth in the claim that the mill was rebuilt.
        denies    the mill was rebuilt
    The miller told the court that the mill had been rebuilt.
        asserts   the mill had been rebuilt: by the mouth of a speaker who is known

No parser: where a sentence does not have one of these shapes it stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .claims import SILENCING, Claim, borne_out
from .clauses import negated, reports_in
from .contraries import excluded
from .folding import fold_text
from .records import Mode, Speaker
from .straightened import as_asked, straighten, there_was
from .word_forms import is_auxiliary, is_verb, lemmas, tokens


@dataclass(frozen=True, slots=True)
class Assertion:
    """One thing said in a sentence.

    Attributes:
        text: a plain clause.
        denied: whether the sentence says that it is not so.
    """

    text: str
    denied: bool = False


_WORD_FOR_CLAIM = (
    r"(?:claims?|assertions?|allegations?|accusations?|charges?|reports?|rumou?rs?|story|stories"
    r"|statements?|suggestions?|idea|belief|notion|view)"
)
_UNTRUE = (
    r"(?:not (?:correct|true|right|so|the case|a fact)|wrong|untrue|false|incorrect|unfounded"
    r"|baseless|invented|mistaken|an? (?:fabrication|lie|myth|invention|falsehood|legend))"
)
_SURELY = r"(?:(?:simply|quite|plainly|entirely|wholly|utterly|completely|also|therefore) )?"
_SAID = r"(?P<said>[^;:]+?)"
_DENIALS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^(?:in particular, |however, )?it (?:is|was) {_SURELY}{_UNTRUE} that {_SAID}[.]?$",
        (
            r"^it (?:is|was|would be) (?:an? )?(?:mistake|error|wrong) to (?:believe|think|say"
            rf"|write|suppose|claim|assume) that {_SAID}[.]?$"
        ),
        (
            r"^there (?:is|was) (?:no|not a word of|nothing in) (?:truth|substance|basis"
            rf"|foundation)? ?(?:in|for|to|of)? ?(?:the|this) {_WORD_FOR_CLAIM} that {_SAID}[.]?$"
        ),
        (
            rf"^(?:(?:the|this|these|all) )?{_WORD_FOR_CLAIM} that {_SAID} (?:(?:is|was|are|were)"
            rf" {_SURELY}{_UNTRUE}|(?:has|had) no (?:basis|foundation|substance)(?: in fact)?)[.]?$"
        ),
        rf"^that {_SAID} (?:is|was) {_SURELY}{_UNTRUE}[.]?$",
    )
)
_OFTEN = (
    r"(?:(?:has|have|had) )?(?:(?:always|repeatedly|firmly|flatly|strongly|also|later|consistently"
    r"|explicitly|formally) )?"
)
_REJECTS = re.compile(
    rf"^(?P<who>[^,;:]+?) {_OFTEN}(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?"
    rf"|refut(?:es|ed))(?: as (?:untrue|false|baseless|unfounded))?"
    rf"(?: (?:the|this|all|any) {_WORD_FOR_CLAIM})?(?: that|(?= having\b)) {_SAID}[.]?$"
)
_SAYS = (
    r"(?:says?|said|states?|stated|tells?|told|testif(?:y|ies|ied)|writes?|wrote|has written"
    r"|reports?|reported|notes?|noted|finds?|found|records?|recorded|shows?|showed|confirms?"
    r"|confirmed|announces?|announced|declares?|declared|concludes?|concluded|insists?|insisted"
    r"|admits?|admitted|acknowledges?|acknowledged|informs?|informed|observes?|observed|stress(?:es"
    r"|ed)?|recalls?|recalled|explains?|explained|adds?|added|repl(?:y|ies|ied))"
)
_TELLS = re.compile(
    rf"^(?P<who>[^;:]+?),? {_OFTEN}{_SAYS}(?P<to>(?: (?!that\b)[^\s,;:]+){{0,7}}?),? "
    rf"that {_SAID}[.]?$"
)
_TELLS_PLAINLY = re.compile(
    rf"^(?P<who>[^,;:]+?) {_OFTEN}(?:says?|said) (?P<said>(?:it|they|he|she|the) [^;:]+?)[.]?$"
)
_BY_ACCOUNT = re.compile(rf"^according to (?P<who>[^,;:]+), {_SAID}[.]?$", re.I)
_TOLD_BEHIND = re.compile(
    rf"^{_SAID}, (?:according to (?P<who>[^,;:]+)|(?P<teller>[^,;:]+?) {_SAYS}(?: [^,;:]+)?)[.]?$"
)
_QUOTED = re.compile(
    rf'^"(?P<said>[^"]+?)[,.]?",? (?:(?P<who>[^,;:"]+?) {_SAYS}|{_SAYS} (?P<teller>[^,;:"]+?))'
    r"(?: [^,;:\"]+)?[.]?$"
)
_SELF = re.compile(r"^(?:it|they|he|she)\b", re.I)
_UNSURE_OF = re.compile(r"\b(?:if|whether)\b", re.I)


def asserted(sentence: str, heard: Sequence[Speaker] = ()) -> tuple[Assertion, ...]:
    """The plain clauses of a sentence that it stands for; the whole where it has no known shape.

    Args:
        sentence: one sentence, folded.
        heard: who is known to say it, innermost first: what they are reported to say or reject
            counts as theirs. Empty: a report is left as it stands.
    """
    text = sentence.strip()
    for pattern in _DENIALS:
        found = pattern.match(text)
        if found:
            return tuple(Assertion(t, denied=True) for t in _plain(found["said"]))
    told = _told(text, heard)
    if told is not None:
        return tuple(Assertion(t, told.denied) for t in _plain(told.text))
    return tuple(Assertion(t) for t in _plain(text))


def _told(text: str, heard: Sequence[Speaker]) -> Assertion | None:
    """What a speaker who is known says or rejects in a sentence, as a clause of its own."""
    if not heard or heard[0].span is None:
        return None
    speaker = heard[0]
    quoted = _QUOTED.match(text)
    if quoted and speaker.mode is Mode.SAYS:
        who = quoted["who"] or quoted["teller"]
        return Assertion(quoted["said"]) if not negated(who) and _names(who, speaker) else None
    if '"' in text:
        return None
    if speaker.mode is Mode.REJECTS:
        found = _REJECTS.match(text)
        if found is None or negated(found["who"]) or not _names(found["who"], speaker):
            return None
        return Assertion(_own(found["said"], found["who"]), denied=True)
    if speaker.mode is not Mode.SAYS:
        return None
    for pattern in (_TELLS, _BY_ACCOUNT, _TELLS_PLAINLY, _TOLD_BEHIND):
        found = pattern.match(text)
        if found is None:
            continue
        given = found.groupdict()
        who = given.get("who") or given.get("teller") or ""
        around = who + " " + (given.get("to") or "")
        if negated(around) or _UNSURE_OF.search(around) or not _names(who, speaker):
            return None
        return Assertion(_own(found["said"], who))
    return None


def _names(words: str, speaker: Speaker) -> bool:
    return lemmas(speaker.name) <= lemmas(words)


def _own(said: str, who: str) -> str:
    """What is said, with the speaker's own name for "it" and "having" at its beginning."""
    name = re.split(r",", who)[0].strip()
    if said.lower().startswith("having "):
        return f"{name} had {said[7:]}"
    return _SELF.sub(lambda _: name, said, count=1)


_BESIDE = re.compile(
    r", (?:although|though|whereas|while|because|where|who|which|when) (?P<rest>[^;]+)$"
)
_ASIDE = re.compile(r"^(?P<before>[^,;:]+), (?P<aside>[^;:]+?), (?P<after>[^;:]+)$")
_MENTIONED = re.compile(
    r"^(?:as (?:is|was|has been) often\b|whatever\b|however$|of course$|in fact$|after all$"
    r"|as [^,]*\b(?:admits?|admitted|acknowledges?|acknowledged|shows?|showed|notes?|noted"
    r"|confirms?|confirmed|learned|learnt|knew|knows)\b)",
    re.I,
)
_RELATIVE = re.compile(r"^(?:which|who|whom)\s+", re.I)
_RELATIVE_INSIDE = re.compile(r"^(?:(?:the|an?) (?:[\w-]+ ){1,3})?(?:which|who|whom) ", re.I)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_WHEN = re.compile(
    r"^(?:in|on|at|by|since|until|from|during|after|before) "
    r"(?:(?:the )?(?:early |late )?(?:spring|summer|autumn|winter|night|morning|end|beginning"
    rf"|middle)(?: of)? )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTH}(?:,? \d{{4}})?|\d{{4}}s?)"
    r"(?: on)?(?:,|(?= [A-Za-z]))\s*",
    re.I,
)
_LEADING = re.compile(
    r"^(?:(?:contrary to|before|after|during) [^,]+,|(?:in particular|however|moreover|in fact"
    r"|in the end|finally),?|(?:one|two|three|four|five|six|seven|eight|nine|ten|some|a few|several"
    r"|many|\d+) (?:day|week|month|year|hour)s? (?:before|after) (?:(?:the|his|her|its|their) )?"
    r"\w+,?)\s+",
    re.I,
)
_BUT_NOT = re.compile(
    r", (?:and |but )?not (?:in|by|from|to|for|with|at|on|of|into|against) [^,]+$"
)
_NOT_BUT = re.compile(r"(?:,|(?<=\d{4})) but (?:in|by|from|to|for|with|at|on|of|into) [^,]+$")


_BRACKETED = re.compile(r" \((?P<said>[^()]*)\)")
_GOES_ON = re.compile(
    r"(?:;|, (?:and|but) (?=(?:has|have|had|may|might|can|could|will|is|are|was|were|does|do|did)"
    r"\b)) ?(?P<rest>.+)$"
)


def _whole_head(text: str) -> str | None:
    """The first of two sayings: "Eels thrive there" of "Eels thrive there, and may be caught"."""
    found = _GOES_ON.search(text)
    if found is None or _CONDITION.search(found["rest"]):
        return None
    head = text[: found.start()]
    return head if len(tokens(head)) > 2 else None


_CONDITION = re.compile(r"\b(?:if|unless|whether|until|except|only|provided)\b", re.I)


def _bracket_free(match: re.Match[str]) -> str:
    """Nothing for what only adds to the sentence; a hedge or a denial stays."""
    said = match["said"]
    return match[0] if negated(said) or SILENCING.search(said) or reports_in(said) else ""


_PLACED = re.compile(r"(?:in|on|at|by|for|from|as|to|with) ", re.I)


def _plain(text: str) -> list[str]:
    """A sentence's main clause, and what is said in a relative clause inside it."""
    text = _BRACKETED.sub(_bracket_free, text).strip().rstrip(".")
    when = ""
    for _ in range(3):
        opening = (None if when else _WHEN.match(text)) or _LEADING.match(text)
        if opening is None:
            break
        text = text[opening.end() :]
        if opening.re is _WHEN:
            when = opening[0].strip(" ,")
    # A state that lasted until then was; what was not until then may have been later.
    if when and (negated(text) or not when.lower().startswith("until")):
        text = f"{text} {when[:1].lower()}{when[1:]}"
    text = straighten(text)
    found: list[str] = []
    head = _whole_head(text)
    if head:
        found.append(head)
    aside = _ASIDE.match(text)
    if aside and _stands_beside(aside):
        relative = _RELATIVE.match(aside["aside"])
        if relative:
            told = aside["aside"][relative.end() :]
            active = _opens_with_verb(told)
            found.append(f"{aside['before']} {told}" if active else f"{told} {aside['before']}")
        comma = "," if _PLACED.match(aside["before"]) else ""
        text = f"{aside['before']}{comma} {aside['after']}"
    beside = _BESIDE.search(text)
    if beside and _has_verb(beside["rest"]) and _has_verb(text[: beside.start()]):
        text = text[: beside.start()]
    contrast = _NOT_BUT.search(text) or _BUT_NOT.search(text)
    if contrast:
        # "in Lindau, not in Varn": what is so; the whole keeps what is not.
        found.append(text[: contrast.start()])
    return [f"{t}." for t in (text, *found)]


def _stands_beside(aside: re.Match[str]) -> bool:
    """Whether what stands between two commas can go: the clause around it is whole."""
    if SILENCING.search(aside["aside"]) or re.match(r"(?:or|nor|not|and)\b", aside["aside"]):
        return False
    if _MENTIONED.match(aside["aside"]):
        return True
    if reports_in(aside["aside"]) and not _RELATIVE_INSIDE.search(aside["aside"]):
        return False
    return not _has_verb(aside["before"]) and _opens_with_verb(aside["after"])


def _opens_with_verb(text: str) -> bool:
    first = next((t[0].lower() for t in tokens(text) if not t[0].endswith("ly")), "")
    return is_verb(first) or is_auxiliary(first) or first in {"never", "not"}


def _has_verb(text: str) -> bool:
    return any(is_verb(t[0]) for t in tokens(text))


def says_so(claim: Claim, sentence: str, heard: Sequence[Speaker] = ()) -> bool | None:
    """Whether a sentence says a claim (True), says that it is not so (False), or neither.

    Args:
        sentence: one sentence, plain text.
        heard: who is known to say it, innermost first.
    """
    found = set()
    for one in asserted(fold_text(sentence), heard):
        verdict = there_was(claim, one.text)
        if verdict is None:
            verdict = borne_out(claim, as_asked(claim, one.text))
        if one.denied:
            verdict = False if verdict else None
        elif verdict is None and excluded(claim, one.text):
            verdict = False
        if verdict is not None:
            found.add(verdict)
    return found.pop() if len(found) == 1 else None
