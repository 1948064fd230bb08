"""The page in a real browser: first run, asking, evidence, uploads, hostile documents, narrow and
dark. One server and one browser for all; skipped without Chromium unless VOUCH_REQUIRE_BROWSER=1.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from index.corpus import Corpus
from index.sample_corpus import example_questions

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[1]

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PAYLOADS = (
    "<img src='https://evil.example/i.png' onerror='window.owned=1'>",
    "<script>window.owned=1</script>",
    "${window.owned=1}${1+1}",
    "{{window.owned=1}}{{value}}",
    "![pixel](https://evil.example/p.png) and [click](https://evil.example/)",
    "`code` ```mermaid graph``` $x^2$ https://evil.example/",
)
LAMPS = ("Aldmoor", "Briskand", "Corvin", "Dunlinn", "Eskerby", "Fennick")
CHIP = '#vouch-chat a[href^="#cite-"]'


def hostile_text() -> str:
    pairs = zip(LAMPS, PAYLOADS, strict=True)
    lines = [
        f"The keeper of the {lamp} lamp is Mira {payload} of Sorn.\n" for lamp, payload in pairs
    ]
    return "The <b>Lamps</b> of ${Sorn}\n\n" + "\n".join(lines)


@contextmanager
def serving(home, *options):
    """`vouch chat` in an empty folder and cache; gives the address it tells, or None."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("VOUCH_", "GRADIO_"))}
    # What an unsafe environment may hold; none of it may open the page up.
    unsafe = {"GRADIO_SHARE": "True", "GRADIO_ALLOWED_PATHS": "/", "GRADIO_MCP_SERVER": "True",
              "GRADIO_VIBE_MODE": "1", "GRADIO_SERVER_NAME": "0.0.0.0"}  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "vouchqa", "chat", "--no-browser", *options],
        cwd=home,
        env={**kept, **unsafe, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    line = process.stdout.readline().decode()
    found = re.search(r"http://127\.0\.0\.1:\d+/", line)
    yield found[0] if found else None
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """As a newcomer starts it: no corpus, no paths, an empty cache."""
    home = tmp_path_factory.mktemp("home")
    with serving(home) as address:
        yield address, next((home / "vouch").glob("sample*"), home)


@pytest.fixture(scope="module")
def address(server):
    assert server[0], "vouch chat did not start on 127.0.0.1"
    return server[0]


@pytest.fixture(scope="module")
def corpus(server):
    """The corpus the page serves, seen from another process."""
    with Corpus.open(server[1]) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        if os.environ.get("VOUCH_REQUIRE_BROWSER") == "1":
            pytest.fail("VOUCH_REQUIRE_BROWSER=1, but there is no Chromium: apt install chromium")
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


class Visit:
    """A tab, and everything that went wrong in it."""

    def __init__(self, browser, address, **options):
        self.host = urlsplit(address).netloc
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)  # a loaded machine is slow, not wrong
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("pageerror", lambda e: self.errors.append(str(e)))
        self.page.on("dialog", lambda d: (self.errors.append(d.message), d.dismiss()))
        self.page.goto(address)
        self.page.wait_for_selector("#vouch-question textarea")

    def ask(self, question: str) -> str:
        before = self.page.locator("#vouch-chat .bot-row").count()
        self.page.fill("#vouch-question textarea", question)
        self.page.press("#vouch-question textarea", "Enter")
        return self.finished(before)

    def finished(self, before: int) -> str:
        last = self.page.locator("#vouch-chat .bot-row").nth(before)
        last.get_by_text("documents asked").wait_for()
        return last.inner_text()

    def strangers(self) -> list[str]:
        """Requests to anywhere but the page's own host."""
        inside = ("data:", "blob:", "about:")
        urls = [u for u in self.requests if not u.startswith(inside)]
        return [u for u in urls if urlsplit(u).netloc != self.host]


@pytest.fixture
def visit(browser, address):
    opened: list[Visit] = []

    def open_tab(**options):
        opened.append(Visit(browser, address, **options))
        return opened[-1]

    yield open_tab
    for tab in opened:
        errors, strangers = tab.errors, tab.strangers()
        tab.context.close()
        assert errors == []
        assert strangers == []


