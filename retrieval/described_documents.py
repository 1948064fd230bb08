"""Which documents some words mean: a title, a file, or a noun with words of the document's own.

"the harbour comment"   "Corran's report"   "the interview with Rena Solt"   "notes.txt"
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.byline_lines import is_outlet
from index.occurrences import Needle, folded
from index.records import Source
from index.words import STOP_WORDS, fold, index_terms, stem, words

from .lead_ins import surname_of, written_date

MOST_MEANT = 4
"""A description that fits more documents than this names none of them."""

POINTING = frozenset({"it", "this", "that", "they", "them"})
ANY_DOCUMENT = ("document", "text", "source", "file", "piece", "publication")
_ARTICLE = ("news", "opinion", "comment", "interview", "web")
KIND_NOUNS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(ANY_DOCUMENT, ()),
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
    # Told by the title or the file's name alone.
    **dict.fromkeys(("minutes", "bulletin", "newsletter", "memo", "memorandum", "handbook"), ()),
}
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]{2,300})["“”„«»]')
_TITLE_PART = re.compile(r"\s*[:;,?!.(–—]\s*|\s+-\s+")


def documents_meant(
    what: str,
    sources: Sequence[Source],
    earlier: tuple[Source, ...] = (),
    *,
    by_title: bool = True,
    guests: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Source, ...]:
    """The documents that some words name.

    Args:
        what: "the harbour comment", "Corran's report", a title, a file name.
        sources: to choose from, in order.
        earlier: the documents spoken of before, for "it".
        by_title: whether a title that is not set in quotation marks counts.
        guests: source id -> whom an interview is with, who tell it too.

    Returns:
        At most `MOST_MEANT`; empty where the words name no document for certain.
    """
    what = what.strip()
    if what.lower() in POINTING:
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
        meant = meant or _described(what, sources, guests or {})
    return meant if len(meant) <= MOST_MEANT else ()


def _described(
    what: str, sources: Sequence[Source], guests: Mapping[str, tuple[str, ...]]
) -> tuple[Source, ...]:
    """The documents that a noun for a kind, with words of the document's own, describes.

    Where no word is added ("the thesis") there must be few documents of the kind, and one where
    the noun tells no kind ("the text"); where the very kind is among those that fit ("comment"
    fits opinion pieces too), only it is meant.
    """
    plain = fold(what)
    nouns = _nouns(plain)
    own = _own_words(plain, nouns)
    fitting = [s for s in sources if any(is_kind(noun, s) for noun in nouns)]
    kinds = {noun.replace(" ", "_") for noun in nouns}
    if not own:
        fitting = [s for s in fitting if s.genre in kinds] or fitting
        told = any(noun not in ANY_DOCUMENT and KIND_NOUNS[noun] != _ARTICLE for noun in nouns)
        return tuple(fitting) if len(fitting) == 1 or told else ()
    meant = [s for s in fitting if own <= _vocabulary(s) | _terms(guests.get(s.id, ()))]
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
    found = [noun for noun in KIND_NOUNS if re.search(rf"(?<!\w){re.escape(noun)}(?!\w)", plain)]
    return [n for n in found if not any(n != other and n in other for other in found)]


def _own_words(plain: str, nouns: Sequence[str]) -> set[str]:
    """Stems of what is said beside function words and nouns for documents."""
    for noun in nouns:
        plain = re.sub(rf"(?<!\w){re.escape(noun)}(?!\w)", " ", plain)
    return {stem(word) for word in words(plain) if word not in STOP_WORDS}


def is_kind(noun: str, source: Source) -> bool:
    """Whether a noun of `KIND_NOUNS` fits a document: by its genre, else by its title or file."""
    if noun in ANY_DOCUMENT:
        return True
    if source.genre is None and "news" in KIND_NOUNS[noun] and is_outlet(source.publisher or ""):
        return True
    if source.genre is None or not KIND_NOUNS[noun]:
        own = fold(f"{source.title or ''} {source.name}").replace("_", " ")
        return bool(re.search(rf"(?<!\w){re.escape(noun).replace('-', '-?')}(?!\w)", own))
    return source.genre in KIND_NOUNS[noun]


def _vocabulary(source: Source) -> set[str]:
    """Stems of what a document may be told by."""
    date = written_date(source.published) if source.published else ""
    name = source.name.rsplit(".", 1)[0]
    return _terms((source.title, *source.authors, source.publisher, date, name.replace("_", " ")))


def _terms(told: Sequence[str | None]) -> set[str]:
    return {term for text in told if text for term in index_terms(text)}


def is_called(name: str, wanted: str) -> bool:
    """Whether a plain name is a person's or an institution's whole name, or the surname."""
    return bool(wanted) and wanted in (plain_name(name), plain_name(surname_of(name)))


def plain_name(written: str) -> str:
    """A name for comparison: folded, without its article."""
    return " ".join(words(re.sub(r"^the\s+", "", written.strip(), flags=re.I)))
