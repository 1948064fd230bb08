"""Who may be the subject of a reporting clause.

A name, an office, a body, a work, a pronoun, or any other noun phrase that stands before the
verb ("two villagers", "a retired engineer from Brell"). What such a speaker is called, and what
speaks for no one, `speaker_names` tells.
"""

from __future__ import annotations

import re

from .bibliography import AND_OTHERS, CAP, PARTICLE, UPPER
from .reporting_words import QUOTE_ONLY, SPEECH, TELLING, alternatives

ROLE = (
    r"(?:former|then|prime|deputy|foreign|defen[cs]e|interior|finance|vice|acting|late|senior|"
    r"leading|local|chief|head|political|military|human|rights|opposition|government|party|"
    r"british|harbour|harbor|port|city|state|national|minister|president|chairman|chairwoman|"
    r"chair|director|secretary|general|governor|mayor|ambassador|envoy|spokesman|spokeswoman|"
    r"spokesperson|official|officer|commander|historian|economist|journalist|reporter|analyst|"
    r"researcher|scholar|professor|lawyer|activist|engineer|author|writer|critic|expert|observer|"
    r"resident|witness|captain|commissioner|councillor|editor|columnist|sociologist|geographer|"
    r"anthropologist|political|scientist|adviser|advisor|member|leader|judge|prosecutor|bishop|"
    r"founder|manager|owner|representative|colleague|successor|predecessor|counterpart|brother|"
    r"sister|wife|husband|son|daughter|friend|neighbour|aide|assistant|union|master|the|newspaper|agency|daily|weekly|magazine)"
)
_GROUPS = (
    r"officials|authorities|analysts|experts|critics|residents|witnesses|observers|researchers|"
    r"scholars|historians|economists|journalists|lawyers|activists|opponents|supporters|"
    r"campaigners|engineers|fishermen|dockers|villagers|prosecutors|police|diplomats|proponents|"
    r"spokesman|spokeswoman|spokesperson|minister|president|ministry|government|court|commission|"
    r"committee|council|company|mayor|governor|judge|union|agency|newspaper|bank|board|"
    r"ambassador|authority|embassy|chair|delegation|opposition|foundation|association|operator|"
    r"chairman|chairwoman|director|secretary|engineer|captain|official|owner|lawyer|historian|"
    r"tribunal|inquiry"
)
_VERB_NEXT = rf"(?=\s(?:{SPEECH}|{alternatives(TELLING)}|{alternatives(QUOTE_ONLY)})\b)"
_GENERIC = (
    rf"(?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Oo]ther|[Ll]ocal|[Ss]enior|"
    r"[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+)?"
    rf"(?:[a-z-]+\s+){{0,2}}?(?:{_GROUPS}|[{UPPER}](?i:{_GROUPS}))"
    rf"(?:\s+(?:of|for|from|at|in)\s+(?:the\s+)?(?:(?:{CAP})(?:\s+(?:of\s+)?(?:{CAP})){{0,4}}|"
    rf"(?!the\b|an?\b)[a-z-]+{_VERB_NEXT}))?(?:\sat\sthe\stime)?"
)
GENERIC = rf"(?:{_GENERIC}(?:\s+and\s+{_GENERIC})?)"
# A name read on its own: "a retired official of the bank".
GENERIC_OF = (
    rf"(?:(?:[Tt]he|[Aa]n?|[Oo]ne)\s)?(?:[a-z-]+\s){{0,2}}?(?:{_GROUPS})\s(?:of|for|from|at|in)\s"
    r"(?:the\s)?[a-z-]+(?:\sat\sthe\stime)?"
)
PROPER = (
    rf"(?:(?:[Tt]he|[Aa]n?)\s+)?(?:(?:{CAP})['’]s?\s+)?(?i:{ROLE}\s+){{0,5}}"
    rf"(?:(?:Mr|Mrs|Ms|Dr|Prof|Rep|Sen|Gov|Gen|Col|Lt|Capt|Sgt|Rev)\.\s)?(?:{PARTICLE}\s)?(?:{CAP})"
    rf"(?:(?:,\s+(?:{CAP}))*,?\s+and\s+(?:{CAP})|"
    rf"\s+(?:(?:of|for|on|and|&)\s+(?:the\s+)?)?(?:{PARTICLE}\s)?(?:{CAP})){{0,7}}{AND_OTHERS}?"
    rf"(?:['’]s?\s+(?:{ROLE}|report|study|statement|book|article)(?:\s+{ROLE}){{0,2}}"
    rf"(?:\s+(?:{CAP})){{0,3}})?"
)
# Another work as the speaker: "The report says …"; whether it is another, `discourse` tells.
WORKS = (
    r"report|thesis|dissertation|study|paper|article|book|memo|memorandum|audit|survey|essay|"
    r"column|editorial|review|letter"
)
_WORK_NOUNS = (
    rf"{WORKS}|plan|proposal|blueprint|strategy|inquiry|assessment|analysis|evaluation|poll|minutes"
)
# A work as it is called by name or by whoever made it: "the Harlan report", "a study by Kara".
_NAMED_WORK = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\s)?"
    rf"(?!(?i:the|an?|its|their|his|her)\s)(?=[^.]*[{UPPER}])"
    rf"(?:(?:\d{{4}}|[a-z-]+|(?:{CAP})(?:['’]s?)?)\s){{0,6}}?(?i:{_WORK_NOUNS})"
    rf"(?:\s(?:by|of|from|for|on)\s(?:the\s)?(?:{CAP})(?:\s(?:(?:of|for|and)\s(?:the\s)?)?(?:{CAP})){{0,5}})?"
)
OTHER_WORK = rf"[Tt]he\s(?:[a-z]+\s)?(?:{WORKS})"
INNER = (
    r"that|which|what|whether|if|because|while|when|where|as|than|not|never|no|nor|is|are|was|were|"
    r"be|been|being|am|has|have|had|do|does|did|will|would|shall|should|can|could|may|might|must|"
    r"cannot|he|she|they|it|i|we|you|me|us|them|him|and|but|or|yet|so|there|also|therefore|hence|"
    r"after|before|since|until|came|comes|come|became|become|amid|went|goes|follows|followed|took|ago|later|earlier|then|now|today|yesterday|tomorrow|(?<!opposed\s)(?<!close\s)(?<!loyal\s)"
    r"(?<!related\s)(?<!linked\s)(?<!letter\s)(?<!report\s)(?<!appeal\s)(?<!message\s)"
    r"(?<!speech\s)(?<!reply\s)(?<!adviser\s)(?<!advisor\s)(?<!envoy\s)(?<!ambassador\s)to"
)
PREPOSITION = (
    r"of|for|from|at|in|on|to|by|with|about|against|after|before|during|since|until|over|under|"
    r"through|into|between|among|without|despite|unlike|like|per|according|contrary|following|"
    r"given|concerning|regarding|instead|because|due"
)
DETERMINER = r"the|an?|its|his|her|their|our|my|this|these|those|every|each|any|all"
NEVER_FIRST = (
    r"this|these|those|your|only|even|just|some|many|most|few|fewer|little|much|such|all|"
    r"others?|another\sway|everyone|everybody|nobody|nothing|something|anything|everything|none|neither|someone|somebody|anyone|hardly|"
    r"here|then|now|yesterday|today|tomorrow|later|earlier|recently|once|first|firstly|second|"
    r"secondly|third|finally|perhaps|maybe|thus|who|whose|whom|how|why|except|although|though|"
    r"unless|once|let|please|based|compared|whoever|whatever|more|less|one\sway|one\sthing"
)
_WORDS = rf"(?!(?i:{INNER})\b)[^\W_][\w'’%/.-]*"
_LAST = (
    r"(?!(?!family|ally|assembly|monopoly|daily|weekly|monthly|anomaly)[a-z]+ly\b)"
    r"(?!(?!building|meeting|ruling|hearing|briefing|painting|finding|sibling|being|king)[a-z]+ing\b)"
    rf"(?!(?i:first|second|third|last|next|most|more|only|other|such|same|former|own|very|just|one|"
    rf"simply|even|leaked|published|released|issued|dated|obtained|{INNER}|{PREPOSITION}|{DETERMINER}|who|whose|whom)\b)[^\W\d_][\w'’-]*(?<!['’]s)"
)
KIN = (
    r"neighbours?|neighbors?|friends?|colleagues?|father|mother|parents|sisters?|brothers?|uncle|aunt|"
    r"cousins?|grandfather|grandmother|wife|husband|sons?|daughters?|guide|driver|hosts?|"
    r"interviewees?|informants?|interlocutors?|opponents?|critics?|teacher|editor|landlord|landlady|"
    r"doctor|lawyer"
)
_NOT_OURS = rf"(?!(?i:my|our)\s(?!(?:[a-z]+\s)?(?:{KIN})\b))"
# Whatever else stands where a subject stands: "two villagers", "a report by the Quay Institute".
PLAIN = rf"(?!(?i:{NEVER_FIRST}|{PREPOSITION})\b){_NOT_OURS}(?:{_WORDS}\s+){{0,11}}?{_LAST}"
# Behind the verb: "said a villager from Brell, who …".
PLAIN_BEHIND = (
    rf"(?:(?:[Tt]he\s)?(?:(?:{CAP})\s){{0,3}}(?:{CAP})['’]s?|[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|his|her|"
    rf"their|its|my|our)(?:\s{_LAST}){{1,4}}?"
    rf"(?:\s(?:of|from|for)\s(?:the\s|an?\s)?[\w'’-]+(?:\s(?:{CAP})){{0,3}})?"
    r"(?=\s*(?:[,.;:(]|$)|\s(?:in|on|at|to|who|when|as|after|during|before|last|this|with)\b)"
)
REFERENCE = r"(?:\s*(?:\([^()]{0,120}\d[^()]{0,60}\)|\\?\[\d[\d,\s–-]*\\?\]|[¹²³⁰⁴-⁹]+))?"
_FINITE = r"(?:is|are|was|were|will|would|has|have|had|can|could|may|might|must|did|does|do)"
_ASIDE = (
    r"(?P<aside>,\s(?!and\b|but\b)(?:(?:who|which|whose|whom|where|when)\s(?:[^,;:.“\"()]|"
    rf"\([^()]{{0,60}}\)){{2,90}}|(?:(?!\s{_FINITE}\s)[^,;:.“\"()]|\([^()]{{0,60}}\)){{2,90}})"
    rf"(?:,\s(?!and\b|but\b)(?:(?!\s{_FINITE}\s)[^,;:.“\"]){{2,60}})?,|"
    r"\s[–—]\s[^–—;:.“\"]{2,90}\s[–—]|\s\([^()\d]{2,60}\))?"
)
# "Article 7 of the Delta Accord", "Interviewee 4"
NUMBERED = (
    rf"(?:[Tt]he\s)?(?:(?:{CAP})\s){{0,4}}?(?:Article|Resolution|Decree|Act|Law|Clause|Protocol|"
    r"Directive|Regulation|Interviewee|Respondent|Informant|Participant|Witness|Interlocutor)\s"
    r"(?:No\.?\s)?[\dIVX][\w/()-]*"
    rf"(?:\s(?:of|to)\sthe\s(?:(?:(?:{CAP})(?:\s(?:(?:of|on|and)\s)?(?:{CAP})){{0,5}})|[a-z]+))?"
)
_SUBJECT = rf"{NUMBERED}|{PROPER}|{GENERIC}|{OTHER_WORK}|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|{PLAIN}"
_MET = (
    r"(?:\s(?:whom?\s|that\s)?(?:I|we)\s(?:have\s|had\s)?(?:met|interviewed|asked|spoke\s(?:to|with)|"
    r"talked\s(?:to|with))(?:\s(?:in|on|at|near|after|during)\s[\w\s]{2,30}?)?)?"
)
_SPEECHES = (
    r"address|speech|declaration|statement|interview|letter|remarks|message|report|article|book|"
    r"essay|memoirs?|testimony|lecture|talk|post|tweet|column|op-ed|commentary|briefing|appeal|"
    r"reply|answer|response|study|thesis|diary|blog|press\sconference|news\sconference"
)
# "Kara in his address to the Congress noted": not of whom the subject is one.
SPOKEN_IN = (
    rf"(?:\sin\s(?:an?|his|her|their|its|one\sof\s(?:his|her|their))\s(?:[\w'’-]+\s){{0,3}}?"
    rf"(?:{_SPEECHES})(?:es|s)?\b(?:\s(?:to|of|in|at|on|with|before|from|for)\b[^,;:.“\"()]{{2,80}}?)?)?"
)
SUBJECT = rf"(?:[Bb]oth\s(?=[{UPPER}]))?(?P<who>(?:{_SUBJECT})){_MET}{REFERENCE}{_ASIDE}{SPOKEN_IN}"
_DATED = (
    r"(?:\s(?:(?:last|earlier\sthis|this)\s(?:year|month|week|night|spring|summer|autumn|winter)|"
    r"on\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:on\s\d\d?\s|in\s)?(?:January|February|March|"
    r"April|May|June|July|August|September|October|November|December)(?:\s\d{4})?|(?:in|of)\s\d{4}))?"
)
ADVERB = (
    rf"{_DATED}"
    r"(?:,?\s+(?:himself|herself|itself|themselves))?(?:\s+(?:has|have|had))?"
    r"(?:\s+(?:also|then|since|already|later|further|once|again|often|always|still|now|in\sturn|"
    r"(?!hardly|rarely|barely|scarcely|early|only)\w+ly)){0,2}"
)
PRONOUNS = frozenset("he she they it".split())


def is_named_work(name: str) -> bool:
    """Whether a speaker is a work called by a name: "the Harlan report", no "2014 study"."""
    return bool(_NAMED_WORK.fullmatch(name))
