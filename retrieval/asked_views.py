"""Questions about what the sources say: the matter that stays when their frame is taken off.

    Where do the sources differ on the levy?            everything on "the levy"
    Do the authors agree on who paid for the wall?      Who paid for the wall?
    How do the accounts of the cost of the wall vary?   How much did the wall cost?
    Which documents say that the Board was warned?      Is it true that the Board was warned?
    Compare what Ellend and Brood say about the levy.   one question for each of the two

Words like "sources" and "differ" stand in no document that answers; searched for, they only lead
away from it.
"""

from __future__ import annotations

import re

from .word_forms import is_past

_MOST_HOLDERS = 4
_KIND_OF = (
    r"(?:(?:the|these|those|my|our|your|all|both|each|every|different|various|several|other|two"
    r"|three|four|five|six|of)\s+)*"
)
_NOUN = (
    r"(?:sources?|documents?|texts?|articles?|papers?|reports?|authors?|writers?|historians"
    r"|scholars|files?|books?|newspapers?|studies)"
)
_SOURCES = rf"{_KIND_OF}{_NOUN}"
_SPEAKS = rf"(?:{_SOURCES}|they|it|we|you|i|people)"
_ON = (
    r"(?:about|on|over|in|of|regarding|concerning|as to|with regard to|with respect to"
    r"|when it comes to|in (?:their|the) (?:accounts?|views?|reports?|descriptions?) of)"
)
_TELL = (
    r"(?:say|says|write|writes|report|reports|mention|tell us|tell|know|find|treat|describe|cover"
    r"|think|claim|state|have to say|have said|learn|said|written)"
)
_DIFFER = (
    r"(?:differ|disagree|agree|diverge|vary|clash|compare|conflict|concur|contradict)"
    r"(?:\s+(?:with|from)?\s*(?:each other|one another|themselves))?"
)
_SEE = (
    r"(?:describe|see|treat|present|portray|view|judge|assess|interpret|evaluate|depict"
    r"|characteri[sz]e)"
)
_VIEWS = (
    r"(?:views?|opinions?|positions?|perspectives?|interpretations?|accounts?|versions?"
    r"|viewpoints?|standpoints?|descriptions?|explanations?|assessments?|estimates?|figures"
    r"|stories|claims|arguments)"
)
_UNLIKE = (
    r"(?:(?:main|different|differing|various|conflicting|competing|opposing|contrary|contradictory"
    r"|diverging|divergent|rival)\s+)"
)
_SPLITS = (
    r"(?:disagreements?|agreement|disputes?|controvers(?:y|ies)|consensus|debates?|differences?"
    r"|contradictions?|discrepanc(?:y|ies)|points? of (?:disagreement|agreement|contention))"
)
_BETWEEN = rf"(?:\s+(?:between|among|amongst|across|within|in|of|by)\s+{_SOURCES})?"
_WHERE = (
    r"(?:where|how(?: far| much)?|what|why|to what extent|(?:in|on|about) (?:what|which)"
    r"(?:\s+(?:ways?|respects?|points?|questions?|matters?|issues?))?)"
)
_DO = r"(?:do|does|did)"
_M = r"(?P<m>.+?)"
_END = r"[?.!\s]*$"

