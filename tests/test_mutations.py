"""The mutation test: true quotes are found, altered ones never are.

Sentences of the sample's documents are taken as they stand, and altered: a digit, a dropped or
added "not", a swapped name, a removed hedge, look-alike letters, halves of two sentences joined,
alterations hidden among soft hyphens, and quotes laid at another source's door. Each altered
sentence is tried as a quote, and as a statement that cites the true sentence, without a verifier
and with one that agrees to everything, so that only code stands between it and the reader.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import lru_cache

import pytest
from corpora import Shelf

from index.loaders import load
from index.records import Document, RegionKind, Source, Span
from index.regions import find_regions
from index.sample_corpus import sample_folder
from index.sentences import split_sentences
from retrieval.citing import make_citation, match_quote
from retrieval.judges import SupportScores
from retrieval.records import Match, Statement, Support
from retrieval.verification import check

FOUND = (Support.QUOTED, Support.SUPPORTED)
HALF = 250
_NOT = re.compile(r"\b(?:not|never|no|nobody|nothing|cannot)\s", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:may|might|could|perhaps|probably|possibly|about(?= \d)|nearly|almost|only|some|most|"
    r"many|at least|would|should|must|will|seems? to|likely|mostly|partly|usually)\s"
)
_LOOKALIKE = str.maketrans("aeocpx", "аеосрх")
_AUXILIARY = re.compile(r"\b(is|was|were|are|had|has|did|would|could|will)\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b")


class Agreeable:
    """The worst verifier there can be: everything is entailed."""

    def judge(self, pairs):
        return [SupportScores(1.0, 0.0, 0.0)] * len(pairs)


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """The sample's documents, read as the product reads them, without an index."""
    documents, units = [], {}
    for path in sorted(sample_folder().iterdir()):
        if path.suffix == ".toml":
            continue
        parsed = load(path)
        regions, sections = find_regions(parsed)
        source = Source(id=path.name, path=str(path), media_type=parsed.media_type)
        documents.append(Document(source, parsed.text, regions, parsed.pages, sections))
        units[path.name] = split_sentences(parsed.text, regions)
    return Shelf(*documents, units=units)


@lru_cache(maxsize=1)
def pool() -> tuple[tuple[str, Span, str], ...]:
    """(source id, span, words) of every body sentence of at least five words."""
    found = []
    for key, units in shelf().units.items():
        text = shelf().documents[key].text
        for unit in units:
            words = unit.span.of(text)
            if unit.kind is RegionKind.BODY and len(words.split()) >= 5:
                found.append((key, unit.span, words))
    return tuple(found)


def digit(words: str, rng: random.Random) -> str | None:
    places = [m.start() for m in re.finditer(r"\d", words)]
    if not places:
        return None
    at = rng.choice(places)
    other = rng.choice([d for d in "123456789" if d != words[at]])
    return words[:at] + other + words[at + 1 :]


def dropped_not(words: str, rng: random.Random) -> str | None:
    return _NOT.sub("", words, count=1) if _NOT.search(words) else None


def added_not(words: str, rng: random.Random) -> str | None:
    if _NOT.search(words) or not _AUXILIARY.search(words):
        return None
    return _AUXILIARY.sub(r"\1 not", words, count=1)


def hedge_removed(words: str, rng: random.Random) -> str | None:
    return _HEDGE.sub("", words, count=1) if _HEDGE.search(words) else None


def lookalike(words: str, rng: random.Random) -> str | None:
    places = [m for m in re.finditer(r"[A-Za-z]{4,}", words) if m[0] != m[0].translate(_LOOKALIKE)]
    if not places:
        return None
    match = rng.choice(places)
    return words[: match.start()] + match[0].translate(_LOOKALIKE) + words[match.end() :]


def swapped_name(words: str, rng: random.Random) -> str | None:
    match = _NAME.search(words)
    return words[: match.start()] + "Brindle" + words[match.end() :] if match else None


