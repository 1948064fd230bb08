"""The nouns of the index: what a document is once it has been read.

All records are frozen. `None` means unknown, an empty tuple means none. Spans are half-open
ranges of Unicode code points of `Document.text`, the one canonical text of a document: a record
that carries a span derives its text from it, so the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range [start, end) of code points.

    Raises:
        ValueError: unless 0 <= start <= end.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"Span({self.start}, {self.end}): need 0 <= start <= end")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of `text` inside this span.

        Raises:
            ValueError: if the span reaches past the end of `text`.
        """
        if self.end > len(text):
            raise ValueError(f"{self} reaches past a text of {len(text)} characters")
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


class Origin(StrEnum):
    """Where a piece of metadata comes from, strongest first."""

    USER = "user"
    DECLARED = "declared"
    BYLINE = "byline"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who said so: `span` is set where the document's own text says it (a byline)."""

    origin: Origin
    span: Span | None = None


GENRES = (
    "news",
    "opinion",
    "comment",
    "report",
    "thesis",
    "paper",
    "book",
    "press_release",
    "interview",
    "web",
    "other",
)


@dataclass(frozen=True, slots=True)
class Source:
    """A document's identity and what is known about it.

    Attributes:
        id: lower-case hex SHA-256 of the file's bytes.
        path: as given by the user, made absolute; pages and exports show its name only.
        media_type: e.g. "text/markdown", "application/pdf".
        published: ISO 8601 as precise as known: "2024", "2024-07" or "2024-07-11".
        genre: one of `GENRES`.
        language: ISO 639-1 code as detected or declared, e.g. "en".
        translation_of: the work it translates: a title, a file's name or a source's id; None where
            nothing says that it is a translation.
        text_sha256: hex SHA-256 of `Document.text` in UTF-8.
        provenance: field name -> where its value comes from; fields not listed are unknown.
    """

    id: str
    path: str | None = None
    url: str | None = None
    media_type: str = "text/plain"
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    genre: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    translation_of: str | None = None
    text_sha256: str = ""
    provenance: Mapping[str, Provenance] = field(default_factory=dict, hash=False)

    @property
    def name(self) -> str:
        """What to call it where the title is unknown: the file's name, the URL, or its id."""
        if self.path:
            return self.path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
        return self.url or self.id[:12]

    @property
    def label(self) -> str:
        """The title, else the name."""
        return self.title or self.name


class RegionKind(StrEnum):
    """What a stretch of text is for. Only BODY and NOTES become statements."""

    BODY = "body"
    HEADING = "heading"
    CONTENTS = "contents"
    BIBLIOGRAPHY = "bibliography"
    NOTES = "notes"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of `Document.text` of one kind. Regions do not overlap and stand in order."""

    kind: RegionKind
    span: Span


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `number` counts from 1, `label` is what is printed or declared ("xii")."""

    number: int
    span: Span
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch under a heading. `path` holds the headings, outermost first."""

    span: Span
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A frozen text and its map. Everything that is cited is a span of `text`."""

    source: Source
    text: str
    regions: tuple[Region, ...] = ()
    pages: tuple[Page, ...] = ()
    sections: tuple[Section, ...] = ()

    def page_at(self, offset: int) -> Page | None:
        """The page that holds the character at `offset`; None where there are no pages."""
        found = None
        for page in self.pages:
            if page.span.start > offset:
                break
            found = page
        return found

    def section_at(self, offset: int) -> tuple[str, ...]:
        """The heading path of the innermost section around `offset`, outermost first."""
        best: Section | None = None
        for section in self.sections:
            if section.span.start <= offset < section.span.end and (
                best is None or len(section.path) >= len(best.path)
            ):
                best = section
        return best.path if best else ()

    def region_at(self, offset: int) -> RegionKind:
        """The kind of region around `offset`; BODY where no region says otherwise."""
        for region in self.regions:
            if region.span.start <= offset < region.span.end:
                return region.kind
        return RegionKind.BODY


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest thing that is cited. `kind` is the region it stands in."""

    span: Span
    kind: RegionKind = RegionKind.BODY


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole sentences within one section: what search returns.

    Attributes:
        text: `document.text[span.start:span.end]`, nothing else.
        score: the final score, higher is better; comparable within one result list only.
        scores: the parts it is made of, e.g. {"bm25": ..., "dense": ..., "rerank": ...}.
        page: 1-based number of the page where it begins.
        page_label: what that page calls itself.
        section: heading path, outermost first.
    """

    source: Source
    span: Span
    text: str
    score: float = 0.0
    scores: Mapping[str, float] = field(default_factory=dict, hash=False)
    page: int | None = None
    page_label: str | None = None
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceFilter:
    """Which documents to ask. Empty fields do not restrict; all given fields must hold.

    `after` and `before` are ISO 8601 dates, inclusive; undated documents fail them.
    Text fields compare without regard to case.
    """

    ids: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """A file that was not indexed, why, and what the user can do."""

    path: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class AddReport:
    """What `Corpus.add` did. The tuples hold source ids, except `skipped`.

    `missing`: documents once read below the folders given, whose files are gone; they are still
    searched (see `Corpus.remove_missing`).
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    skipped: tuple[Skip, ...] = ()
    missing: tuple[str, ...] = ()


class BlockKind(StrEnum):
    """What a loader saw in the file's own markup."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    CAPTION = "caption"
    NOTE = "note"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch the loader found. `level` is 1-6 for headings, else 0."""

    kind: BlockKind
    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a loader makes of a file, before regions and metadata are settled.

    Attributes:
        text: the canonical text.
        blocks: in reading order, not overlapping.
        declared: metadata the file itself declares (front matter, HTML meta, document
            properties that name the writer), keyed by `Source` field; `authors` and `tags`
            are tuples, the rest strings. Never a PDF Creator, a file time or a generator.
        notices: what a careful reader should know, e.g. the guessed charset.
    """

    text: str
    media_type: str
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    declared: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict, hash=False)
    notices: tuple[str, ...] = ()