_TOLD = tuple(
    re.compile(rf"^{pattern}{_END}", re.I)
    for pattern in (
        (
            rf"(?:what|how) (?:do|does|did|can|has|have) {_SPEAKS}\s+{_TELL}\s+"
            rf"(?:about|on|regarding|concerning)\s+{_M}"
        ),
        (
            r"what (?:is|are|was|were|has been|have been) (?:known|said|written|reported|claimed"
            rf"|told|recorded|there)\s+(?:about|on|regarding|concerning)\s+{_M}"
        ),
        rf"(?:tell me|anything|everything|information|details?) (?:about|on)\s+{_M}",
        rf"summari[sz]e (?:what {_SPEAKS} {_TELL} )?(?:about|on)\s+{_M}",
        rf"who (?:says?|said|claims?|thinks?|writes?) what (?:about|on)\s+{_M}",
        rf"(?:how|where) {_DO} {_SPEAKS}\s+{_SEE}\s+{_M}",
        (
            rf"how (?:is|are|was|were) {_M} (?:seen|described|presented|portrayed|depicted|viewed"
            rf"|treated|judged|interpreted|reported|characteri[sz]ed) (?:by|in|across|among)"
            rf" {_SOURCES}"
        ),
        (
            rf"(?:which|what) (?:of )?{_SOURCES} (?:mention|discuss|speak of|speak about|talk about"
            rf"|deal with|cover|treat|write about|refer to|report on|describe|address)\s+{_M}"
        ),
    )
)
_COMPARED = tuple(
    re.compile(rf"^{pattern}{_END}", re.I)
    for pattern in (
        (
            rf"{_WHERE} {_DO} {_SPEAKS}\s+(?:all )?{_DIFFER}\s+(?:about |on |over )?"
            rf"{_ON}\s+{_M}"
        ),
        rf"{_DO} {_SOURCES}\s+(?:all )?{_DIFFER}\s+{_ON}\s+{_M}",
        (
            rf"(?:are|is) {_SOURCES}\s+(?:all )?(?:in (?:dis)?agreement|agreed|unanimous|divided"
            rf"|split|at odds|of one mind|of the same opinion|consistent)\s+{_ON}\s+{_M}"
        ),
        (
            rf"(?:is|are|was|were) there (?:any |an? |some |much )?(?:real )?{_SPLITS}{_BETWEEN}\s+"
            rf"(?:about|on|over|regarding|concerning|as to)\s+{_M}"
        ),
        rf"(?:is|are) there (?:any |some )?{_UNLIKE}{_VIEWS}{_BETWEEN}\s+{_ON}\s+{_M}",
        (
            rf"what (?:are|is|were) (?:the |some )?(?:{_UNLIKE}+{_VIEWS}{_BETWEEN}\s+{_ON}"
            rf"|(?:main )?(?:{_VIEWS}|{_SPLITS}){_BETWEEN}\s+(?:about|on|over|regarding|concerning"
            rf"|as to))\s+{_M}"
        ),
        (
            rf"(?:what|which) {_UNLIKE}*(?:{_VIEWS}|{_SPLITS}) (?:are there|is there|exist"
            rf"|do {_SPEAKS} (?:have|hold|take|express|give|offer)){_BETWEEN}\s+{_ON}\s+{_M}"
        ),
        rf"what differences are there between (?:the )?{_VIEWS} (?:of|on)\s+{_M}",
        (
            rf"(?:please )?(?:compare|contrast|compare and contrast) (?:what |how )?{_SOURCES}"
            rf"(?:\s+(?:{_TELL}|{_SEE}))?(?:\s+(?:about|on|regarding|concerning))?\s+{_M}"
        ),
        (
            rf"(?:please )?(?:compare|contrast|compare and contrast) (?:the )?{_UNLIKE}?{_VIEWS}"
            rf"{_BETWEEN}\s+{_ON}\s+{_M}"
        ),
        (
            rf"{_WHERE} {_DO} (?:the |these )?(?:{_UNLIKE}|{_SOURCES}['’]s?\s+)?"
            rf"{_VIEWS} (?:of|on|about|for|given for|regarding)\s+{_M}\s+{_DIFFER}"
        ),
        rf"(?:do|does) (?:the |these )?{_UNLIKE}?{_VIEWS} (?:of|on|about|for)\s+{_M}\s+{_DIFFER}",
        rf"who (?:dis)?agrees (?:with whom )?(?:about|on|over)\s+{_M}",
        (
            r"what (?:is|are|was|were|remains) (?:still )?(?:disputed|contested|controversial"
            rf"|debated|in dispute) (?:about|in|on|concerning|regarding)\s+{_M}"
        ),
    )
)
# What stands in the way of a question that is there whole.
_AROUND = re.compile(rf",?\s+according to {_SOURCES}(?={_END})|^according to {_SOURCES},\s*", re.I)
_WHETHER = re.compile(
    rf"^{_DO} {_SOURCES}\s+(?:all )?(?:agree|disagree|concur|differ) (?:that|whether"
    rf"|as to whether|about whether|on whether|over whether)\s+{_M}{_END}"
    rf"|^(?:which|what) (?:of )?{_SOURCES} (?:say|claim|argue|state|report|hold|believe|maintain"
    rf"|agree|deny|write|think|doubt) (?:that|whether)\s+(?P<n>.+?){_END}",
    re.I,
)
_TAKE_SIDES = re.compile(
    rf"^(?:which|what) (?:of )?{_SOURCES} (?P<verb>blame|critici[sz]e|accuse|support|oppose|defend"
    rf"|praise|condemn|reject|favour|favor|justify|welcome|doubt|dispute|deny) {_M}{_END}",
    re.I,
)
_AMONG = re.compile(
    r",?\s+(?:(?:in|across|among|amongst|between|within)\s+)"
    rf"(?:(?:the|these|my|our|all|different|various)\s+)+(?:sources?|documents?|texts?|authors?){_END}",
    re.I,
)
_ASKS = re.compile(
    r"(?:(?:by|to|from|with|for|in|on|at|of) )?"
    r"(?:who|whom|whose|what|which|when|where|why|how)\s+\S",
    re.I,
)
# The question behind a noun for what was asked: "the cost of the wall".
_BEHIND = (
    (re.compile(r"(?:the )?(?:costs?|price) of (?P<n>.+)", re.I), "How much did {n} cost?"),
    (
        re.compile(r"(?:the )?(?:causes?|reasons?|grounds) (?:of|for|behind) (?P<n>.+)", re.I),
        "What caused {n}?",
    ),
    (
        re.compile(r"(?:the )?(?:blame|responsibility|guilt) (?:for|of) (?P<n>.+)", re.I),
        "Who is to blame for {n}?",
    ),
    (re.compile(r"(?:the )?date of (?P<n>.+)", re.I), "When was {n}?"),
    (re.compile(r"(?:the )?length of (?P<n>.+)", re.I), "How long is {n}?"),
    (re.compile(r"(?:the )?height of (?P<n>.+)", re.I), "How high is {n}?"),
    (re.compile(r"(?:the )?depth of (?P<n>.+)", re.I), "How deep is {n}?"),
)
_COUNTED = re.compile(r"(?:the )?numbers? of (?P<n>.+)", re.I)


