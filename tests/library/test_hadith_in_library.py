"""The compiled library of what is installed: hadith under their cited numbers, with matn and parallels."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from quoteindex.library.library import Library, open_library
from quoteindex.model import Passage
from quoteindex.text.arabic import normalise
from tests.library.six_books import BOOKS

PARALLELS = Path(__file__).parents[1] / "data" / "parallels.tsv"


@pytest.fixture(scope="module")
def library() -> Library:
    library = open_library()
    editions = {edition.id for edition in library.editions}
    if missing := [work for work in BOOKS if f"{work}-ar" not in editions]:
        pytest.skip(f"the packages of {', '.join(missing)} are not installed (extra: hadith)")
    return library


def pairs() -> list[tuple[str, str, str]]:
    kept = (line for line in PARALLELS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [(row["one"], row["other"], row["same"]) for row in csv.DictReader(kept, delimiter="\t")]


@pytest.mark.parametrize(("one", "other", "same"), pairs())
def test_parallels(library: Library, one: str, other: str, same: str) -> None:
    """Pairs judged by reading: the same report is a parallel both ways, another report is none."""
    first, second = Passage.parse(one), Passage.parse(other)
    assert (second in dict(library.parallels(first))) == (same == "yes")
    assert (first in dict(library.parallels(second))) == (same == "yes")


def test_parallels_are_sorted_and_theirs(library: Library) -> None:
    """The closest comes first, each once, never the passage itself; a verse has none."""
    passage = Passage.parse("bukhari:1")
    found = library.parallels(passage)
    likeness = [weight for _, weight in found]
    assert likeness == sorted(likeness, reverse=True)
    assert all(0.5 <= weight <= 1 for weight in likeness)
    assert len(dict(found)) == len(found)
    assert passage not in dict(found)
    assert library.parallels(Passage.quran(1, 1)) == ()


@pytest.mark.parametrize(
    ("cited", "opening"),
    [
        ("bukhari:1", "إنما الأعمال بالنيات"),
        ("muslim:2999", "عجبا لأمر المؤمن"),
        ("muslim:2564", "لا تحاسدوا"),
        ("muslim@darussalam:7500", "عجبا لأمر المؤمن"),
        ("tirmidhi:1987", "اتق الله حيثما كنت"),
        ("ibnmajah:1", "ما أمرتكم به فخذوه"),
        ("nasai:75", "إنما الأعمال بالنية"),
    ],
)
def test_matn_of_cited_hadith(library: Library, cited: str, opening: str) -> None:
    """A cited number leads to the hadith that people mean by it, and its matn begins with its words."""
    passage = library.resolve(Passage.parse(cited))[0]
    edition = f"{passage.work}-ar"
    index = library.index_of(passage, edition)
    assert index is not None
    start, end = library.matn(edition, index)
    assert normalise(library.record_text(edition, index)[start:end]).startswith(normalise(opening))


@pytest.mark.parametrize("work", BOOKS)
def test_every_hadith_both_ways(library: Library, work: str) -> None:
    """Every record of a book has its passage in the Arabic and in the English, and resolves to itself."""
    for edition in (f"{work}-ar", f"{work}-en"):
        for index in range(0, library.count(edition), 7):
            passage = library.passage_at(edition, index)
            assert library.index_of(passage, edition) == index
            assert library.resolve(passage)[0] == passage
            assert passage.scheme in ("", "darussalam")
