"""The words the page and the terminal use for verdicts, places and counts.

One vocabulary everywhere. It says what was checked and no more: a quote is "found in the source";
whether it is so is for the reader.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.records import Passage, Source
from retrieval.lead_ins import written_date
from retrieval.records import Citation, Match, Mode, Reason, Relation, Speaker, Support

DONT_SAY = "The documents don't say"
NEAREST = "Nearest passages (they do not answer)"
DIFFER = "Where the sources differ"
EACH_SAYS = "What each source says"
WHO = "Who says it"

SUPPORT = {
    Support.QUOTED: "Quoted word for word",
    Support.SUPPORTED: "Backed by the quote",
    Support.PARTIAL: "Partly backed by the quote",
    Support.UNSUPPORTED: "Not backed by the quote",
    Support.CONTRADICTED: "Contradicted by the quote",
    Support.UNCHECKED: "Not checked against the quote",
}
REASON = {
    Reason.NUMBER: "a number differs",
    Reason.DATE: "a date differs",
    Reason.NAME: "a name differs",
    Reason.NEGATION: "a negation differs",
    Reason.HEDGE: "a reservation was dropped or added",
    Reason.QUANTIFIER: "how many or how much differs",
    Reason.REPORTED: "it is reported, not said, there",
    Reason.NOT_ENTAILED: "the quote does not say so",
    Reason.QUOTE_MISSING: "the quote is not in the source",
    Reason.WRONG_SOURCE: "the quote is from another source",
}
MATCH = {
    Match.EXACT: "found in the source",
    Match.NOT_LOCATED: "not found in the source",
    Match.OTHER_SOURCE: "found in another source",
    Match.INVENTED: "names no source",
}
RELATION = {
    Relation.SAME: "says the same",
    Relation.DIFFERENT: "a different answer",
    Relation.OTHER_MATTER: "another matter (other date or scope)",
}
MODE = {
    Mode.SAYS: "says it",
    Mode.QUOTES: "quotes it",
    Mode.RELAYS: "reports it",
    Mode.REJECTS: "rejects it",
}

_HEADING = 80


def plural(count: int, noun: str, nouns: str | None = None) -> str:
    """Count and noun, e.g. "1 document" or "2 documents"; thousands are grouped."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence, e.g. "A, B and C"."""
    words = list(words)
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def place_of(where: Citation | Passage) -> str:
    """Page and innermost heading: "p. 3, Conclusion"; empty where the text has neither."""
    page = where.page_label or (str(where.page) if where.page else "")
    parts = [f"p. {page}"] if page else []
    heading = " ".join(where.section[-1].split()) if where.section else ""
    if heading and heading.casefold() != where.source.label.casefold():
        parts.append(heading if len(heading) <= _HEADING else heading[:_HEADING].rstrip() + "…")
    return ", ".join(parts)


def locate(where: Citation | Passage) -> str:
    """Title and place: "The Valley Question, p. 3"."""
    return ", ".join(p for p in (where.source.label, place_of(where)) if p)


def describe_source(source: Source) -> str:
    """Authors, publisher and date, as far as known: "A. Kara, Northwater Centre, May 2023"."""
    date = written_date(source.published) if source.published else "undated"
    parts = [listed(source.authors), source.publisher or "", date]
    return ", ".join(p for p in parts if p)


def verdict_of(citation: Citation, support: Support, reason: Reason | None = None) -> str:
    """What was checked about one citation of a statement, in words."""
    if citation.match is not Match.EXACT:
        return f"{SUPPORT[support]}; the quote was {MATCH[citation.match]}"
    why = f" ({REASON[reason]})" if reason else ""
    return f"{SUPPORT[support]}{why}; found in the source"


def chain_of(citation: Citation) -> list[str]:
    """Who says it, innermost first, one line a link, ending with the document.

    Args:
        citation: with attribution and source.

    Returns:
        e.g. ["Broers (2019: 96)", "cited by Alizada (author of the document)", "in: Title, 2024"].
    """
    lines = []
    chain = citation.attribution
    own = chain[-1] if chain and chain[-1].span is None else None
    for number, speaker in enumerate(chain[:-1] if own else chain):
        lines.append(_link(speaker, first=number == 0))
    writer = listed(citation.source.authors) or "author not known"
    if own is None:
        lines.append(f"{'told by ' if lines else ''}{writer}")
    else:
        cites = f", citing {own.reference}" if own.reference else ""
        lines.append(f"{writer} {MODE[own.mode]}{cites}")
    rest = [citation.source.label, citation.source.publisher or ""]
    date = citation.source.published
    lines.append(
        "in: " + ", ".join([p for p in rest if p] + [written_date(date) if date else "undated"])
    )
    return lines


def _link(speaker: Speaker, *, first: bool) -> str:
    name = speaker.name
    if speaker.reference and speaker.reference not in name:
        name += f", {speaker.reference}"
    return name if first and speaker.mode is Mode.SAYS else f"{name} {MODE[speaker.mode]}"
