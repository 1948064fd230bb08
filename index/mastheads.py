"""What stands above the title and is no title: whose paper, magazine, company or chamber it is.

"THE HOLM COURIER / OUR OPINION / headline", "Holm Metals plc / PRESS RELEASE / date / headline",
"Letter to the Editor / journal / headline", "National Assembly of Orm / Committee on Water: record
of evidence". Each rule asks for a second sign below its line, and for a line that can be the title:
"The Holm Courier" alone may well be what a text is about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .byline_lines import OTHER_LABEL, findings_of, is_outlet
from .genre_lines import genre_named, plain_line
from .names import is_institution_name, is_organisation, split_names
from .records import BlockKind
from .serials import magazine_banner, serial_findings
from .signatures import is_salutation
from .titles import Finding, Row

ADDRESS = re.compile(
    r"\d+[\w/-]*,?\s+[A-Z].*|p\.?\s?o\.?\s+box\b.*|(?:tel|phone|fax|e-?mail|web)\b.*|https?://\S+|"
    r"www\.\S+|\S+@\S+",
    re.I,
)
"""A line of an address."""
_OFFICE = re.compile(
    r"(?:(?:press|media|news|information|communications?|corporate|investor|public|head)\s+){1,2}"
    r"(?:(?:and|&)\s+\w+\s+)?(?:relations|affairs|office|department|desk|service|centre|center|"
    r"unit|team|communications?)\b.*",
    re.I,
)
_NOTICE = re.compile(
    r"(?:strictly\s+)?embargo(?:ed)?\b.*|not\s+for\s+publication\b.*|"
    # "Case No. 112/2015", "No. 2018/12", "ISBN 978-..."
    r"(?:(?:in\s+)?(?:case|claim|application|appeal|docket|file|paper|reference|ref)\s+)?"
    r"(?:nos?|nr|number|ref)[.:]*\s*[\w/.-]*\d[\w/. -]{0,20}|(?:isbn|issn|doi)\b.*|"
    r"(?:case|claim|application|appeal|docket)\s+\w*\d[\w/.-]*",
    re.I,
)
_LETTERS = re.compile(
    r"(?:letters?\s+)?to\s+the\s+editors?|letters?|correspondence|readers?['’]?s?\s+letters?", re.I
)
_RECORD = re.compile(
    r"(?:^|[:,]\s|\s[–—-]\s)(?P<record>(?:verbatim\s+|official\s+)?(?:record|minutes|transcript)\s+of\s+"
    r"(?:the\s+)?(?:oral\s+)?(?:evidence|proceedings|hearings?|testimony|sitting)|"
    r"(?:verbatim\s+|official\s+)?transcript(?=$|[,:(])|(?:oral|written)\s+evidence(?=$|[,:(]))",
    re.I,
)
_CHAMBER = re.compile(
    r"\b(?:assembly|parliament|senate|house|congress|council|diet|chamber|commission|committee|"
    r"court|tribunal|inquiry)\b",
    re.I,
)
_WORK_OF_A_HOUSE = re.compile(
    r"\b(?:report|inquiry|review|assessment|audit|survey|strategy|guidelines|minutes|statement|"
    r"proceedings|decision|judgment|judgement|bulletin|record|hearing|evidence|transcript)\b",
    re.I,
)
_INCORPORATED = re.compile(
    r"\b(?:plc|ltd|limited|inc|llc|llp|corp|corporation|gmbh|ag|s\.?a|n\.?v|b\.?v|ab|oy|a/s|group|"
    r"holdings?)\.?$",
    re.I,
)
# Words of newspapers' names that are nobody's and no ship's, star's or messenger's.
_NEWSPAPER = re.compile(
    r"\b(?:COURIER|POST|HERALD|TRIBUNE|GAZETTE|CHRONICLE|NEWS|OBSERVER|TELEGRAPH|TIMES|ADVERTISER|"
    r"INQUIRER)$"
)
PART_OF_A_BOOK = re.compile(
    r"(?:chapter|part|book|volume|act|scene|canto|prologue|epilogue|preface|contents|an?\s+(?:\w+\s+)?"
    r"(?:story|novel|novella|tale|poem|play|memoir|fable))\b",
    re.I,
)
"""How a part of a book begins, or the line under its title."""
# Words of institutions' names that are also something else: "Works to raise toll in June". In a
# name they stand last, or before "of".
_TWOFOLD = (
    r"(?:trust|works|watch|press|post|review|bank|house|survey|oil|gas|heat|energy|power|water|"
    r"transport|trading|mission|party|company|school|news|times|mercury|herald|service|court|club)"
)
_NO_HOUSE = re.compile(rf"\bto\s[a-z]|\b{_TWOFOLD}\s+(?:in|on|at|against|under)\b", re.I)
_SELDOM_HOUSES = re.compile(rf"\b{_TWOFOLD}\s+(?!of\b|for\b|and\b)", re.I)
_ISSUED = re.compile(
    r"(?:\w+\s+){0,2}(?:annual|final|interim|activity|technical|progress|quarterly)\s+"
    r"(?:report|review|accounts)(?:\s+(?:for\s+)?(?:1[5-9]|20)\d\d(?:[-–/]\d{2,4})?)?",
    re.I,
)
_SUBTITLE = re.compile(
    r"(?:how|why|an?|(?:the\s+)?(?:rise|fall|life|death|story|history|birth|end|making))\b", re.I
)
_LINES_LOOKED_AT = 7


@dataclass(frozen=True, slots=True)
class Masthead:
    """The first `lines` lines of a head, which are no title, and what they say."""

    lines: int = 0
    findings: tuple[Finding, ...] = ()


def read_masthead(rows: list[Row], text: str) -> Masthead:
    """What stands above the title of a document, if its first line is none.

    Args:
        rows: the document's head.
        text: the whole text.
    """
    if len(rows) > 1:
        for rule in (_letters, _magazine, _court, _newspaper, _company, _chamber, _house_above):
            masthead = rule(rows, text)
            if masthead is not None:
                return masthead
    return Masthead()


def headline_below(rows: list[Row], start: int) -> int | None:
    """Index of the first line from `start` that can be a title; None where none can."""
    for at in range(start, min(len(rows), start + _LINES_LOOKED_AT)):
        row = rows[at]
        if says_else(row) or split_names(re.sub(r"\s*\([^()]*\)", "", row.text)):
            continue
        words = row.text.split()
        prose = row.text.endswith((".", ",", ";", ":")) and not row.text.endswith("...")
        if prose or len(row.text) > 150 or len(words) < 2 or is_salutation(row.text):
            return None
        return None if PART_OF_A_BOOK.match(row.text) else at
    return None


def says_else(row: Row) -> bool:
    """Whether a line is a date, a byline, a kind, an address or a notice, and so no title."""
    return bool(
        findings_of(row)
        or serial_findings(row)
        or genre_named(row, heading=True)
        or OTHER_LABEL.match(row.text)
        or is_notice(row)
    )


def is_notice(row: Row) -> bool:
    """Whether a line is an office's address or an embargo."""
    if row.kind is BlockKind.HEADING:
        return False
    return any(form.fullmatch(row.text) for form in (ADDRESS, _OFFICE, _NOTICE))


