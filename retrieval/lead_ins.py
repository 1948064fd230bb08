"""The words before a quote that say whose they are.

Neutral by rule: a name and a colon, or quotes / reports; "cited by" and "quoted by" between
links of the chain. Everything comes from the citation itself: its source's metadata and the
attribution that was proved from the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.names import is_organisation, is_person, without_title
from index.records import Source

from .own_voice import house_of
from .records import Citation, Mode, Speaker
from .turns import is_interview

_PARTICLES = frozenset(
    "de da di do dos das del della der den van von zu zur la le el al bin ibn ben bint af av ter "
    "ten te op abu st st. mac mc o'".split()
)
_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
_NOT_PERSONAL = re.compile(r"\b(?:of|for|and|the|in|on|to)\b|[&/\d]")
_UNITS = r"(?:days?|weeks?|months?|years?|decades?)"
_A_FEW = r"(?:a|an|a few|several|one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
_TIED_TO_ITS_DAY = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|currently|[Nn]owadays|recently|lately|upcoming|"
    r"forthcoming|ongoing|now|so far|to date|at present|at the moment|soon|[Tt]hese days|"
    r"[Aa]t the time of writing|"
    r"(?:[Tt]his|[Nn]ext|[Ll]ast|[Pp]ast|[Cc]oming) (?:day|week|weekend|month|year|"
    r"quarter|decade|century|morning|afternoon|evening|night|spring|summer|autumn|fall|winter|season|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|"
    rf"[Ii]n (?:recent|(?:the )?(?:coming|next)|{_A_FEW}) {_UNITS}|"
    rf"(?:[Ll]ast|[Pp]ast|[Nn]ext|[Cc]oming) {_A_FEW} {_UNITS}|{_UNITS} ago|"
    r"(?:earlier|later) (?:today|this \w+)|(?:is|are|has|have) (?:still|since)|"
    r"still (?:is|are|has|have)|(?:plans|intends|hopes|aims) to|"
    r"(?<!\ba )(?<!\b[Tt]he )(?<!\bits )(?<!\bhis )(?<!\bher )(?<!\btheir )will|won['’]t|shall|"
    r"(?:is|are) (?:\w+ly )?(?:expected|due|set|scheduled|planned|planning|preparing|about|likely|"
    r"going) (?:to|for|on|in)|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?!,? \d))\b"
    r"|\b(?:[Tt]he|[Ii]ts|[Tt]heir) (?:current|present|incumbent) (?=[a-z])"
    r"(?!(?:chapter|study|work|paper|author|thesis|book|article|section|report|writer|analysis|"
    r"volume)\b)"
    r"|(?<=\w)['’]ll\b|^Will\b|^(?:Today|Yesterday|Tomorrow|Currently|Now|Recently|Soon)\b"
)
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


def surname_of(name: str) -> str:
    """What a person is called in running text; an institution keeps its whole name.

    Args:
        name: as the metadata has it, "Thomas de Waal", "Waal, Thomas de" or "Human Rights Watch".

    Returns:
        The surname with its particles ("de Waal").
    """
    plain = without_title(name)
    if is_organisation(plain) or _NOT_PERSONAL.search(plain):
        return plain
    if "," in plain:
        family, given = (part.strip() for part in plain.split(",", 1))
        trailing = given.split()[-1:] if given else []
        if trailing and trailing[0].lower() in _PARTICLES and len(given.split()) > 1:
            return f"{trailing[0]} {family}"
        return family or plain
    words = plain.split()
    while len(words) > 1 and words[-1].lower() in _SUFFIXES:
        words.pop()
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in _PARTICLES:
        first -= 1
    return " ".join(words[first:]) if words else name


def author_label(source: Source) -> str:
    """What a document's voice is called.

    Authors by surname; where none is known, the publisher of what houses sign as such (comment,
    press release, report) or put their questions for (interview); else the title or the name.
    A reprint that names no author so keeps its own title and never borrows the original's.

    Args:
        source: the document.

    Returns:
        "Kara", "Kara and Demir", "Kara et al." (from three on), "The Tide", or the title; what is
        written in capitals alone is not shouted: "MINISTRY OF WORKS" is the "Ministry of Works".
    """
    names = [surname_of(in_lower_case(a)) for a in source.authors if a.strip()]
    if not names:
        return in_lower_case(house_of(source) or source.label)
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


_SMALL_WORDS = frozenset("a an and as at by for from in of on or the to with".split())


# Short words of headlines that are nobody's initials.
_PLAIN_WORDS = frozenset(
    "all any are big but can cut day did die end far few get got had has her him his hit how law"
    " led let lie man men met new no not now off oil old one our out own pay put ran red run sea"
    " see set she six ten top two war was way we why win won yes you be do go he if is my"
    " so up".split()
)


def in_lower_case(name: str) -> str:
    """A name or title of several words in capitals alone, as it is written elsewhere.

    Words of up to three letters may be initials and stay ("UN OFFICE": "UN Office"), but for those
    of a person and what every headline has ("HIT", "OUT"); and so does a single word.
    """
    words = name.split()
    if len(words) < 2 or not name.isupper():
        return name
    initials = 0 if is_person(name.title()) else 3
    plain = []
    for place, word in enumerate(words):
        if word.lower() in _SMALL_WORDS:
            plain.append(word.capitalize() if place == 0 else word.lower())
        else:
            bare = word.strip(".,:;!?")
            stays = len(bare) <= initials and bare.lower() not in _PLAIN_WORDS
            plain.append(word if stays else _capitalized(word))
    return " ".join(plain)


def _capitalized(word: str) -> str:
    return re.sub(r"[^\W\d_]+(?:['’]S\b)?", lambda m: m[0].capitalize(), word)


def written_date(published: str) -> str:
    """An ISO 8601 date in words: "2024-07-11" is "11 July 2024", "2024" stays."""
    match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", published)
    if not match or not match[2] or not 1 <= int(match[2]) <= 12:
        return published
    month = _MONTHS[int(match[2]) - 1]
    return f"{int(match[3])} {month} {match[1]}" if match[3] else f"{month} {match[1]}"


def date_note(citation: Citation) -> str | None:
    """The date a reader needs to know when "today" was.

    Args:
        citation: the quote and its source.

    Returns:
        The source's date in words, or "undated", for quotes that depend on the day they were
        written ("this month", "today", "will", "is expected to"); None for all others.
    """
    if not _TIED_TO_ITS_DAY.search(citation.quote):
        return None
    published = citation.source.published
    return written_date(published) if published else "undated"


def _voice(citation: Citation) -> str:
    source = citation.source
    label = author_label(source)
    note = date_note(citation)
    if note:
        return f"{label} ({note})"
    year = re.match(r"\d{4}", source.published or "")
    is_named = source.authors or house_of(source)
    return f"{label} ({year[0]})" if year and is_named else label


def name_with_reference(speaker: Speaker) -> str:
    """A cited speaker as a reader would write it: "Broers (2019: 96)", "Broers [12]"."""
    reference = speaker.reference
    if not reference:
        return speaker.name
    if reference.startswith("(") and reference[1:].startswith(speaker.name):
        return f"{speaker.name} ({reference[1 + len(speaker.name) :].lstrip(' ,')}"
    if reference.startswith(speaker.name):
        return reference
    noted = reference.startswith("note ")
    return f"{speaker.name} ({reference})" if noted else f"{speaker.name} {reference}"


def split_chain(citation: Citation) -> tuple[tuple[Speaker, ...], Speaker | None]:
    """The speakers named in the text, innermost first, and the document's own link if given."""
    chain = citation.attribution
    if chain and chain[-1].span is None:
        return chain[:-1], chain[-1]
    return chain, None


