"""Same, different, another matter, undecided: no dispute is invented."""

import time

import pytest
from answer_records import SameVerdict, source, statement

from index.records import Span
from retrieval.query import split_parts
from retrieval.records import Mode, Relation, Speaker
from retrieval.viewpoints import find_viewpoints, relate

LANTERN = source("a", title="Our levy", authors=("Marta Ellend",), published="2021")
PRESS = source("b", title="Ministry statement", publisher="Ministry")


def test_different_answers_of_the_type_asked_for():
    one = statement("The Guild paid 11 million crowns.", LANTERN)
    two = statement("The Guild paid 9 million crowns.", PRESS)
    views = find_viewpoints([one, two], ["11 million crowns", "9 million crowns"])
    assert [v.relation for v in views] == [Relation.SAME, Relation.DIFFERENT]
    assert [v.phrase for v in views] == ["11 million crowns", "9 million crowns"]


def test_equal_answers_are_one_viewpoint_with_both_holders():
    one = statement("The Guild paid 11 million crowns.", LANTERN)
    two = statement("It paid eleven million crowns.", PRESS)
    (view,) = find_viewpoints([one, two], ["11 million crowns", "11 million crowns"])
    assert view.statements == (0, 1)
    assert len(view.holders) == 2


def test_other_years_are_another_matter():
    one = statement("In 2017 the dues brought in 3 million crowns.", LANTERN)
    two = statement("In 2019 the dues brought in 2 million crowns.", PRESS)
    short = ("3 million crowns", "2 million crowns")
    assert relate(one, two, short, None) is Relation.OTHER_MATTER


def test_without_a_verdict_nothing_is_a_dispute():
    one = statement("The Ministry let the north breakwater rot.", LANTERN)
    two = statement("The Ministry inspected the north breakwater every year.", PRESS)
    assert relate(one, two, (None, None), None) is None
    assert relate(one, two, (None, None), SameVerdict(contradicted=0.5)) is None
    assert relate(one, two, (None, None), SameVerdict(contradicted=0.95)) is Relation.DIFFERENT


def test_a_contradiction_needs_shared_matter():
    one = statement("The ferry runs twice a day in winter.", LANTERN)
    two = statement("Apples were dear that spring.", PRESS)
    assert relate(one, two, (None, None), SameVerdict(contradicted=0.99)) is None


def test_entailment_both_ways_is_the_same():
    one = statement("The Guild paid for the harbour.", LANTERN)
    two = statement("The harbour was paid for by the Guild.", PRESS)
    assert relate(one, two, (None, None), SameVerdict(entailed=0.9)) is Relation.SAME


def test_one_holder_alone_makes_no_viewpoints():
    one = statement("The Guild paid 11 million crowns.", LANTERN)
    assert find_viewpoints([one], ["11 million crowns"]) == ()
    assert find_viewpoints([], []) == ()


def test_a_side_heard_through_another_is_second_hand():
    speaker = Speaker("the Minister", mode=Mode.SAYS, span=Span(0, 12))
    one = statement("The levy covered it.", LANTERN)
    two = statement("The Minister said the state paid.", LANTERN, attribution=(speaker,))
    views = find_viewpoints([one, two], [None, None])
    assert [v.second_hand for v in views] == [False, True]


def test_answers_to_different_parts_are_another_matter():
    first, second = split_parts("When was the wall built, and when did the wall fall?")
    one = statement("The wall was built in 1931.", LANTERN)
    two = statement("The wall fell in 1957.", PRESS)
    views = find_viewpoints([one, two], ["1931", "1957"], parts=[first, second])
    assert [v.relation for v in views] == [Relation.SAME, Relation.OTHER_MATTER]