def test_first_run_offers_examples_and_opens_evidence_by_keyboard(visit):
    tab = visit()
    page = tab.page
    assert "Nothing leaves this machine." in page.inner_text("#vouch-head")
    for question in example_questions():
        assert page.get_by_text(question, exact=True).is_visible()
    page.get_by_text(example_questions()[0], exact=True).click()
    assert "documents asked" in tab.finished(0)
    chips = page.locator(CHIP)
    assert chips.count() >= 2
    title = chips.first.get_attribute("title")
    assert "found in the source" in title
    chips.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#vouch-panel mark")
    assert page.evaluate("document.activeElement.dataset.part") == "title"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#cite-")
    assert page.inner_text('#vouch-panel [data-part="number"]').startswith("Citation 1 of ")
    page.click('#vouch-panel [data-act="next"]')
    page.get_by_text("Citation 2 of ").wait_for()
    assert page.locator("#vouch-chat a.open").count() >= 1


def test_three_fast_clicks_on_next_end_at_the_fourth_citation(visit, corpus, tmp_path):
    for number, lamp in enumerate(LAMPS):  # a document each: each is asked, and each answers
        text = f"The great lamp of Sorn was lit by {lamp} Marn in 18{number}0.\n"
        (tmp_path / f"{lamp}.txt").write_text(text, encoding="utf-8")
    tab = visit()
    page = tab.page
    corpus.add([tmp_path])
    tab.ask("Who lit the great lamp of Sorn?")
    page.locator(CHIP).first.click()
    page.get_by_text("Citation 1 of ").wait_for()
    page.evaluate("""() => { const next = document.querySelector('#vouch-panel [data-act="next"]');
        next.click(); next.click(); next.click(); }""")
    page.get_by_text("Citation 4 of ").wait_for()
    page.wait_for_function("document.querySelectorAll('#vouch-chat a.open').length > 0")
    assert page.locator("#vouch-chat a.open").first.get_attribute("href").endswith("-4")
    corpus.forget([s.id for s in corpus.sources() if s.name.removesuffix(".txt") in LAMPS])


def test_the_panel_shows_the_stored_quote_and_old_answers_stay_open(visit, corpus):
    tab = visit()
    page = tab.page
    tab.ask("Who paid for the harbour?")
    tab.ask("When was the levy on herring introduced?")
    assert page.locator("#vouch-chat .bot-row").count() == 2
    texts = [text for _, text in corpus.texts()]
    for number in (0, page.locator(CHIP).count() - 1):
        page.locator(CHIP).nth(number).click()
        page.locator(f"{CHIP}.open").nth(0).wait_for()
        page.wait_for_function(
            "n => document.querySelectorAll('#vouch-chat a[href^=\"#cite-\"]')[n]"
            ".classList.contains('open')",
            arg=number,
        )
        quote = page.text_content("#vouch-panel mark")
        assert sum(quote in text for text in texts) >= 1
        window = page.text_content('#vouch-panel [data-part="window"]')
        inner = window.removeprefix("… ").removesuffix(" …")
        assert any(inner in text for text in texts)
        assert "found in the source" in page.inner_text("#vouch-panel .vouch-verdict")


def test_a_flag_is_kept_and_an_answer_is_saved(visit, corpus):
    tab = visit()
    page = tab.page
    tab.ask("Who paid for the harbour?")
    page.locator(CHIP).first.click()
    page.wait_for_selector("#vouch-panel mark")
    before = len(corpus.cases())
    page.click('#vouch-panel [data-act="flag"]')
    page.get_by_text("Kept with the corpus").wait_for()
    assert len(corpus.cases()) == before + 1
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    quote = page.text_content("#vouch-panel mark")
    for key, wanted in (("quote", quote), ("footnote", "[^"), ("bibtex", "@")):
        page.click(f'#vouch-panel [data-key="{key}"]')
        page.get_by_text("Copied.").wait_for()
        page.wait_for_function(
            "async (wanted) => (await navigator.clipboard.readText()).includes(wanted)", arg=wanted
        )
    with page.expect_download() as download:
        page.click("#vouch-save-md")
    assert download.value.suggested_filename == "vouch-answer.md"
    assert "harbour" in download.value.path().read_text(encoding="utf-8")


