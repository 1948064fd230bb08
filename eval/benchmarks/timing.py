"""How long an answer takes, by the size of the corpus: a Markdown table.

    python -m eval.benchmarks.timing DATA --out timing.md

DATA holds `squad_articles/squad2_articles.tar.gz` and `squad_v2/dev-half-v2.0.json.gz`. Each size
is a corpus of its own, asked by a fresh process on as many cores as `--cores` says (Linux; other
systems are only asked to use that many threads). The first answer is timed apart: it includes
starting Python and loading the models. The others are asked once each, one after the other, after
three that are not counted.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from index.errors import InputError

from ..arguments import exit_code_of, folder, positive
from ..observing import peak_memory
from ..reading import read_json

ARTICLES = "squad_articles/squad2_articles.tar.gz"
QUESTIONS = "squad_v2/dev-half-v2.0.json.gz"
_FIX = "Name the folder that holds both."
SEED = 1
_PASSAGE = 832
"""Characters of these articles per passage, on average: how much text makes a size."""
_WARM = 3
_STARTS = 3
_MOST_ARTICLE = 5_000_000


@dataclass(frozen=True, slots=True)
class Size:
    """A corpus to be asked.

    Attributes:
        passages: about how many.
        embeddings: "" = the bundled model; "hashing" costs next to nothing to make.
    """

    passages: int
    embeddings: str = ""


SIZES = (Size(4), Size(1_000), Size(100_000, "hashing"))


@dataclass(frozen=True, slots=True)
class Timed:
    """What was measured of one size; times in seconds.

    Attributes:
        first: the first answer of a fresh process, with starting it and loading the models; the
            median of three.
        answers, searches: one time per question; a search ends before anything is read.
        copies: how often the articles were repeated.
    """

    passages: int
    documents: int
    copies: int
    embeddings: str
    indexing: float
    first: float
    answers: tuple[float, ...]
    searches: tuple[float, ...]
    peak: int | None


def main(argv: Sequence[str] | None = None) -> int:
    """Build the corpora, ask them, write the table to standard output and to `--out`.

    Args:
        argv: arguments; None takes them from the process.
    """
    parser = argparse.ArgumentParser(
        prog="python -m eval.benchmarks.timing",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=folder, metavar="DATA")
    parser.add_argument("--out", type=Path, metavar="FILE", help="also write the table here")
    parser.add_argument("--work", type=Path, help="keep the corpora here, and use them again")
    parser.add_argument("--questions", type=positive, default=100)
    parser.add_argument("--cores", type=positive, default=2)
    parser.add_argument("--sizes", type=_size, nargs="+", default=SIZES, metavar="N[:EMBEDDINGS]",
                        help="passages, e.g. 4 1000 100000:hashing")  # fmt: skip
    options = parser.parse_args(argv)
    return exit_code_of("timing", lambda: _time(options))


def _time(options: argparse.Namespace) -> None:
    work = options.work or Path(tempfile.mkdtemp(prefix="vouch-timing-"))
    work.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    try:
        questions = draw_questions(options.data / QUESTIONS, options.questions + _WARM)
        asked = work / "questions.json"
        asked.write_text(json.dumps([text for text, _ in questions]), encoding="utf-8")
        wanted = list(dict.fromkeys(title for _, title in questions))
        texts = options.data / ARTICLES
        rows = [_measure(size, texts, wanted, asked, options.cores) for size in options.sizes]
    finally:
        if options.work is None:
            shutil.rmtree(work, ignore_errors=True)
    page = write_table(rows, options.cores, load)
    print(page, end="")
    if options.out is not None:
        options.out.write_text(page, encoding="utf-8")


def _size(written: str) -> Size:
    count, _, embeddings = written.replace(",", "").partition(":")
    return Size(positive(count), embeddings)


def use_cores(count: int) -> None:
    """Keep this process to so many cores."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def draw_questions(path: Path, count: int) -> list[tuple[str, str]]:
    """Questions of SQuAD 2.0 and the titles of their articles, drawn with a fixed seed.

    Raises:
        InputError: there is no such file, or it is not SQuAD.
    """
    try:
        found = [
            (str(question["question"]).strip(), str(article["title"]))
            for article in read_json(path)["data"]
            for paragraph in article["paragraphs"]
            for question in paragraph["qas"]
        ]
    except (KeyError, TypeError) as error:
        raise InputError(
            f"{path} is not SQuAD ({error}).", "Name the folder of the data."
        ) from None
    return random.Random(SEED).sample(found, min(count, len(found)))


