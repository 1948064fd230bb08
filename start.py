"""Set Vouch up and start it.

    python3 start.py                 the chat page with the built-in sample
    python3 start.py COMMAND ...     any command of vouch: chat FOLDER, ask QUESTION, ...
    python3 start.py test            the tests

Makes `.venv` beside this file and installs what is missing into it. Safe to repeat, quick when
nothing changed. Needs Python 3.11 or newer. `--cuda` installs PyTorch with GPU support on Linux.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "vouch-setup.sha256"
CPU_WHEELS = "https://download.pytorch.org/whl/cpu"


def say(line: str) -> None:
    """Print a progress line at once."""
    print(f"[vouch] {line}", flush=True)


def stop(line: str) -> None:
    """End with a cause and a fix."""
    sys.exit(f"[vouch] {line}")


def pip(*arguments: str) -> None:
    """Run pip inside the environment; its own message explains a failure."""
    command = [str(PYTHON), "-m", "pip", *arguments, "--disable-pip-version-check"]
    if subprocess.run(command, cwd=HERE, check=False).returncode != 0:
        stop("pip failed (its message is above). Check the connection and run this again.")


def make_environment() -> None:
    """Create `.venv`, unless a finished one is there; name the system package that is missing."""
    probe = [str(PYTHON), "-c", "import pip"]
    if PYTHON.exists() and not subprocess.run(probe, capture_output=True, check=False).returncode:
        return
    say("making .venv")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)  # Debian leaves a python without pip behind
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        stop(
            "python could not make a virtual environment. On Debian or Ubuntu run: "
            f"sudo apt install python{version}-venv   then run this again."
        )


def torch_pin() -> str:
    """The exact PyTorch requirement from constraints.txt, e.g. "torch==2.13.0"."""
    lines = (HERE / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("torch=="))


def install_torch(cuda: bool) -> None:
    """Install PyTorch: the CPU build on Linux (0.2 GB, not 2.6 GB) unless `cuda`."""
    pin = torch_pin()
    found = f"import torch, sys; sys.exit(torch.__version__.split('+')[0] != '{pin[7:]}')"
    if subprocess.run([str(PYTHON), "-c", found], capture_output=True, check=False).returncode == 0:
        return
    say(f"installing {pin}")
    if cuda or platform.system() != "Linux" or pip_takes_cpu_build(pin):
        pip("install", pin)
    else:
        pip("install", pin, "--index-url", CPU_WHEELS)


def pip_takes_cpu_build(pin: str) -> bool:
    """Ask pip, without downloading, whether it would take a CPU build by itself."""
    command = [str(PYTHON), "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps"]
    command += ["--ignore-installed", "--report", "-", pin]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return "+cpu" in json.loads(asked.stdout)["install"][0]["metadata"]["version"]
    except (ValueError, LookupError):
        return False


def install(cuda: bool) -> None:
    """Install everything once per state of pyproject.toml and constraints.txt."""
    inputs = [HERE / "pyproject.toml", HERE / "constraints.txt"]
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in inputs) + str(cuda).encode())
    if STAMP.exists() and STAMP.read_text() == digest.hexdigest():
        return
    say("installing (a few minutes the first time)")
    install_torch(cuda)
    pip("install", "--quiet", "--constraint", "constraints.txt", "--editable", ".[dev]")
    STAMP.write_text(digest.hexdigest())


def main() -> int:
    """Set up, then run `vouch` (or the tests) with the arguments given; help needs no set-up."""
    if sys.argv[1:2] in (["-h"], ["--help"], ["help"]):
        print((__doc__ or "").rstrip())
        return 0
    if sys.version_info < (3, 11):  # noqa: UP036  this file must explain itself on older Pythons
        stop(f"Vouch needs Python 3.11 or newer; this is {platform.python_version()}.")
    arguments = [a for a in sys.argv[1:] if a != "--cuda"]
    make_environment()
    install("--cuda" in sys.argv[1:])
    if arguments[:1] == ["test"]:
        command = [str(PYTHON), *"-m pytest -n auto --dist loadfile".split(), *arguments[1:]]
    else:
        command = [str(PYTHON), "-m", "vouchqa", *(arguments or ["chat"])]
    return subprocess.run(command, cwd=HERE, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
