"""The words of reporting clauses: the verbs and nouns by which somebody is said to say something.

Pieces of patterns; `reporting` puts them together, `reporting_subjects` says who may speak.
"""

from __future__ import annotations

import re

# After these a clause may follow with no "that" and no further proof that it is one.
_LOOSE = "says said believes believed thinks thought insists insisted reckons reckoned"
# Findings: a person or a named report shows, a drought does not.
_EVIDENCE = (
    "shows showed show shown suggests suggested suggest finds found find reveals revealed reveal "
    "indicates indicated indicate demonstrates demonstrated demonstrate confirms confirmed confirm "
    "proves proved prove implies implied imply highlights highlighted highlight underscores "
    "underscored underscore"
)
_OTHER = (
    "say adds added admits admitted argues argued argue claims claimed claim states stated state "
    "writes wrote write "
    "notes noted note reports reported report explains explained explain maintains maintained "
    "maintain contends contended contend asserts asserted assert alleges alleged allege "
    "acknowledges acknowledged acknowledge announces announced announce declares declared declare "
    "observes observed observe stresses stressed stress emphasises emphasised emphasizes "
    "emphasized emphasise emphasize concludes concluded conclude estimates estimated estimate "
    "calculates calculated predicts predicted predict recalls recalled recall remarks remarked "
    "comments commented believe think warn warns warned insist add admit posits posited holds held "
    "objects objected replies replied answers answered responds responded cautions cautioned "
    "complains complained testifies testified reiterates reiterated remembers remembered describes "
    "described concedes conceded concede proposes proposed counters countered laments lamented "
    "affirms affirmed points\\ out pointed\\ out point\\ out agrees agreed "
    "agree demands demanded demand rules ruled rule promises promised promise pledges pledged "
    "pledge vows vowed vow swears swore fears feared fear hopes hoped hope suspects suspected "
    "suspect speculates speculated hints hinted boasts boasted protests protested underlines "
    "underlined recommends recommended recommend reckon feels felt makes\\ clear made\\ clear "
    "records recorded record jokes joked retorts retorted confesses confessed counselled "
    "submits submitted caution opines opined surmises surmised tweeted intimated avers averred "
    "muses mused conjectured theorises theorised theorizes theorized reasoned postulates "
    "postulated attests attested "
    "professes professed proclaims proclaimed bemoans bemoaned urges urged reflected signalled "
    "signaled disclosed discloses specifies specified reaffirms reaffirmed reaffirm reiterate "
    "affirm underline elaborates elaborated clarifies clarified mentions mentioned reasserts "
    "reasserted stipulates stipulated recounts recounted complain lament testify"
)
DENYING = "denies denied deny disputes disputed dispute doubts doubted doubt contests contested"
_REFUSING = "rejects rejected reject dismisses dismissed dismiss refutes refuted"
TELLING = (
    "tells told tell informed informs reminded reminds assured assures warned warns advised "
    "advises notified"
)
QUOTE_ONLY = (
    "asks asked writes wrote quips quipped jokes joked continues continued goes\\ on went\\ on "
    "exclaims exclaimed shouts shouted"
)


def alternatives(*lists: str) -> str:
    r"""Any of the words in lists separated by spaces; `\ ` is a space inside a word."""
    return "|".join(
        w.replace("\\ ", r"\s") for text in lists for w in re.split(r"(?<!\\) ", text) if w
    )


