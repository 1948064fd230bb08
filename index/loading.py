"""Reading hostile files without harm: the loaders in a worker process with limits.

One worker serves one file at a time and lives on, because starting Python and the parsers costs
more than most files do. It is killed when a file takes too long, dies alone when a file takes too
much memory, and the next file gets a fresh one. It is a plain `python -c` child, not
`multiprocessing`: that would run the user's own script again.

Wire format, both ways: one JSON line; requests carry the file's bytes behind it. No pickle.
"""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO

from .errors import LoadError
from .limits import Limits
from .loaders import check_size, load, read_bytes
from .loaders.detection import settle_kind
from .records import Block, BlockKind, Page, Parsed, Span

_LARGEST_IN_PROCESS = 2**20
_FILES_PER_WORKER = 100
_START_SECONDS = 20.0
_SECRET_WORDS = ("KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL")


def load_isolated(
    path: Path,
    data: bytes | None = None,
    *,
    limits: Limits = Limits(),  # noqa: B008
) -> Parsed:
    """Read one file; PDF, DOCX, EPUB and HTML in a worker with time and memory limits.

    Small text and Markdown are read in this process: nothing in their loaders can hang or swell.
    Threads may call this; files are then read one after the other.

    Args:
        path: the file.
        data: its bytes, where the caller has them; None reads them.
        limits: `seconds` and `memory_bytes` bind the worker (memory on POSIX only), the others
            the loaders.

    Raises:
        LoadError: as `index.loaders.load`; also when the file takes too long, too much memory,
            or brings its parser down.
    """
    content = read_bytes(path, limits=limits) if data is None else data
    check_size(path.name, len(content), limits)
    kind = settle_kind(path.name, content)
    if kind in ("text", "markdown") and len(content) <= _LARGEST_IN_PROCESS:
        return load(path, content, limits=limits)
    return _WORKER.load(path.name, content, limits)


class _Worker:
    """The parent's end: starts, feeds, times and replaces the child."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._memory = 0
        self._served = 0

    def load(self, name: str, data: bytes, limits: Limits) -> Parsed:
        """Have the child read one file."""
        with self._lock:
            process = self._ready(limits)
            request = {"name": name, "size": len(data), "limits": dataclasses.asdict(limits)}
            late = threading.Event()

            def give_up() -> None:
                late.set()
                process.kill()

            timer = threading.Timer(limits.seconds, give_up)
            timer.start()
            try:
                reply = _exchange(process, request, data)
            finally:
                timer.cancel()
                self._served += 1
            if reply is None:
                code = self._stop()
                raise _failure(name, late.is_set(), code, limits)
            if reply.get("broken") or late.is_set():
                # Out of memory was survived, but what is left of the heap is not to be trusted;
                # or the kill came a moment too late for this file and would hit the next.
                self._stop()
        if "what" in reply:
            raise LoadError(reply["what"], reply["fix"])
        return _parsed_from(reply)

    def close(self) -> None:
        """End the child, if this process started it."""
        with self._lock:
            self._stop()

    def _ready(self, limits: Limits) -> subprocess.Popen[bytes]:
        process = self._process
        if process and self._owner != os.getpid():
            # A fork copied the handle; the child belongs to the parent.
            self._process = process = None
        if process and (
            process.poll() is not None
            or self._served >= _FILES_PER_WORKER
            or self._memory != limits.memory_bytes
        ):
            self._stop()
            process = None
        return process or self._start(limits)

    def _start(self, limits: Limits) -> subprocess.Popen[bytes]:
        root = str(Path(__file__).resolve().parent.parent)
        code = (
            f"import sys; sys.path.insert(0, {root!r}); "
            f"from index.loading import serve; serve({int(limits.memory_bytes)})"
        )
        environment = {
            key: value
            for key, value in os.environ.items()
            if not any(word in key.upper() for word in _SECRET_WORDS)
        }
        # -P: without it a `lxml.py` in the user's current folder would be run as the library.
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        timer = threading.Timer(_START_SECONDS, process.kill)
        timer.start()
        try:
            assert process.stdout is not None
            started = process.stdout.readline() == b"ready\n"
        finally:
            timer.cancel()
        self._process, self._owner = process, os.getpid()
        self._served, self._memory = 0, limits.memory_bytes
        if not started:
            self._stop()
            raise LoadError(
                "The process that reads files could not be started.",
                "Check that Vouch is installed completely and that memory is free.",
            )
        return process

    def _stop(self) -> int | None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return None
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            return process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _exchange(
    process: subprocess.Popen[bytes], request: dict[str, Any], data: bytes
) -> dict[str, Any] | None:
    """Send a request and await its reply; None where the child died."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
        process.stdin.write(data)
        process.stdin.flush()
        line = process.stdout.readline()
        reply = json.loads(line) if line.endswith(b"\n") else None
    except (OSError, ValueError):
        return None
    return reply if isinstance(reply, dict) else None


