"""Run a question set: ask, observe, write down, go on; be killed, and go on from there.

What answers is a parameter: any callable from question to `Response` can be measured, and the
tests bring a scripted one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path

from index.errors import CorpusError, ModelError, SettingsError, VouchError

from .records import Gold, QuestionCase, Response
from .runs import Run, RunHeader, RunWriter, read_run_file

Ask = Callable[[QuestionCase], Response]
Locate = Callable[[QuestionCase], Gold]
Progress = Callable[[int, int, Response | None], None]
"""(questions done, of all, the last response) as the run proceeds."""


def run_questions(
    cases: Sequence[QuestionCase],
    ask: Ask,
    locate: Locate,
    path: Path,
    header: RunHeader,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Run:
    """Ask every question that the run file does not hold yet.

    Args:
        cases: in the order they are asked.
        ask: the system under test. What it raises is a failed question, written down as such.
        locate: finds a question's gold in the documents.
        path: the run file; taken up if it is there.
        header: of the run; must agree with the file's.
        jobs: questions asked at a time, each in a thread of its own; `ask` must allow that.
        progress: called before the first and after every question.

    Returns:
        The whole run, questions in the order of `cases`.

    Raises:
        InputError: the file holds another run.
        VouchError: the very first question of a fresh run failed for a reason that all others
            share (no model, no corpus, a bad setting): better now than a hundred times.
    """
    with RunWriter(path, header) as writer:
        done = set(writer.done)
        if progress:
            progress(len(done), len(cases), None)
        todo = [case for case in cases if case.id not in done]
        for case, response in _ask_all(ask, todo, jobs=jobs, fresh=not done):
            writer.add(locate(case), response)
            done.add(case.id)
            if progress:
                progress(len(done), len(cases), response)
    return in_order(read_run_file(path), cases)


def in_order(run: Run, cases: Sequence[QuestionCase]) -> Run:
    """The run with its lines in the order of `cases`, each question once."""
    pairs = zip(run.golds, run.responses, strict=True)
    lines = {gold.case.id: (gold, response) for gold, response in pairs}
    chosen = [lines[case.id] for case in cases if case.id in lines]
    return replace(run, golds=tuple(g for g, _ in chosen), responses=tuple(r for _, r in chosen))


def _ask_all(
    ask: Ask, todo: Sequence[QuestionCase], *, jobs: int, fresh: bool
) -> Iterator[tuple[QuestionCase, Response]]:
    """Each question with its response, as they come in."""
    if todo and (fresh or jobs == 1):
        # The first alone: what would fail every question is found out once.
        yield todo[0], _ask_one(ask, todo[0], hopeful=fresh)
        todo = todo[1:]
    if jobs == 1:
        for case in todo:
            yield case, _ask_one(ask, case, hopeful=False)
        return
    pool = ThreadPoolExecutor(jobs)
    try:
        waiting = {pool.submit(_ask_one, ask, case, hopeful=False): case for case in todo}
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _ask_one(ask: Ask, case: QuestionCase, *, hopeful: bool) -> Response:
    """Ask, and turn any failure into a response that scores worst."""
    began = time.perf_counter()
    try:
        response = ask(case)
    except VouchError as error:
        if hopeful and isinstance(error, (ModelError, CorpusError, SettingsError)):
            raise
        failure = f"{type(error).__name__}: {error}"
    except Exception as error:
        failure = f"{type(error).__name__}: {error}"
    else:
        return replace(response, id=case.id)
    line = " ".join(failure.split())[:500]
    return Response(case.id, error=line, seconds=time.perf_counter() - began)
