"""A document read for who speaks where: its quotations, references and sentences, once.

`attribution` asks these records; nothing here decides who speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.records import Document, RegionKind, Sentence, Source, Span

from .bibliography import SUPERSCRIPTS, read_shelf
from .lead_ins import author_label
from .quotation import Quotation, Quotations, find_quotations
from .records import Mode, Speaker
from .references import Reference, RefersBy, find_references, resolve_ibid
from .reporting import Report, find_report, find_trailing
from .reporting_subjects import is_named_work
from .turns import Turn, find_turns

# White space, punctuation and markup, without a word.
MARKS_ONLY = re.compile(r"[\s.,;:!?()\[\]\"'“”‘’«»„*_>#\\–—…-]*")
_READ = (RegionKind.BODY, RegionKind.NOTES, RegionKind.CAPTION)
# What a document of each genre may call itself: "The report" inside a report is no other work.
_SELF = {
    "news": "article story",
    "opinion": "article column essay piece",
    "comment": "comment commentary brief paper article analysis note",
    "press_release": "release statement",
    "interview": "interview article",
    "book": "book chapter study volume",
    "report": "report study paper survey review analysis document audit",
    "paper": "paper article study report survey review analysis essay",
    "thesis": "thesis dissertation study chapter paper survey analysis",
}
_ELSEWHERE = re.compile(
    r"\(\s*(?:see\s+also|but\s+(?:see|cf|compare)|(?:al)?though\s+see|cf\b|compare|contrast|contra|pace)\b",
    re.IGNORECASE,
)
# An address in lower case makes no ordinary word of "Brell": https://brell.example/mayor
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*|\b[\w-]+(?:\.[\w-]+)+(?:/\S*)?")
_BLOCK_QUOTE = re.compile(r"(?:^[ \t]*>.*(?:\n|\Z))+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Discourse:
    """A document read for who speaks where.

    Attributes:
        source: of the document.
        text: its canonical text.
        sentences: spans of its sentences, in order.
        quotations: where marks pair, and where they do not.
        references: in order, linked, each "ibid" resolved.
        masked: the text with the insides of quotations blanked, same length.
        common: its words that occur in lower case, web addresses aside.
        turns: of an interview's guests, in order; empty for everything else.
        speakers: found so far, by quotation; filled by `attribution`.
    """

    source: Source
    text: str
    sentences: tuple[Span, ...]
    quotations: Quotations
    references: tuple[Reference, ...]
    masked: str
    common: frozenset[str]
    turns: tuple[Turn, ...] = ()
    speakers: dict[Span, tuple[Speaker, ...]] = field(default_factory=dict, compare=False)


def analyse(
    document: Document, sentences: Sequence[Sentence], sources: Sequence[Source] = ()
) -> Discourse:
    """Read a document for who speaks where.

    Args:
        document: with its regions.
        sentences: of the document, in order.
        sources: of the corpus, to link references to works that are in it.

    Returns:
        What `attribute` needs; the caller may keep it as long as the document does not change.
    """
    text = document.text
    shelf = read_shelf(document, sources)
    readable = [r for r in document.regions if r.kind in _READ]
    spans = [r.span for r in readable] or ([] if document.regions else [Span(0, len(text))])
    references = resolve_ibid(
        sorted((r for s in spans for r in find_references(text, s, shelf)), key=lambda r: r.span)
    )
    quotations = _read_quotations(document)
    return Discourse(
        source=document.source,
        text=text,
        sentences=tuple(s.span for s in sentences),
        quotations=quotations,
        references=references,
        masked=_mask(text, quotations),
        common=frozenset(re.findall(r"\b[a-zà-ÿ]{3,}\b", _ADDRESS.sub(" ", text))),
        turns=find_turns(document),
    )


def _read_quotations(document: Document) -> Quotations:
    """Quotations per run of body text: they run over pages and paragraphs, never a heading."""
    text = document.text
    runs: list[list[Span]] = [[]]
    for region in document.regions:
        if region.kind is RegionKind.BODY:
            runs[-1].append(region.span)
        elif region.kind is RegionKind.HEADING:
            runs.append([])
        elif region.kind is RegionKind.NOTES:
            runs.insert(0, [region.span])
    if not document.regions:
        runs = [[Span(0, len(text))]]
    found = [find_quotations(text, run) for run in runs if run]
    blocks: list[Quotation] = []
    if "markdown" in document.source.media_type:
        for match in _BLOCK_QUOTE.finditer(text):
            span = Span(match.start(), match.end())
            blocks.append(Quotation(span, span))
    pairs = [p for q in found for p in q.pairs]
    pairs = [p for p in pairs if not any(b.outer.overlaps(p.outer) for b in blocks)] + blocks
    zones = sorted(z for q in found for z in q.unbalanced)
    return Quotations(tuple(sorted(pairs, key=lambda p: p.outer)), tuple(zones))


def _mask(text: str, quotations: Quotations) -> str:
    pieces, at = [], 0
    for pair in quotations.pairs:
        if pair.inner.start < at:
            continue
        pieces.append(text[at : pair.inner.start])
        pieces.append(re.sub(r"\S", "·", pair.inner.of(text)))
        at = pair.inner.end
    return "".join([*pieces, text[at:]])


def trim(text: str, span: Span) -> Span:
    """`span` without the white space and markup at its edges."""
    start, end = min(span.start, len(text)), min(span.end, len(text))
    while start < end and text[start] in " \t\n\r>*_#":
        start += 1
    while end > start and text[end - 1] in " \t\n\r*_":
        end -= 1
    return Span(start, end)


def own_link(discourse: Discourse, mode: Mode, cited: Sequence[Reference] = ()) -> Speaker:
    """The document's own link of a chain."""
    name = author_label(discourse.source)
    if not cited:
        return Speaker(name, mode=mode)
    written = ", ".join(written_reference(discourse, r) for r in cited)
    works = [c.work for r in cited for c in r.cited]
    linked = [w for w in works if w]
    work = "\n".join(dict.fromkeys(linked)) if linked and len(linked) == len(works) else None
    return Speaker(name, reference=written, work=work, mode=mode)


