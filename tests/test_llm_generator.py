"""A language model words the answer: what passes is shown, what does not is on record."""

import pytest
from llm_corpus import QUESTION, build, quick
from scripted_llm import ScriptedChat, StructuredChat, WholeChat, as_json, copying, id_of

from index.corpus import Corpus
from index.errors import ModelError
from retrieval.answering import answer, stream_answer
from retrieval.judges import Judges
from retrieval.llm_settings import LLMSettings
from retrieval.records import Match, Outcome, Reason, Relation, Support
from retrieval.yes_no import CONTESTED


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    with build(tmp_path_factory.mktemp("documents"), tmp_path_factory.mktemp("corpus")) as opened:
        yield opened


def ask(corpus, *replies, settings=None, question=QUESTION, kind=ScriptedChat, **options):
    model = kind(replies=list(replies), **options)
    return model, answer(question, corpus, llm=model, settings=settings or quick())


def paraphrase(asked):
    return f"The Guild of Fishers paid for the stone harbour. [{id_of(asked, 'Guild of Fishers')}]"


def test_a_copied_sentence_is_quoted_and_led_in_by_its_author(corpus):
    _, result = ask(corpus, copying("Guild of Fishers"))
    first = result.statements[0]
    assert first.support is Support.QUOTED
    assert first.lead_in == "Berg: "
    assert first.citations[0].match is Match.EXACT
    assert result.engine == "ScriptedChat"
    assert any("ScriptedChat" in n for n in result.notices)
    assert not result.abstained


def test_a_paraphrase_is_supported(corpus):
    _, result = ask(corpus, paraphrase)
    assert result.statements[0].support is Support.SUPPORTED
    assert result.statements[0].text == "The Guild of Fishers paid for the stone harbour."
    assert result.text.startswith("Berg: The Guild of Fishers paid for the stone harbour. [1]")


def test_without_a_judge_only_word_for_word_statements_pass(corpus):
    from dataclasses import replace

    settings = replace(quick(), judges=Judges())
    _, result = ask(corpus, paraphrase, settings=settings)
    assert result.engine == "extractive"
    assert [s.support for s in result.left_out] == [Support.UNCHECKED]
    _, quoted = ask(corpus, copying("Guild of Fishers"), settings=settings)
    assert quoted.engine == "ScriptedChat"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("The Guild of Fishers paid for the harbour with a levy of five crowns.", Reason.NUMBER),
        ("The Guild of Fishers did not pay for the stone harbour.", Reason.NEGATION),
        ("The Guild of Bakers paid for the stone harbour.", Reason.NAME),
        ("The Guild of Fishers may have paid for the stone harbour.", Reason.HEDGE),
    ],
)
def test_an_altered_statement_is_left_out_with_its_reason(corpus, said, reason):
    model, result = ask(corpus, lambda asked: f"{said} [{id_of(asked, 'Guild of Fishers')}]")
    assert said not in result.text
    assert [s.reason for s in result.left_out] == [reason]
    assert result.engine == "extractive"
    assert any("passed the check" in n for n in result.notices)
    assert len(model.calls) == 2  # asked, and asked once more to repair


def test_the_repair_round_says_what_failed_and_takes_the_new_wording(corpus):
    def wrong(asked):
        return f"The Guild paid five crowns a crate. [{id_of(asked, 'Guild of Fishers')}]"

    model, result = ask(corpus, wrong, copying("Guild of Fishers"))
    assert "The Guild paid five crowns a crate. [s" in model.calls[1]
    assert "a number is not the sentences'" in model.calls[1]
    assert result.statements[0].support is Support.QUOTED
    assert result.left_out == ()


def test_no_repair_round_where_it_is_switched_off(corpus):
    model, result = ask(corpus, "Pigs fly. [s1]", settings=quick(repairs=0))
    assert len(model.calls) == 1
    assert len(result.left_out) == 1


def test_invented_ids_are_kept_on_record_and_prove_nothing(corpus):
    _, result = ask(corpus, "The Treasury paid for it in full. [s99] [s0]")
    assert result.invented == ("s99", "s0")
    assert result.engine == "extractive"
    assert [s.reason for s in result.left_out] == [Reason.QUOTE_MISSING]


def test_an_uncited_statement_is_left_out(corpus):
    _, result = ask(corpus, "The harbour was a gift of the king.")
    assert "king" not in result.text
    assert result.left_out[0].citations == ()


def test_a_model_that_finds_nothing_leaves_the_word_for_word_answer(corpus):
    for reply in ("NONE", as_json()):
        _, result = ask(corpus, reply)
        assert result.engine == "extractive"
        assert result.statements
        assert any("found no answer" in n for n in result.notices)


