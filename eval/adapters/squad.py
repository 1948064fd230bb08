"""SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018), XQuAD, COVID-QA and others in their JSON.

One document per article (its paragraphs, a blank line between) or, as "squad-paragraphs", one per
paragraph. All documents form one corpus. The gold quote is the answer's own characters at the
offset given, or nearest to it; each distinct (text, offset) is an alternative. A question marked
impossible is unanswerable from its paragraph; another paragraph may now and then answer it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import InputError

from ..locating import locate
from ..reading import Record, read_json
from ..records import Evidence, QuestionCase, QuestionSet
from .building import DocumentFolder, build_set


def read_articles(path: Path, work: Path) -> QuestionSet:
    """Read a SQuAD file with one document per article."""
    return _read(path, work, whole=True)


def read_paragraphs(path: Path, work: Path) -> QuestionSet:
    """Read a SQuAD file with one document per paragraph."""
    return _read(path, work, whole=False)


def _read(path: Path, work: Path, *, whole: bool) -> QuestionSet:
    data = read_json(path)
    if not isinstance(data, dict) or not isinstance(data.get("data"), list):
        raise InputError(
            f"{path}: not SQuAD: no list under 'data'.", "Name the right --format for this file."
        )
    folder = DocumentFolder(work)
    cases = []
    for article in Record(str(path), data).records("data"):
        title = article.get("title", str, "").replace("_", " ")
        paragraphs = article.records("paragraphs")
        contexts = [paragraph.text("context") for paragraph in paragraphs]
        places = _places(folder, title, contexts, whole=whole)
        for paragraph, place in zip(paragraphs, places, strict=True):
            cases += list(_cases(paragraph, place))
    return build_set(path.name.split(".")[0], cases, folder.finish(), path)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands: file, offset of its first character, its text as published."""

    file: str
    offset: int
    text: str


def _places(
    folder: DocumentFolder, title: str, contexts: list[str], *, whole: bool
) -> Iterator[_Place]:
    if not whole:
        for context in contexts:
            yield _Place(folder.add(title, context), 0, context)
        return
    file, offset = folder.add(title, "\n\n".join(contexts)), 0
    for context in contexts:
        yield _Place(file, offset, context)
        offset += len(context.replace("\r\n", "\n")) + 2


def _cases(paragraph: Record, place: _Place) -> Iterator[tuple[Record, QuestionCase]]:
    for question in paragraph.records("qas"):
        # COVID-QA numbers its questions.
        identity = str(question.get("id", (str, int)))
        answers = question.records("answers", [])
        impossible = question.get("is_impossible", bool, False)
        found = [] if impossible else [_evidence(answer, place) for answer in answers]
        if not impossible and not found:
            raise question.fail("answers", "is empty, though the question is not impossible")
        alternatives = tuple(dict.fromkeys(found))
        yield (
            question,
            QuestionCase(
                id=identity,
                question=question.text("question").strip(),
                type="unanswerable" if impossible else "fact",
                answers=tuple(dict.fromkeys(e.quote for e in alternatives)),
                evidence=(alternatives,) if alternatives else (),
                answerable=not impossible,
            ),
        )


def _evidence(answer: Record, place: _Place) -> Evidence:
    text, start = answer.text("text"), answer.get("answer_start", int)
    if place.text[start : start + len(text)] != text:
        # Some sets count offsets in another version of the context; the quote decides.
        found = locate(text, place.text, start)
        if not found:
            raise answer.fail("text", f"“{text[:40]}” does not stand in the context")
        start, end = found[0]
        text = place.text[start:end]
    # Documents have "\n" where the set counts "\r\n" as two characters.
    quote = text.replace("\r\n", "\n")
    start += place.offset - place.text.count("\r\n", 0, start)
    return Evidence(place.file, quote, start, start + len(quote))
