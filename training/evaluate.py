"""Measures the shipped judges: `python -m training.evaluate --data DATA`.

Every row of the table in docs/models.md, with its baselines in the same run, with 95 % bootstrap
intervals over cases. `--share 0.2` takes a fifth of the cases. Rows are written to
`training/runs/evaluation.json` as they are done; `--write docs/models.md` puts the table between
the page's two markers (`--rows` without names measures nothing new).
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from index.onnx_model import OnnxModel
from retrieval.judge_model import BundledJudge
from retrieval.judge_overlap import OverlapReranker, content_words, share_covered

from . import benches
from .alterations import PLAIN_ALTERATIONS, add_hedge, change_name, find_names
from .examples import split_plainly
from .metrics import Floats, auroc, balanced_accuracy, cross_fitted, interval, squad_f1
from .ranking_rows import rank_chroma, rank_scifact, rank_squad
from .rows import Bench, Row, mean_of, row
from .splits import fever_test
from .written_rows import answer_written, choose_written, verify_written

# Row, method, baselines, what training on CPU alone was meant to reach.
REACH: tuple[tuple[str, str, str, float], ...] = (
    ("scifact", "judge + fusion", "bm25 fusion", 0.69),
    ("squad", "judge + fusion", "bm25 fusion", 0.89),
    ("chroma", "judge + fusion", "bm25 fusion", 0.90),
    ("answerability", "judge, by sentence", "overlap", 0.75),
    ("spans", "judge, by sentence", "", 0.68),
    ("wice", "judge", "overlap", 0.72),
    ("fever", "judge", "overlap", 0.74),
    ("attribution", "judge", "overlap", 0.70),
    ("altered", "judge + vetoes", "vetoes", 0.95),
)


def read_sentences(judge: BundledJudge, question: str, text: str) -> tuple[float, str]:
    """How surely the best sentence of a text answers, and what it points at there.

    The way answers are made (`retrieval.ranking`): sentences are read one by one, the text's
    probability is its best sentence's.
    """
    texts = [text[start:end] for start, end in split_plainly(text)]
    readings = judge.read(question, texts)
    at = max(range(len(texts)), key=lambda number: readings[number].answerable)
    return readings[at].answerable, texts[at][readings[at].start : readings[at].end]


def answerability(bench: Bench) -> Row:
    """SQuAD dev half: does this paragraph answer? AUROC over questions."""
    records = bench.sample(benches.squad_dev(bench.data), 2000)
    labels = np.array([not r.impossible for r in records])
    scores = {
        "overlap": [share_covered(content_words(r.question), r.context) for r in records],
        "judge, paragraph at once": [
            bench.judge.read(r.question, [r.context])[0].answerable for r in records
        ],
        "judge, by sentence": [
            read_sentences(bench.judge, r.question, r.context)[0] for r in records
        ],
    }

    def over(values: Floats) -> tuple[float, float, float]:
        return interval(lambda at: auroc(values[at], labels[at]), len(labels))

    name = f"SQuAD dev half, {len(records)} questions"
    figures = {method: over(np.array(values)) for method, values in scores.items()}
    return row("answerability", name, "AUROC", **figures)


def spans(bench: Bench) -> Row:
    """SQuAD dev half: token F1 of the span on answerable questions."""
    records = [r for r in benches.squad_dev(bench.data) if not r.impossible]
    values: dict[str, list[float]] = {"judge, paragraph at once": [], "judge, by sentence": []}
    records = bench.sample(records, 1000)
    for record in records:
        reading = bench.judge.read(record.question, [record.context])[0]
        whole = record.context[reading.start : reading.end] if reading.end else ""
        _, best = read_sentences(bench.judge, record.question, record.context)
        answers = [record.context[s:e] for s, e in record.spans]
        for method, guess in zip(values, (whole, best), strict=True):
            values[method].append(squad_f1(guess, answers))
    name = f"SQuAD dev half, {len(records)} answerable"
    figures = {method: mean_of(got) for method, got in values.items()}
    return row("answer span", name, "token F1", **figures)


def sentence_choice(bench: Bench) -> Row:
    """SQuAD dev half: does the top sentence of the paragraph hold the answer?"""
    records = [r for r in benches.squad_dev(bench.data) if not r.impossible]
    records = [r for r in records if len(split_plainly(r.context)) > 1]
    hits: dict[str, list[float]] = {"overlap": [], "judge": []}
    for record in bench.sample(records, 800):
        cuts = split_plainly(record.context)
        texts = [record.context[s:e] for s, e in cuts]
        found = {
            "overlap": OverlapReranker().score(record.question, texts),
            "judge": np.array([r.answerable for r in bench.judge.read(record.question, texts)]),
        }
        for name, scores in found.items():
            start, end = cuts[int(np.argmax(scores))]
            hits[name].append(float(any(start <= s and e <= end for s, e in record.spans)))
    figures = {name: mean_of(got) for name, got in hits.items()}
    name = f"SQuAD dev half, {len(hits['judge'])} answerable"
    return row("sentence choice", name, "top sentence holds the answer", **figures)


def _verify(bench: Bench, claims: Sequence[benches.Claim], name: str, windows: int) -> Row:
    """Balanced accuracy, the threshold of each method chosen on the other folds.

    `judge + overlap` adds the share of words in the best window, same weight, not fitted.
    """
    labels = np.array([claim.supported for claim in claims])
    overlap, found, both = [], [], []
    for claim in claims:
        words = content_words(claim.statement)
        shares = [share_covered(words, window) for window in claim.windows]
        best = np.argsort(-np.array(shares), kind="stable")[:windows]
        texts = [claim.windows[int(i)] for i in best]
        verdicts = bench.judge.judge([(claim.statement, text) for text in texts])
        found.append(max(v.entailed for v in verdicts))
        both.append(found[-1] + max(shares))
        overlap.append(share_covered(words, " ".join(claim.windows)))

    def over(scores: Floats) -> tuple[float, float, float]:
        guesses = cross_fitted(scores, labels)
        return interval(lambda at: balanced_accuracy(guesses[at], labels[at]), len(labels))

    figures = {
        "overlap": over(np.array(overlap)),
        "judge": over(np.array(found)),
        "judge + overlap": over(np.array(both)),
    }
    return row("verifier", name, "balanced accuracy", **figures)


def verify_wice(bench: Bench) -> Row:
    """WiCE dev: supported against the rest, whole pages."""
    claims = bench.sample(benches.wice(bench.data), 349)
    return _verify(bench, claims, f"WiCE dev, {len(claims)} claims, whole pages", 6)


def verify_fever(bench: Bench) -> Row:
    """FEVER pairs of the claims set aside before training."""
    pairs = bench.sample(fever_test(bench.data), 1500)
    claims = [benches.Claim(p.statement, [p.evidence], p.label == "entailed") for p in pairs]
    return _verify(bench, claims, f"FEVER, {len(claims)} pairs of set-aside claims", 1)


def verify_attribution(bench: Bench) -> Row:
    """AttributionBench dev."""
    claims = bench.sample(benches.attribution(bench.data), 1198)
    return _verify(bench, claims, f"AttributionBench dev, {len(claims)} claims", 4)


def _altered_pairs(bench: Bench, kind: str, most: int) -> list[tuple[str, str]]:
    """(changed sentence, its true surroundings) from paragraphs that were never trained on."""
    random = Random(31)
    texts = list(dict.fromkeys(record.context for record in benches.squad_dev(bench.data)))
    names = sorted({name for text in texts for name in find_names(text)})
    pairs: list[tuple[str, str]] = []
    for text in random.sample(texts, len(texts)):
        cuts = split_plainly(text)
        at = random.randrange(len(cuts))
        before, sentence, after = (
            text[cuts[max(0, at - 1)][0] : cuts[at][0]],
            text[cuts[at][0] : cuts[at][1]],
            text[cuts[at][1] : cuts[min(len(cuts) - 1, at + 1)][1]],
        )
        if kind == "hedge":  # the source hedges, the statement does not
            hedged = add_hedge(sentence, random)
            pair = (sentence, before + hedged + after) if hedged else None
        elif kind == "name":
            changed = change_name(sentence, random, names)
            pair = (changed, before + sentence + after) if changed else None
        else:
            changed = PLAIN_ALTERATIONS[kind](sentence, random)
            pair = (changed, before + sentence + after) if changed else None
        if pair and len(sentence) > 30:
            pairs.append(pair)
        if len(pairs) >= most:
            break
    return pairs


def altered(bench: Bench) -> Row:
    """True sentences with one thing changed: caught by the verifier, by the vetoes, by either."""
    from retrieval.vetoes import veto

    caught: dict[str, list[float]] = {"judge": [], "vetoes": [], "judge + vetoes": []}
    for kind in ("number", "negation", "hedge", "name", "quantifier"):
        pairs = _altered_pairs(bench, kind, max(20, round(100 * bench.share)))
        verdicts = bench.judge.judge(pairs)
        either = []
        for pair, verdict in zip(pairs, verdicts, strict=True):
            by_judge, by_veto = verdict.entailed < 0.5, veto(*pair) is not None
            caught["judge"].append(by_judge)
            caught["vetoes"].append(by_veto)
            either.append(float(by_judge or by_veto))
        caught["judge + vetoes"] += either
        caught[f"{kind}, both"] = either
    figures = {name: mean_of(got) for name, got in caught.items()}
    name = f"SQuAD dev half, {len(caught['judge'])} altered sentences"
    return row("verifier + vetoes", name, "share caught", **figures)


def speed(bench: Bench) -> Row:
    """Wall time of fresh pairs on two threads, best of three; the machine may be busy."""
    text = (
        "The harbour master kept a list of every ship that came in, and of what it carried. " * 12
    )
    figures = {}
    for pairs, length in ((20, 160), (25, 160), (50, 200)):
        body = text[: int(length * 4.6)]
        times = []
        for turn in range(3):
            texts = [f"{turn} {pairs} {number} {body}" for number in range(pairs)]
            began = time.perf_counter()
            bench.judge.score("Who kept the list of ships?", texts)
            times.append(time.perf_counter() - began)
        figures[f"{pairs} x {length}"] = (min(times), min(times), max(times))
    return row(
        "speed", "pairs x tokens, int8, 2 threads, best (to worst) of 3", "seconds", **figures
    )


ROWS: dict[str, Callable[[Bench], Row]] = {
    "sentence": sentence_choice,
    "answerability": answerability,
    "spans": spans,
    "fever": verify_fever,
    "wice": verify_wice,
    "attribution": verify_attribution,
    "altered": altered,
    "written choice": choose_written,
    "written answers": answer_written,
    "written statements": verify_written,
    "squad": rank_squad,
    "scifact": rank_scifact,
    "chroma": rank_chroma,
    "speed": speed,
}


def run(data: Path, folder: Path, share: float, names: Sequence[str], out: Path) -> None:
    """Measure rows and write them as they are done."""
    model = OnnxModel(folder, threads=2)
    bench = Bench(data, BundledJudge(model), share)
    done: dict[str, Any] = {}
    if out.exists():
        done = json.loads(out.read_text("utf-8"))
    if done.get("sha256") != model.facts["sha256"]:
        done = {"sha256": model.facts["sha256"], "rows": {}}
    for name in names:
        began = time.time()
        done["rows"][name] = ROWS[name](bench)
        out.write_text(json.dumps(done, indent=1) + "\n", "utf-8")
        print(name, round(time.time() - began), "s", _line(done["rows"][name]), flush=True)


def _line(entry: Row) -> str:
    cells = [
        f"{name} {value:.3f} [{low:.3f}, {high:.3f}]"
        for name, (value, low, high) in entry["figures"].items()
    ]
    return f"| {entry['judgement']} | {entry['set']} | {entry['measure']} | {' · '.join(cells)} |"


def table(out: Path) -> str:
    """The measured rows as a Markdown table."""
    done = json.loads(out.read_text("utf-8"))
    lines = ["| judgement | set | measure | figures [95 % interval] |", "|---|---|---|---|"]
    return "\n".join(lines + [_line(done["rows"][name]) for name in ROWS if name in done["rows"]])


def reach_table(out: Path) -> str:
    """What was measured beside what was meant to be reached, as a Markdown table."""
    done = json.loads(out.read_text("utf-8"))["rows"]
    lines = [
        "| set | measure | without the judge | with it | reach | met |",
        "|---|---|---|---|---|---|",
    ]
    for name, method, baseline, goal in REACH:
        if name not in done:
            continue
        value, low, high = done[name]["figures"][method]
        known = done[name]["figures"]
        before = ", ".join(f"{b} {known[b][0]:.3f}" for b in baseline.split()) or "–"
        met = "yes" if low >= goal else ("in the interval" if high >= goal else "no")
        lines.append(
            f"| {done[name]['set']} | {done[name]['measure']} | {before} "
            f"| {value:.3f} [{low:.3f}, {high:.3f}] | {goal:.2f} | {met} |"
        )
    if "sentence" in done:
        judge, overlap = (done["sentence"]["figures"][k] for k in ("judge", "overlap"))
        lines.append(
            f"| {done['sentence']['set']} | {done['sentence']['measure']} "
            f"| overlap {overlap[0]:.3f} "
            f"| {judge[0]:.3f} [{judge[1]:.3f}, {judge[2]:.3f}] | overlap + .15 "
            f"| {'yes' if judge[1] >= overlap[0] + 0.15 else 'no'} |"
        )
    return "\n".join(lines)


def write(out: Path, page: Path) -> None:
    """Put both tables between the page's markers."""
    text = page.read_text("utf-8")
    for name, made in (("table", table(out)), ("reach", reach_table(out))):
        before, rest = text.split(f"<!-- {name} -->", 1)
        _, after = rest.split(f"<!-- /{name} -->", 1)
        text = f"{before}<!-- {name} -->\n{made}\n<!-- /{name} -->{after}"
    page.write_text(text, "utf-8")


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folder", type=Path, default=Path("retrieval/models/judge"))
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--rows", nargs="*", default=list(ROWS), choices=list(ROWS))
    parser.add_argument("--out", type=Path, default=Path("training/runs/evaluation.json"))
    parser.add_argument("--write", type=Path, help="a page to put the table into")
    given = parser.parse_args()
    run(given.data, given.folder, given.share, given.rows, given.out)
    if given.write:
        write(given.out, given.write)
    print(table(given.out))


if __name__ == "__main__":
    main()
