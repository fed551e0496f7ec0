"""References in the making: offsets of the folded text, candidates not yet weighed; lists joined and split again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from quoteindex.model import Passage, Reference, Span
from quoteindex.references.words import alternation

Evidence = Literal["strong", "habit", "none"]


@dataclass(slots=True)
class Member:
    """One place that a reference states; several passages where it may be read in several ways."""

    start: int
    end: int
    passages: tuple[Passage, ...]


@dataclass(slots=True)
class Draft:
    """A reference as read, before it is checked.

    ``evidence`` "habit": only the company of surer references in the same document makes it one.
    ``doubt``: name and number disagree.
    """

    start: int
    end: int
    form: str
    members: list[Member] = field(default_factory=list)
    collections: tuple[str, ...] = ()
    narrators: tuple[str, ...] = ()
    evidence: Evidence = "strong"
    doubt: bool = False

    @property
    def is_quran(self) -> bool:
        """Whether it states places of the Qur'an."""
        return bool(self.members) and self.members[0].passages[0].is_quran


def joins(text: str, end: int, start: int) -> bool:
    """Say whether what stands between two references makes them one list: a comma, a semicolon, "and"."""
    return (
        0 <= start - end <= 8
        and bool(re.fullmatch(rf" ?[,;]? ?(?:(?:{alternation('and')}) ?)?", text[end:start]))
        and (end < start)
    )


def extend(first: Draft, second: Draft) -> None:
    """Take the reference that follows into the list of the one before it."""
    first.end = second.end
    first.members.extend(second.members)
    first.collections = tuple(dict.fromkeys(first.collections + second.collections))
    first.narrators += second.narrators
    first.doubt = first.doubt or second.doubt


def may_join(text: str, first: Draft, second: Draft) -> bool:
    """Say whether two neighbours are one list: both numbered, of one kind, parted by a joint only."""
    return (
        bool(first.members and second.members)
        and first.is_quran == second.is_quran
        and joins(text, first.end, second.start)
    )


def members(reference: Reference) -> tuple[Reference, ...]:
    """Split a list into one reference for each surah or collection that it names, each with its own stretch.

    "Q 25:53; 55:19" gives two, "Q 8:37, 40" one, "(Bukhari 1; Muslim 1907)" two; anything else itself alone.
    """
    groups: list[list[int]] = []
    for index, passage in enumerate(reference.passages):
        if (groups and _place(reference.passages[groups[-1][-1]]) == _place(passage)) or (
            groups and reference.member_spans[groups[-1][-1]] == reference.member_spans[index]
        ):
            groups[-1].append(index)
        else:
            groups.append([index])
    if len(groups) < 2:
        return (reference,)
    return tuple(_part(reference, group) for group in groups)


def _place(passage: Passage) -> tuple[str, int]:
    return passage.work, passage.start[0] if passage.is_quran else 0


def _part(reference: Reference, group: list[int]) -> Reference:
    passages = tuple(reference.passages[index] for index in group)
    spans = tuple(reference.member_spans[index] for index in group)
    whole = Span(spans[0].start, spans[-1].end)
    offset = reference.span.start
    works = {passage.work for passage in passages}
    readings = tuple(
        reading
        for reading in reference.readings
        if reading.work in works
        and (not reading.is_quran or _place(reading) in {_place(passage) for passage in passages})
    )
    return replace(
        reference,
        spans=(whole,),
        text=reference.text[whole.start - offset : whole.end - offset],
        passages=passages,
        readings=readings,
        collections=tuple(c for c in reference.collections if c in works),
        member_spans=spans,
    )