def _failure(name: str, late: bool, code: int | None, limits: Limits) -> LoadError:
    if late:
        return LoadError(
            f"{name} took longer than {limits.seconds:g} seconds to read.",
            "Split it, or save it again from the program that made it.",
        )
    return LoadError(
        f"{name} brought its reader down (exit {code}); most likely it is damaged or needs more "
        f"than {limits.memory_bytes // 2**20} MB of memory.",
        "Save it again from the program that made it, or split it.",
    )


# --- the child's end ------------------------------------------------------------------------


def serve(memory_bytes: int) -> None:
    """Read files for the parent until it closes the pipe. Runs in the child only.

    Args:
        memory_bytes: ceiling of this process's address space; ignored where the system has none.
    """
    _limit_memory(memory_bytes)
    requests = sys.stdin.buffer
    replies = os.fdopen(os.dup(1), "wb")
    # What a parser prints must not end up between the replies.
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 1)
    replies.write(b"ready\n")
    replies.flush()
    while True:
        try:
            line = requests.readline()
        except KeyboardInterrupt:
            return
        if not line:
            return
        reply = _answer(json.loads(line), requests)
        replies.write(json.dumps(reply).encode("ascii") + b"\n")
        replies.flush()


def _limit_memory(memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(request: dict[str, Any], stream: BinaryIO) -> dict[str, Any]:
    name = str(request["name"])
    try:
        data = stream.read(int(request["size"]))
        parsed = load(Path(name), data, limits=Limits(**request["limits"]))
        return _wire_form(parsed)
    except LoadError as error:
        return {"what": error.what, "fix": error.fix}
    except MemoryError:
        return {
            "what": f"{name} needs more memory to read than is allowed.",
            "fix": "Split it and add the parts.",
            "broken": True,
        }
    except RecursionError:
        return {
            "what": f"{name} is nested too deep to read.",
            "fix": "Save it as plain text and add that.",
            "broken": True,
        }
    except Exception as error:  # a parser's own fault must read as one file's failure
        return {
            "what": f"{name} could not be read: its parser failed ({type(error).__name__}).",
            "fix": "Save it again from the program that made it.",
        }


def _wire_form(parsed: Parsed) -> dict[str, Any]:
    return {
        "text": parsed.text,
        "media_type": parsed.media_type,
        "blocks": [[b.kind.value, b.span.start, b.span.end, b.level] for b in parsed.blocks],
        "pages": [[p.number, p.span.start, p.span.end, p.label] for p in parsed.pages],
        "declared": dict(parsed.declared),
        "notices": list(parsed.notices),
    }


def _parsed_from(reply: dict[str, Any]) -> Parsed:
    return Parsed(
        text=reply["text"],
        media_type=reply["media_type"],
        blocks=tuple(
            Block(BlockKind(kind), Span(start, end), level)
            for kind, start, end, level in reply["blocks"]
        ),
        pages=tuple(Page(n, Span(start, end), label) for n, start, end, label in reply["pages"]),
        declared={
            key: tuple(value) if isinstance(value, list) else value
            for key, value in reply["declared"].items()
        },
        notices=tuple(reply["notices"]),
    )


_WORKER = _Worker()
atexit.register(_WORKER.close)
