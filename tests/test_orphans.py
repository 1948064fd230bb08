"""Sentences that lean on the one before them are known; those that stand alone are left alone."""

from __future__ import annotations

import pytest

from retrieval.orphans import orphan

LEANING = """
She resigned two weeks later without giving a reason.
Its budget was cut by a third in the same year.
Theirs was the only boat that came back.
This was not the first time that the wall had leaked.
That decision cost the town its market.
These figures were never published.
Such promises had been heard before.
The ceasefire held for eleven days.
The two men never met again.
The latter refused to sign.
The engineer was dismissed in May.
The bridge was finished in 1931.
However, nobody told the villagers.
As a result, the pumps stood still for a year.
By then the money had been spent.
For this reason the loan was never repaid.
Instead, the board bought a second pump.
He also said that the price would double.
Three of them had worked in the mine.
In its place the council planted limes.
Both were sold in 1987.
The same happened in Low Ferry.
Under it, the two banks share the cost of dredging.
Nor did the new owners repair the roof.
Yet the water kept rising.
“It was a mistake,” she said.
The former had opposed the loan; the latter had not.
A year later the school was closed.
There, the pilgrims built a chapel.
Neither side kept it.
It was the result of rains that nobody had foreseen.
It is the largest of the mills that were built here.
The plan failed because the banks withdrew.
Since then the ferry has run only in summer.
The answer came in June.
Only one of these was ever built.
This, too, proved false.
To do so, the ministry borrowed 4 million marks.
Hence the name.
Second, the wall was built on sand.
No, the wall was never inspected.
The second was signed in Brell in 1999.
Once there, they were given blankets.
Not everyone agreed with him.
Such a treaty was signed in 1931 by Orlandia and Estaria.
"""

ALONE = """
It is widely believed that the wall was built on sand.
It took nine years to build the dam at Orsk Point.
It was Jana Feld who signed the order.
There is no evidence that the wall was safe.
The governor of Brell resigned in May 1931.
The treaty of 1931 gave both banks a share of the water.
The Halvorn Institute was founded in 1962.
The first bridge across the Tarn was built in 1840.
The people who lived there were never asked.
Those who signed the letter lost their posts.
This report describes the floods of 2014 and 2019.
This paper argues that salt paid for the war.
Although she had no training, Ada Mirren became an engineer.
After the flood, the council of Brell bought a second pump.
In 1931, Orlandia and Estaria signed a treaty.
Both Orlandia and Estaria signed the treaty.
One of the engineers, Pavel Sorn, kept a diary.
Neither Orlandia nor Estaria has ratified the treaty.
So far, four villages have been moved to higher ground.
Later editions of the atlas leave the border out.
We find that one well in three is dry.
Our findings show that one well in three is dry.
I argue that the treaty failed.
The government of Orlandia has denied the charge.
The price of salt doubled between 1840 and 1850.
The war between Orlandia and Estaria ended in 1994.
The number of ferries on the Tarn fell from nine to two.
The Tarn is the longest river in Orlandia.
What the villagers of Low Ferry want is a road.
That the wall was weak was known to the Board of Brell.
All of the wells in Low Ferry are dry.
Some of the oldest houses in Brell stand on oak piles.
Most Orlanders live within a day’s walk of the coast.
Then Prime Minister Sol Ekman signed the treaty.
The treaty signed in 1931 failed.
The conference held in Brell in 1931 was a success.
Many of the villagers brought their own tools.
Earlier maps of the coast are lost.
The decision to build a dam at Orsk Point was taken in 1949.
"""


@pytest.mark.parametrize("sentence", LEANING.strip().splitlines())
def test_a_sentence_that_leans_on_another_needs_it(sentence):
    assert orphan(sentence)


@pytest.mark.parametrize("sentence", ALONE.strip().splitlines())
def test_a_sentence_that_stands_alone_is_not_labelled(sentence):
    assert not orphan(sentence)
