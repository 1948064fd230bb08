from __future__ import annotations

import html as escaping
import socket
import time
from pathlib import Path

import pytest
from corpora import contents
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import LoadError
from index.loaders import load
from index.loaders.markup import parse_html, parse_xml, read_tree
from index.records import BlockKind, Parsed

LONG = (
    "The council of the valley met on Monday and talked about the mill for three hours before it "
    "adjourned, because nobody could say who owned the water. "
)


def read(page: str | bytes, name: str = "a.html") -> Parsed:
    return load(Path(name), page.encode() if isinstance(page, str) else page)


PAGE = f"""<!doctype html><html lang="en-GB"><head><title>The Mill | Valley Post</title>
<meta property="og:site_name" content="Valley Post">
<meta property="article:published_time" content="2024-03-12T08:00:00+00:00">
<meta name="author" content="By Ada Example and Ben Sample">
<link rel="canonical" href="https://valley.example/mill">
<script>var hidden = "script words";</script><style>p {{}}</style></head>
<body><nav><ul><li><a href="/">Home page link</a></li><li>Subscribe today</li></ul></nav>
<header>Banner of the site</header>
<div class="cookie-banner" style="display: none">We use cookies on this site.</div>
<main><article>
<h1>The Mill of Lower Holm</h1>
<p>{LONG}</p>
<h2>Who owns the water&nbsp;&amp; the wheel?</h2>
<p>First part.<br>Second part on a new line, with a note<sup>12</sup> and 5<sup>th</sup>.</p>
<blockquote>
<p>We never sold the river, said the miller in a letter of 1950 to the council.</p></blockquote>
<ul><li>the upper weir and its gate</li><li>the lower weir, built later</li></ul>
<table><caption>Levies by year</caption><tr><th>Year</th><th>Levy</th></tr>
<tr><td>1950</td><td>4.5</td></tr></table>
<figure><img src="https://tracker.example/x.png">
<figcaption>The mill in winter. Photo: A. Nobody</figcaption></figure>
<p>{LONG.replace("Monday", "Tuesday")}</p>
<p hidden>Invisible words</p><p aria-hidden="true">Unseen words</p>
</article></main>
<aside>Advertisement: buy a boat now</aside>
<footer>Copyright footer words</footer></body></html>"""


def test_main_text_and_structure():
    parsed = read(PAGE)
    assert contents(parsed, BlockKind.HEADING) == [
        "The Mill of Lower Holm",
        "Who owns the water\u00a0& the wheel?",
    ]
    assert "First part.\nSecond part on a new line, with a note¹² and 5th." in contents(parsed)
    assert contents(parsed, BlockKind.QUOTE) == [
        "We never sold the river, said the miller in a letter of 1950 to the council."
    ]
    assert contents(parsed, BlockKind.LIST_ITEM) == [
        "the upper weir and its gate",
        "the lower weir, built later",
    ]
    assert contents(parsed, BlockKind.TABLE) == ["Year\tLevy", "1950\t4.5"]
    assert "The mill in winter. Photo: A. Nobody" in contents(parsed, BlockKind.CAPTION)
    for gone in (
        "script words",
        "Home page",
        "cookies",
        "Invisible",
        "Unseen",
        "Banner",
        "boat",
        "Copyright",
        "Subscribe",
    ):
        assert gone not in parsed.text


def test_declared_metadata():
    assert dict(read(PAGE).declared) == {
        "title": "The Mill",
        "authors": ("Ada Example", "Ben Sample"),
        "publisher": "Valley Post",
        "published": "2024-03-12",
        "language": "en",
        "url": "https://valley.example/mill",
    }


def test_note_marks_in_table_cells_are_no_digits():
    parsed = read("<table><tr><td>Levy</td><td>4.5<sup>1</sup></td></tr></table>")
    assert parsed.text == "Levy\t4.5¹"


DIVS = f"""<html><head><title>Mill burns down | Holm Echo</title></head><body>
<div id=top><a href=/>Holm Echo</a> <a>News</a> <a>Sport</a></div>
<div class="left"><ul class=menu><li><a href=1>Politics</a><li><a href=2>Economy</a></ul></div>
<div class="content"><h1>Mill of Holm burns to the ground</h1>
<p class=byline>By Ada Example, 12 March 2024</p>
<div class=share><a>Share this</a> <a>Tweet this</a></div>
<p>{LONG}</p><p>{LONG.replace("Monday", "Friday")}</p>
<p>{LONG.replace("Monday", "Sunday")}</p></div>
<div class=related><h3>Related articles</h3><ul><li><a href=x>Weir breaks in flood</a></li>
<li><a href=y>Council elects new head after long quarrel over rights</a></li></ul></div>
<div id=comments><h3>3 comments</h3><div class=comment><p>What a shame, I loved that mill so much
when I was a child there.</p></div></div>
<div class=footer>Copyright Holm Echo 2024. All rights reserved.</div></body></html>"""


