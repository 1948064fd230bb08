"""The chain of who says it: as deep as the text shows, never deeper, never guessed."""

from __future__ import annotations

import re
import time

import pytest

from index.records import Document, Region, RegionKind, Sentence, Source, Span
from retrieval.attribution import analyse, attribute, holder, lead_in
from retrieval.records import Citation, Mode
from retrieval.reporting import find_report

BIBLIOGRAPHY = """Broers, L. (2019) Anatomy of a Port. Edinburgh.
Kara, A. and Demir, B. (2001) Quays. Sulen.
de Waal, T. (2003) Black Quay."""
_UNIT = re.compile(
    r"\S.*?(?:[.!?:][”\"’']?(?:[¹²³]|\[\^?\w+\])*(?=\s+[A-Z“\"‘«>]|\s*$)|\Z)", re.DOTALL
)


def written(body: str, bibliography: str = BIBLIOGRAPHY, notes: str = "", **fields):
    """A document with one region per paragraph, and its sentences."""
    spans = [Span(*m.span()) for m in re.finditer(r"\S(?:.|\n(?!\s*\n))*", body)]
    regions = [Region(RegionKind.BODY, s) for s in spans]
    text = body
    for kind, lines in ((RegionKind.NOTES, notes), (RegionKind.BIBLIOGRAPHY, bibliography)):
        for line in lines.split("\n") if lines else []:
            text += "\n\n" + line
            regions.append(Region(kind, Span(len(text) - len(line), len(text))))
    known = {"title": "Ports", "authors": ("Gulnara Alizada",), "published": "2024"}
    document = Document(Source(id="own", **(known | fields)), text, tuple(regions))
    sentences = [
        Sentence(Span(s.start + m.start(), s.start + m.end()))
        for s in spans
        for m in _UNIT.finditer(s.of(text))
    ]
    return document, sentences