def _name(row: Row) -> Finding:
    return Finding("publisher", " ".join(row.text.split()), row.part(0, len(row.text)))


def _newspaper(rows: list[Row], text: str) -> Masthead | None:
    """A newspaper's name above "Leader", above a date, or, in capitals, right above a headline."""
    first = rows[0]
    shouts = first.text.isupper()
    if not 1 < len(first.text.split()) <= 5 or not (is_outlet(first.text) or shouts):
        return None
    at = headline_below(rows, 1)
    if at is None:
        return None
    between = rows[1:at]
    opinion = any(
        finding.field == "genre" and finding.value in ("opinion", "news")
        for row in between
        if (finding := genre_named(row, heading=True))
    )
    if first.kind is BlockKind.HEADING and not (shouts and opinion):
        return None
    dated = any(f.field == "published" for row in between for f in findings_of(row))
    named = is_outlet(first.text)
    if (named and (opinion or dated)) or (opinion and first.text.startswith("THE ")):
        return Masthead(1, (_name(first),))
    headline = rows[at]
    if at > 1 or not named or not shouts or len(headline.text.split()) < 4:
        return None
    if _SUBTITLE.match(headline.text):
        return None
    signed = any(f.field in ("authors", "published") for f in _said_below(rows, at))
    bare = _NEWSPAPER.search(first.text) and len(first.text.split()) > 2
    if signed or (bare and _prose_below(headline, text)):
        return Masthead(1, (_name(first),))
    return None


