"""The evaluation's self-test: spoil a perfect run in one way and see which numbers move.

A perfect run scores 1.0 and an empty run 0.0 on every metric that has a scale.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.metrics.table import metric_names, score
from eval.records import (
    Cited,
    Evidence,
    Found,
    Gold,
    GoldSpan,
    GoldSpeaker,
    GoldViewpoint,
    QuestionCase,
    Response,
    Said,
    Side,
    Voice,
)

TEXTS = {
    "a.txt": "The port paid for the pier. It cost 14 crowns. Nobody has said why it fell.",
    "b.txt": "Brandt (2019) writes that the guild paid for the pier. The pier stood nine years.",
}


def gold_span(file, quote):
    start = TEXTS[file].index(quote)
    number = TEXTS[file][:start].count(". ")
    return GoldSpan(file, start, start + len(quote), (number,), page=1)


def cite(file, quote, marker, *, voices=(), author="Orsini"):
    span = gold_span(file, quote)
    return Cited(
        file, quote, span.start, span.end, marker, reproduces=True, in_place=True, page=1,
        sentences=span.sentences, voices=voices, authors=(author,),
    )  # fmt: skip


PORT, GUILD = (
    "The port paid for the pier.",
    "Brandt (2019) writes that the guild paid for the pier.",
)
COST, NINE = "It cost 14 crowns.", "The pier stood nine years."
SPEAKERS = (
    GoldSpeaker("a.txt", ("Orsini",)),
    GoldSpeaker("b.txt", ("Lund",), ("Brandt",)),
)


def make_golds():
    port, guild = Evidence("a.txt", PORT, page=1), Evidence("b.txt", GUILD, page=1)
    cost = Evidence("a.txt", COST, page=1)
    dispute = QuestionCase(
        "who", "Who paid?", type="disagreement",
        evidence=((port,), (guild,)),
        viewpoints=(
            GoldViewpoint(("Orsini",), ((port,),)),
            GoldViewpoint(("Brandt",), ((guild,),)),
        ),
        speakers=SPEAKERS,
        nuggets=("the port paid for the pier", "the guild paid for the pier"),
        rejected=("the king",),
        disputed=True,
    )  # fmt: skip
    fact = QuestionCase(
        "cost", "What did it cost?", answers=("14 crowns", "fourteen crowns"),
        evidence=((cost,),), disputed=False,
    )  # fmt: skip
    verdict = QuestionCase("yes", "Did it cost anything?", answers=("yes",), evidence=((cost,),))
    silent = QuestionCase("why", "Why did it fall?", type="unanswerable", answerable=False)
    groups = ((gold_span("a.txt", PORT),), (gold_span("b.txt", GUILD),))
    cost_group = ((gold_span("a.txt", COST),),)
    return [
        Gold(dispute, groups, tuple((g,) for g in groups), ((("a.txt", 1),), (("b.txt", 1),))),
        Gold(fact, cost_group, (), ((("a.txt", 1),),)),
        Gold(verdict, cost_group),
        Gold(silent),
    ]


def passages(*quotes):
    return tuple(Found(f, gold_span(f, q).start, gold_span(f, q).end) for f, q in quotes)


def make_perfect():
    port = Said(PORT, "Orsini: ", (cite("a.txt", PORT, 1),), "quoted")
    voices = (Voice("Brandt", "(2019)"), Voice("Lund"))
    guild = Said(GUILD, "Brandt: ", (cite("b.txt", GUILD, 2, voices=voices, author="Lund"),))
    cost = Said(COST, "Orsini: ", (cite("a.txt", COST, 1),))
    return [
        Response(
            "who", f"Orsini: {PORT} [1] Brandt: {GUILD} [2]", (port, guild),
            ("the port", "the guild"),
            viewpoints=(Side(("Orsini",), (0,)), Side(("Brandt",), (1,), "different")),
            retrieved=passages(("a.txt", PORT), ("b.txt", GUILD)), confidence=0.9,
        ),
        Response(
            "cost", f"{COST} [1]", (cost,), ("14 crowns",),
            retrieved=passages(("a.txt", COST)), confidence=0.8,
        ),
        Response(
            "yes", f"{COST} [1]", (cost,), ("Yes",),
            retrieved=passages(("a.txt", COST)), confidence=0.7,
        ),
        Response("why", abstained=True, retrieved=(), confidence=0.1),
    ]  # fmt: skip


# What a perfect grader says of these documents: a statement follows from a text that holds it,
# and from the sentence it retells.
TRUE = {("The pier cost fourteen crowns.", COST)}


def entails(statement, evidence):
    return statement in evidence or any(s == statement and q in evidence for s, q in TRUE)


def means(responses, golds=None):
    return {
        row.metric.name: row.mean
        for row in score(golds or make_golds(), responses, entails)
        if row.metric.group != "cost"
    }


def changed(responses):
    before, after = means(make_perfect()), means(responses)
    both = before.keys() & after.keys()
    return {n: after[n] - before[n] for n in both if abs(after[n] - before[n]) > 1e-9}


def spoil(index, **changes):
    run = make_perfect()
    run[index] = replace(run[index], **changes)
    return run


def with_citation(index, **changes):
    """The perfect run with the first citation of one answer's first statement altered."""
    run = make_perfect()
    first, *rest = run[index].statements
    cited = (replace(first.citations[0], **changes), *first.citations[1:])
    run[index] = replace(run[index], statements=(replace(first, citations=cited), *rest))
    return run


