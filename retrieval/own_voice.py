"""Whether a speaker the text names is the document's own voice.

A press release of the Ministry of Works that says "The Ministry recalls that …" does not report
somebody: it speaks. The name must be the author's or, for institutions, what is left of it when
said short: its beginning ("Ministry", "Ministry of Works"), its end ("the Institute") or its
initials. Another body of the same kind in the text ("the Ministry of Finance") makes a short name
uncertain, and then the speaker stays.
"""

from __future__ import annotations

import re

from index.names import is_organisation, without_title
from index.records import Source

_SMALL = frozenset("of for the and in on to a an & de la".split())
_SIGNED_BY_HOUSES = frozenset({"press_release", "comment", "report"})
_BODY = (
    r"Ministry|Ministries|Office|Commission|Committee|Council|Institute|Institution|Centre|Center|"
    r"Agency|Authority|Board|Bank|Court|Tribunal|Department|Society|Union|Foundation|Association|"
    r"Federation|Chamber|Government|Embassy|Secretariat|Academy|University|Company|Group|Party"
)


def house_of(source: Source) -> str | None:
    """The publisher that stands for a document without a known author.

    Args:
        source: the document.

    Returns:
        Its publisher where houses sign (comment, press release, report) or ask (interview); None
        for every other genre, whose writer is unknown but not the house, and where an author is.
    """
    if any(a.strip() for a in source.authors):
        return None
    return source.publisher if source.genre in _SIGNED_BY_HOUSES | {"interview"} else None


def voices_of(source: Source) -> tuple[str, ...]:
    """The names a document speaks under.

    Args:
        source: the document.

    Returns:
        Its authors; its publisher where no author is known or the genre is one that houses
        sign (press release, comment, report) and the author is a house too.
    """
    authors = tuple(without_title(a) for a in source.authors if a.strip())
    publisher = source.publisher
    if publisher and (
        not authors
        or (source.genre in _SIGNED_BY_HOUSES and all(is_organisation(a) for a in authors))
    ):
        return (*authors, publisher)
    return authors


def is_own_voice(name: str, source: Source, text: str = "") -> bool:
    """Whether a speaker named in a document is the document's own author or house.

    Args:
        name: as the text has it, with or without its article.
        source: the document.
        text: of the document, where other bodies of the same kind are looked for.

    Returns:
        False in doubt.
    """
    said = _words(name)
    return bool(said) and any(_is_voice(said, name, own, text) for own in voices_of(source))


def _words(name: str) -> list[str]:
    words = re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", re.sub(r"['’]s\b", "", name))
    return words[1:] if words and words[0].lower() in {"the", "a", "an"} else words


def _is_voice(said: list[str], name: str, own: str, text: str) -> bool:
    mine = _words(own)
    folded, full = [w.casefold() for w in said], [w.casefold() for w in mine]
    if folded == full:
        return True
    if name[:2].lower() == "a " or name[:3].lower() == "an ":
        return False
    if not is_organisation(own):
        # A person is called by the surname.
        return len(said) == 1 and folded == full[-1:] and said[0][0].isupper()
    if len(said) == 1 and said[0].isupper() and len(said[0]) > 1:
        return said[0] in (_initials(mine, small=False), _initials(mine, small=True))
    is_head_first = any(w in {"of", "for"} for w in full)
    short = full[: len(folded)] if is_head_first else full[-len(folded) :]
    if folded != short or folded[-1] in _SMALL or not is_organisation(" ".join(said)):
        return False
    return not _has_namesake(said, mine, text)


def _initials(words: list[str], *, small: bool) -> str:
    return "".join(w[0].upper() for w in words if small or w.lower() not in _SMALL)


def _has_namesake(said: list[str], mine: list[str], text: str) -> bool:
    """Whether the text names another body that the same short name would fit."""
    head = re.escape(said[0] if len(said) == 1 else " ".join(said))
    if not re.search(rf"\b(?:{_BODY})\b", " ".join(said)):
        return False
    known = {w.casefold() for w in mine}
    others = re.findall(rf"\b([^\W\d_a-z][\w’'-]+)\s+{head}\b", text)
    others += re.findall(rf"\b{head}\s+(?:of|for)\s+(?:the\s+)?([^\W\d_a-z][\w’'-]+)", text)
    return any(o.casefold() not in known | {"the", "this", "our", "a"} for o in others)
