"""Words that turn, weaken or bound what a sentence says, and whether a statement kept them.

A cue counts where it governs something the two sentences share: "not" in a clause that the
statement leaves out changes nothing. Groups are coarse on purpose: "may" for "might" is a
paraphrase, "probably" for "may" is not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from index.words import STOP_WORDS, stem

_NUMBER_NEXT = (
    r"(?=\s+(?:an?\s)?(?:US)?[$€£]?\s?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|half|hundred|dozen|thousand|million)\b|(?:twen|thir|for|fif|six|seven|eigh|"
    r"nine)t[ye]))"
)

_NEGATION = re.compile(
    r"\b(?:not(?! only| least| just| merely)|never|none|nobody|nothing(?! but)|nowhere|neither|nor|"
    r"cannot|without|hardly|barely|scarcely|no longer|"
    r"no(?!\.? ?\d| doubt| (?:less|fewer|more) than| matter)|fail(?:s|ed|ing|ure)?|"
    r"lack(?:s|ed|ing)?|den(?:y|ies|ied|ying|ial)|"
    r"refus(?:e|es|ed|ing|al)|reject(?:s|ed|ing|ion)?|prevent(?:s|ed|ing)?|ceas(?:e|es|ed|ing)|"
    r"stop(?:s|ped|ping)|avoid(?:s|ed|ing)?|false(?:ly)?|untrue|unable|far from)\b|n't\b",
    re.IGNORECASE,
)
_NOT_ONLY = re.compile(r"\bnot (?:only|least|just|merely)\b", re.IGNORECASE)
_HEDGES = {
    "possibility": (
        r"may|might|could|can|possibly|perhaps|maybe|possible|potential(?:ly)?|conceivabl[ye]"
    ),
    "probability": r"probably|likely|unlikely|presumably|expect(?:s|ed|ing|ation)?|anticipat\w+",
    "hearsay": (
        r"reportedly|allegedly|alleged|supposedly|purportedly|so-called|rumou?red|"
        r"(?:is|are|was|were|been) (?:widely |generally |commonly )?"
        r"(?:said|claimed|believed|thought|alleged|reported)"
    ),
    "appearance": r"seem\w*|appear(?:s|ed|ing)?|suggest\w*|apparently|seemingly|ostensibly|looks?",
    "belief": (
        r"believ\w+|thinks?|thought|assum\w+|suspect\w*|fear(?:s|ed|ing)?|hop(?:e|es|ed|ing)|"
        r"speculat\w+|doubt\w*|arguabl[ye]"
    ),
    "approximation": (
        rf"(?:about|around|some|nearly|almost|roughly|approximately){_NUMBER_NEXT}|approximately|"
        r"roughly|almost|nearly|virtually|practically|circa|estimat\w+|or so|more or less"
    ),
    "advice": r"should|ought|advis\w+|recommend\w*|propos\w+|draft",
    "obligation": r"must|ha(?:s|ve|d) to|obliged|required|needs? to|compelled|shall",
    "intention": (
        r"will|would|won't|going to|about to|plan(?:s|ned|ning)?|intend\w*|intention|"
        r"aim(?:s|ed|ing)? to|want(?:s|ed)? to|tr(?:y|ies|ied|ying) to|attempt\w*|seek(?:s|ing)?|"
        r"sought|promis\w+|pledg\w+|vow\w*|threaten\w*|offer(?:s|ed|ing)? to"
    ),
    "condition": r"if|unless|provided that|providing|as long as|in case|on condition|until|whether",
}
_QUANTIFIERS = {
    "all": (
        r"all|every|each|always|entire(?:ly)?|everyone|everybody|everything|completely|fully|"
        r"totally|wholly|both"
    ),
    "most": (
        r"most(?:ly)?|majority|mainly|largely|usually|generally|predominantly|chiefly|primarily|"
        r"typically"
    ),
    "many": r"many|numerous|often|frequently|multiple|widely",
    "some": (
        rf"some(?!{_NUMBER_NEXT}| \d)|several|sometimes|occasionally|partly|partially|in part|"
        r"a few|a number of|various|a couple of"
    ),
    "few": r"(?<!a )(?<!no )few(?! than)|little|rarely|seldom|handful|a minority",
    "only": r"only|solely|exclusively|merely|alone|sole",
    "at least": (
        rf"at least|no (?:less|fewer) than|more than|(?:over|above){_NUMBER_NEXT}|exceed\w*|"
        r"upwards of"
    ),
    "at most": (
        rf"at most|up to|not? more than|(?:less|fewer) than|(?:under|below){_NUMBER_NEXT}|"
        r"a maximum of"
    ),
}
# A claim about all of a class survives without its "all"; every other bound is part of the claim.
_MAY_BE_DROPPED = frozenset({"all"})
REPORTING_WORD = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion) of|says?|said|saying|tells?|told|"
    r"stat(?:es?|ed|ing)|argu(?:es?|ed|ing)|claim(?:s|ed|ing)?|assert(?:s|ed|ing)?|"
    r"alleg(?:es?|ed|ing)|maintain(?:s|ed|ing)?|insist(?:s|ed|ing)?|contend(?:s|ed|ing)?|"
    r"report(?:s|ed|ing|edly)?|announc(?:es?|ed|ing)|declar(?:es?|ed|ing)|writ(?:es?|ing|ten)|wrote|"
    r"not(?:es?|ed|ing)|explain(?:s|ed|ing)?|add(?:s|ed)?|warn(?:s|ed|ing)?|admit(?:s|ted|ting)?|"
    r"acknowledg(?:es?|ed|ing)|observ(?:es?|ed|ing)|point(?:s|ed|ing)? out|stress(?:es|ed)?|"
    r"conclud(?:es?|ed|ing)|suggest(?:s|ed|ing)?|believ(?:es?|ed|ing)|thinks?|thought|"
    r"estimat(?:es?|ed)|predict(?:s|ed)?|den(?:y|ies|ied)|views?|viewed|considers?|allegedly|"
    r"supposedly|account|opinion|quot(?:es?|ed|ing)|cit(?:es?|ed|ing)|describ(?:es?|ed|ing)|"
    r"accus(?:es?|ed|ing)|insistence|recall(?:s|ed)?|testif(?:y|ies|ied)|comment(?:s|ed)?)\b",
    re.IGNORECASE,
)
UNNAMED_REPORT = re.compile(
    r"\bit (?:is|was|has been) (?:\w+ly )?(?:said|claimed|alleged|believed|reported|thought|argued|"
    r"rumou?red|suggested|feared|hoped|assumed)\b|\b(?:is|are|was|were) (?:\w+ly )?(?:said|claimed|"
    r"alleged|believed|thought|rumou?red|assumed) to\b|\b(?:some|others|many|few) (?:people )?"
    r"(?:say|said|argue|claim|believe|think)\b",
    re.IGNORECASE,
)
_ANTONYMS = tuple(
    frozenset(pair.split("/"))
    for pair in (
        "increase/decrease rise/fall rose/fell risen/fallen grow/shrink grew/shrank more/less "
        "more/fewer "
        "above/below before/after north/south northern/southern east/west eastern/western "
        "accept/reject accepted/rejected support/oppose supported/opposed win/lose won/lost "
        "opened/closed open/closed gain/loss import/export imports/exports bought/sold buy/sell "
        "true/false high/low higher/lower highest/lowest began/ended begin/end success/failure "
        "agree/disagree agreed/disagreed confirmed/denied allowed/banned allowed/forbidden "
        "permitted/prohibited included/excluded gained/lost strengthened/weakened better/worse "
        "best/worst largest/smallest increased/decreased increased/reduced increase/reduce "
        "raised/lowered raised/cut approved/rejected guilty/innocent victory/defeat entered/left "
        "arrived/departed borrowed/lent upstream/downstream inside/outside former/current "
        "old/new public/private majority/minority first/last safe/unsafe safe/dangerous "
        "cheaper/dearer earlier/later longest/shortest present/absent"
    ).split()
)
_PREFIXED = re.compile(r"(un|non-?|il|ir|dis|im|in|mis)(\w{4,})")
_IN_WORD = re.compile(r"\w+(?:able|ible|ent|ant|ate|ive|al|ct|mal|ble|ite|ure)(?:ly)?\Z")
_BOUNDARY = re.compile(
    r"[,;:]|\s-\s|\b(?:but|while|whereas|although|though|and|or|because|which|who)\b"
)
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_SCOPE = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with the stems it governs: the next few, and its clause's."""

    word: str
    scope: frozenset[str]
    clause: frozenset[str]


