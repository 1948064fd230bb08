"""What the end of a document says of its writer: a signature, a note on who they are.

"Yours sincerely, / Ada Lee" under a letter, "— Ada Lee" as the last line, "Ada Lee is a lecturer in
law at the University of Holm." as the last paragraph, "Views are the author's own".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .names import JOB, OFFICE, is_person, split_names, without_title
from .records import Block, BlockKind, Parsed, Span
from .titles import Finding
from .writer_lines import certain_name

_TAIL_BLOCKS = 4
_CLOSING_BLOCKS = 8
_CREDIT = re.compile(
    r"[\[(*_]*(?i:reporting|text|words|written|story)(?:\s+by\s|:)\s*"
    r"(?P<names>[^;.,|\n()\[\]*_]{4,120})"
)
_AUTHORS_OWN = re.compile(
    r"(?:the )?(?:views?|opinions?)\b.{0,80}?\b(?:expressed|presented|stated)\b.{0,120}?"
    r"\b(?:author|writer|columnist|contributor)(?:['’]?s?\b|\(s\))",
    re.I | re.DOTALL,
)
_WRITER_NOTE = re.compile(
    r"[\[(*_]*\s*(?:(?i:(?:about\s+)?(?:the\s+)?(?:writer|author)[,:]?)\s+)?"
    r"(?P<name>[^,\[\](){}.;:]{3,60}?),?\s+"
    r"(?:is|was)\s+(?:an?|the)\s+(?P<job>[^.]{0,120})",
)
_UNMARKED_NOTE = re.compile(
    r"(?P<name>[^,\[\](){}.;:“”\"]{3,80}?)(?:,\s+[^,.]{3,80},)?\s+(?:is|are)\s+(?:an?\s+|the\s+)?"
    r"(?P<job>(?:[\w-]+\s+){0,4}?[\w-]+\s+(?:at|of|with|for|in|based|and)\s[^.]{3,160})\.",
)
_CLOSING = re.compile(
    r"(?:yours\s+(?:very\s+)?(?:sincerely|faithfully|truly|respectfully|ever)|sincerely(?:\s+yours)?|"
    r"respectfully(?:\s+yours)?|(?:with\s+)?(?:kind|best|warm)(?:est)?\s+(?:regards|wishes)|"
    r"(?:please\s+)?accept,?\s.{0,120}\b(?:consideration|esteem|regards)|"
    r"signed(?:\s+by)?|(?:very\s+)?truly\s+yours|regards)\s*[,:.]?",
    re.I,
)
_SALUTATION = re.compile(
    r"(?:dear\s.{1,80}|to\s+whom\s+it\s+may\s+concern|(?:your\s+)?excellenc(?:y|ies)|"
    r"sirs?|madam|sir\s+or\s+madam)\s*[,:!]?",
    re.I,
)
_DASHED = re.compile(r"(?:—|–|--)\s*[*_]*(?P<name>[^\W\d_][^\n,.;:*_]{3,50})[*_]*\s*")
_QUOTED = re.compile(r"[\"“”»’]\s*$")
_ROLE = re.compile(r"[^\W\d_].{2,80}")


def find_signatures(parsed: Parsed) -> list[Finding]:
    """Writer and genre as the last lines say them; several findings of a field: the first counts.

    Args:
        parsed: text and blocks.
    """
    findings: list[Finding] = []
    blocks = [block for block in parsed.blocks if block.kind is not BlockKind.BOILERPLATE]
    if is_letter(parsed):
        findings += _signed(parsed, blocks[-_CLOSING_BLOCKS:])
    rules: tuple[Callable[[str, int], list[Finding]], ...] = (_own_opinion, _writer_note, _credit)
    for block in blocks[-_TAIL_BLOCKS:]:
        content = block.span.of(parsed.text)
        if len(content) <= 600:
            for rule in rules:
                findings += rule(content, block.span.start)
    if len(blocks) > 2:
        findings += _last_line(parsed, blocks[-2], blocks[-1])
    return findings


def is_letter(parsed: Parsed) -> bool:
    """Whether a line of the beginning greets the reader: "Dear Ms Lee,"."""
    lines = [
        line for block in parsed.blocks[:14] for line in block.span.of(parsed.text).split("\n")
    ]
    return any(is_salutation(line) for line in lines)


def is_salutation(line: str) -> bool:
    """Whether a line is a greeting and nothing else."""
    return bool(_SALUTATION.fullmatch(line.strip(" \t*_")))


def _signed(parsed: Parsed, blocks: list[Block]) -> list[Finding]:
    """The names under a letter's closing words; a role under a name is passed over."""
    start = blocks[0].span.start if blocks else 0
    lines = parsed.text[start:].split("\n")
    closed = False
    names: list[str] = []
    first = last = at = start
    for line in lines:
        written = line.strip(" \t*_\\")
        place = at + line.find(written)
        at += len(line) + 1
        if not written or set(written) <= set("_.-/ "):
            continue
        if _CLOSING.fullmatch(written):
            closed, names = True, []
        elif closed:
            said, _, _ = re.sub(r"^\([^()]{2,12}\)\s+", "", written).partition(",")
            place += written.index(said)
            name = without_title(said)
            if is_person(name) and not OFFICE.search(name):
                first = first if names else place
                last = place + len(said)
                names.append(name)
            elif not names or not _ROLE.fullmatch(written):
                break
    found = tuple(dict.fromkeys(names))
    return [Finding("authors", found, Span(first, last))] if found else []


