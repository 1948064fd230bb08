"""What the wheel holds, and the ceilings the tree keeps."""

import ast
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("index", "retrieval", "ui", "eval")


def tracked(pattern: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", pattern], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).exists()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return next(folder.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_our_rooms_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    tops = {n.split("/")[0] for n in names if ".dist-info/" not in n}
    assert tops == {*ROOMS, "vouchqa.py"}
    for room in ROOMS:
        assert f"{room}/py.typed" in names
    assert any(n.startswith("index/models/") and n.endswith(".onnx") for n in names)
    assert any(n.startswith("index/sample/documents/") for n in names)
    assert any(n.startswith("eval/sample/") and n.endswith(".jsonl") for n in names)
    assert not [n for n in names if "__pycache__" in n or n.startswith(("tests/", "training/"))]
    assert any(n.endswith("licenses/LICENSE") for n in names)


@pytest.mark.slow
def test_the_installed_wheel_answers(wheel, tmp_path):
    """Outside the checkout, with the wheel alone before this environment's libraries."""
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    library = next((home / "lib").glob("python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(library)
    (tmp_path / "note.txt").write_text("The harbour of Port Lisk was built in 1998 by the Guild.")
    mine = [p for p in sys.path if p.endswith("site-packages")]
    code = (
        f"import sys; sys.path += {mine!r}\n"
        "import vouchqa\n"
        f"assert {str(library)!r} in vouchqa.__file__, vouchqa.__file__\n"
        "corpus = vouchqa.Corpus.open('corpus')\n"
        "corpus.add(['note.txt'])\n"
        "print(vouchqa.answer('When was the harbour of Port Lisk built?', corpus).text)\n"
    )
    python = home / "bin" / "python"
    done = subprocess.run(
        [str(python), "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "1998" in done.stdout, done.stderr[-2000:]


def test_files_and_functions_stay_below_the_ceilings():
    over = []
    for path in tracked("*.py"):
        if path.parent.name == "tests":
            continue
        source = path.read_text(encoding="utf-8")
        if source.count("\n") > 400:
            over.append(f"{path.relative_to(ROOT)}: {source.count(chr(10))} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
                if lines > 60:
                    over.append(f"{path.relative_to(ROOT)}: {node.name} {lines} lines")
    assert over == []


def test_no_pickle_and_no_remote_code():
    banned = re.compile(
        r"\bimport pickle\b|\bpickle\.load|\bjoblib\b|\btorch\.load\b|trust_remote_code\s*=\s*True"
        r"|allow_dangerous_deserialization|\byaml\.load\b"
    )
    found = [
        str(path.relative_to(ROOT))
        for path in tracked("*.py")
        if path.name != "test_packaging.py" and banned.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_start_is_short_and_needs_only_the_standard_library():
    source = (ROOT / "start.py").read_text(encoding="utf-8")
    assert source.count("\n") <= 125
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported <= set(sys.stdlib_module_names)


LIBRARY_HOMES = {
    "faiss": {"index/vectors.py"},
    "gradio": {"ui/page.py"},
    "lxml": {"index/loaders/markup.py"},
    "onnxruntime": {"index/onnx_model.py"},
    # One to read a PDF, one to draw a page of it in a child process.
    "pypdfium2": {"index/loaders/pdf_loader.py", "ui/pdf_page.py"},
    "sqlite3": {"index/store.py"},
    "trafilatura": {"index/loaders/html_loader.py"},
    # One for embedders, one for rerankers, and the rival that is measured with its own model.
    "sentence_transformers": {
        "index/embedding_adapters.py",
        "retrieval/judge_cross_encoder.py",
        "eval/rivals.py",
    },
    "torch": {"index/embedding_adapters.py", "retrieval/judge_cross_encoder.py"},
    "langchain": {"retrieval/llm_models.py"},
    "langchain_core": {"retrieval/llm_models.py", "retrieval/langchain_adapters.py"},
}


@pytest.mark.parametrize("library", sorted(LIBRARY_HOMES))
def test_one_file_per_heavy_library(library):
    pattern = re.compile(rf"^\s*(?:import|from) {library}\b", re.M)
    files = {
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        for path in tracked(f"{room}/*.py")
        if pattern.search(path.read_text(encoding="utf-8"))
    }
    assert files == LIBRARY_HOMES[library]


PACKAGES = sorted(
    {path.parent for room in (*ROOMS, "training") for path in tracked(f"{room}/*.py")}
)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_init_is_an_exact_table_of_contents(package):
    docstring = ast.get_docstring(ast.parse((package / "__init__.py").read_text("utf-8"))) or ""
    listed = re.findall(r"^ {4}(\w+) +\S", docstring, re.M)
    modules = {
        p.stem
        for p in tracked(f"{package.relative_to(ROOT).as_posix()}/*.py")
        if p.parent == package and p.stem != "__init__"
    }
    inside = {p.name for p in PACKAGES if p.parent == package}
    doors = {"load", "SUFFIXES", "read_bytes"} if package.name == "loaders" else set()
    assert sorted(listed) == sorted(modules | inside | doors)
