"""The sentences that somebody says who is quoted or reported, and wrote none of the documents.

"Why did the plan fail, in Berg's view?": what Berg answers in an interview, and what others report
that he said; not what they say of him.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.names import without_title

from .attribution import attribute
from .candidates import Candidate
from .evidence import discourse_of
from .records import Statement

if TYPE_CHECKING:
    from index.corpus import Corpus


def told_by(name: str, candidates: Sequence[Candidate], corpus: Corpus) -> list[Candidate]:
    """The candidates that are attributed to somebody of a name, in their order.

    Args:
        name: as asked, with or without a title: "Berg" is also Ana Berg.
    """
    last = name.split()[-1].casefold()
    near = {
        source_id
        for source_id in {c.source.id for c in candidates}
        if last in corpus.document(source_id).text.casefold()
    }
    return [
        candidate
        for candidate in candidates
        if candidate.source.id in near
        and any(
            speaker.span is not None and _is_named(name, speaker.name)
            for speaker in attribute(
                discourse_of(corpus, candidate.source.id), candidate.sentence.span
            )
        )
    ]


def speaks(name: str, statement: Statement) -> bool:
    """Whether a statement is somebody's of a name, by author or as cited, or tells of him."""
    voices = [
        voice
        for citation in statement.citations
        for voice in (*citation.source.authors, citation.source.publisher or "")
    ]
    voices += [s.name for c in statement.citations for s in c.attribution]
    told = statement.text.casefold()
    return name.split()[-1].casefold() in told or any(_is_named(name, v) for v in voices)


def _is_named(asked: str, speaker: str) -> bool:
    wanted, known = _words(asked), _words(speaker)
    return bool(wanted) and (wanted == known[-len(wanted) :] or wanted == known[: len(wanted)])


def _words(name: str) -> list[str]:
    words = without_title(name).casefold().split()
    return words[1:] if words[:1] == ["the"] else words
