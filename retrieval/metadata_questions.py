"""Questions about a document of the corpus itself: who wrote it, when and where it was published.

    "Who wrote the harbour comment?"  "When was Corran's report published?"
    "Which documents are by Corran?"  "What kind of document is "Three purses"?"

Such a question is recognised by its whole form, and only where it names a document: by its title,
its file name, or a noun for its kind with words of its title, writer, publisher or date. Everything
else is a question about what the documents say: "Who wrote the treaty?" is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.occurrences import Needle, folded
from index.records import Source
from index.words import STOP_WORDS, fold, index_terms, stem, words

from .lead_ins import surname_of, written_date


class Field(StrEnum):
    """What is asked about a document; the values are names of `Source` fields."""

    AUTHORS = "authors"
    PUBLISHED = "published"
    PUBLISHER = "publisher"
    GENRE = "genre"


@dataclass(frozen=True, slots=True)
class MetadataQuestion:
    """One thing that is asked about some documents.

    Attributes:
        written: the part of the question, as written.
        sources: the documents meant, at most `MOST_MEANT` for a question about one.
        who: the writer or publisher whose documents are asked for, as `plain_name` gives it.
    """

    written: str
    field: Field
    sources: tuple[Source, ...]
    who: str = ""


MOST_MEANT = 4
"""A description that fits more documents than this names none of them."""

_BE = "(?:is|are|was|were)"
_SPOKEN = "(?:published|written|released|issued|printed)"
_WHEN = "(?:publication |publishing )?(?:date|year)(?: of publication)?"
_THING = "document|text|source|publication|article|writing|piece|work|file"
_HOUSE = (
    "newspaper|paper|magazine|journal|press|outlet|publisher|publishing house|house|institute|"
    "institution|organi[sz]ation|publication"
)
_FORMS: tuple[tuple[Field, str], ...] = (
    (Field.AUTHORS, r"who (?:wrote|authored|penned) (?P<what>.+)"),
    (Field.AUTHORS, rf"(?:who|what) {_BE} (?:the )?(?:authors?|writers?) of (?P<what>.+)"),
    (Field.AUTHORS, rf"by whom {_BE} (?P<what>.+) (?:written|authored)"),
    (Field.AUTHORS, rf"who {_BE} (?P<what>.+) (?:written|authored) by"),
    (Field.PUBLISHED, rf"when {_BE} (?P<what>.+) {_SPOKEN}"),
    (Field.PUBLISHED, r"when did (?P<loose>.+) (?:appear|come out)"),
    (Field.PUBLISHED, rf"what {_BE} the {_WHEN} of (?P<what>.+)"),
    (
        Field.PUBLISHED,
        rf"(?:in|on)? ?(?:what|which) (?:year|month|date|day) {_BE} (?P<what>.+) {_SPOKEN}",
    ),
    (Field.PUBLISHER, r"who (?:published|issued|released|printed) (?P<what>.+)"),
    (Field.PUBLISHER, rf"(?:who|what) {_BE} the publishers? of (?P<what>.+)"),
    (Field.PUBLISHER, rf"(?:where|by whom) {_BE} (?P<what>.+) (?:published|issued|printed)"),
    (Field.PUBLISHER, rf"who {_BE} (?P<what>.+) published by"),
    (Field.PUBLISHER, r"where did (?P<loose>.+) (?:appear|come out)"),
    (
        Field.PUBLISHER,
        rf"(?:what|which) (?:{_HOUSE}) (?:published|printed|ran|issued|released) (?P<what>.+)",
    ),
    (Field.GENRE, rf"(?:what|which) (?:kind|type|sort|genre) of (?:{_THING}) {_BE} (?P<what>.+)"),
    (Field.GENRE, rf"what {_BE} the genre of (?P<what>.+)"),
    (Field.GENRE, rf"what genre {_BE} (?P<what>.+)"),
)
_PATTERNS = tuple((field, re.compile(form, re.I)) for field, form in _FORMS)
_AND = {"when": Field.PUBLISHED, "where": Field.PUBLISHER}
_POLITE = re.compile(
    r"^(?:(?:and|but) )?(?:(?:please|(?:can|could|would) you(?: please)?|do you know)\b[, ]*)?"
    r"(?:(?:tell|show) (?:me|us) )?(?=(?:who|what|which|when|where|by whom|in (?:what|which))\b)",
    re.I,
)
_OF_IT = re.compile(
    rf"(?:and )?(?:who (?:wrote|authored|penned|published) (?:it|this|that)"
    rf"|who {_BE} the (?:author|writer|publisher)s? of (?:it|this|that)"
    rf"|by whom {_BE} (?:it|this|that) (?:written|authored|published)"
    rf"|(?:when|where|in (?:what|which) year) {_BE} (?:it|this|that) published"
    rf"|(?:what|which) (?:kind|type|sort) of (?:{_THING}) {_BE} (?:it|this|that)) ?[?.!]*",
    re.I,
)
_SAYS = re.compile(
    r"\bwhat (?:else )?(?:do|does|did) (?P<what>(?:(?:the|this|that) )?[^,;]{1,200}?) "
    r"(?:say|state|argue|conclude|find|report|recommend|propose|claim|mention|write|demand)\b",
    re.I,
)
_POINTING = frozenset({"it", "this", "that", "they", "them"})

_ANY = ("document", "text", "source", "file", "piece", "publication")
_ARTICLE = ("news", "opinion", "comment", "interview", "web")
_NOUNS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_ANY, ()),
    "article": _ARTICLE,
    "story": ("news",),
    "op-ed": ("opinion",),
    "column": ("opinion",),
    "editorial": ("opinion",),
    "opinion": ("opinion",),
    "opinion piece": ("opinion",),
    "opinion article": ("opinion",),
    "essay": ("opinion", "comment", "paper", "web"),
    "comment": ("comment", "opinion"),
    "commentary": ("comment", "opinion"),
    "report": ("report",),
    **dict.fromkeys(("news report", "news article", "news story"), ("news",)),
    "thesis": ("thesis",),
    "dissertation": ("thesis",),
    "paper": ("paper",),
    "study": ("paper", "report", "thesis"),
    "book": ("book",),
    "press release": ("press_release",),
    "interview": ("interview",),
}
_PLURALS = {"theses": "thesis", "stories": "story", "studies": "study", "essays": "essay"}
_NOUN = "|".join(sorted((re.escape(noun) for noun in _NOUNS), key=len, reverse=True))
_SOME = rf"(?P<noun>(?:{_NOUN})s?|theses|stories|studies)"
_WHICH = rf"(?:which|what)(?: of (?:the|these|my|our))? {_SOME}"
_MAKE = "(?:write|written|author|authored|publish|published|issue|issued)"
_LISTS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"{_WHICH} {_BE} (?:(?:authored|{_SPOKEN}) )?(?:by|from) (?P<who>.+)",
        rf"{_WHICH} (?:did|has|have) (?P<who>.+) {_MAKE}",
        rf"(?:list|show|name|give me)(?: all)?(?: the)? {_SOME}(?: {_SPOKEN})? by (?P<who>.+)",
        rf"{_WHICH} {_BE} (?:(?:published|written) )?(?:from|in) (?P<year>\d{{4}})",
        rf"{_WHICH} {_BE} (?:an? )?(?P<kind>(?:{_NOUN})s?|theses|stories|studies)",
    )
)
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]{2,300})["“”„«»]')
_TITLE_PART = re.compile(r"\s*[:;,?!.(–—]\s*|\s+-\s+")


def read_metadata_question(
    parts: Sequence[tuple[str, str]], sources: Sequence[Source]
) -> tuple[MetadataQuestion, ...]:
    """What a question asks about documents of the corpus.

    Args:
        parts: each part of the question as resolved and as written.
        sources: the documents that may be meant.

    Returns:
        One entry per part; empty unless every part is such a question and names a document.
    """
    read = read_metadata_parts(parts, sources)
    return tuple(r for r in read if r is not None) if None not in read else ()


def read_metadata_parts(
    parts: Sequence[tuple[str, str]],
    sources: Sequence[Source],
    earlier: tuple[Source, ...] = (),
) -> tuple[MetadataQuestion | None, ...]:
    """The same, part by part; None for a part that asks what the documents say.

    Args:
        parts: as for `read_metadata_question`.
        sources: the documents that may be meant.
        earlier: the documents that "it" of the first part means.
    """
    read: list[MetadataQuestion | None] = []
    for text, written in parts:
        # As written first: "it" of a later part is the document, whatever its words were.
        found = _read_part(written, written, sources, earlier) if earlier else None
        found = found or _read_part(text, written, sources, earlier)
        read.append(found)
        says = None if found else _SAYS.search(written)
        # "What does the harbour report say about it, and who wrote it?"
        earlier = found.sources if found else documents_meant(says["what"], sources) if says else ()
    return tuple(read)


def asks_of_it(question: str) -> bool:
    """Whether a question asks who wrote or published something, and names it only by "it"."""
    return bool(_OF_IT.fullmatch(" ".join(question.split())))


def asks_what_it_says(written: str) -> bool:
    """Whether a part asks what a document that it calls "it" says."""
    found = _SAYS.search(written)
    return found is not None and found["what"].lower() in _POINTING


def _read_part(
    text: str, written: str, sources: Sequence[Source], earlier: tuple[Source, ...]
) -> MetadataQuestion | None:
    asked = _POLITE.sub("", " ".join(text.split()).strip(" ?!."))
    asked = re.sub(r"^(who|what|when|where)['’]s\b", r"\1 is", asked, flags=re.I)
    if earlier and asked.lower() in _AND:
        return MetadataQuestion(written, _AND[asked.lower()], earlier)
    for field, pattern in _PATTERNS:
        match = pattern.fullmatch(asked)
        if match is None:
            continue
        groups = match.groupdict()
        what = groups.get("what") or groups.get("loose") or ""
        meant = documents_meant(what, sources, earlier, by_title="what" in groups)
        if meant:
            return MetadataQuestion(written, field, meant)
    return _read_list(asked, written, sources)


def documents_meant(
    what: str,
    sources: Sequence[Source],
    earlier: tuple[Source, ...] = (),
    *,
    by_title: bool = True,
) -> tuple[Source, ...]:
    """The documents that some words name.

    Args:
        what: "the harbour comment", "Corran's report", a title, a file name.
        sources: to choose from, in order.
        earlier: the documents spoken of before, for "it".
        by_title: whether a title that is not set in quotation marks counts.

    Returns:
        At most `MOST_MEANT`; empty where the words name no document for certain.
    """
    what = what.strip()
    if what.lower() in _POINTING:
        return earlier
    files = tuple(s for s in sources if _names_file(what, s))
    quoted = _QUOTED.search(what)
    if files:
        meant = files
    elif quoted:
        beside = fold(_QUOTED.sub(" ", what))
        own = _own_words(beside, _nouns(beside))
        meant = tuple(s for s in sources if _holds_run(s, quoted[1]) and own <= _vocabulary(s))
    else:
        meant = tuple(s for s in sources if by_title and _is_title(what, s))
        meant = meant or _described(what, sources)
    return meant if len(meant) <= MOST_MEANT else ()


def _described(what: str, sources: Sequence[Source]) -> tuple[Source, ...]:
    """The documents that a noun for a kind, with words of the document's own, describes.

    Where no word is added ("the thesis") there must be one document of the kind; where the very
    kind is among those that fit ("comment" fits opinion pieces too), only it is meant.
    """
    plain = fold(what)
    nouns = _nouns(plain)
    own = _own_words(plain, nouns)
    fitting = [s for s in sources if any(_is_kind(noun, s) for noun in nouns)]
    if not own:
        return tuple(fitting) if len(fitting) == 1 else ()
    meant = [s for s in fitting if own <= _vocabulary(s)]
    kinds = {noun.replace(" ", "_") for noun in nouns}
    return tuple([s for s in meant if s.genre in kinds] or meant)


def _names_file(what: str, source: Source) -> bool:
    """Whether a file's whole name, which must have an ending, stands among the words."""
    places = Needle.of(source.name).places(folded(what)) if "." in source.name else ()
    return any(True for _ in places)


