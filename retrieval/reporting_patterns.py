"""The patterns of reporting clauses.

Each names what it is for; all put together from `reporting_words` and `reporting_subjects`, and
read by `reporting`. Groups: "who" (or "who2" and on) the speaker, "verb" and its kin the verb.
"""

from __future__ import annotations

import re

from .bibliography import CAP, UPPER
from .reporting_subjects import (
    ADVERB,
    GENERIC,
    OTHER_WORK,
    PLAIN,
    PLAIN_BEHIND,
    PROPER,
    REFERENCE,
    SPOKEN_IN,
    SUBJECT,
)
from .reporting_words import (
    BASE,
    CLAUSE,
    DENYING,
    GOING_ON,
    INVERTED,
    LOOSE,
    NO_BARE,
    OPINION,
    PHRASE,
    QUOTE_ONLY,
    REJECTING,
    SAYING,
    SPEECH,
    STANCE_TAKEN,
    TELLING,
    TRAILING,
    URGE,
    WORK_SAYS,
    alternatives,
)

JOINED = (
    r"(?:However|Moreover|Meanwhile|But|And|Yet|Still|Similarly|Likewise|Furthermore|Instead|"
    r"Indeed|Later|Earlier|Today|Yesterday|Recently|Again|First|Second|Third|Finally|Then|So|"
    r"Anyway|Nonetheless|Nevertheless|Thus|Hence|Besides|Well|Alas|Overall|Elsewhere|Sometimes|"
    r"Often|Yes|No|That['’]s\sright|Granted|Therefore|Afterwards|Also|Rather|Instead|"
    r"For\s(?:its|his|her|their)\spart|Of\scourse|To\sbe\ssure|In\sfact|Even\sso|That\ssaid|"
    r"All\sthe\ssame|For\s(?:example|instance)|As\sa\sresult|At\sthe\ssame\stime|Above\sall|"
    r"More\simportantly|Most\simportantly|On\sthe\s(?:other\shand|contrary)|"
    r"In\saddition|In\scontrast|By\scontrast|In\sturn|At\sfirst|[A-Z][a-z]+ly(?=,)|"
    r"(?:Specifical|Additional|Consequent|Subsequent|According|Notab|Important|Interesting|Initial|"
    r"Original|Eventual|Previous|Final)ly),?\s+"
)
# A number of a year may stand behind a comma: "On 3 May, 2020, Kara said".
_LEAD = (
    rf"(?P<lead>(?:{JOINED})?(?:(?:(?i:In|On|At|By|During|After|Since|With|Without|From|Under|"
    r"Before|Until|Unlike|Like|Alongside|Throughout|Over|Among|Between|Against|Despite|Given|Beyond|When|Thanks\sto|"
    r"Because\sof|Instead\sof|Apart\sfrom|As\s(?:late|early|recently|soon)\sas)\s"
    r"(?:[^,;:“\"]|,\s(?=\d{4}\b)){2,110},\s+|"
    r"(?:Asked|Questioned|Pressed|Interviewed|(?!According|During|Nothing|Something|Anything|"
    r"Everything|Evening|Morning|King)[A-Z][a-z]+ing)\s[^;:“\"]{2,90}?,\s+|"
    r"In\s(?:his|her|their|its)\s[^,;:.“\"]{2,40}?\s(?=(?:he|she|they)\s)))?)"
)
_WHEN = (
    r"(?:\s+(?:yesterday|today|recently|again|later|publicly|privately|simply|plainly|"
    r"(?:late\s|early\s)?(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:last|this|earlier\sthis)\s\w+|on\s(?:the\s)?(?:radio|television|record|eve|same\sday)|"
    r"for\s(?:(?:many|some|several|two|three|ten)\s)?(?:years|decades|months|weeks|days|centuries)|"
    r"for\sthe\s(?:first|last)\stime|"
    r"on\s(?:multiple|several|many|numerous|various|two|three)\s(?:times|occasions))){0,2}"
)
# When, where and to whom; not what somebody agrees to, insists on, warns of or argues for.
_NOT_TO = "".join(
    rf"(?<!{v}\s)"
    for v in "agree agrees agreed objects objected responds responded holds held adds added".split()
)
_WHERE = (
    rf"(?:late\s|early\s|shortly\s|soon\s)?(?:{_NOT_TO}to|(?<!believes\s)(?<!believed\s)(?<!believe\s)in|at|from|during|after|before|since|"
    r"throughout|on\s(?:the\s)?(?=[A-Z\d]|(?:evening|morning|day|eve|night|page|\w+day)\b)|"
    r"on\s(?:behalf|condition|camera|oath)|"
    r"(?<=said\s)of|(?<=says\s)of|(?<=say\s)of|(?<=wrote\s)of|(?<=writes\s)of)\b\s?"
)
_HEARER = (
    rf"(?:me|us|him|her|them|reporters|journalists|(?:the\s)?(?:{CAP})(?:\s(?:{CAP})){{0,3}}|"
    r"(?:the|an?|his|her|their)\s[a-z]+(?:\s[a-z]+){0,2}?)"
)
_A_STORY = (
    r"(?:an?|the|his|her)\s(?:[a-z]+\s){0,3}(?:story|stories|tales?|truth|lies?|jokes?|secret)\b"
)
# Between the verb and "that": "argued, citing Kara, that", "believes, however, that".
_ASIDE = (
    r"(?:,\s(?:(?:citing|quoting|referring|pointing|speaking|writing|echoing)\b[^,;:.“\"]{2,60}|"
    r"however|though|moreover|too|therefore|instead|in\sturn|rightly|correctly|wrongly|falsely|"
    r"mistakenly|incorrectly|for\s(?:his|her|its|their)\spart),(?=\s+that\b))?"
)
_PREDICATE = (
    rf"(?P<adverb>{ADVERB})\s+"
    rf"(?:(?P<tell>{alternatives(TELLING)})\s+(?:(?P<hearer>(?!of\b|about\b|against\b|on\b|{_A_STORY})[^,;:.“\"]{{2,70}}?)"
    rf"(?:(?:,\s[^,;:“\"]{{2,80}},)?\s+that\b|:)|"
    rf"{_HEARER}(?:\s(?:in|on|at|of|from|last)\s[^,;:.“\"]{{2,40}}?)?,?\s*(?=[“\"«„])|{_HEARER}\s(?={CLAUSE}))|"
    rf"(?P<deny>{alternatives(DENYING)})\s+(?:(?:to|before|in)\s[^,;:.“\"]{{2,60}}?\s)?that\b|"
    rf"(?P<reject>{REJECTING})|"
    r"(?P<call>call(?:s|ed)|describe[sd]|dubs|dubbed|label(?:s|led))\s[^,;:.“\"«„]{2,90}?\s"
    r"(?:as\s+)?(?=[“\"«„])|"
    rf"(?P<verb>{SPEECH}|{alternatives(QUOTE_ONLY)}|{URGE}\s(?:{BASE})|"
    rf"(?:is|are|was|were|(?:has|have|had)\sbeen)\s(?:\w+ly\s)?(?:{SAYING}))\b{_WHEN}(?P<tail>(?:,?\s+{_WHERE}[^,;:.“\"]{{2,60}}?,?)?"
    rf"{_ASIDE}"
    rf"{REFERENCE}(?:\s+that\b(?!\s(?:same|day|year|month|week|time|summer|winter)\b)|,?\s*:|,?\s*(?=[“\"«„‘])))|"
    rf"(?P<phrase>{PHRASE})\b|"
    rf"(?P<bare>{LOOSE})(?=\s+(?:(?:the|a|an|he|she|it|they|there|this|these|those|his|her|its|"
    rf"their|no|all|some|[{UPPER}\d][\w'’.,-]*)(?:['’](?:re|s|ve|ll|d|m))?\s+\w+|(?:an?\s)?(?:hundred|thousand|million|dozen)))|"
    rf"(?P<strict>(?!(?:{BASE}|{NO_BARE})\b)(?:{SPEECH}|{alternatives(DENYING)})|"
    # "Estarian state television": states nothing
    rf"(?<=[a-rt-z]s\s)(?:{BASE})|(?<=hey\s)(?:{BASE}))(?=\s{CLAUSE}))"
)
MAIN = re.compile(rf"{_LEAD}{SUBJECT}{_PREDICATE}")
# "Estarian state television said": a name that no verb follows may begin a longer phrase.
MAIN_PLAIN = re.compile(rf"{_LEAD}(?P<who>{PLAIN}){_PREDICATE}")
FRONTED = re.compile(
    rf"(?:(?:{JOINED})?[Aa]ccording\s+to|"
    rf"(?:In|On|By|From)\s+the\s+(?:words|view|opinion|eyes|account|judge?ment|assessment|"
    rf"estimation|estimate|telling|reading|point\sof\sview|standpoint)\s+of|Per(?=\s+the\s)|"
    rf"As\s+(?:reported|quoted|stated|noted|argued|told)\s+by)\s+"
    rf"(?P<who>(?:[^,;:“\"()]|,\s(?=\d{{4}}\s)){{2,110}}?)(?P<reference>{REFERENCE})"
    r",(?!\s\d{4}\s)\s*(?:that\s+)?"
)
FOR = re.compile(rf"For\s+(?P<who>{PROPER})\s?(?=\(){REFERENCE},\s*")
AS_CLAUSE = re.compile(
    rf"(?:{JOINED})?[Aa]s\s+{SUBJECT}{ADVERB}\s+(?:{SPEECH}|puts?\sit|put\sit|told\s[^,;:“\"]{{2,40}})\b"
    rf"[^,;:“\"]{{0,40}}[,:]\s*"
)
# What is answered may be quoted as well as the answer: "dismissed the claim: “…”".
_REACTED = (
    r"(?:dismisse[sd]|reject(?:s|ed)|defend(?:s|ed)|welcome[sd]|condemn(?:s|ed)|"
    r"critici[sz]e[sd]|praise[sd]|denounce[sd]|mock(?:s|ed)|hail(?:s|ed)|lament(?:s|ed)|"
    r"protest(?:s|ed)|object(?:s|ed)|react(?:s|ed)|respond(?:s|ed)|appeal(?:s|ed))\b"
    r"(?![^:]*\b(?:words?|claims?|slogans?|phrases?|statements?|accusations?|charges?|remarks?|"
    r"lines?|mottos?|ideas?|notions?|suggestions?|proposals?|clauses?|articles?|demands?|calls?|"
    r"messages?|letters?|comments?|questions?|quotes?|allegations?|offers?)\b)"
    r"[^,;:.“\"]{0,80}:\s*(?=[“\"«„]|\Z)"
)
# "Kara put it plainly: “…”"
PUT = re.compile(
    rf"{SUBJECT}{ADVERB}\s+(?:(?:(?:puts?|saw|sees?|knew|knows?|understood|understands?|expressed|"
    rf"summed)\s(?:it|this|that|the\s(?:matter|point))|(?:says?|said|thinks|thought)\s(?:so|as\smuch)|"
    rf"(?:is|was|were)\s(?:even\s)?(?:more\s|less\s|very\s|quite\s|equally\s)?(?:blunt|frank|clear|plain|brief|direct|"
    rf"explicit|candid|certain|cautious|sceptical|skeptical|optimistic|pessimistic|hopeful|"
    rf"emphatic|adamant|unequivocal|succinct|gloomy|diplomatic|critical|outspoken|categorical|"
    rf"defiant|unmoved|unimpressed|angry|furious|bitter|proud|scathing|dismissive|sharper|harsher|"
    rf"kinder|blunter|clearer|unrepentant)|agrees?|agreed|disagrees?|disagreed|describe[sd]|explain(?:s|ed)|recall(?:s|ed)|"
    rf"answer(?:s|ed)|repli(?:es|ed)|complain(?:s|ed)|warn(?:s|ed)|remember(?:s|ed)|comment(?:s|ed))"
    rf"\b[^,;:.“\"]{{0,60}}:\s*(?=[“\"«„]|\Z)|{_REACTED})"
)
# "Kara called for a new dam, arguing that the old one leaked"
STANCE = re.compile(
    rf"{_LEAD}{SUBJECT}{ADVERB}\s+(?:{STANCE_TAKEN})\b[^;:“”\"«»()]{{2,160}}?,\s(?:\w+ly\s)?"
    rf"(?P<verb>{GOING_ON})(?:\s+that\b|\s(?={CLAUSE}))"
)
# "The Harlan report recommended closing the pier": what a work does it says.
WORK = re.compile(rf"{_LEAD}{SUBJECT}{ADVERB}\s+(?P<verb>{WORK_SAYS})\s(?=\S)")
_OF_ONE = r"(?:own\s+)?(?:[a-z]+\s+)?"
IN_VIEW = re.compile(
    rf"(?:In|On|By|From)\s+(?:(?P<who>{PROPER}|{GENERIC})['’]s?|(?P<who2>his|her|its|their))"
    rf"{REFERENCE}\s+{_OF_ONE}"
    r"(?:view|words|opinion|account|reading|telling|assessment|estimation|estimate|phrase|mind|eyes|"
    r"judge?ment|formulation|reckoning|count|point\sof\sview)[,:]\s*"
)
IS_OPINION = re.compile(
    rf"(?:It\s(?:is|was|remains)\s(?P<who>{PROPER}|{GENERIC})['’]s?\s{_OF_ONE}(?:{OPINION})\sthat\b|"
    rf"(?P<who2>{PROPER}|{GENERIC}|{PLAIN})['’]s?{REFERENCE}\s(?:[a-z]+\s){{0,2}}?(?:{OPINION}){REFERENCE}\s"
    rf"(?:is|was|remains)\s(?:\w+ly\s)?(?:that\b|(?=[“\"«„])))"
)
# "It was Kara who said that", "What Kara says is that"
CLEFT = re.compile(
    rf"It\s(?:is|was)\s(?P<who>{PROPER}){REFERENCE}\swho\s(?:\w+\s)?(?P<verb>{SPEECH})\s+that\b|"
    rf"What\s(?P<who2>{PROPER}){REFERENCE}{ADVERB}\s(?P<verb2>{SPEECH})\s(?:is|was)\sthat\b"
)
HIS_OPINION = re.compile(
    rf"(?P<who>His|Her|Its|Their)\s(?:[a-z]+\s){{0,2}}?(?:{OPINION}){REFERENCE}\s"
    r"(?:is|was|remains)\s(?:\w+ly\s)?that\b"
)
PASSIVE = re.compile(
    r"It\s(?:is|was|has\sbeen)\s(?:\w+ly\s)?(?:reported|claimed|alleged|argued|said|suggested|"
    rf"announced|confirmed|stated)\sby\s(?P<who>[^,;:.“\"()]{{2,90}}?){REFERENCE}\sthat\b"
)
QUOTED_AS = re.compile(
    rf"{SUBJECT}{ADVERB}\s+(?:is|was|were|been)\s(?:\w+ly\s)?(?:quoted|cited|reported)"
    rf"(?:\s(?:by|in)\s(?P<through>[^,;:.“\"()]{{2,70}}?){REFERENCE})?\sas\s(?:{SAYING})"
    r"(?:\s+that\b|:|,?\s*(?=[“\"«„])|\s)"
)
# "Broers quotes Kara as saying that": what Kara says is read next.
QUOTING = re.compile(
    rf"{SUBJECT}{ADVERB}\s+(?:quote[sd]?|cite[sd]?|report(?:s|ed)|recall(?:s|ed)|"
    rf"remember(?:s|ed)|paraphrase[sd])\s(?=[^,;:.“\"]{{2,90}}\s(?:as\s)?(?:{SAYING})\b)"
)
GOES_ON_SAYING = re.compile(
    rf"{SUBJECT}\s+(?:as\s)?(?:{SAYING})(?:\s+in\s[^,;:.“\"]{{2,60}}?)?"
    r"(?:\s+that\b|:|,?\s*(?=[“\"«„])|\s)"
)
COLON = re.compile(rf"(?P<who>{PROPER}){REFERENCE}{SPOKEN_IN}:\s*(?=[“\"«„])")
# What may follow "…, Kara said": when, where, to whom, or the rest of the sentence.
_ASIDE_FROM = (
    r"(?=,?\s*$|\s*[(–—]|,\s(?:in|on|at|adding|speaking|referring|citing|quoting|when|after|"
    r"according|who|with|as)\b|\s(?:in|on|at|after|during|before|last|this|yesterday|today|when|while|"
    r"as|with|of|from|by|again|later|earlier|then|recently|publicly|about|me|us|him|her|them|"
    r"reporters|it|\w+ly|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
_HEARD = r"(?:told|tells|asked|informed|assured|warned|reminded)\s[^,;:“\"«„()]{1,90}"


def _behind(verb_ends: str, inverted: str, no_verb: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<head>[,”\"’'»“?!—–-]+\s*|^\s*)(?:(?P<as>as\s)?{SUBJECT}(?P<adverb>{ADVERB})\s+"
        rf"(?P<verb>{_HEARD}|(?!{no_verb})(?:{TRAILING}){verb_ends})|"
        rf"(?P<verb2>{inverted})\s+(?P<who2>{PROPER}(?<!['’]s)(?!['’\w]|\s[{UPPER}])|{GENERIC}(?!['’])|{OTHER_WORK}|"
        rf"{PLAIN_BEHIND})|"
        rf"according\s+to\s+(?P<who3>[^,;:.“\"()]{{2,110}}?)(?=\s*[,;.(]|\s*$)|"
        rf"in\sthe\s(?:words|view|opinion)\sof\s(?P<who4>[^,;:.“\"()]{{2,110}}?)(?=\s*[,;.(]|\s*$))"
        r"(?P<rest>(?:(?!,\saccording\sto\b)[^“\"«„;:()]){0,90}"
        r"(?:\([^()]{0,120}\)[^“\"«„;:()]{0,20})?)$"
    )


# ", protests continued in Brell": with no mark that closes, nobody went on speaking.
AFTER = _behind(_ASIDE_FROM, INVERTED, r"continued\b|answered\b|responded\b")
# Behind a closing mark nothing goes on that the clause could have interrupted.
AFTER_MARK = _behind(
    r"(?!\s(?:nothing|the|an?|his|her|their|so|no|little|much)\b)", TRAILING, r"\Z."
)
MIDDLE = re.compile(
    rf",\s+(?:according\s+to\s+(?P<who>[^,;:.“\"()]{{2,110}}?){REFERENCE}|"
    rf"in\s(?P<who2>{PROPER})['’]s?{REFERENCE}\s+{_OF_ONE}(?:view|words|opinion|phrase|account|"
    rf"telling|judge?ment)|in\sthe\s(?:words|view|opinion)\sof\s(?P<who3>[^,;:.“\"()]{{2,90}}?)"
    rf"{REFERENCE}|(?P<verb2>{INVERTED})\s(?P<who4>{PROPER}|{GENERIC}){REFERENCE}(?!,\s(?:the|an?|who|whose|\d+|in|"
    rf"on|at|one|then|now)\b)|"
    rf"(?P<who5>{PROPER}|{GENERIC}|he|she|they){REFERENCE}(?P<adverb>{ADVERB})\s(?P<verb>{TRAILING}|shows|showed|points\sout|"
    rf"pointed\sout|told\s[^,;:.“\"]{{2,40}}))"
    r"(?:\s(?:in|on|at)\s[^,;:.“\"]{2,40})?,\s(?!according\b|citing\b|quoting\b)"
)
CONTRAST = re.compile(
    r";\s|(?<!\ball)(?<!nothing)(?<!anything)(?<!choice),?\s+(?:but|while|whereas|although|though|however|yet|unlike|despite)\s|"
    rf",\s+and\s+(?:(?:the|a)\s+)?(?:[\w'’-]+\s+){{1,4}}(?:{SPEECH}|{alternatives(DENYING)})\b"
)
