"""False premises: what a question takes for granted, and whether a document denies it.

"Why did the Guild burn the ledger?" assumes that the Guild burned it. A premise is corrected only
by a sentence that explicitly says the contrary; otherwise all that can be said is that no
document was found to say that it happened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .judges import Verifier
from .query import Expected, Kind, Part
from .ranking import Ranked
from .records import Reason
from .vetoes import veto
from .yes_no import as_claim

UNTOLD = "No document was found to say that this happened: {0}"
DENIED = "A document says the contrary of what the question assumes: {0}"
_EVENT = re.compile(
    r"^(?:why|when|where|how)\s+((?:did|does|do|was|were|is|are|has|have|had)\b.+)$", re.I
)
_READ = 8


def premise_of(part: Part) -> str | None:
    """The statement a question takes for granted; None where it takes none we can name."""
    if part.kind is not Kind.EXPLAIN and part.expects not in {Expected.DATE, Expected.PLACE}:
        return None
    found = _EVENT.match(part.text.strip())
    return as_claim(found.group(1)) if found else None


def denials(
    premise: str, ranked: Sequence[Ranked], verifier: Verifier | None, least: float
) -> list[Ranked]:
    """Sentences that explicitly say the contrary of a premise, most certain first.

    A denial turns the premise's polarity about the same names and figures (the negation veto)
    and the verifier finds it contradicted with at least `least`.
    """
    if verifier is None:
        return []
    candidates = [
        item
        for item in ranked[:_READ]
        if veto(premise, item.candidate.text) is Reason.NEGATION
        and item.features.get("overlap", 0.0) >= 0.5
    ]
    scores = verifier.judge([(premise, item.candidate.text) for item in candidates])
    sure = [
        (score.contradicted, item)
        for score, item in zip(scores, candidates, strict=True)
        if score.contradicted >= least
    ]
    return [item for _, item in sorted(sure, key=lambda pair: -pair[0])]
