"""The words the page and the terminal use for verdicts, places and counts.

One vocabulary everywhere. It says what was checked and no more: a quote is "found in the source";
whether it is so is for the reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index.records import Passage, Source
from retrieval.export import notices_beside
from retrieval.lead_ins import name_with_reference, split_chain, written_date
from retrieval.own_voice import house_of
from retrieval.records import Answer, Citation, Match, Mode, Reason, Speaker, Support

DONT_SAY = "The documents don't say"
NEAREST = "Nearest passages (they do not answer)"
DIFFER = "Where the sources differ"
EACH_SAYS = "What each source says"
NONE_DIFFER = "What each source says (whether they differ is not decided)"
OTHER_MATTER = "Another matter (other date or scope)"
UNDECIDED = "Also said (whether it differs is not decided)"
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
_BY = {
    Mode.SAYS: "reported by",
    Mode.QUOTES: "quoted by",
    Mode.RELAYS: "reported by",
    Mode.REJECTS: "rejected by",
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
    publisher = source.publisher if source.publisher not in source.authors else ""
    return ", ".join(p for p in (listed(source.authors), publisher, date) if p)


def verdict_of(citation: Citation, support: Support, reason: Reason | None = None) -> str:
    """What was checked about one citation of a statement, in words."""
    if citation.match is not Match.EXACT:
        return f"{SUPPORT[support]}; the quote was {MATCH[citation.match]}"
    why = f" ({REASON[reason]})" if reason else ""
    return f"{SUPPORT[support]}{why}; found in the source"


def closing_lines(answer: Answer) -> list[str]:
    """What a reader should know beside the statements: what was left out, and the notices."""
    lines = [left_out_line(answer)] if answer.left_out else []
    if answer.invented:
        lines.append(f"{plural(len(answer.invented), 'marker')} of the model named no source.")
    return [*lines, *notices_beside(answer)]


def left_out_line(answer: Answer) -> str:
    """How many statements were left out and why: "2 statements left out: a number differs, ..."."""
    reasons = Counter(
        REASON[s.reason] if s.reason else SUPPORT[s.support].lower() for s in answer.left_out
    )
    told = "; ".join(f"{why}, {n} times" if n > 1 else why for why, n in reasons.items())
    return f"{plural(len(answer.left_out), 'statement')} left out: {told}."


def chain_of(citation: Citation) -> list[str]:
    """Who says it, innermost first, one line a link, ending with the document.

    Args:
        citation: with attribution and source.

    Returns:
        e.g. ["Broers (2019: 96)", "cited by Ada Kara", "in: Two Banks, March 2024"].
    """
    inner, own = split_chain(citation)
    lines = [
        name_with_reference(speaker)
        if not number
        else f"{_by(inner[number - 1], speaker)} {name_with_reference(speaker)}"
        for number, speaker in enumerate(inner)
    ]
    source = citation.source
    writer = listed(source.authors) or house_of(source) or _unsigned(source)
    if inner:
        lines.append(f"{_by(inner[-1], own)} {writer}")
    elif own is not None and own.reference:
        lines.append(f"{writer}, citing {own.reference}")
    elif own is not None and own.mode in (Mode.QUOTES, Mode.RELAYS):
        verb = "quotes" if own.mode is Mode.QUOTES else "reports"
        lines.append(f"{writer} {verb} it; whose words they are is not certain")
    else:
        lines.append(writer)
    date = citation.source.published
    lines.append(f"in: {citation.source.label}, {written_date(date) if date else 'undated'}")
    return lines


def _unsigned(source: Source) -> str:
    """What stands for a writer nobody knows; a publisher is not made the writer of it."""
    unknown = "author not known"
    return f"{source.publisher} ({unknown})" if source.publisher else unknown


def _by(spoken: Speaker, teller: Speaker | None) -> str:
    """How the next link of the chain passes on what the one before it said."""
    mode = teller.mode if teller is not None else Mode.RELAYS
    if spoken.reference and mode in (Mode.SAYS, Mode.RELAYS):
        return "cited by"
    return _BY[mode]
