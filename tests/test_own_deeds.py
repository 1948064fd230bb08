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
