"""What a model passed over: no model may silence a document.

The extractive answer asked every document. Where the model's statements leave one of them out,
its sentence either backs a statement that is there already, or is quoted beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .llm_proof import Proof, join_voices
from .records import Statement, Support


def hear_all(
    kept: Sequence[Statement],
    missing: Sequence[Statement],
    extractive: Sequence[Statement],
    proof: Proof,
    most: int,
) -> tuple[list[Statement], list[Statement]]:
    """Bring in the documents that only the extractive answer cites.

    Args:
        kept: the model's statements, proved.
        missing: word-for-word statements for parts of the question that no kept one answers.
        extractive: all word-for-word statements, in order.
        proof: what a statement is held against.
        most: most statements in all.

    Returns:
        The model's statements, with further citations of documents that bear them too; and the
        extractive statements of documents that say something else.
    """
    made = list(kept)
    heard = {c.source.id for s in kept for c in s.citations}
    added: list[Statement] = []
    for statement in dict.fromkeys((*missing, *extractive)):
        plain = replace(
            statement, citations=tuple(replace(c, marker=0) for c in statement.citations)
        )
        if statement not in missing and all(c.source.id in heard for c in plain.citations):
            continue
        if not _backs(made, plain, proof):
            if len(made) + len(added) >= most:
                continue
            added.append(plain)
        heard |= {c.source.id for c in plain.citations}
    return made, added


def _backs(made: list[Statement], plain: Statement, proof: Proof) -> bool:
    """Whether a quoted sentence bears a statement that is there; then it is cited for it."""
    for index, statement in enumerate(made):
        verdict = proof.judge(statement.text, plain.citations)
        enough = {Support.QUOTED} if statement.support is Support.QUOTED else proof.settings.passing
        if verdict.support in enough:
            made[index] = join_voices([statement, verdict])
            return True
    return False
