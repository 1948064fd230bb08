r"""Answers for other tools: Markdown with footnotes, BibTeX and CSL-JSON of the sources used.

Every text from documents and models is escaped for the format it goes to. Files are named, never
their folders. A source's citation key is the one its tag "citekey:xyz" gives (Zotero, Better
BibTeX); else it is made of surname, year and title and kept apart from the others.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from index.names import is_organisation
from index.records import Source

from .lead_ins import surname_of, written_date
from .records import Answer, Citation, Match, Relation, Statement, Support, Viewpoint

_VERDICTS = {
    Support.SUPPORTED: "backed by the quote",
    Support.PARTIAL: "partly backed by the quote",
    Support.UNSUPPORTED: "not backed by the quote",
    Support.CONTRADICTED: "contradicted by the quote",
    Support.UNCHECKED: "not checked",
}
_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$^&!])")
# A list's mark or number: a backslash before a digit would be shown.
_BLOCK_START = re.compile(r"^((?=[-+=])|\d{1,9}(?=[.)]))(.)")
_KEY = re.compile(r"[^\s,{}%#\\\"'~=()]{1,200}")
_BIBTEX_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "_": r"\_", "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
# genre -> (BibTeX entry type, field that takes the publisher)
_BIBTEX_TYPES = {
    "news": ("article", "journal"), "opinion": ("article", "journal"),
    "comment": ("article", "journal"), "paper": ("article", "journal"),
    "report": ("techreport", "institution"), "thesis": ("misc", "howpublished"),
    "book": ("book", "publisher"), "web": ("misc", "howpublished"),
}  # fmt: skip
_CSL_TYPES = {
    "news": "article-newspaper", "opinion": "article-newspaper", "comment": "article",
    "paper": "article-journal", "report": "report", "thesis": "thesis", "book": "book",
    "press_release": "article", "interview": "interview", "web": "webpage",
}  # fmt: skip
_IN_CONTAINER = frozenset({"news", "opinion", "comment", "paper"})


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it is, on one line.

    Args:
        text: from a document or a model.
    """
    line = " ".join(text.split())
    return _BLOCK_START.sub(r"\1\\\2", _MARKDOWN_SPECIAL.sub(r"\\\1", line))


def answer_to_markdown(answer: Answer) -> str:
    """Write an answer as Markdown with footnotes.

    Args:
        answer: the answer.

    Returns:
        The question, short answers and who holds them, each statement with its footnote marks,
        what was not answered or left out, the notices, and one footnote per quote with document,
        page and section. Footnote ids begin with a
        hash of the answer, so that several answers can share one note.
    """
    prefix = hashlib.sha256(f"{answer.question}\0{answer.text}".encode(errors="replace"))
    mark = "v" + prefix.hexdigest()[:6]
    lines = [f"## {escape_markdown(answer.question)}", ""]
    if answer.abstained or not answer.statements:
        lines += ["The documents don't say.", ""]
    lines += _short_lines(answer, mark)
    for statement in answer.statements:
        lines += [_statement_line(statement, mark), ""]
    lines += _viewpoint_lines(answer, mark)
    if not answer.abstained:
        lines += [f"The documents don't say: {escape_markdown(p)}" for p in answer.unanswered]
    if answer.unanswered:
        lines.append("")
    if answer.left_out:
        count = len(answer.left_out)
        plural = "statement was" if count == 1 else "statements were"
        lines += [f"{count} {plural} left out because the quotes did not back them.", ""]
    lines += [line for note in notices_beside(answer) for line in (escape_markdown(note), "")]
    noted: set[int] = set()
    for citation in answer.citations:
        if citation.marker not in noted:
            noted.add(citation.marker)
            lines.append(f"[^{mark}-{citation.marker}]: {_footnote(citation)}")
    return "\n".join(lines).rstrip("\n") + "\n"


def notices_beside(answer: Answer) -> list[str]:
    """An answer's notices but those that only count what was left out: its record says more."""
    return [n for n in answer.notices if not (answer.left_out and "left out" in n)]


