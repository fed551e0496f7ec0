"""Hadith numbers: which number people cite a record by, and which records a cited number may mean.

The packages of the six books count their records through ("package"); people cite a collection's usual number, with a
letter where several narrations stand under one: ``muslim:2564``, ``muslim:2564b``.  The tables are in
corpora/numbering (built by corpora/build_numbering.py); a collection without a table is cited as its source counts it.

>>> numbering = Numbering()
>>> str(numbering.cited("tirmidhi", 2484))
'tirmidhi:2414'
>>> [str(passage) for passage in numbering.resolve(Passage.parse("muslim@darussalam:7500"))]
['muslim:2999']
>>> [str(passage) for passage in numbering.resolve(Passage.parse("muslim:2564"))]
['muslim:2564', 'muslim:1102b']
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from quoteindex.library.book_numbers import book_of_volume, candidates, lines
from quoteindex.model import Passage

# How the number of a record is known; "also": the record holds one more number.
How = Literal["exact", "interpolated", "read", "also"]

USUAL = ""
PACKAGE = "package"
DARUSSALAM = "darussalam"
BOOKS = "usc"
NUMBERED = ("bukhari", "muslim", "abudawud", "tirmidhi", "nasai", "ibnmajah")
_LETTERS = 26
_HOW: dict[str, How] = {"exact": "exact", "interpolated": "interpolated", "read": "read", "also": "also"}


# (scheme, number, part): part 1 is the bare number or "a", 2 is "b" …
_Name = tuple[str, int, int]


@dataclass(slots=True)
class _Table:
    """One collection: the name of each running id, and the running id that a name leads to (several names may)."""

    work: str
    schemes: tuple[str, ...] = ()
    names: dict[int, _Name] = field(default_factory=dict)
    how: dict[int, How] = field(default_factory=dict)
    records: dict[_Name, int] = field(default_factory=dict)

    def passage(self, running: int) -> Passage | None:
        if running not in self.names:
            return None
        scheme, number, part = self.names[running]
        return Passage.hadith(self.work, number, suffix=_letter(part), scheme=scheme)

    def passages(self, found: Iterable[int | None]) -> tuple[Passage, ...]:
        """Return the passages of the running ids in *found*, each once."""
        named = (self.passage(running) for running in found if running is not None)
        return tuple(dict.fromkeys(passage for passage in named if passage is not None))


class _Row(NamedTuple):
    running: int
    number: int
    part: int
    how: How


class Numbering:
    """The numbers of the collections that have a table; each table is read when it is first asked for."""

    def __init__(self) -> None:
        self._read: dict[str, _Table] = {}

    def cited(self, work: str, running: int) -> Passage | None:
        """Return the passage that people cite for the record *running* of the work's package, or None.

        No two records have the same passage.  A record of Muslim outside ʿAbd al-Bāqī's count (the introduction, a
        narration beyond the letter z) is in the scheme "darussalam".
        """
        return self._table(work).passage(running)

    def running(self, passage: Passage) -> int | None:
        """Return the running id of the record whose passage this is: the way back from ``cited``."""
        table = self._table(passage.work)
        running = table.records.get((passage.scheme, passage.start[0], _part(passage.suffix)))
        return running if running is not None and table.passage(running) == passage else None

    def how(self, work: str, running: int) -> How | None:
        """Say how a record's number is known: by its words (exact), by its place, or by reading."""
        return self._table(work).how.get(running)

    def schemes(self, work: str) -> tuple[str, ...]:
        """Return the schemes by which *work* can be resolved, the usual one ("") first."""
        table = self._table(work)
        return (*table.schemes, BOOKS, PACKAGE) if table.schemes else (USUAL,)

    def resolve(self, passage: Passage) -> tuple[Passage, ...]:
        """Return the passages that *passage* may mean as someone cites it: of each scheme in turn, the likeliest first.

        A scheme that is named is the only one tried.  A number alone means its first narration; the others are
        ``narrations``.  A number of two or three parts (scheme "usc" or none) counts by books.  A work that has no
        table gives *passage* back.
        """
        table = self._table(passage.work)
        if not table.records:
            return (passage,)
        if passage.end != passage.start:
            return ()
        if len(passage.start) > 1:
            return self._by_book(passage, table)
        (number,) = passage.start
        if passage.scheme == PACKAGE:
            return table.passages([number])
        schemes = (passage.scheme,) if passage.scheme else table.schemes[:1] if passage.suffix else table.schemes
        part = _part(passage.suffix)
        return table.passages(table.records.get((scheme, number, part)) for scheme in schemes)

    def narrations(self, passage: Passage) -> tuple[Passage, ...]:
        """Return all narrations that stand under the number of *passage*, in the order of their letters."""
        table = self._table(passage.work)
        parts = sorted(p for s, n, p in table.records if (s, n) == (passage.scheme, passage.start[0]))
        return table.passages(table.records[passage.scheme, passage.start[0], part] for part in parts)

    def _by_book(self, passage: Passage, table: _Table) -> tuple[Passage, ...]:
        if passage.scheme not in (USUAL, BOOKS):
            return ()
        found = candidates(passage.work, passage.start)
        if len(passage.start) == 3 and passage.work == "bukhari":  # many write the usual number in this form
            volume, book, number = passage.start
            usual = table.records.get((USUAL, number, 1))
            found = [usual, *found] if usual and usual in book_of_volume(volume, book) else found
        return table.passages(found)

    def _table(self, work: str) -> _Table:
        if work not in self._read:
            self._read[work] = _read(work) if work in NUMBERED else _Table(work)
        return self._read[work]


