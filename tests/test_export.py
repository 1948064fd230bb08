"""Exports carry quote, document and page, escape everything, and other tools can read them."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.records import Source, Span
from retrieval.export import (
    answer_to_bibtex,
    answer_to_csl_json,
    answer_to_markdown,
    citation_keys,
    escape_bibtex,
    escape_markdown,
)
from retrieval.records import (
    Answer,
    Citation,
    Match,
    Relation,
    ShortAnswer,
    Statement,
    Support,
    Viewpoint,
)

BOOK = Source(
    id="a" * 64, path="/home/me/secret/quay.pdf", title="Quays & Moles", authors=("Ana de Kara",),
    publisher="Sulen Press", published="2024-07-11", genre="book", tags=("citekey:deKara24",),
    url="https://example.org/a_b", language="en",
)  # fmt: skip
NEWS = Source(
    id="b" * 64, path="/d/x.txt", title="Port {closed}", authors=("Human Rights Watch",),
    publisher="The Wire", published="2023-05", genre="news",
)  # fmt: skip


def answer(*cited: Citation, **fields) -> Answer:
    one = Statement("Nobody paid.", "Kara (2024): ", Span(0, 25), cited, Support.QUOTED)
    return Answer("Who paid?", "Kara (2024): Nobody paid. [1]", statements=(one,), **fields)


def quote(source: Source = BOOK, text: str = "Nobody paid.", marker: int = 1, **fields) -> Citation:
    return Citation(source, Span(0, len(text)), text, marker=marker, **fields)


def test_a_footnote_holds_quote_document_and_page():
    text = answer_to_markdown(answer(quote(page=4, page_label="xii", section=("One", "Two"))))
    [note] = re.findall(r"^\[\^(v[0-9a-f]{6}-1)\]: (.*)$", text, re.MULTILINE)
    assert f"Kara (2024): Nobody paid.[^{note[0]}]" in text
    assert note[1] == (
        r"“Nobody paid.” — Ana de Kara, *Quays \& Moles*, Sulen Press, 11 July 2024, p. xii, "
        r"§ One › Two, quay.pdf."
    )
    assert "secret" not in text


def test_short_answers_and_notices_are_exported():
    cited = quote()
    text = answer_to_markdown(
        answer(
            cited,
            short_answers=(ShortAnswer("No*body", (cited,), ("Kara", "Demir")),),
            notices=("Also searched “Quay”.", "1 statement was left out."),
        )
    )
    assert re.search(r"^\*\*No\\\*body\*\* \(Kara, Demir\)\[\^v\w{6}-1\]$", text, re.MULTILINE)
    assert "\nAlso searched “Quay”.\n" in text
    assert "left out" in text
    left = answer_to_markdown(
        answer(cited, left_out=answer(cited).statements, notices=("1 statement was left out.",))
    )
    assert left.count("left out") == 1


def test_ids_differ_between_answers_and_each_note_stands_once():
    one, two = answer(quote(), quote()), Answer("Else?", "x", statements=answer(quote()).statements)
    ids = [re.findall(r"^\[\^(.*?)\]:", answer_to_markdown(a), re.MULTILINE) for a in (one, two)]
    assert len(ids[0]) == len(ids[1]) == 1
    assert ids[0] != ids[1]


def test_what_is_not_proved_says_so():
    weak = Statement("Nobody paid.", "", Span(0, 12), (quote(),), Support.PARTIAL)
    lost = Citation(NEWS, None, "never said", marker=2, match=Match.NOT_LOCATED)
    bad = Statement("It closed.", "", Span(0, 10), (lost,), Support.UNSUPPORTED)
    view = Viewpoint(("Kara",), "Nobody paid", (0, 7), second_hand=True)
    text = answer_to_markdown(
        Answer(
            "Q", statements=(weak, bad), viewpoints=(view,), unanswered=("Why?",), left_out=(bad,)
        )
    )
    for said in (
        "*(partly backed by the quote)*",
        "*(not backed by the quote)*",
        "— not found in the source —",
        "Kara (second-hand): “Nobody paid”",
        "The documents don't say: Why?",
        "1 statement was left out",
    ):
        assert said in text
    assert "The documents don't say." in answer_to_markdown(Answer("Q", abstained=True))


def test_hostile_text_stays_text():
    from markdown_it import MarkdownIt

    evil = (
        "# h\n- ![x](http://e.vil/i.png) <script>alert(1)</script> [a](b) `c` **d** ${1} [^v-1]: |"
    )
    text = answer_to_markdown(answer(quote(text=evil)))
    html = MarkdownIt("commonmark").render(text)
    body = html.split("</h2>", 1)[1]
    assert "<script" not in html
    assert "<img" not in html
    assert "<a " not in html
    assert "<code" not in html
    assert "<h1" not in body
    assert "&lt;script&gt;" in html


@settings(deadline=None)
@given(st.text(max_size=60))
def test_escaped_markdown_reads_as_written(text):
    from markdown_it import MarkdownIt

    html = MarkdownIt("commonmark").render("x " + escape_markdown(text))
    assert not re.search(r"<(?!/?p>)", html)


def test_bibtex_is_read_back_by_another_parser():
    bibtexparser = pytest.importorskip("bibtexparser")
    library = bibtexparser.parse_string(answer_to_bibtex(answer(quote(), quote(NEWS, marker=2))))
    assert not library.failed_blocks
    book, news = library.entries
    assert (book.key, book.entry_type) == ("deKara24", "book")
    assert book["author"] == "de Kara, Ana"
    assert book["title"] == r"{Quays \& Moles}"
    assert book["publisher"] == "Sulen Press"
    assert book["year"] == "2024"
    assert book["file"] == "quay.pdf"
    assert news.entry_type == "article"
    assert news["author"] == "{Human Rights Watch}"
    assert news["journal"] == "The Wire"
    assert news.key == "watch2023port"


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet='ab{}\\$&#_%~^"@,= \n', max_size=30))
def test_no_text_breaks_a_bibtex_entry(text):
    import bibtexparser

    source = Source(id="a" * 64, title=text or "x", authors=(text,) if text.strip() else ())
    library = bibtexparser.parse_string(answer_to_bibtex(answer(quote(source))))
    assert not library.failed_blocks
    assert len(library.entries) == 1
    bare = re.sub(r"\\[{}]", "", escape_bibtex(text))
    assert bare.count("{") == bare.count("}")


def test_csl_json_names_types_and_dates():
    book, news = json.loads(answer_to_csl_json(answer(quote(), quote(NEWS, marker=2))))
    assert book == {
        "id": "deKara24",
        "type": "book",
        "title": "Quays & Moles",
        "author": [{"family": "de Kara", "given": "Ana"}],
        "issued": {"date-parts": [[2024, 7, 11]]},
        "publisher": "Sulen Press",
        "URL": "https://example.org/a_b",
        "language": "en",
        "note": "quay.pdf",
    }
    assert news["author"] == [{"literal": "Human Rights Watch"}]
    assert news["container-title"] == "The Wire"
    assert news["issued"] == {"date-parts": [[2023, 5]]}


def test_only_used_sources_and_nothing_for_nothing():
    assert answer_to_bibtex(Answer("Q")) == ""
    assert json.loads(answer_to_csl_json(Answer("Q"))) == []
    assert "Wire" not in answer_to_bibtex(answer(quote()))
    used = answer(quote())
    assert used.to_bibtex() == answer_to_bibtex(used)
    assert used.to_csl_json() == answer_to_csl_json(used)
    assert used.to_markdown() == answer_to_markdown(used)


def test_keys_are_unique_and_given_ones_win():
    same = [
        Source(id=str(i), title="Ports", authors=("Ana Kara",), published="2024") for i in range(30)
    ]
    keyed = Source(id="k", tags=("citekey:kara2024ports",))
    bad = Source(id="x", tags=("citekey:a b}",), title="", authors=())
    keys = citation_keys([*same, keyed, bad])
    assert len({k.lower() for k in keys.values()}) == 32
    assert keys["k"] == "kara2024ports"
    assert re.fullmatch(r"[\w]+", keys["x"])


def test_what_differs_stands_apart_from_other_matters_and_the_undecided():
    kinds = (Relation.SAME, Relation.DIFFERENT, Relation.OTHER_MATTER, None)
    views = tuple(
        Viewpoint((f"Holder {n}",), f"phrase {n}", (0,), relation)
        for n, relation in enumerate(kinds)
    )
    text = answer_to_markdown(Answer("Q", statements=answer(quote()).statements, viewpoints=views))
    heads = [line.strip("*") for line in text.splitlines() if line.startswith("**")]
    assert heads == [
        "Where the sources differ",
        "Another matter (other date or scope)",
        "Also said (whether it differs is not decided)",
    ]
    order = [text.index(mark) for mark in (heads[0], "phrase 1", heads[1], "phrase 2", heads[2])]
    assert order == sorted(order)
    alone = Answer("Q", statements=answer(quote()).statements, viewpoints=(views[0], views[3]))
    assert answer_to_markdown(alone).count("**") == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [("5. Aim", "5\\. Aim"), ("2) Aim", "2\\) Aim"), ("- x", "\\- x"), ("1994 was", "1994 was")],
)
def test_what_would_open_a_list_is_escaped_at_its_sign(text, shown):
    assert escape_markdown(text) == shown
