"""Vouch itself as the system under test: index a set's documents, ask, observe."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import InputError

from .observing import Observer
from .records import QuestionCase, QuestionSet, Response

if TYPE_CHECKING:
    from index.corpus import Corpus
    from retrieval.answering import AnswerSettings

DEPTH = 10
"""Passages asked of search for the retrieval metrics."""


@dataclass(frozen=True, slots=True)
class Product:
    """An indexed set, ready to be asked.

    Attributes:
        observer: finds gold and citations in the documents.
        index: what indexing cost: seconds, bytes (of the corpus folder), documents, characters.
        settings: of answering; None = the defaults.
    """

    corpus: Corpus
    observer: Observer
    index: dict[str, float]
    llm: Any = None
    search_only: bool = False
    settings: AnswerSettings | None = None

    def ask(self, case: QuestionCase) -> Response:
        """Answer one question and search for it."""
        from retrieval.answering import ask
        from retrieval.search import search

        ids = self._ids(case)
        asked, question = None, case.question
        if not self.search_only:
            asked = ask(
                case.question,
                self.corpus,
                history=case.history,
                llm=self.llm,
                sources=ids,
                settings=self.settings,
            )
            question = asked.answer.rewritten or case.question
        began = time.perf_counter()
        passages = search(question, self.corpus, DEPTH, sources=ids)
        took = time.perf_counter() - began
        found = self.observer.list_found(passages)
        if asked is None:
            return Response(case.id, retrieved=found, engine="search", search_seconds=took)
        response = self.observer.respond(case.id, asked.answer, confidence=asked.confidence)
        return replace(response, retrieved=found, search_seconds=took)

    def _ids(self, case: QuestionCase) -> tuple[str, ...] | None:
        if not case.files:
            return None
        missing = [file for file in case.files if file not in self.observer.id_of]
        if missing:
            raise InputError(f"{missing[0]} is not in the corpus.", "Index it, or drop it.")
        return tuple(self.observer.id_of[file] for file in case.files)


@contextmanager
def open_product(
    question_set: QuestionSet,
    work: Path,
    *,
    llm: Any = None,
    search_only: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> Iterator[Product]:
    """Index a set's documents into `work`/corpus, or open the corpus the set names.

    Args:
        question_set: with a folder of documents or a corpus.
        work: a folder for the corpus; one that is there is brought up to date, which is how an
            interrupted run goes on.
        llm: a LangChain chat model or "provider:model"; None = word-for-word answers.
        search_only: do not answer, only search (for sets that judge whole documents).
        progress: of indexing.

    Raises:
        InputError: the set has neither, or no document of it could be read.
        CorpusError: the corpus cannot be used.
    """
    from index.corpus import Corpus

    if question_set.corpus is not None:
        with Corpus.open(question_set.corpus, read_only=True) as corpus:
            yield Product(corpus, Observer(corpus, None), {}, llm, search_only)
        return
    folder = question_set.documents
    if folder is None or not folder.is_dir():
        raise InputError(
            f"The documents folder {folder} does not exist.",
            "Correct 'documents' in the set's first line.",
        )
    with Corpus.open(work / "corpus") as corpus:
        began = time.perf_counter()
        report = corpus.add([str(folder)], progress=progress)
        seconds = time.perf_counter() - began
        gone = [s.id for s in corpus.sources() if s.path and not Path(s.path).exists()]
        if gone:
            corpus.remove(gone)
        if not corpus.sources():
            reason = f" ({report.skipped[0].reason})" if report.skipped else ""
            raise InputError(f"No document in {folder} could be read{reason}.", "Check the folder.")
        index = index_cost(corpus, work / "corpus", seconds) if report.added else {}
        yield Product(corpus, Observer(corpus, folder), index, llm, search_only)


def engine_name(llm: Any) -> str:
    """What to call the engine in a run: never a model's whole settings, which may hold a key."""
    if llm is None:
        return "extractive"
    if isinstance(llm, str):
        return llm
    names = (getattr(llm, key, None) for key in ("model_name", "model"))
    return next((n for n in names if isinstance(n, str) and n), type(llm).__name__)


def index_cost(corpus: Corpus, folder: Path, seconds: float) -> dict[str, float]:
    """Seconds, bytes on disk, documents and characters of an index just made."""
    sources = corpus.sources()
    return {
        "seconds": round(seconds, 3),
        "bytes": sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()),
        "documents": len(sources),
        "characters": sum(len(corpus.document(s.id).text) for s in sources),
    }


def made_with() -> dict[str, str]:
    """The versions and the machine a run was made with."""
    try:
        ours = version("vouchqa")
    except PackageNotFoundError:
        ours = "source tree"
    return {
        "vouch": ours,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }
