"""Folders of their own for the tests of the library, and one small supplier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from quoteindex.library import library as opening
from quoteindex.library import suppliers as registry
from quoteindex.library.record import Record
from quoteindex.model import Edition

VERSES = Edition("toy-ar", "quran", "ar", "A toy Qur'an", "the tests", "none", "kufan")
HADITH = Edition("toy-hadith", "toy", "ar", "A toy collection", "the tests", "none", "cited")
ENGLISH = Edition("toy-en", "quran", "en", "A toy rendering", "the tests", "none", "kufan")


class Toy:
    """A supplier of three small editions that are read from one file."""

    name = "toy"

    def __init__(self, file: Path) -> None:
        self.file = file
        self.reads = 0

    def available(self) -> Iterable[Edition]:
        return (VERSES, HADITH, ENGLISH) if self.file.is_file() else ()

    def files(self, edition: Edition) -> tuple[Path, ...]:
        return (self.file,)

    def read(self, edition: Edition) -> Iterator[Record]:
        self.reads += 1
        yield from RECORDS[edition.id]


RECORDS = {
    "toy-ar": [
        Record((1, 1), "بسم الله الرحمن الرحيم"),
        Record((1, 2), "الحمد لله رب العالمين"),
        Record((112, 1), "قل هو الله أحد"),
        Record((112, 2), "الله الصمد"),
    ],
    "toy-hadith": [
        Record((1,), "إنما الأعمال بالنيات", chapter="بدء الوحي", page="1/2"),
        Record((7,), "الدين النصيحة"),
        Record((7,), "الدين النصيحة لله"),
        Record((9,), "الدين يسر", suffix="a"),
    ],
    "toy-en": [Record((1, 1), "In the name of God"), Record((112, 1), "Say: He is God, the One")],
}


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Send cache and data into *tmp_path*; nothing that was opened before is known any more."""
    monkeypatch.setenv("QUOTEINDEX_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("QUOTEINDEX_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(opening, "_opened", {})
    return tmp_path


@pytest.fixture
def toy(folders: Path, monkeypatch: pytest.MonkeyPatch) -> Toy:
    """Let the toy and the user's own texts be all that is installed."""
    file = folders / "toy.txt"
    file.write_text("first version")
    supplier = Toy(file)
    added = registry._load(registry.BUILT_IN["added"])
    monkeypatch.setattr("quoteindex.library.inventory.suppliers", lambda: (supplier, added))
    return supplier