def topic_asked(text: str) -> str | None:
    """The matter of a question that asks for everything on it; None for other questions.

    "What do the sources say about the levy?" -> "the levy".
    """
    if question_behind(text):
        return None
    return next((found for kind in (_COMPARED, _TOLD) if (found := _matter(text, kind))), None)


def question_behind(text: str) -> str | None:
    """The plain question inside one about sources; None where there is none.

    "Do the sources agree on who paid for the wall?" -> "Who paid for the wall?"
    """
    text = text.strip()
    bare = _AROUND.sub("", text)
    if bare != text and any(c.isalnum() for c in bare):
        return f"{bare[0].upper()}{bare[1:]}"
    whether = _WHETHER.match(text)
    if whether:
        return f"Is it true that {whether['m'] or whether['n']}?"
    sides = _TAKE_SIDES.match(text)
    if sides:
        verb = sides["verb"].lower()
        return f"Who {verb[:-1] + 'ies' if verb.endswith('y') else verb + 's'} {sides['m']}?"
    compared = _matter(text, _COMPARED)
    matter = compared or _matter(text, _TOLD)
    if matter is None:
        return None
    whether = re.match(r"(?:whether|if)\s+(?P<m>.+)", matter, re.I)
    if whether:
        return f"Is it true that {whether['m']}?"
    if _ASKS.match(matter):
        return f"{matter[0].upper()}{matter[1:]}?"
    return _by_noun(matter) if compared else None


def asks_to_compare(text: str) -> bool:
    """Whether a question asks where sources differ or agree, and not only what they say."""
    text = text.strip()
    agree = _WHETHER.match(text)
    return bool(_matter(text, _COMPARED) or each_holder_asked(text) or (agree and agree["m"]))


def _by_noun(matter: str) -> str | None:
    for pattern, question in _BEHIND:
        found = pattern.fullmatch(matter)
        if found:
            return question.format(n=found["n"])
    counted = _COUNTED.fullmatch(matter)
    if counted is None:
        return None
    words = counted["n"].split()
    place = next((i for i, w in enumerate(words) if i and is_past(w)), None)
    if place is None:
        return f"How many {counted['n']} were there?"
    rest = [w for w in words[:place] if w not in {"who", "that", "which", "were", "was"}]
    return f"How many {' '.join([*rest, 'were', *words[place:]])}?"


