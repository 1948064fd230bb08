"""What the commands of this room take: numbers and folders, refused with a reason (exit code 2)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from index.errors import VouchError


def positive(text: str) -> int:
    """A whole number of 1 or more.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    # `isdigit` alone would let "²" through, which is no number to `int`.
    value = int(text) if text.isascii() and text.isdigit() else 0
    if value < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of 1 or more")
    return value


def folder(text: str) -> Path:
    """A folder that is there.

    Raises:
        argparse.ArgumentTypeError: it is not.
    """
    path = Path(text).expanduser()
    if not path.is_dir():
        what = "is not a folder" if path.exists() else "is not there"
        raise argparse.ArgumentTypeError(f"{text} {what}; name the folder")
    return path


def exit_code_of(program: str, work: Callable[[], None]) -> int:
    """Do the work; an error of ours is said in one line, and its code is returned.

    Args:
        program: named at the head of that line.
        work: what may fail.
    """
    try:
        work()
    except VouchError as error:
        print(f"{program}: {error}", file=sys.stderr)
        return error.exit_code
    return 0
