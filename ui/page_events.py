"""What the page does when it is used: plain values in and out, no Gradio.

page.py wires these to its components. All text that may come from documents leaves here either
as escaped Markdown or inside the panel's data, which the browser shows as text only.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.corpus import Corpus
from index.errors import QuestionError, VouchError
from index.limits import Limits
from index.records import Source
from retrieval.answering import Event, stream_answer
from retrieval.followup import History
from retrieval.records import Answer

from .arranging import shorten
from .commands_sources import parse_fields
from .file_notes import FileNotes
from .flagging import flagged_case
from .keeping import keep, restore
from .pacing import step_on
from .page_image import page_image
from .page_session import PageSession, new_answer_id
from .panel import find_citation, panel_value
from .phrases import listed, plural
from .rendering import answer_markdown, escape_markdown, statement_markdown
from .settings import Settings

_LOG = logging.getLogger("vouchqa")
_MOST_LISTED = 500
_LABEL = 90
_LONGEST_ECHO = 240
_PATIENCE = 0.3  # seconds; the longest that Stop has to wait
_LOST = "This answer is no longer kept here. Ask again."
Message = dict[str, str]


@dataclass(frozen=True, slots=True)
class Turn:
    """One step of an answer on its way to the page.

    Attributes:
        messages: the chat as it now stands.
        status: what is being done, escaped; empty when done.
        rewritten: the question as resolved from the history, for editing; None = as written.
        done: nothing more will come.
        refused: a question that was not read, to be mended where it was typed.
    """

    messages: list[Message]
    status: str = ""
    rewritten: str | None = None
    done: bool = False
    refused: str = ""


@dataclass(slots=True)
class PageEvents:
    """The page's behaviour over one corpus.

    Attributes:
        corpus: open for writing; shared by all tabs.
        settings: what the page was started with.
        model: the language model, or None.
        uploads: where the browser's uploads lie; files from elsewhere are refused, and each
            upload is deleted once the corpus has its own copy. None = files are taken as given.
    """

    corpus: Corpus
    settings: Settings
    model: Any = None
    uploads: Path | None = None
    _names: tuple[int, dict[str, str]] = field(default_factory=lambda: (-1, {}))
    _files: FileNotes = field(init=False)

    def __post_init__(self) -> None:
        self._files = FileNotes(self.corpus)

    def ask(
        self,
        question: str,
        messages: Sequence[Message],
        session: PageSession,
        selected: Sequence[str] | None,
        *,
        as_written: bool = False,
    ) -> Iterator[Turn]:
        """Answer a question, statement by statement; the same turn again where nothing is new.

        Args:
            question: as typed.
            messages: the chat so far.
            session: of this tab; the answer is kept in it.
            selected: ids of the documents to ask; None = all.
            as_written: do not resolve it from the history.
        """
        echo = _echo(question) or "(empty)"
        asked = [*messages, _message("user", echo)]
        if not question.strip():
            yield Turn([*asked, _message("assistant", "Type a question first.")], done=True)
            return
        if selected is not None and not selected:
            note = "No document is ticked. Tick at least one of them in the list."
            yield Turn([*asked, _message("assistant", note)], done=True)
            return
        status, said = "Searching", list[str]()
        turn = Turn([*asked, _message("assistant", f"*{status}…*")], status)
        yield turn
        history = () if as_written else tuple(session.history())
        try:
            for event in step_on(lambda: self._stream(question, history, selected), _PATIENCE):
                if event is None:
                    yield turn
                    continue
                if event.kind == "status":
                    status = escape_markdown(event.text)
                elif event.statement is not None:
                    said.append(statement_markdown(event.statement))
                if event.answer is not None:
                    yield self._finished(event.answer, asked, session)
                    return
                body = "\n\n".join([*said, f"*{status}…*"])
                turn = Turn([*asked, _message("assistant", body)], status)
                yield turn
        except VouchError as error:
            refused = question if isinstance(error, QuestionError) else ""
            told = _message("assistant", escape_markdown(str(error)))
            yield Turn([*asked, told], done=True, refused=refused)
        except Exception:
            # The page goes on; the cause belongs in the log, not in front of a stranger.
            _LOG.exception("A question could not be answered")
            note = "Something unexpected happened. Ask again, or look at the terminal."
            yield Turn([*asked, _message("assistant", note)], done=True)

    def _stream(
        self, question: str, history: History, selected: Sequence[str] | None
    ) -> Iterator[Event]:
        return stream_answer(
            question.strip(),
            self.corpus,
            history=history,
            llm=self.model,
            sources=selected,
            settings=self.settings.answer_settings(),
        )

    @staticmethod
    def stopped(messages: Sequence[Message]) -> list[Message]:
        """The chat after the reader stopped an answer: what had passed stays, and it is said."""
        if not messages or messages[-1]["role"] != "assistant":
            return list(messages)
        *said, _status = messages[-1]["content"].split("\n\n")
        return [*messages[:-1], _message("assistant", "\n\n".join([*said, "*Stopped.*"]))]

    def _finished(self, answer: Answer, asked: list[Message], session: PageSession) -> Turn:
        answer_id = new_answer_id()
        session.keep(answer, answer_id)
        body = answer_markdown(answer, answer_id, self.names())
        return Turn([*asked, _message("assistant", body)], "", answer.rewritten, True)

    def kept(self, session: PageSession) -> dict[str, Any]:
        """What the browser is to store, so that a reload of the page brings the chat back."""
        return keep(session, self.corpus)

    def restored(self, stored: Any, session: PageSession) -> list[Message]:
        """The chat as the browser stored it, rendered from the saved answers.

        Args:
            stored: what the browser sent; anything may be in it.
            session: of this tab, still empty; the answers are put into it.
        """
        messages: list[Message] = []
        for turn in restore(stored, session, self.corpus):
            messages.append(_message("user", _echo(turn.answer.question)))
            said = turn.note
            if turn.answer_id:
                body = answer_markdown(turn.answer, turn.answer_id, self.names())
                said = f"{body}\n\n*{turn.note}*" if turn.note else body
            messages.append(_message("assistant", said))
        return messages

    def names(self) -> dict[str, str]:
        """Source id -> label, of the current generation."""
        generation, kept = self.corpus.generation, self._names
        if kept[0] != generation:
            # One assignment: tabs ask from several threads.
            self._names = kept = (generation, {s.id: s.label for s in self.corpus.sources()})
        return kept[1]

    def open_citation(self, session: PageSession, data: Any) -> dict[str, Any] | None:
        """The panel's data for a citation that was clicked; None if it never was one.

        Args:
            session: of this tab.
            data: what the browser sent; anything may be in it.
        """
        answer_id, marker = _clicked(data)
        answer = session.answers.get(answer_id)
        if answer is None:
            return {"lost": _LOST} if answer_id else None
        flagged = (answer_id, marker) in session.flagged
        return panel_value(answer, answer_id, marker, self.corpus, flagged=flagged)

    def open_page(self, session: PageSession, data: Any) -> dict[str, Any] | None:
        """The panel's data with a picture of the page of an open citation."""
        answer_id, marker = _clicked(data)
        answer = session.answers.get(answer_id)
        found = find_citation(answer, marker) if answer else None
        value = self.open_citation(session, data)
        if found is None or value is None:
            return value
        limit = self.settings.number("file_bytes", Limits().file_bytes)
        return value | {"paper": page_image(found[1], self.corpus, most_bytes=limit)}

    def flag(self, session: PageSession, data: Any) -> dict[str, Any] | None:
        """Keep a citation that does not support its statement as a question case."""
        answer_id, marker = _clicked(data)
        answer = session.answers.get(answer_id)
        found = find_citation(answer, marker) if answer else None
        if answer is None or found is None:
            return None
        status = "Kept with the corpus as a case for vouch eval."
        try:
            if (answer_id, marker) not in session.flagged:
                self.corpus.save_case(flagged_case(answer, *found))
                session.flagged.add((answer_id, marker))
        except VouchError as error:
            status = str(error)
        flagged = (answer_id, marker) in session.flagged
        value = panel_value(answer, answer_id, marker, self.corpus, flagged=flagged)
        return value | {"status": status} if value else None

    def add_files(self, paths: Sequence[str]) -> Iterator[str]:
        """Index uploaded files one by one; yields the report so far as escaped Markdown."""
        lines: list[str] = []
        for number, path in enumerate(map(Path, paths), 1):
            name = escape_markdown(path.name)
            yield "\n".join([*lines, f"- {name}: reading ({number} of {len(paths)}) …"])
            lines.append(f"- {name}: {self._add_one(path)}")
            yield "\n".join(lines)

    def _add_one(self, path: Path) -> str:
        if self.uploads is not None and not path.resolve().is_relative_to(self.uploads.resolve()):
            return "**not read.** It was not uploaded here."
        try:
            report = self.corpus.add([path], copy=True)
        except VouchError as error:
            return escape_markdown(str(error))
        finally:
            if self.uploads is not None:
                with contextlib.suppress(OSError):
                    path.unlink()
        if report.skipped:
            skip = report.skipped[0]
            return "**not read.** " + escape_markdown(f"{skip.reason} {skip.fix}")
        if report.unchanged:
            return "already here."
        passages = sum(len(self.corpus.passages(i)) for i in (*report.added, *report.updated))
        return f"added, {plural(passages, 'passage')}."

    def choices(self) -> list[tuple[str, str]]:
        """(label, id) of each document, for lists; at most 500."""
        return [(_label(source), source.id) for source in self.corpus.sources()[:_MOST_LISTED]]

    def asked(self, ticked: Any, offered: Any) -> list[str] | None:
        """The ids to ask; None = all, also those that are not listed or came since.

        Args:
            ticked: ids that are ticked in the browser's list.
            offered: ids that were there to tick when the browser got its list.
        """
        ids = [i for _, i in self.choices()]
        chosen = set(ticked or [])
        if not (set(offered or []) - chosen).intersection(ids):
            return None
        return [i for i in ids if i in chosen]

    def list_label(self) -> str:
        """What stands above the list of documents."""
        count = len(self.corpus.sources())
        more = f"; the first {_MOST_LISTED} are listed" if count > _MOST_LISTED else ""
        return f"Ask these ({plural(count, 'document')}{more})"

    def file_note(self) -> str:
        """What stands below the list: which files are gone or have changed since, escaped."""
        return self._files.told()

    def fields(self, source_id: str | None) -> tuple[str, str, str, str, str]:
        """Title, authors, publisher, date and genre of a document, for editing."""
        source = next((s for s in self.corpus.sources() if s.id == source_id), None)
        if source is None:
            return ("", "", "", "", "")
        authors = "; ".join(source.authors)
        return (
            source.title or "",
            authors,
            source.publisher or "",
            source.published or "",
            source.genre or "",
        )

    def save_fields(
        self, source_id: str | None, title: str, authors: str, publisher: str, date: str, genre: str
    ) -> str:
        """Correct what is known about a document; returns what happened, escaped."""
        if not source_id:
            return "Choose a document first."
        given = {
            "title": title,
            "authors": authors,
            "publisher": publisher,
            "published": date,
            "genre": genre,
        }
        current = dict(zip(given, self.fields(source_id), strict=True))
        changed = {k: v or "" for k, v in given.items() if (v or "").strip() != current[k]}
        if not changed:
            return "Nothing was changed."
        try:
            pairs = [f"{name}={value}" for name, value in changed.items()]
            source = self.corpus.set_metadata(source_id, **parse_fields(pairs))
        except VouchError as error:
            return escape_markdown(str(error))
        return f"Saved {listed(sorted(changed))} of {escape_markdown(source.label)}."

    def drop(self, source_id: str | None, *, forget: bool) -> str:
        """Stop searching a document, or delete every trace of it; returns what happened."""
        if not source_id:
            return "Choose a document first."
        try:
            (self.corpus.forget if forget else self.corpus.remove)([source_id])
        except VouchError as error:
            return escape_markdown(str(error))
        if forget:
            return "Forgotten: its text, passages, vectors and uploaded copy are deleted."
        return "Removed: it is no longer searched; saved citations of it still open."

    def export(self, session: PageSession, shape: str) -> dict[str, str] | None:
        """The last answer as a file: its name, media type and text; None without an answer."""
        answer = session.last()
        if answer is None:
            return None
        makers = {
            "md": (answer.to_markdown, "text/markdown"),
            "bib": (answer.to_bibtex, "application/x-bibtex"),
            "csl.json": (answer.to_csl_json, "application/json"),
            "json": (lambda: answer.to_json(indent=2), "application/json"),
        }
        make, media = makers[shape]
        return {"name": f"vouch-answer.{shape}", "type": media, "text": make()}


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _echo(question: str) -> str:
    """A question as the chat shows it, escaped; the same after a reload."""
    return escape_markdown(shorten(question, _LONGEST_ECHO))


def _clicked(data: Any) -> tuple[str, int]:
    """Answer id and marker of what the browser sent; ("", 0) for anything else."""
    if not isinstance(data, dict):
        return "", 0
    answer_id, marker = data.get("answer"), data.get("marker")
    if not isinstance(answer_id, str) or not isinstance(marker, int):
        return "", 0
    return answer_id, marker


def _label(source: Source) -> str:
    year = (source.published or "")[:4]
    who = listed(source.authors[:2]) + (" et al." if len(source.authors) > 2 else "")
    about = ", ".join(part for part in (who or source.publisher or "", year) if part)
    label = " ".join(source.label.split())
    label = label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + "…"
    return f"{label} ({about})" if about else label
