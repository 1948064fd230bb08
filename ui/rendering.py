"""An answer as Markdown for the chat. Pure, and safe for text that wants to be markup.

Whatever comes from documents, models or readers passes `escape_markdown`; the only markup in the
result is ours. Citations are Markdown links, `[1](#cite-<answer id>-1 "where and verdict")`, so
they survive copying, and the page opens the evidence when one is followed.
"""

from __future__ import annotations

import re

from retrieval.records import Answer, Citation, Statement, Support

from .arranging import Group, arrange, named, shorten, shown, term_totals, words_of
from .phrases import DONT_SAY, NEAREST, closing_lines, locate, plural, verdict_of

# Every sign that can begin markup in Markdown, HTML, GitHub's extensions, LaTeX or mermaid.
# As entities they are text whatever stands around them; a backslash would depend on it.
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>&|~$@]")
# At the beginning of a line: lists, headings, rules, definitions, "1." and "1)".
_LINE_START = re.compile(r"^(\d{1,9}(?=[.)]))?([-+=#:.)])")
# GitHub's Markdown turns bare addresses into links.
_ADDRESS = re.compile(r"(?i)(?<=[a-z])://|\bwww\.")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_NEAREST_CHARACTERS = 320
_MOST_COUNTED = 50
_SIGN = {
    Support.PARTIAL: " ≈",
    Support.UNCHECKED: " ?",
    Support.UNSUPPORTED: " ✗",
    Support.CONTRADICTED: " ✗",
}


def escape_markdown(text: str) -> str:
    """Text that shows as itself in any Markdown, on one line.

    Args:
        text: anything.

    Returns:
        The text with markup signs as HTML entities, white space collapsed, control characters
        and text-direction overrides left out.
    """
    flat = " ".join(_UNSEEN.sub(" ", text).split())
    safe = _ACTIVE.sub(_entity, flat)
    safe = _ADDRESS.sub(lambda m: "".join(map(_coded, m[0])), safe)
    return _LINE_START.sub(lambda m: (m[1] or "") + _coded(m[2]), safe)


def _entity(match: re.Match[str]) -> str:
    return _coded(match[0])


def _coded(sign: str) -> str:
    return f"&#{ord(sign)};"


def citation_link(citation: Citation, answer_id: str, statement: Statement | None = None) -> str:
    """The chip of a citation: its number, linked, with place and verdict as tooltip.

    Args:
        citation: with its marker set.
        answer_id: letters and digits; tells the answers of one page apart.
        statement: what it backs; None where it stands beside a short answer.
    """
    support = statement.support if statement else Support.QUOTED
    verdict = verdict_of(citation, support, statement.reason if statement else None)
    title = escape_markdown(f"{locate(citation)} - {verdict[:1].lower()}{verdict[1:]}")
    title = title.replace('"', _coded('"'))
    number = citation.marker
    return f'[{number}{_SIGN.get(support, "")}](#cite-{answer_id}-{number} "{title}")'


def statement_markdown(statement: Statement, answer_id: str | None = None) -> str:
    """One statement with its chips; without `answer_id` (while streaming) it has none."""
    lead = escape_markdown(statement.lead_in).strip()
    words = escape_markdown(words_of(statement))
    text = f"*{lead}* {words}" if lead else words
    if answer_id is None:
        return text
    chips = " ".join(citation_link(c, answer_id, statement) for c in statement.citations)
    return f"{text}&nbsp;{chips}"


def answer_markdown(answer: Answer, answer_id: str, names: dict[str, str] | None = None) -> str:
    """A whole answer for the chat.

    Args:
        answer: any answer.
        answer_id: letters and digits.
        names: source id -> label, to name documents that are not cited.
    """
    blocks = []
    if answer.rewritten:
        blocks.append(f"Read as: *{escape_markdown(answer.rewritten)}*")
    if answer.abstained:
        blocks.append(f"**{DONT_SAY}.**")
    blocks.extend(_short_answers(answer, answer_id))
    blocks.extend(_groups(answer, answer_id))
    if answer.unanswered and not answer.abstained:
        blocks.extend(f"**{DONT_SAY}:** {escape_markdown(p)}" for p in answer.unanswered)
    if answer.abstained or answer.unanswered:
        blocks.extend(_counts(answer, names or {}))
        blocks.extend(_nearest(answer))
    blocks.extend(_notes(answer))
    return "\n\n".join(blocks)


