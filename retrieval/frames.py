"""A sentence's verbs with who and what takes part, by role; active and passive brought to one form.

No parser: verbs are what has a verb's shape, noun phrases open at determiners and prepositions.
What cannot be read gives no role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from .quantities import is_number_word
from .word_forms import FUNCTION_WORDS, is_auxiliary, is_past, lemma, tokens

DOER, DEED, WHEN, MAYBE = "doer", "deed", "when", "maybe doer"
_PREPOSITIONS = frozenset(
    "of in on at by to from with for into onto over under after before during since until within "
    "between against through about as near without among towards upon across along behind beyond "
    "per following despite".split()
)
_ALIKE = {"within": "in", "during": "in", "onto": "on", "upon": "on", "following": "after"}
_OPENS = frozenset(
    "the a an its their his her this that these those our my your all both each every some any no "
    "one".split()
)
_BREAKS = frozenset(
    "and but or while whereas because although though which who whom whose that when where if "
    "unless so than yet".split()
)
_CLAUSAL = frozenset("after before since until as".split())
_BE = frozenset("is are was were be been being am".split())
_DENYING = frozenset({"not", "neither", "nor", "without"})
_TIMES = frozenset(
    lemma(w)
    for w in (
        "second minute hour day night morning afternoon evening week weekend month season year "
        "decade century spring summer autumn winter monday tuesday wednesday thursday friday "
        "saturday sunday january february march april june july august september october "
        "november december time"
    ).split()
) | {"may"}
_NOT_ADVERBS = frozenset(
    "family july italy ally reply supply assembly monopoly only early daily monthly weekly yearly "
    "hourly elderly butterfly jelly bully".split()
)
ADVERBS = frozenset(
    "also never not ever always often soon again then later first already still once twice "
    "thereby therefore however instead together too even just only back away down up out".split()
)
GIVING = frozenset(
    lemma(w) for w in "give pay lend send sell offer show teach grant award owe hand tell".split()
)
# What opens is opened: without an object the subject is the one it happens to.
_ITSELF = frozenset(
    lemma(w)
    for w in (
        "open close shut sink burn break freeze melt begin start end stop move burst split grow "
        "shrink increase decrease change improve collapse tear sell"
    ).split()
)
TURNED = {
    lemma(verb): (lemma(base), roles)
    for verb, base, roles in (
        ("buy", "sell", {DOER: "to", "from": DOER}),
        ("receive", "give", {DOER: "to", "from": DOER}),
        ("borrow", "lend", {DOER: "to", "from": DOER}),
        ("belong", "owned", {DOER: DEED, "to": DOER}),
        ("lose", "beat", {DOER: DEED, "to": DOER, DEED: "in"}),
    )
}
_NOUN = re.compile(r"(?:er|or|ment|ion|ance|ence|al|ing)s?$")
_RELATIVE = re.compile(r",\s*(?:who|which)\s+([^,;.]+)(?:,|(?=[.;]?\s*$))")


@dataclass(slots=True)
class Phrase:
    """A noun phrase.

    Attributes:
        label: the preposition before it; None for a subject or object.
        words: lemmas of its content words in order; the last one is its head.
        bound: lemmas of phrases that hang on it ("of the widow"), each with its preposition.
        named: whether it holds a capitalised word.
        kind: the word before a name that tells what it is: "the engineer Rosa Lindqvist".
    """

    label: str | None
    words: list[str] = field(default_factory=list)
    bound: set[tuple[str, str]] = field(default_factory=set)
    named: bool = False
    kind: str | None = None

    @property
    def loose(self) -> frozenset[str]:
        """All its words but the head, with those bound to it other than by "of"."""
        held = {w for label, w in self.bound if label != "of"}
        return frozenset([*self.words[:-1], *held])


@dataclass(slots=True)
class Frame:
    """A verb with the phrases that take part, by role."""

    verb: str
    parts: dict[str, list[Phrase]] = field(default_factory=dict)

    def add(self, role: str, phrase: Phrase) -> None:
        """Enter a phrase under a role."""
        self.parts.setdefault(role, []).append(phrase)

    def words(self, role: str) -> frozenset[str]:
        """The heads that stand in a role."""
        return frozenset(p.words[-1] for p in self.parts.get(role, ()) if p.words)


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its lemma and what stands between it and the word before."""

    text: str
    low: str
    lemma: str
    gap: str


def find_verbs(text: str) -> frozenset[str]:
    """Lemmas of what has the shape of a main verb and stands where one may.

    Args:
        text: folded text.
    """
    found = set()
    words = read_tokens(text)
    for place, token in enumerate(words):
        before = words[place - 1].low if place else ""
        turned = token.lemma in TURNED and token.low.endswith("s") and token.text.islower()
        if (is_past(token.text) or turned) and not _describes(before):
            found.add(token.lemma)
    return frozenset(found)


