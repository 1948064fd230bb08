"""What a model wrote, made harmless: no links, images, tags, or characters nobody can see.

A model's words are hostile (a document may have told it what to say). What is taken out is not
replaced: a statement that needed it will not pass its check.
"""

from __future__ import annotations

import html
import re
import unicodedata

_SCRIPT = re.compile(r"<(script|style|svg|math|iframe|object)\b.*?(?:</\1\s*>|\Z)", re.I | re.S)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>?")
_IMAGE = re.compile(r"!\[[^\[\]]{0,400}\]\s*(?:\([^()]*\)?|\[[^\[\]]*\])?")
_LINK = re.compile(r"\[([^\[\]]{0,400})\]\(\s*[^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s[^()]*)?\)?")
_DEFINITION = re.compile(r"^\s*\[[^\[\]]+\]:\s*\S+.*$", re.M)
_REFERENCE = re.compile(r"\[([^\[\]]{1,400})\]\[[^\[\]]{0,80}\](?!\()")
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,20}:/{2,}\S*|(?<![:\w])//[\w-]+\.\S+|\bwww\.\S+"
    r"|\b(?:mailto|javascript|data|vbscript|file|tel|blob):\S*"
    r"|\b(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?::\d+)?/\S*"
    r"|\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})",
    re.I,
)
_MARKUP = re.compile(r"\*\*|__|`+|~~|\$\$")
_MARKER_LIKE = re.compile(r"\A\s*[sS]?\d")
_PASSES = 4


def clean_text(text: str) -> str:
    """A model's words without links, images, tags, emphasis and unseen characters, on one line.

    Args:
        text: anything; lone surrogates become U+FFFD.

    Returns:
        Plain text. Markers such as [s3] and [1] stay.
    """
    text = text.encode("utf-8", "replace").decode("utf-8")
    for _ in range(_PASSES):
        # Taking one thing out may bring another together: "<scr<script>ipt>".
        cleaned = _without_links(_MARKUP.sub("", visible(html.unescape(text))))
        if cleaned == text:
            break
        text = cleaned
    else:
        # Still changing: whatever it is, it is not a sentence.
        text = re.sub(r"[<>]|:/+|www\.", " ", text)
    return " ".join(text.split())


def holds_link(text: str) -> bool:
    """Whether a text holds an address, an image, a link or a tag."""
    return any(p.search(text) for p in (_ADDRESS, _IMAGE, _TAG, _DEFINITION, _LINK))


def visible(text: str) -> str:
    """The text without control and format characters; line breaks and tabs stay.

    Zero-width characters, direction overrides and tag characters carry words that a reader
    cannot see and a model can.
    """
    return "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cn"}
    )


def one_line(text: str, most: int | None = None) -> str:
    """Visible characters on one line, cut at `most` characters with an ellipsis."""
    flat = " ".join(visible(text).split())
    return flat if most is None or len(flat) <= most else flat[: most - 1].rstrip() + "…"


def _without_links(text: str) -> str:
    text = _COMMENT.sub(" ", _SCRIPT.sub(" ", text))
    text = _IMAGE.sub(" ", text)
    text = _LINK.sub(lambda m: f"[{m[1]}]" if _MARKER_LIKE.match(m[1]) else m[1], text)
    text = _DEFINITION.sub(" ", text)
    text = _REFERENCE.sub(lambda m: m[0] if _MARKER_LIKE.match(m[1]) else m[1], text)
    return _ADDRESS.sub(" ", _TAG.sub(" ", text))
