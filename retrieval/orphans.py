"""Sentences that cannot stand alone: they open with something said before.

A heuristic over the first words, made to err on the side of bringing context: a sentence too
many shown beside a quote costs a line, an orphan costs the truth. What is caught: pronouns,
demonstratives, plain definite phrases ("The agreement was signed"), connectives, elliptic
answers, and pronouns that follow an introduction without a name ("In 2019 it signed"). A definite
phrase needs nothing where there is only one ("The government", "The wind"), where it means people
at large ("The residents"), or where the document's title, heading or house has named it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.records import Source
from index.words import STOP_WORDS, stem

_LEADING = re.compile(r"^(?:\s|[>*#_\"'“”‘’«»„(\[–—•-]|\d{1,3}[.)]\s|[¹²³⁰-⁹]+|\[\^?\d+\]|\\)*")
_WORD = re.compile(r"[\w]+(?:[-'’.][\w]+)*")

_PERSONAL = frozenset("he she they him her them his hers their theirs its we us our".split())
_DEMONSTRATIVE = frozenset("this these that those such".split())
_POINTING = frozenset(
    "former latter same both neither either others another one ones here thereby thereafter "
    "therein thereupon whereupon whose which who whom".split()
)
# Pointing at the document itself, which the citation names.
_SELF = frozenset(
    "article paper study chapter section report thesis dissertation book essay document review "
    "analysis research survey year month week morning summer winter autumn spring decade century "
    "time author authors work brief handbook policy".split()
)
_CONNECTIVES = re.compile(
    r"(?:however|therefore|thus|hence|moreover|furthermore|besides|nevertheless|nonetheless|"
    r"consequently|accordingly|similarly|likewise|instead(?! of)|meanwhile|otherwise|afterwards?|"
    r"subsequently|still|yet|but|and|so(?! far\b)|nor|or|also|then|too|indeed|rather(?! than)|"
    r"conversely|alternatively|additionally|secondly|thirdly|finally|lastly|second,|third,|"
    r"for example|for instance|in addition(?! to)|as a result(?! of)|as a consequence(?! of)|"
    r"in contrast(?! to| with)|by contrast|on the contrary|on the (?:one|other) hand|that is,|"
    r"in other words|at the same time|at that (?:time|point)|after that|since then|until then|"
    r"by then|before that|in (?:this|that|these|those|such) \w+|"
    r"in (?:its|their|his|her) (?:place|stead|wake|absence|turn)|there,|once there|from there|"
    r"to do (?:so|this|that)|(?:in |by )?doing (?:so|this|that)|"
    r"(?:in|at|near|over|behind|through|without|inside|within|below|above|beyond|around|across) "
    r"(?:it|them|him|her)|(?:despite|because of|after|"
    r"before|following|under|with|by|for|from|to|of|on|about|against|between|among) "
    r"(?:this|that|these|those|them|it|him|her|its|their|his|such)|in return|in turn|in fact|"
    r"in short|above all|even so|even then|all the same|even (?:he|she|it|they|this|that)|"
    r"later|earlier|shortly after|soon after|soon|days later|"
    r"(?:\w+ ){0,3}(?:days|weeks|months|years|hours|decades) (?:later|earlier|before|after)(?! \w)|"
    r"an? (?:hour|day|week|fortnight|month|year|decade|century|generation|moment) "
    r"(?:later|earlier|before|after)(?! \w+ing)|"
    r"the (?:next|following|same|previous) (?:day|week|month|year|morning|evening|night)|"
    r"yes|no,|not so|if so|if not|as such|as mentioned|as noted|this way|"
    r"to (?:this|that) end|more(?: importantly)?,|worse|better still|again)(?:\b|(?<=,))",
    re.IGNORECASE,
)
_NOT_BEHIND_CONNECTIVE = re.compile(
    r"(?:later|earlier|soon|still|then|again|yet|so|finally)\b(?=[- ](?:in|on|this|that|to|as|than|"
    r"called|known|president|prime|minister|to be)\b)|"
    r"(?:later|earlier) \w+s (?:of|in|on|at|from|by|are|were|have|had)\b",
    re.IGNORECASE,
)
_DUMMY_IT = re.compile(
    r"it(?: (?:is|was|has|had|will|would|may|might|can|could|should|must|been|be|not|also|still|"
    r"now|then|remains|became|seems|appears|turned|long|therefore|however|thus|only|therefore)|['’]s)*"
    r" ?(?:(?:widely|generally|often|sometimes|commonly|currently|reportedly|increasingly|"
    r"perhaps|quite|very|highly|more|less|hardly|un)\s?)*"
    r"(?:expected|clear|likely|unlikely|believed|said|reported|known|unknown|possible|impossible|"
    r"important|necessary|true|untrue|false|unclear|estimated|argued|claimed|assumed|thought|"
    r"hoped|feared|agreed|decided|noted|noteworthy|worth|time|evident|obvious|apparent|certain|"
    r"uncertain|doubtful|difficult|easy|hard|fair|reasonable|safe|striking|interesting|"
    r"surprising|recalled|remembered|acknowledged|understood|alleged|suggested|emphasi[sz]ed|"
    r"stressed|recommended|proposed|planned|announced|rumou?red|proven|shown|found|out|"
    r"probable|essential|crucial|vital|imperative|hoped|common|rare|customary|unfortunate|a "
    r"(?:fact|pity|matter|question|mistake|shame|truism|myth))\b"
    r"(?=[^.;]*\b(?:that|to|whether|how|why|when|what|who|if|for|saying|asking|arguing|the)\b)",
    re.IGNORECASE,
)
_DUMMY_VERB = re.compile(
    r"it (?:seems|seemed|appears|appeared|follows|happened|turns out|turned out|takes|took|rained|"
    r"snowed|matters little|goes without)\b(?:.* )?(?:that|to|as if|as though|until|for|all|on|in|"
    r"saying|\w+ (?:years|months|days|hours))\b",
    re.IGNORECASE,
)
# "It was Broers who …": the cleft names its own subject; "It was the result of rains that fell"
# is said of what stands before.
_CLEFT = re.compile(
    r"it (?:is|was|will be|has been) (?:not |only |also |precisely )?"
    r"(?!the (?:\w+ )?(?:results?|outcome|consequence|product|fruit|work|cause|effect|price|start"
    r"|beginning|end|largest|biggest|oldest|longest|worst|best) (?:of|in|for|to)\b)"
    r"(?:[A-Z0-9]|the |in |on |at |during |because |through |under |only ).* (?:who|that|which)\b",
    re.IGNORECASE,
)
_SPEAKING_PRONOUN = re.compile(
    r"[”\"’'»,]\s*(?:he|she|they)\s+(?:also\s+|then\s+|later\s+)?"
    r"(?:said|says|added|adds|wrote|writes|argued|argues|told|stated|states|noted|notes|"
    r"explained|explains|claimed|claims|warned|warns|insisted|asked|replied)\b",
)
_RESTRICTORS = frozenset(
    "of between among that which who whose where when whom in on at from to for with over near "
    "across through by against under into around behind along inside outside within without "
    "since until after before during about concerning regarding toward towards upon beyond".split()
)
_PARTICIPLES = frozenset("signed held known called named entitled titled published".split())
_UNIQUE = frozenset(
    "sun moon earth world sky sea ocean internet public past future present rest majority "
    "minority lack absence aim fact idea notion question problem reason number first last only "
    "most least more less best worst biggest largest highest smallest oldest youngest longest "
    "same north south east west poor rich elderly young dead living unemployed media press "
    "international global".split()
)
# One of each where people live, and people at large: nobody asks which.
_GENERIC = frozenset(
    "government president parliament king queen state nation police army navy church economy "
    "population weather climate wind rain snow tide coast law prime "
    "authorities officials fishers fishermen dockers residents villagers townspeople islanders "
    "workers farmers peasants citizens voters taxpayers inhabitants locals critics historians "
    "economists experts insurers newspapers people children women".split()
)
_ADJECTIVE = re.compile(
    r"(?:new|old|great|big|small|long|short|high|low|other|own|whole|full|main|final|early|late|"
    r"north|south|east|west|upper|lower|inner|outer|red|white|black|blue|green|two|three|four|"
    r"five|six|seven|eight|nine|ten|\d+|(?!tribunal|canal|hospital|capital|journal|arsenal|terminal|"
    r"festival|funeral|proposal|arrival|island|music|traffic|clinic|forest|harvest|seed)\w+(?:al|ous|ive|ern|ful|less|ish|ic|able|ible|est|ed))",
    re.IGNORECASE,
)
_FINITE = frozenset(
    "is was are were has had have will would can could may might must should shall did does do "
    "said says consisted consists died spoke thought disposed approved became".split()
)
_PAST = frozenset(
    "gave took made came went fell rose brought left began led put cost set ran broke bound kept "
    "lost won".split()
)
# "Not everyone agreed with him": a pronoun, and nobody before it whom it could mean.
_NOBODY_BEFORE = re.compile(
    r"(?:not|never|no one|nobody|everyone|everybody|hardly|only|few|many|most|some|others|there|"
    r"what|who|how|perhaps|all|none)\b(?:(?! (?:the|an?|every|each|his|her|this|that|whose?) |"
    r"[,;:“\"]| [A-Z]).){0,60}? (?:him|her|he|she|them|they)\b",
)
# "Two million tonnes of it", "The second was …", "The contract for the first was …".
_ELLIPTIC = re.compile(
    r"(?:(?:the|an?|about|some|only|almost|nearly|at least|more than|up to) )?"
    r"(?:(?:half|some|most|many|much|part|parts|any|few|several|none|neither|either|both|one|two|"
    r"three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d[\d.,]*|hundreds?|thousands?|"
    r"millions?|dozens?|third|quarter|fifth|tenth|majority|rest|share|price|cost|bulk|tonnes|tons|"
    r"crowns|metres|percent|per cent) ){1,4}"
    r"of (?:it|them|these|those|this)\b(?! (?:report|paper|book|study|article|thesis|chapter))"
    r"|the (?:\w+ (?:of|for|in|to) the )?(?:first|second|third|fourth|others?)"
    r"(?=,| (?:is|was|were|had|has|came|went|cost|brought|did|would|could|will|are|signed)\b)",
    re.IGNORECASE,
)
_LEGAL = frozenset(
    "Agreement Treaty Protocol Parties Party Government Ministry Committee Commission Court "
    "Report Convention Act Memorandum Council Contract Resolution Declaration Statement Company "
    "Authority Board Department Minister President Project Plan".split()
)
_MONTHS = frozenset(
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)


def shown_beside(source: Source, section: Iterable[str]) -> tuple[str, ...]:
    """What a reader sees beside a quote: title, headings, authors and house."""
    return (source.title or "", *section, *source.authors, source.publisher or "")


# "… has a range of such missiles": which ones, the sentence before says. Not "such ports as …".
_SUCH = re.compile(
    r"\b(?:of|any|no|for|with|on|in|to)\s+such\s+(?!an?\b|as\b|that\b)[\w-]+(?!\s+(?:as|that)\b)\b"
)


def orphan(sentence: str, known: Iterable[str] = ()) -> bool:
    """Whether a sentence opens with something whose antecedent lies before it.

    Args:
        sentence: one sentence as it stands in its document.
        known: what a reader sees beside it: title, headings, author or house. "The levy was
            lifted" needs nothing under "Our levy, our harbour".

    Returns:
        True if it needs the sentence before it. "It is expected that…", "This report…" and
        "Those who…" need nothing.
    """
    text = sentence[_LEADING.match(sentence).end() :]  # type: ignore[union-attr]
    words = _WORD.findall(text[:400])
    if not words:
        return False
    if _opens_with_connective(text) or _SPEAKING_PRONOUN.search(sentence) or _ELLIPTIC.match(text):
        return True
    if _SUCH.search(text) or _NOBODY_BEFORE.match(text[:1].lower() + text[1:]):
        return True
    return _opens_with_anaphor(text, words, known) or _pronoun_after_introduction(text)


def _opens_with_connective(text: str) -> bool:
    return bool(_CONNECTIVES.match(text)) and not _NOT_BEHIND_CONNECTIVE.match(text)


def _is_dummy(text: str) -> bool:
    return bool(_DUMMY_IT.match(text) or _DUMMY_VERB.match(text) or _CLEFT.match(text))


def _opens_with_anaphor(text: str, words: list[str], known: Iterable[str]) -> bool:
    first = words[0].lower()
    stem = re.split(r"['’]", first)[0]
    if stem == "it":
        return not _is_dummy(text)
    if stem in {"we", "us", "our"}:
        return False  # the authors of the document, whom the citation names
    if stem in _PERSONAL:
        return not (first == "they" and len(words) > 1 and words[1].lower() == "who")
    if stem in _DEMONSTRATIVE:
        return _demonstrative(words)
    if stem in _POINTING:
        return _pointing(words)
    if first in {"one", "some", "many", "most", "all", "none", "each", "several", "two", "three"}:
        return len(words) > 2 and words[1] == "of" and words[2] in {"them", "these", "those"}
    if first == "the" and len(words) > 1:
        return _definite(words) and not _is_named(words, known)
    return False


def _demonstrative(words: list[str]) -> bool:
    first = words[0].lower()
    second = words[1].lower() if len(words) > 1 else ""
    third = words[2].lower() if len(words) > 2 else ""
    if first in {"this", "these"} and (second in _SELF or third in _SELF):
        return False
    if first == "those" and second in {"who", "whose", "with", "in", "on", "from", "that"}:
        return False
    if first == "such" and second in {"as", "is", "are"}:
        return second != "as"
    # "That the quay was sold is denied": a clause, not a demonstrative.
    clause = {"the", "a", "an", "he", "she", "it", "they", "there", "no", "this", "all", "any"}
    return not (first == "that" and (second in clause or (words[1:2] and words[1][0].isupper())))


def _pointing(words: list[str]) -> bool:
    first = words[0].lower()
    if first in {"both", "either", "neither"}:
        # "Both Kara and Demir": names follow.
        return not (len(words) > 1 and (words[1][0].isupper() or words[1].lower() == "the"))
    if first in {"who", "whom", "which", "whose"}:
        return False  # a question
    if first == "one":
        return len(words) > 2 and words[1].lower() == "of" and words[2].lower() in {
            "them", "these", "those", "his", "her", "its", "their",
        }  # fmt: skip
    return first != "same"


def _definite(words: list[str]) -> bool:
    """A definite phrase without anything that says which one."""
    head = words[1]
    if head.lower() in _POINTING:
        return True
    if head.lower() in _UNIQUE or head.lower() in _SELF or head[0].isdigit():
        return False
    if head.lower() in _GENERIC or (head[0].isupper() and head not in _LEGAL):
        return False
    for place, word in enumerate(words[2:7]):
        lower = word.lower()
        if lower in _FINITE:
            return True
        if word.endswith(("'s", "’s", "s'", "s’")):
            return False
        if lower == "of":
            return False
        # Behind the first noun a preposition restricts; further on it may belong to a verb.
        if place == 0 and (lower in _RESTRICTORS or _is_participle(words[2:])):
            return False
        if place <= 1 and (word[0].isupper() or word[0].isdigit()):
            return False
    return True


def _is_participle(rest: list[str]) -> bool:
    """Whether it says which: "signed in 1931" before a verb, not "held for eleven days"."""
    if rest[0].lower() not in _PARTICIPLES:
        return False
    later = [w.lower() for w in rest[1:]]
    return any(w in _FINITE or w in _PAST or re.fullmatch(r"[a-z]{2,}ed", w) for w in later)


def _is_named(words: list[str], known: Iterable[str]) -> bool:
    """Whether title, headings or house hold the noun: the first word, or the one it qualifies."""
    stems = {
        stem(w.lower())
        for line in known
        for w in _WORD.findall(line)
        if w.lower() not in STOP_WORDS
    }
    if not stems:
        return False
    nouns = [] if _ADJECTIVE.fullmatch(words[1]) else [words[1].lower()]
    if len(words) > 2 and words[2].islower() and words[2] not in _FINITE:
        nouns.append(words[2])
    return any(stem(noun) in stems for noun in nouns)


def _pronoun_after_introduction(text: str) -> bool:
    match = re.match(
        r"((?:In|On|At|By|During|After|Before|Since|Under|When|While|Although|Despite|Until|From|"
        r"For|As|If|Because|With|Over|Through|Within|Throughout|Later|Between|Around|Without|Once|Where)\b[^,.;]{1,90}?),?\s+"
        r"(he|she|it|they|his|her|its|their)\s+(.*)",
        text,
        re.DOTALL,
    )
    if not match:
        return False
    introduction, pronoun, rest = match.groups()
    if pronoun == "it" and _is_dummy(f"it {rest}"):
        return False
    named = [w for w in _WORD.findall(introduction)[1:] if w[0].isupper() and w not in _MONTHS]
    if named:
        return False
    # "When the ship sank, it …" holds its own antecedent; "In 2019 it …" does not.
    return not re.search(r"\b(?:a|an|the|some|no|every|each|any)\s+[a-z]{3,}", introduction) or (
        introduction.split()[0] in {"In", "On", "At", "By", "During", "Since", "Until", "From"}
    )
