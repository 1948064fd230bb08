"""A clause put in plain order, in the words in which the question asks.

    At no time was the council asked        the council was not asked
    It was not the Guild that paid          the Guild not paid
    Orm is the only state that has paid     Orm has paid
    Three people were killed                anyone was killed, where that is asked

For deciding a yes/no question; nothing of it is ever shown.
"""

from __future__ import annotations

import re

from .claims import SILENCING, Claim
from .clauses import negated, reports_in
from .word_forms import is_past, is_verb, lemma, lemmas, tokens

_INVERTED = re.compile(
    r"^(?:and |but )?(?:at no (?:time|point|stage)|never|nor|on no occasion) "
    r"(?P<aux>was|were|did|has|have|had|is|are|does|do|can) (?P<rest>.+)$",
    re.I,
)
_AT_NO_POINT = re.compile(r"\bat no (?:point|time|stage) (?=[a-z])")
_CLEFT = re.compile(
    r"^(?:and |but )?it (?:is|was) (?P<no>not (?!only\b|just\b|merely\b|alone\b))?"
    r"(?P<who>[^,;:]{1,44}?) (?:that|who) "
    r"(?P<did>[^;:]+)$",
    re.I,
)
_AMONG = re.compile(
    r"^(?P<who>[^,;:]{1,60}?) (?:is|are|was|were|remains?|remained) (?:still )?"
    r"(?:(?:one of|among) )?the (?:(?:only|first|last|few|many|two|three|four|five) )*"
    r"[a-z]+(?: in [\w ]{2,30})?,? (?:that|which|who) (?=(?:has|have|had|did|does|do)\b)",
    re.I,
)
_YET_TO = re.compile(r"\b(?:has|have|had) (?:still )?yet to (?=[a-z])")


def straighten(text: str) -> str:
    """The plain order of an inverted, a cleft or a counted clause; others as they are.

    Args:
        text: one clause, folded, without its full stop.
    """
    text = _YET_TO.sub("did not ", _AMONG.sub(r"\g<who> ", text))
    cleft = _CLEFT.match(text)
    if cleft and is_past(cleft["did"].split()[0]) and not re.search(r"\bbut\b", cleft["who"]):
        return f"{cleft['who']} {cleft['no'] or ''}{cleft['did']}"
    found = _INVERTED.match(text)
    if found is None:
        return _AT_NO_POINT.sub("never ", text)
    words = tokens(found["rest"])
    place = next((i for i, w in enumerate(words) if i and is_verb(w[0])), None)
    if place is None:
        return text
    cut = words[place].start()
    rest = found["rest"]
    return f"{rest[:cut]}{found['aux'].lower()} not {rest[cut:]}"


_ANYBODY = re.compile(r"\b(anybody|anyone)\b", re.I)
_NOBODY = re.compile(
    r"(^|[,;] (?:and |but )?)(?:nobody|no one|not a soul)"
    r" ((?:was|were|is|are|has been|have been|has|have|had|had been) )?",
    re.I,
)
_DONE_TO_NOBODY = re.compile(r"\b(?P<did>[a-z]+) (?:nobody|no one)\b")
_NUMBER = (
    r"(?:(?:at least|about|some|around|more than|nearly|over) )?(?:\d[\d,.]*(?: (?:hundred|thousand"
    r"|million))?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens of|hundreds of"
    r"|thousands of|several|many|both|an?|one|two of the)"
)
_PEOPLE = r"(?:people|persons?|men|man|women|woman|children|child|workers?|civilians|residents)"
_SOME_PEOPLE = re.compile(rf"(?:^|(?<=[a-z] )){_NUMBER} (?:[a-z]+ )?{_PEOPLE}\b", re.I)
_ANY = re.compile(r"^any (?P<what>[a-z][\w-]*)", re.I)


def _asked_there(claim: Claim, people: re.Match[str]) -> bool:
    """Whether some people stand where the claim has "anyone"; that some did not is no "nobody"."""
    if negated(people.string):
        return False
    before = tokens(people.string[: people.start()])
    if _ANYBODY.match(claim.text):
        return not before
    return bool(before) and lemma(before[-1][0]) == claim.verb


_STILL = re.compile(r"\bstill\b", re.I)
_REMAINS = re.compile(r"\b(?:remain|remains|remained)\b(?= [a-z])")


def as_asked(claim: Claim, text: str) -> str:
    """A clause in the claim's words where it asks of anybody or of any: "no one", "four workers".

    Args:
        text: one clause, folded.
    """
    if _STILL.search(claim.text):
        text = _REMAINS.sub(lambda m: "was still" if m[0].endswith("ed") else "is still", text)
    anybody = _ANYBODY.search(claim.text)
    if anybody:
        word = anybody[0].lower()
        text = _SOME_PEOPLE.sub(lambda m: word if _asked_there(claim, m) else m[0], text)
        text = _DONE_TO_NOBODY.sub(
            lambda m: f"not {m['did']} {word}" if is_past(m["did"]) else m[0], text
        )
        # "Anybody was not convicted".
        return _NOBODY.sub(lambda m: f"{m[1]}{word} {m[2] or ''}not ", text)
    asked = _ANY.match(claim.text)
    if asked is None or negated(text):
        return text
    return re.sub(rf"^{_NUMBER} (?={re.escape(asked['what'])}\b)", "any ", text, flags=re.I)


_THERE = re.compile(
    r"^(?P<where>(?:in|on|at) [^,;:]{1,30}?,? )?"
    r"there (?:was|were|is|are|has been|have been|had been) (?P<none>(?:not any|no) )?"
    rf"(?:also )?(?:(?:any|a few|{_NUMBER}) )?(?P<what>[^;:]+?)[.]?$",
    re.I,
)
_GOES_ON = re.compile(
    r"(?:in|on|at|of|by|for|to|from|between|during|before|after|with|that|which)$"
)
_NOW = re.compile(r"^[^,]{0,32},? ?\bthere (?:is|are)\b", re.I)


def there_was(claim: Claim, text: str) -> bool | None:
    """Whether "there was" what is asked about, or was none; None where the clause does not tell.

    Args:
        text: one clause, folded.
    """
    asked, said = _THERE.match(claim.text), _THERE.match(text)
    if asked is None or said is None or SILENCING.search(text) or reports_in(text):
        return None
    if bool(_NOW.match(claim.text)) != bool(_NOW.match(text)):
        return None
    words = tokens(said["what"])
    held = lemmas(text)
    kind = tokens(asked["what"])[0][0]
    if asked["none"] or not claim.terms <= held or lemma(words[0][0]) != lemma(kind):
        return None
    behind = words[1][0].lower() if len(words) > 1 else ""
    if behind and not _GOES_ON.match(behind) and behind not in asked["what"].lower().split():
        return None
    if said["none"]:
        return False if held <= claim.terms else None
    return True
