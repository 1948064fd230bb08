"""The claim behind a yes/no question, and whether a clause says it word for word, or its contrary.

"Did the Guild of Fishers pay for the harbour?" asks about a claim with a subject, a verb and
things. A clause bears it out where it holds every content word of the claim in the same roles;
a clause that denies just that is its contrary. Shared words in other roles, conditions, hedges,
reports, parts of a whole and further nouns ("the harbour office") leave both open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .claim_limits import (
    CONTRAST,
    DENYING,
    belongs_to_another,
    no_longer,
    says_less,
    stands_under_that,
    told_of_another,
    told_of_two,
)
from .clauses import (
    READABLE_CHARACTERS,
    Clause,
    negated,
    object_of,
    reports_in,
    split_clauses,
    subject_of,
)
from .cues import UNNAMED_REPORT
from .folding import fold_text
from .plain_forms import plain_form
from .predicates import split_predicate
from .records import Reason
from .roles import Roles, compare_roles
from .vetoes import veto
from .word_forms import is_auxiliary, is_past, is_verb, lemma, lemmas, tokens
from .word_order import ways_differ

_OPENING = re.compile(
    r"^(?:and |but |so |or )?"
    r"(?P<aux>(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may"
    r"|might|must))(?P<not>n['’]t)?\s+(?P<rest>.+?)[?.!\s]*$",
    re.I | re.S,
)
_TRUE_THAT = re.compile(
    r"^(?:is|was) it (?:true|correct|right|a fact|the case) that\s+(.+?)[?.!\s]*$", re.I
)
SILENCING = re.compile(
    r"\b(?:if|unless|whether|provided that|assuming|perhaps|possibly|probably"
    r"|(?-i:may)(?! \d)|might|could|would|should|allegedly|reportedly|supposedly|apparently"
    r"|seems?|seemed|appears?"
    r"|expected|planned|proposed|likely|unlikely|almost|nearly|partly|in part|half|rumou?r\w*"
    r"|(?:nobody|none|no one|nothing|all|anything) but|other than|myth"
    r"|legend|pretend\w*|until|except|unclear|disputed|doubt\w*)\b|\?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a yes/no question asks about.

    Attributes:
        text: as a statement.
        subject: lemmas of its subject; empty where it was not found.
        verb: lemma of its verb; None for "is a town".
        terms: lemmas of all its content words.
        passive: whether the subject is the one it is done to.
        negated: whether the question itself denies: then nothing can be said by rule.
    """

    text: str
    subject: frozenset[str]
    verb: str | None
    terms: frozenset[str]
    passive: bool
    negated: bool


def read_claim(question: str, said: str = "") -> Claim | None:
    """The claim behind a yes/no question; None for other questions.

    Args:
        said: the sentence it will be held against: what is a verb there is the verb asked about.
    """
    text = question.strip()
    whole = _TRUE_THAT.match(text)
    if whole:
        return claim_of(whole.group(1))
    match = _OPENING.match(text)
    if match is None:
        return None
    auxiliary, rest = match.group("aux").lower(), match.group("rest")
    cut, verb, passive = split_predicate(auxiliary, rest, said)
    denied = bool(match.group("not")) or negated(rest)
    inner = _DENIED.match(rest)
    if inner and not _RELATIVE.search(inner["subject"]):
        return _denied_claim(auxiliary, inner, verb, passive)
    if match.group("not"):
        auxiliary += " not"
    terms = lemmas(rest)
    if cut is not None and verb and verb not in terms:
        # "Did Kroll found it?": no form of "find".
        terms = lemmas(rest[:cut]) | lemmas(rest[cut:].partition(" ")[2]) | {verb}
    if cut is None:
        return Claim(f"{rest}.", frozenset(), verb, terms, passive, denied)
    subject, predicate = rest[:cut].strip(), rest[cut:].strip()
    # "the smith Orm": a name is enough to know who is meant.
    named = lemmas(_DESCRIBED.sub("", subject))
    terms -= lemmas(subject) - named - lemmas(predicate)
    return Claim(f"{subject} {auxiliary} {predicate}.", named, verb, terms, passive, denied)


def subject_asked(question: str) -> str | None:
    """The subject of a yes/no question as it is written; None where it was not found."""
    match = _OPENING.match(question.strip())
    if match is None:
        return None
    rest = match["rest"]
    cut, _, _ = split_predicate(match["aux"].lower(), rest, "")
    return rest[:cut].strip() if cut else None