def _said_below(rows: list[Row], at: int) -> list[Finding]:
    return [finding for row in rows[at + 1 : at + 4] for finding in findings_of(row)]


def _prose_below(row: Row, text: str) -> bool:
    """Whether a line stands by itself above a paragraph: below a poem's first line are lines."""
    end = row.start + len(row.text)
    after = re.match(r"[*_]*[ \t]*\n[ \t]*\n+(?P<block>(?:[^\n]+(?:\n|$))+)", text[end:])
    if after is None:
        return False
    lines = after["block"].strip().split("\n")
    return max(len(line) for line in lines) > 60 and len(after["block"]) > 120


def _company(rows: list[Row], text: str) -> Masthead | None:
    """A company's or an office's name above "Press release" and, below that, a headline."""
    first = rows[0]
    words = first.text.split()
    if not 1 <= len(words) <= 8 or not _is_proper_name(words) or says_else(first):
        return None
    at = next((i for i in range(1, min(len(rows), 5)) if not is_notice(rows[i])), 0)
    banner = genre_named(rows[at], heading=True) or next(
        (f for f in findings_of(rows[at]) if f.field == "genre"), None
    )
    kinds = ("press_release", "report", "paper", "comment", "other") if at else ()
    if banner is None or banner.value not in kinds:
        return None
    if banner.value == "other" and not re.match(r"\W*statement", rows[at].text, re.I):
        return None
    headline = headline_below(rows, at + 1)
    if headline is None:
        return None
    known = _INCORPORATED.search(first.text) or is_organisation(first.text)
    return Masthead(1, (_name(first),)) if known or _named_again(words, first, text) else None


def _named_again(words: list[str], row: Row, text: str) -> bool:
    """Whether the text below speaks of the words of its first line as of a name."""
    pattern = r"\s+".join(re.escape(word) for word in words)
    rest = text[row.start + len(row.text) :]
    return any(_is_proper_name(found.group().split()) for found in re.finditer(pattern, rest, re.I))


def _is_proper_name(words: list[str]) -> bool:
    if re.search(r"\bto\s[a-z]", " ".join(words)):
        return False  # "Works to raise toll"
    small = ("of", "and", "for", "the", "&", "de", "van", "von")
    return words[0][0].isupper() and all(
        word[0].isupper() or word[0].isdigit() or word in small or _INCORPORATED.fullmatch(word)
        for word in words
    )


def _letters(rows: list[Row], text: str) -> Masthead | None:
    """Below "To the Editor" or "Correspondence": a journal, or the address of one."""
    first = rows[0]
    if not _LETTERS.fullmatch(plain_line(first.text)):
        return None
    kind = Finding("genre", "opinion", first.part(0, len(first.text)))
    below = rows[1 : 1 + _LINES_LOOKED_AT]
    stop = next((i for i, row in enumerate(below, 1) if is_salutation(row.text)), None)
    journal = next((i for i, row in enumerate(below, 1) if _journal(row)), None)
    titled = any(
        row.kind is BlockKind.HEADING or text[row.start - 2 : row.start] in ("**", "__")
        for row in below[: stop and stop - 1]
    )
    if journal is None and not titled:
        # "To the Editor / Alder Quarterly / Port Alder" is the address of a letter that was sent.
        if stop is None:
            return None if len(plain_line(first.text).split()) == 1 else Masthead(1, (kind,))
        dated = next((i for i in range(1, stop) if findings_of(rows[i])), stop)
        return Masthead(dated, (kind,))
    found = _journal(rows[journal]) if journal else []
    if journal == 1:
        return Masthead(2, (kind, *found))
    return Masthead(1, (kind, *found))


