"""Yes or no: whether a sentence says that the thing asked about is so, or that it is not.

The question is turned into the claim it asks about (`claims`). A clause that says it in the same
words and roles, or denies just that, decides by rule; else the verifier judges the claim against
the sentence, and only with high confidence. Shared words alone decide nothing; conditions, hedges
and what is neither borne out nor denied are silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .answered_turns import verdict_told
from .asserted import says_so
from .candidates import Candidate, sentence_before
from .claim_limits import CONTRAST
from .claims import Claim, claim_roles, read_claim, same_roles
from .clauses import READABLE_CHARACTERS, negated, reports_in, split_clauses
from .features import surroundings
from .folding import fold_text
from .frames import find_verbs
from .judges import Verifier
from .pronouns import names_people
from .query import Kind, Part
from .ranking import Ranked
from .records import Reason, Speaker
from .roles import Roles, told_from_behind
from .vetoes import veto
from .word_forms import has_opposite, lemmas
from .word_order import links_differ

YES = "Yes"
NO = "No"
DOUBTED = "No short answer: one sentence says yes, and another that was found seems to deny it."
_COVERED = 0.6
UNSURE = re.compile(
    r"\b(?:if|unless|whether|provided that|(?-i:may)|might|could|would|should|perhaps|possibly"
    r"|probably|likely|unlikely|allegedly|reportedly|supposedly|expected to|plan(?:s|ned)? to"
    r"|hope[sd]? to|unclear|disputed|assert(?:s|ed|ing)?|claim(?:s|ed|ing)?|argu(?:e|es|ed|ing)"
    r"|maintain(?:s|ed)? that|contend(?:s|ed)?|believe[sd]?|potential(?:ly)?|prospects? (?:of|for)"
    r"|accus(?:e|es|ed))\b|\?\s*[\"”’]?\s*$",
    re.I,
)


def as_claim(question: str) -> str | None:
    """The statement a yes/no question asks about; None for other questions.

    "Did the Guild pay for the harbour?" -> "the Guild did pay for the harbour."
    """
    claim = read_claim(question)
    return claim.text if claim else None


def yes_or_no(
    part: Part,
    ranked: Ranked,
    verifier: Verifier | None,
    least: float,
    heard: Sequence[Speaker] = (),
) -> str | None:
    """What a sentence answers to a yes/no question: "Yes", "No", or None.

    Args:
        verifier: None leaves only what the rules decide.
        least: least probability of the verifier's verdict, 0 to 1.
        heard: who is known to say the sentence, innermost first: only then is what somebody is
            reported to say an answer, and it is theirs.
    """
    if part.kind is not Kind.YES_NO:
        return None
    answered = verdict_told(ranked)
    if answered is not None:
        return YES if answered else NO
    evidence = in_full(part, ranked.candidate)
    claim = read_claim(part.text, evidence)
    if claim is None or claim.negated:
        return None
    ruled = says_so(claim, evidence, heard)
    if ruled is not None:
        return YES if ruled else NO
    if len(evidence) > READABLE_CHARACTERS:
        return None
    if said_turned(claim, evidence):
        return YES
    if verifier is None or UNSURE.search(evidence) or not speaks_of(claim, evidence):
        return None
    scores = verifier.judge([(claim.text, evidence)])[0]
    objection = veto(claim.text, evidence)
    if scores.contradicted >= least and objection is Reason.NEGATION:
        return NO if denies(claim, evidence) else None
    if scores.entailed >= least and objection is None:
        return YES
    return None


_OTHER = re.compile(r"\b(?:next|other|another|neighbou?ring|rival)\b", re.I)


def verdicts(
    part: Part,
    said: Sequence[tuple[Ranked, Sequence[Speaker]]],
    ranked: Sequence[Ranked],
    verifier: Verifier | None,
    least: float,
) -> tuple[tuple[str | None, ...], tuple[str, ...]]:
    """What the sentences of an answer say to a yes/no question, and what a reader should know.

    "Yes" alone is held back where another sentence seems to deny it in words that no rule can
    settle: a reader would take it for the answer of all.

    Args:
        said: the sentences of the answer, each with who is known to say it.
        ranked: what else was found, best first.
    """
    found = tuple(yes_or_no(part, item, verifier, least, heard) for item, heard in said)
    if set(found) - {None} != {YES}:
        return found, ()
    settled = {id(item) for (item, _), verdict in zip(said, found, strict=True) if verdict}
    rest = [item for item in (*(i for i, _ in said), *ranked) if id(item) not in settled]
    if any(may_deny(part, item.candidate) for item in rest):
        return (None,) * len(found), (DOUBTED,)
    return found, ()


def may_deny(part: Part, candidate: Candidate) -> bool:
    """Whether a sentence seems to deny the claim: its event, with a "not", of its subject or "we".

    For holding a verdict back alone: it is far from a no.
    """
    text = in_full(part, candidate)
    claim = read_claim(part.text, text)
    if claim is None or claim.verb is None or len(text) > READABLE_CHARACTERS:
        return False
    held, rest = lemmas(text), claim.terms - claim.subject - {claim.verb}
    if claim.verb not in held or len(rest & held) * 2 < len(rest) or text.rstrip().endswith("?"):
        return False
    against = _AGAINST.search(text)
    if against and claim.subject <= lemmas(text[against.start() :]):
        return True
    for clause in split_clauses(text, claim.verb):
        if claim.verb in clause.terms and clause.negated:
            return bool(claim.subject & held) or _SPEAKERS.search(clause.text) is not None
    return False


_AGAINST = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)|refut(?:es|ed)|untrue|false|incorrect"
    r"|no truth|no basis|not (?:correct|true|right|so|the case)|contrary to|myth|fabrication)\b",
    re.I,
)
_SPEAKERS = re.compile(r"\b(?:we|they|i|it|he|she|us|them|me|him|her|nobody|no one)\b", re.I)


def in_full(part: Part, candidate: Candidate) -> str:
    """A sentence with names spelled out that the question and its passage give in full.

    "The Board was warned." of a passage that names the Harbour Board, asked about the Harbour
    Board; "She was dismissed." behind a sentence that Ms Solt opens and that names nobody else,
    asked about Solt; and "the company" of a paper that the company issued, asked about the company
    by name. For the verdict alone: what is cited stays as it is written.
    """
    text, near = candidate.text, surroundings(candidate.passage)
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
    r"\b[Tt]he (?:company|firm|group|ministry|union|association|federation|board|agency|council)\b"
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


def said_turned(claim: Claim, evidence: str) -> bool:
    """Whether a sentence tells the claim's event turned round: "sold to X" for "X bought".

    Every part has to be the same one's, and nothing may be added but a figure.

    Args:
        evidence: one sentence, plain text.
    """
    if UNSURE.search(evidence) or negated(evidence) or reports_in(evidence):
        return False
    behind = told_from_behind(claim.verb) if claim.verb else None
    more = {t for t in lemmas(evidence) - claim.terms if not t.isdigit()}
    # What it adds may make it another thing's: "the old depot", "the council's lawyer".
    if more - {behind}:
        return False
    objection = veto(claim.text, evidence, attributed=True)
    return objection in {None, Reason.NEGATION} and claim_roles(claim, evidence) is Roles.SAME


def speaks_of(claim: Claim, evidence: str) -> bool:
    """Whether the sentence speaks of the claim's subject and of all the things it names."""
    held = lemmas(evidence)
    # All its words are there, and the rules still found no clause that says it: a half of it, an
    # office named after it, another's act. That is not for a verdict to overrule.
    if not claim.subject <= held or claim.terms <= held:
        return False
    if claim.verb and has_opposite(claim.verb, held):
        return False
    if CONTRAST & held - claim.terms or _OTHER.search(evidence):
        return False
    if links_differ(fold_text(claim.text), fold_text(evidence)):
        return False
    # Another event is told: "sung in prison" is not "written in prison".
    if claim.verb and claim.verb not in held and find_verbs(fold_text(evidence)):
        return False
    if claim_roles(claim, evidence) is Roles.CLASH:
        return False
    said = [c for c in split_clauses(evidence, claim.verb) if claim.verb in c.terms]
    # The event is there by name: then its roles have to be the claim's.
    named = claim.verb is None or bool(said)
    if named and not any(same_roles(claim, c) for c in said or split_clauses(evidence)):
        return False
    return claim.terms - {claim.verb} <= held


def denies(claim: Claim, evidence: str) -> bool:
    """Whether a clause denies the claim, of the same things, and not only a further detail."""
    if not claim.terms - {claim.verb} <= lemmas(evidence):
        return False
    for clause in split_clauses(evidence, claim.verb):
        shared = claim.terms & clause.terms
        if clause.negated and len(shared) >= _COVERED * len(claim.terms):
            return len(clause.terms - claim.terms) <= 2
    return False
