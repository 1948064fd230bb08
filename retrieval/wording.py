"""What a question's words are also called in these documents, and what to say about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from index.records import SourceFilter
from index.words import content_words, words

from .name_forms import name_variants
from .query import QUESTION_CHARACTERS, names_in
from .spelling import Variant, alias_variants, spelling_variants, text_aliases

if TYPE_CHECKING:
    from index.corpus import Corpus

_ALIASES: WeakKeyDictionary[Corpus, tuple[int, tuple[tuple[str, str], ...]]] = WeakKeyDictionary()
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class Wording:
    """Further words to search for, and one line for each on why."""

    variants: tuple[Variant, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What is searched besides the words as typed."""
        return tuple(v.other for v in self.variants if v.why not in ("form", "source"))

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Names that mean the same, in pairs: listed, tied in a document, a place's people."""
        return tuple((v.word, v.other) for v in self.variants if v.why != "spelling")

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader is told."""
        said = {
            "spelling": "“{0}” is not in the documents; also searched “{1}”.",
            "alias": "Also searched “{1}”, another name of “{0}” on your alias list.",
            "text": "Also searched “{1}”, which a document ties to “{0}”.",
            "absent": "“{0}” is not in the documents; also searched its form “{1}”.",
            "name": "Also searched “{1}”, another name of “{0}”.",
        }
        told = (v for v in self.variants if v.why in said)  # a form of the word goes without saying
        return tuple(said[v.why].format(v.word, v.other) for v in told)

    def widened(self, question: str) -> str:
        """The question with its variants put behind it."""
        wide = f"{question} {' '.join(self.words)}" if self.words else question
        return wide if len(wide) <= QUESTION_CHARACTERS else question

    def corrected(self, question: str) -> str:
        """The question with misspelt words replaced by the spelling the documents use."""
        for variant in self.variants:
            if variant.why == "spelling":
                position = question.lower().find(variant.word)
                if position >= 0:
                    end = position + len(variant.word)
                    question = question[:position] + variant.other + question[end:]
        return question


def widen(
    question: str, corpus: Corpus, sources: SourceFilter | Sequence[str] | None = None
) -> Wording:
    """Spelling and name variants of a question against a corpus."""
    count, vocabulary = corpus.embedder.count_tokens, corpus.vocabulary(None)
    forms = name_variants(question, vocabulary)
    formed = {word for v in forms for word in words(v.word)}
    spelt = spelling_variants(
        # "Kestrian" for "Kestria" is a form of the name, no slip.
        [word for word in content_words(question) if word not in formed],
        vocabulary,
        # A word that the embedder's vocabulary holds whole is a word, not a slip.
        lambda word: count(word) <= count("the"),
    )
    listed = alias_variants(question, corpus.aliases)
    known = {v.other for v in listed}
    tied = tuple(
        Variant(v.word, v.other, "text")
        for v in alias_variants(question, _tied_names(corpus))
        if v.other not in known
    )
    known |= {v.other for v in tied} | {" ".join(words(v.other)) for v in (*listed, *tied)}
    further = (_shown(v, forms, vocabulary) for v in forms if v.other not in known)
    return Wording((*spelt, *listed, *tied, *further, *_of_sources(question, corpus, vocabulary)))


def _shown(variant: Variant, forms: Sequence[Variant], vocabulary: Mapping[str, int]) -> Variant:
    """A form of a name that stands nowhere under any name is searched by the form that does."""
    named = any(v.word == variant.word and v.why == "name" for v in forms)
    held = set(words(variant.word)) <= vocabulary.keys()
    return variant if variant.why != "form" or named or held else replace(variant, why="absent")


def _of_sources(
    question: str, corpus: Corpus, vocabulary: Mapping[str, int]
) -> tuple[Variant, ...]:
    """Names of the question that no text holds but that are an author's or a publisher's."""
    absent = [n for n in names_in(question) if not set(words(n)) <= vocabulary.keys()]
    if not absent:
        return ()
    holders = sorted({h for s in corpus.sources() for h in (*s.authors, s.publisher) if h})
    return tuple(
        Variant(name, holder, "source")
        for name in absent
        for holder in holders
        if set(words(name)) <= set(words(holder))
    )


def _tied_names(corpus: Corpus) -> tuple[tuple[str, str], ...]:
    """Pairs of names tied by appositions in the texts, read once per generation."""
    with _LOCK:
        generation, pairs = _ALIASES.get(corpus, (-1, ()))
    if generation == corpus.generation:
        return pairs
    found: dict[tuple[str, str], None] = {}
    for source in corpus.sources():
        found.update(dict.fromkeys(text_aliases(corpus.document(source.id))))
    with _LOCK:
        _ALIASES[corpus] = (corpus.generation, tuple(found))
    return tuple(found)
