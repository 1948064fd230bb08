"""AttributionBench (Li et al. 2024): is a claim attributable to its references? Human labels.

A test of verifiers: (claim, references, label) pairs, balanced.
"""

from __future__ import annotations

from pathlib import Path

from ..reading import read_jsonl
from ..records import LabelledPair

_LABELS = {"attributable": True, "not attributable": False}


def read_attributionbench(path: Path) -> tuple[LabelledPair, ...]:
    """Read an AttributionBench JSONL file.

    Raises:
        InputError: a field is missing, the label is unknown, or there is no reference text.
    """
    pairs = []
    for record in read_jsonl(path):
        label = record.text("attribution_label")
        if label not in _LABELS:
            raise record.fail("attribution_label", f"is '{label}', not one of {list(_LABELS)}")
        references = (*record.texts("references"), *record.texts("webpage_references"))
        evidence = "\n\n".join(r.strip() for r in references if r.strip())
        if not evidence:
            raise record.fail("references", "hold no text")
        pairs.append(
            LabelledPair(record.text("id"), record.text("claim"), evidence, _LABELS[label])
        )
    return tuple(pairs)