def _short_lines(answer: Answer, mark: str) -> list[str]:
    """The short answers, each with its holders and footnote marks."""
    lines = []
    for short in answer.short_answers:
        held = f" ({escape_markdown(', '.join(short.holders))})" if short.holders else ""
        notes = _marks(short.citations, mark)
        lines += [f"**{escape_markdown(short.text)}**{held}{notes}", ""]
    return lines


def _viewpoint_lines(answer: Answer, mark: str) -> list[str]:
    """Who holds what: what differs, what is of another matter, what nobody decided about."""
    differ = any(view.relation is Relation.DIFFERENT for view in answer.viewpoints)
    titled: dict[str, list[Viewpoint]] = {
        "Where the sources differ" if differ else "What each source says": [],
        "Another matter (other date or scope)": [],
        "Also said (whether it differs is not decided)": [],
    }
    compared, other, undecided = titled.values()
    for number, view in enumerate(answer.viewpoints):
        if view.relation is Relation.OTHER_MATTER:
            other.append(view)
        elif differ and number and view.relation is None:
            undecided.append(view)
        else:
            compared.append(view)
    lines = []
    for title, views in titled.items():
        for view in views:
            lines += [f"**{title}**", ""] if view is views[0] else []
            who = ", ".join(escape_markdown(h) for h in view.holders) or "nobody named"
            notes = _marks([c for i in view.statements for c in _cited(answer, i)], mark)
            hand = " (second-hand)" if view.second_hand else ""
            lines.append(f"- {who}{hand}: “{escape_markdown(view.phrase)}”{notes}")
        lines += [""] if views else []
    return lines


def _cited(answer: Answer, index: int) -> tuple[Citation, ...]:
    return answer.statements[index].citations if 0 <= index < len(answer.statements) else ()


def _marks(citations: Sequence[Citation], mark: str) -> str:
    return "".join(f"[^{mark}-{n}]" for n in dict.fromkeys(c.marker for c in citations))


def _statement_line(statement: Statement, mark: str) -> str:
    verdict = _VERDICTS.get(statement.support)
    # One escape for the whole line: a lead-in's last blank and a leading dash survive.
    text = escape_markdown(statement.lead_in + statement.text)
    return text + _marks(statement.citations, mark) + (f" *({verdict})*" if verdict else "")


def _footnote(citation: Citation) -> str:
    source = citation.source
    found = "" if citation.match is Match.EXACT else " — not found in the source"
    parts = []
    if source.authors:
        parts.append(escape_markdown(", ".join(source.authors)))
    parts.append(f"*{escape_markdown(source.label)}*")
    if source.publisher:
        parts.append(escape_markdown(source.publisher))
    parts.append(escape_markdown(written_date(source.published)) if source.published else "undated")
    page = citation.page_label or (str(citation.page) if citation.page is not None else None)
    if page:
        parts.append(f"p. {escape_markdown(page)}")
    if citation.section:
        parts.append("§ " + escape_markdown(" › ".join(citation.section)))
    if source.title and source.path:
        parts.append(escape_markdown(source.name))
    return f"“{escape_markdown(citation.quote)}”{found} — {', '.join(parts)}."


def citation_keys(sources: Sequence[Source]) -> dict[str, str]:
    """A citation key for each source, unique among them.

    Args:
        sources: each once.

    Returns:
        Source id -> key. Keys given by a tag "citekey:xyz" are kept as they are; if two sources
        give the same one, the later gets a letter.
    """
    taken: set[str] = set()
    keys: dict[str, str] = {}
    given = {s.id: key for s in sources if (key := _given_key(s))}
    for source in sorted(sources, key=lambda s: s.id not in given):
        wanted = given.get(source.id) or _made_key(source)
        key, n = wanted, 0
        while key.lower() in taken:
            key, n = wanted + _letters(n), n + 1
        taken.add(key.lower())
        keys[source.id] = key
    return keys


