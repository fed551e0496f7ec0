"""Takhrij: the same report in other books is found, and common words alone make no parallel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteindex.library.takhrij import Parallels, find_parallels

REPORTS = [
    "actions are but by intentions and every man has what he intended",
    "actions are by intentions and every man has only what he intended",
    "the messenger forbade the sale of dates before they ripen",
    "the messenger forbade the eating of donkeys",
    "we sat with him one day and he said actions are but by intentions and every man has what he intended so beware",
    "like it",
    "like it",
    "",
]
COMMON = {"the", "messenger", "forbade", "of", "and", "he", "are", "by", "like", "it", "has", "what", "every"}


def compiled(reports: list[str]) -> Parallels:
    """Number the words of *reports*; common ones tell nothing."""
    numbers: dict[str, int] = {}
    words: list[int] = []
    bounds = []
    for report in reports:
        first = len(words)
        words += [numbers.setdefault(word, len(numbers) + 1) for word in report.split()]
        bounds.append((first, len(words)))
        words.append(0)
    weight = np.zeros(len(numbers) + 1, dtype=np.float32)
    for word, number in numbers.items():
        weight[number] = 0 if word in COMMON else 8
    return find_parallels(np.array(words, dtype=np.int32), np.array(bounds, dtype=np.int32).reshape(-1, 2), weight)


def test_the_same_report_in_other_words() -> None:
    """Nearly the same words are parallels, the closest first; a longer narration that holds them is one too."""
    found = compiled(REPORTS)
    assert [record for record, _ in found.of(0)] == [1, 4]
    assert all(0.5 <= likeness <= 1 for _, likeness in found.of(0))


def test_common_words_make_no_parallel() -> None:
    """Two prohibitions differ in what is forbidden; two records that only say "like it" are nothing."""
    found = compiled(REPORTS)
    assert all(found.of(record) == [] for record in (2, 3, 5, 6, 7))


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=12).map(" ".join), max_size=8))
def test_likeness_is_mutual(reports: list[str]) -> None:
    """What is like another is so both ways, by the same figure, and nothing is its own parallel."""
    found = compiled(reports)
    for record in range(len(reports)):
        for other, likeness in found.of(record):
            assert other != record
            assert dict(found.of(other))[record] == pytest.approx(likeness)


def test_saved_and_opened(tmp_path: Path) -> None:
    """The arrays come back as they were written."""
    found = compiled(REPORTS)
    found.save(tmp_path / "takhrij")
    again = Parallels.open(tmp_path / "takhrij")
    assert [again.of(record) for record in range(len(REPORTS))] == [found.of(r) for r in range(len(REPORTS))]
