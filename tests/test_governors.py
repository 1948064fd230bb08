"""No orphan goes unlabelled, and no cut loses what governs it."""

from __future__ import annotations

import pytest
from cut_oracle import needs_whole

from index.records import Document, Page, Region, RegionKind, Section, Sentence, Source, Span
from retrieval.citing import make_citation
from retrieval.governors import context_for, is_fragment, needs_context, orphan
from retrieval.judges import SupportScores
from retrieval.llm_cuts import lost_in_cut
from retrieval.records import Reason, Statement, Support
from retrieval.verification import check

ORPHANS = [
    "These years saw no ships at Sulen.",
    "The ministry's figures for Sulen were wrong.",
    "He signed it in May.",
    "She refused.",
    "They left the island.",
    "It was signed in May.",
    "It cost 4 million crowns.",
    "Its harbour froze.",
    "His brother paid.",
    "Their ships were sold.",
    "This was a mistake.",
    "This decision split the council.",
    "These figures were never published.",
    "That surprised nobody.",
    "Those were the last ships.",
    "Such claims are common.",
    "The agreement was signed in May.",
    "The agreement, however, failed.",
    "The latter refused to pay.",
    "The former paid.",
    "Two million tonnes of it were shipped.",
    "Half of it was lost.",
    "Eleven of these boats sank.",
    "A third of them came from Sulen.",
    "The second, signed a year later, was 2 million crowns.",
    "The contract for the first was signed in March.",
    "The other was lost.",
    "Between 2004 and 2020 it spent 6 million crowns.",
    "Without warning they left.",
    "The old bridge collapsed.",
    "The Agreement entered into force in May.",
    "The Parties agreed to pay.",
    "The talks failed.",
    "The ship sank in the harbour.",
    "However, Kara paid.",
    "Therefore the port was closed.",
    "But Kara paid.",
    "And Kara paid.",
    "As a result, the port closed.",
    "For example, Kara paid.",
    "In contrast, Demir paid nothing.",
    "On the other hand, Kara paid.",
    "Two years later, Kara paid.",
    "The following day, Kara paid.",
    "Since then, Kara has paid.",
    "In this case, Kara paid.",
    "After this, Kara left.",
    "Despite this, Kara paid.",
    "Both were sold.",
    "Neither was sold.",
    "Others refused.",
    "One of them was sold.",
    "Some of these were sold.",
    "In 2019 it was sold.",
    "In May 2019, they sold the quay.",
    "After 2019 she moved to Sulen.",
    "“We never paid,” he said.",
    "Yes, Kara paid.",
    "> He signed it.",
    "“He signed it,” Kara said.",
    "**This** was new.",
    "Under it, Kara pays.",
    "Also, Kara paid.",
    "Another was sold.",
    "Even so, Kara paid.",
    "To this end, Kara paid.",
]
SELF_CONTAINED = [
    "Kara signed the lease in May.",
    "It is expected that Kara will pay.",
    "It is clear that Kara paid.",
    "It was reported that the quay sank.",
    "It is widely believed that Kara paid.",
    "It is not known whether Kara paid.",
    "It remains unclear who paid for the quay.",
    "It is important to note that Kara paid.",
    "It was Kara who paid.",
    "It seems that Kara paid.",
    "It took Kara two years to pay.",
    "This report asks who paid for the quay.",
    "This paper argues that Kara paid.",
    "Those who paid were Kara and Demir.",
    "That the quay was sold is denied by Kara.",
    "The agreement of 12 May 2019 between Kara and Demir was signed.",
    "The agreement between Kara and Demir was signed.",
    "The Sulen agreement was signed.",
    "The European Union paid.",
    "The Hague ruled on the quay.",
    "The harbour authority of Sulen paid.",
    "The majority of ships left Sulen.",
    "The 2019 treaty gave Kara the quay.",
    "The bridge over the Karun fell in 1990.",
    "There is no quay at Sulen.",
    "In 2019 Kara sold the quay.",
    "When Kara arrived, he sold the quay.",
    "When the ship sank, it spilled oil.",
    "Both Kara and Demir paid.",
    "According to Kara, Demir paid.",
    "In addition to Kara, Demir paid.",
    "As a result of the flood, Sulen lost its quay.",
    "Then-president Kara paid.",
    "Who paid for the quay?",
    "Later in 2019 Kara paid.",
    "We interviewed 40 dockers at Sulen.",
    "",
    "…",
]