@lru_cache(maxsize=1)
def _compiled() -> tuple[Mapping[str, re.Pattern[str]], Mapping[str, re.Pattern[str]]]:
    def build(groups: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
        return {name: re.compile(rf"\b(?:{words})\b") for name, words in groups.items()}

    return build(_HEDGES), build(_QUANTIFIERS)


_OPENING = re.compile(r"(?:^|(?<=[.!?:;]\s)|(?<=[\"'(]))(?!May\b|Will\b)[A-Z](?=[a-z'])")


def _lower_openings(text: str) -> str:
    """Sentence openings in lower case, so that cues are found there and "May" stays a month."""
    return _OPENING.sub(lambda m: m[0].lower(), text)


def _stems(text: str) -> frozenset[str]:
    return frozenset(_lemma(w) for w in _content(text))


def _content(text: str) -> list[str]:
    words = (m[0].lower() for m in _TOKEN.finditer(text))
    return [w for w in words if w not in STOP_WORDS and len(w) > 1]


_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "paid:pay sold:sell bought:buy built:build left:leave lost:lose won:win took:take "
        "taken:take "
        "gave:give given:give went:go gone:go came:come became:become began:begin begun:begin "
        "held:hold kept:keep knew:know known:know led:lead made:make met:meet rose:rise risen:rise "
        "fell:fall fallen:fall said:say saw:see seen:see sent:send spent:spend stood:stand "
        "told:tell thought:think wrote:write written:write brought:bring broke:break broken:break "
        "chose:choose chosen:choose drew:draw driven:drive drove:drive flew:fly found:find "
        "fought:fight forbade:forbid got:get grew:grow grown:grow heard:hear lent:lend meant:mean "
        "ran:run sank:sink sunk:sink spoke:speak spoken:speak stole:steal stolen:steal swore:swear "
        "threw:throw understood:understand withdrew:withdraw withdrawn:withdraw froze:freeze "
        "frozen:freeze struck:strike fed:feed owed:owe laid:lay lay:lie shut:shut cost:cost"
    ).split()
)


