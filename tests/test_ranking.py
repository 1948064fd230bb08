"""Sentences by probability of answering: what the reader is given to read."""

from answer_records import ranked, source

from retrieval.judges import Judges, Reading
from retrieval.query import read_part
from retrieval.ranking import PAIR_CHARACTERS, ReadPassage, rank_sentences, weights_for

A, B = source("a"), source("b")
PART = read_part("Who paid for the harbour?")


class Listening:
    """A reader that keeps what it was given; sure of texts that hold a phrase."""

    def __init__(self, phrase=""):
        self.phrase, self.given = phrase, []

    def read(self, question, texts):
        self.given.append(list(texts))
        return [Reading(0.9 if self.phrase and self.phrase in t else 0.1) for t in texts]


def rank(reader, *items):
    candidates = [item.candidate for item in items]
    reads = [ReadPassage(c.passage) for c in candidates]
    return rank_sentences(PART, candidates, reads, Judges(reader=reader))


def test_a_sentence_is_read_alone_and_behind_the_one_before_it():
    reader = Listening(phrase="The harbour was dear. The Guild")
    first = ranked("The harbour was dear.", 0.5, A, 0)
    second = ranked("The Guild paid.", 0.5, A, 1)
    found = rank(reader, first, second)
    alone, behind = reader.given
    assert sorted(alone) == ["The Guild paid.", "The harbour was dear."]
    assert behind == ["The harbour was dear. The Guild paid."]
    by_text = {r.candidate.text: r.features for r in found}
    assert by_text["The Guild paid."]["pair"] > 0 > by_text["The Guild paid."]["reader"]
    # Nothing comes before the first: it counts as read alone.
    opening = by_text["The harbour was dear."]
    assert opening["pair"] == opening["reader"]


def test_a_sentence_of_another_document_or_further_up_is_not_put_before():
    reader = Listening()
    items = (
        ranked("The harbour was dear.", 0.5, A, 0),
        ranked("The Guild paid.", 0.5, A, 2),
        ranked("The Ministry paid.", 0.5, B, 1),
    )
    rank(reader, *items)
    assert reader.given[1:] == [[]]


def test_a_long_pair_is_cut_at_its_beginning():
    reader = Listening()
    rank(reader, ranked("So " * 400 + "it was.", 0.5, A, 0), ranked("The Guild paid.", 0.5, A, 1))
    (behind,) = reader.given[1]
    assert len(behind) == PAIR_CHARACTERS
    assert behind.endswith("it was. The Guild paid.")


def test_each_sentence_knows_how_much_of_the_question_the_nearest_one_meets():
    items = (
        ranked("The Guild paid for the harbour.", 0.5, A, 0),
        ranked("It rained.", 0.5, B, 0),
    )
    found = {r.candidate.text: r.features for r in rank(None, *items)}
    assert found["It rained."]["overlap"] == 0
    assert found["It rained."]["met"] == found["The Guild paid for the harbour."]["overlap"] == 1


def test_more_is_read_where_no_sentence_shares_the_words():
    texts = [f"The lamp of keeper {n} burned all night." for n in range(30)]
    candidates = [ranked(text, 0.5, A, 2 * n).candidate for n, text in enumerate(texts)]
    reads = [ReadPassage(c.passage) for c in candidates]
    for question, count in (("Whose lamp burned?", 4), ("What did the guards ignite?", 10)):
        reader = Listening()
        rank_sentences(read_part(question), candidates, reads, Judges(reader=reader), most=4)
        assert len(reader.given[0]) == count


def test_what_happened_asks_for_anything_of_the_matter():
    reads = Judges(reader=Listening())
    open_question = weights_for(read_part("What happened to the offer of Varn?"), reads)
    other = weights_for(read_part("Who accepted the offer of Varn?"), reads)
    assert open_question.bias > other.bias
    assert open_question.threshold == other.threshold
