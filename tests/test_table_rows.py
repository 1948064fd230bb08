"""Rows of tables: a header is told where it is certain, and goes with its rows."""

from corpora import filled

from index.records import RegionKind
from retrieval.candidates import sentences_of
from retrieval.evidence import cite_span
from retrieval.search import search
from retrieval.table_rows import cells_of, header_of, is_row

HTML = """<html><head><title>Ferry accounts</title></head><body><h1>Ferry accounts</h1>
<p>The ferry of Ostrel kept its accounts in marks and sailed on every day of both years.</p>
<table><caption>Table 2. Fares in thousand marks</caption>
<tr><th></th><th>1931</th><th>1932</th></tr><tr><td>Summer fares</td><td>41.5</td><td>39.0</td></tr>
<tr><td>Winter fares</td><td>12.1</td><td>11.8</td></tr></table>
<table><tr><td>Harbour master</td><td>Anna Quist</td></tr>
<tr><td>Pilot</td><td>Jon Falk, 2 boats</td></tr>
</table></body></html>"""
MARKDOWN = """# Piers

| Pier | Keeper |
|------|--------|
| North pier | Dorte Falk |
| South pier | Emil Roth |
"""


def _texts(corpus):
    passages = search("fares pier keeper harbour master founded", corpus, 20)
    return [c.text for c in sentences_of(passages, corpus)]


def _context(corpus, words):
    (source,) = corpus.sources()
    document = corpus.document(source.id)
    for sentence in corpus.sentences(source.id):
        if words in sentence.span.of(document.text):
            citation = cite_span(corpus, source.id, sentence.span)
            return citation.context and citation.context.of(document.text)
    raise AssertionError(words)


def test_a_row_brings_its_header_and_the_header_never_comes_alone(tmp_path):
    with filled(tmp_path, {"a.html": HTML}, embeddings=None) as corpus:
        texts = _texts(corpus)
        assert any(t.startswith("Summer fares") for t in texts)
        assert not any("1931" in t for t in texts)
        beside = _context(corpus, "Winter fares")
        assert "1931" in beside
        assert "1932" in beside
        assert "Summer" not in beside


def test_rows_of_names_and_values_have_no_header(tmp_path):
    with filled(tmp_path, {"a.html": HTML}, embeddings=None) as corpus:
        assert any(t.startswith("Harbour master") for t in _texts(corpus))
        assert _context(corpus, "Pilot") is None


def test_a_rule_under_a_row_makes_it_the_header(tmp_path):
    with filled(tmp_path, {"a.md": MARKDOWN}, embeddings=None) as corpus:
        assert not any("Keeper" in t for t in _texts(corpus))
        assert "Keeper" in _context(corpus, "Emil Roth")


def test_prose_is_no_row(tmp_path):
    assert not is_row("The fares rose in 1932.")
    assert cells_of("| a | b |") == ["a", "b"]
    with filled(tmp_path, {"a.txt": "The fares rose. They fell.\n"}, embeddings=None) as corpus:
        (source,) = corpus.sources()
        sentences = corpus.sentences(source.id)
        text = corpus.document(source.id).text
        assert all(s.kind is RegionKind.BODY for s in sentences)
        assert [header_of(text, sentences, i) for i in range(len(sentences))] == [None] * 2
