"""What speaks for a sentence as an answer: the features that `ranking` weighs.

reader          log-odds that the sentence alone answers
pair            the same read behind the sentence before it; as `reader` where there is none
reader_passage  log-odds that its passage answers
pointed         1 where the passage's answer lies in this sentence
rerank          log-odds that its passage is relevant
fused, dense    the passage's search scores (fused is relative to the best, dense is a cosine)
overlap         share of the question's words it holds, rarer ones weighing more
met             the highest overlap of any sentence: how much of the question is met at once
overlap_near    the same over its passage, section headings and title
before          the same over the sentence before it, where that is what it is about: a reason
                follows its claim, "It" its noun
absent          share of the question's words that no document holds, rarer ones weighing more
names           share of the question's names and figures in its passage
named           the same in the sentence itself and the one before it
off_year        1 where the question names a year and the sentence only others
signpost        1 where it only says what a section or study will do, and that was not asked
typed           1 where it holds the type that is asked for
causal          1 where a reason or a manner is asked for and it gives one
length          its length in units of 200 characters, at most 1
explain, yes_no 1 where the question is of that kind: the reader is surer of facts
asked           the question's content words in tens, at most 2: long ones make it unsure
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from index.records import Passage
from index.words import content_terms, stem

from .candidates import Candidate
from .judges import Reading
from .measures import measure_asked, tells_measure
from .query import Expected, Kind, Part

FEATURES = (
    "reader",
    "pair",
    "reader_passage",
    "pointed",
    "rerank",
    "fused",
    "dense",
    "overlap",
    "met",
    "overlap_near",
    "before",
    "absent",
    "names",
    "named",
    "off_year",
    "signpost",
    "typed",
    "causal",
    "length",
    "explain",
    "yes_no",
    "asked",
)
_CAUSAL = re.compile(
    r"\b(?:because|since|due to|owing to|thanks to|as a result|therefore|so that|in order to"
    r"|reasons?|caus(?:e|es|ed|ing)|led to|leads to|explain(?:s|ed)?|result(?:s|ed)? (?:in|from)"
    r"|aim(?:s|ed)? (?:to|at)|driv(?:en|er|ers|es)|motivat\w+|for fear|without|so as to|lest|hence"
    r"|on the grounds?|in view of|on account of|for the sake of|for this reason|that is why|purpose"
    r"|to (?:avoid|prevent|save|protect|make sure|ensure|escape|reduce|raise|gain|secure|allow"
    r"|enable|keep|stop|help|meet|spare|finance|defend|attract|encourage))\b",
    re.I,
)
_MANNER = re.compile(
    r"\b(?:by (?:\w+ly )?\w+ing|by means of|by way of|with the help of|through|using|via|thanks to"
    r"|in (?:two|three|four|several) (?:steps|stages|parts|instalments))\b"
)
_POINTS_BACK = re.compile(
    r"\W*(?:It|They|He|She|We|This|These|Those|Its|Their|His|Her|The (?:first|second|third|last"
    r"|latter|former|other))\b"
)
_HOW = re.compile(r"\s*(?:(?:and|but|so)\s+)?how\b", re.I)


_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_SIGNPOST = re.compile(
    r"\b(?:this|the (?:next|following|present|last|previous|final))\s+(?:section|chapter|thesis"
    r"|study|paper|part|article|research|work|report)\b[^.]{0,60}\b(?:will|explores?|examines?"
    r"|discusses?|analy[sz]es?|presents?|aims?|seeks?|employs?|addresses|outlines?"
    r"|is (?:organi[sz]ed|structured|divided))\b"
    r"|\b(?:as|see) (?:discussed|noted|mentioned|shown|above|below)\b"
    r"|\bI (?:will|shall) (?:explore|examine|discuss|analy[sz]e|present|show|turn)\b",
    re.I,
)
_ABOUT_THE_WORK = re.compile(
    r"\b(?:thesis|study|paper|article|report|author|research|method\w*|theor\w+|section|chapter"
    r"|approach|framework)\b",
    re.I,
)


def log_odds(probability: float) -> float:
    """ln(p / (1 - p)), within -6 and 6."""
    clipped = min(max(probability, 1e-6), 1 - 1e-6)
    return max(-6.0, min(6.0, math.log(clipped / (1 - clipped))))


def surroundings(passage: Passage) -> str:
    """A passage with its headings and its document's title."""
    return f"{passage.text} {' '.join(passage.section)} {passage.source.title or ''}"


def share_held(part: Part, held: Set[str], rarity: Mapping[str, float]) -> float:
    """The share, 0 to 1, of the question's stems among those held, weighted by rarity."""
    wanted = _stems(part.terms)
    total = sum(rarity.get(t, 1.0) for t in wanted)
    return sum(rarity.get(t, 1.0) for t in wanted & held) / total if total else 0.0


