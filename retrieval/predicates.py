"""Where the subject of a yes/no question ends and what is asked of it begins.

    Was | the fire in the grain depot | an accident?
    Did | the council of Orm | learn of the letter before the wall fell?
    Were | the doctors who treated the men | paid by the company?

No parser: determiners, prepositions, adverbs and a list of verbs show the place. Where none of
them does, a question stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.words import stem

from .asked import DETERMINER, PREPOSITION, verb_after
from .base_verbs import BASE_VERBS
from .claim_limits import OPENERS
from .word_forms import is_auxiliary, is_past, lemma, tokens

_BE = frozenset("is are was were".split())
_HAVE = frozenset("has have had".split())
_DO = frozenset("do does did".split())
_BEFORE_VERBS = frozenset(
    "ever never always already really actually truly also still even just often both then now"
    " only simply once finally perhaps yet".split()
)
_CLAUSE = frozenset("when while because although though unless since if as whether until".split())
_TIME_CLAUSE = frozenset({"before", "after"})
_RELATIVE = frozenset({"who", "which", "whom", "that", "whose"})
_ALONE = frozenset("anyone anybody someone somebody everyone everybody nobody it he she they we"
                   " you i there".split())  # fmt: skip
_INSIDE = frozenset("a an the any no some his her its their".split())
# Forms that are a past and a noun at once: "the cost of the line".
_NOUNS_TOO = frozenset("cost cut hit set put shut read spread split cast burst bound lead".split())
_PREDICATES = frozenset(
    "safe unsafe sound legal illegal lawful unlawful true false guilty innocent dead alive ready"
    " sick ill drunk fair unfair free wrong right good bad new old big small large high low rich"
    " poor strong weak open full empty clean dirty late early aware able unable part sure certain"
    " due likely common rare equal equipped independent dependent present absent bankrupt honest"
    " dishonest solvent insolvent secret public private visible deliberate accurate inaccurate"
    " adequate inadequate separate willing legitimate corrupt neutral loyal loath older"
    " wary hostile critical popular proud afraid fond close similar identical superior inferior"
    " immune sceptical skeptical optimistic pessimistic angry happy unhappy reliant essential vital"
    " crucial central relevant irrelevant fatal toxic opposed binding known unknown"
    " younger larger smaller higher lower better worse bigger longer shorter".split()
)
_PREDICATE_ENDS = re.compile(r"(?:ible|able|ful|ous|less)$")


def split_predicate(auxiliary: str, rest: str, said: str) -> tuple[int | None, str | None, bool]:
    """Where the predicate begins, the lemma of its verb, and whether the verb is passive.

    Args:
        auxiliary: what the question opens with, lower case: "was", "did", "can".
        rest: the question behind it.
        said: the sentence it will be held against: what is a verb there is the verb asked about.

    Returns:
        The offset in `rest` where the predicate begins (None: not found), the verb's lemma (None
        for "is a town"), and whether the subject is the one it is done to.
    """
    words = tokens(rest)
    if auxiliary in _BE | _HAVE:
        place = _participle_place(words)
        if place is not None:
            passive = auxiliary in _BE or "been" in rest.split()
            return _with_adverbs(words, place, frozenset({"been"})), lemma(words[place][0]), passive
        return _after_being(words), None, False
    if auxiliary not in _DO and "be" in (low := [w[0].lower() for w in words])[1:]:
        at = low.index("be", 1)
        place = next((i for i in range(at, len(words)) if is_past(words[i][0])), None)
        verb = lemma(words[place][0]) if place is not None else None
        return _with_adverbs(words, at), verb, place is not None
    told = {lemma(t[0]) for t in tokens(said) if is_past(t[0]) and not is_auxiliary(t[0])}
    for at, word in enumerate(words[1:], 1):
        before, form = words[at - 1][0].lower(), word[0]
        known = {lemma(form), stem(form)} & told if form.islower() else set()
        if known and before not in OPENERS | PREPOSITION and auxiliary in _DO:
            found = stem(form) if stem(form) in told else lemma(form)
            return _with_adverbs(words, at), found, False
    base = _base_verb(words)
    if base is None:
        return _after_being(words), None, False
    return _with_adverbs(words, base), lemma(words[base][0]), False


def _with_adverbs(
    words: Sequence[re.Match[str]], place: int, more: frozenset[str] = frozenset()
) -> int:
    """The offset of the predicate: its adverbs belong to it ("ever", "still")."""
    while (
        place > 1
        and (low := words[place - 1][0].lower())
        and (low in _BEFORE_VERBS | more or (len(low) > 6 and low.endswith("ally")))
    ):
        place -= 1
    return words[place].start()


def _main_words(words: Sequence[re.Match[str]]) -> int:
    """How many words stand before a clause that tells when or why."""
    for place, word in enumerate(words[1:], 1):
        low = word[0].lower()
        if low in _CLAUSE:
            return place
        if low in _TIME_CLAUSE and any(is_past(w[0]) for w in words[place + 1 :]):
            return place
    return len(words)


def _participle_place(words: Sequence[re.Match[str]]) -> int | None:
    """The participle that "was" belongs to, past what only describes the subject."""
    end, place = _main_words(words), 1
    while place < end:
        low, before = words[place][0].lower(), words[place - 1][0].lower()
        if before in _RELATIVE:
            # "it was the drought that caused": the verb is no part of "was".
            if words[0][0].lower() in {"it", "there"}:
                return None
            # The relative clause has a verb of its own: "the doctors who treated the men paid".
            own = next((i for i in range(place, end) if _shows_verb(words[i][0])), end)
            place = own + 1
            if own < end and is_auxiliary(words[own][0]):
                place += 1
            continue
        if is_past(words[place][0]) and not (low in _NOUNS_TOO and before in DETERMINER):
            rest = [w[0] for w in words[place + 1 : end]]
            describes = before in DETERMINER and rest and any(is_past(w) for w in rest)
            # "the eel | an endangered species".
            describes = describes or (before in {"a", "an"} and rest)
            if not describes and before not in {"than", "as"}:
                return place
        place += 1
    return None


def _shows_verb(word: str) -> bool:
    return is_past(word) or is_auxiliary(word)


def _after_being(words: Sequence[re.Match[str]]) -> int | None:
    """Where the predicate of "is", "was" begins: "an accident", "in the town", "unsafe in 2008"."""
    end = _main_words(words)
    low = [w[0].lower() for w in words[:end]]
    if end < 2:
        return None
    if low[0] in _ALONE:
        return words[1].start()
    place = _inner_determiner(words[:end]) or _told_place(words[:end])
    return words[place].start() if place else None


def _inner_determiner(words: Sequence[re.Match[str]]) -> int | None:
    """A second noun phrase without a preposition: "the fire in the depot | an accident"."""
    for place in range(1, len(words)):
        before = words[place - 1][0].lower()
        if words[place][0].lower() not in _INSIDE:
            continue
        if before in PREPOSITION | DETERMINER | {"of", "and", "or", "than", "as", "like", "near"}:
            continue
        if place > 1 and words[place - 2][0].lower() == "to":
            continue
        return place
    return None


def _told_place(words: Sequence[re.Match[str]]) -> int | None:
    """The first adverb, quality or place of a predicate; else its last word."""
    low = [w[0].lower() for w in words]
    first = next(
        (i for i in range(1, len(low)) if low[i] in PREPOSITION - {"of"} and low[i - 1] != "of"),
        len(low),
    )
    for place in range(1, len(low)):
        if low[place : place + 2] == ["run", "by"]:
            return place
        if low[place] in _BEFORE_VERBS | {"alone", "more", "less", "not"}:
            return place
        if low[place] in _PREDICATES or _PREDICATE_ENDS.search(low[place]):
            behind = low[place + 1] if place + 1 < len(low) else ""
            if low[place - 1] not in DETERMINER and (
                not behind or behind in PREPOSITION | {"of", "than", "enough", "to"}
            ):
                return place
    if low[-1] in {"first", "last"} or "to" in low[1:]:
        return len(low) - 1
    if first < len(low):
        return first
    name = next((i for i, w in enumerate(words) if not w[0][0].isupper()), len(low))
    return name if 0 < name < len(low) else len(low) - 1


def _base_verb(words: Sequence[re.Match[str]]) -> int | None:
    """The verb behind "did" and its subject."""
    low = [w[0].lower() for w in words]
    start = _behind_relative(low)
    for adverb in range(1, len(low)):
        if low[adverb] in _BEFORE_VERBS:
            verb = _verb_behind(low, start, adverb)
            if verb is not None:
                return verb
            break
    if low and low[0] in _ALONE:
        return 1 if len(low) > 1 else None
    place = verb_after(list(words), start)
    # Behind "did" no verb ends like a plural or an adverb: "the EU impose sanctions".
    while place and place > 1 and low[place] not in BASE_VERBS and _NO_BASE.search(low[place]):
        place -= 1
    return place or None


def _behind_relative(low: Sequence[str]) -> int:
    """Where to look for the verb: behind that of "the doctors who treated the men"."""
    relative = next((i for i in range(1, len(low)) if low[i] in _RELATIVE), None)
    if relative is None or any(w in BASE_VERBS for w in low[1:relative]):
        return 0
    own = next((i for i in range(relative, len(low)) if _shows_verb(low[i])), len(low))
    # "who did not pay leave": the verb behind the helping one is the relative clause's too.
    while own + 1 < len(low) and is_auxiliary(low[own]):
        own += 2 if low[own + 1] == "not" else 1
    return own + 1 if own + 1 < len(low) else 0


def _verb_behind(low: Sequence[str], start: int, adverb: int) -> int | None:
    """The verb that an adverb stands before: "Orm Metals still own"."""
    if adverb <= start or low[adverb - 1] in DETERMINER:
        return None
    if any(w in BASE_VERBS for w in low[start + 1 : adverb]):
        return None
    return next((i for i in range(adverb, len(low)) if low[i] not in _BEFORE_VERBS), None)


_NO_BASE = re.compile(
    r"^(?!.*(?:ss|us)$)[a-z]+s$|^(?!(?:ap|sup|im|com|multi)ply$|re(?:ly|ply)$|(?:al|f)ly$)[a-z]+ly$"
)
