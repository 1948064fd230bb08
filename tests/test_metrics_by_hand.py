"""Metrics against cases worked by hand and, where there is one, a reference implementation."""

from __future__ import annotations

import math

import pytest

from eval.metrics import abstention, answers, attribution, citation, covering, evidence, spans
from eval.metrics.retrieval import rank_items, retrieval_rows, score_run
from eval.metrics.viewpoints import balance
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
    Voice,
)


def cited(start, end, file="d", **more):
    return Cited(file, "q" * (end - start), start, end, 1, reproduces=True, **more)


def gold(*groups, **case):
    spans_ = tuple(tuple(GoldSpan("d", a, b) for a, b in group) for group in groups)
    entries = tuple(tuple(Evidence("d", "q" * (b - a)) for a, b in g) for g in groups)
    return Gold(QuestionCase("x", "?", evidence=entries, **case), spans_)


def answer(*citations, **more):
    return Response("x", statements=(Said("s", citations=tuple(citations)),), **more)


def test_ranges_are_merged_and_intersected():
    assert covering.union([(5, 9), (0, 3), (3, 4), (8, 12), (7, 7)]) == ((0, 4), (5, 12))
    assert covering.common(((0, 4), (5, 12)), ((3, 6), (10, 20))) == ((3, 4), (5, 6), (10, 12))
    assert covering.size(((0, 4), (5, 12))) == 11


@pytest.mark.parametrize(("end", "hit"), [(49, 0.0), (50, 1.0), (51, 1.0)])
def test_half_of_the_gold_characters_is_a_hit(end, hit):
    assert evidence.evidence_recall(gold([(0, 100)]), answer(cited(0, end))) == hit


def test_two_citations_together_cover_a_long_quote():
    parts = answer(cited(0, 30), cited(60, 90))
    assert evidence.evidence_recall(gold([(0, 100)]), parts) == 1.0
    assert evidence.evidence_precision(gold([(0, 100)]), parts) == 1.0


def test_any_alternative_hits_a_group_and_all_groups_are_needed():
    both = gold([(0, 10), (50, 60)], [(100, 110)])
    assert evidence.evidence_recall(both, answer(cited(50, 60))) == 0.5
    assert evidence.evidence_any(both, answer(cited(50, 60))) == 1.0
    assert evidence.evidence_all(both, answer(cited(50, 60))) == 0.0
    assert evidence.evidence_all(both, answer(cited(50, 60), cited(100, 110))) == 1.0


def test_a_sentence_around_a_gold_name_is_right_and_one_beside_it_is_not():
    name = gold([(40, 46)])
    assert evidence.evidence_precision(name, answer(cited(0, 80))) == 1.0
    assert evidence.evidence_precision(name, answer(cited(0, 80), cited(80, 120))) == 0.5


def test_character_scores_by_hand():
    # Gold 0-100, cited 50-200: 50 in common, 150 cited, 200 in either.
    scores = evidence.character_scores(gold([(0, 100)]), answer(cited(50, 200)))
    assert scores == pytest.approx((50 / 150, 50 / 100, 50 / 200))


def test_overlapping_citations_count_each_character_once():
    scores = evidence.character_scores(gold([(0, 100)]), answer(cited(0, 60), cited(40, 100)))
    assert scores == (1.0, 1.0, 1.0)


def test_a_citation_that_does_not_reproduce_its_quote_cites_nothing():
    false = Cited("d", "something else", 0, 100, 1, reproduces=False)
    assert evidence.evidence_recall(gold([(0, 100)]), answer(false)) == 0.0
    other = Cited("d", "q", 0, 100, 1, match="other_source", reproduces=True)
    assert evidence.evidence_precision(gold([(0, 100)]), answer(other)) == 0.0


def test_sentence_scores_by_hand():
    # Gold touches sentences 1 and 2, cited are 2 and 3: P = R = F1 = 1/2.
    where = GoldSpan("d", 0, 100, (1, 2))
    one = Gold(QuestionCase("x", "?", evidence=((Evidence("d", "q"),),)), ((where,),))
    given = answer(cited(60, 200, sentences=(2, 3)))
    assert evidence.sentence_scores(one, given) == (0.5, 0.5, 0.5)


