"""Opening a corpus and a language model the way the command line and the page are told to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.corpus import Corpus
from index.errors import CorpusError

from .launching import is_loopback
from .settings import Settings
from .terminal import clean

DEFAULT_CORPUS = ".vouch"
_HOSTS = {
    "openai": "api.openai.com",
    "anthropic": "api.anthropic.com",
    "claude": "api.anthropic.com",
    "google": "generativelanguage.googleapis.com",
    "gemini": "generativelanguage.googleapis.com",
    "google_genai": "generativelanguage.googleapis.com",
    "ollama": "localhost",
}


def corpus_folder(settings: Settings) -> Path:
    """The corpus folder that was named, else `.vouch` here."""
    return Path(settings.text("corpus") or DEFAULT_CORPUS).expanduser()


def has_corpus(folder: Path) -> bool:
    """Whether a corpus lies in a folder; nothing is opened."""
    return (folder / "corpus.sqlite").exists()


@contextmanager
def open_for_reading(settings: Settings) -> Iterator[Corpus]:
    """The corpus, to ask it; nothing is written.

    Raises:
        CorpusError: there is none.
    """
    folder = corpus_folder(settings)
    if not has_corpus(folder):
        raise CorpusError(
            f"There is no corpus in {folder}.",
            "Index some documents first: vouch index PATH, or name its folder with --corpus.",
        )
    corpus = Corpus.open(
        folder,
        embeddings=settings.text("embeddings"),
        settings=settings.corpus_settings(),
        read_only=True,
    )
    with corpus:
        yield corpus


@contextmanager
def open_for_writing(settings: Settings) -> Iterator[Corpus]:
    """The corpus, made where it is missing."""
    corpus = Corpus.open(
        corpus_folder(settings),
        embeddings=settings.text("embeddings"),
        settings=settings.corpus_settings(),
    )
    with corpus:
        yield corpus


def sample_cache() -> Path:
    """Where the sample's corpus is kept: the user's cache folder, by operating system.

    Each version has its own: another one may cut or embed the same documents otherwise, and its
    files lie elsewhere.
    """
    from vouchqa import __version__

    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "vouch" / f"sample-{__version__}"


def progress_line() -> Callable[[int, int, str], None] | None:
    """A progress callback that rewrites one line of standard error; None off a terminal."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int, what: str) -> None:
        print(f"\r\x1b[K{done}/{total} {clean(what)[:60]}", end="", file=sys.stderr, flush=True)

    return show


def end_progress(progress: object) -> None:
    """Leave the line that `progress_line` wrote."""
    if progress is not None:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def open_model(settings: Settings) -> Any:
    """The language model that was named, ready to ask; None = word-for-word answers.

    Raises:
        ModelError: there is no such model or its package or key is missing.
    """
    name = settings.text("llm")
    if name is None:
        return None
    from retrieval.llm_models import load_model

    return load_model(name, base_url=settings.text("base_url"), limits=settings.llm_settings())


def where_words_go(settings: Settings) -> str:
    """Say, before anything is sent, what leaves the machine and to which host."""
    name = settings.text("llm")
    if name is None:
        return "Nothing leaves this machine."
    host = model_host(name, settings.text("base_url"))
    if is_loopback(host):
        return f"Nothing leaves this machine: {name} runs at {host}."
    return (
        f"Your question and the passages that may answer it are sent to {host} ({name}). "
        "Everything else stays on this machine."
    )


def model_host(name: str, base_url: str | None) -> str:
    """The host a language model is reached at, as well as it can be known beforehand."""
    provider = name.partition(":")[0].strip().lower()
    variable = {"openai": "OPENAI_BASE_URL", "ollama": "OLLAMA_HOST"}.get(provider)
    address = base_url or (os.environ.get(variable) if variable else None)
    if address:
        return urlsplit(address if "//" in address else f"//{address}").hostname or address
    return _HOSTS.get(provider, f"the provider {provider!r}")