def _short_answers(answer: Answer, answer_id: str) -> list[str]:
    lines = []
    for short in answer.short_answers:
        chips = " ".join(citation_link(c, answer_id) for c in short.citations if c.marker)
        held = f" · *{escape_markdown(named(short.holders, answer))}*" if short.holders else ""
        lines.append(f"**{escape_markdown(short.text)}**{held} {chips}")
    return lines


def _groups(answer: Answer, answer_id: str) -> list[str]:
    blocks = []
    for section in arrange(answer):
        if section.title:
            blocks.append(f"### {section.title}")
        for group in section.groups:
            blocks.extend(_group(group, answer_id, quoted=bool(section.title)))
    return blocks


def _group(group: Group, answer_id: str, *, quoted: bool) -> list[str]:
    said = [statement_markdown(s, answer_id) for s in group.statements]
    note = f" · *{escape_markdown(group.note)}*" if group.note else ""
    if group.heading:
        said = [f"**{escape_markdown(group.heading)}**{note}", *said]
    elif note:
        said[-1] += note
    return ["\n>\n".join(f"> {line}" for line in said)] if quoted else said


def _counts(answer: Answer, names: dict[str, str]) -> list[str]:
    totals = term_totals(answer)
    if not totals:
        return []
    words = [
        f"**{escape_markdown(term)}** {plural(count, 'time')} in {plural(documents, 'document')}"
        if count
        else f"**{escape_markdown(term)}** in none"
        for term, (count, documents) in totals.items()
    ]
    asked = plural(len(answer.coverage), "document")
    lines = [f"The question's words, counted exactly in {asked}: {'; '.join(words)}."]
    held = [entry for entry in answer.coverage if any(entry.term_counts.values())]
    if held:
        rows = [
            f"| {escape_markdown(names.get(entry.source_id, entry.source_id[:12]))} | "
            + " | ".join(f"{entry.term_counts.get(term, 0):,}" for term in totals)
            + " |"
            for entry in held[:_MOST_COUNTED]
        ]
        head = "| | " + " | ".join(escape_markdown(t) for t in totals) + " |"
        rule = "|---|" + "--:|" * len(totals)
        more = len(held) - len(rows)
        lines.append("<details><summary>Counted by document</summary>")
        lines.append("\n".join([head, rule, *rows]))
        if more > 0:
            lines.append(f"and {plural(more, 'more document')}")
        lines.append("</details>")
    return lines


def _nearest(answer: Answer) -> list[str]:
    if not answer.nearest:
        return []
    rows = []
    for passage in answer.nearest:
        words = shorten(shown(passage.text, passage.source.media_type), _NEAREST_CHARACTERS)
        rows.append(f"- *{escape_markdown(locate(passage))}:* {escape_markdown(words)}")
    return [f"**{NEAREST}**", "\n".join(rows)]


def _notes(answer: Answer) -> list[str]:
    lines = [*closing_lines(answer), summary_line(answer)]
    return ["\n".join(f"*{escape_markdown(line)}*  " for line in lines)]


def summary_line(answer: Answer) -> str:
    """How many documents were asked and spoke, who worded the answer, and how long it took."""
    asked = [c for c in answer.coverage if c.outcome != "not_searched"]
    speak = sum(c.outcome == "speaks" for c in asked)
    parts = [f"{plural(len(asked), 'document')} asked"]
    if asked:
        parts.append(f"{speak:,} quoted" if speak else "none quoted")
    if answer.engine != "extractive":
        parts.append(f"worded by {answer.engine}")
    parts.append(f"{answer.seconds:.1f} s")
    return ", ".join(parts)