def _measure(size: Size, articles: Path, wanted: Sequence[str], asked: Path, cores: int) -> Timed:
    """Build one corpus where it is not there yet, and ask it in fresh processes."""
    folder = asked.parent / f"{size.passages}-{size.embeddings or 'bundled'}"
    made = folder / "made.json"
    if not made.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        documents = folder / "documents"
        documents.mkdir(parents=True)
        copies = write_documents(documents, articles, wanted, size.passages * _PASSAGE)
        print(f"timing: indexing about {size.passages:,} passages", file=sys.stderr, flush=True)
        facts = _child("index", folder, size.embeddings, cores)
        made.write_text(json.dumps({**facts, "copies": copies}), encoding="utf-8")
    print(f"timing: asking {size.passages:,} passages", file=sys.stderr, flush=True)
    starts = []
    for _ in range(_STARTS):
        began = time.perf_counter()
        _child("first", folder, str(asked), cores)
        starts.append(time.perf_counter() - began)
    facts = {**read_json(made), **_child("ask", folder, str(asked), cores)}
    return Timed(
        passages=facts["passages"],
        documents=facts["documents"],
        copies=facts["copies"],
        embeddings=size.embeddings or "bundled",
        indexing=facts["seconds"],
        first=statistics.median(starts),
        answers=tuple(facts["answers"]),
        searches=tuple(facts["searches"]),
        peak=facts["peak"],
    )


def write_documents(folder: Path, articles: Path, wanted: Sequence[str], characters: int) -> int:
    """Write articles, those asked about first, until there is enough text.

    Once every article is there they are written again, each with a last line of its own, because
    the same bytes are one document. The last article is cut.

    Returns:
        how many times the articles were begun.
    """
    texts = _articles(articles)
    order = [title for title in wanted if title in texts]
    order += sorted(texts.keys() - set(order))
    copy = 0
    while characters > 0:
        copy += 1
        for title in order:
            text = texts[title][: max(characters, 1)]
            last = f"\n\nCopy {copy} of this article.\n" if copy > 1 else "\n"
            (folder / f"{title}-{copy}.txt").write_text(text + last, encoding="utf-8")
            characters -= len(text)
            if characters <= 0:
                break
    return copy


def _articles(path: Path) -> dict[str, str]:
    """The texts of the archive by title.

    Raises:
        InputError: it cannot be read, or holds no text.
    """
    texts: dict[str, str] = {}
    try:
        with tarfile.open(path) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isfile() else None
                if file is not None and member.size <= _MOST_ARTICLE:
                    name = Path(member.name).name.removesuffix(".txt").replace(":", "_")
                    texts[name] = file.read().decode("utf-8", "replace")
    except (OSError, tarfile.TarError) as error:
        raise InputError(
            f"{path} cannot be read ({error}).", "Name the folder of the data."
        ) from None
    if not texts:
        raise InputError(f"{path} holds no articles.", _FIX)
    return texts


def _child(step: str, folder: Path, given: str, cores: int) -> dict[str, Any]:
    """Run one step in a process of its own, so that its memory and its caches are its own."""
    code = f"from eval.benchmarks.timing import *; use_cores({cores}); {step}()"
    home = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": home, "OMP_NUM_THREADS": str(cores)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), given],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise InputError(f"The step {step!r} failed (exit {done.returncode}).", "See above.")
    facts: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return facts


