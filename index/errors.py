"""Every error Vouch raises on purpose.

    VouchError(what, fix)              exit code 4 unless a subclass says otherwise
    ├── InputError             2       the question, a path or an option is not usable
    │   ├── QuestionError      2       empty, too long, nothing but punctuation
    │   └── SettingsError      2       a setting that is unknown or out of range
    ├── LoadError              6       one file could not be read (others go on)
    ├── CorpusError            4       the corpus folder cannot be used
    │   ├── CorpusLocked       4       another process is writing (retryable)
    │   ├── CorpusDamaged      4       a file is missing, cut or altered
    │   ├── CorpusMismatch     4       made by another version, model or unit settings
    │   └── CorpusFull         4       the disk is full (retryable once space is freed)
    └── ModelError             5       an embedding, judge or language model failed
        └── ModelUnavailable   5       it could not be reached or answered late (retryable)

`what` names the cause in one line, `fix` says what to do or type. Entry points print
`str(error)` and exit with `error.exit_code`; nobody shows a traceback.
"""

from __future__ import annotations

from typing import ClassVar


class VouchError(Exception):
    """Root of all errors raised by Vouch.

    Args:
        what: the cause, one line, naming the thing that was given.
        fix: what the reader can do about it, one line; may be a command to type.
    """

    exit_code: ClassVar[int] = 4
    retryable: ClassVar[bool] = False

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what, fix)
        self.what = what
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.what} {self.fix}" if self.fix else self.what


class InputError(VouchError):
    """Something the user gave cannot be used."""

    exit_code: ClassVar[int] = 2


class QuestionError(InputError):
    """The question is empty, too long, or holds no word."""


class SettingsError(InputError):
    """A setting is unknown or out of range."""


class LoadError(VouchError):
    """One file could not be read; the others are not touched."""

    exit_code: ClassVar[int] = 6


class CorpusError(VouchError):
    """The corpus folder cannot be used as it is."""


class CorpusLocked(CorpusError):
    """Another process is writing to this corpus."""

    retryable: ClassVar[bool] = True


class CorpusDamaged(CorpusError):
    """A file of the corpus is missing, cut short or altered."""


class CorpusMismatch(CorpusError):
    """The corpus was made by another version, embedding model or unit settings."""


class CorpusFull(CorpusError):
    """The disk is full; nothing of the earlier state was lost."""

    retryable: ClassVar[bool] = True


class ModelError(VouchError):
    """An embedding, judge or language model failed."""

    exit_code: ClassVar[int] = 5


class ModelUnavailable(ModelError):
    """A model could not be reached, refused, or answered too late."""

    retryable: ClassVar[bool] = True
