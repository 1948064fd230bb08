"""The chat page: Gradio components and their wiring. The only file that imports gradio.

    left      documents: add, tick, edit, remove
    centre    chat, question, export
    right     the evidence panel (below the chat on a narrow screen)

Behaviour is in page_events.py, looks are in page.css, the panel is in panel.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware

from index.corpus import Corpus
from index.records import GENRES
from index.sample_corpus import example_questions

from .keeping import EMPTY, storage_of
from .launching import SafeHeaders
from .opening import where_words_go
from .page_events import PageEvents, Turn
from .page_scripts import DOWNLOAD, SHOW_QUESTION, TOGGLE
from .page_session import PageSession
from .panel import script, skeleton
from .rendering import escape_markdown
from .settings import Settings
from .theme import FONT, FONT_MONO, style

_EXPORTS = (("Markdown", "md"), ("BibTeX", "bib"), ("CSL-JSON", "csl.json"), ("JSON", "json"))
_PRIVATE = {"api_visibility": "private", "show_progress": "hidden"}


def build_page(
    corpus: Corpus, settings: Settings, model: Any = None, *, sample: bool = False
) -> gr.Blocks:
    """Make the page over a corpus.

    Args:
        corpus: open for writing.
        settings: what the program was started with.
        model: the language model, or None for word-for-word answers.
        sample: offer the sample's example questions.
    """
    events = PageEvents(corpus, settings, model, Path(get_upload_folder()))
    with gr.Blocks(
        title="Vouch", analytics_enabled=False, fill_width=True, delete_cache=(3600, 86400)
    ) as page:
        session = gr.State(PageSession())
        name, secret = storage_of(corpus)
        kept = gr.BrowserState(dict(EMPTY), storage_key=name, secret=secret)
        panel = gr.HTML(
            value={},
            html_template=skeleton(),
            js_on_load=script(),
            elem_id="vouch-panel",
            container=False,
            apply_default_css=False,
            render=False,
        )
        doubt = _wire_panel(events, session, kept, panel)
        tab = _Tab(session, kept, panel, doubt)
        side = _documents(events, tab)
        _head(settings, corpus, sample)
        with gr.Row(elem_id="vouch-columns"):
            with gr.Column(scale=6, min_width=320):
                chat = _chat(events, tab, side, sample)
            with gr.Column(scale=4, min_width=320):
                panel.render()
        page.load(lambda: _lists(events), None, list(side), **_PRIVATE)
        page.load(
            lambda stored, state: [events.restored(stored, state), state, events.kept(state)],
            [kept, session],
            [chat, session, kept],
            **_PRIVATE,
        )
    page.queue(max_size=64, default_concurrency_limit=8, api_open=False)
    return page


@dataclass(frozen=True, slots=True)
class _Tab:
    """What several parts of one tab share."""

    session: gr.State
    kept: gr.BrowserState
    panel: gr.HTML
    doubt: Any


def start_page(page: gr.Blocks, options: dict[str, Any]) -> str:
    """Start serving; returns the page's address.

    Args:
        page: from `build_page`.
        options: from `launching.launch_options`.

    Raises:
        OSError: the port is taken.
    """
    theme = gr.themes.Soft(
        primary_hue="blue", neutral_hue="slate", font=list(FONT), font_mono=list(FONT_MONO)
    ).set(
        background_fill_primary="*neutral_50",  # `set` would turn it white
        block_title_text_color="*neutral_800",
        block_title_text_color_dark="*neutral_100",
        block_title_background_fill="transparent",
        block_title_background_fill_dark="transparent",
        block_title_padding="0",
    )
    _, address, _ = page.launch(
        **options,
        theme=theme,
        css=style(),
        app_kwargs={"middleware": [Middleware(SafeHeaders)], "docs_url": None, "redoc_url": None},
    )
    return str(address)


def _head(settings: Settings, corpus: Corpus, sample: bool) -> None:
    what = "the built-in sample, an invented dispute" if sample else corpus.path.name
    words = escape_markdown(where_words_go(settings))
    with gr.Row(elem_id="vouch-bar"):
        gr.Markdown(
            f"# Vouch\n\nAnswers from {escape_markdown(what)}. A number opens the quote in its "
            f"source: it shows that a document says it, not that it is so.\n\n**{words}**",
            elem_id="vouch-head",
            latex_delimiters=[],
        )
        documents = gr.Button("Documents", size="sm", elem_id="vouch-documents")
    documents.click(None, js=TOGGLE)


def _documents(events: PageEvents, tab: _Tab) -> tuple[Any, Any, Any]:
    """The side bar: adding, ticking, editing and removing documents; gives its three lists."""
    choices = events.choices()
    with gr.Sidebar(elem_id="vouch-side", width=340, open=False) as side:
        gr.Markdown("## Documents", elem_id="vouch-side-title")
        upload = gr.UploadButton("Add documents", file_count="multiple", type="filepath")
        report = _text("", "vouch-report")
        ticked = gr.CheckboxGroup(
            choices,
            value=[i for _, i in choices],
            label=events.list_label(),
            show_select_all=True,
            elem_id="vouch-sources",
        )
        files = _text("", "vouch-files")
        with gr.Accordion("Edit or remove a document", open=False):
            chosen = gr.Dropdown(choices, value=None, label="Document", elem_id="vouch-chosen")
            fields = [
                gr.Textbox(label="Title", max_length=2000),
                gr.Textbox(label="Authors, parted by ;", max_length=2000),
                gr.Textbox(label="Publisher", max_length=2000),
                gr.Textbox(label="Date, e.g. 2021-03-09", max_length=40),
                gr.Dropdown(["", *GENRES], value="", label="Genre"),
            ]
            with gr.Row():
                save = gr.Button("Save", variant="primary", size="sm")
                remove = gr.Button("Remove", size="sm")
                forget = gr.Button("Forget", variant="stop", size="sm")
            edited = _text("", "vouch-edited")
    # What the browser was offered to tick: a document that came later is not one that was unticked.
    offered = gr.JSON([i for _, i in choices], visible="hidden")
    lists = [ticked, chosen, offered]
    gr.on([side.expand, offered.change], events.file_note, None, files, **_PRIVATE)

    def add(files: list[str] | None, kept: list[str]) -> Iterator[list[Any]]:
        known = {i for _, i in events.choices()}
        lines = ""
        for lines in events.add_files(files or []):
            yield [lines, *[gr.skip()] * len(lists)]
        new = [i for _, i in events.choices() if i not in known]
        yield [lines, *_lists(events, [*kept, *new])]

    def save_fields(source_id: str | None, kept: list[str], *values: str) -> list[Any]:
        return [events.save_fields(source_id, *values), *_lists(events, kept)]

    def drop(source_id: str | None, kept: list[str], how: bool) -> list[Any]:
        return [events.drop(source_id, forget=how), *_lists(events, kept)]

    upload.upload(add, [upload, ticked], [report, *lists], concurrency_limit=1, **_PRIVATE)
    chosen.change(lambda i: list(events.fields(i)), chosen, fields, **_PRIVATE)
    save.click(save_fields, [chosen, ticked, *fields], [edited, *lists], **_PRIVATE)
    remove.click(lambda i, k: drop(i, k, False), [chosen, ticked], [edited, *lists], **_PRIVATE)
    forget.click(
        lambda i, k: drop(i, k, True),
        [chosen, ticked],
        [edited, *lists],
        js="(i, k) => confirm('Delete every trace of this document?') ? [i, k] : [null, k]",
        **_PRIVATE,
    ).then(events.kept, tab.session, tab.kept, **_PRIVATE)
    return ticked, chosen, offered


def _lists(events: PageEvents, kept: list[str] | None = None) -> list[Any]:
    """Updates of the three lists of documents; None ticks all."""
    choices = events.choices()
    ids = [i for _, i in choices]
    ticks = ids if kept is None else [i for i in ids if i in set(kept)]
    return [
        gr.update(choices=choices, value=ticks, label=events.list_label()),
        gr.update(choices=choices, value=None),
        ids,
    ]


def _text(value: str, elem_id: str) -> gr.Markdown:
    """A place for our own short Markdown; whatever it quotes is escaped already."""
    return gr.Markdown(value, elem_id=elem_id, sanitize_html=True, latex_delimiters=[])


def _chatbot(sample: bool) -> Any:
    """The conversation; the sample's page begins with example questions."""
    return gr.Chatbot(
        elem_id="vouch-chat",
        height="calc(100vh - 270px)",
        min_height=360,
        autoscroll=False,
        show_label=False,
        layout="panel",
        sanitize_html=True,
        allow_tags=False,
        latex_delimiters=[],
        feedback_options=None,
        buttons=["copy"],
        allow_file_downloads=False,
        placeholder="### Ask your documents\nThe answer is quoted from them, or they don't say.",
        examples=[{"text": q} for q in example_questions()] if sample else None,
    )


