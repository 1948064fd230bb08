"""What a single line or paragraph looks like: heading words, entries, captions, leaders.

Every function looks at one string and decides by its shape alone; `regions.py` combines the
answers with what stands around the line. The heading words cover English and the languages we
meet beside it; a language that is missing costs a flag, never a sentence.
"""

from __future__ import annotations

import re

_BIBLIOGRAPHY = """
bibliography | references | works cited | literature cited | works consulted | list of
references | reference list | cited works | cited literature | references cited | selected
bibliography | select bibliography | further reading | sources | literature | list of sources |
bibliography and sources | sources and bibliography | literaturverzeichnis | literatur | quellen
| quellenverzeichnis | bibliographie | références | références bibliographiques | bibliografía |
referencias | bibliografia | riferimenti bibliografici | referências | литература | список
литературы | библиография | источники | ədəbiyyat | istifadə olunmuş ədəbiyyat | kaynakça |
kaynaklar | literatuur | piśmiennictwo
"""
_CONTENTS = """
contents | table of contents | list of contents | list of figures | list of tables | list of
illustrations | list of maps | inhalt | inhaltsverzeichnis | table des matières | sommaire |
índice | indice | sommario | sumário | содержание | оглавление | mündəricat | içindekiler |
inhoud | inhoudsopgave | spis treści
"""
_NOTES = """
notes | endnotes | footnotes | notes and references | anmerkungen | fußnoten | endnoten | notes
de bas de page | notas | note | примечания | сноски | qeydlər | notlar | dipnotlar | noten
"""
_OTHER_TITLES = """
abstract | summary | executive summary | introduction | conclusion | conclusions | concluding
remarks | discussion | discussion and conclusion | discussion and conclusions | results |
findings | methods | methodology | materials and methods | background | literature review |
theoretical framework | acknowledgements | acknowledgments | preface | foreword | epilogue |
prologue | afterword | appendix | appendices | annex | annexes | glossary | abbreviations | list
of abbreviations | index | about the author | about the authors | recommendations | limitations
| overview | dedication | declaration | einleitung | fazit | zusammenfassung | anhang |
conclusión | introducción | résumé | annexe | введение | заключение | приложение | giriş |
nəticə | sonuç | özet
"""


def _words(block: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in block.split("|") if word.strip())


BIBLIOGRAPHY_TITLES = _words(_BIBLIOGRAPHY)
CONTENTS_TITLES = _words(_CONTENTS)
NOTES_TITLES = _words(_NOTES)
SECTION_TITLES = _words(_OTHER_TITLES) | BIBLIOGRAPHY_TITLES | CONTENTS_TITLES | NOTES_TITLES

# "The summer of 2018" ends in a year; no list of contents we read goes so far.
_LAST_PAGE = 1_500
SUPERSCRIPTS = "¹²³⁰⁴⁵⁶⁷⁸⁹"
CLOSERS = "\"'’”»›)]}*_`」』）"
TERMINALS = ".!?…。！？؟।"

MARKER = re.compile(
    r"(?:[ \t]*(?:\#{1,6}(?=[ \t])|>(?!=)|[-*+•‣▪◦·–](?=[ \t])|\d{1,3}[.)](?=[ \t]+\S)|"
    r"\[[ xX]\](?=[ \t])|\[\^[^\]\s]{1,40}\]:)[ \t]*)+"
)
LIST_ITEM = re.compile(
    r"[ \t]*(?:[-*+•‣▪◦·](?=[ \t])|\d{1,3}[.)](?=[ \t])|\(?[a-zA-Z]\)(?=[ \t])|"
    r"\(?[ivx]{1,5}\)(?=[ \t])|–[ \t])"
)
_NUMBER = re.compile(
    r"(?:(?P<dotted>\d{1,2}(?:\.\d{1,2}){0,5})(?P<dot>\.?)[ \t]+|"
    r"(?P<roman>[IVX]{1,6})\.[ \t]+|"
    r"(?P<word>(?:chapter|part|section|article|appendix|annex|teil|kapitel|глава|часть)\b"
    r"[ \t]+(?:\d{1,3}|[IVX]{1,6}|[A-Z])\b[.:]?[ \t]*))(?P<rest>.*)",
    re.IGNORECASE,
)
_LEADER = re.compile(
    r"\S.{0,200}?(?:[.…·_]{3,}|(?:[.·] ){3,}|\t|[ \u00a0]{3,})"
    r"[ \t.]*(?:\d{1,4}|[ivxlc]{1,7})[ \t]*",
    re.IGNORECASE,
)
_RUN_ON_LEADER = re.compile(
    r"(?:[.…·]{4,}|(?:[.·] ){4,})[ \t.]*(?:\d{1,4}|[ivxlc]{1,7})(?=\s|\Z)", re.IGNORECASE
)
_TITLE_AND_PAGE = re.compile(r"[^\W_].{1,140}?[^\s,.;:][ \t](\d{1,4})", re.DOTALL)
_CAPTION_NUMBER = re.compile(
    r"(?:fig(?:ure|\.)?|table|chart|map|graph|box|photo|image|plate|diagram|illustration|exhibit|"
    r"abb(?:ildung|\.)|tabelle|рис(?:\.|унок)|таблица|şəkil|cədvəl|şekil|tablo|figura|tabla|tableau)"
    r"[ \t]*\d{1,3}(?:[.\-]\d{1,3})?[a-z]?(?P<stop>[ \t]*[.:–—|)])?(?=\s|\Z)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:\A|[.!?…)\]”\"|/–—-][ \t]*)(?:photo|photograph|image|picture|illustration|credit|sources?|"
    r"foto|bild|quelle|фото|источник|mənbə|kaynak|graphic|map)"
    r"(?:[ \t]+(?:credit|by|courtesy|source)s?)?[ \t]*[:©]",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page[ \t]*)?(?:\d{1,4}|[ivxlc]{1,6})(?:[ \t]*(?:of|/)[ \t]*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:=[ \t]*){3,})\Z")
