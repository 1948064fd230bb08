"""The small invented corpus of the language model tests."""

from __future__ import annotations

from pathlib import Path

from index.corpus import Corpus
from retrieval.answering import AnswerSettings
from retrieval.judges import Judges, OverlapVerifier
from retrieval.llm_settings import LLMSettings

QUESTION = "Who paid for the stone harbour of Port Hale?"
LEVY = """The levy and the wall

By Ana Berg

The Guild of Fishers paid for the stone harbour of Port Hale with a levy of four crowns a crate. \
The levy began in 1999 and ended in 2011. The mayor did not attend the opening.

Gulls are loud in spring. The bakery on Rope Street opens at six.
"""
TREASURY = """Statement of the Treasury

The Treasury paid for the stone harbour of Port Hale in full. No other body contributed to it.
"""
OTHER = """Apples of the valley

The orchards of Sund gave nine tonnes of apples in 2015. The cider press was sold to a museum.
"""


def build(folder: Path, into: Path, **more: str) -> Corpus:
    """A corpus of the three documents and any further ones, by file name without suffix."""
    folder.mkdir(exist_ok=True, parents=True)
    for name, text in {"levy": LEVY, "treasury": TREASURY, "apples": OTHER, **more}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    corpus = Corpus.open(into, embeddings="hashing")
    corpus.add([folder])
    return corpus


def quick(**changes: object) -> AnswerSettings:
    """Settings with deadlines of tests, word overlap as judge of support."""
    limits: dict[str, object] = {
        "first_byte": 5.0, "idle": 5.0, "total": 10.0, "followup": 5.0, "backoff": 0.01, **changes,
    }  # fmt: skip
    return AnswerSettings(
        judges=Judges(verifier=OverlapVerifier()),
        llm=LLMSettings(**limits),  # type: ignore[arg-type]
    )