def _lemma(word: str) -> str:
    base = word[:-2] if word.endswith("'s") else word
    return stem(_IRREGULAR.get(base, base))


def _find(pattern: re.Pattern[str], text: str) -> list[Cue]:
    cues = []
    text = _lower_openings(text)
    for match in pattern.finditer(text):
        following = _BOUNDARY.split(text[match.end() :], maxsplit=1)[0]
        preceding = _BOUNDARY.split(text[: match.start()])[-1]
        scope = [_lemma(w) for w in _content(following)][:_SCOPE]
        # "paid nothing": an object negates what stands before it.
        if len(scope) < _SCOPE:
            scope += [_lemma(w) for w in _content(preceding)][-_SCOPE:]
        number = re.match(r"\s*(?:US)?[$€£]?\s?(\d[\d.,]*)", text[match.end() :])
        if number:
            scope.append(number[1].rstrip(".,"))
        own = _stems(preceding + " " + following)
        cues.append(Cue(match[0].lower(), frozenset(scope), own))
    return cues


def _is_shared(cue: Cue, other: frozenset[str]) -> bool:
    """Whether what a cue governs is also in the other sentence."""
    if cue.scope & other:
        return True
    # "if on no other": nothing but function words, so nothing to excuse it.
    return len(cue.clause & other) >= 0.5 * len(cue.clause)