_YEAR = re.compile(r"(?<![\d/])(?:1[4-9]|20)\d\d[a-z]?(?!\d)|\bn\.d\.|\bforthcoming\b|\bin press\b")
_URL = re.compile(r"https?://|www\.[\w-]+\.|\bdoi:|\bdoi\.org/", re.IGNORECASE)
_AUTHOR_START = re.compile(
    r"(?:[-*•][ \t]+|\[\d{1,3}\][ \t]*|\d{1,3}\.[ \t]+)?"
    r"(?:(?:[A-Z]\.?[ \t]?){1,3}[ \t])?"
    r"[^\W\d_][\w'’.\-]*(?:[ \t]+(?:[^\W\d_][\w'’.\-]*|&)){0,5}(?:,|\.|:|[ \t]\()[ \t]*"
)
_STRICT_AUTHOR = re.compile(
    r"(?:[-*•][ \t]+|\[\d{1,3}\][ \t]*|\d{1,3}\.[ \t]+)?"
    r"[^\W\d_a-z][\w'’\-]+(?:[ \t][^\W\d_][\w'’\-]+)?,[ \t]*(?:[^\W\d_a-z]\.[ \t,\-]*){1,3}"
)
_NOTE_START = re.compile(
    rf"(?:[{SUPERSCRIPTS}]{{1,3}}(?:[ \t]*\S)|\[\^[^\]\s]{{1,40}}\]:|"
    r"(?:\d{1,3}\.?[ \t]+)?(?:Ibid\b|Op\. ?cit\b|Loc\. ?cit\b)|"
    r"(?:\d{1,3}\.?|[*†‡])[ \t]+(?:See|Cf\.|Compare|For (?:a|an|more|further)\b)[ \t])"
)
_WRITER = re.compile(
    r"(?:the |this )?(?:writer|author|columnist|contributor)s?\b|disclaimer\b|editor['’]?s note",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Januar|Februar|März|Mai|Juni|Juli|Okt|Dez)"
    r"[a-z]*\.?(?=[ \t,]|\Z)"
)
_FURNITURE = re.compile(
    r"(?:the )?(?:[\w.]+ ){0,2}(?:university|faculty|department|institute|ministry|school|college|"
    r"academy|office|agency|committee|universität|université|universidad)\b|"
    r"(?:master|bachelor|doctoral|phd|ph\.d|diploma)\b.{0,40}(?:thesis|dissertation|studies|\Z)|"
    r"press (?:release|statement)|for immediate release|not for circulation|embargoed?\b|draft\b|"
    r"reprinted\b|(?:(?:co-?)?(?:student|supervisor|mentor|author|candidate|advis[eo]r|tutor|"
    r"professor|examiner|submitted by|prepared by|to|from|date|copy|cc|contact|place|word count|"
    r"matriculation|student (?:id|no\.?|number)|isbn|issn|doi|version|keywords)s?):",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|posted|published|updated|written by|from (?:our|a|the)|von|par|por|автор)\b[ \t:]|"
    r".*\bfrom our (?:own )?(?:correspondent|reporter)|.*\b(?:1[89]|20)\d\d\b|"
    r".*\b\d{1,2}\.\d{1,2}\.\d{4}",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"(?:[{re.escape(CLOSERS)}{SUPERSCRIPTS}\s]|\[\^?\w{{1,6}}\]|(?<=[.!?”\"])\d{{1,3}}(?=\Z))+\Z"
)


def bare(line: str) -> str:
    """`line` without outer space, Markdown marks and a closing colon or full stop."""
    return re.sub(r"\A[\s#>*_]+|[\s#*_:.]+\Z", "", line[:400])


def title_word(line: str) -> str:
    """The line as it would stand in a list of section titles: bare, unnumbered, lower case.

    Args:
        line: one line.

    Returns:
        "" for lines too long to be a section title of one of the known kinds.
    """
    text = bare(line)
    if not text or len(text) > 60:
        return ""
    numbered = _NUMBER.match(text)
    if numbered and numbered["rest"].strip():
        text = numbered["rest"].strip()
    return " ".join(text.lower().split())


