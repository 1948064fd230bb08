"""What a corpus was made with, and whether it may be searched with what is at hand.

Two embedders with the same name can still disagree (another revision, another quantisation), so
the identity holds what the model made of eight fixed sentences; they must still come out alike.
"""

from __future__ import annotations

import base64
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .embedding import canary_vectors, load_embedder, same_embedder
from .errors import CorpusMismatch
from .passages import UnitSettings
from .store import REBUILD
from .store_rows import get_meta, set_meta

if TYPE_CHECKING:
    from .embedding import Embedder
    from .store import Connection


def write_identity(db: Connection, embedder: Embedder, units: UnitSettings, choice: object) -> None:
    """Note what the corpus is made with.

    Args:
        db: inside a write transaction.
        embedder: whose vectors will be stored.
        units: passage and piece sizes.
        choice: what the user named; kept where it is a name, so that it need not be named again.
    """
    set_meta(
        db,
        "identity",
        {
            "embedder": embedder.name,
            "revision": embedder.revision,
            "dimension": embedder.dimension,
            "choice": choice if isinstance(choice, str) else None,
            "object": choice is not None and not isinstance(choice, str),
            "units": asdict(units),
            "canaries": _packed(canary_vectors(embedder)),
        },
    )


def stored_units(identity: dict[str, Any]) -> UnitSettings:
    """The unit settings a corpus was made with."""
    return UnitSettings(**identity["units"])


def read_identity(db: Connection) -> dict[str, Any] | None:
    """What `write_identity` wrote, canaries as an array; None before anything was added."""
    found: dict[str, Any] | None = get_meta(db, "identity")
    if found is not None:
        found["canaries"] = _unpacked(found["canaries"], int(found["dimension"]))
        stored_units(found)  # raises here, where it is known to be the corpus that is damaged
    return found


def check_units(identity: dict[str, Any], units: UnitSettings, folder: Path) -> None:
    """Refuse unit settings other than those the passages were cut with.

    Raises:
        CorpusMismatch: they differ.
    """
    if identity["units"] != asdict(units):
        raise CorpusMismatch(
            f"{folder} was made with other unit settings ({identity['units']}).",
            f"Open it with those, or build it again: {REBUILD} {folder}",
        )


def matching_embedder(identity: dict[str, Any] | None, choice: object, folder: Path) -> Embedder:
    """The embedder to search a corpus with.

    Args:
        identity: what the corpus was made with; None accepts any.
        choice: what the user named; None = what the corpus was made with.
        folder: for the message.

    Raises:
        CorpusMismatch: another model, revision or dimension, or other vectors for the canaries.
        ModelError: the model cannot be loaded.
    """
    if identity is None:
        return load_embedder(choice)
    if choice is None and identity["object"]:
        raise CorpusMismatch(
            f"{folder} was made with the embedding object {identity['embedder']}.",
            f"Pass the same one as embeddings=..., or build it again: {REBUILD} {folder}",
        )
    embedder = load_embedder(identity["choice"] if choice is None else choice)
    made_with = (identity["embedder"], identity["revision"], identity["dimension"])
    at_hand = (embedder.name, embedder.revision, embedder.dimension)
    same = made_with == at_hand
    if not same or not same_embedder(identity["canaries"], canary_vectors(embedder)):
        raise CorpusMismatch(
            f"{folder} was made with the embedding model {_shown(made_with)}, "
            f"this is {_shown(at_hand)}.",
            f"Name the model it was made with, or build it again: {REBUILD} {folder}",
        )
    return embedder


def stored_model(identity: dict[str, Any]) -> tuple[str, int]:
    """The key under which the vectors of a corpus are filed, and their length."""
    dimension = int(identity["dimension"])
    return f"{identity['embedder']}@{identity['revision']}#{dimension}", dimension


def _packed(rows: NDArray[np.float32]) -> str:
    return base64.b64encode(rows.astype("<f4").tobytes()).decode("ascii")


def _unpacked(data: str, dimension: int) -> NDArray[np.float32]:
    flat = np.frombuffer(base64.b64decode(data, validate=True), dtype="<f4")
    return flat.astype(np.float32).reshape(-1, dimension)


def _shown(model: tuple[Any, Any, Any]) -> str:
    name, revision, dimension = model
    return f"{name} ({str(revision)[:12] or 'no revision'}, {dimension} numbers)"
