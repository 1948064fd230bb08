"""WiCE (Kamoi et al. 2023): claims of Wikipedia against the pages they cite.

A test of verifiers, not of answers: (claim, evidence, human label) pairs. Only "supported"
counts as supported; "partially_supported" is the hard negative. Evidence is the union of the
supporting sentence sets where there are any (what a citation would quote), else all of it.
"""

from __future__ import annotations

from pathlib import Path

from ..reading import Record, read_jsonl
from ..records import LabelledPair

_LABELS = {"supported": True, "partially_supported": False, "not_supported": False}
MAX_SENTENCES = 12
"""Evidence without marked sentences is cut here: a verifier's window is not a web page."""


def read_wice(path: Path) -> tuple[LabelledPair, ...]:
    """Read WiCE claims or oracle chunks.

    Raises:
        InputError: a field is missing, the label is unknown, or a sentence number is out of range.
    """
    pairs = []
    for number, record in enumerate(read_jsonl(path), 1):
        label = record.text("label")
        if label not in _LABELS:
            raise record.fail("label", f"is '{label}'; known are {', '.join(_LABELS)}")
        meta = record.get("meta", dict, {})
        pairs.append(
            LabelledPair(
                id=str(meta.get("id", f"wice-{number}")),
                statement=record.text("claim"),
                evidence=_evidence(record),
                supported=_LABELS[label],
            )
        )
    return tuple(pairs)


def _evidence(record: Record) -> str:
    sentences = record.texts("evidence", ...)
    marked = sorted({n for group in record.get("supporting_sentences", list, []) for n in group})
    for n in marked:
        if not isinstance(n, int) or not 0 <= n < len(sentences):
            raise record.fail("supporting_sentences", f"names sentence {n} of {len(sentences)}")
    chosen = [sentences[n] for n in marked] if marked else list(sentences[:MAX_SENTENCES])
    return " ".join(s.strip() for s in chosen)
