"""What somebody is quoted or reported as saying, who wrote none of the documents."""

from __future__ import annotations

import pytest

from index.corpus import Corpus
from retrieval.answering import answer

TALK = """# "We had two secrets": Jon Berg on the Orm talks

Jon Berg led the talks at Orm.

**Ida Moe:** Why did the talks at Orm fail?

**Jon Berg:** The talks failed because neither town would give up its mill.

**Moe:** Who wrote the treaty of Orm?

**Berg:** I wrote the treaty on a train.

**Moe:** Was it ever signed?

**Berg:** Never.
"""
ESSAY = """# The talks at Orm

By Una Falk

The talks at Orm failed because the towns had no money left. Jon Berg was late every day.
General Pell said that the talks failed because nobody wanted them.
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("told-by")
    (folder / "talk.md").write_text(TALK)
    (folder / "essay.md").write_text(ESSAY)
    with Corpus.open(folder / "corpus") as opened:
        opened.add([folder / "talk.md", folder / "essay.md"])
        yield opened


@pytest.mark.parametrize(
    ("question", "says", "silent"),
    [
        (
            "Why did the talks fail, in Berg's view?",
            "neither town would give up its mill",
            ("no money", "late every day", "nobody wanted"),
        ),
        (
            "According to General Pell, why did the talks fail?",
            "nobody wanted them",
            ("no money", "its mill"),
        ),
        (
            "According to Falk, why did the talks fail?",
            "no money left",
            ("its mill",),
        ),
    ],
)
def test_a_view_is_sought_with_its_holder(corpus, question, says, silent):
    told = answer(question, corpus)
    assert says in told.text
    assert not any(words in told.text for words in silent)


def test_what_the_holder_does_not_say_is_not_laid_in_his_mouth(corpus):
    told = answer("According to General Pell, who wrote the treaty of Orm?", corpus)
    assert "Pell" not in told.text
    assert not any("Pell" in notice for notice in told.notices)


def test_where_the_holder_says_nothing_others_are_not_taken_for_him(corpus):
    told = answer("What does Marsh say about the talks at Orm?", corpus)
    assert not told.statements or any("Marsh" in notice for notice in told.notices)
    told = answer("What does Falk say about the talks at Orm?", corpus)
    assert told.statements
    assert not any("Nothing was found" in notice for notice in told.notices)
