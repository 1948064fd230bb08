"""Settings of the command line and the page: flag > VOUCH_* > vouch.toml > default.

    llm = "openai:gpt-4o-mini"        # vouch.toml in the folder where vouch is started
    depth = 30

The same names in the environment are VOUCH_LLM and VOUCH_DEPTH, on the command line `--llm` and
`--option depth=30`. Keys and passwords are read from the environment alone and are no settings.
Nothing else reads the environment or the file: the libraries take frozen dataclasses.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import SettingsError

if TYPE_CHECKING:
    from index.corpus import CorpusSettings
    from retrieval.answering import AnswerSettings
    from retrieval.llm_settings import LLMSettings

FILE_NAME = "vouch.toml"
PREFIX = "VOUCH_"
# Read elsewhere: the page's password, and what only the tests know.
_NOT_SETTINGS = ("VOUCH_AUTH", "VOUCH_REQUIRE_BROWSER")


@dataclass(frozen=True, slots=True)
class Key:
    """One setting.

    Attributes:
        kind: its type.
        group: whose it is: "entry", "answer", "choice", "search", "llm", "limits" or "corpus".
        low, high: the range of a number, inclusive.
        choices: what a text may be; empty = anything.
        note: what it governs, for `vouch doctor` and the documentation.
    """

    kind: type
    group: str
    note: str
    low: float = 0
    high: float = float("inf")
    choices: tuple[str, ...] = ()

    @property
    def range(self) -> str:
        """What may be given, in words, e.g. "a whole number from 1 to 50"."""
        if self.kind is bool:
            return "true or false"
        if self.kind is str:
            return " or ".join(self.choices) or "text"
        upper = f" to {self.high:,.0f}" if self.high != float("inf") else " up"
        return f"a {'whole ' if self.kind is int else ''}number from {self.low:g}{upper}"


KEYS: Mapping[str, Key] = {
    "corpus": Key(str, "entry", "folder of the corpus"),
    "embeddings": Key(str, "entry", "embedding model: a sentence-transformers name or folder"),
    "llm": Key(str, "entry", "language model as provider:model"),
    "base_url": Key(str, "entry", "address of an OpenAI-compatible server"),
    "host": Key(str, "entry", "address the page listens on"),
    "port": Key(int, "entry", "port the page listens on", 1, 65535),
    "question_characters": Key(int, "answer", "longest question read", 1, 100_000),
    "depth": Key(int, "answer", "passages taken from the ranking", 1, 50),
    "documents": Key(int, "answer", "most documents asked", 1, 100_000),
    "read": Key(int, "answer", "passages the judges read", 1, 200),
    "nearest": Key(int, "answer", "passages shown where nothing answers", 0, 50),
    "threshold": Key(
        float,
        "choice",
        "least confidence for an answer, higher = more silence; default: as fitted",
        0,
        1,
    ),
    "fusion": Key(
        str, "search", "how word and meaning ranks are joined", choices=("minmax", "rrf")
    ),
    "dense": Key(bool, "search", "search by meaning"),
    "words": Key(bool, "search", "search by words"),
    "llm_first_byte": Key(float, "llm", "seconds until a model's first word", 0.001, 86_400),
    "llm_idle": Key(float, "llm", "seconds between two pieces of a reply", 0.001, 86_400),
    "llm_total": Key(float, "llm", "seconds for everything a model does", 0.001, 86_400),
    "llm_followup": Key(
        float, "llm", "seconds for resolving a follow-up question, apart", 0.001, 86_400
    ),
    "llm_tries": Key(int, "llm", "requests for one reply", 1, 10),
    "llm_backoff": Key(float, "llm", "seconds before the second try, doubled for each", 0, 60),
    "llm_reply_tokens": Key(
        int, "llm", "most tokens of a reply; default: the provider's", 1, 1_000_000
    ),
    "llm_reply_characters": Key(int, "llm", "longest reply read, thoughts included", 1, 1_000_000),
    "llm_sentences": Key(int, "llm", "most sentences sent to a model", 1, 1_000_000),
    "llm_sentence_characters": Key(int, "llm", "longest sentence sent", 1, 1_000_000),
    "llm_statements": Key(int, "llm", "most statements a model writes", 1, 6),
    "llm_drafts": Key(int, "llm", "most statements looked at", 1, 1_000_000),
    "llm_statement_characters": Key(int, "llm", "longest statement", 1, 10_000),
    "llm_floor": Key(
        float, "llm", "share of the threshold from which on a model is asked at all", 0, 1
    ),
    "llm_offered": Key(
        float, "llm", "share of the threshold from which on a sentence is sent", 0, 1
    ),
    "llm_repairs": Key(int, "llm", "rounds in which failed statements are worded again", 0, 1),
    "llm_structured": Key(
        bool, "llm", "ask for structured output; default: where the model has it"
    ),
    "file_bytes": Key(int, "limits", "largest file", 1),
    "text_bytes": Key(int, "limits", "largest text of a file", 1),
    "pages": Key(int, "limits", "most pages of a PDF", 1),
    "seconds": Key(float, "limits", "longest time for a file", 0.1),
    "memory_bytes": Key(int, "limits", "most memory for a file", 64 * 2**20),
    "archive_bytes": Key(int, "limits", "largest unpacked DOCX or EPUB", 1),
    "archive_ratio": Key(int, "limits", "largest ratio of unpacked to packed", 1),
    "archive_entries": Key(int, "limits", "most files inside a DOCX or EPUB", 1),
    "lock_seconds": Key(float, "corpus", "how long to wait for another writer", 0),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the entry points were told.

    Attributes:
        values: the settings that were given, by name, checked.
        origin: name -> "flag", "environment" or "vouch.toml".
    """

    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    origin: Mapping[str, str] = field(default_factory=dict, hash=False)

    def text(self, name: str) -> str | None:
        """A text setting; None = not given."""
        value = self.values.get(name)
        return None if value is None else str(value)

    def number(self, name: str, default: int) -> int:
        """A whole number, or the default."""
        return int(self.values.get(name, default))

    def group(self, group: str) -> dict[str, Any]:
        """The given settings of one dataclass, by the names of its fields."""
        own = {k: v for k, v in self.values.items() if KEYS[k].group == group}
        return {name.removeprefix(f"{group}_"): value for name, value in own.items()}

    def answer_settings(self) -> AnswerSettings:
        """What governs an answer."""
        from retrieval.answering import AnswerSettings
        from retrieval.choosing import ChoiceSettings
        from retrieval.llm_settings import LLMSettings
        from retrieval.search import SearchSettings

        search = SearchSettings(**self.group("search"))
        llm = LLMSettings(**self.group("llm"))
        choice = ChoiceSettings(**self.group("choice"))
        return AnswerSettings(**self.group("answer"), search=search, llm=llm, choice=choice)

    def llm_settings(self) -> LLMSettings:
        """Deadlines and limits of a language model."""
        return self.answer_settings().llm

    def corpus_settings(self) -> CorpusSettings | None:
        """What governs a corpus; None where nothing was given, so that its own settings hold."""
        limits, corpus = self.group("limits"), self.group("corpus")
        if not limits and not corpus:
            return None
        from index.corpus import CorpusSettings
        from index.limits import Limits

        return CorpusSettings(limits=Limits(**limits), **corpus)


