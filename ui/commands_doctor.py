"""`vouch doctor`: versions, models and the health of the corpus, each with what to do about it."""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import Any

from index.errors import VouchError
from index.on_disk import FileState

from .opening import corpus_folder, has_corpus, open_for_reading, where_words_go
from .phrases import plural
from .settings import KEYS, Settings, default_of
from .terminal import Printer

_PACKAGES = (
    "gradio",
    "faiss-cpu",
    "onnxruntime",
    "langchain",
    "sentence-transformers",
    "torch",
    "pypdfium2",
    "trafilatura",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        ok: None = said for information only.
        fix: what to do; empty where nothing is wrong.
    """

    name: str
    ok: bool | None
    text: str
    fix: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `vouch doctor` takes."""
    parser.add_argument("--json", action="store_true", help="the findings as JSON")
    parser.add_argument("--settings", action="store_true",
                        help="list every setting: its value, range and meaning")  # fmt: skip


def carry_out(arguments: argparse.Namespace, settings: Settings) -> int:
    """Look at everything; 1 where something is wrong."""
    if arguments.settings:
        rows = all_settings(settings)
        print(json.dumps(rows, ensure_ascii=False, indent=2) if arguments.json else _table(rows))
        return 0
    findings = [*_versions(), *_models(settings), *_corpus(settings), *_settings(settings)]
    if arguments.json:
        print(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        out = Printer()
        for finding in findings:
            sign = {True: "ok", False: "PROBLEM", None: ""}[finding.ok]
            out.line(f"{finding.name:<22}{sign:<9}{finding.text} {finding.fix}".rstrip(), hang=31)
        print(out.text())
    return 1 if any(finding.ok is False for finding in findings) else 0


def all_settings(settings: Settings) -> list[dict[str, Any]]:
    """Every setting: name, value that holds, where it comes from, what may be given, meaning."""
    return [
        {
            "name": name,
            "value": settings.values.get(name, default_of(name)),
            "origin": settings.origin.get(name, "default"),
            "range": key.range,
            "meaning": key.note,
        }
        for name, key in KEYS.items()
    ]


def _table(rows: list[dict[str, Any]]) -> str:
    out = Printer()
    out.line("Give one as --option name=value, as VOUCH_NAME in the environment, or in vouch.toml.")
    for row in rows:
        value = _written(row["value"])
        origin = "" if row["origin"] == "default" else f" ({row['origin']})"
        out.line(f"{row['name']:<26}{value}{origin}", hang=26)
        out.dim(f"{row['meaning']}; {row['range']}", indent=26)
    return out.text()


def _written(value: Any) -> str:
    """A setting's value as it would be typed; "-" where there is none."""
    if isinstance(value, bool):
        return str(value).lower()
    return "-" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)


def _versions() -> Iterator[Finding]:
    from vouchqa import __version__

    yield Finding("vouch", None, __version__)
    yield Finding("python", None, f"{platform.python_version()} on {platform.platform()}")
    for package in _PACKAGES:
        try:
            yield Finding(package, None, metadata.version(package))
        except metadata.PackageNotFoundError:
            yield Finding(package, False, "not installed.", f"pip install {package}")
    yield _sqlite()


def _sqlite() -> Finding:
    from index.store import sqlite_facts

    version, full_text = sqlite_facts()
    if not full_text:
        return Finding("sqlite", False, f"{version} without FTS5.", "Use a Python built with it.")
    return Finding("sqlite", True, f"{version} with FTS5")


def _models(settings: Settings) -> Iterator[Finding]:
    from index.embedding import load_embedder

    def embedder() -> str:
        made = load_embedder(settings.text("embeddings"))
        size = len(made.embed_query("Does the model answer?"))
        return f"{made.name} ({size} dimensions)"

    yield _try("embedding model", embedder)

    def judges() -> str:
        from retrieval.judges import load_judges

        found = load_judges()
        names = [n for n in ("reranker", "reader", "verifier") if getattr(found, n) is not None]
        return ", ".join(names) if names else "none shipped: words are compared instead"

    yield _try("judges", judges)


def _corpus(settings: Settings) -> Iterator[Finding]:
    folder = corpus_folder(settings)
    if not has_corpus(folder):
        yield Finding("corpus", None, f"none in {folder}; vouch index PATH makes one")
        return

    def look() -> str:
        with open_for_reading(settings) as corpus:
            sources = corpus.sources()
            for source in sources:
                corpus.document(source.id)
            if sources:
                corpus.match_vectors(corpus.embed_question("Does the index answer?"), 1)
            pending = corpus.pending
            waiting = f", {plural(pending, 'passage')} without vectors yet" if pending else ""
            return (
                f"{folder}: {plural(len(sources), 'document')}, every text as indexed, "
                f"generation {corpus.generation}{waiting}"
            )

    yield _try("corpus", look)
    yield from _files(settings)


def _files(settings: Settings) -> Iterator[Finding]:
    try:
        with open_for_reading(settings) as corpus:
            states = list(corpus.file_states().values())
    except VouchError:
        return  # said of the corpus already
    for state, what, fix in (
        (FileState.MISSING, "no longer on disk", "vouch sources --remove-missing removes them"),
        (FileState.CHANGED, "changed since they were read", "vouch index PATH reads them again"),
        (FileState.UNREADABLE, "not to be looked at now", "Check the drive and its permissions."),
    ):
        if count := states.count(state):
            yield Finding("files", None, f"{count:,} of {len(states):,} {what};", fix)


def _settings(settings: Settings) -> Iterator[Finding]:
    for name, value in settings.values.items():
        yield Finding(f"setting {name}", None, f"{value} ({settings.origin[name]})")
    yield Finding("network", None, where_words_go(settings))


def _try(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, look())
    except VouchError as error:
        return Finding(name, False, error.what, error.fix)
