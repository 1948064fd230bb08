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

NEWSROOM = r"""
Velmaran Defence Minister Tarek Oss on Thursday accused the mediators of bias, saying that no map
had been agreed.
    = T or Tarek Oss

“No map has been agreed,” Oss told a news conference in Port Cassel on Thursday.
    = Oss

“No map has been agreed,” Velmaran Defence Minister Tarek Oss told a news conference.
    = Tarek Oss

The map had not been agreed, the Velmaran defence minister told a news conference.
    = Velmaran defence minister

In a televised address on Sunday night, President Ysolde Brandt urged both sides to return to the
table.
    = T or Ysolde Brandt

In a televised address on Sunday night, President Ysolde Brandt told the nation that the reserves
would last until
spring.
    = Ysolde Brandt

“The reserves will last until spring,” Brandt said in a televised address on Sunday night.
    = Brandt

“The reserves will last until spring,” she said. “After that, we shall see.”
    = ? | ?

Finance ministry spokeswoman Ilka Dorn said the reserves would last until spring.
    = Ilka Dorn

Ilka Dorn, a spokeswoman for the finance ministry, said the reserves would last until spring.
    = Ilka Dorn

The reserves will last until spring, said Ilka Dorn, a spokeswoman for the finance ministry.
    = Ilka Dorn

A finance ministry spokeswoman, who asked not to be named, said the reserves would last until
spring.
    = finance ministry spokeswoman

Dorn declined to say how long the reserves would last.
    = T

Asked how long the reserves would last, Dorn replied that it depended on the rain.
    = Dorn

Dorn, 44, who joined the ministry in 2009, recalled that the last drought had lasted three winters.
    = Dorn

The International Relief Fund estimated on 3 March that 12,000 families had left the delta.
    = International Relief Fund

Some 12,000 families have left the delta, the International Relief Fund estimates.
    = International Relief Fund

About 12,000 families have left the delta, according to the International Relief Fund’s March
bulletin.
    = International Relief Fund’s March bulletin or International Relief Fund

According to a statement released by the Velmaran presidency on 9 July, the envoy will arrive on
Monday.
    = statement released by the Velmaran presidency on 9 July or Velmaran presidency

The Velmaran presidency’s press service reported that the envoy would arrive on Monday.
    = Velmaran presidency’s press service

Oss and his Cassian counterpart, Mirela Tuun, said in a joint statement that the map would be
published.
    = Oss and his Cassian counterpart or Oss or ? or T

The minister’s deputy, Aron Fell, later clarified that the map was only a draft.
    = Aron Fell

Brandt’s office denied that the reserves were running low.
    = -Brandt’s office or -Brandt’s office

State news agency VelPress quoted Oss as saying that no map had been agreed.
    = Oss < State news agency VelPress or Oss < VelPress or Oss < news agency VelPress

Oss told VelPress: “No map has been agreed. The mediators know this.”
    = Oss | Oss

“No map has been agreed,” insisted Oss, “and none will be.”
    = Oss
"""
OPED = r"""
My grandfather used to say that a border is a scar that itches before rain.
    = My grandfather or T

As President Brandt once remarked, a drought is a census of friends.
    = Brandt

Brandt herself conceded that the delta had been neglected.
    = Brandt

The minister says the delta is safe. The delta disagrees.
    = minister | T

Oss wants us to believe that the map is a detail.
    = T or Oss

Let nobody tell you that the map is a detail.
    = T

The cynics will say that the map is a detail.
    = T or cynics

Nothing Oss said in March explains what happened in April.
    = T

The facts speak for themselves: the delta is empty.
    = T

What Oss called “a pause” was the end of the talks.
    = T or Oss or ?

When Oss says that the talks are paused, he means that they are over.
    = T or Oss

The drought has taught us that wells are politics.
    = T

The mediators’ silence says that the talks are over.
    = T

The numbers tell a different story: the delta lost a third of its people.
    = T

The election result made it clear that the delta had been forgotten.
    = T

Brandt’s refusal to visit the delta suggested that the reserves were lower than announced.
    = T

The budget assumes that it will rain.
    = T

I was told by a retired surveyor that the map had been drawn twice.
    = T or ?
"""
THESIS = r"""
Halvard Munthe (2011: 58) contends that the Delta Accord was “a truce with footnotes”.
    = Munthe or Halvard Munthe

The Delta Accord was “a truce with footnotes” (Munthe 2011: 58).
    = Munthe or cites

As noted by Munthe (2011: 58), the Delta Accord was never ratified.
    = Munthe

Munthe’s (2011) reading of the accord emphasises that it was never ratified.
    = T or Munthe or cites

It has been argued that the accord was never meant to last (Munthe 2011; Ferro 2015).
    = cites

It is argued in this chapter that the accord was never meant to last.
    = T

It will be argued that the accord was never meant to last.
    = T

This thesis contends that the accord was never meant to last.
    = T

In their declaration of 8 August 1996, the delta councils stated that “the river recognises no
line” (Port Cassel Gazette, 9
August 1996).
    = delta councils < Port Cassel Gazette

During the parliamentary debate of May 1996, the opposition leader Ivo Stahl claimed that the
accord had been signed
in secret (Ferro 2015: 112).
    = Ivo Stahl < Ferro

Stahl claimed that the accord had been signed in secret (Port Cassel Gazette, 14 May 1996).
    = Stahl < Port Cassel Gazette

The accord had been signed in secret (Port Cassel Gazette, 14 May 1996).
    = cites

The delegations met twice (Port Cassel, 14 May 1996).
    = T

Article 7 of the Delta Accord states that “neither party shall alter the course of the river”.
    = Article 7 of the Delta Accord

Under Article 7, neither party may alter the course of the river.
    = T

The preamble declares that the river is shared.
    = preamble

The 1996 protocol stipulated that the river commission should meet every spring.
    = 1996 protocol

UN Resolution 1120 demanded that the dams be opened.
    = UN Resolution 1120

The Supreme Court of Velmara ruled that the accord was not a treaty.
    = Supreme Court of Velmara

Realists assume that states seek power.
    = T or Realists

Realism holds that states seek power.
    = T or Realism

Interviewee 4 stated that the councils were never consulted.
    = Interviewee 4

One of my interviewees, a former councillor, recalled that the vote was taken at night.
    = One of my interviewees or one of my interviewees or ? or former councillor or One of my
interviewees, a former councillor

Ferro (2015: 120), quoting a letter by Stahl, notes that the vote was taken at night.
    = Ferro

Stahl’s letter to the councils says that the vote was taken at night.
    = Stahl’s letter to the councils or Stahl

Three states border the delta: Velmara, Cassia and Orune.
    = T

The accord created two client states: Velmara and Orune.
    = T

The talks produced four joint statements: two on water, two on trade.
    = T
"""
THINKTANK = r"""
At the Cassel Forum, Cassian Deputy Foreign Minister Mirela Tuun outlined three conditions.
    = T

At the Cassel Forum, Cassian Deputy Foreign Minister Mirela Tuun stressed that three conditions
remained.
    = Mirela Tuun

However, on 4 March 2021, Tuun announced that two conditions had been met.
    = Tuun

On March 4, 2021, Tuun announced that two conditions had been met.
    = Tuun

Tuun has repeatedly called the accord “a dead letter”.
    = Tuun or T or ?

For his part, Oss maintains that the accord is alive.
    = Oss

Cassian officials privately concede that the accord is dead.
    = Cassian officials

Port Cassel insists that the accord is dead.
    = Port Cassel

Cassia argues that the dams were closed before the drought. Velmara counters that the drought came
first.
    = Cassia | Velmara

Analysts in Port Cassel warn that the dams could be closed again.
    = Analysts in Port Cassel or Analysts

Observers note that both governments face elections.
    = Observers

Tuun noted that the dams had been closed in May. However, she stressed that they had been reopened
in June.
    = Tuun | Tuun

Tuun noted that the dams had been closed in May. According to her, they were reopened in June.
    = Tuun | Tuun

Oss told Tuun that the dams were closed. According to him, the water was needed upstream.
    = Oss | ?

The two ministers met in June. According to the communiqué, they agreed to reopen the dams.
    = T | communiqué or ?

According to this view, the accord was dead from the start.
    = T or ?

According to plan, the dams were reopened in June.
    = T

The dams were reopened, according to several accounts, in June.
    = T or ? or several accounts

Recent satellite analysis indicates that the dams were reopened in June.
    = T

Growing frustration in the delta signals that the accord is dying.
    = T

The closing of the dams demonstrated that the accord was dead.
    = T

Our estimates suggest that 9,000 people left the delta.
    = T

The World Water Panel’s estimates suggest that 9,000 people left the delta.
    = T or World Water Panel or World Water Panel’s estimates

A recent study by the World Water Panel shows that 9,000 people left the delta.
    = World Water Panel or recent study by the World Water Panel
"""
CONTEXTS = r"""
Pavo Rehn, who chaired the inquiry, was blunt. “We found no logbook,” he said.
    = T | Pavo Rehn or ?

Pavo Rehn chaired the inquiry. In his final report, he wrote that no logbook had been found.
    = T | Pavo Rehn or ?

In his final report, Rehn wrote that no logbook had been found. The captain, he added, had burnt
it.
    = Rehn | Rehn

“We found no logbook,” Rehn said. The captain, he added, had burnt it.
    = Rehn | Rehn

Rehn said that no logbook had been found. Captain Ulla Storm denied this. She said that she had
handed it over.
    = Rehn | T | ? or Ulla Storm

Rehn said that no logbook had been found. “It was burnt,” he said. “I have seen the ashes.”
    = Rehn | Rehn | Rehn

Rehn told the court that Storm had burnt the logbook. She denied it.
    = Rehn | T

Rehn, quoting the harbour master, said that the logbook had been burnt.
    = Rehn or harbour master < Rehn

“The logbook,” according to Rehn, “was burnt.”
    = Rehn

“The logbook was burnt”, the inquiry concluded, “and nobody asked why”.
    = inquiry

The inquiry concluded that the logbook had been burnt. It found that nobody had asked why.
    = inquiry | inquiry or ?

The inquiry’s report concluded that the logbook had been burnt. It blamed the captain.
    = inquiry’s report or inquiry | T

Rehn’s colleague Mara Tiel said that the logbook had been burnt.
    = Mara Tiel

Rehn and Tiel wrote that the logbook had been burnt. They added that nobody had asked why.
    = Rehn and Tiel | ? or Rehn and Tiel

“Nobody asked why.” With these words Rehn closed the inquiry.
    = Rehn or ? | T

“Nobody asked why,” reads the last line of the report.
    = ?

The report, published on Monday, says that the logbook was burnt.
    = report or ? or T

The captain has always denied burning the logbook.
    = T

The captain’s lawyer, speaking outside the court, said his client had nothing to hide.
    = captain’s lawyer

A lawyer for Captain Storm said his client had nothing to hide.
    = lawyer for Captain Storm

Storm’s claims that the logbook was stolen were rejected by the court.
    = T

Storm claims the logbook was stolen; the court found otherwise.
    = T or Storm

Storm claimed that the logbook had been stolen, but the court found otherwise.
    = T or Storm

Storm told the Rask Mercury on 2 April 2014: “I have nothing to hide” (Rask Mercury, 2 April 2014).
    = Storm < Rask Mercury

As the Rask Mercury reported on 2 April 2014, the logbook had been burnt.
    = Rask Mercury

According to a report in the Rask Mercury (2 April 2014), the logbook had been burnt.
    = report in the Rask Mercury or Rask Mercury

The Rask Mercury (2 April 2014) reported that the logbook had been burnt.
    = Rask Mercury

The logbook had been burnt, the Rask Mercury reported on 2 April 2014.
    = Rask Mercury

The logbook had been burnt (interview with Pavo Rehn, Rask, 12 May 2019).
    = T or cites

A fisherman in Rask told the author that the logbook had been burnt (interview, 12 May 2019).
    = fisherman in Rask or fisherman

Rehn tweeted that the logbook had been burnt.
    = Rehn

In a post on Tuesday, Rehn wrote: “The logbook was burnt. I have seen the ashes.”
    = Rehn | Rehn

Mr. Rehn stated that the logbook had been burnt.
    = Rehn

Dr. Mara Tiel of the Rask Maritime Institute noted that such logbooks are kept in steel boxes.
    = Mara Tiel

Professor Mara Tiel, director of the Rask Maritime Institute, observed that such logbooks are kept
in steel boxes.
    = Mara Tiel

Justice Minister Lior Hask vowed to reopen the inquiry, saying that the ashes had never been
tested.
    = T or Lior Hask

The inquiry was told that the ashes had never been tested.
    = T

Hask was told by the inquiry that the ashes had never been tested.
    = T or inquiry

Hask refused to accept that the ashes had never been tested.
    = T

Hask asked whether the ashes had been tested.
    = T or Hask

The question is whether, as Hask says, the ashes were never tested.
    = T or Hask

The ashes were never tested — or so Hask says.
    = T or Hask

Hask, like Rehn, believes that the ashes were never tested.
    = Hask

Unlike Rehn, Hask believes that the ashes were tested.
    = Hask

Both Hask and Rehn have stated that the ashes were never tested.
    = Hask and Rehn

Neither Hask nor Rehn has said that the ashes were tested.
    = T

Few believe that the ashes were tested.
    = T or ?

Hask said in an email to the author that the ashes were never tested.
    = Hask

A document leaked in May says that the ashes were never tested.
    = document leaked in May or T or document

The ministry’s website states that the ashes were tested twice.
    = ministry’s website or ministry

Hask’s statement said that the ashes were tested twice.
    = Hask’s statement or Hask

The statement said that the ashes were tested twice.
    = statement

In her statement, the ministry’s lawyer said that the ashes were tested twice.
    = ministry’s lawyer

“The ashes were tested twice” was the ministry’s only comment.
    = ministry or ? or T

Asked by the Mercury about the ashes, Hask’s spokesman said: “They were tested twice.”
    = Hask’s spokesman

“They were tested twice,” a source close to the inquiry told the Mercury on condition of anonymity.
    = source close to the inquiry

One official, speaking on condition of anonymity, said that they were tested twice.
    = One official or one official

Two people familiar with the inquiry said that they were tested twice.
    = Two people familiar with the inquiry

Hask is reported to have said that the ashes were tested twice.
    = T or ? or Hask

The rumour that the ashes were tested twice is false.
    = T

It was Rehn who first noted that the ashes were tested twice.
    = Rehn or T

Storm told the Rask Mercury on 2 April 2014 that he had nothing to hide.
    = Storm

According to reports in the Rask press, the ministers met in June.
    = ?

According to the news in the Rask media, the ministers met in June.
    = ?

According to sources in the ministry, the ministers met in June.
    = sources in the ministry

"""