def leads(body: str, *, sources: tuple[Source, ...] = (), **fields) -> list[str]:
    """The lead-in of every sentence, without the document's own "Alizada (2024)"."""
    document, sentences = written(body, **fields)
    discourse = analyse(document, sentences, sources)
    found = []
    for sentence in sentences:
        quote = sentence.span.of(document.text)
        chain = attribute(discourse, sentence.span)
        found.append(lead_in(Citation(document.source, sentence.span, quote, attribution=chain)))
    return [lead.replace("Alizada (2024)", "T").rstrip(": ") for lead in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The port closed.", ["T"]),
        # reporting clauses
        ("Broers (2019: 96) argues that it closed. It rose.",
         ["Broers (2019: 96), cited by T", "T"]),
        ("According to Broers (2019: 96), it closed.", ["Broers (2019: 96), cited by T"]),
        ("As Broers (2019) notes, it closed.", ["Broers (2019), cited by T"]),
        ("Kara told Reuters that the port closed.", ["Kara, reported by T"]),
        ("The port closed, said Kara.", ["Kara, reported by T"]),
        ("The port closed, Kara said on Monday.", ["Kara, reported by T"]),
        ("The port, according to Kara, closed.", ["Kara, reported by T"]),
        ("Kara et al. (2019) conclude that it closed.", ["Kara et al. (2019), cited by T"]),
        ("Kara and Demir (2001) show that it closed.", ["Kara and Demir (2001), cited by T"]),
        ("The Ministry of Ports said that it closed.", ["Ministry of Ports, reported by T"]),
        ("According to the ministry, it closed.", ["the ministry, reported by T"]),
        ("Kara said that Demir had claimed that it closed.",
         ["Demir, reported by Kara, reported by T"]),
        # not reporting
        ("Kara visited Sulen.", ["T"]),
        ("Kara did not say that the port closed.", ["T"]),
        ("Kara was told that the port closed.", ["T"]),
        ("If Kara says that it closed, it closed.", ["T"]),
        ("Nobody said that the port closed.", ["T"]),
        ("This paper argues that the port closed.", ["T"]),
        ("We find that the port closed.", ["T"]),
        ("Research shows that the port closed.", ["T"]),
        ("Kara claims the territory.", ["T"]),
        ("Kara said goodbye.", ["T"]),
        # what follows a contrast is not the speaker's
        ("Kara said it closed, but Demir stayed.", ["T"]),
        ("The port closed, according to Kara, but Demir owned it.", ["T"]),
        # references alone
        ("It closed (Broers 2019: 3). It rose.", ["T, citing (Broers 2019: 3)", "T"]),
        ("It closed (Broers 2019; de Waal 2003).", ["T, citing (Broers 2019; de Waal 2003)"]),
        ("It closed (Broers 2019: 3). It rose (ibid.: 5).",
         ["T, citing (Broers 2019: 3)", "T, citing (ibid.: 5, after Broers 2019)"]),
        ("Broers (2019: 3) shows the port.", ["T, citing Broers (2019: 3)"]),
        ("He was born in Sulen (1960).", ["T"]),
        # quotations
        ("“The port is dead” (de Waal 2003: 213). Others wept.",
         ["de Waal (2003: 213), cited by T", "T"]),
        ("The port was “a wound” for all (de Waal 2003: 213).", ["T, citing (de Waal 2003: 213)"]),
        ("“It closed,” said Kara. “It was sad. Nobody wept.” Life went on.",
         ["Kara, quoted by T"] * 3 + ["T"]),
        ("Kara wrote: “It closed.\n\n“It was sad.\n\n“Nobody wept.” Life went on.",
         ["T", *["Kara, quoted by T"] * 3, "T"]),
        ("Kara wrote in 2019:\n\n“It closed. It was sad.”", ["T"] + ["Kara, quoted by T"] * 2),
        ("“It closed.” Life went on.", ["T quotes", "T"]),
        ("He said “no. It closed.\n\nShe left.", ["T quotes", "T quotes", "T"]),
        ("Kara told reporters that “the port is closed”.", ["Kara, quoted by T"]),
        ("“Who paid?” asked Kara.", ["Kara, quoted by T"]),
        ("“We paid,” Aliyev said (Broers 2019: 4).",
         ["Aliyev, reported by Broers (2019: 4), cited by T"]),
        ("Kara’s dockers’ strike hurt the ’90s trade.", ["T"]),
        ("Kara said that “it closed, but nobody wept”.", ["Kara, quoted by T"]),
        ("A spokesman for the Ministry of Ports called it “an event”.",
         ["A spokesman for the Ministry of Ports, quoted by T"]),
        # a reference to records names no speaker where somebody else is introduced
        ("A director put it frankly:\n\n“It closed. It was sad” (de Waal 2003: 31).",
         ["T", *["A director, reported by de Waal (2003: 31), cited by T"] * 2]),
        ("A director had his say:\n\n“It closed. It was sad” (de Waal 2003: 31).",
         ["T", "T, citing (de Waal 2003: 31)", "T, citing (de Waal 2003: 31)"]),
        ("The passage is often given in part:\n\n“It closed. It was sad” (de Waal 2003: 31).",
         ["T", "de Waal (2003: 31), cited by T", "de Waal (2003: 31), cited by T"]),
        ("Then de Waal put it less kindly:\n\n“It closed” (de Waal 2003: 31).",
         ["T", "de Waal (2003: 31), cited by T"]),
        ("“It closed,” one of them said (de Waal 2003: 31).", ["T, citing (de Waal 2003: 31)"]),
        ("The chairman of the Board, Ulf Kara, said that it closed. “It was sad,” he said.",
         ["Ulf Kara, reported by T", "Ulf Kara, quoted by T"]),
        ("The chairman, Ulf Kara, said in Sulen that it held. “We saw it,” he said. “No.”",
         ["Ulf Kara, reported by T"] + ["Ulf Kara, quoted by T"] * 2),
        ("Kara said that the engineer had lied. “I never did,” he said.",
         ["Kara, reported by T", "T quotes"]),
        ("Kara said that Demir had lied. “I never did,” he said.",
         ["Kara, reported by T", "T quotes"]),
        ("The chairwoman, Ada Kara, said that it closed. “It was sad,” he said.",
         ["Ada Kara, reported by T", "T quotes"]),
        ("Ulf Kara said that it closed.\n\n“It was sad,” he said.",
         ["Ulf Kara, reported by T", "T quotes"]),
        ("Its chair, Ada Kara, said that it closed.", ["Ada Kara, reported by T"]),
        ("Its chair said that it closed.", ["T"]),
        ("Its harbour, Sulen, said nothing.", ["T"]),
        # introduced with a colon
        ("Kara put it plainly: “It closed. It was sad.” Life went on.",
         ["T", *["Kara, quoted by T"] * 2, "T"]),
        ("Kara says so himself: “It closed.”", ["T", "Kara, quoted by T"]),
        ("Kara saw this clearly: “It closed.”", ["T", "Kara, quoted by T"]),
        ("Kara was frank about it: “It closed.”", ["T", "Kara, quoted by T"]),
        ("Kara saw the sign: “It closed.”", ["T", "T quotes"]),
        ("Kara saw this clearly: “It closed. It was sad” (Kara and Demir 2001: 3).",
         ["T", *["Kara, reported by Kara and Demir (2001: 3), cited by T"] * 2]),
        ("Broers saw this clearly: “It closed. It was sad” (Broers 2019: 3).",
         ["T", *["Broers (2019: 3), cited by T"] * 2]),
        ("The secretary of the Board at the time, whom we may not name, described it: “No.”",
         ["T", "The secretary of the Board at the time, quoted by T"]),
        ("“It closed,” a retired official of the bank told me, “and we wept” (interview, 2021).",
         ["a retired official of the bank, quoted by T"]),
        # a letter printed without marks: whose the rest of its paragraph is stays open
        ("A reader who signs as “Old Salt” writes: It closed. It was sad.\n\nLife went on.",
         ["T", "T quotes", "T quotes", "T"]),
        # a pronoun whom the reference names
        ("In his memoir he wrote that “it closed” (de Waal 2003: 18).",
         ["de Waal (2003: 18), cited by T"]),
        ("He wrote that “it closed” (de Waal 2003; Broers 2019).",
         ["T, citing (de Waal 2003; Broers 2019)"]),
        # known by a name in quotation marks only
        ("A reader who signs as “Old Salt” writes: “It closed. It was sad.” Life went on.",
         ["T", *["Old Salt, quoted by T"] * 2, "T"]),
        ("A docker signing himself “Old Salt” wrote to the paper that it closed.",
         ["Old Salt, reported by T"]),
        ("A woman known as Net Mary said that it closed.", ["Net Mary, reported by T"]),
        ("“It closed,” writes a reader who calls herself “Old Salt”.", ["Old Salt, quoted by T"]),
        ("A reader of “Old Salt” was sad.", ["T"]),
        ("A reader who signs as “an angry man” left.", ["T"]),
        # pronouns
        ("Kara said it closed. He added that it sank. She said it rose.",
         ["Kara, reported by T", "Kara, reported by T", "T reports"]),
        ("Kara visited Sulen. He said the port closed.", ["T", "T reports"]),
        ("Kara told Demir in Sulen that it closed. He said it sank.",
         ["Kara, reported by T", "T reports"]),
        # second hand
        ("It closed (Broers 2019, as cited in Kara and Demir 2001: 5).",
         ["T, citing (Broers 2019, as cited in Kara and Demir 2001: 5)"]),
        ("“It closed” (Broers 2019, as cited in de Waal 2003: 5).",
         ["Broers (2019), cited by de Waal (2003: 5), cited by T"]),
    ],
)  # fmt: skip
def test_who_says_each_sentence(body, expected):
    assert leads(body) == expected


