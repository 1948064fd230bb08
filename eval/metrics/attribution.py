"""Is it cited from the right document, and put in the right mouth?

A speaker chain is right, wrong or missing. A wrong speaker misleads, a missing one only leaves
the reader to look: WEIGHTS makes the first cost as much as a right one earns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ..records import Cited, Evidence, Gold, GoldSpeaker, Group, Response
from .covering import citation_count, is_right, located

WEIGHTS = {"right": 1.0, "none": 0.0, "wrong": -1.0}
"""What each verdict on a speaker chain is worth. The mean lies between -1 and 1."""


def source_recall(gold: Gold, response: Response) -> float | None:
    """Share of evidence groups from whose document something is cited, right passage or not.

    Sets that judge whole documents: 1 if any relevant document is cited. None without either.
    """
    files = _cited_files(response)
    wanted = [{e.file for e in group} for group in gold.case.evidence]
    if wanted:
        return sum(bool(group & files) for group in wanted) / len(wanted)
    if gold.case.relevant:
        return float(bool(files & set(gold.case.relevant)))
    return None


def source_precision(gold: Gold, response: Response) -> float | None:
    """Share of citations from a document that holds gold.

    Formula: |{c : file(c) in gold files}| / (|citations| + |invented markers|); gold files are
    those of the evidence, of the sides and the relevant ones. No citation scores 0.
    """
    files = {e.file for group in gold.case.evidence for e in group}
    files |= {e.file for v in gold.case.viewpoints for group in v.evidence for e in group}
    files |= set(gold.case.relevant)
    if not files:
        return None
    total = citation_count(response)
    right = sum(1 for c in response.citations if located(c) and c.file in files)
    return right / total if total else 0.0


def speaker_score(gold: Gold, response: Response) -> float | None:
    """Mean weight of the verdicts on who says the gold: right 1, none 0, wrong -1."""
    verdicts = speaker_verdicts(gold, response)
    return sum(WEIGHTS[v] for v in verdicts) / len(verdicts) if verdicts else None


def speaker_right(gold: Gold, response: Response) -> float | None:
    """Share of the gold evidence that is put in the right mouth."""
    verdicts = speaker_verdicts(gold, response)
    return verdicts.count("right") / len(verdicts) if verdicts else None


def speaker_not_wrong(gold: Gold, response: Response) -> float | None:
    """Of the gold evidence that is cited, the share not put in a wrong mouth.

    A failure and an answer without any of that evidence score 0.
    """
    verdicts = _verdicts(gold, response)
    if not verdicts:
        return None
    told = [verdict for verdict, cited in verdicts if cited]
    return 1 - told.count("wrong") / len(told) if told else 0.0


def speaker_verdicts(gold: Gold, response: Response) -> tuple[str, ...]:
    """A verdict for each piece of gold whose speaker is known: "right", "none" or "wrong".

    A piece is an evidence group (of a side too); alternatives need only one citation. Of the
    citations that point at it, one in a mouth that its file does not have makes it wrong, else
    one that fits makes it right, else (nothing cited, or nobody named) it is none.
    """
    return tuple(verdict for verdict, _ in _verdicts(gold, response))


def _verdicts(gold: Gold, response: Response) -> list[tuple[str, bool]]:
    """(verdict, whether anything of it was cited) for each piece of gold with a speaker."""
    by_file: dict[str, list[GoldSpeaker]] = {}
    for speaker in gold.case.speakers:
        by_file.setdefault(speaker.file, []).append(speaker)
    found = []
    for files, group in _pieces(gold):
        if not files & by_file.keys():
            continue
        cited = [
            c
            for c in response.citations
            if c.file in by_file and (is_right(c, [group]) if group is not None else located(c))
        ]
        chains = [[judge_chain(c, speaker) for speaker in by_file[c.file]] for c in cited]
        if any(all(verdict == "wrong" for verdict in chain) for chain in chains):
            found.append(("wrong", True))
        elif any("right" in chain for chain in chains):
            found.append(("right", True))
        else:
            found.append(("none", bool(cited)))
    return found


def _pieces(gold: Gold) -> list[tuple[set[str], Group | None]]:
    """(files of the alternatives, located group) of all evidence, the same quotes once.

    A set that names speakers but no quotes has one piece, any citation of those files.
    """
    pieces: dict[tuple[Evidence, ...], Group] = {}
    pieces.update(zip(gold.case.evidence, gold.groups, strict=False))
    for viewpoint, side in zip(gold.case.viewpoints, gold.sides, strict=False):
        pieces.update(zip(viewpoint.evidence, side, strict=False))
    if not pieces:
        return [({speaker.file for speaker in gold.case.speakers}, None)]
    return [({e.file for e in entries}, group) for entries, group in pieces.items()]


def judge_chain(citation: Cited, speaker: GoldSpeaker) -> str:
    """Judge one citation's chain against one gold speaker: "right", "none" or "wrong".

    The innermost voice is compared with `cited` (or must be absent, or the author herself,
    where nobody is cited), the rest of the chain and the document's authors with `author`.
    "Orsini, citing (Brandt 2019: 3)" is right for Brandt: the reference names him.
    """
    parts = (_judge_cited(citation, speaker), _judge_author(citation, speaker))
    if "wrong" in parts:
        return "wrong"
    return "none" if "none" in parts else "right"


def _judge_cited(citation: Cited, speaker: GoldSpeaker) -> str:
    own = (*speaker.author, *citation.authors)
    if not speaker.cited:
        others = [v for v in citation.voices if not any(same_name(v.name, n) for n in own)]
        return "wrong" if others else "right"
    if not citation.voices:
        return "right" if _any_same(citation.authors, speaker.cited) else "none"
    inner = citation.voices[0]
    if any(same_name(inner.name, name) for name in speaker.cited):
        return "right"
    reference = inner.reference or ""
    if any(set(_words(name)) <= set(_words(reference)) for name in speaker.cited if name):
        return "right"
    return "none" if any(same_name(inner.name, name) for name in own) else "wrong"


def _judge_author(citation: Cited, speaker: GoldSpeaker) -> str:
    if not speaker.author:
        return "right"
    outer = citation.voices[1:] if speaker.cited else citation.voices
    known = [*citation.authors, *(voice.name for voice in outer)]
    if not known:
        return "none"
    return "right" if _any_same(known, speaker.author) else "wrong"


def _any_same(given: Iterable[str], wanted: Iterable[str]) -> bool:
    accepted = tuple(wanted)
    return any(same_name(name, other) for name in given for other in accepted)


def same_name(left: str, right: str) -> bool:
    """Whether two spellings can name one person or body.

    All words of the shorter stand in the longer, initials and years aside, accents and case
    ignored: "Brandt" and "Leo Brandt" are, "A. Brandt" and "B. Brandt" too (a longer gold name
    is the way to be stricter), "Brandt" and "Brent" are not.
    """
    first, second = set(_words(left)), set(_words(right))
    return bool(first and second) and (first <= second or second <= first)


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return [word for word in re.findall(r"[^\W\d_]+", plain) if len(word) > 1]


def _cited_files(response: Response) -> set[str]:
    return {c.file for c in response.citations if located(c)}