def test_the_fallback_is_the_extractive_answer(corpus):
    plain = answer(QUESTION, corpus, settings=quick())
    _, result = ask(corpus, "NONE")
    assert (result.text, result.statements) == (plain.text, plain.statements)


def test_a_statement_of_two_documents_needs_both_to_say_it(corpus):
    def joined(asked):
        ids = f"[{id_of(asked, 'Guild of Fishers')}, {id_of(asked, 'Treasury paid')}]"
        return f"The Guild of Fishers and the Treasury paid for the stone harbour. {ids}"

    _, result = ask(corpus, joined, settings=quick(repairs=0))
    assert "and the Treasury" not in result.text


def test_a_citation_that_does_not_bear_the_statement_is_dropped(corpus):
    def padded(asked):
        ids = f"[{id_of(asked, 'Guild of Fishers')}][{id_of(asked, 'Treasury paid')}]"
        return f"The Guild of Fishers paid for the stone harbour of Port Hale. {ids}"

    _, result = ask(corpus, padded)
    first = result.statements[0]
    assert {c.source.name for c in first.citations} == {"levy.txt"}


def test_the_author_named_by_the_model_is_left_to_the_lead_in(corpus):
    def named(asked):
        sid = id_of(asked, "Guild of Fishers")
        return f"According to Berg, the Guild of Fishers paid for the stone harbour. [{sid}]"

    _, result = ask(corpus, named)
    assert result.statements[0].text == "The Guild of Fishers paid for the stone harbour."
    assert result.statements[0].lead_in == "Berg: "


def test_words_in_quotation_marks_must_stand_in_the_source(corpus):
    def quoting(asked):
        sid = id_of(asked, "Guild of Fishers")
        return f"The Guild paid “a levy of six crowns a crate”. [{sid}]"

    _, result = ask(corpus, quoting, settings=quick(repairs=0))
    assert result.left_out[0].reason is Reason.QUOTE_MISSING

    def elsewhere(asked):
        sid = id_of(asked, "Guild of Fishers")
        return f"It gave “nine tonnes of apples in 2015”. [{sid}]"

    _, result = ask(corpus, elsewhere, settings=quick(repairs=0))
    assert result.left_out[0].reason is Reason.WRONG_SOURCE


def test_statements_stream_as_they_pass(corpus):
    def two(asked):
        return "\n".join(copying(w)(asked) for w in ("Guild of Fishers", "Treasury paid"))

    model = ScriptedChat(replies=[two], piece=1)
    seen = []
    for event in stream_answer(QUESTION, corpus, llm=model, settings=quick()):
        seen.append((event.kind, event.text))
    kinds = [kind for kind, _ in seen]
    assert kinds[-1] == "answer"
    assert kinds.count("statement") == 2
    assert ("status", "Asking ScriptedChat") in seen


def test_a_first_statement_is_given_out_before_the_reply_is_whole(corpus):
    import time

    def slow(asked):
        return copying("Guild of Fishers")(asked) + "\n" + "x" * 400

    model = ScriptedChat(replies=[slow], piece=80, pause=0.05)
    first = None
    for event in stream_answer(QUESTION, corpus, llm=model, settings=quick()):
        if event.kind == "statement" and first is None:
            first = time.perf_counter()
    assert time.perf_counter() - first > 0.15


def test_structured_output_is_used_where_the_model_has_it(corpus):
    def reply(asked):
        return as_json(
            ("The Guild of Fishers paid for the stone harbour.", [id_of(asked, "Guild of")])
        )

    model, result = ask(corpus, reply, kind=StructuredChat)
    assert model.asked_structured == [True]
    assert result.statements[0].support is Support.SUPPORTED
    model, result = ask(corpus, paraphrase, kind=StructuredChat, settings=quick(structured=False))
    assert model.asked_structured == [False]
    assert result.engine == "StructuredChat"


def test_a_model_without_streaming_may_take_longer_than_a_first_byte(corpus):
    _, result = ask(corpus, paraphrase, kind=WholeChat, pause=0.3, settings=quick(first_byte=0.1))
    assert result.engine == "WholeChat"


def test_thoughts_before_the_reply_are_not_taken_for_it(corpus):
    def thinking(asked):
        return f"<think>\nPerhaps pigs fly. [s1]\n</think>\n\n{paraphrase(asked)}"

    for piece in (1, 9, 1000):
        _, result = ask(corpus, thinking, piece=piece)
        assert result.statements[0].text == "The Guild of Fishers paid for the stone harbour."
        assert result.left_out == ()
    _, endless = ask(corpus, "<think> pigs fly [s1]")
    assert endless.engine == "extractive"
    assert endless.left_out == ()


