"""Interviews: an answer is its guest's, a question is not, and no name beats a wrong one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.loaders import load
from index.records import Document, Source
from index.regions import find_regions
from index.sentences import split_sentences
from retrieval.attribution import analyse, attribute
from retrieval.lead_ins import holder, lead_in, second_hand
from retrieval.records import Citation
from retrieval.turns import find_turns, guest_in_title

TIDE = {"title": "A talk with Ada Lunn", "publisher": "The Wharf", "genre": "interview"}
HERS = "Ada Lunn, quoted by The Wharf: "
HOUSE = "The Wharf: "
NOBODY = "The Wharf quotes: "


def read(text: str, name: str = "talk.md", **fields) -> tuple[Document, tuple]:
    parsed = load(Path(name), text.encode())
    regions, sections = find_regions(parsed)
    source = Source(id="own", **({"media_type": parsed.media_type} | TIDE | fields))
    document = Document(source, parsed.text, regions, sections=sections)
    return document, split_sentences(parsed.text, regions)


def citations(text: str, name: str = "talk.md", **fields) -> dict[str, Citation]:
    document, sentences = read(text, name, **fields)
    discourse = analyse(document, sentences)
    found = {}
    for sentence in sentences:
        quote = sentence.span.of(document.text)
        chain = attribute(discourse, sentence.span)
        found[quote] = Citation(document.source, sentence.span, quote, attribution=chain)
    return found


def voice(found: dict[str, Citation], part: str) -> str:
    return lead_in(next(c for quote, c in found.items() if part in quote))


BOLD = """# A talk with Ada Lunn

*Ada Lunn has run the ferry since 2001. We met her on the pier.*

**The Wharf: Who pays for the ferry?**

**Ada Lunn:** The town pays half.

The rest comes from the tickets. Nobody complains.

**And the winter?**

In winter it stands still. Otto Berg, the pilot, told me that the ice broke the rudder.

**The council says that it never stood still.**

The council counts Sundays. “We sail always,” it wrote.

*Interview by Tom Rask. It has been shortened.*
"""


def test_answers_are_the_guests_and_questions_are_not():
    found = citations(BOLD)
    for part in ("The town pays", "The rest comes", "Nobody complains", "it stands still",
                 "counts Sundays"):  # fmt: skip
        assert voice(found, part) == HERS
    assert voice(found, "Ada Lunn has run") == HOUSE
    assert voice(found, "Interview by Tom Rask") == HOUSE
    assert voice(found, "Who pays") == HOUSE
    assert "Lunn" not in voice(found, "never stood still")
    assert voice(found, "broke the rudder") == (
        "Otto Berg, reported by Ada Lunn, quoted by The Wharf: "
    )


def test_a_guest_is_heard_at_first_hand_and_holds_what_she_says():
    found = citations(BOLD)
    answer = next(c for q, c in found.items() if "The rest comes" in q)
    assert holder(answer) == ("Ada Lunn",)
    assert not second_hand(answer)
    told = next(c for q, c in found.items() if "rudder" in q)
    assert holder(told) == ("Otto Berg",)
    assert second_hand(told)


TURNS = "{0}Who pays?{1}{2}The town pays half.\n\nThe rest is lost.\n\n{0}Why?{1}{2}Ask them.\n"


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [
        ("Q: ", "\n\n", "A: "),
        ("Q. ", "\n\n", "A. "),
        ("**Q:** ", "\n\n", "**A:** "),
        ("**Q**: ", "\n\n", "**A**: "),
        ("Rask: ", "\n\n", "Lunn: "),
        ("RASK: ", "\n\n", "LUNN: "),
        ("**TR:** ", "\n\n", "**AL:** "),
        ("_", "_\n\n", ""),
        ("**", "**\n\n", ""),
        ("## ", "\n\n", ""),
        ("Interviewer: ", "\n", "Ada Lunn: "),
        ("The Wharf: ", "\n", "Ada Lunn: "),
    ],
)
def test_every_common_way_to_set_turns(before, after, answer):
    turns = TURNS.format(before, after, answer)
    found = citations(f"# A talk with Ada Lunn\n\nAda Lunn runs the ferry.\n\n{turns}")
    for part in ("The town pays", "The rest is", "Ask them"):
        assert voice(found, part) == HERS, part
    for part in ("Ada Lunn runs", "Who pays", "Why"):
        assert "Lunn" not in voice(found, part)


PLAIN = """A talk with Ada Lunn

Who pays for the ferry?

The town pays half of it, as it has done for years.

The mayor says the town pays all of it.

Then the mayor should read his own books.

And the winter?

In winter we stand still, and I mend the ropes.

What would help you most?

A new rudder would help us, and so would a milder January.
"""


DIALOGUE = """# "We ran out of bricks": Ada Lunn on the wharf

Ada Lunn built the wharf of Orm.

**Petra Holt:** When did you stop?

**Ada Lunn:** In June. The bricks were bad.

**Holt:** Who paid for them?

**Lunn:** The town did, as far as I know.

**Holt:** And the crane? Was it ever paid for?

