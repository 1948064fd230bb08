"""A sentence with what it leaves to the sentences around it spelled out, for a verdict alone.

What is cited stays as it is written; the verdict on a yes/no question or a premise needs to know
that "the fire" is the fire in the depot that the question asks about.
"""

from __future__ import annotations

import re

from .candidates import Candidate, sentence_before
from .claims import subject_asked
from .features import surroundings
from .pronouns import names_people
from .query import Part
from .word_forms import is_auxiliary, is_past, lemmas, tokens


def in_full(part: Part, candidate: Candidate) -> str:
    """A sentence with names spelled out that the question and its passage give in full.

    "The Board was warned." of a passage that names the Harbour Board, asked about the Harbour
    Board; "She was dismissed." behind a sentence that Ms Solt opens and that names nobody else,
    asked about Solt; "The fire was an accident." behind a sentence about the Orm depot, asked about
    the fire in the Orm depot; and "the company" of a paper that the company issued, asked about the
    company by name.
    """
    text, near = _with_subject(part, candidate), surroundings(candidate.passage)
    pronoun = _PRONOUN.match(text)
    if pronoun and (name := _who_it_is(part, candidate)):
        text = name + text[pronoun.end() :]
    for name in part.names:
        head = name.rpartition(" ")[2]
        if head != name and name in near and name not in text:
            text = re.sub(rf"\b([Tt]he) {re.escape(head)}\b", rf"\1 {name}", text)
    house = (candidate.source.publisher or "").casefold()
    own = next((name for name in part.names if name.casefold() in house), None)
    if own and own not in text and not candidate.source.authors:
        text = _OWN_BODY.sub(own, text, count=1)
    return text


_PRONOUN = re.compile(r"(?:He|She)\b")
_OWN_BODY = re.compile(
    r"\b[Tt]he (?:company|firm|group|ministry|union|association|federation|board|agency|council"
    r"|cent(?:er|re)|institute|foundation|committee|commission|party)\b"
    r"(?!['’]s\b)",
    re.I,
)
_OPENING_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Professor|Sir|Lady)\.? )?"
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})"
)


def _who_it_is(part: Part, candidate: Candidate) -> str | None:
    """The name of the question whom the "she" that opens a sentence means; None where unsure."""
    before = sentence_before(candidate)
    opening = _OPENING_NAME.match(before)
    if opening is None or names_people(before[opening.end() :], opens=False):
        return None
    last = opening["name"].split()[-1]
    return next((name for name in part.names if name.split()[-1] == last), None)


_ASIDE = re.compile(r",? (?:on the other hand|however|by contrast|in fact|for its part),? ")
_DETERMINER = re.compile(r"(?:But )?(?:the|this|that) ", re.I)
_PARTED = re.compile(r" (?:in|of|at|on|from|near|by|for|under|with|to|between|against) ")
_LONGEST = 8


def _with_subject(part: Part, candidate: Candidate) -> str:
    """The sentence with its opening "the fire" as the question has it: "the fire in the depot".

    Only where nothing else opens it and the sentence before it names what the question adds,
    speaking of no second thing of the kind.
    """
    text, subject = _ASIDE.sub(" ", candidate.text, count=1), subject_asked(part.text)
    opening = _DETERMINER.match(text)
    if opening is None or subject is None:
        return candidate.text
    words = tokens(text[opening.end() :])[:_LONGEST]
    verb = next((w for w in words if is_auxiliary(w[0]) or is_past(w[0])), None)
    if verb is None or verb is words[0]:
        return candidate.text
    end = opening.end() + verb.start()
    held, wanted = lemmas(text[:end]), lemmas(subject)
    kind = lemmas(_PARTED.split(subject, maxsplit=1)[0].split()[-1])
    if not kind <= held or not held < wanted:
        return candidate.text
    before = sentence_before(candidate)
    if not wanted - held <= lemmas(before) or _another_of_its_kind(kind, before, subject):
        return candidate.text
    return f"{subject[0].upper()}{subject[1:]} {text[end:]}"


def _another_of_its_kind(kind: frozenset[str], before: str, subject: str) -> bool:
    """Whether a sentence may speak of another such thing: "a fire in Orm and one in Solt"."""
    held = [lemmas(token[0]) for token in tokens(before)]
    said = [place for place, word in enumerate(held) if word & kind]
    if not said:
        return False
    asked = [place for place, word in enumerate(held) if word & lemmas(subject)]
    return len(said) > 1 or max(asked) - min(asked) > len(tokens(subject)) + 1