def test_undecided_statements_of_one_holder_are_one_viewpoint():
    one = statement("The Ministry let the north breakwater rot.", LANTERN)
    two = statement("Apples were dear that spring.", PRESS)
    three = statement("The cider press was sold.", PRESS)
    views = find_viewpoints([one, two, three], [None, None, None])
    assert [v.statements for v in views] == [(0,), (1, 2)]
    assert [v.relation for v in views] == [Relation.SAME, None]


def test_a_conflict_inside_one_document_counts():
    one = statement("The levy began in 1999.", LANTERN)
    two = statement("The levy began in 2001.", LANTERN)
    part = split_parts("When did the levy begin?")[0]
    views = find_viewpoints([one, two], [None, None], parts=[part, part])
    assert [v.relation for v in views] == [Relation.SAME, Relation.DIFFERENT]


def test_an_author_and_a_citer_of_the_author_count_once():
    cited = Speaker("Marta Ellend", "(Ellend 2021: 4)", work=LANTERN.id, span=Span(0, 4))
    one = statement("The levy began in 1999.", LANTERN)
    two = statement("The levy began in 1999.", PRESS, attribution=(cited,))
    three = statement("The levy began in 2001.", source("c", title="A third"))
    views = find_viewpoints([one, two, three], ["1999", "1999", "2001"])
    assert [v.holders for v in views] == [("Ellend",), ("A third",)]


def test_names_that_mean_the_same_are_no_dispute():
    one = statement("Ondal paid for the harbour of Liskhamn.", LANTERN)
    two = statement("The harbour of Port Lisk was paid for by Ondal.", PRESS)
    part = split_parts("Who paid for the harbour?")[0]
    aliases = (("Port Lisk", "Liskhamn"),)
    assert relate(one, two, (None, None), None, part=part, aliases=aliases) is Relation.SAME


@pytest.mark.parametrize(
    ("question", "one", "two", "relation"),
    [
        (
            "How much did the city borrow?",
            "The city borrowed 4 million florins for the waterworks.",
            "The city borrowed 6 million florins for the tramway.",
            Relation.OTHER_MATTER,
        ),
        (
            "Who owns the quarry?",
            "The quarry is owned by Stonewell Ltd.",
            "The quarry belongs to the Orm family, who own Stonewell Ltd.",
            None,
        ),
        (
            "Who founded the observatory?",
            "The observatory was founded by Lise Oran.",
            "It was the Academy of Varn Heights that founded the observatory.",
            Relation.DIFFERENT,
        ),
        (
            "When did the first train reach Tolmar?",
            "The first train reached Tolmar on 2 June 1866.",
            "The first train did not reach Tolmar until 1869.",
            Relation.DIFFERENT,
        ),
        (
            "Who shot the consul?",
            "The consul was shot by a fisher.",
            "The tax on salt, not a man, shot the consul.",
            None,
        ),
        (
            "What was the population of Esk in 1900?",
            "In 1900 Esk had a population of 12,000.",
            "Esk had a population of 9,500 in 1900.",
            Relation.DIFFERENT,
        ),
        (
            "When was the wooden pier built?",
            "The wooden pier, built in 1882, was the pride of the town.",
            "Before 1996 Port Lisk had a wooden pier, built in 1884 and often repaired.",
            Relation.DIFFERENT,
        ),
        (
            "Who paid for the harbour?",
            "The fishers of Port Lisk paid for the harbour.",
            "In the end the harbour was paid for by the ships that used it.",
            Relation.DIFFERENT,
        ),
        (
            "Who paid for the harbour?",
            "The fishers of Port Lisk paid for the harbour.",
            "Ondal paid for Port Lisk harbour.",
            Relation.DIFFERENT,
        ),
        (
            "How much was spent on the upkeep of the walls?",
            "Between 2004 and 2020 it spent 6 million crowns on the upkeep of the two walls.",
            "The upkeep of the two walls cost 2.3 million crowns between 2004 and 2018.",
            Relation.DIFFERENT,
        ),
        (
            "Did the river freeze?",
            "The river froze in 1940.",
            "The river did not freeze in 1941.",
            None,
        ),
    ],
)
def test_relations_met_outside_the_forty_pairs(question, one, two, relation):
    part = split_parts(question)[0]
    pair = statement(one, LANTERN), statement(two, PRESS)
    assert relate(*pair, (None, None), None, part=part) is relation


