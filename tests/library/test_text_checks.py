"""`verify`: what is wrong in a text, found and named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quoteindex.errors import NoSuchEdition
from quoteindex.library.add import add
from quoteindex.library.library import open_library
from quoteindex.library.orthography import consonants
from quoteindex.library.record import Record
from quoteindex.library.verify import Finding, verify, verify_records
from quoteindex.library.works import surahs
from tests.library.conftest import RECORDS, Toy

WHOLE = [Record((s.number, v), f"verse {s.number}:{v}") for s in surahs() for v in range(1, s.verses + 1)]


def found(records: list[Record], work: str = "quran") -> set[tuple[str, str]]:
    return {(finding.place, finding.message) for finding in verify_records("x", work, records)}


def test_a_whole_quran_has_nothing_wrong() -> None:
    assert len(WHOLE) == 6236
    assert found(WHOLE) == set()


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda r: r[:-1], ("114:6", "is missing")),
        (lambda r: [*r, r[0]], ("1:1", "stands there more than once")),
        (lambda r: [*r, Record((1, 8), "x")], ("1:8", "is no verse of the Qur'an")),
        (lambda r: [*r, Record((0, 1), "x")], ("0:1", "is no verse of the Qur'an")),
        (lambda r: [Record((1, 1), ""), *r[1:]], ("1:1", "has no text")),
        (lambda r: [r[0], Record((1, 2), r[0].text), *r[2:]], ("1:2", "has the same text as 1:1")),
    ],
)
def test_what_is_wrong_within_an_edition(change: object, finding: tuple[str, str]) -> None:
    assert found(change(list(WHOLE))) == {finding}  # type: ignore[operator]


def test_hadith_may_have_gaps_but_not_the_same_number_twice() -> None:
    assert found([Record((1,), "a"), Record((9,), "b"), Record((9,), "c", "b")], "toy") == set()
    assert found([Record((1,), "a"), Record((1,), "b")], "toy") == {("1", "stands there more than once")}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ٱلَّيْلِ", "اللَّيْلِ", True),
        ("ٱلصَّلَوٰةَ", "الصَّلَاةَ", True),
        ("شَىْءٍ", "شَيْءٍ", True),
        ("رَحْمَةٍ", "رَحْمَهٍ", True),
        ("۞ قُلْ", "قُلْ ۖ", True),
        ("بَعْدِ", "عَبْدِ", False),
        ("قُلْ", "قَالَ رَبِّ", False),
    ],
)
def test_what_is_orthography(one: str, other: str, same: bool) -> None:
    assert (consonants(one) == consonants(other)) is same


def test_a_verse_with_a_stray_piece_is_named_with_where_it_comes_from(toy: Toy, tmp_path: Path) -> None:
    path = tmp_path / "corrupt.txt"
    path.write_text("1|1|بسم الله الرحمن الرحيم\n112|2|الله الصمد رب العالمين\n", "utf-8")
    add(path, "quran", "ar", "tanzil", edition_id="corrupt")
    wrong = [f for f in verify(["corrupt"]) if f.message != "is missing"]
    assert wrong == [
        Finding("corrupt", "112:2", "differs from toy-ar: has «رب العالمين», which stands in 1:2"),
    ]


def test_a_hadith_under_a_wrong_number_is_named(toy: Toy, tmp_path: Path) -> None:
    path = tmp_path / "shifted.tsv"
    path.write_text("number\ttext\n1\tالدين النصيحة\n7\tالدين النصيحة\n", "utf-8")
    add(path, "toy", "ar", "tsv", edition_id="shifted")
    assert [(f.place, f.message) for f in verify(["shifted"])] == [
        ("1", "is another hadith than the one of that number in toy-hadith")
    ]


def test_a_file_changed_behind_its_time_stamp_is_noticed(toy: Toy) -> None:
    os.utime(toy.file, ns=(0, 0))
    open_library()
    toy.file.write_text("FIRST VERSION"[: toy.file.stat().st_size])
    os.utime(toy.file, ns=(0, 0))
    assert any("was changed" in finding.message for finding in verify(["toy"]))


def test_an_unknown_name_is_told(toy: Toy) -> None:
    with pytest.raises(NoSuchEdition):
        list(verify(["nonsense"]))


def test_an_unreadable_text_is_a_finding(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    """One bad text does not keep the others from being checked."""
    monkeypatch.delitem(RECORDS, "toy-en")

    def read(edition: object) -> object:
        from quoteindex.errors import CorpusError

        raise CorpusError("damaged")

    monkeypatch.setattr(toy, "read", read)
    assert {f.message for f in verify()} == {"damaged"}
