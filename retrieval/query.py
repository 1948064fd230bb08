"""Reading a question: what it asks for, in which parts, and what it names.

Nothing here searches. The rules are English; a question in another language comes out as one
part of kind KEYWORD with its words as terms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from index.errors import QuestionError
from index.words import content_words, fold

from .asked_views import each_holder_asked, question_behind, topic_asked
from .light_words import without_frame

QUESTION_CHARACTERS = 4000


class Kind(StrEnum):
    """What sort of answer fits."""

    FACT = "fact"
    EXPLAIN = "explain"
    YES_NO = "yes_no"
    LIST = "list"
    VIEW = "view"
    KEYWORD = "keyword"
    TOPIC = "topic"
    REFERENCE = "reference"


class Expected(StrEnum):
    """The type a short answer must have; ANY where the question does not say."""

    PERSON = "person"
    PLACE = "place"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    ANY = "any"


# What can be compared as a value, not only as words.
VALUES = frozenset({Expected.DATE, Expected.NUMBER, Expected.MONEY})


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is asked.

    Attributes:
        text: what is asked, with what it takes from the part before filled in.
        written: as written.
        terms: content words, folded, in order, each once; without those that only frame it.
        words: the same words as written, for exact counts.
        names: capitalised names as written ("Port Vess", "ARVA").
        numbers: figures and years as written ("2019", "2.5").
        also: (word, other name) pairs that count as the same.
    """

    text: str
    written: str
    kind: Kind
    expects: Expected
    terms: tuple[str, ...]
    words: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    also: tuple[tuple[str, str], ...] = ()


