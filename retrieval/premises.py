"""False premises: what a question takes for granted, and whether a document denies it.

"Why did the Guild burn the ledger?" assumes that the Guild burned it. A premise is corrected only
by a sentence that explicitly says the contrary: by rule where it denies just that in the same
words (`claims`), else by its turned polarity and the verifier together. Otherwise all that can be
said is that no document was found to say that it happened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .claims import borne_out, claim_of
from .judges import Verifier
from .query import Expected, Kind, Part
from .ranking import Ranked
from .records import Reason
from .vetoes import veto
from .yes_no import UNSURE, as_claim, denies, speaks_of

UNTOLD = "No document was found to say that this happened: {0}"
DENIED = "A document says the contrary of what the question assumes: {0}"
_EVENT = re.compile(
    r"^(?:(?:and|but|so|then)\s+|according to [^,]+,\s+|explain\s+)?"
    r"(?:why|when|where|how(?: (?:often|long|far))?|(?:in|on|at) (?:what|which) \w+"
    r"|for what reason|on what grounds)\s+"
    r"((?:did|does|do|was|were|is|are|has|have|had)\b.+)$",
    re.I,
)
_READ = 8


def premise_of(part: Part) -> str | None:
    """The statement a question takes for granted; None where it takes none we can name.

    What will, may or should be is no premise, nor is what a question puts under a condition.
    """
    typed = {Expected.DATE, Expected.PLACE}
    if part.kind is not Kind.EXPLAIN and part.expects not in typed:
        return None
    found = _EVENT.match(part.text.strip())
    if found is None or re.search(r"\b(?:if|whether)\b", found.group(1), re.I):
        return None
    return as_claim(found.group(1))


def denials(
    premise: str, ranked: Sequence[Ranked], verifier: Verifier | None, least: float
) -> list[Ranked]:
    """Sentences that explicitly say the contrary of a premise, most certain first.

    A denial holds the premise's words in the same roles and denies just that; or it turns the
    premise's polarity about the same subject, names and figures (the negation veto), and the
    verifier finds it contradicted with at least `least`. Sentences that hedge deny nothing.

    Args:
        ranked: sentences, best first; the first few are read.
        verifier: None leaves only what the rules decide.
        least: 0 to 1.
    """
    claim = claim_of(premise)
    read = [item for item in ranked[:_READ] if not UNSURE.search(item.candidate.text)]
    plain = [item for item in read if borne_out(claim, item.candidate.text) is False]
    if verifier is None or claim.negated:
        return plain
    candidates = [
        item
        for item in read
        if item not in plain
        and item.features.get("overlap", 0.0) >= 0.5
        and veto(premise, item.candidate.text) is Reason.NEGATION
        and speaks_of(claim, item.candidate.text)
        and denies(claim, item.candidate.text)
    ]
    scores = verifier.judge([(premise, item.candidate.text) for item in candidates])
    sure = [
        (score.contradicted, item)
        for score, item in zip(scores, candidates, strict=True)
        if score.contradicted >= least
    ]
    return [*plain, *(item for _, item in sorted(sure, key=lambda pair: -pair[0]))]
