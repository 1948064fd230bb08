"""The words and phrases of reporting clauses: who can be said to speak, and by which verbs.

Pieces of patterns; `reporting` puts them together.
"""

from __future__ import annotations

import re

from .bibliography import CAP, PARTICLE, UPPER

VERBS = {
    # verb forms -> may a clause without "that" follow?
    True: (
        "says said believes believed thinks thought insists insisted adds added warns warned "
        "admits admitted"
    ),
    False: (
        "say argues argued argue claims claimed claim states stated state writes wrote write notes "
        "noted note reports reported report explains explained explain maintains maintained "
        "maintain contends contended contend asserts asserted assert alleges alleged allege "
        "acknowledges acknowledged acknowledge announces announced announce declares declared "
        "declare suggests suggested suggest observes observed observe stresses stressed stress "
        "emphasises emphasised emphasizes emphasized emphasise emphasize concludes concluded "
        "conclude estimates estimated estimate predicts predicted predict recalls recalled recall "
        "remarks remarked comments commented confirms confirmed confirm finds found find believe "
        "think warn insist add admit posits posited holds held objects objected replies replied "
        "answers answered responds responded cautions cautioned complains complained testifies "
        "testified reiterates reiterated remembers remembered describes described concedes "
        "conceded proposes proposed counters countered laments lamented affirms affirmed shows "
        "showed show points\\ out pointed\\ out point\\ out goes\\ on went\\ on"
    ),
}
DENYING = "denies denied deny disputes disputed dispute"
TELLING = "tells told tell informed informs reminded reminds assured assures"
QUOTE_ONLY = "asks asked calls called writes wrote quips quipped jokes joked continues continued"


def alternatives(*lists: str) -> str:
    r"""Any of the words in lists separated by spaces; `\ ` is a space inside a word."""
    return "|".join(
        w.replace("\\ ", r"\s") for text in lists for w in re.split(r"(?<!\\) ", text) if w
    )


SPEECH = alternatives(*VERBS.values())
BARE = alternatives(VERBS[True])
TRAILING = alternatives(
    "says said writes wrote argues argued notes noted adds added explains explained claims claimed "
    "states stated recalls recalled warns warned insists insisted observes observed told tells "
    "concludes concluded announced declared reported remarked commented asked replied continued "
    "believes acknowledged stressed"
)
ROLE = (
    r"(?:former|then|prime|deputy|foreign|defen[cs]e|interior|finance|vice|acting|late|senior|"
    r"leading|local|chief|head|political|military|human|rights|opposition|government|party|"
    r"british|harbour|harbor|port|city|state|national|minister|president|chairman|chairwoman|"
    r"chair|director|secretary|general|governor|mayor|ambassador|envoy|spokesman|spokeswoman|"
    r"spokesperson|official|officer|commander|historian|economist|journalist|reporter|analyst|"
    r"researcher|scholar|professor|lawyer|activist|engineer|author|writer|critic|expert|observer|"
    r"resident|witness|captain|commissioner|councillor|editor|columnist|sociologist|geographer|"
    r"anthropologist|political|scientist|adviser|advisor|member|leader|judge|prosecutor|bishop|"
    r"founder|manager|owner|representative|union|master|the|newspaper|agency|daily|weekly|magazine)"
)
GROUPS = (
    r"officials|authorities|analysts|experts|critics|residents|witnesses|observers|researchers|"
    r"scholars|historians|economists|journalists|lawyers|activists|opponents|supporters|"
    r"campaigners|engineers|fishermen|dockers|villagers|prosecutors|police|diplomats|proponents|"
    r"spokesman|spokeswoman|spokesperson|minister|president|ministry|government|court|commission|"
    r"committee|council|company|mayor|governor|judge|union|agency|newspaper|bank|board|"
    r"ambassador|authority|embassy|chair|delegation|opposition|foundation|association|operator|chairman|"
    r"chairwoman|director|secretary|engineer|captain|official|owner|lawyer|historian|tribunal"
)
GENERIC = (
    rf"(?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Oo]ther|[Ll]ocal|[Ss]enior|"
    r"[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s+)?"
    rf"(?:[a-z-]+\s+){{0,2}}?(?:{GROUPS}|[{UPPER}](?i:{GROUPS}))"
    rf"(?:\s+(?:of|for|from|at|in)\s+(?:the\s+)?(?:(?:{CAP})(?:\s+(?:of\s+)?(?:{CAP})){{0,4}}|"
    rf"[a-z-]+(?=\s(?:{SPEECH}|{alternatives(TELLING)}|{alternatives(QUOTE_ONLY)})\b)))?(?:\sat\sthe\stime)?"
)
# A name read on its own: "a retired official of the bank".
GENERIC_OF = (
    rf"(?:(?:[Tt]he|[Aa]n?|[Oo]ne)\s)?(?:[a-z-]+\s){{0,2}}?(?:{GROUPS})\s(?:of|for|from|at|in)\s"
    r"(?:the\s)?[a-z-]+(?:\sat\sthe\stime)?"
)
PROPER = (
    rf"(?:(?:[Tt]he|[Aa]n?)\s+)?(?:(?:{CAP})['’]s?\s+)?(?i:{ROLE}\s+){{0,5}}"
    rf"(?:{PARTICLE}\s)?(?:{CAP})"
    rf"(?:(?:,\s+(?:{CAP}))*,?\s+and\s+(?:{CAP})|"
    rf"\s+(?:(?:of|for|on|and|&)\s+(?:the\s+)?)?(?:{PARTICLE}\s)?(?:{CAP})){{0,7}}(?:\s+et\sal\.?)?"
    rf"(?:['’]s?\s+(?:{ROLE}|report|study|statement|book|article)(?:\s+{ROLE}){{0,2}}"
    rf"(?:\s+(?:{CAP})){{0,3}})?"
)
# Another work as the speaker: "The report says …"; whether it is another, `discourse` tells.
WORK = (
    r"report|thesis|dissertation|study|paper|article|book|memo|memorandum|audit|survey|essay|"
    r"column|editorial|inquiry|review|letter"
)
OTHER_WORK = rf"[Tt]he\s(?:[a-z]+\s)?(?:{WORK})"
REFERENCE = r"(?:\s*(?:\([^()]{0,120}\d[^()]{0,60}\)|\\?\[\d[\d,\s–-]*\\?\]|[¹²³⁰⁴-⁹]+))?"
ASIDE = r"(?P<aside>,\s(?!and\b|but\b)[^,;:.“\"]{3,90},)?"
SUBJECT = rf"(?P<who>(?:{PROPER}|{GENERIC}|{OTHER_WORK}|[Hh]e|[Ss]he|[Tt]hey)){REFERENCE}{ASIDE}"
ADVERB = (
    r"(?:\s+(?:has|have|had))?(?:\s+(?:also|then|later|further|once|recently|repeatedly|\w+ly))?"
)