def test_a_page_of_plain_divs_keeps_title_byline_and_article_only():
    parsed = read(DIVS)
    assert contents(parsed)[:2] == [
        "Mill of Holm burns to the ground",
        "By Ada Example, 12 March 2024",
    ]
    assert len(parsed.blocks) == 5
    assert parsed.declared["title"] == "Mill burns down"


@pytest.mark.parametrize("wrapper", ["<header>{}", "<aside>{}</aside>", "<nav>{}"])
def test_an_article_inside_page_furniture_is_not_lost(wrapper):
    body = f"<h1>The mill</h1><p>{LONG}</p><p>{LONG.replace('Monday', 'Friday')}</p>"
    parsed = read(f"<html><body>{wrapper.format(body)}</body></html>")
    assert LONG.strip() in parsed.text


def test_a_page_of_furniture_only_is_read_or_refused():
    page = "<html><body><nav><a href=x>{}</a></nav></body></html>"
    assert read(page.format("Only a link")).text == "Only a link"
    with pytest.raises(LoadError, match="readable"):
        read(page.format("<script>x</script>"))


def test_json_ld_wins_and_organisations_are_no_writers():
    page = f"""<html><head><meta name="author" content="Someone Else">
    <script type="application/ld+json">{{"@graph": [{{"@type": "WebSite", "name": "Site"}},
    {{"@type": "NewsArticle", "headline": "Mill &amp; river", "datePublished": "2024-05-01",
      "author": [{{"@type": "Person", "name": "Dr. Cora Test"}},
                 {{"@type": "Organization", "name": "Valley News"}}],
      "publisher": {{"@type": "Organization", "name": "Valley Gazette"}}}}]}}</script></head>
    <body><p>{LONG}</p></body></html>"""
    declared = read(page).declared
    assert declared["authors"] == ("Cora Test",)
    assert declared["publisher"] == "Valley Gazette"
    assert declared["published"] == "2024-05-01"
    assert declared["genre"] == "news"


@pytest.mark.parametrize(
    "author", ["Valley News Staff", "admin", "Valley Post", "webmaster@x.example"]
)
def test_no_institution_or_account_becomes_a_writer(author):
    page = PAGE.replace("By Ada Example and Ben Sample", author)
    assert "authors" not in read(page).declared


def test_a_page_where_nothing_looks_like_an_article_keeps_its_text():
    parsed = read("<p>Short.</p><div>Only a few <b>words</b> here</div>")
    assert parsed.text == "Short.\n\nOnly a few words here"


@pytest.mark.parametrize(
    "broken",
    [
        '<script type="application/ld+json">{"@type": [[[</script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">"just text"</script>',
    ],
)
def test_broken_json_ld_is_passed_over(broken):
    assert (
        "title"
        not in read(f"<html><head>{broken}</head><body><p>{LONG}</p></body></html>").declared
    )


def test_charset_declared_in_the_page():
    page = '<html><head><meta charset="windows-1251"></head><p>Мельница стоит у реки.</p></html>'
    assert "Мельница стоит у реки." in read(page.encode("cp1251")).text
    latin = '<meta charset="iso-8859-1"><p>“Café”, said the miller to us.</p>'
    assert "“Café”" in read(latin.encode("cp1252")).text


def test_nested_too_deep_is_refused_quickly():
    start = time.monotonic()
    with pytest.raises(LoadError, match="deep"):
        read("<div>" * 100_000 + "words")
    assert time.monotonic() - start < 60  # a guard against hanging, not a figure


def test_empty_and_script_only_pages_are_refused():
    with pytest.raises(LoadError, match="readable"):
        read("<html><body><script>document.write('x')</script></body></html>")


