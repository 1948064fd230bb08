"""Speakers known by a pen name only: "A reader who signs as “Old Salt” writes: …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.records import Span

from .bibliography import CAP
from .reporting_subjects import ADVERB
from .reporting_words import QUOTE_ONLY, SPEECH, TRAILING, alternatives

# The insides of marks are blanked, "·".
_PEN_LEAD = (
    r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Ss]omeone|[Ss]omebody)\s(?:[^\W\d_][\w'’-]*,?\s){0,7}?"
    r"(?:sign(?:s|ed|ing)|call(?:s|ed|ing)|style[sd]?|styling|known|writ(?:es?|ing)|wrote|"
    r"post(?:s|ed|ing)|using|uses|used)(?:\s(?:himself|herself|itself|themselves|only|simply|"
    r"letters|under|by|with|as|in|of|the|a|his|her|their|pen|name|pseudonym|nickname|handle)){0,6}"
)
_PEN_NAME = (
    rf"{_PEN_LEAD}\s"
    rf"(?:[“\"‘„«](?P<pen>[·\s]{{2,40}}?)[,.]?[”\"’“»]|(?P<plain>(?:{CAP})(?:\s(?:{CAP})){{0,3}}))"
)
PEN_NAME_NEXT = re.compile(rf"{_PEN_LEAD}\s\Z")
_SIGNED = re.compile(
    rf"{_PEN_NAME},?(?P<adverb>{ADVERB})\s(?:{SPEECH}|{alternatives(QUOTE_ONLY)})\b"
    rf"(?:\s(?:in|on|at|to|from)\s[^,;:.“\"]{{2,60}}?)?(?:\s+that\b|,?\s*:|,?\s*(?=[“\"«„‘]))"
)
_SIGNED_AFTER = re.compile(
    rf"(?:[,”\"’'»“?!—–-]+\s*|^\s*)(?:{TRAILING})\s{_PEN_NAME}(?P<rest>[^“\"«„;:]{{0,60}})$"
)


def find_signed(
    text: str, masked: str, span: Span, skipped: int, clause_starts: Sequence[int]
) -> tuple[str, Span, Span, Span] | None:
    """The clause of somebody who is known by a pen name.

    Args:
        text: the document's whole text.
        masked: the text with the insides of quotations blanked.
        span: the sentence, or what follows a closing mark in it.
        skipped: how much markup opens it.
        clause_starts: where a clause behind the words may begin.

    Returns:
        Name, where it stands, the clause, what is said; None where nobody signs.
    """
    sentence = span.of(masked).rstrip(" \n.!?*_")
    match = _SIGNED.match(sentence, skipped)
    content = Span(span.start + match.end(), span.end) if match else Span(span.end, span.end)
    if match is None:
        behind = (_SIGNED_AFTER.match(sentence, at) for at in clause_starts)
        match = next(filter(None, behind), None)
        content = Span(span.start, span.start + match.start()) if match else content
    if match is None:
        return None
    group = "pen" if match["pen"] else "plain"
    who = Span(span.start + match.start(group), span.start + match.end(group))
    name = who.of(text).strip()
    if not name[:1].isupper():
        return None
    clause_end = content.start if content.start > who.end else span.end
    return name, who, Span(span.start + match.start(), clause_end), content