def test_an_upload_is_answered_and_hostile_text_stays_text(visit, corpus, tmp_path):
    tab = visit()
    page = tab.page
    bad = tmp_path / "lamps.txt"
    bad.write_text(hostile_text(), encoding="utf-8")
    empty = tmp_path / "nothing.pdf"
    empty.write_bytes(b"")
    page.click("#vouch-documents")
    page.set_input_files("#vouch-side input[type=file]", [str(bad), str(empty)])
    page.locator("#vouch-report").get_by_text("added").wait_for()
    page.locator("#vouch-report").get_by_text("not read.").wait_for()
    page.locator("#vouch-sources").get_by_text("${Sorn}").wait_for()
    page.click("#vouch-documents")
    shown = ""
    for lamp in LAMPS:
        shown += tab.ask(f"Who is the keeper of the {lamp} lamp?")
    stored = next(s for s in corpus.sources() if s.name == "lamps.txt")
    panel = []
    for marker in range(page.locator(CHIP).count()):
        page.locator(CHIP).nth(marker).click()
        page.wait_for_function(
            "n => document.querySelectorAll('#vouch-chat a[href^=\"#cite-\"]')[n]"
            ".classList.contains('open')",
            arg=marker,
        )
        panel.append(page.text_content("#vouch-panel mark"))
    for payload in PAYLOADS[:4]:
        assert payload in shown
    stored_text = corpus.document(stored.id).text
    assert all(quote in stored_text for quote in panel)
    for payload in PAYLOADS:
        assert any(payload in quote for quote in panel), payload
    assert page.evaluate("window.owned") is None
    inside = "#vouch-chat .bot-row, #vouch-panel, #vouch-side"
    for element in (
        "img[src*=evil]",
        "script",
        "a[href*=evil]",
        ".katex",
        ".mermaid",
        "b",
        "svg a",
    ):
        selector = ", ".join(f"{part} {element}" for part in inside.split(", "))
        assert page.locator(selector).count() == 0, element
    corpus.forget([stored.id])


def test_metadata_is_edited_and_a_document_removed_on_the_page(visit, corpus, tmp_path):
    path = tmp_path / "ferry.md"
    text = "---\ntitle: Ferry\n---\n\nThe ferry of Sorn was built by Ansa Vik in 1904.\n"
    path.write_text(text, encoding="utf-8")
    corpus.add([path])
    from playwright.sync_api import expect

    tab = visit()
    page = tab.page
    page.click("#vouch-documents")
    page.get_by_text("Edit or remove a document").click()
    page.locator("#vouch-chosen input").click()
    page.get_by_role("option", name="Ferry").click()
    expect(page.get_by_label("Title")).to_have_value("Ferry")
    page.get_by_label("Title").fill("The Ferry <i>of</i> Sorn")
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#vouch-edited").get_by_text("Saved title").wait_for()
    page.locator("#vouch-sources").get_by_text("The Ferry <i>of</i> Sorn").wait_for()
    source = next(s for s in corpus.sources() if s.name == "ferry.md")
    assert source.title == "The Ferry <i>of</i> Sorn"
    page.locator("#vouch-chosen input").click()
    page.get_by_role("option", name="The Ferry").click()
    expect(page.get_by_label("Title")).to_have_value("The Ferry <i>of</i> Sorn")
    page.get_by_role("button", name="Remove", exact=True).click()
    page.locator("#vouch-edited").get_by_text("no longer searched").wait_for()
    assert all(s.name != "ferry.md" for s in corpus.sources())


