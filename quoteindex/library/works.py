"""The works of the library as facts: the 114 surahs with their verse counts, and the hadith collections.

Both are tables under ``corpora/``, read once; nothing here needs an installed text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from quoteindex.errors import NoSuchPassage
from quoteindex.tables import table


@dataclass(frozen=True, slots=True)
class Surah:
    """One surah: its place in mushaf order, its number of verses (Kufan count) and its usual names.

    ``also`` says what else the bare name is ("person", "place", "word", "event"), empty where it is only a surah.
    """

    number: int
    verses: int
    arabic: str
    ijmes: str
    ala_lc: str
    dmg: str
    common: str
    english: tuple[str, ...]
    also: str


@dataclass(frozen=True, slots=True)
class Collection:
    """One hadith collection: its id, its place among the collections, its titles and how its hadith are counted.

    ``highest`` maps each numbering scheme to its highest number ("" is the usual numbering); a scheme of compound
    numbers ("usc", "page") maps to 0.
    """

    id: str
    order: int
    arabic: str
    arabic_short: str
    ijmes: str
    ijmes_short: str
    common: str
    common_short: str
    highest: dict[str, int]
    also: str


@cache
def surahs() -> tuple[Surah, ...]:
    """Return the 114 surahs in mushaf order.

    >>> surahs()[7].ijmes, surahs()[7].verses
    ('al-Anfāl', 75)
    """
    return tuple(
        Surah(
            int(row["number"]),
            int(row["verses"]),
            row["arabic"],
            row["ijmes"],
            row["ala_lc"],
            row["dmg"],
            row["common"],
            tuple(row["english"].split("|")),
            row["also"],
        )
        for row in table("surahs")
    )


@cache
def collections() -> tuple[Collection, ...]:
    """Return the hadith collections, the six books first.

    >>> [collection.id for collection in collections()[:3]]
    ['bukhari', 'muslim', 'abudawud']
    """
    return tuple(
        Collection(
            row["id"],
            order,
            row["arabic"],
            row["arabic_short"],
            row["ijmes"],
            row["ijmes_short"],
            row["common"],
            row["common_short"],
            _schemes(row["schemes"]),
            row["also"],
        )
        for order, row in enumerate(table("collections"), 1)
    )


@cache
def _collections_by_id() -> dict[str, Collection]:
    return {collection.id: collection for collection in collections()}


def collection(work: str) -> Collection:
    """Return the collection whose id is *work*; raise NoSuchPassage where there is none."""
    try:
        return _collections_by_id()[work]
    except KeyError:
        raise NoSuchPassage(f"no hadith collection {work!r}; known: {', '.join(_collections_by_id())}") from None


def verse_count(surah: int) -> int:
    """Return how many verses *surah* has; raise NoSuchPassage outside 1 to 114.

    >>> verse_count(8)
    75
    """
    if not 1 <= surah <= len(surahs()):
        raise NoSuchPassage(f"there is no surah {surah}; the Qur'an has 114")
    return surahs()[surah - 1].verses


def _schemes(text: str) -> dict[str, int]:
    """Read ``usual:3033|darussalam:7563|usc`` as scheme → highest number; the usual numbering has the name ""."""
    schemes = {}
    for part in text.split("|"):
        name, _, highest = part.partition(":")
        schemes["" if name == "usual" else name] = int(highest or 0)
    return schemes
