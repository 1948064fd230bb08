"""Rendering: groups, chips, words, and text that wants to be markup."""

from __future__ import annotations

import random
import re
import string
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from index.records import Passage, Source, Span
from retrieval.citing import compose_text
from retrieval.records import (
    Answer,
    Citation,
    Coverage,
    Match,
    Mode,
    Outcome,
    Reason,
    Relation,
    ShortAnswer,
    Speaker,
    Statement,
    Support,
    Viewpoint,
)
from ui.arranging import arrange, shorten, shown, term_totals
from ui.phrases import DIFFER, EACH_SAYS, NONE_DIFFER, SUPPORT, chain_of, locate, plural, verdict_of
from ui.rendering import answer_markdown, escape_markdown, statement_markdown, summary_line
from ui.terminal import answer_text, clean

KARA = Source("a" * 64, path="/docs/kara.txt", title="Two Banks", authors=("Ada Kara",),
              published="2024-03")  # fmt: skip
ROON = Source("b" * 64, path="/docs/roon.txt", title="The Toll", authors=("Bo Roon",))
HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "${alert(1)} ${1+1}",
    "{{constructor.constructor('alert(1)')()}}",
    "![pixel](https://evil.example/p.png)",
    "[click](https://evil.example/) <https://evil.example/>",
    "https://evil.example/ www.evil.example a@evil.example",
    "`code` ```mermaid graph``` ~~~",
    "$x^2$ $$\\frac{1}{2}$$ \\(a\\) \\[b\\]",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "> quote",
    "a | b | c",
    "| --- | --- |",
    "**bold** _it_ ~~gone~~ [^1]: note",
    "&lt;b&gt; &#60;i&#62; &amp;",
    "[ref]: https://evil.example 'x'",
    "\\*not escaped\\*",
    "line one\n\n# line two\n- three\n    indented code",
    "---",
    "===",
    ": definition",
    "<!-- comment --> <?php ?> <![CDATA[x]]>",
    "<svg onload=alert(1)>",
    "<iframe src=//evil.example></iframe>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "[x](javascript:alert(1)) ![a](data:image/svg+xml,<svg/onload=alert(1)>)",
    "<style>*{background:url(//evil.example/s)}</style>",
    "<a href='#cite-a1-1' onclick=alert(1)>x</a>",
    "</details></span></div><img src=x onerror=alert(1)>",
    "&lt;img src=x onerror=alert(1)&gt; %3Cimg src=x%3E",
    "\\begin{equation}x\\end{equation} <thinking>t</thinking>",
    "```js\nalert(1)\n```",
    "\u202egnp.exe\u202c \x1b[31mred\x07",
]


def cite(source, quote, marker=0, start=0, **fields):
    return Citation(source, Span(start, start + len(quote)), quote, marker=marker, **fields)


def say(text, *citations, lead_in="", support=Support.QUOTED, reason=None):
    return Statement(text, lead_in, Span(0, 0), citations, support, reason)


def make(*statements, **fields):
    text, placed = compose_text(statements)
    return Answer("Who paid?", text=text, statements=placed, **fields)


@pytest.fixture
def differing():
    one = say("The guild paid.", cite(KARA, "The guild paid."), lead_in="Kara (2024): ")
    two = say("The king paid.", cite(ROON, "The king paid."), lead_in="Roon: ")
    three = say("It was dear.", cite(ROON, "It was dear.", start=40), lead_in="Roon: ")
    answer = make(one, two, three)
    views = (
        Viewpoint(("Kara", "Ellis"), "The guild paid.", (0,)),
        Viewpoint(("Roon",), "The king paid.", (1,), Relation.DIFFERENT, second_hand=True),
        Viewpoint(("Roon",), "It was dear.", (2,)),
    )
    return replace(answer, viewpoints=views)


