"""Members → groups: the strongest ties first, as long as what speaks against a group stays weaker.

Attraction between two groups is their strongest tie; repulsion is every conflict between their members.  A tie that is
refused is offered again once the groups have grown, because a reference to a range may reconcile two verses.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from quoteindex.link.evidence import Member, conflict, tie, weights
from quoteindex.link.layout import Layout
from quoteindex.model import Evidence

_NEIGHBOURS = 8  # a member is weighed against that many members after it
_REACH = 60  # … that stand within this many words; farther off no tie outweighs the distance
_LARGEST = 18  # members of one cit: a surah quoted verse by verse, with its rendering
_ROUNDS = 3
_CONFIDENT = 3.0  # a tie this strong shows the order habit of the document


class Tie(NamedTuple):
    """Two members, by number, and what ties them."""

    first: int
    second: int
    evidence: tuple[Evidence, ...]

    @property
    def weight(self) -> float:
        """The sum of the evidence."""
        return sum(e.weight for e in self.evidence)


@dataclass(slots=True)
class Group:
    """Members that belong together, and why."""

    members: list[Member]
    ties: list[Tie] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


def near_ties(members: Sequence[Member], layout: Layout, noted: Iterable[tuple[int, int]]) -> list[Tie]:
    """Weigh every pair of near members, every pair that a note mark joins, and every pair in facing lists."""
    facing = set(_facing(members))
    hopeless = -weights()["habit"]  # nothing but the habit is added later, and every conflict takes away
    found = []
    for second, member in enumerate(members):
        for first in range(second - 1, max(-1, second - _NEIGHBOURS - 1), -1):
            gap = layout.between(first, second)
            if gap.words > _REACH:
                break
            evidence = tie(members[first], member, gap, facing=(first, second) in facing)
            if evidence and sum(e.weight for e in evidence) > hopeless:
                found.append(Tie(first, second, tuple(evidence)))
    near = {(t.first, t.second) for t in found}
    for first, second in facing - near:
        evidence = tie(members[first], members[second], layout.between(first, second), facing=True)
        found += [Tie(first, second, tuple(evidence))] if evidence else []
    for first, second in noted:
        first, second = sorted((first, second))
        evidence = tie(members[first], members[second], layout.between(first, second), noted=True)
        found += [Tie(first, second, tuple(evidence))] if evidence else []
    return found


def _facing(members: Sequence[Member]) -> Iterable[tuple[int, int]]:
    """Pair, rank by rank, a run of Arabic quotations with a run of as many English ones that follows or precedes it."""
    runs: list[list[Member]] = []
    for member in members:
        if runs and runs[-1][0].kind == member.kind:
            runs[-1].append(member)
        else:
            runs.append([member])
    for one, two in pairwise(runs):
        if len(one) == len(two) > 1 and {one[0].kind, two[0].kind} == {"ar", "en"}:
            yield from ((a.number, b.number) for a, b in zip(one, two, strict=True))


def group(members: Sequence[Member], ties: Sequence[Tie]) -> list[Group]:
    """Join members, the strongest ties first, where the tie outweighs every conflict between the two groups."""
    groups = [Group([member]) for member in members]
    home = list(range(len(members)))
    waiting = list(ties)
    for _ in range(_ROUNDS):
        refused = _round(groups, home, waiting)
        if len(refused) == len(waiting):
            break
        waiting = refused
    return [found for number, found in enumerate(groups) if home[number] == number]


def _round(groups: list[Group], home: list[int], ties: list[Tie]) -> list[Tie]:
    """Offer every tie once, strongest gain first; return those that were refused."""
    queue = [(-t.weight, number) for number, t in enumerate(ties)]
    heapq.heapify(queue)
    refused = []
    while queue:
        offered, number = heapq.heappop(queue)
        offer = ties[number]
        one, two = _root(home, offer.first), _root(home, offer.second)
        if one == two:
            continue
        room = len(groups[one].members) + len(groups[two].members) <= _LARGEST
        against = conflict(groups[one].members, groups[two].members, offer.weight) if room else None
        if against is None:
            refused.append(offer)
            continue
        gain = offer.weight + sum(e.weight for e in against)
        if queue and gain < -offered and gain < -queue[0][0]:
            heapq.heappush(queue, (-gain, number))
        else:
            _merge(groups, home, min(one, two), max(one, two), offer, against)
    return refused


def _merge(groups: list[Group], home: list[int], kept: int, other: int, why: Tie, against: list[Evidence]) -> None:
    taken = groups[other]
    groups[kept].members += taken.members
    groups[kept].ties += [*taken.ties, why]
    groups[kept].evidence += [*taken.evidence, *why.evidence, *against]
    home[other] = kept


def _root(home: list[int], number: int) -> int:
    while home[number] != number:
        home[number] = home[home[number]]
        number = home[number]
    return number


def with_habit(members: Sequence[Member], ties: Sequence[Tie], groups: Iterable[Group]) -> list[Tie]:
    """Add to each tie what the document's own order says: does the reference follow the quotation, or go before it?

    The habit is estimated from the ties of *groups* that were strong on their own, for each kind of pair; it is the
    log-odds of the order, at most the weight ``habit``, and says nothing while the counts are equal.
    """
    counts: dict[tuple[str, str], int] = {}
    for found in groups:
        for used in found.ties:
            if used.weight >= _CONFIDENT:
                order = _order(members, used)
                counts[order] = counts.get(order, 0) + 1
    most = weights()["habit"]
    result = []
    for each in ties:
        order = _order(members, each)
        if order[0] == order[1]:
            result.append(each)
            continue
        odds = math.log((counts.get(order, 0) + 1) / (counts.get(order[::-1], 0) + 1))
        habit = Evidence("habit", round(max(-most, min(most, odds)), 2))
        result.append(each._replace(evidence=(*each.evidence, habit)) if habit.weight else each)
    return result


def _order(members: Sequence[Member], used: Tie) -> tuple[str, str]:
    """Name the order of a pair: quotation and reference (in brackets or not), or Arabic and English."""
    pair = [members[number] for number in (used.first, used.second)]
    if all(m.kind != "reference" for m in pair):
        return pair[0].kind, pair[1].kind
    reference = next(m for m in pair if m.kind == "reference")
    form = "bracketed" if reference.bracketed else "reference"
    first, second = (form if m.kind == "reference" else "quotation" for m in pair)
    return first, second
