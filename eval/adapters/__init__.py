"""Adapters: other people's benchmarks, one file per format, read from a path the user gives.

Each turns what is there into documents (files in a work folder, so that they take the normal way
into a corpus) and question cases. What is missing is named with record and field; nothing is
guessed. `formats.FORMATS` lists them.

    formats           which formats there are
    building          texts into files, questions into a set
    attributionbench  AttributionBench
    beir              BEIR and TREC
    chroma            Chroma's chunking evaluation
    clapnq            CLAPnq
    cmu_qa            CMU/Pitt question-answer set
    financebench      FinanceBench
    mtrag             MTRAG
    multihop          HotpotQA, 2WikiMultihopQA, MuSiQue
    pubmedqa          PubMedQA
    quotesum          QuoteSum
    ramdocs           RAMDocs
    scifact           SciFact
    squad             SQuAD, XQuAD, COVID-QA
    wice              WiCE
    wikicontradict    WikiContradict
"""
