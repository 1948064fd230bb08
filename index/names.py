"""Telling a person's name from an institution, a program and a placeholder, by rule.

The rules prefer to say no: a wrong writer costs more than none.
"""

from __future__ import annotations

import re

_ORGANISATION_WORDS = frozenset(
    """academy agency alliance army assembly association authority bank board broadcasting bureau
    cabinet center centre chamber chronicle club coalition college commission committee company
    consortium corporation correspondent correspondents council court daily delegation department
    desk directorate division editorial editor editors embassy faculty federation foundation forum
    fund gazette government group herald house inc initiative institute institution international
    journal journalists laboratory league library limited llc ltd magazine media mercury mission
    ministry monitor museum network news newspaper newsroom observatory office organisation
    organization parliament party post press programme program project publishing radio report
    reporter reporters review school secretariat senate service services society staff station
    studies studio team telegraph television times tribune tv union unit university watch weekly
    wire writers
    airlines airways bancorp brewery capital consulting electric electronics energy engineering
    enterprises foods gas heat heating holding holdings industries instruments insurance
    logistics machinery mining motors oil partners petroleum pharma pharmaceuticals
    properties railway railways resources shipping solutions systems technologies technology
    telecom transit transport utilities water works
    aerospace analytics associates automotive aviation biotech chemicals construction contractors
    cooperative corp dynamics ferries freight gmbh hotels inspectorate laboratories labs metals
    minerals plastics plc registry robotics semiconductors software srl survey textiles trading
    trust""".split()
)
_PLACEHOLDERS = frozenset(
    """admin administrator anonymous author authors default editor guest guestuser root staff
    student test unknown unspecified user username webmaster writer none null owner pc laptop
    desktop computer windows microsoft office scanner""".split()
)
_PROGRAMS = re.compile(
    r"python-docx|python|libreoffice|openoffice|microsoft|windows|\bword\b|acrobat|adobe|latex|"
    r"pdftex|pandoc|calibre|google docs|apache|reportlab|quartz|wkhtml|chrome|"
    r"pages\b|scan|wordpress",
    re.I,
)
_PARTICLES = frozenset(
    "de da di do dos das del della der den van von zu zur la le el al bin ibn ben bint af av y e "
    "ter ten te op abu oğlu oglu qızı qizi".split()
)
_HONORIFICS = re.compile(
    r"^(?:(?:prof|dr|mr|mrs|ms|miss|sir|dame|assoc|asst|ph\.?d|hon|rev)\b\.?\s*|professor\s+"
    r"|associate\s+|assistant\s+)+",
    re.I,
)
_DEGREES = re.compile(r",?\s+(?:ph\.?\s?d|m\.?a|m\.?sc|b\.?a|md|jr|sr|esq)\.?$", re.I)
JOB = re.compile(
    r"\b(?:fellow|journalist|analyst|researcher|professor|columnist|correspondent|reporter|editor|"
    r"freelance|contributor|lecturer|historian|writer|author|scholar|student|expert|lawyer|"
    r"economist|blogger)s?\b",
    re.I,
)
"""What those are who write: "Senior Fellow", "lecturer in law"."""
OFFICE = re.compile(
    r"\b(?:chair\w*|director|president|secretary|minister|officer|manager|head|treasurer|deputy|"
    r"mayor|governor|ambassador|spokes\w+|speaker|member|members|engineer|general|executive|vice|"
    r"chief|senior|board)\b",
    re.I,
)
"""Words of an office, which look like a name when both begin in capitals."""
ENDS_AS_JOB = re.compile(rf"(?:{JOB.pattern}|{OFFICE.pattern})$", re.I)
_NEWSROOM = frozenset(
    """correspondent correspondents desk editor editorial editors journalist journalists newsroom
    reporter reporters staff team""".split()
)
_JOINING = frozenset("of for into the on against".split())
_SMALL_WORDS = frozenset("of for and the in on to at de la du des & der für e do".split())
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-])*")


