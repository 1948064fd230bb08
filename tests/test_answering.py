"""Answering end to end on a small invented corpus, without a model."""

import json

import pytest
from corpora import filled
from llm_corpus import LEVY, OTHER, TREASURY

from index.corpus import Corpus
from index.errors import QuestionError
from index.records import SourceFilter
from retrieval.answering import AnswerSettings, answer, ask, stream_answer
from retrieval.judges import Judges
from retrieval.records import Answer, Match, Outcome, Support

SETTINGS = AnswerSettings(judges=Judges())


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    texts = {"levy.txt": LEVY, "treasury.txt": TREASURY, "apples.txt": OTHER}
    with filled(tmp_path_factory.mktemp("answering"), texts, embeddings=None) as opened:
        yield opened


@pytest.fixture(scope="module")
def paid(corpus):
    return answer("Who paid for the stone harbour of Port Hale?", corpus, settings=SETTINGS)


def test_every_statement_is_a_whole_sentence_of_a_document(corpus, paid):
    assert len(paid.statements) >= 2
    for statement in paid.statements:
        assert statement.support is Support.QUOTED
        for citation in statement.citations:
            document = corpus.document(citation.source.id)
            assert citation.match is Match.EXACT
            assert citation.span is not None
            assert citation.span.of(document.text) == citation.quote
            assert document.text.endswith(citation.suffix) or citation.suffix in document.text
            assert statement.text == " ".join(citation.quote.split())


def test_every_side_is_heard(paid):
    names = {c.source.name for c in paid.citations}
    assert {"levy.txt", "treasury.txt"} <= names
    assert "apples.txt" not in names


def test_the_text_is_lead_ins_statements_and_markers(paid):
    lines = paid.text.split("\n")
    assert len(lines) == len(paid.statements)
    for line, statement in zip(lines, paid.statements, strict=True):
        markers = "".join(f"[{c.marker}]" for c in statement.citations)
        assert line == f"{statement.lead_in}{statement.text} {markers}"
        assert statement.span.of(paid.text) == f"{statement.lead_in}{statement.text}"
    markers = list(dict.fromkeys(c.marker for c in paid.citations))
    assert markers == list(range(1, len(markers) + 1))


def test_coverage_counts_every_document(corpus, paid):
    by_name = {corpus.document(c.source_id).source.name: c for c in paid.coverage}
    assert by_name["levy.txt"].outcome is Outcome.SPEAKS
    assert by_name["apples.txt"].outcome is Outcome.NOTHING_FOUND
    counts = by_name["levy.txt"].term_counts
    assert counts["Port Hale"] == 1
    assert counts["paid"] == 1
    assert by_name["apples.txt"].term_counts["harbour"] == 0


def test_what_the_documents_do_not_say_is_not_answered(corpus):
    result = answer("What did the astronaut eat on Mars?", corpus, settings=SETTINGS)
    assert result.abstained
    assert result.statements == ()
    assert result.text == ""
    assert result.unanswered == ("What did the astronaut eat on Mars?",)
    assert {c.outcome for c in result.coverage} == {Outcome.NOTHING_FOUND}
    assert all(c.term_counts["astronaut"] == 0 for c in result.coverage)


def test_what_is_asked_of_a_name_that_stands_nowhere_is_not_answered(corpus):
    result = answer("Who paid for the stone harbour of Norsund?", corpus, settings=SETTINGS)
    assert result.abstained
    assert "“Norsund” stands in none of the documents." in result.notices


def test_of_a_name_that_stands_nowhere_nothing_further_is_said(corpus):
    result = answer("Why did Norsund burn the ledger?", corpus, settings=SETTINGS)
    assert result.abstained
    assert result.notices == ("“Norsund” stands in none of the documents.",)


def test_half_a_question_is_half_answered(corpus):
    result = answer(
        "Who paid for the stone harbour of Port Hale, and what did the astronaut eat on Mars?",
        corpus,
        settings=SETTINGS,
    )
    assert not result.abstained
    assert result.unanswered == ("what did the astronaut eat on Mars?",)
    assert result.nearest


def test_a_filter_leaves_documents_unsearched(corpus):
    treasury = next(s for s in corpus.sources() if s.name == "treasury.txt")
    result = answer(
        "Who paid for the stone harbour of Port Hale?",
        corpus,
        sources=SourceFilter(ids=(treasury.id,)),
        settings=SETTINGS,
    )
    assert {c.source.name for c in result.citations} == {"treasury.txt"}
    outcomes = {c.source_id: c.outcome for c in result.coverage}
    assert outcomes[treasury.id] is Outcome.SPEAKS
    assert sum(o is Outcome.NOT_SEARCHED for o in outcomes.values()) == 2


def test_an_empty_corpus_says_that_there_is_nothing_to_ask(tmp_path):
    with Corpus.open(tmp_path / "empty") as empty:
        result = answer("Who paid?", empty, settings=SETTINGS)
    assert result.abstained
    assert "no documents yet" in result.notices[0]


