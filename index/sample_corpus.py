"""The documents every newcomer meets first: where they lie and what to ask them.

The sample is an invented dispute, written for this project: no country, town, person, institution
or event in it exists. Its documents contradict one another on purpose; `eval/sample/README.md`
lists the traps they hold.
"""

from __future__ import annotations

import json
from pathlib import Path

from .errors import VouchError

_SAMPLE = Path(__file__).resolve().parent / "sample"


def sample_folder() -> Path:
    """The folder of the sample's documents, with its `vouch-sources.toml`.

    Raises:
        VouchError: if the installation lacks the sample.
    """
    folder = _SAMPLE / "documents"
    if not folder.is_dir():
        raise VouchError(
            f"The sample's documents are missing from this installation ({folder}).",
            "Install vouchqa again, or index documents of your own: vouch index FOLDER",
        )
    return folder


def example_questions() -> tuple[str, ...]:
    """Three questions the sample answers, in the order a page offers them.

    Raises:
        VouchError: if the file of examples is missing or damaged.
    """
    path = _SAMPLE / "examples.json"
    try:
        questions = json.loads(path.read_text(encoding="utf-8"))["questions"]
        return tuple(str(question) for question in questions)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise VouchError(
            f"The sample's example questions cannot be read ({path}: {error}).",
            "Install vouchqa again.",
        ) from error
