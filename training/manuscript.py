"""The plain sources from which the sample's binary documents are made.

A source is a few `key: value` lines, a blank line, then blocks separated by blank lines. A block
is a heading (`# `, `## `), table rows (`| a | b |`), contents lines (title, tab, page) or a
paragraph. `@@ label` begins the page printed `label`, `{-}` marks where a word may be broken at a
line end, `[^1]` is a note's mark and `[^1]: ...` the note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True)
class Manuscript:
    """A source file: its `key: value` lines and the blocks below them."""

    name: str
    fields: dict[str, str]
    blocks: tuple[str, ...]

    def field(self, key: str) -> str:
        """The value of a line `key: value`, "" if there is none."""
        return self.fields.get(key, "")


def read_manuscript(path: Path) -> Manuscript:
    """Read a source file.

    Raises:
        ValueError: a line above the first blank line is not `key: value`.
    """
    text = path.read_text(encoding="utf-8").replace("{-}", SOFT_HYPHEN)
    head, _, body = text.partition("\n\n")
    fields = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"{path.name}: '{line}' is not 'key: value'")
        fields[key.strip()] = value.strip()
    blocks = tuple(block.strip() for block in re.split(r"\n\s*\n", body) if block.strip())
    return Manuscript(path.stem, fields, blocks)