def joined_halves(words: str, rng: random.Random) -> str | None:
    key, span, _ = next(item for item in pool() if item[2] == words)
    text = shelf().documents[key].text
    later = [u.span.of(text) for u in shelf().units[key] if u.span.start > span.end]
    tails = [t.split() for t in later[:1] if len(t.split()) >= 8]
    mine = words.split()
    if not tails or len(mine) < 8:
        return None
    return " ".join(mine[: len(mine) // 2] + tails[0][len(tails[0]) // 2 :])


def hidden_by_soft_hyphens(words: str, rng: random.Random) -> str | None:
    altered = digit(words, rng) or dropped_not(words, rng)
    return re.sub(r"(?<=\w\w)(?=\w\w)", "\u00ad", altered) if altered else None


ALTERATIONS = (
    digit, dropped_not, added_not, hedge_removed, lookalike, swapped_name, joined_halves,
    hidden_by_soft_hyphens,
)  # fmt: skip


@lru_cache(maxsize=1)
def altered() -> tuple[tuple[str, str, Span, str, str], ...]:
    """(kind, source id, span of the true sentence, its words, the altered words)."""
    rng = random.Random(20)
    made: list[tuple[str, str, Span, str, str]] = []
    share = HALF // len(ALTERATIONS) + 1
    for alter in ALTERATIONS:
        kind = []
        for key, span, words in rng.sample(pool(), len(pool())):
            changed = alter(words, rng)
            # What is left after dropping an opening "Nobody" is still a true part of the quote.
            if changed and changed not in shelf().documents[key].text and len(kind) < share:
                kind.append((alter.__name__, key, span, words, changed))
        made += kind
    return tuple(made)


def cite_as(text: str, key: str, span: Span) -> Statement:
    return Statement(text, "", Span(0, 0), (make_citation(shelf().document(key), span),))


def test_there_are_five_hundred_cases():
    assert len(altered()) >= HALF * 0.9
    assert len({kind for kind, *_ in altered()}) == len(ALTERATIONS)
    assert len(pool()) >= HALF


def test_no_altered_quote_is_found():
    for kind, key, _, _, changed in altered():
        match, span = match_quote(changed, key, shelf())
        assert (match, span) in ((Match.NOT_LOCATED, None), (Match.OTHER_SOURCE, None)), (
            kind,
            changed,
        )


def test_no_altered_statement_is_found_without_a_verifier():
    for kind, key, span, _, changed in altered():
        assert check(cite_as(changed, key, span), shelf()).support not in FOUND, (kind, changed)


def test_vetoes_stop_what_an_agreeable_verifier_lets_through():
    passed: Counter[str] = Counter()
    for kind, key, span, _, changed in altered():
        if check(cite_as(changed, key, span), shelf(), Agreeable()).support in FOUND:
            passed[kind] += 1
    assert sum(passed.values()) <= 0.05 * len(altered()), passed


def test_a_quote_laid_at_another_sources_door_is_not_found():
    rng = random.Random(7)
    keys = sorted(shelf().documents)
    for key, _, words in rng.sample(pool(), 60):
        other = rng.choice([k for k in keys if k != key])
        if words in shelf().documents[other].text:
            continue
        match, span = match_quote(words, other, shelf())
        assert span is None
        assert match in (Match.OTHER_SOURCE, Match.NOT_LOCATED)
        if len(words) >= 20 and len(re.findall(re.escape(words), _all_text())) == 1:
            assert match is Match.OTHER_SOURCE


@lru_cache(maxsize=1)
def _all_text() -> str:
    return "\n".join(d.text for d in shelf().documents.values())


@pytest.mark.parametrize("verifier", [None, Agreeable()])
def test_true_whole_sentences_are_quoted(verifier):
    rng = random.Random(3)
    cases = rng.sample(pool(), min(len(pool()), HALF))
    rejected = [
        words
        for key, span, words in cases
        if check(cite_as(words, key, span), shelf(), verifier).support is not Support.QUOTED
    ]
    assert len(rejected) <= 0.01 * len(cases), rejected


def test_true_quotes_are_found_again():
    rng = random.Random(4)
    cases = rng.sample(pool(), min(len(pool()), HALF))
    lost = [w for key, _, w in cases if match_quote(w, key, shelf())[0] is not Match.EXACT]
    assert len(lost) <= 0.01 * len(cases), lost
    retyped = [" ".join(w.split()).translate(str.maketrans("“”’–", '""\'-')) for _, _, w in cases]
    lost = [
        w
        for (key, _, _), w in zip(cases, retyped, strict=True)
        if match_quote(w, key, shelf())[0] is not Match.EXACT
    ]
    assert len(lost) <= 0.01 * len(cases), lost
