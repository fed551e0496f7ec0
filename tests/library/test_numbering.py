"""Hadith numbers: known pairs, both ways for every record, monotone, and the tables well formed."""

from __future__ import annotations

import csv
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from quoteindex.library.book_numbers import lines
from quoteindex.library.numbering import NUMBERED, Numbering
from quoteindex.model import Passage

PAIRS = Path(__file__).parents[1] / "data" / "numbering.tsv"
RECORDS = {"bukhari": 7277, "muslim": 7459, "abudawud": 5276, "tirmidhi": 4053, "nasai": 5768, "ibnmajah": 4345}
HIGHEST = {"bukhari": 7563, "muslim": 3033, "abudawud": 5274, "tirmidhi": 3956, "nasai": 5761, "ibnmajah": 4341}


def pairs() -> list[tuple[str, str]]:
    kept = (line for line in PAIRS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return [(row["cited"], row["means"] or "") for row in csv.DictReader(kept, delimiter="\t")]


@pytest.fixture(scope="module")
def numbering() -> Numbering:
    return Numbering()


@pytest.mark.parametrize(("cited", "means"), pairs())
def test_known_pairs(numbering: Numbering, cited: str, means: str) -> None:
    """What people cite resolves to what they mean."""
    found = [str(passage) for passage in numbering.resolve(Passage.parse(cited))]
    wanted = means.split()
    if wanted[-1:] == ["…"]:
        wanted.pop()
        found = found[: len(wanted)]
    assert found == wanted


@pytest.mark.parametrize("work", NUMBERED)
def test_every_record_both_ways(numbering: Numbering, work: str) -> None:
    """Each record of a package has a passage of its own that leads back to it and resolves to itself."""
    passages = [numbering.cited(work, running) for running in range(1, RECORDS[work] + 1)]
    assert None not in passages
    assert len(set(passages)) == RECORDS[work]
    for running, passage in enumerate(passages, 1):
        assert passage is not None
        assert numbering.running(passage) == running
        assert numbering.resolve(passage)[0] == passage
        assert passage in numbering.narrations(passage)
        assert Passage.parse(str(passage)) == passage
    assert numbering.cited(work, RECORDS[work] + 1) is None


@pytest.mark.parametrize("work", NUMBERED)
def test_numbers_resolve(numbering: Numbering, work: str) -> None:
    """All but a few numbers of each collection lead to a record, and none beyond its last."""
    lost = [n for n in range(1, HIGHEST[work] + 1) if not numbering.resolve(Passage.hadith(work, n))]
    assert len(lost) <= 5
    assert all(p.start[0] <= HIGHEST[work] or p.scheme for p in map(numbering.cited, [work] * 9, range(1, 10)) if p)


@pytest.mark.parametrize("work", [work for work in NUMBERED if work != "muslim"])
def test_numbers_rise_within_a_book(numbering: Numbering, work: str) -> None:
    """Inside each book of a collection the numbers never fall: the alignment is monotone."""
    for its, _, first, last in lines("books"):
        if its == work:
            passages = [numbering.cited(work, running) for running in range(int(first), int(last) + 1)]
            places = [(p.start[0], p.suffix) for p in passages if p]
            assert places == sorted(places), (work, first)


@pytest.mark.parametrize(("work", "least"), [
    ("bukhari", 0.999), ("muslim", 0.98), ("abudawud", 0.98), ("tirmidhi", 0.92), ("nasai", 0.98), ("ibnmajah", 0.998),
])  # fmt: skip
def test_share_of_exact_numbers(numbering: Numbering, work: str, least: float) -> None:
    """Most numbers are vouched for by the words of a text that carries them (or by reading), the rest by place."""
    known = [numbering.how(work, running) in ("exact", "read") for running in range(1, RECORDS[work] + 1)]
    assert sum(known) / len(known) >= least


def test_abd_al_baqi_table() -> None:
    """Each consecutive number of Muslim stands once, and the narrations of each Abd al-Baqi number are a, b, c …"""
    counted: dict[int, tuple[int, int]] = {}
    for darussalam, number, letter, counts, _ in lines("muslim_abdalbaqi"):
        at, part = int(darussalam), int(letter)
        for step, sign in enumerate(counts):
            for _ in range(int(sign, 36)):
                assert at not in counted
                counted[at] = (int(number) + step, part)
                at, part = at + 1, part + 1
            part = 1
    parts: dict[int, list[int]] = {}
    for abd_al_baqi, narration in counted.values():
        parts.setdefault(abd_al_baqi, []).append(narration)
    assert sorted(parts) == list(range(1, 3034))
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in parts.values())


def test_books_are_disjoint() -> None:
    """The books of a collection do not overlap, and those of al-Bukhari's volumes cover all of it."""
    for work in NUMBERED:
        stretches = sorted((int(first), int(last)) for its, _, first, last in lines("books") if its == work)
        assert all(a[1] < b[0] for a, b in pairwise(stretches))
    covered = [range(int(first), int(last) + 1) for _, _, first, last in lines("bukhari_usc")]
    assert sum(map(len, covered)) == RECORDS["bukhari"] == len({n for stretch in covered for n in stretch})


def test_known_numbers_of_the_early_editions_bear_each_other_out() -> None:
    """From one certain number to the next the distance to the running id changes by few records."""
    last = ("", "", 0, 0)
    for work, volume, number, running in lines("usc_known"):
        here = (work, volume, int(number), int(running))
        if here[:2] == last[:2]:
            assert here[2] > last[2] and here[3] > last[3]
            drift = (here[3] - here[2]) - (last[3] - last[2])
            assert -6 <= drift <= max(5, 0.07 * (here[2] - last[2]))
        last = here


def test_an_estimated_number_is_never_alone() -> None:
    """Between certain numbers the nearest hadith are all candidates, and what is meant is among them."""
    found = Numbering().resolve(Passage.parse("muslim:1:75"))
    assert len(found) == 25
    assert Passage.parse("muslim:47b") in found


@pytest.mark.parametrize("work", NUMBERED)
def test_table(work: str) -> None:
    """The rows are of the documented form, rising, and no file is large."""
    table = files("corpora") / "numbering" / f"{work}.tsv"
    assert len(table.read_bytes()) < 800_000
    last = 0
    for running, number, letter, count, how in lines(work):
        assert how in ("exact", "interpolated", "read", "also")
        assert int(number) > 0 and int(count) > 0
        assert not letter or (letter.isalpha() and int(count) == 1)
        if how != "also":
            assert int(running) == last + 1
            last = int(running) + int(count) - 1
    assert last == RECORDS[work]