@pytest.mark.parametrize("sentence", ORPHANS)
def test_an_orphan_is_seen(sentence):
    assert orphan(sentence)


@pytest.mark.parametrize("sentence", SELF_CONTAINED)
def test_a_sentence_that_stands_alone_is_left_alone(sentence):
    assert not orphan(sentence)


# The cut is what stands between the bars. All of these lose a governor.
LOSING = [
    "It is not true that |Kara paid for the quay|.",
    "Nobody believes that |Kara paid|.",
    "Kara denied that |he paid for the quay|.",
    "Kara refused to say that |Demir paid|.",
    "Neither Kara nor |Demir paid|.",
    "|Kara paid| for none of the ships.",
    "Kara never |paid for the quay|.",
    "The quay, which was not |repaired|, sank.",
    "Without help |Kara would have paid|.",
    "It may be that |Kara paid|.",
    "Perhaps |Kara paid|.",
    "Kara probably |paid|.",
    "Allegedly, |Kara paid|.",
    "It seems |Kara paid|.",
    "Kara is expected to |pay|.",
    "Kara hopes that |Demir pays|.",
    "Kara is thought to have |paid|.",
    "|Kara paid|, it is believed.",
    "The draft says that |Kara pays|.",
    "If the port opens, |Kara pays|.",
    "|Kara pays| if the port opens.",
    "|Kara pays| unless the port closes.",
    "|Kara pays|, provided that the port opens.",
    "Until the port opens, |Kara pays|.",
    "Whether |Kara paid| is unknown.",
    "Although |Kara paid|, Demir owned the quay.",
    "|Kara paid|, but only half of it.",
    "|Kara paid|, although Demir owned the quay.",
    "According to Demir, |Kara paid|.",
    "|Kara paid|, according to Demir.",
    "Demir said |Kara paid|.",
    "|Kara paid|, Demir said.",
    "Demir argues that |Kara paid|.",
    "Demir told reporters that |Kara paid|.",
    "“|Kara paid|,” Demir wrote.",
    "In the words of Demir, |Kara paid|.",
    "Demir accuses Kara of |taking the money|.",
    "The report claims |the quay sank|.",
    "Some of |the ships were sold|.",
    "Only |Kara paid|.",
    "|The ships were sold|, most of them to Demir.",
    "Few |ships were sold|.",
    "At least |40 ships were sold|.",
    "Up to |40 ships were sold|.",
    "More than |4 million crowns were paid|.",
    "Almost |all ships were sold|.",
    "Kara built the quay and |sold it to Demir|.",
    "The quay, |built by Kara|, sank.",
    "Kara |paid for the quay|.",
    "The company that Kara founded |paid for the quay|.",
    "Kara paid |4 million crowns|.",
    "In 2019, |Kara paid|.",
    "|Kara paid| in May 2019.",
    "|Kara paid for the quay| last year.",
    "By then |Kara had paid|.",
    "|The port handles 40 ships| per week.",
    "|Kara owned the quay| formerly.",
    "Kara was wrong to say |the quay sank|.",
    "Contrary to rumours, |Kara paid|.",
    "As if |Kara paid|, Demir smiled.",
    "It is a myth that |Kara paid|.",
    "Kara fears that |the quay sinks|.",
    "|Kara can “pay| for it”.",
    "Kara paid; |it was sold| to Demir.",
]
KEEPING = [
    "|Kara paid for the quay.|",
    "|Kara paid for the quay|.",
    "However, |Kara paid for the quay|.",
    "Moreover, |Kara paid for the quay|.",
    "|Kara paid for the quay| (Demir 2019: 4).",
    "|Kara paid for the quay| [12].",
    "|Kara paid for the quay|; the port belonged to Demir.",
    "|Kara paid for the quay|, and Demir owned the port.",
    "Demir owned the port; |Kara paid for the quay|.",
    "Demir owned the port, and |Kara paid for the quay|.",
    "|Kara did not pay, according to Demir|.",
]


def parts(marked: str) -> tuple[str, Span]:
    before, cut, after = marked.split("|")
    return before + cut + after, Span(len(before), len(before) + len(cut))


def test_there_are_sixty_cases():
    assert len(LOSING) >= 60


