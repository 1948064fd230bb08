"""The benchmark suite: run it, time a cold start, and write docs/benchmarks.md from the files.

python -m eval.benchmarks.suite DATA --out RUNS     every set, resumable
python -m eval.benchmarks.cold --out RUNS           first answer of a cold process, both sides
python -m eval.benchmarks.page RUNS                 docs/benchmarks.md, never typed
"""
