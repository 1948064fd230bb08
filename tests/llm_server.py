"""A real local HTTP server that speaks the OpenAI chat protocol and misbehaves on demand.

    with ChatServer() as server:
        server.play("500", "good")          # the first request fails, the rest are answered
        model = load_model("openai:test", base_url=server.url)

Every request takes the next name of the script; the last one is repeated. `server.reply` makes
the text of a good reply from the human message.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

STATUSES = {"400": 400, "401": 401, "403": 403, "404": 404, "429": 429, "500": 500, "503": 503}
SECRET = "sk-secret-0123456789"


class ChatServer:
    """The server; a context manager. `requests` holds the parsed bodies of what came."""

    def __init__(self) -> None:
        self.script: list[str] = ["good"]
        self.reply: Callable[[str], str] = lambda asked: "NONE"
        self.requests: list[dict[str, Any]] = []
        self.times: list[float] = []
        self.hits: list[str] = []
        self.retry_after: str | None = None
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> ChatServer:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()

    def play(self, *script: str) -> None:
        """What the next requests meet, in order."""
        self.script = list(script)
        self.requests, self.times = [], []

    def take(self, body: dict[str, Any]) -> str:
        with self._lock:
            self.requests.append(body)
            self.times.append(time.monotonic())
            return self.script[min(len(self.requests), len(self.script)) - 1]


def _handler(server: ChatServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.hits.append(self.path)
            self._send(404, "text/plain", b"")

        def do_POST(self) -> None:
            server.hits.append(self.path)
            length = int(self.headers.get("content-length", 0))
            data = self.rfile.read(length)
            if not self.path.endswith("/chat/completions"):
                self._send(404, "text/plain", b"")
                return
            body = json.loads(data)
            try:
                self._answer(server.take(body), body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _answer(self, what: str, body: dict[str, Any]) -> None:
            if what in STATUSES:
                self._fail(STATUSES[what], f"Incorrect key {SECRET}. {json.dumps(body)}")
            elif what == "no_structure" and "response_format" in body:
                self._fail(400, "response_format is not supported")
            elif what == "html_page":
                self._send(200, "text/html", b"<html><body><h1>Bad gateway</h1></body></html>")
            elif what == "hang_up":
                self.close_connection = True
            elif what == "slow":
                self.close_connection = True
                server.closing.wait(30)
            elif body.get("stream"):
                self._stream(what, body)
            else:
                self._send(200, "application/json", self._whole(body))

        def _fail(self, status: int, message: str) -> None:
            data = json.dumps({"error": {"message": message, "type": "test"}}).encode()
            more = {"Retry-After": server.retry_after} if server.retry_after else {}
            self._send(status, "application/json", data, more)

        def _send(
            self, status: int, kind: str, data: bytes, more: dict[str, str] | None = None
        ) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            for name, value in (more or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def _whole(self, body: dict[str, Any]) -> bytes:
            text = server.reply(_asked(body))
            choice = {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": text},
            }
            return json.dumps(_envelope("chat.completion", choice)).encode()

        def _stream(self, what: str, body: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            if what == "cut_chunked":
                self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.close_connection = True
            text = _text_for(what, server.reply, body)
            if what == "endless":
                while not server.closing.is_set():
                    self._event({"content": "All work and no play. " * 40}, None)
                return
            size = 4_096 if what == "huge" else 11
            pieces = [text[i : i + size] for i in range(0, len(text), size)]
            if what == "tool":
                self._call(pieces)
                return
            if what != "no_role":
                self._event({"role": "assistant", "content": ""}, None, what)
            for number, piece in enumerate(pieces):
                if what in {"cut", "cut_chunked", "stall"} and number >= len(pieces) // 2:
                    if what == "stall":
                        server.closing.wait(30)
                    return
                self._event({"content": piece}, None, what)
            if what != "no_finish":
                stop = {"length": "length", "filtered": "content_filter"}.get(what, "stop")
                self._event({}, stop, what)
                self._write(b"data: [DONE]\n\n", what)

        def _call(self, pieces: list[str]) -> None:
            function = {"name": "statements", "arguments": ""}
            call = {"index": 0, "id": "c1", "type": "function", "function": function}
            self._event({"role": "assistant", "tool_calls": [call]}, None)
            for piece in pieces:
                part = {"index": 0, "function": {"arguments": piece}}
                self._event({"tool_calls": [part]}, None)
            self._event({}, "tool_calls")
            self._write(b"data: [DONE]\n\n", "tool")

        def _event(self, delta: dict[str, Any], stop: str | None, what: str = "") -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": stop}
            data = json.dumps(_envelope("chat.completion.chunk", choice))
            self._write(f"data: {data}\n\n".encode(), what)

        def _write(self, data: bytes, what: str) -> None:
            if what == "cut_chunked":
                data = f"{len(data):x}\r\n".encode() + data + b"\r\n"
            if what == "drip":
                for byte in data:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    if server.closing.wait(0.002):
                        return
                return
            self.wfile.write(data)
            self.wfile.flush()

        def log_message(self, *_: Any) -> None:
            return

    return Handler


def _text_for(what: str, reply: Callable[[str], str], body: dict[str, Any]) -> str:
    if what in {"empty"}:
        return ""
    if what == "bad_json":
        return '{"statements": [{"text": nope, "sentences": [s1]}, oh dear'
    if what == "cut_json":
        return '{"statements": [{"text": "The Guild of Fishers pa'
    if what == "html":
        return "<html><body><script>alert(1)</script><img src=//evil.example/x></body></html>"
    if what == "huge":
        return "The harbour was paid for by nobody at all. " * 25_000
    if what == "echo":
        return "\n".join(str(m["content"]) for m in body["messages"])
    return reply(_asked(body))


def _asked(body: dict[str, Any]) -> str:
    content = body["messages"][-1]["content"]
    return content if isinstance(content, str) else "".join(b.get("text", "") for b in content)


def _envelope(kind: str, choice: dict[str, Any]) -> dict[str, Any]:
    return {"id": "x", "object": kind, "created": 1, "model": "test", "choices": [choice]}
