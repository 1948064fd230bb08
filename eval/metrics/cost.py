"""What an answer costs: time, memory, and the reader's eyes. Lower is better.

These are the only metrics without a scale of 0 to 1; a failed question has no cost (None), it is
counted by every other metric instead.
"""

from __future__ import annotations

from ..records import Gold, Response


def seconds(gold: Gold, response: Response) -> float | None:
    """Wall time of the answer, in seconds; None for a system that only searched."""
    if response.error is not None or not (response.statements or response.abstained):
        return None
    return response.seconds


def peak_megabytes(gold: Gold, response: Response) -> float | None:
    """Highest resident memory of the process up to this answer, in MiB; None if not measured."""
    return None if response.peak_bytes is None else response.peak_bytes / 2**20


def cited_characters(gold: Gold, response: Response) -> float | None:
    """Characters a reader must read to check the answer: the distinct quotes of its citations.

    Lead-ins and context are counted apart. None where nothing was answered.
    """
    if not response.answered:
        return None
    quotes = {(c.file, c.start, c.end, c.quote): len(c.quote) for c in response.citations}
    return float(sum(quotes.values()))


def lead_in_characters(gold: Gold, response: Response) -> float | None:
    """Characters of the lead-ins ("who says it") of the answer's statements."""
    if not response.answered:
        return None
    return float(sum(len(said.lead_in) for said in response.statements))


def context_characters(gold: Gold, response: Response) -> float | None:
    """Characters shown around the quotes to make them readable."""
    if not response.answered:
        return None
    return float(sum(c.context for c in response.citations))


def retrieved_characters(gold: Gold, response: Response) -> float | None:
    """Characters of the first 5 passages that search hands over; None if it was not run."""
    if response.retrieved is None:
        return None
    return float(sum(found.end - found.start for found in response.retrieved[:5]))


def search_seconds(gold: Gold, response: Response) -> float | None:
    """Wall time of the search for the question alone, in seconds; None if it was not run."""
    return response.search_seconds
