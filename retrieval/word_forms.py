"""Words as events: irregular forms brought to their base, and verbs that name the same event.

"built", "constructed" and "erected" are one event; "opened" and "built" are two. The groups are
small on purpose: a word too few leaves two sentences uncompared, a word too many makes a dispute.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.words import STOP_WORDS, fold, stem

_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "paid:pay sold:sell bought:buy built:build left:leave lost:lose won:win took:take "
        "taken:take gave:give given:give went:go gone:go came:come became:become began:begin "
        "begun:begin held:hold kept:keep knew:know known:know led:lead made:make met:meet "
        "rose:rise risen:rise fell:fall fallen:fall said:say saw:see seen:see sent:send "
        "spent:spend stood:stand told:tell thought:think wrote:write written:write brought:bring "
        "broke:break broken:break chose:choose chosen:choose drew:draw drawn:draw driven:drive "
        "drove:drive flew:fly flown:fly found:find fought:fight forbade:forbid got:get grew:grow "
        "grown:grow heard:hear lent:lend meant:mean ran:run sank:sink sunk:sink spoke:speak "
        "spoken:speak stole:steal stolen:steal swore:swear sworn:swear threw:throw thrown:throw "
        "understood:understand withdrew:withdraw withdrawn:withdraw froze:freeze frozen:freeze "
        "struck:strike fed:feed owed:owe laid:lay shut:shut cost:cost hit:hit cut:cut put:put "
        "dug:dig burnt:burn caught:catch taught:teach slept:sleep rang:ring sang:sing wore:wear "
        "overthrew:overthrow overthrown:overthrow beat:beat beaten:beat borne:bear bore:bear "
        "hid:hide hidden:hide fled:flee swept:sweep wove:weave woven:weave split:split lit:light "
        "died:die dying:die dies:die lying:lie men:man women:woman people:person children:child "
        "tied:tie shot:shoot hung:hang bit:bite bitten:bite bound:bind bred:breed hurt:hurt "
        "rode:ride ridden:ride shook:shake shaken:shake shone:shine shrank:shrink slid:slide "
        "sought:seek sprang:spring stuck:stick swam:swim swung:swing tore:tear torn:tear woke:wake "
        "wound:wind set:set let:let spread:spread cast:cast burst:burst read:read sat:sit lain:lie "
        "dealt:deal leapt:leap knelt:kneel sung:sing rung:ring worn:wear woken:wake "
        "shown:show drank:drink drunk:drink ate:eat eaten:eat forgot:forget forgotten:forget "
        "forgave:forgive forgiven:forgive arose:arise arisen:arise undertook:undertake "
        "undertaken:undertake overtook:overtake overtaken:overtake flung:fling clung:cling "
        "stung:sting swollen:swell"
    ).split()
)
_PAST = frozenset(w for w in _IRREGULAR if w not in {"men", "women", "people", "children"})
# "rebuilt", "retold"; "refund" and "refound" are other words.
_REPEATED = frozenset(
    "built sold bought told made written wrote opened gained paid sent set taken took won".split()
)
_SAME_EVENT = (
    "build construct erect",
    "begin start commence",
    "end cease",
    "pay fund finance",
    "found establish",
    "write author",
    "buy purchase acquire",
    "collapse crumble",
    "cost spend",
    "destroy ruin wreck",
    "close shut",
    "employ hire",
    "kill slay",
    "die perish",
    "hurt injure",
    "allow permit",
    "forbid ban prohibit",
    "person inhabitant resident",
    "ship vessel",
    "cause trigger",
    "inaugurate open",
    "reduce lower cut",
    "name call",
    "invent devise",
    "guild guildsman",
    "dismiss sack",
    "need require",
    "repair mend",
    "help assist aid",
    "choose select",
    "gather collect",
)
_OPPOSITE_EVENTS = (
    "begin/end begin/stop open/close buy/sell accept/reject rise/fall win/lose build/destroy "
    "enter/leave increase/decrease borrow/lend appoint/dismiss allow/forbid found/dissolve "
    "arrive/depart raise/lower gain/lose import/export sign/cancel join/leave support/oppose "
    "agree/refuse confirm/deny include/exclude grow/shrink save/destroy keep/lose"
)
# Of the same thing at the same time only one can be so; "opened" and "closed" may both be.
_CONTRARY_EVENTS = (
    "accept/reject accept/refuse approve/reject "
    + " ".join(
        f"{up}/{down}"
        for up in ("rise", "increase", "grow")
        for down in ("fall", "decrease", "shrink", "decline", "drop")
    )
    + " "
    "win/lose support/oppose confirm/deny include/exclude allow/forbid convict/acquit "
    "improve/worsen succeed/fail gain/lose pass/fail survive/die"
)
_CONTRARY_QUALITIES = (
    "good/bad rich/poor strong/weak cheap/expensive easy/difficult easy/hard safe/dangerous "
    "success/failure guilty/innocent full/empty useful/useless healthy/sick clean/dirty true/false "
    "fair/unfair right/wrong honest/dishonest"
)
_NOT_VERBS = frozenset(
    "hundred shed speed need seed weed feed bed red indeed breed deed greed creed embed reed "
    "sacred naked wicked kindred united sled shred bleed".split()
)
_AUXILIARY = frozenset(
    "is are was were be been has have had do does did can could will would shall should may might "
    "must am cannot isn aren wasn weren hasn haven hadn doesn don didn couldn wouldn "
    "shouldn".split()
)
FUNCTION_WORDS = STOP_WORDS - {"won"}
"""English function words; "won" is one only as what is left of "won't"."""
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NEGATING = frozenset("not never no nobody nothing none neither nor without cannot".split())


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    found = {}
    for line in _SAME_EVENT:
        members = [stem(w) for w in line.split()]
        found.update(dict.fromkeys(members, members[0]))
    return found


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The event or thing a word names, comparable: "built", "erected" -> the stem of "build"."""
    bare = re.sub(r"['’]s?$", "", fold(word))
    base = stem(_base_of(bare))
    return _groups().get(base, base)