@pytest.mark.parametrize("marked", LOSING)
def test_a_cut_that_loses_a_governor_takes_the_whole_sentence(marked):
    assert needs_whole(*parts(marked))


@pytest.mark.parametrize("marked", KEEPING)
def test_a_cut_that_loses_nothing_may_stand(marked):
    assert not needs_whole(*parts(marked))


class OneSentence:
    """A corpus of one sentence."""

    def __init__(self, text: str) -> None:
        self.held = Document(Source(id="a", path="/d/a.txt"), text)

    def document(self, key: str) -> Document:
        return self.held

    def sentences(self, key: str) -> tuple[Sentence, ...]:
        return (Sentence(Span(0, len(self.held.text))),)

    def sources(self, restriction: object = None) -> tuple[Source, ...]:
        return (self.held.source,)


class Agreeable:
    """The worst verifier there can be."""

    def judge(self, pairs):
        return [SupportScores(1.0, 0.0, 0.0)] * len(pairs)


def is_shown(marked: str) -> bool:
    """Whether a statement that is this cut would be shown as backed, whoever agrees."""
    sentence, cut = parts(marked)
    shelf = OneSentence(sentence)
    cited = make_citation(shelf.held, Span(0, len(sentence)))
    words = cut.of(sentence)
    verdict = check(Statement(words, "", Span(0, 0), (cited,)), shelf, Agreeable())
    if words.count("“") != words.count("”"):
        return False  # `llm_proof` refuses a torn quotation before it asks for a verdict
    passes = verdict.support in {Support.QUOTED, Support.SUPPORTED}
    return passes and lost_in_cut(words, (cited,)) is None


@pytest.mark.parametrize("marked", LOSING)
def test_no_statement_is_such_a_cut(marked):
    assert not is_shown(marked)


def test_most_harmless_cuts_may_be_stated():
    assert sum(map(is_shown, KEEPING)) >= len(KEEPING) - 1


DATED = [
    "On 4 May 1998, |the Guild sold the quay|.",
    "On 4 May 1998 |the Guild sold the quay|.",
    "In May 1998, |the Guild sold the quay|.",
    "In 1998 |the Guild sold the quay|.",
    "In the 1990s, |the Guild sold the quay|.",
    "Since 1998 |the Guild has owned the quay|.",
    "After May 4, 1998, |the Guild owned the quay|.",
    "By the end of 1998, |the Guild owned the quay|.",
    "The following year, |the Guild sold the quay|.",
    "Two years later, |the Guild sold the quay|.",
    "Two and a half years later, |the Guild sold the quay|.",
    "That same day, |the Guild sold the quay|.",
    "|The Guild sold the quay| on 4 May 1998.",
    "|The Guild sold the quay| on May 4.",
    "|The Guild sold the quay| in May.",
    "|The Guild sold the quay| in 1998.",
    "|The Guild sold the quay| the following year.",
    "|The Guild sold the quay| two years later.",
    "|The Guild sold the quay|, ten years after, in 1998.",
    "|The Guild sold the quay| between 1998 and 2001.",
    "|The Guild sold the quay| to Demir a month earlier.",
    "|The Guild sold the quay| last week.",
    "In 1998 the Guild sold the quay and |the city bought the ships|.",
    "On 4 May the Guild sold the quay, and |the city bought the ships|.",
    "The following year the Guild sold the quay and |the city bought the ships|.",
    "|The lease of the quay ran| from 1998 to 2001.",
    "|The Guild sold the quay|, which it had owned since 1871.",
    "|Kara signed the treaty| of 1871.",
    "During the summer of 1998 |the Guild sold the quay|.",
    "|The Guild, the owner of the ferry, sold the quay| in late June.",
]
KEEPING_DATES = [
    ("The Guild sold the quay in 1998.", "The Guild sold the quay in May 1998."),
    ("The Guild sold the quay in May 1998.", "The Guild sold the quay on 4 May 1998."),
    ("On 4 May 1998, the Guild sold it.", "On 4 May 1998, the Guild sold it to Demir in Vess."),
    ("The Guild sold the quay.", "The Guild sold the quay (Kara 1998: 4)."),
    ("The Guild sold the quay.", "The Guild sold the quay to Demir in Vess."),
    ("The quay ended in 2004.", "The quay began in 1998 and ended in 2004."),
    (
        "Demir bought the ships.",
        "The Guild sold the quay in 1998, and Demir bought the ships.",
    ),
    ("Kara paid the dues.", "Kara paid the dues of the quay to the 1200 dockers."),
    ("Kara paid.", "Kara paid May Orre."),
]