def test_no_parser_opens_a_connection(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page = PAGE.replace(
        "<!doctype html>",
        '<!DOCTYPE html [<!ENTITY x SYSTEM "http://evil.example/x">]>',
    )
    read(page.replace("First part.", "First &x; part. <iframe src='http://evil.example'></iframe>"))


def test_xml_parts_with_entities_are_refused(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    bomb = b'<!DOCTYPE a [<!ENTITY x "lol">]><a>&x;</a>'
    with pytest.raises(LoadError, match="entities"):
        parse_xml(bomb, "x.epub")
    with pytest.raises(LoadError, match="entities"):
        parse_xml(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>&x;</a>'.encode(), "x")
    with pytest.raises(LoadError):
        parse_xml("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>".encode("utf-16"), "x")


def test_page_breaks_inside_a_paragraph_are_exact():
    root = parse_html(
        '<html><body><p>Before <span role="doc-pagebreak" title="12"></span>after it.</p>'
        '<span role="doc-pagebreak" title="13"></span><p>Next page.</p></body></html>',
        "a",
    )
    reading = read_tree(root)
    assert reading.text == "Before after it.\n\nNext page."
    assert reading.page_marks == [(7, "12"), (18, "13")]


def test_lone_surrogates_become_replacement_characters():
    parsed = read("<p>One &#xD800; two three.</p>")
    parsed.text.encode("utf-8")


sentence = st.from_regex(r"[A-Z][a-zé]{2,9}( [a-zéß]{2,9}){3,12}\.", fullmatch=True)
tags = st.sampled_from(
    [
        ("<p>{}</p>", BlockKind.PARAGRAPH),
        ("<div>{}</div>", BlockKind.PARAGRAPH),
        ("<h2>{}</h2>", BlockKind.HEADING),
        ("<blockquote>{}</blockquote>", BlockKind.QUOTE),
        ("<ul><li>{}</li></ul>", BlockKind.LIST_ITEM),
        ("<pre>{}</pre>", BlockKind.CODE),
        ("<p><b>{}</b></p>", BlockKind.PARAGRAPH),
    ]
)


@given(st.lists(st.tuples(tags, sentence), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_planted_elements_are_found_exactly(planted):
    body = "".join(shape.format(escaping.escape(content)) for (shape, _), content in planted)
    reading = read_tree(parse_html(f"<html><body>{body}</body></html>", "a"))
    assert [(b.kind, b.span.of(reading.text)) for b in reading.blocks] == [
        (kind, content) for (_, kind), content in planted
    ]


_SITE = '<meta property="og:site_name" content="Valley Post">'
_HOUSE = '<meta name="author" content="Valley Water Agency">'
_REPORT = """<meta name="author" content="Ada Example"><script type="application/ld+json">
{"@type": "Report", "author": {"@type": "Organization", "name": "Inquiry into the Flood"}}
</script>"""


@pytest.mark.parametrize(
    ("head", "publisher", "authors"),
    [
        (_HOUSE, "Valley Water Agency", ()),
        (_HOUSE + _SITE, "Valley Post", ()),
        (_REPORT, "Inquiry into the Flood", ("Ada Example",)),
        ('<meta name="author" content="Valley News Desk">', None, ()),
    ],
)
def test_an_institution_as_author_is_the_publisher(head, publisher, authors):
    declared = read(f"<html><head>{head}</head><body><p>{LONG}</p></body></html>").declared
    assert declared.get("publisher") == publisher
    assert declared.get("authors", ()) == authors


_DAY = '<time datetime="2020-06-14">Sunday</time>'


@pytest.mark.parametrize(
    ("marked", "authors", "date"),
    [
        (f'<i class="byline">By <a>Ada Example</a></i> {_DAY}', ("Ada Example",), "2020-06-14"),
        (
            '<p class="meta"><b class="author">Ada Example and Ben Sample</b><time>May 2020</time>',
            ("Ada Example", "Ben Sample"),
            "2020-05",
        ),
        (
            '<p itemprop="author">by <b itemprop="name">Ada Example</b> of Holm',
            ("Ada Example",),
            None,
        ),
        ('<i itemprop="datePublished" content="2020-06-14">Sunday</i>', None, "2020-06-14"),
        (
            '<a rel="author">Ada Example</a> <time pubdate>May 2020</time>',
            ("Ada Example",),
            "2020-05",
        ),
        ('<span class="author">Valley News Desk</span>', None, None),
        (f'<p class="comment"><b class="author">Ada Example</b>{_DAY}</p>', None, None),
        ('<aside><a rel="author">Ada Example</a></aside>', None, None),
        (f"<p>Opened on a {_DAY}.</p>", None, None),
        (f'<p class="date">{_DAY}<p class="date"><time>May 2020</time>', None, None),
        (f'<div class="author">{LONG}</div>', None, None),
        (
            "".join(f'<b class="author">{n} Example</b>' for n in ("Al", "Bo", "Cy", "Di", "Ed")),
            None,
            None,
        ),
    ],
)
def test_writer_and_date_marked_in_the_body(marked, authors, date):
    body = f"<body class='comments-open'><h1>The mill</h1>{marked}<p>{LONG}</p></body>"
    declared = read(f"<html><head><title>The mill</title></head>{body}</html>").declared
    assert (declared.get("authors"), declared.get("published")) == (authors, date)


def test_what_the_head_declares_counts_before_the_body():
    head = '<meta name="author" content="Ada Example"><meta name="date" content="2020-06-14">'
    body = '<p class="byline">By Ben Sample <time>2021-06-14</time></p>'
    declared = read(f"<html><head>{head}</head><body>{body}<p>{LONG}</p></body></html>").declared
    assert (declared["authors"], declared["published"]) == (("Ada Example",), "2020-06-14")
