"""From a model's draft to a statement with its verdict.

A statement says what one speaker of one document says. Where a draft names sentences of several,
each document's (and each speaker's) have to bear it alone; those that do not are no evidence for
it. What no single voice says is said by nobody, however well the pieces fit together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.records import Document, Span

from .citing import find_occurrences, match_quote
from .drafts import Draft
from .evidence import cite_span
from .folding import fold_plain
from .judges import Verifier
from .lead_ins import author_label, lead_in, split_chain
from .llm_cuts import lost_in_cut
from .llm_settings import LLMSettings
from .model_text import clean_text
from .prompts import Offered
from .records import Citation, Match, Reason, Statement, Support
from .verification import VerificationSettings, check
from .vetoes import veto

if TYPE_CHECKING:
    from index.corpus import Corpus

_QUOTED = re.compile(r"[“«„\"]([^“”«»„\"]{8,}?)[”»“\"]")
_QUOTE_WORDS = 3
_TITLE_WORDS = 6
# A neighbour that is not cited cannot bear a statement: what is shown as its proof must.
_CITED_ONLY = VerificationSettings(neighbours=0)
_ORDER = (
    Support.QUOTED, Support.SUPPORTED, Support.PARTIAL, Support.UNCHECKED,
    Support.UNSUPPORTED, Support.CONTRADICTED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proof:
    """What drafts are held against."""

    corpus: Corpus
    offered: Sequence[Offered]
    verifier: Verifier | None
    settings: LLMSettings

    def prove(self, draft: Draft) -> Statement:
        """The statement a draft makes, with its verdict.

        Args:
            draft: its ids lie within what was offered.

        Returns:
            A statement; its citations are those that bear it, or all of them where none does.
        """
        cited = [self.offered[number - 1].citation for number in draft.ids]
        base = Statement(draft.text, "", Span(0, 0), (), Support.UNSUPPORTED)
        if not cited or not draft.text:
            return replace(base, reason=Reason.QUOTE_MISSING)
        text = _without_author(draft.text, cited)
        base = replace(base, text=text, citations=tuple(cited))
        if len(text) > self.settings.statement_characters:
            return replace(base, reason=Reason.NOT_ENTAILED)
        wanted = [*draft.quotes, *_quotes_in(text)]
        reason = self._missing_quote(wanted, cited)
        if reason is not None:
            return replace(base, reason=reason)
        cited += self._further(wanted, cited)
        if _is_glued(text, cited):
            return replace(base, reason=Reason.NOT_ENTAILED)
        verdicts = [self._judge_voice(text, group) for group in _by_voice(cited)]
        passed = [v for v in verdicts if v.support in self.settings.passing]
        return join_voices(passed) if passed else min(verdicts, key=_rank)

    def _judge_voice(self, text: str, citations: Sequence[Citation]) -> Statement:
        """The verdict of one voice: of the citations that bear a text alone, else of all."""
        if len(citations) == 1:
            return self.judge(text, citations)
        alone = [self.judge(text, [c]) for c in citations]
        passed = [v for v in alone if v.support in self.settings.passing]
        quoted = [v for v in passed if v.support is Support.QUOTED]
        return join_voices(quoted or passed) if passed else self.judge(text, citations)

    def judge(self, text: str, citations: Sequence[Citation]) -> Statement:
        """The verdict on a text against citations of one voice, with the voice as lead-in."""
        leads = sorted({clean_text(lead_in(c)) for c in citations}, key=len)
        statement = Statement(text, f"{leads[-1]} ", Span(0, 0), tuple(citations))
        verdict = check(
            statement,
            self.corpus,
            self.verifier,
            aliases=self.corpus.aliases,
            settings=_CITED_ONLY,
        )
        if verdict.support is Support.QUOTED:
            return verdict
        lost = Reason.QUOTE_MISSING if _opens_a_quote(text) else lost_in_cut(text, citations)
        lost = Reason.NAME if self._poses(text) else lost
        if lost is not None and verdict.support in self.settings.passing:
            return replace(verdict, support=Support.PARTIAL, reason=lost)
        return verdict

    def _missing_quote(self, quotes: Iterable[str], cited: Sequence[Citation]) -> Reason | None:
        """Why words offered as a quote are none; None where all are found in what is cited."""
        for quote in quotes:
            if any(find_occurrences(quote, self._document(c)) for c in cited):
                continue
            match, _ = match_quote(quote, cited[0].source.id, self.corpus)
            elsewhere = match is Match.OTHER_SOURCE
            return Reason.WRONG_SOURCE if elsewhere else Reason.QUOTE_MISSING
        return None

    def _further(self, quotes: Iterable[str], cited: Sequence[Citation]) -> list[Citation]:
        """Whole sentences that hold a quote which no cited sentence holds."""
        added: list[Citation] = []
        for quote in quotes:
            places = [(c, s) for c in cited for s in find_occurrences(quote, self._document(c))]
            if any(c.span is not None and c.span.contains(place) for c, place in places):
                continue
            citation, place = places[0]
            inside = [
                s.span for s in self.corpus.sentences(citation.source.id) if s.span.overlaps(place)
            ]
            if inside:
                whole = Span(inside[0].start, inside[-1].end)
                added.append(cite_span(self.corpus, citation.source.id, whole))
        return added

    def _poses(self, text: str) -> bool:
        """Whether a text names a file or a title of the corpus, as if that said it.

        Who says it stands in the lead-in, proved. A document that calls itself by a trusted
        file's name may get a model to write it; then the whole sentence is quoted or nothing.
        """
        said = fold_plain(text).casefold()
        for source in self.corpus.sources():
            title = fold_plain(source.title or "").casefold()
            name = source.name.casefold()
            if ("." in name and name in said) or (
                len(title.split()) >= _TITLE_WORDS and title in said
            ):
                return True
        return False

    def _document(self, citation: Citation) -> Document:
        return self.corpus.document(citation.source.id)


def _opens_a_quote(text: str) -> bool:
    """Whether a quotation mark has no partner: the cut tears a quotation open."""
    pairs = (("“", "”"), ("«", "»"))
    return text.count('"') % 2 == 1 or any(text.count(a) != text.count(b) for a, b in pairs)


def _quotes_in(text: str) -> list[str]:
    """Words in quotation marks, three and more, without the punctuation of the sentence."""
    found = (m[1].strip().rstrip(".,;:") for m in _QUOTED.finditer(text))
    return [quote for quote in found if len(quote.split()) >= _QUOTE_WORDS]


def _by_voice(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Citations grouped by document and by who speaks in it, in order."""
    groups: dict[tuple[object, ...], list[Citation]] = {}
    for citation in citations:
        chain = tuple((s.name, s.reference, s.mode) for s in citation.attribution)
        groups.setdefault((citation.source.id, chain), []).append(citation)
    return list(groups.values())


