"""Who says it, as theses, comments, op-eds and news reports name their speakers.

Titles and peoples before the name, the place of the speech behind it, a newspaper's date behind
the words; what speaks for nobody, and what is said by nobody who is named. The short form of a
chain is told in `test_speaker_cases`; here a name must be the whole name, without its office.
"""

from __future__ import annotations

import re

import pytest
from speaker_cases import chains, read_cases

REPORTED_SPEECH = r"""
Tavrian Prime Minister Ilmar Sodeck stated that the corridor would remain open under any
government.
    = Ilmar Sodeck

Prime Minister Sodeck emphasised that the corridor was not a concession.
    = Sodeck

In his address to the assembly, Prime Minister Ilmar Sodeck noted that “no clause of the accord
was written in
Tavra”.
    = Ilmar Sodeck

The foreign minister of Tavria, Orsa Lind, reiterated that the border commission had finished its
work.
    = Orsa Lind

Orsa Lind, the foreign minister, underlined that the accord had no expiry date.
    = Orsa Lind

Lind specifically noted that the annex on water had not been translated.
    = Lind

Lind further pointed out that the annex had been signed twice.
    = Lind

Orsa Lind in her declaration of 4 June 2019 stated that the annex was void.
    = Orsa Lind

President Dorvan Quist in his declaration to the United Congress: “We shall not trade a valley for
a road”.
    = Dorvan Quist

Quist elaborated: “A road can be dug up. A valley cannot be put back.”
    = Quist | Quist

As Quist put it, the accord was a bridge with one bank.
    = Quist

As the Norlander chief negotiator, Emil Tarn, put it: “We counted every stone twice.”
    = Emil Tarn

In the words of the Norlander envoy Emil Tarn, the talks were “a polite siege”.
    = Emil Tarn

“The road is closed for the winter,” Tarn added.
    = Tarn

“The road is closed for the winter, and nobody asked us,” the head of the Orvik district, Siv
Harrow, added.
    = Siv Harrow

Tarn went on to say that the winter closure had cost the district a third of its trade.
    = Tarn

Harrow was quoted as saying that the district had never been consulted.
    = Harrow

Harrow was quoted by the Orvik Herald as saying that the district had never been consulted.
    = Harrow < Orvik Herald

Siv Harrow, in an interview with the Orvik Herald, said that the closure was illegal.
    = Siv Harrow

Siv Harrow, the head of the Orvik district, in an interview with the Orvik Herald on 3 May 2020,
said that the
closure was illegal.
    = Siv Harrow

Speaking at the anniversary of the accord, Norlander President Aksel Veld reaffirmed that the
northern villages
would be rebuilt first.
    = Aksel Veld

Sodeck made it clear that there would be no second vote.
    = Sodeck

Sodeck drew attention to the fact that the second vote had never been held.
    = T or Sodeck

Sodeck is quoted in the minutes as saying: “Let them keep the map, we keep the hill.”
    = Sodeck or Sodeck < minutes

The Tavrian side has repeatedly stated that the hill was never part of the bargain.
    = Tavrian side

In a statement issued on 12 March, the Ministry of Transport stressed that the tunnel met every
standard.
    = Ministry of Transport

The spokesperson of the Norlander Foreign Ministry, Ragna Holt, commented that the note had
arrived a day late.
    = Ragna Holt

Commenting on the note, Holt said that it had arrived a day late.
    = Holt

Holt called on both governments to open the tunnel, arguing that winter supplies would run out by
January.
    = Holt or T

Responding to a question from the Orvik Herald, Holt replied: “Ask the engineers.”
    = Holt

Veld assured the delegates that the villages would be rebuilt first.
    = Veld

According to Norlander President Aksel Veld, the villages would be rebuilt first.
    = Aksel Veld

According to Veld’s adviser on regional affairs, the villages would be rebuilt first.
    = Veld’s adviser on regional affairs

Deputy Prime Minister and Minister of Roads Jorun Masse told parliament that the tunnel had been
inspected in
October.
    = Jorun Masse

The tunnel, Masse reminded deputies, had been inspected in October.
    = Masse

“The tunnel was inspected in October”, noted the Minister of Roads, Jorun Masse.
    = Jorun Masse

“The tunnel was inspected in October” – stated Jorun Masse in parliament.
    = Jorun Masse

Masse dismissed the criticism: “Those who shout loudest have never been inside the tunnel.”
    = Masse

Masse was even more outspoken a week later: “I would drive my own children through it.”
    = Masse

His declaration that the tunnel was safe was widely reported.
    = T or ?

Masse’s declaration that the tunnel was “as safe as a church” was widely reported.
    = T or Masse or ?
"""
WITH_REFERENCE = r"""
Prime Minister Sodeck stated that “the corridor is the price of peace” (Tavra Courier, 3 May 2020).
    = Sodeck < Tavra Courier

“The corridor is the price of peace,” Sodeck said (Tavra Courier, 3 May 2020).
    = Sodeck < Tavra Courier

“The corridor is the price of peace,” said Prime Minister Sodeck in May (“Sodeck defends
corridor”, 2020).
    = Sodeck

Lind stated: “We will not reopen the annex” (Tavra Courier 2020).
    = Lind < Tavra Courier

In his speech to the Congress, President Quist noted that “a valley is not a coin” (Quell 2018:
44).
    = Quist < Quell

Quist argued that the valley had been promised to nobody (Interview with the author, 12 June 2018).
    = Quist

The accord failed because nobody wanted it to work (Tavra Courier, 3 May 2020).
    = cites

Veld told the Herald that the villages came first (Orvik Herald, 14 September 2016).
    = Veld < Orvik Herald

“The accord was signed in a kitchen” (Tavra Courier, 3 May 2020).
    = Tavra Courier or cites

Brandel (2014: 77) observes that President Quist “never once visited the valley”.
    = Brandel

As Brandel puts it, “the valley was lost on paper before it was lost in war” (2014: 81).
    = Brandel

The foreign minister then declared: “The annex is void” (Lind 2019).
    = foreign minister < Lind or cites or foreign minister
"""
NOBODY_SPEAKS = r"""
The expert estimations suggest that 40,000 people crossed the pass.
    = T or ?

Analysis shows that the corridor carried little trade.
    = T

The data indicate that the corridor carried little trade.
    = T

Recent events show that the corridor is not safe.
    = T

The attack demonstrated that the corridor was not safe.
    = T

The outcome of the vote confirmed that the valley was divided.
    = T

Satellite images show that the bridge was gone by May.
    = T

The long silence of the capital said that nobody would come.
    = T

The accord’s failure proved that paper is no wall.
    = T

Developments on the ground suggest that the talks are over.
    = T

The treaty states that both banks share the river.
    = treaty

The Constitution of Norland provides that no territory may be ceded without a vote.
    = Constitution of Norland

Article 4 of the accord stipulates that the corridor shall remain open.
    = Article 4 of the accord or Article 4 or T

The Helm Institute’s report says that the corridor carried little trade.
    = Helm Institute’s report or Helm Institute

The joint declaration affirms that the corridor is open to all.
    = joint declaration

The resolution demanded that all troops leave the valley.
    = resolution

The court’s judgment of 2011 held that the valley was never annexed.
    = court’s judgment or court or judgment

This report notes that the corridor carried little trade.
    = T
"""
UNNAMED = r"""
According to some estimates, 40,000 people crossed the pass.
    = ? or some estimates

It is reported that the garrison left at night.
    = ?

It was widely believed that the garrison had left at night.
    = ?

It has been claimed that the garrison was paid to leave.
    = ?

It is alleged that the garrison was paid to leave.
    = ?

Some argue that the garrison was paid to leave.
    = ?

Unconfirmed reports say that the garrison left at night.
    = ? or Unconfirmed reports

The garrison, it is said, left at night.
    = ?

The garrison reportedly left at night.
    = ? or T

Sources close to the president claim that the garrison was paid to leave.
    = Sources close to the president or ?

According to reports, the garrison left at night.
    = ? or reports

It is well known that the pass is closed in winter.
    = T
"""
PRONOUNS = r"""
Prime Minister Sodeck said the corridor would stay. He added that tolls would be cut by half.
    = Sodeck | Sodeck

Orsa Lind stated that the annex was void. She further noted that it had never been translated.
    = Orsa Lind | Orsa Lind

Orsa Lind stated that the annex was void. Drawing a parallel with the canal, she said that “no
parliament can be
bound by a footnote”.
    = Orsa Lind | Orsa Lind or ?

“The annex is void,” Lind told the Courier. “It was never translated.” She added that the ministry
had known this.
    = Lind | Lind | Lind

Lind met Quist in Orvik in May. He said that the annex was void.
    = T | ? or Quist

Quist told Sodeck that the valley was lost. He added that the road would follow.
    = Quist | ?

Veld visited the villages in May. He promised that the school would open by autumn.
    = T | Veld or ?

The ministry said that the tunnel was safe. He added that the tunnel would be closed in winter.
    = ministry | ?

Tarn argued that the talks were over. ¶ He added that no date had been set.
    = Tarn | ? or Tarn

Masse denied that the tunnel was closed. She said it had been under repair.
    = -Masse | Masse

Harrow and Holt met in June. They said that the closure would end.
    = T | ? or Harrow and Holt

The Tavra Courier asked Harrow about the closure. She replied that it was illegal.
    = T | ? or Harrow
"""


def without_article(chain: str) -> str:
    """A chain whose names have lost their articles."""
    links = chain.split(" < ")
    return " < ".join(re.sub(r"^(-?)(?:the|an?)\s", r"\1", link, flags=re.I) for link in links)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *read_cases(REPORTED_SPEECH),
        *read_cases(WITH_REFERENCE),
        *read_cases(NOBODY_SPEAKS),
        *read_cases(UNNAMED),
        *read_cases(PRONOUNS),
    ],
)
def test_who_says_each_sentence(text, expected):
    found = [without_article(chain) for chain in chains(text)]
    assert len(found) == len(expected), found
    for one, accepted in zip(found, expected, strict=True):
        assert one in accepted.split(" or "), found
