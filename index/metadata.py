"""Who wrote a document, when, where: merged from four origins, the strongest first.

user        the manifest, the page, `Corpus.set_metadata`
declared    CSL-JSON or BibTeX beside the file, then what the file itself declares
byline      the document's own first and last lines (`index.bylines`), with their span
unknown     everything else; nothing is guessed
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from .bylines import find_bylines
from .dates import iso_date
from .errors import InputError
from .records import GENRES, Origin, Parsed, Provenance, Source

FIELDS = (
    "title",
    "authors",
    "publisher",
    "published",
    "genre",
    "tags",
    "language",
    "url",
    "translation_of",
)
"""The fields a user may set."""

_LISTS = ("authors", "tags")
_LONGEST = 2000
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]+)*")
_URL = re.compile(r"https?://[^\s<>\"]+")


def describe(
    parsed: Parsed,
    *,
    source_id: str,
    path: Path | None,
    user: Mapping[str, object] = {},
    beside: Mapping[str, object] = {},
) -> Source:
    """The record of a document, each field with where it comes from.

    Args:
        parsed: what the loader made of the file.
        source_id: hex SHA-256 of the file's bytes.
        path: the file; made absolute, not resolved. None for what has no file.
        user: fields the user gave; an explicit None or empty value makes a field unknown.
        beside: fields of the bibliography file beside it.

    Raises:
        InputError: `user` holds an unknown field or a value that does not fit. Unfit values in
            `beside` and in the document are passed over.
    """
    fields: dict[str, object] = {}
    provenance: dict[str, Provenance] = {}
    for found in find_bylines(parsed):
        fields[found.field] = found.value
        provenance[found.field] = Provenance(Origin.BYLINE, found.span)
    for declared in (parsed.declared, beside):
        for field, value in _fitting(declared).items():
            if field == "tags":
                tags = (*_texts(fields.get("tags")), *_texts(value))
                value = tuple(dict.fromkeys(tags))
            fields[field] = value
            provenance[field] = Provenance(Origin.DECLARED)
    for field, value in validate_fields(user).items():
        fields[field] = value
        provenance[field] = Provenance(Origin.USER)
    if fields.get("language") and provenance["language"].origin is not Origin.USER:
        # Templates declare languages nobody chose; the words themselves know better.
        detected = _detected_language(parsed.text)
        if detected not in (None, fields["language"]):
            del provenance["language"]
            fields["language"] = detected
    known = {field: value for field, value in fields.items() if value not in (None, ())}
    language = known.get("language")
    return Source(
        id=source_id,
        path=str(path.absolute()) if path else None,
        url=_text(known.get("url")),
        media_type=parsed.media_type,
        title=_text(known.get("title")),
        authors=_texts(known.get("authors")),
        publisher=_text(known.get("publisher")),
        published=_text(known.get("published")),
        genre=_text(known.get("genre")),
        tags=_texts(known.get("tags")),
        language=_text(language) or _detected_language(parsed.text),
        translation_of=_text(known.get("translation_of")),
        text_sha256=hashlib.sha256(parsed.text.encode("utf-8", "replace")).hexdigest(),
        provenance={field: origin for field, origin in provenance.items() if field in known},
    )


def validate_fields(fields: Mapping[str, object]) -> dict[str, object]:
    """The fields in the form `Source` holds them.

    Args:
        fields: any of `FIELDS`. Texts are strings; `authors` and `tags` take a string or a list
            of strings; `published` also takes a year as a number and written dates.

    Returns:
        Texts with white space collapsed, lists as tuples, dates as ISO 8601; None and () where
        the value is empty, which makes the field unknown.

    Raises:
        InputError: an unknown field, or a value that does not fit; names the field and what is
            allowed.
    """
    valid: dict[str, object] = {}
    for field, value in fields.items():
        if field not in FIELDS:
            raise InputError(f"{field!r} is not a field.", f"Fields are {', '.join(FIELDS)}.")
        valid[field] = _valid(field, value)
    return valid


def _valid(field: str, value: object) -> object:
    if field in _LISTS:
        return _valid_list(field, value)
    if value is None:
        return None
    if field == "published" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise InputError(f"{field!r} must be text, not {value!r}.", f'Write {field} = "...".')
    text = " ".join(value.split())
    if len(text) > _LONGEST:
        raise InputError(
            f"{field!r} is longer than {_LONGEST:,} characters.", "Give a shorter value."
        )
    if not text:
        return None
    return _valid_text(field, text)


def _valid_text(field: str, text: str) -> str:
    if field == "published":
        date = iso_date(text)
        if date is None:
            raise InputError(
                f"'published' is {text!r}, which is no date or could be read two ways.",
                "Write 2024, 2024-03 or 2024-03-12.",
            )
        return date
    if field == "genre":
        genre = text.lower().replace(" ", "_").replace("-", "_")
        if genre not in GENRES:
            raise InputError(f"'genre' is {text!r}.", f"It is one of {', '.join(GENRES)}.")
        return genre
    if field == "language":
        match = _LANGUAGE.fullmatch(text)
        if match is None:
            raise InputError(
                f"'language' is {text!r}.", "Write the ISO 639-1 code, for example en, de or az."
            )
        return match[1].lower()
    if field == "url" and not _URL.fullmatch(text):
        raise InputError(f"'url' is {text!r}.", "Write an address that begins with https://.")
    return text


def _valid_list(field: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or not all(isinstance(item, str) for item in items):
        raise InputError(
            f"{field!r} must be a list of texts, not {value!r}.", f'Write {field} = ["...", "..."].'
        )
    cleaned = [" ".join(item.split()) for item in items]
    if len(cleaned) > 500 or any(len(item) > _LONGEST for item in cleaned):
        raise InputError(f"{field!r} is too long.", "Give at most 500 short entries.")
    return tuple(dict.fromkeys(item for item in cleaned if item))


def _fitting(declared: Mapping[str, object]) -> dict[str, object]:
    """Of declared fields those that are valid and not empty."""
    fitting: dict[str, object] = {}
    for field, value in declared.items():
        try:
            valid = validate_fields({field: value})
        except InputError:
            continue
        if valid[field] not in (None, ()):
            fitting.update(valid)
    return fitting


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()


def _detected_language(text: str) -> str | None:
    from .language import detect_language

    return detect_language(text)
