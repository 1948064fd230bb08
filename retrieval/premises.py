"""False premises: what a question takes for granted, and whether a document denies it.

"Why did the Guild burn the ledger?" assumes that the Guild burned it. A premise is corrected only
by a sentence that explicitly says the contrary: by rule where it denies just that in the same
words (`claims`), else by its turned polarity and the verifier together. Otherwise all that can be
said is that no document was found to say so, and only where no sentence read brings its names and
its deed together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .claims import Claim, borne_out, claim_of
from .clauses import READABLE_CHARACTERS, split_clauses
from .deeds import forms_of
from .fitting import stands_in
from .folding import fold_text
from .judges import Verifier
from .query import Expected, Kind, Part, read_part
from .ranking import Ranked
from .records import Reason
from .spelled_out import in_full
from .vetoes import veto
from .word_forms import lemmas
from .yes_no import UNSURE, as_claim, denies, speaks_of

UNTOLD = "No document was found to say this: {0}"
DENIED = "A document says the contrary of what the question assumes: {0}"
_EVENT = re.compile(
    r"^(?:(?:and|but|so|then)\s+|according to [^,]+,\s+|explain\s+)?"
    r"(?:why|when|where|how(?: (?:often|long|far))?|(?:in|on|at) (?:what|which) \w+"
    r"|for what reason|on what grounds)\s+"
    r"((?:did|does|do|was|were|is|are|has|have|had)(?:n['’]t)?\b.+)$",
    re.I,
)
_NEGATION = re.compile(r"\b(?:not|never|no longer)\s+", re.I)
# "the old proof of did payment", "captains move did permanently": the verb was not found.
_MISREAD = re.compile(
    r"\b(?:of|the|an?|in|on|at|to|for|with|from|by|and|or)\s+(?:did|does|do|was|were|is|are|has"
    r"|have|had)\b|\b(?:did|does|do)\s+(?:(?!apply|supply|imply|rely|reply|ally|fly)\w+ly|of|in"
    r"|on|at|to|for|with|from|by|after|before|the|an?)\b",
    re.I,
)
# Of whom nothing is known but a pronoun, nobody can say what is not told.
_SOMEBODY = re.compile(r"(?:it|they|he|she|this|that|these|those|there|you|we|i)\b", re.I)
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
    premise = as_claim(found.group(1))
    if premise is None or _MISREAD.search(premise) or _SOMEBODY.match(premise):
        return None
    return premise


def is_told(part: Part, premise: str, ranked: Sequence[Ranked]) -> bool:
    """Whether any sentence brings a premise's deed, as verb or noun, and its names together.

    Such a sentence may say it in a way the rules do not read, so nobody may claim that no
    document does. Without names, half of the other words have to be there. A clause that denies
    the deed does not tell it.

    Args:
        ranked: all sentences that were judged.
    """
    claim = claim_of(premise)
    deed = forms_of(claim.verb) if claim.verb else frozenset()
    others = claim.terms - deed
    return any(_brings(item.candidate.text, part, claim, deed, others) for item in ranked)


def _brings(
    text: str, part: Part, claim: Claim, deed: frozenset[str], others: frozenset[str]
) -> bool:
    held = lemmas(text)
    enough = len(others & held) * 2 >= len(others) if others and not part.names else True
    if not enough or (deed and not deed & held) or len(text) > READABLE_CHARACTERS:
        return False
    folded = fold_text(text)
    if not all(stands_in(part, name, folded) for name in part.names):
        return False
    clauses = [c for c in split_clauses(text, claim.verb) if not deed or deed & c.terms]
    # What did not happen is told in many words: "stood by", "was reluctant to intervene".
    return any(claim.negated or not c.negated for c in clauses)


def denials(
    premise: str, ranked: Sequence[Ranked], verifier: Verifier | None, least: float
) -> list[Ranked]:
    """Sentences that explicitly say the contrary of a premise, most certain first.

    A denial holds the premise's words in the same roles and denies just that; or it turns the
    premise's polarity about the same subject, names and figures (the negation veto), and the
    verifier finds it contradicted with at least `least`. Sentences that hedge deny nothing. A
    premise that denies is denied by a sentence that asserts it.

    Args:
        ranked: sentences, best first; the first few are read.
        verifier: None leaves only what the rules decide.
        least: 0 to 1.
    """
    claim, about = claim_of(premise), read_part(premise)
    read = [item for item in ranked[:_READ] if not UNSURE.search(item.candidate.text)]
    if claim.negated:
        asserted = claim_of(_NEGATION.sub("", premise, count=1))
        return [item for item in read if borne_out(asserted, in_full(about, item.candidate))]
    plain = [item for item in read if borne_out(claim, in_full(about, item.candidate)) is False]
    if verifier is None:
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
