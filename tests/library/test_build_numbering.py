"""The script that builds the numbering tables, on small texts: in order, interpolated, flagged."""

from __future__ import annotations

import csv
from importlib.resources import files

from corpora.build_numbering import Number, Text, align, chain, interpolate, runs_of, table

LETTERS = "الف باء تاء ثاء جيم حاء خاء دال ذال راء زاي سين شين صاد ضاد طاء ظاء عين غين فاء قاف كاف لام ميم نون هاء"
WORDS = LETTERS.split(" ")


def report(number: int) -> str:
    """Return nine words that no other number has in this order."""
    return " ".join(WORDS[(number * step) % len(WORDS)] for step in range(1, 10))


def text(number: int, part: int = 1) -> Text:
    return Text(runs_of(report(number)), Number(number, part), 1.0)


def test_alignment_keeps_the_order() -> None:
    """Records are given the numbers of their texts, and never one that would run backwards."""
    records = [(running, 1, runs_of(report(number))) for running, number in enumerate((3, 5, 7, 11), 1)]
    assert align(records, [text(n) for n in (3, 5, 7, 11)]) == {
        0: Number(3), 1: Number(5), 2: Number(7), 3: Number(11)
    }  # fmt: skip
    assert chain([0, 1], [[(0, 0.9)], [(1, 0.8)]], [5, 4]) == {0: 0}


def test_what_is_between_is_interpolated() -> None:
    """A gap of numbers is filled in order; what finds none left becomes a further record of the last number."""
    exact = {0: Number(1), 3: Number(4), 5: Number(5)}
    assert interpolate(6, [1] * 6, exact) == {1: Number(2), 2: Number(3), 4: Number(4, 2)}
    assert Number(4, 2).letter == "b"


def test_a_book_that_begins_unknown_counts_back() -> None:
    """Before the first exact record of a book the numbers are counted back from it."""
    assert interpolate(4, [1, 1, 2, 2], {0: Number(1), 1: Number(2), 3: Number(9)}) == {2: Number(8)}


def test_a_number_inside_a_record_is_listed() -> None:
    """A record that holds two numbers keeps its own; the other is "also"."""
    both = runs_of(f"{report(5)} {report(7)} {report(5)}")
    records = [(1, 1, runs_of(report(3))), (2, 1, both), (3, 1, runs_of(report(11)))]
    texts = [text(3), Text(runs_of(f"{report(5)} {report(7)} {report(5)}"), Number(4), 1.0), text(7), text(11)]
    texts[2] = Text(texts[2].runs, Number(5), 1.0)
    rows = [line.split("\t") for line in table("nawawi", records, texts).splitlines() if line[0].isdigit()]
    assert ["2", "5", "", "1", "also"] in rows


def test_corrections_table() -> None:
    """What was decided by reading names a collection of the packages, and says how."""
    lines = (files("corpora") / "numbering" / "corrections.tsv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    assert {row["how"] for row in rows} == {"read", "also"}
    assert {row["work"] for row in rows} <= {"muslim", "tirmidhi"}
    assert all(row["running"].isdigit() and row["number"].isdigit() for row in rows)