def word_features(
    part: Part,
    candidate: Candidate,
    held: Set[str],
    near: Set[str],
    before: float,
    absent: float,
    rarity: Mapping[str, float],
) -> dict[str, float]:
    """The features that need no model.

    Args:
        held: `held_stems` of the sentence.
        near: `held_stems` of its passage's `surroundings`.
        before: `share_held` of the sentence before it, 0 where there is none.
        absent: share of the question's words that stand nowhere in the corpus.
        rarity: weight of each stem of the question; absent stems weigh 1.
    """
    passage = candidate.passage
    reason = part.kind is Kind.EXPLAIN
    features = {
        "fused": passage.scores.get("fused", 0.0),
        "dense": passage.scores.get("dense", 0.0),
        "overlap": share_held(part, held, rarity),
        "overlap_near": share_held(part, held | near, rarity),
        "before": before if reason or _POINTS_BACK.match(candidate.text) else 0.0,
        "absent": absent,
        "names": _share_named(part, passage.text),
        "named": _share_named(part, candidate.text),
        "off_year": _off_year(part, candidate),
        "signpost": _signposts(part, candidate.text),
        "typed": 1.0 if fits_type(part, candidate.text) else 0.0,
        "causal": 1.0 if reason and _explains(part, candidate.text) else 0.0,
        "length": min(1.0, len(candidate.text) / 200.0),
        "explain": 1.0 if reason else 0.0,
        "yes_no": 1.0 if part.kind is Kind.YES_NO else 0.0,
        "asked": min(2.0, len(part.terms) / 10.0),
    }
    if "rerank" in passage.scores:
        features["rerank"] = log_odds(passage.scores["rerank"])
    return features


def passage_features(
    candidate: Candidate, reading: Reading | None, answer_at: int | None
) -> dict[str, float]:
    """What the reader made of the sentence's passage; empty where it was not read."""
    if reading is None:
        return {}
    span = candidate.sentence.span
    inside = answer_at is not None and span.start <= answer_at < span.end
    return {
        "reader_passage": log_odds(reading.answerable),
        "pointed": 1.0 if inside else 0.0,
    }


def _stems(terms: Sequence[str]) -> set[str]:
    return {stem(term) for term in terms}


@lru_cache(maxsize=256)
def _stems_of(name: str) -> frozenset[str]:
    """The stems of a question's name: the same few are looked for in every sentence."""
    return frozenset(_stems(content_terms(name)))


def _off_year(part: Part, candidate: Candidate) -> float:
    asked = set(_YEAR.findall(part.text))
    if not asked or asked & set(_YEAR.findall(candidate.passage.text)):
        return 0.0
    dated = (candidate.source.published or "")[:4]
    told = set(_YEAR.findall(candidate.text)) or ({dated} if dated else set())
    return 1.0 if told and not told & asked else 0.0


def _signposts(part: Part, text: str) -> float:
    return 1.0 if _SIGNPOST.search(text) and not _ABOUT_THE_WORK.search(part.text) else 0.0


def held_stems(part: Part, text: str) -> set[str]:
    """The stems a text holds; an other name of a question's word counts as that word."""
    held = _stems(content_terms(text))
    for word, other in part.also:
        if _stems_of(other) <= held:
            held |= _stems_of(word)
    return held


def _share_named(part: Part, text: str) -> float:
    names = (*part.names, *part.numbers)
    if not names:
        return 1.0
    lowered = text.lower()
    for word, other in part.also:
        if other.lower() in lowered:
            lowered += f" {word.lower()}"
    return sum(n.lower() in lowered for n in names) / len(names)


_TYPED: Mapping[Expected, re.Pattern[str]] = {
    Expected.DATE: re.compile(
        r"\b(?:1\d|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September"
        r"|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
        r"|spring|summer|autumn|winter|century|yesterday|today)\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}",
        re.I,
    ),
    Expected.NUMBER: re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred"
        r"|thousand|million|billion|half|third|quarter|twice|percent)\b",
        re.I,
    ),
    Expected.MONEY: re.compile(
        r"[$€£¥₽]\s?\d|\d[\d.,]*\s*(?:million|billion|thousand|bn|m)?\s*[A-Za-z]*\s*"
        r"(?:crowns?|dollars?|euros?|pounds?|marks?|francs?|manat|rubles?|lira|USD|EUR|GBP)"
        r"|\b(?:million|billion|thousand|hundred)\b|\d",
        re.I,
    ),
    Expected.PERSON: re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+|\b[A-Z][\w’'-]+\s+[A-Z]"),
    Expected.PLACE: re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+|^(?:In|At|From|Near) [A-Z]"),
}


def fits_type(part: Part, text: str) -> bool:
    """Whether a text holds the type a question asks for, in the unit it asks for.

    The question's own figures do not count: they are known.
    """
    text = without_known(part, text)
    measure = measure_asked(part.text)
    return tells_measure(measure, text) if measure else holds_type(part.expects, text)


def without_known(part: Part, text: str) -> str:
    """A text without the figures that the question names itself: "2" goes, "2012" stays."""
    for number in part.numbers:
        text = re.sub(rf"(?<![\d.,]){re.escape(number)}(?!\d)", " ", text)
    return text


def _explains(part: Part, text: str) -> bool:
    if _HOW.match(part.text) and _MANNER.search(text):
        return True
    return bool(_CAUSAL.search(text))


def holds_type(expected: Expected, text: str) -> bool:
    """Whether a text holds anything of the expected type; True where any type will do."""
    pattern = _TYPED.get(expected)
    return pattern is None or bool(pattern.search(text))
