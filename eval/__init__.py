"""How right are the citations? `vouch eval`. Imports `retrieval` and `index`.

The nouns:
    records         what was asked, where the truth stands, what was answered

Question sets:
    questions       our own format
    reading         other people's files, bounded
    adapters        one file per public benchmark
    flagged         citations that readers flagged
    checking        a set compared with its documents
    sample_checker  what the sample's questions promise
    locating        gold quotes found without the code under test

Running:
    arguments       numbers and folders that its commands take
    cli             parse, run, report, exit
    __main__        `python -m eval`
    runner          ask, write down, go on; resumable
    runs            run files
    product         Vouch as the system under test
    observing       from the product's records to ours
    rivals          the stock pipeline on the same questions
    benchmarks      the suite behind docs/benchmarks.md
    testing         evaluations in your own pytest suite
    trec            rankings any system wrote

Scoring:
    metrics         small pure functions, formula and paper in each
    graders         who judges entailment, and how good it is
    intervals       bootstrap and paired test
    summary         from a run to its numbers

Showing:
    report          for the terminal
    report_html     one self-contained file
    charts          inline SVG
"""
