"""Prove what the sample's questions promise, beyond what every question set must hold.

`eval/checking.py` proves that each gold quote stands in its document and that no sentence holds
the words of an `absent:` tag. For the sample, which we wrote ourselves, more is promised and
proved here:

    python -m eval.sample_checker

- a quote is one sentence of body or notes, or part of one: what Vouch may cite;
- an unanswerable question, or the unanswerable half of one, is a near miss: it carries `absent:`
  tags, the documents speak of what it asks about, and the words of a tag do not meet in two
  neighbouring sentences either;
- a paraphrase shares no content word with any of its gold sentences;
- the short answer of a fact stands in a gold sentence;
- tune and test have no document in common, every type of question and most traps in both;
- every document is evidence for something, and every planted trap is asked about.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from index.loaders import load
from index.manifest import MANIFEST_NAME
from index.records import RegionKind
from index.regions import find_regions
from index.sample_corpus import sample_folder
from index.sentences import split_sentences
from index.words import content_terms, fold

from .checking import Problem, check_set
from .questions import read_questions
from .records import Evidence, QuestionCase, QuestionSet

QUESTIONS = Path(__file__).resolve().parent / "sample" / "questions.jsonl"
TYPES = (
    "single_fact", "why_how", "multi_passage", "agreement", "disagreement",
    "nested_attribution", "paraphrase", "keyword", "typo", "follow_up", "unanswerable",
    "false_premise", "yes_no",
)  # fmt: skip
TRAPS = (
    "orphan", "same_figure", "distractor", "copy", "internal_conflict", "name_variant",
    "second_hand", "sum_and_purpose", "quotation", "page_break", "condition", "hedge",
    "forecast", "slip", "markup", "note", "silence", "list", "half", "names_its_subject",
)  # fmt: skip
"""Tags of the questions that walk into a planted trap; `eval/sample/README.md` explains them."""

_CITABLE = (RegionKind.BODY, RegionKind.NOTES)
_ABSENT = "absent:"
_NEAR = 2


def sample_questions() -> QuestionSet:
    """The sample's questions."""
    return read_questions(QUESTIONS)


def check_sample(question_set: QuestionSet | None = None) -> tuple[Problem, ...]:
    """Everything that the sample promises and does not keep; empty = it keeps all.

    Args:
        question_set: another set over the sample's documents; None = the sample's own.

    Raises:
        VouchError: the documents or the questions are missing or unreadable.
    """
    cases = question_set or sample_questions()
    found = list(check_set(cases))
    for case in cases.cases:
        found += [Problem(case.id, what) for what in _check_case(case)]
    return (*found, *_check_balance(cases))


@lru_cache(maxsize=64)
def _sentences(path: Path) -> tuple[tuple[str, RegionKind], ...]:
    parsed = load(path)
    regions, _ = find_regions(parsed)
    return tuple(
        (sentence.span.of(parsed.text), sentence.kind)
        for sentence in split_sentences(parsed.text, regions)
    )


@lru_cache(maxsize=64)
def _folded(path: Path) -> tuple[str, ...]:
    return tuple(fold(sentence) for sentence, _ in _sentences(path))


@lru_cache(maxsize=1)
def _known_terms() -> frozenset[str]:
    texts = (" ".join(_folded(sample_folder() / file)) for file in _documents())
    return frozenset(term for text in texts for term in content_terms(text))


def _documents() -> tuple[str, ...]:
    paths = sorted(p for p in sample_folder().iterdir() if p.is_file() and p.name != MANIFEST_NAME)
    return tuple(path.name for path in paths)


def _check_case(case: QuestionCase) -> Iterator[str]:
    for evidence in _all_evidence(case):
        if not any(
            evidence.quote in sentence and kind in _CITABLE
            for sentence, kind in _sentences(sample_folder() / evidence.file)
        ):
            yield f"“{evidence.quote}” is not within one sentence of {evidence.file}"
    if not case.evidence or "half" in case.tags:
        yield from _check_absence(case)
    if case.type == "paraphrase":
        asked = set(content_terms(case.question))
        for evidence in _all_evidence(case):
            shared = asked & set(content_terms(evidence.quote))
            if shared:
                yield f"is no paraphrase: it shares {', '.join(sorted(shared))} with its evidence"
    if case.type in ("single_fact", "keyword", "typo") and not _answer_stands(case):
        yield "has no answer that stands in its evidence"


def _check_absence(case: QuestionCase) -> Iterator[str]:
    tags = [tag.removeprefix(_ABSENT) for tag in case.tags if tag.startswith(_ABSENT)]
    if not tags:
        yield "asks for what is absent, with no 'absent:' tag that would prove it"
    for file in _documents():
        sentences = _folded(sample_folder() / file)
        for first, second in zip(("", *sentences), (*sentences, ""), strict=True):
            for tag in tags:
                if all(fold(word) in f"{first} {second}" for word in tag.split("+")):
                    yield f"asks for what is absent, yet {tag} meet in {file}: “{first} {second}”"
    near = _known_terms() & set(content_terms(case.question))
    if len(near) < _NEAR:
        yield "is no near miss: the documents speak of nothing that it asks about"


def _answer_stands(case: QuestionCase) -> bool:
    quotes = [fold(evidence.quote) for evidence in _all_evidence(case)]
    return any(fold(answer) in quote for answer in case.answers for quote in quotes)


def _all_evidence(case: QuestionCase) -> tuple[Evidence, ...]:
    groups = [*case.evidence, *(group for side in case.viewpoints for group in side.evidence)]
    return tuple(evidence for group in groups for evidence in group)


def _check_balance(question_set: QuestionSet) -> Iterator[Problem]:
    files: dict[str | None, set[str]] = {"tune": set(), "test": set()}
    types = Counter((case.split, case.type) for case in question_set.cases)
    traps = {tag for case in question_set.cases for tag in case.tags}
    for case in question_set.cases:
        if case.split is None:
            yield Problem(case.id, "belongs to no split")
        files.setdefault(case.split, set()).update(e.file for e in _all_evidence(case))
    for file in sorted(files["tune"] & files["test"]):
        yield Problem("", f"{file} is in the tune and in the test split")
    for file in _documents():
        if file not in files["tune"] | files["test"]:
            yield Problem("", f"{file} is evidence for nothing")
    for kind in TYPES:
        for split in ("tune", "test"):
            if not types[split, kind]:
                yield Problem("", f"the {split} split has no question of type {kind}")
    for trap in TRAPS:
        if trap not in traps:
            yield Problem("", f"no question walks into the trap '{trap}'")


def main() -> int:
    """Print every problem; exit code 1 if there is one."""
    problems = check_sample()
    for problem in problems:
        print(problem)
    count = len(sample_questions().cases)
    print(f"{count} questions over {len(_documents())} documents, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
