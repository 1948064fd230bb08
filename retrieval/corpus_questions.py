"""Questions about all documents together: how many, which, in what language, the oldest, who wrote.

    "How many documents are there?"   "Which documents are in French?"   "Which is the longest?"

They are answered from the metadata alone, so the whole form must fit: "How many documents were
burnt?" is about what the texts say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.records import Source

from .described_documents import is_kind
from .lead_ins import written_date
from .metadata_fields import Field, Known, MetadataQuestion
from .metadata_lists import IN_HERE, SOME, singular

_LANGUAGES = {
    "arabic": "ar", "armenian": "hy", "azerbaijani": "az", "bulgarian": "bg", "catalan": "ca",
    "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl",
    "english": "en", "estonian": "et", "finnish": "fi", "french": "fr", "georgian": "ka",
    "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu",
    "icelandic": "is", "indonesian": "id", "irish": "ga", "italian": "it", "japanese": "ja",
    "korean": "ko", "latvian": "lv", "lithuanian": "lt", "norwegian": "no", "persian": "fa",
    "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr",
    "slovak": "sk", "slovenian": "sl", "spanish": "es", "swedish": "sv", "turkish": "tr",
    "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi", "welsh": "cy",
}  # fmt: skip
_NAMES = {code: name.capitalize() for name, code in _LANGUAGES.items()}
_THINGS = "(?:documents|texts|sources|files|publications)"
_MINE = "(?:the|these|my|our|your|all(?: the)?)"
_HAVE = "(?:do (?:you|we|i) (?:have|know)|(?:are|is) (?:there|here)|have (?:you|we|i)(?: got)?)"
_COUNT = rf"how many (?:different )?{_THINGS} {_HAVE}{IN_HERE}"
_LIST = (
    rf"(?:(?:which|what) {_THINGS} {_HAVE}{IN_HERE}"
    rf"|(?:list|show|name|give me)(?: me)?(?: all)?(?: (?:of )?{_MINE})? {_THINGS}{IN_HERE}"
    rf"|what are {_MINE} {_THINGS}{IN_HERE}"
    rf"|what (?:is|are) (?:in )?(?:the|this|my|our|your) (?:corpus|collection|library))"
)
_IN_LANGUAGE = (
    rf"(?:(?:(?P<many>how many)|which|what)(?: of {_MINE})? {_THINGS} are"
    rf"|(?:are|is) there (?:any|an?)? ?(?:{_THINGS}|document|text|source|file)"
    rf"|do (?:you|we|i) have (?:any )?{_THINGS}) (?:written )?in "
    rf"(?P<language>{'|'.join(_LANGUAGES)})"
)
_ALL_LANGUAGES = (
    rf"(?:in )?(?:which|what) languages? (?:are|is) (?:{_MINE} )?{_THINGS}(?: (?:written )?in)?"
    rf"|(?:which|what) languages {_HAVE}{IN_HERE}"
)
_KINDS = (
    rf"(?:which|what) (?:kinds?|types?|sorts?|genres?)(?: of {_THINGS})? {_HAVE}{IN_HERE}"
    rf"|(?:which|what) (?:kinds?|types?|sorts?|genres?) of {_THINGS} are (?:these|they|those)"
)
_AUTHORS = (
    rf"(?:who|which|what) (?:are|were) {_MINE} (?:authors|writers)"
    rf"(?: of {_MINE} {_THINGS})?{IN_HERE}"
    rf"|(?:which|what|how many) (?:authors|writers) {_HAVE}{IN_HERE}"
    rf"|who (?:wrote|authored) {_MINE} {_THINGS}"
    rf"|(?:list|name) (?:all )?(?:the )?(?:authors|writers)"
)
_PUBLISHERS = (
    rf"(?:who|which|what) (?:are|were) {_MINE} publishers(?: of {_MINE} {_THINGS})?{IN_HERE}"
    rf"|(?:which|what|how many) (?:publishers|publishing houses) {_HAVE}{IN_HERE}"
)
_MOST = "oldest|earliest|first|newest|latest|most recent|longest|shortest"
_SUPERLATIVE = (
    rf"(?:(?:which|what)(?: is| are| was| were)? the (?P<most>{_MOST}) "
    rf"{SOME}(?: {_HAVE})?{IN_HERE}"
    rf"|(?:which|what)(?: of {_MINE})? {SOME.replace('<noun>', '<other>')} (?:is|was) the "
    rf"(?P<extreme>{_MOST}))"
)
_FORMS = {
    name: re.compile(form, re.I)
    for name, form in (
        ("count", _COUNT),
        ("list", _LIST),
        ("language", _IN_LANGUAGE),
        ("languages", _ALL_LANGUAGES),
        ("kinds", _KINDS),
        ("authors", _AUTHORS),
        ("publishers", _PUBLISHERS),
        ("most", _SUPERLATIVE),
    )
}


def read_corpus_question(
    asked: str, written: str, sources: Sequence[Source], known: Known
) -> MetadataQuestion | None:
    """What a question asks of all documents; None where its whole form is none of ours.

    Args:
        asked: the question without its question mark.
        written: as written.
        sources: all documents that may be asked.
        known: how long they are.

    Returns:
        The documents to be shown and, as notices, what was counted.
    """
    for name, form in _FORMS.items():
        if match := form.fullmatch(asked):
            if name == "most":
                return _most(match, written, sources, known)
            if name == "language":
                return _in_language(match, written, sources)
            return _WHOLE[name](written, tuple(sources))
    return None


def _count(written: str, sources: tuple[Source, ...]) -> MetadataQuestion:
    told = _documents(len(sources))
    return MetadataQuestion(
        written, Field.TITLE, sources, listing=True, count=True, notices=(f"{told}.",)
    )


def _list(written: str, sources: tuple[Source, ...]) -> MetadataQuestion:
    told = _documents(len(sources))
    return MetadataQuestion(written, Field.TITLE, sources, listing=True, notices=(f"{told}.",))


def _languages(written: str, sources: tuple[Source, ...]) -> MetadataQuestion:
    names = [_NAMES.get(s.language or "", s.language or "unknown") for s in sources]
    told = f"Languages, as detected or declared: {_tally(names)}."
    counts = Counter(s.language for s in sources)
    rare = tuple(sorted(sources, key=lambda s: counts[s.language]))
    return MetadataQuestion(written, Field.TITLE, rare, listing=True, notices=(told,))


def _in_language(match: re.Match[str], written: str, sources: Sequence[Source]) -> MetadataQuestion:
    code = _LANGUAGES[match["language"].lower()]
    found = tuple(s for s in sources if s.language == code)
    number = len(found) if found else "None"
    told = f"{number} of {_documents(len(sources))}: {_NAMES[code]}, as detected or declared."
    return MetadataQuestion(
        written,
        Field.TITLE,
        found,
        listing=True,
        count=match["many"] is not None and bool(found),
        notices=(told,),
    )


def _kinds(written: str, sources: tuple[Source, ...]) -> MetadataQuestion:
    names = [(s.genre or "not known").replace("_", " ") for s in sources]
    told = f"Kinds, as far as they are known: {_tally(names)}."
    having = sorted((s for s in sources if s.genre), key=lambda s: s.genre or "")
    return MetadataQuestion(written, Field.TITLE, tuple(having), listing=True, notices=(told,))


def _authors(written: str, sources: tuple[Source, ...]) -> MetadataQuestion:
    return _named(written, Field.AUTHORS, sources, [s for s in sources if s.authors])


def _publishers(written: str, sources: tuple[Source, ...]) -> MetadataQuestion:
    return _named(written, Field.PUBLISHER, sources, [s for s in sources if s.publisher])


def _named(
    written: str, field: Field, sources: Sequence[Source], having: Sequence[Source]
) -> MetadataQuestion:
    what = "writer" if field is Field.AUTHORS else "publisher"
    names = {n for s in having for n in (s.authors if what == "writer" else (s.publisher,))}
    told = f"{len(names)} {what}s are named. " if len(names) > 1 else ""
    told += f"The {what} of {len(having)} of {_documents(len(sources))} is known."
    rest = [s.label for s in sources if s not in having]
    if 0 < len(rest) <= 10:
        told += f" Not of: {'; '.join(rest)}."
    return MetadataQuestion(written, field, tuple(having), listing=True, notices=(told,))


def _most(
    match: re.Match[str], written: str, sources: Sequence[Source], known: Known
) -> MetadataQuestion | None:
    noun = singular(match["noun"] or match["other"])
    most = (match["most"] or match["extreme"]).lower()
    of_kind = [s for s in sources if is_kind(noun, s)]
    if not of_kind:
        return None
    if most in ("longest", "shortest"):
        return _by_length(written, of_kind, most, known)
    dated = [s for s in of_kind if s.published]
    if not dated:
        told = f"No date is known of {_documents(len(of_kind))}."
        return MetadataQuestion(written, Field.PUBLISHED, (), listing=True, notices=(told,))
    newest = most in ("newest", "latest", "most recent")
    dates = [s.published or "" for s in dated]
    # "2021" may be earlier or later than "2021-05": both are shown.
    best = max(dates) if newest else min(dates)
    found = tuple(
        s
        for s, date in zip(dated, dates, strict=True)
        if best.startswith(date) or date.startswith(best)
    )
    told = f"Dates known: {len(dated)} of {_documents(len(of_kind))}"
    if len(dated) > len(found):
        others = [d for s, d in zip(dated, dates, strict=True) if s not in found]
        told += f"; the next is of {written_date(max(others) if newest else min(others))}"
    return MetadataQuestion(written, Field.PUBLISHED, found, listing=True, notices=(f"{told}.",))


def _by_length(
    written: str, sources: Sequence[Source], most: str, known: Known
) -> MetadataQuestion | None:
    if known.length is None:
        return None
    lengths = {s.id: known.length(s) for s in sources}
    ordered = sorted(sources, key=lambda s: lengths[s.id], reverse=most == "longest")
    first = lengths[ordered[0].id]
    found = tuple(s for s in ordered if lengths[s.id] == first)
    told = [f"{s.label}: {lengths[s.id]:,} words" for s in ordered[: len(found) + 2]]
    notice = f"Counted in {_documents(len(sources))}, {most} first: {'; '.join(told)}."
    return MetadataQuestion(written, Field.TITLE, found, listing=True, notices=(notice,))


def _tally(names: Sequence[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in Counter(names).most_common())


def _documents(number: int) -> str:
    return f"{number:,} document{'s' * (number != 1)}"


_WHOLE = {
    "count": _count,
    "list": _list,
    "languages": _languages,
    "kinds": _kinds,
    "authors": _authors,
    "publishers": _publishers,
}
