"""Keeps what stands in a dev set out of training, by normalised text.

Normalised: case-folded words, everything else dropped. A training text is refused when it holds a
run of ten words that a dev text holds, a question or statement also when it equals a dev text as
a whole, and a SQuAD-like article also by its title. `squad_articles` is left out of the index: it
holds the training articles themselves (the articles of the dev questions are in `squad_v2`).
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RUN = 10
_WORD = re.compile(r"[^\W_]+")


def normalised(text: str) -> list[str]:
    """The case-folded words of a text."""
    return _WORD.findall(text.casefold())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _texts_of(name: str, data: bytes) -> Iterator[str]:
    text = data.decode("utf-8", "replace")
    if name.endswith(".jsonl"):
        for line in text.splitlines():
            yield from _strings(json.loads(line)) if line.strip() else ()
    elif name.endswith(".json"):
        yield from _strings(json.loads(text))
    elif name.endswith(".csv"):
        for row in csv.reader(io.StringIO(text)):
            yield from row
    else:
        yield from re.split(r"\n\s*\n|\t", text)
        yield from text.splitlines()


def dev_texts(folder: Path) -> Iterator[str]:
    """Every string in every file below a dev folder, `squad_articles` excepted."""
    csv.field_size_limit(sys.maxsize)
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or "squad_articles" in path.parts or path.suffix in {".txt", ".md"}:
            continue
        if path.name.endswith(".tar.gz"):
            with tarfile.open(path) as archive:
                for member in archive:
                    stream = archive.extractfile(member)
                    if stream is not None:
                        yield from _texts_of(member.name, stream.read())
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive_zip:
                for name in archive_zip.namelist():
                    yield from _texts_of(name, archive_zip.read(name))
        elif path.suffix == ".gz":
            with gzip.open(path) as packed:
                yield from _texts_of(path.name.removesuffix(".gz"), packed.read())


class DevGuard:
    """Answers whether a text stands in a dev set.

    Args:
        data: the data folder; its `dev/` is read.
    """

    def __init__(self, data: Path) -> None:
        self._wholes: set[int] = set()
        self._runs: set[int] = set()
        for text in dev_texts(data / "dev"):
            words = normalised(text)
            if len(words) >= 4:
                self._wholes.add(hash(tuple(words)))
            self._runs.update(_runs(words))
        squad = data / "dev" / "squad_v2" / "dev-half-v2.0.json.gz"
        with gzip.open(squad, "rt", encoding="utf-8") as stream:
            self._titles = {_title(article["title"]) for article in json.load(stream)["data"]}

    def holds(self, text: str) -> bool:
        """Whether a dev set holds this text whole, or ten words of it in a row."""
        words = normalised(text)
        if len(words) >= 4 and hash(tuple(words)) in self._wholes:
            return True
        return any(run in self._runs for run in _runs(words))

    def is_title(self, title: str) -> bool:
        """Whether an article of this title is in the SQuAD dev half."""
        return _title(title) in self._titles


def _runs(words: list[str]) -> Iterator[int]:
    for start in range(len(words) - RUN + 1):
        yield hash(tuple(words[start : start + RUN]))


def _title(title: str) -> str:
    return " ".join(normalised(title.replace("_", " ")))