def test_a_follow_up_shows_how_it_was_read_and_can_be_edited(visit):
    tab = visit()
    page = tab.page
    tab.ask("Who paid for the harbour?")
    tab.ask("When was it built?")
    box = page.locator("#vouch-resolved textarea, #vouch-resolved input").first
    box.wait_for()
    assert "harbour" in box.input_value()
    box.fill("When was the levy on herring introduced?")
    box.press("Enter")
    assert "1 January 1999" in tab.finished(2)


def test_a_reload_keeps_the_chat_and_clearing_it_lasts(visit):
    tab = visit()
    page = tab.page
    tab.ask("Who paid for the harbour?")
    tab.ask("When was the levy on herring introduced?")
    shown = page.locator("#vouch-chat .bot-row").all_inner_texts()
    stored = page.evaluate("JSON.stringify(localStorage)")
    assert "herring" not in stored  # encrypted: other programs may be served at this address
    page.reload()
    page.wait_for_selector(CHIP)
    assert page.locator("#vouch-chat .bot-row").all_inner_texts() == shown
    page.locator(CHIP).last.click()
    page.wait_for_selector("#vouch-panel mark")
    assert "1999" in page.text_content("#vouch-panel mark")
    tab.ask("Who introduced it?")  # what "it" is, the restored answers tell
    page.locator("#vouch-resolved").wait_for()
    page.click("#vouch-clear")
    page.get_by_text(example_questions()[0], exact=True).wait_for()
    page.locator("#vouch-panel mark").wait_for(state="hidden")
    page.locator("#vouch-resolved").wait_for(state="hidden")
    page.reload()
    page.get_by_text(example_questions()[0], exact=True).wait_for()
    page.wait_for_timeout(500)
    assert page.locator("#vouch-chat .bot-row").count() == 0


def test_the_page_of_a_pdf_is_shown_with_the_quote_marked(visit, corpus, tmp_path):
    from test_ui_page_image import FILLER, PAGE, pdf

    path = tmp_path / "mill.pdf"
    path.write_bytes(pdf([[FILLER] * 3, PAGE]))
    tab = visit()
    page = tab.page
    corpus.add([path])  # a document that comes after the page was opened is asked all the same
    tab.ask("Who rebuilt the wheel of Tarn?")
    page.locator(CHIP).last.click()
    page.wait_for_selector("#vouch-panel mark")
    button = page.locator('#vouch-panel [data-act="paper"]')
    assert button.get_attribute("aria-expanded") == "false"
    assert page.locator("#vouch-sheet img").count() == 0
    button.focus()
    page.keyboard.press("Enter")
    image = page.locator("#vouch-sheet img")
    image.wait_for()
    assert image.get_attribute("alt").startswith("Page 2 of ")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.dataset.act") == "paper"
    page.wait_for_function("document.querySelector('#vouch-sheet img').naturalWidth > 0")
    sheet, marks = image.bounding_box(), page.locator("#vouch-sheet span")
    assert marks.count() == 2
    for number in range(2):
        mark = marks.nth(number).bounding_box()
        assert sheet["x"] < mark["x"] < mark["x"] + mark["width"] < sheet["x"] + sheet["width"]
        assert sheet["y"] < mark["y"] < sheet["y"] + sheet["height"]
    page.keyboard.press("Enter")
    image.wait_for(state="detached")
    path.unlink()
    page.reload()
    page.locator(CHIP).last.click()
    button.click()
    page.get_by_text("no longer at its place").wait_for()
    corpus.forget([s.id for s in corpus.sources() if s.name == "mill.pdf"])


@pytest.fixture
def panel(browser):
    """The panel's script alone, with a Gradio that answers when the test says so."""
    from ui.panel import script, skeleton

    page = browser.new_page()
    page.set_content(f"<div id='vouch-panel'>{skeleton()}</div>")
    page.evaluate(
        """(code) => {
          window.props = {value: {}};
          window.asked = [];
          let heard;
          new Function('element', 'props', 'trigger', 'watch', code)(
            document.getElementById('vouch-panel'), props,
            (name, data) => asked.push(`${name} ${data.marker}`), (_, done) => { heard = done; });
          window.give = (marker, more) => {
            props.value = marker ? {answer: 'a1', marker, title: `Title ${marker}`,
              segments: [['words', 'quote']], chain: [], has_paper: true,
              markers: [1, 2, 3, 4], ...more} : {};
            heard();
          };
          window.want = (marker) => {
            const link = document.createElement('a');
            link.href = `#cite-a1-${marker}`;
            vouchOpen(link, new Event('click'));
            asked.pop();
          };
        }""",
        script(),
    )

    yield page
    page.close()


