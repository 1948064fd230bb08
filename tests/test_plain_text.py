"""Plain text: markup goes, every remaining character knows where it came from."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.plain_text import plain_text, plain_text_map

MARKDOWN = "text/markdown"


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        (r"It cost \$2 billion.", "It cost $2 billion."),
        ("The *Daily Gull* wrote.", "The Daily Gull wrote."),
        ("a **bold _and slanted_** word", "a bold and slanted word"),
        ("***both*** ways", "both ways"),
        ('See [the log](https://example.org/a_(b) "Log") now.', "See the log now."),
        ("See [the *log*][1] now.", "See the log now."),
        ("![A pier](pier.png)", "A pier"),
        ("## Costs ##", "Costs"),
        ("Run `pay --all` twice.", "Run pay --all twice."),
        ("`*not slanted*`", "*not slanted*"),
        ("Fish &amp; chips&nbsp;&#8212; 5 &lt; 6", "Fish & chips\u00a0\u2014 5 < 6"),
        ("<https://example.org/x_y_z>", "https://example.org/x_y_z"),
        ("snake_case_name and 5 * 3 * 2", "snake_case_name and 5 * 3 * 2"),
        (r"\*no slant\*", "*no slant*"),
        ("> He wept.\n> Twice.", "He wept.\nTwice."),
        ("gone<br>home <b>now</b>", "gonehome now"),
        ("~~struck~~ and left.[^1]", "struck and left."),
        ("“*quoted*” (*also*)", "“quoted” (also)"),
        ("hy\u00adphen", "hyphen"),
        ("a &unknown; b & c", "a &unknown; b & c"),
        ("AT&T and 3 < 4", "AT&T and 3 < 4"),
        ("[not a link] here", "[not a link] here"),
        ("**Did you?", "Did you?"),
        ("In the kitchen.*", "In the kitchen."),
        ("<!-- hidden --> shown", " shown"),
    ],
)
def test_drops_markup(marked, plain):
    assert plain_text(marked, MARKDOWN) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (r"totaling \$2 billion", "totaling $2 billion"),
        ("the *Daily Gull* wrote", "the Daily Gull wrote"),
        ("at <https://example.org>", "at https://example.org"),
        ("C:\\_old\\$x and a_b_c [x](y)", "C:\\_old\\$x and a_b_c [x](y)"),
        ("2 * 3 * 4 and f(*args, **kwargs)", "2 * 3 * 4 and f(*args, **kwargs)"),
        ("a &amp; b <b>c</b>", "a &amp; b <b>c</b>"),
    ],
)
def test_plain_text_files_lose_only_what_nobody_writes_by_accident(text, plain):
    assert plain_text(text, "text/plain") == plain


@pytest.mark.parametrize("media_type", ["text/html", "application/pdf", "application/epub+zip"])
def test_other_types_stay_as_they_are(media_type):
    text = r"a *b* \$ [c](d) &amp; # e"
    assert plain_text(text, media_type) == text
    assert plain_text_map(text, media_type) == (text, list(range(len(text))))


PIECES = st.sampled_from(
    [*"ab *_`[]()<>#\\&;~!\n\u00ad", "**", "&amp;", "](", "http://x", "<b>", "\\$", "[^1]"]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=80).map("".join)),
    st.sampled_from([MARKDOWN, "text/plain", "text/html"]),
)
def test_offsets_are_exact(text, media_type):
    plain, offsets = plain_text_map(text, media_type)
    assert plain == plain_text(text, media_type)
    assert len(plain) == len(offsets)
    assert offsets == sorted(offsets)
    for char, offset in zip(plain, offsets, strict=True):
        assert char == text[offset] or text[offset] == "&"


@pytest.mark.parametrize(
    "unit", ["*a ", "[", "[a](", "_a", "`", "<a ", "\\", "**a*", "&amp", "[[a]"]
)
def test_hostile_repetition_takes_linear_time(unit):
    text = unit * (150_000 // len(unit))
    began = time.perf_counter()
    plain_text_map(text, MARKDOWN)
    assert time.perf_counter() - began < 60  # a guard against hanging, not a figure
