"""Yes or no: whether a sentence says that the thing asked about is so, or that it is not.

The question is turned into the claim it asks about, and the verifier judges the claim against the
sentence. Shared words alone decide nothing; what is neither borne out nor denied is silence.
"""

from __future__ import annotations

import re

from .judges import Verifier
from .query import Kind, Part
from .ranking import Ranked
from .records import Reason
from .vetoes import veto

YES = "Yes"
NO = "No"
_OPENING = re.compile(
    r"^(?:and |but |so |or )?"
    r"(?P<aux>(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may"
    r"|might|must))(?P<not>n['’]t)?\s+(?P<rest>.+?)[?.!\s]*$",
    re.I | re.S,
)
_TRUE_THAT = re.compile(
    r"^(?:is|was) it (?:true|correct|right|the case) that\s+(.+?)[?.!\s]*$", re.I
)
_SUBJECT = re.compile(
    r"^(?:(?:the|a|an|this|that|these|those|any|some|his|her|its|their)\s+[\w’'-]+"
    r"|(?:[A-Z][\w’'.-]*)(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w’'.-]*)*|it|they|he|she|there|we|you|i)"
    r"(?=\s)"
)


def as_claim(question: str) -> str | None:
    """The statement a yes/no question asks about; None for other questions.

    "Did the Guild pay for the harbour?" -> "the Guild did pay for the harbour."
    """
    text = question.strip()
    whole = _TRUE_THAT.match(text)
    if whole:
        return f"{whole.group(1)}."
    match = _OPENING.match(text)
    if match is None:
        return None
    auxiliary, rest = match.group("aux").lower(), match.group("rest")
    if match.group("not"):
        auxiliary += " not"
    subject = _SUBJECT.match(rest)
    if subject is None:
        return f"{rest}."
    return f"{subject.group()} {auxiliary}{rest[subject.end() :]}."


def yes_or_no(part: Part, ranked: Ranked, verifier: Verifier | None, least: float) -> str | None:
    """What a sentence answers to a yes/no question: "Yes", "No", or None.

    Args:
        least: least probability of the verifier's verdict, 0 to 1.
    """
    if part.kind is not Kind.YES_NO or verifier is None:
        return None
    claim = as_claim(part.text)
    if claim is None:
        return None
    evidence = ranked.candidate.text
    scores = verifier.judge([(claim, evidence)])[0]
    objection = veto(claim, evidence)
    if scores.contradicted >= least and objection in {None, Reason.NEGATION}:
        return NO
    if scores.entailed >= least and objection is None:
        return YES
    return None
