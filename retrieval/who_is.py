"""Who somebody is: sentences that tell it, for a question that asks nothing else.

    "Who is Ana Berg?"    "Ana Berg, a baker, ..."  "the mayor, Ana Berg, ..."  "Mayor Ana Berg"
    "What is the SWU?"    "the Salt Workers' Union (SWU)"  "The SWU is a trade union."

A sentence that only names her does not say who she is, and what is said of her brother is said of
him. The more openly a sentence tells it, the sooner it is given: "is" before an apposition before
a title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from index.records import Span

from .candidates import Candidate
from .clauses import READABLE_CHARACTERS
from .descriptions import describes, has_verb, is_described, last_description, stands_alone, titled
from .fitting import those_that_fit
from .governors import HEDGE
from .query import Part
from .ranking import Ranked, best_first
from .records import Statement
from .short_answers import governed
from .titles import ADDRESS, BEFORE_NAMES, JOBS, MODIFIERS, OFFICES

_IS, _APPOSED, _TITLED = 3, 2, 1
# A sentence that tells it answers; how likely the reader finds it orders those that tell it alike.
_LEAST: Mapping[int, float] = {_IS: 0.85, _APPOSED: 0.7, _TITLED: 0.55}
_STEP = 0.14

_NAME_WORD = r"[^\W\d_a-z][\w’'.&-]*"
_SMALL = r"(?:of|the|and|for|de|da|di|la|le|du|van|von|der|den|al|el|bin|ibn)"
_SHAPE = re.compile(
    r"\s*(?i:(?:(?:and|but|so)\s+)?(?P<ask>who|what)(?:['’]s|\s+(?:is|was|are|were))\s+(?:the\s+)?)"
    rf"(?P<name>{_NAME_WORD}(?:\s+(?:{_SMALL}\s+){{0,2}}{_NAME_WORD})*)\s*[?.!]*\s*"
)
_KNOWN = (
    r"(?:(?:also|formerly|previously|officially|otherwise|better|commonly|usually|then|now)\s+)*"
    r"(?:known|referred\s+to|abbreviated)(?:\s+to\s+\w+)?(?:\s+(?:as|to))?"
)
_CALLED = re.compile(rf"\s*(?:,\s*|\(\s*)?{_KNOWN}\s+(?:the\s+)?[“\"‘]?$")
_BEING = re.compile(
    r"\s+(?:(?:still|also|then|now)\s+)?(?:is|was|are|were|has\s+been|had\s+been|remains|remained"
    r"|became)(?:\s+(?:then|now|still|also|once|currently|formerly|originally))?\s+"
    r"(?:(?:re-?)?(?:appointed|elected|named|made|crowned|ordained)\s+(?:as\s+)?)?(?P<what>.+)",
    re.S,
)
_SERVING = re.compile(
    r"\s+(?:has\s+|had\s+)?(?:serve[sd]?|work(?:s|ed)?|act(?:s|ed)?)\s+as\s+(?P<what>.+)", re.S
)
_INSERTED = re.compile(r"\s*,[^,;:.!?]{1,120},(?=\s+(?:is|was|are|were|became|remains)\b)")
_ROLE = re.compile(
    r"(?:chair|head|lead|own|direct|edit|teach|represent|manage|command|govern|organi[sz]e"
    r"|regulate|supervise|oversee|rule|operate|control)(?:s|es|d|ed)?|founds|founded|led|runs|ran"
    r"|taught|teaches|studies|studied|oversaw"
)
_TRADE = re.compile(r"(?:make|build|supply|supplie|produce|sell|publishe?)(?:s|d|ed)|built|sold")
_OBJECT = re.compile(r"\s+(?:(?:the|a|an|its|his|her|their|our|at|for|over)\b|[A-Z]|\w+s\b)")
_RELATIVE = re.compile(r"(?:who|which)(?P<clause>\s+(?P<verb>[a-z]+)\b(?P<rest>.*))", re.S)
_FOUNDED = re.compile(
    r"(?:founded|established|set\s+up|created|formed|owned|based|built|launched|signed|adopted)\s+"
    r"(?:in|by|on|at)\b"
)
_AGE = re.compile(r"\s*,\s*(?:aged\s+)?\d{1,3}(?=\s*,)")
_BRACKETED = re.compile(r"\s*\([^()]{1,40}\)")
_COMMA = re.compile(r"\s*(?:,|\(|[—–]|\s-\s)\s*")
_LEADING_COMMA = re.compile(r"\s*(?:,|[—–]|\s-)\s*$")
_ENDS = re.compile(r"[,;:.!?)—–\"”]|\s-\s|$")
_PHRASE_ENDS = re.compile(
    rf"{_ENDS.pattern}|\s+(?:but|when|while|because|although|and|until|before|after)\s"
)
_CLAUSE_STARTS = re.compile(r"[,;:()—–\"“”]")
_CLOSES = re.compile(r"\s*(?:[,;:.!?)—–\"”’]|\s-\s|$)")
_AND = re.compile(r"\s*,?\s*(?:and|or)\b")
_WAS = re.compile(r"\s+(?:is|was|remains|became|has\s+been|had\s+been)\s+$")
_NEXT_OF_ROW = re.compile(r"\band\s+(?:a|an|the|two|three|four|five|his|her|its|their|\d+)\b")
_ROW_GOES_ON = re.compile(r",\s*(?:and\s+)?(?:a|an|two|three|four|five)\s[^,;.]*")
_ROW_ENDS = re.compile(r",\s*(?:a|an)\s[^,;.]*,\s*(?!and\b)")
_ADVERB = re.compile(
    r"(?:then|now|once|later|formerly|currently|previously|also|until\s+[\w ]+?)(?:\s*,)?\s+"
)
_UNSURE = re.compile(r"\b(?:if|whether|unless|as\s+if|as\s+though)\s+[^,;]*$", re.I)
_OPENERS = frozenset(
    "in on at by for from to with when while as if but and or so yet because since after before "
    "although though said says asked told according then now today yesterday that both neither "
    "either until unless where however meanwhile later earlier only even why how the".split()
)


@lru_cache(maxsize=256)
def name_asked(question: str) -> tuple[str, str] | None:
    """The bare name of "Who is Ana Berg?" behind "who" or "what"; None for any other question.

    A title before a name goes ("Mayor Berg"); an office is no name ("the Mayor of Varn").
    """
    found = _SHAPE.fullmatch(question)
    if found is None:
        return None
    words = found["name"].rstrip(".").split()
    bare = list(words)
    while len(bare) > 1 and _plain(bare[0]) in BEFORE_NAMES | ADDRESS | MODIFIERS:
        bare.pop(0)
    if bare[0].islower() or (len(bare) == 1 and _plain(bare[0]) in OFFICES | JOBS):
        return None
    if len(bare) < len(words) and _plain(words[len(words) - len(bare) - 1]) in MODIFIERS:
        bare = words  # no office follows: "New Varn"
    return found["ask"].lower(), " ".join(bare)


def those_that_tell(part: Part, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of the sentences found, those that say who it is; all where none does, or it is not asked.

    What is said of somebody else of that name ("Odd Berg") goes in any case.

    The rules are English: sentences in another language cannot be told apart and stay.
    """
    if name_asked(part.text) is None:
        return list(candidates)
    candidates = [c for c in candidates if not _is_namesakes(part, c.text)]
    telling = {id(c) for c in candidates if tells_who(part, c.text)}
    return [c for c in candidates if not telling or id(c) in telling or not _is_english(c)]