**Lunn:** Never. Not in my time.
"""


def test_a_dialogue_is_read_though_it_calls_itself_nothing():
    fields = {"title": "“We ran out of bricks”: Ada Lunn on the wharf", "genre": None}
    found = citations(DIALOGUE, **fields)
    assert voice(found, "The bricks were bad").startswith("Ada Lunn, quoted by ")
    document, _ = read(DIALOGUE, **fields)
    assert [t.name for t in find_turns(document)] == ["Ada Lunn"] * 3


def test_who_asks_need_not_ask_each_time():
    text = """WHARF MONTHLY

"I had a drawing"

Ada Lunn built the wharf of Orm. She spoke to Pell Holt.

HOLT: You have not talked before. Why now?

LUNN: My daughter asked me.

HOLT: What did happen?

LUNN: The bricks were bad.

HOLT: The report does not mention bricks.

LUNN: It could not. They were gone.

HOLT: Who paid for them?

LUNN: The town.
"""
    document, _ = read(text, "talk.txt", title="“I had a drawing”", genre=None)
    assert [t.name for t in find_turns(document)] == ["Ada Lunn"] * 4


def test_a_text_with_a_few_labels_is_no_dialogue():
    text = """# On the wharf

    Note: the wharf is closed. What is to be done?

    Ada Lunn built it.

    Note: bring boots. Who has none?

    Warning: it is steep.
    """
    document, _ = read(text.replace("    ", ""), title="On the wharf", genre=None)
    assert find_turns(document) == ()


def test_without_markup_only_the_first_paragraph_of_an_answer_is_sure():
    found = citations(PLAIN, "talk.txt")
    for part in ("The town pays half", "In winter", "A new rudder"):
        assert voice(found, part) == HERS
    # A remark of the interviewer and the answer to it look alike.
    assert "Lunn" not in voice(found, "The mayor says")
    assert "Lunn" not in voice(found, "should read")


def test_a_guest_nobody_names_gets_no_name():
    text = "Q: Who pays?\n\nA: The town pays half.\n\nQ: Why?\n\nA: Ask them.\n"
    found = citations(text, title="On the pier")
    assert voice(found, "The town pays") == NOBODY
    assert holder(next(c for q, c in found.items() if "The town" in q)) == ()


def test_two_guests_keep_their_own_answers_and_a_stranger_has_no_name():
    text = (
        "# Two on the pier\n\nAda Lunn and Otto Berg met us.\n\n"
        "**Who pays?**\n\n**Lunn:** The town pays half.\n\n**Berg:** The tickets pay it all.\n\n"
        "**Why?**\n\n**Lunn:** Ask them.\n\n**Berg:** I did.\n\n**Voss:** They lie.\n\n"
        "**Voss:** All of them.\n\n**Is that so?**\n\nIt is so.\n"
    )
    found = citations(text, title="Two on the pier")
    assert voice(found, "The town pays") == HERS
    assert voice(found, "The tickets pay") == "Otto Berg, quoted by The Wharf: "
    assert voice(found, "They lie") == NOBODY
    assert voice(found, "It is so") == NOBODY


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        # a story told under questions
        ("**Who pays?**\n\nThe town, Lunn says.\n\n**Why?**\n\n“Ask them,” said Lunn.\n", {}),
        # section headings, no questions
        ("## The ferry\n\nThe town pays half.\n\n## The winter\n\nIt stands still.\n", {}),
        # a glossary, a FAQ and a remark in documents that are no interviews
        ("**Levy:** a due.\n\n**Berth:** a place.\n\n**Levy:** again.\n",
         {"genre": "report", "title": "Words"}),
        ("Q: Who pays?\n\nA: The town.\n\nQ: Why?\n\nA: It must.\n",
         {"genre": "web", "title": "X"}),
        ("Note: the town pays.\n\nSource: the town.\n", {"genre": "interview", "title": "X"}),
    ],
)  # fmt: skip
def test_no_turns_where_they_are_not_certain(text, fields):
    document, _ = read(f"# Title\n\n{text}", **fields)
    assert [t.name for t in find_turns(document) if t.name] == []


@pytest.mark.parametrize(
    ("title", "guest"),
    [
        ("A talk with Ada Lunn", "Ada Lunn"),
        ("Interview with Dr. Ada Lunn, ferry owner", "Ada Lunn"),
        ("Interview: Ada Lunn", "Ada Lunn"),
        ("Ten questions for Ada van der Lunn", "Ada van der Lunn"),
        ("Ada Lunn in conversation with Tom Rask", "Ada Lunn"),
        ("The pier at night: an interview with Ada Lunn", "Ada Lunn"),
        ("Talks with Ondal fail", None),
        ("A talk with the Harbour Board", None),
        ("Interview with a ferryman", None),
        ("The man who reads the river", None),
        (None, None),
    ],
)
def test_whom_a_title_names(title, guest):
    assert guest_in_title(Source(id="x", title=title)) == guest


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lunn " * 3000,
        "Ada: " * 3000,
        "**Ada" * 3000,
        "Q: why?\n\nA: so.\n\n" * 1500,
        "*_" * 5000,
        "A.B.C " * 3000,
        "Why? " * 4000,
    ],
)
def test_absurd_interviews_are_read_in_reasonable_time(text):
    start = time.monotonic()
    document, _ = read(f"# A talk with Ada Lunn\n\n{text}")
    find_turns(document)
    guest_in_title(Source(id="x", title=text))
    assert time.monotonic() - start < 60  # a guard against hanging, not a figure
