"""Which formats there are, and which file reads each."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import cast

from index.errors import InputError

from ..records import LabelledPair, QuestionCase, QuestionSet


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module and function, and whether it holds questions or verifier pairs."""

    name: str
    module: str
    function: str
    about: str
    pairs: bool = False


FORMATS: dict[str, Format] = {
    entry.name: entry
    for entry in (
        Format("vouch", "eval.questions", "read_questions", "Vouch's own JSONL"),
        Format("squad", "squad", "read_articles", "SQuAD 1.1/2.0 JSON, a document per article"),
        Format("squad-paragraphs", "squad", "read_paragraphs", "the same, one per paragraph"),
        Format("beir", "beir", "read_beir", "BEIR folder"),
        Format("clapnq", "clapnq", "read_clapnq", "CLAPnq JSONL"),
        Format("mtrag", "mtrag", "read_mtrag", "MTRAG reference JSONL"),
        Format("ramdocs", "ramdocs", "read_ramdocs", "RAMDocs JSONL"),
        Format("wikicontradict", "wikicontradict", "read_wikicontradict", "WikiContradict JSON(L)"),
        Format("hotpotqa", "multihop", "read_hotpot", "HotpotQA JSON(L)"),
        Format("2wiki", "multihop", "read_hotpot", "2WikiMultihopQA JSON(L)"),
        Format("musique", "multihop", "read_musique", "MuSiQue JSON(L)"),
        Format("quotesum", "quotesum", "read_quotesum", "QuoteSum JSONL"),
        Format("financebench", "financebench", "read_financebench", "FinanceBench JSONL and PDFs"),
        Format("chroma", "chroma", "read_chroma", "Chroma chunking evaluation folder"),
        Format("scifact", "scifact", "read_scifact", "SciFact folder"),
        Format("pubmedqa", "pubmedqa", "read_pubmedqa", "PubMedQA labelled JSON"),
        Format("cmu_qa", "cmu_qa", "read_cmu_qa", "CMU/Pitt QA folder"),
        Format("wice", "wice", "read_wice", "WiCE JSONL (verifier test)", pairs=True),
        Format(
            "attributionbench", "attributionbench", "read_attributionbench",
            "AttributionBench JSONL (verifier test)", pairs=True,
        ),
    )
}  # fmt: skip


def read_set(name: str, path: Path, work: Path) -> QuestionSet:
    """Read questions in any format.

    Args:
        name: a key of `FORMATS`.
        path: what the user gave.
        work: folder for documents the format carries inside; made if missing.

    Raises:
        InputError: an unknown format, one that holds no questions, or a bad file.
    """
    entry = _format(name, pairs=False)
    if not path.exists():
        raise InputError(f"{path} does not exist.", "Check the path.")
    if entry.name == "vouch":
        from ..questions import read_questions

        return read_questions(path)
    read = cast("Callable[[Path, Path], QuestionSet]", _function(entry))
    return read(path, work)


def read_pairs(name: str, path: Path) -> tuple[LabelledPair, ...]:
    """Read labelled (statement, evidence) pairs for testing a grader.

    Raises:
        InputError: an unknown format, one that holds questions, or a bad file.
    """
    read = cast("Callable[[Path], tuple[LabelledPair, ...]]", _function(_format(name, pairs=True)))
    return read(path)


def sample_cases(question_set: QuestionSet, limit: int | None, seed: int) -> QuestionSet:
    """At most `limit` questions, drawn without replacement, in the set's order.

    The documents stay whole: fewer questions must not make the search easier.
    """
    if limit is None or limit >= len(question_set.cases):
        return question_set
    chosen = sorted(random.Random(seed).sample(range(len(question_set.cases)), limit))
    cases: tuple[QuestionCase, ...] = tuple(question_set.cases[i] for i in chosen)
    return replace(question_set, cases=cases)


def _format(name: str, *, pairs: bool) -> Format:
    entry = FORMATS.get(name)
    if entry is None:
        raise InputError(f"Unknown format '{name}'.", f"Known are: {', '.join(sorted(FORMATS))}.")
    if entry.pairs != pairs:
        kind = "verifier tests: give it to --grader-set" if entry.pairs else "questions: name a SET"
        raise InputError(f"'{name}' holds {kind}.", "See `vouch eval --help`.")
    return entry


def _function(entry: Format) -> object:
    return getattr(import_module(f"eval.adapters.{entry.module}"), entry.function)
