"""Who says it, on the ways op-eds, comments, theses and reports really report.

Every case is a short invented text ("¶" ends a paragraph, "↵" a line) and, behind "=", the chain
of each of its sentences:

    T                   the document itself speaks (an empty chain)
    ?                   somebody whom nobody names; the document only passes it on
    cites               the document speaks, citing a reference
    Varro               Varro, in the document
    Hrel < Varro        Hrel, in Varro's words, in the document
    -Varro              Varro rejects it
    A or B              both are right (where the contract leaves it open)
"""

from __future__ import annotations

import pytest
from speaker_cases import chains, is_right, read_cases

REPORTING = r"""
According to Ines Varro, the dam was never finished.
    = Ines Varro

The dam, according to the Ministry of Water, was never finished.
    = Ministry of Water

The dam was never finished, according to a spokesman for the Ministry of Water.
    = spokesman for the Ministry of Water

Per the Ministry of Water, the dam cost 40 million marks.
    = Ministry of Water

In the words of Ines Varro, the treaty was “a lease on fear”.
    = Ines Varro

In Varro’s view, the treaty came too late.
    = Varro

In the view of the governor, the treaty came too late.
    = governor

In the opinion of the Halvorn Institute, the treaty came too late.
    = Halvorn Institute

From Varro’s point of view, the treaty came too late.
    = Varro or T

For Brandel (2014), the treaty was an accident.
    = Brandel

For Varro, the treaty was an accident.
    = Varro or T

For years, the treaty was an accident waiting to happen.
    = T

For the villagers, the road meant work.
    = T or villagers

To hear Varro tell it, the treaty was an accident.
    = Varro or T

By the account of the Water Board, two valves failed.
    = Water Board or T

By Varro’s own account, two valves failed.
    = Varro or T

Varro argues that the treaty came too late.
    = Varro

Varro contends the treaty came too late.
    = Varro

Varro maintains that the treaty came too late.
    = Varro

The governor insisted that no shots had been fired.
    = governor

The governor conceded that shots had been fired.
    = governor

The governor has repeatedly insisted that no shots were fired.
    = governor

Tomas Hrel, the mayor of Brell, told the Sarnet Wire that the bridge would reopen.
    = Tomas Hrel

Hrel was quoted as saying that the bridge would reopen.
    = Hrel

Hrel was cited by the Sarnet Wire as saying that the bridge would reopen.
    = Hrel or Hrel < Sarnet Wire

Hrel, for his part, believes that the bridge can be saved.
    = Hrel

Hrel, who lost two sons at the bridge, says the war never ended.
    = Hrel

Speaking in Brell on Monday, Hrel warned that the wall would not hold.
    = Hrel

In an interview with the Sarnet Wire, Hrel said the wall would not hold.
    = Hrel

Writing in the Sarnet Wire in 2011, Ines Varro called the wall “a monument to haste”.
    = Ines Varro

As Hrel put it, the wall was built on sand.
    = Hrel

As the governor himself admitted, the wall was built on sand.
    = governor

Hrel wrote to the bank on 3 May that the wall would hold.
    = Hrel

Hrel has said for years that the wall would hold.
    = Hrel

Hrel said of the wall that it would hold.
    = Hrel

Hrel said on the radio that the wall would hold.
    = Hrel

It was, Hrel said, the worst winter in memory.
    = Hrel

It was the worst winter in memory, Hrel recalled.
    = Hrel

It is Hrel’s view that the wall was built on sand.
    = Hrel

Hrel’s argument is that the wall was built on sand.
    = Hrel

Varro’s claim that the wall was built on sand is false.
    = T

The allegation by Varro that the wall was built on sand was never tested.
    = T

The governor rejected Varro’s claim that the wall was built on sand.
    = T

Despite the governor’s claim that all was well, the wall fell.
    = T

The governor ruled out that the wall would be rebuilt.
    = -governor or T

Hrel dismissed the report as propaganda.
    = Hrel or T

Varro and Hrel agree that the wall was built on sand.
    = Varro and Hrel

Both Varro and Hrel said the wall was built on sand.
    = Varro and Hrel

Hrel claims to have seen the order.
    = Hrel or T

Hrel denied that he had seen the order.
    = -Hrel

The ministry has denied that any water was diverted.
    = -ministry

Hrel demanded that the governor resign.
    = Hrel

The court ruled that the levy was unlawful.
    = court

The treaty states that the river belongs to both banks.
    = treaty or T

Under the treaty, the river belongs to both banks.
    = T

Former governor Ada Mirren said the levy was unlawful.
    = Ada Mirren

Dr Ada Mirren of the University of Brell says that the levy was unlawful.
    = Ada Mirren

The historian Ada Mirren has written that the levy was unlawful.
    = Ada Mirren

One of the engineers, Pavel Sorn, remembers that the lamps went out first.
    = Pavel Sorn

"""
POSTPOSED_AND_QUOTED = r"""
The levy will be abolished by June, said Ada Mirren, the minister of finance, on Tuesday.
    = Ada Mirren

The levy will be abolished, the minister of finance announced on Tuesday.
    = minister of finance

“We never signed,” said Hrel.
    = Hrel

“We never signed,” Ada Mirren, the minister of finance, told reporters in Brell.
    = Ada Mirren

“We never signed,” said the minister, who resigned a week later.
    = minister

“We never signed,” Hrel said, “and we never will.”
    = Hrel

“We never signed,” Hrel said. “We never will. Let them sue.”
    = Hrel | Hrel | Hrel

Hrel told the crowd: “We never signed. We never will.” The crowd cheered.
    = Hrel | Hrel | T

Hrel told the crowd, “We never signed.” The crowd cheered.
    = Hrel | T

In his letter of 3 May, Hrel wrote: ¶ “We never signed. ¶ “We never will.” ¶ Nobody replied.
    = T | Hrel | Hrel | T

The treaty was, in Hrel’s phrase, “a lease on fear”.
    = Hrel or ?

The treaty was what Hrel called “a lease on fear”.
    = Hrel or T or ?

Hrel described the treaty as “a lease on fear”.
    = Hrel

Hrel called the treaty “a lease on fear” and left the room.
    = Hrel or T or ?

“It was a lease on fear,” one villager told me.
    = one villager or ?

“It was a lease on fear,” says Lena Tosk, 43, a baker.
    = Lena Tosk

“It was a lease on fear,” Tosk, 43, says. “We all paid.”
    = Tosk | Tosk

“It was a lease on fear.” That is how Lena Tosk remembers the treaty.
    = Lena Tosk or ? | T or Lena Tosk

“Nobody asked us,” she said.
    = ?

Lena Tosk lost her bakery in the flood. “Nobody asked us,” she said.
    = T | Lena Tosk or ?

“Water has no passport,” goes a saying in Brell.
    = ?

Asked whether the levy would return, Mirren said: “Never.”
    = Mirren

Mirren’s answer was short: “Never.”
    = Mirren or ? or T

‘The wall was built on sand,’ Sorn told the inquiry.
    = Sorn

The inquiry heard that the wall was built on sand.
    = T or ?

Sorn told the inquiry that the wall was built on sand.
    = Sorn

“The wall,” Sorn told the inquiry in March, “was built on sand” (Quell 2018: 44).
    = Sorn < Quell

Mirren (the minister) said that the levy was dead.
    = Mirren

"""
FOLLOWING = r"""
“We never signed,” Hrel said. He added that the bank had been warned.
    = Hrel | Hrel

Mirren, the finance minister, said the levy was dead. The minister also said that the bank had
been warned.
    = Mirren | minister or Mirren

Mirren said the levy was dead. She went on to say that the bank had been warned.
    = Mirren | Mirren or ?

Mirren said the levy was dead. The bank had been warned in May.
    = Mirren | T

Mirren said the levy was dead. Hrel disagreed. He said the bank had been warned.
    = Mirren | T | Hrel or ?

According to Mirren, the levy is dead. This is wrong.
    = Mirren | T

Varro (2011) sees two causes. First, she argues, the wall was built on sand.
    = T or Varro | Varro or ?

Mirren met Hrel in Brell. He said that the levy was dead.
    = T | ?

The ministry said the levy was dead. It also said that the bank had been warned.
    = ministry | ministry or ?

"""
NESTED = r"""
According to Varro, Hrel said that the wall was safe.
    = Hrel < Varro

Varro quotes Hrel as saying that the wall was safe.
    = Hrel < Varro

The Sarnet Wire quoted Hrel as saying the wall was safe.
    = Hrel < Sarnet Wire

As Brandel (2014: 31) reports, Hrel claimed that the wall was safe.
    = Hrel < Brandel

Brandel (2014: 31) reports that Hrel claimed the wall was safe.
    = Hrel < Brandel

Hrel, cited in Brandel (2014: 31), claimed that the wall was safe.
    = Hrel < Brandel

Hrel claimed that the wall was safe (quoted in Brandel 2014: 31).
    = Hrel < Brandel

“The wall is safe,” Hrel said (as cited in Brandel 2014: 31).
    = Hrel < Brandel

Brandel (2014: 31) cites Hrel’s claim that the wall was safe.
    = Hrel < Brandel or T or cites

The Sarnet Wire reported that the governor had said that the wall was safe.
    = governor < Sarnet Wire

Mirren said that, according to the engineers, the wall was safe.
    = engineers < Mirren

The wall was safe, Hrel told the Sarnet Wire, according to Varro.
    = Hrel < Varro

According to the Sarnet Wire, citing two officials, the wall was safe.
    = two officials < Sarnet Wire or Sarnet Wire

Citing two officials, the Sarnet Wire reported that the wall was safe.
    = two officials < Sarnet Wire or Sarnet Wire

Quell (2018), citing Brandel (2014), argues that the wall was safe.
    = Brandel < Quell or Quell

Varro recalls Hrel saying that the wall was safe.
    = Hrel < Varro

“Hrel told me the wall was safe,” Varro said.
    = Hrel < Varro or Varro

"""
IMPERSONAL = r"""
It was reported by Varro that the wall was safe.
    = Varro

It was reported that the wall was safe.
    = T or ?

Hrel is said to have signed the order.
    = T or ?

Hrel is believed to have fled to Orvany.
    = T or ?

Hrel reportedly signed the order.
    = T or ?

The wall, it is claimed, was safe.
    = T or ?

Some argue that the wall was safe.
    = T or ?

Critics say that the wall was never safe.
    = T or ? or Critics

It has been argued that the wall was safe (Quell 2018: 4).
    = cites or Quell

It is widely held that the wall was safe.
    = T or ?

Hrel was told that the wall was safe.
    = T

Hrel learned that the wall was safe.
    = T

There were claims that the wall was safe.
    = T or ?

Rumour has it that Hrel signed the order.
    = T or ?

"""
INSTITUTIONS = r"""
The Foreign Ministry said in a statement that the border was closed.
    = Foreign Ministry

The border is closed, the Foreign Ministry said in a statement on Friday.
    = Foreign Ministry

A spokesperson for the Foreign Ministry confirmed that the border was closed.
    = spokesperson for the Foreign Ministry

A 2021 report by the Halvorn Institute found that one well in three was dry.
    = Halvorn Institute

A report published in 2021 by the Halvorn Institute found that one well in three was dry.
    = Halvorn Institute

The Halvorn Institute estimates that one well in three is dry.
    = Halvorn Institute

Estaria says the wells are its own.
    = Estaria

According to official figures, one well in three is dry.
    = T or official figures

According to the 2019 census, 4,120 people live in Brell.
    = T or 2019 census

In a survey by the Halvorn Institute, 62 % of respondents said that the wells were dry.
    = T or Halvorn Institute

62 % of respondents said that the wells were dry.
    = T

Most of the villagers I met said that the wells were dry.
    = T or ? or Most of the villagers

Estarian officials say that the wells were dry.
    = Estarian officials

The opposition accuses the government of hiding the figures.
    = T or opposition

Figures from the Water Board show that one well in three is dry.
    = T or Water Board

The Board’s minutes record that the loan was refused.
    = T or Board

"""
REFERENCES = r"""
Brandel (2014: 12) shows that salt paid for the war.
    = Brandel

Salt paid for the war (Brandel 2014: 12).
    = cites

Salt paid for the war (Brandel 2014: 12; Quell 2018). It did not pay for the peace.
    = cites | T

Salt paid for the war (Brandel 2014: 12). It paid for the peace too (ibid.: 14).
    = cites | cites

Salt paid for the war (see also Brandel 2014).
    = T

Salt paid for the war (cf. Brandel 2014: 12).
    = T

Salt paid for the war (but see Brandel 2014: 12).
    = T

Brandel (2014) and Quell (2018) argue that salt paid for the war.
    = Brandel < Quell or cites or T or Brandel and Quell

Osterly and Pavic (2009: 7) argue that salt paid for the war.
    = Osterly and Pavic

As van der Loo (2003) has shown, salt paid for the war.
    = van der Loo

Salt, writes van der Loo (2003: 9), paid for the war.
    = van der Loo

“Salt paid for the war” (van der Loo 2003: 9).
    = van der Loo

Following Brandel (2014), I use “salt road” for the whole coast.
    = T or cites

Brandel’s (2014) study of the salt road covers ten years.
    = T or cites

Unlike Brandel (2014), I think that salt paid for nothing.
    = T or cites

Drawing on Brandel (2014), Quell (2018) argues that salt paid for the war.
    = Quell

Brandel (2014: 12) notes that “salt paid for the war”.
    = Brandel

Hrel wrote to his brother that salt paid for the war (Brandel 2014: 12).
    = Hrel < Brandel or cites

Contrary to what Brandel (2014) suggests, salt did not pay for the war.
    = T or cites

"""
NO_SPEAKER = r"""
Her essay “The Long Dry Season” appeared in 2001.
    = T

The so-called “reform” cost 40 million marks.
    = T or ?

The “temporary” levy lasted thirteen years.
    = T or ?

Who paid for the wall?
    = T

Was it Hrel who said that the wall was safe?
    = T

Hrel did not say that the wall was safe.
    = T

Hrel never claimed that the wall was safe.
    = T

Hrel would say that the wall was safe.
    = T

If Hrel claims that the wall was safe, he is wrong.
    = T

Hrel refused to say whether the wall was safe.
    = T

Hrel declined to comment.
    = T

Nobody has ever argued that the wall was safe.
    = T

I argue that the wall was safe.
    = T

We find that one well in three was dry.
    = T

This paper argues that salt paid for the war.
    = T

In our view, the wall was safe.
    = T

In this thesis I have argued that salt paid for the war.
    = T

The evidence suggests that the wall was safe.
    = T

Experience shows that walls fall.
    = T

The engineer warned the Board about the cracks.
    = T

The engineer warned the Board that the wall would fall.
    = engineer

Varro criticised the plan.
    = T

Hrel discussed the plan with the governor.
    = T

Hrel called the governor on Monday.
    = T

Hrel called for talks.
    = T

Hrel denied the charge.
    = T

Hrel announced the closure of the bridge.
    = T

Hrel threatened the bank with a lawsuit.
    = T

Hrel spoke to the crowd for an hour.
    = T

Hrel thanked the bank and signed.
    = T

Hrel explained the plan to the Board.
    = T

Hrel mentioned the wall twice.
    = T

The Board noted the warning.
    = T

Hrel blamed the bank for the delay.
    = T or Hrel

The law says nothing about wells.
    = T

Hrel argued for a wall that would hold.
    = T

Hrel agreed to a wall that would hold.
    = T

Hrel insisted on a wall that would hold.
    = T

Hrel warned of a flood that would destroy Brell.
    = T

Hrel reported on a flood that had destroyed Brell.
    = T

Hrel believes in a wall that will hold.
    = T

Hrel stated his name and age.
    = T

"""
LAYOUT = r"""
## What the governor said ¶ The wall fell at dawn.
    = T | T

The Board heard three things: ¶ - Hrel said that the wall was safe. ↵ - Sorn warned that it was
not. ↵ - Nobody asked for the drawings.
    = T | Hrel | Sorn | T

Hrel made three promises: ¶ - The bridge will reopen. ↵ - The levy will end.
    = T | T or Hrel | T or Hrel

> We never signed. ¶ So wrote Hrel in 1998.
    = Hrel or ? | T or Hrel

Hrel put it this way: ¶ > We never signed. We never will. ¶ The bank sued.
    = T | Hrel | Hrel | T

"""

