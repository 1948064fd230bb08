"""Whose deed a sentence tells: "I resigned" is no mayor's by itself, "Holt resigned" not Lee's.

A question on what the mayor, or Ada Lee, did is not answered by an "I" of whom neither the passage
nor the document's first and last lines say, beside its name, that it is the mayor, or Ada Lee; one
on a person for certain (a writer, or "Mayor Lee") not by the same deed of another name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from index.names import OFFICE

from .asked_holders import documents_of
from .candidates import sentence_before
from .claims import Claim, read_claim, subject_asked
from .clauses import split_clauses, subject_of
from .features import surroundings
from .query import Part
from .titles import ADDRESS, JOBS, OFFICES
from .turns import is_interview
from .word_forms import lemma, lemmas, tokens

if TYPE_CHECKING:
    from index.corpus import Corpus
    from index.records import Source

    from .candidates import Candidate
    from .ranking import Ranked

_WH = re.compile(r"^(?:why|when|where|how|in what \w+|with whom)\s+(?=(?:did|has|had)\b)", re.I)
_PERSON = re.compile(r"^(?:[Tt]he\s+[a-z' -]+|(?:[A-Z][\w’'-]+\s?)+)$")
_BETWEEN = frozenset("have had am was were never not also then therefore finally later".split())
# Who somebody is stands where a document begins, or in the note on its writer at the end.
_HEAD, _TAIL = 1500, 600
_NEAR = 80
_AS = re.compile(r"\b(?:[Aa]s|I (?:was|am|became|had been|have been|served as)) (?:an? |the )?")
_QUOTED = re.compile('["“”«»„]')
_LABEL = re.compile(r"[A-Z][\w.'’ -]{0,40}(?=:\s)")


def not_anothers_own(part: Part, ranked: Sequence[Ranked], corpus: Corpus) -> list[Ranked]:
    """The sentences without those that tell the deed asked about of somebody who is another.

    "Why did the mayor resign?" and "I resigned because ...", where nobody there is the mayor; "Why
    did Mayor Lee resign?" and "Ms Holt resigned because ...".
    """
    opening = _WH.match(part.text.strip())
    if opening is None:
        return list(ranked)
    asked = part.text.strip()[opening.end() :]
    person = _is_person(asked, corpus.sources())
    return [
        r
        for r in ranked
        if not _is_anothers(asked, r.candidate, corpus)
        and not (person and _is_another_named(asked, r.candidate, corpus))
    ]


_HOW_MUCH = re.compile(
    r"^(?:how (?:much|many)|when|what)\b[^?]*?\b(?P<claim>(?:did|does|do|has|have|had) [^?]+)", re.I
)
_ANYBODY = re.compile(r"\b(?:he|she|it|they|we|i|you|his|her|its|their|our|my|who|which)\b", re.I)


def is_anothers(question: str, sentence: str) -> bool:
    """Whether the deed asked about is told of somebody else: "the Guild paid" for the town.

    Somebody else may go by another name for the same: nothing is left out for this alone.
    """
    asked = _HOW_MUCH.match(question.strip())
    claim = read_claim(asked["claim"], sentence) if asked else None
    if claim is None or claim.verb is None or not claim.subject:
        return False
    for clause in split_clauses(sentence, claim.verb):
        span = subject_of(clause, claim.verb) if claim.verb in clause.terms else None
        told = lemmas(span.of(clause.text)) if span else frozenset()
        if told and not told & claim.subject:
            return True
    return False


def may_be_theirs(question: str, sentence: str) -> bool:
    """Whether a sentence may tell of whom a question asks: it names them, or has a pronoun."""
    asked = _HOW_MUCH.match(question.strip())
    claim = read_claim(asked["claim"], sentence) if asked else None
    if claim is None or not claim.subject or _ANYBODY.search(sentence):
        return True
    return bool(claim.subject & lemmas(sentence))


def _is_person(asked: str, sources: Sequence[Source]) -> bool:
    """Whether the deed asked about is a person's for certain: a writer's, or one with a title."""
    name = subject_asked(asked) or ""
    if name == "I":
        return True
    titled = name.partition(" ")[0].rstrip(".").lower() in _TITLES
    if _NAME.fullmatch(name) is None:
        return False
    return titled or any(documents_of(name, (s,)) and s.authors for s in sources)


def _is_another_named(asked: str, candidate: Candidate, corpus: Corpus) -> bool:
    """Whether the deed is told of another name, which is no other name of the same person."""
    claim = read_claim(asked, candidate.text)
    if claim is None or claim.verb is None:
        return False
    clauses = [c for c in split_clauses(candidate.text, claim.verb) if claim.verb in c.terms]
    spans = [(c.text, subject_of(c, claim.verb, patient=claim.passive)) for c in clauses]
    told = [
        _named(span.of(text) if span else text.partition(" ")[0], candidate) for text, span in spans
    ]
    subject = subject_asked(asked) or ""
    meant = candidate.source.authors if subject == "I" else (subject,)
    known = {word.lower() for name in meant for word in name.split()} - _TITLES
    if not told or any(not _NAME.fullmatch(t) or known & set(t.lower().split()) for t in told):
        return False
    text, last = corpus.document(candidate.source.id).text, subject.split()[-1]
    names = "|".join(re.escape(t.split()[-1]) for t in told)
    # "Rena" is Solt where the document speaks of Rena Solt.
    return re.search(rf"\b(?:{names})\s+{re.escape(last)}\b", text) is None


def _named(subject: str, candidate: Candidate) -> str:
    """A subject, or for the "she" that opens a sentence the name that opens the one before."""
    if subject.lower() not in {"he", "she"} or not candidate.text.startswith(subject):
        return subject
    opening = _NAME.match(sentence_before(candidate))
    return opening[0] if opening else subject


_TITLES = ADDRESS | OFFICES | JOBS
_NAME = re.compile(r"(?!The\b)[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*")


def _is_anothers(asked: str, candidate: Candidate, corpus: Corpus) -> bool:
    deeds = _own_deeds(candidate.text)
    claim = read_claim(asked, candidate.text) if deeds else None
    if claim is None or claim.verb not in deeds or not _of_a_person(claim, asked):
        return False
    text = corpus.document(candidate.source.id).text
    around = f"{text[:_HEAD]} {text[-_TAIL:]} {surroundings(candidate.passage)}"
    by_name = claim.text[0].isupper()
    known = _near_speaker(candidate, around, by_name=by_name)
    return not any(claim.subject & lemmas(words) for words in known)


def _near_speaker(candidate: Candidate, text: str, *, by_name: bool) -> Iterator[str]:
    """Who speaks; where an office is asked for, what stands near their names or behind "as" too."""
    people = [*candidate.source.authors]
    # A quotation may run over sentences that bear no mark of it.
    quoted = _QUOTED.search(candidate.passage.text) is not None
    if label := _LABEL.match(candidate.text):
        people.append(label[0])
    if not people or (not label and (is_interview(candidate.source) or quoted)):
        # Whose turn or quotation it is, another sentence may say.
        yield text
    yield candidate.text
    yield candidate.source.publisher or ""
    yield from people
    if by_name:
        return
    names = "|".join(re.escape(name.split()[-1]) for name in people if name.split())
    for found in re.finditer(rf"\b(?:{names})\b(?!\W{{0,3}}:)", text) if names else ():
        yield text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
    for found in _AS.finditer(text):
        yield text[found.end() : found.end() + _NEAR // 2]


def _of_a_person(claim: Claim, asked: str) -> bool:
    """Whether the claim is about a name or an office."""
    subject = claim.text.partition(f" {asked.split()[0].lower()} ")[0]
    if _PERSON.match(subject) is None:
        return False
    return subject[0].isupper() or OFFICE.search(subject) is not None


def _own_deeds(text: str) -> frozenset[str]:
    """Lemmas of what "I" do in a text: the word behind it, helping verbs left out.

    "We" may be a people's, a ministry's, a firm's: that says of nobody who it is.
    """
    words = [t[0] for t in tokens(text)]
    found = set()
    for place, word in enumerate(words):
        if word == "I":
            behind = (w for w in words[place + 1 :] if w.lower() not in _BETWEEN)
            found.add(lemma(next(behind, "")))
    return frozenset(found)
