"""The YAML-like block at the head of a Markdown file, read tolerantly and without YAML.

Only flat `key: value` lines, `[a, b]` lists and indented `- item` lists are understood; anything
else is passed over. That covers what Obsidian, Pandoc, Hugo and Jekyll users write.
"""

from __future__ import annotations

import re

from ..dates import iso_date
from ..records import GENRES

_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*")
_LONGEST = 50_000
_KEY = re.compile(r"([A-Za-z][\w \-]{0,60}?)[ \t]*:(?:[ \t]+(.*)|)$")
_FIELDS = {
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "date": "published",
    "published": "published",
    "publisher": "publisher",
    "publication": "publisher",
    "genre": "genre",
    "tags": "tags",
    "keywords": "tags",
    "lang": "language",
    "language": "language",
    "url": "url",
    "source": "url",
    "translation_of": "translation_of",
    "translation-of": "translation_of",
    "translation of": "translation_of",
    "original_title": "translation_of",
    "original-title": "translation_of",
}


def find_front_matter(text: str) -> int:
    """The offset just after the front matter; 0 where there is none."""
    head = text[:_LONGEST]
    lines = head.split("\n")
    if not lines or not re.fullmatch(r"---[ \t]*", lines[0]):
        return 0
    offset = len(lines[0]) + 1
    has_key = False
    for line in lines[1:]:
        offset += len(line) + 1
        if _FENCE.fullmatch(line):
            return min(offset, len(text)) if has_key else 0
        has_key = has_key or _KEY.match(line) is not None
    return 0


def declared_fields(front: str) -> dict[str, str | tuple[str, ...]]:
    """`Source` fields from the text of a front matter, fences included.

    Values that do not fit their field (an ambiguous date, a genre not in `GENRES`, a `source`
    that is no URL) are passed over.
    """
    declared: dict[str, str | tuple[str, ...]] = {}
    for key, values in _entries(front).items():
        field = _FIELDS.get(key.lower())
        if field is None or field in declared or not values:
            continue
        value = _fitting(field, values)
        if value:
            declared[field] = value
    return declared


def _fitting(field: str, values: list[str]) -> str | tuple[str, ...] | None:
    if field in ("authors", "tags"):
        return tuple(dict.fromkeys(values))
    value = values[0]
    if field == "published":
        return iso_date(value)
    if field == "genre":
        folded = value.lower().replace(" ", "_").replace("-", "_")
        return folded if folded in GENRES else None
    if field == "language":
        return value[:2].lower() if re.fullmatch(r"[A-Za-z]{2}(?:[-_]\w+)?", value) else None
    if field == "url":
        return value if re.match(r"https?://\S+$", value) else None
    return value


def _entries(front: str) -> dict[str, list[str]]:
    entries: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in front.splitlines():
        item = re.match(r"[ \t]*-[ \t]+(.*)$", line)
        key = _KEY.match(line)
        if key:
            current = entries.setdefault(key[1].strip(), [])
            current += _values(key[2] or "")
        elif item and current is not None:
            # Pandoc writes writers as "- name: Jane Doe".
            current += _values(re.sub(r"^name:\s+", "", item[1]))
        elif line.strip() and not line[0].isspace():
            current = None
    return entries


def _values(written: str) -> list[str]:
    written = re.sub(r"(?<!\S)#.*$", "", written).strip()
    if written in ("|", ">", "null", "~"):
        return []
    if written.startswith("[") and written.endswith("]"):
        parts = re.findall(r'"[^"]*"|\'[^\']*\'|[^,]+', written[1:-1])
        return [value for part in parts for value in _values(part.strip(" []"))]
    if len(written) > 1 and written[0] == written[-1] and written[0] in "\"'":
        written = written[1:-1]
    written = " ".join(written.split())
    return [written] if written else []
