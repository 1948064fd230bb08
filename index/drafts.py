"""A paragraph whose kind is still being settled: what the steps of `regions.py` work on."""

from __future__ import annotations

from dataclasses import dataclass

from .records import BlockKind, RegionKind, Span

PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE})


@dataclass(slots=True)
class Draft:
    """A paragraph while its kind is being settled; `kind` None means body so far."""

    span: Span
    text: str
    block: BlockKind
    kind: RegionKind | None = None
    level: int = 0

    @property
    def open(self) -> bool:
        """Whether nothing has claimed this paragraph and it may be a heading or a note."""
        return self.kind is None and self.block in PROSE
