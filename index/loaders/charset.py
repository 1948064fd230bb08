"""From bytes to characters: byte-order mark, then strict UTF-8, then a stated guess."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ..errors import LoadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the shorter one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = frozenset("en de fr es it pt nl sv da no nb fi is ca gl eu".split())
_SAMPLE_BYTES = 200_000
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
_SAVE_AS = "Save it as UTF-8 and add it again."


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The characters of a text file with line ends made LF, nothing else changed.

    NUL characters become U+FFFD one for one, so offsets hold. Strict UTF-8 and UTF-16 let no
    lone surrogate through.

    Args:
        data: the whole file.
        name: for messages.

    Returns:
        The text without byte-order mark, and notices (a guessed charset, replaced NULs).

    Raises:
        LoadError: the bytes are no text in any charset, or contradict their byte-order mark.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            try:
                return _settled(data[len(mark) :].decode(charset), ())
            except UnicodeDecodeError as error:
                raise LoadError(
                    f"{name} says it is {charset.upper()} but byte {error.start} is not.", _SAVE_AS
                ) from None
    unmarked = _utf16_without_mark(data)
    if unmarked:
        try:
            return _settled(data.decode(unmarked), (f"No charset given: read as {unmarked}.",))
        except UnicodeDecodeError:
            pass
    if _looks_binary(data):
        raise LoadError(f"{name} is not a text file: its bytes are binary data.", _SAVE_AS)
    try:
        return _settled(data.decode("utf-8"), ())
    except UnicodeDecodeError:
        pass
    damaged = _damaged_utf8(data)
    if damaged is not None:
        return damaged
    text, charset = _guess(data, name)
    return _settled(text, (f"Not UTF-8: read as {charset}, which is a guess.",))


def clean_surrogates(text: str) -> str:
    """Surrogate pairs made one character, lone surrogates made U+FFFD."""

    def repaired(match: re.Match[str]) -> str:
        if len(match[0]) == 1:
            return "\ufffd"
        return match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")

    return _SURROGATES.sub(repaired, text)


def _settled(text: str, notices: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    count = text.count("\x00")
    if count:
        text = text.replace("\x00", "\ufffd")
        notices += (f"{count} NUL character{'s' if count > 1 else ''} shown as \ufffd.",)
    return text, notices


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:4096]
    half = len(sample) // 2
    if half < 8 or len(data) % 2:
        return None
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if high > 0.4 * half and low < 0.05 * half:
        return "utf-16-le"
    if low > 0.4 * half and high < 0.05 * half:
        return "utf-16-be"
    return None


def _looks_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE_BYTES]
    controls = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27))
    return controls > max(8, len(sample) // 50)


def _damaged_utf8(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """The text where nearly all of it is UTF-8 and a few bytes are not; None for other charsets.

    In a legacy charset hardly two accented letters in a row make a valid UTF-8 sequence.
    """
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    sound = sum(1 for char in text if char > "\x7f") - wrong
    if sound < 4 * wrong:
        return None
    return _settled(text, (f"{wrong} bytes are not UTF-8 and are shown as \ufffd.",))


def _guess(data: bytes, name: str) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    candidates = ([best.encoding] if best else []) + ["cp1252"]
    if best and _is_western(data, best.encoding):
        candidates.insert(0, "cp1252")
    for charset in candidates:
        try:
            return data.decode(charset), charset
        except (UnicodeDecodeError, LookupError):
            continue
    if best:
        return data.decode(best.encoding, errors="replace"), best.encoding
    raise LoadError(f"{name} is text in no charset that could be recognised.", _SAVE_AS)


def _is_western(data: bytes, guessed: str) -> bool:
    """Whether a guessed one-byte Latin charset should rather be Windows-1252.

    The Latin code pages differ in a handful of letters ("ñ" is "ń" in another), which the
    statistics of a guesser cannot tell; the language can.
    """
    if guessed in ("cp1252", "latin_1") or not guessed.startswith(("cp125", "iso8859", "latin")):
        return False
    try:
        western = data.decode("cp1252")
        text = data.decode(guessed)
    except (UnicodeDecodeError, LookupError):
        return False
    letters = [char for char in text if ord(char) > 0x7F and char.isalpha()]
    if any(unicodedata.name(char, "").split()[0] != "LATIN" for char in letters):
        return False
    from ..language import detect_language

    return detect_language(western[:5000]) in _WESTERN