_AUXILIARY = (
    "is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may|might|must"
)
_WH = "who|whom|whose|what|when|where|which|why|how"
_YES_NO = re.compile(rf"^(?:{_AUXILIARY})(?:n't|n’t)?\b", re.I)
_EXPLAIN = re.compile(
    r"^(?:why\b|how (?!many|much|long|old|far|often|frequently|big|large|high|deep|tall|wide|broad"
    r"|thick|heavy|fast|soon|late)"
    r"|what (?:caused|led to|explains|(?:is|was) the (?:\w+ )?(?:reason|cause)"
    r"|(?:are|were) the (?:\w+ )?(?:reasons|causes))"
    r"|explain|describe|for what reason|on what grounds)",
    re.I,
)
_LIST = re.compile(
    r"^(?:list|name|enumerate)\b|\b(?:list|name) (?:all|every)\b"
    r"|^which (?:\w+ ){1,3}(?:are|were|have)\b|^what (?:are|were) (?:all )?the\b|^who are\b",
    re.I,
)
_VIEW = re.compile(
    r"\b(?:views?|opinions?|positions?|perspectives?|think|thinks|believe|believes|argue|argues"
    r"|say about|says about|said about|according to|disagree|agree|differ|dispute|blame[ds]?"
    r"|criticis\w+|accuse[ds]?|justif\w+|responsible for|assess|assessment)\b",
    re.I,
)
_REFERENCE = re.compile(
    r"\b(?:bibliograph\w+|reference list|works? cited|published in which|who published"
    r"|which (?:works?|sources?|references?|entries)\b.*\b(?:cited?|referenced|listed)"
    r"|which (?:works?|sources?|references?) (?:does|do|is|are)|cites? which)\b",
    re.I,
)
_EXPECTS: tuple[tuple[Expected, re.Pattern[str]], ...] = (
    (
        Expected.MONEY,
        re.compile(
            r"\bhow much (?:money|did .* (?:cost|pay|spend|receive|lend|earn|give))"
            r"|\bhow much (?:was|were|is) .*(?:paid|spent|lent|worth|cost)"
            r"|\bwhat (?:sum|price|amount)\b|\bcosts? how much|\bhow much .*\bcosts?\b"
            r"|\bwhat (?:did|does|was|is) .*\bcost\b|\bbudget\b",
            re.I,
        ),
    ),
    (
        Expected.DATE,
        re.compile(
            r"^when\b|\b(?:in|on|since|until|from|by) (?:what|which) (?:year|date|day|month)\b"
            r"|^(?:what|which) (?:year|date|day|month|century)\b"
            r"|\bwhen (?:did|was|were|is|will|does|do|had)\b|^since when\b|^how long ago\b",
            re.I,
        ),
    ),
    (
        Expected.NUMBER,
        re.compile(
            r"\bhow (?:many|much|long|old|far|often|frequently|big|large|high|deep|tall|wide|broad"
            r"|thick|heavy|fast)\b"
            r"|\bwhat (?:percentage|percent|share|proportion|number|fraction|rate|population|age"
            r"|distance|speed|depth|height|duration)\b",
            re.I,
        ),
    ),
    (Expected.PERSON, re.compile(r"^(?:who|whom|whose)\b|\b(?:by|to|from|with) whom\b", re.I)),
    (
        Expected.PLACE,
        re.compile(
            r"^where\b|\b(?:in|at|from|to) (?:what|which) (?:city|town|country|place|region|port)"
            r"|^(?:what|which) (?:city|town|country|place|region)\b",
            re.I,
        ),
    ),
)
_NAME = re.compile(
    r"\b(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*[\w])"
    r"(?:\s+(?:(?:of|the|de|van|von|al|el|and the)\s+)*[A-ZÀ-ÖØ-Þ][\w’'.-]*\w)*"
)
_NUMBER = re.compile(r"\b\d[\d.,]*(?:\d|\b)")
_NOT_NAMES = frozenset(
    (
        "who whom whose what when where which why how is are was were do does did has have had "
        "can could will would should shall may might must in on at by for from to of and or but "
        "the a an list name explain describe according i if not tell give please"
    ).split()
)
_SPLIT = re.compile(
    rf"\?\s+(?=\w)|[,;]?\s+(?:and|or)(?:\s+also)?,?\s+(?=(?:(?:in|on|at|by|for|with|to|from)\s+)?(?:{_WH})\b)"
    rf"|[,;]\s+(?=(?:{_WH})\b)",
    re.I,
)
_RELATIVE = re.compile(
    r"^according to\b[^?]*$"
    r"|\b(?:know|say|says|said|tell|tells|explain|explains|ask|asked|about)\s*$",
    re.I,
)
# "When the wall fell, who paid?" and "Compared to the mole, how long is it?" ask one thing.
_ASKS = re.compile(
    rf"^(?:(?:and|but|so|then)\s+)?(?:(?:in|on|at|by|for|with|to|from|of|under|until|since)\s+)?"
    rf"(?:(?:who|whom|whose|what|which|how|why)\b|(?:when|where)\s+(?:{_AUXILIARY})\b"
    rf"|(?:{_AUXILIARY})(?:n't|n’t)?\b|(?:list|name|enumerate|explain|describe|tell|give)\b)"
    rf"|\?\s*$|^(?:when|where)[\s,]*$",
    re.I,
)


_GAP = re.compile(r"\s{2,}")


def asks_in_words(part: Part) -> bool:
    """Whether a question has a word, or a figure long enough to look for: not "What is 2+2?"."""
    return any(len(term) > 2 or not term.isdigit() for term in part.terms)


def check_question(question: object, limit: int = QUESTION_CHARACTERS) -> str:
    """The question trimmed, if it can be asked.

    Args:
        question: as typed; lone surrogates are replaced by U+FFFD, gaps by one space.
        limit: most characters allowed.

    Raises:
        QuestionError: not a string, empty, without a letter or digit, or longer than `limit`.
    """
    if not isinstance(question, str):
        raise QuestionError(
            f"The question is {type(question).__name__}, not a string.", "Give it as a string."
        )
    text = question.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ").strip()
    length = len(text)
    # A long gap means nothing, and patterns that look for its end from each of its places are slow.
    text = _GAP.sub(" ", text)
    if not any(c.isalnum() for c in text):
        raise QuestionError(
            "The question is empty." if not text else "The question holds no word.",
            "Type a question, for example: Who paid for the harbour?",
        )
    if length > limit:
        raise QuestionError(
            f"The question has {length:,} characters; at most {limit:,} are read.",
            "Shorten it, or index the long text as a document and ask about it.",
        )
    return text