def test_a_perfect_run_scores_one_everywhere():
    scores = means(make_perfect())
    assert dict.fromkeys(scores, 1.0) == pytest.approx(scores)
    costs = {"seconds", "search_seconds", "peak_megabytes"}
    costs |= {f"{part}_characters" for part in ("cited", "lead_in", "context", "retrieved")}
    assert set(metric_names()) - set(scores) == costs


@pytest.mark.parametrize("error", [None, "ModelUnavailable: timed out"])
def test_an_empty_run_scores_zero_everywhere(error):
    empty = [Response(gold.case.id, error=error, retrieved=()) for gold in make_golds()]
    scores = means(empty)
    assert scores.keys() == means(make_perfect()).keys()
    assert set(scores.values()) == {0.0}


def test_an_abstention_on_everything_earns_right_abstention_and_nothing_else():
    silent = [Response(g.case.id, abstained=True, retrieved=()) for g in make_golds()]
    scores = means(silent)
    assert scores.pop("right_abstention") == 1.0
    assert scores.pop("right_outcome") == 0.25, "one of four was unanswerable"
    assert scores.pop("auroc") == 0.5, "it cannot tell the questions apart"
    assert scores.pop("right_when_answered", None) is None
    assert {scores.pop(n, None) for n in ("quote_exact", "quote_in_place", "markers_resolve")} == {
        None
    }, "no citation, nothing to be wrong"
    assert scores.pop("no_invented_dispute", None) is None
    assert set(scores.values()) == {0.0}


def test_a_dropped_citation_costs_recall():
    run = make_perfect()
    port, guild = run[0].statements
    run[0] = replace(
        run[0], statements=(port, replace(guild, citations=())), text=f"{PORT} [1] {GUILD}"
    )
    change = changed(run)
    assert change["evidence_recall"] == pytest.approx(-1 / 6), "one of two groups, one of 3 cases"
    assert change["citation_recall"] == pytest.approx(-1 / 6)
    assert change["sides_cited"] == change["holders_right"] == -0.5
    assert change["all_sides_cited"] == change["balance"] == -1
    assert change["speaker_score"] == -0.5, "not cited, so nobody is named"
    assert "speaker_not_wrong" not in change, "and nobody is named wrongly"
    assert "evidence_precision" not in change
    assert "quote_exact" not in change


def test_a_swapped_citation_costs_precision_and_the_answer_fails_strictly():
    run = make_perfect()
    said = replace(run[1].statements[0], citations=(cite("b.txt", NINE, 1),))
    run[1] = replace(run[1], statements=(said,))
    change = changed(run)
    for name in ("evidence_recall", "evidence_precision", "strict_citations", "citation_recall"):
        assert change[name] == pytest.approx(-1 / 3), name
    assert change["source_precision"] == pytest.approx(-1 / 3)
    assert change["strict_entailment"] == pytest.approx(-1 / 3)
    assert "quote_exact" not in change, "the quote is genuine, only beside the point"
    assert "exact_match" not in change


def test_a_shifted_span_no_longer_reproduces_its_quote():
    change = changed(with_citation(1, start=0, end=len(COST), reproduces=False))
    assert change["quote_exact"] == pytest.approx(-1 / 3)
    assert change["evidence_recall"] == pytest.approx(-1 / 3)
    assert change["source_recall"] == pytest.approx(-1 / 3)


def test_a_slightly_shifted_span_still_hits_but_costs_characters():
    span = gold_span("a.txt", COST)
    quote = TEXTS["a.txt"][span.start - 6 : span.end - 6]
    change = changed(with_citation(1, start=span.start - 6, end=span.end - 6, quote=quote))
    share = (len(COST) - 6) / len(COST)
    assert change["character_recall"] == pytest.approx((share - 1) / 3)
    assert change["character_precision"] == pytest.approx((share - 1) / 3)
    assert "evidence_recall" not in change


def test_a_negated_statement_is_not_entailed_by_its_quote():
    run = make_perfect()
    said = replace(run[1].statements[0], text="It did not cost 14 crowns.")
    run[1] = replace(run[1], statements=(said,))
    change = changed(run)
    assert change["citation_recall"] == pytest.approx(-1 / 3)
    assert change["citation_precision"] == pytest.approx(-1 / 3)
    assert "evidence_recall" not in change, "the right place is cited for a wrong sentence"


def test_a_retold_statement_is_judged_by_the_grader_not_by_words():
    run = make_perfect()
    said = replace(run[1].statements[0], text="The pier cost fourteen crowns.")
    run[1] = replace(run[1], statements=(said,))
    assert "citation_recall" not in changed(run)


