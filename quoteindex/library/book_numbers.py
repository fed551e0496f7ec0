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
_RATE = 1.027  # records of the packages for one number of the translation, on the whole
_BEYOND = 1 << 30


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A book: running ids, both inclusive."""

    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1


def lines(name: str) -> Iterator[list[str]]:
    """Yield the rows of the table ``corpora/numbering/name.tsv`` without comments and header."""
    text = (files("corpora") / "numbering" / f"{name}.tsv").read_text("utf-8")
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    return (row.split("\t") for row in rows[1:])


def candidates(work: str, number: tuple[int, ...]) -> list[int]:
    """Return the running ids that book:number or volume:book:number may mean, the likeliest first."""
    if len(number) == 3:
        volume, book, place = number
        return _near(work, str(volume), place, book_of_volume(volume, book)) if work == "bukhari" else []
    if len(number) != 2:
        return []
    book, place = number
    inside = [stretch.first + place - 1 for stretch in _books(work, book) if 1 <= place <= stretch.size]
    known = _known(work, "")
    through = _near(work, "", place, range(1, known[-1][1] + 1)) if known and place <= known[-1][0] else []
    return list(dict.fromkeys([*inside, *through]))


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
def _known(work: str, volume: str) -> tuple[tuple[int, int], ...]:
    """Return the certain (number, running id) of a work, or of one volume of it, rising."""
    rows = (row[2:] for row in lines("usc_known") if row[:2] == [work, volume])
    return tuple((int(number), int(running)) for number, running in rows)


def _near(work: str, volume: str, number: int, within: range) -> list[int]:
    """Return the candidates *within*: one where the number is certain, else those beside its estimated place."""
    known = _known(work, volume)
    at = bisect_right(known, (number, _BEYOND)) - 1
    if at < 0:
        return []
    (first, running), *after = known[at:]
    rate = (after[0][1] - running) / (after[0][0] - first) if after else _RATE
    place = round(running + (number - first) * rate)
    if number == first:
        return [running] if running in within else []
    near = range(max(place - _BESIDE, within.start), min(place + _BESIDE + 1, within.stop))
    return sorted(near, key=lambda candidate: (abs(candidate - place), candidate))
