"""Differences between a statement and its evidence that no likeness can outweigh.

A number, date, name, negation, hedge or quantifier that is not the evidence's, or a report that
became a fact, is fatal whatever a verifier says. Vetoes fail closed: a paraphrase refused costs a
line, an altered sentence shown as found costs the promise. A whole sentence of the evidence, word
for word, is never refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from index.records import Span
from index.words import content_terms, stem

from . import cues
from .focus import exception_dropped, focus_differs
from .folding import fold_text
from .name_checks import name_differs
from .plain_forms import plain_form
from .quantities import Quantity, find_quantities, is_same
from .records import Reason
from .reporting import find_report
from .roles import turned_alike
from .word_forms import is_verb, lemmas
from .word_order import opens_movable
from .written_dates import date_differs, without_dates

_REFERENCE = re.compile(
    r"\((?:[^()]*\b(?:1[5-9]|20)\d\d[a-z]?\b[^()]*|ibid[^()]*)\)|\\?\[[\d,;\s^-]+\\?\]|[¹²³⁰⁴-⁹]+",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+(?=[\"'(\[]*[^\W_a-z])|\n\s*\n")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|pp?|vol|ed|eds|cf|e\.g|i\.e|etc|al|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sept?|Oct|Nov|Dec|approx|ca|vs|Inc|Ltd|Co|[A-Z])\.[\"')\]]*\s+\Z"
)
_PART_OF = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for"
    r"|fif|six|seven|eigh|nine)ty(?:-\w+)?|\d[\d,.]*|half|thirds?|quarters?|some|most|many|few|all"
    r"|none|several|each|any|one) (?:out )?of "
    r"(?:(?:the|its|their|his|her|these|those|our)(?: \w+'s?)? )?$",
    re.IGNORECASE,
)
_OF = re.compile(r"(?:[\w.,-]+\s?%?\s){1,3}?(?:out )?of ((?:[\w'-]+ ?){1,7})")
_ORDERED = 3
_NEARBY = 60


def veto(
    statement: str,
    evidence: str,
    *,
    aliases: Sequence[Sequence[str]] = (),
    attributed: bool = False,
) -> Reason | None:
    """What in a statement its evidence cannot bear.

    Args:
        statement: one sentence, without markers.
        evidence: the cited sentences, with their neighbours if those were cited too.
        aliases: groups of names that mean the same.
        attributed: whether the lead-in already says who speaks, so that the words of a reported
            speaker need no "X says" of their own.

    Returns:
        The first reason that holds, in the order number, date, name, negation, hedge,
        quantifier, reported, not entailed (halves of two sentences joined); None if nothing
        speaks against it. None is no proof: a verifier still has to agree.
    """
    said, known = fold_text(statement), fold_text(evidence)
    if not said or is_whole_sentence(said, known):
        return None
    if _mixes_scripts(said, known):
        return Reason.NAME
    references = {m[0] for m in _REFERENCE.finditer(known)}
    if any(m[0] not in references for m in _REFERENCE.finditer(said)):
        return Reason.NUMBER
    said, known = _REFERENCE.sub(" ", said), _REFERENCE.sub(" ", known)
    said = plain_form(said)
    sentences = tuple(plain_form(s) for s in split_evidence(known))
    known = " ".join(sentences)
    nearest = nearest_sentence(said, sentences)
    if _number_differs(said, known):
        return Reason.NUMBER
    if date_differs(said, known):
        return Reason.DATE
    if name_differs(said, known, nearest, aliases):
        return Reason.NAME
    if cues.negation_differs(said, nearest) and not turned_alike(said, nearest):
        return Reason.NEGATION
    if cues.hedge_differs(said, nearest):
        return Reason.HEDGE
    if (
        cues.quantifier_differs(said, nearest)
        or focus_differs(said, nearest)
        or exception_dropped(said, nearest)
    ):
        return Reason.QUANTIFIER
    if not attributed and _report_dropped(said, nearest):
        return Reason.REPORTED
    return Reason.NOT_ENTAILED if _is_spliced(said, sentences) else None


def is_whole_sentence(statement: str, evidence: str) -> bool:
    """Whether a statement is one or more whole sentences of the evidence, word for word.

    Args:
        statement: folded text.
        evidence: folded text.
    """
    if statement == evidence:
        return True
    at = evidence.find(statement)
    while at >= 0:
        before, after = evidence[:at], evidence[at + len(statement) :]
        opens = not before.strip(" \"'([") or bool(
            re.search(r"[.!?…:][\"')\]]*\s+[\"'(\[]*\Z", before)
            and not _ABBREVIATION.search(before)
        )
        closes = statement[-1] in ".!?…\"')" and (not after or after[0] in " \"')]")
        if opens and (closes or not after.strip(" .!?\"')")):
            return True
        at = evidence.find(statement, at + 1)
    return False


@lru_cache(maxsize=256)
def split_evidence(evidence: str) -> tuple[str, ...]:
    """The sentences of folded evidence, roughly: enough to compare a statement with the nearest."""
    pieces: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(evidence):
        if not _ABBREVIATION.search(evidence[: match.end()]):
            pieces.append(evidence[start : match.end()].strip())
            start = match.end()
    pieces.append(evidence[start:].strip())
    return tuple(p for p in pieces if p)


def nearest_sentence(statement: str, sentences: Sequence[str]) -> str:
    """The sentence that shares most content words with a statement; empty without any."""
    wanted = {stem(w) for w in content_terms(statement)}

    def shared(sentence: str) -> tuple[float, float]:
        have = {stem(w) for w in content_terms(sentence)}
        both = len(wanted & have)
        return both, both / (len(have) + 1)

    return max(sentences, key=shared, default="")


def _script(character: str) -> str:
    return unicodedata.name(character, "?").split(" ")[0]


def _mixes_scripts(statement: str, evidence: str) -> bool:
    """Look-alike letters: a word of two scripts, or of another script than all the evidence."""
    known = {_script(c) for c in evidence if c.isalpha()}
    for word in re.findall(r"[^\W\d_]+", statement):
        scripts = {_script(c) for c in word if not c.isascii() or c.isalpha()}
        if word not in evidence and (len(scripts) > 1 or not scripts <= known):
            return True
    return False


def _number_differs(statement: str, evidence: str) -> bool:
    known = find_quantities(without_dates(evidence))
    for stated in find_quantities(without_dates(statement)):
        same = [q for q in known if is_same(stated, q)]
        if not same and not _is_article(stated, statement, evidence):
            return True
        if same and all(_share_of_another(stated, statement, q, evidence) for q in same):
            return True
        if same and _bound_elsewhere(stated, same, known):
            return True
        if same and not _is_whole(stated, statement) and all(_is_whole(q, evidence) for q in same):
            return True
    return False


def _is_article(stated: Quantity, statement: str, evidence: str) -> bool:
    """Whether "one" only stands for "a"."""
    word = statement[stated.start : stated.start + 5].lower()
    if word.startswith("one"):
        return bool(re.search(r"\b(?:an?|one|single|sole|another)\b", evidence, re.IGNORECASE))
    return False


def _bound_elsewhere(stated: Quantity, same: Sequence[Quantity], known: Sequence[Quantity]) -> bool:
    """Whether the evidence counts the statement's noun with another number only."""
    nouns = {stem(n) for n in stated.nouns[:1] if n.isalpha() and len(n) > 3}
    if not nouns or any(nouns & {stem(n) for n in q.nouns} for q in same):
        return False
    others = [q for q in known if q not in same and q.kind == stated.kind]
    return any(nouns & {stem(n) for n in q.nouns[:1]} for q in others)


