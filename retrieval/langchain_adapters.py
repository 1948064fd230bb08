"""Vouch inside LangChain: a retriever over a corpus, and a runnable that answers from it.

    VouchRetriever(corpus=corpus, k=5).invoke("Who paid?")        -> list of LangChain documents
    AnswerRunnable(corpus).invoke("Who paid?")                    -> Answer

This module imports langchain_core, so import it only where LangChain is wanted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import ConfigDict, Field

from index.corpus import Corpus
from index.errors import InputError
from index.records import Passage

from .records import Answer
from .search import search

_FIX = "Give a string, or a mapping with question, history, sources."


class VouchRetriever(BaseRetriever):
    """Passages of a corpus as LangChain documents, best first.

    `page_content` is the passage word for word; `metadata` says where it stands: `source_id`,
    `start` and `end` (code points of the document's text), `title`, `authors`, `published`,
    `source` (file name), `page`, `page_label`, `section`, `score` and `scores`. `id` names source
    and span.

    Attributes:
        corpus: an open corpus.
        k: most documents, 1-50; `invoke(question, k=3)` overrides it for one call.
        sources: `SourceFilter` or ids of the only documents wanted; None = all. Also per call.
        settings: `SearchSettings`, how passages are ranked. Also per call.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Corpus
    k: int = Field(default=10, ge=1, le=50)
    # Typed as Any because pydantic would rebuild our records field by field.
    sources: Any = None
    settings: Any = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        unknown = set(kwargs) - {"k", "sources", "settings"}
        if unknown:
            raise InputError(
                f"{', '.join(sorted(unknown))}: unknown here.", "Give k, sources or settings."
            )
        passages = search(
            query,
            self.corpus,
            kwargs.get("k", self.k),
            sources=kwargs.get("sources", self.sources),
            settings=kwargs.get("settings", self.settings),
        )
        return [as_document(passage) for passage in passages]


def as_document(passage: Passage) -> Document:
    """A passage as a LangChain document; see `VouchRetriever` for the metadata."""
    source = passage.source
    return Document(
        id=f"{source.id}:{passage.span.start}-{passage.span.end}",
        page_content=passage.text,
        metadata={
            "source": source.name,
            "source_id": source.id,
            "start": passage.span.start,
            "end": passage.span.end,
            "title": source.title,
            "authors": list(source.authors),
            "published": source.published,
            "page": passage.page,
            "page_label": passage.page_label,
            "section": list(passage.section),
            "score": passage.score,
            "scores": dict(passage.scores),
        },
    )


class AnswerRunnable(Runnable[str | Mapping[str, Any], Answer]):
    """Checked answers as a LangChain runnable.

    The input is a question, or a mapping with `question` and perhaps `history` and `sources` as
    for `retrieval.answering.answer`.

    Args:
        corpus: an open corpus.
        llm: None for word-for-word answers, else a chat model or "provider:model".
        settings: as for `answer`.
    """

    def __init__(self, corpus: Corpus, *, llm: Any = None, settings: Any = None) -> None:
        self._corpus = corpus
        self._llm = llm
        self._settings = settings

    def invoke(
        self,
        input: str | Mapping[str, Any],  # noqa: A002 (LangChain's name)
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Answer:
        """Answer one question.

        Args:
            input: a question, or a mapping with question, history, sources.
            config: LangChain's.
            kwargs: history and sources may be given here too (also by `bind`); what the mapping
                says comes first.

        Raises:
            InputError: the input is neither a question nor a mapping with one.
        """
        return self._call_with_config(self._answer, input, config, **kwargs)

    def _answer(self, given: str | Mapping[str, Any], **more: Any) -> Answer:
        from .answering import answer

        if isinstance(given, str):
            given = {"question": given}
        if not isinstance(given, Mapping) or not isinstance(given.get("question"), str):
            was = sorted(map(str, given)) if isinstance(given, Mapping) else type(given).__name__
            raise InputError(f"An answer needs a question, not {was}.", _FIX)
        given = {**more, **given}
        unknown = set(given) - {"question", "history", "sources"}
        if unknown:
            raise InputError(f"{', '.join(sorted(map(str, unknown)))}: unknown here.", _FIX)
        return answer(
            given["question"],
            self._corpus,
            history=given.get("history", ()),
            llm=self._llm,
            sources=given.get("sources"),
            settings=self._settings,
        )
