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
from .candidates import Candidate
from .claim_limits import CONTRAST
from .claims import Claim, claim_roles, read_claim, same_roles
from .clauses import READABLE_CHARACTERS, negated, reports_in, split_clauses
from .folding import fold_text
from .frames import find_verbs
from .judges import Verifier
from .query import Kind, Part
from .ranking import Ranked
from .records import Reason, Speaker
from .roles import Roles, told_from_behind
from .spelled_out import in_full
from .vetoes import veto
from .word_forms import has_opposite, lemmas
from .word_order import links_differ

YES = "Yes"
NO = "No"
DOUBTED = "No short answer: one sentence says yes, and another that was found seems to deny it."
CONTESTED = "Not all say yes: another sentence of this answer seems to deny it."
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
    if claim is None or claim.negated or _INQUIRES.search(evidence):
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


# "To explore the effect of the levy on trade" does not say that there is one.
_INQUIRES = re.compile(
    r"^(?:[\w ]{1,40}: )?to (?:investigate|explore|determine|examine|assess|evaluate|study|test"
    r"|ask|establish|see|compare|analy[sz]e|measure|probe|identify|clarify|find out|describe)\b"
    r"|\b(?:aims?|aimed|objectives?|purpose|goal|question)\b[^.;]{0,60}"
    r"\b(?:is|are|was|were|to|of|here)\b",
    re.I,
)
_OTHER = re.compile(r"\b(?:next|other|another|neighbou?ring|rival)\b", re.I)


def verdicts(
    part: Part,
    said: Sequence[tuple[Ranked, Sequence[Speaker]]],
    ranked: Sequence[Ranked],
    verifier: Verifier | None,
    least: float,
) -> tuple[tuple[str | None, ...], tuple[str, ...]]:
    """What the sentences of an answer say to a yes/no question, and what a reader should know.

    Where another sentence seems to deny it in words that no rule can settle, a lone "Yes" would be
    taken for the answer of all: a notice stands beside it if that sentence is shown, and it is held
    back if not.

    Args:
        said: the sentences of the answer, each with who is known to say it.
        ranked: what else was found, best first.
    """
    found = tuple(yes_or_no(part, item, verifier, least, heard) for item, heard in said)
    if set(found) - {None} != {YES}:
        return found, ()
    shown = {_place(item.candidate) for item, _ in said}
    unseen = [item.candidate for item in ranked if _place(item.candidate) not in shown]
    if any(may_deny(part, candidate) for candidate in unseen):
        return (None,) * len(found), (DOUBTED,)
    beside = [item.candidate for (item, _), told in zip(said, found, strict=True) if not told]
    return found, (CONTESTED,) if any(may_deny(part, c) for c in beside) else ()


def deniers(part: Part, chosen: Sequence[Ranked], ranked: Sequence[Ranked]) -> list[Ranked]:
    """Sentences that seem to deny what a yes/no question asks and are not among the chosen.

    Who says no has to be heard beside who says yes.

    Args:
        ranked: what was found, best first.

    Returns:
        At most two, best first; none where nothing was chosen.
    """
    if part.kind is not Kind.YES_NO or not chosen:
        return []
    shown = {_place(item.candidate) for item in chosen}
    said = {item.candidate.text for item in chosen}
    found: list[Ranked] = []
    for item in ranked:
        new = _place(item.candidate) not in shown and item.candidate.text not in said
        if new and may_deny(part, item.candidate):
            found.append(item)
            said.add(item.candidate.text)
    return found[:_DENIERS]


_DENIERS = 2


def _place(candidate: Candidate) -> tuple[str, int]:
    return candidate.source.id, candidate.position


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
        # "Changed without her consent" was changed.
        if claim.verb in clause.terms and negated(_WITHOUT.sub("", clause.text)):
            return bool(claim.subject & held) or _SPEAKERS.search(clause.text) is not None
    return False


_WITHOUT = re.compile(r"\bwithout\b", re.I)
_AGAINST = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)|refut(?:es|ed)|untrue|false|incorrect"
    r"|no truth|no basis|not (?:correct|true|right|so|the case)|contrary to|myth|fabrication)\b",
    re.I,
)
_SPEAKERS = re.compile(r"\b(?:we|they|i|it|he|she|us|them|me|him|her|nobody|no one)\b", re.I)


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
