"""Writer and date as an HTML page marks them in its body: microdata, rel="author", byline classes.

Weaker than what the head declares, and read only there where it is marked for the article: boxes of
comments, related pages and other teasers name other people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..dates import iso_date
from ..names import split_names

_WRITER_CLASS = re.compile(
    r"(?:(?:article|post|entry|story|news|page|content)[-_]{1,2})?(?:byline|author)"
    r"(?:[-_]{1,2}(?:name|text|link))?"
)
_DATE_CLASS = re.compile(
    r"(?:(?:article|post|entry|story|news|page|content)[-_]{1,2})?"
    r"(?:byline|author|meta|date|dateline|published|posted[-_]on|pubdate|timestamp|info)"
    r"(?:[-_]{1,2}(?:date|time|published))?"
)
_ELSEWHERE = re.compile(
    r"comment|related|teaser|card|recommend|sidebar|widget|promo|popular|latest|footer|respon|"
    r"(?:^|[-_])bio(?:$|[-_])",
    re.I,
)
_MOST_WRITERS = 4
_LONGEST = 120


def marked_writers(root: Any) -> tuple[str, ...]:
    """The people whom the page marks as its writers; () where that is not clear.

    Args:
        root: the page's `html` element (lxml).
    """
    found: list[str] = []
    for node in _nodes(root):
        relation = (node.get("rel") or "").lower().split()
        marked = node.get("itemprop") == "author" or "author" in relation
        if not marked and not any(_WRITER_CLASS.fullmatch(name) for name in _classes(node)):
            continue
        named = node.find(".//*[@itemprop='name']")
        # "By Ada Lee", and beside it the date in an element of its own
        text = _words(node if named is None else named)
        found += split_names(re.sub(r"^(?:by|text|author)\b:?\s+", "", text, flags=re.I))
    names = tuple(dict.fromkeys(found))
    return names if len(names) <= _MOST_WRITERS else ()


def marked_date(root: Any) -> str | None:
    """The date that the page marks as that of its publication, as ISO 8601; None if several.

    Args:
        root: the page's `html` element (lxml).
    """
    sure: set[str] = set()
    likely: set[str] = set()
    for node in _nodes(root):
        marked = node.get("itemprop") == "datePublished" or node.get("pubdate") is not None
        if not marked and node.tag != "time":
            continue
        date = iso_date(node.get("datetime") or node.get("content") or _words(node, times=True))
        if date is None:
            continue
        if marked:
            sure.add(date)
        elif not node.get("itemprop") and _beside_byline(node):
            likely.add(date)
    dates = sure or likely
    return dates.pop() if len(dates) == 1 else None


def _nodes(root: Any) -> Iterator[Any]:
    """The elements of the body outside menus, footers and boxes about other pages."""
    body = root.find("body")
    waiting = [] if body is None else [body]
    while waiting:
        node = waiting.pop()
        if not isinstance(node.tag, str) or node.tag in ("nav", "aside", "footer", "script"):
            continue
        named = (*_classes(node), node.get("id") or "")
        if node is not body and any(_ELSEWHERE.search(name) for name in named):
            continue
        yield node
        waiting.extend(reversed(node))


def _beside_byline(node: Any) -> bool:
    near = [node, node.getparent()]
    return any(
        each is not None
        and (each.tag == "header" or any(_DATE_CLASS.fullmatch(name) for name in _classes(each)))
        for each in near
    ) or any(
        isinstance(each.tag, str) and any(_WRITER_CLASS.fullmatch(name) for name in _classes(each))
        for each in (node.getprevious(), node.getnext())
        if each is not None
    )


def _classes(node: Any) -> list[str]:
    return [name.lower() for name in (node.get("class") or "").split()]


def _words(node: Any, *, times: bool = False) -> str:
    """The text of an element, dates in it left out unless `times`; "" where it is long."""
    parts: list[str] = []
    waiting: list[Any] = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            parts.append(item)
            if sum(map(len, parts)) > 4 * _LONGEST:
                return ""
            continue
        inside: list[Any] = [item.text or ""]
        for child in item:
            if isinstance(child.tag, str) and (times or child.tag != "time"):
                inside.append(child)
            inside.append(child.tail or "")
        waiting.extend(reversed(inside))
    text = " ".join(" ".join(parts).split()).strip(" |•·,–—-")
    return text if len(text) <= _LONGEST else ""