PROSE = r"""
The first recorded landing took place in 1851.
    = T

One of the first towns to publicly pledge support was Brell.
    = T

Ten years ago people told us that the wall would hold.
    = T or people

The crest shows an otter, a beast said to haunt the lower weir.
    = T

The message came after Hrel said he would sell the mill.
    = T

The mill, declared a Landmark of Brell in 1992, stands empty.
    = T

A case study of the Lower Quay, Sarnet Bay, found that one child in three was ill.
    = T or case study of the Lower Quay

The lawyer for the alleged victim said that he hoped for a trial.
    = lawyer for the alleged victim

Hrel gives the town hope that the mill will reopen.
    = T

As the summer went on, that answer changed.
    = T

Mirren’s new book tells a tangled story, raising the fear that nothing will change.
    = T

The painter shows how the world is, without mercy.
    = T

Forty-seven per cent of voters said the harbour was safe.
    = T

“We leave tomorrow,” said the Tidal Fund’s new director, Greta Holm.
    = Greta Holm

“We leave tomorrow,” said Tidal Fund’s director.
    = Tidal Fund’s director

Rupert Hrel last year signalled that the mill would reopen.
    = Rupert Hrel

The Water Board on Tuesday confirmed that the pumps were sold.
    = Water Board

With half the wells dry, Hrel says he began to sleep badly.
    = Hrel

Then my friend Lena Tosk said that the mill would reopen.
    = Lena Tosk

This paper studies the mill. It argues that the mill will reopen.
    = T | T

The treaty has nine articles. It states that the river is shared.
    = T | T or ?

The Water Board said the pumps were sold. It also said that the buyer was unknown.
    = Water Board | Water Board

The Water Board said the Tidal Fund had lied. It also said that the pumps were sold.
    = Water Board | ?

Hrel said the pumps were sold. It also said that the buyer was unknown.
    = Hrel | ? or T

Participating in games from the contest held in June that same year, Hrel won twice.
    = T

The Water Department said that the mill would reopen.
    = Water Department

Governor Foundation said that the mill would reopen.
    = Governor Foundation

Pavel Sorn’s blood results suggest that he had slept.
    = T

Pavel Sorn’s research shows that he had slept.
    = Pavel Sorn’s research

Library of Brell record: a map of the weir.
    = T

The mill owner and painter, sixty years old, knows it well.
    = T

Hrel had always written: letters, lists, laws.
    = T

The mill will reopen by June, its owners said on Monday.
    = T or its owners

But do you remember The Long Weir, a play written by Hrel and Tosk?
    = T

Two million marks are missing, according to an audit seen by the Sarnet Wire.
    = audit seen by the Sarnet Wire

Two officials told the Sarnet Wire they had seen the order.
    = Two officials

Sorn reminded me of someone I had known in Brell.
    = T

Tosk confirmed one of the worst kept secrets in Brell: the mill is sold.
    = T or Tosk
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *read_cases(REPORTING),
        *read_cases(POSTPOSED_AND_QUOTED),
        *read_cases(FOLLOWING),
        *read_cases(NESTED),
        *read_cases(IMPERSONAL),
        *read_cases(INSTITUTIONS),
        *read_cases(REFERENCES),
        *read_cases(NO_SPEAKER),
        *read_cases(LAYOUT),
        *read_cases(PROSE),
    ],
)
def test_who_says_each_sentence(text, expected):
    found = chains(text)
    assert len(found) == len(expected), found
    assert all(is_right(f, e) for f, e in zip(found, expected, strict=True)), found
