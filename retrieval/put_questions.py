"""Whether a sentence only puts the question itself, or says that it is open, and answers nothing.

"Who opened the sluice?"    "The court had to find out who opened the sluice."
                            "Nobody knows who opened the sluice."  answers: it is unknown
"""

from __future__ import annotations

import re

from index.words import STOP_WORDS

from .word_forms import lemmas

_ASKED_FOR = re.compile(
    r"^\W*(?:and |but |so |then )?(?P<wh>who|whom|whose|what|when|where|which|how (?:many|much))\b",
    re.I,
)
_PUTS = (
    r"(?:ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|inquir(?:e|es|ed|ing)|enquir(?:e|es|ed|ing)"
    r"|(?:to|will|would|must|should|could|can|may|might|shall) (?:\w+ ){0,2}?(?:find out|find"
    r"|establish|determine|investigate|clarify|examine|discover|decide|learn|see|say|tell|know"
    r"|look into)|investigat(?:es|ed|ing)|examin(?:es|ed|ing)|questions? (?:of|as to|about)"
    r"|find(?:ing)? out|inquir(?:y|ies) into)"
)
_WHOM = r"(?: (?:me|us|him|her|them|you|themselves|itself),?)?"
_LEAST_HELD = 0.5


def puts_question(question: str, text: str) -> bool:
    """Whether a sentence holds the question as one that is put, by its own question word.

    Args:
        question: one that opens with who, what, when, where, which or how many; any other is
            never put.
        text: one sentence.
    """
    asked = _ASKED_FOR.match(question)
    if asked is None:
        return False
    wanted = lemmas(" ".join(w for w in question.split() if w.lower() not in STOP_WORDS))
    opens = rf"(?P<put>{re.escape(asked['wh'])}\b[^;:]*)"
    put = re.search(rf"\b{_PUTS}{_WHOM} {opens}", text, re.I)
    if put is None or not wanted:
        return False
    return len(wanted & lemmas(put["put"])) >= _LEAST_HELD * len(wanted)