def split_parts(question: str) -> tuple[Part, ...]:
    """The separate things a question asks, one or more, in order.

    "When was it built, and who paid for it?" has two parts; "Who paid for the quay and the
    mole?" has one.
    """
    pieces: list[str] = []
    start = 0
    for cut in _SPLIT.finditer(question):
        head = question[start : cut.start()].strip()
        if len(content_words(head)) == 0 or _RELATIVE.search(head) or not _ASKS.search(head):
            continue
        pieces.append(head)
        start = cut.end()
    pieces.append(question[start:].strip())
    whole = [q for p in pieces if any(c.isalnum() for c in p) for q in each_holder_asked(p) or (p,)]
    return tuple(read_part(p) for p in whole) or (read_part(question),)


_TRUE = re.compile(r"^(?:is|was) it (?:true|correct|right|a fact|the case) that\s+", re.I)


def read_part(text: str, written: str | None = None) -> Part:
    """What one part asks for and names; `written` is how it stood before it was resolved."""
    written = written or text
    text = question_behind(text) or text
    matter = topic_asked(text) or _TRUE.sub("", text)
    if _kind(text) is Kind.REFERENCE:
        # "Which works does the thesis cite on the levy?": the matter is the levy.
        matter = re.split(r"\b(?:on|about|regarding|concerning|by|of|for)\b", text)[-1]
        matter = re.sub(r"\s+(?:is|are|does|do)\b.*$", "", matter)
    return Part(
        text=text,
        written=written,
        kind=_kind(text),
        expects=_expects(text),
        terms=_terms(matter),
        words=_words_as_written(matter),
        names=names_in(matter),
        numbers=tuple(n.rstrip(".,") for n in _NUMBER.findall(matter)),
    )


def _terms(text: str) -> tuple[str, ...]:
    """The content words of a question, its frame left out unless there is nothing else."""
    whole = content_words(text)
    return tuple(t for t in content_words(without_frame(text)) if t in whole) or whole


def _words_as_written(text: str) -> tuple[str, ...]:
    """The content words of a question in its own letters: "Türkiye", not "turkiye"."""
    wanted = set(content_words(text))
    written = [re.sub(r"['’]s?$", "", w).strip("'’") for w in re.findall(r"[\w'’]+", text)]
    kept = {w.casefold(): w for w in written if set(content_words(w)) & wanted and fold(w)}
    return tuple(kept.values())


def names_in(text: str) -> tuple[str, ...]:
    """Capitalised names in a question, without the question word that opens it."""
    found = []
    for match in _NAME.finditer(text):
        words = match.group().split()
        while words and words[0].lower().rstrip(".,'’") in _NOT_NAMES:
            words.pop(0)
        if words:
            found.append(re.sub(r"['’]s$", "", " ".join(words)))
    return tuple(dict.fromkeys(found))


def _kind(text: str) -> Kind:
    if topic_asked(text):
        return Kind.TOPIC
    opening = re.sub(r"^(?:according to [^,]+,|and|but|so|then)\s+", "", text.strip(), flags=re.I)
    if _REFERENCE.search(opening):
        return Kind.REFERENCE
    if _EXPLAIN.search(opening):
        return Kind.EXPLAIN
    if _YES_NO.search(opening) and (len(opening.split()) > 2 or opening.endswith("?")):
        return Kind.YES_NO
    if _LIST.search(opening):
        return Kind.LIST
    if _VIEW.search(opening):
        return Kind.VIEW
    if re.search(rf"\b(?:{_WH})\b", opening, re.I) or opening.endswith("?"):
        return Kind.FACT
    return Kind.KEYWORD


def _expects(text: str) -> Expected:
    opening = re.sub(r"^(?:according to [^,]+,|and|but|so|then)\s+", "", text.strip(), flags=re.I)
    for expected, pattern in _EXPECTS:
        if pattern.search(opening):
            return expected
    return Expected.ANY