def test_numbered_references_and_notes():
    numbered = "[1] L. Broers, Anatomy, 2019.\n[2] A. Kara, Quays, 2001."
    body = "It closed [1]. It rose [2, 3]. Broers [1] argues that it sank."
    assert leads(body, bibliography=numbered) == [
        "T, citing [1]",
        "T, citing [2, 3]",
        "Broers [1], cited by T",
    ]
    notes = "1 Broers (2019), p. 4.\n2 Ibid., p. 5.\n3 Thanks to Kara."
    assert leads("It closed.¹ It rose.² It sank.³", notes=notes) == [
        "T, citing note 1",
        "T, citing (ibid., after Broers 2019)",
        "T",
    ]


def test_notes_without_numbers_are_counted_where_marks_and_notes_are_as_many():
    notes = "Without the blocks.\nBroers (2019), p. 4."
    assert leads("It closed.[1] It rose.[2]", bibliography="", notes=notes) == [
        "T",
        "T, citing note 2",
    ]
    assert leads("It closed.[1] It rose.[3]", bibliography="", notes=notes)[1] == "T, citing [3]"


def test_block_quotes_belong_to_whoever_introduces_them():
    body = (
        "Kara wrote:\n\n> It closed.\n> It was sad.\n\nLife went on.\n\n> It sank (Broers 2019: 3)."
    )
    assert leads(body, media_type="text/markdown") == [
        "T",
        "Kara, quoted by T",
        "Kara, quoted by T",
        "T",
        "Broers (2019: 3), cited by T",
    ]


