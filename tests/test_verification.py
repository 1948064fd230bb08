"""What is shown as found is found; a saved answer is found again, or said to be lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from corpora import Shelf

from index.errors import CorpusDamaged
from index.records import Source, Span
from retrieval.judges import SupportScores
from retrieval.records import Answer, Citation, Match, Mode, Reason, Speaker, Statement, Support
from retrieval.verification import (
    Durability,
    VerificationSettings,
    check,
    is_whole_sentences,
    verify,
)


class Always:
    """A verifier of one opinion, and of what it was asked."""

    def __init__(self, entailed: float, contradicted: float = 0.0) -> None:
        self.scores = SupportScores(entailed, 1 - entailed - contradicted, contradicted)
        self.asked: list[tuple[str, str]] = []

    def judge(self, pairs):
        self.asked += pairs
        return [self.scores] * len(pairs)


SHELF = Shelf.of(
    a1=("The quay sank in May.", "Nobody paid for the new quay.", "It was not repaired."),
    b1=("The mole of Sulen was built of basalt.", "Kara says that the port closed."),
)
AGREES = Always(1.0)


def state(text: str, *citations: Citation, lead_in: str = "") -> Statement:
    return Statement(text, lead_in, Span(0, 0), citations)


def verdict(statement: Statement, verifier=None) -> tuple[Support, Reason | None]:
    checked = check(statement, SHELF, verifier)
    return checked.support, checked.reason


def test_whole_sentences_word_for_word_are_quoted():
    for text in ("The quay sank in May.", "The quay sank in May. Nobody paid for the new quay."):
        assert verdict(state(text, SHELF.cite("a1", text))) == (Support.QUOTED, None)
    two = state(
        "The quay sank in May. It was not repaired.",
        SHELF.cite("a1", "The quay sank in May."),
        SHELF.cite("a1", "It was not repaired."),
    )
    assert verdict(two) == (Support.QUOTED, None)


@pytest.mark.parametrize("text", ["The quay", "sank in May.", "paid for the new quay."])
def test_a_part_of_a_sentence_is_never_quoted(text):
    support, _ = verdict(state(text, SHELF.cite("a1", text)))
    assert support is not Support.QUOTED


def test_the_three_ways_to_fail_are_told_apart():
    missing = Citation(SHELF.documents["a1"].source, None, "Everybody paid for the new quay.")
    assert verdict(state("x", missing), AGREES) == (Support.UNSUPPORTED, Reason.QUOTE_MISSING)
    wrong = Citation(SHELF.documents["a1"].source, None, "The mole of Sulen was built of basalt.")
    assert verdict(state("x", wrong), AGREES) == (Support.UNSUPPORTED, Reason.WRONG_SOURCE)
    real = SHELF.cite("a1", "The quay sank in May.")
    assert verdict(state("Quays rot.", real), Always(0.0)) == (
        Support.UNSUPPORTED,
        Reason.NOT_ENTAILED,
    )
    unknown = Citation(Source(id="z"), Span(0, 3), "abc")
    assert verdict(state("x", unknown), AGREES) == (Support.UNSUPPORTED, Reason.QUOTE_MISSING)
    assert check(state("x", unknown), SHELF).citations[0].match is Match.INVENTED
    assert verdict(state("x"), AGREES) == (Support.UNSUPPORTED, Reason.QUOTE_MISSING)


def test_one_bad_citation_fails_the_statement():
    good = SHELF.cite("a1", "The quay sank in May.")
    bad = Citation(good.source, Span(0, 5), "never said")
    assert verdict(state("The quay sank in May.", good, bad), AGREES)[0] is Support.UNSUPPORTED


def test_a_span_that_does_not_reproduce_its_quote_is_looked_up_again():
    citation = replace(SHELF.cite("a1", "It was not repaired."), span=Span(0, 20))
    checked = check(state("It was not repaired.", citation), SHELF)
    assert checked.support is Support.QUOTED
    assert checked.citations[0].span == Span(52, 72)


def test_without_a_verifier_a_paraphrase_is_unchecked_and_an_alteration_refused():
    cited = SHELF.cite("a1", "The quay sank in May.")
    assert verdict(state("In May the quay sank.", cited)) == (Support.UNCHECKED, None)
    assert verdict(state("The quay sank in June.", cited)) == (Support.UNSUPPORTED, Reason.DATE)
    denied = SHELF.cite("a1", "It was not repaired.")
    assert verdict(state("It was repaired.", denied)) == (Support.CONTRADICTED, Reason.NEGATION)


@pytest.mark.parametrize(
    ("verifier", "support"),
    [
        (Always(0.9), Support.SUPPORTED),
        (Always(0.3), Support.PARTIAL),
        (Always(0.1), Support.UNSUPPORTED),
        (Always(0.1, 0.8), Support.CONTRADICTED),
    ],
)
def test_the_verifier_decides_where_no_veto_does(verifier, support):
    cited = SHELF.cite("a1", "The quay sank in May.")
    assert verdict(state("In May the quay sank.", cited), verifier)[0] is support
    assert verifier.asked


def test_no_verifier_outvotes_a_veto():
    cited = SHELF.cite("a1", "Nobody paid for the new quay.")
    assert verdict(state("Kara paid for the new quay.", cited), AGREES)[0] is not Support.SUPPORTED


def test_what_only_a_neighbour_bears_is_partial():
    cited = SHELF.cite("a1", "Nobody paid for the new quay.")
    told = state("In May nobody paid for the new quay.", cited)
    assert verdict(told, AGREES) == (Support.PARTIAL, Reason.DATE)


def test_a_report_told_as_fact_needs_a_lead_in_that_names_the_speaker():
    cited = SHELF.cite("b1", "Kara says that the port closed.")
    assert verdict(state("The port closed.", cited), AGREES)[1] is Reason.REPORTED
    kara = Speaker("Kara", span=Span(0, 4))
    own = Speaker("b.txt", mode=Mode.RELAYS)
    attributed = replace(cited, attribution=(kara, own))
    told = state("The port closed.", attributed, lead_in="Kara, reported by b.txt: ")
    assert verdict(told, AGREES) == (Support.SUPPORTED, None)
    assert verdict(state("The port closed.", attributed), AGREES)[1] is Reason.REPORTED


def test_copies_that_say_the_same_stay_and_others_go():
    shelf = Shelf.of(
        a1=("The quay sank in May.",), b1=("The quay sank  in May.",), c1=("It rose.",)
    )
    copies = [shelf.cite(k, shelf.documents[k].text) for k in ("a1", "b1")]
    checked = check(state("The quay sank in May.", *copies), shelf)
    assert (checked.support, len(checked.citations)) == (Support.QUOTED, 2)
    other = Shelf.of(a1=("The quay sank in May.",), b1=("The quay sank in June.",))
    copies = [other.cite(k, other.documents[k].text) for k in ("a1", "b1")]
    checked = check(state("The quay sank in May.", *copies), other)
    assert (checked.support, [c.source.id for c in checked.citations]) == (Support.QUOTED, ["a1"])


def test_whole_sentences_are_told_from_cuts():
    document, units = SHELF.documents["a1"], SHELF.units["a1"]
    assert is_whole_sentences(document, units, Span(0, 21))
    assert is_whole_sentences(document, units, Span(0, 22))
    assert is_whole_sentences(document, units, Span(0, 51))
    assert not is_whole_sentences(document, units, Span(0, 20))
    assert not is_whole_sentences(document, units, Span(500, 501))


def saved(shelf: Shelf, key: str, quote: str) -> Answer:
    return Answer("Q?", statements=(state(quote, shelf.cite(key, quote)),))


def outcome(answer: Answer, shelf: Shelf):
    report = verify(answer, shelf)
    return report.citations[0].outcome, report.citations[0].span, report.sound


def test_a_citation_holds_moves_changes_or_is_gone():
    old = Shelf.of(a1=("The quay sank in May.", "Nobody paid."))
    answer = saved(old, "a1", "Nobody paid.")
    assert outcome(answer, old) == (Durability.HOLDS, Span(22, 34), True)
    # The file was edited: a newer version of the same path supersedes it.
    both = Shelf.of(a1=("The quay sank in May.", "Nobody paid."), a2=("Nobody paid.", "It sank."))
    both.superseded = {"a1"}
    assert outcome(answer, both) == (Durability.MOVED, Span(0, 12), True)
    assert verify(answer, both).citations[0].source == both.documents["a2"].source
    edited = Shelf.of(a1=("The quay sank in May.", "Nobody paid."), a2=("Somebody paid.",))
    edited.superseded = {"a1"}
    assert outcome(answer, edited) == (Durability.CHANGED, None, False)
    assert outcome(answer, Shelf.of(b1=("Nobody paid.",))) == (Durability.GONE, None, False)
    assert outcome(answer, Shelf.of(a2=("Nobody paid.",))) == (Durability.MOVED, Span(0, 12), True)
    assert verify(answer, old).count(Durability.HOLDS) == 1


def test_a_forgotten_text_under_the_same_id_is_not_taken_on_trust():
    old = Shelf.of(a1=("The quay sank in May.", "Nobody paid."))
    answer = saved(old, "a1", "Nobody paid.")
    assert outcome(answer, Shelf.of(a1=("Nobody paid.",)))[0] is Durability.MOVED
    assert outcome(answer, Shelf.of(a1=("Nothing here at all.",)))[0] is Durability.CHANGED


def test_a_damaged_corpus_raises_and_is_not_called_gone():
    class Damaged(Shelf):
        def document(self, key):
            raise CorpusDamaged("cut", "rebuild")

    old = Shelf.of(a1=("Nobody paid.",))
    with pytest.raises(CorpusDamaged):
        verify(saved(old, "a1", "Nobody paid."), Damaged.of(a1=("Nobody paid.",)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mole of Sulen was built of basalt by nobody.", Support.CONTRADICTED),
        ("The basalt of Sulen was built of a mole.", Support.UNSUPPORTED),
        ("Sulen's mole was built of basalt.", Support.SUPPORTED),
        ("The mole of Sulen was demolished.", Support.PARTIAL),
    ],
)
def test_a_verifier_that_agrees_with_everything_is_not_believed(text, expected):
    cited = SHELF.cite("b1", "The mole of Sulen was built of basalt.")
    assert verdict(state(text, cited), AGREES)[0] is expected


def test_how_many_new_words_pass_is_a_setting():
    cited = SHELF.cite("b1", "The mole of Sulen was built of basalt.")
    told = state("The grey mole of Sulen was built of basalt.", cited)
    for allowed, expected in ((0, Support.PARTIAL), (1, Support.SUPPORTED)):
        settings = VerificationSettings(new_words=allowed)
        assert check(told, SHELF, AGREES, settings=settings).support is expected


def test_the_speaker_of_the_lead_in_is_no_new_word():
    speaker = Speaker("Kara", mode=Mode.SAYS, span=Span(0, 4))
    cited = replace(SHELF.cite("b1", "Kara says that the port closed."), attribution=(speaker,))
    told = state("According to Kara, the port closed.", cited, lead_in="Kara, reported by b1: ")
    assert verdict(told, AGREES)[0] is Support.SUPPORTED