def told_first(part: Part, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The sentences that fit, before them those that say who it is, the most open ones first.

    Those answer, with a probability to match, whatever else they say: "Its chairwoman, Ana Berg,
    does not ..." denies nothing that is asked.
    """
    raised, known = [], set()
    for item in ranked:
        told = tells_who(part, item.candidate.text)
        if told:
            raised.append(replace(item, score=_LEAST[told] + _STEP * item.score))
            known.add((item.candidate.source.id, item.candidate.position))
    raised.sort(key=best_first)
    fit = those_that_fit(part, ranked)
    rest = (r for r in fit if (r.candidate.source.id, r.candidate.position) not in known)
    return [*raised, *rest]


def tells_who(part: Part, sentence: str) -> int:
    """How openly a sentence says who or what the bare name of a question is.

    Returns:
        3 where it says "is", 2 for an apposition, a bracket or "known as", 1 for a title or where
        something comes from; 0 where it does not say it.
    """
    return max((told for told, _ in _tellings(part, sentence)), default=0)


def described_as(part: Part, statement: Statement) -> str | None:
    """The words of a statement that say who or what it is, where they need no others; else None.

    None is taken from what is another's words: who says the one need not say the other.
    """
    sentence = statement.text
    if any(c.attribution for c in statement.citations) or HEDGE.search(sentence):
        return None
    for told, what in sorted(_tellings(part, sentence), key=lambda t: -t[0]):
        words = what.strip(' ,;:.“”"()')
        start = sentence.find(words)
        if told > _TITLED and stands_alone(words) and start >= 0:
            return None if governed(sentence, start, start + len(words)) else words
    return None


def occurrences(name: str, sentence: str, *, given_names: bool) -> Iterator[Span]:
    """Where a name stands by itself: in no longer one, and not as an owner ("Berg's").

    Args:
        given_names: other names may come before it, as "Ana" before "Berg"; titles always may.
    """
    written = r"\s+".join(re.escape(w) for w in name.split())
    whole = rf"(?<![\w’'-]){written}(?![\w-]|['’]s\b|['’]\s+[a-z]|\s+(?!I\b){_NAME_WORD})"
    for match in re.finditer(whole, sentence):
        start: int | None = match.start()
        while start is not None:
            word = re.search(rf"(?:^|(?<=[\s(“\"‘])){_NAME_WORD}\s+$", sentence[:start])
            if word is None or _is_no_name(word, sentence):
                break
            start = word.start() if given_names else None
        if start is not None:
            yield Span(start, match.end())


def _is_no_name(match: re.Match[str], sentence: str) -> bool:
    """Whether a capitalised word before a name is a title, or only opens the sentence."""
    word = _plain(match[0])
    opens = not sentence[: match.start()].strip(' “"‘(')
    return word in ADDRESS or is_described(word) or (opens and word in _OPENERS)


def _tellings(part: Part, sentence: str) -> Iterator[tuple[int, str]]:
    """What a sentence says of whoever is asked for: how openly, and the words ("" for a title)."""
    asked = name_asked(part.text)
    if asked is None or len(sentence) > READABLE_CHARACTERS:
        return
    ask, name = asked
    others = _others(part, name)
    for number, called in enumerate((name, *others)):
        given = ask == "who" and " " not in called
        for span in occurrences(called, sentence, given_names=given):
            before, after = sentence[: span.start], sentence[span.end :]
            found = [] if number else [(_APPOSED, w) for w in _called(before, others)]
            found += [*_after(before, after, ask), *_before(before, after)]
            for told, what in found:
                if name.lower() not in what.lower():
                    yield told, what


def _is_namesakes(part: Part, sentence: str) -> bool:
    """Whether a sentence names others of the last name asked for, and not who is asked for."""
    asked = name_asked(part.text)
    if asked is None or " " not in asked[1]:
        return False
    name = asked[1]
    if any(word.lower() in sentence.lower() for word in (name, *_others(part, name))):
        return False
    last = re.escape(name.split()[-1])
    named = list(re.finditer(rf"(?<![\w’'-]){last}(?![\w-])", sentence))
    before = [re.search(rf"(?<![\w’'-]){_NAME_WORD}\s+$", sentence[: m.start()]) for m in named]
    return bool(named) and all(word and not _is_no_name(word, sentence) for word in before)


def _others(part: Part, name: str) -> list[str]:
    """What else the name is called; "Kestrian" for "Kestria" is a form, not another name."""
    pairs = [(a, b) for a, b in part.also if name.lower() in {a.lower(), b.lower()}]
    others = [b if a.lower() == name.lower() else a for a, b in pairs]
    return [o for o in others if o[:1].isupper() and o[:4].lower() != name[:4].lower()]


def _called(before: str, others: Sequence[str]) -> Iterator[str]:
    """What is tied to the name that follows, by "known as" or by a bracket."""
    for other in others:
        tied = rf"(?<![\w’'-])({re.escape(other)})[’']?\s*\(\s*(?:(?:the|or|hereafter)\s+)*[“\"‘]?$"
        if found := re.search(tied, before):
            yield found[1]
    known = _CALLED.search(before)
    what = known and last_description(_last_piece(before[: known.start()]), named=True)
    if what:
        yield what


def _after(before: str, after: str, ask: str) -> Iterator[tuple[int, str]]:
    """What follows a name: "is a baker", ", a baker, ...", ", who runs the bakery, ..."."""
    if before.rstrip('“"‘ ').endswith("("):
        after = after.removeprefix(")")
    brackets = _BRACKETED.match(after)
    if brackets and not describes(brackets[0].strip(" ()"), apposed=True):
        after = after[brackets.end() :]
    age = _AGE.match(after)
    after = after[age.end() :] if age else after
    if _UNSURE.search(before):
        return
    inserted = _INSERTED.match(after)
    what = _predicate(after[inserted.end() :] if inserted else after)
    if what:
        yield _IS, what
    comma = _COMMA.match(after)
    if comma is None:
        return
    rest = after[comma.end() :]
    adverb = _ADVERB.match(rest)
    rest = rest[adverb.end() :] if adverb else rest
    chunk = _up_to(_ENDS, rest)
    if _is_row(chunk, rest[len(chunk) :]):
        return
    relative = _RELATIVE.match(chunk)
    if relative is None and describes(chunk, apposed=True) and not has_verb(chunk):
        yield _APPOSED, chunk
    elif relative is None and ask == "what" and _FOUNDED.match(chunk):
        yield _TITLED, ""
    elif relative and (what := _predicate(relative["clause"])):
        yield _APPOSED, what
    elif relative and _tells_role(relative, ask):
        yield _APPOSED, ""


def _predicate(text: str) -> str | None:
    """What "is" or "served as" at the start of a text says: "a baker"; None if it says no such."""
    being = _BEING.match(text) or _SERVING.match(text)
    what = _up_to(_PHRASE_ENDS, being["what"]) if being else ""
    return what if describes(what) else None


def _tells_role(relative: re.Match[str], ask: str) -> bool:
    """Whether a relative clause tells what somebody is by what they do: "who chairs the union"."""
    verb = relative["verb"]
    does = _ROLE.fullmatch(verb) or (ask == "what" and _TRADE.fullmatch(verb))
    return bool(does and _OBJECT.match(relative["rest"]))


def _is_row(chunk: str, rest: str) -> bool:
    """Whether what follows a name is the next of a row: "Berg, a baker and two farmers"."""
    if _NEXT_OF_ROW.search(chunk):
        return True
    goes_on = _ROW_GOES_ON.match(rest) and re.search(r"\band\b", rest.split(".")[0])
    return bool(goes_on) and not _ROW_ENDS.match(rest)


def _before(before: str, after: str) -> Iterator[tuple[int, str]]:
    """What leads to a name: "the mayor, Ana Berg,", "the mayor is Ana Berg", "Mayor Ana Berg"."""
    comma, being = _LEADING_COMMA.search(before), _WAS.search(before)
    if comma:
        if _CLOSES.match(after) and not _AND.match(after):
            what = last_description(_last_piece(before[: comma.start()]))
            if what:
                yield _APPOSED, what
    elif being:
        if _CLOSES.match(after) or re.match(r"\s*(?:and|who)\b", after):
            what = last_description(_last_piece(before[: being.start()]))
            if what:
                yield _IS, what
    elif titled(before):
        yield _TITLED, ""


def _last_piece(text: str) -> str:
    return _CLAUSE_STARTS.split(text)[-1]


def _up_to(end: re.Pattern[str], text: str) -> str:
    found = end.search(text)
    return (text[: found.start()] if found else text).strip()


def _is_english(candidate: Candidate) -> bool:
    language = candidate.source.language
    return language is None or language.lower().startswith("en")


def _plain(word: str) -> str:
    return word.strip(" .,").lower()