def lost_of(words, sentence):
    cited = make_citation(
        Document(Source(id="a", path="/d/a.txt"), sentence), Span(0, len(sentence))
    )
    return lost_in_cut(words, (cited,))


@pytest.mark.parametrize("marked", DATED)
def test_no_cut_loses_a_date(marked):
    sentence, cut = parts(marked)
    assert lost_of(cut.of(sentence), sentence) is not None
    assert not is_shown(marked)


def test_it_is_said_that_the_date_is_lost():
    assert lost_of("Kara paid.", "In 1998 Kara paid.") is Reason.DATE
    assert lost_of("Kara paid.", "Kara paid on 4 May.") is Reason.DATE
    assert lost_of("Kara paid.", "The following year, Kara paid.") is Reason.DATE
    assert lost_of("Kara paid.", "Kara may have paid in 1998.") is not Reason.DATE


@pytest.mark.parametrize(("words", "sentence"), KEEPING_DATES)
def test_a_rougher_date_and_another_clause_s_date_may_do(words, sentence):
    assert lost_of(words, sentence) is None


@pytest.mark.parametrize(
    ("words", "sentence", "expected"),
    [
        ("paid for the quay.", "Kara paid for the quay.", True),
        ("4 million crowns", "Kara paid 4 million crowns.", True),
        ("it was sold.", "Kara paid; it was sold to Demir.", True),
        ("Kara paid.", "Kara paid for the quay.", False),
        ("Demir owned the port.", "Kara paid, and Demir owned the port.", False),
        ("Closed in May.", "The port was shut.", False),
        ("", "Kara paid.", False),
    ],
)
def test_a_fragment_is_no_statement(words, sentence, expected):
    assert is_fragment(words, sentence) is expected


def test_a_cut_outside_the_sentence_or_empty_takes_the_whole():
    assert needs_whole("Kara paid.", Span(0, 99))
    assert needs_whole("Kara paid.", Span(3, 3))


def laid_out(*texts: str, kinds: dict[int, RegionKind] | None = None) -> tuple:
    text, sentences = "", []
    for i, part in enumerate(texts):
        start = len(text)
        text += part + " "
        kind = (kinds or {}).get(i, RegionKind.BODY)
        sentences.append(Sentence(Span(start, start + len(part)), kind))
    return Document(Source(id="a"), text), tuple(sentences)


def test_an_orphan_brings_the_sentence_before_it():
    doc, sentences = laid_out("Kara owned a quay.", "It sank.", "Demir laughed.")
    assert context_for(doc, sentences, sentences[1].span) == sentences[0].span
    assert context_for(doc, sentences, sentences[2].span) is None
    assert context_for(doc, sentences, Span(21, 23)) == sentences[0].span


def test_a_chain_of_orphans_brings_up_to_three():
    doc, sentences = laid_out(
        "Kara owned a quay.", "It sank.", "This hurt.", "He wept.", "He left."
    )
    assert context_for(doc, sentences, sentences[2].span) == Span(0, sentences[1].span.end)
    found = context_for(doc, sentences, sentences[4].span)
    assert found == Span(sentences[1].span.start, sentences[3].span.end)


def test_context_does_not_cross_headings_or_sections():
    doc, sentences = laid_out("Kara owned it.", "Ships", "It sank.", kinds={1: RegionKind.HEADING})
    assert context_for(doc, sentences, sentences[2].span) is None
    plain, units = laid_out("Kara owned a quay.", "It sank.")
    split = Document(
        plain.source,
        plain.text,
        sections=(Section(Span(0, 19), ("A",)), Section(Span(19, 28), ("B",))),
    )
    assert context_for(split, units, units[1].span) is None
    assert context_for(plain, units, Span(500, 501)) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Half of the town left.",
        "Two million tonnes of granite were shipped.",
        "The first stone was laid in May.",
        "The second loan of the bank was repaid.",
        "Some of the boats that sank were insured.",
        "Between 2004 and 2020 the Board spent 6 million crowns.",
        "Most of this report is about the quays.",
        "The other side of the basin belongs to Sulen.",
    ],
)
def test_quantities_and_ordinals_with_their_noun_stand_alone(sentence):
    assert not orphan(sentence)


