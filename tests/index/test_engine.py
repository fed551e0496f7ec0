"""The engine finds exactly what reading every record would find."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from quoteindex.index.engine import engine
from quoteindex.index.hits import hit
from quoteindex.index.parser import parse_query
from quoteindex.index.query import And, Everything, Not, Or, Query
from quoteindex.index.record import Record, records
from quoteindex.model import Cit, Document, Passage, Quotation, Span

VOCABULARY = [
    "الله", "الرحمن", "ٱلرَّحْمَـٰنِ", "الظالمين", "ظالم", "ٱلظَّـٰلِمِينَ", "صبر", "بالصبر", "good", "goods", "wicked", "of",
    "the", "patience", "patient",
]  # fmt: skip


def made(seed: int, count: int) -> list[Record]:
    """Return records of one or two quotations of random words."""
    choose = random.Random(seed)  # noqa: S311 - a test
    found: list[Record] = []
    for number in range(count):
        parts = [" ".join(choose.choices(VOCABULARY, k=choose.randint(1, 7))) for _ in range(choose.randint(1, 2))]
        text = " | ".join(parts)
        starts = [0, len(parts[0]) + 3][: len(parts)]
        quotations = tuple(
            Quotation("en", (Span(start, start + len(part)),), part) for start, part in zip(starts, parts, strict=True)
        )
        cit = Cit(f"{number}.txt", quotations, (), (Passage.quran(2, number + 1),), "quran")
        found += records(Document(f"{number}.txt", text), (cit,), None)
    return found


def holds(query: Query, record: Record) -> bool:
    """Read one record: whether it is what the query asks for."""
    match query:
        case Everything():
            return True
        case And(parts):
            return all(holds(part, record) for part in parts)
        case Or(parts):
            return any(holds(part, record) for part in parts)
        case Not(part):
            return not holds(part, record)
        case _:
            return any(snippet.marks for snippet in hit(record, query, 0).snippets)


QUERIES = [
    "good", "goods", '"good"', "of the", '"of the"', '"the the"', '"of the good"', "wicked OR patience", "NOT good",
    "good NOT of", "(good OR wicked) NOT (the | of)", "pat*", "ظال*", "الظالمين", '"الظالمين"', "صبر", "الرحمن",
    '"الله الرحمن"', '"الله الرحمن" "of the"', '"patience wicked" OR "wicked patience"', "*", "absent", "NOT absent",
    '"the patient of"', "NOT (good OR NOT the)",
]  # fmt: skip


@pytest.fixture(scope="module")
def held() -> list[Record]:
    return made(seed=7, count=120)


@pytest.fixture(scope="module")
def folder(held: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of several segments, some of whose records have been removed and written again."""
    folder = tmp_path_factory.mktemp("index")
    engine().create(folder)
    for batch in (held[:50], held[40:]):
        with engine().update(folder) as update:
            for record in batch:
                if record.cit.document in update.stamps():
                    update.remove(record.cit.document)
                update.add(record.cit.document, "", [record])
    return folder


@pytest.mark.parametrize("query", QUERIES)
def test_a_search_finds_what_reading_finds(query: str, held: list[Record], folder: Path) -> None:
    tree = parse_query(query)
    searcher = engine().open(folder)
    found = [record.cit.document for _, record in searcher.search(tree, None)]
    expected = [record.cit.document for record in held if holds(tree, record)]
    assert sorted(found) == sorted(expected)
    assert searcher.count(tree) == len(expected)