def _matter(text: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    for form in dict.fromkeys((text.strip(), _AMONG.sub("", text.strip()))):
        for pattern in patterns:
            found = pattern.match(form)
            if found:
                return re.sub(r"\s+about$", "", _AMONG.sub("", found["m"].strip()))
    return None


_NAME = (
    r"(?:the\s+)?[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:(?:of|for|de|van|von|al|el)\s+(?:the\s+)?)?"
    r"[A-ZÀ-Þ][\w’'.-]*)*"
)
_LIST = rf"(?P<names>{_NAME}(?:,\s+{_NAME})*,?\s+and\s+{_NAME})"
_TWO = rf"(?P<a>{_NAME}(?:['’]s?)?)"
_OTHER = rf"(?P<b>{_NAME}(?:['’]s?)?)"
_HELD = r"(?i:views?|opinions?|positions?|accounts?|versions?|descriptions?|explanations?)"
_OVER = r"(?i:about|on|over|of|in|regarding|concerning|as to)"
_HELD_UP = r"(?i:compare|contrast)"
_SAY = r"(?i:say|think|write|claim|argue|believe|report|state|hold|maintain|have to say)"
_ASKED = rf"(?i:{_WHERE})"
_APART = r"(?i:differ|disagree|agree|diverge|concur)"
_SHARED = tuple(
    re.compile(rf"^(?i:please )?{pattern}{_END}")
    for pattern in (
        rf"(?i:what|how|where) (?i:do|did) {_LIST} {_SAY} (?i:about|on|of|over)\s+{_M}",
        rf"{_ASKED} (?i:do) {_LIST} {_APART}\s+{_OVER}\s+{_M}",
        rf"(?i:do) {_LIST} {_APART}\s+{_OVER}\s+{_M}",
        rf"{_HELD_UP} (?i:what|how) {_LIST} {_SAY} (?i:about|on|of|over)\s+{_M}",
        rf"{_HELD_UP} {_LIST} {_OVER}\s+{_M}",
        rf"{_HELD_UP} {_TWO} (?i:with|to|and) {_OTHER}(?:\s+{_HELD})? {_OVER}\s+{_M}",
        rf"{_HELD_UP} (?i:the )?{_HELD} (?i:of|by) {_LIST} {_OVER}\s+{_M}",
        (
            rf"{_HELD_UP} {_TWO}\s+{_HELD} {_OVER}\s+{_M} (?i:with|to|and) {_OTHER}"
            rf"(?:\s+{_HELD})?"
        ),
        rf"{_ASKED} (?i:do) (?i:the )?{_HELD} (?i:of|by) {_LIST} {_OVER}\s+{_M}\s+{_APART}",
        rf"{_ASKED} (?i:does) {_TWO} {_APART} (?i:with|from) {_OTHER} {_OVER}\s+{_M}",
        rf"(?i:does) {_TWO} {_APART} (?i:with|from) {_OTHER} {_OVER}\s+{_M}",
        (
            rf"{_ASKED} (?i:does) {_TWO}\s+{_HELD} {_OVER}\s+{_M}\s+(?i:differ|diverge) (?i:from)"
            rf" {_OTHER}(?:\s+{_HELD})?"
        ),
        (
            rf"(?i:what (?:is|are) the (?:differences?|disagreements?)) (?i:between) {_LIST}"
            rf" {_OVER}\s+{_M}"
        ),
    )
)


def each_holder_asked(question: str) -> tuple[str, ...]:
    """The same question put to each of the holders it names; empty where it names no two.

    "What do Ellend and Brood say about the levy?" -> "What does Ellend say about the levy?" and
    "What does Brood say about the levy?": each is heard, and who says nothing is named.
    """
    text = question.strip()
    found = next((m for pattern in _SHARED if (m := pattern.match(text))), None)
    if found is None:
        return ()
    given = found.groupdict()
    if given.get("names"):
        names = re.split(r",\s+(?:and\s+)?|\s+and\s+(?=(?:the\s+)?[A-ZÀ-Þ])", given["names"])
    else:
        names = [re.sub(r"['’]s?[.]?$", "", given[key]) for key in ("a", "b")]
    names = [name for name in dict.fromkeys(n.strip(" .") for n in names) if name]
    if not 2 <= len(names) <= _MOST_HOLDERS:
        return ()
    return tuple(f"What does {name} say about {given['m'].strip()}?" for name in names)
