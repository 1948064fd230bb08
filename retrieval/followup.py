"""Resolving a follow-up question from what was asked before, by rules, offline.

    "Who paid for the harbour?"  then  "When was it built?"   -> "When was the harbour built?"
    "What did Vess pay in 2019?" then  "And in 2021?"         -> "What did Vess pay in 2021?"
    "Who paid for the harbour?"  then  "In 2021?"     -> "Who paid for the harbour, in 2021?"
    "Who paid for the harbour?"  then  "Why?"         -> "Why? (Who paid for the harbour?)"

A question that names its own subject is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.words import content_words

from .bare_questions import carry_on, whole_question
from .query import Part, names_in, read_part
from .records import Answer
from .word_forms import is_past, is_verb, tokens

History = Sequence[tuple[str, "str | Answer"]]

_PERSONAL = r"he|she|him|her|his|hers|they|them|their|theirs"
_NEUTRAL = r"it|its|they|them|their|theirs"
_PRONOUN = re.compile(
    rf"\b(?:{_PERSONAL}|{_NEUTRAL}|there)\b|\b(?:this|that|these|those)(?=\s*[?.!]|\s*$|\s+"
    r"(?:is|was|are|were|do|does|did|has|have|had|mean|happen|cost)\b)",
    re.I,
)
_DUMMY = re.compile(
    r"\b(?:is|was) (?:it|there)\b(?=\s+(?:true|possible|clear|known|any|a|an|likely|evidence))"
    r"|\bthere (?:is|are|was|were)\b|\b(?:is|are|was|were) there\b",
    re.I,
)
_ELLIPSIS = re.compile(r"^(?:and|or|but|what about|how about|and what about)\b[\s,]*", re.I)
_SAYS_WHAT = re.compile(
    r"^what (?:do|does|did) (?:(?:the|their|his|her|its) )?[\w’'.-]+"
    r"(?: (?:of )?(?:the )?[\w’'.-]+){0,3} "
    r"(?:say|think|argue|write|claim|believe|hold|answer|reply)"
    r"(?: (?:about|of|on|to) (?:it|this|that))?\s*[?.!]*$",
    re.I,
)
_CLAUSE = re.compile(
    r"^(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|has|have|had"
    r"|can|could|will|would|should)\b",
    re.I,
)
_NOUN_PHRASE = re.compile(
    r"\b(?:the|a|an|this|that|their|his|her)\s+((?:[\w’'-]+\s+){0,2}?[\w’'-]+"
    r"(?:\s+(?:of|for|in|between)\s+(?:the\s+)?[\w’'-]+)?)",
    re.I,
)
_VERBISH = re.compile(
    r"\s+(?:was|were|is|are|has|had|have|did|does|do|in|on|at|by|for|from|to|with|about|built|paid"
    r"|end|begin|start|open|close|cost|fail|happen|say|said|make|made)\b.*$",
    re.I,
)
_POSSESSIVES = frozenset("its his hers their theirs".split())
_DETERMINERS = frozenset("the a an this that these those its their his her".split())
_AFTER_AUXILIARY = re.compile(
    r"(?P<identity>^(?:who|what)\s+(?=(?:is|are|was|were)\b))?"
    r"\b(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)\s+"
    r"(?P<rest>(?:(?:the|a|an|this|that|these|those|its|their|his|her)\s+)?"
    r"(?:(?!(?:it|them|him|us|me|you|the|a|an|this|that|these|those|its|their|his|her|in|on|at|by|for|from|to|with"
    r"|about|after|before|and|or|that|which|who|say|says)\b)(?:of\s+(?:the\s+)?)?[\w’'-]+\s*)+)",
    re.I,
)
_PREPOSITION = (
    r"according to|in|on|at|for|from|by|since|until|before|after|with|without|of|to|under|during"
    r"|between|about|against|near"
)
# "In 2022?", "According to Storm?": no verb, no question word.
_FRAGMENT = re.compile(
    rf"^(?:{_PREPOSITION})\s+(?!.*(?:,|\b(?:who|whom|whose|what|when|where|which|why|how|is|are|was"
    r"|were|do|does|did|has|have|had|can|could|will|would|should)\b))[^?]+\??\s*$",
    re.I,
)
_FRAGMENT_WORDS = 7
_OF = re.compile(rf"^(?P<of>{_PREPOSITION})\s+", re.I)
_THE = re.compile(r"^(?:the|a|an|this|that|these|those)\s+", re.I)
_ONE = re.compile(
    rf"^(?:(?:{_PREPOSITION})\s+)?(?P<which>(?:the|this|that)\s+(?:[\w’'-]+\s+){{1,2}}?)ones?$"
    rf"|^(?:(?:{_PREPOSITION})\s+)?(?P<nth>the\s+(?:first|second|third|fourth|fifth|last|next|other"
    r"|earlier|later|latter|former|previous|new|old|\d+(?:st|nd|rd|th)))$",
    re.I,
)
_SPEAKER = re.compile(
    r"^(?:what|why|how)\s+(?:do|does|did)\s+(?P<who>.+?)\s+"
    r"(?:say|think|argue|write|claim|believe|hold|answer|reply|want|demand|propose|explain)\b",
    re.I,
)
# "How much did the city lend the company?": subject, verb, object.
_DEED = re.compile(
    r"^(?P<asks>.*?)\b(?:do|does|did)\s+(?:(?:the|a|an|this|that)\s+)?(?:[\w’'-]+\s+){1,5}?"
    rf"(?!(?:{_PREPOSITION}|the|a|an)\b)[a-z]+\s+(?P<object>(?:the|a|an|this|that)\s+"
    rf"(?:(?!(?:{_PREPOSITION}|and|or|that|which|who)\b)[\w’'-]+\s*)+)",
    re.I,
)
_ASKS_THING = re.compile(r"^\s*(?:how much|how many|what|which)\b", re.I)
_DOES_IT = re.compile(
    r"\b(?:do|does|did|has|have|had|can|could|will|would|should)\s+(?:it|this|that)\s+(?!(?:cost|last"
    r"|happen|begin|start|end|fail|open|close|mean|amount|been|be|become)\b)[a-z]",
    re.I,
)
# "How deep is the first well?": no verb stands behind the subject.
_HOW_IS = re.compile(r"^how\s+[a-z]+\s+(?:is|are|was|were)\b", re.I)
_HAPPENED = re.compile(
    r"^(?P<asks>when|where|why|how)\s+(?:do|does|did)\s+(?:it|this|that)\s+(?:all\s+)?"
    r"(?:happen|occur|take\s+place|come\s+about)\s*[?.!]*$",
    re.I,
)
_THEIRS = re.compile(r"^(?:his|her|its|their)\s+", re.I)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


def resolve_followup(question: str, history: History) -> str | None:
    """The question with what it leaves out filled in from the last turn.

    Args:
        question: as typed.
        history: (question, answer) pairs, oldest first; an `Answer` gives its resolved question
            and its short answers, a plain string only its words.

    Returns:
        The resolved question, or None where nothing has to be, or can be, filled in.
    """
    if not history:
        return None
    earlier, reply = history[-1]
    if isinstance(reply, Answer) and reply.rewritten:
        earlier = reply.rewritten
    text = question.strip()
    carried = carry_on(text, earlier)
    if carried:
        return carried
    opening = _ELLIPSIS.match(text)
    if not opening and _FRAGMENT.match(text) and len(text.split()) <= _FRAGMENT_WORDS:
        return _swap_slot(earlier, text.rstrip("?.! "))
    if opening and not _CLAUSE.match(text[opening.end() :]):
        return _swap_slot(earlier, text[opening.end() :].rstrip("?.! "))
    if opening:
        text = text[opening.end() :]
        text = text[:1].upper() + text[1:]
    if _SAYS_WHAT.match(text):
        # "And what does Brood say?": on the matter of the turn before.
        return f"{text.rstrip('?.! ')}? ({whole_question(earlier)})"
    happened = _HAPPENED.match(text)
    told = _BEFORE_AUXILIARY.match(earlier)
    if happened and told:
        # "Why did the wall fall?", "When did that happen?": when the wall fell.
        return f"{happened['asks']} {earlier[told.end() :].rstrip('?.! ')}?"
    resolved = _fill_pronoun(text, earlier, reply)
    return resolved if resolved != question.strip() else None


def resolve_parts(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts of one question, each with what it takes from the part before it.

    "When did the war begin and how long did it last?" asks how long the war lasted; "When was
    it built, and by whom?" by whom it was built; "When did the war of 1904 end, and who brokered
    the ceasefire?" who brokered that war's ceasefire.
    """
    resolved: list[Part] = []
    for part in parts:
        filled = _carried_over(part.text, resolved[-1].text) if resolved else part.text
        resolved.append(part if filled == part.text else read_part(filled, part.text))
    return tuple(resolved)


