"""Who says it, in paragraphs as op-eds, comments, theses and reports are written.

The short form of a chain is told in `test_speaker_cases`.
"""

from __future__ import annotations

import pytest
from speaker_cases import chains, is_right, read_cases

OPINION = r"""
The dam at Orsk Point was sold to us as a miracle. Minister Jana Feld promised in 2009 that no
household would ever queue for water again. Today the queue outside the pump house starts at
five.
    = T | Jana Feld | T

Feld's defenders say the drought is to blame. They are half right.
    = ? or T or Feld's defenders or defenders | T

“Nobody could have foreseen it,” the minister told parliament last month. Really? Her own
engineers foresaw it in 2004.
    = minister | T | T

My neighbour, a retired welder called Osk Bremmer, put it best: “They built a bath without a
plug.”
    = Osk Bremmer or ? or neighbour

It is often said that a people gets the rivers it deserves.
    = T or ?

Let us be honest: the treaty failed.
    = T

The government tells us that the levy is temporary. So was the last one.
    = government | T

What the government does not tell us is that the levy is permanent.
    = T

As the old ferrymen of Dunmere like to say, the river keeps its own books.
    = ferrymen of Dunmere or T or ?

I asked Feld whether she had read the memo. She said she had not.
    = T | ? or Feld

Feld likes to say that water is life. Water is also a bill.
    = Feld | T

In a recent column, Piet Ansel accused me of exaggerating the danger.
    = T

Ansel thinks the wall can be patched; I think it must go.
    = T

Even Ansel, no friend of the ministry, grants that the wall was sound.
    = Ansel or T

“Trust us”: that was the message of the ministry for ten years.
    = T or ? or ministry

The ministry's line has always been that the wall was sound.
    = ministry or T

Some of my readers will object that the wall was sound.
    = T or ?

A woman in the third row stood up and said that her cellar had flooded twice.
    = T or woman in the third row or woman

"""
COMMENT = r"""
On 4 March the Estuary Commission published its long-awaited plan. The Commission proposes that
the two governments share the cost of dredging. It does not say how.
    = T | Commission | T

Officials in Dunmere privately admit that the deadline will be missed.
    = Officials in Dunmere

Two diplomats familiar with the talks said that the text was all but agreed.
    = Two diplomats familiar with the talks

“We are ninety per cent there,” one of them said.
    = ?

The Orlandic foreign minister, Teo Marsh, told the Dunmere Post in April that a deal was “within
reach”, adding that only the annexes were open.
    = Teo Marsh

Marsh's deputy was more cautious: “Nothing is agreed until everything is agreed.”
    = Marsh's deputy or ? or deputy

For its part, the opposition maintains that any deal needs a referendum.
    = opposition

The opposition leader, Una Skarn, has vowed to tear the deal up.
    = T or Una Skarn

Skarn's party, the Meadow League, holds that the annexes were dictated by creditors.
    = Skarn's party or Meadow League

Independent experts put the cost at 90 million.
    = T or Independent experts

According to a leaked draft seen by this author, the cost is 90 million.
    = T or leaked draft

The cost, the draft says, is 90 million.
    = T or draft

In their joint statement of 9 April, the two governments affirmed that the river “must never
again be a weapon”.
    = two governments or governments

Asked about the delay, a Commission spokesman blamed the weather.
    = T

The World Rivers Council, a Dunmere-based think tank, estimates that the flood cost 2,400 jobs.
    = World Rivers Council

Polling by Civic Meter suggests that 58 per cent of Orlanders back the deal.
    = T or Civic Meter or Polling by Civic Meter

It remains unclear whether the Commission will publish the annexes, its chair Ida Brock said.
    = Ida Brock or T

Neither government has said that it will withdraw.
    = T

Orlandia accuses its neighbour of stealing water, a charge that Estaria denies.
    = T

Both sides say that they want peace.
    = Both sides or T or ?

"""
THESIS = r"""
Quell (2018: 88) distinguishes two phases of the dispute. In the first, she argues, the parties
fought over water; in the second, over words.
    = T or cites | Quell or ? or T

Several authors hold that the ceasefire was premature (Brandel 2014; Quell 2018).
    = cites

In contrast, Osterly and Pavic (2009: 14) maintain that the ceasefire came too late.
    = Osterly and Pavic

This view is challenged by Quell (2018: 90), who contends that no ceasefire was possible.
    = T or cites or Quell

Quell is not alone in this.
    = T

A veteran whom I interviewed in 2019 described the ceasefire as “a nap between two beatings”
(Interview 7).
    = veteran or ?

“They gave us boots and no road,” recalled another (Interview 9).
    = ? or another

The term “frozen front” was coined by Brandel (2014: 2).
    = T or cites

Brandel (2014: 2) defines the frozen front as “a war that has stopped moving but not stopped”.
    = Brandel or cites

By “front” I mean a line that is manned on both sides.
    = T

It follows, if Brandel (2014) is right, that the ceasefire was void.
    = T or cites

I do not agree with Brandel that the ceasefire was void.
    = T

The secretary's diary entry for that day reads: “Snow. No news. We wait.”
    = T or ? | ? | ?

Pavic later told a colleague that he had been wrong about the salt tax (Quell 2018: 102).
    = Pavic < Quell or cites

Van der Loo (2003: 51), quoting an unnamed officer, reports that the order was verbal.
    = Van der Loo

See Brandel (2014) for a full account.
    = T or cites

The archive holds no proof that the order was given.
    = T

As will be shown in chapter 4, the order was verbal.
    = T

"""
REPORT = r"""
Residents interviewed for this report stated that the wells had been dry since May.
    = Residents interviewed for this report or Residents or T

Hana Ruel, 61, said her family had not had running water for nine weeks. “We wash the children
in the stream,” she said.
    = Hana Ruel | Hana Ruel or ?

“I counted eleven shells,” said Ruel’s son Mikal, a bus driver. “Then I stopped counting.”
    = Mikal | Mikal

The mayor denied any wrongdoing.
    = T

The mayor denied having seen the audit.
    = -mayor or T

In a written reply to our questions, the Water Board stated that repairs had been “delayed by
events beyond its control”.
    = Water Board

The Water Board did not reply to our questions.
    = T

We recommend that the Board publish its accounts.
    = T

The auditors recommend that the Board publish its accounts.
    = auditors

The audit (Court of Accounts 2022: 5) found no trace of the money.
    = T or cites

Article 7 provides that disputes shall be settled by talks.
    = T or Article 7

The Board's director told us, on condition that his name be withheld, that the pumps had been
sold.
    = director or Board's director

“The pumps were sold” – director of the Board, May 2022.
    = ? or director of the Board

Q: Who sold the pumps? ¶ A: I was told it was the mayor.
    = T | T or ?

Figure 3: The minister says the wells are full.
    = T or minister

Key findings: ¶ - One well in three is dry. ↵ - The Board denies that any pump was sold. ↵ -
Villagers believe that the mayor sold them.
    = T | T | -Board | Villagers

Dear Sir, your correspondent claims that I sold the pumps. I did not.
    = T or your correspondent or correspondent | T

Mikal Ruel’s complaint that the pumps had been sold was dismissed.
    = T

"""
AGENCY = r"""
Orlandia will not reopen the border before autumn, Deputy Prime Minister Sol Ekman told
journalists on Friday. "We need guarantees first," Ekman said after a cabinet meeting in
Dunmere.
    = Sol Ekman | Ekman

The ministry said late on Monday that two soldiers had been wounded. Estaria denied opening
fire.
    = ministry | T or -Estaria

Estarian state television said the shots came from the other bank.
    = Estarian state television or state television

"There was no shooting," Estarian army spokesman Rolf Teague said, without elaborating.
    = Rolf Teague

Teague's claim could not be independently verified.
    = T

Witnesses in the village of Low Ferry told the Dunmere Post they had heard a blast.
    = Witnesses in the village of Low Ferry or Witnesses

Ekman, speaking through an interpreter, said he was "not optimistic".
    = Ekman

President Mira Stahl, in a televised address, called on both sides to show restraint.
    = T

Stahl has said she is ready to meet her counterpart "anywhere".
    = Stahl

Analysts expect the talks to fail.
    = T or Analysts

The talks will fail, analysts say.
    = analysts

The talks, which Ekman has called "a theatre", resume in May.
    = T or ?

"""
ACADEMIC = r"""
Brandel in his book underlines that the salt tax was never repealed.
    = Brandel

The author underlines that the salt tax was never repealed.
    = T or ?

In the opinion of the Estarian side, the tax was never repealed.
    = Estarian side

According to the well-known jurist P. Harrow, the tax was never repealed.
    = P. Harrow

It should be noted that the tax was never repealed.
    = T

As is well known, the tax was never repealed.
    = T

The President of Estaria stated in his speech of 2 May 2010 that the tax was repealed.
    = President of Estaria

President Stahl’s statement that the tax was repealed caused protests.
    = T

Thus, in the words of one observer, "a tax without law became a law without tax".
    = one observer or ?

Osterly (as cited in Quell 2018: 12) argues that the tax was never repealed.
    = Osterly < Quell

The tax, Quell (2018: 12) points out, was never repealed.
    = Quell

Quell’s central claim (2018: 12) is that the tax was never repealed.
    = Quell

Quell criticises Brandel for ignoring the tax.
    = T

Quell criticises Brandel’s view that the tax was repealed.
    = T

While Brandel (2014) holds that the tax was repealed, Quell (2018) denies it.
    = T or cites

Brandel (2014: 3) writes: "The tax died in its bed." This is a joke.
    = Brandel | T

Two explanations have been offered. The first, associated with Brandel (2014), is that the tax
was forgotten.
    = T | T or cites or Brandel

Most historians now agree that the tax was repealed (Brandel 2014; Quell 2018).
    = cites

My informants insisted that they had never paid it.
    = My informants or informants

One interviewee, a former customs officer, laughed and said that nobody had ever paid it.
    = One interviewee or T

Not all contemporaries believed that the tax was legal.
    = T

The tax was, as we have seen, illegal.
    = T

The Supreme Court held in 1931 that the tax was illegal.
    = Supreme Court

In *Harrow v. Crown*, the court found that the tax was illegal.
    = court or T

Hrel, an early opponent of the tax, called it theft.
    = T or Hrel

Hrel called it, in a letter to his sister, "theft by candlelight" (Brandel 2014: 80).
    = Hrel < Brandel or cites

"""
BRIEF = r"""
Brussel Quay, an economist at the Tidal Fund, warns: “The fund will be empty by 2030.”
    = Brussel Quay

The Tidal Fund's own forecast is bleaker. It assumes that prices will double.
    = T | T or ?

The Fund’s director, who asked to be quoted by name, Greta Holm, says that prices will double.
    = Greta Holm or T or director or Fund’s director

If, as the Fund believes, prices double, the plan is dead.
    = T or Fund

Whether prices will double, as the Fund predicts, is doubtful.
    = T

Prices will double, or so the Fund says.
    = Fund or T

The Fund says so, but nobody else does.
    = T

Holm speaks of “a lost decade”.
    = Holm or T or ?

There is, Holm told us, no plan B.
    = Holm

“There is no plan B” was the headline in the Dunmere Post.
    = T or ?

The Post's editorial of 3 May asked: “Who will pay?”
    = Post or Post's editorial or ? or T

Holm has been arguing for years that prices are too low.
    = Holm

What Holm means is that prices are too low.
    = T or Holm

Holm and the Fund’s board have long agreed that prices are too low.
    = Holm and the Fund’s board or T

No one we spoke to believes that prices are too low.
    = T

Several members of the board told the authors that they had not been consulted.
    = Several members of the board or members of the board

The board, sources close to it say, was not consulted.
    = T or ? or sources close to it

The minister has promised. The minister has lied.
    = T | T

Critics of the Fund, among them Una Skarn, say that prices are too low.
    = Critics of the Fund

She told me her name was Lin.
    = ? or T

We were told that the archive had burned.
    = T or ?

Nor does Holm claim that prices are too low.
    = T

"""

