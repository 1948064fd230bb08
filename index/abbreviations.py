"""Words that carry a full stop without ending a sentence.

Three lists, by what may follow: after `BEFORE_NAMES` and `BEFORE_NUMBERS` a sentence goes on,
`ANYWHERE` hardly ever ends one, `OFTEN_LAST` may stand at the end (then the next word decides).
Entries are lower case, without the final full stop.
"""

from __future__ import annotations

import re

BEFORE_NAMES = frozenset(
    """
    mr mrs ms mx dr prof profs rev hon pres gov sen rep amb gen col lt maj capt cmdr cpl sgt adm
    brig cdr fr msgr st ste ss mt ft hrh h.e supt insp det messrs mme mlle m.me hr herr frau sr sra
    srta dott dott.ssa ing av pm
    """.split()
)
BEFORE_NUMBERS = frozenset(
    """
    no nos nr nrs p pp para paras par art arts sec secs sect ch chap chs vol vols fig figs tab tbl
    eq eqs ex exs app apps rm apt bldg flr ver v vv ll fol fols n nn pt pts bd s ss str num op
    jan feb mar apr jun jul aug sep sept oct nov dec c ca cca circa approx est b d r fl c.f bl
    § abs ziff
    """.split()
)
ANYWHERE = frozenset(
    """
    e.g i.e eg ie cf viz vs al et ibid id loc cit op.cit ed eds edn trans transl comp rev repr publ
    univ dept dpt assn assoc bros gov't incl excl resp ff f bn mn m tr rus engl eng ger fr lat arm
    az turk orig z.b d.h u.a bzw vgl p.ex c.-à-d np
    a.k.a f.k.a w.r.t q.v s.v sc tel esp cp abbr adj lit i.a n.b
    """.split()
)
OFTEN_LAST = frozenset(
    """
    etc inc ltd co corp llc plc gmbh jr sr esq bc ad bce ce a.m p.m am pm u.s u.k u.n e.u u.s.a
    u.s.s.r u.a.e d.c b.c a.d b.c.e c.e ph.d m.a b.a m.sc b.sc m.d ll.m r.i.p mph hrs hr min ft lb
    lbs oz sq yrs m.p n.d
    """.split()
)

# First words of a sentence. A title, an initial or "U.S." followed by one of these has ended its
# sentence more often than not; followed by any other capitalised word it goes on.
OPENERS = frozenset(
    """
    the a an this that these those it its he she they we i you his her their our my there here in
    on at by for from with without after before when while where why how what who if as although
    though but and or yet so however moreover furthermore nevertheless nonetheless meanwhile
    instead then thus therefore hence still also another both each every all some many most few
    several no not nor none only one two three since until during under over despite because
    according today yesterday tomorrow later earlier finally first second such to is are was were
    did does do has have had can could should would will may might must let once now even
    """.split()
)

# Lower-case particles that begin a surname: "de Waal argues" may open a sentence.
PARTICLES = frozenset(
    "de da di del della van von der den ter ten bin ibn al el la le du dos das zu af av".split()
)

# A line that stops on one of these is cut in the middle of a sentence.
FUNCTION_WORDS = frozenset(
    """
    the a an of and or nor but by with without to in into on onto at as for from that which who
    whom whose than then their his her its our your my this these those between among against
    under over through during about because while although if when where is are was were be been
    being has have had will would could should may might must can not no also both either neither
    such so more most less very approximately about around until upon within toward towards via
    per each every any some several many all other another mr mrs ms dr prof
    """.split()
)

_LAST_TOKEN = re.compile(r"[^\s(\[{“\"‘«„—–/]{1,40}\.\Z")


def last_token(text: str) -> str:
    """The last word of `text` without its final full stop, lower case.

    Args:
        text: text that should end in a full stop.

    Returns:
        "" where the text does not end in a word and a full stop.
    """
    found = _LAST_TOKEN.search(text[-42:])
    return found.group()[:-1].lstrip("'’*_").lower() if found else ""