def _carried_over(text: str, earlier: str) -> str:
    """A part of a question with what it takes from the part before it."""
    earlier = whole_question(earlier)
    bare = _WITHOUT_VERB.match(text)
    if bare and not any(is_verb(t[0]) for t in tokens(text)):
        word = bare[1][:1].upper() + bare[1][1:]
        told = _BEFORE_AUXILIARY.match(earlier)
        if told:
            return f"{word} {earlier[told.end() :].rstrip('?.! ')}?"
        return f"{word}? ({earlier.rstrip('?.! ')})"
    filled = _fill_pronoun(text, earlier, "")
    if filled != text or names_in(text) or re.search(r"\d", text):
        return filled
    event = _event_named(earlier)
    if event is None or not set(content_words(text)) - set(content_words(event)):
        return text
    return f"{text.rstrip('?.! ')} ({event})?"


def _event_named(earlier: str) -> str | None:
    """What a part is about, where it has a name or a date of its own: "the war of 1904"."""
    found = _DATED.search(earlier)
    if found:
        return found.group()
    topic = topic_of(earlier)
    return topic if topic and names_in(topic) and not _IDENTITY.match(earlier) else None


_WITHOUT_VERB = re.compile(
    r"^(?:and\s+|or\s+)?((?:(?:by|to|for|from|with|in|on|at|until|since)\s+)?"
    r"(?:who|whom|what|when|where|which|why|how)\b(?:\s+[\w’'-]+){0,3})\s*[?.!]*$",
    re.I,
)
_BEFORE_AUXILIARY = re.compile(
    r"^(?:(?:by|to|for|from|with|in|on|at)\s+)?(?:(?:when|where|why|whom|how)"
    r"|(?:what|which)\s+(?:year|month|day|place|town|city|country)"
    r"|how\s+(?:long|often|far|much|many)(?:\s+(?!is|are|was|were|do|does|did)\w+)?)\s+"
    r"(?=(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b)",
    re.I,
)
_DATED = re.compile(
    r"\b(?:the|this|that)\s+(?:[\w’'-]+\s+){1,3}(?:of|in|on)\s+(?:(?:the\s+)?(?:\d{1,2}\s+)?"
    r"[A-Z][a-z]+\s+)?(?:1\d|20)\d\d\b",
)
_IDENTITY = re.compile(r"^\s*who\s+(?:is|are|was|were)\b", re.I)
_MEASURED = re.compile(
    r"^the\s+(?:sum|cost|price|size|name|date|number|amount|cause|reason|purpose|length|height"
    r"|depth|age|value|total|duration|aim|result|outcome|text|title|magnitude|strength|weight|width"
    r"|speed|rate|level|share|extent|scale|content|author|owner|origin|effect|consequence|meaning"
    r"|percentage|temperature)s?\s+of\s+",
    re.I,
)