@pytest.mark.parametrize("filling", ["a-b-" * 5000, "Ab " * 8000, "not " * 6000, "In 1999 " * 4000])
def test_a_sentence_without_end_is_not_read_by_rule(filling):
    began = time.perf_counter()
    part = split_parts("Who paid for the harbour?")[0]
    one = statement(f"{filling} paid for the harbour.", LANTERN)
    two = statement(f"The Guild paid for the harbour {filling}.", PRESS)
    assert relate(one, two, (None, None), None, part=part) is None
    assert time.perf_counter() - began < 60  # a guard against hanging, not a figure


def related_views(question, *said, **fields):
    part = split_parts(question)[0]
    statements = [statement(text, where) for text, where in said]
    none = [None] * len(said)
    return find_viewpoints(statements, none, parts=[part] * len(said), **fields)


THIRD = source("c", title="A third")


def test_a_third_side_that_differs_from_the_second_only_is_seen():
    views = related_views(
        "When did the levy begin?",
        ("The levy was long overdue.", LANTERN),
        ("The levy began in 1999.", PRESS),
        ("The levy began in 2001.", THIRD),
    )
    assert [v.relation for v in views] == [Relation.SAME, Relation.DIFFERENT, None]
    assert [v.statements for v in views] == [(1,), (2,), (0,)]


def test_disputes_about_two_parts_are_both_seen():
    first, second = split_parts("When was the wall built, and when did the wall fall?")
    said = [
        statement("The wall was built in 1931.", LANTERN),
        statement("The wall fell in 1957.", LANTERN),
        statement("The wall was built in 1941.", PRESS),
        statement("The wall fell in 1962.", PRESS),
    ]
    views = find_viewpoints(said, [None] * 4, parts=[first, second, first, second])
    assert [v.relation for v in views][1:] == [Relation.DIFFERENT] * 3


def test_one_that_contradicts_a_later_member_does_not_join_a_group():
    views = related_views(
        "How much did the wall cost?",
        ("The wall cost about 40 crowns.", LANTERN),
        ("The wall cost 40 crowns.", PRESS),
        ("The wall cost 60 crowns.", THIRD),
    )
    assert Relation.DIFFERENT in {v.relation for v in views}
    assert all(set(v.statements) & {0, 1} == set() for v in views if 2 in v.statements)


def test_a_conflict_inside_one_document_names_its_sections():
    said = [
        statement("The levy began in 1999.", LANTERN, section=("Our levy", "Costs")),
        statement("The levy began in 2001.", LANTERN, section=("Our levy", "Preface")),
    ]
    part = split_parts("When did the levy begin?")[0]
    views = find_viewpoints(said, [None, None], parts=[part, part])
    assert [v.holders for v in views] == [("Ellend, § Costs",), ("Ellend, § Preface",)]
    paged = [
        statement("The levy began in 1999.", LANTERN, page=3),
        statement("The levy began in 2001.", LANTERN, page=9),
    ]
    views = find_viewpoints(paged, [None, None], parts=[part, part])
    assert [v.holders for v in views] == [("Ellend, p. 3",), ("Ellend, p. 9",)]


def test_a_holder_on_both_sides_is_named_with_sections_among_others():
    said = [
        statement("The levy began in 1999.", PRESS),
        statement("The levy began in 1999.", LANTERN, section=("Costs",)),
        statement("The levy began in 2001.", LANTERN, section=("Preface",)),
        statement("Apples were dear that spring.", LANTERN, section=("Weather",)),
    ]
    part = split_parts("When did the levy begin?")[0]
    views = find_viewpoints(said, [None] * 4, parts=[part] * 4)
    assert views[0].holders[1:] == ("Ellend, § Costs",)
    assert views[1].holders == ("Ellend, § Preface",)
    assert views[2].holders == ("Ellend",)