def _is_title(what: str, source: Source) -> bool:
    """Whether words are a document's whole title, or its beginning up to a punctuation mark."""
    wanted = words(what)
    title = source.title or ""
    if len(wanted) < 2 or not what[:1].isupper():
        return False
    ends = [match.start() for match in _TITLE_PART.finditer(title)] + [len(title)]
    return any(words(title[:end]) == wanted for end in ends)


def _holds_run(source: Source, part: str) -> bool:
    """Whether words stand in a title one after the other."""
    wanted, title = words(part), words(source.title or "")
    starts = range(len(title) - len(wanted) + 1)
    return bool(wanted) and any(title[i : i + len(wanted)] == wanted for i in starts)


def _nouns(plain: str) -> list[str]:
    """The nouns for documents in folded words, without those inside a longer one.

    "opinion piece" is no "piece" of any kind.
    """
    found = [noun for noun in _NOUNS if re.search(rf"(?<!\w){re.escape(noun)}(?!\w)", plain)]
    return [n for n in found if not any(n != other and n in other for other in found)]


def _own_words(plain: str, nouns: Sequence[str]) -> set[str]:
    """Stems of what is said beside function words and nouns for documents."""
    for noun in nouns:
        plain = re.sub(rf"(?<!\w){re.escape(noun)}(?!\w)", " ", plain)
    return {stem(word) for word in words(plain) if word not in STOP_WORDS}