def negation_differs(statement: str, nearest: str) -> bool:
    """Whether the two differ in a negation, a denying verb, a negative prefix or an antonym.

    Args:
        statement: folded text.
        nearest: the sentence of the evidence nearest to it, folded.
    """
    said = _stems(statement)
    mine, theirs = _find(_NEGATION, statement), _find(_NEGATION, nearest)
    relevant = [cue for cue in theirs if _is_shared(cue, said)]
    if len(relevant) > len(mine) or len(mine) > len(theirs):
        return True
    if any(not any(_overlap(cue, m) for m in mine) for cue in relevant):
        return True
    if _NOT_ONLY.search(statement) and not _NOT_ONLY.search(nearest):
        return True
    if any(not any(_overlap(cue, t) for t in theirs) for cue in mine):
        return True
    return opposites_differ(statement, nearest)


def opposites_differ(statement: str, nearest: str) -> bool:
    """Whether one holds a word whose opposite, or negated form, stands in the other instead.

    Args:
        statement: folded text.
        nearest: folded text.
    """
    return _prefix_differs(statement, nearest) or _antonym_differs(statement, nearest)


def _overlap(a: Cue, b: Cue) -> bool:
    return bool(a.scope & b.scope) or bool(a.clause & b.clause) or not (a.scope and b.scope)


def _prefix_differs(statement: str, nearest: str) -> bool:
    said = {m[0].lower() for m in _TOKEN.finditer(statement)}
    known = {m[0].lower() for m in _TOKEN.finditer(nearest)}
    for only, other in ((said - known, known - said), (known - said, said - known)):
        for word in only:
            match = _PREFIXED.fullmatch(word)
            if match and match[2].lstrip("-") in other:
                if match[1] in {"in", "im", "mis"} and not _IN_WORD.match(match[2]):
                    continue
                return True
    return False


def _antonym_differs(statement: str, nearest: str) -> bool:
    said = {m[0].lower() for m in _TOKEN.finditer(statement)}
    known = {m[0].lower() for m in _TOKEN.finditer(nearest)}
    return any(
        len(pair & (said - known)) == 1 and len(pair & (known - said)) == 1 for pair in _ANTONYMS
    )


def hedge_differs(statement: str, nearest: str) -> bool:
    """Whether a hedge or modal was dropped, added or changed in kind.

    Args:
        statement: folded text.
        nearest: the sentence of the evidence nearest to it, folded.
    """
    hedges, _ = _compiled()
    return _groups_differ(statement, nearest, hedges, frozenset())


def quantifier_differs(statement: str, nearest: str) -> bool:
    """Whether a quantifier was dropped, added or changed ("some" for "all", no "only").

    Args:
        statement: folded text.
        nearest: the sentence of the evidence nearest to it, folded.
    """
    _, quantifiers = _compiled()
    return _groups_differ(statement, nearest, quantifiers, _MAY_BE_DROPPED)


def _groups_differ(
    statement: str,
    nearest: str,
    groups: Mapping[str, re.Pattern[str]],
    droppable: frozenset[str],
) -> bool:
    said = _stems(statement) | {n.rstrip(".,") for n in re.findall(r"\d[\d.,]*", statement)}
    for name, pattern in groups.items():
        mine, theirs = _find(pattern, statement), _find(pattern, nearest)
        if mine and not theirs:
            return True
        if name in droppable or not theirs:
            continue
        relevant = [cue for cue in theirs if _is_shared(cue, said)]
        if relevant and not mine:
            return True
        if len(relevant) > len(mine) and any(
            not any(cue.scope & m.scope for m in mine) for cue in relevant
        ):
            return True
    return False