def _question_box() -> tuple[Any, Any]:
    """Where the question is typed, and the button that stops an answer."""
    with gr.Row():
        question = gr.Textbox(
            placeholder="Ask a question",
            show_label=False,
            label="Question",
            submit_btn="Ask",
            stop_btn=False,
            autofocus=True,
            max_lines=6,
            scale=8,
            max_length=100_000,
            elem_id="vouch-question",
        )
        stop = gr.Button("Stop", size="sm", min_width=60, scale=0, visible=False)
    return question, stop


def _saving(events: PageEvents, session: gr.State) -> Any:
    """The buttons that save the last answer, and the one that clears the chat."""
    with gr.Row(elem_id="vouch-saving"):
        gr.Markdown("Save the last answer as")
        downloads = gr.HTML(
            value={}, html_template="<span></span>", js_on_load=DOWNLOAD, elem_id="vouch-downloads"
        )
        for label, shape in _EXPORTS:
            save = gr.Button(label, size="sm", min_width=60, elem_id=f"vouch-save-{shape[:3]}")
            save.click(
                lambda s, shape=shape: events.export(s, shape), session, downloads, **_PRIVATE
            )
        return gr.Button("Clear the chat", size="sm", min_width=60, elem_id="vouch-clear")


def _chat(events: PageEvents, tab: _Tab, side: tuple[Any, Any, Any], sample: bool) -> Any:
    """The chat, the question box, the resolved question and the exports."""
    chat = _chatbot(sample)
    question, stop = _question_box()
    with gr.Row(visible=False, elem_id="vouch-resolved") as resolved_row:
        resolved = gr.Textbox(label="Meant otherwise? Edit it and ask again", submit_btn="Ask this")
    clear = _saving(events, tab.session)
    outputs = [chat, tab.session, question, resolved_row, resolved, stop, tab.kept]

    ask, ask_resolved, ask_example = _askers(events, len(outputs))
    ticked, _, offered = side
    rest = [chat, tab.session, ticked, offered]
    running = [
        question.submit(
            # Enter while an answer is still coming is not lost: it is asked next.
            ask,
            [question, *rest],
            outputs,
            trigger_mode="always_last",
            **_PRIVATE,
        ),
        resolved.submit(ask_resolved, [resolved, *rest], outputs, **_PRIVATE),
        chat.example_select(ask_example, rest, outputs, **_PRIVATE),
    ]
    chat.change(None, js=SHOW_QUESTION)
    hidden = gr.update(visible=False)
    for cleared in (clear.click, chat.clear):
        cleared(
            lambda: [[], PageSession(), "", hidden, "", hidden, dict(EMPTY), {}],
            None,
            [*outputs, tab.panel],
            cancels=[*running, tab.doubt],
            **_PRIVATE,
        )
    stop.click(
        lambda shown: [gr.update(visible=False), events.stopped(_plain(shown))],
        chat,
        [stop, chat],
        cancels=running,
        queue=False,
        **_PRIVATE,
    )
    return chat


