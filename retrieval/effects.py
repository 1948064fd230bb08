"""Causes asked for, effects told: "What caused the flood?" and "The flood destroyed the mill".

A sentence that begins with the very thing to be explained and goes on with what came of it shares
every word of the question and gives no cause. It is set aside where the thing stands before an
active verb of effect, or behind "as a result of", and no cause is told beside it.
"""

from __future__ import annotations

import re

from .word_forms import lemma, lemmas, tokens

_ASKS_CAUSE = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?what\s+(?:(?:has|had|have)\s+)?(?:(?:caused|provoked|triggered"
    r"|sparked|explains?|explained)|led (?:up )?to|brought about|gave rise to|resulted in"
    r"|(?:is|was|are|were) (?:the )?(?:main |chief |root |real |direct |underlying )?"
    r"(?:causes?|reasons?|triggers?|origins?)(?: (?:of|for|behind))?)\s+(?P<thing>.+?)[\s?.!]*$",
    re.I,
)
_EFFECT = re.compile(
    r"\b(?:(?:has|have|had|also|soon|then|thus|finally)\s+)*(?:resulted in|led to|caused|brought"
    r"|triggered|provoked|produced|created|left|destroyed|killed|displaced|cost|claimed|damaged"
    r"|ended (?:in|with)|gave rise to|forced|made|changed|marked)\b",
    re.I,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+ly\s+)?$", re.I)
_BEHIND = re.compile(
    r"\b(?:(?P<causal>as a (?:result|consequence) of|because of|due to|owing to|thanks to)"
    r"|in the wake of|in the aftermath of|following|after)\s+(?P<cause>[^,;.]+)",
    re.I,
)
_TELLS_CAUSE = re.compile(
    r"\b(?:because(?! of)|since(?! \d)|for the reason|stem(?:s|med|ming)? from|ar(?:ises?|ose) from"
    r"|aris(?:es?|ing) from|result(?:s|ed|ing)? from|caused by|triggered by|sparked by|provoked by"
    r"|rooted in|driven by|origins?|roots?|reasons?|causes?|culminat\w+)\b",
    re.I,
)
_DETERMINER = re.compile(r"^(?:the|a|an|its|their|his|her|this|that|these|those)\s+", re.I)


def tells_effect(question: str, sentence: str) -> bool:
    """Whether a sentence tells what came of the thing whose cause a question asks for."""
    asked = _ASKS_CAUSE.match(question)
    if asked is None:
        return False
    head = _head(_DETERMINER.sub("", asked["thing"]))
    if head is None:
        return False
    causes = [(lemmas(m["cause"]), bool(m["causal"])) for m in _BEHIND.finditer(sentence)]
    gives_another = any(causal and head not in cause for cause, causal in causes)
    if gives_another or _TELLS_CAUSE.search(sentence):
        return False
    effects = [m for m in _EFFECT.finditer(sentence) if not _PASSIVE.search(sentence[: m.start()])]
    for effect in effects:
        before, behind = sentence[: effect.start()], sentence[effect.end() :]
        subject = re.split(r"[,;:]", before)[-1]
        if head in lemmas(subject) and head not in lemmas(behind):
            return True
    rest = _BEHIND.sub(" ", sentence)
    return any(head in cause for cause, _ in causes) and head not in lemmas(rest)


def _head(thing: str) -> str | None:
    """The lemma of the noun a phrase is about: "war" in "the 2020 war between A and B"."""
    first = re.split(r"\s+(?:of|in|on|at|between|by|from|with|to|for|during|after|that)\s", thing)[
        0
    ]
    named = [t[0] for t in tokens(first) if not t[0].isdigit()]
    return lemma(named[-1]) if named else None
