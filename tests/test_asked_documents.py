"""Questions that are put to a document by its kind."""

from __future__ import annotations

import pytest
from answer_records import source
from corpora import filled

from retrieval.answering import ask
from retrieval.asked_documents import document_asked
from retrieval.extractive import NOT_THERE

THESIS = source("a", genre="thesis", title="Whose wall?", authors=("Ada Lunn",))
RELEASE = source("b", genre="press_release", title="The wall is safe", publisher="Wall Board")
NEWS = source("c", genre="news", title="The wall falls")
REPORT = source("d", genre="report", title="The fall of the Orm wall", authors=("Ivo Corran",))
ALL = (THESIS, RELEASE, NEWS, REPORT)


@pytest.mark.parametrize(
    ("question", "put", "documents"),
    [
        ("What does the thesis say about the wall?", "What do the documents say about the wall?",
         (THESIS,)),
        ("what did the press release claim about cracks?",
         "What do the documents say about cracks?", (RELEASE,)),
        ("What does the Orm report conclude on the wall?",
         "What do the documents say about the wall?", (REPORT,)),
        ("According to the thesis, why did the wall fall?", "Why did the wall fall?", (THESIS,)),
        ("Why did the wall fall, according to the thesis?", "Why did the wall fall?", (THESIS,)),
        ("In the press release, who is blamed?", "Who is blamed?", (RELEASE,)),
        # No such document, or none for certain, or all of them.
        ("What does the interview say about the wall?", None, ()),
        ("What does the Solt report say about the wall?", None, ()),
        ("What does the document say about the wall?", None, ()),
        # Not put to a document.
        ("Who wrote the thesis?", None, ()),
        ("What does Lunn say about the thesis?", None, ()),
        ("What does the mayor say about the thesis?", None, ()),
        ("In the report year, who paid?", None, ()),
        ("According to the Board, who paid?", None, ()),
        ("What do the thesis and the report say about the wall?", None, ()),
    ],
)  # fmt: skip
def test_a_document_is_asked_by_its_kind(question, put, documents):
    found = document_asked(question, ALL)
    if put is None:
        assert found is None
    else:
        assert (found.question, found.documents) == (put, documents)


def test_a_document_that_is_alone_needs_no_choosing():
    assert document_asked("What does the thesis say about the wall?", (THESIS,)) is None


TEXTS = {
    "a.md": "---\ntitle: Whose wall?\nauthor: Ada Lunn\ngenre: thesis\n---\n\n"
    "The wall of Orm fell because nobody had looked after it. It was built in 1971.\n",
    "b.md": "---\ntitle: The wall\nauthor: Ivo Corran\ngenre: opinion\n---\n\n"
    "The wall of Orm fell because the storm was too strong. Eleven boats sank.\n",
}


def test_the_thesis_alone_is_asked_and_it_is_said(tmp_path):
    with filled(tmp_path, TEXTS) as corpus:
        told = ask("Why did the wall of Orm fall, according to the thesis?", corpus).answer
        assert {c.source.title for s in told.statements for c in s.citations} == {"Whose wall?"}
        assert told.notices == ("Put to the thesis only: Whose wall?.",)
        # It does not say: all are asked, and that is said.
        others = ask("According to the thesis, how many boats sank?", corpus).answer
        assert {c.source.title for s in others.statements for c in s.citations} == {"The wall"}
        assert NOT_THERE.format("the thesis") in others.notices
