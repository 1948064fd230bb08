"""The same deed upon the same thing, done by another: not the one a question asks about.

"When did Kestria capture the fort?" is not answered by "In 1892 the forces of Ondal seized the
fort". Only lands, peoples and bodies are told apart so: a general may have acted for the land, and
a king leads its army. Where either cannot be read as one of them, nothing is said.
"""

from __future__ import annotations

import re

from index.words import fold

from .asked_roles import asked_events, told_events
from .belonging import is_land, is_people, meet
from .clauses import READABLE_CHARACTERS
from .deeds import same_deeds
from .parties import Event, Party, holds, within
from .query import Part
from .word_forms import lemma, tokens

_FORCES = (
    r"(?:forces?|army|armies|troops|soldiers|navy|fleet|guards?|government|authorities|regiments?)"
)
_WITH = re.compile(r"\b(?:with|alongside|and|or|by|for|under|of|to|as)\s+(?:the\s+)?$", re.I)
# Together with others, or standing for any: nobody knows who is among them.
_TOGETHER = frozenset(
    lemma(word)
    for word in (
        "allies ally allied coalition alliance axis entente league nato crusader christian muslim "
        "rebel insurgent enemy west western east eastern north south european government state "
        "crown republic ministry parliament treasury army navy forces union federation company "
        "president king minister general united nations council board"
    ).split()
)


def opposes_agent(part: Part, sentence: str, near: str) -> bool:
    """Whether a sentence tells the deed asked about of the same thing, but of another agent.

    Args:
        sentence: one sentence, plain text.
        near: its passage with headings and title, where lands are known by their people.
    """
    if len(sentence) > READABLE_CHARACTERS:
        return False
    for asked in asked_events(part.text):
        if asked.noun or not asked.agent or not asked.patient or not asked.agent.names:
            continue
        deeds = same_deeds(asked.deed)
        told = [e for deed in deeds for e in told_events(sentence, deed)]
        upon = [e for e in told if holds(e.patient, asked.patient)]
        # "..., which had captured it before": one more that was not read may be the asked one.
        if sum(lemma(t[0]) in deeds for t in tokens(sentence)) > len(upon):
            continue
        if upon and all(_is_another(part, asked.agent, e, sentence, near) for e in upon):
            return True
    return False


def _is_another(part: Part, asked: Party, told: Event, sentence: str, near: str) -> bool:
    agent = told.agent
    if agent is None or not agent.names - _TOGETHER or not asked.names - _TOGETHER:
        return False
    if within(asked, agent) or within(agent, asked):
        return False
    mine = _written(asked, part.text) | _other_names(part, asked)
    # Both may have done it together, or one for the other.
    if _joins(mine, sentence) or meet(_written(agent, sentence), _written_in(part.text)):
        return False
    return _is_body(part, asked, part.text, near) and _is_body(part, agent, sentence, near)


def _joins(names: frozenset[str], sentence: str) -> bool:
    """Whether one of the names stands where it may take part: "with Kestria", "Kestrian-led"."""
    named = (
        token
        for token in tokens(sentence)
        if token[0][0].isupper() and meet(frozenset({fold(token[0])}), names)
    )
    return any("-" in t[0] or bool(_WITH.search(sentence[: t.start()])) for t in named)


def _is_body(part: Part, party: Party, text: str, near: str) -> bool:
    """Whether a party is a land, a people or a body, and no person, as far as it is told."""
    for token in tokens(text):
        if lemma(token[0]) not in party.names or not token[0][0].isupper():
            continue
        word, before = re.sub(r"['’]s?$", "", token[0]), text[: token.start()]
        article = bool(re.search(r"\b[Tt]he $", before))
        if is_land(word) or re.search(rf"\b{_FORCES} of (?:the )?$", before):
            return True
        # "the Kestrians", "Kestrian troops", but "Hassan"; "the Guild" alone is a body.
        if is_people(word) and (article or party.terms - party.names):
            return True
        if article and len(party.terms) == 1:
            return True
        others = [
            name for pair in part.also if word.lower() in map(str.lower, pair) for name in pair
        ]
        if any(is_people(name.capitalize()) and name.lower() != word.lower() for name in others):
            return True
        stem = re.escape(word.rstrip("aeiouy") if len(word) > 4 else word)
        people = rf"\b{stem}(?:i?an|ean|ish|ese|i)s?\b"
        if re.search(people, near) or re.search(rf"\b(?:in|into|across) {re.escape(word)}\b", near):
            return True
    return False


def _written(party: Party, text: str) -> frozenset[str]:
    """The capitalised words of a party, folded, as a text writes them."""
    return frozenset(
        fold(re.sub(r"['’]s?$", "", t[0]))
        for t in tokens(text)
        if t[0][0].isupper() and lemma(t[0]) in party.names
    )


def _written_in(text: str) -> frozenset[str]:
    return frozenset(fold(re.sub(r"['’]s?$", "", t[0])) for t in tokens(text) if t[0][0].isupper())


def _other_names(part: Part, party: Party) -> frozenset[str]:
    pairs = (pair for pair in part.also if any(lemma(w) in party.names for w in pair))
    return frozenset(fold(word) for pair in pairs for name in pair for word in name.split())