def index() -> None:
    """Child: make the corpus; prints how long it took and what is in it."""
    from index.corpus import Corpus

    folder = Path(sys.argv[1])
    began = time.perf_counter()
    with Corpus.open(folder / "corpus", embeddings=sys.argv[2] or None) as corpus:
        report = corpus.add(folder / "documents")
        seconds = time.perf_counter() - began
        passages = sum(len(corpus.passages(source.id)) for source in corpus.sources())
    print(json.dumps({"seconds": seconds, "passages": passages, "documents": len(report.added)}))


def first() -> None:
    """Child: one answer; the parent times the whole process."""
    from index.corpus import Corpus
    from retrieval.answering import answer

    question = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))[0]
    with Corpus.open(Path(sys.argv[1]) / "corpus", read_only=True) as corpus:
        answer(question, corpus)
    print("{}")


def ask() -> None:
    """Child: time every question's answer, then its search alone, and the peak of memory."""
    from index.corpus import Corpus
    from retrieval.answering import answer
    from retrieval.search import SearchSettings, search

    questions = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))

    def timed(ask_one: Callable[[str, Corpus], object]) -> list[float]:
        times = []
        # Opened anew, so that searching does not find what answering has kept.
        with Corpus.open(Path(sys.argv[1]) / "corpus", read_only=True) as corpus:
            for question in questions:
                began = time.perf_counter()
                ask_one(question, corpus)
                times.append(time.perf_counter() - began)
        return times[_WARM:]

    answers = timed(answer)
    peak = peak_memory()
    searches = timed(partial(search, settings=SearchSettings()))
    print(json.dumps({"answers": answers, "searches": searches, "peak": peak}))


def write_table(rows: Sequence[Timed], cores: int, load: float | None) -> str:
    """The table and, below it, how it was measured.

    Args:
        rows: one per size.
        cores: that were used.
        load: of the machine when it began; None where the system does not tell.
    """
    heads = (
        "passages", "documents", "embeddings", "answer p50", "answer p95", "search p50",
        "first answer", "peak memory", "indexing",
    )  # fmt: skip
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    for row in rows:
        cells = (
            f"{row.passages:,}",
            f"{row.documents:,}",
            row.embeddings,
            _seconds(statistics.median(row.answers)),
            _seconds(percentile(row.answers, 95)),
            _seconds(statistics.median(row.searches)),
            _seconds(row.first),
            f"{row.peak / 2**20:,.0f} MB" if row.peak else "not known",
            _seconds(row.indexing),
        )
        lines.append(f"| {' | '.join(cells)} |")
    begun = f", load {load:.1f} when it began" if load is not None else ""
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    asked = f"{len(rows[0].answers)} questions of the SQuAD 2.0 dev half (seed {SEED})"
    notes = [f"{asked}, {cores} core{'s' * (cores != 1)}, {machine}{begun}."]
    notes.append("Documents are SQuAD articles, those asked about first.")
    notes += [
        f"For {row.passages:,} passages the articles are repeated ({row.copies} copies), each "
        "copy with a last line of its own."
        for row in rows
        if row.copies > 1
    ]
    notes.append(
        "First answer: a fresh process, from starting Python to its end. Search: words and "
        "meaning, fused, not reranked. Peak memory: of the process that answered."
    )
    if any(row.embeddings == "hashing" for row in rows):
        notes.append(
            "*hashing*: words hashed into buckets instead of the bundled model, whose vectors "
            "would take long to make; an answer embeds one question with either."
        )
    return "\n".join([*lines, "", *notes]) + "\n"


def percentile(times: Sequence[float], percent: int) -> float:
    """A percentile by linear interpolation between the two nearest times."""
    if len(times) == 1:
        return times[0]
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def _seconds(seconds: float) -> str:
    if seconds < 0.01:
        return f"{1000 * seconds:.1f} ms"
    if seconds < 0.1:
        return f"{1000 * seconds:.0f} ms"
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:,.0f} s"


if __name__ == "__main__":
    sys.exit(main())