def test_a_sentence_that_needs_the_one_before_brings_it(tmp_path):
    memoir = "The Guild of Fishers built a stone tower. It paid for the harbour of Port Hale too.\n"
    with build(tmp_path / "documents", tmp_path / "corpus", memoir=memoir) as corpus:
        question = "Who paid for the harbour of Port Hale?"
        model, result = ask(corpus, copying("It paid for the harbour"), question=question)
    line = next(x for x in model.calls[0].splitlines() if "It paid for the harbour" in x)
    assert "(after: The Guild of Fishers built a stone tower.): It paid" in line
    assert result.statements[0].support is Support.QUOTED
    assert result.statements[0].citations[0].context is not None


def test_a_statement_does_not_name_a_file_as_its_source(corpus):
    def posing(asked):
        said = "The Guild of Fishers paid for the stone harbour (treasury.txt)."
        return f"{said} [{id_of(asked, 'Guild of Fishers')}]"

    _, result = ask(corpus, posing, settings=quick(repairs=0))
    assert "treasury.txt)" not in result.text
    assert len(result.left_out) == 1


def test_nothing_near_an_answer_is_not_sent(corpus):
    model, result = ask(corpus, "NONE", question="What did the astronaut eat on Mars?")
    assert model.calls == []
    assert result.abstained
    assert any("was not asked" in n for n in result.notices)


def test_an_empty_corpus_asks_no_model(tmp_path):
    from index.corpus import Corpus

    model = ScriptedChat(replies=["NONE"])
    with Corpus.open(tmp_path / "empty", embeddings="hashing") as empty:
        result = answer(QUESTION, empty, llm=model, settings=quick())
    assert result.abstained
    assert model.calls == []


def test_a_part_the_model_passes_over_is_quoted(corpus):
    question = "Who paid for the stone harbour of Port Hale, and when did the levy end?"
    _, result = ask(corpus, copying("Treasury paid"), question=question)
    texts = [s.text for s in result.statements]
    assert any("ended in 2011" in t for t in texts)
    assert any("passed over" in n for n in result.notices)


def test_a_part_of_the_same_document_is_quoted_too(corpus):
    question = "Who paid for the stone harbour of Port Hale, and when did the levy end?"
    _, result = ask(corpus, copying("Guild of Fishers"), question=question)
    assert any("ended in 2011" in s.text for s in result.statements)
    assert result.unanswered == ()


def test_answers_to_different_parts_are_another_matter(corpus):
    question = "Who paid for the stone harbour of Port Hale, and when did the levy end?"
    _, result = ask(corpus, copying("Treasury paid"), question=question)
    ended = next(i for i, s in enumerate(result.statements) if "ended in 2011" in s.text)
    (view,) = [v for v in result.viewpoints if ended in v.statements]
    assert view.statements == (ended,)
    assert view.relation is Relation.OTHER_MATTER


def test_a_part_without_an_answer_is_named_as_written(corpus):
    question = "Who paid for the stone harbour of Port Hale, and who painted it?"
    _, result = ask(corpus, copying("Treasury paid"), question=question)
    assert result.engine == "ScriptedChat"
    assert result.unanswered == ("who painted it?",)


def test_a_side_the_model_is_silent_on_is_quoted(corpus):
    _, result = ask(corpus, paraphrase)
    assert result.statements[0].support is Support.SUPPORTED
    quoted = [s for s in result.statements if s.support is Support.QUOTED]
    assert {c.source.name for s in quoted for c in s.citations} == {"treasury.txt"}
    assert any("passed over" in n for n in result.notices)


def test_a_document_that_says_the_same_backs_the_statement(tmp_path):
    copy = "Old fishers tell it so. The Guild of Fishers paid for the stone harbour of Port Hale.\n"
    with build(tmp_path / "documents", tmp_path / "corpus", memoir=copy) as corpus:

        def one(asked):
            said = "The Guild of Fishers paid for the stone harbour."
            return f"{said} [{id_of(asked, 'with a levy of four')}]"

        _, result = ask(corpus, one)
    names = {c.source.name for c in result.statements[0].citations}
    assert names == {"levy.txt", "memoir.txt"}
    assert result.statements[0].lead_in == "Berg; memoir.txt: "
    assert "memoir.txt" not in {c.source.name for s in result.statements[1:] for c in s.citations}


def test_at_most_six_statements(corpus):
    def many(asked):
        sid = id_of(asked, "Guild of Fishers")
        words = "The Guild of Fishers paid for the stone harbour of Port Hale".split()
        return "\n".join(f"{' '.join(words[: 6 + i])}. [{sid}]" for i in range(7))

    _, result = ask(corpus, many)
    assert 1 <= len(result.statements) <= 6
    _, result = ask(corpus, many, settings=quick(statements=1))
    assert result.engine == "ScriptedChat"