def read_settings(
    flags: Mapping[str, Any], environment: Mapping[str, str], folder: Path
) -> Settings:
    """Merge the origins of settings, strongest first: flags, environment, file.

    Args:
        flags: name -> value from the command line; None = not given.
        environment: usually `os.environ`.
        folder: where `vouch.toml` may lie.

    Raises:
        SettingsError: an unknown name or a value that does not fit; names origin and setting.
    """
    values: dict[str, Any] = {}
    origin: dict[str, str] = {}
    layers = (
        (FILE_NAME, _from_file(folder / FILE_NAME)),
        ("environment", _from_environment(environment)),
        ("flag", {k: v for k, v in flags.items() if v is not None}),
    )
    for name, layer in layers:
        for key, value in layer.items():
            values[key] = _checked(key, value, name)
            origin[key] = name
    return Settings(values, origin)


def default_of(name: str) -> Any:
    """What holds where a setting is not given; None = nothing, or chosen from case to case."""
    from index.corpus import CorpusSettings

    answer, corpus = Settings().answer_settings(), CorpusSettings()
    group = KEYS[name].group
    owners = {"answer": answer, "choice": answer.choice, "search": answer.search,
              "llm": answer.llm, "limits": corpus.limits, "corpus": corpus}  # fmt: skip
    return getattr(owners[group], name.removeprefix(f"{group}_")) if group in owners else None


def parse_options(pairs: list[str]) -> dict[str, str]:
    """`--option name=value` pairs as a dictionary.

    Raises:
        SettingsError: no "=" in one of them.
    """
    options = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise SettingsError(f"--option {pair!r} has no value.", "Write --option name=value.")
        options[name.strip()] = value.strip()
    return options


def _from_file(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be read ({error.strerror or error}).", "Change its permissions."
        ) from None
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except (ValueError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML ({error}).", "Mend it or remove it.") from None


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name, value in environment.items():
        if not name.startswith(PREFIX) or name in _NOT_SETTINGS or not value.strip():
            continue
        key = name.removeprefix(PREFIX).lower()
        # Variables of that prefix may belong to others; only a near miss is surely a slip.
        if key in KEYS or difflib.get_close_matches(key, KEYS, 1, 0.8):
            found[key] = value.strip()
    return found


def _checked(name: str, value: Any, origin: str) -> Any:
    key = KEYS.get(name)
    if key is None:
        near = difflib.get_close_matches(name, KEYS, 1, 0.6)
        fix = f"Did you mean {near[0]}?" if near else f"Known: {', '.join(KEYS)}."
        raise SettingsError(f"{name!r} ({origin}) is not a setting.", fix)
    if key.kind is str:
        if not isinstance(value, str):
            raise SettingsError(f"{name} ({origin}) must be text.", f'Write {name} = "...".')
        if key.choices and value not in key.choices:
            raise SettingsError(f"{name} ({origin}) is {value!r}.", f"Give {key.range}.")
        return value
    if key.kind is bool:
        return _boolean(name, value, origin)
    return _number(name, key, value, origin)


def _boolean(name: str, value: Any, origin: str) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    found = value if isinstance(value, bool) else words.get(str(value).lower())
    if found is None:
        raise SettingsError(f"{name} ({origin}) is {value!r}.", f"Give {KEYS[name].range}.")
    return found


def _number(name: str, key: Key, value: Any, origin: str) -> int | float:
    whole = key.kind is int
    try:
        if isinstance(value, bool) or (whole and isinstance(value, float)):
            raise ValueError
        number = int(value) if whole else float(value)
        fits = key.low <= number <= key.high
    except (TypeError, ValueError):
        fits = False
    if not fits:
        raise SettingsError(f"{name} ({origin}) is {str(value)[:40]!r}.", f"Give {key.range}.")
    return number
