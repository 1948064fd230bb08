"""Sentences that pass on what is said without saying by whom: "It is reported that …".

Such a sentence is not its author's own assertion, and nobody else's whom one could name. What is
known, clear or expected is the author's, and so is "It is argued that" in a thesis: that may be
what the thesis argues. Where the author speaks in the same sentence ("… but I was there"), it is
the author's.
"""

from __future__ import annotations

import re

from .reporting_patterns import CONTRAST, JOINED
from .reporting_words import CLAUSE
from .speaker_names import UNNAMED

_BE = r"(?:is|was|has\sbeen|had\sbeen)"
_OFTEN = (
    r"(?:also|even|often|sometimes|frequently|repeatedly|widely|commonly|generally|usually|long|"
    r"now|still|variously|occasionally|further|later|then)"
)
_HEARD = r"(?:said|reported|claimed|alleged|believed|thought|rumou?red|speculated|whispered)"
_ARGUED = r"(?:argued|suggested|asserted|contended|maintained|held|stated|told|insisted)"
_OWN = (
    r"(?!\s(?:above|here|earlier|below|before|in\s(?:this|the\s(?:present|previous|preceding|last|"
    r"first|second|third|next)|chapter|section)))"
)
_IMPERSONAL = re.compile(
    rf"(?:{JOINED})?[Ii]t\s(?:{_BE}\s(?:{_OFTEN}\s)?{_HEARD}|(?:has|had)\s(?:{_OFTEN}\s)?been\s"
    rf"(?:{_OFTEN}\s)?{_ARGUED}|(?:is|was)\s{_OFTEN}\s{_ARGUED}){_OWN}"
    r"(?:\s(?:by|in|among)\s(?:some|many|others|several)\b[^,;:.“\"]{0,40}?)?\sthat\b"
)
_SOME = re.compile(
    rf"(?:{JOINED})?(?:(?:Some|Many|Others|Several|Most|Various|Certain)\b"
    r"(?!.{0,60}\b(?:respondents|participants|interviewees)\b)(?:\s(?!(?:will|would|may|might|can|could|should|did|do|never|not|to|who|"
    r"that)\b)[^\s,;:.“\"]+){0,5}?|"
    r"(?:[A-Z][a-z]+\s){0,2}(?:[Rr]eports|[Rr]umou?rs|[Aa]ccounts|[Ss]ources))\s"
    r"(?:have\s(?:\w+ly\s)?|also\s|even\s)?(?:argued?|claim(?:ed)?|say|said|believed?|"
    r"maintain(?:ed)?|contend(?:ed)?|alleged?|insist(?:ed)?|think|thought|assert(?:ed)?|"
    r"speculated?|suspect(?:ed)?|have\sit)\s(?:that\b|(?=" + CLAUSE + r"))"
)
_OURS = re.compile(r",\s(?:and|or|so)\s(?:I|we)\b")
_TALE = re.compile(r"(?:Rumou?r|Legend|Tradition|Gossip|Word)\shas\sit\b|The\sstory\sgoes\b")
_ASIDE = re.compile(rf",\s(?:so\s)?it\s{_BE}\s(?:{_OFTEN}\s)?(?:{_HEARD}|argued),")
_BY_SOME = re.compile(
    rf"(?:(?:\A(?:{JOINED})?|,\s)[Aa]ccording\sto\s(?:{UNNAMED})(?=,\s)|"
    rf",\s(?:as\s)?according\sto\s(?:{UNNAMED})(?=\W*\Z))"
)


def is_hearsay(sentence: str) -> bool:
    """Whether a sentence says that something is said, and names nobody who says it.

    Args:
        sentence: without markup before it, the insides of quotations blanked.
    """
    for pattern in (_IMPERSONAL, _SOME, _TALE):
        opening = pattern.match(sentence)
        if opening:
            rest = sentence[opening.end() :]
            return not (CONTRAST.search(rest) or _OURS.search(rest))
    return bool(_ASIDE.search(sentence) or _BY_SOME.search(sentence))
