"""No orphan goes unlabelled, and no cut loses what governs it."""

from __future__ import annotations

import pytest

from index.records import Document, RegionKind, Section, Sentence, Source, Span
from retrieval.governors import context_for, needs_whole, orphan

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