def _is_glued(text: str, citations: Sequence[Citation]) -> bool:
    """Whether a part of one cited sentence is glued to a part of another, whoever says them."""
    evidence = " ".join(fold_plain(c.quote, c.source.media_type) for c in citations)
    return veto(text, evidence, attributed=True) is Reason.NOT_ENTAILED


def _rank(statement: Statement) -> int:
    return _ORDER.index(statement.support)


def join_voices(passed: Sequence[Statement]) -> Statement:
    """One statement of several voices that each bear it; no better than the weakest of them."""
    weakest = max(passed, key=_rank)
    leads = dict.fromkeys(s.lead_in.strip().rstrip(":") for s in passed)
    return replace(
        weakest,
        lead_in=f"{'; '.join(leads)}: ",
        citations=tuple(dict.fromkeys(c for s in passed for c in s.citations)),
    )


def _without_author(text: str, cited: Sequence[Citation]) -> str:
    """The text without the author's name before it: the lead-in says it, proved.

    Only neutral openings go ("According to Kara (2024), …", "Kara writes that …"), and only
    where the document itself speaks: anybody else's name is part of what is claimed.
    """
    if any(split_chain(c)[0] for c in cited):
        return text
    names = dict.fromkeys(
        name
        for c in cited
        for name in (author_label(c.source), *c.source.authors, c.source.label)
        if name.strip()
    )
    for citation in cited:
        lead = clean_text(lead_in(citation))
        if lead and text.startswith(lead):
            return text[len(lead) :].strip()
    known = "|".join(re.escape(name) for name in names)
    opening = re.compile(
        rf"^(?:according to (?:{known})(?:\s*\(\d{{4}}\))?,\s*"
        rf"|(?:{known})(?:\s*\(\d{{4}}\))?(?::\s*|\s+(?:says|writes|states|reports)\s+that\s+))",
        re.I,
    )
    found = opening.match(text)
    if not found or not text[found.end() :]:
        return text
    rest = text[found.end() :]
    return rest[:1].upper() + rest[1:]