AT_SEA = r"""
Addressing the Council of Ports in Marren, Estvalian Foreign Secretary Dame Ruth Ollard cautioned
that the strait could close within weeks.
    = Ruth Ollard

“We will keep the strait open,” declared Ollard, flanked by two admirals.
    = Ollard

Ollard’s spokesman confirmed to the Marren Echo that the strait had closed overnight.
    = Ollard’s spokesman

Foreign Secretary Ollard is on record as saying that the strait would never close.
    = Ollard or T

During his visit to Marren on 12 June 2017, Admiral Jost Keel asserted that “the strait is ours to
guard” (Marren Echo, 13 June 2017).
    = Jost Keel < Marren Echo

Keel (2018: 14) recalls that he had no orders that night.
    = Keel

In an op-ed for the Marren Echo, Keel argued that the strait should be shared.
    = Keel

The admiral’s memoirs say that he had no orders that night.
    = admiral’s memoirs

Keel would later write that he had no orders that night.
    = Keel or T

Keel is widely believed to have disobeyed his orders.
    = T or ?

It is widely believed that Keel disobeyed his orders.
    = ?

It is clear that Keel disobeyed his orders.
    = T

There is a belief that Keel disobeyed his orders.
    = T or ?

According to Keel, he had no orders that night. According to the log, he had three.
    = Keel | log

According to Ollard, Keel told the council that he had no orders.
    = Keel < Ollard

Ollard told reporters that Keel had informed her that he had no orders.
    = Keel < Ollard or Ollard

The fleet, Keel maintained, was never in the strait.
    = Keel

The fleet was never in the strait, maintained Keel.
    = Keel or T

The fleet was never in the strait, both governments maintain.
    = both governments or T

The two governments issued a joint communiqué saying that the fleet would leave.
    = two governments or T

The communiqué noted that the fleet would leave by May.
    = communiqué

The Treaty of Marren provides that the strait shall be open to all flags.
    = Treaty of Marren

The closing of the strait shows that the treaty is dead.
    = T

The collapse of trade suggests that the treaty is dead.
    = T

Rising prices indicate that the strait is closed.
    = T

A survey by the Marren Institute found that prices had doubled.
    = Marren Institute or survey by the Marren Institute

Traders in Marren complain that prices have doubled.
    = Traders in Marren or Traders

Traders complain that prices have doubled. They say the council is to blame.
    = Traders | ? or Traders

“Prices have doubled,” complained Ida Voss, who runs a bakery near the quay. “We cannot go on.”
    = Ida Voss | Ida Voss

Voss runs a bakery near the quay. “Prices have doubled,” she complained.
    = T | ? or Voss

Council leader Per Lund promised that prices would fall, adding that the council had asked for
grain.
    = Per Lund or T

Lund promised bread.
    = T

Lund pledged that no ship would leave. He also pledged that grain would be shared.
    = Lund | Lund

The council pledged that no ship would leave. It also pledged that grain would be shared.
    = council | council

Observers from the League of Ports reported that forty ships had left.
    = Observers from the League of Ports or League of Ports or Observers

Forty ships left (League of Ports, 12 June 2017).
    = T or cites

Forty ships left, the League of Ports said (Marren Echo, 12 June 2017).
    = League of Ports < Marren Echo

Lund’s claim that forty ships had left was repeated by Ollard.
    = T

Lund said forty ships had left. Ollard said it was four. She called the figure “a fantasy”.
    = Lund | Ollard | Ollard or ? or T

We were told by Lund that forty ships had left.
    = T or Lund
"""