def chain(body: str, part: str, sources: tuple[Source, ...] = (), **fields):
    document, sentences = written(body, **fields)
    start = document.text.index(part)
    discourse = analyse(document, sentences, sources)
    return attribute(discourse, Span(start, start + len(part)))


def test_a_part_of_a_sentence_has_its_own_speaker():
    body = "Kara said the quay was dead, but Demir stayed."
    assert [s.name for s in chain(body, "the quay was dead")] == ["Kara", "Alizada"]
    assert chain(body, "Demir stayed") == ()
    quoted = "The port was “a wound” (de Waal 2003: 213) for all."
    assert [s.name for s in chain(quoted, "a wound")] == ["de Waal", "Alizada"]


def test_links_modes_and_places_are_kept():
    speaker, own = chain("Broers (2019: 96) argues that it closed.", "it closed.")
    assert speaker.work == "Broers, L. (2019) Anatomy of a Port. Edinburgh."
    assert (speaker.reference, speaker.mode, own.mode) == ("(2019: 96)", Mode.SAYS, Mode.RELAYS)
    assert speaker.span == Span(0, 6)
    assert own.span is None
    assert chain("Kara denied that it closed.", "it closed.")[0].mode is Mode.REJECTS
    assert chain("Kara falsely claimed that it closed.", "it closed.")[1].mode is Mode.REJECTS
    cited = chain("It closed (Broers 2019; Nobody 2018).", "It closed (Broers 2019; Nobody 2018).")
    assert cited[0].work is None
    book = Source(
        id="s1", title="Anatomy of a Port", authors=("Laurence Broers",), published="2019"
    )
    linked = chain("Broers (2019: 96) argues that it closed.", "it closed.", (book,))
    assert linked[0].work == "s1"


def test_an_unknown_author_is_called_by_the_title():
    assert leads("It closed (Broers 2019: 3).", authors=()) == ["Ports, citing (Broers 2019: 3)"]


def test_words_nobody_can_be_named_for_have_no_holder():
    body = "He said “no. It closed.\n\nShe left."
    document, sentences = written(body)
    discourse = analyse(document, sentences)
    span = sentences[1].span
    quote = Citation(document.source, span, "x", attribution=attribute(discourse, span))
    assert holder(quote) == ()


