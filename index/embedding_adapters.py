"""Embedders of others: sentence-transformers models and LangChain `Embeddings`.

The only file of the four rooms, beside the judges' adapter, that imports sentence-transformers,
and it does so when one is constructed. A model folder is looked through before a library touches
it: weights in safetensors only, classes of sentence-transformers only, remote code never.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from .embedding import BUNDLED, CANARIES, unit_rows
from .errors import ModelError, ModelUnavailable
from .model_files import file_sha256
from .onnx_model import all_cores, open_tokenizer

# Of a hub's files only these are fetched: no pickles, no code, no copies for other frameworks.
_FETCHED = ("*.json", "*.txt", "*.model", "*.safetensors")
_UNSAFE_WEIGHTS = (".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt")
_OUR_CLASSES = "sentence_transformers."
_ENCODING: dict[str, Any] = {"batch_size": 8, "show_progress_bar": False, "convert_to_numpy": True}


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or folder.

    A name is looked up among the models already on this machine, and only then fetched.

    Args:
        choice: a folder, or a name such as "BAAI/bge-small-en-v1.5" (without an owner it is one
            of "sentence-transformers/").
        device: a torch device; None lets the library choose.

    Raises:
        ModelError: the folder is not a safe sentence-transformers model.
        ModelUnavailable: the model is neither here nor to be had.
    """

    def __init__(self, choice: str, *, device: str | None = None) -> None:
        local = Path(choice).expanduser()
        folder = local if local.is_dir() else _fetch(choice)
        check_model_folder(folder)
        self.name = local.resolve().name if local.is_dir() else choice
        self.revision = _folder_revision(folder)
        try:
            import torch
            from sentence_transformers import SentenceTransformer

            self._torch = torch
            with _no_progress_bar():
                self._model = SentenceTransformer(
                    str(folder),
                    device=device,
                    local_files_only=True,
                    trust_remote_code=False,
                    model_kwargs={"use_safetensors": True},
                )
            self.dimension = len(self._model.encode("a", show_progress_bar=False))
        except Exception as error:  # the library lets anything of its own libraries through
            raise ModelError(
                f"The model {choice} cannot be loaded: {describe_failure(error)}.",
                "Check that the folder holds a complete sentence-transformers model.",
            ) from error
        self._lock = threading.Lock()

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`; uses all cores and the model's own prompt for documents."""
        encode = getattr(self._model, "encode_document", self._model.encode)
        return self._run(lambda: encode(list(texts), **_ENCODING), len(texts), all_cores())

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """See `Embedder`; uses one core and the model's own prompt for questions."""
        encode = getattr(self._model, "encode_query", self._model.encode)
        rows = self._run(lambda: encode([text], **_ENCODING), 1, 1)
        return cast("NDArray[np.float32]", rows[0])

    def count_tokens(self, text: str) -> int:
        """See `Embedder`."""
        tokenizer = self._model.tokenizer
        if not hasattr(tokenizer, "tokenize"):  # a static model carries the bare tokenizer
            return len(tokenizer.encode(text, add_special_tokens=False).ids)
        return len(tokenizer.tokenize(text))

    def _run(self, encode: Callable[[], object], count: int, threads: int) -> NDArray[np.float32]:
        if count == 0:
            return np.zeros((0, self.dimension), np.float32)
        with self._lock:  # the number of threads belongs to the process
            before = self._torch.get_num_threads()
            self._torch.set_num_threads(threads)
            try:
                raw = encode()
            except Exception as error:
                raise ModelError(
                    f"The model {self.name} failed: {describe_failure(error)}.",
                    "Try again, or use the bundled model.",
                ) from error
            finally:
                self._torch.set_num_threads(before)
        return unit_rows(raw, count, self.dimension, self.name)


class LangChainEmbedder:
    """Any LangChain `Embeddings` object.

    Args:
        embeddings: has `embed_documents` and `embed_query`. If it calls a remote service, texts
            and questions leave this machine.

    Attributes:
        name: the class and, where it tells, the model: "OpenAIEmbeddings:text-embedding-3-small".
        revision: "", since LangChain does not tell; the canary vectors notice a change.
    """

    revision = ""

    def __init__(self, embeddings: Any) -> None:
        self._embeddings = embeddings
        self.name = _langchain_name(embeddings)
        self._dimension: int | None = None
        self._tokenizer: Any = None

    @property
    def dimension(self) -> int:
        """Length of every vector; the first time it is asked, one fixed sentence is embedded."""
        if self._dimension is None:
            self.embed_documents(CANARIES[:1])
        return cast("int", self._dimension)

    def embed_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Embedder`."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return self._checked(lambda: self._embeddings.embed_documents(list(texts)), len(texts))

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """See `Embedder`."""
        rows = self._checked(lambda: [self._embeddings.embed_query(text)], 1)
        return cast("NDArray[np.float32]", rows[0])

    def count_tokens(self, text: str) -> int:
        """See `Embedder`; counted by the bundled tokenizer, since LangChain offers none."""
        if self._tokenizer is None:
            self._tokenizer = open_tokenizer(BUNDLED)
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _checked(self, embed: Callable[[], object], count: int) -> NDArray[np.float32]:
        try:
            raw = embed()
        except Exception as error:  # each integration has errors of its own
            kind = ModelUnavailable if _is_passing(error) else ModelError
            raise kind(
                f"The embedding model {self.name} failed: {describe_failure(error)}.",
                "Check its key, address and model name, then try again; nothing was stored.",
            ) from error
        rows = unit_rows(raw, count, self._dimension, self.name)
        self._dimension = rows.shape[1]
        return rows