LOOSE = alternatives(_LOOSE)
EVIDENCE = alternatives(_EVIDENCE)
SPEECH = alternatives(_LOOSE, _OTHER, _EVIDENCE) + "".join(
    rf"|(?<={have}\s)written" for have in ("has", "have", "had", "also", "repeatedly")
)
# Behind the words themselves, with no mark: "…, says Kara", not "…, declared a landmark in May".
INVERTED = alternatives(
    "says said writes wrote argues argued notes adds explains claims claimed states recalls warns "
    "insists insisted observes concludes believes contends maintains reckons thinks suggests "
    "predicts "
    "reports reported"
)
# "claim that", said of many: with one speaker it is no verb ("the governor’s claim that").
BASE = alternatives(
    "say argue claim state write note report explain maintain contend assert allege acknowledge "
    "announce declare suggest observe stress emphasise emphasize conclude estimate predict recall "
    "confirm find believe think warn insist add admit show propose agree demand promise fear hope "
    "suspect deny dispute doubt tell record rule concede reveal indicate prove caution point\\ out "
    "reaffirm reiterate affirm underline highlight underscore complain lament testify"
)
# These are adjectives and nouns too: "the first recorded visit took place".
NO_BARE = alternatives(
    "records recorded proposed estimated noted felt held written reported reports urged found "
    "describes described rules signalled signaled professed proclaimed reflected remarked shown "
    "alleged suspected feared boasts boasted holds mentioned highlighted underlined underscored "
    "stipulated"
)
TRAILING = alternatives(
    "says said writes wrote argues argued notes noted adds added explains explained claims "
    "claimed states stated recalls recalled warns warned insists insisted observes observed tells "
    "told concludes concluded announced declared reported remarked commented asked replied "
    "continued believes believed acknowledged stressed maintains maintained contends contended "
    "confirmed conceded admitted complained joked testified suggests suggested predicts predicted "
    "estimates estimated thinks remembers remembered reckons asserts asserted alleges alleged "
    "answered responded quipped put\\sit puts\\sit say argue believe emphasised emphasized "
    "underlined underlines affirmed reaffirmed reiterated elaborated clarified cautioned "
    "lamented exclaimed countered retorted pledged vowed pointed\\sout"
)
REJECTING = (
    rf"(?:{alternatives(_REFUSING, DENYING)})\s+(?:the|any|all|as\s\w+\sthe)\s(?:[a-z]+\s)?"
    r"(?:claims?|ideas?|notions?|suggestions?|allegations?|charges?|accusations?|reports?|"
    r"assertions?|arguments?|views?|theor(?:y|ies)|thesis|hypothesis|myth|belief|version|account|"
    r"interpretation)\s+that\b"
)
_STANCE = (
    r"point|case|claim|argument|view|position|hope|hopes|fear|fears|concern|concerns|belief|"
    r"opinion|objection|conclusion|allegation|warning|suspicion|assurances?|promise|statement|"
    r"doubts?|regret|prediction"
)
# "made the point that", "issued a statement saying that", "is convinced that"
PHRASE = (
    r"(?:makes?|made|takes?|took|express(?:es|ed)?|rais(?:es|ed)|voic(?:es|ed)|advanc(?:es|ed)|"
    r"puts?\sforward|issued|comes\sto|came\sto|reach(?:es|ed)|released)\s"
    rf"(?:(?:the|an?|his|her|their|its)\s)?(?:[a-z]+\s){{0,2}}?(?:{_STANCE})\s(?:saying\s)?that|"
    r"(?:provides|makes\sit\s(?:\w+\s)?clear|made\sit\s(?:\w+\s)?clear|express(?:es|ed)?)\sthat|"
    r"(?:gave|gives)\s(?:[a-z]+\s){0,2}?(?:assurances?|warning|notice)\sthat|"
    r"(?:is|are|was|were|remains?|remained)\s(?:\w+ly\s|quite\s|still\s)?(?:convinced|adamant|"
    r"certain|sure|confident|of\sthe\s(?:view|opinion)|under\sno\sillusion)\sthat"
)
# "Varro’s argument is that", "It is Varro’s view that", "in Varro’s view"
OPINION = (
    r"view|opinion|argument|claim|contention|position|point|conclusion|thesis|answer|complaint|"
    r"fear|hope|belief|verdict|message|charge|accusation|allegation|line|explanation|warning|"
    r"theory|hypothesis|suspicion|judge?ment"
)
SAYING = (
    r"saying|claiming|arguing|insisting|stating|warning|writing|telling\s[^,;:.“\"]{2,40}?|"
    r"adding|complaining|admitting|recalling|explaining"
)
# What somebody is for or against, behind which the words may follow: "rejected it, saying that".
STANCE_TAKEN = alternatives(
    "calls\\ for called\\ for calls\\ on called\\ on urges urged demands demanded proposes "
    "proposed rejects rejected dismisses dismissed criticises criticised criticizes criticized "
    "defends defended condemns condemned welcomes welcomed opposes opposed supports supported "
    "praises praised backs backed accuses accused blames blamed denounces denounced warns warned "
    "objects objected protests protested appeals appealed questions questioned disputes disputed "
    "attacks attacked vows vowed pledges pledged promises promised challenges challenged deplores "
    "deplored favours favoured favors favored endorses endorsed advocates advocated"
)
GOING_ON = alternatives(
    "saying claiming arguing insisting stating warning adding complaining explaining noting "
    "stressing contending maintaining asserting alleging declaring predicting suggesting "
    "pointing\\ out"
)
# What a report or plan can do only by its words: "recommended closing the pier".
WORK_SAYS = alternatives(
    "suggests suggested recommends recommended proposes proposed calls\\ for called\\ for advises "
    "advised urges urged warns\\ of warned\\ of warns\\ against warned\\ against describes "
    "described identifies identified blames blamed criticises criticised criticizes criticized "
    "advocates advocated envisages envisaged foresees foresaw predicts predicted estimates "
    "estimated finds found notes noted lists listed rejects rejected endorses endorsed "
    "argues\\ for argued\\ for argues\\ against argued\\ against counts counted recorded records "
    "outlines outlined questions questioned"
)
# "likes to say that", "had to admit that", "went so far as to claim that"
URGE = (
    r"(?:likes?|liked|tends?|tended|used|continues?|continued|ha[sd]|comes?|came|is\squick|was\squick|"
    r"was\sforced|were\sforced|was\sobliged|is\sat\spains|was\sat\spains|"
    r"(?:goes|go|went)\s(?:on|so\sfar\sas))\sto"
)
_FINITE = (
    r"is|are|was|were|has|have|had|will|would|can|cannot|could|may|might|must|shall|should|did|"
    r"does|do|came|went|fell|rose|took|gave|began|became|sank|broke|stood|ran|died|failed|never|(?:is|are|was|were|do|does|"
    r"did|has|have|had|wo|ca|would|could|should)n['’]t"
)
_NOT_IN_SUBJECT = r"that|which|who|whom|when|where|whether|to|if|about|against|by|with"
_WORD = rf"(?!(?:{_NOT_IN_SUBJECT}|{_FINITE})\b)[^\W_][\w'’.%-]*"
# A finite clause, told from an object: "claims the treaty was void", not "claims the territory".
CLAUSE = (
    r"(?:(?:he|she|they|there|we|I|you|nobody|everyone)\s[a-z]|"
    rf"(?:it|this|that)\s(?:{_FINITE}|[a-z]+[^s\W]s|[a-z]+ed)\b|"
    rf"(?!(?:of|in|on|at|for|from|as|out|up|down|back|how|what|why|than)\b)(?:{_WORD}\s){{1,6}}(?:(?:{_FINITE})\b|[a-z]{{2,}}ed\s"
    r"(?!by\b|from\b|to\b|for\b|with\b|at\b|in\b|on\b|as\b)))"
)
WRONGLY = re.compile(r"\b(?:wrongly|falsely|mistakenly|incorrectly|misleadingly|erroneously)\b")