def test_several_sentences_share_a_chain_or_have_none():
    body = "“It closed. It was sad,” said Kara. Life went on."
    assert [s.name for s in chain(body, "It closed. It was sad,")] == ["Kara", "Alizada"]
    assert chain(body, body) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Kara argues " * 300,
        "Kara " * 2000 + "said.",
        "According to " + "Kara " * 2000,
        "a" * 20000,
        "“" * 3000,
        "(" * 5000 + "2019",
        ", Kara" * 2000 + " said that it closed",
        "the port of " * 2000,
        "The " + "former " * 2000 + "minister Kara said that",
    ],
)
def test_absurd_sentences_are_read_in_reasonable_time(sentence):
    start = time.monotonic()
    find_report(sentence, Span(0, len(sentence)))
    document, sentences = written(sentence)
    attribute(analyse(document, sentences), Span(0, len(sentence)))
    assert time.monotonic() - start < 60  # a guard against hanging, not a figure


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The Ministry recalls that it closed.", "Ministry of Ports of Sulen"),
        ("The Ministry of Ports said that it closed.", "Ministry of Ports of Sulen"),
        ("According to the ministry, it closed.", "Ministry of Ports of Sulen"),
        ("MPS said that it closed.", "Ministry of Ports of Sulen"),
        ("It closed, the Ministry said.", "Ministry of Ports of Sulen"),
        ("The Ministry denied that it closed.", "Ministry of Ports of Sulen"),
        ("The Ministry of Finance said that it closed.",
         "Ministry of Finance, reported by Ministry of Ports of Sulen"),
        ("The Ministry said that it closed. The Ministry of Finance paid.",
         "Ministry, reported by Ministry of Ports of Sulen"),
        ("A spokesman for the Ministry said that it closed.",
         "A spokesman for the Ministry, reported by Ministry of Ports of Sulen"),
        ("Sulen said that it closed.", "Sulen, reported by Ministry of Ports of Sulen"),
        ("The Ministry said that Kara had claimed that it closed.",
         "Kara, reported by Ministry of Ports of Sulen"),
    ],
)  # fmt: skip
def test_a_document_that_names_itself_speaks_for_itself(body, expected):
    house = {"authors": ("Ministry of Ports of Sulen",), "genre": "press_release"}
    assert leads(body, published=None, bibliography="", **house)[0] == expected


def test_an_author_is_no_second_voice_but_her_earlier_work_is():
    assert leads("Alizada says that it closed.", bibliography="") == ["T"]
    assert leads("Broers says that it closed.", bibliography="") == ["Broers, reported by T"]
    work = "Alizada, G. (2019) Quays."
    assert leads("Alizada (2019) argues that it closed.", bibliography=work) == [
        "Alizada (2019), cited by T"
    ]
    # A university that publishes a thesis does not speak in it.
    thesis = {"publisher": "University of Sulen", "genre": "thesis"}
    assert leads("The University said that it closed.", bibliography="", **thesis) == [
        "University, reported by T"
    ]


@pytest.mark.parametrize(
    ("genre", "body", "expected"),
    [
        ("news", "The report says that it closed.", "The report, reported by T"),
        ("opinion", "The thesis argues that it closed.", "The thesis, reported by T"),
        ("news", "It closed, the report said.", "the report, reported by T"),
        ("news", "According to the study, it closed.", "the study, reported by T"),
        ("news", "The leaked memo warns that it closed.", "The leaked memo, reported by T"),
        ("report", "The report says that it closed.", "T"),
        ("thesis", "The thesis argues that it closed.", "T"),
        ("paper", "The study finds that it closed.", "T"),
        (None, "The report says that it closed.", "T"),
        ("news", "This report says that it closed.", "T"),
    ],
)
def test_another_work_speaks_only_where_it_cannot_be_this_one(genre, body, expected):
    assert leads(body, bibliography="", genre=genre) == [expected]