GIVE = "([marker, more]) => give(marker, more)"


def test_what_comes_late_does_not_take_over_the_panel(panel):
    def give(marker, **more):
        panel.evaluate(GIVE, [marker, more])

    def click(act):
        panel.locator(f'[data-act="{act}"]').click()

    title, button = panel.locator('[data-part="title"]'), panel.locator('[data-act="paper"]')
    pixel = "data:image/jpeg;base64,/9j/"
    picture = {"image": pixel, "alt": "Page", "boxes": [], "note": ""}
    panel.evaluate("want(1)")
    give(1)
    # `force`: a click on a button that says it is disabled is what must do no harm.
    button.click()
    button.click(force=True)
    assert panel.evaluate("asked") == ["paper 1"]
    assert button.inner_text() == "Drawing the page…"
    click("next")
    give(2)
    assert button.inner_text() == "Drawing another page…"
    give(1, paper=picture)
    assert title.inner_text() == "Title 2"
    assert panel.locator("#vouch-sheet img").count() == 0
    button.click()
    click("flag")
    assert panel.evaluate("asked") == ["paper 1", "cite 2", "paper 2", "doubt 2"]
    give(1, status="Kept")
    assert title.inner_text() == "Title 2"
    give(2, paper=picture)
    assert panel.locator("#vouch-sheet img").count() == 1
    click("next")
    give(None)
    for late in ({"paper": picture}, {"status": "Kept"}, {}):
        give(2, **late)
        give(3, **late)
        assert panel.locator('[data-part="empty"]').is_visible()
        assert not title.is_visible()


def test_fast_steps_count_from_the_citation_that_was_asked_for(panel):
    def give(marker):
        panel.evaluate(GIVE, [marker, {}])

    def click(act, times):
        for _ in range(times):
            panel.locator(f'[data-act="{act}"]').click()

    title = panel.locator('[data-part="title"]')
    panel.evaluate("want(1)")
    give(1)
    click("next", 3)
    assert panel.evaluate("asked") == ["cite 2", "cite 3", "cite 4"]
    for marker in (4, 2, 3):  # in the order in which a busy server may answer
        give(marker)
        assert title.inner_text() == "Title 4"
    assert panel.locator('[data-act="next"]').is_disabled()
    click("previous", 2)
    assert panel.evaluate("asked.slice(3)") == ["cite 3", "cite 2"]
    for marker in (2, 3):
        give(marker)
        assert title.inner_text() == "Title 2"


def test_enter_while_an_answer_is_coming_asks_next(visit):
    tab = visit()
    page = tab.page
    page.fill("#vouch-question textarea", "Who paid for the harbour?")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('#vouch-question textarea').value === ''")
    page.fill("#vouch-question textarea", "When was the levy on herring introduced?")
    page.keyboard.press("Enter")
    tab.finished(1)
    asked = page.locator("#vouch-chat .user-row").all_inner_texts()
    assert len(asked) == 2
    assert page.input_value("#vouch-question textarea") == ""