def _read(work: str) -> _Table:
    rows = list(_rows(work))
    table = _Table(work, (USUAL,))
    if work == "muslim":
        table.schemes = (USUAL, DARUSSALAM)
        _add(table, DARUSSALAM, rows)
        rows = list(_in_abd_al_baqi(rows))
    _add(table, USUAL, rows)
    return table


def _add(table: _Table, scheme: str, rows: list[_Row]) -> None:
    """Enter *rows* into *table*; a name of a later scheme takes the place of an earlier one."""
    first: dict[int, tuple[int, int]] = {}
    for row in rows:
        if row.how != "also":
            name = (scheme, row.number, row.part)
            table.records[name] = row.running
            table.how[row.running] = row.how
            first[row.number] = min(first.get(row.number, (row.part, row.running)), (row.part, row.running))
            if row.part <= _LETTERS:
                table.names[row.running] = name
    for row in rows:
        if row.how == "also":
            table.records.setdefault((scheme, row.number, row.part), row.running)
    for number, (_, running) in first.items():  # where the first narration is missing, the number leads to the next
        table.records.setdefault((scheme, number, 1), running)


def _in_abd_al_baqi(rows: list[_Row]) -> Iterator[_Row]:
    """Turn rows of the consecutive count of Muslim into rows of ʿAbd al-Bāqī's; those outside it are left out.

    What is a second record of a consecutive number becomes one more narration of its ʿAbd al-Bāqī number.
    """
    counted = _abd_al_baqi()
    last: dict[int, int] = defaultdict(int)
    for number, part, _ in counted.values():
        last[number] = max(last[number], part)
    for row in rows:
        if row.number not in counted:
            continue
        number, part, read = counted[row.number]
        if row.part > 1:
            last[number] += 1
            part = last[number]
        yield _Row(row.running, number, part, "read" if read and row.how == "exact" else row.how)


def _abd_al_baqi() -> dict[int, tuple[int, int, bool]]:
    """Return (number, part, whether by reading) for each number of the consecutive count."""
    counted = {}
    for darussalam, number, letter, counts, note in lines("muslim_abdalbaqi"):
        at, part = int(darussalam), int(letter)
        for step, sign in enumerate(counts):
            for _ in range(int(sign, 36)):
                counted[at] = (int(number) + step, part, bool(note))
                at, part = at + 1, part + 1
            part = 1
    return counted


def _rows(work: str) -> Iterator[_Row]:
    for running, number, letter, count, how in lines(work):
        for step in range(int(count)):
            yield _Row(int(running) + step, int(number) + step, _part(letter), _HOW[how])


def _part(letter: str) -> int:
    return ord(letter) - 96 if letter else 1


def _letter(part: int) -> str:
    return "" if part == 1 else chr(96 + part)