# ---- markers: each of these went wrong in a published script


@pytest.mark.parametrize(
    ("text", "known", "unknown"),
    [
        ("a [1] b [2].", (1, 2), ()),
        ("a [0].", (), ("0",)),
        ("a [1, 2].", (1, 2), ()),
        ("a [1][2].", (1, 2), ()),
        ("a [1-3].", (1, 2, 3), ()),
        ("a [1–2].", (1, 2), ()),
        ("a [3].", (3,), ()),
        ("a [4].", (), ("4",)),
        ("a [2-9].", (), ("2-9",)),
        ("a [1-999999999].", (), ("1-999999999",)),
        ("a [99999999999999999999999].", (), ("99999999999999999999999",)),
        ("a [-1].", (), ("-1",)),
        ("a [sic] and [2019a]", (), ()),
        ("a [1", (), ()),
        ("a [ 2 ].", (2,), ()),
        ("a [3-1].", (), ("3-1",)),
    ],
)
def test_markers_are_read_with_bounds(text, known, unknown):
    assert spans.read_markers(text, {1, 2, 3}) == (known, unknown)


# ---- ALCE


def said(text, *quotes):
    citations = tuple(
        Cited("d", quote, 0, len(quote), n, reproduces=True) for n, quote in enumerate(quotes, 1)
    )
    return Said(text, citations=citations)


def words(statement, evidence):
    return set(statement.split()) <= set(evidence.split())


@pytest.mark.parametrize(
    ("statements", "invented", "recall", "precision"),
    [
        ([said("a b", "a b")], 0, 1.0, 1.0),
        ([said("a b", "a", "b")], 0, 1.0, 1.0),  # each is needed
        ([said("a b", "a b", "c")], 0, 1.0, 0.5),  # the second is not
        ([said("a b", "a b", "a b")], 0, 1.0, 1.0),  # each suffices alone
        ([said("a b", "a", "c")], 0, 0.0, 0.0),  # not supported: none is precise
        ([said("a b", "a b"), said("c")], 0, 0.5, 1.0),  # a statement without citation
        ([said("a b", "a b")], 1, 1.0, 0.5),  # inventing is not free
    ],
)
def test_alce_by_hand(statements, invented, recall, precision):
    response = Response("x", statements=tuple(statements), invented=("9",) * invented)
    case = gold()
    assert citation.citation_recall(case, response, words) == recall
    assert citation.citation_precision(case, response, words) == precision
    strict = float(recall == precision == 1)
    assert citation.strict_entailment(case, response, words) == strict


def test_every_pair_the_metrics_ask_for_is_announced():
    response = Response("x", statements=(said("a b", "a", "b", "c"), said("d")))
    announced, asked = set(citation.pairs_needed(response)), set()

    def listening(statement, evidence):
        asked.add((statement, evidence))
        return words(statement, evidence)

    citation.citation_precision(gold(), response, listening)
    assert asked
    assert asked <= announced


# ---- answers: the numbers of SQuAD's published evaluation script


@pytest.mark.parametrize(
    ("given", "wanted", "match", "f1"),
    [
        ("The Eiffel Tower!", "eiffel tower", 1.0, 1.0),
        ("in the Eiffel Tower", "Eiffel Tower", 0.0, 0.8),
        ("10 May 1940", "May 1940", 0.0, 0.8),
        ("Lyon", "Paris", 0.0, 0.0),
        ("“Paris”", "Paris", 1.0, 1.0),
    ],
)
def test_exact_match_and_f1(given, wanted, match, f1):
    case = gold(answers=(wanted, "zzz"))
    response = answer(short_answers=(given,))
    assert answers.exact_match(case, response) == match
    assert answers.token_f1(case, response) == pytest.approx(f1)


def test_only_the_first_short_answer_is_matched():
    case = gold(answers=("Paris",))
    assert answers.exact_match(case, answer(short_answers=("Lyon", "Paris"))) == 0.0


def test_an_alias_must_stand_as_whole_words():
    case = gold(answers=("art",))
    response = Response("x", statements=(Said("The party began."),))
    assert answers.answer_recall(case, response) == 0.0
    response = Response("x", statements=(Said("It was “art”, they said."),))
    assert answers.answer_recall(case, response) == 1.0