def test_what_is_only_supposed_denies_nothing():
    part = split_parts("Did the south arm survive the storm?")[0]
    one = statement("The south arm met the same waves, and the south arm stood.", LANTERN)
    two = statement("That would be decisive if the south arm had not stood.", PRESS)
    assert relate(one, two, (None, None), None, part=part) is not Relation.DIFFERENT
    assert relate(one, two, (None, None), None) is not Relation.DIFFERENT


def test_sections_are_named_only_where_one_holder_differs_from_himself():
    said = [
        statement("The levy began in 1999.", LANTERN, section=("Costs",)),
        statement("The levy began in 2001.", PRESS, section=("News",)),
    ]
    part = split_parts("When did the levy begin?")[0]
    views = find_viewpoints(said, [None, None], parts=[part, part])
    assert all("§" not in name for v in views for name in v.holders)


def test_a_verifier_is_asked_about_no_pair_twice():
    asked = []

    class Counting(SameVerdict):
        def judge(self, pairs):
            asked.append(len(pairs))
            return super().judge(pairs)

    said = [statement(f"Boat {n} of the guild left port.", LANTERN) for n in range(12)]
    find_viewpoints(said, [None] * 12, Counting())
    assert sum(asked) <= 2 * 12 * 11 / 2


def test_one_thing_asked_of_two_holders_is_compared():
    first, second = split_parts("Do Ellend and the Ministry agree on when the levy began?")
    one = statement("The levy began in 1999.", LANTERN)
    two = statement("The levy began in 2001.", PRESS)
    views = find_viewpoints([one, two], ["1999", "2001"], parts=[first, second])
    assert [v.relation for v in views] == [Relation.SAME, Relation.DIFFERENT]


def test_what_several_hold_stands_before_what_one_holds():
    texts = ("The levy began in 1999.", "Cider was dear.", "Nets were mended.", "Nets were mended!")
    sources = (LANTERN, PRESS, source("c", title="A third"), source("d", title="A fourth"))
    said = [statement(t, s) for t, s in zip(texts, sources, strict=True)]
    views = find_viewpoints(said, [None] * 4)
    assert [v.statements for v in views] == [(0,), (2, 3), (1,)]


def test_a_copy_with_a_name_described_is_no_dispute():
    sure = SameVerdict(contradicted=0.99)
    one = statement("Since then I have listened to people in Aldmere explain the harbour.", LANTERN)
    two = statement(
        "Since then I have listened to people in the capital explain the harbour.", PRESS
    )
    three = statement("Since then I have listened to people in Varn explain the harbour.", PRESS)
    four = statement("Since then I have never listened to people in Aldmere explain it.", PRESS)
    assert relate(one, two, (None, None), sure) is None
    assert relate(one, three, (None, None), sure) is Relation.DIFFERENT
    assert relate(one, four, (None, None), sure) is Relation.DIFFERENT


@pytest.mark.parametrize(
    ("one", "two", "relation"),
    [
        ("The levy on herring brought in 7 million crowns between 1999 and 2011.",
         "The levy brought in 11 million crowns.", Relation.DIFFERENT),
        ("The levy began in 1999.", "In fact the levy began in 2001.", Relation.DIFFERENT),
        ("The levy began in 1999.", "The levy was begun on 1 January 1999.", Relation.SAME),
        ("The levy brought in 7 million crowns.", "The levy of 1950 brought in 90,000 crowns.",
         None),
        ("The levy brought in 7 million crowns.", "The dues brought in 9 million crowns.", None),
        ("The chairman of the levy board earned 4,000 crowns.",
         "The treasurer of the levy board earned 2,000 crowns.", None),
    ],
)  # fmt: skip
def test_sums_and_dates_of_a_matter_are_compared_where_a_difference_is_asked_for(
    one, two, relation
):
    part = split_parts("Where do the sources differ on the levy?")[0]
    found = relate(statement(one, LANTERN), statement(two, PRESS), (None, None), None, part=part)
    assert found is relation or (relation is None and found is Relation.OTHER_MATTER)