def test_a_filter_that_fits_nothing_says_so(corpus):
    result = answer("Who paid?", corpus, sources=SourceFilter(authors=("Nobody",)))
    assert result.abstained
    assert "fits the filter" in result.notices[0]


@pytest.mark.parametrize(
    "question",
    ["what's", "c++ harbour", "harbour AND", "NEAR(harbour", 'a "harbour', "a:b:c harbour", "why?"],
)
def test_search_syntax_is_only_text(corpus, question):
    assert isinstance(answer(question, corpus, settings=SETTINGS), Answer)


def test_a_question_that_cannot_be_asked_is_an_error(corpus):
    for question in ("", "?!", "x" * 4001):
        with pytest.raises(QuestionError):
            answer(question, corpus)


def test_a_misspelt_word_is_searched_as_the_documents_write_it(corpus):
    result = answer("Who paid for the stone harbuor of Port Hale?", corpus, settings=SETTINGS)
    assert not result.abstained
    assert any("“harbour”" in n for n in result.notices)


def test_a_follow_up_is_shown_as_resolved(corpus):
    history = [("Who paid for the stone harbour of Port Hale?", "")]
    result = answer("When did it open?", corpus, history=history, settings=SETTINGS)
    assert result.question == "When did it open?"
    assert result.rewritten == "When did Port Hale open?"


def test_the_stream_ends_with_the_same_answer(corpus, paid):
    events = list(
        stream_answer("Who paid for the stone harbour of Port Hale?", corpus, settings=SETTINGS)
    )
    assert [e.kind for e in events[:1]] == ["status"]
    assert [e.statement.text for e in events if e.statement] == [s.text for s in paid.statements]
    assert events[-1].kind == "answer"
    assert events[-1].answer.text == paid.text


def test_an_answer_survives_json(paid):
    copy = Answer.from_json(paid.to_json())
    assert copy == paid
    assert json.loads(paid.to_json())["vouch_answer"] == 1


def test_confidence_is_a_probability(corpus):
    high = ask("Who paid for the stone harbour of Port Hale?", corpus, settings=SETTINGS)
    low = ask("What did the astronaut eat on Mars?", corpus, settings=SETTINGS)
    assert 0 <= low.confidence < high.confidence <= 1


def test_other_languages_are_searched_by_words_and_it_is_said(tmp_path):
    (tmp_path / "hafen.txt").write_text(
        "Der Hafen von Halle wurde im Jahr 1998 von der Gilde der Fischer bezahlt. "
        "Die Stadt hat sich an den Kosten nicht beteiligt, obwohl sie es versprochen hatte. "
        "Der Sturm im Januar zerstörte die alte Mole und viele der Boote im Becken.",
        encoding="utf-8",
    )
    with Corpus.open(tmp_path / "corpus") as mine:
        mine.add([tmp_path / "hafen.txt"])
        result = answer("Wer hat den Hafen von Halle bezahlt?", mine, settings=SETTINGS)
    assert any("searched by words only" in n for n in result.notices)


@pytest.mark.parametrize(
    "question",
    [
        "港口是谁付钱的？",
        "Кто заплатил за гавань?",
        "من دفع ثمن الميناء؟",
        "What is 2+2?",
        "${7*7}",
    ],
)
def test_what_no_judge_can_read_and_no_word_meets_is_not_answered(corpus, question):
    result = answer(question, corpus)
    assert result.abstained
    assert not result.statements


def test_a_question_in_another_language_is_answered_by_its_words(tmp_path):
    (tmp_path / "port.txt").write_text(
        "Le port de Halle a été payé par la guilde des pêcheurs. La ville avait promis une part, "
        "et ne l'a jamais donnée. La tempête de janvier a détruit la vieille jetée.",
        encoding="utf-8",
    )
    with Corpus.open(tmp_path / "corpus") as mine:
        mine.add([tmp_path / "port.txt"])
        result = answer("Quand la tempête a-t-elle détruit la vieille jetée ?", mine)
    assert any("La tempête de janvier" in s.text for s in result.statements)
    assert not any("Quand" in notice for notice in result.notices)


def test_one_document_in_another_language_is_counted_in_the_singular(tmp_path):
    (tmp_path / "hafen.txt").write_text(
        "Der Hafen von Halle wurde im Jahr 1998 von der Gilde der Fischer bezahlt. "
        "Die Stadt hat sich an den Kosten nicht beteiligt, obwohl sie es versprochen hatte. "
        "Der Sturm im Januar zerstörte die alte Mole und viele der Boote im Becken.",
        encoding="utf-8",
    )
    (tmp_path / "port.txt").write_text(
        "The guild paid for the harbour of Halle. The town had promised to pay a part of it, and "
        "did not. The storm of January destroyed the old mole.",
        encoding="utf-8",
    )
    with Corpus.open(tmp_path / "mixed") as mine:
        mine.add([tmp_path / "hafen.txt", tmp_path / "port.txt"])
        result = answer("Who paid for the harbour?", mine, settings=SETTINGS)
    assert any("1 of 2 documents was searched" in n for n in result.notices)
