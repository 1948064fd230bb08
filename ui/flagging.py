"""A citation that a reader flags, as a record of the question-set format.

    {"id": "flag-...", "type": "flagged", "question": ..., "rejected": [the statement], ...}

`vouch eval` reads such records: a right answer does not assert what was rejected.
"""

from __future__ import annotations

import hashlib
from typing import Any

from retrieval.records import Answer, Citation, Statement

from .arranging import shorten

_NOTE_QUOTE = 300


def flagged_case(answer: Answer, statement: Statement, citation: Citation) -> dict[str, Any]:
    """The record of a flagged citation.

    Args:
        answer: the answer it stands in.
        statement: what it was to back.
        citation: what the reader says does not support it.

    Returns:
        JSON values; the id depends on question, statement and place alone.
    """
    span = citation.span
    place = f"{span.start}-{span.end}" if span else "not located"
    key = "\n".join((answer.question, statement.text, citation.source.id, place))
    digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]
    return {
        "id": f"flag-{digest}",
        "type": "flagged",
        "question": answer.rewritten or answer.question,
        "rejected": [statement.text],
        "answerable": True,
        "tags": ["flagged", f"engine:{answer.engine}", f"support:{statement.support.value}"],
        "note": (
            "A reader says that this does not support it: "
            f"{citation.source.name} {place}: {shorten(citation.quote, _NOTE_QUOTE)}"
        ),
    }
