"""Serving the page safely: who may reach it, what the browser may load, what is kept where.

Everything is set explicitly, because Gradio reads an environment variable for most of what is
left out. Gradio itself is imported by page.py alone.
"""

from __future__ import annotations

import hmac
import os
import shutil
import tempfile
import threading
import webbrowser
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import InputError, SettingsError

from .settings import Settings

if TYPE_CHECKING:
    from index.corpus import Corpus

AUTH_VARIABLE = "VOUCH_AUTH"
_LEAST_PASSWORD = 8
# The page's own scripts are inline and Gradio compiles components with `new Function`; nothing
# may be loaded from, or sent to, any other host.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "media-src 'self' blob:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-src 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode("ascii")),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
_UNSAFE_VARIABLES = (
    "GRADIO_ALLOWED_PATHS",
    "GRADIO_BLOCKED_PATHS",
    "GRADIO_VIBE_MODE",
    "GRADIO_WATCH_DIRS",
    "GRADIO_ROOT_PATH",
    "GRADIO_SHARE",
    "GRADIO_MCP_SERVER",
    "GRADIO_SERVER_NAME",
    "GRADIO_DEBUG",
    "GRADIO_NUM_WORKERS",
    "GRADIO_NODE_SERVER_PORT",
)

Receive = Callable[[], Any]
Send = Callable[[Any], Any]


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_address(settings: Settings) -> tuple[str, str] | None:
    """Refuse to listen to other machines without a password.

    Returns:
        User and password from VOUCH_AUTH; None where none is set.

    Raises:
        InputError: another address than this machine's without VOUCH_AUTH.
        SettingsError: VOUCH_AUTH is not user:password with 8 characters or more.
    """
    given = os.environ.get(AUTH_VARIABLE, "")
    user, colon, password = given.partition(":")
    if given and (not colon or not user or len(password) < _LEAST_PASSWORD):
        raise SettingsError(
            f"{AUTH_VARIABLE} is not user:password.",
            f"Give a name, a colon and a password of {_LEAST_PASSWORD} characters or more.",
        )
    host = settings.text("host") or "127.0.0.1"
    if not given and not is_loopback(host):
        raise InputError(
            f"{host} can be reached from other machines.",
            f"Set {AUTH_VARIABLE}=user:password first, or leave --host out.",
        )
    return (user, password) if given else None


class SafeHeaders:
    """ASGI middleware that adds the security headers to every response.

    Args:
        app: what to wrap.
    """

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Pass a request on and amend its response."""

        async def amend(message: Any) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in HEADERS}
                kept = [(n, v) for n, v in message.get("headers", []) if n.lower() not in own]
                message = {**message, "headers": [*kept, *HEADERS]}
            await send(message)

        await self._app(scope, receive, amend if scope["type"] == "http" else send)


def launch_options(settings: Settings, corpus_folder: Path) -> dict[str, Any]:
    """What `launch` is told, all of it explicit.

    Args:
        settings: host, port and upload limit.
        corpus_folder: never served.
    """
    auth = check_address(settings)
    limit = settings.values.get("file_bytes", 25 * 2**20)
    return {
        "server_name": settings.text("host") or "127.0.0.1",
        "server_port": settings.values.get("port"),
        "share": False,
        "inbrowser": False,
        "debug": False,
        "auth": _compare(auth) if auth else None,
        "max_file_size": int(limit),
        "allowed_paths": [],
        "blocked_paths": [str(corpus_folder)],
        "show_error": False,
        "strict_cors": True,
        "enable_monitoring": False,
        "run_history": False,
        "mcp_server": False,
        "pwa": False,
        "ssr_mode": False,
        "footer_links": [],
        "state_session_capacity": 500,
        "quiet": True,
        "prevent_thread_lock": True,
    }


def _compare(auth: tuple[str, str]) -> Callable[[str, str], bool]:
    """A check of name and password that takes as long for wrong ones as for right ones."""

    def check(user: str, password: str) -> bool:
        given = f"{user}\n{password}".encode("utf-8", "replace")
        return hmac.compare_digest(given, f"{auth[0]}\n{auth[1]}".encode("utf-8", "replace"))

    return check


def private_environment() -> Path:
    """Settle the environment before Gradio is imported; returns its own private folder.

    Analytics go off, variables that could open the page up are taken out, and uploads go to a
    folder of this process (0700), not to the one that all users of the machine share.
    """
    folder = Path(tempfile.mkdtemp(prefix="vouch-page-"))
    for name in _UNSAFE_VARIABLES:
        os.environ.pop(name, None)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_RUN_HISTORY"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    return folder


def serve(
    corpus: Corpus,
    settings: Settings,
    model: Any,
    *,
    sample: bool = False,
    browser: bool = True,
    stop: threading.Event | None = None,
    started: Callable[[str], None] | None = None,
) -> None:
    """Serve the page until it is stopped.

    Args:
        corpus: open for writing.
        settings: host, port, language model.
        model: the language model, or None.
        sample: the corpus is the built-in sample; its example questions are offered.
        browser: open the page in the user's browser.
        stop: ends serving when set; None = until interrupted.
        started: called with the page's address.
    """
    options = launch_options(settings, corpus.path)
    folder = private_environment()
    try:
        from .page import build_page, start_page

        page = build_page(corpus, settings, model, sample=sample)
        try:
            address = start_page(page, options)
        except OSError:
            port = options["server_port"]
            raise InputError(
                f"Port {port} is taken." if port else "No port from 7860 to 7959 is free.",
                "Give another one with --port.",
            ) from None
        try:
            (started or _announce)(address)
            if browser:
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            (stop or threading.Event()).wait()
        finally:
            page.close(verbose=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _announce(address: str) -> None:
    print(f"Vouch is at {address}   (stop with Ctrl-C)", flush=True)