def _share_of_another(one: Quantity, text: str, two: Quantity, other: str) -> bool:
    """Whether both count a part of something, and not of the same: "half of the seats"."""
    first, second = _whole_of(one, text), _whole_of(two, other)
    return bool(first and second and not first & second)


def _whole_of(quantity: Quantity, text: str) -> frozenset[str]:
    """What a quantity is a part of: lemmas of the words behind its "of", up to a verb."""
    match = _OF.match(text, quantity.start)
    found: set[str] = set()
    for word in re.findall(r"[\w'-]+", match[1]) if match else ():
        if is_verb(word):
            break
        found |= lemmas(word)
    return frozenset(found)


def _is_whole(quantity: Quantity, text: str) -> bool:
    """Whether it counts what a part was taken of: the nine of "three of its nine sledges"."""
    return bool(_PART_OF.search(text[max(0, quantity.start - _NEARBY) : quantity.start]))


def _report_dropped(statement: str, nearest: str) -> bool:
    """Whether what somebody says in the evidence is told as a fact."""
    report = find_report(nearest, Span(0, len(nearest)))
    if report is None or not len(report.content):
        return bool(cues.UNNAMED_REPORT.search(nearest)) and not _reports(statement)
    said = {stem(w) for w in content_terms(statement)}
    content = {stem(w) for w in content_terms(report.content.of(nearest))}
    if not said or len(said & content) < 0.5 * len(said):
        return False
    speaker = {stem(w) for w in content_terms(report.name)}
    return not (_reports(statement) and (report.pronoun or speaker & said))


def _reports(statement: str) -> bool:
    return bool(cues.REPORTING_WORD.search(statement))


def _is_spliced(statement: str, sentences: Sequence[str]) -> bool:
    """Whether a statement is a part of one sentence glued, without a join, to a part of another."""
    return joins_halves(statement, sentences, token_line(sentences))


def token_line(sentences: Sequence[str]) -> str:
    """The words of folded sentences in one line, a bar between sentences, for `joins_halves`."""
    return " | ".join(["", *(" ".join(_tokens(s)) for s in sentences), ""])


def joins_halves(statement: str, cited: Sequence[str], others: str) -> bool:
    """Whether a statement begins with a part of one sentence and ends with a part of another.

    Args:
        statement: folded text.
        cited: folded sentences that are cited.
        others: `token_line` of the sentences the other half may be taken from.

    Returns:
        True where two stretches of at least three words make up all of it, word for word, and
        no cited sentence holds both in order: cutting within one sentence is another matter.
    """
    words = _tokens(statement)
    mine = [token_line([s]) for s in cited]
    theirs = [others]
    for left_of, right_of in ((mine, theirs), (theirs, mine)):
        for cut in range(_ORDERED, len(words) - _ORDERED + 1):
            left, right = f" {' '.join(words[:cut])} ", f" {' '.join(words[cut:])} "
            if not any(left in text for text in left_of):
                break
            glued = any(right in text for text in right_of)
            if glued and not any(_in_order(left, right, text) for text in mine):
                return True
    return False


def _in_order(left: str, right: str, text: str) -> bool:
    at = text.find(left)
    if at >= 0 and right in text[at + len(left) - 1 :]:
        return True
    # "Because it rained the quay sank": the clause behind moved to the front.
    return at >= 0 and opens_movable(left.strip()) and right in text[: at + 1]


def _tokens(text: str) -> list[str]:
    return re.findall(r"\w+(?:['-]\w+)*", text.lower())
