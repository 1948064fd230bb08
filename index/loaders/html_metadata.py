"""What an HTML page declares about itself: meta tags, OpenGraph, JSON-LD, canonical address.

JSON-LD is the most explicit, then the citation, Dublin Core and OpenGraph tags, then what the body
marks (`html_bylines`). A writer who is an organisation, or has the site's own name, is nobody.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..dates import iso_date
from ..names import is_house, is_organisation, is_placeholder, without_title
from .html_bylines import marked_date, marked_writers

_ARTICLE_TYPES = {
    "newsarticle": "news",
    "reportagenewsarticle": "news",
    "analysisnewsarticle": "news",
    "backgroundnewsarticle": "news",
    "opinionnewsarticle": "opinion",
    "scholarlyarticle": "paper",
    "report": "report",
    "book": "book",
    "thesis": "thesis",
    "article": None,
    "blogposting": "web",
    "webpage": "web",
}
_LARGEST_JSON = 500_000
_META = {
    "title": ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title"),
    "authors": ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator"),
    "published": (
        "article:published_time",
        "citation_publication_date",
        "citation_date",
        "datepublished",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "og:published_time",
        "publish-date",
        "pubdate",
        "date",
    ),
    "publisher": ("og:site_name", "citation_publisher", "dc.publisher", "application-name"),
}


def declared_by_page(root: Any) -> dict[str, str | tuple[str, ...]]:
    """`Source` fields the page declares.

    Args:
        root: the page's `html` element (lxml).
    """
    metas = _metas(root)
    article = _article(root)
    declared: dict[str, str | tuple[str, ...]] = {}
    publisher = (
        _name(article.get("publisher"))
        or _first(metas, _META["publisher"])
        or _house([*_names(article.get("author"), all_kinds=True), *_all(metas, _META["authors"])])
    )
    title = _text(article.get("headline")) or _first(metas, _META["title"])
    title = title or _without_site(" ".join(root.findtext(".//head/title", "").split()), publisher)
    authors = _people(_names(article.get("author")), publisher) or _people(
        _all(metas, _META["authors"]), publisher
    )
    authors = authors or marked_writers(root)
    published = _text(article.get("datePublished")) or _first(metas, _META["published"])
    for field, value in (
        ("title", title),
        ("authors", authors),
        ("publisher", publisher),
        ("published", iso_date(published) if published else marked_date(root)),
        ("genre", _genre(article)),
        ("language", _language(root, metas)),
        ("url", _address(root, metas)),
        ("translation_of", _name(article.get("translationOfWork"))),
    ):
        if value:
            declared[field] = value
    return declared


def _metas(root: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in root.iter("meta"):
        key = (node.get("name") or node.get("property") or node.get("itemprop") or "").lower()
        value = " ".join((node.get("content") or "").split())
        if key and value:
            found.setdefault(key, []).append(value)
    return found


def _first(metas: dict[str, list[str]], keys: tuple[str, ...]) -> str | None:
    return next((metas[key][0] for key in keys if key in metas), None)


def _all(metas: dict[str, list[str]], keys: tuple[str, ...]) -> list[str]:
    return next((metas[key] for key in keys if key in metas), [])


def _article(root: Any) -> Mapping[str, Any]:
    """The JSON-LD object that describes the page's article, or an empty mapping."""
    for node in root.iter("script"):
        if (node.get("type") or "").lower() != "application/ld+json":
            continue
        content = node.text or ""
        if len(content) > _LARGEST_JSON:
            continue
        try:
            data = json.loads(content)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data, 0):
            if any(kind in _ARTICLE_TYPES for kind in _types(item)):
                return item
    return {}


def _objects(data: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data[:100]:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"), depth + 1)


def _types(item: Mapping[str, Any]) -> list[str]:
    kinds = item.get("@type")
    values = kinds if isinstance(kinds, list) else [kinds]
    return [kind.lower() for kind in values if isinstance(kind, str)]


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _house(written: list[str]) -> str | None:
    """The institution that a page without a publisher gives as its author."""
    return next((name for name in written if is_house(name)), None)


def _names(value: Any, *, all_kinds: bool = False) -> list[str]:
    names = []
    for item in value if isinstance(value, list) else [value]:
        if not all_kinds and isinstance(item, dict) and "organization" in " ".join(_types(item)):
            continue
        name = _name(item)
        if name:
            names.append(name)
    return names


def _people(written: list[str], publisher: str | None) -> tuple[str, ...]:
    names: list[str] = []
    for value in written:
        value = re.sub(r"^by\s+", "", value, flags=re.I)
        parts = re.split(r"\s*;\s*|\s+and\s+|\s*&\s*", value)
        if value.count(",") > 1 or re.fullmatch(r"\S+ [^,]+, \S+ .+", value):
            parts = re.split(r"\s*,\s*|\s+and\s+", value)
        elif re.fullmatch(r"[^\s,]+, [^\s,]+(?: [^\s,]+)?", value):
            # "Doe, Jane", as the citation tags write it.
            last, first = value.split(", ", 1)
            parts = [f"{first} {last}"]
        names += [without_title(part) for part in parts if part.strip()]
    site = (publisher or "").lower()
    return tuple(
        dict.fromkeys(
            name
            for name in names
            if not is_organisation(name)
            and not is_house(name)
            and not is_placeholder(name)
            and name.lower() != site
        )
    )


def _genre(article: Mapping[str, Any]) -> str | None:
    for kind in _types(article):
        if _ARTICLE_TYPES.get(kind):
            return _ARTICLE_TYPES[kind]
    return None


def _language(root: Any, metas: dict[str, list[str]]) -> str | None:
    written = root.get("lang") or _first(metas, ("content-language", "og:locale", "dc.language"))
    match = re.match(r"([A-Za-z]{2})(?:[-_]|$)", written or "")
    return match[1].lower() if match else None


def _address(root: Any, metas: dict[str, list[str]]) -> str | None:
    links = [
        node.get("href")
        for node in root.iter("link")
        if (node.get("rel") or "").lower() == "canonical"
    ]
    for address in (*links, _first(metas, ("og:url",))):
        if address and re.fullmatch(r"https?://[^\s<>\"']+", address.strip()):
            return str(address.strip())
    return None


def _without_site(title: str, publisher: str | None) -> str | None:
    """The `title` element without " | Site name" where the site's name is known."""
    if publisher:
        title = re.sub(rf"\s+[|–—-]\s+{re.escape(publisher)}\s*$", "", title, flags=re.I)
    # A bar parts the page's name from the site's; a hyphen may belong to the title.
    return re.split(r"\s+\|\s+", title)[0] or None