def lead_in(citation: Citation) -> str:
    """Who says it, ready to stand before the quote.

    Args:
        citation: with source, quote and attribution.

    Returns:
        "Kara (2024): " where the document speaks; "Broers (2019: 96), cited by Kara (2024): "
        where a speaker is certain; "Kara (2024), citing (Broers 2019: 3): " where only the
        reference is; "Kara (2024) quotes: " where nobody can be named. The title stands where
        the author is unknown, the full date or "undated" where the quote depends on its day.
    """
    voice = _voice(citation)
    inner, own = split_chain(citation)
    if not inner:
        if own is not None and own.reference:
            return f"{voice}, citing {own.reference}: "
        if own is not None and own.mode is Mode.QUOTES:
            return f"{voice} quotes: "
        if own is not None and own.mode is Mode.RELAYS:
            return f"{voice} reports: "
        return f"{voice}: "
    return f"{_joined(inner, own, voice)}: "


def _joined(inner: Sequence[Speaker], own: Speaker | None, voice: str) -> str:
    text = name_with_reference(inner[0])
    cited = bool(inner[0].reference)
    for link, name in [*((s, name_with_reference(s)) for s in inner[1:]), (own, voice)]:
        quotes = link is not None and link.mode is Mode.QUOTES
        verb = "cited by" if cited else "quoted by" if quotes else "reported by"
        text += f", {verb} {name}"
        cited = bool(link is not None and link.reference)
    return text


def holder(citation: Citation) -> tuple[str, ...]:
    """Who holds what is quoted, for viewpoints.

    Args:
        citation: with source and attribution.

    Returns:
        The innermost certain speaker; else the document's author or title; empty where words
        are quoted and nobody can be named: they are nobody's assertion.
    """
    inner, own = split_chain(citation)
    if inner and not _leaves_unnamed(inner[0]):
        return (inner[0].name,)
    if inner or (own is not None and _leaves_unnamed(own)):
        return ()
    return (author_label(citation.source),)


def _leaves_unnamed(link: Speaker) -> bool:
    """Whether a link quotes or reports somebody whom nobody can name."""
    return not link.reference and link.mode in (Mode.QUOTES, Mode.RELAYS)


def second_hand(citation: Citation) -> bool:
    """Whether its holder is heard only through the document's author.

    Who answers in an interview is heard at first hand.
    """
    inner, own = split_chain(citation)
    if len(inner) == 1 and inner[0].mode is Mode.SAYS and is_interview(citation.source):
        return False
    return bool(inner) or bool(own is not None and not own.reference and own.mode is not Mode.SAYS)
