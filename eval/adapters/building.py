"""Write a benchmark's texts as files and gather its questions."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from ..reading import Record
from ..records import QuestionCase, QuestionSet

MANIFEST = "vouch-sources.toml"


class DocumentFolder:
    """A folder of plain text files, one per document, named after their titles.

    The same text is written once, whatever its titles: a corpus holds the same bytes once, and a
    second name would never be found. Titles go into the folder's manifest, as a user would write
    them.
    """

    def __init__(self, work: Path) -> None:
        self.path = work / "documents"
        self.path.mkdir(parents=True, exist_ok=True)
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()
        self._titles: dict[str, str] = {}

    def add(self, title: str, text: str, *, suffix: str = ".txt") -> str:
        """Write a document and return its file name.

        Args:
            title: as the set gives it; may be empty.
            text: written as it is, in UTF-8.
            suffix: of the file.
        """
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        if key in self._names:
            return self._names[key]
        name = self._free_name(title, suffix)
        self._names[key] = name
        if title.strip():
            self._titles[name] = " ".join(title.split())
        with (self.path / name).open("w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text)
        return name

    def finish(self) -> Path:
        """Write the manifest, drop what an earlier set left here, and return the folder."""
        for path in self.path.iterdir():
            if path.is_file() and path.name not in self._taken:
                path.unlink()
        lines = []
        for name, title in self._titles.items():
            lines += [f"[{_toml(name)}]", f"title = {_toml(title)}", ""]
        (self.path / MANIFEST).write_text("\n".join(lines), encoding="utf-8")
        return self.path

    def _free_name(self, title: str, suffix: str) -> str:
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:60] or "document"
        name, number = slug + suffix, 1
        while name in self._taken:
            number += 1
            name = f"{slug}-{number}{suffix}"
        self._taken.add(name)
        return name


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def build_set(
    name: str, cases: Iterable[tuple[Record, QuestionCase]], folder: Path, source: Path
) -> QuestionSet:
    """A question set whose ids are unique.

    Args:
        name: of the set.
        cases: each with the record it came from.
        folder: of the documents.
        source: what the set was read from.

    Raises:
        InputError: two questions bear one id, or there is none.
    """
    kept: list[QuestionCase] = []
    first_at: dict[str, str] = {}
    for record, case in cases:
        if case.id in first_at:
            raise record.fail("id", f"'{case.id}' was used before, at {first_at[case.id]}")
        first_at[case.id] = record.where
        kept.append(case)
    if not kept:
        raise Record(str(source), {}).fail("question", "stands nowhere in the file")
    return QuestionSet(name, tuple(kept), documents=folder, source=source)
