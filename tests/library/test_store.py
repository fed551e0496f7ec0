"""The compiled library: opened without reading, rebuilt when anything it came from has changed or it is damaged."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from quoteindex.errors import NoSuchEdition, NoSuchPassage
from quoteindex.library import compile as compiling
from quoteindex.library import library as opening
from quoteindex.library.library import Library, open_library
from quoteindex.library.store import CONTENTS
from quoteindex.model import Passage
from tests.library.conftest import RECORDS, Toy


def fresh() -> Library:
    """Open as another process would."""
    opening._opened.clear()
    return open_library()


def test_it_is_compiled_once(toy: Toy) -> None:
    first = fresh()
    assert toy.reads == len(first.editions) == 3
    assert fresh().path == first.path
    assert toy.reads == 3


def test_texts_come_back_as_they_were_given(toy: Toy) -> None:
    library = fresh()
    for edition, records in RECORDS.items():
        assert [library.record_text(edition, i) for i in range(library.count(edition))] == [r.text for r in records]


def test_every_passage_resolves_both_ways(toy: Toy) -> None:
    library = fresh()
    for edition in library.editions:
        for index, passage in enumerate(library.passages(edition.id)):
            assert library.index_of(passage, edition.id) == index
            assert Passage.parse(str(passage)) == passage
            assert passage in library


def test_a_repeated_number_gets_a_letter(toy: Toy) -> None:
    assert [str(p) for p in fresh().passages("toy-hadith")] == ["toy:1", "toy:7", "toy:7b", "toy:9a"]


def test_a_number_whose_narrations_all_bear_letters_means_the_first(toy: Toy) -> None:
    assert [str(p) for p in fresh().resolve(Passage.parse("toy:9"))] == ["toy:9a"]


def test_what_the_source_says_beside_the_text_is_kept(toy: Toy) -> None:
    record = fresh().record("toy-hadith", 0)
    assert (record.chapter, record.page, record.start) == ("بدء الوحي", "1/2", (1,))


def test_ranges_are_joined(toy: Toy) -> None:
    library = fresh()
    assert library.text(Passage.parse("quran:112:1-2"), "toy-ar") == "قل هو الله أحد الله الصمد"
    assert library.text(Passage.parse("toy:1-7"), "toy-hadith").endswith("الدين النصيحة لله")
    assert Passage.parse("quran:112:1-2") in library


@pytest.mark.parametrize("passage", ["quran:115:1", "quran:1:8", "quran:112:1-9", "bukhari:1", "toy:8", "toy@x:1"])
def test_what_is_not_there_is_told(toy: Toy, passage: str) -> None:
    library, wanted = fresh(), Passage.parse(passage)
    assert wanted not in library
    assert library.resolve(wanted) == ()
    with pytest.raises(NoSuchPassage, match="corpora info"):
        library.text(wanted, "toy-ar")


def test_a_missing_edition_names_what_brings_it(toy: Toy) -> None:
    with pytest.raises(NoSuchEdition, match=r"\[hadith\]"):
        fresh().edition("bukhari-ar")
    with pytest.raises(NoSuchEdition, match="corpora list"):
        fresh().edition("nonsense")


def test_works_are_sorted_in_mushaf_order_then_by_collection(toy: Toy) -> None:
    library = fresh()
    names = ["toy:1", "quran:112:1", "muslim:3", "quran:2:1", "bukhari:9", "toy:1b"]
    ordered = sorted(map(Passage.parse, names), key=library.sort_key)
    assert [str(p) for p in ordered] == ["quran:2:1", "quran:112:1", "bukhari:9", "muslim:3", "toy:1", "toy:1b"]


def test_a_changed_source_makes_another_library(toy: Toy) -> None:
    """Both stay, so that going back costs nothing."""
    first = fresh().path
    toy.file.write_text("second version")
    second = fresh().path
    assert first != second
    toy.file.write_text("first version")
    assert fresh().path == first
    assert toy.reads == 6


def test_another_version_makes_another_library(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fresh().path
    monkeypatch.setattr(opening, "FORMAT", 0)
    assert fresh().path != first


def test_what_is_compiled_names_its_sources(toy: Toy) -> None:
    contents = json.loads((fresh().path / CONTENTS).read_text("utf-8"))
    checksum = hashlib.sha256(toy.file.read_bytes()).hexdigest()
    assert [edition["sources"] for edition in contents["editions"]] == [{str(toy.file): checksum}] * 3


def test_only_the_newest_are_kept(toy: Toy) -> None:
    for version in range(compiling.KEPT + 2):
        toy.file.write_text(f"version {version}")
        path = fresh().path
    left = [p for p in path.parent.iterdir() if p.is_dir()]
    assert len(left) == compiling.KEPT
    assert path in left


def test_a_full_disk_is_named(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's error names no file; ours says where there is no room, and leaves nothing half-built."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(compiling, "write_contents", full)
    with pytest.raises(OSError, match="No space left") as caught:
        fresh()
    cache = Path(caught.value.filename)
    assert not list(cache.glob(".building-*"))


def test_what_is_no_library_stays(toy: Toy) -> None:
    """A cache in a folder that holds other things removes libraries only."""
    theirs = fresh().path.parent / "their work"
    theirs.mkdir()
    for version in range(compiling.KEPT + 2):
        toy.file.write_text(f"version {version}")
        fresh()
    assert theirs.is_dir()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: (path / CONTENTS).unlink(),
        lambda path: (path / CONTENTS).write_text("{"),
        lambda path: (path / "toy-ar" / "loci.npy").unlink(),
        lambda path: (path / "toy-ar" / "texts.bin").write_bytes((path / "toy-ar" / "texts.bin").read_bytes()[:-1]),
        lambda path: (path / "toy-ar" / "texts.bin").write_bytes((path / "toy-ar" / "texts.bin").read_bytes()[::-1]),
        lambda path: next(path.glob("*.npy"), path / CONTENTS).write_bytes(b""),
    ],
    ids=["no contents", "half contents", "file gone", "cut short", "changed", "table empty"],
)
def test_damage_is_noticed_and_mended(toy: Toy, damage: object) -> None:
    path = fresh().path
    damage(path)  # type: ignore[operator]
    assert fresh().record_text("toy-ar", 0) == RECORDS["toy-ar"][0].text
    assert toy.reads == 6


def test_an_interrupted_compilation_leaves_nothing_that_is_opened(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(compiling, "compile_tables", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fresh()
    cache = Path(os.environ["QUOTEINDEX_CACHE"])
    assert [p for p in cache.iterdir() if p.is_dir()] == []
    monkeypatch.undo()


def test_what_a_killed_process_left_is_swept_away(toy: Toy) -> None:
    cache = Path(os.environ["QUOTEINDEX_CACHE"])
    (cache / ".building-dead").mkdir(parents=True)
    fresh()
    assert not (cache / ".building-dead").exists()


def test_two_that_build_at_once_do_no_harm(toy: Toy) -> None:
    """One compiles, the other waits and opens what was made."""
    opened: list[Library] = []

    def open_once() -> None:
        opened.append(open_library())

    threads = [threading.Thread(target=open_once) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({library.path for library in opened}) == 1
    assert toy.reads == 3


def test_opening_imports_no_reader_of_sources() -> None:
    """What a library is opened with is numpy and the standard library."""
    code = "import sys, quoteindex.library.library; print({'rich', 'whoosh', 'lxml', 'xml'} & {*sys.modules})"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "set()"