def _own_opinion(content: str, start: int) -> list[Finding]:
    match = _AUTHORS_OWN.search(content)
    if match is None:
        return []
    return [Finding("genre", "opinion", Span(start + match.start(), start + match.end()))]


def _writer_note(content: str, start: int) -> list[Finding]:
    match = _WRITER_NOTE.match(content)
    if match is None or not JOB.search(match["job"]):
        return []
    marked = content.lstrip()[:1] in "[(*_" or re.match(
        r"(?:about\s+)?(?:the\s+)?(?:writer|author)", content, re.I
    )
    name = without_title(match["name"])
    if not marked or not is_person(name) or name.lower().startswith("the "):
        return []
    span = Span(start + match.start("name"), start + match.end("name"))
    return [Finding("authors", (name,), span)]


def _credit(content: str, start: int) -> list[Finding]:
    """The reporters of "(Reporting by Ada Lee in Holm; editing by Ben Poe)"."""
    match = _CREDIT.match(content)
    if match is None:
        return []
    names = split_names(re.sub(r"\s+in\s+[A-Z]\w+(?=\s+and\b|\s*$)", "", match["names"]))
    span = Span(start + match.start("names"), start + match.end("names"))
    return [Finding("authors", names, span)] if names else []


def _last_line(parsed: Parsed, before: Block, last: Block) -> list[Finding]:
    """The last paragraph, where it is a dash and a name or a note on someone named only there."""
    content = last.span.of(parsed.text)
    line = parsed.text.rfind("\n", 0, last.span.start) + 1
    above = parsed.text[:line]
    if len(content) > 300:
        return []
    # A dash before the only item of a "list" has become its bullet.
    dashed = _DASHED.fullmatch(parsed.text, line, last.span.end)
    if dashed and before.kind is not BlockKind.LIST_ITEM:
        name = without_title(dashed["name"])
        quoted = before.kind is BlockKind.QUOTE or _QUOTED.search(before.span.of(parsed.text))
        if quoted or not is_person(name) or not certain_name(name, above):
            return []
        return [Finding("authors", (name,), Span(*dashed.span("name")))]
    if last.kind is not BlockKind.PARAGRAPH:
        return []
    note = _UNMARKED_NOTE.match(content)
    if note is None or not JOB.search(note["job"]):
        return []
    names = split_names(note["name"])
    # Whom the text spoke of before is its subject; the note on its writer comes unannounced.
    if not names or any(name.split()[-1] in above or OFFICE.search(name) for name in names):
        return []
    start = last.span.start + note.start("name")
    return [Finding("authors", names, Span(start, start + len(note["name"])))]
