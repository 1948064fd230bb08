"""Who does what to whom, read from active and passive sentences, and whether two sentences agree.

    The bank lent the theatre 600,000 marks.      lend: doer bank, deed marks, to theatre
    The theatre borrowed it from the bank.        the same, turned: "borrow" is "lend" from behind

Roles that contradict each other are proof of a difference; roles that cover a statement whole are
proof that only the order changed; anything else leaves it open. `frames` reads them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from .frames import (
    ADVERBS,
    DEED,
    DOER,
    GIVING,
    MAYBE,
    TURNED,
    Frame,
    Phrase,
    canonical,
    find_verbs,
    is_adverb,
    is_content,
    plain_frames,
    read_frames,
    read_tokens,
)
from .word_forms import lemma

MOST_CHARACTERS = 1000
"""Of a sentence that is read for roles; a longer one (a table, a list run together) has none."""
_STRICT = frozenset({DOER, DEED, "to", "from", "for", "against", "by", "into", "after", "with"})


class Roles(StrEnum):
    """What the roles of two sentences say: they clash, they are the same, or neither is shown."""

    CLASH = "clash"
    SAME = "same"
    OPEN = "open"


def compare_roles(statement: str, nearest: str, verbs: frozenset[str] = frozenset()) -> Roles:
    """Whether two sentences give the same parts to the same things.

    Args:
        statement: folded text.
        nearest: the sentence of the evidence nearest to it, folded.
        verbs: lemmas known to be verbs here though their form does not show it.
    """
    if max(len(statement), len(nearest)) > MOST_CHARACTERS:
        return Roles.OPEN
    verbs = verbs | find_verbs(statement) | find_verbs(nearest)
    mine, theirs = read_frames(statement, verbs), read_frames(nearest, verbs)
    pairs = [(a, b) for a in mine for b in theirs if a.verb == b.verb]
    by_verb: dict[str, list[bool]] = {}
    for one, two in pairs:
        by_verb.setdefault(one.verb, []).append(_clashes(one, two))
    # A verb used twice clashes only where no reading of it fits.
    if any(all(found) for found in by_verb.values()):
        return Roles.CLASH
    return Roles.SAME if _covers(statement, mine, theirs, verbs) else Roles.OPEN


def turned_alike(statement: str, nearest: str) -> bool:
    """Whether one tells the other's event from behind: "X bought it", "it was sold to X"."""
    if max(len(statement), len(nearest)) > MOST_CHARACTERS:
        return False
    verbs = find_verbs(statement) | find_verbs(nearest)
    if compare_roles(statement, nearest) is Roles.CLASH:
        return False
    plain = [plain_frames(t, verbs) for t in (statement, nearest)]
    for one in plain[0]:
        for two in plain[1]:
            if one.verb == two.verb or canonical(one).verb != canonical(two).verb:
                continue
            a, b = canonical(one), canonical(two)
            # Who gives or who gets has to be the same: "he bought it" is not "he sold it".
            if any(a.words(r) & b.words(r) for r in (DOER, "to")):
                return True
    return False


def told_from_behind(word: str) -> str | None:
    """The verb (a lemma) that tells the event of another one from its other side, if it is one.

    Args:
        word: a lemma; "buy" gives that of "sell", and "sell" that of "buy".
    """
    base = TURNED.get(word)
    return base[0] if base else next((t for t, (b, _) in TURNED.items() if b == word), None)


def _clashes(one: Frame, two: Frame) -> bool:
    """Whether something both name takes another part in each."""
    mine, theirs = _places(one), _places(two)
    for word in mine.keys() & theirs.keys():
        first, second = mine[word], theirs[word]
        if first & second or not (first | second) <= _STRICT:
            continue
        if one.verb in GIVING and first | second == {DEED, "to"}:
            continue
        return True
    return False


def _places(frame: Frame) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for role in frame.parts:
        for word in frame.words(role):
            found.setdefault(word, set()).add(role)
    return found


def _covers(
    statement: str, mine: Sequence[Frame], theirs: Sequence[Frame], verbs: frozenset[str]
) -> bool:
    """Whether every content word of a statement stands in a part that the evidence has too."""
    covered: set[str] = set()
    for frame in mine:
        known = [f for f in theirs if f.verb == frame.verb]
        if not known:
            return False
        for role, phrases in frame.parts.items():
            for phrase in phrases:
                if phrase.words and not any(_held(phrase, role, f, frame.verb) for f in known):
                    return False
                covered |= {*phrase.words, *(w for _, w in phrase.bound)}
    wanted = {t.lemma for t in read_tokens(statement) if is_content(t)}
    loose = {lemma(w) for w in ADVERBS} | {v for v in wanted if v in verbs}
    loose |= {t.lemma for t in read_tokens(statement) if is_adverb(t)}
    return bool(mine) and wanted <= covered | loose


def _held(phrase: Phrase, role: str, frame: Frame, verb: str) -> bool:
    roles = {role} | ({DEED, "to"} if verb in GIVING and role in {DEED, "to"} else set())
    roles |= {DOER, MAYBE} if role in {DOER, MAYBE} else set()
    for known in (p for r in roles for p in frame.parts.get(r, ())):
        if not known.words:
            continue
        head = phrase.words[-1]
        named = known.named and phrase.named and head in known.words
        if head not in {known.words[-1], known.kind} and not named:
            continue
        # What else hangs on it is a part of the verb's too, and is held to that.
        tied = {(label, w) for label, w in phrase.bound if label == "of"}
        if {*phrase.words[:-1]} <= known.loose | {*known.words} and tied <= known.bound:
            return True
    return False
