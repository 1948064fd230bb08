"""The benchmark suite behind docs/benchmarks.md and docs/answers.md, run with `python -m`.

Contents:
    suite      every set, resumable: `eval.benchmarks.suite DATA --out RUNS`
    ablations  the same questions with one part of answering switched off at a time
    cold       first answer of a cold process, both sides: `eval.benchmarks.cold --out RUNS`
    timing     time per answer by the size of the corpus: `eval.benchmarks.timing DATA --out FILE`
    page       docs/benchmarks.md from the run files: `eval.benchmarks.page RUNS`
"""
