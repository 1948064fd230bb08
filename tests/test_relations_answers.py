"""Of two documents that differ an answer cites both; of two that do not it makes no dispute.

The pairs of `relation_pairs`, each sentence in a document of its own among sentences of filling.
"""

import pytest
from relation_pairs import AGREE, DIFFER

from index.corpus import Corpus
from retrieval.answering import answer
from retrieval.records import Relation

FILLING = (
    "The archive holds several boxes of papers on the matter. Not all of them have been read.",
    "The library in Aldmere lent its reading room. Its catalogue was printed in two volumes.",
)
pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Every pair asked once, each of a corpus of two documents."""
    found = {}
    for number, (question, first, second, _) in enumerate((*DIFFER, *AGREE)):
        folder = tmp_path_factory.mktemp("documents")
        for name, text, rest in (("one", first, FILLING[0]), ("two", second, FILLING[1])):
            written = f"Paper {name}\n\n{rest.split('. ')[0]}. {text}\n\n{rest.split('. ')[1]}\n"
            (folder / f"{name}.txt").write_text(written, encoding="utf-8")
        with Corpus.open(tmp_path_factory.mktemp("corpus")) as corpus:
            corpus.add([folder])
            found[number] = answer(question, corpus)
    return found


def cited(result, sentence):
    return any(sentence in s.text for s in result.statements)


def disputes(result, first, second):
    """Whether the two sentences stand in viewpoints that differ."""
    where = {}
    for view in result.viewpoints:
        for index in view.statements:
            where[result.statements[index].text] = view
    one, two = where.get(first), where.get(second)
    if one is None or two is None or one is two:
        return False
    return Relation.DIFFERENT in {one.relation, two.relation}


def test_both_sides_are_cited(answers):
    lost = [
        (pair[1], pair[2], [s.text for s in answers[n].statements])
        for n, pair in enumerate(DIFFER)
        if not (cited(answers[n], pair[1]) and cited(answers[n], pair[2]))
    ]
    assert lost == []


def test_cited_sides_are_told_apart(answers):
    both = [(n, p) for n, p in enumerate(DIFFER) if all(cited(answers[n], text) for text in p[1:3])]
    merged = [p for n, p in both if not disputes(answers[n], p[1], p[2])]
    assert merged == []


def test_no_dispute_is_invented(answers):
    invented = [
        pair
        for n, pair in enumerate(AGREE, len(DIFFER))
        if any(v.relation is Relation.DIFFERENT for v in answers[n].viewpoints)
    ]
    assert invented == []
