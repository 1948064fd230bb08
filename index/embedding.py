"""Embedders: texts in, unit vectors out.

    Embedder              what the rest of Vouch asks of an embedder (a Protocol)
    OnnxEmbedder          the default: MiniLM as int8 ONNX, shipped; no torch, no network
    HashingEmbedder       words hashed into buckets; needs no model, for tests
    load_embedder         from what a user names (see there) to an Embedder
    canary_vectors        what an embedder makes of eight fixed sentences
    same_embedder         whether two canaries come from the same model

Adapters for sentence-transformers and LangChain live in `embedding_adapters`. Whatever an
embedder returns passes `unit_rows` before anyone sees it: a wrong number of rows, a NaN or a
zero vector is an error here and never reaches an index.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol, cast, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from .errors import ModelError, SettingsError
from .onnx_model import OnnxModel, all_cores

BUNDLED = Path(__file__).resolve().parent / "models" / "minilm"

# Invented, and about eight unlike things: an embedder is known by what it makes of them.
CANARIES = (
    "The north harbour of Ostrel froze in May, two weeks before the ice was due.",
    "Who paid for the repair of the lighthouse?",
    "Minister Tarva rejected the claim that 412 houses had been burned.",
    "A bay leaf, three onions and a pinch of salt are enough for this soup.",
    "The compiler reports an unused variable on line nine.",
    "According to the treaty of 1898, both banks of the river remain neutral.",
    "Patients who slept longer recovered faster in the second trial.",
    "harbour fee schedule 2019 appendix B",
)


@runtime_checkable
class Embedder(Protocol):
    """Turns texts into unit vectors.

    Attributes:
        name: which model, e.g. "all-MiniLM-L6-v2"; part of a corpus's identity.
        revision: which version of it; "" where unknown.
        dimension: length of every vector.
    """

    @property
    def name(self) -> str:
        """Which model."""
        ...

    @property
    def revision(self) -> str:
        """Which version of it; "" where unknown."""
        ...

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of texts to be found, one row each, in order.

        Raises:
            ModelError: the model fails or returns something that is not such rows.
        """
        ...

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question.

        Raises:
            ModelError: as above.
        """
        ...

    def count_tokens(self, text: str) -> int:
        """How many of the model's tokens `text` has; what exceeds the window is not embedded."""
        ...


class OnnxEmbedder:
    """An embedding model in a model folder (see `onnx_model`); by default the shipped one.

    A text always gets the same vector, alone or in bulk. Texts longer than the window (256
    tokens) are cut.

    Args:
        folder: a model folder whose model.json also holds name, revision, dimension and output.
        threads: cores for `embed_documents`; None means all. A question takes one.

    Raises:
        ModelError: the folder is incomplete or altered.
    """

    def __init__(self, folder: Path | None = None, *, threads: int | None = None) -> None:
        self._model = OnnxModel(folder or BUNDLED, threads=threads or all_cores())
        facts = self._model.facts
        missing = {"name", "revision", "dimension", "output"} - set(facts)
        if missing or facts["output"] not in self._model.outputs:
            raise ModelError(
                f"{self._model.folder} is not an embedding model.",
                "Name a folder written by training.export_embedder.",
            )
        self._output = str(facts["output"])
        self.name = str(facts["name"])
        self.revision = f"{facts['revision']}-{str(facts['sha256'])[:12]}"
        self.dimension = int(facts["dimension"])
        self.max_tokens = self._model.max_tokens

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`; uses all cores it was given."""
        return self._embed(texts, threads=None)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """See `Embedder`; uses one core."""
        return cast("NDArray[np.float32]", self._embed([text], threads=1)[0])

    def count_tokens(self, text: str) -> int:
        """See `Embedder`; special tokens are not counted (the window has room for 254)."""
        return self._model.count_tokens(text)

    def _embed(self, texts: Sequence[str], threads: int | None) -> NDArray[np.float32]:
        rows = self._model.run(texts, threads=threads)[self._output]
        return unit_rows(rows, len(texts), self.dimension, self.name)


class HashingEmbedder:
    """Words and their three-letter parts hashed into signed buckets; for tests.

    Deterministic across machines and processes. Texts that share words are near each other;
    meaning plays no part. (The hashing trick: Weinberger et al. 2009, arXiv 0902.2206.)

    Args:
        dimension: number of buckets, >= 8.

    Raises:
        SettingsError: `dimension` is below 8.
    """

    name = "hashing"
    revision = "1"

    def __init__(self, dimension: int = 256) -> None:
        if dimension < 8:
            raise SettingsError(f"dimension={dimension} is too small.", "Give 8 or more.")
        self.dimension = dimension

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`; a text without a word gets the first unit vector."""
        rows = np.zeros((len(texts), self.dimension), np.float64)
        for row, text in zip(rows, texts, strict=True):
            buckets: list[int] = []
            weights: list[float] = []
            for word in _words(text):
                known = _thrown if len(word) <= _LONGEST_KEPT else _thrown.__wrapped__
                where, what = known(word, self.dimension)
                buckets.extend(where)
                weights.extend(what)
            if buckets:
                row[:] = np.bincount(buckets, weights, self.dimension)
            if not row.any():
                row[0] = 1.0
        return unit_rows(rows, len(texts), self.dimension, self.name)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """See `Embedder`; a question is embedded like any text."""
        return cast("NDArray[np.float32]", self.embed_documents([text])[0])

    def count_tokens(self, text: str) -> int:
        """See `Embedder`; words and punctuation marks."""
        return len(re.findall(r"\w+|[^\w\s]", text))


_LONGEST_KEPT = 30


@lru_cache(maxsize=20_000)
def _thrown(word: str, dimension: int) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The buckets of a word and of each of its three-letter parts, and what goes into them."""
    parts = [(word, 1.0), *((word[i : i + 3], 0.3) for i in range(len(word) - 2))]
    buckets, weights = [], []
    for part, weight in parts:
        digest = hashlib.blake2b(part.encode("utf-8", "replace"), digest_size=8).digest()
        number = int.from_bytes(digest, "big")
        buckets.append((number >> 1) % dimension)
        weights.append(weight if number & 1 else -weight)
    return tuple(buckets), tuple(weights)