def topic_of(question: str) -> str | None:
    """What a question is about: its grammatical subject, else its last name or noun phrase.

    "When did the second war begin?" -> "the second war"; "Who paid for the harbour?" -> "the
    harbour"; "Who is Marta Ellend?" -> "Marta Ellend".
    """
    subject = _subject(question)
    if subject:
        # "What was the sum of the first loan?" is about the loan.
        return _MEASURED.sub("", subject) or subject
    names = names_in(question)
    if names:
        return names[-1]
    phrases = [m.group() for m in _NOUN_PHRASE.finditer(question)]
    cut = [_VERBISH.sub("", p).strip() for p in phrases]
    return next((p for p in reversed(cut) if len(p.split()) > 1), None)


def _subject(question: str) -> str | None:
    """The words between the auxiliary and the verb of a question."""
    found = _AFTER_AUXILIARY.search(question)
    if found is None:
        return None
    words = found.group("rest").split()
    whole = found.group("identity") or (_HOW_IS.match(question) and not is_past(words[-1]))
    if not whole and len(words) > 1 and words[-1][:1].islower():
        words = words[:-1]
    if len(words) == 1 and (words[0].lower() in _DETERMINERS or words[0][:1].islower()):
        return None
    return " ".join(words) or None


def _fill_pronoun(text: str, earlier: str, reply: str | Answer) -> str:
    if names_in(text):
        # It names its own subject; only a bare object at the end may still point back.
        topic = topic_of(earlier)
        if topic is None or not re.search(r"\b(?:it|them)\s*[?.!]*$", text):
            return text
        return re.sub(r"\b(?:it|them)(?=\s*[?.!]*$)", topic, text)
    dummy = [m.span() for m in _DUMMY.finditer(text)]
    for found in _PRONOUN.finditer(text):
        if any(start <= found.start() < end for start, end in dummy):
            continue
        word = found.group().lower()
        deed = _DEED.match(earlier) if word in {"it", "this", "that"} else None
        if deed and not _DOES_IT.search(text):
            if _ASKS_THING.match(deed["asks"]):
                # What it stands for is what was asked for, or any of those named.
                return f"{text.rstrip('?.! ')}? ({whole_question(earlier)})"
            topic = str(deed["object"]).strip()
        else:
            topic = _person(found.group(), earlier, reply) or _topic_for(found.group(), earlier)
        if topic is None:
            continue
        resolved = _put_in(text, found, topic)
        return resolved[:1].upper() + resolved[1:]
    return text