def _letters(n: int) -> str:
    return (_letters(n // 26 - 1) if n >= 26 else "") + "abcdefghijklmnopqrstuvwxyz"[n % 26]


def _given_key(source: Source) -> str | None:
    for tag in source.tags:
        name, _, key = tag.partition(":")
        if name.strip().lower() == "citekey" and _KEY.fullmatch(key.strip()):
            return key.strip()
    return None


def _made_key(source: Source) -> str:
    author = surname_of(source.authors[0]) if source.authors else ""
    title = next((w for w in re.findall(r"\w+", source.label) if len(w) > 3), "")
    year = re.match(r"\d{4}", source.published or "")
    raw = (author.split()[-1] if author.split() else "") + (year[0] if year else "") + title
    plain = unicodedata.normalize("NFKD", raw).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]", "", plain).lower() or f"source{source.id[:8]}"


def escape_bibtex(text: str) -> str:
    """Text for a BibTeX field in braces, on one line."""
    return "".join(_BIBTEX_SPECIAL.get(c, c) for c in " ".join(text.split()))


def answer_to_bibtex(answer: Answer) -> str:
    """Write the sources an answer cites as BibTeX, each once.

    Args:
        answer: the answer.

    Returns:
        One entry per source; empty text for an answer without citations.
    """
    keys = citation_keys(answer.sources)
    return "\n".join(_bibtex_entry(s, keys[s.id]) for s in answer.sources)


def _bibtex_entry(source: Source, key: str) -> str:
    kind, publisher_field = _BIBTEX_TYPES.get(source.genre or "", ("misc", "howpublished"))
    year, month, _ = _date_parts(source.published)
    people = " and ".join(
        f"{{{escape_bibtex(a)}}}" if _is_literal(a) else escape_bibtex(_family_first(a))
        for a in source.authors
    )
    fields = {
        "author": people,
        "title": f"{{{escape_bibtex(source.label)}}}",
        publisher_field: escape_bibtex(source.publisher or ""),
        "year": str(year or ""),
        "month": str(month or ""),
        "date": escape_bibtex(source.published or ""),
        "url": escape_bibtex(source.url or ""),
        "langid": escape_bibtex(source.language or ""),
        "file": escape_bibtex(source.name if source.path else ""),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _is_literal(author: str) -> bool:
    return is_organisation(author) or surname_of(author) == author.strip()


def _family_first(author: str) -> str:
    if "," in author:
        return author
    family = surname_of(author)
    at = author.rfind(family)
    given = author[:at].strip() if at > 0 else ""
    return f"{family}, {given}" if given else family


def _date_parts(published: str | None) -> tuple[int | None, int | None, int | None]:
    match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", published or "")
    if not match:
        return None, None, None
    year, month, day = (int(g) if g else None for g in match.groups())
    return year, month, day


def answer_to_csl_json(answer: Answer) -> str:
    """Write the sources an answer cites as CSL-JSON (Zotero, pandoc), each once.

    Args:
        answer: the answer.

    Returns:
        A JSON list, CSL 1.0.2 types; "[]" for an answer without citations.
    """
    keys = citation_keys(answer.sources)
    items = [_csl_item(source, keys[source.id]) for source in answer.sources]
    text = json.dumps(items, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode("utf-8")


def _csl_item(source: Source, key: str) -> dict[str, Any]:
    container = source.genre in _IN_CONTAINER
    parts = [p for p in _date_parts(source.published) if p is not None]
    item: dict[str, Any] = {
        "id": key,
        "type": _CSL_TYPES.get(source.genre or "", "document"),
        "title": source.label,
        "author": [_csl_name(a) for a in source.authors],
        "issued": {"date-parts": [parts]} if parts else None,
        "container-title" if container else "publisher": source.publisher,
        "URL": source.url,
        "language": source.language,
        "note": source.name if source.path and source.title else None,
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(author: str) -> dict[str, str]:
    if _is_literal(author):
        return {"literal": author}
    family, _, given = _family_first(author).partition(",")
    return {"family": family.strip(), "given": given.strip()}