# Sentences under a title, headings and a house: is more needed than these?
DEFINITE = [
    ("The government said that the dam would be finished by spring.", (), False),
    ("The government raised the tax in 1998.", ("Taxes on salt",), False),
    ("The harbour was opened in 1903.", ("Who built the harbour of Tarn?",), False),
    ("The lighthouse was lit for the first time in 1871.", ("The lighthouse at Orm",), False),
    ("The agreement was signed in May.", ("A short history of Tarn",), True),
    ("The treaty expired in 1990.", ("Notes on the north",), True),
    (
        "The agreement provides 20 million marks.",
        ("Two states sign an agreement on the bridge",),
        False,
    ),
    ("The treaty was made by tired men.", ("The river treaty of 1950",), False),
    ("The police arrested four dockers.", (), False),
    ("The army left the island in 1946.", (), False),
    ("The figure leaves out two years.", ("Accounts of the port",), True),
    ("The sum was repaid within a year.", ("The ferry and its owners",), True),
    ("The villagers paid for the chapel themselves.", (), False),
    ("The fishermen never saw the money.", (), False),
    ("The two sides met again in June.", ("Talks on the pier",), True),
    ("The two men never spoke again.", ("Life in Tarn",), True),
    ("The sea came through the wall at midnight.", (), False),
    ("The wind rose before dawn.", (), False),
    ("The letter was never answered.", ("Pilots of the sound",), True),
    ("The photograph was taken in March.", ("Cracks in the dam",), True),
    (
        "The Ministry spent 6 million on upkeep.",
        ("Press release", "Ministry of Works of Tarn"),
        False,
    ),
    ("The Institute counted 400 boats.", ("Boats of the sound", "Highmoor Institute"), False),
    ("The Board was warned twice.", ("A storm and its price",), True),
    ("The Commission met in secret.", ("Water and power",), True),
    ("The president resigned in 1974.", (), False),
    ("The prime minister opened the bridge.", (), False),
    ("The bridge cost 4 million.", ("Tarn in the nineties", "The new bridge"), False),
    ("The crane fell into the basin.", ("The port", "Loss of the great crane"), False),
    ("The proposal was rejected by both towns.", ("A bridge for Tarn",), True),
    ("The decision came too late.", ("The flood of 1962",), True),
    ("It was signed in May.", ("The river treaty of 1950",), True),
    ("They refused to pay.", ("The fishers of Orm",), True),
    ("The ferry to Orm stopped in 2008.", (), False),
    ("The road between Tarn and Orm was closed.", (), False),
    ("The total cost of the works was 31 million.", ("The pier",), False),
    ("The price of salt doubled.", (), False),
    ("This was denied by the owners.", (), True),
    ("These claims were never tested.", (), True),
    ("The storm took four boats.", ("The storm of January",), False),
    ("The flood reached the second floor.", ("The flood of 1962",), False),
    ("The storm took four boats.", ("A ferryman remembers",), True),
    ("The fire destroyed eleven houses.", ("The guild and its ledgers",), True),
    ("The public was not told.", (), False),
    ("The economy shrank by a tenth.", (), False),
    ("The former was paid in herring.", (), True),
    ("The latter never came back.", (), True),
    ("The state owns all the beaches.", (), False),
    ("The church forbade dancing on Fridays.", (), False),
    ("However, nobody asked the pilots.", (), True),
    ("As a result, the levy was doubled.", (), True),
    ("The residents asked for a vote.", (), False),
    ("The dockers went on strike in 1911.", (), False),
    ("The committee voted against it.", ("Letters to the editor",), True),
    ("The court dismissed the case.", ("Voices of the sound",), True),
    ("The levy was lifted in 2012.", ("Our levy, our harbour",), False),
    ("The tunnel leaks every winter.", ("Reading the tunnel accounts",), False),
    ("The experiment was repeated with salt water.", ("Ropes and knots",), True),
    ("The ship sank within an hour.", ("Weather in the north",), True),
    ("The weather in January was mild.", (), False),
    ("The population halved after 1950.", (), False),
    ("The parliament passed the budget in June.", (), False),
    ("The king never visited the island.", (), False),
    ("The company went bankrupt in 1984.", ("A walk around the bay",), True),
    ("The contract was never put out to tender.", ("The keeper of the gauge",), True),
    ("The new owners sold it within a year.", ("The new bridge",), True),
    ("The vote was 212 to 9.", ("Ellis on the quay",), True),
    ("The mayor refused.", ("Salt and silver",), True),
    ("The workers slept in tents.", (), False),
    ("The loan was repaid in 2009.", ("The loan that built Orm",), False),
    ("The loan was repaid in 2009.", ("Memories of Orm",), True),
    ("The officials took the keys.", (), False),
    ("The plan failed.", ("A plan for the delta",), False),
    ("The two ministers shook hands.", ("Hands across the sound",), True),
    ("The rain did not stop.", (), False),
    ("The gauge at Lenn showed 74.", (), False),
    ("The reading of 19 July was taken at six.", (), False),
    ("The reading was taken at six.", ("Harl at the bridge",), True),
    ("The tribunal ordered a new count.", ("Award of the tribunal",), False),
    ("The state paid a third.", (), False),
    ("The first stone was laid in 1998.", ("The pier",), False),
    ("The amount covered wages only.", ("Bread and ropes",), True),
    ("The newspapers kept silent.", (), False),
    ("The wall fell at night.", ("How the wall fell",), False),
    ("The second attempt succeeded.", ("Boats",), True),
    ("The Ministry said nothing.", ("Voices",), True),
    ("The Society kept the ledgers.", ("A short history", "Maritime Society of Tarn"), False),
    ("The answer arrived in a bottle.", ("Kites",), True),
]


