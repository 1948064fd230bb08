"""Metrics: small pure functions of what is right (`Gold`) and what was said (`Response`).

Every function returns a number where higher is better (the counts in `cost` excepted), or None
where the question cannot be judged by it. A failed question counts as 0: missing is counted, not
skipped. `table.METRICS` lists them all with their groups.
"""