def test_a_nugget_is_told_by_one_statement_not_by_two_halves():
    case = gold(nuggets=("the port paid in gold coins",))
    whole = Response("x", statements=(Said("In gold coins, the port paid."),))
    halves = Response("x", statements=(Said("The port paid."), Said("It was gold coins.")))
    assert answers.nugget_recall(case, whole) == 1.0
    assert answers.nugget_recall(case, halves) == 0.0


def test_a_flagged_citation_is_right_when_it_is_not_said_again():
    case = gold(rejected=("The king paid for it.",))
    again = Response("x", statements=(Said("The king paid for it."),))
    other = Response("x", statements=(Said("The port paid for it."),))
    silent, failed = Response("x", abstained=True), Response("x", error="x")
    scores = [abstention.right_outcome(case, r) for r in (again, other, silent, failed)]
    assert scores == [0.0, 1.0, 1.0, 0.0]
    assert abstention.right_when_answered(case, other) is None, "nothing says it is right"
    assert abstention.right_outcome(gold(), other) is None


def test_a_false_premise_may_be_refused_or_refuted():
    silent, said = Response("x", abstained=True), answer(cited(0, 10))
    bare = gold(answerable=False, false_premise=True)
    assert abstention.right_outcome(bare, silent) == 1.0
    assert abstention.right_outcome(bare, said) == 0.0
    refuted = gold([(0, 10)], answerable=False, false_premise=True)
    assert abstention.right_outcome(refuted, silent) == 1.0
    assert abstention.right_outcome(refuted, said) == 1.0
    assert abstention.right_outcome(refuted, answer(cited(50, 60))) == 0.0


def test_yes_no_reads_the_first_word():
    case = gold(answers=("no",))
    assert answers.yes_no(case, answer(short_answers=("No, never",))) == 1.0
    assert answers.yes_no(case, answer(short_answers=("Yes",))) == 0.0
    assert answers.yes_no(case, answer(short_answers=("Nobody knows",))) == 0.0
    assert answers.yes_no(gold(answers=("no", "Paris")), answer()) is None


# ---- abstention


def confident(pairs):
    golds = [
        Gold(QuestionCase(str(i), "?", answerable=a, answers=("s",) if a else ()))
        for i, (a, _) in enumerate(pairs)
    ]
    responses = [
        Response(str(i), statements=(Said("s"),), confidence=c) for i, (_, c) in enumerate(pairs)
    ]
    return golds, responses


def test_auroc_agrees_with_counting_pairs():
    pairs = [(True, 0.9), (True, 0.4), (True, 0.4), (False, 0.4), (False, 0.1)]
    # Of 6 pairs: 0.9 beats both, each 0.4 beats one and ties with one: 2 + 2 * 1.5 = 5.
    assert abstention.auroc(*confident(pairs)) == pytest.approx(5 / 6)
    assert abstention.auroc(*confident(pairs[:3])) is None


def test_the_curve_lowers_the_bar_answer_by_answer():
    golds, responses = confident([(True, 0.9), (False, 0.8), (True, 0.7), (True, 0.7)])
    assert abstention.coverage_curve(golds, responses) == ((0.25, 1.0), (0.5, 0.5), (1.0, 0.75))
    # Three answerable: 1/1, 1/2, then the two tied ones are right: 2/3.
    area = abstention.coverage_area(golds, responses)
    assert area == pytest.approx((1 + 1 / 2 + 2 / 3) / 3)


# ---- attribution


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Brandt", "Leo Brandt", True),
        ("L. Brandt", "Brandt (2019: 96)", True),
        ("de Ruyter", "Anna de Ruyter", True),
        ("Müller", "Muller", True),
        ("Brandt", "Brent", False),
        ("", "Brandt", False),
        ("2019", "2019", False),
        ("Ann Lee", "Ann Roe", False),
    ],
)
def test_names_are_compared_by_words(left, right, same):
    assert attribution.same_name(left, right) is same


