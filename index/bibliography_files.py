"""What a reference manager knows: CSL-JSON (`*.json`) and BibTeX (`*.bib`) beside the files.

An entry belongs to a file by its `file` field or attachment (Zotero, Better BibTeX, JabRef,
Mendeley), else by its key: `doe2024.pdf` and the entry `doe2024`, or a bibliography file with one
entry and the document's own name. Nothing is matched by likeness. The only file that imports
bibtexparser.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .dates import iso_date
from .errors import InputError
from .metadata import validate_fields

_LARGEST = 50 * 2**20
_CSL_GENRES = {
    "article-newspaper": "news",
    "article-magazine": "news",
    "article-journal": "paper",
    "paper-conference": "paper",
    "manuscript": "paper",
    "book": "book",
    "chapter": "book",
    "thesis": "thesis",
    "report": "report",
    "interview": "interview",
    "webpage": "web",
    "post": "web",
    "post-weblog": "web",
}
_BIBTEX_GENRES = {
    "article": "paper",
    "inproceedings": "paper",
    "conference": "paper",
    "unpublished": "paper",
    "book": "book",
    "inbook": "book",
    "incollection": "book",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "online": "web",
    "www": "web",
}
_NEWS_OR_WEB = ("news", "web")
_BIB_SUFFIXES = (".bib", ".bibtex", ".json")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def read_bibliography_files(folder: Path) -> dict[str, dict[str, object]]:
    """Fields for the documents of a folder, from the bibliography files in it.

    Args:
        folder: bibliography files are looked for in it, not below it.

    Returns:
        File name (without folders) -> `Source` fields, with "citekey:KEY" among the tags. JSON
        files that are not CSL-JSON are passed over.

    Raises:
        InputError: a `.bib` file that cannot be parsed at all, or a file that cannot be read.
    """
    names = _document_names(folder)
    found: dict[str, dict[str, object]] = {}
    for path in _bibliographies(folder):
        text = _text_of(path)
        entries = (
            list(_csl_entries(text)) if path.suffix == ".json" else _bibtex_entries(text, path)
        )
        for key, files, fields in entries:
            targets = [name for name in files if name] or [
                name for name in names if Path(name).stem == key
            ]
            if not targets and len(entries) == 1:
                targets = [name for name in names if Path(name).stem == path.stem]
            for name in targets:
                known = found.setdefault(name, {})
                for field, value in fields.items():
                    known.setdefault(field, value)
    return found


def _bibliographies(folder: Path) -> list[Path]:
    try:
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix.lower() in _BIB_SUFFIXES and path.is_file()
        )
    except OSError:
        return []


def _document_names(folder: Path) -> list[str]:
    try:
        return [p.name for p in folder.iterdir() if p.suffix.lower() not in _BIB_SUFFIXES]
    except OSError:
        return []


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(
                f"{path.name} is larger than {_LARGEST // 2**20} MB.",
                "Export only the entries of these documents.",
            )
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be read: {error.strerror or error}.",
            "Change its permissions or remove it.",
        ) from None


_Entry = tuple[str, list[str], dict[str, object]]


# --- CSL-JSON -------------------------------------------------------------------------------


def _csl_entries(text: str) -> Iterator[_Entry]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(data, dict):
        data = data.get("items", [data])
    if not isinstance(data, list):
        return
    for item in data:
        if isinstance(item, dict) and isinstance(item.get("type"), str) and "title" in item:
            key = str(item.get("citation-key") or item.get("citationKey") or item.get("id") or "")
            yield key, _attachments(item), _csl_fields(item, key)


def _csl_fields(item: Mapping[str, Any], key: str) -> dict[str, object]:
    genre = _CSL_GENRES.get(item["type"])
    container = item.get("container-title")
    publisher = container if genre in _NEWS_OR_WEB and container else item.get("publisher")
    raw: dict[str, object] = {
        "title": item.get("title"),
        "authors": [name for person in item.get("author") or [] if (name := _csl_name(person))],
        "publisher": publisher,
        "published": _csl_date(item.get("issued")),
        "genre": genre,
        "language": item.get("language"),
        "url": item.get("URL"),
        "translation_of": item.get("original-title"),
        "tags": _tags(item.get("keyword"), key),
    }
    return _kept(raw)


def _csl_name(person: Any) -> str:
    if not isinstance(person, dict):
        return ""
    if person.get("literal"):
        return str(person["literal"])
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(str(person[part]) for part in parts if person.get(part))


def _csl_date(issued: Any) -> str | None:
    if not isinstance(issued, dict):
        return None
    parts = issued.get("date-parts")
    if isinstance(parts, list) and len(parts) == 1 and isinstance(parts[0], list):
        try:
            numbers = [int(part) for part in parts[0][:3]]
        except (TypeError, ValueError):
            return None
        widths = ("{:04d}", "{:02d}", "{:02d}")
        written = "-".join(w.format(n) for w, n in zip(widths, numbers, strict=False))
        return iso_date(written)
    for key in ("literal", "raw"):
        if isinstance(issued.get(key), str):
            return iso_date(issued[key])
    return None


def _attachments(item: Mapping[str, Any]) -> list[str]:
    names = []
    listed = item.get("attachments")
    for attachment in listed if isinstance(listed, list) else []:
        if isinstance(attachment, dict) and isinstance(attachment.get("path"), str):
            names.append(_base_name(attachment["path"]))
    if isinstance(item.get("file"), str):
        names += _file_names(item["file"])
    return names


# --- BibTeX ---------------------------------------------------------------------------------


def _bibtex_entries(text: str, path: Path) -> list[_Entry]:
    import bibtexparser

    logger = logging.getLogger("bibtexparser")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        library = bibtexparser.parse_string(text)
    except Exception:  # its parser raises plain exceptions for broken nesting
        raise InputError(
            f"{path.name} is no readable BibTeX.", "Export it again from your reference manager."
        ) from None
    finally:
        logger.setLevel(level)
    if not library.entries and library.failed_blocks:
        line = getattr(library.failed_blocks[0], "start_line", 0) or 0
        raise InputError(
            f"{path.name}, line {line + 1}: no readable BibTeX entry.",
            "Export it again from your reference manager.",
        )
    return [
        _bibtex_entry(entry.key, entry.entry_type.lower(), _values(entry))
        for entry in library.entries
    ]


def _values(entry: Any) -> dict[str, str]:
    return {key.lower(): str(field.value) for key, field in entry.fields_dict.items()}


def _bibtex_entry(key: str, kind: str, values: Mapping[str, str]) -> _Entry:
    genre = _BIBTEX_GENRES.get(kind)
    journal = values.get("journaltitle") or values.get("journal")
    subtype = values.get("entrysubtype", "").lower()
    if kind == "article" and subtype in ("newspaper", "magazine"):
        genre = "news"
    publisher = values.get("publisher") or values.get("institution") or values.get("organization")
    if genre in _NEWS_OR_WEB and journal:
        publisher = journal
    raw: dict[str, object] = {
        "title": _unlatexed(values.get("title", "")),
        "authors": [_person(name) for name in _split_people(values.get("author", ""))],
        "publisher": _unlatexed(publisher or ""),
        "published": _bibtex_date(values),
        "genre": genre,
        "language": _language(values.get("langid") or values.get("language") or ""),
        "url": values.get("url", "").replace("\\_", "_").replace("\\%", "%"),
        "tags": _tags(_unlatexed(values.get("keywords", "")), key),
        "translation_of": _unlatexed(values.get("origtitle", "")),
    }
    return key, _file_names(values.get("file", "")), _kept(raw)


def _split_people(written: str) -> list[str]:
    """Split at "and" outside braces: "{Bread and Salt Society} and Doe, Jane" are two."""
    people, depth, current = [], 0, ""
    for token in re.split(r"(\s+and\s+|[{}])", " ".join(written.split())):
        if token.strip() == "and" and depth == 0:
            people.append(current)
            current = ""
            continue
        depth += (token == "{") - (token == "}")
        current += token
    return [person.strip() for person in (*people, current) if person.strip()]


def _person(written: str) -> str:
    if written.startswith("{") and written.endswith("}"):
        return _unlatexed(written)
    parts = [part.strip() for part in written.split(",")]
    if len(parts) == 2:
        written = f"{parts[1]} {parts[0]}"
    elif len(parts) == 3:
        written = f"{parts[2]} {parts[0]} {parts[1]}"
    return _unlatexed(written)


_ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
}
_LETTERS = {"ss": "ß", "ae": "æ", "o": "ø", "l": "ł", "i": "ı", "aa": "å", "AA": "Å", "O": "Ø"}


def _unlatexed(text: str) -> str:
    """LaTeX accents and escapes as characters, braces dropped, white space collapsed."""
    import unicodedata

    def accented(match: re.Match[str]) -> str:
        letter = {"\\i": "i", "\\j": "j"}.get(match[2], match[2])
        return unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])

    text = re.sub(r"\\([\'`^\"~=.])\s*\{?(\\[ij]|[A-Za-z])\}?", accented, text)
    text = re.sub(r"\\([uvHck])(?:\s+|\{)(\\[ij]|[A-Za-z])\}?", accented, text)
    text = re.sub(
        r"\\(ss|ae|aa|AA|o|O|l|i)(?![A-Za-z])(?:\{\})?\s?", lambda m: _LETTERS[m[1]], text
    )
    text = re.sub(r"\\([&%$#_{}])", r"\1", text)
    text = re.sub(r"(?<!\\)[{}]", "", text).replace("~", " ").replace("---", "—").replace("--", "–")
    return " ".join(text.split())


def _bibtex_date(values: Mapping[str, str]) -> str | None:
    if values.get("date"):
        return iso_date(values["date"])
    year = values.get("year", "").strip("{} ")
    month = values.get("month", "").strip("{} ").lower()[:3]
    if not re.fullmatch(r"\d{4}", year):
        return None
    number = _MONTHS.index(month) + 1 if month in _MONTHS else None
    if number is None and re.fullmatch(r"0?[1-9]|1[0-2]", values.get("month", "").strip("{} ")):
        number = int(values["month"].strip("{} "))
    return iso_date(f"{year}-{number:02d}" if number else year)


_LANGUAGES = {
    "english": "en",
    "american": "en",
    "british": "en",
    "german": "de",
    "ngerman": "de",
    "french": "fr",
    "spanish": "es",
    "italian": "it",
    "russian": "ru",
    "turkish": "tr",
}


def _language(written: str) -> str | None:
    folded = written.strip("{} ").lower()
    return _LANGUAGES.get(folded) or (folded if re.match(r"[a-z]{2}(?:[-_]|$)", folded) else None)


# --- both -----------------------------------------------------------------------------------


def _file_names(written: str) -> list[str]:
    """File names in a `file` field.

    Plain paths, "Title:path:type" (Zotero, JabRef), ":path:PDF" (Mendeley); several are parted by
    ";"; a backslash escapes ":" and ";", and Windows paths bring colons of their own.
    """
    names = []
    for part in re.split(r"(?<!\\);", written.strip("{} ")):
        part = part.replace("\\;", ";")
        fields = re.split(r"(?<!\\):(?![\\/])", part)
        fields = [field.replace("\\:", ":") for field in fields]
        if len(fields) >= 3:
            part = fields[-2]
        elif len(fields) == 2 and len(fields[0]) > 1:
            part = fields[0] if "." in fields[0] else fields[1]
        name = _base_name(part)
        if "." in name:
            names.append(name)
    return names


def _base_name(path: str) -> str:
    return re.split(r"[\\/]", path.strip())[-1].replace("\\_", "_")


def _tags(keywords: Any, key: str) -> list[str]:
    written = keywords if isinstance(keywords, str) else ""
    tags = [tag.strip() for tag in re.split(r"[;,]", written) if tag.strip()]
    return [*tags, f"citekey:{key}"] if key else tags


def _kept(raw: Mapping[str, object]) -> dict[str, object]:
    """The fields whose value is valid; what does not fit is passed over."""
    kept: dict[str, object] = {}
    for field, value in raw.items():
        try:
            valid = validate_fields({field: value})[field]
        except InputError:
            continue
        if valid not in (None, ()):
            kept[field] = valid
    return kept
