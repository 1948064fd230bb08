"""Metrics: small pure functions of what is right (`Gold`) and what was said (`Response`).

Every function returns a number where higher is better (the counts in `cost` excepted), or None
where the question cannot be judged by it. A failed question counts as 0: missing is counted, not
skipped.

    table        all of them, with group, subject and direction
    spans        does every citation prove what it quotes
    evidence     is the gold cited, and what is cited gold
    covering     sets of characters as ranges
    citation     ALCE's recall and precision, by a grader
    answers      is the short answer right
    abstention   does it speak when the documents do
    attribution  right document, right mouth
    viewpoints   every side told, none invented
    retrieval    recall@k, nDCG@k, RR, all@k
    cost         time, memory, the reader's eyes
"""