def is_organisation(name: str) -> bool:
    """Whether the words name an institution, a newsroom or a job rather than a person."""
    words = re.findall(r"[^\W\d_]+", name)
    if any(word.lower() in _ORGANISATION_WORDS for word in words):
        return True
    return len(words) == 1 and len(words[0]) > 1 and words[0].isupper()


_PRESENTED = re.compile(
    r"(?:presented|submitted|addressed|delivered|dedicated|prepared|sent|reported)\s+"
    r"(?:to|for|before|at)\s",
    re.IGNORECASE,
)


def is_presented(written: str) -> bool:
    """Whether a line says whom a paper is for: "Presented to the Parliament of Orm"."""
    return _PRESENTED.match(written) is not None


def is_institution_name(written: str) -> bool:
    """Whether a line is an institution's name and nothing else.

    "Ministry of Works" is one, the headline "Ministry orders new bridge" is not: a name has small
    words and words in small letters only behind "of", "for" or "and".
    """
    words = written.split()
    if not 1 < len(words) <= 12 or not is_organisation(written):
        return False
    if is_presented(written) or words[0].lower() in {"to", "for", "at", "in", "on"}:
        return False
    loose = False
    for word in words:
        if not re.fullmatch(r"[(]?[^\W\d_][\w.&'’/-]*[),]?|&", word):
            return False
        if word.lower() in _SMALL_WORDS:
            loose = True
        elif word[0].islower() and not loose:
            return False
        elif word[0].isupper():
            loose = False
    return words[-1].lower() not in _SMALL_WORDS


def is_house(name: str) -> bool:
    """Whether a declared writer is an institution that can have issued the document.

    "Independent Inquiry into the Flood" is one: names of people hold no "into", "of" or "the". A
    newsroom's "News Desk" is nobody's name, and an abbreviation alone may be an account.
    """
    words = re.findall(r"[^\W\d_]+", name)
    if len(words) < 2 or is_placeholder(name) or not name[:1].isupper():
        return False
    if any(word.lower() in _NEWSROOM for word in words):
        return False
    return is_organisation(name) or any(word.lower() in _JOINING for word in words[1:])


def is_placeholder(name: str) -> bool:
    """Whether it is what a program writes when nobody gave a name ("Admin", "python-docx")."""
    folded = name.strip().lower()
    if not re.search(r"[^\W\d_]", folded) or "@" in folded or "\\" in folded or "://" in folded:
        return True
    words = re.findall(r"[^\W\d_]+", folded)
    return all(word in _PLACEHOLDERS for word in words) or bool(_PROGRAMS.search(folded))


def without_title(name: str) -> str:
    """The name without "Prof.", "Dr." and trailing degrees, white space collapsed."""
    collapsed = " ".join(name.split()).strip(" ,;·|")
    stripped = _DEGREES.sub("", _HONORIFICS.sub("", collapsed)).strip(" ,")
    return stripped or collapsed


def is_person(name: str) -> bool:
    """Whether it looks like one person's written name: two to six capitalised words.

    Args:
        name: without honorifics (`without_title`).
    """
    words = name.split()
    if not 2 <= len(words) <= 6 or len(name) > 60:
        return False
    if is_organisation(name) or is_placeholder(name) or words[0].lower() == "the":
        return False
    capitalised = 0
    for word in words:
        if not _WORD.fullmatch(word):
            return False
        bare = re.sub(r"^(?:d['’]|al-)", "", word)
        if not bare[:1].islower():
            capitalised += 1
        elif word.lower() not in _PARTICLES:
            return False
    return capitalised >= 2 and words[-1].lower() not in _PARTICLES


def split_names(written: str) -> tuple[str, ...]:
    """The people named in "Jane Doe, John Roe and Ada Poe", without honorifics.

    Returns:
        The names in order; empty if any part is not a person's name, because half a list of
        writers is a wrong list.
    """
    parts = [part for part in re.split(r"\s*(?:;|,|&|\band\b)\s*", written.strip(" .")) if part]
    names = tuple(without_title(part) for part in parts if not _DEGREES.fullmatch(" " + part))
    # "Ada Lee, Senior Fellow": the second is what the first is.
    whole = all(is_person(name) and not ENDS_AS_JOB.search(name) for name in names)
    return names if whole else ()