def described_by(text: str) -> frozenset[str]:
    """Lemmas of participles that only describe something: "two exiled teachers".

    Args:
        text: folded text.
    """
    words = read_tokens(text)
    found = {
        token.lemma
        for before, token in pairwise(words)
        if is_past(token.text) and _describes(before.low)
    }
    return frozenset(found - find_verbs(text))


def _describes(before: str) -> bool:
    """Whether a participle behind this word is no event: behind a determiner or a number."""
    return before in _OPENS or before[:1].isdigit() or is_number_word(before)


def read_frames(text: str, verbs: frozenset[str]) -> list[Frame]:
    """The verbs of a sentence with their parts, verbs told from behind turned round.

    Args:
        text: folded text.
        verbs: lemmas known to be verbs here, in whatever form they stand.
    """
    return [canonical(f) for f in plain_frames(text, verbs)]


def plain_frames(text: str, verbs: frozenset[str]) -> list[Frame]:
    """As `read_frames`, with every verb as it stands."""
    return [f for piece in _unfold(text) for f in _read_clauses(piece, verbs)]


def canonical(frame: Frame) -> Frame:
    """A verb that tells an event from behind turned round: "buy" as "sell"."""
    if frame.verb not in TURNED:
        return frame
    base, roles = TURNED[frame.verb]
    turned = Frame(base)
    for role, phrases in frame.parts.items():
        for phrase in phrases:
            turned.add(roles.get(role, role), phrase)
    return turned


def _unfold(text: str) -> Iterator[str]:
    """The sentence without its relative clauses, and each of them with what it describes."""
    for match in _RELATIVE.finditer(text):
        before = [t[0] for t in tokens(text[: match.start()])][-3:]
        opening = max((i for i, w in enumerate(before) if w.lower() in _OPENS), default=0)
        yield f"{' '.join(before[opening:])} {match[1]}"
    yield _RELATIVE.sub(" ", text)


@lru_cache(maxsize=512)
def read_tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order."""
    found: list[Token] = []
    end = 0
    for match in tokens(text):
        gap = text[end : match.start()]
        end = match.end()
        if gap in {",", "."} and match[0].isdigit() and found and found[-1].text[-1].isdigit():
            whole = found[-1].text + gap + match[0]
            found[-1] = Token(whole, whole, whole, found[-1].gap)
            continue
        found.append(Token(match[0], match[0].lower(), lemma(match[0]), gap))
    return tuple(found)


def is_content(token: Token) -> bool:
    """Whether a word names something."""
    named = len(token.low) > 1 or token.low.isdigit()
    binds = token.low in FUNCTION_WORDS or token.low in _PREPOSITIONS
    return named and not binds and not is_auxiliary(token.text)


def is_adverb(token: Token) -> bool:
    """Whether a word only tells how, when or whether."""
    if token.low in ADVERBS:
        return True
    return token.text.islower() and token.low.endswith("ly") and token.low not in _NOT_ADVERBS


def _is_main_verb(words: Sequence[Token], place: int, verbs: frozenset[str]) -> bool:
    token = words[place]
    if token.lemma not in verbs or is_auxiliary(token.text) or not token.text[0].islower():
        return False
    if _NOUN.search(token.low) and not is_past(token.text):
        return False
    before = words[place - 1] if place else None
    if before is None or token.gap.strip():
        return True
    # "the paid workers", "by hired men": no event of its own.
    return not _describes(before.low) and before.low not in _PREPOSITIONS - {"to"}


def _read_clauses(text: str, verbs: frozenset[str]) -> list[Frame]:
    words = read_tokens(text)
    places = [i for i in range(len(words)) if _is_main_verb(words, i, verbs)]
    frames: list[Frame] = []
    subject: list[Phrase] = []
    start = 0
    for number, place in enumerate(places):
        group = place
        while group > start and (
            is_auxiliary(words[group - 1].text)
            or is_adverb(words[group - 1])
            or words[group - 1].low == "to"
        ):
            group -= 1
        stop = places[number + 1] if number + 1 < len(places) else len(words)
        left = _phrases(words[start:group])
        fresh = _subject_of(left, words[start:group], first=number == 0)
        subject = fresh or subject
        # "lead was used to repair the roof": who repairs it is not said.
        loosely = "to" in {w.low for w in words[group:place]}
        forms = {w.low for w in words[group:place]}
        by_follows = any(w.low == "by" for w in words[place + 1 : place + 2])
        passive = is_past(words[place].text) and (bool(forms & _BE) or by_follows)
        right = _phrases(words[place + 1 : _end(words, place + 1, stop)])
        frame = _frame(words[place].lemma, passive, subject, left, right)
        if loosely and DOER in frame.parts:
            frame.parts[MAYBE] = frame.parts.pop(DOER)
        frames.append(frame)
        start = place + 1
    return frames


def _end(words: Sequence[Token], start: int, stop: int) -> int:
    """Where what follows a verb ends: at the next clause's subject."""
    # A copula opens a clause too: "the canal froze, it was closed to ships".
    copula = next((i for i in range(start, stop) if is_auxiliary(words[i].text)), stop)
    if min(stop, copula) == len(words):
        return stop
    for place in range(start, stop):
        if words[place].low in _BREAKS or set(words[place].gap) & set(",;:"):
            return place
    return stop


