"""The conversation of one browser, kept across reloads of the page, in that browser alone.

What is kept are the saved answers themselves (`Answer.to_json`, packed), oldest first:

    {"turns": [{"id": "a0123456789ab", "answer": "<base64 of zlib of JSON>", "flagged": [2]}]}

The browser stores it under a key of the corpus's own (`storage_of`), encrypted, so that neither
another corpus nor another program that is served at the same address can read it. A document that
was forgotten is gone from here too: answers that hold words of it are neither kept nor restored.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import logging
import os
import re
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import VouchError
from retrieval.records import Answer

from .page_session import MOST_ANSWERS, PageSession
from .phrases import listed, plural

if TYPE_CHECKING:
    from index.corpus import Corpus

_LOG = logging.getLogger("vouchqa")
EMPTY: Mapping[str, Any] = {"turns": []}
WITHHELD = "This answer quoted a document that is no longer in the corpus. Ask again."
KEY_FILE = "page.key"
# Browsers give an address about 5 million characters; encryption makes a third more of it.
_MOST_CHARACTERS = 400_000
_LARGEST_ANSWER = 5_000_000
_ID = re.compile(r"a[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Restored:
    """A turn that was found in the browser.

    Attributes:
        answer_id: its id on the page; empty where it is withheld.
        answer: what was answered; withheld ones bring their question alone.
        note: what has changed since, as plain text; empty = nothing.
    """

    answer_id: str
    answer: Answer
    note: str = ""


def keep(session: PageSession, corpus: Corpus) -> dict[str, Any]:
    """What the browser is to store of a tab: its newest answers, as many as there is room for."""
    known = _known(corpus)
    if session.known != known:
        # What was packed before may name documents that have been forgotten since.
        session.known = known
        session.packed.clear()
    turns: list[dict[str, Any]] = []
    room = _MOST_CHARACTERS
    for answer_id, answer in reversed(session.answers.items()):
        if not _sources_of(answer) <= known:
            continue
        packed = session.packed.get(answer_id)
        if packed is None:
            packed = session.packed[answer_id] = _pack(answer, known)
        room -= len(packed)
        if room < 0:
            break
        flagged = sorted(m for i, m in session.flagged if i == answer_id)
        turns.append({"id": answer_id, "answer": packed, "flagged": flagged})
    return {"turns": turns[::-1]}


def restore(kept: Any, session: PageSession, corpus: Corpus) -> list[Restored]:
    """Take up again what the browser stored.

    Args:
        kept: what came from the browser; whatever is not ours is left out.
        session: a tab's, still empty; the answers are put into it.
        corpus: as it is now.

    Returns:
        The turns in order, those withheld included.
    """
    known, current = _known(corpus), {s.id for s in corpus.sources()}
    turns = kept.get("turns") if isinstance(kept, dict) else None
    found = []
    for turn in turns[-MOST_ANSWERS:] if isinstance(turns, list) else []:
        answer_id, answer = _unpack(turn)
        if answer is None or answer_id in session.answers:
            continue
        if not _sources_of(answer) <= known:
            found.append(Restored("", Answer(answer.question), WITHHELD))
            continue
        session.keep(_of_known(answer, known), answer_id)
        flagged = turn.get("flagged")
        for marker in flagged if isinstance(flagged, list) else []:
            if isinstance(marker, int):
                session.flagged.add((answer_id, marker))
        told = session.answers[answer_id]
        found.append(Restored(answer_id, told, changes_since(answer, current)))
    return found


def changes_since(answer: Answer, current: set[str]) -> str:
    """How the documents have changed since an answer was given; empty if they have not.

    Args:
        answer: its coverage names the documents there were.
        current: ids of those there are now.
    """
    then = {entry.source_id for entry in answer.coverage}
    added, gone = len(current - then), len(then - current)
    told = [f"{plural(added, 'document')} added"] if added else []
    told += [f"{plural(gone, 'document')} removed or replaced"] if gone else []
    return f"Since this answer: {listed(told)}. Ask again to ask them as they are now." * bool(told)


def storage_of(corpus: Corpus) -> tuple[str, str]:
    """The name under which the browser stores this corpus's conversation, and its secret.

    The secret lies beside the corpus, readable by its owner only, so that the conversation
    outlives the program; one that was spoilt is renewed. Where it cannot be written it lasts as
    long as the program.
    """
    secret = _secret(corpus.path / KEY_FILE)
    return f"vouch-{hashlib.sha256(secret.encode()).hexdigest()[:16]}", secret


def _secret(path: Path) -> str:
    new = secrets.token_hex(32)
    try:
        with contextlib.suppress(FileNotFoundError):
            found = path.read_text(encoding="ascii", errors="replace").strip()
            if re.fullmatch(r"[0-9a-f]{64}", found):
                return found
            _LOG.warning(
                "%s was not a key and is renewed: conversations that browsers kept from before "
                "are not shown again; the corpus is untouched",
                path,
            )
        # Beside it first: what is cut off while it is written must not become the key.
        beside = path.with_name(f"{path.name}.new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(new)
        beside.replace(path)
    except OSError as error:
        _LOG.warning("%s cannot be kept (%s): a restart forgets the chat", path, error.strerror)
    return new


def _known(corpus: Corpus) -> set[str]:
    """Ids of all documents whose text is still there, the removed and superseded included."""
    return {source.id for source in corpus.sources(include_superseded=True)}


def _sources_of(answer: Answer) -> set[str]:
    """Ids of the documents whose words an answer holds, nearest passages included."""
    stated = [*answer.statements, *answer.left_out]
    cited = [c for s in stated for c in s.citations]
    cited += [c for short in answer.short_answers for c in short.citations]
    return {c.source.id for c in cited} | {p.source.id for p in answer.nearest}


def _of_known(answer: Answer, known: set[str]) -> Answer:
    """An answer without what it says of forgotten documents: notices, too, may name those."""
    asked = tuple(c for c in answer.coverage if c.source_id in known)
    whole = len(asked) == len(answer.coverage)
    return answer if whole else replace(answer, coverage=asked, notices=())


def _pack(answer: Answer, known: set[str]) -> str:
    text = _of_known(answer, known).to_json()
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 9)).decode("ascii")


def _unpack(turn: Any) -> tuple[str, Answer | None]:
    if not isinstance(turn, dict):
        return "", None
    answer_id, packed = turn.get("id"), turn.get("answer")
    if not (isinstance(answer_id, str) and _ID.fullmatch(answer_id) and isinstance(packed, str)):
        return "", None
    try:
        # Bounded: a few kilobytes can unpack to gigabytes.
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(base64.b64decode(packed, validate=True), _LARGEST_ANSWER)
        return answer_id, Answer.from_json(raw.decode("utf-8"))
    except (binascii.Error, zlib.error, UnicodeDecodeError, ValueError, VouchError):
        return "", None