def _put_in(text: str, found: re.Match[str], topic: str) -> str:
    """The question with a pronoun replaced by what it stands for."""
    word, rest = found.group().lower(), text[found.end() :]
    if word == "there":
        topic = f"in {topic}"
    elif word in _POSSESSIVES or (word == "her" and re.match(r"\s+\w", rest)):
        thing = re.match(r"\s+((?:[\w’'-]+\s+){0,2}[\w’'-]+)\s*[?.!]*$", rest)
        if thing and re.search(r"\s(?:of|for|in|between)\s", topic):
            # "the director of the mill's deputy" would be the mill's.
            return f"{text[: found.start()]}the {thing[1]} of {topic}?"
        topic = f"{topic}'s"
    return text[: found.start()] + topic + rest


def _topic_for(pronoun: str, earlier: str) -> str | None:
    """What a pronoun may stand for: people need a name, "they" a name or a plural."""
    topic = topic_of(earlier)
    if topic is None or names_in(earlier) or not re.fullmatch(_PERSONAL, pronoun, re.I):
        return topic
    plural = pronoun.lower().startswith("the") and topic.endswith("s")
    return topic if plural else None


def _person(pronoun: str, earlier: str, reply: str | Answer) -> str | None:
    """The person a personal pronoun means: the last answer's, where there was exactly one."""
    if not re.fullmatch(_PERSONAL, pronoun, re.I) or not isinstance(reply, Answer):
        return None
    asked_who = re.match(r"\s*who\b", earlier, re.I)
    answers = [a.text for a in reply.short_answers]
    return answers[0] if asked_who and len(answers) == 1 else None


def _swap_slot(earlier: str, slot: str) -> str:
    """The earlier question with its year, its speaker or its last name replaced by `slot`."""
    told = _SPEAKER.match(earlier)
    if not told:
        earlier = whole_question(earlier)
    if _YEAR.search(slot) and _YEAR.search(earlier):
        year = _YEAR.search(slot)
        assert year is not None
        return _YEAR.sub(year.group(), earlier)
    one = _ONE.match(slot)
    topic = topic_of(earlier)
    if one and topic:
        # "And the second one?": of what was asked about.
        noun = re.split(r"\s+(?:of|for|in|between)\s+", topic)[0].split()[-1]
        return f"{one['which'] or one['nth'] + ' '}{noun}".join(earlier.rsplit(topic, 1))
    theirs = _THEIRS.match(slot)
    if theirs and topic:
        return f"{topic}'s {slot[theirs.end() :]}".join(earlier.rsplit(topic, 1))
    of = _OF.match(slot)
    names = [n for n in names_in(earlier) if not of or _stands_after(of["of"], n, earlier)]
    if names_in(slot) and told and not of:
        return earlier[: told.start("who")] + slot + earlier[told.end("who") :]
    if names and names_in(slot):
        return _in_place_of(names[-1], slot[of.end() :] if of else slot, earlier)
    if topic and not names_in(topic) and not of and _THE.match(slot):
        return slot.join(earlier.rsplit(topic, 1))
    return f"{earlier.rstrip('?.! ')}, {slot[:1].lower() + slot[1:] if of else slot}?"


def _stands_after(preposition: str, name: str, text: str) -> bool:
    pattern = rf"\b{preposition}\s+(?:the\s+)?{re.escape(name)}"
    return bool(re.search(pattern, text, re.I))


def _in_place_of(name: str, slot: str, text: str) -> str:
    """The text with the last place of a name, and its article, given to the slot."""
    at = text.rindex(name)
    head = re.sub(r"\b(?:the|a|an)\s+$", "", text[:at], flags=re.I)
    return head + slot + text[at + len(name) :]
