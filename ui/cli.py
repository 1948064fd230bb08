"""The command `vouch`: arguments in, exit code out, never a traceback.

    vouch index PATH...      read documents into a corpus
    vouch ask QUESTION       answer from the documents, every sentence cited
    vouch find PHRASE        every place where words stand, counted
    vouch chat [PATH...]     the same in the browser
    vouch sources            what is in the corpus; correct or remove it
    vouch verify FILE        whether a saved answer still holds
    vouch doctor             versions, models, health of the corpus
    vouch eval ...           score answers (see eval/cli.py)

Exit codes: 0 done or answered, 1 a check failed, 2 bad input, 3 the documents don't say,
4 corpus, 5 model, 6 done but a named file could not be read, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from index.errors import SettingsError, VouchError

from .settings import Settings, parse_options, read_settings

_UNEXPECTED = 4
_INTERRUPTED = 130
_COMMANDS = {
    "index": "ui.commands_index",
    "sources": "ui.commands_sources",
    "ask": "ui.commands_ask",
    "find": "ui.commands_find",
    "verify": "ui.commands_verify",
    "chat": "ui.commands_chat",
    "doctor": "ui.commands_doctor",
}
_SUMMARIES = {
    "index": "read documents into a corpus",
    "ask": "answer a question from the documents, every sentence cited",
    "find": "every place where words stand, counted",
    "chat": "ask in the browser",
    "sources": "list, correct or remove documents",
    "verify": "check whether a saved answer still holds",
    "eval": "score answers on question sets",
    "doctor": "versions, models and the health of the corpus",
}


class _Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one line, like every other mistake."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise SettingsError(f"{self.prog}: {message}.", f"See {self.prog} --help.")


def run(argv: Sequence[str]) -> int:
    """Run one command.

    Args:
        argv: the arguments after the program's name.

    Returns:
        The exit code.
    """
    as_json = "--json" in argv
    try:
        code = _dispatch(list(argv))
        sys.stdout.flush()
        return code
    except SystemExit as stop:  # argparse after --help
        return stop.code if isinstance(stop.code, int) else 2
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) has gone; Python would complain again while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except VouchError as error:
        return _report(error.what, error.fix, error.exit_code, as_json)
    except Exception as error:
        if "--debug" in argv:
            raise
        what = f"Something unexpected happened ({type(error).__name__}: {error})."
        return _report(what, "Run it again with --debug to see where.", _UNEXPECTED, as_json)


def _report(what: str, fix: str, code: int, as_json: bool) -> int:
    from .terminal import clean

    line = " ".join(clean(f"{what} {fix}").split())
    print(f"vouch: {line}", file=sys.stderr)
    if as_json:
        print(
            json.dumps({"error": {"what": what, "fix": fix, "exit_code": code}}, ensure_ascii=False)
        )
    return code


def _dispatch(argv: list[str]) -> int:
    if not argv or argv[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0 if argv else 2
    if argv[0] in ("-V", "--version"):
        from vouchqa import __version__

        print(f"vouch {__version__}")
        return 0
    name = argv[0]
    if name not in _COMMANDS:
        import difflib

        near = difflib.get_close_matches(name, [*_COMMANDS, "eval"], 1)
        fix = f"Did you mean vouch {near[0]}?" if near else "See vouch --help."
        raise SettingsError(f"{name!r} is not a command.", fix)
    module = import_module(_COMMANDS[name])
    parser = _Parser(prog=f"vouch {name}", description=_SUMMARIES[name].capitalize() + ".")
    module.add_arguments(parser)
    _add_common(parser)
    arguments = parser.parse_args(argv[1:])
    code: int = module.carry_out(arguments, _settings(arguments))
    return code


def _add_common(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("everywhere")
    group.add_argument("--corpus", metavar="DIR", help="folder of the corpus (default .vouch)")
    group.add_argument("--embeddings", metavar="MODEL",
                       help="sentence-transformers name or folder (default: bundled)")  # fmt: skip
    group.add_argument("--option", action="append", default=[], metavar="NAME=VALUE",
                       help="any other setting; may be repeated; "
                       "vouch doctor --settings lists them")  # fmt: skip
    group.add_argument("--debug", action="store_true", help="show where an error happened")


def _settings(arguments: argparse.Namespace) -> Settings:
    flags: dict[str, object] = dict(parse_options(arguments.option))
    for name in ("corpus", "embeddings", "llm", "base_url", "host", "port"):
        given = getattr(arguments, name, None)
        if given is not None:
            flags[name] = given
    return read_settings(flags, os.environ, Path.cwd())


def _overview() -> str:
    rows = "\n".join(f"  {name:<9}{_SUMMARIES[name]}" for name in _SUMMARIES)
    return (
        "Answers from your own documents, every sentence checkable.\n\n"
        f"usage: vouch COMMAND ...\n\n{rows}\n\n"
        "vouch COMMAND --help says more. Settings: flag > VOUCH_* > vouch.toml > default."
    )
