"""Questions that ask nothing alone: "Why?", "Who else?", "Is that true?", "Tell me more".

Each is put before the question it carries on, which then stands in brackets:

    "Who paid for the harbour?"  then  "Who else?"      -> "Who else? (Who paid for the harbour?)"
    "Who paid for the harbour?"  then  "Tell me more."  -> "What else? (Who paid for the harbour?)"
"""

from __future__ import annotations

import re

_IT = r"(?:it|this|that|so|them|him|her)"
_ANYONE = r"(?:any|some|every)(?:one|body)|any (?:source|document)|others?"
_OPENING = re.compile(r"^(?:and|or|but|so|ok|okay|well)\b[\s,]*", re.I)
_CLOSING = re.compile(r"[\s,]*(?:please|then|though|exactly)?[\s?.!…]*$", re.I)
_BARE = re.compile(
    r"(?:why|when|where|who|how|what|whose|whom|which)(?: (?:not|so|else|exactly))?"
    r"|how (?:much|many|long|often|far|come)(?: more| exactly)?"
    r"|(?:by|for|to|from|with|against|about|of|until|since|till|according to)"
    r" (?:whom|what|when|where)"
    r"|for how (?:long|much|many)|what for|where to|where from|which ones?"
    r"|(?:in|on|at|from|by|under|with) (?:what|which) [\w’'-]+"
    r"|(?:which|what) (?:document|source|report|author|page)s?(?: says? (?:so|that|this))?"
    r"|(?:who|which of them) (?:says?|said|thinks?|claims?|writes?|wrote)(?: (?:so|that|this|it))?"
    r"|says who|where (?:does|do) (?:it|they|the documents?) say (?:so|that|this|it)"
    rf"|(?:who|{_ANYONE}|who else) (?:dis)?agrees?(?: with {_IT})?"
    rf"|who (?:else )?(?:denies|doubts|disputes|confirms|contradicts|supports) {_IT}"
    rf"|(?:does|do|did) (?:{_ANYONE})(?: else)? (?:(?:dis)?agree(?: with {_IT})?"
    rf"|(?:deny|doubt|dispute|confirm|contradict|support) {_IT}|say (?:otherwise|so))"
    r"|(?:do|does|did) (?:they|all|everyone|the (?:sources|documents|authors))(?: all)? agree"
    r"|(?:is|was) (?:it|this|that) (?:true|so|right|correct|certain|disputed|contested|agreed)"
    rf"|(?:{_ANYONE}|anything|something|nobody|nothing|anywhere) else|how do (?:you|they|we) know"
    # "Was it the Board?"
    r"|(?:is|was|are|were) (?:it|this|that|they) (?:not |really |also |only )?(?:the )?"
    r"(?-i:[A-Z][\w’'.-]*)(?: (?:of |the )*(?-i:[A-Z])[\w’'.-]*)*",
    re.I,
)
_MORE = re.compile(
    r"(?:(?:can|could|will|would) you )?(?:(?:tell|give|show) (?:me|us) )?(?:a (?:bit|little) )?"
    r"(?:any |some )?(?:more|more details?|further details?|the details)"
    r"(?: (?:about|on|of) (?:it|this|that|them))?"
    r"|(?:anything|something|what) (?:more|further)|go on|continue"
    r"|elaborate(?: on (?:it|this|that))?"
    r"|explain(?: (?:it|this|that|yourself))?(?: (?:more|further))?",
    re.I,
)
_AFTER = re.compile(
    r"then(?: what)?|what (?:then|next)"
    r"|what (?:happened|came|followed)"
    r"(?: (?:then|next|after(?:wards)?|later|after (?:this|that)))+",
    re.I,
)
_IN_BRACKETS = re.compile(r"^[^?(]+\? \((?P<whole>.+)\)$", re.S)


def carry_on(question: str, earlier: str) -> str | None:
    """A question that asks nothing alone, with the one it carries on behind it in brackets.

    Args:
        question: as typed.
        earlier: the question before it, as it was read.

    Returns:
        None where the question asks something of its own.
    """
    text = question.strip()
    bare = _CLOSING.sub("", _OPENING.sub("", text))
    if _AFTER.fullmatch(_without_marks(text)) or _AFTER.fullmatch(bare):
        head = "What happened then"
    elif _MORE.fullmatch(bare):
        head = "What else"
    elif _BARE.fullmatch(bare):
        head = bare[:1].upper() + bare[1:]
    else:
        return None
    return f"{head}? ({whole_question(earlier)})"


def whole_question(question: str) -> str:
    """The question in the brackets of one that was carried on, else the question itself."""
    found = _IN_BRACKETS.match(question.strip())
    return found["whole"].strip() if found else question.strip()


def _without_marks(text: str) -> str:
    return re.sub(r"^(?:and|but|so)\s+", "", text.rstrip(" ?.!…"), flags=re.I)