@pytest.mark.slow
def test_a_silent_model_can_be_stopped_and_the_next_question_asked(browser, tmp_path):
    from llm_server import ChatServer

    with ChatServer() as silent:
        silent.play("stall")
        model = ("--llm", "openai:test", "--base-url", silent.url)
        with serving(tmp_path, *model) as address:
            tab = Visit(browser, address)
            page = tab.page
            assert "runs at 127.0.0.1" in page.inner_text("#vouch-head")
            page.fill("#vouch-question textarea", "Who paid for the harbour?")
            page.keyboard.press("Enter")
            page.locator("#vouch-chat .bot-row").get_by_text("Asking").wait_for()
            page.get_by_role("button", name="Stop").click()
            page.locator("#vouch-chat .bot-row").get_by_text("Stopped.").wait_for()
            page.wait_for_timeout(1000)
            page.fill("#vouch-question textarea", "Was the Harbour Board warned?")
            page.keyboard.press("Enter")
            page.wait_for_function("document.querySelectorAll('#vouch-chat .user-row').length == 2")
            page.locator("#vouch-chat .bot-row").last.get_by_text("Asking").wait_for()
            page.click("#vouch-clear")
            page.get_by_text("Ask your documents").wait_for()
            page.wait_for_timeout(1000)
            assert page.locator("#vouch-chat .bot-row").count() == 0
            assert tab.strangers() == []
            tab.context.close()


def test_a_side_bar_is_not_in_the_way_while_closed_and_tells_whom_to_ask(visit, corpus):
    tab = visit()
    page = tab.page
    reachable = """() => [...document.querySelectorAll('#vouch-side .sidebar-content input')]
        .filter((e) => e.checkVisibility({visibilityProperty: true})).length"""
    page.wait_for_function("document.querySelectorAll('#vouch-sources input').length > 2")
    assert page.evaluate(reachable) == 0
    page.click("#vouch-documents")
    page.locator("#vouch-sources input").first.wait_for(state="visible")
    assert page.evaluate(reachable) > 2
    label = page.locator("#vouch-sources label").filter(has_text="A Short History")
    label.locator("input").uncheck()
    rest = len(corpus.sources()) - 1
    assert f"{rest} documents asked" in tab.ask("Who paid for the harbour?")


def test_the_list_of_documents_tells_of_a_file_that_is_gone(visit, corpus, tmp_path):
    path = tmp_path / "tide.txt"
    path.write_text("The tide of Sorn turns at noon.\n", encoding="utf-8")
    corpus.add([path])
    path.unlink()
    page = visit().page
    page.click("#vouch-documents")
    note = page.locator("#vouch-files")
    note.get_by_text("tide.txt: the file is no longer on disk").wait_for()
    page.get_by_text("Edit or remove a document").click()
    page.locator("#vouch-chosen input").fill("tide")
    page.get_by_role("option", name="tide.txt").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_text("Removed: it is no longer searched").wait_for()
    note.get_by_text("tide.txt").wait_for(state="hidden")


def test_a_question_that_is_too_long_stays_to_be_mended_and_moves_nothing(visit):
    tab = visit(viewport={"width": 1280, "height": 860})
    page = tab.page
    question = "x" * 4001
    page.fill("#vouch-question textarea", question)
    page.press("#vouch-question textarea", "Enter")
    page.get_by_text("4,001").wait_for()
    assert page.get_by_text("4,001").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    page.wait_for_function(
        "document.querySelector('#vouch-question textarea').value.length === 4001"
    )


