"""Ways of writing the same bound, hedge, share or count, brought to one form to be compared.

"No fewer than twelve" is "at least twelve", "is said to have hidden" is "reportedly hidden", "on
two occasions" is "twice". Both sides of a comparison go through it; nothing of it is ever shown.
Only what means the same in every sentence stands here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.words import fold

_NUMBER = (
    r"(?=(?:an?\s|the\s)?(?:US)?[$€£]?\s?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|half|hundred|dozen|thousand|million)\b|(?:twen|thir|for|fif|six|seven|eigh"
    r"|nine)(?:ty|teen)|a (?:third|quarter|tenth|fifth)))"
)
_SAYS = (
    r"(?:says?|said|argues?|argued|claims?|claimed|writes?|wrote|reports?|reported|believes?"
    r"|believed|thinks?|thought|states?|stated|insists?|insisted|promises?|promised|warns?|warned"
    r"|explains?|explained|adds?|added|concludes?|concluded|maintains?|maintained)"
)
_WHO = r"(?:[A-Z][\w'-]*|the|some|many|most|several|an?|his|her|their|its)(?: [\w'-]+){0,5}?"
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, flags), put)
    for pattern, put, flags in (
        (r"\b(?:no|not) (?:fewer|less) than\b", "at least", re.I),
        (r"\b(?:no|not) more than\b", "at most", re.I),
        (rf"\b(?:over|above|upwards of|in excess of) {_NUMBER}", "more than ", re.I),
        (rf"\b(?:under|below|fewer than|less than) {_NUMBER}", "less than ", re.I),
        (
            rf"\b(?:around|some|roughly|approximately|circa|ca\.|in the region of) {_NUMBER}",
            "about ",
            re.I,
        ),
        (rf"\b(?:almost|close to|just under) {_NUMBER}", "nearly ", re.I),
        (r"(?<=\d)\s?(?:%|per ?cent\b|pct\b)", " %", re.I),
        (r"\b(?:per cent|percent)\b", "%", re.I),
        (r"\bfail(?:ed|s) to\b", "did not", re.I),
        (r"\b(?:was|were) unable to\b", "could not", re.I),
        (r"\b(?:two times|on two occasions)\b", "twice", re.I),
        (r"\b(?:thrice|on three occasions)\b", "three times", re.I),
        (r"\b(?:every|each|per) (hour|day|week|month|year)\b", r"a \1", re.I),
        (r"\bthe majority of\b|\ba majority of\b", "most of", re.I),
        (r"\b(?:was|were|is|are) against\b|\bvot(?:ed|es?) against\b", "opposed", re.I),
        (
            r"\b(?:was|were|is|are) in favou?r of\b|\bvot(?:ed|es?) (?:for|in favou?r of)\b",
            "supported",
            re.I,
        ),
        (
            r"\b(?:is|are|was|were) (?:\w+ly )?(?:said|reported|alleged|rumou?red) to (?:have )?",
            "reportedly ",
            re.I,
        ),
        (r"\b(?:it is|it was) (?:said|reported|alleged|rumou?red) that\b", "reportedly", re.I),
        (r"\bit (?:is|was) (?:quite )?possible that\b", "possibly", re.I),
        (rf"\b[Ii]n ({_WHO})'s (?:view|opinion),? ", r"\1 believes that ", 0),
        (rf"\b[Ii]n the (?:view|opinion) of ({_WHO}), ", r"\1 believes that ", 0),
        (rf"\b[Aa]ccording to ({_WHO}), ", r"\1 says that ", 0),
        (rf"^([A-Z][^,;:\"]+), according to ({_WHO})([.;]|$)", r"\2 says that \1\3", 0),
        (
            (
                r"^Of (the [^,;]{2,40}), (\d+|half|most|many|few|all|none|one|(?:two|three)[- ]\w+"
                r"|a (?:third|quarter)) "
            ),
            r"\2 of \1 ",
            re.I,
        ),
        (
            (
                r"^It took (the [\w' -]{2,30}?) "
                r"(\S+ (?:\w+ )?(?:minute|hour|day|week|month|year)s?) to "
            ),
            r"\1 needed \2 to ",
            re.I,
        ),
        (r",? (?:rather than|instead of|as opposed to) ", ", not ", re.I),
        (r"\b(?:apart from|with the exception of|excluding|other than)\b", "except", re.I),
        (r"\b(all|every|everyone|everybody|none|any)((?: \w+){0,2}) but\b", r"\1\2 except", re.I),
        # "The treaty was a forgery, some historians argue."
        (rf"^([A-Z][^,;:\"]+), ({_WHO}) ({_SAYS})([.;]|$)", r"\2 \3 that \1\4", 0),
        # "If the tax was raised, the mayor promised, it would be rebuilt."
        (rf"^([A-Z][^,;:\"]+), ({_WHO}) ({_SAYS}), ([^,;:\"]+)$", r"\2 \3 that \1, \4", 0),
    )
)


_ONES = "two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: n for n, word in enumerate(_ONES, 2)} | {w: n for n, w in enumerate(_TEENS, 10)}
_SMALL |= {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SMALL |= {
    f"{ten}-{one}": 10 * n + m
    for n, ten in enumerate(_TENS, 2)
    for m, one in enumerate(["one", *_ONES], 1)
}
_ORDINAL = {f"{word}th": f"{n}th" for n, word in enumerate(_TEENS, 10) if n > 12} | {
    "twentieth": "20th",
    "twenty-first": "21st",
}
_WRITTEN = re.compile(
    rf"\b(?:{'|'.join(sorted([*_SMALL, *_ORDINAL], key=len, reverse=True))})\b"
    r"(?![- ](?:thirds?|quarters?|fifths?|tenths?)\b|-\w)",
    re.IGNORECASE,
)


def _in_digits(match: re.Match[str]) -> str:
    word = fold(match[0])  # "sıx" matches, too, where case does not matter
    # "the Nine Weirs" is a name.
    if match.start() and match[0][0].isupper():
        return match[0]
    return _ORDINAL.get(word) or str(_SMALL[word])


@lru_cache(maxsize=512)
def plain_form(text: str) -> str:
    """A folded text with every listed way of writing put as one.

    Args:
        text: folded text (see `folding`); a sentence or several.
    """
    opens = text[:1].isupper()
    for pattern, put in _FORMS:
        text = pattern.sub(put, text)
        # The capital of a sentence is what other forms know its beginning by.
        text = text[:1].upper() + text[1:] if opens else text
    return _WRITTEN.sub(_in_digits, text)