def written_reference(discourse: Discourse, reference: Reference) -> str:
    """A reference as written; an "ibid" names what it stands for, a narrative one its name."""
    if reference.name_span is not None:
        return discourse.text[reference.name_span.start : reference.span.end]
    if reference.kind is RefersBy.IBID and reference.cited:
        names = "; ".join(" ".join(filter(None, (c.name, c.year))) for c in reference.cited)
        inner = reference.text.strip("()") if reference.text.startswith("(") else "ibid."
        if names.strip("; "):
            return f"({inner}, after {names})"
    if not reference.text.startswith(("(", "[")) or reference.kind is RefersBy.NOTE:
        mark = re.search(r"[\w¹²³⁰⁴-⁹-]+", reference.text)
        return f"note {mark[0].translate(SUPERSCRIPTS)}" if mark else reference.text
    return reference.text


def references_in(discourse: Discourse, span: Span) -> list[Reference]:
    """The references that stand in a span."""
    return [r for r in discourse.references if span.contains(r.span)]


def is_cited(reference: Reference) -> bool:
    """Whether a reference vouches for its sentence.

    Not "born in Sulen (1960)", a name before a bare year that no entry knows, and not where the
    author points elsewhere or to the contrary: "(see also …)", "(cf. …)", "(but see …)".
    """
    if _ELSEWHERE.match(reference.text):
        return False
    if reference.name_span is None:
        return True
    return any(c.candidates or c.locator for c in reference.cited)


def sentence_at(discourse: Discourse, offset: int) -> Span:
    """The sentence around an offset; its line where no sentence is known."""
    at = bisect_right(discourse.sentences, offset, key=lambda s: s.start) - 1
    if at >= 0 and discourse.sentences[at].end > offset:
        return discourse.sentences[at]
    start = discourse.text.rfind("\n", 0, offset) + 1
    end = discourse.text.find("\n", offset)
    return Span(start, max(offset + 1, end if end >= 0 else len(discourse.text)))


def sentence_before(discourse: Discourse, offset: int) -> Span | None:
    """The sentence that ends before an offset; None for the first."""
    at = bisect_right(discourse.sentences, offset - 1, key=lambda s: s.start) - 1
    while at >= 0 and discourse.sentences[at].end > offset:
        at -= 1
    return discourse.sentences[at] if at >= 0 else None


def report_in(discourse: Discourse, span: Span, *, inner: bool = False) -> Report | None:
    """The reporting clause of a sentence or the rest of one; see `reporting.find_report`."""
    report = find_report(
        discourse.text, span, common=discourse.common, masked=discourse.masked, inner=inner
    )
    return report if report is None or _is_other(discourse, report) else None


def report_after(discourse: Discourse, tail: Span) -> Report | None:
    """The reporting clause behind a closing mark; see `reporting.find_trailing`."""
    report = find_trailing(
        discourse.text, tail, common=discourse.common, masked=discourse.masked, tail=True
    )
    return report if report is None or _is_other(discourse, report) else None


def _is_other(discourse: Discourse, report: Report) -> bool:
    """Not "the report" where that may be the document itself, nor a work of its own name."""
    if report.work is None:
        return not (is_named_work(report.name) and _is_own_name(discourse, report.name))
    own = _SELF.get(discourse.source.genre or "")
    return own is not None and report.work not in own.split()


def _is_own_name(discourse: Discourse, work: str) -> bool:
    """Whether every name in what a work is called is of the document: title, authors, publisher."""
    source = discourse.source
    own = " ".join((source.title or "", *source.authors, source.publisher or "")).casefold()
    names = re.findall(r"[^\W\d_a-z][\w’'-]+", re.sub(r"^(?:The|An?)\s|['’]s\b", "", work))
    return bool(own) and all(re.search(rf"\b{re.escape(n.casefold())}\b", own) for n in names)
