"""From a chosen sentence to a statement: what is cited, and in which order."""

from corpora import filled

from index.records import Passage, RegionKind, Sentence
from retrieval.candidates import Candidate
from retrieval.choosing import Choice
from retrieval.evidence import state
from retrieval.ranking import Ranked

WORDS = "The levy on the harbour was paid by the pilots of Orsk until 1931."
SIGNED = f"# The levy\n\nBy Mara Quill, 4 May 2019\n\n{WORDS}\n"
WIRE = f"# From the wires\n\n{WORDS}\n"


def test_a_signed_copy_leads_and_every_copy_is_cited(tmp_path):
    with filled(tmp_path, {"a.md": WIRE, "b.md": SIGNED}, embeddings=None) as corpus:
        items = []
        for source in sorted(corpus.sources(), key=lambda s: s.name):
            text = corpus.document(source.id).text
            spans = [s.span for s in corpus.sentences(source.id)]
            at = next(i for i, span in enumerate(spans) if span.of(text) == WORDS)
            sentence = Sentence(spans[at], RegionKind.BODY)
            passage = Passage(source, spans[at], WORDS)
            items.append(Ranked(Candidate(source, sentence, at, passage, WORDS), 0.9, {}))
        wire, signed = items
        made = state(corpus, Choice(wire, [signed]))
    assert [c.source.name for c in made.citations] == ["b.md", "a.md"]
    assert made.lead_in.startswith("Quill")
    assert made.text == WORDS
