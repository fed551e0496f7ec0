"""One text of an edition as its supplier hands it over: a verse, or a hadith with what the source says about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grade:
    """What a named scholar judged of a hadith, and which source says so; a grade without a grader is not kept."""

    grade: str
    grader: str
    source: str


@dataclass(frozen=True, slots=True)
class Record:
    """A verse or a hadith.

    ``start`` is the locus in the edition's own numbering ((surah, verse) or (number,)), ``text`` the words on one
    line.  For English hadith ``text`` begins with ``narrator``.  ``page`` is "volume/page" where the source prints it.
    """

    start: tuple[int, ...]
    text: str
    suffix: str = ""
    chapter: str = ""
    narrator: str = ""
    grades: tuple[Grade, ...] = ()
    page: str = ""