def _journal(row: Row) -> list[Finding]:
    """The publisher and date of a line that names a journal or newspaper and a date."""
    findings = serial_findings(row) or findings_of(row)
    return findings if any(f.field == "publisher" for f in findings) else []


def _magazine(rows: list[Row], text: str) -> Masthead | None:
    """A line "HOLM - The Magazine of River Science" above a headline."""
    findings = magazine_banner(rows[0])
    if not findings or headline_below(rows, 1) is None:
        return None
    return Masthead(1, tuple(findings))


def _chamber(rows: list[Row], text: str) -> Masthead | None:
    """An assembly above the record of what was said in it."""
    first = rows[0]
    if not is_institution_name(first.text) or not _CHAMBER.search(first.text):
        return None
    sitting = any(
        OTHER_LABEL.match(row.text) or any(f.field == "published" for f in findings_of(row))
        for row in rows[1:10]
    )
    for at in range(1, min(len(rows), 5) if sitting else 1):
        row = rows[at]
        if record := _RECORD.search(row.text):
            kind = Finding("genre", "other", row.part(*record.span("record")))
            bare = record.span("record") == (0, len(row.text)) and len(row.text.split()) < 3
            # What stands between is the committee; a line that says more is what it is called.
            return Masthead(at + 1 if bare else at, (_name(first), kind))
        if not (is_institution_name(row.text) or findings_of(row)):
            return None
    return None


def _house_above(rows: list[Row], text: str) -> Masthead | None:
    """The institution's name, and right below it what it issues, as a second title."""
    first, second = rows[:2]
    if not names_house(first.text) or is_institution_name(second.text):
        return None
    if re.match(r"\d|[IVX]+\.|the\s", second.text, re.I) or first.text.startswith("The "):
        return None
    lower = second.kind is BlockKind.HEADING and second.level != first.level
    if headline_below(rows, 1) != 1 or len(second.text.split()) < 3 or lower:
        return None
    if _SUBTITLE.match(second.text):
        return None
    alike = first.kind is second.kind is BlockKind.HEADING
    if _ISSUED.fullmatch(second.text) or (alike and _WORK_OF_A_HOUSE.search(second.text)):
        return Masthead(1, (_name(first),))
    kinds = [f.value for row in rows[2:6] for f in findings_of(row) if f.field == "genre"]
    issued = first.kind is not BlockKind.HEADING and {"report", "paper", "comment"} & set(kinds)
    return Masthead(1, (_name(first),)) if issued else None


def names_house(text: str) -> bool:
    """Whether a line is an institution's name.

    "Trust in Small Doses", "Works to raise toll" and "THE WATER YEARS" are none.
    """
    if len(text.split()) < 2 or not is_institution_name(text) or _NO_HOUSE.search(text):
        return False
    if re.match(r"The [a-z]", text):
        return False  # "The committee of mice met at noon"
    plain = _SELDOM_HOUSES.sub("", text)
    return plain == text or is_organisation(plain)


def _court(rows: list[Row], text: str) -> Masthead | None:
    """A court above a case, "The State v. Ada Lee", or above "Judgment"."""
    first = rows[0]
    name = re.match(r"(?:in\s+)?(?:the\s+)?", first.text, re.I)
    start = name.end() if name else 0
    court = first.text[start:]
    if not re.search(r"\b(?:court|tribunal)\b", court, re.I) or not is_institution_name(court):
        return None
    below = rows[1:8]
    if not any(is_case(row.text) for row in below):
        return None
    at = next(i for i, row in enumerate(below, 1) if is_case(row.text))
    words = " ".join(court.split())
    publisher = Finding("publisher", words, first.part(start, len(first.text)))
    kind = [
        Finding("genre", "other", row.part(0, len(row.text)))
        for row in below
        if plain_line(row.text).lower() in ("judgment", "judgement")
    ]
    return Masthead(at, (publisher, *kind[:1]))


def is_case(title: str) -> bool:
    """Whether a line names the parties of a case: "Lee v. Orm Water Works"."""
    return bool(re.fullmatch(r"[A-Z][^.?!:;]{1,80}\s(?:v|vs)\.?\s[A-Z][^?!:;]{1,80}", title))