def contrast(page, selector: str) -> float:
    """The contrast of an element's text with what is behind it (WCAG 2.2, 1.4.3)."""
    return page.evaluate(
        """(selector) => {
        const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
        const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255;
          return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
          return .2126 * r + .7152 * g + .0722 * b; };
        let node = document.querySelector(selector);
        const ink = parse(getComputedStyle(node).color).slice(0, 3);
        let back = [0, 0, 0, 0], opacity = 1;
        for (let e = node; e; e = e.parentElement) {
          opacity *= Number(getComputedStyle(e).opacity);
          const c = parse(getComputedStyle(e).backgroundColor);
          const solid = c.length === 3 || c[3] === 1;
          if (back[3] !== 1 && solid) back = [...c.slice(0, 3), 1];
        }
        const seen = ink.map((v, i) => v * opacity + back[i] * (1 - opacity));
        const [a, b] = [light(seen), light(back.slice(0, 3))].sort((x, y) => y - x);
        return (a + .05) / (b + .05); }""",
        selector,
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_wide_page_fits_and_is_readable(visit, scheme):
    tab = visit(viewport={"width": 1280, "height": 860}, color_scheme=scheme)
    page = tab.page
    for selector in ("#vouch-head p", "#vouch-question .submit-button", "#vouch-documents",
                     "#vouch-clear", "#vouch-chat button.example span"):  # fmt: skip
        assert contrast(page, selector) >= 4.5, selector
    tab.ask("Who paid for the harbour?")
    page.locator(CHIP).first.click()
    page.wait_for_selector("#vouch-panel mark")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    chat = page.locator("#vouch-chat").bounding_box()
    panel = page.locator("#vouch-panel").bounding_box()
    assert panel["x"] >= chat["x"] + chat["width"]
    assert panel["y"] + panel["height"] <= 860
    for selector in ("#vouch-chat .user-row p", "#vouch-chat .bot-row p", "#vouch-chat .bot-row em",
                     f"{CHIP}:not(.open)", f"{CHIP}.open", "#vouch-panel mark",
                     "#vouch-panel h3", '#vouch-panel [data-act="flag"]'):  # fmt: skip
        assert contrast(page, selector) >= 4.5, selector


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_panel_below_the_chat_with_readable_text(visit, scheme):
    tab = visit(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = tab.page
    tab.ask("Who paid for the harbour?")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(CHIP).first.click()
    page.wait_for_selector("#vouch-panel mark")
    chat = page.locator("#vouch-chat").bounding_box()
    panel = page.locator("#vouch-panel").bounding_box()
    assert panel["y"] >= chat["y"] + chat["height"]
    assert panel["width"] <= 390
    assert page.evaluate("document.body.classList.contains('dark')") is (scheme == "dark")
    for selector in (
        "#vouch-head p",
        "#vouch-chat .bot-row p",
        "#vouch-chat .bot-row em",
        f"{CHIP}:not(.open)",
        f"{CHIP}.open",
        "#vouch-panel mark",
        '#vouch-panel [data-part="about"]',
        '#vouch-panel [data-part="verdict"]',
        "#vouch-panel h3",
        '#vouch-panel [data-act="back"]',
    ):
        assert contrast(page, selector) >= 4.5, selector
    page.click('#vouch-panel [data-act="back"]')
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#cite-")


def test_every_answer_carries_the_security_headers_and_files_stay_private(address, corpus, visit):
    tab = visit()
    response = tab.page.request.get(address)
    assert "connect-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    store = corpus.path / "corpus.sqlite"
    for path in (
        f"/gradio_api/file={store}",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file=../../etc/passwd",
        "/gradio_api/file=https://evil.example/",
        "/gradio_api/proxy=https://evil.example/",
        "/monitoring",
        "/docs",
    ):
        answer = tab.page.request.get(address.rstrip("/") + path, max_redirects=0)
        assert answer.status >= 400, path
    raw = tab.page.request
    wired = raw.get(address.rstrip("/") + "/config").json()["dependencies"]
    (upload,) = [d["id"] for d in wired if "upload" in [event for _, event in d["targets"]]]
    call = {"data": [[{"path": "/etc/hostname", "meta": {"_type": "gradio.FileData"}}], []],
            "fn_index": upload, "session_hash": "raw"}  # fmt: skip
    raw.post(address.rstrip("/") + "/gradio_api/queue/join", data=call)
    told = raw.get(address.rstrip("/") + "/gradio_api/queue/data?session_hash=raw").text()
    assert "process_completed" in told
    assert '"success":true' not in told
    assert all(s.name != "hostname" for s in corpus.sources())
    info = raw.get(address.rstrip("/") + "/gradio_api/info").json()
    assert info == {"named_endpoints": {}, "unnamed_endpoints": {}}
    evil = tab.page.request.post(
        address.rstrip("/") + "/gradio_api/queue/join",
        headers={"Origin": "https://evil.example"},
        data={"data": [], "fn_index": 0, "session_hash": "x"},
    )
    allowed = evil.headers.get("access-control-allow-origin", "")
    assert "evil" not in allowed
    assert allowed != "*"
