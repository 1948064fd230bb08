"""Deeds by other words: the noun that names a verb's deed, and verbs that tell the same deed.

"The destruction of the mole" tells that it was destroyed; who "seized" a fort has captured it.
Broader than the groups of `word_forms`, which decide whether two sources agree: here a word too
many only leaves a sentence in, or sets aside another's deed upon the same thing.
"""

from __future__ import annotations

from functools import lru_cache

from .word_forms import lemma

# Where verb and noun share a stem ("open", "opening"; "arrive", "arrival") nothing is needed.
_NOUNS = (
    "destroy:destruction decide:decision die:death sell:sale lose:loss give:gift choose:choice "
    "speak:speech flee:flight enter:entry invade:invasion divide:division conclude:conclusion "
    "conquer:conquest defend:defence marry:marriage bear:birth grow:growth pay:payment "
    "establish:establishment move:movement agree:agreement intervene:intervention "
    "introduce:introduction abolish:abolition demolish:demolition acquire:acquisition "
    "receive:reception resolve:resolution dissolve:dissolution occupy:occupation "
    "unify:unification ratify:ratification proclaim:proclamation seize:seizure fail:failure "
    "deny:denial bury:burial discover:discovery deliver:delivery found:foundation "
    "bombard:bombardment settle:settlement rebel:rebellion convert:conversion "
    "secede:secession concede:concession accede:accession collide:collision expel:expulsion "
    "admit:admission submit:submission suspend:suspension strike:strike sign:signature "
    "succeed:success begin:beginning explode:explosion expand:expansion erode:erosion "
    "reduce:reduction liberate:liberation surrender:surrender recognise:recognition "
    "recognize:recognition propose:proposal try:trial rise:rise fall:fall"
).split()
_SAME_DEED = (
    "capture seize take conquer occupy overrun",
    "buy purchase acquire",
    "kill murder slay assassinate",
    "build construct erect",
    "found establish",
    "leave quit abandon",
    "win gain",
    "destroy demolish raze",
    "attack assault",
    "invade attack",
)


@lru_cache(maxsize=1)
def _by_verb() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for pair in _NOUNS:
        verb, noun = (lemma(word) for word in pair.split(":"))
        found[verb] = found.get(verb, frozenset()) | {noun}
    return found


def forms_of(verb: str) -> frozenset[str]:
    """The lemmas a verb's deed goes by: its own and its noun's.

    Args:
        verb: a lemma.
    """
    return _by_verb().get(verb, frozenset()) | {verb}


@lru_cache(maxsize=1)
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(lemma, line.split())) for line in _SAME_DEED)


def same_deeds(verb: str) -> frozenset[str]:
    """Lemmas of the verbs that tell a verb's deed, its own among them: "seize" for "capture"."""
    return frozenset({verb}).union(*(group for group in _groups() if verb in group))
