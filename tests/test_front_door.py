"""The front door: lazy names, quick import, no heavy library, no shadows."""

import io
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import vouchqa

ROOT = Path(__file__).parents[1]
HEAVY = ("torch", "gradio", "faiss", "onnxruntime", "numpy", "langchain", "sqlite3", "index.corpus")


def run_python(code: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_import_loads_nothing_heavy():
    done = run_python(
        f"""
        import sys
        import vouchqa
        print([name for name in {HEAVY!r} if name in sys.modules])
        """
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("name", [n for n in vouchqa.__all__ if n != "main"])
def test_every_public_name_resolves(name):
    assert getattr(vouchqa, name) is not None


def test_public_names_are_listed_once_and_unknown_ones_refused():
    assert len(set(vouchqa.__all__)) == len(vouchqa.__all__)
    assert set(vouchqa.__all__) <= set(dir(vouchqa))
    with pytest.raises(AttributeError, match="nonsense"):
        vouchqa.__getattr__("nonsense")


def test_a_foreign_package_that_hides_a_room_is_named(tmp_path):
    (tmp_path / "retrieval").mkdir()
    (tmp_path / "retrieval" / "__init__.py").write_text("")
    done = run_python(
        f"""
        import sys
        sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]
        import vouchqa
        try:
            vouchqa.answer
        except ImportError as error:
            print(error)
        """,
        cwd=tmp_path,
    )
    assert "'retrieval' is hidden by" in done.stdout
    assert str(tmp_path) in done.stdout


@pytest.mark.parametrize(("terminal", "written"), [(False, "≥ İ\n".encode()), (True, b"? ?\n")])
def test_files_and_pipes_get_utf_8_and_terminals_what_they_can_show(monkeypatch, terminal, written):
    """A Windows code page must not cost a saved answer its letters."""

    class Stream(io.TextIOWrapper):
        def isatty(self):
            return terminal

    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    stream = Stream(io.BytesIO(), encoding="cp1252", newline="\n")
    monkeypatch.setattr(sys, "stdout", stream)
    vouchqa.main(["--version"])
    stream.write("≥ İ\n")
    stream.flush()
    assert stream.buffer.getvalue().endswith(written)
