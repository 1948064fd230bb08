"""Whose view is asked for: "What does Ellend say about the levy?", "According to the Ministry, …".

Where the name is that of a document's author, publisher or title, only those documents are asked,
and the answer says so. Any other name is left to the ranking: a person quoted may be anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.records import Source

_NAME = (
    r"(?:the\s+)?(?P<{0}>[A-ZÀ-Þ][\w’'.-]{{1,60}}"
    r"(?:\s+(?:of|the|for|de|van|von|and|[A-ZÀ-Þ][\w’'.-]{{1,60}})){{0,12}})"
)
_HOLDS = (
    "say|said|think|argue|argued|claim|claimed|write|written|believe|report|reported|mean|hold"
    "|conclude|suggest|explain|describe|see|blame|oppose|support|reject|critici[sz]e|accuse|want"
    "|propose|recommend|advise|warn|object|doubt|deny|consider|regard|defend|justify|prefer|demand"
    "|regret|hope|fear|expect|find|found|estimate|ask"
)
_ASKED = re.compile(
    rf"\b(?:do|does|did|has|have|would)\s+{_NAME.format('a')}\s+(?:{_HOLDS})\b"
    rf"|\b(?i:according to|in the (?:view|opinion|words) of)\s+{_NAME.format('b')}"
    rf"|\b(?!In\b){_NAME.format('c')}['’]s?\s+(?:view|opinion|position|argument|account|claim)s?\b"
    rf"|\b(?i:why|how|what|where|when)\s+{_NAME.format('d')}\s+(?:says|thinks|argues|claims|writes)\b"
)


_ASIDE = re.compile(
    rf",\s+(?:according to|as (?:\w+ )?(?:by|in)|quoted by|cited by|in) {_NAME.format('by')},"
)


def holder_asked(question: str) -> str | None:
    """The name whose view a question asks for; None where it names nobody.

    "What does Solt, according to Ellend, say?" asks for Solt's.
    """
    found = _ASKED.search(_ASIDE.sub("", question))
    if found is None:
        return None
    name = next(group for group in found.groups() if group)
    return re.sub(r"['’]s?$", "", name).strip()


def documents_of(name: str, sources: Sequence[Source]) -> tuple[Source, ...]:
    """The documents a name stands for; none where it stands for no document.

    By an author's surname or whole name, else a publisher's name or acronym. A name in a title is
    what the document is about, not who speaks in it.
    """
    wanted = name.lower()
    by_author = tuple(
        s for s in sources if any(_is_author(wanted, author.lower()) for author in s.authors)
    )
    if by_author:
        return by_author
    return tuple(s for s in sources if s.publisher and _names(wanted, s.publisher))


def without_holder(question: str, name: str) -> str:
    """The question as it is put to the holder's own documents.

    "According to Ellend, who paid?" -> "who paid?"; "What does Ellend say about the levy?" ->
    "What do the documents say about the levy?".
    """
    question = _ASIDE.sub("", question)
    quoted = re.escape(name)
    said = rf"(?:according to (?:the )?{quoted}|in (?:the )?{quoted}['’]s? (?:view|opinion|words))"
    told = re.sub(rf"^\s*{said}\s*,?\s*|\s*,?\s+{said}(?=\s*\?|\s*$)", "", question, flags=re.I)
    if told != question:
        return told if any(c.isalnum() for c in told) else question
    # "What does Brood say? (Who is to blame?)": a matter taken from the turn before.
    matter = re.search(rf"\b{quoted}\s+\w+\s*\?\s*\((.+)\)\s*$", question)
    if matter and re.match(r"\s*what\b", question, re.I):
        return matter.group(1)
    about = re.search(
        rf"{quoted}(?:['’]s?\s+\w+\s+(?:of|on|about)|\s+\w+\s+(?:about|of|on))\s+(.+)$", question
    )
    if about and re.match(r"\s*what\b", question, re.I):
        return f"What do the documents say about {about.group(1)}"
    return _in_first_person(question, name)


_OWN_WORK = re.compile(
    r"\s+(?:for|in) (?:his|her|their) (?:\w+ )?(?:thesis|dissertation|books?|articles?|papers?"
    r"|study|report|essay|column|op-ed|chapter|newsletter|letter)\b",
    re.I,
)


def as_own_deed(question: str, sources: Sequence[Source]) -> tuple[str, str] | None:
    """A question on what an author did, as that author would tell it, and the author's name.

    "How many did Una Falk interview for her book?" -> "How many did I interview?".
    None where no author of these documents is the one it is about.
    """
    authors = {a for s in sources for a in s.authors if a.split() and a.split()[-1] in question}
    for author in sorted(authors, key=lambda name: (-len(name), name)):
        for name in (author, author.split()[-1]):
            put = _in_first_person(question, name)
            if put != question:
                return re.sub(r"\b(?:his|her|their)\b", "my", _OWN_WORK.sub("", put)), name
    return None


def _in_first_person(question: str, name: str) -> str:
    """A question on what a holder did, as the holder's own documents tell it.

    "What did Tarrant recommend?" -> "What did I recommend?": the writer does not name himself.
    """
    found = re.search(
        rf"\b(?P<aux>do|does|did|has|have|would)\s+(?:the\s+)?{re.escape(name)}\s+(?!say|think)",
        question,
    )
    if found is None:
        return question
    auxiliary = {"does": "do", "has": "have"}.get(found["aux"], found["aux"])
    return f"{question[: found.start()]}{auxiliary} I {question[found.end() :]}"


def _is_author(wanted: str, author: str) -> bool:
    return wanted == author or wanted.split() == author.split()[-len(wanted.split()) :]


def _names(wanted: str, publisher: str) -> bool:
    initials = "".join(w[0] for w in publisher.split() if w[:1].isupper()).lower()
    return publisher.lower().startswith(wanted) or wanted == initials
