"""Without a language model, no connection leaves the machine: not by us, not by a library.

A whole default run in processes of their own, worker processes included. `sitecustomize.py` puts
an audit hook into each of them: whatever wants to reach another machine, or asks for its address,
is written down and refused.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

HOOK = r"""
import ipaddress, os, sys

def _is_local(host):
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False

def _hook(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1] if len(arguments) > 1 else None
        host = address[0] if isinstance(address, tuple) and address else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    else:
        return
    if not _is_local(host):
        with open(os.environ["NETWORK_LOG"], "a", encoding="utf-8") as log:
            log.write(f"{event} {host!r}\n")
        raise ConnectionRefusedError(f"{event} {host!r} is refused")

sys.addaudithook(_hook)
with open(os.environ["NETWORK_LOG"] + ".pids", "a", encoding="utf-8") as log:
    log.write(f"{os.getpid()}\n")
"""

LIBRARY = """
import sys
from index.sample_corpus import sample_folder
from vouchqa import Corpus, answer

with Corpus.open(sys.argv[1]) as corpus:
    report = corpus.add([sample_folder()])
    assert len(report.added) > 5, report
    result = answer("Who paid for the harbour?", corpus)
    assert result.citations, result
"""

CHILD = """
import subprocess, sys
call = "import socket; socket.create_connection(('192.0.2.1', 9))"
subprocess.run([sys.executable, "-P", "-c", call])
"""

COMMAND = """
import sys
from vouchqa import main

sys.exit(main(sys.argv[1:]))
"""

PAGE = """
import json, sys, urllib.request
from index.corpus import Corpus
from ui.launching import launch_options, private_environment
from ui.settings import Settings

private_environment()
from ui.page import build_page, start_page

with Corpus.open(sys.argv[1]) as corpus:
    page = build_page(corpus, Settings(), sample=True)
    address = start_page(page, launch_options(Settings(), corpus.path)).rstrip("/")
    urllib.request.urlopen(address).read()
    config = json.load(urllib.request.urlopen(address + "/config"))
    (number,) = [i for i, made in page.fns.items() if made.name == "ask"]
    ids = [s.id for s in corpus.sources()]
    data = ["Was the Harbour Board warned?", [], None, ids, ids]
    call = {"data": data, "fn_index": number, "session_hash": "one"}
    request = urllib.request.Request(
        address + "/gradio_api/queue/join",
        json.dumps(call).encode(),
        {"Content-Type": "application/json"},
    )
    urllib.request.urlopen(request).read()
    told = ""
    for line in urllib.request.urlopen(address + "/gradio_api/queue/data?session_hash=one"):
        told += line.decode()
        if "process_completed" in told.rsplit("data:", 1)[-1]:
            break
    assert "documents asked" in told, told[-2000:]
    assert "#cite-" in told
    page.close(verbose=False)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    (folder / "hooks").mkdir()
    (folder / "hooks" / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def run(home):
    """Runs code in a process that may reach this machine alone."""
    log = home / "network.log"
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("VOUCH_", "GRADIO_", "HF_"))}
    paths = os.pathsep.join([str(home / "hooks"), str(ROOT)])
    environment = {**kept, "PYTHONPATH": paths, "NETWORK_LOG": str(log), "HOME": str(home)}

    def start(code, *arguments):
        pids = Path(f"{log}.pids")
        for file in (log, pids):
            file.write_text("", encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)],
            cwd=home,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=100,
            check=False,
        )
        processes = len(pids.read_text("utf-8").split())
        return done, log.read_text("utf-8").splitlines(), processes

    return start


@pytest.fixture(scope="module")
def sample(run, home):
    """A corpus of the sample that a watched process made and asked."""
    done, seen, _ = run(LIBRARY, home / "corpus")
    assert (done.returncode, seen) == (0, []), done.stderr
    return home / "corpus"


@pytest.mark.parametrize(
    "code",
    [
        "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=1)",
        "import urllib.request; urllib.request.urlopen('https://example.invalid/', timeout=1)",
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
        CHILD,
    ],
    ids=["address", "name", "datagram", "child"],
)
def test_a_connection_would_be_seen(run, code):
    _, seen, _ = run(code)
    assert len(seen) == 1


def test_a_question_needs_no_network(run, sample):
    done, seen, _ = run(COMMAND, "ask", "--corpus", sample, "Who paid for the harbour?")
    assert (done.returncode, seen) == (0, []), done.stderr
    assert "Evidence" in done.stdout


def test_files_that_a_worker_reads_need_no_network(run, tmp_path):
    from test_ui_page_image import PAGE as LINES
    from test_ui_page_image import pdf

    (tmp_path / "mill.pdf").write_bytes(pdf([LINES]))
    page = (
        "<html><head><title>Mill</title><link rel=stylesheet href='http://192.0.2.1/a.css'></head>"
        "<body><img src='http://192.0.2.1/a.png'><p>The mill of Tarn ground barley.</p></body>"
    )
    (tmp_path / "mill.html").write_text(page, encoding="utf-8")
    done, seen, processes = run(
        COMMAND, "index", "--corpus", tmp_path / "c", tmp_path / "mill.pdf", tmp_path / "mill.html"
    )
    assert (done.returncode, seen) == (0, []), done.stderr
    assert processes == 2, "the worker was not watched"


@pytest.mark.slow
def test_the_page_needs_no_network(run, sample):
    done, seen, _ = run(PAGE, sample)
    assert (done.returncode, seen) == (0, []), done.stderr


@pytest.mark.slow
def test_the_evals_need_no_network(run, tmp_path):
    done, seen, _ = run(COMMAND, "eval", "--split", "tune", "--limit", "3", "--out", tmp_path / "e")
    assert (done.returncode, seen) == (0, []), done.stderr
    assert (tmp_path / "e" / "report.html").is_file()
