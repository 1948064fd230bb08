"""Whose deed an "I" tells."""

import pytest
from corpora import filled

from retrieval.answering import ask

MEMO = "I resigned because the gauge book was locked away.\n\nThe ice came early that year.\n"
TALK = """Why the lock stood open

An interview with Cora Holt, keeper of the lock until 2019

The Lantern: Who had the key?

Holt: Ask the mayor. I had none.

The Lantern: What became of you?

Holt: I resigned because the gauge book was locked away. Nobody had asked me.
"""


NEWS = """# Council loses its head

“I resigned because the gauge book was locked away,” said the mayor, Ada Lee, on Monday.
"""


LONG_QUOTE = """# Council loses its head

By Una Falk

The last mayor, Ada Lee, wrote: “It was no secret. I resigned because the gauge book was locked
away. Nobody had asked me.”
"""


def resigned(folder, text: str, question: str) -> bool:
    with filled(folder, {"a.md": text}) as corpus:
        answer = ask(question, corpus).answer
    return any("resigned" in statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (TALK, "Why did the keeper resign?"),
        (TALK, "Why did Holt resign?"),
        (TALK, "Why did Cora Holt resign?"),
        (NEWS, "Why did the mayor resign?"),
        (NEWS, "Why did Ada Lee resign?"),
        (LONG_QUOTE, "Why did Ada Lee resign?"),
        (LONG_QUOTE, "Why did the mayor resign?"),
        (
            f"# The cold spring\n\nBy Ben Orm, engineer of the lock\n\n{MEMO}",
            "Why did the engineer resign?",
        ),
        (f"# The cold spring\n\nBy Ben Orm\n\n{MEMO}", "Why did Ben Orm resign?"),
        (f"# The cold spring\n\n{MEMO}\nBen Orm was mayor of Holm.\n", "Why did Orm resign?"),
        (f"# The cold spring\n\nAs mayor I had no say. {MEMO}", "Why did the mayor resign?"),
    ],
)
def test_the_speakers_own_deed_answers(tmp_path, text, question):
    assert resigned(tmp_path, text, question)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (TALK, "Why did the mayor resign?"),
        (f"# The cold spring\n\nBy Ben Orm\n\n{MEMO}", "Why did the mayor resign?"),
        (
            f"# The cold spring\n\nBy Ben Orm\n\n{MEMO}\nAda Lee came late.\n",
            "Why did Ada Lee resign?",
        ),
    ],
)
def test_anothers_deed_does_not(tmp_path, text, question):
    assert not resigned(tmp_path, text, question)


AUDIT = """# The audit

By Ivo Bexley

Mayor Holt resigned because the audit showed hidden loans.
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Why did Mayor Holt resign?", True),
        ("Why did Holt resign?", True),
        ("Why did the mayor resign?", True),
        # Nobody says that the writer did, or another mayor.
        ("Why did Bexley resign?", False),
        ("Why did Mayor Lunn resign?", False),
    ],
)
def test_a_deed_of_another_name_is_no_answer(tmp_path, question, told):
    assert resigned(tmp_path, AUDIT, question) is told


@pytest.mark.parametrize(
    ("question", "told"), [("Why did Holt resign?", True), ("Why did Bexley resign?", False)]
)
def test_she_is_whom_the_sentence_before_opens_with(tmp_path, question, told):
    text = (
        "# The audit\n\nBy Ivo Bexley\n\nMayor Holt left in May. She resigned over hidden loans.\n"
    )
    assert resigned(tmp_path, text, question) is told


def test_a_first_name_is_the_same_person(tmp_path):
    text = "# The audit\n\nBy Rena Solt\n\nRena Solt spoke. Rena resigned over hidden loans.\n"
    assert resigned(tmp_path, text, "Why did Solt resign?")