_DESCRIBED = re.compile(r"^the [a-z]+(?: [a-z]+)? (?=[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*$)")
# "R not intervene": the negation parts subject and predicate; "the decision not to pay" is a noun.
_DENIED = re.compile(
    r"(?P<subject>.+?)\s+(?P<not>not|never|no longer)\s+(?!(?:to|only|just)\b)(?P<predicate>.+)",
    re.I | re.S,
)
_RELATIVE = re.compile(r"\b(?:who|which|that|because|when|if|whether)\b|[,;:]", re.I)
_DOING = frozenset({"did", "does", "do"})


def _denied_claim(auxiliary: str, inner: re.Match[str], verb: str | None, passive: bool) -> Claim:
    """The claim of "did R not intervene", "was the bridge never built"."""
    subject, denial, predicate = inner["subject"].strip(), inner["not"].lower(), inner["predicate"]
    # "X no longer does pay", but "X did not pay", "the bridge was never built".
    before = auxiliary in _DOING and denial != "not"
    words = (subject, denial, auxiliary) if before else (subject, auxiliary, denial)
    opens = next((t[0] for t in tokens(predicate) if not t[0].endswith("ly")), "")
    if auxiliary in _DOING:
        verb = lemma(opens)
    return Claim(
        f"{' '.join(words)} {predicate}.",
        lemmas(subject),
        verb,
        lemmas(f"{subject} {predicate}"),
        passive,
        True,
    )


def borne_out(claim: Claim, sentence: str) -> bool | None:
    """Whether a clause says the claim in its own words (True), denies it (False), or neither.

    Args:
        sentence: one sentence, plain text.
    """
    if claim.negated or not claim.subject or len(claim.terms) < 2:
        return None
    if len(sentence) > READABLE_CHARACTERS:
        return None
    sentence = said_plainly(sentence, claim)
    if SILENCING.search(sentence) or UNNAMED_REPORT.search(sentence):
        return None
    if veto(claim.text, sentence) in {Reason.NUMBER, Reason.DATE, Reason.NAME}:
        return None
    if claim_roles(claim, sentence) is Roles.CLASH or ways_differ(claim.text, sentence):
        return None
    for clause in split_clauses(sentence, claim.verb):
        if not claim.terms <= clause.terms or not same_roles(claim, clause):
            continue
        if reports_in(sentence[: clause.span.end]) and not reports_in(claim.text):
            continue
        if stands_under_that(claim, sentence, clause) or says_less(claim, clause):
            continue
        if belongs_to_another(claim, clause) or told_of_another(claim, sentence, clause):
            continue
        if told_of_two(claim, clause):
            continue
        if not _denied(claim, clause):
            return True
        # What the denial adds may be all that it denies: "not in writing".
        more = clause.terms - claim.terms - DENYING
        if more - _NO_LONGER or (more and not _OF_TODAY.search(claim.text)):
            continue
        return False
    return None


_NO_LONGER = frozenset({lemma("longer")})
_OF_TODAY = re.compile(r"\b(?:is|are|does|do|has|have|can)\b")


def _denied(claim: Claim, clause: Clause) -> bool:
    """Whether a clause denies; "rejected" does not deny that something was rejected."""
    if not clause.negated or claim.verb not in DENYING:
        return clause.negated
    rest = [t[0] for t in tokens(clause.text) if lemma(t[0]) != claim.verb]
    return negated(" ".join(rest))


_REFUSED = re.compile(r"\b(?:(?P<now>refuses|declines)|refused|declined|neglected) to\b", re.I)
_WEAK = re.compile(r"\b(?:still|yet|ever|also) (?=not\b)")
_PREFIXED = re.compile(r"\b(?:un|in|im|il|ir|non-?)([a-z]{4,})\b")


def said_plainly(sentence: str, claim: Claim) -> str:
    """A sentence with its denials as "not": "refused to pay", "is unsafe".

    Args:
        sentence: one sentence, plain text.
        claim: a prefix is taken off where the claim has the word without it.
    """
    text = plain_form(fold_text(sentence)).replace("cannot", "can not")
    if claim.verb not in DENYING:
        text = _REFUSED.sub(lambda m: "does not" if m["now"] else "did not", text)

    def undo(match: re.Match[str]) -> str:
        known = lemma(match[1]) in claim.terms and lemma(match[0]) not in claim.terms
        return f"not {match[1]}" if known else match[0]

    return _WEAK.sub("", _PREFIXED.sub(undo, text))


