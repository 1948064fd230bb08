"""What the subject of a reporting clause is called, without article, title and office.

What only measures or proves ("the drought", "62 % of respondents") and what is nobody ("some",
"rumour") speaks for no one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from index.names import is_organisation, is_person

from .bibliography import CAP, PARTICLE, UPPER
from .references import strip_leading
from .reporting_subjects import (
    DETERMINER,
    GENERIC,
    GENERIC_OF,
    INNER,
    KIN,
    NEVER_FIRST,
    NUMBERED,
    PREPOSITION,
    PRONOUNS,
    PROPER,
    ROLE,
    WORKS,
    is_named_work,
)
from .reporting_words import BASE
from .titles import BEFORE_NAMES, closes_office, is_portfolio

_NOBODY = re.compile(
    r"(?:no|no\sone|nobody|nothing|something|anything|everything|none|few|hardly|everyone|"
    r"everybody|someone|anyone|one|this|that|these|those|"
    r"which|who|what|there|we|i|you|research|evidence|data|history|experience|results?|findings?|"
    r"figures?|tables?|law|plan|schedule|schedules|plans|which|whom|him|her|them|us|me|rumou?rs?|"
    r"legend|tradition|people|sources|reports|news|numbers|statistics|logic|reason|"
    r"(?:the\s)?(?:author|authors|chapter|section|document|present|"
    r"current|law|plan|rules?|results?|data|evidence|figures?|numbers?|statistics|"
    r"writer|present\s\w+)|this\s\w+|these\s\w+|"
    rf"(?:our|my)\s(?!(?:{KIN})\b)\w+|some|many|most|others?|another|both|all)\b\Z",
    re.IGNORECASE,
)
# Head nouns of subjects that say nothing: "the truth is", "the first day of …, Kara said".
_THING = re.compile(
    rf"(?:(?!(?:{PREPOSITION})\s)[\w'’-]+\s)*?(?:story|saying|problem|truth|fact|answer|question|point|argument|idea|thing|"
    r"reason|record|day|days|week|weeks|month|months|year|years|decade|century|morning|evening|"
    r"night|time|times|hour|hours|moment|end|beginning|start|part|kind|way|ways|place|case|result|"
    r"mood|theory|evidence|rule|rules|number|amount|version|joke|proof|silence|violence|rhetoric|"
    r"visions?|failures?|success|outcomes?|attacks?|events?|developments?|analys[ie]s|"
    r"estimat(?:es?|ions?)|calculations?|projections?|forecasts?|trends?|patterns?|images?|"
    r"photographs?|photos?|footage|measurements?|policy|policies|approach|moves?|steps?|actions?|"
    r"behaviou?r|presence|absence|wars?|battles?|crisis|crises|invasion|occupation|situation|"
    r"operations?|offensive|collapse|incidents?|clash(?:es)?|defeats?|victory|victories|losses|"
    r"droughts?|floods?|storms?|explosions?|changes?|process|rumou?rs?)"
    rf"(?:\s(?:{PREPOSITION})\s.*)?",
    re.IGNORECASE,
)
_NO_SURNAME = re.compile(
    r"Analys[ie]s|Estimat(?:es?|ions?)|Calculations?|Projections?|Forecasts?|Trends?|Patterns?|"
    r"Images?|Photographs?|Photos|Footage|Measurements?|Developments?|Events|Attacks|Silence|"
    r"Violence|Changes|Clashes|Losses|Tests|Observations?|Investigations?|Experiments?|Interviews?|"
    r"Models|Simulations|Studies|Surveys|Polls|Trials|Excavations"
)
# "62 % of respondents" are a count, and what was counted is the sentence's own claim.
_COUNTED = re.compile(
    r"\d[\d.,]*\s?(?:%|per\s?cent|percent)|\b(?:respondents|participants|interviewees|those\s\w+|"
    r"majority|minority|half|third|thirds|quarter|quarters|per\s?cent|percent)\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"[Oo]ne\sof\s(?:my|our|the|his|her|their)\s")
# "To say that …": opens a sentence and names nobody; "May" and "Will" may be names.
_NO_NAME = re.compile(
    rf"(?!May|Will|(?i:he|she|they|it)\b)(?:{NEVER_FIRST}|{PREPOSITION}|{INNER})", re.IGNORECASE
)
_NAMED_WORK = re.compile(
    rf"\b(?:{WORKS}|poll|figures|minutes)\b.*\s(?:by|from|of|for)\s.*[{UPPER}]"
)
_TITLED = re.compile(
    rf"(?:(?:[Tt]he|[Aa]n?|[Oo]ne)\s)?(?:[a-z][\w'’-]*\s){{1,6}}"
    rf"(?P<name>(?:{PARTICLE}\s)?(?:{CAP})(?:\s(?:{CAP})){{0,3}})"
)
_FINDINGS = re.compile(
    r"['’]s?\s(?:[a-z]+\s){0,2}(?:research|study|studies|report|analysis|findings|work|book|data|"
    r"survey|article|paper|thesis|memo)\Z"
)
_NOUN_TOO = r"record|report|state|claim|note|rule|demand|estimate|promise|fear|hope|show|question"
_OFFICES = "|".join(
    (
        r"Secretary(?:[\s-]General)?|Director(?:[\s-]General)?|MP|(?:Mr|Mrs|Ms|Dr|Prof|Rev)\b\.?",
        r"(?:Rep|Sen|Gov|Gen|Col|Lt|Capt|Sgt)\.|Miss|Sir|Dame",
        *sorted(w.capitalize() for w in BEFORE_NAMES - {"mp", "secretary", "director"}),
    )
)
# "Norlander Foreign Minister Teo Marsh": the office is no part of the name; "Governor" alone may
# be one.
OFFICE = (
    rf"(?:[Tt]he\s)?(?:(?!(?:{_OFFICES})\b)(?:{CAP})(?:['’]s?)?\s){{0,4}}?"
    rf"(?:(?i:deputy|vice)\s(?:(?i:prime|foreign|first)\s)?)?(?i:(?:prime\s|foreign\s)?(?:{_OFFICES}))"
    rf"(?:\sand\s(?:(?:{CAP})\s){{0,2}}?(?:{_OFFICES})(?:\s(?:of|for)\s(?:{CAP}))?)?\s"
    r"(?:(?:Sir|Dame|Dr|Prof|Professor|Mr|Mrs|Ms)\.?\s)?"
    rf"(?!(?:{_OFFICES}|General)\b)"
)
_OFFICE = re.compile(
    rf"(?:{OFFICE}|(?:(?!(?i:{INNER}|{PREPOSITION}|and|or|{_OFFICES})\b)[^\W\d_][\w'’-]*\s){{1,4}}?"
    rf"(?i:{_OFFICES})\s)(?=(?P<name>(?:(?:{CAP})\s){{0,2}}(?:{PARTICLE}\s)?(?:{CAP}))"
    rf"(?:\sof\s(?:the\s)?(?:{CAP})(?:\s(?:{CAP})){{0,2}})?\Z)"
)
# "Minister of Health Gao Qiang", "Secretary of State for Water Ines Varro": what it is for comes
# before the name, and has to be told from it.
_OFFICE_FOR = re.compile(
    rf"(?:[Tt]he\s)?(?:(?:{CAP})(?:['’]s?)?\s){{0,3}}?(?:(?i:former|then|acting|deputy|vice|first)\s)*"
    rf"(?i:(?:{_OFFICES})|Head|Leader|Chief)(?:\sof\sState)?\s(?:of|for)\s(?:the\s)?"
    r"(?P<rest>\S.*)"
)
# "Hana Ruel on Thursday accused them": the day is no part of the name.
_DAY_BEHIND = re.compile(
    r"(?<=\w)\s(?:on|in|of)\s(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|"
    r"May|June|July|August|September|October|November|December)\Z"
)
_OF_A_BODY = re.compile(rf"(?:[Tt]he\s)?(?:(?:{CAP})\s|(?:of|for|and|the)\s)*(?:{CAP})['’]s?\s")
OFFICE_ALONE = re.compile(
    rf"(?:[Tt]he\s)?(?:(?:{CAP})(?:['’]s?)?\s){{0,4}}?(?:{_OFFICES})(?:\s(?:of|for)\s.+)?"
)
_WITH_PLACE = re.compile(
    rf"(?P<name>(?:{CAP})(?:\s(?:{CAP})){{0,3}})\s(?!of\b|for\b|from\b)(?:{PREPOSITION})\s"
)
_PLURAL = re.compile(
    r"(?:[a-z’'-]+s|people|police|men|women|children|media|clergy)\b", re.IGNORECASE
)


# "Norlander scholar Emil Tarn"
_OF_A_PEOPLE = re.compile(
    rf"(?:(?:[Tt]he|[Aa]n?)\s)?(?:{CAP})\s(?:(?!the\b){ROLE}\s)+(?=[{UPPER}])"
)
# Whoever stands behind these is not told: "according to some estimates".
UNNAMED = (
    r"(?:(?:the|some|many|most|several|various|other|certain|[a-z-]+)\s){0,3}?(?:estimates?|"
    r"estimations?|calculations?|projections?|forecasts?|reports|accounts?|rumou?rs?|sources|"
    r"versions?|stories|claims?|allegations?|legends?|tradition|gossip|reporting|news)"
    r"(?:\s(?:in|from)\s(?:the\s)?[^,;:]{0,60}\b(?:press|media|newspapers|papers|networks?))?"
)


# "According to the figures released by Kara": it is Kara who says so.
_HELD_BY = re.compile(
    r"(?:[Tt]he\s)?(?:[a-z]+\s)?(?:information|data|figures|documents|records|details|knowledge"
    r"|statistics)\s(?:[a-z]+\s)?(?:available\sto|known\sto|held\sby|released\sby|published\sby"
    r"|supplied\sby|provided\sby|given\sby|from|of|by)\s(?:the\s)?"
    rf"(?=[{UPPER}])"
)


def work_of(name: str) -> str | None:
    """The noun of a work that speaks: "report" in "the leaked report"; None for all others."""
    match = re.fullmatch(rf"[Tt]he\s(?:[a-z]+\s)?({WORKS})", name)
    return match[1].lower() if match else None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"(?:(?:[Tt]he|[Aa]n?)\s+)?(?:(?:{CAP})['’]s?\s+)?(?:{ROLE}\s+)+(?=[{UPPER}])"),
        re.compile(rf"(?:{GENERIC}|{GENERIC_OF})\Z"),
        re.compile(PROPER),
    )


def is_named(subject: str) -> bool:
    """Whether a subject is a name or an office, and no phrase of other words."""
    _, generic, proper = _patterns()
    return bool(proper.fullmatch(subject) or generic.match(subject))


def read_name(
    written: str, common: Collection[str], *, first: bool, verb: str = "", evidence: bool = False
) -> tuple[str, int] | None:
    """What a speaker is called.

    Args:
        written: the subject as it stands in the text.
        common: lower-case words of the document: "Traders" is no Mr Traders.
        first: whether the subject opens its clause, so that its capital proves nothing.
        verb: of the clause; "" = not known.
        evidence: whether the verb is one by which things show, too ("suggests").

    Returns:
        The name without article and role, and where in `written` it begins; None where the
        subject is nobody who can be said to speak.
    """
    if re.match(r"(?:which|whom|whose|what|how|whether)\b", written, re.IGNORECASE):
        return None  # "the law, according to which …"
    written = _DAY_BEHIND.sub("", written)
    start = 0 if re.fullmatch(NUMBERED, written) else _behind_office(written)
    if start is not None:
        return written[start:], start
    bare = strip_leading(written) if written[:1].isupper() and " " in written else written
    if bare != written and not re.match(r"(?:The|A|An|Its|His|Her|Their|One|Two)\s", written):
        return None
    if _is_nobody(written) or (verb and _is_counted(written)):
        return None
    role, generic, proper = _patterns()
    if generic.match(written) or work_of(written) or written.lower() in PRONOUNS:
        return written, 0
    prefix = _prefix(written, role)
    name = written[prefix.end() :] if prefix else written
    if prefix and prefix.re is _OFFICE:
        name = prefix["name"]  # "President Hana Ruel of Estaria"
    words = name.split()
    is_plain = not re.match(rf"(?:{PARTICLE}\s?)?[{UPPER}]", name)
    is_name = len(words) > 1 and proper.fullmatch(name)
    if first and not prefix and not is_name and words[0].lower() in common:
        is_plain = True  # an ordinary word that happens to open the sentence
    if is_plain and not verb and re.fullmatch(UNNAMED, written):
        return None
    if is_plain and not first and not verb:
        # "According to people who know the matter": the phrase itself says that it speaks.
        return (written, 0) if len(words) <= 12 and not _is_counted(written) else None
    if is_plain:
        return _read_plain(written, verb=verb, evidence=evidence)
    if evidence and not proper.fullmatch(name) and not _FINDINGS.search(name):
        return _read_plain(written, verb=verb, evidence=True)
    if _is_no_speaker(name, verb, first=first):
        return None
    placed = None if proper.fullmatch(name) else _WITH_PLACE.match(name)
    if placed and first and (evidence or _PLURAL.fullmatch(placed["name"])):
        # "Letters in the archive": the capital may be the sentence's.
        return _read_plain(written, verb=verb, evidence=evidence)
    called = placed["name"] if placed else name
    start = prefix.end() if prefix else 0
    return None if _NOBODY.match(called) else (called, start)


def _is_nobody(written: str) -> bool:
    if _NOBODY.match(written) or len(written) > 110 or re.search(r"['’]s?\Z", written):
        return True
    return " " not in written and bool(_NO_NAME.fullmatch(written))


def _is_counted(written: str) -> bool:
    return bool(_COUNTED.search(written)) and not _ONE_OF.match(written)


def _is_no_speaker(name: str, verb: str, *, first: bool) -> bool:
    """Whether what begins with a capital only looks like a name."""
    is_many = _has_plural(name.split())
    is_listed = re.search(r"s\Z|\band\b|\bet al\b", name)
    if re.fullmatch(_NOUN_TOO, verb) and not is_many and not is_listed:
        return True  # "The Library record: …"
    if re.fullmatch(BASE, verb) and not is_many and not re.fullmatch(PROPER, name):
        return True  # "Varro gives us hope that …"
    if first and re.match(r"\S+(?:ing|ed)\s(?!and\b)[a-z]", name):
        return True  # "Participating in the meeting …"
    if re.match(rf"(?:(?:{CAP})\s){{2,3}}[a-z]+ed\s(?:{CAP})", name):
        return True  # "Ada Mirren released Long Road, described as …"
    if re.search(rf"\s[{UPPER}]", name):
        return False
    # "Analysis shows …", in a document that has the word nowhere else; "Storm" may be a surname
    return bool((_THING if " " in name else _NO_SURNAME).fullmatch(name))


def _prefix(written: str, role: re.Pattern[str]) -> re.Match[str] | None:
    """The article, role or office before a name; "Governor Foundation" is all name."""
    office = _OFFICE.match(written)
    if office and not is_organisation(office["name"]):
        return office
    known = role.match(written)
    people = None if known else _OF_A_PEOPLE.match(written)
    if people and is_person(written[people.end() :]):
        return people
    return known or re.match(r"(?:The|the|An?|an?)\s+", written)


def _behind_office(written: str) -> int | None:
    """Where the name begins behind an office, or figures that are its; None where that is open."""
    held = _HELD_BY.match(written)
    if held:
        return held.end()
    owner = _OF_A_BODY.match(written)
    if owner and is_organisation(owner[0]) and is_person(written[owner.end() :]):
        return owner.end()
    office = _OFFICE_FOR.match(written)
    if office is None:
        return None
    words = list(re.finditer(r"\S+", office["rest"]))
    for size in range(len(words) - 2, 0, -1):
        name = office["rest"][words[size].start() :]
        is_name = is_person(name) and not any(is_portfolio(w) for w in name.split())
        if is_name and closes_office(office["rest"][: words[size - 1].end()]):
            return office.start("rest") + words[size].start()
    return None


def _read_plain(written: str, *, verb: str, evidence: bool) -> tuple[str, int] | None:
    """A noun phrase that is no name: as written, or the name in it ("the painter Ada Sorn")."""
    words = written.split()
    if _is_counted(written) or len(words) > 12 or _THING.fullmatch(written):
        return None
    if evidence and not (_NAMED_WORK.search(written) or is_named_work(written)):
        return None
    titled = _TITLED.fullmatch(written[:1].lower() + written[1:])
    if titled and not re.search(
        rf"\b(?:{PREPOSITION}|{DETERMINER})\s\Z", written[: titled.start("name")]
    ):
        return written[titled.start("name") :], titled.start("name")
    has_determiner = re.match(
        r"(?:the|an?|one|two|three|four|five|several|his|her|its|their)\s", written, re.I
    )
    if has_determiner:
        is_many = not re.match(r"(?:an?|one)\s", written, re.I) and _has_plural(words)
        return (written, 0) if is_many or not re.fullmatch(BASE, verb) else None
    return (written, 0) if _has_plural(words) else None


def _has_plural(words: list[str]) -> bool:
    """Whether the head of a noun phrase, before its first preposition, is a plural."""
    head: list[str] = []
    for word in words:
        if re.fullmatch(
            rf"(?:{PREPOSITION}|who|whose|close|loyal|opposed|familiar|linked)", word, re.I
        ):
            break
        head.append(word)
    return bool(head) and _PLURAL.fullmatch(head[-1]) is not None