@pytest.mark.parametrize(("sentence", "known", "expected"), DEFINITE)
def test_a_definite_phrase_is_an_orphan_unless_it_is_unique_or_named(sentence, known, expected):
    assert orphan(sentence, known) is expected


def test_context_is_needed_where_none_was_found_and_no_title_names_it():
    text = "The levy was lifted in 2012."
    for title, section, context, expected in (
        ("Our levy", (), None, False),
        ("Our quay", (), None, True),
        ("Our quay", ("The levy of 1999",), None, False),
        ("Our quay", (), Span(0, 3), False),
    ):
        sections = (Section(Span(0, len(text)), section),) if section else ()
        document = Document(Source(id="a", title=title), text, sections=sections)
        citation = make_citation(document, Span(0, len(text)), context=context)
        assert needs_context(citation) is expected


def paged(*parts: tuple[str, RegionKind]) -> tuple[Document, tuple[Sentence, ...]]:
    text, sentences, regions = "", [], []
    for part, kind in parts:
        span = Span(len(text), len(text) + len(part))
        text += part + "\n"
        sentences.append(Sentence(span, kind))
        regions.append(Region(kind, span))
    pages = (Page(1, Span(0, len(text) // 2)), Page(2, Span(len(text) // 2, len(text))))
    return Document(Source(id="a"), text, tuple(regions), pages), tuple(sentences)


BODY, HEAD = RegionKind.BODY, RegionKind.BOILERPLATE


def test_context_passes_over_what_a_page_break_leaves_between():
    doc, units = paged(
        ("Kara owned a quay.", BODY),
        ("1 See the ledger.", RegionKind.NOTES),
        ("12", HEAD),
        ("PORTS OF SULEN", HEAD),
        ("Figure 1: quays.", RegionKind.CAPTION),
        ("It sank.", BODY),
        ("This hurt.", BODY),
    )
    assert context_for(doc, units, units[5].span) == units[0].span
    # One stretch of text only: what stands before the break would bring the running head along.
    assert context_for(doc, units, units[6].span) == units[5].span


def test_a_note_is_not_explained_by_the_note_before_it():
    doc, units = paged(
        ("1 Kara owned a quay.", RegionKind.NOTES),
        ("2 It sank.", RegionKind.NOTES),
        ("It sank.", BODY),
    )
    assert context_for(doc, units, units[1].span) is None
    assert context_for(doc, units, units[2].span) is None


def test_a_heading_is_no_context_even_without_sections():
    doc, units = paged(
        ("Kara owned a quay.", BODY),
        ("Quays", RegionKind.HEADING),
        ("12", HEAD),
        ("It sank.", BODY),
    )
    assert context_for(doc, units, units[3].span) is None
    assert needs_context(make_citation(doc, units[3].span))
