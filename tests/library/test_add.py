"""The user's own texts: taken in whole or refused with the reason, and taken out again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quoteindex.errors import CorpusError, NoSuchEdition
from quoteindex.library.add import add, remove
from quoteindex.library.catalogue import catalogue
from quoteindex.library.library import open_library
from quoteindex.library.listing import listing, missing_work
from quoteindex.library.record import Grade, Record
from quoteindex.library.suppliers.download import download_path
from quoteindex.library.suppliers.rows import read_jsonl, read_tsv
from tests.library.conftest import Toy

TSV = (
    "# my notes\nnumber\ttext\tchapter\tgrade\tgrader\tpage\n"
    "1\tإنما الأعمال بالنيات\tالنية\tصحيح\tالألباني\t1/3\n2564a\tلا تحاسدوا\n"
)
VERSES = "1|1|In the name of God\n1|2|Praise be to God\n112|1|Say: He is God\n"


def written(folder: Path, text: str, name: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def data_files() -> list[str]:
    root = Path(os.environ["QUOTEINDEX_DATA"])
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_a_table_of_hadith(toy: Toy, tmp_path: Path) -> None:
    edition, count = add(written(tmp_path, TSV, "My Book.tsv"), "my_book", "ar", "tsv", licence="CC0")
    assert (edition.id, edition.title, edition.licence, count) == ("my-book-ar", "My Book", "CC0", 2)
    library = open_library()
    assert [str(p) for p in library.passages("my-book-ar")] == ["my_book:1", "my_book:2564a"]
    record = library.record("my-book-ar", 0)
    assert record.grades == (Grade("صحيح", "الألباني", "text"),)
    assert (record.chapter, record.page) == ("النية", "1/3")


def test_a_rendering_of_the_quran(toy: Toy, tmp_path: Path) -> None:
    """A text need not be complete to be of use."""
    _, count = add(written(tmp_path, VERSES, "mine.txt"), "quran", "en", "tanzil", edition_id="en.mine")
    assert count == 3
    library = open_library()
    assert library.record_text("en.mine", 2) == "Say: He is God"
    assert [e.id for e in library.editions_of("quran", "en")] == ["en.mine", "toy-en"]


def test_it_is_listed_with_its_count_and_removed_again(toy: Toy, tmp_path: Path) -> None:
    add(written(tmp_path, VERSES, "mine.txt"), "quran", "en", "tanzil", edition_id="en.mine")
    (listed,) = [row for row in listing() if row.edition.id == "en.mine"]
    assert (listed.installed, listed.count, len(listed.checksum)) == (True, 3, 64)
    remove("en.mine")
    assert data_files() == []
    assert "en.mine" not in {row.edition.id for row in listing()}


def test_narrations_under_one_number_are_told_by_letters(toy: Toy, tmp_path: Path) -> None:
    add(written(tmp_path, "number\ttext\n8\tالدين النصيحة\n8\tالدين يسر\n", "two.tsv"), "two", "ar", "tsv")
    assert [str(passage) for passage in open_library().passages("two-ar")] == ["two:8", "two:8b"]


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        (VERSES + "1|2|again\n", "tanzil", "quran:1:2 stands there more than once"),
        (VERSES + "1|8|beyond\n", "tanzil", "quran:1:8 is no verse of the Qur'an"),
        (VERSES + "1|3|\n", "tanzil", "quran:1:3 has no text"),
        ("", "tanzil", "holds no text"),
        ("<html>", "tanzil", "line 1"),
        ("surah\tverse\ttext\none\t1\tx\n", "tsv", "line 2"),
        ("surah\tverse\ttext\n1\t1\tx\ty\n", "tsv", "4 fields under 3 columns"),
        ('{"surah": 1, "verse": 1, "text": "x"}\n[1]\n', "jsonl", "line 2: expected a JSON object"),
        ('{"text": "x"}\n', "jsonl", "expected surah and verse, or a number"),
        ("# 1 - text\n", "openiti", "first line"),
        ("x", "docx", "expected one of tsv, jsonl, tanzil, openiti"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_kept(
    toy: Toy, tmp_path: Path, text: str, kind: str, message: str
) -> None:
    with pytest.raises(CorpusError, match=message):
        add(written(tmp_path, text, "mine.txt"), "quran", "en", kind, edition_id="en.mine")
    assert data_files() == []


def test_a_file_that_is_not_there(toy: Toy, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read"):
        add(tmp_path / "absent.txt", "quran", "en", "tanzil")


@pytest.mark.parametrize("name", ["bukhari-ar", "toy-ar", "../escape", "Big"])
def test_names_that_are_taken_or_unsafe(toy: Toy, tmp_path: Path, name: str) -> None:
    path = written(tmp_path, VERSES, "mine.txt")
    with pytest.raises(CorpusError, match=r"there already|expected small letters"):
        add(path, "quran", "en", "tanzil", edition_id=name)
    assert data_files() == []


def test_unknown_works_and_languages(toy: Toy, tmp_path: Path) -> None:
    path = written(tmp_path, VERSES, "mine.txt")
    with pytest.raises(CorpusError, match="work"):
        add(path, "My Work", "en", "tanzil")
    with pytest.raises(CorpusError, match="language"):
        add(path, "quran", "fr", "tanzil")  # type: ignore[arg-type]


def test_only_what_was_added_or_fetched_is_removed(toy: Toy) -> None:
    with pytest.raises(CorpusError, match="belongs to the package the tests"):
        remove("toy-ar")
    for name in ("nonsense", "..", "ibn_hibban-ar"):
        with pytest.raises(NoSuchEdition):
            remove(name)


def test_what_was_fetched_is_removed(toy: Toy) -> None:
    entry = next(entry for entry in catalogue() if entry.edition.id == "ibn_hibban-ar")
    path = download_path(entry)
    path.parent.mkdir(parents=True)
    path.write_text("text")
    assert remove("ibn_hibban-ar") == (path,)
    assert data_files() == []


def test_a_damaged_card_names_what_mends_it(toy: Toy, tmp_path: Path) -> None:
    add(written(tmp_path, VERSES, "mine.txt"), "quran", "en", "tanzil", edition_id="en.mine")
    (Path(os.environ["QUOTEINDEX_DATA"]) / "added" / "en.mine" / "edition.json").write_text("{")
    with pytest.raises(CorpusError, match=r"corpora remove en\.mine"):
        open_library()
    remove("en.mine")
    assert open_library().editions


def test_a_disk_that_cannot_be_written(toy: Toy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = written(tmp_path, "a file where a folder is wanted", "blocked")
    monkeypatch.setenv("QUOTEINDEX_DATA", str(blocked))
    with pytest.raises(CorpusError, match="cannot be written"):
        add(written(tmp_path, VERSES, "mine.txt"), "quran", "en", "tanzil")


def test_what_would_bring_a_missing_work() -> None:
    assert missing_work("ibn_hibban") == (
        "ibn_hibban is not in the library; get it by `quoteindex corpora fetch ibn_hibban-ar`"
    )


def test_a_row_of_jsonl_and_of_tsv_say_the_same(tmp_path: Path) -> None:
    tsv = written(tmp_path, "number\ttext\tnarrator\n7b\tالدين\tتميم\n", "a.tsv")
    jsonl = written(tmp_path, '{"number": "7b", "text": "الدين", "narrator": "تميم"}\n', "a.jsonl")
    assert list(read_tsv(tsv)) == list(read_jsonl(jsonl)) == [Record((7,), "الدين", "b", narrator="تميم")]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode("utf-8", "ignore"))))
@pytest.mark.parametrize("kind", ["tsv", "jsonl", "tanzil", "openiti"])
def test_any_file_is_read_or_refused(tmp_path: Path, kind: str, content: bytes) -> None:
    """A reader raises CorpusError and nothing else, whatever it is given."""
    from quoteindex.library.suppliers.added import FORMATS

    path = tmp_path / "any"
    path.write_bytes(content)
    try:
        for record in FORMATS[kind](path):
            assert isinstance(record, Record)
    except CorpusError as error:
        assert str(path) in str(error)