def test_renumbered_markers_no_longer_resolve():
    run = spoil(0, text=f"Orsini: {PORT} [3] Brandt: {GUILD} [4]")
    assert changed(run) == {"markers_resolve": pytest.approx(-1 / 3)}


def test_an_invented_marker_counts_against_precision():
    change = changed(spoil(1, text=f"{COST} [1] [7]", invented=("7",)))
    assert change["evidence_precision"] == pytest.approx(-1 / 6), "one of two is invented"
    assert change["citation_precision"] == pytest.approx(-1 / 6), "inventing is not free"
    assert change["markers_resolve"] == pytest.approx(-1 / 6)
    assert change["strict_citations"] == pytest.approx(-1 / 3)
    assert "evidence_recall" not in change
    assert "citation_recall" not in change


def test_a_footnote_mark_of_the_document_is_no_marker_of_the_answer():
    noted = COST + "[12]"
    run = make_perfect()
    said = replace(run[1].statements[0], text=noted)
    run[1] = replace(run[1], statements=(said,), text=f"{noted} [1]")
    assert "markers_resolve" not in changed(run)


def test_marker_zero_credits_nothing():
    change = changed(spoil(1, text=f"{COST} [0]"))
    assert change == {"markers_resolve": pytest.approx(-1 / 3)}


def test_a_wrong_speaker_costs_more_than_none():
    def speak(voices):
        run = make_perfect()
        port, guild = run[0].statements
        cited = replace(guild.citations[0], voices=voices)
        run[0] = replace(run[0], statements=(port, replace(guild, citations=(cited,))))
        return changed(run)

    wrong, none = speak((Voice("Petrov"),)), speak(())
    assert wrong["speaker_score"] == -1.0
    assert none["speaker_score"] == -0.5
    assert wrong["speaker_not_wrong"] == -0.5
    assert "speaker_not_wrong" not in none
    assert "speaker_right" in none
    assert speak((Voice("Lund", "(Brandt 2019: 3)"),)) == {}, "the reference names him"


def test_an_author_who_is_given_somebody_elses_words_is_wrong():
    run = with_citation(0, voices=(Voice("Brandt", mode="quotes"),))
    assert changed(run)["speaker_score"] == -1.0


def test_an_invented_dispute_is_seen():
    sides = (Side(("Orsini",), (0,)), Side(("Lund",), (0,), "different"))
    assert changed(spoil(1, viewpoints=sides)) == {"no_invented_dispute": -1.0}
    same = (Side(("Orsini",), (0,)), Side(("Lund",), (0,), "same"))
    assert changed(spoil(1, viewpoints=same)) == {}


def test_an_answer_to_the_unanswerable_is_wrong():
    said = Said(NINE, "", (cite("b.txt", NINE, 1),))
    change = changed(
        spoil(3, abstained=False, statements=(said,), text=f"{NINE} [1]", confidence=1.0)
    )
    assert change["right_abstention"] == -1.0
    assert change["auroc"] == -1.0, "it was surest where it should have been silent"
    assert change["right_when_answered"] == -0.25
    assert change["coverage_area"] < 0


def test_a_false_abstention_costs_answering_but_not_accuracy_where_answered():
    change = changed(
        spoil(1, abstained=True, statements=(), short_answers=(), text="", confidence=0.05)
    )
    assert change["answering"] == pytest.approx(-1 / 3)
    assert change["evidence_recall"] == pytest.approx(-1 / 3)
    assert "right_when_answered" not in change
    assert "right_abstention" not in change
    assert change["auroc"] == pytest.approx(-1 / 3)


def test_a_rejected_string_spoils_a_clean_answer():
    run = make_perfect()
    run[0] = replace(run[0], short_answers=("the port", "the guild", "the king"))
    assert changed(run) == {"answer_clean": -1.0}


def test_search_that_finds_late_costs_rank_and_that_finds_half_costs_recall():
    late = passages(("b.txt", NINE), ("a.txt", COST))
    change = changed(spoil(1, retrieved=late))
    assert change["RR@10"] == pytest.approx(-1 / 6)
    assert "R@5" not in change
    half = passages(("a.txt", PORT))
    change = changed(spoil(0, retrieved=half))
    assert change["R@5"] == pytest.approx(-1 / 6)
    assert change["all@5"] == pytest.approx(-1 / 3)


def test_a_quote_that_cannot_be_located_in_the_documents_is_a_miss_not_a_gap():
    golds = make_golds()
    golds[1] = replace(golds[1], groups=((),))
    scores = means(make_perfect(), golds)
    assert scores["evidence_recall"] == pytest.approx(2 / 3)
    assert scores["character_recall"] == pytest.approx(2 / 3)
    assert scores["sentence_recall"] == pytest.approx(2 / 3)


def test_responses_must_be_in_the_order_of_the_questions():
    with pytest.raises(ValueError, match="same order"):
        score(make_golds(), make_perfect()[::-1])
