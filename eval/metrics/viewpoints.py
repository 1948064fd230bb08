"""Where the sources differ: is every side told, none invented, none favoured?

Judged on questions whose gold marks viewpoints (or, for invented disputes, promises there are
none). A side is told as far as its evidence groups are cited.
"""

from __future__ import annotations

from ..records import Gold, Response
from .attribution import same_name
from .covering import cited_ranges, is_hit


def sides_cited(gold: Gold, response: Response) -> float | None:
    """Share of the gold sides of which at least one evidence group is cited."""
    shares = side_shares(gold, response)
    return sum(share > 0 for share in shares) / len(shares) if shares else None


def all_sides_cited(gold: Gold, response: Response) -> float | None:
    """1 if every gold side is cited."""
    share = sides_cited(gold, response)
    return None if share is None else float(share == 1)


def balance(gold: Gold, response: Response) -> float | None:
    """The least told side against the best told: min / max of the shares of groups cited.

    1 = all sides told to the same degree, 0 = one side not told at all, or nothing told.
    """
    shares = side_shares(gold, response)
    if not shares:
        return None
    return min(shares) / max(shares) if max(shares) > 0 else 0.0


def side_shares(gold: Gold, response: Response) -> tuple[float, ...]:
    """For each gold side the share of its evidence groups that are cited; empty = no dispute."""
    if len(gold.sides) < 2:
        return ()
    cited = cited_ranges(response.citations)
    return tuple(
        sum(is_hit(group, cited) for group in side) / len(side) if side else 0.0
        for side in gold.sides
    )


def holders_right(gold: Gold, response: Response) -> float | None:
    """Share of the gold sides that the answer groups under a right holder.

    A side counts when some group of statements in the answer cites its evidence and names one of
    its holders.
    """
    if len(gold.sides) < 2:
        return None
    right = 0
    for viewpoint, side in zip(gold.case.viewpoints, gold.sides, strict=True):
        for told in response.viewpoints:
            said = [response.statements[i] for i in told.statements if _exists(i, response)]
            cited = cited_ranges(c for s in said for c in s.citations)
            named = any(same_name(h, g) for h in told.holders for g in viewpoint.holders)
            if named and any(is_hit(group, cited) for group in side):
                right += 1
                break
    return right / len(gold.sides)


def no_invented_dispute(gold: Gold, response: Response) -> float | None:
    """1 if sources that do not differ are not told as if they did.

    Judged where the gold says there is no dispute and the question was answered; a failure or
    an empty answer scores 0, an abstention is not judged. A dispute is told when the answer has
    two or more groups and calls one "different".
    """
    if gold.case.disputed is not False or not gold.case.answerable:
        return None
    if response.error is None and response.abstained:
        return None
    if not response.answered:
        return 0.0
    differing = any(side.relation == "different" for side in response.viewpoints)
    return float(not (len(response.viewpoints) > 1 and differing))


def _exists(index: int, response: Response) -> bool:
    return 0 <= index < len(response.statements)
