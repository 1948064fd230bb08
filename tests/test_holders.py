"""Each voice once: who cites, copies or translates is no second one."""

from __future__ import annotations

from answer_records import source, statement

from index.records import Span
from retrieval.holders import (
    are_translated,
    holders_in,
    holders_of,
    same_in_translation,
    works_of,
)
from retrieval.records import Citation, Mode, Relation, Speaker
from retrieval.viewpoints import find_viewpoints

DAM = source("a", title="The Dam at Orsk", authors=("Mara Quill",), language="en", published="2019")
COST = "The dam at Orsk cost 4.5 million crowns in 1931."
KOSTEN = "Der Damm von Orsk kostete 1931 4,5 Millionen Kronen."
OTHER = source("c", title="A price", authors=("Jon Brell",), language="en", published="2020")


def cite(where, quote: str = COST, **fields) -> Citation:
    return Citation(where, Span(0, len(quote)), quote, **fields)


def said(name: str, **fields) -> tuple[Speaker, ...]:
    return (Speaker(name, mode=Mode.SAYS, span=Span(0, 1), **fields),)


def test_a_declared_translation_is_no_second_voice_and_no_dispute():
    damm = source("b", title="Der Damm", language="de", translation_of="The Dam at Orsk")
    assert works_of([DAM, damm])[damm.id] == DAM.id
    assert holders_of([cite(DAM), cite(damm, KOSTEN)]) == ("Quill",)
    statements = [
        statement(COST, DAM),
        statement(KOSTEN, damm),
        statement("It cost 6 million crowns in 1931.", OTHER),
    ]
    short = ["4.5 million crowns", "4,5 Millionen Kronen", "6 million crowns"]
    views = find_viewpoints(statements, short)
    assert [(v.holders, v.statements) for v in views] == [
        (("Quill",), (0, 1)),
        (("Brell",), (2,)),
    ]
    assert [v.relation for v in views] == [Relation.SAME, Relation.DIFFERENT]


def test_the_original_may_be_named_by_title_file_or_id():
    for name in ("the dam at Orsk", "a.txt", DAM.id):
        damm = source("b", title="Der Damm", language="de", translation_of=name)
        assert works_of([damm, DAM]) == {DAM.id: DAM.id, damm.id: DAM.id}


def test_two_translations_of_a_work_that_is_not_there_are_one_voice():
    one = source("b", title="Der Damm", language="de", translation_of="The Dam")
    two = source("c", title="Le barrage", language="fr", translation_of="“The Dam”")
    assert len(holders_of([cite(one), cite(two)])) == 1
    signed = source("d", title="De dam", authors=("Mara Quill",), translation_of="The Dam")
    assert holders_of([cite(one), cite(two), cite(signed)]) == ("Quill",)


def test_translations_that_name_each_other_end():
    one = source("a", title="One", language="de", translation_of="Two")
    two = source("b", title="Two", language="en", translation_of="One")
    works = works_of([one, two])
    assert works[one.id] == works[two.id]
    alone = source("a", title="One", translation_of="One")
    assert works_of([alone]) == {alone.id: alone.id}


def test_undeclared_translations_need_the_same_signature_day_and_another_language():
    works: dict[str, str] = {}
    damm = source("b", authors=("Mara Quill",), language="de", published="2019-05-04")
    assert are_translated(DAM, damm, works)
    assert not are_translated(DAM, source("b", authors=("Mara Quill",), language="de"), works)
    later = source("b", authors=("Mara Quill",), language="de", published="2020")
    assert not are_translated(DAM, later, works)
    assert not are_translated(DAM, source("b", language="de", published="2019"), works)
    same = source("b", authors=("Mara Quill",), language="en", published="2019")
    assert not are_translated(DAM, same, works)


def test_across_languages_all_figures_must_be_the_same():
    assert same_in_translation(COST, KOSTEN)
    assert not same_in_translation(COST, KOSTEN.replace("4,5", "5,4"))
    assert not same_in_translation("The Guild paid for it.", "Die Gilde bezahlte ihn.")
    assert same_in_translation("It held 12,000 boats in 1931.", "1931 fasste er 12.000 Boote.")


def test_the_same_words_unsigned_elsewhere_are_no_second_voice():
    reprint = source("b", title="The dam, reprinted")
    made = statement(COST, DAM)
    copied = type(made)(made.text, "", made.span, (cite(reprint), *made.citations), made.support)
    assert holders_in([copied]) == ("Quill",)
    unsigned = type(made)(
        made.text, "", made.span, (cite(reprint), cite(source("c", title="Cost"))), made.support
    )
    assert holders_in([unsigned]) == ("The dam, reprinted",)


def test_two_of_one_surname_are_two():
    ana = source("a", title="One", authors=("Ana Berg",))
    jon = source("b", title="Two", authors=("Jon Berg",))
    assert holders_of([cite(ana), cite(jon)]) == ("Ana Berg", "Jon Berg")
    assert holders_of([cite(ana)], [cite(ana), cite(jon)]) == ("Ana Berg",)
    assert holders_of([cite(ana), cite(OTHER, attribution=said("Berg"))]) == ("Berg",)
    initial = source("c", title="Three", authors=("A. Berg",))
    assert holders_of([cite(ana), cite(initial)]) == ("Berg",)


def test_an_entry_tells_which_of_two_is_cited():
    jon = source("b", title="Two", authors=("Jon Berg",))
    cited = cite(OTHER, attribution=said("Berg", work="Berg, A. (2011) One. Sarnet."))
    assert holders_of([cite(jon), cited]) == ("Jon Berg", "A. Berg")
    own = cite(OTHER, attribution=said("Berg", work="Berg, J. (2011) Two. Sarnet."))
    assert holders_of([cite(jon), own]) == ("Berg",)


def test_titles_and_offices_that_end_alike_are_not_one():
    old, new = source("a", title="Old works"), source("b", title="New works")
    assert holders_of([cite(old), cite(new)]) == ("Old works", "New works")
    finance = cite(DAM, attribution=said("the finance minister"))
    foreign = cite(DAM, attribution=said("the foreign minister"))
    again = cite(DAM, attribution=said("The foreign minister"))
    assert holders_of([finance, foreign, again]) == ("the finance minister", "the foreign minister")
