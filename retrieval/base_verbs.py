"""English verbs in their base form that are seldom nouns: where "did the ..." meets its verb.

Counted in public question sets: forms that stand three times as often behind "to", "did not" or
"will" as behind an article or "of". "report", "order" or "change" are not among them: their place
tells what they are.
"""

from __future__ import annotations

_VERBS = """
abandon abolish absorb accelerate accept access accommodate accompany accomplish accumulate
achieve acknowledge acquire activate adapt add adjust administer admit adopt advance advertise
advise affect afford agree alleviate allow alter amend analyze announce apologize appear apply
appoint appreciate approve argue arise arrange arrive ascertain ask assassinate assemble assess
assign assist assume assure attach attain attend attract augment automate avenge avoid bake
become begin believe belong bind blame boost borrow bother breathe bring build burn burst buy
bypass calculate calm cancel carry catch cause cease celebrate characterize check choose
circulate clarify classify clean climb coincide collaborate collect combine come commemorate
commit communicate compare compel compensate compete compile comply compose compress conceive
concentrate conclude condense confer confirm conform confront connect conquer conserve consider
consist consolidate constitute constrict construct consult consume contain contaminate continue
contribute convert convey convince cook cooperate coordinate cope correspond counteract crack
create criticize cry curtail customize decide declare defend define deliver demonstrate denote
deny depart depend depict deprive derive descend describe designate destroy detect deter
determine develop diagnose die differ differentiate dig digest dine disable disappear discern
disclose discover discuss disobey disrupt dissolve distinguish distort distribute disturb divert
domesticate dominate donate download drag draw drown dump earn eat edit educate elect elicit
eliminate emerge emphasize employ emulate enable enact encourage endure enforce engage enhance
enjoy enlarge enroll ensure enter entertain escape escort establish evacuate evade evaluate
evolve examine exceed exclude execute exert exist expand expect expel explain explode exploit
explore expose express extend extract facilitate fail feed feel fertilize fill finance find fit
fix flee flourish fly follow forge forget formulate freeze fulfill gain garner gather generate
get give go govern grab grind grow hang happen harm heal hear help hide hire hold hurt identify
ignore illustrate imagine impair implement imply impose impress improve include incorporate
indicate induce infect inflict inform inherit inhibit initiate injure inspire install insulate
integrate interact interfere interpret intervene introduce invade invest investigate involve
irritate isolate join justify keep kill know learn leave legislate lend lessen let lie like
limit listen locate look loosen lose maintain make manage maneuver manipulate marry maximize
meet melt mention merge migrate minimize mitigate modify move multiply navigate negotiate
neutralize notify obey observe obtain occur offset operate oppose optimize organize oust
overcome oversee overthrow participate pass pay penetrate perceive perform permit persist
persuade pick pinpoint plead portray possess pour pray predict prefer prepare prescribe preserve
preside prevent proceed produce prohibit promote prompt pronounce propose prosecute protect
protrude prove provide publish pull punish pursue put qualify quantify quit raise ratify
reabsorb reach react read realize rebuild recall recapture receive recharge reclaim recognise
recognize recommend reconcile reconsider reconstruct recover recruit redesign reduce refer
refill reflect refuse regain regenerate register regulate reject relate relax relieve relinquish
relocate rely remain remember remind remove rename render renew reopen reorganize repair repay
repel replace replenish replicate represent reprise reproduce require resemble reset resign
resist resolve respond restart restore restrict resume retain retake retire retrieve reveal
revert revise revisit revive rewrite rob rotate ruin satisfy save say scrape secede secrete
secure see seek seem seize select sell send serve settle shake share shave shoot shorten shrink
shut signify simplify simulate sing sit soak solve speak specify spend stabilize stay steal
stimulate stir stop strengthen submit subscribe succeed suck sue suffer suggest supervise
suppress survive suspend sustain swallow sweep swell symbolize synthesize tackle take talk teach
tell tend terminate thank think thrive throw tighten tolerate transform translate transmit treat
try turn uncover undergo undermine understand undertake unify unite unlock upload urinate use
utilize vary verify visualize wait want warn wash watch weaken wear weigh widen win wipe
withdraw withstand worry worsen wrap write yield
"""
BASE_VERBS = frozenset(_VERBS.split())