def unit_rows(raw: object, count: int, dimension: int | None, name: str) -> NDArray[np.float32]:
    """Check what an embedder returned and scale each row to length 1.

    Args:
        raw: anything numpy can read as numbers.
        count: how many rows there must be.
        dimension: how long each must be; None accepts any length.
        name: the embedder, for the message.

    Returns:
        Float32 array of shape (count, dimension).

    Raises:
        ModelError: another shape, something not a number, or a row of zeros.
    """
    fix = "Nothing was stored. Try again; if it happens again, use another embedding model."
    try:
        rows = np.asarray(raw)
        if rows.dtype not in (np.float32, np.float64):
            rows = rows.astype(np.float64)
    except (TypeError, ValueError) as error:
        what = f"The embedding model {name} returned no table of numbers."
        raise ModelError(what, fix) from error
    if count == 0 and rows.size == 0:
        return np.zeros((0, dimension or 0), np.float32)
    if rows.ndim != 2 or rows.shape[0] != count or rows.shape[1] == 0:
        raise ModelError(
            f"The embedding model {name} returned an array of shape {rows.shape} "
            f"for {count} texts.",
            fix,
        )
    if dimension is not None and rows.shape[1] != dimension:
        raise ModelError(
            f"The embedding model {name} returned {rows.shape[1]} numbers a text, not {dimension}.",
            fix,
        )
    # Summed in 64 bits; a NaN or infinity anywhere in a row shows in its length.
    with np.errstate(over="ignore", invalid="ignore"):
        lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows, dtype=np.float64))
    bad = np.flatnonzero(~np.isfinite(lengths))
    if bad.size:
        raise ModelError(
            f"The embedding model {name} returned a value that is not a number (text {bad[0]}).",
            fix,
        )
    if (lengths < 1e-12).any():
        raise ModelError(f"The embedding model {name} returned a vector without direction.", fix)
    scaled = rows / lengths[:, None].astype(rows.dtype)
    return cast("NDArray[np.float32]", scaled.astype(np.float32, copy=False))


def canary_vectors(embedder: Embedder) -> NDArray[np.float32]:
    """What an embedder makes of the eight canary sentences; unit rows, kept with a corpus."""
    return embedder.embed_documents(CANARIES)


def same_embedder(a: NDArray[np.float32], b: NDArray[np.float32], least: float = 0.98) -> bool:
    """Whether two canaries come from one model, quantised or run elsewhere at most.

    Args:
        a: from `canary_vectors`.
        b: likewise.
        least: cosine that every sentence must reach, 0..1.
    """
    if a.shape != b.shape or a.ndim != 2 or a.shape[0] == 0:
        return False
    one, other = a.astype(np.float64), b.astype(np.float64)
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    # Written so that a NaN anywhere makes it False.
    return bool(((one * other).sum(axis=1) >= least * lengths).all() and (lengths > 0).all())


def load_embedder(choice: object = None) -> Embedder:
    """Make an embedder from what a user names.

    Args:
        choice: None or "bundled" for the shipped model; "hashing"; a folder with model.json
            (ONNX); the name or folder of a sentence-transformers model; a LangChain `Embeddings`
            object; or an `Embedder`, returned as it is.

    Raises:
        SettingsError: `choice` is none of these.
        ModelError: the model cannot be loaded.
    """
    if choice is None or choice == "bundled":
        return _bundled()
    if choice == "hashing":
        return HashingEmbedder()
    if isinstance(choice, str | Path) and str(choice).strip():
        folder = Path(choice)
        if (folder / "model.json").is_file():
            return OnnxEmbedder(folder)
        from .embedding_adapters import SentenceTransformerEmbedder

        return SentenceTransformerEmbedder(str(choice))
    methods = ("embed_documents", "embed_query")
    if not isinstance(choice, type) and all(callable(getattr(choice, m, None)) for m in methods):
        return _adapt(choice)
    raise SettingsError(
        f"{type(choice).__name__} {str(choice)[:60]!r} is not an embedding model.",
        "Give a sentence-transformers name or folder, or a LangChain Embeddings object.",
    )


def _adapt(choice: Any) -> Embedder:
    # Looked up on the class: reading a property such as `dimension` may call a remote model.
    own = all(
        hasattr(type(choice), name) or name in getattr(choice, "__dict__", {})
        for name in ("name", "revision", "dimension", "count_tokens")
    )
    if own:
        return cast("Embedder", choice)
    from .embedding_adapters import LangChainEmbedder

    return LangChainEmbedder(choice)


@lru_cache(maxsize=1)
def _bundled() -> Embedder:
    return OnnxEmbedder()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
