"""The tables of docs/reference-forms.md say what is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quoteindex.references import parse_reference

PAGE = Path(__file__).parents[2] / "docs" / "reference-forms.md"
ROWS = re.findall(r"^\| `(.+?)` \| (.*?) ?\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("written", "read"), ROWS, ids=[written for written, _ in ROWS])
def test_examples(written: str, read: str) -> None:
    """What is written is read as the table says; no passage: collections only."""
    found = parse_reference(written)
    assert list(map(str, found.passages)) == read.split()
    assert found.passages or found.collections
