"""Questions that ask for documents: by somebody, from a year, of a kind; and how many there are.

"Which documents are by Corran?"   "How many reports are from 2019?"   "What did Corran write?"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.dates import iso_date
from index.names import is_institution_name, is_person
from index.records import Source
from index.words import fold

from .described_documents import ANY_DOCUMENT, KIND_NOUNS, is_called, is_kind, plain_name
from .metadata_fields import Field, MetadataQuestion

_BE = "(?:is|are|was|were)"
_SPOKEN = "(?:published|written|released|issued|printed)"
_PLURALS = {"theses": "thesis", "stories": "story", "studies": "study", "essays": "essay"}
_NOUN = "|".join(sorted((re.escape(noun) for noun in KIND_NOUNS), key=len, reverse=True))
SOME = rf"(?P<noun>(?:{_NOUN})s?|theses|stories|studies)"
_WHICH = rf"(?:which|what)(?: of (?:the|these|my|our))? {SOME}"
_MAKE = "(?:write|written|author|authored|publish|published|issue|issued)"
IN_HERE = (
    r"(?: in (?:here|(?:the|this|my|our|your) (?:corpus|collection|library|folder|set|files|archive"
    r"|documents)))?"
)
"""The documents of this corpus, said in words."""
_ONE = SOME.replace("<noun>", "<one>")
_WHEN = (
    r"(?:(?:from|in|of|on) )?(?:(?P<bound>before|after|since) )?"
    r"(?P<when>(?:\w+ )?(?:\w+,? )?\d{4}|\d{4}-\d\d(?:-\d\d)?)"
)
_IS_THERE = "(?:(?:is|are) there|(?:do|have) (?:you|we|i) (?:have|got))"
_ANYTHING = rf"(?:anything|(?:(?:an?|any) )?{SOME})"
_LISTS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"{_WHICH} {_BE} (?:(?:authored|{_SPOKEN}) )?(?:by|from) (?P<who>.+)",
        rf"{_WHICH} (?:did|has|have) (?P<who>.+) {_MAKE}",
        rf"(?:list|show|name|give me)(?: all)?(?: the)? {SOME}(?: {_SPOKEN})? by (?P<who>.+)",
        rf"{_WHICH} {_BE} (?:(?:{_SPOKEN}|dated) )?{_WHEN}",
        rf"{_WHICH} {_BE} (?:an? )?(?P<kind>(?:{_NOUN})s?|theses|stories|studies)",
        rf"{_IS_THERE} {_ANYTHING}(?: {_SPOKEN})? (?:by|from) (?P<who>.+)",
        rf"(?:did|has) (?P<who>.+?) {_MAKE} (?:an?|any)(?: of (?:the|these))? {SOME}",
        rf"{_IS_THERE} {_ANYTHING}(?: {_SPOKEN}| dated)? {_WHEN}",
        rf"{_WHICH} (?:{_BE} (?:published|printed) in|appeared in|ran in) (?P<house>.+)",
        rf"what {_BE} (?:published|printed|issued) (?:in|by) (?P<house>.+)",
        r"who (?:wrote|writes|has written) (?:for|in) (?P<writers>.+)",
        rf"{_WHICH} (?:{_SPOKEN} )?(?:by|from) (?P<who>.+) (?:are|is) (?:there|here)",
        rf"{_WHICH} (?:by|from) (?P<who>.+) do (?:you|we|i) have",
        rf"what (?:else )?(?:did|has|have) (?P<who>.+?) {_MAKE}",
    )
)
# Forms that ask whether there is one: that there is none is an answer.
_WHETHER = _LISTS[5:7]
_COUNTED = re.compile(
    rf"how many(?: of (?:the|these|my|our))? {_ONE}"
    rf"(?P<rest> (?:{_BE} (?:(?:authored|{_SPOKEN}|dated) )?"
    r"(?:by|from|in|before|after|since) .+"
    r"|(?:did|has|have) .+))",
    re.I,
)
_ALL_OF_KIND = re.compile(
    rf"(?:how many {SOME} (?:are|do|have) (?:there|(?:we|you|i) (?:have|got|hold)){IN_HERE}"
    rf"|(?:which|what) {SOME.replace('<noun>', '<which>')} "
    rf"(?:do (?:we|you|i) have|are (?:there|here)){IN_HERE}"
    rf"|(?:please )?(?:list|show|name|give me)(?: me)?(?: all)?(?: (?:of )?(?:the|my|our))? "
    rf"{SOME.replace('<noun>', '<listed>')}{IN_HERE})",
    re.I,
)


def read_list(asked: str, written: str, sources: Sequence[Source]) -> MetadataQuestion | None:
    """Questions that give a writer, publisher, year or kind and ask for the documents.

    Args:
        asked: the question without its question mark.
        written: as written.
        sources: the documents that may be meant.

    Returns:
        None where no document fits: such words may mean something inside the texts.
    """
    if match := _COUNTED.fullmatch(asked):
        # "How many reports are by Corran?" counts which reports are by Corran.
        found = _read_given(f"which {match['one']}{match['rest']}", written, sources)
        if found is None:
            return None
        total = f"{len(found.sources)} of {len(sources)} documents {_fit(match['rest'])}."
        return replace(found, count=True, notices=(total,))
    return _read_given(asked, written, sources) or _read_kind(asked, written, sources)


def all_of_kind(what: str, sources: Sequence[Source]) -> tuple[Source, ...]:
    """The documents of the kind that a plural alone names: "the op-eds".

    Empty for everything else, and for "the documents".
    """
    match = re.fullmatch(rf"(?:all )?(?:the|these|my|our) {SOME}", what.strip(), re.I)
    if match is None or fold(match["noun"]) in KIND_NOUNS:
        return ()
    noun = singular(match["noun"])
    return () if noun in ANY_DOCUMENT else tuple(s for s in sources if is_kind(noun, s))


def _fit(rest: str) -> str:
    """The rest of the question as the end of a sentence: "are by Corran"."""
    return re.sub(r"^(?:is|was|were)\b", "are", rest.strip())


def _read_given(asked: str, written: str, sources: Sequence[Source]) -> MetadataQuestion | None:
    for pattern in _LISTS:
        match = pattern.fullmatch(asked)
        if match is None:
            continue
        groups = match.groupdict()
        noun = singular(groups.get("noun") or "document")
        of_kind = [s for s in sources if is_kind(noun, s)]
        if groups.get("when"):
            found = _dated(of_kind, groups["when"], (groups["bound"] or "").lower())
            field = Field.PUBLISHED
        elif groups.get("kind"):
            kinds = KIND_NOUNS[singular(groups["kind"])]
            found = [s for s in of_kind if s.genre in kinds]
            field = Field.GENRE
        elif house := groups.get("house") or groups.get("writers"):
            found = [s for s in of_kind if is_issued_by(s, house)]
            field = Field.AUTHORS if groups.get("writers") else Field.PUBLISHER
        else:
            field, found = _by(groups["who"], of_kind, published="publish" in match.group().lower())
        who = groups.get("who") or ""
        if found:
            return MetadataQuestion(written, field, tuple(found), plain_name(who), listing=True)
        if pattern in _WHETHER and noun in ANY_DOCUMENT and _is_name(who):
            told = f"None of {len(sources):,} documents names {who} as its writer or publisher."
            return MetadataQuestion(written, field, (), listing=True, notices=(told,))
    return None


def _is_name(who: str) -> bool:
    return bool(who) and (is_person(who) or is_institution_name(re.sub(r"^the\s+", "", who)))


def _dated(sources: Sequence[Source], when: str, bound: str) -> list[Source]:
    """The documents of a year, month or day; before it, after it, or since it."""
    date = iso_date(when)
    if date is None:
        return []
    dated = [(s, s.published) for s in sources if s.published]
    if bound == "before":
        return [s for s, published in dated if published[: len(date)] < date[: len(published)]]
    if bound == "after":
        return [s for s, published in dated if published[: len(date)] > date]
    if bound == "since":
        return [s for s, published in dated if published[: len(date)] >= date[: len(published)]]
    return [s for s, published in dated if published.startswith(date)]


def _read_kind(asked: str, written: str, sources: Sequence[Source]) -> MetadataQuestion | None:
    """All documents of one kind, listed or counted: "How many op-eds are there?"."""
    match = _ALL_OF_KIND.fullmatch(asked)
    if match is None:
        return None
    noun = singular(match["noun"] or match["which"] or match["listed"])
    if noun in ANY_DOCUMENT:
        return None
    found = tuple(s for s in sources if is_kind(noun, s))
    if not found:
        return None
    told = f"{len(found)} of {len(sources)} documents: {noun}, as far as genre and title are known."
    return MetadataQuestion(
        written, Field.TITLE, found, listing=True, count=bool(match["noun"]), notices=(told,)
    )


def singular(noun: str) -> str:
    """A noun of `SOME` in the singular, folded, as `KIND_NOUNS` has it."""
    noun = fold(noun)
    return _PLURALS.get(noun) or (noun if noun in KIND_NOUNS else noun.removesuffix("s"))


def _by(who: str, sources: Sequence[Source], *, published: bool) -> tuple[Field, list[Source]]:
    """The documents of a writer or a publisher, whose name must be given whole or as surname."""
    wanted = plain_name(who)
    written = [s for s in sources if any(is_called(author, wanted) for author in s.authors)]
    issued = [s for s in sources if is_issued_by(s, who)]
    if issued and (published or not written):
        return Field.PUBLISHER, issued
    return Field.AUTHORS, written


def is_issued_by(source: Source, name: str) -> bool:
    """Whether a document's publisher is called so, in whole or by how its name begins.

    "Ministry of Works" is the Ministry of Works of Orm; one word alone is no beginning.
    """
    wanted, whole = plain_name(name), plain_name(source.publisher or "")
    if wanted == whole:
        return bool(wanted)
    return len(wanted.split()) > 2 and whole.startswith(f"{wanted} of ")
