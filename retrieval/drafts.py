"""Reading what a model drafted, while it is still writing.

A reply is either JSON ({"statements": [{"text": ..., "sentences": ["s1"]}]}, perhaps fenced, with
prose around it, or cut) or lines whose markers name sentences ("The levy ended in 2011. [s4]").
Which one is found out, not assumed: a model asked for one may write the other. A draft is given
out as soon as it is whole. Nothing is looked up here: ids are numbers within bounds, or invented.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .model_text import clean_text, holds_link, one_line

MOST_IDS = 12
MOST_DEPTH = 16
_SHOWN = 40
_TEXT_KEYS = ("text", "statement", "claim", "sentence")
_ID_KEYS = ("sentences", "ids", "sentence_ids", "citations", "sources", "evidence")
_QUOTE_KEYS = ("quote", "quotes")
_CLUSTER = re.compile(
    r"(?:\s*[\[【［(]\s*[sS]\s*\d[^\]】］)\[\]]{0,200}[\]】］)])+"
    r"|(?:\s*[\[【［]\s*\d[\d\s,;–—-]{0,200}[\]】］])+(?=\s*[.!?]?\s*$)"
)
_RANGE = re.compile(r"[sS]?\s*(\d{1,20})(?:\s*[–—-]\s*[sS]?\s*(\d{1,20}))?")
_BULLET = re.compile(r"^\s*(?:[-*•+]|\(?\d{1,2}[.)])\s+")
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_NOTHING = re.compile(r"^\W*(?:none|no statements?|nothing|n/a)\W*$", re.I)
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


@dataclass(frozen=True, slots=True)
class Draft:
    """One drafted statement.

    Attributes:
        text: cleaned of links, images and tags.
        ids: numbers of the sentences it names that were handed out, in order, each once.
        invented: what it names that was not handed out, as written.
        quotes: words it offers as word for word.
        altered: whether cleaning took a link, an image or a tag out.
    """

    text: str
    ids: tuple[int, ...] = ()
    invented: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    altered: bool = False


class DraftReader:
    """Takes a reply piece by piece and gives out the drafts that are whole.

    Args:
        known: how many sentences were handed out; ids run from 1 to `known`.
        most_characters: longest statement text that is read.
    """

    def __init__(self, known: int, most_characters: int = 600) -> None:
        self.text = ""
        self.malformed = 0
        self._known = known
        self._most = most_characters
        self._starts: list[int] = []
        self._in_string = False
        self._escaped = False
        self._line_start = 0
        self._line_is_json = False
        self._objects = 0
        self._given = 0
        self._uncited: list[Draft] = []

    def feed(self, piece: str) -> list[Draft]:
        """Take the next piece of the reply.

        Returns:
            The drafts that became whole with it, in order.
        """
        found: list[Draft] = []
        for character in piece:
            self.text += character
            self._take(character, found)
        self._given += len(found)
        return found

    def finish(self) -> list[Draft]:
        """Take the end of the reply.

        Returns:
            The drafts that only the end makes whole, uncited ones among them.
        """
        found: list[Draft] = []
        if self._objects:
            return found
        if not self._starts:
            self._end_line(found)
        if self.malformed or '"statements"' in self.text:
            return found
        if not self._given and not found and self._starts:
            # Braces that were no JSON: read it all again as lines.
            self._uncited = []
            for line in self.text.splitlines():
                found += self._read_line(line)
        self._given += len(found)
        return [*found, *self._uncited]

    @property
    def incomplete(self) -> bool:
        """Whether the reply ends inside a JSON value."""
        return bool(self._starts) and ('"' in self.text[self._starts[0] :])

    @property
    def says_nothing(self) -> bool:
        """Whether the reply is whole and says that nothing answers: NONE, or an empty list."""
        if self._given or self._uncited or self.malformed:
            return False
        text = re.sub(r"^```\w*|```$", "", self.text.strip()).strip()
        if _NOTHING.match(text):
            return True
        value = _load(text)
        return isinstance(value, dict) and value.get("statements") == []

    def _take(self, character: str, found: list[Draft]) -> None:
        if self._in_string:
            if self._escaped:
                self._escaped = False
            elif character == "\\":
                self._escaped = True
            elif character == '"':
                self._in_string = False
            return
        if character == "{":
            self._starts.append(len(self.text) - 1)
            self._line_is_json = True
            if len(self._starts) > MOST_DEPTH:
                del self._starts[0]
        elif self._starts and character == '"':
            self._in_string = True
        elif self._starts and character == "}":
            start = self._starts.pop()
            found += self._read_object(self.text[start:])
        elif character == "\n" and not self._starts:
            self._end_line(found)

    def _end_line(self, found: list[Draft]) -> None:
        line = self.text[self._line_start :]
        self._line_start = len(self.text)
        if not self._line_is_json and not self._objects:
            found += self._read_line(line)
        self._line_is_json = False

    def _read_object(self, text: str) -> list[Draft]:
        if not any(f'"{key}"' in text for key in _TEXT_KEYS):
            return []
        value = _load(text)
        if isinstance(value, dict) and isinstance(value.get("statements"), list):
            # The wrapper: what stands in it has been read.
            return []
        if not isinstance(value, dict):
            self.malformed += 1
            return []
        said = _first(value, _TEXT_KEYS)
        if not isinstance(said, str) or not said.strip():
            self.malformed += 1
            return []
        self._objects += 1
        ids, invented = read_ids(_first(value, _ID_KEYS), self._known)
        quotes = _strings(_first(value, _QUOTE_KEYS))
        text_ids, text_invented, bare = _take_markers(said, self._known)
        return [self._draft(bare, (*ids, *text_ids), (*invented, *text_invented), quotes)]

    def _read_line(self, line: str) -> list[Draft]:
        line = _BULLET.sub("", line.strip())
        if not any(c.isalnum() for c in line) or line.startswith("```") or _NOTHING.match(line):
            return []
        drafts: list[Draft] = []
        said, ids, invented = "", list[int](), list[str]()
        at = 0
        for cluster in _CLUSTER.finditer(line):
            said += line[at : cluster.start()]
            at = cluster.end()
            known, unknown = read_ids(cluster[0], self._known)
            ids += known
            invented += unknown
            closing = re.match(r"\s*[.!?]+", line[at:])
            if closing:
                said = said.rstrip() + closing[0].strip()
                at += closing.end()
            if closing or _ENDED.search(said) or not line[at:].strip(" .;,"):
                drafts.append(self._draft(said, ids, invented, ()))
                said, ids, invented = "", [], []
        rest = said + line[at:]
        if sum(c.isalpha() for c in rest) > 2 and not rest.rstrip().endswith(":"):
            uncited = self._draft(rest, ids, invented, ())
            self._uncited += [uncited] if uncited.text else []
        return [d for d in drafts if d.text]

    def _draft(
        self, said: str, ids: Sequence[int], invented: Sequence[str], quotes: Sequence[str]
    ) -> Draft:
        plain = one_line(said[: 4 * self._most])
        text = clean_text(plain)
        return Draft(
            text=text[: self._most + 1],
            ids=tuple(dict.fromkeys(ids))[:MOST_IDS],
            invented=tuple(dict.fromkeys(clean_text(i)[:_SHOWN] or "?" for i in invented))[
                :MOST_IDS
            ],
            quotes=tuple(q for q in (clean_text(q[: 4 * self._most]) for q in quotes) if q),
            altered=holds_link(plain),
        )


def read_ids(value: Any, known: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """The sentence numbers a model names.

    Args:
        value: "s3", 3, "[s1, s2]", "s1-s3", a list of such, or anything else.
        known: numbers 1 to `known` were handed out.

    Returns:
        Known numbers in order, each once; and what names nothing, as written, each once. A
        range is clamped before it is counted out.
    """
    items = value if isinstance(value, list) else [] if value is None else [value]
    good: dict[int, None] = {}
    bad: dict[str, None] = {}
    for item in items[: 4 * MOST_IDS]:
        if isinstance(item, bool) or not isinstance(item, (str, int)):
            bad[str(item)[:_SHOWN]] = None
            continue
        text = str(item)[:400]
        ranges = list(_RANGE.finditer(text))
        if not ranges:
            bad[text] = None
        if text.lstrip("[( ").startswith("-"):
            bad[text] = None
            continue
        for found in ranges:
            low, high = _bounded(found[1], known), _bounded(found[2] or found[1], known)
            good.update(dict.fromkeys(range(max(1, low), min(known, high) + 1)))
            if low < 1 or high > known or high < low:
                bad[found[0].strip()] = None
    return tuple(good), tuple(bad)


def _bounded(digits: str, known: int) -> int:
    return min(int(digits), known + 1)


def _take_markers(text: str, known: int) -> tuple[tuple[int, ...], tuple[str, ...], str]:
    """The ids of the [s3] markers in a text, the invented ones, and the text without them."""
    ids: list[int] = []
    invented: list[str] = []
    for cluster in _CLUSTER.finditer(text):
        if "s" in cluster[0].lower():
            good, bad = read_ids(cluster[0], known)
            ids += good
            invented += bad
    bare = _CLUSTER.sub(lambda m: "" if "s" in m[0].lower() else m[0], text)
    return tuple(ids), tuple(invented), bare


def _load(text: str) -> Any:
    """JSON as models write it; None where it is none, or says two things under one key."""
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False, object_pairs_hook=_once)
        except _RepeatedKeyError:
            return None
        except (ValueError, RecursionError):
            continue
    return None


class _RepeatedKeyError(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made and made[key] != value:
            raise _RepeatedKeyError(key)
        made[key] = value
    return made


def _first(value: dict[str, Any], keys: Sequence[str]) -> Any:
    return next((value[key] for key in keys if key in value), None)


def _strings(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(i for i in items if isinstance(i, str) and i.strip())