def test_a_deed_and_its_elliptic_denial_are_a_dispute():
    (part,) = split_parts("Who paid for the mole at Varn?")
    guild = "The Fishers' Guild paid for the mole at Varn, and the Harbour Council did not."
    council = "The Harbour Council paid for the mole at Varn."
    statements = [statement(council, PRESS), statement(guild, LANTERN)]
    views = find_viewpoints(statements, [None, None], parts=[part, part])
    assert [v.relation for v in views] == [Relation.SAME, Relation.DIFFERENT]
    other = statement("The Harbour Council sold the quay.", PRESS)
    assert relate(other, statements[1], (None, None), None) is None


def test_years_of_references_are_no_dates_of_the_deed():
    (part,) = split_parts("When did the mole collapse?")
    cited = statement("The mole collapsed in 1957 (Sorn 2003: 4; Broers 2019: 20).", LANTERN)
    plain = statement("The mole collapsed in 1957 after a storm.", PRESS)
    assert relate(cited, plain, (None, None), None, part=part) is Relation.SAME
    later = statement("The mole collapsed in 1961 (Sorn 2003: 4).", PRESS)
    assert relate(cited, later, (None, None), None, part=part) is Relation.DIFFERENT


def test_a_name_of_the_question_that_both_titles_hold_need_not_be_said_again():
    (part,) = split_parts("Who designed the dam at Orsk?")
    one, two = "Ulf Karsten designed the dam.", "Tilda Orm designed the dam."
    here, there = source("a", title="The Dam at Orsk"), source("b", title="Orsk and its dam")
    elsewhere = source("c", title="The Dam at Vell")
    assert relate(statement(one, here), statement(two, there), (None, None), None, part=part) is (
        Relation.DIFFERENT
    )
    assert relate(
        statement(one, here), statement(two, elsewhere), (None, None), None, part=part
    ) is (None)


def test_who_says_so_behind_a_clause_is_no_part_of_it():
    (part,) = split_parts("Is the wall safe?")
    one = statement("The wall is safe, the engineers said.", LANTERN)
    two = statement("The wall is not safe, the dockers said.", PRESS)
    assert relate(one, two, (None, None), None, part=part) is Relation.DIFFERENT


def test_one_cause_of_a_thing_and_of_its_contrary_is_no_agreement():
    (part,) = split_parts("Why did the wall fall?")
    one = statement("The wall fell because it was built on sand.", LANTERN)
    two = statement("The wall did not fall because it was built on sand.", PRESS)
    assert relate(one, two, (None, None), None, part=part) is Relation.DIFFERENT


def test_what_another_paid_is_no_other_answer():
    """The Guild's sums differ from the city's, and from each other, and are no dispute on it."""
    (part,) = split_parts("How much did the city pay?")
    said = [
        statement("The city paid 140 million crowns.", LANTERN),
        statement("The Guild paid 40 million crowns towards the wall.", PRESS),
        statement("The Union paid 72 million crowns towards the wall.", source("c", title="No")),
    ]
    short = ["140 million crowns", "40 million crowns", "72 million crowns"]
    views = find_viewpoints(said, short, parts=[part] * 3)
    assert views[0].statements == (0,)
    assert Relation.DIFFERENT not in {view.relation for view in views}
    # Asked of nobody, the two sums are a dispute.
    (own,) = split_parts("How much was paid towards the wall?")
    assert relate(said[1], said[2], (short[1], short[2]), None, part=own) is Relation.DIFFERENT
