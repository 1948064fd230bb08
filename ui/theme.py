"""How the page looks: style sheet, light and dark, wide and narrow. System fonts, no downloads."""

from __future__ import annotations

from pathlib import Path

FONT = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif")
FONT_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")


def style() -> str:
    """The style sheet."""
    return (Path(__file__).resolve().parent / "page.css").read_text(encoding="utf-8")