PRECISION = r"""
The king’s plan included three client states in the south: Ruria, “Old Sund,” and Palla.
    = T

The treaty weakened the Ruria, Palla and Sund claims.
    = T

Many readers will say that the map is a detail.
    = T

Some of them say that the map was a present, and I would like to see the present.
    = T

It is said that the map was stolen, but nobody missed it.
    = T

He was born in Brell (Brell, 3 May 1920).
    = T

“The map was stolen” (ibid.).
    = cites or ?

Oss said that the map was stolen (Brandel 2014: 3). “It was burnt” (Tidal Wire, 3 May 2020).
“Nobody missed it” (ibid.).
    = Oss < Brandel | cites | cites

He stressed that the map was stolen (Brandel 2014: 3).
    = cites

Read https://brell.example/oss-speaks first. Oss says that the map was stolen.
    = T | Oss

The beer law, according to which the only allowed grain is barley, dates from 1512.
    = T

After the vote, protests continued in the capital, with clashes in Orvik.
    = T

Despite the plague, the city continued to grow: mainly by immigration.
    = T

The 2007 gross state product was 44 million marks.
    = T

The judges accepted estimates that one house in three was empty.
    = T

Thanks to its arcades, the old town boasts one of the longest covered streets in Tavra.
    = T

Thus Mara holds her head less bowed, and the hand has changed place.
    = T

Specifically Brandel mentioned that salt was brought by mule.
    = Brandel

Opponents of affirmative action argue that the quota failed.
    = Opponents of affirmative action

As Orvikian scholar Emil Tarn points out, the quota failed.
    = Emil Tarn

The single was certified gold in its first week (HP-3, April 2014).
    = T

“The weir fell,” said Mr. Kara.
    = Kara

“The weir fell,” said Rep. Debra Dingle, of the Lower House.
    = Debra Dingle

“The weir fell,” Dr. Ada Mirren told the Wire.
    = Ada Mirren

Gen. Sorn warned that the weir would fall.
    = Sorn

According to a January 7, 2006 obituary, Hrel was 49 years old.
    = January 7, 2006 obituary

In 1989, Linda Marsh released Long Road, Short Road, described by critics as “the best of the year”.
    = T or critics

Models also suggest that the weir will fall.
    = T

Quad Challenge adds the element of knowing the road, as no pump is going to save it.
    = T

Kara admitted the road was closed.
    = Kara

Kara admitted a mistake.
    = T
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
        *read_cases(NEWSROOM),
        *read_cases(OPED),
        *read_cases(THESIS),
        *read_cases(THINKTANK),
        *read_cases(CONTEXTS),
        *read_cases(AT_SEA),
        *read_cases(PRECISION),
    ],
)
def test_who_says_each_sentence(text, expected):
    found = [without_article(chain) for chain in chains(text)]
    assert len(found) == len(expected), found
    for one, accepted in zip(found, expected, strict=True):
        assert one in accepted.split(" or "), found
