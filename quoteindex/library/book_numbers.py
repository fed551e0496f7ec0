"""Hadith numbers of two and three parts: book:number and volume:book:number, as candidates.

Two counts are written so.  Inside a book ("Book 2, Hadith 1") the place is certain.  The early electronic editions
(USC-MSA) count through a volume of al-Bukhari (``1:2:8``) or through all of Muslim (``32:6219``); of their numbers only
some are certain, so that a stretch of candidates is given, the likeliest first, and a quotation beside the reference
decides.

>>> candidates("bukhari", (2, 1))
[8]
>>> candidates("muslim", (32, 6219))
[6380]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_BESIDE = 12  # records on either side of the estimated place that may be meant


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A book: running ids, both inclusive."""

    first: int
    last: int


def lines(name: str) -> Iterator[list[str]]:
    """Yield the rows of the table ``corpora/numbering/name.tsv`` without comments and header."""
    text = (files("corpora") / "numbering" / f"{name}.tsv").read_text("utf-8")
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    return (row.split("\t") for row in rows[1:])


def candidates(work: str, number: tuple[int, ...]) -> list[int]:
    """Return the running ids that book:number or volume:book:number may mean, the likeliest first."""
    if len(number) == 3:
        return _in_volume(work, *number)
    if len(number) != 2:
        return []
    book, place = number
    inside = [book_.first + place - 1 for book_ in _books(work, book)]
    found = [running for running, book_ in zip(inside, _books(work, book), strict=True) if running <= book_.last]
    return list(dict.fromkeys([*found, *_counted_through(work, place)]))


def book_of_volume(volume: int, book: int) -> range:
    """Return the running ids of a book of al-Bukhari, counted as in the nine volumes of the translation."""
    for its_volume, its_book, first, last in lines("bukhari_usc"):
        if (int(its_volume), int(its_book)) == (volume, book):
            return range(int(first), int(last) + 1)
    return range(0)


@cache
def _books(work: str, book: int) -> tuple[_Stretch, ...]:
    rows = (row for row in lines("books") if row[:2] == [work, str(book)])
    return tuple(_Stretch(int(first), int(last)) for _, _, first, last in rows)


@cache
def _known(work: str) -> tuple[tuple[int, int], ...]:
    """Return the certain (number, running id) of a work, rising."""
    return tuple((int(number), int(running)) for its, _, number, running in lines("usc_known") if its == work)


def _counted_through(work: str, number: int) -> list[int]:
    """Return the candidates for a number that counts through Muslim: one where it is certain, else those near it."""
    known = _known(work) if work == "muslim" else ()
    if not known or not known[0][0] <= number <= known[-1][0]:
        return []
    at = bisect_right(known, (number, 1 << 30))
    before = known[at - 1]
    if before[0] == number:
        return [before[1]]
    after = known[at]
    share = (number - before[0]) / (after[0] - before[0])
    return _around(round(before[1] + share * (after[1] - before[1])), range(before[1], after[1] + 1))


def _in_volume(work: str, volume: int, book: int, number: int) -> list[int]:
    if work != "bukhari" or not (stretch := book_of_volume(volume, book)):
        return []
    (one, start), (end, last) = _known(work)
    first = min(int(row[2]) for row in lines("bukhari_usc") if int(row[0]) == volume)
    return _around(round(first + (number - 1) * (last - start) / (end - one)), stretch)


def _around(place: int, within: range) -> list[int]:
    near = range(max(place - _BESIDE, within.start), min(place + _BESIDE + 1, within.stop))
    return sorted(near, key=lambda running: (abs(running - place), running))
