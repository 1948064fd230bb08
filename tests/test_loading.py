from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from index import loading
from index.errors import LoadError
from index.limits import Limits
from index.loaders import load
from index.loading import load_isolated

ROOT = Path(loading.__file__).parent.parent


def pdf(text: str = "The council met at the mill.") -> bytes:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.drawString(72, 700, text)
    page.save()
    return buffer.getvalue()


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf())
    (tmp_path / "a.html").write_text("<title>T</title><p>Some words, é and 😀.</p>", "utf-8")
    (tmp_path / "a.md").write_text("# Title\n\nSome words.\n", "utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n garbage")
    return tmp_path


def test_isolated_and_direct_loading_agree(files):
    for name in ("a.pdf", "a.html", "a.md"):
        assert load_isolated(files / name) == load(files / name)
        assert load_isolated(files / name, (files / name).read_bytes()) == load(files / name)


def test_errors_cross_the_process_border(files):
    with pytest.raises(LoadError) as here:
        load(files / "broken.pdf")
    with pytest.raises(LoadError) as there:
        load_isolated(files / "broken.pdf")
    assert str(here.value) == str(there.value)


def test_one_worker_serves_many_files_and_ends_with_its_parent(files):
    load_isolated(files / "a.pdf")
    first = loading._WORKER._process
    load_isolated(files / "a.html")
    assert loading._WORKER._process is first
    assert first.poll() is None


def test_a_killed_worker_is_replaced(files):
    load_isolated(files / "a.pdf")
    process = loading._WORKER._process
    process.kill()
    process.wait()
    assert "council" in load_isolated(files / "a.pdf").text


def test_a_module_in_the_current_folder_is_not_run(monkeypatch, files):
    for name in ("trafilatura", "lxml", "html"):
        (files / f"{name}.py").write_text("open('ran', 'w').close()\n", "utf-8")
    monkeypatch.chdir(files)
    loading._WORKER.close()
    assert "Some words" in load_isolated(files / "a.html").text
    assert not (files / "ran").exists()
    loading._WORKER.close()


def patched_worker(monkeypatch, body: str) -> None:
    """A worker whose `load` does something terrible."""
    original = subprocess.Popen

    def popen(command, **options):
        code = command[-1].replace(
            "from index.loading import serve; ",
            f"import index.loading as w; from index.loading import serve\n{body}\n",
        )
        return original([*command[:-1], code], **options)

    monkeypatch.setattr(loading.subprocess, "Popen", popen)
    loading._WORKER.close()


@pytest.fixture
def fresh_worker():
    yield
    loading._WORKER.close()


def test_a_file_that_takes_too_long_is_given_up(monkeypatch, files, fresh_worker):
    patched_worker(monkeypatch, "import time; w.load = lambda *a, **k: time.sleep(60)")
    start = time.monotonic()
    with pytest.raises(LoadError, match=r"longer than 0\.5 seconds"):
        load_isolated(files / "a.pdf", limits=Limits(seconds=0.5))
    assert time.monotonic() - start < 20
    monkeypatch.undo()
    assert "council" in load_isolated(files / "a.pdf").text


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
def test_a_file_that_takes_too_much_memory_is_given_up(monkeypatch, files, fresh_worker):
    patched_worker(monkeypatch, "w.load = lambda *a, **k: bytearray(3 * 2**30)")
    with pytest.raises(LoadError, match="needs more memory"):
        load_isolated(files / "a.pdf")
    monkeypatch.undo()
    assert "council" in load_isolated(files / "a.pdf").text


def test_a_parser_that_crashes_costs_one_file(monkeypatch, files, fresh_worker):
    patched_worker(monkeypatch, "import os, signal; w.load = lambda *a, **k: os.abort()")
    with pytest.raises(LoadError, match="brought its reader down"):
        load_isolated(files / "a.pdf")
    monkeypatch.undo()
    assert "council" in load_isolated(files / "a.pdf").text


def test_a_parser_that_raises_or_prints_costs_nothing_more(monkeypatch, files, fresh_worker):
    patched_worker(
        monkeypatch,
        "import os\n"
        "def bad(*a, **k): os.write(1, b'{\"text\"'); print('x'); raise KeyError('z')\n"
        "w.load = bad",
    )
    with pytest.raises(LoadError, match="KeyError"):
        load_isolated(files / "a.pdf")


def test_small_text_starts_no_worker(files):
    code = (
        "from pathlib import Path; import index.loading as w; "
        f"w.load_isolated(Path({str(files / 'a.md')!r})); print(w._WORKER._process)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout == "None\n"


def test_a_plain_script_without_main_guard_works_and_leaves_no_child(files):
    script = files / "script.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\nfrom index.loading import load_isolated, _WORKER\n"
        f"print(load_isolated(Path({str(files / 'a.pdf')!r})).text)\n"
        "print(_WORKER._process.pid)\n"
    )
    result = subprocess.run(
        [sys.executable, "-W", "error", str(script)], capture_output=True, text=True, check=True
    )
    text, pid = result.stdout.splitlines()
    assert text == "The council met at the mill."
    assert result.stderr == ""
    with pytest.raises(OSError):
        os.kill(int(pid), 0)


def test_no_secret_reaches_the_worker(monkeypatch, files, fresh_worker):
    monkeypatch.setenv("EXAMPLE_API_KEY", "secret")
    patched_worker(
        monkeypatch,
        "import os\n"
        "def tell(*a, **k): raise w.LoadError(str(os.environ.get('EXAMPLE_API_KEY')), 'x')\n"
        "w.load = tell",
    )
    with pytest.raises(LoadError, match="None"):
        load_isolated(files / "a.pdf")


def test_threads_share_the_worker(files):
    results = []
    threads = [
        threading.Thread(target=lambda: results.append(load_isolated(files / "a.pdf").text))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == ["The council met at the mill."] * 8


def test_loaders_import_no_parser_before_they_need_it():
    code = (
        "import sys, index.loading, index.metadata, index.manifest, index.bibliography_files; "
        "bad = {'lxml', 'pypdfium2', 'trafilatura', 'mammoth', 'markdown_it', 'bibtexparser', "
        "'charset_normalizer', 'numpy'} & set(sys.modules); print(sorted(bad))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"