def visible(markdown: str) -> str:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(markdown)
    text = re.sub(r"<[^>]*>", "", html)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text.strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_shows_as_itself_and_makes_no_element(text):
    html = MarkdownIt("gfm-like", {"linkify": False}).render(escape_markdown(text))
    assert set(re.findall(r"<(\w+)", html)) <= {"p"}
    expected = " ".join(re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", " ", text).split())
    assert visible(escape_markdown(text)) == expected


def test_addresses_are_not_made_links_by_those_who_look_for_them():
    safe = escape_markdown("see https://evil.example and WWW.evil.example and a@evil.example")
    assert not re.search(r"https?://|www\.|@", safe, re.I)


def test_any_text_shows_as_itself():
    signs = string.printable + "“”’—…äж漢🙂"
    source = random.Random(7)
    for _ in range(400):
        text = "".join(source.choice(signs) for _ in range(source.randint(0, 40)))
        expected = " ".join(re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", " ", text).split())
        assert visible(escape_markdown(text)) == expected, text


def test_a_chip_is_a_plain_link_with_place_and_verdict():
    citation = cite(KARA, "The guild paid.", page=3, section=("Money",))
    answer = make(say("The guild paid.", citation, lead_in="Kara (2024): "))
    markdown = answer_markdown(answer, "a1")
    assert (
        '[1](#cite-a1-1 "Two Banks, p. 3, Money - quoted word for word; found in the source")'
        in (markdown)
    )


def test_a_title_cannot_break_out_of_its_chip():
    bad = replace(KARA, title='x" onmouseover="alert(1)](https://evil.example) <b> `')
    markdown = answer_markdown(make(say("Paid.", cite(bad, "Paid."))), "a1")
    html = MarkdownIt("gfm-like", {"linkify": False}).render(markdown)
    links = re.findall(r"<a href=\"([^\"]*)\"", html)
    assert links == ["#cite-a1-1"]
    assert "<b>" not in html
    assert not re.search(r"<a [^>]*onmouseover=\"", html)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_fields_anywhere_make_no_element_of_their_own(text):
    source = replace(KARA, title=text, authors=(text,))
    speaker = Speaker(text, reference=text, mode=Mode.QUOTES, span=Span(0, 1))
    citation = cite(source, text or "x", section=(text,), attribution=(speaker,))
    answer = replace(
        make(say(text, citation, lead_in=f"{text}: ")),
        rewritten=text,
        short_answers=(ShortAnswer(text, (replace(citation, marker=1),), (text,)),),
        viewpoints=(Viewpoint((text,), text, (0,)), Viewpoint((text, "b"), text, (0,))),
        unanswered=(text,),
        nearest=(Passage(source, Span(0, len(text)), text, section=(text,)),),
        coverage=(Coverage(source.id, Outcome.SPEAKS, {text: 2}),),
        notices=(text,),
        engine=text,
    )
    html = MarkdownIt("gfm-like", {"linkify": False}).render(
        answer_markdown(answer, "a1", {source.id: text})
    )
    allowed = (
        "p a em strong ul li h3 blockquote table thead tbody tr th td br hr details summary".split()
    )
    assert set(re.findall(r"<(\w+)", html)) <= set(allowed)
    assert set(re.findall(r"href=\"([^\"]*)\"", html)) == {"#cite-a1-1"}


def test_sources_that_differ_are_grouped_and_the_undecided_stand_apart(differing):
    sections = arrange(differing)
    assert [s.title for s in sections] == [
        "Where the sources differ",
        "Also said (whether it differs is not decided)",
    ]
    first = sections[0]
    assert first.groups[0].heading == "Kara and Ellis"
    assert first.groups[0].note == "said by 2 of 3"
    assert first.groups[1].note == "second-hand"
    shown_once = [s for section in sections for g in section.groups for s in g.statements]
    assert sorted(s.text for s in shown_once) == sorted(s.text for s in differing.statements)


def test_who_contradicts_himself_is_counted_once(differing):
    first, *rest = differing.viewpoints
    own = ["Kara, § Costs", "Kara, § Preface", "Ellis"]
    views = (replace(first, holders=tuple(own[::2])), replace(rest[0], holders=(own[1],)))
    group = arrange(replace(differing, viewpoints=views))[0].groups[0]
    assert group.note.startswith("said by 2 of 2")


def test_every_statement_is_shown_once_whatever_the_viewpoints(differing):
    for views in ((), differing.viewpoints[:1], differing.viewpoints[:2], differing.viewpoints):
        sections = arrange(replace(differing, viewpoints=views))
        texts = [s.text for section in sections for g in section.groups for s in g.statements]
        assert sorted(texts) == sorted(s.text for s in differing.statements)


def test_another_matter_is_no_dispute():
    one = say("It cost 4 crowns in 1950.", cite(KARA, "It cost 4 crowns in 1950."))
    two = say("It cost 9 crowns in 1990.", cite(ROON, "It cost 9 crowns in 1990."))
    views = (
        Viewpoint(("Kara",), "4 crowns", (0,)),
        Viewpoint(("Roon",), "9 crowns", (1,), Relation.OTHER_MATTER),
    )
    titles = [s.title for s in arrange(replace(make(one, two), viewpoints=views))]
    assert titles == ["What each source says", "Another matter (other date or scope)"]


def test_where_a_difference_is_asked_for_and_none_was_found_the_title_says_so(differing):
    views = tuple(replace(v, relation=None) for v in differing.viewpoints)
    for question, title in (
        ("Do the sources agree on who paid?", NONE_DIFFER),
        ("Compare what Kara and Roon say about the wall.", NONE_DIFFER),
        ("Who paid?", EACH_SAYS),
    ):
        asked = replace(differing, question=question, viewpoints=views)
        assert [s.title for s in arrange(asked)] == [title]
    disputed = replace(differing, question="Do the sources agree on who paid?")
    assert arrange(disputed)[0].title == DIFFER


def test_an_abstention_shows_counts_and_nearest_passages_as_not_answering():
    passage = Passage(KARA, Span(0, 12), "A long story.", page=4)
    answer = Answer(
        "Who sang?", abstained=True, nearest=(passage,),
        coverage=(Coverage(KARA.id, Outcome.NOTHING_FOUND, {"sang": 0, "who's": 3}),
                  Coverage(ROON.id, Outcome.NOTHING_FOUND, {"sang": 0, "who's": 0})),
    )  # fmt: skip
    markdown = answer_markdown(answer, "a1", {KARA.id: "Two Banks"})
    assert markdown.startswith("**The documents don't say.**")
    assert "**sang** in none" in markdown
    assert "| Two Banks | 0 | 3 |" in markdown
    assert "**Nearest passages (they do not answer)**" in markdown
    assert "#cite-" not in markdown
    assert term_totals(answer) == {"sang": (0, 0), "who's": (3, 1)}
    terminal = answer_text(answer, names={KARA.id: "Two Banks"})
    assert "sang: 0\n" in terminal
    assert "Two Banks: who's 3" in terminal


def test_half_an_answer_names_the_other_half():
    answer = replace(make(say("Paid.", cite(KARA, "Paid."))), unanswered=("who sang?",))
    assert "**The documents don't say:** who sang?" in answer_markdown(answer, "a1")
    assert "The documents don't say: who sang?" in answer_text(answer)


def test_what_failed_is_counted_and_marked():
    weak = say("Roughly paid.", cite(KARA, "Paid."), support=Support.PARTIAL, reason=Reason.HEDGE)
    notices = ("A *note*.", "2 left out.")
    answer = replace(make(weak), left_out=(weak, weak), invented=("[9]",), notices=notices)
    markdown = answer_markdown(answer, "a1")
    assert "[1 ≈](#cite-a1-1" in markdown
    assert "partly backed by the quote (a reservation was dropped or added)" in markdown
    assert "2 statements left out: a reservation was dropped or added, 2 times." in markdown
    assert "1 marker of the model named no source." in markdown
    assert "A &#42;note&#42;." in markdown
    assert markdown.count("left out") == 1


def test_streamed_statements_have_no_chips_yet():
    assert statement_markdown(say("Paid.", cite(KARA, "Paid."), lead_in="Kara: ")) == (
        "*Kara:* Paid."
    )


def test_words_never_promise_truth(differing):
    everything = (
        " ".join(SUPPORT.values()) + answer_markdown(differing, "a") + answer_text(differing)
    )
    assert not re.search(
        r"\b(?:verified|true|fact|proven|agreed|claims|admits)\b", everything, re.I
    )


@pytest.mark.parametrize(
    ("chain", "lines"),
    [
        ((), ["Ada Kara"]),
        ((Speaker("Kara"),), ["Ada Kara"]),
        (
            (Speaker("Broers", "(2019: 96)", span=Span(3, 9)), Speaker("Kara")),
            ["Broers (2019: 96)", "cited by Ada Kara"],
        ),
        (
            (Speaker("the mayor", span=Span(3, 9)), Speaker("Kara", mode=Mode.QUOTES)),
            ["the mayor", "quoted by Ada Kara"],
        ),
        (
            (
                Speaker("Orm", span=Span(3, 9)),
                Speaker("Ek", span=Span(12, 14), mode=Mode.REJECTS),
                Speaker("Kara", mode=Mode.RELAYS),
            ),
            ["Orm", "rejected by Ek", "reported by Ada Kara"],
        ),
        ((Speaker("Kara", "(Ek 2001)"),), ["Ada Kara, citing (Ek 2001)"]),
        (
            (Speaker("Kara", mode=Mode.QUOTES),),
            ["Ada Kara quotes it; whose words they are is not certain"],
        ),
    ],
)
def test_who_says_it_runs_from_the_inside_out(chain, lines):
    citation = cite(KARA, "Paid.", attribution=chain)
    assert chain_of(citation) == [*lines, "in: Two Banks, March 2024"]


def test_an_unknown_author_is_said_to_be_unknown():
    citation = cite(replace(ROON, authors=()), "x")
    assert chain_of(citation) == ["author not known", "in: The Toll, undated"]


@pytest.mark.parametrize("match", list(Match))
@pytest.mark.parametrize("support", list(Support))
def test_every_verdict_has_words(match, support):
    words = verdict_of(cite(KARA, "x", match=match), support)
    assert words.startswith(SUPPORT[support])
    assert ("found in the source" in words) or match is not Match.EXACT


def test_a_place_says_page_and_heading_once():
    assert locate(cite(KARA, "x", page=2, page_label="ii")) == "Two Banks, p. ii"
    assert locate(cite(KARA, "x", section=("two banks",))) == "Two Banks"
    assert len(locate(cite(KARA, "x", section=("h" * 300,)))) < 110


def test_markup_is_dropped_for_reading_even_when_cut():
    assert shown("**The Tide: Everyone paid.", "text/markdown") == "The Tide: Everyone paid."
    assert shown("a **b** _c_\n d", "text/markdown") == "a b c d"
    assert shown("2 * 3 * 4", "application/pdf") == "2 * 3 * 4"


def test_counts_and_cuts():
    assert plural(1, "document") == "1 document"
    assert plural(1200, "document") == "1,200 documents"
    assert shorten("one two three", 8) == "one two …"
    assert shorten("one", 8) == "one"


def test_the_summary_counts_documents_asked_and_quoted():
    coverage = (
        Coverage("a", Outcome.SPEAKS),
        Coverage("b", Outcome.NOTHING_FOUND),
        Coverage("c", Outcome.NOT_SEARCHED),
    )
    answer = Answer("q", coverage=coverage, seconds=0.26, engine="openai:x")
    assert summary_line(answer) == "2 documents asked, 1 quoted, worded by openai:x, 0.3 s"


def test_the_terminal_gets_no_control_characters(differing, monkeypatch):
    evil = replace(KARA, title="\x1b]0;owned\x07Two\x9b31m\u202eBanks")
    answer = make(say("A\x1b[2Jb\x08.", cite(evil, "A\x1b[2Jb\x08."), lead_in="\x1b[31mK: "))
    text = answer_text(answer)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert clean("a\r\nb\tc") == "a\nb\tc"


def test_colour_only_on_a_terminal_that_wants_it(differing, monkeypatch):
    import io

    from ui.terminal import Printer

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1m" in answer_text(differing, out=Printer(Terminal()))
    assert "\x1b" not in answer_text(differing, out=Printer(io.StringIO()))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in answer_text(differing, out=Printer(Terminal()))


def test_a_title_that_stands_for_a_name_is_in_quotes():
    tale = Source("c" * 64, path="/docs/tale.txt", title="Who Paid? A Reckoning")
    both = (cite(KARA, "The guild paid."), cite(tale, "The guild paid."))
    other = say("The king paid.", cite(ROON, "The king paid."), lead_in="Roon: ")
    views = (
        Viewpoint(("Kara", tale.title), "The guild paid.", (0,)),
        Viewpoint(("Roon",), "The king paid.", (1,), Relation.DIFFERENT),
    )
    short = ShortAnswer("the guild", both, ("Kara", tale.title))
    answer = replace(
        make(say("The guild paid.", *both), other), viewpoints=views, short_answers=(short,)
    )
    heading = "Kara and “Who Paid? A Reckoning”"
    assert arrange(answer)[0].groups[0].heading == heading
    assert answer_markdown(answer, "a1").count(heading) == 2
    assert answer_text(answer).count(heading) == 2


def test_words_are_counted_in_words():
    coverage = (
        Coverage("a", Outcome.NOTHING_FOUND, {"toll": 1, "ferry": 2, "moon": 0}),
        Coverage("b", Outcome.NOTHING_FOUND, {"toll": 0, "ferry": 1, "moon": 0}),
    )
    shown = answer_markdown(Answer("Which?", abstained=True, coverage=coverage), "a1")
    assert "**toll** 1 time in 1 document" in shown
    assert "**ferry** 3 times in 2 documents" in shown
    assert "**moon** in none" in shown


def test_a_publisher_is_not_made_the_writer():
    paper = Source("d" * 64, path="/d/p.txt", title="The Toll", publisher="The Crier", genre="news")
    assert chain_of(cite(paper, "x"))[0] == "The Crier (author not known)"
    signed = replace(paper, genre="press_release")
    assert chain_of(cite(signed, "x"))[0] == "The Crier"
    told = cite(paper, "x", attribution=(Speaker("Roon", mode=Mode.SAYS, span=Span(0, 4)),))
    assert chain_of(told)[:2] == ["Roon", "reported by The Crier (author not known)"]