def _subject_of(left: list[Phrase], words: Sequence[Token], *, first: bool) -> list[Phrase]:
    bare = [p for p in left if p.label is None and p.words]
    # "after the offer was raised": what looks like a phrase opens a clause.
    if left and left[-1].label in _CLAUSAL:
        return left[-1:]
    if first:
        return bare
    breaks = [i for i, w in enumerate(words) if w.low in _BREAKS or w.gap.strip(" \"'")]
    if not breaks:
        return []
    return [p for p in _phrases(words[breaks[-1] :]) if p.label is None and p.words]


def _frame(
    verb: str, passive: bool, subject: list[Phrase], left: list[Phrase], right: list[Phrase]
) -> Frame:
    frame = Frame(verb)
    for phrase in (*left, *right):
        if phrase.label not in {None, "of"} and phrase.words:
            # "by 2 metres" measures, "by 32 of the delegates" acts.
            counts = phrase.words[-1][0].isdigit() and not phrase.bound
            by_doer = phrase.label == "by" and passive and not counts
            frame.add(DOER if by_doer else str(phrase.label), phrase)
    after = [p for p in right[:2] if p.label is None]
    objects = after if right and right[0].label is None else []
    stranded = right[0].label if passive and right and not right[0].words else None
    itself = verb in _ITSELF and not objects
    for phrase in subject:
        if stranded:
            # "The hospital was paid for by a tax."
            frame.add(stranded, phrase)
        elif passive or itself:
            frame.add("to" if objects and verb in GIVING else DEED, phrase)
        else:
            frame.add(DOER, phrase)
    if len(objects) == 2 and verb in GIVING and not passive:
        frame.add("to", objects[0])
        frame.add(DEED, objects[1])
    elif objects:
        frame.add(DEED, objects[0])
    for phrase in (*left, *right):
        if phrase.label == WHEN:
            frame.add(WHEN, phrase)
    return frame


def _phrases(words: Sequence[Token]) -> list[Phrase]:
    """Noun phrases in order, each bound to the one before where it may hang on it."""
    found: list[Phrase] = []
    current: Phrase | None = None
    denied = False
    for place, token in enumerate(words):
        opens = token.low in _OPENS
        if token.low in _DENYING:
            denied, current = True, None
            continue
        parted = bool(place and token.gap.strip(" \"'%$€£"))
        if token.low in _PREPOSITIONS:
            label = _ALIKE.get(token.low, token.low)
            current = Phrase(f"not {label}" if denied else label)
            found.append(current)
            continue
        if token.low in _BREAKS:
            joined = token.low in {"and", "or"} and current is not None and current.label
            current = Phrase(current.label) if joined and current else Phrase(None)
            denied = False
            found.append(current)
            continue
        after_year = bool(current and current.words and current.words[-1].isdigit())
        new_name = after_year and token.text[0].isupper() and token.lemma not in _TIMES
        # "lent the theatre 600,000 marks"
        follows = words[place + 1] if place + 1 < len(words) else None
        sums = token.low[0].isdigit() and follows is not None and is_content(follows)
        sums = sums and not (current and current.words and current.words[-1] in _TIMES)
        if current is None or parted or (current.words and (opens or new_name or sums)):
            current = Phrase("not" if denied else None)
            found.append(current)
        if not is_content(token) or is_adverb(token):
            continue
        if token.text[0].isupper() and current.words and not current.named:
            current.kind = current.words[-1]
        current.words.append(token.lemma)
        current.named = current.named or token.text[0].isupper()
    strands = bool(found and found[0].label and not found[0].words and len(found) > 1)
    kept = [p for p in found if p.words]
    for before, phrase in pairwise(kept):
        if phrase.label is not None:
            before.bound |= {(phrase.label, w) for w in phrase.words} | phrase.bound
    for phrase in kept:
        if phrase.label is None and phrase.words[-1] in _TIMES:
            phrase.label = WHEN
    return [found[0], *kept] if strands else kept
