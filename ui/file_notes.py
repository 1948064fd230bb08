"""What the page says of documents whose file is gone or has changed since it was read.

Looking at files may take long, as on a network disk that does not answer: it is done in a thread of
its own, one at a time, and the page waits a moment for it and no longer.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .commands_sources import FILE_STATE
from .rendering import escape_markdown

if TYPE_CHECKING:
    from index.corpus import Corpus
    from index.on_disk import FileState

_LOG = logging.getLogger("vouchqa")
_PATIENCE = 2.0
_MOST_NAMED = 20


class FileNotes:
    """Looks at the files of a corpus and tells what is not as it was read.

    Args:
        corpus: shared by all tabs.
        patience: seconds to wait for the files; then what was seen last is told.
    """

    def __init__(self, corpus: Corpus, patience: float = _PATIENCE) -> None:
        self._corpus, self._patience = corpus, patience
        self._states: Mapping[str, FileState] | None = None
        self._starting = threading.Lock()
        self._looking: threading.Thread | None = None

    def told(self) -> str:
        """One line for each document whose file is not as it was read, as escaped Markdown."""
        with self._starting:
            looking = self._looking
            if looking is None or not looking.is_alive():
                looking = threading.Thread(target=self._look, name="vouch-files", daemon=True)
                self._looking = looking
                looking.start()
        looking.join(self._patience)
        states = self._states
        if states is None:
            return "The files are still being looked at." if looking.is_alive() else ""
        lines = [
            f"- {escape_markdown(source.label)}: {FILE_STATE[state]}."
            for source in self._corpus.sources()
            if (state := states.get(source.id)) in FILE_STATE
        ]
        more = len(lines) - _MOST_NAMED
        if more > 0:
            lines[_MOST_NAMED:] = [f"- {more:,} more; vouch sources lists them."]
        return "\n".join(lines)

    def _look(self) -> None:
        try:
            self._states = self._corpus.file_states()
        except Exception:
            # Such as a corpus that is being closed: the page goes on without the note.
            _LOG.warning("The documents' files could not be looked at", exc_info=True)