@pytest.mark.parametrize(
    ("voices", "authors", "speaker", "verdict"),
    [
        ((Voice("Brandt"),), ("Lund",), GoldSpeaker("d", ("Lund",), ("Brandt",)), "right"),
        ((Voice("Brandt"),), ("Orsini",), GoldSpeaker("d", ("Lund",), ("Brandt",)), "wrong"),
        ((Voice("Brandt"),), (), GoldSpeaker("d", ("Lund",), ("Brandt",)), "none"),
        ((Voice("Orsini"),), ("Lund",), GoldSpeaker("d", ("Lund",), ("Brandt",)), "wrong"),
        ((), ("Lund",), GoldSpeaker("d", ("Lund",), ("Brandt",)), "none"),
        ((Voice("Lund"),), ("Lund",), GoldSpeaker("d", ("Lund",), ("Brandt",)), "none"),
        ((), ("Lund",), GoldSpeaker("d", ("Lund",)), "right"),
        ((Voice("Brandt"),), ("Lund",), GoldSpeaker("d", ("Lund",)), "wrong"),
        ((Voice("Lund"),), ("Lund",), GoldSpeaker("d", ("Lund",)), "right"),
        ((), ("Orsini",), GoldSpeaker("d", ("Lund",)), "wrong"),
        ((), (), GoldSpeaker("d", ("Lund",)), "none"),
    ],
)
def test_speaker_chains_by_hand(voices, authors, speaker, verdict):
    citation_ = cited(0, 10, voices=voices, authors=authors)
    assert attribution.judge_chain(citation_, speaker) == verdict


def test_alternatives_need_only_one_speaker():
    entries = (Evidence("d", "q"), Evidence("e", "q"))
    case = QuestionCase(
        "x", "?", evidence=(entries,),
        speakers=(GoldSpeaker("d", ("Lund",)), GoldSpeaker("e", ("Orsini",))),
    )  # fmt: skip
    located = Gold(case, ((GoldSpan("d", 0, 10), GoldSpan("e", 0, 10)),))
    assert attribution.speaker_score(located, answer(cited(0, 10, authors=("Lund",)))) == 1.0


def test_balance_is_the_least_told_side_against_the_best_told():
    entry = ((Evidence("d", "q"),),)
    case = QuestionCase(
        "x", "?", viewpoints=(GoldViewpoint(("A",), entry * 2), GoldViewpoint(("B",), entry))
    )
    sides = (
        ((GoldSpan("d", 0, 10),), (GoldSpan("d", 20, 30),)),
        ((GoldSpan("d", 40, 50),),),
    )
    located = Gold(case, (), sides)
    assert balance(located, answer(cited(0, 10), cited(40, 50))) == 0.5
    assert balance(located, answer(cited(0, 10))) == 0.0


# ---- retrieval


def test_passages_without_new_evidence_take_up_a_rank():
    case = gold([(0, 10)], [(100, 110)])
    found = [Found("d", 500, 600), Found("d", 0, 50), Found("d", 0, 200)]
    names = [name for name, _ in rank_items(case, found)]
    assert names == ["passage 0", "group 0", "group 1"]


def test_retrieval_numbers_by_hand():
    case = gold([(0, 10)], [(100, 110)])
    found = (Found("d", 500, 600), Found("d", 0, 50))
    rows = retrieval_rows([case], [Response("x", retrieved=found)])
    assert rows["R@5"] == [0.5]
    assert rows["RR@10"] == [0.5]
    assert rows["all@5"] == [0.0]
    assert rows["nDCG@10"][0] == pytest.approx((1 / math.log2(3)) / (1 + 1 / math.log2(3)))


def test_a_question_without_a_run_counts_as_zero():
    values = score_run({"q1": {"d": 1}, "q2": {"d": 1}}, {"q1": {"d": 1.0}}, ["R@5"])
    assert values == {"R@5": {"q1": 1.0, "q2": 0.0}}


def test_whole_documents_are_ranked_by_their_first_passage():
    case = Gold(QuestionCase("x", "?", relevant={"b": 2, "c": 1}))
    found = (Found("a", 0, 9), Found("b", 0, 9), Found("a", 9, 18), Found("c", 0, 9))
    assert [n for n, _ in rank_items(case, found)] == ["a", "b", "c"]
    assert retrieval_rows([case], [Response("x", retrieved=found)])["RR@10"] == [0.5]