def check_model_folder(folder: Path) -> None:
    """Refuse a model folder that would run foreign code or unpickle weights.

    The library imports the classes that modules.json, a router's and a tokenizer's settings
    name, and (before its version 6) those of a local folder without asking.

    Args:
        folder: a sentence-transformers or transformers model folder.

    Raises:
        ModelError: it names foreign classes, holds no safetensors, or a part of it has its
            weights in a pickle only.
    """
    for path in sorted(folder.rglob("*.json")):
        for name in _class_names(path):
            if not name.startswith(_OUR_CLASSES):
                raise ModelError(
                    f"{path} names the class {name!r}, which is not part of sentence-transformers.",
                    "Vouch runs no code from a model folder; use a model that needs none.",
                )
    weights = sorted(folder.rglob("*.safetensors"))
    if not weights:
        raise ModelError(
            f"The model folder {folder} holds no .safetensors file.",
            "Vouch reads no other weights (others can run code); save it as safetensors.",
        )
    safe = {path.parent for path in weights}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _UNSAFE_WEIGHTS and path.parent not in safe:
            raise ModelError(
                f"The weights {path} are not in the safetensors format.",
                "Vouch reads no other weights (others can run code); save it as safetensors.",
            )


def describe_failure(error: BaseException) -> str:
    """Class and first line of a foreign error, short, and without anything like a key."""
    line = next(iter(str(error).splitlines()), "")
    line = re.sub(r"[A-Za-z0-9_\-]{24,}", "…", line)[:200].rstrip(".")
    return f"{type(error).__name__}: {line}" if line else type(error).__name__


@contextmanager
def _no_progress_bar() -> Iterator[None]:
    """Keep transformers from drawing on the terminal while it loads weights."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()


def _class_names(path: Path) -> Iterator[str]:
    """Dotted class names in the settings that the library would import."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return
    if path.name == "modules.json":
        entries = content if isinstance(content, list) else []
        yield from (str(e.get("type")) for e in entries if isinstance(e, dict))
    elif isinstance(content, dict):
        if path.name == "router_config.json" and isinstance(content.get("types"), dict):
            yield from (str(name) for name in content["types"].values())
        if path.name.endswith("config.json"):
            for key in ("tokenizer_class", "activation_function", "activation_fn"):
                name = content.get(key)
                if isinstance(name, str) and "." in name and not name.startswith("torch.nn."):
                    yield name
            if isinstance(content.get("auto_map"), dict):
                yield from (str(name) for name in content["auto_map"].values())


def _fetch(name: str) -> Path:
    """The folder of a named model: from this machine's cache, else from the hub."""
    unavailable = ModelUnavailable(
        f"The embedding model {name!r} is not a folder, not on this machine, and not to be had.",
        "Check the name and the network, give the folder of a downloaded model, "
        "or leave it out to use the bundled model.",
    )
    if not re.fullmatch(r"[\w.\-]+(/[\w.\-]+)?", name):
        raise unavailable
    full = name if "/" in name else f"sentence-transformers/{name}"
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        raise unavailable from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for offline in (True, False):
            try:
                found = snapshot_download(
                    full, local_files_only=offline, allow_patterns=list(_FETCHED)
                )
            except Exception as error:  # network, names and rights each have their own class
                if not offline:
                    raise unavailable from error
            else:
                # A cache may hold a name without its weights; then the hub is asked.
                if not offline or any(Path(found).rglob("*.safetensors")):
                    return Path(found)
    raise unavailable


def _folder_revision(folder: Path) -> str:
    """First 12 hex digits over the hashes of the weights and of what shapes their use."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        shapes = path.name in {"modules.json", "tokenizer.json", "vocab.txt"}
        if path.suffix == ".safetensors" or path.name.endswith("config.json") or shapes:
            whole.update(path.relative_to(folder).as_posix().encode())
            whole.update(file_sha256(path).encode())
    return whole.hexdigest()[:12]


def _langchain_name(embeddings: Any) -> str:
    for attribute in ("model", "model_name", "model_id", "deployment", "repo_id"):
        value = getattr(embeddings, attribute, None)
        if isinstance(value, str) and value:
            return f"{type(embeddings).__name__}:{value}"
    return type(embeddings).__name__


def _is_passing(error: BaseException) -> bool:
    """Whether trying again later may help."""
    names = " ".join(kind.__name__ for kind in type(error).__mro__)
    return bool(re.search("Timeout|Connect|RateLimit|Unavailable|InternalServer", names))