def _base_of(word: str) -> str:
    """The base of an irregular form, "rebuilt" and "retold" with it."""
    if word not in _IRREGULAR and word.startswith("re") and word[2:] in _IRREGULAR:
        return "re" + _IRREGULAR[word[2:]]
    return _IRREGULAR.get(word, word)


@lru_cache(maxsize=1)
def _opposites() -> frozenset[frozenset[str]]:
    return frozenset(
        frozenset(lemma(w) for w in pair.split("/")) for pair in _OPPOSITE_EVENTS.split()
    )


def has_opposite(verb: str, terms: frozenset[str]) -> bool:
    """Whether the opposite of a verb (a lemma) is among other lemmas: "end" for "begin"."""
    return any(frozenset((verb, term)) in _opposites() for term in terms)


@lru_cache(maxsize=2)
def _contraries(pairs: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(lemma(w) for w in pair.split("/")) for pair in pairs.split())


def contraries_of(verb: str) -> frozenset[str]:
    """Lemmas of the verbs that exclude a verb (a lemma): "reject" for "accept"."""
    pairs = _contraries(_CONTRARY_EVENTS)
    return frozenset(v for pair in pairs if verb in pair for v in pair if v != verb)


def are_contrary(one: str, two: str) -> bool:
    """Whether of two verbs or qualities (lemmas) only one can be so: "rose", "declined"."""
    pair = frozenset((one, two))
    return pair in _contraries(_CONTRARY_EVENTS) or pair in _contraries(_CONTRARY_QUALITIES)


def is_verb(word: str) -> bool:
    """Whether a word has the shape of a finite verb or participle: "paid", "opened", "was"."""
    low = fold(word)
    if low in _AUXILIARY or low in _PAST:
        return True
    if low.startswith("re") and low[2:] in _REPEATED and word[0].islower():
        return True
    return low.endswith("ed") and len(low) > 3 and low not in _NOT_VERBS and word[0].islower()


def is_auxiliary(word: str) -> bool:
    """Whether a word is a form of be, have, do or a modal."""
    return fold(word) in _AUXILIARY


def is_past(word: str) -> bool:
    """Whether a word is an irregular past form or ends like a regular one."""
    return is_verb(word) and not is_auxiliary(word)


def tokens(text: str) -> list[re.Match[str]]:
    """The words of a text in order, with their places."""
    return list(_TOKEN.finditer(text))


def lemmas(text: str) -> frozenset[str]:
    """What a text names: the lemmas of its content words, negations left out."""
    found = set()
    for match in _TOKEN.finditer(text):
        low = fold(match[0])
        bare = re.sub(r"n['’]t$|['’]s?$", "", low)
        if len(bare) < 2 and not bare.isdigit():
            continue
        if bare in FUNCTION_WORDS or bare in _AUXILIARY or bare in _NEGATING:
            continue
        found.add(lemma(bare))
        if "-" in bare:
            found.update(lemma(p) for p in bare.split("-") if len(p) > 1)
    return frozenset(found)