def test_coverage_follows_what_is_cited(corpus):
    _, result = ask(corpus, copying("Guild of Fishers"))
    cited = {c.source.id for c in result.citations}
    for entry in result.coverage:
        assert (entry.outcome is Outcome.SPEAKS) == (entry.source_id in cited)


def test_markers_are_numbered_once_in_order(corpus):
    _, result = ask(
        corpus, lambda a: f"{copying('Treasury paid')(a)}\n{copying('Guild of Fishers')(a)}"
    )
    assert [c.marker for c in result.citations] == [1, 2]
    for statement in result.statements:
        assert statement.span.of(result.text) == statement.lead_in + statement.text


def test_an_answer_worded_by_a_model_survives_json(corpus):
    from retrieval.records import Answer

    _, result = ask(corpus, lambda a: f"{paraphrase(a)}\nPigs fly. [s1]")
    assert Answer.from_json(result.to_json()) == result


def test_what_is_no_model_is_an_error(corpus):
    with pytest.raises(ModelError, match="no language model"):
        answer(QUESTION, corpus, llm=object())


@pytest.mark.parametrize("change", [{"tries": 0}, {"total": 0}, {"statements": 7}, {"floor": 2}])
def test_settings_out_of_range_are_refused(change):
    from index.errors import SettingsError

    with pytest.raises(SettingsError, match=next(iter(change))):
        LLMSettings(**change)


GOVERNED = """The warning

By Ulf Tarn

The Harbour Board was warned in 2019, if its former staff is right. The Board paid for the wall, \
but only after the court had ordered it. According to the mayor, the Board closed the gate. The \
Board sold the crane and bought a barge. The Board paid for half of the crane. Nobody of the \
Board was hurt before midnight. Nobody says that the Board kept the money. “We were never \
warned,” the chairman of the Board said.
"""


@pytest.fixture(scope="module")
def governed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("governed")
    with build(folder, tmp_path_factory.mktemp("corpus"), warning=GOVERNED) as opened:
        yield opened


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        ("The Harbour Board was warned in 2019.", "was warned in 2019"),
        ("The Board paid for the wall.", "paid for the wall"),
        ("The Board kept the money.", "kept the money"),
        ("“We were never warned.", "never warned"),
        ("The Board paid for the crane.", "half of the crane"),
        ("Nobody of the Board was hurt.", "before midnight"),
    ],
)
def test_a_cut_that_loses_a_governor_is_left_out(governed, cut, words):
    question = "Was the Harbour Board warned, and what did the Board pay for, close and keep?"
    reply = lambda asked: f"{cut} [{id_of(asked, words)}]"  # noqa: E731
    _, result = ask(governed, reply, question=question, settings=quick(repairs=0, floor=0.0))
    assert cut in [s.text for s in result.left_out]
    assert all(s.text != cut for s in result.statements)


def test_a_cut_that_loses_nothing_stays(governed):
    reply = lambda asked: f"The Board sold the crane. [{id_of(asked, 'sold the crane')}]"  # noqa: E731
    _, result = ask(governed, reply, question="What did the Board sell?", settings=quick(floor=0.0))
    assert result.statements[0].text == "The Board sold the crane."


def test_who_reports_it_may_move_into_the_lead_in(governed):
    reply = lambda asked: f"The Board closed the gate. [{id_of(asked, 'closed the gate')}]"  # noqa: E731
    _, result = ask(governed, reply, question="Who closed the gate?", settings=quick(floor=0.0))
    assert result.statements[0].text == "The Board closed the gate."
    assert result.statements[0].lead_in == "the mayor, reported by Tarn: "


def test_a_yes_stands_beside_the_sentence_that_seems_to_deny_it_with_a_notice(tmp_path):
    says = "The Harbour Board was warned of the cracks in 2012."
    denies = "It is not correct that the Harbour Board received a warning of the cracks."
    texts = {"report": says, "reply": denies}
    question = "Was the Harbour Board warned of the cracks?"
    given: dict[str, tuple[list[str], bool]] = {}
    for name, kept in (("alone", ["report"]), ("beside", ["report", "reply"])):
        folder = tmp_path / name
        folder.mkdir()
        for stem in kept:
            (folder / f"{stem}.txt").write_text(f"{texts[stem]}\n", encoding="utf-8")
        with Corpus.open(tmp_path / f"{name}-corpus") as corpus:
            corpus.add([folder])
            model = ScriptedChat(replies=[copying("was warned of the cracks in 2012")])
            result = answer(question, corpus, llm=model, settings=quick())
            assert result.engine == "ScriptedChat"
            assert [short.text for short in result.short_answers] == ["Yes"]
            given[name] = ([s.text for s in result.statements], CONTESTED in result.notices)
    assert given == {"alone": ([says], False), "beside": ([says, denies], True)}