def numbering(line: str) -> tuple[int, str] | None:
    """The depth and the remaining words of a numbered heading.

    Args:
        line: one line, e.g. "4.2.1. Tariff talks" gives (3, "Tariff talks").

    Returns:
        None where the line is not numbered like a heading. "Chapter 2" and roman numerals have
        depth 1.
    """
    found = _NUMBER.match(line.strip()[:300])
    if not found:
        return None
    rest = found["rest"].strip()
    if found["word"]:
        return 1, rest
    if not rest or not (rest[0].isupper() or rest[0] in '“"‘«('):
        return None
    if found["dotted"] and not found["dot"] and _MONTH.match(rest):
        return None
    if found["dotted"]:
        return found["dotted"].count(".") + 1, rest
    return (1, rest) if line.strip()[: len(found["roman"])].isupper() else None


def is_contents_line(line: str) -> bool:
    """Whether the line is a title, dots, a tab or wide space, and a page number."""
    return len(line) < 300 and _LEADER.fullmatch(line.strip()) is not None


def contents_entries(text: str) -> list[int]:
    """Where each entry ends in contents that were run together on one line; empty if they are not.

    Args:
        text: a paragraph, e.g. "The storm ..... 4 The bill ..... 19".

    Returns:
        The offset after each page number, where there are at least two with dots before them.
    """
    ends = [found.end() for found in _RUN_ON_LEADER.finditer(text)]
    return ends if len(ends) > 1 else []


def trailing_page(line: str) -> int | None:
    """The number at the end of "Some title 14"; None where there is none."""
    text = line.strip()
    found = _TITLE_AND_PAGE.fullmatch(text) if len(text) < 160 else None
    return int(found[1]) if found and int(found[1]) < _LAST_PAGE else None


def is_caption(text: str) -> bool:
    """Whether a paragraph labels a figure or table, or ends in a photo or source credit."""
    line = text.strip().lstrip("*_>| \t")
    if len(line) > 400:
        return False
    labelled = _CAPTION_NUMBER.match(line)
    if labelled and (labelled["stop"] or (len(line) < 120 and not ends_sentence(line))):
        return True
    credit = _CREDIT.search(line)
    if credit is None or len(line) - credit.end() > 160:
        return False
    # A credit may close one sentence about a picture; more than one is a paragraph of its own.
    return not re.search(r"[.!?][”\"’)]?\s", line[: credit.start()])


def is_page_number(line: str) -> bool:
    """Whether the line is nothing but a page number ("12", "- 12 -", "Page 3 of 10", "xii")."""
    text = line.strip()
    return len(text) <= 24 and _PAGE_NUMBER.fullmatch(text) is not None


def is_table_row(line: str) -> bool:
    """Whether the line is cells between bars or tabs: "| a | b |", "a | b", "a<tab>b<tab>c"."""
    text = line.strip()
    if len(text) > 2 and text[0] == text[-1] == "|":
        return True
    return (" | " in text and not ends_sentence(text)) or text.count("\t") > 1


def is_rule(line: str) -> bool:
    """Whether the line is a drawn line: "---", "***", "====="."""
    return _RULE.match(line) is not None and len(line.strip()) > 2


def is_note(text: str) -> bool:
    """Whether a paragraph opens like a footnote: a superscript, "[^1]:", "12 See", "Ibid."."""
    return _NOTE_START.match(text.lstrip()[:60]) is not None


def is_writer_note(text: str) -> bool:
    """Whether a paragraph in brackets is about the writer ("[The writer is a fellow at ...]")."""
    line = text.strip().strip("*_")
    return line[:1] in "[(" and line[-1:] in "])" and _WRITER.match(line[1:].strip()) is not None


def is_entry(text: str) -> bool:
    """Whether a paragraph reads like an entry: someone first, then a year or an address."""
    line = text.strip()
    if not _AUTHOR_START.match(line):
        return _URL.search(line) is not None and len(line) < 500
    return _YEAR.search(line[:400]) is not None or _URL.search(line) is not None


def is_strict_entry(text: str) -> bool:
    """Whether a paragraph opens with "Surname, I." and gives a year: an entry under no heading."""
    line = text.strip()
    return _STRICT_AUTHOR.match(line) is not None and _YEAR.search(line[:300]) is not None


def is_address(text: str) -> bool:
    """Whether the text opens with a URL or DOI."""
    return _URL.match(text.strip().lstrip("<(")) is not None


def is_byline(line: str) -> bool:
    """Whether a line near the title names a writer or a date rather than a topic."""
    return _BYLINE.match(line.strip()[:200]) is not None


def is_furniture(line: str) -> bool:
    """Whether a line of a title page names an institution, a kind of paper or a role, no topic."""
    return _FURNITURE.match(bare(line)[:200]) is not None


def is_capitals(line: str) -> bool:
    """Whether a line of at least four letters has capitals only."""
    letters = [char for char in line[:200] if char.isalpha()]
    return (
        len(letters) >= 4 and letters[0].isupper() and not any(char.islower() for char in letters)
    )


def ends_sentence(text: str) -> bool:
    """Whether the last visible mark is a full stop, "!", "?" or "…", seen through closing marks."""
    tail = text.rstrip()[-16:]
    stripped = _TAIL.sub("", tail)
    return stripped[-1:] in TERMINALS if stripped else False