VERBS = r"""
Mirren opined that the levy was harmless.
    = Mirren

Mirren surmised that the levy was harmless.
    = Mirren

The bishop of Sarnet cautioned against haste.
    = T

Mirren tweeted that the levy was harmless.
    = Mirren

Mirren put the losses at 40 million marks.
    = T or Mirren

Mirren likened the levy to a slow leak.
    = T or Mirren

Hrel went as far as calling the levy “theft”.
    = Hrel or T or ?

To quote Hrel, the levy is “theft by candlelight”.
    = Hrel or ? or T

As Hrel has it, the levy is theft.
    = Hrel or T

If Hrel is to be believed, the levy is theft.
    = T or Hrel

Hrel would have us believe that the levy is theft.
    = T or Hrel

Tosk described how the water came through the door.
    = T or Tosk

Tosk spoke of bodies in the water.
    = T or Tosk

Tosk wondered whether the levy would ever end.
    = T or Tosk

Tosk recalls standing on the roof for nine hours.
    = T or Tosk

Asked who had opened the gates, Sorn replied that nobody had.
    = Sorn

In Sorn’s words: “Nobody opened them.”
    = Sorn

Sorn (in a letter to the Post): “Nobody opened them.”
    = Sorn or ? or T

The minister’s spokesman refused to confirm that the gates had been opened.
    = T

The Post learned that the gates had been opened by hand.
    = T or Post

The inquiry found that the gates had been opened by hand.
    = inquiry or T

The Hollow Commission found that the gates had been opened by hand.
    = Hollow Commission

What is more, Sorn insists, the gates were opened by hand.
    = Sorn

No, says Sorn, the gates were not opened by hand.
    = Sorn

The gates, or so Sorn believes, were opened by hand.
    = Sorn or T

Few believed Sorn when he said that the gates had been opened.
    = T

The man who says that the gates were opened is Sorn.
    = T

To say that the gates were opened is an understatement.
    = T

It would be wrong to claim that the gates were opened by hand.
    = T

The claim is often made that the gates were opened by hand.
    = T or ?

There are those who say that the gates were opened by hand.
    = T or ?

Rather than admit that the gates had been opened, Sorn resigned.
    = T

Before he died, Sorn told his daughter that he had opened the gates himself.
    = Sorn

Sorn’s widow, who still lives above the lock, says that he never forgave himself.
    = Sorn’s widow or widow

The gates were opened at dawn, the Water Board’s log shows.
    = T or log or Water Board’s log

The log shows that the gates were opened at dawn.
    = T or log

“Open them,” the log says.
    = log or ?

The phrase “open gates” appears nine times in the log.
    = T

“Open” and “closed” are relative terms.
    = T or ?

According to Sorn’s own log, the gates were opened at dawn; according to the Board, at noon.
    = T or Sorn’s own log

First Sorn, then the Board said that the gates had been closed.
    = T or Board

Neither Sorn nor the Board says that the gates were closed.
    = T
"""
STRUCTURE = r"""
Sorn remembers it well. “We opened them at dawn,” he says. “The water was black. ¶ “By noon it
was over. We went home. ¶ “My wife had made soup.” ¶ The soup is not in the log.
    = T | Sorn or ? | Sorn or ? | Sorn or ? | Sorn or ? | Sorn or ? | T

“I opened them,” Sorn told the inquiry. “Who else would have?” He was not asked again.
    = Sorn | Sorn | T

The director of the Water Board, Hana Ruel, defends the decision. “We had an hour,” says Ruel.
“One hour.”
    = T | Ruel | Ruel

Hana Ruel, the director, defends the decision. “We had an hour.”
    = T | ?

Ruel is blunt. “We had an hour,” she says.
    = T | Ruel or ?

The Board was unrepentant. In a statement, it said that it had had an hour.
    = T | Board or ?

Ruel said the Board had had an hour. The Board, she said, had used it well.
    = Ruel | Ruel or ?

Ruel said the Board had had an hour. It had used that hour, she added, to write a memo.
    = Ruel | Ruel or ?

“We had an hour” (Ruel, interview with the author, 4 May 2019).
    = Ruel or ? or cites

„Wir“ is the word she used most. „We had an hour“, said Ruel.
    = T or ? | Ruel

According to Ruel, “we had an hour”. According to the log, they had four.
    = Ruel | log or T

Ruel: “We had an hour.” ¶ Sorn: “We had four.”
    = Ruel | Sorn

The Board’s answer, in full: ¶ > We had an hour. We used it. ¶ Nothing followed.
    = T | ? or Board | ? or Board | T

A sign on the gate reads “No entry”.
    = T or ? or A sign on the gate

My grandmother used to say that water has no friends.
    = My grandmother

The Tidal Fund, whose director is a cousin of the minister, says that it was not consulted.
    = Tidal Fund

The Tidal Fund’s latest bulletin notes that reserves have halved (Tidal Fund 2023: 4).
    = bulletin or cites or bulletin < Tidal Fund

Reserves have halved, the Fund’s chief economist, Brussel Quay, wrote in a note to clients last
week.
    = Brussel Quay

“Reserves,” wrote Quay in the same note, “have halved.”
    = Quay

Quay’s note, which was leaked to the Post, says that reserves have halved.
    = Quay’s note or Quay or note

The Post, citing Quay’s note, reported that reserves had halved.
    = Post or Quay’s note < Post or Quay < Post

In an op-ed for the Post, Quay and two colleagues argued that reserves should be doubled.
    = Quay and two colleagues or T

Whatever Quay says, reserves have halved.
    = T

Quay says what everybody knows.
    = T

Quay said it would rain and it rained.
    = Quay or T
"""

