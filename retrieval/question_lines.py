"""What the question line before an answer lends it: "Was it ever shut?" / "Solt: Never.".

The answer of an interview leans on the question before it. Here two questions are compared, the
user's and an interviewer's, with "you" read as whoever was asked; and the words an answer opens
with are read: yes, no, or that it does not say. Too strict rather than too free: a question about
nearly the same thing is another question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import Span
from index.words import STOP_WORDS, content_terms, fold, stem

from .governors import CONDITION, HEDGE, NEGATION
from .orphans import orphan
from .turns import Turn, without_label
from .word_forms import is_verb, tokens

_MARKUP = re.compile(r"[*_>#]+")
_HONORIFIC = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Madam|Dame|Lady|Lord)\b\.?\s+"
_LEADING = re.compile(r"^(?:so|and|but|then|well|now|ok|okay|right)\b,?\s+", re.I)
_AS_NAMED = {"you": "@", "your": "@'s", "yours": "@'s", "yourself": "@self"}
_SAME_FORM = {"were": "was", "are": "is", "am": "is", "do": "does", "have": "has"}
_NEUTRAL = frozenset("the a an ever any really actually indeed please".split())
_AUXILIARY = frozenset(
    "is was does did has had been can could will would should shall may might must".split()
)
# Small words that make another question of it.
_TELLING = frozenset(
    "against before after over under from to into out off up down by for with without only most "
    "more other now again all both first last".split()
)
_ASKING = frozenset("who whom whose what when where which why how".split())
_DENYING = frozenset("not no never nor none nobody nothing cannot neither".split())
_POINTING = frozenset(
    "he she it they him her them his hers its their theirs this these those there so".split()
)
_SHARED = 0.7
_LEANS = 0.5
_SHORT = 12
_BARE = 8
_ENOUGH = 6
_LEAST = 3
_MOST_SENTENCES = 3

_END = r"(?=\s*(?:[.,;:!—–]|$))"
_SHORT_CLAUSE = r"(?:i|we|it|they|he|she|there)\s+(?:did|was|were|had|has|have|do|does|is|are|am)"
_NO = re.compile(
    rf"(?:no|never|never once|not at all|not once|not for a moment|by no means|on no account"
    rf"|(?:certainly|absolutely|definitely|of course) not|not in the least|nope"
    rf"|(?:no|never),? {_SHORT_CLAUSE} not){_END}",
    re.I,
)
_YES = re.compile(
    rf"(?:yes|yeah|certainly|absolutely|definitely|indeed|of course|naturally|by all means|quite so"
    rf"|(?:yes,? |of course |certainly,? |indeed,? ){_SHORT_CLAUSE}){_END}",
    re.I,
)
_OPENS_SOFTER = re.compile(
    r"\W*(?:but|though|although|however|except|only|perhaps|maybe|well|unless|at least|or\b|not\b"
    r"|yes\b|no\b)",
    re.I,
)
# What bounds a yes or a no in the same sentence: "Yes, in part", "No, I think".
_SOFTENED = re.compile(
    r"\b(?:but|if|unless|except|though|although|until|in part|partly|perhaps|maybe|possibly"
    r"|probably|i (?:think|believe|suppose|guess|hope|imagine)|as far as|to my knowledge|yes and no"
    r"|and no|or no|in a (?:way|sense)|sort of|kind of|more or less|almost|nearly|not (?:quite"
    r"|really|always|entirely|yet)|should|might|would|could)\b",
    re.I,
)
_DODGES = re.compile(
    r"^\W*(?:no comment|next question|i (?:really |simply |honestly )?(?:can['’]?t|cannot|can not"
    r"|couldn['’]t|could not|won['’]t|will not|would not|wouldn['’]t|do not|don['’]t|must not"
    r"|may not) (?:\w+ )?(?:say|tell|know|comment|discuss|answer|remember|recall|speak|speculate)\b"
    r"|i(?:['’]d| would) rather not\b|i have (?:no (?:comment|idea)|nothing to (?:say|add))\b"
    r"|(?:that|this|it)(?: is|['’]s) (?:not|hardly) for me\b|(?:you (?:must|should|will have to"
    r"|would have to|['’]d have to) )?ask (?:the|him|her|them|somebody|someone|[A-Z])\w*"
    r"|who knows\b|(?:i am|i['’]m) not (?:able|at liberty|allowed|free|going) to\b"
    r"|(?:let us|let['’]s) (?:leave|move)\b|pass\W*$)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words that can be compared.

    Attributes:
        words: folded, in order, without those that change nothing; "@" is who was asked.
        literal: whether it says "you".
    """

    words: tuple[str, ...]
    literal: bool

    @property
    def matter(self) -> tuple[str, ...]:
        """Its content words, each once."""
        held = (w if w.startswith("@") else stem(w) for w in self.words if _is_content(w))
        return tuple(dict.fromkeys(held))


def read_question(question: str, name: str | None) -> Asked:
    """A question with its "you", or the name it means, as "@".

    Args:
        name: who was asked; None where that is not certain: then "you" stays "you".
    """
    text = " ".join(_MARKUP.sub(" ", question).split())
    named = ""
    if name:
        full, last = re.escape(name), re.escape(name.split()[-1])
        named = rf"(?:{_HONORIFIC})?\b(?:{full}|{last})\b"
    while True:
        shorter = _LEADING.sub("", text)
        if named:
            shorter = re.sub(rf"^{named},\s*", "", shorter)
            shorter = re.sub(rf",\s*{named}\s*(?=\?*$)", "", shorter)
        if shorter == text:
            break
        text = shorter
    if named:
        text = re.sub(named, "@", text)
    found = re.findall(r"@(?:['’]s)?|\w+(?:['’]\w+)*", text)
    words = [w.replace("’", "'") if w.startswith("@") else fold(w.replace("’", "'")) for w in found]
    literal = any(w in _AS_NAMED for w in words)
    if name:
        words = [_AS_NAMED.get(w, w) for w in words]
    words = [_SAME_FORM.get(w, w) for w in words]
    return Asked(tuple(w for w in words if w not in _NEUTRAL), literal)


