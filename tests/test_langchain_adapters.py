"""The LangChain seam, certified by LangChain's own suite and by exact spans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from corpora import filled
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from index.corpus import Corpus
from index.errors import InputError
from retrieval.langchain_adapters import AnswerRunnable, VouchRetriever
from retrieval.search import SearchSettings

HARBOUR = "The harbour was paid for by the fishers of Lisk. It opened in 1904."
LIGHT = "The lighthouse was paid for by the state. The keeper was paid by the harbour board."
BRIDGE = "The bridge over the sound was paid for by a toll. The toll ended in 1951."


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    texts = {"harbour.txt": HARBOUR, "light.txt": LIGHT, "bridge.txt": BRIDGE}
    with filled(tmp_path_factory.mktemp("adapters"), texts) as opened:
        yield opened


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.anyio
class TestCertified(RetrieversIntegrationTests):
    @pytest.fixture(autouse=True)
    def _open(self, corpus: Corpus) -> None:
        self.corpus = corpus

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return VouchRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"corpus": self.corpus}

    @property
    def retriever_query_example(self) -> str:
        return "Who was paid for the harbour, the lighthouse and the bridge?"


def test_documents_carry_exact_spans_and_scores(corpus: Corpus) -> None:
    found = VouchRetriever(corpus=corpus, k=2).invoke("Who paid for the lighthouse?")
    assert found[0].metadata["source"] == "light.txt"
    for document in found:
        data = document.metadata
        text = corpus.document(data["source_id"]).text
        assert text[data["start"] : data["end"]] == document.page_content
        assert document.id == f"{data['source_id']}:{data['start']}-{data['end']}"
        assert {"fused", "rerank"} <= set(data["scores"])


def test_filter_and_settings_per_call(corpus: Corpus) -> None:
    bridge = next(source for source in corpus.sources() if source.name == "bridge.txt")
    retriever = VouchRetriever(corpus=corpus, sources=[bridge.id])
    found = retriever.invoke("Who paid for the lighthouse?")
    assert {document.metadata["source"] for document in found} == {"bridge.txt"}
    found = retriever.invoke("lighthouse", sources=None, settings=SearchSettings(dense=False), k=50)
    assert [document.metadata["source"] for document in found] == ["light.txt"]
    with pytest.raises(InputError, match="top_k"):
        retriever.invoke("lighthouse", top_k=3)


def test_runnable_answers_from_the_corpus(corpus: Corpus) -> None:
    answered = AnswerRunnable(corpus).invoke("Who paid for the harbour?")
    for citation in answered.citations:
        assert citation.span is not None
        assert citation.span.of(corpus.document(citation.source.id).text) == citation.quote
    assert answered.question == "Who paid for the harbour?"
    with pytest.raises(InputError, match="needs a question"):
        AnswerRunnable(corpus).invoke({"query": "Who paid?"})


def test_runnable_takes_history_and_sources_beside_the_question(corpus: Corpus) -> None:
    runnable = AnswerRunnable(corpus)
    bound = runnable.bind(history=[("Who paid for the harbour?", "")])
    assert bound.invoke("Why?").rewritten == "Why? (Who paid for the harbour?)"
    one = corpus.sources()[0].id
    answer = runnable.invoke("Who paid for the harbour?", sources=[one])
    assert {c.source_id for c in answer.coverage if c.outcome != "not_searched"} <= {one}


@pytest.mark.parametrize("given", [5, ["Who paid?"], {"q": "Who paid?"}, None, {"question": 5}])
def test_runnable_says_what_it_needs(corpus: Corpus, given: object) -> None:
    with pytest.raises(InputError, match="needs a question"):
        AnswerRunnable(corpus).invoke(given)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="colour: unknown"):
        AnswerRunnable(corpus).invoke("Who paid?", colour="red")
