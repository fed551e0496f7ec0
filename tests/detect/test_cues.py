"""The tables of cues, and the grammar that reads them."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import get_args

import pytest

from quoteindex.detect.cues import TABLES, Role, conclusion, fold, introduction

KINDS = {"", "quran", "hadith"}
# Roles whose rows say whose words they are.
WITH_KIND = {"speaker", "source", "after"}


def rows(name: str) -> list[dict[str, str]]:
    lines = files("corpora").joinpath(name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


@pytest.mark.parametrize("name", TABLES)
def test_schema(name: str) -> None:
    """Each row has a known role, the kind that its role needs, a phrase; no phrase has one role twice."""
    seen = set()
    for row in rows(name):
        assert list(row) == ["role", "kind", "phrase"]
        assert row["role"] in get_args(Role), row
        assert row["kind"] in KINDS, row
        assert bool(row["kind"]) or row["role"] not in WITH_KIND, row
        assert row["phrase"] == row["phrase"].strip() != "", row
        key = (row["role"], fold(row["phrase"]))
        assert key not in seen, row
        seen.add(key)


@pytest.mark.parametrize("name", TABLES)
def test_every_cue_is_read(name: str) -> None:
    """Every speaker beside a verb of saying, and every source before a colon, introduces words of its kind."""
    said = {"cues_ar.tsv": "قال {}: ", "cues_en.tsv": "As {} said: "}[name]
    for row in rows(name):
        if row["role"] == "speaker":
            assert introduction(said.format(row["phrase"])).kind == row["kind"], row
        elif row["role"] == "source":
            assert introduction(f"{row['phrase']}: ").kind == row["kind"], row
        elif row["role"] == "after":
            assert conclusion(f"» ({row['phrase']}") == row["kind"], row


@pytest.mark.parametrize("name", ["formulae.tsv", "function_words_en.tsv"])
def test_other_tables(name: str) -> None:
    """The tables of formulae and of function words: a header, no empty cell, no row twice."""
    lines = files("corpora").joinpath(name).read_text(encoding="utf-8").splitlines()
    cells = [tuple(line.split("\t")) for line in lines if not line.startswith("#")]
    assert len({len(row) for row in cells}) == 1
    assert all(cell == cell.strip() != "" for row in cells for cell in row)
    assert len(set(cells)) == len(cells)


@pytest.mark.parametrize(
    ("before", "distance"),
    [("قال تعالى: ", 0), ("قال تعالى في سورة هود: ", 1), ("وقال النبي ﷺ لمعاذ بن جبل حين بعثه إلى اليمن: ", 0)],
)
def test_distance(before: str, distance: int) -> None:
    """Words between the speaker and the quotation are counted; whoever is addressed is named at any length."""
    assert introduction(before).distance == distance


def test_comma() -> None:
    """A comma introduces right after a spoken cue, nowhere else."""
    assert introduction("The Prophet ﷺ said, ").colon
    assert not introduction("ورد في القرآن الكريم، ").colon