def questions_of(line: str) -> tuple[str, ...]:
    """The questions of an interviewer's line, without its label and what only leads up to them."""
    text = without_label(" ".join(_MARKUP.sub(" ", line).split()))
    text = re.sub(r"\b(Mr|Mrs|Ms|Dr|Prof)\.", r"\1", text)
    return tuple(
        s for s in re.split(r"(?<=[.!?…])[\"”’)]*\s+", text) if s.rstrip('"”’) ')[-1:] == "?"
    )


def same_question(one: Asked, other: Asked) -> bool:
    """Whether two questions ask the same, in the same words and order."""
    return bool(one.matter) and one.words == other.words


def close_question(user: Asked, line: Asked) -> bool:
    """Whether an interviewer's question asks what the user asks, with little besides.

    All content words of the user's are in it, in the same order; so are the words that ask, turn
    or place ("who", "not", "against"), and its tense.
    """
    asked, said = user.matter, line.matter
    if not asked or tuple(w for w in said if w in asked) != asked:
        return False
    for kind in (_AUXILIARY, _TELLING, _ASKING):
        if kind.intersection(user.words) != kind.intersection(line.words):
            return False
    return denies(user) == denies(line) and len(asked) >= _SHARED * len(said)


def denies(asked: Asked) -> bool:
    """Whether a question is put with a "not": then a bare yes or no means either."""
    return any(w in _DENYING or w.endswith("n't") for w in asked.words)


def is_plain(user: Asked, line: Asked) -> bool:
    """Whether a bare "yes" or "no" to a line answers the same question of a user.

    Not where the line points back ("Did it hold?"), gives a choice, denies, or where the user
    asks "you": nobody knows whom.
    """
    said = frozenset(line.words)
    unclear = _POINTING & said or "or" in said or denies(line) or user.literal
    return same_question(user, line) and not unclear


def verdict(sentences: Sequence[str]) -> bool | None:
    """What an answer that opens with yes or no says; None where it opens otherwise or hedges.

    Args:
        sentences: its first sentences, plain text without a label.
    """
    if not sentences or dodges(sentences[0]):
        return None
    first, rest = sentences[0], sentences[1:]
    no, yes = _NO.match(first), _YES.match(first)
    opening = no or yes
    if opening is None or _SOFTENED.search(first, opening.end()) or "?" in first:
        return None
    behind = first[opening.end() :]
    if yes and re.match(r"\W*(?:no|not|never)\b", behind, re.I):
        return None
    if rest and _OPENS_SOFTER.match(rest[0]) and not (no and re.match(r"not?\b", rest[0], re.I)):
        return None
    if rest and _SOFTENED.match(rest[0]):
        return None
    return yes is not None and no is None


def dodges(said: str) -> bool:
    """Whether an answer opens by not giving one: "I can't say.", "No comment."."""
    return bool(_DODGES.match(said))


def opening_of(sentences: Sequence[str]) -> int:
    """How many of a turn's first sentences are cited as one answer, at least one.

    "Never." takes what follows it along; a sentence of three words stands by itself.
    """
    opens = bool(_NO.match(sentences[0]) or _YES.match(sentences[0]) or dodges(sentences[0]))
    least = _ENOUGH if opens else _LEAST
    taken = 1
    while taken < min(len(sentences), _MOST_SENTENCES):
        if sum(len(s.split()) for s in sentences[:taken]) >= least:
            break
        taken += 1
    return taken


def bare_words(said: str) -> str | None:
    """The words of an answer that is a mere phrase: "In March 2019" of "In March 2019."."""
    words = said.strip(" .!*_")
    if not words or len(words.split()) > _BARE or re.search(r"[;:?!]|\.\s", words):
        return None
    said = words.replace("May", "")  # the month hedges nothing
    if any(p.search(said) for p in (NEGATION, HEDGE, CONDITION)):
        return None
    return None if any(is_verb(t[0]) for t in tokens(said)) else words


def line_before(turns: Sequence[Turn], text: str, span: Span) -> Span | None:
    """The question line an answer's first sentence leans on; None where it needs none.

    Args:
        turns: of the document.
        text: of the document.
        span: what is cited.
    """
    turn = next((t for t in turns if t.asked is not None and t.span.contains(span)), None)
    if turn is None or turn.asked is None:
        return None
    # Only its label and marks stand before what is cited.
    before = without_label(f"{_MARKUP.sub('', text[turn.span.start : span.start])} .").strip(" .\n")
    if before:
        return None
    said = without_label(_MARKUP.sub("", " ".join(span.of(text).split())))
    return turn.asked if leans(said, turn.asked.of(text)) else None


def leans(said: str, line: str) -> bool:
    """Whether an answer cannot be understood without the question it was given to."""
    if _NO.match(said) or _YES.match(said) or dodges(said) or orphan(said, (line,)):
        return True
    asked = frozenset(content_terms(without_label(_MARKUP.sub("", line))))
    shared = len(asked & frozenset(content_terms(said)))
    return len(said.split()) <= _SHORT and shared < _LEANS * len(asked)


def _is_content(word: str) -> bool:
    plain = word not in STOP_WORDS and word not in _AUXILIARY and "'" not in word
    return word.startswith("@") or plain