MAGAZINE = r"""
The spring was dry. By May, the pumps at Low Weir had stopped. “We saw it coming,” engineer Lars
Vinter says, shrugging. “Nobody asked.”
    = T | T | Lars Vinter | Lars Vinter

Vinter is not the only one who saw it coming. A memo of 2018, obtained by this magazine, warned
that the reservoir would be empty within five years.
    = T | A memo or memo of 2018 or T

The ministry disputes the memo’s arithmetic.
    = T

Junior minister Elke Brand told MPs that the memo had “never been more than a draft”.
    = Elke Brand

Brand later apologised for the remark.
    = T

Under questioning, Brand acknowledged that she had read it.
    = Brand

It is Vinter who now advises the opposition.
    = T

Vinter’s critics, and there are many, call him a prophet of doom.
    = T or Vinter’s critics or critics

One wonders what the minister would say if she had to carry her own water.
    = T

The bishop prayed for rain; the minister, she told the press, did the same.
    = T or the minister or minister or ?

Reservoir levels fell by a third, the Rivers Agency reported in its quarterly bulletin.
    = Rivers Agency

The Agency’s figures, seen by the Weir Courier, contradict the minister.
    = T

As early as 2015, hydrologists at Tarn College pointed out that the aquifer was shrinking
(Vinter 2015: 8).
    = hydrologists at Tarn College or cites or hydrologists at Tarn College < Vinter

The College did not respond to requests for comment.
    = T

The case rests on one claim: that the aquifer recharges itself.
    = T

That claim, Quell (2018: 60) shows, goes back to a typing error.
    = Quell

Quell (2018: 61) is harsh on the surveyors, who, she writes, “counted puddles as lakes”.
    = Quell or cites or T or ?

The surveyors’ own report admits as much.
    = T or report or surveyors’ own report

“Counted twice, measured never” was how one official summed up the survey.
    = T or one official or ?

Brandel (2014: 9), by contrast, treats the survey as reliable.
    = T or cites or Brandel

Nowhere does Brandel say that the survey was reliable.
    = T

The tribunal heard evidence from nine surveyors. Eight of them testified that the maps had been
redrawn at night.
    = T | Eight of them or T or ?

The ninth, Bo Lind, testified that he had slept.
    = Bo Lind

Lind’s statement reads in part: “I was asleep. I have always been a good sleeper.”
    = ? or T or Lind’s statement or Lind | ? or Lind or Lind’s statement

The tribunal did not believe him.
    = T

In the tribunal’s words, his account was “a lullaby”.
    = tribunal

Counsel for the state asked the tribunal to dismiss the case.
    = T

Counsel for the state argued that the maps were genuine.
    = Counsel for the state

The applicant submits that the maps were redrawn.
    = applicant

The respondent contests this.
    = T

It is common ground that the maps were redrawn.
    = T or ?

The Court notes that the maps were redrawn.
    = Court

I was told by a clerk that the maps were burned.
    = T or a clerk

Everyone I met in Low Weir told me the same story.
    = T

My host, Mrs Aldous, said the well had never run dry before. She poured me a glass.
    = Mrs Aldous | T

“Before the dam,” she began, “we had eels.”
    = ? or Mrs Aldous

Like many in Low Weir, Aldous distrusts the Agency.
    = T

The Agency has lied to us, she says, and it will lie again.
    = ? or she

No government has ever admitted that the dam was a mistake.
    = T

The present government comes close. “Mistakes were made,” it concedes in its white paper.
    = T | ? or government or The present government

The white paper also claims that the dam paid for itself within a decade.
    = white paper or T

It did not.
    = T

The Quay Foundation welcomed the white paper but said it did not go far enough.
    = T or Quay Foundation

Foundation president Rolf Teague hopes that parliament will act before the summer.
    = Rolf Teague

To Teague, the dam is a warning.
    = T or Teague

Should parliament fail to act, warns Teague, the aquifer will be gone by 2040.
    = Teague

By 2040, the model predicts, the aquifer will be gone.
    = T or model

The model assumes that rainfall stays constant.
    = T

The authors of the model caution that it is only a model.
    = authors of the model

We caution that this is only a model.
    = T

Whether one believes Teague or the ministry, the wells are dry.
    = T

The minutes of the meeting state that the motion was carried unanimously.
    = minutes of the meeting or T

Three councillors have since said they voted against.
    = Three councillors

“Unanimous” apparently means something else in Brell.
    = T or ?

The council, asked by this newspaper to explain, said it stood by the minutes.
    = council

Its spokeswoman, Nora Pell, added that the three councillors had “misremembered”.
    = Nora Pell
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *read_cases(OPINION),
        *read_cases(COMMENT),
        *read_cases(THESIS),
        *read_cases(REPORT),
        *read_cases(AGENCY),
        *read_cases(ACADEMIC),
        *read_cases(BRIEF),
        *read_cases(VERBS),
        *read_cases(STRUCTURE),
        *read_cases(MAGAZINE),
    ],
)
def test_who_says_each_sentence_of_a_paragraph(text, expected):
    found = chains(text)
    assert len(found) == len(expected), found
    assert all(is_right(f, e) for f, e in zip(found, expected, strict=True)), found