def _askers(events: PageEvents, outputs: int) -> tuple[Any, Any, Any]:
    """What asks a typed question, a resolved one and an example, step by step.

    Args:
        events: the page's behaviour.
        outputs: how many components each step updates.
    """

    def updates(turns: Iterator[Turn], state: PageSession) -> Iterator[list[Any]]:
        # Only the first step empties the question box: the next question may be typed meanwhile.
        box: Any = ""
        last: Turn | None = None
        for turn in turns:
            if turn is last:
                yield [gr.skip()] * outputs
                continue
            last = turn
            box = turn.refused or box
            row = gr.update(visible=bool(turn.rewritten)) if turn.done else gr.skip()
            text = turn.rewritten or "" if turn.done else gr.skip()
            store = events.kept(state) if turn.done else gr.skip()
            yield [turn.messages, state, box, row, text, gr.update(visible=not turn.done), store]
            box = gr.skip()

    def ask(
        text: str, shown: list[Any], state: PageSession, ticked: Any, offered: Any
    ) -> Iterator[list[Any]]:
        turns = events.ask(text, _plain(shown), state, events.asked(ticked, offered))
        yield from updates(turns, state)

    def ask_resolved(
        text: str, shown: list[Any], state: PageSession, ticked: Any, offered: Any
    ) -> Iterator[list[Any]]:
        asked = events.asked(ticked, offered)
        yield from updates(events.ask(text, _plain(shown), state, asked, as_written=True), state)

    def ask_example(
        shown: list[Any], state: PageSession, ticked: Any, offered: Any, event: gr.SelectData
    ) -> Iterator[list[Any]]:
        value = event.value
        text = value.get("text", "") if isinstance(value, dict) else str(value)
        yield from ask(text, shown, state, ticked, offered)

    return ask, ask_resolved, ask_example


def _plain(shown: list[Any] | None) -> list[dict[str, str]]:
    """The chat as Gradio returns it, as role and text; anything else in it is left out."""
    messages = []
    for message in shown or []:
        content = message.get("content") if isinstance(message, dict) else None
        if isinstance(content, list):
            content = "".join(p.get("text", "") for p in content if isinstance(p, dict))
        if isinstance(content, str) and message.get("role") in ("user", "assistant"):
            messages.append({"role": message["role"], "content": content})
    return messages


def _wire_panel(events: PageEvents, session: gr.State, kept: gr.BrowserState, panel: Any) -> Any:
    """Connect the panel's own events, fired by panel.js; gives `doubt`, which writes to the store.

    None of them gives the session back: it may have been cleared meanwhile.
    """

    def cite(state: PageSession, event: gr.EventData) -> Any:
        value = events.open_citation(state, event._data)
        return gr.skip() if value is None else value

    def flag(state: PageSession, event: gr.EventData) -> list[Any]:
        value = events.flag(state, event._data)
        return [gr.skip() if value is None else value, events.kept(state)]

    def paper(state: PageSession, event: gr.EventData) -> Any:
        value = events.open_page(state, event._data)
        return gr.skip() if value is None else value

    # "multiple": of fast clicks on "Next" none is lost; the script takes the answer to the last.
    panel.cite(cite, session, panel, trigger_mode="multiple", **_PRIVATE)
    panel.paper(paper, session, panel, concurrency_limit=2, **_PRIVATE)
    return panel.doubt(flag, session, [panel, kept], concurrency_limit=1, **_PRIVATE)
