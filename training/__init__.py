"""Makes the models that `index/models` and `retrieval/models` ship. Not in the wheel.

Data:
    sets              the public training sets
    written_sets      what was written for Vouch
    splits            who is trained on, held back, tested
    overlap           what stands in a dev set stays out
    examples          records into items
    statements        items for the verifier
    alterations       true statements with one thing changed
    bm25              hard negatives, and a baseline
    mining            hard negatives as the product finds them
    batches           items into padded batches

The judge:
    encoder           the network
    train             trains it
    separate          one judgement alone, to compare
    calibrate         logits into probabilities
    export_judge      writes it as int8 ONNX

The embedder:
    export_embedder   writes MiniLM as int8 ONNX
    measure_embedder  its recall and speed

Measuring:
    evaluate          writes the tables of docs/models.md
    benches           the dev sets
    rows              what a row is made of
    ranking_rows      the rows on ranking
    written_rows      the rows on what was written for Vouch
    metrics           the measures
    fit_ranking       the weights of `retrieval.ranking`

The sample:
    make_sample       its PDF, DOCX and EPUB files
    manuscript        the plain sources they are made from
    sample_pdf        a manuscript as a PDF
"""