def _is_kind(noun: str, source: Source) -> bool:
    if noun in _ANY:
        return True
    if source.genre is None:
        return noun in fold(f"{source.title or ''} {source.name}")
    return source.genre in _NOUNS[noun]


def _vocabulary(source: Source) -> set[str]:
    """Stems of what a document may be told by."""
    date = written_date(source.published) if source.published else ""
    name = source.name.rsplit(".", 1)[0]
    told = (source.title, *source.authors, source.publisher, date, name.replace("_", " "))
    return {term for text in told if text for term in index_terms(text)}


def _read_list(asked: str, written: str, sources: Sequence[Source]) -> MetadataQuestion | None:
    """Questions that give a writer, publisher, year or kind and ask for the documents."""
    for pattern in _LISTS:
        match = pattern.fullmatch(asked)
        if match is None:
            continue
        groups = match.groupdict()
        of_kind = [s for s in sources if _is_kind(_singular(groups["noun"]), s)]
        if groups.get("year"):
            found = [s for s in of_kind if (s.published or "").startswith(groups["year"])]
            field = Field.PUBLISHED
        elif groups.get("kind"):
            kind = _singular(groups["kind"])
            found = [s for s in of_kind if s.genre in _NOUNS[kind]]
            field = Field.GENRE
        else:
            field, found = _by(groups["who"], of_kind, published="publish" in match.group().lower())
        if found:
            who = plain_name(groups.get("who") or "")
            return MetadataQuestion(written, field, tuple(found), who)
    return None


def _singular(noun: str) -> str:
    noun = fold(noun)
    return _PLURALS.get(noun) or (noun if noun in _NOUNS else noun.removesuffix("s"))


def _by(who: str, sources: Sequence[Source], *, published: bool) -> tuple[Field, list[Source]]:
    """The documents of a writer or a publisher, whose name must be given whole or as surname."""
    wanted = plain_name(who)
    written = [s for s in sources if any(is_called(author, wanted) for author in s.authors)]
    issued = [s for s in sources if s.publisher and plain_name(s.publisher) == wanted]
    if issued and (published or not written):
        return Field.PUBLISHER, issued
    return Field.AUTHORS, written


def is_called(name: str, wanted: str) -> bool:
    """Whether a plain name is a person's or an institution's whole name, or the surname."""
    return bool(wanted) and wanted in (plain_name(name), plain_name(surname_of(name)))


def plain_name(written: str) -> str:
    """A name for comparison: folded, without its article."""
    return " ".join(words(re.sub(r"^the\s+", "", written.strip(), flags=re.I)))
