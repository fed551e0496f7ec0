"""Every row of the tables of cases, and the tables of corpora/ themselves."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest

from quoteindex.library.works import collections, surahs
from quoteindex.model import Passage
from quoteindex.references import find_references, format_passage, names
from quoteindex.references.folding import folded
from quoteindex.references.styles import STYLES
from quoteindex.tables import table

DATA = Path(__file__).parents[1] / "data"
SHARED_NAMES = {"mumin", "sajda", "kaf", "sejda", "مومن"}  # declared: kind "shared" in surah_spellings.tsv


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.tsv").open(encoding="utf-8") as stream:
        lines = (line for line in stream if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", _rows("references"), ids=lambda row: row["text"])
def test_each_form_is_one_reference_with_its_exact_stretch(row: dict[str, str]) -> None:
    """The text holds one reference: this stretch, these passages and collections, this status."""
    text = row["text"].replace("\\n", "\n")
    [found] = find_references(text)
    assert found.text == row["reference"].replace("\\n", "\n") == found.span.of(text)
    assert list(map(str, found.passages)) == row["passages"].split()
    assert list(found.collections) == row["collections"].split()
    assert found.status == row["status"]


@pytest.mark.parametrize("row", _rows("pitfalls"), ids=lambda row: row["text"])
def test_what_only_looks_like_a_reference_is_none(row: dict[str, str]) -> None:
    """Dates, times, scores, versions, people and other books hold no reference."""
    assert find_references(row["text"].replace("\\n", "\n")) == []


def test_there_are_enough_cases() -> None:
    """At least 400 forms and 200 pitfalls, no text twice."""
    forms, pitfalls = _rows("references"), _rows("pitfalls")
    assert len(forms) >= 400
    assert len(pitfalls) >= 200
    for rows in (forms, pitfalls):
        assert len({row["text"] for row in rows}) == len(rows)


def test_surahs_are_complete() -> None:
    """114 surahs in order, 6236 verses, every name present."""
    assert [surah.number for surah in surahs()] == list(range(1, 115))
    assert sum(surah.verses for surah in surahs()) == 6236
    for surah in surahs():
        assert all((surah.arabic, surah.ijmes, surah.ala_lc, surah.dmg, surah.common, *surah.english))
        assert surah.also in ("", "person", "place", "word", "event")


def test_collections_are_complete() -> None:
    """The thirty collections, ids as the library has them, each with a usual numbering."""
    assert len({item.id for item in collections()}) == len(collections()) >= 30
    for item in collections():
        assert Passage.parse(f"{item.id}:1").work == item.id
        assert item.highest[""] > 0
        assert set(item.highest) <= {"", "darussalam", "usc", "page"}
        assert item.also in ("", "person", "word")


def test_spellings_name_one_surah_unless_shared() -> None:
    """No spelling means two surahs by accident: what is shared is declared so."""
    shared = {
        names.key(folded(name))
        for row in table("surah_spellings")
        if row["kind"] == "shared"
        for name in row["spellings"].split("|")
    }
    assert {name for name, numbers in names.surah_names().items() if len(numbers) > 1} == shared


def test_spellings_rows_are_sound() -> None:
    """Numbers exist, kinds are known, no spelling is listed twice for a surah."""
    for row in table("surah_spellings"):
        assert all(1 <= int(number) <= 114 for number in row["number"].split(","))
        assert row["kind"] in ("name", "title", "arabic", "shared")
        assert (row["kind"] == "shared") == ("," in row["number"])
        spellings = row["spellings"].split("|")
        assert max(Counter(spellings).values()) == 1
        assert all(spelling == spelling.strip() != "" for spelling in spellings)


def test_names_of_surahs_and_of_collections_do_not_meet() -> None:
    """A name is a surah's or a collection's; only al-Tabarani's three collections share names."""
    assert not set(names.surah_names()) & set(names.collection_names())
    for ids in names.collection_names().values():
        assert len(ids) == 1 or all(work.startswith("tabarani_") for work in ids)


def test_collection_spellings_belong_to_collections() -> None:
    """Each row's id is a collection."""
    assert {row["id"] for row in table("collection_spellings")} <= {item.id for item in collections()}


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("reference_words", ["kind", "language", "words"]),
        ("named_verses", ["passage", "words"]),
        ("collective_attributions", ["collections", "alone", "words"]),
        ("narrators", ["id", "arabic", "spellings"]),
        ("not_references", ["kind", "words"]),
        ("ordinals", ["number", "words"]),
        ("citation_styles", ["style", "names", "quran", "mark", "dash", "hadith"]),
    ],
)
def test_tables_have_their_columns(name: str, columns: list[str]) -> None:
    """Each table has the columns that its reader asks for, and no empty cell."""
    rows = list(table(name))
    assert list(rows[0]) == columns
    assert all(all(row.values()) for row in rows)
    assert (files("corpora") / f"{name}.tsv").is_file()


def test_styles_are_those_of_the_table() -> None:
    """The public list of styles is the table's."""
    assert list(STYLES) == [row["style"] for row in table("citation_styles")]


@pytest.mark.parametrize("row", list(table("named_verses")), ids=lambda row: row["passage"])
def test_named_verses_exist_and_are_found(row: dict[str, str]) -> None:
    """Every name of a verse is found as that verse, and the verse exists."""
    passage = Passage.parse(row["passage"])
    assert format_passage(passage)
    for name in row["words"].split("|"):
        assert [p for r in find_references(f"we recite {name} often") for p in r.passages] == [passage], name


@pytest.mark.parametrize(
    "row", [r for r in table("collective_attributions") if r["alone"] == "yes"], ids=lambda row: row["words"][:20]
)
def test_collective_attributions_stand_alone(row: dict[str, str]) -> None:
    """What attributes to several collections without a verb is found in every spelling."""
    for words in row["words"].split("|"):
        [found] = find_references(f"«...» {words}.")
        assert "|".join(found.collections) == row["collections"], words


@pytest.mark.parametrize("item", collections(), ids=lambda item: item.id)
def test_every_spelling_of_a_collection_is_read(item: object) -> None:
    """Each listed spelling with a number is that collection."""
    wanted = getattr(item, "id")  # noqa: B009
    for row in table("collection_spellings"):
        if row["id"] == wanted:
            for name in row["spellings"].split("|"):
                [found] = find_references(f"«...» ({name}: 12)")
                assert wanted in found.collections, name


@pytest.mark.parametrize("surah", surahs(), ids=lambda surah: str(surah.number))
def test_every_spelling_of_a_surah_is_read(surah: object) -> None:
    """Each name after the word surah, and in a bracket, is that surah."""
    number: int = getattr(surah, "number")  # noqa: B009
    listed = [getattr(surah, column) for column in ("arabic", "ijmes", "ala_lc", "dmg", "common")]
    listed += [
        name
        for row in table("surah_spellings")
        if str(number) in row["number"].split(",") and row["kind"] != "title"
        for name in row["spellings"].split("|")
    ]
    for name in listed:
        for text in (f"Surah {name}, verse 1", f"({name}: 1)"):
            [found] = find_references(text)
            assert (number, 1) in [passage.start for passage in found.passages], text