def claim_roles(claim: Claim, sentence: str) -> Roles:
    """How the parts a claim gives its subject and things stand to those of a sentence.

    Args:
        sentence: one sentence, plain text.
    """
    verbs = frozenset({claim.verb}) if claim.verb else frozenset()
    said, known = plain_form(fold_text(claim.text)), plain_form(fold_text(sentence))
    return compare_roles(said, known, verbs)


def claim_of(text: str) -> Claim:
    """A claim that is already a statement: "is it true that the wall fell"."""
    words = tokens(text)
    text = text.rstrip(". ")
    place = next((i for i, w in enumerate(words) if is_verb(w[0])), None)
    if place is None:
        return Claim(f"{text}.", frozenset(), None, lemmas(text), False, negated(text))
    subject = lemmas(text[: words[place].start()])
    if words[place][0].lower() in _DOING and place + 1 < len(words):
        behind = [w[0] for w in words[place + 1 :]]
        did = lemma(next((w for w in behind if w.lower() not in _NOT_WORDS), behind[0]))
        return Claim(f"{text}.", subject, did, lemmas(text), False, negated(text))
    after = [i for i in range(place, min(place + 3, len(words))) if is_past(words[i][0])]
    after = [i for i in after if not is_auxiliary(words[i][0])]
    verb = lemma(words[after[0]][0]) if after else None
    passive = bool(after) and words[place][0] in _BE
    return Claim(f"{text}.", subject, verb, lemmas(text), passive, negated(text))


_BE = frozenset("is are was were".split())
_NOT_WORDS = frozenset({"not", "never", "no", "longer"})


def same_roles(claim: Claim, clause: Clause) -> bool:
    """Whether the clause says it of the claim's subject, active or passive."""
    if claim.verb is None:
        return _is_said_of(claim, clause)
    words = [t for t in tokens(clause.text) if lemma(t[0]) == claim.verb]
    if not words:
        return False
    if claim.passive and no_longer(claim, clause):
        return False
    span = subject_of(clause, claim.verb, patient=claim.passive)
    if span is not None:
        words_of = span.of(clause.text)
        # "feeds the reservoir": what stands before the article is a verb of something else.
        if _ARTICLE_INSIDE.search(words_of) or _SOME_OR_OTHER.search(words_of):
            return False
        together = re.split(r",\s*(?:and\s+)?|\s+and\s+", words_of)
        return any(_is_subject(claim.subject, lemmas(w)) for w in (words_of, *together))
    if claim.passive:
        # "Tarrant warned the Board": the Board was warned.
        behind = object_of(clause, claim.verb)
        if behind:
            behind = re.split(r"\s(?=\d)", behind)[0]
            return _is_subject(claim.subject, lemmas(behind) - claim.terms | claim.subject) and (
                claim.subject <= lemmas(behind)
            )
    # It takes its subject from the clause before.
    before = lemmas(clause.text[: words[0].start()])
    return not before - DENYING and _is_subject(claim.subject, clause.subject)


_ARTICLE_INSIDE = re.compile(
    r"(?<!^)(?<!\ball )(?<!\bboth )(?<!\band )(?<!\bof )(?<!\bor )(?<!, )(?<!\d )\b(?:the|an?) ",
    re.I,
)


# "Three nuns" are not the nuns; "the printer or his son" is nobody for sure.
_SOME_OR_OTHER = re.compile(r"^\d+ |\bor\b")


def _is_said_of(claim: Claim, clause: Clause) -> bool:
    """Whether "X is Y" is said of the same X, with no "near" between "is" and Y."""
    opening = next((t for t in tokens(clause.text) if t[0].lower() in _BE | {"been"}), None)
    if opening is None or no_longer(claim, clause):
        return False
    before = lemmas(clause.text[: opening.start()]) or clause.subject
    if not claim.subject <= before or before - claim.terms - CONTRAST:
        return False
    predicate = claim.terms - before
    if not predicate:
        return False
    between = []
    for token in tokens(clause.text[opening.end() :]):
        if lemma(token[0]) in predicate:
            break
        between.append(token[0].lower())
    return not set(between) & _PREPOSITIONS - set(claim.text.lower().split())


_PREPOSITIONS = frozenset("near in at on of for with by from to under over like behind off".split())


def _is_subject(wanted: frozenset[str], held: frozenset[str]) -> bool:
    """The same subject: "the Guild" for "the Guild of Fishers", not "the Guild's lawyer"."""
    return bool(wanted) and wanted <= held and len(held - wanted) <= 1
